#include "config.h"

#include "unit/suites.h"

#include <errno.h>
#include <string.h>

#include "base/err.h"

#include "base/banned.h"

Suite *suite_err(void);

/* The system's reason stands in the message, in words. */
START_TEST(reasons_are_words)
{
	static const struct {
		int errnum;
		const char *says;
	} rows[] = {
		{ ENOENT, "could not read a.txt: No such file or directory" },
		{ ENOSPC, "could not read a.txt: No space left on device" },
		{ EACCES, "could not read a.txt: Permission denied" },
		{ 99999, "could not read a.txt: Unknown error 99999" },
	};
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_int_eq(
	    slw_err_errno(&err, SLW_EIO, rows[_i].errnum, "could not read %s", "a.txt"), -1);
	ck_assert_int_eq((int)err.code, SLW_EIO);
	ck_assert_str_eq(err.msg, rows[_i].says);
}
END_TEST

/* A message that fills its place is cut, not overrun. */
START_TEST(long_messages_are_cut)
{
	struct slw_err err = SLW_ERR_INIT;
	char name[sizeof(err.msg) + 50];

	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	slw_err_errno(&err, SLW_EIO, ENOENT, "%s", name);
	ck_assert_uint_lt(strlen(err.msg), sizeof(err.msg));
}
END_TEST

Suite *suite_err(void)
{
	Suite *suite = suite_create("reasons of errors");
	TCase *tcase = tcase_create("errno");

	tcase_add_loop_test(tcase, reasons_are_words, 0, 4);
	tcase_add_test(tcase, long_messages_are_cut);
	suite_add_tcase(suite, tcase);
	return suite;
}
