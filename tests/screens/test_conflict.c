/* Two programs on one session: what both changed is decided in the terminal, and nothing is lost. */
#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/wizard.h"

#include "base/banned.h"

#define DESCRIPTION "business.description"

static void setup(void)
{
	wizard_setup();
	wizard_make_session("pottery-us");
}

/* This one types; meanwhile another program takes the description back to what it was at first. */
static void collide(const struct wizard_opts *on)
{
	struct wizard_opts opts = *on;

	opts.session = "Alder Hollow Pottery";
	wizard_start(&opts);
	keys("M-1");
	see("Business name");
	keys("Tab Tab C-u C-k");
	type("First words");
	keys("Tab");
	stored(DESCRIPTION, "First words");
	keys("S-Tab C-u C-k");
	type("My words");
	free(wizard_run("undo", "Alder Hollow Pottery"));
	keys("Tab");
	see("Theirs");
	see("Description");
}

static const struct wizard_opts sizes[] = {
	{ .columns = 80, .lines = 24 },
	{ .columns = 40, .lines = 9 },
	{ .columns = 120, .lines = 40, .lang = "C", .term = "vt100" },
};

START_TEST(mine_goes_on_top_of_theirs)
{
	collide(&sizes[_i]);
	keys("Right Enter");
	see_gone("Theirs");
	stored(DESCRIPTION, "My words");
	wizard_quit();
}
END_TEST

START_TEST(theirs_stays)
{
	char *value;

	collide(&sizes[0]);
	keys("Left Enter");
	see_gone("Theirs (");
	value = wizard_stored(DESCRIPTION);
	ck_assert_msg(strncmp(value, "Wheel-thrown", 12) == 0, "%s", value);
	free(value);
	wizard_quit();
}
END_TEST

START_TEST(the_plug_is_pulled_before_it_is_decided)
{
	const struct wizard_opts again = { .session = "Alder Hollow Pottery" };
	char *value;

	collide(&sizes[0]);
	wizard_kill(SIGKILL, false);
	value = wizard_stored(DESCRIPTION);
	ck_assert_msg(strncmp(value, "Wheel-thrown", 12) == 0, "%s", value);
	free(value);
	wizard_start(&again);
	keys("M-1");
	see("My words");
	wizard_quit();
}
END_TEST

Suite *suite_conflict(void);

Suite *suite_conflict(void)
{
	Suite *suite = suite_create("conflict");
	TCase *tcase = tcase_create("conflict");

	tcase_add_checked_fixture(tcase, setup, wizard_teardown);
	tcase_add_loop_test(tcase, mine_goes_on_top_of_theirs, 0, (int)SLW_COUNT(sizes));
	tcase_add_test(tcase, theirs_stays);
	tcase_add_test(tcase, the_plug_is_pulled_before_it_is_decided);
	suite_add_tcase(suite, tcase);
	return suite;
}
