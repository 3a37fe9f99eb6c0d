/* What the export formats share. For the files of this folder. */
#ifndef SLW_PRODUCT_EXPORT_PARTS_H
#define SLW_PRODUCT_EXPORT_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "product/product.h"

struct slw_buf;
struct slw_currency;

#define SLW_EXPORT_COLUMN_MAX 80

/* One row: a cell for each column, NULL for an empty one. */
struct slw_export_row {
	char *cells[SLW_EXPORT_COLUMN_MAX];
};

/* The text is copied; NULL empties. */
void slw_export_set(struct slw_export_row *row, size_t column, const char *text);
/* The text is taken. */
void slw_export_take(struct slw_export_row *row, size_t column, char *text);
/* Money, in the decimals of the currency (NULL: two); nothing for SLW_MONEY_NONE. */
void slw_export_money(struct slw_export_row *row, size_t column, int64_t minor,
		      const struct slw_currency *currency);
void slw_export_number(struct slw_export_row *row, size_t column, int64_t number);
/* Writes the row as CSV, with CRLF (RFC 4180), and empties it. */
void slw_export_write(struct slw_buf *out, struct slw_export_row *row, size_t columns);
/* The headers alone. */
void slw_export_headers(struct slw_buf *out, const char *const *headers, size_t columns);

/* "garden-pots" as "Garden Pots": a title whose handle is the same. New string. */
char *slw_export_title(const char *handle);
/* Texts with a separator between them, new string; NULL without any. */
char *slw_export_join(char *const *texts, size_t count, const char *separator);

#endif
