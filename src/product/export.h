/* Products to files that other shop systems import. */
#ifndef SLW_PRODUCT_EXPORT_H
#define SLW_PRODUCT_EXPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "product/product.h"

struct slw_buf;
struct slw_currency;

/* A format that is written row by row. What is read back by import.h gives the same products, as
 * far as the format has a column for it (docs/formats.md). */
struct slw_export_format {
	const char *name;      /* "shopify_csv", "woocommerce_csv" */
	const char *file_name; /* "shopify-products.csv" */
	void (*header)(struct slw_buf *out);
	void (*product)(struct slw_buf *out, const struct slw_product *product,
			const struct slw_currency *currency);
};

extern const struct slw_export_format slw_export_shopify;
extern const struct slw_export_format slw_export_woocommerce;

/* By name; NULL if there is none. */
const struct slw_export_format *slw_export_find(const char *name);

#endif
