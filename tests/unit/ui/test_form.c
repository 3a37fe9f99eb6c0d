/* The wizard without a terminal: keys in, a canvas as text out, answers in the store. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "service/flow.h"
#include "service/service.h"
#include "ui/app.h"
#include "ui/canvas.h"
#include "ui/event.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

static char folder[] = "/tmp/slw-ui-XXXXXX";
static char *database;
static struct slw_service *service;
static struct slw_app *app;
static struct slw_canvas canvas;
static struct slw_buf screen;

static void open_app(void)
{
	struct slw_service_options options = { .database = database, .data_folder = DATA_FOLDER };
	struct slw_app_options app_options = { .database = database, .data_folder = DATA_FOLDER };
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_msg(slw_service_open(&service, &options, &err) == 0, "%s", err.msg);
	app_options.service = service;
	app = slw_app_new(&app_options);
	slw_app_push(app, slw_view_start_new(app));
}

static void close_app(void)
{
	slw_app_free(app);
	slw_service_close(service);
}

static void setup(void)
{
	memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	database = slw_printf("sqlite:%s/wizard.db", folder);
	slw_canvas_init(&canvas, 90, 30);
	slw_buf_init(&screen, 0);
	open_app();
}

static void teardown(void)
{
	static const char *const files[] = { "wizard.db", "wizard.db-wal", "wizard.db-shm" };

	close_app();
	slw_canvas_release(&canvas);
	slw_buf_release(&screen);
	for (size_t i = 0; i < SLW_COUNT(files); i++) {
		char *path = slw_printf("%s/%s", folder, files[i]);

		unlink(path);
		free(path);
	}
	rmdir(folder);
	free(database);
}

static const char *look(void)
{
	slw_app_draw(app, &canvas);
	slw_buf_clear(&screen);
	slw_canvas_dump(&canvas, &screen);
	return screen.data;
}

static void sees(const char *text)
{
	ck_assert_msg(strstr(look(), text) != NULL, "no \"%s\" in:\n%s", text, screen.data);
}

static void key(uint32_t code)
{
	struct slw_ui_event event = { .kind = SLW_EVENT_KEY, .key = code };

	slw_app_draw(app, &canvas);
	slw_app_event(app, &event);
}

static void type(const char *text)
{
	for (; *text != '\0'; text++)
		key((unsigned char)*text);
}

static void paste(const char *text)
{
	struct slw_ui_event event = { .kind = SLW_EVENT_PASTE, .text = text, .len = strlen(text) };

	slw_app_event(app, &event);
}

static const char *answer(const char *path)
{
	slw_app_flush(app);
	slw_app_reload(app);
	return slw_documents_str(slw_app_docs(app), path, "(none)");
}

START_TEST(first_question)
{
	sees("New store");
	sees("F1 Help");
	key(SLW_KEY_ENTER);
	sees("Step 1 of 6");
	sees("› Business name *");
	type("Alder Pots");
	key(SLW_KEY_ENTER);
	sees("› Industry *");
	ck_assert_str_eq(answer("business.business_name"), "Alder Pots");
}
END_TEST

START_TEST(choice_is_filtered_and_taken)
{
	key(SLW_KEY_ENTER);
	key(SLW_KEY_TAB);
	type("jewel");
	sees("Jewellery and watches");
	ck_assert_ptr_null(strstr(look(), "Home and garden"));
	key(SLW_KEY_ENTER);
	sees("› Description *");
	ck_assert_str_eq(answer("business.industry"), "jewellery");
}
END_TEST

/* What is typed is its whole beginning: the shorter of two is meant. */
START_TEST(the_shorter_of_two_is_meant)
{
	key(SLW_KEY_ENTER);
	for (int i = 0; i < 7; i++)
		key(SLW_KEY_TAB);
	sees("› Country");
	type("united s");
	sees("United States Minor Outlying Islands");
	key(SLW_KEY_ENTER);
	ck_assert_str_eq(answer("business.country"), "US");
}
END_TEST

START_TEST(defaults_of_a_multi_choice_are_words)
{
	key(SLW_KEY_ENTER);
	slw_app_go(app, 2, "products.returns.methods");
	sees("Ways to return              By mail");
}
END_TEST

START_TEST(escape_closes_the_list_first)
{
	key(SLW_KEY_ENTER);
	key(SLW_KEY_TAB);
	key(SLW_KEY_ENTER);
	sees("Type to filter");
	key(SLW_KEY_ESC);
	sees("› Industry *");
	key(SLW_KEY_ESC);
	sees("New store");
	ck_assert(!slw_app_over(app));
	key(SLW_KEY_ESC);
	ck_assert(slw_app_over(app));
}
END_TEST

START_TEST(errors_stand_at_the_field)
{
	key(SLW_KEY_ENTER);
	type("<Pots>");
	key(SLW_KEY_TAB);
	sees("✗ Business name");
	sees("does not have the right form (without <");
	sees("› Industry"); /* no dead end */
	ck_assert_str_eq(answer("business.business_name"), "(none)");
	sees("<Pots>"); /* and not lost */
}
END_TEST

START_TEST(typographic_apostrophe)
{
	key(SLW_KEY_ENTER);
	type("Joe's Pots");
	key(SLW_KEY_ENTER);
	sees("Joe’s Pots");
	ck_assert_str_eq(answer("business.business_name"), "Joe’s Pots");
}
END_TEST

START_TEST(fields_come_with_the_country)
{
	key(SLW_KEY_ENTER);
	for (int i = 0; i < 7; i++)
		key(SLW_KEY_TAB);
	sees("› Country *");
	type("germany");
	key(SLW_KEY_ENTER);
	slw_canvas_resize(&canvas, 90, 60);
	sees("Imprint ─");
	sees("Registered name *");
	ck_assert_str_eq(answer("business.country"), "DE");
}
END_TEST

START_TEST(paste_is_text)
{
	key(SLW_KEY_ENTER);
	key(SLW_KEY_TAB);
	key(SLW_KEY_TAB);
	paste("first line\nsecond \x11line\n");
	sees("› Description *");
	key(SLW_KEY_TAB);
	ck_assert(!slw_app_over(app));
	ck_assert_str_eq(answer("business.description"), "first line\nsecond line");
}
END_TEST

START_TEST(draft_comes_back)
{
	struct slw_view *top;
	char id[SLW_UUID_SIZE];

	key(SLW_KEY_ENTER);
	type("Alder Pots");
	key(SLW_KEY_TAB);
	key(SLW_KEY_TAB);
	type("half a sent");
	key(SLW_KEY_LEFT);
	top = slw_app_top(app);
	top->ops->tick(top); /* and then the power fails */
	slw_app_flush(app);
	memcpy(id, slw_app_session(app)->id, sizeof(id));
	/* no leave(): the handles are closed under it, as the kernel would */
	{
		struct slw_err err = SLW_ERR_INIT;
		struct slw_app *dead = app;
		struct slw_service *dead_service = service;

		open_app();
		ck_assert_int_eq(slw_app_open(app, id, &err), 0);
		slw_app_resume(app);
		sees("› Description *");
		sees("half a sent");
		ck_assert_int_eq(canvas.cursor_x, 30 + 10);
		slw_app_free(dead);
		slw_service_close(dead_service);
	}
}
END_TEST

START_TEST(undo_across_steps)
{
	key(SLW_KEY_ENTER);
	type("Alder Pots");
	key(SLW_KEY_F1 + 3); /* next step commits the field */
	sees("Step 2 of 6");
	slw_app_flush(app);
	key(SLW_KEY_F1 + 7);
	sees("Undone: business");
	ck_assert_str_eq(answer("business.business_name"), "(none)");
	key(SLW_KEY_F1 + 8);
	ck_assert_str_eq(answer("business.business_name"), "Alder Pots");
}
END_TEST

START_TEST(every_size)
{
	static const int sizes[][2] = {
		{ 40, 9 }, { 41, 10 }, { 80, 24 }, { 100, 30 }, { 300, 100 }
	};

	key(SLW_KEY_ENTER);
	for (int step = 0; step < 6; step++) {
		key(SLW_KEY_ALT | (uint32_t)('1' + step));
		for (size_t i = 0; i < SLW_COUNT(sizes); i++) {
			slw_canvas_resize(&canvas, sizes[i][0], sizes[i][1]);
			sees("F1 Help");
			key(SLW_KEY_PAGE_DOWN);
			sees("F1 Help");
		}
	}
	slw_canvas_resize(&canvas, 39, 9);
	sees("too small");
	slw_canvas_resize(&canvas, 40, 9);
	ck_assert_ptr_null(strstr(look(), "too small"));
}
END_TEST

START_TEST(a_session_without_a_word_is_not_kept)
{
	key(SLW_KEY_ENTER);
	key(SLW_KEY_TAB);
	key(SLW_KEY_ESC);
	ck_assert_ptr_null(strstr(look(), "Your stores"));
	key(SLW_KEY_ENTER);
	type("Alder Pots");
	key(SLW_KEY_ESC);
	sees("Your stores (1)");
	sees("› Alder Pots");
}
END_TEST

START_TEST(help_is_of_the_field)
{
	key(SLW_KEY_ENTER);
	key(SLW_KEY_F1);
	sees("In an answers file: business.business_name");
	key(SLW_KEY_F1);
	sees("In this field");
	sees("Ctrl-W");
	key(SLW_KEY_ESC);
	sees("› Business name");
}
END_TEST

Suite *suite_form(void);
Suite *suite_form(void)
{
	Suite *suite = suite_create("form");
	TCase *tc = tcase_create("form");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, first_question);
	tcase_add_test(tc, choice_is_filtered_and_taken);
	tcase_add_test(tc, the_shorter_of_two_is_meant);
	tcase_add_test(tc, defaults_of_a_multi_choice_are_words);
	tcase_add_test(tc, escape_closes_the_list_first);
	tcase_add_test(tc, errors_stand_at_the_field);
	tcase_add_test(tc, typographic_apostrophe);
	tcase_add_test(tc, fields_come_with_the_country);
	tcase_add_test(tc, paste_is_text);
	tcase_add_test(tc, draft_comes_back);
	tcase_add_test(tc, undo_across_steps);
	tcase_add_test(tc, every_size);
	tcase_add_test(tc, a_session_without_a_word_is_not_kept);
	tcase_add_test(tc, help_is_of_the_field);
	suite_add_tcase(suite, tc);
	return suite;
}
