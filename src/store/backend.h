/*
 * What a backend of store.h is made of: a table of functions and a struct that begins with
 * struct slw_store. The rules of the arguments are checked once, in store.c; a backend may rely on
 * them. Each writing call is atomic: when it fails with SLW_EINVAL, SLW_ENOTFOUND or SLW_ECONFLICT
 * it has changed nothing, inside an open transaction too; after any other failure store.c refuses
 * to commit.
 *
 * To add a backend: fill struct slw_store_ops, name it in backends[] of store.c, add its URL to
 * tests/contract/main.c.
 */
#ifndef SLW_STORE_BACKEND_H
#define SLW_STORE_BACKEND_H

#include "store/embedding.h"
#include "store/store.h"

/* The version that is being written, between change_begin and change_end. */
struct slw_change {
	int64_t session_no;
	int64_t version; /* 0: no change is open */
	int64_t next_product_no;
	int64_t next_rank; /* 0: not asked for yet */
	int64_t product_count;
	int64_t products_changed;
};

struct slw_store {
	const struct slw_store_ops *ops;
	bool in_transaction;
	bool failed; /* a write of the open transaction failed half-way */
	struct slw_change change;
};

struct slw_store_ops {
	const char *scheme; /* of the URL, before ':' */

	/* rest: the URL behind "scheme:". options has its defaults filled in. */
	int (*open)(struct slw_store **out, const char *rest,
		    const struct slw_store_options *options, struct slw_err *err);
	void (*close)(struct slw_store *store);
	int (*begin)(struct slw_store *store, struct slw_err *err);
	int (*commit)(struct slw_store *store, struct slw_err *err);
	void (*rollback)(struct slw_store *store);
	int (*user)(struct slw_store *store, char out[SLW_UUID_SIZE], struct slw_err *err);
	int (*migration_state)(struct slw_store *store, struct slw_migration_state *out,
			       struct slw_err *err);

	/* id and user_id of *session are set */
	int (*session_create)(struct slw_store *store, struct slw_session *session,
			      struct slw_err *err);
	int (*session_get)(struct slw_store *store, const char *id, struct slw_session *out,
			   struct slw_err *err);
	int (*session_list)(struct slw_store *store, const char *user_id, const char *filter,
			    size_t limit,
			    int (*each)(void *context, const struct slw_session *session),
			    void *context, struct slw_err *err);
	int (*session_update)(struct slw_store *store, const struct slw_session *session,
			      struct slw_err *err);
	int (*session_delete)(struct slw_store *store, int64_t session_no, struct slw_err *err);

	/* Fills store->change. */
	int (*change_begin)(struct slw_store *store, int64_t session_no, int64_t expected,
			    struct slw_err *err);
	/* These three work on store->change and keep it up to date; skus are neither NULL nor "". */
	int (*product_put)(struct slw_store *store, struct slw_product_row *row,
			   const char *const *skus, size_t sku_count, struct slw_err *err);
	int (*product_remove)(struct slw_store *store, int64_t product_no, struct slw_err *err);
	int (*change_end)(struct slw_store *store, struct slw_version *version,
			  const char *business_name, struct slw_err *err);

	int (*version_get)(struct slw_store *store, int64_t session_no, int64_t version,
			   struct slw_version *out, struct slw_err *err);
	int (*version_list)(struct slw_store *store, int64_t session_no, size_t limit,
			    int (*each)(void *context, const struct slw_version *version),
			    void *context, struct slw_err *err);
	int (*product_list)(struct slw_store *store, int64_t session_no, int64_t version,
			    int64_t after_rank, size_t limit,
			    int (*each)(void *context, const struct slw_product_row *row),
			    void *context, struct slw_err *err);
	int (*product_by_handle)(struct slw_store *store, int64_t session_no, const char *handle,
				 struct slw_product_row *out, struct slw_err *err);
	int (*product_by_sku)(struct slw_store *store, int64_t session_no, const char *sku,
			      struct slw_product_row *out, struct slw_err *err);
	/* version 0: now */
	int (*product_at)(struct slw_store *store, int64_t session_no, int64_t product_no,
			  int64_t version, struct slw_product_row *out, struct slw_err *err);
	int (*product_changes)(struct slw_store *store, int64_t session_no, int64_t a, int64_t b,
			       int (*each)(void *context, int64_t product_no), void *context,
			       struct slw_err *err);
	/* *dropped is set; never NULL. The newest version stays. */
	int (*compact)(struct slw_store *store, int64_t session_no, int64_t keep_after,
		       const int64_t *keep, size_t keep_count, int64_t *dropped,
		       struct slw_err *err);

	int (*draft_put)(struct slw_store *store, int64_t session_no, const char *user_id,
			 const struct slw_draft *draft, struct slw_err *err);
	int (*draft_list)(struct slw_store *store, int64_t session_no, const char *user_id,
			  int (*each)(void *context, const struct slw_draft *draft), void *context,
			  struct slw_err *err);
	int (*draft_delete)(struct slw_store *store, int64_t session_no, const char *user_id,
			    int64_t product_no, const char *field, struct slw_err *err);

	int (*content_put)(struct slw_store *store, int64_t session_no, struct slw_content_row *row,
			   struct slw_err *err);
	int (*content_list)(struct slw_store *store, int64_t session_no, const char *content_type,
			    const char *subject, int64_t product_no,
			    int (*each)(void *context, const struct slw_content_row *row),
			    void *context, struct slw_err *err);
	int (*content_delete)(struct slw_store *store, int64_t session_no, int64_t no,
			      struct slw_err *err);
	int (*content_brief)(struct slw_store *store, int64_t session_no, int64_t product_no,
			     int (*each)(void *context, const struct slw_content_row *row,
					 const char *content),
			     void *context, struct slw_err *err);
	int (*content_prune)(struct slw_store *store, int64_t session_no, int64_t *deleted,
			     struct slw_err *err);
	int (*theme_replace)(struct slw_store *store, int64_t session_no,
			     const struct slw_theme_row *rows, size_t count, struct slw_err *err);
	int (*embedding_put)(struct slw_store *store, const struct slw_embedding *embedding,
			     struct slw_err *err);
	int (*embedding_list)(struct slw_store *store, int64_t session_no, const char *kind,
			      const char *model,
			      int (*each)(void *context, const struct slw_embedding *embedding),
			      void *context, struct slw_err *err);
	int (*theme_list)(struct slw_store *store, int64_t session_no,
			  int (*each)(void *context, const struct slw_theme_row *row),
			  void *context, struct slw_err *err);
	int (*integration_put)(struct slw_store *store, int64_t session_no,
			       const struct slw_integration_row *row, struct slw_err *err);
	int (*integration_delete)(struct slw_store *store, int64_t session_no, const char *type,
				  const char *provider, struct slw_err *err);
	int (*integration_list)(struct slw_store *store, int64_t session_no,
				int (*each)(void *context, const struct slw_integration_row *row),
				void *context, struct slw_err *err);
	int (*event_add)(struct slw_store *store, int64_t session_no, const char *event_type,
			 const json_t *data, struct slw_err *err);
	int (*event_list)(struct slw_store *store, int64_t session_no, const char *event_type,
			  int (*each)(void *context, const struct slw_event *event), void *context,
			  struct slw_err *err);

	int (*vault_put)(struct slw_store *store, const char *name, const void *sealed, size_t len,
			 struct slw_err *err);
	int (*vault_get)(struct slw_store *store, const char *name, void **sealed, size_t *len,
			 struct slw_err *err);
};

extern const struct slw_store_ops slw_store_sqlite, slw_store_memory;

/*
 * The errors that every backend reports in the same words. Each returns -1.
 */
int slw_store_no_session(struct slw_err *err);
int slw_store_no_version(struct slw_err *err, int64_t version); /* 0: has none yet */
int slw_store_no_product(struct slw_err *err, int64_t product_no);
int slw_store_stale(struct slw_err *err, int64_t expected, int64_t newest);
int slw_store_handle_taken(struct slw_err *err, const char *handle, int64_t product_no,
			   int64_t owner);
int slw_store_sku_taken(struct slw_err *err, const char *sku, const char *handle,
			const char *owner);
int slw_store_sku_twice(struct slw_err *err, const char *sku, const char *handle);
int slw_store_same_session(struct slw_err *err, const char *id);
int slw_store_no_content(struct slw_err *err, int64_t no);
int slw_store_content_locked(struct slw_err *err, const char *content_type);
int slw_store_content_taken(struct slw_err *err, const char *content_type);

#endif
