/*
 * Shopify's current dialect. A row is a variant, an image, or one of each side by side. Cells are as
 * they are in the shop, also those that begin like a formula: Shopify has no way to mark them, and an
 * apostrophe put before them would end up in the title (docs/formats.md).
 */
#include "config.h"

#include "product/export.h"

#include <string.h>

#include "base/mem.h"
#include "product/export_parts.h"
#include "product/product_names.h"

#include "base/banned.h"

enum column {
	TITLE,
	HANDLE,
	DESCRIPTION,
	VENDOR,
	CATEGORY,
	TYPE,
	TAGS,
	COLLECTION,
	PUBLISHED,
	STATUS,
	SKU,
	BARCODE,
	OPTION1_NAME,
	OPTION1_VALUE,
	OPTION2_NAME,
	OPTION2_VALUE,
	OPTION3_NAME,
	OPTION3_VALUE,
	PRICE,
	COMPARE_AT,
	COST,
	CHARGE_TAX,
	TRACKER,
	QUANTITY,
	POLICY,
	WEIGHT,
	WEIGHT_UNIT,
	SHIPPING,
	FULFILLMENT,
	IMAGE,
	IMAGE_POSITION,
	IMAGE_ALT,
	VARIANT_IMAGE,
	GIFT_CARD,
	SEO_TITLE,
	SEO_DESCRIPTION,
	CONDITION,
	FEATURES,
	COLLECTIONS,
	COLUMN__MAX
};

/* clang-format off */
static const char *const headers[COLUMN__MAX] = {
	[TITLE] = "Title",
	[HANDLE] = "URL handle",
	[DESCRIPTION] = "Description",
	[VENDOR] = "Vendor",
	[CATEGORY] = "Product category",
	[TYPE] = "Type",
	[TAGS] = "Tags",
	[COLLECTION] = "Collection",
	[PUBLISHED] = "Published on online store",
	[STATUS] = "Status",
	[SKU] = "SKU",
	[BARCODE] = "Barcode",
	[OPTION1_NAME] = "Option1 name",
	[OPTION1_VALUE] = "Option1 value",
	[OPTION2_NAME] = "Option2 name",
	[OPTION2_VALUE] = "Option2 value",
	[OPTION3_NAME] = "Option3 name",
	[OPTION3_VALUE] = "Option3 value",
	[PRICE] = "Price",
	[COMPARE_AT] = "Compare-at price",
	[COST] = "Cost per item",
	[CHARGE_TAX] = "Charge tax",
	[TRACKER] = "Inventory tracker",
	[QUANTITY] = "Inventory quantity",
	[POLICY] = "Continue selling when out of stock",
	[WEIGHT] = "Weight value (grams)",
	[WEIGHT_UNIT] = "Weight unit for display",
	[SHIPPING] = "Requires shipping",
	[FULFILLMENT] = "Fulfillment service",
	[IMAGE] = "Product image URL",
	[IMAGE_POSITION] = "Image position",
	[IMAGE_ALT] = "Image alt text",
	[VARIANT_IMAGE] = "Variant image URL",
	[GIFT_CARD] = "Gift card",
	[SEO_TITLE] = "SEO title",
	[SEO_DESCRIPTION] = "SEO description",
	[CONDITION] = "Google Shopping / Condition",
	[FEATURES] = "Features (product.metafields.custom.features)",
	[COLLECTIONS] = "Collections (product.metafields.custom.collections)",
};
/* clang-format on */

_Static_assert(COLUMN__MAX <= SLW_EXPORT_COLUMN_MAX, "a row holds all columns");

static void write_header(struct slw_buf *out)
{
	slw_export_headers(out, headers, COLUMN__MAX);
}

static void set_product(struct slw_export_row *row, const struct slw_product *product)
{
	static const char *const statuses[] = { [SLW_PRODUCT_ACTIVE] = "Active",
						[SLW_PRODUCT_DRAFT] = "Draft",
						[SLW_PRODUCT_ARCHIVED] = "Archived" };

	slw_export_set(row, TITLE, product->title);
	slw_export_set(row, DESCRIPTION, product->description);
	slw_export_set(row, VENDOR, product->vendor);
	slw_export_set(row, CATEGORY, product->product_category);
	slw_export_set(row, TYPE, product->product_type);
	slw_export_take(row, TAGS, slw_export_join(product->tags, product->tag_count, ", "));
	if (product->collection_count > 0)
		slw_export_take(row, COLLECTION, slw_export_title(product->collections[0]));
	slw_export_set(row, PUBLISHED, product->status == SLW_PRODUCT_ACTIVE ? "TRUE" : "FALSE");
	slw_export_set(row, STATUS, statuses[product->status]);
	slw_export_set(row, GIFT_CARD, "FALSE");
	slw_export_set(row, SEO_TITLE, product->seo_title);
	slw_export_set(row, SEO_DESCRIPTION, product->seo_description);
	slw_export_set(row, CONDITION, slw_product_conditions[product->condition]);
	slw_export_take(row, FEATURES,
			slw_export_join(product->features, product->feature_count, "\n"));
	slw_export_take(row, COLLECTIONS,
			slw_export_join(product->collections, product->collection_count, "\n"));
	for (size_t i = 0; i < product->option_count; i++)
		slw_export_set(row, OPTION1_NAME + 2 * i, product->options[i].name);
	if (product->option_count == 0)
		slw_export_set(row, OPTION1_NAME, "Title");
}

static void set_variant(struct slw_export_row *row, const struct slw_product *product,
			const struct slw_variant *variant, const struct slw_currency *currency)
{
	bool tracked = variant->inventory_quantity != SLW_NUMBER_NONE;

	slw_export_set(row, SKU, variant->sku);
	slw_export_set(row, BARCODE, variant->barcode);
	for (size_t i = 0; i < product->option_count; i++)
		slw_export_set(row, OPTION1_VALUE + 2 * i, variant->option_values[i]);
	if (product->option_count == 0)
		slw_export_set(row, OPTION1_VALUE, "Default Title");
	slw_export_money(row, PRICE, variant->price, currency);
	slw_export_money(row, COMPARE_AT, variant->compare_at_price, currency);
	slw_export_money(row, COST, variant->cost_per_item, currency);
	slw_export_set(row, CHARGE_TAX, variant->taxable ? "TRUE" : "FALSE");
	slw_export_set(row, TRACKER, tracked ? "shopify" : NULL);
	if (tracked)
		slw_export_number(row, QUANTITY, variant->inventory_quantity);
	slw_export_set(row, POLICY, variant->continue_selling ? "CONTINUE" : "DENY");
	if (variant->weight != SLW_NUMBER_NONE) {
		slw_export_number(row, WEIGHT, variant->weight);
		slw_export_set(row, WEIGHT_UNIT, "g");
	}
	slw_export_set(row, SHIPPING, variant->requires_shipping ? "TRUE" : "FALSE");
	slw_export_set(row, FULFILLMENT, "manual");
	if (product->option_count > 0)
		slw_export_set(row, VARIANT_IMAGE, variant->image);
}

static void write_product(struct slw_buf *out, const struct slw_product *product,
			  const struct slw_currency *currency)
{
	struct slw_export_row row = { .cells = { NULL } };
	size_t rows = product->variant_count > product->image_count ? product->variant_count
								    : product->image_count;

	for (size_t i = 0; i < rows; i++) {
		if (i == 0)
			set_product(&row, product);
		slw_export_set(&row, HANDLE, product->handle);
		if (i < product->variant_count)
			set_variant(&row, product, &product->variants[i], currency);
		if (i < product->image_count) {
			slw_export_set(&row, IMAGE, product->images[i].src);
			slw_export_number(&row, IMAGE_POSITION, (int64_t)i + 1);
			slw_export_set(&row, IMAGE_ALT, product->images[i].alt);
		}
		slw_export_write(out, &row, COLUMN__MAX);
	}
}

const struct slw_export_format slw_export_shopify = { .name = "shopify_csv",
						      .file_name = "shopify-products.csv",
						      .header = write_header,
						      .product = write_product };
