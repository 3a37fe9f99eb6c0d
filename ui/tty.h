/*
 * The terminal as a device: its modes and size, the signals that belong to it, and leaving it as it
 * was found, also when the program crashes. One at a time in a process.
 */
#ifndef SLW_UI_TTY_H
#define SLW_UI_TTY_H

#include <stdbool.h>
#include <stddef.h>

struct slw_err;

/* What to do next, told by signals. */
struct slw_tty_news {
	bool resized, stop, continued;
	int end; /* SIGTERM, SIGHUP, SIGINT; 0: none */
};

/* Raw mode and signal handlers. SLW_EIO: standard input or output is no terminal. */
int slw_tty_open(struct slw_err *err);
void slw_tty_close(void);

/* What a crash writes to the terminal before it goes on crashing; copied. */
void slw_tty_last_words(const char *bytes, size_t len);

void slw_tty_cooked(void); /* modes as they were found */
void slw_tty_raw(void);
void slw_tty_size(int *width, int *height);
/* Stops the process group, as Ctrl-Z does everywhere; returns when it is continued. */
void slw_tty_stop(void);

/* Readable when a signal came. */
int slw_tty_fd(void);
void slw_tty_news(struct slw_tty_news *news);

/* All bytes; false: the terminal is gone. */
bool slw_tty_write(const char *bytes, size_t len);

#endif
