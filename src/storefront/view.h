/*
 * What the templates see: plain structs, filled in page by page, and the tables that give their
 * members names. All texts are borrowed from whoever filled them in; paths are relative to the root
 * of the shop ("products/pot/"), and a page puts its own "root" ("../../") before them.
 */
#ifndef SLW_STOREFRONT_VIEW_H
#define SLW_STOREFRONT_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "storefront/template.h"

struct view_link {
	const char *name, *path;
	int64_t count;
	bool current, gap; /* gap: "..." in a row of page numbers */
};

struct view_text {
	const char *text;
};

struct view_image {
	const char *url, *alt;
	int64_t width, height; /* 0 when not known */
	bool external;	       /* an https address: no root before it */
};

/* A product in a list. Kept for all products while a shop is rendered, so it is small. */
struct view_card {
	const char *title, *path, *vendor, *price, *compare;
	struct view_image image;
	int64_t minor; /* the lowest price, for sorting; SLW_MONEY_NONE */
	uint32_t *tags;
	uint32_t tag_count;
	uint32_t group; /* the first of its collections, for related products; or UINT32_MAX */
	bool drawn, from, on_sale, sold_out;
};

struct view_value {
	const char *text;
	int64_t number; /* of the value in its option */
	bool first;
};

struct view_option {
	const char *name;
	int64_t position;
	struct slw_tpl_list values; /* view_value */
};

struct view_variant {
	const char *title, *sku, *gtin, *price, *compare, *amount, *buy, *choice, *image;
	int64_t number, left, minor;
	bool priced, on_sale, available, low, backorder, tracked, pay;
};

struct view_product {
	const char *title, *handle, *path, *vendor, *description, *type, *price, *compare;
	const char *low, *high; /* amounts of JSON-LD */
	const char *condition, *plain;
	const char *shipping_json;
	const struct view_variant *variant; /* what is shown first */
	struct slw_tpl_list images, more_images, features, options, variants, related, tags;
	const struct view_image *image;
	const struct view_link *collection;
	int64_t offer_count;
	bool many, from, on_sale, sold_out, priced, is_new, is_used, is_refurbished, shipped, drawn;
};

struct view_listing {
	const char *heading, *description;
	struct slw_tpl_list cards; /* POINTERS to view_card */
	struct slw_tpl_list pages, sorts, filters, collections;
	const struct view_link *previous, *next;
	int64_t count, page, page_count;
	bool several;
};

struct view_collection {
	const char *title, *path, *text;
	const struct view_image *image;
	int64_t count;
};

struct view_section {
	const char *heading, *html, *id;
	struct slw_tpl_list paragraphs; /* view_text */
};

struct view_prose {
	const char *heading, *html, *language;
	struct slw_tpl_list sections; /* view_section */
	struct slw_tpl_list others;   /* view_link */
	bool faq;
};

struct view_home {
	const char *heading, *lead, *about;
	const struct view_image *image;
	struct slw_tpl_list collections, featured;
	bool more;
};

struct view_shop {
	const char *name, *initial, *language, *dir, *currency, *base, *home_path;
	const char *tagline, *description, *email, *phone, *phone_link, *hours, *person;
	const char *announcement, *theme_id, *styles, *script, *tax_note;
	const char *header, *hero, *grid, *card, *product_layout, *ratio;
	const char *colour, *dark_colour;
	const char *organization_json, *returns_json;
	const char *shipping_zone, *shipping_price, *shipping_free; /* money; zone: of several */
	int64_t return_days;					    /* 0: not accepted */
	bool returns_free, shipping_is_free;
	const struct view_image *logo;
	struct slw_tpl_list menu, policies, social, address;
	int64_t products, chunks, decimals;
	bool noindex, has_collections, has_faq, show_vendor;
	bool dark; /* the look has colours for prefers-color-scheme: dark */
};

struct view_page {
	const char *root, *title, *description, *path, *canonical, *type;
	const struct view_image *social_image;
	const struct view_shop *shop;
	const struct view_product *product;
	const struct view_listing *listing;
	const struct view_home *home;
	const struct view_prose *prose;
	struct slw_tpl_list crumbs; /* view_link */
	bool noindex, is_home;
	const char *price_amount; /* of OpenGraph */
};

extern const struct slw_tpl_record slw_view_page;
extern const struct slw_tpl_record slw_view_card_record;

#endif
