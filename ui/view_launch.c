/* The launch: into which folder, how far it is, and then where the store is. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/records.h"
#include "service/launch.h"
#include "ui/app.h"
#include "ui/task.h"
#include "ui/text_field.h"
#include "ui/value.h"
#include "ui/view.h"
#include "ui/views.h"
#include "ui/widget.h"

#include "base/banned.h"

#define FOLDER_MAX 1000

enum phase { PHASE_ASK, PHASE_RUN, PHASE_DONE };

struct launch {
	struct slw_view view;
	enum phase phase;
	struct slw_widget *folder;
	uint64_t job;
	char *stage;
	uint64_t done, total;
	struct slw_err err; /* of the last try */
	json_t *result;	    /* PHASE_DONE */
	int first;	    /* of its lines */
	int field_y;
};

/* --- the work ---------------------------------------------------------------------------- */

static json_t *run_launch(struct slw_service *service, struct slw_session *session,
			  const json_t *args, struct slw_err *err)
{
	const struct slw_launch_request request = { .out = slw_json_str(args, "out", "") };

	return slw_launch_run(service, session, &request, err);
}

static void launch_progress(void *owner, const char *stage, uint64_t done, uint64_t total)
{
	struct launch *launch = owner;

	free(launch->stage);
	launch->stage = slw_strdup(stage);
	launch->done = done;
	launch->total = total;
}

static void launch_done(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct launch *launch = owner;

	(void)data;
	launch->job = 0;
	if (result == NULL) {
		launch->phase = PHASE_ASK;
		launch->err = *err;
		return;
	}
	launch->phase = PHASE_DONE;
	launch->first = 0;
	launch->result = json_incref(result);
	slw_app_reload(launch->view.app);
}

static void start(struct launch *launch)
{
	struct slw_task task = { .call = run_launch,
				 .done = launch_done,
				 .progress = launch_progress,
				 .owner = launch };
	char *out = slw_value_path(launch->folder->ops->value(launch->folder, NULL));

	if (*out == '\0') {
		slw_app_say(launch->view.app, SLW_ROLE_ERROR, "%s",
			    _("Say which folder the store is written to."));
		free(out);
		return;
	}
	task.args = json_object();
	slw_json_set_str(task.args, "out", out);
	free(out);
	launch->err = SLW_ERR_INIT;
	launch_progress(launch, _("Beginning"), 0, 0);
	launch->phase = PHASE_RUN;
	launch->job = slw_task_start(launch->view.app, &task);
}

/* --- drawing ----------------------------------------------------------------------------- */

static void draw_ask(struct launch *launch, struct slw_pane pane)
{
	int width = pane.width - 2, y = 0;

	y += slw_draw_wrapped(pane, 1, y, width, 2, SLW_STYLE(SLW_ROLE_TEXT),
			      _("Your shop is written as pages that any web host can serve, with "
				"product files for other shop systems beside them."));
	if (pane.height > 8)
		y++;
	slw_draw_fit(pane, 1, y++, width, SLW_STYLE(SLW_ROLE_LABEL), _("Folder for the store"));
	launch->field_y = y;
	launch->folder->ops->draw(launch->folder, slw_pane_part(pane, 1, y++, width, 1), true);
	if (pane.height > 8)
		y++;
	if (launch->err.code != SLW_OK) {
		y += slw_draw_wrapped(pane, 1, y, width, 3, SLW_STYLE(SLW_ROLE_ERROR),
				      launch->err.msg);
		slw_draw_wrapped(pane, 1, y, width, 2, SLW_STYLE(SLW_ROLE_TEXT), launch->err.hint);
		return;
	}
	slw_draw_wrapped(pane, 1, y, width, 2, SLW_STYLE(SLW_ROLE_DIM),
			 _("It is made when it is not there. A launch that fails leaves the one "
			   "before it standing. Enter launches."));
}

static void draw_run(const struct launch *launch, struct slw_pane pane)
{
	int width = pane.width - 2;
	char *count;

	slw_draw_fit(pane, 1, 0, width, SLW_STYLE(SLW_ROLE_TITLE), _("Launching your shop"));
	slw_draw_fit(pane, 1, 2, width, SLW_STYLE(SLW_ROLE_TEXT),
		     launch->stage != NULL ? launch->stage : "");
	if (launch->total == 0)
		return;
	slw_draw_bar(pane, 1, 3, width > 60 ? 60 : width, SLW_STYLE(SLW_ROLE_ACCENT), launch->done,
		     launch->total);
	count = slw_printf(_("%llu of %llu"), (unsigned long long)launch->done,
			   (unsigned long long)launch->total);
	slw_draw_fit(pane, 1, 4, width, SLW_STYLE(SLW_ROLE_DIM), count);
	free(count);
}

/* One line of the result, unless it is scrolled away. */
static void put_line(const struct launch *launch, struct slw_pane pane, int *y, enum slw_role role,
		     const char *label, const char *text)
{
	int at = *y - launch->first, x = 1;

	*y += 1;
	if (at < 0 || at >= pane.height)
		return;
	if (label != NULL)
		x +=
		    slw_draw_fit(pane, x, at, pane.width - 2, SLW_STYLE(SLW_ROLE_LABEL), label) + 1;
	slw_draw_fit(pane, x, at, pane.width - x - 1, SLW_STYLE(role), text);
}

/* Paths are told whole: they are there to be copied. */
static void put_path(const struct launch *launch, struct slw_pane pane, int *y, const char *path)
{
	int width = pane.width - 4, at = *y - launch->first;
	int rows = slw_wrapped_rows(path, width);

	*y += rows;
	if (at >= 0)
		slw_draw_wrapped(pane, 3, at, width, 0, SLW_STYLE(SLW_ROLE_ACCENT), path);
}

static void put_counts(const struct launch *launch, struct slw_pane pane, int *y)
{
	const json_t *result = launch->result;
	char *text = slw_printf(_("%lld pages, %lld products, %lld files (%lld unchanged)"),
				(long long)slw_json_int(result, "pages", 0),
				(long long)slw_json_int(result, "products", 0),
				(long long)slw_json_int(result, "files", 0),
				(long long)slw_json_int(result, "unchanged", 0));

	put_line(launch, pane, y, SLW_ROLE_TEXT, _("Made:"), text);
	free(text);
	text = slw_printf(_("%lld of 100"), (long long)slw_json_int(result, "readiness", 0));
	put_line(launch, pane, y, SLW_ROLE_TEXT, _("Ready for shoppers:"), text);
	free(text);
}

static int draw_done(const struct launch *launch, struct slw_pane pane)
{
	const json_t *result = launch->result, *one;
	const char *storefront = slw_json_str(result, "storefront", NULL);
	char *head =
	    slw_printf(_("Launch %lld is done"), (long long)slw_json_int(result, "launch", 0));
	int y = 0;
	size_t i;

	put_line(launch, pane, &y, SLW_ROLE_GOOD, NULL, head);
	free(head);
	put_line(launch, pane, &y, SLW_ROLE_TEXT, NULL,
		 storefront != NULL ? _("Your store is here; open index.html in a browser:")
				    : _("What was made is here:"));
	put_path(launch, pane, &y,
		 storefront != NULL ? storefront : slw_json_str(result, "out", ""));
	put_line(launch, pane, &y, SLW_ROLE_TEXT, NULL, "");
	put_counts(launch, pane, &y);
	if (json_array_size(json_object_get(result, "warnings")) > 0)
		put_line(launch, pane, &y, SLW_ROLE_TITLE, NULL, _("Please look at"));
	json_array_foreach (json_object_get(result, "warnings"), i, one)
		put_line(launch, pane, &y, SLW_ROLE_WARNING, slw_mark(pane.canvas, SLW_MARK_BULLET),
			 json_string_value(one));
	if (json_array_size(json_object_get(result, "recommendations")) > 0)
		put_line(launch, pane, &y, SLW_ROLE_TITLE, NULL, _("What would make it better"));
	json_array_foreach (json_object_get(result, "recommendations"), i, one)
		put_line(launch, pane, &y, SLW_ROLE_TEXT, slw_mark(pane.canvas, SLW_MARK_BULLET),
			 slw_json_str(one, "title", ""));
	return y;
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct launch *launch = (struct launch *)view;
	int lines;

	switch (launch->phase) {
	case PHASE_ASK:
		draw_ask(launch, pane);
		break;
	case PHASE_RUN:
		draw_run(launch, pane);
		break;
	case PHASE_DONE:
		/* how long it is depends on the width: scrolled too far, it is drawn again */
		lines = draw_done(launch, pane);
		if (launch->first > 0 && launch->first > lines - pane.height) {
			launch->first = lines > pane.height ? lines - pane.height : 0;
			slw_draw_fill(pane, 0, 0, pane.width, pane.height,
				      SLW_STYLE(SLW_ROLE_TEXT));
			draw_done(launch, pane);
		}
		slw_draw_scroll(pane, launch->first, lines, SLW_STYLE(SLW_ROLE_BORDER));
	}
}

/* --- keys -------------------------------------------------------------------------------- */

static enum slw_context focus(const struct slw_view *view)
{
	const struct launch *launch = (const struct launch *)view;

	return launch->phase == PHASE_ASK ? launch->folder->ops->context(launch->folder)
					  : SLW_CTX_NONE;
}

static bool scroll(struct launch *launch, enum slw_cmd cmd)
{
	int by = 0;

	switch (cmd) {
	case SLW_CMD_UP:
		by = -1;
		break;
	case SLW_CMD_DOWN:
		by = 1;
		break;
	case SLW_CMD_PAGE_UP:
		by = -10;
		break;
	case SLW_CMD_PAGE_DOWN:
		by = 10;
		break;
	default:
		return false;
	}
	launch->first += by;
	if (launch->first < 0)
		launch->first = 0;
	return true;
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct launch *launch = (struct launch *)view;

	if (launch->phase == PHASE_DONE)
		return scroll(launch, cmd);
	if (launch->phase == PHASE_RUN) {
		if (cmd != SLW_CMD_CANCEL && cmd != SLW_CMD_BACK)
			return false;
		slw_app_job_cancel(view->app, launch->job);
		return true;
	}
	if (cmd == SLW_CMD_ACCEPT || cmd == SLW_CMD_LAUNCH) {
		start(launch);
		return true;
	}
	return launch->folder->ops->command(launch->folder, cmd);
}

static void text(struct slw_view *view, const char *typed, size_t len, bool pasted)
{
	struct launch *launch = (struct launch *)view;

	if (launch->phase != PHASE_ASK)
		return;
	launch->err = SLW_ERR_INIT;
	launch->folder->ops->text(launch->folder, typed, len, pasted);
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct launch *launch = (struct launch *)view;
	struct slw_mouse inside = *event;

	if (launch->phase == PHASE_DONE) {
		if (event->kind == SLW_MOUSE_WHEEL_UP)
			scroll(launch, SLW_CMD_UP);
		else if (event->kind == SLW_MOUSE_WHEEL_DOWN)
			scroll(launch, SLW_CMD_DOWN);
	} else if (launch->phase == PHASE_ASK && event->y == launch->field_y &&
		   launch->folder->ops->mouse != NULL) {
		inside.x -= 1;
		inside.y = 0;
		launch->folder->ops->mouse(launch->folder, &inside);
	}
}

static const char *title(const struct slw_view *view)
{
	(void)view;
	return _("Launch");
}

static void free_view(struct slw_view *view)
{
	struct launch *launch = (struct launch *)view;

	slw_app_forget(view->app, view);
	launch->folder->ops->free(launch->folder);
	json_decref(launch->result);
	free(launch->stage);
	free(launch);
}

static const struct slw_view_ops launch_ops = { .name = "launch",
						.context = SLW_CTX_LAUNCH,
						.focus = focus,
						.draw = draw,
						.command = command,
						.text = text,
						.mouse = mouse,
						.title = title,
						.free = free_view };

struct slw_view *slw_view_launch_new(struct slw_app *app)
{
	struct launch *launch = slw_calloc(1, sizeof(*launch));
	const char *name = slw_app_session(app)->business_name;
	char *handle = slw_text_handle(name != NULL && *name != '\0' ? name : "store");

	launch->view = (struct slw_view){ .ops = &launch_ops, .app = app };
	launch->folder = slw_text_field_new(FOLDER_MAX);
	launch->folder->ops->set(launch->folder, handle, SLW_CURSOR_END);
	free(handle);
	return &launch->view;
}
