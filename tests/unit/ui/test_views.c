/* Views without a terminal: keys in, the canvas as text out. */
#include "config.h"

#include "unit/suites.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "service/flow.h"
#include "ui/app.h"
#include "ui/app_internal.h"
#include "ui/canvas.h"
#include "ui/event.h"
#include "ui/job.h"
#include "ui/view.h"
#include "ui/views.h"
#include "unit/ui/stage.h"

#include "base/banned.h"

START_TEST(review_tells_what_is_left_and_leads_there)
{
	slw_app_push(app, slw_view_review_new(app));
	show(80, 24);
	has("Ready to launch:");
	has("What is left to do");
	has("Shipping");
	show(100, 60);
	has("Fern & Field");
	has("Step 2: ");
	press(SLW_KEY_DOWN);
	press(SLW_KEY_UP);
	press(SLW_KEY_ENTER);
	ck_assert_str_ne(top()->ops->name, "review");
	ck_assert_int_gt(slw_app_step(app), 0);
}
END_TEST

START_TEST(launch_asks_for_a_folder_and_tells_where_the_store_is)
{
	slw_app_push(app, slw_view_launch_new(app));
	show(80, 24);
	has("fern-field");
	press(SLW_KEY_CTRL('U'));
	type(f.folder);
	type("/out");
	press(SLW_KEY_ENTER);
	show(120, 40);
	has("Launch 1 is done");
	has("/out/storefront");
	has("3 products");
	has("Enter Close");
	has_not("Stop");
	press(SLW_KEY_ENTER);
	ck_assert_str_eq(top()->ops->name, "start");
}
END_TEST

START_TEST(launch_says_why_it_did_not)
{
	slw_app_push(app, slw_view_launch_new(app));
	show(80, 24);
	press(SLW_KEY_CTRL('U'));
	type("/proc/no/such");
	press(SLW_KEY_ENTER);
	show(80, 24);
	has("Folder for the store");
	has("/proc/no/such");
	has("could not");
}
END_TEST

START_TEST(products_are_a_table)
{
	slw_app_push(app, slw_view_products_new(app, NULL));
	show(100, 24);
	has("3 products");
	has("Clay pot");
	has("$12.00");
	has("FERN");
	show(40, 9);
	has("Clay pot");
	has("$12.00");
	has_not("FERN");
}
END_TEST

START_TEST(products_are_filtered)
{
	slw_app_push(app, slw_view_products_new(app, NULL));
	show(80, 24);
	press('/');
	type("fern");
	show(80, 24);
	has("Fern ");
	has_not("Clay pot");
	has("1 of 3");
	press(SLW_KEY_BACKSPACE);
	show(80, 24);
	has("Filter: fer ");
	for (int i = 0; i < 3; i++)
		press(SLW_KEY_BACKSPACE);
	show(80, 24);
	has("Clay pot");
	type("fern");
	press(SLW_KEY_ESC);
	show(80, 24);
	has("Clay pot");
	ck_assert_str_eq(top()->ops->name, "products");
}
END_TEST

static void assert_products(const char *wanted)
{
	char *is = fixture_products(&f);

	ck_assert_str_eq(is, wanted);
	free(is);
}

START_TEST(products_are_moved_and_deleted)
{
	slw_app_push(app, slw_view_products_new(app, NULL));
	show(80, 24);
	press('J');
	show(80, 24);
	assert_products("fern=Fern;clay-pot=Clay pot;seeds=Seeds;");
	press('J');
	show(80, 24);
	assert_products("fern=Fern;seeds=Seeds;clay-pot=Clay pot;");
	press('K');
	show(80, 24);
	assert_products("fern=Fern;clay-pot=Clay pot;seeds=Seeds;");
	press(SLW_KEY_DELETE);
	show(80, 24);
	has("Clay pot");
	press('y');
	show(80, 24);
	assert_products("fern=Fern;seeds=Seeds;");
	has("2 products");
}
END_TEST

START_TEST(a_product_is_edited_by_its_form)
{
	slw_app_push(app, slw_view_products_new(app, NULL));
	show(80, 24);
	press(SLW_KEY_ENTER);
	ck_assert_str_eq(top()->ops->name, "record");
	show(80, 24);
	has("Clay pot");
	press(SLW_KEY_CTRL('U'));
	type("Big pot");
	press(SLW_KEY_TAB);
	show(80, 24);
	press(SLW_KEY_ESC);
	show(80, 24);
	has("Big pot");
	ck_assert_str_eq(top()->ops->name, "products");
	assert_products("clay-pot=Big pot;fern=Fern;seeds=Seeds;");
}
END_TEST

START_TEST(a_product_is_added_when_it_has_what_it_needs)
{
	slw_app_push(app, slw_view_products_new(app, NULL));
	show(80, 24);
	press('a');
	show(80, 40);
	type("Spade");
	press(SLW_KEY_TAB);
	show(80, 24);
	assert_products("clay-pot=Clay pot;fern=Fern;seeds=Seeds;");
	press(SLW_KEY_ESC);
	show(80, 24);
	ck_assert_str_eq(top()->ops->name, "record"); /* says what is missing */
	press(SLW_KEY_CTRL('U'));
	type("19.90");
	press(SLW_KEY_TAB);
	press(SLW_KEY_ESC);
	show(80, 24);
	assert_products("clay-pot=Clay pot;fern=Fern;seeds=Seeds;spade=Spade;");
	has("$19.90");
}
END_TEST

START_TEST(a_duplicate_has_a_handle_of_its_own)
{
	slw_app_push(app, slw_view_products_new(app, NULL));
	show(80, 24);
	press(SLW_KEY_DOWN);
	press('d');
	show(80, 24);
	press(SLW_KEY_ESC);
	show(80, 24);
	assert_products("clay-pot=Clay pot;fern=Fern;seeds=Seeds;fern-copy=Fern (copy);");
}
END_TEST

START_TEST(an_import_is_shown_before_it_is_done)
{
	char *path = fixture_file(&f, "more.csv", "Title,Price\nRake,21.00\nHoe,abc\n");

	slw_app_push(app, slw_view_import_new(app));
	show(80, 24);
	type(path);
	press(SLW_KEY_ENTER);
	show(80, 24);
	has("What importing more.csv would do");
	has("1 new");
	has("line 3");
	assert_products("clay-pot=Clay pot;fern=Fern;seeds=Seeds;");
	press(SLW_KEY_ENTER);
	show(80, 24);
	has("is imported");
	assert_products("clay-pot=Clay pot;fern=Fern;seeds=Seeds;rake=Rake;");
	free(path);
}
END_TEST

/* A key that does nothing now is not in the bottom line. */
START_TEST(keys_that_do_nothing_are_left_out)
{
	slw_app_push(app, slw_view_products_new(app, NULL));
	show(160, 24);
	has("Enter Edit");
	has("Del Delete");
	press('/');
	show(160, 24);
	has("Enter Take");
	has_not("Enter Edit");
	has_not("a Add");
	type("no such");
	press(SLW_KEY_ENTER);
	show(160, 24);
	has("a Add");
	has_not("Enter Edit");
	has_not("Del Delete");
}
END_TEST

START_TEST(records_are_added_and_deleted)
{
	struct slw_session *session = slw_app_session(app);
	struct slw_documents docs;

	slw_app_push(app, slw_view_step_new(app, 2, "products.collections"));
	show(80, 24);
	press(SLW_KEY_ENTER);
	ck_assert_str_eq(top()->ops->name, "records");
	show(80, 24);
	has("Pots");
	press('a');
	show(80, 24);
	type("Plants");
	press(SLW_KEY_TAB);
	press(SLW_KEY_ESC);
	show(80, 24);
	has("Plants");
	press(SLW_KEY_HOME);
	press(SLW_KEY_DELETE);
	press('y');
	show(80, 24);
	has_not("Pots");
	settle();
	slw_documents_init(&docs);
	ck_assert_int_eq(slw_flow_documents(f.service, session, 0, &docs, &f.err), 0);
	ck_assert_str_eq(slw_documents_str(&docs, "products.collections[0].title", "?"), "Plants");
	slw_documents_release(&docs);
}
END_TEST

START_TEST(themes_are_ranked_with_reasons_and_a_miniature)
{
	slw_app_push(app, slw_view_theme_new(app, NULL));
	show(100, 30);
	has("Atelier");
	has("Why");
	has("Fern & Field");
	has("Clay pot");
	show(40, 9);
	has("Atelier");
	press(SLW_KEY_END);
	press(SLW_KEY_ENTER);
	show(100, 30);
	ck_assert_ptr_nonnull(slw_documents_get(slw_app_docs(app), "theme.theme_id"));
	press(' ');
	show(40, 9);
	has("Fern & Field");
}
END_TEST

/* The shop stands beside the form of its colours, below it, or in place of it, and changes as one types. */
START_TEST(colours_are_seen_as_they_are_typed)
{
	uint32_t before;

	slw_app_push(app, slw_view_theme_options_new(app, "theme.colours.background"));
	show(100, 30);
	has("Shop  About  Cart");
	has("Text ");
	has(":1");
	show(40, 24);
	has("Shop  About  Cart");
	show(40, 9);
	has_not("Shop  About  Cart");
	press(SLW_KEY_F7);
	show(40, 9);
	has("Shop  About  Cart");
	press(SLW_KEY_ESC);
	show(100, 30);
	before = background_at(98, 3);
	type("#ffeecc");
	ck_assert_uint_ne(before, background_at(98, 3));
	ck_assert_uint_eq(background_at(98, 3), SLW_RGB(0xff, 0xee, 0xcc));
	type("0"); /* no colour any more: what is saved is shown */
	show(100, 30);
	has("Shop  About  Cart");
}
END_TEST

START_TEST(the_journal_shows_and_restores)
{
	slw_documents_set(slw_app_docs(app), "business.description", json_string("Other words"));
	slw_app_commit(app, SLW_BUSINESS);
	slw_app_push(app, slw_view_journal_new(app));
	show(80, 24);
	has("answers file");
	has("Description");
	press(SLW_KEY_ENTER);
	show(80, 24);
	has("+ Other words");
	press(SLW_KEY_ESC);
	press(SLW_KEY_DOWN);
	press('r');
	show(80, 24);
	has("version 1");
	press('y');
	show(80, 24);
	has("restored");
	ck_assert_str_eq(slw_documents_str(slw_app_docs(app), "business.description", "?"),
			 "Pots and seeds for small gardens.");
}
END_TEST

START_TEST(texts_are_written_read_and_changed)
{
	slw_app_push(app, slw_view_content_new(app, NULL));
	show(80, 24);
	has("There are no texts yet");
	press('g');
	show(90, 24);
	has("Tagline");
	has("clay-pot");
	press('l');
	press('4');
	show(90, 24);
	has("4/5");
	press(SLW_KEY_ENTER);
	ck_assert_str_eq(top()->ops->name, "text");
	show(80, 24);
	has("4/5");
	press('e');
	press(SLW_KEY_CTRL('U'));
	press(SLW_KEY_CTRL('K'));
	type("Pots that last. ");
	press(SLW_KEY_ESC);
	show(80, 24);
	has("Pots that last.");
	has("yours");
}
END_TEST

START_TEST(integrations_show_their_state)
{
	slw_app_push(app, slw_view_integrations_new(app, NULL));
	show(80, 24);
	has("Payments");
	has("Stripe");
	has("SLW_TEST_UNSET");
	press(SLW_KEY_ENTER);
	ck_assert_str_eq(top()->ops->name, "records");
}
END_TEST

START_TEST(the_search_result_is_previewed)
{
	slw_app_push(app, slw_view_seo_new(app, NULL));
	show(120, 30);
	has("In a search");
	has("fern.example");
	has("13 characters");
	has("not given");
	show(80, 24);
	has_not("In a search");
	press(SLW_KEY_F7);
	show(80, 24);
	has("In a search");
}
END_TEST

/* Every view at sizes from the smallest on, with nothing outside of its place. */
static struct slw_view *import_new(struct slw_app *of, const char *key)
{
	(void)key;
	return slw_view_import_new(of);
}

static struct slw_view *review_new(struct slw_app *of, const char *key)
{
	(void)key;
	return slw_view_review_new(of);
}

static struct slw_view *journal_new(struct slw_app *of, const char *key)
{
	(void)key;
	return slw_view_journal_new(of);
}

static struct slw_view *launch_new(struct slw_app *of, const char *key)
{
	(void)key;
	return slw_view_launch_new(of);
}

static struct slw_view *(*const all[])(struct slw_app *,
				       const char *) = { slw_view_products_new,
							 slw_view_theme_new,
							 slw_view_integrations_new,
							 slw_view_content_new,
							 slw_view_seo_new,
							 import_new,
							 review_new,
							 journal_new,
							 launch_new };

START_TEST(every_size_shows_something)
{
	static const int sizes[][2] = { { 40, 9 },   { 41, 10 },   { 60, 15 },	{ 80, 24 },
					{ 132, 43 }, { 300, 100 }, { 40, 100 }, { 300, 9 } };

	slw_app_push(app, all[_i](app, NULL));
	for (size_t i = 0; i < SLW_COUNT(sizes); i++) {
		show(sizes[i][0], sizes[i][1]);
		has("F1");
		press(SLW_KEY_PAGE_DOWN);
		press(SLW_KEY_UP);
	}
}
END_TEST

Suite *suite_views(void);
Suite *suite_views(void)
{
	Suite *suite = suite_create("views");
	TCase *tcase = tcase_create("views");

	tcase_add_checked_fixture(tcase, stage_open, stage_close);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, review_tells_what_is_left_and_leads_there);
	tcase_add_test(tcase, launch_asks_for_a_folder_and_tells_where_the_store_is);
	tcase_add_test(tcase, launch_says_why_it_did_not);
	tcase_add_test(tcase, products_are_a_table);
	tcase_add_test(tcase, products_are_filtered);
	tcase_add_test(tcase, products_are_moved_and_deleted);
	tcase_add_test(tcase, a_product_is_edited_by_its_form);
	tcase_add_test(tcase, a_product_is_added_when_it_has_what_it_needs);
	tcase_add_test(tcase, a_duplicate_has_a_handle_of_its_own);
	tcase_add_test(tcase, an_import_is_shown_before_it_is_done);
	tcase_add_test(tcase, keys_that_do_nothing_are_left_out);
	tcase_add_test(tcase, records_are_added_and_deleted);
	tcase_add_test(tcase, themes_are_ranked_with_reasons_and_a_miniature);
	tcase_add_test(tcase, colours_are_seen_as_they_are_typed);
	tcase_add_test(tcase, the_journal_shows_and_restores);
	tcase_add_test(tcase, texts_are_written_read_and_changed);
	tcase_add_test(tcase, integrations_show_their_state);
	tcase_add_test(tcase, the_search_result_is_previewed);
	tcase_add_loop_test(tcase, every_size_shows_something, 0, (int)SLW_COUNT(all));
	suite_add_tcase(suite, tcase);
	return suite;
}
