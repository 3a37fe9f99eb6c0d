/* Drafts, theme recommendations, integrations, events and the vault. */
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

static const char sql_draft_put[] =
    "INSERT INTO drafts(session_id, user_id, product_no, field, value, cursor, base_version,"
    " updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    " ON CONFLICT(session_id, user_id, product_no, field) DO UPDATE SET value = ?5, cursor = ?6,"
    " base_version = ?7, updated_at = ?8";
static const char sql_draft_list[] =
    "SELECT product_no, field, value, cursor, base_version, updated_at FROM drafts"
    " WHERE session_id = ?1 AND user_id = ?2 ORDER BY product_no, field";
static const char sql_draft_delete[] =
    "DELETE FROM drafts WHERE session_id = ?1 AND user_id = ?2"
    " AND (?3 < 0 OR product_no = ?3) AND (?4 IS NULL OR field = ?4)";
static const char sql_theme_delete[] = "DELETE FROM theme_recommendations WHERE session_id = ?1";
static const char sql_theme_insert[] =
    "INSERT INTO theme_recommendations(id, session_id, theme_id, theme_name, industry_category,"
    " recommendation_score, performance_data, customizations, created_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
static const char sql_theme_list[] =
    "SELECT theme_id, theme_name, industry_category, recommendation_score, performance_data,"
    " customizations, created_at FROM theme_recommendations WHERE session_id = ?1 ORDER BY no";
static const char sql_integration_put[] =
    "INSERT INTO integration_status(id, session_id, integration_type, provider_name, status,"
    " configuration, error_message, last_sync, created_at, updated_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)"
    " ON CONFLICT(session_id, integration_type, provider_name) DO UPDATE SET status = ?5,"
    " configuration = ?6, error_message = ?7, last_sync = ?8, updated_at = ?9";
static const char sql_integration_delete[] =
    "DELETE FROM integration_status"
    " WHERE session_id = ?1 AND integration_type = ?2 AND provider_name = ?3";
static const char sql_integration_list[] =
    "SELECT integration_type, provider_name, status, configuration, error_message, last_sync,"
    " created_at, updated_at FROM integration_status WHERE session_id = ?1"
    " ORDER BY integration_type, provider_name";
static const char sql_event_add[] =
    "INSERT INTO wizard_analytics(id, session_id, event_type, event_data, timestamp)"
    " VALUES (?1, ?2, ?3, ?4, ?5)";
static const char sql_event_list[] =
    "SELECT event_type, event_data, timestamp FROM wizard_analytics"
    " WHERE session_id = ?1 AND (?2 IS NULL OR event_type = ?2) ORDER BY no";
static const char sql_vault_put[] =
    "INSERT INTO vault(name, sealed, created_at) VALUES (?1, ?2, ?3)"
    " ON CONFLICT(name) DO UPDATE SET sealed = ?2, created_at = ?3";
static const char sql_vault_get[] = "SELECT sealed FROM vault WHERE name = ?1";

static const char *or_empty(const char *text)
{
	return text != NULL ? text : "";
}

static char *json_text(const json_t *value)
{
	return value != NULL ? slw_json_text(value) : slw_strdup("{}");
}

/* One statement in a transaction of its own, or in the open one. */
static int write_one(struct slw_sqlite *db, const char *sql, const struct slw_sqlite_value *values,
		     size_t count, struct slw_err *err)
{
	int rc = 0;
	bool own;

	if (slw_sqlite_write_begin(db, &own, err) < 0)
		return -1;
	if (slw_sqlite_run(db, sql, values, count, err) < 0) {
		rc = -1;
		if (slw_sqlite_is_foreign_key(db))
			slw_store_no_session(err);
	}
	return slw_sqlite_write_end(db, own, rc, err);
}

/* --- drafts ------------------------------------------------------------------------------ */

int slw_sqlite_draft_put(struct slw_store *store, int64_t session_no, const char *user_id,
			 const struct slw_draft *draft, struct slw_err *err)
{
	return write_one(slw_sqlite(store), sql_draft_put,
			 VALUES(INT(session_no), TEXT(user_id), INT(draft->product_no),
				TEXT(draft->field), TEXT(or_empty(draft->value)),
				INT(draft->cursor), INT(draft->base_version), INT(slw_clock_now())),
			 err);
}

int slw_sqlite_draft_list(struct slw_store *store, int64_t session_no, const char *user_id,
			  int (*each)(void *context, const struct slw_draft *draft), void *context,
			  struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	sqlite3_stmt *stmt =
	    slw_sqlite_take(db, sql_draft_list, VALUES(INT(session_no), TEXT(user_id)), err);
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = slw_sqlite_step(db, stmt, err)) == 1) {
		struct slw_draft draft = {
			.product_no = sqlite3_column_int64(stmt, 0),
			.field = slw_sqlite_borrow(stmt, 1),
			.value = slw_sqlite_borrow(stmt, 2),
			.cursor = sqlite3_column_int64(stmt, 3),
			.base_version = sqlite3_column_int64(stmt, 4),
			.updated_at = sqlite3_column_int64(stmt, 5),
		};

		rc = 0;
		if (each(context, &draft) != 0)
			break;
	}
	slw_sqlite_give(db, stmt);
	return rc;
}

int slw_sqlite_draft_delete(struct slw_store *store, int64_t session_no, const char *user_id,
			    int64_t product_no, const char *field, struct slw_err *err)
{
	return write_one(slw_sqlite(store), sql_draft_delete,
			 VALUES(INT(session_no), TEXT(user_id), INT(product_no), TEXT(field)), err);
}

/* --- themes ------------------------------------------------------------------------------ */

static int insert_theme(struct slw_sqlite *db, int64_t session_no, const struct slw_theme_row *row,
			struct slw_err *err)
{
	char *performance = json_text(row->performance_data);
	char *customizations = json_text(row->customizations);
	char id[SLW_UUID_SIZE];
	int64_t rc;

	slw_uuid_v7(id);
	rc = slw_sqlite_run(
	    db, sql_theme_insert,
	    VALUES(TEXT(id), INT(session_no), TEXT(or_empty(row->theme_id)),
		   TEXT(or_empty(row->theme_name)), TEXT(or_empty(row->industry_category)),
		   REAL(row->recommendation_score), TEXT(performance), TEXT(customizations),
		   INT(row->created_at != 0 ? row->created_at : slw_clock_now())),
	    err);
	if (rc < 0 && slw_sqlite_is_foreign_key(db))
		slw_store_no_session(err);
	free(performance);
	free(customizations);
	return rc < 0 ? -1 : 0;
}

int slw_sqlite_theme_replace(struct slw_store *store, int64_t session_no,
			     const struct slw_theme_row *rows, size_t count, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	bool own;
	int rc;

	if (slw_sqlite_write_begin(db, &own, err) < 0)
		return -1;
	rc = slw_sqlite_run(db, sql_theme_delete, VALUES(INT(session_no)), err) < 0 ? -1 : 0;
	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = insert_theme(db, session_no, &rows[i], err);
	return slw_sqlite_write_end(db, own, rc, err);
}

int slw_sqlite_theme_list(struct slw_store *store, int64_t session_no,
			  int (*each)(void *context, const struct slw_theme_row *row),
			  void *context, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	sqlite3_stmt *stmt = slw_sqlite_take(db, sql_theme_list, VALUES(INT(session_no)), err);
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = slw_sqlite_step(db, stmt, err)) == 1) {
		struct slw_theme_row row = {
			.theme_id = slw_sqlite_borrow(stmt, 0),
			.theme_name = slw_sqlite_borrow(stmt, 1),
			.industry_category = slw_sqlite_borrow(stmt, 2),
			.recommendation_score = sqlite3_column_double(stmt, 3),
			.created_at = sqlite3_column_int64(stmt, 6),
		};
		int stop = 1;

		rc = -1;
		row.performance_data = slw_sqlite_json(db, stmt, 4, err);
		if (row.performance_data != NULL)
			row.customizations = slw_sqlite_json(db, stmt, 5, err);
		if (row.customizations != NULL) {
			rc = 0;
			stop = each(context, &row);
		}
		json_decref(row.performance_data);
		json_decref(row.customizations);
		if (stop != 0)
			break;
	}
	slw_sqlite_give(db, stmt);
	return rc;
}

/* --- integrations ------------------------------------------------------------------------ */

int slw_sqlite_integration_put(struct slw_store *store, int64_t session_no,
			       const struct slw_integration_row *row, struct slw_err *err)
{
	char *configuration = json_text(row->configuration);
	char id[SLW_UUID_SIZE];
	int rc;

	slw_uuid_v7(id);
	rc = write_one(slw_sqlite(store), sql_integration_put,
		       VALUES(TEXT(id), INT(session_no), TEXT(or_empty(row->integration_type)),
			      TEXT(or_empty(row->provider_name)),
			      TEXT(row->status != NULL ? row->status : "pending"),
			      TEXT(configuration), TEXT(or_empty(row->error_message)),
			      TIME(row->last_sync), INT(slw_clock_now())),
		       err);
	free(configuration);
	return rc;
}

int slw_sqlite_integration_delete(struct slw_store *store, int64_t session_no, const char *type,
				  const char *provider, struct slw_err *err)
{
	return write_one(slw_sqlite(store), sql_integration_delete,
			 VALUES(INT(session_no), TEXT(type), TEXT(provider)), err);
}

int slw_sqlite_integration_list(struct slw_store *store, int64_t session_no,
				int (*each)(void *context, const struct slw_integration_row *row),
				void *context, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	sqlite3_stmt *stmt =
	    slw_sqlite_take(db, sql_integration_list, VALUES(INT(session_no)), err);
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = slw_sqlite_step(db, stmt, err)) == 1) {
		struct slw_integration_row row = {
			.integration_type = slw_sqlite_borrow(stmt, 0),
			.provider_name = slw_sqlite_borrow(stmt, 1),
			.status = slw_sqlite_borrow(stmt, 2),
			.configuration = slw_sqlite_json(db, stmt, 3, err),
			.error_message = slw_sqlite_borrow(stmt, 4),
			.last_sync = sqlite3_column_int64(stmt, 5),
			.created_at = sqlite3_column_int64(stmt, 6),
			.updated_at = sqlite3_column_int64(stmt, 7),
		};
		int stop;

		if (row.configuration == NULL) {
			rc = -1;
			break;
		}
		rc = 0;
		stop = each(context, &row);
		json_decref(row.configuration);
		if (stop != 0)
			break;
	}
	slw_sqlite_give(db, stmt);
	return rc;
}

/* --- events ------------------------------------------------------------------------------ */

int slw_sqlite_event_add(struct slw_store *store, int64_t session_no, const char *event_type,
			 const json_t *data, struct slw_err *err)
{
	char *text = json_text(data);
	char id[SLW_UUID_SIZE];
	int rc;

	slw_uuid_v7(id);
	rc = write_one(
	    slw_sqlite(store), sql_event_add,
	    VALUES(TEXT(id), INT(session_no), TEXT(event_type), TEXT(text), INT(slw_clock_now())),
	    err);
	free(text);
	return rc;
}

int slw_sqlite_event_list(struct slw_store *store, int64_t session_no, const char *event_type,
			  int (*each)(void *context, const struct slw_event *event), void *context,
			  struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	sqlite3_stmt *stmt =
	    slw_sqlite_take(db, sql_event_list, VALUES(INT(session_no), TEXT(event_type)), err);
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = slw_sqlite_step(db, stmt, err)) == 1) {
		struct slw_event event = {
			.event_type = slw_sqlite_borrow(stmt, 0),
			.event_data = slw_sqlite_json(db, stmt, 1, err),
			.timestamp = sqlite3_column_int64(stmt, 2),
		};
		int stop;

		if (event.event_data == NULL) {
			rc = -1;
			break;
		}
		rc = 0;
		stop = each(context, &event);
		json_decref(event.event_data);
		if (stop != 0)
			break;
	}
	slw_sqlite_give(db, stmt);
	return rc;
}

/* --- vault ------------------------------------------------------------------------------- */

int slw_sqlite_vault_put(struct slw_store *store, const char *name, const void *sealed, size_t len,
			 struct slw_err *err)
{
	return write_one(slw_sqlite(store), sql_vault_put,
			 VALUES(TEXT(name), BLOB(sealed, len), INT(slw_clock_now())), err);
}

int slw_sqlite_vault_get(struct slw_store *store, const char *name, void **sealed, size_t *len,
			 struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	sqlite3_stmt *stmt = slw_sqlite_take(db, sql_vault_get, VALUES(TEXT(name)), err);
	int rc;

	if (stmt == NULL)
		return -1;
	rc = slw_sqlite_step(db, stmt, err);
	if (rc == 1) {
		*len = (size_t)sqlite3_column_bytes(stmt, 0);
		*sealed = slw_malloc(*len);
		if (*len > 0)
			memcpy(*sealed, sqlite3_column_blob(stmt, 0), *len);
	}
	slw_sqlite_give(db, stmt);
	return rc;
}
