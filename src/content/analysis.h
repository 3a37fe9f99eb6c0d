/*
 * What can be said of a text without a model: how good it is, what it is about, how it sounds, what
 * language it is in, and what it claims that nobody said. The words for it are data:
 * data/writer/analysis-LANGUAGE.json, claims-LANGUAGE.json, valence-LANGUAGE.txt, stopwords.json and
 * languages.json (docs/analysis.md says what is in them); what a language has no words for is left
 * out.
 */
#ifndef SLW_CONTENT_ANALYSIS_H
#define SLW_CONTENT_ANALYSIS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct slw_analyzer; /* of one language; one for each thread */
struct slw_content_type;
struct slw_err;

struct slw_analysis {
	double score;	   /* 0 to 1: the weighted mean of the parts */
	json_t *parts;	   /* name: 0 to 1. length, keywords, readability, repetition, spelling,
			     * benefits, emotion, call_to_action: those that the type is measured by and
			     * that the language has words for */
	json_t *keywords;  /* phrases that the text is about, best first, at most 8 */
	json_t *sentiment; /* {"score": -1 to 1, "label": "positive", "neutral", "negative"} */
	/* What the facts do not hold, by place, at most 50: {"text", "offset" and "length" in bytes,
	 * "kind": "number", "price", "material", "certificate", "award", "guarantee", "promise",
	 * "origin", "property"}. */
	json_t *claims;
	const char *language;	    /* ISO 639-1 of what it is written in; "": it says too little */
	double language_confidence; /* 0 to 1: how far it is before the next language */
	double readability; /* Flesch's figure by the language's formula; NAN: it has none */
	size_t words, sentences;
	long reading_seconds;
};

/* SLW_EINTERNAL: a data file is damaged. A language without data has an analyzer, too. */
int slw_analyzer_open(struct slw_analyzer **out, const char *data_folder, const char *language,
		      struct slw_err *err);
void slw_analyzer_free(struct slw_analyzer *analyzer);

/*
 * Whether spelling is a part of the score; it is not until this is called. It needs a dictionary of
 * hunspell that is installed, and some tens of milliseconds to read it; without one nothing changes.
 */
void slw_analyzer_spell(struct slw_analyzer *analyzer, bool on);

/*
 * text is UTF-8. Facts are what may be claimed: an object as slw_content_product_facts() makes it, or
 * any JSON; keywords (array of strings) what should occur: both may be NULL. length is 0, 1 or 2 for
 * short, medium, long. out is set whole; release it after use.
 */
void slw_analyze(struct slw_analyzer *analyzer, const char *text,
		 const struct slw_content_type *type, int length, const json_t *facts,
		 const json_t *keywords, struct slw_analysis *out);
void slw_analysis_release(struct slw_analysis *analysis);

/* The parts of it alone. -1 to 1 by a lexicon of valences; 0 where the language has none. */
double slw_analyze_sentiment(struct slw_analyzer *analyzer, const char *text);
const char *slw_analyze_language(struct slw_analyzer *analyzer, const char *text,
				 double *confidence);
json_t *slw_analyze_claims(struct slw_analyzer *analyzer, const char *text, const json_t *facts,
			   const json_t *keywords); /* new reference */

#endif
