#include "config.h"

#include "ui/miniature.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"

#include "base/banned.h"

struct paint {
	struct slw_pane pane;
	const struct slw_miniature *shop;
	uint32_t background, surface, text, muted, border, primary, on_primary, accent, on_accent;
};

static uint32_t colour_of(const json_t *look, const char *name, uint32_t fallback)
{
	const char *text = slw_json_str(slw_json_object(look, "colours"), name, "");
	unsigned long value;
	char *end;

	if (text[0] != '#' || strlen(text) != 7)
		return fallback;
	value = strtoul(text + 1, &end, 16);
	return *end == '\0' ? SLW_RGB(value >> 16 & 0xff, value >> 8 & 0xff, value & 0xff)
			    : fallback;
}

static const char *layout_of(const struct paint *paint, const char *key)
{
	return slw_json_str(slw_json_object(paint->shop->look, "layout"), key, "");
}

static struct slw_style ink(uint32_t fg, uint32_t bg)
{
	return (struct slw_style){ .role = SLW_ROLE_TEXT, .fg = fg, .bg = bg };
}

static struct slw_style bold(uint32_t fg, uint32_t bg)
{
	return (struct slw_style){ .role = SLW_ROLE_TEXT, .attrs = SLW_BOLD, .fg = fg, .bg = bg };
}

static void put_centred(struct slw_pane pane, int y, struct slw_style style, const char *text)
{
	int columns = slw_columns(text), width = pane.width - 2;

	slw_draw_fit(pane, columns < width ? 1 + (width - columns) / 2 : 1, y, width, style, text);
}

/* A plane with something on it, so that monochrome terminals show it too. */
static void put_image(const struct paint *paint, int x, int y, int width, int height)
{
	slw_draw_fill(paint->pane, x, y, width, height, ink(paint->muted, paint->border));
	if (height > 0)
		slw_draw_fit(slw_pane_part(paint->pane, x, y, width, height), (width - 3) / 2,
			     height / 2, 3, ink(paint->muted, paint->border),
			     paint->pane.canvas->ascii ? "###" : "▲▲▲");
}

static int draw_header(const struct paint *paint, int y)
{
	const char *kind = layout_of(paint, "header"), *nav = _("Shop  About  Cart");
	const char *name = paint->shop->name;
	struct slw_pane pane = paint->pane;

	if (paint->shop->announcement != NULL) {
		slw_draw_fill(pane, 0, y, pane.width, 1, ink(paint->on_accent, paint->accent));
		put_centred(pane, y, ink(paint->on_accent, paint->accent),
			    paint->shop->announcement);
		y++;
	}
	slw_draw_fill(pane, 0, y, pane.width, 1, ink(paint->text, paint->background));
	if (strcmp(kind, "centered") == 0) {
		put_centred(pane, y, bold(paint->text, paint->background), name);
		slw_draw_fill(pane, 0, y + 1, pane.width, 1, ink(paint->text, paint->background));
		put_centred(pane, y + 1, ink(paint->muted, paint->background), nav);
		return y + 2;
	}
	slw_draw_fit(pane, 1, y, pane.width - slw_columns(nav) - 3,
		     bold(paint->text, paint->background), name);
	slw_draw_right(pane, pane.width - 1, y, ink(paint->muted, paint->background), nav);
	if (strcmp(kind, "split") != 0)
		return y + 1;
	slw_draw_line(pane, 0, y + 1, pane.width, ink(paint->border, paint->background));
	return y + 2;
}

static void put_button(const struct paint *paint, struct slw_pane pane, int x, int y)
{
	char *label = slw_printf(" %s ", _("Shop now"));

	slw_draw_fit(pane, x, y, pane.width - x, bold(paint->on_primary, paint->primary), label);
	free(label);
}

static int draw_hero(const struct paint *paint, int y)
{
	const char *kind = layout_of(paint, "hero"), *heading = paint->shop->heading;
	int rows = strcmp(kind, "tall") == 0 ? 6 : strcmp(kind, "text") == 0 ? 3 : 4;
	struct slw_pane pane;
	int width = paint->pane.width;

	if (paint->pane.height - y < rows + 5)
		rows = 3;
	pane = slw_pane_part(paint->pane, 0, y, width, rows);
	slw_draw_fill(pane, 0, 0, width, rows, ink(paint->text, paint->surface));
	if (strcmp(kind, "split") == 0) {
		put_image(paint, width / 2, y, width - width / 2, rows);
		pane.width = width / 2;
		slw_draw_wrapped(pane, 1, 0, pane.width - 2, rows - 1,
				 bold(paint->text, paint->surface), heading);
		put_button(paint, pane, 1, rows - 1);
	} else if (strcmp(kind, "banner") == 0) {
		slw_draw_fit(pane, 2, rows / 2 - 1, width - 4, bold(paint->text, paint->surface),
			     heading);
		put_button(paint, pane, 2, rows / 2);
	} else {
		put_centred(pane, (rows - 1) / 2, bold(paint->text, paint->surface), heading);
		put_button(paint, pane, (width - slw_columns(_("Shop now")) - 2) / 2,
			   (rows - 1) / 2 + 1);
	}
	return y + rows;
}

/* What is reduced, in the accent colour. */
static void put_badge(const struct paint *paint, int x, int y, int width)
{
	char *label = slw_printf(" %s ", _("Sale"));

	slw_draw_fit(paint->pane, x, y, width, bold(paint->on_accent, paint->accent), label);
	free(label);
}

static void draw_card(const struct paint *paint, int at, int x, int y, int width, int height)
{
	const char *kind = layout_of(paint, "card"), *title = paint->shop->titles[at];
	const char *price = paint->shop->prices[at];
	bool framed = strcmp(kind, "framed") == 0 && width > 6;
	bool overlay = strcmp(kind, "overlay") == 0;
	uint32_t ground = framed ? paint->surface : overlay ? paint->border : paint->background;
	int inset = framed ? 1 : 0, texts = overlay ? 0 : 2;

	slw_draw_fill(paint->pane, x, y, width, height, ink(paint->text, ground));
	put_image(paint, x + inset, y, width - 2 * inset, height - texts);
	if (at == 0 && height > texts)
		put_badge(paint, x + inset, y, width - 2 * inset);
	slw_draw_fit(paint->pane, x + inset, y + height - 2, width - 2 * inset,
		     ink(paint->text, ground), title != NULL ? title : _("Product"));
	slw_draw_fit(paint->pane, x + inset, y + height - 1, width - 2 * inset,
		     bold(paint->primary, ground), price != NULL ? price : "");
}

static int draw_list(const struct paint *paint, int y, int bottom)
{
	for (int i = 0; i < SLW_MINIATURE_PRODUCTS && y + 2 <= bottom; i++, y += 2) {
		put_image(paint, 1, y, 5, 1);
		slw_draw_fit(
		    paint->pane, 7, y, paint->pane.width - 20, ink(paint->text, paint->background),
		    paint->shop->titles[i] != NULL ? paint->shop->titles[i] : _("Product"));
		slw_draw_right(paint->pane, paint->pane.width - 1, y,
			       bold(paint->primary, paint->background),
			       paint->shop->prices[i] != NULL ? paint->shop->prices[i] : "");
		slw_draw_line(paint->pane, 1, y + 1, paint->pane.width - 2,
			      ink(paint->border, paint->background));
	}
	return y;
}

static void draw_grid(const struct paint *paint, int y, int bottom)
{
	const char *kind = layout_of(paint, "grid"), *ratio = layout_of(paint, "image_ratio");
	int columns = strcmp(kind, "two") == 0 ? 2 : strcmp(kind, "four") == 0 ? 4 : 3;
	int width = (paint->pane.width - 1) / columns;
	int height = strcmp(ratio, "portrait") == 0 ? 7 : strcmp(ratio, "landscape") == 0 ? 5 : 6;

	if (strcmp(kind, "list") == 0) {
		draw_list(paint, y, bottom);
		return;
	}
	if (height > bottom - y)
		height = bottom - y;
	if (height < 3)
		return;
	for (int i = 0; i < columns; i++)
		draw_card(paint, i, 1 + i * width, y, width - 1, height);
}

void slw_miniature_draw(struct slw_pane pane, const struct slw_miniature *shop)
{
	const json_t *look = shop->look;
	struct paint paint = {
		.pane = pane,
		.shop = shop,
		.background = colour_of(look, "background", SLW_RGB(255, 255, 255)),
		.surface = colour_of(look, "surface", SLW_RGB(240, 240, 240)),
		.text = colour_of(look, "text", SLW_RGB(0, 0, 0)),
		.muted = colour_of(look, "muted", SLW_RGB(90, 90, 90)),
		.border = colour_of(look, "border", SLW_RGB(200, 200, 200)),
		.primary = colour_of(look, "primary", SLW_RGB(0, 0, 160)),
		.on_primary = colour_of(look, "on_primary", SLW_RGB(255, 255, 255)),
		.accent = colour_of(look, "accent", SLW_RGB(0, 120, 120)),
		.on_accent = colour_of(look, "on_accent", SLW_RGB(255, 255, 255)),
	};
	int y, bottom = pane.height - 1;

	slw_draw_fill(pane, 0, 0, pane.width, pane.height, ink(paint.text, paint.background));
	y = draw_header(&paint, 0);
	if (bottom - y >= 3)
		y = draw_hero(&paint, y) + (bottom - y > 10 ? 1 : 0);
	draw_grid(&paint, y, bottom);
	slw_draw_fill(pane, 0, bottom, pane.width, 1, ink(paint.muted, paint.surface));
	put_centred(slw_pane_part(pane, 0, bottom, pane.width, 1), 0,
		    ink(paint.muted, paint.surface), _("Shipping  Returns  Contact"));
}
