#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"

#include "base/banned.h"

START_TEST(stops_at_the_cap_and_says_so)
{
	struct slw_buf buf;

	slw_buf_init(&buf, 5);
	slw_buf_str(&buf, "abc");
	ck_assert(!buf.over);
	slw_buf_str(&buf, "def");
	ck_assert(buf.over);
	ck_assert_str_eq(buf.data, "abc");
	slw_buf_char(&buf, 'x'); /* nothing is added behind a gap */
	ck_assert_str_eq(buf.data, "abc");
	slw_buf_clear(&buf);
	slw_buf_printf(&buf, "%05d", 42);
	ck_assert_str_eq(buf.data, "00042");
	slw_buf_release(&buf);
}
END_TEST

START_TEST(take_empties)
{
	struct slw_buf buf;
	char *text;

	slw_buf_init(&buf, 0);
	text = slw_buf_take(&buf);
	ck_assert_str_eq(text, "");
	free(text);
	for (int i = 0; i < 1000; i++)
		slw_buf_char(&buf, 'x');
	text = slw_buf_take(&buf);
	ck_assert_uint_eq(strlen(text), 1000);
	ck_assert_uint_eq(buf.len, 0);
	free(text);
	slw_buf_release(&buf);
}
END_TEST

START_TEST(error_texts_are_cut_at_a_character_and_harmless)
{
	struct slw_err err = SLW_ERR_INIT;
	char text[1000];

	memset(text, 'a', sizeof(text));
	memcpy(text + 478, "\xC3\xA4", 2);
	text[999] = '\0';
	ck_assert_int_eq(slw_err_set(&err, SLW_EIO, "%s", text), -1);
	ck_assert_uint_eq(strlen(err.msg), 478);
	slw_err_set(&err, SLW_EIO, "\x1b[31m%s\xC2\x9B", "red");
	ck_assert_str_eq(err.msg, "?[31mred??");
	slw_err_prefix(&err, "file %d", 3);
	ck_assert_str_eq(err.msg, "file 3: ?[31mred??");
}
END_TEST

Suite *suite_buf(void);
Suite *suite_buf(void)
{
	Suite *suite = suite_create("buf and err");
	TCase *tc = tcase_create("all");

	tcase_add_test(tc, stops_at_the_cap_and_says_so);
	tcase_add_test(tc, take_empties);
	tcase_add_test(tc, error_texts_are_cut_at_a_character_and_harmless);
	suite_add_tcase(suite, tc);
	return suite;
}
