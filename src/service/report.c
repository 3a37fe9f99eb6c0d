#include "config.h"

#include "service/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/json.h"

#include "base/banned.h"

/* One small page, in system fonts, legible in light and dark; it is the merchant's, not the shop's. */
static const char style[] =
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.6 system-ui,sans-serif;max-width:56rem;margin:0 auto;padding:1.5rem 1rem "
    "4rem}"
    "h1{line-height:1.2;margin:0 0 .25rem}h2{margin:2.5rem 0 .5rem;font-size:1.25rem}"
    ".ready{display:flex;gap:1rem;align-items:center;margin:1.5rem 0}"
    ".ready b{font-size:3rem;line-height:1}progress{width:100%;height:.75rem}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid "
    "#8884}"
    ".ok{color:#1a7f4b}.warning{color:#9a6700}.error{color:#c4281c;font-weight:600}"
    "@media(prefers-color-scheme:dark){.ok{color:#5fd39a}.warning{color:#e3b341}.error{color:#"
    "ff8f85}}"
    "code{font-size:.9em}li{margin:.25rem 0}";

static void text(struct slw_buf *out, const char *value)
{
	slw_escape_html(out, value);
}

static void heading(struct slw_buf *out, const char *title)
{
	slw_buf_str(out, "<h2>");
	text(out, title);
	slw_buf_str(out, "</h2>\n");
}

static void write_head(struct slw_buf *out, const json_t *report)
{
	const char *name = slw_json_str(report, "business_name", "");

	slw_buf_str(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
			 "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
			 "<meta name=\"robots\" content=\"noindex\">\n<title>");
	text(out, name);
	slw_buf_str(out, ": ");
	text(out, _("launch report"));
	slw_buf_printf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n<h1>", style);
	text(out, name);
	slw_buf_str(out, "</h1>\n<p>");
	text(out, _("Theme"));
	slw_buf_str(out, ": ");
	text(out, slw_json_str(report, "theme", ""));
	slw_buf_str(out, "</p>\n");
}

static void write_readiness(struct slw_buf *out, const json_t *report)
{
	int readiness = (int)slw_json_int(report, "readiness", 0);

	slw_buf_printf(out, "<div class=\"ready\"><b>%d</b><span>", readiness);
	text(out, _("of 100 points of launch readiness"));
	slw_buf_str(out, "</span></div>\n<progress max=\"100\" value=\"");
	slw_buf_printf(out, "%d\" aria-label=\"", readiness);
	text(out, _("launch readiness"));
	slw_buf_str(out, "\"></progress>\n");
}

static void write_next(struct slw_buf *out, const json_t *report)
{
	json_t *list = slw_json_array(report, "recommendations"), *one;
	size_t i;

	if (json_array_size(list) == 0)
		return;
	heading(out, _("What to do next"));
	slw_buf_str(out, "<ol>\n");
	json_array_foreach (list, i, one) {
		slw_buf_str(out, "<li><strong>");
		text(out, slw_json_str(one, "title", ""));
		slw_buf_str(out, "</strong> ");
		text(out, slw_json_str(one, "reason", ""));
		slw_buf_str(out, " <code>");
		text(out, slw_json_str(one, "key", ""));
		slw_buf_str(out, "</code></li>\n");
	}
	slw_buf_str(out, "</ol>\n");
}

static void write_counts(struct slw_buf *out, const json_t *report)
{
	const char *label;
	json_t *value;

	heading(out, _("What was made"));
	slw_buf_str(out, "<table>\n");
	json_object_foreach (slw_json_object(report, "counts"), label, value) {
		slw_buf_str(out, "<tr><th scope=\"row\">");
		text(out, label);
		slw_buf_printf(out, "</th><td>%lld</td></tr>\n",
			       (long long)json_integer_value(value));
	}
	slw_buf_str(out, "</table>\n");
}

static const char *status_label(const char *status)
{
	if (strcmp(status, "ok") == 0)
		return _("good");
	return strcmp(status, "warning") == 0 ? _("could be better") : _("must be mended");
}

/* What models took for the texts, where any did. */
static void write_spent(struct slw_buf *out, const json_t *report)
{
	const json_t *tokens = slw_json_object(report, "tokens");
	const char *cost = slw_json_str(report, "cost", NULL);

	if (tokens == NULL)
		return;
	slw_buf_str(out, "<p>");
	text(out, _("Tokens that the texts took"));
	slw_buf_printf(out, ": %lld",
		       (long long)(slw_json_int(tokens, "in", 0) + slw_json_int(tokens, "out", 0)));
	if (cost != NULL) {
		slw_buf_str(out, " (");
		text(out, cost);
		slw_buf_str(out, " USD)");
	}
	slw_buf_str(out, "</p>\n");
}

static void write_checks(struct slw_buf *out, const json_t *report)
{
	json_t *one;
	size_t i;

	heading(out, _("Checks"));
	slw_buf_str(out, "<table>\n<thead><tr>");
	for (size_t k = 0; k < 3; k++) {
		const char *const titles[] = { N_("Check"), N_("State"), N_("What to do") };

		slw_buf_str(out, "<th scope=\"col\">");
		text(out, _(titles[k]));
		slw_buf_str(out, "</th>");
	}
	slw_buf_str(out, "</tr></thead>\n<tbody>\n");
	json_array_foreach (slw_json_array(report, "checks"), i, one) {
		const char *status = slw_json_str(one, "status", "ok");

		slw_buf_str(out, "<tr><td>");
		text(out, slw_json_str(one, "name", ""));
		slw_buf_printf(out, "</td><td class=\"%s\">", status);
		text(out, status_label(status));
		slw_buf_str(out, "</td><td>");
		text(out, slw_json_str(one, "message", ""));
		if (slw_json_str(one, "message", NULL) != NULL)
			slw_buf_str(out, ". ");
		text(out, slw_json_str(one, "fix", ""));
		slw_buf_str(out, "</td></tr>\n");
	}
	slw_buf_str(out, "</tbody>\n</table>\n");
}

static void write_integrations(struct slw_buf *out, const json_t *report)
{
	json_t *list = slw_json_array(report, "integrations"), *one;
	size_t i;

	if (json_array_size(list) == 0)
		return;
	heading(out, _("Integrations"));
	slw_buf_str(out, "<ul>\n");
	json_array_foreach (list, i, one) {
		slw_buf_str(out, "<li>");
		text(out, slw_json_str(one, "message", ""));
		slw_buf_str(out, "</li>\n");
	}
	slw_buf_str(out, "</ul>\n");
}

static void write_warnings(struct slw_buf *out, const json_t *report)
{
	json_t *list = slw_json_array(report, "warnings"), *one;
	size_t i;

	if (json_array_size(list) == 0)
		return;
	heading(out, _("Worth a look"));
	slw_buf_str(out, "<ul>\n");
	json_array_foreach (list, i, one) {
		slw_buf_str(out, "<li>");
		text(out, json_string_value(one));
		slw_buf_str(out, "</li>\n");
	}
	slw_buf_str(out, "</ul>\n");
}

void slw_report_html(struct slw_buf *out, const json_t *report)
{
	write_head(out, report);
	write_readiness(out, report);
	write_next(out, report);
	write_counts(out, report);
	write_spent(out, report);
	write_checks(out, report);
	write_integrations(out, report);
	write_warnings(out, report);
	slw_buf_str(out, "</main>\n</body>\n</html>\n");
}
