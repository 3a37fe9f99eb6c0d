#include "config.h"

#include "ui/app.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "service/service.h"
#include "ui/app_internal.h"
#include "ui/dialog.h"
#include "ui/event.h"
#include "ui/job.h"
#include "ui/screen.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

#define BURST_MS 12 /* keys that came together are drawn together, for this long */

struct slw_app *slw_app_new(const struct slw_app_options *options)
{
	struct slw_app *app = slw_calloc(1, sizeof(*app));

	app->service = options->service;
	app->saves = slw_jobs_new(options->database, options->data_folder);
	app->work = slw_jobs_new(options->database, options->data_folder);
	slw_session_init(&app->session);
	slw_documents_init(&app->docs);
	slw_buf_init(&app->typed, 0);
	return app;
}

bool slw_app_over(const struct slw_app *app)
{
	return app->over;
}

/* --- views ------------------------------------------------------------------------------- */

struct slw_view *slw_app_top(const struct slw_app *app)
{
	return app->view_count > 0 ? app->views[app->view_count - 1] : NULL;
}

static void leave_top(struct slw_app *app)
{
	struct slw_view *top = slw_app_top(app);

	if (top != NULL && top->ops->leave != NULL)
		top->ops->leave(top);
}

/* The index of the lowest view that is seen: those above it are drawn over it. */
static int lowest_shown(const struct slw_app *app)
{
	int lowest = app->view_count - 1;

	while (lowest > 0 && app->views[lowest]->ops->overlay)
		lowest--;
	return lowest;
}

/* One that is covered by a dialog alone was not left before. */
static void leave_shown(struct slw_app *app)
{
	for (int i = app->view_count - 1, lowest = lowest_shown(app); i >= 0 && i >= lowest; i--)
		if (app->views[i]->ops->leave != NULL)
			app->views[i]->ops->leave(app->views[i]);
}

static void enter_top(struct slw_app *app)
{
	struct slw_view *top = slw_app_top(app);

	if (top != NULL && top->ops->enter != NULL)
		top->ops->enter(top);
}

static void drop_top(struct slw_app *app)
{
	if (app->view_count == 0)
		return;
	if (app->dead_count == SLW_APP_VIEWS)
		slw_app_bury(app);
	app->dead[app->dead_count++] = app->views[--app->view_count];
}

void slw_app_bury(struct slw_app *app)
{
	while (app->dead_count > 0) {
		struct slw_view *view = app->dead[--app->dead_count];

		slw_app_forget(app, view);
		view->ops->free(view);
	}
}

void slw_app_free(struct slw_app *app)
{
	if (app == NULL)
		return;
	while (app->view_count > 0)
		drop_top(app);
	slw_app_bury(app);
	slw_jobs_cancel(app->work, 0);
	slw_jobs_free(app->work);
	slw_app_close(app);
	slw_jobs_free(app->saves);
	slw_session_release(&app->session);
	slw_documents_release(&app->docs);
	slw_buf_release(&app->typed);
	free(app);
}

void slw_app_push(struct slw_app *app, struct slw_view *view)
{
	if (app->view_count == SLW_APP_VIEWS) {
		view->ops->free(view);
		return;
	}
	if (!view->ops->overlay)
		leave_top(app);
	app->views[app->view_count++] = view;
	enter_top(app);
}

void slw_app_push_below(struct slw_app *app, struct slw_view *view)
{
	assert(app->view_count < SLW_APP_VIEWS);
	memmove(&app->views[1], &app->views[0],
		(size_t)app->view_count * sizeof(struct slw_view *));
	app->views[0] = view;
	app->view_count++;
}

void slw_app_pop(struct slw_app *app)
{
	bool overlay = app->view_count > 0 && slw_app_top(app)->ops->overlay;

	leave_top(app);
	drop_top(app);
	if (!overlay)
		enter_top(app);
}

static void drop_to(struct slw_app *app, int count)
{
	if (app->view_count > count)
		leave_shown(app);
	while (app->view_count > count)
		drop_top(app);
}

void slw_app_go(struct slw_app *app, int step, const char *key)
{
	if (app->session.no == 0 || step < 1 || step > SLW_STEP_COUNT)
		return;
	drop_to(app, 1);
	slw_app_set_step(app, step);
	app->views[app->view_count++] = slw_view_of_step(app, step, key);
	enter_top(app);
}

void slw_app_quit(struct slw_app *app)
{
	if (!app->over)
		leave_shown(app);
	app->over = true;
}

/* Nobody said that what is being typed is complete: it stays a draft where the view keeps one. */
static void hang_up(struct slw_app *app)
{
	for (int i = app->view_count - 1, lowest = lowest_shown(app); i >= 0 && i >= lowest; i--) {
		struct slw_view *view = app->views[i];

		if (view->ops->tick != NULL)
			view->ops->tick(view);
		else if (view->ops->leave != NULL)
			view->ops->leave(view);
	}
	app->over = true;
}

int slw_app_step(const struct slw_app *app)
{
	return app->step;
}

void slw_app_set_step(struct slw_app *app, int step)
{
	app->step = step;
}

/* --- commands ---------------------------------------------------------------------------- */

static void help(struct slw_app *app)
{
	struct slw_view *top = slw_app_top(app);
	char *text = top->ops->help != NULL ? top->ops->help(top) : NULL;

	if (text == NULL)
		slw_dialog_keys(app);
	else
		slw_dialog_text(app, _("Help"), text);
	free(text);
}

static void back(struct slw_app *app)
{
	if (app->view_count > 1)
		slw_app_pop(app);
	else
		slw_app_quit(app);
}

static void to_step(struct slw_app *app, int step)
{
	if (app->session.no == 0)
		slw_app_say(app, SLW_ROLE_WARNING, "%s",
			    _("Open a store first, or begin a new one."));
	else if (step < 1)
		slw_app_say(app, SLW_ROLE_DIM, "%s", _("This is the first step."));
	else if (step <= SLW_STEP_COUNT)
		slw_app_go(app, step, NULL);
}

/* Opens a view that stands beside the steps, or goes back to it. */
static void behind_steps(struct slw_app *app, const char *name,
			 struct slw_view *(*make)(struct slw_app *))
{
	int i = app->view_count;

	while (i > 0 && strcmp(app->views[i - 1]->ops->name, name) != 0)
		i--;
	if (app->session.no == 0) {
		to_step(app, 0);
	} else if (i == 0) {
		slw_app_push(app, make(app));
	} else if (i < app->view_count) {
		drop_to(app, i);
		enter_top(app);
	}
}

static void global(struct slw_app *app, enum slw_cmd cmd)
{
	if (cmd >= SLW_CMD_STEP_1 && cmd <= SLW_CMD_STEP_6) {
		to_step(app, (int)(cmd - SLW_CMD_STEP_1) + 1);
		return;
	}
	switch (cmd) {
	case SLW_CMD_HELP:
		help(app);
		break;
	case SLW_CMD_KEYS:
		slw_dialog_keys(app);
		break;
	case SLW_CMD_BACK:
		back(app);
		break;
	case SLW_CMD_QUIT:
		slw_app_quit(app);
		break;
	case SLW_CMD_REDRAW:
		app->redraw = true;
		break;
	case SLW_CMD_SUSPEND:
		if (app->screen != NULL)
			slw_screen_stop(app->screen);
		break;
	case SLW_CMD_STEPS:
		if (app->session.no == 0)
			to_step(app, 0);
		else
			slw_dialog_steps(app);
		break;
	case SLW_CMD_NEXT_STEP:
		if (app->step == SLW_STEP_COUNT)
			behind_steps(app, "review", slw_view_review_new);
		else
			to_step(app, app->step + 1);
		break;
	case SLW_CMD_REVIEW:
		behind_steps(app, "review", slw_view_review_new);
		break;
	case SLW_CMD_JOURNAL:
		behind_steps(app, "journal", slw_view_journal_new);
		break;
	case SLW_CMD_PREVIOUS_STEP:
		to_step(app, app->step - 1);
		break;
	case SLW_CMD_UNDO:
	case SLW_CMD_REDO:
		if (app->session.no == 0)
			to_step(app, 0);
		else
			slw_app_undo(app, cmd == SLW_CMD_REDO);
		break;
	default:
		break;
	}
}

static void command(struct slw_app *app, enum slw_cmd cmd)
{
	struct slw_view *top = slw_app_top(app);

	if (cmd == SLW_CMD_NONE || top == NULL)
		return;
	if (!top->ops->command(top, cmd))
		global(app, cmd);
}

/* --- events ------------------------------------------------------------------------------ */

/* What was typed goes to the view as one: a paste of many keys costs as little as a marked one. */
static void hand_over(struct slw_app *app)
{
	struct slw_view *top = slw_app_top(app);

	if (app->typed.len > 0 && top != NULL)
		top->ops->text(top, app->typed.data, app->typed.len, false);
	slw_buf_clear(&app->typed);
}

static enum slw_context focus_of(const struct slw_view *view)
{
	return view->ops->focus != NULL ? view->ops->focus(view) : SLW_CTX_NONE;
}

static void key_event(struct slw_app *app, uint32_t key)
{
	struct slw_view *top = slw_app_top(app);
	enum slw_cmd cmd = slw_key_command(top->ops->context, focus_of(top), key);
	uint8_t text[8];
	int len;

	if (cmd != SLW_CMD_NONE) {
		hand_over(app);
		command(app, cmd);
	} else if (slw_key_is_text(key) && top->ops->text != NULL) {
		len = u8_uctomb(text, key, sizeof(text));
		slw_buf_add(&app->typed, text, len > 0 ? (size_t)len : 0);
		/* where it is no text field, it may make one */
		if (!slw_context_takes_text(focus_of(top)))
			hand_over(app);
	}
}

static void mouse_event(struct slw_app *app, const struct slw_mouse *mouse)
{
	struct slw_view *top = slw_app_top(app);
	struct slw_mouse inside = *mouse;

	for (int i = 0; i < app->hit_count && mouse->kind == SLW_MOUSE_PRESS; i++) {
		const struct slw_app_hit *hit = &app->hits[i];

		if (mouse->y == hit->y && mouse->x >= hit->x && mouse->x < hit->x + hit->width) {
			command(app, hit->cmd);
			return;
		}
	}
	inside.x -= app->body.x;
	inside.y -= app->body.y;
	if (top->ops->mouse != NULL && inside.x >= 0 && inside.x < app->body.width &&
	    inside.y >= 0 && inside.y < app->body.height)
		top->ops->mouse(top, &inside);
}

static void take_event(struct slw_app *app, const struct slw_ui_event *event)
{
	struct slw_view *top = slw_app_top(app);

	if (app->over || top == NULL)
		return;
	if (event->kind != SLW_EVENT_KEY)
		hand_over(app);
	app->message_new = false;
	switch (event->kind) {
	case SLW_EVENT_KEY:
		key_event(app, event->key);
		break;
	case SLW_EVENT_PASTE:
		if (top->ops->text != NULL && event->len > 0)
			top->ops->text(top, event->text, event->len, true);
		break;
	case SLW_EVENT_MOUSE:
		mouse_event(app, &event->mouse);
		break;
	case SLW_EVENT_HANGUP:
		hang_up(app);
		break;
	case SLW_EVENT_RESIZE:
	case SLW_EVENT_RESUME:
		app->message_new = true;
		break;
	}
	if (!app->message_new &&
	    !(event->kind == SLW_EVENT_MOUSE && event->mouse.kind == SLW_MOUSE_RELEASE))
		app->message[0] = '\0';
	slw_app_bury(app);
}

void slw_app_event(struct slw_app *app, const struct slw_ui_event *event)
{
	take_event(app, event);
	hand_over(app);
}

void slw_app_draw(struct slw_app *app, struct slw_canvas *canvas)
{
	slw_canvas_clear(canvas);
	if (app->view_count > 0)
		slw_app_draw_frame(app, canvas);
}

static void tick(struct slw_app *app)
{
	int64_t now = slw_clock_monotonic();

	if (now - app->last_tick < SLW_TICK_MS)
		return;
	app->last_tick = now;
	for (int i = lowest_shown(app); i >= 0 && i < app->view_count; i++)
		if (app->views[i]->ops->tick != NULL)
			app->views[i]->ops->tick(app->views[i]);
}

/* Takes what comes until nothing is left, or until it is time to draw. */
static void take_events(struct slw_app *app)
{
	int fds[] = { slw_jobs_fd(app->saves), slw_jobs_fd(app->work) };
	int wait = SLW_TICK_MS;
	int64_t first = 0;
	struct slw_ui_event event;

	while (!app->over && slw_screen_event(app->screen, fds, 2, wait, &event) != 0) {
		take_event(app, &event);
		if (first == 0)
			first = slw_clock_monotonic();
		if (slw_clock_monotonic() - first >= BURST_MS)
			break;
		wait = 0;
	}
	hand_over(app);
	slw_jobs_deliver(app->saves);
	slw_jobs_deliver(app->work);
	slw_app_bury(app);
}

int slw_app_run(struct slw_app *app, struct slw_screen *screen, struct slw_err *err)
{
	struct slw_canvas canvas;
	int rc = 0;

	app->screen = screen;
	slw_canvas_init(&canvas, slw_screen_width(screen), slw_screen_height(screen));
	canvas.ascii = slw_screen_ascii(screen);
	while (!app->over && app->view_count > 0) {
		slw_canvas_resize(&canvas, slw_screen_width(screen), slw_screen_height(screen));
		slw_app_draw(app, &canvas);
		if (app->redraw)
			slw_screen_forget(screen);
		app->redraw = false;
		slw_screen_show(screen, &canvas);
		rc = slw_service_ready(app->service, err);
		if (rc < 0)
			break;
		take_events(app);
		tick(app);
	}
	app->screen = NULL;
	slw_canvas_release(&canvas);
	return rc;
}
