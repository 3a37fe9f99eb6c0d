/* What holds for every rendered page; each returns NULL, or what is wrong (static text). */
#ifndef SLW_TESTS_STOREFRONT_PAGE_H
#define SLW_TESTS_STOREFRONT_PAGE_H

#include <jansson.h>
#include <stddef.h>

struct slw_buf;
struct test_shop;

/* Checks all pages of a rendered shop: structure, links, JSON-LD, no script or style of their own.
 * Appends a line for each fault. */
void page_check_all(const struct test_shop *shop, struct slw_buf *faults);

/* The n-th JSON-LD block with this @type of a page, new reference; NULL if there is none. */
json_t *page_json(const char *html, const char *type);
/* How often text occurs. */
size_t page_count(const char *html, const char *text);

#endif
