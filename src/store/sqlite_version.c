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

#define JOURNAL_COLUMNS                                                                 \
	"version, parent_version, kind, author, note, changed_keys, products_changed, " \
	"product_count, created_at"
#define FIRST_DOCUMENT 9 /* behind the columns of the journal */
/* in the order of enum slw_section */
#define DOCUMENT_COLUMNS                                                              \
	"business_info, product_config, theme_settings, integrations, content_data, " \
	"seo_config, launch_config"

static const char sql_counters[] =
    "SELECT version, next_product_no, product_count FROM wizard_sessions WHERE no = ?1";
static const char sql_insert[] =
    "INSERT INTO store_configs(id, session_id, " JOURNAL_COLUMNS ", " DOCUMENT_COLUMNS ")"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
static const char sql_advance[] =
    "UPDATE wizard_sessions SET version = ?2, business_name = ?3, business_name_folded = ?4,"
    " product_count = ?5, next_product_no = ?6, updated_at = ?7 WHERE no = ?1";
static const char sql_get[] = "SELECT " JOURNAL_COLUMNS ", " DOCUMENT_COLUMNS
			      " FROM store_configs WHERE session_id = ?1 AND version = ?2";
static const char sql_get_newest[] =
    "SELECT " JOURNAL_COLUMNS ", " DOCUMENT_COLUMNS
    " FROM store_configs WHERE session_id = ?1 ORDER BY version DESC LIMIT 1";
static const char sql_list[] =
    "SELECT " JOURNAL_COLUMNS
    " FROM store_configs WHERE session_id = ?1 ORDER BY version DESC LIMIT ?2";
/* the newest stays in any case: it is the session */
static const char sql_old_versions[] =
    "SELECT version FROM store_configs WHERE session_id = ?1 AND version <= ?2 AND version <"
    " (SELECT version FROM wizard_sessions WHERE no = ?1) ORDER BY version";
static const char sql_drop_version[] =
    "DELETE FROM store_configs WHERE session_id = ?1 AND version = ?2";
/* product rows that no version needs any more */
static const char sql_drop_products[] =
    "DELETE FROM products WHERE session_id = ?1 AND valid_to IS NOT NULL AND NOT EXISTS"
    " (SELECT 1 FROM store_configs AS kept WHERE kept.session_id = ?1"
    " AND kept.version >= products.valid_from AND kept.version < products.valid_to)";

int slw_sqlite_change_begin(struct slw_store *store, int64_t session_no, int64_t expected,
			    struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	sqlite3_stmt *stmt = slw_sqlite_take(db, sql_counters, VALUES(INT(session_no)), err);
	int64_t newest = 0;
	int rc;

	if (stmt == NULL)
		return -1;
	rc = slw_sqlite_step(db, stmt, err);
	if (rc == 1) {
		newest = sqlite3_column_int64(stmt, 0);
		store->change = (struct slw_change){
			.session_no = session_no,
			.version = newest + 1,
			.next_product_no = sqlite3_column_int64(stmt, 1),
			.product_count = sqlite3_column_int64(stmt, 2),
		};
	}
	slw_sqlite_give(db, stmt);
	if (rc == 0)
		return slw_store_no_session(err);
	if (rc == 1 && newest != expected)
		return slw_store_stale(err, expected, newest);
	return rc < 0 ? -1 : 0;
}

static int insert_version(struct slw_sqlite *db, const struct slw_version *version,
			  struct slw_err *err)
{
	char *changed =
	    version->changed != NULL ? slw_json_text(version->changed) : slw_strdup("[]");
	char *docs[SLW_SECTION__MAX];
	char id[SLW_UUID_SIZE];
	int64_t rc;

	slw_uuid_v7(id);
	for (size_t i = 0; i < SLW_SECTION__MAX; i++)
		docs[i] = slw_json_text(version->docs.section[i]);
	rc = slw_sqlite_run(
	    db, sql_insert,
	    VALUES(TEXT(id), INT(db->base.change.session_no), INT(version->version),
		   INT(version->parent), TEXT(version->kind != NULL ? version->kind : "edit"),
		   TEXT(version->author != NULL ? version->author : ""),
		   TEXT(version->note != NULL ? version->note : ""), TEXT(changed),
		   INT(version->products_changed), INT(version->product_count),
		   INT(version->created_at), TEXT(docs[SLW_BUSINESS]), TEXT(docs[SLW_PRODUCTS]),
		   TEXT(docs[SLW_THEME]), TEXT(docs[SLW_INTEGRATIONS]), TEXT(docs[SLW_CONTENT]),
		   TEXT(docs[SLW_SEO]), TEXT(docs[SLW_LAUNCH])),
	    err);
	for (size_t i = 0; i < SLW_SECTION__MAX; i++)
		free(docs[i]);
	free(changed);
	return rc < 0 ? -1 : 0;
}

int slw_sqlite_change_end(struct slw_store *store, struct slw_version *version,
			  const char *business_name, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	const struct slw_change *change = &store->change;
	char *folded;
	int64_t rc;

	version->products_changed = change->products_changed;
	version->product_count = change->product_count;
	version->created_at = slw_clock_now();
	if (insert_version(db, version, err) < 0)
		return -1;
	folded = slw_text_fold(business_name);
	rc = slw_sqlite_run(db, sql_advance,
			    VALUES(INT(change->session_no), INT(change->version),
				   TEXT(business_name), TEXT(folded), INT(change->product_count),
				   INT(change->next_product_no), INT(version->created_at)),
			    err);
	free(folded);
	return rc < 0 ? -1 : 0;
}

static int read_journal(struct slw_sqlite *db, sqlite3_stmt *stmt, struct slw_version *out,
			struct slw_err *err)
{
	json_t *changed = slw_sqlite_json(db, stmt, 5, err);

	if (changed == NULL)
		return -1;
	slw_version_release(out);
	slw_version_init(out);
	out->version = sqlite3_column_int64(stmt, 0);
	out->parent = sqlite3_column_int64(stmt, 1);
	out->kind = slw_sqlite_dup(stmt, 2);
	out->author = slw_sqlite_dup(stmt, 3);
	out->note = slw_sqlite_dup(stmt, 4);
	out->changed = changed;
	out->products_changed = sqlite3_column_int64(stmt, 6);
	out->product_count = sqlite3_column_int64(stmt, 7);
	out->created_at = sqlite3_column_int64(stmt, 8);
	return 0;
}

static int read_version(struct slw_sqlite *db, sqlite3_stmt *stmt, struct slw_version *out,
			struct slw_err *err)
{
	if (read_journal(db, stmt, out, err) < 0)
		return -1;
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		json_t *doc = slw_sqlite_json(db, stmt, FIRST_DOCUMENT + i, err);

		if (doc == NULL)
			return -1;
		json_decref(out->docs.section[i]);
		out->docs.section[i] = doc;
	}
	return 0;
}

int slw_sqlite_version_get(struct slw_store *store, int64_t session_no, int64_t version,
			   struct slw_version *out, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	sqlite3_stmt *stmt;
	int rc;

	if (version == 0)
		stmt = slw_sqlite_take(db, sql_get_newest, VALUES(INT(session_no)), err);
	else
		stmt = slw_sqlite_take(db, sql_get, VALUES(INT(session_no), INT(version)), err);
	if (stmt == NULL)
		return -1;
	rc = slw_sqlite_step(db, stmt, err);
	if (rc == 1)
		rc = read_version(db, stmt, out, err);
	else if (rc == 0)
		rc = slw_store_no_version(err, version);
	slw_sqlite_give(db, stmt);
	return rc;
}

int slw_sqlite_version_list(struct slw_store *store, int64_t session_no, size_t limit,
			    int (*each)(void *context, const struct slw_version *version),
			    void *context, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	int64_t most = limit == 0 || limit > INT64_MAX ? -1 : (int64_t)limit;
	sqlite3_stmt *stmt = slw_sqlite_take(db, sql_list, VALUES(INT(session_no), INT(most)), err);
	struct slw_version version;
	int rc;

	if (stmt == NULL)
		return -1;
	slw_version_init(&version);
	while ((rc = slw_sqlite_step(db, stmt, err)) == 1) {
		rc = read_journal(db, stmt, &version, err);
		if (rc < 0 || each(context, &version) != 0)
			break;
	}
	slw_version_release(&version);
	slw_sqlite_give(db, stmt);
	return rc;
}

static bool is_kept(int64_t version, const int64_t *keep, size_t keep_count)
{
	for (size_t i = 0; i < keep_count; i++)
		if (keep[i] == version)
			return true;
	return false;
}

static int drop_versions(struct slw_sqlite *db, int64_t session_no, int64_t keep_after,
			 const int64_t *keep, size_t keep_count, int64_t *dropped,
			 struct slw_err *err)
{
	sqlite3_stmt *stmt =
	    slw_sqlite_take(db, sql_old_versions, VALUES(INT(session_no), INT(keep_after)), err);
	int64_t *versions = NULL;
	size_t count = 0, cap = 0;
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = slw_sqlite_step(db, stmt, err)) == 1) {
		int64_t version = sqlite3_column_int64(stmt, 0);

		if (is_kept(version, keep, keep_count))
			continue;
		SLW_GROW(versions, count, cap);
		versions[count++] = version;
	}
	slw_sqlite_give(db, stmt);
	for (size_t i = 0; rc == 0 && i < count; i++)
		if (slw_sqlite_run(db, sql_drop_version, VALUES(INT(session_no), INT(versions[i])),
				   err) < 0)
			rc = -1;
	free(versions);
	*dropped = (int64_t)count;
	return rc;
}

int slw_sqlite_compact(struct slw_store *store, int64_t session_no, int64_t keep_after,
		       const int64_t *keep, size_t keep_count, int64_t *dropped,
		       struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	bool own;
	int rc;

	if (slw_sqlite_write_begin(db, &own, err) < 0)
		return -1;
	rc = drop_versions(db, session_no, keep_after, keep, keep_count, dropped, err);
	if (rc == 0 && *dropped > 0 &&
	    slw_sqlite_run(db, sql_drop_products, VALUES(INT(session_no)), err) < 0)
		rc = -1;
	return slw_sqlite_write_end(db, own, rc, err);
}
