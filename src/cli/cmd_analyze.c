/* analyze: a session, or a text from a file */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "model/records.h"
#include "service/flow.h"
#include "service/likeness.h"
#include "service/orchestrator.h"
#include "service/service.h"

#include "base/banned.h"

#define TEXT_MAX  (256u * 1024)
#define FACTS_MAX (1024u * 1024)

static int analyze_session(struct slw_cli *cli, struct slw_err *err)
{
	struct slw_session session;

	json_t *alike = NULL;

	slw_session_init(&session);
	if (slw_cli_session(cli, 0, &session, err) == 0)
		alike = slw_service_alike(cli->service, &session, err);
	if (alike != NULL)
		cli->result = slw_orchestrator_analyze_store(cli->service, &session, err);
	if (cli->result != NULL)
		slw_json_set(cli->result, "alike", json_incref(alike));
	json_decref(alike);
	slw_session_release(&session);
	return cli->result != NULL ? 0 : -1;
}

static int read_text(json_t *request, const char *path, struct slw_err *err)
{
	struct slw_buf text;
	int rc;

	slw_buf_init(&text, TEXT_MAX);
	rc = slw_cli_read(path, TEXT_MAX, &text, err);
	if (rc == 0 && !slw_text_valid(text.data, text.len)) {
		rc = slw_err_set(err, SLW_EINVAL, _("%s is not UTF-8 text"), path);
		slw_err_hint(err, "%s", _("Save it as plain text in UTF-8."));
	}
	if (rc == 0)
		slw_json_set(request, "text", slw_json_new_str(text.data));
	slw_buf_release(&text);
	return rc;
}

static int read_facts(json_t *request, const char *path, struct slw_err *err)
{
	struct slw_buf text;
	json_t *facts = NULL;

	slw_buf_init(&text, FACTS_MAX);
	if (slw_cli_read(path, FACTS_MAX, &text, err) == 0)
		facts = slw_json_parse(text.data, text.len,
				       strcmp(path, "-") == 0 ? _("standard input") : path, err);
	slw_buf_release(&text);
	if (facts != NULL && !json_is_object(facts)) {
		slw_err_set(err, SLW_EINVAL, _("%s: facts are a JSON object"), path);
		slw_err_hint(err, "%s",
			     _("Such as {\"product_name\": \"Clay pot\", \"features\": "
			       "[\"frost-proof\"], \"return_days\": 30}."));
		json_decref(facts);
		return -1;
	}
	if (facts != NULL)
		slw_json_set(request, "facts", facts);
	return facts != NULL ? 0 : -1;
}

static int analyze_text(struct slw_cli *cli, const char *text, struct slw_err *err)
{
	static const char *const names[][2] = { { "type", "content_type" },
						{ "length", "length" },
						{ "language", "language" } };
	const char *facts = slw_cli_value(cli, "facts");
	json_t *request = json_object(), *keywords = json_array();
	int rc = read_text(request, text, err);

	if (rc == 0 && facts != NULL)
		rc = read_facts(request, facts, err);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		slw_json_set_str(request, names[i][1], slw_cli_value(cli, names[i][0]));
	for (size_t i = 0; i < cli->value_count; i++)
		if (strcmp(cli->values[i].option->name, "keyword") == 0)
			slw_json_append(keywords, slw_json_new_str(cli->values[i].value));
	slw_json_set(request, "keywords", keywords);
	if (rc == 0)
		rc = slw_cli_without_database(cli, err);
	if (rc == 0)
		cli->result = slw_orchestrator_analyze_text(cli->service, request, err);
	json_decref(request);
	return cli->result != NULL ? 0 : -1;
}

/* The first option that is not one of all commands, or NULL. */
static const char *own_option(const struct slw_cli *cli)
{
	for (size_t i = 0; i < cli->value_count; i++)
		for (const struct slw_cli_option *own = cli->command->options; own->name != NULL;
		     own++)
			if (cli->values[i].option == own)
				return own->name;
	return NULL;
}

int slw_cmd_analyze(struct slw_cli *cli, struct slw_err *err)
{
	const char *text = slw_cli_value(cli, "text"), *facts = slw_cli_value(cli, "facts");
	const char *own = own_option(cli);

	if ((text != NULL) == (cli->argument_count > 0)) {
		slw_err_set(err, SLW_EUSAGE, "%s",
			    _("analyze takes a session or --text FILE, one of them"));
		return slw_err_hint(err, "%s",
				    _("\"store-wizard analyze --text about.txt --facts "
				      "facts.json\" looks at a text; --text - reads "
				      "standard input."));
	}
	if (text == NULL && own != NULL)
		return slw_err_set(err, SLW_EUSAGE, _("--%s belongs to --text FILE"), own);
	if (facts != NULL && strcmp(facts, "-") == 0 && text != NULL && strcmp(text, "-") == 0)
		return slw_err_set(err, SLW_EUSAGE, "%s",
				   _("standard input can be the text or the facts, not both"));
	return text != NULL ? analyze_text(cli, text, err) : analyze_session(cli, err);
}

/* --- for a person ------------------------------------------------------------------------ */

static void print_session(const json_t *result)
{
	long long vouched = (long long)slw_json_int(result, "vouched", 0);
	json_t *one;
	size_t i;

	slw_say(_("Readiness: %lld of 100\n"), (long long)slw_json_int(result, "readiness", 0));
	if (vouched > 0)
		slw_say(P_("%lld text says more than your facts hold, on your word\n",
			   "%lld texts say more than your facts hold, on your word\n",
			   (unsigned long)vouched),
			vouched);
	json_array_foreach (json_object_get(result, "checks"), i, one) {
		slw_say("%-8s %s\n", slw_json_str(one, "status", ""),
			slw_json_str(one, "name", ""));
		if (slw_json_str(one, "message", NULL) != NULL)
			slw_say(_("         %s. %s (step %lld, %s)\n"),
				slw_json_str(one, "message", ""), slw_json_str(one, "fix", ""),
				(long long)slw_json_int(one, "step", 0),
				slw_json_str(one, "key", ""));
	}
	json_array_foreach (json_object_get(result, "alike"), i, one)
		slw_say(_("warning  the descriptions of %s and %s are almost the same\n"),
			slw_json_str(one, "product_handle", ""),
			slw_json_str(one, "other_handle", ""));
}

static double number_of(const json_t *object, const char *key)
{
	return json_number_value(json_object_get(object, key));
}

static void print_claims(const json_t *claims)
{
	json_t *claim;
	size_t i;

	if (json_is_null(claims))
		slw_say(_("Claims: not looked at; give --facts FILE\n"));
	else if (json_array_size(claims) == 0)
		slw_say(_("Claims: the facts hold all of them\n"));
	else
		slw_say(_("Claims that the facts do not hold:\n"));
	json_array_foreach ((json_t *)claims, i, claim)
		slw_say(_("  \"%s\" (%s, at byte %lld)\n"), slw_json_str(claim, "text", ""),
			slw_json_str(claim, "kind", ""),
			(long long)slw_json_int(claim, "offset", 0));
}

static void print_text(const json_t *result)
{
	const json_t *sentiment = json_object_get(result, "sentiment");
	const char *part;
	json_t *value;
	size_t i;

	slw_say(_("Score: %.2f as %s\n"), number_of(result, "quality_score"),
		slw_json_str(result, "content_type", ""));
	json_object_foreach (json_object_get(result, "parts"), part, value)
		slw_say("  %-16s %.2f\n", part, json_number_value(value));
	slw_say(_("Language: %s, read as %s\n"), slw_json_str(result, "language", _("unclear")),
		slw_json_str(result, "analyzed_as", ""));
	slw_say(_("Length: %lld words in %lld sentences, %lld seconds to read\n"),
		(long long)slw_json_int(result, "words", 0),
		(long long)slw_json_int(result, "sentences", 0),
		(long long)slw_json_int(result, "reading_seconds", 0));
	slw_say(_("Sentiment: %s (%.2f)\n"), slw_json_str(sentiment, "label", ""),
		number_of(sentiment, "score"));
	slw_say(_("Keywords:"));
	json_array_foreach (json_object_get(result, "seo_keywords"), i, value)
		slw_say("%s %s", i > 0 ? "," : "", json_string_value(value));
	slw_say("\n");
	print_claims(json_object_get(result, "claims"));
}

void slw_print_analyze(struct slw_cli *cli, const json_t *result)
{
	(void)cli;
	if (json_object_get(result, "readiness") != NULL &&
	    json_object_get(result, "checks") != NULL)
		print_session(result);
	else
		print_text(result);
}
