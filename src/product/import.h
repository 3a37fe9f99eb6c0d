/*
 * Product CSV to products, with every row accounted for. Shopify's two dialects and WooCommerce's
 * are told apart by their headers; any other file is read by a mapping of its columns.
 *
 * Use: open (recognizes encoding, delimiter, dialect, decimal mark, and maps the columns), then next()
 * until it returns 0. Rows of one handle (Shopify, mapped files) or one parent (WooCommerce) are one
 * product wherever they stand in the file. Memory does not grow with the number of products beyond
 * some 32 bytes a row.
 */
#ifndef SLW_PRODUCT_IMPORT_H
#define SLW_PRODUCT_IMPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "product/product.h"

struct slw_currency;
struct slw_err;
struct slw_import;
struct slw_problems;
struct slw_progress;

#define SLW_IMPORT_MAX (UINT64_C(2) * 1024 * 1024 * 1024) /* bytes of a file */

enum slw_dialect {
	SLW_DIALECT_SHOPIFY,
	SLW_DIALECT_SHOPIFY_LEGACY,
	SLW_DIALECT_WOOCOMMERCE,
	SLW_DIALECT_MAPPED
};

struct slw_import_options {
	const char *name;		     /* of the file, for messages */
	const struct slw_currency *currency; /* prices are in it; NULL: two decimals */
	const json_t *map; /* object: header -> field key ("price", "option1.Size",
					      * "skip"); may be NULL */
};

/* What was recognized; all of it is said to the user. */
struct slw_import_info {
	enum slw_dialect dialect;
	const char *dialect_name; /* "Shopify", "Shopify (older)", "WooCommerce", "own columns" */
	const char *encoding;	  /* "UTF-8", "UTF-16LE", "Windows-1252" ... */
	char delimiter;
	char decimal_mark; /* '.' or ',' */
	uint64_t rows;	   /* data rows, the header not counted */
	json_t *columns;   /* array of {"column", "field"}; field null: not used */
};

/*
 * fd is borrowed. SLW_EINVAL: no header, unknown headers (hint: the likely mapping as --map options,
 * ready to paste), not text; SLW_ELIMIT.
 */
int slw_import_open(struct slw_import **out, int fd, const struct slw_import_options *options,
		    struct slw_err *err);
void slw_import_free(struct slw_import *import);
const struct slw_import_info *slw_import_info(const struct slw_import *import);

/*
 * What a file's columns would be read as, from its header and first rows alone; also of a file that
 * slw_import_open() refuses, because no column is known as the title or the price. {"dialect",
 * "own" (its columns are of no known dialect), "encoding", "delimiter", "columns": [{"column", "field", "likely", "samples"}], "missing"}: field is
 * a key for a map, or null for a column that is not used; likely is true where nothing but a
 * resemblance speaks for it, so that a person has to say; samples are at most three different cells;
 * missing lists "title" and "price" where no column is it for sure. NULL with err as of open().
 */
json_t *slw_import_survey(int fd, const struct slw_import_options *options, struct slw_err *err);

/* The keys that a map can name, in the order of the product table: array of {"field", "label"}. */
json_t *slw_import_fields(void);

/*
 * The next product that can be used: 1, *product (initialized by the caller, loses what it had) and
 * *rows, how many rows of the file went into it; 0 at the end; -1. Rows that cannot be used are added
 * to problems (file, line, key is the column, message the reason), and counted as skipped:
 *	info.rows == the sum of *rows + slw_import_skipped()
 * A product that is damaged in one variant loses that row only; one without a usable title or price
 * loses all of them.
 */
int slw_import_next(struct slw_import *import, struct slw_product *product, uint64_t *rows,
		    struct slw_problems *problems, struct slw_err *err);
uint64_t slw_import_skipped(const struct slw_import *import);

/* The collections that next() met so far: array of {"title", "handle"} in order of first appearance.
 * Borrowed. */
const json_t *slw_import_collections(const struct slw_import *import);

/*
 * Gives the rows of the product that next() returned last back as skipped, for a reason that only the
 * caller sees (a SKU that another product has).
 */
void slw_import_reject(struct slw_import *import, const char *column, const char *reason,
		       struct slw_problems *problems);

#endif
