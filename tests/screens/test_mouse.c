/* Clicks on what can be clicked, the wheel, and resizes in the middle of everything. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/place.h"
#include "screens/wizard.h"

#include "base/banned.h"

/* From step 1 of a whole session: a text on the screen is clicked, and another one is there then. */
static const struct {
	const char *go, *click, *then, *seen, *gone;
} clicks[] = {
	{ "", "3 Theme", "", "Step 3 of 6", "Step 1 of 6" },
	{ "", "6 Search", "", "Step 6 of 6", "Step 1 of 6" },
	{ "", "F4 Next step", "", "Step 2 of 6", "Step 1 of 6" },
	{ "", "F1 Help", "", "\xe2\x94\x80 Help", NULL },
	{ "M-2", "Everyday Bowl", "Enter", "Step 2 of 6: Product", "9 products" },
	{ "M-2 Del", "No, leave it", "", "River Mug", "No, leave it" },
	{ "F2", "4  Integrations", "", "Step 4 of 6", "Step 1 of 6" },
	{ "M-3", "Harvest", "", "Harvest", NULL },
	{ "M-4", "Payments", "", "Stripe", NULL },
	{ "F1", "Esc Back", "", "Step 1 of 6", "\xe2\x94\x80 Help" },
	{ "F6", "Esc Back", "", "Step 1 of 6", "Journal" },
};

static void click(const char *text)
{
	int line, column;

	see(text);
	ck_assert(slw_terminal_find(w.t, text, &line, &column));
	slw_terminal_click(w.t, line, column);
	settle();
}

START_TEST(clicked)
{
	wizard_make_session("pottery-us");
	for (size_t i = 0; i < SLW_COUNT(clicks); i++) {
		wizard_start(&(struct wizard_opts){ .session = "Alder", .columns = 120 });
		keys("M-1");
		keys(clicks[i].go);
		click(clicks[i].click);
		keys(clicks[i].then);
		see(clicks[i].seen);
		if (clicks[i].gone != NULL)
			see_gone(clicks[i].gone);
	}
	wizard_quit();
}
END_TEST

/* Quit at the bottom line, by a click: the report of the release must not be left to the shell. */
START_TEST(click_on_quit)
{
	int line, column, status;

	wizard_start(&(struct wizard_opts){ .columns = 120 });
	ck_assert(slw_terminal_find(w.t, "Ctrl-Q", &line, &column));
	slw_terminal_click(w.t, line, column);
	status = slw_terminal_wait_end(w.t);
	if (status != 0)
		fail_screen("wait status %x", (unsigned int)status);
}
END_TEST

/* The cursor goes to the character that is clicked. */
START_TEST(click_sets_the_cursor)
{
	static const struct {
		const char *text;
		int cell;
		const char *want;
	} rows[] = {
		{ "abcdef", 3, "abcXdef" },
		{ "abcdef", 20, "abcdefX" },
		{ "\xe6\x9c\xa8\xe3\x81\xae\xe5\xb7\xa5", 2,
		  "\xe6\x9c\xa8X\xe3\x81\xae\xe5\xb7\xa5" },
		{ "\xe6\x9c\xa8\xe3\x81\xae\xe5\xb7\xa5", 3,
		  "\xe6\x9c\xa8X\xe3\x81\xae\xe5\xb7\xa5" },
		{ "e\xcc\x81z", 1, "e\xcc\x81Xz" },
	};
	int line, column;

	wizard_start(NULL);
	wizard_new();
	type(rows[_i].text);
	ck_assert(slw_terminal_find(w.t, rows[_i].text, &line, &column));
	slw_terminal_click(w.t, line, column + rows[_i].cell);
	type("X");
	see(rows[_i].want);
	wizard_quit();
}
END_TEST

/* The wheel moves what is under it: text that was seen is not any more, and comes back. */
START_TEST(wheel)
{
	static const struct {
		const char *go, *top;
	} rows[] = { { "", "Business name" },
		     { "? ", "\xe2\x94\x80 Keys" },
		     { "M-6", "Address of the shop" },
		     { "F5", "Ready to launch" } };

	wizard_make_session("pottery-us");
	for (size_t i = 0; i < SLW_COUNT(rows); i++) {
		char *before, *after;

		wizard_start(&(struct wizard_opts){ .session = "Alder", .lines = 14 });
		keys("M-1 Down");
		keys(rows[i].go);
		settle();
		before = slw_terminal_dump(w.t);
		slw_terminal_wheel(w.t, 6, 20, true);
		slw_terminal_wheel(w.t, 6, 20, true);
		settle();
		after = slw_terminal_dump(w.t);
		if (strcmp(before, after) == 0)
			fail_screen("%s: the wheel does nothing", rows[i].go);
		slw_terminal_wheel(w.t, 6, 20, false);
		slw_terminal_wheel(w.t, 6, 20, false);
		slw_terminal_wheel(w.t, 6, 20, false);
		settle();
		see(rows[i].top);
		free(before);
		free(after);
	}
	wizard_quit();
}
END_TEST

/* In the middle of what the window changes its size, and what is still there after it. */
static const struct {
	const char *go, *text, *seen, *then, *after;
} middles[] = {
	{ "", "Fern", "Fern", "Enter", "Industry" },		    /* a field */
	{ "Down Down", "one\ntwo", "two", "Tab", "Audience" },	    /* a long text */
	{ "Down Enter", "gar", "gar", "Enter", "Home and garden" }, /* an open list */
	{ "F1", "", "\xe2\x94\x80 Help", "Esc", "Business name" },  /* help */
	{ "F2", "", "All steps", "Enter", "Business name" },	    /* a dialog */
	{ "M-2 a", "Mug", "Mug", "Tab", "Mug" },		    /* a record */
};

START_TEST(resized_in_the_middle)
{
	static const int sizes[][2] = { { 9, 40 }, { 100, 300 }, { 5, 20 },  { 12, 41 },
					{ 1, 2 },  { 40, 80 },	 { 9, 300 }, { 24, 80 } };

	wizard_start(NULL);
	wizard_new();
	keys(middles[_i].go);
	if (middles[_i].text[0] != '\0')
		type(middles[_i].text);
	see(middles[_i].seen);
	for (size_t i = 0; i < SLW_COUNT(sizes); i++) {
		slw_terminal_resize(w.t, sizes[i][0], sizes[i][1]);
		if (i % 2 == 0)
			settle();
	}
	settle();
	see(middles[_i].seen);
	see("F1 Help");
	keys(middles[_i].then);
	see(middles[_i].after);
	wizard_quit();
}
END_TEST

/* While a launch runs: keys are answered, resizes are drawn, and it ends. */
START_TEST(resized_while_it_works)
{
	wizard_make_session("pottery-us");
	wizard_start(&(struct wizard_opts){ .session = "Alder" });
	keys("F5");
	settle();
	keys("l C-u");
	type("elsewhere");
	slw_terminal_key(w.t, "Enter");
	for (int i = 0; i < 20; i++) {
		slw_terminal_resize(w.t, 9 + i, 40 + 2 * i);
		slw_terminal_pump(w.t, 2);
	}
	slw_terminal_resize(w.t, 24, 100);
	see("is done");
	see("F1 Help");
	wizard_quit();
}
END_TEST

Suite *suite_mouse(void);

Suite *suite_mouse(void)
{
	Suite *suite = suite_create("mouse");
	TCase *tcase = tcase_create("mouse");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, wizard_setup, wizard_teardown);
	tcase_add_test(tcase, clicked);
	tcase_add_test(tcase, click_on_quit);
	tcase_add_loop_test(tcase, click_sets_the_cursor, 0, 5);
	tcase_add_test(tcase, wheel);
	tcase_add_loop_test(tcase, resized_in_the_middle, 0, SLW_COUNT(middles));
	tcase_add_test(tcase, resized_while_it_works);
	suite_add_tcase(suite, tcase);
	return suite;
}
