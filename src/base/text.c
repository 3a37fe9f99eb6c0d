#include "config.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/buf.h"
#include "base/mem.h"

#include "base/banned.h"

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

size_t slw_text_ascii(const char *text, size_t bytes)
{
	size_t i = 0;

	while (bytes - i >= sizeof(uint64_t)) {
		uint64_t word;

		memcpy(&word, text + i, sizeof(word));
		if ((word & UINT64_C(0x8080808080808080)) != 0)
			break;
		i += sizeof(word);
	}
	while (i < bytes && (unsigned char)text[i] < 0x80)
		i++;
	return i;
}

bool slw_text_valid(const char *text, size_t bytes)
{
	size_t ascii = slw_text_ascii(text, bytes);

	if (memchr(text, '\0', bytes) != NULL)
		return false;
	return u8_check((const uint8_t *)text + ascii, bytes - ascii) == NULL;
}

void slw_text_repair(struct slw_buf *out, const char *text, size_t bytes)
{
	size_t rest = bytes, ascii = slw_text_ascii(text, bytes);
	const uint8_t *p = (const uint8_t *)text, *bad;

	slw_buf_add(out, p, ascii);
	p += ascii;
	rest -= ascii;
	while ((bad = u8_check(p, rest)) != NULL) {
		int skip;
		ucs4_t uc;

		slw_buf_add(out, p, (size_t)(bad - p));
		slw_buf_str(out, REPLACEMENT);
		rest -= (size_t)(bad - p);
		skip = u8_mbtouc(&uc, bad, rest);
		p = bad + skip;
		rest -= (size_t)skip;
	}
	slw_buf_add(out, p, rest);
}

size_t slw_text_chars(const char *text)
{
	size_t bytes = strlen(text), ascii = slw_text_ascii(text, bytes), count = ascii;
	const uint8_t *p = (const uint8_t *)text + ascii, *end = (const uint8_t *)text + bytes;
	ucs4_t uc;

	/* an invalid sequence counts as the one U+FFFD that would replace it */
	while (p < end) {
		p += *p < 0x80 ? 1 : u8_mbtouc(&uc, p, (size_t)(end - p));
		count++;
	}
	return count;
}

size_t slw_text_columns(const char *text)
{
	const uint8_t *p = (const uint8_t *)text, *end = p + strlen(text);
	size_t columns = 0;

	while (p < end) {
		ucs4_t uc = *p;
		int len = 1, width;

		if (uc >= 0x20 && uc < 0x7F) {
			p++;
			columns++;
			continue;
		}
		if (uc >= 0x80)
			len = u8_mbtouc(&uc, p, (size_t)(end - p));
		width = uc_width(uc, "UTF-8");
		columns += width > 0 ? (size_t)width : 0;
		p += len;
	}
	return columns;
}

/* The longest length up to bytes at which text is not cut inside a character. */
static size_t whole_chars(const char *text, size_t bytes)
{
	size_t back = 0;

	if (((unsigned char)text[bytes] & 0xC0) != 0x80)
		return bytes;
	while (back < 3 && back < bytes && ((unsigned char)text[bytes - back] & 0xC0) == 0x80)
		back++;
	/* more continuation bytes than a character has: not UTF-8, any place is as good */
	return ((unsigned char)text[bytes - back] & 0xC0) == 0x80 ? bytes : bytes - back;
}

bool slw_text_copy(char *to, size_t size, const char *from)
{
	size_t len = strlen(from);
	bool fits = len < size;

	if (size == 0)
		return false;
	if (!fits)
		len = whole_chars(from, size - 1);
	memcpy(to, from, len);
	to[len] = '\0';
	return fits;
}

char *slw_text_cut(char *text, size_t chars)
{
	size_t bytes = strlen(text), ascii;
	uint8_t *p, *end = (uint8_t *)text + bytes;
	ucs4_t uc;

	if (bytes <= chars)
		return text;
	ascii = slw_text_ascii(text, chars);
	p = (uint8_t *)text + ascii;
	for (chars -= ascii; chars > 0 && p < end; chars--)
		p += u8_mbtouc(&uc, p, (size_t)(end - p));
	*p = '\0';
	return text;
}

char *slw_text_trim(const char *text)
{
	const uint8_t *start = (const uint8_t *)text, *end = start + strlen(text), *before;
	ucs4_t uc;
	int len;

	while (start < end) {
		len = u8_mbtoucr(&uc, start, (size_t)(end - start));
		if (len < 0 || !uc_is_property_white_space(uc))
			break;
		start += len;
	}
	while (start < end) {
		before = u8_prev(&uc, end, start);
		if (before == NULL || !uc_is_property_white_space(uc))
			break;
		end = before;
	}
	return slw_strndup((const char *)start, (size_t)(end - start));
}

/* Controls but newline and tab, and the characters that turn the direction of text around. */
static bool is_hidden(ucs4_t uc)
{
	if (uc < 0x20)
		return uc != '\n' && uc != '\t';
	return (uc >= 0x7F && uc <= 0x9F) || (uc >= 0x202A && uc <= 0x202E) ||
	       (uc >= 0x2066 && uc <= 0x2069);
}

/* U+2028 and U+2029 end a line as much as a newline does. */
static bool breaks_line(ucs4_t uc)
{
	return uc == '\n' || uc == '\t' || uc == 0x2028 || uc == 0x2029;
}

void slw_text_display(struct slw_buf *out, const char *text, bool one_line)
{
	const uint8_t *p = (const uint8_t *)text, *end = p + strlen(text);

	while (p < end) {
		const uint8_t *plain = p;
		ucs4_t uc;
		int len;

		while (*p >= 0x20 && *p < 0x7F)
			p++;
		slw_buf_add(out, plain, (size_t)(p - plain));
		if (p == end)
			break;
		len = u8_mbtoucr(&uc, p, (size_t)(end - p));
		if (len < 0) {
			slw_buf_str(out, REPLACEMENT);
			len = u8_mbtouc(&uc, p, (size_t)(end - p));
		} else if (one_line && breaks_line(uc)) {
			slw_buf_char(out, ' ');
		} else if (!is_hidden(uc)) {
			slw_buf_add(out, p, (size_t)len);
		}
		p += len;
	}
}

bool slw_text_has_control(const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++) {
		if ((*p < 0x20 && *p != '\n' && *p != '\t') || *p == 0x7F)
			return true;
		if (*p == 0xC2 && p[1] >= 0x80 && p[1] <= 0x9F)
			return true;
	}
	return false;
}

static char *fold_ascii(const char *text, size_t bytes)
{
	char *folded = slw_strndup(text, bytes);

	for (char *p = folded; *p != '\0'; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	}
	return folded;
}

char *slw_text_fold(const char *text)
{
	size_t bytes = strlen(text), len = 0;
	struct slw_buf mended;
	uint8_t *folded;
	char *result;

	if (slw_text_ascii(text, bytes) == bytes)
		return fold_ascii(text, bytes);
	slw_buf_init(&mended, 0);
	slw_text_repair(&mended, text, bytes);
	folded =
	    u8_casefold((const uint8_t *)mended.data, mended.len, NULL, UNINORM_NFC, NULL, &len);
	if (folded == NULL)
		slw_out_of_memory(mended.len);
	result = slw_strndup((const char *)folded, len);
	free(folded);
	slw_buf_release(&mended);
	return result;
}

bool slw_parse_int(const char *text, int64_t min, int64_t max, int64_t *out)
{
	bool negative = text[0] == '-';
	const char *p = text + (negative ? 1 : 0);
	int64_t value = 0;

	if (*p == '\0')
		return false;
	/* summed below zero, where the range is one larger */
	for (; *p != '\0'; p++) {
		int digit = *p - '0';

		if (digit < 0 || digit > 9 || value < (INT64_MIN + digit) / 10)
			return false;
		value = value * 10 - digit;
	}
	if (!negative && value == INT64_MIN)
		return false;
	value = negative ? value : -value;
	if (value < min || value > max)
		return false;
	*out = value;
	return true;
}

enum word_part { WORD_NONE, WORD_JOINT, WORD_LETTER };

static enum word_part word_part(ucs4_t uc)
{
	if (uc < 0x80) {
		if ((uc | 0x20) - 'a' < 26 || uc - '0' < 10)
			return WORD_LETTER;
		return uc == '\'' || uc == '-' ? WORD_JOINT : WORD_NONE;
	}
	if (uc == 0x2019 || uc == 0x2010 || uc == 0x2011)
		return WORD_JOINT;
	return uc_is_general_category_withtable(uc, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M |
							UC_CATEGORY_MASK_N)
		   ? WORD_LETTER
		   : WORD_NONE;
}

size_t slw_text_words(const char *text)
{
	const uint8_t *p = (const uint8_t *)text, *end = p + strlen(text);
	bool in_word = false;
	size_t count = 0;

	/* a run counts from its first letter or digit: a dash alone is no word */
	while (p < end) {
		ucs4_t uc = *p;
		enum word_part part;

		p += uc < 0x80 ? 1 : u8_mbtouc(&uc, p, (size_t)(end - p));
		part = word_part(uc);
		count += part == WORD_LETTER && !in_word;
		in_word = part == WORD_LETTER || (in_word && part == WORD_JOINT);
	}
	return count;
}
