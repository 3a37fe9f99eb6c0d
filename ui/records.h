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

/* A product; object (may be NULL: empty) is copied; product_no 0: a new one. */
struct slw_view *slw_view_product_new(struct slw_app *app, int64_t product_no,
				      const json_t *object);

#endif
