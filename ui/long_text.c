#include "config.h"

#include "ui/long_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "ui/edit.h"

#include "base/banned.h"

struct long_text {
	struct slw_widget widget;
	struct slw_edit_line line;
	int max_rows, width;
	int first;		   /* row that is shown first */
	int height;		   /* of the last frame */
	int goal;		   /* column that Up and Down keep to; -1: that of the cursor */
	size_t *starts, rows, cap; /* of the rows, as wrapped last */
	int wrapped_width;
	unsigned int wrapped_changes;
};

static void add_row(struct long_text *text, size_t start)
{
	SLW_GROW(text->starts, text->rows, text->cap);
	text->starts[text->rows++] = start;
}

/* Where the rows begin; a long text is wrapped once for each change. */
static void wrap(struct long_text *text)
{
	const char *data = text->line.text.data;
	size_t start = 0, next, len;

	if (text->rows > 0 && text->wrapped_width == text->width &&
	    text->wrapped_changes == text->line.changes)
		return;
	text->rows = 0;
	add_row(text, 0);
	while (data[start] != '\0') {
		len = slw_wrap(data + start, text->width, &next);
		start += next;
		/* behind a last newline there is one more row */
		if (data[start] != '\0' || next > len)
			add_row(text, start);
	}
	text->wrapped_width = text->width;
	text->wrapped_changes = text->line.changes;
}

/* Where the row of a byte begins, and which one it is. */
static size_t row_of(struct long_text *text, size_t at, int *row)
{
	size_t low = 0, high;

	wrap(text);
	for (high = text->rows; high - low > 1;) {
		size_t middle = low + (high - low) / 2;

		if (text->starts[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	*row = (int)low;
	return text->starts[low];
}

static int row_count(struct long_text *text)
{
	wrap(text);
	return (int)text->rows;
}

static size_t start_of_row(struct long_text *text, int row)
{
	wrap(text);
	return row < (int)text->rows ? text->starts[row > 0 ? row : 0] : text->line.text.len;
}

static int column_of(const struct long_text *text, size_t start, size_t at)
{
	char *part = slw_strndup(text->line.text.data + start, at - start);
	int columns = slw_columns(part);

	free(part);
	return columns;
}

static size_t at_column(const struct long_text *text, size_t start, int column)
{
	const char *data = text->line.text.data;
	size_t next, len = slw_wrap(data + start, text->width, &next), at = start, bytes;
	int x = 0, columns;

	while (at < start + len &&
	       (bytes = slw_cluster(data + at, start + len - at, &columns)) > 0 &&
	       x + columns <= column) {
		at += bytes;
		x += columns;
	}
	return at;
}

static enum slw_context long_context(const struct slw_widget *widget)
{
	(void)widget;
	return SLW_CTX_LONG_TEXT;
}

static int long_rows(struct slw_widget *widget, int width, bool focus)
{
	struct long_text *text = (struct long_text *)widget;
	int rows, least = focus ? 3 : 1, most = focus ? text->max_rows : 3;

	text->width = width > 1 ? width - 1 : 1;
	rows = row_count(text);
	return rows < least ? least : rows > most ? most : rows;
}

static void draw_rows(struct long_text *text, struct slw_pane pane, struct slw_style style)
{
	const char *data = text->line.text.data;
	size_t start = start_of_row(text, text->first), next;

	for (int y = 0; y < pane.height && data[start] != '\0'; y++) {
		size_t len = slw_wrap(data + start, text->width, &next);

		slw_draw_bytes(pane, 0, y, text->width, style, data + start, len);
		start += next;
	}
}

static void long_draw(struct slw_widget *widget, struct slw_pane pane, bool focus)
{
	struct long_text *text = (struct long_text *)widget;
	struct slw_style style = SLW_STYLE(focus ? SLW_ROLE_FOCUS : SLW_ROLE_FIELD);
	size_t start;
	int row;

	text->height = pane.height;
	start = row_of(text, text->line.cursor, &row);
	if (!focus)
		text->first = 0;
	else if (row < text->first)
		text->first = row;
	else if (row >= text->first + pane.height)
		text->first = row - pane.height + 1;
	slw_draw_fill(pane, 0, 0, pane.width, pane.height, style);
	if (text->line.text.len == 0 && widget->placeholder != NULL)
		slw_draw_fit(pane, 0, 0, text->width,
			     SLW_STYLE(focus ? SLW_ROLE_FOCUS : SLW_ROLE_DEFAULT),
			     widget->placeholder);
	draw_rows(text, pane, style);
	slw_draw_scroll(pane, text->first, row_count(text), style);
	if (focus)
		slw_draw_cursor(pane, column_of(text, start, text->line.cursor), row - text->first);
}

/* False at the first or last row: the focus moves on. */
static bool vertical(struct long_text *text, int by)
{
	int row, column;
	size_t start = row_of(text, text->line.cursor, &row);

	column = text->goal >= 0 ? text->goal : column_of(text, start, text->line.cursor);
	if (row + by < 0 || row + by >= row_count(text))
		return false;
	text->line.cursor = at_column(text, start_of_row(text, row + by), column);
	text->goal = column;
	return true;
}

static bool page(struct long_text *text, int by)
{
	bool moved = false;

	for (int i = 1; (i < text->height || i == 1) && vertical(text, by); i++)
		moved = true;
	return moved;
}

static bool long_command(struct slw_widget *widget, enum slw_cmd cmd)
{
	struct long_text *text = (struct long_text *)widget;

	switch (cmd) {
	case SLW_CMD_UP:
		return vertical(text, -1);
	case SLW_CMD_DOWN:
		return vertical(text, 1);
	case SLW_CMD_PAGE_UP:
		return page(text, -1);
	case SLW_CMD_PAGE_DOWN:
		return page(text, 1);
	case SLW_CMD_NEWLINE:
		text->goal = -1;
		slw_edit_insert(&text->line, "\n", 1);
		return true;
	default:
		text->goal = -1;
		return slw_edit_command(&text->line, cmd);
	}
}

static void long_typed(struct slw_widget *widget, const char *bytes, size_t len, bool pasted)
{
	struct long_text *text = (struct long_text *)widget;

	(void)pasted;
	text->goal = -1;
	slw_edit_insert(&text->line, bytes, len);
}

static bool long_mouse(struct slw_widget *widget, const struct slw_mouse *mouse)
{
	struct long_text *text = (struct long_text *)widget;

	if (mouse->kind != SLW_MOUSE_PRESS)
		return false;
	text->line.cursor = at_column(text, start_of_row(text, text->first + mouse->y), mouse->x);
	return true;
}

static const char *long_value(const struct slw_widget *widget, size_t *cursor)
{
	const struct long_text *text = (const struct long_text *)widget;

	if (cursor != NULL)
		*cursor = slw_edit_cursor(&text->line);
	return text->line.text.data;
}

static void long_set(struct slw_widget *widget, const char *text, size_t cursor)
{
	slw_edit_set(&((struct long_text *)widget)->line, text, cursor);
}

static void long_free(struct slw_widget *widget)
{
	struct long_text *text = (struct long_text *)widget;

	slw_edit_release(&text->line);
	free(text->starts);
	free(text);
}

static const struct slw_widget_ops long_ops = {
	.context = long_context,
	.rows = long_rows,
	.draw = long_draw,
	.command = long_command,
	.text = long_typed,
	.mouse = long_mouse,
	.value = long_value,
	.set = long_set,
	.free = long_free,
};

struct slw_widget *slw_long_text_new(int64_t max, int max_rows)
{
	struct long_text *text = slw_calloc(1, sizeof(*text));

	text->widget.ops = &long_ops;
	text->max_rows = max_rows > 3 ? max_rows : 3;
	text->width = 60;
	text->goal = -1;
	slw_edit_init(&text->line, max > 0 ? max : 65536);
	return &text->widget;
}
