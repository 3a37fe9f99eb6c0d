/*
 * Bringing a database up to date: numbered SQL files that are compiled into the program, each
 * applied once, in its own transaction, and recorded with its checksum.
 *
 * To add a migration: write sql/BACKEND/NNNN_what.sql with the next number and list it in
 * Makefile.am. A file that was released is never edited: its checksum is in users' databases.
 */
#ifndef SLW_STORE_MIGRATE_H
#define SLW_STORE_MIGRATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"

struct slw_err;
struct slw_migration_state;

struct slw_migration {
	int number; /* 1, 2, 3 ... */
	const char *name;
	const char *sql;
};

/* One that a database has. */
struct slw_migration_applied {
	int64_t number;
	char checksum[SLW_HASH_SIZE];
};

/*
 * What a backend does for it. apply() runs the SQL and records number, name, checksum and time,
 * all in the transaction that begin() opened, which excludes other processes. A database without
 * any has an empty list (free with free()).
 */
struct slw_migrator {
	int (*begin)(void *context, struct slw_err *err);
	int (*end)(void *context, struct slw_err *err); /* commits */
	void (*give_up)(void *context);			/* rolls back */
	int (*applied)(void *context, struct slw_migration_applied **list, size_t *count,
		       struct slw_err *err);
	int (*apply)(void *context, const struct slw_migration *migration, const char *checksum,
		     struct slw_err *err);
	void *context;
	const char *name; /* of the database, for error texts */
	const struct slw_migration *known;
	size_t known_count;
};

/* SLW_ESTORE: the database is newer, or was made by a changed migration. */
int slw_migrate_state(const struct slw_migrator *migrator, struct slw_migration_state *out,
		      struct slw_err *err);
/* Applies what is missing. Several processes may do so at once. */
int slw_migrate_run(const struct slw_migrator *migrator, struct slw_err *err);

extern const struct slw_migration slw_sqlite_migrations[];
extern const size_t slw_sqlite_migration_count;

#endif
