/* What is typed, pasted and clicked into a field arrives whole, whatever the window does meanwhile. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/place.h"
#include "screens/wizard.h"

#include "base/banned.h"

/* Texts and keys in the first field, and the business name that comes of them. "\t" before keys. */
static const struct {
	const char *name;
	const char *typed[6]; /* text, keys, text, keys ... */
	const char *want;
} texts[] = {
	{ "plain", { "Fern & Field" }, "Fern & Field" },
	{ "wide",
	  { "\xe6\x9c\xa8\xe3\x81\xae\xe5\xb7\xa5\xe6\x88\xbf" },
	  "\xe6\x9c\xa8\xe3\x81\xae\xe5\xb7\xa5\xe6\x88\xbf" },
	{ "combining", { "Cafe\xcc\x81 Ole\xcc\x81" }, "Cafe\xcc\x81 Ole\xcc\x81" },
	{ "right to left",
	  { "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d" },
	  "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d" },
	{ "backspace takes a whole character",
	  { "ab\xe6\x9c\xa8o\xcc\x88", "BS", "", "BS" },
	  "ab" },
	{ "left steps over a wide character",
	  { "a\xe6\x9c\xa8\xe5\xb7\xa5z", "Left Left", "x" },
	  "a\xe6\x9c\xa8x\xe5\xb7\xa5z" },
	{ "left steps over combining marks", { "ae\xcc\x81z", "Left Left", "x" }, "axe\xcc\x81z" },
	{ "home and end", { "mid", "Home", "x", "End", "y" }, "xmidy" },
	{ "Ctrl-A and Ctrl-E", { "mid", "C-a", "x", "C-e", "y" }, "xmidy" },
	{ "Ctrl-W", { "one two", "C-w", "three" }, "one three" },
	{ "Ctrl-U", { "one two", "C-u", "three" }, "three" },
	{ "Ctrl-K", { "one two", "Home C-k", "three" }, "three" },
	{ "Alt-B", { "one two", "M-b", "x" }, "one xtwo" },
	{ "Alt-F", { "one two", "Home M-f", "x" }, "onex two" },
	{ "Delete", { "onex", "Left Del", "" }, "one" },
	{ "? and / are text here", { "what? and/or" }, "what? and/or" },
	{ "digits are text here", { "7 Seas" }, "7 Seas" },
};

START_TEST(typed_text)
{
	wizard_start(NULL);
	wizard_new();
	for (size_t i = 0; i < SLW_COUNT(texts[_i].typed) && texts[_i].typed[i] != NULL; i++) {
		if (i % 2 == 0)
			type(texts[_i].typed[i]);
		else
			keys(texts[_i].typed[i]);
	}
	keys("Enter");
	stored("business.business_name", texts[_i].want);
	wizard_quit();
}
END_TEST

/* The cursor stands behind what was typed, in cells. */
START_TEST(cursor_counts_cells)
{
	static const struct {
		const char *text;
		int cells;
	} rows[] = { { "abc", 3 },
		     { "\xe6\x9c\xa8\xe5\xb7\xa5", 4 },
		     { "e\xcc\x81\xcc\xb2", 1 },
		     { "caf\xc3\xa9", 4 } };
	int line, column, empty_line, empty_column;
	bool visible;

	for (size_t i = 0; i < SLW_COUNT(rows); i++) {
		slw_place_remove(w.folder);
		w.folder = slw_place_make();
		wizard_start(NULL);
		wizard_new();
		settle();
		slw_terminal_cursor(w.t, &empty_line, &empty_column, NULL);
		type(rows[i].text);
		slw_terminal_cursor(w.t, &line, &column, &visible);
		if (line != empty_line || column != empty_column + rows[i].cells || !visible)
			fail_screen("the cursor is at %d, %d after \"%s\", from %d, %d on%s", line,
				    column, rows[i].text, empty_line, empty_column,
				    visible ? "" : ", and hidden");
		wizard_quit();
	}
}
END_TEST

START_TEST(paste_is_text_alone)
{
	wizard_start(NULL);
	wizard_new();
	slw_terminal_paste(w.t, "Fern\nand\r\nField\t?\033[B\021q");
	settle();
	see("Fern and Field ? [B q");
	see("Step 1 of 6");
	keys("Enter");
	settle();
	keys("S-Tab");
	see("Fern and Field ? [B q");
	wizard_quit();
}
END_TEST

START_TEST(long_paste_is_taken_whole)
{
	char *text = slw_malloc(3001), *got;

	for (int i = 0; i < 3000; i++)
		text[i] = "abcdefghijklmnopqrs tuvwxyz\n"[i % 28];
	text[3000] = '\0';
	wizard_make_session("pottery-us");
	wizard_start(&(struct wizard_opts){ .session = "Alder" });
	keys("M-1");
	see("Business name");
	keys("Tab Tab Tab Tab Tab");
	slw_terminal_paste(w.t, text);
	settle();
	keys("Tab");
	settle();
	see("Step 1 of 6");
	got = slw_terminal_dump(w.t);
	free(got);
	free(text);
	wizard_quit();
}
END_TEST

/* The value of the second field is clicked; what is typed then is its. */
START_TEST(click_moves_the_focus)
{
	int line, column, cursor_line, cursor_column;

	wizard_start(NULL);
	wizard_new();
	if (!slw_terminal_find(w.t, "Audience", &line, &column))
		fail_screen("there is no Audience");
	slw_terminal_click(w.t, line, column);
	settle();
	type("gardeners");
	keys("Tab");
	stored("business.audience", "gardeners");
	slw_terminal_cursor(w.t, &cursor_line, &cursor_column, NULL);
	ck_assert_int_ne(cursor_line, line);
	wizard_quit();
}
END_TEST

START_TEST(resizes_while_typing)
{
	static const int sizes[][2] = { { 24, 80 },  { 9, 40 }, { 100, 300 }, { 50, 41 },
					{ 10, 200 }, { 5, 30 }, { 30, 100 },  { 1, 2 },
					{ 9, 40 },   { 24, 80 } };
	char letter[2] = "a";

	wizard_start(NULL);
	wizard_new();
	for (size_t i = 0; i < SLW_COUNT(sizes); i++) {
		slw_terminal_resize(w.t, sizes[i][0], sizes[i][1]);
		slw_terminal_type(w.t, letter);
		letter[0]++;
		if (i % 3 == 2)
			settle();
	}
	settle();
	see("abcdefghij");
	see("F1 Help");
	keys("Enter");
	stored("business.business_name", "abcdefghij");
	wizard_quit();
}
END_TEST

/* Each size: the field with its content is there, and the line of keys at the bottom. */
START_TEST(sizes)
{
	static const int rows[][2] = { { 9, 40 },  { 9, 300 },	{ 24, 80 },  { 25, 132 },
				       { 50, 40 }, { 60, 200 }, { 100, 300 } };
	int line;

	wizard_start(&(struct wizard_opts){ .lines = rows[_i][0], .columns = rows[_i][1] });
	wizard_new();
	type("Fern & Field");
	see("Fern & Field");
	if (!slw_terminal_find(w.t, "F1 Help", &line, NULL) || line != rows[_i][0] - 1)
		fail_screen("the bottom line does not begin with F1 Help");
	keys("Enter");
	stored("business.business_name", "Fern & Field");
	wizard_quit();
}
END_TEST

START_TEST(too_small)
{
	static const int rows[][2] = { { 8, 40 }, { 9, 39 }, { 3, 20 },
				       { 1, 60 }, { 2, 10 }, { 1, 2 } };

	wizard_start(NULL);
	wizard_new();
	type("Fern");
	for (size_t i = 0; i < SLW_COUNT(rows); i++) {
		slw_terminal_resize(w.t, rows[i][0], rows[i][1]);
		settle();
		if (rows[i][1] >= 20)
			see("too");
		slw_terminal_resize(w.t, 9, 40);
		settle();
		see("F1 Help");
		see("Fern");
	}
	wizard_quit();
}
END_TEST

Suite *suite_input(void);

Suite *suite_input(void)
{
	Suite *suite = suite_create("input");
	TCase *tcase = tcase_create("input");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, wizard_setup, wizard_teardown);
	tcase_add_loop_test(tcase, typed_text, 0, SLW_COUNT(texts));
	tcase_add_test(tcase, cursor_counts_cells);
	tcase_add_test(tcase, paste_is_text_alone);
	tcase_add_test(tcase, long_paste_is_taken_whole);
	tcase_add_test(tcase, click_moves_the_focus);
	tcase_add_test(tcase, resizes_while_typing);
	tcase_add_loop_test(tcase, sizes, 0, 7);
	tcase_add_test(tcase, too_small);
	suite_add_tcase(suite, tcase);
	return suite;
}
