#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_call(void);
Suite *suite_http(void);
Suite *suite_parts(void);
Suite *suite_sse(void);
Suite *suite_stream(void);
Suite *suite_tls(void);

static slw_suite_maker *const makers[] = { suite_call,	 suite_http, suite_parts, suite_sse,
					   suite_stream, suite_tls,  NULL };

int main(void)
{
	return slw_run_suites(makers);
}
