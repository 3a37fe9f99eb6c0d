#include "config.h"

#include "product/columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/steps.h"

#include "base/banned.h"

/* --- dialects ----------------------------------------------------------------------------- */

enum mark { PLAIN, MUST, SPECIAL };

struct header {
	const char *text;
	enum slw_column_kind kind;
	enum mark mark;
	unsigned int number;
};

struct dialect {
	enum slw_dialect id;
	size_t special; /* so many headers that are SPECIAL decide, beside all that are MUST */
	const struct header *headers;
};

/* clang-format off */
static const struct header shopify[] = {
	{ "Title", SLW_COL_TITLE, MUST, 0 },
	{ "URL handle", SLW_COL_HANDLE, SPECIAL, 0 },
	{ "Description", SLW_COL_DESCRIPTION, PLAIN, 0 },
	{ "Vendor", SLW_COL_VENDOR, PLAIN, 0 },
	{ "Product category", SLW_COL_PRODUCT_CATEGORY, SPECIAL, 0 },
	{ "Type", SLW_COL_PRODUCT_TYPE, PLAIN, 0 },
	{ "Tags", SLW_COL_TAGS, PLAIN, 0 },
	{ "Collection", SLW_COL_COLLECTIONS, PLAIN, 0 },
	{ "Published on online store", SLW_COL_PUBLISHED, SPECIAL, 0 },
	{ "Status", SLW_COL_STATUS, PLAIN, 0 },
	{ "SKU", SLW_COL_SKU, PLAIN, 0 },
	{ "Barcode", SLW_COL_BARCODE, PLAIN, 0 },
	{ "Option1 name", SLW_COL_OPTION_NAME, SPECIAL, 1 },
	{ "Option1 value", SLW_COL_OPTION_VALUE, SPECIAL, 1 },
	{ "Option1 Linked To", SLW_COL_UNUSED, SPECIAL, 0 },
	{ "Option2 name", SLW_COL_OPTION_NAME, PLAIN, 2 },
	{ "Option2 value", SLW_COL_OPTION_VALUE, PLAIN, 2 },
	{ "Option2 Linked To", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Option3 name", SLW_COL_OPTION_NAME, PLAIN, 3 },
	{ "Option3 value", SLW_COL_OPTION_VALUE, PLAIN, 3 },
	{ "Option3 Linked To", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Price", SLW_COL_PRICE, PLAIN, 0 },
	{ "Compare-at price", SLW_COL_COMPARE_AT_PRICE, SPECIAL, 0 },
	{ "Cost per item", SLW_COL_COST_PER_ITEM, SPECIAL, 0 },
	{ "Charge tax", SLW_COL_TAXABLE, SPECIAL, 0 },
	{ "Tax code", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Unit price total measure", SLW_COL_UNUSED, SPECIAL, 0 },
	{ "Unit price total measure unit", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Unit price base measure", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Unit price base measure unit", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Inventory tracker", SLW_COL_TRACKER, SPECIAL, 0 },
	{ "Inventory quantity", SLW_COL_INVENTORY_QUANTITY, SPECIAL, 0 },
	{ "Continue selling when out of stock", SLW_COL_INVENTORY_POLICY, SPECIAL, 0 },
	{ "Weight value (grams)", SLW_COL_WEIGHT, SPECIAL, 0 },
	{ "Weight unit for display", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Requires shipping", SLW_COL_REQUIRES_SHIPPING, SPECIAL, 0 },
	{ "Fulfillment service", SLW_COL_UNUSED, SPECIAL, 0 },
	{ "Product image URL", SLW_COL_IMAGES, SPECIAL, 0 },
	{ "Image position", SLW_COL_IMAGE_POSITION, PLAIN, 0 },
	{ "Image alt text", SLW_COL_IMAGE_ALT, PLAIN, 0 },
	{ "Variant image URL", SLW_COL_VARIANT_IMAGE, SPECIAL, 0 },
	{ "Gift card", SLW_COL_UNUSED, PLAIN, 0 },
	{ "SEO title", SLW_COL_SEO_TITLE, PLAIN, 0 },
	{ "SEO description", SLW_COL_SEO_DESCRIPTION, PLAIN, 0 },
	{ "Google Shopping / Condition", SLW_COL_CONDITION, PLAIN, 0 },
	{ "Features (product.metafields.custom.features)", SLW_COL_FEATURES, PLAIN, 0 },
	{ "Collections (product.metafields.custom.collections)", SLW_COL_COLLECTION_HANDLES, PLAIN, 0 },
	{ NULL, SLW_COL_UNKNOWN, PLAIN, 0 }
};

static const struct header shopify_legacy[] = {
	{ "Handle", SLW_COL_HANDLE, MUST, 0 },
	{ "Title", SLW_COL_TITLE, PLAIN, 0 },
	{ "Body (HTML)", SLW_COL_DESCRIPTION, SPECIAL, 0 },
	{ "Vendor", SLW_COL_VENDOR, PLAIN, 0 },
	{ "Product Category", SLW_COL_PRODUCT_CATEGORY, PLAIN, 0 },
	{ "Standard Product Type", SLW_COL_PRODUCT_CATEGORY, PLAIN, 0 },
	{ "Type", SLW_COL_PRODUCT_TYPE, PLAIN, 0 },
	{ "Custom Product Type", SLW_COL_PRODUCT_TYPE, PLAIN, 0 },
	{ "Tags", SLW_COL_TAGS, PLAIN, 0 },
	{ "Collection", SLW_COL_COLLECTIONS, PLAIN, 0 },
	{ "Published", SLW_COL_PUBLISHED, PLAIN, 0 },
	{ "Option1 Name", SLW_COL_OPTION_NAME, SPECIAL, 1 },
	{ "Option1 Value", SLW_COL_OPTION_VALUE, SPECIAL, 1 },
	{ "Option1 Linked To", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Option2 Name", SLW_COL_OPTION_NAME, PLAIN, 2 },
	{ "Option2 Value", SLW_COL_OPTION_VALUE, PLAIN, 2 },
	{ "Option2 Linked To", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Option3 Name", SLW_COL_OPTION_NAME, PLAIN, 3 },
	{ "Option3 Value", SLW_COL_OPTION_VALUE, PLAIN, 3 },
	{ "Option3 Linked To", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Variant SKU", SLW_COL_SKU, SPECIAL, 0 },
	{ "Variant Grams", SLW_COL_WEIGHT, SPECIAL, 0 },
	{ "Variant Inventory Tracker", SLW_COL_TRACKER, SPECIAL, 0 },
	{ "Variant Inventory Qty", SLW_COL_INVENTORY_QUANTITY, SPECIAL, 0 },
	{ "Variant Inventory Policy", SLW_COL_INVENTORY_POLICY, SPECIAL, 0 },
	{ "Variant Fulfillment Service", SLW_COL_UNUSED, SPECIAL, 0 },
	{ "Variant Price", SLW_COL_PRICE, SPECIAL, 0 },
	{ "Variant Compare At Price", SLW_COL_COMPARE_AT_PRICE, SPECIAL, 0 },
	{ "Variant Requires Shipping", SLW_COL_REQUIRES_SHIPPING, SPECIAL, 0 },
	{ "Variant Taxable", SLW_COL_TAXABLE, SPECIAL, 0 },
	{ "Unit Price Total Measure", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Unit Price Total Measure Unit", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Unit Price Base Measure", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Unit Price Base Measure Unit", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Variant Barcode", SLW_COL_BARCODE, SPECIAL, 0 },
	{ "Image Src", SLW_COL_IMAGES, SPECIAL, 0 },
	{ "Image Position", SLW_COL_IMAGE_POSITION, PLAIN, 0 },
	{ "Image Alt Text", SLW_COL_IMAGE_ALT, PLAIN, 0 },
	{ "Gift Card", SLW_COL_UNUSED, PLAIN, 0 },
	{ "SEO Title", SLW_COL_SEO_TITLE, PLAIN, 0 },
	{ "SEO Description", SLW_COL_SEO_DESCRIPTION, PLAIN, 0 },
	{ "Google Shopping / Condition", SLW_COL_CONDITION, PLAIN, 0 },
	{ "Variant Image", SLW_COL_VARIANT_IMAGE, SPECIAL, 0 },
	{ "Variant Weight Unit", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Variant Tax Code", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Cost per item", SLW_COL_COST_PER_ITEM, PLAIN, 0 },
	{ "Status", SLW_COL_STATUS, PLAIN, 0 },
	{ "Features (product.metafields.custom.features)", SLW_COL_FEATURES, PLAIN, 0 },
	{ NULL, SLW_COL_UNKNOWN, PLAIN, 0 }
};

static const struct header woocommerce[] = {
	{ "ID", SLW_COL_ID, PLAIN, 0 },
	{ "Type", SLW_COL_TYPE, PLAIN, 0 },
	{ "SKU", SLW_COL_SKU, PLAIN, 0 },
	{ "GTIN, UPC, EAN, or ISBN", SLW_COL_BARCODE, PLAIN, 0 },
	{ "Name", SLW_COL_TITLE, MUST, 0 },
	{ "Published", SLW_COL_PUBLISHED, PLAIN, 0 },
	{ "Is featured?", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Visibility in catalog", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Short description", SLW_COL_SHORT_DESCRIPTION, PLAIN, 0 },
	{ "Description", SLW_COL_DESCRIPTION, PLAIN, 0 },
	{ "Date sale price starts", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Date sale price ends", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Tax status", SLW_COL_TAXABLE, PLAIN, 0 },
	{ "Tax class", SLW_COL_UNUSED, PLAIN, 0 },
	{ "In stock?", SLW_COL_IN_STOCK, PLAIN, 0 },
	{ "Stock", SLW_COL_INVENTORY_QUANTITY, PLAIN, 0 },
	{ "Low stock amount", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Backorders allowed?", SLW_COL_INVENTORY_POLICY, PLAIN, 0 },
	{ "Sold individually?", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Allow customer reviews?", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Purchase note", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Sale price", SLW_COL_SALE_PRICE, PLAIN, 0 },
	{ "Regular price", SLW_COL_PRICE, MUST, 0 },
	{ "Categories", SLW_COL_COLLECTIONS, PLAIN, 0 },
	{ "Tags", SLW_COL_TAGS, PLAIN, 0 },
	{ "Brands", SLW_COL_VENDOR, PLAIN, 0 },
	{ "Brand", SLW_COL_VENDOR, PLAIN, 0 },
	{ "Shipping class", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Images", SLW_COL_IMAGES, PLAIN, 0 },
	{ "Download limit", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Download expiry days", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Parent", SLW_COL_PARENT, PLAIN, 0 },
	{ "Grouped products", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Upsells", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Cross-sells", SLW_COL_UNUSED, PLAIN, 0 },
	{ "External URL", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Button text", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Position", SLW_COL_POSITION, PLAIN, 0 },
	{ "Cost of goods", SLW_COL_COST_PER_ITEM, PLAIN, 0 },
	{ "Commodity code (HS code)", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Country of origin", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Customs description", SLW_COL_UNUSED, PLAIN, 0 },
	{ "Meta: _slw_handle", SLW_COL_HANDLE, PLAIN, 0 },
	{ "Meta: _slw_features", SLW_COL_FEATURES, PLAIN, 0 },
	{ "Meta: _slw_product_type", SLW_COL_PRODUCT_TYPE, PLAIN, 0 },
	{ "Meta: _slw_product_category", SLW_COL_PRODUCT_CATEGORY, PLAIN, 0 },
	{ "Meta: _slw_status", SLW_COL_STATUS, PLAIN, 0 },
	{ "Meta: _slw_condition", SLW_COL_CONDITION, PLAIN, 0 },
	{ "Meta: _slw_image_alts", SLW_COL_IMAGE_ALTS, PLAIN, 0 },
	{ "Meta: _yoast_wpseo_title", SLW_COL_SEO_TITLE, PLAIN, 0 },
	{ "Meta: _yoast_wpseo_metadesc", SLW_COL_SEO_DESCRIPTION, PLAIN, 0 },
	{ "Meta: rank_math_title", SLW_COL_SEO_TITLE, PLAIN, 0 },
	{ "Meta: rank_math_description", SLW_COL_SEO_DESCRIPTION, PLAIN, 0 },
	{ NULL, SLW_COL_UNKNOWN, PLAIN, 0 }
};
/* clang-format on */

static const struct dialect dialects[] = {
	{ SLW_DIALECT_WOOCOMMERCE, 0, woocommerce },
	{ SLW_DIALECT_SHOPIFY_LEGACY, 1, shopify_legacy },
	{ SLW_DIALECT_SHOPIFY, 2, shopify },
};

/* Headers that exist in many forms; recognized so that they are no surprise, and not used. */
static const struct {
	enum slw_dialect dialect;
	const char *begin, *part; /* either may be NULL */
} families[] = {
	{ SLW_DIALECT_SHOPIFY, "Google Shopping / ", NULL },
	{ SLW_DIALECT_SHOPIFY, NULL, "metafields." },
	{ SLW_DIALECT_SHOPIFY, "Included / ", NULL },
	{ SLW_DIALECT_SHOPIFY, "Price / ", NULL },
	{ SLW_DIALECT_SHOPIFY, "Compare-at price / ", NULL },
	{ SLW_DIALECT_SHOPIFY, "Compare At Price / ", NULL },
	{ SLW_DIALECT_SHOPIFY_LEGACY, "Google Shopping / ", NULL },
	{ SLW_DIALECT_SHOPIFY_LEGACY, NULL, "metafields." },
	{ SLW_DIALECT_SHOPIFY_LEGACY, "Included / ", NULL },
	{ SLW_DIALECT_SHOPIFY_LEGACY, "Price / ", NULL },
	{ SLW_DIALECT_SHOPIFY_LEGACY, "Compare At Price / ", NULL },
	{ SLW_DIALECT_WOOCOMMERCE, "Meta: ", NULL },
	{ SLW_DIALECT_WOOCOMMERCE, "Download ", NULL },
	{ SLW_DIALECT_WOOCOMMERCE, "Length (", NULL },
	{ SLW_DIALECT_WOOCOMMERCE, "Width (", NULL },
	{ SLW_DIALECT_WOOCOMMERCE, "Height (", NULL },
};

static const char *const keys[SLW_COL__MAX] = {
	[SLW_COL_UNUSED] = "skip",
	[SLW_COL_TITLE] = "title",
	[SLW_COL_HANDLE] = "handle",
	[SLW_COL_DESCRIPTION] = "description",
	[SLW_COL_FEATURES] = "features",
	[SLW_COL_VENDOR] = "vendor",
	[SLW_COL_PRODUCT_TYPE] = "product_type",
	[SLW_COL_PRODUCT_CATEGORY] = "product_category",
	[SLW_COL_TAGS] = "tags",
	[SLW_COL_COLLECTIONS] = "collections",
	[SLW_COL_STATUS] = "status",
	[SLW_COL_CONDITION] = "condition",
	[SLW_COL_SKU] = "sku",
	[SLW_COL_BARCODE] = "barcode",
	[SLW_COL_PRICE] = "price",
	[SLW_COL_COMPARE_AT_PRICE] = "compare_at_price",
	[SLW_COL_COST_PER_ITEM] = "cost_per_item",
	[SLW_COL_INVENTORY_QUANTITY] = "inventory_quantity",
	[SLW_COL_INVENTORY_POLICY] = "inventory_policy",
	[SLW_COL_WEIGHT] = "weight",
	[SLW_COL_REQUIRES_SHIPPING] = "requires_shipping",
	[SLW_COL_TAXABLE] = "taxable",
	[SLW_COL_IMAGES] = "images",
	[SLW_COL_IMAGE_ALT] = "image_alt",
	[SLW_COL_VARIANT_IMAGE] = "image",
	[SLW_COL_SEO_TITLE] = "seo_title",
	[SLW_COL_SEO_DESCRIPTION] = "seo_description",
};

const char *slw_column_key(enum slw_column_kind kind)
{
	return keys[kind];
}

enum slw_column_kind slw_column_kind_find(const char *key)
{
	for (unsigned int i = 0; i < SLW_COL__MAX; i++) {
		if (keys[i] != NULL && strcmp(keys[i], key) == 0)
			return (enum slw_column_kind)i;
	}
	return SLW_COL_UNKNOWN;
}

static void add_field(json_t *fields, const char *key, const char *label)
{
	json_t *item = json_object();

	slw_json_set_str(item, "field", key);
	slw_json_set_str(item, "label", label);
	slw_json_append(fields, item);
}

json_t *slw_import_fields(void)
{
	json_t *fields = json_array();

	for (const struct slw_field *field = slw_product_fields; field->key != NULL; field++)
		if (slw_column_kind_find(field->key) != SLW_COL_UNKNOWN)
			add_field(fields, field->key, _(field->label));
	add_field(fields, slw_column_key(SLW_COL_IMAGE_ALT), _("Alternative text"));
	add_field(fields, slw_column_key(SLW_COL_VARIANT_IMAGE), _("Image of the variant"));
	for (unsigned int number = 1; number <= SLW_OPTION_MAX; number++) {
		char key[16], *label = slw_printf(_("Option %u"), number);

		snprintf(key, sizeof(key), "option%u", number);
		add_field(fields, key, label);
		free(label);
	}
	return fields;
}

static const struct header *find_header(const struct dialect *dialect, const char *text)
{
	for (const struct header *h = dialect->headers; h->text != NULL; h++) {
		if (strcasecmp(h->text, text) == 0)
			return h;
	}
	return NULL;
}

static bool is_dialect(const struct dialect *dialect, const struct slw_columns *columns)
{
	size_t special = 0, must = 0, found = 0;

	for (const struct header *h = dialect->headers; h->text != NULL; h++)
		must += h->mark == MUST;
	for (size_t i = 0; i < columns->count; i++) {
		const struct header *h = find_header(dialect, columns->items[i].header);

		special += h != NULL && h->mark == SPECIAL;
		found += h != NULL && h->mark == MUST;
	}
	return found >= must && special >= dialect->special;
}

static bool in_family(enum slw_dialect dialect, const char *header)
{
	for (size_t i = 0; i < SLW_COUNT(families); i++) {
		const char *begin = families[i].begin, *part = families[i].part;

		if (families[i].dialect != dialect)
			continue;
		if ((begin == NULL || strncasecmp(begin, header, strlen(begin)) == 0) &&
		    (part == NULL || strstr(header, part) != NULL))
			return true;
	}
	return false;
}

/* "Attribute 12 value(s)" of WooCommerce. */
static void read_attribute(struct slw_column *column)
{
	static const struct {
		const char *text;
		enum slw_column_kind kind;
	} parts[] = { { " name", SLW_COL_ATTRIBUTE_NAME },
		      { " value(s)", SLW_COL_ATTRIBUTE_VALUES },
		      { " visible", SLW_COL_ATTRIBUTE_VISIBLE },
		      { " global", SLW_COL_UNUSED },
		      { " default", SLW_COL_UNUSED } };
	const char *p = column->header + strlen("Attribute ");
	unsigned int number = 0;

	while (*p >= '0' && *p <= '9' && number < 1000)
		number = number * 10 + (unsigned int)(*p++ - '0');
	for (size_t i = 0; i < SLW_COUNT(parts) && number > 0; i++) {
		if (strcasecmp(p, parts[i].text) != 0)
			continue;
		column->kind = parts[i].kind;
		column->number = number;
	}
}

/* "Weight (lbs)" of WooCommerce, whose unit is the shop's. */
static void read_weight(struct slw_column *column)
{
	char unit[8];
	const char *from = column->header + strlen("Weight (");

	slw_text_copy(unit, sizeof(unit), from);
	unit[strcspn(unit, ")")] = '\0';
	column->grams = slw_weight_unit(unit);
	column->kind = column->grams > 0 ? SLW_COL_WEIGHT : SLW_COL_UNUSED;
}

static void read_known(struct slw_columns *columns, const struct dialect *dialect)
{
	columns->dialect = dialect->id;
	for (size_t i = 0; i < columns->count; i++) {
		struct slw_column *column = &columns->items[i];
		const struct header *h = find_header(dialect, column->header);

		if (column->by_user)
			continue;
		if (h != NULL) {
			column->kind = h->kind;
			column->number = h->number;
		} else if (dialect->id == SLW_DIALECT_WOOCOMMERCE &&
			   strncasecmp(column->header, "Attribute ", 10) == 0) {
			read_attribute(column);
		} else if (dialect->id == SLW_DIALECT_WOOCOMMERCE &&
			   strncasecmp(column->header, "Weight (", 8) == 0) {
			read_weight(column);
		} else if (in_family(dialect->id, column->header)) {
			column->kind = SLW_COL_UNUSED;
		}
	}
}

/* --- other files -------------------------------------------------------------------------- */

static bool kind_may_repeat(enum slw_column_kind kind)
{
	return kind == SLW_COL_IMAGES || kind == SLW_COL_TAGS || kind == SLW_COL_COLLECTIONS ||
	       kind == SLW_COL_FEATURES || kind == SLW_COL_UNUSED || kind == SLW_COL_UNKNOWN;
}

static bool has_kind(const struct slw_columns *columns, enum slw_column_kind kind)
{
	for (size_t i = 0; i < columns->count; i++) {
		if (columns->items[i].kind == kind)
			return true;
	}
	return false;
}

static unsigned int free_option(const struct slw_columns *columns)
{
	for (unsigned int n = 1; n <= SLW_OPTION_MAX; n++) {
		if (slw_columns_find(columns, SLW_COL_OPTION_VALUE, n) < 0)
			return n;
	}
	return 0;
}

static void read_own(struct slw_columns *columns)
{
	columns->dialect = SLW_DIALECT_MAPPED;
	for (size_t i = 0; i < columns->count; i++) {
		struct slw_column *column = &columns->items[i];
		enum slw_column_kind kind;

		if (column->by_user)
			continue;
		kind = slw_synonym_find(column->header, false, &column->grams);
		if (kind == SLW_COL_OPTION_VALUE) {
			column->number = free_option(columns);
			if (column->number == 0)
				continue;
			column->name = slw_strdup(column->header);
		} else if (!kind_may_repeat(kind) && has_kind(columns, kind)) {
			continue;
		}
		column->kind = kind;
	}
}

/* --- --map -------------------------------------------------------------------------------- */

static int unknown_field(const char *key, struct slw_err *err)
{
	const char *names[SLW_COL__MAX];
	const char *near;
	size_t count = 0;

	for (size_t i = 0; i < SLW_COL__MAX; i++) {
		if (keys[i] != NULL)
			names[count++] = keys[i];
	}
	near = slw_text_nearest(key, names, count);
	slw_err_set(err, SLW_EINVAL, _("there is no product field \"%s\" to map a column to"), key);
	if (near != NULL)
		return slw_err_hint(err, _("Did you mean \"%s\"?"), near);
	return slw_err_hint(
	    err, "%s",
	    _("Fields are title, price, sku, description, inventory_quantity, images, "
	      "option1.NAME ... or skip."));
}

/* "option1", "option1.Size", "option1_name" and "option1_value" */
static bool read_option_key(struct slw_column *column, const char *key)
{
	const char *rest = key + 7;

	if (strncmp(key, "option", 6) != 0 || key[6] < '1' || key[6] > '0' + SLW_OPTION_MAX)
		return false;
	column->number = (unsigned int)(key[6] - '0');
	if (strcmp(rest, "_name") == 0) {
		column->kind = SLW_COL_OPTION_NAME;
		return true;
	}
	column->kind = SLW_COL_OPTION_VALUE;
	if (rest[0] == '\0')
		column->name = slw_strdup(column->header);
	else if (rest[0] == '.' && rest[1] != '\0')
		column->name = slw_text_trim(rest + 1);
	else
		return strcmp(rest, "_value") == 0;
	return true;
}

static int map_column(struct slw_column *column, const char *key, struct slw_err *err)
{
	column->by_user = true;
	if (read_option_key(column, key))
		return 0;
	if (strncmp(key, "weight.", 7) == 0 && slw_weight_unit(key + 7) > 0) {
		column->kind = SLW_COL_WEIGHT;
		column->grams = slw_weight_unit(key + 7);
		return 0;
	}
	column->kind = slw_column_kind_find(key);
	if (column->kind == SLW_COL_WEIGHT)
		slw_synonym_find(column->header, false, &column->grams);
	return column->kind == SLW_COL_UNKNOWN ? unknown_field(key, err) : 0;
}

static int unknown_header(const struct slw_columns *columns, const char *header,
			  struct slw_err *err)
{
	const char **names = slw_malloc((columns->count + 1) * sizeof(*names));
	const char *near;

	for (size_t i = 0; i < columns->count; i++)
		names[i] = columns->items[i].header;
	near = slw_text_nearest(header, names, columns->count);
	slw_err_set(err, SLW_EINVAL, _("the file has no column \"%s\" to map"), header);
	if (near != NULL)
		slw_err_hint(err, _("Did you mean \"%s\"?"), near);
	free(names);
	return -1;
}

static int apply_map(struct slw_columns *columns, const json_t *map, struct slw_err *err)
{
	const char *header;
	json_t *value;

	json_object_foreach ((json_t *)map, header, value) {
		const char *key = json_string_value(value);
		char *name = slw_text_trim(header);
		struct slw_column *column = NULL;

		for (size_t i = 0; i < columns->count && column == NULL; i++) {
			if (strcasecmp(columns->items[i].header, name) == 0)
				column = &columns->items[i];
		}
		free(name);
		if (column == NULL)
			return unknown_header(columns, header, err);
		if (map_column(column, key == NULL ? "" : key, err) < 0)
			return -1;
	}
	return 0;
}

static int refuse_twice(const struct slw_columns *columns, struct slw_err *err)
{
	for (size_t i = 0; i < columns->count; i++) {
		const struct slw_column *a = &columns->items[i];

		if (!a->by_user || kind_may_repeat(a->kind))
			continue;
		for (size_t k = 0; k < i; k++) {
			const struct slw_column *b = &columns->items[k];

			if (b->by_user && b->kind == a->kind && b->number == a->number)
				return slw_err_set(err, SLW_EINVAL,
						   _("columns \"%s\" and \"%s\" are both mapped to "
						     "one field"),
						   b->header, a->header);
		}
	}
	return 0;
}

/* A column that a user mapped wins over the one that the dialect has for it. */
static void drop_overridden(struct slw_columns *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		const struct slw_column *a = &columns->items[i];

		for (size_t k = 0; a->by_user && k < columns->count; k++) {
			struct slw_column *b = &columns->items[k];

			if (!b->by_user && b->kind == a->kind && b->number == a->number &&
			    !kind_may_repeat(a->kind))
				b->kind = SLW_COL_UNUSED;
		}
	}
}

/* --- all of it ---------------------------------------------------------------------------- */

static char *field_name(const struct slw_column *column)
{
	switch (column->kind) {
	case SLW_COL_UNKNOWN:
	case SLW_COL_UNUSED:
		return NULL;
	case SLW_COL_OPTION_NAME:
		return slw_printf("option%u_name", column->number);
	case SLW_COL_OPTION_VALUE:
		return column->name != NULL
			   ? slw_printf("option%u.%s", column->number, column->name)
			   : slw_printf("option%u_value", column->number);
	case SLW_COL_ATTRIBUTE_NAME:
	case SLW_COL_ATTRIBUTE_VALUES:
	case SLW_COL_ATTRIBUTE_VISIBLE:
		return slw_strdup("options");
	case SLW_COL_IMAGE_POSITION:
	case SLW_COL_IMAGE_ALTS:
	case SLW_COL_IMAGE_ALT:
	case SLW_COL_VARIANT_IMAGE:
		return slw_strdup("images");
	case SLW_COL_PUBLISHED:
		return slw_strdup("status");
	case SLW_COL_TRACKER:
	case SLW_COL_IN_STOCK:
		return slw_strdup("inventory_quantity");
	case SLW_COL_COLLECTION_HANDLES:
		return slw_strdup("collections");
	case SLW_COL_SALE_PRICE:
		return slw_strdup("price");
	case SLW_COL_SHORT_DESCRIPTION:
		return slw_strdup("description");
	case SLW_COL_ID:
	case SLW_COL_TYPE:
	case SLW_COL_PARENT:
	case SLW_COL_POSITION:
		return slw_strdup("variants");
	default:
		return slw_strdup(keys[column->kind]);
	}
}

int slw_columns_find(const struct slw_columns *columns, enum slw_column_kind kind,
		     unsigned int number)
{
	for (size_t i = 0; i < columns->count; i++) {
		if (columns->items[i].kind == kind && columns->items[i].number == number)
			return (int)i;
	}
	return -1;
}

static void finish(struct slw_columns *columns)
{
	for (size_t i = 0; i < SLW_COL__MAX; i++)
		columns->first[i] = -1;
	for (size_t i = columns->count; i > 0; i--)
		columns->first[columns->items[i - 1].kind] = (int)(i - 1);
	/* Of two columns for one thing, the first one counts. */
	for (size_t i = 0; i < columns->count; i++) {
		struct slw_column *column = &columns->items[i];

		if (!kind_may_repeat(column->kind) &&
		    slw_columns_find(columns, column->kind, column->number) != (int)i)
			column->kind = SLW_COL_UNUSED;
		column->field = field_name(column);
	}
}

int slw_columns_read(struct slw_columns *columns, char *const *headers, size_t count,
		     const json_t *map, struct slw_err *err)
{
	const struct dialect *dialect = NULL;

	*columns = (struct slw_columns){ .items = slw_calloc(count, sizeof(*columns->items)),
					 .count = count };
	for (size_t i = 0; i < count; i++) {
		columns->items[i].header = slw_text_trim(headers[i]);
		columns->items[i].grams = 1;
	}
	if (apply_map(columns, map, err) < 0 || refuse_twice(columns, err) < 0) {
		slw_columns_release(columns);
		return -1;
	}
	for (size_t i = 0; i < SLW_COUNT(dialects) && dialect == NULL; i++) {
		if (is_dialect(&dialects[i], columns))
			dialect = &dialects[i];
	}
	if (dialect != NULL)
		read_known(columns, dialect);
	else
		read_own(columns);
	drop_overridden(columns);
	finish(columns);
	return 0;
}

void slw_columns_release(struct slw_columns *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		free(columns->items[i].header);
		free(columns->items[i].name);
		free(columns->items[i].field);
	}
	free(columns->items);
	*columns = (struct slw_columns){ .count = 0 };
}
