/*
 * The answers file: YAML or JSON, read with libfyaml so that every problem has its place.
 */
#ifndef SLW_MODEL_ANSWERS_H
#define SLW_MODEL_ANSWERS_H

#include <jansson.h>
#include <stddef.h>

struct slw_buf;
struct slw_catalog;
struct slw_documents;
struct slw_err;
struct slw_problems;

#define SLW_ANSWERS_MAX (64 * 1024 * 1024) /* bytes of a file that is read at all */

struct slw_answers;

/*
 * Reads and checks. name is for positions; text of len bytes is borrowed for the call. All problems,
 * of syntax, type, meaning and across fields, are added to problems (with file, line and column),
 * and *out is set, also when there are errors, as far as it was understood; only what cannot be
 * looked at at all (larger than SLW_ANSWERS_MAX, not UTF-8) returns -1, with the place in err.
 * The catalogue must outlive *out.
 */
int slw_answers_read(const char *name, const char *text, size_t len,
		     const struct slw_catalog *catalog, struct slw_answers **out,
		     struct slw_problems *problems, struct slw_err *err);
void slw_answers_free(struct slw_answers *answers);

/* Borrowed. Without INPUT fields and without products.items. Literal secrets are in it as
 * {"literal": VALUE} until the service has moved them. */
struct slw_documents *slw_answers_documents(const struct slw_answers *answers);
/* products.items: array of product objects, canonical, handles filled in. Borrowed. */
json_t *slw_answers_products(const struct slw_answers *answers);
/* The same two before entries that could not be read were taken out: they are null in their lists,
 * so that an index is that of the file. The products may lack their handles. Borrowed. */
const struct slw_documents *slw_answers_numbered(const struct slw_answers *answers);
const json_t *slw_answers_numbered_products(const struct slw_answers *answers);
/* products.imports: array of {"file", "map"}. Borrowed. */
json_t *slw_answers_imports(const struct slw_answers *answers);

/* Where the value at a path stands (a record or list: its key): 0, or -1 if it does not. */
int slw_answers_position(const struct slw_answers *answers, const char *path, int *line,
			 int *column);

/* The missing required keys as a block of YAML that can be pasted into the file, with their help
 * as comments; nothing when none is missing. */
void slw_answers_missing(const struct slw_answers *answers, const struct slw_problems *problems,
			 struct slw_buf *out);

/*
 * Writes documents and products as an answers file in block style, one key a line, keys in table
 * order. Reading what was written gives the same documents and products. A literal secret is never
 * written. products may be NULL.
 */
struct slw_answers_sink {
	int (*write)(void *context, const char *text, size_t len, struct slw_err *err);
	void *context;
};
struct slw_answers_source {
	/* 1: *product is the next one, borrowed until the next call; 0: no more; -1: err is set */
	int (*next)(void *context, const json_t **product, struct slw_err *err);
	void *context;
};
int slw_answers_write(const struct slw_documents *docs, const struct slw_answers_source *products,
		      const struct slw_answers_sink *sink, struct slw_err *err);

/* The JSON Schema (2020-12) of an answers file; new reference. It accepts and rejects what
 * slw_answers_read() does, as far as a schema can say it; its description names the rules that it
 * cannot (across fields). */
json_t *slw_answers_schema(const struct slw_catalog *catalog);

#endif
