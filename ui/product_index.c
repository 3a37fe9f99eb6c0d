#include "config.h"

#include "ui/product_index.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "base/text.h"
#include "model/records.h"
#include "service/flow.h"
#include "ui/product_row.h"

#include "base/banned.h"

/* One product while they are sorted. */
struct entry {
	int64_t no;
	int64_t number; /* of PRICE and STOCK */
	char *text;	/* of TITLE and STATUS, folded */
};

struct reading {
	const struct slw_product_query *query;
	const struct slw_progress *progress;
	char *wanted; /* folded */
	struct entry *entries;
	size_t count, cap, looked;
	bool stopped;
};

void slw_product_numbers_release(struct slw_product_numbers *numbers)
{
	free(numbers->items);
	*numbers = (struct slw_product_numbers){ 0 };
}

void slw_product_numbers_copy(struct slw_product_numbers *to,
			      const struct slw_product_numbers *from)
{
	slw_product_numbers_release(to);
	to->items = slw_calloc(from->count, sizeof(*to->items));
	to->count = to->cap = from->count;
	if (from->count > 0)
		memcpy(to->items, from->items, from->count * sizeof(*to->items));
}

void slw_product_numbers_remove(struct slw_product_numbers *numbers, size_t at)
{
	numbers->count--;
	memmove(&numbers->items[at], &numbers->items[at + 1],
		(numbers->count - at) * sizeof(*numbers->items));
}

/* --- reading ----------------------------------------------------------------------------- */

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

static bool matches(const char *handle, const json_t *object, const char *wanted)
{
	static const char *const keys[] = { "title", "sku", "vendor", "product_type" };
	bool found = has(handle, wanted);
	json_t *one;
	size_t i;

	for (size_t k = 0; !found && k < SLW_COUNT(keys); k++)
		found = has(slw_json_str(object, keys[k], NULL), wanted);
	json_array_foreach (json_object_get(object, "tags"), i, one)
		if (!found)
			found = has(json_string_value(one), wanted);
	json_array_foreach (json_object_get(object, "variants"), i, one)
		if (!found)
			found = has(slw_json_str(one, "sku", NULL), wanted);
	return found;
}

static struct entry entry_of(const struct slw_product_row *row, const json_t *object,
			     enum slw_product_sort sort)
{
	struct entry entry = { .no = row->product_no, .number = INT64_MAX };
	int64_t number;
	bool differ;

	if (sort == SLW_SORT_TITLE)
		entry.text = slw_text_fold(slw_json_str(object, "title", ""));
	else if (sort == SLW_SORT_STATUS)
		entry.text = slw_strdup(slw_json_str(object, "status", "active"));
	else if (sort == SLW_SORT_PRICE && slw_product_lowest_price(object, &number, &differ))
		entry.number = number;
	else if (sort == SLW_SORT_STOCK && slw_product_whole_stock(object, &number))
		entry.number = number;
	return entry;
}

static int look(void *context, const struct slw_product_row *row)
{
	struct reading *reading = context;
	const struct slw_product_query *query = reading->query;
	bool filtered = *reading->wanted != '\0';
	json_t *object = NULL;

	if (++reading->looked % 256 == 0 && slw_progress_cancelled(reading->progress)) {
		reading->stopped = true;
		return 1;
	}
	if (filtered || query->sort != SLW_SORT_SHOP)
		object = json_loads(row->data, 0, NULL);
	if (!filtered || matches(row->handle, object, reading->wanted)) {
		SLW_GROW(reading->entries, reading->count, reading->cap);
		reading->entries[reading->count++] = entry_of(row, object, query->sort);
	}
	json_decref(object);
	return query->limit != 0 && reading->count >= query->limit;
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;
	int by = left->text != NULL ? strcmp(left->text, right->text) : 0;

	if (by == 0)
		by = (left->number > right->number) - (left->number < right->number);
	/* what is equal stands as it was put in: numbers grow */
	return by != 0 ? by : (left->no > right->no) - (left->no < right->no);
}

int slw_product_index_read(struct slw_product_numbers *index, struct slw_service *service,
			   const struct slw_session *session, const struct slw_product_query *query,
			   const struct slw_progress *progress, struct slw_err *err)
{
	struct reading reading = { .query = query,
				   .progress = progress,
				   .wanted = slw_text_fold(query->filter) };
	int rc = slw_flow_product_list(service, session, INT64_MIN, 0, look, &reading, err);

	if (rc == 0 && reading.stopped)
		rc = slw_err_set(err, SLW_ECANCELLED, "%s", _("the search was stopped"));
	if (query->sort != SLW_SORT_SHOP && reading.count > 1)
		qsort(reading.entries, reading.count, sizeof(*reading.entries), compare_entries);
	index->items = slw_calloc(reading.count, sizeof(*index->items));
	index->count = index->cap = reading.count;
	for (size_t i = 0; i < reading.count; i++) {
		index->items[i] = reading.entries[i].no;
		free(reading.entries[i].text);
	}
	free(reading.entries);
	free(reading.wanted);
	return rc;
}

/* --- marks ------------------------------------------------------------------------------- */

/* Where the number is, or belongs. */
static size_t place_of(const struct slw_product_numbers *marks, int64_t product_no)
{
	size_t low = 0, high = marks->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (marks->items[middle] < product_no)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool slw_product_is_marked(const struct slw_product_numbers *marks, int64_t product_no)
{
	size_t at = place_of(marks, product_no);

	return at < marks->count && marks->items[at] == product_no;
}

void slw_product_mark(struct slw_product_numbers *marks, int64_t product_no, bool marked)
{
	size_t at = place_of(marks, product_no);

	if (slw_product_is_marked(marks, product_no) == marked)
		return;
	if (!marked) {
		slw_product_numbers_remove(marks, at);
		return;
	}
	SLW_GROW(marks->items, marks->count, marks->cap);
	memmove(&marks->items[at + 1], &marks->items[at],
		(marks->count - at) * sizeof(*marks->items));
	marks->items[at] = product_no;
	marks->count++;
}

static int compare_numbers(const void *a, const void *b)
{
	const int64_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

/* With those of the index (in), or without them; in one pass, there may be 100,000. */
void slw_product_mark_all(struct slw_product_numbers *marks,
			  const struct slw_product_numbers *index)
{
	struct slw_product_numbers shown = { 0 }, result = { 0 };
	size_t m = 0, s = 0, both = 0;
	bool all;

	slw_product_numbers_copy(&shown, index);
	if (shown.count > 1)
		qsort(shown.items, shown.count, sizeof(*shown.items), compare_numbers);
	for (size_t i = 0; i < shown.count; i++)
		both += slw_product_is_marked(marks, shown.items[i]);
	all = both == shown.count;
	while (m < marks->count || s < shown.count) {
		bool marked =
		    m < marks->count && (s == shown.count || marks->items[m] <= shown.items[s]);
		bool seen =
		    s < shown.count && (m == marks->count || shown.items[s] <= marks->items[m]);
		int64_t no = marked ? marks->items[m] : shown.items[s];

		m += marked;
		s += seen;
		if (seen && all)
			continue;
		SLW_GROW(result.items, result.count, result.cap);
		result.items[result.count++] = no;
	}
	slw_product_numbers_release(&shown);
	slw_product_numbers_release(marks);
	*marks = result;
}
