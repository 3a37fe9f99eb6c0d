/*
 * Money: a whole number of minor units and a currency. Never a float.
 */
#ifndef SLW_MODEL_MONEY_H
#define SLW_MODEL_MONEY_H

#include <stddef.h>
#include <stdint.h>

struct slw_buf;
struct slw_currency;
struct slw_err;

#define SLW_MONEY_MAX INT64_C(99999999999999) /* minor units; fits a double exactly */

/*
 * Parses "12", "12.5", "12.50", with '.' as the decimal point and nothing else around it (no sign
 * but '-', no thousands separator, no symbol). SLW_EINVAL says what is wrong: more decimals than the
 * currency has (zeros beyond them are fine), a comma ("write 1299.00"), not a number, too large.
 */
int slw_money_parse(const char *text, const struct slw_currency *currency, int64_t *minor,
		    struct slw_err *err);

/* "12.50": all decimals of the currency, '.' as the point, no symbol. */
#define SLW_MONEY_SIZE 32
void slw_money_format(char out[SLW_MONEY_SIZE], int64_t minor, const struct slw_currency *currency);

/*
 * For people: the symbol, separators and places that the language uses: "$1,299.00", "1.299,00 €"
 * (with U+00A0 before the symbol).
 */
void slw_money_display(struct slw_buf *out, int64_t minor, const struct slw_currency *currency,
		       const char *language);

/* An amount of from_decimals as minor units of to_decimals ("12.00" stays 12): 0, or -1 when that
 * is not exact or not within SLW_MONEY_MAX. */
int slw_money_rescale(int64_t minor, int from_decimals, int to_decimals, int64_t *out);

#endif
