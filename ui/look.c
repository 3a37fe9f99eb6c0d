#include "config.h"

#include "ui/look.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>
#include <wchar.h>

#include "base/buf.h"
#include "ui/canvas.h"

#include "base/banned.h"

#define NO SLW_LOOK_DEFAULT

/*
 * Roles on the terminal's own background use colours that can be read on white and on black: a contrast
 * of 4.5 (WCAG AA) and more on both. The 256 have few of them, and the first 8 none that holds in all
 * palettes; so the others bring both colours along, or do with bold. rgb: instead of many.fg where any
 * colour can be had; 0: none.
 */
static const struct {
	struct slw_look many, eight;
	uint8_t mono;
	uint32_t rgb;
} roles[SLW_ROLE__MAX] = {
	[SLW_ROLE_TEXT] = { { NO, NO, 0 }, { NO, NO, 0 }, 0, 0 },
	[SLW_ROLE_DIM] = { { 243, NO, 0 }, { NO, NO, 0 }, 0, 0 },
	[SLW_ROLE_TITLE] = { { NO, NO, SLW_BOLD }, { NO, NO, SLW_BOLD }, SLW_BOLD, 0 },
	[SLW_ROLE_ACCENT] = { { 63, NO, SLW_BOLD },
			      { NO, NO, SLW_BOLD },
			      SLW_BOLD,
			      SLW_RGB(0x0b, 0x7f, 0xab) },
	[SLW_ROLE_LABEL] = { { NO, NO, 0 }, { NO, NO, 0 }, 0, 0 },
	[SLW_ROLE_FIELD] = { { NO, NO, SLW_UNDERLINE },
			     { NO, NO, SLW_UNDERLINE },
			     SLW_UNDERLINE,
			     0 },
	[SLW_ROLE_FOCUS] = { { 231, 25, 0 }, { 7, 4, 0 }, SLW_REVERSE, 0 },
	[SLW_ROLE_DEFAULT] = { { 243, NO, SLW_UNDERLINE },
			       { NO, NO, SLW_UNDERLINE },
			       SLW_UNDERLINE,
			       0 },
	[SLW_ROLE_SELECTED] = { { 231, 25, SLW_BOLD }, { 7, 4, SLW_BOLD }, SLW_REVERSE, 0 },
	[SLW_ROLE_BUTTON] = { { NO, NO, SLW_REVERSE }, { NO, NO, SLW_REVERSE }, SLW_UNDERLINE, 0 },
	[SLW_ROLE_BUTTON_FOCUS] = { { 231, 25, SLW_BOLD },
				    { 7, 4, SLW_BOLD },
				    SLW_REVERSE | SLW_BOLD,
				    0 },
	[SLW_ROLE_ERROR] = { { 231, 160, SLW_BOLD }, { 7, 1, SLW_BOLD }, SLW_BOLD, 0 },
	[SLW_ROLE_WARNING] = { { 131, NO, SLW_BOLD },
			       { NO, NO, SLW_BOLD },
			       SLW_BOLD,
			       SLW_RGB(0xb4, 0x5f, 0x06) },
	[SLW_ROLE_GOOD] = { { 29, NO, 0 }, { NO, NO, SLW_BOLD }, 0, SLW_RGB(0x00, 0x87, 0x3c) },
	[SLW_ROLE_BORDER] = { { 243, NO, 0 }, { NO, NO, 0 }, 0, 0 },
	[SLW_ROLE_HEADER] = { { 231, 24, SLW_BOLD }, { 7, 4, SLW_BOLD }, SLW_REVERSE, 0 },
	[SLW_ROLE_KEYS] = { { 231, 238, SLW_BOLD },
			    { NO, NO, SLW_REVERSE },
			    SLW_REVERSE | SLW_BOLD,
			    0 },
	[SLW_ROLE_STATUS] = { { 252, 238, 0 }, { NO, NO, SLW_REVERSE }, SLW_REVERSE, 0 },
};

static int square(int a, int b)
{
	return (a - b) * (a - b);
}

/* The nearest of the 6x6x6 cube and the greys of the 256 colours. */
static int of_256(int r, int g, int b)
{
	static const int levels[] = { 0, 95, 135, 175, 215, 255 };
	int index[3], value[3] = { r, g, b }, grey, cube_distance = 0, grey_distance = 0;

	for (int i = 0; i < 3; i++) {
		index[i] = value[i] < 48 ? 0 : value[i] < 115 ? 1 : (value[i] - 35) / 40;
		cube_distance += square(value[i], levels[index[i]]);
	}
	grey = ((r + g + b) / 3 - 3) / 10;
	grey = grey < 0 ? 0 : grey > 23 ? 23 : grey;
	for (int i = 0; i < 3; i++)
		grey_distance += square(value[i], 8 + 10 * grey);
	if (grey_distance < cube_distance)
		return 232 + grey;
	return 16 + 36 * index[0] + 6 * index[1] + index[2];
}

static int of_few(int r, int g, int b, int colours)
{
	static const uint8_t palette[16][3] = {
		{ 0, 0, 0 },	   { 205, 0, 0 },   { 0, 205, 0 },   { 205, 205, 0 },
		{ 0, 0, 238 },	   { 205, 0, 205 }, { 0, 205, 205 }, { 229, 229, 229 },
		{ 127, 127, 127 }, { 255, 0, 0 },   { 0, 255, 0 },   { 255, 255, 0 },
		{ 92, 92, 255 },   { 255, 0, 255 }, { 0, 255, 255 }, { 255, 255, 255 },
	};
	int best = 0, least = 1 << 30;

	for (int i = 0; i < colours && i < 16; i++) {
		int distance = square(r, palette[i][0]) * 2 + square(g, palette[i][1]) * 4 +
			       square(b, palette[i][2]) * 3;

		if (distance < least) {
			least = distance;
			best = i;
		}
	}
	return best;
}

static int colour(uint32_t rgb, int colours)
{
	int r = (int)(rgb >> 16 & 0xff), g = (int)(rgb >> 8 & 0xff), b = (int)(rgb & 0xff);

	if (colours > 256)
		return SLW_LOOK_RGB | (int)(rgb & 0xffffff);
	return colours >= 256 ? of_256(r, g, b) : of_few(r, g, b, colours);
}

struct slw_look slw_look_of(struct slw_style style, int colours)
{
	unsigned int role = style.role < SLW_ROLE__MAX ? style.role : 0;
	struct slw_look look = colours >= 256 ? roles[role].many
			       : colours > 0  ? roles[role].eight
					      : (struct slw_look){ NO, NO, roles[role].mono };

	look.attrs |= style.attrs;
	if (colours > 256 && roles[role].rgb != 0)
		look.fg = colour(roles[role].rgb, colours);
	/* bold black may be shown as grey, bold red as pink */
	if (style.fg != 0 && colours > 0 && colours < 256)
		look.attrs &= (uint8_t)~SLW_BOLD;
	if (colours > 0) {
		if (style.fg != 0)
			look.fg = colour(style.fg, colours);
		if (style.bg != 0)
			look.bg = colour(style.bg, colours);
	}
	return look;
}

void slw_look_text(struct slw_buf *out, const struct slw_cell *cell, bool utf8)
{
	const char *text = cell->text;
	mbstate_t state = { 0 };
	char bytes[64];
	size_t len;
	ucs4_t c;

	if (utf8 || ((unsigned char)text[0] < 0x80 && text[1] == '\0')) {
		slw_buf_str(out, text);
		return;
	}
	u8_mbtouc(&c, (const uint8_t *)text, strlen(text));
	len = wcrtomb(bytes, (wchar_t)c, &state);
	if (len != (size_t)-1) {
		slw_buf_add(out, bytes, len);
		return;
	}
	for (int i = 0; i < cell->width; i++)
		slw_buf_char(out, '?');
}
