/* What both sides changed, side by side. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/documents.h"
#include "model/steps.h"
#include "ui/app.h"
#include "ui/conflict.h"
#include "ui/dialog.h"
#include "ui/value.h"
#include "ui/view_conflict.h"

#include "base/banned.h"

struct slw_conflict_row *slw_conflict_current(const struct slw_conflict *conflict)
{
	return &conflict->rows[conflict->list.current];
}

static char *side_text(struct slw_conflict *conflict, const struct slw_conflict_row *row,
		       const json_t *value)
{
	if (value == NULL || json_is_null(value))
		return slw_strdup(row->key[0] == '\0' ? _("(deleted)") : _("(nothing)"));
	return row->field != NULL && row->key[0] != '\0'
		   ? slw_value_block(conflict->view.app, row->field, value)
		   : slw_value_plain(value);
}

static void release_row(struct slw_conflict_row *row)
{
	for (int side = 0; side < SLW_SIDE__MAX; side++)
		free(row->text[side]);
	json_decref(row->value);
}

static void add_row(struct slw_conflict *conflict, const json_t *from)
{
	static const char *const sides[] = { "base", "theirs", "mine" };
	struct slw_conflict_row *row = &conflict->rows[conflict->count++];
	char *path;

	*row = (struct slw_conflict_row){ .from = from, .key = slw_json_str(from, "key", "") };
	path = slw_printf("%s%s", conflict->prefix, row->key);
	row->field = slw_steps_field(path, NULL);
	free(path);
	for (int side = 0; side < SLW_SIDE__MAX; side++)
		row->text[side] = side_text(conflict, row, json_object_get(from, sides[side]));
}

static bool has_row(const json_t *rows, const char *key)
{
	json_t *row;
	size_t i;

	json_array_foreach ((json_t *)(uintptr_t)rows, i, row)
		if (strcmp(slw_json_str(row, "key", ""), key) == 0)
			return true;
	return false;
}

static void make_rows(struct slw_conflict *conflict)
{
	json_t *row;
	size_t i;

	conflict->rows =
	    slw_calloc(json_array_size(conflict->options.rows), sizeof(*conflict->rows));
	json_array_foreach (conflict->options.rows, i, row)
		add_row(conflict, row);
}

static void drop_rows(struct slw_conflict *conflict)
{
	for (size_t i = 0; i < conflict->count; i++)
		release_row(&conflict->rows[i]);
	free(conflict->rows);
	conflict->count = 0;
}

static size_t decided_count(const struct slw_conflict *conflict)
{
	size_t count = 0;

	for (size_t i = 0; i < conflict->count; i++)
		count += conflict->rows[i].choice != SLW_TAKE_NONE;
	return count;
}

/* --- deciding ---------------------------------------------------------------------------- */

static void choose(struct slw_conflict *conflict, enum slw_choice_of choice, const json_t *value)
{
	struct slw_conflict_row *row = slw_conflict_current(conflict);
	const json_t *from = row->from;

	if (choice == SLW_TAKE_MINE && row->choice == SLW_TAKE_VALUE)
		return; /* what was edited is yours */
	row->choice = choice;
	json_decref(row->value);
	row->value = choice == SLW_TAKE_VALUE && value != NULL ? json_deep_copy(value) : NULL;
	free(row->text[SLW_SIDE_MINE]);
	row->text[SLW_SIDE_MINE] = side_text(
	    conflict, row, choice == SLW_TAKE_VALUE ? row->value : json_object_get(from, "mine"));
}

static void say_what_is_next(const struct slw_conflict *conflict)
{
	slw_app_say(conflict->view.app, SLW_ROLE_DIM, "%s",
		    decided_count(conflict) == conflict->count
			? _("All is decided. Enter saves it.")
			: _("Enter goes to the next one."));
}

static void edited(void *context, const json_t *record)
{
	choose(context, SLW_TAKE_VALUE,
	       json_object_get(record, slw_conflict_current(context)->field->key));
	say_what_is_next(context);
}

/* The record that the field is in, as it is now, with mine in the field's place. */
static json_t *record_around(const struct slw_conflict *conflict,
			     const struct slw_conflict_row *row)
{
	char *path = slw_printf("%s%s", conflict->prefix, row->key), *dot = strrchr(path, '.');
	const json_t *from = row->from;
	json_t *mine = row->choice == SLW_TAKE_VALUE ? row->value : json_object_get(from, "mine");
	json_t *record = NULL, *around;

	if (dot != NULL)
		*dot = '\0';
	around = slw_documents_get(slw_app_docs(conflict->view.app), path);
	record = json_is_object(around) ? json_deep_copy(around) : json_object();
	free(path);
	if (mine != NULL && !json_is_null(mine))
		slw_json_set(record, row->field->key, json_deep_copy(mine));
	else
		json_object_del(record, row->field->key);
	return record;
}

static void edit(struct slw_conflict *conflict)
{
	struct slw_conflict_row *row = slw_conflict_current(conflict);
	const struct slw_field *fields[2] = { NULL };
	json_t *record;
	char *path, *dot;

	if (row->field == NULL || row->key[0] == '\0' || !slw_conflict_has_draft(row->field)) {
		slw_app_say(conflict->view.app, SLW_ROLE_DIM, "%s",
			    _("Take one of the two here; then change it in its step."));
		return;
	}
	record = record_around(conflict, row);
	fields[0] = row->field;
	path = slw_printf("%s%s", conflict->prefix, row->key);
	dot = strrchr(path, '.');
	if (dot != NULL)
		*dot = '\0';
	slw_dialog_fields(conflict->view.app, _("A third way: your own"), fields, path, record,
			  edited, conflict);
	free(path);
	json_decref(record);
}

static json_t *choices_of(const struct slw_conflict *conflict)
{
	json_t *choices = json_object();

	for (size_t i = 0; i < conflict->count; i++) {
		const struct slw_conflict_row *row = &conflict->rows[i];
		json_t *choice = json_object();

		if (row->choice == SLW_TAKE_VALUE)
			slw_json_set(choice, "value",
				     row->value != NULL ? json_deep_copy(row->value) : json_null());
		else
			slw_json_set_str(choice, "take",
					 row->choice == SLW_TAKE_THEIRS ? "theirs" : "mine");
		slw_json_set(choices, row->key, choice);
	}
	return choices;
}

static void settle(struct slw_conflict *conflict)
{
	const struct slw_conflict_options options = conflict->options;
	json_t *choices = choices_of(conflict), *rows = json_incref(options.rows);

	conflict->settled = true;
	slw_app_pop(conflict->view.app);
	options.decided(options.context, rows, choices);
	json_decref(choices);
	json_decref(rows);
}

/* To the next one that is open; behind the last, all is saved. */
static void go_on(struct slw_conflict *conflict)
{
	size_t at = (size_t)conflict->list.current;

	if (slw_conflict_current(conflict)->choice == SLW_TAKE_NONE) {
		slw_app_say(conflict->view.app, SLW_ROLE_WARNING, "%s",
			    _("Left takes theirs, Right takes yours, F7 writes another."));
		return;
	}
	if (decided_count(conflict) == conflict->count) {
		settle(conflict);
		return;
	}
	do
		at = (at + 1) % conflict->count;
	while (conflict->rows[at].choice != SLW_TAKE_NONE);
	conflict->list.current = (int)at;
	conflict->first = 0;
}

static void back(struct slw_conflict *conflict)
{
	const struct slw_conflict_options options = conflict->options;
	json_t *rows = json_incref(options.rows);

	slw_app_pop(conflict->view.app);
	if (options.back != NULL)
		options.back(options.context, rows);
	json_decref(rows);
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct slw_conflict *conflict = (struct slw_conflict *)view;

	switch (cmd) {
	case SLW_CMD_PAGE_UP:
		conflict->first = conflict->first > 3 ? conflict->first - 3 : 0;
		return true;
	case SLW_CMD_PAGE_DOWN:
		conflict->first += 3; /* the drawing stops it at the end */
		return true;
	case SLW_CMD_LEFT:
		choose(conflict, SLW_TAKE_THEIRS, NULL);
		say_what_is_next(conflict);
		return true;
	case SLW_CMD_RIGHT:
		choose(conflict, SLW_TAKE_MINE, NULL);
		say_what_is_next(conflict);
		return true;
	case SLW_CMD_EDIT:
		edit(conflict);
		return true;
	case SLW_CMD_ACCEPT:
		go_on(conflict);
		return true;
	case SLW_CMD_BACK:
		back(conflict);
		return true;
	default:
		break;
	}
	if (!slw_list_command(&conflict->list, cmd))
		return false;
	conflict->first = 0;
	return true;
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct slw_conflict *conflict = (struct slw_conflict *)view;

	if (event->kind == SLW_MOUSE_WHEEL_UP)
		command(view, SLW_CMD_PAGE_UP);
	else if (event->kind == SLW_MOUSE_WHEEL_DOWN)
		command(view, SLW_CMD_PAGE_DOWN);
	else if (conflict->is_listed && slw_list_mouse(&conflict->list, event))
		conflict->first = 0;
}

static void leave(struct slw_view *view)
{
	struct slw_conflict *conflict = (struct slw_conflict *)view;

	if (conflict->settled || conflict->told)
		return;
	conflict->told = true;
	if (conflict->options.left != NULL)
		conflict->options.left(conflict->options.context, conflict->options.rows);
}

static const char *title(const struct slw_view *view)
{
	const struct slw_conflict *conflict = (const struct slw_conflict *)view;

	return conflict->title != NULL ? conflict->title : _("Changed by both");
}

static char *help(const struct slw_view *view)
{
	(void)view;
	return slw_strdup(_(
	    "You and someone else changed the same answer. Here is what it was before, what they "
	    "made of it, and what you did. Theirs is saved already and holds until you decide.\n\n"
	    "Left takes theirs, Right takes yours, F7 writes a third one. Up and Down go from "
	    "field to field, Page up and Page down scroll a long text. Enter goes to the next "
	    "one that is open; when all are decided it saves them, as one version on top of "
	    "theirs.\n\nEsc leaves it for later: theirs stays, and yours is kept as a draft in "
	    "its field. The journal (F6) has theirs and who made it.\n\nF1 again shows the "
	    "keys."));
}

static void free_view(struct slw_view *view)
{
	struct slw_conflict *conflict = (struct slw_conflict *)view;

	slw_app_forget(view->app, view);
	drop_rows(conflict);
	json_decref(conflict->options.rows);
	free(conflict->prefix);
	free(conflict->title);
	free(conflict);
}

static const struct slw_view_ops conflict_ops = { .name = "conflict",
						  .context = SLW_CTX_CONFLICT,
						  .draw = slw_conflict_draw,
						  .command = command,
						  .mouse = mouse,
						  .leave = leave,
						  .title = title,
						  .help = help,
						  .free = free_view };

struct slw_view *slw_view_conflict_new(struct slw_app *app,
				       const struct slw_conflict_options *options)
{
	struct slw_conflict *conflict = slw_calloc(1, sizeof(*conflict));

	conflict->view = (struct slw_view){ .ops = &conflict_ops, .app = app };
	conflict->options = *options;
	conflict->prefix = slw_strdup(options->prefix != NULL ? options->prefix : "");
	conflict->title = options->title != NULL ? slw_strdup(options->title) : NULL;
	make_rows(conflict);
	return &conflict->view;
}

bool slw_view_conflict_add(struct slw_view *view, const void *context, json_t *rows)
{
	struct slw_conflict *conflict = (struct slw_conflict *)view;
	json_t *row;
	size_t i;

	if (view->ops != &conflict_ops || conflict->options.context != context)
		return false;
	/* the newer of the same key holds; what was chosen about the others is chosen again */
	json_array_foreach (conflict->options.rows, i, row)
		if (!has_row(rows, slw_json_str(row, "key", "")))
			slw_json_append(rows, json_incref(row));
	drop_rows(conflict);
	json_decref(conflict->options.rows);
	conflict->options.rows = rows;
	make_rows(conflict);
	return true;
}
