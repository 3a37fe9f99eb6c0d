/* Variants and images of the product that an import makes, and which of them can stay. */
#include "config.h"

#include "product/import_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/check.h"
#include "model/steps.h"

#include "base/banned.h"

#define STOCK_MAX  1000000000
#define WEIGHT_MAX 100000000

static uint32_t use_line(const struct slw_import *import, size_t use)
{
	return import->rows[import->uses[use].row].line;
}

/* --- images ------------------------------------------------------------------------------- */

static bool has_scheme(const char *src)
{
	size_t len =
	    strspn(src, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

	return len > 0 && src[len] == ':';
}

/* Whether a product may have it, by the table of fields. */
static bool may_be_stored(const char *src)
{
	const struct slw_field *images = slw_field_find(slw_product_fields, "images");
	const struct slw_field *field = slw_field_find(images->fields, "src");
	const struct slw_check check = { .catalog = NULL };
	struct slw_err err = SLW_ERR_INIT;
	json_t *value;

	if (slw_field_parse(field, src, &check, &value, &err) < 0)
		return false;
	json_decref(value);
	return true;
}

/*
 * The address as it is kept, a new string; NULL when it cannot be used. http becomes https: a shop
 * is served by https, and browsers show nothing else on its pages.
 */
static char *image_source(const char *src)
{
	struct slw_buf out;
	bool url = true;

	slw_buf_init(&out, 0);
	if (strncmp(src, "//", 2) == 0)
		slw_buf_str(&out, "https:");
	else if (strncasecmp(src, "https:/", 7) == 0 && src[7] != '/' && src[7] != '\0') {
		slw_buf_str(&out, "https://"); /* a slash was lost */
		src += 7;
	} else if (strncasecmp(src, "http://", 7) == 0) {
		slw_buf_str(&out, "https://");
		src += 7;
	} else if (strncasecmp(src, "https://", 8) != 0)
		url = false;
	for (; *src != '\0'; src++) {
		if (url && *src == ' ')
			slw_buf_str(&out, "%20");
		else if (url && (*src == '"' || *src == '<' || *src == '>'))
			slw_buf_printf(&out, "%%%02X", (unsigned int)*src);
		else
			slw_buf_char(&out, *src);
	}
	if ((url || !has_scheme(out.data)) && may_be_stored(out.data))
		return slw_buf_take(&out);
	slw_buf_release(&out);
	return NULL;
}

int slw_import_add_image(struct slw_import *import, uint32_t line, struct slw_product *product,
			 const char *src, const char *alt, enum slw_column_kind column)
{
	struct slw_image *image;
	char *clean, *kept;
	bool cut, insecure;

	clean = slw_cell_text(src, 2048, false, &cut);
	if (clean == NULL)
		return -1;
	insecure = strncasecmp(clean, "http://", 7) == 0;
	kept = cut ? NULL : image_source(clean);
	if (kept == NULL) {
		slw_import_warn(import, line, column, "file",
				_("\"%.80s\" is neither an https address nor a file below the "
				  "folder; the image is left out"),
				clean);
		free(clean);
		return -1;
	}
	free(clean);
	for (size_t i = 0; i < product->image_count; i++) {
		if (strcmp(product->images[i].src, kept) == 0) {
			free(kept);
			return (int)i;
		}
	}
	if (product->image_count == SLW_IMPORT_IMAGE_MAX) {
		if (!import->images_full)
			slw_import_warn(
			    import, line, column, "range",
			    _("the product has more than %d images; the rest is left out"),
			    SLW_IMPORT_IMAGE_MAX);
		import->images_full = true;
		free(kept);
		return -1;
	}
	if (insecure)
		slw_import_warn(import, line, column, "format",
				_("the address of the image is http; it is kept as https"));
	SLW_GROW(product->images, product->image_count, import->image_cap);
	image = &product->images[product->image_count];
	image->src = kept;
	image->alt =
	    alt == NULL ? NULL : slw_import_text(import, line, SLW_COL_IMAGE_ALT, alt, "alt");
	return (int)product->image_count++;
}

/* --- variants ----------------------------------------------------------------------------- */

struct slw_variant *slw_import_add_variant(struct slw_import *import, struct slw_product *product,
					   size_t use)
{
	struct slw_variant *variant;

	if (product->variant_count == SLW_IMPORT_VARIANT_MAX) {
		slw_import_skip(import, use, SLW_COL_UNKNOWN, "range",
				_("the product has more than %d variants"), SLW_IMPORT_VARIANT_MAX);
		return NULL;
	}
	if (product->variant_count == import->variant_use_cap) {
		import->variant_use_cap =
		    import->variant_use_cap == 0 ? 8 : import->variant_use_cap * 2;
		import->variant_uses = slw_realloc(import->variant_uses, import->variant_use_cap,
						   sizeof(*import->variant_uses));
	}
	import->variant_uses[product->variant_count] = (uint32_t)use;
	SLW_GROW(product->variants, product->variant_count, import->variant_cap);
	variant = &product->variants[product->variant_count++];
	slw_variant_init(variant);
	return variant;
}

void slw_import_drop_variant(struct slw_product *product)
{
	slw_variant_release(&product->variants[--product->variant_count]);
}

int slw_import_price(struct slw_import *import, size_t use, const struct slw_csv_row *row,
		     enum slw_column_kind column, int64_t *out)
{
	const char *text = slw_import_cell(import, row, column);
	struct slw_err err = SLW_ERR_INIT;
	int64_t price;

	if (text[0] == '\0')
		return 0;
	if (slw_cell_price(text, import->info.decimal_mark, import->currency, &price, &err) < 0) {
		slw_import_skip(import, use, column, "format", "%s", err.msg);
		return -1;
	}
	if (price < 0) {
		slw_import_skip(import, use, column, "range", _("the price is negative (%.40s)"),
				text);
		return -1;
	}
	*out = price;
	return 0;
}

void slw_import_price_or_none(struct slw_import *import, uint32_t line,
			      const struct slw_csv_row *row, enum slw_column_kind column,
			      int64_t *out)
{
	const char *text = slw_import_cell(import, row, column);
	struct slw_err err = SLW_ERR_INIT;
	int64_t price;

	if (text[0] == '\0')
		return;
	if (slw_cell_price(text, import->info.decimal_mark, import->currency, &price, &err) < 0)
		slw_import_warn(import, line, column, "format", _("%s; it is left out"), err.msg);
	else if (price < 0)
		slw_import_warn(import, line, column, "range",
				_("%.40s is negative; it is left out"), text);
	else
		*out = price;
}

void slw_import_check_compare_at(struct slw_import *import, uint32_t line,
				 struct slw_variant *variant)
{
	if (variant->compare_at_price == SLW_MONEY_NONE ||
	    variant->compare_at_price > variant->price)
		return;
	/* Shops write 0, or the price once more, where there is none. */
	if (variant->compare_at_price != 0)
		slw_import_warn(import, line, SLW_COL_COMPARE_AT_PRICE, "conflict",
				_("the compare-at price is not above the price; it is left out"));
	variant->compare_at_price = SLW_MONEY_NONE;
}

/* A text that must not be changed: -1 when it is too long to be kept. */
static int exact_text(struct slw_import *import, size_t use, const struct slw_csv_row *row,
		      enum slw_column_kind column, char **out)
{
	const char *text = slw_import_cell(import, row, column);
	bool cut;

	/* Shops put an apostrophe before a number that a spreadsheet must not round. */
	if (column == SLW_COL_BARCODE && text[0] == '\'' &&
	    text[1 + strspn(text + 1, "0123456789")] == '\0')
		text++;
	if (text[0] == '\0')
		return 0;
	*out = slw_cell_text(text, 255, false, &cut);
	if (!cut)
		return 0;
	slw_import_skip(import, use, column, "range", _("has more than %d characters"), 255);
	return -1;
}

static void read_weight(struct slw_import *import, const struct slw_csv_row *row,
			struct slw_variant *variant)
{
	int at = import->columns.first[SLW_COL_WEIGHT];
	const char *text = slw_import_cell_at(import, row, at);
	enum slw_dialect dialect = import->columns.dialect;
	int64_t weight;

	if (text[0] == '\0')
		return;
	if (!slw_cell_scaled(text, import->info.decimal_mark, import->columns.items[at].grams,
			     &weight) ||
	    weight > WEIGHT_MAX) {
		slw_import_warn(import, (uint32_t)row->line, SLW_COL_WEIGHT, "format",
				_("\"%.40s\" is not a weight; it is left out"), text);
		return;
	}
	/* Shopify writes 0 for a weight that was never entered. */
	if (weight == 0 &&
	    (dialect == SLW_DIALECT_SHOPIFY || dialect == SLW_DIALECT_SHOPIFY_LEGACY))
		return;
	variant->weight = weight;
}

static bool read_yes_no(struct slw_import *import, const struct slw_csv_row *row,
			enum slw_column_kind column, bool fallback)
{
	const char *text = slw_import_cell(import, row, column);
	int yes = text[0] == '\0' ? fallback : slw_cell_yes_no(text);

	if (column == SLW_COL_TAXABLE && import->columns.dialect == SLW_DIALECT_WOOCOMMERCE &&
	    yes < 0)
		return strcasecmp(text, "taxable") == 0;
	if (column == SLW_COL_INVENTORY_POLICY && yes < 0) {
		if (strcasecmp(text, "continue") == 0 || strcasecmp(text, "notify") == 0)
			return true;
		if (strcasecmp(text, "deny") == 0)
			return false;
	}
	if (yes >= 0)
		return yes == 1;
	slw_import_warn(import, (uint32_t)row->line, column, "choice",
			_("\"%.40s\" is neither yes nor no"), text);
	return fallback;
}

/* -1: told as a skipped row, since a guess could sell what is not there. */
static int read_stock(struct slw_import *import, size_t use, const struct slw_csv_row *row,
		      struct slw_variant *variant)
{
	const char *text = slw_import_cell(import, row, SLW_COL_INVENTORY_QUANTITY);
	bool tracked = import->columns.first[SLW_COL_TRACKER] < 0 ||
		       slw_import_cell(import, row, SLW_COL_TRACKER)[0] != '\0';
	int64_t stock;

	if (text[0] == '\0') {
		const char *in_stock = slw_import_cell(import, row, SLW_COL_IN_STOCK);

		if (in_stock[0] != '\0' && slw_cell_yes_no(in_stock) == 0)
			variant->inventory_quantity = 0;
		return 0;
	}
	if (!tracked)
		return 0;
	if (!slw_cell_whole(text, import->info.decimal_mark, &stock) || stock > STOCK_MAX ||
	    stock < -STOCK_MAX) {
		slw_import_skip(import, use, SLW_COL_INVENTORY_QUANTITY, "format",
				_("\"%.40s\" is not a number of pieces"), text);
		return -1;
	}
	variant->inventory_quantity = stock;
	return 0;
}

int slw_import_variant_values(struct slw_import *import, size_t use, const struct slw_csv_row *row,
			      struct slw_variant *variant)
{
	if (exact_text(import, use, row, SLW_COL_SKU, &variant->sku) < 0 ||
	    exact_text(import, use, row, SLW_COL_BARCODE, &variant->barcode) < 0 ||
	    read_stock(import, use, row, variant) < 0)
		return -1;
	slw_import_price_or_none(import, (uint32_t)row->line, row, SLW_COL_COST_PER_ITEM,
				 &variant->cost_per_item);
	variant->continue_selling = read_yes_no(import, row, SLW_COL_INVENTORY_POLICY, false);
	variant->requires_shipping = read_yes_no(import, row, SLW_COL_REQUIRES_SHIPPING, true);
	variant->taxable = read_yes_no(import, row, SLW_COL_TAXABLE, true);
	read_weight(import, row, variant);
	return 0;
}

/* --- with all rows read -------------------------------------------------------------------- */

/* Takes out the variants whose rows were skipped. */
static void drop_skipped(struct slw_import *import, struct slw_product *product)
{
	size_t kept = 0;

	for (size_t i = 0; i < product->variant_count; i++) {
		if (import->uses[import->variant_uses[i]].skipped) {
			slw_variant_release(&product->variants[i]);
			continue;
		}
		product->variants[kept] = product->variants[i];
		import->variant_uses[kept++] = import->variant_uses[i];
	}
	product->variant_count = kept;
}

/* Shopify's way to say that there are no options. */
static bool is_default_title(const struct slw_import *import, const struct slw_product *product)
{
	const struct slw_variant *only = &product->variants[0];

	return product->variant_count == 1 && only->option_values[0] != NULL &&
	       strcasecmp(only->option_values[0], "Default Title") == 0 &&
	       only->option_values[1] == NULL && only->option_values[2] == NULL &&
	       (import->option_names[0] == NULL ||
		strcasecmp(import->option_names[0], "Title") == 0);
}

static char *option_name(struct slw_import *import, size_t slot)
{
	char *name = import->option_names[slot];

	import->option_names[slot] = NULL;
	if (name != NULL)
		return name;
	slw_import_warn(import, use_line(import, 0), SLW_COL_OPTION_NAME, "missing",
			_("option %zu has values and no name; it becomes \"Option %zu\""), slot + 1,
			slot + 1);
	return slw_printf("Option %zu", slot + 1);
}

/* Names the options that have values, and moves the values together. */
static void settle_options(struct slw_import *import, struct slw_product *product)
{
	if (is_default_title(import, product)) {
		free(product->variants[0].option_values[0]);
		product->variants[0].option_values[0] = NULL;
	}
	for (size_t slot = 0; slot < SLW_OPTION_MAX; slot++) {
		size_t to = product->option_count;
		bool used = false;

		for (size_t i = 0; i < product->variant_count && !used; i++)
			used = product->variants[i].option_values[slot] != NULL;
		if (!used)
			continue;
		product->options[to].name = option_name(import, slot);
		product->option_count++;
		for (size_t i = 0; i < product->variant_count && to != slot; i++) {
			product->variants[i].option_values[to] =
			    product->variants[i].option_values[slot];
			product->variants[i].option_values[slot] = NULL;
		}
	}
}

/* Two options of one name cannot be told apart by shoppers, nor by what reads the product. */
static void refuse_equal_names(struct slw_import *import, const struct slw_product *product)
{
	for (size_t i = 1; i < product->option_count; i++) {
		for (size_t k = 0; k < i; k++) {
			if (strcmp(product->options[i].name, product->options[k].name) == 0)
				slw_import_fail(import, use_line(import, 0), SLW_COL_OPTION_NAME,
						"conflict",
						_("two options have the name \"%.60s\""),
						product->options[i].name);
		}
	}
}

static void skip_without_values(struct slw_import *import, struct slw_product *product)
{
	for (size_t i = 0; i < product->variant_count; i++) {
		for (size_t k = 0; k < product->option_count; k++) {
			if (product->variants[i].option_values[k] == NULL)
				slw_import_skip(import, import->variant_uses[i],
						SLW_COL_OPTION_VALUE, "missing",
						_("has no value for the option \"%.60s\""),
						product->options[k].name);
		}
	}
	drop_skipped(import, product);
}

static uint64_t values_hash(const struct slw_product *product, size_t i)
{
	uint64_t hash = 0;

	for (size_t k = 0; k < product->option_count; k++)
		hash = slw_hashes_of(product->variants[i].option_values[k], hash + k + 1);
	return hash;
}

static void skip_repeated(struct slw_import *import, struct slw_product *product)
{
	struct slw_hashes seen = { .count = 0 };

	if (product->variant_count < 2)
		return;
	for (size_t i = 0; i < product->variant_count; i++) {
		uint64_t hash = product->option_count == 0 ? 1 : values_hash(product, i);
		uint32_t first = slw_hashes_add(&seen, hash, (uint32_t)i);

		if (first == i)
			continue;
		slw_import_skip(import, import->variant_uses[i], SLW_COL_OPTION_VALUE, "conflict",
				product->option_count == 0
				    ? _("no option tells it from the variant of line %u")
				    : _("repeats the option values of line %u"),
				use_line(import, import->variant_uses[first]));
	}
	slw_hashes_release(&seen);
	drop_skipped(import, product);
}

static void skip_known_skus(struct slw_import *import, struct slw_product *product)
{
	for (size_t i = 0; i < product->variant_count; i++) {
		const char *sku = product->variants[i].sku;
		uint32_t line = use_line(import, import->variant_uses[i]), first;

		if (sku == NULL)
			continue;
		first = slw_hashes_add(&import->skus, slw_hashes_of(sku, 0), line);
		if (first != line)
			slw_import_skip(import, import->variant_uses[i], SLW_COL_SKU, "conflict",
					_("the SKU %.60s is already used in line %u"), sku, first);
	}
	drop_skipped(import, product);
}

/* The values of each option, in the order in which variants show them. */
static void list_values(struct slw_product *product)
{
	for (size_t k = 0; k < product->option_count; k++) {
		struct slw_option *option = &product->options[k];
		struct slw_hashes seen = { .count = 0 };

		for (size_t i = 0; i < product->variant_count; i++) {
			const char *value = product->variants[i].option_values[k];

			if (slw_hashes_add(&seen, slw_hashes_of(value, 0), (uint32_t)i) != i)
				continue;
			slw_import_add_text(&option->values, &option->value_count, SIZE_MAX,
					    slw_strdup(value));
		}
		slw_hashes_release(&seen);
	}
}

bool slw_import_finish(struct slw_import *import, struct slw_product *product)
{
	drop_skipped(import, product);
	if (product->variant_count > 0) {
		settle_options(import, product);
		refuse_equal_names(import, product);
		if (import->failed)
			return false;
		skip_without_values(import, product);
		skip_repeated(import, product);
		skip_known_skus(import, product);
	}
	if (product->variant_count == 0) {
		slw_import_fail(import, use_line(import, 0), SLW_COL_UNKNOWN, "missing",
				_("none of its variants can be used"));
		return false;
	}
	list_values(product);
	return true;
}
