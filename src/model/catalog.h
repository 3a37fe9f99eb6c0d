/*
 * What data files add to the tables: which themes and which integration providers there are. The
 * model reads no file, so the service loads them (data/themes/, data/integrations/) and hands this
 * in wherever values are checked, written or described.
 */
#ifndef SLW_MODEL_CATALOG_H
#define SLW_MODEL_CATALOG_H

#include <stdbool.h>
#include <stddef.h>

struct slw_catalog_theme {
	char *id, *name;
};

struct slw_catalog_credential {
	char *key;     /* "secret_key" */
	char *label;   /* "Secret key" */
	char *help;    /* where to find it */
	char *pattern; /* as in field.h; NULL: any */
	char *example;
	bool required;
	bool secret; /* SECRET, else TEXT */
};

struct slw_catalog_provider {
	char *id;   /* "stripe" */
	char *kind; /* "payments", "shipping", "email", "analytics", "tax", "store_engine" */
	char *name; /* "Stripe" */
	struct slw_catalog_credential *credentials;
	size_t credential_count;
};

struct slw_catalog {
	struct slw_catalog_theme *themes; /* sorted by id */
	size_t theme_count;
	struct slw_catalog_provider *providers; /* sorted by kind, then id */
	size_t provider_count;
};

/* Frees what the catalogue holds, not the struct. */
void slw_catalog_release(struct slw_catalog *catalog);

/* Borrowed, or NULL. */
const struct slw_catalog_theme *slw_catalog_theme(const struct slw_catalog *catalog,
						  const char *id);
const struct slw_catalog_provider *slw_catalog_provider(const struct slw_catalog *catalog,
							const char *kind, const char *id);
const struct slw_catalog_credential *
slw_catalog_credential(const struct slw_catalog_provider *provider, const char *key);

#endif
