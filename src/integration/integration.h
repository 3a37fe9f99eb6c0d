/*
 * Providers of payments, shipping, e-mail, analytics, tax and store engines: one JSON file each in
 * data/integrations/. Adding one adds no C.
 */
#ifndef SLW_INTEGRATION_INTEGRATION_H
#define SLW_INTEGRATION_INTEGRATION_H

#include <jansson.h>
#include <stddef.h>

struct slw_catalog;
struct slw_documents;
struct slw_err;

/* Loads and checks all provider files into the catalogue (sorted by kind, id), and sets the themes
 * part untouched. SLW_EINTERNAL names the file and the fault. */
int slw_providers_load(struct slw_catalog *catalog, const char *data_folder, struct slw_err *err);

/*
 * What step 4 says, as rows to record: array of {"integration_type", "provider_name", "status",
 * "configuration", "message"}. Nothing is contacted: the status is "pending" and the message a plain
 * sentence that it is not verified yet, and what is missing (an environment variable that is not
 * set, a file that is not there). New reference.
 */
json_t *slw_integrations_pending(const struct slw_catalog *catalog,
				 const struct slw_documents *docs);

#endif
