/* Some fields in a box: other values are written for them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/steps.h"
#include "ui/app.h"
#include "ui/dialog.h"
#include "ui/form.h"
#include "ui/view.h"

#include "base/banned.h"

#define WIDTH  76
#define HEIGHT 14

struct field_box {
	struct slw_view view;
	struct slw_field fields[SLW_DIALOG_FIELDS + 1]; /* the last one ends the table */
	char *title;
	struct slw_form *form;
	json_t *record;
	struct slw_pane inside; /* of the last frame, from the top left of the view */
	void (*accept)(void *context, const json_t *record);
	void *context;
};

static void commit(void *context, const json_t *record, const char *key)
{
	struct field_box *box = context;

	(void)key;
	json_decref(box->record);
	box->record = json_deep_copy(record);
}

static enum slw_context focus(const struct slw_view *view)
{
	return slw_form_focus(((const struct field_box *)view)->form);
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct field_box *box = (struct field_box *)view;
	int width = pane.width < WIDTH ? pane.width : WIDTH;
	int height = pane.height < HEIGHT ? pane.height : HEIGHT;
	struct slw_pane outer = slw_pane_part(pane, (pane.width - width) / 2,
					      (pane.height - height) / 2, width, height);
	struct slw_pane inside = slw_pane_part(outer, 1, 1, width - 2, height - 2);

	slw_draw_fill(outer, 0, 0, width, height, SLW_STYLE(SLW_ROLE_TEXT));
	slw_draw_box(outer, 0, 0, width, height, SLW_STYLE(SLW_ROLE_ACCENT), box->title);
	slw_form_draw(box->form, inside);
	box->inside = inside;
	box->inside.x -= pane.x;
	box->inside.y -= pane.y;
}

static void take(struct field_box *box)
{
	void (*accept)(void *, const json_t *) = box->accept;
	void *context = box->context;
	json_t *record;

	if (!slw_form_leave(box->form))
		return; /* it says why */
	record = json_incref(box->record);
	slw_app_pop(box->view.app);
	accept(context, record);
	json_decref(record);
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct field_box *box = (struct field_box *)view;

	if (slw_form_command(box->form, cmd))
		return true;
	switch (cmd) {
	case SLW_CMD_APPLY:
		take(box);
		return true;
	case SLW_CMD_BACK:
	case SLW_CMD_QUIT:
	case SLW_CMD_REDRAW:
	case SLW_CMD_SUSPEND:
	case SLW_CMD_HELP:
	case SLW_CMD_KEYS:
		return false;
	default:
		return true; /* first this */
	}
}

static void text(struct slw_view *view, const char *typed, size_t len, bool pasted)
{
	slw_form_text(((struct field_box *)view)->form, typed, len, pasted);
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct field_box *box = (struct field_box *)view;
	struct slw_mouse inside = *event;

	inside.x -= box->inside.x;
	inside.y -= box->inside.y;
	if (inside.x >= 0 && inside.y >= 0)
		slw_form_mouse(box->form, &inside);
}

static char *help(const struct slw_view *view)
{
	return slw_form_help(((const struct field_box *)view)->form);
}

static void free_view(struct slw_view *view)
{
	struct field_box *box = (struct field_box *)view;

	slw_app_forget(view->app, view);
	slw_form_free(box->form);
	json_decref(box->record);
	free(box->title);
	free(box);
}

static const struct slw_view_ops field_ops = { .name = "field",
					       .context = SLW_CTX_BOX,
					       .overlay = true,
					       .focus = focus,
					       .draw = draw,
					       .command = command,
					       .text = text,
					       .mouse = mouse,
					       .help = help,
					       .free = free_view };

void slw_dialog_fields(struct slw_app *app, const char *title,
		       const struct slw_field *const *fields, const char *path,
		       const json_t *record, void (*accept)(void *context, const json_t *record),
		       void *context)
{
	struct field_box *box = slw_calloc(1, sizeof(*box));
	struct slw_form_options options = {
		.app = app, .path = path, .product_no = -1, .commit = commit, .context = box
	};

	box->view = (struct slw_view){ .ops = &field_ops, .app = app };
	for (int i = 0; i < SLW_DIALOG_FIELDS && fields[i] != NULL; i++)
		box->fields[i] = *fields[i];
	options.fields = box->fields;
	box->title = slw_strdup(title);
	box->record = json_deep_copy(record);
	box->accept = accept;
	box->context = context;
	box->form = slw_form_new(&options);
	slw_form_set(box->form, record);
	slw_app_push(app, &box->view);
}
