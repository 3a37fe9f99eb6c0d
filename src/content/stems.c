#include "config.h"

#include "content/stems.h"

#include <libstemmer.h>
#include <stdlib.h>

#include "base/mem.h"
#include "content/words.h"

#include "base/banned.h"

#define KNOWN_CAP 4096 /* a power of two */
#define WORD_MAX  100  /* bytes; longer ones are no words */

struct slw_stems {
	struct sb_stemmer *stemmer; /* NULL: none for the language */
	/* Stemming costs more than all else that is done to a word: what came before is known. A word
	 * is told by its hash and length; two that share both would share a keyword, no more. */
	struct {
		uint32_t hash, stem;
		size_t len;
	} known[KNOWN_CAP];
};

struct slw_stems *slw_stems_new(const char *language)
{
	struct slw_stems *stems = slw_calloc(1, sizeof(*stems));

	stems->stemmer = sb_stemmer_new(language, "UTF_8");
	return stems;
}

void slw_stems_free(struct slw_stems *stems)
{
	if (stems == NULL)
		return;
	if (stems->stemmer != NULL)
		sb_stemmer_delete(stems->stemmer);
	free(stems);
}

uint32_t slw_stem(struct slw_stems *stems, const char *word, size_t len, uint32_t hash)
{
	size_t at = hash & (KNOWN_CAP - 1);
	const sb_symbol *stem;

	if (stems->stemmer == NULL || len > WORD_MAX)
		return hash;
	if (stems->known[at].hash == hash && stems->known[at].len == len)
		return stems->known[at].stem;
	stem = sb_stemmer_stem(stems->stemmer, (const sb_symbol *)word, (int)len);
	if (stem == NULL)
		slw_out_of_memory(len);
	stems->known[at].hash = hash;
	stems->known[at].len = len;
	stems->known[at].stem =
	    slw_words_hash((const char *)stem, (size_t)sb_stemmer_length(stems->stemmer));
	return stems->known[at].stem;
}
