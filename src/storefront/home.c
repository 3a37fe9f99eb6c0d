#include "config.h"

#include "storefront/render.h"

#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

#define FEATURED_MAX	12
#define COLLECTIONS_MAX 6
#define EXCERPT_MAX	420 /* characters */

static const char *written(struct render *r, const char *type)
{
	const char *text =
	    r->source.text == NULL ? NULL : r->source.text(r->source.context, type, "");

	return text != NULL && text[0] != '\0' ? slw_pool_str(&r->page, text) : NULL;
}

/* The beginning of a text, up to the end of a sentence where there is one. */
static const char *excerpt(struct render *r, const char *text)
{
	struct slw_buf plain;
	const char *kept;
	char *end;

	if (text == NULL)
		return NULL;
	slw_buf_init(&plain, 0);
	slw_html_text(&plain, text);
	if (slw_text_chars(plain.data) > EXCERPT_MAX) {
		slw_text_cut(plain.data, EXCERPT_MAX);
		end = strrchr(plain.data, '.');
		if (end != NULL && end - plain.data > EXCERPT_MAX / 3)
			end[1] = '\0';
	}
	kept = slw_pool_str(&r->page, plain.data);
	slw_buf_release(&plain);
	return kept;
}

/* Products that can be bought stand before those that are sold out. */
static void set_featured(struct render *r, struct view_home *home)
{
	const struct view_card **cards =
	    slw_pool_alloc(&r->page, (FEATURED_MAX + 1) * sizeof(*cards));
	size_t count = 0;

	for (int sold_out = 0; sold_out < 2; sold_out++) {
		for (size_t i = 0; i < r->card_count && count < FEATURED_MAX; i++) {
			if (r->cards[i].sold_out == (sold_out == 1))
				cards[count++] = &r->cards[i];
		}
	}
	home->featured = (struct slw_tpl_list){ cards, count };
	home->more = r->card_count > count;
}

int slw_render_home(struct render *r, struct slw_err *err)
{
	const struct slw_documents *docs = r->options.docs;
	const char *description = slw_documents_str(docs, "business.description", NULL);
	const char *title = slw_documents_str(docs, "seo.title", NULL);
	const char *meta = slw_documents_str(docs, "seo.description", NULL);
	struct view_home home = { .heading =
				      slw_documents_str(docs, "theme.layout.hero_heading", NULL) };
	struct view_page page = { .home = &home, .is_home = true };

	if (home.heading != NULL)
		home.lead = r->shop.tagline != NULL ? r->shop.tagline : excerpt(r, description);
	else
		home.lead = excerpt(r, description);
	if (home.heading == NULL)
		home.heading = r->shop.tagline != NULL ? r->shop.tagline : r->shop.name;
	home.image = slw_render_image(
	    r, &r->page, slw_documents_str(docs, "theme.layout.hero_image", NULL), NULL);
	home.about = excerpt(r, written(r, "about"));
	home.collections.items =
	    slw_render_collections(r, COLLECTIONS_MAX, &home.collections.count);
	set_featured(r, &home);
	if (title == NULL)
		title = written(r, "meta_title");
	if (title == NULL)
		title = r->shop.name;
	if (meta == NULL)
		meta = written(r, "meta_description");
	slw_render_page(r, &page, "", title, meta != NULL ? meta : excerpt(r, description));
	page.title = title;
	return slw_render_write(r, &page, TEMPLATE_HOME, err);
}
