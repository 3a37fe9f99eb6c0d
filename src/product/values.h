/* Cells of a CSV file as values: texts, prices, numbers, words for yes and no. */
#ifndef SLW_PRODUCT_VALUES_H
#define SLW_PRODUCT_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_currency;
struct slw_err;

/* Trims ASCII white space in place; returns the begin of what is left. */
char *slw_cell_trim(char *text);

/*
 * The text as a field of one line (TEXT) or of several (LONG_TEXT) keeps it: trimmed, control
 * characters gone, CRLF as LF. *cut: it had more than max characters and was shortened. New string;
 * NULL when nothing is left.
 */
char *slw_cell_text(const char *text, size_t max, bool several_lines, bool *cut);

/* Which decimal mark the prices of a file use, as far as it can be told. */
struct slw_marks {
	uint64_t point, comma; /* prices that are clear */
	uint64_t unclear;      /* "1,299" or "1.299": thousands or decimals */
};
void slw_marks_add(struct slw_marks *marks, const char *price);
/* '.' or ','. The delimiter decides where the prices do not: a semicolon goes with decimal commas. */
char slw_marks_decide(const struct slw_marks *marks, char delimiter, char usual);

/*
 * A price as people write it ("1.299,00 €", "$1,299", "12.5") in minor units. mark is the decimal mark
 * of the file. SLW_EINVAL with the reason: not a number, another currency, the other mark, more
 * decimals than the currency has. Negative prices are parsed.
 */
int slw_cell_price(const char *text, char mark, const struct slw_currency *currency, int64_t *minor,
		   struct slw_err *err);

/* "12", "12.0", "1,200" (mark '.'): a whole number. */
bool slw_cell_whole(const char *text, char mark, int64_t *out);
/* Decimals times a factor, rounded: "0.35" kg with 1000 gives 350. False if it is no number or below 0. */
bool slw_cell_scaled(const char *text, char mark, double factor, int64_t *out);

/* 1 yes, 0 no, -1 neither. */
int slw_cell_yes_no(const char *text);

#endif
