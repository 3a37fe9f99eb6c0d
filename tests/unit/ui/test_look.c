/* Whether each role can be read, whatever the terminal's background is. */
#include "config.h"

#include <check.h>
#include <stdio.h>

#include "base/mem.h"
#include "theme/theme.h"
#include "ui/canvas.h"
#include "ui/look.h"

#include "base/banned.h"

#define AA 4.5 /* WCAG 2.2, 1.4.3: text of any size */

/* The first 16 colours are the terminal's own; these two are as far apart as they get. bright_bold:
 * bold text of the colours 0 to 7 comes in 8 to 15, always. */
static const struct palette {
	const char *name;
	bool bright_bold;
	uint32_t colours[16];
} palettes[] = {
	{ "xterm",
	  false,
	  { 0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
	    0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff } },
	{ "console",
	  true,
	  { 0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa,
	    0x555555, 0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff } },
};

static uint32_t rgb_of(int colour, const struct palette *palette)
{
	static const uint32_t levels[] = { 0, 95, 135, 175, 215, 255 };
	uint32_t index = (uint32_t)colour - 16, grey;

	if ((colour & SLW_LOOK_RGB) != 0)
		return (uint32_t)colour & 0xffffff;
	if (colour < 16)
		return palette->colours[colour];
	if (colour < 232)
		return levels[index / 36] << 16 | levels[index / 6 % 6] << 8 | levels[index % 6];
	grey = 8 + 10 * ((uint32_t)colour - 232);
	return grey << 16 | grey << 8 | grey;
}

static double contrast(uint32_t a, uint32_t b)
{
	char one[8], other[8];

	snprintf(one, sizeof(one), "#%06x", a);
	snprintf(other, sizeof(other), "#%06x", b);
	return slw_contrast(one, other);
}

static const int colour_counts[] = { 0, 8, 16, 256, 1 << 24 };

START_TEST(roles_can_be_read)
{
	const struct palette *palette = &palettes[_i % (int)SLW_COUNT(palettes)];
	int colours = colour_counts[_i / (int)SLW_COUNT(palettes)];

	for (unsigned int role = 0; role < SLW_ROLE__MAX; role++) {
		struct slw_look look = slw_look_of(SLW_STYLE(role), colours);
		uint32_t backs[] = { 0x000000, 0xffffff }, fg;
		bool bright = palette->bright_bold && (look.attrs & SLW_BOLD) != 0 && look.fg < 8;

		/* the terminal's own colour is legible on its own background, not on another */
		if (look.fg == SLW_LOOK_DEFAULT) {
			ck_assert_msg(look.bg == SLW_LOOK_DEFAULT, "role %u", role);
			continue;
		}
		fg = rgb_of(bright ? look.fg + 8 : look.fg, palette);
		if (look.bg != SLW_LOOK_DEFAULT)
			backs[0] = backs[1] = rgb_of(look.bg, palette);
		for (size_t i = 0; i < SLW_COUNT(backs); i++)
			ck_assert_msg(contrast(fg, backs[i]) >= AA,
				      "role %u with %d colours of the %s: #%06x on #%06x is %.2f",
				      role, colours, palette->name, fg, backs[i],
				      contrast(fg, backs[i]));
	}
}
END_TEST

/* What one must be able to tell from text without colours. */
START_TEST(roles_without_colours)
{
	static const enum slw_role roles[] = { SLW_ROLE_FOCUS,	      SLW_ROLE_SELECTED,
					       SLW_ROLE_BUTTON_FOCUS, SLW_ROLE_FIELD,
					       SLW_ROLE_ERROR,	      SLW_ROLE_WARNING,
					       SLW_ROLE_HEADER,	      SLW_ROLE_STATUS };

	for (size_t i = 0; i < SLW_COUNT(roles); i++) {
		struct slw_look look = slw_look_of(SLW_STYLE(roles[i]), 0);

		ck_assert_int_eq(look.fg, SLW_LOOK_DEFAULT);
		ck_assert_int_eq(look.bg, SLW_LOOK_DEFAULT);
		ck_assert_int_ne(look.attrs, 0);
	}
}
END_TEST

Suite *suite_look(void);

Suite *suite_look(void)
{
	Suite *suite = suite_create("look");
	TCase *tc = tcase_create("look");

	tcase_add_loop_test(tc, roles_can_be_read, 0,
			    (int)(SLW_COUNT(palettes) * SLW_COUNT(colour_counts)));
	tcase_add_test(tc, roles_without_colours);
	suite_add_tcase(suite, tc);
	return suite;
}
