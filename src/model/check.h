/*
 * Text to value, value to text, and whether values may be stored: the one place where the rules of
 * the field tables are applied, by the answers reader, the forms, the prompts and the API alike.
 */
#ifndef SLW_MODEL_CHECK_H
#define SLW_MODEL_CHECK_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/steps.h"

struct slw_buf;
struct slw_catalog;
struct slw_catalog_credential;
struct slw_currency;
struct slw_documents;
struct slw_err;
struct slw_field;
struct slw_problems;

/* What a check needs to know beside the field. Members may be NULL: then MONEY is read with two
 * decimals, and THEMES and PROVIDERS choices are any handle. */
struct slw_check {
	const struct slw_catalog *catalog;
	const struct slw_currency *currency;
};

/*
 * One scalar as a person or a file gives it, into its canonical value (field.h). Trims it first.
 * Not for LIST, MAP, CREDENTIALS, RECORD and RECORDS. *value is a new reference, set only on
 * success. SLW_EINVAL: message what is wrong, hint how to mend it, with the nearest choice.
 * A straight apostrophe in a field whose pattern forbids it gets the typographic one as its hint.
 */
int slw_field_parse(const struct slw_field *field, const char *text, const struct slw_check *check,
		    json_t **value, struct slw_err *err);

/* The text that slw_field_parse() reads back to the same value. Appends; scalars only. A secret that
 * is {"literal"} has no text: it is shown nowhere. */
void slw_field_format(const struct slw_field *field, const json_t *value,
		      const struct slw_check *check, struct slw_buf *out);

/* "-8.875", as a DECIMAL has it, in millionths; false if it is no such number. */
bool slw_decimal_read(const char *text, int64_t *micro);

/* The choices that hold for this field, in order, for lists and for "did you mean". */
void slw_field_choices(const struct slw_field *field, const struct slw_catalog *catalog,
		       void (*each)(void *context, const char *value, const char *label),
		       void *context);

/* A provider's entry as a field: TEXT or SECRET. Borrows from the entry. */
struct slw_field slw_credential_field(const struct slw_catalog_credential *credential);

/* True if the field applies. record is the object that it is in (may be NULL). */
bool slw_field_applies(const struct slw_field *field, const json_t *record,
		       const struct slw_documents *docs);

/* A canonical value of any type against its field; adds problems with keys below path. */
void slw_check_value(const struct slw_field *field, const json_t *value, const char *path,
		     const json_t *record, const struct slw_documents *docs,
		     const struct slw_check *check, struct slw_problems *problems);

/* One section: required, unknown and inapplicable keys, every value, and the rules between its
 * fields (delivery days max below min, overlapping zones ...). */
void slw_check_section(enum slw_section section, const struct slw_documents *docs,
		       const struct slw_check *check, struct slw_problems *problems);

/* All sections and the rules between them. */
void slw_check_documents(const struct slw_documents *docs, const struct slw_check *check,
			 struct slw_problems *problems);

/*
 * One product object (slw_product_fields): its values and the rules inside it: compare-at price
 * above price, variants against options, at most 3 options and 2,048 variants, duplicate option
 * values, a variant's image among the images. path is its key for problems ("products.items[3]").
 */
void slw_check_product(const json_t *product, const char *path, const struct slw_documents *docs,
		       const struct slw_check *check, struct slw_problems *problems);

#endif
