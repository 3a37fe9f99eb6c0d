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
#include "ui/path_field.h"
#include "ui/report.h"
#include "ui/task.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

enum phase { PHASE_ASK, PHASE_RUN, PHASE_DONE };

struct launch {
	struct slw_view view;
	enum phase phase;
	struct slw_path_field *folder;
	uint64_t job;
	char *stage;
	uint64_t done, total;
	struct slw_err err;	  /* of the last try */
	struct slw_report report; /* PHASE_DONE */
};

/* --- what was made ------------------------------------------------------------------------ */

static void build_report(struct launch *launch, const json_t *result)
{
	const char *storefront = slw_json_str(result, "storefront", NULL);
	struct slw_report *report = &launch->report;
	json_t *one;
	size_t i;

	slw_report_clear(report);
	slw_report_add(
	    report, SLW_ROLE_GOOD,
	    slw_printf(_("Launch %lld is done"), (long long)slw_json_int(result, "launch", 0)));
	slw_report_add(report, SLW_ROLE_TEXT,
		       slw_strdup(storefront != NULL
				      ? _("Your store is here; open index.html in a browser:")
				      : _("What was made is here:")));
	/* told whole: it is there to be copied */
	slw_report_add(
	    report, SLW_ROLE_ACCENT,
	    slw_strdup(storefront != NULL ? storefront : slw_json_str(result, "out", "")));
	slw_report_add(report, SLW_ROLE_TEXT, slw_strdup(""));
	slw_report_add(report, SLW_ROLE_TEXT,
		       slw_printf(_("Made: %lld pages, %lld products, %lld files (%lld unchanged)"),
				  (long long)slw_json_int(result, "pages", 0),
				  (long long)slw_json_int(result, "products", 0),
				  (long long)slw_json_int(result, "files", 0),
				  (long long)slw_json_int(result, "unchanged", 0)));
	slw_report_add(report, SLW_ROLE_TEXT,
		       slw_printf(_("Ready for shoppers: %lld of 100"),
				  (long long)slw_json_int(result, "readiness", 0)));
	if (json_array_size(json_object_get(result, "warnings")) > 0)
		slw_report_add(report, SLW_ROLE_TITLE, slw_strdup(_("Please look at")));
	json_array_foreach (json_object_get(result, "warnings"), i, one)
		slw_report_bullet(report, SLW_ROLE_WARNING, slw_strdup(json_string_value(one)));
	if (json_array_size(json_object_get(result, "recommendations")) > 0)
		slw_report_add(report, SLW_ROLE_TITLE, slw_strdup(_("What would make it better")));
	json_array_foreach (json_object_get(result, "recommendations"), i, one)
		slw_report_bullet(report, SLW_ROLE_TEXT,
				  slw_strdup(slw_json_str(one, "title", "")));
}

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
	build_report(launch, result);
	slw_app_reload(launch->view.app);
}

static void start(struct launch *launch)
{
	struct slw_task task = { .call = run_launch,
				 .done = launch_done,
				 .progress = launch_progress,
				 .owner = launch };
	char *out = slw_path_field_value(launch->folder);

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
	slw_path_field_draw(launch->folder, pane, y++);
	if (pane.height > 8)
		y++;
	if (launch->err.code != SLW_OK) {
		y += slw_draw_wrapped(pane, 1, y, width, 3, SLW_STYLE(SLW_ROLE_ERROR),
				      launch->err.msg);
		slw_draw_wrapped(pane, 1, y, width, 2, SLW_STYLE(SLW_ROLE_TEXT), launch->err.hint);
		return;
	}
	y += slw_draw_wrapped(pane, 1, y, width, 2, SLW_STYLE(SLW_ROLE_DIM),
			      _("It is made when it is not there. A launch that fails leaves the "
				"one before it standing. Enter launches.")) +
	     1;
	if (y < pane.height)
		slw_path_field_draw_list(launch->folder, pane, y);
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

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct launch *launch = (struct launch *)view;

	switch (launch->phase) {
	case PHASE_ASK:
		draw_ask(launch, pane);
		break;
	case PHASE_RUN:
		draw_run(launch, pane);
		break;
	case PHASE_DONE:
		slw_report_draw(&launch->report, pane);
	}
}

/* --- keys -------------------------------------------------------------------------------- */

static enum slw_context focus(const struct slw_view *view)
{
	static const enum slw_context at[] = {
		[PHASE_ASK] = SLW_CTX_PATH,
		[PHASE_RUN] = SLW_CTX_WORK,
		[PHASE_DONE] = SLW_CTX_READER,
	};

	return at[((const struct launch *)view)->phase];
}

static bool offers(const struct slw_view *view, enum slw_cmd cmd)
{
	const struct launch *launch = (const struct launch *)view;

	return launch->phase != PHASE_ASK || slw_path_field_offers(launch->folder, cmd);
}

static bool read_command(struct launch *launch, enum slw_cmd cmd)
{
	if (slw_report_command(&launch->report, cmd))
		return true;
	if (cmd != SLW_CMD_ACCEPT)
		return false;
	slw_app_pop(launch->view.app);
	return true;
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct launch *launch = (struct launch *)view;

	if (launch->phase == PHASE_DONE)
		return read_command(launch, cmd);
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
	return slw_path_field_command(launch->folder, cmd);
}

static void text(struct slw_view *view, const char *typed, size_t len, bool pasted)
{
	struct launch *launch = (struct launch *)view;

	if (launch->phase != PHASE_ASK)
		return;
	launch->err = SLW_ERR_INIT;
	slw_path_field_text(launch->folder, typed, len, pasted);
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct launch *launch = (struct launch *)view;

	if (launch->phase == PHASE_DONE)
		slw_report_mouse(&launch->report, event);
	else if (launch->phase == PHASE_ASK)
		slw_path_field_mouse(launch->folder, event);
}

static void enter(struct slw_view *view)
{
	struct launch *launch = (struct launch *)view;

	if (launch->phase == PHASE_ASK)
		slw_path_field_list(launch->folder);
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
	slw_path_field_free(launch->folder);
	slw_report_clear(&launch->report);
	free(launch->stage);
	free(launch);
}

static const struct slw_view_ops launch_ops = { .name = "launch",
						.context = SLW_CTX_LAUNCH,
						.focus = focus,
						.offers = offers,
						.draw = draw,
						.command = command,
						.text = text,
						.mouse = mouse,
						.enter = enter,
						.title = title,
						.free = free_view };

struct slw_view *slw_view_launch_new(struct slw_app *app)
{
	struct launch *launch = slw_calloc(1, sizeof(*launch));
	const char *name = slw_app_session(app)->business_name;
	char *handle = slw_text_handle(name != NULL && *name != '\0' ? name : "store");

	launch->view = (struct slw_view){ .ops = &launch_ops, .app = app };
	launch->folder = slw_path_field_new(app, true);
	slw_path_field_set(launch->folder, handle);
	free(handle);
	return &launch->view;
}
