#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/steps.h"
#include "service/facts.h"
#include "service/flow.h"
#include "service/launch.h"
#include "service/orchestrator.h"
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

START_TEST(weights_add_up_to_100)
{
	int sum = 0;

	for (const struct slw_readiness_check *check = slw_readiness_checks; check->id != NULL;
	     check++) {
		ck_assert_int_gt(check->weight, 0);
		ck_assert_int_ge(check->step, 1);
		ck_assert_int_le(check->step, SLW_STEP_COUNT);
		ck_assert_ptr_nonnull(check->fix);
		ck_assert_ptr_nonnull(check->why);
		for (const struct slw_readiness_check *other = check + 1; other->id != NULL;
		     other++)
			ck_assert_str_ne(check->id, other->id);
		sum += check->weight;
	}
	ck_assert_int_eq(sum, 100);
}
END_TEST

/* A key that a check or a recommendation names is one that can be answered. */
START_TEST(keys_of_checks_are_answers)
{
	for (const struct slw_readiness_check *check = slw_readiness_checks; check->id != NULL;
	     check++) {
		bool known = slw_steps_field(check->key, NULL) != NULL;

		for (int i = 0; i < SLW_SECTION__MAX; i++)
			known = known || strcmp(slw_steps[i].key, check->key) == 0;
		ck_assert_msg(known, "%s: %s", check->id, check->key);
	}
}
END_TEST

static void apply(const char *extra)
{
	char *path = fixture_answers(&f, "shop.yaml", extra);

	json_decref(fixture_apply(&f, path));
	free(path);
}

static json_t *find_by_id(const json_t *list, const char *id)
{
	json_t *one;
	size_t i;

	json_array_foreach ((json_t *)list, i, one)
		if (strcmp(slw_json_str(one, "id", ""), id) == 0)
			return one;
	return NULL;
}

#define ITEM(more) "products:\n  items:\n    - {title: Fern, sku: F1, price: 4" more "}\n"
#define SHIPPING                                                                 \
	"  shipping:\n    zones:\n      - name: Home\n        countries: [US]\n" \
	"        rates:\n          - {name: Standard, price: 5}\n"
#define STRIPE(mode)                                                                 \
	"integrations:\n  payments:\n    - provider: stripe\n      mode: " mode "\n" \
	"      credentials:\n        secret_key: {env: SLW_TEST_KEY}\n"

/* Answers, a check, and what it says of them. */
static const struct {
	const char *extra, *check, *status;
} rows[] = {
	{ "", "business", "ok" },
	{ "", "products", "error" },
	{ ITEM(""), "products", "ok" },
	{ ITEM(", status: draft"), "products", "error" },
	{ ITEM(""), "prices", "ok" },
	{ ITEM(""), "shipping", "error" },
	{ ITEM("") SHIPPING, "shipping", "ok" },
	{ ITEM(""), "returns", "warning" },
	{ ITEM("") "  returns: {window_days: 14}\n", "returns", "ok" },
	{ ITEM(""), "payments", "warning" },
	{ ITEM("") STRIPE("test"), "payments", "ok" },
	{ ITEM("") STRIPE("test"), "live", "warning" },
	{ ITEM("") STRIPE("live"), "live", "ok" },
	{ ITEM(""), "live", "ok" },
	{ ITEM("") STRIPE("test"), "secrets", "ok" },
	{ ITEM("") "integrations:\n  payments:\n    - provider: stripe\n      credentials:\n       "
		   " secret_key: {env: SLW_TEST_NOT_SET}\n",
	  "secrets", "warning" },
	{ ITEM(""), "address", "error" },
	{ ITEM("") "seo:\n  base_url: https://fern.example\n", "address", "ok" },
	{ ITEM(""), "indexing", "ok" },
	{ ITEM("") "seo:\n  allow_indexing: no\n", "indexing", "warning" },
	{ ITEM(""), "images", "warning" },
	{ ITEM(", images: [{src: https://example.com/a.png}]"), "images", "ok" },
	{ ITEM(""), "descriptions", "warning" },
	{ ITEM(", description: A green one."), "descriptions", "ok" },
	{ ITEM(""), "skus", "ok" },
	{ "products:\n  items:\n    - {title: Fern, price: 4}\n", "skus", "warning" },
	{ ITEM(""), "stock", "ok" },
	{ ITEM(", inventory_quantity: 0"), "stock", "error" },
	{ ITEM(", inventory_quantity: 0") "    - {title: Moss, price: 4, sku: M1}\n", "stock",
	  "warning" },
	{ ITEM(", inventory_quantity: 0, inventory_policy: continue"), "stock", "ok" },
	{ ITEM(", collections: [green]") "  collections:\n    - {title: Green, handle: green}\n",
	  "collections", "ok" },
	{ ITEM(", collections: [green], status: draft") "  collections:\n    - {title: Green, "
							"handle: green}\n",
	  "collections", "warning" },
	{ ITEM(""), "claims", "ok" },
};

START_TEST(a_check_says_what_holds)
{
	json_t *analysis, *check;
	const char *status;

	setenv("SLW_TEST_KEY", "x", 1);
	apply(rows[_i].extra);
	analysis = slw_orchestrator_analyze_store(f.service, &f.session, &f.err);
	ck_assert_msg(analysis != NULL, "%s", f.err.msg);
	check = find_by_id(json_object_get(analysis, "checks"), rows[_i].check);
	status = slw_json_str(check, "status", "(none)");
	ck_assert_msg(strcmp(status, rows[_i].status) == 0, "%s is %s", rows[_i].check, status);
	ck_assert_int_eq(slw_json_str(check, "message", NULL) != NULL, strcmp(status, "ok") != 0);
	ck_assert_int_eq(slw_json_str(check, "fix", NULL) != NULL, strcmp(status, "ok") != 0);
	json_decref(analysis);
}
END_TEST

static int64_t readiness(void)
{
	json_t *analysis = slw_orchestrator_analyze_store(f.service, &f.session, &f.err);
	int64_t points;

	ck_assert_msg(analysis != NULL, "%s", f.err.msg);
	points = slw_json_int(analysis, "readiness", -1);
	json_decref(analysis);
	return points;
}

START_TEST(readiness_grows_with_what_is_mended)
{
	int64_t before, after;

	setenv("SLW_TEST_KEY", "x", 1);
	ck_assert_int_eq(slw_flow_create_session(f.service, NULL, &f.session, &f.err), 0);
	before = readiness();
	ck_assert_int_ge(before, 0);
	ck_assert_int_lt(before, 50);
	apply(ITEM(""));
	after = readiness();
	ck_assert_int_gt(after, before);
	apply(ITEM(", description: Green., images: [{src: https://example.com/a.png}]") SHIPPING
	      "  returns: {window_days: 14}\n"
	      "seo:\n  base_url: https://fern.example\n" STRIPE("live"));
	ck_assert_int_eq(readiness(), 100);
}
END_TEST

/* Errors first, then warnings, then what is good. */
START_TEST(the_gravest_checks_come_first)
{
	static const char *const order[] = { "error", "warning", "ok" };
	json_t *analysis, *check;
	size_t i, at = 0;

	apply(ITEM(""));
	analysis = slw_orchestrator_analyze_store(f.service, &f.session, &f.err);
	json_array_foreach (json_object_get(analysis, "checks"), i, check) {
		while (at < 3 && strcmp(slw_json_str(check, "status", ""), order[at]) != 0)
			at++;
		ck_assert_uint_lt(at, 3);
	}
	ck_assert_uint_eq(at, 2);
	json_decref(analysis);
}
END_TEST

static json_t *recommendations(void)
{
	json_t *result = slw_flow_recommendations(f.service, &f.session, &f.err), *list;

	ck_assert_msg(result != NULL, "%s", f.err.msg);
	list = json_incref(json_object_get(result, "recommendations"));
	json_decref(result);
	return list;
}

START_TEST(a_new_session_goes_on_with_step_1)
{
	json_t *list;

	ck_assert_int_eq(slw_flow_create_session(f.service, NULL, &f.session, &f.err), 0);
	list = recommendations();
	ck_assert_str_eq(slw_json_str(json_array_get(list, 0), "id", ""), "next_step");
	ck_assert_int_eq(slw_json_int(json_array_get(list, 0), "step", 0), 1);
	/* what later steps lack is no news yet */
	for (size_t i = 0; i < json_array_size(list); i++)
		ck_assert_int_eq(slw_json_int(json_array_get(list, i), "step", 0), 1);
	json_decref(list);
}
END_TEST

START_TEST(recommendations_come_in_the_order_of_their_use)
{
	json_t *list, *one;
	int64_t last = INT64_MAX;
	size_t i;

	apply(ITEM("") "seo:\n  title: Ferns\n");
	list = recommendations();
	ck_assert_uint_gt(json_array_size(list), 3);
	json_array_foreach (list, i, one) {
		int64_t priority = slw_json_int(one, "priority", -1);

		ck_assert_msg(priority <= last, "%s comes behind one of %d",
			      slw_json_str(one, "id", ""), (int)last);
		ck_assert_ptr_nonnull(slw_json_str(one, "reason", NULL));
		ck_assert_ptr_nonnull(slw_json_str(one, "title", NULL));
		last = priority;
	}
	ck_assert_ptr_nonnull(find_by_id(list, "shipping"));
	ck_assert_ptr_nonnull(find_by_id(list, "launch"));
	json_decref(list);
}
END_TEST

START_TEST(what_was_launched_is_not_recommended_again)
{
	char *out = slw_path_join(f.folder, "out");
	struct slw_launch_request request = { .out = out };
	json_t *list, *result;

	apply(ITEM("") "seo:\n  title: Ferns\n");
	result = slw_launch_run(f.service, &f.session, &request, &f.err);
	ck_assert_msg(result != NULL, "%s", f.err.msg);
	list = recommendations();
	ck_assert_ptr_null(find_by_id(list, "launch"));
	json_decref(list);
	json_decref(result);
	free(out);
}
END_TEST

Suite *suite_readiness(void);
Suite *suite_readiness(void)
{
	Suite *suite = suite_create("readiness");
	TCase *tc = tcase_create("all");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, weights_add_up_to_100);
	tcase_add_test(tc, keys_of_checks_are_answers);
	tcase_add_loop_test(tc, a_check_says_what_holds, 0, (int)SLW_COUNT(rows));
	tcase_add_test(tc, readiness_grows_with_what_is_mended);
	tcase_add_test(tc, the_gravest_checks_come_first);
	tcase_add_test(tc, a_new_session_goes_on_with_step_1);
	tcase_add_test(tc, recommendations_come_in_the_order_of_their_use);
	tcase_add_test(tc, what_was_launched_is_not_recommended_again);
	suite_add_tcase(suite, tc);
	return suite;
}
