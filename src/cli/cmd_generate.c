/* generate: one text from the facts in a file, or all of a session */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "model/check.h"
#include "model/records.h"
#include "service/flow.h"
#include "service/orchestrator.h"
#include "service/service.h"

#include "base/banned.h"

#define INPUTS_MAX (1024u * 1024)

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

/* Dollars, as "2.50", in cents; 0 where it was not given. */
static int read_cost(const struct slw_cli *cli, int64_t *cents, struct slw_err *err)
{
	const char *text = slw_cli_value(cli, "max-cost");
	int64_t millionths = 0;

	*cents = 0;
	if (text == NULL)
		return 0;
	if (!slw_decimal_read(text, &millionths) || millionths < 10000) {
		slw_err_set(err, SLW_EUSAGE, _("--max-cost: \"%s\" is no amount"), text);
		return slw_err_hint(err, "%s", _("US dollars, such as 2.50."));
	}
	*cents = millionths / 10000;
	return 0;
}

static json_t *generate_options_json(const struct slw_cli *cli, struct slw_err *err)
{
	static const char *const names[] = { "tone", "length", "language", "provider", "model" };
	json_t *options = json_object(), *keywords = json_array();
	long alternatives, tokens;
	int64_t cents;

	for (size_t i = 0; i < SLW_COUNT(names); i++)
		slw_json_set_str(options, names[i], slw_cli_value(cli, names[i]));
	for (size_t i = 0; i < cli->value_count; i++)
		if (strcmp(cli->values[i].option->name, "keyword") == 0)
			slw_json_append(keywords, slw_json_new_str(cli->values[i].value));
	slw_json_set(options, "keywords", keywords);
	if (slw_cli_number(cli, "alternatives", 2, 0, 5, &alternatives, err) < 0 ||
	    slw_cli_number(cli, "max-tokens", 0, 1, 1000000000, &tokens, err) < 0 ||
	    read_cost(cli, &cents, err) < 0) {
		json_decref(options);
		return NULL;
	}
	slw_json_set_int(options, "alternatives", alternatives);
	slw_json_set_int(options, "max_tokens", tokens);
	slw_json_set_int(options, "max_cost", cents);
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

static int generate_one(struct slw_cli *cli, struct slw_err *err)
{
	const char *path = slw_cli_value(cli, "inputs");
	json_t *request = json_object(), *inputs = NULL, *options = NULL;
	struct stream stream = { .line_open = false };
	const struct slw_pieces pieces = { .piece = print_piece, .context = &stream };
	bool streams = slw_cli_has(cli, "stream") && !cli->json;
	int rc = -1;

	slw_buf_init(&stream.text, INPUTS_MAX);
	if (path == NULL) {
		slw_err_set(err, SLW_EUSAGE, "%s",
			    _("generate needs --inputs FILE, or --session ID"));
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
	/* a server that takes no more is one that cannot be used; the input is fine */
	if (rc < 0 && err->code == SLW_ELIMIT)
		err->code = SLW_ENET;
	finish_stream(&stream, cli->result);
out:
	slw_buf_release(&stream.text);
	json_decref(request);
	json_decref(inputs);
	json_decref(options);
	return rc;
}

static json_t *run_options(const struct slw_cli *cli, struct slw_err *err)
{
	json_t *options = json_object();
	long jobs, tokens;
	int64_t cents;

	if (slw_cli_number(cli, "jobs", 8, 1, 64, &jobs, err) < 0 ||
	    slw_cli_number(cli, "max-tokens", 0, 1, 1000000000, &tokens, err) < 0 ||
	    read_cost(cli, &cents, err) < 0) {
		json_decref(options);
		return NULL;
	}
	slw_json_set_str(options, "provider", slw_cli_value(cli, "provider"));
	slw_json_set_str(options, "model", slw_cli_value(cli, "model"));
	slw_json_set_int(options, "jobs", jobs);
	slw_json_set_int(options, "max_tokens", tokens);
	slw_json_set_int(options, "max_cost", cents);
	return options;
}

/* All that step 5 of a session asks for. */
static int generate_all(struct slw_cli *cli, struct slw_err *err)
{
	static const char *const others[] = { "inputs",	      "tone",	 "length", "language",
					      "alternatives", "keyword", "stream", "product",
					      "collection",   "over" };
	const char *name = slw_cli_value(cli, "session");
	json_t *options = NULL;
	struct slw_session session;
	int rc = -1;

	slw_session_init(&session);
	for (size_t i = 0; i < SLW_COUNT(others); i++)
		if (slw_cli_has(cli, others[i])) {
			slw_err_set(err, SLW_EUSAGE, _("generate all does not take --%s"),
				    others[i]);
			slw_err_hint(err, "%s", _("That is said in step 5 of the session."));
			goto out;
		}
	if (name == NULL) {
		slw_err_set(err, SLW_EUSAGE, "%s", _("generate all needs --session ID"));
		goto out;
	}
	options = run_options(cli, err);
	if (options == NULL || slw_cli_service(cli, true, err) < 0 ||
	    slw_flow_find_session(cli->service, name, &session, err) < 0)
		goto out;
	cli->result = slw_orchestrator_generate_run(cli->service, &session, options, err);
	rc = cli->result != NULL ? 0 : -1;
	if (rc == 0 &&
	    slw_json_int(cli->result, "failed", 0) + slw_json_int(cli->result, "left", 0) > 0)
		cli->exit_status = slw_exit_status(SLW_EPARTIAL);
out:
	json_decref(options);
	slw_session_release(&session);
	return rc;
}

int slw_cmd_generate(struct slw_cli *cli, struct slw_err *err)
{
	static const char *const others[] = { "product", "collection", "over" };

	if (strcmp(cli->arguments[0], "all") == 0)
		return generate_all(cli, err);
	if (slw_cli_has(cli, "jobs"))
		return slw_err_set(err, SLW_EUSAGE, _("--%s is for generate all"), "jobs");
	if (slw_cli_has(cli, "session"))
		return slw_generate_in_session(cli, err);
	for (size_t i = 0; i < SLW_COUNT(others); i++)
		if (slw_cli_has(cli, others[i]))
			return slw_err_set(err, SLW_EUSAGE, _("--%s needs --session ID"),
					   others[i]);
	return generate_one(cli, err);
}

void slw_say_spent(struct slw_cli *cli, const json_t *result)
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

#define NAMED 3 /* texts of those that failed for one reason */

/* Those that failed for one reason in one line, with the names of the first. */
static void say_failures(struct slw_cli *cli, const json_t *failures)
{
	json_t *said = json_object(), *one, *other;
	size_t i, k;

	json_array_foreach (failures, i, one) {
		const char *message = slw_json_str(one, "message", "");
		size_t count = 0;
		struct slw_buf names;

		if (json_object_get(said, message) != NULL)
			continue;
		slw_json_set_bool(said, message, true);
		slw_buf_init(&names, 0);
		json_array_foreach (failures, k, other) {
			const char *subject = slw_json_str(other, "product_handle",
							   slw_json_str(other, "subject", ""));

			if (strcmp(slw_json_str(other, "message", ""), message) != 0 ||
			    ++count > NAMED)
				continue;
			slw_buf_printf(&names, "%s%s%s%s", count > 1 ? ", " : "",
				       slw_json_str(other, "content_type", ""),
				       subject[0] != '\0' ? " " : "", subject);
		}
		slw_complain(cli, "%s%s: %s\n", names.data, count > NAMED ? ", ..." : "", message);
		if (slw_json_str(one, "hint", NULL) != NULL)
			slw_complain(cli, "  %s\n", slw_json_str(one, "hint", ""));
		slw_buf_release(&names);
	}
	json_decref(said);
}

void slw_print_texts(struct slw_cli *cli, const json_t *result)
{
	json_t *one;
	int64_t left = slw_json_int(result, "left", 0);
	size_t i;

	slw_say(_("Texts: %lld written, %lld kept, %lld failed\n"),
		(long long)slw_json_int(result, "written", 0),
		(long long)slw_json_int(result, "kept", 0),
		(long long)slw_json_int(result, "failed", 0));
	if (left > 0)
		slw_complain(cli, _("warning: %lld texts are left undone: a cap is reached\n"),
			     (long long)left);
	else if (slw_json_bool(result, "cap_reached", false))
		slw_complain(cli, "%s",
			     _("warning: a cap is reached; the built-in writer wrote the rest\n"));
	slw_say_spent(cli, result);
	json_array_foreach (json_object_get(result, "fallbacks"), i, one)
		slw_complain(cli, _("%s did not write %lld of them: %s\n"),
			     slw_json_str(one, "provider", ""),
			     (long long)slw_json_int(one, "count", 0),
			     slw_json_str(one, "reason", ""));
	say_failures(cli, json_object_get(result, "failures"));
}

void slw_print_generate(struct slw_cli *cli, const json_t *result)
{
	json_t *one;
	size_t i;

	if (strcmp(cli->arguments[0], "all") == 0) {
		slw_print_texts(cli, result);
		return;
	}
	if (slw_cli_has(cli, "session")) {
		slw_print_session_texts(cli, result);
		return;
	}
	if (!slw_cli_has(cli, "stream"))
		slw_say("%s\n", slw_json_str(result, "content", ""));
	slw_complain(cli, _("score %.2f, by %s\n"),
		     json_number_value(json_object_get(result, "quality_score")),
		     slw_json_str(result, "provider", ""));
	slw_say_spent(cli, result);
	json_array_foreach (json_object_get(result, "fallbacks"), i, one)
		slw_complain(cli, _("%s did not write it: %s\n"), slw_json_str(one, "provider", ""),
			     slw_json_str(one, "reason", ""));
	json_array_foreach (json_object_get(result, "problems"), i, one)
		slw_complain(cli, _("warning: %s\n"), slw_json_str(one, "text", ""));
	json_array_foreach (json_object_get(result, "claims"), i, one)
		slw_complain(cli, _("warning: \"%s\" is not in the facts\n"),
			     slw_json_str(one, "text", ""));
}
