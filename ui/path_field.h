/*
 * The name of a file or folder: a line of text, and below it what it can go on to, read beside the
 * screen. Tab completes, Up and Down choose among what is listed. Its keys are SLW_CTX_PATH.
 */
#ifndef SLW_UI_PATH_FIELD_H
#define SLW_UI_PATH_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/canvas.h"
#include "ui/event.h"
#include "ui/keys.h"

struct slw_app;
struct slw_path_field;

/* only_folders: files are not listed. */
struct slw_path_field *slw_path_field_new(struct slw_app *app, bool only_folders);
void slw_path_field_free(struct slw_path_field *field);

void slw_path_field_set(struct slw_path_field *field, const char *text);
/* As it is for the system: without quotes, "~/" is the home folder. New string. */
char *slw_path_field_value(const struct slw_path_field *field);
/* Reads what is listed anew: call it when the view opens. */
void slw_path_field_list(struct slw_path_field *field);

/* The line, at a row of the view's pane; and what is listed, from a row on. */
void slw_path_field_draw(struct slw_path_field *field, struct slw_pane pane, int y);
void slw_path_field_draw_list(struct slw_path_field *field, struct slw_pane pane, int y);
/* Whether there is something to choose among. */
bool slw_path_field_offers(const struct slw_path_field *field, enum slw_cmd cmd);
bool slw_path_field_command(struct slw_path_field *field, enum slw_cmd cmd);
void slw_path_field_text(struct slw_path_field *field, const char *text, size_t len, bool pasted);
/* Coordinates of that pane. */
void slw_path_field_mouse(struct slw_path_field *field, const struct slw_mouse *mouse);

#endif
