#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_apply(void);
Suite *suite_backlog(void);
Suite *suite_conflict(void);
Suite *suite_files(void);
Suite *suite_flow(void);
Suite *suite_history(void);
Suite *suite_launch(void);
Suite *suite_likeness(void);
Suite *suite_readiness(void);
Suite *suite_service_bulk(void);
Suite *suite_text_run(void);
Suite *suite_texts(void);

static slw_suite_maker *const makers[] = {
	suite_apply,   suite_backlog,  suite_conflict,	   suite_flow,
	suite_history, suite_launch,   suite_likeness,	   suite_readiness,
	suite_texts,   suite_text_run, suite_service_bulk, suite_files,
	NULL,
};

int main(void)
{
	return slw_run_suites(makers);
}
