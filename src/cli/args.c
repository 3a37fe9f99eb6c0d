#include "config.h"

#include "cli/cli.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

const struct slw_cli_option slw_global_options[] = {
	{ "database", "URL", N_("where sessions are kept: sqlite:PATH or postgresql://...") },
	{ "json", NULL, N_("one JSON result on standard output") },
	{ "quiet", NULL, N_("no progress on standard error") },
	{ "help", NULL, N_("what the command does and takes") },
	{ "version", NULL, N_("the version of the program") },
	{ NULL, NULL, NULL },
};

/* Commands of the design that this version does not have. */
static const char *const reserved[] = { "batch", "sync", "publish", "preview", "secrets" };

const struct slw_command *slw_command_find(const char *name)
{
	for (const struct slw_command *command = slw_commands; command->name != NULL; command++)
		if (strcmp(command->name, name) == 0)
			return command;
	return NULL;
}

static const struct slw_cli_option *find_option(const struct slw_cli_option *table,
						const char *name, size_t len)
{
	for (; table != NULL && table->name != NULL; table++)
		if (strncmp(table->name, name, len) == 0 && table->name[len] == '\0')
			return table;
	return NULL;
}

const char *slw_cli_value(const struct slw_cli *cli, const char *name)
{
	const char *value = NULL;

	for (size_t i = 0; i < cli->value_count; i++)
		if (strcmp(cli->values[i].option->name, name) == 0)
			value = cli->values[i].value;
	return value;
}

bool slw_cli_has(const struct slw_cli *cli, const char *name)
{
	for (size_t i = 0; i < cli->value_count; i++)
		if (strcmp(cli->values[i].option->name, name) == 0)
			return true;
	return false;
}

int slw_cli_number(const struct slw_cli *cli, const char *name, long fallback, long min, long max,
		   long *out, struct slw_err *err)
{
	const char *value = slw_cli_value(cli, name);
	int64_t number;

	*out = fallback;
	if (value == NULL)
		return 0;
	if (!slw_parse_int(value, min, max, &number))
		return slw_err_set(err, SLW_EUSAGE,
				   _("--%s %s: not a whole number from %ld to %ld"), name, value,
				   min, max);
	*out = (long)number;
	return 0;
}

/* --- splitting argv ---------------------------------------------------------------------- */

/*
 * The first word that is no option and no value of one, so that options may stand before it. Behind
 * an option that nobody knows a word may be its value: *unknown says that there was one.
 */
static const char *command_word(int argc, char **argv, bool *unknown)
{
	const struct slw_command *main_job = slw_command_find("");

	for (int i = 1; i < argc; i++) {
		const struct slw_cli_option *option;
		size_t len = strlen(argv[i]);

		if (strcmp(argv[i], "--") == 0)
			return NULL;
		if (strncmp(argv[i], "--", 2) != 0)
			return argv[i];
		option = find_option(slw_global_options, argv[i] + 2, len - 2);
		if (option == NULL)
			option = find_option(main_job->options, argv[i] + 2, len - 2);
		if (option == NULL && strchr(argv[i], '=') == NULL)
			*unknown = true;
		if (option != NULL && option->argument != NULL)
			i++;
	}
	return NULL;
}

static int unknown_command(const char *word, struct slw_err *err)
{
	const char **names = NULL, *near;
	size_t count = 0, cap = 0;

	for (size_t i = 0; i < SLW_COUNT(reserved); i++)
		if (strcmp(word, reserved[i]) == 0) {
			slw_err_set(err, SLW_EUSAGE, _("\"%s\" is not part of this version yet"),
				    word);
			return slw_err_hint(err, "%s",
					    _("\"store-wizard help\" lists what there is."));
		}
	for (const struct slw_command *command = slw_commands; command->name != NULL; command++) {
		SLW_GROW(names, count, cap);
		names[count++] = command->name;
	}
	near = slw_text_nearest(word, names, count);
	slw_err_set(err, SLW_EUSAGE, _("there is no command \"%s\""), word);
	if (near != NULL && near[0] != '\0')
		slw_err_hint(err, _("Did you mean \"%s\"?"), near);
	else
		slw_err_hint(err, "%s", _("\"store-wizard help\" lists the commands."));
	free(names);
	return -1;
}

/* getopt_long() reads one array; ours are two tables, of the program and of the command. */
struct joined {
	struct option options[64];
	const struct slw_cli_option *of[64];
	size_t count;
};

static void join(struct joined *joined, const struct slw_cli_option *table)
{
	for (; table != NULL && table->name != NULL; table++) {
		joined->options[joined->count] =
		    (struct option){ .name = table->name,
				     .has_arg = table->argument != NULL ? required_argument
									: no_argument };
		joined->of[joined->count++] = table;
	}
}

static int bad_option(const struct joined *joined, const char *word, bool needs_value,
		      struct slw_err *err)
{
	const char *names[64], *near;
	char *name;

	if (needs_value)
		return slw_err_set(err, SLW_EUSAGE, _("%s needs a value"), word);
	for (size_t i = 0; i < joined->count; i++)
		names[i] = joined->of[i]->name;
	name = slw_strndup(word + strspn(word, "-"), strcspn(word + strspn(word, "-"), "="));
	near = slw_text_nearest(name, names, joined->count);
	slw_err_set(err, SLW_EUSAGE, _("there is no option %s here"), word);
	if (near != NULL)
		slw_err_hint(err, _("Did you mean --%s?"), near);
	else
		slw_err_hint(err, "%s", _("--help lists the options."));
	free(name);
	return -1;
}

static int read_options(struct slw_cli *cli, int argc, char **argv, struct slw_err *err)
{
	struct joined joined = { .count = 0 };
	int found, index;

	join(&joined, slw_global_options);
	join(&joined, cli->command->options);
	opterr = 0;
	while (index = -1, (found = getopt_long(argc, argv, ":", joined.options, &index)) != -1) {
		if (found == '?' || found == ':')
			return bad_option(&joined, argv[optind - 1], found == ':', err);
		if (cli->value_count == SLW_CLI_VALUES)
			return slw_err_set(err, SLW_EUSAGE, _("more than %d options"),
					   SLW_CLI_VALUES);
		cli->values[cli->value_count++] =
		    (struct slw_cli_value){ .option = joined.of[index], .value = optarg };
	}
	return 0;
}

static int check_arguments(const struct slw_cli *cli, struct slw_err *err)
{
	const struct slw_command *command = cli->command;
	size_t count = cli->argument_count;

	if (count >= (size_t)command->least && count <= (size_t)command->most)
		return 0;
	if (count > (size_t)command->most)
		slw_err_set(err, SLW_EUSAGE, _("\"%s\" is one argument too many"),
			    cli->arguments[command->most]);
	else
		slw_err_set(err, SLW_EUSAGE, "%s", _("an argument is missing"));
	return slw_err_hint(err, _("Usage: store-wizard %s %s"), command->name, command->arguments);
}

int slw_cli_parse(struct slw_cli *cli, int argc, char **argv, struct slw_err *err)
{
	bool unknown = false;
	const char *word = command_word(argc, argv, &unknown);

	cli->command = slw_command_find(word != NULL ? word : "");
	if (cli->command == NULL && unknown)
		cli->command = slw_command_find(""); /* whose options are the likely ones */
	if (cli->command == NULL) {
		cli->command = slw_command_find("");
		/* --json is obeyed even where nothing else could be read */
		for (int i = 1; i < argc; i++)
			cli->json = cli->json || strcmp(argv[i], "--json") == 0;
		return unknown_command(word, err);
	}
	for (int i = 1; i < argc; i++)
		cli->json = cli->json || strcmp(argv[i], "--json") == 0;
	if (read_options(cli, argc, argv, err) < 0)
		return -1;
	cli->json = slw_cli_has(cli, "json");
	cli->quiet = slw_cli_has(cli, "quiet");
	cli->arguments = (const char **)(argv + optind + (word != NULL));
	cli->argument_count = (size_t)(argc - optind - (word != NULL));
	if (slw_cli_has(cli, "help") || slw_cli_has(cli, "version"))
		return 0;
	return check_arguments(cli, err);
}
