#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_terminal(void);

static slw_suite_maker *const makers[] = {
	suite_terminal,
	NULL,
};

int main(void)
{
	return slw_run_suites(makers);
}
