/*
 * The launch: everything that the answers ask for, written into OUT/.launches/N/ and then put in
 * place by one rename of the link OUT/current (design 7). A launch that fails leaves the last one
 * standing. Unchanged files are hard links to those of the launch before.
 */
#ifndef SLW_SERVICE_LAUNCH_H
#define SLW_SERVICE_LAUNCH_H

#include <jansson.h>
#include <stdbool.h>

struct slw_err;
struct slw_service;
struct slw_session;

struct slw_launch_request {
	const char *out; /* folder; made when it is absent. SLW_EINVAL when it holds something else
			    * and no manifest of ours */
	bool dry_run;	 /* say what would be written; nothing is */
	bool fetch_images; /* fetch https images into the launch (sizes capped, content checked) */
};

/*
 * Result: {"launch": N, "out", "storefront", "files", "bytes", "unchanged", "pages", "products",
 * "targets", "readiness", "warnings": [...]}. SLW_EIO (folder not writable, disk full), SLW_ECANCELLED.
 */
json_t *slw_launch_run(struct slw_service *service, struct slw_session *session,
		       const struct slw_launch_request *request, struct slw_err *err);

/* Back to the launch before: {"launch": N, "was": M}. SLW_ENOTFOUND when there is none. */
json_t *slw_launch_rollback(const char *out, struct slw_err *err);

/*
 * One export alone: format "shopify_csv", "woocommerce_csv", "feed", "json"; path is a file, or NULL
 * for write() (stdout). Result: {"format", "products", "bytes"}.
 */
json_t *
slw_export_run(struct slw_service *service, const struct slw_session *session, const char *format,
	       int (*write)(void *context, const void *data, size_t len, struct slw_err *err),
	       void *context, struct slw_err *err);

#endif
