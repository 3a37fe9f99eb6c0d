/* How the start view looks. */
#include "config.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "model/steps.h"
#include "ui/view_start.h"

#include "base/banned.h"

/* "3 hours ago", in a language that says it short. */
static void age_text(char out[48], int64_t updated_at)
{
	int64_t seconds = (slw_clock_now() - updated_at) / 1000;

	if (seconds < 60)
		snprintf(out, 48, "%s", _("just now"));
	else if (seconds < 3600)
		snprintf(out, 48,
			 P_("%d minute ago", "%d minutes ago", (unsigned long)seconds / 60),
			 (int)(seconds / 60));
	else if (seconds < 86400)
		snprintf(out, 48, P_("%d hour ago", "%d hours ago", (unsigned long)seconds / 3600),
			 (int)(seconds / 3600));
	else
		snprintf(out, 48, P_("%d day ago", "%d days ago", (unsigned long)seconds / 86400),
			 (int)(seconds / 86400));
}

static void draw_row(struct slw_start *start, struct slw_pane pane, int y, size_t i)
{
	const struct slw_start_row *row = &start->rows[i];
	bool current = start->current == i + SLW_START_FIXED;
	struct slw_style style = SLW_STYLE(current ? SLW_ROLE_SELECTED : SLW_ROLE_TEXT);
	struct slw_style dim = SLW_STYLE(current ? SLW_ROLE_SELECTED : SLW_ROLE_DIM);
	struct slw_style bar = SLW_STYLE(current ? SLW_ROLE_SELECTED : SLW_ROLE_ACCENT);
	int width = pane.width, done = row->complete ? SLW_STEP_COUNT : row->step - 1;
	char text[64], age[48];
	int right = width - 2;

	slw_draw_fill(pane, 0, y, width, 1, style);
	age_text(age, row->updated_at);
	if (width >= 70) {
		slw_draw_right(pane, right, y, dim, age);
		right -= 17;
	}
	if (width >= 90) {
		snprintf(text, sizeof(text),
			 P_("%d product", "%d products", (unsigned long)row->products),
			 (int)row->products);
		slw_draw_right(pane, right, y, dim, text);
		right -= 16;
	}
	if (row->complete)
		snprintf(text, sizeof(text), "%s", _("launched"));
	else
		snprintf(text, sizeof(text), _("step %d of %d"), row->step, SLW_STEP_COUNT);
	slw_draw_text(pane, right - 12, y, dim, text);
	slw_draw_bar(pane, right - 20, y, 6, bar, (uint64_t)done, SLW_STEP_COUNT);
	slw_draw_fit(pane, 3, y, right - 24, style,
		     row->name[0] != '\0' ? row->name : _("(no name yet)"));
	if (current) {
		slw_draw_text(pane, 1, y, style, slw_mark(pane.canvas, SLW_MARK_ARROW));
		slw_draw_cursor(pane, 1, y);
	}
}

static void draw_entry(struct slw_start *start, struct slw_pane pane, int y, size_t which,
		       const char *text, const char *more)
{
	bool current = start->current == which;
	struct slw_style style = SLW_STYLE(current ? SLW_ROLE_SELECTED : SLW_ROLE_TITLE);
	int x;

	if (y < 0 || y >= pane.height)
		return;
	slw_draw_fill(pane, 0, y, pane.width, 1, current ? style : SLW_STYLE(SLW_ROLE_TEXT));
	if (current) {
		slw_draw_text(pane, 1, y, style, slw_mark(pane.canvas, SLW_MARK_ARROW));
		slw_draw_cursor(pane, 1, y);
	}
	x = 3 + slw_draw_fit(pane, 3, y, pane.width - 4, style, text);
	slw_draw_fit(pane, x + 2, y, pane.width - x - 3,
		     SLW_STYLE(current ? SLW_ROLE_SELECTED : SLW_ROLE_DIM), more);
}

static void draw_filter(struct slw_start *start, struct slw_pane pane, int y)
{
	char text[96];
	int x = 1;

	if (start->filter.text.len > 0) {
		x += slw_draw_text(pane, x, y, SLW_STYLE(SLW_ROLE_LABEL), _("Filter: "));
		x += slw_draw_fit(pane, x, y, pane.width - x - 20, SLW_STYLE(SLW_ROLE_FIELD),
				  start->filter.text.data);
		slw_draw_cursor(pane, x, y);
		snprintf(text, sizeof(text), P_("%zu store", "%zu stores", start->count),
			 start->count);
		slw_draw_right(pane, pane.width - 2, y, SLW_STYLE(SLW_ROLE_DIM), text);
	} else {
		snprintf(text, sizeof(text), _("Your stores (%zu%s)"), start->count,
			 start->more ? "+" : "");
		slw_draw_text(pane, 1, y, SLW_STYLE(SLW_ROLE_TITLE), text);
	}
}

static void draw_list(struct slw_start *start, struct slw_pane pane)
{
	size_t height = (size_t)pane.height;

	start->list_height = pane.height;
	if (start->current >= SLW_START_FIXED) {
		size_t at = start->current - SLW_START_FIXED;

		if (at < start->first)
			start->first = at;
		if (height > 0 && at >= start->first + height)
			start->first = at - height + 1;
	}
	if (start->count > height && start->first > start->count - height)
		start->first = start->count - height;
	if (start->count <= height)
		start->first = 0;
	for (size_t i = 0; i < height && start->first + i < start->count; i++)
		draw_row(start, pane, (int)i, start->first + i);
	slw_draw_scroll(pane, (int)start->first, (int)start->count, SLW_STYLE(SLW_ROLE_BORDER));
	if (start->count == 0 && start->filter.text.len > 0)
		slw_draw_fit(pane, 3, 0, pane.width - 4, SLW_STYLE(SLW_ROLE_DIM),
			     _("No store has this in its name."));
}

void slw_start_draw(struct slw_view *view, struct slw_pane pane)
{
	struct slw_start *start = (struct slw_start *)view;
	bool roomy = pane.height >= 11, any = start->count > 0 || start->filter.text.len > 0;
	int y = 0;

	if (roomy) {
		slw_draw_fit(
		    pane, 1, y, pane.width - 2, SLW_STYLE(SLW_ROLE_TEXT),
		    any ? _("Go on where you were, or begin something new.")
			: _("Six steps from a business and its products to a shop that can "
			    "take an order."));
		y += 2;
	}
	start->new_y = y;
	start->list_y = 0;
	draw_entry(start, pane, y++, 0, _("New store"), _("six steps, saved as you type"));
	draw_entry(start, pane, y++, 1, _("Look at a finished example"),
		   _("a store of its own, to look at and to change"));
	if (!any)
		return;
	y += roomy;
	draw_filter(start, pane, y++);
	start->list_y = y;
	/* the cursor of the filter, unless a row has it */
	draw_list(start, slw_pane_part(pane, 0, y, pane.width, pane.height - y));
}
