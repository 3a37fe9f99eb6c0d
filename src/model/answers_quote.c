/* Text as YAML: plain where that is safe with readers of YAML 1.1 and 1.2 alike. */
#include "config.h"

#include "model/answers_internal.h"

#include <string.h>
#include <strings.h>
#include <unictype.h>
#include <unistr.h>

#include "base/mem.h"

#include "base/banned.h"

/* Characters that are written as an escape: controls, line ends that are none in YAML 1.2, those
 * that turn text around or are not seen, and what is no character at all. */
static bool is_hidden(ucs4_t uc)
{
	if (uc < 0x20 || (uc >= 0x7F && uc <= 0xA0))
		return true;
	if (uc < 0x300)
		return uc == 0xAD;
	/* without the joiners, which emoji and Persian words are made with */
	return (uc >= 0x2000 && uc <= 0x200B) || uc == 0x200E || uc == 0x200F ||
	       (uc >= 0x2028 && uc <= 0x202F) || (uc >= 0x205F && uc <= 0x206F) || uc == 0x3000 ||
	       uc == 0xFEFF || (uc >= 0xFDD0 && uc <= 0xFDEF) || (uc >= 0xFFF0 && uc <= 0xFFFB) ||
	       (uc & 0xFFFE) == 0xFFFE || (uc >= 0xE0000 && uc <= 0xE0FFF);
}

static void add_escape(struct slw_buf *out, ucs4_t uc)
{
	switch (uc) {
	case '\n':
		slw_buf_str(out, "\\n");
		break;
	case '\r':
		slw_buf_str(out, "\\r");
		break;
	case '\t':
		slw_buf_str(out, "\\t");
		break;
	default:
		if (uc <= 0xFF)
			slw_buf_printf(out, "\\x%02X", (unsigned int)uc);
		else if (uc <= 0xFFFF)
			slw_buf_printf(out, "\\u%04X", (unsigned int)uc);
		else
			slw_buf_printf(out, "\\U%08X", (unsigned int)uc);
	}
}

static void add_quoted(struct slw_buf *out, const char *text)
{
	const uint8_t *p = (const uint8_t *)text, *end = p + strlen(text);

	slw_buf_char(out, '"');
	while (p < end) {
		ucs4_t uc;
		int len = u8_mbtouc(&uc, p, (size_t)(end - p));

		if (is_hidden(uc)) {
			add_escape(out, uc);
		} else {
			if (uc == '"' || uc == '\\')
				slw_buf_char(out, '\\');
			slw_buf_add(out, p, (size_t)len);
		}
		p += len;
	}
	slw_buf_char(out, '"');
}

/* Digits and what may stand between them in any number, date or time of any YAML. */
static bool looks_like_number(const char *text)
{
	const char *p = text + strspn(text, "+-.");

	if (*p < '0' || *p > '9')
		return strncasecmp(p, "inf", 3) == 0 || strncasecmp(p, "nan", 3) == 0;
	return p[strspn(p, "0123456789abcdefABCDEFxXoOtTzZ_:.,+- ")] == '\0';
}

static bool is_word(const char *text)
{
	static const char *const words[] = { "~",  "null", "true", "false", "yes", "no",
					     "on", "off",  "y",	   "n",	    "=",   "<<" };

	for (size_t i = 0; i < SLW_COUNT(words); i++)
		if (strcasecmp(words[i], text) == 0)
			return true;
	return false;
}

static bool has_hidden(const char *text, bool newlines)
{
	const uint8_t *p = (const uint8_t *)text, *end = p + strlen(text);

	while (p < end) {
		ucs4_t uc = *p;
		int len = 1;

		if (uc >= 0x80)
			len = u8_mbtouc(&uc, p, (size_t)(end - p));
		if (is_hidden(uc) && !(newlines && uc == '\n'))
			return true;
		p += len;
	}
	return false;
}

static bool is_plain(const char *text)
{
	size_t len = strlen(text);

	if (len == 0 || text[0] == ' ' || text[len - 1] == ' ' || text[len - 1] == ':')
		return false;
	if (strchr("-?:,[]{}#&*!|>'\"%@`", text[0]) != NULL || strncmp(text, "...", 3) == 0)
		return false;
	if (strstr(text, ": ") != NULL || strstr(text, " #") != NULL)
		return false;
	return !is_word(text) && !looks_like_number(text) && !has_hidden(text, false);
}

void slw_answers_quote(struct slw_buf *out, const char *text)
{
	if (is_plain(text))
		slw_buf_str(out, text);
	else
		add_quoted(out, text);
}

bool slw_answers_fits_block(const char *text)
{
	const char *newline = strchr(text, '\n');

	if (newline == NULL || text[0] == '\n' || text[0] == ' ' ||
	    text[strlen(text) - 1] == '\n' || has_hidden(text, true))
		return false;
	/* spaces at the end of a line are lost in many editors */
	for (; newline != NULL; newline = strchr(newline + 1, '\n'))
		if (newline[-1] == ' ')
			return false;
	return text[strlen(text) - 1] != ' ';
}
