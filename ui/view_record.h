/* What view_record*.c share. Nothing else includes it. */
#ifndef SLW_UI_VIEW_RECORD_H
#define SLW_UI_VIEW_RECORD_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/documents.h"
#include "ui/records.h"
#include "ui/view.h"

struct slw_field;
struct slw_form;

#define SLW_RECORD_PRODUCTS "products.items"

struct record {
	struct slw_view view;
	struct slw_home home;	       /* of the lists in it */
	struct slw_documents docs;     /* the answers with the record in its place */
	struct slw_home *parent;       /* NULL: a product */
	const struct slw_field *field; /* of the list */
	char *list, *path;	       /* "a.b", "a.b[2]" in docs */
	struct slw_form *form;
	bool kept;	      /* it is in the parent, or the product is stored */
	bool changed;	      /* since it was last kept */
	bool told;	      /* that it is not complete; leaving again leaves it as a draft */
	int64_t base_version; /* of a product */
	json_t *conflict;     /* that is being decided; NULL: none */
	bool leaving;	      /* nothing can be opened over it now */
	bool discarded;	      /* nothing of it is kept any more */
};

json_t *slw_record_value(struct record *record); /* borrowed */
/* Saves it; true when it is where it belongs. */
bool slw_record_keep(struct record *record);
/*
 * Someone else changed the product too: what they alone changed is taken in, the rest is shown side by
 * side. True when it is saved with that.
 */
bool slw_record_settle(struct record *record);

#endif
