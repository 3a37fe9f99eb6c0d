/* The texts of a session, as other programs get them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "content/analysis.h"
#include "content/content.h"
#include "service/flow.h"
#include "service/internal.h"
#include "service/orchestrator.h"

#include "base/banned.h"

/* The texts of one product, or those of the shop and its collections. */
struct group {
	const char *handle; /* NULL: the shop's */
	struct text {
		size_t type; /* its place in the table of types */
		json_t *object;
	} * items;
	size_t count, cap;
};

static size_t type_index(const char *name)
{
	size_t count;
	const struct slw_content_type *types = slw_content_types(&count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(types[i].name, name) == 0)
			return i;
	return count;
}

json_t *slw_text_json(const struct slw_content_row *row, const char *handle)
{
	json_t *object = json_object();

	slw_json_set_str(object, "content_type", row->content_type);
	slw_json_set_str(object, "product_handle", handle);
	slw_json_set_str(object, "subject", row->subject);
	slw_json_set(object, "content_data", json_incref(row->content_data));
	slw_json_set(object, "quality_score", json_real(row->quality_score));
	slw_json_set_str(object, "provider", row->provider);
	slw_json_set_str(object, "model_used", row->model_used);
	slw_json_set_str(object, "state", row->state);
	slw_json_set_bool(object, "locked", row->locked);
	if (row->user_rating > 0)
		slw_json_set_int(object, "user_rating", row->user_rating);
	return object;
}

static int collect_text(void *context, const struct slw_content_row *row)
{
	struct group *group = context;

	SLW_GROW(group->items, group->count, group->cap);
	group->items[group->count++] = (struct text){ .type = type_index(row->content_type),
						      .object = slw_text_json(row, group->handle) };
	return 0;
}

static int by_type(const void *a, const void *b)
{
	const struct text *left = a, *right = b;

	if (left->type != right->type)
		return left->type < right->type ? -1 : 1;
	return strcmp(slw_json_str(left->object, "subject", ""),
		      slw_json_str(right->object, "subject", ""));
}

struct walk {
	struct slw_service *service;
	int64_t session_no;
	slw_service_text *each;
	void *context;
};

static int visit_group(const struct walk *walk, int64_t product_no, const char *handle,
		       struct slw_err *err)
{
	struct group group = { .handle = handle };
	int rc = slw_store_content_list(walk->service->store, walk->session_no, NULL, NULL,
					product_no, collect_text, &group, err);

	if (group.count > 1)
		qsort(group.items, group.count, sizeof(*group.items), by_type);
	for (size_t i = 0; i < group.count; i++) {
		if (rc == 0)
			rc = walk->each(walk->context, group.items[i].object, err);
		json_decref(group.items[i].object);
	}
	free(group.items);
	return rc;
}

static int visit_product(void *context, const struct slw_product_row *row, struct slw_err *err)
{
	return visit_group(context, row->product_no, row->handle, err);
}

int slw_service_texts(struct slw_service *service, int64_t session_no, slw_service_text *each,
		      void *context, struct slw_err *err)
{
	struct walk walk = {
		.service = service, .session_no = session_no, .each = each, .context = context
	};

	if (visit_group(&walk, 0, NULL, err) < 0)
		return -1;
	return slw_service_products(service, session_no, INT64_MIN, 0, visit_product, &walk, err);
}

static int append_text(void *context, json_t *text, struct slw_err *err)
{
	(void)err;
	slw_json_append(context, json_incref(text));
	return 0;
}

json_t *slw_orchestrator_texts(struct slw_service *service, const struct slw_session *session,
			       struct slw_err *err)
{
	json_t *array = json_array();

	if (slw_service_texts(service, session->no, append_text, array, err) == 0)
		return array;
	json_decref(array);
	return NULL;
}

/* --- changes by hand --------------------------------------------------------------------- */

#define TEXT_MAX 20000 /* characters */

/* A copy that outlives the listing; 1 stops it. */
static int take_row(void *context, const struct slw_content_row *row)
{
	struct slw_content_row *mine = context;

	*mine = *row;
	mine->subject = slw_strdup(row->subject);
	mine->content_type = slw_strdup(row->content_type);
	mine->content_data = json_deep_copy(row->content_data);
	mine->prompt_used = slw_strdup(row->prompt_used);
	mine->prompt_hash = slw_strdup(row->prompt_hash);
	mine->provider = slw_strdup(row->provider);
	mine->model_used = slw_strdup(row->model_used);
	mine->facts = json_incref(row->facts);
	mine->state = slw_strdup(row->state);
	return 1;
}

int slw_text_find(struct slw_service *service, const struct slw_session *session,
		  const json_t *text, struct slw_content_row *row, struct slw_err *err)
{
	const char *handle = slw_json_str(text, "product_handle", NULL);
	const char *type = slw_json_str(text, "content_type", "");
	struct slw_product_row product;
	int64_t product_no = 0;
	int found = 1;

	slw_product_row_init(&product);
	if (handle != NULL)
		found =
		    slw_store_product_by_handle(service->store, session->no, handle, &product, err);
	product_no = product.product_no;
	slw_product_row_release(&product);
	if (found < 0 || (found > 0 && slw_store_content_list(service->store, session->no, type,
							      slw_json_str(text, "subject", ""),
							      product_no, take_row, row, err) < 0))
		return -1;
	if (found == 0 || row->no == 0)
		return slw_err_set(err, SLW_ENOTFOUND, _("there is no such text: %s"), type);
	return 0;
}

/* What was measured of the text before does not hold for this one: it is measured anew. */
static int measure(struct slw_service *service, const struct slw_session *session,
		   struct slw_content_row *row, struct slw_err *err)
{
	static const char *const lengths[] = { "short", "medium", "long" };
	const struct slw_content_type *type = slw_content_type_find(row->content_type);
	struct slw_analyzer *analyzer = NULL;
	struct slw_analysis analysis;
	struct slw_documents docs, full;
	const char *length;
	int which = 1, rc;

	slw_documents_init(&docs);
	slw_documents_init(&full);
	rc = slw_flow_documents(service, session, 0, &docs, err);
	slw_documents_resolve(&docs, &full);
	if (rc == 0)
		rc = slw_analyzer_open(&analyzer, service->data_folder,
				       slw_documents_str(&full, "content.language", "en"), err);
	if (rc < 0 || type == NULL)
		goto out;
	length = slw_json_str(row->content_data, "length",
			      slw_documents_str(&full, "content.length", "medium"));
	for (size_t i = 0; i < SLW_COUNT(lengths); i++)
		if (strcmp(lengths[i], length) == 0)
			which = (int)i;
	slw_analyze(analyzer, slw_json_str(row->content_data, "content", ""), type, which,
		    row->facts, slw_documents_get(&full, "content.keywords"), &analysis);
	row->quality_score = analysis.score;
	slw_json_set(row->content_data, "parts", json_incref(analysis.parts));
	slw_json_set(row->content_data, "claims", json_incref(analysis.claims));
	slw_json_set(row->content_data, "sentiment", json_incref(analysis.sentiment));
	json_object_del(row->content_data, "error");
	json_object_del(row->content_data, "problems");
	slw_analysis_release(&analysis);
out:
	slw_analyzer_free(analyzer);
	slw_documents_release(&docs);
	slw_documents_release(&full);
	return rc;
}

static void set_state(struct slw_content_row *row, const char *state)
{
	free(row->state);
	row->state = slw_strdup(state);
}

static int edit_text(struct slw_content_row *row, const char *content, struct slw_err *err)
{
	char *trimmed = slw_text_trim(content);
	int rc = -1;

	if (*trimmed == '\0') {
		slw_err_set(err, SLW_EINVAL, "%s", _("a text cannot be empty"));
		slw_err_hint(err, "%s", _("Take its type out of step 5 to have none."));
	} else if (slw_text_chars(trimmed) > TEXT_MAX) {
		slw_err_set(err, SLW_EINVAL, _("a text can have %d characters at most"), TEXT_MAX);
	} else if (slw_text_has_control(trimmed)) {
		slw_err_set(err, SLW_EINVAL, "%s", _("a text cannot have control characters"));
	} else {
		slw_json_set(row->content_data, "content", json_string(trimmed));
		set_state(row, "edited"); /* a person's words: they answer for them */
		rc = 0;
	}
	free(trimmed);
	return rc;
}

static int take_alternative(struct slw_content_row *row, int64_t number, struct slw_err *err)
{
	json_t *list = slw_json_array(row->content_data, "alternatives"), *was, *is;

	is = number >= 0 ? json_array_get(list, (size_t)number) : NULL;
	if (!json_is_string(is))
		return slw_err_set(err, SLW_EINVAL, _("there is no alternative %lld"),
				   (long long)number + 1);
	json_incref(is);
	was = json_incref(json_object_get(row->content_data, "content"));
	slw_json_set(row->content_data, "content", json_incref(is));
	json_array_set_new(list, (size_t)number, was);
	json_decref(is);
	return 0;
}

/* What the facts do not hold is published with the merchant's word alone. */
static int approve(struct slw_content_row *row, bool approved, struct slw_err *err)
{
	const char *from = approved ? "flagged" : "approved";

	if (strcmp(row->state, from) == 0)
		set_state(row, approved ? "approved" : "flagged");
	else if (approved && strcmp(row->state, "approved") != 0)
		return slw_err_set(err, SLW_EINVAL, "%s",
				   _("this text says nothing that your facts do not hold"));
	return 0;
}

static int change_words(struct slw_service *service, const struct slw_session *session,
			struct slw_content_row *row, const json_t *changes, struct slw_err *err)
{
	const char *content = slw_json_str(changes, "content", NULL);
	bool taken = json_object_get(changes, "alternative") != NULL;

	if (content != NULL && edit_text(row, content, err) < 0)
		return -1;
	if (taken && take_alternative(row, slw_json_int(changes, "alternative", -1), err) < 0)
		return -1;
	if (content == NULL && !taken)
		return 0;
	if (measure(service, session, row, err) < 0)
		return -1;
	/* an alternative is a writer's words: what it claims beyond the facts is flagged again */
	if (taken)
		set_state(row, json_array_size(json_object_get(row->content_data, "claims")) > 0
				   ? "flagged"
				   : "edited");
	return 0;
}

static int change_row(struct slw_service *service, const struct slw_session *session,
		      struct slw_content_row *row, const json_t *changes, struct slw_err *err)
{
	int64_t rating = slw_json_int(changes, "user_rating", row->user_rating);

	if (change_words(service, session, row, changes, err) < 0)
		return -1;
	if (rating < 0 || rating > 5)
		return slw_err_set(err, SLW_EINVAL, "%s", _("a rating is 1 to 5, or 0 for none"));
	row->user_rating = (int)rating;
	row->locked = slw_json_bool(changes, "locked", row->locked);
	if (json_object_get(changes, "approved") == NULL)
		return 0;
	return approve(row, slw_json_bool(changes, "approved", false), err);
}

json_t *slw_orchestrator_text_change(struct slw_service *service, const struct slw_session *session,
				     const json_t *text, const json_t *changes, struct slw_err *err)
{
	struct slw_content_row row;
	json_t *result = NULL;

	slw_content_row_init(&row);
	if (slw_text_find(service, session, text, &row, err) == 0 &&
	    change_row(service, session, &row, changes, err) == 0 &&
	    (json_object_size(changes) == 0 ||
	     slw_store_content_put(service->store, session->no, &row, err) == 0))
		result = slw_text_json(&row, slw_json_str(text, "product_handle", NULL));
	slw_content_row_release(&row);
	return result;
}
