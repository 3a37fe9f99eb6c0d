#include "config.h"

#include "unit/suites.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "unit/answers/support.h"

#include "base/banned.h"

/* Behind BASE: the value at a path, as compact JSON. */
static const struct {
	const char *put, *path, *value;
} values[] = {
	{ "seo:\n  title: 'a: b # c'\n", "seo.title", "\"a: b # c\"" },
	{ "seo:\n  title: a folded\n    line\n", "seo.title", "\"a folded line\"" },
	{ "seo:\n  title: 2024\n", "seo.title", "\"2024\"" },
	{ "seo:\n  title: 1e3\n", "seo.title", "\"1e3\"" },
	{ "seo:\n  title: no\n", "seo.title", "\"no\"" },
	{ "seo:\n  title: !!str true\n", "seo.title", "\"true\"" },
	{ "seo:\n  title: \"\\ud83d\\ude00\"\n", "seo.title", "\"😀\"" },
	{ "seo:\n  title: \"  trimmed\\u00A0\"\n", "seo.title", "\"trimmed\"" },
	{ "seo:\n  title: \"\\e[31mred\"\n", "seo.title", "\"\\u001B[31mred\"" },
	{ "  story: |\n    One.\n\n    Two.\n", "business.story", "\"One.\\n\\nTwo.\"" },
	{ "  story: >\n    One\n    two.\n", "business.story", "\"One two.\"" },
	{ "  address2: &a x\n", "business.address2", NULL },
	{ "  founded: 1984\n", "business.founded", "1984" },
	{ "  founded: \"1984\"\n", "business.founded", "1984" },
	{ "  founded: 1984.0\n", "business.founded", "1984" },
	{ "seo:\n  allow_indexing: Off\n", "seo.allow_indexing", "false" },
	{ "seo:\n  allow_indexing: TRUE\n", "seo.allow_indexing", "true" },
	{ "seo:\n  keywords:\n    - pots\n    - 2024\n", "seo.keywords", "[\"pots\",\"2024\"]" },
	{ "seo:\n  keywords: &k [a, b]\ncontent:\n  keywords: *k\n", "content.keywords",
	  "[\"a\",\"b\"]" },
	{ "launch:\n  targets: [feed, storefront]\n", "launch.targets",
	  "[\"storefront\",\"feed\"]" },
	{ "theme:\n  colours: {primary: \"#AbC\"}\n", "theme.colours.primary", "\"#aabbcc\"" },
	{ "products:\n  tax: {rate: 08.8750}\n", "products.tax.rate", "\"8.875\"" },
	{ "products:\n  tax: {rate: 19}\n", "products.tax.rate", "\"19\"" },
	{ "products:\n  shipping:\n    zones:\n      - name: A\n        countries: [NO]\n"
	  "        rates:\n          - name: Post\n            price: 4.9\n",
	  "products.shipping.zones[0].rates[0].price", "490" },
	{ "products:\n  shipping:\n    zones:\n      - name: A\n        countries: [NO]\n"
	  "        rates:\n          - name: Post\n            price: 4.9\n",
	  "products.shipping.zones[0].countries[0]", "\"NO\"" },
	{ "integrations:\n  payments:\n    - provider: stripe\n      credentials:\n"
	  "        secret_key: {env: STRIPE}\n",
	  "integrations.payments[0].credentials", "{\"secret_key\":{\"env\":\"STRIPE\"}}" },
};

START_TEST(value_of_a_field)
{
	struct reading reading;
	struct slw_buf text;
	json_t *value;
	char *all, *json;

	slw_buf_init(&text, 0);
	slw_buf_printf(&text, "%s%s", BASE, values[_i].put);
	read_text(&reading, text.data);
	all = reading_text(&reading);
	value = slw_documents_get(slw_answers_documents(reading.answers), values[_i].path);
	if (values[_i].value == NULL) {
		ck_assert_ptr_null(value);
		ck_assert_uint_eq(reading.problems.errors, 1);
	} else {
		ck_assert_msg(reading.problems.errors == 0 && value != NULL, "%s\n%s", text.data,
			      all);
		json = slw_json_text(value);
		ck_assert_str_eq(json, values[_i].value);
		free(json);
	}
	reading_release(&reading);
	slw_buf_release(&text);
	free(all);
}
END_TEST

#define SMALL                                                                               \
	"\"business_name\": \"Joe\xE2\x80\x99s\", \"industry\": \"pets\", "                 \
	"\"description\": \"\\ud83d\\ude00\", \"country\": \"US\", \"currency\": \"JPY\", " \
	"\"contact\": {\"email\": \"a@b.us\"}, "                                            \
	"\"address\": {\"street\": \"a\", \"city\": \"b\"}"

/* The same answers in other clothes. */
static const char *const clothes[] = {
	"{\"business\": {" SMALL
	"}, \"products\": {\"items\": [{\"title\": \"Pot\", \"price\": 12}]}}",
	"{\n\t\"products\": {\"items\": [{\"price\": 12.0, \"title\": \"Pot\"}]},\n"
	"\t\"business\": {" SMALL "}\n}\n",
	"\xEF\xBB\xBF"
	"business: {" SMALL "}\r\nproducts:\r\n  items:\r\n    - title: Pot\r\n"
	"      price: 12\r\n",
	"%YAML 1.2\n---\nproducts:\n items:\n - price: \"12\"\n   title: Pot\nbusiness: {" SMALL
	"}\n...\n",
};

START_TEST(same_in_other_clothes)
{
	struct reading reading;
	char *all, *business, *products;

	read_text(&reading, clothes[_i]);
	all = reading_text(&reading);
	ck_assert_msg(reading.problems.count == 0, "%s", all);
	business = slw_json_text(slw_answers_documents(reading.answers)->section[SLW_BUSINESS]);
	products = slw_json_text(slw_answers_products(reading.answers));
	ck_assert_str_eq(
	    business, "{\"business_name\":\"Joe’s\",\"industry\":\"pets\",\"description\":\"😀\","
		      "\"country\":\"US\",\"currency\":\"JPY\",\"contact\":{\"email\":\"a@b.us\"},"
		      "\"address\":{\"street\":\"a\",\"city\":\"b\"}}");
	ck_assert_str_eq(products, "[{\"title\":\"Pot\",\"handle\":\"pot\",\"price\":12}]");
	reading_release(&reading);
	free(all);
	free(business);
	free(products);
}
END_TEST

START_TEST(input_is_apart_from_the_documents)
{
	struct reading reading;
	char *json;

	read_text(&reading, BASE "products:\n  imports:\n    - a.csv\n    - file: b.csv\n"
				 "      map: {Artikel.Nr: sku}\n  items:\n    - title: Pot\n"
				 "      price: 1\n  collections:\n    - title: Pots\n");
	ck_assert_uint_eq(reading.problems.count, 0);
	json = slw_json_text(slw_answers_imports(reading.answers));
	ck_assert_str_eq(json, "[{\"file\":\"a.csv\"},{\"file\":\"b.csv\",\"map\":"
			       "{\"Artikel.Nr\":\"sku\"}}]");
	free(json);
	json = slw_json_text(slw_answers_documents(reading.answers)->section[SLW_PRODUCTS]);
	ck_assert_str_eq(json, "{\"collections\":[{\"title\":\"Pots\"}]}");
	free(json);
	reading_release(&reading);
}
END_TEST

START_TEST(knows_where_values_stand)
{
	static const struct {
		const char *path;
		int rc, line, column;
	} places[] = {
		{ "business.country", 0, 5, 12 },
		{ "business.contact", 0, 7, 3 },
		{ "products.items[1].price", 0, 16, 14 },
		{ "products.imports[0].map.a.b", 0, 13, 38 },
		{ "products.items[2]", -1, 0, 0 },
		{ "business.phone", -1, 0, 0 },
	};
	struct reading reading;

	read_text(&reading,
		  BASE "products:\n  imports: [{file: ä.csv, map: {a.b: sku}}]\n  items:\n"
		       "    - {title: Pot, price: 1}\n    - price: 2\n      title: Pan\n");
	for (size_t i = 0; i < SLW_COUNT(places); i++) {
		int line = 0, column = 0;

		ck_assert_int_eq(
		    slw_answers_position(reading.answers, places[i].path, &line, &column),
		    places[i].rc);
		ck_assert_msg(line == places[i].line && column == places[i].column, "%s: %d:%d",
			      places[i].path, line, column);
	}
	reading_release(&reading);
}
END_TEST

START_TEST(many_products)
{
	struct reading reading;
	struct slw_buf text;

	slw_buf_init(&text, 0);
	slw_buf_str(&text, BASE "products:\n  items:\n");
	for (int i = 0; i < 10000; i++)
		slw_buf_printf(&text, "    - title: Pot %d\n      price: %d.50\n", i, i);
	read_text(&reading, text.data);
	ck_assert_uint_eq(reading.problems.count, 0);
	ck_assert_uint_eq(json_array_size(slw_answers_products(reading.answers)), 10000);
	reading_release(&reading);
	slw_buf_release(&text);
}
END_TEST

START_TEST(entries_that_are_not_understood_are_left_out)
{
	struct reading reading;
	char *json;

	read_text(&reading, BASE "products:\n  items:\n    - Pot\n    - {title: Pan, price: 1}\n"
				 "seo:\n  keywords: [a, {b: c}, d]\n");
	ck_assert_uint_eq(reading.problems.errors, 2);
	json = slw_json_text(slw_answers_products(reading.answers));
	ck_assert_str_eq(json, "[{\"title\":\"Pan\",\"handle\":\"pan\",\"price\":100}]");
	free(json);
	json = slw_json_text(slw_answers_documents(reading.answers)->section[SLW_SEO]);
	ck_assert_str_eq(json, "{\"keywords\":[\"a\",\"d\"]}");
	free(json);
	reading_release(&reading);
}
END_TEST

Suite *suite_read(void);
Suite *suite_read(void)
{
	Suite *suite = suite_create("reading answers files");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, value_of_a_field, 0, (int)SLW_COUNT(values));
	tcase_add_loop_test(tc, same_in_other_clothes, 0, (int)SLW_COUNT(clothes));
	tcase_add_test(tc, input_is_apart_from_the_documents);
	tcase_add_test(tc, knows_where_values_stand);
	tcase_add_test(tc, many_products);
	tcase_add_test(tc, entries_that_are_not_understood_are_left_out);
	suite_add_tcase(suite, tc);
	return suite;
}
