#include "config.h"

#include "base/html_token.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "base/banned.h"

#define TAG_NAME_SIZE 16

struct tag_name {
	char name[TAG_NAME_SIZE];
	enum slw_html_tag tag;
};

/* clang-format off */
static const struct tag_name tag_names[] = { /* sorted */
	{ "a", SLW_TAG_A }, { "abbr", SLW_TAG_INLINE }, { "acronym", SLW_TAG_INLINE },
	{ "address", SLW_TAG_BREAK }, { "article", SLW_TAG_BREAK }, { "aside", SLW_TAG_BREAK },
	{ "b", SLW_TAG_B }, { "bdi", SLW_TAG_INLINE }, { "bdo", SLW_TAG_INLINE },
	{ "big", SLW_TAG_INLINE }, { "blockquote", SLW_TAG_BLOCKQUOTE },
	{ "body", SLW_TAG_BREAK }, { "br", SLW_TAG_BR }, { "caption", SLW_TAG_BREAK },
	{ "center", SLW_TAG_BREAK }, { "cite", SLW_TAG_INLINE }, { "code", SLW_TAG_INLINE },
	{ "data", SLW_TAG_INLINE }, { "dd", SLW_TAG_BREAK }, { "del", SLW_TAG_INLINE },
	{ "details", SLW_TAG_BREAK }, { "dfn", SLW_TAG_INLINE }, { "dialog", SLW_TAG_BREAK },
	{ "dir", SLW_TAG_BREAK }, { "div", SLW_TAG_BREAK }, { "dl", SLW_TAG_BREAK },
	{ "dt", SLW_TAG_BREAK }, { "em", SLW_TAG_EM }, { "fieldset", SLW_TAG_BREAK },
	{ "figcaption", SLW_TAG_BREAK }, { "figure", SLW_TAG_BREAK }, { "font", SLW_TAG_INLINE },
	{ "footer", SLW_TAG_BREAK }, { "form", SLW_TAG_BREAK }, { "h1", SLW_TAG_H3 },
	{ "h2", SLW_TAG_H3 }, { "h3", SLW_TAG_H3 }, { "h4", SLW_TAG_H4 }, { "h5", SLW_TAG_H4 },
	{ "h6", SLW_TAG_H4 }, { "head", SLW_TAG_BREAK }, { "header", SLW_TAG_BREAK },
	{ "hgroup", SLW_TAG_BREAK }, { "hr", SLW_TAG_BREAK }, { "html", SLW_TAG_BREAK },
	{ "i", SLW_TAG_I }, { "iframe", SLW_TAG_IFRAME }, { "ins", SLW_TAG_INLINE },
	{ "kbd", SLW_TAG_INLINE }, { "label", SLW_TAG_INLINE }, { "legend", SLW_TAG_BREAK },
	{ "li", SLW_TAG_LI }, { "main", SLW_TAG_BREAK }, { "mark", SLW_TAG_INLINE },
	{ "math", SLW_TAG_MATH }, { "menu", SLW_TAG_BREAK }, { "nav", SLW_TAG_BREAK },
	{ "nobr", SLW_TAG_INLINE }, { "object", SLW_TAG_OBJECT }, { "ol", SLW_TAG_OL },
	{ "optgroup", SLW_TAG_BREAK }, { "option", SLW_TAG_BREAK }, { "p", SLW_TAG_P },
	{ "pre", SLW_TAG_BREAK }, { "q", SLW_TAG_INLINE }, { "s", SLW_TAG_INLINE },
	{ "samp", SLW_TAG_INLINE }, { "script", SLW_TAG_SCRIPT }, { "search", SLW_TAG_BREAK },
	{ "section", SLW_TAG_BREAK }, { "select", SLW_TAG_BREAK }, { "small", SLW_TAG_INLINE },
	{ "span", SLW_TAG_INLINE }, { "strike", SLW_TAG_INLINE }, { "strong", SLW_TAG_STRONG },
	{ "style", SLW_TAG_STYLE }, { "sub", SLW_TAG_INLINE }, { "summary", SLW_TAG_BREAK },
	{ "sup", SLW_TAG_INLINE }, { "svg", SLW_TAG_SVG }, { "table", SLW_TAG_BREAK },
	{ "tbody", SLW_TAG_BREAK }, { "td", SLW_TAG_CELL }, { "tfoot", SLW_TAG_BREAK },
	{ "th", SLW_TAG_CELL }, { "thead", SLW_TAG_BREAK }, { "time", SLW_TAG_INLINE },
	{ "title", SLW_TAG_BREAK }, { "tr", SLW_TAG_BREAK }, { "tt", SLW_TAG_INLINE },
	{ "u", SLW_TAG_INLINE }, { "ul", SLW_TAG_UL }, { "var", SLW_TAG_INLINE },
	{ "wbr", SLW_TAG_INLINE },
};
/* clang-format on */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static int compare_tag(const void *key, const void *entry)
{
	return strcmp(key, ((const struct tag_name *)entry)->name);
}

/* Reads a tag's name at p, which is a letter; moves *p behind it. */
static enum slw_html_tag read_name(const char **p)
{
	char name[TAG_NAME_SIZE] = "";
	const struct tag_name *found;
	size_t len = 0;

	for (; **p != '\0' && !is_space(**p) && **p != '/' && **p != '>'; ++*p) {
		char c = **p;

		if (len < sizeof(name) - 1)
			name[len] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
		len++;
	}
	if (len >= sizeof(name))
		return SLW_TAG_OTHER;
	found = bsearch(name, tag_names, SLW_COUNT(tag_names), sizeof(tag_names[0]), compare_tag);
	return found != NULL ? found->tag : SLW_TAG_OTHER;
}

static bool is_href(const char *name, size_t len)
{
	return len == 4 && (name[0] | 0x20) == 'h' && (name[1] | 0x20) == 'r' &&
	       (name[2] | 0x20) == 'e' && (name[3] | 0x20) == 'f';
}

/* Skips an attribute's value, quoted or not; the value itself is what stands in *value, *len. */
static const char *skip_value(const char *p, const char **value, size_t *len)
{
	*value = p;
	*len = 0;
	if (*p == '"' || *p == '\'') {
		const char *end = strchr(p + 1, *p);

		if (end == NULL)
			return p + strlen(p);
		*value = p + 1;
		*len = (size_t)(end - *value);
		return end + 1;
	}
	while (*p != '\0' && !is_space(*p) && *p != '>')
		p++;
	*len = (size_t)(p - *value);
	return p;
}

/* Reads attributes up to and with '>'; NULL if the text ends before it. */
static const char *read_attributes(const char *p, struct slw_html_token *token)
{
	bool seen = false;

	for (;;) {
		const char *name, *value;
		size_t len, value_len;

		token->closed = false;
		while (is_space(*p) || *p == '/') {
			token->closed = *p == '/';
			p++;
		}
		if (*p == '\0')
			return NULL;
		if (*p == '>')
			return p + 1;
		name = p++; /* a '=' here is the first character of a name */
		while (*p != '\0' && !is_space(*p) && *p != '/' && *p != '>' && *p != '=')
			p++;
		len = (size_t)(p - name);
		while (is_space(*p))
			p++;
		if (*p != '=')
			continue;
		p++;
		while (is_space(*p))
			p++;
		p = skip_value(p, &value, &value_len);
		if (!seen && is_href(name, len)) {
			seen = true; /* of two, browsers take the first */
			token->text = value;
			token->len = value_len;
		}
	}
}

static const char *skip_comment(const char *p)
{
	const char *end;

	/* "<!-->" and "<!--->" are whole comments */
	if (*p == '>')
		return p + 1;
	if (p[0] == '-' && p[1] == '>')
		return p + 2;
	for (end = p; (end = strstr(end, "--")) != NULL; end++) {
		if (end[2] == '>')
			return end + 3;
		if (end[2] == '!' && end[3] == '>')
			return end + 4;
	}
	return p + strlen(p);
}

static const char *skip_past(const char *p, char c)
{
	const char *end = strchr(p, c);

	return end != NULL ? end + 1 : p + strlen(p);
}

static bool opens_markup(const char *p)
{
	return p[0] == '<' &&
	       (is_letter(p[1]) || p[1] == '!' || p[1] == '?' || (p[1] == '/' && p[2] != '\0'));
}

/* The next token, of dropped elements too; false at the end. */
static bool read_token(const char **at, struct slw_html_token *token)
{
	const char *p = *at, *start;

	for (;;) {
		*token = (struct slw_html_token){ .kind = SLW_HTML_TEXT };
		if (*p == '\0')
			return false;
		if (!opens_markup(p))
			break;
		if (p[1] == '!' && p[2] == '-' && p[3] == '-') {
			p = skip_comment(p + 4);
			continue;
		}
		if (p[1] == '!' || p[1] == '?' || (p[1] == '/' && !is_letter(p[2]))) {
			p = skip_past(p + 2, '>');
			continue;
		}
		token->kind = p[1] == '/' ? SLW_HTML_END : SLW_HTML_START;
		p += p[1] == '/' ? 2 : 1;
		token->tag = read_name(&p);
		p = read_attributes(p, token);
		if (p == NULL)
			return false;
		*at = p;
		return true;
	}
	start = p++;
	while (*p != '\0' && !opens_markup(p)) {
		const char *next = strchr(p + (*p == '<' ? 1 : 0), '<');

		p = next != NULL ? next : p + strlen(p);
	}
	token->text = start;
	token->len = (size_t)(p - start);
	*at = p;
	return true;
}

/* Content that is no markup, up to "</name": everything else in it is text to a browser. */
static const char *skip_raw(const char *p, enum slw_html_tag tag)
{
	struct slw_html_token token = { .kind = SLW_HTML_END };

	for (p = strchr(p, '<'); p != NULL; p = strchr(p + 1, '<')) {
		const char *name = p + 2;

		if (p[1] != '/' || !is_letter(*name) || read_name(&name) != tag)
			continue;
		p = read_attributes(name, &token);
		break;
	}
	return p;
}

/* Up to the end tag that belongs to the start tag; counted, because such elements nest. */
static const char *skip_tree(const char *p, enum slw_html_tag tag)
{
	struct slw_html_token token;
	size_t depth = 1;

	while (p != NULL && depth > 0 && read_token(&p, &token)) {
		if (token.kind == SLW_HTML_TEXT || token.closed)
			continue;
		if (token.tag == tag) {
			if (token.kind == SLW_HTML_START)
				depth++;
			else
				depth--;
		} else if (tag == SLW_TAG_OBJECT && token.kind == SLW_HTML_START &&
			   token.tag >= SLW_TAG_SCRIPT && token.tag <= SLW_TAG_IFRAME) {
			p = skip_raw(p, token.tag);
		}
	}
	return depth == 0 ? p : NULL;
}

bool slw_html_next(const char **at, struct slw_html_token *token)
{
	while (*at != NULL && read_token(at, token)) {
		if (token->kind == SLW_HTML_TEXT || token->tag < SLW_TAG_SCRIPT)
			return true;
		if (token->kind == SLW_HTML_END)
			continue;
		/* "<iframe .../>" is meant as empty, whatever a browser makes of it */
		if (token->tag == SLW_TAG_SCRIPT || token->tag == SLW_TAG_STYLE ||
		    (token->tag == SLW_TAG_IFRAME && !token->closed))
			*at = skip_raw(*at, token->tag);
		else if (token->tag >= SLW_TAG_OBJECT && !token->closed)
			*at = skip_tree(*at, token->tag);
	}
	*at = NULL;
	return false;
}

void slw_html_survey(const char *html, bool *tags, bool *blocks)
{
	*tags = false;
	*blocks = false;
	for (const char *p = strchr(html, '<'); p != NULL && !*blocks; p = strchr(p + 1, '<')) {
		const char *name = p + (p[1] == '/' ? 2 : 1);
		enum slw_html_tag tag;

		if (!opens_markup(p))
			continue;
		*tags = true;
		if (!is_letter(*name))
			continue;
		tag = read_name(&name);
		*blocks = (tag >= SLW_TAG_P && tag <= SLW_TAG_BLOCKQUOTE) || tag == SLW_TAG_BREAK ||
			  tag == SLW_TAG_CELL;
	}
}
