#include "config.h"

#include "ui/dialog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/app.h"
#include "ui/text_field.h"
#include "ui/view.h"
#include "ui/widget.h"

#include "base/banned.h"

/* A box in the middle of the pane, cleared; its inside is returned. */
static struct slw_pane box(struct slw_pane pane, int width, int height, const char *title)
{
	struct slw_pane outer;

	if (width > pane.width)
		width = pane.width;
	if (height > pane.height)
		height = pane.height;
	outer = slw_pane_part(pane, (pane.width - width) / 2, (pane.height - height) / 2, width,
			      height);
	slw_draw_fill(outer, 0, 0, width, height, SLW_STYLE(SLW_ROLE_TEXT));
	slw_draw_box(outer, 0, 0, width, height, SLW_STYLE(SLW_ROLE_ACCENT), title);
	return slw_pane_part(outer, 2, 1, width - 4, height - 2);
}

/* --- a question -------------------------------------------------------------------------- */

struct confirm {
	struct slw_view view;
	char *question, *yes_label;
	bool on_yes;
	struct slw_pane buttons;
	int no_x;
	void (*yes)(void *context);
	void *context;
};

static void confirm_draw(struct slw_view *view, struct slw_pane pane)
{
	struct confirm *confirm = (struct confirm *)view;
	int width = pane.width < 60 ? pane.width : 60;
	int rows = slw_wrapped_rows(confirm->question, width - 4), x;
	struct slw_pane inside = box(pane, width, rows + 4, NULL);
	struct slw_style yes = SLW_STYLE(confirm->on_yes ? SLW_ROLE_BUTTON_FOCUS : SLW_ROLE_BUTTON);
	struct slw_style no = SLW_STYLE(confirm->on_yes ? SLW_ROLE_BUTTON : SLW_ROLE_BUTTON_FOCUS);

	slw_draw_wrapped(inside, 0, 0, inside.width, inside.height - 1, SLW_STYLE(SLW_ROLE_TEXT),
			 confirm->question);
	confirm->buttons = slw_pane_part(inside, 0, inside.height - 1, inside.width, 1);
	x = slw_draw_text(confirm->buttons, 0, 0, yes, " ");
	x += slw_draw_text(confirm->buttons, x, 0, yes, confirm->yes_label);
	x += slw_draw_text(confirm->buttons, x, 0, yes, " ") + 2;
	confirm->no_x = x;
	x += slw_draw_text(confirm->buttons, x, 0, no, " ");
	x += slw_draw_text(confirm->buttons, x, 0, no, _("No, leave it"));
	slw_draw_text(confirm->buttons, x, 0, no, " ");
	confirm->buttons.x -= pane.x;
	confirm->buttons.y -= pane.y;
}

static void confirm_answer(struct confirm *confirm, bool yes)
{
	void (*call)(void *) = yes ? confirm->yes : NULL;
	void *context = confirm->context;

	slw_app_pop(confirm->view.app);
	if (call != NULL)
		call(context);
}

static bool confirm_command(struct slw_view *view, enum slw_cmd cmd)
{
	struct confirm *confirm = (struct confirm *)view;

	switch (cmd) {
	case SLW_CMD_YES:
		confirm_answer(confirm, true);
		return true;
	case SLW_CMD_NO:
		confirm_answer(confirm, false);
		return true;
	case SLW_CMD_ACCEPT:
		confirm_answer(confirm, confirm->on_yes);
		return true;
	case SLW_CMD_LEFT:
		confirm->on_yes = !confirm->on_yes;
		return true;
	case SLW_CMD_BACK:
	case SLW_CMD_QUIT:
	case SLW_CMD_REDRAW:
	case SLW_CMD_SUSPEND:
	case SLW_CMD_HELP:
	case SLW_CMD_KEYS:
		return false;
	default: /* first the answer */
		slw_app_say(view->app, SLW_ROLE_WARNING, "%s", _("Yes or no? Esc is no."));
		return true;
	}
}

static void confirm_mouse(struct slw_view *view, const struct slw_mouse *mouse)
{
	struct confirm *confirm = (struct confirm *)view;
	int x = mouse->x - confirm->buttons.x;

	if (mouse->kind == SLW_MOUSE_PRESS && mouse->y == confirm->buttons.y && x >= 0 &&
	    x < confirm->no_x + slw_columns(_("No, leave it")) + 2 && x != confirm->no_x - 1)
		confirm_answer(confirm, x < confirm->no_x);
}

static void confirm_free(struct slw_view *view)
{
	struct confirm *confirm = (struct confirm *)view;

	free(confirm->question);
	free(confirm->yes_label);
	free(confirm);
}

static const struct slw_view_ops confirm_ops = { .name = "confirm",
						 .context = SLW_CTX_CONFIRM,
						 .overlay = true,
						 .draw = confirm_draw,
						 .command = confirm_command,
						 .mouse = confirm_mouse,
						 .free = confirm_free };

void slw_dialog_confirm(struct slw_app *app, const char *question, const char *yes_label,
			void (*yes)(void *context), void *context)
{
	struct confirm *confirm = slw_calloc(1, sizeof(*confirm));

	confirm->view = (struct slw_view){ &confirm_ops, app };
	confirm->question = slw_strdup(question);
	confirm->yes_label = slw_strdup(yes_label);
	confirm->yes = yes;
	confirm->context = context;
	slw_app_push(app, &confirm->view);
}

/* --- a line of text ---------------------------------------------------------------------- */

struct ask {
	struct slw_view view;
	char *title, *label;
	struct slw_widget *field;
	void (*accept)(void *context, const char *text);
	void *context;
};

static enum slw_context ask_focus(const struct slw_view *view)
{
	(void)view;
	return SLW_CTX_TEXT;
}

static void ask_draw(struct slw_view *view, struct slw_pane pane)
{
	struct ask *ask = (struct ask *)view;
	struct slw_pane inside = box(pane, pane.width < 64 ? pane.width : 64, 4, ask->title);

	slw_draw_fit(inside, 0, 0, inside.width, SLW_STYLE(SLW_ROLE_LABEL), ask->label);
	ask->field->ops->draw(ask->field, slw_pane_part(inside, 0, 1, inside.width, 1), true);
}

static bool ask_command(struct slw_view *view, enum slw_cmd cmd)
{
	struct ask *ask = (struct ask *)view;
	void (*accept)(void *, const char *) = ask->accept;
	void *context = ask->context;
	char *text;

	switch (cmd) {
	case SLW_CMD_ACCEPT:
		text = slw_strdup(ask->field->ops->value(ask->field, NULL));
		slw_app_pop(view->app);
		accept(context, text);
		free(text);
		return true;
	case SLW_CMD_BACK:
	case SLW_CMD_QUIT:
	case SLW_CMD_REDRAW:
	case SLW_CMD_SUSPEND:
	case SLW_CMD_HELP:
		return false;
	default:
		ask->field->ops->command(ask->field, cmd);
		return true;
	}
}

static void ask_text(struct slw_view *view, const char *text, size_t len, bool pasted)
{
	struct ask *ask = (struct ask *)view;

	ask->field->ops->text(ask->field, text, len, pasted);
}

static void ask_free(struct slw_view *view)
{
	struct ask *ask = (struct ask *)view;

	ask->field->ops->free(ask->field);
	free(ask->title);
	free(ask->label);
	free(ask);
}

static const struct slw_view_ops ask_ops = { .name = "ask",
					     .context = SLW_CTX_ASK,
					     .overlay = true,
					     .focus = ask_focus,
					     .draw = ask_draw,
					     .command = ask_command,
					     .text = ask_text,
					     .free = ask_free };

void slw_dialog_ask(struct slw_app *app, const char *title, const char *label, const char *text,
		    void (*accept)(void *context, const char *text), void *context)
{
	struct ask *ask = slw_calloc(1, sizeof(*ask));

	ask->view = (struct slw_view){ &ask_ops, app };
	ask->title = slw_strdup(title);
	ask->label = slw_strdup(label);
	ask->field = slw_text_field_new(0);
	if (text != NULL)
		ask->field->ops->set(ask->field, text, SLW_CURSOR_END);
	ask->accept = accept;
	ask->context = context;
	slw_app_push(app, &ask->view);
}
