/* The parts of claims.c among themselves: what the facts hold. */
#ifndef SLW_CONTENT_CLAIMS_KNOWN_H
#define SLW_CONTENT_CLAIMS_KNOWN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "content/claim_data.h"
#include "content/numbers.h"
#include "content/words.h"

enum { SLW_KNOWN_YES = 1, SLW_KNOWN_NO = 2 }; /* "with leather", "without leather" */

struct slw_known {
	const struct slw_claim_data *data;
	const json_t *facts;
	uint8_t *concepts; /* of each concept, the two above */
	struct slw_numbers numbers;
	uint32_t *hashes; /* of the words; 0: free; cap is a power of two */
	size_t count, cap;
	struct slw_tokens tokens, pieces; /* of the text that is being read */
	const char *key;		  /* of the facts, that it is from */
	size_t unit;			  /* of bare numbers under the key */
};

/* One phrase of the data in a text. */
struct slw_claim_found {
	size_t first, last; /* pieces */
	size_t concept;
	bool negated;
	bool done; /* said by another claim already */
};

/* The phrase at a piece; false: none. */
bool slw_claim_find(const struct slw_claim_data *data, const struct slw_lexicon *lexicon,
		    const struct slw_tokens *pieces, size_t at, struct slw_claim_found *out);

void slw_known_init(struct slw_known *known, const struct slw_claim_data *data);
void slw_known_release(struct slw_known *known);
/* Reads facts and wanted keywords, in place of those before. */
void slw_known_read(struct slw_known *known, const json_t *facts, const json_t *wanted);
bool slw_known_word(const struct slw_known *known, const struct slw_token *token);
/* Whether the facts have the word and the one behind it, side by side. */
bool slw_known_pair(const struct slw_known *known, const struct slw_token *token);
/* What the days of a fact are about: enum slw_claim_context, 0 for nothing of these. */
unsigned int slw_known_context(const struct slw_known *known, const char *key);

#endif
