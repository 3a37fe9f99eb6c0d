#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_conflict(void);
Suite *suite_ends(void);
Suite *suite_input(void);
Suite *suite_looks(void);
Suite *suite_mouse(void);
Suite *suite_paste(void);
Suite *suite_same(void);
Suite *suite_screen_products(void);
Suite *suite_start(void);
Suite *suite_stream(void);
Suite *suite_terminal(void);

static slw_suite_maker *const makers[] = {
	suite_terminal, suite_start, suite_input, suite_stream, suite_paste,	       suite_mouse,
	suite_conflict, suite_ends,  suite_same,  suite_looks,	suite_screen_products, NULL,
};

int main(void)
{
	return slw_run_suites(makers);
}
