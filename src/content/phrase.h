/* Making phrases, for the loader of phrases.h. */
#ifndef SLW_CONTENT_PHRASE_H
#define SLW_CONTENT_PHRASE_H

#include <stdbool.h>

struct slw_phrase;

/* False for an unknown slot or a bracket that is not closed; release it in any case. */
bool slw_phrase_compile(struct slw_phrase *phrase, const char *text);
void slw_phrase_release(struct slw_phrase *phrase);

#endif
