/* Single values: text to value and back, and values that never were text. */
#include "config.h"

#include "unit/suites.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/check.h"
#include "model/codes.h"
#include "unit/answers/support.h"

#include "base/banned.h"

static const struct {
	const char *path, *text;
	const char *value; /* compact JSON; NULL: refused */
	const char *back;  /* what it is written as; NULL: as text */
} cases[] = {
	{ "business.business_name", " Fern ", "\"Fern\"", "Fern" },
	{ "business.business_name", "a\nb", NULL, NULL },
	{ "business.business_name", "", NULL, NULL },
	{ "business.founded", "1984", "1984", NULL },
	{ "business.founded", "+1984", "1984", "1984" },
	{ "business.founded", "1984.5", NULL, NULL },
	{ "business.founded", "+-5", NULL, NULL },
	{ "business.founded", "99999999999999999999", NULL, NULL },
	{ "products.items.inventory_quantity", "-3", "-3", NULL },
	{ "products.items.price", "12.5", "1250", "12.50" },
	{ "products.items.price", "12,50", NULL, NULL },
	{ "products.tax.rate", "0.10", "\"0.1\"", "0.1" },
	{ "products.tax.rate", "100", "\"100\"", NULL },
	{ "products.tax.rate", "100.000001", NULL, NULL },
	{ "products.tax.rate", "1.1234567", NULL, NULL },
	{ "products.tax.rate", "-1", NULL, NULL },
	{ "products.tax.rate", "1e1", NULL, NULL },
	{ "products.tax.rate", ".5", NULL, NULL },
	{ "products.tax.rate", "5.", NULL, NULL },
	{ "business.contact.phone", "+1 (503) 555-0134", "\"+1 (503) 555-0134\"", NULL },
	{ "business.contact.phone", "555", NULL, NULL },
	{ "business.contact.phone", "call me", NULL, NULL },
	{ "business.contact.email", "a.b+c@x.co.uk", "\"a.b+c@x.co.uk\"", NULL },
	{ "business.contact.email", "Jo <a@b.de>", NULL, NULL },
	{ "business.contact.email", "a@b..de", NULL, NULL },
	{ "business.contact.email", "a@b@c.de", NULL, NULL },
	{ "seo.base_url", "https://x.example:8080/a?b=c#d", "\"https://x.example:8080/a?b=c#d\"",
	  NULL },
	{ "seo.base_url", "https://", NULL, NULL },
	{ "seo.base_url", "javascript:alert(1)", NULL, NULL },
	{ "seo.base_url", "https://a b", NULL, NULL },
	{ "seo.base_url", "https://user:pw@x.de", NULL, NULL },
	{ "seo.social_image", "images/a b.jpg", "\"images/a b.jpg\"", NULL },
	{ "seo.social_image", "https://cdn.example/x.jpg", "\"https://cdn.example/x.jpg\"", NULL },
	{ "seo.social_image", "http://cdn.example/x.jpg", NULL, NULL },
	{ "seo.social_image", "a/../../b", NULL, NULL },
	{ "seo.social_image", "a/..b/c", "\"a/..b/c\"", NULL },
	{ "seo.social_image", "C:\\x.jpg", NULL, NULL },
	{ "products.items.handle", "clay-pot", "\"clay-pot\"", NULL },
	{ "products.items.handle", "Clay Pot", NULL, NULL },
	{ "products.items.requires_shipping", "ON", "true", "yes" },
	{ "products.items.requires_shipping", "1", NULL, NULL },
	{ "launch.targets", "feed, storefront", "[\"storefront\",\"feed\"]", "storefront, feed" },
	{ "launch.targets", "feed, feed", NULL, NULL },
	{ "theme.theme_id", "auto", "\"auto\"", NULL },
	{ "theme.theme_id", "nowhere", NULL, NULL },
	{ "business.imprint.vat_id", "DE123456789", "\"DE123456789\"", NULL },
	{ "business.imprint.vat_id", "CHE-123.456.789 MWST", "\"CHE-123.456.789 MWST\"", NULL },
	{ "business.imprint.vat_id", "29AAACC1234A1Z5", "\"29AAACC1234A1Z5\"", NULL },
	{ "business.imprint.vat_id", "12.345.678/0001-95", "\"12.345.678/0001-95\"", NULL },
	{ "business.imprint.vat_id", "123", NULL, NULL },
	{ "business.imprint.vat_id", "none yet", NULL, NULL },
};

START_TEST(text_to_value_and_back)
{
	const struct slw_field *field = slw_steps_field(cases[_i].path, NULL);
	struct slw_check check = { &test_catalog, slw_currency_find("EUR") };
	struct slw_problems problems;
	struct slw_err err = SLW_ERR_INIT;
	json_t *value = NULL;
	struct slw_buf back;
	char *json;
	int rc;

	ck_assert_msg(field != NULL, "%s", cases[_i].path);
	rc = slw_field_parse(field, cases[_i].text, &check, &value, &err);
	if (cases[_i].value == NULL) {
		ck_assert_msg(rc == -1 && value == NULL, "%s is taken", cases[_i].text);
		ck_assert_int_eq(err.code, SLW_EINVAL);
		return;
	}
	ck_assert_msg(rc == 0, "%s: %s", cases[_i].text, err.msg);
	json = slw_json_text(value);
	ck_assert_str_eq(json, cases[_i].value);
	slw_buf_init(&back, 0);
	slw_field_format(field, value, &check, &back);
	ck_assert_str_eq(back.data, cases[_i].back != NULL ? cases[_i].back : cases[_i].text);
	slw_problems_init(&problems);
	slw_check_value(field, value, "x", NULL, NULL, &check, &problems);
	ck_assert_uint_eq(problems.count, 0);
	slw_problems_release(&problems);
	slw_buf_release(&back);
	free(json);
	json_decref(value);
}
END_TEST

/* Values that a program hands in: the type and the canonical form are looked at too. */
static const struct {
	const char *path, *value, *key, *kind;
} canonical[] = {
	{ "business.business_name", "12", "x", "type" },
	{ "business.business_name", "\" a\"", "x", "format" },
	{ "business.business_name", "\"a\\u00a0\"", "x", "format" },
	{ "business.country", "\"XX\"", "x", "choice" },
	{ "business.contact", "{\"email\": \"a@b.de\", \"fax\": \"1\"}", "x.fax", "unknown_key" },
	{ "business.contact", "{}", "x.email", "missing" },
	{ "business.contact", "[]", "x", "type" },
	{ "theme.colours.primary", "\"#ABCDEF\"", "x", "format" },
	{ "products.items.price", "12.5", "x", "type" },
	{ "products.items.price", "-1", "x", "range" },
	{ "products.tax.rate", "\"8.80\"", "x", "format" },
	{ "products.tax.rate", "8", "x", "type" },
	{ "seo.keywords", "[\"a\", 1]", "x[1]", "type" },
	{ "launch.targets", "[\"feed\", \"storefront\"]", "x", "format" },
	{ "launch.targets", "\"feed\"", "x", "type" },
	{ "seo.allow_indexing", "\"yes\"", "x", "type" },
	{ "products.imports", "[{\"file\": \"a.csv\", \"map\": {\"a\": 1}}]", "x[0].map.a",
	  "type" },
	{ "products.items.variants", "[{\"option_values\": [], \"price\": 1}]",
	  "x[0].option_values", "range" },
	{ "products.items.options", "[1]", "x[0]", "type" },
};

START_TEST(values_of_a_program)
{
	const struct slw_field *field = slw_steps_field(canonical[_i].path, NULL);
	struct slw_check check = { &test_catalog, slw_currency_find("EUR") };
	struct slw_problems problems;
	struct slw_err err = SLW_ERR_INIT;
	json_t *value =
	    slw_json_parse(canonical[_i].value, strlen(canonical[_i].value), "test", &err);

	slw_problems_init(&problems);
	slw_check_value(field, value, "x", NULL, NULL, &check, &problems);
	ck_assert_msg(problems.count == 1, "%zu problems of %s: %s", problems.count,
		      canonical[_i].value, problems.count > 0 ? problems.items[0].message : "");
	ck_assert_str_eq(problems.items[0].key, canonical[_i].key);
	ck_assert_str_eq(problems.items[0].kind, canonical[_i].kind);
	slw_problems_release(&problems);
	json_decref(value);
}
END_TEST

START_TEST(documents_are_checked_whole)
{
	struct slw_check check = { &test_catalog, slw_currency_find("USD") };
	struct slw_problems problems;
	struct slw_documents docs;
	struct reading reading;

	slw_documents_init(&docs);
	slw_problems_init(&problems);
	slw_check_documents(&docs, &check, &problems);
	ck_assert_uint_eq(problems.errors, 8);
	slw_problems_release(&problems);
	read_text(&reading, BASE "products:\n  returns: {accepted: no}\n");
	slw_documents_copy(&docs, slw_answers_documents(reading.answers));
	slw_check_documents(&docs, &check, &problems);
	ck_assert_uint_eq(problems.count, 0);
	slw_documents_set(&docs, "products.returns.window_days", json_integer(5));
	slw_check_section(SLW_PRODUCTS, &docs, &check, &problems);
	ck_assert_uint_eq(problems.errors, 1);
	ck_assert_str_eq(problems.items[0].key, "products.returns.window_days");
	slw_problems_release(&problems);
	slw_documents_release(&docs);
	reading_release(&reading);
}
END_TEST

START_TEST(a_product_by_itself)
{
	static const struct {
		const char *product, *key;
	} products[] = {
		{ "{\"title\": \"Pot\", \"price\": 100}", NULL },
		{ "{\"title\": \"Pot\"}", "p.price" },
		{ "{\"title\": \"Pot\", \"price\": 100, \"compare_at_price\": 100}",
		  "p.compare_at_price" },
		{ "{\"title\": \"Pot\", \"price\": 1, \"options\": [{\"name\": \"Size\", "
		  "\"values\": [\"S\"]}]}",
		  "p.options" },
		{ "{\"title\": \"Pot\", \"options\": [{\"name\": \"Size\", \"values\": [\"S\", "
		  "\"S\"]}], \"variants\": [{\"option_values\": [\"S\"], \"price\": 1}]}",
		  "p.options[0].values[1]" },
		{ "{\"title\": \"Pot\", \"variants\": [{\"option_values\": [\"S\"], \"price\": "
		  "1}]}",
		  "p.variants" },
	};
	struct slw_documents docs;

	slw_documents_init(&docs);
	for (size_t i = 0; i < SLW_COUNT(products); i++) {
		struct slw_problems problems;
		struct slw_err err = SLW_ERR_INIT;
		json_t *product =
		    slw_json_parse(products[i].product, strlen(products[i].product), "test", &err);

		slw_problems_init(&problems);
		slw_check_product(product, "p", &docs, NULL, &problems);
		ck_assert_uint_eq(problems.count, products[i].key != NULL ? 1 : 0);
		if (products[i].key != NULL)
			ck_assert_str_eq(problems.items[0].key, products[i].key);
		slw_problems_release(&problems);
		json_decref(product);
	}
	slw_documents_release(&docs);
}
END_TEST

START_TEST(a_secret_of_a_form)
{
	static const struct slw_field field = { .key = "k", .type = SLW_FIELD_SECRET };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf back;
	json_t *value = NULL;

	slw_buf_init(&back, 0);
	ck_assert_int_eq(slw_field_parse(&field, "{env: STRIPE}", NULL, &value, &err), 0);
	ck_assert_str_eq(slw_json_str(value, "env", ""), "STRIPE");
	slw_field_format(&field, value, NULL, &back);
	ck_assert_str_eq(back.data, "{env: STRIPE}");
	json_decref(value);
	ck_assert_int_eq(slw_field_parse(&field, "file: /etc/key", NULL, &value, &err), 0);
	ck_assert_str_eq(slw_json_str(value, "file", ""), "/etc/key");
	json_decref(value);
	ck_assert_int_eq(slw_field_parse(&field, "hunter2", NULL, &value, &err), 0);
	ck_assert_str_eq(slw_json_str(value, "literal", ""), "hunter2");
	slw_buf_clear(&back);
	slw_field_format(&field, value, NULL, &back);
	ck_assert_str_eq(back.data, "");
	json_decref(value);
	ck_assert_int_eq(slw_field_parse(&field, "{env: hunter 2}", NULL, &value, &err), -1);
	ck_assert_ptr_null(strstr(err.msg, "hunter"));
	slw_buf_release(&back);
}
END_TEST

Suite *suite_check(void);
Suite *suite_check(void)
{
	Suite *suite = suite_create("checking values");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, text_to_value_and_back, 0, (int)SLW_COUNT(cases));
	tcase_add_loop_test(tc, values_of_a_program, 0, (int)SLW_COUNT(canonical));
	tcase_add_test(tc, documents_are_checked_whole);
	tcase_add_test(tc, a_product_by_itself);
	tcase_add_test(tc, a_secret_of_a_form);
	suite_add_tcase(suite, tc);
	return suite;
}
