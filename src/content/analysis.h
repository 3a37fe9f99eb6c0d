/*
 * What can be said of a text without a model: how good it is, what it is about, how it sounds, and
 * what it claims that nobody said. The words for it are data: data/writer/analysis-LANGUAGE.json,
 * valence-LANGUAGE.txt and stopwords.json; what a language has no words for is left out.
 */
#ifndef SLW_CONTENT_ANALYSIS_H
#define SLW_CONTENT_ANALYSIS_H

#include <jansson.h>

struct slw_analyzer;
struct slw_content_type;
struct slw_err;

struct slw_analysis {
	double score;	   /* 0 to 1: the weighted mean of the parts */
	json_t *parts;	   /* name: 0 to 1. length, keywords, readability, benefits, emotion,
			     * call_to_action, repetition: those that the type is measured by */
	json_t *keywords;  /* phrases that the text is about, best first, at most 8 */
	json_t *sentiment; /* {"score": -1 to 1, "label": "positive", "neutral", "negative"} */
	json_t *claims;	   /* array of {"text", "offset" in bytes, "kind": "number", "material",
			     * "certificate", "guarantee", "promise"} */
	long reading_seconds;
};

/* SLW_EINTERNAL: a data file is damaged. */
int slw_analyzer_open(struct slw_analyzer **out, const char *data_folder, const char *language,
		      struct slw_err *err);
void slw_analyzer_free(struct slw_analyzer *analyzer);

/*
 * Facts are what may be claimed; keywords (array of strings) what should occur: both may be NULL.
 * length is 0, 1 or 2 for short, medium, long. out is set whole; release it after use.
 */
void slw_analyze(const struct slw_analyzer *analyzer, const char *text,
		 const struct slw_content_type *type, int length, const json_t *facts,
		 const json_t *keywords, struct slw_analysis *out);
void slw_analysis_release(struct slw_analysis *analysis);

/* -1 to 1 by a lexicon of valences, with negations and boosters; 0 where the language has none. */
double slw_analyze_sentiment(const struct slw_analyzer *analyzer, const char *text);

#endif
