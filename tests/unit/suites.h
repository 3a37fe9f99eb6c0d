/* What every unit test program shares: a main() that runs its suites and returns 1 on a failure. */
#ifndef SLW_TESTS_SUITES_H
#define SLW_TESTS_SUITES_H

#include <check.h>
#include <stdlib.h>

typedef Suite *slw_suite_maker(void);

static inline int slw_run_suites(slw_suite_maker *const *makers)
{
	SRunner *runner = srunner_create(NULL);
	int failed;

	for (; *makers != NULL; makers++)
		srunner_add_suite(runner, (*makers)());
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
