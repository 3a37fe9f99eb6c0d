/* What a theme.json may hold. For the loader and its tests. */
#ifndef SLW_THEME_CHECK_H
#define SLW_THEME_CHECK_H

#include <jansson.h>

struct slw_err;

/*
 * Checks the data of one theme: keys, types, ranges, choices, colours and the contrast of every
 * pair that meets on the screen. source names the file in the error text, id is the name of its
 * folder. SLW_EINTERNAL with the first fault and its key, and the nearest valid name as a hint.
 */
int slw_theme_check(const json_t *data, const char *id, const char *source, struct slw_err *err);

#endif
