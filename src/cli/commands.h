/* The functions of the command table, one pair per command. */
#ifndef SLW_CLI_COMMANDS_H
#define SLW_CLI_COMMANDS_H

#include <jansson.h>

struct slw_cli;
struct slw_cli_option;
struct slw_err;
struct slw_session;

#define SLW_COMMAND(name)                                             \
	int slw_cmd_##name(struct slw_cli *cli, struct slw_err *err); \
	void slw_print_##name(struct slw_cli *cli, const json_t *result)

SLW_COMMAND(apply);
SLW_COMMAND(open);
SLW_COMMAND(sessions);
SLW_COMMAND(show);
SLW_COMMAND(delete);
SLW_COMMAND(copy);
SLW_COMMAND(answers);
SLW_COMMAND(log);
SLW_COMMAND(diff);
SLW_COMMAND(undo);
SLW_COMMAND(redo);
SLW_COMMAND(restore);
SLW_COMMAND(import);
SLW_COMMAND(themes);
SLW_COMMAND(generate);
SLW_COMMAND(integrations);
SLW_COMMAND(analyze);
SLW_COMMAND(export);
SLW_COMMAND(launch);
SLW_COMMAND(schema);
SLW_COMMAND(doctor);
SLW_COMMAND(migrate);
SLW_COMMAND(help);

/* The full-screen wizard: a session by name, or (NULL) the start view. */
int slw_wizard(struct slw_cli *cli, const char *name, struct slw_err *err);

/* The session that argument number index names; opens the service. */
int slw_cli_session(struct slw_cli *cli, size_t index, struct slw_session *out,
		    struct slw_err *err);

/* What became of the texts of a session, for the commands that write them. */
void slw_print_texts(struct slw_cli *cli, const json_t *result);

/* generate TYPE --session, and its result: one text, or how many. */
int slw_generate_in_session(struct slw_cli *cli, struct slw_err *err);
void slw_print_session_texts(struct slw_cli *cli, const json_t *result);

/* "tokens" and "cost" of a result, to stderr; nothing where nothing was spent. */
void slw_say_spent(struct slw_cli *cli, const json_t *result);

/* A launch result, for the commands that launch. */
void slw_print_launched(const json_t *launch);

#endif
