/* Step 6: the form of its fields, and how the shop will look in a search and when it is shared. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/documents.h"
#include "ui/app.h"
#include "ui/form.h"
#include "ui/records.h"
#include "ui/search_preview.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

#define BESIDE 90 /* columns from which the preview stands beside the form */

struct seo {
	struct slw_view view;
	struct slw_form *form;
	bool alone; /* the preview takes the whole screen */
	int first;  /* row of it that is seen topmost */
};

/* --- the view ---------------------------------------------------------------------------- */

static void commit(void *context, const json_t *record, const char *key)
{
	struct seo *seo = context;
	struct slw_documents *docs = slw_app_docs(seo->view.app);

	(void)key;
	json_decref(docs->section[SLW_SEO]);
	docs->section[SLW_SEO] = json_deep_copy(record);
	slw_app_commit(seo->view.app, SLW_SEO);
}

static void open_list(void *context, const struct slw_field *field, const char *path)
{
	struct seo *seo = context;

	(void)field;
	slw_app_push(seo->view.app, slw_view_step_records_new(seo->view.app, path));
}

/* While a title or description is typed and there is no room for the preview: how long it is. */
static int draw_live(const struct seo *seo, struct slw_pane pane)
{
	const char *key = slw_form_key(seo->form);
	char *line = slw_search_length(seo->form, key);
	bool fits;

	if (line == NULL)
		return 0;
	fits = slw_search_fits(seo->form, key);
	slw_draw_fit(pane, 1, pane.height - 1, pane.width - 2,
		     SLW_STYLE(fits ? SLW_ROLE_GOOD : SLW_ROLE_WARNING), line);
	free(line);
	return 1;
}

static void draw_alone(struct seo *seo, struct slw_pane pane)
{
	int rows = slw_search_rows(seo->view.app, seo->form, pane.width - 1);

	if (seo->first > rows - pane.height)
		seo->first = rows > pane.height ? rows - pane.height : 0;
	slw_search_draw(seo->view.app, seo->form,
			slw_pane_scrolled(pane, 0, -seo->first, pane.width - 1, rows));
	slw_draw_scroll(pane, seo->first, rows, SLW_STYLE(SLW_ROLE_BORDER));
}

static enum slw_context focus(const struct slw_view *view)
{
	const struct seo *seo = (const struct seo *)view;

	return seo->alone ? SLW_CTX_NONE : slw_form_focus(seo->form);
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct seo *seo = (struct seo *)view;
	int form = pane.width * 11 / 20;

	if (seo->alone) {
		draw_alone(seo, pane);
	} else if (pane.width < BESIDE) {
		slw_form_draw(seo->form, slw_pane_part(pane, 0, 0, pane.width,
						       pane.height - draw_live(seo, pane)));
	} else {
		slw_form_draw(seo->form, slw_pane_part(pane, 0, 0, form, pane.height));
		slw_search_draw(
		    seo->view.app, seo->form,
		    slw_pane_part(pane, form + 1, 0, pane.width - form - 1, pane.height));
	}
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct seo *seo = (struct seo *)view;

	if (cmd == SLW_CMD_OPTIONS) {
		if (!seo->alone && !slw_form_leave(seo->form))
			return true;
		seo->alone = !seo->alone;
		seo->first = 0;
		return true;
	}
	if (!seo->alone && slw_form_command(seo->form, cmd))
		return true;
	if (!seo->alone && (cmd == SLW_CMD_ACCEPT || cmd == SLW_CMD_NEXT)) {
		slw_app_push(view->app, slw_view_review_new(view->app)); /* behind the last field */
		return true;
	}
	if (!seo->alone)
		return false;
	switch (cmd) {
	case SLW_CMD_BACK:
		seo->alone = false;
		return true;
	case SLW_CMD_PAGE_UP:
		seo->first = seo->first > 4 ? seo->first - 4 : 0;
		return true;
	case SLW_CMD_PAGE_DOWN:
		seo->first += 4; /* the drawing stops it at the end */
		return true;
	default:
		return false;
	}
}

static void text(struct slw_view *view, const char *typed, size_t len, bool pasted)
{
	struct seo *seo = (struct seo *)view;

	if (!seo->alone)
		slw_form_text(seo->form, typed, len, pasted);
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct seo *seo = (struct seo *)view;

	if (!seo->alone)
		slw_form_mouse(seo->form, event);
	else if (event->kind == SLW_MOUSE_WHEEL_UP)
		command(view, SLW_CMD_PAGE_UP);
	else if (event->kind == SLW_MOUSE_WHEEL_DOWN)
		command(view, SLW_CMD_PAGE_DOWN);
}

static void refresh(struct slw_view *view)
{
	struct seo *seo = (struct seo *)view;

	slw_app_set_step(view->app, 6);
	slw_form_set(seo->form, slw_app_docs(view->app)->section[SLW_SEO]);
}

static void leave(struct slw_view *view)
{
	struct seo *seo = (struct seo *)view;

	slw_form_tick(seo->form);
	slw_form_leave(seo->form);
}

static void tick(struct slw_view *view)
{
	slw_form_tick(((struct seo *)view)->form);
}

static char *help(const struct slw_view *view)
{
	return slw_form_help(((const struct seo *)view)->form);
}

static void free_view(struct slw_view *view)
{
	struct seo *seo = (struct seo *)view;

	slw_app_forget(view->app, view);
	slw_form_free(seo->form);
	free(seo);
}

static const struct slw_view_ops seo_ops = { .name = "seo",
					     .context = SLW_CTX_SEO,
					     .focus = focus,
					     .draw = draw,
					     .command = command,
					     .text = text,
					     .mouse = mouse,
					     .enter = refresh,
					     .changed = refresh,
					     .leave = leave,
					     .tick = tick,
					     .help = help,
					     .free = free_view };

struct slw_view *slw_view_seo_new(struct slw_app *app, const char *key)
{
	struct seo *seo;
	struct slw_form_options options = { .app = app,
					    .fields = slw_steps[SLW_SEO].fields,
					    .path = slw_steps[SLW_SEO].key,
					    .commit = commit,
					    .open_records = open_list };

	if (key != NULL && strncmp(key, "seo", 3) != 0)
		return slw_view_step_new(app, 6, key);
	seo = slw_calloc(1, sizeof(*seo));
	seo->view = (struct slw_view){ .ops = &seo_ops, .app = app };
	options.context = seo;
	seo->form = slw_form_new(&options);
	refresh(&seo->view);
	if (key != NULL)
		slw_form_go(seo->form, key);
	slw_form_restore(seo->form);
	return &seo->view;
}
