/*
 * SHA-256 (for manifests, content identity and checksums; not for passwords), by nettle, which uses
 * the processor's instructions for it. hash.c is the only file that knows nettle; it and src/secret/
 * know libsodium.
 */
#ifndef SLW_BASE_HASH_H
#define SLW_BASE_HASH_H

#include <stddef.h>

#define SLW_HASH_SIZE 65 /* 64 lower-case hexadecimal digits and the NUL */

struct slw_hash; /* a running hash */

struct slw_hash *slw_hash_new(void);
void slw_hash_add(struct slw_hash *hash, const void *data, size_t len);
void slw_hash_end(struct slw_hash *hash, char out[SLW_HASH_SIZE]); /* frees hash */
void slw_hash_free(struct slw_hash *hash);			   /* to give up; NULL is fine */

void slw_hash_bytes(const void *data, size_t len, char out[SLW_HASH_SIZE]);

/* Cryptographically random bytes. */
void slw_random(void *out, size_t len);

#endif
