/* Boxes, bars, marks: what is drawn from characters that not every terminal has. */
#include "config.h"

#include <string.h>

#include "ui/canvas.h"

#include "base/banned.h"

static struct slw_cell *cell_at(struct slw_pane pane, int x, int y)
{
	x += pane.x;
	y += pane.y;
	if (x < pane.x || y < pane.y || x >= pane.x + pane.width || y >= pane.y + pane.height ||
	    x < 0 || x >= pane.canvas->width || y < pane.top || y >= pane.bottom)
		return NULL;
	return &pane.canvas->cells[(size_t)y * (size_t)pane.canvas->width + (size_t)x];
}

void slw_draw_fill(struct slw_pane pane, int x, int y, int width, int height,
		   struct slw_style style)
{
	if (x < 0) {
		width += x;
		x = 0;
	}
	if (width > pane.width - x)
		width = pane.width - x;
	for (int row = y < 0 ? 0 : y; row < y + height && row < pane.height; row++)
		for (int i = 0; i < width; i++)
			slw_draw_text(pane, x + i, row, style, " ");
}

static void repeat(struct slw_pane pane, int x, int y, int count, struct slw_style style,
		   const char *text)
{
	for (int i = 0; i < count && x + i < pane.width; i++)
		slw_draw_text(pane, x + i, y, style, text);
}

void slw_draw_line(struct slw_pane pane, int x, int y, int width, struct slw_style style)
{
	repeat(pane, x, y, width, style, pane.canvas->ascii ? "-" : "─");
}

void slw_draw_box(struct slw_pane pane, int x, int y, int width, int height, struct slw_style style,
		  const char *title)
{
	static const char *const unicode[] = { "┌", "┐", "└", "┘", "│" };
	static const char *const ascii[] = { "+", "+", "+", "+", "|" };
	const char *const *part = pane.canvas->ascii ? ascii : unicode;

	if (width < 2 || height < 2)
		return;
	slw_draw_text(pane, x, y, style, part[0]);
	slw_draw_line(pane, x + 1, y, width - 2, style);
	slw_draw_text(pane, x + width - 1, y, style, part[1]);
	for (int row = 1; row < height - 1; row++) {
		slw_draw_text(pane, x, y + row, style, part[4]);
		slw_draw_text(pane, x + width - 1, y + row, style, part[4]);
	}
	slw_draw_text(pane, x, y + height - 1, style, part[2]);
	slw_draw_line(pane, x + 1, y + height - 1, width - 2, style);
	slw_draw_text(pane, x + width - 1, y + height - 1, style, part[3]);
	if (title != NULL && width > 6) {
		struct slw_style bold = style;
		int columns;

		bold.role = SLW_ROLE_TITLE;
		slw_draw_text(pane, x + 2, y, style, " ");
		columns = slw_draw_fit(pane, x + 3, y, width - 6, bold, title);
		slw_draw_text(pane, x + 3 + columns, y, style, " ");
	}
}

void slw_draw_bar(struct slw_pane pane, int x, int y, int width, struct slw_style style,
		  uint64_t part, uint64_t whole)
{
	struct slw_style rest = { .role = SLW_ROLE_DIM };
	int filled;

	if (width <= 0)
		return;
	if (whole == 0)
		whole = 1;
	if (part > whole)
		part = whole;
	filled = (int)(part * (uint64_t)width * 2 / whole);
	if (pane.canvas->ascii) {
		repeat(pane, x, y, width, rest, ".");
		repeat(pane, x, y, filled / 2, style, "#");
		return;
	}
	/* thick and thin, so that it needs no colour, and lines, so that bars above each other stay apart */
	repeat(pane, x, y, width, rest, "─");
	repeat(pane, x, y, filled / 2, style, "━");
	if (filled % 2 > 0)
		slw_draw_text(pane, x + filled / 2, y, style, "╸");
}

void slw_draw_style(struct slw_pane pane, int x, int y, int width, struct slw_style style)
{
	for (int i = 0; i < width; i++) {
		struct slw_cell *cell = cell_at(pane, x + i, y);

		if (cell != NULL)
			cell->style = style;
	}
}

void slw_draw_scroll(struct slw_pane pane, int first, int total, struct slw_style style)
{
	int height = pane.height, size, at;

	if (total <= height || height < 2)
		return;
	size = height * height / total;
	if (size < 1)
		size = 1;
	at = first * (height - size) / (total - height);
	for (int y = 0; y < height; y++) {
		bool thumb = y >= at && y < at + size;
		const char *text = pane.canvas->ascii ? (thumb ? "#" : "|") : (thumb ? "█" : "│");

		slw_draw_text(pane, pane.width - 1, y, style, text);
	}
}

void slw_draw_cursor(struct slw_pane pane, int x, int y)
{
	if (cell_at(pane, x, y) == NULL)
		return;
	pane.canvas->cursor_x = pane.x + x;
	pane.canvas->cursor_y = pane.y + y;
}

const char *slw_mark(const struct slw_canvas *canvas, enum slw_mark mark)
{
	static const char *const marks[SLW_MARK__MAX][2] = {
		[SLW_MARK_DONE] = { "✓", "*" },	  [SLW_MARK_OPEN] = { "○", "o" },
		[SLW_MARK_HERE] = { "●", "@" },	  [SLW_MARK_ARROW] = { "›", ">" },
		[SLW_MARK_DOWN] = { "▾", "v" },	  [SLW_MARK_BULLET] = { "•", "*" },
		[SLW_MARK_STAR] = { "★", "*" },	  [SLW_MARK_NO_STAR] = { "☆", "." },
		[SLW_MARK_ERROR] = { "✗", "x" },  [SLW_MARK_WARNING] = { "!", "!" },
		[SLW_MARK_ON] = { "[x]", "[x]" }, [SLW_MARK_OFF] = { "[ ]", "[ ]" },
		[SLW_MARK_LOCK] = { "=", "=" },
	};

	return marks[mark][canvas->ascii];
}
