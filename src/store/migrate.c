#include "config.h"

#include "store/migrate.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "store/store.h"

#include "base/banned.h"

static int check(const struct slw_migrator *migrator, const struct slw_migration_applied *applied,
		 size_t count, struct slw_err *err)
{
	char checksum[SLW_HASH_SIZE];

	if (count > migrator->known_count) {
		slw_err_set(err, SLW_ESTORE,
			    _("cannot use the database %s: it was made by a newer program (its "
			      "schema is %zu, this program knows %zu)"),
			    migrator->name, count, migrator->known_count);
		return slw_err_hint(err, _("Update store-wizard, or name another database."));
	}
	for (size_t i = 0; i < count; i++) {
		const struct slw_migration *known = &migrator->known[i];

		slw_hash_bytes(known->sql, strlen(known->sql), checksum);
		if (applied[i].number == known->number &&
		    strcmp(applied[i].checksum, checksum) == 0)
			continue;
		slw_err_set(err, SLW_ESTORE,
			    _("cannot use the database %s: its schema step %" PRId64
			      " is not the one that this program knows (%s)"),
			    migrator->name, applied[i].number, known->name);
		return slw_err_hint(err, _("Use the program that made it, or name another "
					   "database."));
	}
	return 0;
}

/* The number of migrations that the database has, or -1. */
static int count_applied(const struct slw_migrator *migrator, struct slw_err *err)
{
	struct slw_migration_applied *applied = NULL;
	size_t count = 0;
	int rc = -1;

	if (migrator->applied(migrator->context, &applied, &count, err) == 0 &&
	    check(migrator, applied, count, err) == 0)
		rc = (int)count;
	free(applied);
	return rc;
}

int slw_migrate_state(const struct slw_migrator *migrator, struct slw_migration_state *out,
		      struct slw_err *err)
{
	int count = count_applied(migrator, err);

	if (count < 0)
		return -1;
	out->applied = count == 0 ? 0 : migrator->known[count - 1].number;
	out->available =
	    migrator->known_count == 0 ? 0 : migrator->known[migrator->known_count - 1].number;
	return 0;
}

/* 1: one more was applied; 0: nothing was left to do; -1. */
static int apply_next(const struct slw_migrator *migrator, struct slw_err *err)
{
	char checksum[SLW_HASH_SIZE];
	int count, rc = -1;

	if (migrator->begin(migrator->context, err) < 0)
		return -1;
	/* read again under the lock: another process may just have done it */
	count = count_applied(migrator, err);
	if (count < 0)
		goto out;
	if ((size_t)count == migrator->known_count) {
		rc = 0;
		goto out;
	}
	slw_hash_bytes(migrator->known[count].sql, strlen(migrator->known[count].sql), checksum);
	if (migrator->apply(migrator->context, &migrator->known[count], checksum, err) < 0) {
		slw_err_prefix(err, _("schema step %s"), migrator->known[count].name);
		goto out;
	}
	if (migrator->end(migrator->context, err) == 0)
		rc = 1;
out:
	if (rc <= 0)
		migrator->give_up(migrator->context);
	return rc;
}

int slw_migrate_run(const struct slw_migrator *migrator, struct slw_err *err)
{
	int rc;

	do
		rc = apply_next(migrator, err);
	while (rc == 1);
	return rc;
}
