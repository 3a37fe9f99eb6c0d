/*
 * How wide a text is where search engines show it, in their usual font (the widths of Arial). They cut
 * by pixels, not by characters.
 */
#ifndef SLW_UI_PIXELS_H
#define SLW_UI_PIXELS_H

#include <stddef.h>

/* In pixels at this size of the font. */
int slw_pixels(const char *text, int size);
/* Bytes of the longest beginning that takes at most limit pixels, in whole characters. */
size_t slw_pixels_fit(const char *text, int size, int limit);

#endif
