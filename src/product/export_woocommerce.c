/*
 * WooCommerce, as its own exporter writes it: a backslash before a comma inside of a list, \n for a
 * newline in a description, and an apostrophe before a cell that a spreadsheet would run as a formula; its
 * importer takes all three away. What it has no column for goes into "Meta:" columns, whose keys
 * begin with an underscore so that shoppers never see them.
 */
#include "config.h"

#include "product/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "product/export_parts.h"
#include "product/product_names.h"

#include "base/banned.h"

enum column {
	TYPE,
	SKU,
	BARCODE,
	NAME,
	PUBLISHED,
	FEATURED,
	VISIBILITY,
	SHORT_DESCRIPTION,
	DESCRIPTION,
	TAX_STATUS,
	IN_STOCK,
	STOCK,
	BACKORDERS,
	WEIGHT,
	SALE_PRICE,
	REGULAR_PRICE,
	CATEGORIES,
	TAGS,
	IMAGES,
	PARENT,
	POSITION,
	BRANDS,
	COST,
	ATTRIBUTE1_NAME,
	ATTRIBUTE1_VALUES,
	ATTRIBUTE1_VISIBLE,
	ATTRIBUTE1_GLOBAL,
	ATTRIBUTE2_NAME,
	ATTRIBUTE2_VALUES,
	ATTRIBUTE2_VISIBLE,
	ATTRIBUTE2_GLOBAL,
	ATTRIBUTE3_NAME,
	ATTRIBUTE3_VALUES,
	ATTRIBUTE3_VISIBLE,
	ATTRIBUTE3_GLOBAL,
	META_HANDLE,
	META_FEATURES,
	META_TYPE,
	META_CATEGORY,
	META_STATUS,
	META_CONDITION,
	META_ALTS,
	META_SEO_TITLE,
	META_SEO_DESCRIPTION,
	COLUMN__MAX
};

#define ATTRIBUTE_STEP (ATTRIBUTE2_NAME - ATTRIBUTE1_NAME)

/* clang-format off */
static const char *const headers[COLUMN__MAX] = {
	[TYPE] = "Type",
	[SKU] = "SKU",
	[BARCODE] = "GTIN, UPC, EAN, or ISBN",
	[NAME] = "Name",
	[PUBLISHED] = "Published",
	[FEATURED] = "Is featured?",
	[VISIBILITY] = "Visibility in catalog",
	[SHORT_DESCRIPTION] = "Short description",
	[DESCRIPTION] = "Description",
	[TAX_STATUS] = "Tax status",
	[IN_STOCK] = "In stock?",
	[STOCK] = "Stock",
	[BACKORDERS] = "Backorders allowed?",
	[WEIGHT] = "Weight (kg)",
	[SALE_PRICE] = "Sale price",
	[REGULAR_PRICE] = "Regular price",
	[CATEGORIES] = "Categories",
	[TAGS] = "Tags",
	[IMAGES] = "Images",
	[PARENT] = "Parent",
	[POSITION] = "Position",
	[BRANDS] = "Brands",
	[COST] = "Cost of goods",
	[ATTRIBUTE1_NAME] = "Attribute 1 name",
	[ATTRIBUTE1_VALUES] = "Attribute 1 value(s)",
	[ATTRIBUTE1_VISIBLE] = "Attribute 1 visible",
	[ATTRIBUTE1_GLOBAL] = "Attribute 1 global",
	[ATTRIBUTE2_NAME] = "Attribute 2 name",
	[ATTRIBUTE2_VALUES] = "Attribute 2 value(s)",
	[ATTRIBUTE2_VISIBLE] = "Attribute 2 visible",
	[ATTRIBUTE2_GLOBAL] = "Attribute 2 global",
	[ATTRIBUTE3_NAME] = "Attribute 3 name",
	[ATTRIBUTE3_VALUES] = "Attribute 3 value(s)",
	[ATTRIBUTE3_VISIBLE] = "Attribute 3 visible",
	[ATTRIBUTE3_GLOBAL] = "Attribute 3 global",
	[META_HANDLE] = "Meta: _slw_handle",
	[META_FEATURES] = "Meta: _slw_features",
	[META_TYPE] = "Meta: _slw_product_type",
	[META_CATEGORY] = "Meta: _slw_product_category",
	[META_STATUS] = "Meta: _slw_status",
	[META_CONDITION] = "Meta: _slw_condition",
	[META_ALTS] = "Meta: _slw_image_alts",
	[META_SEO_TITLE] = "Meta: _yoast_wpseo_title",
	[META_SEO_DESCRIPTION] = "Meta: _yoast_wpseo_metadesc",
};
/* clang-format on */

_Static_assert(COLUMN__MAX <= SLW_EXPORT_COLUMN_MAX, "a row holds all columns");

static void write_header(struct slw_buf *out)
{
	slw_export_headers(out, headers, COLUMN__MAX);
}

/* --- cells -------------------------------------------------------------------------------- */

/* Text that is taken, with the apostrophe where it looks like a formula. */
static void take_text(struct slw_export_row *row, size_t column, char *text)
{
	if (text != NULL && text[0] != '\0' && strchr("=+-@", text[0]) != NULL) {
		slw_export_take(row, column, slw_printf("'%s", text));
		free(text);
	} else {
		slw_export_take(row, column, text);
	}
}

static void set_text(struct slw_export_row *row, size_t column, const char *text)
{
	take_text(row, column, slw_strdup(text));
}

static void add_entry(struct slw_buf *out, const char *text)
{
	if (out->len > 0)
		slw_buf_str(out, ", ");
	for (; *text != '\0'; text++) {
		if (*text == ',')
			slw_buf_char(out, '\\');
		slw_buf_char(out, *text);
	}
}

static void set_list(struct slw_export_row *row, size_t column, char *const *texts, size_t count)
{
	struct slw_buf list;

	slw_buf_init(&list, 0);
	for (size_t i = 0; i < count; i++)
		add_entry(&list, texts[i]);
	take_text(row, column, slw_buf_take(&list));
}

static void set_entry(struct slw_export_row *row, size_t column, const char *text)
{
	char *const one[] = { (char *)text };

	if (text != NULL)
		set_list(row, column, one, 1);
}

static void set_description(struct slw_export_row *row, const char *text)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	for (; text != NULL && *text != '\0'; text++) {
		if (*text == '\n')
			slw_buf_str(&out, "\\n");
		else if (text[0] == '\\' && text[1] == 'n')
			slw_buf_str(&out, "\\\\");
		else
			slw_buf_char(&out, *text);
	}
	take_text(row, DESCRIPTION, slw_buf_take(&out));
}

static void set_weight(struct slw_export_row *row, int64_t grams)
{
	if (grams != SLW_NUMBER_NONE)
		slw_export_take(row, WEIGHT,
				slw_printf("%lld.%03lld", (long long)(grams / 1000),
					   (long long)(grams % 1000)));
}

/* --- the product --------------------------------------------------------------------------- */

static void set_images(struct slw_export_row *row, const struct slw_product *product)
{
	json_t *alts = json_array();
	struct slw_buf list;
	bool any = false;

	slw_buf_init(&list, 0);
	for (size_t i = 0; i < product->image_count; i++) {
		const char *alt = product->images[i].alt;

		add_entry(&list, product->images[i].src);
		slw_json_append(alts, alt == NULL ? json_null() : slw_json_new_str(alt));
		any = any || alt != NULL;
	}
	take_text(row, IMAGES, slw_buf_take(&list));
	if (any)
		slw_export_take(row, META_ALTS, slw_json_text(alts));
	json_decref(alts);
}

static void set_features(struct slw_export_row *row, const struct slw_product *product)
{
	json_t *list = json_array();

	for (size_t i = 0; i < product->feature_count; i++)
		slw_json_append(list, slw_json_new_str(product->features[i]));
	if (product->feature_count > 0)
		slw_export_take(row, META_FEATURES, slw_json_text(list));
	json_decref(list);
}

static void set_product(struct slw_export_row *row, const struct slw_product *product)
{
	static const char *const published[] = {
		[SLW_PRODUCT_ACTIVE] = "1", [SLW_PRODUCT_DRAFT] = "-1", [SLW_PRODUCT_ARCHIVED] = "0"
	};
	struct slw_buf categories;

	set_text(row, NAME, product->title);
	slw_export_set(row, PUBLISHED, published[product->status]);
	slw_export_set(row, FEATURED, "0");
	slw_export_set(row, VISIBILITY, "visible");
	set_description(row, product->description);
	slw_buf_init(&categories, 0);
	for (size_t i = 0; i < product->collection_count; i++) {
		char *title = slw_export_title(product->collections[i]);

		add_entry(&categories, title);
		free(title);
	}
	take_text(row, CATEGORIES, slw_buf_take(&categories));
	set_list(row, TAGS, product->tags, product->tag_count);
	set_entry(row, BRANDS, product->vendor);
	set_images(row, product);
	set_text(row, META_HANDLE, product->handle);
	set_features(row, product);
	set_text(row, META_TYPE, product->product_type);
	set_text(row, META_CATEGORY, product->product_category);
	if (product->status != SLW_PRODUCT_ACTIVE)
		set_text(row, META_STATUS, slw_product_statuses[product->status]);
	if (product->condition != SLW_CONDITION_NEW)
		set_text(row, META_CONDITION, slw_product_conditions[product->condition]);
	set_text(row, META_SEO_TITLE, product->seo_title);
	set_text(row, META_SEO_DESCRIPTION, product->seo_description);
}

static void set_variant(struct slw_export_row *row, const struct slw_variant *variant,
			const struct slw_currency *currency)
{
	bool reduced = variant->compare_at_price != SLW_MONEY_NONE;
	bool tracked = variant->inventory_quantity != SLW_NUMBER_NONE;

	set_text(row, SKU, variant->sku);
	set_text(row, BARCODE, variant->barcode);
	slw_export_set(row, TAX_STATUS, variant->taxable ? "taxable" : "none");
	slw_export_set(row, IN_STOCK, slw_variant_available(variant) ? "1" : "0");
	if (tracked)
		slw_export_number(row, STOCK, variant->inventory_quantity);
	slw_export_set(row, BACKORDERS, variant->continue_selling ? "1" : "0");
	set_weight(row, variant->weight);
	slw_export_money(row, REGULAR_PRICE, reduced ? variant->compare_at_price : variant->price,
			 currency);
	if (reduced)
		slw_export_money(row, SALE_PRICE, variant->price, currency);
	slw_export_money(row, COST, variant->cost_per_item, currency);
}

/* The product of variations has a SKU of its own, by which they name it. */
static char *parent_sku(const struct slw_product *product)
{
	return slw_printf("parent-%s", product->handle == NULL ? "" : product->handle);
}

static void write_parent(struct slw_buf *out, const struct slw_product *product,
			 struct slw_export_row *row)
{
	set_product(row, product);
	slw_export_set(row, TYPE, "variable");
	slw_export_take(row, SKU, parent_sku(product));
	slw_export_set(row, IN_STOCK, "1");
	for (size_t i = 0; i < product->option_count; i++) {
		size_t at = ATTRIBUTE1_NAME + ATTRIBUTE_STEP * i;

		set_text(row, at, product->options[i].name);
		set_list(row, at + 1, product->options[i].values, product->options[i].value_count);
		slw_export_set(row, at + 2, "1");
		slw_export_set(row, at + 3, "0");
	}
	slw_export_write(out, row, COLUMN__MAX);
}

static void write_variation(struct slw_buf *out, const struct slw_product *product, size_t index,
			    const struct slw_currency *currency, struct slw_export_row *row)
{
	const struct slw_variant *variant = &product->variants[index];
	char *values = slw_variant_title(variant, product->option_count);

	slw_export_set(row, TYPE, variant->requires_shipping ? "variation" : "variation, virtual");
	take_text(row, NAME,
		  slw_printf("%s - %s", product->title == NULL ? "" : product->title, values));
	free(values);
	slw_export_set(row, PUBLISHED, "1");
	slw_export_set(row, VISIBILITY, "visible");
	set_variant(row, variant, currency);
	slw_export_take(row, PARENT, parent_sku(product));
	slw_export_number(row, POSITION, (int64_t)index + 1);
	set_entry(row, IMAGES, variant->image);
	for (size_t i = 0; i < product->option_count; i++) {
		size_t at = ATTRIBUTE1_NAME + ATTRIBUTE_STEP * i;

		set_text(row, at, product->options[i].name);
		set_entry(row, at + 1, variant->option_values[i]);
		slw_export_set(row, at + 3, "0");
	}
	slw_export_write(out, row, COLUMN__MAX);
}

static void write_product(struct slw_buf *out, const struct slw_product *product,
			  const struct slw_currency *currency)
{
	struct slw_export_row row = { .cells = { NULL } };

	if (product->variant_count == 0)
		return;
	if (product->option_count > 0) {
		write_parent(out, product, &row);
		for (size_t i = 0; i < product->variant_count; i++)
			write_variation(out, product, i, currency, &row);
		return;
	}
	set_product(&row, product);
	slw_export_set(&row, TYPE,
		       product->variants[0].requires_shipping ? "simple" : "simple, virtual");
	set_variant(&row, &product->variants[0], currency);
	slw_export_write(out, &row, COLUMN__MAX);
}

const struct slw_export_format slw_export_woocommerce = { .name = "woocommerce_csv",
							  .file_name = "woocommerce-products.csv",
							  .header = write_header,
							  .product = write_product };
