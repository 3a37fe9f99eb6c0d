/*
 * Which column of a file is what: the headers of the known dialects, the words that headers of other
 * files are made of in several languages, and the keys of --map. All of it is tables (columns.c,
 * synonyms.c). For the files of this folder.
 */
#ifndef SLW_PRODUCT_COLUMNS_H
#define SLW_PRODUCT_COLUMNS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "product/import.h"

struct slw_err;

enum slw_column_kind {
	SLW_COL_UNKNOWN, /* no header of the dialect */
	SLW_COL_UNUSED,	 /* known, and nothing that a product here has */
	SLW_COL_TITLE,
	SLW_COL_HANDLE,
	SLW_COL_DESCRIPTION,
	SLW_COL_FEATURES,
	SLW_COL_VENDOR,
	SLW_COL_PRODUCT_TYPE,
	SLW_COL_PRODUCT_CATEGORY,
	SLW_COL_TAGS,
	SLW_COL_COLLECTIONS,
	SLW_COL_STATUS,
	SLW_COL_CONDITION,
	SLW_COL_SKU,
	SLW_COL_BARCODE,
	SLW_COL_PRICE,
	SLW_COL_COMPARE_AT_PRICE,
	SLW_COL_COST_PER_ITEM,
	SLW_COL_INVENTORY_QUANTITY,
	SLW_COL_INVENTORY_POLICY,
	SLW_COL_WEIGHT,
	SLW_COL_REQUIRES_SHIPPING,
	SLW_COL_TAXABLE,
	SLW_COL_IMAGES,
	SLW_COL_IMAGE_ALT,
	SLW_COL_VARIANT_IMAGE,
	SLW_COL_SEO_TITLE,
	SLW_COL_SEO_DESCRIPTION,
	SLW_COL_OPTION_NAME,  /* .number 1 to 3 */
	SLW_COL_OPTION_VALUE, /* .number 1 to 3; .name where the header is the option's name */
	SLW_COL_IMAGE_POSITION,
	SLW_COL_PUBLISHED,
	SLW_COL_TRACKER,
	SLW_COL_COLLECTION_HANDLES, /* of our own Shopify export: all of them, one a line */
	/* WooCommerce */
	SLW_COL_ID,
	SLW_COL_TYPE,
	SLW_COL_PARENT,
	SLW_COL_POSITION,
	SLW_COL_IN_STOCK,
	SLW_COL_SALE_PRICE,
	SLW_COL_SHORT_DESCRIPTION,
	SLW_COL_ATTRIBUTE_NAME, /* .number from 1 */
	SLW_COL_ATTRIBUTE_VALUES,
	SLW_COL_ATTRIBUTE_VISIBLE,
	SLW_COL_IMAGE_ALTS, /* JSON array, of our own export */
	SLW_COL__MAX
};

struct slw_column {
	char *header;
	enum slw_column_kind kind;
	unsigned int number;
	char *name;   /* the option's, where it is not in a column of its own */
	double grams; /* of one unit, for SLW_COL_WEIGHT */
	bool by_user; /* told by --map */
	char *field;  /* as info tells it: "price", "option1.Size"; NULL: not used */
};

struct slw_columns {
	enum slw_dialect dialect;
	struct slw_column *items;
	size_t count;
	int first[SLW_COL__MAX]; /* index of the first column of a kind, or -1 */
};

/*
 * Recognizes the dialect and what each header is; map as in import.h. SLW_EINVAL: map names a header
 * that the file does not have, or a field that there is not. Whether title and price are among the
 * columns is for the caller to see.
 */
int slw_columns_read(struct slw_columns *columns, char *const *headers, size_t count,
		     const json_t *map, struct slw_err *err);
void slw_columns_release(struct slw_columns *columns);

/* Index of the column of this kind and number, or -1. */
int slw_columns_find(const struct slw_columns *columns, enum slw_column_kind kind,
		     unsigned int number);

/* "price" for SLW_COL_PRICE; NULL for kinds that a map cannot name. */
const char *slw_column_key(enum slw_column_kind kind);
/* The kind that a key names, or SLW_COL_UNKNOWN. */
enum slw_column_kind slw_column_kind_find(const char *key);

/* --- synonyms.c --------------------------------------------------------------------------- */

struct slw_synonym {
	const char *word; /* lower case, no spaces, hyphens or accents */
	enum slw_column_kind kind;
};

extern const struct slw_synonym slw_synonyms[]; /* ends in NULL */

/*
 * What a header of a file of its own kind says: exactly (a word of the table, beside a unit or a
 * currency), or, with near, with a slip of the pen. *grams is set for weights. SLW_COL_UNKNOWN.
 */
enum slw_column_kind slw_synonym_find(const char *header, bool near, double *grams);

/* Grams of "kg", "g", "lb", "lbs", "oz"; 0 if it is no unit. */
double slw_weight_unit(const char *unit);

#endif
