/*
 * Where sessions live. One interface, several backends (backend.h): SQLite, memory, and PostgreSQL
 * behind the same calls. A handle belongs to one thread. Nothing here knows what a field means.
 *
 * Every writing call is durable when it returns, unless it stands between slw_store_begin() and
 * slw_store_commit(); then all of them are, or none. Nothing stays open across a network call:
 * that is the caller's duty. The each() of a list may read the store but not write to it; what it is
 * handed is borrowed and gone when it returns.
 *
 * Errors of all calls: SLW_ESTORE (damaged, full, newer than the program), SLW_ELOCKED (another
 * process holds it; the message says who, where that can be found out), SLW_EIO.
 */
#ifndef SLW_STORE_STORE_H
#define SLW_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/records.h"

struct slw_err;
struct slw_store;

struct slw_store_options {
	bool create;	      /* make the database where there is none */
	bool migrate;	      /* bring an older one up to date; else SLW_ESTORE says how to */
	unsigned int wait_ms; /* how long to wait for a lock; 0 means 5000 */
};

/*
 * url: "sqlite:PATH", "memory:" (gone with the handle; for tests). Another scheme: SLW_ENOTSUP.
 * A database of a newer program is refused with SLW_ESTORE. options may be NULL: create, migrate.
 */
int slw_store_open(struct slw_store **out, const char *url, const struct slw_store_options *options,
		   struct slw_err *err);
void slw_store_close(struct slw_store *store); /* rolls back what is open; NULL is fine */

const char *slw_store_scheme(const struct slw_store *store);

/* One write transaction; no nesting. Rollback never fails. */
int slw_store_begin(struct slw_store *store, struct slw_err *err);
int slw_store_commit(struct slw_store *store, struct slw_err *err);
void slw_store_rollback(struct slw_store *store);

/* The local user: a UUID made once per database. */
int slw_store_user(struct slw_store *store, char out[SLW_UUID_SIZE], struct slw_err *err);

/* --- sessions ---------------------------------------------------------------------------- */

/* Uses user_id, configuration, metadata and business_name of *session; sets no, id (where it is
 * empty), current_step and the times. */
int slw_store_session_create(struct slw_store *store, struct slw_session *session,
			     struct slw_err *err);
/* By ID. *out is initialized by the caller. SLW_ENOTFOUND. */
int slw_store_session_get(struct slw_store *store, const char *id, struct slw_session *out,
			  struct slw_err *err);
/* Calls each() for the sessions of a user (NULL: all), most recently changed first, configuration and
 * metadata NULL; filter (NULL: all) keeps those whose ID begins with it or whose business name contains
 * it, without regard to case. each() returning non-zero stops. limit 0: all. */
int slw_store_session_list(struct slw_store *store, const char *user_id, const char *filter,
			   size_t limit,
			   int (*each)(void *context, const struct slw_session *session),
			   void *context, struct slw_err *err);
/* Writes current_step, configuration, metadata and completed_at. */
int slw_store_session_update(struct slw_store *store, const struct slw_session *session,
			     struct slw_err *err);
/* With all its rows. */
int slw_store_session_delete(struct slw_store *store, int64_t session_no, struct slw_err *err);

/* --- versions and products --------------------------------------------------------------- */

/* Begins a new version inside an open transaction: *version is expected + 1. SLW_ECONFLICT when
 * the newest version is not expected (another edit came first): roll back, merge, try again. */
int slw_store_change_begin(struct slw_store *store, int64_t session_no, int64_t expected,
			   int64_t *version, struct slw_err *err);
/*
 * Within a change: makes this the current row of the product (valid_from is the new version), ending
 * the one before. product_no 0 takes the next number and sets it; rank 0 takes the next rank
 * (a product that has one keeps it). What is as it was begins no new row.
 * skus (sku_count of them) are the product's SKUs now. A product put again in the same change
 * replaces the first. SLW_EINVAL: the handle or a SKU belongs to another current product (the
 * message names both); products that exchange handles are removed first, then put.
 */
int slw_store_product_put(struct slw_store *store, int64_t session_no, int64_t version,
			  struct slw_product_row *row, const char *const *skus, size_t sku_count,
			  struct slw_err *err);
int slw_store_product_remove(struct slw_store *store, int64_t session_no, int64_t version,
			     int64_t product_no, struct slw_err *err);
/* Within a change, last: writes the store_configs row (version->version as given by change_begin;
 * products_changed, product_count and created_at are filled in), sets the session's newest version,
 * its business name, product count and updated_at. */
int slw_store_change_end(struct slw_store *store, int64_t session_no, struct slw_version *version,
			 const char *business_name, struct slw_err *err);

/* version 0: the newest. *out is initialized. SLW_ENOTFOUND, also for a session without any. */
int slw_store_version_get(struct slw_store *store, int64_t session_no, int64_t version,
			  struct slw_version *out, struct slw_err *err);
/* Newest first, without documents. limit 0: all. */
int slw_store_version_list(struct slw_store *store, int64_t session_no, size_t limit,
			   int (*each)(void *context, const struct slw_version *version),
			   void *context, struct slw_err *err);

/* Products as they were at a version (0: now), in order of rank, beginning after after_rank
 * (INT64_MIN: from the first). limit 0: all. Memory use does not grow with their number. */
int slw_store_product_list(struct slw_store *store, int64_t session_no, int64_t version,
			   int64_t after_rank, size_t limit,
			   int (*each)(void *context, const struct slw_product_row *row),
			   void *context, struct slw_err *err);
/* Current product by number, handle or SKU. 1 found (*out initialized by the caller), 0 not, -1. */
int slw_store_product_get(struct slw_store *store, int64_t session_no, int64_t product_no,
			  struct slw_product_row *out, struct slw_err *err);
int slw_store_product_by_handle(struct slw_store *store, int64_t session_no, const char *handle,
				struct slw_product_row *out, struct slw_err *err);
int slw_store_product_by_sku(struct slw_store *store, int64_t session_no, const char *sku,
			     struct slw_product_row *out, struct slw_err *err);
/* A product as it was at a version (0: now). 1, 0 or -1 as above. */
int slw_store_product_at(struct slw_store *store, int64_t session_no, int64_t product_no,
			 int64_t version, struct slw_product_row *out, struct slw_err *err);
/* The numbers of products that differ between two versions (a < b), ascending. */
int slw_store_product_changes(struct slw_store *store, int64_t session_no, int64_t a, int64_t b,
			      int (*each)(void *context, int64_t product_no), void *context,
			      struct slw_err *err);

/* Drops versions that lie strictly between two launches and that no undo within keep_after needs:
 * versions <= keep_after, except those in keep[]. The journal's numbers stay. *dropped may be NULL. */
int slw_store_compact(struct slw_store *store, int64_t session_no, int64_t keep_after,
		      const int64_t *keep, size_t keep_count, int64_t *dropped,
		      struct slw_err *err);

/* --- drafts ------------------------------------------------------------------------------ */

int slw_store_draft_put(struct slw_store *store, int64_t session_no, const char *user_id,
			const struct slw_draft *draft, struct slw_err *err);
int slw_store_draft_list(struct slw_store *store, int64_t session_no, const char *user_id,
			 int (*each)(void *context, const struct slw_draft *draft), void *context,
			 struct slw_err *err);
/* field NULL: all fields of that product; product_no -1: of every product, and of the documents. */
int slw_store_draft_delete(struct slw_store *store, int64_t session_no, const char *user_id,
			   int64_t product_no, const char *field, struct slw_err *err);

/* --- texts, themes, integrations, events ------------------------------------------------- */

/* no 0: a new row, or in place of the one of the same (product, subject, type), SLW_EINVAL if that is
 * locked; else replaces row no, SLW_ENOTFOUND. Sets no, id, updated_at and, where 0, generated_at. */
int slw_store_content_put(struct slw_store *store, int64_t session_no, struct slw_content_row *row,
			  struct slw_err *err);
/* content_type, subject NULL: any; product_no -1: any. In order of no. */
int slw_store_content_list(struct slw_store *store, int64_t session_no, const char *content_type,
			   const char *subject, int64_t product_no,
			   int (*each)(void *context, const struct slw_content_row *row),
			   void *context, struct slw_err *err);
/* The same in brief: content is the text (NULL: none); prompt_used, content_data, facts are NULL. */
int slw_store_content_brief(struct slw_store *store, int64_t session_no, int64_t product_no,
			    int (*each)(void *context, const struct slw_content_row *row,
					const char *content),
			    void *context, struct slw_err *err);
/* Row no, unless it is locked or there is none: nothing is done then. */
int slw_store_content_delete(struct slw_store *store, int64_t session_no, int64_t no,
			     struct slw_err *err);
/* Only where it is not locked; *deleted may be NULL. Rows of products that are gone. */
int slw_store_content_prune(struct slw_store *store, int64_t session_no, int64_t *deleted,
			    struct slw_err *err);
/* Replaces all of them. */
int slw_store_theme_replace(struct slw_store *store, int64_t session_no,
			    const struct slw_theme_row *rows, size_t count, struct slw_err *err);
int slw_store_theme_list(struct slw_store *store, int64_t session_no,
			 int (*each)(void *context, const struct slw_theme_row *row), void *context,
			 struct slw_err *err);
/* One row per (type, provider). */
int slw_store_integration_put(struct slw_store *store, int64_t session_no,
			      const struct slw_integration_row *row, struct slw_err *err);
int slw_store_integration_delete(struct slw_store *store, int64_t session_no, const char *type,
				 const char *provider, struct slw_err *err);
int slw_store_integration_list(struct slw_store *store, int64_t session_no,
			       int (*each)(void *context, const struct slw_integration_row *row),
			       void *context, struct slw_err *err);
/* data is borrowed; NULL means {}. */
int slw_store_event_add(struct slw_store *store, int64_t session_no, const char *event_type,
			const json_t *data, struct slw_err *err);
int slw_store_event_list(struct slw_store *store, int64_t session_no, const char *event_type,
			 int (*each)(void *context, const struct slw_event *event), void *context,
			 struct slw_err *err);

/* --- vault: sealed secrets, never in the clear; schema ------------------------------------ */

int slw_store_vault_put(struct slw_store *store, const char *name, const void *sealed, size_t len,
			struct slw_err *err);
/* 1 found (*sealed is malloc'd), 0 not, -1. */
int slw_store_vault_get(struct slw_store *store, const char *name, void **sealed, size_t *len,
			struct slw_err *err);

struct slw_migration_state {
	int applied;   /* newest migration in the database */
	int available; /* newest that the program has */
};
int slw_store_migration_state(struct slw_store *store, struct slw_migration_state *out,
			      struct slw_err *err);

#endif
