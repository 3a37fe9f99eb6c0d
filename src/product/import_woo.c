/* WooCommerce: a row for the product, and one for each variation of it. */
#include "config.h"

#include "product/import_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"

#include "base/banned.h"

#define ATTRIBUTE_MAX 100

struct attribute {
	char *name;
	char *only;  /* its value, where the product has a single one for it */
	int slot;    /* the option that it is, or -1 */
	bool hidden; /* not to be shown on the product's page */
	char *facts; /* "Material: linen, wool" */
};

struct woo {
	struct slw_import *import;
	struct slw_product *product;
	struct attribute attributes[ATTRIBUTE_MAX];
	size_t attribute_count;
	size_t option_count;
	int64_t weight; /* of the product, for variations without one */
};

static uint32_t line_of(const struct slw_csv_row *row)
{
	return (uint32_t)row->line;
}

/* The next entry of a list with commas ("\," is a comma inside of one); NULL at the end. */
static char *next_value(char **rest)
{
	char *begin = *rest, *to = begin, *p = begin;

	if (begin == NULL)
		return NULL;
	for (; *p != '\0' && *p != ','; p++) {
		if (*p == '\\' && p[1] == ',')
			p++;
		*to++ = *p;
	}
	*rest = *p == '\0' ? NULL : p + 1;
	*to = '\0';
	return slw_cell_trim(begin);
}

/* --- attributes ---------------------------------------------------------------------------- */

static struct attribute *find_attribute(struct woo *woo, const char *name)
{
	for (size_t i = 0; i < woo->attribute_count; i++) {
		if (strcasecmp(woo->attributes[i].name, name) == 0)
			return &woo->attributes[i];
	}
	return NULL;
}

static struct attribute *add_attribute(struct woo *woo, const struct slw_csv_row *row,
				       const char *name)
{
	struct attribute *attribute = find_attribute(woo, name);
	char *text;

	if (attribute != NULL || woo->attribute_count == ATTRIBUTE_MAX)
		return attribute;
	text = slw_import_text(woo->import, line_of(row), SLW_COL_ATTRIBUTE_NAME, name, "name");
	if (text == NULL)
		return NULL;
	attribute = &woo->attributes[woo->attribute_count++];
	*attribute = (struct attribute){ .name = text, .slot = -1 };
	return attribute;
}

/* The cell of "Attribute N ..." that goes with a column "Attribute N name". */
static char *attribute_cell(const struct woo *woo, const struct slw_csv_row *row, unsigned int n,
			    enum slw_column_kind kind)
{
	return slw_import_cell_at(woo->import, row,
				  slw_columns_find(&woo->import->columns, kind, n));
}

static void keep_values(struct woo *woo, const struct slw_csv_row *row, struct attribute *attribute,
			char *values)
{
	struct slw_buf facts;
	char *value, *rest = values;
	size_t count = 0;

	slw_buf_init(&facts, 0);
	slw_buf_printf(&facts, "%s: ", attribute->name);
	for (; (value = next_value(&rest)) != NULL; count++) {
		slw_buf_str(&facts, count == 0 ? "" : ", ");
		slw_buf_str(&facts, value);
		free(attribute->only);
		attribute->only = count > 0
				      ? NULL
				      : slw_import_text(woo->import, line_of(row),
							SLW_COL_ATTRIBUTE_VALUES, value, "value");
	}
	free(attribute->facts);
	attribute->facts = slw_buf_take(&facts);
}

static void read_attributes(struct woo *woo, const struct slw_csv_row *row)
{
	const struct slw_columns *columns = &woo->import->columns;

	for (size_t i = 0; i < columns->count; i++) {
		struct attribute *attribute;
		const char *name, *visible;
		char *values;

		if (columns->items[i].kind != SLW_COL_ATTRIBUTE_NAME)
			continue;
		name = slw_import_cell_at(woo->import, row, (int)i);
		attribute = name[0] == '\0' ? NULL : add_attribute(woo, row, name);
		if (attribute == NULL)
			continue;
		visible =
		    attribute_cell(woo, row, columns->items[i].number, SLW_COL_ATTRIBUTE_VISIBLE);
		attribute->hidden = slw_cell_yes_no(visible) == 0;
		values =
		    attribute_cell(woo, row, columns->items[i].number, SLW_COL_ATTRIBUTE_VALUES);
		if (values[0] != '\0')
			keep_values(woo, row, attribute, values);
	}
}

/* Which of the product's attributes a variation has a value of makes the options. */
static void read_variation_values(struct woo *woo, const struct slw_csv_row *row,
				  struct slw_variant *variant)
{
	const struct slw_columns *columns = &woo->import->columns;

	for (size_t i = 0; i < columns->count && !woo->import->failed; i++) {
		struct attribute *attribute;
		const char *name;
		char *value;

		if (columns->items[i].kind != SLW_COL_ATTRIBUTE_NAME)
			continue;
		name = slw_import_cell_at(woo->import, row, (int)i);
		value =
		    attribute_cell(woo, row, columns->items[i].number, SLW_COL_ATTRIBUTE_VALUES);
		value = next_value(&value);
		attribute =
		    name[0] == '\0' || value[0] == '\0' ? NULL : add_attribute(woo, row, name);
		if (attribute == NULL)
			continue;
		if (attribute->slot < 0 && woo->option_count == SLW_OPTION_MAX) {
			slw_import_fail(woo->import, line_of(row), SLW_COL_ATTRIBUTE_NAME, "range",
					_("the product has more than %d options"), SLW_OPTION_MAX);
			return;
		}
		if (attribute->slot < 0) {
			attribute->slot = (int)woo->option_count++;
			woo->import->option_names[attribute->slot] = slw_strdup(attribute->name);
		}
		free(variant->option_values[attribute->slot]);
		variant->option_values[attribute->slot] = slw_import_text(
		    woo->import, line_of(row), SLW_COL_ATTRIBUTE_VALUES, value, "value");
	}
}

/* A variation for "any" value of an attribute that has only one is of that one. */
static void fill_only_values(struct woo *woo)
{
	for (size_t a = 0; a < woo->attribute_count; a++) {
		const struct attribute *attribute = &woo->attributes[a];

		for (size_t i = 0; attribute->slot >= 0 && attribute->only != NULL &&
				   i < woo->product->variant_count;
		     i++) {
			char **value = &woo->product->variants[i].option_values[attribute->slot];

			if (*value == NULL)
				*value = slw_strdup(attribute->only);
		}
	}
}

/* What is no choice is a fact about the product. */
static void add_facts(struct woo *woo, uint32_t line)
{
	for (size_t a = 0; a < woo->attribute_count; a++) {
		const struct attribute *attribute = &woo->attributes[a];

		if (attribute->slot < 0 && !attribute->hidden && attribute->facts != NULL)
			slw_import_add_text(
			    &woo->product->features, &woo->product->feature_count, 50,
			    slw_import_text(woo->import, line, SLW_COL_ATTRIBUTE_VALUES,
					    attribute->facts, "features"));
	}
}

/* --- images ------------------------------------------------------------------------------- */

static void read_images(struct woo *woo, const struct slw_csv_row *row, struct slw_variant *variant)
{
	const char *alts = slw_import_cell(woo->import, row, SLW_COL_IMAGE_ALTS);
	char *rest = slw_import_cell(woo->import, row, SLW_COL_IMAGES), *src;
	struct slw_err ignored = SLW_ERR_INIT;
	json_t *list = alts[0] == '[' ? slw_json_parse(alts, strlen(alts), "", &ignored) : NULL;

	for (size_t i = 0; (src = next_value(&rest)) != NULL; i++) {
		const char *alt = json_string_value(json_array_get(list, i));
		int at = slw_import_add_image(woo->import, line_of(row), woo->product, src, alt,
					      SLW_COL_IMAGES);

		if (at >= 0 && variant != NULL && variant->image == NULL)
			variant->image = slw_strdup(woo->product->images[at].src);
	}
	json_decref(list);
}

/* --- rows --------------------------------------------------------------------------------- */

static bool has_type(const struct woo *woo, const struct slw_csv_row *row, const char *type)
{
	return strcasestr(slw_import_cell(woo->import, row, SLW_COL_TYPE), type) != NULL;
}

/* Regular and sale price become compare-at price and price. */
static int read_prices(struct woo *woo, size_t use, const struct slw_csv_row *row,
		       struct slw_variant *variant)
{
	struct slw_import *import = woo->import;
	int64_t sale = SLW_MONEY_NONE;

	if (slw_import_price(import, use, row, SLW_COL_PRICE, &variant->price) < 0)
		return -1;
	slw_import_price_or_none(import, line_of(row), row, SLW_COL_SALE_PRICE, &sale);
	if (variant->price == SLW_MONEY_NONE) {
		slw_import_skip(import, use, SLW_COL_PRICE, "missing",
				_("the regular price is missing"));
		return -1;
	}
	if (sale != SLW_MONEY_NONE && sale < variant->price) {
		variant->compare_at_price = variant->price;
		variant->price = sale;
	} else if (sale > variant->price) {
		slw_import_warn(import, line_of(row), SLW_COL_SALE_PRICE, "conflict",
				_("the sale price is above the regular price; it is left out"));
	}
	return 0;
}

static struct slw_variant *add_variant(struct woo *woo, size_t use, const struct slw_csv_row *row)
{
	struct slw_variant *variant = slw_import_add_variant(woo->import, woo->product, use);

	if (variant == NULL)
		return NULL;
	if (read_prices(woo, use, row, variant) < 0 ||
	    slw_import_variant_values(woo->import, use, row, variant) < 0) {
		slw_import_drop_variant(woo->product);
		return NULL;
	}
	if (has_type(woo, row, "virtual"))
		variant->requires_shipping = false;
	return variant;
}

static void read_parent(struct woo *woo, const struct slw_csv_row *row,
			const struct slw_import_group *group)
{
	struct slw_import *import = woo->import;
	bool variable = has_type(woo, row, "variable") || import->use_count > 1;

	slw_import_product_texts(import, row, group, woo->product);
	if (import->failed)
		return;
	if (has_type(woo, row, "grouped")) {
		slw_import_fail(import, line_of(row), SLW_COL_TYPE, "choice",
				_("a grouped product has no price of its own"));
		return;
	}
	if (variable && import->use_count == 1) {
		slw_import_fail(import, line_of(row), SLW_COL_TYPE, "missing",
				_("a variable product without variations"));
		return;
	}
	read_attributes(woo, row);
	read_images(woo, row, NULL);
	if (has_type(woo, row, "external") && woo->product->status == SLW_PRODUCT_ACTIVE) {
		woo->product->status = SLW_PRODUCT_DRAFT;
		slw_import_warn(import, line_of(row), SLW_COL_TYPE, "choice",
				_("it is sold on another site; it becomes a draft"));
	}
	if (variable) {
		struct slw_variant weigh;
		int at = import->columns.first[SLW_COL_WEIGHT];
		const char *text = slw_import_cell_at(import, row, at);

		slw_variant_init(&weigh);
		if (text[0] == '\0' ||
		    !slw_cell_scaled(text, import->info.decimal_mark,
				     import->columns.items[at].grams, &weigh.weight))
			weigh.weight = SLW_NUMBER_NONE;
		woo->weight = weigh.weight;
	} else {
		add_variant(woo, 0, row);
	}
}

static void read_variation(struct woo *woo, size_t use, const struct slw_csv_row *row)
{
	struct slw_variant *variant = add_variant(woo, use, row);

	if (variant == NULL)
		return;
	if (variant->weight == SLW_NUMBER_NONE)
		variant->weight = woo->weight;
	read_variation_values(woo, row, variant);
	read_images(woo, row, variant);
}

int slw_import_woo(struct slw_import *import, const struct slw_import_group *group,
		   struct slw_product *product, struct slw_err *err)
{
	struct woo *woo = slw_calloc(1, sizeof(*woo));
	struct slw_csv_row row;
	int rc = -1;

	woo->import = import;
	woo->product = product;
	woo->weight = SLW_NUMBER_NONE;
	slw_import_begin(import, group);
	for (size_t i = 0; i < import->use_count && !import->failed; i++) {
		if (slw_import_read(import, import->uses[i].row, &row, err) < 0)
			goto out;
		if (i == 0)
			read_parent(woo, &row, group);
		else
			read_variation(woo, i, &row);
	}
	if (!import->failed) {
		fill_only_values(woo);
		add_facts(woo, import->rows[import->uses[0].row].line);
	}
	rc = 0;
out:
	for (size_t i = 0; i < woo->attribute_count; i++) {
		free(woo->attributes[i].name);
		free(woo->attributes[i].only);
		free(woo->attributes[i].facts);
	}
	free(woo);
	return rc;
}
