/*
 * Draws and edits any record from its table of fields: labels, widgets, groups of nested records,
 * fields that come and go with other answers, help of the focused field, errors under the field in
 * the words of the table. It edits a record of its own and reports each accepted field.
 *
 * RECORDS are shown as a row with their count; Enter calls open_records().
 */
#ifndef SLW_UI_FORM_H
#define SLW_UI_FORM_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/steps.h"
#include "ui/canvas.h"
#include "ui/event.h"
#include "ui/keys.h"

struct slw_app;
struct slw_form;

struct slw_form_options {
	struct slw_app *app;
	const struct slw_field *fields; /* table of the record */
	const char *
	    path; /* of the record, for problems and drafts: "business", "products.collections[1]"; copied */
	int64_t
	    product_no; /* for drafts (flow.h); 0: none, or a new one. -1: drafts are not kept */
	/* A field was left with a new, valid value (or none: removed): record is the form's whole
	 * record, borrowed. The owner saves it. */
	void (*commit)(void *context, const json_t *record, const char *key);
	/* Enter on a RECORDS field at path ("business.x", from the top). NULL: such rows are not shown */
	void (*open_records)(void *context, const struct slw_field *field, const char *path);
	/* Fields that are not shown, because a view shows them otherwise: keys, ends with NULL. */
	const char *const *hidden;
	void *context;
};

struct slw_form *slw_form_new(const struct slw_form_options *options);
void slw_form_free(struct slw_form *form);

/* Takes a copy of the record; what is typed in the focused field stays when the record's value of it
 * did not change. record may be NULL (empty). */
void slw_form_set(struct slw_form *form, const json_t *record);

void slw_form_draw(struct slw_form *form, struct slw_pane pane);
bool slw_form_command(struct slw_form *form, enum slw_cmd cmd);
void slw_form_text(struct slw_form *form, const char *text, size_t len, bool pasted);
void slw_form_mouse(struct slw_form *form, const struct slw_mouse *mouse);
enum slw_context slw_form_focus(const struct slw_form *form);

/* Checks and commits what is typed in the focused field; false: it is not valid and says so. */
bool slw_form_leave(struct slw_form *form);
/* Keeps what is typed as a draft where it changed; call it from tick() and leave(). */
void slw_form_tick(struct slw_form *form);
/* The record with what is typed in its fields, as far as it is a value. New reference. */
json_t *slw_form_typed_record(const struct slw_form *form);
/* Whether something is typed that is not saved. */
bool slw_form_is_pending(const struct slw_form *form);
/* What was new has a number now. */
void slw_form_own(struct slw_form *form, int64_t product_no);
/* Puts the drafts of the session's last time back into their fields, once, when the focus is where it
 * shall be. */
void slw_form_restore(struct slw_form *form);
/* Moves the focus to the field at a path (from the top) or below it; false: there is none. */
bool slw_form_go(struct slw_form *form, const char *path);
/* Path of the focused field (borrowed, until it moves), and its help with default, example and
 * bounds (new string). */
const char *slw_form_key(const struct slw_form *form);
char *slw_form_help(const struct slw_form *form);
/* What stands in the field at a path (from the top) now, saved or not; borrowed until the form changes;
 * NULL: there is no such field. */
const char *slw_form_typed(const struct slw_form *form, const char *path);
/* Shows a problem of a check at its field; true if the form has that field. */
bool slw_form_problem(struct slw_form *form, const char *path, const char *message,
		      const char *hint);

#endif
