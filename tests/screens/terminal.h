/*
 * A program in a pseudo-terminal, read as a person reads it: what stands in which cell, in which
 * colours, where the cursor is. Keys, pasted text, mouse and resizes go in as a terminal emulator
 * sends them, in the modes that the program asked for.
 */
#ifndef SLW_TESTS_TERMINAL_H
#define SLW_TESTS_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct slw_terminal; /* one terminal and the program in it; not thread-safe */

struct slw_terminal_opts {
	const char *const *argv; /* ended by NULL; argv[0] is looked for in PATH */
	const char *folder;	 /* must exist: HOME, and below it the XDG folders and TMPDIR */
	const char *term;	 /* TERM; NULL is xterm-256color */
	const char *lang;	 /* LC_ALL; NULL is C.UTF-8 */
	const char *const *env;	 /* "NAME=VALUE"s before those below, ended by NULL; may be NULL */
	int lines, columns;	 /* 0 is 24 and 80 */
};

/*
 * Starts the program. Of the caller's surroundings it sees PATH and the options of the sanitizers
 * alone; TZ is UTC. What a sanitizer finds goes to FOLDER/sanitizer.PID, off the screen.
 * NULL with errno where there is no terminal or no process.
 */
struct slw_terminal *slw_terminal_start(const struct slw_terminal_opts *opts);
/* In a forked child: becomes the program, with these surroundings and the files 0, 1, 2 as they are. */
_Noreturn void slw_terminal_exec(const struct slw_terminal_opts *opts);
void slw_terminal_free(struct slw_terminal *t); /* kills what still runs; NULL is fine */

pid_t slw_terminal_pid(const struct slw_terminal *t); /* of the program that was started */
void slw_terminal_size(const struct slw_terminal *t, int *lines, int *columns);

/* --- in ------------------------------------------------------------------------------------- */

void slw_terminal_send(struct slw_terminal *t, const char *bytes, size_t len);
void slw_terminal_type(struct slw_terminal *t, const char *text);

/*
 * Key names with spaces between: F1 Enter Tab Esc BS Del Ins Up Down Left Right Home End PgUp PgDn
 * Space, C-x, M-x, S- C- or M- before a named key; anything else is typed as it stands. What the
 * keys send is what a terminal of this TERM sends. After each key the screen settles.
 */
void slw_terminal_keys(struct slw_terminal *t, const char *names);
void slw_terminal_key(struct slw_terminal *t, const char *name); /* one, and does not wait */

void slw_terminal_paste(struct slw_terminal *t, const char *text); /* bracketed if asked for */
void slw_terminal_click(struct slw_terminal *t, int line, int column);
void slw_terminal_wheel(struct slw_terminal *t, int line, int column, bool down);
/* And SIGWINCH. Two columns at least: in one, libvterm dies of a wide character. */
void slw_terminal_resize(struct slw_terminal *t, int lines, int columns);
void slw_terminal_signal(struct slw_terminal *t, int signal);
void slw_terminal_hang_up(struct slw_terminal *t); /* the window is closed; nothing to read after */

/* --- waiting: a cap of 20 s, for slow machines; nothing is concluded from the time --------------- */

/* Until all input is read, the foreground program sleeps and the screen is quiet. False at the cap. */
bool slw_terminal_settle(struct slw_terminal *t);
bool slw_terminal_wait(struct slw_terminal *t, const char *text);      /* until it is shown */
bool slw_terminal_wait_gone(struct slw_terminal *t, const char *text); /* until it is not */
/* Until the program is gone: its wait status, or -1 at the cap. */
int slw_terminal_wait_end(struct slw_terminal *t);
/* Whether it is gone already; *status as of slw_terminal_wait_end(). */
bool slw_terminal_ended(struct slw_terminal *t, int *status);
/* Continues the foreground program where it has stopped itself; true if it had. */
bool slw_terminal_continue(struct slw_terminal *t);
/* Reads what is there, for at most this long; returns the bytes read. */
size_t slw_terminal_pump(struct slw_terminal *t, int timeout_ms);
/* True once output of the program has come, false at the timeout. Reads nothing. */
bool slw_terminal_output_waits(const struct slw_terminal *t, int timeout_ms);

/* --- out ------------------------------------------------------------------------------------ */

/* The whole screen, lines ended by '\n' and without spaces at their ends. Caller frees. */
char *slw_terminal_dump(const struct slw_terminal *t);
char *slw_terminal_line(const struct slw_terminal *t, int line); /* caller frees */
bool slw_terminal_shows(const struct slw_terminal *t, const char *text);
/* Where the text first stands; column of its first cell. Either pointer may be NULL. */
bool slw_terminal_find(const struct slw_terminal *t, const char *text, int *line, int *column);

enum slw_terminal_colour_kind { SLW_TERMINAL_DEFAULT, SLW_TERMINAL_INDEXED, SLW_TERMINAL_RGB };

struct slw_terminal_colour {
	enum slw_terminal_colour_kind kind;
	unsigned int value; /* index, or 0xRRGGBB */
};

struct slw_terminal_cell {
	char text[40]; /* UTF-8 with its combining characters; "" where nothing was drawn */
	int width;     /* 1 or 2 */
	bool bold, underline, reverse;
	struct slw_terminal_colour fg, bg;
};

void slw_terminal_cell(const struct slw_terminal *t, int line, int column,
		       struct slw_terminal_cell *cell);
void slw_terminal_cursor(const struct slw_terminal *t, int *line, int *column, bool *visible);
size_t slw_terminal_bytes(const struct slw_terminal *t); /* that the program has written so far */

struct slw_terminal_modes {
	bool settings_changed; /* of the line discipline, against those at the start */
	bool alternate_screen;
	bool cursor_hidden;
	bool mouse;
	bool bracketed_paste;
	bool cursor_keys; /* in application mode */
};

/* What of the terminal is not as it was at the start. */
void slw_terminal_modes(struct slw_terminal *t, struct slw_terminal_modes *modes);
/* The same in words, for a report: NULL where all is as it was. Caller frees. */
char *slw_terminal_left(struct slw_terminal *t);

/* What sanitizers wrote into the folder of any program, or NULL. Caller frees. */
char *slw_terminal_fault(const char *folder);

#endif
