/* schema, doctor, migrate, help */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "model/answers.h"
#include "model/catalog.h"
#include "service/orchestrator.h"
#include "service/service.h"

#include "base/banned.h"

int slw_cmd_schema(struct slw_cli *cli, struct slw_err *err)
{
	struct slw_catalog catalog = { 0 };

	if (slw_service_catalog_load(&catalog, NULL, err) < 0)
		return -1;
	cli->result = slw_answers_schema(&catalog);
	slw_catalog_release(&catalog);
	return 0;
}

void slw_print_schema(struct slw_cli *cli, const json_t *result)
{
	char *text = slw_json_pretty(result);

	(void)cli;
	fputs(text, stdout);
	free(text);
}

/* --- doctor ------------------------------------------------------------------------------ */

static void add_check(json_t *checks, const char *name, const char *status, const char *detail)
{
	json_t *check = json_object();

	slw_json_set_str(check, "name", name);
	slw_json_set_str(check, "status", status);
	slw_json_set(check, "detail", json_string(detail));
	slw_json_append(checks, check);
}

/* Whether they are set, never what they hold. */
static void check_environment(json_t *checks)
{
	static const char *const names[] = { "DATABASE_URL", "STORE_WIZARD_KEY_FILE",
					     "STORE_WIZARD_DATADIR", "REDIS_URL" };

	for (size_t i = 0; i < SLW_COUNT(names); i++) {
		const char *value = getenv(names[i]);

		add_check(checks, names[i], "ok",
			  value != NULL && value[0] != '\0' ? _("is set") : _("is not set"));
	}
}

static void check_database(struct slw_cli *cli, json_t *checks)
{
	struct slw_err err = SLW_ERR_INIT;
	json_t *state;

	if (slw_cli_service(cli, true, &err) < 0) {
		add_check(checks, _("database"), err.code == SLW_ENOTFOUND ? "ok" : "error",
			  err.code == SLW_ENOTFOUND ? _("is made at first use") : err.msg);
		return;
	}
	state = slw_service_database_state(cli->service, &err);
	if (state == NULL) {
		add_check(checks, _("database"), "error", err.msg);
		return;
	}
	add_check(checks, _("database"), "ok", slw_json_str(state, "summary", ""));
	json_decref(state);
}

/* Which writers of texts are set up, and whether they answer. None of them is needed. */
static void check_writers(struct slw_cli *cli, json_t *checks)
{
	struct slw_err err = SLW_ERR_INIT;
	json_t *result = NULL, *one;
	size_t i;

	if (slw_cli_without_database(cli, &err) == 0)
		result = slw_orchestrator_writers(cli->service, true, &err);
	if (result == NULL)
		add_check(checks, _("writers of texts"), "error", err.msg);
	json_array_foreach (json_object_get(result, "providers"), i, one) {
		bool answers = slw_json_bool(one, "answers", false);
		char *detail;

		if (!slw_json_bool(one, "configured", false))
			detail = slw_printf(_("not set up: %s"), slw_json_str(one, "reason", ""));
		else if (answers && slw_json_str(one, "model", NULL) != NULL)
			detail = slw_printf(_("answers; writes with %s"),
					    slw_json_str(one, "model", ""));
		else if (answers)
			detail = slw_strdup(_("answers"));
		else
			detail = slw_strdup(slw_json_str(one, "error", ""));
		add_check(checks, slw_json_str(one, "label", ""),
			  answers || !slw_json_bool(one, "configured", false) ? "ok" : "warning",
			  detail);
		free(detail);
	}
	json_decref(result);
}

int slw_cmd_doctor(struct slw_cli *cli, struct slw_err *err)
{
	struct slw_err failure = SLW_ERR_INIT;
	json_t *checks = json_array();
	char *folder = slw_data_folder(&failure);
	char *database = slw_cli_value(cli, "database") != NULL
			     ? slw_strdup(slw_cli_value(cli, "database"))
			     : slw_service_default_database();
	size_t i;
	json_t *check;

	(void)err;
	add_check(checks, _("version"), "ok", PACKAGE_VERSION);
	add_check(checks, _("data folder"), folder != NULL ? "ok" : "error",
		  folder != NULL ? folder : failure.msg);
	if (strncmp(database, "sqlite:", 7) == 0)
		add_check(checks, _("database path"), "ok", database + 7);
	check_database(cli, checks);
	check_environment(checks);
	check_writers(cli, checks);
	cli->result = json_object();
	slw_json_set(cli->result, "checks", checks);
	json_array_foreach (checks, i, check)
		if (strcmp(slw_json_str(check, "status", ""), "error") == 0)
			cli->exit_status = 1;
	free(folder);
	free(database);
	return 0;
}

void slw_print_doctor(struct slw_cli *cli, const json_t *result)
{
	json_t *one;
	size_t i;

	(void)cli;
	json_array_foreach (json_object_get(result, "checks"), i, one)
		slw_say("%-7s %-22s %s\n", slw_json_str(one, "status", ""),
			slw_json_str(one, "name", ""), slw_json_str(one, "detail", ""));
}

/* --- migrate ----------------------------------------------------------------------------- */

int slw_cmd_migrate(struct slw_cli *cli, struct slw_err *err)
{
	if (slw_cli_service(cli, false, err) < 0)
		return -1;
	cli->result = slw_service_database_state(cli->service, err);
	return cli->result != NULL ? 0 : -1;
}

void slw_print_migrate(struct slw_cli *cli, const json_t *result)
{
	(void)cli;
	slw_say("%s\n", slw_json_str(result, "summary", ""));
}

/* --- help -------------------------------------------------------------------------------- */

int slw_cmd_help(struct slw_cli *cli, struct slw_err *err)
{
	const struct slw_command *command = NULL;

	if (cli->argument_count > 0) {
		command = slw_command_find(cli->arguments[0]);
		if (command == NULL) {
			slw_err_set(err, SLW_EUSAGE, _("there is no command \"%s\""),
				    cli->arguments[0]);
			return slw_err_hint(err, "%s",
					    _("\"store-wizard help\" lists the commands."));
		}
	}
	if (!cli->json)
		slw_cli_help(command);
	return 0;
}

void slw_print_help(struct slw_cli *cli, const json_t *result)
{
	(void)cli;
	(void)result;
}
