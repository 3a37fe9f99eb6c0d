#include "config.h"

#include "screens/svg.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "screens/terminal.h"

#include "base/banned.h"

#define CELL_WIDTH  9
#define CELL_HEIGHT 19
#define BASELINE    14 /* of the text, from the top of its cell */
#define RIM	    14
#define GROUND	    0x171a21u
#define INK	    0xd7dae0u
#define COLUMNS_MAX 500

/* What libvterm calls indexed: the 16 as one of the usual dark palettes has them, then xterm's cube and
 * greys. */
static uint32_t of_index(unsigned int index)
{
	static const uint32_t named[] = { 0x2b303b, 0xe06c75, 0x98c379, 0xe5c07b,
					  0x61afef, 0xc678dd, 0x56b6c2, 0xd7dae0,
					  0x6b7280, 0xef8a92, 0xb3d89c, 0xf0d399,
					  0x8cc6f5, 0xd9a0e8, 0x7fcdd6, 0xffffff };
	static const unsigned int steps[] = { 0, 95, 135, 175, 215, 255 };

	if (index < 16)
		return named[index];
	if (index >= 232) {
		unsigned int grey = 8 + 10 * (index - 232);

		return grey << 16 | grey << 8 | grey;
	}
	index -= 16;
	return steps[index / 36 % 6] << 16 | steps[index / 6 % 6] << 8 | steps[index % 6];
}

static uint32_t of_colour(struct slw_terminal_colour colour, uint32_t usual)
{
	switch (colour.kind) {
	case SLW_TERMINAL_INDEXED:
		return of_index(colour.value & 0xff);
	case SLW_TERMINAL_RGB:
		return colour.value & 0xffffff;
	case SLW_TERMINAL_DEFAULT:
		break;
	}
	return usual;
}

struct look {
	uint32_t fg, bg;
	bool bold, underline;
};

static struct look look_of(const struct slw_terminal_cell *cell)
{
	struct look look = { .fg = of_colour(cell->fg, INK),
			     .bg = of_colour(cell->bg, GROUND),
			     .bold = cell->bold,
			     .underline = cell->underline };

	if (cell->reverse) {
		uint32_t fg = look.fg;

		look.fg = look.bg;
		look.bg = fg;
	}
	return look;
}

static int left(int column)
{
	return RIM + column * CELL_WIDTH;
}

static int top(int line)
{
	return RIM + line * CELL_HEIGHT;
}

static void add_rect(struct slw_buf *out, double x, double y, double width, double height,
		     uint32_t colour)
{
	slw_buf_printf(out, "<rect x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\" fill=\"#%06x\"/>\n",
		       x, y, width, height, colour);
}

/*
 * Blocks and lines are drawn, not written: fonts differ in how they join. The arms of a line are bits:
 * left 1, right 2, up 4, down 8; 16 makes them thick.
 */
static const struct {
	const char *text;
	double width, height; /* of a block from the left and from below, in parts of the cell */
	double opacity;
	unsigned int arms;
} shapes[] = {
	{ "█", 1, 1, 1, 0 },	   { "▉", 7 / 8.0, 1, 1, 0 }, { "▊", 6 / 8.0, 1, 1, 0 },
	{ "▋", 5 / 8.0, 1, 1, 0 }, { "▌", 4 / 8.0, 1, 1, 0 }, { "▍", 3 / 8.0, 1, 1, 0 },
	{ "▎", 2 / 8.0, 1, 1, 0 }, { "▏", 1 / 8.0, 1, 1, 0 }, { "▄", 1, 0.5, 1, 0 },
	{ "░", 1, 1, 0.3, 0 },	   { "▒", 1, 1, 0.5, 0 },     { "▓", 1, 1, 0.7, 0 },
	{ "─", 0, 0, 1, 3 },	   { "│", 0, 0, 1, 12 },      { "┌", 0, 0, 1, 10 },
	{ "┐", 0, 0, 1, 9 },	   { "└", 0, 0, 1, 6 },	      { "┘", 0, 0, 1, 5 },
	{ "├", 0, 0, 1, 14 },	   { "┤", 0, 0, 1, 13 },      { "┬", 0, 0, 1, 11 },
	{ "━", 0, 0, 1, 19 },	   { "╸", 0, 0, 1, 17 },      { "┴", 0, 0, 1, 7 },
	{ "┼", 0, 0, 1, 15 },
};

static void add_arms(struct slw_buf *out, double x, double y, unsigned int arms, uint32_t colour)
{
	double thick = (arms & 16) != 0 ? 5 : 1,
	       half_x = thick > 1 ? CELL_WIDTH / 2.0 : CELL_WIDTH / 2.0 + 0.5,
	       half_y = (CELL_HEIGHT + thick) / 2.0;

	if ((arms & 3) != 0)
		add_rect(out, (arms & 1) != 0 ? x : x + CELL_WIDTH - half_x,
			 y + CELL_HEIGHT - half_y, (arms & 3) == 3 ? CELL_WIDTH : half_x, thick,
			 colour);
	if ((arms & 12) != 0)
		add_rect(out, x + CELL_WIDTH - half_x,
			 (arms & 4) != 0 ? y : y + CELL_HEIGHT - half_y, thick,
			 (arms & 12) == 12 ? CELL_HEIGHT : half_y, colour);
}

static int shape_of(const char *text)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
		if (strcmp(shapes[i].text, text) == 0)
			return (int)i;
	return -1;
}

static void add_shape(struct slw_buf *out, int shape, int line, int column, int count,
		      uint32_t colour)
{
	double height = CELL_HEIGHT * shapes[shape].height;

	for (int n = 0; n < count && shapes[shape].arms != 0; n++)
		add_arms(out, left(column + n), top(line), shapes[shape].arms, colour);
	if (shapes[shape].arms == 0)
		slw_buf_printf(out,
			       "<rect x=\"%d\" y=\"%g\" width=\"%g\" height=\"%g\" "
			       "fill=\"#%06x\" opacity=\"%g\"/>\n",
			       left(column), top(line) + CELL_HEIGHT - height,
			       CELL_WIDTH * (count - 1 + shapes[shape].width), height, colour,
			       shapes[shape].opacity);
}

struct row {
	struct slw_terminal_cell cells[COLUMNS_MAX];
	int columns, line;
};

static bool same_look(struct look a, struct look b)
{
	return a.fg == b.fg && a.bg == b.bg && a.bold == b.bold && a.underline == b.underline;
}

static void add_grounds(struct slw_buf *out, const struct row *row)
{
	for (int from = 0, to; from < row->columns; from = to) {
		uint32_t bg = look_of(&row->cells[from]).bg;

		for (to = from + 1; to < row->columns && look_of(&row->cells[to]).bg == bg;)
			to++;
		if (bg != GROUND)
			add_rect(out, left(from), top(row->line), (to - from) * CELL_WIDTH,
				 CELL_HEIGHT, bg);
	}
}

static void add_underlines(struct slw_buf *out, const struct row *row)
{
	for (int from = 0, to; from < row->columns; from = to) {
		struct look look = look_of(&row->cells[from]);

		for (to = from + 1; to < row->columns && same_look(look_of(&row->cells[to]), look);)
			to++;
		if (look.underline)
			slw_buf_printf(out,
				       "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"1\" "
				       "fill=\"#%06x\" opacity=\"0.45\"/>\n",
				       left(from), top(row->line) + CELL_HEIGHT - 2,
				       (to - from) * CELL_WIDTH, look.fg);
	}
}

static bool plain(const struct slw_terminal_cell *cell)
{
	return cell->text[0] > ' ' && cell->text[0] < 0x7f && cell->text[1] == '\0';
}

/* The end of what can be written in one go: ASCII of one look, a single space within it. */
static int end_of_text(const struct row *row, int from)
{
	struct look look = look_of(&row->cells[from]);
	int to = from + 1;

	if (!plain(&row->cells[from]))
		return from + (row->cells[from].width > 1 ? 2 : 1);
	while (to < row->columns && same_look(look_of(&row->cells[to]), look)) {
		bool space = row->cells[to].text[0] == '\0' || row->cells[to].text[0] == ' ';

		if (!plain(&row->cells[to]) &&
		    !(space && to + 1 < row->columns && plain(&row->cells[to + 1]) &&
		      same_look(look_of(&row->cells[to + 1]), look)))
			break;
		to++;
	}
	return to;
}

static void add_text(struct slw_buf *out, const struct row *row, int from, int to)
{
	struct look look = look_of(&row->cells[from]);

	slw_buf_printf(out, "<text x=\"%d\" y=\"%d\" textLength=\"%d\"%s fill=\"#%06x\">",
		       left(from), top(row->line) + BASELINE, (to - from) * CELL_WIDTH,
		       look.bold ? " font-weight=\"bold\"" : "", look.fg);
	for (int column = from; column < to; column++) {
		const char *text = row->cells[column].text;

		if (text[0] == '\0' && column > from && row->cells[column - 1].width > 1)
			continue;
		slw_escape_xml(out, text[0] != '\0' ? text : " ");
	}
	slw_buf_str(out, "</text>\n");
}

static void add_shapes(struct slw_buf *out, const struct row *row)
{
	for (int from = 0, to; from < row->columns; from = to) {
		struct look look = look_of(&row->cells[from]);
		int shape = shape_of(row->cells[from].text);

		to = from + 1;
		if (shape < 0)
			continue;
		while (to < row->columns && shape_of(row->cells[to].text) == shape &&
		       same_look(look_of(&row->cells[to]), look))
			to++;
		add_shape(out, shape, row->line, from, to - from, look.fg);
	}
}

static void add_texts(struct slw_buf *out, const struct row *row)
{
	for (int from = 0, to; from < row->columns; from = to) {
		const char *text = row->cells[from].text;

		to = from + 1;
		if (text[0] == '\0' || text[0] == ' ' || shape_of(text) >= 0)
			continue;
		to = end_of_text(row, from);
		add_text(out, row, from, to);
	}
}

static void read_row(const struct slw_terminal *t, int line, struct row *row)
{
	row->line = line;
	for (int column = 0; column < row->columns; column++)
		slw_terminal_cell(t, line, column, &row->cells[column]);
}

static void add_cursor(struct slw_buf *out, const struct slw_terminal *t)
{
	int line, column;
	bool visible;

	slw_terminal_cursor(t, &line, &column, &visible);
	if (visible)
		slw_buf_printf(
		    out, "<rect x=\"%d\" y=\"%d\" width=\"2\" height=\"%d\" fill=\"#ffffff\"/>\n",
		    left(column), top(line) + 1, CELL_HEIGHT - 2);
}

char *slw_svg(const struct slw_terminal *t, const char *title)
{
	int lines, columns, width, height;
	struct slw_buf out;
	struct row row;

	slw_terminal_size(t, &lines, &columns);
	row.columns = columns < COLUMNS_MAX ? columns : COLUMNS_MAX;
	width = 2 * RIM + row.columns * CELL_WIDTH;
	height = 2 * RIM + lines * CELL_HEIGHT;
	slw_buf_init(&out, 0);
	slw_buf_printf(
	    &out,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" height=\"%d\" "
	    "viewBox=\"0 0 %d %d\" font-size=\"15\" font-family=\"'DejaVu Sans Mono', "
	    "Menlo, Consolas, 'Liberation Mono', monospace\">\n<title>",
	    width, height, width, height);
	slw_escape_xml(&out, title);
	slw_buf_printf(&out,
		       "</title>\n<rect x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\" "
		       "fill=\"#%06x\" stroke=\"#5b6472\"/>\n",
		       width - 1, height - 1, GROUND);
	slw_buf_str(&out, "<g shape-rendering=\"crispEdges\">\n");
	for (int line = 0; line < lines; line++) {
		read_row(t, line, &row);
		add_grounds(&out, &row);
		add_underlines(&out, &row);
		add_shapes(&out, &row);
	}
	slw_buf_str(&out, "</g>\n");
	for (int line = 0; line < lines; line++) {
		read_row(t, line, &row);
		add_texts(&out, &row);
	}
	add_cursor(&out, t);
	slw_buf_str(&out, "</svg>\n");
	return slw_buf_take(&out);
}
