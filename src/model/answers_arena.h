/* Memory that is freed all at once: the nodes of an answers file; for src/model/ alone. */
#ifndef SLW_MODEL_ANSWERS_ARENA_H
#define SLW_MODEL_ANSWERS_ARENA_H

#include <stddef.h>

struct slw_arena;

struct slw_arena *slw_arena_new(void);
void slw_arena_free(struct slw_arena *arena); /* NULL is fine */

/* Aligned for any type; never NULL, also for size 0. */
void *slw_arena_alloc(struct slw_arena *arena, size_t size);
/* A copy of len bytes with a NUL behind it. */
const char *slw_arena_text(struct slw_arena *arena, const char *text, size_t len);

#endif
