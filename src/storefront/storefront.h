/*
 * The shop as static pages. Pure: what it reads comes from the source, what it writes goes to the
 * sink, in a fixed order, and the same input gives the same bytes (no clock, no UUID).
 */
#ifndef SLW_STOREFRONT_STOREFRONT_H
#define SLW_STOREFRONT_STOREFRONT_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "product/product.h"

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
	/* Calls each() for every active product in the order of the shop; called more than once.
	 * each() returns -1 to stop with its error. */
	int (*products)(void *context,
			int (*each)(void *each_context, const struct slw_storefront_item *item,
				    struct slw_err *err),
			void *each_context, struct slw_err *err);
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

/* Writes all pages. result may be NULL. SLW_EINTERNAL: a template is damaged; SLW_ECANCELLED; what
 * source and sink return. */
int slw_storefront_render(const struct slw_storefront_options *options,
			  const struct slw_storefront_source *source,
			  const struct slw_storefront_sink *sink,
			  struct slw_storefront_result *result, struct slw_err *err);

/* The product feed for merchant centres (RSS 2.0 with g: elements), as one file to the sink. */
int slw_feed_render(const struct slw_storefront_options *options,
		    const struct slw_storefront_source *source,
		    const struct slw_storefront_sink *sink, const char *path, struct slw_err *err);

/*
 * The policies as plain sections, the one truth for pages, JSON-LD and texts: array of
 * {"handle", "title", "sections": [{"heading", "paragraphs": [...]}]} for shipping, returns,
 * privacy, terms and (where the law asks) imprint. New reference.
 */
json_t *slw_policies(const struct slw_documents *docs);

#endif
