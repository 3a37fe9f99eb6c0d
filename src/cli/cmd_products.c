/* import, export, launch */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "model/records.h"
#include "service/apply.h"
#include "service/flow.h"
#include "service/launch.h"

#include "base/banned.h"

/* --map "Column=field": the last = parts them, a header may have one. */
static json_t *read_map(const struct slw_cli *cli, struct slw_err *err)
{
	json_t *map = json_object();

	for (size_t i = 0; i < cli->value_count; i++) {
		const char *value = cli->values[i].value, *equals;
		char *column;

		if (strcmp(cli->values[i].option->name, "map") != 0)
			continue;
		equals = strrchr(value, '=');
		if (equals == NULL || equals == value || equals[1] == '\0') {
			slw_err_set(err, SLW_EUSAGE, _("--map \"%s\" is not COLUMN=FIELD"), value);
			slw_err_hint(err, "%s", _("For example: --map \"Artikel=title\""));
			json_decref(map);
			return NULL;
		}
		column = slw_strndup(value, (size_t)(equals - value));
		slw_json_set_str(map, column, equals + 1);
		free(column);
	}
	return map;
}

int slw_cmd_import(struct slw_cli *cli, struct slw_err *err)
{
	const char *name = slw_cli_value(cli, "session");
	struct slw_import_request request = { .path = cli->arguments[0],
					      .currency = slw_cli_value(cli, "currency"),
					      .dry_run = slw_cli_has(cli, "dry-run") };
	json_t *map = read_map(cli, err);
	struct slw_session session;

	if (map == NULL)
		return -1;
	request.map = map;
	slw_session_init(&session);
	if (slw_cli_service(cli, name != NULL, err) == 0 &&
	    (name == NULL || slw_flow_find_session(cli->service, name, &session, err) == 0))
		cli->result = slw_import_run(cli->service, &session, &request, err);
	slw_session_release(&session);
	json_decref(map);
	if (slw_json_int(cli->result, "skips_total", 0) > 0)
		cli->exit_status = slw_exit_status(SLW_EPARTIAL);
	return cli->result != NULL ? 0 : -1;
}

static void print_skips(const char *file, const json_t *skips, const char *what, size_t most)
{
	json_t *one;
	size_t i;

	json_array_foreach (skips, i, one) {
		const char *column = slw_json_str(one, "column", "");
		const char *hint = slw_json_str(one, "hint", "");

		if (i == most) {
			slw_say(_("  and %zu more; --json has them\n"), json_array_size(skips) - i);
			break;
		}
		slw_say("%s:%lld: %s: %s%s%s%s%s%s\n", file,
			(long long)slw_json_int(one, "line", 0), what, column,
			column[0] != '\0' ? ": " : "", slw_json_str(one, "reason", ""),
			hint[0] != '\0' ? " (" : "", hint, hint[0] != '\0' ? ")" : "");
	}
}

void slw_print_import(struct slw_cli *cli, const json_t *result)
{
	const json_t *rows = json_object_get(result, "rows");
	const json_t *products = json_object_get(result, "products");
	const char *file = slw_json_str(result, "file", "");
	json_t *one;
	size_t i;

	slw_say(_("%s: %s, %s, columns parted by %s, decimals by \"%s\"\n"), file,
		slw_json_str(result, "dialect", ""), slw_json_str(result, "encoding", ""),
		slw_json_str(result, "delimiter", ""), slw_json_str(result, "decimal_mark", ""));
	json_array_foreach (json_object_get(result, "columns"), i, one)
		if (json_is_null(json_object_get(one, "field")))
			slw_say(_("  column not used: %s\n"), slw_json_str(one, "column", ""));
	slw_say(_("Rows: %lld in = %lld created + %lld updated + %lld skipped (%lld of them "
		  "unchanged)\n"),
		(long long)slw_json_int(rows, "in", 0), (long long)slw_json_int(rows, "created", 0),
		(long long)slw_json_int(rows, "updated", 0),
		(long long)slw_json_int(rows, "skipped", 0),
		(long long)slw_json_int(rows, "unchanged", 0));
	slw_say(_("Products: %lld created, %lld updated, %lld unchanged\n"),
		(long long)slw_json_int(products, "created", 0),
		(long long)slw_json_int(products, "updated", 0),
		(long long)slw_json_int(products, "unchanged", 0));
	print_skips(file, json_object_get(result, "skips"), _("skipped"), 100);
	print_skips(file, json_object_get(result, "warnings"), _("warning"), 20);
	if (slw_cli_has(cli, "dry-run"))
		slw_say("%s\n", _("Nothing was written."));
	else
		slw_say(_("Session %s, version %lld\n"), slw_json_str(result, "session_id", ""),
			(long long)slw_json_int(result, "version", 0));
}

/* --- export ------------------------------------------------------------------------------ */

static int write_stdout(void *context, const void *data, size_t len, struct slw_err *err)
{
	(void)context;
	if (fwrite(data, 1, len, stdout) != len)
		return slw_err_errno(err, SLW_EIO, errno, "%s",
				     _("could not write to standard output"));
	return 0;
}

static int write_buf(void *context, const void *data, size_t len, struct slw_err *err)
{
	(void)err;
	slw_buf_add(context, data, len);
	return 0;
}

int slw_cmd_export(struct slw_cli *cli, struct slw_err *err)
{
	const char *format = slw_cli_value(cli, "format"), *out = slw_cli_value(cli, "out");
	struct slw_session session;
	struct slw_buf data;
	int rc = -1;

	if (format == NULL) {
		slw_err_set(err, SLW_EUSAGE, "%s", _("export needs --format F"));
		return slw_err_hint(err, "%s",
				    _("Formats are shopify_csv, woocommerce_csv, feed and json."));
	}
	if (out == NULL && cli->json)
		return slw_err_set(err, SLW_EUSAGE, "%s", _("export --json needs --out FILE"));
	slw_session_init(&session);
	slw_buf_init(&data, 0);
	if (slw_cli_session(cli, 0, &session, err) < 0)
		goto out;
	cli->result = slw_export_run(cli->service, &session, format,
				     out != NULL ? write_buf : write_stdout, &data, err);
	if (cli->result == NULL ||
	    (out != NULL && slw_file_replace(out, data.data, data.len, 0644, err) < 0))
		goto out;
	slw_json_set_str(cli->result, "out", out);
	rc = 0;
out:
	slw_buf_release(&data);
	slw_session_release(&session);
	return rc;
}

void slw_print_export(struct slw_cli *cli, const json_t *result)
{
	(void)cli;
	if (slw_json_str(result, "out", NULL) != NULL)
		slw_say(_("Wrote %lld products to %s\n"),
			(long long)slw_json_int(result, "products", 0),
			slw_json_str(result, "out", ""));
}

/* --- launch ------------------------------------------------------------------------------ */

int slw_cmd_launch(struct slw_cli *cli, struct slw_err *err)
{
	struct slw_launch_request request = { .out = slw_cli_value(cli, "out"),
					      .dry_run = slw_cli_has(cli, "dry-run"),
					      .fetch_images = slw_cli_has(cli, "fetch-images") };
	struct slw_session session;

	if (request.out == NULL)
		return slw_err_set(err, SLW_EUSAGE, "%s", _("launch needs --out DIR"));
	slw_session_init(&session);
	if (slw_cli_session(cli, 0, &session, err) == 0)
		cli->result = slw_launch_run(cli->service, &session, &request, err);
	slw_session_release(&session);
	return cli->result != NULL ? 0 : -1;
}

void slw_print_launch(struct slw_cli *cli, const json_t *result)
{
	(void)cli;
	slw_print_launched(result);
}
