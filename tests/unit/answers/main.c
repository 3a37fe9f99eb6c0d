#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_check(void);
Suite *suite_damage(void);
Suite *suite_missing(void);
Suite *suite_read(void);
Suite *suite_write(void);

static slw_suite_maker *const makers[] = { suite_check, suite_damage, suite_missing,
					   suite_read,	suite_write,  NULL };

int main(void)
{
	return slw_run_suites(makers);
}
