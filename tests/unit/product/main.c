#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_account(void);
Suite *suite_csv(void);
Suite *suite_encoding(void);
Suite *suite_import(void);
Suite *suite_product(void);
Suite *suite_roundtrip(void);
Suite *suite_survey(void);
Suite *suite_woo(void);

static slw_suite_maker *const makers[] = { suite_account, suite_csv,	 suite_encoding,
					   suite_import,  suite_product, suite_roundtrip,
					   suite_survey,  suite_woo,	 NULL };

int main(void)
{
	return slw_run_suites(makers);
}
