/* One text: its words, what its score is made of, its alternatives; edit, lock, rate. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "ui/app.h"
#include "ui/long_text.h"
#include "ui/text_change.h"
#include "ui/view.h"
#include "ui/widget.h"

#include "base/banned.h"

#define TEXT_MAX  20000
#define EDIT_ROWS 200

struct text {
	struct slw_view view;
	json_t *text;		   /* as slw_orchestrator_texts() has it */
	struct slw_widget *editor; /* NULL: it is read, not edited */
	int first;		   /* row that is seen topmost */
	int shown;		   /* alternative; -1: the text itself */
};

static const char *content(const struct text *text)
{
	return slw_json_str(slw_json_object(text->text, "content_data"), "content", "");
}

static const json_t *alternatives(const struct text *text)
{
	return json_object_get(slw_json_object(text->text, "content_data"), "alternatives");
}

/* Takes over changes; false: refused, and told. */
static bool change(struct text *text, json_t *changes)
{
	json_t *result = slw_text_change(text->view.app, text->text, changes);

	if (result == NULL)
		return false;
	json_decref(text->text);
	text->text = result;
	return true;
}

/* --- drawing ----------------------------------------------------------------------------- */

static const struct {
	const char *key, *label;
} part_names[] = { { "length", N_("length") },
		   { "keywords", N_("keywords") },
		   { "readability", N_("easy to read") },
		   { "benefits", N_("benefits") },
		   { "emotion", N_("emotion") },
		   { "call_to_action", N_("call to action") },
		   { "repetition", N_("no repetition") } };

static const char *part_label(const char *key)
{
	for (size_t i = 0; i < SLW_COUNT(part_names); i++)
		if (strcmp(part_names[i].key, key) == 0)
			return _(part_names[i].label);
	return key;
}

static int draw_parts(const struct text *text, struct slw_pane pane, int y)
{
	json_t *parts = json_object_get(slw_json_object(text->text, "content_data"), "parts");
	const char *key;
	json_t *value;
	int x = 1;

	json_object_foreach (parts, key, value) {
		char *one = slw_printf("%s %d", part_label(key),
				       (int)lround(json_number_value(value) * 100));
		int columns = slw_columns(one);

		if (x > 1 && x + columns >= pane.width) {
			x = 1;
			y++;
		}
		slw_draw_fit(pane, x, y, pane.width - x - 1, SLW_STYLE(SLW_ROLE_DIM), one);
		x += columns + 3;
		free(one);
	}
	return x > 1 ? y + 1 : y;
}

static int draw_claims(const struct text *text, struct slw_pane pane, int y)
{
	json_t *claims = json_object_get(slw_json_object(text->text, "content_data"), "claims");
	json_t *claim;
	size_t i;

	json_array_foreach (claims, i, claim) {
		char *line =
		    slw_printf(_("Your facts do not say: %s"), slw_json_str(claim, "text", ""));

		if (y < pane.height / 2)
			slw_draw_fit(pane, 1, y++, pane.width - 2, SLW_STYLE(SLW_ROLE_WARNING),
				     line);
		free(line);
	}
	return y;
}

static void draw_words(struct text *text, struct slw_pane pane)
{
	const char *shown =
	    text->shown >= 0
		? json_string_value(json_array_get(alternatives(text), (size_t)text->shown))
		: content(text);
	int width = pane.width - 3, rows;

	if (shown == NULL)
		shown = "";
	rows = slw_wrapped_rows(shown, width);
	if (text->first > rows - pane.height)
		text->first = rows > pane.height ? rows - pane.height : 0;
	slw_draw_wrapped(pane, 1, -text->first, width, 0, SLW_STYLE(SLW_ROLE_TEXT), shown);
	slw_draw_scroll(pane, text->first, rows, SLW_STYLE(SLW_ROLE_BORDER));
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct text *text = (struct text *)view;
	size_t count = json_array_size(alternatives(text));
	char *head;
	int y = 1;

	if (text->editor != NULL) {
		text->editor->ops->draw(text->editor, pane, true);
		return;
	}
	slw_text_draw_state(pane, 1, 0, text->text);
	head = text->shown >= 0
		   ? slw_printf(_("alternative %d of %zu"), text->shown + 1, count)
		   : slw_printf(P_("%zu alternative", "%zu alternatives", (unsigned long)count),
				count);
	slw_draw_right(pane, pane.width - 1, 0,
		       SLW_STYLE(text->shown >= 0 ? SLW_ROLE_ACCENT : SLW_ROLE_DIM), head);
	free(head);
	if (pane.height > 8) {
		y = draw_parts(text, pane, y);
		y = draw_claims(text, pane, y) + 1;
	}
	draw_words(text, slw_pane_part(pane, 0, y, pane.width, pane.height - y));
}

/* --- editing ----------------------------------------------------------------------------- */

static void edit(struct text *text)
{
	text->editor = slw_long_text_new(TEXT_MAX, EDIT_ROWS);
	text->editor->ops->set(text->editor, content(text), 0);
	text->shown = -1;
}

static void drop_editor(struct text *text)
{
	text->editor->ops->free(text->editor);
	text->editor = NULL;
}

/* False: refused, and told; it goes on. */
static bool end_edit(struct text *text)
{
	const char *typed = text->editor->ops->value(text->editor, NULL);
	json_t *changes;

	if (strcmp(typed, content(text)) != 0) {
		changes = json_object();
		slw_json_set(changes, "content", slw_json_new_str(typed));
		if (!change(text, changes))
			return false;
		slw_app_say(text->view.app, SLW_ROLE_GOOD, "%s",
			    _("Kept. It is not written over any more."));
	}
	drop_editor(text);
	return true;
}

static void edit_outside(struct text *text)
{
	struct slw_err err = SLW_ERR_INIT;
	char *typed = slw_app_editor(
	    text->view.app,
	    text->editor != NULL ? text->editor->ops->value(text->editor, NULL) : content(text),
	    &err);

	if (typed == NULL) {
		slw_app_say_err(text->view.app, &err);
		return;
	}
	if (text->editor == NULL)
		edit(text);
	text->editor->ops->set(text->editor, typed, 0);
	free(typed);
	end_edit(text);
}

/* --- keys -------------------------------------------------------------------------------- */

static enum slw_context focus(const struct slw_view *view)
{
	const struct text *text = (const struct text *)view;

	return text->editor != NULL ? text->editor->ops->context(text->editor) : SLW_CTX_NONE;
}

static void take_alternative(struct text *text)
{
	json_t *changes;

	if (text->shown < 0) {
		slw_app_say(text->view.app, SLW_ROLE_DIM, "%s", _("Look at an alternative first."));
		return;
	}
	changes = json_object();
	slw_json_set_int(changes, "alternative", text->shown);
	if (change(text, changes))
		slw_app_say(text->view.app, SLW_ROLE_GOOD, "%s", _("Taken."));
	text->shown = -1;
}

static void next_alternative(struct text *text)
{
	text->first = 0;
	if (++text->shown >= (int)json_array_size(alternatives(text)))
		text->shown = -1;
}

static bool scroll(struct text *text, enum slw_cmd cmd)
{
	int by = cmd == SLW_CMD_UP	    ? -1
		 : cmd == SLW_CMD_DOWN	    ? 1
		 : cmd == SLW_CMD_PAGE_UP   ? -10
		 : cmd == SLW_CMD_PAGE_DOWN ? 10
					    : 0;

	text->first = text->first + by < 0 ? 0 : text->first + by;
	return by != 0;
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct text *text = (struct text *)view;
	json_t *changes;

	if (cmd == SLW_CMD_EDITOR) {
		edit_outside(text);
		return true;
	}
	if (text->editor != NULL) {
		if (cmd == SLW_CMD_BACK) {
			end_edit(text);
			return true;
		}
		return text->editor->ops->command(text->editor, cmd);
	}
	if (scroll(text, cmd))
		return true;
	changes = slw_text_changes(text->text, cmd);
	if (changes != NULL) {
		change(text, changes);
		return true;
	}
	switch (cmd) {
	case SLW_CMD_APPLY:
		take_alternative(text);
		return true;
	case SLW_CMD_EDIT:
		edit(text);
		return true;
	case SLW_CMD_ALTERNATIVE:
		next_alternative(text);
		return true;
	case SLW_CMD_BACK:
		if (text->shown < 0)
			return false;
		text->shown = -1;
		return true;
	default:
		return false;
	}
}

static void typed_text(struct slw_view *view, const char *typed, size_t len, bool pasted)
{
	struct text *text = (struct text *)view;

	if (text->editor != NULL)
		text->editor->ops->text(text->editor, typed, len, pasted);
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct text *text = (struct text *)view;

	if (text->editor != NULL) {
		if (text->editor->ops->mouse != NULL)
			text->editor->ops->mouse(text->editor, event);
	} else if (event->kind == SLW_MOUSE_WHEEL_UP) {
		scroll(text, SLW_CMD_UP);
	} else if (event->kind == SLW_MOUSE_WHEEL_DOWN) {
		scroll(text, SLW_CMD_DOWN);
	}
}

/* What is typed is kept when one goes elsewhere, if it can be. */
static void leave(struct slw_view *view)
{
	struct text *text = (struct text *)view;

	if (text->editor != NULL)
		end_edit(text);
}

static const char *title(const struct slw_view *view)
{
	return slw_text_type_label(
	    slw_json_str(((const struct text *)view)->text, "content_type", ""));
}

static void free_view(struct slw_view *view)
{
	struct text *text = (struct text *)view;

	slw_app_forget(view->app, view);
	if (text->editor != NULL)
		drop_editor(text);
	json_decref(text->text);
	free(text);
}

static const struct slw_view_ops text_ops = { .name = "text",
					      .context = SLW_CTX_TEXTS,
					      .focus = focus,
					      .draw = draw,
					      .command = command,
					      .text = typed_text,
					      .mouse = mouse,
					      .leave = leave,
					      .title = title,
					      .free = free_view };

struct slw_view *slw_view_text_new(struct slw_app *app, const json_t *text)
{
	struct text *view = slw_calloc(1, sizeof(*view));

	view->view = (struct slw_view){ .ops = &text_ops, .app = app };
	view->text = json_deep_copy(text);
	view->shown = -1;
	return &view->view;
}
