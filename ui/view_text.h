/* What view_text*.c share. Nothing else includes it. */
#ifndef SLW_UI_VIEW_TEXT_H
#define SLW_UI_VIEW_TEXT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "ui/view.h"

struct slw_text_stream;
struct slw_widget;

struct slw_text_view {
	struct slw_view view;
	json_t *text;		   /* as slw_orchestrator_texts() has it */
	struct slw_widget *editor; /* NULL: it is read, not edited */
	char *drafted;		   /* of it, as it was kept last; NULL: nothing */
	size_t drafted_cursor;
	int first;	  /* row that is seen topmost */
	int shown;	  /* alternative; -1: the text itself */
	bool follow;	  /* what is shown is scrolled to */
	uint64_t writing; /* the job; 0: none */
	struct slw_text_stream *stream;
	json_t *options; /* of the writing that is asked about */
};

/* Of its content_data: "parts", "claims", "alternatives"; borrowed, may be NULL. */
const json_t *slw_text_view_data(const struct slw_text_view *text, const char *key);
const char *slw_text_view_words(const struct slw_text_view *text);
void slw_text_view_draw(struct slw_view *view, struct slw_pane pane);

#endif
