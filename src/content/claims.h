/* Claims of a text that its facts do not hold; the part of analysis.h that finds them. */
#ifndef SLW_CONTENT_CLAIMS_H
#define SLW_CONTENT_CLAIMS_H

#include <jansson.h>

struct slw_claims;
struct slw_err;
struct slw_tokens;
struct slw_words;

/* Keeps what it needs from one text to the next: one for each thread. stop: the language's stop
 * words, borrowed. */
int slw_claims_open(struct slw_claims **out, const char *data_folder, const char *language,
		    const struct slw_words *stop, struct slw_err *err);
void slw_claims_free(struct slw_claims *claims);

/* tokens are those of text. facts and wanted may be NULL. New reference: array of objects as in
 * analysis.h, by place. */
json_t *slw_claims_find(struct slw_claims *claims, const char *text,
			const struct slw_tokens *tokens, const json_t *facts, const json_t *wanted);

#endif
