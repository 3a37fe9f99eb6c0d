#include "config.h"

#include "contract/contract.h"
#include "unit/suites.h"

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"

#include "base/banned.h"

Suite *suite_products(void);

static struct slw_product_row row;

static void setup(void)
{
	slw_product_row_init(&row);
}

static void teardown(void)
{
	slw_product_row_release(&row);
	close_store();
}

static int64_t count_changed(int64_t number)
{
	struct slw_version version;
	int64_t changed;

	slw_version_init(&version);
	OK(slw_store_version_get(store, session.no, number, &version, &err));
	changed = version.products_changed;
	slw_version_release(&version);
	return changed;
}

START_TEST(put_and_get)
{
	int64_t version;

	open_store(_i);
	new_session();
	version = begin_change();
	ck_assert_int_eq(put(version, 0, "tea", "Tea", "T-1", "T-2", NULL), 1);
	ck_assert_int_eq(put(version, 0, "pot", "Pot", "P-1", NULL), 2);
	end_change(version);
	reopen_store();
	OK(slw_store_session_get(store, session.id, &session, &err));
	ck_assert_int_eq(session.product_count, 2);
	ck_assert_int_eq(count_changed(1), 2);
	ck_assert_int_eq(slw_store_product_get(store, session.no, 2, &row, &err), 1);
	ck_assert_str_eq(row.handle, "pot");
	ck_assert_str_eq(row.data, "{\"title\":\"Pot\"}");
	ck_assert_int_eq(row.valid_from, 1);
	ck_assert_int_eq(row.valid_to, 0);
	ck_assert_int_eq(row.rank, 2 * SLW_RANK_STEP);
	ck_assert_int_eq(slw_store_product_by_handle(store, session.no, "tea", &row, &err), 1);
	ck_assert_int_eq(row.product_no, 1);
	ck_assert_int_eq(slw_store_product_by_sku(store, session.no, "T-2", &row, &err), 1);
	ck_assert_int_eq(row.product_no, 1);
	ck_assert_int_eq(slw_store_product_by_sku(store, session.no, "t-2", &row, &err), 0);
	ck_assert_int_eq(slw_store_product_by_handle(store, session.no, "Tea", &row, &err), 0);
	ck_assert_int_eq(slw_store_product_get(store, session.no, 3, &row, &err), 0);
	ck_assert_int_eq(slw_store_product_get(store, session.no + 1, 1, &row, &err), 0);
	ck_assert_int_eq(row.product_no, 1);
}
END_TEST

START_TEST(history)
{
	int64_t version;

	open_store(_i);
	new_session();
	put_one("tea", "Tea");	  /* 1 */
	put_one("pot", "Pot");	  /* 2 */
	version = begin_change(); /* 3 */
	ck_assert_int_eq(put(version, 1, "tea", "Green tea", "G", NULL), 1);
	end_change(version);
	version = begin_change(); /* 4 */
	OK(slw_store_product_remove(store, session.no, version, 2, &err));
	end_change(version);
	version = begin_change(); /* 5: the removed one comes back under its number */
	ck_assert_int_eq(put(version, 2, "pot", "Pot", NULL), 2);
	end_change(version);
	reopen_store();
	ASSERT_TEXT(list_products(1), "tea:Tea");
	ASSERT_TEXT(list_products(2), "tea:Tea pot:Pot");
	ASSERT_TEXT(list_products(3), "tea:Green tea pot:Pot");
	ASSERT_TEXT(list_products(4), "tea:Green tea");
	ASSERT_TEXT(list_products(5), "tea:Green tea pot:Pot");
	ASSERT_TEXT(list_products(0), "tea:Green tea pot:Pot");
	ASSERT_TEXT(list_changes(0, 5), "1 2");
	ASSERT_TEXT(list_changes(1, 2), "2");
	ASSERT_TEXT(list_changes(2, 3), "1");
	ASSERT_TEXT(list_changes(3, 4), "2");
	ASSERT_TEXT(list_changes(4, 5), "2");
	ASSERT_TEXT(list_changes(5, 5), "");
	ck_assert_int_eq(slw_store_product_at(store, session.no, 1, 2, &row, &err), 1);
	ck_assert_str_eq(row.data, "{\"title\":\"Tea\"}");
	ck_assert_int_eq(row.valid_to, 3);
	ck_assert_int_eq(slw_store_product_at(store, session.no, 2, 1, &row, &err), 0);
	ck_assert_int_eq(slw_store_product_at(store, session.no, 2, 4, &row, &err), 0);
	ck_assert_int_eq(slw_store_product_at(store, session.no, 2, 0, &row, &err), 1);
	ck_assert_int_eq(row.valid_from, 5);
	OK(slw_store_session_get(store, session.id, &session, &err));
	ck_assert_int_eq(session.product_count, 2);
}
END_TEST

START_TEST(same_again_is_no_change)
{
	int64_t version;

	open_store(_i);
	new_session();
	put_one("tea", "Tea");
	put_one("pot", "Pot");
	version = begin_change(); /* 3: as it was, and changed and changed back */
	ck_assert_int_eq(put(version, 1, "tea", "Tea", NULL), 1);
	ck_assert_int_eq(put(version, 2, "pot", "Kettle", NULL), 2);
	ck_assert_int_eq(put(version, 2, "pot", "Pot", NULL), 2);
	end_change(version);
	ck_assert_int_eq(count_changed(3), 0);
	ASSERT_TEXT(list_changes(2, 3), "");
	version = begin_change(); /* 4 */
	ck_assert_int_eq(put(version, 2, "pot", "Kettle", NULL), 2);
	ck_assert_int_eq(put(version, 2, "pot", "Cup", NULL), 2);
	end_change(version);
	ck_assert_int_eq(count_changed(4), 1);
	version = begin_change(); /* 5: back to what it was two versions before */
	ck_assert_int_eq(put(version, 2, "pot", "Pot", NULL), 2);
	end_change(version);
	ck_assert_int_eq(count_changed(5), 1);
	ASSERT_TEXT(list_changes(3, 5), "");
	ASSERT_TEXT(list_changes(3, 4), "2");
	version = begin_change(); /* 6: made and removed, removed and put back */
	ck_assert_int_eq(put(version, 0, "new", "New", NULL), 3);
	OK(slw_store_product_remove(store, session.no, version, 3, &err));
	OK(slw_store_product_remove(store, session.no, version, 1, &err));
	FAILS(slw_store_product_remove(store, session.no, version, 1, &err), SLW_ENOTFOUND);
	{
		struct slw_product_row back = { .product_no = 1,
						.rank = SLW_RANK_STEP,
						.handle = slw_strdup("tea"),
						.data = slw_strdup("{\"title\":\"Tea\"}") };

		OK(slw_store_product_put(store, session.no, version, &back, NULL, 0, &err));
		slw_product_row_release(&back);
	}
	end_change(version);
	ck_assert_int_eq(count_changed(6), 0);
	ASSERT_TEXT(list_changes(5, 6), "");
	ASSERT_TEXT(list_products(0), "tea:Tea pot:Pot");
	OK(slw_store_session_get(store, session.id, &session, &err));
	ck_assert_int_eq(session.product_count, 2);
	version = begin_change();
	ck_assert_int_eq(put(version, 0, "new", "New", NULL), 4); /* a number is never used again */
	slw_store_rollback(store);
}
END_TEST

START_TEST(removed_in_the_change_that_changed_it)
{
	int64_t version;

	open_store(_i);
	new_session();
	put_one("tea", "Tea");
	version = begin_change();
	ck_assert_int_eq(put(version, 1, "tea", "Green tea", NULL), 1);
	OK(slw_store_product_remove(store, session.no, version, 1, &err));
	end_change(version);
	ck_assert_int_eq(count_changed(2), 1);
	ASSERT_TEXT(list_products(0), "");
	ASSERT_TEXT(list_products(1), "tea:Tea");
	ASSERT_TEXT(list_changes(1, 2), "1");
}
END_TEST

START_TEST(clashes)
{
	int64_t version;

	open_store(_i);
	new_session();
	version = begin_change();
	ck_assert_int_eq(put(version, 0, "tea", "Tea", "T-1", NULL), 1);
	ck_assert_int_eq(put(version, 0, "pot", "Pot", "P-1", "P-2", NULL), 2);
	/* new products: nothing of them stays */
	ck_assert_int_eq(put(version, 0, "cup", "Cup", "C-1", "P-2", "C-2", NULL), -1);
	ck_assert_int_eq(err.code, SLW_EINVAL);
	SAYS("\"P-2\"");
	SAYS("\"cup\"");
	SAYS("\"pot\"");
	ck_assert_int_eq(put(version, 0, "tea", "Tea too", "X-1", NULL), -1);
	ck_assert_int_eq(err.code, SLW_EINVAL);
	SAYS("\"tea\"");
	SAYS("product 1");
	ck_assert_int_eq(put(version, 0, "cup", "Cup", "C-1", "C-1", NULL), -1);
	ck_assert_int_eq(err.code, SLW_EINVAL);
	SAYS("twice");
	ck_assert_int_eq(put(version, 0, "cup", "Cup", "", NULL), -1);
	ck_assert_int_eq(put(version, 0, "", "Cup", NULL), -1);
	ck_assert_int_eq(put(version, 0, "cup", "Cup", "C-1", "C-2", "X-1", NULL), 3);
	/* standing products: they stay as they were */
	ck_assert_int_eq(put(version, 3, "pot", "Cup", "C-1", NULL), -1);
	SAYS("product 3");
	SAYS("product 2");
	ck_assert_int_eq(put(version, 3, "cup", "Changed", "C-9", "T-1", NULL), -1);
	SAYS("\"T-1\"");
	ck_assert_int_eq(put(version, 3, "cup", "Changed", "C-9", "C-9", NULL), -1);
	ck_assert_int_eq(slw_store_product_by_sku(store, session.no, "C-9", &row, &err), 0);
	ck_assert_int_eq(slw_store_product_by_sku(store, session.no, "C-1", &row, &err), 1);
	ck_assert_int_eq(row.product_no, 3);
	end_change(version);
	ASSERT_TEXT(list_products(0), "tea:Tea pot:Pot cup:Cup");
	ck_assert_int_eq(count_changed(1), 3);
}
END_TEST

START_TEST(exchange)
{
	int64_t version;

	open_store(_i);
	new_session();
	version = begin_change();
	ck_assert_int_eq(put(version, 0, "tea", "Tea", "A", NULL), 1);
	ck_assert_int_eq(put(version, 0, "pot", "Pot", "B", NULL), 2);
	end_change(version);
	version = begin_change();
	OK(slw_store_product_remove(store, session.no, version, 1, &err));
	OK(slw_store_product_remove(store, session.no, version, 2, &err));
	ck_assert_int_eq(put(version, 1, "pot", "Tea", "B", NULL), 1);
	ck_assert_int_eq(put(version, 2, "tea", "Pot", "A", NULL), 2);
	end_change(version);
	reopen_store();
	ASSERT_TEXT(list_products(0), "pot:Tea tea:Pot");
	ASSERT_TEXT(list_products(1), "tea:Tea pot:Pot");
	ck_assert_int_eq(count_changed(2), 2);
	ck_assert_int_eq(slw_store_product_by_sku(store, session.no, "B", &row, &err), 1);
	ck_assert_int_eq(row.product_no, 1);
	/* the same names are free in another session */
	new_session();
	version = begin_change();
	ck_assert_int_eq(put(version, 0, "tea", "Tea", "A", NULL), 1);
	end_change(version);
}
END_TEST

START_TEST(ranks)
{
	struct slw_product_row moved = { .product_no = 3,
					 .rank = SLW_RANK_STEP / 2,
					 .handle = slw_strdup("c"),
					 .data = slw_strdup("{\"title\":\"C\"}") };
	int64_t version;

	open_store(_i);
	new_session();
	put_one("a", "A");
	put_one("b", "B");
	put_one("c", "C");
	version = begin_change();
	OK(slw_store_product_put(store, session.no, version, &moved, NULL, 0, &err));
	/* rank 0 keeps the place of a standing product */
	ck_assert_int_eq(put(version, 1, "a", "A2", NULL), 1);
	ck_assert_int_eq(put(version, 0, "d", "D", NULL), 4);
	end_change(version);
	slw_product_row_release(&moved);
	reopen_store();
	ASSERT_TEXT(list_products(0), "c:C a:A2 b:B d:D");
	ASSERT_TEXT(list_products(3), "a:A b:B c:C");
	ck_assert_int_eq(count_changed(4), 3);
}
END_TEST

static int add_handle(void *context, const struct slw_product_row *each)
{
	struct slw_buf *out = context;

	slw_buf_str(out, each->handle);
	return 0;
}

static int stop_at_two(void *context, const struct slw_product_row *each)
{
	add_handle(context, each);
	return ((struct slw_buf *)context)->len >= 2;
}

START_TEST(pages)
{
	struct slw_buf out;

	open_store(_i);
	new_session();
	put_one("a", "A");
	put_one("b", "B");
	put_one("c", "C");
	slw_buf_init(&out, 0);
	for (int64_t version = 0; version <= 3; version += 3) {
		slw_buf_clear(&out);
		OK(slw_store_product_list(store, session.no, version, SLW_RANK_STEP, 0, add_handle,
					  &out, &err));
		ck_assert_str_eq(out.data, "bc");
		slw_buf_clear(&out);
		OK(slw_store_product_list(store, session.no, version, INT64_MIN, 1, add_handle,
					  &out, &err));
		ck_assert_str_eq(out.data, "a");
		slw_buf_clear(&out);
		OK(slw_store_product_list(store, session.no, version, INT64_MIN, 0, stop_at_two,
					  &out, &err));
		ck_assert_str_eq(out.data, "ab");
	}
	slw_buf_release(&out);
}
END_TEST

/* A callback that reads the store, with the very calls that are under way. */
static int read_within(void *context, const struct slw_product_row *each)
{
	struct slw_product_row other;
	struct slw_buf inner;

	slw_product_row_init(&other);
	slw_buf_init(&inner, 0);
	ck_assert_int_eq(slw_store_product_by_handle(store, session.no, each->handle, &other, &err),
			 1);
	ck_assert_str_eq(other.data, each->data);
	OK(slw_store_product_list(store, session.no, 0, INT64_MIN, 0, add_handle, &inner, &err));
	ck_assert_str_eq(inner.data, "abc");
	slw_buf_release(&inner);
	slw_product_row_release(&other);
	return add_handle(context, each);
}

START_TEST(callbacks_read)
{
	struct slw_buf out;

	open_store(_i);
	new_session();
	put_one("a", "A");
	put_one("b", "B");
	put_one("c", "C");
	slw_buf_init(&out, 0);
	OK(slw_store_product_list(store, session.no, 0, INT64_MIN, 0, read_within, &out, &err));
	ck_assert_str_eq(out.data, "abc");
	slw_buf_release(&out);
}
END_TEST

static const char *const hostile[] = {
	"'; DROP TABLE products; --",
	"\"quoted\" \\back\\ %s %n",
	"\xF0\x9F\x8D\xB5\xE2\x80\xAE\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D",
	"\x1B[31mred\x1B[0m\r\n\t<script>alert(1)</script>",
	"../../../etc/passwd",
};

START_TEST(hostile_texts)
{
	struct slw_product_row back;
	int64_t version;

	open_store(_i);
	new_session();
	slw_product_row_init(&back);
	version = begin_change();
	for (size_t i = 0; i < SLW_COUNT(hostile); i++)
		ck_assert_int_eq(put(version, 0, hostile[i], hostile[i], hostile[i], NULL),
				 (int64_t)i + 1);
	end_change(version);
	reopen_store();
	for (size_t i = 0; i < SLW_COUNT(hostile); i++) {
		json_t *data;

		ck_assert_int_eq(
		    slw_store_product_by_sku(store, session.no, hostile[i], &row, &err), 1);
		ck_assert_str_eq(row.handle, hostile[i]);
		data = slw_json_parse(row.data, strlen(row.data), "data", &err);
		ck_assert_str_eq(slw_json_str(data, "title", ""), hostile[i]);
		json_decref(data);
	}
	slw_product_row_release(&back);
}
END_TEST

START_TEST(large_text)
{
	char *title = slw_malloc(1024 * 1024 + 1);
	int64_t version;

	open_store(_i);
	new_session();
	memset(title, 'x', 1024 * 1024);
	title[1024 * 1024] = '\0';
	version = begin_change();
	ck_assert_int_eq(put(version, 0, "large", title, NULL), 1);
	ck_assert_int_eq(put(version, 0, title, "Large handle", NULL), -1);
	ck_assert_int_eq(err.code, SLW_EINVAL);
	ck_assert_int_eq(put(version, 0, "sku", "Large SKU", title, NULL), -1);
	ck_assert_int_eq(err.code, SLW_EINVAL);
	end_change(version);
	reopen_store();
	ck_assert_int_eq(slw_store_product_get(store, session.no, 1, &row, &err), 1);
	ck_assert_uint_eq(strlen(row.data), 1024 * 1024 + strlen("{\"title\":\"\"}"));
	free(title);
}
END_TEST

Suite *suite_products(void)
{
	Suite *suite = suite_create("products");
	TCase *tcase = tcase_create("all");

	tcase_add_checked_fixture(tcase, setup, teardown);
	ADD(tcase, put_and_get);
	ADD(tcase, history);
	ADD(tcase, same_again_is_no_change);
	ADD(tcase, removed_in_the_change_that_changed_it);
	ADD(tcase, clashes);
	ADD(tcase, exchange);
	ADD(tcase, ranks);
	ADD(tcase, pages);
	ADD(tcase, callbacks_read);
	ADD(tcase, hostile_texts);
	ADD(tcase, large_text);
	suite_add_tcase(suite, tcase);
	return suite;
}
