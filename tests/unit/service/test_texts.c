#include "config.h"

#include "unit/suites.h"

#include <stdint.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "service/orchestrator.h"
#include "unit/service/fixture.h"

#include "base/banned.h"

static struct fixture f;

static void setup(void)
{
	char *path;
	json_t *result;

	fixture_open(&f);
	path = fixture_answers(&f, "a.yaml",
			       "products:\n"
			       "  items:\n"
			       "    - title: Clay pot\n"
			       "      price: 12.00\n"
			       "content:\n"
			       "  types: [product_description, tagline]\n"
			       "  provider: builtin\n");
	json_decref(fixture_apply(&f, path));
	free(path);
	result = slw_orchestrator_generate_all(f.service, &f.session, &f.err);
	ck_assert_msg(result != NULL, "%s", f.err.msg);
	json_decref(result);
}

static void teardown(void)
{
	fixture_close(&f);
}

static const char pot[] =
    "{\"content_type\": \"product_description\", \"product_handle\": \"clay-pot\"}";
static const char tagline[] = "{\"content_type\": \"tagline\"}";

static json_t *change(const char *text, const char *changes)
{
	json_t *key = json_loads(text, 0, NULL), *what = json_loads(changes, 0, NULL);
	json_t *result;

	ck_assert_ptr_nonnull(key);
	ck_assert_ptr_nonnull(what);
	result = slw_orchestrator_text_change(f.service, &f.session, key, what, &f.err);
	json_decref(what);
	json_decref(key);
	return result;
}

/* The stored text of a type; new reference. */
static json_t *stored(const char *type)
{
	json_t *texts = slw_orchestrator_texts(f.service, &f.session, &f.err), *one, *found = NULL;
	size_t i;

	ck_assert_ptr_nonnull(texts);
	json_array_foreach (texts, i, one)
		if (strcmp(slw_json_str(one, "content_type", ""), type) == 0)
			found = json_incref(one);
	json_decref(texts);
	ck_assert_ptr_nonnull(found);
	return found;
}

START_TEST(an_edit_is_kept_from_the_writer)
{
	json_t *text = change(pot, "{\"content\": \"  My own words. \"}");

	ck_assert_msg(text != NULL, "%s", f.err.msg);
	ck_assert_str_eq(slw_json_str(text, "state", ""), "edited");
	json_decref(text);
	json_decref(slw_orchestrator_generate_all(f.service, &f.session, &f.err));
	text = stored("product_description");
	ck_assert_str_eq(json_string_value(slw_json_path(text, "content_data.content")),
			 "My own words.");
	ck_assert_uint_eq(json_array_size(slw_json_path(text, "content_data.claims")), 0);
	json_decref(text);
}
END_TEST

START_TEST(lock_and_rating_stay)
{
	json_t *text = change(tagline, "{\"locked\": true, \"user_rating\": 4}");

	ck_assert_msg(text != NULL, "%s", f.err.msg);
	json_decref(text);
	text = stored("tagline");
	ck_assert(slw_json_bool(text, "locked", false));
	ck_assert_int_eq(slw_json_int(text, "user_rating", 0), 4);
	ck_assert_str_ne(slw_json_str(text, "state", ""), "edited");
	json_decref(text);
	json_decref(change(tagline, "{\"locked\": false}"));
	text = stored("tagline");
	ck_assert(!slw_json_bool(text, "locked", true));
	ck_assert_int_eq(slw_json_int(text, "user_rating", 0), 4);
	json_decref(text);
}
END_TEST

START_TEST(an_alternative_changes_places_with_the_text)
{
	json_t *before = stored("tagline"), *after;
	const char *text = json_string_value(slw_json_path(before, "content_data.content"));
	const char *other =
	    json_string_value(slw_json_path(before, "content_data.alternatives[0]"));

	ck_assert_ptr_nonnull(other);
	json_decref(change(tagline, "{\"alternative\": 0}"));
	after = stored("tagline");
	ck_assert_str_eq(json_string_value(slw_json_path(after, "content_data.content")), other);
	ck_assert_str_eq(json_string_value(slw_json_path(after, "content_data.alternatives[0]")),
			 text);
	json_decref(after);
	json_decref(before);
}
END_TEST

static const struct {
	const char *text, *changes;
	enum slw_code code;
} refused[] = {
	{ tagline, "{\"content\": \"  \"}", SLW_EINVAL },
	{ tagline, "{\"content\": \"a\\u001bb\"}", SLW_EINVAL },
	{ tagline, "{\"alternative\": 99}", SLW_EINVAL },
	{ tagline, "{\"alternative\": -1}", SLW_EINVAL },
	{ tagline, "{\"user_rating\": 6}", SLW_EINVAL },
	{ "{\"content_type\": \"about\"}", "{\"locked\": true}", SLW_ENOTFOUND },
	{ "{\"content_type\": \"tagline\", \"product_handle\": \"no-such\"}", "{\"locked\": true}",
	  SLW_ENOTFOUND },
};

START_TEST(refusals)
{
	json_t *before = stored("tagline"), *after;

	ck_assert_ptr_null(change(refused[_i].text, refused[_i].changes));
	ck_assert_int_eq(f.err.code, refused[_i].code);
	after = stored("tagline");
	ck_assert(json_equal(before, after));
	json_decref(after);
	json_decref(before);
}
END_TEST

START_TEST(each_theme_has_its_look)
{
	json_t *ranked =
	    slw_orchestrator_recommend_themes(f.service, &f.session, NULL, NULL, &f.err);
	json_t *theme;
	size_t i;

	ck_assert_msg(ranked != NULL, "%s", f.err.msg);
	json_array_foreach (json_object_get(ranked, "themes"), i, theme) {
		ck_assert_ptr_nonnull(slw_json_path(theme, "look.colours.primary"));
		ck_assert_ptr_nonnull(slw_json_path(theme, "look.layout.grid"));
	}
	ck_assert_uint_gt(i, 0);
	json_decref(ranked);
}
END_TEST

static json_t *anew(const char *text, const char *options)
{
	json_t *name = json_loads(text, 0, NULL);
	json_t *given = options != NULL ? json_loads(options, 0, NULL) : NULL, *result;

	ck_assert_ptr_nonnull(name);
	result = slw_orchestrator_regenerate(f.service, &f.session, name, given, NULL, &f.err);
	json_decref(given);
	json_decref(name);
	return result;
}

static const char *content_of(const json_t *text)
{
	return slw_json_str(json_object_get(text, "content_data"), "content", "");
}

static bool has_alternative(const json_t *text, const char *wanted)
{
	json_t *one;
	size_t i;

	json_array_foreach (slw_json_path((json_t *)(uintptr_t)text, "content_data.alternatives"),
			    i, one)
		if (strcmp(json_string_value(one), wanted) == 0)
			return true;
	return false;
}

START_TEST(a_text_is_written_anew_and_the_old_one_is_an_alternative)
{
	json_t *before = stored("product_description"), *first, *second, *result;

	json_decref(change(pot, "{\"user_rating\": 2}"));
	first = anew(pot, NULL);
	ck_assert_msg(first != NULL, "%s", f.err.msg);
	ck_assert_str_ne(content_of(first), content_of(before));
	ck_assert(has_alternative(first, content_of(before)));
	ck_assert_int_eq(slw_json_int(first, "user_rating", 0), 0);
	second = anew(pot, NULL);
	ck_assert_str_ne(content_of(second), content_of(first));
	ck_assert(has_alternative(second, content_of(first)));
	ck_assert(has_alternative(second, content_of(before)));
	/* it is the current one now: writing what is missing leaves it */
	result = slw_orchestrator_generate_all(f.service, &f.session, &f.err);
	ck_assert_int_eq(slw_json_int(result, "written", -1), 0);
	json_decref(result);
	result = stored("product_description");
	ck_assert_str_eq(content_of(result), content_of(second));
	json_decref(result);
	json_decref(second);
	json_decref(first);
	json_decref(before);
}
END_TEST

START_TEST(another_tone_and_length_hold_for_this_text_alone)
{
	json_t *brief = anew(pot, "{\"length\": \"short\", \"tone\": \"bold\"}"), *usual;

	ck_assert_msg(brief != NULL, "%s", f.err.msg);
	ck_assert_str_eq(json_string_value(slw_json_path(brief, "content_data.tone")), "bold");
	usual = anew(pot, NULL);
	ck_assert_uint_lt(strlen(content_of(brief)), strlen(content_of(usual)));
	ck_assert_ptr_null(slw_json_path(usual, "content_data.tone"));
	json_decref(usual);
	json_decref(brief);
}
END_TEST

static const char *const holding[] = { "{\"content\": \"My own words.\"}", "{\"locked\": true}" };

START_TEST(what_is_held_is_written_over_only_when_told_so)
{
	json_t *held = change(tagline, holding[_i]), *result;

	ck_assert_ptr_null(anew(tagline, NULL));
	ck_assert_int_eq(f.err.code, SLW_EINVAL);
	result = stored("tagline");
	ck_assert_str_eq(content_of(result), content_of(held));
	json_decref(result);
	f.err = SLW_ERR_INIT;
	result = anew(tagline, "{\"over\": true}");
	ck_assert_msg(result != NULL, "%s", f.err.msg);
	ck_assert_str_ne(content_of(result), content_of(held));
	ck_assert(has_alternative(result, content_of(held)));
	ck_assert_int_eq(slw_json_bool(result, "locked", false), _i == 1);
	json_decref(result);
	json_decref(held);
}
END_TEST

START_TEST(a_text_that_was_not_there_is_written)
{
	json_t *result = anew("{\"content_type\": \"about\"}", NULL);

	ck_assert_msg(result != NULL, "%s", f.err.msg);
	ck_assert_uint_gt(strlen(content_of(result)), 0);
	json_decref(result);
	ck_assert_ptr_null(
	    anew("{\"content_type\": \"about\", \"product_handle\": \"clay-pot\"}", NULL));
	ck_assert_int_eq(f.err.code, SLW_EINVAL);
	f.err = SLW_ERR_INIT;
	ck_assert_ptr_null(anew("{\"content_type\": \"product_description\","
				"\"product_handle\": \"no-such\"}",
				NULL));
	ck_assert_int_eq(f.err.code, SLW_ENOTFOUND);
}
END_TEST

static bool always(void *context)
{
	(void)context;
	return true;
}

START_TEST(a_stopped_text_is_as_it_was)
{
	const struct slw_progress stop = { .cancelled = always };
	json_t *before = stored("tagline"), *after;

	fixture_progress(&f, &stop);
	ck_assert_ptr_null(anew(tagline, NULL));
	ck_assert_int_eq(f.err.code, SLW_ECANCELLED);
	after = stored("tagline");
	ck_assert(json_equal(before, after));
	json_decref(after);
	json_decref(before);
}
END_TEST

START_TEST(all_are_written_anew_but_what_is_held)
{
	json_t *before = stored("product_description"), *after, *result;

	json_decref(change(tagline, holding[0]));
	result = slw_orchestrator_regenerate_all(f.service, &f.session, NULL, NULL, &f.err);
	ck_assert_msg(result != NULL, "%s", f.err.msg);
	ck_assert_int_eq(slw_json_int(result, "written", 0), 1);
	ck_assert_int_eq(slw_json_int(result, "kept", 0), 1);
	json_decref(result);
	after = stored("product_description");
	ck_assert_str_ne(content_of(after), content_of(before));
	json_decref(after);
	after = stored("tagline");
	ck_assert_str_eq(content_of(after), "My own words.");
	json_decref(after);
	json_decref(before);
	result = slw_orchestrator_regenerate_all(f.service, &f.session, "tagline", NULL, &f.err);
	ck_assert_int_eq(slw_json_int(result, "written", -1), 0);
	json_decref(result);
}
END_TEST

START_TEST(words_that_the_facts_do_not_hold_wait_for_the_merchants)
{
	json_t *text = change(pot, "{\"content\": \"Made of pure gold, 100% organic certified, "
				   "with a 25 year warranty.\"}");

	/* a person's words are theirs to answer for; what they claim is told */
	ck_assert_str_eq(slw_json_str(text, "state", ""), "edited");
	ck_assert_uint_gt(json_array_size(slw_json_path(text, "content_data.claims")), 0);
	json_decref(text);
	json_decref(anew(pot, "{\"over\": true}"));
	text = stored("product_description");
	for (size_t i = 0; i < 12; i++) {
		char *take = slw_printf("{\"alternative\": %zu}", i);
		json_t *one = json_array_get(slw_json_path(text, "content_data.alternatives"), i);

		if (one != NULL && strncmp(json_string_value(one), "Made of pure", 12) == 0)
			json_decref(change(pot, take));
		free(take);
	}
	json_decref(text);
	text = stored("product_description");
	ck_assert_str_eq(slw_json_str(text, "state", ""), "flagged");
	json_decref(text);
	text = change(pot, "{\"approved\": true}");
	ck_assert_msg(text != NULL, "%s", f.err.msg);
	ck_assert_str_eq(slw_json_str(text, "state", ""), "approved");
	ck_assert_uint_gt(json_array_size(slw_json_path(text, "content_data.claims")), 0);
	json_decref(text);
	text = change(pot, "{\"approved\": false}");
	ck_assert_str_eq(slw_json_str(text, "state", ""), "flagged");
	json_decref(text);
	ck_assert_ptr_null(change(tagline, "{\"approved\": true}"));
	ck_assert_int_eq(f.err.code, SLW_EINVAL);
}
END_TEST

Suite *suite_texts(void);
Suite *suite_texts(void)
{
	Suite *suite = suite_create("texts");
	TCase *tcase = tcase_create("texts");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, an_edit_is_kept_from_the_writer);
	tcase_add_test(tcase, lock_and_rating_stay);
	tcase_add_test(tcase, an_alternative_changes_places_with_the_text);
	tcase_add_loop_test(tcase, refusals, 0, (int)SLW_COUNT(refused));
	tcase_add_test(tcase, each_theme_has_its_look);
	tcase_add_test(tcase, a_text_is_written_anew_and_the_old_one_is_an_alternative);
	tcase_add_test(tcase, another_tone_and_length_hold_for_this_text_alone);
	tcase_add_loop_test(tcase, what_is_held_is_written_over_only_when_told_so, 0,
			    sizeof(holding) / sizeof(holding[0]));
	tcase_add_test(tcase, a_text_that_was_not_there_is_written);
	tcase_add_test(tcase, a_stopped_text_is_as_it_was);
	tcase_add_test(tcase, all_are_written_anew_but_what_is_held);
	tcase_add_test(tcase, words_that_the_facts_do_not_hold_wait_for_the_merchants);
	suite_add_tcase(suite, tcase);
	return suite;
}
