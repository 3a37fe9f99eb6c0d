#include "config.h"

#include "theme/colour.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "theme/theme.h"

#include "base/banned.h"

#define FIT_STEPS 1000 /* of lightness, from where it is to either end */

const char *const slw_colour_keys[] = { "background", "surface", "text",       "muted",
					"border",     "primary", "on_primary", "accent",
					"on_accent",  "sale",	 NULL };

const struct slw_colour_pair slw_colour_pairs[] = {
	{ "text", "background", 450 },
	{ "text", "surface", 450 },
	{ "muted", "background", 450 },
	{ "muted", "surface", 450 },
	{ "primary", "background", 450 },
	{ "primary", "surface", 450 },
	{ "on_primary", "primary", 450 },
	{ "on_accent", "accent", 450 },
	{ "sale", "background", 450 },
	{ "sale", "surface", 450 },
	{ NULL, NULL, 0 },
};

static unsigned char hex_byte(const char *text)
{
	unsigned int value = 0;

	for (int i = 0; i < 2; i++) {
		unsigned char c = (unsigned char)tolower((unsigned char)text[i]);

		value = value * 16 + (unsigned int)(c <= '9' ? c - '0' : c - 'a' + 10);
	}
	return (unsigned char)value;
}

bool slw_rgb_parse(const char *text, struct slw_rgb *out)
{
	if (text == NULL || text[0] != '#' || strspn(text + 1, "0123456789abcdefABCDEF") != 6 ||
	    text[7] != '\0')
		return false;
	out->r = hex_byte(text + 1);
	out->g = hex_byte(text + 3);
	out->b = hex_byte(text + 5);
	return true;
}

void slw_rgb_format(char out[SLW_COLOUR_SIZE], struct slw_rgb colour)
{
	snprintf(out, SLW_COLOUR_SIZE, "#%02x%02x%02x", (unsigned int)colour.r,
		 (unsigned int)colour.g, (unsigned int)colour.b);
}

/* The transfer function of sRGB, IEC 61966-2-1. */
static double to_linear(unsigned char value)
{
	double v = value / 255.0;

	return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double from_linear(double v)
{
	return v <= 0.0031308 ? v * 12.92 : 1.055 * pow(v, 1 / 2.4) - 0.055;
}

static double luminance(struct slw_rgb c)
{
	return 0.2126 * to_linear(c.r) + 0.7152 * to_linear(c.g) + 0.0722 * to_linear(c.b);
}

double slw_rgb_contrast(struct slw_rgb a, struct slw_rgb b)
{
	double x = luminance(a), y = luminance(b);

	return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

double slw_contrast(const char *a, const char *b)
{
	struct slw_rgb x, y;

	return slw_rgb_parse(a, &x) && slw_rgb_parse(b, &y) ? slw_rgb_contrast(x, y) : 0;
}

/* The matrices are those of Björn Ottosson's definition of OKLab. */
struct slw_lab slw_rgb_to_lab(struct slw_rgb colour)
{
	double r = to_linear(colour.r), g = to_linear(colour.g), b = to_linear(colour.b);
	double l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
	double m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
	double s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

	return (struct slw_lab){ .l = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
				 .a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
				 .b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s };
}

static void lab_to_linear(struct slw_lab lab, double out[3])
{
	double l = pow(lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3);
	double m = pow(lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3);
	double s = pow(lab.l - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3);

	out[0] = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
	out[1] = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
	out[2] = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
}

static bool in_gamut(const double linear[3])
{
	for (int i = 0; i < 3; i++)
		if (linear[i] < -0.0005 || linear[i] > 1.0005)
			return false;
	return true;
}

static unsigned char to_byte(double linear)
{
	double v = from_linear(fmin(fmax(linear, 0), 1));

	return (unsigned char)lround(v * 255);
}

struct slw_rgb slw_lab_to_rgb(struct slw_lab lab)
{
	double linear[3], low = 0, high = 1;

	lab.l = fmin(fmax(lab.l, 0), 1);
	lab_to_linear(lab, linear);
	for (int i = 0; i < 16 && (i > 0 || !in_gamut(linear)); i++) {
		double share = (low + high) / 2;
		double tried[3];

		lab_to_linear((struct slw_lab){ lab.l, lab.a * share, lab.b * share }, tried);
		if (in_gamut(tried))
			low = share;
		else
			high = share;
		lab_to_linear((struct slw_lab){ lab.l, lab.a * low, lab.b * low }, linear);
	}
	return (struct slw_rgb){ to_byte(linear[0]), to_byte(linear[1]), to_byte(linear[2]) };
}

double slw_lab_distance(struct slw_lab a, struct slw_lab b)
{
	return sqrt((a.l - b.l) * (a.l - b.l) + (a.a - b.a) * (a.a - b.a) +
		    (a.b - b.b) * (a.b - b.b));
}

static bool contrasts(struct slw_rgb colour, const struct slw_rgb *against, size_t count,
		      double ratio)
{
	for (size_t i = 0; i < count; i++)
		if (slw_rgb_contrast(colour, against[i]) < ratio)
			return false;
	return true;
}

bool slw_rgb_fit(struct slw_rgb *colour, const struct slw_rgb *against, size_t count, double ratio)
{
	struct slw_lab start = slw_rgb_to_lab(*colour);

	if (contrasts(*colour, against, count, ratio))
		return true;
	for (int i = 1; i <= FIT_STEPS; i++) {
		for (int sign = -1; sign <= 1; sign += 2) {
			struct slw_lab lab = start;
			struct slw_rgb tried;

			lab.l += sign * (double)i / FIT_STEPS;
			if (lab.l < -1.0 / FIT_STEPS || lab.l > 1 + 1.0 / FIT_STEPS)
				continue;
			tried = slw_lab_to_rgb(lab);
			if (contrasts(tried, against, count, ratio)) {
				*colour = tried;
				return true;
			}
		}
	}
	return false;
}
