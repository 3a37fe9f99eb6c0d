/*
 * Stems of words, by libstemmer: "pots" and "pot" are one. A stem is a number here, because it is
 * only compared. stems.c is the only file that knows libstemmer.
 */
#ifndef SLW_CONTENT_STEMS_H
#define SLW_CONTENT_STEMS_H

#include <stddef.h>
#include <stdint.h>

struct slw_stems; /* one for each thread */

/* A language without a stemmer has its words as stems. */
struct slw_stems *slw_stems_new(const char *language);
void slw_stems_free(struct slw_stems *stems);

/* word in lower case, hash of slw_words_hash(). Equal for words of one stem. */
uint32_t slw_stem(struct slw_stems *stems, const char *word, size_t len, uint32_t hash);

#endif
