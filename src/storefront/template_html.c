#include "config.h"

#include "storefront/template_html.h"

#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"

#include "base/banned.h"

/* Attributes whose value is an address, in any element. */
static const char *const url_attributes[] = {
	"href", "src",	    "action",	  "formaction", "poster",     "cite",	"data",
	"ping", "manifest", "background", "longdesc",	"xlink:href", "srcdoc", /* last: not an address, see attr_kind() */
};

void slw_html_state_init(struct slw_html_state *state)
{
	*state = (struct slw_html_state){ .place = { .where = SLW_HTML_TEXT } };
}

bool slw_html_place_equal(const struct slw_html_place *a, const struct slw_html_place *b)
{
	return a->where == b->where && a->element == b->element && a->attr == b->attr &&
	       a->url == b->url && a->quote == b->quote && a->json_string == b->json_string &&
	       a->json == b->json;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Names longer than any that matters are remembered as "", which is none of them. */
static void name_add(char *name, size_t *len, char c)
{
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	if (*len + 1 >= SLW_HTML_NAME_MAX) {
		name[0] = '\0';
		return;
	}
	name[(*len)++] = c;
	name[*len] = '\0';
}

static enum slw_html_attr attr_kind(const char *name, size_t len)
{
	if (len == 0 || name[0] == '\0')
		return len == 0 ? SLW_HTML_PLAIN : SLW_HTML_CODE;
	if (strncmp(name, "on", 2) == 0 || strcmp(name, "srcdoc") == 0)
		return SLW_HTML_CODE;
	if (strcmp(name, "style") == 0)
		return SLW_HTML_CSS;
	if (strcmp(name, "srcset") == 0 || strcmp(name, "imagesrcset") == 0)
		return SLW_HTML_SRCSET;
	for (size_t i = 0; i + 1 < SLW_COUNT(url_attributes); i++) {
		if (strcmp(name, url_attributes[i]) == 0)
			return SLW_HTML_URL;
	}
	return SLW_HTML_PLAIN;
}

static enum slw_html_element element_kind(const struct slw_html_state *state)
{
	if (strcmp(state->tag, "title") == 0 || strcmp(state->tag, "textarea") == 0)
		return SLW_HTML_RCDATA;
	if (strcmp(state->tag, "style") == 0)
		return SLW_HTML_STYLE;
	if (strcmp(state->tag, "script") == 0)
		return state->place.json ? SLW_HTML_JSON : SLW_HTML_SCRIPT;
	return SLW_HTML_NORMAL;
}

static void enter(struct slw_html_state *state, enum slw_html_where where)
{
	state->place = (struct slw_html_place){ .where = where,
						.element = state->place.element,
						.json = state->place.json };
}

static void tag_ends(struct slw_html_state *state)
{
	enum slw_html_element element = state->end_tag ? SLW_HTML_NORMAL : element_kind(state);

	state->place.element = element;
	state->place.json = false;
	enter(state, element == SLW_HTML_NORMAL ? SLW_HTML_TEXT : SLW_HTML_RAW);
	state->escaped = false;
}

static void value_ends(struct slw_html_state *state)
{
	if (strcmp(state->tag, "script") == 0 && strcmp(state->name, "type") == 0)
		state->place.json = strcmp(state->value, "application/ld+json") == 0;
	enter(state, SLW_HTML_GAP);
}

static const char *step_text(struct slw_html_state *state, const char *at, size_t rest)
{
	if (*at != '<')
		return NULL;
	if (rest >= 4 && strncmp(at, "<!--", 4) == 0) {
		enter(state, SLW_HTML_COMMENT);
		return NULL;
	}
	if (rest < 2)
		return N_("a \"<\" at the end of the text (write &lt;)");
	if (at[1] == '!' || at[1] == '?') {
		enter(state, SLW_HTML_MARKUP);
		return NULL;
	}
	if (!is_letter(at[1]) && at[1] != '/')
		return N_("a \"<\" that begins no tag (write &lt;)");
	enter(state, SLW_HTML_TAG_OPEN);
	state->end_tag = false;
	state->place.json = false;
	state->tag_len = 0;
	state->tag[0] = '\0';
	return NULL;
}

static const char *step_tag(struct slw_html_state *state, char c)
{
	if (state->place.where == SLW_HTML_TAG_OPEN && c == '/' && !state->end_tag) {
		state->end_tag = true;
		return NULL;
	}
	if (is_space(c) || c == '/') {
		enter(state, SLW_HTML_BEFORE_ATTR);
	} else if (c == '>') {
		tag_ends(state);
	} else if (c == '<') {
		return N_("a \"<\" inside a tag");
	} else {
		enter(state, SLW_HTML_TAG_NAME);
		name_add(state->tag, &state->tag_len, c);
	}
	return NULL;
}

static const char *step_attr(struct slw_html_state *state, char c)
{
	enum slw_html_where where = state->place.where;

	if (c == '<')
		return N_("a \"<\" inside a tag");
	if (c == '>') {
		tag_ends(state);
	} else if (is_space(c) || c == '/') {
		enter(state, SLW_HTML_BEFORE_ATTR);
	} else if (where == SLW_HTML_GAP) {
		return N_("white space is missing before this attribute");
	} else if (c == '"' || c == '\'') {
		return N_("a quote where an attribute's name is expected");
	} else if (c == '=') {
		if (where != SLW_HTML_ATTR_NAME)
			return N_("white space around \"=\"");
		enter(state, SLW_HTML_BEFORE_VALUE);
	} else {
		if (where != SLW_HTML_ATTR_NAME) {
			enter(state, SLW_HTML_ATTR_NAME);
			state->name_len = 0;
			state->name[0] = '\0';
		}
		name_add(state->name, &state->name_len, c);
	}
	return NULL;
}

static const char *step_before_value(struct slw_html_state *state, char c)
{
	if (is_space(c) || c == '>')
		return N_("an attribute without a value behind \"=\"");
	enter(state, SLW_HTML_VALUE);
	state->value_len = 0;
	state->value[0] = '\0';
	state->place.attr = attr_kind(state->name, state->name_len);
	if (c == '"' || c == '\'')
		state->place.quote = c;
	else
		state->place.where = SLW_HTML_VALUE_BARE;
	if (state->place.where == SLW_HTML_VALUE_BARE)
		name_add(state->value, &state->value_len, c);
	return NULL;
}

static void step_value(struct slw_html_state *state, char c)
{
	struct slw_html_place *place = &state->place;

	name_add(state->value, &state->value_len, c);
	if (place->attr == SLW_HTML_SRCSET && (is_space(c) || c == ','))
		place->url = SLW_HTML_URL_START;
	else if (place->attr == SLW_HTML_SRCSET)
		place->url = SLW_HTML_URL_PATH;
	else if (place->attr == SLW_HTML_URL && (c == '?' || c == '#'))
		place->url = SLW_HTML_URL_QUERY;
	else if (place->attr == SLW_HTML_URL && place->url == SLW_HTML_URL_START)
		place->url = SLW_HTML_URL_PATH;
}

static bool is_end_of_raw(const struct slw_html_state *state, const char *at, size_t rest)
{
	return rest >= state->tag_len + 2 && at[0] == '<' && at[1] == '/' &&
	       strncasecmp(at + 2, state->tag, state->tag_len) == 0;
}

static const char *step_raw(struct slw_html_state *state, const char *at, size_t rest)
{
	struct slw_html_place *place = &state->place;
	char c = *at;

	if (is_end_of_raw(state, at, rest)) {
		if (place->json_string || place->quote != 0)
			return N_("the element ends inside a string");
		enter(state, SLW_HTML_TAG_OPEN);
		state->end_tag = false;
		state->tag_len = 0;
		state->tag[0] = '\0';
	} else if (place->element == SLW_HTML_JSON) {
		if (state->escaped)
			state->escaped = false;
		else if (place->json_string && c == '\\')
			state->escaped = true;
		else if (c == '"')
			place->json_string = !place->json_string;
	} else if (place->element == SLW_HTML_STYLE && (c == '"' || c == '\'')) {
		if (place->quote == 0)
			place->quote = c;
		else if (place->quote == c)
			place->quote = 0;
	}
	return NULL;
}

const char *slw_html_state_step(struct slw_html_state *state, const char *at, size_t rest)
{
	switch (state->place.where) {
	case SLW_HTML_TEXT:
		return step_text(state, at, rest);
	case SLW_HTML_TAG_OPEN:
	case SLW_HTML_TAG_NAME:
		return step_tag(state, *at);
	case SLW_HTML_GAP:
	case SLW_HTML_BEFORE_ATTR:
	case SLW_HTML_ATTR_NAME:
		return step_attr(state, *at);
	case SLW_HTML_BEFORE_VALUE:
		return step_before_value(state, *at);
	case SLW_HTML_VALUE:
		if (*at == state->place.quote)
			value_ends(state);
		else
			step_value(state, *at);
		return NULL;
	case SLW_HTML_VALUE_BARE:
		if (is_space(*at) || *at == '>') {
			value_ends(state);
			return step_attr(state, *at);
		}
		step_value(state, *at);
		return NULL;
	case SLW_HTML_MARKUP:
		if (*at == '>')
			enter(state, SLW_HTML_TEXT);
		return NULL;
	case SLW_HTML_COMMENT:
		if (rest >= 3 && strncmp(at, "-->", 3) == 0)
			enter(state, SLW_HTML_MARKUP);
		return NULL;
	case SLW_HTML_RAW:
		return step_raw(state, at, rest);
	}
	return NULL;
}

void slw_html_state_settle(struct slw_html_state *state)
{
	if (state->place.where == SLW_HTML_TAG_NAME || state->place.where == SLW_HTML_ATTR_NAME)
		enter(state, SLW_HTML_GAP);
	state->value_len = SLW_HTML_NAME_MAX; /* as a value that is too long to matter */
	state->value[0] = '\0';
}
