/* Everything on one page: how ready the shop is, what is missing, what was answered. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/check.h"
#include "model/documents.h"
#include "service/orchestrator.h"
#include "ui/app.h"
#include "ui/list.h"
#include "ui/task.h"
#include "ui/value.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

enum row_kind { ROW_TITLE, ROW_CHECK, ROW_ANSWER, ROW_BLANK };

struct row {
	enum row_kind kind;
	uint8_t role;
	int mark; /* enum slw_mark; -1: none */
	int step; /* where Enter leads; 0: nowhere */
	char *key, *label, *text;
	char *fix; /* of a check; NULL: none */
};

struct review {
	struct slw_view view;
	struct slw_list list;
	struct row *rows;
	size_t count, cap;
	json_t *analysis; /* NULL until it is there */
	bool waiting;
};

static void clear_rows(struct review *review)
{
	for (size_t i = 0; i < review->count; i++) {
		free(review->rows[i].key);
		free(review->rows[i].label);
		free(review->rows[i].text);
		free(review->rows[i].fix);
	}
	review->count = 0;
}

static struct row *add_row(struct review *review, enum row_kind kind, const char *label)
{
	struct row *row;

	SLW_GROW(review->rows, review->count, review->cap);
	row = &review->rows[review->count++];
	*row = (struct row){ .kind = kind, .mark = -1, .label = slw_strdup(label) };
	return row;
}

/* --- what is to be done ------------------------------------------------------------------ */

static void add_check(struct review *review, const json_t *check)
{
	const char *status = slw_json_str(check, "status", "ok");
	bool error = strcmp(status, "error") == 0;
	struct row *row;

	if (strcmp(status, "ok") == 0)
		return;
	row = add_row(review, ROW_CHECK, slw_json_str(check, "name", ""));
	row->role = error ? SLW_ROLE_ERROR : SLW_ROLE_WARNING;
	row->mark = error ? SLW_MARK_ERROR : SLW_MARK_WARNING;
	row->step = (int)slw_json_int(check, "step", 0);
	row->key = slw_strdup(slw_json_str(check, "key", NULL));
	row->text = slw_strdup(slw_json_str(check, "message", ""));
	row->fix = slw_strdup(slw_json_str(check, "fix", NULL));
}

static void add_checks(struct review *review)
{
	json_t *check;
	size_t i, before;

	if (review->analysis == NULL)
		return;
	add_row(review, ROW_TITLE, _("What is left to do"));
	before = review->count;
	json_array_foreach (json_object_get(review->analysis, "checks"), i, check)
		add_check(review, check);
	if (review->count == before) {
		struct row *row = add_row(review, ROW_CHECK, _("Nothing"));

		row->role = SLW_ROLE_GOOD;
		row->mark = SLW_MARK_DONE;
		row->text = slw_strdup(_("the shop is ready to be launched"));
		row->step = 0;
	}
	add_row(review, ROW_BLANK, "");
}

/* --- what was answered ------------------------------------------------------------------- */

static void add_answers(struct review *review, const struct slw_field *fields, const json_t *record,
			const char *path, int step);

static void add_answer(struct review *review, const struct slw_field *field, const json_t *record,
		       const char *path, int step)
{
	struct slw_app *app = review->view.app;
	const json_t *value = json_object_get(record, field->key);
	struct row *row;
	char *key;

	if (!slw_field_applies(field, record, slw_app_docs(app)))
		return;
	key = slw_printf("%s.%s", path, field->key);
	if (field->type == SLW_FIELD_RECORD) {
		add_answers(review, field->fields, value, key, step);
		free(key);
		return;
	}
	if (value == NULL && !(field->flags & SLW_FIELD_REQUIRED)) {
		free(key);
		return;
	}
	row = add_row(review, ROW_ANSWER, _(field->label));
	row->step = step;
	row->key = key;
	row->role = SLW_ROLE_TEXT;
	if (value != NULL) {
		row->text = slw_value_text(app, field, value);
	} else {
		row->text = slw_strdup(_("missing"));
		row->role = SLW_ROLE_ERROR;
		row->mark = SLW_MARK_ERROR;
	}
}

static void add_answers(struct review *review, const struct slw_field *fields, const json_t *record,
			const char *path, int step)
{
	for (const struct slw_field *field = fields; field->key != NULL; field++)
		if (!(field->flags & SLW_FIELD_INPUT))
			add_answer(review, field, record, path, step);
}

static void add_section(struct review *review, enum slw_section section, unsigned int completed)
{
	struct slw_app *app = review->view.app;
	const struct slw_step *step = &slw_steps[section];
	bool done = (completed & 1u << (step->number - 1)) != 0;
	struct row *row = add_row(review, ROW_TITLE, NULL);

	row->label = section == SLW_LAUNCH
			 ? slw_strdup(_(step->title))
			 : slw_printf(_("Step %d: %s"), step->number, _(step->title));
	row->mark = done ? SLW_MARK_DONE : SLW_MARK_OPEN;
	row->step = step->number;
	if (section == SLW_PRODUCTS) {
		struct slw_session *session = slw_app_session(app);

		row = add_row(review, ROW_ANSWER, _("Products"));
		row->step = step->number;
		row->role = session->product_count > 0 ? SLW_ROLE_TEXT : SLW_ROLE_ERROR;
		row->text = slw_printf("%lld", (long long)session->product_count);
		row->key = slw_strdup("products.items");
	}
	if (section == SLW_CONTENT && slw_json_int(review->analysis, "vouched", 0) > 0) {
		row = add_row(review, ROW_ANSWER, _("On your word"));
		row->step = step->number;
		row->role = SLW_ROLE_TEXT;
		row->text = slw_printf(
		    P_("%lld text says more than your facts", "%lld texts say more than your facts",
		       (unsigned long)slw_json_int(review->analysis, "vouched", 0)),
		    (long long)slw_json_int(review->analysis, "vouched", 0));
	}
	for (const struct slw_field *field = step->fields; field->key != NULL; field++)
		if (!(field->flags & SLW_FIELD_INPUT) &&
		    !(section == SLW_PRODUCTS && strcmp(field->key, "items") == 0))
			add_answer(review, field, slw_app_docs(app)->section[section], step->key,
				   step->number);
	add_row(review, ROW_BLANK, "");
}

static void build(struct review *review)
{
	unsigned int completed = slw_app_completed(review->view.app);

	clear_rows(review);
	add_checks(review);
	for (int section = 0; section < SLW_SECTION__MAX; section++)
		add_section(review, (enum slw_section)section, completed);
}

/* --- the analysis ------------------------------------------------------------------------ */

static json_t *analyze(struct slw_service *service, struct slw_session *session, const json_t *args,
		       struct slw_err *err)
{
	(void)args;
	return slw_orchestrator_analyze_store(service, session, err);
}

static void analyzed(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct review *review = owner;

	(void)data;
	review->waiting = false;
	if (result == NULL) {
		slw_app_say_err(review->view.app, err);
		return;
	}
	json_decref(review->analysis);
	review->analysis = json_incref(result);
	build(review);
}

static void start_analysis(struct slw_view *view)
{
	struct review *review = (struct review *)view;
	const struct slw_task task = { .call = analyze, .done = analyzed, .owner = view };

	build(review);
	if (review->waiting)
		return;
	review->waiting = true;
	slw_task_start(view->app, &task);
}

/* --- drawing ----------------------------------------------------------------------------- */

static void draw_readiness(const struct review *review, struct slw_pane pane)
{
	int64_t percent = slw_json_int(review->analysis, "readiness", 0);
	int width = pane.width / 3, x;
	char *text;

	if (review->analysis == NULL) {
		slw_draw_fit(pane, 1, 0, pane.width - 2, SLW_STYLE(SLW_ROLE_DIM),
			     _("Looking at your shop …"));
		return;
	}
	text = slw_printf(_("Ready to launch: %lld of 100"), (long long)percent);
	x = 1 + slw_draw_fit(pane, 1, 0, pane.width - 2, SLW_STYLE(SLW_ROLE_TITLE), text) + 2;
	if (x + width < pane.width)
		slw_draw_bar(pane, x, 0, width,
			     SLW_STYLE(percent >= 90   ? SLW_ROLE_GOOD
				       : percent >= 60 ? SLW_ROLE_WARNING
						       : SLW_ROLE_ERROR),
			     (uint64_t)percent, 100);
	free(text);
}

static void draw_row(struct slw_pane pane, int y, const struct row *row, int indent)
{
	const struct slw_style style = SLW_STYLE(row->role);
	int label = pane.width / 3 < 30 ? pane.width / 3 : 30, x = 1;

	if (row->kind == ROW_TITLE) {
		if (row->mark >= 0)
			x += slw_draw_text(pane, x, y,
					   SLW_STYLE(row->mark == SLW_MARK_DONE ? SLW_ROLE_GOOD
										: SLW_ROLE_DIM),
					   slw_mark(pane.canvas, (enum slw_mark)row->mark)) +
			     1;
		slw_draw_fit(pane, x, y, pane.width - x - 1, SLW_STYLE(SLW_ROLE_TITLE), row->label);
		return;
	}
	if (row->mark >= 0)
		slw_draw_text(pane, x, y, style, slw_mark(pane.canvas, (enum slw_mark)row->mark));
	x += indent;
	slw_draw_fit(pane, x, y, label,
		     SLW_STYLE(row->kind == ROW_CHECK ? row->role : SLW_ROLE_LABEL), row->label);
	x += label + 1;
	slw_draw_fit(pane, x, y, pane.width - x - 2,
		     row->kind == ROW_CHECK ? SLW_STYLE(SLW_ROLE_TEXT) : style,
		     row->text != NULL ? row->text : "");
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct review *review = (struct review *)view;
	int indent = slw_columns(slw_mark(pane.canvas, SLW_MARK_ERROR)) + 1;
	int rows = pane.height - 3;
	const struct row *current = NULL;

	draw_readiness(review, pane);
	slw_list_show(&review->list, (int)review->count, 2, rows < 1 ? 1 : rows);
	for (int i = 0; i < review->list.rows; i++) {
		int at = review->list.first + i;

		if (at >= review->list.count)
			break;
		draw_row(pane, 2 + i, &review->rows[at], indent);
		if (at == review->list.current) {
			current = &review->rows[at];
			slw_draw_style(pane, 0, 2 + i, pane.width - 1,
				       SLW_STYLE(SLW_ROLE_SELECTED));
		}
	}
	slw_draw_scroll(slw_pane_part(pane, 0, 2, pane.width, review->list.rows),
			review->list.first, review->list.count, SLW_STYLE(SLW_ROLE_BORDER));
	if (current != NULL && current->fix != NULL)
		slw_draw_fit(pane, 1, pane.height - 1, pane.width - 2, SLW_STYLE(SLW_ROLE_ACCENT),
			     current->fix);
}

/* --- keys -------------------------------------------------------------------------------- */

static bool passes(const struct row *row)
{
	return row->kind == ROW_BLANK || (row->kind == ROW_TITLE && row->step == 0);
}

/* Rows that lead nowhere are passed over, in the direction of the move, back at the ends. */
static void pass_over(struct review *review, bool up)
{
	int way = up ? -1 : 1, at = review->list.current;

	while (at >= 0 && at < (int)review->count && passes(&review->rows[at]))
		at += way;
	if (at < 0 || at >= (int)review->count) {
		at = review->list.current;
		while (at >= 0 && at < (int)review->count && passes(&review->rows[at]))
			at -= way;
	}
	if (at >= 0 && at < (int)review->count)
		review->list.current = at;
}

static void jump(struct review *review)
{
	const struct row *row;
	char *key;
	int step;

	if (review->list.current >= (int)review->count)
		return;
	row = &review->rows[review->list.current];
	if (row->step == 0)
		return;
	key = slw_strdup(row->key);
	step = row->step;
	slw_app_go(review->view.app, step, key);
	free(key);
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct review *review = (struct review *)view;

	if (slw_list_command(&review->list, cmd)) {
		pass_over(review, cmd == SLW_CMD_UP || cmd == SLW_CMD_PAGE_UP);
		return true;
	}
	switch (cmd) {
	case SLW_CMD_ACCEPT:
	case SLW_CMD_FIX:
		jump(review);
		return true;
	case SLW_CMD_LAUNCH:
		slw_app_push(view->app, slw_view_launch_new(view->app));
		return true;
	default:
		return false;
	}
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct review *review = (struct review *)view;
	int before = review->list.current;

	if (slw_list_mouse(&review->list, event)) {
		if (passes(&review->rows[review->list.current]))
			review->list.current = before;
		else if (before == review->list.current)
			jump(review);
	} else {
		pass_over(review, event->kind == SLW_MOUSE_WHEEL_UP);
	}
}

static const char *title(const struct slw_view *view)
{
	(void)view;
	return _("Review");
}

static void free_view(struct slw_view *view)
{
	struct review *review = (struct review *)view;

	slw_app_forget(view->app, view);
	clear_rows(review);
	free(review->rows);
	json_decref(review->analysis);
	free(review);
}

static const struct slw_view_ops review_ops = { .name = "review",
						.context = SLW_CTX_REVIEW,
						.draw = draw,
						.command = command,
						.mouse = mouse,
						.enter = start_analysis,
						.changed = start_analysis,
						.title = title,
						.free = free_view };

struct slw_view *slw_view_review_new(struct slw_app *app)
{
	struct review *review = slw_calloc(1, sizeof(*review));

	review->view = (struct slw_view){ .ops = &review_ops, .app = app };
	review->list.current = 1;
	return &review->view;
}
