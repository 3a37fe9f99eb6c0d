/*
 * Which language a text is in, by its script, its small words, its letters and the runs of three of
 * them (data/writer/languages.json: code to "words", "others", which lend their runs alone, and
 * "letters", which are of few languages).
 */
#ifndef SLW_CONTENT_LANGUAGE_H
#define SLW_CONTENT_LANGUAGE_H

#include <stdbool.h>

struct slw_err;
struct slw_languages;
struct slw_tokens;

/* SLW_EINTERNAL: the file is damaged. */
int slw_languages_load(struct slw_languages **out, const char *data_folder, struct slw_err *err);
void slw_languages_free(struct slw_languages *languages);

/* The best guess, also for a few words: its code, or "" where there is none; borrowed. *confidence: 0
 * to 1, how far it is before the next one. tokens are those of text. */
const char *slw_languages_find(const struct slw_languages *languages, const char *text,
			       const struct slw_tokens *tokens, double *confidence);

/* The code of the language, or "" where the text is too short or like none: borrowed. */
const char *slw_languages_guess(const struct slw_languages *languages, const char *text);

/* Whether a text is surely in another language than this one; false where that cannot be said. */
bool slw_languages_differ(const struct slw_languages *languages, const char *text,
			  const char *language);

#endif
