/* The themes, best first, with the reasons and a miniature of the shop in each. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/documents.h"
#include "service/orchestrator.h"
#include "ui/app.h"
#include "ui/list.h"
#include "ui/shop_sample.h"
#include "ui/task.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

#define BESIDE 76 /* columns from which the miniature stands beside the list */

struct themes {
	struct slw_view view;
	struct slw_list list;
	json_t *result; /* of slw_orchestrator_recommend_themes(); NULL until it is there */
	bool waiting, again;
	bool alone; /* the miniature takes the whole screen */
	struct slw_shop_sample sample;
};

/* --- what is shown ----------------------------------------------------------------------- */

static json_t *rank(struct slw_service *service, struct slw_session *session, const json_t *args,
		    struct slw_err *err)
{
	(void)args;
	return slw_orchestrator_recommend_themes(service, session, NULL, NULL, err);
}

static void start(struct themes *themes);

static int find_chosen(const json_t *result)
{
	const char *chosen = slw_json_str(result, "chosen", "");
	const json_t *theme;
	size_t i;

	json_array_foreach (json_object_get(result, "themes"), i, theme)
		if (strcmp(slw_json_str(theme, "id", ""), chosen) == 0)
			return (int)i;
	return 0;
}

static void ranked(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct themes *themes = owner;

	(void)data;
	themes->waiting = false;
	if (result == NULL) {
		slw_app_say_err(themes->view.app, err);
	} else {
		if (themes->result == NULL)
			themes->list.current = find_chosen(result);
		json_decref(themes->result);
		themes->result = json_incref(result);
	}
	if (themes->again)
		start(themes);
}

static void start(struct themes *themes)
{
	const struct slw_task task = { .call = rank, .done = ranked, .owner = themes };

	themes->again = themes->waiting;
	if (themes->waiting)
		return;
	themes->waiting = true;
	slw_task_start(themes->view.app, &task);
}

static void refresh(struct slw_view *view)
{
	struct themes *themes = (struct themes *)view;

	slw_app_set_step(view->app, 3);
	slw_shop_sample_read(&themes->sample, view->app);
	start(themes);
}

static const json_t *current(const struct themes *themes)
{
	return json_array_get(json_object_get(themes->result, "themes"),
			      (size_t)themes->list.current);
}

static int percent(const json_t *object, const char *key)
{
	return (int)lround(json_number_value(json_object_get(object, key)) * 100);
}

/* --- drawing ----------------------------------------------------------------------------- */

static void draw_miniature(const struct themes *themes, struct slw_pane pane)
{
	slw_shop_sample_draw(&themes->sample, pane, slw_app_docs(themes->view.app),
			     slw_json_object(current(themes), "look"));
}

static void draw_theme(const struct themes *themes, struct slw_pane pane, int y, int at)
{
	const json_t *theme = json_array_get(json_object_get(themes->result, "themes"), (size_t)at);
	const char *id = slw_json_str(theme, "id", "");
	bool chosen = strcmp(id, slw_json_str(themes->result, "chosen", "")) == 0;
	int score = percent(theme, "score"), bar = pane.width >= 36 ? 12 : 6;
	int x = 1;
	char *number = slw_printf("%d", score);

	if (chosen)
		slw_draw_text(pane, x, y, SLW_STYLE(SLW_ROLE_GOOD),
			      slw_mark(pane.canvas, SLW_MARK_DONE));
	x += slw_columns(slw_mark(pane.canvas, SLW_MARK_DONE)) + 1;
	slw_draw_fit(pane, x, y, pane.width - x - bar - 6, SLW_STYLE(SLW_ROLE_TEXT),
		     slw_json_str(theme, "name", id));
	if (at == themes->list.current)
		slw_draw_style(pane, 0, y, pane.width - bar - 5, SLW_STYLE(SLW_ROLE_SELECTED));
	slw_draw_bar(pane, pane.width - bar - 5, y, bar, SLW_STYLE(SLW_ROLE_ACCENT),
		     (uint64_t)score, 100);
	slw_draw_right(pane, pane.width - 1, y, SLW_STYLE(SLW_ROLE_TEXT), number);
	free(number);
}

static int draw_reasons(const json_t *list, struct slw_pane pane, int y, const char *key, int scale)
{
	const json_t *one;
	size_t i;

	json_array_foreach (list, i, one) {
		int width = pane.width - 7;
		char *number;

		if (y >= pane.height)
			break;
		number = slw_printf(scale < 0 ? "+%d" : "%3d", percent(one, key));
		slw_draw_right(pane, 4, y, SLW_STYLE(SLW_ROLE_ACCENT), number);
		y += slw_draw_wrapped(pane, 6, y, width, pane.height - y, SLW_STYLE(SLW_ROLE_TEXT),
				      slw_json_str(one, "text", ""));
		free(number);
	}
	return y;
}

static void draw_why(const struct themes *themes, struct slw_pane pane)
{
	const json_t *theme = current(themes);
	int y = slw_draw_wrapped(pane, 1, 0, pane.width - 2, 3, SLW_STYLE(SLW_ROLE_DIM),
				 slw_json_str(theme, "description", ""));

	slw_draw_fit(pane, 1, y++, pane.width - 2, SLW_STYLE(SLW_ROLE_TITLE), _("Why"));
	y = draw_reasons(json_object_get(theme, "reasons"), pane, y, "score", 1);
	if (json_array_size(json_object_get(theme, "changes")) > 0 && y + 1 < pane.height) {
		slw_draw_fit(pane, 1, y++, pane.width - 2, SLW_STYLE(SLW_ROLE_TITLE),
			     _("What would raise it"));
		draw_reasons(json_object_get(theme, "changes"), pane, y, "gain", -1);
	}
}

static void draw_list(struct themes *themes, struct slw_pane pane)
{
	int count = (int)json_array_size(json_object_get(themes->result, "themes"));
	int rows = pane.height < count + 4 ? pane.height : count;

	slw_list_show(&themes->list, count, 0, rows);
	for (int i = 0; i < rows && themes->list.first + i < count; i++)
		draw_theme(themes, pane, i, themes->list.first + i);
	if (rows == count)
		draw_why(themes,
			 slw_pane_part(pane, 0, rows + 1, pane.width, pane.height - rows - 1));
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct themes *themes = (struct themes *)view;
	int list = pane.width * 2 / 5;

	if (themes->result == NULL) {
		slw_draw_fit(pane, 1, 0, pane.width - 2, SLW_STYLE(SLW_ROLE_DIM),
			     _("Comparing the themes with your answers …"));
	} else if (themes->alone) {
		draw_miniature(themes, pane);
	} else if (pane.width >= BESIDE) {
		draw_list(themes, slw_pane_part(pane, 0, 0, list, pane.height));
		draw_miniature(
		    themes, slw_pane_part(pane, list + 1, 0, pane.width - list - 1, pane.height));
	} else {
		draw_list(themes, pane);
	}
}

/* --- keys -------------------------------------------------------------------------------- */

/* NULL: the one that fits best. */
static void choose(struct themes *themes, const char *id)
{
	struct slw_app *app = themes->view.app;

	slw_documents_set(slw_app_docs(app), "theme.theme_id", id != NULL ? json_string(id) : NULL);
	slw_app_commit(app, SLW_THEME);
	if (id != NULL)
		slw_app_say(app, SLW_ROLE_GOOD, _("Chosen: %s."),
			    slw_json_str(current(themes), "name", id));
	else
		slw_app_say(app, SLW_ROLE_GOOD, "%s", _("The theme that fits best is taken."));
	start(themes);
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct themes *themes = (struct themes *)view;

	if (slw_list_command(&themes->list, cmd))
		return true;
	switch (cmd) {
	case SLW_CMD_ACCEPT:
		if (current(themes) != NULL)
			choose(themes, slw_json_str(current(themes), "id", NULL));
		return true;
	case SLW_CMD_CLEAR:
		choose(themes, NULL);
		return true;
	case SLW_CMD_TOGGLE:
		themes->alone = !themes->alone;
		return true;
	case SLW_CMD_OPTIONS:
		slw_app_push(view->app, slw_view_theme_options_new(view->app, NULL));
		return true;
	case SLW_CMD_BACK:
		if (!themes->alone)
			return false;
		themes->alone = false;
		return true;
	default:
		return false;
	}
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct themes *themes = (struct themes *)view;

	if (!themes->alone)
		slw_list_mouse(&themes->list, event);
}

static void free_view(struct slw_view *view)
{
	struct themes *themes = (struct themes *)view;

	slw_app_forget(view->app, view);
	slw_shop_sample_release(&themes->sample);
	json_decref(themes->result);
	free(themes);
}

static const struct slw_view_ops theme_ops = { .name = "theme",
					       .context = SLW_CTX_THEME,
					       .draw = draw,
					       .command = command,
					       .mouse = mouse,
					       .enter = refresh,
					       .changed = refresh,
					       .free = free_view };

struct slw_view *slw_view_theme_new(struct slw_app *app, const char *key)
{
	struct themes *themes;

	if (key != NULL && strcmp(key, "theme.theme_id") != 0)
		return slw_view_theme_options_new(app, key);
	themes = slw_calloc(1, sizeof(*themes));
	themes->view = (struct slw_view){ .ops = &theme_ops, .app = app };
	return &themes->view;
}
