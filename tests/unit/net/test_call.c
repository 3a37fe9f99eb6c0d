/* One call and its answer: slw_http_send(). */
#include "config.h"

#include "unit/suites.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/progress.h"
#include "net/breaker.h"
#include "unit/net/support.h"

#include "base/banned.h"

#define KEY "sk-TOPSECRET-0123456789"

static const struct slw_http_header with_key[] = { { "Authorization", "Bearer " KEY, true },
						   { "Content-Type", "application/json", false } };

static const struct {
	const char *method, *path;
	enum slw_code code;
	int status;
	unsigned int tries;
	const char *text; /* the body, or a part of the message */
	const char *hint; /* a part of it */
} rows[] = {
	{ "GET", "/ok", SLW_OK, 200, 1, "hello", "" },
	{ "POST", "/ok", SLW_OK, 200, 1, "hello", "" },
	{ "GET", "/chunked", SLW_OK, 200, 1, "hello", "" },
	{ "GET", "/early", SLW_OK, 200, 1, "hello", "" },
	{ "HEAD", "/large", SLW_OK, 200, 1, "", "" },
	{ "POST", "/flaky", SLW_OK, 200, 2, "again", "" },
	{ "POST", "/busy", SLW_OK, 200, 3, "again", "" },
	{ "POST", "/dropped", SLW_OK, 200, 2, "again", "" }, /* before there was an answer */
	{ "GET", "/broken", SLW_OK, 200, 2, "again", "" },
	/* the server began to answer: to ask again would be to pay twice */
	{ "POST", "/broken", SLW_ENET, 200, 1, "broke off after 3 bytes", "Try again" },
	{ "POST", "/cut-chunk", SLW_ENET, 200, 1, "broke off after 3 bytes", "Try again" },
	{ "GET", "/cut", SLW_ENET, 200, 3, "broke off after 3 bytes", "Try again" },
	{ "GET", "/nothing", SLW_ENET, 0, 3, "", "Try again" },
	{ "GET", "/no-http", SLW_ENET, 0, 1, "", "Try again" },
	{ "POST", "/401", SLW_EAUTH, 401, 1, "answered 401: no", "Check the key" },
	{ "POST", "/403", SLW_EAUTH, 403, 1, "answered 403", "what the key may do" },
	{ "POST", "/402", SLW_ELIMIT, 402, 1, "answered 402", "no credit" },
	{ "POST", "/quota", SLW_ELIMIT, 429, 1, "answered 429: You exceeded your current quota.",
	  "no credit" },
	{ "POST", "/credit", SLW_ELIMIT, 400, 1, "Your credit balance is too low.", "no credit" },
	{ "POST", "/404", SLW_ENOTFOUND, 404, 1, "answered 404", "Check the address" },
	{ "POST", "/408", SLW_ETIMEOUT, 408, 1, "answered 408", "later" },
	{ "POST", "/413", SLW_ELIMIT, 413, 1, "answered 413", "less" },
	{ "POST", "/422", SLW_ENET, 422, 1, "answered 422", "" },
	{ "POST", "/429", SLW_ELIMIT, 429, 3, "answered 429", "Wait a while" },
	{ "POST", "/529", SLW_ENET, 529, 3, "answered 529", "trouble of its own" },
	{ "POST", "/504", SLW_ETIMEOUT, 504, 3, "answered 504", "trouble of its own" },
	{ "POST", "/later", SLW_ENET, 503, 1, "answered 503 and asks to wait for 3600 s",
	  "Try again after 20" },
	{ "POST", "/much-later", SLW_ELIMIT, 429, 1, "asks to wait for 86400 s",
	  "Try again after 20" },
	{ "GET", "/page", SLW_ENET, 502, 3, "answered 502: 502 Bad Gateway", "" },
	{ "GET", "/half-json", SLW_ENET, 500, 3, "answered 500: {\"error\"", "" },
	{ "GET", "/binary", SLW_ENET, 500, 3, "answered 500: ", "" },
	{ "POST", "/quote", SLW_EAUTH, 401, 1, "Incorrect key: ***, or ***", "Check the key" },
	{ "GET", "/quote?key=" KEY, SLW_EAUTH, 401, 1, "Incorrect key: ***", "" },
	{ "POST", "/moved", SLW_ENET, 307, 1, "answered 307", "Set the address" },
	{ "GET", "/large", SLW_ELIMIT, 200, 1, "larger than 1000 bytes", "" },
	{ "POST", "/endless", SLW_ELIMIT, 200, 1, "larger than 1000 bytes", "" },
	{ "POST", "/endless-no", SLW_ENET, 500, 3, "answered 500: 0123456789", "" },
	{ "GET", "/bomb", SLW_ELIMIT, 200, 1, "larger than 1000 bytes", "" },
	{ "GET", "/not-packed", SLW_ENET, 200, 1, "", "" },
	{ "GET", "/many-lines", SLW_ELIMIT, 0, 1, "head is larger than 65536 bytes", "" },
	{ "GET", "/long-line", SLW_ELIMIT, 0, 1, "head is larger than 65536 bytes", "" },
	{ "POST", "/silent", SLW_ETIMEOUT, 0, 1, "nothing came for 400 ms", "slow" },
	{ "POST", "/half-head", SLW_ETIMEOUT, 0, 1, "nothing came for 400 ms", "slow" },
	{ "POST", "/stall", SLW_ETIMEOUT, 200, 1,
	  "broke off after 3 bytes: nothing came for 400 ms", "slow" },
};

static void no_secret_in(const char *text)
{
	ck_assert_msg(strstr(text, "TOPSECRET") == NULL && strstr(text, "sk-TOP") == NULL, "%s",
		      text);
	for (const char *p = text; *p != '\0'; p++)
		ck_assert_msg((unsigned char)*p >= 0x20 || *p == '\n', "control character: %s",
			      text);
}

START_TEST(answers)
{
	struct slw_http_call call = { .method = rows[_i].method,
				      .url = address(rows[_i].path),
				      .headers = with_key,
				      .header_count = 2,
				      .reply_max = 1000 };
	bool post = strcmp(rows[_i].method, "POST") == 0;
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_reply reply;
	int rc;

	if (post) {
		call.body = "{\"x\":1}";
		call.body_len = 7;
	}
	slw_http_reply_init(&reply);
	rc = slw_http_send(http, &call, &reply, NULL, &err);
	ck_assert_msg(err.code == rows[_i].code, "%s: %d %s", rows[_i].path, (int)err.code,
		      err.msg);
	ck_assert_int_eq(rc, rows[_i].code == SLW_OK ? 0 : -1);
	ck_assert_int_eq(reply.status, rows[_i].status);
	ck_assert_msg(reply.tries == rows[_i].tries, "%s: %u tries", rows[_i].path, reply.tries);
	ck_assert_int_eq(atomic_load(&server.seen->requests), (int)rows[_i].tries);
	ck_assert_int_eq(reply.broken, rc < 0 && rows[_i].status / 100 == 2);
	if (rc == 0)
		ck_assert_str_eq(reply.body.data, rows[_i].text);
	else
		ck_assert_msg(strstr(err.msg, rows[_i].text) != NULL, "%s", err.msg);
	ck_assert_msg(strstr(err.hint, rows[_i].hint) != NULL, "%s: %s", err.msg, err.hint);
	ck_assert_uint_lt(strlen(err.msg), 300); /* a server's words are cut */
	no_secret_in(err.msg);
	no_secret_in(err.hint);
	no_secret_in(log_text.data);
	if (post && rows[_i].tries > 0)
		ck_assert_str_eq(server.seen->body[rows[_i].tries - 1], "{\"x\":1}");
	slw_http_reply_release(&reply);
}
END_TEST

/* What came of a broken answer is there; so is the page of an error, with its cap. */
START_TEST(keeps_what_came)
{
	static const struct {
		const char *path;
		size_t len;
		const char *begins;
	} kept[] = { { "/cut-chunk", 3, "abc" },
		     { "/stall", 3, "abc" },
		     { "/401", 2, "no" },
		     { "/endless-no", 65536, "0123456789" } };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .url = address(kept[_i].path), .body = "", .tries = 1 };
	struct slw_http_reply reply;

	slw_http_reply_init(&reply);
	ck_assert_int_eq(slw_http_send(http, &call, &reply, NULL, &err), -1);
	ck_assert_uint_eq(reply.body.len, kept[_i].len);
	ck_assert_int_eq(strncmp(reply.body.data, kept[_i].begins, strlen(kept[_i].begins)), 0);
	slw_http_reply_release(&reply);
}
END_TEST

START_TEST(says_when_to_come_back)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .url = address("/later") };
	struct slw_http_reply reply;
	int64_t before = slw_clock_now() + 3600000;

	slw_http_reply_init(&reply);
	ck_assert_int_eq(slw_http_send(http, &call, &reply, NULL, &err), -1);
	ck_assert_int_ge(reply.retry_at, before);
	ck_assert_int_le(reply.retry_at, slw_clock_now() + 3600000);
	slw_http_reply_release(&reply);
}
END_TEST

START_TEST(sends_what_it_is_given)
{
	static const struct slw_http_header headers[] = { { "X-Empty", "", false },
							  { "X-Key", "k", true } };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .method = "PUT",
				      .url = address("/head?a=b%20c"),
				      .headers = headers,
				      .header_count = 2,
				      .body = "x\0y",
				      .body_len = 3 };
	struct slw_http_reply reply;
	static const char *const there[] = { "PUT /head?a=b%20c HTTP/1.1\r\n", "\r\nX-Empty:\r\n",
					     "\r\nX-Key: k\r\n", "\r\nContent-Length: 3\r\n",
					     "\r\nUser-Agent: store-wizard/" PACKAGE_VERSION
					     "\r\n" };
	static const char *const not_there[] = { "Content-Type", "Expect", "Cookie" };

	slw_http_reply_init(&reply);
	ck_assert_msg(slw_http_send(http, &call, &reply, NULL, &err) == 0, "%s", err.msg);
	for (size_t i = 0; i < SLW_COUNT(there); i++)
		ck_assert_msg(strstr(reply.body.data, there[i]) != NULL, "%s: %s", there[i],
			      reply.body.data);
	for (size_t i = 0; i < SLW_COUNT(not_there); i++)
		ck_assert_msg(strstr(reply.body.data, not_there[i]) == NULL, "%s", reply.body.data);
	slw_http_reply_release(&reply);
}
END_TEST

START_TEST(the_same_key_at_each_try)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .url = address("/busy"),
				      .body = "b",
				      .body_len = 1,
				      .idempotency_header = "Idempotency-Key" };
	struct slw_http_reply reply;

	slw_http_reply_init(&reply);
	ck_assert_int_eq(slw_http_send(http, &call, &reply, NULL, &err), 0);
	ck_assert_uint_eq(strlen(server.seen->keys[0]), 36);
	ck_assert_str_eq(server.seen->keys[0], server.seen->keys[1]);
	ck_assert_str_eq(server.seen->keys[0], server.seen->keys[2]);
	ck_assert_int_eq(slw_http_send(http, &call, &reply, NULL, &err), 0);
	ck_assert_str_ne(server.seen->keys[0], server.seen->keys[3]); /* another call */
	slw_http_reply_release(&reply);
}
END_TEST

static int ask_elsewhere(const struct slw_http_header *headers, size_t count,
			 const struct server *other, struct slw_err *err)
{
	struct slw_http_reply reply;
	char path[64];
	struct slw_http_call call = { .headers = headers, .header_count = count };
	int rc;

	snprintf(path, sizeof(path), "/elsewhere/%d", other->port);
	call.url = address(path);
	slw_http_reply_init(&reply);
	rc = slw_http_send(http, &call, &reply, NULL, err);
	slw_http_reply_release(&reply);
	return rc;
}

/* Another port is another host; the name is enough for a header to be a secret. */
START_TEST(no_key_goes_elsewhere)
{
	static const struct slw_http_header unmarked = { "x-api-key", KEY, false },
					    plain = { "Accept", "*/*", false };
	struct slw_err err = SLW_ERR_INIT;
	struct server other;

	server_start(&other);
	ck_assert_int_eq(ask_elsewhere(with_key, 1, &other, &err), -1);
	ck_assert_int_eq(err.code, SLW_ENET);
	ck_assert_msg(strstr(err.msg, "a key is not sent to another host") != NULL, "%s", err.msg);
	ck_assert_int_eq(ask_elsewhere(&unmarked, 1, &other, &err), -1);
	ck_assert_int_eq(atomic_load(&other.seen->requests), 0);
	ck_assert_int_eq(ask_elsewhere(&plain, 1, &other, &err), 0);
	ck_assert_int_eq(atomic_load(&other.seen->requests), 1);
	server_stop(&other);
}
END_TEST

/* To the same host it goes. */
START_TEST(a_key_follows_at_home)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .url = address("/hop/2"),
				      .headers = with_key,
				      .header_count = 1 };
	struct slw_http_reply reply;

	slw_http_reply_init(&reply);
	ck_assert_msg(slw_http_send(http, &call, &reply, NULL, &err) == 0, "%s", err.msg);
	ck_assert_ptr_nonnull(strstr(reply.body.data, "Authorization: Bearer " KEY "\r\n"));
	ck_assert_uint_eq(reply.tries, 3);
	no_secret_in(log_text.data);
	slw_http_reply_release(&reply);
}
END_TEST

static const struct {
	struct slw_http_call call;
	const char *text;
} refused[] = {
	{ { .method = "GET /x HTTP/1.1\r\nX: y", .url = "https://example.com/" }, "valid name" },
	{ { .method = "", .url = "https://example.com/" }, "valid name" },
	{ { .idempotency_header = "A:", .url = "https://example.com/" }, "valid name" },
	{ { .url = "http://example.com/" }, "this machine only" },
	{ { .url = "https://user:" KEY "@example.com/" }, "user name" },
};

START_TEST(refuses_calls)
{
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_uint_eq(slw_http_start(http, &refused[_i].call, &err), 0);
	ck_assert_int_eq(err.code, SLW_EINVAL);
	ck_assert_msg(strstr(err.msg, refused[_i].text) != NULL, "%s", err.msg);
	no_secret_in(err.msg);
}
END_TEST

/* A key from a file ends in a line break: it must not become a header of its own. */
START_TEST(refuses_headers)
{
	static const struct slw_http_header bad[] = {
		{ "Authorization", "Bearer " KEY "\n", true },
		{ "Authorization", "Bearer " KEY "\r\nX-Other: 1", true },
		{ "X", "a\x7f", false },
		{ "X Y", "a", false },
		{ "", "a", false },
		{ "X:", "a", false },
	};
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .url = "https://example.com/",
				      .headers = &bad[_i],
				      .header_count = 1 };

	ck_assert_uint_eq(slw_http_start(http, &call, &err), 0);
	ck_assert_int_eq(err.code, SLW_EINVAL);
	no_secret_in(err.msg);
}
END_TEST

START_TEST(breaker_opens)
{
	struct slw_breakers *breakers = slw_breakers_new(4, 60000);
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .url = address("/500"), .breaker = "provider" };
	struct slw_http_reply reply;

	support_reopen((struct slw_http_options){ .tries = 3, .breakers = breakers });
	slw_http_reply_init(&reply);
	ck_assert_int_eq(slw_http_send(http, &call, &reply, NULL, &err), -1);
	ck_assert_uint_eq(reply.tries, 3);
	/* it opens at the first try of the second: there is no other one, and its own error stands */
	ck_assert_int_eq(slw_http_send(http, &call, &reply, NULL, &err), -1);
	ck_assert_uint_eq(reply.tries, 1);
	ck_assert_msg(strstr(err.msg, "answered 500") != NULL, "%s", err.msg);
	ck_assert_int_eq(slw_http_send(http, &call, &reply, NULL, &err), -1);
	ck_assert_uint_eq(reply.tries, 0);
	ck_assert_int_eq(err.code, SLW_ENET);
	ck_assert_msg(strstr(err.msg, "failed 4 times in a row") != NULL, "%s", err.msg);
	ck_assert_msg(strstr(err.hint, "again in 60 s") != NULL, "%s", err.hint);
	ck_assert_int_eq(atomic_load(&server.seen->requests), 4);
	ck_assert_int_eq(
	    slw_breakers_look(slw_http_breakers(http), "provider", slw_clock_monotonic()).state,
	    SLW_BREAKER_OPEN);
	call.breaker = NULL; /* the host has its own */
	call.url = address("/ok");
	ck_assert_int_eq(slw_http_send(http, &call, &reply, NULL, &err), 0);
	slw_http_reply_release(&reply);
	slw_http_free(http);
	http = NULL;
	slw_breakers_free(breakers);
}
END_TEST

struct canceller {
	atomic_bool cancelled;
	struct server_seen *seen;
};

static bool was_cancelled(void *context)
{
	struct canceller *canceller = context;

	return atomic_load(&canceller->cancelled);
}

static void *cancel_soon(void *context)
{
	struct canceller *canceller = context;

	while (atomic_load(&canceller->seen->requests) == 0)
		;
	atomic_store(&canceller->cancelled, true);
	slw_http_wakeup(http);
	return NULL;
}

START_TEST(another_thread_cancels)
{
	struct canceller canceller = { .seen = server.seen };
	const struct slw_progress progress = { .cancelled = was_cancelled, .context = &canceller };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .url = address("/silent"),
				      .idle_ms = 9000,
				      .total_ms = 9000 };
	struct slw_http_reply reply;
	pthread_t thread;

	slw_http_reply_init(&reply);
	ck_assert_int_eq(pthread_create(&thread, NULL, cancel_soon, &canceller), 0);
	ck_assert_int_eq(slw_http_send(http, &call, &reply, &progress, &err), -1);
	pthread_join(thread, NULL);
	ck_assert_int_eq(err.code, SLW_ECANCELLED);
	while (atomic_load(&server.seen->gone) == 0) /* the connection is closed, not forgotten */
		;
	slw_http_reply_release(&reply);
}
END_TEST

/* A wait before another try is cut short, too. */
START_TEST(cancelled_while_it_waits)
{
	struct canceller canceller = { .seen = server.seen };
	const struct slw_progress progress = { .cancelled = was_cancelled, .context = &canceller };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .url = address("/later"), .total_ms = 2 * 3600000 };
	struct slw_http_reply reply;
	pthread_t thread;

	slw_http_reply_init(&reply);
	ck_assert_int_eq(pthread_create(&thread, NULL, cancel_soon, &canceller), 0);
	ck_assert_int_eq(slw_http_send(http, &call, &reply, &progress, &err), -1);
	pthread_join(thread, NULL);
	ck_assert_int_eq(err.code, SLW_ECANCELLED);
	slw_http_reply_release(&reply);
}
END_TEST

START_TEST(logs_a_line_for_each_try)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .url = address("/flaky?key=" KEY),
				      .headers = with_key,
				      .header_count = 1,
				      .body = KEY,
				      .body_len = strlen(KEY) };
	struct slw_http_reply reply;
	char *first, *second;

	slw_http_reply_init(&reply);
	ck_assert_int_eq(slw_http_send(http, &call, &reply, NULL, &err), 0);
	first = log_text.data;
	second = strchr(first, '\n') + 1;
	ck_assert_msg(strncmp(first, "POST http://127.0.0.1:", 22) == 0, "%s", first);
	ck_assert_msg(strstr(first, "/flaky: 500, ") != NULL, "%s", first);
	ck_assert_msg(strstr(second, "/flaky: 200, ") != NULL, "%s", second);
	ck_assert_msg(strstr(second, " ms, 5 bytes, try 2\n") != NULL, "%s", second);
	ck_assert_str_eq(strchr(second, '\n'), "\n"); /* and no more */
	no_secret_in(log_text.data);
	slw_http_reply_release(&reply);
}
END_TEST

Suite *suite_call(void);

Suite *suite_call(void)
{
	Suite *suite = suite_create("call");
	TCase *tc = tcase_create("call");

	tcase_set_timeout(tc, 30);
	tcase_add_checked_fixture(tc, support_load, support_unload);
	tcase_add_loop_test(tc, answers, 0, (int)SLW_COUNT(rows));
	tcase_add_loop_test(tc, keeps_what_came, 0, 4);
	tcase_add_test(tc, says_when_to_come_back);
	tcase_add_test(tc, sends_what_it_is_given);
	tcase_add_test(tc, the_same_key_at_each_try);
	tcase_add_test(tc, no_key_goes_elsewhere);
	tcase_add_test(tc, a_key_follows_at_home);
	tcase_add_loop_test(tc, refuses_calls, 0, (int)SLW_COUNT(refused));
	tcase_add_loop_test(tc, refuses_headers, 0, 6);
	tcase_add_test(tc, breaker_opens);
	tcase_add_test(tc, another_thread_cancels);
	tcase_add_test(tc, cancelled_while_it_waits);
	tcase_add_test(tc, logs_a_line_for_each_try);
	suite_add_tcase(suite, tc);
	return suite;
}
