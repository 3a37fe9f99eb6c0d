#include "config.h"

#include "store/sqlite.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"

#include "base/banned.h"

struct slw_sqlite_value slw_sqlite_text(const char *text)
{
	if (text == NULL)
		return (struct slw_sqlite_value){ .type = SQLITE_NULL };
	return (struct slw_sqlite_value){ .type = SQLITE_TEXT, .data = text, .len = strlen(text) };
}

struct slw_sqlite_value slw_sqlite_time(int64_t ms)
{
	return ms == 0 ? (struct slw_sqlite_value){ .type = SQLITE_NULL } : INT(ms);
}

/* The place of sql: its own, or an empty one. There are more places than statements. */
static struct slw_sqlite_statement *find_place(struct slw_sqlite *db, const char *sql)
{
	size_t at = ((uintptr_t)sql >> 3) * 11;

	for (size_t tries = 0; tries < SLW_SQLITE_STATEMENTS; tries++, at++) {
		struct slw_sqlite_statement *place = &db->statements[at % SLW_SQLITE_STATEMENTS];

		if (place->sql == sql || place->sql == NULL)
			return place;
	}
	return NULL;
}

static int bind(sqlite3_stmt *stmt, const struct slw_sqlite_value *values, size_t count)
{
	int rc = SQLITE_OK;

	for (size_t i = 0; i < count && rc == SQLITE_OK; i++) {
		const struct slw_sqlite_value *value = &values[i];
		int at = (int)i + 1;

		if (value->type == SQLITE_INTEGER)
			rc = sqlite3_bind_int64(stmt, at, value->integer);
		else if (value->type == SQLITE_FLOAT)
			rc = sqlite3_bind_double(stmt, at, value->real);
		else if (value->type == SQLITE_TEXT)
			rc = sqlite3_bind_text64(stmt, at, value->data, value->len, SQLITE_STATIC,
						 SQLITE_UTF8);
		else if (value->type == SQLITE_BLOB)
			rc = sqlite3_bind_blob64(stmt, at, value->data, value->len, SQLITE_STATIC);
		else
			rc = sqlite3_bind_null(stmt, at);
	}
	return rc;
}

sqlite3_stmt *slw_sqlite_take(struct slw_sqlite *db, const char *sql,
			      const struct slw_sqlite_value *values, size_t count,
			      struct slw_err *err)
{
	struct slw_sqlite_statement *place = find_place(db, sql);
	bool keep = place != NULL && place->stmt == NULL;
	sqlite3_stmt *stmt = NULL;
	int rc;

	if (place != NULL && place->stmt != NULL && !sqlite3_stmt_busy(place->stmt))
		stmt = place->stmt;
	if (stmt == NULL) {
		rc = sqlite3_prepare_v3(db->db, sql, -1, keep ? SQLITE_PREPARE_PERSISTENT : 0,
					&stmt, NULL);
		if (rc != SQLITE_OK) {
			slw_sqlite_fail(db, rc, err);
			return NULL;
		}
		if (keep)
			*place = (struct slw_sqlite_statement){ .sql = sql, .stmt = stmt };
	}
	rc = bind(stmt, values, count);
	if (rc == SQLITE_OK)
		return stmt;
	slw_sqlite_fail(db, rc, err);
	slw_sqlite_give(db, stmt);
	return NULL;
}

void slw_sqlite_give(struct slw_sqlite *db, sqlite3_stmt *stmt)
{
	if (stmt == NULL)
		return;
	for (size_t i = 0; i < SLW_SQLITE_STATEMENTS; i++) {
		if (db->statements[i].stmt == stmt) {
			sqlite3_reset(stmt);
			sqlite3_clear_bindings(stmt);
			return;
		}
	}
	sqlite3_finalize(stmt);
}

int slw_sqlite_step(struct slw_sqlite *db, sqlite3_stmt *stmt, struct slw_err *err)
{
	int rc = sqlite3_step(stmt);

	if (rc == SQLITE_ROW)
		return 1;
	return rc == SQLITE_DONE ? 0 : slw_sqlite_fail(db, rc, err);
}

int64_t slw_sqlite_run(struct slw_sqlite *db, const char *sql,
		       const struct slw_sqlite_value *values, size_t count, struct slw_err *err)
{
	sqlite3_stmt *stmt = slw_sqlite_take(db, sql, values, count, err);
	int64_t changed = -1;

	if (stmt == NULL)
		return -1;
	if (slw_sqlite_step(db, stmt, err) == 0)
		changed = sqlite3_changes64(db->db);
	slw_sqlite_give(db, stmt);
	return changed;
}

int slw_sqlite_int(struct slw_sqlite *db, const char *sql, const struct slw_sqlite_value *values,
		   size_t count, int64_t *out, struct slw_err *err)
{
	sqlite3_stmt *stmt = slw_sqlite_take(db, sql, values, count, err);
	int rc;

	if (stmt == NULL)
		return -1;
	rc = slw_sqlite_step(db, stmt, err);
	if (rc == 1)
		*out = sqlite3_column_int64(stmt, 0);
	slw_sqlite_give(db, stmt);
	return rc;
}

char *slw_sqlite_borrow(sqlite3_stmt *stmt, int column)
{
	const unsigned char *text = sqlite3_column_text(stmt, column);

	/* rows are structs of char *, which those who are handed one do not change */
	return text != NULL ? (char *)(uintptr_t)text : (char *)(uintptr_t) "";
}

char *slw_sqlite_dup(sqlite3_stmt *stmt, int column)
{
	return slw_strdup(slw_sqlite_borrow(stmt, column));
}

json_t *slw_sqlite_json(struct slw_sqlite *db, sqlite3_stmt *stmt, int column, struct slw_err *err)
{
	const char *text = slw_sqlite_borrow(stmt, column);
	int len = sqlite3_column_bytes(stmt, column);
	json_t *value;

	if (len == 0)
		return json_object();
	value = slw_json_parse(text, (size_t)len, sqlite3_column_name(stmt, column), err);
	if (value == NULL) {
		err->code = SLW_ESTORE;
		slw_err_prefix(err, _("cannot read the database %s"), db->path);
	}
	return value;
}

int slw_sqlite_exec(struct slw_sqlite *db, const char *sql, struct slw_err *err)
{
	int rc = sqlite3_exec(db->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : slw_sqlite_fail(db, rc, err);
}

bool slw_sqlite_is_foreign_key(const struct slw_sqlite *db)
{
	return sqlite3_extended_errcode(db->db) == SQLITE_CONSTRAINT_FOREIGNKEY;
}

bool slw_sqlite_is_duplicate(const struct slw_sqlite *db)
{
	int code = sqlite3_extended_errcode(db->db);

	return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY;
}

static int fail_locked(const struct slw_sqlite *db, struct slw_err *err)
{
	double seconds = (double)db->wait_ms / 1000;
	char name[64];
	long pid = slw_sqlite_holder(db->path, name, sizeof(name));

	if (pid > 0)
		slw_err_set(err, SLW_ELOCKED,
			    _("could not use the database %s: process %ld (%s) holds it, and did "
			      "so for %.1f seconds"),
			    db->path, pid, name, seconds);
	else
		slw_err_set(err, SLW_ELOCKED,
			    _("could not use the database %s: another process holds it, and did so "
			      "for %.1f seconds"),
			    db->path, seconds);
	return slw_err_hint(err, _("Wait until that process is done, or end it, and try again."));
}

static int fail_damaged(const struct slw_sqlite *db, const char *why, struct slw_err *err)
{
	slw_err_set(err, SLW_ESTORE, _("cannot use the database %s: it is damaged (%s)"), db->path,
		    why);
	return slw_err_hint(err, _("Move the file away and put a saved copy in its place; the "
				   "command \".recover\" of sqlite3 saves what can be read."));
}

int slw_sqlite_fail(struct slw_sqlite *db, int rc, struct slw_err *err)
{
	const char *why = db->db != NULL ? sqlite3_errmsg(db->db) : sqlite3_errstr(rc);
	int system = db->db != NULL ? sqlite3_system_errno(db->db) : 0;

	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return fail_locked(db, err);
	case SQLITE_CORRUPT:
		return fail_damaged(db, why, err);
	case SQLITE_NOTADB:
		slw_err_set(err, SLW_ESTORE, _("cannot use %s: it is no SQLite database"),
			    db->path);
		return slw_err_hint(err, _("Name another file; this one is left as it is."));
	case SQLITE_FULL:
		slw_err_set(err, SLW_ESTORE, _("could not write to the database %s: no space left"),
			    db->path);
		return slw_err_hint(
		    err, _("Free some space and try again; what was saved before still stands."));
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_PERM:
		if (system != 0)
			slw_err_errno(err, SLW_EIO, system, _("could not use the database %s"),
				      db->path);
		else
			slw_err_set(err, SLW_EIO, _("could not use the database %s: %s"), db->path,
				    why);
		return slw_err_hint(err,
				    _("Check the file, its folder, who owns them, and the disk."));
	case SQLITE_NOMEM:
		slw_out_of_memory(0);
	default:
		return slw_err_set(err, SLW_ESTORE, _("the database %s failed: %s"), db->path, why);
	}
}
