/*
 * What stands beside the form of a step where there is room, below it where it is narrow and high, and in
 * place of it at F7: a preview that changes as one types.
 */
#ifndef SLW_UI_STEP_PANEL_H
#define SLW_UI_STEP_PANEL_H

#include "ui/canvas.h"

struct slw_app;
struct slw_documents;
struct slw_view;

struct slw_step_panel {
	/* docs: the answers with what is typed in the form, as far as it is valid. */
	void (*draw)(void *context, struct slw_pane pane, const struct slw_documents *docs);
	void (*enter)(void *context); /* the view becomes the top, or the answers changed */
	void (*free)(void *context);
	void *context; /* the view's from here on */
};

/* As slw_view_step_new() (views.h), of a step with one section. */
struct slw_view *slw_view_step_with_panel(struct slw_app *app, int step, const char *key,
					  const struct slw_step_panel *panel);

#endif
