/* What the files of the terminal share. */
#ifndef SLW_TESTS_TERMINAL_PRIVATE_H
#define SLW_TESTS_TERMINAL_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

struct slw_buf;

struct slw_terminal {
	VTerm *vterm;
	VTermScreen *screen;
	int master; /* -1 once hung up */
	int slave;  /* kept open: settings and unread input are asked of it */
	pid_t pid;
	int status; /* of waitpid(), once ended */
	bool ended;
	bool alternate, cursor_hidden, mouse;
	bool after_escape; /* the program may still wait for the rest of a sequence */
	int lines, columns;
	size_t bytes;
	char *term;
	struct termios at_start;
	struct slw_buf *capture; /* what libvterm would send goes here instead */
};

#endif
