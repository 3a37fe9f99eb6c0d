/* log, diff, undo, redo, restore */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "model/records.h"
#include "service/history.h"

#include "base/banned.h"

int slw_cmd_log(struct slw_cli *cli, struct slw_err *err)
{
	struct slw_session session;
	long limit;

	if (slw_cli_number(cli, "limit", 0, 1, 1000000, &limit, err) < 0)
		return -1;
	slw_session_init(&session);
	if (slw_cli_session(cli, 0, &session, err) == 0)
		cli->result = slw_history_log(cli->service, &session, (size_t)limit, err);
	slw_session_release(&session);
	return cli->result != NULL ? 0 : -1;
}

void slw_print_log(struct slw_cli *cli, const json_t *result)
{
	json_t *one;
	size_t i;

	(void)cli;
	json_array_foreach (json_object_get(result, "versions"), i, one) {
		slw_say(_("version %lld  %.19s  %s by %s, %lld products changed\n"),
			(long long)slw_json_int(one, "version", 0),
			slw_json_str(one, "created_at", ""), slw_json_str(one, "kind", ""),
			slw_json_str(one, "author", ""),
			(long long)slw_json_int(one, "products_changed", 0));
		if (slw_json_str(one, "note", "")[0] != '\0')
			slw_say("  %s\n", slw_json_str(one, "note", ""));
		slw_say_keys(json_object_get(one, "changed"));
	}
}

static int read_version(const char *text, int64_t *out, struct slw_err *err)
{
	if (!slw_parse_int(text, 0, INT64_MAX, out))
		return slw_err_set(err, SLW_EUSAGE, _("\"%s\" is not a version number"), text);
	return 0;
}

int slw_cmd_diff(struct slw_cli *cli, struct slw_err *err)
{
	struct slw_session session;
	int64_t a, b;

	if (read_version(cli->arguments[1], &a, err) < 0 ||
	    read_version(cli->arguments[2], &b, err) < 0)
		return -1;
	slw_session_init(&session);
	if (slw_cli_session(cli, 0, &session, err) == 0)
		cli->result = slw_history_diff(cli->service, &session, a, b, err);
	slw_session_release(&session);
	return cli->result != NULL ? 0 : -1;
}

static void print_fields(const json_t *fields, const char *indent)
{
	json_t *one;
	size_t i;

	json_array_foreach (fields, i, one) {
		char *before = slw_json_text(json_object_get(one, "before"));
		char *after = slw_json_text(json_object_get(one, "after"));

		slw_say("%s%s\n%s  - %s\n%s  + %s\n", indent, slw_json_str(one, "key", ""), indent,
			before, indent, after);
		free(before);
		free(after);
	}
}

void slw_print_diff(struct slw_cli *cli, const json_t *result)
{
	json_t *one;
	size_t i;

	(void)cli;
	print_fields(json_object_get(result, "fields"), "");
	json_array_foreach (json_object_get(result, "products"), i, one) {
		slw_say(_("product %s: %s\n"), slw_json_str(one, "handle", ""),
			slw_json_str(one, "change", ""));
		print_fields(json_object_get(one, "fields"), "  ");
	}
	slw_say(_("%zu answers and %lld products differ\n"),
		json_array_size(json_object_get(result, "fields")),
		(long long)slw_json_int(result, "products_total", 0));
}

static int go_back(struct slw_cli *cli,
		   json_t *(*how)(struct slw_service *, struct slw_session *, struct slw_err *),
		   struct slw_err *err)
{
	struct slw_session session;

	slw_session_init(&session);
	if (slw_cli_session(cli, 0, &session, err) == 0)
		cli->result = how(cli->service, &session, err);
	slw_session_release(&session);
	return cli->result != NULL ? 0 : -1;
}

int slw_cmd_undo(struct slw_cli *cli, struct slw_err *err)
{
	return go_back(cli, slw_history_undo, err);
}

int slw_cmd_redo(struct slw_cli *cli, struct slw_err *err)
{
	return go_back(cli, slw_history_redo, err);
}

int slw_cmd_restore(struct slw_cli *cli, struct slw_err *err)
{
	struct slw_session session;
	int64_t version;

	if (read_version(cli->arguments[1], &version, err) < 0)
		return -1;
	slw_session_init(&session);
	if (slw_cli_session(cli, 0, &session, err) == 0)
		cli->result = slw_history_restore(cli->service, &session, version, err);
	slw_session_release(&session);
	return cli->result != NULL ? 0 : -1;
}

void slw_print_undo(struct slw_cli *cli, const json_t *result)
{
	(void)cli;
	slw_say(_("Version %lld is like version %lld; %lld products changed\n"),
		(long long)slw_json_int(result, "version", 0),
		(long long)slw_json_int(result, "equals", 0),
		(long long)slw_json_int(result, "products_changed", 0));
	slw_say_keys(json_object_get(result, "changed"));
}

void slw_print_redo(struct slw_cli *cli, const json_t *result)
{
	slw_print_undo(cli, result);
}

void slw_print_restore(struct slw_cli *cli, const json_t *result)
{
	slw_print_undo(cli, result);
}
