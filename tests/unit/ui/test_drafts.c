/* What is typed in the forms of products and records, and is not saved when the program is gone. */
#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "service/flow.h"
#include "ui/app.h"
#include "ui/event.h"
#include "ui/view.h"
#include "ui/views.h"
#include "unit/ui/stage.h"

#include "base/banned.h"

static void tick(void)
{
	top()->ops->tick((struct slw_view *)(uintptr_t)top());
	settle();
}

static void keys(const uint32_t *list)
{
	for (; *list != 0; list++)
		press(*list);
}

static void open_products(void)
{
	slw_app_push(app, slw_view_products_new(app, NULL));
	show(100, 30);
}

/* The cursor stands behind so many characters of the text. */
static void typing_goes_on(const char *text, size_t cursor, const char *after)
{
	show(100, 30);
	has(text);
	for (size_t i = 0; i < 40; i++)
		press(SLW_KEY_LEFT);
	for (size_t i = 0; i < cursor; i++)
		press(SLW_KEY_RIGHT);
	type("X");
	show(100, 30);
	has(after);
}

START_TEST(a_new_product_opens_again_in_its_field)
{
	open_products();
	press('a');
	type("Wate");
	press(SLW_KEY_LEFT);
	tick();
	stage_again();
	show(100, 30);
	has("New product");
	has("Wate");
	type("X"); /* where the cursor was */
	show(100, 30);
	has("WatXe");
}
END_TEST

START_TEST(what_it_has_and_what_is_typed)
{
	open_products();
	press('a');
	type("Watering can");
	press(SLW_KEY_ENTER);
	press(SLW_KEY_ENTER); /* the handle */
	type("Holds two");
	tick();
	stage_again();
	show(100, 40);
	has("New product");
	has("Watering can");
	has("watering-can");
	typing_goes_on("Holds two", 5, "HoldsX two");
}
END_TEST

/* Esc tells what is missing, Esc again leaves it; adding goes on with it; F7 gives it up. */
START_TEST(esc_leaves_a_draft)
{
	open_products();
	press('a');
	type("Watering can");
	press(SLW_KEY_ENTER);
	press(SLW_KEY_ESC);
	show(100, 30);
	has("Not saved yet");
	press(SLW_KEY_ESC);
	show(100, 30);
	has("3 products");
	press('a');
	show(100, 30);
	has("Watering can");
	has("This is not saved yet");
	press(SLW_KEY_F7);
	press('y');
	show(100, 30);
	has("3 products");
	press('a');
	show(100, 30);
	has_not("Watering can");
	press(SLW_KEY_ESC);
	stage_again();
	show(100, 30);
	has_not("New product");
}
END_TEST

/* Once it is whole it is saved, and no draft of it is left. */
START_TEST(a_whole_one_is_no_draft)
{
	open_products();
	press('a');
	type("Watering can");
	for (int i = 0; i < 30 && strstr(screen, "\xe2\x80\xba Price") == NULL; i++) {
		press(SLW_KEY_TAB);
		show(100, 60);
	}
	type("9");
	press(SLW_KEY_TAB);
	press(SLW_KEY_ESC);
	show(100, 30);
	has("4 products");
	press('a');
	show(100, 30);
	has_not("Watering can");
}
END_TEST

START_TEST(a_product_that_lost_its_title)
{
	open_products();
	press(SLW_KEY_ENTER);
	press(SLW_KEY_CTRL('U'));
	press(SLW_KEY_TAB);
	tick();
	stage_again();
	show(100, 30);
	has("Product");
	has("This is not saved yet");
	press(SLW_KEY_ESC);
	show(100, 30);
	has("Not saved yet");
	press(SLW_KEY_F7);
	press('y');
	show(100, 30);
	has("Clay pot");
}
END_TEST

/* A variant of a new product: a list in a form in a table. */
START_TEST(a_variant_of_a_new_product)
{
	open_products();
	press('a');
	type("Shirt");
	press(SLW_KEY_ENTER);
	for (int i = 0; i < 40 && strstr(screen, "\xe2\x80\xba Variants") == NULL; i++) {
		press(SLW_KEY_TAB);
		show(100, 60);
	}
	press(SLW_KEY_ENTER);
	press('a');
	press(SLW_KEY_TAB); /* option values */
	type("SHIRT-S");
	tick();
	stage_again();
	show(100, 30);
	has("Variants");
	has("SHIRT-S");
	keys((const uint32_t[]){ SLW_KEY_TAB, SLW_KEY_ESC, 0 });
	show(100, 30);
	has("SHIRT-S"); /* in the list */
	press(SLW_KEY_ESC);
	show(100, 30);
	has("Shirt");
	stage_again();
	show(100, 60);
	has("Shirt");
	has("1 entry");
}
END_TEST

/* An entry of the answers is saved field by field, and what is typed in it is a draft. */
START_TEST(a_collection_opens_again)
{
	slw_app_go(app, 2, "products.collections");
	show(100, 30);
	press(SLW_KEY_ENTER);
	press('a');
	type("Plants");
	tick();
	stage_again();
	show(100, 30);
	has("Collections");
	has("Plants");
	press(SLW_KEY_TAB);
	press(SLW_KEY_ESC);
	show(100, 30);
	has("Pots");
	has("Plants");
	ck_assert_str_eq(slw_documents_str(slw_app_docs(app), "products.collections[1].title", ""),
			 "Plants");
}
END_TEST

/* A save that leaves the list as it was leaves the drafts in it. */
START_TEST(other_saves_leave_it)
{
	open_products();
	press('a');
	type("Watering can");
	press(SLW_KEY_ENTER);
	press(SLW_KEY_ESC);
	press(SLW_KEY_ESC);
	slw_documents_set(slw_app_docs(app), "products.collections[0].title",
			  json_string("Pots and pans"));
	slw_app_commit(app, SLW_PRODUCTS);
	settle();
	press('a');
	show(100, 30);
	has("Watering can");
}
END_TEST

Suite *suite_drafts(void);
Suite *suite_drafts(void)
{
	Suite *suite = suite_create("drafts");
	TCase *tcase = tcase_create("drafts");

	tcase_add_checked_fixture(tcase, stage_open, stage_close);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, a_new_product_opens_again_in_its_field);
	tcase_add_test(tcase, what_it_has_and_what_is_typed);
	tcase_add_test(tcase, esc_leaves_a_draft);
	tcase_add_test(tcase, a_whole_one_is_no_draft);
	tcase_add_test(tcase, a_product_that_lost_its_title);
	tcase_add_test(tcase, a_variant_of_a_new_product);
	tcase_add_test(tcase, a_collection_opens_again);
	tcase_add_test(tcase, other_saves_leave_it);
	suite_add_tcase(suite, tcase);
	return suite;
}
