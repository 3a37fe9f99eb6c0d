#include "config.h"

#include "base/hash.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>

#include "base/mem.h"

#include "base/banned.h"

struct slw_hash {
	crypto_hash_sha256_state state;
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

	need_sodium();
	crypto_hash_sha256_init(&hash->state);
	return hash;
}

void slw_hash_add(struct slw_hash *hash, const void *data, size_t len)
{
	if (len > 0)
		crypto_hash_sha256_update(&hash->state, data, len);
}

static void finish(crypto_hash_sha256_state *state, char out[SLW_HASH_SIZE])
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256_final(state, digest);
	sodium_bin2hex(out, SLW_HASH_SIZE, digest, sizeof(digest));
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
	crypto_hash_sha256_state state;

	need_sodium();
	crypto_hash_sha256_init(&state);
	if (len > 0)
		crypto_hash_sha256_update(&state, data, len);
	finish(&state, out);
}

void slw_random(void *out, size_t len)
{
	need_sodium();
	if (len > 0)
		randombytes_buf(out, len);
}
