#include "config.h"

#include "integration/integration.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "integration/provider_check.h"
#include "model/catalog.h"

#include "base/banned.h"

#define FILE_MAX (64 * 1024)

static void fill_credential(struct slw_catalog_credential *out, const json_t *from)
{
	out->key = slw_strdup(slw_json_str(from, "key", ""));
	out->label = slw_strdup(slw_json_str(from, "label", ""));
	out->help = slw_strdup(slw_json_str(from, "help", ""));
	out->pattern = slw_strdup(slw_json_str(from, "pattern", NULL));
	out->example = slw_strdup(slw_json_str(from, "example", ""));
	out->required = slw_json_bool(from, "required", false);
	out->secret = slw_json_bool(from, "secret", true);
}

static void fill_provider(struct slw_catalog_provider *out, const json_t *from)
{
	const json_t *credentials = json_object_get(from, "credentials");
	size_t count = json_array_size(credentials);

	out->id = slw_strdup(slw_json_str(from, "id", ""));
	out->kind = slw_strdup(slw_json_str(from, "kind", ""));
	out->name = slw_strdup(slw_json_str(from, "name", ""));
	out->credentials = slw_calloc(count, sizeof(*out->credentials));
	out->credential_count = count;
	for (size_t i = 0; i < count; i++)
		fill_credential(&out->credentials[i], json_array_get(credentials, i));
}

static int by_kind_and_id(const void *a, const void *b)
{
	const struct slw_catalog_provider *one = a, *other = b;
	int order = strcmp(one->kind, other->kind);

	return order != 0 ? order : strcmp(one->id, other->id);
}

/* The id that a file name stands for, new string; NULL where it is no provider file. */
static char *id_of(const char *name)
{
	size_t len = strlen(name);

	if (len <= 5 || name[0] == '.' || strcmp(name + len - 5, ".json") != 0)
		return NULL;
	return slw_strndup(name, len - 5);
}

static int load_file(struct slw_catalog_provider *out, const char *folder, const char *name,
		     const char *id, struct slw_err *err)
{
	char *path = slw_path_join(folder, name);
	json_t *file = slw_json_file(path, FILE_MAX, err);
	int rc = -1;

	if (file == NULL)
		err->code = SLW_EINTERNAL;
	else if (slw_provider_check(file, id, err) < 0)
		slw_err_prefix(err, "%s", path);
	else
		rc = 0;
	if (rc == 0)
		fill_provider(out, file);
	json_decref(file);
	free(path);
	return rc;
}

static void replace_providers(struct slw_catalog *catalog, struct slw_catalog_provider *providers,
			      size_t count)
{
	/* the release function frees a whole catalogue: lend it one without themes */
	struct slw_catalog old = { .providers = catalog->providers,
				   .provider_count = catalog->provider_count };

	slw_catalog_release(&old);
	catalog->providers = providers;
	catalog->provider_count = count;
}

int slw_providers_load(struct slw_catalog *catalog, const char *data_folder, struct slw_err *err)
{
	char *folder = slw_path_join(data_folder, "integrations");
	struct slw_catalog loaded = { 0 };
	char **names = NULL;
	size_t count = 0;
	int rc = -1;

	if (slw_folder_list(folder, &names, &count, err) < 0) {
		err->code = SLW_EINTERNAL;
		goto out;
	}
	loaded.providers = slw_calloc(count, sizeof(*loaded.providers));
	for (size_t i = 0; i < count; i++) {
		char *id = id_of(names[i]);
		int failed;

		if (id == NULL)
			continue;
		failed =
		    load_file(&loaded.providers[loaded.provider_count], folder, names[i], id, err);
		free(id);
		if (failed < 0)
			goto out;
		loaded.provider_count++;
	}
	if (loaded.provider_count == 0) {
		slw_err_set(err, SLW_EINTERNAL, _("%s: there are no provider files"), folder);
		goto out;
	}
	qsort(loaded.providers, loaded.provider_count, sizeof(*loaded.providers), by_kind_and_id);
	replace_providers(catalog, loaded.providers, loaded.provider_count);
	loaded = (struct slw_catalog){ 0 };
	rc = 0;
out:
	slw_catalog_release(&loaded);
	slw_names_free(names, count);
	free(folder);
	return rc;
}
