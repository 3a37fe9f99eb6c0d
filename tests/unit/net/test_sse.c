#include "config.h"

#include "unit/suites.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "net/sse.h"

#include "base/banned.h"

/* Events as text: "type|id|data;" each, with "?" before the data of an unfinished one. */
static int note(void *context, const struct slw_sse_event *event, struct slw_err *err)
{
	struct slw_buf *out = context;

	(void)err;
	ck_assert_int_eq(event->data[event->len], '\0');
	slw_buf_printf(out, "%s|%s|%s", event->type, event->id, event->unfinished ? "?" : "");
	slw_buf_add(out, event->data, event->len);
	slw_buf_char(out, ';');
	return 0;
}

static const struct {
	const char *stream, *events;
} rows[] = {
	{ "data: a\n\n", "message||a;" },
	{ "data: a\r\n\r\n", "message||a;" },
	{ "data: a\r\r", "message||a;" },
	{ "event: e\r\ndata: a\r\ndata: b\r\n\r\n", "e||a\nb;" },   /* a CRLF is one end, not two */
	{ "data: a\r\n\rdata: b\n\r\n", "message||a;message||b;" }, /* every end in one stream */
	{ "\xEF\xBB\xBF"
	  "data: a\n\n",
	  "message||a;" },
	{ "\xEF\xBB\xBF\xEF\xBB\xBF"
	  "data: a\n\ndata: b\n\n",
	  "message||b;" }, /* one mark only: the second is part of a name */
	{ "\xEF\xBB"
	  "data: a\n\ndata: b\n\n",
	  "message||b;" }, /* no mark */
	{ "data: a\n\xEF\xBB\xBF"
	  "data: b\n\n",
	  "message||a;" }, /* not at the beginning */
	{ "data: YHOO\ndata: +2\ndata: 10\n\n", "message||YHOO\n+2\n10;" }, /* the standard's */
	{ ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third "
	  "event\n\n",
	  "message|1|first event;message||second event;message|| third event;" },
	{ "data\n\ndata\ndata\n\ndata:", "message||;message||\n;message||?;" },
	{ "data:test\n\ndata: test\n\n", "message||test;message||test;" },
	{ "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\ndata: x\n\n",
	  "add||73857293;remove||2153;message||x;" },
	{ "event: ping\n\ndata: x\n\n", "message||x;" }, /* a type without data is forgotten */
	{ "event: a\nevent: b\ndata: x\n\n", "b||x;" },
	{ "event:\ndata: x\n\n", "message||x;" },
	{ "id: 7\ndata: x\n\ndata: y\n\n", "message|7|x;message|7|y;" }, /* an id stays */
	{ "id: 7\n\n: no data\n\ndata: y\n\n", "message|7|y;" },
	{ ":\n:\n\n\n\n", "" },
	{ "unknown: x\nDATA: y\n data: z\n\n", "" }, /* names are exact */
	{ "data: a:b: c\n\n", "message||a:b: c;" },
	{ "data: {\"x\":1}\n\ndata: [DONE]\n\n", "message||{\"x\":1};message||[DONE];" },
	{ "data: [DONE]\n", "message||?[DONE];" }, /* no blank line at the end */
	{ "data: [DONE]", "message||?[DONE];" },
	{ "data: a\n\nevent: x", "message||a;" },
	{ "", "" },
	{ "\n", "" },
	{ "data: caf\xC3\xA9\n\n", "message||caf\xC3\xA9;" },
	{ "data: \xFF\xC3\n\n", "message||\xEF\xBF\xBD\xEF\xBF\xBD;" },
	{ "data: x\n\ndata: y\n\r\ndata: z\r\n\n", "message||x;message||y;message||z;" },
};

static void feed(struct slw_sse *sse, const char *data, size_t len)
{
	struct slw_err err = SLW_ERR_INIT;
	char *copy = slw_strndup(data, len); /* of this size: a sanitizer sees a step beyond */

	ck_assert_msg(slw_sse_feed(sse, copy, len, &err) == 0, "%s", err.msg);
	free(copy);
}

static void expect(size_t row, size_t first, size_t second)
{
	const char *stream = rows[row].stream;
	size_t len = strlen(stream);
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf out;
	struct slw_sse *sse;

	slw_buf_init(&out, 0);
	sse = slw_sse_new(0, note, &out);
	feed(sse, stream, first);
	feed(sse, stream + first, second - first);
	feed(sse, stream + second, len - second);
	ck_assert_int_eq(slw_sse_end(sse, &err), 0);
	ck_assert_msg(strcmp(out.data, rows[row].events) == 0, "row %zu cut at %zu, %zu: %s", row,
		      first, second, out.data);
	slw_sse_free(sse);
	slw_buf_release(&out);
}

START_TEST(cut_anywhere)
{
	size_t len = strlen(rows[_i].stream);

	for (size_t first = 0; first <= len; first++) {
		for (size_t second = first; second <= len; second++)
			expect((size_t)_i, first, second);
	}
}
END_TEST

START_TEST(comes_with_its_last_byte)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf out;
	struct slw_sse *sse;

	slw_buf_init(&out, 0);
	sse = slw_sse_new(0, note, &out);
	feed(sse, "data: a\n", 8);
	ck_assert_str_eq(out.data, "");
	feed(sse, "\n", 1);
	ck_assert_str_eq(out.data, "message||a;");
	feed(sse, "data: b\r\n\r", 10); /* the LF of the last CR may never come */
	ck_assert_str_eq(out.data, "message||a;message||b;");
	ck_assert_int_eq(slw_sse_end(sse, &err), 0);
	slw_sse_free(sse);
	slw_buf_release(&out);
}
END_TEST

static const struct {
	const char *stream;
	int64_t ms;
} retries[] = {
	{ "data: x\n\n", -1 },
	{ "retry: 1500\n", 1500 },
	{ "retry:0\n", 0 },
	{ "retry: 1s\n", -1 },
	{ "retry: -1\n", -1 },
	{ "retry:\n", -1 },
	{ "retry: 1.5\n", -1 },
	{ "retry: 5\nretry: x\n", 5 },
	{ "retry: 99999999999999999999\n", 86400000 },
};

START_TEST(says_when_to_come_back)
{
	struct slw_buf out;
	struct slw_sse *sse;

	slw_buf_init(&out, 0);
	sse = slw_sse_new(0, note, &out);
	feed(sse, retries[_i].stream, strlen(retries[_i].stream));
	ck_assert_int_eq(slw_sse_retry(sse), retries[_i].ms);
	slw_sse_free(sse);
	slw_buf_release(&out);
}
END_TEST

START_TEST(is_capped)
{
	static const char *const pieces[] = {
		"data: 0123456789012345678901234567890\n", /* a line */
		"data: 012345678\n",			   /* many lines of one event */
		": 0123456789012345678901234567890123456789"
	};
	struct slw_err err = SLW_ERR_INIT, after = SLW_ERR_INIT;
	struct slw_buf out;
	struct slw_sse *sse;
	int rounds = 0;

	slw_buf_init(&out, 0);
	sse = slw_sse_new(32, note, &out);
	feed(sse, "data: 01234567890123456789012345\n\n", 34); /* as much as may be */
	slw_buf_clear(&out);
	while (slw_sse_feed(sse, pieces[_i], strlen(pieces[_i]), &err) == 0)
		ck_assert_int_lt(rounds++, 5);
	ck_assert_int_eq(err.code, SLW_ELIMIT);
	ck_assert_str_eq(out.data, "");
	ck_assert_int_eq(slw_sse_feed(sse, "\n\n", 2, &after), -1); /* it stays so */
	ck_assert_int_eq(slw_sse_end(sse, &after), 0);
	ck_assert_str_eq(out.data, "");
	slw_sse_free(sse);
	slw_buf_release(&out);
}
END_TEST

START_TEST(a_nul_is_no_end)
{
	static const char stream[] = "id: a\0b\ndata: x\0y\n\n";
	struct slw_buf out;
	struct slw_sse *sse;

	slw_buf_init(&out, 0);
	sse = slw_sse_new(0, note, &out);
	feed(sse, stream, sizeof(stream) - 1);
	ck_assert_str_eq(out.data, "message||x\xEF\xBF\xBDy;"); /* no id: it held a NUL */
	slw_sse_free(sse);
	slw_buf_release(&out);
}
END_TEST

static int refuse(void *context, const struct slw_sse_event *event, struct slw_err *err)
{
	int *left = context;

	(void)event;
	return (*left)-- > 0 ? 0 : slw_err_set(err, SLW_EINVAL, "enough");
}

START_TEST(can_be_refused)
{
	struct slw_err err = SLW_ERR_INIT;
	int left = 2;
	struct slw_sse *sse = slw_sse_new(0, refuse, &left);

	ck_assert_int_eq(slw_sse_feed(sse, "data:1\n\ndata:2\n\ndata:3\n\ndata:4\n\n", 32, &err),
			 -1);
	ck_assert_int_eq(err.code, SLW_EINVAL);
	ck_assert_str_eq(err.msg, "enough");
	ck_assert_int_eq(left, -1); /* the fourth did not come */
	slw_sse_free(sse);
}
END_TEST

static int take_two(void *context, const struct slw_sse_event *event, struct slw_err *err)
{
	(void)note(context, event, err);
	return strcmp(event->data, "2") == 0;
}

START_TEST(ends_when_that_was_all)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf out;
	struct slw_sse *sse;

	slw_buf_init(&out, 0);
	sse = slw_sse_new(0, take_two, &out);
	ck_assert_int_eq(slw_sse_feed(sse, "data:1\n\ndata:2\n\ndata:3\n\ndata:4", 30, &err), 1);
	ck_assert_int_eq(slw_sse_end(sse, &err), 0);
	ck_assert_str_eq(out.data, "message||1;message||2;");
	ck_assert_int_eq(err.code, SLW_OK);
	slw_sse_free(sse);
	slw_buf_release(&out);
}
END_TEST

Suite *suite_sse(void);

Suite *suite_sse(void)
{
	Suite *suite = suite_create("sse");
	TCase *tc = tcase_create("sse");

	tcase_add_loop_test(tc, cut_anywhere, 0, (int)SLW_COUNT(rows));
	tcase_add_test(tc, comes_with_its_last_byte);
	tcase_add_loop_test(tc, says_when_to_come_back, 0, (int)SLW_COUNT(retries));
	tcase_add_loop_test(tc, is_capped, 0, 3);
	tcase_add_test(tc, a_nul_is_no_end);
	tcase_add_test(tc, can_be_refused);
	tcase_add_test(tc, ends_when_that_was_all);
	suite_add_tcase(suite, tc);
	return suite;
}
