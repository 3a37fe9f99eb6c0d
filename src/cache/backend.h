/*
 * What a cache behind cache.h is made of: a table of functions and a struct that begins with struct
 * slw_cache. cache.c has checked the key. To add one: fill the table, declare the call that opens it
 * in cache.h, run the suite of tests/unit/cache/ on it.
 */
#ifndef SLW_CACHE_BACKEND_H
#define SLW_CACHE_BACKEND_H

#include "cache/cache.h"

struct slw_cache {
	const struct slw_cache_ops *ops;
};

struct slw_cache_ops {
	int (*get)(struct slw_cache *cache, const char *key, struct slw_buf *value,
		   struct slw_err *err);
	int (*put)(struct slw_cache *cache, const char *key, const void *data, size_t len,
		   struct slw_err *err);
	int (*remove)(struct slw_cache *cache, const char *key, struct slw_err *err);
	void (*figures)(struct slw_cache *cache, struct slw_cache_figures *out);
	void (*close)(struct slw_cache *cache);
};

#endif
