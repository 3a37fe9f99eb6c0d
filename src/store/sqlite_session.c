#include "config.h"

#include "store/sqlite.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

#define SESSION_COLUMNS                                                                        \
	"no, id, user_id, current_step, created_at, updated_at, completed_at, business_name, " \
	"version, product_count"

static const char sql_create[] =
    "INSERT INTO wizard_sessions(id, user_id, configuration, metadata, created_at, updated_at,"
    " business_name, business_name_folded) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7)";
static const char sql_get[] = "SELECT " SESSION_COLUMNS ", configuration, metadata"
			      " FROM wizard_sessions WHERE id = ?1";
static const char sql_list[] =
    "SELECT " SESSION_COLUMNS " FROM wizard_sessions"
    " WHERE (?1 IS NULL OR instr(id, ?1) = 1 OR instr(business_name_folded, ?1) > 0)"
    " ORDER BY updated_at DESC, no DESC LIMIT ?2";
static const char sql_list_user[] =
    "SELECT " SESSION_COLUMNS " FROM wizard_sessions"
    " WHERE (?1 IS NULL OR instr(id, ?1) = 1 OR instr(business_name_folded, ?1) > 0)"
    " AND user_id = ?3 ORDER BY updated_at DESC, no DESC LIMIT ?2";
static const char sql_update[] =
    "UPDATE wizard_sessions SET current_step = ?2, configuration = ?3, metadata = ?4,"
    " completed_at = ?5, updated_at = ?6 WHERE no = ?1";
static const char sql_delete[] = "DELETE FROM wizard_sessions WHERE no = ?1";
static const char sql_user[] = "SELECT id FROM local_user";
static const char sql_user_make[] =
    "INSERT INTO local_user(only, id) VALUES (1, ?1) ON CONFLICT DO NOTHING";

static char *json_text(const json_t *value)
{
	return value != NULL ? slw_json_text(value) : slw_strdup("{}");
}

static int insert_session(struct slw_sqlite *db, struct slw_session *session, int64_t now,
			  struct slw_err *err)
{
	const char *name = session->business_name != NULL ? session->business_name : "";
	char *configuration = json_text(session->configuration);
	char *metadata = json_text(session->metadata);
	char *folded = slw_text_fold(name);
	int rc = -1;

	if (slw_sqlite_run(db, sql_create,
			   VALUES(TEXT(session->id), TEXT(session->user_id), TEXT(configuration),
				  TEXT(metadata), INT(now), TEXT(name), TEXT(folded)),
			   err) >= 0)
		rc = 0;
	else if (slw_sqlite_is_duplicate(db))
		slw_store_same_session(err, session->id);
	free(configuration);
	free(metadata);
	free(folded);
	return rc;
}

int slw_sqlite_session_create(struct slw_store *store, struct slw_session *session,
			      struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	int64_t no, now = slw_clock_now();
	bool own;
	int rc;

	if (slw_sqlite_write_begin(db, &own, err) < 0)
		return -1;
	rc = insert_session(db, session, now, err);
	no = sqlite3_last_insert_rowid(db->db);
	if (slw_sqlite_write_end(db, own, rc, err) < 0)
		return -1;
	session->no = no;
	session->version = 0;
	session->product_count = 0;
	session->created_at = now;
	session->updated_at = now;
	session->completed_at = 0;
	return 0;
}

static void read_row(sqlite3_stmt *stmt, struct slw_session *out)
{
	slw_session_release(out);
	out->no = sqlite3_column_int64(stmt, 0);
	slw_text_copy(out->id, sizeof(out->id), slw_sqlite_borrow(stmt, 1));
	slw_text_copy(out->user_id, sizeof(out->user_id), slw_sqlite_borrow(stmt, 2));
	out->current_step = sqlite3_column_int(stmt, 3);
	out->created_at = sqlite3_column_int64(stmt, 4);
	out->updated_at = sqlite3_column_int64(stmt, 5);
	out->completed_at = sqlite3_column_int64(stmt, 6);
	out->business_name = slw_sqlite_dup(stmt, 7);
	out->version = sqlite3_column_int64(stmt, 8);
	out->product_count = sqlite3_column_int64(stmt, 9);
}

static int read_session(struct slw_sqlite *db, sqlite3_stmt *stmt, struct slw_session *out,
			struct slw_err *err)
{
	json_t *configuration = slw_sqlite_json(db, stmt, 10, err);
	json_t *metadata = configuration == NULL ? NULL : slw_sqlite_json(db, stmt, 11, err);

	if (metadata == NULL) {
		json_decref(configuration);
		return -1;
	}
	read_row(stmt, out);
	out->configuration = configuration;
	out->metadata = metadata;
	return 0;
}

int slw_sqlite_session_get(struct slw_store *store, const char *id, struct slw_session *out,
			   struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	sqlite3_stmt *stmt = slw_sqlite_take(db, sql_get, VALUES(TEXT(id)), err);
	int rc;

	if (stmt == NULL)
		return -1;
	rc = slw_sqlite_step(db, stmt, err);
	if (rc == 1)
		rc = read_session(db, stmt, out, err);
	else if (rc == 0)
		rc = slw_store_no_session(err);
	slw_sqlite_give(db, stmt);
	return rc;
}

int slw_sqlite_session_list(struct slw_store *store, const char *user_id, const char *filter,
			    size_t limit,
			    int (*each)(void *context, const struct slw_session *session),
			    void *context, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	char *folded = filter != NULL ? slw_text_fold(filter) : NULL;
	int64_t most = limit == 0 || limit > INT64_MAX ? -1 : (int64_t)limit;
	struct slw_session session;
	sqlite3_stmt *stmt;
	int rc = -1;

	slw_session_init(&session);
	if (user_id != NULL)
		stmt = slw_sqlite_take(db, sql_list_user,
				       VALUES(TEXT(folded), INT(most), TEXT(user_id)), err);
	else
		stmt = slw_sqlite_take(db, sql_list, VALUES(TEXT(folded), INT(most)), err);
	if (stmt == NULL)
		goto out;
	while ((rc = slw_sqlite_step(db, stmt, err)) == 1) {
		read_row(stmt, &session);
		rc = 0;
		if (each(context, &session) != 0)
			break;
	}
	slw_sqlite_give(db, stmt);
out:
	slw_session_release(&session);
	free(folded);
	return rc;
}

int slw_sqlite_session_update(struct slw_store *store, const struct slw_session *session,
			      struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	char *configuration = json_text(session->configuration);
	char *metadata = json_text(session->metadata);
	int rc = -1;
	bool own;

	if (slw_sqlite_write_begin(db, &own, err) < 0)
		goto out;
	switch (slw_sqlite_run(db, sql_update,
			       VALUES(INT(session->no), INT(session->current_step),
				      TEXT(configuration), TEXT(metadata),
				      TIME(session->completed_at), INT(slw_clock_now())),
			       err)) {
	case -1:
		break;
	case 0:
		slw_store_no_session(err);
		break;
	default:
		rc = 0;
	}
	rc = slw_sqlite_write_end(db, own, rc, err);
out:
	free(configuration);
	free(metadata);
	return rc;
}

int slw_sqlite_session_delete(struct slw_store *store, int64_t session_no, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	int64_t deleted;
	int rc = -1;
	bool own;

	if (slw_sqlite_write_begin(db, &own, err) < 0)
		return -1;
	deleted = slw_sqlite_run(db, sql_delete, VALUES(INT(session_no)), err);
	if (deleted == 0)
		slw_store_no_session(err);
	if (deleted > 0)
		rc = 0;
	return slw_sqlite_write_end(db, own, rc, err);
}

static int read_user(struct slw_sqlite *db, char out[SLW_UUID_SIZE], struct slw_err *err)
{
	sqlite3_stmt *stmt = slw_sqlite_take(db, sql_user, NULL, 0, err);
	int rc;

	if (stmt == NULL)
		return -1;
	rc = slw_sqlite_step(db, stmt, err);
	if (rc == 1)
		slw_text_copy(out, SLW_UUID_SIZE, slw_sqlite_borrow(stmt, 0));
	slw_sqlite_give(db, stmt);
	return rc;
}

int slw_sqlite_user(struct slw_store *store, char out[SLW_UUID_SIZE], struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	char made[SLW_UUID_SIZE];
	int rc = read_user(db, out, err);
	bool own;

	if (rc != 0)
		return rc < 0 ? -1 : 0;
	slw_uuid_v4(made);
	if (slw_sqlite_write_begin(db, &own, err) < 0)
		return -1;
	rc = slw_sqlite_run(db, sql_user_make, VALUES(TEXT(made)), err) < 0 ? -1 : 0;
	/* another process may have made one first */
	if (rc == 0)
		rc = read_user(db, out, err) == 1 ? 0 : -1;
	return slw_sqlite_write_end(db, own, rc, err);
}
