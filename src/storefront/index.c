#include "config.h"

#include "storefront/index.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "base/banned.h"

struct slot {
	const char *key; /* NULL: free */
	uint32_t number;
};

struct render_index {
	struct slot *slots;
	size_t count, cap; /* cap is a power of two, at least twice count */
};

struct render_index *slw_index_new(void)
{
	struct render_index *index = slw_calloc(1, sizeof(*index));

	index->cap = 64;
	index->slots = slw_calloc(index->cap, sizeof(*index->slots));
	return index;
}

void slw_index_free(struct render_index *index)
{
	if (index == NULL)
		return;
	free(index->slots);
	free(index);
}

/* FNV-1a; the keys are handles of one merchant's own shop. */
static size_t hash(const char *key)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (; *key != '\0'; key++)
		h = (h ^ (unsigned char)*key) * UINT64_C(1099511628211);
	return (size_t)(h ^ (h >> 32));
}

static struct slot *find(struct slot *slots, size_t cap, const char *key)
{
	size_t i = hash(key) & (cap - 1);

	while (slots[i].key != NULL && strcmp(slots[i].key, key) != 0)
		i = (i + 1) & (cap - 1);
	return &slots[i];
}

uint32_t slw_index_get(const struct render_index *index, const char *key)
{
	const struct slot *slot = find(index->slots, index->cap, key);

	return slot->key != NULL ? slot->number : SLW_INDEX_NONE;
}

static void grow(struct render_index *index)
{
	size_t cap = index->cap * 2;
	struct slot *slots = slw_calloc(cap, sizeof(*slots));

	for (size_t i = 0; i < index->cap; i++) {
		if (index->slots[i].key != NULL)
			*find(slots, cap, index->slots[i].key) = index->slots[i];
	}
	free(index->slots);
	index->slots = slots;
	index->cap = cap;
}

void slw_index_put(struct render_index *index, const char *key, uint32_t number)
{
	if ((index->count + 1) * 2 > index->cap)
		grow(index);
	*find(index->slots, index->cap, key) = (struct slot){ key, number };
	index->count++;
}
