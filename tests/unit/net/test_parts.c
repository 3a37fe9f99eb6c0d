/* What the engine decides by: pauses, addresses, breakers. */
#include "config.h"

#include "unit/suites.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "net/breaker.h"
#include "net/http_private.h"

#include "base/banned.h"

#define NOW 1795761000000 /* Fri, 27 Nov 2026 06:30:00 GMT */

static const struct {
	const char *value;
	int64_t ms;
} waits[] = {
	{ "0", 0 },
	{ "7", 7000 },
	{ "120", 120000 },
	{ "86400", 86400000 },
	{ "86401", 86400000 }, /* a day at most */
	{ "99999999999999999999", 86400000 },
	{ "Fri, 27 Nov 2026 06:30:30 GMT", 30000 },
	{ "Friday, 27-Nov-26 06:30:30 GMT", 30000 }, /* the two obsolete forms */
	{ "Fri Nov 27 06:30:30 2026", 30000 },
	{ "Fri, 27 Nov 2026 06:29:00 GMT", 0 }, /* it is over */
	{ "Fri, 27 Nov 2126 06:29:00 GMT", 86400000 },
	{ "", -1 },
	{ "soon", -1 },
	{ "-5", -1 },
	{ "1e3", -1 },
	{ "5 s", -1 },
};

START_TEST(reads_retry_after)
{
	ck_assert_msg(slw_retry_after(waits[_i].value, NOW) == waits[_i].ms, "%s: %lld",
		      waits[_i].value, (long long)slw_retry_after(waits[_i].value, NOW));
}
END_TEST

START_TEST(pauses_have_full_jitter)
{
	static const int64_t most[] = { 250, 250, 500, 1000, 2000, 4000, 8000, 8000 };

	for (unsigned int tried = 1; tried < SLW_COUNT(most); tried++) {
		ck_assert_int_eq(slw_retry_pause(tried, 0), 0);
		ck_assert_int_eq(slw_retry_pause(tried, 0xFFFF), most[tried]);
		ck_assert_int_eq(slw_retry_pause(tried, 0x7FFF), most[tried] * 0x7FFF / 0xFFFF);
	}
	ck_assert_int_eq(slw_retry_pause(4000000000u, 0xFFFF), 8000);
}
END_TEST

static const struct {
	const char *url, *shown;
} shown[] = {
	{ "https://api.example.com/v1/x", "https://api.example.com/v1/x" },
	{ "https://api.example.com/v1/x?key=SECRET", "https://api.example.com/v1/x" },
	{ "https://api.example.com/v1/x#SECRET", "https://api.example.com/v1/x" },
	{ "https://user:SECRET@example.com/x", "https://example.com/x" },
	{ "https://user:SEC@RET@example.com/x", "https://example.com/x" },
	{ "https://example.com/@name/x", "https://example.com/@name/x" },
	{ "user:SECRET@example.com/x", "example.com/x" },
	{ "https://example.com?u=http://a:SECRET@b/", "https://example.com" },
	{ "?SECRET", "" },
	{ "", "" },
};

START_TEST(shows_no_secret_of_an_address)
{
	char *text = slw_url_shown(shown[_i].url);

	ck_assert_str_eq(text, shown[_i].shown);
	free(text);
}
END_TEST

START_TEST(origin_is_scheme_host_port)
{
	static const char *const urls[][2] = {
		{ "https://Example.com/a?b", "https://Example.com:443" },
		{ "https://example.com:8443", "https://example.com:8443" },
		{ "http://127.0.0.1/", "http://127.0.0.1:80" },
		{ "http://[::1]:11434/v1", "http://[::1]:11434" },
	};

	for (size_t i = 0; i < SLW_COUNT(urls); i++) {
		char *origin = NULL;
		bool secure;

		ck_assert_int_eq(slw_url_judge(urls[i][0], &origin, &secure), SLW_URL_FINE);
		ck_assert_str_eq(origin, urls[i][1]);
		ck_assert_int_eq(secure, strncmp(urls[i][0], "https", 5) == 0);
		free(origin);
	}
}
END_TEST

START_TEST(headers_are_found)
{
	static const char *const cases[][2] = {
		{ "content-type", "text/plain" },
		{ "X-Empty", "" },
		{ "x-two", "second" },
		{ "X-Spaces", "a b" },
		{ "X", NULL },
		{ "HTTP/1.1 200 OK", NULL },
	};
	struct slw_http_reply reply;

	slw_http_reply_init(&reply);
	slw_buf_str(&reply.head, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Two: first\r\n"
				 "X-Empty:\r\nX-Two: second\r\nX-Spaces: \t a b \t\r\n\r\n");
	for (size_t i = 0; i < SLW_COUNT(cases); i++) {
		char *value = slw_http_reply_header(&reply, cases[i][0]);

		if (cases[i][1] == NULL)
			ck_assert_ptr_null(value);
		else
			ck_assert_str_eq(value, cases[i][1]);
		free(value);
	}
	slw_http_reply_release(&reply);
}
END_TEST

/*
 * A life of a breaker that opens at 3 failures for 1,000 ms: s success, f failure, n neither, each of a
 * call that may go; p the same as f for a probe, q as s; x: none may go. Numbers are time, in ms.
 */
static const char *const lives[] = {
	"f f s f f s f f f x",	     /* in a row only */
	"f f f x 999 x 1 q s f f s", /* half open after the pause; closed by a success */
	"f f f x 1000 p x 1999 x 1 p x 3999 x 1 p x 7999 x 1 p x 7999 x 1 q f f s", /* doubles to 8 */
	"f f f 1000 p x 2000 q f f f x 999 x 1 q", /* and begins anew */
	"f n f n f x",				   /* a cancelled call says nothing */
	"f f f 1000 N N q s", /* nor does a cancelled probe: the next one probes */
};

static void live(struct slw_breakers *breakers, const char *step, int64_t *now)
{
	static const struct {
		char step;
		bool probe;
		enum slw_breaker_outcome outcome;
	} steps[] = {
		{ 's', false, SLW_BREAKER_SUCCESS }, { 'f', false, SLW_BREAKER_FAILURE },
		{ 'n', false, SLW_BREAKER_NEITHER }, { 'q', true, SLW_BREAKER_SUCCESS },
		{ 'p', true, SLW_BREAKER_FAILURE },  { 'N', true, SLW_BREAKER_NEITHER },
	};
	bool probe, second;

	if (step[0] >= '0' && step[0] <= '9') {
		*now += strtol(step, NULL, 10);
		return;
	}
	if (step[0] == 'x') {
		ck_assert_msg(!slw_breakers_enter(breakers, "a", *now, &probe), "%s", step);
		return;
	}
	for (size_t i = 0; i < SLW_COUNT(steps); i++) {
		if (steps[i].step != step[0])
			continue;
		ck_assert_msg(slw_breakers_enter(breakers, "a", *now, &probe), "%s", step);
		ck_assert_int_eq(probe, steps[i].probe);
		if (probe) /* one at a time */
			ck_assert(!slw_breakers_enter(breakers, "a", *now, &second));
		slw_breakers_leave(breakers, "a", probe, steps[i].outcome, *now);
	}
}

START_TEST(breaker_lives)
{
	struct slw_breakers *breakers = slw_breakers_new(3, 1000);
	int64_t now = 5000;

	for (const char *step = lives[_i]; step[0] != '\0';) {
		live(breakers, step, &now);
		step += strcspn(step, " ");
		step += strspn(step, " ");
	}
	slw_breakers_free(breakers);
}
END_TEST

START_TEST(breaker_tells)
{
	struct slw_breakers *breakers = slw_breakers_new(2, 1000);
	struct slw_breaker_info info;
	bool probe;

	info = slw_breakers_look(breakers, "a", 0);
	ck_assert_str_eq(slw_breaker_state_name(info.state), "closed");
	for (int i = 0; i < 2; i++) {
		ck_assert(slw_breakers_enter(breakers, "a", 0, &probe));
		slw_breakers_leave(breakers, "a", probe, SLW_BREAKER_FAILURE, 0);
	}
	info = slw_breakers_look(breakers, "a", 400);
	ck_assert_str_eq(slw_breaker_state_name(info.state), "open");
	ck_assert_int_eq(info.wait_ms, 600);
	ck_assert_uint_eq(info.failures, 2);
	info = slw_breakers_look(breakers, "a", 1000);
	ck_assert_str_eq(slw_breaker_state_name(info.state), "half_open");
	ck_assert_int_eq(info.wait_ms, 0);
	/* another one is its own */
	ck_assert_int_eq(slw_breakers_look(breakers, "b", 0).state, SLW_BREAKER_CLOSED);
	slw_breakers_free(breakers);
}
END_TEST

/* Calls that were on their way when it opened fail, too: the pause stays what it is. */
START_TEST(late_failures_do_not_lengthen)
{
	struct slw_breakers *breakers = slw_breakers_new(2, 1000);
	bool probe;

	for (int i = 0; i < 50; i++)
		ck_assert(slw_breakers_enter(breakers, "a", 0, &probe));
	for (int i = 0; i < 50; i++)
		slw_breakers_leave(breakers, "a", false, SLW_BREAKER_FAILURE, i);
	ck_assert_int_eq(slw_breakers_look(breakers, "a", 1).wait_ms, 1000);
	slw_breakers_free(breakers);
}
END_TEST

static void *fail_often(void *context)
{
	struct slw_breakers *breakers = context;
	bool probe;

	for (int i = 0; i < 2000; i++) {
		char name[2] = { (char)('a' + i % 7), '\0' };

		if (slw_breakers_enter(breakers, name, i, &probe))
			slw_breakers_leave(breakers, name, probe,
					   i % 3 == 0 ? SLW_BREAKER_SUCCESS : SLW_BREAKER_FAILURE,
					   i);
		slw_breakers_look(breakers, name, i);
	}
	return NULL;
}

START_TEST(breakers_are_shared)
{
	struct slw_breakers *breakers = slw_breakers_new(3, 10);
	pthread_t threads[4];

	for (size_t i = 0; i < SLW_COUNT(threads); i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, fail_often, breakers), 0);
	for (size_t i = 0; i < SLW_COUNT(threads); i++)
		pthread_join(threads[i], NULL);
	slw_breakers_free(breakers);
}
END_TEST

Suite *suite_parts(void);

Suite *suite_parts(void)
{
	Suite *suite = suite_create("parts");
	TCase *tc = tcase_create("parts");

	tcase_add_loop_test(tc, reads_retry_after, 0, (int)SLW_COUNT(waits));
	tcase_add_test(tc, pauses_have_full_jitter);
	tcase_add_loop_test(tc, shows_no_secret_of_an_address, 0, (int)SLW_COUNT(shown));
	tcase_add_test(tc, origin_is_scheme_host_port);
	tcase_add_test(tc, headers_are_found);
	tcase_add_loop_test(tc, breaker_lives, 0, (int)SLW_COUNT(lives));
	tcase_add_test(tc, breaker_tells);
	tcase_add_test(tc, late_failures_do_not_lengthen);
	tcase_add_test(tc, breakers_are_shared);
	suite_add_tcase(suite, tc);
	return suite;
}
