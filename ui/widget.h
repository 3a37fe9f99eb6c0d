/*
 * A widget edits one value as text (the text that slw_field_parse() reads; for lists one entry per
 * line). form.c makes the one that fits a field; views may use them by themselves.
 */
#ifndef SLW_UI_WIDGET_H
#define SLW_UI_WIDGET_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/canvas.h"
#include "ui/event.h"
#include "ui/keys.h"

struct slw_widget;

struct slw_widget_ops {
	/* The context of keys while it has the focus; may change (an opened list). */
	enum slw_context (*context)(const struct slw_widget *widget);
	/* Rows that it takes at this width. */
	int (*rows)(struct slw_widget *widget, int width, bool focus);
	/* Draws to the whole pane; with focus it sets the cursor. */
	void (*draw)(struct slw_widget *widget, struct slw_pane pane, bool focus);
	/* True if it was for the widget. */
	bool (*command)(struct slw_widget *widget, enum slw_cmd cmd);
	void (*text)(struct slw_widget *widget, const char *text, size_t len, bool pasted);
	bool (*mouse)(struct slw_widget *widget, const struct slw_mouse *mouse); /* may be NULL */
	/* The text now (borrowed until the next call) and the cursor in characters. */
	const char *(*value)(const struct slw_widget *widget, size_t *cursor);
	void (*set)(struct slw_widget *widget, const char *text, size_t cursor);
	void (*free)(struct slw_widget *widget);
};

struct slw_widget { /* first member of each widget's struct */
	const struct slw_widget_ops *ops;
	const char *placeholder; /* shown while it is empty; borrowed; may be NULL */
};

#define SLW_CURSOR_END ((size_t)-1)

#endif
