/* Many products changed or deleted as one version. */
#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "base/buf.h"
#include "service/apply.h"
#include "service/bulk.h"
#include "service/flow.h"
#include "service/history.h"
#include "service/service.h"
#include "unit/service/fixture.h"

#include "base/banned.h"

static struct fixture f;

static const char shop[] = "products:\n"
			   "  items:\n"
			   "    - {title: Clay pot, price: 12.00, compare_at_price: 13.00}\n"
			   "    - {title: Fern, price: 7.50}\n"
			   "    - title: Shirt\n"
			   "      options: [{name: Size, values: [S, L]}]\n"
			   "      variants:\n"
			   "        - {option_values: [S], price: 20.00}\n"
			   "        - {option_values: [L], price: 22.00}\n";

static void setup(void)
{
	char *path;

	fixture_open(&f);
	path = fixture_answers(&f, "a.yaml", shop);
	json_decref(fixture_apply(&f, path));
	free(path);
}

static void teardown(void)
{
	fixture_close(&f);
}

static struct slw_bulk bulk_of(const char *column, const char *op, json_t *operand)
{
	return (struct slw_bulk){ .column = slw_bulk_column(column),
				  .op = (enum slw_bulk_op)slw_bulk_op_find(op),
				  .operand = operand };
}

/* Takes over operand. */
static json_t *run(const char *column, const char *op, json_t *operand, const int64_t *products,
		   size_t count, bool dry_run)
{
	const struct slw_bulk_request request = { .bulk = bulk_of(column, op, operand),
						  .products = products,
						  .product_count = count,
						  .dry_run = dry_run };
	const struct slw_edit edit = { .base_version = f.session.version };
	json_t *result = slw_bulk_run(f.service, &f.session, &request, &edit, &f.err);

	json_decref(operand);
	return result;
}

static int add_price(void *context, const struct slw_product_row *row)
{
	struct slw_buf *out = context;
	json_t *object = json_loads(row->data, 0, NULL), *variant;
	size_t i;

	slw_buf_printf(out, "%s=%lld", row->handle, (long long)slw_json_int(object, "price", -1));
	json_array_foreach (json_object_get(object, "variants"), i, variant)
		slw_buf_printf(out, "/%lld", (long long)slw_json_int(variant, "price", -1));
	slw_buf_char(out, ';');
	json_decref(object);
	return 0;
}

static void assert_prices(const char *wanted)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	ck_assert_int_eq(
	    slw_flow_product_list(f.service, &f.session, INT64_MIN, 0, add_price, &out, &f.err), 0);
	ck_assert_str_eq(out.data, wanted);
	slw_buf_release(&out);
}

#define AS_IT_WAS "clay-pot=1200;fern=750;shirt=-1/2000/2200;"

static void assert_count(const json_t *result, const char *key, int64_t wanted)
{
	ck_assert_msg(result != NULL, "%s", f.err.msg);
	ck_assert_msg(slw_json_int(result, key, -1) == wanted, "%s is %lld", key,
		      (long long)slw_json_int(result, key, -1));
}

/* All but the one whose compare-at price would not be above its price; and one undo. */
START_TEST(prices_go_up_as_one_version)
{
	int64_t version = f.session.version;
	json_t *result = run("price", "percent", json_string("10"), NULL, 0, false), *one;

	assert_count(result, "products", 3);
	assert_count(result, "changed", 2);
	assert_count(result, "values", 3);
	assert_count(result, "refused", 1);
	one = json_array_get(json_object_get(result, "refusals"), 0);
	ck_assert_str_eq(slw_json_str(one, "title", ""), "Clay pot");
	ck_assert_str_eq(slw_json_str(one, "reason", ""),
			 "compare_at_price: is not above the price");
	json_decref(result);
	assert_prices("clay-pot=1200;fern=825;shirt=-1/2200/2420;");
	ck_assert_int_eq(f.session.version, version + 1);
	result = slw_history_undo(f.service, &f.session, &f.err);
	ck_assert_ptr_nonnull(result);
	json_decref(result);
	assert_prices(AS_IT_WAS);
}
END_TEST

START_TEST(a_preview_writes_nothing)
{
	int64_t version = f.session.version;
	json_t *result = run("price", "add", json_integer(-100), NULL, 0, true), *one;

	assert_count(result, "changed", 3);
	assert_count(result, "values", 4);
	one = json_array_get(json_object_get(result, "examples"), 2);
	ck_assert_str_eq(slw_json_str(one, "title", ""), "Shirt");
	ck_assert_str_eq(slw_json_str(one, "variant", ""), "S");
	ck_assert_int_eq(slw_json_int(one, "before", 0), 2000);
	ck_assert_int_eq(slw_json_int(one, "after", 0), 1900);
	json_decref(result);
	ck_assert_int_eq(f.session.version, version);
	assert_prices(AS_IT_WAS);
}
END_TEST

START_TEST(only_the_chosen_ones)
{
	const int64_t chosen[] = { 3, 2, 99 };
	json_t *result = run("price", "set", json_integer(500), chosen, 3, false);

	assert_count(result, "products", 2);
	assert_count(result, "changed", 2);
	assert_count(result, "refused", 1); /* there is no 99 */
	json_decref(result);
	assert_prices("clay-pot=1200;fern=500;shirt=-1/500/500;");
}
END_TEST

START_TEST(nothing_to_change_is_no_version)
{
	int64_t version = f.session.version;
	json_t *result = run("status", "set", json_string("active"), NULL, 0, false);

	assert_count(result, "changed", 0);
	json_decref(result);
	ck_assert_int_eq(f.session.version, version);
}
END_TEST

/* A product that became another one after the preview is not changed by what was shown. */
START_TEST(what_someone_else_changed_is_left)
{
	const struct slw_edit before = { .base_version = f.session.version };
	const struct slw_bulk_request request = { .bulk =
						      bulk_of("price", "set", json_integer(100)) };
	const int64_t fern[] = { 2 };
	json_t *result = run("price", "set", json_integer(900), fern, 1, false);

	json_decref(result);
	result = slw_bulk_run(f.service, &f.session, &request, &before, &f.err);
	assert_count(result, "changed", 2);
	assert_count(result, "refused", 1);
	json_decref(result);
	json_decref((json_t *)(uintptr_t)request.bulk.operand);
	assert_prices("clay-pot=100;fern=900;shirt=-1/100/100;");
}
END_TEST

START_TEST(what_does_not_fit_is_refused)
{
	ck_assert_ptr_null(run("price", "clear", NULL, NULL, 0, false));
	ck_assert_int_eq(f.err.code, SLW_EINVAL);
	ck_assert_ptr_null(run("price", "set", NULL, NULL, 0, false));
	ck_assert_int_eq(f.err.code, SLW_EINVAL);
	assert_prices(AS_IT_WAS);
}
END_TEST

static bool at_once(void *context)
{
	(void)context;
	return true;
}

START_TEST(a_stopped_change_changes_nothing)
{
	const struct slw_progress progress = { .cancelled = at_once };
	int64_t version = f.session.version;

	fixture_progress(&f, &progress);
	ck_assert_ptr_null(run("price", "set", json_integer(500), NULL, 0, false));
	ck_assert_int_eq(f.err.code, SLW_ECANCELLED);
	ck_assert_int_eq(f.session.version, version);
	assert_prices(AS_IT_WAS);
}
END_TEST

/* More than one page, the last of them whole. */
START_TEST(every_page_is_changed)
{
	struct slw_buf csv;
	struct slw_import_request import = { .path = NULL };
	char *path;
	json_t *result;

	slw_buf_init(&csv, 0);
	slw_buf_str(&csv, "title,price\n");
	for (int i = 0; i < 1021; i++)
		slw_buf_printf(&csv, "P%d,1.00\n", i);
	path = fixture_file(&f, "p.csv", csv.data);
	import.path = path;
	json_decref(slw_import_run(f.service, &f.session, &import, &f.err));
	ck_assert_int_eq(f.session.product_count, 1024);
	result = run("vendor", "set", json_string("Fern & Field"), NULL, 0, false);
	assert_count(result, "products", 1024);
	assert_count(result, "changed", 1024);
	ck_assert_uint_eq(json_array_size(json_object_get(result, "examples")), SLW_BULK_EXAMPLES);
	json_decref(result);
	slw_buf_release(&csv);
	free(path);
}
END_TEST

START_TEST(many_are_deleted_as_one)
{
	const int64_t chosen[] = { 3, 1, 99 };
	struct slw_edit edit = { .base_version = f.session.version };
	json_t *result;
	int rc = slw_bulk_remove(f.service, &f.session, chosen, 3, &edit, &f.err);

	ck_assert_msg(rc == 0, "%s", f.err.msg);
	assert_prices("fern=750;");
	ck_assert_int_eq(f.session.version, edit.base_version + 1);
	result = slw_history_undo(f.service, &f.session, &f.err);
	json_decref(result);
	assert_prices(AS_IT_WAS);
}
END_TEST

START_TEST(all_or_none_are_deleted)
{
	const int64_t chosen[] = { 1, 2 }, fern[] = { 2 };
	const struct slw_edit before = { .base_version = f.session.version };

	json_decref(run("price", "set", json_integer(900), fern, 1, false));
	ck_assert_int_eq(slw_bulk_remove(f.service, &f.session, chosen, 2, &before, &f.err), -1);
	ck_assert_int_eq(f.err.code, SLW_ECONFLICT);
	assert_prices("clay-pot=1200;fern=900;shirt=-1/2000/2200;");
}
END_TEST

Suite *suite_service_bulk(void);
Suite *suite_service_bulk(void)
{
	Suite *suite = suite_create("service/bulk");
	TCase *tc = tcase_create("bulk");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, prices_go_up_as_one_version);
	tcase_add_test(tc, a_preview_writes_nothing);
	tcase_add_test(tc, only_the_chosen_ones);
	tcase_add_test(tc, nothing_to_change_is_no_version);
	tcase_add_test(tc, what_someone_else_changed_is_left);
	tcase_add_test(tc, what_does_not_fit_is_refused);
	tcase_add_test(tc, a_stopped_change_changes_nothing);
	tcase_add_test(tc, every_page_is_changed);
	tcase_add_test(tc, many_are_deleted_as_one);
	tcase_add_test(tc, all_or_none_are_deleted);
	suite_add_tcase(suite, tc);
	return suite;
}
