/* How wide a text is in a search, the preview while one types, and what a version changed. */
#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "ui/app.h"
#include "ui/event.h"
#include "ui/pixels.h"
#include "ui/view.h"
#include "ui/views.h"
#include "unit/ui/stage.h"

#include "base/banned.h"

/* By the widths of Arial: i 222, W 944, a space 278, of 1000. */
static const struct {
	const char *text;
	int size, pixels;
} measured[] = {
	{ "", 20, 0 },	    { "iiiii", 20, 23 },   { "WWWWW", 20, 95 },	 { "i W", 20, 29 },
	{ "日本", 20, 40 }, { "e\u0301", 20, 12 }, { "A\nB", 100, 162 },
};

START_TEST(pixels_are_counted)
{
	ck_assert_int_eq(slw_pixels(measured[_i].text, measured[_i].size), measured[_i].pixels);
}
END_TEST

START_TEST(what_fits_is_whole_characters)
{
	ck_assert_uint_eq(slw_pixels_fit("iiiii", 20, 1000), 5);
	ck_assert_uint_eq(slw_pixels_fit("WWWWW", 20, 40), 2);
	ck_assert_uint_eq(slw_pixels_fit("日本語", 20, 59), 6);
	ck_assert_uint_eq(slw_pixels_fit("WWW", 20, 0), 0);
}
END_TEST

START_TEST(the_preview_follows_the_typing)
{
	slw_app_go(app, 6, "seo.title");
	show(120, 30);
	has("13 characters");
	type(" for you");
	show(120, 30);
	has("Fern and pots for you");
	has("21 characters");
	ck_assert_str_eq(slw_documents_str(slw_app_docs(app), "seo.title", "?"), "Fern and pots");
	show(40, 9); /* there the length alone, below the form */
	has("21 characters");
	type(" WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW");
	show(120, 30);
	has("characters: the end");
}
END_TEST

START_TEST(the_whole_preview_is_reached_in_a_small_window)
{
	bool seen = false;

	slw_app_go(app, 6, NULL);
	press(SLW_KEY_F7);
	for (int i = 0; i < 10 && !seen; i++) {
		show(40, 9);
		seen = strstr(screen, "When it is shared") != NULL;
		press(SLW_KEY_PAGE_DOWN);
	}
	ck_assert(seen);
	press(SLW_KEY_ESC);
	show(40, 9);
	has("Address of the shop");
}
END_TEST

START_TEST(a_change_leads_to_its_field)
{
	slw_documents_set(slw_app_docs(app), "business.description", json_string("Other words"));
	slw_documents_set(slw_app_docs(app), "business.audience", json_string("Other people"));
	slw_app_commit(app, SLW_BUSINESS);
	slw_app_push(app, slw_view_journal_new(app));
	show(100, 24);
	has("tester"); /* who */
	press(SLW_KEY_ENTER);
	ck_assert_str_eq(top()->ops->name, "diff");
	show(40, 9);
	has("Description");
	show(80, 24);
	has("- Pots and seeds for small gardens.");
	has("+ Other words");
	has("Audience");
	press(SLW_KEY_DOWN);
	press(SLW_KEY_ENTER);
	ck_assert_str_eq(top()->ops->name, "step");
	show(80, 24);
	has("› Audience");
}
END_TEST

START_TEST(a_changed_product_has_its_title_and_fields)
{
	slw_app_push(app, slw_view_products_new(app, NULL));
	show(80, 24);
	press(SLW_KEY_ENTER);
	press(SLW_KEY_CTRL('U'));
	type("Big pot");
	press(SLW_KEY_TAB);
	press(SLW_KEY_ESC);
	slw_app_push(app, slw_view_journal_new(app));
	show(80, 24);
	press(SLW_KEY_ENTER);
	show(80, 24);
	has("Product \"Big pot\": changed");
	has("- Clay pot");
	has("+ Big pot");
	press(SLW_KEY_ENTER);
	ck_assert_str_eq(top()->ops->name, "products");
}
END_TEST

Suite *suite_search(void);

Suite *suite_search(void)
{
	Suite *suite = suite_create("search and journal");
	TCase *pure = tcase_create("pixels"), *views = tcase_create("views");

	tcase_add_loop_test(pure, pixels_are_counted, 0, (int)SLW_COUNT(measured));
	tcase_add_test(pure, what_fits_is_whole_characters);
	suite_add_tcase(suite, pure);
	tcase_add_checked_fixture(views, stage_open, stage_close);
	tcase_set_timeout(views, 60);
	tcase_add_test(views, the_preview_follows_the_typing);
	tcase_add_test(views, the_whole_preview_is_reached_in_a_small_window);
	tcase_add_test(views, a_change_leads_to_its_field);
	tcase_add_test(views, a_changed_product_has_its_title_and_fields);
	suite_add_tcase(suite, views);
	return suite;
}
