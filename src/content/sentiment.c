/*
 * Sentiment by valences of words, after Hutto and Gilbert (VADER, 2014): a negation within three
 * words before turns a valence round and weakens it, boosters before it strengthen or weaken it, a
 * sentence's sum is brought into -1 to 1. A text is the mean of its sentences, so that a long one
 * does not end at 1 by its length alone.
 */
#include "config.h"

#include "content/analyzer.h"

#include <math.h>

#include "base/banned.h"

#define NEGATED	 (-0.74)
#define SPREAD	 15.0
#define LOOKBACK 3

static double word_valence(const struct slw_analyzer *analyzer, const struct slw_tokens *tokens,
			   size_t at)
{
	const struct slw_token *token = &tokens->list[at];
	float found;
	double valence;

	if (!slw_words_find(analyzer->valence, tokens->folded + token->offset, token->len, &found))
		return 0;
	valence = (double)found;
	for (size_t back = 1; back <= LOOKBACK && back <= at; back++) {
		const struct slw_token *before = &tokens->list[at - back];
		const char *word = tokens->folded + before->offset;
		float boost;

		if (before->sentence != token->sentence)
			break;
		if (slw_words_find(analyzer->boosters, word, before->len, &boost)) {
			double step = (double)boost * (1.0 - 0.05 * (double)(back - 1));

			valence += valence > 0 ? step : -step;
		}
		if (slw_words_find(analyzer->negations, word, before->len, NULL))
			valence *= NEGATED;
	}
	return valence;
}

double slw_sentiment_score(const struct slw_analyzer *analyzer, const struct slw_tokens *tokens)
{
	double total = 0, sum = 0;

	for (size_t i = 0; i < tokens->count; i++) {
		sum += word_valence(analyzer, tokens, i);
		if (i + 1 == tokens->count ||
		    tokens->list[i + 1].sentence != tokens->list[i].sentence) {
			total += sum / sqrt(sum * sum + SPREAD);
			sum = 0;
		}
	}
	return tokens->sentences > 0 ? total / (double)tokens->sentences : 0;
}
