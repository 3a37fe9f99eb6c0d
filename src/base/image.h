/* What an image file is, from its first bytes: its kind and its size in pixels. */
#ifndef SLW_BASE_IMAGE_H
#define SLW_BASE_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

struct slw_image_info {
	const char *extension; /* "png", "jpg", "gif", "webp", "svg"; static */
	int width, height;     /* pixels; 0 where an SVG does not say */
};

/*
 * True if data is an image of a kind that browsers show and that can do no harm: an SVG with a
 * script, an event handler or a foreign object is not. *reason (may be NULL) says why not; static,
 * N_().
 */
bool slw_image_probe(const void *data, size_t len, struct slw_image_info *info,
		     const char **reason);

#endif
