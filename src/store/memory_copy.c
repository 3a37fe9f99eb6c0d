#include "config.h"

#include "store/memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "base/banned.h"

void *slw_memory_grow(void *at, size_t *count, size_t *cap, size_t size)
{
	if (*count == *cap) {
		*cap = *cap == 0 ? 8 : *cap * 2;
		at = slw_realloc(at, *cap, size);
	}
	memset((char *)at + *count * size, 0, size);
	++*count;
	return at;
}

void slw_memory_drop(void *at, size_t *count, size_t i, size_t size)
{
	char *place = (char *)at + i * size;

	memmove(place, place + size, (*count - i - 1) * size);
	--*count;
}

static json_t *copy_json(const json_t *value)
{
	json_t *copy = value != NULL ? json_deep_copy(value) : json_object();

	if (copy == NULL)
		slw_out_of_memory(0);
	return copy;
}

static char *copy_text(const char *text)
{
	return slw_strdup(text != NULL ? text : "");
}

void slw_memory_copy_session(struct slw_session *to, const struct slw_session *from)
{
	*to = *from;
	to->business_name = copy_text(from->business_name);
	to->configuration = copy_json(from->configuration);
	to->metadata = copy_json(from->metadata);
}

void slw_memory_copy_version(struct slw_version *to, const struct slw_version *from, bool docs)
{
	*to = *from;
	to->kind = slw_strdup(from->kind != NULL ? from->kind : "edit");
	to->author = copy_text(from->author);
	to->note = copy_text(from->note);
	to->changed = from->changed != NULL ? copy_json(from->changed) : json_array();
	slw_documents_init(&to->docs);
	if (docs)
		slw_documents_copy(&to->docs, &from->docs);
}

void slw_memory_copy_product(struct slw_product_row *to, const struct slw_product_row *from)
{
	*to = *from;
	to->handle = slw_strdup(from->handle);
	to->data = slw_strdup(from->data);
}

void slw_memory_copy_draft(struct slw_draft *to, const struct slw_draft *from)
{
	*to = *from;
	to->field = copy_text(from->field);
	to->value = copy_text(from->value);
}

void slw_memory_copy_content(struct slw_content_row *to, const struct slw_content_row *from)
{
	*to = *from;
	to->subject = copy_text(from->subject);
	to->content_type = copy_text(from->content_type);
	to->content_data = copy_json(from->content_data);
	to->prompt_used = copy_text(from->prompt_used);
	to->prompt_hash = copy_text(from->prompt_hash);
	to->provider = copy_text(from->provider);
	to->model_used = copy_text(from->model_used);
	to->facts = copy_json(from->facts);
	to->state = slw_strdup(from->state != NULL ? from->state : "generated");
}

void slw_memory_copy_theme(struct slw_theme_row *to, const struct slw_theme_row *from)
{
	*to = *from;
	to->theme_id = copy_text(from->theme_id);
	to->theme_name = copy_text(from->theme_name);
	to->industry_category = copy_text(from->industry_category);
	to->performance_data = copy_json(from->performance_data);
	to->customizations = copy_json(from->customizations);
}

void slw_memory_copy_integration(struct slw_integration_row *to,
				 const struct slw_integration_row *from)
{
	*to = *from;
	to->integration_type = copy_text(from->integration_type);
	to->provider_name = copy_text(from->provider_name);
	to->status = slw_strdup(from->status != NULL ? from->status : "pending");
	to->configuration = copy_json(from->configuration);
	to->error_message = copy_text(from->error_message);
}

void slw_memory_copy_event(struct slw_event *to, const struct slw_event *from)
{
	*to = *from;
	to->event_type = copy_text(from->event_type);
	to->event_data = copy_json(from->event_data);
}

#define COPY_LIST(name, copy)                            \
	for (size_t i_ = 0; i_ < from->name.count; i_++) \
	copy(SLW_MEMORY_ADD(to->name), &from->name.at[i_])

static void copy_whole_version(struct slw_version *to, const struct slw_version *from)
{
	slw_memory_copy_version(to, from, true);
}

static void copy_sku(struct slw_memory_sku *to, const struct slw_memory_sku *from)
{
	to->sku = slw_strdup(from->sku);
	to->product_no = from->product_no;
}

static void copy_own_draft(struct slw_memory_draft *to, const struct slw_memory_draft *from)
{
	memcpy(to->user_id, from->user_id, sizeof(to->user_id));
	slw_memory_copy_draft(&to->draft, &from->draft);
}

static void copy_all_of_session(struct slw_memory_session *to,
				const struct slw_memory_session *from)
{
	slw_memory_copy_session(&to->row, &from->row);
	to->next_product_no = from->next_product_no;
	COPY_LIST(versions, copy_whole_version);
	COPY_LIST(products, slw_memory_copy_product);
	COPY_LIST(skus, copy_sku);
	COPY_LIST(drafts, copy_own_draft);
	COPY_LIST(contents, slw_memory_copy_content);
	COPY_LIST(themes, slw_memory_copy_theme);
	COPY_LIST(embeddings, slw_memory_copy_embedding);
	COPY_LIST(integrations, slw_memory_copy_integration);
	COPY_LIST(events, slw_memory_copy_event);
}

static void copy_secret(struct slw_memory_secret *to, const struct slw_memory_secret *from)
{
	to->name = slw_strdup(from->name);
	to->len = from->len;
	to->sealed = slw_malloc(from->len);
	if (from->len > 0)
		memcpy(to->sealed, from->sealed, from->len);
}

void slw_memory_copy_data(struct slw_memory_data *to, const struct slw_memory_data *from)
{
	*to = (struct slw_memory_data){ .next_session_no = from->next_session_no,
					.next_content_no = from->next_content_no };
	memcpy(to->user_id, from->user_id, sizeof(to->user_id));
	COPY_LIST(sessions, copy_all_of_session);
	COPY_LIST(secrets, copy_secret);
}

#define RELEASE_LIST(name, release)                               \
	do {                                                      \
		for (size_t i_ = 0; i_ < owner->name.count; i_++) \
			release(&owner->name.at[i_]);             \
		free(owner->name.at);                             \
	} while (0)

static void release_sku(struct slw_memory_sku *sku)
{
	free(sku->sku);
}

static void release_own_draft(struct slw_memory_draft *draft)
{
	slw_draft_release(&draft->draft);
}

static void release_secret(struct slw_memory_secret *secret)
{
	free(secret->name);
	free(secret->sealed);
}

void slw_memory_release_session(struct slw_memory_session *owner)
{
	slw_session_release(&owner->row);
	RELEASE_LIST(versions, slw_version_release);
	RELEASE_LIST(products, slw_product_row_release);
	RELEASE_LIST(skus, release_sku);
	RELEASE_LIST(drafts, release_own_draft);
	RELEASE_LIST(contents, slw_content_row_release);
	RELEASE_LIST(themes, slw_theme_row_release);
	RELEASE_LIST(embeddings, slw_memory_release_embedding);
	RELEASE_LIST(integrations, slw_integration_row_release);
	RELEASE_LIST(events, slw_event_release);
}

void slw_memory_release_data(struct slw_memory_data *owner)
{
	RELEASE_LIST(sessions, slw_memory_release_session);
	RELEASE_LIST(secrets, release_secret);
	*owner = (struct slw_memory_data){ .next_session_no = 0 };
}
