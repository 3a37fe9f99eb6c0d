#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_bulk(void);
Suite *suite_codes(void);
Suite *suite_documents(void);
Suite *suite_journal(void);
Suite *suite_money(void);
Suite *suite_problem(void);
Suite *suite_records(void);
Suite *suite_steps(void);

static slw_suite_maker *const makers[] = { suite_bulk,	  suite_codes, suite_documents,
					   suite_journal, suite_money, suite_problem,
					   suite_records, suite_steps, NULL };

int main(void)
{
	return slw_run_suites(makers);
}
