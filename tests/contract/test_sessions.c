#include "config.h"

#include "contract/contract.h"
#include "unit/suites.h"

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

Suite *suite_sessions(void);

START_TEST(create_and_get)
{
	struct slw_session made, got;

	open_store(_i);
	slw_session_init(&made);
	slw_session_init(&got);
	made.configuration = json_pack("{s:s}", "language", "de");
	made.metadata = json_pack("{s:[i,i]}", "n", 1, 2);
	made.business_name = slw_strdup("Ötzi's \"<b>\" \xF0\x9F\x8D\xB5");
	OK(slw_store_session_create(store, &made, &err));
	ck_assert_int_gt(made.no, 0);
	ck_assert(slw_uuid_valid(made.id));
	ck_assert(slw_uuid_valid(made.user_id));
	ck_assert_int_gt(made.created_at, 1500000000000);
	ck_assert_int_eq(made.updated_at, made.created_at);
	reopen_store();
	OK(slw_store_session_get(store, made.id, &got, &err));
	ck_assert_int_eq(got.no, made.no);
	ck_assert_str_eq(got.id, made.id);
	ck_assert_str_eq(got.user_id, made.user_id);
	ck_assert_str_eq(got.business_name, made.business_name);
	ck_assert_int_eq(got.current_step, 1);
	ck_assert_int_eq(got.version, 0);
	ck_assert_int_eq(got.product_count, 0);
	ck_assert_int_eq(got.created_at, made.created_at);
	ck_assert_int_eq(got.completed_at, 0);
	ck_assert(json_equal(got.configuration, made.configuration));
	ck_assert(json_equal(got.metadata, made.metadata));
	FAILS(slw_store_session_create(store, &made, &err), SLW_EINVAL);
	SAYS(made.id);
	FAILS(slw_store_session_get(store, "0190", &got, &err), SLW_ENOTFOUND);
	slw_session_release(&made);
	slw_session_release(&got);
}
END_TEST

START_TEST(bad_ids)
{
	struct slw_session made;

	open_store(_i);
	slw_session_init(&made);
	slw_text_copy(made.id, sizeof(made.id), "../../etc/passwd");
	FAILS(slw_store_session_create(store, &made, &err), SLW_EINVAL);
	made.id[0] = '\0';
	slw_text_copy(made.user_id, sizeof(made.user_id), "me");
	FAILS(slw_store_session_create(store, &made, &err), SLW_EINVAL);
	slw_session_release(&made);
}
END_TEST

START_TEST(update)
{
	struct slw_session got;

	open_store(_i);
	new_session();
	slw_session_init(&got);
	session.current_step = 6;
	session.completed_at = 1700000000123;
	session.configuration = json_pack("{s:b}", "expert", 1);
	session.metadata = json_pack("{s:s}", "k", "v");
	OK(slw_store_session_update(store, &session, &err));
	reopen_store();
	OK(slw_store_session_get(store, session.id, &got, &err));
	ck_assert_int_eq(got.current_step, 6);
	ck_assert_int_eq(got.completed_at, 1700000000123);
	ck_assert(json_equal(got.configuration, session.configuration));
	ck_assert(json_equal(got.metadata, session.metadata));
	ck_assert_int_ge(got.updated_at, session.updated_at);
	got.current_step = 7;
	FAILS(slw_store_session_update(store, &got, &err), SLW_EINVAL);
	got.current_step = 0;
	FAILS(slw_store_session_update(store, &got, &err), SLW_EINVAL);
	got.current_step = 1;
	got.no = 999;
	FAILS(slw_store_session_update(store, &got, &err), SLW_ENOTFOUND);
	slw_session_release(&got);
}
END_TEST

static int add_name(void *context, const struct slw_session *each)
{
	struct slw_buf *out = context;

	ck_assert_ptr_null(each->configuration);
	ck_assert_ptr_null(each->metadata);
	slw_buf_printf(out, "%s%s", out->len > 0 ? "," : "", each->business_name);
	return 0;
}

static int stop_at_once(void *context, const struct slw_session *each)
{
	add_name(context, each);
	return 1;
}

static char *list(const char *user, const char *filter, size_t limit)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	OK(slw_store_session_list(store, user, filter, limit, add_name, &out, &err));
	return slw_buf_take(&out);
}

static void make(const char *id, const char *user, const char *name)
{
	struct slw_session made;

	slw_session_init(&made);
	slw_text_copy(made.id, sizeof(made.id), id);
	slw_text_copy(made.user_id, sizeof(made.user_id), user);
	made.business_name = slw_strdup(name);
	OK(slw_store_session_create(store, &made, &err));
	slw_session_release(&made);
}

START_TEST(lists)
{
	const char *anna = "0190aaaa-0000-4000-8000-000000000001";
	const char *ben = "0190aaaa-0000-4000-8000-000000000002";
	struct slw_session changed, last;
	struct slw_buf out;

	open_store(_i);
	make("019ab000-0000-7000-8000-000000000001", anna, "Teehaus Ärmel");
	make("019ab111-0000-7000-8000-000000000002", anna, "Ski & 50%_off");
	make("019ac222-0000-7000-8000-000000000003", ben, "\xE8\x8C\xB6");
	ASSERT_TEXT(list(NULL, NULL, 0), "\xE8\x8C\xB6,Ski & 50%_off,Teehaus Ärmel");
	ASSERT_TEXT(list(NULL, "", 2), "\xE8\x8C\xB6,Ski & 50%_off");
	ASSERT_TEXT(list(anna, NULL, 0), "Ski & 50%_off,Teehaus Ärmel");
	ASSERT_TEXT(list(NULL, "ÄRMEL", 0), "Teehaus Ärmel");
	ASSERT_TEXT(list(NULL, "%", 0), "Ski & 50%_off");
	ASSERT_TEXT(list(NULL, "0%_O", 0), "Ski & 50%_off");
	ASSERT_TEXT(list(NULL, "' OR 1 --", 0), "");
	ASSERT_TEXT(list(NULL, "019AB", 0), "Ski & 50%_off,Teehaus Ärmel");
	ASSERT_TEXT(list(NULL, "ab111", 0), "");
	ASSERT_TEXT(list(ben, "019ab", 0), "");
	slw_buf_init(&out, 0);
	OK(slw_store_session_list(store, NULL, NULL, 0, stop_at_once, &out, &err));
	ck_assert_str_eq(out.data, "\xE8\x8C\xB6");
	slw_buf_release(&out);

	slw_session_init(&changed);
	slw_session_init(&last);
	OK(slw_store_session_get(store, "019ab000-0000-7000-8000-000000000001", &changed, &err));
	/* the clock counts milliseconds */
	OK(slw_store_session_get(store, "019ac222-0000-7000-8000-000000000003", &last, &err));
	while (changed.updated_at <= last.updated_at) {
		OK(slw_store_session_update(store, &changed, &err));
		OK(slw_store_session_get(store, changed.id, &changed, &err));
	}
	ASSERT_TEXT(list(NULL, NULL, 1), "Teehaus Ärmel");
	slw_session_release(&changed);
	slw_session_release(&last);
}
END_TEST

START_TEST(delete_takes_all_rows)
{
	struct slw_product_row row;
	int64_t no;

	open_store(_i);
	new_session();
	put_one("tea", "Tea");
	OK(slw_store_event_add(store, session.no, "launched", NULL, &err));
	no = session.no;
	OK(slw_store_session_delete(store, no, &err));
	FAILS(slw_store_session_get(store, session.id, &session, &err), SLW_ENOTFOUND);
	FAILS(slw_store_session_delete(store, no, &err), SLW_ENOTFOUND);
	FAILS(slw_store_event_add(store, no, "launched", NULL, &err), SLW_ENOTFOUND);
	slw_product_row_init(&row);
	ck_assert_int_eq(slw_store_product_by_handle(store, no, "tea", &row, &err), 0);
	slw_session_release(&session);
	new_session();
	ck_assert_int_gt(session.no, no);
}
END_TEST

START_TEST(user_is_made_once)
{
	char first[SLW_UUID_SIZE], second[SLW_UUID_SIZE];

	open_store(_i);
	OK(slw_store_user(store, first, &err));
	reopen_store();
	OK(slw_store_user(store, second, &err));
	ck_assert(slw_uuid_valid(first));
	ck_assert_str_eq(first, second);
	new_session();
	ck_assert_str_eq(session.user_id, first);
}
END_TEST

START_TEST(transactions)
{
	struct slw_session got;

	open_store(_i);
	slw_session_init(&got);
	new_session();
	FAILS(slw_store_commit(store, &err), SLW_EINTERNAL);
	OK(slw_store_begin(store, &err));
	FAILS(slw_store_begin(store, &err), SLW_EINTERNAL);
	session.current_step = 4;
	OK(slw_store_session_update(store, &session, &err));
	slw_store_rollback(store);
	slw_store_rollback(store);
	OK(slw_store_session_get(store, session.id, &got, &err));
	ck_assert_int_eq(got.current_step, 1);
	OK(slw_store_begin(store, &err));
	OK(slw_store_session_update(store, &session, &err));
	OK(slw_store_commit(store, &err));
	reopen_store();
	OK(slw_store_session_get(store, session.id, &got, &err));
	ck_assert_int_eq(got.current_step, 4);
	/* what is open when the handle closes is not kept */
	OK(slw_store_begin(store, &err));
	got.current_step = 5;
	OK(slw_store_session_update(store, &got, &err));
	if (_i != BACKEND_MEMORY) {
		reopen_store();
		OK(slw_store_session_get(store, session.id, &got, &err));
		ck_assert_int_eq(got.current_step, 4);
	}
	slw_session_release(&got);
}
END_TEST

START_TEST(unknown_urls)
{
	struct slw_store *other = NULL;
	const char *urls[] = { "", "wizard.db", "mysql:secret@host", "sqlite", "sqlit:x" };

	open_store(_i);
	for (size_t i = 0; i < SLW_COUNT(urls); i++) {
		FAILS(slw_store_open(&other, urls[i], NULL, &err), SLW_ENOTSUP);
		ck_assert_ptr_null(strstr(err.msg, "secret"));
	}
	FAILS(slw_store_open(&other, "sqlite:", NULL, &err), SLW_EINVAL);
	ck_assert_ptr_null(other);
	slw_store_close(NULL);
}
END_TEST

Suite *suite_sessions(void)
{
	Suite *suite = suite_create("sessions");
	TCase *tcase = tcase_create("all");

	tcase_add_checked_fixture(tcase, NULL, close_store);
	ADD(tcase, create_and_get);
	ADD(tcase, bad_ids);
	ADD(tcase, update);
	ADD(tcase, lists);
	ADD(tcase, delete_takes_all_rows);
	ADD(tcase, user_is_made_once);
	ADD(tcase, transactions);
	ADD(tcase, unknown_urls);
	suite_add_tcase(suite, tcase);
	return suite;
}
