#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_feed(void);
Suite *suite_hostile(void);
Suite *suite_pages(void);
Suite *suite_policies(void);
Suite *suite_template(void);

static slw_suite_maker *const makers[] = { suite_feed,	   suite_hostile,  suite_pages,
					   suite_policies, suite_template, NULL };

int main(void)
{
	return slw_run_suites(makers);
}
