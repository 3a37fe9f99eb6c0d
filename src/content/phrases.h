/*
 * The built-in writer's phrases in one language: data/writer/LANGUAGE.json, compiled once.
 *
 * "pools"	named lists of phrases. A phrase is a text or an object of
 *		  text	  {slot} stands for a value of slots.h, {Slot} for the same with a capital
 *			  letter, [one|many] for what fits the number of the product, [slot?one|many]
 *			  for what fits a figure
 *		  if, unless	slots that must be known, or must not
 *		  tone	  the tones that it suits; all where absent
 *		  group	  of all phrases of a group, a text has one at most
 * "plans"	how a type of text is built, for a scope: parts in order. A part has a pool, the
 *		paragraph that it stands in, least and most phrases for short, medium and long
 *		texts, and maybe
 *		  source  "feature" or "keyword": one phrase for each of those;
 *			  "description", "business_description", "collection_description", "story":
 *			  sentences of that fact as they are, without a pool
 *		  first	  true: taken before what only fills up
 *		  ordered true: in the order of the pool, group by group; the variation only
 *			  chooses within a group
 *		item_separator of a plan stands between phrases instead of a space.
 * "benefits"	what a feature does for a person: match (words), text (clauses that follow "so")
 * "grammar"	see grammar.h
 */
#ifndef SLW_CONTENT_PHRASES_H
#define SLW_CONTENT_PHRASES_H

#include <stdbool.h>
#include <stddef.h>

#include "content/content.h"

struct slw_buf;
struct slw_err;
struct slw_grammar;
struct slw_slots;
struct slw_words;

#define SLW_PHRASE_NEEDS 6

enum slw_piece_kind { SLW_PIECE_TEXT, SLW_PIECE_SLOT, SLW_PIECE_NUMBER };

struct slw_piece {
	enum slw_piece_kind kind;
	char *one, *many; /* TEXT: one; NUMBER: both */
	int slot;	  /* SLOT; of NUMBER the figure, or -1 for the product's number */
	bool capital;
};

struct slw_phrase {
	struct slw_piece *pieces;
	size_t piece_count;
	int needs[SLW_PHRASE_NEEDS], avoids[SLW_PHRASE_NEEDS]; /* -1 ends */
	unsigned int tones;				       /* bits; 0: all */
	int group;					       /* -1: none */
	bool inside; /* stands within a sentence: no capital letter at its start */
	size_t id;   /* unique in the language */
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

/* NULL where the language has none for it. */
const struct slw_plan *slw_language_plan(const struct slw_language_data *language,
					 const struct slw_content_type *type,
					 enum slw_content_scope scope);

/* Whether what the phrase needs is known, and appending it. */
bool slw_phrase_fits(const struct slw_phrase *phrase, const struct slw_slots *slots);
void slw_phrase_write(const struct slw_phrase *phrase, const struct slw_slots *slots,
		      struct slw_buf *out);

#endif
