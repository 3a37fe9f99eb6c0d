#include "config.h"

#include "storefront/view.h"

#include <stddef.h>

#include "base/banned.h"

#define TEXT(type, member)                                                 \
	{                                                                  \
#member, SLW_TPL_TEXT, offsetof(struct type, member), NULL \
	}
#define HTML(type, member)                                                 \
	{                                                                  \
#member, SLW_TPL_HTML, offsetof(struct type, member), NULL \
	}
#define JSON(type, member)                                                 \
	{                                                                  \
#member, SLW_TPL_JSON, offsetof(struct type, member), NULL \
	}
#define NUMBER(type, member)                                                 \
	{                                                                    \
#member, SLW_TPL_NUMBER, offsetof(struct type, member), NULL \
	}
#define YES(type, member)                                                 \
	{                                                                 \
#member, SLW_TPL_YES, offsetof(struct type, member), NULL \
	}
#define RECORD(type, member, of)                                                     \
	{                                                                            \
#member, SLW_TPL_RECORD, offsetof(struct type, member), &of##_record \
	}
#define LIST(type, member, of)                                                     \
	{                                                                          \
#member, SLW_TPL_LIST, offsetof(struct type, member), &of##_record \
	}
#define END                                 \
	{                                   \
		NULL, SLW_TPL_TEXT, 0, NULL \
	}

/* clang-format off */
static const struct slw_tpl_field link_fields[] = {
	TEXT(view_link, name), TEXT(view_link, path), NUMBER(view_link, count),
	YES(view_link, current), YES(view_link, gap), END
};
static const struct slw_tpl_record link_record = { "link", sizeof(struct view_link), link_fields };

static const struct slw_tpl_field text_fields[] = { TEXT(view_text, text), END };
static const struct slw_tpl_record text_record = { "text", sizeof(struct view_text), text_fields };

static const struct slw_tpl_field image_fields[] = {
	TEXT(view_image, url), TEXT(view_image, alt), NUMBER(view_image, width),
	NUMBER(view_image, height), YES(view_image, external), END
};
static const struct slw_tpl_record image_record = { "image", sizeof(struct view_image),
						    image_fields };

#define IMAGE(member)                                                                    \
	{ "image_" #member, SLW_TPL_TEXT, offsetof(struct view_card, image.member), NULL }
static const struct slw_tpl_field card_fields[] = {
	TEXT(view_card, title), TEXT(view_card, path), TEXT(view_card, vendor),
	TEXT(view_card, price), TEXT(view_card, compare), IMAGE(url), IMAGE(alt),
	{ "image_width", SLW_TPL_NUMBER, offsetof(struct view_card, image.width), NULL },
	{ "image_height", SLW_TPL_NUMBER, offsetof(struct view_card, image.height), NULL },
	{ "image_external", SLW_TPL_YES, offsetof(struct view_card, image.external), NULL },
	YES(view_card, drawn), YES(view_card, from), YES(view_card, on_sale),
	YES(view_card, sold_out), END
};
const struct slw_tpl_record slw_view_card_record = { "card", sizeof(struct view_card),
						     card_fields };
#define CARDS(type, member)                                                                \
	{ #member, SLW_TPL_POINTERS, offsetof(struct type, member), &slw_view_card_record }

static const struct slw_tpl_field value_fields[] = {
	TEXT(view_value, text), NUMBER(view_value, number), YES(view_value, first), END
};
static const struct slw_tpl_record value_record = { "option value", sizeof(struct view_value),
						    value_fields };

static const struct slw_tpl_field option_fields[] = {
	TEXT(view_option, name), NUMBER(view_option, position),
	LIST(view_option, values, value), END
};
static const struct slw_tpl_record option_record = { "option", sizeof(struct view_option),
						     option_fields };

static const struct slw_tpl_field variant_fields[] = {
	TEXT(view_variant, title), TEXT(view_variant, sku), TEXT(view_variant, gtin),
	TEXT(view_variant, price), TEXT(view_variant, compare), TEXT(view_variant, amount),
	TEXT(view_variant, buy), TEXT(view_variant, choice), TEXT(view_variant, image),
	NUMBER(view_variant, number), NUMBER(view_variant, left), NUMBER(view_variant, minor),
	YES(view_variant, priced), YES(view_variant, on_sale), YES(view_variant, available),
	YES(view_variant, low), YES(view_variant, backorder), YES(view_variant, tracked),
	YES(view_variant, pay), END
};
static const struct slw_tpl_record variant_record = { "variant", sizeof(struct view_variant),
						      variant_fields };

static const struct slw_tpl_field product_fields[] = {
	TEXT(view_product, title), TEXT(view_product, handle), TEXT(view_product, path),
	TEXT(view_product, vendor), HTML(view_product, description), TEXT(view_product, type),
	TEXT(view_product, price), TEXT(view_product, compare), TEXT(view_product, low),
	TEXT(view_product, high), TEXT(view_product, condition), TEXT(view_product, plain),
	JSON(view_product, shipping_json), RECORD(view_product, variant, variant),
	LIST(view_product, images, image), LIST(view_product, more_images, image),
	LIST(view_product, features, text), LIST(view_product, options, option),
	LIST(view_product, variants, variant), CARDS(view_product, related),
	LIST(view_product, tags, text), RECORD(view_product, image, image),
	RECORD(view_product, collection, link), NUMBER(view_product, offer_count),
	YES(view_product, many), YES(view_product, from), YES(view_product, on_sale),
	YES(view_product, sold_out), YES(view_product, priced), YES(view_product, is_new),
	YES(view_product, is_used), YES(view_product, is_refurbished), YES(view_product, shipped),
	YES(view_product, drawn), END
};
static const struct slw_tpl_record product_record = { "product", sizeof(struct view_product),
						      product_fields };

static const struct slw_tpl_field collection_fields[] = {
	TEXT(view_collection, title), TEXT(view_collection, path), TEXT(view_collection, text),
	RECORD(view_collection, image, image), NUMBER(view_collection, count), END
};
static const struct slw_tpl_record collection_record = {
	"collection", sizeof(struct view_collection), collection_fields
};

static const struct slw_tpl_field listing_fields[] = {
	TEXT(view_listing, heading), HTML(view_listing, description),
	CARDS(view_listing, cards), LIST(view_listing, pages, link),
	LIST(view_listing, sorts, link), LIST(view_listing, filters, link),
	LIST(view_listing, collections, collection), RECORD(view_listing, previous, link),
	RECORD(view_listing, next, link), NUMBER(view_listing, count),
	NUMBER(view_listing, page), NUMBER(view_listing, page_count),
	YES(view_listing, several), END
};
static const struct slw_tpl_record listing_record = { "list of products",
						      sizeof(struct view_listing),
						      listing_fields };

static const struct slw_tpl_field section_fields[] = {
	TEXT(view_section, heading), HTML(view_section, html), TEXT(view_section, id),
	LIST(view_section, paragraphs, text), END
};
static const struct slw_tpl_record section_record = { "section", sizeof(struct view_section),
						      section_fields };

static const struct slw_tpl_field prose_fields[] = {
	TEXT(view_prose, heading), HTML(view_prose, html), TEXT(view_prose, language),
	LIST(view_prose, sections, section), LIST(view_prose, others, link),
	YES(view_prose, faq), END
};
static const struct slw_tpl_record prose_record = { "page of text", sizeof(struct view_prose),
						    prose_fields };

static const struct slw_tpl_field home_fields[] = {
	TEXT(view_home, heading), TEXT(view_home, lead), TEXT(view_home, about),
	RECORD(view_home, image, image), LIST(view_home, collections, collection),
	CARDS(view_home, featured), YES(view_home, more), END
};
static const struct slw_tpl_record home_record = { "home page", sizeof(struct view_home),
						   home_fields };

static const struct slw_tpl_field shop_fields[] = {
	TEXT(view_shop, name), TEXT(view_shop, initial), TEXT(view_shop, language),
	TEXT(view_shop, dir), TEXT(view_shop, currency), TEXT(view_shop, base),
	TEXT(view_shop, home_path), TEXT(view_shop, tagline), TEXT(view_shop, description),
	TEXT(view_shop, email), TEXT(view_shop, phone), TEXT(view_shop, phone_link),
	TEXT(view_shop, hours), TEXT(view_shop, person), TEXT(view_shop, announcement),
	TEXT(view_shop, theme_id), TEXT(view_shop, styles), TEXT(view_shop, script),
	TEXT(view_shop, tax_note), TEXT(view_shop, header), TEXT(view_shop, hero),
	TEXT(view_shop, grid), TEXT(view_shop, card), TEXT(view_shop, product_layout),
	TEXT(view_shop, ratio), TEXT(view_shop, colour), TEXT(view_shop, dark_colour),
	JSON(view_shop, organization_json), JSON(view_shop, returns_json),
	TEXT(view_shop, shipping_zone), TEXT(view_shop, shipping_price),
	TEXT(view_shop, shipping_free), NUMBER(view_shop, return_days),
	YES(view_shop, returns_free), YES(view_shop, shipping_is_free),
	RECORD(view_shop, logo, image), LIST(view_shop, menu, link),
	LIST(view_shop, policies, link), LIST(view_shop, social, link),
	LIST(view_shop, address, text), NUMBER(view_shop, products), NUMBER(view_shop, chunks),
	NUMBER(view_shop, decimals), YES(view_shop, noindex), YES(view_shop, has_collections),
	YES(view_shop, has_faq), YES(view_shop, show_vendor), YES(view_shop, dark), END
};
static const struct slw_tpl_record shop_record = { "shop", sizeof(struct view_shop), shop_fields };

static const struct slw_tpl_field page_fields[] = {
	TEXT(view_page, root), TEXT(view_page, title), TEXT(view_page, description),
	TEXT(view_page, path), TEXT(view_page, canonical), TEXT(view_page, type),
	RECORD(view_page, social_image, image), RECORD(view_page, shop, shop),
	RECORD(view_page, product, product), RECORD(view_page, listing, listing),
	RECORD(view_page, home, home), RECORD(view_page, prose, prose),
	LIST(view_page, crumbs, link), YES(view_page, noindex), YES(view_page, is_home),
	TEXT(view_page, price_amount), END
};
const struct slw_tpl_record slw_view_page = { "page", sizeof(struct view_page), page_fields };
/* clang-format on */
