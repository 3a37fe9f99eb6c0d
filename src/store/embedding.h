/*
 * Texts as vectors (content/embed.h), in the store. A backend that has an index for them has it behind
 * these calls.
 */
#ifndef SLW_STORE_EMBEDDING_H
#define SLW_STORE_EMBEDDING_H

#include <stddef.h>
#include <stdint.h>

struct slw_err;
struct slw_store;

/* A text as a vector, of a shop (kind "shop", product_no 0) or of one of its products. */
struct slw_embedding {
	int64_t session_no, product_no;
	const char *kind, *model; /* model: who made it; others' vectors are not compared */
	int64_t store_version;	  /* of the session that it was made of */
	const float *vector;
	size_t count; /* numbers in it, 1 to 16,384 */
};

/* In place of the one of the same session, kind, product and model. */
int slw_store_embedding_put(struct slw_store *store, const struct slw_embedding *embedding,
			    struct slw_err *err);
/* Of one session, or (0) of all, in the order of their numbers. */
int slw_store_embedding_list(struct slw_store *store, int64_t session_no, const char *kind,
			     const char *model,
			     int (*each)(void *context, const struct slw_embedding *embedding),
			     void *context, struct slw_err *err);

#endif
