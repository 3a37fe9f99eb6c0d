/* The versions of the answers: what changed in each, and back to any of them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/records.h"
#include "service/history.h"
#include "ui/app.h"
#include "ui/dialog.h"
#include "ui/list.h"
#include "ui/task.h"
#include "ui/value.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

#define VERSIONS_MAX   2000 /* that are listed */
#define AUTHOR_COLUMNS 12

struct journal {
	struct slw_view view;
	struct slw_list list;
	json_t *log; /* NULL until it is there */
	bool waiting, again;
};

/* --- the log ----------------------------------------------------------------------------- */

static void start(struct journal *journal);

static json_t *read_log(struct slw_service *service, struct slw_session *session,
			const json_t *args, struct slw_err *err)
{
	(void)args;
	return slw_history_log(service, session, VERSIONS_MAX, err);
}

static void log_read(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct journal *journal = owner;

	(void)data;
	journal->waiting = false;
	if (result == NULL) {
		slw_app_say_err(journal->view.app, err);
	} else {
		json_decref(journal->log);
		journal->log = json_incref(result);
	}
	if (journal->again)
		start(journal);
}

static void start(struct journal *journal)
{
	const struct slw_task task = { .call = read_log, .done = log_read, .owner = journal };

	journal->again = journal->waiting;
	if (journal->waiting)
		return;
	journal->waiting = true;
	slw_task_start(journal->view.app, &task);
}

static void refresh(struct slw_view *view)
{
	start((struct journal *)view);
}

static const json_t *version_at(const struct journal *journal, int at)
{
	return json_array_get(json_object_get(journal->log, "versions"), (size_t)at);
}

/* --- what changed ------------------------------------------------------------------------ */

static json_t *read_diff(struct slw_service *service, struct slw_session *session,
			 const json_t *args, struct slw_err *err)
{
	return slw_history_diff(service, session, slw_json_int(args, "from", 0),
				slw_json_int(args, "to", 0), err);
}

static char *about_of(const json_t *version);

static void diff_read(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct journal *journal = owner;
	struct slw_app *app = journal->view.app;
	const json_t *version = NULL;
	char *about;

	(void)data;
	if (result == NULL) {
		slw_app_say_err(app, err);
		return;
	}
	if (slw_app_top(app) != &journal->view)
		return;
	for (size_t i = 0; version == NULL && version_at(journal, (int)i) != NULL; i++)
		if (slw_json_int(version_at(journal, (int)i), "version", 0) ==
		    slw_json_int(result, "to", -1))
			version = version_at(journal, (int)i);
	about = about_of(version);
	slw_app_push(app, slw_view_diff_new(app, result, about));
	free(about);
}

static void show_diff(struct journal *journal)
{
	const json_t *version = version_at(journal, journal->list.current);
	struct slw_task task = { .call = read_diff, .done = diff_read, .owner = journal };
	int64_t number = slw_json_int(version, "version", 0);

	if (version == NULL)
		return;
	task.args = json_object();
	slw_json_set_int(task.args, "from", number - 1);
	slw_json_set_int(task.args, "to", number);
	slw_task_start(journal->view.app, &task);
}

/* --- going back -------------------------------------------------------------------------- */

static void restore(void *context)
{
	struct journal *journal = context;
	struct slw_app *app = journal->view.app;
	const json_t *version = version_at(journal, journal->list.current);
	struct slw_err err = SLW_ERR_INIT;
	json_t *result;

	slw_app_flush(app);
	result = slw_history_restore(slw_app_service(app), slw_app_session(app),
				     slw_json_int(version, "version", 0), &err);
	if (result == NULL) {
		slw_app_say_err(app, &err);
		return;
	}
	slw_app_say(app, SLW_ROLE_GOOD, _("Version %lld is back, as version %lld."),
		    (long long)slw_json_int(version, "version", 0),
		    (long long)slw_json_int(result, "version", 0));
	json_decref(result);
	journal->list.current = 0;
	slw_app_reload(app);
}

static void ask_restore(struct journal *journal)
{
	const json_t *version = version_at(journal, journal->list.current);
	char *question;

	if (version == NULL)
		return;
	question = slw_printf(_("Make all answers and products again what they were in version "
				"%lld? Nothing is lost: it becomes a new version."),
			      (long long)slw_json_int(version, "version", 0));
	slw_dialog_confirm(journal->view.app, question, _("Restore"), restore, journal);
	free(question);
}

/* --- drawing ----------------------------------------------------------------------------- */

static const struct {
	const char *kind, *word;
} kinds[] = { { "answers", N_("answers file") }, { "edit", N_("edited") },
	      { "import", N_("imported") },	 { "undo", N_("undone") },
	      { "redo", N_("redone") },		 { "restore", N_("restored") },
	      { "merge", N_("merged") },	 { "copy", N_("copied") } };

static const char *word_of(const char *kind)
{
	for (size_t i = 0; i < SLW_COUNT(kinds); i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return _(kinds[i].word);
	return kind;
}

/* The note, and what was changed, by its labels. */
static char *what_of(const json_t *version)
{
	const char *note = slw_json_str(version, "note", "");
	int64_t products = slw_json_int(version, "products_changed", 0);
	const json_t *key;
	struct slw_buf out;
	size_t i;

	slw_buf_init(&out, 1000);
	if (*note != '\0')
		slw_buf_printf(&out, "%s%s", note,
			       json_array_size(json_object_get(version, "changed")) > 0 ? ": "
											: "");
	json_array_foreach (json_object_get(version, "changed"), i, key) {
		const struct slw_field *field = slw_steps_field(json_string_value(key), NULL);

		slw_buf_printf(&out, "%s%s", i > 0 ? ", " : "",
			       field != NULL ? _(field->label) : json_string_value(key));
	}
	if (products > 0 && *note == '\0')
		slw_buf_printf(&out,
			       P_("%s%lld product", "%s%lld products", (unsigned long)products),
			       out.len > 0 ? ", " : "", (long long)products);
	return slw_buf_take(&out);
}

/* "2026-08-01 10:22 edited by anna" */
static void when_of(char when[17], const json_t *version)
{
	slw_text_copy(when, 17, slw_json_str(version, "created_at", ""));
	if (when[0] != '\0' && when[10] == 'T')
		when[10] = ' ';
}

static char *about_of(const json_t *version)
{
	char when[17];

	when_of(when, version);
	return slw_printf(_("%s, %s by %s. %s"), when, word_of(slw_json_str(version, "kind", "")),
			  slw_json_str(version, "author", ""), slw_json_str(version, "note", ""));
}

static void draw_version(struct slw_pane pane, int y, const json_t *version)
{
	char *number = slw_printf("%lld", (long long)slw_json_int(version, "version", 0));
	char *what = what_of(version), when[17];
	int x = 8;

	when_of(when, version);
	slw_draw_right(pane, 6, y, SLW_STYLE(SLW_ROLE_ACCENT), number);
	if (pane.width >= 60) {
		slw_draw_fit(pane, x, y, 16, SLW_STYLE(SLW_ROLE_DIM), when);
		x += 18;
	}
	slw_draw_fit(pane, x, y, 12, SLW_STYLE(SLW_ROLE_LABEL),
		     word_of(slw_json_str(version, "kind", "")));
	x += 13;
	if (pane.width >= 76) {
		slw_draw_fit(pane, x, y, AUTHOR_COLUMNS, SLW_STYLE(SLW_ROLE_DIM),
			     slw_json_str(version, "author", ""));
		x += AUTHOR_COLUMNS + 1;
	}
	slw_draw_fit(pane, x, y, pane.width - x - 2, SLW_STYLE(SLW_ROLE_TEXT), what);
	free(what);
	free(number);
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct journal *journal = (struct journal *)view;
	int count = (int)json_array_size(json_object_get(journal->log, "versions"));

	slw_list_show(&journal->list, count, 0, pane.height);
	if (count == 0)
		slw_draw_fit(pane, 1, 0, pane.width - 2, SLW_STYLE(SLW_ROLE_DIM),
			     journal->log == NULL ? _("Reading the journal …")
						  : _("Nothing was changed yet."));
	for (int i = 0; i < journal->list.rows && journal->list.first + i < count; i++) {
		draw_version(pane, i, version_at(journal, journal->list.first + i));
		if (journal->list.first + i == journal->list.current)
			slw_draw_style(pane, 0, i, pane.width - 1, SLW_STYLE(SLW_ROLE_SELECTED));
	}
	slw_draw_scroll(pane, journal->list.first, count, SLW_STYLE(SLW_ROLE_BORDER));
}

/* --- keys -------------------------------------------------------------------------------- */

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct journal *journal = (struct journal *)view;

	if (slw_list_command(&journal->list, cmd))
		return true;
	switch (cmd) {
	case SLW_CMD_ACCEPT:
	case SLW_CMD_DIFF:
		show_diff(journal);
		return true;
	case SLW_CMD_RESTORE:
		ask_restore(journal);
		return true;
	default:
		return false;
	}
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct journal *journal = (struct journal *)view;
	int before = journal->list.current;

	if (slw_list_mouse(&journal->list, event) && before == journal->list.current)
		show_diff(journal);
}

static const char *title(const struct slw_view *view)
{
	(void)view;
	return _("Journal");
}

static char *help(const struct slw_view *view)
{
	(void)view;
	return slw_strdup(_(
	    "Every change is a version: when it was made, how, by whom, and what it changed. Enter "
	    "shows each field before and after, and leads to it.\n\nr makes all answers and "
	    "products again what they were in that version; that is a new version, so nothing is "
	    "lost. F8 undoes the last change, F9 does it again.\n\nF1 again shows the keys."));
}

static void free_view(struct slw_view *view)
{
	struct journal *journal = (struct journal *)view;

	slw_app_forget(view->app, view);
	json_decref(journal->log);
	free(journal);
}

static const struct slw_view_ops journal_ops = { .name = "journal",
						 .context = SLW_CTX_JOURNAL,
						 .draw = draw,
						 .command = command,
						 .mouse = mouse,
						 .enter = refresh,
						 .changed = refresh,
						 .title = title,
						 .help = help,
						 .free = free_view };

struct slw_view *slw_view_journal_new(struct slw_app *app)
{
	struct journal *journal = slw_calloc(1, sizeof(*journal));

	journal->view = (struct slw_view){ .ops = &journal_ops, .app = app };
	return &journal->view;
}
