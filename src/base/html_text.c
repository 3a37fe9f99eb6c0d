/* slw_html_text() of html.h. */
#include "config.h"

#include "base/html.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>

#include "base/buf.h"
#include "base/html_token.h"

#include "base/banned.h"

struct writer {
	struct slw_buf *out;
	bool blank_lines_part;
	bool begun;
	bool space;
	bool newline;
};

static void begin_word(struct writer *w)
{
	if (w->begun && (w->newline || w->space))
		slw_buf_char(w->out, w->newline ? '\n' : ' ');
	w->begun = true;
	w->newline = false;
	w->space = false;
}

static void add_char(struct writer *w, uint32_t code)
{
	uint8_t bytes[6];
	int len;

	if (uc_is_property_white_space(code)) {
		w->space = true;
		return;
	}
	if (code < 0x20 || (code >= 0x7F && code <= 0x9F))
		return;
	begin_word(w);
	len = u8_uctomb(bytes, code, sizeof(bytes));
	slw_buf_add(w->out, bytes, (size_t)len);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static const char *take_spaces(struct writer *w, const char *p, const char *end)
{
	unsigned int newlines = 0;

	for (; p < end && is_space(*p); p++) {
		if (*p == '\n' || (*p == '\r' && !(p + 1 < end && p[1] == '\n')))
			newlines++;
	}
	w->space = true;
	if (newlines >= 2 && w->blank_lines_part)
		w->newline = true;
	return p;
}

static void add_text(struct writer *w, const char *p, size_t len)
{
	const char *end = p + len;

	while (p < end) {
		const char *word = p;

		while (p<end && * p> ' ' && *p < 0x7F && *p != '&')
			p++;
		if (p > word) {
			begin_word(w);
			slw_buf_add(w->out, word, (size_t)(p - word));
		} else if (is_space(*p)) {
			p = take_spaces(w, p, end);
		} else {
			ucs4_t code = '&';
			size_t used = 0;

			if (*p == '&')
				used = slw_html_entity(p, (size_t)(end - p), false, &code);
			else
				used =
				    (size_t)u8_mbtouc(&code, (const uint8_t *)p, (size_t)(end - p));
			add_char(w, code);
			p += used > 0 ? used : 1;
		}
	}
}

static void take_tag(struct writer *w, enum slw_html_tag tag)
{
	switch (tag) {
	case SLW_TAG_STRONG:
	case SLW_TAG_B:
	case SLW_TAG_EM:
	case SLW_TAG_I:
	case SLW_TAG_A:
	case SLW_TAG_INLINE:
		break;
	case SLW_TAG_OTHER:
	case SLW_TAG_CELL:
		w->space = true;
		break;
	default:
		w->newline = true;
		break;
	}
}

void slw_html_text(struct slw_buf *out, const char *html)
{
	struct writer w = { .out = out };
	struct slw_html_token token;
	bool tags, blocks;

	if (strncmp(html, "\xEF\xBB\xBF", 3) == 0)
		html += 3;
	slw_html_survey(html, &tags, &blocks);
	w.blank_lines_part = !blocks;
	while (slw_html_next(&html, &token)) {
		if (token.kind == SLW_HTML_TEXT)
			add_text(&w, token.text, token.len);
		else
			take_tag(&w, token.tag);
	}
}
