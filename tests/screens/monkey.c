/*
 * Random events into the real program, and what is left of it after them.
 *
 *     tests/screens/monkey [EVENTS [SEED [PROGRAM [ARGUMENT...]]]]
 *
 * EVENTS (1000) keys, texts, pastes, mouse reports, resizes and signals, the same ones for the same
 * SEED (1), go to the program (store-wizard of this build) with a database of one whole session and
 * whatever the events make of it. Where the program ends it must have put the terminal right, and it
 * is started again. At the end every session must be readable, hold nothing but valid values, and
 * the database must be whole. What the sanitizers found counts as a failure. Exits with 0 or 1.
 */
#include "config.h"

#include <jansson.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/place.h"
#include "screens/terminal.h"

#include "base/banned.h"

#define REMEMBERED 24 /* events that a report shows */

struct monkey {
	char *folder;
	const char *const *argv;
	struct slw_terminal *t;
	uint64_t state;
	bool told_to_end; /* by a signal of ours */
	long starts, events;
	char *last[REMEMBERED];
};

static uint64_t next(struct monkey *m) /* splitmix64 */
{
	uint64_t z = (m->state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static size_t below(struct monkey *m, size_t n)
{
	return (size_t)(next(m) % n);
}

static void remember(struct monkey *m, char *what)
{
	free(m->last[m->events % REMEMBERED]);
	m->last[m->events % REMEMBERED] = what;
}

static _Noreturn void give_up(struct monkey *m, const char *what)
{
	char *dump = m->t != NULL ? slw_terminal_dump(m->t) : NULL;
	char *fault = slw_terminal_fault(m->folder);

	fprintf(stderr, "monkey: %s, after %ld events and %ld starts\nThe last events:\n", what,
		m->events, m->starts);
	for (long i = 0; i < REMEMBERED; i++) {
		const char *event = m->last[(m->events + 1 + i) % REMEMBERED];

		if (event != NULL)
			fprintf(stderr, "    %s\n", event);
	}
	if (dump != NULL)
		fprintf(stderr, "The screen:\n%s", dump);
	if (fault != NULL)
		fprintf(stderr, "%s", fault);
	fprintf(stderr, "The folder stays: %s\n", m->folder);
	exit(1);
}

/* --- the program ------------------------------------------------------------------------------- */

static void start(struct monkey *m)
{
	/* No event may reach a provider over the network, or start an editor that waits. */
	static const char *const env[] = { "EDITOR=true", "VISUAL=true",
					   "https_proxy=http://127.0.0.1:9",
					   "http_proxy=http://127.0.0.1:9", NULL };
	static const char *const terms[] = { "xterm-256color", "xterm-256color", "linux",
					     "screen",	       "tmux-256color",	 "vt100" };
	static const char *const langs[] = { "C.UTF-8", "C.UTF-8", "C.UTF-8", "C" };
	const struct slw_terminal_opts opts = {
		.argv = m->argv,
		.folder = m->folder,
		.env = env,
		.term = terms[below(m, SLW_COUNT(terms))],
		.lang = langs[below(m, SLW_COUNT(langs))],
	};

	m->t = slw_terminal_start(&opts);
	if (m->t == NULL)
		give_up(m, "could not start the program");
	m->starts++;
	m->told_to_end = false;
	if (!slw_terminal_settle(m->t))
		give_up(m, "the program does not come to rest");
}

/* The program ended: was it right to? */
static void check_end(struct monkey *m, int status)
{
	bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && m->told_to_end;
	char what[200], *left;

	if (status == -1)
		give_up(m, "the program does not end");
	/* Ctrl-C behind the one that ended it may find it when all is saved, and nothing else to do. */
	if (!killed && !WIFEXITED(status) && WTERMSIG(status) != SIGINT) {
		snprintf(what, sizeof(what), "the program died by signal %d", WTERMSIG(status));
		if (!m->told_to_end || WTERMSIG(status) == SIGSEGV || WTERMSIG(status) == SIGABRT)
			give_up(m, what);
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != 130 &&
	    !m->told_to_end) {
		snprintf(what, sizeof(what), "exit status %d", WEXITSTATUS(status));
		give_up(m, what);
	}
	left = killed ? NULL : slw_terminal_left(m->t);
	if (left != NULL) {
		snprintf(what, sizeof(what), "the terminal%s, wait status %x", left,
			 (unsigned int)status);
		give_up(m, what);
	}
	slw_terminal_free(m->t);
	m->t = NULL;
}

static void rest(struct monkey *m)
{
	int status;

	slw_terminal_continue(m->t);
	if (!slw_terminal_settle(m->t))
		give_up(m, "the program does not come to rest");
	slw_terminal_continue(m->t);
	if (slw_terminal_ended(m->t, &status)) {
		check_end(m, status);
		start(m);
	}
}

/* --- events ------------------------------------------------------------------------------------- */

static void press(struct monkey *m)
{
	static const char *const keys[] = {
		"Enter",  "Enter", "Enter", "Tab",    "Tab",	"Tab",	   "S-Tab", "Esc",
		"Esc",	  "Up",	   "Down",  "Down",   "Left",	"Right",   "Home",  "End",
		"PgUp",	  "PgDn",  "BS",    "BS",     "Del",	"Ins",	   "Space", "F1",
		"F2",	  "F3",	   "F4",    "F5",     "F6",	"F7",	   "F8",    "F9",
		"F10",	  "?",	   "/",	    "n",      "a",	"e",	   "d",	    "y",
		"j",	  "k",	   "g",	    "1",      "2",	"3",	   "6",	    "+",
		"-",	  "*",	   "C-a",   "C-b",    "C-c",	"C-d",	   "C-e",   "C-f",
		"C-g",	  "C-k",   "C-l",   "C-n",    "C-o",	"C-p",	   "C-q",   "C-r",
		"C-s",	  "C-t",   "C-u",   "C-v",    "C-w",	"C-x",	   "C-y",   "C-z",
		"M-b",	  "M-f",   "M-1",   "M-2",    "M-3",	"M-4",	   "M-5",   "M-6",
		"M-n",	  "M-p",   "S-Up",  "S-Down", "C-Left", "C-Right", "M-Up",  "M-Down",
		"C-Home", "C-End",
	};
	const char *key = keys[below(m, SLW_COUNT(keys))];

	remember(m, slw_printf("key %s", key));
	slw_terminal_key(m->t, key);
}

static const char *const texts[] = {
	"Fern & Field",
	"x",
	"12.50",
	"1999",
	"-1",
	"US",
	"EUR",
	"home_garden",
	"Joe's",
	"<b>\"bold\"</b>",
	"#12ab34",
	"me@example.com",
	"https://example.com/shop",
	"2026-02-30",
	"caf\xc3\xa9",
	"e\xcc\x81\xcc\xb2\xcc\xb3 o\xcc\x88",
	"\xe6\x9c\xa8\xe3\x81\xae\xe5\xb7\xa5\xe6\x88\xbf",
	"\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd8\xb3\xd9\x84\xd8\xa7\xd9\x85",
	"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 \xf0\x9f\x8f\xb4",
	"\xe2\x80\xae xyz",
	"\xff\xc3",
	"\xed\xa0\x80",
	"\xe6\x9c",
	"\033[<999;999;999M",
	"\033[201~",
	"\033[1;",
	"\033]0;title\007",
	"\033P+q\033\\",
	"\033[200;99;1~",
};

static void write_text(struct monkey *m)
{
	struct slw_buf text;

	slw_buf_init(&text, 0);
	for (size_t n = below(m, 12) == 0 ? 60 : 1; n > 0; n--)
		slw_buf_str(&text, texts[below(m, SLW_COUNT(texts))]);
	slw_terminal_send(m->t, text.data, text.len);
	if (below(m, 40) == 0)
		slw_terminal_send(m->t, "", 1); /* NUL: Ctrl-Space */
	remember(m, slw_printf("text %s", text.data));
	slw_buf_release(&text);
}

static void paste(struct monkey *m)
{
	struct slw_terminal_modes modes;
	struct slw_buf text;
	size_t n = below(m, 30) == 0 ? 3000 : 1 + below(m, 8);

	/* where it is not marked, each line and tab is a key that may save a field */
	slw_terminal_modes(m->t, &modes);
	if (!modes.bracketed_paste && n > 100)
		n = 100;
	for (slw_buf_init(&text, 0); n > 0; n--) {
		slw_buf_str(&text, texts[below(m, 20)]);
		slw_buf_str(&text, below(m, 3) == 0 ? "\t" : below(m, 2) == 0 ? "\n" : "\r\n");
	}
	slw_terminal_paste(m->t, text.data);
	remember(m, slw_printf("paste of %zu bytes", text.len));
	slw_buf_release(&text);
}

static void resize(struct monkey *m)
{
	static const struct {
		int columns, lines;
	} sizes[] = { { 80, 24 }, { 40, 9 }, { 300, 100 }, { 39, 9 },  { 40, 8 },  { 2, 1 },
		      { 2, 60 },  { 60, 2 }, { 132, 43 },  { 41, 10 }, { 100, 30 } };
	size_t which = below(m, SLW_COUNT(sizes) + 4);
	int columns = which < SLW_COUNT(sizes) ? sizes[which].columns : 20 + (int)below(m, 200);
	int lines = which < SLW_COUNT(sizes) ? sizes[which].lines : 5 + (int)below(m, 60);

	remember(m, slw_printf("resize to %dx%d", columns, lines));
	slw_terminal_resize(m->t, lines, columns);
}

static void point(struct monkey *m)
{
	int lines, columns, line, column;

	slw_terminal_size(m->t, &lines, &columns);
	line = (int)below(m, (size_t)lines);
	column = (int)below(m, (size_t)columns);
	remember(m, slw_printf("mouse at line %d, column %d", line, column));
	if (below(m, 3) == 0)
		slw_terminal_wheel(m->t, line, column, below(m, 2) == 0);
	else
		slw_terminal_click(m->t, line, column);
}

static void signal_it(struct monkey *m)
{
	static const int signals[] = { SIGWINCH, SIGWINCH, SIGCONT, SIGCONT, SIGTSTP, SIGTSTP,
				       SIGALRM,	 SIGTERM,  SIGHUP,  SIGKILL, SIGPIPE };
	int which = signals[below(m, SLW_COUNT(signals))], status;

	if (which == SIGALRM) /* nobody sends it */
		which = SIGWINCH;
	remember(m, slw_printf("signal %d", which));
	m->told_to_end = which == SIGTERM || which == SIGHUP || which == SIGKILL;
	slw_terminal_signal(m->t, which);
	if (!m->told_to_end) {
		slw_terminal_continue(m->t);
		return;
	}
	status = slw_terminal_wait_end(m->t);
	check_end(m, status);
	start(m);
}

static void event(struct monkey *m)
{
	size_t which = below(m, 1000);

	if (which < 500)
		press(m);
	else if (which < 780)
		write_text(m);
	else if (which < 860)
		paste(m);
	else if (which < 920)
		resize(m);
	else if (which < 990)
		point(m);
	else
		signal_it(m);
	m->events++;
	slw_terminal_pump(m->t, 0);
	if (below(m, 6) == 0)
		rest(m);
}

/* --- after it ----------------------------------------------------------------------------------- */

static char *run(struct monkey *m, const char *const *argv)
{
	char *out = NULL, *err, what[200];
	int status = slw_place_run(m->folder, argv, &out);

	if (status == 0)
		return out;
	err = slw_place_read(m->folder, "stderr");
	fprintf(stderr, "%s\n", err);
	free(err);
	snprintf(what, sizeof(what), "%s %s %s: exit status %d", argv[0], argv[1],
		 argv[2] != NULL ? argv[2] : "", status);
	give_up(m, what);
}

static void check_database(struct monkey *m)
{
	static const char *const checks[] = { "PRAGMA integrity_check",
					      "PRAGMA foreign_key_check" };
	char *path = slw_printf("%s/data/store-wizard/wizard.db", m->folder);
	sqlite3 *db = NULL;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		give_up(m, "the database cannot be opened");
	for (size_t i = 0; i < SLW_COUNT(checks); i++) {
		sqlite3_stmt *stmt = NULL;
		bool good = true;

		if (sqlite3_prepare_v2(db, checks[i], -1, &stmt, NULL) != SQLITE_OK)
			give_up(m, sqlite3_errmsg(db));
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			const char *said = (const char *)sqlite3_column_text(stmt, 0);

			good = i == 0 && strcmp(said, "ok") == 0;
		}
		sqlite3_finalize(stmt);
		if (!good)
			give_up(m, checks[i]);
	}
	sqlite3_close(db);
	free(path);
}

/*
 * What a session holds may be incomplete, but each value in it must be one that the reader of answers
 * files takes.
 */
static void check_session(struct monkey *m, const char *program, const char *id)
{
	const char *const show[] = { program, "show", id, "--json", NULL };
	const char *const answers[] = { program, "answers", id, NULL };
	const char *const check[] = {
		program, "--answers", "again.yaml", "--check", "--json", NULL
	};
	char *out;
	json_t *root;
	size_t i;
	const json_t *error;

	free(run(m, show));
	out = run(m, answers);
	slw_place_write(m->folder, "again.yaml", out);
	free(out);
	out = NULL;
	slw_place_run(m->folder, check, &out); /* 3 where something is missing */
	root = json_loads(out, 0, NULL);
	if (root == NULL)
		give_up(m, "the check of a session's answers printed no JSON");
	json_array_foreach (json_object_get(root, "errors"), i, error) {
		const char *kind = json_string_value(json_object_get(error, "kind"));
		const char *severity = json_string_value(json_object_get(error, "severity"));

		const char *message = json_string_value(json_object_get(error, "message"));

		/* a store that was only begun is an empty file */
		if (message != NULL && strcmp(message, "the file holds no answers") == 0)
			continue;
		/* the last one counts the others; the files of the example are not here; what is
		 * missing or does not fit its neighbours may be saved, and is put right later */
		if (kind == NULL || severity == NULL || strcmp(severity, "error") != 0 ||
		    strcmp(kind, "missing") == 0 || strcmp(kind, "conflict") == 0 ||
		    strcmp(kind, "file") == 0)
			continue;
		fprintf(stderr, "%s\n", json_dumps(error, JSON_INDENT(2)));
		give_up(m, "a session holds what no answers file could");
	}
	json_decref(root);
	free(out);
}

static void check_all(struct monkey *m, const char *program)
{
	const char *const argv[] = { program, "sessions", "--json", NULL };
	char *out = run(m, argv);
	json_t *root = json_loads(out, 0, NULL);
	const json_t *list = json_object_get(json_object_get(root, "result"), "sessions"), *session;
	size_t i;

	if (json_array_size(list) == 0)
		give_up(m, "there are no sessions left");
	json_array_foreach (list, i, session)
		check_session(m, program,
			      json_string_value(json_object_get(session, "session_id")));
	printf("monkey: %ld events, %ld starts, %zu sessions, all whole\n", m->events, m->starts,
	       json_array_size(list));
	json_decref(root);
	free(out);
	check_database(m);
}

int main(int argc, char **argv)
{
	static const char *const usual[] = { PROGRAM, NULL };
	static const char *const make[] = {
		PROGRAM,   "--answers", SOURCES "/examples/pottery-us.yaml", "--out", "shop",
		"--quiet", NULL
	};
	long events = argc > 1 ? strtol(argv[1], NULL, 10) : 1000;
	struct monkey m = { .argv = argc > 3 ? (const char *const *)argv + 3 : usual };
	char *fault;

	m.state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	m.folder = slw_place_make();
	free(run(&m, make));
	start(&m);
	while (m.events < events)
		event(&m);
	rest(&m);
	m.told_to_end = true;
	slw_terminal_signal(m.t, SIGTERM);
	check_end(&m, slw_terminal_wait_end(m.t));
	check_all(&m, PROGRAM);
	fault = slw_terminal_fault(m.folder);
	if (fault != NULL)
		give_up(&m, "a sanitizer found something");
	for (size_t i = 0; i < REMEMBERED; i++)
		free(m.last[i]);
	slw_place_remove(m.folder);
	return 0;
}
