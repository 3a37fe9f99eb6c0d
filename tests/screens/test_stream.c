/* Bytes in as lines bring them, bytes out as few as can be. */
#include "config.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/place.h"
#include "screens/wizard.h"

#include "base/banned.h"

/* "Escape x at once" is Alt-x; by itself it is Esc; a sequence may come in pieces. ms: between them. */
static const struct {
	const char *name;
	const char *pieces[4];
	int ms;
	const char *want;
} streams[] = {
	{ "Alt in one piece", { "one two", "\033bX" }, 0, "one Xtwo" },
	{ "a key in two pieces", { "mid", "\033[", "HX" }, 0, "Xmid" },
	{ "a slow key", { "mid", "\033[", "1", "~X" }, 120, "Xmid" },
	{ "a slow key of the application mode", { "mid", "\033O", "HX" }, 120, "Xmid" },
	{ "half a character", { "\xe6\x9c", "\xa8", "X" }, 120, "\xe6\x9c\xa8X" },
	{ "all at once",
	  { "one two three\033b\033[DX\005Y\001Z\033[1;5CW\027\177V" },
	  0,
	  "V twoX threeY" },
};

START_TEST(sequences)
{
	wizard_start(NULL);
	wizard_new();
	for (size_t i = 0; i < 4 && streams[_i].pieces[i] != NULL; i++) {
		if (i > 0 && streams[_i].ms > 0)
			settle();
		slw_terminal_type(w.t, streams[_i].pieces[i]);
		slw_terminal_pump(w.t, streams[_i].ms);
	}
	settle();
	see(streams[_i].want);
	wizard_quit();
}
END_TEST

/* Escape by itself closes help, and the key behind it is one of its own. */
START_TEST(escape_alone)
{
	wizard_start(NULL);
	wizard_new();
	keys("F1");
	see("\xe2\x94\x80 Help");
	keys("Esc");
	type("b");
	see_gone("\xe2\x94\x80 Help");
	see("  b ");
	wizard_quit();
}
END_TEST

/* Faster than anyone types, with the answers to it drawn or not: nothing is lost or out of order. */
START_TEST(a_burst)
{
	char text[4 * 40 + 1];

	wizard_start(NULL);
	wizard_new();
	for (size_t i = 0; i < 40; i++)
		snprintf(text + 4 * i, 5, "%03zu ", i);
	slw_terminal_type(w.t, text);
	slw_terminal_type(w.t, "\t\033[Z\001");
	settle();
	see("000 001 002 003");
	keys("End");
	see("038 039");
	wizard_quit();
}
END_TEST

/* Where one types, in which size, and as what. */
static const struct {
	const char *go;
	int lines, columns;
	const char *term, *env;
	size_t average; /* bytes for a character */
} typing[] = {
	{ "", 24, 80, NULL, NULL, 60 },
	{ "", 9, 40, NULL, NULL, 60 },
	{ "", 100, 300, NULL, NULL, 60 },
	{ "", 24, 80, NULL, "COLORTERM=truecolor", 60 },
	{ "", 24, 80, "screen", NULL, 60 },
	{ "", 24, 80, "linux", NULL, 60 },
	{ "", 24, 80, "vt100", NULL, 60 },
	{ "Down Down", 24, 80, NULL, NULL, 60 },
	{ "Down Down", 100, 300, NULL, NULL, 60 },
	{ "Down Enter", 24, 80, NULL, NULL, 60 },
	{ "M-6", 24, 80, NULL, NULL, 60 },
	/* the preview beside it follows in four places */
	{ "M-6 Down", 60, 200, NULL, NULL, 130 },
	{ "M-2 a", 24, 80, NULL, NULL, 60 },
};

/* No typed character draws more than 200 bytes, and what does not change is not sent. */
START_TEST(few_bytes_for_a_character)
{
	static const char letters[] = "a brown fox jumps on";
	size_t before, all = 0;

	wizard_start(&(struct wizard_opts){ .lines = typing[_i].lines,
					    .columns = typing[_i].columns,
					    .term = typing[_i].term,
					    .env = typing[_i].env });
	wizard_new();
	keys(typing[_i].go);
	settle();
	type("x"); /* what says that the field is empty goes once */
	for (const char *letter = letters; *letter != '\0'; letter++) {
		char one[] = { *letter, '\0' };

		before = slw_terminal_bytes(w.t);
		type(one);
		if (slw_terminal_bytes(w.t) - before > 200)
			fail_screen("%zu bytes for \"%s\"", slw_terminal_bytes(w.t) - before, one);
		all += slw_terminal_bytes(w.t) - before;
	}
	if (all > typing[_i].average * sizeof(letters))
		fail_screen("%zu bytes for %zu characters", all, sizeof(letters));
	wizard_quit();
}
END_TEST

/* A key that changes nothing sends nothing, and time that passes neither. */
START_TEST(nothing_for_nothing)
{
	size_t before;

	wizard_start(NULL);
	wizard_new();
	settle();
	before = slw_terminal_bytes(w.t);
	keys("Left Home BS");
	poll(NULL, 0, 450); /* two ticks */
	settle();
	ck_assert_uint_eq(slw_terminal_bytes(w.t) - before, 0);
	wizard_quit();
}
END_TEST

Suite *suite_stream(void);

Suite *suite_stream(void)
{
	Suite *suite = suite_create("stream");
	TCase *tcase = tcase_create("stream");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, wizard_setup, wizard_teardown);
	tcase_add_loop_test(tcase, sequences, 0, SLW_COUNT(streams));
	tcase_add_test(tcase, escape_alone);
	tcase_add_test(tcase, a_burst);
	tcase_add_loop_test(tcase, few_bytes_for_a_character, 0, SLW_COUNT(typing));
	tcase_add_test(tcase, nothing_for_nothing);
	suite_add_tcase(suite, tcase);
	return suite;
}
