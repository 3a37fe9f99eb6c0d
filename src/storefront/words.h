/*
 * The phrases that pages say by themselves, in the language of the shop (which need not be the
 * language of the person who runs the wizard, so gettext has no part in it). A translation is data:
 * data/storefront/words/LANGUAGE.json, an object from the English phrase to its translation.
 */
#ifndef SLW_STOREFRONT_WORDS_H
#define SLW_STOREFRONT_WORDS_H

#include <jansson.h>

struct slw_err;

/* *words is a new reference, or NULL where there is no translation: English. */
int slw_words_load(json_t **words, const char *data_folder, const char *language,
		   struct slw_err *err);

/* Never NULL: the phrase itself where no translation has it. words may be NULL. */
const char *slw_words_get(const json_t *words, const char *phrase);

#endif
