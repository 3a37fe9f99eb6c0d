#include "config.h"

#include "ui/pixels.h"

#include <stdint.h>
#include <string.h>

#include "ui/canvas.h"

#include "base/banned.h"

/* Thousandths of the size, from the space to the tilde. */
static const uint16_t widths[] = {
	278,  278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556,  556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667,  778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333,  556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
};
#define WIDTH_NARROW 556  /* of other letters */
#define WIDTH_WIDE   1000 /* of those that take two columns */

/* Of one cluster, in thousandths. */
static int width_of(const char *cluster, int columns)
{
	unsigned char first = (unsigned char)cluster[0];

	if (first >= ' ' && first <= '~')
		return widths[first - ' '];
	if (first < ' ')
		return widths[0]; /* a line break is shown as a space */
	return columns > 1 ? WIDTH_WIDE : columns == 1 ? WIDTH_NARROW : 0;
}

int slw_pixels(const char *text, int size)
{
	size_t len = strlen(text), bytes;
	int64_t sum = 0;
	int columns;

	while ((bytes = slw_cluster(text, len, &columns)) > 0) {
		sum += width_of(text, columns);
		text += bytes;
		len -= bytes;
	}
	return (int)((sum * size + 999) / 1000);
}

size_t slw_pixels_fit(const char *text, int size, int limit)
{
	size_t len = strlen(text), at = 0, bytes;
	int64_t sum = 0;
	int columns;

	while ((bytes = slw_cluster(text + at, len - at, &columns)) > 0) {
		sum += width_of(text + at, columns);
		if (sum * size > (int64_t)limit * 1000)
			break;
		at += bytes;
	}
	return at;
}
