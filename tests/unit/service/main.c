#include "config.h"

#include "unit/suites.h"

Suite *suite_flow(void);

static slw_suite_maker *const makers[] = { suite_flow, NULL };

int main(void)
{
	return slw_run_suites(makers);
}
