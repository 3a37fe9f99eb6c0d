#include "config.h"

#include "model/documents.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "model/codes.h"

#include "base/banned.h"

static json_t *new_object(void)
{
	json_t *object = json_object();

	if (object == NULL)
		slw_out_of_memory(0);
	return object;
}

void slw_documents_init(struct slw_documents *docs)
{
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		docs->section[i] = new_object();
}

void slw_documents_release(struct slw_documents *docs)
{
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		json_decref(docs->section[i]);
		docs->section[i] = NULL;
	}
}

void slw_documents_copy(struct slw_documents *to, const struct slw_documents *from)
{
	struct slw_documents copy;

	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		copy.section[i] = json_deep_copy(from->section[i]);
		if (copy.section[i] == NULL)
			slw_out_of_memory(0);
	}
	slw_documents_release(to);
	*to = copy;
}

/* The section that a path begins with, or -1; *rest is what follows its name. */
static int find_section(const char *path, const char **rest)
{
	size_t len = strcspn(path, ".");

	for (int i = 0; i < SLW_SECTION__MAX; i++)
		if (strncmp(slw_steps[i].key, path, len) == 0 && slw_steps[i].key[len] == '\0') {
			*rest = path + len;
			return i;
		}
	return -1;
}

json_t *slw_documents_get(const struct slw_documents *docs, const char *path)
{
	const char *rest;
	int section = find_section(path, &rest);

	if (section < 0)
		return NULL;
	return *rest == '\0' ? docs->section[section]
			     : slw_json_path(docs->section[section], rest + 1);
}

const char *slw_documents_str(const struct slw_documents *docs, const char *path,
			      const char *fallback)
{
	const json_t *value = slw_documents_get(docs, path);

	return json_is_string(value) ? json_string_value(value) : fallback;
}

int64_t slw_documents_int(const struct slw_documents *docs, const char *path, int64_t fallback)
{
	const json_t *value = slw_documents_get(docs, path);

	return json_is_integer(value) ? json_integer_value(value) : fallback;
}

bool slw_documents_bool(const struct slw_documents *docs, const char *path, bool fallback)
{
	const json_t *value = slw_documents_get(docs, path);

	return json_is_boolean(value) ? json_is_true(value) : fallback;
}

/* An index such as "[2]" at the start of rest, or -1; *rest moves behind it. */
static int64_t take_index(const char **rest)
{
	char *end;
	long long index;

	if ((*rest)[1] < '0' || (*rest)[1] > '9')
		return -1;
	index = strtoll(*rest + 1, &end, 10);
	if (*end != ']')
		return -1;
	*rest = end + 1;
	return index;
}

/* The object below parent under this key; made if there is none and value is to be put in it. */
static json_t *enter(json_t *parent, const char *key, bool make)
{
	json_t *child = json_object_get(parent, key);

	if (make && !json_is_object(child) && !json_is_array(child)) {
		child = new_object();
		slw_json_set(parent, key, child);
	}
	return child;
}

/* Follows the indexes at the start of *rest; the last one before the end of the path is set. */
static json_t *follow_indexes(json_t *at, const char **rest, json_t *value)
{
	while (**rest == '[' && at != NULL) {
		int64_t index = take_index(rest);

		if (index < 0 || (size_t)index >= json_array_size(at))
			return NULL;
		if (**rest == '\0' && value != NULL)
			json_array_set(at, (size_t)index, value);
		else if (**rest == '\0')
			json_array_remove(at, (size_t)index);
		else
			at = json_array_get(at, (size_t)index);
	}
	return at;
}

/*
 * Sets value at rest below parent. True if parent has become empty by it, so that a record that
 * nothing is in any more goes too.
 */
static bool set_below(json_t *parent, const char *rest, json_t *value)
{
	size_t len = strcspn(rest, ".[");
	char *key = slw_strndup(rest, len);
	bool is_record;
	json_t *child;

	rest += len;
	is_record = *rest == '.';
	if (len > 0 && *rest == '\0' && value != NULL) {
		slw_json_set(parent, key, json_incref(value));
	} else if (*rest == '\0') {
		json_object_del(parent, key);
	} else if (len > 0) {
		child = enter(parent, key, value != NULL && is_record);
		child = follow_indexes(child, &rest, value);
		if (json_is_object(child) && *rest == '.' && set_below(child, rest + 1, value) &&
		    is_record)
			json_object_del(parent, key);
	}
	free(key);
	return value == NULL && json_object_size(parent) == 0;
}

void slw_documents_set(struct slw_documents *docs, const char *path, json_t *value)
{
	const char *rest;
	int section = find_section(path, &rest);

	if (section >= 0 && *rest == '.')
		set_below(docs->section[section], rest + 1, value);
	json_decref(value);
}

const struct slw_currency *slw_documents_currency(const struct slw_documents *docs)
{
	return slw_currency_find(slw_json_str(docs->section[SLW_BUSINESS], "currency", NULL));
}

static int compare_keys(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

static json_t *sort_value(const struct slw_field *field, json_t *value);

/* Adds the keys of record that sorted does not have, by name; borrowed keys and shared values. */
static void add_by_name(json_t *sorted, json_t *record)
{
	const char **keys = slw_calloc(json_object_size(record), sizeof(*keys)), *key;
	size_t count = 0;
	json_t *value;

	json_object_foreach (record, key, value) {
		if (json_object_get(sorted, key) == NULL)
			keys[count++] = key;
	}
	qsort(keys, count, sizeof(*keys), compare_keys);
	for (size_t i = 0; i < count; i++)
		slw_json_set(sorted, keys[i], json_incref(json_object_get(record, keys[i])));
	free(keys);
}

/* table may be NULL: all keys by name. New reference. */
static json_t *sort_record(const struct slw_field *table, json_t *record)
{
	json_t *sorted = new_object();

	for (; table != NULL && table->key != NULL; table++) {
		json_t *value = json_object_get(record, table->key);

		if (value != NULL)
			slw_json_set(sorted, table->key, sort_value(table, value));
	}
	if (json_object_size(sorted) < json_object_size(record))
		add_by_name(sorted, record);
	return sorted;
}

static json_t *sort_value(const struct slw_field *field, json_t *value)
{
	json_t *sorted, *entry;
	size_t i;

	if (json_is_object(value))
		return sort_record(field->fields, value);
	if (!json_is_array(value) || field->fields == NULL)
		return json_incref(value);
	sorted = json_array();
	json_array_foreach (value, i, entry)
		slw_json_append(sorted, sort_value(field, entry));
	return sorted;
}

void slw_documents_sort(struct slw_documents *docs)
{
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		json_t *sorted = sort_record(slw_steps[i].fields, docs->section[i]);

		json_decref(docs->section[i]);
		docs->section[i] = sorted;
	}
}

json_t *slw_product_sorted(const json_t *product)
{
	return sort_record(slw_product_fields, (json_t *)product);
}
