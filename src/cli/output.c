#include "config.h"

#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/signals.h"
#include "model/problem.h"

#include "base/banned.h"

static void say_to(FILE *stream, const char *format, va_list args)
{
	struct slw_buf safe;
	va_list again;
	char *text;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, args);
	text = slw_malloc((size_t)(len < 0 ? 0 : len) + 1);
	text[0] = '\0';
	if (len >= 0)
		vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	slw_buf_init(&safe, 0);
	slw_text_display(&safe, text, false);
	fputs(safe.data, stream);
	slw_buf_release(&safe);
	free(text);
}

void slw_say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say_to(stdout, format, args);
	va_end(args);
}

void slw_complain(struct slw_cli *cli, const char *format, ...)
{
	va_list args;

	slw_progress_clear(cli);
	va_start(args, format);
	say_to(stderr, format, args);
	va_end(args);
}

void slw_say_keys(const json_t *changed)
{
	json_t *key;
	size_t i;

	json_array_foreach (changed, i, key) {
		if (i == 8) {
			slw_say(_(" and %zu more"), json_array_size(changed) - i);
			break;
		}
		slw_say("%s%s", i > 0 ? ", " : "  ", json_string_value(key));
	}
	if (json_array_size(changed) > 0)
		slw_say("\n");
}

void slw_cli_problems(struct slw_cli *cli, const struct slw_problems *problems)
{
	struct slw_buf line;

	json_decref(cli->problems);
	cli->problems = slw_problems_json(problems);
	slw_buf_init(&line, 0);
	for (size_t i = 0; !cli->json && i < problems->count; i++) {
		slw_buf_clear(&line);
		slw_problem_text(&line, &problems->items[i]);
		slw_complain(cli, "%s\n", line.data);
	}
	if (!cli->json && problems->dropped > 0)
		slw_complain(cli, P_("and %zu more\n", "and %zu more\n", problems->dropped),
			     problems->dropped);
	slw_buf_release(&line);
}

/* --- help -------------------------------------------------------------------------------- */

static void list_options(const struct slw_cli_option *options)
{
	char left[64];

	for (; options != NULL && options->name != NULL; options++) {
		snprintf(left, sizeof(left), "--%s%s%s", options->name,
			 options->argument != NULL ? " " : "",
			 options->argument != NULL ? options->argument : "");
		printf("  %-24s %s\n", left, _(options->help));
	}
}

static void help_of_program(void)
{
	const struct slw_command *main_job = slw_command_find("");
	char left[64];

	printf("%s\n\n", _("From a product list to a store that can take an order, in six steps."));
	printf("%s\n  store-wizard --answers FILE [--out DIR]\n  store-wizard --plain\n  "
	       "store-wizard COMMAND ...\n\n",
	       _("Usage:"));
	printf("%s\n", _("The main job:"));
	list_options(main_job->options);
	printf("\n%s\n", _("Commands:"));
	for (const struct slw_command *command = slw_commands; command->name != NULL; command++) {
		if (command->name[0] == '\0')
			continue;
		snprintf(left, sizeof(left), "%s %s", command->name, command->arguments);
		printf("  %-24s %s\n", left, _(command->help));
	}
	printf("\n%s\n", _("Options of all commands:"));
	list_options(slw_global_options);
	printf("\n%s\n", _("\"man store-wizard\" has all of it, \"man store-wizard-answers\" the "
			   "answers file."));
}

void slw_cli_help(const struct slw_command *command)
{
	if (command == NULL || command->name[0] == '\0') {
		help_of_program();
		return;
	}
	printf("%s store-wizard %s %s\n\n%s\n", _("Usage:"), command->name, command->arguments,
	       _(command->help));
	if (command->more != NULL)
		printf("\n%s\n", _(command->more));
	if (command->options != NULL) {
		printf("\n%s\n", _("Options:"));
		list_options(command->options);
	}
	printf("\n%s\n", _("Options of all commands:"));
	list_options(slw_global_options);
}

/* --- the end ----------------------------------------------------------------------------- */

static json_t *error_json(const struct slw_err *err)
{
	json_t *object = json_object();

	slw_json_set_str(object, "code", slw_code_name(err->code));
	slw_json_set(object, "message", json_string(err->msg));
	slw_json_set_str(object, "hint", err->hint);
	return object;
}

static void print_envelope(const struct slw_cli *cli, int status, bool failed,
			   const struct slw_err *err)
{
	json_t *envelope = json_object(), *errors = json_array();
	char *text;

	if (cli->problems != NULL)
		json_array_extend(errors, cli->problems);
	if (failed)
		slw_json_append(errors, error_json(err));
	slw_json_set(envelope, "command",
		     json_string(cli->command->name[0] != '\0' ? cli->command->name : "launch"));
	slw_json_set_str(envelope, "version", PACKAGE_VERSION);
	slw_json_set_int(envelope, "exit_status", status);
	slw_json_set(envelope, "result",
		     cli->result != NULL ? json_incref(cli->result) : json_null());
	slw_json_set(envelope, "errors", errors);
	text = slw_json_pretty(envelope);
	fputs(text, stdout);
	free(text);
	json_decref(envelope);
}

static void print_error(struct slw_cli *cli, const struct slw_err *err)
{
	slw_complain(cli, "store-wizard: %s\n", err->msg);
	if (err->hint[0] != '\0')
		slw_complain(cli, "%s\n", err->hint);
}

int slw_cli_finish(struct slw_cli *cli, int rc, const struct slw_err *err)
{
	int status = rc < 0 ? slw_exit_status((int)err->code) : cli->exit_status;

	slw_progress_clear(cli);
	if (cli->json)
		print_envelope(cli, status, rc < 0, err);
	else if (rc < 0)
		print_error(cli, err);
	else if (cli->command->print != NULL && cli->result != NULL)
		cli->command->print(cli, cli->result);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "store-wizard: %s: %s\n", _("could not write to standard output"),
			strerror(errno));
		if (status == 0)
			status = 1;
	}
	return status;
}
