/* What view_start*.c share. Nothing else includes it. */
#ifndef SLW_UI_VIEW_START_H
#define SLW_UI_VIEW_START_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/uuid.h"
#include "ui/edit.h"
#include "ui/view.h"

#define SLW_START_LIMIT 500 /* sessions that are listed at first; more are read at their end */

struct slw_start_row {
	char id[SLW_UUID_SIZE];
	char *name;
	int step;
	bool complete;
	int64_t products, updated_at;
};

struct slw_start {
	struct slw_view view;
	struct slw_start_row *rows;
	size_t count, cap;
	size_t limit;
	bool more;	/* than the limit */
	size_t current; /* 0: new store, 1: example, then the rows */
	size_t first;	/* row that is shown first */
	int new_y, list_y, list_height;
	struct slw_edit_line filter;
};

#define SLW_START_FIXED 2 /* entries before the sessions */

void slw_start_draw(struct slw_view *view, struct slw_pane pane);

#endif
