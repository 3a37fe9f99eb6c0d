#include "config.h"

#include "integration/integration.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "integration/provider_check.h"
#include "model/catalog.h"
#include "model/documents.h"

#include "base/banned.h"

static void add_missing(struct slw_buf *missing, const char *format, const char *name)
{
	if (missing->len > 0)
		slw_buf_str(missing, "; ");
	slw_buf_printf(missing, format, name);
}

/* Where a secret is, without what it is; what is not there is added to missing. */
static json_t *describe_secret(const json_t *value, const char *folder, struct slw_buf *missing)
{
	const char *env = slw_json_str(value, "env", NULL);
	const char *file = slw_json_str(value, "file", NULL);
	const char *vault = slw_json_str(value, "vault", NULL);
	json_t *place = json_object();

	if (env != NULL) {
		const char *set = getenv(env);

		slw_json_set_str(place, "env", env);
		if (set == NULL || set[0] == '\0')
			add_missing(missing, _("the environment variable %s is not set"), env);
	} else if (file != NULL) {
		char *path = slw_path_from(folder, file);

		slw_json_set_str(place, "file", file);
		if (access(path, R_OK) != 0)
			add_missing(missing, _("the file %s is not there or cannot be read"), file);
		free(path);
	} else if (vault != NULL) {
		slw_json_set_str(place, "vault", vault);
	} else {
		slw_json_set_bool(place, "given", true);
	}
	return place;
}

static json_t *describe_credentials(const struct slw_catalog_provider *provider,
				    const json_t *given, const char *folder,
				    struct slw_buf *missing)
{
	json_t *out = json_object();
	const char *key;
	json_t *value;

	json_object_foreach ((json_t *)given, key, value) {
		const struct slw_catalog_credential *known =
		    provider == NULL ? NULL : slw_catalog_credential(provider, key);

		/* what the catalogue does not know may be a secret */
		if (known != NULL && !known->secret && json_is_string(value))
			slw_json_set_str(out, key, json_string_value(value));
		else
			slw_json_set(out, key, describe_secret(value, folder, missing));
	}
	for (size_t i = 0; provider != NULL && i < provider->credential_count; i++) {
		const struct slw_catalog_credential *wanted = &provider->credentials[i];

		if (wanted->required && json_object_get(given, wanted->key) == NULL)
			add_missing(missing, _("the credential %s is not given"), wanted->key);
	}
	return out;
}

static json_t *describe(const struct slw_catalog *catalog, const char *kind, const json_t *entry,
			const char *folder)
{
	const char *id = slw_json_str(entry, "provider", "");
	const struct slw_catalog_provider *provider = slw_catalog_provider(catalog, kind, id);
	json_t *row = json_object(), *configuration = json_object();
	struct slw_buf missing, message;

	slw_buf_init(&missing, 0);
	slw_buf_init(&message, 0);
	slw_json_set_str(configuration, "mode", slw_json_str(entry, "mode", "test"));
	slw_json_set(configuration, "credentials",
		     describe_credentials(provider, slw_json_object(entry, "credentials"), folder,
					  &missing));
	slw_buf_printf(&message, _("%s is not verified yet"),
		       provider != NULL ? provider->name : id);
	if (missing.len > 0) {
		slw_buf_printf(&message, ": %s", missing.data);
		slw_json_set_str(row, "missing", missing.data);
	}
	slw_buf_char(&message, '.');

	slw_json_set_str(row, "integration_type", kind);
	slw_json_set_str(row, "provider_name", id);
	slw_json_set_str(row, "status", "pending");
	slw_json_set(row, "configuration", configuration);
	slw_json_set_str(row, "message", message.data);
	slw_buf_release(&message);
	slw_buf_release(&missing);
	return row;
}

json_t *slw_integrations_pending(const struct slw_catalog *catalog,
				 const struct slw_documents *docs, const char *folder)
{
	json_t *rows = json_array();

	for (const char *const *kind = slw_provider_kinds; *kind != NULL; kind++) {
		const json_t *list = slw_json_array(docs->section[SLW_INTEGRATIONS], *kind);

		for (size_t i = 0; i < json_array_size(list); i++)
			slw_json_append(rows,
					describe(catalog, *kind, json_array_get(list, i), folder));
	}
	return rows;
}
