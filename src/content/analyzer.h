/* The parts of analysis.c among themselves. */
#ifndef SLW_CONTENT_ANALYZER_H
#define SLW_CONTENT_ANALYZER_H

#include <jansson.h>
#include <stdbool.h>

#include "content/words.h"

struct slw_claims;
struct slw_content_type;
struct slw_languages;
struct slw_spelling;
struct slw_stems;

#define SLW_ENDINGS 24

struct slw_analyzer {
	char code[8]; /* of the language */
	json_t *file; /* analysis-LANGUAGE.json, or NULL */
	struct slw_words *stop, *benefit, *emotional, *action;
	/* sentiment; the words of a file may be listed by their stem alone */
	struct slw_words *valence, *valence_stems, *boosters, *negations, *idioms, *contrast,
	    *intensified, *doubtless, *least, *least_but, *refusal;
	bool by_stem;
	bool elisions; /* "l'or": the word is "or" */
	struct slw_reading {
		double base, sentence, word; /* of a Flesch formula; base 0: there is none */
		/* pairs of vowels that are two syllables, ends of words that are none */
		struct slw_endings {
			const char *text;
			size_t len;
		} apart[SLW_ENDINGS], silent[SLW_ENDINGS];
		size_t apart_count, silent_count;
		/* First byte of a pair -> bits of the low five bits of its second: what cannot be one. */
		uint32_t apart_starts[256];
	} reading;
	/* letters that are together are one syllable; of those beyond ASCII the second byte */
	bool vowel_bytes[256];
	struct slw_stems *stems;
	struct slw_spelling *spelling; /* NULL: none is installed */
	struct slw_claims *claims;
	struct slw_languages *languages;
	/* of the text in hand, kept for their memory */
	struct slw_tokens tokens;
	uint32_t *stem_list; /* of each token, 0: not asked for yet */
	size_t stem_cap;
};

/* Of a token of analyzer->tokens. */
uint32_t slw_analyzer_stem(struct slw_analyzer *analyzer, size_t token);

/* Mean of the sentences, -1 to 1. */
double slw_sentiment_score(struct slw_analyzer *analyzer, const char *text);

/* The parts of the score and their weighted mean. readability: the Flesch figure, or NAN. */
json_t *slw_rate(struct slw_analyzer *analyzer, const char *text,
		 const struct slw_content_type *type, int length, const json_t *facts,
		 const json_t *keywords, double *score, double *readability);

/* New reference. */
json_t *slw_keywords_find(struct slw_analyzer *analyzer, const json_t *facts, const json_t *wanted);
/* How often the stems of a keyword follow each other in the text. */
size_t slw_keyword_count(struct slw_analyzer *analyzer, const char *keyword);

#endif
