/* Lines that are commands: they begin with a colon, as no answer does. */
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
#include "model/steps.h"
#include "service/history.h"

#include "base/banned.h"

struct command {
	const char *word;
	const char *argument; /* NULL: none */
	const char *help;     /* N_() */
	enum slw_plain_move move;
	/* NULL: .move is all there is to it */
	enum slw_plain_move (*run)(struct slw_plain *plain, const char *argument);
};

static enum slw_plain_move run_help(struct slw_plain *plain, const char *argument);

static enum slw_plain_move run_review(struct slw_plain *plain, const char *argument)
{
	(void)argument;
	return slw_plain_review(plain);
}

static enum slw_plain_move run_import(struct slw_plain *plain, const char *argument)
{
	if (argument[0] != '\0')
		return slw_plain_import(plain, argument, false);
	slw_plain_say(plain, 0, "%s", _(":import needs the path of a CSV file."));
	return SLW_PLAIN_AGAIN;
}

static enum slw_plain_move run_map(struct slw_plain *plain, const char *argument)
{
	if (argument[0] != '\0')
		return slw_plain_import(plain, argument, true);
	slw_plain_say(plain, 0, "%s", _(":map needs the path of a CSV file."));
	return SLW_PLAIN_AGAIN;
}

/* Whether a key is one of the fields of an entry, which only the walk through it can say. */
static bool is_entry_key(const struct slw_field *table, const char *key)
{
	for (; table != NULL && table->key != NULL; table++)
		if (strcmp(table->key, key) == 0 || is_entry_key(table->fields, key))
			return true;
	return false;
}

/* "2", "2.3", "products", "business.country", "country" */
static bool is_place(const char *target)
{
	size_t number = strspn(target, "0123456789.");
	char *path;
	bool there = false;

	if (number > 0 && target[number] == '\0')
		return target[0] >= '1' && target[0] <= '0' + SLW_SECTION__MAX &&
		       (target[1] == '\0' || target[1] == '.');
	path = slw_plain_resolve(target);
	there = path != NULL;
	free(path);
	for (int i = 0; i < SLW_SECTION__MAX && !there; i++)
		there = is_entry_key(slw_steps[i].fields, target);
	return there;
}

static enum slw_plain_move run_jump(struct slw_plain *plain, const char *argument)
{
	if (!is_place(argument)) {
		slw_plain_say(plain, 0, "%s",
			      _(":jump needs a step (2, products), a question (1.3) or a key "
				"(business.country)."));
		return SLW_PLAIN_AGAIN;
	}
	free(plain->target);
	plain->target = slw_strdup(argument);
	return SLW_PLAIN_JUMP;
}

static enum slw_plain_move step_history(struct slw_plain *plain, bool redo)
{
	json_t *result = NULL, *key;
	size_t i;

	if (plain->session.no == 0) {
		slw_plain_say(plain, 0, "%s", _("There is nothing to undo yet."));
		return SLW_PLAIN_AGAIN;
	}
	result = redo ? slw_history_redo(plain->cli->service, &plain->session, plain->err)
		      : slw_history_undo(plain->cli->service, &plain->session, plain->err);
	if (result == NULL) {
		if (plain->err->code != SLW_EINVAL)
			return SLW_PLAIN_FAIL;
		slw_plain_complain(plain);
		return SLW_PLAIN_AGAIN;
	}
	slw_plain_say(plain, 0, redo ? _("Done again:") : _("Undone:"));
	json_array_foreach (json_object_get(result, "changed"), i, key)
		slw_plain_say(plain, 2, "%s", json_string_value(key));
	if (slw_json_int(result, "products_changed", 0) > 0)
		slw_plain_say(plain, 2, _("products: %lld"),
			      (long long)slw_json_int(result, "products_changed", 0));
	json_decref(result);
	return slw_plain_reload(plain) == SLW_PLAIN_FAIL ? SLW_PLAIN_FAIL : SLW_PLAIN_STALE;
}

static enum slw_plain_move run_undo(struct slw_plain *plain, const char *argument)
{
	(void)argument;
	return step_history(plain, false);
}

static enum slw_plain_move run_redo(struct slw_plain *plain, const char *argument)
{
	(void)argument;
	return step_history(plain, true);
}

static const struct command commands[] = {
	{ "back", NULL, N_("the question before"), SLW_PLAIN_BACK, NULL },
	{ "skip", NULL, N_("the next question; this one stays as it is"), SLW_PLAIN_NEXT, NULL },
	{ "next", NULL, N_("past the rest of the group, the record or the step"), SLW_PLAIN_PAST,
	  NULL },
	{ "jump", N_("PLACE"), N_("to a step (2, products), a question (1.3) or a key"),
	  SLW_PLAIN_JUMP, run_jump },
	{ "review", NULL, N_("all answers, and what is missing"), SLW_PLAIN_AGAIN, run_review },
	{ "undo", NULL, N_("take the last change back"), SLW_PLAIN_STALE, run_undo },
	{ "redo", NULL, N_("take an undo back"), SLW_PLAIN_STALE, run_redo },
	{ "import", N_("FILE"), N_("products from a CSV file"), SLW_PLAIN_AGAIN, run_import },
	{ "map", N_("FILE"), N_("the same, and you say what each column is"), SLW_PLAIN_AGAIN,
	  run_map },
	{ "drop", NULL, N_("leave a new product or entry without keeping it"), SLW_PLAIN_DROP,
	  NULL },
	{ "help", NULL, N_("this list"), SLW_PLAIN_AGAIN, run_help },
	{ "quit", NULL, N_("stop here; all is saved"), SLW_PLAIN_LEAVE, NULL },
};

static enum slw_plain_move run_help(struct slw_plain *plain, const char *argument)
{
	(void)argument;
	for (size_t i = 0; i < SLW_COUNT(commands); i++)
		slw_plain_say(plain, 0, ":%s%s%s: %s", commands[i].word,
			      commands[i].argument != NULL ? " " : "",
			      commands[i].argument != NULL ? _(commands[i].argument) : "",
			      _(commands[i].help));
	slw_plain_say(plain, 0, "%s", _(":clear: take the answer of this question back"));
	slw_plain_say(plain, 0, "%s", _(":text: write a long text of more than one line"));
	slw_plain_say(plain, 0, "%s", _("?: what the question is about"));
	slw_plain_say(plain, 0, "%s", _("An answer that begins with a colon has two of them."));
	return SLW_PLAIN_AGAIN;
}

bool slw_plain_is_command(const struct slw_plain *plain)
{
	return plain->line.data[0] == ':' && plain->line.data[1] != ':';
}

bool slw_plain_word(const struct slw_plain *plain, const char *word, const char **rest)
{
	const char *line = plain->line.data + strspn(plain->line.data, " ");
	size_t len = strlen(word);

	line += *line == ':';
	if (strncasecmp(line, word, len) != 0 || (line[len] != '\0' && line[len] != ' '))
		return false;
	line += len;
	if (rest != NULL)
		*rest = line + strspn(line, " ");
	return true;
}

static enum slw_plain_move unknown(struct slw_plain *plain)
{
	const char *names[SLW_COUNT(commands)], *near;
	char *word = slw_strndup(plain->line.data + 1, strcspn(plain->line.data + 1, " "));

	for (size_t i = 0; i < SLW_COUNT(commands); i++)
		names[i] = commands[i].word;
	near = slw_text_nearest(word, names, SLW_COUNT(commands));
	if (near != NULL)
		slw_plain_say(plain, 0, _("There is no command :%s here. Did you mean :%s?"), word,
			      near);
	else
		slw_plain_say(plain, 0, _("There is no command :%s here; :help lists them."), word);
	free(word);
	return SLW_PLAIN_AGAIN;
}

enum slw_plain_move slw_plain_command(struct slw_plain *plain, const struct slw_plain_place *place)
{
	for (size_t i = 0; i < SLW_COUNT(commands); i++) {
		const char *rest;

		if (!slw_plain_word(plain, commands[i].word, &rest))
			continue;
		if (commands[i].move == SLW_PLAIN_DROP &&
		    (place == NULL || strchr(place->path, '[') == NULL)) {
			slw_plain_say(plain, 0, "%s", _("There is nothing to drop here."));
			return SLW_PLAIN_AGAIN;
		}
		if (commands[i].run != NULL) {
			char *argument = slw_text_trim(rest);
			enum slw_plain_move move = commands[i].run(plain, argument);

			free(argument);
			return move;
		}
		return commands[i].move;
	}
	return unknown(plain);
}
