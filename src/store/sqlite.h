/*
 * What the parts of the SQLite backend share: the handle, statements that are prepared once and
 * kept, values to bind, and errors.
 */
#ifndef SLW_STORE_SQLITE_H
#define SLW_STORE_SQLITE_H

#include <sqlite3.h>

#include "store/backend.h"

#define SLW_SQLITE_STATEMENTS 128 /* more than there are; a power of two */

struct slw_sqlite {
	struct slw_store base;
	sqlite3 *db;
	char *path;
	unsigned int wait_ms;
	/* prepared statements by the address of their text */
	struct slw_sqlite_statement {
		const char *sql;
		sqlite3_stmt *stmt;
	} statements[SLW_SQLITE_STATEMENTS];
};

static inline struct slw_sqlite *slw_sqlite(struct slw_store *store)
{
	return (struct slw_sqlite *)store;
}

/* A value to bind; text and blobs are borrowed until the statement is given back. */
struct slw_sqlite_value {
	int type; /* SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_BLOB, SQLITE_NULL */
	int64_t integer;
	double real;
	const void *data;
	size_t len;
};
#define INT(v)	   ((struct slw_sqlite_value){ .type = SQLITE_INTEGER, .integer = (v) })
#define REAL(v)	   ((struct slw_sqlite_value){ .type = SQLITE_FLOAT, .real = (v) })
#define TEXT(v)	   slw_sqlite_text(v)
#define BLOB(v, n) ((struct slw_sqlite_value){ .type = SQLITE_BLOB, .data = (v), .len = (n) })
/* 0 is NULL, for times that may be "never" */
#define TIME(v) slw_sqlite_time(v)
#define VALUES(...)                                                    \
	((const struct slw_sqlite_value[]){ __VA_ARGS__ }),            \
	    sizeof((const struct slw_sqlite_value[]){ __VA_ARGS__ }) / \
		sizeof(struct slw_sqlite_value)
struct slw_sqlite_value slw_sqlite_text(const char *text); /* NULL is SQL NULL */
struct slw_sqlite_value slw_sqlite_time(int64_t ms);

/*
 * The statement of sql (a string that lives as long as the program) with its values, ready to be
 * stepped; NULL on failure. One that is in use already (a callback reads the store) is prepared
 * anew. Give each back.
 */
sqlite3_stmt *slw_sqlite_take(struct slw_sqlite *db, const char *sql,
			      const struct slw_sqlite_value *values, size_t count,
			      struct slw_err *err);
void slw_sqlite_give(struct slw_sqlite *db, sqlite3_stmt *stmt); /* NULL is fine */
/* 1: a row; 0: no more; -1. */
int slw_sqlite_step(struct slw_sqlite *db, sqlite3_stmt *stmt, struct slw_err *err);

/* Runs a statement without rows to its end; the number of rows that it changed, or -1. */
int64_t slw_sqlite_run(struct slw_sqlite *db, const char *sql,
		       const struct slw_sqlite_value *values, size_t count, struct slw_err *err);
/* The first column of the first row as an integer: 1 found (*out; NULL reads as 0), 0 not, -1. */
int slw_sqlite_int(struct slw_sqlite *db, const char *sql, const struct slw_sqlite_value *values,
		   size_t count, int64_t *out, struct slw_err *err);

/* A column, in a new string ("" for NULL), a borrowed one, or as JSON (a new reference). */
char *slw_sqlite_dup(sqlite3_stmt *stmt, int column);
char *slw_sqlite_borrow(sqlite3_stmt *stmt, int column);
json_t *slw_sqlite_json(struct slw_sqlite *db, sqlite3_stmt *stmt, int column, struct slw_err *err);

/* A transaction of one call, where none is open: begin, then end with the result of the call. */
int slw_sqlite_write_begin(struct slw_sqlite *db, bool *own, struct slw_err *err);
int slw_sqlite_write_end(struct slw_sqlite *db, bool own, int rc, struct slw_err *err);

/* Runs SQL without values and rows. */
int slw_sqlite_exec(struct slw_sqlite *db, const char *sql, struct slw_err *err);
/* Turns the last failure of the connection into an error text. Returns -1. */
int slw_sqlite_fail(struct slw_sqlite *db, int rc, struct slw_err *err);
bool slw_sqlite_is_foreign_key(const struct slw_sqlite *db);
bool slw_sqlite_is_duplicate(const struct slw_sqlite *db);

/* Which process holds the lock for writing: its number and name; 0 when that cannot be told. */
long slw_sqlite_holder(const char *path, char *name, size_t size);

/* Whether there is something to migrate; refuses what is not ours, newer, or not to be migrated. */
int slw_sqlite_migrate_check(struct slw_sqlite *db, const struct slw_store_options *options,
			     bool *needed, struct slw_err *err);
int slw_sqlite_migrate(struct slw_sqlite *db, struct slw_err *err);
/* Puts the json_valid() of the tables' CHECKs into place. */
int slw_sqlite_add_json(struct slw_sqlite *db, struct slw_err *err);
int slw_sqlite_migration_state(struct slw_store *store, struct slw_migration_state *out,
			       struct slw_err *err);

/* sqlite_session.c */
int slw_sqlite_session_create(struct slw_store *store, struct slw_session *session,
			      struct slw_err *err);
int slw_sqlite_session_get(struct slw_store *store, const char *id, struct slw_session *out,
			   struct slw_err *err);
int slw_sqlite_session_list(struct slw_store *store, const char *user_id, const char *filter,
			    size_t limit,
			    int (*each)(void *context, const struct slw_session *session),
			    void *context, struct slw_err *err);
int slw_sqlite_session_update(struct slw_store *store, const struct slw_session *session,
			      struct slw_err *err);
int slw_sqlite_session_delete(struct slw_store *store, int64_t session_no, struct slw_err *err);
int slw_sqlite_user(struct slw_store *store, char out[SLW_UUID_SIZE], struct slw_err *err);

/* sqlite_version.c */
int slw_sqlite_change_begin(struct slw_store *store, int64_t session_no, int64_t expected,
			    struct slw_err *err);
int slw_sqlite_change_end(struct slw_store *store, struct slw_version *version,
			  const char *business_name, struct slw_err *err);
int slw_sqlite_version_get(struct slw_store *store, int64_t session_no, int64_t version,
			   struct slw_version *out, struct slw_err *err);
int slw_sqlite_version_list(struct slw_store *store, int64_t session_no, size_t limit,
			    int (*each)(void *context, const struct slw_version *version),
			    void *context, struct slw_err *err);
int slw_sqlite_compact(struct slw_store *store, int64_t session_no, int64_t keep_after,
		       const int64_t *keep, size_t keep_count, int64_t *dropped,
		       struct slw_err *err);

/* sqlite_product.c */
int slw_sqlite_product_put(struct slw_store *store, struct slw_product_row *row,
			   const char *const *skus, size_t sku_count, struct slw_err *err);
int slw_sqlite_product_remove(struct slw_store *store, int64_t product_no, struct slw_err *err);
int slw_sqlite_product_list(struct slw_store *store, int64_t session_no, int64_t version,
			    int64_t after_rank, size_t limit,
			    int (*each)(void *context, const struct slw_product_row *row),
			    void *context, struct slw_err *err);
int slw_sqlite_product_by_handle(struct slw_store *store, int64_t session_no, const char *handle,
				 struct slw_product_row *out, struct slw_err *err);
int slw_sqlite_product_by_sku(struct slw_store *store, int64_t session_no, const char *sku,
			      struct slw_product_row *out, struct slw_err *err);
int slw_sqlite_product_at(struct slw_store *store, int64_t session_no, int64_t product_no,
			  int64_t version, struct slw_product_row *out, struct slw_err *err);
int slw_sqlite_product_changes(struct slw_store *store, int64_t session_no, int64_t a, int64_t b,
			       int (*each)(void *context, int64_t product_no), void *context,
			       struct slw_err *err);

/* sqlite_content.c, sqlite_rest.c */
int slw_sqlite_content_put(struct slw_store *store, int64_t session_no, struct slw_content_row *row,
			   struct slw_err *err);
int slw_sqlite_content_list(struct slw_store *store, int64_t session_no, const char *content_type,
			    const char *subject, int64_t product_no,
			    int (*each)(void *context, const struct slw_content_row *row),
			    void *context, struct slw_err *err);
int slw_sqlite_content_delete(struct slw_store *store, int64_t session_no, int64_t no,
			      struct slw_err *err);
int slw_sqlite_content_brief(struct slw_store *store, int64_t session_no, int64_t product_no,
			     int (*each)(void *context, const struct slw_content_row *row,
					 const char *content),
			     void *context, struct slw_err *err);
int slw_sqlite_content_prune(struct slw_store *store, int64_t session_no, int64_t *deleted,
			     struct slw_err *err);
int slw_sqlite_draft_put(struct slw_store *store, int64_t session_no, const char *user_id,
			 const struct slw_draft *draft, struct slw_err *err);
int slw_sqlite_draft_list(struct slw_store *store, int64_t session_no, const char *user_id,
			  int (*each)(void *context, const struct slw_draft *draft), void *context,
			  struct slw_err *err);
int slw_sqlite_draft_delete(struct slw_store *store, int64_t session_no, const char *user_id,
			    int64_t product_no, const char *field, struct slw_err *err);
int slw_sqlite_embedding_put(struct slw_store *store, const struct slw_embedding *embedding,
			     struct slw_err *err);
int slw_sqlite_embedding_list(struct slw_store *store, int64_t session_no, const char *kind,
			      const char *model,
			      int (*each)(void *context, const struct slw_embedding *embedding),
			      void *context, struct slw_err *err);
int slw_sqlite_theme_replace(struct slw_store *store, int64_t session_no,
			     const struct slw_theme_row *rows, size_t count, struct slw_err *err);
int slw_sqlite_theme_list(struct slw_store *store, int64_t session_no,
			  int (*each)(void *context, const struct slw_theme_row *row),
			  void *context, struct slw_err *err);
int slw_sqlite_integration_put(struct slw_store *store, int64_t session_no,
			       const struct slw_integration_row *row, struct slw_err *err);
int slw_sqlite_integration_delete(struct slw_store *store, int64_t session_no, const char *type,
				  const char *provider, struct slw_err *err);
int slw_sqlite_integration_list(struct slw_store *store, int64_t session_no,
				int (*each)(void *context, const struct slw_integration_row *row),
				void *context, struct slw_err *err);
int slw_sqlite_event_add(struct slw_store *store, int64_t session_no, const char *event_type,
			 const json_t *data, struct slw_err *err);
int slw_sqlite_event_list(struct slw_store *store, int64_t session_no, const char *event_type,
			  int (*each)(void *context, const struct slw_event *event), void *context,
			  struct slw_err *err);
int slw_sqlite_vault_put(struct slw_store *store, const char *name, const void *sealed, size_t len,
			 struct slw_err *err);
int slw_sqlite_vault_get(struct slw_store *store, const char *name, void **sealed, size_t *len,
			 struct slw_err *err);

#endif
