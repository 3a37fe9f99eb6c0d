/*
 * Both sides changed the same answer: what it was, theirs and yours beside each other, one of them to
 * be taken or another to be written. Theirs holds until that is decided.
 */
#ifndef SLW_UI_CONFLICT_H
#define SLW_UI_CONFLICT_H

#include <jansson.h>
#include <stdbool.h>

struct slw_app;
struct slw_field;
struct slw_view;

struct slw_conflict_options {
	json_t *rows;	    /* as of slw_flow_update_step(); taken over. A "key" of "": the whole */
	const char *prefix; /* before the keys, where they begin at a record; copied */
	const char *title;  /* of the whole: the product; NULL: none. Copied */
	/* All is decided: choices has for each key {"take": "theirs"}, {"take": "mine"} or {"value":
	 * any}. The view is gone already. */
	void (*decided)(void *context, const json_t *rows, const json_t *choices);
	/* It was left, or something was opened over it, before that; once. */
	void (*left)(void *context, const json_t *rows);
	/* Esc has left it: after left(), the view is gone. May be NULL. */
	void (*back)(void *context, const json_t *rows);
	void *context; /* lives as long as the view */
};
struct slw_view *slw_view_conflict_new(struct slw_app *app,
				       const struct slw_conflict_options *options);

/* More rows for a view of conflicts of this context; one of the same key is replaced. rows is taken over
 * where it was one; else false. */
bool slw_view_conflict_add(struct slw_view *view, const void *context, json_t *rows);

/* The conflicts of answers: opens the view, or adds to the one that is open. rows as above, with what
 * is mine as it was typed, secrets too; taken over. */
void slw_app_conflict(struct slw_app *app, json_t *rows);

/* Whether text in a form's field can hold a value until it is decided: no list of records, no secret. */
bool slw_conflict_has_draft(const struct slw_field *field);

#endif
