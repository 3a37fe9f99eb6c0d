/*
 * Which language a text is in, by its script and its most frequent small words
 * (data/writer/languages.json: code to words).
 */
#ifndef SLW_CONTENT_LANGUAGE_H
#define SLW_CONTENT_LANGUAGE_H

#include <stdbool.h>

struct slw_err;
struct slw_languages;

/* SLW_EINTERNAL: the file is damaged. */
int slw_languages_load(struct slw_languages **out, const char *data_folder, struct slw_err *err);
void slw_languages_free(struct slw_languages *languages);

/* The code of the language, or "" where the text is too short or like none: borrowed. */
const char *slw_languages_guess(const struct slw_languages *languages, const char *text);

/* Whether a text is surely in another language than this one; false where that cannot be said. */
bool slw_languages_differ(const struct slw_languages *languages, const char *text,
			  const char *language);

#endif
