/* The main job: one answers file to a launched store. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/plain.h"
#include "model/catalog.h"
#include "model/problem.h"
#include "model/records.h"
#include "service/apply.h"
#include "service/flow.h"
#include "service/launch.h"
#include "service/orchestrator.h"
#include "service/service.h"

#include "base/banned.h"

static int roll_back(struct slw_cli *cli, struct slw_err *err)
{
	const char *out = slw_cli_value(cli, "out");

	if (out == NULL)
		return slw_err_set(err, SLW_EUSAGE, "%s", _("--rollback needs --out DIR"));
	cli->result = slw_launch_rollback(out, err);
	return cli->result != NULL ? 0 : -1;
}

/* What answers a file and what asks a person do not go together. */
static int check_plain(const struct slw_cli *cli, struct slw_err *err)
{
	static const char *const others[] = { "answers", "check", "dry-run" };

	for (size_t i = 0; i < SLW_COUNT(others); i++)
		if (slw_cli_has(cli, "plain") && slw_cli_has(cli, others[i]))
			return slw_err_set(err, SLW_EUSAGE,
					   _("--plain and --%s do not go together"), others[i]);
	return 0;
}

/* Without an answers file somebody is asked: line by line where that was asked for. */
static int ask(struct slw_cli *cli, struct slw_err *err)
{
	bool terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);

	if (slw_cli_has(cli, "plain") || (terminal && slw_plain_preferred()))
		return slw_plain_run(cli, slw_cli_value(cli, "session"), err);
	if (terminal)
		return slw_wizard(cli, slw_cli_value(cli, "session"), err);
	slw_err_set(err, SLW_EUSAGE, "%s",
		    _("there is nothing to do: no answers file, and no terminal to ask on"));
	return slw_err_hint(err, "%s",
			    _("Give it an answers file: store-wizard --answers FILE --out DIR. Or "
			      "answer its questions line by line: store-wizard --plain. "
			      "\"store-wizard help\" says the rest."));
}

int slw_cmd_open(struct slw_cli *cli, struct slw_err *err)
{
	if (slw_cli_has(cli, "plain") || slw_plain_preferred() || !isatty(STDIN_FILENO) ||
	    !isatty(STDOUT_FILENO))
		return slw_plain_run(cli, cli->arguments[0], err);
	return slw_wizard(cli, cli->arguments[0], err);
}

void slw_print_open(struct slw_cli *cli, const json_t *result)
{
	(void)cli;
	(void)result; /* the conversation has said all of it */
}

/* What a launch would do, without a database and without a folder. */
static int describe(struct slw_cli *cli, const struct slw_plan *plan, const char *out)
{
	json_t *plan_json = slw_plan_json(plan);

	cli->result = json_object();
	slw_json_set_bool(cli->result, "dry_run", slw_cli_has(cli, "dry-run"));
	slw_json_set_bool(cli->result, "check", slw_cli_has(cli, "check"));
	slw_json_set_str(cli->result, "answers", slw_cli_value(cli, "answers"));
	if (slw_cli_has(cli, "session"))
		slw_json_set_str(cli->result, "session", slw_cli_value(cli, "session"));
	slw_json_set_str(cli->result, "out", out);
	slw_json_set(cli->result, "plan", plan_json);
	return 0;
}

static char *default_out(const struct slw_plan *plan)
{
	json_t *plan_json = slw_plan_json(plan);
	char *handle = slw_text_handle(slw_json_str(plan_json, "business_name", "store"));

	json_decref(plan_json);
	return handle;
}

/* All that follows the commit: texts, themes, integrations, launch. */
static int finish_store(struct slw_cli *cli, struct slw_session *session, const char *out,
			struct slw_err *err)
{
	struct slw_launch_request request = { .out = out,
					      .fetch_images = slw_cli_has(cli, "fetch-images") };
	json_t *part;

	part = slw_orchestrator_recommend_themes(cli->service, session, NULL, NULL, err);
	if (part == NULL)
		return -1;
	slw_json_set(cli->result, "theme_id", json_incref(json_object_get(part, "chosen")));
	json_decref(part);
	part = slw_orchestrator_setup_integrations(cli->service, session, err);
	if (part == NULL)
		return -1;
	slw_json_set(cli->result, "integrations",
		     json_incref(json_object_get(part, "integrations")));
	json_decref(part);
	part = slw_orchestrator_generate_all(cli->service, session, err);
	if (part == NULL)
		return -1;
	slw_json_set(cli->result, "content", part);
	part = slw_launch_run(cli->service, session, &request, err);
	if (part == NULL)
		return -1;
	slw_json_set(cli->result, "readiness", json_incref(json_object_get(part, "readiness")));
	slw_json_set(cli->result, "launch", part);
	part = json_object_get(cli->result, "content");
	if (slw_json_int(part, "failed", 0) + slw_json_int(part, "left", 0) > 0)
		cli->exit_status = slw_exit_status(SLW_EPARTIAL);
	return 0;
}

static int apply(struct slw_cli *cli, struct slw_plan *plan, const char *out, struct slw_err *err)
{
	const char *name = slw_cli_value(cli, "session");
	struct slw_session session;
	int rc = -1;

	slw_session_init(&session);
	if (slw_cli_service(cli, name != NULL, err) < 0 ||
	    (name != NULL && slw_flow_find_session(cli->service, name, &session, err) < 0))
		goto out;
	cli->result = slw_plan_apply(cli->service, plan, &session, err);
	if (cli->result == NULL)
		goto out;
	rc = finish_store(cli, &session, out, err);
	if (rc < 0) {
		/* what was answered is kept: say how to go on */
		char *again = slw_printf(_("The answers are kept. Go on with: store-wizard launch "
					   "%.13s --out DIR"),
					 session.id);

		if (err->hint[0] == '\0')
			slw_err_hint(err, "%s", again);
		free(again);
	}
out:
	slw_session_release(&session);
	return rc;
}

static int refuse(struct slw_cli *cli, const struct slw_plan *plan,
		  const struct slw_problems *problems, struct slw_err *err)
{
	const char *missing = slw_plan_missing(plan);

	cli->result = json_object();
	slw_json_set_str(cli->result, "missing", missing);
	if (!cli->json && missing[0] != '\0')
		slw_complain(cli, "\n%s\n\n%s\n", _("What is missing, ready to paste:"), missing);
	slw_err_set(err, SLW_EINVAL, P_("%s has %zu error", "%s has %zu errors", problems->errors),
		    slw_cli_value(cli, "answers"), problems->errors);
	return slw_err_hint(err, "%s", _("Nothing was written."));
}

int slw_cmd_apply(struct slw_cli *cli, struct slw_err *err)
{
	const char *path = slw_cli_value(cli, "answers"), *out = slw_cli_value(cli, "out");
	struct slw_catalog catalog = { 0 };
	struct slw_problems problems;
	struct slw_plan *plan = NULL;
	char *folder = NULL;
	int rc = -1;

	if (slw_cli_has(cli, "rollback"))
		return roll_back(cli, err);
	if (check_plain(cli, err) < 0)
		return -1;
	if (path == NULL)
		return ask(cli, err);
	slw_problems_init(&problems);
	if (slw_service_catalog_load(&catalog, NULL, err) < 0 ||
	    slw_plan_open(&plan, path, &catalog, &problems, err) < 0) {
		slw_cli_problems(cli, &problems);
		goto out;
	}
	slw_cli_problems(cli, &problems);
	folder = out != NULL ? slw_strdup(out) : default_out(plan);
	if (problems.errors > 0)
		refuse(cli, plan, &problems, err);
	else if (slw_cli_has(cli, "check") || slw_cli_has(cli, "dry-run"))
		rc = describe(cli, plan, folder);
	else
		rc = apply(cli, plan, folder, err);
out:
	free(folder);
	slw_plan_free(plan);
	slw_problems_release(&problems);
	slw_catalog_release(&catalog);
	return rc;
}

/* --- for people -------------------------------------------------------------------------- */

static void print_import(const json_t *import)
{
	const json_t *rows = json_object_get(import, "rows");

	slw_say(_("  %s: %s, %lld rows: %lld created, %lld updated, %lld skipped\n"),
		slw_json_str(import, "file", ""), slw_json_str(import, "dialect", ""),
		(long long)slw_json_int(rows, "in", 0), (long long)slw_json_int(rows, "created", 0),
		(long long)slw_json_int(rows, "updated", 0),
		(long long)slw_json_int(rows, "skipped", 0));
}

static void print_plan(const json_t *result)
{
	const json_t *plan = json_object_get(result, "plan");
	json_t *one;
	size_t i;

	if (json_is_true(json_object_get(result, "check"))) {
		slw_say(_("%s: no errors\n"), slw_json_str(result, "answers", ""));
		return;
	}
	if (slw_json_str(result, "session", NULL) != NULL)
		slw_say(_("The session %s would be brought to what %s says.\n"),
			slw_json_str(result, "session", ""), slw_json_str(result, "answers", ""));
	else
		slw_say(_("%s would be made from %s.\n"), slw_json_str(plan, "business_name", ""),
			slw_json_str(result, "answers", ""));
	slw_say(_("Written: %s, with:\n"), slw_json_str(result, "out", ""));
	json_array_foreach (json_object_get(plan, "targets"), i, one)
		slw_say("  %s\n", json_string_value(one));
	slw_say(_("  %lld products of the file itself\n"),
		(long long)slw_json_int(plan, "products", 0));
	json_array_foreach (json_object_get(plan, "imports"), i, one)
		print_import(one);
	slw_say("%s\n", _("Sent: nothing. Published: nothing."));
}

void slw_print_launched(const json_t *launch)
{
	json_t *one;
	size_t i;

	slw_say(_("Launch %lld: %lld pages, %lld products, theme %s (%lld of %lld files "
		  "unchanged)\n"),
		(long long)slw_json_int(launch, "launch", 0),
		(long long)slw_json_int(launch, "pages", 0),
		(long long)slw_json_int(launch, "products", 0),
		slw_json_str(launch, "theme_id", ""),
		(long long)slw_json_int(launch, "unchanged", 0),
		(long long)slw_json_int(launch, "files", 0));
	if (slw_json_str(launch, "storefront", NULL) != NULL)
		slw_say(_("The store is in %s\n"), slw_json_str(launch, "storefront", ""));
	slw_say(_("Readiness: %lld of 100; %s/report.html has the details\n"),
		(long long)slw_json_int(launch, "readiness", 0), slw_json_str(launch, "out", ""));
	json_array_foreach (json_object_get(launch, "warnings"), i, one)
		slw_say(_("warning: %s\n"), json_string_value(one));
	if (json_array_size(json_object_get(launch, "recommendations")) > 0)
		slw_say("%s\n", _("Next:"));
	json_array_foreach (json_object_get(launch, "recommendations"), i, one)
		if (i < 5)
			slw_say("  %s (%s)\n", slw_json_str(one, "title", ""),
				slw_json_str(one, "key", ""));
}

void slw_print_apply(struct slw_cli *cli, const json_t *result)
{
	const json_t *products = json_object_get(result, "products");
	json_t *one;
	size_t i;

	if (slw_cli_has(cli, "rollback")) {
		slw_say(_("Launch %lld is in place again; it was launch %lld.\n"),
			(long long)slw_json_int(result, "launch", 0),
			(long long)slw_json_int(result, "was", 0));
		return;
	}
	if (json_object_get(result, "plan") != NULL) {
		print_plan(result);
		return;
	}
	slw_say(_("Session %s, version %lld\n"), slw_json_str(result, "session_id", ""),
		(long long)slw_json_int(result, "version", 0));
	if (slw_cli_has(cli, "session")) {
		const json_t *changed = json_object_get(result, "changed");

		slw_say(
		    P_("%zu answer changed\n", "%zu answers changed\n", json_array_size(changed)),
		    json_array_size(changed));
		slw_say_keys(changed);
	}
	slw_say(_("Products: %lld created, %lld updated, %lld removed, %lld unchanged\n"),
		(long long)slw_json_int(products, "created", 0),
		(long long)slw_json_int(products, "updated", 0),
		(long long)slw_json_int(products, "removed", 0),
		(long long)slw_json_int(products, "unchanged", 0));
	json_array_foreach (json_object_get(result, "imports"), i, one)
		print_import(one);
	json_array_foreach (json_object_get(result, "rejected"), i, one)
		slw_say(_("warning: %s: %s\n"), slw_json_str(one, "handle", ""),
			slw_json_str(one, "reason", ""));
	json_array_foreach (json_object_get(result, "integrations"), i, one)
		slw_say("%s\n", slw_json_str(one, "message", ""));
	slw_print_texts(cli, json_object_get(result, "content"));
	slw_print_launched(json_object_get(result, "launch"));
}
