#include "config.h"

#include "product/values.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/codes.h"
#include "model/money.h"

#include "base/banned.h"

#define PRICE_MAX 64 /* bytes of a price that is looked at */

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

char *slw_cell_trim(char *text)
{
	size_t len;

	while (is_space(*text))
		text++;
	len = strlen(text);
	while (len > 0 && is_space(text[len - 1]))
		len--;
	text[len] = '\0';
	return text;
}

/* True when nothing has to be done to it but trimming at its ASCII ends. */
static bool is_clean(const char *text, size_t len, bool several_lines)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c >= 0x20 && c < 0x7F)
			continue;
		if (c < 0x20 && !(several_lines && (c == '\n' || c == '\t')))
			return false;
		if (c == 0x7F)
			return false;
		/* C1 controls, and white space of Unicode at an end */
		if (c == 0xC2 && (unsigned char)text[i + 1] < 0xA0)
			return false;
		if (c >= 0x80 && (i == 0 || i + 4 >= len))
			return false;
	}
	return true;
}

static char *clean_copy(const char *text, bool several_lines)
{
	size_t len = strlen(text), to = 0;
	char *copy = slw_malloc(len + 1), *trimmed;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == 0xC2 && (unsigned char)text[i + 1] >= 0x80 &&
		    (unsigned char)text[i + 1] < 0xA0) {
			i++;
		} else if (c == '\r') {
			if (text[i + 1] != '\n')
				copy[to++] = several_lines ? '\n' : ' ';
		} else if (c == '\n' || c == '\t') {
			copy[to++] = several_lines ? (char)c : ' ';
		} else if (c >= 0x20 && c != 0x7F) {
			copy[to++] = (char)c;
		}
	}
	copy[to] = '\0';
	trimmed = slw_text_trim(copy);
	free(copy);
	return trimmed;
}

char *slw_cell_text(const char *text, size_t max, bool several_lines, bool *cut)
{
	size_t len;
	char *copy;

	*cut = false;
	while (is_space(*text))
		text++;
	len = strlen(text);
	while (len > 0 && is_space(text[len - 1]))
		len--;
	if (len == 0)
		return NULL;
	copy = is_clean(text, len, several_lines) ? slw_strndup(text, len)
						  : clean_copy(text, several_lines);
	if (copy[0] == '\0') {
		free(copy);
		return NULL;
	}
	if (strlen(copy) > max && slw_text_chars(copy) > max) {
		char *shorter = slw_text_trim(slw_text_cut(copy, max));

		free(copy);
		copy = shorter;
		*cut = true;
	}
	return copy;
}

/* --- prices ------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The part of a price from its first digit (or mark) to its last, and its sign. */
struct price_parts {
	const char *begin, *end;
	bool negative;
	char around[PRICE_MAX]; /* what stands before and behind, without spaces and signs */
};

static size_t space_length(const char *p)
{
	if (is_space(*p))
		return 1;
	if (strncmp(p, "\xC2\xA0", 2) == 0)
		return 2; /* no-break space */
	if (strncmp(p, "\xE2\x80\xAF", 3) == 0 || strncmp(p, "\xE2\x80\x89", 3) == 0)
		return 3; /* narrow and thin space */
	return 0;
}

static bool split_price(const char *text, struct price_parts *parts)
{
	const char *p = text;
	size_t around = 0;

	*parts = (struct price_parts){ .begin = NULL };
	if (strlen(text) >= PRICE_MAX)
		return false;
	for (; *p != '\0'; p++) {
		if (is_digit(*p) ||
		    ((*p == '.' || *p == ',') && is_digit(p[1]) && parts->begin == NULL)) {
			if (parts->begin == NULL)
				parts->begin = p;
			parts->end = p + 1;
		}
	}
	for (p = text; *p != '\0' && parts->begin != NULL;) {
		size_t space = space_length(p);

		if (p == parts->begin) {
			p = parts->end;
			/* "12,-" and "12.-" */
			if ((*p == '.' || *p == ',') && strncmp(p + 1, "-", 1) == 0)
				p += 2;
		} else if (space > 0) {
			p += space;
		} else if (*p == '-' || strncmp(p, "\xE2\x88\x92", 3) == 0) {
			parts->negative = true;
			p += *p == '-' ? 1 : 3;
		} else {
			parts->around[around++] = *p++;
		}
	}
	return parts->begin != NULL;
}

/* Which mark a price shows: '.', ',', '?' where it could be thousands or decimals, 0 for none. */
static char price_mark(const char *begin, const char *end)
{
	const char *last = NULL;
	size_t points = 0, commas = 0, before, behind;

	for (const char *p = begin; p < end; p++) {
		points += *p == '.';
		commas += *p == ',';
		if (*p == '.' || *p == ',')
			last = p;
	}
	if (last == NULL)
		return 0;
	if (points > 0 && commas > 0)
		return *last;
	if (points + commas > 1)
		return points > 0 ? ',' : '.';
	before = (size_t)(last - begin);
	behind = (size_t)(end - last) - 1;
	if (behind == 3 && before >= 1 && before <= 3 && *begin != '0')
		return '?';
	return *last;
}

void slw_marks_add(struct slw_marks *marks, const char *price)
{
	struct price_parts parts;

	if (price[0] == '\0' || !split_price(price, &parts))
		return;
	switch (price_mark(parts.begin, parts.end)) {
	case '.':
		marks->point++;
		break;
	case ',':
		marks->comma++;
		break;
	case '?':
		marks->unclear++;
		break;
	default:
		break;
	}
}

char slw_marks_decide(const struct slw_marks *marks, char delimiter, char usual)
{
	if (marks->point != marks->comma)
		return marks->point > marks->comma ? '.' : ',';
	if (marks->unclear > 0 && delimiter == ';')
		return ',';
	return usual;
}

static int not_a_price(const char *text, struct slw_err *err)
{
	return slw_err_set(err, SLW_EINVAL, _("\"%.40s\" is not a price"), text);
}

/* Whether what stands around a price is this currency, or nothing. */
static int check_around(const char *around, const char *text, const struct slw_currency *currency,
			struct slw_err *err)
{
	static const char *const codes[] = { "EUR", "USD", "GBP", "CHF", "JPY", "SEK",
					     "NOK", "DKK", "PLN", "CZK", "CAD", "AUD",
					     "KWD", "€",   "£",	  "¥",	 "$" };

	if (around[0] == '\0')
		return 0;
	if (currency != NULL &&
	    (strcasecmp(around, currency->code) == 0 || strcasecmp(around, currency->symbol) == 0))
		return 0;
	for (size_t i = 0; i < SLW_COUNT(codes); i++) {
		if (strcasecmp(around, codes[i]) != 0)
			continue;
		/* "$" stands for a dozen currencies */
		if (currency == NULL || strcmp(around, "$") == 0)
			return 0;
		return slw_err_set(err, SLW_EINVAL, _("\"%.40s\" is not in %s"), text,
				   currency->code);
	}
	if (currency != NULL && slw_currency_find(around) != NULL)
		return slw_err_set(err, SLW_EINVAL, _("\"%.40s\" is not in %s"), text,
				   currency->code);
	return not_a_price(text, err);
}

/*
 * Copies the digits with '.' for the decimal mark and without separators of thousands, which must
 * stand before three digits each. False if they do not.
 */
static bool plain_number(char *out, const char *begin, const char *end, char mark)
{
	const char *decimals = end;
	size_t group = 0, groups = 0;

	for (const char *p = begin; p < end; p++) {
		if (*p == mark) {
			decimals = p;
			break;
		}
	}
	for (const char *p = begin; p < decimals;) {
		size_t space = space_length(p);

		if (strncmp(p, "\xE2\x80\x99", 3) == 0)
			space = 3; /* the Swiss apostrophe */
		if (is_digit(*p)) {
			*out++ = *p++;
			group++;
		} else if (*p == '.' || *p == ',' || *p == '\'' || space > 0) {
			if (group == 0 || group > 3 || (groups > 0 && group != 3))
				return false;
			group = 0;
			groups++;
			p += space > 0 ? space : 1;
		} else {
			return false;
		}
	}
	if (groups > 0 && group != 3)
		return false;
	if (decimals == begin)
		*out++ = '0';
	if (decimals < end)
		*out++ = '.';
	for (const char *p = decimals + 1; p < end; p++) {
		if (!is_digit(*p))
			return false;
		*out++ = *p;
	}
	*out = '\0';
	return true;
}

int slw_cell_price(const char *text, char mark, const struct slw_currency *currency, int64_t *minor,
		   struct slw_err *err)
{
	static const struct slw_currency two = { .code = "", .symbol = "", .decimals = 2 };
	struct price_parts parts;
	char number[PRICE_MAX + 2];
	char shown;

	if (!split_price(text, &parts))
		return not_a_price(text, err);
	if (check_around(parts.around, text, currency, err) < 0)
		return -1;
	shown = price_mark(parts.begin, parts.end);
	if ((shown == '.' || shown == ',') && shown != mark)
		return slw_err_set(err, SLW_EINVAL,
				   mark == '.'
				       ? _("\"%.40s\" has a decimal comma, and the other prices of "
					   "the file have a point")
				       : _("\"%.40s\" has a decimal point, and the other prices of "
					   "the file have a comma"),
				   text);
	if (!plain_number(number, parts.begin, parts.end, mark))
		return not_a_price(text, err);
	if (slw_money_parse(number, currency == NULL ? &two : currency, minor, err) < 0)
		return -1;
	if (parts.negative)
		*minor = -*minor;
	return 0;
}

/* --- numbers ------------------------------------------------------------------------------ */

bool slw_cell_whole(const char *text, char mark, int64_t *out)
{
	char number[PRICE_MAX + 2];
	size_t len = strlen(text);
	bool negative = text[0] == '-';
	char *point;
	int64_t value;

	if (len == 0 || len >= PRICE_MAX)
		return false;
	if (slw_parse_int(text, INT64_MIN + 1, INT64_MAX, out))
		return true;
	if (!plain_number(number, text + negative, text + len, mark) &&
	    !plain_number(number, text + negative, text + len, '.'))
		return false;
	point = strchr(number, '.');
	if (point != NULL) {
		if (point[1 + strspn(point + 1, "0")] != '\0')
			return false;
		*point = '\0';
	}
	if (!slw_parse_int(number, 0, INT64_MAX, &value))
		return false;
	*out = negative ? -value : value;
	return true;
}

bool slw_cell_scaled(const char *text, char mark, double factor, int64_t *out)
{
	char number[PRICE_MAX + 2];
	size_t len = strlen(text);
	double value = 0, unit = 1;
	bool behind = false;

	if (len == 0 || len >= PRICE_MAX)
		return false;
	/* A weight has few digits before the mark, so a lone point is one whatever prices have. */
	if (strchr(text, ',') == NULL)
		mark = '.';
	else if (strchr(text, '.') == NULL && strchr(text, ',') == strrchr(text, ',') &&
		 strlen(strchr(text, ',')) != 4)
		mark = ',';
	if (!plain_number(number, text, text + len, mark))
		return false;
	for (const char *p = number; *p != '\0'; p++) {
		if (*p == '.') {
			behind = true;
			continue;
		}
		value = value * 10 + (*p - '0');
		unit *= behind ? 10 : 1;
	}
	value = value / unit * factor + 0.5;
	if (value > 1e15)
		return false;
	*out = (int64_t)value;
	return true;
}

int slw_cell_yes_no(const char *text)
{
	static const char *const yes[] = { "true",	"yes",	"1",   "y",   "ja",   "oui",
					   "si",	"sí",	"sim", "tak", "wahr", "vrai",
					   "verdadero", "vero", "x",   "on" };
	static const char *const no[] = { "false", "no",  "0",	    "n",    "nein",  "non", "não",
					  "nie",   "nee", "falsch", "faux", "falso", "off", "nej" };

	for (size_t i = 0; i < SLW_COUNT(yes); i++) {
		if (strcasecmp(text, yes[i]) == 0)
			return 1;
	}
	for (size_t i = 0; i < SLW_COUNT(no); i++) {
		if (strcasecmp(text, no[i]) == 0)
			return 0;
	}
	return -1;
}
