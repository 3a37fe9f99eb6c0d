#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "content/analysis.h"
#include "content/content.h"

#include "base/banned.h"

static struct slw_analyzer *analyzer;

static void load(void)
{
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_msg(slw_analyzer_open(&analyzer, DATA_FOLDER, "en", &err) == 0, "%s", err.msg);
}

static void unload(void)
{
	slw_analyzer_free(analyzer);
}

START_TEST(a_fact_allows_the_promise_that_follows_from_it)
{
	static const char text[] = "Free shipping over $120.00.";
	struct slw_analysis analysis;
	json_t *facts = json_pack("{ss}", "free_shipping_over", "$120.00");
	const struct slw_content_type *type = slw_content_type_find("meta_description");

	slw_analyze(analyzer, text, type, 1, facts, NULL, &analysis);
	ck_assert_uint_eq(json_array_size(analysis.claims), 0);
	slw_analysis_release(&analysis);
	json_object_del(facts, "free_shipping_over");
	json_object_set_new(facts, "title", json_string("$120.00"));
	slw_analyze(analyzer, text, type, 1, facts, NULL, &analysis);
	ck_assert_uint_eq(json_array_size(analysis.claims), 1);
	slw_analysis_release(&analysis);
	json_decref(facts);
}
END_TEST

static const struct {
	const char *text;
	const char *claim; /* NULL: none */
	const char *kind;
	int offset;
} claims[] = {
	{ "Fired at 1200 degrees.", NULL, NULL, 0 },
	{ "Fired at 1300 degrees.", "1300 degrees", "number", 9 },
	{ "A 1200-degree pot of clay.", NULL, NULL, 0 },
	{ "Made of Oak wood.", "Oak", "material", 8 },
	{ "It is certified.", "certified", "certificate", 6 },
	{ "With a Money-Back promise.", "Money-Back", "guarantee", 7 },
	{ "We offer free shipping today.", "free shipping", "promise", 9 },
	{ "A pot for your balcony.", NULL, NULL, 0 },
};

START_TEST(finds_claims_without_a_fact)
{
	json_t *facts = json_pack("{s:s,s:[s,s],s:i}", "product_name", "Clay pot", "features",
				  "fired at 1200 degrees", "500 ml", "founded", 2014);
	struct slw_analysis analysis;
	const json_t *first;

	slw_analyze(analyzer, claims[_i].text, slw_content_type_find("product_description"), 1,
		    facts, NULL, &analysis);
	first = json_array_get(analysis.claims, 0);
	if (claims[_i].claim == NULL) {
		ck_assert_msg(first == NULL, "%s: %s", claims[_i].text,
			      slw_json_str(first, "text", ""));
	} else {
		ck_assert_str_eq(slw_json_str(first, "text", ""), claims[_i].claim);
		ck_assert_str_eq(slw_json_str(first, "kind", ""), claims[_i].kind);
		ck_assert_int_eq(slw_json_int(first, "offset", -1), claims[_i].offset);
	}
	slw_analysis_release(&analysis);
	json_decref(facts);
}
END_TEST

static double part_of(const char *text, const char *part, const json_t *keywords)
{
	struct slw_analysis analysis;
	double value;

	slw_analyze(analyzer, text, slw_content_type_find("product_description"), 1, NULL, keywords,
		    &analysis);
	ck_assert(analysis.score >= 0 && analysis.score <= 1);
	value = json_real_value(json_object_get(analysis.parts, part));
	slw_analysis_release(&analysis);
	return value;
}

START_TEST(rates_each_part)
{
	json_t *keywords = json_pack("[s]", "clay pot");

	ck_assert_double_lt(part_of("Too short.", "length", NULL), 0.1);
	ck_assert_double_eq(part_of("Look at this Clay Pot here.", "keywords", keywords), 1);
	ck_assert_double_eq(part_of("Look at this.", "keywords", keywords), 0);
	ck_assert_double_eq(part_of("It is here. Order it today.", "call_to_action", NULL), 1);
	ck_assert_double_eq(part_of("Order it today. It is here.", "call_to_action", NULL), 0);
	ck_assert_double_lt(
	    part_of("The pot is red. The pot is red. The pot is red.", "repetition", NULL), 0.2);
	ck_assert_double_eq(part_of("You love it and enjoy it, it helps you.", "benefits", NULL),
			    1);
	ck_assert_double_lt(part_of("Notwithstanding aforementioned considerations, institutional "
				    "characteristics necessitate comprehensive reconsideration.",
				    "readability", NULL),
			    0.1);
	json_decref(keywords);
}
END_TEST

START_TEST(finds_what_it_is_about)
{
	json_t *facts = json_pack("{s:s}", "product_name", "Clay pot");
	json_t *wanted = json_pack("[s,s]", "balcony garden", "not there");
	struct slw_analysis analysis;

	slw_analyze(analyzer, "The clay pot is for your Balcony Garden. It is there.",
		    slw_content_type_find("product_description"), 1, facts, wanted, &analysis);
	ck_assert_str_eq(json_string_value(json_array_get(analysis.keywords, 0)), "balcony garden");
	ck_assert_str_eq(json_string_value(json_array_get(analysis.keywords, 1)), "clay pot");
	ck_assert_int_eq(analysis.reading_seconds, 3);
	slw_analysis_release(&analysis);
	json_decref(wanted);
	json_decref(facts);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

Suite *suite_analysis(void);

Suite *suite_analysis(void)
{
	Suite *suite = suite_create("analysis");
	TCase *tc = tcase_create("analysis");

	tcase_add_checked_fixture(tc, load, unload);
	tcase_add_loop_test(tc, finds_claims_without_a_fact, 0, ROWS(claims));
	tcase_add_test(tc, a_fact_allows_the_promise_that_follows_from_it);
	tcase_add_test(tc, rates_each_part);
	tcase_add_test(tc, finds_what_it_is_about);
	suite_add_tcase(suite, tc);
	return suite;
}
