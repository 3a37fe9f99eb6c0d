#include "config.h"

#include "unit/ui/stage.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "service/flow.h"
#include "ui/app.h"
#include "ui/app_internal.h"
#include "ui/canvas.h"
#include "ui/event.h"
#include "ui/job.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

struct fixture f;
struct slw_app *app;
char *screen;

static const char shop[] = "products:\n"
			   "  collections:\n"
			   "    - title: Pots\n"
			   "  items:\n"
			   "    - {title: Clay pot, price: 12.00, collections: [pots]}\n"
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

static void start(void)
{
	struct slw_app_options options = { .data_folder = DATA_FOLDER, .service = f.service };
	char *url = slw_printf("sqlite:%s/wizard.db", f.folder);

	options.database = url;
	app = slw_app_new(&options);
	free(url);
	slw_app_push(app, slw_view_start_new(app));
	ck_assert_msg(slw_app_open(app, f.session.id, &f.err) == 0, "%s", f.err.msg);
}

void stage_open(void)
{
	char *path;

	fixture_open(&f);
	path = fixture_answers(&f, "a.yaml", shop);
	json_decref(fixture_apply(&f, path));
	free(path);
	start();
}

void stage_again(void)
{
	settle();
	slw_app_free(app);
	start();
	slw_app_resume(app);
}

void stage_close(void)
{
	slw_app_free(app);
	free(screen);
	screen = NULL;
	fixture_close(&f);
}

/* Waits for what works beside the screen, also for what that begins. */
void settle(void)
{
	for (int i = 0; i < 3; i++) {
		slw_jobs_flush(app->saves);
		slw_jobs_flush(app->work);
	}
}

void show(int width, int height)
{
	struct slw_canvas canvas;
	struct slw_buf out;

	settle();
	slw_canvas_init(&canvas, width, height);
	slw_app_draw(app, &canvas);
	slw_buf_init(&out, 0);
	slw_canvas_dump(&canvas, &out);
	free(screen);
	screen = slw_buf_take(&out);
	slw_canvas_release(&canvas);
	if (getenv("SLW_SHOW_SCREENS") != NULL)
		fprintf(stderr, "--- %dx%d\n%s", width, height, screen);
}

uint32_t background_at(int x, int y)
{
	struct slw_canvas canvas;
	uint32_t bg;

	settle();
	slw_canvas_init(&canvas, 100, 30);
	slw_app_draw(app, &canvas);
	bg = canvas.cells[y * 100 + x].style.bg;
	slw_canvas_release(&canvas);
	return bg;
}

void press(uint32_t key)
{
	const struct slw_ui_event event = { .kind = SLW_EVENT_KEY, .key = key };

	settle();
	slw_app_event(app, &event);
	settle();
}

void type(const char *text)
{
	for (; *text != '\0'; text++)
		press((uint32_t)*text);
}

void has(const char *text)
{
	if (strstr(screen, text) == NULL)
		ck_abort_msg("\"%s\" is not on the screen:\n%.400s", text, screen);
}

void has_not(const char *text)
{
	if (strstr(screen, text) != NULL)
		ck_abort_msg("\"%s\" is on the screen:\n%.400s", text, screen);
}

const struct slw_view *top(void)
{
	return slw_app_top(app);
}
