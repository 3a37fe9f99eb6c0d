/* Step 3 as a form: colours, fonts, layout; and the shop as it looks with them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/documents.h"
#include "service/orchestrator.h"
#include "ui/app.h"
#include "ui/shop_sample.h"
#include "ui/step_panel.h"
#include "ui/task.h"
#include "ui/views.h"

#include "base/banned.h"

struct panel {
	struct slw_app *app;
	struct slw_shop_sample sample;
	char *best; /* ID of the theme that fits best, where none is chosen; NULL: not known yet */
	bool waiting; /* for it */
	/* the look is asked for when the answers are others than in the last frame */
	json_t *answers, *look;
};

/* --- which theme it is ------------------------------------------------------------------- */

static json_t *rank(struct slw_service *service, struct slw_session *session, const json_t *args,
		    struct slw_err *err)
{
	(void)args;
	return slw_orchestrator_recommend_themes(service, session, NULL, NULL, err);
}

static void ranked(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct panel *panel = owner;

	(void)data;
	panel->waiting = false;
	if (result == NULL) {
		slw_app_say_err(panel->app, err);
		return;
	}
	free(panel->best);
	panel->best = slw_strdup(
	    slw_json_str(json_array_get(json_object_get(result, "themes"), 0), "id", ""));
	json_decref(panel->answers);
	panel->answers = NULL;
}

static void enter(void *context)
{
	struct panel *panel = context;
	const struct slw_task task = { .call = rank, .done = ranked, .owner = panel };

	slw_shop_sample_read(&panel->sample, panel->app);
	if (panel->waiting)
		return;
	panel->waiting = true;
	slw_task_start(panel->app, &task);
}

/* --- drawing ----------------------------------------------------------------------------- */

static void read_look(struct panel *panel, const struct slw_documents *docs)
{
	const char *id = slw_documents_str(docs, "theme.theme_id", "auto");

	if (panel->answers != NULL && json_equal(panel->answers, docs->section[SLW_THEME]))
		return;
	if (strcmp(id, "auto") == 0)
		id = panel->best != NULL ? panel->best : "";
	json_decref(panel->answers);
	json_decref(panel->look);
	panel->answers = json_deep_copy(docs->section[SLW_THEME]);
	panel->look = slw_orchestrator_theme_look(slw_app_service(panel->app), id, docs);
}

/* "Text 12.3:1", each where there is room; what cannot be read was moved, and is told. */
static int draw_contrast(const struct panel *panel, struct slw_pane pane)
{
	const json_t *notes = json_object_get(panel->look, "notes"), *one;
	int x = 1, y = pane.height - 1;
	size_t i;

	json_array_foreach (json_object_get(panel->look, "contrast"), i, one) {
		char *text = slw_printf(_("%s %s:1"), slw_json_str(one, "label", ""),
					slw_json_str(one, "ratio", ""));

		if (x + slw_columns(text) <= pane.width)
			x += slw_draw_text(pane, x, y, SLW_STYLE(SLW_ROLE_DIM), text) + 2;
		free(text);
	}
	if (json_array_size(notes) == 0 || pane.height < 8)
		return y;
	i = (size_t)slw_wrapped_rows(json_string_value(json_array_get(notes, 0)), pane.width - 2);
	y -= i > 2 ? 2 : (int)i;
	slw_draw_wrapped(pane, 1, y, pane.width - 2, 2, SLW_STYLE(SLW_ROLE_WARNING),
			 json_string_value(json_array_get(notes, 0)));
	return y;
}

static void draw(void *context, struct slw_pane pane, const struct slw_documents *docs)
{
	struct panel *panel = context;
	int rows;

	read_look(panel, docs);
	if (panel->look == NULL) {
		slw_draw_fit(pane, 1, 0, pane.width - 2, SLW_STYLE(SLW_ROLE_DIM),
			     _("Comparing the themes with your answers …"));
		return;
	}
	rows = draw_contrast(panel, pane);
	slw_shop_sample_draw(&panel->sample, slw_pane_part(pane, 0, 0, pane.width, rows), docs,
			     json_object_get(panel->look, "look"));
}

static void free_panel(void *context)
{
	struct panel *panel = context;

	slw_app_forget(panel->app, panel);
	slw_shop_sample_release(&panel->sample);
	json_decref(panel->answers);
	json_decref(panel->look);
	free(panel->best);
	free(panel);
}

struct slw_view *slw_view_theme_options_new(struct slw_app *app, const char *key)
{
	struct panel *panel = slw_calloc(1, sizeof(*panel));
	const struct slw_step_panel own = {
		.draw = draw, .enter = enter, .free = free_panel, .context = panel
	};

	panel->app = app;
	return slw_view_step_with_panel(app, 3, key, &own);
}
