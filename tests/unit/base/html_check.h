/*
 * What slw_html_clean() promises, checked without its code: the result is read by a strict grammar
 * of its own. Used by the unit tests and by the fuzz harness.
 */
#ifndef SLW_TESTS_HTML_CHECK_H
#define SLW_TESTS_HTML_CHECK_H

/* NULL if html is as promised, else what is wrong with it. */
const char *html_check(const char *html);

#endif
