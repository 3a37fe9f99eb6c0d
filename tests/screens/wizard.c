#include "config.h"

#include "screens/wizard.h"

#include <jansson.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/place.h"

#include "base/banned.h"

struct wizard w;

/* --- the program ------------------------------------------------------------------------------- */

void wizard_setup(void)
{
	w = (struct wizard){ .folder = slw_place_make() };
}

static void no_fault(void)
{
	char *fault = slw_terminal_fault(w.folder);

	ck_assert_msg(fault == NULL, "%s", fault != NULL ? fault : "");
}

void wizard_teardown(void)
{
	slw_terminal_free(w.t);
	no_fault();
	slw_place_remove(w.folder);
}

_Noreturn void wizard_fail(const char *file, int line, const char *format, ...)
{
	char *dump = w.t != NULL ? slw_terminal_dump(w.t) : slw_strdup("");
	char *fault = slw_terminal_fault(w.folder);
	char text[16384];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	/* Check ends a test whose message is longer than it likes, without a word of it */
	_ck_assert_failed(file, line, "", "%.2500s\n%.2500s%.2000s", text, dump,
			  fault != NULL ? fault : "");
	abort();
}

static bool whole(void)
{
	return slw_terminal_shows(w.t, "F1 Help") || slw_terminal_shows(w.t, "too small");
}

void wizard_start(const struct wizard_opts *opts)
{
	static const struct wizard_opts none;
	const struct wizard_opts *o = opts != NULL ? opts : &none;
	const char *const plain[] = { PROGRAM, NULL };
	const char *const open[] = { PROGRAM, "open", o->session, NULL };
	const char *const env[] = { o->env, NULL };
	const struct slw_terminal_opts how = {
		.argv = o->session != NULL ? open : plain,
		.folder = w.folder,
		.term = o->term,
		.lang = o->lang,
		.env = o->env != NULL ? env : NULL,
		.lines = o->lines,
		.columns = o->columns,
	};
	int status;

	slw_terminal_free(w.t);
	w.t = slw_terminal_start(&how);
	ck_assert_ptr_nonnull(w.t);
	while (!whole() && !slw_terminal_ended(w.t, &status) && slw_terminal_settle(w.t))
		;
	if (!whole())
		fail_screen("the wizard does not start");
	settle();
}

void wizard_new(void)
{
	keys("M-n");
	see("Business name");
}

static void check_end(bool clean)
{
	int status = slw_terminal_wait_end(w.t);
	char *left;

	if (status == -1)
		fail_screen("the program does not end");
	if (!clean)
		return;
	if (!WIFEXITED(status))
		fail_screen("the program died by signal %d", WTERMSIG(status));
	left = slw_terminal_left(w.t);
	if (left != NULL)
		fail_screen("the terminal%s", left);
	no_fault();
}

void wizard_quit(void)
{
	int status;

	keys("C-q");
	check_end(true);
	ck_assert(slw_terminal_ended(w.t, &status));
	if (WEXITSTATUS(status) != 0)
		fail_screen("exit status %d", WEXITSTATUS(status));
}

void wizard_kill(int signal, bool clean)
{
	slw_terminal_signal(w.t, signal);
	check_end(clean);
}

/* --- sessions ----------------------------------------------------------------------------------- */

static char *run(const char *const *argv)
{
	char *out = NULL, *said;
	int status = slw_place_run(w.folder, argv, &out);

	if (status == 0)
		return out;
	said = slw_place_read(w.folder, "stderr");
	fail_screen("%s: exit status %d: %s", argv[1], status, said);
}

void wizard_make_session(const char *example)
{
	char *file = slw_printf("%s/examples/%s.yaml", SOURCES, example);
	const char *const make[] = {
		PROGRAM, "--answers", file, "--out", example, "--quiet", NULL
	};

	free(run(make));
	free(file);
}

char *wizard_run(const char *command, const char *argument)
{
	const char *const argv[] = { PROGRAM, command, argument, NULL };

	return run(argv);
}

/* The answers of the only session, or NULL without one. */
static json_t *answers(void)
{
	const char *const list[] = { PROGRAM, "sessions", "--json", NULL };
	char *out = run(list);
	json_t *root = json_loads(out, 0, NULL), *docs = NULL;
	const json_t *sessions = json_object_get(json_object_get(root, "result"), "sessions");

	free(out);
	if (json_array_size(sessions) == 1)
		docs = json_incref(json_object_get(json_array_get(sessions, 0), "configuration"));
	json_decref(root);
	return docs;
}

char *wizard_stored(const char *path)
{
	json_t *docs = answers();
	json_t *at = docs;
	char *value = NULL;

	while (at != NULL && *path != '\0') {
		size_t len = strcspn(path, ".");

		at = json_object_getn(at, path, len);
		path += len + (path[len] == '.');
	}
	if (json_is_string(at))
		value = slw_strdup(json_string_value(at));
	else if (at != NULL)
		value = json_dumps(at, JSON_ENCODE_ANY | JSON_COMPACT);
	json_decref(docs);
	return value;
}

void stored(const char *path, const char *want)
{
	char *got = NULL;

	/* Saves happen beside the screen. */
	for (int tries = 0; tries < 100; tries++) {
		free(got);
		got = wizard_stored(path);
		if (want == NULL ? got == NULL : got != NULL && strcmp(got, want) == 0) {
			free(got);
			return;
		}
		slw_terminal_pump(w.t, 0);
		poll(NULL, 0, 50);
	}
	fail_screen("%s is %s in the store, not %s", path, got != NULL ? got : "not there",
		    want != NULL ? want : "without a value");
}

/* --- what is to be seen ------------------------------------------------------------------------- */

void see(const char *text)
{
	if (!slw_terminal_wait(w.t, text))
		fail_screen("\"%s\" is not shown", text);
}

void see_gone(const char *text)
{
	if (!slw_terminal_wait_gone(w.t, text))
		fail_screen("\"%s\" is still shown", text);
}

void settle(void)
{
	if (!slw_terminal_settle(w.t))
		fail_screen("the program does not come to rest");
}

void keys(const char *names)
{
	slw_terminal_keys(w.t, names);
}

void type(const char *text)
{
	slw_terminal_type(w.t, text);
	settle();
}

/* The dump, and below it where the cursor is. Frees the dump; caller frees the result. */
static char *with_cursor(char *dump)
{
	int line, column;
	bool visible;
	char *all;

	slw_terminal_cursor(w.t, &line, &column, &visible);
	all = visible ? slw_printf("%s-- cursor: line %d, column %d\n", dump, line + 1, column + 1)
		      : slw_printf("%s-- no cursor\n", dump);
	free(dump);
	return all;
}

/* The lines that differ, as of two screens of one size. Caller frees. */
static char *differences(const char *want, const char *got)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	for (int line = 1; *want != '\0' || *got != '\0'; line++) {
		size_t want_len = strcspn(want, "\n"), got_len = strcspn(got, "\n");

		if (want_len != got_len || memcmp(want, got, want_len) != 0)
			slw_buf_printf(&out, "line %d\n-%.*s\n+%.*s\n", line, (int)want_len, want,
				       (int)got_len, got);
		want += want_len + (want[want_len] == '\n');
		got += got_len + (got[got_len] == '\n');
	}
	return slw_buf_take(&out);
}

/* A screen that has a text replaced wherever it stands. Frees it; caller frees the result. */
static char *replaced(char *dump, const char *from, const char *to)
{
	struct slw_buf out;
	const char *at = dump, *found;

	slw_buf_init(&out, 0);
	while ((found = strstr(at, from)) != NULL) {
		slw_buf_add(&out, at, (size_t)(found - at));
		slw_buf_str(&out, to);
		at = found + strlen(from);
	}
	slw_buf_str(&out, at);
	free(dump);
	return slw_buf_take(&out);
}

/* The journal names who runs the test: a column of it, and a sentence. */
static char *without_author(char *dump)
{
	const struct passwd *user = getpwuid(getuid());
	char *column, *sentence;

	if (user == NULL)
		return dump;
	column = slw_printf(" %-12.12s ", user->pw_name);
	sentence = slw_printf(" by %s.", user->pw_name);
	dump = replaced(replaced(dump, column, " merchant     "), sentence, " by merchant.");
	free(sentence);
	free(column);
	return dump;
}

void same_screen(const char *name)
{
	char *file = slw_printf("%s.txt", name), *dump, *want;
	static const char folder[] = SOURCES "/tests/screens/expected";

	settle();
	dump = with_cursor(without_author(slw_terminal_dump(w.t)));
	if (getenv("UPDATE_SCREENS") != NULL)
		slw_place_write(folder, file, dump);
	want = slw_place_read(folder, file);
	if (want == NULL || strcmp(want, dump) != 0)
		fail_screen("the screen is not that of %s:\n%s", file,
			    differences(want != NULL ? want : "", dump));
	free(want);
	free(dump);
	free(file);
}
