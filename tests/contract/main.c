/* One suite of contracts for every backend of the store. */
#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_migrate(void);
Suite *suite_products(void);
Suite *suite_rest(void);
Suite *suite_sessions(void);
Suite *suite_sqlite(void);
Suite *suite_versions(void);

static slw_suite_maker *const makers[] = {
	suite_migrate, suite_products, suite_rest, suite_sessions,
	suite_sqlite,  suite_versions, NULL,
};

int main(void)
{
	return slw_run_suites(makers);
}
