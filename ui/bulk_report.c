/* A change of many products in words. */
#include "config.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "ui/app.h"
#include "ui/bulk.h"
#include "ui/report.h"
#include "ui/value.h"

#include "base/banned.h"

struct about {
	struct slw_report *report;
	struct slw_app *app;
	const struct slw_field *column;
	enum slw_bulk_op op;
	bool done;
};

static char *value_text(const struct about *about, const json_t *value)
{
	char *text = slw_value_text(about->app, about->column, value);

	if (text[0] != '\0')
		return text;
	free(text);
	return slw_strdup(_("(none)"));
}

static void add_example(const struct about *about, const json_t *one)
{
	char *before = value_text(about, json_object_get(one, "before"));
	char *after = value_text(about, json_object_get(one, "after"));
	const char *variant = slw_json_str(one, "variant", "");

	slw_report_bullet(about->report, SLW_ROLE_TEXT,
			  slw_printf(_("%s%s%s: %s becomes %s"), slw_json_str(one, "title", ""),
				     variant[0] != '\0' ? ", " : "", variant, before, after));
	free(before);
	free(after);
}

static void add_refusals(const struct about *about, const json_t *result)
{
	unsigned long count = (unsigned long)slw_json_int(result, "refused", 0);
	json_t *list = json_object_get(result, "refusals"), *one;
	size_t i;

	if (count == 0)
		return;
	slw_report_add(about->report, SLW_ROLE_ERROR,
		       slw_printf(about->done
				      ? P_("%lu product was left as it was:",
					   "%lu products were left as they were:", count)
				      : P_("%lu product cannot be changed so and is left as it is:",
					   "%lu products cannot be changed so and are left as they "
					   "are:",
					   count),
				  count));
	json_array_foreach (list, i, one)
		slw_report_bullet(about->report, SLW_ROLE_ERROR,
				  slw_printf("%s: %s", slw_json_str(one, "title", ""),
					     slw_json_str(one, "reason", "")));
	if (count > json_array_size(list))
		slw_report_bullet(
		    about->report, SLW_ROLE_ERROR,
		    slw_printf(_("and %lu more"), count - (unsigned long)json_array_size(list)));
}

/* "Price: Change by per cent -10 %" */
static void add_title(const struct about *about, const json_t *operand)
{
	struct slw_field field = slw_bulk_operand(about->column, about->op);
	char *value = field.key != NULL ? slw_value_text(about->app, &field, operand) : NULL;

	slw_report_add(about->report, SLW_ROLE_TITLE,
		       slw_printf("%s: %s %s", _(about->column->label),
				  _(slw_bulk_ops[about->op].label), value != NULL ? value : ""));
	free(value);
}

void slw_bulk_report(struct slw_report *report, struct slw_app *app, const struct slw_bulk *bulk,
		     const json_t *result, bool done)
{
	const struct about own = {
		.report = report, .app = app, .column = bulk->column, .op = bulk->op, .done = done
	};
	const struct about *about = &own;
	unsigned long changed = (unsigned long)slw_json_int(result, "changed", 0);
	json_t *list = json_object_get(result, "examples"), *one;
	size_t i;

	slw_report_clear(about->report);
	add_title(about, bulk->operand);
	if (about->done)
		slw_report_add(
		    about->report, SLW_ROLE_GOOD,
		    slw_printf(P_("%lu product is changed. F8 takes it back.",
				  "%lu products are changed. F8 takes all of it back.", changed),
			       changed));
	else if (changed > 0)
		slw_report_add(
		    about->report, SLW_ROLE_TEXT,
		    slw_printf(P_("%lu of %lld product would be changed. Nothing is written yet.",
				  "%lu of %lld products would be changed. Nothing is written yet.",
				  (unsigned long)slw_json_int(result, "products", 0)),
			       changed, (long long)slw_json_int(result, "products", 0)));
	else
		slw_report_add(about->report, SLW_ROLE_WARNING,
			       slw_strdup(_("No product would be another one. Esc goes back.")));
	add_refusals(about, result);
	if (json_array_size(list) > 0)
		slw_report_add(about->report, SLW_ROLE_LABEL, slw_strdup(_("The first of them:")));
	json_array_foreach (list, i, one)
		add_example(about, one);
}
