/* Products in a terminal: many changed at once, and one that is not complete when the plug is pulled. */
#include "config.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/place.h"
#include "screens/wizard.h"

#include "base/banned.h"

START_TEST(many_are_changed_and_taken_back)
{
	wizard_make_session("pottery-us");
	wizard_start(&(struct wizard_opts){ .session = "Alder", .columns = 100, .lines = 30 });
	keys("M-2");
	see("Everyday Bowl");
	keys("Space");
	see("1 marked");
	keys("* b");
	see("Change many products");
	keys("Tab Tab Enter");
	type("per cent");
	keys("Enter");
	type("10");
	keys("F7");
	see("Nothing is written yet.");
	see("becomes");
	keys("Enter");
	see("F8 takes all of it back.");
	keys("F8");
	see("Undone");
	wizard_quit();
}
END_TEST

/* At the smallest size each phase has its place. */
START_TEST(many_are_changed_in_a_small_window)
{
	wizard_make_session("pottery-us");
	wizard_start(&(struct wizard_opts){ .session = "Alder", .columns = 40, .lines = 9 });
	keys("M-2 b");
	see("Which products");
	keys("Tab Tab Tab");
	type("19.99");
	keys("F7");
	see("Nothing is written");
	keys("PgDn End Home Esc");
	see("New value");
	keys("Esc");
	see("Price");
	wizard_quit();
}
END_TEST

static const struct {
	const char *name;
	int signal;
} ends[] = {
	{ "kill -9", SIGKILL },
	{ "hang up", SIGHUP },
	{ "interrupt", SIGINT },
};

START_TEST(an_unfinished_product_goes_on_after)
{
	int line, column, at_line, at_column;

	wizard_start(NULL);
	wizard_new();
	type("Fern & Field");
	keys("Enter M-2 a");
	see("New product");
	type("Watering can");
	keys("Enter Enter");
	type("Holds two litres");
	keys("Left Left");
	poll(NULL, 0, 1000);
	wizard_kill(ends[_i].signal, ends[_i].signal != SIGKILL);

	wizard_start(&(struct wizard_opts){ .session = "Fern" });
	see("New product");
	see("Watering can");
	see("Holds two litres");
	settle();
	ck_assert(slw_terminal_find(w.t, "Holds two litres", &at_line, &at_column));
	slw_terminal_cursor(w.t, &line, &column, NULL);
	if (line != at_line || column != at_column + 14)
		fail_screen("%s: the cursor is at %d, %d", ends[_i].name, line, column);
	slw_terminal_resize(w.t, 9, 40);
	see("Holds two litres");
	keys("Esc Esc");
	see("There is no product yet.");
	keys("a");
	see("Watering can");
	wizard_quit();
}
END_TEST

/* What was begun on the screen goes on line by line. */
START_TEST(it_goes_on_line_by_line)
{
	const char *const argv[] = { PROGRAM, "--plain", "--session", "Fern", NULL };
	char *said = NULL;

	wizard_start(NULL);
	wizard_new();
	type("Fern & Field");
	keys("Enter M-2 a");
	see("New product");
	type("Watering can");
	keys("Enter");
	wizard_quit();
	slw_place_run(w.folder, argv, &said);
	ck_assert_msg(said != NULL && strstr(said, "not complete: Watering can") != NULL, "%s",
		      said != NULL ? said : "");
	free(said);
}
END_TEST

Suite *suite_screen_products(void);
Suite *suite_screen_products(void)
{
	Suite *suite = suite_create("products");
	TCase *tc = tcase_create("products");

	tcase_add_checked_fixture(tc, wizard_setup, wizard_teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, many_are_changed_and_taken_back);
	tcase_add_test(tc, many_are_changed_in_a_small_window);
	tcase_add_loop_test(tc, an_unfinished_product_goes_on_after, 0, SLW_COUNT(ends));
	tcase_add_test(tc, it_goes_on_line_by_line);
	suite_add_tcase(suite, tc);
	return suite;
}
