/* What one sees first: begin a new store, look at an example, go on with one of the stores. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "service/flow.h"
#include "service/history.h"
#include "ui/app.h"
#include "ui/dialog.h"
#include "ui/view.h"
#include "ui/view_start.h"
#include "ui/views.h"

#include "base/banned.h"

static void drop_rows(struct slw_start *start)
{
	for (size_t i = 0; i < start->count; i++)
		free(start->rows[i].name);
	start->count = 0;
}

static int add_row(void *context, const struct slw_session *session)
{
	struct slw_start *start = context;
	struct slw_start_row *row;

	if (start->count == start->limit) {
		start->more = true;
		return 1;
	}
	SLW_GROW(start->rows, start->count, start->cap);
	row = &start->rows[start->count++];
	slw_text_copy(row->id, sizeof(row->id), session->id);
	row->name = slw_strdup(session->business_name != NULL ? session->business_name : "");
	row->step = session->current_step;
	row->complete = session->completed_at != 0;
	row->products = session->product_count;
	row->updated_at = session->updated_at;
	return 0;
}

static void read_rows(struct slw_start *start)
{
	struct slw_err err = SLW_ERR_INIT;
	const char *filter = start->filter.text.data;

	drop_rows(start);
	start->more = false;
	if (slw_flow_session_list(slw_app_service(start->view.app),
				  filter[0] != '\0' ? filter : NULL, start->limit + 1, add_row,
				  start, &err) < 0)
		slw_app_say_err(start->view.app, &err);
	if (start->current >= start->count + SLW_START_FIXED)
		start->current = start->count + SLW_START_FIXED - 1;
}

static void start_enter(struct slw_view *view)
{
	struct slw_start *start = (struct slw_start *)view;
	char id[SLW_UUID_SIZE] = "";

	slw_text_copy(id, sizeof(id), slw_app_session(view->app)->id);
	slw_app_close(view->app);
	read_rows(start);
	if (id[0] == '\0')
		start->current = start->count > 0 ? SLW_START_FIXED : 0;
	for (size_t i = 0; id[0] != '\0' && i < start->count; i++)
		if (strcmp(start->rows[i].id, id) == 0)
			start->current = i + SLW_START_FIXED;
}

static void open_new(struct slw_start *start)
{
	struct slw_err err = SLW_ERR_INIT;

	if (slw_app_create(start->view.app, &err) < 0)
		slw_app_say_err(start->view.app, &err);
	else
		slw_app_go(start->view.app, 1, NULL);
}

static void open_row(struct slw_start *start, const struct slw_start_row *row)
{
	struct slw_err err = SLW_ERR_INIT;

	if (slw_app_open(start->view.app, row->id, &err) < 0)
		slw_app_say_err(start->view.app, &err);
	else
		slw_app_resume(start->view.app);
}

static const struct slw_start_row *current_row(const struct slw_start *start)
{
	return start->current >= SLW_START_FIXED && start->current - SLW_START_FIXED < start->count
		   ? &start->rows[start->current - SLW_START_FIXED]
		   : NULL;
}

static void copy_row(struct slw_start *start)
{
	const struct slw_start_row *row = current_row(start);
	struct slw_service *service = slw_app_service(start->view.app);
	struct slw_err err = SLW_ERR_INIT;
	struct slw_session session, copy;
	char *name;

	if (row == NULL)
		return;
	slw_session_init(&session);
	slw_session_init(&copy);
	name = slw_printf(_("%s (copy)"), row->name);
	if (slw_flow_find_session(service, row->id, &session, &err) < 0 ||
	    slw_history_copy(service, &session, name, &copy, &err) < 0)
		slw_app_say_err(start->view.app, &err);
	else
		slw_app_say(start->view.app, SLW_ROLE_GOOD, _("Copied as \"%s\"."), name);
	free(name);
	slw_session_release(&session);
	slw_session_release(&copy);
	read_rows(start);
	start->current = SLW_START_FIXED;
}

static void remove_row(void *context)
{
	struct slw_start *start = context;
	const struct slw_start_row *row = current_row(start);
	struct slw_service *service = slw_app_service(start->view.app);
	struct slw_err err = SLW_ERR_INIT;
	struct slw_session session;

	slw_session_init(&session);
	if (row == NULL)
		return;
	if (slw_flow_find_session(service, row->id, &session, &err) < 0 ||
	    slw_history_delete(service, &session, &err) < 0)
		slw_app_say_err(start->view.app, &err);
	else
		slw_app_say(start->view.app, SLW_ROLE_GOOD, _("Deleted \"%s\"."), row->name);
	slw_session_release(&session);
	read_rows(start);
}

static void ask_remove(struct slw_start *start)
{
	const struct slw_start_row *row = current_row(start);
	char *question;

	if (row == NULL)
		return;
	question = slw_printf(_("Delete \"%s\" with its products, texts and journal? "
				"This cannot be undone."),
			      row->name[0] != '\0' ? row->name : _("(no name yet)"));
	slw_dialog_confirm(start->view.app, question, _("Yes, delete it"), remove_row, start);
	free(question);
}

static void accept(struct slw_start *start)
{
	const struct slw_start_row *row = current_row(start);

	if (start->current == 0)
		open_new(start);
	else if (start->current == 1)
		slw_app_demo(start->view.app);
	else if (row != NULL)
		open_row(start, row);
}

static void move(struct slw_start *start, long by)
{
	long to = (long)start->current + by, last = (long)(start->count + SLW_START_FIXED) - 1;

	/* the first frame is not to wait for those that few look for */
	if (to > last && start->more) {
		start->limit *= 8;
		read_rows(start);
		last = (long)(start->count + SLW_START_FIXED) - 1;
	}

	start->current = (size_t)(to < 0 ? 0 : to > last ? last : to);
}

static void filter_changed(struct slw_start *start)
{
	start->current = SLW_START_FIXED;
	start->first = 0;
	read_rows(start);
	if (start->filter.text.len == 0)
		start->current = start->count > 0 ? SLW_START_FIXED : 0;
}

static bool start_move(struct slw_start *start, enum slw_cmd cmd)
{
	long page = start->list_height > 1 ? start->list_height - 1 : 1;

	switch (cmd) {
	case SLW_CMD_UP:
		move(start, -1);
		return true;
	case SLW_CMD_DOWN:
		move(start, 1);
		return true;
	case SLW_CMD_PAGE_UP:
		move(start, -page);
		return true;
	case SLW_CMD_PAGE_DOWN:
		move(start, page);
		return true;
	case SLW_CMD_HOME:
		start->current = 0;
		return true;
	case SLW_CMD_END:
		move(start, (long)start->count + SLW_START_FIXED);
		return true;
	default:
		return false;
	}
}

static bool start_offers(const struct slw_view *view, enum slw_cmd cmd)
{
	const struct slw_start *start = (const struct slw_start *)view;

	switch (cmd) {
	case SLW_CMD_COPY:
	case SLW_CMD_REMOVE:
		return current_row(start) != NULL;
	case SLW_CMD_FILTER:
		return start->count > 0;
	default:
		return true;
	}
}

static bool start_command(struct slw_view *view, enum slw_cmd cmd)
{
	struct slw_start *start = (struct slw_start *)view;

	if (start_move(start, cmd))
		return true;
	switch (cmd) {
	case SLW_CMD_ACCEPT:
		accept(start);
		return true;
	case SLW_CMD_NEW:
		open_new(start);
		return true;
	case SLW_CMD_DEMO:
		slw_app_demo(view->app);
		return true;
	case SLW_CMD_COPY:
		copy_row(start);
		return true;
	case SLW_CMD_REMOVE:
		ask_remove(start);
		return true;
	case SLW_CMD_FILTER:
		slw_app_say(view->app, SLW_ROLE_DIM, "%s",
			    _("Type a part of the name; Esc shows all again."));
		return true;
	case SLW_CMD_BACKSPACE:
	case SLW_CMD_KILL_START:
		if (start->filter.text.len > 0 && slw_edit_command(&start->filter, cmd))
			filter_changed(start);
		return true;
	case SLW_CMD_BACK:
		if (start->filter.text.len == 0)
			return false;
		slw_edit_set(&start->filter, "", 0);
		filter_changed(start);
		return true;
	default:
		return false;
	}
}

static void start_text(struct slw_view *view, const char *text, size_t len, bool pasted)
{
	struct slw_start *start = (struct slw_start *)view;

	(void)pasted;
	if (len > 200 || memchr(text, '\n', len) != NULL)
		return;
	slw_edit_insert(&start->filter, text, len);
	filter_changed(start);
}

static void start_mouse(struct slw_view *view, const struct slw_mouse *mouse)
{
	struct slw_start *start = (struct slw_start *)view;
	size_t row;

	if (mouse->kind == SLW_MOUSE_WHEEL_UP || mouse->kind == SLW_MOUSE_WHEEL_DOWN) {
		move(start, mouse->kind == SLW_MOUSE_WHEEL_UP ? -3 : 3);
		return;
	}
	if (mouse->kind != SLW_MOUSE_PRESS)
		return;
	if (mouse->y >= start->list_y && start->list_y > 0) {
		row = start->first + (size_t)(mouse->y - start->list_y);
		if (row >= start->count)
			return;
		row += SLW_START_FIXED;
	} else {
		row = mouse->y >= start->new_y && mouse->y < start->new_y + SLW_START_FIXED
			  ? (size_t)(mouse->y - start->new_y)
			  : SIZE_MAX;
	}
	if (row == SIZE_MAX)
		return;
	start->current = row;
	accept(start);
}

static const char *start_title(const struct slw_view *view)
{
	(void)view;
	return _("Start");
}

static char *start_help(const struct slw_view *view)
{
	(void)view;
	return slw_strdup(
	    _("Here are the stores of this database, the one that was changed last on top. Enter "
	      "opens one where you left it. Typing filters the list by name.\n\nA new store asks "
	      "six things: the business, its products, the theme, the integrations, the texts, and "
	      "how search engines show it. All is saved as you type, so you can leave at any time: "
	      "Ctrl-Q ends the program from everywhere.\n\nF1 again shows the keys."));
}

static void start_free(struct slw_view *view)
{
	struct slw_start *start = (struct slw_start *)view;

	drop_rows(start);
	free(start->rows);
	slw_edit_release(&start->filter);
	free(start);
}

static const struct slw_view_ops start_ops = { .name = "start",
					       .context = SLW_CTX_START,
					       .draw = slw_start_draw,
					       .command = start_command,
					       .offers = start_offers,
					       .text = start_text,
					       .mouse = start_mouse,
					       .enter = start_enter,
					       .title = start_title,
					       .help = start_help,
					       .free = start_free };

struct slw_view *slw_view_start_new(struct slw_app *app)
{
	struct slw_start *start = slw_calloc(1, sizeof(*start));

	start->view = (struct slw_view){ &start_ops, app };
	slw_edit_init(&start->filter, 200);
	start->limit = SLW_START_LIMIT;
	return &start->view;
}
