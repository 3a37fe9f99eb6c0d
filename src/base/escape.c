#include "config.h"

#include "base/escape.h"

#include <string.h>
#include <unistr.h>

#include "base/buf.h"
#include "base/text.h"

#include "base/banned.h"

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* What XML 1.0 and HTML parsers refuse beyond ASCII: C1 controls and noncharacters. */
static bool is_forbidden(ucs4_t uc)
{
	return (uc >= 0x80 && uc <= 0x9F) || (uc >= 0xFDD0 && uc <= 0xFDEF) ||
	       (uc & 0xFFFE) == 0xFFFE;
}

/* Appends the character at p beyond ASCII, mended or left out; returns its bytes. */
static size_t add_wide(struct slw_buf *out, const uint8_t *p, size_t rest)
{
	ucs4_t uc;
	int len = u8_mbtoucr(&uc, p, rest);

	if (len < 0) {
		slw_buf_str(out, REPLACEMENT);
		len = u8_mbtouc(&uc, p, rest);
	} else if (!is_forbidden(uc)) {
		slw_buf_add(out, p, (size_t)len);
	}
	return (size_t)len;
}

enum markup { MARKUP_TEXT, MARKUP_HTML, MARKUP_XML };

static const char *markup_for(unsigned char c, enum markup markup)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return markup == MARKUP_TEXT ? "\"" : "&quot;";
	case '\'':
		return markup == MARKUP_TEXT ? "'" : markup == MARKUP_XML ? "&apos;" : "&#39;";
	default:
		return "";
	}
}

static bool is_plain_in_markup(unsigned char c)
{
	return (c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"' &&
		c != '\'') ||
	       c == '\n' || c == '\t';
}

static void escape_markup(struct slw_buf *out, const char *text, size_t bytes, enum markup markup)
{
	const uint8_t *p = (const uint8_t *)text, *end = p + bytes;

	while (p < end) {
		const uint8_t *plain = p;

		while (p < end && is_plain_in_markup(*p))
			p++;
		slw_buf_add(out, plain, (size_t)(p - plain));
		if (p == end)
			break;
		if (*p >= 0x80) {
			p += add_wide(out, p, (size_t)(end - p));
			continue;
		}
		/* as every parser would: CR LF and a CR alone are one newline */
		if (*p == '\r' && (p + 1 == end || p[1] != '\n'))
			slw_buf_char(out, '\n');
		slw_buf_str(out, markup_for(*p, markup));
		p++;
	}
}

void slw_escape_html(struct slw_buf *out, const char *text)
{
	escape_markup(out, text, strlen(text), MARKUP_HTML);
}

void slw_escape_html_text(struct slw_buf *out, const char *text, size_t bytes)
{
	escape_markup(out, text, bytes, MARKUP_TEXT);
}

void slw_escape_xml(struct slw_buf *out, const char *text)
{
	escape_markup(out, text, strlen(text), MARKUP_XML);
}

void slw_escape_url(struct slw_buf *out, const char *text)
{
	static const char digits[] = "0123456789ABCDEF";

	for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++) {
		bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
			     (*p >= '0' && *p <= '9') || *p == '-' || *p == '.' || *p == '_' ||
			     *p == '~';
		char code[3] = { '%', digits[*p >> 4], digits[*p & 0x0F] };

		if (plain)
			slw_buf_char(out, (char)*p);
		else
			slw_buf_add(out, code, sizeof(code));
	}
}

/* Appends c of a JSON string in its escaped form. */
static void add_json_escape(struct slw_buf *out, unsigned char c)
{
	switch (c) {
	case '"':
		slw_buf_str(out, "\\\"");
		break;
	case '\\':
		slw_buf_str(out, "\\\\");
		break;
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
		slw_buf_printf(out, "\\u%04x", c);
		break;
	}
}

void slw_escape_json_script(struct slw_buf *out, const char *text)
{
	const uint8_t *p = (const uint8_t *)text, *end = p + strlen(text);

	while (p < end) {
		const uint8_t *plain = p;

		while (*p >= 0x20 && *p < 0x7F && *p != '"' && *p != '\\' && *p != '<' &&
		       *p != '>' && *p != '&')
			p++;
		slw_buf_add(out, plain, (size_t)(p - plain));
		if (p == end)
			break;
		if (*p < 0x80) {
			add_json_escape(out, *p++);
		} else if (p[0] == 0xE2 && p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9)) {
			slw_buf_str(out, p[2] == 0xA8 ? "\\u2028" : "\\u2029");
			p += 3;
		} else {
			p += add_wide(out, p, (size_t)(end - p));
		}
	}
}

void slw_escape_csv(struct slw_buf *out, const char *text)
{
	size_t len = strlen(text);
	bool quotes =
	    len > 0 && (strpbrk(text, ",\"\r\n") != NULL || text[0] == ' ' || text[len - 1] == ' ');

	if (!quotes) {
		slw_text_repair(out, text, len);
		return;
	}
	slw_buf_char(out, '"');
	for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
		slw_text_repair(out, text, (size_t)(quote - text));
		slw_buf_str(out, "\"\"");
	}
	slw_text_repair(out, text, strlen(text));
	slw_buf_char(out, '"');
}
