#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_buf(void);
Suite *suite_clock(void);
Suite *suite_err(void);
Suite *suite_escape(void);
Suite *suite_file(void);
Suite *suite_html(void);
Suite *suite_identity(void);
Suite *suite_image(void);
Suite *suite_json(void);
Suite *suite_log(void);
Suite *suite_text(void);

static slw_suite_maker *const makers[] = {
	suite_buf,	suite_clock, suite_err,	 suite_escape, suite_file, suite_html,
	suite_identity, suite_image, suite_json, suite_log,    suite_text, NULL,
};

int main(void)
{
	return slw_run_suites(makers);
}
