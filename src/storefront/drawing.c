/*
 * Pictures that are drawn where there is none: still lifes of simple shapes in the colours of the
 * shop, chosen by the handle, so that a product has the same picture in every launch.
 */
#include "config.h"

#include "storefront/render.h"

#include <stdbool.h>

#include "base/escape.h"
#include "base/json.h"
#include "base/mem.h"

#include "base/banned.h"

struct ink {
	const char *ground, *main, *second, *line;
};

static unsigned int hash(const char *text)
{
	unsigned int h = 2166136261U;

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * 16777619U;
	return h ^ (h >> 15);
}

/* Colours go through the check of the look, but a file may not depend on that. */
static const char *colour(const json_t *colours, const char *key, const char *fallback)
{
	const char *value = slw_json_str(colours, key, fallback);

	if (value[0] != '#')
		return fallback;
	for (const char *p = value + 1; *p != '\0'; p++) {
		if (!((*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'f') ||
		      (*p >= 'A' && *p <= 'F')))
			return fallback;
	}
	return value;
}

static void arch(struct slw_buf *out, const struct ink *ink, unsigned int h)
{
	unsigned int x = 250 + h % 120;

	slw_buf_printf(out,
		       "<path d=\"M%u 800V430a180 180 0 0 1 360 0v370z\" fill=\"%s\"/>"
		       "<circle cx=\"%u\" cy=\"250\" r=\"86\" fill=\"%s\" opacity=\".85\"/>",
		       x - 40, ink->main, x + 330, ink->second);
}

static void vase(struct slw_buf *out, const struct ink *ink, unsigned int h)
{
	unsigned int lean = h % 60;

	slw_buf_printf(out,
		       "<path d=\"M400 420C%u 330 %u 210 %u 140\" fill=\"none\" stroke=\"%s\" "
		       "stroke-width=\"9\"/><ellipse cx=\"%u\" cy=\"140\" rx=\"46\" ry=\"70\" "
		       "fill=\"%s\"/><path d=\"M350 400h100c0 60 70 90 70 190 0 90-60 130-120 "
		       "130s-120-40-120-130c0-100 70-130 70-190z\" fill=\"%s\"/>",
		       400 + lean / 2, 380 + lean, 360 + lean, ink->line, 360 + lean, ink->second,
		       ink->main);
}

static void hills(struct slw_buf *out, const struct ink *ink, unsigned int h)
{
	unsigned int y = 420 + h % 80;

	slw_buf_printf(
	    out,
	    "<circle cx=\"%u\" cy=\"270\" r=\"110\" fill=\"%s\"/>"
	    "<path d=\"M0 %uC160 %u 300 %u 460 %uS700 %u 800 %uV800H0z\" fill=\"%s\" "
	    "opacity=\".55\"/><path d=\"M0 %uc200-90 330 60 500 0s200-80 300-40v400H0z\" "
	    "fill=\"%s\"/>",
	    280 + h % 240, ink->second, y, y - 90, y - 60, y + 10, y - 40, y - 20, ink->main,
	    y + 130, ink->main);
}

static void stack(struct slw_buf *out, const struct ink *ink, unsigned int h)
{
	static const unsigned int widths[] = { 420, 340, 260, 180 };

	for (unsigned int i = 0; i < 4; i++) {
		unsigned int w = widths[(i + h) % 4];

		slw_buf_printf(out,
			       "<rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"104\" rx=\"52\" "
			       "fill=\"%s\" opacity=\"%s\"/>",
			       400 - w / 2, 548 - i * 118, w, i % 2 == 0 ? ink->main : ink->second,
			       i % 3 == 0 ? "1" : ".8");
	}
}

static void leaves(struct slw_buf *out, const struct ink *ink, unsigned int h)
{
	slw_buf_printf(out,
		       "<path d=\"M400 760V240\" stroke=\"%s\" stroke-width=\"9\"/>"
		       "<g transform=\"rotate(%u 400 500)\">",
		       ink->line, h % 9);
	for (unsigned int i = 0; i < 4; i++) {
		unsigned int y = 640 - i * 120;

		slw_buf_printf(out,
			       "<path d=\"M400 %uc-40-120-150-130-200-120 10 90 90 150 200 120z\" "
			       "fill=\"%s\"/><path d=\"M400 %uc40-120 150-130 200-120-10 90-90 "
			       "150-200 120z\" fill=\"%s\" opacity=\".85\"/>",
			       y, ink->main, y - 50, i % 2 == 0 ? ink->second : ink->main);
	}
	slw_buf_str(out, "</g>");
}

static void tiles(struct slw_buf *out, const struct ink *ink, unsigned int h)
{
	for (unsigned int i = 0; i < 9; i++) {
		unsigned int x = 160 + i % 3 * 160, y = 160 + i / 3 * 160, kind = (h >> i) % 3;
		const char *fill = (h >> (i + 3)) % 2 == 0 ? ink->main : ink->second;

		if (kind == 0)
			slw_buf_printf(out, "<circle cx=\"%u\" cy=\"%u\" r=\"80\" fill=\"%s\"/>",
				       x + 80, y + 80, fill);
		else if (kind == 1)
			slw_buf_printf(out,
				       "<path d=\"M%u %uh160a160 160 0 0 1-160 160z\" "
				       "fill=\"%s\"/>",
				       x, y, fill);
		else
			slw_buf_printf(out,
				       "<path d=\"M%u %uv-160a160 160 0 0 1 160 160z\" "
				       "fill=\"%s\" opacity=\".7\"/>",
				       x, y + 160, fill);
	}
}

void slw_render_drawing(struct render *r, const char *handle, struct slw_buf *out)
{
	/* inset: drawn smaller, so that a frame that is not square cuts nothing off */
	static const struct {
		void (*draw)(struct slw_buf *, const struct ink *, unsigned int);
		bool inset;
	} pictures[] = { { arch, false }, { vase, true },   { hills, false },
			 { stack, true }, { leaves, true }, { tiles, true } };
	const json_t *colours = slw_json_object(r->options.look, "colours");
	unsigned int h = hash(handle);
	size_t which = h / 2 % SLW_COUNT(pictures);
	struct ink ink = { .ground = colour(colours, "surface", "#f3f1ec"),
			   .main = colour(colours, "primary", "#2f5d50"),
			   .second = colour(colours, "accent", "#c4512d"),
			   .line = colour(colours, "muted", "#6b6f6a") };

	if (h % 2 == 1) { /* as many with the colours the other way round */
		const char *main = ink.main;

		ink.main = ink.second;
		ink.second = main;
	}
	slw_buf_str(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 800\" "
			 "width=\"800\" height=\"800\">");
	slw_buf_printf(out, "<path d=\"M0 0h800v800H0z\" fill=\"%s\"/>", ink.ground);
	if (pictures[which].inset)
		slw_buf_str(out, "<g transform=\"translate(72 72) scale(.82)\">");
	pictures[which].draw(out, &ink, h / 16);
	if (pictures[which].inset)
		slw_buf_str(out, "</g>");
	slw_buf_str(out, "</svg>\n");
}

void slw_render_favicon(struct render *r, struct slw_buf *out)
{
	const json_t *colours = slw_json_object(r->options.look, "colours");

	slw_buf_printf(out,
		       "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\"><rect "
		       "width=\"64\" height=\"64\" rx=\"14\" fill=\"%s\"/><text x=\"32\" y=\"34\" "
		       "fill=\"%s\" font-family=\"system-ui,sans-serif\" font-size=\"38\" "
		       "font-weight=\"700\" text-anchor=\"middle\" "
		       "dominant-baseline=\"central\">",
		       colour(colours, "primary", "#2f5d50"),
		       colour(colours, "on_primary", "#ffffff"));
	slw_escape_xml(out, r->shop.initial);
	slw_buf_str(out, "</text></svg>\n");
}
