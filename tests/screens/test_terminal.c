/* The harness itself, against programs whose behaviour is known. */
#include "config.h"

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "screens/place.h"
#include "screens/terminal.h"

#include "base/banned.h"

static char *folder;

static struct slw_terminal *shell(const char *script, const char *term)
{
	const char *const argv[] = { "sh", "-c", script, NULL };
	const struct slw_terminal_opts opts = {
		.argv = argv, .folder = folder, .term = term, .lines = 6, .columns = 40
	};
	struct slw_terminal *t = slw_terminal_start(&opts);

	ck_assert_ptr_nonnull(t);
	return t;
}

static void setup(void)
{
	folder = slw_place_make();
}

static void teardown(void)
{
	slw_place_remove(folder);
}

START_TEST(text_and_cells)
{
	struct slw_terminal *t =
	    shell("printf 'one\\r\\n\\033[1;31mre\\033[38;2;1;2;3md\\033[0m \xe5\xba\x97x e\xcc\x81"
		  "\\033[6;40Hz\\033[3;5H'; cat",
		  NULL);
	struct slw_terminal_cell cell;
	int line, column;
	bool visible;
	char *dump;

	ck_assert(slw_terminal_wait(t, "one"));
	ck_assert(slw_terminal_settle(t));
	dump = slw_terminal_dump(t);
	ck_assert_str_eq(dump, "one\nred \xe5\xba\x97x e\xcc\x81\n\n\n\n"
			       "                                       z\n");
	free(dump);
	ck_assert(slw_terminal_find(t, "x e", &line, &column));
	ck_assert_int_eq(line, 1);
	ck_assert_int_eq(column, 6);
	slw_terminal_cell(t, 1, 0, &cell);
	ck_assert_str_eq(cell.text, "r");
	ck_assert(cell.bold);
	ck_assert_int_eq(cell.fg.kind, SLW_TERMINAL_INDEXED);
	ck_assert_uint_eq(cell.fg.value, 1);
	ck_assert_int_eq(cell.bg.kind, SLW_TERMINAL_DEFAULT);
	slw_terminal_cell(t, 1, 2, &cell);
	ck_assert_int_eq(cell.fg.kind, SLW_TERMINAL_RGB);
	ck_assert_uint_eq(cell.fg.value, 0x010203);
	slw_terminal_cell(t, 1, 4, &cell);
	ck_assert_int_eq(cell.width, 2);
	slw_terminal_cell(t, 1, 8, &cell);
	ck_assert_str_eq(cell.text, "e\xcc\x81");
	slw_terminal_cursor(t, &line, &column, &visible);
	ck_assert_int_eq(line, 2);
	ck_assert_int_eq(column, 4);
	ck_assert(visible);
	slw_terminal_free(t);
}
END_TEST

/* cat -v shows what came; the first characters switch modes on. */
static const struct {
	const char *term, *modes, *keys, *want;
} keys[] = {
	{ "xterm-256color", "", "a Enter", "a^M" },
	{ "xterm-256color", "", "F1 F5 Up Home", "^[OP^[[15~^[[A^[[H" },
	{ "xterm-256color", "\\033[?1h", "Up Home End", "^[OA^[OH^[OF" },
	{ "xterm-256color", "", "C-a M-b S-Tab C-Right", "^A^[b^[[Z^[[1;5C" },
	{ "xterm-256color", "", "Esc BS Del PgUp - Space x", "^[^?^[[3~^[[5~- x" },
	{ "linux", "", "F1 Home S-Tab F6", "^[[[A^[[1~^[\t^[[17~" },
	{ "screen", "\\033[?1h", "Up Home", "^[OA^[[1~" },
	{ "tmux-256color", "", "End", "^[[4~" },
	{ "vt100", "", "F1 Up", "^[OP^[[A" },
};

START_TEST(keys_send)
{
	char script[160], *shown;
	struct slw_terminal *t;

	snprintf(script, sizeof(script), "stty raw -echo; printf 'on%s'; exec cat -v >got",
		 keys[_i].modes);
	t = shell(script, keys[_i].term);
	ck_assert(slw_terminal_wait(t, "on"));
	slw_terminal_keys(t, keys[_i].keys);
	slw_terminal_signal(t, SIGHUP);
	ck_assert(slw_terminal_wait_end(t) >= 0);
	slw_terminal_free(t);
	shown = slw_place_read(folder, "got");
	ck_assert_str_eq(shown, keys[_i].want);
	free(shown);
}
END_TEST

static struct slw_terminal *reader(const char *modes)
{
	struct slw_terminal *t;
	char script[160];

	snprintf(script, sizeof(script), "stty raw -echo; printf 'on\\r\\n%s'; exec cat -v", modes);
	t = shell(script, NULL);
	ck_assert(slw_terminal_wait(t, "on"));
	ck_assert(slw_terminal_settle(t));
	return t;
}

START_TEST(paste_is_bracketed_if_asked_for)
{
	struct slw_terminal *t = reader("");

	slw_terminal_paste(t, "a b");
	ck_assert(slw_terminal_wait(t, "a b"));
	ck_assert(!slw_terminal_shows(t, "200~"));
	slw_terminal_free(t);
	t = reader("\\033[?2004h");
	slw_terminal_paste(t, "a b");
	ck_assert(slw_terminal_wait(t, "^[[200~a b^[[201~"));
	slw_terminal_free(t);
}
END_TEST

START_TEST(mouse_reports_if_asked_for)
{
	struct slw_terminal *t = reader("");

	slw_terminal_click(t, 2, 3);
	slw_terminal_type(t, "then");
	ck_assert(slw_terminal_wait(t, "then"));
	ck_assert(!slw_terminal_shows(t, "^["));
	slw_terminal_free(t);
	t = reader("\\033[?1000h\\033[?1006h");
	slw_terminal_click(t, 2, 3);
	ck_assert(slw_terminal_wait(t, "^[[<0;4;3M^[[<0;4;3m"));
	slw_terminal_wheel(t, 0, 0, true);
	ck_assert(slw_terminal_wait(t, "^[[<65;1;1M"));
	slw_terminal_free(t);
}
END_TEST

START_TEST(resize_is_told)
{
	struct slw_terminal *t =
	    shell("trap 'stty size' WINCH; echo on; while :; do sleep 0.02; done", NULL);

	ck_assert(slw_terminal_wait(t, "on"));
	slw_terminal_resize(t, 9, 101);
	ck_assert(slw_terminal_wait(t, "9 101"));
	slw_terminal_free(t);
}
END_TEST

START_TEST(end_is_seen)
{
	struct slw_terminal *t = shell("echo last words; exit 7", NULL);
	int status = slw_terminal_wait_end(t);

	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 7);
	ck_assert(slw_terminal_shows(t, "last words"));
	slw_terminal_free(t);
	t = shell("echo on; exec sleep 100", NULL);
	ck_assert(slw_terminal_wait(t, "on"));
	slw_terminal_signal(t, SIGKILL);
	status = slw_terminal_wait_end(t);
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	slw_terminal_free(t);
	t = shell("echo on; exec sleep 100", NULL);
	ck_assert(slw_terminal_wait(t, "on"));
	slw_terminal_hang_up(t);
	status = slw_terminal_wait_end(t);
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGHUP);
	slw_terminal_free(t);
}
END_TEST

START_TEST(modes_left_behind)
{
	struct slw_terminal *t = shell("stty raw -echo; printf '\\033[?1049h\\033[?25l\\033[?2004h"
				       "\\033[?1000h\\033[?1hin'; read x; exit",
				       NULL);
	struct slw_terminal_modes modes;

	ck_assert(slw_terminal_wait(t, "in"));
	slw_terminal_modes(t, &modes);
	ck_assert(modes.settings_changed && modes.alternate_screen && modes.cursor_hidden);
	ck_assert(modes.mouse && modes.bracketed_paste && modes.cursor_keys);
	slw_terminal_free(t);
	t = shell(
	    "s=$(stty -g); stty raw; printf '\\033[?1049h\\033[?25lin\\033[?1049l\\033[?25h'; "
	    "stty $s",
	    NULL);
	ck_assert_int_eq(slw_terminal_wait_end(t), 0);
	slw_terminal_modes(t, &modes);
	ck_assert(!modes.settings_changed && !modes.alternate_screen && !modes.cursor_hidden);
	ck_assert(!modes.mouse && !modes.bracketed_paste && !modes.cursor_keys);
	ck_assert(!slw_terminal_shows(t, "in"));
	slw_terminal_free(t);
}
END_TEST

START_TEST(surroundings)
{
	static const char *const more[] = { "MORE=yes", NULL };
	static const char *const argv[] = { "sh", "-c",
					    "echo $HOME-$PWD-$TERM-$LC_ALL-$TZ-$MORE-$SECRET | "
					    "tr / ! >got; stty size",
					    NULL };
	const struct slw_terminal_opts opts = {
		.argv = argv, .folder = folder, .lang = "C", .env = more
	};
	struct slw_terminal *t;
	char *got, want[256];

	setenv("SECRET", "seen", 1);
	t = slw_terminal_start(&opts);
	ck_assert_int_eq(slw_terminal_wait_end(t), 0);
	ck_assert(slw_terminal_shows(t, "24 80"));
	slw_terminal_free(t);
	got = slw_place_read(folder, "got");
	snprintf(want, sizeof(want), "%s-%s-xterm-256color-C-UTC-yes-\n", folder, folder);
	for (char *slash = want; (slash = strchr(slash, '/')) != NULL;)
		*slash = '!';
	ck_assert_str_eq(got, want);
	free(got);
}
END_TEST

Suite *suite_terminal(void);

Suite *suite_terminal(void)
{
	Suite *suite = suite_create("terminal");
	TCase *tcase = tcase_create("terminal");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, text_and_cells);
	tcase_add_loop_test(tcase, keys_send, 0, sizeof(keys) / sizeof(keys[0]));
	tcase_add_test(tcase, paste_is_bracketed_if_asked_for);
	tcase_add_test(tcase, mouse_reports_if_asked_for);
	tcase_add_test(tcase, resize_is_told);
	tcase_add_test(tcase, end_is_seen);
	tcase_add_test(tcase, modes_left_behind);
	tcase_add_test(tcase, surroundings);
	suite_add_tcase(suite, tcase);
	return suite;
}
