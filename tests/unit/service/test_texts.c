#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/json.h"
#include "base/mem.h"
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
	ck_assert_ptr_null(slw_json_path(text, "content_data.claims"));
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
	suite_add_tcase(suite, tcase);
	return suite;
}
