/* What is being typed in a text of the shop; see SLW_DRAFT_TEXT in flow.h. */
#ifndef SLW_UI_TEXT_DRAFT_H
#define SLW_UI_TEXT_DRAFT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct slw_app;

/* text: as slw_orchestrator_texts() has it. Keeps it, beside the screen; value NULL: drops it. */
void slw_text_draft_put(struct slw_app *app, const json_t *text, const char *value, size_t cursor);

/* New string, and the cursor in characters; NULL: there is none. */
char *slw_text_draft_get(struct slw_app *app, const json_t *text, size_t *cursor);

/* Opens the text that the draft of this field belongs to; false: it is none of a text, or gone. */
bool slw_text_resume(struct slw_app *app, const char *field);

#endif
