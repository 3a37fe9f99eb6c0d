/* Strings and arrays that live as long as a page or as a render, freed together. */
#ifndef SLW_STOREFRONT_POOL_H
#define SLW_STOREFRONT_POOL_H

#include <stddef.h>

struct pool_block;
struct pool {
	struct pool_block *first; /* the newest */
	size_t used, size;	  /* bytes of the newest */
};

void slw_pool_init(struct pool *pool);
void slw_pool_release(struct pool *pool);
/* Forgets all of it and keeps one block for the next page. */
void slw_pool_clear(struct pool *pool);

void *slw_pool_alloc(struct pool *pool, size_t size);	 /* zeroed, aligned */
char *slw_pool_str(struct pool *pool, const char *text); /* NULL for NULL and "" */
char *slw_pool_bytes(struct pool *pool, const char *text, size_t len);
char *slw_pool_printf(struct pool *pool, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
