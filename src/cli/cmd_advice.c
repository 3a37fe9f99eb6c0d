/* themes, integrations */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "model/records.h"
#include "service/flow.h"
#include "service/orchestrator.h"
#include "service/service.h"

#include "base/banned.h"

int slw_cli_without_database(struct slw_cli *cli, struct slw_err *err)
{
	struct slw_service_options options = {
		.database = "memory:", .log = &cli->log, .progress = &cli->progress
	};

	return cli->service != NULL ? 0 : slw_service_open(&cli->service, &options, err);
}

int slw_cli_read(const char *path, size_t max, struct slw_buf *out, struct slw_err *err)
{
	char space[65536];
	ssize_t got;

	if (strcmp(path, "-") != 0)
		return slw_file_read(path, max, out, err);
	while (!out->over && (got = read(STDIN_FILENO, space, sizeof(space))) != 0) {
		if (got < 0)
			return slw_err_errno(err, SLW_EIO, errno, "%s",
					     _("could not read standard input"));
		slw_buf_add(out, space, (size_t)got);
	}
	if (!out->over)
		return 0;
	return slw_err_set(err, SLW_ELIMIT, "%s", _("standard input is too large"));
}

int slw_cmd_themes(struct slw_cli *cli, struct slw_err *err)
{
	const char *name = slw_cli_value(cli, "session");
	struct slw_session session;
	int rc = -1;

	slw_session_init(&session);
	if (name != NULL ? slw_cli_service(cli, true, err) < 0 ||
			       slw_flow_find_session(cli->service, name, &session, err) < 0
			 : slw_cli_without_database(cli, err) < 0)
		goto out;
	cli->result = slw_orchestrator_recommend_themes(
	    cli->service, name != NULL ? &session : NULL, slw_cli_value(cli, "industry"),
	    slw_cli_value(cli, "style"), err);
	rc = cli->result != NULL ? 0 : -1;
out:
	slw_session_release(&session);
	return rc;
}

void slw_print_themes(struct slw_cli *cli, const json_t *result)
{
	json_t *one, *reason;
	size_t i, k;

	(void)cli;
	json_array_foreach (json_object_get(result, "themes"), i, one) {
		slw_say("%3.0f  %s (%s)\n", 100 * json_number_value(json_object_get(one, "score")),
			slw_json_str(one, "name", ""), slw_json_str(one, "id", ""));
		slw_say("     %s\n", slw_json_str(one, "description", ""));
		json_array_foreach (json_object_get(one, "reasons"), k, reason)
			slw_say("     - %s\n", slw_json_str(reason, "text", ""));
	}
}

/* --- integrations ------------------------------------------------------------------------ */

int slw_cmd_integrations(struct slw_cli *cli, struct slw_err *err)
{
	if (cli->argument_count > 0) {
		const char *word = cli->arguments[0];

		if (strcmp(word, "verify") != 0 && strcmp(word, "setup") != 0)
			return slw_err_set(err, SLW_EUSAGE, _("there is no \"integrations %s\""),
					   word);
		slw_err_set(err, SLW_ENOTSUP,
			    _("\"integrations %s\" is not part of this version yet"), word);
		return slw_err_hint(err, "%s",
				    _("Integrations are checked for form and recorded as "
				      "pending."));
	}
	if (slw_cli_without_database(cli, err) < 0)
		return -1;
	cli->result = slw_orchestrator_providers(cli->service);
	return 0;
}

void slw_print_integrations(struct slw_cli *cli, const json_t *result)
{
	const char *kind = "";
	json_t *one, *credential;
	size_t i, k;

	(void)cli;
	json_array_foreach (json_object_get(result, "providers"), i, one) {
		if (strcmp(kind, slw_json_str(one, "kind", "")) != 0) {
			kind = slw_json_str(one, "kind", "");
			slw_say("%s\n", kind);
		}
		slw_say("  %-16s %s\n", slw_json_str(one, "id", ""), slw_json_str(one, "name", ""));
		json_array_foreach (json_object_get(one, "credentials"), k, credential)
			slw_say("    %-20s %s%s\n", slw_json_str(credential, "key", ""),
				slw_json_str(credential, "label", ""),
				slw_json_bool(credential, "required", false) ? ""
									     : _(" (optional)"));
	}
}
