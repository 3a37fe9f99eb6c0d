/*
 * The wizard in a terminal, for the rows of test_*.c. A fixture: each test begins with a new folder
 * and no database; what goes wrong fails the test and shows the screen.
 */
#ifndef SLW_TESTS_WIZARD_H
#define SLW_TESTS_WIZARD_H

#include <check.h>
#include <stdbool.h>

#include "screens/terminal.h"

struct wizard {
	char *folder;
	struct slw_terminal *t;
};
extern struct wizard w;

void wizard_setup(void);
void wizard_teardown(void); /* fails where a sanitizer found something */

struct wizard_opts {
	const char *term, *lang, *session, *env;
	int lines, columns;
};
/* Starts it (opts may be NULL) and waits for the bottom line, or for the message of a small one. */
void wizard_start(const struct wizard_opts *opts);
void wizard_new(void);	/* on the start view: a new session, until its first question is there */
void wizard_quit(void); /* by Ctrl-Q; checks the exit status and that the terminal is as it was */
void wizard_kill(int signal, bool clean); /* and waits for the end; clean: as wizard_quit() */

void wizard_make_session(const char *example); /* "pottery-us": Alder Hollow Pottery */
char *wizard_run(const char *command, const char *argument); /* its standard output; caller frees */
/* The value at a path such as "business.business_name" of the only session, or NULL. Caller frees. */
char *wizard_stored(const char *path);

/* --- what is to be seen ----------------------------------------------------------------------- */

void see(const char *text); /* waits for it */
void see_gone(const char *text);
void settle(void);
void keys(const char *names);			 /* as slw_terminal_keys() */
void type(const char *text);			 /* and waits until it is there */
void stored(const char *path, const char *want); /* waits until it is; NULL: never was */

/*
 * The whole screen is that of tests/screens/expected/NAME.txt. With UPDATE_SCREENS=1 in the
 * surroundings that file is written anew instead; look at it before it is committed. Its last line
 * says where the cursor is.
 */
void same_screen(const char *name);

#define fail_screen(...) wizard_fail(__FILE__, __LINE__, __VA_ARGS__)
_Noreturn void wizard_fail(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
