/*
 * The inside of an import, shared by import.c (opening and going through), import_index.c (which rows
 * make one product), import_build.c (what all dialects do with a product) and one file per shape of
 * file: import_flat.c (Shopify and mapped files), import_woo.c.
 */
#ifndef SLW_PRODUCT_IMPORT_PARTS_H
#define SLW_PRODUCT_IMPORT_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "product/columns.h"
#include "product/csv.h"
#include "product/encoding.h"
#include "product/import.h"
#include "product/values.h"

#define SLW_IMPORT_ROW_MAX     10000000
#define SLW_IMPORT_VARIANT_MAX 2048
#define SLW_IMPORT_IMAGE_MAX   250
#define SLW_IMPORT_NONE	       UINT32_MAX

/* --- which rows are one product ------------------------------------------------------------ */

/* Why a row belongs to no product. */
enum slw_row_fault {
	SLW_ROW_FINE,
	SLW_ROW_DAMAGED, /* CSV; looked at again for the text of the error */
	SLW_ROW_EMPTY,
	SLW_ROW_WIDE,	   /* more fields than the header */
	SLW_ROW_ENCODING,  /* not UTF-8 */
	SLW_ROW_NAMELESS,  /* neither handle nor title */
	SLW_ROW_NO_PARENT, /* a variation of a product that is not there */
};

struct slw_import_row {
	uint64_t offset;
	uint32_t line;
	uint32_t next;	   /* row of the same product, or SLW_IMPORT_NONE */
	uint32_t position; /* of the image or variation; 0: none */
	uint8_t fault;	   /* enum slw_row_fault */
	bool has_title;
};

struct slw_import_group {
	uint32_t first, last; /* rows */
	uint32_t title;	      /* the row that speaks for the product, or SLW_IMPORT_NONE */
	uint32_t number;      /* "-2", "-3" behind the handle; 0: none */
};

/* 64-bit hashes of texts with a number each. */
struct slw_hashes {
	uint64_t *keys; /* 0: free */
	uint32_t *values;
	size_t count, cap;
};

uint64_t slw_hashes_of(const char *text, uint64_t seed); /* never 0 */
/* The value of a key, or NULL. */
uint32_t *slw_hashes_find(const struct slw_hashes *hashes, uint64_t key);
/* The value of a key that is new, or else the one that it has already. */
uint32_t slw_hashes_add(struct slw_hashes *hashes, uint64_t key, uint32_t value);
void slw_hashes_release(struct slw_hashes *hashes);

/* --- an import ----------------------------------------------------------------------------- */

/* Rows of the product that is being made. */
struct slw_import_use {
	uint64_t order; /* sorts the rows of a product */
	uint32_t row;
	bool skipped;
};

struct slw_import {
	char *name;
	char *empty; /* "": the cell of a column that is not there */
	const struct slw_currency *currency;
	struct slw_encoded text;
	struct slw_csv *csv;
	struct slw_columns columns;
	struct slw_import_info info;
	struct slw_hashes handles; /* to groups; freed after the index is made */

	struct slw_import_row *rows;
	size_t row_count, row_cap;
	struct slw_import_group *groups;
	size_t group_count, group_cap;
	uint32_t faulty_first, faulty_last; /* rows without a group */

	size_t next_group;
	bool faulty_told;
	uint64_t skipped;
	struct slw_hashes skus; /* to lines */
	json_t *collections;
	struct slw_hashes collection_handles;

	/* the product that is being made, or was made last */
	struct slw_problems *problems; /* of the running call */
	struct slw_import_use *uses;
	size_t use_count, use_cap;
	uint32_t *variant_uses; /* index into uses, by variant */
	size_t variant_use_cap;
	char *option_names[SLW_OPTION_MAX];
	size_t variant_cap, image_cap; /* of the product's arrays */
	bool images_full;	       /* told that there are more than it can have */
	bool failed;		       /* the whole product cannot be used */
};

/* Reads all rows once: groups, info->rows, the decimal mark. */
int slw_import_index(struct slw_import *import, struct slw_err *err);

/* The cell of the first column of a kind, trimmed; "" where there is none. */
char *slw_import_cell(const struct slw_import *import, const struct slw_csv_row *row,
		      enum slw_column_kind kind);
/* The same for a column by its index (-1: none). */
char *slw_import_cell_at(const struct slw_import *import, const struct slw_csv_row *row,
			 int column);
/* Reads one row again. */
int slw_import_read(struct slw_import *import, uint32_t row, struct slw_csv_row *out,
		    struct slw_err *err);

/* --- telling ------------------------------------------------------------------------------- */

/* Skips a row of the product: counted, and told with the column and the reason. */
void slw_import_skip(struct slw_import *import, size_t use, enum slw_column_kind column,
		     const char *kind, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* The whole product cannot be used, for what this row says. */
void slw_import_fail(struct slw_import *import, uint32_t line, enum slw_column_kind column,
		     const char *kind, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* The row is used, but not all of it. */
void slw_import_warn(struct slw_import *import, uint32_t line, enum slw_column_kind column,
		     const char *kind, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* --- what all dialects do with a product ---------------------------------------------------- */

/* Forgets the last product and lists the rows of this one, the one with the title first. */
void slw_import_begin(struct slw_import *import, const struct slw_import_group *group);

/* One line or several, with the cap of the product's field; warns when it was cut. */
char *slw_import_text(struct slw_import *import, uint32_t line, enum slw_column_kind column,
		      const char *text, const char *field);
/* Adds one text to a list without repeating it; text is taken. Lists grow up to max. */
void slw_import_add_text(char ***texts, size_t *count, size_t max, char *text);
/* Title, handle, texts, tags ... of the row that speaks for the product. */
void slw_import_product_texts(struct slw_import *import, const struct slw_csv_row *row,
			      const struct slw_import_group *group, struct slw_product *product);
/* Titles of collections, the last level of "A > B". */
void slw_import_add_collection(struct slw_import *import, struct slw_product *product,
			       const char *title);

/* The position of the image with this src among the product's, added if it is new; -1: not usable.
 * alt may be NULL. */
int slw_import_add_image(struct slw_import *import, uint32_t line, struct slw_product *product,
			 const char *src, const char *alt, enum slw_column_kind column);

/* An empty variant of this row; NULL, and the row skipped, when there are too many. */
struct slw_variant *slw_import_add_variant(struct slw_import *import, struct slw_product *product,
					   size_t use);
/* A price of 0 and more; *out stays SLW_MONEY_NONE for an empty cell. -1: told as a skipped row. */
int slw_import_price(struct slw_import *import, size_t use, const struct slw_csv_row *row,
		     enum slw_column_kind column, int64_t *out);
/* The same for what a product can do without: warns. */
void slw_import_price_or_none(struct slw_import *import, uint32_t line,
			      const struct slw_csv_row *row, enum slw_column_kind column,
			      int64_t *out);
/* SKU, barcode, prices but the price itself, weight, taxed. -1: told as a skipped row. */
int slw_import_variant_values(struct slw_import *import, size_t use, const struct slw_csv_row *row,
			      struct slw_variant *variant);
/* Drops a compare-at price that is not above the price. */
void slw_import_check_compare_at(struct slw_import *import, uint32_t line,
				 struct slw_variant *variant);

/*
 * With all rows read: which options there are, which variants can be told apart, SKUs that were
 * there before. False when nothing is left to sell.
 */
bool slw_import_finish(struct slw_import *import, struct slw_product *product);

/* Drops a variant that was just added. */
void slw_import_drop_variant(struct slw_product *product);

/* --- shapes of files ------------------------------------------------------------------------ */

/* Fills product from the rows of a group; failures are in import->failed. -1: the file failed. */
int slw_import_flat(struct slw_import *import, const struct slw_import_group *group,
		    struct slw_product *product, struct slw_err *err);
int slw_import_woo(struct slw_import *import, const struct slw_import_group *group,
		   struct slw_product *product, struct slw_err *err);

#endif
