/* The form of one record: an entry of a list in the answers, or a product. */
#include "config.h"

#include "ui/records.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/check.h"
#include "model/documents.h"
#include "model/problem.h"
#include "service/conflict.h"
#include "service/flow.h"
#include "service/service.h"
#include "ui/app.h"
#include "ui/dialog.h"
#include "ui/form_internal.h"
#include "ui/record_draft.h"
#include "ui/view.h"
#include "ui/view_record.h"

#include "base/banned.h"

json_t *slw_record_value(struct record *record)
{
	return slw_documents_get(&record->docs, record->path);
}

/* --- saving ------------------------------------------------------------------------------ */

static void check_record(struct record *record, struct slw_problems *problems)
{
	struct slw_app *app = record->view.app;
	const struct slw_check check = { .catalog = slw_service_catalog(slw_app_service(app)),
					 .currency = slw_documents_currency(slw_app_docs(app)) };
	const json_t *value = slw_record_value(record);

	if (record->parent == NULL)
		slw_check_product(value, record->path, slw_app_docs(app), &check, problems);
	else
		slw_check_value(record->field, slw_documents_get(&record->docs, record->list),
				record->list, NULL, slw_app_docs(app), &check, problems);
}

static int put_product(struct record *record, struct slw_err *err)
{
	struct slw_app *app = record->view.app;
	struct slw_edit edit;
	struct slw_problems problems;
	json_t *object = slw_product_sorted(slw_record_value(record));
	int rc;

	slw_app_flush(app);
	edit = (struct slw_edit){ .base_version = record->base_version };
	if (edit.base_version == 0)
		edit.base_version = slw_app_session(app)->version;
	slw_problems_init(&problems);
	rc = slw_flow_product_put(slw_app_service(app), slw_app_session(app),
				  record->home.product_no, object, 0, &edit,
				  &record->home.product_no, NULL, &problems, err);
	slw_problems_release(&problems);
	json_decref(object);
	if (rc == 0) {
		record->base_version = slw_app_session(app)->version;
		slw_form_own(record->form, record->home.product_no);
		slw_app_reload(app);
	}
	return rc;
}

static void put_entry(struct record *record)
{
	slw_documents_set(record->parent->docs, record->list,
			  json_deep_copy(slw_documents_get(&record->docs, record->list)));
	record->parent->save(record->parent, record->list);
}

/* What cannot be saved yet is not lost. */
static bool keep_draft(struct record *record)
{
	if (record->parent == NULL)
		slw_product_draft_put(record->view.app, record->home.product_no,
				      slw_record_value(record), record->base_version);
	return false;
}

/* True when it is where it belongs. */
bool slw_record_keep(struct record *record)
{
	struct slw_problems problems;
	struct slw_err err = SLW_ERR_INIT;
	bool good;

	if (!record->changed && record->kept)
		return true;
	slw_problems_init(&problems);
	check_record(record, &problems);
	good = problems.errors == 0;
	/* an entry of the answers is saved as a step is; a product has to be whole */
	for (size_t i = 0; record->parent != NULL && i < problems.count; i++)
		good = (i == 0 || good) && !slw_problem_blocks(&problems.items[i]);
	slw_problems_release(&problems);
	if (!good)
		return keep_draft(record);
	if (record->parent != NULL) {
		put_entry(record);
	} else if (put_product(record, &err) < 0) {
		if (err.code == SLW_ECONFLICT)
			return slw_record_settle(record);
		slw_app_say_err(record->view.app, &err);
		return keep_draft(record);
	}
	record->kept = true;
	record->changed = false;
	return true;
}

static void committed(void *context, const json_t *value, const char *key)
{
	struct record *record = context;

	(void)key;
	slw_documents_set(&record->docs, record->path, json_deep_copy(value));
	record->changed = true;
	record->told = false;
	slw_record_keep(record);
}

/* A list inside of it was changed in docs. */
static void save_inside(struct slw_home *home, const char *path)
{
	struct record *record = (struct record *)((char *)home - offsetof(struct record, home));

	(void)path;
	record->changed = true;
	record->told = false;
	slw_record_keep(record);
}

static void show_problems(struct record *record)
{
	struct slw_problems problems;
	bool shown = false;

	slw_problems_init(&problems);
	check_record(record, &problems);
	for (size_t i = 0; i < problems.count; i++) {
		const struct slw_problem *problem = &problems.items[i];

		if (problem->severity != SLW_PROBLEM_ERROR)
			continue;
		if (slw_form_problem(record->form, problem->key, problem->message, problem->hint) &&
		    !shown)
			slw_form_go(record->form, problem->key);
		if (!shown)
			slw_app_say(record->view.app, SLW_ROLE_WARNING,
				    _("Not saved yet: %s. Esc again leaves it as a draft."),
				    problem->message);
		shown = true;
	}
	slw_problems_release(&problems);
}

/* --- the view ---------------------------------------------------------------------------- */

static void open_list(void *context, const struct slw_field *field, const char *path)
{
	struct record *record = context;

	(void)field;
	slw_app_push(record->view.app, slw_view_records_new(&record->home, path));
}

static enum slw_context focus(const struct slw_view *view)
{
	return slw_form_focus(((const struct record *)view)->form);
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	slw_form_draw(((struct record *)view)->form, pane);
}

/* Nothing of it is wanted: as it was saved, or not there at all. */
static void discard(void *context)
{
	struct record *record = context;

	slw_record_draft_drop(record->view.app, record->home.product_no, record->path);
	record->discarded = true;
	slw_app_pop(record->view.app);
	slw_app_say(record->view.app, SLW_ROLE_GOOD, "%s", _("What was not saved is gone."));
}

/* Something is typed or answered that is not saved. */
static bool is_unsaved(const struct record *record)
{
	return record->changed || slw_form_is_pending(record->form);
}

static bool leave_by_esc(struct record *record)
{
	if (record->told)
		return false;
	record->told =
	    !slw_form_leave(record->form) || (record->changed && !slw_record_keep(record));
	if (record->told) {
		show_problems(record);
		return true;
	}
	/* saved, or empty: one does not come back to it */
	slw_record_draft_drop(record->view.app, record->home.product_no, record->path);
	record->discarded = true;
	return false;
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct record *record = (struct record *)view;

	if (slw_form_command(record->form, cmd))
		return true;
	if (cmd == SLW_CMD_REMOVE && is_unsaved(record)) {
		slw_dialog_confirm(view->app, _("Give up what is not saved?"), _("Give it up"),
				   discard, record);
		return true;
	}
	return cmd == SLW_CMD_BACK && leave_by_esc(record);
}

static bool offers(const struct slw_view *view, enum slw_cmd cmd)
{
	return cmd != SLW_CMD_REMOVE || is_unsaved((const struct record *)view);
}

static void text(struct slw_view *view, const char *typed, size_t len, bool pasted)
{
	struct record *record = (struct record *)view;

	record->told = false;
	slw_form_text(record->form, typed, len, pasted);
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	slw_form_mouse(((struct record *)view)->form, event);
}

static void enter(struct slw_view *view)
{
	struct record *record = (struct record *)view;

	slw_form_set(record->form, slw_record_value(record));
}

/* An undo, or a merge: what is not being changed here is shown as it is now. */
static void changed(struct slw_view *view)
{
	struct record *record = (struct record *)view;

	if (record->parent == NULL || !record->kept || record->changed)
		return;
	slw_documents_copy(&record->docs, record->parent->docs);
	slw_form_set(record->form, slw_record_value(record));
}

static void leave(struct slw_view *view)
{
	struct record *record = (struct record *)view;

	if (record->discarded)
		return;
	record->leaving = true;
	slw_form_tick(record->form);
	if (slw_form_leave(record->form))
		slw_record_keep(record);
	record->leaving = false;
}

static void tick(struct slw_view *view)
{
	slw_form_tick(((struct record *)view)->form);
}

static const char *title(const struct slw_view *view)
{
	const struct record *record = (const struct record *)view;

	if (record->parent == NULL)
		return record->home.product_no == 0 ? _("New product") : _("Product");
	return _(record->field->label);
}

static char *help(const struct slw_view *view)
{
	return slw_form_help(((const struct record *)view)->form);
}

static void free_view(struct slw_view *view)
{
	struct record *record = (struct record *)view;

	slw_app_forget(view->app, view);
	slw_form_free(record->form);
	slw_documents_release(&record->docs);
	json_decref(record->conflict);
	free(record->list);
	free(record->path);
	free(record);
}

static const struct slw_view_ops record_ops = { .name = "record",
						.context = SLW_CTX_RECORD,
						.focus = focus,
						.draw = draw,
						.command = command,
						.offers = offers,
						.text = text,
						.mouse = mouse,
						.enter = enter,
						.leave = leave,
						.tick = tick,
						.changed = changed,
						.title = title,
						.help = help,
						.free = free_view };

static struct record *new_record(struct slw_app *app, const char *list, int index)
{
	struct record *record = slw_calloc(1, sizeof(*record));

	record->view = (struct slw_view){ .ops = &record_ops, .app = app };
	record->field = slw_steps_field(list, NULL);
	record->list = slw_strdup(list);
	record->path = slw_printf("%s[%d]", list, index);
	slw_documents_init(&record->docs);
	slw_documents_copy(&record->docs, slw_app_docs(app));
	record->home = (struct slw_home){ .app = app, .docs = &record->docs, .save = save_inside };
	return record;
}

static void make_form(struct record *record, const struct slw_field *fields)
{
	const struct slw_form_options options = { .app = record->view.app,
						  .fields = fields,
						  .path = record->path,
						  .product_no = record->home.product_no,
						  .commit = committed,
						  .open_records = open_list,
						  .context = record };

	record->form = slw_form_new(&options);
	slw_form_set(record->form, slw_record_value(record));
	slw_form_restore(record->form);
}

struct slw_view *slw_view_record_new(struct slw_home *home, const char *list, int index)
{
	json_t *entries = slw_documents_get(home->docs, list);
	bool fresh = index < 0;
	struct record *record;

	if (fresh)
		index = (int)json_array_size(entries);
	record = new_record(home->app, list, index);
	record->parent = home;
	record->home.product_no = home->product_no;
	record->kept = !fresh;
	slw_documents_copy(&record->docs, home->docs);
	if (fresh) {
		entries = entries != NULL ? json_deep_copy(entries) : json_array();
		slw_json_append(entries, json_object());
		slw_documents_set(&record->docs, list, entries);
	}
	make_form(record, record->field->fields);
	return &record->view;
}

/* What could not be saved when it was left. */
static void take_draft(struct record *record)
{
	int64_t base_version;
	json_t *draft =
	    slw_product_draft_get(record->view.app, record->home.product_no, &base_version);

	if (draft == NULL)
		return;
	slw_documents_set(&record->docs, record->path, draft);
	record->base_version = base_version;
	record->changed = true;
	slw_app_say(record->view.app, SLW_ROLE_WARNING, "%s",
		    _("This is not saved yet, as it was left. F7 gives it up."));
}

struct slw_view *slw_view_product_new(struct slw_app *app, int64_t product_no, const json_t *object)
{
	struct record *record = new_record(app, SLW_RECORD_PRODUCTS, 0);
	json_t *items = json_array();

	record->home.product_no = product_no;
	record->base_version = slw_app_session(app)->version;
	record->kept = product_no != 0;
	slw_json_append(items, object != NULL ? json_deep_copy(object) : json_object());
	slw_documents_set(&record->docs, SLW_RECORD_PRODUCTS, items);
	take_draft(record);
	make_form(record, slw_product_fields);
	return &record->view;
}

struct slw_home *slw_record_home(struct slw_view *view)
{
	return &((struct record *)view)->home;
}

void slw_record_go(struct slw_view *view, const char *path)
{
	slw_form_go(((struct record *)view)->form, path);
}
