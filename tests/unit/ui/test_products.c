/* The table of products: marks, sorting, and one column of many changed. */
#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "service/apply.h"
#include "service/flow.h"
#include "ui/app.h"
#include "ui/event.h"
#include "ui/product_index.h"
#include "ui/view.h"
#include "ui/views.h"
#include "unit/ui/stage.h"

#include "base/banned.h"

static void open_products(void)
{
	slw_app_push(app, slw_view_products_new(app, NULL));
	show(100, 24);
}

/* Stands above the other one on the screen. */
static void above(const char *upper, const char *lower)
{
	const char *a = strstr(screen, upper), *b = strstr(screen, lower);

	ck_assert_msg(a != NULL && b != NULL && a < b, "%s is not above %s:\n%.600s", upper, lower,
		      screen);
}

START_TEST(every_mark_and_none)
{
	const int64_t shown[] = { 7, 3, 9, 1 };
	struct slw_product_numbers index = { 0 }, marks = { 0 };

	index.items = slw_malloc(sizeof(shown));
	memcpy(index.items, shown, sizeof(shown));
	index.count = index.cap = 4;
	slw_product_mark(&marks, 5, true);
	slw_product_mark(&marks, 3, true);
	slw_product_mark(&marks, 3, true);
	ck_assert_uint_eq(marks.count, 2);
	slw_product_mark_all(&marks, &index);
	ck_assert_uint_eq(marks.count, 5); /* 5 is not shown and stays */
	for (size_t i = 1; i < marks.count; i++)
		ck_assert_int_lt(marks.items[i - 1], marks.items[i]);
	slw_product_mark_all(&marks, &index);
	ck_assert_uint_eq(marks.count, 1);
	ck_assert(slw_product_is_marked(&marks, 5));
	slw_product_mark(&marks, 5, false);
	ck_assert_uint_eq(marks.count, 0);
	slw_product_numbers_release(&index);
	slw_product_numbers_release(&marks);
}
END_TEST

START_TEST(marked_ones_are_deleted_as_one)
{
	open_products();
	press(' ');
	press(' ');
	show(100, 24);
	has("2 marked");
	has("[x]");
	press(SLW_KEY_DELETE);
	show(100, 24);
	has("Delete the 2 marked products?");
	press('y');
	show(100, 24);
	has("2 products deleted. F8 brings them back.");
	has("1 product");
	has_not("$7.50");
	press(SLW_KEY_F8);
	show(100, 24);
	has("3 products");
	has("$7.50");
}
END_TEST

START_TEST(the_table_is_sorted_and_the_shop_is_not)
{
	open_products();
	above("Clay pot", "$7.50");
	press('s');
	press('s');
	show(100, 24);
	has("by price");
	above("Seeds", "$7.50");
	above("$7.50", "Clay pot");
	press('K');
	show(100, 24);
	has("Sorted: press s");
	for (int i = 0; i < 3; i++)
		press('s');
	show(100, 24);
	above("Clay pot", "$7.50");
	has_not("by ");
}
END_TEST

START_TEST(a_filter_does_not_stop_a_move)
{
	open_products();
	press('/');
	type("e"); /* Fern and Seeds */
	press(SLW_KEY_ENTER);
	show(100, 24);
	has_not("Clay");
	press(SLW_KEY_DOWN);
	press('K');
	show(100, 24);
	above("Seeds", "$7.50");
	press(SLW_KEY_ESC);
	show(100, 24);
	above("Clay pot", "Seeds");
	above("Seeds", "$7.50");
}
END_TEST

/* Price, by per cent: 12.00 and 7.50 and 3.00 become a tenth more. */
static void ten_per_cent_more(void)
{
	press('b');
	show(100, 30);
	has("Change many products");
	press(SLW_KEY_TAB); /* column: the price */
	press(SLW_KEY_TAB);
	press(SLW_KEY_ENTER); /* what to do */
	type("per cent");
	show(100, 30);
	press(SLW_KEY_ENTER);
	type("10");
}

START_TEST(prices_are_raised_after_a_preview)
{
	open_products();
	ten_per_cent_more();
	press(SLW_KEY_F7);
	show(100, 30);
	has("3 of 3 products would be changed. Nothing is written yet.");
	has("Clay pot: $12.00 becomes $13.20");
	has("Enter Do it");
	press(SLW_KEY_ENTER);
	show(100, 30);
	has("3 products are changed. F8 takes all of it back.");
	press(SLW_KEY_ENTER);
	show(100, 24);
	has("$13.20");
	press(SLW_KEY_F8);
	show(100, 24);
	has("$12.00");
}
END_TEST

START_TEST(only_the_marked_ones_are_changed)
{
	open_products();
	press(' ');
	ten_per_cent_more();
	show(100, 30);
	has("The 1 that are marked");
	press(SLW_KEY_F7);
	press(SLW_KEY_ENTER);
	press(SLW_KEY_ENTER);
	show(100, 24);
	has("$13.20");
	has("$7.50");
}
END_TEST

START_TEST(a_change_asks_for_what_it_needs)
{
	open_products();
	press('b');
	press(SLW_KEY_F7);
	show(100, 30);
	has("is needed");
	press(SLW_KEY_ESC);
	show(100, 24);
	has("3 products");
}
END_TEST

/* A compare-at price that is not above the price. */
START_TEST(what_cannot_be_changed_is_told)
{
	open_products();
	press('b');
	press(SLW_KEY_TAB);
	press(SLW_KEY_ENTER);
	type("compare");
	press(SLW_KEY_ENTER);
	press(SLW_KEY_TAB); /* set to */
	type("5.00");
	show(100, 30);
	press(SLW_KEY_F7);
	show(100, 30);
	has("2 products cannot be changed so and are left as they are:");
	has("Clay pot: compare_at_price: is not above the price");
	has("1 of 3 products would be changed");
	press(SLW_KEY_ENTER);
	show(100, 30);
	has("1 product is changed");
	has("2 products were left as they were");
}
END_TEST

/* More than are read at once: the whole order comes later, and marks reach all of it. */
START_TEST(a_large_shop_is_changed_whole)
{
	struct slw_buf csv;
	struct slw_import_request import = { .path = NULL };
	char *path;

	slw_buf_init(&csv, 0);
	slw_buf_str(&csv, "title,price\n");
	for (int i = 0; i < 600; i++)
		slw_buf_printf(&csv, "Bowl %d,1.00\n", i);
	path = fixture_file(&f, "p.csv", csv.data);
	import.path = path;
	json_decref(slw_import_run(f.service, slw_app_session(app), &import, &f.err));
	slw_app_reload(app);
	open_products();
	press('*');
	show(100, 24);
	has("603 marked");
	ten_per_cent_more();
	press(SLW_KEY_F7);
	show(100, 30);
	has("603 of 603 products would be changed");
	press(SLW_KEY_ENTER);
	press(SLW_KEY_ENTER);
	press(SLW_KEY_END);
	show(100, 24);
	has("Bowl 599");
	has("$1.10");
	press(SLW_KEY_F8); /* beside the screen */
	show(100, 24);
	has("Undone");
	has_not("$1.10");
	slw_buf_release(&csv);
	free(path);
}
END_TEST

Suite *suite_products(void);
Suite *suite_products(void)
{
	Suite *suite = suite_create("products");
	TCase *tcase = tcase_create("products");

	tcase_add_checked_fixture(tcase, stage_open, stage_close);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, every_mark_and_none);
	tcase_add_test(tcase, marked_ones_are_deleted_as_one);
	tcase_add_test(tcase, the_table_is_sorted_and_the_shop_is_not);
	tcase_add_test(tcase, a_filter_does_not_stop_a_move);
	tcase_add_test(tcase, prices_are_raised_after_a_preview);
	tcase_add_test(tcase, only_the_marked_ones_are_changed);
	tcase_add_test(tcase, a_change_asks_for_what_it_needs);
	tcase_add_test(tcase, what_cannot_be_changed_is_told);
	tcase_add_test(tcase, a_large_shop_is_changed_whole);
	suite_add_tcase(suite, tcase);
	return suite;
}
