/* sessions, show, answers, copy, delete */
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
#include "service/likeness.h"
#include "service/history.h"
#include "service/orchestrator.h"

#include "base/banned.h"

int slw_cli_session(struct slw_cli *cli, size_t index, struct slw_session *out, struct slw_err *err)
{
	if (slw_cli_service(cli, true, err) < 0)
		return -1;
	return slw_flow_find_session(cli->service, cli->arguments[index], out, err);
}

/* The shops that are like the one that --like names. */
static int find_like(struct slw_cli *cli, const char *name, size_t limit, struct slw_err *err)
{
	struct slw_session session;

	slw_session_init(&session);
	if (slw_cli_service(cli, true, err) == 0 &&
	    slw_flow_find_session(cli->service, name, &session, err) == 0)
		cli->result =
		    slw_service_like(cli->service, &session, slw_cli_value(cli, "provider"),
				     limit < SLW_LIKE_MOST ? limit : SLW_LIKE_MOST, err);
	slw_session_release(&session);
	return cli->result != NULL ? 0 : -1;
}

static void print_like(const json_t *sessions)
{
	json_t *one;
	size_t i;

	if (json_array_size(sessions) == 0)
		slw_say("%s\n", _("There is no other session that says what its shop is."));
	json_array_foreach ((json_t *)sessions, i, one) {
		const char *name = slw_json_str(one, "business_name", "");

		slw_say(_("%.13s  %5.2f  %6lld products  %s\n"),
			slw_json_str(one, "session_id", ""),
			json_number_value(json_object_get(one, "likeness")),
			(long long)slw_json_int(one, "product_count", 0),
			name[0] != '\0' ? name : _("(no name)"));
	}
}

int slw_cmd_sessions(struct slw_cli *cli, struct slw_err *err)
{
	const char *like = slw_cli_value(cli, "like");
	long limit;

	if (slw_cli_number(cli, "limit", 0, 1, 1000000, &limit, err) < 0)
		return -1;
	if (like != NULL && slw_cli_value(cli, "filter") != NULL)
		return slw_err_set(err, SLW_EUSAGE, "%s",
				   _("--like looks at all sessions; --filter does not go with it"));
	if (like == NULL && slw_cli_value(cli, "provider") != NULL)
		return slw_err_set(err, SLW_EUSAGE, "%s", _("--provider goes with --like"));
	if (like != NULL)
		return find_like(cli, like, (size_t)limit, err);
	if (slw_cli_service(cli, true, err) < 0) {
		/* no database yet is no session yet */
		if (err->code != SLW_ENOTFOUND)
			return -1;
		cli->result = json_object();
		slw_json_set(cli->result, "sessions", json_array());
		return 0;
	}
	cli->result =
	    slw_flow_sessions_json(cli->service, slw_cli_value(cli, "filter"), (size_t)limit, err);
	return cli->result != NULL ? 0 : -1;
}

void slw_print_sessions(struct slw_cli *cli, const json_t *result)
{
	json_t *sessions = json_object_get(result, "sessions"), *one;
	size_t i;

	if (json_object_get(result, "like") != NULL) {
		print_like(sessions);
		json_array_foreach (json_object_get(result, "fallbacks"), i, one)
			slw_complain(cli, _("%s made no vectors: %s\n"),
				     slw_json_str(one, "provider", ""),
				     slw_json_str(one, "reason", ""));
		return;
	}
	if (json_array_size(sessions) == 0)
		slw_say("%s\n",
			_("There is no session yet. Begin with: store-wizard --answers FILE"));
	json_array_foreach (sessions, i, one) {
		const json_t *progress = json_object_get(one, "progress");
		const char *name = slw_json_str(one, "business_name", "");

		slw_say(_("%.13s  %zu of %lld steps  %6lld products  %.16s  %s\n"),
			slw_json_str(one, "session_id", ""),
			json_array_size(json_object_get(progress, "completed_steps")),
			(long long)slw_json_int(progress, "total_steps", 0),
			(long long)slw_json_int(one, "product_count", 0),
			slw_json_str(one, "updated_at", ""),
			name[0] != '\0' ? name : _("(no name)"));
	}
}

int slw_cmd_show(struct slw_cli *cli, struct slw_err *err)
{
	struct slw_session session;
	json_t *texts = NULL, *next = NULL;
	int rc = -1;

	slw_session_init(&session);
	if (slw_cli_session(cli, 0, &session, err) < 0)
		goto out;
	cli->result = slw_flow_session_json(cli->service, &session, true, err);
	if (cli->result == NULL)
		goto out;
	texts = slw_orchestrator_texts(cli->service, &session, err);
	if (texts == NULL)
		goto out;
	slw_json_set(cli->result, "content", texts);
	next = slw_orchestrator_spent(cli->service, &session, err);
	if (next == NULL)
		goto out;
	slw_json_set(cli->result, "spent", next);
	next = slw_flow_recommendations(cli->service, &session, err);
	if (next == NULL)
		goto out;
	json_object_update(cli->result, next);
	json_decref(next);
	rc = 0;
out:
	slw_session_release(&session);
	return rc;
}

static void print_section(const char *key, const json_t *section)
{
	char *text = slw_json_pretty(section);

	slw_say("\n%s: %s", key, text);
	free(text);
}

void slw_print_show(struct slw_cli *cli, const json_t *result)
{
	const char *key;
	json_t *section, *one, *configuration = json_object_get(result, "configuration");
	json_t *items = json_object_get(json_object_get(configuration, "products"), "items");
	size_t i;

	slw_say(_("%s\nSession %s, version %lld, step %lld\n"),
		slw_json_str(result, "business_name", ""), slw_json_str(result, "session_id", ""),
		(long long)slw_json_int(result, "version", 0),
		(long long)slw_json_int(result, "current_step", 0));
	json_object_foreach (configuration, key, section) {
		if (strcmp(key, "products") == 0) {
			json_t *rest = json_copy(section);

			json_object_del(rest, "items");
			print_section(key, rest);
			json_decref(rest);
		} else if (json_object_size(section) > 0) {
			print_section(key, section);
		}
	}
	slw_say("\n%s\n", _("Products:"));
	json_array_foreach (items, i, one) {
		if (i == 20) {
			slw_say(_("  and %zu more; --json has them all\n"),
				json_array_size(items) - i);
			break;
		}
		slw_say("  %-32s %s\n", slw_json_str(one, "handle", ""),
			slw_json_str(one, "title", ""));
	}
	slw_say(_("\nTexts: %zu\n"), json_array_size(json_object_get(result, "content")));
	slw_say_spent(cli, json_object_get(result, "spent"));
	json_array_foreach (json_object_get(result, "recommendations"), i, one)
		slw_say("- %s (%s): %s\n", slw_json_str(one, "title", ""),
			slw_json_str(one, "key", ""), slw_json_str(one, "reason", ""));
}

/* --- answers ----------------------------------------------------------------------------- */

static int write_to_buf(void *context, const char *text, size_t len, struct slw_err *err)
{
	(void)err;
	slw_buf_add(context, text, len);
	return 0;
}

static int write_to_stdout(void *context, const char *text, size_t len, struct slw_err *err)
{
	(void)context;
	if (fwrite(text, 1, len, stdout) != len)
		return slw_err_errno(err, SLW_EIO, errno, "%s",
				     _("could not write to standard output"));
	return 0;
}

int slw_cmd_answers(struct slw_cli *cli, struct slw_err *err)
{
	const char *out = slw_cli_value(cli, "out");
	struct slw_answers_sink sink = { .write = write_to_buf };
	struct slw_session session;
	struct slw_buf text;
	int rc = -1;

	slw_session_init(&session);
	slw_buf_init(&text, 0);
	sink.context = &text;
	if (out == NULL && !cli->json)
		sink.write = write_to_stdout;
	if (slw_cli_session(cli, 0, &session, err) < 0 ||
	    slw_export_answers(cli->service, &session, &sink, err) < 0)
		goto out;
	if (out != NULL && slw_file_replace(out, text.data, text.len, 0600, err) < 0)
		goto out;
	cli->result = json_object();
	slw_json_set_str(cli->result, "session_id", session.id);
	if (out != NULL)
		slw_json_set_str(cli->result, "out", out);
	else if (cli->json)
		slw_json_set(cli->result, "answers", json_string(text.data));
	rc = 0;
out:
	slw_buf_release(&text);
	slw_session_release(&session);
	return rc;
}

void slw_print_answers(struct slw_cli *cli, const json_t *result)
{
	(void)cli;
	if (slw_json_str(result, "out", NULL) != NULL)
		slw_say(_("Written to %s\n"), slw_json_str(result, "out", ""));
}

/* --- copy, delete ------------------------------------------------------------------------ */

int slw_cmd_copy(struct slw_cli *cli, struct slw_err *err)
{
	struct slw_session session, copy;
	int rc = -1;

	slw_session_init(&session);
	slw_session_init(&copy);
	if (slw_cli_session(cli, 0, &session, err) == 0 &&
	    slw_history_copy(cli->service, &session, slw_cli_value(cli, "name"), &copy, err) == 0) {
		cli->result = json_object();
		slw_json_set_str(cli->result, "session_id", copy.id);
		slw_json_set_str(cli->result, "business_name", copy.business_name);
		slw_json_set_str(cli->result, "copy_of", session.id);
		rc = 0;
	}
	slw_session_release(&session);
	slw_session_release(&copy);
	return rc;
}

void slw_print_copy(struct slw_cli *cli, const json_t *result)
{
	(void)cli;
	slw_say(_("Session %s is a copy of %s\n"), slw_json_str(result, "session_id", ""),
		slw_json_str(result, "copy_of", ""));
}

int slw_cmd_delete(struct slw_cli *cli, struct slw_err *err)
{
	struct slw_session session;
	int rc = -1;

	slw_session_init(&session);
	if (slw_cli_session(cli, 0, &session, err) < 0)
		goto out;
	if (!slw_cli_has(cli, "yes")) {
		slw_err_set(err, SLW_EUSAGE, _("%s, its products and its journal would be deleted"),
			    session.business_name[0] != '\0' ? session.business_name : session.id);
		slw_err_hint(err, _("Add --yes to do it: store-wizard delete %.13s --yes"),
			     session.id);
		goto out;
	}
	if (slw_history_delete(cli->service, &session, err) < 0)
		goto out;
	cli->result = json_object();
	slw_json_set_str(cli->result, "session_id", session.id);
	slw_json_set_str(cli->result, "business_name", session.business_name);
	rc = 0;
out:
	slw_session_release(&session);
	return rc;
}

void slw_print_delete(struct slw_cli *cli, const json_t *result)
{
	(void)cli;
	slw_say(_("Deleted %s %s\n"), slw_json_str(result, "session_id", ""),
		slw_json_str(result, "business_name", ""));
}
