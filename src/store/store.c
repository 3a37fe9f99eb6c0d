#include "config.h"

#include "store/store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/backend.h"

#include "base/banned.h"

#define DEFAULT_WAIT_MS 5000

/* A handle ends in a URL and in a file name, a SKU in exports; longer ones are no such thing. */
#define MAX_HANDLE 255
#define MAX_SKU	   255

static const struct slw_store_ops *const backends[] = { &slw_store_sqlite, &slw_store_memory };

int slw_store_open(struct slw_store **out, const char *url, const struct slw_store_options *options,
		   struct slw_err *err)
{
	struct slw_store_options filled = { .create = true, .migrate = true };
	const char *colon = strchr(url, ':');
	size_t len = colon != NULL ? (size_t)(colon - url) : 0;

	if (options != NULL)
		filled = *options;
	if (filled.wait_ms == 0)
		filled.wait_ms = DEFAULT_WAIT_MS;
	for (size_t i = 0; colon != NULL && i < SLW_COUNT(backends); i++)
		if (strlen(backends[i]->scheme) == len &&
		    strncmp(backends[i]->scheme, url, len) == 0)
			return backends[i]->open(out, colon + 1, &filled, err);
	/* what stands behind the scheme may be a password */
	slw_err_set(err, SLW_ENOTSUP, _("cannot open a database of the kind \"%.*s\""),
		    (int)(len < 40 ? len : 40), url);
	return slw_err_hint(err, _("Name it as sqlite:PATH."));
}

void slw_store_close(struct slw_store *store)
{
	if (store == NULL)
		return;
	slw_store_rollback(store);
	store->ops->close(store);
}

const char *slw_store_scheme(const struct slw_store *store)
{
	return store->ops->scheme;
}

static void end_transaction(struct slw_store *store)
{
	store->in_transaction = false;
	store->failed = false;
	store->change = (struct slw_change){ .version = 0 };
}

/* After a failure that may have left half of a call's rows, the transaction must not be kept. */
static int wrote(struct slw_store *store, int rc, const struct slw_err *err)
{
	if (rc < 0 && store->in_transaction &&
	    (err->code == SLW_ESTORE || err->code == SLW_EIO || err->code == SLW_ELOCKED ||
	     err->code == SLW_EINTERNAL))
		store->failed = true;
	return rc;
}

int slw_store_begin(struct slw_store *store, struct slw_err *err)
{
	if (store->in_transaction)
		return slw_err_set(err, SLW_EINTERNAL, _("a transaction is open already"));
	if (store->ops->begin(store, err) < 0)
		return -1;
	store->in_transaction = true;
	return 0;
}

int slw_store_commit(struct slw_store *store, struct slw_err *err)
{
	int rc;

	if (!store->in_transaction)
		return slw_err_set(err, SLW_EINTERNAL, _("no transaction is open"));
	if (store->failed || store->change.version != 0) {
		bool failed = store->failed;

		slw_store_rollback(store);
		return slw_err_set(err, failed ? SLW_ESTORE : SLW_EINTERNAL,
				   failed ? _("could not save: a part of it could not be written")
					  : _("cannot save: the change was not ended"));
	}
	rc = store->ops->commit(store, err);
	if (rc < 0)
		store->ops->rollback(store);
	end_transaction(store);
	return rc;
}

void slw_store_rollback(struct slw_store *store)
{
	if (!store->in_transaction)
		return;
	store->ops->rollback(store);
	end_transaction(store);
}

int slw_store_user(struct slw_store *store, char out[SLW_UUID_SIZE], struct slw_err *err)
{
	return wrote(store, store->ops->user(store, out, err), err);
}

int slw_store_migration_state(struct slw_store *store, struct slw_migration_state *out,
			      struct slw_err *err)
{
	return store->ops->migration_state(store, out, err);
}

/* --- sessions ---------------------------------------------------------------------------- */

int slw_store_session_create(struct slw_store *store, struct slw_session *session,
			     struct slw_err *err)
{
	if (session->user_id[0] == '\0' && slw_store_user(store, session->user_id, err) < 0)
		return -1;
	if (session->id[0] == '\0')
		slw_uuid_v7(session->id);
	if (!slw_uuid_valid(session->id) || !slw_uuid_valid(session->user_id))
		return slw_err_set(err, SLW_EINVAL, _("\"%s\" is not a UUID"),
				   slw_uuid_valid(session->id) ? session->user_id : session->id);
	session->current_step = 1;
	return wrote(store, store->ops->session_create(store, session, err), err);
}

int slw_store_session_get(struct slw_store *store, const char *id, struct slw_session *out,
			  struct slw_err *err)
{
	return store->ops->session_get(store, id, out, err);
}

int slw_store_session_list(struct slw_store *store, const char *user_id, const char *filter,
			   size_t limit,
			   int (*each)(void *context, const struct slw_session *session),
			   void *context, struct slw_err *err)
{
	if (filter != NULL && filter[0] == '\0')
		filter = NULL;
	return store->ops->session_list(store, user_id, filter, limit, each, context, err);
}

int slw_store_session_update(struct slw_store *store, const struct slw_session *session,
			     struct slw_err *err)
{
	if (session->current_step < 1 || session->current_step > SLW_STEP_COUNT)
		return slw_err_set(err, SLW_EINVAL, _("there is no step %d"),
				   session->current_step);
	return wrote(store, store->ops->session_update(store, session, err), err);
}

int slw_store_session_delete(struct slw_store *store, int64_t session_no, struct slw_err *err)
{
	return wrote(store, store->ops->session_delete(store, session_no, err), err);
}

/* --- versions and products --------------------------------------------------------------- */

int slw_store_change_begin(struct slw_store *store, int64_t session_no, int64_t expected,
			   int64_t *version, struct slw_err *err)
{
	if (!store->in_transaction || store->change.version != 0)
		return slw_err_set(err, SLW_EINTERNAL,
				   _("a change begins inside a transaction, one at a time"));
	if (wrote(store, store->ops->change_begin(store, session_no, expected, err), err) < 0) {
		store->change = (struct slw_change){ .version = 0 };
		return -1;
	}
	*version = store->change.version;
	return 0;
}

static int need_change(const struct slw_store *store, int64_t session_no, int64_t version,
		       struct slw_err *err)
{
	if (version > 0 && store->change.version == version &&
	    store->change.session_no == session_no)
		return 0;
	return slw_err_set(err, SLW_EINTERNAL, _("no change of this session and version is open"));
}

static int check_skus(const struct slw_product_row *row, const char *const *skus, size_t sku_count,
		      struct slw_err *err)
{
	for (size_t i = 0; i < sku_count; i++)
		if (skus[i] == NULL || skus[i][0] == '\0' || strlen(skus[i]) > MAX_SKU)
			return slw_err_set(err, SLW_EINVAL,
					   _("a SKU of product \"%s\" is empty or longer than %d "
					     "bytes"),
					   row->handle, MAX_SKU);
	return 0;
}

int slw_store_product_put(struct slw_store *store, int64_t session_no, int64_t version,
			  struct slw_product_row *row, const char *const *skus, size_t sku_count,
			  struct slw_err *err)
{
	if (need_change(store, session_no, version, err) < 0)
		return -1;
	if (row->product_no < 0 || row->data == NULL || row->handle == NULL ||
	    row->handle[0] == '\0' || strlen(row->handle) > MAX_HANDLE)
		return slw_err_set(err, SLW_EINVAL, _("a product needs a handle of 1 to %d bytes"),
				   MAX_HANDLE);
	if (check_skus(row, skus, sku_count, err) < 0)
		return -1;
	return wrote(store, store->ops->product_put(store, row, skus, sku_count, err), err);
}

int slw_store_product_remove(struct slw_store *store, int64_t session_no, int64_t version,
			     int64_t product_no, struct slw_err *err)
{
	if (need_change(store, session_no, version, err) < 0)
		return -1;
	return wrote(store, store->ops->product_remove(store, product_no, err), err);
}

int slw_store_change_end(struct slw_store *store, int64_t session_no, struct slw_version *version,
			 const char *business_name, struct slw_err *err)
{
	if (need_change(store, session_no, version->version, err) < 0)
		return -1;
	if (wrote(store,
		  store->ops->change_end(store, version, business_name != NULL ? business_name : "",
					 err),
		  err) < 0)
		return -1;
	store->change = (struct slw_change){ .version = 0 };
	return 0;
}

int slw_store_version_get(struct slw_store *store, int64_t session_no, int64_t version,
			  struct slw_version *out, struct slw_err *err)
{
	return store->ops->version_get(store, session_no, version, out, err);
}

int slw_store_version_list(struct slw_store *store, int64_t session_no, size_t limit,
			   int (*each)(void *context, const struct slw_version *version),
			   void *context, struct slw_err *err)
{
	return store->ops->version_list(store, session_no, limit, each, context, err);
}

int slw_store_product_list(struct slw_store *store, int64_t session_no, int64_t version,
			   int64_t after_rank, size_t limit,
			   int (*each)(void *context, const struct slw_product_row *row),
			   void *context, struct slw_err *err)
{
	return store->ops->product_list(store, session_no, version, after_rank, limit, each,
					context, err);
}

int slw_store_product_get(struct slw_store *store, int64_t session_no, int64_t product_no,
			  struct slw_product_row *out, struct slw_err *err)
{
	return store->ops->product_at(store, session_no, product_no, 0, out, err);
}

int slw_store_product_by_handle(struct slw_store *store, int64_t session_no, const char *handle,
				struct slw_product_row *out, struct slw_err *err)
{
	return store->ops->product_by_handle(store, session_no, handle, out, err);
}

int slw_store_product_by_sku(struct slw_store *store, int64_t session_no, const char *sku,
			     struct slw_product_row *out, struct slw_err *err)
{
	return store->ops->product_by_sku(store, session_no, sku, out, err);
}

int slw_store_product_at(struct slw_store *store, int64_t session_no, int64_t product_no,
			 int64_t version, struct slw_product_row *out, struct slw_err *err)
{
	return store->ops->product_at(store, session_no, product_no, version, out, err);
}

int slw_store_product_changes(struct slw_store *store, int64_t session_no, int64_t a, int64_t b,
			      int (*each)(void *context, int64_t product_no), void *context,
			      struct slw_err *err)
{
	if (a >= b)
		return 0;
	return store->ops->product_changes(store, session_no, a, b, each, context, err);
}

int slw_store_compact(struct slw_store *store, int64_t session_no, int64_t keep_after,
		      const int64_t *keep, size_t keep_count, int64_t *dropped, struct slw_err *err)
{
	int64_t count = 0;
	int rc = wrote(
	    store,
	    store->ops->compact(store, session_no, keep_after, keep, keep_count, &count, err), err);

	if (rc == 0 && dropped != NULL)
		*dropped = count;
	return rc;
}

/* --- drafts ------------------------------------------------------------------------------ */

int slw_store_draft_put(struct slw_store *store, int64_t session_no, const char *user_id,
			const struct slw_draft *draft, struct slw_err *err)
{
	return wrote(store, store->ops->draft_put(store, session_no, user_id, draft, err), err);
}

int slw_store_draft_list(struct slw_store *store, int64_t session_no, const char *user_id,
			 int (*each)(void *context, const struct slw_draft *draft), void *context,
			 struct slw_err *err)
{
	return store->ops->draft_list(store, session_no, user_id, each, context, err);
}

int slw_store_draft_delete(struct slw_store *store, int64_t session_no, const char *user_id,
			   int64_t product_no, const char *field, struct slw_err *err)
{
	return wrote(store,
		     store->ops->draft_delete(store, session_no, user_id, product_no, field, err),
		     err);
}

/* --- texts, themes, integrations, events ------------------------------------------------- */

int slw_store_content_put(struct slw_store *store, int64_t session_no, struct slw_content_row *row,
			  struct slw_err *err)
{
	if (row->content_type == NULL || row->content_type[0] == '\0' ||
	    strlen(row->content_type) > 50)
		return slw_err_set(err, SLW_EINVAL, _("a content type has 1 to %d characters"), 50);
	if (row->user_rating < 0 || row->user_rating > 5)
		return slw_err_set(err, SLW_EINVAL, _("a rating is 1 to 5, not %d"),
				   row->user_rating);
	return wrote(store, store->ops->content_put(store, session_no, row, err), err);
}

int slw_store_content_list(struct slw_store *store, int64_t session_no, const char *content_type,
			   const char *subject, int64_t product_no,
			   int (*each)(void *context, const struct slw_content_row *row),
			   void *context, struct slw_err *err)
{
	return store->ops->content_list(store, session_no, content_type, subject, product_no, each,
					context, err);
}

int slw_store_content_delete(struct slw_store *store, int64_t session_no, int64_t no,
			     struct slw_err *err)
{
	return wrote(store, store->ops->content_delete(store, session_no, no, err), err);
}

int slw_store_content_brief(struct slw_store *store, int64_t session_no, int64_t product_no,
			    int (*each)(void *context, const struct slw_content_row *row,
					const char *content),
			    void *context, struct slw_err *err)
{
	return store->ops->content_brief(store, session_no, product_no, each, context, err);
}

int slw_store_content_prune(struct slw_store *store, int64_t session_no, int64_t *deleted,
			    struct slw_err *err)
{
	int64_t count = 0;
	int rc = wrote(store, store->ops->content_prune(store, session_no, &count, err), err);

	if (rc == 0 && deleted != NULL)
		*deleted = count;
	return rc;
}

int slw_store_theme_replace(struct slw_store *store, int64_t session_no,
			    const struct slw_theme_row *rows, size_t count, struct slw_err *err)
{
	return wrote(store, store->ops->theme_replace(store, session_no, rows, count, err), err);
}

int slw_store_theme_list(struct slw_store *store, int64_t session_no,
			 int (*each)(void *context, const struct slw_theme_row *row), void *context,
			 struct slw_err *err)
{
	return store->ops->theme_list(store, session_no, each, context, err);
}

int slw_store_embedding_put(struct slw_store *store, const struct slw_embedding *embedding,
			    struct slw_err *err)
{
	assert(embedding->count >= 1 && embedding->count <= 16384);
	return wrote(store, store->ops->embedding_put(store, embedding, err), err);
}

int slw_store_embedding_list(struct slw_store *store, int64_t session_no, const char *kind,
			     const char *model,
			     int (*each)(void *context, const struct slw_embedding *embedding),
			     void *context, struct slw_err *err)
{
	return store->ops->embedding_list(store, session_no, kind, model, each, context, err);
}

int slw_store_integration_put(struct slw_store *store, int64_t session_no,
			      const struct slw_integration_row *row, struct slw_err *err)
{
	return wrote(store, store->ops->integration_put(store, session_no, row, err), err);
}

int slw_store_integration_delete(struct slw_store *store, int64_t session_no, const char *type,
				 const char *provider, struct slw_err *err)
{
	return wrote(store, store->ops->integration_delete(store, session_no, type, provider, err),
		     err);
}

int slw_store_integration_list(struct slw_store *store, int64_t session_no,
			       int (*each)(void *context, const struct slw_integration_row *row),
			       void *context, struct slw_err *err)
{
	return store->ops->integration_list(store, session_no, each, context, err);
}

int slw_store_event_add(struct slw_store *store, int64_t session_no, const char *event_type,
			const json_t *data, struct slw_err *err)
{
	return wrote(store, store->ops->event_add(store, session_no, event_type, data, err), err);
}

int slw_store_event_list(struct slw_store *store, int64_t session_no, const char *event_type,
			 int (*each)(void *context, const struct slw_event *event), void *context,
			 struct slw_err *err)
{
	return store->ops->event_list(store, session_no, event_type, each, context, err);
}

/* --- vault ------------------------------------------------------------------------------- */

int slw_store_vault_put(struct slw_store *store, const char *name, const void *sealed, size_t len,
			struct slw_err *err)
{
	return wrote(store, store->ops->vault_put(store, name, sealed, len, err), err);
}

int slw_store_vault_get(struct slw_store *store, const char *name, void **sealed, size_t *len,
			struct slw_err *err)
{
	return store->ops->vault_get(store, name, sealed, len, err);
}
