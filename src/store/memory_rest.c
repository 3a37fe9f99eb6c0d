/* Drafts, texts, theme recommendations, integrations and events. */
#include "config.h"

#include "store/memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

static const char *or_empty(const char *text)
{
	return text != NULL ? text : "";
}

/* --- drafts ------------------------------------------------------------------------------ */

static int draft_order(int64_t a_product, const char *a_field, const struct slw_draft *b)
{
	if (a_product != b->product_no)
		return a_product < b->product_no ? -1 : 1;
	return strcmp(a_field, b->field);
}

int slw_memory_draft_put(struct slw_store *store, int64_t session_no, const char *user_id,
			 const struct slw_draft *draft, struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, err);
	struct slw_memory_draft *place = NULL;

	if (session == NULL)
		return -1;
	for (size_t i = 0; i < session->drafts.count; i++)
		if (strcmp(session->drafts.at[i].user_id, user_id) == 0 &&
		    draft_order(draft->product_no, draft->field, &session->drafts.at[i].draft) == 0)
			place = &session->drafts.at[i];
	if (place == NULL) {
		place = SLW_MEMORY_ADD(session->drafts);
		slw_text_copy(place->user_id, sizeof(place->user_id), user_id);
	}
	slw_draft_release(&place->draft);
	slw_memory_copy_draft(&place->draft, draft);
	place->draft.updated_at = slw_clock_now();
	return 0;
}

static int compare_drafts(const void *a, const void *b)
{
	const struct slw_draft *const *one = a;
	const struct slw_draft *const *two = b;

	return draft_order((*one)->product_no, (*one)->field, *two);
}

int slw_memory_draft_list(struct slw_store *store, int64_t session_no, const char *user_id,
			  int (*each)(void *context, const struct slw_draft *draft), void *context,
			  struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, NULL);
	const struct slw_draft **found;
	size_t count = 0;

	(void)err;
	if (session == NULL)
		return 0;
	found = slw_calloc(session->drafts.count, sizeof(const struct slw_draft *));
	for (size_t i = 0; i < session->drafts.count; i++)
		if (strcmp(session->drafts.at[i].user_id, user_id) == 0)
			found[count++] = &session->drafts.at[i].draft;
	qsort(found, count, sizeof(*found), compare_drafts);
	for (size_t i = 0; i < count; i++)
		if (each(context, found[i]) != 0)
			break;
	free(found);
	return 0;
}

int slw_memory_draft_delete(struct slw_store *store, int64_t session_no, const char *user_id,
			    int64_t product_no, const char *field, struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, NULL);

	(void)err;
	for (size_t i = 0; session != NULL && i < session->drafts.count;) {
		struct slw_memory_draft *draft = &session->drafts.at[i];

		if (strcmp(draft->user_id, user_id) != 0 ||
		    (product_no >= 0 && draft->draft.product_no != product_no) ||
		    (field != NULL && strcmp(draft->draft.field, field) != 0)) {
			i++;
			continue;
		}
		slw_draft_release(&draft->draft);
		SLW_MEMORY_DROP(session->drafts, i);
	}
	return 0;
}

/* --- texts ------------------------------------------------------------------------------- */

/* The row of the same product, subject and type. */
static struct slw_content_row *find_same(struct slw_memory_session *session,
					 const struct slw_content_row *row)
{
	for (size_t i = 0; i < session->contents.count; i++) {
		struct slw_content_row *found = &session->contents.at[i];

		if (found->product_no == row->product_no &&
		    strcmp(found->content_type, row->content_type) == 0 &&
		    strcmp(found->subject, or_empty(row->subject)) == 0)
			return found;
	}
	return NULL;
}

static struct slw_content_row *find_content(struct slw_memory_session *session, int64_t no)
{
	for (size_t i = 0; i < session->contents.count; i++)
		if (session->contents.at[i].no == no)
			return &session->contents.at[i];
	return NULL;
}

int slw_memory_content_put(struct slw_store *store, int64_t session_no, struct slw_content_row *row,
			   struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, err);
	struct slw_content_row *same, *place;
	int64_t now = slw_clock_now();

	if (session == NULL)
		return -1;
	same = find_same(session, row);
	place = row->no != 0 ? find_content(session, row->no) : same;
	if (row->no != 0 && place == NULL)
		return slw_store_no_content(err, row->no);
	if (same != NULL && same != place)
		return slw_store_content_taken(err, row->content_type);
	if (row->no == 0 && place != NULL && place->locked)
		return slw_store_content_locked(err, row->content_type);
	if (place != NULL) {
		row->no = place->no;
		memcpy(row->id, place->id, sizeof(row->id));
		if (row->generated_at == 0)
			row->generated_at = place->generated_at;
		slw_content_row_release(place);
	} else {
		row->no = ((struct slw_memory *)store)->data.next_content_no++;
		if (!slw_uuid_valid(row->id))
			slw_uuid_v7(row->id);
		place = SLW_MEMORY_ADD(session->contents);
	}
	if (row->generated_at == 0)
		row->generated_at = now;
	row->updated_at = now;
	slw_memory_copy_content(place, row);
	return 0;
}

int slw_memory_content_list(struct slw_store *store, int64_t session_no, const char *content_type,
			    const char *subject, int64_t product_no,
			    int (*each)(void *context, const struct slw_content_row *row),
			    void *context, struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, NULL);

	(void)err;
	for (size_t i = 0; session != NULL && i < session->contents.count; i++) {
		const struct slw_content_row *row = &session->contents.at[i];

		if ((product_no >= 0 && row->product_no != product_no) ||
		    (content_type != NULL && strcmp(row->content_type, content_type) != 0) ||
		    (subject != NULL && strcmp(row->subject, subject) != 0))
			continue;
		if (each(context, row) != 0)
			break;
	}
	return 0;
}

int slw_memory_content_delete(struct slw_store *store, int64_t session_no, int64_t no,
			      struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, NULL);

	(void)err;
	for (size_t i = 0; session != NULL && i < session->contents.count; i++) {
		struct slw_content_row *row = &session->contents.at[i];

		if (row->no != no || row->locked)
			continue;
		slw_content_row_release(row);
		SLW_MEMORY_DROP(session->contents, i);
		break;
	}
	return 0;
}

int slw_memory_content_brief(struct slw_store *store, int64_t session_no, int64_t product_no,
			     int (*each)(void *context, const struct slw_content_row *row,
					 const char *content),
			     void *context, struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, NULL);

	(void)err;
	for (size_t i = 0; session != NULL && i < session->contents.count; i++) {
		struct slw_content_row row = session->contents.at[i];
		const char *content = slw_json_str(row.content_data, "content", NULL);

		if (product_no >= 0 && row.product_no != product_no)
			continue;
		row.prompt_used = NULL;
		row.content_data = NULL;
		row.facts = NULL;
		if (each(context, &row, content) != 0)
			break;
	}
	return 0;
}

int slw_memory_content_prune(struct slw_store *store, int64_t session_no, int64_t *deleted,
			     struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, NULL);
	struct slw_product_row product;

	slw_product_row_init(&product);
	for (size_t i = 0; session != NULL && i < session->contents.count;) {
		struct slw_content_row *row = &session->contents.at[i];

		if (row->product_no == 0 || row->locked ||
		    slw_memory_product_at(store, session_no, row->product_no, 0, &product, err) ==
			1) {
			i++;
			continue;
		}
		slw_content_row_release(row);
		SLW_MEMORY_DROP(session->contents, i);
		++*deleted;
	}
	slw_product_row_release(&product);
	return 0;
}

/* --- themes ------------------------------------------------------------------------------ */

int slw_memory_theme_replace(struct slw_store *store, int64_t session_no,
			     const struct slw_theme_row *rows, size_t count, struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, err);

	if (session == NULL)
		return -1;
	for (size_t i = 0; i < session->themes.count; i++)
		slw_theme_row_release(&session->themes.at[i]);
	session->themes.count = 0;
	for (size_t i = 0; i < count; i++) {
		struct slw_theme_row *row = SLW_MEMORY_ADD(session->themes);

		slw_memory_copy_theme(row, &rows[i]);
		if (row->created_at == 0)
			row->created_at = slw_clock_now();
	}
	return 0;
}

int slw_memory_theme_list(struct slw_store *store, int64_t session_no,
			  int (*each)(void *context, const struct slw_theme_row *row),
			  void *context, struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, NULL);

	(void)err;
	for (size_t i = 0; session != NULL && i < session->themes.count; i++)
		if (each(context, &session->themes.at[i]) != 0)
			break;
	return 0;
}

/* --- integrations ------------------------------------------------------------------------ */

/* Where (type, provider) is, or would stand, in order. */
static size_t find_integration(const struct slw_memory_session *session, const char *type,
			       const char *provider, bool *found)
{
	size_t i;

	*found = false;
	for (i = 0; i < session->integrations.count; i++) {
		const struct slw_integration_row *row = &session->integrations.at[i];
		int order = strcmp(type, row->integration_type);

		if (order == 0)
			order = strcmp(provider, row->provider_name);
		*found = order == 0;
		if (order <= 0)
			break;
	}
	return i;
}

int slw_memory_integration_put(struct slw_store *store, int64_t session_no,
			       const struct slw_integration_row *row, struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, err);
	int64_t now = slw_clock_now(), created_at = now;
	struct slw_integration_row *place;
	bool found;
	size_t i;

	if (session == NULL)
		return -1;
	i = find_integration(session, or_empty(row->integration_type), or_empty(row->provider_name),
			     &found);
	if (found) {
		created_at = session->integrations.at[i].created_at;
		slw_integration_row_release(&session->integrations.at[i]);
	} else {
		(void)SLW_MEMORY_ADD(session->integrations);
		memmove(&session->integrations.at[i + 1], &session->integrations.at[i],
			(session->integrations.count - 1 - i) * sizeof(*session->integrations.at));
	}
	place = &session->integrations.at[i];
	slw_memory_copy_integration(place, row);
	place->created_at = created_at;
	place->updated_at = now;
	return 0;
}

int slw_memory_integration_delete(struct slw_store *store, int64_t session_no, const char *type,
				  const char *provider, struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, NULL);
	bool found = false;
	size_t i = 0;

	(void)err;
	if (session != NULL)
		i = find_integration(session, type, provider, &found);
	if (found) {
		slw_integration_row_release(&session->integrations.at[i]);
		SLW_MEMORY_DROP(session->integrations, i);
	}
	return 0;
}

int slw_memory_integration_list(struct slw_store *store, int64_t session_no,
				int (*each)(void *context, const struct slw_integration_row *row),
				void *context, struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, NULL);

	(void)err;
	for (size_t i = 0; session != NULL && i < session->integrations.count; i++)
		if (each(context, &session->integrations.at[i]) != 0)
			break;
	return 0;
}

/* --- events ------------------------------------------------------------------------------ */

int slw_memory_event_add(struct slw_store *store, int64_t session_no, const char *event_type,
			 const json_t *data, struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, err);
	struct slw_event *event;

	if (session == NULL)
		return -1;
	event = SLW_MEMORY_ADD(session->events);
	event->event_type = slw_strdup(event_type);
	event->event_data = data != NULL ? json_deep_copy(data) : json_object();
	event->timestamp = slw_clock_now();
	return 0;
}

int slw_memory_event_list(struct slw_store *store, int64_t session_no, const char *event_type,
			  int (*each)(void *context, const struct slw_event *event), void *context,
			  struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, NULL);

	(void)err;
	for (size_t i = 0; session != NULL && i < session->events.count; i++) {
		const struct slw_event *event = &session->events.at[i];

		if (event_type != NULL && strcmp(event->event_type, event_type) != 0)
			continue;
		if (each(context, event) != 0)
			break;
	}
	return 0;
}
