/*
 * Images of a launch: local files that are copied into it, addresses that are kept or fetched.
 * Nothing outside src/service/ includes it.
 */
#ifndef SLW_SERVICE_ASSETS_H
#define SLW_SERVICE_ASSETS_H

#include <jansson.h>
#include <stdbool.h>

struct slw_assets;
struct slw_err;
struct slw_launch_folder;
struct slw_progress;
struct slw_storefront_image;

#define SLW_IMAGE_MAX (20u * 1024 * 1024) /* bytes of one image */

struct slw_assets_options {
	const char *folder;		  /* local images are below it; NULL: there are none */
	struct slw_launch_folder *launch; /* they are written to storefront/images/ of it */
	bool fetch;			  /* https images too */
	const struct slw_progress *progress;
};

struct slw_assets *slw_assets_new(const struct slw_assets_options *options);
void slw_assets_free(struct slw_assets *assets);

/*
 * 1 and *image, 0 when there is no usable image (a warning is kept), -1 when the launch folder
 * failed. Each source is looked at once.
 */
int slw_assets_image(struct slw_assets *assets, const char *src, struct slw_storefront_image *image,
		     struct slw_err *err);

/* Sentences about images that could not be used. Borrowed. */
json_t *slw_assets_warnings(const struct slw_assets *assets);

#endif
