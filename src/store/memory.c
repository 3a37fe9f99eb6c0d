#include "config.h"

#include "store/memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

static struct slw_memory *memory_of(struct slw_store *store)
{
	return (struct slw_memory *)store;
}

static int memory_open(struct slw_store **out, const char *rest,
		       const struct slw_store_options *options, struct slw_err *err)
{
	struct slw_memory *memory = slw_calloc(1, sizeof(*memory));

	(void)rest;
	(void)options;
	(void)err;
	memory->base.ops = &slw_store_memory;
	memory->data.next_session_no = 1;
	memory->data.next_content_no = 1;
	*out = &memory->base;
	return 0;
}

static void memory_close(struct slw_store *store)
{
	slw_memory_release_data(&memory_of(store)->data);
	slw_memory_release_data(&memory_of(store)->before);
	free(store);
}

static int memory_begin(struct slw_store *store, struct slw_err *err)
{
	(void)err;
	slw_memory_copy_data(&memory_of(store)->before, &memory_of(store)->data);
	return 0;
}

static int memory_commit(struct slw_store *store, struct slw_err *err)
{
	(void)err;
	slw_memory_release_data(&memory_of(store)->before);
	return 0;
}

static void memory_rollback(struct slw_store *store)
{
	struct slw_memory *memory = memory_of(store);

	slw_memory_release_data(&memory->data);
	memory->data = memory->before;
	memory->before = (struct slw_memory_data){ .next_session_no = 0 };
}

static int memory_user(struct slw_store *store, char out[SLW_UUID_SIZE], struct slw_err *err)
{
	struct slw_memory *memory = memory_of(store);

	(void)err;
	if (memory->data.user_id[0] == '\0')
		slw_uuid_v4(memory->data.user_id);
	memcpy(out, memory->data.user_id, SLW_UUID_SIZE);
	return 0;
}

static int memory_migration_state(struct slw_store *store, struct slw_migration_state *out,
				  struct slw_err *err)
{
	(void)store;
	(void)err;
	*out = (struct slw_migration_state){ .applied = 0, .available = 0 };
	return 0;
}

/* --- sessions ---------------------------------------------------------------------------- */

struct slw_memory_session *slw_memory_find(struct slw_store *store, int64_t session_no,
					   struct slw_err *err)
{
	struct slw_memory_data *data = &memory_of(store)->data;

	for (size_t i = 0; i < data->sessions.count; i++)
		if (data->sessions.at[i].row.no == session_no)
			return &data->sessions.at[i];
	if (err != NULL)
		slw_store_no_session(err);
	return NULL;
}

static struct slw_memory_session *find_id(struct slw_store *store, const char *id)
{
	struct slw_memory_data *data = &memory_of(store)->data;

	for (size_t i = 0; i < data->sessions.count; i++)
		if (strcmp(data->sessions.at[i].row.id, id) == 0)
			return &data->sessions.at[i];
	return NULL;
}

static int memory_session_create(struct slw_store *store, struct slw_session *session,
				 struct slw_err *err)
{
	struct slw_memory_data *data = &memory_of(store)->data;
	struct slw_memory_session *made;

	if (find_id(store, session->id) != NULL)
		return slw_store_same_session(err, session->id);
	session->no = data->next_session_no++;
	session->version = 0;
	session->product_count = 0;
	session->created_at = slw_clock_now();
	session->updated_at = session->created_at;
	session->completed_at = 0;
	made = SLW_MEMORY_ADD(data->sessions);
	made->next_product_no = 1;
	slw_memory_copy_session(&made->row, session);
	return 0;
}

static int memory_session_get(struct slw_store *store, const char *id, struct slw_session *out,
			      struct slw_err *err)
{
	const struct slw_memory_session *found = find_id(store, id);

	if (found == NULL)
		return slw_store_no_session(err);
	slw_session_release(out);
	slw_memory_copy_session(out, &found->row);
	return 0;
}

static int newest_first(const void *a, const void *b)
{
	const struct slw_session *const *one = a, *const *two = b;

	if ((*one)->updated_at != (*two)->updated_at)
		return (*one)->updated_at < (*two)->updated_at ? 1 : -1;
	return (*one)->no < (*two)->no ? 1 : -1;
}

static bool matches(const struct slw_session *session, const char *user_id, const char *folded)
{
	char *name;
	bool found;

	if (user_id != NULL && strcmp(session->user_id, user_id) != 0)
		return false;
	if (folded == NULL || strncmp(session->id, folded, strlen(folded)) == 0)
		return true;
	name = slw_text_fold(session->business_name);
	found = strstr(name, folded) != NULL;
	free(name);
	return found;
}

static int memory_session_list(struct slw_store *store, const char *user_id, const char *filter,
			       size_t limit,
			       int (*each)(void *context, const struct slw_session *session),
			       void *context, struct slw_err *err)
{
	struct slw_memory_data *data = &memory_of(store)->data;
	const struct slw_session **found =
	    slw_calloc(data->sessions.count + 1, sizeof(const struct slw_session *));
	char *folded = filter != NULL ? slw_text_fold(filter) : NULL;
	struct slw_session row; /* as the list shows it */
	size_t count = 0;

	(void)err;
	for (size_t i = 0; i < data->sessions.count; i++)
		if (matches(&data->sessions.at[i].row, user_id, folded))
			found[count++] = &data->sessions.at[i].row;
	qsort(found, count, sizeof(*found), newest_first);
	for (size_t i = 0; i < count && (limit == 0 || i < limit); i++) {
		row = *found[i];
		row.configuration = NULL;
		row.metadata = NULL;
		if (each(context, &row) != 0)
			break;
	}
	free(folded);
	free(found);
	return 0;
}

static int memory_session_update(struct slw_store *store, const struct slw_session *session,
				 struct slw_err *err)
{
	struct slw_memory_session *found = slw_memory_find(store, session->no, err);
	struct slw_session copy;

	if (found == NULL)
		return -1;
	slw_memory_copy_session(&copy, session);
	free(copy.business_name);
	json_decref(found->row.configuration);
	json_decref(found->row.metadata);
	found->row.configuration = copy.configuration;
	found->row.metadata = copy.metadata;
	found->row.current_step = session->current_step;
	found->row.completed_at = session->completed_at;
	found->row.updated_at = slw_clock_now();
	return 0;
}

static int memory_session_delete(struct slw_store *store, int64_t session_no, struct slw_err *err)
{
	struct slw_memory_data *data = &memory_of(store)->data;
	struct slw_memory_session *found = slw_memory_find(store, session_no, err);

	if (found == NULL)
		return -1;
	slw_memory_release_session(found);
	SLW_MEMORY_DROP(data->sessions, found - data->sessions.at);
	return 0;
}

/* --- vault ------------------------------------------------------------------------------- */

static struct slw_memory_secret *find_secret(struct slw_store *store, const char *name)
{
	struct slw_memory_data *data = &memory_of(store)->data;

	for (size_t i = 0; i < data->secrets.count; i++)
		if (strcmp(data->secrets.at[i].name, name) == 0)
			return &data->secrets.at[i];
	return NULL;
}

static void *copy_bytes(const void *from, size_t len)
{
	void *copy = slw_malloc(len);

	if (len > 0)
		memcpy(copy, from, len);
	return copy;
}

int slw_memory_vault_put(struct slw_store *store, const char *name, const void *sealed, size_t len,
			 struct slw_err *err)
{
	struct slw_memory_secret *secret = find_secret(store, name);

	(void)err;
	if (secret == NULL) {
		secret = SLW_MEMORY_ADD(memory_of(store)->data.secrets);
		secret->name = slw_strdup(name);
	}
	free(secret->sealed);
	secret->sealed = copy_bytes(sealed, len);
	secret->len = len;
	return 0;
}

int slw_memory_vault_get(struct slw_store *store, const char *name, void **sealed, size_t *len,
			 struct slw_err *err)
{
	const struct slw_memory_secret *secret = find_secret(store, name);

	(void)err;
	if (secret == NULL)
		return 0;
	*sealed = copy_bytes(secret->sealed, secret->len);
	*len = secret->len;
	return 1;
}

const struct slw_store_ops slw_store_memory = {
	.scheme = "memory",
	.open = memory_open,
	.close = memory_close,
	.begin = memory_begin,
	.commit = memory_commit,
	.rollback = memory_rollback,
	.user = memory_user,
	.migration_state = memory_migration_state,
	.session_create = memory_session_create,
	.session_get = memory_session_get,
	.session_list = memory_session_list,
	.session_update = memory_session_update,
	.session_delete = memory_session_delete,
	.change_begin = slw_memory_change_begin,
	.product_put = slw_memory_product_put,
	.product_remove = slw_memory_product_remove,
	.change_end = slw_memory_change_end,
	.version_get = slw_memory_version_get,
	.version_list = slw_memory_version_list,
	.product_list = slw_memory_product_list,
	.product_by_handle = slw_memory_product_by_handle,
	.product_by_sku = slw_memory_product_by_sku,
	.product_at = slw_memory_product_at,
	.product_changes = slw_memory_product_changes,
	.compact = slw_memory_compact,
	.draft_put = slw_memory_draft_put,
	.draft_list = slw_memory_draft_list,
	.draft_delete = slw_memory_draft_delete,
	.content_put = slw_memory_content_put,
	.content_list = slw_memory_content_list,
	.content_delete = slw_memory_content_delete,
	.content_brief = slw_memory_content_brief,
	.content_prune = slw_memory_content_prune,
	.embedding_put = slw_memory_embedding_put,
	.embedding_list = slw_memory_embedding_list,
	.theme_replace = slw_memory_theme_replace,
	.theme_list = slw_memory_theme_list,
	.integration_put = slw_memory_integration_put,
	.integration_delete = slw_memory_integration_delete,
	.integration_list = slw_memory_integration_list,
	.event_add = slw_memory_event_add,
	.event_list = slw_memory_event_list,
	.vault_put = slw_memory_vault_put,
	.vault_get = slw_memory_vault_get,
};
