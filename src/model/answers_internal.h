/* What the reader of answers files keeps; for src/model/answers*.c alone. */
#ifndef SLW_MODEL_ANSWERS_INTERNAL_H
#define SLW_MODEL_ANSWERS_INTERNAL_H

#include "model/answers.h"
#include "model/answers_node.h"
#include "model/check_internal.h"
#include "model/documents.h"

struct slw_answers {
	struct slw_tree tree;
	struct slw_documents docs;
	json_t *products, *imports; /* arrays */
	const struct slw_catalog *catalog;
	bool
	    gaps; /* entries could not be read: these two are docs and products with null for them */
	struct slw_documents numbered;
	json_t *numbered_products;
};

/* From the tree to values: everything that the tree says, with problems at their places. Entries
 * of lists that were not understood are null, so that numbers of entries stay those of the file;
 * *gaps says whether there are any. Sections may hold INPUT fields. */
void slw_answers_convert(struct slw_answers *answers, struct slw_problems *problems, bool *gaps);

/* The node at a path, or the deepest one on the way there, and its key's node where it has one. */
const struct slw_node *slw_answers_find(const struct slw_answers *answers, const char *path,
					const struct slw_node **key, bool *exact);

/* One scalar as YAML, on one line: plain, or in double quotes with escapes. */
void slw_answers_quote(struct slw_buf *out, const char *text);
/* Whether a text of several lines can stand as it is behind "|". */
bool slw_answers_fits_block(const char *text);

#endif
