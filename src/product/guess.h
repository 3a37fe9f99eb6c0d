/* What the columns of a file that nobody knows are likely to be. */
#ifndef SLW_PRODUCT_GUESS_H
#define SLW_PRODUCT_GUESS_H

#include <jansson.h>

struct slw_err;
struct slw_import;

/*
 * For a file without a column for title or price: looks at headers and at some rows, and says in the
 * hint how to map them, as --map options ready to paste. Always returns -1 (SLW_EINVAL).
 */
int slw_guess_columns(struct slw_import *import, struct slw_err *err);

/* The columns as slw_import_survey() tells them; new reference. */
json_t *slw_guess_survey(struct slw_import *import);

#endif
