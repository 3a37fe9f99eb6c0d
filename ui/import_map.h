/*
 * The columns of a product file and what each is read as: a form with a row for each, its first cells
 * beside it, and a list of the fields to choose from.
 */
#ifndef SLW_UI_IMPORT_MAP_H
#define SLW_UI_IMPORT_MAP_H

#include <jansson.h>
#include <stdbool.h>

struct slw_app;
struct slw_form;
struct slw_import_map;

/* survey: of slw_import_columns() (service/apply.h); copied. */
struct slw_import_map *slw_import_map_new(struct slw_app *app, const json_t *survey);
void slw_import_map_free(struct slw_import_map *map); /* NULL is fine */

/* Whether a person should look at it before the file is read: its columns are its own, and not all of
 * them say what they are. */
bool slw_import_map_asks(const json_t *survey);

struct slw_form *slw_import_map_form(const struct slw_import_map *map); /* borrowed */
/* Column -> field, as slw_import_run() takes it; NULL where nothing was changed and nothing has to be
 * said. New reference. */
json_t *slw_import_map_json(const struct slw_import_map *map);
/* The label of a field that no column is and that each product needs, or NULL. */
const char *slw_import_map_missing(const struct slw_import_map *map);
/* Help of the column with the focus. New string. */
char *slw_import_map_help(const struct slw_import_map *map);

#endif
