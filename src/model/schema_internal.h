/* What the files of the JSON Schema share; for src/model/schema*.c alone. */
#ifndef SLW_MODEL_SCHEMA_INTERNAL_H
#define SLW_MODEL_SCHEMA_INTERNAL_H

#include <jansson.h>

#include "model/field.h"

struct slw_catalog;

/* All return new references. */

/* One value of this field, with its title, help, default and examples. */
json_t *slw_schema_field(const struct slw_field *field, const struct slw_catalog *catalog);
/* An object with the fields of a table: which are required, and when. */
json_t *slw_schema_record(const struct slw_field *table, const struct slw_catalog *catalog);

/* What the providers of a kind ask for, as entries of allOf in a record that names one. */
void slw_schema_credentials(json_t *all_of, const struct slw_field *field,
			    const struct slw_catalog *catalog);
json_t *slw_schema_secret(const char *pattern);

/* What a table's amounts must look like in a currency with this many decimals, as a schema to put
 * beside the table's own; NULL where it holds no amounts. */
json_t *slw_schema_money(const struct slw_field *table, int decimals);

/* {"type": type}, {"$ref": "#/$defs/NAME"}, an array of one text, and an object of one key. */
json_t *slw_schema_type(const char *type);
json_t *slw_schema_ref(const char *name);
json_t *slw_schema_one(const char *text);
json_t *slw_schema_with(const char *key, json_t *value);

#endif
