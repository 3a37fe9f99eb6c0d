#include "config.h"

#include "ui/product_index.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/records.h"
#include "service/flow.h"

#include "base/banned.h"

struct reading {
	struct slw_product_index *index;
	char *wanted; /* folded */
	size_t limit;
};

void slw_product_index_release(struct slw_product_index *index)
{
	free(index->items);
	*index = (struct slw_product_index){ 0 };
}

static bool has(const char *text, const char *wanted)
{
	char *folded;
	bool found;

	if (text == NULL)
		return false;
	folded = slw_text_fold(text);
	found = strstr(folded, wanted) != NULL;
	free(folded);
	return found;
}

static bool matches(const struct slw_product_row *row, const char *wanted)
{
	static const char *const keys[] = { "title", "sku", "vendor", "product_type" };
	json_t *object, *one;
	bool found = has(row->handle, wanted);
	size_t i;

	if (found)
		return true;
	object = json_loads(row->data, 0, NULL);
	for (size_t k = 0; !found && k < SLW_COUNT(keys); k++)
		found = has(slw_json_str(object, keys[k], NULL), wanted);
	json_array_foreach (json_object_get(object, "tags"), i, one)
		if (!found)
			found = has(json_string_value(one), wanted);
	json_array_foreach (json_object_get(object, "variants"), i, one)
		if (!found)
			found = has(slw_json_str(one, "sku", NULL), wanted);
	json_decref(object);
	return found;
}

static int look(void *context, const struct slw_product_row *row)
{
	struct reading *reading = context;
	struct slw_product_index *index = reading->index;

	if (*reading->wanted != '\0' && !matches(row, reading->wanted))
		return 0;
	SLW_GROW(index->items, index->count, index->cap);
	index->items[index->count++] =
	    (struct slw_product_ref){ .rank = row->rank, .no = row->product_no };
	return reading->limit != 0 && index->count >= reading->limit;
}

int slw_product_index_read(struct slw_product_index *index, struct slw_service *service,
			   const struct slw_session *session, const char *filter, size_t limit,
			   struct slw_err *err)
{
	struct reading reading = { .index = index,
				   .wanted = slw_text_fold(filter),
				   .limit = limit };
	int rc = slw_flow_product_list(service, session, INT64_MIN, 0, look, &reading, err);

	free(reading.wanted);
	return rc;
}
