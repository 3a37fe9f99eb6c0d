/* A record as a JSON Schema: which keys are required, and which apply when. */
#include "config.h"

#include "model/schema_internal.h"

#include <string.h>

#include "base/json.h"
#include "model/catalog.h"
#include "model/check_internal.h"
#include "model/codes.h"

#include "base/banned.h"

/* A schema that the answer meets when it is this value. */
static json_t *is_value(const struct slw_field *field, const char *value)
{
	json_t *any_of, *word;
	bool yes = strcmp(value, "yes") == 0;

	if (field->type != SLW_FIELD_YES_NO)
		return slw_schema_with("const", slw_json_new_str(value));
	any_of = json_array();
	slw_json_append(any_of, slw_schema_with("const", json_boolean(yes)));
	word = slw_schema_type("string");
	slw_json_set_str(word, "pattern",
			 yes ? "^\\s*([Yy][Ee][Ss]|[Oo][Nn]|[Tt][Rr][Uu][Ee])\\s*$"
			     : "^\\s*([Nn][Oo]|[Oo][Ff][Ff]|[Ff][Aa][Ll][Ss][Ee])\\s*$");
	slw_json_append(any_of, word);
	return slw_schema_with("anyOf", any_of);
}

/* True for the record where the key's answer, or else its default, is this value. */
static json_t *equals(const struct slw_field *field, const char *value)
{
	bool by_default = field->fallback != NULL && strcmp(field->fallback, value) == 0;
	json_t *schema =
	    slw_schema_with("properties", slw_schema_with(field->key, is_value(field, value)));

	if (!by_default)
		slw_json_set(schema, "required", slw_schema_one(field->key));
	return schema;
}

static json_t *is_set(const struct slw_field *field)
{
	json_t *schema = slw_schema_with("required", slw_schema_one(field->key)), *filled;

	if (field->type == SLW_FIELD_LIST || field->type == SLW_FIELD_RECORDS ||
	    field->type == SLW_FIELD_MULTI_CHOICE) {
		filled = slw_schema_with("minItems", json_integer(1));
		slw_json_set(schema, "properties", slw_schema_with(field->key, filled));
	}
	return schema;
}

static json_t *country_in(const struct slw_field *field, const char *group)
{
	const struct slw_country *countries;
	json_t *values = json_array(), *schema;
	size_t count;

	countries = slw_countries(&count);
	for (size_t i = 0; i < count; i++)
		if ((countries[i].groups & slw_country_group(group)) != 0)
			slw_json_append(values, slw_json_new_str(countries[i].code));
	schema = slw_schema_with("properties",
				 slw_schema_with(field->key, slw_schema_with("enum", values)));
	slw_json_set(schema, "required", slw_schema_one(field->key));
	return schema;
}

/* The condition of a field as a schema of its record; NULL where it is on another record. */
static json_t *condition(const struct slw_when *when, const struct slw_field *table)
{
	const struct slw_field *other = slw_field_find(table, when->key);

	if (other == NULL)
		return NULL;
	switch (when->test) {
	case SLW_WHEN_EQUALS:
		return equals(other, when->value);
	case SLW_WHEN_NOT_EQUALS:
		return slw_schema_with("not", equals(other, when->value));
	case SLW_WHEN_SET:
		return is_set(other);
	case SLW_WHEN_NOT_SET:
		return slw_schema_with("not", is_set(other));
	case SLW_WHEN_COUNTRY_IN:
		return country_in(other, when->value);
	case SLW_WHEN_ALWAYS:
		break;
	}
	return NULL;
}

static bool same(const struct slw_when *a, const struct slw_when *b)
{
	if (a->test != b->test || strcmp(a->key, b->key) != 0)
		return false;
	if (a->value == NULL || b->value == NULL)
		return a->value == b->value;
	return strcmp(a->value, b->value) == 0;
}

/* The fields with the condition of this one, from it on, as one rule. */
static void add_rule(json_t *all_of, const struct slw_field *table, const struct slw_field *first)
{
	json_t *rule, *required = json_array(), *forbidden = json_object();
	json_t *test = condition(&first->when, table);

	if (test != NULL) {
		for (const struct slw_field *field = first; field->key != NULL; field++) {
			if (field->when.test == SLW_WHEN_ALWAYS ||
			    !same(&field->when, &first->when))
				continue;
			slw_json_set_bool(forbidden, field->key, false);
			if ((field->flags & SLW_FIELD_REQUIRED) != 0)
				slw_json_append(required, slw_json_new_str(field->key));
		}
		rule = slw_schema_with("if", test);
		if (json_array_size(required) > 0)
			slw_json_set(rule, "then",
				     slw_schema_with("required", json_incref(required)));
		slw_json_set(rule, "else", slw_schema_with("properties", json_incref(forbidden)));
		slw_json_append(all_of, rule);
	}
	json_decref(required);
	json_decref(forbidden);
}

/* True if an earlier field of the table has the same condition. */
static bool is_told(const struct slw_field *table, const struct slw_field *field)
{
	for (; table < field; table++)
		if (table->when.test != SLW_WHEN_ALWAYS && same(&table->when, &field->when))
			return true;
	return false;
}

json_t *slw_schema_record(const struct slw_field *table, const struct slw_catalog *catalog)
{
	json_t *schema = slw_schema_type("object"), *properties = json_object();
	json_t *required = json_array(), *all_of = json_array();

	for (const struct slw_field *field = table; field->key != NULL; field++) {
		slw_json_set(properties, field->key, slw_schema_field(field, catalog));
		if (field->type == SLW_FIELD_CREDENTIALS)
			slw_schema_credentials(all_of, field, catalog);
		if (field->when.test != SLW_WHEN_ALWAYS) {
			if (!is_told(table, field))
				add_rule(all_of, table, field);
		} else if ((field->flags & SLW_FIELD_REQUIRED) != 0) {
			slw_json_append(required, slw_json_new_str(field->key));
		}
	}
	slw_json_set(schema, "properties", properties);
	if (json_array_size(required) > 0)
		slw_json_set(schema, "required", json_incref(required));
	slw_json_set_bool(schema, "additionalProperties", false);
	if (json_array_size(all_of) > 0)
		slw_json_set(schema, "allOf", json_incref(all_of));
	json_decref(required);
	json_decref(all_of);
	return schema;
}

static json_t *credentials_of(const struct slw_catalog_provider *provider, bool *required)
{
	json_t *schema = slw_schema_type("object"), *properties = json_object();
	json_t *keys = json_array();

	for (size_t i = 0; i < provider->credential_count; i++) {
		struct slw_field field = slw_credential_field(&provider->credentials[i]);

		slw_json_set(properties, field.key, slw_schema_field(&field, NULL));
		if ((field.flags & SLW_FIELD_REQUIRED) != 0)
			slw_json_append(keys, slw_json_new_str(field.key));
	}
	*required = json_array_size(keys) > 0;
	slw_json_set(schema, "properties", properties);
	if (*required)
		slw_json_set(schema, "required", json_incref(keys));
	slw_json_set_bool(schema, "additionalProperties", false);
	json_decref(keys);
	return schema;
}

void slw_schema_credentials(json_t *all_of, const struct slw_field *field,
			    const struct slw_catalog *catalog)
{
	for (size_t i = 0; catalog != NULL && i < catalog->provider_count; i++) {
		const struct slw_catalog_provider *provider = &catalog->providers[i];
		json_t *rule, *test, *then;
		bool required;

		if (strcmp(provider->kind, field->kind) != 0)
			continue;
		test = slw_schema_with("const", slw_json_new_str(provider->id));
		test = slw_schema_with("properties", slw_schema_with("provider", test));
		slw_json_set(test, "required", slw_schema_one("provider"));
		then = credentials_of(provider, &required);
		then = slw_schema_with("properties", slw_schema_with(field->key, then));
		if (required)
			slw_json_set(then, "required", slw_schema_one(field->key));
		rule = slw_schema_with("if", test);
		slw_json_set(rule, "then", then);
		slw_json_append(all_of, rule);
	}
}

json_t *slw_schema_money(const struct slw_field *table, int decimals)
{
	json_t *properties = json_object(), *inner;
	char name[16];

	snprintf(name, sizeof(name), "money_%d", decimals);
	for (; table->key != NULL; table++) {
		if (table->type == SLW_FIELD_MONEY) {
			slw_json_set(properties, table->key, slw_schema_ref(name));
		} else if (table->type == SLW_FIELD_RECORD || table->type == SLW_FIELD_RECORDS) {
			inner = slw_schema_money(table->fields, decimals);
			if (inner != NULL && table->type == SLW_FIELD_RECORDS)
				inner = slw_schema_with("items", inner);
			if (inner != NULL)
				slw_json_set(properties, table->key, inner);
		}
	}
	if (json_object_size(properties) > 0)
		return slw_schema_with("properties", properties);
	json_decref(properties);
	return NULL;
}
