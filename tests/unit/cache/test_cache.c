#include "config.h"

#include "cache/cache.h"

#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

#include "base/banned.h"

Suite *suite_cache(void);

static int64_t now;
static struct slw_err err;

static int64_t tell(void)
{
	return now;
}

static const char *have(struct slw_cache *cache, const char *key)
{
	static struct slw_buf value;
	int rc;

	slw_buf_release(&value);
	slw_buf_init(&value, 0);
	rc = slw_cache_get(cache, key, &value, &err);
	ck_assert_int_ge(rc, 0);
	return rc == 1 ? value.data : NULL;
}

static void keep(struct slw_cache *cache, const char *key, const char *value)
{
	ck_assert_int_eq(slw_cache_put(cache, key, value, strlen(value), &err), 0);
}

/*
 * What is done to a cache of 3 entries, 100 ms, 8 bytes an entry and 20 in all, and what it has
 * then: "+a" puts "a" with the value "a!", "+a=text" with that value, "?a" gets it, "-a" removes
 * it, "@90" is the time.
 */
static const struct {
	const char *why, *steps, *there, *gone;
} orders[] = {
	{ "what is put is there", "+a +b", "ab", "c" },
	{ "the oldest goes first", "+a +b +c +d", "bcd", "a" },
	{ "what was used stays", "+a +b +c ?a +d", "acd", "b" },
	{ "what was put again stays", "+a +b +c +a +d", "acd", "b" },
	{ "used before its time is over", "+a @99", "a", "" },
	{ "over in the last millisecond", "+a @100", "", "a" },
	{ "use makes nothing younger", "+a @60 ?a @100", "", "a" },
	{ "put again is young", "+a @60 +a @159", "a", "" },
	{ "removed", "+a +b -a", "b", "a" },
	{ "removing what is not there", "+b -a", "b", "a" },
	{ "as large as may be", "+a=12345678", "a", "" },
	{ "too large is not kept", "+a=123456789", "", "a" },
	{ "too large in place of what was", "+a +a=123456789", "", "a" },
	{ "no more bytes than in all", "+a=12345678 +b=12345678 +c=1", "abc", "" },
	{ "room for its bytes", "+a=12345678 +b=12345678 +c=12", "bc", "a" },
	{ "room for as many as need be", "+a=12 +b=1234567 +c=1234567 +d=12345678", "cd", "ab" },
	{ "an empty value", "+a=", "a", "" },
};

static void step(struct slw_cache *cache, const char *text)
{
	char key[2] = { text[1], '\0' };

	if (*text == '+')
		keep(cache, key, text[2] == '=' ? text + 3 : "a!");
	else if (*text == '?')
		ck_assert_ptr_nonnull(have(cache, key));
	else if (*text == '-')
		ck_assert_int_eq(slw_cache_remove(cache, key, &err), 0);
	else
		ck_assert_int_eq(sscanf(text, "@%ld", &now), 1);
}

START_TEST(keeps_and_forgets)
{
	struct slw_cache *cache = slw_cache_memory(&(struct slw_cache_options){
	    .entries = 3, .keep_ms = 100, .entry_bytes = 8, .total_bytes = 20, .clock = tell });
	const char *p = orders[_i].steps;

	now = 0;
	while (*p != '\0') {
		size_t len = strcspn(p, " ");
		char *text = slw_strndup(p, len);

		step(cache, text);
		free(text);
		p += len + strspn(p + len, " ");
	}
	for (p = orders[_i].there; *p != '\0'; p++)
		ck_assert_msg(have(cache, (char[]){ *p, '\0' }) != NULL, "%s: no %c",
			      orders[_i].why, *p);
	for (p = orders[_i].gone; *p != '\0'; p++)
		ck_assert_msg(have(cache, (char[]){ *p, '\0' }) == NULL, "%s: %c", orders[_i].why,
			      *p);
	slw_cache_free(cache);
}
END_TEST

START_TEST(gives_the_bytes_back)
{
	struct slw_cache *cache = slw_cache_memory(NULL);
	struct slw_buf value;

	slw_buf_init(&value, 0);
	slw_buf_str(&value, "before ");
	ck_assert_int_eq(slw_cache_put(cache, "k", "a\0b", 3, &err), 0);
	ck_assert_int_eq(slw_cache_get(cache, "k", &value, &err), 1);
	ck_assert_uint_eq(value.len, 10);
	ck_assert_mem_eq(value.data, "before a\0b", 10);
	slw_buf_release(&value);
	keep(cache, "k", "new");
	ck_assert_str_eq(have(cache, "k"), "new");
	slw_cache_free(cache);
}
END_TEST

START_TEST(counts)
{
	struct slw_cache_figures figures;
	struct slw_cache *cache = slw_cache_memory(
	    &(struct slw_cache_options){ .entries = 2, .keep_ms = 10, .clock = tell });

	now = 0;
	keep(cache, "a", "12");
	keep(cache, "b", "345");
	have(cache, "a");
	have(cache, "c");
	keep(cache, "d", "6"); /* b goes */
	slw_cache_figures(cache, &figures);
	ck_assert_uint_eq(figures.entries, 2);
	ck_assert_uint_eq(figures.bytes, 5);
	ck_assert_uint_eq(figures.evicted, 1);
	now = 10;
	have(cache, "a");
	slw_cache_figures(cache, &figures);
	ck_assert_uint_eq(figures.hits, 1);
	ck_assert_uint_eq(figures.misses, 2);
	ck_assert_uint_eq(figures.expired, 1);
	ck_assert_uint_eq(figures.entries, 1);
	slw_cache_free(cache);
}
END_TEST

START_TEST(has_a_thousand_by_itself)
{
	struct slw_cache *cache = slw_cache_memory(NULL);
	struct slw_cache_figures figures;
	char key[16];

	for (int i = 0; i < 1001; i++) {
		snprintf(key, sizeof(key), "k%d", i);
		keep(cache, key, "v");
	}
	slw_cache_figures(cache, &figures);
	ck_assert_uint_eq(figures.entries, 1000);
	ck_assert_ptr_null(have(cache, "k0"));
	ck_assert_ptr_nonnull(have(cache, "k1"));
	slw_cache_free(cache);
}
END_TEST

START_TEST(refuses_no_key_and_too_long_a_key)
{
	struct slw_cache *cache = slw_cache_memory(NULL);
	char key[SLW_CACHE_KEY_MAX + 2];

	memset(key, 'k', sizeof(key));
	key[SLW_CACHE_KEY_MAX + 1] = '\0';
	ck_assert_int_eq(slw_cache_put(cache, key, "v", 1, &err), -1);
	ck_assert_int_eq(err.code, SLW_EINVAL);
	ck_assert_int_eq(slw_cache_put(cache, "", "v", 1, &err), -1);
	keep(cache, key + 1, "v");
	ck_assert_ptr_nonnull(have(cache, key + 1));
	slw_cache_free(cache);
}
END_TEST

START_TEST(does_without_a_cache)
{
	struct slw_cache_figures figures;

	keep(NULL, "a", "v");
	ck_assert_ptr_null(have(NULL, "a"));
	ck_assert_int_eq(slw_cache_remove(NULL, "a", &err), 0);
	slw_cache_figures(NULL, &figures);
	ck_assert_uint_eq(figures.misses, 0);
	slw_cache_free(NULL);
}
END_TEST

static const struct {
	const char *provider, *model, *prompt, *options;
} requests[] = {
	{ "openai", "m", "p", "{\"a\": 1, \"b\": 2}" }, /* the one that the others are not */
	{ "local", "m", "p", "{\"a\": 1, \"b\": 2}" },
	{ "openai", "n", "p", "{\"a\": 1, \"b\": 2}" },
	{ "openai", "m", "q", "{\"a\": 1, \"b\": 2}" },
	{ "openai", "m", "p", "{\"a\": 1, \"b\": 3}" },
	{ "openai", "m", "p", NULL },
	{ "openaim", "", "p", "{\"a\": 1, \"b\": 2}" }, /* the same letters, cut elsewhere */
	{ "openai", NULL, "mp", "{\"a\": 1, \"b\": 2}" },
};

static void key_of(char out[SLW_CACHE_CONTENT_KEY_SIZE], int row)
{
	json_t *options =
	    requests[row].options == NULL ? NULL : json_loads(requests[row].options, 0, NULL);

	slw_cache_content_key(out, requests[row].provider, requests[row].model,
			      requests[row].prompt, options);
	json_decref(options);
}

START_TEST(has_a_key_for_each_request)
{
	char first[SLW_CACHE_CONTENT_KEY_SIZE], key[SLW_CACHE_CONTENT_KEY_SIZE];
	json_t *turned = json_loads("{\"b\": 2, \"a\": 1}", 0, NULL);

	key_of(first, 0);
	ck_assert_int_eq(strncmp(first, "wizard:content:", 15), 0);
	ck_assert_uint_eq(strlen(first), 79);
	ck_assert_uint_eq(strspn(first + 15, "0123456789abcdef"), 64);
	slw_cache_content_key(key, "openai", "m", "p", turned);
	ck_assert_str_eq(key, first);
	json_decref(turned);
	for (int i = 1; i < (int)SLW_COUNT(requests); i++) {
		key_of(key, i);
		ck_assert_msg(strcmp(key, first) != 0, "row %d", i);
	}
}
END_TEST

static void *work(void *context)
{
	struct slw_buf value;
	struct slw_err failure = SLW_ERR_INIT;
	char key[16];

	slw_buf_init(&value, 0);
	for (int i = 0; i < 2000; i++) {
		snprintf(key, sizeof(key), "k%d", i % 37);
		slw_cache_put(context, key, key, strlen(key), &failure);
		slw_buf_clear(&value);
		if (slw_cache_get(context, key, &value, &failure) == 1)
			ck_assert_str_eq(value.data, key);
	}
	slw_buf_release(&value);
	return NULL;
}

START_TEST(serves_threads)
{
	struct slw_cache *cache = slw_cache_memory(&(struct slw_cache_options){ .entries = 20 });
	struct slw_cache_figures figures;
	pthread_t threads[4];

	for (size_t i = 0; i < SLW_COUNT(threads); i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, work, cache), 0);
	for (size_t i = 0; i < SLW_COUNT(threads); i++)
		pthread_join(threads[i], NULL);
	slw_cache_figures(cache, &figures);
	ck_assert_uint_eq(figures.entries, 20);
	ck_assert_uint_eq(figures.hits + figures.misses, 8000);
	slw_cache_free(cache);
}
END_TEST

Suite *suite_cache(void)
{
	Suite *suite = suite_create("cache");
	TCase *tc = tcase_create("cache");

	tcase_add_loop_test(tc, keeps_and_forgets, 0, (int)SLW_COUNT(orders));
	tcase_add_test(tc, gives_the_bytes_back);
	tcase_add_test(tc, counts);
	tcase_add_test(tc, has_a_thousand_by_itself);
	tcase_add_test(tc, refuses_no_key_and_too_long_a_key);
	tcase_add_test(tc, does_without_a_cache);
	tcase_add_test(tc, has_a_key_for_each_request);
	tcase_add_test(tc, serves_threads);
	suite_add_tcase(suite, tc);
	return suite;
}
