#include "config.h"

#include "storefront/pool.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "base/banned.h"

#define BLOCK_SIZE 65536

struct pool_block {
	struct pool_block *next;
	max_align_t data[];
};

void slw_pool_init(struct pool *pool)
{
	*pool = (struct pool){ .first = NULL };
}

void slw_pool_release(struct pool *pool)
{
	while (pool->first != NULL) {
		struct pool_block *next = pool->first->next;

		free(pool->first);
		pool->first = next;
	}
	slw_pool_init(pool);
}

void slw_pool_clear(struct pool *pool)
{
	struct pool_block *kept = pool->first;

	if (kept == NULL)
		return;
	if (pool->size != BLOCK_SIZE) {
		slw_pool_release(pool);
		return;
	}
	pool->first = kept->next;
	slw_pool_release(pool);
	kept->next = NULL;
	*pool = (struct pool){ .first = kept, .size = BLOCK_SIZE };
}

static void *take(struct pool *pool, size_t size, size_t align)
{
	size_t start = (pool->used + align - 1) / align * align;
	size_t wanted = size > BLOCK_SIZE ? size : BLOCK_SIZE;

	if (pool->first == NULL || start > pool->size || size > pool->size - start) {
		struct pool_block *block = slw_malloc(sizeof(*block) + wanted);

		block->next = pool->first;
		pool->first = block;
		pool->size = wanted;
		start = 0;
	}
	pool->used = start + size;
	return (char *)pool->first->data + start;
}

void *slw_pool_alloc(struct pool *pool, size_t size)
{
	return memset(take(pool, size, sizeof(max_align_t)), 0, size);
}

char *slw_pool_bytes(struct pool *pool, const char *text, size_t len)
{
	char *copy = take(pool, len + 1, 1);

	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *slw_pool_str(struct pool *pool, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return NULL;
	return slw_pool_bytes(pool, text, strlen(text));
}

char *slw_pool_printf(struct pool *pool, const char *format, ...)
{
	va_list args, again;
	char *text;
	int len;

	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	text = take(pool, (size_t)len + 1, 1);
	vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	return text;
}
