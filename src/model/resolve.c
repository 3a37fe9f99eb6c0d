/* Defaults: what holds where nothing was answered. */
#include "config.h"

#include "model/documents.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/check.h"
#include "model/codes.h"

#include "base/banned.h"

static json_t *checked(json_t *value)
{
	if (value == NULL)
		slw_out_of_memory(0);
	return value;
}

/* Keys and constants come from our tables and values from checked answers: all valid UTF-8. */
static void put(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new_nocheck(object, key, value) < 0)
		slw_out_of_memory(0);
}

static json_t *new_string(const char *text)
{
	return text == NULL ? NULL : checked(json_string_nocheck(text));
}

static json_t *split_list(const char *text)
{
	json_t *list = checked(json_array());

	while (*text != '\0') {
		size_t len = strcspn(text, ", ");

		if (len > 0)
			slw_json_append(list, checked(json_stringn_nocheck(text, len)));
		text += len;
		text += strspn(text, ", ");
	}
	return list;
}

/* Defaults of tables are canonical already, so that nothing is parsed for every product. */
static json_t *constant(const struct slw_field *field)
{
	int64_t number;

	if (field->fallback == NULL)
		return NULL;
	switch (field->type) {
	case SLW_FIELD_YES_NO:
		return json_boolean(strcmp(field->fallback, "yes") == 0);
	case SLW_FIELD_NUMBER:
		if (!slw_parse_int(field->fallback, INT64_MIN, INT64_MAX, &number))
			return NULL;
		return checked(json_integer(number));
	case SLW_FIELD_MULTI_CHOICE:
		return split_list(field->fallback);
	default:
		return new_string(field->fallback);
	}
}

static json_t *handle_of_title(const json_t *record)
{
	const char *title = slw_json_str(record, "title", NULL);
	char *handle;
	json_t *value;

	if (title == NULL || title[0] == '\0')
		return NULL;
	handle = slw_text_handle(title);
	value = new_string(handle);
	free(handle);
	return value;
}

static json_t *business_language(const json_t *business)
{
	const char *language = slw_json_str(business, "language", NULL);

	if (language != NULL)
		return new_string(language);
	return constant(slw_field_find(slw_steps[SLW_BUSINESS].fields, "language"));
}

static json_t *tax_included(const json_t *business)
{
	const struct slw_country *country =
	    slw_country_find(slw_json_str(business, "country", NULL));

	return json_boolean(country != NULL && (country->groups & SLW_COUNTRY_TAX_INCLUDED) != 0);
}

static json_t *derived(enum slw_derived from, const json_t *record,
		       const struct slw_documents *docs)
{
	const json_t *business = docs == NULL ? NULL : docs->section[SLW_BUSINESS];

	switch (from) {
	case SLW_DERIVED_NONE:
		return NULL;
	case SLW_DERIVED_HANDLE:
		return handle_of_title(record);
	case SLW_DERIVED_TAX_INCLUDED:
		return tax_included(business);
	case SLW_DERIVED_BUSINESS_LANGUAGE:
		return business_language(business);
	case SLW_DERIVED_CONTACT_EMAIL:
		return new_string(
		    slw_json_str(slw_json_object(business, "contact"), "email", NULL));
	case SLW_DERIVED_BUSINESS_NAME:
		return new_string(slw_json_str(business, "business_name", NULL));
	}
	return NULL;
}

json_t *slw_field_default(const struct slw_field *field, const json_t *record,
			  const struct slw_documents *docs)
{
	json_t *value = derived(field->derived, record, docs);

	return value != NULL ? value : constant(field);
}

static json_t *resolve_record(const struct slw_field *table, const json_t *record,
			      const struct slw_documents *docs);

static json_t *resolve_records(const struct slw_field *field, const json_t *records,
			       const struct slw_documents *docs)
{
	json_t *resolved = checked(json_array());
	const json_t *entry;
	size_t i;

	json_array_foreach (records, i, entry)
		slw_json_append(resolved, resolve_record(field->fields, entry, docs));
	return resolved;
}

/* A record that was not answered has its defaults too, if it has any. */
static json_t *resolve_part(const struct slw_field *field, const json_t *value,
			    const struct slw_documents *docs)
{
	json_t *resolved = resolve_record(field->fields, value, docs);

	if (json_object_size(resolved) > 0)
		return resolved;
	json_decref(resolved);
	return NULL;
}

/* New reference, NULL if there is neither answer nor default. */
static json_t *resolve_value(const struct slw_field *field, json_t *value, const json_t *record,
			     const struct slw_documents *docs)
{
	if (field->type == SLW_FIELD_RECORD && (value == NULL || json_is_object(value)))
		return resolve_part(field, value, docs);
	if (field->type == SLW_FIELD_RECORDS && json_is_array(value))
		return resolve_records(field, value, docs);
	return value != NULL ? json_incref(value) : slw_field_default(field, record, docs);
}

/* Keys that the table does not have come from a newer program; they stay. */
static void add_unknown(const struct slw_field *table, const json_t *record, json_t *resolved)
{
	const char *key;
	json_t *value;

	json_object_foreach ((json_t *)record, key, value) {
		if (slw_field_find(table, key) == NULL)
			put(resolved, key, json_incref(value));
	}
}

static json_t *resolve_record(const struct slw_field *table, const json_t *record,
			      const struct slw_documents *docs)
{
	json_t *resolved = checked(json_object());
	size_t known = 0;

	for (const struct slw_field *field = table; field->key != NULL; field++) {
		json_t *value = json_object_get(record, field->key);

		known += value != NULL;
		if ((field->flags & SLW_FIELD_INPUT) != 0 ||
		    !slw_field_applies(field, record, docs))
			continue;
		value = resolve_value(field, json_is_null(value) ? NULL : value, record, docs);
		if (value != NULL)
			put(resolved, field->key, value);
	}
	if (known < json_object_size(record))
		add_unknown(table, record, resolved);
	return resolved;
}

void slw_documents_resolve(const struct slw_documents *docs, struct slw_documents *out)
{
	struct slw_documents resolved;

	for (int i = 0; i < SLW_SECTION__MAX; i++)
		resolved.section[i] = resolve_record(slw_steps[i].fields, docs->section[i], docs);
	slw_documents_release(out);
	*out = resolved;
}

json_t *slw_product_resolve(const json_t *product, const struct slw_documents *docs)
{
	return resolve_record(slw_product_fields, product, docs);
}
