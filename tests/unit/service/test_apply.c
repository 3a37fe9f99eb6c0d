#include "config.h"

#include "unit/suites.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "model/steps.h"
#include "service/apply.h"
#include "service/flow.h"
#include "service/history.h"
#include "service/service.h"
#include "unit/service/fixture.h"

#include "base/banned.h"

static struct fixture f;

static void setup(void)
{
	fixture_open(&f);
}

static void teardown(void)
{
	fixture_close(&f);
}

static json_t *apply(const char *extra)
{
	char *path = fixture_answers(&f, "shop.yaml", extra);
	json_t *result = fixture_apply(&f, path);

	free(path);
	return result;
}

static int64_t count(const json_t *result, const char *key)
{
	return slw_json_int(json_object_get(result, "products"), key, -1);
}

static void assert_products(const char *wanted)
{
	char *text = fixture_products(&f);

	ck_assert_str_eq(text, wanted);
	free(text);
}

#define ITEMS  "products:\n  items:\n"
#define FERN   "    - {title: Fern, handle: fern, sku: F1, price: 4}\n"
#define MOSS   "    - {title: Moss, handle: moss, sku: M1, price: 5}\n"
#define CACTUS "    - {title: Cactus, handle: cactus, sku: C1, price: 6}\n"
#define IVY    "    - {title: Ivy, handle: ivy, sku: I1, price: 7}\n"

/* --- into a new session ------------------------------------------------------------------ */

START_TEST(a_file_becomes_a_session)
{
	json_t *result = apply(ITEMS FERN MOSS), *session;

	ck_assert_str_eq(slw_json_str(result, "session_id", ""), f.session.id);
	ck_assert_int_eq(slw_json_int(result, "version", 0), 1);
	ck_assert_int_eq(count(result, "created"), 2);
	ck_assert_int_eq(count(result, "total"), 2);
	assert_products("fern=Fern;moss=Moss;");
	session = slw_flow_session_json(f.service, &f.session, true, &f.err);
	ck_assert_str_eq(slw_json_str(session, "business_name", ""), "Fern & Field");
	ck_assert_int_eq(slw_json_int(session, "current_step", 0), SLW_STEP_COUNT);
	ck_assert_int_eq(
	    slw_json_int(slw_json_path(session, "configuration.products.items[1]"), "price", 0),
	    500);
	json_decref(session);
	json_decref(result);
}
END_TEST

START_TEST(the_same_again_changes_nothing)
{
	json_t *first = apply(ITEMS FERN MOSS), *second, *log;

	second = apply(ITEMS FERN MOSS);
	ck_assert_int_eq(slw_json_int(second, "version", 0), 1);
	ck_assert_uint_eq(json_array_size(json_object_get(second, "changed")), 0);
	ck_assert_int_eq(count(second, "created"), 0);
	ck_assert_int_eq(count(second, "updated"), 0);
	ck_assert_int_eq(count(second, "moved"), 0);
	ck_assert_int_eq(count(second, "removed"), 0);
	ck_assert_int_eq(count(second, "unchanged"), 2);
	ck_assert_int_eq(f.session.version, 1);
	log = slw_history_log(f.service, &f.session, 0, &f.err);
	ck_assert_uint_eq(json_array_size(json_object_get(log, "versions")), 1);
	json_decref(log);
	json_decref(first);
	json_decref(second);
}
END_TEST

#define SECRET                                                                     \
	"integrations:\n  payments:\n    - provider: stripe\n      credentials:\n" \
	"        secret_key: sk_test_51Habcdefghijklmnopqrstuv\n"

START_TEST(a_literal_secret_is_no_change_either)
{
	json_decref(apply(SECRET));
	ck_assert_int_eq(f.session.version, 1);
	json_decref(apply(SECRET));
	ck_assert_int_eq(f.session.version, 1);
}
END_TEST

static size_t session_count(void)
{
	json_t *list = slw_flow_sessions_json(f.service, NULL, 0, &f.err);
	size_t sessions = json_array_size(json_object_get(list, "sessions"));

	json_decref(list);
	return sessions;
}

static bool always(void *context)
{
	(void)context;
	return true;
}

START_TEST(what_was_stopped_leaves_no_session)
{
	struct slw_progress stop = { .cancelled = always };
	struct slw_buf csv;
	struct slw_plan *plan = NULL;
	char *path, *file;

	slw_buf_init(&csv, 0);
	slw_buf_str(&csv, "Handle,Title,Variant SKU,Variant Price\n");
	for (int i = 0; i < 1000; i++)
		slw_buf_printf(&csv, "p%d,Product %d,S%d,1.00\n", i, i, i);
	file = fixture_file(&f, "many.csv", csv.data);
	path = fixture_answers(&f, "shop.yaml", "products:\n  imports:\n    - file: many.csv\n");
	ck_assert_int_eq(
	    slw_plan_open(&plan, path, slw_service_catalog(f.service), &f.problems, &f.err), 0);
	fixture_progress(&f, &stop);
	ck_assert_ptr_null(slw_plan_apply(f.service, plan, &f.session, &f.err));
	ck_assert_int_eq(f.err.code, SLW_ECANCELLED);
	ck_assert_int_eq(f.session.no, 0);
	ck_assert_uint_eq(session_count(), 0);
	slw_plan_free(plan);
	slw_buf_release(&csv);
	free(path);
	free(file);
}
END_TEST

/* --- onto a standing session ------------------------------------------------------------- */

/* Whatever stood there before: what the second file says holds, as if it were applied alone. */
static const struct {
	const char *before, *after;
	int created, updated, moved, removed;
} updates[] = {
	{ ITEMS FERN MOSS, ITEMS FERN MOSS CACTUS, 1, 0, 0, 0 },
	{ ITEMS FERN MOSS, ITEMS CACTUS FERN MOSS, 1, 0, 0, 0 },
	{ ITEMS FERN MOSS, ITEMS FERN CACTUS MOSS, 1, 0, 0, 0 },
	{ ITEMS FERN MOSS CACTUS, ITEMS MOSS CACTUS, 0, 0, 0, 1 },
	{ ITEMS FERN MOSS CACTUS, ITEMS CACTUS FERN MOSS, 0, 0, 1, 0 },
	{ ITEMS FERN MOSS CACTUS, ITEMS MOSS CACTUS FERN, 0, 0, 1, 0 },
	{ ITEMS FERN MOSS CACTUS IVY, ITEMS IVY CACTUS MOSS FERN, 0, 0, 3, 0 },
	{ ITEMS FERN MOSS CACTUS IVY, ITEMS MOSS FERN IVY CACTUS, 0, 0, 2, 0 },
	{ ITEMS FERN MOSS, ITEMS CACTUS IVY, 2, 0, 0, 2 },
	{ ITEMS FERN MOSS, "", 0, 0, 0, 2 },
	{ "", ITEMS FERN MOSS, 2, 0, 0, 0 },
	{ ITEMS FERN MOSS, ITEMS "    - {title: Tree Fern, handle: fern, sku: F1, price: 4}\n" MOSS,
	  0, 1, 0, 0 },
	/* another handle, known by its SKU */
	{ ITEMS FERN MOSS, ITEMS "    - {title: Fern, handle: tree-fern, sku: F1, price: 4}\n" MOSS,
	  0, 1, 0, 0 },
	/* handles that change hands */
	{ ITEMS FERN MOSS,
	  ITEMS "    - {title: Fern, handle: moss, sku: F1, price: 4}\n"
		"    - {title: Moss, handle: fern, sku: M1, price: 5}\n",
	  1, 1, 0, 1 },
	/* a SKU that goes to another product, while its own stays with another one */
	{ ITEMS FERN MOSS,
	  ITEMS "    - {title: Fern, handle: fern, sku: M1, price: 4}\n"
		"    - {title: Moss, handle: moss, sku: M2, price: 5}\n",
	  1, 1, 0, 1 },
	/* one product in place of two */
	{ ITEMS FERN MOSS,
	  ITEMS "    - title: Both\n      handle: both\n      options:\n"
		"        - {name: Kind, values: [Fern, Moss]}\n      variants:\n"
		"        - {option_values: [Fern], sku: F1, price: 4}\n"
		"        - {option_values: [Moss], sku: M1, price: 5}\n",
	  0, 1, 0, 1 },
};

/* Answers and products as they come out of a session. */
static char *configuration(void)
{
	json_t *session = slw_flow_session_json(f.service, &f.session, true, &f.err);
	char *text = slw_json_text(json_object_get(session, "configuration"));

	json_decref(session);
	return text;
}

START_TEST(a_standing_session_becomes_what_the_file_says)
{
	json_t *result;
	char *standing, *fresh;

	json_decref(apply(updates[_i].before));
	result = apply(updates[_i].after);
	ck_assert_int_eq(count(result, "created"), updates[_i].created);
	ck_assert_int_eq(count(result, "updated"), updates[_i].updated);
	ck_assert_int_eq(count(result, "moved"), updates[_i].moved);
	ck_assert_int_eq(count(result, "removed"), updates[_i].removed);
	ck_assert_int_eq(slw_json_int(result, "version", 0), 2);
	ck_assert_uint_eq(json_array_size(json_object_get(result, "rejected")), 0);
	json_decref(result);
	standing = configuration();
	slw_session_release(&f.session);
	slw_session_init(&f.session);
	json_decref(apply(updates[_i].after));
	fresh = configuration();
	fixture_same(standing, fresh);
	free(standing);
	free(fresh);
}
END_TEST

START_TEST(there_is_always_room_for_one_more_in_front)
{
	struct slw_buf items, wanted;
	json_t *result;

	slw_buf_init(&items, 0);
	slw_buf_init(&wanted, 0);
	json_decref(apply(ITEMS FERN MOSS));
	for (int i = 0; i < 15; i++) {
		char *before = slw_buf_take(&items);

		slw_buf_printf(&items, "    - {title: P%d, handle: p%d, price: 1}\n%s", i, i,
			       i > 0 ? before : "");
		free(before);
		before = slw_printf(ITEMS "%s" FERN MOSS, items.data);
		result = apply(before);
		ck_assert_int_eq(count(result, "created"), 1);
		json_decref(result);
		free(before);
	}
	for (int i = 14; i >= 0; i--)
		slw_buf_printf(&wanted, "p%d=P%d;", i, i);
	slw_buf_str(&wanted, "fern=Fern;moss=Moss;");
	assert_products(wanted.data);
	slw_buf_release(&items);
	slw_buf_release(&wanted);
}
END_TEST

START_TEST(a_key_that_is_gone_from_the_file_is_gone)
{
	struct slw_documents docs;
	json_t *result;

	json_decref(apply("theme:\n  style: bold\nseo:\n  title: Ferns\n"));
	result = apply("theme:\n  style: bold\n");
	ck_assert_uint_eq(json_array_size(json_object_get(result, "changed")), 1);
	ck_assert_str_eq(json_string_value(json_array_get(json_object_get(result, "changed"), 0)),
			 "seo.title");
	slw_documents_init(&docs);
	ck_assert_int_eq(slw_flow_documents(f.service, &f.session, 0, &docs, &f.err), 0);
	ck_assert_str_eq(slw_documents_str(&docs, "seo.title", "gone"), "gone");
	ck_assert_str_eq(slw_documents_str(&docs, "theme.style", "gone"), "bold");
	slw_documents_release(&docs);
	json_decref(result);
}
END_TEST

START_TEST(the_folder_of_the_images_moves_with_the_file)
{
	char *other = slw_path_join(f.folder, "other"), *path, *at;
	struct slw_session found;

	json_decref(apply(ITEMS FERN));
	ck_assert_int_eq(slw_folder_make(other, 0755, &f.err), 0);
	path = fixture_answers(&f, "other/shop.yaml", ITEMS FERN);
	json_decref(fixture_apply(&f, path));
	ck_assert_int_eq(f.session.version, 1);
	slw_session_init(&found);
	ck_assert_int_eq(slw_flow_find_session(f.service, f.session.id, &found, &f.err), 0);
	at = slw_strdup(slw_json_str(found.metadata, "folder", ""));
	ck_assert_str_eq(strrchr(at, '/'), "/other");
	slw_session_release(&found);
	free(at);
	free(path);
	free(other);
}
END_TEST

/* --- imports ----------------------------------------------------------------------------- */

#define HEADER "Handle,Title,Variant SKU,Variant Price\n"

/* Rows of a file into a session that has some; what its report counts. */
static const struct {
	const char *rows;
	int in, created, updated, skipped, unchanged;
	const char *products;
} imports[] = {
	{ "aloe,Aloe,A1,1.00\n", 1, 1, 0, 0, 0, "fern=Fern;moss=Moss;aloe=Aloe;" },
	/* two variants, and nothing that tells them apart */
	{ "aloe,Aloe,A1,1.00\naloe,,A2,2.00\n", 2, 1, 0, 1, 0, "fern=Fern;moss=Moss;aloe=Aloe;" },
	{ "fern,Tree Fern,F1,1.00\n", 1, 0, 1, 0, 0, "fern=Tree Fern;moss=Moss;" },
	{ "other,Tree Fern,F1,1.00\n", 1, 0, 1, 0, 0, "fern=Tree Fern;moss=Moss;" },
	{ "aloe,Aloe,A1,-1\nbay,Bay,B1,2.00\n", 2, 1, 0, 1, 0, "fern=Fern;moss=Moss;bay=Bay;" },
	{ "aloe,,A1,1.00\n", 1, 0, 0, 1, 0, "fern=Fern;moss=Moss;" },
	/* a SKU of another product */
	{ "fern,Fern,M1,1.00\nbay,Bay,B1,2.00\n", 2, 1, 0, 1, 0, "fern=Fern;moss=Moss;bay=Bay;" },
	/* the same product twice, once by its SKU */
	{ "fern,Tree Fern,F1,1.00\nother,Other,F1,2.00\n", 2, 0, 1, 1, 0,
	  "fern=Tree Fern;moss=Moss;" },
};

static json_t *import(const char *name, const char *rows, bool dry_run)
{
	char *text = slw_printf(HEADER "%s", rows);
	char *path = fixture_file(&f, name, text);
	struct slw_import_request request = { .path = path, .currency = "USD", .dry_run = dry_run };
	json_t *report = slw_import_run(f.service, &f.session, &request, &f.err);

	ck_assert_msg(report != NULL, "%s", f.err.msg);
	free(path);
	free(text);
	return report;
}

static int64_t rows(const json_t *report, const char *key)
{
	return slw_json_int(json_object_get(report, "rows"), key, -1);
}

START_TEST(every_row_is_accounted_for)
{
	json_t *dry, *report, *again;
	int64_t version;

	json_decref(apply(ITEMS FERN MOSS));
	dry = import("rows.csv", imports[_i].rows, true);
	assert_products("fern=Fern;moss=Moss;");
	ck_assert_int_eq(f.session.version, 1);
	report = import("rows.csv", imports[_i].rows, false);
	ck_assert_int_eq(rows(report, "in"), imports[_i].in);
	ck_assert_int_eq(rows(report, "created"), imports[_i].created);
	ck_assert_int_eq(rows(report, "updated"), imports[_i].updated);
	ck_assert_int_eq(rows(report, "skipped"), imports[_i].skipped);
	ck_assert_int_eq(rows(report, "unchanged"), imports[_i].unchanged);
	ck_assert_int_eq(slw_json_int(report, "skips_total", -1), imports[_i].skipped);
	assert_products(imports[_i].products);
	version = f.session.version;
	again = import("rows.csv", imports[_i].rows, false);
	ck_assert_int_eq(rows(again, "created"), 0);
	ck_assert_int_eq(rows(again, "updated"), 0);
	ck_assert_int_eq(rows(again, "skipped"), rows(again, "in"));
	ck_assert_int_eq(f.session.version, version);
	json_decref(dry);
	json_decref(report);
	json_decref(again);
}
END_TEST

START_TEST(a_file_that_contradicts_itself_loses_only_those_rows)
{
	json_t *report = import("rows.csv",
				"one,One,S1,1.00\ntwo,Two,S1,2.00\nthree,Three,S3,3.00\n"
				"four,Four,S4,4.00\nfour,,S3,4.00\nfive,Five,S5,5.00\n",
				false);

	ck_assert_int_eq(rows(report, "in"), 6);
	ck_assert_int_eq(rows(report, "created") + rows(report, "skipped"), 6);
	ck_assert_int_gt(rows(report, "created"), 2);
	ck_assert_int_gt(rows(report, "skipped"), 0);
	json_decref(report);
}
END_TEST

START_TEST(items_and_imports_come_together)
{
	char *file = fixture_file(&f, "more.csv",
				  HEADER "cactus,Cactus,C1,6.00\nbad,Bad,B1,-4\nfern,Again,F9,1\n");
	json_t *result, *report;

	result = apply("products:\n  imports:\n    - file: more.csv\n  items:\n" FERN MOSS);
	assert_products("fern=Fern;moss=Moss;cactus=Cactus;");
	ck_assert_uint_eq(json_array_size(json_object_get(result, "imports")), 1);
	report = json_array_get(json_object_get(result, "imports"), 0);
	ck_assert_int_eq(rows(report, "in"), 3);
	ck_assert_int_eq(rows(report, "created"), 1);
	ck_assert_int_eq(rows(report, "skipped"), 2);
	ck_assert_int_eq(slw_json_int(report, "skips_total", -1), 2);
	json_decref(result);
	result = apply("products:\n  imports:\n    - file: more.csv\n  items:\n" FERN MOSS);
	ck_assert_int_eq(f.session.version, 1);
	json_decref(result);
	free(file);
}
END_TEST

START_TEST(what_is_no_product_file_for_the_session_changes_nothing)
{
	char *path = fixture_file(&f, "rows.csv", HEADER "one,One,S1,1.00\n");
	struct slw_import_request request = { .path = path, .currency = "EUR" };

	json_decref(apply(ITEMS FERN));
	ck_assert_ptr_null(slw_import_run(f.service, &f.session, &request, &f.err));
	ck_assert_int_eq(f.err.code, SLW_EINVAL);
	request.currency = "XXQ";
	ck_assert_ptr_null(slw_import_run(f.service, &f.session, &request, &f.err));
	ck_assert_int_eq(f.err.code, SLW_EINVAL);
	free(path);
	path = fixture_file(&f, "empty.csv", HEADER);
	request.path = path;
	request.currency = NULL;
	ck_assert_ptr_null(slw_import_run(f.service, &f.session, &request, &f.err));
	ck_assert_int_eq(f.err.code, SLW_EINVAL);
	request.path = "/nowhere/at/all.csv";
	ck_assert_ptr_null(slw_import_run(f.service, &f.session, &request, &f.err));
	ck_assert_int_eq(f.err.code, SLW_ENOTFOUND);
	assert_products("fern=Fern;");
	free(path);
}
END_TEST

/* --- problems ---------------------------------------------------------------------------- */

/* What the plan says about files and secrets, at its place. lines count from the end of the answers
 * that fixture_answers() writes. */
static const struct {
	const char *extra;
	enum slw_severity severity;
	int line;
	const char *key;
} problems[] = {
	{ "products:\n  items:\n    - title: Fern\n      price: 4\n      images:\n"
	  "        - src: gone.jpg\n",
	  SLW_PROBLEM_ERROR, 6, "products.items[0].images[0].src" },
	{ "products:\n  imports:\n    - file: gone.csv\n", SLW_PROBLEM_ERROR, 3,
	  "products.imports[0].file" },
	{ "theme:\n  logo: gone.svg\n", SLW_PROBLEM_ERROR, 2, "theme.logo" },
	{ "theme:\n  logo: ../../etc/passwd\n", SLW_PROBLEM_ERROR, 2, "theme.logo" },
	{ "integrations:\n  payments:\n    - provider: stripe\n      credentials:\n"
	  "        secret_key: {env: SLW_TEST_NOT_SET}\n",
	  SLW_PROBLEM_WARNING, 5, "integrations.payments[0].credentials.secret_key" },
	{ "integrations:\n  payments:\n    - provider: stripe\n      credentials:\n"
	  "        secret_key: {file: /nowhere/key}\n",
	  SLW_PROBLEM_WARNING, 5, "integrations.payments[0].credentials.secret_key" },
};

#define LINES_BEFORE 11 /* of fixture_answers() */

START_TEST(what_a_file_names_is_looked_for)
{
	char *path = fixture_answers(&f, "shop.yaml", problems[_i].extra);
	struct slw_plan *plan = NULL;
	size_t found = 0;

	ck_assert_int_eq(
	    slw_plan_open(&plan, path, slw_service_catalog(f.service), &f.problems, &f.err), 0);
	for (size_t i = 0; i < f.problems.count; i++) {
		const struct slw_problem *problem = &f.problems.items[i];

		if (strcmp(problem->key, problems[_i].key) != 0)
			continue;
		found++;
		ck_assert_int_eq(problem->severity, problems[_i].severity);
		ck_assert_int_eq(problem->line, LINES_BEFORE + problems[_i].line);
		ck_assert_str_eq(problem->file, path);
		ck_assert_int_gt(problem->column, 0);
	}
	ck_assert_msg(found == 1, "%zu problems at %s", found, problems[_i].key);
	ck_assert_uint_eq(f.problems.errors, problems[_i].severity == SLW_PROBLEM_ERROR);
	ck_assert_uint_eq(session_count(), 0);
	slw_plan_free(plan);
	free(path);
}
END_TEST

START_TEST(a_plan_says_what_it_would_do)
{
	char *file = fixture_file(&f, "more.csv", HEADER "cactus,Cactus,C1,6.00\nbad,Bad,B1,-4\n");
	char *path = fixture_answers(&f, "shop.yaml",
				     "products:\n  imports:\n    - file: more.csv\n  items:\n" FERN
				     "launch:\n  targets: [storefront]\n");
	struct slw_plan *plan = NULL;
	json_t *said;

	ck_assert_int_eq(
	    slw_plan_open(&plan, path, slw_service_catalog(f.service), &f.problems, &f.err), 0);
	ck_assert_uint_eq(f.problems.errors, 0);
	ck_assert_uint_eq(f.problems.count, 1); /* the row with the negative price */
	ck_assert_int_eq(f.problems.items[0].severity, SLW_PROBLEM_WARNING);
	ck_assert_int_eq(f.problems.items[0].line, 3);
	said = slw_plan_json(plan);
	ck_assert_int_eq(slw_json_int(said, "products", 0), 1);
	ck_assert_int_eq(rows(json_array_get(json_object_get(said, "imports"), 0), "skipped"), 1);
	ck_assert_str_eq(json_string_value(json_array_get(json_object_get(said, "targets"), 0)),
			 "storefront");
	ck_assert_str_eq(slw_plan_missing(plan), "");
	json_decref(said);
	slw_plan_free(plan);
	free(path);
	free(file);
}
END_TEST

/* --- out and in again -------------------------------------------------------------------- */

static int add_piece(void *context, const char *text, size_t len, struct slw_err *err)
{
	(void)err;
	slw_buf_add(context, text, len);
	return 0;
}

static char *export(void)
{
	struct slw_buf text;
	struct slw_answers_sink sink = { .write = add_piece, .context = &text };

	slw_buf_init(&text, 0);
	ck_assert_msg(slw_export_answers(f.service, &f.session, &sink, &f.err) == 0, "%s",
		      f.err.msg);
	return slw_buf_take(&text);
}

static void next_session(void)
{
	slw_session_release(&f.session);
	slw_session_init(&f.session);
}

static const char *const examples[] = { "bikes-nl", "pottery-us", "stationery-jp", "tea-de" };

/* The export names the same files, so it is read where the example is. */
START_TEST(an_example_comes_out_as_it_went_in)
{
	char *copy = slw_printf("cp -r %s/. %s", EXAMPLES, f.folder);
	char *path = slw_printf("%s/%s.yaml", f.folder, examples[_i]);
	char *first, *second, *before, *after, *out;
	int64_t version;

	ck_assert_int_eq(system(copy), 0);
	json_decref(fixture_apply(&f, path));
	first = export();
	before = configuration();
	out = fixture_file(&f, "again.yaml", first);
	/* onto itself it changes nothing */
	version = f.session.version;
	json_decref(fixture_apply(&f, out));
	ck_assert_int_eq(f.session.version, version);
	/* and alone it makes the same */
	next_session();
	json_decref(fixture_apply(&f, out));
	second = export();
	after = configuration();
	fixture_same(second, first);
	fixture_same(after, before);
	free(first);
	free(second);
	free(before);
	free(after);
	free(out);
	free(path);
	free(copy);
}
END_TEST

START_TEST(many_products_come_out_in_order)
{
	struct slw_buf csv;
	json_t *report;
	char *first, *second, *path;

	slw_buf_init(&csv, 0);
	for (int i = 0; i < 450; i++) /* more than two pages */
		slw_buf_printf(&csv, "p%d,Product %d,S%d,%d.99\n", (i * 7) % 450, i, i, i);
	path = fixture_answers(&f, "shop.yaml", "");
	json_decref(fixture_apply(&f, path));
	report = import("rows.csv", csv.data, false);
	ck_assert_int_eq(rows(report, "created"), 450);
	first = export();
	free(path);
	path = fixture_file(&f, "again.yaml", first);
	next_session();
	json_decref(fixture_apply(&f, path));
	ck_assert_int_eq(f.session.product_count, 450);
	second = export();
	fixture_same(second, first);
	free(first);
	free(second);
	free(path);
	json_decref(report);
	slw_buf_release(&csv);
}
END_TEST

Suite *suite_apply(void);
Suite *suite_apply(void)
{
	Suite *suite = suite_create("apply");
	TCase *tc = tcase_create("all");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, a_file_becomes_a_session);
	tcase_add_test(tc, the_same_again_changes_nothing);
	tcase_add_test(tc, a_literal_secret_is_no_change_either);
	tcase_add_test(tc, what_was_stopped_leaves_no_session);
	tcase_add_loop_test(tc, a_standing_session_becomes_what_the_file_says, 0,
			    (int)SLW_COUNT(updates));
	tcase_add_test(tc, there_is_always_room_for_one_more_in_front);
	tcase_add_test(tc, a_key_that_is_gone_from_the_file_is_gone);
	tcase_add_test(tc, the_folder_of_the_images_moves_with_the_file);
	tcase_add_loop_test(tc, every_row_is_accounted_for, 0, (int)SLW_COUNT(imports));
	tcase_add_test(tc, a_file_that_contradicts_itself_loses_only_those_rows);
	tcase_add_test(tc, items_and_imports_come_together);
	tcase_add_test(tc, what_is_no_product_file_for_the_session_changes_nothing);
	tcase_add_loop_test(tc, what_a_file_names_is_looked_for, 0, (int)SLW_COUNT(problems));
	tcase_add_test(tc, a_plan_says_what_it_would_do);
	tcase_add_loop_test(tc, an_example_comes_out_as_it_went_in, 0, (int)SLW_COUNT(examples));
	tcase_add_test(tc, many_products_come_out_in_order);
	suite_add_tcase(suite, tc);
	return suite;
}
