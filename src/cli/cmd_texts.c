/* generate --session: texts of a session anew */
#include "config.h"

#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "model/records.h"
#include "service/flow.h"
#include "service/orchestrator.h"
#include "service/service.h"

#include "base/banned.h"

static json_t *options_json(const struct slw_cli *cli)
{
	static const char *const names[] = { "tone", "length", "provider", "model" };
	json_t *options = json_object();

	for (size_t i = 0; i < SLW_COUNT(names); i++)
		slw_json_set_str(options, names[i], slw_cli_value(cli, names[i]));
	slw_json_set_bool(options, "over", slw_cli_has(cli, "over"));
	return options;
}

static int check_usage(const struct slw_cli *cli, struct slw_err *err)
{
	static const char *const alone[] = { "inputs", "language", "alternatives", "keyword" };

	for (size_t i = 0; i < SLW_COUNT(alone); i++)
		if (slw_cli_value(cli, alone[i]) != NULL) {
			slw_err_set(err, SLW_EUSAGE, _("--%s does not go with --session"),
				    alone[i]);
			return slw_err_hint(err, "%s",
					    _("A session has its facts, and what step "
					      "5 says."));
		}
	if (slw_cli_value(cli, "product") != NULL && slw_cli_value(cli, "collection") != NULL)
		return slw_err_set(err, SLW_EUSAGE, "%s",
				   _("a text is about a product or a collection, not both"));
	return 0;
}

int slw_generate_in_session(struct slw_cli *cli, struct slw_err *err)
{
	const char *type = cli->arguments[0], *product = slw_cli_value(cli, "product");
	const char *collection = slw_cli_value(cli, "collection");
	json_t *options, *text;
	struct slw_session session;
	int rc = -1;

	if (check_usage(cli, err) < 0)
		return -1;
	options = options_json(cli);
	text = json_object();
	slw_json_set_str(text, "content_type", type);
	slw_json_set_str(text, "product_handle", product);
	slw_json_set_str(text, "subject", collection);
	slw_session_init(&session);
	if (slw_cli_service(cli, true, err) < 0 ||
	    slw_flow_find_session(cli->service, slw_cli_value(cli, "session"), &session, err) < 0)
		goto out;
	if (product == NULL && collection == NULL && !slw_orchestrator_is_of_shop(type))
		cli->result =
		    slw_orchestrator_regenerate_all(cli->service, &session, type, options, err);
	else
		cli->result =
		    slw_orchestrator_regenerate(cli->service, &session, text, options, NULL, err);
	rc = cli->result != NULL ? 0 : -1;
	if (slw_json_int(cli->result, "failed", 0) > 0)
		cli->exit_status = slw_exit_status(SLW_EPARTIAL);
out:
	slw_session_release(&session);
	json_decref(options);
	json_decref(text);
	return rc;
}

static void print_text(struct slw_cli *cli, const json_t *text)
{
	const json_t *data = json_object_get(text, "content_data");
	json_t *claim;
	size_t i;

	slw_say("%s\n", slw_json_str(data, "content", ""));
	slw_complain(cli, _("score %.2f, by %s\n"),
		     json_number_value(json_object_get(text, "quality_score")),
		     slw_json_str(text, "provider", ""));
	slw_say_spent(cli, data);
	json_array_foreach (json_object_get(data, "claims"), i, claim)
		slw_complain(cli, _("warning: \"%s\" is not in the facts\n"),
			     slw_json_str(claim, "text", ""));
}

void slw_print_session_texts(struct slw_cli *cli, const json_t *result)
{
	if (json_object_get(result, "content_data") != NULL) {
		print_text(cli, result);
		return;
	}
	slw_say(_("%lld written anew, %lld kept, %lld failed\n"),
		(long long)slw_json_int(result, "written", 0),
		(long long)slw_json_int(result, "kept", 0),
		(long long)slw_json_int(result, "failed", 0));
	if (slw_json_str(result, "first_failure", NULL) != NULL)
		slw_say("%s\n", slw_json_str(result, "first_failure", ""));
}
