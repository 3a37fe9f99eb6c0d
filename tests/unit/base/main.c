#include "config.h"

#include "unit/suites.h"

Suite *suite_buf(void);

static slw_suite_maker *const makers[] = { suite_buf, NULL };

int main(void)
{
	return slw_run_suites(makers);
}
