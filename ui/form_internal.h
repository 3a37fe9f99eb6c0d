/* What form*.c share. Nothing else includes it. */
#ifndef SLW_UI_FORM_INTERNAL_H
#define SLW_UI_FORM_INTERNAL_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "model/check.h"
#include "ui/form.h"

struct slw_err;
struct slw_widget;

enum slw_form_kind {
	SLW_FORM_FIELD,
	SLW_FORM_GROUP,	  /* title of a nested record */
	SLW_FORM_RECORDS, /* row that opens a list of records */
};

struct slw_form_item {
	enum slw_form_kind kind;
	const struct slw_field *field;
	struct slw_field *made; /* of a credential: field points to it */
	char *path;		/* in the record: "contact.email" */
	int depth;
	struct slw_widget *widget; /* of a FIELD */
	char *saved;		   /* text of the record's value */
	char *placeholder;	   /* the default, as shown */
	char *error, *hint;
	char *drafted; /* text that was last kept as a draft; NULL: none */
	size_t drafted_cursor;
	/* of the last frame: rows of the body, and where its widget is */
	int y, rows, widget_y, widget_x, widget_width, widget_rows;
};

struct slw_form {
	struct slw_form_options options;
	char *path;
	json_t *record;
	struct slw_form_item *items;
	size_t count, cap;
	size_t focus;
	char *key; /* full path of the focused item */
	int scroll, height, width, total;
	bool follow; /* the focus moved: it is scrolled to */
};

/* --- form_items.c: items, and values as text --- */
void slw_form_build(struct slw_form *form);
void slw_form_drop(struct slw_form_item *items, size_t count);
/* The record that an item's field is in; borrowed, may be NULL. */
const json_t *slw_form_parent(const struct slw_form *form, const struct slw_form_item *item);
json_t *slw_form_value(const struct slw_form *form, const struct slw_form_item *item);
char *slw_form_full_path(const struct slw_form *form, const struct slw_form_item *item);
/* Puts the record's value into the widget, unless what is typed in it is not saved yet; always: when
 * that was just saved, so the cursor stays. */
void slw_form_refresh(struct slw_form *form, struct slw_form_item *item, bool always);
struct slw_check slw_form_check(const struct slw_form *form);

/* --- form_value.c: text to value and back --- */
char *slw_form_text_of(const struct slw_field *field, const json_t *value,
		       const struct slw_check *check);
/* 0 and *value (NULL: nothing, the field is removed), or -1 with the words of the table. */
int slw_form_parse(const struct slw_field *field, const char *text, const struct slw_check *check,
		   json_t **value, struct slw_err *err);
/* Sets or removes (NULL) a value in a record, with the records on the way. Takes the reference. */
void slw_form_store(json_t *record, const char *path, json_t *value);

/* --- form_draw.c --- */
/* The item at a row of the pane, or SIZE_MAX. */
size_t slw_form_at(const struct slw_form *form, int y);

#endif
