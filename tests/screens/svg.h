/* A screen of the pseudo-terminal as a picture. */
#ifndef SLW_TESTS_SVG_H
#define SLW_TESTS_SVG_H

struct slw_terminal;

/*
 * The cells in their colours, on a dark ground with a rim, so that it can stand on any page; title says
 * what it shows, to those who do not see it. The same screen gives the same bytes. Caller frees.
 */
char *slw_svg(const struct slw_terminal *t, const char *title);

#endif
