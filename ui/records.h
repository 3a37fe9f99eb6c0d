/*
 * Lists of records in the answers (shipping zones, payment providers, variants of a product ...) and
 * the form of one record. Both work on a home: answers that hold the record, and what saves them.
 * A record's form is the home of the lists inside it, so records nest as deep as the tables do.
 */
#ifndef SLW_UI_RECORDS_H
#define SLW_UI_RECORDS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct slw_app;
struct slw_documents;
struct slw_view;

struct slw_home {
	struct slw_app *app;
	struct slw_documents *docs; /* borrowed */
	int64_t product_no; /* of the product that it is in, for drafts; 0: none, or a new one */
	/* Saves what was set at path in docs, or keeps it until it is valid. */
	void (*save)(struct slw_home *home, const char *path);
};

/* The home of the step forms: slw_app_docs() and slw_app_commit(). Lives as long as its owner. */
void slw_home_init(struct slw_home *home, struct slw_app *app);

/* The list at path ("products.shipping.zones"); home is borrowed: its owner is a view below. */
struct slw_view *slw_view_records_new(struct slw_home *home, const char *path);
/* The list of a step's field, with a home of its own. */
struct slw_view *slw_view_step_records_new(struct slw_app *app, const char *path);

/* One entry of such a list: "products.shipping.zones[2]"; index -1: a new one. */
struct slw_view *slw_view_record_new(struct slw_home *home, const char *list, int index);

/* To where a draft is (flow.h): the step, its lists and the forms of their records, one over the
 * other. False: path is a field of a step, and nothing is opened. */
bool slw_records_resume(struct slw_app *app, int64_t product_no, const char *path);
/* Of a view of a list: its home, and which entry is current. */
struct slw_home *slw_records_home(struct slw_view *view);
void slw_records_select(struct slw_view *view, int index);
/* Of a record's form: the home of the lists in it, and the field with the focus. */
struct slw_home *slw_record_home(struct slw_view *view);
void slw_record_go(struct slw_view *view, const char *path);

/* A product; object (may be NULL: empty) is copied; product_no 0: a new one. */
struct slw_view *slw_view_product_new(struct slw_app *app, int64_t product_no,
				      const json_t *object);

#endif
