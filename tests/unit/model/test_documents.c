#include "config.h"

#include "unit/suites.h"

#include "base/mem.h"
#include "model/check.h"
#include "model/codes.h"
#include "model/documents.h"
#include "unit/model/samples.h"

#include "base/banned.h"

START_TEST(values_are_got_by_path)
{
	struct slw_documents docs;

	load(&docs, "{\"business\":{\"business_name\":\"Fern\",\"founded\":2014,"
		    "\"currency\":\"JPY\",\"contact\":{\"email\":\"a@b.example\"}},"
		    "\"products\":{\"collections\":[{\"title\":\"A\"},{\"title\":\"B\"}]},"
		    "\"seo\":{\"allow_indexing\":false}}");
	ck_assert_str_eq(slw_documents_str(&docs, "business.contact.email", "-"), "a@b.example");
	ck_assert_str_eq(slw_documents_str(&docs, "products.collections[1].title", "-"), "B");
	ck_assert_str_eq(slw_documents_str(&docs, "business.contact.phone", "-"), "-");
	ck_assert_str_eq(slw_documents_str(&docs, "business.founded", "-"), "-");
	ck_assert_str_eq(slw_documents_str(&docs, "nothing.at_all", "-"), "-");
	ck_assert_int_eq(slw_documents_int(&docs, "business.founded", 7), 2014);
	ck_assert_int_eq(slw_documents_int(&docs, "business.business_name", 7), 7);
	ck_assert(!slw_documents_bool(&docs, "seo.allow_indexing", true));
	ck_assert(slw_documents_bool(&docs, "seo.title", true));
	ck_assert_ptr_eq(slw_documents_get(&docs, "seo"), docs.section[SLW_SEO]);
	ck_assert_str_eq(slw_documents_currency(&docs)->code, "JPY");
	slw_documents_set(&docs, "business.currency", NULL);
	ck_assert_ptr_null(slw_documents_currency(&docs));
	slw_documents_release(&docs);
}
END_TEST

static const struct {
	const char *before, *path, *value, *after;
} sets[] = {
	{ "{}", "business.contact.email", "\"x\"", "{\"contact\":{\"email\":\"x\"}}" },
	{ "{\"contact\":{\"phone\":\"1\"}}", "business.contact.email", "\"x\"",
	  "{\"contact\":{\"phone\":\"1\",\"email\":\"x\"}}" },
	{ "{}", "business.l[0]", "3", "{}" },
	{ "{\"l\":[1]}", "business.l[a]", "3", "{\"l\":[1]}" },
	{ "{\"founded\":1}", "business.founded", "2", "{\"founded\":2}" },
	{ "{\"contact\":5}", "business.contact.email", "\"x\"", "{\"contact\":{\"email\":\"x\"}}" },
	{ "{\"founded\":1}", "business.founded", NULL, "{}" },
	{ "{\"contact\":{\"email\":\"x\",\"phone\":\"1\"}}", "business.contact.email", NULL,
	  "{\"contact\":{\"phone\":\"1\"}}" },
	{ "{\"contact\":{\"email\":\"x\"}}", "business.contact.email", NULL, "{}" },
	{ "{\"a\":{\"b\":{\"c\":1}}}", "business.a.b.c", NULL, "{}" },
	{ "{}", "business.contact.email", NULL, "{}" },
	{ "{\"l\":[{\"a\":1},{\"a\":2}]}", "business.l[1].a", "3",
	  "{\"l\":[{\"a\":1},{\"a\":3}]}" },
	{ "{\"l\":[{\"a\":1}]}", "business.l[0].a", NULL, "{\"l\":[{}]}" },
	{ "{\"l\":[1,2]}", "business.l[1]", "3", "{\"l\":[1,3]}" },
	{ "{\"l\":[1,2]}", "business.l[0]", NULL, "{\"l\":[2]}" },
	{ "{\"l\":[[1],[2]]}", "business.l[1][0]", "3", "{\"l\":[[1],[3]]}" },
	{ "{\"l\":[1]}", "business.l[1]", "3", "{\"l\":[1]}" },
	{ "{\"l\":[1]}", "business.l[-1]", "3", "{\"l\":[1]}" },
	{ "{\"l\":[1]}", "business.l[99999999999999999999]", "3", "{\"l\":[1]}" },
	{ "{\"l\":[1]}", "business.l[0", "3", "{\"l\":[1]}" },
	{ "{\"l\":[1]}", "business.l[0].a", "3", "{\"l\":[1]}" },
	{ "{\"a\":1}", "business", "3", "{\"a\":1}" },
	{ "{\"a\":1}", "business.", "3", "{\"a\":1}" },
	{ "{\"a\":1}", "business..a", "3", "{\"a\":1}" },
	{ "{\"a\":1}", "nothing.a", "3", "{\"a\":1}" },
	{ "{\"a\":1}", "", "3", "{\"a\":1}" },
};

START_TEST(values_are_set_by_path)
{
	struct slw_documents docs;

	slw_documents_init(&docs);
	json_decref(docs.section[SLW_BUSINESS]);
	docs.section[SLW_BUSINESS] = parse(sets[_i].before);
	slw_documents_set(
	    &docs, sets[_i].path,
	    sets[_i].value == NULL ? NULL : json_loads(sets[_i].value, JSON_DECODE_ANY, NULL));
	expect(docs.section[SLW_BUSINESS], sets[_i].after);
	slw_documents_release(&docs);
}
END_TEST

START_TEST(a_copy_shares_nothing)
{
	struct slw_documents docs, copy;

	load(&docs, "{\"business\":{\"contact\":{\"email\":\"a\"}}}");
	load(&copy, "{\"seo\":{\"title\":\"gone\"}}");
	slw_documents_copy(&copy, &docs);
	slw_documents_set(&copy, "business.contact.email", json_string("b"));
	ck_assert_str_eq(slw_documents_str(&docs, "business.contact.email", ""), "a");
	ck_assert_ptr_null(slw_documents_get(&copy, "seo.title"));
	slw_documents_copy(&docs, &docs);
	ck_assert_str_eq(slw_documents_str(&docs, "business.contact.email", ""), "a");
	slw_documents_release(&docs);
	slw_documents_release(&copy);
}
END_TEST

START_TEST(keys_are_in_table_order_then_by_name)
{
	struct slw_documents docs;
	json_t *product, *sorted;

	load(&docs,
	     "{\"business\":{\"zz\":1,\"contact\":{\"phone\":\"1\",\"email\":\"a\"},\"aa\":2,"
	     "\"business_name\":\"Fern\"},"
	     "\"products\":{\"collections\":[{\"handle\":\"a\",\"title\":\"A\"}]},"
	     "\"integrations\":{\"payments\":[{\"credentials\":{\"b\":{\"env\":\"B\"},\"a\":\"A\"},"
	     "\"provider\":\"stripe\"}]}}");
	slw_documents_sort(&docs);
	expect(docs.section[SLW_BUSINESS],
	       "{\"business_name\":\"Fern\",\"contact\":{\"email\":\"a\",\"phone\":\"1\"},"
	       "\"aa\":2,\"zz\":1}");
	expect(docs.section[SLW_PRODUCTS],
	       "{\"collections\":[{\"title\":\"A\",\"handle\":\"a\"}]}");
	expect(docs.section[SLW_INTEGRATIONS],
	       "{\"payments\":[{\"provider\":\"stripe\",\"credentials\":{\"a\":\"A\","
	       "\"b\":{\"env\":\"B\"}}}]}");
	slw_documents_release(&docs);
	product = parse("{\"variants\":[{\"price\":1,\"option_values\":[\"b\",\"a\"]}],"
			"\"title\":\"T\"}");
	sorted = slw_product_sorted(product);
	expect(sorted, "{\"title\":\"T\",\"variants\":[{\"option_values\":[\"b\",\"a\"],"
		       "\"price\":1}]}");
	json_decref(sorted);
	json_decref(product);
}
END_TEST

#define ACROSS "\"country\":\"DE\""

/* record is where the field stands; docs the sections as one object. */
static const struct {
	const char *path, *record, *docs;
	bool want;
} conditions[] = {
	/* always */
	{ "business.business_name", "{}", "{}", true },
	/* the country, in the record of the section */
	{ "business.imprint", "{\"country\":\"DE\"}", "{}", true },
	{ "business.imprint", "{\"country\":\"US\"}", "{}", false },
	{ "business.imprint", "{\"country\":\"ZZ\"}", "{}", false },
	{ "business.imprint", "{}", "{}", false },
	{ "business.privacy", "{\"country\":\"GB\"}", "{}", true },
	{ "business.privacy", "{\"country\":7}", "{}", false },
	/* the answer beside it, or else its default, yes */
	{ "products.returns.window_days", "{}", "{}", true },
	{ "products.returns.window_days", "{\"accepted\":true}", "{}", true },
	{ "products.returns.window_days", "{\"accepted\":false}", "{}", false },
	{ "products.returns.window_days", NULL, "{}", true },
	{ "products.tax.rate", "{\"registered\":false}", "{}", false },
	{ "products.tax.rate", "{}", "{}", true },
	/* not equal, with the default no */
	{ "products.shipping.zones.countries", "{}", "{}", true },
	{ "products.shipping.zones.countries", "{\"rest_of_world\":false}", "{}", true },
	{ "products.shipping.zones.countries", "{\"rest_of_world\":true}", "{}", false },
	/* a choice, with the default auto */
	{ "content.model", "{}", "{}", true },
	{ "content.model", "{\"provider\":\"openai\"}", "{}", true },
	{ "content.model", "{\"provider\":\"builtin\"}", "{}", false },
	{ "content.model", "{\"provider\":null}", "{}", true },
	/* not set: an empty list is none */
	{ "products.items.price", "{}", "{}", true },
	{ "products.items.price", "{\"variants\":[]}", "{}", true },
	{ "products.items.price", "{\"variants\":[{}]}", "{}", false },
	{ "products.items.variants.price", "{}", "{}", true },
};

START_TEST(conditions_hold_as_the_table_says)
{
	struct slw_documents docs;
	const struct slw_field *field = slw_steps_field(conditions[_i].path, NULL);
	json_t *record = conditions[_i].record == NULL ? NULL : parse(conditions[_i].record);

	ck_assert_ptr_nonnull(field);
	load(&docs, conditions[_i].docs);
	ck_assert_msg(slw_field_applies(field, record, &docs) == conditions[_i].want, "%s in %s",
		      conditions[_i].path, conditions[_i].record);
	slw_documents_release(&docs);
	json_decref(record);
}
END_TEST

/* Conditions that no table has today. */
static const struct {
	struct slw_when when;
	const char *record, *docs;
	bool want;
} other_conditions[] = {
	{ { SLW_WHEN_EQUALS, "business.country", "DE" },
	  "{}",
	  "{\"business\":{" ACROSS "}}",
	  true },
	{ { SLW_WHEN_EQUALS, "business.country", "US" },
	  "{}",
	  "{\"business\":{" ACROSS "}}",
	  false },
	{ { SLW_WHEN_EQUALS, "business.country", "DE" }, "{" ACROSS "}", "{}", false },
	{ { SLW_WHEN_COUNTRY_IN, "business.country", "eu" },
	  "{}",
	  "{\"business\":{" ACROSS "}}",
	  true },
	{ { SLW_WHEN_COUNTRY_IN, "business.country", "none" },
	  "{}",
	  "{\"business\":{" ACROSS "}}",
	  false },
	{ { SLW_WHEN_EQUALS, "business.language", "en" }, "{}", "{}", true },
	{ { SLW_WHEN_EQUALS, "content.language", "en" }, "{}", "{}", true },
	{ { SLW_WHEN_EQUALS, "content.language", "fr" },
	  "{}",
	  "{\"business\":{\"language\":\"fr\"}}",
	  true },
	{ { SLW_WHEN_EQUALS, "content.alternatives", "2" }, "{}", "{}", true },
	{ { SLW_WHEN_EQUALS, "content.alternatives", "3" },
	  "{}",
	  "{\"content\":{\"alternatives\":3}}",
	  true },
	{ { SLW_WHEN_EQUALS, "launch.targets", "feed" }, "{}", "{}", true },
	{ { SLW_WHEN_EQUALS, "launch.targets", "feed" },
	  "{}",
	  "{\"launch\":{\"targets\":[\"storefront\"]}}",
	  false },
	{ { SLW_WHEN_SET, "seo.title", NULL }, "{}", "{}", false },
	{ { SLW_WHEN_SET, "seo.title", NULL }, "{}", "{\"seo\":{\"title\":\"\"}}", false },
	{ { SLW_WHEN_SET, "seo.title", NULL }, "{}", "{\"seo\":{\"title\":\"T\"}}", true },
	{ { SLW_WHEN_SET, "seo.allow_indexing", NULL },
	  "{}",
	  "{\"seo\":{\"allow_indexing\":false}}",
	  true },
	{ { SLW_WHEN_NOT_SET, "seo.social", NULL }, "{}", "{\"seo\":{\"social\":{}}}", true },
	{ { SLW_WHEN_EQUALS, "no.such_field", "x" }, "{}", "{}", false },
	{ { SLW_WHEN_NOT_EQUALS, "nothing", "x" }, "{}", "{}", true },
};

START_TEST(conditions_can_be_anything)
{
	struct slw_documents docs;
	struct slw_field field = { .key = "test", .when = other_conditions[_i].when };
	json_t *record = parse(other_conditions[_i].record);

	load(&docs, other_conditions[_i].docs);
	ck_assert_msg(slw_field_applies(&field, record, &docs) == other_conditions[_i].want, "%d",
		      _i);
	slw_documents_release(&docs);
	json_decref(record);
}
END_TEST

START_TEST(documents_are_resolved)
{
	struct slw_documents docs, out;

	load(&docs, "{\"business\":{\"business_name\":\"Fern\",\"country\":\"DE\","
		    "\"contact\":{\"email\":\"a@b.example\"}},"
		    "\"products\":{\"returns\":{\"accepted\":false,\"window_days\":60},"
		    "\"shipping\":{\"zones\":[{\"name\":\"Z\",\"countries\":[\"DE\"],"
		    "\"rates\":[{\"name\":\"R\",\"price\":490}]}]}},"
		    "\"theme\":{\"fonts\":{\"body\":\"slab\"}},"
		    "\"seo\":{\"from_the_future\":1,\"title\":null}}");
	slw_documents_init(&out);
	slw_documents_resolve(&docs, &out);
	expect(out.section[SLW_BUSINESS],
	       "{\"business_name\":\"Fern\",\"country\":\"DE\",\"language\":\"en\","
	       "\"contact\":{\"email\":\"a@b.example\"},\"privacy\":{\"contact_name\":\"Fern\"}}");
	expect(out.section[SLW_PRODUCTS],
	       "{\"shipping\":{\"handling_days_min\":0,\"handling_days_max\":2,"
	       "\"zones\":[{\"name\":\"Z\",\"countries\":[\"DE\"],\"rest_of_world\":false,"
	       "\"rates\":[{\"name\":\"R\",\"price\":490,\"delivery_days_min\":2,"
	       "\"delivery_days_max\":5}]}]},\"returns\":{\"accepted\":false},"
	       "\"tax\":{\"registered\":true,\"prices_include_tax\":true}}");
	expect(
	    out.section[SLW_THEME],
	    "{\"theme_id\":\"auto\",\"fonts\":{\"heading\":\"theme\",\"body\":\"slab\"},"
	    "\"layout\":{\"products_per_page\":24,\"corners\":\"theme\",\"show_vendor\":false}}");
	expect(out.section[SLW_INTEGRATIONS], "{}");
	expect(out.section[SLW_CONTENT],
	       "{\"types\":[\"product_description\",\"tagline\",\"about\","
	       "\"category_description\",\"meta_title\",\"meta_description\",\"faq\","
	       "\"welcome_email\",\"image_alt\"],\"provider\":\"auto\",\"tone\":\"friendly\","
	       "\"length\":\"medium\",\"language\":\"en\",\"scope\":\"missing\","
	       "\"alternatives\":2,\"at_cap\":\"builtin\"}");
	expect(out.section[SLW_SEO], "{\"allow_indexing\":true,\"from_the_future\":1}");
	expect(out.section[SLW_LAUNCH],
	       "{\"targets\":[\"storefront\",\"shopify_csv\",\"woocommerce_csv\",\"feed\"]}");
	expect(docs.section[SLW_LAUNCH], "{}"); /* as it was */
	slw_documents_resolve(&out, &out);
	expect(out.section[SLW_SEO], "{\"allow_indexing\":true,\"from_the_future\":1}");
	slw_documents_release(&docs);
	slw_documents_release(&out);
}
END_TEST

static const struct {
	const char *product, *want;
} products[] = {
	{ "{\"price\":100,\"title\":\"Clay Pot\"}",
	  "{\"title\":\"Clay Pot\",\"handle\":\"clay-pot\",\"status\":\"active\","
	  "\"condition\":\"new\",\"price\":100,\"inventory_policy\":\"deny\","
	  "\"requires_shipping\":true,\"taxable\":true}" },
	{ "{\"title\":\"T\",\"handle\":\"h\",\"status\":\"draft\",\"taxable\":false,\"sku\":\"X\","
	  "\"variants\":[{\"option_values\":[\"S\"],\"price\":1,\"requires_shipping\":false}]}",
	  "{\"title\":\"T\",\"handle\":\"h\",\"status\":\"draft\",\"condition\":\"new\","
	  "\"variants\":[{\"option_values\":[\"S\"],\"price\":1,\"inventory_policy\":\"deny\","
	  "\"requires_shipping\":false,\"taxable\":true}]}" },
	{ "{}", "{\"status\":\"active\",\"condition\":\"new\",\"inventory_policy\":\"deny\","
		"\"requires_shipping\":true,\"taxable\":true}" },
};

START_TEST(products_are_resolved)
{
	json_t *product = parse(products[_i].product), *out = slw_product_resolve(product, NULL);

	expect(out, products[_i].want);
	json_decref(out);
	json_decref(product);
}
END_TEST

static const struct {
	const char *path, *record, *docs, *want;
} defaults[] = {
	{ "products.items.handle", "{\"title\":\"Größe Å\"}", "{}", "\"grosse-a\"" },
	{ "products.items.handle", "{\"title\":\"\"}", "{}", NULL },
	{ "products.items.handle", "{}", "{}", NULL },
	{ "products.tax.prices_include_tax", "{}", "{\"business\":{\"country\":\"GB\"}}", "true" },
	{ "products.tax.prices_include_tax", "{}", "{\"business\":{\"country\":\"US\"}}", "false" },
	{ "products.tax.prices_include_tax", "{}", "{}", "false" },
	{ "content.language", "{}", "{\"business\":{\"language\":\"de\"}}", "\"de\"" },
	{ "content.language", "{}", "{}", "\"en\"" },
	{ "business.privacy.contact_name", "{}", "{\"business\":{\"business_name\":\"F\"}}",
	  "\"F\"" },
	{ "business.privacy.contact_name", "{}", "{}", NULL },
	{ "seo.allow_indexing", "{}", "{}", "true" },
	{ "theme.layout.show_vendor", "{}", "{}", "false" },
	{ "theme.layout.products_per_page", "{}", "{}", "24" },
	{ "products.returns.methods", "{}", "{}", "[\"by_mail\"]" },
	{ "business.business_name", "{}", "{}", NULL },
};

START_TEST(defaults_are_constant_or_derived)
{
	struct slw_documents docs;
	json_t *record = parse(defaults[_i].record), *value;

	load(&docs, defaults[_i].docs);
	value = slw_field_default(slw_steps_field(defaults[_i].path, NULL), record, &docs);
	if (defaults[_i].want == NULL)
		ck_assert_ptr_null(value);
	else
		expect(value, defaults[_i].want);
	json_decref(value);
	json_decref(record);
	slw_documents_release(&docs);
}
END_TEST

START_TEST(the_contact_address_can_stand_for_another)
{
	struct slw_documents docs;
	struct slw_field field = { .key = "test",
				   .type = SLW_FIELD_EMAIL,
				   .derived = SLW_DERIVED_CONTACT_EMAIL };
	json_t *value;

	load(&docs, "{\"business\":{\"contact\":{\"email\":\"a@b.example\"}}}");
	value = slw_field_default(&field, NULL, &docs);
	expect(value, "\"a@b.example\"");
	json_decref(value);
	ck_assert_ptr_null(slw_field_default(&field, NULL, NULL));
	slw_documents_release(&docs);
}
END_TEST

Suite *suite_documents(void);
Suite *suite_documents(void)
{
	Suite *suite = suite_create("documents");
	TCase *tc = tcase_create("all");

	tcase_add_test(tc, values_are_got_by_path);
	tcase_add_loop_test(tc, values_are_set_by_path, 0, SLW_COUNT(sets));
	tcase_add_test(tc, a_copy_shares_nothing);
	tcase_add_test(tc, keys_are_in_table_order_then_by_name);
	tcase_add_loop_test(tc, conditions_hold_as_the_table_says, 0, SLW_COUNT(conditions));
	tcase_add_loop_test(tc, conditions_can_be_anything, 0, SLW_COUNT(other_conditions));
	tcase_add_test(tc, documents_are_resolved);
	tcase_add_loop_test(tc, products_are_resolved, 0, SLW_COUNT(products));
	tcase_add_loop_test(tc, defaults_are_constant_or_derived, 0, SLW_COUNT(defaults));
	tcase_add_test(tc, the_contact_address_can_stand_for_another);
	suite_add_tcase(suite, tc);
	return suite;
}
