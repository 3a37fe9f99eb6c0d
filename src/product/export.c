#include "config.h"

#include "product/export.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/mem.h"
#include "model/codes.h"
#include "model/money.h"
#include "product/export_parts.h"

#include "base/banned.h"

const struct slw_export_format *slw_export_find(const char *name)
{
	static const struct slw_export_format *const formats[] = { &slw_export_shopify,
								   &slw_export_woocommerce };

	for (size_t i = 0; i < SLW_COUNT(formats); i++) {
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	}
	return NULL;
}

void slw_export_take(struct slw_export_row *row, size_t column, char *text)
{
	free(row->cells[column]);
	row->cells[column] = text;
}

void slw_export_set(struct slw_export_row *row, size_t column, const char *text)
{
	slw_export_take(row, column, slw_strdup(text));
}

void slw_export_money(struct slw_export_row *row, size_t column, int64_t minor,
		      const struct slw_currency *currency)
{
	static const struct slw_currency two = { .code = "", .symbol = "", .decimals = 2 };
	char text[SLW_MONEY_SIZE];

	if (minor == SLW_MONEY_NONE)
		return;
	slw_money_format(text, minor, currency == NULL ? &two : currency);
	slw_export_set(row, column, text);
}

void slw_export_number(struct slw_export_row *row, size_t column, int64_t number)
{
	slw_export_take(row, column, slw_printf("%" PRId64, number));
}

void slw_export_write(struct slw_buf *out, struct slw_export_row *row, size_t columns)
{
	for (size_t i = 0; i < columns; i++) {
		if (i > 0)
			slw_buf_char(out, ',');
		if (row->cells[i] != NULL)
			slw_escape_csv(out, row->cells[i]);
		slw_export_take(row, i, NULL);
	}
	slw_buf_add(out, "\r\n", 2);
}

void slw_export_headers(struct slw_buf *out, const char *const *headers, size_t columns)
{
	for (size_t i = 0; i < columns; i++) {
		if (i > 0)
			slw_buf_char(out, ',');
		slw_escape_csv(out, headers[i]);
	}
	slw_buf_add(out, "\r\n", 2);
}

char *slw_export_title(const char *handle)
{
	char *title = slw_strdup(handle);
	bool begin = true;

	for (char *p = title; *p != '\0'; p++) {
		if (begin && *p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
		begin = *p == '-';
		if (begin)
			*p = ' ';
	}
	return title;
}

char *slw_export_join(char *const *texts, size_t count, const char *separator)
{
	struct slw_buf out;

	if (count == 0)
		return NULL;
	slw_buf_init(&out, 0);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			slw_buf_str(&out, separator);
		slw_buf_str(&out, texts[i]);
	}
	return slw_buf_take(&out);
}
