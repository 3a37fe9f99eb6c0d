/* A text to scroll in a box: help of a field, the table of keys. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/app.h"
#include "ui/dialog.h"
#include "ui/view.h"

#include "base/banned.h"

struct reader {
	struct slw_view view;
	char *title, *text;
	int first, rows, height;
};

static void reader_draw(struct slw_view *view, struct slw_pane pane)
{
	struct reader *reader = (struct reader *)view;
	int width = pane.width < 76 ? pane.width : 76, height, row = 0;
	struct slw_pane outer, inside;
	const char *text = reader->text;
	size_t len, next;

	reader->rows = slw_wrapped_rows(text, width - 5);
	height = reader->rows + 2 < pane.height ? reader->rows + 2 : pane.height;
	outer = slw_pane_part(pane, (pane.width - width) / 2, (pane.height - height) / 2, width,
			      height);
	slw_draw_fill(outer, 0, 0, width, height, SLW_STYLE(SLW_ROLE_TEXT));
	slw_draw_box(outer, 0, 0, width, height, SLW_STYLE(SLW_ROLE_ACCENT), reader->title);
	inside = slw_pane_part(outer, 2, 1, width - 4, height - 2);
	reader->height = inside.height;
	if (reader->first > reader->rows - reader->height)
		reader->first = reader->rows - reader->height;
	if (reader->first < 0)
		reader->first = 0;
	for (; *text != '\0'; row++, text += next) {
		len = slw_wrap(text, width - 5, &next);
		if (row >= reader->first)
			slw_draw_bytes(inside, 0, row - reader->first, width - 5,
				       SLW_STYLE(SLW_ROLE_TEXT), text, len);
	}
	slw_draw_scroll(slw_pane_part(outer, 0, 1, width, height - 2), reader->first, reader->rows,
			SLW_STYLE(SLW_ROLE_ACCENT));
}

static bool reader_command(struct slw_view *view, enum slw_cmd cmd)
{
	struct reader *reader = (struct reader *)view;

	switch (cmd) {
	case SLW_CMD_UP:
		reader->first--;
		break;
	case SLW_CMD_DOWN:
		reader->first++;
		break;
	case SLW_CMD_PAGE_UP:
		reader->first -= reader->height;
		break;
	case SLW_CMD_PAGE_DOWN:
		reader->first += reader->height;
		break;
	case SLW_CMD_HOME:
		reader->first = 0;
		break;
	case SLW_CMD_END:
		reader->first = reader->rows;
		break;
	case SLW_CMD_ACCEPT:
		slw_app_pop(view->app);
		break;
	case SLW_CMD_HELP:
		slw_app_pop(view->app); /* a second F1: the keys */
		slw_dialog_keys(view->app);
		break;
	default:
		return false;
	}
	return true;
}

static void reader_mouse(struct slw_view *view, const struct slw_mouse *mouse)
{
	struct reader *reader = (struct reader *)view;

	if (mouse->kind == SLW_MOUSE_WHEEL_UP)
		reader->first -= 3;
	else if (mouse->kind == SLW_MOUSE_WHEEL_DOWN)
		reader->first += 3;
}

static void reader_free(struct slw_view *view)
{
	struct reader *reader = (struct reader *)view;

	free(reader->title);
	free(reader->text);
	free(reader);
}

static const struct slw_view_ops reader_ops = { .name = "reader",
						.context = SLW_CTX_READER,
						.overlay = true,
						.draw = reader_draw,
						.command = reader_command,
						.mouse = reader_mouse,
						.free = reader_free };

void slw_dialog_text(struct slw_app *app, const char *title, const char *text)
{
	struct reader *reader = slw_calloc(1, sizeof(*reader));

	reader->view = (struct slw_view){ &reader_ops, app };
	reader->title = slw_strdup(title);
	reader->text = slw_strdup(text);
	slw_app_push(app, &reader->view);
}

static void key_row(struct slw_buf *text, size_t i)
{
	char name[SLW_KEY_NAME], keys[120] = "";
	size_t used = 0;

	for (size_t j = i; j == i || (j < slw_key_count && slw_keys[j].label == NULL); j++) {
		slw_key_name(name, slw_keys[j].key);
		used += (size_t)snprintf(keys + used, sizeof(keys) - used, "%s%s",
					 j > i ? ", " : "", name);
		if (used >= sizeof(keys))
			break;
	}
	slw_buf_printf(text, "  %-16s %s\n", keys, _(slw_keys[i].label));
}

/* Those that do something now; true if there are any. */
static bool keys_of(struct slw_buf *text, const struct slw_view *view, enum slw_context context,
		    const char *title)
{
	bool any = false;

	for (size_t i = 0; i < slw_key_count; i++) {
		if (slw_keys[i].context != context || slw_keys[i].label == NULL ||
		    (view->ops->offers != NULL &&
		     !view->ops->offers(view, (enum slw_cmd)slw_keys[i].cmd)))
			continue;
		if (!any)
			slw_buf_printf(text, "%s%s\n", text->len > 0 ? "\n" : "", title);
		any = true;
		key_row(text, i);
	}
	return any;
}

void slw_dialog_keys(struct slw_app *app)
{
	const struct slw_view *top = slw_app_top(app);
	enum slw_context focus = top->ops->focus != NULL ? top->ops->focus(top) : SLW_CTX_NONE;
	const char *title = _("Here");
	struct slw_buf text;

	slw_buf_init(&text, 0);
	for (size_t i = 0; i < slw_key_screen_count; i++)
		if (slw_key_screens[i].view == top->ops->context)
			title = _(slw_key_screens[i].title);
	/* some views have keys only for what they are at */
	if (!keys_of(&text, top, top->ops->context, title))
		keys_of(&text, top, focus, title);
	else if (focus != SLW_CTX_NONE)
		keys_of(&text, top, focus, _("In this field"));
	keys_of(&text, top, SLW_CTX_GLOBAL, _("Everywhere"));
	slw_dialog_text(app, _("Keys"), text.data);
	slw_buf_release(&text);
}
