/* What the content views share: names of texts, and changing one. */
#ifndef SLW_UI_TEXT_CHANGE_H
#define SLW_UI_TEXT_CHANGE_H

#include <jansson.h>
#include <stdbool.h>

#include "ui/canvas.h"
#include "ui/keys.h"

struct slw_app;
struct slw_view;

/* "Tagline"; borrowed. */
const char *slw_text_type_label(const char *content_type);
/* What it is about: a product, a collection or the shop; borrowed. */
const char *slw_text_about(const json_t *text);

/* slw_orchestrator_text_change() now, changes is taken over; a failure is told. New reference. */
json_t *slw_text_change(struct slw_app *app, const json_t *text, json_t *changes);
/* What LOCK and RATE_1 to RATE_5 change in a text (the same rating again takes it back); new
 * reference, NULL for other commands. */
json_t *slw_text_changes(const json_t *text, enum slw_cmd cmd);

/* Score, rating, lock and state in one line; returns the columns. */
int slw_text_draw_state(struct slw_pane pane, int x, int y, const json_t *text);

/* One text to read and to change. */
struct slw_view *slw_view_text_new(struct slw_app *app, const json_t *text);

#endif
