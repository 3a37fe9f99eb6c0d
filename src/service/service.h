/*
 * The use cases: all that a front end may call. A service has one store handle and belongs to one
 * thread; results are JSON (new references) or records of the model, so that every front end shows
 * the same. Texts in results are translated and raw: the front end makes them safe for its medium.
 */
#ifndef SLW_SERVICE_SERVICE_H
#define SLW_SERVICE_SERVICE_H

#include <jansson.h>
#include <stdbool.h>

#include "model/records.h"

struct slw_cache;
struct slw_catalog;
struct slw_err;
struct slw_log;
struct slw_progress;
struct slw_service;

struct slw_service_options {
	const char *database;	 /* URL; NULL: slw_service_default_database() */
	const char *data_folder; /* NULL: slw_data_folder() */
	const char *author;	 /* for the journal; NULL: the login name */
	const struct slw_log *log;
	const struct slw_progress *progress; /* of long calls; borrowed for the service's life */
	/* Replies of models, cache/cache.h: borrowed, and shared with other services; NULL: its own, in
	 * memory. */
	struct slw_cache *cache;
	bool read_only; /* do not make a database where there is none: SLW_ENOTFOUND */
	bool late;	/* leave the data files to slw_service_ready() */
};

/* $DATABASE_URL, or else "sqlite:" and store-wizard/wizard.db under XDG_DATA_HOME. New string. */
char *slw_service_default_database(void);

/* SLW_ESTORE, SLW_ELOCKED, SLW_EINTERNAL (data files). */
int slw_service_open(struct slw_service **out, const struct slw_service_options *options,
		     struct slw_err *err);
void slw_service_close(struct slw_service *service); /* NULL is fine */

/*
 * Reads the data files (themes, providers), once: for a service that was opened late, so that there
 * is something to see first. Until then sessions may be listed, and nothing else. SLW_EINTERNAL.
 */
int slw_service_ready(struct slw_service *service, struct slw_err *err);

/* {"scheme", "applied", "available", "summary"}: what the database is and whether it is up to date.
 * New reference. */
json_t *slw_service_database_state(struct slw_service *service, struct slw_err *err);

/* Themes and providers, for forms, checks and the schema. Borrowed. */
const struct slw_catalog *slw_service_catalog(const struct slw_service *service);

/* The same without a database, for --check and schema; free with slw_catalog_release(). */
int slw_service_catalog_load(struct slw_catalog *catalog, const char *data_folder,
			     struct slw_err *err);

#endif
