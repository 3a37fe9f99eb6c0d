/* A look as custom properties of CSS. Only checked forms get through: no text of a look is copied. */
#include "config.h"

#include "theme/theme.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "theme/colour.h"
#include "theme/fonts.h"

#include "base/banned.h"

static void add_palette(struct slw_buf *out, const json_t *palette)
{
	for (size_t i = 0; slw_colour_keys[i] != NULL; i++) {
		struct slw_rgb colour;
		char text[SLW_COLOUR_SIZE];

		if (!slw_rgb_parse(slw_json_str(palette, slw_colour_keys[i], NULL), &colour))
			continue;
		slw_rgb_format(text, colour);
		slw_buf_str(out, "--colour-");
		for (const char *c = slw_colour_keys[i]; *c != '\0'; c++)
			slw_buf_char(out, *c == '_' ? '-' : *c);
		slw_buf_printf(out, ":%s;", text);
	}
}

/* Thousandths as a CSS number, without a float whose point depends on the locale. */
static void add_thousandths(struct slw_buf *out, const char *name, int64_t value, const char *unit)
{
	int64_t size = value < 0 ? -value : value;

	slw_buf_printf(out, "%s:%s%d.%03d%s;", name, value < 0 ? "-" : "", (int)(size / 1000),
		       (int)(size % 1000), unit);
}

static void add_font(struct slw_buf *out, const char *name, const json_t *fonts, const char *key)
{
	const char *stack = slw_font_stack(slw_json_str(fonts, key, NULL));

	slw_buf_printf(out, "%s:%s;", name, stack == NULL ? "sans-serif" : stack);
}

/* Tells the browser how to draw its own parts (scroll bars, form controls). */
static const char *scheme_of(const json_t *look)
{
	const char *background = slw_json_str(slw_json_object(look, "colours"), "background", "");

	if (slw_json_object(look, "dark") != NULL)
		return "light dark";
	return slw_contrast(background, "#ffffff") > slw_contrast(background, "#000000") ? "dark"
											 : "light";
}

void slw_theme_css(struct slw_buf *out, const json_t *look)
{
	const json_t *fonts = slw_json_object(look, "fonts"), *dark = slw_json_object(look, "dark");
	const json_t *space = slw_json_object(look, "space");
	const char *transform = slw_json_str(fonts, "heading_transform", "none");

	slw_buf_printf(out, ":root{color-scheme:%s;", scheme_of(look));
	add_palette(out, slw_json_object(look, "colours"));
	add_font(out, "--font-heading", fonts, "heading");
	add_font(out, "--font-body", fonts, "body");
	/* in rem, so that the reader's own text size counts */
	add_thousandths(out, "--font-size", slw_json_int(fonts, "base_size", 16) * 1000 / 16,
			"rem");
	add_thousandths(out, "--font-scale", slw_json_int(fonts, "scale", 1250), "");
	slw_buf_printf(out, "--heading-weight:%d;",
		       (int)slw_json_int(fonts, "heading_weight", 700));
	slw_buf_printf(out, "--heading-transform:%s;",
		       strcmp(transform, "uppercase") == 0 || strcmp(transform, "capitalize") == 0
			   ? transform
			   : "none");
	add_thousandths(out, "--letter-spacing", slw_json_int(fonts, "letter_spacing", 0), "em");
	slw_buf_printf(out, "--space:%dpx;--radius:%dpx;--max-width:%dpx}\n",
		       (int)slw_json_int(space, "unit", 8), (int)slw_json_int(space, "radius", 0),
		       (int)slw_json_int(space, "max_width", 1200));
	if (dark == NULL)
		return;
	slw_buf_str(out, "@media (prefers-color-scheme:dark){:root{");
	add_palette(out, dark);
	slw_buf_str(out, "}}\n");
}
