/*
 * The backend "memory:", for the tests of the layers above and as the proof that the interface does
 * not lean on SQL: plain arrays, searched from end to end. A transaction keeps a copy of everything
 * from before it, so it is not for large shops.
 */
#ifndef SLW_STORE_MEMORY_H
#define SLW_STORE_MEMORY_H

#include "store/backend.h"

/* An array of TYPE. */
#define SLW_MEMORY_LIST(type)      \
	struct {                   \
		type *at;          \
		size_t count, cap; \
	}

struct slw_memory_sku {
	char *sku;
	int64_t product_no;
};

struct slw_memory_draft {
	char user_id[SLW_UUID_SIZE];
	struct slw_draft draft;
};

struct slw_memory_embedding {
	struct slw_embedding row; /* its texts and numbers are ours */
};

struct slw_memory_session {
	struct slw_session row;
	int64_t next_product_no;
	SLW_MEMORY_LIST(struct slw_version) versions;	  /* ascending */
	SLW_MEMORY_LIST(struct slw_product_row) products; /* every row of every version */
	SLW_MEMORY_LIST(struct slw_memory_sku) skus;
	SLW_MEMORY_LIST(struct slw_memory_draft) drafts;
	SLW_MEMORY_LIST(struct slw_content_row) contents; /* by no */
	SLW_MEMORY_LIST(struct slw_theme_row) themes;
	SLW_MEMORY_LIST(struct slw_memory_embedding) embeddings;
	SLW_MEMORY_LIST(struct slw_integration_row) integrations;
	SLW_MEMORY_LIST(struct slw_event) events;
};

struct slw_memory_secret {
	char *name;
	void *sealed;
	size_t len;
};

struct slw_memory_data {
	char user_id[SLW_UUID_SIZE];
	int64_t next_session_no, next_content_no;
	SLW_MEMORY_LIST(struct slw_memory_session) sessions;
	SLW_MEMORY_LIST(struct slw_memory_secret) secrets;
};

struct slw_memory {
	struct slw_store base;
	struct slw_memory_data data;
	struct slw_memory_data before; /* the open transaction */
};

/* Makes room for one more and gives its place, zeroed; a pointer into the list. */
#define SLW_MEMORY_ADD(list)                                                                     \
	((list).at = slw_memory_grow((list).at, &(list).count, &(list).cap, sizeof(*(list).at)), \
	 &(list).at[(list).count - 1])
void *slw_memory_grow(void *at, size_t *count, size_t *cap, size_t size);
/* Takes one element out; what it owned was released before. */
#define SLW_MEMORY_DROP(list, i) \
	slw_memory_drop((list).at, &(list).count, (size_t)(i), sizeof(*(list).at))
void slw_memory_drop(void *at, size_t *count, size_t i, size_t size);

/* Borrowed; NULL, with SLW_ENOTFOUND where err is given. */
struct slw_memory_session *slw_memory_find(struct slw_store *store, int64_t session_no,
					   struct slw_err *err);

/* memory_copy.c: deep copies into structs that hold nothing yet. */
void slw_memory_copy_session(struct slw_session *to, const struct slw_session *from);
void slw_memory_copy_version(struct slw_version *to, const struct slw_version *from, bool docs);
void slw_memory_copy_product(struct slw_product_row *to, const struct slw_product_row *from);
void slw_memory_copy_draft(struct slw_draft *to, const struct slw_draft *from);
void slw_memory_copy_content(struct slw_content_row *to, const struct slw_content_row *from);
void slw_memory_copy_embedding(struct slw_memory_embedding *to,
			       const struct slw_memory_embedding *from);
void slw_memory_release_embedding(struct slw_memory_embedding *embedding);
void slw_memory_copy_theme(struct slw_theme_row *to, const struct slw_theme_row *from);
void slw_memory_copy_integration(struct slw_integration_row *to,
				 const struct slw_integration_row *from);
void slw_memory_copy_event(struct slw_event *to, const struct slw_event *from);
void slw_memory_copy_data(struct slw_memory_data *to, const struct slw_memory_data *from);
void slw_memory_release_session(struct slw_memory_session *session);
void slw_memory_release_data(struct slw_memory_data *data);

/* memory_version.c */
int slw_memory_change_begin(struct slw_store *store, int64_t session_no, int64_t expected,
			    struct slw_err *err);
int slw_memory_change_end(struct slw_store *store, struct slw_version *version,
			  const char *business_name, struct slw_err *err);
int slw_memory_version_get(struct slw_store *store, int64_t session_no, int64_t version,
			   struct slw_version *out, struct slw_err *err);
int slw_memory_version_list(struct slw_store *store, int64_t session_no, size_t limit,
			    int (*each)(void *context, const struct slw_version *version),
			    void *context, struct slw_err *err);
int slw_memory_compact(struct slw_store *store, int64_t session_no, int64_t keep_after,
		       const int64_t *keep, size_t keep_count, int64_t *dropped,
		       struct slw_err *err);

/* memory_product.c */
int slw_memory_product_put(struct slw_store *store, struct slw_product_row *row,
			   const char *const *skus, size_t sku_count, struct slw_err *err);
int slw_memory_product_remove(struct slw_store *store, int64_t product_no, struct slw_err *err);
int slw_memory_product_list(struct slw_store *store, int64_t session_no, int64_t version,
			    int64_t after_rank, size_t limit,
			    int (*each)(void *context, const struct slw_product_row *row),
			    void *context, struct slw_err *err);
int slw_memory_product_by_handle(struct slw_store *store, int64_t session_no, const char *handle,
				 struct slw_product_row *out, struct slw_err *err);
int slw_memory_product_by_sku(struct slw_store *store, int64_t session_no, const char *sku,
			      struct slw_product_row *out, struct slw_err *err);
int slw_memory_product_at(struct slw_store *store, int64_t session_no, int64_t product_no,
			  int64_t version, struct slw_product_row *out, struct slw_err *err);
int slw_memory_product_changes(struct slw_store *store, int64_t session_no, int64_t a, int64_t b,
			       int (*each)(void *context, int64_t product_no), void *context,
			       struct slw_err *err);

/* memory_rest.c */
int slw_memory_content_put(struct slw_store *store, int64_t session_no, struct slw_content_row *row,
			   struct slw_err *err);
int slw_memory_content_list(struct slw_store *store, int64_t session_no, const char *content_type,
			    const char *subject, int64_t product_no,
			    int (*each)(void *context, const struct slw_content_row *row),
			    void *context, struct slw_err *err);
int slw_memory_content_delete(struct slw_store *store, int64_t session_no, int64_t no,
			      struct slw_err *err);
int slw_memory_content_brief(struct slw_store *store, int64_t session_no, int64_t product_no,
			     int (*each)(void *context, const struct slw_content_row *row,
					 const char *content),
			     void *context, struct slw_err *err);
int slw_memory_content_prune(struct slw_store *store, int64_t session_no, int64_t *deleted,
			     struct slw_err *err);
int slw_memory_draft_put(struct slw_store *store, int64_t session_no, const char *user_id,
			 const struct slw_draft *draft, struct slw_err *err);
int slw_memory_draft_list(struct slw_store *store, int64_t session_no, const char *user_id,
			  int (*each)(void *context, const struct slw_draft *draft), void *context,
			  struct slw_err *err);
int slw_memory_draft_delete(struct slw_store *store, int64_t session_no, const char *user_id,
			    int64_t product_no, const char *field, struct slw_err *err);
int slw_memory_embedding_put(struct slw_store *store, const struct slw_embedding *embedding,
			     struct slw_err *err);
int slw_memory_embedding_list(struct slw_store *store, int64_t session_no, const char *kind,
			      const char *model,
			      int (*each)(void *context, const struct slw_embedding *embedding),
			      void *context, struct slw_err *err);
int slw_memory_theme_replace(struct slw_store *store, int64_t session_no,
			     const struct slw_theme_row *rows, size_t count, struct slw_err *err);
int slw_memory_theme_list(struct slw_store *store, int64_t session_no,
			  int (*each)(void *context, const struct slw_theme_row *row),
			  void *context, struct slw_err *err);
int slw_memory_integration_put(struct slw_store *store, int64_t session_no,
			       const struct slw_integration_row *row, struct slw_err *err);
int slw_memory_integration_delete(struct slw_store *store, int64_t session_no, const char *type,
				  const char *provider, struct slw_err *err);
int slw_memory_integration_list(struct slw_store *store, int64_t session_no,
				int (*each)(void *context, const struct slw_integration_row *row),
				void *context, struct slw_err *err);
int slw_memory_event_add(struct slw_store *store, int64_t session_no, const char *event_type,
			 const json_t *data, struct slw_err *err);
int slw_memory_event_list(struct slw_store *store, int64_t session_no, const char *event_type,
			  int (*each)(void *context, const struct slw_event *event), void *context,
			  struct slw_err *err);
int slw_memory_vault_put(struct slw_store *store, const char *name, const void *sealed, size_t len,
			 struct slw_err *err);
int slw_memory_vault_get(struct slw_store *store, const char *name, void **sealed, size_t *len,
			 struct slw_err *err);

#endif
