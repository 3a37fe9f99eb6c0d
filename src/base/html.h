/*
 * HTML that comes from outside (product descriptions of an import), made safe and readable.
 */
#ifndef SLW_BASE_HTML_H
#define SLW_BASE_HTML_H

struct slw_buf;

/*
 * Appends a well-formed, harmless rendering of untrusted HTML or plain text: the elements p, br,
 * ul, ol, li, strong, b, em, i, h3, h4, blockquote and a[href] (http, https and mailto, with
 * rel="nofollow") stay, h1, h2, h5 and h6 become h3 or h4, script, style, iframe, object, svg and
 * math are dropped with their content, any other tag is dropped and its text stays. Everything
 * open is closed, nesting is capped. Text without any tag becomes paragraphs at blank lines.
 * Content models hold (no p in p, li only in lists), so that the result passes an HTML checker.
 */
void slw_html_clean(struct slw_buf *out, const char *html);

/* Appends the text alone, for meta descriptions, feeds and the writer: tags become spaces or
 * newlines, entities become characters, white space is folded. */
void slw_html_text(struct slw_buf *out, const char *html);

#endif
