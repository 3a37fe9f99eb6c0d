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

/* *out is set on success only. SLW_EINTERNAL names what is missing. */
int slw_grammar_load(struct slw_grammar **out, const json_t *data, struct slw_err *err);
void slw_grammar_free(struct slw_grammar *grammar);

/* The other data: "countries", "industries", "return_ways". Borrowed. */
const json_t *slw_grammar_data(const struct slw_grammar *grammar, const char *key);

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

/* Appends "a, b and c" (or "a, b or c"). */
void slw_grammar_list(const struct slw_grammar *grammar, struct slw_buf *out,
		      const char *const *items, size_t count, bool choice);

/* Appends text with its first letter as a capital one ("iPhone" stays). */
void slw_grammar_capital(struct slw_buf *out, const char *text);

#endif
