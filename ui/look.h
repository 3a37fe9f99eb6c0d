/* What a role looks like on a terminal of so many colours. Pure. */
#ifndef SLW_UI_LOOK_H
#define SLW_UI_LOOK_H

#include <stdbool.h>
#include <stdint.h>

struct slw_buf;
struct slw_cell;
struct slw_style;

#define SLW_LOOK_DEFAULT (-1) /* the terminal's own colour */
#define SLW_LOOK_RGB	 0x1000000

struct slw_look {
	int fg, bg; /* SLW_LOOK_DEFAULT, an index, or SLW_LOOK_RGB | 0xrrggbb */
	uint8_t attrs;
};

/* colours: 0 (none), 8, 16, 256, 1 << 24 */
struct slw_look slw_look_of(struct slw_style style, int colours);

/* Appends a cell's text for the terminal; without utf8 in the bytes of the locale, and a question mark
 * per column for what it does not have. */
void slw_look_text(struct slw_buf *out, const struct slw_cell *cell, bool utf8);

#endif
