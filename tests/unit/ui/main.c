#include "config.h"

#include <locale.h>
#include <stdlib.h>

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_canvas(void);
Suite *suite_conflicts(void);
Suite *suite_drafts(void);
Suite *suite_edit(void);
Suite *suite_every_key(void);
Suite *suite_form(void);
Suite *suite_import(void);
Suite *suite_input(void);
Suite *suite_keys(void);
Suite *suite_look(void);
Suite *suite_products(void);
Suite *suite_search(void);
Suite *suite_text(void);
Suite *suite_views(void);

static slw_suite_maker *const makers[] = {
	suite_canvas, suite_conflicts, suite_edit,   suite_every_key, suite_form,
	suite_input,  suite_keys,      suite_look,   suite_products,  suite_search,
	suite_text,   suite_views,     suite_drafts, suite_import,    NULL,
};

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	setenv("VISUAL", "true", 1); /* every key is pressed: an editor would wait for someone */
	return slw_run_suites(makers);
}
