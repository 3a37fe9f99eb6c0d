/* The shape of a provider file (integration.h), checked before anything of it is used. */
#ifndef SLW_INTEGRATION_PROVIDER_CHECK_H
#define SLW_INTEGRATION_PROVIDER_CHECK_H

#include <jansson.h>

struct slw_err;

/* The kinds that there are, NULL at the end. */
extern const char *const slw_provider_kinds[];

/* id is the name of the file without ".json". SLW_EINTERNAL says what is wrong and where in it. */
int slw_provider_check(const json_t *file, const char *id, struct slw_err *err);

#endif
