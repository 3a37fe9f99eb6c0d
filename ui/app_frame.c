/* The frame around a view: header with the steps, message line, line of keys. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "ui/app_internal.h"
#include "ui/view.h"

#include "base/banned.h"

static void hit(struct slw_app *app, int x, int y, int width, enum slw_cmd cmd)
{
	if (app->hit_count < SLW_APP_HITS)
		app->hits[app->hit_count++] = (struct slw_app_hit){ x, y, width, cmd };
}

static enum slw_mark step_mark(struct slw_app *app, int step)
{
	if (app->step == step)
		return SLW_MARK_HERE;
	return (slw_app_completed(app) >> (step - 1) & 1) != 0 ? SLW_MARK_DONE : SLW_MARK_OPEN;
}

/* "✓●○○○○", or with numbers; returns the columns. */
static int draw_marks(struct slw_app *app, struct slw_pane pane, int x, int y,
		      struct slw_style style)
{
	int start = x;

	for (int step = 1; step <= SLW_STEP_COUNT; step++) {
		hit(app, x, y, 1, SLW_CMD_STEP_1 + (enum slw_cmd)(step - 1));
		x += slw_draw_text(pane, x, y, style, slw_mark(pane.canvas, step_mark(app, step)));
	}
	return x - start;
}

static int tabs_width(void)
{
	int width = 1;

	for (int i = 0; i < SLW_STEP_COUNT; i++)
		width += 4 + slw_columns(_(slw_steps[i].title)) + 2;
	return width;
}

static void draw_tabs(struct slw_app *app, struct slw_pane pane, int y)
{
	bool full = tabs_width() <= pane.width;
	int x = 1;

	for (int step = 1; step <= SLW_STEP_COUNT; step++) {
		bool here = app->step == step, done = step_mark(app, step) == SLW_MARK_DONE;
		struct slw_style style = { .role = here	  ? SLW_ROLE_ACCENT
						   : done ? SLW_ROLE_GOOD
							  : SLW_ROLE_DIM };
		char number[8];
		int from = x;

		if (here)
			style.attrs |= SLW_UNDERLINE;
		snprintf(number, sizeof(number), " %d ", step);
		x += slw_draw_text(pane, x, y, SLW_STYLE(style.role),
				   slw_mark(pane.canvas, step_mark(app, step)));
		x += slw_draw_text(pane, x, y, SLW_STYLE(style.role), number);
		if (full)
			x += slw_draw_text(pane, x, y, style, _(slw_steps[step - 1].title));
		else if (here)
			x += slw_draw_fit(pane, x, y, pane.width - x - 4 * (6 - step), style,
					  _(slw_steps[step - 1].title));
		hit(app, from, y, x - from, SLW_CMD_STEP_1 + (enum slw_cmd)(step - 1));
		x += full ? 2 : 1;
	}
}

static const char *title_of(struct slw_app *app)
{
	const struct slw_view *top = slw_app_top(app);

	if (top->ops->title != NULL && top->ops->title(top) != NULL)
		return top->ops->title(top);
	return app->step > 0 ? _(slw_steps[app->step - 1].title) : "";
}

static void draw_header(struct slw_app *app, struct slw_pane pane, bool tabs)
{
	struct slw_style style = SLW_STYLE(SLW_ROLE_HEADER);
	const char *name = slw_documents_str(&app->docs, "business.business_name", "");
	char where[160];
	int right = pane.width - 1, width;

	slw_draw_fill(pane, 0, 0, pane.width, 1, style);
	if (app->step > 0)
		snprintf(where, sizeof(where), _("Step %d of %d: %s"), app->step, SLW_STEP_COUNT,
			 title_of(app));
	else
		snprintf(where, sizeof(where), "%s", title_of(app));
	width = slw_columns(where);
	if (width > right - 1)
		width = right - 1;
	slw_draw_fit(pane, right - width, 0, width, style, where);
	right -= width + 1;
	if (!tabs && app->step > 0 && right > 8) {
		draw_marks(app, pane, right - 6, 0, style);
		right -= 7;
	}
	if (app->session.no == 0 || name[0] == '\0')
		name = _("Store Launch Wizard");
	slw_draw_fit(pane, 1, 0, right - 1, style, name);
	if (tabs)
		draw_tabs(app, pane, 1);
}

static bool offers(const struct slw_app *app, const struct slw_view *view, enum slw_cmd cmd)
{
	if (cmd == SLW_CMD_NEXT_STEP && app->step == 0)
		return false;
	return view->ops->offers == NULL || view->ops->offers(view, cmd);
}

static void draw_keys(struct slw_app *app, struct slw_pane pane)
{
	const struct slw_view *top = slw_app_top(app);
	enum slw_context focus = top->ops->focus != NULL ? top->ops->focus(top) : SLW_CTX_NONE;
	struct slw_style key_style = SLW_STYLE(SLW_ROLE_KEYS), style = SLW_STYLE(SLW_ROLE_STATUS);
	int y = pane.height - 1, x = 0;

	slw_draw_fill(pane, 0, y, pane.width, 1, style);
	for (unsigned int line = 1; line < 10; line++) {
		for (size_t i = slw_key_next(top->ops->context, focus, 0); i < slw_key_count;
		     i = slw_key_next(top->ops->context, focus, i + 1)) {
			const struct slw_key_row *row = &slw_keys[i];
			char name[SLW_KEY_NAME];
			int from = x, width;

			if (row->line != line || !offers(app, top, row->cmd))
				continue;
			slw_key_name(name, row->key);
			width = slw_columns(name) + 1 + slw_columns(_(row->label));
			if (x + width > pane.width)
				continue;
			x += slw_draw_text(pane, x, y, key_style, name) + 1;
			x += slw_draw_text(pane, x, y, style, _(row->label)) + 2;
			hit(app, from, y, width, row->cmd);
		}
	}
}

static void draw_message(struct slw_app *app, struct slw_pane pane)
{
	int y = pane.height - 2;

	if (app->message[0] != '\0')
		slw_draw_fit(pane, 1, y, pane.width - 2, SLW_STYLE(app->message_role),
			     app->message);
}

static void too_small(struct slw_pane pane)
{
	char text[120];

	snprintf(text, sizeof(text), _("The window is too small: %dx%d. %dx%d is enough."),
		 pane.width, pane.height, SLW_APP_MIN_WIDTH, SLW_APP_MIN_HEIGHT);
	slw_draw_wrapped(pane, 0, 0, pane.width, pane.height, SLW_STYLE(SLW_ROLE_TEXT), text);
}

void slw_app_draw_frame(struct slw_app *app, struct slw_canvas *canvas)
{
	struct slw_pane pane = slw_pane_all(canvas);
	bool tabs = app->step > 0 && pane.height >= 12;
	int top = tabs ? 2 : 1, first = app->view_count - 1;

	app->hit_count = 0;
	if (pane.width < SLW_APP_MIN_WIDTH || pane.height < SLW_APP_MIN_HEIGHT) {
		app->body = slw_pane_part(pane, 0, 0, 0, 0);
		too_small(pane);
		return;
	}
	draw_header(app, pane, tabs);
	if (pane.height >= 16)
		top++;
	app->body = slw_pane_part(pane, 0, top, pane.width, pane.height - top - 2);
	while (first > 0 && app->views[first]->ops->overlay)
		first--;
	for (int i = first; i < app->view_count; i++) {
		canvas->cursor_x = canvas->cursor_y = -1;
		app->views[i]->ops->draw(app->views[i], app->body);
	}
	draw_message(app, pane);
	draw_keys(app, pane);
}

/* --- messages ---------------------------------------------------------------------------- */

void slw_app_say(struct slw_app *app, enum slw_role role, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(app->message, sizeof(app->message), format, args);
	va_end(args);
	app->message_role = role;
	app->message_new = true;
}

void slw_app_say_err(struct slw_app *app, const struct slw_err *err)
{
	if (err->hint[0] != '\0')
		slw_app_say(app, SLW_ROLE_ERROR, "%s. %s", err->msg, err->hint);
	else
		slw_app_say(app, SLW_ROLE_ERROR, "%s", err->msg);
}
