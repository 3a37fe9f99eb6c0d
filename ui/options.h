/* The choices of a widget and which of them a filter leaves; shared by choice.c and multi_choice.c. */
#ifndef SLW_UI_OPTIONS_H
#define SLW_UI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/canvas.h"
#include "ui/edit.h"
#include "ui/keys.h"

#define SLW_OPTION_ROWS 8 /* of an open list, with the filter line */

struct slw_options {
	struct slw_option {
		char *value, *label;
		char *folded; /* both, for the filter */
		bool on;      /* of a multi-choice */
	} * items;
	size_t count, cap;
	bool open;
	struct slw_edit_line filter;
	size_t *shown; /* indexes that the filter leaves */
	size_t shown_count;
	size_t current; /* in shown */
	size_t first;	/* row of shown that is drawn first */
};

void slw_options_init(struct slw_options *options);
void slw_options_release(struct slw_options *options);
void slw_options_add(struct slw_options *options, const char *value, const char *label);
struct slw_option *slw_options_find(const struct slw_options *options, const char *value);
/* Opens with the choice of this value current. */
void slw_options_open(struct slw_options *options, const char *value);
void slw_options_close(struct slw_options *options);
int slw_options_rows(const struct slw_options *options); /* while it is open */
/* The filter line and the list; marks: boxes of a multi-choice; any: what is typed will do, too. */
void slw_options_draw(struct slw_options *options, struct slw_pane pane, bool marks, bool any);
/* Moves or edits the filter; false: it is another command. */
bool slw_options_command(struct slw_options *options, enum slw_cmd cmd);
void slw_options_type(struct slw_options *options, const char *text, size_t len);
struct slw_option *slw_options_current(const struct slw_options *options); /* may be NULL */
/* Makes the choice at a row of the drawn list current; false: there is none. */
bool slw_options_click(struct slw_options *options, int y);

#endif
