/* Each key of the table on each screen: it does something that one sees, or is named below. */
#include "config.h"

#include "unit/suites.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/documents.h"
#include "service/history.h"
#include "ui/app.h"
#include "ui/app_internal.h"
#include "ui/canvas.h"
#include "ui/event.h"
#include "ui/job.h"
#include "ui/keys.h"
#include "ui/view.h"
#include "ui/views.h"
#include "unit/service/fixture.h"

#include "base/banned.h"

static struct fixture f;
static struct slw_session copy;
static struct slw_app *app;
static char *url;

static const char shop[] = "products:\n"
			   "  collections:\n"
			   "    - title: Pots\n"
			   "    - title: Plants\n"
			   "    - title: Tools\n"
			   "  items:\n"
			   "    - {title: Clay pot red, price: 12.00, collections: [pots]}\n"
			   "    - {title: Fern, price: 7.50, inventory_quantity: 0, sku: FERN}\n"
			   "    - {title: Seeds, price: 3.00}\n"
			   "integrations:\n"
			   "  payments:\n"
			   "    - provider: stripe\n"
			   "      credentials: {secret_key: {env: SLW_TEST_UNSET}}\n"
			   "content:\n"
			   "  types: [tagline, product_description]\n"
			   "  provider: builtin\n"
			   "seo:\n"
			   "  base_url: https://fern.example\n"
			   "  title: Fern and pots\n";

/*
 * The screens: view and widget with the focus, and the keys that lead there from step 1; names as
 * slw_key_name() has them, 'text with an apostrophe before it. What can be moved stands in the middle.
 */
static const struct place {
	uint8_t view, focus;
	const char *route;
	bool few; /* without the keys that hold everywhere and are pressed elsewhere */
} places[] = {
	{ SLW_CTX_START, SLW_CTX_NONE, "Esc Home Down Down 'f", false },
	{ SLW_CTX_STEP, SLW_CTX_TEXT, "Down Down Tab 'one-two 'three 'four Ctrl-A Alt-F Right",
	  false },
	{ SLW_CTX_STEP, SLW_CTX_LONG_TEXT,
	  "Down Down Enter 'one-two Enter 'three 'four Left Up Alt-B Right", true },
	{ SLW_CTX_STEP, SLW_CTX_CHOICE, "Down", true },
	{ SLW_CTX_STEP, SLW_CTX_PICK, "Down Enter PgDn 'e Down Down", true },
	{ SLW_CTX_STEP, SLW_CTX_BUTTON, "Alt-2 o Down Down Down", true },
	{ SLW_CTX_RECORDS, SLW_CTX_NONE, "Alt-2 o Home Enter Down", true },
	{ SLW_CTX_RECORD, SLW_CTX_TEXT, "Alt-2 o Enter Enter Tab 'one-two Left Alt-B", true },
	{ SLW_CTX_RECORD, SLW_CTX_SECRET, "Alt-4 Enter Enter Tab Tab 'abc-def Left Alt-B", true },
	{ SLW_CTX_SEO, SLW_CTX_TEXT, "Alt-6 Down 'one-two Left Alt-B", true },
	{ SLW_CTX_SEO, SLW_CTX_YES_NO, "Alt-6 PgDn PgDn PgDn n", true },
	{ SLW_CTX_STEPS, SLW_CTX_NONE, "Alt-2 F2 Down", true },
	{ SLW_CTX_READER, SLW_CTX_NONE, "Down ? Down", true },
	{ SLW_CTX_CONFIRM, SLW_CTX_NONE, "Alt-2 Del", false },
	{ SLW_CTX_REVIEW, SLW_CTX_NONE, "F5 Down", false },
	{ SLW_CTX_LAUNCH, SLW_CTX_PATH, "F5 l 'one-two Left Alt-B", true },
	{ SLW_CTX_JOURNAL, SLW_CTX_NONE, "'a Tab 'b Tab F6 Down", false },
	{ SLW_CTX_PRODUCTS, SLW_CTX_TABLE, "Alt-2 Down", false },
	{ SLW_CTX_PRODUCTS, SLW_CTX_FILTER, "Alt-2 / 'e Down", true },
	{ SLW_CTX_IMPORT, SLW_CTX_PATH, "Alt-2 i 'one-two Left Alt-B", true },
	{ SLW_CTX_BULK, SLW_CTX_TEXT, "Alt-2 b Tab Tab Tab '1.5 Left", true },
	{ SLW_CTX_BULK, SLW_CTX_CHOICE, "Alt-2 b Tab Enter 'vendor Enter Shift-Tab", true },
	{ SLW_CTX_BULK, SLW_CTX_PICK, "Alt-2 b Tab Enter 'e Down Down", true },
	{ SLW_CTX_THEME, SLW_CTX_NONE, "Alt-3 Down", true },
	{ SLW_CTX_INTEGRATIONS, SLW_CTX_NONE, "Alt-4 Down", true },
	{ SLW_CTX_CONTENT, SLW_CTX_NONE, "Alt-5 g Down", true },
	{ SLW_CTX_TEXTS, SLW_CTX_NONE, "Alt-5 g End Enter Down", true },
	{ SLW_CTX_TEXTS, SLW_CTX_LONG_TEXT, "Alt-5 g End Enter e 'x Down PgDn Right", true },
};

/* Keys that are right to do nothing that is seen there. */
static const struct {
	uint8_t view, focus; /* SLW_CTX_NONE: any */
	uint16_t cmd;
	const char *why;
} silent[] = {
	{ SLW_CTX_NONE, SLW_CTX_NONE, SLW_CMD_REDRAW, "the same again" },
	{ SLW_CTX_NONE, SLW_CTX_NONE, SLW_CMD_SUSPEND, "there is no terminal here" },
	{ SLW_CTX_NONE, SLW_CTX_NONE, SLW_CMD_EDITOR, "there is no terminal here" },
	{ SLW_CTX_SEO, SLW_CTX_YES_NO, SLW_CMD_DOWN, "it is the last field" },
	{ SLW_CTX_SEO, SLW_CTX_YES_NO, SLW_CMD_PAGE_DOWN, "it is the last field" },
	{ SLW_CTX_SEO, SLW_CTX_YES_NO, SLW_CMD_NO, "it is no" },
	{ SLW_CTX_REVIEW, SLW_CTX_NONE, SLW_CMD_REVIEW, "it is the review" },
	{ SLW_CTX_JOURNAL, SLW_CTX_NONE, SLW_CMD_JOURNAL, "it is the journal" },
};

static void settle(void)
{
	for (int i = 0; i < 3; i++) {
		slw_jobs_flush(app->saves);
		slw_jobs_flush(app->work);
	}
}

static void press(uint32_t key)
{
	const struct slw_ui_event event = { .kind = SLW_EVENT_KEY, .key = key };

	slw_app_event(app, &event);
	settle();
}

/* Text, roles, cursor. */
static char *shown(void)
{
	struct slw_canvas canvas;
	struct slw_buf out;

	settle();
	slw_canvas_init(&canvas, 76, 16);
	slw_app_draw(app, &canvas);
	slw_buf_init(&out, 0);
	slw_canvas_dump(&canvas, &out);
	slw_canvas_dump_roles(&canvas, &out);
	slw_buf_printf(&out, "%d %d", canvas.cursor_x, canvas.cursor_y);
	slw_canvas_release(&canvas);
	return slw_buf_take(&out);
}

static uint32_t key_of(const char *name, size_t len)
{
	for (size_t i = 0; i < slw_key_count; i++) {
		char is[SLW_KEY_NAME];

		slw_key_name(is, slw_keys[i].key);
		if (strlen(is) == len && memcmp(is, name, len) == 0)
			return slw_keys[i].key;
	}
	ck_assert_msg(len == 1, "no key \"%.*s\"", (int)len, name);
	return (uint32_t)name[0];
}

static void go(const char *route)
{
	while (*route != '\0') {
		size_t len = strcspn(route, " ");

		free(shown()); /* what is clicked or scrolled was drawn before */
		if (route[0] == '\'') {
			for (size_t i = 1; i < len; i++)
				press((uint32_t)route[i]);
		} else {
			press(key_of(route, len));
		}
		route += len;
		route += strspn(route, " ");
	}
}

static void start(const struct place *place)
{
	struct slw_app_options options = { .data_folder = DATA_FOLDER,
					   .database = url,
					   .service = f.service };
	struct slw_view *top;

	/* each time the same answers, and a journal without what the last key did */
	slw_session_init(&copy);
	ck_assert_msg(slw_history_copy(f.service, &f.session, "Fern & Field", &copy, &f.err) == 0,
		      "%s", f.err.msg);
	app = slw_app_new(&options);
	slw_app_push(app, slw_view_start_new(app));
	ck_assert_msg(slw_app_open(app, copy.id, &f.err) == 0, "%s", f.err.msg);
	slw_app_go(app, 1, NULL);
	go(place->route);
	top = slw_app_top(app);
	ck_assert_msg(top->ops->context == place->view &&
			  (top->ops->focus != NULL ? top->ops->focus(top) : SLW_CTX_NONE) ==
			      place->focus,
		      "\"%s\" does not lead there but to:\n%.1500s", place->route, shown());
}

static void stop(void)
{
	slw_app_free(app);
	app = NULL;
	ck_assert_msg(slw_history_delete(f.service, &copy, &f.err) == 0, "%s", f.err.msg);
	slw_session_release(&copy);
}

/* A view says itself what does nothing now; it is not in the line of keys. */
static bool is_offered(uint16_t cmd)
{
	const struct slw_view *top = slw_app_top(app);

	return top->ops->offers == NULL || top->ops->offers(top, (enum slw_cmd)cmd);
}

static bool is_silent(const struct place *place, uint16_t cmd)
{
	for (size_t i = 0; i < SLW_COUNT(silent); i++)
		if ((silent[i].view == SLW_CTX_NONE || silent[i].view == place->view) &&
		    (silent[i].focus == SLW_CTX_NONE || silent[i].focus == place->focus) &&
		    silent[i].cmd == cmd)
			return true;
	return false;
}

START_TEST(every_key)
{
	const struct place *place = &places[_i];
	struct slw_buf bad;

	slw_buf_init(&bad, 0);
	for (size_t i = slw_key_next(place->view, place->focus, 0); i < slw_key_count;
	     i = slw_key_next(place->view, place->focus, i + 1)) {
		char *before, *after, name[SLW_KEY_NAME];
		bool offered;

		if (place->few && slw_keys[i].context == SLW_CTX_GLOBAL &&
		    slw_keys[i].key != SLW_KEY_ESC)
			continue;
		start(place);
		offered = is_offered(slw_keys[i].cmd);
		before = shown();
		press(slw_keys[i].key);
		after = shown();
		slw_key_name(name, slw_keys[i].key);
		if (offered && !slw_app_over(app) && strcmp(before, after) == 0 &&
		    !is_silent(place, slw_keys[i].cmd))
			slw_buf_printf(&bad, "%s ", name);
		free(before);
		free(after);
		stop();
	}
	ck_assert_msg(bad.len == 0, "nothing is seen of: %s", bad.data);
	slw_buf_release(&bad);
}
END_TEST

static void setup(void)
{
	char *path;

	fixture_open(&f);
	url = slw_printf("sqlite:%s/wizard.db", f.folder);
	path = fixture_answers(&f, "a.yaml", shop);
	json_decref(fixture_apply(&f, path));
	free(path);
}

static void teardown(void)
{
	slw_app_free(app);
	app = NULL;
	free(url);
	fixture_close(&f);
}

Suite *suite_every_key(void);

Suite *suite_every_key(void)
{
	Suite *suite = suite_create("every_key");
	TCase *tc = tcase_create("every_key");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, every_key, 0, SLW_COUNT(places));
	suite_add_tcase(suite, tc);
	return suite;
}
