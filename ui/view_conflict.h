/* What view_conflict*.c share. Nothing else includes it. */
#ifndef SLW_UI_VIEW_CONFLICT_H
#define SLW_UI_VIEW_CONFLICT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "ui/conflict.h"
#include "ui/list.h"
#include "ui/view.h"

enum slw_side { SLW_SIDE_BASE, SLW_SIDE_THEIRS, SLW_SIDE_MINE, SLW_SIDE__MAX };
enum slw_choice_of { SLW_TAKE_NONE, SLW_TAKE_THEIRS, SLW_TAKE_MINE, SLW_TAKE_VALUE };

struct slw_conflict_row {
	const json_t *from; /* the row of options.rows; borrowed */
	const char *key;
	const struct slw_field *field; /* NULL: of the whole, or unknown */
	char *text[SLW_SIDE__MAX];
	enum slw_choice_of choice;
	json_t *value; /* of SLW_TAKE_VALUE; NULL: none */
};

struct slw_conflict {
	struct slw_view view;
	struct slw_conflict_options options;
	char *prefix, *title;
	struct slw_conflict_row *rows;
	size_t count;
	struct slw_list list;
	int first;	/* line of the texts that is seen topmost */
	bool is_listed; /* there is room for the list of fields */
	bool settled, told;
};

struct slw_conflict_row *slw_conflict_current(const struct slw_conflict *conflict);
void slw_conflict_draw(struct slw_view *view, struct slw_pane pane);

#endif
