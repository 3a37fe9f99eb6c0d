/*
 * The terminal: the only file that knows terminfo and curses. Copies changed cells of a canvas out,
 * decodes keys, mouse and pastes, and leaves the terminal as it found it, after a crash too. One at a
 * time in a process: signals have one owner.
 */
#ifndef SLW_UI_SCREEN_H
#define SLW_UI_SCREEN_H

#include <stdbool.h>

#include "ui/event.h"

struct slw_canvas;
struct slw_err;
struct slw_screen;

/* SLW_ENOTSUP: TERM is unknown or cannot move the cursor; SLW_EIO: not a terminal. */
int slw_screen_open(struct slw_screen **out, struct slw_err *err);
void slw_screen_close(struct slw_screen *screen); /* NULL is fine */

int slw_screen_width(const struct slw_screen *screen);
int slw_screen_height(const struct slw_screen *screen);
bool slw_screen_ascii(const struct slw_screen *screen);	 /* no UTF-8: ASCII borders and marks */
int slw_screen_colours(const struct slw_screen *screen); /* 0, 8, 16, 256 or 1 << 24 */

/* Brings the terminal to what canvas shows; sends changed cells alone. */
void slw_screen_show(struct slw_screen *screen, const struct slw_canvas *canvas);
void slw_screen_forget(struct slw_screen *screen); /* the next show sends all (Ctrl-L) */

/*
 * Waits for the next event at most timeout_ms (-1: for ever), or until one of the count descriptors
 * is readable. 1 and *event, 0 when the time is over or a descriptor is ready, -1 when input ended
 * (SLW_EVENT_HANGUP then comes on each call).
 */
int slw_screen_event(struct slw_screen *screen, const int *fds, int count, int timeout_ms,
		     struct slw_ui_event *event);

/* Gives the terminal back, for an editor or for SIGTSTP, and takes it again. */
void slw_screen_suspend(struct slw_screen *screen);
void slw_screen_resume(struct slw_screen *screen);
/* Suspend as Ctrl-Z does everywhere; returns when we are continued. */
void slw_screen_stop(struct slw_screen *screen);

/* The signal that asked us to end (SIGTERM, SIGHUP), or 0. */
int slw_screen_signal(const struct slw_screen *screen);

#endif
