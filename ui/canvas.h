/*
 * A grid of cells that views draw to; screen.c copies what changed of it to the terminal, tests dump
 * it as text. A pane is a part of it: all drawing is relative to a pane and clipped to it.
 *
 * A cell holds one spacing character and the combining ones behind it. Texts may be anything: what
 * cannot be shown (controls, bidi overrides, bad UTF-8, joiners that terminals do not agree on) is
 * left out or becomes U+FFFD. x grows to the right, y down, from 0.
 */
#ifndef SLW_UI_CANVAS_H
#define SLW_UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_buf;

/* What a piece of text is; screen.c gives each a look that the terminal can show. */
enum slw_role {
	SLW_ROLE_TEXT,
	SLW_ROLE_DIM,	   /* explanations, units */
	SLW_ROLE_TITLE,	   /* of a view or a group */
	SLW_ROLE_ACCENT,   /* what is current: step, link, bar */
	SLW_ROLE_LABEL,	   /* of a field */
	SLW_ROLE_FIELD,	   /* content of a field */
	SLW_ROLE_FOCUS,	   /* content of the field with the cursor */
	SLW_ROLE_DEFAULT,  /* a value that nobody typed */
	SLW_ROLE_SELECTED, /* the current row of a list */
	SLW_ROLE_BUTTON,
	SLW_ROLE_BUTTON_FOCUS,
	SLW_ROLE_ERROR,
	SLW_ROLE_WARNING,
	SLW_ROLE_GOOD,
	SLW_ROLE_BORDER,
	SLW_ROLE_HEADER, /* the top line */
	SLW_ROLE_KEYS,	 /* the bottom line: a key's name */
	SLW_ROLE_STATUS, /* the bottom line: what the key does */
	SLW_ROLE__MAX
};

enum slw_attr { SLW_BOLD = 1, SLW_UNDERLINE = 2, SLW_REVERSE = 4 };

#define SLW_RGB(r, g, b) \
	(UINT32_C(0x1000000) | (uint32_t)(r) << 16 | (uint32_t)(g) << 8 | (uint32_t)(b))

struct slw_style {
	uint8_t role;	 /* enum slw_role */
	uint8_t attrs;	 /* enum slw_attr, beside those of the role */
	uint32_t fg, bg; /* SLW_RGB(); 0: those of the role */
};
#define SLW_STYLE(r) ((struct slw_style){ .role = (uint8_t)(r) })

#define SLW_CELL_TEXT 20 /* bytes, with the NUL */

struct slw_cell {
	char text[SLW_CELL_TEXT]; /* "" : the right half of the wide character before it */
	uint8_t width;		  /* 1, 2; 0: that right half */
	struct slw_style style;
};

struct slw_canvas {
	struct slw_cell *cells; /* rows of width */
	int width, height;
	int cursor_x, cursor_y; /* -1: hidden */
	bool ascii;		/* borders and marks in ASCII alone */
};

struct slw_pane {
	struct slw_canvas *canvas;
	int x, y, width, height; /* of the canvas; a pane may be empty or partly outside of it */
	int top, bottom;	 /* rows of the canvas that it may draw to: top <= row < bottom */
};

void slw_canvas_init(struct slw_canvas *canvas, int width, int height);
void slw_canvas_release(struct slw_canvas *canvas);
void slw_canvas_resize(struct slw_canvas *canvas, int width, int height); /* clears it */
void slw_canvas_clear(struct slw_canvas *canvas);
/* The rows as text, each with a newline, without spaces at the ends. */
void slw_canvas_dump(const struct slw_canvas *canvas, struct slw_buf *out);
/* The same grid of roles: one letter per cell ('a' + role), for tests of looks. */
void slw_canvas_dump_roles(const struct slw_canvas *canvas, struct slw_buf *out);

bool slw_cell_same(const struct slw_cell *a, const struct slw_cell *b);

struct slw_pane slw_pane_all(struct slw_canvas *canvas);
/* A part of a pane, cut to it. */
struct slw_pane slw_pane_part(struct slw_pane pane, int x, int y, int width, int height);
/* A part that may begin above the pane or end below it; what is outside is not drawn. For things that
 * scroll. */
struct slw_pane slw_pane_scrolled(struct slw_pane pane, int x, int y, int width, int height);

/* One line; newlines and tabs are spaces. Returns the columns that the text takes, drawn or not. */
int slw_draw_text(struct slw_pane pane, int x, int y, struct slw_style style, const char *text);
/* The first len bytes, as far as they take limit columns. */
int slw_draw_bytes(struct slw_pane pane, int x, int y, int limit, struct slw_style style,
		   const char *text, size_t len);
/* The same in at most width columns: what is longer ends in "…". Returns the columns drawn. */
int slw_draw_fit(struct slw_pane pane, int x, int y, int width, struct slw_style style,
		 const char *text);
int slw_draw_right(struct slw_pane pane, int right, int y, struct slw_style style,
		   const char *text); /* ends before column right */
/* Wrapped at words to width columns, at most max rows (0: all); returns the rows it takes. */
int slw_draw_wrapped(struct slw_pane pane, int x, int y, int width, int max, struct slw_style style,
		     const char *text);
void slw_draw_fill(struct slw_pane pane, int x, int y, int width, int height,
		   struct slw_style style); /* with spaces */
/* A box; title (may be NULL) stands in its upper line. */
void slw_draw_box(struct slw_pane pane, int x, int y, int width, int height, struct slw_style style,
		  const char *title);
void slw_draw_line(struct slw_pane pane, int x, int y, int width, struct slw_style style);
/* A bar of width columns, filled to part of whole, in eighths where the terminal can. */
void slw_draw_bar(struct slw_pane pane, int x, int y, int width, struct slw_style style,
		  uint64_t part, uint64_t whole);
/* Changes the style of cells, not their text. */
void slw_draw_style(struct slw_pane pane, int x, int y, int width, struct slw_style style);
/* A bar at the right edge that shows which part of total rows is seen; nothing when all is. */
void slw_draw_scroll(struct slw_pane pane, int first, int total, struct slw_style style);
void slw_draw_cursor(struct slw_pane pane, int x, int y);

/* A mark that every terminal has a form of. Borrowed; one or three columns, see slw_columns(). */
enum slw_mark {
	SLW_MARK_DONE,	 /* ✓ */
	SLW_MARK_OPEN,	 /* ○ */
	SLW_MARK_HERE,	 /* ● */
	SLW_MARK_ARROW,	 /* › */
	SLW_MARK_DOWN,	 /* ▾ */
	SLW_MARK_BULLET, /* • */
	SLW_MARK_STAR,	 /* ★ */
	SLW_MARK_NO_STAR,
	SLW_MARK_ERROR, /* ✗ */
	SLW_MARK_WARNING,
	SLW_MARK_ON,  /* [x] */
	SLW_MARK_OFF, /* [ ] */
	SLW_MARK_LOCK,
	SLW_MARK__MAX
};
const char *slw_mark(const struct slw_canvas *canvas, enum slw_mark mark);

/* Columns of a text as it is drawn on one line. */
int slw_columns(const char *text);
/* The bytes of text's first row wrapped to width; *next: where the second begins. A row ends at a
 * newline, at a space, or in the middle of a word that is longer than a row. */
size_t slw_wrap(const char *text, int width, size_t *next);
/* Rows of a text wrapped to width. */
int slw_wrapped_rows(const char *text, int width);

/* Bytes of the first grapheme cluster of text, and the columns that it takes (may be NULL); 0 at the
 * end. */
size_t slw_cluster(const char *text, size_t len, int *columns);
/* Bytes of the last cluster of the first len bytes. */
size_t slw_cluster_before(const char *text, size_t len);

#endif
