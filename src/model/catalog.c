#include "config.h"

#include "model/catalog.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static void release_provider(struct slw_catalog_provider *provider)
{
	for (size_t i = 0; i < provider->credential_count; i++) {
		struct slw_catalog_credential *credential = &provider->credentials[i];

		free(credential->key);
		free(credential->label);
		free(credential->help);
		free(credential->pattern);
		free(credential->example);
	}
	free(provider->credentials);
	free(provider->id);
	free(provider->kind);
	free(provider->name);
}

void slw_catalog_release(struct slw_catalog *catalog)
{
	for (size_t i = 0; i < catalog->theme_count; i++) {
		free(catalog->themes[i].id);
		free(catalog->themes[i].name);
	}
	for (size_t i = 0; i < catalog->provider_count; i++)
		release_provider(&catalog->providers[i]);
	free(catalog->themes);
	free(catalog->providers);
	*catalog = (struct slw_catalog){ 0 };
}

const struct slw_catalog_theme *slw_catalog_theme(const struct slw_catalog *catalog, const char *id)
{
	size_t low = 0, high = catalog == NULL || id == NULL ? 0 : catalog->theme_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(id, catalog->themes[middle].id);

		if (order == 0)
			return &catalog->themes[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const struct slw_catalog_provider *slw_catalog_provider(const struct slw_catalog *catalog,
							const char *kind, const char *id)
{
	size_t count = catalog == NULL || kind == NULL || id == NULL ? 0 : catalog->provider_count;

	for (size_t i = 0; i < count; i++)
		if (strcmp(catalog->providers[i].kind, kind) == 0 &&
		    strcmp(catalog->providers[i].id, id) == 0)
			return &catalog->providers[i];
	return NULL;
}

const struct slw_catalog_credential *
slw_catalog_credential(const struct slw_catalog_provider *provider, const char *key)
{
	for (size_t i = 0; provider != NULL && key != NULL && i < provider->credential_count; i++)
		if (strcmp(provider->credentials[i].key, key) == 0)
			return &provider->credentials[i];
	return NULL;
}
