#include "config.h"

#include "contract/contract.h"
#include "unit/suites.h"

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"

#include "base/banned.h"

Suite *suite_versions(void);

static void write_version(int64_t number, const char *name)
{
	struct slw_version version;

	slw_version_init(&version);
	version.version = number;
	version.parent = number - 1;
	version.kind = slw_strdup("answers");
	version.author = slw_strdup("anna");
	version.note = slw_strdup("said \"so\"");
	version.changed = json_pack("[s,s]", "business.name", "seo.title");
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		json_object_set_new(version.docs.section[i], "n", json_integer(number * 10 + i));
	OK(slw_store_change_end(store, session.no, &version, name, &err));
	ck_assert_int_gt(version.created_at, 1500000000000);
	slw_version_release(&version);
}

static void commit_version(const char *name)
{
	int64_t number = begin_change();

	write_version(number, name);
	OK(slw_store_commit(store, &err));
}

START_TEST(written_and_read)
{
	struct slw_version got;

	open_store(_i);
	new_session();
	slw_version_init(&got);
	FAILS(slw_store_version_get(store, session.no, 0, &got, &err), SLW_ENOTFOUND);
	commit_version("First");
	commit_version("Second");
	reopen_store();
	OK(slw_store_session_get(store, session.id, &session, &err));
	ck_assert_int_eq(session.version, 2);
	ck_assert_str_eq(session.business_name, "Second");
	for (int64_t version = 0; version <= 2; version++) {
		int64_t want = version == 0 ? 2 : version;

		OK(slw_store_version_get(store, session.no, version, &got, &err));
		ck_assert_int_eq(got.version, want);
		ck_assert_int_eq(got.parent, want - 1);
		ck_assert_str_eq(got.kind, "answers");
		ck_assert_str_eq(got.author, "anna");
		ck_assert_str_eq(got.note, "said \"so\"");
		ck_assert_uint_eq(json_array_size(got.changed), 2);
		for (int i = 0; i < SLW_SECTION__MAX; i++)
			ck_assert_int_eq(slw_json_int(got.docs.section[i], "n", -1), want * 10 + i);
	}
	FAILS(slw_store_version_get(store, session.no, 3, &got, &err), SLW_ENOTFOUND);
	SAYS("3");
	slw_version_release(&got);
}
END_TEST

START_TEST(conflict)
{
	int64_t version = 77;

	open_store(_i);
	new_session();
	commit_version("First");
	FAILS(slw_store_change_begin(store, session.no, 1, &version, &err), SLW_EINTERNAL);
	OK(slw_store_begin(store, &err));
	FAILS(slw_store_change_begin(store, session.no, 0, &version, &err), SLW_ECONFLICT);
	FAILS(slw_store_change_begin(store, session.no, 2, &version, &err), SLW_ECONFLICT);
	FAILS(slw_store_change_begin(store, session.no + 9, 0, &version, &err), SLW_ENOTFOUND);
	ck_assert_int_eq(version, 77);
	OK(slw_store_change_begin(store, session.no, 1, &version, &err));
	ck_assert_int_eq(version, 2);
	FAILS(slw_store_change_begin(store, session.no, 1, &version, &err), SLW_EINTERNAL);
	write_version(2, "Second");
	OK(slw_store_commit(store, &err));
}
END_TEST

START_TEST(change_must_be_ended)
{
	int64_t version;

	open_store(_i);
	new_session();
	version = begin_change();
	ck_assert_int_gt(put(version, 0, "tea", "Tea", NULL), 0);
	FAILS(slw_store_commit(store, &err), SLW_EINTERNAL);
	ASSERT_TEXT(list_products(0), "");
	/* and a put without a change, or into another's, is refused */
	ck_assert_int_eq(put(version, 0, "tea", "Tea", NULL), -1);
	version = begin_change();
	ck_assert_int_eq(put(version + 1, 0, "tea", "Tea", NULL), -1);
	slw_store_rollback(store);
}
END_TEST

START_TEST(rollback_leaves_nothing)
{
	struct slw_version got;
	int64_t version;

	open_store(_i);
	new_session();
	put_one("tea", "Tea");
	version = begin_change();
	ck_assert_int_eq(put(version, 1, "tea", "Green tea", "S1", NULL), 1);
	ck_assert_int_eq(put(version, 0, "pot", "Pot", "S2", NULL), 2);
	write_version(version, "Other");
	slw_store_rollback(store);
	reopen_store();
	OK(slw_store_session_get(store, session.id, &session, &err));
	ck_assert_int_eq(session.version, 1);
	ck_assert_int_eq(session.product_count, 1);
	ck_assert_str_eq(session.business_name, "Tea & Co");
	slw_version_init(&got);
	FAILS(slw_store_version_get(store, session.no, 2, &got, &err), SLW_ENOTFOUND);
	slw_version_release(&got);
	ASSERT_TEXT(list_products(0), "tea:Tea");
	version = begin_change();
	ck_assert_int_eq(put(version, 0, "pot", "Pot", "S1", "S2", NULL), 2);
	end_change(version);
}
END_TEST

static int add_version(void *context, const struct slw_version *version)
{
	struct slw_buf *out = context;

	for (int i = 0; i < SLW_SECTION__MAX; i++)
		ck_assert_uint_eq(json_object_size(version->docs.section[i]), 0);
	slw_buf_printf(out, "%lld(%lld %s %lld/%lld) ", (long long)version->version,
		       (long long)version->parent, version->kind,
		       (long long)version->products_changed, (long long)version->product_count);
	return out->max != 0;
}

START_TEST(listed_newest_first)
{
	struct slw_buf out;

	open_store(_i);
	new_session();
	commit_version("First");
	put_one("tea", "Tea");
	put_one("pot", "Pot");
	slw_buf_init(&out, 0);
	OK(slw_store_version_list(store, session.no, 0, add_version, &out, &err));
	ck_assert_str_eq(out.data, "3(2 edit 1/2) 2(1 edit 1/1) 1(0 answers 0/0) ");
	slw_buf_clear(&out);
	OK(slw_store_version_list(store, session.no, 2, add_version, &out, &err));
	ck_assert_str_eq(out.data, "3(2 edit 1/2) 2(1 edit 1/1) ");
	slw_buf_release(&out);
	slw_buf_init(&out, 1000);
	OK(slw_store_version_list(store, session.no, 0, add_version, &out, &err));
	ck_assert_str_eq(out.data, "3(2 edit 1/2) ");
	slw_buf_release(&out);
}
END_TEST

START_TEST(compact)
{
	const int64_t keep[] = { 2 };
	int64_t dropped = -1, version;
	struct slw_version got;
	struct slw_product_row row;

	open_store(_i);
	new_session();
	put_one("tea", "v1");
	for (int i = 2; i <= 6; i++) {
		char title[3] = { 'v', (char)('0' + i), '\0' };

		version = begin_change();
		ck_assert_int_eq(put(version, 1, "tea", title, NULL), 1);
		if (i == 3)
			put(version, 0, "pot", "Pot", NULL);
		if (i == 4)
			OK(slw_store_product_remove(store, session.no, version, 2, &err));
		end_change(version);
	}
	OK(slw_store_compact(store, session.no, 4, keep, 1, &dropped, &err));
	ck_assert_int_eq(dropped, 3);
	reopen_store();
	slw_version_init(&got);
	slw_product_row_init(&row);
	FAILS(slw_store_version_get(store, session.no, 1, &got, &err), SLW_ENOTFOUND);
	FAILS(slw_store_version_get(store, session.no, 4, &got, &err), SLW_ENOTFOUND);
	OK(slw_store_version_get(store, session.no, 2, &got, &err));
	ck_assert_int_eq(slw_store_product_at(store, session.no, 1, 2, &row, &err), 1);
	ck_assert_str_eq(row.data, "{\"title\":\"v2\"}");
	ck_assert_int_eq(slw_store_product_at(store, session.no, 2, 3, &row, &err), 0);
	ASSERT_TEXT(list_products(2), "tea:v2");
	ASSERT_TEXT(list_products(5), "tea:v5");
	ASSERT_TEXT(list_products(0), "tea:v6");
	ASSERT_TEXT(list_changes(2, 6), "1");
	/* the newest stays, whatever is asked for */
	OK(slw_store_compact(store, session.no, 100, NULL, 0, NULL, &err));
	OK(slw_store_version_get(store, session.no, 0, &got, &err));
	ck_assert_int_eq(got.version, 6);
	version = begin_change();
	ck_assert_int_eq(version, 7);
	slw_store_rollback(store);
	slw_version_release(&got);
	slw_product_row_release(&row);
}
END_TEST

Suite *suite_versions(void)
{
	Suite *suite = suite_create("versions");
	TCase *tcase = tcase_create("all");

	tcase_add_checked_fixture(tcase, NULL, close_store);
	ADD(tcase, written_and_read);
	ADD(tcase, conflict);
	ADD(tcase, change_must_be_ended);
	ADD(tcase, rollback_leaves_nothing);
	ADD(tcase, listed_newest_first);
	ADD(tcase, compact);
	suite_add_tcase(suite, tcase);
	return suite;
}
