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

#define COLUMNS                                                                                   \
	"no, id, product_no, subject, content_type, content_data, prompt_used, prompt_hash, "     \
	"provider, model_used, facts, quality_score, user_rating, state, locked, store_version, " \
	"generated_at, updated_at"

static const char sql_find[] =
    "SELECT no, id, locked, generated_at FROM generated_content"
    " WHERE session_id = ?1 AND product_no = ?2 AND subject = ?3 AND content_type = ?4";
static const char sql_find_no[] =
    "SELECT no, id, locked, generated_at FROM generated_content WHERE session_id = ?1 AND no = ?2";
static const char sql_put[] =
    "INSERT INTO generated_content(" COLUMNS ", session_id, store_id) VALUES (?1, ?2, ?3, ?4, ?5,"
    " ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,"
    " (SELECT no FROM store_configs WHERE session_id = ?19 AND version = ?16))"
    " ON CONFLICT(no) DO UPDATE SET product_no = ?3, subject = ?4, content_type = ?5,"
    " content_data = ?6, prompt_used = ?7, prompt_hash = ?8, provider = ?9, model_used = ?10,"
    " facts = ?11, quality_score = ?12, user_rating = ?13, state = ?14, locked = ?15,"
    " store_version = ?16, generated_at = ?17, updated_at = ?18, store_id = excluded.store_id";
static const char sql_list[] =
    "SELECT " COLUMNS " FROM generated_content WHERE session_id = ?1"
    " AND (?2 IS NULL OR content_type = ?2) AND (?3 IS NULL OR subject = ?3) ORDER BY no";
/* the index is named because the planner would rather walk all texts in order of no */
static const char sql_list_product[] =
    "SELECT " COLUMNS " FROM generated_content INDEXED BY generated_content_subject"
    " WHERE session_id = ?1 AND product_no = ?4"
    " AND (?2 IS NULL OR content_type = ?2) AND (?3 IS NULL OR subject = ?3) ORDER BY no";
static const char sql_delete[] =
    "DELETE FROM generated_content WHERE session_id = ?1 AND no = ?2 AND locked = 0";
#define BRIEF_COLUMNS                                                                          \
	"no, id, product_no, subject, content_type, prompt_hash, provider, model_used, "       \
	"quality_score, user_rating, state, locked, store_version, generated_at, updated_at, " \
	"CASE json_type(content_data, '$.content') WHEN 'text'"                                \
	" THEN json_extract(content_data, '$.content') END"

static const char sql_brief[] =
    "SELECT " BRIEF_COLUMNS " FROM generated_content WHERE session_id = ?1 ORDER BY no";
static const char sql_brief_product[] =
    "SELECT " BRIEF_COLUMNS " FROM generated_content INDEXED BY generated_content_subject"
    " WHERE session_id = ?1 AND product_no = ?2 ORDER BY no";
static const char sql_prune[] =
    "DELETE FROM generated_content WHERE session_id = ?1 AND product_no <> 0 AND locked = 0"
    " AND NOT EXISTS (SELECT 1 FROM products WHERE products.session_id = ?1"
    " AND products.product_no = generated_content.product_no AND valid_to IS NULL)";

/* What is stored already under the number, or for the same subject: 1, 0 or -1. */
static int find_stored(struct slw_sqlite *db, int64_t session_no, struct slw_content_row *row,
		       struct slw_err *err)
{
	const char *subject = row->subject != NULL ? row->subject : "";
	bool by_number = row->no != 0, locked = false;
	sqlite3_stmt *stmt;
	int rc;

	if (by_number)
		stmt = slw_sqlite_take(db, sql_find_no, VALUES(INT(session_no), INT(row->no)), err);
	else
		stmt = slw_sqlite_take(db, sql_find,
				       VALUES(INT(session_no), INT(row->product_no), TEXT(subject),
					      TEXT(row->content_type)),
				       err);
	if (stmt == NULL)
		return -1;
	rc = slw_sqlite_step(db, stmt, err);
	if (rc == 1) {
		locked = sqlite3_column_int(stmt, 2) != 0;
		if (by_number || !locked) {
			row->no = sqlite3_column_int64(stmt, 0);
			slw_text_copy(row->id, sizeof(row->id), slw_sqlite_borrow(stmt, 1));
			if (row->generated_at == 0)
				row->generated_at = sqlite3_column_int64(stmt, 3);
		}
	}
	slw_sqlite_give(db, stmt);
	if (rc == 0 && by_number)
		return slw_store_no_content(err, row->no);
	if (rc == 1 && !by_number && locked)
		return slw_store_content_locked(err, row->content_type);
	return rc;
}

static const char *or_empty(const char *text)
{
	return text != NULL ? text : "";
}

static int write_content(struct slw_sqlite *db, int64_t session_no,
			 const struct slw_content_row *row, struct slw_err *err)
{
	char *data = row->content_data != NULL ? slw_json_text(row->content_data) : NULL;
	char *facts = row->facts != NULL ? slw_json_text(row->facts) : NULL;
	int64_t rc = slw_sqlite_run(
	    db, sql_put,
	    VALUES(TIME(row->no), TEXT(row->id), INT(row->product_no), TEXT(or_empty(row->subject)),
		   TEXT(row->content_type), TEXT(data != NULL ? data : "{}"),
		   TEXT(or_empty(row->prompt_used)), TEXT(or_empty(row->prompt_hash)),
		   TEXT(or_empty(row->provider)), TEXT(or_empty(row->model_used)),
		   TEXT(facts != NULL ? facts : "{}"), REAL(row->quality_score),
		   TIME(row->user_rating), TEXT(row->state != NULL ? row->state : "generated"),
		   INT(row->locked), INT(row->store_version), INT(row->generated_at),
		   INT(row->updated_at), INT(session_no)),
	    err);

	free(data);
	free(facts);
	if (rc >= 0)
		return 0;
	if (slw_sqlite_is_duplicate(db))
		slw_store_content_taken(err, row->content_type);
	else if (slw_sqlite_is_foreign_key(db))
		slw_store_no_session(err);
	return -1;
}

int slw_sqlite_content_put(struct slw_store *store, int64_t session_no, struct slw_content_row *row,
			   struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	struct slw_content_row wanted = *row; /* borrows from *row */
	int64_t now = slw_clock_now();
	bool own;
	int rc;

	if (slw_sqlite_write_begin(db, &own, err) < 0)
		return -1;
	rc = find_stored(db, session_no, &wanted, err);
	if (rc >= 0) {
		if (!slw_uuid_valid(wanted.id))
			slw_uuid_v7(wanted.id);
		if (wanted.generated_at == 0)
			wanted.generated_at = now;
		wanted.updated_at = now;
		rc = write_content(db, session_no, &wanted, err);
	}
	if (rc == 0 && wanted.no == 0)
		wanted.no = sqlite3_last_insert_rowid(db->db);
	rc = slw_sqlite_write_end(db, own, rc, err);
	if (rc == 0)
		*row = wanted;
	return rc;
}

static int read_content(struct slw_sqlite *db, sqlite3_stmt *stmt, struct slw_content_row *row,
			struct slw_err *err)
{
	*row = (struct slw_content_row){
		.no = sqlite3_column_int64(stmt, 0),
		.product_no = sqlite3_column_int64(stmt, 2),
		.subject = slw_sqlite_borrow(stmt, 3),
		.content_type = slw_sqlite_borrow(stmt, 4),
		.prompt_used = slw_sqlite_borrow(stmt, 6),
		.prompt_hash = slw_sqlite_borrow(stmt, 7),
		.provider = slw_sqlite_borrow(stmt, 8),
		.model_used = slw_sqlite_borrow(stmt, 9),
		.quality_score = sqlite3_column_double(stmt, 11),
		.user_rating = sqlite3_column_int(stmt, 12),
		.state = slw_sqlite_borrow(stmt, 13),
		.locked = sqlite3_column_int(stmt, 14) != 0,
		.store_version = sqlite3_column_int64(stmt, 15),
		.generated_at = sqlite3_column_int64(stmt, 16),
		.updated_at = sqlite3_column_int64(stmt, 17),
	};
	slw_text_copy(row->id, sizeof(row->id), slw_sqlite_borrow(stmt, 1));
	row->content_data = slw_sqlite_json(db, stmt, 5, err);
	if (row->content_data == NULL)
		return -1;
	row->facts = slw_sqlite_json(db, stmt, 10, err);
	if (row->facts != NULL)
		return 0;
	json_decref(row->content_data);
	return -1;
}

int slw_sqlite_content_list(struct slw_store *store, int64_t session_no, const char *content_type,
			    const char *subject, int64_t product_no,
			    int (*each)(void *context, const struct slw_content_row *row),
			    void *context, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	struct slw_content_row row;
	sqlite3_stmt *stmt;
	int rc;

	if (product_no < 0)
		stmt = slw_sqlite_take(
		    db, sql_list, VALUES(INT(session_no), TEXT(content_type), TEXT(subject)), err);
	else
		stmt = slw_sqlite_take(
		    db, sql_list_product,
		    VALUES(INT(session_no), TEXT(content_type), TEXT(subject), INT(product_no)),
		    err);
	if (stmt == NULL)
		return -1;
	while ((rc = slw_sqlite_step(db, stmt, err)) == 1) {
		int stop;

		rc = read_content(db, stmt, &row, err);
		if (rc < 0)
			break;
		stop = each(context, &row);
		json_decref(row.content_data);
		json_decref(row.facts);
		if (stop != 0)
			break;
	}
	slw_sqlite_give(db, stmt);
	return rc;
}

int slw_sqlite_content_delete(struct slw_store *store, int64_t session_no, int64_t no,
			      struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	bool own;

	if (slw_sqlite_write_begin(db, &own, err) < 0)
		return -1;
	return slw_sqlite_write_end(
	    db, own,
	    slw_sqlite_run(db, sql_delete, VALUES(INT(session_no), INT(no)), err) < 0 ? -1 : 0,
	    err);
}

static struct slw_content_row borrow_brief(sqlite3_stmt *stmt)
{
	struct slw_content_row row = {
		.no = sqlite3_column_int64(stmt, 0),
		.product_no = sqlite3_column_int64(stmt, 2),
		.subject = slw_sqlite_borrow(stmt, 3),
		.content_type = slw_sqlite_borrow(stmt, 4),
		.prompt_hash = slw_sqlite_borrow(stmt, 5),
		.provider = slw_sqlite_borrow(stmt, 6),
		.model_used = slw_sqlite_borrow(stmt, 7),
		.quality_score = sqlite3_column_double(stmt, 8),
		.user_rating = sqlite3_column_int(stmt, 9),
		.state = slw_sqlite_borrow(stmt, 10),
		.locked = sqlite3_column_int(stmt, 11) != 0,
		.store_version = sqlite3_column_int64(stmt, 12),
		.generated_at = sqlite3_column_int64(stmt, 13),
		.updated_at = sqlite3_column_int64(stmt, 14),
	};

	slw_text_copy(row.id, sizeof(row.id), slw_sqlite_borrow(stmt, 1));
	return row;
}

int slw_sqlite_content_brief(struct slw_store *store, int64_t session_no, int64_t product_no,
			     int (*each)(void *context, const struct slw_content_row *row,
					 const char *content),
			     void *context, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	sqlite3_stmt *stmt;
	int rc;

	if (product_no < 0)
		stmt = slw_sqlite_take(db, sql_brief, VALUES(INT(session_no)), err);
	else
		stmt = slw_sqlite_take(db, sql_brief_product,
				       VALUES(INT(session_no), INT(product_no)), err);
	if (stmt == NULL)
		return -1;
	while ((rc = slw_sqlite_step(db, stmt, err)) == 1) {
		struct slw_content_row row = borrow_brief(stmt);

		rc = 0;
		if (each(context, &row, (const char *)sqlite3_column_text(stmt, 15)) != 0)
			break;
	}
	slw_sqlite_give(db, stmt);
	return rc;
}

int slw_sqlite_content_prune(struct slw_store *store, int64_t session_no, int64_t *deleted,
			     struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	bool own;

	if (slw_sqlite_write_begin(db, &own, err) < 0)
		return -1;
	*deleted = slw_sqlite_run(db, sql_prune, VALUES(INT(session_no)), err);
	return slw_sqlite_write_end(db, own, *deleted < 0 ? -1 : 0, err);
}
