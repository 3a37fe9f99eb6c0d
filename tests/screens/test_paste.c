/* What is pasted is text for the field with the focus, and nothing where there is none: never keys. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/place.h"
#include "screens/wizard.h"

#include "base/banned.h"

/* Each of its lines is a key somewhere: add, delete, yes, launch, quit, import, choose, back. */
static const char many_lines[] =
    "a\nd\ny\n1\nl\nq\ni\no\n?\n/\n\033\n \nJ\nK\n\177\n\021\n\003\r\nz";

/* Views without a field: the same as before. From step 1 of a whole session. */
static const char *const lists[] = {
	"M-2", "M-3",	  "M-4",     "M-5",   "F5", "F6", "M-2 o Home Enter",
	"F2",  "M-2 Del", "Down F1", "M-4 F1"
};

START_TEST(on_lists)
{
	wizard_make_session("pottery-us");
	for (size_t i = 0; i < SLW_COUNT(lists); i++) {
		char *before, *after;

		wizard_start(&(struct wizard_opts){ .session = "Alder" });
		keys("M-1");
		keys(lists[i]);
		settle();
		before = slw_terminal_dump(w.t);
		slw_terminal_paste(w.t, many_lines);
		settle();
		after = slw_terminal_dump(w.t);
		if (strcmp(before, after) != 0)
			fail_screen("%s: the paste did something; it was\n%s\nand is", lists[i],
				    before);
		free(before);
		free(after);
	}
	wizard_quit();
}
END_TEST

/* Kinds of fields of a new session, and what is seen of "one", "two" on two lines. */
static const struct {
	const char *go, *paste, *shown;
} fields[] = {
	{ "", "one\ntwo\r\nq", "one two q" },			    /* text */
	{ "Down Down", "one\ntwo?", "  two?" },			    /* long text */
	{ "Down", "a\nb", "Industry" },				    /* a closed choice */
	{ "Down Enter", "gar\ny\n", "Industry" },		    /* an open one, with a filter */
	{ "M-6 PgDn PgDn PgDn", "n\ny\nq", "[x] Yes" },		    /* yes or no */
	{ "M-6 Down Down Down", "kiln\nmug", "  mug" },		    /* a list of texts */
	{ "M-2 i", "one\ntwo.csv", "one two.csv" },		    /* a path */
	{ "M-2 a", "Mug\nBowl", "Mug Bowl" },			    /* a record */
	{ "M-4 Enter a Down Down", "sk_test_1\n2", "Step 4 of 6" }, /* a secret */
};

START_TEST(into_fields)
{
	char *step;

	wizard_start(NULL);
	wizard_new();
	keys(fields[_i].go);
	settle();
	step = slw_terminal_line(w.t, 0);
	slw_terminal_paste(w.t, fields[_i].paste);
	settle();
	see(fields[_i].shown);
	see(strstr(step, "Step"));
	free(step);
	wizard_quit();
}
END_TEST

/* A megabyte, with control characters and halves of characters in it, and a key right behind it. */
START_TEST(a_megabyte)
{
	static const char *const go[] = { "", "Down Down", "Down Enter", "M-2", "M-3" };
	static const char part[] = "abc \001\002\033[B\033[201 \xc3 \xe6\x9c z\r\n";
	size_t len = 1U << 20, at = 0;
	char *text = slw_malloc(len + sizeof(part)), *step;

	for (; at < len; at += sizeof(part) - 1)
		memcpy(text + at, part, sizeof(part));
	text[at] = '\0';
	wizard_start(NULL);
	wizard_new();
	keys(go[_i]);
	step = slw_terminal_line(w.t, 0);
	slw_terminal_paste(w.t, text);
	slw_terminal_type(w.t, "\033OP"); /* F1 */
	if (!slw_terminal_settle(w.t))
		fail_screen("it does not come to rest");
	see(strstr(step, "Step"));
	see("Esc Back");
	free(step);
	free(text);
	wizard_quit();
}
END_TEST

/* A paste whose end comes late, in pieces that are cut anywhere. */
START_TEST(in_pieces)
{
	static const char *const pieces[] = { "\033[20", "0~Fe", "rn\n",  "q\033[2",
					      "01",	 "~",	 "\033[", "D!" };

	wizard_start(NULL);
	wizard_new();
	for (size_t i = 0; i < SLW_COUNT(pieces); i++) {
		slw_terminal_type(w.t, pieces[i]);
		slw_terminal_pump(w.t, 70);
	}
	settle();
	see("Fern !q");
	wizard_quit();
}
END_TEST

/* A terminal that does not mark what is pasted: 60,000 keys at once, and the next one is answered. */
START_TEST(unmarked)
{
	char *text = slw_malloc(60001);

	for (size_t i = 0; i < 60000; i++)
		text[i] = "pots and plants "[i % 16];
	memcpy(text + 59990, " the last!", 11);
	wizard_start(&(struct wizard_opts){ .term = "vt100" });
	wizard_new();
	keys("M-6 Down Down Down");
	slw_terminal_type(w.t, text);
	settle();
	see("the last!");
	type("?");
	see("the last!?");
	free(text);
	wizard_quit();
}
END_TEST

Suite *suite_paste(void);

Suite *suite_paste(void)
{
	Suite *suite = suite_create("paste");
	TCase *tcase = tcase_create("paste");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, wizard_setup, wizard_teardown);
	tcase_add_test(tcase, on_lists);
	tcase_add_loop_test(tcase, into_fields, 0, SLW_COUNT(fields));
	tcase_add_loop_test(tcase, a_megabyte, 0, 5);
	tcase_add_test(tcase, in_pieces);
	tcase_add_test(tcase, unmarked);
	suite_add_tcase(suite, tcase);
	return suite;
}
