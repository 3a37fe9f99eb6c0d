#include "config.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/signals.h"
#include "service/service.h"

#include "base/banned.h"

/* A core file, or another process that reads our memory, could hold a merchant's keys. */
static void keep_memory_private(void)
{
	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__ /* whose leak check attaches to the process */
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

static void write_log(void *context, enum slw_log_level level, const char *text)
{
	(void)level;
	slw_complain(context, "%s\n", text);
}

/* The process list shows arguments to every user of the machine. */
static void warn_of_password(struct slw_cli *cli, const char *url)
{
	const char *start = strstr(url, "://"), *at, *colon;

	if (start == NULL)
		return;
	at = strchr(start + 3, '@');
	colon = strchr(start + 3, ':');
	if ((at != NULL && colon != NULL && colon < at) || strstr(url, "password=") != NULL)
		slw_complain(cli, "%s\n",
			     _("warning: the password in --database is in the process list; use "
			       "~/.pgpass, PGPASSWORD or DATABASE_URL"));
}

/* A database that was named must be there; the usual one is made when it is first looked into. */
int slw_cli_service(struct slw_cli *cli, bool must_exist, struct slw_err *err)
{
	const char *named = getenv("DATABASE_URL");
	struct slw_service_options options = { .database = slw_cli_value(cli, "database"),
					       .log = &cli->log,
					       .progress = &cli->progress,
					       .read_only = must_exist,
					       .late = cli->late };

	if (cli->service != NULL)
		return 0;
	if (options.database == NULL && (named == NULL || named[0] == '\0'))
		options.read_only = false;
	if (options.database != NULL)
		warn_of_password(cli, options.database);
	return slw_service_open(&cli->service, &options, err);
}

static int run(struct slw_cli *cli, int argc, char **argv, struct slw_err *err)
{
	if (slw_cli_parse(cli, argc, argv, err) < 0)
		return -1;
	if (slw_cli_has(cli, "version")) {
		printf("store-wizard %s\n", PACKAGE_VERSION);
		return 1;
	}
	if (slw_cli_has(cli, "help")) {
		slw_cli_help(cli->command);
		return 1;
	}
	slw_progress_start(cli);
	return cli->command->run(cli, err);
}

int main(int argc, char **argv)
{
	struct slw_cli cli = { .exit_status = 0 };
	struct slw_err err = SLW_ERR_INIT;
	char *locale = slw_locale_folder();
	int rc, status;

	keep_memory_private();
	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C"); /* numbers in files have a point everywhere */
	bindtextdomain(SLW_TEXT_DOMAIN, locale);
	bind_textdomain_codeset(SLW_TEXT_DOMAIN, "UTF-8");
	free(locale);
	slw_signals_install();
	cli.log = (struct slw_log){ .write = write_log, .context = &cli, .least = SLW_LOG_WARNING };
	rc = run(&cli, argc, argv, &err);
	if (rc > 0)
		status = fflush(stdout) == 0 ? 0 : 1;
	else
		status = slw_cli_finish(&cli, rc, &err);
	slw_progress_stop(&cli);
	slw_service_close(cli.service);
	json_decref(cli.result);
	json_decref(cli.problems);
	return status;
}
