/* Kinds of terminals, ends of all sorts, and what is there when one comes back. */
#include "config.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/mem.h"
#include "screens/place.h"
#include "screens/wizard.h"

#include "base/banned.h"

/* How the program is ended while one types. Even then no more than a quarter of a second is lost. */
static const struct {
	int signal;
	bool clean, hang_up;
} ends[] = {
	{ SIGKILL, false, false },
	{ SIGHUP, true, false },
	{ SIGTERM, true, false },
	{ 0, false, true },
};

START_TEST(typing_goes_on_after)
{
	int line, column, at_line, at_column;

	wizard_start(NULL);
	wizard_new();
	type("Fern & Field");
	keys("Enter");
	stored("business.business_name", "Fern & Field");
	keys("Tab Tab");
	type("city gardeners");
	keys("Left Left Left");
	poll(NULL, 0, 1000); /* drafts are kept within a quarter of a second */
	if (ends[_i].hang_up) {
		slw_terminal_hang_up(w.t);
		if (slw_terminal_wait_end(w.t) == -1)
			fail_screen("the program does not end with its terminal");
	} else {
		wizard_kill(ends[_i].signal, ends[_i].clean);
	}
	if (ends[_i].signal == SIGKILL) /* else it had the time to save the field as if left */
		stored("business.audience", NULL);

	wizard_start(&(struct wizard_opts){ .session = "Fern" });
	see("city gardeners");
	ck_assert(slw_terminal_find(w.t, "city gardeners", &at_line, &at_column));
	slw_terminal_cursor(w.t, &line, &column, NULL);
	if (ends[_i].signal != SIGKILL) { /* a field that was left has its cursor at the end */
		at_column += 3;
		keys("Left Left Left");
	}
	if (line != at_line || column != at_column + 11)
		fail_screen("the cursor is at %d, %d, the text at %d, %d", line, column, at_line,
			    at_column);
	type("X");
	see("city gardenXers");
	keys("Tab");
	stored("business.audience", "city gardenXers");
	wizard_quit();
}
END_TEST

START_TEST(kinds_of_terminals)
{
	static const char *const terms[] = { "xterm-256color", "xterm", "linux",	  "screen",
					     "tmux-256color",  "vt100", "screen-256color" };

	wizard_start(&(struct wizard_opts){ .term = terms[_i] });
	wizard_new();
	type("Fern & Field");
	keys("F1");
	see("The name of the shop, as shoppers know it.");
	keys("Esc Home");
	type("The ");
	keys("Down");
	stored("business.business_name", "The Fern & Field");
	keys("Up");
	see("The Fern & Field");
	wizard_quit();
}
END_TEST

/* "colour" of all cells of the screen: the kinds that occur, as bits. */
static unsigned int colours(void)
{
	struct slw_terminal_cell cell;
	unsigned int kinds = 0;
	int lines, columns;

	slw_terminal_size(w.t, &lines, &columns);
	for (int i = 0; i < lines; i++) {
		for (int j = 0; j < columns; j++) {
			slw_terminal_cell(w.t, i, j, &cell);
			kinds |= 1U << cell.fg.kind | 1U << cell.bg.kind;
		}
	}
	return kinds;
}

START_TEST(no_colour_where_none_is_wanted)
{
	static const struct {
		const char *term, *env;
		bool colour;
	} rows[] = { { "xterm-256color", NULL, true },
		     { "xterm-256color", "NO_COLOR=1", false },
		     { "xterm-256color", "NO_COLOR=", true },
		     { "linux", NULL, true },
		     { "vt100", NULL, false } };
	unsigned int kinds;

	wizard_start(&(struct wizard_opts){ .term = rows[_i].term, .env = rows[_i].env });
	wizard_new();
	kinds = colours();
	ck_assert_msg((kinds != 1U << SLW_TERMINAL_DEFAULT) == rows[_i].colour, "kinds %x", kinds);
	wizard_quit();
}
END_TEST

static bool is_ascii(const char *text)
{
	for (; *text != '\0'; text++) {
		if ((unsigned char)*text >= 0x80)
			return false;
	}
	return true;
}

START_TEST(ascii_where_the_locale_is)
{
	char *dump;

	wizard_make_session("pottery-us");
	wizard_start(&(struct wizard_opts){ .lang = "C" });
	see("Alder Hollow Pottery");
	dump = slw_terminal_dump(w.t);
	if (!is_ascii(dump))
		fail_screen("the start view is not ASCII");
	free(dump);
	wizard_new();
	keys("F2");
	dump = slw_terminal_dump(w.t);
	if (!is_ascii(dump))
		fail_screen("the steps are not ASCII");
	free(dump);
	wizard_quit();
}
END_TEST

/* From a shell with job control, as people do it. */
START_TEST(suspend_and_foreground)
{
	static const char *const argv[] = { "sh", "-i", NULL };
	static const char *const env[] = { "PS1=shell> ", NULL };
	const struct slw_terminal_opts opts = { .argv = argv, .folder = w.folder, .env = env };
	struct slw_terminal_modes modes;

	w.t = slw_terminal_start(&opts);
	ck_assert_ptr_nonnull(w.t);
	see("shell>");
	slw_terminal_type(w.t, PROGRAM "; echo status $?\r");
	see("F1 Help");
	settle();
	wizard_new();
	type("Fern");
	slw_terminal_key(w.t, "C-z");
	see("shell>");
	settle();
	slw_terminal_modes(w.t, &modes);
	if (modes.settings_changed || modes.alternate_screen || modes.mouse ||
	    modes.bracketed_paste || modes.cursor_hidden || modes.cursor_keys)
		fail_screen("the shell has a terminal that is not as it was");
	slw_terminal_type(w.t, "echo in the sh''ell\r");
	see("in the shell");
	slw_terminal_resize(w.t, 30, 90);
	slw_terminal_type(w.t, "fg\r");
	see("Business name");
	see("F1 Help");
	settle();
	type(" & Field");
	see("Fern & Field");
	keys("C-q");
	see("shell>");
	slw_terminal_type(w.t, "exit\r");
	slw_terminal_wait_end(w.t);
	stored("business.business_name", "Fern & Field");
}
END_TEST

/* After a crash, too, the shell has its terminal back. */
START_TEST(crash_gives_the_terminal_back)
{
	struct slw_terminal_modes modes;
	int status;

	wizard_start(NULL);
	wizard_new();
	slw_terminal_signal(w.t, SIGABRT);
	status = slw_terminal_wait_end(w.t);
	if (status == -1 || !WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT)
		fail_screen("wait status %x", (unsigned int)status);
	slw_terminal_modes(w.t, &modes);
	ck_assert(!modes.settings_changed && !modes.alternate_screen && !modes.cursor_hidden);
	ck_assert(!modes.mouse && !modes.bracketed_paste && !modes.cursor_keys);
}
END_TEST

START_TEST(no_terminal_is_said)
{
	static const struct {
		const char *term, *says;
	} rows[] = { { "no-such-terminal", "TERM" } };
	const char *const argv[] = { PROGRAM, NULL };
	const struct slw_terminal_opts opts = { .argv = argv,
						.folder = w.folder,
						.term = rows[_i].term };

	w.t = slw_terminal_start(&opts);
	ck_assert_ptr_nonnull(w.t);
	if (slw_terminal_wait_end(w.t) <= 0)
		fail_screen("it should have failed");
	see(rows[_i].says);
}
END_TEST

Suite *suite_ends(void);

Suite *suite_ends(void)
{
	Suite *suite = suite_create("ends");
	TCase *tcase = tcase_create("ends");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, wizard_setup, wizard_teardown);
	tcase_add_loop_test(tcase, typing_goes_on_after, 0, SLW_COUNT(ends));
	tcase_add_loop_test(tcase, kinds_of_terminals, 0, 7);
	tcase_add_loop_test(tcase, no_colour_where_none_is_wanted, 0, 5);
	tcase_add_test(tcase, ascii_where_the_locale_is);
	tcase_add_test(tcase, suspend_and_foreground);
	tcase_add_test(tcase, crash_gives_the_terminal_back);
	tcase_add_loop_test(tcase, no_terminal_is_said, 0, 1);
	suite_add_tcase(suite, tcase);
	return suite;
}
