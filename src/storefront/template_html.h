/*
 * Where in an HTML document a template stands, followed over its literal text at compile time
 * (after the tokenization of the HTML standard, as far as our templates may use it).
 */
#ifndef SLW_STOREFRONT_TEMPLATE_HTML_H
#define SLW_STOREFRONT_TEMPLATE_HTML_H

#include <stdbool.h>
#include <stddef.h>

enum slw_html_where {
	SLW_HTML_TEXT,
	SLW_HTML_TAG_OPEN, /* behind "<" */
	SLW_HTML_TAG_NAME,
	SLW_HTML_GAP, /* inside a tag, where only white space, "/" or ">" may follow */
	SLW_HTML_BEFORE_ATTR,
	SLW_HTML_ATTR_NAME,
	SLW_HTML_BEFORE_VALUE, /* behind "=" */
	SLW_HTML_VALUE,	       /* in quotes */
	SLW_HTML_VALUE_BARE,
	SLW_HTML_MARKUP, /* <!doctype ...> */
	SLW_HTML_COMMENT,
	SLW_HTML_RAW, /* in title, textarea, script or style */
};

enum slw_html_element {
	SLW_HTML_NORMAL,
	SLW_HTML_RCDATA, /* title, textarea */
	SLW_HTML_JSON,	 /* <script type="application/ld+json"> */
	SLW_HTML_SCRIPT,
	SLW_HTML_STYLE,
};

enum slw_html_attr {
	SLW_HTML_PLAIN,
	SLW_HTML_URL,
	SLW_HTML_SRCSET,
	SLW_HTML_CSS,
	SLW_HTML_CODE, /* on..., srcdoc: no value is safe here */
};

enum slw_html_url { SLW_HTML_URL_START, SLW_HTML_URL_PATH, SLW_HTML_URL_QUERY };

/* What two branches of a template must agree in. */
struct slw_html_place {
	enum slw_html_where where;
	enum slw_html_element element;
	enum slw_html_attr attr;
	enum slw_html_url url;
	char quote;	  /* of VALUE; in style: of the string that we are in, or 0 */
	bool json_string; /* inside a JSON string */
	bool json;	  /* the script that is being opened has the type application/ld+json */
};

#define SLW_HTML_NAME_MAX 32

struct slw_html_state {
	struct slw_html_place place;
	bool end_tag, escaped;	      /* behind a backslash in a JSON string */
	char tag[SLW_HTML_NAME_MAX];  /* being read, lower case; "" when it is longer */
	char name[SLW_HTML_NAME_MAX]; /* of the attribute */
	char value[SLW_HTML_NAME_MAX];
	size_t tag_len, name_len, value_len;
};

void slw_html_state_init(struct slw_html_state *state);

/* Moves over one character of literal text; rest is what follows it, for "</script". Returns a
 * reason when this may not stand in a template, else NULL. */
const char *slw_html_state_step(struct slw_html_state *state, const char *at, size_t rest);

/*
 * A section or a value begins or ends here: a name that was being read is complete, and the value of
 * an attribute is not known at compile time any more, so it makes no script a block of JSON.
 */
void slw_html_state_settle(struct slw_html_state *state);

bool slw_html_place_equal(const struct slw_html_place *a, const struct slw_html_place *b);

#endif
