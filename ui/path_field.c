#include "config.h"

#include "ui/path_field.h"

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "service/files.h"
#include "ui/app.h"
#include "ui/list.h"
#include "ui/task.h"
#include "ui/text_field.h"
#include "ui/widget.h"

#include "base/banned.h"

#define PATH_MAX_CHARS 1000

struct slw_path_field {
	struct slw_app *app;
	bool only_folders;
	struct slw_widget *text;
	struct slw_list list;
	json_t *found; /* of slw_files_list(); NULL: not yet */
	bool chosen;   /* the current one stands in the line */
	bool reading;  /* beside the screen */
	bool again;    /* what is typed is another one by now */
	bool complete; /* what was read is to be taken into the line */
	int text_y;    /* of the last frame */
};

struct slw_path_field *slw_path_field_new(struct slw_app *app, bool only_folders)
{
	struct slw_path_field *field = slw_calloc(1, sizeof(*field));

	field->app = app;
	field->only_folders = only_folders;
	field->text = slw_text_field_new(PATH_MAX_CHARS);
	return field;
}

void slw_path_field_free(struct slw_path_field *field)
{
	slw_app_forget(field->app, field);
	field->text->ops->free(field->text);
	json_decref(field->found);
	free(field);
}

static const char *typed(const struct slw_path_field *field)
{
	return field->text->ops->value(field->text, NULL);
}

void slw_path_field_set(struct slw_path_field *field, const char *text)
{
	field->text->ops->set(field->text, text, SLW_CURSOR_END);
}

char *slw_path_field_value(const struct slw_path_field *field)
{
	return slw_files_path(typed(field));
}

/* --- the list ---------------------------------------------------------------------------- */

static json_t *read_list(struct slw_service *service, struct slw_session *session,
			 const json_t *args, struct slw_err *err)
{
	json_t *result = slw_files_list(slw_json_str(args, "path", ""),
					slw_json_bool(args, "only_folders", false));

	(void)service;
	(void)session;
	(void)err;
	slw_json_set(result, "of", json_string(slw_json_str(args, "path", "")));
	return result;
}

static void take_completed(struct slw_path_field *field)
{
	const char *path = slw_json_str(field->found, "path", "");

	field->complete = false;
	if (strcmp(path, typed(field)) == 0) {
		if (json_array_size(json_object_get(field->found, "entries")) == 0)
			slw_app_say(field->app, SLW_ROLE_WARNING, "%s",
				    _("Nothing there begins like that."));
		return;
	}
	slw_path_field_set(field, path);
	slw_path_field_list(field); /* of the folder that one is in now */
}

static void list_read(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct slw_path_field *field = owner;
	bool again = field->again;

	(void)data;
	field->reading = field->again = false;
	if (err->code == SLW_OK && !again) {
		json_decref(field->found);
		field->found = json_incref(result);
		field->chosen = false;
		field->list.current = 0;
		if (field->complete)
			take_completed(field);
	}
	if (again)
		slw_path_field_list(field);
}

void slw_path_field_list(struct slw_path_field *field)
{
	struct slw_task task = { .call = read_list, .done = list_read, .owner = field };

	field->again = field->reading;
	if (field->reading)
		return;
	field->reading = true;
	task.args = json_object();
	slw_json_set(task.args, "path", json_string(typed(field)));
	slw_json_set_bool(task.args, "only_folders", field->only_folders);
	slw_task_start(field->app, &task);
}

static const json_t *entry(const struct slw_path_field *field, int at)
{
	return json_array_get(json_object_get(field->found, "entries"), (size_t)at);
}

/* --- drawing ----------------------------------------------------------------------------- */

void slw_path_field_draw(struct slw_path_field *field, struct slw_pane pane, int y)
{
	field->text_y = y;
	field->text->ops->draw(field->text, slw_pane_part(pane, 1, y, pane.width - 2, 1), true);
}

static char *size_text(int64_t bytes)
{
	if (bytes < 1000)
		return slw_printf(_("%lld bytes"), (long long)bytes);
	if (bytes < 1000000)
		return slw_printf(_("%lld kB"), (long long)(bytes / 1000));
	return slw_printf(_("%lld MB"), (long long)(bytes / 1000000));
}

static void draw_entry(struct slw_pane pane, const json_t *one, bool current)
{
	bool folder = slw_json_bool(one, "folder", false);
	char *name = slw_printf("%s%s", slw_json_str(one, "name", ""), folder ? "/" : "");
	char *size = folder ? slw_strdup("") : size_text(slw_json_int(one, "bytes", 0));

	slw_draw_fit(pane, 1, 0, pane.width - 14, SLW_STYLE(folder ? SLW_ROLE_DIM : SLW_ROLE_TEXT),
		     name);
	slw_draw_right(pane, pane.width - 2, 0, SLW_STYLE(SLW_ROLE_DIM), size);
	if (current)
		slw_draw_style(pane, 0, 0, pane.width - 1, SLW_STYLE(SLW_ROLE_SELECTED));
	free(name);
	free(size);
}

void slw_path_field_draw_list(struct slw_path_field *field, struct slw_pane pane, int y)
{
	int rows = pane.height - y;
	int count = (int)json_array_size(json_object_get(field->found, "entries"));

	slw_list_show(&field->list, count, y, rows);
	for (int i = 0; i < rows && field->list.first + i < count; i++) {
		int at = field->list.first + i;

		draw_entry(slw_pane_part(pane, 0, y + i, pane.width, 1), entry(field, at),
			   field->chosen && at == field->list.current);
	}
	slw_draw_scroll(slw_pane_part(pane, 0, y, pane.width, rows), field->list.first, count,
			SLW_STYLE(SLW_ROLE_BORDER));
}

/* --- keys -------------------------------------------------------------------------------- */

static void choose(struct slw_path_field *field)
{
	const json_t *one = entry(field, field->list.current);

	if (one == NULL)
		return;
	field->chosen = true;
	slw_path_field_set(field, slw_json_str(one, "path", ""));
}

bool slw_path_field_offers(const struct slw_path_field *field, enum slw_cmd cmd)
{
	switch (cmd) {
	case SLW_CMD_UP:
	case SLW_CMD_DOWN:
	case SLW_CMD_PAGE_UP:
	case SLW_CMD_PAGE_DOWN:
		return entry(field, 0) != NULL;
	default:
		return true;
	}
}

bool slw_path_field_command(struct slw_path_field *field, enum slw_cmd cmd)
{
	switch (cmd) {
	case SLW_CMD_COMPLETE:
		field->complete = true;
		slw_path_field_list(field);
		return true;
	case SLW_CMD_UP:
	case SLW_CMD_DOWN:
	case SLW_CMD_PAGE_UP:
	case SLW_CMD_PAGE_DOWN:
		if (field->chosen || cmd == SLW_CMD_UP || cmd == SLW_CMD_PAGE_UP)
			slw_list_command(&field->list, cmd);
		choose(field);
		return true;
	default:
		break;
	}
	if (!field->text->ops->command(field->text, cmd))
		return false;
	if (cmd != SLW_CMD_LEFT && cmd != SLW_CMD_RIGHT && cmd != SLW_CMD_HOME &&
	    cmd != SLW_CMD_END)
		slw_path_field_list(field);
	return true;
}

void slw_path_field_text(struct slw_path_field *field, const char *text, size_t len, bool pasted)
{
	field->text->ops->text(field->text, text, len, pasted);
	slw_path_field_list(field);
}

void slw_path_field_mouse(struct slw_path_field *field, const struct slw_mouse *mouse)
{
	struct slw_mouse inside = *mouse;

	if (slw_list_mouse(&field->list, mouse)) {
		choose(field);
		return;
	}
	inside.x = mouse->x - 1;
	inside.y = 0;
	if (mouse->y == field->text_y)
		field->text->ops->mouse(field->text, &inside);
}
