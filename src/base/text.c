#include "config.h"

#include "base/text.h"

#include <string.h>
#include <unistr.h>

#include "base/buf.h"

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

void slw_text_repair(struct slw_buf *out, const char *text)
{
	const uint8_t *p = (const uint8_t *)text;
	size_t rest = strlen(text);
	const uint8_t *bad;

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

/* Controls but newline and tab, and the characters that turn the direction of text around. */
static bool is_hidden(ucs4_t uc)
{
	if (uc < 0x20)
		return uc != '\n' && uc != '\t';
	return (uc >= 0x7F && uc <= 0x9F) || (uc >= 0x202A && uc <= 0x202E) ||
	       (uc >= 0x2066 && uc <= 0x2069);
}

void slw_text_display(struct slw_buf *out, const char *text, bool one_line)
{
	const uint8_t *p = (const uint8_t *)text;
	size_t rest = strlen(text);

	while (rest > 0) {
		ucs4_t uc;
		int len = u8_mbtoucr(&uc, p, rest);

		if (len < 0) {
			slw_buf_str(out, REPLACEMENT);
			len = u8_mbtouc(&uc, p, rest);
		} else if (one_line && (uc == '\n' || uc == '\t')) {
			slw_buf_char(out, ' ');
		} else if (!is_hidden(uc)) {
			slw_buf_add(out, p, (size_t)len);
		}
		p += len;
		rest -= (size_t)len;
	}
}
