/* The full-screen wizard, from the command line. */
#include "config.h"

#include "base/err.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "model/records.h"
#include "service/flow.h"
#include "service/service.h"
#include "ui/wizard.h"

#include "base/banned.h"

/* What is written to standard error would stand on the screen. */
static void drop(void *context, enum slw_log_level level, const char *text)
{
	(void)context;
	(void)level;
	(void)text;
}

int slw_wizard(struct slw_cli *cli, const char *name, struct slw_err *err)
{
	struct slw_wizard_options options = { .database = slw_cli_value(cli, "database") };
	struct slw_session session;
	int rc = -1, signal = 0;

	slw_session_init(&session);
	cli->progress.report = NULL;
	cli->log.write = drop;
	cli->late = true;
	if (slw_cli_service(cli, name != NULL, err) < 0)
		goto out;
	if (name != NULL && slw_flow_find_session(cli->service, name, &session, err) < 0)
		goto out;
	options.service = cli->service;
	options.session = name != NULL ? session.id : NULL;
	rc = slw_wizard_run(&options, &signal, err);
	if (signal != 0)
		cli->exit_status = 130;
out:
	slw_session_release(&session);
	return rc;
}
