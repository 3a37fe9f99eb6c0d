#include "config.h"

#include "unit/suites.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/json.h"
#include "base/mem.h"
#include "model/steps.h"
#include "service/flow.h"
#include "service/service.h"
#include "unit/service/fixture.h"

#include "base/banned.h"

static struct fixture f;

static void setup(void)
{
	fixture_open(&f);
	ck_assert_int_eq(slw_flow_create_session(f.service, NULL, &f.session, &f.err), 0);
}

static void teardown(void)
{
	fixture_close(&f);
}

/* Saves a section given as JSON text. */
static int save(struct slw_service *service, struct slw_session *session, enum slw_section section,
		const char *text, int64_t base, json_t **conflicts)
{
	json_t *data = json_loads(text, 0, NULL);
	struct slw_edit edit = { .base_version = base };
	int rc;

	ck_assert_ptr_nonnull(data);
	rc = slw_flow_update_step(service, session, section, data, &edit, true, NULL, conflicts,
				  &f.problems, &f.err);
	json_decref(data);
	return rc;
}

static char *answer(const char *path)
{
	struct slw_documents docs;
	char *value;

	slw_documents_init(&docs);
	ck_assert_int_eq(slw_flow_documents(f.service, &f.session, 0, &docs, &f.err), 0);
	value = slw_strdup(slw_documents_str(&docs, path, "(none)"));
	slw_documents_release(&docs);
	return value;
}

static void assert_answer(const char *path, const char *wanted)
{
	char *value = answer(path);

	ck_assert_str_eq(value, wanted);
	free(value);
}

START_TEST(an_edit_is_a_version_and_the_same_again_is_none)
{
	ck_assert_int_eq(save(f.service, &f.session, SLW_THEME, "{\"style\":\"bold\"}", 0, NULL),
			 0);
	ck_assert_int_eq(f.session.version, 1);
	ck_assert_int_eq(save(f.service, &f.session, SLW_THEME, "{\"style\":\"bold\"}", 1, NULL),
			 0);
	ck_assert_int_eq(f.session.version, 1);
}
END_TEST

START_TEST(what_is_missing_may_be_saved_what_is_wrong_may_not)
{
	ck_assert_int_eq(
	    save(f.service, &f.session, SLW_BUSINESS, "{\"business_name\":\"Fern\"}", 0, NULL), 0);
	ck_assert_uint_gt(f.problems.errors, 0); /* the other required fields */
	ck_assert_int_eq(
	    save(f.service, &f.session, SLW_BUSINESS, "{\"business_name\":\"<b>\"}", 1, NULL), -1);
	ck_assert_int_eq(f.err.code, SLW_EINVAL);
	assert_answer("business.business_name", "Fern");
}
END_TEST

START_TEST(different_fields_merge_and_the_same_field_conflicts)
{
	struct slw_service *second = fixture_second(&f);
	struct slw_session theirs;
	json_t *conflicts = NULL;

	slw_session_init(&theirs);
	save(f.service, &f.session, SLW_THEME, "{\"style\":\"bold\"}", 0, NULL);
	ck_assert_int_eq(slw_flow_find_session(second, f.session.id, &theirs, &f.err), 0);
	ck_assert_int_eq(
	    save(second, &theirs, SLW_THEME, "{\"style\":\"bold\",\"logo\":\"a.png\"}", 1, NULL),
	    0);
	/* ours began from version 1 too, and changes another field */
	ck_assert_int_eq(
	    save(f.service, &f.session, SLW_THEME, "{\"style\":\"classic\"}", 1, &conflicts), 0);
	assert_answer("theme.style", "classic");
	assert_answer("theme.logo", "a.png");
	ck_assert_int_eq(f.session.version, 3);
	/* and now the field that both changed */
	ck_assert_int_eq(save(second, &theirs, SLW_THEME,
			      "{\"style\":\"luxury\",\"logo\":\"a.png\"}", 2, &conflicts),
			 -1);
	ck_assert_int_eq(f.err.code, SLW_ECONFLICT);
	ck_assert_uint_eq(json_array_size(conflicts), 1);
	ck_assert_str_eq(slw_json_str(json_array_get(conflicts, 0), "key", ""), "theme.style");
	assert_answer("theme.style", "classic");
	json_decref(conflicts);
	slw_session_release(&theirs);
	slw_service_close(second);
}
END_TEST

START_TEST(steps_advance_when_they_are_complete)
{
	static const char business[] =
	    "{\"business_name\":\"Fern\",\"industry\":\"pets\",\"description\":\"x\","
	    "\"country\":\"US\",\"currency\":\"USD\",\"contact\":{\"email\":\"a@example.com\"},"
	    "\"address\":{\"street\":\"1 Road\",\"city\":\"Town\"}}";

	ck_assert_int_eq(f.session.current_step, 1);
	save(f.service, &f.session, SLW_BUSINESS, "{\"business_name\":\"Fern\"}", 0, NULL);
	ck_assert_int_eq(f.session.current_step, 1);
	ck_assert_int_eq(save(f.service, &f.session, SLW_BUSINESS, business, 1, NULL), 0);
	ck_assert_int_eq(f.session.current_step, 2);
	ck_assert_str_eq(f.session.business_name, "Fern");
}
END_TEST

START_TEST(a_country_with_an_imprint_asks_for_one)
{
	save(f.service, &f.session, SLW_BUSINESS, "{\"country\":\"US\"}", 0, NULL);
	slw_problems_release(&f.problems);
	slw_problems_init(&f.problems);
	ck_assert_int_eq(slw_flow_validate_step(f.service, &f.session, 1, &f.problems, &f.err), 0);
	for (size_t i = 0; i < f.problems.count; i++)
		ck_assert_str_ne(f.problems.items[i].key, "business.imprint.legal_name");
	save(f.service, &f.session, SLW_BUSINESS, "{\"country\":\"DE\"}", 1, NULL);
	slw_problems_release(&f.problems);
	slw_problems_init(&f.problems);
	ck_assert_int_eq(slw_flow_validate_step(f.service, &f.session, 1, &f.problems, &f.err), 0);
	for (size_t i = 0; i < f.problems.count; i++)
		if (strncmp(f.problems.items[i].key, "business.imprint", 16) == 0)
			return;
	ck_abort_msg("nothing asks for the imprint");
}
END_TEST

START_TEST(sessions_are_found_by_name_and_by_beginning)
{
	struct slw_session found, other;
	char begin[14];

	slw_session_init(&found);
	slw_session_init(&other);
	save(f.service, &f.session, SLW_BUSINESS, "{\"business_name\":\"Fern & Field\"}", 0, NULL);
	ck_assert_int_eq(slw_flow_create_session(f.service, NULL, &other, &f.err), 0);
	save(f.service, &other, SLW_BUSINESS, "{\"business_name\":\"Fern & Forest\"}", 0, NULL);
	ck_assert_int_eq(slw_flow_find_session(f.service, "fern & field", &found, &f.err), 0);
	ck_assert_str_eq(found.id, f.session.id);
	ck_assert_int_eq(slw_flow_find_session(f.service, "Fern & Fo", &found, &f.err), 0);
	ck_assert_str_eq(found.id, other.id);
	ck_assert_int_eq(slw_flow_find_session(f.service, "Fern", &found, &f.err), -1);
	ck_assert_int_eq(f.err.code, SLW_EAMBIGUOUS);
	ck_assert_int_eq(slw_flow_find_session(f.service, "Fern & Feld", &found, &f.err), -1);
	ck_assert_int_eq(f.err.code, SLW_ENOTFOUND);
	ck_assert_msg(strstr(f.err.hint, "Fern & Field") != NULL, "%s", f.err.hint);
	ck_assert_int_eq(slw_flow_find_session(f.service, "", &found, &f.err), -1);
	memcpy(begin, f.session.id, 13);
	begin[13] = '\0';
	if (strncmp(begin, other.id, 13) != 0) {
		ck_assert_int_eq(slw_flow_find_session(f.service, begin, &found, &f.err), 0);
		ck_assert_str_eq(found.id, f.session.id);
	}
	slw_session_release(&found);
	slw_session_release(&other);
}
END_TEST

/* --- products ---------------------------------------------------------------------------- */

static int64_t put(const char *text, int64_t product_no, int64_t base, json_t **theirs)
{
	json_t *object = json_loads(text, 0, NULL);
	struct slw_edit edit = { .base_version = base };
	int64_t number = 0;
	int rc;

	ck_assert_ptr_nonnull(object);
	rc = slw_flow_product_put(f.service, &f.session, product_no, object, 0, &edit, &number,
				  theirs, &f.problems, &f.err);
	json_decref(object);
	return rc == 0 ? number : -1;
}

static void assert_products(const char *wanted)
{
	char *text = fixture_products(&f);

	ck_assert_str_eq(text, wanted);
	free(text);
}

#define PRODUCT(handle, title) \
	"{\"title\":\"" title "\",\"handle\":\"" handle "\",\"sku\":\"" handle "\",\"price\":100}"

START_TEST(products_are_put_moved_and_removed)
{
	struct slw_edit edit = { .base_version = 0 };
	int64_t a, b, c;

	save(f.service, &f.session, SLW_BUSINESS, "{\"currency\":\"USD\"}", 0, NULL);
	a = put(PRODUCT("a", "A"), 0, f.session.version, NULL);
	b = put(PRODUCT("b", "B"), 0, f.session.version, NULL);
	c = put(PRODUCT("c", "C"), 0, f.session.version, NULL);
	ck_assert_msg(a > 0 && b > 0 && c > 0, "%s", f.err.msg);
	assert_products("a=A;b=B;c=C;");
	edit.base_version = f.session.version;
	ck_assert_int_eq(slw_flow_product_move(f.service, &f.session, c, a, &edit, &f.err), 0);
	assert_products("a=A;c=C;b=B;");
	edit.base_version = f.session.version;
	ck_assert_int_eq(slw_flow_product_move(f.service, &f.session, b, 0, &edit, &f.err), 0);
	assert_products("b=B;a=A;c=C;");
	for (int i = 0; i < 40; i++) { /* until the ranks run out and are given anew */
		edit.base_version = f.session.version;
		ck_assert_int_eq(
		    slw_flow_product_move(f.service, &f.session, i % 2 ? a : c, b, &edit, &f.err),
		    0);
	}
	assert_products("b=B;a=A;c=C;");
	edit.base_version = f.session.version;
	ck_assert_int_eq(slw_flow_product_remove(f.service, &f.session, a, &edit, &f.err), 0);
	assert_products("b=B;c=C;");
	ck_assert_int_eq(f.session.product_count, 2);
}
END_TEST

START_TEST(a_product_without_a_handle_gets_a_free_one)
{
	json_t *cup = json_loads("{\"title\":\"Cup\",\"handle\":\"cup\",\"sku\":\"C\",\"variants\":"
				 "[{\"sku\":\"V\",\"price\":1}]}",
				 0, NULL);
	json_t *copy = slw_flow_product_copy(cup);
	json_t *expected =
	    json_loads("{\"title\":\"Cup (copy)\",\"variants\":[{\"price\":1}]}", 0, NULL);
	int64_t second;

	ck_assert(json_equal(copy, expected));
	save(f.service, &f.session, SLW_BUSINESS, "{\"currency\":\"USD\"}", 0, NULL);
	put("{\"title\":\"Cup\",\"price\":100}", 0, f.session.version, NULL);
	second = put("{\"title\":\"Cup\",\"price\":100}", 0, f.session.version, NULL);
	ck_assert_int_gt(second, 0);
	ck_assert_int_gt(put("{\"title\":\"Cup\",\"price\":100}", 0, f.session.version, NULL), 0);
	/* its own is as free as any */
	ck_assert_int_eq(put("{\"title\":\"Cup\",\"price\":200}", second, f.session.version, NULL),
			 second);
	assert_products("cup=Cup;cup-2=Cup;cup-3=Cup;");
	json_decref(expected);
	json_decref(copy);
	json_decref(cup);
}
END_TEST

/* One of two processes: 25 products, and as many edits of one field, never told of a conflict. */
static bool edit_at_once(struct slw_service *service, const char *prefix, enum slw_section section,
			 const char *key)
{
	struct slw_session session;
	bool ok = true;

	slw_session_init(&session);
	ok = slw_flow_find_session(service, f.session.id, &session, &f.err) == 0;
	for (int i = 0; ok && i < 25; i++) {
		char *handle = slw_printf("%s%d", prefix, i);
		json_t *product =
		    json_pack("{s:s,s:s,s:i}", "title", handle, "handle", handle, "price", 100);
		json_t *data = json_pack("{s:s}", key, handle);
		struct slw_edit edit = { .base_version = session.version };

		ok = slw_flow_product_put(service, &session, 0, product, 0, &edit, NULL, NULL,
					  &f.problems, &f.err) == 0;
		edit.base_version = session.version;
		ok = ok && slw_flow_update_step(service, &session, section, data, &edit, false,
						NULL, NULL, &f.problems, &f.err) == 0;
		json_decref(data);
		json_decref(product);
		free(handle);
	}
	slw_session_release(&session);
	return ok;
}

START_TEST(two_processes_edit_at_once)
{
	pid_t child = fork();
	int status = -1;

	ck_assert_int_ge(child, 0);
	if (child == 0) {
		struct slw_service *second = fixture_second(&f);

		_exit(edit_at_once(second, "a", SLW_SEO, "title") ? 0 : 1);
	}
	ck_assert_msg(edit_at_once(f.service, "b", SLW_THEME, "logo"), "%s", f.err.msg);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(slw_flow_find_session(f.service, f.session.id, &f.session, &f.err), 0);
	ck_assert_int_eq(f.session.product_count, 50);
	ck_assert_int_eq(f.session.version, 100);
	assert_answer("seo.title", "a24");
	assert_answer("theme.logo", "b24");
}
END_TEST

START_TEST(only_the_same_product_conflicts)
{
	json_t *theirs = NULL;
	int64_t a, b, base;

	save(f.service, &f.session, SLW_BUSINESS, "{\"currency\":\"USD\"}", 0, NULL);
	a = put(PRODUCT("a", "A"), 0, f.session.version, NULL);
	b = put(PRODUCT("b", "B"), 0, f.session.version, NULL);
	base = f.session.version;
	ck_assert_int_eq(put(PRODUCT("a", "A two"), a, base, NULL), a);
	ck_assert_int_eq(put(PRODUCT("b", "B two"), b, base, NULL), b);
	ck_assert_int_eq(put(PRODUCT("a", "A three"), a, base, &theirs), -1);
	ck_assert_int_eq(f.err.code, SLW_ECONFLICT);
	ck_assert_str_eq(slw_json_str(theirs, "title", ""), "A two");
	json_decref(theirs);
	assert_products("a=A two;b=B two;");
	ck_assert_int_eq(put(PRODUCT("a", "Other"), 0, f.session.version, NULL), -1);
	ck_assert_int_eq(f.err.code, SLW_EINVAL); /* the handle is taken */
	assert_products("a=A two;b=B two;");
}
END_TEST

START_TEST(another_number_of_decimals_needs_other_prices)
{
	save(f.service, &f.session, SLW_BUSINESS, "{\"currency\":\"USD\"}", 0, NULL);
	put(PRODUCT("a", "A"), 0, f.session.version, NULL);
	ck_assert_int_eq(save(f.service, &f.session, SLW_BUSINESS, "{\"currency\":\"EUR\"}",
			      f.session.version, NULL),
			 0);
	ck_assert_int_eq(save(f.service, &f.session, SLW_BUSINESS, "{\"currency\":\"JPY\"}",
			      f.session.version, NULL),
			 -1);
	ck_assert_int_eq(f.err.code, SLW_EINVAL);
}
END_TEST

START_TEST(a_literal_secret_is_kept_in_the_vault_alone)
{
	static const char integrations[] =
	    "{\"payments\":[{\"provider\":\"stripe\",\"mode\":\"test\",\"credentials\":"
	    "{\"secret_key\":{\"literal\":\"sk_test_51Habcdefghijklmnopqrstuv\"}}}]}";
	char *path = slw_printf("grep -rq sk_test_51 %s", f.folder);
	json_t *session;
	char *text;

	ck_assert_msg(save(f.service, &f.session, SLW_INTEGRATIONS, integrations, 0, NULL) == 0,
		      "%s", f.err.msg);
	session = slw_flow_session_json(f.service, &f.session, true, &f.err);
	text = slw_json_text(session);
	ck_assert_ptr_null(strstr(text, "sk_test_51"));
	ck_assert_ptr_nonnull(strstr(text, "\"vault\""));
	ck_assert_int_ne(system(path), 0);
	free(text);
	free(path);
	json_decref(session);
}
END_TEST

START_TEST(a_draft_goes_with_the_commit_and_a_secret_is_none)
{
	struct slw_draft draft = { .field = (char *)"theme.style", .value = (char *)"bo" };
	struct slw_draft secret = { .field = (char *)"integrations.payments[0].credentials",
				    .value = (char *)"sk" };

	ck_assert_int_eq(slw_flow_draft_put(f.service, &f.session, &draft, &f.err), 0);
	ck_assert_int_eq(slw_flow_draft_put(f.service, &f.session, &secret, &f.err), -1);
	save(f.service, &f.session, SLW_THEME, "{\"style\":\"bold\"}", 0, NULL);
	ck_assert_int_eq(slw_flow_draft_list(f.service, &f.session, NULL, NULL, &f.err), 0);
}
END_TEST

static int count_session(void *context, const struct slw_session *session)
{
	(void)session;
	++*(size_t *)context;
	return 0;
}

/* The list of sessions is there before the data files are; what is wrong with them is said when they
 * are read. */
START_TEST(a_late_service_lists_sessions_first)
{
	char *url = slw_printf("sqlite:%s/wizard.db", f.folder);
	struct slw_service_options options = { .database = url,
					       .data_folder = "/nonexistent",
					       .late = true };
	struct slw_service *service = NULL;
	size_t found = 0;

	ck_assert_int_eq(slw_service_open(&service, &options, &f.err), 0);
	ck_assert_int_eq(slw_flow_session_list(service, NULL, 0, count_session, &found, &f.err), 0);
	ck_assert_uint_eq(found, 1);
	ck_assert_int_eq(slw_service_ready(service, &f.err), -1);
	ck_assert_int_eq(f.err.code, SLW_EINTERNAL);
	slw_service_close(service);
	free(url);
}
END_TEST

Suite *suite_flow(void);
Suite *suite_flow(void)
{
	Suite *suite = suite_create("flow");
	TCase *tc = tcase_create("all");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, an_edit_is_a_version_and_the_same_again_is_none);
	tcase_add_test(tc, what_is_missing_may_be_saved_what_is_wrong_may_not);
	tcase_add_test(tc, different_fields_merge_and_the_same_field_conflicts);
	tcase_add_test(tc, steps_advance_when_they_are_complete);
	tcase_add_test(tc, a_country_with_an_imprint_asks_for_one);
	tcase_add_test(tc, sessions_are_found_by_name_and_by_beginning);
	tcase_add_test(tc, products_are_put_moved_and_removed);
	tcase_add_test(tc, two_processes_edit_at_once);
	tcase_add_test(tc, a_product_without_a_handle_gets_a_free_one);
	tcase_add_test(tc, only_the_same_product_conflicts);
	tcase_add_test(tc, another_number_of_decimals_needs_other_prices);
	tcase_add_test(tc, a_literal_secret_is_kept_in_the_vault_alone);
	tcase_add_test(tc, a_draft_goes_with_the_commit_and_a_secret_is_none);
	tcase_add_test(tc, a_late_service_lists_sessions_first);
	suite_add_tcase(suite, tc);
	return suite;
}
