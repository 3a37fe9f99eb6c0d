/*
 * Words: a set of them with a figure each (lexicon, stop words, lists of claims), and a text taken
 * apart into words and sentences. Both are made for speed: no allocation per word.
 */
#ifndef SLW_CONTENT_WORDS_H
#define SLW_CONTENT_WORDS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_words; /* a set of words in lower case */

struct slw_words *slw_words_new(void);
void slw_words_free(struct slw_words *words);
void slw_words_add(struct slw_words *words, const char *word, size_t len, float figure);
/* Strings of an array, with the same figure each; anything else in it is passed over. */
void slw_words_add_list(struct slw_words *words, const json_t *list, float figure);
size_t slw_words_count(const struct slw_words *words);
/* figure may be NULL. */
bool slw_words_find(const struct slw_words *words, const char *word, size_t len, float *figure);
bool slw_words_have(const struct slw_words *words, const char *word);
/* The same with slw_words_hash() of the word, which a token has already. */
bool slw_words_find_hash(const struct slw_words *words, const char *word, size_t len, uint32_t hash,
			 float *figure);
uint32_t slw_words_hash(const char *word, size_t len);
/* The hash of a word that is longer by one byte, from that of the word; 0 letters: SLW_WORDS_HASH. */
#define SLW_WORDS_HASH		   2166136261u
#define SLW_WORDS_MORE(hash, byte) (((hash) ^ (unsigned char)(byte)) * 16777619u)

struct slw_token {
	size_t offset, len; /* bytes in the text */
	size_t sentence;    /* index of the sentence that it is in */
	uint32_t hash;	    /* slw_words_hash() of the folded word */
};

struct slw_tokens {
	char *folded; /* the text in lower case, byte for byte as long */
	struct slw_token *list;
	size_t count, cap, space; /* space: bytes that folded has */
	size_t sentences;	  /* at least 1 where count is not 0 */
};

/* Words are runs of letters, digits, inner apostrophes, hyphens and signs within a number. */
void slw_tokens_init(struct slw_tokens *tokens, const char *text);
void slw_tokens_release(struct slw_tokens *tokens);
/* Another text into tokens that were initialized or are all zero; their memory is used again. */
void slw_tokens_read(struct slw_tokens *tokens, const char *text);
/* The same words, taken apart at hyphens and apostrophes: "two-year" is two, "l'or" is two. */
void slw_tokens_split(struct slw_tokens *pieces, const struct slw_tokens *tokens);

#endif
