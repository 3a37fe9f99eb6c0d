/* The files and variables that an answers file names; nothing outside src/service/ includes it. */
#ifndef SLW_SERVICE_PLAN_CHECK_H
#define SLW_SERVICE_PLAN_CHECK_H

#include <jansson.h>
#include <stddef.h>

struct slw_documents;
struct slw_problems;

/*
 * Adds an error for each image or logo that is not below folder, and a warning for each secret whose
 * variable is not set or whose file cannot be read: it is needed only when its provider is called.
 * Returns the index of the first problem that it added; their places are not set.
 */
size_t slw_plan_check_files(const char *folder, const struct slw_documents *docs,
			    const json_t *products, struct slw_problems *problems);

#endif
