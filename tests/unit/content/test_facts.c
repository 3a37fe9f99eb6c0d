#include "config.h"

#include "unit/suites.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "content/content.h"
#include "model/documents.h"
#include "product/product.h"

#include "base/banned.h"

static struct slw_documents docs;

static const char business[] =
    "{\"business_name\":\"Fern & Field\",\"industry\":\"home_garden\",\"description\":\"Pots "
    "<b>and</b> seeds.\",\"country\":\"US\",\"currency\":\"USD\",\"language\":\"en\","
    "\"contact\":{\"email\":\"hello@example.com\"},\"address\":{\"city\":\"Portland\"}}";
static const char products[] =
    "{\"collections\":[{\"title\":\"Big Pots\",\"handle\":\"pots\"}],"
    "\"shipping\":{\"handling_days_min\":0,\"handling_days_max\":2,\"zones\":["
    "{\"name\":\"World\",\"rest_of_world\":true,\"rates\":[{\"name\":\"Post\",\"price\":2000,"
    "\"delivery_days_min\":9,\"delivery_days_max\":20}]},"
    "{\"name\":\"Home\",\"countries\":[\"CA\",\"US\"],\"rates\":[{\"name\":\"Letter\","
    "\"price\":100,\"max_weight\":100,\"delivery_days_min\":1,\"delivery_days_max\":1},"
    "{\"name\":\"Parcel\",\"price\":490,\"free_over\":6000,\"delivery_days_min\":2,"
    "\"delivery_days_max\":5}]}]},"
    "\"returns\":{\"accepted\":true,\"window_days\":30,\"who_pays\":\"customer\","
    "\"methods\":[\"by_mail\"]},\"tax\":{\"registered\":false}}";

static void load(void)
{
	slw_documents_init(&docs);
	json_decref(docs.section[SLW_BUSINESS]);
	json_decref(docs.section[SLW_PRODUCTS]);
	docs.section[SLW_BUSINESS] = json_loads(business, 0, NULL);
	docs.section[SLW_PRODUCTS] = json_loads(products, 0, NULL);
}

static void unload(void)
{
	slw_documents_release(&docs);
}

START_TEST(says_what_the_shop_answered)
{
	json_t *facts = slw_content_shop_facts(&docs);

	ck_assert_str_eq(slw_json_str(facts, "business_name", ""), "Fern & Field");
	ck_assert_str_eq(slw_json_str(facts, "business_description", ""), "Pots and seeds.");
	ck_assert_str_eq(slw_json_str(facts, "city", ""), "Portland");
	/* of the zone of the shop's own country, and of a rate that every order can have */
	ck_assert_str_eq(slw_json_str(facts, "delivery_country", ""), "US");
	ck_assert_int_eq(slw_json_int(facts, "delivery_days_max", 0), 5);
	ck_assert_str_eq(slw_json_str(facts, "shipping_price", ""), "$4.90");
	ck_assert_str_eq(slw_json_str(facts, "free_shipping_over", ""), "$60.00");
	ck_assert(slw_json_bool(facts, "ships_worldwide", false));
	ck_assert_int_eq(slw_json_int(facts, "return_days", 0), 30);
	ck_assert_ptr_null(json_object_get(facts, "prices_include_tax"));
	ck_assert_ptr_null(json_object_get(facts, "contact_phone"));
	json_decref(facts);
}
END_TEST

static const struct {
	const char *shop, *texts, *want; /* texts NULL: the shop's */
} money[] = {
	{ "en", NULL, "$4.90" },	 { "de", NULL, "4,90\xC2\xA0$" },
	{ "en", "de", "4,90\xC2\xA0$" }, { "en", "fr", "4,90\xC2\xA0$" },
	{ "de", "en", "$4.90" },
};

START_TEST(money_has_the_form_of_the_texts_language)
{
	json_t *facts;

	slw_json_set_str(docs.section[SLW_BUSINESS], "language", money[_i].shop);
	slw_json_set_str(docs.section[SLW_CONTENT], "language", money[_i].texts);
	facts = slw_content_shop_facts(&docs);
	ck_assert_str_eq(slw_json_str(facts, "shipping_price", ""), money[_i].want);
	json_decref(facts);
}
END_TEST

START_TEST(says_nothing_of_shipping_that_is_not_set_up)
{
	json_t *facts;

	json_object_del(json_object_get(docs.section[SLW_PRODUCTS], "shipping"), "zones");
	facts = slw_content_shop_facts(&docs);
	ck_assert_ptr_null(json_object_get(facts, "handling_days_max"));
	ck_assert_ptr_null(json_object_get(facts, "delivery_days_max"));
	ck_assert_ptr_null(json_object_get(facts, "shipping_price"));
	json_decref(facts);
}
END_TEST

START_TEST(says_what_is_known_of_a_product)
{
	char *features[] = { (char *)"frost-proof" }, *values[] = { (char *)"S", (char *)"L" };
	char *collections[] = { (char *)"none", (char *)"pots" };
	struct slw_variant variant = { .requires_shipping = true, .price = 2450 };
	struct slw_product product = { .title = (char *)"Clay pot",
				       .description = (char *)"<p>Of clay &amp; care.</p>",
				       .features = features,
				       .feature_count = 1,
				       .collections = collections,
				       .collection_count = 2,
				       .options = { { (char *)"Size", values, 2 } },
				       .option_count = 1,
				       .variants = &variant,
				       .variant_count = 1 };
	json_t *facts = slw_content_product_facts(&product, &docs);
	char *text;

	ck_assert_str_eq(slw_json_str(facts, "product_name", ""), "Clay pot");
	ck_assert_str_eq(slw_json_str(facts, "category", ""), "Big Pots");
	ck_assert_str_eq(slw_json_str(facts, "description", ""), "Of clay & care.");
	ck_assert_str_eq(
	    slw_json_str(json_array_get(json_object_get(facts, "options"), 0), "name", ""), "Size");
	ck_assert(slw_json_bool(facts, "requires_shipping", false));
	text = slw_json_text(facts);
	ck_assert_msg(strstr(text, "24") == NULL, "a price: %s", text);
	free(text);
	json_decref(facts);

	product.product_category = (char *)"Home & Garden > Pots & Planters";
	facts = slw_content_product_facts(&product, &docs);
	ck_assert_str_eq(slw_json_str(facts, "category", ""), "Pots & Planters");
	json_decref(facts);
}
END_TEST

START_TEST(every_fact_is_a_variable)
{
	const char *titles[] = { "Clay pot" };
	json_t *collection = json_pack("{s:s,s:s}", "title", "Pots", "description", "All pots.");
	json_t *facts = slw_content_collection_facts(collection, 1, titles, 1, &docs);
	struct slw_content_request request = { .content_type = "category_description",
					       .scope = SLW_CONTENT_COLLECTION,
					       .facts = facts };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_writer *writer = NULL;
	char hash[65];

	ck_assert_int_eq(slw_writer_open(&writer, DATA_FOLDER, &err), 0);
	ck_assert_msg(slw_writer_hash(writer, &request, hash, &err) == 0, "%s", err.msg);
	slw_writer_free(writer);
	json_decref(facts);
	json_decref(collection);
}
END_TEST

Suite *suite_facts(void);

Suite *suite_facts(void)
{
	Suite *suite = suite_create("facts");
	TCase *tc = tcase_create("facts");

	tcase_add_checked_fixture(tc, load, unload);
	tcase_add_test(tc, says_what_the_shop_answered);
	tcase_add_loop_test(tc, money_has_the_form_of_the_texts_language, 0,
			    (int)(sizeof(money) / sizeof(money[0])));
	tcase_add_test(tc, says_nothing_of_shipping_that_is_not_set_up);
	tcase_add_test(tc, says_what_is_known_of_a_product);
	tcase_add_test(tc, every_fact_is_a_variable);
	suite_add_tcase(suite, tc);
	return suite;
}
