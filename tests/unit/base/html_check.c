#include "config.h"

#include "unit/base/html_check.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/banned.h"

#define MAX_OPEN 64

struct state {
	const char *open[MAX_OPEN]; /* names in the table below */
	bool filled[MAX_OPEN];	    /* it has content */
	size_t count;
};

static const char *const blocks[] = { "p", "h3", "h4", "ul", "ol", "li", "blockquote", NULL };
static const char *const inlines[] = { "strong", "b", "em", "i", "a", NULL };

static const char *find(const char *const *names, const char *name, size_t len)
{
	for (; *names != NULL; names++) {
		if (strlen(*names) == len && memcmp(*names, name, len) == 0)
			return *names;
	}
	return NULL;
}

static bool is_open(const struct state *state, const char *name)
{
	for (size_t i = 0; i < state->count; i++) {
		if (strcmp(state->open[i], name) == 0)
			return true;
	}
	return false;
}

static bool is_one_of(const char *name, const char *a, const char *b)
{
	return strcmp(name, a) == 0 || strcmp(name, b) == 0;
}

/* Whether text may stand here: p in top level and quotations, li, headings, inline elements. */
static bool takes_text(const struct state *state)
{
	const char *top = state->count == 0 ? "" : state->open[state->count - 1];

	return top[0] != '\0' && !is_one_of(top, "ul", "ol") && strcmp(top, "blockquote") != 0;
}

static const char *check_block(const struct state *state, const char *name)
{
	const char *top = state->count == 0 ? "" : state->open[state->count - 1];
	bool in_list = is_one_of(top, "ul", "ol");

	if (in_list != (strcmp(name, "li") == 0))
		return "li in a list, and nothing else there";
	if (top[0] != '\0' && !in_list && !is_one_of(top, "li", "blockquote"))
		return "block in p, heading or inline element";
	return NULL;
}

/* A text or attribute value: no markup, no control, only the references that are written. */
static const char *check_chars(const char *text, size_t len, bool attribute)
{
	static const char *const references[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&#39;" };

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		bool known = c != '&';

		for (size_t k = 0; !known && k < (attribute ? 5 : 3); k++)
			known = strncmp(text + i, references[k], strlen(references[k])) == 0;
		if (!known)
			return "reference that is not ours";
		if (c < 0x20 || c == 0x7F || c == '<' || c == '>')
			return "control character or raw angle bracket";
		if (c == 0xC2 && (unsigned char)text[i + 1] < 0xA0)
			return "C1 control";
		if (attribute && (c <= ' ' || c == '\'' || c == '\\' || c == '`'))
			return "character that no address holds";
	}
	return NULL;
}

/* Reads " href=\"...\" rel=\"nofollow\"" at *p. */
static const char *check_link(const char **p)
{
	static const char head[] = " href=\"", tail[] = "\" rel=\"nofollow\"";
	const char *value, *end;

	if (strncmp(*p, head, strlen(head)) != 0)
		return "a without href";
	value = *p + strlen(head);
	end = strchr(value, '"');
	if (end == NULL || strncmp(end, tail, strlen(tail)) != 0)
		return "attributes that are not ours";
	if (strncmp(value, "http://", 7) != 0 && strncmp(value, "https://", 8) != 0 &&
	    strncmp(value, "mailto:", 7) != 0)
		return "scheme";
	*p = end + strlen(tail);
	return check_chars(value, (size_t)(end - value), true);
}

static const char *check_start(struct state *state, const char **p)
{
	size_t len = strspn(*p, "abcdefghijklmnopqrstuvwxyz0123456789");
	const char *block = find(blocks, *p, len), *inner = find(inlines, *p, len);
	const char *name = block != NULL ? block : inner, *wrong = NULL;

	if (len == 2 && strncmp(*p, "br>", 3) == 0) {
		*p += 3;
		return takes_text(state) && state->filled[state->count - 1] ? NULL : "br here";
	}
	if (name == NULL || state->count == MAX_OPEN)
		return "element that is not allowed, or too deep";
	if (state->count > 0)
		state->filled[state->count - 1] = true;
	if (block != NULL)
		wrong = check_block(state, name);
	else if (!takes_text(state) || is_open(state, name))
		wrong = "inline element outside of text, or in itself";
	*p += len;
	if (wrong == NULL && strcmp(name, "a") == 0)
		wrong = check_link(p);
	if (wrong == NULL && **p != '>')
		wrong = "attributes";
	*p += 1;
	state->filled[state->count] = false;
	state->open[state->count++] = name;
	return wrong;
}

static const char *check_end(struct state *state, const char **p)
{
	size_t len = strcspn(*p, ">");

	if (state->count == 0 || strlen(state->open[state->count - 1]) != len ||
	    memcmp(state->open[state->count - 1], *p, len) != 0)
		return "end tag of what is not open";
	if (!state->filled[--state->count])
		return "empty element";
	*p += len + 1;
	return NULL;
}

const char *html_check(const char *html)
{
	struct state state = { .count = 0 };
	const char *p = html, *wrong = NULL;

	while (wrong == NULL && *p != '\0') {
		size_t len = strcspn(p, "<");

		if (len > 0) {
			if (!takes_text(&state))
				return "text outside of a block";
			state.filled[state.count - 1] = true;
			wrong = check_chars(p, len, false);
			p += len;
		} else if (p[1] == '/') {
			p += 2;
			wrong = check_end(&state, &p);
		} else {
			p++;
			wrong = check_start(&state, &p);
		}
	}
	if (wrong == NULL && state.count > 0)
		wrong = "something stays open";
	return wrong;
}
