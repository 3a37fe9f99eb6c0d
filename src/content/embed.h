/*
 * Texts as points of a space in which those that speak of the same are near each other, of
 * length 1: 100 numbers each, or as many as a model has. The built-in ones are averages of word vectors (data/vectors/); what a model
 * gives goes the same ways, but vectors of different makers are never compared.
 *
 * What holds for the built-in ones: English texts of a subject are near each other, also in other
 * words. Of any language, texts that share words, or their letters in threes, are near each other; but
 * "perro" is not near "dog", nor near "gato".
 */
#ifndef SLW_CONTENT_EMBED_H
#define SLW_CONTENT_EMBED_H

#include <stdbool.h>
#include <stddef.h>

struct slw_err;
struct slw_progress;
struct slw_writer;
struct slw_vectors; /* only read once it is loaded: any number of threads */

#define SLW_EMBED_DIMENSIONS 100
#define SLW_EMBED_MOST	     8192 /* numbers of a model's vector */
/* Who made a vector: of others it is the name of provider and model. */
#define SLW_EMBED_BUILTIN "builtin-1"

/* SLW_EINTERNAL: the files are missing or damaged. About a millisecond, and 2 MiB. */
int slw_vectors_load(struct slw_vectors **out, const char *data_folder, struct slw_err *err);
void slw_vectors_free(struct slw_vectors *vectors);

/* False, and all zero, where the text has no word. The same text gives the same bytes. */
bool slw_vectors_embed(const struct slw_vectors *vectors, const char *text,
		       float out[SLW_EMBED_DIMENSIONS]);

/*
 * By a model ("openai", "local") as it is set up in the environment. Who makes the vectors:
 * "openai/text-embedding-3-small", a new string; NULL with SLW_EINVAL: it is not set up, or there is
 * none of this name.
 */
char *slw_embed_maker(const struct slw_writer *writer, const char *provider, struct slw_err *err);
/*
 * count rows of *size numbers; the texts are not empty, of each the first 8,000 bytes count. NULL:
 * errors of slw_embed_maker() and slw_http_start(), SLW_ENET where the reply does not hold them all.
 */
float *slw_embed_ask(struct slw_writer *writer, const char *provider, const char *const *texts,
		     size_t count, size_t *size, const struct slw_progress *progress,
		     struct slw_err *err);

/* -1 to 1: of two vectors of length 1 their product. */
float slw_embed_cosine(const float *a, const float *b, size_t size);

struct slw_near {
	size_t index;
	float cosine;
};

/*
 * The nearest of count vectors of length 1 and of size numbers, one after the other in rows, to the query: exact, best
 * first, of equal ones the first. At most most of them go to out; returns how many.
 */
size_t slw_embed_nearest(const float *rows, size_t count, size_t size, const float *query,
			 size_t most, struct slw_near *out);

#endif
