/*
 * What html_clean.c and html_text.c share: HTML cut into tags and text, as the HTML standard's
 * tokenizer cuts it. Comments, declarations and the elements that are dropped with their content
 * do not come out. One pass, no recursion, no allocation.
 */
#ifndef SLW_BASE_HTML_TOKEN_H
#define SLW_BASE_HTML_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum slw_html_tag {
	SLW_TAG_OTHER, /* not known: means nothing */
	SLW_TAG_P,
	SLW_TAG_H3, /* and h1, h2 */
	SLW_TAG_H4, /* and h5, h6 */
	SLW_TAG_UL,
	SLW_TAG_OL,
	SLW_TAG_LI,
	SLW_TAG_BLOCKQUOTE,
	SLW_TAG_STRONG,
	SLW_TAG_B,
	SLW_TAG_EM,
	SLW_TAG_I,
	SLW_TAG_A,
	SLW_TAG_BR,
	SLW_TAG_BREAK,	/* div and its like: text before and after is apart */
	SLW_TAG_CELL,	/* td, th: a space apart */
	SLW_TAG_INLINE, /* span and its like: text runs on */
	SLW_TAG_SCRIPT, /* from here on: dropped with the content, never in a token */
	SLW_TAG_STYLE,
	SLW_TAG_IFRAME,
	SLW_TAG_OBJECT,
	SLW_TAG_SVG,
	SLW_TAG_MATH,
};

enum slw_html_kind { SLW_HTML_TEXT, SLW_HTML_START, SLW_HTML_END };

struct slw_html_token {
	enum slw_html_kind kind;
	enum slw_html_tag tag;
	bool closed;	  /* "<x/>" */
	const char *text; /* TEXT: the text, START of a: the value of href or NULL; both as they
			     stand in the source */
	size_t len;
};

/* Takes the next token at *at; false at the end. */
bool slw_html_next(const char **at, struct slw_html_token *token);

/*
 * The character reference at text[0] == '&': returns the bytes it takes and sets *code to its
 * code point (never 0 nor a surrogate), or returns 0 if it is none.
 */
size_t slw_html_entity(const char *text, size_t len, bool in_attribute, uint32_t *code);

/* True if text has tags at all, and if it has any that parts blocks. */
void slw_html_survey(const char *html, bool *tags, bool *blocks);

#endif
