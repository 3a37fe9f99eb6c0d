/* Two people change the same answer or product: side by side, and what comes of it. */
#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "service/flow.h"
#include "service/service.h"
#include "ui/app.h"
#include "ui/event.h"
#include "ui/view.h"
#include "ui/views.h"
#include "unit/ui/stage.h"

#include "base/banned.h"

/* --- the other one ----------------------------------------------------------------------- */

static struct slw_service *second;
static struct slw_session other;

static void setup(void)
{
	stage_open();
	second = fixture_second(&f);
	slw_session_init(&other);
	ck_assert_int_eq(slw_flow_find_session(second, f.session.id, &other, &f.err), 0);
}

static void teardown(void)
{
	slw_session_release(&other);
	slw_service_close(second);
	stage_close();
}

static void they_set(const char *key, json_t *value)
{
	struct slw_edit edit = { .base_version = 0 };
	struct slw_documents docs;
	enum slw_section section;

	ck_assert_ptr_nonnull(slw_steps_field(key, &section));
	slw_documents_init(&docs);
	ck_assert_int_eq(slw_flow_find_session(second, f.session.id, &other, &f.err), 0);
	ck_assert_int_eq(slw_flow_documents(second, &other, 0, &docs, &f.err), 0);
	edit.base_version = other.version;
	slw_documents_set(&docs, key, value);
	ck_assert_msg(slw_flow_update_step(second, &other, section, docs.section[section], &edit,
					   false, NULL, NULL, &f.problems, &f.err) == 0,
		      "%s", f.err.msg);
	slw_documents_release(&docs);
}

static void assert_stored(const char *key, const char *wanted)
{
	struct slw_documents docs;

	settle();
	slw_documents_init(&docs);
	ck_assert_int_eq(slw_flow_find_session(second, f.session.id, &other, &f.err), 0);
	ck_assert_int_eq(slw_flow_documents(second, &other, 0, &docs, &f.err), 0);
	ck_assert_str_eq(slw_documents_str(&docs, key, "(none)"), wanted);
	slw_documents_release(&docs);
}

/* Both change the description, and this side the audience too. */
static void collide(void)
{
	slw_app_go(app, 1, "business.description");
	they_set("business.description", json_string("Their words"));
	press(SLW_KEY_CTRL('U'));
	type("My words");
	press(SLW_KEY_TAB);
	settle();
	ck_assert_str_eq(top()->ops->name, "conflict");
}

/* --- answers ----------------------------------------------------------------------------- */

START_TEST(all_three_are_shown_at_every_size)
{
	static const int sizes[][2] = { { 40, 9 }, { 60, 20 }, { 80, 24 }, { 160, 50 } };

	collide();
	for (size_t i = 0; i < SLW_COUNT(sizes); i++) {
		show(sizes[i][0], sizes[i][1]);
		has("Description");
		has("Their words");
		press(SLW_KEY_PAGE_DOWN);
		press(SLW_KEY_PAGE_DOWN);
		show(sizes[i][0], sizes[i][1]);
		has("My words");
		press(SLW_KEY_PAGE_UP);
		press(SLW_KEY_PAGE_UP);
		show(sizes[i][0], sizes[i][1]);
		has("Pots and seeds for");
	}
	show(80, 24);
	has("Version 2");
}
END_TEST

START_TEST(until_it_is_decided_theirs_holds)
{
	collide();
	assert_stored("business.description", "Their words");
	press(SLW_KEY_ENTER); /* nothing is chosen yet */
	ck_assert_str_eq(top()->ops->name, "conflict");
	assert_stored("business.description", "Their words");
}
END_TEST

static const struct {
	uint32_t key;
	const char *wanted;
	int64_t version;
} taken[] = { { SLW_KEY_LEFT, "Their words", 2 }, { SLW_KEY_RIGHT, "My words", 3 } };

START_TEST(one_of_both_is_taken)
{
	collide();
	press(taken[_i].key);
	press(SLW_KEY_ENTER);
	settle();
	ck_assert_str_eq(top()->ops->name, "step");
	assert_stored("business.description", taken[_i].wanted);
	ck_assert_int_eq(other.version, taken[_i].version);
	ck_assert_str_eq(slw_documents_str(slw_app_docs(app), "business.description", "?"),
			 taken[_i].wanted);
}
END_TEST

START_TEST(another_is_written)
{
	collide();
	press(SLW_KEY_F7);
	ck_assert_str_eq(top()->ops->name, "field");
	show(40, 9);
	has("My words");
	press(SLW_KEY_CTRL('U'));
	type("Words of both");
	press(SLW_KEY_F7);
	ck_assert_str_eq(top()->ops->name, "conflict");
	show(80, 24);
	has("Words of both");
	has("Yours, edited");
	press(SLW_KEY_ENTER);
	assert_stored("business.description", "Words of both");
}
END_TEST

static int count_draft(void *context, const struct slw_draft *draft)
{
	char **found = context;

	if (strcmp(draft->field, "business.description") == 0 && draft->product_no == 0) {
		free(*found);
		*found = slw_strdup(draft->value);
	}
	return 0;
}

static char *draft_of_description(void)
{
	char *found = NULL;

	settle();
	ck_assert_int_eq(
	    slw_flow_draft_list(f.service, slw_app_session(app), count_draft, &found, &f.err), 0);
	return found;
}

START_TEST(what_is_left_undecided_is_a_draft)
{
	char *draft;

	collide();
	draft = draft_of_description(); /* at once: the plug may be pulled */
	ck_assert_str_eq(draft, "My words");
	free(draft);
	press(SLW_KEY_ESC);
	ck_assert_str_eq(top()->ops->name, "step");
	assert_stored("business.description", "Their words");
	draft = draft_of_description();
	ck_assert_str_eq(draft, "My words");
	free(draft);
	slw_app_go(app, 2, NULL);
	slw_app_go(app, 1, "business.description");
	show(80, 24);
	has("My words");
}
END_TEST

START_TEST(a_conflict_that_comes_while_one_leaves_is_a_draft)
{
	char *draft;

	slw_app_go(app, 1, "business.description");
	they_set("business.description", json_string("Their words"));
	press(SLW_KEY_CTRL('U'));
	type("My words");
	press(SLW_KEY_ESC); /* to the start: there is no one to decide */
	ck_assert_str_eq(top()->ops->name, "start");
	show(80, 24);
	has("Theirs holds");
	assert_stored("business.description", "Their words");
	ck_assert_int_eq(slw_app_open(app, f.session.id, &f.err), 0);
	draft = draft_of_description();
	ck_assert_str_eq(draft, "My words");
	free(draft);
}
END_TEST

START_TEST(a_decided_field_has_no_draft)
{
	char *draft;

	collide();
	press(SLW_KEY_LEFT);
	press(SLW_KEY_ENTER);
	slw_app_go(app, 2, NULL);
	draft = draft_of_description();
	ck_assert_msg(draft == NULL || strcmp(draft, "Their words") == 0, "%s", draft);
	free(draft);
}
END_TEST

START_TEST(several_fields_are_decided_one_by_one_and_saved_as_one)
{
	slw_app_go(app, 6, NULL);
	they_set("seo.title", json_string("Their title"));
	they_set("seo.description", json_string("Their description"));
	slw_documents_set(slw_app_docs(app), "seo.title", json_string("My title"));
	slw_documents_set(slw_app_docs(app), "seo.description", json_string("My description"));
	slw_documents_set(slw_app_docs(app), "seo.keywords", json_pack("[s]", "clay"));
	slw_app_commit(app, SLW_SEO);
	settle();
	ck_assert_str_eq(top()->ops->name, "conflict");
	show(80, 24);
	has("to decide");
	press(SLW_KEY_LEFT);
	press(SLW_KEY_ENTER); /* on to the other */
	ck_assert_str_eq(top()->ops->name, "conflict");
	press(SLW_KEY_RIGHT);
	show(80, 24);
	has("theirs");
	press(SLW_KEY_ENTER);
	ck_assert_str_ne(top()->ops->name, "conflict");
	assert_stored("seo.title", "Their title");
	assert_stored("seo.description", "My description");
	assert_stored("seo.keywords[0]", "clay");
	ck_assert_int_eq(other.version, 5); /* 2, 3 theirs; 4 what was mine alone; 5 decided */
}
END_TEST

START_TEST(lists_of_records_are_told_in_full_and_none_is_lost)
{
	struct slw_documents docs;

	they_set("products.collections",
		 json_pack("[{s:s,s:s}]", "title", "Bowls", "handle", "bowls"));
	slw_documents_set(slw_app_docs(app), "products.collections",
			  json_pack("[{s:s,s:s}]", "title", "Vases", "handle", "vases"));
	slw_app_commit(app, SLW_PRODUCTS);
	settle();
	ck_assert_str_eq(top()->ops->name, "conflict");
	show(120, 30);
	has("Pots");
	has("Bowls");
	has("Vases");
	press(SLW_KEY_ESC);
	assert_stored("products.collections[0].title", "Bowls");
	/* the version before it has mine */
	slw_documents_init(&docs);
	ck_assert_int_eq(slw_flow_documents(second, &other, other.version - 1, &docs, &f.err), 0);
	ck_assert_str_eq(slw_documents_str(&docs, "products.collections[0].title", "?"), "Vases");
	slw_documents_release(&docs);
}
END_TEST

/* --- products ---------------------------------------------------------------------------- */

static void they_put(const char *text)
{
	json_t *object = json_loads(text, 0, NULL);
	struct slw_edit edit = { .base_version = other.version };

	ck_assert_ptr_nonnull(object);
	ck_assert_msg(slw_flow_product_put(second, &other, 1, object, 0, &edit, NULL, NULL,
					   &f.problems, &f.err) == 0,
		      "%s", f.err.msg);
	json_decref(object);
}

static void assert_products(const char *wanted)
{
	char *is;

	settle();
	is = fixture_products(&f);
	ck_assert_str_eq(is, wanted);
	free(is);
}

/* The form of the first product is open when they save theirs; then its title is typed. */
static void collide_product(const char *theirs)
{
	slw_app_push(app, slw_view_products_new(app, NULL));
	show(80, 24);
	press(SLW_KEY_ENTER);
	ck_assert_str_eq(top()->ops->name, "record");
	they_put(theirs);
	press(SLW_KEY_CTRL('U'));
	type("My pot");
	press(SLW_KEY_TAB);
	settle();
}

START_TEST(a_product_that_both_changed_is_decided_by_its_fields)
{
	collide_product("{\"title\":\"Their pot\",\"handle\":\"clay-pot\",\"price\":1500}");
	ck_assert_str_eq(top()->ops->name, "conflict");
	show(80, 24);
	has("Clay pot");
	has("Their pot");
	has("My pot");
	press(SLW_KEY_RIGHT);
	press(SLW_KEY_ENTER);
	ck_assert_str_eq(top()->ops->name, "record");
	assert_products("clay-pot=My pot;fern=Fern;seeds=Seeds;");
	show(80, 24);
	has("15.00"); /* theirs alone: taken in */
}
END_TEST

START_TEST(a_product_whose_other_field_they_changed_is_merged)
{
	collide_product("{\"title\":\"Clay pot\",\"handle\":\"clay-pot\",\"price\":1500,"
			"\"collections\":[\"pots\"]}");
	ck_assert_str_eq(top()->ops->name, "record");
	show(80, 24);
	has("15.00");
	assert_products("clay-pot=My pot;fern=Fern;seeds=Seeds;");
}
END_TEST

START_TEST(a_product_left_undecided_is_a_draft)
{
	collide_product("{\"title\":\"Their pot\",\"handle\":\"clay-pot\",\"price\":1200}");
	press(SLW_KEY_ESC);
	ck_assert_str_eq(top()->ops->name, "record");
	press(SLW_KEY_ESC);
	for (int i = 0; i < 3 && strcmp(top()->ops->name, "products") != 0; i++)
		press(SLW_KEY_ESC);
	ck_assert_str_eq(top()->ops->name, "products");
	assert_products("clay-pot=Their pot;fern=Fern;seeds=Seeds;");
	show(80, 24);
	press(SLW_KEY_ENTER);
	show(80, 24);
	has("My pot");
}
END_TEST

static const struct {
	uint32_t key;
	const char *wanted;
} gone[] = { { SLW_KEY_LEFT, "fern=Fern;seeds=Seeds;" },
	     { SLW_KEY_RIGHT, "fern=Fern;seeds=Seeds;clay-pot=My pot;" } };

START_TEST(a_product_that_they_deleted_stays_gone_or_is_new)
{
	struct slw_edit edit = { .base_version = other.version };

	slw_app_push(app, slw_view_products_new(app, NULL));
	show(80, 24);
	press(SLW_KEY_ENTER);
	ck_assert_int_eq(slw_flow_product_remove(second, &other, 1, &edit, &f.err), 0);
	press(SLW_KEY_CTRL('U'));
	type("My pot");
	press(SLW_KEY_TAB);
	ck_assert_str_eq(top()->ops->name, "conflict");
	show(80, 24);
	has("(deleted)");
	press(gone[_i].key);
	press(SLW_KEY_ENTER);
	assert_products(gone[_i].wanted);
}
END_TEST

Suite *suite_conflicts(void);

Suite *suite_conflicts(void)
{
	Suite *suite = suite_create("conflicts");
	TCase *tcase = tcase_create("conflicts");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, all_three_are_shown_at_every_size);
	tcase_add_test(tcase, until_it_is_decided_theirs_holds);
	tcase_add_loop_test(tcase, one_of_both_is_taken, 0, (int)SLW_COUNT(taken));
	tcase_add_test(tcase, another_is_written);
	tcase_add_test(tcase, what_is_left_undecided_is_a_draft);
	tcase_add_test(tcase, a_conflict_that_comes_while_one_leaves_is_a_draft);
	tcase_add_test(tcase, a_decided_field_has_no_draft);
	tcase_add_test(tcase, several_fields_are_decided_one_by_one_and_saved_as_one);
	tcase_add_test(tcase, lists_of_records_are_told_in_full_and_none_is_lost);
	tcase_add_test(tcase, a_product_that_both_changed_is_decided_by_its_fields);
	tcase_add_test(tcase, a_product_whose_other_field_they_changed_is_merged);
	tcase_add_test(tcase, a_product_left_undecided_is_a_draft);
	tcase_add_loop_test(tcase, a_product_that_they_deleted_stays_gone_or_is_new, 0,
			    (int)SLW_COUNT(gone));
	suite_add_tcase(suite, tcase);
	return suite;
}
