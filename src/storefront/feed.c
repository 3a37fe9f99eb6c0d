/*
 * The product feed: RSS 2.0 with the g: elements of merchant centres, one item for each variant.
 * What has no price is left out, since a feed refuses it. Drawn pictures are left out too: a feed
 * wants photographs.
 */
#include "config.h"

#include "storefront/storefront.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/escape.h"
#include "base/hash.h"
#include "base/html.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "base/text.h"
#include "model/codes.h"
#include "storefront/gtin.h"
#include "storefront/render.h"

#include "base/banned.h"

/* Limits of Google's product data specification, in characters. */
#define ID_MAX		50
#define TITLE_MAX	150
#define DESCRIPTION_MAX 5000
#define IMAGES_MAX	10 /* beside the first */

struct slw_feed {
	struct render render;
	struct slw_buf shipping; /* g:shipping elements, the same for every item */
};

static void element(struct slw_buf *out, const char *name, const char *value, size_t max)
{
	char *copy;

	if (value == NULL || value[0] == '\0')
		return;
	copy = slw_text_cut(slw_strdup(value), max);
	slw_buf_printf(out, "<%s>", name);
	slw_escape_xml(out, copy);
	slw_buf_printf(out, "</%s>\n", name);
	free(copy);
}

static void money(struct slw_feed *feed, struct slw_buf *out, const char *name, int64_t minor)
{
	struct render *r = &feed->render;

	slw_buf_printf(out, "<%s>%s %s</%s>\n", name, slw_render_amount(r, &r->page, minor),
		       r->currency->code, name);
}

static void add_zone(struct slw_feed *feed, const json_t *zone)
{
	json_t *country, *rate;
	size_t i, j;

	json_array_foreach (slw_json_array(zone, "countries"), i, country) {
		json_array_foreach (slw_json_array(zone, "rates"), j, rate) {
			slw_buf_str(&feed->shipping, "<g:shipping>\n");
			element(&feed->shipping, "g:country", json_string_value(country), 2);
			element(&feed->shipping, "g:service", slw_json_str(rate, "name", NULL),
				100);
			money(feed, &feed->shipping, "g:price", slw_json_int(rate, "price", 0));
			slw_buf_str(&feed->shipping, "</g:shipping>\n");
		}
	}
}

static void set_shipping(struct slw_feed *feed)
{
	const json_t *shipping =
	    slw_json_object(feed->render.options.docs->section[SLW_PRODUCTS], "shipping");
	size_t index;
	json_t *zone;

	json_array_foreach (slw_json_array(shipping, "zones"), index, zone)
		add_zone(feed, zone);
}

static void add_images(struct slw_feed *feed, struct slw_buf *out,
		       const struct slw_product *product, const struct slw_variant *variant)
{
	struct render *r = &feed->render;
	const char *first = variant->image;
	size_t count = 0;

	if (first == NULL && product->image_count > 0)
		first = product->images[0].src;
	for (size_t i = 0; i <= product->image_count && count <= IMAGES_MAX; i++) {
		const char *src = i == 0 ? first : product->images[i - 1].src;
		const struct view_image *image;

		if (src == NULL || (i > 0 && strcmp(src, first) == 0))
			continue;
		image = slw_render_image(r, &r->page, src, NULL);
		if (image == NULL)
			continue;
		element(out, count++ == 0 ? "g:image_link" : "g:additional_image_link",
			image->external
			    ? image->url
			    : slw_pool_printf(&r->page, "%s%s", r->shop.base, image->url),
			2000);
	}
}

static const char *availability(const struct slw_variant *variant)
{
	if (!slw_variant_available(variant))
		return "out_of_stock";
	return variant->inventory_quantity != SLW_NUMBER_NONE && variant->inventory_quantity <= 0
		   ? "backorder"
		   : "in_stock";
}

static const char *condition(enum slw_condition value)
{
	switch (value) {
	case SLW_CONDITION_REFURBISHED:
		return "refurbished";
	case SLW_CONDITION_USED:
		return "used";
	case SLW_CONDITION_NEW:
		break;
	}
	return "new";
}

/* An identifier that stays the same and is short enough; long handles end in their hash. */
static const char *own_id(struct slw_feed *feed, const char *handle, size_t index)
{
	struct pool *pool = &feed->render.page;
	char digits[SLW_HASH_SIZE];

	if (strlen(handle) <= ID_MAX - 6)
		return slw_pool_printf(pool, "%s-%zu", handle, index + 1);
	slw_hash_bytes(handle, strlen(handle), digits);
	return slw_pool_printf(pool, "%.30s-%.8s-%zu", handle, digits, index + 1);
}

static void add_identifiers(struct slw_feed *feed, struct slw_buf *out,
			    const struct slw_product *product, size_t index)
{
	const struct slw_variant *variant = &product->variants[index];
	bool known = slw_gtin_valid(variant->barcode);

	if (variant->sku != NULL && slw_text_chars(variant->sku) <= ID_MAX)
		element(out, "g:id", variant->sku, ID_MAX);
	else
		element(out, "g:id", own_id(feed, product->handle, index), ID_MAX);
	if (product->variant_count > 1)
		element(out, "g:item_group_id", own_id(feed, product->handle, 0), ID_MAX);
	element(out, "g:brand", product->vendor, 70);
	if (known)
		element(out, "g:gtin", variant->barcode, 14);
	else if (product->vendor != NULL && variant->sku != NULL)
		element(out, "g:mpn", variant->sku, 70);
	else
		element(out, "g:identifier_exists", "no", 3);
}

static void add_prices(struct slw_feed *feed, struct slw_buf *out,
		       const struct slw_variant *variant)
{
	bool sale = variant->compare_at_price != SLW_MONEY_NONE &&
		    variant->compare_at_price > variant->price;

	money(feed, out, "g:price", sale ? variant->compare_at_price : variant->price);
	if (sale)
		money(feed, out, "g:sale_price", variant->price);
}

static void add_variant(struct slw_feed *feed, const struct slw_storefront_item *item, size_t index,
			const char *description, struct slw_buf *out)
{
	const struct slw_product *product = item->product;
	const struct slw_variant *variant = &product->variants[index];
	struct render *r = &feed->render;
	char *name = slw_variant_title(variant, product->option_count);

	slw_buf_str(out, "<item>\n");
	add_identifiers(feed, out, product, index);
	element(out, "title",
		product->variant_count > 1
		    ? slw_pool_printf(&r->page, "%s, %s", product->title, name)
		    : product->title,
		TITLE_MAX);
	element(out, "description", description, DESCRIPTION_MAX);
	element(out, "link",
		slw_pool_printf(&r->page, "%sproducts/%s/", r->shop.base, product->handle), 2000);
	add_images(feed, out, product, variant);
	element(out, "g:availability", availability(variant), 20);
	add_prices(feed, out, variant);
	element(out, "g:condition", condition(product->condition), 20);
	element(out, "g:product_type", product->product_type, 750);
	element(out, "g:google_product_category", product->product_category, 750);
	if (variant->weight != SLW_NUMBER_NONE && variant->weight > 0)
		slw_buf_printf(out, "<g:shipping_weight>%" PRId64 " g</g:shipping_weight>\n",
			       variant->weight);
	if (variant->requires_shipping)
		slw_buf_add(out, feed->shipping.data, feed->shipping.len);
	slw_buf_str(out, "</item>\n");
	free(name);
}

void slw_feed_product(struct slw_feed *feed, const struct slw_storefront_item *item,
		      struct slw_buf *out)
{
	const struct slw_product *product = item->product;
	const char *html = product->description;
	struct slw_buf text;

	if (html == NULL || html[0] == '\0')
		html = slw_json_str(item->texts, "product_description", product->title);
	slw_buf_init(&text, 0);
	slw_html_text(&text, html);
	for (size_t i = 0; i < product->variant_count; i++) {
		if (product->variants[i].price != SLW_MONEY_NONE)
			add_variant(feed, item, i, text.data, out);
	}
	slw_buf_release(&text);
	slw_pool_clear(&feed->render.page);
}

int slw_feed_open(struct slw_feed **feed, const struct slw_storefront_options *options,
		  const struct slw_storefront_source *source, struct slw_buf *out,
		  struct slw_err *err)
{
	struct slw_feed *mine = slw_calloc(1, sizeof(*mine));
	struct render *r = &mine->render;

	slw_buf_init(&mine->shipping, 0);
	if (slw_render_init(r, options, source, err) < 0) {
		slw_feed_free(mine);
		return -1;
	}
	slw_buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
			 "xmlns:g=\"http://base.google.com/ns/1.0\">\n<channel>\n");
	element(out, "title", r->shop.name, TITLE_MAX);
	element(out, "link", r->shop.base, 2000);
	element(out, "description",
		slw_documents_str(options->docs, "business.description", r->shop.name),
		DESCRIPTION_MAX);
	set_shipping(mine);
	*feed = mine;
	return 0;
}

void slw_feed_end(struct slw_buf *out)
{
	slw_buf_str(out, "</channel>\n</rss>\n");
}

void slw_feed_free(struct slw_feed *feed)
{
	if (feed == NULL)
		return;
	slw_buf_release(&feed->shipping);
	slw_render_release(&feed->render);
	free(feed);
}
