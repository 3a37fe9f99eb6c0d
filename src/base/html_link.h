/* Which addresses a link in a text from outside may have. */
#ifndef SLW_BASE_HTML_LINK_H
#define SLW_BASE_HTML_LINK_H

#include <stddef.h>

/*
 * The address in an href attribute (len bytes as they stand in the source), decoded, cleaned as
 * the URL standard cleans it and percent-encoded where a URL needs it. New string, or NULL if it
 * is no absolute http, https or mailto address of at most 2,000 bytes.
 */
char *slw_html_link(const char *value, size_t len);

#endif
