#include "config.h"

#include "ui/text_field.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "ui/edit.h"

#include "base/banned.h"

struct text_field {
	struct slw_widget widget;
	struct slw_edit_line line;
	size_t first; /* byte that the field shows first */
	int x;	      /* where it was drawn, for clicks */
};

static enum slw_context field_context(const struct slw_widget *widget)
{
	(void)widget;
	return SLW_CTX_TEXT;
}

static int field_rows(struct slw_widget *widget, int width, bool focus)
{
	(void)widget;
	(void)width;
	(void)focus;
	return 1;
}

static int columns_between(const char *text, size_t from, size_t to)
{
	char *part = slw_strndup(text + from, to - from);
	int columns = slw_columns(part);

	free(part);
	return columns;
}

/* Moves what is shown so that the cursor is in it. */
static void scroll(struct text_field *field, int width)
{
	const struct slw_edit_line *line = &field->line;

	if (field->first > line->cursor)
		field->first = line->cursor;
	while (columns_between(line->text.data, field->first, line->cursor) > width - 1) {
		size_t bytes = slw_cluster(line->text.data + field->first,
					   line->text.len - field->first, NULL);

		if (bytes == 0)
			break;
		field->first += bytes;
	}
	if (columns_between(line->text.data, 0, line->text.len) < width)
		field->first = 0;
}

static void field_draw(struct slw_widget *widget, struct slw_pane pane, bool focus)
{
	struct text_field *field = (struct text_field *)widget;
	const struct slw_edit_line *line = &field->line;
	struct slw_style style = SLW_STYLE(focus ? SLW_ROLE_FOCUS : SLW_ROLE_FIELD);

	slw_draw_fill(pane, 0, 0, pane.width, 1, style);
	if (!focus)
		field->first = 0;
	else
		scroll(field, pane.width);
	if (line->text.len == 0 && widget->placeholder != NULL)
		slw_draw_fit(pane, 0, 0, pane.width - 1,
			     SLW_STYLE(focus ? SLW_ROLE_FOCUS : SLW_ROLE_DEFAULT),
			     widget->placeholder);
	else if (focus)
		slw_draw_text(pane, 0, 0, style, line->text.data + field->first);
	else
		slw_draw_fit(pane, 0, 0, pane.width, style, line->text.data);
	if (focus)
		slw_draw_cursor(pane, columns_between(line->text.data, field->first, line->cursor),
				0);
}

static bool field_command(struct slw_widget *widget, enum slw_cmd cmd)
{
	return slw_edit_command(&((struct text_field *)widget)->line, cmd);
}

static void field_text(struct slw_widget *widget, const char *text, size_t len, bool pasted)
{
	struct text_field *field = (struct text_field *)widget;
	char *flat;

	if (!pasted) {
		slw_edit_insert(&field->line, text, len);
		return;
	}
	flat = slw_strndup(text, len);
	while (len > 0 && (flat[len - 1] == '\n' || flat[len - 1] == ' '))
		flat[--len] = '\0';
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)flat[i] < 0x20)
			flat[i] = ' ';
	slw_edit_insert(&field->line, flat, len);
	free(flat);
}

static bool field_mouse(struct slw_widget *widget, const struct slw_mouse *mouse)
{
	struct text_field *field = (struct text_field *)widget;
	struct slw_edit_line *line = &field->line;
	size_t at = field->first, bytes;
	int x = 0, columns;

	if (mouse->kind != SLW_MOUSE_PRESS)
		return false;
	while ((bytes = slw_cluster(line->text.data + at, line->text.len - at, &columns)) > 0 &&
	       x + columns <= mouse->x) {
		at += bytes;
		x += columns;
	}
	line->cursor = at;
	return true;
}

static const char *field_value(const struct slw_widget *widget, size_t *cursor)
{
	const struct text_field *field = (const struct text_field *)widget;

	if (cursor != NULL)
		*cursor = slw_edit_cursor(&field->line);
	return field->line.text.data;
}

static void field_set(struct slw_widget *widget, const char *text, size_t cursor)
{
	slw_edit_set(&((struct text_field *)widget)->line, text, cursor);
}

static void field_free(struct slw_widget *widget)
{
	struct text_field *field = (struct text_field *)widget;

	slw_edit_release(&field->line);
	free(field);
}

static const struct slw_widget_ops field_ops = {
	.context = field_context,
	.rows = field_rows,
	.draw = field_draw,
	.command = field_command,
	.text = field_text,
	.mouse = field_mouse,
	.value = field_value,
	.set = field_set,
	.free = field_free,
};

struct slw_widget *slw_text_field_new(int64_t max)
{
	struct text_field *field = slw_calloc(1, sizeof(*field));

	field->widget.ops = &field_ops;
	slw_edit_init(&field->line, max > 0 ? max : 4096);
	return &field->widget;
}
