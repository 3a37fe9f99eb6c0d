/* UUIDs and hashes. */
#include "config.h"

#include "unit/suites.h"

#include <pthread.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/uuid.h"

#include "base/banned.h"

static const struct {
	const char *text, *hash;
} hashes[] = {
	/* FIPS 180-2 and the empty text */
	{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
};

START_TEST(hash_whole_and_in_pieces)
{
	const char *text = hashes[_i].text;
	struct slw_hash *hash = slw_hash_new();
	char out[SLW_HASH_SIZE];

	slw_hash_bytes(text, strlen(text), out);
	ck_assert_str_eq(out, hashes[_i].hash);
	for (const char *p = text; *p != '\0'; p++)
		slw_hash_add(hash, p, 1);
	slw_hash_add(hash, NULL, 0);
	slw_hash_end(hash, out);
	ck_assert_str_eq(out, hashes[_i].hash);
	slw_hash_free(slw_hash_new());
	slw_hash_free(NULL);
}
END_TEST

START_TEST(random_bytes_differ)
{
	unsigned char a[32] = { 0 }, b[32] = { 0 };

	slw_random(a, sizeof(a));
	slw_random(b, sizeof(b));
	ck_assert_int_ne(memcmp(a, b, sizeof(a)), 0);
	slw_random(NULL, 0);
}
END_TEST

START_TEST(v7_sorts_in_order_and_carries_the_time)
{
	char last[SLW_UUID_SIZE] = "", uuid[SLW_UUID_SIZE], hex[13];
	int64_t before = slw_clock_now(), ms;

	for (int i = 0; i < 20000; i++) {
		slw_uuid_v7(uuid);
		ck_assert(slw_uuid_valid(uuid));
		ck_assert_int_eq(uuid[14], '7');
		ck_assert_ptr_nonnull(strchr("89ab", uuid[19]));
		ck_assert_msg(strcmp(last, uuid) < 0, "%s, then %s", last, uuid);
		memcpy(last, uuid, sizeof(last));
	}
	memcpy(hex, uuid, 8);
	memcpy(hex + 8, uuid + 9, 4);
	hex[12] = '\0';
	ms = (int64_t)strtoll(hex, NULL, 16);
	ck_assert_int_ge(ms, before);
	ck_assert_int_le(ms, slw_clock_now() + 1);
}
END_TEST

START_TEST(v4_is_random_and_valid)
{
	char a[SLW_UUID_SIZE], b[SLW_UUID_SIZE];

	slw_uuid_v4(a);
	slw_uuid_v4(b);
	ck_assert(slw_uuid_valid(a));
	ck_assert_int_eq(a[14], '4');
	ck_assert_ptr_nonnull(strchr("89ab", a[19]));
	ck_assert_str_ne(a, b);
}
END_TEST

static void *make_many(void *out)
{
	char(*uuids)[SLW_UUID_SIZE] = out;

	for (int i = 0; i < 1000; i++)
		slw_uuid_v7(uuids[i]);
	return NULL;
}

static int compare(const void *a, const void *b)
{
	return memcmp(a, b, SLW_UUID_SIZE);
}

START_TEST(threads_do_not_make_the_same)
{
	static char uuids[4000][SLW_UUID_SIZE];
	pthread_t threads[4];

	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, make_many, uuids[i * 1000]), 0);
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	qsort(uuids, 4000, SLW_UUID_SIZE, compare);
	for (int i = 1; i < 4000; i++)
		ck_assert_str_ne(uuids[i - 1], uuids[i]);
}
END_TEST

static const struct {
	const char *text;
	bool valid;
} uuids[] = {
	{ "01a206ed-e74f-78f5-bd24-6317dfcd2a94", true },
	{ "00000000-0000-0000-0000-000000000000", true },
	{ "01A206ED-E74F-78F5-BD24-6317DFCD2A94", false },
	{ "01a206ed-e74f-78f5-bd24-6317dfcd2a9", false },
	{ "01a206ed-e74f-78f5-bd24-6317dfcd2a944", false },
	{ "01a206ede74f78f5bd246317dfcd2a94", false },
	{ "01a206ed-e74f-78f5-bd24-6317dfcd2a9g", false },
	{ "{1a206ed-e74f-78f5-bd24-6317dfcd2a9}", false },
	{ "01a206ed_e74f-78f5-bd24-6317dfcd2a94", false },
	{ "", false },
};

START_TEST(uuid_text)
{
	ck_assert_msg(slw_uuid_valid(uuids[_i].text) == uuids[_i].valid, "%s", uuids[_i].text);
}
END_TEST

Suite *suite_identity(void);
Suite *suite_identity(void)
{
	Suite *suite = suite_create("uuid and hash");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, hash_whole_and_in_pieces, 0, (int)SLW_COUNT(hashes));
	tcase_add_test(tc, random_bytes_differ);
	tcase_add_test(tc, v7_sorts_in_order_and_carries_the_time);
	tcase_add_test(tc, v4_is_random_and_valid);
	tcase_add_test(tc, threads_do_not_make_the_same);
	tcase_add_loop_test(tc, uuid_text, 0, (int)SLW_COUNT(uuids));
	suite_add_tcase(suite, tc);
	return suite;
}
