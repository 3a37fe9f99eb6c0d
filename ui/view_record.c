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
#include "ui/conflict.h"
#include "ui/form_internal.h"
#include "ui/view.h"

#include "base/banned.h"

#define PRODUCT_LIST "products.items"

struct record {
	struct slw_view view;
	struct slw_home home;	       /* of the lists in it */
	struct slw_documents docs;     /* the answers with the record in its place */
	struct slw_home *parent;       /* NULL: a product */
	const struct slw_field *field; /* of the list */
	char *list, *path;	       /* "a.b", "a.b[2]" in docs */
	struct slw_form *form;
	bool kept;    /* it is in the parent, or the product is stored */
	bool changed; /* since it was last kept */
	bool told;    /* that it is not complete; leaving again drops it */
	int64_t product_no, base_version;
	json_t *conflict; /* that is being decided; NULL: none */
	bool leaving;	  /* nothing can be opened over it now */
};

static json_t *record_value(struct record *record)
{
	return slw_documents_get(&record->docs, record->path);
}

/* --- saving ------------------------------------------------------------------------------ */

static void check_record(struct record *record, struct slw_problems *problems)
{
	struct slw_app *app = record->view.app;
	const struct slw_check check = { .catalog = slw_service_catalog(slw_app_service(app)),
					 .currency = slw_documents_currency(slw_app_docs(app)) };
	const json_t *value = record_value(record);

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
	json_t *object = slw_product_sorted(record_value(record));
	int rc;

	slw_app_flush(app);
	edit = (struct slw_edit){ .base_version = record->base_version };
	if (edit.base_version == 0)
		edit.base_version = slw_app_session(app)->version;
	slw_problems_init(&problems);
	rc = slw_flow_product_put(slw_app_service(app), slw_app_session(app), record->product_no,
				  object, 0, &edit, &record->product_no, NULL, &problems, err);
	slw_problems_release(&problems);
	json_decref(object);
	if (rc == 0) {
		record->base_version = slw_app_session(app)->version;
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

static bool keep(struct record *record);

/* Goes on from theirs, with this product in place of it. */
static void go_on_from(struct record *record, json_t *product)
{
	if (slw_json_bool(record->conflict, "deleted", false))
		record->product_no = 0;
	record->base_version = slw_json_int(record->conflict, "theirs", 0);
	json_decref(record->conflict);
	record->conflict = NULL;
	slw_documents_set(&record->docs, record->path, product);
	slw_form_set(record->form, record_value(record));
}

static void conflict_decided(void *context, const json_t *rows, const json_t *choices)
{
	struct record *record = context;
	const char *whole = slw_json_str(json_object_get(choices, ""), "take", "");

	(void)rows;
	if (strcmp(whole, "theirs") == 0) { /* it is gone, and shall be */
		record->changed = false;
		record->kept = true;
		slw_app_pop(record->view.app);
		return;
	}
	go_on_from(record, slw_flow_product_decide(record->conflict, choices));
	if (keep(record))
		slw_app_say(record->view.app, SLW_ROLE_GOOD, "%s",
			    _("Saved as you decided, on top of theirs."));
}

/* What is mine of the fields in question is a draft of the product. */
static void conflict_left(void *context, const json_t *rows)
{
	struct record *record = context;
	struct slw_app *app = record->view.app;
	const struct slw_check check = { .catalog = slw_service_catalog(slw_app_service(app)),
					 .currency = slw_documents_currency(slw_app_docs(app)) };
	const json_t *row;
	size_t i;

	json_array_foreach ((json_t *)(uintptr_t)rows, i, row) {
		const char *key = slw_json_str(row, "key", "");
		const struct slw_field *field = slw_field_find(slw_product_fields, key);
		struct slw_draft draft = { .product_no = record->product_no };

		if (field == NULL || !slw_conflict_has_draft(field))
			continue;
		draft.field = slw_printf("%s.%s", record->path, key);
		draft.value = slw_form_text_of(field, json_object_get(row, "mine"), &check);
		draft.cursor = (int64_t)slw_text_chars(draft.value);
		slw_app_draft(app, &draft);
		slw_draft_release(&draft);
	}
	slw_app_say(app, SLW_ROLE_WARNING, "%s",
		    _("Theirs holds. Yours is not saved; it is kept as a draft in its field."));
}

/*
 * Someone else changed it too: what they alone changed is taken in, the rest is shown side by side.
 * True when it is saved with that.
 */
static bool settle_conflict(struct record *record)
{
	struct slw_app *app = record->view.app;
	struct slw_err err = SLW_ERR_INIT;
	struct slw_conflict_options options = { .prefix = PRODUCT_LIST "[0].",
						.decided = conflict_decided,
						.left = conflict_left,
						.context = record };

	json_decref(record->conflict);
	record->conflict = slw_flow_product_conflict(slw_app_service(app), slw_app_session(app),
						     record->product_no, record_value(record),
						     record->base_version, &err);
	if (record->conflict == NULL) {
		slw_app_say_err(app, &err);
		return false;
	}
	options.rows = json_deep_copy(json_object_get(record->conflict, "conflicts"));
	options.title = slw_json_str(record_value(record), "title", NULL);
	if (json_array_size(options.rows) == 0) {
		json_decref(options.rows);
		go_on_from(record, json_incref(json_object_get(record->conflict, "product")));
		return keep(record);
	}
	if (!record->leaving && slw_app_top(app) == &record->view) {
		slw_app_push(app, slw_view_conflict_new(app, &options));
		return false;
	}
	conflict_left(record, options.rows);
	json_decref(options.rows);
	return false;
}

/* True when it is where it belongs. */
static bool keep(struct record *record)
{
	struct slw_problems problems;
	struct slw_err err = SLW_ERR_INIT;
	bool good;

	if (!record->changed && record->kept)
		return true;
	slw_problems_init(&problems);
	check_record(record, &problems);
	good = problems.errors == 0;
	slw_problems_release(&problems);
	if (!good)
		return false;
	if (record->parent != NULL) {
		put_entry(record);
	} else if (put_product(record, &err) < 0) {
		if (err.code == SLW_ECONFLICT)
			return settle_conflict(record);
		slw_app_say_err(record->view.app, &err);
		return false;
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
	keep(record);
}

/* A list inside of it was changed in docs. */
static void save_inside(struct slw_home *home, const char *path)
{
	struct record *record = (struct record *)((char *)home - offsetof(struct record, home));

	(void)path;
	record->changed = true;
	record->told = false;
	keep(record);
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
				    _("Not kept yet: %s. Esc again leaves it so."),
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

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct record *record = (struct record *)view;

	if (slw_form_command(record->form, cmd))
		return true;
	if (cmd != SLW_CMD_BACK || record->told)
		return false;
	if (!slw_form_leave(record->form))
		record->told = true;
	else if (record->changed && !keep(record))
		record->told = true;
	if (!record->told)
		return false;
	show_problems(record);
	return true;
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

	slw_form_set(record->form, record_value(record));
}

/* An undo, or a merge: what is not being changed here is shown as it is now. */
static void changed(struct slw_view *view)
{
	struct record *record = (struct record *)view;

	if (record->parent == NULL || !record->kept || record->changed)
		return;
	slw_documents_copy(&record->docs, record->parent->docs);
	slw_form_set(record->form, record_value(record));
}

static void leave(struct slw_view *view)
{
	struct record *record = (struct record *)view;

	record->leaving = true;
	slw_form_tick(record->form);
	if (slw_form_leave(record->form))
		keep(record);
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
		return record->product_no == 0 ? _("New product") : _("Product");
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

static void make_form(struct record *record, const struct slw_field *fields, int64_t product_no)
{
	const struct slw_form_options options = { .app = record->view.app,
						  .fields = fields,
						  .path = record->path,
						  .product_no = product_no,
						  .commit = committed,
						  .open_records = open_list,
						  .context = record };

	record->form = slw_form_new(&options);
	slw_form_set(record->form, record_value(record));
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
	record->kept = !fresh;
	slw_documents_copy(&record->docs, home->docs);
	if (fresh) {
		entries = entries != NULL ? json_deep_copy(entries) : json_array();
		slw_json_append(entries, json_object());
		slw_documents_set(&record->docs, list, entries);
	}
	make_form(record, record->field->fields, fresh ? -1 : 0);
	return &record->view;
}

struct slw_view *slw_view_product_new(struct slw_app *app, int64_t product_no, const json_t *object)
{
	struct record *record = new_record(app, PRODUCT_LIST, 0);
	json_t *items = json_array();

	record->product_no = product_no;
	record->base_version = slw_app_session(app)->version;
	record->kept = product_no != 0;
	record->changed = product_no == 0 && object != NULL; /* a duplicate */
	slw_json_append(items, object != NULL ? json_deep_copy(object) : json_object());
	slw_documents_set(&record->docs, PRODUCT_LIST, items);
	make_form(record, slw_product_fields, product_no == 0 ? -1 : product_no);
	if (product_no != 0)
		slw_form_restore(record->form);
	return &record->view;
}
