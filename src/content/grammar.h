/*
 * What the built-in writer knows of a language: data of data/writer/LANGUAGE.json under "grammar",
 * and the few questions that it asks of it. All of it is a best guess from endings and lists, made
 * so that a wrong guess still reads as a sentence.
 */
#ifndef SLW_CONTENT_GRAMMAR_H
#define SLW_CONTENT_GRAMMAR_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct slw_buf;
struct slw_err;
struct slw_grammar;

enum slw_noun { SLW_NOUN_SINGULAR, SLW_NOUN_PLURAL, SLW_NOUN_MASS, SLW_NOUN_ADJECTIVE };

/* How a feature can be said: "it is fired", "it holds water", "two pockets", a whole sentence. */
enum slw_clause { SLW_CLAUSE_STATE, SLW_CLAUSE_VERB, SLW_CLAUSE_NOUN, SLW_CLAUSE_SENTENCE };

/* Words that are asked about one by one. */
enum slw_word {
	SLW_WORD_ENDS_HEAD, /* after the noun of a name: "with", "for" */
	SLW_WORD_JOINS,	    /* makes two things of a name: "and" */
	SLW_WORD_TRAILS,    /* may follow the noun without being it: colours, sizes */
};

/* *out is set on success only. SLW_EINTERNAL names what is missing. */
int slw_grammar_load(struct slw_grammar **out, const json_t *data, struct slw_err *err);
void slw_grammar_free(struct slw_grammar *grammar);

/* The other data: "countries", "industries", "return_ways". Borrowed. */
const json_t *slw_grammar_data(const struct slw_grammar *grammar, const char *key);

/* The classes of nouns ("classes": ["m", "f", "n", "p"]): how many, and the number of one, or -1;
 * whether nouns of it are many things. */
size_t slw_grammar_classes(const struct slw_grammar *grammar);
int slw_grammar_class(const struct slw_grammar *grammar, const char *name);
bool slw_grammar_class_is_plural(const struct slw_grammar *grammar, int number);

/* word is in lower case. */
bool slw_grammar_is(const struct slw_grammar *grammar, enum slw_word what, const char *word,
		    size_t len);

/*
 * Whether a text is in this language, by its small words, endings and letters. Where
 * "needs_evidence" is true, a text that shows nothing of the kind is taken for another's.
 */
bool slw_grammar_owns(const struct slw_grammar *grammar, const char *text);

/* Of the head noun of a name or phrase. */
enum slw_noun slw_grammar_noun(const struct slw_grammar *grammar, const char *phrase);
enum slw_clause slw_grammar_clause(const struct slw_grammar *grammar, const char *phrase);

/* Append: the phrase with its definite or indefinite article; in the middle of a sentence (its
 * first letter small unless it is a name or an abbreviation); a clause that begins with a verb, in
 * the number asked for. */
void slw_grammar_the(const struct slw_grammar *grammar, struct slw_buf *out, const char *phrase,
		     bool plural);
void slw_grammar_a(const struct slw_grammar *grammar, struct slw_buf *out, const char *phrase);
void slw_grammar_inside(const struct slw_grammar *grammar, struct slw_buf *out, const char *phrase);
void slw_grammar_verb(const struct slw_grammar *grammar, struct slw_buf *out, const char *phrase,
		      bool plural);

/* Appends text where out ends in a word that may change before it: "de" + "Aurora" is "d'Aurora",
 * "de" + "le Canada" is "du Canada" ("elisions", "contractions"). */
void slw_grammar_join(const struct slw_grammar *grammar, struct slw_buf *out, const char *text);

/* Appends a name with the language's inner quotation marks in place of pairs of straight ones. */
void slw_grammar_name(const struct slw_grammar *grammar, struct slw_buf *out, const char *name);

/* Appends "a, b and c" (or "a, b or c"). */
void slw_grammar_list(const struct slw_grammar *grammar, struct slw_buf *out,
		      const char *const *items, size_t count, bool choice);

/* Appends text with its first letter as a capital one ("iPhone" stays). */
void slw_grammar_capital(struct slw_buf *out, const char *text);

#endif
