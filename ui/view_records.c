/* A list of records in the answers: add, edit, duplicate, delete, move. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/documents.h"
#include "model/steps.h"
#include "ui/app.h"
#include "ui/dialog.h"
#include "ui/list.h"
#include "ui/records.h"
#include "ui/value.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

#define SUMMARY_FIELDS 4 /* of a row */

struct records {
	struct slw_view view;
	struct slw_home own;   /* where the list belongs to a step */
	struct slw_home *home; /* of the list; may be own */
	const struct slw_field *field;
	char *path;
	struct slw_list list;
};

static void save_step(struct slw_home *home, const char *path)
{
	enum slw_section section;

	if (slw_steps_field(path, &section) != NULL)
		slw_app_commit(home->app, section);
}

void slw_home_init(struct slw_home *home, struct slw_app *app)
{
	*home = (struct slw_home){ .app = app, .docs = slw_app_docs(app), .save = save_step };
}

static json_t *entries(const struct records *records)
{
	return slw_documents_get(records->home->docs, records->path);
}

/* --- drawing ----------------------------------------------------------------------------- */

static char *summary(const struct records *records, const json_t *entry)
{
	struct slw_buf out;
	int shown = 0;

	slw_buf_init(&out, 0);
	for (const struct slw_field *field = records->field->fields;
	     field->key != NULL && shown < SUMMARY_FIELDS; field++) {
		const json_t *value = json_object_get(entry, field->key);
		char *text;

		if (value == NULL || field->type == SLW_FIELD_RECORD ||
		    field->type == SLW_FIELD_CREDENTIALS)
			continue;
		text = slw_value_text(records->view.app, field, value);
		if (field->type == SLW_FIELD_RECORDS)
			slw_buf_printf(&out, "%s%s: %s", shown > 0 ? " · " : "", _(field->label),
				       text);
		else
			slw_buf_printf(&out, "%s%s", shown > 0 ? " · " : "", text);
		free(text);
		shown++;
	}
	if (shown == 0)
		slw_buf_str(&out, _("(empty)"));
	return slw_buf_take(&out);
}

static void draw_empty(const struct records *records, struct slw_pane pane)
{
	int y = slw_draw_wrapped(pane, 1, 0, pane.width - 2, 3, SLW_STYLE(SLW_ROLE_DIM),
				 _(records->field->help));

	slw_draw_fit(pane, 1, y + 1, pane.width - 2, SLW_STYLE(SLW_ROLE_TEXT),
		     _("There is none yet. Press a to add one."));
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct records *records = (struct records *)view;
	const json_t *list = entries(records);
	int count = (int)json_array_size(list), top;

	if (count == 0) {
		slw_list_show(&records->list, 0, 0, pane.height);
		draw_empty(records, pane);
		return;
	}
	top = pane.height > 8 ? slw_draw_wrapped(pane, 1, 0, pane.width - 2, 2,
						 SLW_STYLE(SLW_ROLE_DIM), _(records->field->help)) +
				    1
			      : 0;
	slw_list_show(&records->list, count, top, pane.height - top);
	for (int i = 0; i < records->list.rows; i++) {
		int at = records->list.first + i;
		bool current = at == records->list.current;
		char *text, *number;

		if (at >= count)
			break;
		text = summary(records, json_array_get(list, (size_t)at));
		number = slw_printf("%d", at + 1);
		slw_draw_right(pane, 5, top + i, SLW_STYLE(SLW_ROLE_DIM), number);
		slw_draw_fit(pane, 7, top + i, pane.width - 9, SLW_STYLE(SLW_ROLE_TEXT), text);
		if (current)
			slw_draw_style(pane, 0, top + i, pane.width - 1,
				       SLW_STYLE(SLW_ROLE_SELECTED));
		free(number);
		free(text);
	}
	slw_draw_scroll(slw_pane_part(pane, 0, top, pane.width, pane.height - top),
			records->list.first, count, SLW_STYLE(SLW_ROLE_BORDER));
}

/* --- changing ---------------------------------------------------------------------------- */

/* Takes over list. */
static void replace(struct records *records, json_t *list)
{
	if (json_array_size(list) == 0) {
		json_decref(list);
		list = NULL;
	}
	slw_documents_set(records->home->docs, records->path, list);
	records->home->save(records->home, records->path);
}

static bool full(const struct records *records)
{
	int64_t max = slw_field_max(records->field);

	if ((int64_t)json_array_size(entries(records)) < max)
		return false;
	slw_app_say(records->view.app, SLW_ROLE_WARNING, _("There can be %lld of them at most."),
		    (long long)max);
	return true;
}

static void open_record(struct records *records, int index)
{
	if (index < 0 && full(records))
		return;
	slw_app_push(records->view.app, slw_view_record_new(records->home, records->path, index));
}

static void duplicate(struct records *records)
{
	size_t at = (size_t)records->list.current;
	json_t *list;

	if (full(records))
		return;
	list = json_deep_copy(entries(records));
	json_array_insert_new(list, at + 1, json_deep_copy(json_array_get(list, at)));
	replace(records, list);
	records->list.current++;
}

static void move_entry(struct records *records, int by)
{
	int at = records->list.current, to = at + by;
	json_t *list, *entry;

	if (to < 0 || to >= (int)json_array_size(entries(records)))
		return;
	list = json_deep_copy(entries(records));
	entry = json_incref(json_array_get(list, (size_t)at));
	json_array_remove(list, (size_t)at);
	json_array_insert_new(list, (size_t)to, entry);
	replace(records, list);
	records->list.current = to;
}

static void remove_entry(void *context)
{
	struct records *records = context;
	json_t *list = json_deep_copy(entries(records));

	json_array_remove(list, (size_t)records->list.current);
	replace(records, list);
}

static void ask_remove(struct records *records)
{
	char *text =
	    summary(records, json_array_get(entries(records), (size_t)records->list.current));
	char *question = slw_printf(_("Delete \"%s\"?"), text);

	slw_dialog_confirm(records->view.app, question, _("Delete"), remove_entry, records);
	free(question);
	free(text);
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct records *records = (struct records *)view;
	bool none = json_array_size(entries(records)) == 0;

	if (slw_list_command(&records->list, cmd))
		return true;
	if (cmd == SLW_CMD_ADD || (none && cmd == SLW_CMD_ACCEPT)) {
		open_record(records, -1);
		return true;
	}
	if (none)
		return cmd == SLW_CMD_COPY || cmd == SLW_CMD_REMOVE || cmd == SLW_CMD_MOVE_UP ||
		       cmd == SLW_CMD_MOVE_DOWN;
	switch (cmd) {
	case SLW_CMD_ACCEPT:
	case SLW_CMD_EDIT:
		open_record(records, records->list.current);
		return true;
	case SLW_CMD_COPY:
		duplicate(records);
		return true;
	case SLW_CMD_REMOVE:
		ask_remove(records);
		return true;
	case SLW_CMD_MOVE_UP:
		move_entry(records, -1);
		return true;
	case SLW_CMD_MOVE_DOWN:
		move_entry(records, 1);
		return true;
	default:
		return false;
	}
}

static bool offers(const struct slw_view *view, enum slw_cmd cmd)
{
	return json_array_size(entries((const struct records *)view)) > 0 ||
	       (cmd != SLW_CMD_ACCEPT && cmd != SLW_CMD_COPY && cmd != SLW_CMD_REMOVE);
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct records *records = (struct records *)view;
	int before = records->list.current;

	if (slw_list_mouse(&records->list, event) && before == records->list.current)
		open_record(records, before);
}

static const char *title(const struct slw_view *view)
{
	return _(((const struct records *)view)->field->label);
}

static void free_view(struct slw_view *view)
{
	struct records *records = (struct records *)view;

	free(records->path);
	free(records);
}

static const struct slw_view_ops records_ops = { .name = "records",
						 .context = SLW_CTX_RECORDS,
						 .draw = draw,
						 .command = command,
						 .offers = offers,
						 .mouse = mouse,
						 .title = title,
						 .free = free_view };

struct slw_view *slw_view_records_new(struct slw_home *home, const char *path)
{
	struct records *records = slw_calloc(1, sizeof(*records));

	records->view = (struct slw_view){ .ops = &records_ops, .app = home->app };
	records->home = home;
	records->field = slw_steps_field(path, NULL);
	records->path = slw_strdup(path);
	return &records->view;
}

struct slw_view *slw_view_step_records_new(struct slw_app *app, const char *path)
{
	struct slw_home home;
	struct records *records;

	slw_home_init(&home, app);
	records = (struct records *)slw_view_records_new(&home, path);
	records->own = home;
	records->home = &records->own;
	return &records->view;
}

struct slw_home *slw_records_home(struct slw_view *view)
{
	return ((struct records *)view)->home;
}

void slw_records_select(struct slw_view *view, int index)
{
	((struct records *)view)->list.current = index;
}
