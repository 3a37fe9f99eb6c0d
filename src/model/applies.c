#include "config.h"

#include "model/check.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "model/codes.h"
#include "model/documents.h"
#include "model/steps.h"

#include "base/banned.h"

/* The table of fields that holds this entry, below the given one; NULL if it is not there. */
static const struct slw_field *find_table(const struct slw_field *table,
					  const struct slw_field *entry)
{
	for (const struct slw_field *field = table; field != NULL && field->key != NULL; field++) {
		const struct slw_field *found;

		if (field == entry)
			return table;
		found = find_table(field->fields, entry);
		if (found != NULL)
			return found;
	}
	return NULL;
}

/* The field that a condition names: by path from the top, or beside the field that has it. */
static const struct slw_field *find_condition(const struct slw_field *field)
{
	if (strchr(field->when.key, '.') != NULL)
		return slw_steps_field(field->when.key, NULL);
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		const struct slw_field *table = find_table(slw_steps[i].fields, field);

		if (table != NULL)
			return slw_field_find(table, field->when.key);
	}
	return NULL;
}

static json_t *answer(const struct slw_field *field, const json_t *record,
		      const struct slw_documents *docs)
{
	json_t *value = NULL;

	if (strchr(field->when.key, '.') == NULL)
		value = json_object_get(record, field->when.key);
	else if (docs != NULL)
		value = slw_documents_get(docs, field->when.key);
	return json_is_null(value) ? NULL : value;
}

static bool is_set(const json_t *value)
{
	if (json_is_string(value))
		return json_string_length(value) > 0;
	if (json_is_array(value))
		return json_array_size(value) > 0;
	if (json_is_object(value))
		return json_object_size(value) > 0;
	return value != NULL;
}

static bool equals(const json_t *value, const char *text)
{
	const json_t *entry;
	int64_t number;
	size_t i;

	json_array_foreach (value, i, entry) {
		if (equals(entry, text))
			return true;
	}
	if (json_is_boolean(value))
		return strcmp(json_is_true(value) ? "yes" : "no", text) == 0;
	if (json_is_integer(value))
		return slw_parse_int(text, INT64_MIN, INT64_MAX, &number) &&
		       number == json_integer_value(value);
	return json_is_string(value) && strcmp(json_string_value(value), text) == 0;
}

/* Only the answer's own default counts, not whether it applies: conditions cannot go in circles. */
static bool effective_equals(const struct slw_field *field, const json_t *record,
			     const struct slw_documents *docs)
{
	const json_t *value = answer(field, record, docs);
	const struct slw_field *condition;
	json_t *fallback;
	bool is_equal;

	if (value != NULL)
		return equals(value, field->when.value);
	condition = find_condition(field);
	if (condition == NULL)
		return false;
	if (strchr(field->when.key, '.') != NULL)
		record = NULL;
	fallback = slw_field_default(condition, record, docs);
	is_equal = equals(fallback, field->when.value);
	json_decref(fallback);
	return is_equal;
}

static bool country_in(const json_t *value, const char *group)
{
	const struct slw_country *country = slw_country_find(json_string_value(value));

	return country != NULL && (country->groups & slw_country_group(group)) != 0;
}

bool slw_field_applies(const struct slw_field *field, const json_t *record,
		       const struct slw_documents *docs)
{
	switch (field->when.test) {
	case SLW_WHEN_ALWAYS:
		return true;
	case SLW_WHEN_EQUALS:
		return effective_equals(field, record, docs);
	case SLW_WHEN_NOT_EQUALS:
		return !effective_equals(field, record, docs);
	case SLW_WHEN_SET:
		return is_set(answer(field, record, docs));
	case SLW_WHEN_NOT_SET:
		return !is_set(answer(field, record, docs));
	case SLW_WHEN_COUNTRY_IN:
		return country_in(answer(field, record, docs), field->when.value);
	}
	return true;
}
