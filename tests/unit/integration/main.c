#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_pending(void);
Suite *suite_providers(void);

static slw_suite_maker *const makers[] = { suite_pending, suite_providers, NULL };

int main(void)
{
	return slw_run_suites(makers);
}
