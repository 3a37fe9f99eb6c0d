/*
 * Sentiment by valences of words, after the published rules of VADER (Hutto and Gilbert, 2014):
 * negations within three words before turn a valence round and weaken it, boosters strengthen or
 * weaken it, as do capitals among small letters and exclamation marks; what follows "but" counts
 * more than what comes before; a sentence's sum is brought into -1 to 1. A text is the mean of its
 * sentences, so that a long one does not end at 1 by its length alone.
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "content/analyzer.h"
#include "content/stems.h"

#include "base/banned.h"

#define NEGATED	      (-0.74)
#define CAPITALS      0.733
#define NEVER_SO      1.25
#define BEFORE_BUT    0.5
#define BEHIND_BUT    1.5
#define EXCLAMATION   0.292
#define EXCLAMATIONS  4
#define QUESTION      0.18
#define QUESTIONS_MAX 0.96
#define SPREAD	      15.0
#define LOOKBACK      3
#define PHRASE_MAX    96

static const double distance_weights[LOOKBACK] = { 1.0, 0.95, 0.9 };

struct passage {
	struct slw_analyzer *analyzer;
	const char *text;
	const struct slw_tokens *tokens;
	size_t first, end; /* tokens */
	bool shouts;	   /* some words are in capitals and some are not */
};

static bool has(const struct passage *passage, const struct slw_words *words, size_t at)
{
	const struct slw_token *token = &passage->tokens->list[at];

	return slw_words_find_hash(words, passage->tokens->folded + token->offset, token->len,
				   token->hash, NULL);
}

static bool lexicon_has(const struct passage *passage, size_t at, float *valence)
{
	const struct slw_token *token = &passage->tokens->list[at];
	const char *word = passage->tokens->folded + token->offset;
	uint32_t stem;

	if (slw_words_find_hash(passage->analyzer->valence, word, token->len, token->hash, valence))
		return true;
	if (!passage->analyzer->by_stem)
		return false;
	stem = slw_stem(passage->analyzer->stems, word, token->len, token->hash);
	return slw_words_find(passage->analyzer->valence_stems, (const char *)&stem, sizeof(stem),
			      valence);
}

/* Whether a word is all capitals: one at least, and no small letter. */
static bool is_upper(const struct passage *passage, size_t at)
{
	const struct slw_token *token = &passage->tokens->list[at];
	const char *word = passage->text + token->offset;
	bool upper = false;

	for (size_t i = 0; i < token->len; i++) {
		if (word[i] >= 'a' && word[i] <= 'z')
			return false;
		upper = upper || (word[i] >= 'A' && word[i] <= 'Z');
	}
	return upper;
}

/* The words from..at by one space each, in a list of phrases. */
static bool phrase_in(const struct passage *passage, const struct slw_words *phrases, size_t from,
		      size_t at, float *figure)
{
	char phrase[PHRASE_MAX];
	size_t len = 0;

	if (slw_words_count(phrases) == 0)
		return false;
	for (size_t i = from; i <= at; i++) {
		const struct slw_token *token = &passage->tokens->list[i];

		if (len + token->len + 1 > sizeof(phrase))
			return false;
		if (i > from)
			phrase[len++] = ' ';
		memcpy(phrase + len, passage->tokens->folded + token->offset, token->len);
		len += token->len;
	}
	return slw_words_find(phrases, phrase, len, figure);
}

static double boost_of(const struct passage *passage, size_t at, double valence)
{
	const struct slw_token *token = &passage->tokens->list[at];
	float found;
	double boost;

	if (!slw_words_find_hash(passage->analyzer->boosters,
				 passage->tokens->folded + token->offset, token->len, token->hash,
				 &found))
		return 0;
	boost = valence < 0 ? -(double)found : (double)found;
	if (passage->shouts && is_upper(passage, at))
		boost += valence > 0 ? CAPITALS : -CAPITALS;
	return boost;
}

/* Whether a list of pairs has the word at first with one of those from there to at. */
static bool pair_in(const struct passage *passage, const struct slw_words *pairs, size_t first,
		    size_t at)
{
	const struct slw_token *one = &passage->tokens->list[first];
	char pair[PHRASE_MAX];

	if (one->len + 1 >= sizeof(pair) || slw_words_count(pairs) == 0)
		return false;
	memcpy(pair, passage->tokens->folded + one->offset, one->len);
	pair[one->len] = ' ';
	for (size_t i = first + 1; i < at; i++) {
		const struct slw_token *other = &passage->tokens->list[i];
		size_t len = one->len + 1 + other->len;

		if (len > sizeof(pair))
			continue;
		memcpy(pair + one->len + 1, passage->tokens->folded + other->offset, other->len);
		if (slw_words_find(pairs, pair, len, NULL))
			return true;
	}
	return false;
}

/* By the word that is back words before at. */
static double negate(const struct passage *passage, size_t at, size_t back, double valence)
{
	const struct slw_analyzer *analyzer = passage->analyzer;

	if (!has(passage, analyzer->negations, at - back))
		return valence;
	if (pair_in(passage, analyzer->intensified, at - back, at)) /* "never been so good" */
		return valence * NEVER_SO;
	if (pair_in(passage, analyzer->doubtless, at - back, at)) /* "without a doubt" */
		return valence;
	return valence * NEGATED;
}

/* "the shit", "kiss of death"; "kind of", which is a booster of two words. */
static double apply_idioms(const struct passage *passage, size_t at, double valence)
{
	const struct slw_analyzer *analyzer = passage->analyzer;
	float found;

	for (size_t from = at - LOOKBACK; from < at; from++)
		for (size_t to = at; to > from && to + 1 >= at; to--)
			if (phrase_in(passage, analyzer->idioms, from, to, &found))
				return (double)found;
	for (size_t to = at + 1; to <= at + 2 && to < passage->end; to++)
		if (phrase_in(passage, analyzer->idioms, at, to, &found))
			return (double)found;
	for (size_t from = at - LOOKBACK; from + 1 < at; from++)
		for (size_t to = from + 1; to < at && to <= from + 2; to++)
			if (phrase_in(passage, analyzer->boosters, from, to, &found))
				valence += (double)found;
	return valence;
}

/* "least compelling", but not "at least compelling". */
static double check_least(const struct passage *passage, size_t at, double valence)
{
	const struct slw_analyzer *analyzer = passage->analyzer;

	if (at == passage->first || !has(passage, analyzer->least, at - 1))
		return valence;
	if (at - passage->first > 1 && has(passage, analyzer->least_but, at - 2))
		return valence;
	return valence * NEGATED;
}

/* "no problem": a word that refuses turns what follows, and is then none of its own. */
static bool is_refusal(const struct passage *passage, size_t at)
{
	return slw_words_count(passage->analyzer->refusal) > 0 &&
	       has(passage, passage->analyzer->refusal, at);
}

static double refuse(const struct passage *passage, size_t at, double valence)
{
	float ignored;

	if (slw_words_count(passage->analyzer->refusal) == 0)
		return valence;
	if (is_refusal(passage, at) && at + 1 < passage->end &&
	    lexicon_has(passage, at + 1, &ignored))
		return 0;
	for (size_t back = 1; back <= 2 && back <= at - passage->first; back++)
		if (is_refusal(passage, at - back))
			return valence * NEGATED;
	return valence;
}

static double word_valence(const struct passage *passage, size_t at)
{
	float found;
	double valence;

	if (!lexicon_has(passage, at, &found) || has(passage, passage->analyzer->boosters, at) ||
	    (at + 1 < passage->end &&
	     phrase_in(passage, passage->analyzer->boosters, at, at + 1, NULL)))
		return 0;
	valence = refuse(passage, at, (double)found);
	if (passage->shouts && is_upper(passage, at))
		valence += valence > 0 ? CAPITALS : -CAPITALS;
	for (size_t back = 1; back <= LOOKBACK && back <= at - passage->first; back++) {
		if (lexicon_has(passage, at - back, &found))
			continue;
		valence += boost_of(passage, at - back, valence) * distance_weights[back - 1];
		valence = negate(passage, at, back, valence);
		if (back == LOOKBACK)
			valence = apply_idioms(passage, at, valence);
	}
	return check_least(passage, at, valence);
}

/* Marks behind the words of the passage. */
static double emphasis(const struct passage *passage)
{
	const struct slw_token *last = &passage->tokens->list[passage->end - 1];
	const char *from = passage->text + passage->tokens->list[passage->first].offset;
	const char *to = passage->end < passage->tokens->count
			     ? passage->text + passage->tokens->list[passage->end].offset
			     : passage->text + last->offset + strlen(passage->text + last->offset);
	int exclamations = 0, questions = 0;
	double sum;

	for (; from < to; from++) {
		exclamations += *from == '!';
		questions += *from == '?';
	}
	sum = EXCLAMATION * (exclamations < EXCLAMATIONS ? exclamations : EXCLAMATIONS);
	if (questions > 1)
		sum += questions <= 3 ? QUESTION * questions : QUESTIONS_MAX;
	return sum;
}

static bool shouts(const struct passage *passage)
{
	size_t upper = 0;

	for (size_t i = passage->first; i < passage->end; i++)
		upper += is_upper(passage, i);
	return upper > 0 && upper < passage->end - passage->first;
}

static double passage_score(struct passage *passage)
{
	double before = 0, behind = 0, sum, marks;
	bool but = false;

	passage->shouts = shouts(passage);
	for (size_t i = passage->first; i < passage->end; i++) {
		double valence = word_valence(passage, i);

		if (!but && has(passage, passage->analyzer->contrast, i)) {
			but = true;
			before = BEFORE_BUT * behind;
			behind = valence;
		} else {
			behind += but ? BEHIND_BUT * valence : valence;
		}
	}
	sum = before + behind;
	marks = emphasis(passage);
	if (sum > 0)
		sum += marks;
	else if (sum < 0)
		sum -= marks;
	return sum / sqrt(sum * sum + SPREAD);
}

double slw_sentiment_score(struct slw_analyzer *analyzer, const char *text)
{
	const struct slw_tokens *tokens = &analyzer->tokens;
	struct passage passage = { .analyzer = analyzer, .text = text, .tokens = tokens };
	double total = 0;

	if (slw_words_count(analyzer->valence) == 0 &&
	    slw_words_count(analyzer->valence_stems) == 0)
		return 0;
	for (size_t i = 0; i < tokens->count; i++) {
		if (i + 1 < tokens->count &&
		    tokens->list[i + 1].sentence == tokens->list[i].sentence)
			continue;
		passage.end = i + 1;
		total += passage_score(&passage);
		passage.first = i + 1;
	}
	return tokens->sentences > 0 ? total / (double)tokens->sentences : 0;
}
