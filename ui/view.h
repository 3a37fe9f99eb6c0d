/*
 * A view is one screenful with a stack of them below it (app.h). It draws to a pane and turns
 * commands into service calls; it knows no terminal, no storage, no file. To add one: a context and
 * its rows in keys.c, a file view_NAME.c with ops and slw_view_NAME_new(), a push from where it opens.
 */
#ifndef SLW_UI_VIEW_H
#define SLW_UI_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/canvas.h"
#include "ui/event.h"
#include "ui/keys.h"

struct slw_app;
struct slw_view;

struct slw_view_ops {
	const char *name;	  /* stable, for tests: "start" */
	enum slw_context context; /* of its keys */
	bool overlay;		  /* drawn over the view below it */
	/* The context of the widget with the focus; NULL: none. */
	enum slw_context (*focus)(const struct slw_view *view);
	/* All of the body, between header and message line; called after each event. Sets the cursor
	 * by slw_draw_cursor() where there is one. */
	void (*draw)(struct slw_view *view, struct slw_pane pane);
	/* True if it was for this view; else the app takes it (SLW_CMD_BACK closes the view). */
	bool (*command)(struct slw_view *view, enum slw_cmd cmd);
	/* Whether a command of its keys does something now; the line of keys leaves out those that
	 * do nothing. NULL: all do. */
	bool (*offers)(const struct slw_view *view, enum slw_cmd cmd);
	/* Typed where focus() takes text, or pasted (may have newlines); valid UTF-8. NULL: none */
	void (*text)(struct slw_view *view, const char *text, size_t len, bool pasted);
	/* x and y from the top left of the pane that it drew to; NULL: none */
	void (*mouse)(struct slw_view *view, const struct slw_mouse *mouse);
	/* Becomes the top of the stack, first or again; stops being it. Leaving saves what is typed.
	 * May be NULL. */
	void (*enter)(struct slw_view *view);
	void (*leave)(struct slw_view *view);
	/* Each SLW_TICK_MS while it is seen, and when the terminal hangs up: drafts, clocks. May be
	 * NULL. */
	void (*tick)(struct slw_view *view);
	/* The session's answers changed behind it (undo, a merge); redo what it holds. May be NULL. */
	void (*changed)(struct slw_view *view);
	/* For the header; borrowed until the next call. NULL: the title of the step. */
	const char *(*title)(const struct slw_view *view);
	/* Context help for F1, new string; NULL: the keys alone. */
	char *(*help)(const struct slw_view *view);
	void (*free)(struct slw_view *view);
};

#define SLW_TICK_MS 200

struct slw_view { /* first member of each view's struct */
	const struct slw_view_ops *ops;
	struct slw_app *app;
};

/* 1 to 6: the step that the header marks while this view is the top is app's current one
 * (slw_app_set_step()). */

#endif
