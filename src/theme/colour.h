/*
 * Colours of themes: "#rrggbb", the OKLab space for distances and for moving a colour without
 * changing its hue, and which pairs of a palette must contrast. For src/theme/ alone; others use
 * slw_contrast() of theme.h.
 */
#ifndef SLW_THEME_COLOUR_H
#define SLW_THEME_COLOUR_H

#include <stdbool.h>
#include <stddef.h>

#define SLW_COLOUR_SIZE 8 /* "#rrggbb" with the NUL */

struct slw_rgb {
	unsigned char r, g, b;
};

/* OKLab: l from 0 (black) to 1 (white), a and b about -0.4 to 0.4. */
struct slw_lab {
	double l, a, b;
};

/* Exactly "#" and six hexadecimal digits of any case; text may be NULL. */
bool slw_rgb_parse(const char *text, struct slw_rgb *out);
void slw_rgb_format(char out[SLW_COLOUR_SIZE], struct slw_rgb colour);

/* WCAG 2.2 contrast ratio, 1 to 21. */
double slw_rgb_contrast(struct slw_rgb a, struct slw_rgb b);

struct slw_lab slw_rgb_to_lab(struct slw_rgb colour);
/* The nearest colour of sRGB with this lightness and hue: chroma is taken back until it fits. */
struct slw_rgb slw_lab_to_rgb(struct slw_lab lab);
/* Distance in OKLab; 0.02 is about what can be told apart side by side. */
double slw_lab_distance(struct slw_lab a, struct slw_lab b);

/*
 * Moves the lightness of *colour, hue kept, by as little as gives it the ratio against all of
 * against[0..count). False, and *colour untouched, when no lightness does.
 */
bool slw_rgb_fit(struct slw_rgb *colour, const struct slw_rgb *against, size_t count, double ratio);

/* Two colours of a palette that meet on the screen, and the least contrast that they may have. */
struct slw_colour_pair {
	const char *front, *back; /* keys of a palette */
	int least;		  /* hundredths */
};
/* Ends with front NULL. Text needs 4.5 (WCAG 1.4.3). The accent is a plane with text on it and never
 * text itself, so that it needs no contrast with what is around it. */
extern const struct slw_colour_pair slw_colour_pairs[];

/* The keys of a palette in their order; ends with NULL. */
extern const char *const slw_colour_keys[];

#endif
