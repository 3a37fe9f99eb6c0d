/* How a conflict looks: the sides beside each other where there is room, else one below the other. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/steps.h"
#include "ui/view_conflict.h"

#include "base/banned.h"

#define BESIDE	  66 /* columns from which the sides stand beside each other */
#define LIST_TOP  2
#define LIST_ROWS 6 /* of the list of fields */

static const char *label_of(const struct slw_conflict *conflict, const struct slw_conflict_row *row)
{
	if (row->key[0] == '\0')
		return conflict->title != NULL ? conflict->title : _("The whole");
	return row->field != NULL ? _(row->field->label) : row->key;
}

/* "Theirs (anna)" */
static char *side_head(const struct slw_conflict_row *row, enum slw_side side)
{
	const json_t *from = row->from;
	const char *author = slw_json_str(from, "author", NULL);

	if (side == SLW_SIDE_BASE)
		return slw_strdup(_("It was"));
	if (side == SLW_SIDE_MINE)
		return slw_strdup(row->choice == SLW_TAKE_VALUE ? _("Yours, edited") : _("Yours"));
	if (author == NULL)
		return slw_strdup(_("Theirs"));
	return slw_printf(_("Theirs (%s)"), author);
}

static bool is_taken(const struct slw_conflict_row *row, enum slw_side side)
{
	return (side == SLW_SIDE_THEIRS && row->choice == SLW_TAKE_THEIRS) ||
	       (side == SLW_SIDE_MINE && row->choice > SLW_TAKE_THEIRS);
}

static void draw_head(struct slw_pane pane, const struct slw_conflict_row *row, int x, int y,
		      int width, enum slw_side side)
{
	bool taken = is_taken(row, side);
	struct slw_style style = SLW_STYLE(taken ? SLW_ROLE_ACCENT : SLW_ROLE_LABEL);
	char *head = side_head(row, side);
	int from = x;

	style.attrs = taken ? SLW_BOLD : 0;
	if (side != SLW_SIDE_BASE) {
		x += slw_draw_text(pane, x, y, style,
				   slw_mark(pane.canvas, taken ? SLW_MARK_HERE : SLW_MARK_OPEN));
		x++;
	}
	slw_draw_fit(pane, x, y, width - (x - from), style, head);
	free(head);
}

static struct slw_style text_style(const struct slw_conflict_row *row, enum slw_side side)
{
	return SLW_STYLE(side == SLW_SIDE_BASE ||
				 (row->choice != SLW_TAKE_NONE && !is_taken(row, side))
			     ? SLW_ROLE_DIM
			     : SLW_ROLE_TEXT);
}

static void stop_at_end(struct slw_conflict *conflict, int rows, int height)
{
	if (conflict->first > rows - height)
		conflict->first = rows > height ? rows - height : 0;
}

/* Beside each other: a head, and the texts scroll together below it. */
static void draw_beside(struct slw_conflict *conflict, struct slw_pane pane)
{
	const struct slw_conflict_row *row = slw_conflict_current(conflict);
	int width = (pane.width - 2) / SLW_SIDE__MAX, rows = 0;
	struct slw_pane body = slw_pane_part(pane, 0, 1, pane.width, pane.height - 1);

	for (int side = 0; side < SLW_SIDE__MAX; side++) {
		int needed = slw_wrapped_rows(row->text[side], width - 2);

		rows = needed > rows ? needed : rows;
	}
	stop_at_end(conflict, rows, body.height);
	for (int side = 0; side < SLW_SIDE__MAX; side++) {
		draw_head(pane, row, 1 + side * width, 0, width - 2, (enum slw_side)side);
		slw_draw_wrapped(body, 1 + side * width, -conflict->first, width - 2, 0,
				 text_style(row, (enum slw_side)side), row->text[side]);
	}
	slw_draw_scroll(body, conflict->first, rows, SLW_STYLE(SLW_ROLE_BORDER));
}

/* One below the other, all in one text that scrolls; what it was is one line where there is little room. */
static void draw_below(struct slw_conflict *conflict, struct slw_pane pane)
{
	const struct slw_conflict_row *row = slw_conflict_current(conflict);
	int width = pane.width - 4, rows = 0, y, needed[SLW_SIDE__MAX];

	for (int side = 0; side < SLW_SIDE__MAX; side++) {
		needed[side] = slw_wrapped_rows(row->text[side], width - 1);
		rows += 1 + needed[side];
	}
	if (rows > pane.height && needed[SLW_SIDE_BASE] > 1) {
		rows -= needed[SLW_SIDE_BASE] - 1;
		needed[SLW_SIDE_BASE] = 1;
	}
	stop_at_end(conflict, rows, pane.height);
	y = -conflict->first;
	for (int side = 0; side < SLW_SIDE__MAX; side++) {
		struct slw_style style = text_style(row, (enum slw_side)side);

		draw_head(pane, row, 1, y++, width, (enum slw_side)side);
		if (needed[side] == 1)
			slw_draw_fit(pane, 3, y, width - 1, style, row->text[side]);
		else
			slw_draw_wrapped(pane, 3, y, width - 1, 0, style, row->text[side]);
		y += needed[side];
	}
	slw_draw_scroll(pane, conflict->first, rows, SLW_STYLE(SLW_ROLE_BORDER));
}

static void draw_field(const struct slw_conflict *conflict, struct slw_pane pane, int y, size_t i)
{
	static const char *const words[] = { [SLW_TAKE_NONE] = N_("to decide"),
					     [SLW_TAKE_THEIRS] = N_("theirs"),
					     [SLW_TAKE_MINE] = N_("yours"),
					     [SLW_TAKE_VALUE] = N_("edited") };
	const struct slw_conflict_row *row = &conflict->rows[i];
	bool open = row->choice == SLW_TAKE_NONE;

	slw_draw_text(pane, 1, y, SLW_STYLE(open ? SLW_ROLE_WARNING : SLW_ROLE_GOOD),
		      slw_mark(pane.canvas, open ? SLW_MARK_OPEN : SLW_MARK_DONE));
	slw_draw_fit(pane, 3, y, pane.width - 20, SLW_STYLE(SLW_ROLE_TEXT),
		     label_of(conflict, row));
	slw_draw_right(pane, pane.width - 2, y, SLW_STYLE(SLW_ROLE_DIM), _(words[row->choice]));
	if ((int)i == conflict->list.current)
		slw_draw_style(pane, 0, y, pane.width - 1, SLW_STYLE(SLW_ROLE_SELECTED));
}

static int draw_list(struct slw_conflict *conflict, struct slw_pane pane)
{
	int count = (int)conflict->count, rows = count < LIST_ROWS ? count : LIST_ROWS;

	slw_list_show(&conflict->list, count, LIST_TOP, rows);
	conflict->is_listed = true;
	for (int i = 0; i < rows; i++)
		draw_field(conflict, pane, i, (size_t)(conflict->list.first + i));
	slw_draw_scroll(slw_pane_part(pane, 0, 0, pane.width, rows), conflict->list.first, count,
			SLW_STYLE(SLW_ROLE_BORDER));
	return rows + 1;
}

/* Where there is no room for the list: which of how many. */
static int draw_which(struct slw_conflict *conflict, struct slw_pane pane)
{
	char *text;

	slw_list_show(&conflict->list, (int)conflict->count, 0, 1);
	conflict->is_listed = false;
	text = slw_printf(_("%d of %zu: %s"), conflict->list.current + 1, conflict->count,
			  label_of(conflict, slw_conflict_current(conflict)));
	slw_draw_fit(pane, 1, 0, pane.width - 2, SLW_STYLE(SLW_ROLE_TITLE), text);
	free(text);
	return 1;
}

static void draw_why(const struct slw_conflict *conflict, struct slw_pane pane)
{
	const json_t *from = slw_conflict_current(conflict)->from;
	char *text = slw_printf(_("Version %lld changed this while you did. Theirs holds until you "
				  "decide."),
				(long long)slw_json_int(from, "version", 0));

	slw_draw_fit(pane, 1, 0, pane.width - 2, SLW_STYLE(SLW_ROLE_WARNING), text);
	free(text);
}

void slw_conflict_draw(struct slw_view *view, struct slw_pane pane)
{
	struct slw_conflict *conflict = (struct slw_conflict *)view;
	bool roomy = pane.height >= 16;
	int y = 0;

	if (roomy) {
		draw_why(conflict, pane);
		y += LIST_TOP;
		y +=
		    draw_list(conflict, slw_pane_part(pane, 0, y, pane.width, pane.height - y - 4));
	} else {
		y += draw_which(conflict, pane);
	}
	pane = slw_pane_part(pane, 0, y, pane.width, pane.height - y);
	if (pane.width >= BESIDE)
		draw_beside(conflict, pane);
	else
		draw_below(conflict, pane);
}
