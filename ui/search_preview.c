#include "config.h"

#include "ui/search_preview.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/documents.h"
#include "ui/app.h"
#include "ui/form.h"
#include "ui/pixels.h"

#include "base/banned.h"

/* Where search engines cut on a wide screen, and the size of their letters. */
static const struct part {
	const char *path, *label, *instead; /* instead: what is taken where it is not given */
	int size, limit;		    /* pixels */
} parts[] = { { "seo.title", N_("Title"), "business.business_name", 20, 600 },
	      { "seo.description", N_("Description"), "business.description", 14, 960 } };

#define CARD_WIDTH 48
#define CARD_ROWS  10
#define TITLE_ROWS 2
#define TEXT_ROWS  4

struct preview {
	char *text[SLW_COUNT(parts)];
	bool own[SLW_COUNT(parts)];
	char *host;
	bool has_image;
};

static const struct part *part_of(const char *path)
{
	for (size_t i = 0; i < SLW_COUNT(parts); i++)
		if (strcmp(parts[i].path, path) == 0)
			return &parts[i];
	return NULL;
}

static char *host_of(const char *url)
{
	const char *host = strstr(url, "://");

	host = host != NULL ? host + 3 : url;
	return slw_strndup(host, strcspn(host, "/"));
}

static void read_preview(struct slw_app *app, const struct slw_form *form, struct preview *preview)
{
	const struct slw_documents *docs = slw_app_docs(app);
	const char *url = slw_form_typed(form, "seo.base_url");
	const char *image = slw_form_typed(form, "seo.social_image");

	preview->host = host_of(url != NULL && *url != '\0' ? url : "https://your-shop.example");
	preview->has_image = image != NULL && *image != '\0';
	for (size_t i = 0; i < SLW_COUNT(parts); i++) {
		const char *typed = slw_form_typed(form, parts[i].path);

		preview->own[i] = typed != NULL && *typed != '\0';
		preview->text[i] =
		    slw_strdup(preview->own[i] ? typed
					       : slw_documents_str(docs, parts[i].instead,
								   i == 0 ? _("Your shop") : ""));
	}
}

static void release_preview(struct preview *preview)
{
	free(preview->host);
	for (size_t i = 0; i < SLW_COUNT(parts); i++)
		free(preview->text[i]);
}

/* As it is shown: cut where the pixels end, at a word if one is near. */
static char *shortened(const struct part *part, const char *text)
{
	size_t fit = slw_pixels_fit(text, part->size, part->limit), word;
	char *cut, *shown;

	if (text[fit] == '\0')
		return slw_strdup(text);
	fit = slw_pixels_fit(text, part->size, part->limit - part->size); /* for the dots */
	for (word = fit; word > fit / 2 && text[word] != ' '; word--)
		;
	cut = slw_strndup(text, text[word] == ' ' && word > 0 ? word : fit);
	shown = slw_printf("%s …", cut);
	free(cut);
	return shown;
}

static char *length_of(const struct part *part, const char *text, bool own)
{
	int pixels = slw_pixels(text, part->size);
	bool cut = pixels > part->limit;

	if (!own)
		return slw_printf(_("%s: not given, taken from step 1"), _(part->label));
	return slw_printf(cut ? _("%s: %d of %d px, %zu characters: the end is cut off")
			      : _("%s: %d of %d px, %zu characters"),
			  _(part->label), pixels, part->limit, slw_text_chars(text));
}

char *slw_search_length(const struct slw_form *form, const char *path)
{
	const struct part *part = part_of(path);
	const char *typed = part != NULL ? slw_form_typed(form, path) : NULL;

	return typed != NULL ? length_of(part, typed, *typed != '\0') : NULL;
}

bool slw_search_fits(const struct slw_form *form, const char *path)
{
	const struct part *part = part_of(path);
	const char *typed = slw_form_typed(form, path);

	return part == NULL || typed == NULL || slw_pixels(typed, part->size) <= part->limit;
}

/* --- drawing ----------------------------------------------------------------------------- */

static int draw_search(const struct preview *preview, struct slw_pane pane, int y)
{
	const struct slw_style link = { .role = SLW_ROLE_ACCENT, .attrs = SLW_UNDERLINE };
	char *title = shortened(&parts[0], preview->text[0]);
	char *text = shortened(&parts[1], preview->text[1]);
	int width = pane.width - 4;

	slw_draw_fit(pane, 1, y++, pane.width - 2, SLW_STYLE(SLW_ROLE_TITLE), _("In a search"));
	slw_draw_fit(pane, 2, y++, width, SLW_STYLE(SLW_ROLE_DIM), preview->host);
	y += slw_draw_wrapped(pane, 2, y, width, TITLE_ROWS, link, title);
	y += slw_draw_wrapped(pane, 2, y, width, TEXT_ROWS, SLW_STYLE(SLW_ROLE_TEXT), text);
	free(text);
	free(title);
	return y;
}

static int draw_lengths(const struct preview *preview, struct slw_pane pane, int y)
{
	for (size_t i = 0; i < SLW_COUNT(parts); i++) {
		int pixels = slw_pixels(preview->text[i], parts[i].size), bar = 20;
		bool fits = pixels <= parts[i].limit;
		enum slw_role role = !preview->own[i] ? SLW_ROLE_DIM
				     : fits	      ? SLW_ROLE_GOOD
						      : SLW_ROLE_WARNING;
		char *line = length_of(&parts[i], preview->text[i], preview->own[i]);

		y += slw_draw_wrapped(pane, 1, y, pane.width - 2, 2, SLW_STYLE(role), line);
		if (preview->own[i])
			slw_draw_bar(pane, 1, y++, bar < pane.width - 2 ? bar : pane.width - 2,
				     SLW_STYLE(role), (uint64_t)pixels, (uint64_t)parts[i].limit);
		free(line);
	}
	return y;
}

static int draw_card(const struct preview *preview, struct slw_pane pane, int y, int rows)
{
	const struct slw_style plane = { .role = SLW_ROLE_DIM, .attrs = SLW_REVERSE };
	int width = pane.width - 2 > CARD_WIDTH ? CARD_WIDTH : pane.width - 2, image = rows - 6;

	if (image < 0)
		return y;
	slw_draw_fit(pane, 1, y++, pane.width - 2, SLW_STYLE(SLW_ROLE_TITLE),
		     _("When it is shared"));
	slw_draw_box(pane, 1, y, width, image + 5, SLW_STYLE(SLW_ROLE_BORDER), NULL);
	slw_draw_fill(pane, 2, y + 1, width - 2, image, plane);
	if (image > 0)
		slw_draw_fit(pane, 3, y + 1 + image / 2, width - 4, plane,
			     preview->has_image ? _("your image for social networks")
						: _("no image yet: a product's is taken"));
	y += image + 1;
	slw_draw_fit(pane, 3, y++, width - 4, SLW_STYLE(SLW_ROLE_DIM), preview->host);
	slw_draw_fit(pane, 3, y++, width - 4,
		     (struct slw_style){ .role = SLW_ROLE_TEXT, .attrs = SLW_BOLD },
		     preview->text[0]);
	slw_draw_fit(pane, 3, y, width - 4, SLW_STYLE(SLW_ROLE_TEXT), preview->text[1]);
	return y + 2;
}

/* Returns the rows; what does not fit into the pane is not seen. */
static int draw_all(struct slw_app *app, const struct slw_form *form, struct slw_pane pane)
{
	struct preview preview;
	int y, rows;

	read_preview(app, form, &preview);
	y = draw_search(&preview, pane, 0);
	y = draw_lengths(&preview, pane, y) + 1;
	rows = pane.height - y < CARD_ROWS ? pane.height - y : CARD_ROWS;
	y = draw_card(&preview, pane, y, rows);
	release_preview(&preview);
	return y;
}

int slw_search_rows(struct slw_app *app, const struct slw_form *form, int width)
{
	struct slw_canvas canvas;
	int rows;

	slw_canvas_init(&canvas, width > 1 ? width : 1, 1);
	rows = draw_all(app, form, slw_pane_scrolled(slw_pane_all(&canvas), 0, 0, width, 100));
	slw_canvas_release(&canvas);
	return rows;
}

void slw_search_draw(struct slw_app *app, const struct slw_form *form, struct slw_pane pane)
{
	draw_all(app, form, pane);
}
