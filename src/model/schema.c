/* The JSON Schema of an answers file: the sections, and what more than one field refers to. */
#include "config.h"

#include "model/schema_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/answers.h"
#include "model/check_internal.h"
#include "model/codes.h"
#include "model/steps.h"

#include "base/banned.h"

#define DECIMALS_MAX 4 /* of any currency of ISO 4217 */

json_t *slw_schema_type(const char *type)
{
	return slw_schema_with("type", slw_json_new_str(type));
}

json_t *slw_schema_ref(const char *name)
{
	char *target = slw_printf("#/$defs/%s", name);
	json_t *schema = slw_schema_with("$ref", slw_json_new_str(target));

	free(target);
	return schema;
}

json_t *slw_schema_one(const char *text)
{
	json_t *array = json_array();

	slw_json_append(array, slw_json_new_str(text));
	return array;
}

json_t *slw_schema_with(const char *key, json_t *value)
{
	json_t *object = json_object();

	slw_json_set(object, key, value);
	return object;
}

static void add_code(void *context, const char *value, const char *label)
{
	(void)label;
	slw_json_append(context, slw_json_new_str(value));
}

static json_t *codes(enum slw_choice_source source, const char *title)
{
	struct slw_field field = { .type = SLW_FIELD_CHOICE, .source = source };
	json_t *schema = json_object(), *values = json_array();

	slw_field_choices(&field, NULL, add_code, values);
	slw_json_set_str(schema, "title", title);
	slw_json_set(schema, "enum", values);
	return schema;
}

/* "{env: NAME}" and its kin. */
static json_t *reference(const char *key, const char *description, const char *pattern)
{
	json_t *schema = slw_schema_type("object"), *value = slw_schema_type("string");

	slw_json_set_str(value, "pattern", pattern);
	slw_json_set_int(value, "maxLength", 8192);
	slw_json_set_str(schema, "description", description);
	slw_json_set(schema, "properties", slw_schema_with(key, value));
	slw_json_set(schema, "required", slw_schema_one(key));
	slw_json_set_bool(schema, "additionalProperties", false);
	return schema;
}

static json_t *secret_reference(void)
{
	json_t *one_of = json_array(), *schema;

	slw_json_append(one_of, reference("env", _("an environment variable"), SLW_PATTERN_ENV));
	slw_json_append(one_of, reference("file", _("a file that holds nothing else"), "\\S"));
	slw_json_append(one_of, reference("vault", _("an entry of the vault"), "\\S"));
	schema = json_object();
	slw_json_set_str(schema, "title", _("Where a secret is"));
	slw_json_set(schema, "oneOf", one_of);
	return schema;
}

static json_t *definitions(void)
{
	json_t *defs = json_object();

	slw_json_set(defs, "country", codes(SLW_CHOICES_COUNTRIES, _("Country, ISO 3166-1")));
	slw_json_set(defs, "currency", codes(SLW_CHOICES_CURRENCIES, _("Currency, ISO 4217")));
	slw_json_set(defs, "language", codes(SLW_CHOICES_LANGUAGES, _("Language, ISO 639-1")));
	slw_json_set(defs, "secret_reference", secret_reference());
	slw_json_set(defs, "secret", slw_schema_secret(NULL));
	for (int decimals = 0; decimals <= DECIMALS_MAX; decimals++) {
		json_t *money = json_object();
		char name[16], pattern[64];

		snprintf(name, sizeof(name), "money_%d", decimals);
		if (decimals == 0)
			snprintf(pattern, sizeof(pattern), "^\\s*-?[0-9]+(\\.0+)?\\s*$");
		else
			snprintf(pattern, sizeof(pattern), "^\\s*-?[0-9]+(\\.[0-9]{1,%d}0*)?\\s*$",
				 decimals);
		slw_json_set_str(money, "pattern", pattern);
		/* hundredths are no exact numbers, so other decimals cannot be counted */
		if (decimals == 0)
			slw_json_set_int(money, "multipleOf", 1);
		slw_json_set(defs, name, money);
	}
	return defs;
}

/* {"properties": {"business": {"properties": {"currency": {"enum": [...]}}}}}; NULL if there is no
 * currency with so many decimals. */
static json_t *if_currency(int decimals)
{
	const struct slw_currency *currencies;
	json_t *values = json_array(), *business;
	size_t count;

	currencies = slw_currencies(&count);
	for (size_t i = 0; i < count; i++)
		if (currencies[i].decimals == decimals)
			slw_json_append(values, slw_json_new_str(currencies[i].code));
	if (json_array_size(values) == 0) {
		json_decref(values);
		return NULL;
	}
	business = slw_schema_with("properties",
				   slw_schema_with("currency", slw_schema_with("enum", values)));
	slw_json_set(business, "required", slw_schema_one("currency"));
	business = slw_schema_with("properties", slw_schema_with("business", business));
	slw_json_set(business, "required", slw_schema_one("business"));
	return business;
}

static json_t *money_rules(void)
{
	json_t *all_of = json_array();

	for (int decimals = 0; decimals <= DECIMALS_MAX; decimals++) {
		json_t *condition = if_currency(decimals), *rule, *sections;

		if (condition == NULL)
			continue;
		sections = json_object();
		for (int i = 0; i < SLW_SECTION__MAX; i++) {
			json_t *section = slw_schema_money(slw_steps[i].fields, decimals);

			if (section != NULL)
				slw_json_set(sections, slw_steps[i].key, section);
		}
		rule = slw_schema_with("if", condition);
		slw_json_set(rule, "then", slw_schema_with("properties", sections));
		slw_json_append(all_of, rule);
	}
	return all_of;
}

/* A section must be there if a key of it must always be. */
static bool is_required(const struct slw_field *table)
{
	for (; table->key != NULL; table++)
		if ((table->flags & SLW_FIELD_REQUIRED) != 0 && table->when.test == SLW_WHEN_ALWAYS)
			return true;
	return false;
}

static const char description[] =
    N_("What store-wizard --answers reads, as YAML or JSON. Beyond this schema it checks: the "
       "decimals of amounts written as numbers; compare-at prices above prices; handles and SKUs "
       "used once; products name collections that are defined; variants against options, and "
       "images of variants; a country in one shipping zone only, one zone for the rest of the "
       "world; days \"to\" not below days \"from\"; one entry per provider; dates that exist.");

json_t *slw_answers_schema(const struct slw_catalog *catalog)
{
	json_t *schema = json_object(), *properties = json_object(), *required = json_array();

	slw_json_set_str(schema, "$schema", "https://json-schema.org/draft/2020-12/schema");
	slw_json_set_str(schema, "title", _("Answers for Store Launch Wizard"));
	slw_json_set_str(schema, "description", _(description));
	slw_json_set_str(schema, "type", "object");
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		json_t *section = slw_schema_record(slw_steps[i].fields, catalog);

		slw_json_set_str(section, "title", _(slw_steps[i].title));
		slw_json_set_str(section, "description", _(slw_steps[i].help));
		slw_json_set(properties, slw_steps[i].key, section);
		if (is_required(slw_steps[i].fields))
			slw_json_append(required, slw_json_new_str(slw_steps[i].key));
	}
	slw_json_set(schema, "properties", properties);
	slw_json_set(schema, "required", required);
	slw_json_set_bool(schema, "additionalProperties", false);
	slw_json_set(schema, "allOf", money_rules());
	slw_json_set(schema, "$defs", definitions());
	return schema;
}
