/* Many calls on one thread, and answers that come piece by piece. */
#include "config.h"

#include "unit/suites.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "unit/net/support.h"

#include "base/banned.h"

#define MANY 200

/* Runs until a call is done; it must not take for ever. */
static void finish(struct result *result)
{
	while (result->done == 0)
		slw_http_run(http, 1000);
	ck_assert_int_eq(slw_http_run(http, 0), 0);
	ck_assert_int_eq(result->done, 1);
}

static uint64_t start(struct result *result, struct slw_http_call call)
{
	struct slw_err err = SLW_ERR_INIT;
	uint64_t number;

	call.done = on_done;
	call.context = result;
	number = slw_http_start(http, &call, &err);
	ck_assert_msg(number != 0, "%s", err.msg);
	return number;
}

static const struct {
	const char *path;
	enum slw_code code;
	unsigned int tries;
	const char *events, *body;
	const char *text; /* a part of the message */
} rows[] = {
	{ "/events", SLW_OK, 1, "one;t\nwo;thr\xC3\xA9\x65;", "", "" },
	{ "/events-no-end", SLW_OK, 1, "one;?[DONE];", "", "" },
	{ "/events-broken", SLW_ENET, 1, "one;?tw;", "", "broke off after 19 bytes" },
	{ "/events-stall", SLW_ETIMEOUT, 1, "one;?tw;", "", "nothing came for 400 ms" },
	{ "/events-endless", SLW_ELIMIT, 1, "one;", "", "larger than 100000 bytes" },
	{ "/events-drip", SLW_ETIMEOUT, 1, "one;", "", "it took over 1000 ms" },
	{ "/events-json", SLW_OK, 1, "", "{\"whole\":true}", "" }, /* it does not stream */
	{ "/events-later", SLW_OK, 2, "", "", "" },		   /* 503, then no event */
	{ "/401", SLW_EAUTH, 1, "", "no", "answered 401" },
	{ "/500", SLW_ENET, 3, "", "no", "answered 500" },
};

START_TEST(events)
{
	struct result result;

	result_init(&result);
	start(&result, (struct slw_http_call){ .url = address(rows[_i].path),
					       .body = "{}",
					       .body_len = 2,
					       .total_ms = 1000,
					       .reply_max = 100000,
					       .event = on_event });
	finish(&result);
	ck_assert_msg(result.err.code == rows[_i].code, "%s: %s", rows[_i].path, result.err.msg);
	ck_assert_str_eq(result.text.data, rows[_i].events);
	ck_assert_str_eq(result.reply.body.data, rows[_i].body);
	ck_assert_uint_eq(result.reply.tries, rows[_i].tries);
	ck_assert_msg(strstr(result.err.msg, rows[_i].text) != NULL, "%s", result.err.msg);
	result_release(&result);
}
END_TEST

/* The server sends an event when the one before has been in the callback: nothing may hold it up. */
START_TEST(each_event_at_once)
{
	struct result result;

	result_init(&result);
	result.ack = &server;
	start(&result, (struct slw_http_call){ .url = address("/lockstep"), .event = on_event });
	finish(&result);
	ck_assert_msg(result.err.code == SLW_OK, "%s", result.err.msg);
	ck_assert_str_eq(result.text.data, "0;1;2;3;4;");
	result_release(&result);
}
END_TEST

START_TEST(bytes_as_they_come)
{
	struct result result;

	result_init(&result);
	result.ack = &server;
	start(&result, (struct slw_http_call){ .url = address("/lockstep"), .data = on_data });
	finish(&result);
	ck_assert_str_eq(result.text.data,
			 "data: 0\n\ndata: 1\n\ndata: 2\n\ndata: 3\n\ndata: 4\n\n");
	ck_assert_uint_eq(result.reply.received, result.text.len);
	ck_assert_uint_eq(result.reply.body.len, 0);
	ck_assert_int_ge(result.reply.first_ms, 0);
	result_release(&result);
}
END_TEST

/* What was handed over cannot be taken back: not even a GET begins again. */
START_TEST(half_a_stream_is_not_tried_again)
{
	struct result result;

	result_init(&result);
	start(&result,
	      (struct slw_http_call){ .url = address("/events-broken"), .event = on_event });
	finish(&result);
	ck_assert_int_eq(result.err.code, SLW_ENET);
	ck_assert_uint_eq(result.reply.tries, 1);
	ck_assert_str_eq(result.text.data, "one;?tw;");
	result_release(&result);
}
END_TEST

START_TEST(a_callback_has_enough)
{
	struct result result;

	result_init(&result);
	result.refuse_after = 2;
	start(&result, (struct slw_http_call){ .url = address("/events"), .event = on_event });
	finish(&result);
	ck_assert_int_eq(result.err.code, SLW_EPARTIAL);
	ck_assert_str_eq(result.err.msg, "that is enough");
	ck_assert_str_eq(result.text.data, "one;t\nwo;");
	result_release(&result);
}
END_TEST

/* That was all: whether the stream ends, breaks, stalls or goes on does not matter any more. */
START_TEST(a_callback_has_all)
{
	static const char *const paths[] = { "/events",	      "/events-no-end",	 "/events-broken",
					     "/events-stall", "/events-endless", "/events-drip" };
	struct result result;

	result_init(&result);
	result.enough_after = 1;
	start(&result, (struct slw_http_call){
			   .url = address(paths[_i]), .event = on_event, .reply_max = 100000 });
	finish(&result);
	ck_assert_msg(result.err.code == SLW_OK, "%s: %s", paths[_i], result.err.msg);
	ck_assert_str_eq(result.text.data, "one;");
	ck_assert(!result.reply.broken);
	ck_assert_uint_eq(result.reply.tries, 1);
	result_release(&result);
}
END_TEST

/* By itself, from within its callback; unfinished: at the end of the stream, too. */
START_TEST(cancels_itself)
{
	static const char *const paths[] = { "/events", "/events-stall", "/events-no-end",
					     "/events-endless" };
	struct result result;

	result_init(&result);
	result.cancel =
	    start(&result, (struct slw_http_call){ .url = address(paths[_i]), .event = on_event });
	finish(&result);
	ck_assert_int_eq(result.err.code, SLW_ECANCELLED);
	ck_assert_str_eq(result.text.data, "one;");
	result_release(&result);
}
END_TEST

/* At the unfinished event, which comes when the transfer is over already. */
START_TEST(cancels_itself_at_the_end)
{
	struct result result;

	result_init(&result);
	result.cancel_at = 2;
	result.cancel = start(
	    &result, (struct slw_http_call){ .url = address("/events-no-end"), .event = on_event });
	finish(&result);
	ck_assert_int_eq(result.err.code, SLW_ECANCELLED);
	ck_assert_str_eq(result.text.data, "one;?[DONE];");
	result_release(&result);
}
END_TEST

/* Of the other one nothing more comes by itself: who cancels it from a callback ends it, too. */
START_TEST(cancels_another)
{
	struct result one, other;

	result_init(&one);
	result_init(&other);
	one.cancel = start(&other, (struct slw_http_call){ .url = address("/events-stall"),
							   .idle_ms = 20000,
							   .total_ms = 20000,
							   .event = on_event });
	while (other.had == 0)
		slw_http_run(http, 1000);
	start(&one, (struct slw_http_call){ .url = address("/events"), .event = on_event });
	while (slw_http_run(http, 1000) > 0 && one.done == 0)
		;
	slw_http_run(http, 0);
	ck_assert_int_eq(one.err.code, SLW_OK);
	ck_assert_int_eq(other.done, 1);
	ck_assert_int_eq(other.err.code, SLW_ECANCELLED);
	ck_assert_str_eq(other.text.data, "one;");
	result_release(&other);
	result_release(&one);
}
END_TEST

/* In each state, from outside; twice does no harm, and done comes once. */
START_TEST(cancelled_in_each_state)
{
	struct result queued, active, waiting;
	uint64_t numbers[3];

	support_reopen((struct slw_http_options){ .max_per_host = 2, .total_ms = 7200000 });
	result_init(&queued);
	result_init(&active);
	result_init(&waiting);
	numbers[0] = start(&waiting, (struct slw_http_call){ .url = address("/later") });
	numbers[1] =
	    start(&active, (struct slw_http_call){ .url = address("/stall"), .data = on_data });
	while (active.had == 0 || strstr(log_text.data, "503") == NULL)
		slw_http_run(http, 1000);
	numbers[2] = start(&queued, (struct slw_http_call){ .url = address("/ok") });
	for (int i = 0; i < 3; i++) {
		slw_http_cancel(http, numbers[i]);
		slw_http_cancel(http, numbers[i]);
	}
	slw_http_cancel(http, 0);
	slw_http_cancel(http, 999);
	ck_assert_int_eq(queued.done + active.done + waiting.done, 0); /* not from in there */
	ck_assert_int_eq(slw_http_run(http, 1000), 0);
	ck_assert_int_eq(queued.done * active.done * waiting.done, 1);
	ck_assert_int_eq(queued.err.code, SLW_ECANCELLED);
	ck_assert_int_eq(active.err.code, SLW_ECANCELLED);
	ck_assert_int_eq(waiting.err.code, SLW_ECANCELLED);
	ck_assert_uint_eq(queued.reply.tries, 0);
	for (int i = 0; i < 3; i++)
		slw_http_cancel(http, numbers[i]);
	result_release(&waiting);
	result_release(&active);
	result_release(&queued);
}
END_TEST

struct starter {
	struct result result;
	int left;
	int refused; /* starts that failed */
};

static void start_next(void *context, struct slw_http_reply *reply, const struct slw_err *err)
{
	struct starter *starter = context;
	struct slw_http_call call = { .url = address("/ok"),
				      .done = start_next,
				      .context = starter };
	struct slw_err ignored = SLW_ERR_INIT;

	on_done(&starter->result, reply, err);
	if (starter->left-- > 0)
		starter->refused += slw_http_start(http, &call, &ignored) == 0;
}

START_TEST(done_may_start_the_next)
{
	struct starter starter = { .left = 5 };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .url = address("/ok"),
				      .done = start_next,
				      .context = &starter };

	result_init(&starter.result);
	ck_assert_uint_ne(slw_http_start(http, &call, &err), 0);
	while (slw_http_run(http, 1000) > 0)
		;
	ck_assert_int_eq(starter.result.done, 6);
	ck_assert_int_eq(starter.refused, 0);
	result_release(&starter.result);
}
END_TEST

/* Whoever frees the client is told of each call, and begins no other one. */
START_TEST(freed_with_calls)
{
	struct starter starter = { .left = 5 };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .url = address("/stall"),
				      .done = start_next,
				      .context = &starter };

	result_init(&starter.result);
	for (int i = 0; i < 3; i++)
		ck_assert_uint_ne(slw_http_start(http, &call, &err), 0);
	while (atomic_load(&server.seen->requests) == 0)
		slw_http_run(http, 10);
	slw_http_free(http);
	http = NULL;
	ck_assert_int_eq(starter.result.done, 3);
	ck_assert_int_eq(starter.refused, 3);
	ck_assert_int_eq(starter.result.err.code, SLW_ECANCELLED);
	result_release(&starter.result);
}
END_TEST

static void run_many(int count, const char *path, enum slw_code code)
{
	struct result *results = slw_calloc((size_t)count, sizeof(*results));

	for (int i = 0; i < count; i++) {
		result_init(&results[i]);
		start(&results[i], (struct slw_http_call){ .url = address(path) });
	}
	while (slw_http_run(http, 1000) > 0)
		;
	for (int i = 0; i < count; i++) {
		ck_assert_int_eq(results[i].done, 1);
		ck_assert_msg(results[i].err.code == code, "%d: %s", i, results[i].err.msg);
		/* who was asked knows its own answer, also where the breaker forbade another try */
		ck_assert_msg(code == SLW_OK || results[i].reply.tries == 0 ||
				  strstr(results[i].err.msg, "answered 500") != NULL,
			      "%d: %s", i, results[i].err.msg);
		result_release(&results[i]);
	}
	free(results);
}

/* None has an answer before all of them are there. */
START_TEST(two_hundred_at_a_time)
{
	support_reopen((struct slw_http_options){ .max_per_host = MANY });
	run_many(MANY, "/together/200", SLW_OK);
	ck_assert_int_eq(atomic_load(&server.seen->most), MANY);
}
END_TEST

static const struct slw_http_options limits[] = { { .max_per_host = 3 },
						  { .max_calls = 3, .max_per_host = 100 } };

START_TEST(more_than_that_queue)
{
	struct result results[20];

	support_reopen(limits[_i]);
	for (size_t i = 0; i < SLW_COUNT(results); i++) {
		result_init(&results[i]);
		start(&results[i], (struct slw_http_call){ .url = address("/held") });
	}
	while (atomic_load(&server.seen->open) < 3)
		slw_http_run(http, 10);
	for (int i = 0; i < 10; i++) /* time enough for a fourth */
		slw_http_run(http, 10);
	atomic_store(&server.seen->acknowledged, 1);
	while (slw_http_run(http, 1000) > 0)
		;
	ck_assert_int_eq(atomic_load(&server.seen->most), 3);
	for (size_t i = 0; i < SLW_COUNT(results); i++) {
		ck_assert_int_eq(results[i].err.code, SLW_OK);
		result_release(&results[i]);
	}
}
END_TEST

/* A host that is busy leaves the others their turn. */
START_TEST(hosts_take_turns)
{
	struct result busy[20], other;
	char url[64];

	support_reopen((struct slw_http_options){ .max_calls = 1, .max_per_host = 1 });
	for (size_t i = 0; i < SLW_COUNT(busy); i++) {
		result_init(&busy[i]);
		start(&busy[i], (struct slw_http_call){ .url = address("/ok") });
	}
	result_init(&other);
	snprintf(url, sizeof(url), "http://localhost:%d/ok", server.port);
	start(&other, (struct slw_http_call){ .url = url });
	while (other.done == 0)
		slw_http_run(http, 1000);
	ck_assert_int_eq(busy[19].done, 0);
	while (slw_http_run(http, 1000) > 0)
		;
	for (size_t i = 0; i < SLW_COUNT(busy); i++) {
		ck_assert_int_eq(busy[i].err.code, SLW_OK);
		result_release(&busy[i]);
	}
	result_release(&other);
}
END_TEST

/* Many that fail at a time end each with an error of their own. */
START_TEST(two_hundred_fail)
{
	support_reopen((struct slw_http_options){ .max_per_host = MANY });
	run_many(MANY, "/500", SLW_ENET);
	ck_assert_int_le(atomic_load(&server.seen->requests), MANY);
}
END_TEST

static void *wake(void *context)
{
	(void)context;
	for (int i = 0; i < 1000; i++)
		slw_http_wakeup(http);
	return NULL;
}

/* Without a call to run it sleeps until it is woken: here a minute would be too long. */
START_TEST(sleeps_until_it_is_woken)
{
	pthread_t thread;

	ck_assert_int_eq(pthread_create(&thread, NULL, wake, NULL), 0);
	ck_assert_int_eq(slw_http_run(http, 60000), 0);
	pthread_join(thread, NULL);
	slw_http_wakeup(http); /* before the sleep: it counts for the next one */
	ck_assert_int_eq(slw_http_run(http, 60000), 0);
}
END_TEST

START_TEST(does_not_spin)
{
	struct result result;
	int rounds = 0;

	result_init(&result);
	slw_http_wakeup(http);
	start(&result,
	      (struct slw_http_call){ .url = address("/events-stall"), .event = on_event });
	for (; result.done == 0; rounds++)
		slw_http_run(http, 1000);
	ck_assert_int_lt(rounds, 50);
	result_release(&result);
}
END_TEST

/* One that was to be tried again, but found its place taken, ends in time with what it had. */
START_TEST(ends_in_the_queue)
{
	struct result again, other;

	support_reopen((struct slw_http_options){ .max_per_host = 1, .tries = 1000 });
	result_init(&again);
	result_init(&other);
	start(&again, (struct slw_http_call){ .url = address("/429"), .total_ms = 600 });
	start(&other, (struct slw_http_call){ .url = address("/silent"), .idle_ms = 9000 });
	while (again.done == 0)
		slw_http_run(http, 1000);
	ck_assert_int_eq(other.done, 0);
	ck_assert_int_eq(again.err.code, SLW_ELIMIT);
	ck_assert_msg(strstr(again.err.msg, "answered 429") != NULL, "%s", again.err.msg);
	slw_http_free(http);
	http = NULL;
	result_release(&other);
	result_release(&again);
}
END_TEST

static void *own_client(void *context)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .url = context };
	struct slw_http_reply reply;
	struct slw_http *mine;
	intptr_t failed = 0;

	slw_http_reply_init(&reply);
	if (slw_http_open(&mine, NULL, &err) < 0)
		return (void *)1;
	for (int i = 0; i < 5; i++)
		failed |= slw_http_send(mine, &call, &reply, NULL, &err) < 0;
	slw_http_reply_release(&reply);
	slw_http_free(mine);
	return (void *)failed;
}

START_TEST(a_client_for_each_thread)
{
	char url[512];
	pthread_t threads[4];
	void *failed;

	snprintf(url, sizeof(url), "%s", address("/ok"));
	for (size_t i = 0; i < SLW_COUNT(threads); i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, own_client, url), 0);
	for (size_t i = 0; i < SLW_COUNT(threads); i++) {
		pthread_join(threads[i], &failed);
		ck_assert_ptr_null(failed);
	}
}
END_TEST

Suite *suite_stream(void);

Suite *suite_stream(void)
{
	Suite *suite = suite_create("stream");
	TCase *tc = tcase_create("stream");

	tcase_set_timeout(tc, 30);
	tcase_add_checked_fixture(tc, support_load, support_unload);
	tcase_add_loop_test(tc, events, 0, (int)SLW_COUNT(rows));
	tcase_add_test(tc, each_event_at_once);
	tcase_add_test(tc, bytes_as_they_come);
	tcase_add_test(tc, half_a_stream_is_not_tried_again);
	tcase_add_test(tc, a_callback_has_enough);
	tcase_add_loop_test(tc, a_callback_has_all, 0, 6);
	tcase_add_loop_test(tc, cancels_itself, 0, 4);
	tcase_add_test(tc, cancels_itself_at_the_end);
	tcase_add_test(tc, cancels_another);
	tcase_add_test(tc, cancelled_in_each_state);
	tcase_add_test(tc, done_may_start_the_next);
	tcase_add_test(tc, freed_with_calls);
	tcase_add_test(tc, two_hundred_at_a_time);
	tcase_add_loop_test(tc, more_than_that_queue, 0, (int)SLW_COUNT(limits));
	tcase_add_test(tc, hosts_take_turns);
	tcase_add_test(tc, two_hundred_fail);
	tcase_add_test(tc, sleeps_until_it_is_woken);
	tcase_add_test(tc, does_not_spin);
	tcase_add_test(tc, ends_in_the_queue);
	tcase_add_test(tc, a_client_for_each_thread);
	suite_add_tcase(suite, tc);
	return suite;
}
