/*
 * The built-in writer's phrases in one language: data/writer/LANGUAGE.json, compiled once.
 *
 * "pools"	named lists of phrases. A phrase is a text or an object of
 *		  text	  {slot} stands for a value of slots.h, {Slot} for the same with a capital
 *			  letter; [one|many] for what fits the number of the product,
 *			  [slot?one|many] for what fits a figure; [der|die|das|die], one for each of
 *			  grammar.classes, for what fits the class of the product's noun, and only
 *			  where that is known; <this|that> for what may be said either way
 *		  if, unless	slots that must be known, or must not
 *		  about	  topics: the phrase is for products of one of them
 *		  tone	  the tones that it suits; all where absent
 *		  group	  of all phrases of a group, a text has one at most
 * "plans"	how a type of text is built, for a scope: parts in order. Several for the same type and
 *		scope take turns. A part has a pool, the paragraph that it stands in, least and most
 *		phrases for short, medium and long texts, and maybe
 *		  source  "feature" or "keyword": one phrase for each of those;
 *			  "description", "business_description", "collection_description", "story":
 *			  sentences of that fact as they are, without a pool
 *		  first	  true: taken before what only fills up
 *		  ordered true: in the order of the pool, group by group; the variation only
 *			  chooses within a group
 *		item_separator of a plan stands between phrases instead of a space. With join_short, a
 *		paragraph that came to one phrase alone goes on with the next one.
 * "benefits"	what a feature does for a person: match (words), text (clauses that the phrases for
 *		features continue with)
 * "topics"	what products are, and what they are made of: see lexicon.h
 * "grammar"	see grammar.h
 */
#ifndef SLW_CONTENT_PHRASES_H
#define SLW_CONTENT_PHRASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "content/content.h"
#include "content/slots.h"

struct slw_buf;
struct slw_err;
struct slw_grammar;
struct slw_lexicon;
struct slw_words;

#define SLW_FORMS 4 /* of a bracket */

enum slw_piece_kind {
	SLW_PIECE_TEXT,	  /* forms[0] */
	SLW_PIECE_SLOT,	  /* slot */
	SLW_PIECE_NUMBER, /* two forms, by the figure of the slot, or -1 for the product's number */
	SLW_PIECE_FORM,	  /* one for each class of nouns */
	SLW_PIECE_CHOICE, /* runs */
};

struct slw_piece;

struct slw_run {
	struct slw_piece *pieces;
	size_t count, cap;
};

struct slw_piece {
	enum slw_piece_kind kind;
	int slot;
	bool capital;
	char *forms[SLW_FORMS];
	size_t form_count;
	struct slw_run *runs;
	size_t run_count;
};

struct slw_phrase {
	struct slw_run run;
	struct slw_slot_set needs, avoids;
	size_t form_count;  /* ways to say it: the product of its choices */
	uint64_t topics;    /* bits; 0: all */
	unsigned int tones; /* bits; 0: all */
	int group;	    /* -1: none */
	bool needs_class;   /* of the noun */
	bool inside;	    /* stands within a sentence: no capital letter at its start */
	size_t id;	    /* unique in the language */
};

struct slw_pool {
	char *name;
	struct slw_phrase *phrases;
	size_t count;
};

enum slw_part_source {
	SLW_PART_PHRASES,
	SLW_PART_FEATURE,
	SLW_PART_KEYWORD,
	SLW_PART_DESCRIPTION,
	SLW_PART_BUSINESS,
	SLW_PART_COLLECTION,
	SLW_PART_STORY,
};

struct slw_part {
	const struct slw_pool *pool; /* NULL where sentences are quoted */
	enum slw_part_source source;
	int paragraph;
	int least[3], most[3];
	bool first, ordered;
};

struct slw_plan {
	const struct slw_content_type *type;
	enum slw_content_scope scope;
	char *separator;
	bool join_short;
	struct slw_part *parts;
	size_t count;
};

struct slw_benefit {
	struct slw_phrase *phrases;
	size_t count;
};

struct slw_language_data {
	char *code;
	struct slw_grammar *grammar;
	struct slw_lexicon *lexicon;
	struct slw_pool *pools;
	struct slw_plan *plans;
	struct slw_benefit *benefits;
	struct slw_words *benefit_words; /* what they match; the figure is the index */
	size_t pool_count, plan_count, benefit_count, phrase_count;
	int group_count;
};

/* The tones of the content step in order; -1 for an unknown one. NULL is friendly. */
int slw_tone_find(const char *name);

/* SLW_EINTERNAL says what is wrong in the file. *out is set on success only. */
int slw_language_load(struct slw_language_data **out, const char *path, struct slw_err *err);
void slw_language_free(struct slw_language_data *language);

/* One of those for the type and scope, by the variation; NULL where the language has none. */
const struct slw_plan *slw_language_plan(const struct slw_language_data *language,
					 const struct slw_content_type *type,
					 enum slw_content_scope scope, unsigned int variation);

/* Whether what the phrase needs is known, and appending it. form is any number: the phrase has
 * form_count ways to say it. */
bool slw_phrase_fits(const struct slw_phrase *phrase, const struct slw_slots *slots);
void slw_phrase_write(const struct slw_phrase *phrase, const struct slw_grammar *grammar,
		      const struct slw_slots *slots, size_t form, struct slw_buf *out);

#endif
