/*
 * What a product is and what it is made of, told from words: data of data/writer/LANGUAGE.json under
 * "topics", an array of
 *
 *	name	by which phrases ask for it ("about")
 *	kind	true: a kind of thing ("bags"); a product is of one kind at most, the first that is
 *		found. Otherwise what it is made of or made for ("wool"), and it may be of many
 *	any	words that tell it wherever they stand in the name, the type or the category; of a topic
 *		that is no kind, in the description and the features, too
 *	nouns	of a kind: words for such things, by class of grammar.classes; "" for words of other
 *		languages, whose class nobody knows here
 *
 * The noun of a name is its last word ("Blue Silk Shirt") or, with grammar.noun_first, the first that
 * is listed ("camisa de seda"). A word may be two ("watering can"). With grammar.compounds, a word that
 * ends in a listed one counts as that ("Wollsocken").
 */
#ifndef SLW_CONTENT_LEXICON_H
#define SLW_CONTENT_LEXICON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_err;
struct slw_grammar;
struct slw_lexicon;

#define SLW_TOPICS     64
#define SLW_NOUN_BYTES 64

struct slw_subject {
	uint64_t topics;	   /* bits, in the order of the file */
	int noun_class;		   /* index of grammar.classes, or -1 */
	bool noun_first;	   /* the name begins with the noun */
	char noun[SLW_NOUN_BYTES]; /* as it is said within a sentence; "" where noun_class is -1 */
};

/* *out is set on success only. SLW_EINTERNAL says what is wrong. */
int slw_lexicon_load(struct slw_lexicon **out, const json_t *topics,
		     const struct slw_grammar *grammar, struct slw_err *err);
void slw_lexicon_free(struct slw_lexicon *lexicon);

/* The number of a topic, or -1. */
int slw_lexicon_topic(const struct slw_lexicon *lexicon, const char *name);

/* Of the facts of a product; name is what it is called in running text. */
void slw_lexicon_subject(const struct slw_lexicon *lexicon, const char *name, const json_t *facts,
			 struct slw_subject *out);

#endif
