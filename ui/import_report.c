#include "config.h"

#include "ui/import_report.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "ui/report.h"

#include "base/banned.h"

static void add_columns(struct slw_report *lines, const json_t *report)
{
	json_t *columns = json_object_get(report, "columns"), *one;
	struct slw_buf out;
	size_t i;

	slw_buf_init(&out, 4000);
	json_array_foreach (columns, i, one) {
		const char *field = slw_json_str(one, "field", NULL);

		slw_buf_printf(&out, "%s%s", i > 0 ? ", " : "", slw_json_str(one, "column", "?"));
		if (field != NULL)
			slw_buf_printf(&out, " = %s", field);
	}
	if (out.len > 0)
		slw_report_add(lines, SLW_ROLE_DIM, slw_printf(_("Columns: %s"), out.data));
	slw_buf_release(&out);
}

static void add_skips(struct slw_report *lines, const json_t *report)
{
	json_t *skips = json_object_get(report, "skips"), *one;
	int64_t total = slw_json_int(report, "skips_total", 0);
	size_t i;

	if (json_array_size(skips) == 0)
		return;
	slw_report_add(lines, SLW_ROLE_TITLE,
		       slw_printf(P_("%lld thing cannot be taken", "%lld things cannot be taken",
				     (unsigned long)total),
				  (long long)total));
	json_array_foreach (skips, i, one)
		slw_report_add(
		    lines, SLW_ROLE_ERROR,
		    slw_printf(_("line %lld, %s: %s %s"), (long long)slw_json_int(one, "line", 0),
			       slw_json_str(one, "column", ""), slw_json_str(one, "reason", ""),
			       slw_json_str(one, "hint", "")));
}

static const char *text_of(const json_t *warning)
{
	return json_is_string(warning)
		   ? json_string_value(warning)
		   : slw_json_str(warning, "message", slw_json_str(warning, "reason", ""));
}

void slw_import_report(struct slw_report *lines, const json_t *report, bool done)
{
	const json_t *rows = slw_json_object(report, "rows");
	const json_t *products = slw_json_object(report, "products"), *one;
	size_t i;

	slw_report_clear(lines);
	slw_report_add(lines, SLW_ROLE_TITLE,
		       slw_printf(done ? _("%s is imported") : _("What importing %s would do"),
				  slw_json_str(report, "file", "")));
	slw_report_add(lines, SLW_ROLE_TEXT,
		       slw_printf(_("Products: %lld new, %lld changed, %lld as they are"),
				  (long long)slw_json_int(products, "created", 0),
				  (long long)slw_json_int(products, "updated", 0),
				  (long long)slw_json_int(products, "unchanged", 0)));
	slw_report_add(lines, SLW_ROLE_TEXT,
		       slw_printf(_("Rows: %lld read, %lld left out"),
				  (long long)slw_json_int(rows, "in", 0),
				  (long long)slw_json_int(rows, "skipped", 0)));
	slw_report_add(lines, SLW_ROLE_DIM,
		       slw_printf(_("Read as: %s, %s, columns apart by %s, decimals behind %s"),
				  slw_json_str(report, "dialect", "CSV"),
				  slw_json_str(report, "encoding", "UTF-8"),
				  slw_json_str(report, "delimiter", ","),
				  slw_json_str(report, "decimal_mark", ".")));
	add_columns(lines, report);
	slw_report_add(
	    lines, SLW_ROLE_TEXT,
	    slw_strdup(done ? _("Undo takes all of it back. Esc goes to the products.")
			    : _("Nothing is written yet. Enter imports it, Esc does not.")));
	add_skips(lines, report);
	json_array_foreach (json_object_get(report, "warnings"), i, one)
		slw_report_add(lines, SLW_ROLE_WARNING, slw_strdup(text_of(one)));
}
