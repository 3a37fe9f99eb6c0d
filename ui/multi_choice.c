#include "config.h"

#include "ui/multi_choice.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/options.h"

#include "base/banned.h"

struct multi {
	struct slw_widget widget;
	struct slw_options options;
	struct slw_buf value, labels;
};

static enum slw_context multi_context(const struct slw_widget *widget)
{
	return ((const struct multi *)widget)->options.open ? SLW_CTX_PICK : SLW_CTX_CHOICE;
}

static int multi_rows(struct slw_widget *widget, int width, bool focus)
{
	struct multi *multi = (struct multi *)widget;

	(void)width;
	if (!focus)
		slw_options_close(&multi->options);
	return multi->options.open ? slw_options_rows(&multi->options) : 1;
}

/* Writes value and labels from the marks. */
static void collect(struct multi *multi)
{
	slw_buf_clear(&multi->value);
	slw_buf_clear(&multi->labels);
	for (size_t i = 0; i < multi->options.count; i++) {
		const struct slw_option *item = &multi->options.items[i];

		if (!item->on)
			continue;
		slw_buf_printf(&multi->value, "%s%s", multi->value.len > 0 ? ", " : "",
			       item->value);
		slw_buf_printf(&multi->labels, "%s%s", multi->labels.len > 0 ? ", " : "",
			       item->label);
	}
}

/* The choice that the next of some values with commas between names, or NULL; text moves behind it. */
static struct slw_option *next_named(const struct slw_options *options, const char **text)
{
	size_t len = strcspn(*text, ",");
	char *raw = slw_strndup(*text, len), *value = slw_text_trim(raw);
	struct slw_option *item = slw_options_find(options, value);

	free(value);
	free(raw);
	*text += len + ((*text)[len] == ',');
	return item;
}

static void mark(struct slw_options *options, const char *text)
{
	for (size_t i = 0; i < options->count; i++)
		options->items[i].on = false;
	while (*text != '\0') {
		struct slw_option *item = next_named(options, &text);

		if (item != NULL)
			item->on = true;
	}
}

/* The placeholder as a person reads it. Appends. */
static void default_labels(const struct multi *multi, struct slw_buf *out)
{
	const char *text = multi->widget.placeholder;

	while (text != NULL && *text != '\0') {
		const struct slw_option *item = next_named(&multi->options, &text);

		if (item != NULL)
			slw_buf_printf(out, "%s%s", out->len > 0 ? ", " : "", item->label);
	}
}

static void multi_draw(struct slw_widget *widget, struct slw_pane pane, bool focus)
{
	struct multi *multi = (struct multi *)widget;
	bool unset = multi->value.len == 0;
	struct slw_style style = SLW_STYLE(focus   ? SLW_ROLE_FOCUS
					   : unset ? SLW_ROLE_DEFAULT
						   : SLW_ROLE_FIELD);
	struct slw_buf labels;

	if (multi->options.open) {
		slw_options_draw(&multi->options, pane, true, false);
		return;
	}
	slw_buf_init(&labels, 0);
	default_labels(multi, &labels);
	slw_draw_fill(pane, 0, 0, pane.width, 1, style);
	slw_draw_fit(pane, 0, 0, pane.width - 2, style, unset ? labels.data : multi->labels.data);
	slw_buf_release(&labels);
	slw_draw_text(pane, pane.width - 1, 0, style, slw_mark(pane.canvas, SLW_MARK_DOWN));
	if (focus)
		slw_draw_cursor(pane, 0, 0);
}

static void toggle(struct multi *multi)
{
	struct slw_option *item = slw_options_current(&multi->options);

	if (item != NULL)
		item->on = !item->on;
	collect(multi);
}

static bool multi_command(struct slw_widget *widget, enum slw_cmd cmd)
{
	struct multi *multi = (struct multi *)widget;

	if (multi->options.open) {
		if (cmd == SLW_CMD_ACCEPT || cmd == SLW_CMD_BACK) {
			slw_options_close(&multi->options);
			return true;
		}
		return slw_options_command(&multi->options, cmd);
	}
	switch (cmd) {
	case SLW_CMD_ACCEPT:
	case SLW_CMD_TOGGLE:
		if (multi->value.len == 0 && widget->placeholder != NULL)
			mark(&multi->options, widget->placeholder);
		slw_options_open(&multi->options, "");
		return true;
	case SLW_CMD_CLEAR:
		mark(&multi->options, "");
		collect(multi);
		return true;
	default:
		return false;
	}
}

static void multi_text(struct slw_widget *widget, const char *text, size_t len, bool pasted)
{
	struct multi *multi = (struct multi *)widget;

	if (!multi->options.open)
		multi_command(widget, SLW_CMD_ACCEPT);
	else if (!pasted && len == 1 && text[0] == ' ') {
		toggle(multi);
		return;
	}
	slw_options_type(&multi->options, text, len);
}

static bool multi_mouse(struct slw_widget *widget, const struct slw_mouse *mouse)
{
	struct multi *multi = (struct multi *)widget;

	if (mouse->kind != SLW_MOUSE_PRESS)
		return false;
	if (!multi->options.open)
		return multi_command(widget, SLW_CMD_ACCEPT);
	if (slw_options_click(&multi->options, mouse->y))
		toggle(multi);
	return true;
}

static const char *multi_value(const struct slw_widget *widget, size_t *cursor)
{
	if (cursor != NULL)
		*cursor = 0;
	return ((const struct multi *)widget)->value.data;
}

static void multi_set(struct slw_widget *widget, const char *text, size_t cursor)
{
	struct multi *multi = (struct multi *)widget;

	(void)cursor;
	mark(&multi->options, text);
	collect(multi);
}

static void multi_free(struct slw_widget *widget)
{
	struct multi *multi = (struct multi *)widget;

	slw_options_release(&multi->options);
	slw_buf_release(&multi->value);
	slw_buf_release(&multi->labels);
	free(multi);
}

static const struct slw_widget_ops multi_ops = {
	.context = multi_context,
	.rows = multi_rows,
	.draw = multi_draw,
	.command = multi_command,
	.text = multi_text,
	.mouse = multi_mouse,
	.value = multi_value,
	.set = multi_set,
	.free = multi_free,
};

struct slw_widget *slw_multi_choice_new(void)
{
	struct multi *multi = slw_calloc(1, sizeof(*multi));

	multi->widget.ops = &multi_ops;
	slw_options_init(&multi->options);
	slw_buf_init(&multi->value, 0);
	slw_buf_init(&multi->labels, 0);
	return &multi->widget;
}

void slw_multi_choice_add(struct slw_widget *choice, const char *value, const char *label)
{
	slw_options_add(&((struct multi *)choice)->options, value, label);
}
