#include "config.h"

#include "storefront/index.h"

#include <stdlib.h>

#include "base/mem.h"

#define uthash_fatal(reason) slw_out_of_memory(0)
#include <uthash.h>

#include "base/banned.h"

struct entry {
	const char *key;
	uint32_t number;
	UT_hash_handle hh;
};

struct render_index {
	struct entry *entries;
};

struct render_index *slw_index_new(void)
{
	return slw_calloc(1, sizeof(struct render_index));
}

void slw_index_free(struct render_index *index)
{
	struct entry *entry, *next;

	if (index == NULL)
		return;
	HASH_ITER (hh, index->entries, entry, next) {
		HASH_DEL(index->entries, entry);
		free(entry);
	}
	free(index);
}

uint32_t slw_index_get(const struct render_index *index, const char *key)
{
	struct entry *entry;

	HASH_FIND_STR(index->entries, key, entry);
	return entry != NULL ? entry->number : SLW_INDEX_NONE;
}

void slw_index_put(struct render_index *index, const char *key, uint32_t number)
{
	struct entry *entry = slw_calloc(1, sizeof(*entry));

	entry->key = key;
	entry->number = number;
	HASH_ADD_KEYPTR(hh, index->entries, entry->key, strlen(entry->key), entry);
}
