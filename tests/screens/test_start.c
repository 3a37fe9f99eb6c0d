/* The start view, the first question, and moving through the steps. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/place.h"
#include "screens/wizard.h"

#include "base/banned.h"

START_TEST(without_a_database)
{
	wizard_start(NULL);
	see("Store Launch Wizard");
	see("New store");
	see("Look at a finished example");
	wizard_quit();
}
END_TEST

START_TEST(first_question_is_the_business_name)
{
	wizard_start(NULL);
	wizard_new();
	see("Step 1 of 6");
	type("Fern & Field");
	see("Fern & Field");
	keys("Enter");
	see("Industry");
	stored("business.business_name", "Fern & Field");
	wizard_quit();
}
END_TEST

START_TEST(sessions_are_listed)
{
	wizard_make_session("pottery-us");
	wizard_make_session("tea-de");
	wizard_start(NULL);
	see("Alder Hollow Pottery");
	see("Nebelwald Teekontor");
	wizard_quit();
}
END_TEST

START_TEST(list_is_filtered)
{
	wizard_make_session("pottery-us");
	wizard_make_session("tea-de");
	wizard_start(NULL);
	see("Alder Hollow Pottery");
	keys("/");
	type("nebel");
	see_gone("Alder Hollow Pottery");
	see("Nebelwald Teekontor");
	keys("Esc");
	see("Alder Hollow Pottery");
	wizard_quit();
}
END_TEST

START_TEST(session_is_opened_by_name)
{
	wizard_make_session("pottery-us");
	wizard_start(&(struct wizard_opts){ .session = "Alder" });
	see("Alder Hollow Pottery");
	see("of 6");
	wizard_quit();
}
END_TEST

/* By number, each step is one key away, and says which it is. */
START_TEST(steps_are_one_key_away)
{
	static const char *const want[] = { "Step 1 of 6", "Step 2 of 6", "Step 3 of 6",
					    "Step 4 of 6", "Step 5 of 6", "Step 6 of 6" };
	static const char *const go[] = { "M-1", "M-2", "M-3", "M-4", "M-5", "M-6" };

	wizard_make_session("pottery-us");
	wizard_start(&(struct wizard_opts){ .session = "Alder" });
	for (size_t i = 6; i-- > 0;) {
		keys(go[i]);
		see(want[i]);
	}
	keys("F4");
	see("Step 2 of 6");
	keys("F3");
	see("Step 1 of 6");
	wizard_quit();
}
END_TEST

/* Esc goes back, from wherever one is, until the start view. */
START_TEST(esc_is_back)
{
	static const char *const from[] = { "F1",  "F2",  "M-2", "M-3", "M-4",
					    "M-5", "M-6", "F5",	 "F6" };
	char *before, *after;

	wizard_make_session("pottery-us");
	wizard_start(&(struct wizard_opts){ .session = "Alder" });
	keys("M-1");
	see("Step 1 of 6");
	before = slw_terminal_dump(w.t);
	keys(from[_i]);
	after = slw_terminal_dump(w.t);
	if (strcmp(before, after) == 0)
		fail_screen("%s shows nothing", from[_i]);
	free(after);
	free(before);
	for (int i = 0; i < 4 && !slw_terminal_shows(w.t, "Your stores"); i++)
		keys("Esc");
	see("Your stores (1)");
	wizard_quit();
}
END_TEST

START_TEST(help_of_a_field)
{
	wizard_start(NULL);
	wizard_new();
	keys("F1");
	see("The name of the shop, as shoppers know it.");
	keys("Esc");
	type("A");
	keys("Enter");
	stored("business.business_name", "A");
	wizard_quit();
}
END_TEST

START_TEST(enter_on_the_start_view_begins)
{
	wizard_start(NULL);
	keys("Enter");
	see("Business name");
	keys("Esc");
	see("New store");
	wizard_quit();
}
END_TEST

/* A finished store, one key away, that is one's own to change. */
START_TEST(demo)
{
	char *name;

	wizard_start(NULL);
	keys("M-e");
	see("of 6");
	see("Business name");
	for (int tries = 0; (name = wizard_stored("business.business_name")) == NULL; tries++) {
		if (tries == 100)
			fail_screen("no store came of it");
		settle();
	}
	free(name);
	wizard_quit();
}
END_TEST

START_TEST(copy_and_delete)
{
	wizard_make_session("pottery-us");
	wizard_start(NULL);
	see("Your stores (1)");
	keys("M-c");
	see("Your stores (2)");
	see("Alder Hollow Pottery (copy)");
	keys("Del");
	see("Delete \"Alder Hollow Pottery (copy)\"");
	keys("n");
	see("Your stores (2)");
	keys("Del y");
	see("Your stores (1)");
	wizard_quit();
}
END_TEST

START_TEST(a_click_opens)
{
	int line, column;

	wizard_make_session("pottery-us");
	wizard_start(NULL);
	ck_assert(slw_terminal_find(w.t, "Alder Hollow", &line, &column));
	slw_terminal_click(w.t, line, column);
	see("of 6");
	wizard_quit();
}
END_TEST

/* Undo takes back what was saved, step by step, and redo brings it again. */
START_TEST(undo_and_redo)
{
	wizard_start(NULL);
	wizard_new();
	type("First");
	keys("Enter");
	stored("business.business_name", "First");
	keys("Up C-u");
	type("Second");
	keys("Enter");
	stored("business.business_name", "Second");
	keys("F8");
	stored("business.business_name", "First");
	see("First");
	keys("F9");
	stored("business.business_name", "Second");
	see("Second");
	wizard_quit();
}
END_TEST

START_TEST(straight_apostrophe_is_mended)
{
	wizard_start(NULL);
	wizard_new();
	type("Joe's");
	keys("Enter");
	see("Joe\xe2\x80\x99s");
	stored("business.business_name", "Joe\xe2\x80\x99s");
	wizard_quit();
}
END_TEST

/* What is wrong is said at the field, and one can go on and come back. */
START_TEST(errors_are_no_dead_end)
{
	wizard_start(NULL);
	wizard_new();
	type("<Fern>");
	keys("Enter");
	see("does not have the right form");
	keys("Down Down");
	settle();
	keys("M-1");
	see("Business name");
	wizard_quit();
}
END_TEST

START_TEST(help_of_the_keys)
{
	wizard_make_session("pottery-us");
	wizard_start(NULL);
	keys("?");
	see("Alt-N");
	keys("End");
	see("Undo the last change");
	keys("Esc");
	see("Your stores");
	wizard_quit();
}
END_TEST

Suite *suite_start(void);

Suite *suite_start(void)
{
	Suite *suite = suite_create("start");
	TCase *tcase = tcase_create("start");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, wizard_setup, wizard_teardown);
	tcase_add_test(tcase, without_a_database);
	tcase_add_test(tcase, first_question_is_the_business_name);
	tcase_add_test(tcase, sessions_are_listed);
	tcase_add_test(tcase, list_is_filtered);
	tcase_add_test(tcase, session_is_opened_by_name);
	tcase_add_test(tcase, steps_are_one_key_away);
	tcase_add_loop_test(tcase, esc_is_back, 0, 7);
	tcase_add_test(tcase, help_of_a_field);
	tcase_add_test(tcase, enter_on_the_start_view_begins);
	tcase_add_test(tcase, demo);
	tcase_add_test(tcase, copy_and_delete);
	tcase_add_test(tcase, a_click_opens);
	tcase_add_test(tcase, undo_and_redo);
	tcase_add_test(tcase, straight_apostrophe_is_mended);
	tcase_add_test(tcase, errors_are_no_dead_end);
	tcase_add_test(tcase, help_of_the_keys);
	suite_add_tcase(suite, tcase);
	return suite;
}
