/* What is true of SQLite alone: files, locks, damage, crashes, the schema and how it is used. */
#include "config.h"

#include "contract/contract.h"
#include "unit/suites.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

#include "base/banned.h"

Suite *suite_sqlite(void);

static char *path; /* of the database that the fixture made */
static char *url;

static void setup(void)
{
	open_store(BACKEND_SQLITE);
	path = slw_printf("%s/new/wizard.db", folder);
	url = slw_printf("sqlite:%s", path);
}

static void teardown(void)
{
	close_store();
	free(path);
	free(url);
}

static int refused(enum slw_code code, const char *says)
{
	struct slw_store *other = NULL;

	err = SLW_ERR_INIT;
	ck_assert_int_eq(slw_store_open(&other, url, NULL, &err), -1);
	ck_assert_msg(err.code == code, "%s: %s", slw_code_name(err.code), err.msg);
	SAYS(says);
	SAYS(path);
	ck_assert_str_ne(err.hint, "");
	return 0;
}

/* Runs SQL as another program would. */
static void run_sql(const char *sql)
{
	char *why = NULL;
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &why) == SQLITE_OK, "%s", why);
	sqlite3_close(db);
}

static char *ask_sql(const char *sql)
{
	struct slw_buf out;
	sqlite3_stmt *stmt;
	sqlite3 *db;

	slw_buf_init(&out, 0);
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		slw_buf_printf(&out, "%s%s", out.len > 0 ? "\n" : "",
			       (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return slw_buf_take(&out);
}

static void wait_for(pid_t child)
{
	int status;

	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "child: status %x", status);
}

/* --- schema ------------------------------------------------------------------------------ */

static const struct {
	const char *sql, *want;
} schema[] = {
	{ "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND NOT strict"
	  " AND name NOT LIKE 'sqlite_%'",
	  "0" },
	{ "PRAGMA journal_mode", "wal" },
	{ "PRAGMA application_id", "1397511985" },
	{ "PRAGMA integrity_check", "ok" },
	/* the specification's columns, table by table */
	{ "SELECT count(*) FROM pragma_table_info('wizard_sessions') WHERE name IN ('id', "
	  "'user_id',"
	  " 'current_step', 'configuration', 'metadata', 'created_at', 'updated_at',"
	  " 'completed_at')",
	  "8" },
	{ "SELECT count(*) FROM pragma_table_info('store_configs') WHERE name IN ('id',"
	  " 'session_id', 'version', 'business_info', 'product_config', 'theme_settings',"
	  " 'integrations', 'content_data', 'seo_config', 'created_at')",
	  "10" },
	{ "SELECT count(*) FROM pragma_table_info('generated_content') WHERE name IN ('id',"
	  " 'store_id', 'content_type', 'content_data', 'prompt_used', 'model_used',"
	  " 'quality_score', 'user_rating', 'generated_at', 'updated_at')",
	  "10" },
	{ "SELECT count(*) FROM pragma_table_info('theme_recommendations') WHERE name IN ('id',"
	  " 'session_id', 'theme_id', 'theme_name', 'industry_category', 'recommendation_score',"
	  " 'performance_data', 'customizations', 'created_at')",
	  "9" },
	{ "SELECT count(*) FROM pragma_table_info('integration_status') WHERE name IN ('id',"
	  " 'session_id', 'integration_type', 'provider_name', 'status', 'configuration',"
	  " 'error_message', 'last_sync', 'created_at', 'updated_at')",
	  "10" },
	{ "SELECT count(*) FROM pragma_table_info('wizard_analytics') WHERE name IN ('id',"
	  " 'session_id', 'event_type', 'event_data', 'user_agent', 'ip_address', 'timestamp')",
	  "7" },
	{ "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema WHERE type = 'index'"
	  " AND name LIKE 'idx_%' ORDER BY name)",
	  "idx_embeddings idx_embeddings_kind idx_generated_content_store_id"
	  " idx_generated_content_type"
	  " idx_integration_status_session_id idx_store_configs_session_id"
	  " idx_theme_recommendations_session_id idx_wizard_analytics_event_type"
	  " idx_wizard_analytics_session_id idx_wizard_analytics_timestamp"
	  " idx_wizard_sessions_updated_at idx_wizard_sessions_user_id" },
	{ "SELECT group_concat(number || ' ' || name || ' ' || length(checksum) || ' ' ||"
	  " (applied_at > 1e12), ', ') FROM (SELECT * FROM schema_migrations ORDER BY number)",
	  "1 0001_initial 64 1, 2 0002_embeddings 64 1" },
};

START_TEST(schema_is_as_specified)
{
	ASSERT_TEXT(ask_sql(schema[_i].sql), schema[_i].want);
}
END_TEST

static const char *const bad_rows[] = {
	"UPDATE wizard_sessions SET configuration = '{\"a\":}'",
	"UPDATE wizard_sessions SET current_step = 7",
	"UPDATE wizard_sessions SET version = 'three'",
	"UPDATE products SET data = 'no json'",
	"INSERT INTO products SELECT session_id, 2, 1, NULL, rank, handle, data FROM products",
};

START_TEST(checks_are_a_backstop)
{
	sqlite3 *db;

	new_session();
	put_one("tea", "Tea");
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_ne(sqlite3_exec(db, bad_rows[_i], NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}
END_TEST

static const struct {
	const char *data;
	bool valid;
} documents[] = {
	{ "{}", true },
	{ "[]", true },
	{ " {\"a\" : [1, -0.5e+3, 0, \"\\u00e9\\n\\\\\", true, false, null, {}]}\n", true },
	{ "\"text\"", true },
	{ "", false },
	{ "{", false },
	{ "{\"a\":1,}", false },
	{ "[1,]", false },
	{ "{a:1}", false },
	{ "{'a':1}", false },
	{ "[01]", false },
	{ "[1.]", false },
	{ "[+1]", false },
	{ "[1e]", false },
	{ "nul", false },
	{ "[\"\\x\"]", false },
	{ "[\"\\u12g4\"]", false },
	{ "[\"\n\"]", false },
	{ "[\"open]", false },
	{ "{} {}", false },
	{ "[NaN]", false },
};

START_TEST(only_json_is_stored)
{
	struct slw_product_row row = { .handle = slw_strdup("tea"),
				       .data = slw_strdup(documents[_i].data) };
	int64_t version;

	new_session();
	version = begin_change();
	err = SLW_ERR_INIT;
	ck_assert_msg((slw_store_product_put(store, session.no, version, &row, NULL, 0, &err) ==
		       0) == documents[_i].valid,
		      "%s: %s", documents[_i].data, err.msg);
	if (documents[_i].valid) {
		end_change(version);
	} else {
		/* and such a transaction is not kept */
		struct slw_version end = { .version = version };

		slw_version_init(&end);
		end.version = version;
		OK(slw_store_change_end(store, session.no, &end, "", &err));
		FAILS(slw_store_commit(store, &err), SLW_ESTORE);
		slw_version_release(&end);
		OK(slw_store_session_get(store, session.id, &session, &err));
		ck_assert_int_eq(session.version, 0);
	}
	slw_product_row_release(&row);
}
END_TEST

/* --- how the schema is used -------------------------------------------------------------- */

static int64_t vm_steps, full_scans, sorts;

static int add_profile(unsigned int event, void *context, void *stmt, void *nanoseconds)
{
	(void)event;
	(void)context;
	(void)nanoseconds;
	vm_steps += sqlite3_stmt_status(stmt, SQLITE_STMTSTATUS_VM_STEP, 1);
	full_scans += sqlite3_stmt_status(stmt, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
	sorts += sqlite3_stmt_status(stmt, SQLITE_STMTSTATUS_SORT, 1);
	return 0;
}

static int watch(sqlite3 *db, char **why, const void *api)
{
	(void)why;
	(void)api;
	return sqlite3_trace_v2(db, SQLITE_TRACE_PROFILE, add_profile, NULL);
}

static void watch_store(void)
{
	ck_assert_int_eq(sqlite3_auto_extension((void (*)(void))watch), SQLITE_OK);
	reopen_store();
	sqlite3_reset_auto_extension();
}

static void put_many(int count)
{
	int64_t version = begin_change();

	for (int i = 0; i < count; i++) {
		char handle[32], sku[32];

		snprintf(handle, sizeof(handle), "product-%d", i);
		snprintf(sku, sizeof(sku), "SKU-%d", i);
		ck_assert_int_gt(put(version, 0, handle, handle, sku, NULL), 0);
	}
	end_change(version);
}

/* Steps of SQLite's machine for one changed product and the reading of what changed. */
static int64_t cost_of_edit(int64_t product_no)
{
	int64_t version, start;
	char title[32];

	start = vm_steps;
	version = begin_change();
	snprintf(title, sizeof(title), "edited-%lld", (long long)version);
	ck_assert_int_gt(put(version, product_no, title, title, title, NULL), 0);
	end_change(version);
	free(list_changes(version - 1, version));
	return vm_steps - start;
}

START_TEST(an_edit_costs_what_it_changes)
{
	int64_t small, large;

	watch_store();
	new_session();
	put_many(10);
	cost_of_edit(5);
	small = cost_of_edit(5);
	new_session();
	put_many(3000);
	cost_of_edit(1500);
	large = cost_of_edit(1500);
	ck_assert_msg(large * 10 <= small * 12, "%lld steps instead of %lld", (long long)large,
		      (long long)small);
	ck_assert_int_gt(small, 100);
}
END_TEST

static int no_content(void *context, const struct slw_content_row *row)
{
	(void)context;
	(void)row;
	return 0;
}

/* A page of the storefront asks for the texts of its product: that must not read all others. */
START_TEST(texts_of_a_product_are_found_by_index)
{
	struct slw_content_row row;
	int64_t start;

	watch_store();
	new_session();
	OK(slw_store_begin(store, &err));
	for (int64_t no = 1; no <= 500; no++) {
		slw_content_row_init(&row);
		row.product_no = no;
		row.content_type = slw_strdup("product_description");
		OK(slw_store_content_put(store, session.no, &row, &err));
		slw_content_row_release(&row);
	}
	OK(slw_store_commit(store, &err));
	start = vm_steps;
	OK(slw_store_content_list(store, session.no, NULL, NULL, 250, no_content, NULL, &err));
	ck_assert_int_gt(vm_steps - start, 0);
	ck_assert_int_lt(vm_steps - start, 300);
}
END_TEST

static int stop(void *context, const struct slw_product_row *row)
{
	(void)row;
	++*(int *)context;
	return 1;
}

START_TEST(products_are_found_by_indexes)
{
	struct slw_product_row row;
	int64_t start;
	int seen = 0;

	watch_store();
	new_session();
	put_many(500);
	cost_of_edit(7);
	slw_product_row_init(&row);
	full_scans = sorts = 0;
	start = vm_steps;
	ck_assert_int_eq(slw_store_product_by_sku(store, session.no, "SKU-400", &row, &err), 1);
	ck_assert_int_eq(slw_store_product_by_handle(store, session.no, "product-400", &row, &err),
			 1);
	ck_assert_int_eq(slw_store_product_at(store, session.no, 7, 1, &row, &err), 1);
	/* the first row is there before the others were read, now and in the past */
	OK(slw_store_product_list(store, session.no, 0, INT64_MIN, 0, stop, &seen, &err));
	OK(slw_store_product_list(store, session.no, 1, INT64_MIN, 0, stop, &seen, &err));
	ck_assert_int_eq(seen, 2);
	ck_assert_int_eq(sorts, 0);
	ASSERT_TEXT(list_changes(1, 2), "7");
	ck_assert_int_lt(vm_steps - start, 500);
	free(list_products(0));
	free(list_products(1));
	ck_assert_int_eq(full_scans, 0);
	slw_product_row_release(&row);
}
END_TEST

/* --- files ------------------------------------------------------------------------------- */

static mode_t mode_of(const char *name)
{
	struct stat st;

	ck_assert_msg(stat(name, &st) == 0, "%s", name);
	return st.st_mode & 0777;
}

START_TEST(for_its_owner_alone)
{
	char *deep = slw_printf("%s/a/b", folder), *deep_path = slw_printf("%s/w.db", deep);
	char *deep_url = slw_printf("sqlite:%s", deep_path), *wal = slw_printf("%s-wal", deep_path);
	struct slw_store *other;

	umask(0);
	OK(slw_store_open(&other, deep_url, NULL, &err));
	ck_assert_uint_eq(mode_of(deep), 0700);
	ck_assert_uint_eq(mode_of(deep_path), 0600);
	ck_assert_uint_eq(mode_of(wal), 0600);
	slw_store_close(other);
	free(deep);
	free(deep_path);
	free(deep_url);
	free(wal);
}
END_TEST

START_TEST(names_are_paths)
{
	const char *const names[] = { ":memory:", "file:x?mode=memory", "a b%20c.db",
				      "\xE8\x8C\xB6.db" };
	struct slw_store *other;

	ck_assert_int_eq(chdir(folder), 0);
	for (size_t i = 0; i < SLW_COUNT(names); i++) {
		char *name = slw_printf("sqlite:%s", names[i]);

		OK(slw_store_open(&other, name, NULL, &err));
		slw_store_close(other);
		ck_assert_uint_eq(mode_of(names[i]), 0600);
		free(name);
	}
	ck_assert_int_eq(chdir("/"), 0);
}
END_TEST

START_TEST(opened_as_asked)
{
	struct slw_store_options neither = { .create = false, .migrate = false };
	struct slw_migration_state state;
	struct slw_store *other = NULL;
	char *absent = slw_printf("sqlite:%s/absent.db", folder);

	FAILS(slw_store_open(&other, absent, &neither, &err), SLW_ESTORE);
	SAYS("absent.db");
	ck_assert_int_eq(access(absent + strlen("sqlite:"), F_OK), -1);
	OK(slw_store_open(&other, url, &neither, &err));
	OK(slw_store_migration_state(other, &state, &err));
	ck_assert_int_eq(state.applied, state.available);
	ck_assert_int_ge(state.available, 1);
	slw_store_close(other);
	/* an empty file is a database that was not made yet */
	ck_assert_int_eq(close(creat(absent + strlen("sqlite:"), 0600)), 0);
	FAILS(slw_store_open(&other, absent, &neither, &err), SLW_ESTORE);
	SAYS("older");
	ck_assert_ptr_nonnull(strstr(err.hint, "migrate"));
	OK(slw_store_open(&other, absent, NULL, &err));
	slw_store_close(other);
	free(absent);
}
END_TEST

START_TEST(folder_in_its_place)
{
	slw_store_close(store);
	store = NULL;
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	FAILS(slw_store_open(&store, url, NULL, &err), SLW_ESTORE);
	SAYS(path);
}
END_TEST

/* Runs as nobody where the tests run as root, who may write everywhere. */
START_TEST(not_writable)
{
	char *parent = slw_path_folder(path), *other_url = slw_printf("sqlite:%s/x.db", parent);
	struct slw_store *other = NULL;

	new_session();
	slw_store_close(store);
	store = NULL;
	ck_assert_int_eq(chmod(folder, 0755), 0);
	ck_assert_int_eq(chmod(path, 0444), 0);
	ck_assert_int_eq(chmod(parent, 0555), 0);
	if (geteuid() == 0)
		ck_assert_int_eq(seteuid(65534), 0);
	FAILS(slw_store_open(&other, url, NULL, &err), SLW_EIO);
	SAYS(path);
	FAILS(slw_store_open(&other, other_url, NULL, &err), SLW_EIO);
	SAYS("x.db");
	if (getuid() == 0)
		ck_assert_int_eq(seteuid(0), 0);
	ck_assert_int_eq(chmod(parent, 0700), 0);
	ck_assert_int_eq(chmod(path, 0600), 0);
	reopen_store();
	OK(slw_store_session_get(store, session.id, &session, &err));
	free(parent);
	free(other_url);
}
END_TEST

/* --- strangers and damage ---------------------------------------------------------------- */

static const struct {
	const char *sql, *says;
} strangers[] = {
	{ "INSERT INTO schema_migrations VALUES (99, '0099_future', hex(zeroblob(32)), 1)",
	  "newer" },
	{ "UPDATE schema_migrations SET checksum = hex(zeroblob(32)) WHERE number = 1",
	  "0001_initial" },
	{ "PRAGMA application_id = 7", "another program" },
};

START_TEST(strange_databases_are_refused)
{
	slw_store_close(store);
	store = NULL;
	run_sql(strangers[_i].sql);
	refused(SLW_ESTORE, strangers[_i].says);
	/* the refusal changed nothing */
	refused(SLW_ESTORE, strangers[_i].says);
}
END_TEST

START_TEST(other_programs_data_is_left_alone)
{
	slw_store_close(store);
	store = NULL;
	ck_assert_int_eq(unlink(path), 0);
	run_sql("CREATE TABLE addresses(name); INSERT INTO addresses VALUES ('Anna')");
	refused(SLW_ESTORE, "another program");
	ASSERT_TEXT(ask_sql("SELECT group_concat(name) FROM sqlite_schema"), "addresses");
	ASSERT_TEXT(ask_sql("PRAGMA journal_mode"), "delete");
	ck_assert_int_eq(
	    slw_file_replace(path, "Dear diary, today I wrote a novel.\n", 35, 0600, &err), 0);
	refused(SLW_ESTORE, "no SQLite database");
}
END_TEST

static int count_row(void *context, const struct slw_product_row *row)
{
	(void)row;
	++*(int *)context;
	return 0;
}

/* Opens, reads and writes; true if something said that it is damaged. */
static bool find_damage(void)
{
	int64_t version = 0;
	int count = 0;
	bool found;

	err = SLW_ERR_INIT;
	found = slw_store_open(&store, url, NULL, &err) < 0 ||
		slw_store_product_list(store, session.no, 0, INT64_MIN, 0, count_row, &count,
				       &err) < 0 ||
		slw_store_begin(store, &err) < 0 ||
		slw_store_change_begin(store, session.no, 1, &version, &err) < 0 ||
		put(version, 3, "product-2", "Changed", NULL) < 0 || count != 200;
	slw_store_close(store);
	store = NULL;
	return found;
}

START_TEST(damage_is_said)
{
	struct slw_buf good;
	int found = 0;

	new_session();
	put_many(200);
	slw_store_close(store);
	store = NULL;
	slw_buf_init(&good, 0);
	ck_assert_int_eq(slw_file_read(path, 1 << 24, &good, &err), 0);
	for (size_t at = 100; at + 512 < good.len; at += 4096 + 8) {
		char kept[512];

		memcpy(kept, good.data + at, sizeof(kept));
		memset(good.data + at, 0xA5, sizeof(kept));
		ck_assert_int_eq(slw_file_replace(path, good.data, good.len, 0600, &err), 0);
		memcpy(good.data + at, kept, sizeof(kept));
		if (find_damage() && err.code != SLW_OK) {
			found++;
			ck_assert_msg(err.code == SLW_ESTORE, "%s", err.msg);
		}
	}
	/* half of it is gone */
	ck_assert_int_eq(slw_file_replace(path, good.data, good.len / 2, 0600, &err), 0);
	ck_assert(find_damage());
	SAYS("damaged");
	ck_assert_ptr_nonnull(strstr(err.hint, "copy"));
	ck_assert_int_ge(found, 5);
	slw_buf_release(&good);
}
END_TEST

/* --- locks ------------------------------------------------------------------------------- */

/* A process that holds the database until it is killed. SQLite's handles do not outlive a fork, so
 * none may be open. */
static pid_t hold_lock(void)
{
	int ready[2];
	char byte;
	pid_t child;

	ck_assert_int_eq(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		struct slw_store *own;

		if (slw_store_open(&own, url, NULL, &err) < 0 || slw_store_begin(own, &err) < 0 ||
		    write(ready[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	close(ready[1]);
	return child;
}

START_TEST(locked_by_another_process)
{
	struct slw_store_options options = { .create = true, .migrate = true, .wait_ms = 50 };
	char number[32];
	pid_t holder;
	int status;

	new_session();
	slw_store_close(store);
	holder = hold_lock();
	OK(slw_store_open(&store, url, &options, &err));
	FAILS(slw_store_event_add(store, session.no, "x", NULL, &err), SLW_ELOCKED);
	SAYS(path);
	FAILS(slw_store_begin(store, &err), SLW_ELOCKED);
	ck_assert_str_ne(err.hint, "");
	snprintf(number, sizeof(number), "process %ld (", (long)holder);
	if (access("/proc/locks", R_OK) == 0)
		SAYS(number);
	/* reading goes on beside it */
	OK(slw_store_session_get(store, session.id, &session, &err));
	ck_assert_int_eq(kill(holder, SIGKILL), 0);
	ck_assert_int_eq(waitpid(holder, &status, 0), holder);
	OK(slw_store_event_add(store, session.no, "x", NULL, &err));
}
END_TEST

START_TEST(waits_for_its_turn)
{
	struct slw_store_options patient = { .create = true, .migrate = true, .wait_ms = 60000 };
	pid_t holder, killer;
	int status;

	new_session();
	slw_store_close(store);
	holder = hold_lock();
	OK(slw_store_open(&store, url, &patient, &err));
	killer = fork();
	if (killer == 0) {
		usleep(100000);
		_exit(kill(holder, SIGKILL));
	}
	OK(slw_store_event_add(store, session.no, "x", NULL, &err));
	wait_for(killer);
	ck_assert_int_eq(waitpid(holder, &status, 0), holder);
}
END_TEST

/* Each of several processes makes the database, or finds it made, and then writes to it. */
START_TEST(made_by_many_at_once)
{
	enum { PROCESSES = 8 };
	pid_t child[PROCESSES];
	int go[2];

	slw_store_close(store);
	store = NULL;
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(pipe(go), 0);
	for (size_t i = 0; i < PROCESSES; i++) {
		child[i] = fork();
		if (child[i] == 0) {
			char user[SLW_UUID_SIZE], byte;

			close(go[1]);
			if (read(go[0], &byte, 1) != 0)
				_exit(3);
			if (slw_store_open(&store, url, NULL, &err) < 0 ||
			    slw_store_user(store, user, &err) < 0 ||
			    slw_store_session_create(store, &session, &err) < 0) {
				fprintf(stderr, "%s\n", err.msg);
				_exit(1);
			}
			slw_store_close(store);
			_exit(0);
		}
	}
	close(go[1]);
	for (size_t i = 0; i < PROCESSES; i++)
		wait_for(child[i]);
	reopen_store();
	ASSERT_TEXT(
	    ask_sql("SELECT count(*) || ' ' || count(DISTINCT user_id) FROM wizard_sessions"),
	    "8 1");
	ASSERT_TEXT(ask_sql("SELECT count(*) FROM schema_migrations"), "2");
}
END_TEST

/* --- no space ---------------------------------------------------------------------------- */

static bool is_out_of_space(void)
{
	return err.code == SLW_ESTORE || err.code == SLW_EIO;
}

/* Writes versions of a hundred products until that fails; the number of those committed. */
static int64_t fill(void)
{
	int64_t version = 0;

	OK(slw_store_session_get(store, session.id, &session, &err));
	for (int64_t done = session.version;; done++) {
		struct slw_version end;
		int rc = 0;

		if (slw_store_begin(store, &err) < 0 ||
		    slw_store_change_begin(store, session.no, done, &version, &err) < 0)
			return done;
		for (int i = 1; rc == 0 && i <= 100; i++) {
			char handle[32];

			snprintf(handle, sizeof(handle), "v%lld-%d", (long long)version, i);
			rc = put(version, i, handle, handle, NULL) < 0 ? -1 : 0;
		}
		slw_version_init(&end);
		end.version = version;
		if (rc == 0)
			rc = slw_store_change_end(store, session.no, &end, "", &err);
		slw_version_release(&end);
		/* a part that failed must not be kept, even if the caller does not look */
		if (slw_store_commit(store, &err) < 0)
			return done;
		ck_assert_int_eq(rc, 0);
	}
}

static void stands_at(int64_t version)
{
	char *first = slw_printf("v%lld-1", (long long)version);
	struct slw_product_row row;

	OK(slw_store_session_get(store, session.id, &session, &err));
	ck_assert_int_eq(session.version, version);
	ck_assert_int_eq(session.product_count, version == 0 ? 0 : 100);
	slw_product_row_init(&row);
	ck_assert_int_eq(slw_store_product_by_handle(store, session.no, first, &row, &err),
			 version > 0);
	slw_product_row_release(&row);
	free(first);
	ASSERT_TEXT(ask_sql("PRAGMA integrity_check"), "ok");
	ASSERT_TEXT(ask_sql("SELECT count(*) FROM products WHERE valid_to IS NULL"),
		    version == 0 ? "0" : "100");
}

START_TEST(file_size_limit)
{
	struct rlimit limit = { 400000, RLIM_INFINITY };
	int64_t done;

	new_session();
	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	done = fill();
	ck_assert_msg(is_out_of_space(), "%s", err.msg);
	ck_assert_str_ne(err.hint, "");
	limit.rlim_cur = RLIM_INFINITY;
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	stands_at(done);
	/* and the handle goes on */
	ck_assert_int_gt(begin_change(), done);
	slw_store_rollback(store);
}
END_TEST

/* A file system of its own, full for real; needs root and mounts. */
START_TEST(full_disk)
{
	char *parent = slw_path_folder(path);
	int64_t done;

	slw_store_close(store);
	store = NULL;
	if (geteuid() != 0 || unshare(CLONE_NEWNS) < 0 ||
	    mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) < 0 ||
	    mount("none", parent, "tmpfs", 0, "size=1m,mode=0700") < 0) {
		free(parent);
		reopen_store();
		return;
	}
	reopen_store();
	new_session();
	done = fill();
	ck_assert_msg(err.code == SLW_ESTORE, "%s", err.msg);
	ck_assert_int_gt(done, 0);
	stands_at(done);
	reopen_store();
	stands_at(done);
	slw_store_close(store);
	store = NULL;
	ck_assert_int_eq(umount(parent), 0);
	free(parent);
}
END_TEST

/* --- crashes ----------------------------------------------------------------------------- */

/* Writes versions for ever and says, after each commit, which one is safe. */
static void write_for_ever(int out)
{
	if (slw_store_open(&store, url, NULL, &err) < 0)
		_exit(1);
	for (;;) {
		int64_t version = begin_change();

		for (int i = 1; i <= 100; i++) {
			char handle[32];

			snprintf(handle, sizeof(handle), "v%lld-%d", (long long)version, i);
			if (put(version, i, handle, handle, handle, NULL) < 0)
				_exit(1);
		}
		end_change(version);
		if (write(out, &version, sizeof(version)) != sizeof(version))
			_exit(1);
	}
}

START_TEST(killed_at_any_moment)
{
	new_session();
	for (int round = 0; round < 12; round++) {
		int64_t safe = session.version, version;
		int report[2], status;
		pid_t child;

		slw_store_close(store);
		store = NULL;
		ck_assert_int_eq(pipe(report), 0);
		child = fork();
		if (child == 0)
			write_for_ever(report[1]);
		close(report[1]);
		/* at least one commit, then at a moment that differs from round to round */
		ck_assert_int_eq(read(report[0], &safe, sizeof(safe)), sizeof(safe));
		usleep((useconds_t)(round * 1700 + 300));
		ck_assert_int_eq(kill(child, SIGKILL), 0);
		ck_assert_int_eq(waitpid(child, &status, 0), child);
		ck_assert(WIFSIGNALED(status));
		while (read(report[0], &version, sizeof(version)) == sizeof(version))
			safe = version;
		close(report[0]);
		reopen_store();
		OK(slw_store_session_get(store, session.id, &session, &err));
		/* killed between the commit and its report, it may be one further */
		ck_assert_int_ge(session.version, safe);
		ck_assert_int_le(session.version, safe + 1);
		stands_at(session.version);
	}
}
END_TEST

Suite *suite_sqlite(void)
{
	Suite *suite = suite_create("sqlite");
	TCase *tcase = tcase_create("all");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, schema_is_as_specified, 0, SLW_COUNT(schema));
	tcase_add_loop_test(tcase, checks_are_a_backstop, 0, SLW_COUNT(bad_rows));
	tcase_add_loop_test(tcase, only_json_is_stored, 0, SLW_COUNT(documents));
	tcase_add_test(tcase, an_edit_costs_what_it_changes);
	tcase_add_test(tcase, products_are_found_by_indexes);
	tcase_add_test(tcase, texts_of_a_product_are_found_by_index);
	tcase_add_test(tcase, for_its_owner_alone);
	tcase_add_test(tcase, names_are_paths);
	tcase_add_test(tcase, opened_as_asked);
	tcase_add_test(tcase, folder_in_its_place);
	tcase_add_test(tcase, not_writable);
	tcase_add_loop_test(tcase, strange_databases_are_refused, 0, SLW_COUNT(strangers));
	tcase_add_test(tcase, other_programs_data_is_left_alone);
	tcase_add_test(tcase, damage_is_said);
	tcase_add_test(tcase, locked_by_another_process);
	tcase_add_test(tcase, waits_for_its_turn);
	tcase_add_test(tcase, made_by_many_at_once);
	tcase_add_test(tcase, file_size_limit);
	tcase_add_test(tcase, full_disk);
	tcase_add_test(tcase, killed_at_any_moment);
	suite_add_tcase(suite, tcase);
	return suite;
}
