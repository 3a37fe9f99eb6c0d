/*
 * Answers that were paid for, kept for a while: one interface, the memory of the process behind it
 * today. A cache may forget anything at any time, so a caller never needs a value to be there.
 *
 * How a caller uses it, before and after its request:
 *
 *	slw_cache_content_key(key, "openai", model, prompt, options);
 *	if (slw_cache_get(cache, key, &reply, &ignored) == 1)
 *		return use(reply);
 *	... ask the model ...
 *	slw_cache_put(cache, key, reply.data, reply.len, &ignored);
 *
 * A cache that fails is passed over (log the error, ask the model). What is kept is the reply as it
 * was checked and found good: never an error, a refusal or half a stream. cache may be NULL
 * everywhere: get finds nothing, put keeps nothing.
 */
#ifndef SLW_CACHE_CACHE_H
#define SLW_CACHE_CACHE_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

struct slw_buf;
struct slw_cache;
struct slw_err;

struct slw_cache_options {
	size_t entries;		/* at most so many; 0: 1,000 */
	int64_t keep_ms;	/* from put until it is forgotten; 0: 300,000 */
	size_t entry_bytes;	/* a larger value is not kept; 0: 1 MiB */
	size_t total_bytes;	/* of keys and values together; 0: 32 MiB */
	int64_t (*clock)(void); /* milliseconds; NULL: slw_clock_monotonic */
};

/* Counted since it was opened; entries and bytes are those of now. */
struct slw_cache_figures {
	uint64_t hits, misses, evicted, expired;
	size_t entries, bytes;
};

/*
 * In the memory of this process; the entry that was not used for the longest time goes first.
 * options may be NULL. Any number of threads may use one cache: each call holds its lock.
 */
struct slw_cache *slw_cache_memory(const struct slw_cache_options *options);
void slw_cache_free(struct slw_cache *cache); /* NULL is fine; no other thread uses it any more */

#define SLW_CACHE_KEY_MAX 200 /* bytes of a key, without the NUL */

/*
 * 1: it was there and is appended to value (any bytes); 0: it is not there or is too old; -1: the
 * cache failed (SLW_ENET, SLW_ETIMEOUT; never the one in memory), and value is as it was.
 */
int slw_cache_get(struct slw_cache *cache, const char *key, struct slw_buf *value,
		  struct slw_err *err);

/*
 * Keeps a copy, in place of what the key had. A value above the cap is not kept, what the key had is
 * gone, and the call is well. SLW_EINVAL: the key is empty or longer than SLW_CACHE_KEY_MAX.
 */
int slw_cache_put(struct slw_cache *cache, const char *key, const void *data, size_t len,
		  struct slw_err *err);
int slw_cache_remove(struct slw_cache *cache, const char *key, struct slw_err *err);
void slw_cache_figures(struct slw_cache *cache, struct slw_cache_figures *out);

/* "wizard:content:" and 64 hexadecimal digits, with the NUL. */
#define SLW_CACHE_CONTENT_KEY_SIZE 80

/*
 * The key of one request to a model: of all that decides the reply. options (NULL or any JSON: the
 * temperature, the most tokens, the schema, the base URL, the number of the alternative) counts the
 * same in any order of its keys. NULL texts count as empty ones. The key says nothing about them.
 */
void slw_cache_content_key(char out[SLW_CACHE_CONTENT_KEY_SIZE], const char *provider,
			   const char *model, const char *prompt, const json_t *options);

#endif
