/* The stacks of fonts behind the choices of theme.fonts: families that devices have already. */
#ifndef SLW_THEME_FONTS_H
#define SLW_THEME_FONTS_H

/* The value of font-family for a key such as "old_style"; NULL for "theme" and unknown keys. */
const char *slw_font_stack(const char *key);

#endif
