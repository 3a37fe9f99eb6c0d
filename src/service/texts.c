/* The texts of a session, as other programs get them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/content.h"
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

static int collect_text(void *context, const struct slw_content_row *row)
{
	struct group *group = context;
	json_t *object = json_object();

	slw_json_set_str(object, "content_type", row->content_type);
	slw_json_set_str(object, "product_handle", group->handle);
	slw_json_set_str(object, "subject", row->subject);
	slw_json_set(object, "content_data", json_incref(row->content_data));
	slw_json_set(object, "quality_score", json_real(row->quality_score));
	slw_json_set_str(object, "provider", row->provider);
	slw_json_set_str(object, "model_used", row->model_used);
	slw_json_set_str(object, "state", row->state);
	slw_json_set_bool(object, "locked", row->locked);
	if (row->user_rating > 0)
		slw_json_set_int(object, "user_rating", row->user_rating);
	SLW_GROW(group->items, group->count, group->cap);
	group->items[group->count++] =
	    (struct text){ .type = type_index(row->content_type), .object = object };
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
