/* Overlays: a question with yes and no, a text to read, a list to pick from. Each is a view. */
#ifndef SLW_UI_DIALOG_H
#define SLW_UI_DIALOG_H

#include <jansson.h>
#include <stddef.h>

struct slw_app;
struct slw_field;
struct slw_task;
struct slw_view;

/* yes() is called after the dialog is closed, if the answer was yes. Texts are copied. */
void slw_dialog_confirm(struct slw_app *app, const char *question, const char *yes_label,
			void (*yes)(void *context), void *context);

/* A text to scroll; Esc closes it. */
void slw_dialog_text(struct slw_app *app, const char *title, const char *text);

/* One line is asked for; accept() gets the text (borrowed) after the dialog is closed. */
void slw_dialog_ask(struct slw_app *app, const char *title, const char *label, const char *text,
		    void (*accept)(void *context, const char *text), void *context);

/* Fields (ends with NULL, SLW_DIALOG_FIELDS at most) of the record at a path of the answers, in a box.
 * record: what they begin with, and their neighbours. F7 calls accept() with the record (borrowed) as
 * it is then, after the box is closed; Esc closes it without. */
#define SLW_DIALOG_FIELDS 4
void slw_dialog_fields(struct slw_app *app, const char *title,
		       const struct slw_field *const *fields, const char *path,
		       const json_t *record, void (*accept)(void *context, const json_t *record),
		       void *context);

/* Says what is being done, and keys wait until it is: for work that nothing may come between. task is
 * copied and done() called when the dialog is closed. */
void slw_dialog_wait(struct slw_app *app, const char *text, const struct slw_task *task);

/* The six steps, to jump to. */
void slw_dialog_steps(struct slw_app *app);

/* The keys that work here: the table itself. */
void slw_dialog_keys(struct slw_app *app);

#endif
