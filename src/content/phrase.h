/* Making phrases, for the loader of phrases.h. */
#ifndef SLW_CONTENT_PHRASE_H
#define SLW_CONTENT_PHRASE_H

#include <stdbool.h>
#include <stddef.h>

struct slw_phrase;

/*
 * False for an unknown slot, a bracket that is not closed, or a bracket with another number of forms
 * than two or form_count; release it in any case.
 */
bool slw_phrase_compile(struct slw_phrase *phrase, const char *text, size_t form_count);
void slw_phrase_release(struct slw_phrase *phrase);

#endif
