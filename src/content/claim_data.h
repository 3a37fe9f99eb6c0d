/*
 * What can be claimed, as data: data/writer/claims-LANGUAGE.json has the words of a language,
 * claims.json what holds for all. docs/analysis.md says what their keys mean.
 */
#ifndef SLW_CONTENT_CLAIM_DATA_H
#define SLW_CONTENT_CLAIM_DATA_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_err;
struct slw_tokens;
struct slw_words;

enum slw_claim_kind {
	SLW_CLAIM_MATERIAL,
	SLW_CLAIM_CERTIFICATE,
	SLW_CLAIM_AWARD,
	SLW_CLAIM_GUARANTEE,
	SLW_CLAIM_PROMISE,
	SLW_CLAIM_ORIGIN,
	SLW_CLAIM_PROPERTY,
	/* the next two are no claims by themselves */
	SLW_CLAIM_QUALIFIER, /* "pure", "solid": claims beside a material */
	SLW_CLAIM_CONTEXT,   /* what the days of its sentence are about */
	SLW_CLAIM_LISTED,    /* those above are lists of phrases */
	SLW_CLAIM_NUMBER = SLW_CLAIM_LISTED,
	SLW_CLAIM_PRICE,
	SLW_CLAIM__MAX
};

/* The days of the one are not those of the other. */
enum slw_claim_context { SLW_ABOUT_RETURNS = 1, SLW_ABOUT_DELIVERY = 2 };

/* "returns" or "delivery"; 0 for anything else, and for NULL. */
unsigned int slw_claim_context(const char *name);

/* One thing that can be claimed, in whatever words and language. */
struct slw_concept {
	const char *name;
	enum slw_claim_kind kind;
	unsigned int context;  /* enum slw_claim_context: what its sentence is about */
	const json_t *answers; /* conditions on facts that decide it, or NULL */
	size_t *includes;      /* other concepts that hold where this one does */
	size_t include_count;
};

#define SLW_CLAIM_WORDS	   5
#define SLW_CLAIM_HARMLESS SIZE_MAX /* in place of a concept: words that claim nothing together */

struct slw_claim_phrase {
	struct slw_claim_word {
		const char *text;
		size_t len;
		bool open; /* the beginning of a word is enough */
	} words[SLW_CLAIM_WORDS];
	size_t count;
	size_t concept;
	size_t next; /* the next phrase that begins alike, plus 1; 0: none */
};

/* The words of one language, or of all. */
struct slw_lexicon {
	json_t **files; /* that the phrases point into */
	size_t file_count, file_cap;
	struct slw_claim_phrase *phrases;
	size_t count, cap;
	struct slw_words *exact, *open; /* first words; the figure is the first phrase */
	struct slw_words *numbers;	/* the figure is the value */
	struct slw_words *units;	/* the figure is the unit */
	struct slw_words *negations, *negations_after, *ranges, *suffixes;
	/* words without a unit: after "with", and not before "reasons", they are claims */
	struct slw_words *having, *uncounted;
	uint8_t begins[8192]; /* bits: the first three bytes of open words, by hash */
};

struct slw_unit {
	const char *name, *of; /* of: what it measures */
	double scale;	       /* in the dimension's own unit */
	bool money, time;
};

struct slw_claim_data {
	json_t *neutral; /* claims.json; NULL: there are no data, and numbers alone are claims */
	struct slw_concept *concepts;
	size_t concept_count, concept_cap;
	struct slw_words *concept_names;
	struct slw_unit *units;
	size_t unit_count, unit_cap;
	struct slw_symbol {
		const char *text;
		size_t len, unit;
	} * symbols;
	size_t symbol_count, symbol_cap;
	struct slw_words *unit_names;
	struct slw_lexicon own, all; /* of the text's language; of all, for facts */
};

/* SLW_EINTERNAL: a data file is damaged. Release it after a failure, too. */
int slw_claim_data_load(struct slw_claim_data *data, const char *data_folder, const char *language,
			struct slw_err *err);
void slw_claim_data_release(struct slw_claim_data *data);

/* The longest phrase that begins at piece at: its number of pieces (0: none) and its concept.
 * *rest: bytes that its last word has beyond the phrase. */
size_t slw_claim_match(const struct slw_lexicon *lexicon, const struct slw_tokens *pieces,
		       size_t at, size_t *concept, size_t *rest);

#endif
