/* The wizard line by line, from its first question to the launch. */
#include "config.h"

#include "cli/plain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "model/check.h"
#include "model/problem.h"
#include "model/steps.h"
#include "service/flow.h"
#include "service/service.h"

#include "base/banned.h"

#define LINE_MAX_BYTES 524288 /* the longest field has 65,535 characters */
#define COLUMNS_LEAST  40
#define COLUMNS_PLAIN  72 /* where it is no terminal */

bool slw_plain_preferred(void)
{
	const char *wish = getenv("ACCESSIBLE"), *term = getenv("TERM");

	if (wish != NULL && wish[0] != '\0')
		return strcmp(wish, "0") != 0 && strcasecmp(wish, "false") != 0;
	return term != NULL && strcmp(term, "dumb") == 0;
}

static unsigned int columns_of_output(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
		return COLUMNS_PLAIN;
	return size.ws_col < COLUMNS_LEAST ? COLUMNS_LEAST : size.ws_col;
}

/* --- where to begin ---------------------------------------------------------------------- */

struct drafts {
	char *path; /* of the newest */
	int64_t at;
	json_t *pending; /* a new product that was not complete */
	json_t *typed;	 /* its fields that were being typed: path -> text */
};

static int take_draft(void *context, const struct slw_draft *draft)
{
	struct drafts *drafts = context;
	struct slw_err ignored = SLW_ERR_INIT;
	const char *path = draft->field;

	if (draft->product_no != 0 || slw_draft_is_below(path, SLW_DRAFT_TEXT))
		return 0; /* no question leads there */
	if (strcmp(path, SLW_DRAFT_PRODUCT) == 0)
		drafts->pending =
		    slw_json_parse(draft->value, strlen(draft->value), path, &ignored);
	else if (slw_draft_is_below(path, SLW_DRAFT_PRODUCT))
		slw_json_set_str(drafts->typed, path, draft->value);
	if (slw_draft_is_below(path, SLW_DRAFT_PRODUCT))
		path = "products.items";
	if (drafts->path == NULL || draft->updated_at >= drafts->at) {
		free(drafts->path);
		drafts->path = slw_strdup(path);
		drafts->at = draft->updated_at;
	}
	return 0;
}

/* What was typed in the fields of the new product, as far as it is a value already. */
static void take_typed(const struct slw_plain *plain, struct drafts *drafts)
{
	struct slw_check check = { .catalog = slw_service_catalog(plain->cli->service) };
	const size_t len = strlen(SLW_DRAFT_PRODUCT ".");
	const char *path;
	json_t *text;

	json_object_foreach (drafts->typed, path, text) {
		const struct slw_field *field = slw_field_find(slw_product_fields, path + len);
		struct slw_err ignored = SLW_ERR_INIT;
		json_t *value = NULL;

		if (field == NULL || field->type == SLW_FIELD_LIST ||
		    slw_field_parse(field, json_string_value(text), &check, &value, &ignored) < 0)
			continue;
		if (drafts->pending == NULL)
			drafts->pending = json_object();
		slw_json_set(drafts->pending, field->key, value);
	}
	json_decref(drafts->typed);
}

/* The question that was open when one stopped, or else the first that has to be answered. */
static char *find_start(struct slw_plain *plain)
{
	struct slw_err ignored = SLW_ERR_INIT;
	struct drafts drafts = { .typed = json_object() };
	struct slw_problems problems;
	char *path;

	if (plain->session.no == 0) {
		json_decref(drafts.typed);
		return slw_strdup(slw_steps[SLW_BUSINESS].key);
	}
	slw_flow_draft_list(plain->cli->service, &plain->session, take_draft, &drafts, &ignored);
	take_typed(plain, &drafts);
	path = drafts.path;
	plain->pending = drafts.pending;
	slw_problems_init(&problems);
	for (int step = 1; path == NULL && step <= SLW_STEP_COUNT; step++)
		slw_flow_validate_step(plain->cli->service, &plain->session, step, &problems,
				       &ignored);
	for (size_t i = 0; path == NULL && i < problems.count; i++)
		if (problems.items[i].severity == SLW_PROBLEM_ERROR)
			path = slw_strdup(problems.items[i].key);
	slw_problems_release(&problems);
	return path;
}

/* The section of a path or of a number such as "2.3"; -1 if it is neither. */
static int section_of(const char *target)
{
	char *key;
	int section;

	if (target[0] >= '1' && target[0] <= '0' + SLW_SECTION__MAX &&
	    (target[1] == '\0' || target[1] == '.'))
		return target[0] - '1';
	key = slw_strndup(target, strcspn(target, ".["));
	section = slw_section_find(key);
	free(key);
	return section;
}

/* --- walking through the steps ----------------------------------------------------------- */

static void tell_section(struct slw_plain *plain, int section)
{
	slw_plain_gap();
	slw_plain_say(plain, 0, _("Step %d of %d: %s"), slw_steps[section].number, SLW_STEP_COUNT,
		      _(slw_steps[section].title));
	slw_plain_say(plain, 0, "%s", _(slw_steps[section].help));
}

/* "1" to "6", and "7" for the launch block, so that each question has a number of its own. */
static enum slw_plain_move walk_section(struct slw_plain *plain, int section, const char *start)
{
	char *number = slw_printf("%d", section + 1);
	struct slw_plain_place place = { .docs = &plain->docs,
					 .table = slw_steps[section].fields,
					 .path = slw_steps[section].key,
					 .number = number };
	enum slw_plain_move move;

	tell_section(plain, section);
	move = slw_plain_walk(plain, &place, start);
	free(number);
	return move;
}

/* A step that was gone through is done, if it has all that it needs. */
static int finish_section(struct slw_plain *plain, int section)
{
	struct slw_edit edit = { .base_version = plain->session.version };
	struct slw_problems problems;
	int rc;

	if (plain->session.no == 0)
		return 0;
	slw_problems_init(&problems);
	rc = slw_flow_update_step(plain->cli->service, &plain->session, (enum slw_section)section,
				  plain->docs.section[section], &edit, true, NULL, NULL, &problems,
				  plain->err);
	slw_problems_release(&problems);
	if (rc < 0 && plain->err->code == SLW_EINVAL) {
		*plain->err = SLW_ERR_INIT; /* each answer was told already */
		return 0;
	}
	return rc;
}

/* Where a jump leads: its path, and its section; or else where one was. */
static char *jump_target(struct slw_plain *plain, int *section)
{
	const char *was = plain->at != NULL ? strchr(plain->at, ' ') : NULL;
	char *path = slw_plain_resolve(plain->target);
	int found = section_of(path != NULL ? path : plain->target);

	if (found >= 0) {
		*section = found;
		return path != NULL ? path : slw_strdup(plain->target);
	}
	slw_plain_say(plain, 0, _("There is no %s here."), plain->target);
	return was != NULL ? slw_strdup(was + 1) : NULL;
}

/* From one section, or the launch behind the last one, to where its end leads. */
static enum slw_plain_move walk_from(struct slw_plain *plain, int section, char *start)
{
	enum slw_plain_move move = SLW_PLAIN_NEXT;

	for (;;) {
		move = section == SLW_SECTION__MAX ? slw_plain_launch(plain)
						   : walk_section(plain, section, start);
		free(start);
		start = NULL;
		if (move == SLW_PLAIN_JUMP) {
			start = jump_target(plain, &section);
		} else if (move == SLW_PLAIN_BACK) {
			section -= section > 0;
			start = slw_strdup("");
		} else if (move == SLW_PLAIN_NEXT && section == SLW_SECTION__MAX) {
			return move;
		} else if (move == SLW_PLAIN_NEXT || move == SLW_PLAIN_PAST) {
			if (section < SLW_SECTION__MAX && finish_section(plain, section) < 0)
				return SLW_PLAIN_FAIL;
			section += section < SLW_SECTION__MAX;
		} else {
			return move;
		}
	}
}

/* --- beginning and end ------------------------------------------------------------------- */

static void greet(struct slw_plain *plain)
{
	slw_plain_say(plain, 0, "%s",
		      _("Store Launch Wizard, line by line: six steps, then the launch."));
	slw_plain_say(
	    plain, 0, "%s",
	    _("Each question shows its key in an answers file. An empty line keeps what "
	      "is there. ? explains a question, :help lists the commands. Every answer is "
	      "saved at once."));
	if (plain->session.no != 0)
		slw_plain_say(plain, 0, _("Going on with %s."),
			      plain->session.business_name != NULL &&
				      plain->session.business_name[0] != '\0'
				  ? plain->session.business_name
				  : plain->session.id);
}

/* The command that goes on here; NULL when there is nothing to go on with. */
static char *next_command(const struct slw_plain *plain)
{
	const char *database = slw_cli_value(plain->cli, "database");

	if (plain->session.no == 0)
		return NULL;
	return slw_printf("store-wizard --plain --session %s%s%s", plain->session.id,
			  database != NULL ? " --database " : "", database != NULL ? database : "");
}

/* What the program ends with: 0, or -1 with what happened and how to go on. */
static int finish(struct slw_plain *plain, enum slw_plain_move move)
{
	char *command = next_command(plain);
	int rc = 0;

	if (move == SLW_PLAIN_LEAVE && command != NULL) {
		slw_plain_say(plain, 0, "%s", _("What was answered is saved. Go on with:"));
		slw_say("%s\n", command); /* whole, so that it can be copied */
	}
	if (move == SLW_PLAIN_END)
		rc = slw_err_set(plain->err, SLW_EPARTIAL, _("the input ended at %s"),
				 plain->at != NULL ? plain->at : "");
	if (move == SLW_PLAIN_FAIL)
		rc = -1;
	if (rc < 0 && command == NULL && move == SLW_PLAIN_END)
		slw_err_hint(plain->err, "%s", _("Nothing was answered, so nothing is saved."));
	else if (rc < 0 && command != NULL && plain->err->hint[0] == '\0')
		slw_err_hint(plain->err, _("What was answered is saved. Go on with: %s"), command);
	free(command);
	fflush(stdout);
	return rc;
}

int slw_plain_run(struct slw_cli *cli, const char *name, struct slw_err *err)
{
	struct slw_plain plain = { .cli = cli,
				   .err = err,
				   .terminal = isatty(STDIN_FILENO) != 0,
				   .columns = columns_of_output() };
	enum slw_plain_move move = SLW_PLAIN_FAIL;
	char *start;
	int rc;

	if (cli->json)
		return slw_err_set(err, SLW_EUSAGE, "%s",
				   _("questions and --json do not go together"));
	slw_session_init(&plain.session);
	slw_documents_init(&plain.docs);
	slw_buf_init(&plain.line, LINE_MAX_BYTES);
	plain.told = json_object();
	slw_progress_stop(cli); /* a bar would move the cursor */
	cli->progress.report = NULL;
	cli->progress.context = NULL;
	if (slw_cli_service(cli, name != NULL, err) == 0 &&
	    (name == NULL || slw_flow_find_session(cli->service, name, &plain.session, err) == 0) &&
	    slw_plain_reload(&plain) == SLW_PLAIN_NEXT) {
		greet(&plain);
		start = find_start(&plain);
		move =
		    walk_from(&plain, start == NULL ? SLW_SECTION__MAX : section_of(start), start);
	}
	rc = finish(&plain, move);
	/* what was typed may have been secret */
	explicit_bzero(plain.line.data, plain.line.len);
	slw_buf_release(&plain.line);
	json_decref(plain.told);
	json_decref(plain.pending);
	free(plain.target);
	free(plain.at);
	slw_documents_release(&plain.docs);
	slw_session_release(&plain.session);
	return rc;
}
