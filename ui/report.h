/*
 * Lines to read, each wrapped to the width and in a role of its own: what an import or a change of
 * many products would do, what a launch has made. There may be 100,000 of them: only those that are
 * seen are wrapped.
 */
#ifndef SLW_UI_REPORT_H
#define SLW_UI_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/canvas.h"
#include "ui/event.h"
#include "ui/keys.h"

struct slw_report { /* starts as zeros */
	struct slw_report_line {
		enum slw_role role;
		enum slw_mark mark; /* before it; SLW_MARK__MAX: none */
		char *text;
	} * lines;
	size_t count, cap;
	size_t first; /* the topmost that is seen */
	size_t seen;  /* of the last frame: lines that were seen */
	size_t last;  /* of the last frame: the topmost of the last page */
};

void slw_report_clear(struct slw_report *report); /* and to the top; also releases it */
/* text is malloc'd and taken over; "" is an empty line. */
void slw_report_add(struct slw_report *report, enum slw_role role, char *text);
void slw_report_bullet(struct slw_report *report, enum slw_role role, char *text);

void slw_report_draw(struct slw_report *report, struct slw_pane pane);
/* Up, down, pages, home and end; true if it was one of them. */
bool slw_report_command(struct slw_report *report, enum slw_cmd cmd);
void slw_report_mouse(struct slw_report *report, const struct slw_mouse *mouse);

#endif
