/*
 * Escaping for the formats that the project writes. Each appends to a buffer and takes any UTF-8;
 * characters that the format cannot hold at all (C0 controls in XML and HTML) are left out.
 */
#ifndef SLW_BASE_ESCAPE_H
#define SLW_BASE_ESCAPE_H

#include <stddef.h>

struct slw_buf;

void slw_escape_html(struct slw_buf *out, const char *text); /* & < > " ' : text and attributes */
/* & < > of bytes bytes: the content of an element, where quotes stay readable. */
void slw_escape_html_text(struct slw_buf *out, const char *text, size_t bytes);
void slw_escape_xml(struct slw_buf *out, const char *text);
void slw_escape_url(struct slw_buf *out,
		    const char *text); /* one path segment or query value, RFC 3986 */
/* A JSON string without its quotes, also safe inside <script>: < > & U+2028 U+2029 as \uXXXX. */
void slw_escape_json_script(struct slw_buf *out, const char *text);
/* A whole field of RFC 4180 CSV; quotes only where needed. */
void slw_escape_csv(struct slw_buf *out, const char *text);

#endif
