/* themes, generate, integrations */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "model/records.h"
#include "service/flow.h"
#include "service/orchestrator.h"
#include "service/service.h"

#include "base/banned.h"

#define INPUTS_MAX (1024u * 1024)

int slw_cli_without_database(struct slw_cli *cli, struct slw_err *err)
{
	struct slw_service_options options = {
		.database = "memory:", .log = &cli->log, .progress = &cli->progress
	};

	return slw_service_open(&cli->service, &options, err);
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

/* --- generate ---------------------------------------------------------------------------- */

static json_t *read_inputs(const char *path, struct slw_err *err)
{
	struct slw_buf text;
	json_t *inputs = NULL;

	slw_buf_init(&text, INPUTS_MAX);
	if (slw_cli_read(path, INPUTS_MAX, &text, err) == 0)
		inputs = slw_json_parse(text.data, text.len,
					strcmp(path, "-") == 0 ? _("standard input") : path, err);
	slw_buf_release(&text);
	return inputs;
}

static json_t *generate_options_json(const struct slw_cli *cli, struct slw_err *err)
{
	static const char *const names[] = { "tone", "length", "language", "provider", "model" };
	json_t *options = json_object(), *keywords = json_array();
	long alternatives;

	for (size_t i = 0; i < SLW_COUNT(names); i++)
		slw_json_set_str(options, names[i], slw_cli_value(cli, names[i]));
	for (size_t i = 0; i < cli->value_count; i++)
		if (strcmp(cli->values[i].option->name, "keyword") == 0)
			slw_json_append(keywords, slw_json_new_str(cli->values[i].value));
	slw_json_set(options, "keywords", keywords);
	if (slw_cli_number(cli, "alternatives", 2, 0, 5, &alternatives, err) < 0) {
		json_decref(options);
		return NULL;
	}
	slw_json_set_int(options, "alternatives", alternatives);
	return options;
}

/* What was printed of a text that comes. */
struct stream {
	struct slw_buf text; /* of this attempt */
	bool line_open;
};

static void print_piece(void *context, const char *text, size_t len)
{
	struct stream *stream = context;

	if (text == NULL) {
		/* what stands there cannot be taken back */
		if (stream->text.len > 0)
			slw_say("%s--\n", stream->line_open ? "\n" : "");
		slw_buf_clear(&stream->text);
		stream->line_open = false;
		return;
	}
	slw_say("%.*s", (int)len, text);
	fflush(stdout);
	slw_buf_add(&stream->text, text, len);
	stream->line_open = len > 0 && text[len - 1] != '\n';
}

/* The text that counts, where it is not the one that came last. */
static void finish_stream(const struct stream *stream, const json_t *result)
{
	const char *content = slw_json_str(result, "content", NULL);
	char *came = slw_text_trim(stream->text.data);

	if (stream->line_open)
		slw_say("\n");
	if (stream->text.len > 0 && content != NULL && strcmp(came, content) != 0)
		slw_say("--\n%s\n", content);
	free(came);
}

int slw_cmd_generate(struct slw_cli *cli, struct slw_err *err)
{
	const char *path = slw_cli_value(cli, "inputs");
	json_t *request = json_object(), *inputs = NULL, *options = NULL;
	struct stream stream = { .line_open = false };
	const struct slw_pieces pieces = { .piece = print_piece, .context = &stream };
	bool streams = slw_cli_has(cli, "stream") && !cli->json;
	int rc = -1;

	slw_buf_init(&stream.text, INPUTS_MAX);
	if (path == NULL) {
		slw_err_set(err, SLW_EUSAGE, "%s", _("generate needs --inputs FILE"));
		slw_err_hint(err, "%s",
			     _("A JSON object, such as {\"product_name\": \"Clay pot\", "
			       "\"features\": [\"frost-proof\"]}."));
		goto out;
	}
	inputs = read_inputs(path, err);
	options = inputs != NULL ? generate_options_json(cli, err) : NULL;
	if (options == NULL || slw_cli_without_database(cli, err) < 0)
		goto out;
	slw_json_set_str(request, "content_type", cli->arguments[0]);
	slw_json_set(request, "inputs", json_incref(inputs));
	slw_json_set(request, "options", json_incref(options));
	cli->result =
	    slw_orchestrator_generate_content(cli->service, request, streams ? &pieces : NULL, err);
	rc = cli->result != NULL ? 0 : -1;
	finish_stream(&stream, cli->result);
out:
	slw_buf_release(&stream.text);
	json_decref(request);
	json_decref(inputs);
	json_decref(options);
	return rc;
}

static void say_spent(struct slw_cli *cli, const json_t *result)
{
	const json_t *tokens = json_object_get(result, "tokens");
	int64_t in = slw_json_int(tokens, "in", 0), out = slw_json_int(tokens, "out", 0);
	const char *cost = slw_json_str(result, "cost", NULL);

	if (in + out == 0)
		return;
	if (cost == NULL)
		slw_complain(cli, _("%lld tokens read, %lld written; the price is not known\n"),
			     (long long)in, (long long)out);
	else
		slw_complain(cli, _("%lld tokens read, %lld written, %s USD\n"), (long long)in,
			     (long long)out, cost);
}

void slw_print_generate(struct slw_cli *cli, const json_t *result)
{
	json_t *one;
	size_t i;

	if (!slw_cli_has(cli, "stream"))
		slw_say("%s\n", slw_json_str(result, "content", ""));
	slw_complain(cli, _("score %.2f, by %s\n"),
		     json_number_value(json_object_get(result, "quality_score")),
		     slw_json_str(result, "provider", ""));
	say_spent(cli, result);
	json_array_foreach (json_object_get(result, "fallbacks"), i, one)
		slw_complain(cli, _("%s did not write it: %s\n"), slw_json_str(one, "provider", ""),
			     slw_json_str(one, "reason", ""));
	json_array_foreach (json_object_get(result, "problems"), i, one)
		slw_complain(cli, _("warning: %s\n"), slw_json_str(one, "text", ""));
	json_array_foreach (json_object_get(result, "claims"), i, one)
		slw_complain(cli, _("warning: \"%s\" is not in the facts\n"),
			     slw_json_str(one, "text", ""));
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
