/* Kinds of terminals, ends of all sorts, and what is there when one comes back. */
#include "config.h"

#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "screens/place.h"
#include "screens/wizard.h"

#include "base/banned.h"

/*
 * How the program is ended while one types. Even by those that it cannot see coming no more than a
 * quarter of a second is lost; the rest saves what is typed on its way out.
 */
static const struct {
	const char *name;
	int signal; /* 0: by the keys, or the terminal is gone */
	const char *keys;
	bool unseen;
	const char *stored; /* of what was typed, before it is opened again */
} ends[] = {
	{ "kill -9", SIGKILL, NULL, true, NULL },
	{ "crash", SIGABRT, NULL, true, NULL },
	{ "fault", SIGSEGV, NULL, true, NULL },
	{ "terminate", SIGTERM, NULL, false, NULL },
	{ "hang up", SIGHUP, NULL, false, NULL },
	{ "interrupt", SIGINT, NULL, false, NULL },
	{ "the window is closed", 0, NULL, false, NULL },
	{ "Ctrl-C", 0, "C-c", false, "city gardeners" },
	{ "Ctrl-Q", 0, "C-q", false, "city gardeners" },
	{ "Ctrl-Q out of help", 0, "F1 C-q", false, "city gardeners" },
};

/* The signal of a crash is the program's own, not the sanitizers'. */
#define CRASHES                                                                             \
	"ASAN_OPTIONS=handle_abort=0:handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_" \
	"sigill=0"

/* Waits until what was typed so far is surely a draft, where nothing announces the end. */
static void end_it(size_t which)
{
	if (ends[which].unseen)
		poll(NULL, 0, 1000);
	if (ends[which].signal != 0) {
		wizard_kill(ends[which].signal, !ends[which].unseen);
		return;
	}
	if (ends[which].keys != NULL)
		slw_terminal_keys(w.t, ends[which].keys);
	else
		slw_terminal_hang_up(w.t);
	if (slw_terminal_wait_end(w.t) == -1)
		fail_screen("%s: the program does not end", ends[which].name);
}

/* The text is shown, and the cursor stands so many cells behind its beginning. */
static void see_cursor(const char *text, int cells)
{
	int line, column, at_line, at_column;

	see(text);
	settle();
	ck_assert(slw_terminal_find(w.t, text, &at_line, &at_column));
	slw_terminal_cursor(w.t, &line, &column, NULL);
	if (line != at_line || column != at_column + cells)
		fail_screen("the cursor is at %d, %d, the text at %d, %d", line, column, at_line,
			    at_column);
}

START_TEST(typing_goes_on_after)
{
	wizard_start(&(struct wizard_opts){ .env = ends[_i].unseen ? CRASHES : NULL });
	wizard_new();
	type("Fern & Field");
	keys("Enter");
	stored("business.business_name", "Fern & Field");
	keys("Tab Tab");
	type("city gardeners");
	keys("Left Left Left");
	end_it((size_t)_i);
	stored("business.audience", ends[_i].stored);

	wizard_start(&(struct wizard_opts){ .session = "Fern" });
	see_cursor("city gardeners", 11);
	type("X");
	see("city gardenXers");
	keys("Tab");
	stored("business.audience", "city gardenXers");
	wizard_quit();
}
END_TEST

/* The same in a text of the shop, which is no field. Ctrl-C and Ctrl-Q leave it: it is kept. */
START_TEST(writing_goes_on_after)
{
	wizard_make_session("pottery-us");
	wizard_start(
	    &(struct wizard_opts){ .session = "Alder", .env = ends[_i].unseen ? CRASHES : NULL });
	keys("M-5 Enter e C-a C-k");
	type("Mugs that wait for you");
	keys("Left Left Left");
	end_it((size_t)_i);
	wizard_start(&(struct wizard_opts){ .session = "Alder" });
	if (ends[_i].stored != NULL)
		keys("M-5 Enter");
	if (ends[_i].stored == NULL)
		see_cursor("Mugs that wait for you", 19);
	else
		see("Mugs that wait for you");
	keys("Esc Esc");
	wizard_quit();
}
END_TEST

/* Fields of each kind that is typed into, with the keys to them from the first one. */
static const struct {
	const char *go, *text, *back, *shown;
	int cells; /* from the beginning of shown to the cursor */
} fields[] = {
	{ "", "Old Fern", "Left Left", "Old Fern", 6 },
	{ "Down Down", "of many words", "Home", "of many words", 0 },
	{ "Down Down", "first line", "Left Left Enter Up", "first li", 0 },
	{ "Down Down Down", "\xe6\x9c\xa8\xe3\x81\xae e\xcc\x81", "Left",
	  "\xe6\x9c\xa8\xe3\x81\xae e\xcc\x81", 5 },
	{ "PgDn Up", "half an@address", "Left", "half an@address", 14 },
	{ "M-6", "https://fern.exa", "Left Left", "https://fern.exa", 14 },
	{ "M-6 Down", "Fern for cities", "Left Left", "Fern for cities", 13 },
};

START_TEST(drafts_of_fields)
{
	wizard_start(NULL);
	wizard_new();
	type("Fern");
	keys("Enter S-Tab");
	stored("business.business_name", "Fern");
	keys(fields[_i].go);
	if (fields[_i].go[0] == '\0')
		keys("C-u");
	type(fields[_i].text);
	keys(fields[_i].back);
	poll(NULL, 0, 1000);
	wizard_kill(SIGKILL, false);
	stored("business.business_name", "Fern");
	wizard_start(&(struct wizard_opts){ .session = "Fern" });
	see_cursor(fields[_i].shown, fields[_i].cells);
	wizard_quit();
}
END_TEST

/* What was typed before a signal that ends is taken first, also when both are found at once. */
START_TEST(typed_before_the_signal)
{
	wizard_start(NULL);
	wizard_new();
	type("Fern");
	keys("Enter");
	slw_terminal_signal(w.t, SIGSTOP);
	slw_terminal_type(w.t, "\t\tgardeners");
	slw_terminal_signal(w.t, SIGTERM);
	slw_terminal_signal(w.t, SIGCONT);
	if (slw_terminal_wait_end(w.t) == -1)
		fail_screen("the program does not end");
	wizard_start(&(struct wizard_opts){ .session = "Fern" });
	see_cursor("gardeners", 9);
	wizard_quit();
}
END_TEST

/* Whoever presses Ctrl-C until the shell is back loses nothing by it, however long the last save takes. */
START_TEST(many_interrupts)
{
	struct slw_terminal_modes modes;
	char *path = slw_printf("%s/data/store-wizard/wizard.db", w.folder);
	sqlite3 *db = NULL;

	wizard_start(NULL);
	wizard_new();
	type("Fern");
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	slw_terminal_key(w.t, "C-c");
	do {
		slw_terminal_pump(w.t, 10);
		slw_terminal_modes(w.t, &modes);
	} while (modes.alternate_screen);
	settle();
	keys("C-c C-c C-c");
	sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	sqlite3_close(db);
	if (slw_terminal_wait_end(w.t) == -1)
		fail_screen("the program does not end");
	stored("business.business_name", "Fern");
	free(path);
}
END_TEST

/*
 * Continued after a stop that it did not see (kill -STOP), it takes the terminal again: a cursor that
 * was hidden is seen where one types, and the end is as clean as ever.
 */
START_TEST(continued_without_a_stop)
{
	bool visible;
	int line, column;

	wizard_start(NULL);
	wizard_new();
	keys("F1"); /* a page of help has no cursor */
	slw_terminal_cursor(w.t, &line, &column, &visible);
	ck_assert(!visible);
	slw_terminal_signal(w.t, SIGCONT);
	settle();
	keys("Esc");
	slw_terminal_cursor(w.t, &line, &column, &visible);
	ck_assert(visible);
	keys("F1");
	slw_terminal_signal(w.t, SIGCONT);
	settle();
	wizard_quit();
}
END_TEST

/* A description that this machine lacks cannot be tried. */
static bool is_described(const char *term)
{
	static const char *const folders[] = { "/etc/terminfo", "/lib/terminfo",
					       "/usr/share/terminfo" };
	bool found = false;

	for (size_t i = 0; i < SLW_COUNT(folders) && !found; i++) {
		char *path = slw_printf("%s/%c/%s", folders[i], term[0], term);

		found = access(path, R_OK) == 0;
		free(path);
	}
	return found;
}

static const struct {
	const char *term, *env;
} terms[] = { { "xterm-256color", NULL },
	      { "xterm-256color", "COLORTERM=truecolor" },
	      { "xterm-256color", "NO_COLOR=1" },
	      { "xterm", NULL },
	      { "xterm-mono", NULL },
	      { "xterm-16color", NULL },
	      { "xterm-direct", NULL },
	      { "linux", NULL },
	      { "screen", NULL },
	      { "screen-256color", NULL },
	      { "screen.xterm-256color", NULL },
	      { "tmux-256color", NULL },
	      { "vt100", NULL },
	      { "vt220", NULL },
	      { "foot", "COLORTERM=truecolor" },
	      { "alacritty", "COLORTERM=truecolor" },
	      { "st-256color", NULL },
	      { "rxvt-unicode-256color", NULL },
	      { "konsole-direct", NULL },
	      { "cygwin", NULL } };

START_TEST(kinds_of_terminals)
{
	if (!is_described(terms[_i].term))
		return;
	wizard_start(&(struct wizard_opts){ .term = terms[_i].term, .env = terms[_i].env });
	wizard_new();
	type("Fern & Field");
	keys("F1");
	see("The name of the shop, as shoppers know it.");
	keys("Esc Home");
	type("The ");
	keys("Down");
	stored("business.business_name", "The Fern & Field");
	keys("S-Tab End");
	see_cursor("   The Fern & Field", 19); /* not that of the header */
	wizard_quit();
}
END_TEST

/* The kinds of colours that are on the screen, as bits. */
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

#define NONE  (1U << SLW_TERMINAL_DEFAULT)
#define INDEX (NONE | 1U << SLW_TERMINAL_INDEXED)
#define TRUE  (INDEX | 1U << SLW_TERMINAL_RGB)

static const struct {
	const char *term, *env;
	unsigned int kinds;
} colourful[] = { { "xterm-256color", NULL, INDEX },
		  { "xterm-256color", "NO_COLOR=1", NONE },
		  { "xterm-256color", "NO_COLOR=", INDEX },
		  { "xterm-256color", "COLORTERM=truecolor", TRUE },
		  { "xterm-256color", "COLORTERM=24bit", TRUE },
		  { "xterm-256color", "COLORTERM=yes", INDEX },
		  { "xterm-direct", NULL, TRUE },
		  { "xterm-mono", NULL, NONE },
		  { "xterm-mono", "COLORTERM=truecolor", NONE },
		  { "linux", NULL, INDEX },
		  { "linux", "COLORTERM=truecolor", INDEX },
		  { "screen-256color", "COLORTERM=truecolor", INDEX },
		  { "vt100", NULL, NONE } };

START_TEST(no_colour_where_none_is_wanted)
{
	if (!is_described(colourful[_i].term))
		return;
	wizard_start(&(struct wizard_opts){ .term = colourful[_i].term, .env = colourful[_i].env });
	wizard_new();
	keys("Tab Tab");
	if (colours() != colourful[_i].kinds)
		fail_screen("the kinds of colours are %x, not %x", colours(), colourful[_i].kinds);
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
	static const char *const views[] = { "",      "M-1", "F1",  "M-1 Down Enter",
					     "M-2",   "M-3", "M-4", "M-5",
					     "M-2 o", "M-6", "F2",  "Esc F5",
					     "F6",    "?" };
	char *dump;

	wizard_make_session("pottery-us");
	wizard_start(&(struct wizard_opts){ .lang = "C" });
	see("Alder Hollow Pottery");
	for (size_t i = 0; i < SLW_COUNT(views); i++) {
		if (i == 1)
			keys("Enter");
		keys(views[i]);
		dump = slw_terminal_dump(w.t);
		if (!is_ascii(dump))
			fail_screen("%s is not ASCII", views[i]);
		free(dump);
	}
	wizard_quit();
}
END_TEST

/* $EDITOR has the terminal as it was, and what it leaves in the file is the text. */
START_TEST(editor)
{
	wizard_start(&(struct wizard_opts){
	    .env = "EDITOR=sh -c 'sed -i s/pots/kilns/ \"$1\"; stty -a | grep -q \" icanon\" && "
		   "sed -i s/and/or/ \"$1\"' -" });
	wizard_new();
	keys("Down Down");
	type("pots and more");
	keys("C-o");
	see("kilns or more");
	keys("Tab");
	stored("business.description", "kilns or more");
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

/* Ctrl-Z in the editor that was opened leads to the shell, and fg back into the editor. */
START_TEST(suspend_in_the_editor)
{
	static const char *const argv[] = { "sh", "-i", NULL };
	static const char *const env[] = {
		"PS1=shell> ", "EDITOR=sh -c 'kill -TSTP 0; sed -i s/pots/kilns/ \"$1\"' -", NULL
	};
	const struct slw_terminal_opts opts = { .argv = argv, .folder = w.folder, .env = env };

	w.t = slw_terminal_start(&opts);
	ck_assert_ptr_nonnull(w.t);
	see("shell>");
	slw_terminal_type(w.t, PROGRAM "\r");
	see("F1 Help");
	settle();
	wizard_new();
	keys("Down Down");
	type("pots");
	keys("C-o");
	see("shell>");
	slw_terminal_type(w.t, "echo in the sh''ell\r");
	see("in the shell");
	slw_terminal_type(w.t, "fg\r");
	see("kilns");
	see("F1 Help");
	keys("C-q");
	see("shell>");
	slw_terminal_type(w.t, "exit\r");
	slw_terminal_wait_end(w.t);
	stored("business.description", "kilns");
}
END_TEST

/* Signals of crashes; in a thread that works beside the screen, too. */
static const struct {
	int signal;
	bool beside;
} crashes[] = { { SIGABRT, false }, { SIGSEGV, false }, { SIGBUS, false }, { SIGFPE, false },
		{ SIGILL, false },  { SIGABRT, true },	{ SIGSEGV, true } };

/* A thread of the program that is not its first, or 0. */
static pid_t other_thread(pid_t pid)
{
	char *path = slw_printf("/proc/%d/task", (int)pid);
	DIR *tasks = opendir(path);
	long found = 0;

	for (struct dirent *task; tasks != NULL && (task = readdir(tasks)) != NULL;) {
		long number = strtol(task->d_name, NULL, 10);

		if (number > 0 && number != (long)pid)
			found = number;
	}
	if (tasks != NULL)
		closedir(tasks);
	free(path);
	return (pid_t)found;
}

/* After a crash, too, the shell has its terminal back. */
START_TEST(crash_gives_the_terminal_back)
{
	pid_t pid;
	int status;
	char *left;

	wizard_start(&(struct wizard_opts){ .env = CRASHES });
	wizard_new();
	type("Fern");
	keys("Tab"); /* a save, and so its thread */
	settle();
	pid = slw_terminal_pid(w.t);
	if (crashes[_i].beside) {
		ck_assert_int_gt(other_thread(pid), 0);
		ck_assert_int_eq(syscall(SYS_tgkill, pid, other_thread(pid), crashes[_i].signal),
				 0);
	} else {
		slw_terminal_signal(w.t, crashes[_i].signal);
	}
	status = slw_terminal_wait_end(w.t);
	if (status == -1 || WIFEXITED(status))
		fail_screen("wait status %x", (unsigned int)status);
	left = slw_terminal_left(w.t);
	if (left != NULL)
		fail_screen("the terminal%s", left);
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
	tcase_add_loop_test(tcase, writing_goes_on_after, 0, SLW_COUNT(ends));
	tcase_add_loop_test(tcase, drafts_of_fields, 0, SLW_COUNT(fields));
	tcase_add_test(tcase, typed_before_the_signal);
	tcase_add_test(tcase, many_interrupts);
	tcase_add_test(tcase, continued_without_a_stop);
	tcase_add_loop_test(tcase, kinds_of_terminals, 0, SLW_COUNT(terms));
	tcase_add_loop_test(tcase, no_colour_where_none_is_wanted, 0, SLW_COUNT(colourful));
	tcase_add_test(tcase, ascii_where_the_locale_is);
	tcase_add_test(tcase, editor);
	tcase_add_test(tcase, suspend_and_foreground);
	tcase_add_test(tcase, suspend_in_the_editor);
	tcase_add_loop_test(tcase, crash_gives_the_terminal_back, 0, SLW_COUNT(crashes));
	tcase_add_loop_test(tcase, no_terminal_is_said, 0, 1);
	suite_add_tcase(suite, tcase);
	return suite;
}
