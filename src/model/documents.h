/*
 * The answers of one session: one JSON object per section, in canonical form (field.h), sparse: a
 * key that was not answered is absent. Products are not in here: they are rows of their own
 * (records.h); section[SLW_PRODUCTS] has collections, shipping, returns and tax.
 */
#ifndef SLW_MODEL_DOCUMENTS_H
#define SLW_MODEL_DOCUMENTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/steps.h"

struct slw_currency;
struct slw_field;

struct slw_documents {
	json_t *section[SLW_SECTION__MAX]; /* objects, never NULL between init and release */
};

void slw_documents_init(struct slw_documents *docs);
void slw_documents_release(struct slw_documents *docs);
/* Deep copy into an initialized struct, which loses what it had. */
void slw_documents_copy(struct slw_documents *to, const struct slw_documents *from);

/* By path from the top, "business.contact.email"; borrowed, NULL if absent. */
json_t *slw_documents_get(const struct slw_documents *docs, const char *path);
const char *slw_documents_str(const struct slw_documents *docs, const char *path,
			      const char *fallback);
int64_t slw_documents_int(const struct slw_documents *docs, const char *path, int64_t fallback);
bool slw_documents_bool(const struct slw_documents *docs, const char *path, bool fallback);

/*
 * Sets a value (takes over the reference); makes the records on the way. NULL removes, and with it
 * the records that are empty then. An index must be that of an entry. A path that leads nowhere
 * changes nothing. New keys come last: slw_documents_sort() when all is set.
 */
void slw_documents_set(struct slw_documents *docs, const char *path, json_t *value);

/*
 * What holds for a field that was not answered, constant or derived; new reference, NULL if there is
 * no default or what it is derived from is not known yet. record is the object that the field is
 * in; it and docs may be NULL.
 */
json_t *slw_field_default(const struct slw_field *field, const json_t *record,
			  const struct slw_documents *docs);

/*
 * The same answers with every default filled in, constant and derived, for the fields that apply,
 * in nested records too, keys in table order; answers of fields that do not apply are left out.
 * What renders, exports or generates reads this form. out is initialized and loses what it had.
 * Lists and maps in it are those of docs, not copies: they are not to be changed in place.
 */
void slw_documents_resolve(const struct slw_documents *docs, struct slw_documents *out);

/* The same for one product object (slw_product_fields); new reference. docs may be NULL. */
json_t *slw_product_resolve(const json_t *product, const struct slw_documents *docs);

/* Of business.currency; NULL while it is not answered. */
const struct slw_currency *slw_documents_currency(const struct slw_documents *docs);

/* Keys in table order at every level, so that the same answers are the same bytes. */
void slw_documents_sort(struct slw_documents *docs);
/* The same for one product object (slw_product_fields); new reference. */
json_t *slw_product_sorted(const json_t *product);

#endif
