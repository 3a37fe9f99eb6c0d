#include "config.h"

#include "ui/canvas.h"

#include <stdlib.h>
#include <string.h>
#include <unigbrk.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/buf.h"
#include "base/mem.h"

#include "base/banned.h"

static const struct slw_cell blank = { .text = " ", .width = 1 };

static void allocate(struct slw_canvas *canvas, int width, int height)
{
	canvas->width = width > 0 ? width : 0;
	canvas->height = height > 0 ? height : 0;
	canvas->cells = slw_calloc((size_t)canvas->width * (size_t)canvas->height + 1,
				   sizeof(canvas->cells[0]));
	slw_canvas_clear(canvas);
}

void slw_canvas_init(struct slw_canvas *canvas, int width, int height)
{
	*canvas = (struct slw_canvas){ .cursor_x = -1, .cursor_y = -1 };
	allocate(canvas, width, height);
}

void slw_canvas_release(struct slw_canvas *canvas)
{
	free(canvas->cells);
	*canvas = (struct slw_canvas){ .cells = NULL };
}

void slw_canvas_resize(struct slw_canvas *canvas, int width, int height)
{
	if (canvas->width == width && canvas->height == height) {
		slw_canvas_clear(canvas);
		return;
	}
	free(canvas->cells);
	allocate(canvas, width, height);
}

void slw_canvas_clear(struct slw_canvas *canvas)
{
	size_t count = (size_t)canvas->width * (size_t)canvas->height;

	for (size_t i = 0; i < count; i++)
		canvas->cells[i] = blank;
	canvas->cursor_x = canvas->cursor_y = -1;
}

void slw_canvas_dump(const struct slw_canvas *canvas, struct slw_buf *out)
{
	for (int y = 0; y < canvas->height; y++) {
		const struct slw_cell *row = &canvas->cells[(size_t)y * (size_t)canvas->width];
		size_t end = out->len;

		for (int x = 0; x < canvas->width; x++) {
			slw_buf_str(out, row[x].text);
			if (row[x].text[0] != '\0' && strcmp(row[x].text, " ") != 0)
				end = out->len;
		}
		slw_buf_cut(out, end);
		slw_buf_char(out, '\n');
	}
}

void slw_canvas_dump_roles(const struct slw_canvas *canvas, struct slw_buf *out)
{
	for (int y = 0; y < canvas->height; y++) {
		for (int x = 0; x < canvas->width; x++)
			slw_buf_char(
			    out, (char)('a' +
					canvas->cells[(size_t)y * (size_t)canvas->width + (size_t)x]
					    .style.role));
		slw_buf_char(out, '\n');
	}
}

bool slw_cell_same(const struct slw_cell *a, const struct slw_cell *b)
{
	return a->width == b->width && a->style.role == b->style.role &&
	       a->style.attrs == b->style.attrs && a->style.fg == b->style.fg &&
	       a->style.bg == b->style.bg && strcmp(a->text, b->text) == 0;
}

struct slw_pane slw_pane_all(struct slw_canvas *canvas)
{
	return (struct slw_pane){ canvas, 0, 0, canvas->width, canvas->height, 0, canvas->height };
}

struct slw_pane slw_pane_part(struct slw_pane pane, int x, int y, int width, int height)
{
	if (x < 0) {
		width += x;
		x = 0;
	}
	if (y < 0) {
		height += y;
		y = 0;
	}
	if (width > pane.width - x)
		width = pane.width - x;
	if (height > pane.height - y)
		height = pane.height - y;
	return slw_pane_scrolled(pane, x, y, width, height);
}

struct slw_pane slw_pane_scrolled(struct slw_pane pane, int x, int y, int width, int height)
{
	struct slw_pane part = { pane.canvas,
				 pane.x + x,
				 pane.y + y,
				 width > 0 ? width : 0,
				 height > 0 ? height : 0,
				 pane.top > pane.y ? pane.top : pane.y,
				 pane.bottom < pane.y + pane.height ? pane.bottom
								    : pane.y + pane.height };

	return part;
}

/* What terminals do not agree on, or what could play tricks on the reader. */
static bool left_out(ucs4_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff ||
	       (c >= 0xe0000 && c <= 0xe0fff);
}

/* The next code point and its columns; -1: left out. Returns its bytes, 0 at the end. */
static size_t next_char(const char *text, size_t len, ucs4_t *c, int *columns)
{
	int bytes;

	if (len == 0)
		return 0;
	if ((unsigned char)text[0] >= 0x20 && (unsigned char)text[0] < 0x7f) {
		*c = (ucs4_t)text[0];
		*columns = 1;
		return 1;
	}
	bytes = u8_mbtouc(c, (const uint8_t *)text, len);
	if (*c == '\n' || *c == '\t' || *c == '\r')
		*c = ' ';
	*columns = left_out(*c) ? -1 : uc_width(*c, "UTF-8");
	return bytes > 0 ? (size_t)bytes : 1;
}

int slw_columns(const char *text)
{
	size_t len = strlen(text), bytes;
	int columns, total = 0;
	ucs4_t c;

	while ((bytes = next_char(text, len, &c, &columns)) > 0) {
		if (columns > 0)
			total += columns;
		text += bytes;
		len -= bytes;
	}
	return total;
}

#define JOINER	   "\xe2\x80\x8d" /* U+200D */
#define JOINER_LEN 3

static bool ends_joined(const char *text, size_t len)
{
	return len >= JOINER_LEN && memcmp(text + len - JOINER_LEN, JOINER, JOINER_LEN) == 0;
}

size_t slw_cluster(const char *text, size_t len, int *columns)
{
	const uint8_t *start = (const uint8_t *)text, *end;
	size_t bytes = 0;

	do { /* what a joiner holds together is one: libunistring's rules are older */
		end = bytes < len ? u8_grapheme_next(start + bytes, start + len) : NULL;
		if (end != NULL)
			bytes = (size_t)(end - start);
	} while (end != NULL && ends_joined(text, bytes));
	if (columns != NULL) {
		char *part = slw_strndup(text, bytes);

		*columns = slw_columns(part);
		free(part);
	}
	return bytes;
}

size_t slw_cluster_before(const char *text, size_t len)
{
	const uint8_t *start = (const uint8_t *)text, *before;
	size_t at = len;

	do {
		before = at > 0 ? u8_grapheme_prev(start + at, start) : NULL;
		if (before != NULL)
			at = (size_t)(before - start);
	} while (before != NULL && ends_joined(text, at));
	return len - at;
}

/* A wide character that loses a half becomes a space. */
static void break_wide(struct slw_canvas *canvas, struct slw_cell *row, int x)
{
	if (row[x].width == 0 && x > 0) {
		memcpy(row[x - 1].text, " ", 2);
		row[x - 1].width = 1;
	}
	if (row[x].width == 2 && x + 1 < canvas->width) {
		memcpy(row[x + 1].text, " ", 2);
		row[x + 1].width = 1;
	}
}

static void put_one(struct slw_canvas *canvas, struct slw_cell *row, int x, const char *text,
		    size_t len, int width, struct slw_style style)
{
	struct slw_cell *cell = &row[x];

	break_wide(canvas, row, x);
	memcpy(cell->text, text, len);
	cell->text[len] = '\0';
	cell->width = (uint8_t)width;
	cell->style = style;
}

static bool inside(struct slw_pane pane, int x)
{
	return x >= 0 && x < pane.width && pane.x + x >= 0 && pane.x + x < pane.canvas->width;
}

/* Draws one spacing character; returns the cell for what combines with it, NULL if not drawn. */
static struct slw_cell *put(struct slw_pane pane, int x, int y, ucs4_t c, int width,
			    struct slw_style style)
{
	struct slw_canvas *canvas = pane.canvas;
	struct slw_cell *row;
	uint8_t bytes[6];
	int len = u8_uctomb(bytes, c, sizeof(bytes));

	if (y < 0 || y >= pane.height || pane.y + y < pane.top || pane.y + y >= pane.bottom ||
	    len <= 0)
		return NULL;
	row = &canvas->cells[(size_t)(pane.y + y) * (size_t)canvas->width];
	if (width == 2 && !(inside(pane, x) && inside(pane, x + 1))) {
		if (inside(pane, x))
			put_one(canvas, row, pane.x + x, " ", 1, 1, style);
		if (inside(pane, x + 1))
			put_one(canvas, row, pane.x + x + 1, " ", 1, 1, style);
		return NULL;
	}
	if (!inside(pane, x))
		return NULL;
	if (width == 2)
		put_one(canvas, row, pane.x + x + 1, "", 0, 1, style);
	put_one(canvas, row, pane.x + x, (const char *)bytes, (size_t)len, width, style);
	if (width == 2)
		row[pane.x + x + 1].width = 0;
	return &row[pane.x + x];
}

static void combine(struct slw_cell *cell, const char *text, size_t bytes)
{
	size_t have = strlen(cell->text);

	if (have + bytes >= sizeof(cell->text))
		return;
	memcpy(cell->text + have, text, bytes);
	cell->text[have + bytes] = '\0';
}

/* Draws len bytes up to limit columns; returns the columns. *used (may be NULL): the bytes drawn. */
static int draw(struct slw_pane pane, int x, int y, int limit, struct slw_style style,
		const char *text, size_t len, size_t *used)
{
	struct slw_cell *last = NULL;
	const char *start = text;
	size_t bytes;
	int columns, total = 0;
	ucs4_t c;

	while ((bytes = next_char(text, len, &c, &columns)) > 0) {
		if (columns > 0) {
			if (total + columns > limit)
				break;
			last = put(pane, x + total, y, c, columns, style);
			total += columns;
		} else if (columns == 0 && last != NULL) {
			combine(last, text, bytes);
		}
		text += bytes;
		len -= bytes;
	}
	if (used != NULL)
		*used = (size_t)(text - start);
	return total;
}

int slw_draw_text(struct slw_pane pane, int x, int y, struct slw_style style, const char *text)
{
	return draw(pane, x, y, 1 << 20, style, text, strlen(text), NULL);
}

int slw_draw_bytes(struct slw_pane pane, int x, int y, int limit, struct slw_style style,
		   const char *text, size_t len)
{
	return draw(pane, x, y, limit, style, text, len, NULL);
}

int slw_draw_fit(struct slw_pane pane, int x, int y, int width, struct slw_style style,
		 const char *text)
{
	int columns = slw_columns(text), drawn;

	if (width <= 0)
		return 0;
	if (columns <= width)
		return slw_draw_text(pane, x, y, style, text);
	drawn = draw(pane, x, y, width - 1, style, text, strlen(text), NULL);
	return drawn + slw_draw_text(pane, x + drawn, y, style, pane.canvas->ascii ? "~" : "…");
}

int slw_draw_right(struct slw_pane pane, int right, int y, struct slw_style style, const char *text)
{
	return slw_draw_text(pane, right - slw_columns(text), y, style, text);
}

size_t slw_wrap(const char *text, int width, size_t *next)
{
	size_t at = 0, space = 0, bytes;
	int columns, total = 0;
	ucs4_t c;

	if (width < 1)
		width = 1;
	while (text[at] != '\0' && text[at] != '\n') {
		bytes = next_char(text + at, strnlen(text + at, 4), &c, &columns);
		if (columns > 0 && total + columns > width && at > 0)
			break;
		if (c == ' ')
			space = at;
		if (columns > 0)
			total += columns;
		at += bytes;
	}
	if (text[at] == '\0' || text[at] == '\n') {
		*next = text[at] == '\n' ? at + 1 : at;
		return at;
	}
	if (text[at] == ' ') {
		*next = at + 1;
		return at;
	}
	if (space > 0) {
		*next = space + 1;
		return space;
	}
	*next = at;
	return at;
}

int slw_wrapped_rows(const char *text, int width)
{
	size_t next;
	int rows = 0;

	while (*text != '\0') {
		slw_wrap(text, width, &next);
		text += next;
		rows++;
	}
	return rows;
}

int slw_draw_wrapped(struct slw_pane pane, int x, int y, int width, int max, struct slw_style style,
		     const char *text)
{
	size_t len, next;
	int rows = 0;

	while (*text != '\0' && (max == 0 || rows < max)) {
		len = slw_wrap(text, width, &next);
		if (max > 0 && rows == max - 1 && text[next] != '\0') {
			slw_draw_fit(pane, x, y + rows, width, style, text);
			return rows + 1;
		}
		draw(pane, x, y + rows, width, style, text, len, NULL);
		text += next;
		rows++;
	}
	return rows;
}
