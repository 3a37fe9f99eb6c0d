/* Work that is handed to a thread. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "service/backlog.h"
#include "unit/suites.h"

#include "base/banned.h"

struct log {
	struct slw_buf text;
	const char *refuses; /* a name; may be NULL */
};

static int write_down(void *context, const char *name, const void *data, size_t len,
		      struct slw_err *err)
{
	struct log *log = context;

	if (log->refuses != NULL && strcmp(name, log->refuses) == 0)
		return slw_err_set(err, SLW_EIO, "no room for %s", name);
	slw_buf_printf(&log->text, "%s=%.*s;", name, (int)len, (const char *)data);
	return 0;
}

START_TEST(work_is_done_in_order)
{
	struct slw_backlog *backlog = slw_backlog_new(16);
	struct slw_err err = SLW_ERR_INIT;
	struct log log = { .refuses = NULL };
	struct slw_buf want;
	char data[8];

	slw_buf_init(&log.text, 0);
	slw_buf_init(&want, 0);
	ck_assert_int_eq(slw_backlog_finish(backlog, &err), 0); /* nothing to do */
	for (int i = 0; i < 1000; i++) {
		char *name = slw_printf("n%d", i);

		snprintf(data, sizeof(data), "%d", i);
		ck_assert_int_eq(
		    slw_backlog_add(backlog, write_down, &log, name, data, strlen(data), &err), 0);
		slw_buf_printf(&want, "n%d=%d;", i, i);
		memset(data, 'x', sizeof(data)); /* it was copied */
		free(name);
	}
	/* more than may wait, alone */
	ck_assert_int_eq(
	    slw_backlog_add(backlog, write_down, &log, "long", "0123456789012345678901", 22, &err),
	    0);
	ck_assert_int_eq(slw_backlog_finish(backlog, &err), 0);
	slw_buf_str(&want, "long=0123456789012345678901;");
	ck_assert_str_eq(log.text.data, want.data);
	slw_backlog_free(backlog);
	slw_buf_release(&want);
	slw_buf_release(&log.text);
}
END_TEST

static int take(void *thing, struct slw_err *err)
{
	int number = *(int *)thing;

	free(thing);
	return number == 3 ? slw_err_set(err, SLW_EIO, "no threes") : 0;
}

static int *number(int value)
{
	int *thing = slw_malloc(sizeof(*thing));

	*thing = value;
	return thing;
}

/* Whatever becomes of them, things are freed: the sanitizer says so. */
START_TEST(things_are_handed_over)
{
	struct slw_backlog *backlog = slw_backlog_new(8);
	struct slw_err err = SLW_ERR_INIT;

	for (int i = 0; i < 10; i++)
		slw_backlog_give(backlog, take, free, number(i), sizeof(i), &err);
	ck_assert_int_eq(slw_backlog_finish(backlog, &err), -1);
	ck_assert_str_eq(err.msg, "no threes");
	ck_assert_int_eq(slw_backlog_give(backlog, take, free, number(4), 4, &err), -1);
	slw_backlog_free(backlog);
	backlog = slw_backlog_new(8);
	for (int i = 4; i < 9; i++) /* and when nobody waits for them */
		slw_backlog_give(backlog, take, free, number(i), 0, &err);
	slw_backlog_free(backlog);
}
END_TEST

START_TEST(a_failure_comes_later_and_stays)
{
	struct slw_backlog *backlog = slw_backlog_new(1000);
	struct slw_err err = SLW_ERR_INIT, later = SLW_ERR_INIT;
	struct log log = { .refuses = "b" };

	slw_buf_init(&log.text, 0);
	for (const char *name = "abc"; *name != '\0'; name++)
		slw_backlog_add(backlog, write_down, &log, (char[]){ *name, '\0' }, "", 0, &err);
	ck_assert_int_eq(slw_backlog_finish(backlog, &err), -1);
	ck_assert_int_eq(err.code, SLW_EIO);
	ck_assert_str_eq(err.msg, "no room for b");
	ck_assert_int_eq(slw_backlog_add(backlog, write_down, &log, "d", "", 0, &later), -1);
	ck_assert_str_eq(later.msg, "no room for b");
	ck_assert_str_eq(log.text.data, "a=;");
	slw_backlog_free(backlog);
	slw_buf_release(&log.text);
	slw_backlog_free(NULL);
}
END_TEST

Suite *suite_backlog(void);
Suite *suite_backlog(void)
{
	Suite *suite = suite_create("backlog");
	TCase *tc = tcase_create("backlog");

	tcase_add_test(tc, work_is_done_in_order);
	tcase_add_test(tc, things_are_handed_over);
	tcase_add_test(tc, a_failure_comes_later_and_stays);
	suite_add_tcase(suite, tc);
	return suite;
}
