/* The parts of analysis.c among themselves. */
#ifndef SLW_CONTENT_ANALYZER_H
#define SLW_CONTENT_ANALYZER_H

#include <jansson.h>

#include "content/words.h"

enum slw_claim_kind {
	SLW_CLAIM_MATERIAL,
	SLW_CLAIM_CERTIFICATE,
	SLW_CLAIM_GUARANTEE,
	SLW_CLAIM_PROMISE,
	SLW_CLAIM_NUMBER,
	SLW_CLAIM__MAX
};

struct slw_analyzer {
	struct slw_words *stop, *valence, *boosters, *negations, *benefit, *emotional, *action;
	struct slw_words *claims; /* the figure is the kind */
	json_t *implied;	  /* fact -> phrases that it allows; may be NULL */
};

/* Mean of the sentences, -1 to 1. */
double slw_sentiment_score(const struct slw_analyzer *analyzer, const struct slw_tokens *tokens);

/* New references. */
json_t *slw_claims_find(const struct slw_analyzer *analyzer, const char *text,
			const struct slw_tokens *tokens, const json_t *facts, const json_t *wanted);
json_t *slw_keywords_find(const struct slw_analyzer *analyzer, const struct slw_tokens *tokens,
			  const json_t *facts, const json_t *wanted);

#endif
