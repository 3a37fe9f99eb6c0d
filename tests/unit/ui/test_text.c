/* The texts of a shop: written anew, beside their alternatives, with what the facts do not hold. */
#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "service/orchestrator.h"
#include "service/service.h"
#include "ui/app.h"
#include "ui/canvas.h"
#include "ui/event.h"
#include "ui/text_draw.h"
#include "ui/view.h"
#include "ui/views.h"
#include "unit/ui/stage.h"

#include "base/banned.h"

static void setup(void)
{
	stage_open();
	json_decref(slw_orchestrator_generate_all(f.service, &f.session, &f.err));
	ck_assert_int_eq(f.err.code, SLW_OK);
}

static json_t *stored(const char *type)
{
	json_t *texts, *text, *found = NULL;
	size_t i;

	settle();
	texts = slw_orchestrator_texts(f.service, &f.session, &f.err);
	json_array_foreach (texts, i, text)
		if (found == NULL && strcmp(slw_json_str(text, "content_type", ""), type) == 0)
			found = json_incref(text);
	json_decref(texts);
	ck_assert_ptr_nonnull(found);
	return found;
}

static char *words(const char *type)
{
	json_t *text = stored(type);
	char *copy = slw_strdup(json_string_value(slw_json_path(text, "content_data.content")));

	json_decref(text);
	return copy;
}

static void change(const char *type, const char *changes)
{
	json_t *name = stored(type), *what = json_loads(changes, 0, NULL), *result;

	ck_assert_ptr_nonnull(what);
	result = slw_orchestrator_text_change(f.service, &f.session, name, what, &f.err);
	ck_assert_msg(result != NULL, "%s", f.err.msg);
	json_decref(result);
	json_decref(what);
	json_decref(name);
}

/* The tagline is the first of the list. */
static void open_tagline(void)
{
	slw_app_go(app, 5, NULL);
	show(80, 24);
	has("Tagline");
	press(SLW_KEY_ENTER);
	ck_assert_str_eq(top()->ops->name, "text");
}

START_TEST(one_is_written_anew_from_the_list)
{
	char *before = words("tagline"), *after;

	slw_app_go(app, 5, NULL);
	show(80, 24);
	press('w');
	after = words("tagline");
	ck_assert_str_ne(after, before);
	show(80, 24);
	has("Written anew");
	free(after);
	free(before);
}
END_TEST

START_TEST(one_is_written_anew_where_it_is_read)
{
	char *before = words("tagline"), *after;

	open_tagline();
	press('w');
	after = words("tagline");
	ck_assert_str_ne(after, before);
	show(160, 40);
	has(after);
	has(before); /* among the alternatives */
	free(after);
	free(before);
}
END_TEST

START_TEST(another_tone_is_asked_for)
{
	json_t *text;

	open_tagline();
	press('o');
	ck_assert_str_eq(top()->ops->name, "field");
	show(40, 9);
	has("Tone");
	press(SLW_KEY_ENTER);
	type("bold");
	press(SLW_KEY_ENTER);
	press(SLW_KEY_TAB);
	press(SLW_KEY_F7);
	ck_assert_str_eq(top()->ops->name, "text");
	text = stored("tagline");
	ck_assert_str_eq(json_string_value(slw_json_path(text, "content_data.tone")), "bold");
	json_decref(text);
}
END_TEST

START_TEST(what_a_person_wrote_is_written_over_only_when_they_say_so)
{
	char *after;

	change("tagline", "{\"content\": \"My own words\"}");
	open_tagline();
	press('w');
	ck_assert_str_eq(top()->ops->name, "confirm");
	press('n');
	after = words("tagline");
	ck_assert_str_eq(after, "My own words");
	free(after);
	press('w');
	press('y');
	after = words("tagline");
	ck_assert_str_ne(after, "My own words");
	show(160, 40);
	has("My own words");
	free(after);
}
END_TEST

START_TEST(all_are_written_anew_but_what_a_person_wrote)
{
	char *before = words("product_description"), *after;

	change("tagline", "{\"content\": \"My own words\"}");
	slw_app_go(app, 5, NULL);
	show(80, 24);
	press('W');
	ck_assert_str_eq(top()->ops->name, "confirm");
	press('y');
	after = words("product_description");
	ck_assert_str_ne(after, before);
	free(after);
	after = words("tagline");
	ck_assert_str_eq(after, "My own words");
	show(80, 24);
	has("1 kept");
	free(after);
	free(before);
}
END_TEST

/* A writer's words that claim too much: edited in, then among the alternatives, then taken. */
static void flag_tagline(void)
{
	json_t *text, *one;
	size_t i;

	change("tagline", "{\"content\": \"Gold pots with a 25 year warranty\"}");
	text = stored("tagline");
	json_decref(slw_orchestrator_regenerate(f.service, &f.session, text,
						json_object_get(text, "none"), NULL, &f.err));
	f.err = SLW_ERR_INIT;
	one = json_pack("{s:b}", "over", 1);
	json_decref(slw_orchestrator_regenerate(f.service, &f.session, text, one, NULL, &f.err));
	json_decref(one);
	json_decref(text);
	text = stored("tagline");
	json_array_foreach (slw_json_path(text, "content_data.alternatives"), i, one) {
		char *take = slw_printf("{\"alternative\": %zu}", i);

		if (strncmp(json_string_value(one), "Gold pots", 9) == 0)
			change("tagline", take);
		free(take);
	}
	json_decref(text);
}

START_TEST(a_claim_is_marked_and_waits_for_the_merchants_word)
{
	json_t *text;

	flag_tagline();
	open_tagline();
	show(80, 24);
	has("flagged");
	has("Your facts do not say: ");
	press('v');
	ck_assert_str_eq(top()->ops->name, "confirm");
	show(80, 24);
	has("Keep it: I vouch for it");
	press('y');
	text = stored("tagline");
	ck_assert_str_eq(slw_json_str(text, "state", ""), "approved");
	json_decref(text);
	show(80, 24);
	has("vouched");
	press('v'); /* and back */
	text = stored("tagline");
	ck_assert_str_eq(slw_json_str(text, "state", ""), "flagged");
	json_decref(text);
}
END_TEST

START_TEST(alternatives_stand_beside_and_below)
{
	static const int sizes[][2] = { { 40, 9 }, { 80, 24 }, { 120, 40 }, { 200, 50 } };

	open_tagline();
	for (size_t i = 0; i < SLW_COUNT(sizes); i++) {
		show(sizes[i][0], sizes[i][1]);
		press('a');
		press('a');
		show(sizes[i][0], sizes[i][1]);
		has("Alternative 2");
		press(SLW_KEY_ESC);
	}
	show(120, 40);
	has("The text");
	has("Alternative 1");
	has("written by builtin");
	has("length");
}
END_TEST

/* --- words with claims at their place ---------------------------------------------------- */

START_TEST(a_claim_is_marked_where_it_stands)
{
	struct slw_canvas canvas;
	json_t *claims =
	    json_pack("[{s:s,s:i},{s:s}]", "text", "25 years", "offset", 99, "text", "日本");
	struct slw_cell *cells;

	slw_canvas_init(&canvas, 12, 4);
	ck_assert_int_eq(slw_text_draw_words(slw_pane_all(&canvas), 0, 0, 12,
					     SLW_STYLE(SLW_ROLE_TEXT),
					     "lasts for 25 years in 日本 and here", claims),
			 4);
	cells = canvas.cells;
	/* "lasts for 25", "years in", "日本 and", "here" */
	ck_assert_int_eq(cells[9].style.role, SLW_ROLE_TEXT);
	ck_assert_int_eq(cells[10].style.role, SLW_ROLE_WARNING);
	ck_assert_int_eq(cells[12].style.role, SLW_ROLE_WARNING);
	ck_assert_int_eq(cells[16].style.role, SLW_ROLE_WARNING);
	ck_assert_int_eq(cells[18].style.role, SLW_ROLE_TEXT);
	ck_assert_int_eq(cells[24].style.role, SLW_ROLE_WARNING);
	ck_assert_int_eq(cells[29].style.role, SLW_ROLE_TEXT);
	slw_canvas_release(&canvas);
	json_decref(claims);
}
END_TEST

Suite *suite_text(void);

Suite *suite_text(void)
{
	Suite *suite = suite_create("texts");
	TCase *views = tcase_create("views"), *pure = tcase_create("words");

	tcase_add_checked_fixture(views, setup, stage_close);
	tcase_set_timeout(views, 60);
	tcase_add_test(views, one_is_written_anew_from_the_list);
	tcase_add_test(views, one_is_written_anew_where_it_is_read);
	tcase_add_test(views, another_tone_is_asked_for);
	tcase_add_test(views, what_a_person_wrote_is_written_over_only_when_they_say_so);
	tcase_add_test(views, all_are_written_anew_but_what_a_person_wrote);
	tcase_add_test(views, a_claim_is_marked_and_waits_for_the_merchants_word);
	tcase_add_test(views, alternatives_stand_beside_and_below);
	suite_add_tcase(suite, views);
	tcase_add_test(pure, a_claim_is_marked_where_it_stands);
	suite_add_tcase(suite, pure);
	return suite;
}
