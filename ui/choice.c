#include "config.h"

#include "ui/choice.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/options.h"

#include "base/banned.h"

struct choice {
	struct slw_widget widget;
	struct slw_options options;
	bool free_text; /* what was typed can be taken where nothing matches */
	char *value;
};

static enum slw_context choice_context(const struct slw_widget *widget)
{
	return ((const struct choice *)widget)->options.open ? SLW_CTX_PICK : SLW_CTX_CHOICE;
}

static int choice_rows(struct slw_widget *widget, int width, bool focus)
{
	struct choice *choice = (struct choice *)widget;

	(void)width;
	if (!focus)
		slw_options_close(&choice->options);
	return choice->options.open ? slw_options_rows(&choice->options) : 1;
}

static const char *label_of(const struct choice *choice, const char *value)
{
	const struct slw_option *item = slw_options_find(&choice->options, value);

	return item != NULL ? item->label : value;
}

static void choice_draw(struct slw_widget *widget, struct slw_pane pane, bool focus)
{
	struct choice *choice = (struct choice *)widget;
	bool unset = choice->value[0] == '\0';
	const char *text = !unset			 ? label_of(choice, choice->value)
			   : widget->placeholder != NULL ? label_of(choice, widget->placeholder)
							 : "";
	struct slw_style style = SLW_STYLE(focus   ? SLW_ROLE_FOCUS
					   : unset ? SLW_ROLE_DEFAULT
						   : SLW_ROLE_FIELD);

	if (choice->options.open) {
		slw_options_draw(&choice->options, pane, false, choice->free_text);
		return;
	}
	slw_draw_fill(pane, 0, 0, pane.width, 1, style);
	slw_draw_fit(pane, 0, 0, pane.width - 2, style, text);
	slw_draw_text(pane, pane.width - 1, 0, style, slw_mark(pane.canvas, SLW_MARK_DOWN));
	if (focus)
		slw_draw_cursor(pane, 0, 0);
}

static void take(struct choice *choice, const char *value)
{
	char *copy = slw_strdup(value);

	free(choice->value);
	choice->value = copy;
	slw_options_close(&choice->options);
}

static bool accept(struct choice *choice)
{
	const struct slw_option *item = slw_options_current(&choice->options);

	if (item != NULL)
		take(choice, item->value);
	else if (choice->free_text && choice->options.filter.text.len > 0)
		take(choice, choice->options.filter.text.data);
	return true;
}

static bool choice_command(struct slw_widget *widget, enum slw_cmd cmd)
{
	struct choice *choice = (struct choice *)widget;

	if (choice->options.open) {
		if (cmd == SLW_CMD_ACCEPT)
			return accept(choice);
		if (cmd == SLW_CMD_NEXT || cmd == SLW_CMD_PREVIOUS) {
			if (choice->options.filter.text.len > 0)
				accept(choice); /* what was found is what was meant */
			return false;
		}
		if (cmd == SLW_CMD_BACK) {
			slw_options_close(&choice->options);
			return true;
		}
		return slw_options_command(&choice->options, cmd);
	}
	switch (cmd) {
	case SLW_CMD_ACCEPT:
	case SLW_CMD_TOGGLE:
		slw_options_open(&choice->options, choice->value[0] != '\0' ? choice->value
						   : widget->placeholder != NULL
						       ? widget->placeholder
						       : "");
		return true;
	case SLW_CMD_CLEAR:
		take(choice, "");
		return true;
	default:
		return false;
	}
}

static void choice_text(struct slw_widget *widget, const char *text, size_t len, bool pasted)
{
	struct choice *choice = (struct choice *)widget;

	(void)pasted;
	if (!choice->options.open)
		slw_options_open(&choice->options, choice->value);
	slw_options_type(&choice->options, text, len);
}

static bool choice_mouse(struct slw_widget *widget, const struct slw_mouse *mouse)
{
	struct choice *choice = (struct choice *)widget;

	if (mouse->kind != SLW_MOUSE_PRESS)
		return false;
	if (!choice->options.open)
		return choice_command(widget, SLW_CMD_ACCEPT);
	return slw_options_click(&choice->options, mouse->y) && accept(choice);
}

static const char *choice_value(const struct slw_widget *widget, size_t *cursor)
{
	if (cursor != NULL)
		*cursor = 0;
	return ((const struct choice *)widget)->value;
}

static void choice_set(struct slw_widget *widget, const char *text, size_t cursor)
{
	(void)cursor;
	take((struct choice *)widget, text);
}

static void choice_free(struct slw_widget *widget)
{
	struct choice *choice = (struct choice *)widget;

	slw_options_release(&choice->options);
	free(choice->value);
	free(choice);
}

static const struct slw_widget_ops choice_ops = {
	.context = choice_context,
	.rows = choice_rows,
	.draw = choice_draw,
	.command = choice_command,
	.text = choice_text,
	.mouse = choice_mouse,
	.value = choice_value,
	.set = choice_set,
	.free = choice_free,
};

struct slw_widget *slw_choice_new(bool open_choices)
{
	struct choice *choice = slw_calloc(1, sizeof(*choice));

	choice->widget.ops = &choice_ops;
	choice->free_text = open_choices;
	choice->value = slw_strdup("");
	slw_options_init(&choice->options);
	return &choice->widget;
}

void slw_choice_add(struct slw_widget *choice, const char *value, const char *label)
{
	slw_options_add(&((struct choice *)choice)->options, value, label);
}
