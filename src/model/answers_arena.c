#include "config.h"

#include "model/answers_arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "base/banned.h"

#define CHUNK 65536

struct chunk {
	struct chunk *next;
	alignas(max_align_t) char data[];
};

struct slw_arena {
	struct chunk *chunks;
	char *at;
	size_t left;
};

struct slw_arena *slw_arena_new(void)
{
	return slw_calloc(1, sizeof(struct slw_arena));
}

void slw_arena_free(struct slw_arena *arena)
{
	if (arena == NULL)
		return;
	while (arena->chunks != NULL) {
		struct chunk *next = arena->chunks->next;

		free(arena->chunks);
		arena->chunks = next;
	}
	free(arena);
}

static void *take(struct slw_arena *arena, size_t size)
{
	char *at;

	if (size > arena->left) {
		/* what is larger than a chunk gets one of its own, and the open one stays open */
		size_t room = size > CHUNK / 4 ? size : CHUNK;
		struct chunk *chunk = slw_malloc(sizeof(*chunk) + room);

		chunk->next = arena->chunks;
		arena->chunks = chunk;
		if (room == size)
			return chunk->data;
		arena->at = chunk->data;
		arena->left = room;
	}
	at = arena->at;
	arena->at += size;
	arena->left -= size;
	return at;
}

void *slw_arena_alloc(struct slw_arena *arena, size_t size)
{
	const size_t align = alignof(void *);

	return take(arena, (size + align - 1) / align * align + (size == 0 ? align : 0));
}

const char *slw_arena_text(struct slw_arena *arena, const char *text, size_t len)
{
	char *copy = slw_arena_alloc(arena, len + 1);

	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}
