#include "config.h"

#include "content/numbers.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "content/claim_data.h"
#include "content/words.h"

#include "base/banned.h"

#define DIGITS_MAX 18
/* of two units of one dimension: 12 months for a year, 12 inches for 30 cm */
#define ROUNDING 0.02

struct scan {
	struct slw_numbers *numbers;
	const struct slw_claim_data *data;
	const struct slw_lexicon *lexicon;
	const char *text;
	const struct slw_tokens *pieces;
	const bool *skip;
	bool before;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool skipped(const struct scan *scan, size_t piece)
{
	return scan->skip != NULL && scan->skip[piece];
}

static size_t end_of(const struct slw_token *token)
{
	return token->offset + token->len;
}

/* --- digits ------------------------------------------------------------------------------ */

/* Digits with what is decimal sign where point is the index of one, and nothing elsewhere. */
static double value_of(const char *digits, size_t len, size_t point)
{
	double value = 0, scale = 1;

	for (size_t i = 0; i < len; i++) {
		if (!is_digit(digits[i]))
			continue;
		value = value * 10 + (digits[i] - '0');
		scale *= i > point ? 10 : 1;
	}
	return value / scale;
}

/*
 * The digits and their signs at the start of a word. The last of two kinds of signs is the decimal
 * one; a lone sign with three digits behind it may be either. Returns the bytes.
 */
static size_t read_digits(const char *word, size_t len, struct slw_number *number)
{
	size_t used = 0, signs = 0, last = len, after, slash = len;
	bool mixed = false;

	while (used < len && used < DIGITS_MAX &&
	       (is_digit(word[used]) || strchr(".,/", word[used]))) {
		if (word[used] == '/') {
			slash = used;
		} else if (!is_digit(word[used])) {
			mixed = mixed || (last < len && word[last] != word[used]);
			last = used;
			signs++;
		}
		used++;
	}
	while (used > 0 && !is_digit(word[used - 1]))
		used--;
	if (slash < used) { /* 1/2 */
		double below = value_of(word + slash, used - slash, len);

		number->value = value_of(word, slash, len) / (below > 0 ? below : 1);
		number->other = number->value;
		return used;
	}
	after = last < used ? used - last - 1 : 0;
	if (signs == 0 || last >= used || (signs > 1 && !mixed)) {
		number->value = value_of(word, used, len);
		number->other = number->value;
		return used;
	}
	number->value = value_of(word, used, last);
	number->other =
	    !mixed && after == 3 && last <= 3 ? value_of(word, used, len) : number->value;
	return used;
}

/* --- units ------------------------------------------------------------------------------- */

static size_t unit_of_word(const struct scan *scan, const char *word, size_t len)
{
	float unit;

	return slw_words_find(scan->lexicon->units, word, len, &unit) ? (size_t)unit : SLW_NO_UNIT;
}

static size_t unit_of_piece(const struct scan *scan, size_t piece)
{
	const struct slw_token *token = &scan->pieces->list[piece];
	float unit;

	if (!slw_words_find_hash(scan->lexicon->units, scan->pieces->folded + token->offset,
				 token->len, token->hash, &unit))
		return SLW_NO_UNIT;
	return (size_t)unit;
}

/* Bytes of one space of any kind, or of a hyphen, at p. */
static size_t gap_at(const char *p)
{
	if (*p == ' ' || *p == '-')
		return 1;
	if (strncmp(p, "\xC2\xA0", 2) == 0)
		return 2;
	if (strncmp(p, "\xE2\x80\xAF", 3) == 0 || strncmp(p, "\xE2\x80\x91", 3) == 0)
		return 3;
	return 0;
}

/* The longest sign that is at p, or (backward) that ends there. */
static const struct slw_symbol *symbol_at(const struct scan *scan, const char *p, bool backward)
{
	const struct slw_symbol *found = NULL;

	for (size_t i = 0; i < scan->data->symbol_count; i++) {
		const struct slw_symbol *symbol = &scan->data->symbols[i];
		const char *from = p;

		if (backward) {
			if ((size_t)(p - scan->text) < symbol->len)
				continue;
			from = p - symbol->len;
		}
		if (*from == *symbol->text && strncmp(from, symbol->text, symbol->len) == 0 &&
		    (found == NULL || symbol->len > found->len))
			found = symbol;
	}
	return found;
}

static void set_unit(struct slw_number *number, size_t unit)
{
	number->unit = unit;
	number->own_unit = true;
}

/* "EUR 120", or (money is false) any unit before its number; the offset moves to it. */
static void word_before(const struct scan *scan, struct slw_number *number, bool money)
{
	const struct slw_token *token = &scan->pieces->list[number->first];
	size_t unit;

	if (number->first == 0 || skipped(scan, number->first - 1))
		return;
	token--;
	unit = unit_of_piece(scan, number->first - 1);
	if (unit == SLW_NO_UNIT || token->sentence != number->sentence ||
	    (money && !scan->data->units[unit].money))
		return;
	number->len += number->offset - token->offset;
	number->offset = token->offset;
	set_unit(number, unit);
}

/* "$" or "EUR" before the number. */
static void unit_before(const struct scan *scan, struct slw_number *number)
{
	const char *start = scan->text + number->offset, *p = start;
	const struct slw_symbol *symbol;

	if (p > scan->text && p[-1] == ' ')
		p--;
	else if (p - scan->text >= 2 && strncmp(p - 2, "\xC2\xA0", 2) == 0)
		p -= 2;
	symbol = symbol_at(scan, p, true);
	if (symbol != NULL && scan->data->units[symbol->unit].money) {
		set_unit(number, symbol->unit);
		number->offset = (size_t)(p - scan->text) - symbol->len;
		number->len += (size_t)(start - p) + symbol->len;
		return;
	}
	word_before(scan, number, true);
}

/* "2 full years", "100 por ciento" */
static bool is_far_unit(const struct scan *scan, size_t unit)
{
	return scan->data->units[unit].time || strcmp(scan->data->units[unit].of, "percent") == 0;
}

static bool word_value(const struct scan *scan, size_t piece, double *value)
{
	const struct slw_token *token = &scan->pieces->list[piece];
	float figure;

	if (piece >= scan->pieces->count || skipped(scan, piece) ||
	    !slw_words_find_hash(scan->lexicon->numbers, scan->pieces->folded + token->offset,
				 token->len, token->hash, &figure))
		return false;
	*value = (double)figure;
	return true;
}

/* A sign or a word behind the number, the word at once or behind one other ("2 full years"). */
static void unit_after(const struct scan *scan, struct slw_number *number)
{
	size_t end = number->offset + number->len, piece = number->last + 1;
	const struct slw_symbol *symbol;

	symbol = symbol_at(scan, scan->text + end, false);
	if (symbol == NULL) {
		size_t gap = gap_at(scan->text + end);

		symbol = gap > 0 ? symbol_at(scan, scan->text + end + gap, false) : NULL;
		end += symbol != NULL ? gap : 0;
	}
	if (symbol != NULL) {
		set_unit(number, symbol->unit);
		number->len = end + symbol->len - number->offset;
		return;
	}
	for (size_t ahead = 0; ahead < 2 && piece + ahead < scan->pieces->count; ahead++) {
		const struct slw_token *token = &scan->pieces->list[piece + ahead];
		size_t unit = unit_of_piece(scan, piece + ahead), gap = gap_at(scan->text + end);

		if (token->sentence != number->sentence || gap == 0 || end + gap != token->offset ||
		    is_digit(scan->text[token->offset]))
			return;
		end = end_of(token);
		if (unit == SLW_NO_UNIT || (ahead > 0 && !is_far_unit(scan, unit))) {
			double one; /* "Lamp 103 a minute", "Lampe 103 eine Minute" */

			if (token->len < 3 || word_value(scan, piece + ahead, &one))
				return;
			continue;
		}
		set_unit(number, unit);
		number->last = piece + ahead;
		number->len = end - number->offset;
		return;
	}
}

/* --- one number -------------------------------------------------------------------------- */

static struct slw_number *append(struct slw_numbers *numbers)
{
	SLW_GROW(numbers->list, numbers->count, numbers->cap);
	return &numbers->list[numbers->count++];
}

static struct slw_number number_at(const struct scan *scan, size_t piece)
{
	const struct slw_token *token = &scan->pieces->list[piece];

	return (struct slw_number){ .unit = SLW_NO_UNIT,
				    .first = piece,
				    .last = piece,
				    .offset = token->offset,
				    .len = token->len,
				    .sentence = token->sentence };
}

/* Behind the digits of a word: "ml" of "500ml", "nd" of "2nd", "x20" of "30x20", "k" of "4k". */
static void read_rest(const struct scan *scan, struct slw_number *number, const char *rest,
		      size_t len)
{
	size_t unit;

	if (len == 0)
		return;
	unit = unit_of_word(scan, rest, len);
	if (unit != SLW_NO_UNIT)
		set_unit(number, unit);
	else if (!slw_words_find(scan->lexicon->suffixes, rest, len, NULL))
		number->code = true;
}

static bool has_digit(const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (is_digit(word[i]))
			return true;
	}
	return false;
}

static bool all_digits(const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!is_digit(word[i]))
			return false;
	}
	return true;
}

/* "20 000": groups of three behind one space each. */
static void read_groups(const struct scan *scan, struct slw_number *number)
{
	const struct slw_token *token = &scan->pieces->list[number->last];

	if (token->len > 3 || !all_digits(scan->text + token->offset, token->len))
		return;
	while (number->last + 1 < scan->pieces->count && number->value < 1e9) {
		size_t gap = gap_at(scan->text + end_of(token));

		if (scan->text[end_of(token)] == '-' || gap == 0 ||
		    end_of(token) + gap != token[1].offset || token[1].len != 3 ||
		    !all_digits(scan->text + token[1].offset, 3))
			return;
		token++;
		number->last++;
		number->value = number->value * 1000 + value_of(scan->text + token->offset, 3, 3);
		number->other = number->value;
		number->len = end_of(token) - number->offset;
	}
}

/* Returns the pieces. */
static size_t scan_digits(const struct scan *scan, size_t piece)
{
	const struct slw_token *token = &scan->pieces->list[piece];
	const char *word = scan->pieces->folded + token->offset;
	size_t at = 0, last = piece;

	if (!is_digit(*word)) { /* "USB3" */
		struct slw_number *number = append(scan->numbers);

		*number = number_at(scan, piece);
		number->code = true;
		number->value = NAN;
		number->other = NAN;
		return 1;
	}
	while (at < token->len && is_digit(word[at])) {
		struct slw_number number = number_at(scan, piece);
		size_t used = read_digits(word + at, token->len - at, &number);
		size_t end = at + used;

		number.offset += at;
		if (end + 1 < token->len && word[end] == 'x' && is_digit(word[end + 1])) {
			number.len = used;
			at = end + 1;
		} else {
			number.len = token->len - at;
			read_rest(scan, &number, word + end, token->len - end);
			at = token->len;
		}
		last = number.last;
		if (number.unit == SLW_NO_UNIT && !number.code) {
			read_groups(scan, &number);
			last = number.last;
			unit_before(scan, &number);
			if (number.unit == SLW_NO_UNIT && at == token->len)
				unit_after(scan, &number);
			if (number.unit == SLW_NO_UNIT && scan->before)
				word_before(scan, &number, false);
		}
		*append(scan->numbers) = number;
	}
	return last - piece + 1;
}

/* "twenty-five", "two hundred", "treinta y cinco". Returns the pieces. */
static size_t scan_words(const struct scan *scan, size_t piece)
{
	const struct slw_token *list = scan->pieces->list;
	struct slw_number number;
	double value, next;
	size_t last = piece;

	if (!word_value(scan, piece, &value))
		return 1;
	for (size_t at = piece + 1; at < scan->pieces->count; at++) {
		if (list[at].sentence != list[piece].sentence ||
		    list[at].offset > end_of(&list[at - 1]) + 1)
			break;
		if (list[at].len <= 3 && value >= 20 && at == last + 1 &&
		    slw_words_find_hash(scan->lexicon->ranges,
					scan->pieces->folded + list[at].offset, list[at].len,
					list[at].hash, NULL))
			continue;
		if (!word_value(scan, at, &next))
			break;
		if (next >= 100 && next > value)
			value *= next;
		else if (value >= 20 && fmod(value, 10) == 0 && next < 10)
			value += next;
		else
			break;
		last = at;
	}
	number = number_at(scan, piece);
	number.value = value;
	number.other = value;
	number.word = true;
	number.last = last;
	number.len = end_of(&list[last]) - number.offset;
	unit_after(scan, &number);
	*append(scan->numbers) = number;
	return last - piece + 1;
}

/* Whether nothing but spaces, dashes and signs of multiplication is between two places. */
static bool joins(const struct scan *scan, size_t from, size_t to)
{
	static const char *const signs[] = { " ",
					     "-",
					     "/",
					     "*",
					     "+",
					     "&",
					     "x",
					     "\xC3\x97",
					     "\xC2\xA0",
					     "\xE2\x80\x93",
					     "\xE2\x80\x91",
					     "\xE2\x80\xAF" };

	while (from < to) {
		size_t len = 0;

		for (size_t i = 0; len == 0 && i < SLW_COUNT(signs); i++)
			if (strncmp(scan->text + from, signs[i], strlen(signs[i])) == 0)
				len = strlen(signs[i]);
		if (len == 0)
			return false;
		from += len;
	}
	return true;
}

/* Numbers of a range or of dimensions have the unit of the last: "3 to 5 days", "30 x 20 cm". */
static void share_units(const struct scan *scan, size_t from)
{
	struct slw_number *list = scan->numbers->list;

	for (size_t i = scan->numbers->count; i > from + 1; i--) {
		struct slw_number *left = &list[i - 2], *right = &list[i - 1];
		size_t between = right->first > left->last ? right->first - left->last - 1 : 0;
		const struct slw_token *token = &scan->pieces->list[left->last + 1];

		if (left->unit != SLW_NO_UNIT || right->unit == SLW_NO_UNIT || left->code ||
		    left->sentence != right->sentence || between > 1 ||
		    right->offset > left->offset + left->len + 8)
			continue;
		if (between == 0 ? joins(scan, left->offset + left->len, right->offset)
				 : slw_words_find_hash(scan->lexicon->ranges,
						       scan->pieces->folded + token->offset,
						       token->len, token->hash, NULL))
			left->unit = right->unit;
	}
}

/* "1." at the start of a line is a mark of a list. */
static bool is_list_mark(const struct scan *scan, size_t piece)
{
	const struct slw_token *token = &scan->pieces->list[piece];
	const char *start = scan->text + token->offset, *end = start + token->len;

	return token->len <= 2 && (start == scan->text || start[-1] == '\n') &&
	       (*end == '.' || *end == ')') && end[1] == ' ';
}

void slw_numbers_scan(struct slw_numbers *numbers, const struct slw_claim_data *data,
		      const struct slw_lexicon *lexicon, const char *text,
		      const struct slw_tokens *pieces, const bool *skip, bool before)
{
	struct scan scan = { .numbers = numbers,
			     .data = data,
			     .lexicon = lexicon,
			     .text = text,
			     .pieces = pieces,
			     .skip = skip,
			     .before = before };
	size_t from = numbers->count;

	for (size_t i = 0; i < pieces->count;) {
		const struct slw_token *token = &pieces->list[i];

		if (skipped(&scan, i)) {
			i++;
		} else if (has_digit(pieces->folded + token->offset, token->len)) {
			i += is_list_mark(&scan, i) ? 1 : scan_digits(&scan, i);
		} else {
			i += scan_words(&scan, i);
		}
	}
	share_units(&scan, from);
}

static bool near(double a, double b, double rounding)
{
	return fabs(a - b) <= rounding * fmax(fabs(a), fabs(b)) + 1e-9;
}

/* Either reading of the one is either reading of the other. */
static bool same_values(const struct slw_number *said, double scale, const struct slw_number *known,
			double known_scale, double rounding)
{
	double a = said->value * scale, b = said->other * scale;
	double c = known->value * known_scale, d = known->other * known_scale;

	return near(a, c, rounding) || near(a, d, rounding) || near(b, c, rounding) ||
	       near(b, d, rounding);
}

bool slw_number_equals(const struct slw_claim_data *data, const struct slw_number *said,
		       const struct slw_number *known)
{
	const struct slw_unit *one, *other;

	if (said->unit == known->unit || said->unit == SLW_NO_UNIT)
		return same_values(said, 1, known, 1, 0);
	one = &data->units[said->unit];
	if (known->unit == SLW_NO_UNIT) {
		/* days, percent and money are not said of any figure that happens to be there */
		return !one->money && !one->time && strcmp(one->of, "percent") != 0 &&
		       same_values(said, 1, known, 1, 0);
	}
	other = &data->units[known->unit];
	if (strcmp(one->of, other->of) != 0 &&
	    !(one->money && other->money &&
	      (strcmp(one->of, "money") == 0 || strcmp(other->of, "money") == 0)))
		return false;
	return same_values(said, one->scale, known, other->scale, one->money ? 0 : ROUNDING);
}
