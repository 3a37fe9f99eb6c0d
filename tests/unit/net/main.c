#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_http(void);

static slw_suite_maker *const makers[] = { suite_http, NULL };

int main(void)
{
	return slw_run_suites(makers);
}
