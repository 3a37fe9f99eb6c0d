/*
 * Spelling by hunspell, where this build has it and a dictionary of the language is installed.
 * spelling.c is the only file that knows hunspell.
 */
#ifndef SLW_CONTENT_SPELLING_H
#define SLW_CONTENT_SPELLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_spelling; /* one for each thread */

/*
 * Looks for dictionaries of the language ("de": de_DE.dic and its neighbours, all regions of English)
 * in $DICPATH, then where Debian puts them. NULL: there is none. They are read when the first word is
 * asked for: tens of milliseconds.
 */
struct slw_spelling *slw_spelling_open(const char *language);
void slw_spelling_free(struct slw_spelling *spelling);

/* Whether a dictionary has the word, as it is written; hash of slw_words_hash(). */
bool slw_spelling_knows(struct slw_spelling *spelling, const char *word, size_t len, uint32_t hash);

#endif
