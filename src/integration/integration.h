/*
 * Providers of payments, shipping, e-mail, analytics, tax and store engines: one JSON file each in
 * data/integrations/. Adding one adds no C.
 *
 * A file is named ID.json and holds exactly these keys (an unknown one is an error):
 *
 *	id, kind	as the file is called; one of the kinds of catalog.h
 *	name, website	as people know it; https
 *	credentials	array of: key, label, help, pattern (optional), example (must match the
 *			pattern), required, secret
 *	verify		how a later call finds out whether the credentials work:
 *	  method	GET or POST
 *	  url, test_url	the second one, where there is one, for mode "test"
 *	  headers	object of name: value
 *	  basic		[user, password] of HTTP basic authentication
 *	  body		of a POST, as it is sent
 *	  valid		statuses that prove the credentials
 *	  limited	statuses of credentials that are real but lack a permission
 *	  refused	statuses of credentials that are wrong
 *	  expect	{"path": P} of the JSON reply and one of "equals": VALUE, "present": true,
 *			"empty": true, for services that answer 200 to anyone
 *	  proves	"credentials", or "format" where the service does not check the secret
 *
 * In url, headers, basic and body, {KEY} stands for a credential and {KEY:suffix} for what follows
 * its last hyphen; whoever fills them in escapes for the place: URL, JSON or form.
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
 * "configuration", "message", "missing"}. Nothing is contacted: the status is "pending" and the
 * message a plain sentence that it is not verified yet. missing says what is not there (an
 * environment variable, a file, a required credential); absent when nothing is. New reference.
 *
 * provider_name is the provider's id. configuration is {"mode", "credentials"}; of a secret it says
 * where it is ({"env"}, {"file"}, {"vault"}) or {"given": true}, never what it is.
 *
 * folder is where a relative file begins, that of the answers file; NULL: the current one.
 */
json_t *slw_integrations_pending(const struct slw_catalog *catalog,
				 const struct slw_documents *docs, const char *folder);

#endif
