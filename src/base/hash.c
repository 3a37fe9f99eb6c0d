#include "config.h"

#include "base/hash.h"

#include <nettle/sha2.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>

#include "base/mem.h"

#include "base/banned.h"

struct slw_hash {
	struct sha256_ctx state;
};

static void start_sodium(void)
{
	/* without a source of randomness nothing that follows would be safe */
	if (sodium_init() < 0)
		abort();
}

static void need_sodium(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, start_sodium);
}

struct slw_hash *slw_hash_new(void)
{
	struct slw_hash *hash = slw_malloc(sizeof(*hash));

	sha256_init(&hash->state);
	return hash;
}

void slw_hash_add(struct slw_hash *hash, const void *data, size_t len)
{
	if (len > 0)
		sha256_update(&hash->state, len, data);
}

static void finish(struct sha256_ctx *state, char out[SLW_HASH_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char digest[SHA256_DIGEST_SIZE];

	sha256_digest(state, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[2 * sizeof(digest)] = '\0';
}

void slw_hash_end(struct slw_hash *hash, char out[SLW_HASH_SIZE])
{
	finish(&hash->state, out);
	free(hash);
}

void slw_hash_free(struct slw_hash *hash)
{
	free(hash);
}

void slw_hash_bytes(const void *data, size_t len, char out[SLW_HASH_SIZE])
{
	struct sha256_ctx state;

	sha256_init(&state);
	if (len > 0)
		sha256_update(&state, len, data);
	finish(&state, out);
}

void slw_random(void *out, size_t len)
{
	need_sodium();
	if (len > 0)
		randombytes_buf(out, len);
}
