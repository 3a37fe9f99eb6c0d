/* Both sides changed the same: what is told, and what is saved when it was decided. */
#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "model/steps.h"
#include "service/apply.h"
#include "service/conflict.h"
#include "service/flow.h"
#include "service/service.h"
#include "unit/service/fixture.h"

#include "base/banned.h"

static struct fixture f;
static struct slw_service *second;
static struct slw_session theirs;

static void setup(void)
{
	fixture_open(&f);
	ck_assert_int_eq(slw_flow_create_session(f.service, NULL, &f.session, &f.err), 0);
	second = fixture_second(&f);
	slw_session_init(&theirs);
	ck_assert_int_eq(slw_flow_find_session(second, f.session.id, &theirs, &f.err), 0);
}

static void teardown(void)
{
	slw_session_release(&theirs);
	slw_service_close(second);
	fixture_close(&f);
}

static const char base_text[] = "{\"business_name\":\"Fern\",\"description\":\"was\","
				"\"audience\":\"all\",\"contact\":{\"email\":\"a@example.com\"}}";
static const char their_text[] = "{\"business_name\":\"Fern\",\"description\":\"theirs\","
				 "\"audience\":\"them\",\"contact\":{\"email\":\"b@example.com\"}}";
static const char my_text[] = "{\"business_name\":\"Fern & Co\",\"description\":\"mine\","
			      "\"audience\":\"all\",\"contact\":{\"email\":\"c@example.com\"}}";

static int save(struct slw_service *service, struct slw_session *session, const char *text,
		int64_t base, json_t **conflicts)
{
	json_t *data = json_loads(text, 0, NULL);
	struct slw_edit edit = { .base_version = base };
	int rc = slw_flow_update_step(service, session, SLW_BUSINESS, data, &edit, true, NULL,
				      conflicts, &f.problems, &f.err);

	json_decref(data);
	return rc;
}

/* Version 1 is the base, 2 is theirs, and mine is refused. */
static json_t *refused(void)
{
	json_t *conflicts = NULL;

	ck_assert_int_eq(save(f.service, &f.session, base_text, 0, NULL), 0);
	ck_assert_int_eq(save(second, &theirs, their_text, 1, NULL), 0);
	ck_assert_int_eq(save(f.service, &f.session, my_text, 1, &conflicts), -1);
	ck_assert_int_eq(f.err.code, SLW_ECONFLICT);
	ck_assert_ptr_nonnull(conflicts);
	return conflicts;
}

static void assert_answer(const char *path, const char *wanted)
{
	struct slw_documents docs;

	slw_documents_init(&docs);
	ck_assert_int_eq(slw_flow_documents(f.service, &f.session, 0, &docs, &f.err), 0);
	ck_assert_str_eq(slw_documents_str(&docs, path, "(none)"), wanted);
	slw_documents_release(&docs);
}

START_TEST(a_conflict_tells_each_field_and_who_changed_it)
{
	json_t *conflicts = refused(), *row = json_array_get(conflicts, 0);
	char *text;

	ck_assert_uint_eq(json_array_size(conflicts), 2);
	ck_assert_str_eq(slw_json_str(row, "key", ""), "business.description");
	ck_assert_str_eq(slw_json_str(row, "base", ""), "was");
	ck_assert_str_eq(slw_json_str(row, "theirs", ""), "theirs");
	ck_assert_str_eq(slw_json_str(row, "mine", ""), "mine");
	ck_assert_int_eq(slw_json_int(row, "version", 0), 2);
	ck_assert_ptr_nonnull(json_object_get(row, "author"));
	ck_assert_str_eq(slw_json_str(json_array_get(conflicts, 1), "key", ""),
			 "business.contact.email");
	ck_assert_int_eq(f.session.version, 2);
	ck_assert_ptr_nonnull(strstr(f.err.msg, "business.description, business.contact.email"));
	text = slw_conflict_text(row);
	ck_assert_msg(strstr(text, "was \"was\"; is \"theirs\" now") != NULL &&
			  strstr(text, "version 2") != NULL && strstr(text, "\"mine\"") != NULL,
		      "%s", text);
	free(text);
	json_decref(conflicts);
}
END_TEST

START_TEST(what_both_changed_stays_theirs_and_the_rest_is_saved)
{
	json_t *data = json_loads(my_text, 0, NULL), *conflicts = NULL;
	struct slw_edit edit = { .base_version = 1 };
	int64_t version = 0;

	json_decref(refused());
	ck_assert_msg(slw_flow_merge_step(f.service, &f.session, SLW_BUSINESS, data, &edit, true,
					  &version, &conflicts, &f.problems, &f.err) == 0,
		      "%s", f.err.msg);
	ck_assert_int_eq(version, 3);
	ck_assert_int_eq(f.session.version, 3);
	assert_answer("business.description", "theirs");
	assert_answer("business.contact.email", "b@example.com");
	assert_answer("business.business_name", "Fern & Co");
	assert_answer("business.audience", "them");
	ck_assert_uint_eq(json_array_size(conflicts), 2);
	ck_assert_str_eq(slw_json_str(json_array_get(conflicts, 1), "mine", ""), "c@example.com");
	json_decref(conflicts);
	json_decref(data);
}
END_TEST

START_TEST(without_a_conflict_a_merge_is_an_edit)
{
	json_t *data = json_loads(base_text, 0, NULL), *conflicts = NULL;
	struct slw_edit edit = { .base_version = 0 };

	ck_assert_int_eq(slw_flow_merge_step(f.service, &f.session, SLW_BUSINESS, data, &edit, true,
					     NULL, &conflicts, &f.problems, &f.err),
			 0);
	ck_assert_ptr_null(conflicts);
	assert_answer("business.description", "was");
	json_decref(data);
}
END_TEST

START_TEST(a_file_that_comes_too_late_says_who_changed_what)
{
	char *path = fixture_answers(&f, "late.yaml", "");
	struct slw_plan *plan = NULL;

	ck_assert_int_eq(save(f.service, &f.session, base_text, 0, NULL), 0);
	ck_assert_int_eq(save(second, &theirs, their_text, 1, NULL), 0);
	ck_assert_int_eq(
	    slw_plan_open(&plan, path, slw_service_catalog(f.service), &f.problems, &f.err), 0);
	ck_assert_ptr_null(slw_plan_apply(f.service, plan, &f.session, &f.err));
	ck_assert_int_eq(f.err.code, SLW_ECONFLICT);
	ck_assert_msg(strstr(f.err.msg, "version 2") != NULL &&
			  strstr(f.err.msg, "business.description") != NULL,
		      "%s", f.err.msg);
	ck_assert_msg(strstr(f.err.hint, "diff") != NULL, "%s", f.err.hint);
	slw_plan_free(plan);
	free(path);
}
END_TEST

/* --- products ---------------------------------------------------------------------------- */

static int put(struct slw_service *service, struct slw_session *session, const char *text,
	       int64_t number, int64_t base, int64_t *no)
{
	json_t *object = json_loads(text, 0, NULL);
	struct slw_edit edit = { .base_version = base };
	int rc;

	ck_assert_ptr_nonnull(object);
	rc = slw_flow_product_put(service, session, number, object, 0, &edit, no, NULL, &f.problems,
				  &f.err);
	json_decref(object);
	return rc;
}

static const char base_pot[] =
    "{\"title\":\"Pot\",\"handle\":\"pot\",\"price\":100,\"seo_title\":\"Pot\"}";

/* The conflict of one product that both changed; *base is the version of mine. */
static json_t *product_conflict(const char *their_pot, const char *my_pot, int64_t *no)
{
	json_t *mine = json_loads(my_pot, 0, NULL), *conflict;
	int64_t base;

	ck_assert_int_eq(save(f.service, &f.session, "{\"currency\":\"USD\"}", 0, NULL), 0);
	ck_assert_int_eq(put(f.service, &f.session, base_pot, 0, 1, no), 0);
	base = f.session.version;
	if (their_pot != NULL)
		ck_assert_msg(put(second, &theirs, their_pot, *no, base, NULL) == 0, "%s",
			      f.err.msg);
	else
		ck_assert_int_eq(slw_flow_product_remove(second, &theirs, *no,
							 &(struct slw_edit){ .base_version = base },
							 &f.err),
				 0);
	ck_assert_int_eq(put(f.service, &f.session, my_pot, *no, base, NULL), -1);
	ck_assert_int_eq(f.err.code, SLW_ECONFLICT);
	conflict = slw_flow_product_conflict(f.service, &f.session, *no, mine, base, &f.err);
	ck_assert_msg(conflict != NULL, "%s", f.err.msg);
	json_decref(mine);
	return conflict;
}

START_TEST(fields_of_a_product_that_one_side_changed_merge)
{
	int64_t no;
	json_t *conflict = product_conflict(
	    "{\"title\":\"Pot\",\"handle\":\"pot\",\"price\":200,\"seo_title\":\"Pot\"}",
	    "{\"title\":\"Big pot\",\"handle\":\"pot\",\"price\":100,"
	    "\"seo_title\":\"Pot\"}",
	    &no);
	const json_t *product = json_object_get(conflict, "product");

	ck_assert_uint_eq(json_array_size(json_object_get(conflict, "conflicts")), 0);
	ck_assert_str_eq(slw_json_str(product, "title", ""), "Big pot");
	ck_assert_int_eq(slw_json_int(product, "price", 0), 200);
	ck_assert_int_eq(slw_json_int(conflict, "theirs", 0), f.session.version);
	json_decref(conflict);
}
END_TEST

START_TEST(fields_of_a_product_that_both_changed_are_decided)
{
	int64_t no;
	json_t *conflict = product_conflict(
	    "{\"title\":\"Pot A\",\"handle\":\"pot\",\"price\":200,\"seo_title\":\"A\"}",
	    "{\"title\":\"Pot B\",\"handle\":\"pot\",\"price\":300,\"seo_title\":\"B\"}", &no);
	json_t *rows = json_object_get(conflict, "conflicts");
	json_t *choices =
	    json_loads("{\"title\":{\"take\":\"theirs\"},\"price\":{\"value\":250}}", 0, NULL);
	json_t *product;

	ck_assert_uint_ge(json_array_size(rows), 2);
	ck_assert_str_eq(slw_json_str(json_array_get(rows, 0), "key", ""), "title");
	ck_assert_int_eq(slw_json_int(json_array_get(rows, 0), "version", 0), f.session.version);
	product = slw_flow_product_decide(conflict, choices);
	ck_assert_str_eq(slw_json_str(product, "title", ""), "Pot A");
	ck_assert_int_eq(slw_json_int(product, "price", 0), 250);
	ck_assert_str_eq(slw_json_str(product, "seo_title", ""), "B");
	json_decref(product);
	json_decref(choices);
	json_decref(conflict);
}
END_TEST

START_TEST(a_product_that_is_gone_is_told_as_a_whole)
{
	int64_t no;
	json_t *conflict =
	    product_conflict(NULL, "{\"title\":\"Pot B\",\"handle\":\"pot\",\"price\":300}", &no);

	ck_assert(slw_json_bool(conflict, "deleted", false));
	ck_assert_uint_eq(json_array_size(json_object_get(conflict, "conflicts")), 1);
	ck_assert_str_eq(slw_json_str(json_object_get(conflict, "product"), "title", ""), "Pot B");
	json_decref(conflict);
}
END_TEST

Suite *suite_conflict(void);

Suite *suite_conflict(void)
{
	Suite *suite = suite_create("conflict");
	TCase *tcase = tcase_create("conflict");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_conflict_tells_each_field_and_who_changed_it);
	tcase_add_test(tcase, what_both_changed_stays_theirs_and_the_rest_is_saved);
	tcase_add_test(tcase, without_a_conflict_a_merge_is_an_edit);
	tcase_add_test(tcase, a_file_that_comes_too_late_says_who_changed_what);
	tcase_add_test(tcase, fields_of_a_product_that_one_side_changed_merge);
	tcase_add_test(tcase, fields_of_a_product_that_both_changed_are_decided);
	tcase_add_test(tcase, a_product_that_is_gone_is_told_as_a_whole);
	suite_add_tcase(suite, tcase);
	return suite;
}
