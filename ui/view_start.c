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
#include "ui/edit.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

#define START_LIMIT 500 /* sessions that are listed; the filter finds the others */

struct row {
	char id[SLW_UUID_SIZE];
	char *name;
	int step;
	bool complete;
	int64_t products, updated_at;
};

struct start {
	struct slw_view view;
	struct row *rows;
	size_t count, cap;
	bool more;	/* than the limit */
	size_t current; /* 0: new store, 1: example, then the rows */
	size_t first;	/* row that is shown first */
	int new_y, list_y, list_height;
	struct slw_edit_line filter;
};

#define FIXED 2 /* entries before the sessions */

static void drop_rows(struct start *start)
{
	for (size_t i = 0; i < start->count; i++)
		free(start->rows[i].name);
	start->count = 0;
}

static int add_row(void *context, const struct slw_session *session)
{
	struct start *start = context;
	struct row *row;

	if (start->count == START_LIMIT) {
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

static void read_rows(struct start *start)
{
	struct slw_err err = SLW_ERR_INIT;
	const char *filter = start->filter.text.data;

	drop_rows(start);
	start->more = false;
	if (slw_flow_session_list(slw_app_service(start->view.app),
				  filter[0] != '\0' ? filter : NULL, START_LIMIT + 1, add_row,
				  start, &err) < 0)
		slw_app_say_err(start->view.app, &err);
	if (start->current >= start->count + FIXED)
		start->current = start->count + FIXED - 1;
}

static void start_enter(struct slw_view *view)
{
	struct start *start = (struct start *)view;
	char id[SLW_UUID_SIZE] = "";

	slw_text_copy(id, sizeof(id), slw_app_session(view->app)->id);
	slw_app_close(view->app);
	read_rows(start);
	for (size_t i = 0; id[0] != '\0' && i < start->count; i++)
		if (strcmp(start->rows[i].id, id) == 0)
			start->current = i + FIXED;
}

/* "3 hours ago", in a language that says it short. */
static void age_text(char out[48], int64_t updated_at)
{
	int64_t seconds = (slw_clock_now() - updated_at) / 1000;

	if (seconds < 60)
		snprintf(out, 48, "%s", _("just now"));
	else if (seconds < 3600)
		snprintf(out, 48,
			 P_("%d minute ago", "%d minutes ago", (unsigned long)seconds / 60),
			 (int)(seconds / 60));
	else if (seconds < 86400)
		snprintf(out, 48, P_("%d hour ago", "%d hours ago", (unsigned long)seconds / 3600),
			 (int)(seconds / 3600));
	else
		snprintf(out, 48, P_("%d day ago", "%d days ago", (unsigned long)seconds / 86400),
			 (int)(seconds / 86400));
}

static void draw_row(struct start *start, struct slw_pane pane, int y, size_t i)
{
	const struct row *row = &start->rows[i];
	bool current = start->current == i + FIXED;
	struct slw_style style = SLW_STYLE(current ? SLW_ROLE_SELECTED : SLW_ROLE_TEXT);
	struct slw_style dim = SLW_STYLE(current ? SLW_ROLE_SELECTED : SLW_ROLE_DIM);
	struct slw_style bar = SLW_STYLE(current ? SLW_ROLE_SELECTED : SLW_ROLE_ACCENT);
	int width = pane.width, done = row->complete ? SLW_STEP_COUNT : row->step - 1;
	char text[64], age[48];
	int right = width - 2;

	slw_draw_fill(pane, 0, y, width, 1, style);
	age_text(age, row->updated_at);
	if (width >= 70) {
		slw_draw_right(pane, right, y, dim, age);
		right -= 17;
	}
	if (width >= 90) {
		snprintf(text, sizeof(text),
			 P_("%d product", "%d products", (unsigned long)row->products),
			 (int)row->products);
		slw_draw_right(pane, right, y, dim, text);
		right -= 16;
	}
	if (row->complete)
		snprintf(text, sizeof(text), "%s", _("launched"));
	else
		snprintf(text, sizeof(text), _("step %d of %d"), row->step, SLW_STEP_COUNT);
	slw_draw_text(pane, right - 12, y, dim, text);
	slw_draw_bar(pane, right - 20, y, 6, bar, (uint64_t)done, SLW_STEP_COUNT);
	slw_draw_fit(pane, 3, y, right - 24, style,
		     row->name[0] != '\0' ? row->name : _("(no name yet)"));
	if (current) {
		slw_draw_text(pane, 1, y, style, slw_mark(pane.canvas, SLW_MARK_ARROW));
		slw_draw_cursor(pane, 1, y);
	}
}

static void draw_entry(struct start *start, struct slw_pane pane, int y, size_t which,
		       const char *text, const char *more)
{
	bool current = start->current == which;
	struct slw_style style = SLW_STYLE(current ? SLW_ROLE_SELECTED : SLW_ROLE_TITLE);
	int x;

	if (y < 0 || y >= pane.height)
		return;
	slw_draw_fill(pane, 0, y, pane.width, 1, current ? style : SLW_STYLE(SLW_ROLE_TEXT));
	if (current) {
		slw_draw_text(pane, 1, y, style, slw_mark(pane.canvas, SLW_MARK_ARROW));
		slw_draw_cursor(pane, 1, y);
	}
	x = 3 + slw_draw_fit(pane, 3, y, pane.width - 4, style, text);
	slw_draw_fit(pane, x + 2, y, pane.width - x - 3,
		     SLW_STYLE(current ? SLW_ROLE_SELECTED : SLW_ROLE_DIM), more);
}

static void draw_filter(struct start *start, struct slw_pane pane, int y)
{
	char text[96];
	int x = 1;

	if (start->filter.text.len > 0) {
		x += slw_draw_text(pane, x, y, SLW_STYLE(SLW_ROLE_LABEL), _("Filter: "));
		x += slw_draw_fit(pane, x, y, pane.width - x - 20, SLW_STYLE(SLW_ROLE_FIELD),
				  start->filter.text.data);
		slw_draw_cursor(pane, x, y);
		snprintf(text, sizeof(text), P_("%zu store", "%zu stores", start->count),
			 start->count);
		slw_draw_right(pane, pane.width - 2, y, SLW_STYLE(SLW_ROLE_DIM), text);
	} else {
		snprintf(text, sizeof(text), _("Your stores (%zu%s)"), start->count,
			 start->more ? "+" : "");
		slw_draw_text(pane, 1, y, SLW_STYLE(SLW_ROLE_TITLE), text);
	}
}

static void draw_list(struct start *start, struct slw_pane pane)
{
	size_t height = (size_t)pane.height;

	start->list_height = pane.height;
	if (start->current >= FIXED) {
		size_t at = start->current - FIXED;

		if (at < start->first)
			start->first = at;
		if (height > 0 && at >= start->first + height)
			start->first = at - height + 1;
	}
	if (start->count > height && start->first > start->count - height)
		start->first = start->count - height;
	if (start->count <= height)
		start->first = 0;
	for (size_t i = 0; i < height && start->first + i < start->count; i++)
		draw_row(start, pane, (int)i, start->first + i);
	slw_draw_scroll(pane, (int)start->first, (int)start->count, SLW_STYLE(SLW_ROLE_BORDER));
	if (start->count == 0 && start->filter.text.len > 0)
		slw_draw_fit(pane, 3, 0, pane.width - 4, SLW_STYLE(SLW_ROLE_DIM),
			     _("No store has this in its name."));
}

static void start_draw(struct slw_view *view, struct slw_pane pane)
{
	struct start *start = (struct start *)view;
	bool roomy = pane.height >= 11, any = start->count > 0 || start->filter.text.len > 0;
	int y = 0;

	if (roomy) {
		slw_draw_fit(
		    pane, 1, y, pane.width - 2, SLW_STYLE(SLW_ROLE_TEXT),
		    any ? _("Go on where you were, or begin something new.")
			: _("Six steps from a business and its products to a shop that can "
			    "take an order."));
		y += 2;
	}
	start->new_y = y;
	start->list_y = 0;
	draw_entry(start, pane, y++, 0, _("New store"), _("six steps, saved as you type"));
	draw_entry(start, pane, y++, 1, _("Look at a finished example"),
		   _("a store of its own, to look at and to change"));
	if (!any)
		return;
	y += roomy;
	draw_filter(start, pane, y++);
	start->list_y = y;
	/* the cursor of the filter, unless a row has it */
	draw_list(start, slw_pane_part(pane, 0, y, pane.width, pane.height - y));
}

static void open_new(struct start *start)
{
	struct slw_err err = SLW_ERR_INIT;

	if (slw_app_create(start->view.app, &err) < 0)
		slw_app_say_err(start->view.app, &err);
	else
		slw_app_go(start->view.app, 1, NULL);
}

static void open_row(struct start *start, const struct row *row)
{
	struct slw_err err = SLW_ERR_INIT;

	if (slw_app_open(start->view.app, row->id, &err) < 0)
		slw_app_say_err(start->view.app, &err);
	else
		slw_app_resume(start->view.app);
}

static const struct row *current_row(const struct start *start)
{
	return start->current >= FIXED && start->current - FIXED < start->count
		   ? &start->rows[start->current - FIXED]
		   : NULL;
}

static void copy_row(struct start *start)
{
	const struct row *row = current_row(start);
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
	start->current = FIXED;
}

static void remove_row(void *context)
{
	struct start *start = context;
	const struct row *row = current_row(start);
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

static void ask_remove(struct start *start)
{
	const struct row *row = current_row(start);
	char *question;

	if (row == NULL)
		return;
	question = slw_printf(_("Delete \"%s\" with its products, texts and journal? "
				"This cannot be undone."),
			      row->name[0] != '\0' ? row->name : _("(no name yet)"));
	slw_dialog_confirm(start->view.app, question, _("Yes, delete it"), remove_row, start);
	free(question);
}

static void accept(struct start *start)
{
	const struct row *row = current_row(start);

	if (start->current == 0)
		open_new(start);
	else if (start->current == 1)
		slw_app_demo(start->view.app);
	else if (row != NULL)
		open_row(start, row);
}

static void move(struct start *start, long by)
{
	long to = (long)start->current + by, last = (long)(start->count + FIXED) - 1;

	start->current = (size_t)(to < 0 ? 0 : to > last ? last : to);
}

static void filter_changed(struct start *start)
{
	start->current = FIXED;
	start->first = 0;
	read_rows(start);
	if (start->filter.text.len == 0)
		start->current = start->count > 0 ? FIXED : 0;
}

static bool start_move(struct start *start, enum slw_cmd cmd)
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
		move(start, (long)start->count + FIXED);
		return true;
	default:
		return false;
	}
}

static bool start_command(struct slw_view *view, enum slw_cmd cmd)
{
	struct start *start = (struct start *)view;

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
	struct start *start = (struct start *)view;

	(void)pasted;
	if (len > 200 || memchr(text, '\n', len) != NULL)
		return;
	slw_edit_insert(&start->filter, text, len);
	filter_changed(start);
}

static void start_mouse(struct slw_view *view, const struct slw_mouse *mouse)
{
	struct start *start = (struct start *)view;
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
		row += FIXED;
	} else {
		row = mouse->y >= start->new_y && mouse->y < start->new_y + FIXED
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
	struct start *start = (struct start *)view;

	drop_rows(start);
	free(start->rows);
	slw_edit_release(&start->filter);
	free(start);
}

static const struct slw_view_ops start_ops = { .name = "start",
					       .context = SLW_CTX_START,
					       .draw = start_draw,
					       .command = start_command,
					       .text = start_text,
					       .mouse = start_mouse,
					       .enter = start_enter,
					       .title = start_title,
					       .help = start_help,
					       .free = start_free };

struct slw_view *slw_view_start_new(struct slw_app *app)
{
	struct start *start = slw_calloc(1, sizeof(*start));

	start->view = (struct slw_view){ &start_ops, app };
	slw_edit_init(&start->filter, 200);
	read_rows(start);
	start->current = start->count > 0 ? FIXED : 0;
	return &start->view;
}
