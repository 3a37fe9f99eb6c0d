/* A step, drawn from its fields; and which view opens for which step. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/problem.h"
#include "service/flow.h"
#include "ui/app.h"
#include "ui/form.h"
#include "ui/records.h"
#include "ui/step_panel.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

/* The step that asks more than one section has each as a group. */
#define SECTIONS_MAX 3

/* Columns from which a panel stands beside the form, rows from which below it, and its rows there. */
#define PANEL_BESIDE 76
#define PANEL_BELOW  15
#define PANEL_ROWS   8

struct step {
	struct slw_view view;
	int step;
	enum slw_section sections[SECTIONS_MAX];
	int section_count;
	struct slw_field groups[SECTIONS_MAX + 1];
	struct slw_form *form;
	int top;		     /* row of the form in the pane */
	struct slw_step_panel panel; /* draw NULL: none */
	bool alone;		     /* the panel takes the whole pane */
};

static json_t *record_of(const struct step *step)
{
	const struct slw_documents *docs = slw_app_docs(step->view.app);
	json_t *record;

	if (step->section_count == 1)
		return json_incref(docs->section[step->sections[0]]);
	record = json_object();
	for (int i = 0; i < step->section_count; i++)
		json_object_set(record, slw_steps[step->sections[i]].key,
				docs->section[step->sections[i]]);
	return record;
}

static void commit(void *context, const json_t *record, const char *key)
{
	struct step *step = context;
	struct slw_documents *docs = slw_app_docs(step->view.app);
	enum slw_section section = step->sections[0];
	const json_t *data = record;

	for (int i = 0; step->section_count > 1 && i < step->section_count; i++) {
		const char *name = slw_steps[step->sections[i]].key;

		if (strncmp(key, name, strlen(name)) == 0) {
			section = step->sections[i];
			data = slw_json_object(record, name);
		}
	}
	json_decref(docs->section[section]);
	docs->section[section] = data != NULL ? json_deep_copy(data) : json_object();
	slw_app_commit(step->view.app, section);
}

static void open_records(void *context, const struct slw_field *field, const char *path)
{
	struct step *step = context;
	struct slw_app *app = step->view.app;

	(void)field;
	if (strcmp(path, "products.items") == 0)
		slw_app_push(app, slw_view_products_new(app, path));
	else
		slw_app_push(app, slw_view_step_records_new(app, path));
}

static void step_changed(struct slw_view *view)
{
	struct step *step = (struct step *)view;
	json_t *record = record_of(step);

	slw_form_set(step->form, record);
	json_decref(record);
	if (step->panel.enter != NULL)
		step->panel.enter(step->panel.context);
}

static void step_enter(struct slw_view *view)
{
	slw_app_set_step(view->app, ((struct step *)view)->step);
	step_changed(view);
}

static void step_leave(struct slw_view *view)
{
	struct step *step = (struct step *)view;

	slw_form_leave(step->form);
	slw_form_tick(step->form);
}

static void step_tick(struct slw_view *view)
{
	slw_form_tick(((struct step *)view)->form);
}

static enum slw_context step_focus(const struct slw_view *view)
{
	const struct step *step = (const struct step *)view;

	return step->alone ? SLW_CTX_NONE : slw_form_focus(step->form);
}

static void draw_panel(const struct step *step, struct slw_pane pane)
{
	struct slw_documents docs;
	json_t *typed = slw_form_typed_record(step->form);

	slw_documents_init(&docs);
	slw_documents_copy(&docs, slw_app_docs(step->view.app));
	json_decref(docs.section[step->sections[0]]);
	docs.section[step->sections[0]] = typed;
	step->panel.draw(step->panel.context, pane, &docs);
	slw_documents_release(&docs);
}

static void draw_form(struct step *step, struct slw_pane pane)
{
	const char *help = slw_steps[step->sections[0]].help;
	int top = 0;

	if (pane.height >= 14 && help != NULL) {
		slw_draw_fit(pane, 1, 0, pane.width - 14, SLW_STYLE(SLW_ROLE_DIM), _(help));
		slw_draw_right(pane, pane.width - 2, 0, SLW_STYLE(SLW_ROLE_WARNING),
			       _("* is needed"));
		top = 2;
	}
	step->top = top;
	slw_form_draw(step->form, slw_pane_part(pane, 0, top, pane.width, pane.height - top));
}

static void step_draw(struct slw_view *view, struct slw_pane pane)
{
	struct step *step = (struct step *)view;
	int width = pane.width * 11 / 20, rows = pane.height - PANEL_ROWS - 1;

	if (step->panel.draw == NULL) {
		draw_form(step, pane);
	} else if (step->alone) {
		draw_panel(step, pane);
	} else if (pane.width >= PANEL_BESIDE) {
		draw_form(step, slw_pane_part(pane, 0, 0, width, pane.height));
		draw_panel(step,
			   slw_pane_part(pane, width + 1, 0, pane.width - width - 1, pane.height));
	} else if (pane.height >= PANEL_BELOW) {
		draw_form(step, slw_pane_part(pane, 0, 0, pane.width, rows));
		draw_panel(step, slw_pane_part(pane, 0, rows + 1, pane.width, PANEL_ROWS));
	} else {
		draw_form(step, pane);
	}
}

/* What is still needed before the step is done, at its fields. */
static void next_step(struct step *step)
{
	struct slw_app *app = step->view.app;
	struct slw_err err = SLW_ERR_INIT;
	struct slw_problems problems;

	slw_form_leave(step->form);
	if (step->step < SLW_STEP_COUNT) {
		slw_app_go(app, step->step + 1, NULL);
		return;
	}
	slw_app_flush(app);
	slw_problems_init(&problems);
	if (slw_flow_validate_step(slw_app_service(app), slw_app_session(app), step->step,
				   &problems, &err) < 0)
		slw_app_say_err(app, &err);
	else if (problems.errors == 0)
		slw_app_say(app, SLW_ROLE_GOOD, "%s", _("This was the last step."));
	for (size_t i = problems.count; i-- > 0;) {
		if (problems.items[i].severity != SLW_PROBLEM_ERROR)
			continue;
		slw_form_problem(step->form, problems.items[i].key, problems.items[i].message,
				 problems.items[i].hint);
		slw_form_go(step->form, problems.items[i].key);
	}
	slw_problems_release(&problems);
}

static bool panel_command(struct step *step, enum slw_cmd cmd)
{
	if (cmd != SLW_CMD_OPTIONS && cmd != SLW_CMD_BACK)
		return false;
	step->alone = !step->alone;
	return true;
}

static bool step_offers(const struct slw_view *view, enum slw_cmd cmd)
{
	const struct step *step = (const struct step *)view;

	if (cmd == SLW_CMD_OPTIONS)
		return step->panel.draw != NULL;
	return !step->alone || (cmd != SLW_CMD_NEXT && cmd != SLW_CMD_PREVIOUS &&
				cmd != SLW_CMD_PAGE_UP && cmd != SLW_CMD_PAGE_DOWN);
}

static bool step_command(struct slw_view *view, enum slw_cmd cmd)
{
	struct step *step = (struct step *)view;

	if (step->panel.draw != NULL && (cmd == SLW_CMD_OPTIONS || step->alone))
		return panel_command(step, cmd);
	if (slw_form_command(step->form, cmd))
		return true;
	switch (cmd) {
	case SLW_CMD_ACCEPT: /* behind the last field */
	case SLW_CMD_NEXT:
	case SLW_CMD_NEXT_STEP:
		next_step(step);
		return true;
	case SLW_CMD_PREVIOUS:
		return true;
	default:
		return false;
	}
}

static void step_text(struct slw_view *view, const char *text, size_t len, bool pasted)
{
	struct step *step = (struct step *)view;

	if (!step->alone)
		slw_form_text(step->form, text, len, pasted);
}

static void step_mouse(struct slw_view *view, const struct slw_mouse *mouse)
{
	struct step *step = (struct step *)view;
	struct slw_mouse inside = *mouse;

	inside.y -= step->top;
	if (!step->alone)
		slw_form_mouse(step->form, &inside);
}

static char *step_help(const struct slw_view *view)
{
	return slw_form_help(((const struct step *)view)->form);
}

static void step_free(struct slw_view *view)
{
	struct step *step = (struct step *)view;

	if (step->panel.free != NULL)
		step->panel.free(step->panel.context);
	slw_form_free(step->form);
	free(step);
}

static const struct slw_view_ops step_ops = { .name = "step",
					      .context = SLW_CTX_STEP,
					      .focus = step_focus,
					      .draw = step_draw,
					      .command = step_command,
					      .offers = step_offers,
					      .text = step_text,
					      .mouse = step_mouse,
					      .enter = step_enter,
					      .leave = step_leave,
					      .tick = step_tick,
					      .changed = step_changed,
					      .help = step_help,
					      .free = step_free };

static void find_sections(struct step *step)
{
	for (int i = 0; i < SLW_SECTION__MAX && step->section_count < SECTIONS_MAX; i++) {
		int at = step->section_count;

		if (slw_steps[i].number != step->step)
			continue;
		step->sections[at] = (enum slw_section)i;
		step->groups[at] = (struct slw_field){ .key = slw_steps[i].key,
						       .type = SLW_FIELD_RECORD,
						       .label = slw_steps[i].title,
						       .help = slw_steps[i].help,
						       .fields = slw_steps[i].fields };
		step->section_count++;
	}
}

struct slw_view *slw_view_step_new(struct slw_app *app, int number, const char *key)
{
	struct step *step = slw_calloc(1, sizeof(*step));
	struct slw_form_options options = {
		.app = app, .commit = commit, .open_records = open_records, .context = step
	};
	json_t *record;

	step->view = (struct slw_view){ &step_ops, app };
	step->step = number;
	find_sections(step);
	if (step->section_count == 1) {
		options.fields = slw_steps[step->sections[0]].fields;
		options.path = slw_steps[step->sections[0]].key;
	} else {
		options.fields = step->groups;
		options.path = "";
	}
	step->form = slw_form_new(&options);
	record = record_of(step);
	slw_form_set(step->form, record);
	json_decref(record);
	if (key != NULL)
		slw_form_go(step->form, key);
	slw_form_restore(step->form);
	return &step->view;
}

struct slw_view *slw_view_step_with_panel(struct slw_app *app, int number, const char *key,
					  const struct slw_step_panel *panel)
{
	struct step *step = (struct step *)slw_view_step_new(app, number, key);

	step->panel = *panel;
	return &step->view;
}

struct slw_view *slw_view_of_step(struct slw_app *app, int step, const char *key)
{
	static struct slw_view *(*const views[SLW_STEP_COUNT])(struct slw_app *, const char *) = {
		[1] = slw_view_products_new,	 [2] = slw_view_theme_new,
		[3] = slw_view_integrations_new, [4] = slw_view_content_new,
		[5] = slw_view_seo_new, /* the others are drawn from their fields alone */
	};

	if (views[step - 1] != NULL)
		return views[step - 1](app, key);
	return slw_view_step_new(app, step, key);
}
