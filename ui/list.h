/*
 * Which row of a list is current and which rows are seen: what every view with a list needs. It
 * knows neither what is in the rows nor how they are drawn. All rows are one line high.
 */
#ifndef SLW_UI_LIST_H
#define SLW_UI_LIST_H

#include <stdbool.h>

#include "ui/event.h"
#include "ui/keys.h"

struct slw_list {
	int count;   /* rows in all */
	int current; /* 0 to count - 1; 0 when there are none */
	int first;   /* the topmost that is seen */
	int rows;    /* that are seen, from slw_list_show() */
	int top;     /* line of the pane that the first is drawn on, from slw_list_show() */
};

/* Before the rows are drawn: there are count, and the lines top to top + rows - 1 show them. */
void slw_list_show(struct slw_list *list, int count, int top, int rows);

/* Up, down, pages, home and end; true if it was one of them. */
bool slw_list_command(struct slw_list *list, enum slw_cmd cmd);

/* The wheel scrolls, a press makes the row current: true if it hit one. */
bool slw_list_mouse(struct slw_list *list, const struct slw_mouse *mouse);

#endif
