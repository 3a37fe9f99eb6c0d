#include "config.h"

#include "store/sqlite.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/migrate.h"

#include "base/banned.h"

#define APPLICATION_ID 0x534c5731 /* "SLW1" */

static const char sql_is_empty[] = "SELECT count(*) FROM sqlite_schema";
static const char sql_application_id[] = "SELECT application_id FROM pragma_application_id";
static const char sql_has_record[] =
    "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'";
static const char sql_applied[] = "SELECT number, checksum FROM schema_migrations ORDER BY number";
static const char sql_make_record[] = "PRAGMA application_id = 0x534c5731;"
				      "CREATE TABLE IF NOT EXISTS schema_migrations ("
				      "number INTEGER PRIMARY KEY,"
				      "name TEXT NOT NULL,"
				      "checksum TEXT NOT NULL CHECK (length(checksum) = 64),"
				      "applied_at INTEGER NOT NULL) STRICT";
static const char sql_record[] =
    "INSERT INTO schema_migrations(number, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)";

static int migrate_begin(void *context, struct slw_err *err)
{
	struct slw_sqlite *db = context;

	return db->base.ops->begin(&db->base, err);
}

static int migrate_end(void *context, struct slw_err *err)
{
	struct slw_sqlite *db = context;

	return db->base.ops->commit(&db->base, err);
}

static void migrate_give_up(void *context)
{
	struct slw_sqlite *db = context;

	db->base.ops->rollback(&db->base);
}

/* A database of another program is not touched. 1: ours; 0: an empty one; -1. */
static int is_ours(struct slw_sqlite *db, struct slw_err *err)
{
	int64_t id = 0, tables = 0;

	if (slw_sqlite_int(db, sql_application_id, NULL, 0, &id, err) < 0 ||
	    slw_sqlite_int(db, sql_is_empty, NULL, 0, &tables, err) < 0)
		return -1;
	if (id == APPLICATION_ID)
		return 1;
	if (id == 0 && tables == 0)
		return 0;
	slw_err_set(err, SLW_ESTORE, _("cannot use the database %s: another program made it"),
		    db->path);
	return slw_err_hint(err, _("Name another file; this one is left as it is."));
}

static int migrate_applied(void *context, struct slw_migration_applied **list, size_t *count,
			   struct slw_err *err)
{
	struct slw_sqlite *db = context;
	struct slw_migration_applied *found = NULL;
	size_t used = 0, cap = 0;
	sqlite3_stmt *stmt;
	int64_t one;
	int rc = is_ours(db, err);

	if (rc > 0)
		rc = slw_sqlite_int(db, sql_has_record, NULL, 0, &one, err);
	if (rc <= 0)
		return rc;
	stmt = slw_sqlite_take(db, sql_applied, NULL, 0, err);
	if (stmt == NULL)
		return -1;
	while ((rc = slw_sqlite_step(db, stmt, err)) == 1) {
		SLW_GROW(found, used, cap);
		found[used].number = sqlite3_column_int64(stmt, 0);
		slw_text_copy(found[used].checksum, SLW_HASH_SIZE, slw_sqlite_borrow(stmt, 1));
		used++;
	}
	slw_sqlite_give(db, stmt);
	if (rc < 0) {
		free(found);
		return -1;
	}
	*list = found;
	*count = used;
	return 0;
}

static int migrate_apply(void *context, const struct slw_migration *migration, const char *checksum,
			 struct slw_err *err)
{
	struct slw_sqlite *db = context;

	if (slw_sqlite_exec(db, sql_make_record, err) < 0 ||
	    slw_sqlite_exec(db, migration->sql, err) < 0)
		return -1;
	return slw_sqlite_run(db, sql_record,
			      VALUES(INT(migration->number), TEXT(migration->name), TEXT(checksum),
				     INT(slw_clock_now())),
			      err) < 0
		   ? -1
		   : 0;
}

static struct slw_migrator migrator_of(struct slw_sqlite *db)
{
	return (struct slw_migrator){
		.begin = migrate_begin,
		.end = migrate_end,
		.give_up = migrate_give_up,
		.applied = migrate_applied,
		.apply = migrate_apply,
		.context = db,
		.name = db->path,
		.known = slw_sqlite_migrations,
		.known_count = slw_sqlite_migration_count,
	};
}

int slw_sqlite_migration_state(struct slw_store *store, struct slw_migration_state *out,
			       struct slw_err *err)
{
	struct slw_migrator migrator = migrator_of(slw_sqlite(store));

	return slw_migrate_state(&migrator, out, err);
}

int slw_sqlite_migrate_check(struct slw_sqlite *db, const struct slw_store_options *options,
			     bool *needed, struct slw_err *err)
{
	struct slw_migrator migrator = migrator_of(db);
	struct slw_migration_state state;
	int rc;

	/* in one view of the file: another process may be making it at this moment */
	if (slw_sqlite_exec(db, "BEGIN", err) < 0)
		return -1;
	rc = slw_migrate_state(&migrator, &state, err);
	migrate_give_up(db);
	if (rc < 0)
		return -1;
	*needed = state.applied != state.available;
	/* a file that is still empty has nothing that a user could want left as it is */
	if (!*needed || options->migrate || (options->create && state.applied == 0))
		return 0;
	slw_err_set(err, SLW_ESTORE,
		    _("the database %s is of an older program (its schema is %d, this program's "
		      "is %d)"),
		    db->path, state.applied, state.available);
	return slw_err_hint(err, _("Bring it up to date with \"store-wizard migrate\"."));
}

int slw_sqlite_migrate(struct slw_sqlite *db, struct slw_err *err)
{
	struct slw_migrator migrator = migrator_of(db);

	return slw_migrate_run(&migrator, err);
}
