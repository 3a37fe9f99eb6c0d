#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_colour(void);
Suite *suite_load(void);
Suite *suite_look(void);
Suite *suite_rank(void);

static slw_suite_maker *const makers[] = { suite_colour, suite_load, suite_look, suite_rank, NULL };

int main(void)
{
	return slw_run_suites(makers);
}
