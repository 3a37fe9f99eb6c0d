/* Shopify's dialects and mapped files: each row is a variant, an image, or both. */
#include "config.h"

#include "product/import_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

#include "base/banned.h"

struct flat {
	struct slw_import *import;
	struct slw_product *product;
	/* where images belong, beside product->images; 0: no position given */
	uint32_t positions[SLW_IMPORT_IMAGE_MAX];
};

static uint32_t line_of(const struct slw_csv_row *row)
{
	return (uint32_t)row->line;
}

/* --- options ------------------------------------------------------------------------------ */

static int option_column(const struct flat *flat, enum slw_column_kind kind, unsigned int number)
{
	if (flat->import->columns.first[kind] < 0)
		return -1;
	return slw_columns_find(&flat->import->columns, kind, number);
}

/* Names stand on one row of a product, and are repeated on the others or not. */
static void read_option_names(struct flat *flat, const struct slw_csv_row *row)
{
	struct slw_import *import = flat->import;

	for (unsigned int n = 1; n <= SLW_OPTION_MAX; n++) {
		char **name = &import->option_names[n - 1];
		int value = option_column(flat, SLW_COL_OPTION_VALUE, n);
		const char *text;

		if (*name != NULL)
			continue;
		text = value >= 0 && import->columns.items[value].name != NULL
			   ? import->columns.items[value].name
			   : slw_import_cell_at(import, row,
						option_column(flat, SLW_COL_OPTION_NAME, n));
		if (text[0] != '\0')
			*name = slw_import_text(import, line_of(row), SLW_COL_OPTION_NAME, text,
						"name");
	}
}

static bool has_values(const struct flat *flat, const struct slw_csv_row *row)
{
	for (unsigned int n = 1; n <= SLW_OPTION_MAX; n++) {
		int column = option_column(flat, SLW_COL_OPTION_VALUE, n);

		if (slw_import_cell_at(flat->import, row, column)[0] != '\0')
			return true;
	}
	return false;
}

static void read_option_values(struct flat *flat, const struct slw_csv_row *row,
			       struct slw_variant *variant)
{
	for (unsigned int n = 1; n <= SLW_OPTION_MAX; n++) {
		int column = option_column(flat, SLW_COL_OPTION_VALUE, n);
		const char *text = slw_import_cell_at(flat->import, row, column);

		if (text[0] != '\0')
			variant->option_values[n - 1] = slw_import_text(
			    flat->import, line_of(row), SLW_COL_OPTION_VALUE, text, "value");
	}
}

/* --- images ------------------------------------------------------------------------------- */

static void add_image(struct flat *flat, const struct slw_csv_row *row, const char *src,
		      const char *alt, uint32_t position)
{
	size_t before = flat->product->image_count;
	int at = slw_import_add_image(flat->import, line_of(row), flat->product, src, alt,
				      SLW_COL_IMAGES);

	if (at >= 0 && (size_t)at == before)
		flat->positions[at] = position;
	else if (at >= 0 && flat->positions[at] == 0)
		flat->positions[at] = position;
	if (at >= 0 && flat->product->images[at].alt == NULL && alt != NULL && alt[0] != '\0')
		flat->product->images[at].alt =
		    slw_import_text(flat->import, line_of(row), SLW_COL_IMAGE_ALT, alt, "alt");
}

/* Several addresses in one cell, as people write them; Shopify has one. */
static void add_images_of(struct flat *flat, const struct slw_csv_row *row, int column,
			  uint32_t position)
{
	const char *alt = slw_import_cell(flat->import, row, SLW_COL_IMAGE_ALT);
	char *rest = slw_import_cell_at(flat->import, row, column);

	if (flat->import->columns.dialect != SLW_DIALECT_MAPPED) {
		if (rest[0] != '\0')
			add_image(flat, row, rest, alt, position);
		return;
	}
	while (rest != NULL && rest[0] != '\0') {
		char *end = rest + strcspn(rest, "|;\n,");
		char *entry = rest;

		/* a comma inside an address does not end it */
		while (*end == ',' && end[1] != ' ' && strncmp(end + 1, "http", 4) != 0 &&
		       strncmp(entry, "http", 4) == 0)
			end += 1 + strcspn(end + 1, "|;\n,");
		rest = *end == '\0' ? NULL : end + 1;
		*end = '\0';
		entry = slw_cell_trim(entry);
		if (entry[0] != '\0')
			add_image(flat, row, entry, alt, 0);
	}
}

static void read_images(struct flat *flat, const struct slw_csv_row *row, uint32_t position)
{
	const struct slw_columns *columns = &flat->import->columns;

	if (columns->first[SLW_COL_IMAGES] < 0)
		return;
	for (size_t i = (size_t)columns->first[SLW_COL_IMAGES]; i < columns->count; i++) {
		if (columns->items[i].kind == SLW_COL_IMAGES)
			add_images_of(flat, row, (int)i, position);
	}
}

/* By position; those without one keep their place behind the ones before them. */
static void sort_images(struct flat *flat)
{
	struct slw_product *product = flat->product;

	for (size_t i = 1; i < product->image_count; i++) {
		struct slw_image image = product->images[i];
		uint32_t position = flat->positions[i];
		size_t to = i;

		if (position == 0)
			continue;
		while (to > 0 && flat->positions[to - 1] > position) {
			product->images[to] = product->images[to - 1];
			flat->positions[to] = flat->positions[to - 1];
			to--;
		}
		product->images[to] = image;
		flat->positions[to] = position;
	}
}

/* --- rows --------------------------------------------------------------------------------- */

static void add_variant(struct flat *flat, size_t use, const struct slw_csv_row *row)
{
	struct slw_import *import = flat->import;
	struct slw_variant *variant = slw_import_add_variant(import, flat->product, use);
	const char *image = slw_import_cell(import, row, SLW_COL_VARIANT_IMAGE);

	if (variant == NULL)
		return;
	if (slw_import_price(import, use, row, SLW_COL_PRICE, &variant->price) < 0) {
		slw_import_drop_variant(flat->product);
		return;
	}
	if (variant->price == SLW_MONEY_NONE) {
		slw_import_skip(import, use, SLW_COL_PRICE, "missing", _("the price is missing"));
		slw_import_drop_variant(flat->product);
		return;
	}
	if (slw_import_variant_values(import, use, row, variant) < 0) {
		slw_import_drop_variant(flat->product);
		return;
	}
	slw_import_price_or_none(import, line_of(row), row, SLW_COL_COMPARE_AT_PRICE,
				 &variant->compare_at_price);
	slw_import_check_compare_at(import, line_of(row), variant);
	read_option_values(flat, row, variant);
	if (image[0] != '\0') {
		size_t before = flat->product->image_count;
		int at = slw_import_add_image(import, line_of(row), flat->product, image, NULL,
					      SLW_COL_VARIANT_IMAGE);

		if (at >= 0 && (size_t)at == before)
			flat->positions[at] = 0;
		if (at >= 0)
			variant->image = slw_strdup(flat->product->images[at].src);
	}
}

/* True if the row is a variant, and not one of images or of the product's texts alone. */
static bool is_variant_row(const struct flat *flat, const struct slw_csv_row *row, bool speaks,
			   bool alone)
{
	if (slw_import_cell(flat->import, row, SLW_COL_PRICE)[0] != '\0' ||
	    slw_import_cell(flat->import, row, SLW_COL_SKU)[0] != '\0' || has_values(flat, row))
		return true;
	return speaks && alone;
}

static bool says_nothing(const struct flat *flat, const struct slw_csv_row *row)
{
	const struct slw_import *import = flat->import;

	return slw_import_cell(import, row, SLW_COL_IMAGES)[0] == '\0' &&
	       slw_import_cell(import, row, SLW_COL_VARIANT_IMAGE)[0] == '\0';
}

static void read_row(struct flat *flat, size_t use, const struct slw_csv_row *row, bool speaks)
{
	struct slw_import *import = flat->import;
	uint32_t position = import->rows[import->uses[use].row].position;

	read_option_names(flat, row);
	/* The image of the row comes before the variant's, which is often the same one. */
	read_images(flat, row, position);
	if (is_variant_row(flat, row, speaks, import->use_count == 1))
		add_variant(flat, use, row);
	else if (!speaks && says_nothing(flat, row))
		slw_import_skip(import, use, SLW_COL_PRICE, "missing",
				_("has neither a price nor an image"));
}

int slw_import_flat(struct slw_import *import, const struct slw_import_group *group,
		    struct slw_product *product, struct slw_err *err)
{
	struct flat *flat;
	struct slw_csv_row row;
	int rc = -1;

	slw_import_begin(import, group);
	if (group->title == SLW_IMPORT_NONE) {
		slw_import_fail(import, import->rows[group->first].line, SLW_COL_TITLE, "missing",
				_("no row of this handle has a title"));
		return 0;
	}
	flat = slw_calloc(1, sizeof(*flat));
	flat->import = import;
	flat->product = product;
	for (size_t i = 0; i < import->use_count && !import->failed; i++) {
		bool speaks = import->uses[i].row == group->title;

		if (slw_import_read(import, import->uses[i].row, &row, err) < 0)
			goto out;
		if (speaks)
			slw_import_product_texts(import, &row, group, product);
		if (!import->failed)
			read_row(flat, i, &row, speaks);
	}
	if (!import->failed)
		sort_images(flat);
	rc = 0;
out:
	free(flat);
	return rc;
}
