/* The services of step 4 by kind, and in which state each of them is. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/catalog.h"
#include "model/steps.h"
#include "service/orchestrator.h"
#include "service/service.h"
#include "ui/app.h"
#include "ui/list.h"
#include "ui/records.h"
#include "ui/task.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

struct row {
	const struct slw_field *field; /* of the kind */
	const json_t *entry;	       /* of the result; NULL: the kind itself */
	bool none;		       /* the kind has no entry */
};

struct integrations {
	struct slw_view view;
	struct slw_list list;
	json_t *result; /* of slw_orchestrator_setup_integrations(); NULL until it is there */
	bool waiting, again;
	struct row *rows;
	size_t count, cap;
};

/* --- the state --------------------------------------------------------------------------- */

static void add_row(struct integrations *view, const struct slw_field *field, const json_t *entry,
		    bool none)
{
	SLW_GROW(view->rows, view->count, view->cap);
	view->rows[view->count++] = (struct row){ .field = field, .entry = entry, .none = none };
}

static void build(struct integrations *view)
{
	const json_t *all = json_object_get(view->result, "integrations"), *entry;
	size_t i;

	view->count = 0;
	for (const struct slw_field *field = slw_steps[SLW_INTEGRATIONS].fields; field->key != NULL;
	     field++) {
		size_t kind = view->count;

		add_row(view, field, NULL, true);
		json_array_foreach (all, i, entry) {
			if (strcmp(slw_json_str(entry, "integration_type", ""), field->key) != 0)
				continue;
			add_row(view, field, entry, false);
			view->rows[kind].none = false;
		}
	}
}

static void start(struct integrations *view);

static json_t *set_up(struct slw_service *service, struct slw_session *session, const json_t *args,
		      struct slw_err *err)
{
	(void)args;
	return slw_orchestrator_setup_integrations(service, session, err);
}

static void is_set_up(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct integrations *view = owner;

	(void)data;
	view->waiting = false;
	if (result == NULL) {
		slw_app_say_err(view->view.app, err);
	} else {
		json_decref(view->result);
		view->result = json_incref(result);
		build(view);
	}
	if (view->again)
		start(view);
}

static void start(struct integrations *view)
{
	const struct slw_task task = { .call = set_up, .done = is_set_up, .owner = view };

	view->again = view->waiting;
	if (view->waiting)
		return;
	view->waiting = true;
	slw_task_start(view->view.app, &task);
}

static void refresh(struct slw_view *view)
{
	slw_app_set_step(view->app, 4);
	start((struct integrations *)view);
}

/* --- drawing ----------------------------------------------------------------------------- */

static const struct state {
	const char *status, *word;
	enum slw_role role;
	enum slw_mark mark;
} states[] = {
	{ "pending", N_("not verified yet"), SLW_ROLE_WARNING, SLW_MARK_OPEN },
	{ "valid", N_("works"), SLW_ROLE_GOOD, SLW_MARK_DONE },
	{ "limited", N_("works in part"), SLW_ROLE_WARNING, SLW_MARK_WARNING },
	{ "invalid", N_("refused"), SLW_ROLE_ERROR, SLW_MARK_ERROR },
	{ "unreachable", N_("not reachable"), SLW_ROLE_ERROR, SLW_MARK_ERROR },
};

static const struct state *state_of(const json_t *entry)
{
	const char *status = slw_json_str(entry, "status", "");

	for (size_t i = 1; i < SLW_COUNT(states); i++)
		if (strcmp(states[i].status, status) == 0)
			return &states[i];
	return &states[0];
}

static void draw_kind(struct slw_pane pane, int y, const struct row *row)
{
	int x = 1 + slw_draw_fit(pane, 1, y, 22, SLW_STYLE(SLW_ROLE_TITLE), _(row->field->label));

	if (row->none)
		slw_draw_fit(pane, x + 2, y, pane.width - x - 4, SLW_STYLE(SLW_ROLE_DIM),
			     _(row->field->help));
}

static void draw_entry(const struct integrations *view, struct slw_pane pane, int y,
		       const struct row *row)
{
	const char *id = slw_json_str(row->entry, "provider_name", "");
	const char *missing = slw_json_str(row->entry, "missing", NULL);
	const struct slw_catalog_provider *provider = slw_catalog_provider(
	    slw_service_catalog(slw_app_service(view->view.app)), row->field->key, id);
	const struct state *state = state_of(row->entry);
	bool live = strcmp(slw_json_str(slw_json_object(row->entry, "configuration"), "mode", ""),
			   "live") == 0;
	int name = pane.width >= 70 ? 24 : 14, x = 3;

	if (missing != NULL)
		state = &states[3];
	slw_draw_text(pane, x, y, SLW_STYLE(state->role), slw_mark(pane.canvas, state->mark));
	x += slw_columns(slw_mark(pane.canvas, state->mark)) + 1;
	slw_draw_fit(pane, x, y, name, SLW_STYLE(SLW_ROLE_TEXT),
		     provider != NULL ? provider->name : id);
	x += name + 1;
	x += slw_draw_fit(pane, x, y, 6, SLW_STYLE(live ? SLW_ROLE_GOOD : SLW_ROLE_DIM),
			  live ? _("live") : _("test")) +
	     2;
	slw_draw_fit(pane, x, y, pane.width - x - 2, SLW_STYLE(state->role),
		     missing != NULL ? missing : _(state->word));
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct integrations *all = (struct integrations *)view;
	int count = (int)all->count, rows = pane.height > 6 ? pane.height - 2 : pane.height;

	slw_list_show(&all->list, count, 0, rows);
	if (count == 0)
		slw_draw_fit(pane, 1, 0, pane.width - 2, SLW_STYLE(SLW_ROLE_DIM),
			     _("Looking at what is set up …"));
	for (int i = 0; i < rows && all->list.first + i < count; i++) {
		const struct row *row = &all->rows[all->list.first + i];

		if (row->entry == NULL)
			draw_kind(pane, i, row);
		else
			draw_entry(all, pane, i, row);
		if (all->list.first + i == all->list.current)
			slw_draw_style(pane, 0, i, pane.width - 1, SLW_STYLE(SLW_ROLE_SELECTED));
	}
	slw_draw_scroll(slw_pane_part(pane, 0, 0, pane.width, rows), all->list.first, count,
			SLW_STYLE(SLW_ROLE_BORDER));
	if (rows < pane.height)
		slw_draw_fit(pane, 1, pane.height - 1, pane.width - 2, SLW_STYLE(SLW_ROLE_DIM),
			     _("All of them are optional: without payments, orders come by "
			       "e-mail."));
}

/* --- keys -------------------------------------------------------------------------------- */

static void open_kind(struct integrations *view)
{
	size_t at = (size_t)view->list.current;
	char *path;

	if (at >= view->count)
		return;
	path = slw_printf("%s.%s", slw_steps[SLW_INTEGRATIONS].key, view->rows[at].field->key);
	slw_app_push(view->view.app, slw_view_step_records_new(view->view.app, path));
	free(path);
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct integrations *all = (struct integrations *)view;

	if (slw_list_command(&all->list, cmd))
		return true;
	if (cmd != SLW_CMD_ACCEPT && cmd != SLW_CMD_EDIT)
		return false;
	open_kind(all);
	return true;
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct integrations *all = (struct integrations *)view;
	int before = all->list.current;

	if (slw_list_mouse(&all->list, event) && before == all->list.current)
		open_kind(all);
}

static void free_view(struct slw_view *view)
{
	struct integrations *all = (struct integrations *)view;

	slw_app_forget(view->app, view);
	json_decref(all->result);
	free(all->rows);
	free(all);
}

static const struct slw_view_ops integrations_ops = { .name = "integrations",
						      .context = SLW_CTX_INTEGRATIONS,
						      .draw = draw,
						      .command = command,
						      .mouse = mouse,
						      .enter = refresh,
						      .changed = refresh,
						      .free = free_view };

struct slw_view *slw_view_integrations_new(struct slw_app *app, const char *key)
{
	struct integrations *all;

	if (key != NULL)
		return slw_view_step_new(app, 4, key);
	all = slw_calloc(1, sizeof(*all));
	all->view = (struct slw_view){ .ops = &integrations_ops, .app = app };
	return &all->view;
}
