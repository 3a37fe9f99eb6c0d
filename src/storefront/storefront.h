/*
 * The shop as static pages. Pure: what it reads is handed to it or comes from the source, what it
 * writes goes to the sink, in a fixed order, and the same input gives the same bytes (no clock, no
 * UUID).
 *
 * Products are handed over twice, one after the other, so that whoever has them goes through them for
 * all their readers at once: slw_storefront_open(); slw_storefront_catalogue() with each;
 * slw_storefront_lists(); slw_storefront_product() with each again; slw_storefront_finish().
 */
#ifndef SLW_STOREFRONT_STOREFRONT_H
#define SLW_STOREFRONT_STOREFRONT_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "product/product.h"

struct slw_buf;
struct slw_documents;
struct slw_err;
struct slw_progress;

/* An image as pages name it. */
struct slw_storefront_image {
	const char
	    *url; /* "/images/pot.jpg" below the shop, or https; borrowed until the next call */
	int width, height; /* pixels; 0 when not known */
};

struct slw_storefront_item {
	const struct slw_product *product;
	const json_t *texts;	 /* object: content type -> text; may be empty */
	const json_t *pay_links; /* object: variant index -> https URL; may be NULL */
};

struct slw_storefront_source {
	/* A text of the shop (subject "") or of a collection (its handle), borrowed; NULL: none. */
	const char *(*text)(void *context, const char *content_type, const char *subject);
	/* 1 and *image; 0 when there is no such image (a drawn one takes its place). */
	int (*image)(void *context, const char *src, struct slw_storefront_image *image);
	void *context;
};

struct slw_storefront_sink {
	/* path is relative, "products/clay-pot/index.html", confined by construction */
	int (*file)(void *context, const char *path, const void *data, size_t len,
		    struct slw_err *err);
	void *context;
};

struct slw_storefront_options {
	const struct slw_documents *docs; /* resolved */
	const json_t *look;		  /* slw_theme_look() */
	const char *theme_id;
	const char *data_folder; /* templates and styles are in data_folder/storefront */
	const struct slw_progress *progress; /* may be NULL */
};

struct slw_storefront_result {
	size_t pages, products, collections;
	uint64_t bytes;
};

struct slw_storefront;

/* options, source and sink are copied, what they point to is borrowed. Writes styles and scripts.
 * SLW_EINTERNAL: a template is damaged; SLW_EINVAL: there is no currency. */
int slw_storefront_open(struct slw_storefront **out, const struct slw_storefront_options *options,
			const struct slw_storefront_source *source,
			const struct slw_storefront_sink *sink, struct slw_err *err);

/* Each active product in the order of the shop: what lists and other products say of it. Nothing is
 * written; item is borrowed for the call. */
int slw_storefront_catalogue(struct slw_storefront *storefront,
			     const struct slw_storefront_item *item, struct slw_err *err);

/* Home, collections and other lists, after the last product of the catalogue. */
int slw_storefront_lists(struct slw_storefront *storefront, struct slw_err *err);

/* The page of a product: the same products in the same order. */
int slw_storefront_product(struct slw_storefront *storefront,
			   const struct slw_storefront_item *item, struct slw_err *err);

/* All other pages. result may be NULL. */
int slw_storefront_finish(struct slw_storefront *storefront, struct slw_storefront_result *result,
			  struct slw_err *err);
void slw_storefront_free(struct slw_storefront *storefront); /* NULL is fine */

/*
 * The product feed for merchant centres (RSS 2.0 with g: elements), appended to out piece by piece:
 * open, which writes the head; each active product; the end. Options and source as above.
 */
struct slw_feed;
int slw_feed_open(struct slw_feed **feed, const struct slw_storefront_options *options,
		  const struct slw_storefront_source *source, struct slw_buf *out,
		  struct slw_err *err);
void slw_feed_product(struct slw_feed *feed, const struct slw_storefront_item *item,
		      struct slw_buf *out);
void slw_feed_end(struct slw_buf *out);
void slw_feed_free(struct slw_feed *feed); /* NULL is fine */

/*
 * The policies as plain sections, the one truth for pages, JSON-LD and texts: array of
 * {"handle", "title", "sections": [{"heading", "paragraphs": [...]}]} for shipping, returns,
 * privacy, terms and (where the law asks) imprint. New reference.
 */
json_t *slw_policies(const struct slw_documents *docs);

#endif
