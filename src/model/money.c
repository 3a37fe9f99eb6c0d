#include "config.h"

#include "model/money.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/text.h"
#include "model/codes.h"

#include "base/banned.h"

#define NBSP	    "\xC2\xA0"
#define NARROW_NBSP "\xE2\x80\xAF"
#define DIGITS	    "0123456789"
#define SHOWN	    64 /* bytes of the text that an error quotes */

static int decimals_of(const struct slw_currency *currency)
{
	return currency == NULL ? 2 : currency->decimals;
}

/*
 * The decimal point in an amount as people write it, or NULL: the last separator, but not where
 * three digits behind it say that it separates thousands ("1,299"), unless another one already did
 * that ("1.299,000") or the currency has three decimals.
 */
static const char *find_point(const char *text, int decimals)
{
	const char *last = NULL;
	size_t digits = 0, separators = 0;
	bool is_mixed = false;

	for (const char *p = text; *p != '\0'; p++)
		if (*p == '.' || *p == ',') {
			is_mixed = is_mixed || (last != NULL && *last != *p);
			last = p;
			separators++;
			digits = 0;
		} else if (strchr(DIGITS, *p) != NULL) {
			digits++;
		}
	if (digits == 3 && !is_mixed && !(decimals == 3 && separators == 1))
		return NULL;
	return last;
}

/* Writes what was probably meant ("1299.00" for "1.299,00 EUR"); false if that is no amount. */
static bool guess(const char *text, const struct slw_currency *currency, char out[SLW_MONEY_SIZE])
{
	const char *point = find_point(text, decimals_of(currency));
	struct slw_err ignored = SLW_ERR_INIT;
	char plain[SHOWN];
	size_t len = 0;
	int64_t minor;

	if (text[0] == '-')
		plain[len++] = '-';
	for (const char *p = text; *p != '\0' && len + 4 < sizeof(plain); p++) {
		if (strchr("eExX", *p) != NULL && strspn(p + 1, DIGITS "+-") > 0)
			return false;
		if (p == point && (len == 0 || plain[len - 1] == '-'))
			plain[len++] = '0';
		if (p == point || strchr(DIGITS, *p) != NULL)
			plain[len++] = p == point ? '.' : *p;
	}
	if (len > 0 && plain[len - 1] == '.')
		len--;
	plain[len] = '\0';
	if (strpbrk(plain, DIGITS) == NULL ||
	    slw_money_parse(plain, currency, &minor, &ignored) < 0)
		return false;
	slw_money_format(out, minor, currency);
	return true;
}

static int not_an_amount(const char *text, const struct slw_currency *currency, struct slw_err *err)
{
	char shown[SHOWN], meant[SLW_MONEY_SIZE];

	slw_text_copy(shown, sizeof(shown), text);
	if (text[0] == '\0')
		slw_err_set(err, SLW_EINVAL, _("there is no amount"));
	else if (strchr(text, ',') != NULL)
		slw_err_set(err, SLW_EINVAL, _("\"%s\" has a comma"), shown);
	else
		slw_err_set(err, SLW_EINVAL, _("\"%s\" is not an amount of money"), shown);
	if (!guess(text, currency, meant))
		slw_money_format(meant, 1250, currency);
	return slw_err_hint(err, _("write %s"), meant);
}

static int too_many_decimals(const char *text, int64_t minor, const struct slw_currency *currency,
			     struct slw_err *err)
{
	char shown[SHOWN], near[SLW_MONEY_SIZE], next[SLW_MONEY_SIZE];

	slw_text_copy(shown, sizeof(shown), text);
	slw_money_format(near, minor, currency);
	slw_money_format(next, text[0] == '-' ? minor - 1 : minor + 1, currency);
	slw_err_set(err, SLW_EINVAL, _("%s has more decimals than %s has (%d)"), shown,
		    currency == NULL || currency->code[0] == '\0' ? _("the currency")
								  : currency->code,
		    decimals_of(currency));
	return slw_err_hint(err, _("write %s or %s"), near, next);
}

static int too_large(const char *text, const struct slw_currency *currency, struct slw_err *err)
{
	char shown[SHOWN], most[SLW_MONEY_SIZE];

	slw_text_copy(shown, sizeof(shown), text);
	slw_money_format(most, SLW_MONEY_MAX, currency);
	slw_err_set(err, SLW_EINVAL, _("%s is too large"), shown);
	return slw_err_hint(err, _("%s is the most"), most);
}

int slw_money_parse(const char *text, const struct slw_currency *currency, int64_t *minor,
		    struct slw_err *err)
{
	const char *p = text[0] == '-' ? text + 1 : text, *fraction;
	size_t whole = strspn(p, DIGITS), decimals, rest = 0;
	bool has_point = p[whole] == '.';
	int64_t value = 0;

	fraction = p + whole + (has_point ? 1 : 0);
	decimals = strspn(fraction, DIGITS);
	if (whole == 0 || (has_point && decimals == 0) || fraction[decimals] != '\0')
		return not_an_amount(text, currency, err);
	for (size_t i = 0; i < whole; i++) {
		value = value * 10 + (p[i] - '0');
		if (value > SLW_MONEY_MAX)
			return too_large(text, currency, err);
	}
	for (int i = 0; i < decimals_of(currency); i++) {
		value = value * 10;
		if (rest < decimals)
			value += fraction[rest++] - '0';
		if (value > SLW_MONEY_MAX)
			return too_large(text, currency, err);
	}
	value = text[0] == '-' ? -value : value;
	if (rest < decimals && strspn(fraction + rest, "0") < decimals - rest)
		return too_many_decimals(text, value, currency, err);
	*minor = value;
	return 0;
}

/* The digits before and behind the decimal point, without a sign. */
static void split(char whole[SLW_MONEY_SIZE], char fraction[SLW_MONEY_SIZE], int64_t minor,
		  int decimals)
{
	uint64_t amount = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor, unit = 1;

	for (int i = 0; i < decimals; i++)
		unit *= 10;
	snprintf(whole, SLW_MONEY_SIZE, "%" PRIu64, amount / unit);
	fraction[0] = '\0';
	if (decimals > 0)
		snprintf(fraction, SLW_MONEY_SIZE, "%0*" PRIu64, decimals, amount % unit);
}

void slw_money_format(char out[SLW_MONEY_SIZE], int64_t minor, const struct slw_currency *currency)
{
	char whole[SLW_MONEY_SIZE], fraction[SLW_MONEY_SIZE];

	split(whole, fraction, minor, decimals_of(currency));
	snprintf(out, SLW_MONEY_SIZE, "%s%.20s%s%.5s", minor < 0 ? "-" : "", whole,
		 fraction[0] == '\0' ? "" : ".", fraction);
}

enum { SYMBOL_FIRST, SYMBOL_LAST };

/* How a language writes an amount (Unicode CLDR 44, standard currency format). */
struct form {
	const char *language, *currency; /* currency NULL: any */
	const char *group, *point;
	int symbol;
	int least;	/* digits before the point from which on groups are made */
	bool is_lakh;	/* groups of two above the thousands: 12,34,567 */
	bool is_spaced; /* a space between a symbol in front and the amount, whatever it is */
};

#define COMMA_POINT .group = ",", .point = "."
#define POINT_COMMA .group = ".", .point = ","
#define SPACE_COMMA .group = NBSP, .point = ","

/* The first row that fits; the one without a language is the English form. */
static const struct form forms[] = {
	{ "bg", NULL, SPACE_COMMA, SYMBOL_LAST, .least = 5 },
	{ "ca", NULL, POINT_COMMA, SYMBOL_LAST },
	{ "cs", NULL, SPACE_COMMA, SYMBOL_LAST },
	{ "da", NULL, POINT_COMMA, SYMBOL_LAST },
	{ "de", NULL, POINT_COMMA, SYMBOL_LAST },
	{ "el", NULL, POINT_COMMA, SYMBOL_LAST },
	{ "en", "INR", COMMA_POINT, SYMBOL_FIRST, .is_lakh = true },
	{ "es", "MXN", COMMA_POINT, SYMBOL_FIRST },
	{ "es", "USD", COMMA_POINT, SYMBOL_FIRST },
	{ "es", "PEN", COMMA_POINT, SYMBOL_FIRST },
	{ "es", "GTQ", COMMA_POINT, SYMBOL_FIRST },
	{ "es", "DOP", COMMA_POINT, SYMBOL_FIRST },
	{ "es", "ARS", POINT_COMMA, SYMBOL_FIRST, .is_spaced = true },
	{ "es", "CLP", POINT_COMMA, SYMBOL_FIRST },
	{ "es", "COP", POINT_COMMA, SYMBOL_FIRST, .is_spaced = true },
	{ "es", "UYU", POINT_COMMA, SYMBOL_FIRST, .is_spaced = true },
	{ "es", NULL, POINT_COMMA, SYMBOL_LAST, .least = 5 },
	{ "et", NULL, SPACE_COMMA, SYMBOL_LAST, .least = 5 },
	{ "eu", NULL, POINT_COMMA, SYMBOL_LAST },
	{ "fi", NULL, SPACE_COMMA, SYMBOL_LAST },
	{ "fr", NULL, .group = NARROW_NBSP, .point = ",", SYMBOL_LAST },
	{ "gl", NULL, POINT_COMMA, SYMBOL_LAST },
	{ "he", NULL, COMMA_POINT, SYMBOL_LAST },
	{ "hi", NULL, COMMA_POINT, SYMBOL_FIRST, .is_lakh = true },
	{ "hr", NULL, POINT_COMMA, SYMBOL_LAST },
	{ "hu", NULL, SPACE_COMMA, SYMBOL_LAST, .least = 5 },
	{ "id", NULL, POINT_COMMA, SYMBOL_FIRST },
	{ "is", NULL, POINT_COMMA, SYMBOL_LAST },
	{ "it", NULL, POINT_COMMA, SYMBOL_LAST },
	{ "ja", NULL, COMMA_POINT, SYMBOL_FIRST },
	{ "ko", NULL, COMMA_POINT, SYMBOL_FIRST },
	{ "lt", NULL, SPACE_COMMA, SYMBOL_LAST },
	{ "lv", NULL, SPACE_COMMA, SYMBOL_LAST, .least = 5 },
	{ "nb", NULL, SPACE_COMMA, SYMBOL_LAST },
	{ "nl", NULL, POINT_COMMA, SYMBOL_FIRST, .is_spaced = true },
	{ "nn", NULL, SPACE_COMMA, SYMBOL_LAST },
	{ "no", NULL, SPACE_COMMA, SYMBOL_LAST },
	{ "pl", NULL, SPACE_COMMA, SYMBOL_LAST, .least = 5 },
	{ "pt", "EUR", SPACE_COMMA, SYMBOL_LAST, .least = 5 }, /* Portugal */
	{ "pt", NULL, POINT_COMMA, SYMBOL_FIRST, .is_spaced = true },
	{ "ro", NULL, POINT_COMMA, SYMBOL_LAST },
	{ "ru", NULL, SPACE_COMMA, SYMBOL_LAST },
	{ "sk", NULL, SPACE_COMMA, SYMBOL_LAST },
	{ "sl", NULL, POINT_COMMA, SYMBOL_LAST },
	{ "sr", NULL, POINT_COMMA, SYMBOL_LAST },
	{ "sv", NULL, SPACE_COMMA, SYMBOL_LAST },
	{ "tr", NULL, POINT_COMMA, SYMBOL_FIRST },
	{ "uk", NULL, SPACE_COMMA, SYMBOL_LAST },
	{ "vi", NULL, POINT_COMMA, SYMBOL_LAST },
	{ "zh", NULL, COMMA_POINT, SYMBOL_FIRST },
	{ NULL, NULL, COMMA_POINT, SYMBOL_FIRST },
};

static const struct form *find_form(const char *language, const char *currency)
{
	const struct form *form = forms;

	for (; form->language != NULL; form++)
		if (language != NULL && strcmp(form->language, language) == 0 &&
		    (form->currency == NULL || strcmp(form->currency, currency) == 0))
			break;
	return form;
}

static void add_grouped(struct slw_buf *out, const char *digits, const struct form *form)
{
	size_t len = strlen(digits);

	for (size_t i = 0; i < len; i++) {
		size_t left = len - i; /* digits from here to the point */
		bool is_start = form->is_lakh && left > 3 ? left % 2 == 1 : left % 3 == 0;

		if (i > 0 && is_start && len >= (size_t)form->least)
			slw_buf_str(out, form->group);
		slw_buf_char(out, digits[i]);
	}
}

/* A symbol that ends in a letter, such as CHF or kr, does not touch the amount. */
static bool ends_in_letter(const char *symbol)
{
	const unsigned char *last = (const unsigned char *)symbol + strlen(symbol) - 1;

	if (*last < 0x80)
		return *last != '$';
	while ((*last & 0xC0) == 0x80)
		last--;
	return *last >= 0xC3 && *last <= 0xD4; /* Latin to Cyrillic; signs of money are elsewhere */
}

void slw_money_display(struct slw_buf *out, int64_t minor, const struct slw_currency *currency,
		       const char *language)
{
	char whole[SLW_MONEY_SIZE], fraction[SLW_MONEY_SIZE];
	const struct form *form = find_form(language, currency == NULL ? "" : currency->code);
	const char *symbol = currency == NULL ? "" : currency->symbol;

	split(whole, fraction, minor, decimals_of(currency));
	if (minor < 0)
		slw_buf_char(out, '-');
	if (form->symbol == SYMBOL_FIRST && symbol[0] != '\0') {
		slw_buf_str(out, symbol);
		if (form->is_spaced || ends_in_letter(symbol))
			slw_buf_str(out, NBSP);
	}
	add_grouped(out, whole, form);
	if (fraction[0] != '\0') {
		slw_buf_str(out, form->point);
		slw_buf_str(out, fraction);
	}
	if (form->symbol == SYMBOL_LAST && symbol[0] != '\0') {
		slw_buf_str(out, NBSP);
		slw_buf_str(out, symbol);
	}
}

int slw_money_rescale(int64_t minor, int from_decimals, int to_decimals, int64_t *out)
{
	for (; from_decimals < to_decimals; from_decimals++)
		if (__builtin_mul_overflow(minor, 10, &minor))
			return -1;
	for (; from_decimals > to_decimals; from_decimals--) {
		if (minor % 10 != 0)
			return -1;
		minor /= 10;
	}
	if (minor > SLW_MONEY_MAX || minor < -SLW_MONEY_MAX)
		return -1;
	*out = minor;
	return 0;
}
