/* The view that changes a column of many products. */
#ifndef SLW_UI_BULK_H
#define SLW_UI_BULK_H

#include <jansson.h>
#include <stdbool.h>

#include "model/bulk.h"
#include "ui/product_index.h"

struct slw_app;
struct slw_report;
struct slw_view;

/* Which products there are to choose from. */
struct slw_bulk_scope {
	const struct slw_product_numbers *shown, *marked; /* copied */
	bool filtered;					  /* what is shown is not all of the shop */
};

struct slw_view *slw_view_bulk_new(struct slw_app *app, const struct slw_bulk_scope *scope);

/* What slw_bulk_run() (service/bulk.h) has told, in words: of a preview, or of what is done. */
void slw_bulk_report(struct slw_report *report, struct slw_app *app, const struct slw_bulk *bulk,
		     const json_t *result, bool done);

#endif
