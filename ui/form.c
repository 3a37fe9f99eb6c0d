#include "config.h"

#include "ui/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/problem.h"
#include "model/records.h"
#include "service/flow.h"
#include "ui/app.h"
#include "ui/dialog.h"
#include "ui/form_internal.h"
#include "ui/widget.h"

#include "base/banned.h"

struct slw_form *slw_form_new(const struct slw_form_options *options)
{
	struct slw_form *form = slw_calloc(1, sizeof(*form));

	form->options = *options;
	form->path = slw_strdup(options->path != NULL ? options->path : "");
	form->record = json_object();
	form->follow = true;
	slw_form_build(form);
	return form;
}

void slw_form_free(struct slw_form *form)
{
	if (form == NULL)
		return;
	slw_form_drop(form->items, form->count);
	json_decref(form->record);
	free(form->path);
	free(form->key);
	free(form);
}

void slw_form_set(struct slw_form *form, const json_t *record)
{
	json_decref(form->record);
	form->record = record != NULL ? json_deep_copy(record) : json_object();
	slw_form_build(form);
}

static struct slw_form_item *focused(const struct slw_form *form)
{
	return form->focus < form->count ? &form->items[form->focus] : NULL;
}

enum slw_context slw_form_focus(const struct slw_form *form)
{
	const struct slw_form_item *item = focused(form);

	if (item == NULL)
		return SLW_CTX_NONE;
	return item->kind == SLW_FORM_FIELD ? item->widget->ops->context(item->widget)
					    : SLW_CTX_BUTTON;
}

const char *slw_form_key(const struct slw_form *form)
{
	struct slw_form *mutable = (struct slw_form *)(uintptr_t)form;
	const struct slw_form_item *item = focused(form);

	free(mutable->key);
	mutable->key = item != NULL ? slw_form_full_path(form, item) : slw_strdup(form->path);
	return form->key;
}

const char *slw_form_typed(const struct slw_form *form, const char *path)
{
	for (size_t i = 0; i < form->count; i++) {
		const struct slw_form_item *item = &form->items[i];
		char *full = slw_form_full_path(form, item);
		bool same = item->kind == SLW_FORM_FIELD && strcmp(full, path) == 0;

		free(full);
		if (same)
			return item->widget->ops->value(item->widget, NULL);
	}
	return NULL;
}

/* --- saving ------------------------------------------------------------------------------ */

static void set_error(struct slw_form_item *item, const char *message, const char *hint)
{
	free(item->error);
	free(item->hint);
	item->error = slw_strdup(message);
	item->hint = hint != NULL && hint[0] != '\0' ? slw_strdup(hint) : NULL;
}

static void draft(struct slw_form *form, struct slw_form_item *item, const char *value,
		  size_t cursor)
{
	struct slw_draft row = { .product_no = form->options.product_no,
				 .cursor = (int64_t)cursor };

	if (form->options.product_no < 0 || item->field->type == SLW_FIELD_SECRET)
		return;
	row.field = slw_form_full_path(form, item);
	row.value = slw_strdup(value);
	slw_app_draft(form->options.app, &row);
	slw_draft_release(&row);
	free(item->drafted);
	item->drafted = slw_strdup(value);
	item->drafted_cursor = cursor;
}

/* Rules that look beyond the text: lengths of lists, neighbours, what a provider knows. */
static bool value_holds(struct slw_form *form, struct slw_form_item *item, const json_t *value)
{
	struct slw_check check = slw_form_check(form);
	char *path = slw_form_full_path(form, item);
	struct slw_problems problems;
	bool holds = true;

	slw_problems_init(&problems);
	slw_check_value(item->field, value, path, slw_form_parent(form, item),
			slw_app_docs(form->options.app), &check, &problems);
	for (size_t i = 0; i < problems.count && holds; i++) {
		if (problems.items[i].severity != SLW_PROBLEM_ERROR)
			continue;
		set_error(item, problems.items[i].message, problems.items[i].hint);
		holds = false;
	}
	slw_problems_release(&problems);
	free(path);
	return holds;
}

static void accept_value(struct slw_form *form, struct slw_form_item *item, json_t *value)
{
	char *path = slw_strdup(item->path);

	set_error(item, NULL, NULL);
	slw_form_store(form->record, path, value);
	slw_form_refresh(form, item, true);
	/* a commit drops the drafts of its section: those that are pending are written again */
	for (size_t i = 0; i < form->count; i++) {
		free(form->items[i].drafted);
		form->items[i].drafted = NULL;
	}
	form->options.commit(form->options.context, form->record, path);
	slw_form_build(form);
	free(path);
}

/* A shop's name may have an apostrophe, only not the straight one. */
static bool write_apostrophe(struct slw_form *form, struct slw_form_item *item)
{
	struct slw_check check = slw_form_check(form);
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf text;
	json_t *value = NULL;
	bool well;

	slw_buf_init(&text, 0);
	for (const char *at = item->widget->ops->value(item->widget, NULL); *at != '\0'; at++)
		slw_buf_str(&text, *at == '\'' ? "’" : (char[]){ *at, '\0' });
	well = slw_form_parse(item->field, text.data, &check, &value, &err) == 0;
	if (well) {
		item->widget->ops->set(item->widget, text.data, SLW_CURSOR_END);
		set_error(item, NULL, NULL);
		slw_app_say(form->options.app, SLW_ROLE_GOOD,
			    _("Written with the typographic apostrophe: %s"), text.data);
		accept_value(form, item, value);
	}
	slw_buf_release(&text);
	return well;
}

/* What is needed and not there is said when one leaves it, as it was or just emptied. */
static void say_missing(struct slw_form_item *item)
{
	const char *text = item->widget->ops->value(item->widget, NULL);
	bool missing = text[0] == '\0' && (item->field->flags & SLW_FIELD_REQUIRED) != 0 &&
		       item->placeholder == NULL;

	set_error(item, missing ? _("is needed") : NULL, NULL);
}

bool slw_form_leave(struct slw_form *form)
{
	struct slw_form_item *item = focused(form);
	struct slw_check check = slw_form_check(form);
	struct slw_err err = SLW_ERR_INIT;
	json_t *value = NULL;
	const char *text;

	if (item == NULL || item->kind != SLW_FORM_FIELD)
		return true;
	text = item->widget->ops->value(item->widget, NULL);
	if (item->field->type == SLW_FIELD_SECRET && text[0] == '\0')
		return true;
	if (strcmp(text, item->saved) == 0) {
		say_missing(item);
		if (item->drafted != NULL)
			draft(form, item, NULL, 0);
		return true;
	}
	if (slw_form_parse(item->field, text, &check, &value, &err) < 0) {
		set_error(item, err.msg, err.hint);
		return strchr(text, '\'') != NULL && item->field->type == SLW_FIELD_TEXT &&
		       write_apostrophe(form, item);
	}
	if (value != NULL && !value_holds(form, item, value)) {
		json_decref(value);
		return false;
	}
	accept_value(form, item, value);
	item = focused(form); /* the form was built anew */
	if (item != NULL && item->kind == SLW_FORM_FIELD)
		say_missing(item);
	return true;
}

void slw_form_tick(struct slw_form *form)
{
	struct slw_form_item *last = focused(form);

	for (size_t i = 0; i <= form->count; i++) {
		struct slw_form_item *item = i < form->count ? &form->items[i] : last;
		const char *text;
		size_t cursor;

		/* the focused one last: it is what one comes back to */
		if (item == NULL || item->kind != SLW_FORM_FIELD ||
		    (i < form->count && item == last))
			continue;
		text = item->widget->ops->value(item->widget, &cursor);
		if (item != last && (item->saved == NULL || strcmp(text, item->saved) == 0))
			continue;
		if (item->drafted == NULL || strcmp(item->drafted, text) != 0 ||
		    (item == last && item->drafted_cursor != cursor))
			draft(form, item, text, cursor);
	}
}

bool slw_form_is_pending(const struct slw_form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		const struct slw_form_item *item = &form->items[i];
		const char *text;

		if (item->kind != SLW_FORM_FIELD || item->saved == NULL)
			continue;
		text = item->widget->ops->value(item->widget, NULL);
		/* a secret that is saved is not in its field */
		if (item->field->type == SLW_FIELD_SECRET ? text[0] != '\0'
							  : strcmp(text, item->saved) != 0)
			return true;
	}
	return false;
}

void slw_form_own(struct slw_form *form, int64_t product_no)
{
	form->options.product_no = product_no;
}

static int restore(void *context, const struct slw_draft *draft)
{
	struct slw_form *form = context;

	for (size_t i = 0; i < form->count && draft->product_no == form->options.product_no; i++) {
		struct slw_form_item *item = &form->items[i];
		char *full = slw_form_full_path(form, item);
		bool same = item->kind == SLW_FORM_FIELD && strcmp(full, draft->field) == 0;
		struct slw_check check = slw_form_check(form);
		struct slw_err err = SLW_ERR_INIT;
		json_t *value = NULL;

		free(full);
		if (!same)
			continue;
		item->widget->ops->set(item->widget, draft->value, (size_t)draft->cursor);
		if (slw_form_parse(item->field, draft->value, &check, &value, &err) < 0)
			set_error(item, err.msg, err.hint);
		json_decref(value);
		free(item->drafted);
		item->drafted = slw_strdup(draft->value);
		item->drafted_cursor = (size_t)draft->cursor;
	}
	return 0;
}

void slw_form_restore(struct slw_form *form)
{
	struct slw_app *app = form->options.app;
	struct slw_err err = SLW_ERR_INIT;

	slw_app_flush(app);
	if (slw_flow_draft_list(slw_app_service(app), slw_app_session(app), restore, form, &err) <
	    0)
		slw_app_say_err(app, &err);
}

/* --- moving ------------------------------------------------------------------------------ */

static void focus_on(struct slw_form *form, size_t i)
{
	form->focus = i;
	form->follow = true;
}

/* To the next item that can have the focus; false: there is none. */
static bool step(struct slw_form *form, int by)
{
	size_t i = form->focus;

	slw_form_leave(form);
	i = form->focus; /* fields may have come or gone */
	do {
		if ((by < 0 && i == 0) || (by > 0 && i + 1 >= form->count))
			return false;
		i = by < 0 ? i - 1 : i + 1;
	} while (form->items[i].kind == SLW_FORM_GROUP);
	focus_on(form, i);
	return true;
}

static void page(struct slw_form *form, int by)
{
	int target = form->items[form->focus].y + by * (form->height > 2 ? form->height - 1 : 1);
	size_t i;

	slw_form_leave(form);
	i = form->focus;
	while (by > 0 && i + 1 < form->count && form->items[i].y < target)
		i++;
	while (by < 0 && i > 0 && form->items[i].y > target)
		i--;
	while (i + 1 < form->count && form->items[i].kind == SLW_FORM_GROUP)
		i++;
	focus_on(form, i);
}

bool slw_form_go(struct slw_form *form, const char *path)
{
	size_t len = strlen(path);

	for (size_t i = 0; i < form->count; i++) {
		char *full = slw_form_full_path(form, &form->items[i]);
		size_t full_len = strlen(full);
		bool below = strncmp(full, path, len) == 0 &&
			     (full[len] == '\0' || full[len] == '.' || full[len] == '[');
		bool above = form->items[i].kind == SLW_FORM_RECORDS &&
			     strncmp(full, path, full_len) == 0 &&
			     (path[full_len] == '[' || path[full_len] == '.');

		free(full);
		if ((below || above) && form->items[i].kind != SLW_FORM_GROUP) {
			if (i != form->focus)
				slw_form_leave(form);
			focus_on(form, i < form->count ? i : 0);
			return true;
		}
	}
	return false;
}

static void open_records(struct slw_form *form, struct slw_form_item *item)
{
	char *path = slw_form_full_path(form, item);

	form->options.open_records(form->options.context, item->field, path);
	free(path);
}

static bool edit_outside(struct slw_form *form, struct slw_form_item *item)
{
	struct slw_err err = SLW_ERR_INIT;
	char *text =
	    slw_app_editor(form->options.app, item->widget->ops->value(item->widget, NULL), &err);

	if (text == NULL) {
		slw_app_say_err(form->options.app, &err);
	} else {
		item->widget->ops->set(item->widget, text, SLW_CURSOR_END);
		slw_form_leave(form);
	}
	free(text);
	return true;
}

bool slw_form_command(struct slw_form *form, enum slw_cmd cmd)
{
	struct slw_form_item *item = focused(form);

	if (item == NULL)
		return false;
	if (cmd == SLW_CMD_EDITOR && item->kind == SLW_FORM_FIELD)
		return edit_outside(form, item);
	if (item->kind == SLW_FORM_FIELD) {
		enum slw_context before = item->widget->ops->context(item->widget), now;

		if (item->widget->ops->command(item->widget, cmd)) {
			form->follow = true;
			now = item->widget->ops->context(item->widget);
			if (before == SLW_CTX_PICK && now == SLW_CTX_CHOICE &&
			    cmd == SLW_CMD_ACCEPT)
				step(form, 1); /* taken: on to the next field */
			else if ((now == SLW_CTX_YES_NO || now == SLW_CTX_CHOICE) &&
				 cmd != SLW_CMD_BACK)
				slw_form_leave(form); /* a choice is complete when it is made */
			return true;
		}
	}
	switch (cmd) {
	case SLW_CMD_ACCEPT:
		if (item->kind == SLW_FORM_RECORDS)
			open_records(form, item);
		else if (!step(form, 1))
			return false;
		return true;
	case SLW_CMD_NEXT:
		return step(form, 1);
	case SLW_CMD_DOWN:
		step(form, 1);
		return true;
	case SLW_CMD_PREVIOUS:
		return step(form, -1);
	case SLW_CMD_UP:
		step(form, -1);
		return true;
	case SLW_CMD_PAGE_DOWN:
		page(form, 1);
		return true;
	case SLW_CMD_PAGE_UP:
		page(form, -1);
		return true;
	default:
		return false;
	}
}

void slw_form_text(struct slw_form *form, const char *text, size_t len, bool pasted)
{
	struct slw_form_item *item = focused(form);

	if (item == NULL || item->kind != SLW_FORM_FIELD)
		return;
	item->widget->ops->text(item->widget, text, len, pasted);
	form->follow = true;
	if (item->error != NULL)
		set_error(item, NULL, NULL);
}

void slw_form_mouse(struct slw_form *form, const struct slw_mouse *mouse)
{
	struct slw_form_item *item = focused(form);
	struct slw_mouse inside = *mouse;
	size_t i;

	if (mouse->kind == SLW_MOUSE_WHEEL_UP || mouse->kind == SLW_MOUSE_WHEEL_DOWN) {
		form->scroll += mouse->kind == SLW_MOUSE_WHEEL_UP ? -3 : 3;
		return;
	}
	i = mouse->kind == SLW_MOUSE_PRESS ? slw_form_at(form, mouse->y) : SIZE_MAX;
	if (i == SIZE_MAX || form->items[i].kind == SLW_FORM_GROUP)
		return;
	if (i != form->focus) {
		char *path = slw_strdup(form->items[i].path);

		slw_form_leave(form);
		for (i = 0; i + 1 < form->count && strcmp(form->items[i].path, path) != 0; i++)
			;
		free(path);
		focus_on(form, i);
	}
	item = focused(form);
	if (item == NULL)
		return;
	if (item->kind == SLW_FORM_RECORDS) {
		open_records(form, item);
		return;
	}
	inside.x -= item->widget_x;
	inside.y -= item->widget_y - form->scroll;
	if (inside.x >= 0 && inside.y >= 0 && inside.y < item->widget_rows &&
	    item->widget->ops->mouse != NULL && item->widget->ops->mouse(item->widget, &inside) &&
	    item->widget->ops->context(item->widget) != SLW_CTX_TEXT &&
	    item->widget->ops->context(item->widget) != SLW_CTX_LONG_TEXT &&
	    item->widget->ops->context(item->widget) != SLW_CTX_PICK)
		slw_form_leave(form);
}

bool slw_form_problem(struct slw_form *form, const char *path, const char *message,
		      const char *hint)
{
	for (size_t i = 0; i < form->count; i++) {
		char *full = slw_form_full_path(form, &form->items[i]);
		bool same = strcmp(full, path) == 0;

		free(full);
		if (same) {
			set_error(&form->items[i], message, hint);
			return true;
		}
	}
	return false;
}
