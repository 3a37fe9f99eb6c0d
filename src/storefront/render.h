/* What the parts of the storefront share while one shop is rendered. Internal to the folder. */
#ifndef SLW_STOREFRONT_RENDER_H
#define SLW_STOREFRONT_RENDER_H

#include <jansson.h>

#include "base/buf.h"
#include "model/documents.h"
#include "storefront/pool.h"
#include "storefront/storefront.h"
#include "storefront/view.h"

#define RENDER_PATH_MAX 1024

enum render_template {
	TEMPLATE_HOME,
	TEMPLATE_COLLECTIONS,
	TEMPLATE_LISTING,
	TEMPLATE_PRODUCT,
	TEMPLATE_PROSE,
	TEMPLATE_CONTACT,
	TEMPLATE_SEARCH,
	TEMPLATE_CART,
	TEMPLATE_404,
	TEMPLATE__MAX
};

struct render_collection {
	const char *title, *handle, *description, *sort;
	struct view_image *image; /* NULL: that of its first product */
	uint32_t *members;	  /* indexes of cards, in the order of the shop */
	size_t count, cap;
};

struct render_tag {
	char *name; /* as first met; tags are one tag when their handles are the same */
	char *handle;
};

struct render_rate { /* one shipping rate of one zone, in its two JSON-LD forms */
	const char *paid, *free;
	int64_t free_over, max_weight; /* SLW_MONEY_NONE, SLW_NUMBER_NONE: none */
};

struct render {
	struct slw_storefront_options options;
	struct slw_storefront_source source;
	struct slw_storefront_sink sink; /* none for a feed */
	struct slw_storefront_result result;

	const struct slw_currency *currency;
	const char *language;
	json_t *words;
	bool absolute_known; /* there is a base_url */
	struct slw_template *templates[TEMPLATE__MAX];

	struct pool pool; /* for the whole render */
	struct pool page; /* for one page */
	struct slw_buf out;
	struct view_shop shop;
	struct view_image *social_image;
	struct render_rate *rates;
	size_t rate_count;

	struct view_card *cards;
	size_t card_count, card_cap;
	struct render_collection *collections; /* in the order of the answers */
	size_t collection_count;
	struct render_tag *tags;
	size_t tag_count, tag_cap;
	struct render_index *handles, *tag_index, *collection_index; /* index.h */

	struct slw_buf search, sitemap;
	size_t search_count, sitemap_count, sitemap_parts;
	size_t next; /* card of the product whose page comes next */
};

/* Also after a failure, release r. */
int slw_render_init(struct render *r, const struct slw_storefront_options *options,
		    const struct slw_storefront_source *source, struct slw_err *err);
void slw_render_release(struct render *r);

/* Shorthands. */
const char *slw_render_word(const struct render *r, const char *phrase);
/* "12,00 €" in pool; NULL for SLW_MONEY_NONE. */
const char *slw_render_money(struct render *r, struct pool *pool, int64_t minor);
/* "12.00" for machines; NULL for SLW_MONEY_NONE. */
const char *slw_render_amount(struct render *r, struct pool *pool, int64_t minor);
/* The image of a source name, or NULL when the source has none. Texts are in pool. */
struct view_image *slw_render_image(struct render *r, struct pool *pool, const char *src,
				    const char *alt);

/* shop.c */
void slw_render_shop(struct render *r);
/* terms.c: what the answers say about shipping and returns, as JSON-LD and as notes */
void slw_render_terms(struct render *r);
/* JSON for an offer; price and weight (g) of the product, or SLW_MONEY_NONE, SLW_NUMBER_NONE. */
const char *slw_render_shipping(struct render *r, int64_t price, int64_t weight);
const char *slw_render_organization(struct render *r);

/* catalogue.c: the first pass over all products, each of which becomes a card */
void slw_render_catalogue(struct render *r);
int slw_render_card(struct render *r, const struct slw_storefront_item *item, struct slw_err *err);
void slw_render_catalogue_release(struct render *r);

/*
 * Fills in root, canonical address and what all pages share; path is that of the folder of the page
 * ("products/pot/", "" for home). Texts of page are borrowed until it is written.
 */
void slw_render_page(struct render *r, struct view_page *page, const char *path, const char *title,
		     const char *description);
/* Breadcrumbs: home, then the links given (in r->page), NULL-terminated by name. */
void slw_render_crumbs(struct render *r, struct view_page *page, const struct view_link *links);
/* Writes the page to PATHindex.html, into the sitemap unless it says noindex, and clears r->page. */
int slw_render_write(struct render *r, struct view_page *page, enum render_template which,
		     struct slw_err *err);
int slw_render_file(struct render *r, const char *path, const char *data, size_t len,
		    struct slw_err *err);

int slw_render_home(struct render *r, struct slw_err *err);  /* home.c */
int slw_render_lists(struct render *r, struct slw_err *err); /* listing.c */
/* At most max collections for a page, in its pool. */
const struct view_collection *slw_render_collections(struct render *r, size_t max, size_t *count);
/* product_page.c: the second pass; then the rest of the search index */
int slw_render_product(struct render *r, const struct slw_storefront_item *item,
		       struct slw_err *err);
int slw_render_search_end(struct render *r, struct slw_err *err);
int slw_render_prose(struct render *r, struct slw_err *err);			    /* prose.c */
void slw_render_drawing(struct render *r, const char *handle, struct slw_buf *out); /* drawing.c */
void slw_render_favicon(struct render *r, struct slw_buf *out);

/* sitemap.c */
int slw_sitemap_add(struct render *r, const char *path, struct slw_err *err);
int slw_sitemap_end(struct render *r, struct slw_err *err);

#endif
