/* A product file: what an import would do is shown before it is done. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/records.h"
#include "service/apply.h"
#include "ui/app.h"
#include "ui/report.h"
#include "ui/task.h"
#include "ui/text_field.h"
#include "ui/value.h"
#include "ui/view.h"
#include "ui/views.h"
#include "ui/widget.h"

#include "base/banned.h"

#define PATH_MAX_CHARS 1000

enum phase { PHASE_ASK, PHASE_LOOK, PHASE_SHOW, PHASE_APPLY, PHASE_DONE };

struct import {
	struct slw_view view;
	enum phase phase;
	struct slw_widget *file;
	int field_y;
	uint64_t job, done, total;
	char *stage;
	struct slw_err err;	 /* of the last try */
	json_t *report;		 /* from PHASE_SHOW on */
	struct slw_report lines; /* what it says */
};

/* --- the report -------------------------------------------------------------------------- */

static void add_columns(struct import *import)
{
	json_t *columns = json_object_get(import->report, "columns"), *one;
	struct slw_buf out;
	size_t i;

	slw_buf_init(&out, 4000);
	json_array_foreach (columns, i, one) {
		const char *field = slw_json_str(one, "field", NULL);

		slw_buf_printf(&out, "%s%s", i > 0 ? ", " : "", slw_json_str(one, "column", "?"));
		if (field != NULL)
			slw_buf_printf(&out, " = %s", field);
	}
	if (out.len > 0)
		slw_report_add(&import->lines, SLW_ROLE_DIM,
			       slw_printf(_("Columns: %s"), out.data));
	slw_buf_release(&out);
}

static void add_skips(struct import *import)
{
	json_t *skips = json_object_get(import->report, "skips"), *one;
	int64_t total = slw_json_int(import->report, "skips_total", 0);
	size_t i;

	if (json_array_size(skips) == 0)
		return;
	slw_report_add(&import->lines, SLW_ROLE_TITLE,
		       slw_printf(P_("%lld thing cannot be taken", "%lld things cannot be taken",
				     (unsigned long)total),
				  (long long)total));
	json_array_foreach (skips, i, one)
		slw_report_add(
		    &import->lines, SLW_ROLE_ERROR,
		    slw_printf(_("line %lld, %s: %s %s"), (long long)slw_json_int(one, "line", 0),
			       slw_json_str(one, "column", ""), slw_json_str(one, "reason", ""),
			       slw_json_str(one, "hint", "")));
}

static const char *text_of(const json_t *warning)
{
	return json_is_string(warning)
		   ? json_string_value(warning)
		   : slw_json_str(warning, "message", slw_json_str(warning, "reason", ""));
}

static void build_lines(struct import *import)
{
	const json_t *report = import->report, *rows = slw_json_object(report, "rows");
	const json_t *products = slw_json_object(report, "products"), *one;
	bool done = import->phase == PHASE_DONE;
	size_t i;

	slw_report_clear(&import->lines);
	slw_report_add(&import->lines, SLW_ROLE_TITLE,
		       slw_printf(done ? _("%s is imported") : _("What importing %s would do"),
				  slw_json_str(report, "file", "")));
	slw_report_add(&import->lines, SLW_ROLE_TEXT,
		       slw_printf(_("Products: %lld new, %lld changed, %lld as they are"),
				  (long long)slw_json_int(products, "created", 0),
				  (long long)slw_json_int(products, "updated", 0),
				  (long long)slw_json_int(products, "unchanged", 0)));
	slw_report_add(&import->lines, SLW_ROLE_TEXT,
		       slw_printf(_("Rows: %lld read, %lld left out"),
				  (long long)slw_json_int(rows, "in", 0),
				  (long long)slw_json_int(rows, "skipped", 0)));
	slw_report_add(&import->lines, SLW_ROLE_DIM,
		       slw_printf(_("Read as: %s, %s, columns apart by %s, decimals behind %s"),
				  slw_json_str(report, "dialect", "CSV"),
				  slw_json_str(report, "encoding", "UTF-8"),
				  slw_json_str(report, "delimiter", ","),
				  slw_json_str(report, "decimal_mark", ".")));
	add_columns(import);
	slw_report_add(
	    &import->lines, SLW_ROLE_TEXT,
	    slw_strdup(done ? _("Undo takes all of it back. Esc goes to the products.")
			    : _("Nothing is written yet. Enter imports it, Esc does not.")));
	add_skips(import);
	json_array_foreach (json_object_get(report, "warnings"), i, one)
		slw_report_add(&import->lines, SLW_ROLE_WARNING, slw_strdup(text_of(one)));
}

/* --- the work ---------------------------------------------------------------------------- */

static json_t *run_import(struct slw_service *service, struct slw_session *session,
			  const json_t *args, struct slw_err *err)
{
	const struct slw_import_request request = { .path = slw_json_str(args, "path", ""),
						    .dry_run =
							slw_json_bool(args, "dry_run", true) };

	return slw_import_run(service, session, &request, err);
}

static void import_progress(void *owner, const char *stage, uint64_t done, uint64_t total)
{
	struct import *import = owner;

	free(import->stage);
	import->stage = slw_strdup(stage);
	import->done = done;
	import->total = total;
}

static void import_done(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct import *import = owner;
	bool applied = import->phase == PHASE_APPLY;

	(void)data;
	import->job = 0;
	if (result == NULL) {
		import->phase = PHASE_ASK;
		import->err = *err;
		return;
	}
	json_decref(import->report);
	import->report = json_incref(result);
	import->phase = applied ? PHASE_DONE : PHASE_SHOW;
	build_lines(import);
	if (applied)
		slw_app_reload(import->view.app);
}

static void start(struct import *import, bool dry_run)
{
	struct slw_task task = { .call = run_import,
				 .done = import_done,
				 .progress = import_progress,
				 .owner = import };
	char *path = slw_value_path(import->file->ops->value(import->file, NULL));

	if (*path == '\0') {
		slw_app_say(import->view.app, SLW_ROLE_ERROR, "%s",
			    _("Say which file is to be imported."));
		free(path);
		return;
	}
	task.args = json_object();
	slw_json_set_str(task.args, "path", path);
	slw_json_set_bool(task.args, "dry_run", dry_run);
	free(path);
	import->err = SLW_ERR_INIT;
	import_progress(import, dry_run ? _("Looking through the file") : _("Importing"), 0, 0);
	import->phase = dry_run ? PHASE_LOOK : PHASE_APPLY;
	import->job = slw_task_start(import->view.app, &task);
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
	import->field_y = y;
	import->file->ops->draw(import->file, slw_pane_part(pane, 1, y++, width, 1), true);
	if (import->err.code == SLW_OK)
		return;
	y += slw_draw_wrapped(pane, 1, y, width, 3, SLW_STYLE(SLW_ROLE_ERROR), import->err.msg);
	slw_draw_wrapped(pane, 1, y, width, 2, SLW_STYLE(SLW_ROLE_TEXT), import->err.hint);
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
	else if (import->phase == PHASE_LOOK || import->phase == PHASE_APPLY)
		draw_work(import, pane);
	else
		slw_report_draw(&import->lines, pane);
}

/* --- keys -------------------------------------------------------------------------------- */

static enum slw_context focus(const struct slw_view *view)
{
	static const enum slw_context at[] = {
		[PHASE_ASK] = SLW_CTX_PATH,    [PHASE_LOOK] = SLW_CTX_WORK,
		[PHASE_SHOW] = SLW_CTX_DECIDE, [PHASE_APPLY] = SLW_CTX_WORK,
		[PHASE_DONE] = SLW_CTX_READER,
	};

	return at[((const struct import *)view)->phase];
}

static bool show_command(struct import *import, enum slw_cmd cmd)
{
	if (slw_report_command(&import->lines, cmd))
		return true;
	switch (cmd) {
	case SLW_CMD_ACCEPT:
	case SLW_CMD_APPLY:
		if (import->phase == PHASE_SHOW)
			start(import, false);
		else
			slw_app_pop(import->view.app);
		return true;
	case SLW_CMD_BACK:
		if (import->phase != PHASE_SHOW)
			return false;
		import->phase = PHASE_ASK;
		return true;
	default:
		return false;
	}
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct import *import = (struct import *)view;

	if (import->phase == PHASE_SHOW || import->phase == PHASE_DONE)
		return show_command(import, cmd);
	if (import->phase != PHASE_ASK) {
		if (cmd != SLW_CMD_CANCEL && cmd != SLW_CMD_BACK)
			return false;
		slw_app_job_cancel(view->app, import->job);
		return true;
	}
	if (cmd == SLW_CMD_ACCEPT) {
		start(import, true);
		return true;
	}
	return import->file->ops->command(import->file, cmd);
}

static void text(struct slw_view *view, const char *typed, size_t len, bool pasted)
{
	struct import *import = (struct import *)view;

	if (import->phase != PHASE_ASK)
		return;
	import->err = SLW_ERR_INIT;
	import->file->ops->text(import->file, typed, len, pasted);
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct import *import = (struct import *)view;
	struct slw_mouse inside = *event;

	if (import->phase == PHASE_SHOW || import->phase == PHASE_DONE) {
		slw_report_mouse(&import->lines, event);
	} else if (import->phase == PHASE_ASK && event->y == import->field_y &&
		   import->file->ops->mouse != NULL) {
		inside.x -= 1;
		inside.y = 0;
		import->file->ops->mouse(import->file, &inside);
	}
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
	import->file->ops->free(import->file);
	slw_report_clear(&import->lines);
	free(import->stage);
	json_decref(import->report);
	free(import);
}

static const struct slw_view_ops import_ops = { .name = "import",
						.context = SLW_CTX_IMPORT,
						.focus = focus,
						.draw = draw,
						.command = command,
						.text = text,
						.mouse = mouse,
						.title = title,
						.free = free_view };

struct slw_view *slw_view_import_new(struct slw_app *app)
{
	struct import *import = slw_calloc(1, sizeof(*import));

	import->view = (struct slw_view){ .ops = &import_ops, .app = app };
	import->file = slw_text_field_new(PATH_MAX_CHARS);
	return &import->view;
}
