/* A product file: what an import would do is shown before it is done. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/records.h"
#include "service/apply.h"
#include "ui/app.h"
#include "ui/form.h"
#include "ui/import_map.h"
#include "ui/import_report.h"
#include "ui/path_field.h"
#include "ui/report.h"
#include "ui/task.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

/* Which file; its columns are read; what they are; the file is looked through; what would be done; it is
 * done; what was done. */
enum phase { PHASE_ASK, PHASE_COLUMNS, PHASE_MAP, PHASE_LOOK, PHASE_SHOW, PHASE_APPLY, PHASE_DONE };

struct import {
	struct slw_view view;
	enum phase phase;
	struct slw_path_field *file;
	char *path;		    /* that was taken */
	json_t *survey;		    /* its columns */
	struct slw_import_map *map; /* what they are; NULL: as the file says */
	uint64_t job, done, total;
	int map_top; /* of the last frame */
	char *stage;
	struct slw_err err;	 /* of the last try */
	struct slw_report lines; /* what it says */
};

/* --- the work ---------------------------------------------------------------------------- */

static json_t *run_import(struct slw_service *service, struct slw_session *session,
			  const json_t *args, struct slw_err *err)
{
	const struct slw_import_request request = { .path = slw_json_str(args, "path", ""),
						    .map = json_object_get(args, "map"),
						    .dry_run =
							slw_json_bool(args, "dry_run", true) };

	return slw_import_run(service, session, &request, err);
}

static json_t *run_columns(struct slw_service *service, struct slw_session *session,
			   const json_t *args, struct slw_err *err)
{
	(void)service;
	(void)session;
	return slw_import_columns(slw_json_str(args, "path", ""), NULL, err);
}

static void import_progress(void *owner, const char *stage, uint64_t done, uint64_t total)
{
	struct import *import = owner;

	free(import->stage);
	import->stage = slw_strdup(stage);
	import->done = done;
	import->total = total;
}

static void drop_map(struct import *import)
{
	slw_import_map_free(import->map);
	import->map = NULL;
}

static void open_map(struct import *import)
{
	if (import->map == NULL)
		import->map = slw_import_map_new(import->view.app, import->survey);
	import->phase = PHASE_MAP;
}

static void import_done(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct import *import = owner;
	bool applied = import->phase == PHASE_APPLY;

	(void)data;
	import->job = 0;
	if (result == NULL && import->map != NULL) {
		import->phase = PHASE_MAP;
		slw_app_say_err(import->view.app, err);
		return;
	}
	if (result == NULL) {
		import->phase = PHASE_ASK;
		import->err = *err;
		return;
	}
	import->phase = applied ? PHASE_DONE : PHASE_SHOW;
	slw_import_report(&import->lines, result, applied);
	if (applied)
		slw_app_reload(import->view.app);
}

static void start(struct import *import, bool dry_run)
{
	struct slw_task task = { .call = run_import,
				 .done = import_done,
				 .progress = import_progress,
				 .owner = import };
	json_t *map = import->map != NULL ? slw_import_map_json(import->map) : NULL;

	task.args = json_object();
	slw_json_set_str(task.args, "path", import->path);
	slw_json_set_bool(task.args, "dry_run", dry_run);
	if (map != NULL)
		slw_json_set(task.args, "map", map);
	import_progress(import, dry_run ? _("Looking through the file") : _("Importing"), 0, 0);
	import->phase = dry_run ? PHASE_LOOK : PHASE_APPLY;
	import->job = slw_task_start(import->view.app, &task);
}

static void columns_read(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct import *import = owner;

	(void)data;
	import->job = 0;
	if (result == NULL) {
		import->phase = PHASE_ASK;
		import->err = *err;
		return;
	}
	json_decref(import->survey);
	import->survey = json_incref(result);
	if (slw_import_map_asks(result))
		open_map(import);
	else
		start(import, true);
}

static void take_path(struct import *import)
{
	struct slw_task task = { .call = run_columns, .done = columns_read, .owner = import };

	free(import->path);
	import->path = slw_path_field_value(import->file);
	if (import->path[0] == '\0') {
		slw_app_say(import->view.app, SLW_ROLE_ERROR, "%s",
			    _("Say which file is to be imported."));
		return;
	}
	drop_map(import);
	import->err = SLW_ERR_INIT;
	task.args = json_object();
	slw_json_set_str(task.args, "path", import->path);
	import_progress(import, _("Reading the columns"), 0, 0);
	import->phase = PHASE_COLUMNS;
	import->job = slw_task_start(import->view.app, &task);
}

static void look_through(struct import *import)
{
	const char *missing;

	if (!slw_form_leave(slw_import_map_form(import->map)))
		return;
	missing = slw_import_map_missing(import->map);
	if (missing != NULL)
		slw_app_say(import->view.app, SLW_ROLE_ERROR,
			    _("No column is the field \"%s\" yet, and each product needs it."),
			    missing);
	else
		start(import, true);
}

/* --- drawing ----------------------------------------------------------------------------- */

static void draw_ask(struct import *import, struct slw_pane pane)
{
	int width = pane.width - 2;
	int y = slw_draw_wrapped(pane, 1, 0, width, 2, SLW_STYLE(SLW_ROLE_TEXT),
				 _("A CSV file as Shopify, WooCommerce or a spreadsheet exports "
				   "it. It is looked through first; nothing is written yet."));

	if (pane.height > 8)
		y++;
	slw_draw_fit(pane, 1, y++, width, SLW_STYLE(SLW_ROLE_LABEL), _("Product file"));
	slw_path_field_draw(import->file, pane, y++);
	if (import->err.code != SLW_OK) {
		y += slw_draw_wrapped(pane, 1, y, width, 3, SLW_STYLE(SLW_ROLE_ERROR),
				      import->err.msg);
		y += slw_draw_wrapped(pane, 1, y, width, 2, SLW_STYLE(SLW_ROLE_TEXT),
				      import->err.hint);
	}
	if (y < pane.height)
		slw_path_field_draw_list(import->file, pane, y);
}

static void draw_map(struct import *import, struct slw_pane pane)
{
	int top = 0;

	if (pane.height >= 10)
		top = slw_draw_wrapped(pane, 1, 0, pane.width - 2, 2, SLW_STYLE(SLW_ROLE_DIM),
				       _("What is each column of the file? F7 then looks through "
					 "it; nothing is written yet.")) +
		      1;
	import->map_top = top;
	slw_form_draw(slw_import_map_form(import->map),
		      slw_pane_part(pane, 0, top, pane.width, pane.height - top));
}

static void draw_work(const struct import *import, struct slw_pane pane)
{
	int width = pane.width - 2;

	slw_draw_fit(pane, 1, 0, width, SLW_STYLE(SLW_ROLE_TITLE), import->stage);
	if (import->total > 0)
		slw_draw_bar(pane, 1, 2, width > 60 ? 60 : width, SLW_STYLE(SLW_ROLE_ACCENT),
			     import->done, import->total);
	else if (import->done > 0) {
		char *count = slw_printf("%llu", (unsigned long long)import->done);

		slw_draw_fit(pane, 1, 2, width, SLW_STYLE(SLW_ROLE_DIM), count);
		free(count);
	}
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct import *import = (struct import *)view;

	if (import->phase == PHASE_ASK)
		draw_ask(import, pane);
	else if (import->phase == PHASE_MAP)
		draw_map(import, pane);
	else if (import->job != 0)
		draw_work(import, pane);
	else
		slw_report_draw(&import->lines, pane);
}

/* --- keys -------------------------------------------------------------------------------- */

static enum slw_context focus(const struct slw_view *view)
{
	static const enum slw_context at[] = {
		[PHASE_ASK] = SLW_CTX_PATH,   [PHASE_COLUMNS] = SLW_CTX_WORK,
		[PHASE_LOOK] = SLW_CTX_WORK,  [PHASE_SHOW] = SLW_CTX_DECIDE,
		[PHASE_APPLY] = SLW_CTX_WORK, [PHASE_DONE] = SLW_CTX_READER,
	};
	const struct import *import = (const struct import *)view;

	return import->phase == PHASE_MAP ? slw_form_focus(slw_import_map_form(import->map))
					  : at[import->phase];
}

static bool offers(const struct slw_view *view, enum slw_cmd cmd)
{
	const struct import *import = (const struct import *)view;

	if (cmd == SLW_CMD_OPTIONS)
		return import->phase == PHASE_SHOW;
	if (cmd == SLW_CMD_APPLY)
		return import->phase == PHASE_MAP;
	return import->phase != PHASE_ASK || slw_path_field_offers(import->file, cmd);
}

static bool show_command(struct import *import, enum slw_cmd cmd)
{
	if (slw_report_command(&import->lines, cmd))
		return true;
	switch (cmd) {
	case SLW_CMD_ACCEPT:
		if (import->phase == PHASE_SHOW)
			start(import, false);
		else
			slw_app_pop(import->view.app);
		return true;
	case SLW_CMD_OPTIONS:
		if (import->phase == PHASE_SHOW)
			open_map(import);
		return true;
	case SLW_CMD_BACK:
		if (import->phase != PHASE_SHOW)
			return false;
		import->phase = import->map != NULL ? PHASE_MAP : PHASE_ASK;
		return true;
	default:
		return false;
	}
}

static bool map_command(struct import *import, enum slw_cmd cmd)
{
	if (slw_form_command(slw_import_map_form(import->map), cmd))
		return true;
	switch (cmd) {
	case SLW_CMD_APPLY:
	case SLW_CMD_ACCEPT:
		look_through(import);
		return true;
	case SLW_CMD_BACK:
		import->phase = PHASE_ASK;
		return true;
	default:
		return false;
	}
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct import *import = (struct import *)view;

	switch (import->phase) {
	case PHASE_ASK:
		if (cmd != SLW_CMD_ACCEPT)
			return slw_path_field_command(import->file, cmd);
		take_path(import);
		return true;
	case PHASE_MAP:
		return map_command(import, cmd);
	case PHASE_SHOW:
	case PHASE_DONE:
		return show_command(import, cmd);
	default:
		if (cmd != SLW_CMD_CANCEL && cmd != SLW_CMD_BACK)
			return false;
		slw_app_job_cancel(view->app, import->job);
		return true;
	}
}

static void text(struct slw_view *view, const char *typed, size_t len, bool pasted)
{
	struct import *import = (struct import *)view;

	if (import->phase == PHASE_MAP) {
		slw_form_text(slw_import_map_form(import->map), typed, len, pasted);
	} else if (import->phase == PHASE_ASK) {
		import->err = SLW_ERR_INIT;
		slw_path_field_text(import->file, typed, len, pasted);
	}
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct import *import = (struct import *)view;
	struct slw_mouse inside = *event;

	inside.y -= import->map_top;
	if (import->phase == PHASE_MAP)
		slw_form_mouse(slw_import_map_form(import->map), &inside);
	else if (import->phase == PHASE_ASK)
		slw_path_field_mouse(import->file, event);
	else if (import->job == 0)
		slw_report_mouse(&import->lines, event);
}

static void enter(struct slw_view *view)
{
	struct import *import = (struct import *)view;

	if (import->phase == PHASE_ASK)
		slw_path_field_list(import->file);
}

static char *help(const struct slw_view *view)
{
	const struct import *import = (const struct import *)view;

	if (import->phase == PHASE_MAP)
		return slw_import_map_help(import->map);
	if (import->phase != PHASE_ASK)
		return NULL;
	return slw_strdup(
	    _("The path of a CSV file, from the folder that the wizard was started in, or from / "
	      "or ~. "
	      "Tab completes what is typed, Up and Down choose a file of the folder.\n\n"
	      "What Shopify and WooCommerce export is known as it is. Of any other file you are "
	      "asked "
	      "what its columns are. Before anything is written you see what would become of each "
	      "row."));
}

static const char *title(const struct slw_view *view)
{
	(void)view;
	return _("Import products");
}

static void free_view(struct slw_view *view)
{
	struct import *import = (struct import *)view;

	slw_app_forget(view->app, view);
	slw_path_field_free(import->file);
	slw_import_map_free(import->map);
	json_decref(import->survey);
	free(import->path);
	slw_report_clear(&import->lines);
	free(import->stage);
	free(import);
}

static const struct slw_view_ops import_ops = { .name = "import",
						.context = SLW_CTX_IMPORT,
						.focus = focus,
						.draw = draw,
						.command = command,
						.text = text,
						.offers = offers,
						.mouse = mouse,
						.enter = enter,
						.title = title,
						.help = help,
						.free = free_view };

struct slw_view *slw_view_import_new(struct slw_app *app)
{
	struct import *import = slw_calloc(1, sizeof(*import));

	import->view = (struct slw_view){ .ops = &import_ops, .app = app };
	import->file = slw_path_field_new(app, false);
	return &import->view;
}
