/* How the shop will look in a search and when it is shared, from what is typed in step 6 now. */
#ifndef SLW_UI_SEARCH_PREVIEW_H
#define SLW_UI_SEARCH_PREVIEW_H

#include <stdbool.h>

#include "ui/canvas.h"

struct slw_app;
struct slw_form;

/* form: of step 6. Rows that it takes at this width; the pane may be lower. */
int slw_search_rows(struct slw_app *app, const struct slw_form *form, int width);
void slw_search_draw(struct slw_app *app, const struct slw_form *form, struct slw_pane pane);

/* "Title: 352 of 600 px, 41 characters" of the field at a path; new string, NULL where it is
 * neither the title nor the description. Whether all of it is shown. */
char *slw_search_length(const struct slw_form *form, const char *path);
bool slw_search_fits(const struct slw_form *form, const char *path);

#endif
