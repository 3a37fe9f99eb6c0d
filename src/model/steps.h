/*
 * The six steps (and the launch block that belongs to the sixth): which fields each has. To add a
 * field, add a row to the table of its step in steps_*.c; HACKING.md lists what follows from it.
 */
#ifndef SLW_MODEL_STEPS_H
#define SLW_MODEL_STEPS_H

#include "model/field.h"

/* Sections of an answers file, in order. The first six are the steps 1 to 6. */
enum slw_section {
	SLW_BUSINESS,
	SLW_PRODUCTS,
	SLW_THEME,
	SLW_INTEGRATIONS,
	SLW_CONTENT,
	SLW_SEO,
	SLW_LAUNCH, /* asked at the end of step 6 */
	SLW_SECTION__MAX
};

#define SLW_STEP_COUNT 6

struct slw_step {
	const char *key;    /* in answers files and JSON */
	const char *column; /* in store_configs */
	int number;	    /* the step it is asked in, 1 to SLW_STEP_COUNT */
	const char *title;  /* N_() */
	const char *help;   /* N_() */
	const struct slw_field *fields;
};

extern const struct slw_step slw_steps[SLW_SECTION__MAX];

/* One product and one variant of it: the fields of products.items and of their variants. */
extern const struct slw_field slw_product_fields[];
extern const struct slw_field slw_variant_fields[];
extern const struct slw_field slw_collection_fields[];

/* The section of a key ("business"), or -1. */
int slw_section_find(const char *key);

/*
 * The field at a path such as "business.contact.email" or "products.items[2].title" (indexes are
 * skipped), or NULL. section may be NULL.
 */
const struct slw_field *slw_steps_field(const char *path, enum slw_section *section);

#endif
