/* One column of many products: what is to be done, what it would do, and the doing. */
#include "config.h"

#include "ui/bulk.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/records.h"
#include "model/steps.h"
#include "service/bulk.h"
#include "service/flow.h"
#include "ui/app.h"
#include "ui/form.h"
#include "ui/report.h"
#include "ui/task.h"
#include "ui/view.h"

#include "base/banned.h"

#define COLUMNS_MAX 40
#define KEY_SIZE    48

enum phase { PHASE_FORM, PHASE_LOOK, PHASE_SHOW, PHASE_APPLY, PHASE_DONE };

/* The fields of the form: which products, column, what to do, with what, rounded how. The later ones
 * depend on those before them and are made anew when they change. */
enum { FIELD_SCOPE, FIELD_COLUMN, FIELD_OP, FIELD_OPERAND, FIELD_ROUND, FIELD__MAX };

struct bulk {
	struct slw_view view;
	enum phase phase;
	struct slw_product_numbers shown, marked;
	struct slw_form *form;
	json_t *record; /* of the form */
	struct slw_field fields[FIELD__MAX + 1];
	struct slw_choice scopes[4], columns[COLUMNS_MAX + 1], ops[SLW_BULK_OP__MAX + 1],
	    rounds[SLW_BULK_ROUND__MAX + 1];
	char *scope_labels[3];
	char op_key[KEY_SIZE]; /* "op_price": each column remembers its own */
	uint64_t job, done, total;
	struct slw_report report;
	int64_t version; /* that the preview was made of */
	bool nothing;	 /* would be changed */
};

/* --- the form ---------------------------------------------------------------------------- */

static const char *answer(const struct bulk *bulk, int field)
{
	return slw_json_str(bulk->record, bulk->fields[field].key, bulk->fields[field].fallback);
}

static const struct slw_field *column_of(const struct bulk *bulk)
{
	return slw_bulk_column(answer(bulk, FIELD_COLUMN));
}

static enum slw_bulk_op op_of(const struct bulk *bulk)
{
	int op = slw_bulk_op_find(answer(bulk, FIELD_OP));

	return op < 0 ? SLW_BULK_SET : (enum slw_bulk_op)op;
}

static void make_scopes(struct bulk *bulk, bool filtered)
{
	long long all = (long long)slw_app_session(bulk->view.app)->product_count;
	int at = 0;

	if (bulk->marked.count > 0) {
		bulk->scope_labels[at] =
		    slw_printf(_("The %zu that are marked"), bulk->marked.count);
		bulk->scopes[at] = (struct slw_choice){ "marked", bulk->scope_labels[at] };
		at++;
	}
	if (filtered) {
		bulk->scope_labels[at] =
		    slw_printf(_("The %zu that the filter shows"), bulk->shown.count);
		bulk->scopes[at] = (struct slw_choice){ "shown", bulk->scope_labels[at] };
		at++;
	}
	bulk->scope_labels[at] = slw_printf(_("All %lld"), all);
	bulk->scopes[at] = (struct slw_choice){ "all", bulk->scope_labels[at] };
	bulk->fields[FIELD_SCOPE] =
	    (struct slw_field){ .key = "scope",
				.type = SLW_FIELD_CHOICE,
				.choices = bulk->scopes,
				.fallback = bulk->scopes[0].value,
				.label = N_("Which products"),
				.help = N_("Space marks products in the table, / filters them.") };
}

static void make_columns(struct bulk *bulk)
{
	size_t count = 0;

	for (const struct slw_field *field = slw_product_fields; field->key != NULL; field++)
		if ((field->flags & SLW_FIELD_BULK) != 0 && count < COLUMNS_MAX)
			bulk->columns[count++] = (struct slw_choice){ field->key, field->label };
	bulk->fields[FIELD_COLUMN] = (struct slw_field){
		.key = "column",
		.type = SLW_FIELD_CHOICE,
		.choices = bulk->columns,
		.fallback = "price",
		.label = N_("Column"),
		.help = N_("What is changed. Prices, stock and weight of products with variants "
			   "are changed in each variant.")
	};
}

static void make_ops(struct bulk *bulk, const struct slw_field *column)
{
	size_t count = 0;

	for (int op = 0; op < SLW_BULK_OP__MAX; op++)
		if (slw_bulk_op_fits(column, (enum slw_bulk_op)op))
			bulk->ops[count++] = slw_bulk_ops[op];
	bulk->ops[count] = (struct slw_choice){ NULL, NULL };
	slw_text_copy(bulk->op_key, sizeof(bulk->op_key), "op_");
	slw_text_copy(bulk->op_key + 3, sizeof(bulk->op_key) - 3, column->key);
	bulk->fields[FIELD_OP] = (struct slw_field){ .key = bulk->op_key,
						     .type = SLW_FIELD_CHOICE,
						     .choices = bulk->ops,
						     .fallback = bulk->ops[0].value,
						     .label = N_("What to do"),
						     .help = N_("Done to each of the products.") };
}

static void make_rounds(struct bulk *bulk)
{
	const struct slw_currency *currency = slw_documents_currency(slw_app_docs(bulk->view.app));
	size_t count = 0;

	for (int round = 0; round < SLW_BULK_ROUND__MAX; round++)
		if (slw_bulk_round_fits((enum slw_bulk_round)round, currency))
			bulk->rounds[count++] = slw_bulk_rounds[round];
	bulk->rounds[count] = (struct slw_choice){ NULL, NULL };
}

static void make_fields(struct bulk *bulk)
{
	const struct slw_field *column = column_of(bulk);
	struct slw_field operand;
	int at = FIELD_OPERAND;

	make_ops(bulk, column);
	operand = slw_bulk_operand(column, op_of(bulk));
	if (operand.key != NULL)
		bulk->fields[at++] = operand;
	if (slw_bulk_rounds_off(column, op_of(bulk)))
		bulk->fields[at++] = (struct slw_field){ .key = "round",
							 .type = SLW_FIELD_CHOICE,
							 .choices = bulk->rounds,
							 .fallback = bulk->rounds[0].value,
							 .label = N_("Round off"),
							 .help = N_("To the nearest such price.") };
	bulk->fields[at].key = NULL;
}

static void committed(void *context, const json_t *record, const char *key)
{
	struct bulk *bulk = context;

	(void)key;
	json_decref(bulk->record);
	bulk->record = json_deep_copy(record);
	make_fields(bulk);
}

/* --- the work ---------------------------------------------------------------------------- */

static json_t *run_bulk(struct slw_service *service, struct slw_session *session,
			const json_t *args, struct slw_err *err)
{
	struct slw_edit edit = { .base_version = slw_json_int(args, "base", 0) };
	const json_t *list = json_object_get(args, "products"), *one;
	int64_t *numbers = slw_calloc(json_array_size(list) + 1, sizeof(*numbers));
	const struct slw_bulk_request request = {
		.bulk = { .column = slw_bulk_column(slw_json_str(args, "column", "")),
			  .op = (enum slw_bulk_op)slw_json_int(args, "op", 0),
			  .round = (enum slw_bulk_round)slw_json_int(args, "round", 0),
			  .operand = json_object_get(args, "operand") },
		.products = list != NULL ? numbers : NULL,
		.product_count = json_array_size(list),
		.dry_run = slw_json_bool(args, "dry_run", true)
	};
	json_t *result;
	size_t i;

	json_array_foreach (list, i, one)
		numbers[i] = json_integer_value(one);
	result = slw_bulk_run(service, session, &request, &edit, err);
	free(numbers);
	return result;
}

static void goes_on(void *owner, const char *stage, uint64_t done, uint64_t total)
{
	struct bulk *bulk = owner;

	(void)stage;
	bulk->done = done;
	bulk->total = total;
}

static void work_done(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct bulk *bulk = owner;
	struct slw_app *app = bulk->view.app;
	bool applied = bulk->phase == PHASE_APPLY;
	struct slw_bulk what = { .column = column_of(bulk), .op = op_of(bulk) };

	(void)data;
	bulk->job = 0;
	if (result == NULL) {
		bulk->phase = PHASE_FORM;
		slw_app_say_err(app, err);
		return;
	}
	bulk->version = slw_json_int(result, "version", 0);
	bulk->nothing = slw_json_int(result, "changed", 0) == 0;
	bulk->phase = applied ? PHASE_DONE : PHASE_SHOW;
	what.operand = json_object_get(bulk->record, slw_bulk_operand(what.column, what.op).key);
	slw_bulk_report(&bulk->report, app, &what, result, applied);
	if (applied)
		slw_app_reload(app);
}

/* The numbers in a list; NULL: all of the shop. */
static json_t *chosen(const struct bulk *bulk)
{
	const char *scope = answer(bulk, FIELD_SCOPE);
	const struct slw_product_numbers *numbers;
	json_t *list;

	if (strcmp(scope, "all") == 0)
		return NULL;
	numbers = strcmp(scope, "marked") == 0 ? &bulk->marked : &bulk->shown;
	list = json_array();
	for (size_t i = 0; i < numbers->count; i++)
		slw_json_append(list, json_integer(numbers->items[i]));
	return list;
}

static void start(struct bulk *bulk, bool dry_run)
{
	struct slw_task task = {
		.call = run_bulk, .done = work_done, .progress = goes_on, .owner = bulk
	};
	struct slw_app *app = bulk->view.app;
	struct slw_field operand = slw_bulk_operand(column_of(bulk), op_of(bulk));
	int round = slw_bulk_round_find(slw_json_str(bulk->record, "round", "exact"));
	json_t *list;

	slw_app_flush(app);
	task.args = json_object();
	slw_json_set_str(task.args, "column", column_of(bulk)->key);
	slw_json_set_int(task.args, "op", op_of(bulk));
	slw_json_set_int(task.args, "round", round < 0 ? 0 : round);
	slw_json_set_bool(task.args, "dry_run", dry_run);
	slw_json_set_int(task.args, "base",
			 dry_run ? slw_app_session(app)->version : bulk->version);
	if (operand.key != NULL)
		slw_json_set(task.args, "operand",
			     json_deep_copy(json_object_get(bulk->record, operand.key)));
	list = chosen(bulk);
	if (list != NULL)
		slw_json_set(task.args, "products", list);
	bulk->done = bulk->total = 0;
	bulk->phase = dry_run ? PHASE_LOOK : PHASE_APPLY;
	bulk->job = slw_task_start(app, &task);
}

/* Looks through the products, once the form says what to do. */
static void preview(struct bulk *bulk)
{
	struct slw_field operand;

	if (!slw_form_leave(bulk->form))
		return;
	operand = slw_bulk_operand(column_of(bulk), op_of(bulk));
	if (operand.key == NULL || json_object_get(bulk->record, operand.key) != NULL) {
		start(bulk, true);
		return;
	}
	slw_form_go(bulk->form, operand.key);
	slw_form_problem(bulk->form, operand.key, _("is needed"), _(operand.help));
}

/* --- the view ---------------------------------------------------------------------------- */

static void draw_work(const struct bulk *bulk, struct slw_pane pane)
{
	int width = pane.width - 2;
	char *count;

	slw_draw_fit(pane, 1, 0, width, SLW_STYLE(SLW_ROLE_TITLE),
		     bulk->phase == PHASE_LOOK ? _("Looking through the products")
					       : _("Changing the products"));
	if (bulk->total == 0)
		return;
	slw_draw_bar(pane, 1, 2, width > 60 ? 60 : width, SLW_STYLE(SLW_ROLE_ACCENT), bulk->done,
		     bulk->total);
	count = slw_printf(_("%llu of %llu"), (unsigned long long)bulk->done,
			   (unsigned long long)bulk->total);
	slw_draw_fit(pane, 1, 3, width, SLW_STYLE(SLW_ROLE_DIM), count);
	free(count);
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct bulk *bulk = (struct bulk *)view;

	if (bulk->phase == PHASE_FORM)
		slw_form_draw(bulk->form, pane);
	else if (bulk->phase == PHASE_LOOK || bulk->phase == PHASE_APPLY)
		draw_work(bulk, pane);
	else
		slw_report_draw(&bulk->report, pane);
}

static bool read_command(struct bulk *bulk, enum slw_cmd cmd)
{
	if (slw_report_command(&bulk->report, cmd))
		return true;
	if (bulk->phase == PHASE_DONE) {
		if (cmd == SLW_CMD_ACCEPT)
			slw_app_pop(bulk->view.app);
		return cmd == SLW_CMD_ACCEPT;
	}
	if (cmd == SLW_CMD_ACCEPT && !bulk->nothing)
		start(bulk, false);
	else if (cmd == SLW_CMD_BACK || cmd == SLW_CMD_ACCEPT)
		bulk->phase = PHASE_FORM;
	else
		return false;
	return true;
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct bulk *bulk = (struct bulk *)view;

	if (bulk->phase == PHASE_SHOW || bulk->phase == PHASE_DONE)
		return read_command(bulk, cmd);
	if (bulk->phase != PHASE_FORM) {
		if (cmd != SLW_CMD_CANCEL && cmd != SLW_CMD_BACK)
			return false;
		slw_app_job_cancel(view->app, bulk->job);
		return true;
	}
	if (slw_form_command(bulk->form, cmd))
		return true;
	switch (cmd) {
	case SLW_CMD_APPLY:
	case SLW_CMD_ACCEPT: /* behind the last field */
		preview(bulk);
		return true;
	case SLW_CMD_NEXT:
	case SLW_CMD_PREVIOUS:
		return true;
	default:
		return false;
	}
}

static enum slw_context focus(const struct slw_view *view)
{
	static const enum slw_context at[] = {
		[PHASE_LOOK] = SLW_CTX_WORK,
		[PHASE_SHOW] = SLW_CTX_DECIDE,
		[PHASE_APPLY] = SLW_CTX_WORK,
		[PHASE_DONE] = SLW_CTX_READER,
	};
	const struct bulk *bulk = (const struct bulk *)view;

	return bulk->phase == PHASE_FORM ? slw_form_focus(bulk->form) : at[bulk->phase];
}

static bool offers(const struct slw_view *view, enum slw_cmd cmd)
{
	const struct bulk *bulk = (const struct bulk *)view;

	if (cmd == SLW_CMD_APPLY || cmd == SLW_CMD_NEXT)
		return bulk->phase == PHASE_FORM;
	return cmd != SLW_CMD_ACCEPT || bulk->phase != PHASE_SHOW || !bulk->nothing;
}

static void text(struct slw_view *view, const char *typed, size_t len, bool pasted)
{
	struct bulk *bulk = (struct bulk *)view;

	if (bulk->phase == PHASE_FORM)
		slw_form_text(bulk->form, typed, len, pasted);
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct bulk *bulk = (struct bulk *)view;

	if (bulk->phase == PHASE_FORM)
		slw_form_mouse(bulk->form, event);
	else if (bulk->phase == PHASE_SHOW || bulk->phase == PHASE_DONE)
		slw_report_mouse(&bulk->report, event);
}

static const char *title(const struct slw_view *view)
{
	(void)view;
	return _("Change many products");
}

static char *help(const struct slw_view *view)
{
	const struct bulk *bulk = (const struct bulk *)view;

	return bulk->phase == PHASE_FORM ? slw_form_help(bulk->form) : NULL;
}

static void free_view(struct slw_view *view)
{
	struct bulk *bulk = (struct bulk *)view;

	slw_app_forget(view->app, view);
	slw_form_free(bulk->form);
	slw_report_clear(&bulk->report);
	slw_product_numbers_release(&bulk->shown);
	slw_product_numbers_release(&bulk->marked);
	for (size_t i = 0; i < SLW_COUNT(bulk->scope_labels); i++)
		free(bulk->scope_labels[i]);
	json_decref(bulk->record);
	free(bulk);
}

static const struct slw_view_ops bulk_ops = { .name = "bulk",
					      .context = SLW_CTX_BULK,
					      .focus = focus,
					      .draw = draw,
					      .command = command,
					      .offers = offers,
					      .text = text,
					      .mouse = mouse,
					      .title = title,
					      .help = help,
					      .free = free_view };

struct slw_view *slw_view_bulk_new(struct slw_app *app, const struct slw_bulk_scope *scope)
{
	struct bulk *bulk = slw_calloc(1, sizeof(*bulk));
	struct slw_form_options options = { .app = app,
					    .fields = bulk->fields,
					    .path = "",
					    .product_no = -1,
					    .commit = committed,
					    .context = bulk };

	bulk->view = (struct slw_view){ .ops = &bulk_ops, .app = app };
	bulk->record = json_object();
	slw_product_numbers_copy(&bulk->shown, scope->shown);
	slw_product_numbers_copy(&bulk->marked, scope->marked);
	make_scopes(bulk, scope->filtered);
	make_columns(bulk);
	make_rounds(bulk);
	make_fields(bulk);
	bulk->form = slw_form_new(&options);
	return &bulk->view;
}
