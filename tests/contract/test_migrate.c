/* The order of migrations, and what is refused, without a database. */
#include "config.h"

#include "store/migrate.h"
#include "unit/suites.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/store.h"

#include "base/banned.h"

Suite *suite_migrate(void);

/* What a backend would keep: applied ones, those of the open transaction, and what was called. */
struct fake {
	struct slw_migration_applied kept[8], open[8];
	size_t kept_count, open_count;
	int fails_at; /* number that does not apply */
	int others;   /* what another process applies as soon as it can */
	struct slw_buf calls;
};

static const struct slw_migration known[] = {
	{ .number = 1, .name = "0001_first", .sql = "one" },
	{ .number = 2, .name = "0002_second", .sql = "two" },
	{ .number = 3, .name = "0003_third", .sql = "three" },
};

static struct slw_err err;

static void add(struct slw_migration_applied *list, size_t *count, const char *sql)
{
	list[*count].number = (int64_t)*count + 1;
	slw_hash_bytes(sql, strlen(sql), list[*count].checksum);
	++*count;
}

static int begin(void *context, struct slw_err *error)
{
	struct fake *fake = context;

	(void)error;
	for (; fake->others > 0; fake->others--)
		add(fake->kept, &fake->kept_count, known[fake->kept_count].sql);
	memcpy(fake->open, fake->kept, sizeof(fake->open));
	fake->open_count = fake->kept_count;
	slw_buf_char(&fake->calls, '(');
	return 0;
}

static int end(void *context, struct slw_err *error)
{
	struct fake *fake = context;

	(void)error;
	memcpy(fake->kept, fake->open, sizeof(fake->kept));
	fake->kept_count = fake->open_count;
	slw_buf_char(&fake->calls, ')');
	return 0;
}

static void give_up(void *context)
{
	slw_buf_char(&((struct fake *)context)->calls, '!');
}

static int applied(void *context, struct slw_migration_applied **list, size_t *count,
		   struct slw_err *error)
{
	struct fake *fake = context;

	(void)error;
	*list = slw_malloc(sizeof(fake->kept));
	memcpy(*list, fake->kept, sizeof(fake->kept));
	*count = fake->kept_count;
	return 0;
}

static int apply(void *context, const struct slw_migration *migration, const char *checksum,
		 struct slw_err *error)
{
	struct fake *fake = context;

	if (migration->number == fake->fails_at)
		return slw_err_set(error, SLW_ESTORE, "no space");
	add(fake->open, &fake->open_count, migration->sql);
	ck_assert_str_eq(fake->open[fake->open_count - 1].checksum, checksum);
	slw_buf_str(&fake->calls, migration->sql);
	return 0;
}

static struct slw_migrator migrator_of(struct fake *fake)
{
	slw_buf_init(&fake->calls, 0);
	err = SLW_ERR_INIT;
	return (struct slw_migrator){ .begin = begin,
				      .end = end,
				      .give_up = give_up,
				      .applied = applied,
				      .apply = apply,
				      .context = fake,
				      .name = "wizard.db",
				      .known = known,
				      .known_count = SLW_COUNT(known) };
}

static const struct {
	size_t has;   /* migrations at the start */
	int fails_at; /* 0: none */
	int others;   /* applied by another process meanwhile */
	const char *calls;
	int rc;
	size_t kept;
} runs[] = {
	{ 0, 0, 0, "(one)(two)(three)(!", 0, 3 },
	{ 2, 0, 0, "(three)(!", 0, 3 },
	{ 3, 0, 0, "(!", 0, 3 },
	{ 0, 0, 3, "(!", 0, 3 },
	{ 0, 0, 1, "(two)(three)(!", 0, 3 },
	{ 0, 3, 0, "(one)(two)(!", -1, 2 }, /* those before the failure stand */
};

START_TEST(runs_what_is_missing)
{
	struct fake fake = { .fails_at = runs[_i].fails_at, .others = runs[_i].others };
	struct slw_migrator migrator = migrator_of(&fake);

	for (size_t i = 0; i < runs[_i].has; i++)
		add(fake.kept, &fake.kept_count, known[i].sql);
	ck_assert_int_eq(slw_migrate_run(&migrator, &err), runs[_i].rc);
	ck_assert_str_eq(fake.calls.data, runs[_i].calls);
	ck_assert_uint_eq(fake.kept_count, runs[_i].kept);
	if (runs[_i].rc < 0)
		ck_assert_ptr_nonnull(strstr(err.msg, "0003_third"));
	slw_buf_release(&fake.calls);
}
END_TEST

START_TEST(state)
{
	struct fake fake = { .fails_at = 0 };
	struct slw_migrator migrator = migrator_of(&fake);
	struct slw_migration_state got;

	for (int has = 0; has <= 3; has++) {
		ck_assert_int_eq(slw_migrate_state(&migrator, &got, &err), 0);
		ck_assert_int_eq(got.applied, has);
		ck_assert_int_eq(got.available, 3);
		add(fake.kept, &fake.kept_count, has < 3 ? known[has].sql : "four");
	}
	ck_assert_int_eq(slw_migrate_state(&migrator, &got, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.msg, "newer"));
	ck_assert_ptr_nonnull(strstr(err.msg, "wizard.db"));
	slw_buf_release(&fake.calls);
}
END_TEST

START_TEST(changed_file_is_refused)
{
	struct fake fake = { .fails_at = 0 };
	struct slw_migrator migrator = migrator_of(&fake);

	add(fake.kept, &fake.kept_count, "one");
	add(fake.kept, &fake.kept_count, "two, edited after its release");
	ck_assert_int_eq(slw_migrate_run(&migrator, &err), -1);
	ck_assert_int_eq(err.code, SLW_ESTORE);
	ck_assert_ptr_nonnull(strstr(err.msg, "0002_second"));
	ck_assert_str_ne(err.hint, "");
	ck_assert_str_eq(fake.calls.data, "(!");
	slw_buf_release(&fake.calls);
}
END_TEST

Suite *suite_migrate(void)
{
	Suite *suite = suite_create("migrate");
	TCase *tcase = tcase_create("all");

	tcase_add_loop_test(tcase, runs_what_is_missing, 0, SLW_COUNT(runs));
	tcase_add_test(tcase, state);
	tcase_add_test(tcase, changed_file_is_refused);
	suite_add_tcase(suite, tcase);
	return suite;
}
