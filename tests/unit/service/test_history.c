#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/steps.h"
#include "service/apply.h"
#include "service/flow.h"
#include "service/history.h"
#include "service/orchestrator.h"
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

/* Answers and products, in their order, as one text. */
static char *state(const struct slw_session *session)
{
	json_t *object = slw_flow_session_json(f.service, session, true, &f.err);
	char *text;

	ck_assert_msg(object != NULL, "%s", f.err.msg);
	text = slw_json_text(json_object_get(object, "configuration"));
	json_decref(object);
	return text;
}

static void set_style(const char *style)
{
	json_t *data = json_pack("{s:s}", "style", style);
	struct slw_edit edit = { .base_version = f.session.version };

	ck_assert_msg(slw_flow_update_step(f.service, &f.session, SLW_THEME, data, &edit, false,
					   NULL, NULL, &f.problems, &f.err) == 0,
		      "%s", f.err.msg);
	json_decref(data);
}

static int64_t put(int64_t product_no, const char *handle, const char *title)
{
	json_t *object = json_pack("{s:s,s:s,s:s,s:i}", "title", title, "handle", handle, "sku",
				   handle, "price", 100);
	struct slw_edit edit = { .base_version = f.session.version };
	int64_t number = 0;

	ck_assert_msg(slw_flow_product_put(f.service, &f.session, product_no, object, 0, &edit,
					   &number, NULL, &f.problems, &f.err) == 0,
		      "%s", f.err.msg);
	json_decref(object);
	return number;
}

static void import_csv(const char *text)
{
	char *path = fixture_file(&f, "products.csv", text);
	struct slw_import_request request = { .path = path, .currency = "USD" };
	json_t *report = slw_import_run(f.service, &f.session, &request, &f.err);

	ck_assert_msg(report != NULL, "%s", f.err.msg);
	json_decref(report);
	free(path);
}

/* Each returns the version that the new one equals, or -1. */
static int64_t went_to(json_t *result)
{
	int64_t equals = slw_json_int(result, "equals", -1);

	if (result != NULL)
		ck_assert_int_eq(slw_json_int(result, "version", -1), f.session.version);
	json_decref(result);
	return equals;
}

static int64_t undo(void)
{
	return went_to(slw_history_undo(f.service, &f.session, &f.err));
}

static int64_t redo(void)
{
	return went_to(slw_history_redo(f.service, &f.session, &f.err));
}

static void assert_style(const char *wanted)
{
	struct slw_documents docs;

	slw_documents_init(&docs);
	ck_assert_int_eq(slw_flow_documents(f.service, &f.session, 0, &docs, &f.err), 0);
	ck_assert_str_eq(slw_documents_str(&docs, "theme.style", "(none)"), wanted);
	slw_documents_release(&docs);
}

/*
 * One chain a row, a letter a call: a to c edit the style, u undoes, r redoes, 1 to 9 restores that
 * version; an upper case U or R is one that must be refused. style is what holds at the end.
 */
static const struct {
	const char *calls, *style;
} chains[] = {
	{ "U", "(none)" },    { "R", "(none)" },
	{ "a", "a" },	      { "au", "(none)" },
	{ "auU", "(none)" },  { "aur", "a" },
	{ "ab", "b" },	      { "abu", "a" },
	{ "abuu", "(none)" }, { "abuuU", "(none)" },
	{ "abuurr", "b" },    { "abuurrR", "b" },
	{ "abuurru", "a" },   { "aburuu", "(none)" },
	{ "abuc", "c" },      { "abucR", "c" }, /* an edit after an undo ends the redo */
	{ "abucu", "a" },     { "abucuu", "(none)" },
	{ "abucur", "c" }, /* the newer of two that were made from the same version */
	{ "abcuurr", "c" },   { "abcuub", "b" },
	{ "abc1", "a" },      { "abc1u", "c" },
	{ "abc1ur", "a" },    { "abc1R", "a" },
	{ "abc1uu", "b" },    { "abcu1", "a" },
	{ "abcu1u", "b" },    { "ab1b", "b" },
	{ "ab1bu", "a" },     { "abu2", "b" },
};

static const char *style_named(char letter)
{
	return letter == 'a' ? "bold" : letter == 'b' ? "classic" : "luxury";
}

START_TEST(a_chain_ends_where_it_should)
{
	const char *wanted = chains[_i].style;

	for (const char *call = chains[_i].calls; *call != '\0'; call++) {
		int64_t before = f.session.version;

		if (*call == 'u')
			ck_assert_msg(undo() >= 0, "%s: %s", chains[_i].calls, f.err.msg);
		else if (*call == 'r')
			ck_assert_msg(redo() >= 0, "%s: %s", chains[_i].calls, f.err.msg);
		else if (*call >= '1' && *call <= '9')
			ck_assert_int_eq(went_to(slw_history_restore(f.service, &f.session,
								     *call - '0', &f.err)),
					 *call - '0');
		else if (*call >= 'a')
			set_style(style_named(*call));
		else
			ck_assert_int_eq(*call == 'U' ? undo() : redo(), -1);
		if (*call == 'U' || *call == 'R') {
			ck_assert_int_eq(f.err.code, SLW_EINVAL);
			ck_assert_int_eq(f.session.version, before);
		} else {
			ck_assert_int_eq(f.session.version, before + 1);
		}
	}
	assert_style(wanted[1] == '\0' ? style_named(wanted[0]) : wanted);
}
END_TEST

START_TEST(an_undo_takes_back_ones_own_edit_alone)
{
	struct slw_session theirs;
	struct slw_service *second = fixture_second(&f);
	struct slw_edit edit = { .base_version = 1 };
	json_t *data = json_pack("{s:s,s:s}", "style", "bold", "logo", "a.png");

	slw_session_init(&theirs);
	set_style("bold");
	ck_assert_int_eq(slw_flow_find_session(second, f.session.id, &theirs, &f.err), 0);
	ck_assert_int_eq(slw_flow_update_step(second, &theirs, SLW_THEME, data, &edit, false, NULL,
					      NULL, &f.problems, &f.err),
			 0);
	json_decref(data);
	/* began from version 1 as theirs did, and is merged with it */
	data = json_pack("{s:s}", "style", "luxury");
	ck_assert_int_eq(slw_flow_update_step(f.service, &f.session, SLW_THEME, data, &edit, false,
					      NULL, NULL, &f.problems, &f.err),
			 0);
	json_decref(data);
	ck_assert_int_eq(undo(), 2);
	assert_style("bold");
	data = slw_flow_session_json(f.service, &f.session, false, &f.err);
	ck_assert_str_eq(slw_json_str(slw_json_path(data, "configuration.theme"), "logo", ""),
			 "a.png");
	json_decref(data);
	slw_session_release(&theirs);
	slw_service_close(second);
}
END_TEST

START_TEST(an_import_is_undone_as_one)
{
	char *before, *after, *again, *now;

	import_csv("Handle,Title,Variant SKU,Variant Price\none,One,S1,1.00\ntwo,Two,S2,2.00\n");
	before = state(&f.session);
	import_csv("Handle,Title,Variant SKU,Variant Price\ntwo,Second,S2,3.00\nthree,Three,S3,4."
		   "00\nfour,Four,S4,5.00\n");
	after = state(&f.session);
	ck_assert_int_eq(f.session.product_count, 4);
	ck_assert_int_eq(undo(), 1);
	now = state(&f.session);
	fixture_same(now, before);
	ck_assert_int_eq(f.session.product_count, 2);
	ck_assert_int_eq(redo(), 2);
	again = state(&f.session);
	fixture_same(again, after);
	ck_assert_int_eq(undo(), 1);
	ck_assert_int_eq(undo(), 0);
	ck_assert_int_eq(f.session.product_count, 0);
	free(before);
	free(after);
	free(again);
	free(now);
}
END_TEST

/* A version of many kinds of changes each: documents, products new, changed, gone, moved, and two
 * that exchange their handles. */
static void make_versions(char **states)
{
	struct slw_edit edit = { .base_version = 0 };
	int64_t a, b, c;
	size_t at = 1;

	set_style("bold");
	states[at++] = state(&f.session);
	a = put(0, "a", "A");
	states[at++] = state(&f.session);
	b = put(0, "b", "B");
	states[at++] = state(&f.session);
	c = put(0, "c", "C");
	states[at++] = state(&f.session);
	put(b, "b", "B two");
	states[at++] = state(&f.session);
	edit.base_version = f.session.version;
	ck_assert_int_eq(slw_flow_product_move(f.service, &f.session, c, 0, &edit, &f.err), 0);
	states[at++] = state(&f.session);
	put(a, "x", "A");
	states[at++] = state(&f.session);
	put(b, "a", "B three");
	states[at++] = state(&f.session);
	put(a, "b", "A");
	states[at++] = state(&f.session);
	edit.base_version = f.session.version;
	ck_assert_int_eq(slw_flow_product_remove(f.service, &f.session, c, &edit, &f.err), 0);
	states[at++] = state(&f.session);
	set_style("luxury");
	states[at++] = state(&f.session);
	put(0, "c", "Another C");
	states[at++] = state(&f.session);
}

#define VERSIONS 12

START_TEST(any_version_is_restored_with_its_products_in_order)
{
	char *states[VERSIONS + 1] = { NULL };

	make_versions(states);
	ck_assert_int_eq(f.session.version, VERSIONS);
	/* forwards, backwards and across */
	for (int64_t step = 1; step <= 7; step += 2)
		for (int64_t i = 0; i < VERSIONS; i++) {
			int64_t to = (i * step) % VERSIONS + 1;
			json_t *result, *diff;
			char *now;

			if (to == f.session.version)
				continue;
			result = slw_history_restore(f.service, &f.session, to, &f.err);
			ck_assert_msg(result != NULL, "version %d: %s", (int)to, f.err.msg);
			now = state(&f.session);
			fixture_same(now, states[to]);
			diff =
			    slw_history_diff(f.service, &f.session, to, f.session.version, &f.err);
			ck_assert_uint_eq(json_array_size(json_object_get(diff, "fields")), 0);
			ck_assert_int_eq(slw_json_int(diff, "products_total", -1), 0);
			json_decref(diff);
			json_decref(result);
			free(now);
		}
	for (size_t i = 0; i <= VERSIONS; i++)
		free(states[i]);
}
END_TEST

START_TEST(what_is_no_version_is_not_restored)
{
	static const int64_t wrong[] = { -1, 0, 2, INT64_MAX };

	set_style("bold");
	for (size_t i = 0; i < SLW_COUNT(wrong); i++) {
		ck_assert_ptr_null(slw_history_restore(f.service, &f.session, wrong[i], &f.err));
		ck_assert_int_eq(f.err.code, SLW_ENOTFOUND);
	}
	ck_assert_ptr_null(slw_history_restore(f.service, &f.session, 1, &f.err));
	ck_assert_int_eq(f.err.code, SLW_EINVAL); /* it is the newest already */
	ck_assert_int_eq(f.session.version, 1);
}
END_TEST

START_TEST(a_diff_names_fields_and_products)
{
	char *states[VERSIONS + 1] = { NULL };
	json_t *diff, *products, *fields;
	struct slw_buf text;
	json_t *one;
	size_t i;

	make_versions(states);
	slw_buf_init(&text, 0);
	diff = slw_history_diff(f.service, &f.session, 4, 11, &f.err);
	ck_assert_msg(diff != NULL, "%s", f.err.msg);
	fields = json_object_get(diff, "fields");
	ck_assert_uint_eq(json_array_size(fields), 1);
	ck_assert_str_eq(slw_json_str(json_array_get(fields, 0), "key", ""), "theme.style");
	ck_assert_str_eq(slw_json_str(json_array_get(fields, 0), "before", ""), "bold");
	ck_assert_str_eq(slw_json_str(json_array_get(fields, 0), "after", ""), "luxury");
	products = json_object_get(diff, "products");
	json_array_foreach (products, i, one)
		slw_buf_printf(&text, "%s %s;", slw_json_str(one, "handle", ""),
			       slw_json_str(one, "change", ""));
	ck_assert_str_eq(text.data, "b changed;a changed;c removed;");
	json_decref(diff);
	/* and from the empty beginning */
	diff = slw_history_diff(f.service, &f.session, 0, 3, &f.err);
	ck_assert_int_eq(slw_json_int(diff, "products_total", -1), 2);
	ck_assert_str_eq(
	    slw_json_str(json_array_get(json_object_get(diff, "products"), 0), "change", ""),
	    "added");
	json_decref(diff);
	slw_buf_release(&text);
	for (i = 0; i <= VERSIONS; i++)
		free(states[i]);
}
END_TEST

START_TEST(the_log_has_every_version_newest_first)
{
	json_t *log, *versions;

	set_style("bold");
	put(0, "a", "A");
	undo();
	log = slw_history_log(f.service, &f.session, 0, &f.err);
	versions = json_object_get(log, "versions");
	ck_assert_uint_eq(json_array_size(versions), 3);
	ck_assert_int_eq(slw_json_int(json_array_get(versions, 0), "version", 0), 3);
	ck_assert_str_eq(slw_json_str(json_array_get(versions, 0), "kind", ""), "undo");
	ck_assert_int_eq(slw_json_int(json_array_get(versions, 0), "product_count", -1), 0);
	ck_assert_str_eq(slw_json_str(json_array_get(versions, 1), "kind", ""), "edit");
	ck_assert_int_eq(slw_json_int(json_array_get(versions, 1), "products_changed", 0), 1);
	ck_assert_str_eq(slw_json_str(json_array_get(versions, 2), "author", ""), "tester");
	ck_assert_str_eq(json_string_value(json_array_get(
			     json_object_get(json_array_get(versions, 2), "changed"), 0)),
			 "theme.style");
	json_decref(log);
	log = slw_history_log(f.service, &f.session, 1, &f.err);
	ck_assert_uint_eq(json_array_size(json_object_get(log, "versions")), 1);
	json_decref(log);
}
END_TEST

static char *texts_of(const struct slw_session *session)
{
	json_t *texts = slw_orchestrator_texts(f.service, session, &f.err);
	char *text;

	ck_assert_msg(texts != NULL, "%s", f.err.msg);
	text = slw_json_text(texts);
	json_decref(texts);
	return text;
}

START_TEST(a_copy_lives_by_itself)
{
	struct slw_session copy, found;
	char *path = fixture_answers(&f, "shop.yaml",
				     "products:\n  items:\n"
				     "    - title: Fern\n      price: 4\n      sku: F1\n"
				     "    - title: Moss\n      price: 5\n      sku: M1\n"
				     "content:\n  types: [tagline, product_description]\n");
	json_t *result = fixture_apply(&f, path);
	char *before, *texts, *copied, *now;

	json_decref(result);
	/* so that numbers and ranks of the copy are not simply 1, 2, 3 */
	put(0, "third", "Third");
	result = slw_orchestrator_generate_all(f.service, &f.session, &f.err);
	ck_assert_msg(slw_json_int(result, "written", 0) > 3, "%s", f.err.msg);
	json_decref(result);
	before = state(&f.session);
	texts = texts_of(&f.session);
	slw_session_init(&copy);
	ck_assert_msg(slw_history_copy(f.service, &f.session, NULL, &copy, &f.err) == 0, "%s",
		      f.err.msg);
	ck_assert_str_ne(copy.id, f.session.id);
	ck_assert_int_eq(copy.version, 1);
	ck_assert_int_eq(copy.product_count, 3);
	copied = state(&copy);
	fixture_same(copied, before);
	free(copied);
	copied = texts_of(&copy);
	fixture_same(copied, texts);
	/* the first one goes its own way, and then goes altogether */
	put(0, "fourth", "Fourth");
	ck_assert_int_eq(slw_history_delete(f.service, &f.session, &f.err), 0);
	slw_session_init(&found);
	ck_assert_int_eq(slw_flow_find_session(f.service, f.session.id, &found, &f.err), -1);
	ck_assert_int_eq(f.err.code, SLW_ENOTFOUND);
	now = state(&copy);
	fixture_same(now, before);
	free(now);
	now = texts_of(&copy);
	fixture_same(now, copied);
	free(now);
	free(copied);
	free(texts);
	free(before);
	free(path);
	slw_session_release(&copy);
	slw_session_release(&found);
}
END_TEST

START_TEST(a_copy_takes_a_name_that_is_one)
{
	struct slw_session copy;
	char *path = fixture_answers(&f, "shop.yaml", "");

	json_decref(fixture_apply(&f, path));
	slw_session_init(&copy);
	ck_assert_int_eq(slw_history_copy(f.service, &f.session, "<b>", &copy, &f.err), -1);
	ck_assert_int_eq(f.err.code, SLW_EINVAL);
	ck_assert_int_eq(copy.no, 0);
	ck_assert_int_eq(slw_history_copy(f.service, &f.session, "  Fern & Forest ", &copy, &f.err),
			 0);
	ck_assert_str_eq(copy.business_name, "Fern & Forest");
	ck_assert_str_eq(f.session.business_name, "Fern & Field");
	slw_session_release(&copy);
	free(path);
}
END_TEST

Suite *suite_history(void);
Suite *suite_history(void)
{
	Suite *suite = suite_create("history");
	TCase *tc = tcase_create("all");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, a_chain_ends_where_it_should, 0, (int)SLW_COUNT(chains));
	tcase_add_test(tc, an_undo_takes_back_ones_own_edit_alone);
	tcase_add_test(tc, an_import_is_undone_as_one);
	tcase_add_test(tc, any_version_is_restored_with_its_products_in_order);
	tcase_add_test(tc, what_is_no_version_is_not_restored);
	tcase_add_test(tc, a_diff_names_fields_and_products);
	tcase_add_test(tc, the_log_has_every_version_newest_first);
	tcase_add_test(tc, a_copy_lives_by_itself);
	tcase_add_test(tc, a_copy_takes_a_name_that_is_one);
	suite_add_tcase(suite, tc);
	return suite;
}
