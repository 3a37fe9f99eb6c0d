/* The files of a launch with their hashes; nothing outside src/service/ includes it. */
#ifndef SLW_SERVICE_MANIFEST_H
#define SLW_SERVICE_MANIFEST_H

#include <stdint.h>

struct slw_err;
struct slw_manifest;

struct slw_manifest *slw_manifest_new(void);
void slw_manifest_free(struct slw_manifest *manifest);

void slw_manifest_add(struct slw_manifest *manifest, const char *path, uint64_t size,
		      const char *hash);
/* The SHA-256 of a file, or NULL. Borrowed. */
const char *slw_manifest_hash(const struct slw_manifest *manifest, const char *path);

/* As JSON, sorted by path, without a time or a number of its own: the same launch gives the same
 * bytes. New string. */
char *slw_manifest_text(struct slw_manifest *manifest);
int slw_manifest_read(struct slw_manifest *manifest, const char *path, struct slw_err *err);

#endif
