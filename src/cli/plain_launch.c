/* Which themes fit, and the end: texts, integrations, launch, where the store is. */
#include "config.h"

#include "cli/plain.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "model/problem.h"
#include "model/steps.h"
#include "service/flow.h"
#include "service/launch.h"
#include "service/orchestrator.h"

#include "base/banned.h"

#define THEMES_SAID 3

void slw_plain_themes(struct slw_plain *plain)
{
	struct slw_err ignored = SLW_ERR_INIT;
	json_t *result, *theme;
	size_t i;

	if (plain->session.no == 0)
		return;
	result = slw_orchestrator_recommend_themes(plain->cli->service, &plain->session, NULL, NULL,
						   &ignored);
	json_array_foreach (json_object_get(result, "themes"), i, theme) {
		json_t *reasons = json_object_get(theme, "reasons"), *reason;
		size_t k;

		if (i == 0)
			slw_plain_say(plain, 0, "%s", _("What fits best:"));
		if (i == THEMES_SAID)
			break;
		slw_plain_say(plain, 2, _("%s: %.0f of 100"), slw_json_str(theme, "id", ""),
			      json_number_value(json_object_get(theme, "score")) * 100);
		json_array_foreach (reasons, k, reason)
			if (i == 0 && k < THEMES_SAID)
				slw_plain_say(plain, 4, "%s", slw_json_str(reason, "text", ""));
	}
	json_decref(result);
}

/* --- ready or not ------------------------------------------------------------------------ */

/* NEXT when nothing is in the way; JUMP to the first thing that is; FAIL. */
static enum slw_plain_move check_ready(struct slw_plain *plain)
{
	struct slw_problems problems;
	int rc = 0;
	enum slw_plain_move move = SLW_PLAIN_NEXT;

	slw_problems_init(&problems);
	for (int step = 1; rc == 0 && step <= SLW_STEP_COUNT; step++)
		rc = slw_flow_validate_step(plain->cli->service, &plain->session, step, &problems,
					    plain->err);
	slw_plain_gap();
	if (rc < 0) {
		move = SLW_PLAIN_FAIL;
	} else if (problems.errors == 0) {
		slw_plain_say(plain, 0, "%s", _("All that a launch needs is there."));
	} else {
		slw_plain_say(plain, 0,
			      P_("%zu thing stands before the launch:",
				 "%zu things stand before the launch:", problems.errors),
			      problems.errors);
		free(plain->target);
		plain->target = NULL;
	}
	for (size_t i = 0; rc == 0 && i < problems.count; i++) {
		const struct slw_problem *problem = &problems.items[i];

		if (problem->severity != SLW_PROBLEM_ERROR)
			continue;
		slw_plain_say(plain, 2, "%s: %s", problem->key, problem->message);
		if (plain->target == NULL)
			plain->target = slw_strdup(problem->key);
		move = SLW_PLAIN_JUMP;
	}
	slw_problems_release(&problems);
	return move;
}

/* --- the launch -------------------------------------------------------------------------- */

static int write_texts(struct slw_plain *plain)
{
	json_t *part = slw_orchestrator_recommend_themes(plain->cli->service, &plain->session, NULL,
							 NULL, plain->err),
	       *one;
	int64_t failed, left;
	size_t i;

	if (part == NULL)
		return -1;
	slw_plain_say(plain, 0, _("Theme: %s"), slw_json_str(part, "chosen", ""));
	json_decref(part);
	part =
	    slw_orchestrator_setup_integrations(plain->cli->service, &plain->session, plain->err);
	if (part == NULL)
		return -1;
	json_array_foreach (json_object_get(part, "integrations"), i, one)
		slw_plain_say(plain, 0, "%s", slw_json_str(one, "message", ""));
	json_decref(part);
	part = slw_orchestrator_generate_all(plain->cli->service, &plain->session, plain->err);
	if (part == NULL)
		return -1;
	failed = slw_json_int(part, "failed", 0);
	left = slw_json_int(part, "left", 0);
	slw_plain_say(plain, 0, _("Texts: %lld written, %lld kept, %lld failed"),
		      (long long)slw_json_int(part, "written", 0),
		      (long long)slw_json_int(part, "kept", 0), (long long)failed);
	if (left > 0)
		slw_plain_say(plain, 0, _("%lld texts are left undone: a cap is reached"),
			      (long long)left);
	if (failed > 0)
		slw_plain_say(plain, 0, "%s", slw_json_str(part, "first_failure", ""));
	json_decref(part);
	if (failed + left > 0)
		plain->cli->exit_status = slw_exit_status(SLW_EPARTIAL);
	return 0;
}

static void say_launched(const struct slw_plain *plain, const json_t *launch)
{
	json_t *one;
	size_t i;

	slw_plain_say(plain, 0, _("Launch %lld: %lld pages, %lld products"),
		      (long long)slw_json_int(launch, "launch", 0),
		      (long long)slw_json_int(launch, "pages", 0),
		      (long long)slw_json_int(launch, "products", 0));
	slw_plain_say(plain, 0, _("Readiness: %lld of 100"),
		      (long long)slw_json_int(launch, "readiness", 0));
	json_array_foreach (json_object_get(launch, "warnings"), i, one)
		slw_plain_say(plain, 0, _("Warning: %s"), json_string_value(one));
	slw_plain_gap();
	slw_plain_say(plain, 0, "%s", _("The store is in"));
	slw_plain_say(plain, 0, "%s", slw_json_str(launch, "out", ""));
	if (slw_json_str(launch, "storefront", NULL) != NULL) {
		slw_plain_say(plain, 0, "%s", _("Its home page is"));
		slw_plain_say(plain, 0, "%s/index.html", slw_json_str(launch, "storefront", ""));
	}
	slw_plain_say(plain, 0, "%s", _("What is left to do is said in"));
	slw_plain_say(plain, 0, "%s/report.html", slw_json_str(launch, "out", ""));
}

static enum slw_plain_move launch_into(struct slw_plain *plain, const char *out)
{
	struct slw_launch_request request = { .out = out,
					      .fetch_images =
						  slw_cli_has(plain->cli, "fetch-images") };
	json_t *launch = NULL;

	if (write_texts(plain) == 0)
		launch = slw_launch_run(plain->cli->service, &plain->session, &request, plain->err);
	if (launch != NULL) {
		say_launched(plain, launch);
		json_decref(launch);
		return SLW_PLAIN_NEXT;
	}
	/* another folder may be free, writable or on a disk with room */
	if (plain->err->code != SLW_EINVAL && plain->err->code != SLW_EIO)
		return SLW_PLAIN_FAIL;
	slw_plain_complain(plain);
	return SLW_PLAIN_AGAIN;
}

static enum slw_plain_move take_line(struct slw_plain *plain, const char *out)
{
	char *text;
	enum slw_plain_move move;

	if (strcmp(plain->line.data, "?") == 0) {
		slw_plain_say(
		    plain, 0, "%s",
		    _("The texts that are still missing are written, and the store is made "
		      "in this folder. A folder that holds something else is refused. An "
		      "empty line takes the folder that is named here; no leaves the "
		      "launch for later."));
		return SLW_PLAIN_AGAIN;
	}
	if (slw_plain_is_command(plain))
		return slw_plain_command(plain, NULL);
	text = slw_text_trim(plain->line.data);
	if (strcasecmp(text, "no") == 0 || strcasecmp(text, "n") == 0)
		move = SLW_PLAIN_LEAVE;
	else if (text[0] == '\0' || strcasecmp(text, "yes") == 0 || strcasecmp(text, "y") == 0)
		move = launch_into(plain, out);
	else
		move = launch_into(plain, text);
	free(text);
	return move;
}

enum slw_plain_move slw_plain_launch(struct slw_plain *plain)
{
	const char *given = slw_cli_value(plain->cli, "out");
	enum slw_plain_move move = check_ready(plain);
	char *out;

	if (move != SLW_PLAIN_NEXT)
		return move;
	out = given != NULL ? slw_strdup(given)
			    : slw_text_handle(slw_documents_str(&plain->docs,
								"business.business_name", "store"));
	do {
		free(plain->at);
		plain->at = slw_strdup("launch");
		slw_plain_say(plain, 0, "%s", _("Launch the store into which folder?"));
		slw_plain_say(plain, 0, _("Default: %s"), out);
		slw_plain_say(plain, 0, "%s", _("no leaves it for later, :review shows all."));
		move = slw_plain_read(plain, "> ", false);
		if (move == SLW_PLAIN_NEXT)
			move = take_line(plain, out);
		if (move == SLW_PLAIN_STALE)
			move =
			    check_ready(plain) == SLW_PLAIN_NEXT ? SLW_PLAIN_AGAIN : SLW_PLAIN_JUMP;
	} while (move == SLW_PLAIN_AGAIN);
	free(out);
	return move;
}
