#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_views(void);

static slw_suite_maker *const makers[] = { suite_views, NULL };

int main(void)
{
	return slw_run_suites(makers);
}
