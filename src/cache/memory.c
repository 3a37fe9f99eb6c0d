/*
 * A cache in memory. uthash iterates in the order of insertion: an entry that is used is taken out
 * and put in again, so that the first is always the one that was not used for the longest time.
 */
#include "config.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#define uthash_fatal(reason) slw_out_of_memory(0)
#include <uthash.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "cache/backend.h"

#include "base/banned.h"

struct entry {
	UT_hash_handle hh;
	int64_t until;
	size_t key_len, len;
	char bytes[]; /* the key and its NUL, then the value */
};

struct memory {
	struct slw_cache base;
	pthread_mutex_t lock; /* of all below */
	struct slw_cache_options options;
	struct slw_cache_figures figures;
	struct entry *entries;
};

static struct entry *find(struct memory *memory, const char *key)
{
	struct entry *entry;

	HASH_FIND(hh, memory->entries, key, strlen(key), entry);
	return entry;
}

static void drop(struct memory *memory, struct entry *entry)
{
	HASH_DEL(memory->entries, entry);
	memory->figures.bytes -= entry->key_len + entry->len;
	memory->figures.entries--;
	free(entry);
}

static void insert(struct memory *memory, struct entry *entry)
{
	HASH_ADD_KEYPTR(hh, memory->entries, entry->bytes, entry->key_len, entry);
}

static int memory_get(struct slw_cache *cache, const char *key, struct slw_buf *value,
		      struct slw_err *err)
{
	struct memory *memory = (struct memory *)cache;
	struct entry *entry;

	(void)err;
	pthread_mutex_lock(&memory->lock);
	entry = find(memory, key);
	if (entry != NULL && entry->until <= memory->options.clock()) {
		memory->figures.expired++;
		drop(memory, entry);
		entry = NULL;
	}
	if (entry != NULL) {
		HASH_DEL(memory->entries, entry);
		insert(memory, entry);
		memory->figures.hits++;
		slw_buf_add(value, entry->bytes + entry->key_len + 1, entry->len);
	} else {
		memory->figures.misses++;
	}
	pthread_mutex_unlock(&memory->lock);
	return entry != NULL;
}

/* Room for one more of so many bytes: what is too old, else what was not used for longest. */
static void make_room(struct memory *memory, size_t bytes)
{
	int64_t now = memory->options.clock();

	while (memory->entries != NULL &&
	       (memory->figures.entries >= memory->options.entries ||
		memory->figures.bytes + bytes > memory->options.total_bytes)) {
		if (memory->entries->until <= now)
			memory->figures.expired++;
		else
			memory->figures.evicted++;
		drop(memory, memory->entries);
	}
}

static int memory_put(struct slw_cache *cache, const char *key, const void *data, size_t len,
		      struct slw_err *err)
{
	struct memory *memory = (struct memory *)cache;
	size_t key_len = strlen(key);
	struct entry *entry;

	(void)err;
	pthread_mutex_lock(&memory->lock);
	entry = find(memory, key);
	if (entry != NULL)
		drop(memory, entry);
	if (len <= memory->options.entry_bytes && len + key_len <= memory->options.total_bytes) {
		make_room(memory, key_len + len);
		entry = slw_malloc(sizeof(*entry) + key_len + 1 + len);
		*entry = (struct entry){ .until = memory->options.clock() + memory->options.keep_ms,
					 .key_len = key_len,
					 .len = len };
		memcpy(entry->bytes, key, key_len + 1);
		if (len > 0)
			memcpy(entry->bytes + key_len + 1, data, len);
		insert(memory, entry);
		memory->figures.bytes += key_len + len;
		memory->figures.entries++;
	}
	pthread_mutex_unlock(&memory->lock);
	return 0;
}

static int memory_remove(struct slw_cache *cache, const char *key, struct slw_err *err)
{
	struct memory *memory = (struct memory *)cache;
	struct entry *entry;

	(void)err;
	pthread_mutex_lock(&memory->lock);
	entry = find(memory, key);
	if (entry != NULL)
		drop(memory, entry);
	pthread_mutex_unlock(&memory->lock);
	return 0;
}

static void memory_figures(struct slw_cache *cache, struct slw_cache_figures *out)
{
	struct memory *memory = (struct memory *)cache;

	pthread_mutex_lock(&memory->lock);
	*out = memory->figures;
	pthread_mutex_unlock(&memory->lock);
}

static void memory_close(struct slw_cache *cache)
{
	struct memory *memory = (struct memory *)cache;

	while (memory->entries != NULL)
		drop(memory, memory->entries);
	pthread_mutex_destroy(&memory->lock);
	free(memory);
}

static const struct slw_cache_ops memory_ops = {
	.get = memory_get,
	.put = memory_put,
	.remove = memory_remove,
	.figures = memory_figures,
	.close = memory_close,
};

struct slw_cache *slw_cache_memory(const struct slw_cache_options *options)
{
	struct memory *memory = slw_calloc(1, sizeof(*memory));

	memory->base.ops = &memory_ops;
	if (options != NULL)
		memory->options = *options;
	if (memory->options.entries == 0)
		memory->options.entries = 1000;
	if (memory->options.keep_ms == 0)
		memory->options.keep_ms = 300000;
	if (memory->options.entry_bytes == 0)
		memory->options.entry_bytes = 1024UL * 1024;
	if (memory->options.total_bytes == 0)
		memory->options.total_bytes = 32UL * 1024 * 1024;
	if (memory->options.clock == NULL)
		memory->options.clock = slw_clock_monotonic;
	pthread_mutex_init(&memory->lock, NULL);
	return &memory->base;
}
