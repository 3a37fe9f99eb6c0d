/* The tables of fields: that they are whole, and that what reads them can rely on it. */
#include "config.h"

#include "unit/suites.h"

#include <regex.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/check.h"
#include "model/codes.h"
#include "model/documents.h"
#include "model/field.h"
#include "model/money.h"
#include "model/steps.h"

#include "base/banned.h"

typedef void each_field(const struct slw_field *table, const struct slw_field *field,
			const char *path);

static void walk(const struct slw_field *table, const char *prefix, each_field *each)
{
	for (const struct slw_field *field = table; field->key != NULL; field++) {
		char *path = slw_printf("%s.%s", prefix, field->key);

		each(table, field, path);
		if (field->fields != NULL)
			walk(field->fields, path, each);
		free(path);
	}
}

static void walk_all(each_field *each)
{
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		walk(slw_steps[i].fields, slw_steps[i].key, each);
}

static bool has_choices(const struct slw_field *field)
{
	return field->choices != NULL || field->source != SLW_CHOICES_TABLE;
}

static void check_whole(const struct slw_field *table, const struct slw_field *field,
			const char *path)
{
	bool is_record = field->type == SLW_FIELD_RECORD || field->type == SLW_FIELD_RECORDS;

	ck_assert_msg(slw_field_find(table, field->key) == field, "%s is there twice", path);
	ck_assert_msg(slw_steps_field(path, NULL) == field, "%s is not found", path);
	ck_assert_msg(field->label != NULL && field->label[0] != '\0', "%s has no label", path);
	ck_assert_msg(field->help != NULL && field->help[0] != '\0', "%s has no help", path);
	ck_assert_msg((field->fields != NULL) == is_record, "%s: fields", path);
	ck_assert_msg((field->item != NULL) ==
			  (field->type == SLW_FIELD_LIST || field->type == SLW_FIELD_MAP),
		      "%s: item", path);
	if (field->type == SLW_FIELD_CHOICE || field->type == SLW_FIELD_MULTI_CHOICE)
		ck_assert_msg(has_choices(field), "%s has no choices", path);
	ck_assert_msg(field->min <= slw_field_max(field), "%s: min above max", path);
	ck_assert_msg((field->pattern == NULL) == (field->pattern_help == NULL),
		      "%s: a pattern is said in words", path);
	if (field->shorthand != NULL)
		ck_assert_msg(slw_field_find(field->fields, field->shorthand) != NULL,
			      "%s: shorthand", path);
	if ((field->flags & SLW_FIELD_REQUIRED) != 0)
		ck_assert_msg(field->fallback == NULL && field->derived == SLW_DERIVED_NONE,
			      "%s is required and has a default", path);
}

START_TEST(every_field_is_whole)
{
	walk_all(check_whole);
}
END_TEST

static void check_condition(const struct slw_field *table, const struct slw_field *field,
			    const char *path)
{
	const struct slw_field *other;

	if (field->when.test == SLW_WHEN_ALWAYS)
		return;
	other = strchr(field->when.key, '.') != NULL ? slw_steps_field(field->when.key, NULL)
						     : slw_field_find(table, field->when.key);
	ck_assert_msg(other != NULL && other != field, "%s: there is no %s", path, field->when.key);
	if (field->when.test == SLW_WHEN_COUNTRY_IN) {
		ck_assert_msg(slw_country_group(field->when.value) != 0, "%s: no group %s", path,
			      field->when.value);
		ck_assert_int_eq(other->source, SLW_CHOICES_COUNTRIES);
	} else if (other->type == SLW_FIELD_YES_NO) {
		ck_assert_msg(strcmp(field->when.value, "yes") == 0 ||
				  strcmp(field->when.value, "no") == 0,
			      "%s: %s is neither yes nor no", path, field->when.value);
	}
}

START_TEST(conditions_name_fields_and_groups)
{
	walk_all(check_condition);
}
END_TEST

static void check_pattern(const struct slw_field *table, const struct slw_field *field,
			  const char *path)
{
	regex_t regex;

	(void)table;
	if (field->pattern == NULL)
		return;
	ck_assert_msg(regcomp(&regex, field->pattern, REG_EXTENDED | REG_NOSUB) == 0, "%s", path);
	if (field->example != NULL)
		ck_assert_msg(regexec(&regex, field->example, 0, NULL, 0) == 0,
			      "%s: the example does not fit", path);
	regfree(&regex);
}

START_TEST(patterns_are_expressions_that_the_examples_fit)
{
	walk_all(check_pattern);
}
END_TEST

static bool is_scalar(const struct slw_field *field)
{
	switch (field->type) {
	case SLW_FIELD_LIST:
	case SLW_FIELD_MAP:
	case SLW_FIELD_CREDENTIALS:
	case SLW_FIELD_RECORD:
	case SLW_FIELD_RECORDS:
		return false;
	default:
		return true;
	}
}

/* The defaults are filled in without being parsed, so they have to be what parsing gives. */
static void check_fallback(const struct slw_field *table, const struct slw_field *field,
			   const char *path)
{
	struct slw_check check = { NULL, NULL };
	struct slw_err err = SLW_ERR_INIT;
	json_t *parsed, *value;

	(void)table;
	if (field->fallback == NULL)
		return;
	ck_assert_msg(is_scalar(field) && field->type != SLW_FIELD_MONEY, "%s", path);
	ck_assert_msg(slw_field_parse(field, field->fallback, &check, &parsed, &err) == 0, "%s: %s",
		      path, err.msg);
	value = slw_field_default(field, NULL, NULL);
	ck_assert_msg(value != NULL && json_equal(value, parsed), "%s", path);
	json_decref(value);
	json_decref(parsed);
}

START_TEST(defaults_are_canonical)
{
	walk_all(check_fallback);
}
END_TEST

/* As an answers file has it: quotes of YAML are not part of the value. */
static void check_example(const struct slw_field *table, const struct slw_field *field,
			  const char *path)
{
	struct slw_check check = { NULL, slw_currency_find("EUR") };
	struct slw_err err = SLW_ERR_INIT;
	size_t len = field->example == NULL ? 0 : strlen(field->example);
	json_t *value;
	char *text;

	(void)table;
	if (len == 0 || !is_scalar(field) || field->type == SLW_FIELD_MULTI_CHOICE)
		return;
	text = field->example[0] == '"' ? slw_strndup(field->example + 1, len - 2)
					: slw_strndup(field->example, len);
	ck_assert_msg(slw_field_parse(field, text, &check, &value, &err) == 0, "%s: %s", path,
		      err.msg);
	json_decref(value);
	free(text);
}

START_TEST(examples_are_accepted)
{
	walk_all(check_example);
}
END_TEST

START_TEST(steps_are_in_order)
{
	static const char *const keys[] = { "business", "products", "theme", "integrations",
					    "content",	"seo",	    "launch" };

	ck_assert_uint_eq(SLW_COUNT(keys), SLW_SECTION__MAX);
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		ck_assert_str_eq(slw_steps[i].key, keys[i]);
		ck_assert_int_eq(slw_section_find(keys[i]), i);
		ck_assert_int_eq(slw_steps[i].number, i < SLW_STEP_COUNT ? i + 1 : SLW_STEP_COUNT);
	}
	ck_assert_int_eq(slw_section_find("Business"), -1);
	ck_assert_int_eq(slw_section_find(""), -1);
}
END_TEST

static const struct {
	const char *path, *key;
	enum slw_section section;
} paths[] = {
	{ "business.business_name", "business_name", SLW_BUSINESS },
	{ "business.contact.email", "email", SLW_BUSINESS },
	{ "products.items[2].title", "title", SLW_PRODUCTS },
	{ "products.items[2].variants[10].price", "price", SLW_PRODUCTS },
	{ "products.items.variants.price", "price", SLW_PRODUCTS },
	{ "products.shipping.zones[0].rates[1].price", "price", SLW_PRODUCTS },
	{ "seo.keywords[3]", "keywords", SLW_SEO },
	{ "business", NULL, SLW_BUSINESS },
	{ "business.", NULL, SLW_BUSINESS },
	{ "business.nothing", NULL, SLW_BUSINESS },
	{ "business.business", NULL, SLW_BUSINESS },
	{ "business.business_name.x", NULL, SLW_BUSINESS },
	{ "nothing.business_name", NULL, SLW_LAUNCH },
	{ "", NULL, SLW_LAUNCH },
	{ "business.contact[", "contact", SLW_BUSINESS },
};

START_TEST(fields_are_found_by_path)
{
	enum slw_section section = SLW_LAUNCH;
	const struct slw_field *field = slw_steps_field(paths[_i].path, &section);

	if (paths[_i].key == NULL) {
		ck_assert_ptr_null(field);
	} else {
		ck_assert_ptr_nonnull(field);
		ck_assert_str_eq(field->key, paths[_i].key);
	}
	ck_assert_int_eq(section, paths[_i].section);
}
END_TEST

START_TEST(types_have_names_and_caps)
{
	for (int i = 0; i < SLW_FIELD_TYPE__MAX; i++) {
		struct slw_field field = { .type = (enum slw_field_type)i };

		ck_assert(slw_text_valid(slw_field_type_name(field.type), 1));
		for (int j = 0; j < i; j++)
			ck_assert_str_ne(slw_field_type_name((enum slw_field_type)j),
					 slw_field_type_name(field.type));
		ck_assert_int_gt(slw_field_max(&field), 0);
		field.max = 7;
		ck_assert_int_eq(slw_field_max(&field), 7);
	}
	ck_assert_str_eq(slw_field_type_name(SLW_FIELD_LONG_TEXT), "long_text");
	ck_assert_int_eq(slw_field_max(&(struct slw_field){ .type = SLW_FIELD_MONEY }),
			 SLW_MONEY_MAX);
}
END_TEST

Suite *suite_steps(void);
Suite *suite_steps(void)
{
	Suite *suite = suite_create("steps");
	TCase *tc = tcase_create("all");

	tcase_add_test(tc, every_field_is_whole);
	tcase_add_test(tc, conditions_name_fields_and_groups);
	tcase_add_test(tc, patterns_are_expressions_that_the_examples_fit);
	tcase_add_test(tc, defaults_are_canonical);
	tcase_add_test(tc, examples_are_accepted);
	tcase_add_test(tc, steps_are_in_order);
	tcase_add_loop_test(tc, fields_are_found_by_path, 0, SLW_COUNT(paths));
	tcase_add_test(tc, types_have_names_and_caps);
	suite_add_tcase(suite, tc);
	return suite;
}
