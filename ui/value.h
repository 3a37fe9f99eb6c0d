/* A value as people read it on one line: labels in place of codes, money with its symbol. */
#ifndef SLW_UI_VALUE_H
#define SLW_UI_VALUE_H

#include <jansson.h>
#include <stdint.h>

struct slw_app;
struct slw_field;

/* New string; a secret is only said to be set. value may be NULL or null: "". */
char *slw_value_text(struct slw_app *app, const struct slw_field *field, const json_t *value);

/* The same in as many lines as it takes: an entry of a list on each, a record with its labels, texts with
 * their paragraphs. New string. */
char *slw_value_block(struct slw_app *app, const struct slw_field *field, const json_t *value);

/* A JSON value without a field: a string as it is, the rest as JSON. New string. */
char *slw_value_plain(const json_t *value);

/* Money of the shop's currency in the shop's language. New string. */
char *slw_value_money(struct slw_app *app, int64_t minor);

#endif
