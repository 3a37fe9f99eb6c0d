#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_cache(void);

static slw_suite_maker *const makers[] = { suite_cache, NULL };

int main(void)
{
	return slw_run_suites(makers);
}
