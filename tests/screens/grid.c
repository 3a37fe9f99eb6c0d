/* What stands on the screen. */
#include "config.h"

#include "screens/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/terminal_private.h"

#include "base/banned.h"

#define SECOND_HALF ((uint32_t)-1) /* libvterm's mark in the cell after a wide one */

static void add_cell(struct slw_buf *out, const VTermScreenCell *cell)
{
	uint8_t bytes[8];

	if (cell->chars[0] == 0 || cell->chars[0] == SECOND_HALF)
		return;
	for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i] != 0; i++) {
		int n = u8_uctomb(bytes, cell->chars[i], sizeof(bytes));

		if (n > 0)
			slw_buf_add(out, bytes, (size_t)n);
	}
}

static void get(const struct slw_terminal *t, int line, int column, VTermScreenCell *cell)
{
	VTermPos pos = { .row = line, .col = column };

	memset(cell, 0, sizeof(*cell));
	if (line < 0 || line >= t->lines || column < 0 || column >= t->columns ||
	    !vterm_screen_get_cell(t->screen, pos, cell))
		cell->width = 1;
}

/* at[i], where given, becomes the column of byte i of the line; it has room for all of them. */
static void add_line(const struct slw_terminal *t, int line, struct slw_buf *out, int *at)
{
	size_t start = out->len, last = out->len;
	VTermScreenCell cell;

	for (int column = 0; column<t->columns; column += cell.width> 1 ? 2 : 1) {
		size_t before = out->len;

		get(t, line, column, &cell);
		add_cell(out, &cell);
		if (out->len == before)
			slw_buf_char(out, ' ');
		if (out->len != before + 1 || out->data[before] != ' ')
			last = out->len;
		for (size_t i = before; at != NULL && i < out->len; i++)
			at[i - start] = column;
	}
	slw_buf_cut(out, last);
}

char *slw_terminal_line(const struct slw_terminal *t, int line)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	add_line(t, line, &out, NULL);
	return slw_buf_take(&out);
}

char *slw_terminal_dump(const struct slw_terminal *t)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	for (int line = 0; line < t->lines; line++) {
		add_line(t, line, &out, NULL);
		slw_buf_char(&out, '\n');
	}
	return slw_buf_take(&out);
}

bool slw_terminal_find(const struct slw_terminal *t, const char *text, int *line, int *column)
{
	size_t cell_bytes = VTERM_MAX_CHARS_PER_CELL * 4;
	int *at = slw_malloc(((size_t)t->columns * cell_bytes + 1) * sizeof(*at));
	struct slw_buf out;
	const char *found = NULL;

	slw_buf_init(&out, 0);
	for (int i = 0; i < t->lines && found == NULL; i++) {
		slw_buf_clear(&out);
		add_line(t, i, &out, at);
		found = strstr(out.data, text);
		if (found != NULL && line != NULL)
			*line = i;
		if (found != NULL && column != NULL)
			*column = at[found - out.data];
	}
	slw_buf_release(&out);
	free(at);
	return found != NULL;
}

bool slw_terminal_shows(const struct slw_terminal *t, const char *text)
{
	return slw_terminal_find(t, text, NULL, NULL);
}

static struct slw_terminal_colour colour_of(const VTermColor *from)
{
	struct slw_terminal_colour colour = { .kind = SLW_TERMINAL_DEFAULT };

	if (VTERM_COLOR_IS_DEFAULT_FG(from) || VTERM_COLOR_IS_DEFAULT_BG(from))
		return colour;
	if (VTERM_COLOR_IS_INDEXED(from)) {
		colour.kind = SLW_TERMINAL_INDEXED;
		colour.value = from->indexed.idx;
	} else {
		colour.kind = SLW_TERMINAL_RGB;
		colour.value = (unsigned int)from->rgb.red << 16 |
			       (unsigned int)from->rgb.green << 8 | from->rgb.blue;
	}
	return colour;
}

void slw_terminal_cell(const struct slw_terminal *t, int line, int column,
		       struct slw_terminal_cell *cell)
{
	struct slw_buf text;
	VTermScreenCell from;

	get(t, line, column, &from);
	memset(cell, 0, sizeof(*cell));
	slw_buf_init(&text, sizeof(cell->text));
	add_cell(&text, &from);
	memcpy(cell->text, text.data, text.len < sizeof(cell->text) ? text.len : 0);
	slw_buf_release(&text);
	cell->width = from.width;
	cell->bold = from.attrs.bold;
	cell->underline = from.attrs.underline != VTERM_UNDERLINE_OFF;
	cell->reverse = from.attrs.reverse;
	cell->fg = colour_of(&from.fg);
	cell->bg = colour_of(&from.bg);
}

void slw_terminal_cursor(const struct slw_terminal *t, int *line, int *column, bool *visible)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(t->vterm), &pos);
	*line = pos.row;
	*column = pos.col;
	if (visible != NULL)
		*visible = !t->cursor_hidden;
}

size_t slw_terminal_bytes(const struct slw_terminal *t)
{
	return t->bytes;
}
