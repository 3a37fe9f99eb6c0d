/* The shape of a provider file (integration.h), checked before anything of it is used. */
#ifndef SLW_INTEGRATION_PROVIDER_CHECK_H
#define SLW_INTEGRATION_PROVIDER_CHECK_H

#include <jansson.h>

struct slw_err;

/* The kinds that there are, NULL at the end. */
extern const char *const slw_provider_kinds[];

/* id is the name of the file without ".json". SLW_EINTERNAL says what is wrong and where in it. */
int slw_provider_check(const json_t *file, const char *id, struct slw_err *err);

/*
 * That each pattern is a regular expression and matches its example. Not a part of the check above,
 * which stands in the way of every start: compiling all patterns takes two thirds of one. The files
 * that come with the program are tested; a pattern that is none lets every value pass.
 */
int slw_provider_check_patterns(const json_t *file, struct slw_err *err);

#endif
