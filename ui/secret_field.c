#include "config.h"

#include "ui/secret_field.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/edit.h"

#include "base/banned.h"

struct secret_field {
	struct slw_widget widget;
	struct slw_edit_line line; /* what is typed */
	char *stored;		   /* a reference, or "" */
	bool shown;
};

static enum slw_context secret_context(const struct slw_widget *widget)
{
	(void)widget;
	return SLW_CTX_SECRET;
}

static int secret_rows(struct slw_widget *widget, int width, bool focus)
{
	(void)width;
	if (!focus)
		((struct secret_field *)widget)->shown = false;
	return 1;
}

static void secret_draw(struct slw_widget *widget, struct slw_pane pane, bool focus)
{
	struct secret_field *field = (struct secret_field *)widget;
	struct slw_style style = SLW_STYLE(focus ? SLW_ROLE_FOCUS : SLW_ROLE_FIELD);
	const char *text = field->line.text.data;
	size_t at = 0, bytes;
	int x = 0, cursor = 0, columns;

	slw_draw_fill(pane, 0, 0, pane.width, 1, style);
	if (text[0] == '\0' && field->stored[0] != '\0') {
		slw_draw_fit(pane, 0, 0, pane.width - 1, style, field->stored);
	} else {
		while ((bytes = slw_cluster(text + at, field->line.text.len - at, &columns)) > 0) {
			if (at == field->line.cursor)
				cursor = x;
			if (field->shown)
				x += slw_draw_bytes(pane, x, 0, pane.width - 1 - x, style,
						    text + at, bytes);
			else if (x < pane.width - 1)
				x += slw_draw_text(pane, x, 0, style, "*");
			at += bytes;
		}
		if (at == field->line.cursor)
			cursor = x;
	}
	if (focus)
		slw_draw_cursor(pane, cursor, 0);
}

static bool secret_command(struct slw_widget *widget, enum slw_cmd cmd)
{
	struct secret_field *field = (struct secret_field *)widget;

	if (cmd == SLW_CMD_REVEAL) {
		field->shown = !field->shown;
		return true;
	}
	return slw_edit_command(&field->line, cmd);
}

static void secret_text(struct slw_widget *widget, const char *text, size_t len, bool pasted)
{
	struct secret_field *field = (struct secret_field *)widget;

	while (pasted && len > 0 && (text[len - 1] == '\n' || text[len - 1] == ' '))
		len--;
	if (memchr(text, '\n', len) == NULL)
		slw_edit_insert(&field->line, text, len);
}

static const char *secret_value(const struct slw_widget *widget, size_t *cursor)
{
	const struct secret_field *field = (const struct secret_field *)widget;

	if (cursor != NULL)
		*cursor = slw_edit_cursor(&field->line);
	return field->line.text.data;
}

static void secret_set(struct slw_widget *widget, const char *text, size_t cursor)
{
	struct secret_field *field = (struct secret_field *)widget;

	(void)cursor;
	free(field->stored);
	field->stored = slw_strdup(text);
	field->shown = false;
	slw_edit_set(&field->line, "", 0);
}

static void secret_free(struct slw_widget *widget)
{
	struct secret_field *field = (struct secret_field *)widget;

	slw_edit_release(&field->line);
	free(field->stored);
	free(field);
}

static const struct slw_widget_ops secret_ops = {
	.context = secret_context,
	.rows = secret_rows,
	.draw = secret_draw,
	.command = secret_command,
	.text = secret_text,
	.value = secret_value,
	.set = secret_set,
	.free = secret_free,
};

struct slw_widget *slw_secret_field_new(void)
{
	struct secret_field *field = slw_calloc(1, sizeof(*field));

	field->widget.ops = &secret_ops;
	field->stored = slw_strdup("");
	slw_edit_init(&field->line, 4096);
	field->line.secret = true;
	return &field->widget;
}
