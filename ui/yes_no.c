#include "config.h"

#include "ui/yes_no.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

#include "base/banned.h"

struct yes_no {
	struct slw_widget widget;
	const char *value; /* "true", "false", "" */
};

static enum slw_context yes_no_context(const struct slw_widget *widget)
{
	(void)widget;
	return SLW_CTX_YES_NO;
}

static int yes_no_rows(struct slw_widget *widget, int width, bool focus)
{
	(void)widget;
	(void)width;
	(void)focus;
	return 1;
}

static bool is_true(const char *text)
{
	return strcmp(text, "true") == 0 || strcmp(text, "yes") == 0;
}

static bool effective(const struct yes_no *yes_no)
{
	const char *fallback = yes_no->widget.placeholder;

	return yes_no->value[0] != '\0' ? is_true(yes_no->value)
					: fallback != NULL && is_true(fallback);
}

static void yes_no_draw(struct slw_widget *widget, struct slw_pane pane, bool focus)
{
	struct yes_no *yes_no = (struct yes_no *)widget;
	bool yes = effective(yes_no), unset = yes_no->value[0] == '\0';
	struct slw_style style = SLW_STYLE(focus ? SLW_ROLE_FOCUS : SLW_ROLE_TEXT);
	int x;

	x = slw_draw_text(pane, 0, 0, style,
			  slw_mark(pane.canvas, yes ? SLW_MARK_ON : SLW_MARK_OFF));
	x += slw_draw_text(pane, x, 0, style, " ");
	x += slw_draw_text(pane, x, 0, style, yes ? _("Yes") : _("No"));
	if (unset)
		slw_draw_text(pane, x + 1, 0, SLW_STYLE(SLW_ROLE_DIM),
			      widget->placeholder != NULL ? _("(default)") : _("(not answered)"));
	if (focus)
		slw_draw_cursor(pane, 1, 0);
}

static bool yes_no_command(struct slw_widget *widget, enum slw_cmd cmd)
{
	struct yes_no *yes_no = (struct yes_no *)widget;

	switch (cmd) {
	case SLW_CMD_TOGGLE:
		yes_no->value = effective(yes_no) ? "false" : "true";
		return true;
	case SLW_CMD_YES:
		yes_no->value = "true";
		return true;
	case SLW_CMD_NO:
		yes_no->value = "false";
		return true;
	case SLW_CMD_CLEAR:
		yes_no->value = "";
		return true;
	default:
		return false;
	}
}

static void yes_no_text(struct slw_widget *widget, const char *text, size_t len, bool pasted)
{
	(void)widget;
	(void)text;
	(void)len;
	(void)pasted;
}

static bool yes_no_mouse(struct slw_widget *widget, const struct slw_mouse *mouse)
{
	return mouse->kind == SLW_MOUSE_PRESS && mouse->x < 8 &&
	       yes_no_command(widget, SLW_CMD_TOGGLE);
}

static const char *yes_no_value(const struct slw_widget *widget, size_t *cursor)
{
	if (cursor != NULL)
		*cursor = 0;
	return ((const struct yes_no *)widget)->value;
}

static void yes_no_set(struct slw_widget *widget, const char *text, size_t cursor)
{
	(void)cursor;
	((struct yes_no *)widget)->value = text[0] == '\0' ? "" : is_true(text) ? "true" : "false";
}

static void yes_no_free(struct slw_widget *widget)
{
	free(widget);
}

static const struct slw_widget_ops yes_no_ops = {
	.context = yes_no_context,
	.rows = yes_no_rows,
	.draw = yes_no_draw,
	.command = yes_no_command,
	.text = yes_no_text,
	.mouse = yes_no_mouse,
	.value = yes_no_value,
	.set = yes_no_set,
	.free = yes_no_free,
};

struct slw_widget *slw_yes_no_new(void)
{
	struct yes_no *yes_no = slw_calloc(1, sizeof(*yes_no));

	yes_no->widget.ops = &yes_no_ops;
	yes_no->value = "";
	return &yes_no->widget;
}
