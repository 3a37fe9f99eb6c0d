/* The plain form of a text: slw_plain_text() of reply.h. */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/html.h"
#include "base/mem.h"
#include "base/text.h"
#include "content/reply.h"

#include "base/banned.h"

/* The length of a terminal's escape sequence at p, which is an ESC (ECMA-48). */
static size_t escape_len(const char *p)
{
	size_t len = 1;

	if (p[1] == '[') { /* CSI: parameters, then one letter */
		len = 2 + strspn(p + 2, "0123456789;:<=>?!\"#$%&'()*+,-./ ");
		return p[len] >= '@' && p[len] <= '~' ? len + 1 : len;
	}
	if (p[1] != '\0' && strchr("]PX^_", p[1]) != NULL) { /* a string, to BEL or ST */
		len = 2 + strcspn(p + 2, "\a\033\n");
		if (p[len] == '\a')
			return len + 1;
		return p[len] == '\033' && p[len + 1] == '\\' ? len + 2 : len;
	}
	return p[1] >= '0' && p[1] <= '~' ? 2 : 1;
}

static char *without_escapes(const char *text)
{
	struct slw_buf raw, out;

	slw_buf_init(&raw, 0);
	slw_buf_init(&out, 0);
	while (*text != '\0') {
		size_t plain = strcspn(text, "\033\r");

		slw_buf_add(&raw, text, plain);
		text += plain;
		if (*text == '\r') {
			slw_buf_str(&raw, text[1] == '\n' ? "" : "\n");
			text++;
		} else if (*text == '\033') {
			text += escape_len(text);
		}
	}
	slw_text_display(&out, raw.data, false);
	slw_buf_release(&raw);
	return slw_buf_take(&out);
}

static bool is_name_char(char c)
{
	return isalnum((unsigned char)c) != 0;
}

/* Whether there are tags or entities, and not just a "<" or an "&". */
static bool has_markup(const char *text)
{
	for (const char *p = strpbrk(text, "<&"); p != NULL; p = strpbrk(p + 1, "<&")) {
		size_t i = 1;

		if (*p == '<' && (isalpha((unsigned char)p[1]) || p[1] == '/' || p[1] == '!') &&
		    strchr(p, '>') != NULL)
			return true;
		if (p[1] == '#')
			i++;
		while (i < 10 && is_name_char(p[i]))
			i++;
		if (*p == '&' && i > 1 && p[i] == ';')
			return true;
	}
	return false;
}

/* Each paragraph by itself, because tags fold the white space around them. */
static char *without_html(const char *text)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	while (*text != '\0') {
		const char *end = strstr(text, "\n\n");
		size_t len = end == NULL ? strlen(text) : (size_t)(end - text);
		char *paragraph = slw_strndup(text, len);

		if (has_markup(paragraph))
			slw_html_text(&out, paragraph);
		else
			slw_buf_str(&out, paragraph);
		slw_buf_str(&out, "\n\n");
		free(paragraph);
		text += len + strspn(text + len, "\n");
	}
	return slw_buf_take(&out);
}

/* --- Markdown ---------------------------------------------------------------------------- */

/* What begins a line and is no part of its words: "## ", "> ", "- ", "1. ". */
static size_t mark_len(const char *line, size_t len)
{
	size_t i = 0, n;

	while (i < len && line[i] == ' ')
		i++;
	while (i < len && line[i] == '>') {
		i++;
		i += i < len && line[i] == ' ';
	}
	for (n = 0; i + n < len && line[i + n] == '#' && n < 6; n++)
		;
	if (n > 0 && i + n < len && line[i + n] == ' ')
		return i + n + 1;
	if (i + 1 < len && strchr("-*+", line[i]) != NULL && line[i + 1] == ' ')
		return i + 2;
	return i;
}

/* A rule, a code fence or the line under a heading: nothing of it is a word. */
static bool is_rule(const char *line, size_t len)
{
	size_t i = 0, n = 0;

	while (i < len && line[i] == ' ')
		i++;
	if (len - i >= 3 && memcmp(line + i, "```", 3) == 0)
		return true;
	for (; i < len && strchr("-*_= ", line[i]) != NULL; i++)
		n += line[i] != ' ';
	return i == len && n >= 3;
}

/* A link or an image at p, "[words](address)": appends its words; 0 if it is none. */
static size_t read_link(const char *p, const char *end, struct slw_buf *out)
{
	const char *words = p + (*p == '!'), *close, *last;

	if (words >= end || *words != '[')
		return 0;
	close = memchr(words, ']', (size_t)(end - words));
	if (close == NULL || close + 1 >= end || close[1] != '(')
		return 0;
	last = memchr(close, ')', (size_t)(end - close));
	if (last == NULL)
		return 0;
	slw_buf_add(out, words + 1, (size_t)(close - words - 1));
	return (size_t)(last + 1 - p);
}

/*
 * The run of signs of emphasis at p: whether it opens or closes some. "2 * 3" and snake_case do not.
 */
static bool is_emphasis(const char *start, const char *p, const char *end, size_t run)
{
	char before = p > start ? p[-1] : ' ', after = p + run < end ? p[run] : ' ';
	bool left = after != ' ' && after != '\n', right = before != ' ' && before != '\n';

	if (!left && !right)
		return false;
	return *p != '_' || !(is_name_char(before) && is_name_char(after));
}

static void add_line(struct slw_buf *out, const char *line, size_t len)
{
	const char *p = line, *end = line + len;

	while (p < end) {
		size_t run = 1;

		if (*p == '\\' && p + 1 < end && ispunct((unsigned char)p[1])) {
			slw_buf_char(out, p[1]);
			p += 2;
			continue;
		}
		if (*p == '[' || *p == '!') {
			size_t used = read_link(p, end, out);

			if (used > 0) {
				p += used;
				continue;
			}
		}
		if (strchr("*_`~", *p) != NULL) {
			while (p + run < end && p[run] == *p)
				run++;
			if ((*p == '~' && run < 2) ||
			    (*p != '`' && *p != '~' && !is_emphasis(line, p, end, run)))
				slw_buf_add(out, p, run);
			p += run;
			continue;
		}
		slw_buf_char(out, *p++);
	}
}

static char *without_markdown(const char *text)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");

		if (!is_rule(text, len)) {
			size_t mark = mark_len(text, len);

			add_line(&out, text + mark, len - mark);
			slw_buf_char(&out, '\n');
		}
		text += len + (text[len] == '\n');
	}
	return slw_buf_take(&out);
}

/* --- white space ------------------------------------------------------------------------- */

/* Quotes around all of a line are the model's, not the text's. */
static char *without_quotes(char *text)
{
	static const char *const pairs[][2] = { { "\"", "\"" },
						{ "\xE2\x80\x9C", "\xE2\x80\x9D" },
						{ "\xE2\x80\x9E", "\xE2\x80\x9C" },
						{ "\xC2\xAB", "\xC2\xBB" } };
	size_t len = strlen(text);

	for (size_t i = 0; i < SLW_COUNT(pairs); i++) {
		size_t open = strlen(pairs[i][0]), close = strlen(pairs[i][1]);

		if (len <= open + close || strncmp(text, pairs[i][0], open) != 0 ||
		    strcmp(text + len - close, pairs[i][1]) != 0)
			continue;
		memmove(text, text + open, len - open - close);
		text[len - open - close] = '\0';
		if (strstr(text, pairs[i][0]) == NULL && strstr(text, pairs[i][1]) == NULL)
			break;
		/* two quotations side by side: put back what was taken */
		memmove(text + open, text, len - open - close);
		memcpy(text, pairs[i][0], open);
		memcpy(text + len - close, pairs[i][1], close);
		break;
	}
	return text;
}

static void fold_space(struct slw_buf *out, const char *text, bool one_line)
{
	size_t newlines = 0, start = out->len;
	bool space = false;

	for (; *text != '\0'; text++) {
		if (*text == '\n') {
			newlines++;
		} else if (*text == ' ' || *text == '\t') {
			space = true;
		} else {
			if (out->len > start && newlines > 0)
				slw_buf_str(out, one_line ? " " : newlines > 1 ? "\n\n" : "\n");
			else if (out->len > start && space)
				slw_buf_char(out, ' ');
			newlines = 0;
			space = false;
			slw_buf_char(out, *text);
		}
	}
}

void slw_plain_text(struct slw_buf *out, const char *text, bool one_line)
{
	char *safe = without_escapes(text), *words = without_html(safe),
	     *plain = without_markdown(words), *folded;
	struct slw_buf space;

	slw_buf_init(&space, 0);
	fold_space(&space, plain, one_line);
	folded = slw_buf_take(&space);
	slw_buf_str(out, without_quotes(folded));
	free(folded);
	free(plain);
	free(words);
	free(safe);
}
