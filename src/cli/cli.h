/*
 * store-wizard's command line: one run of one command. A command makes service calls and leaves a
 * JSON result; its print function shows that result to a person. With --json the result goes out in
 * the envelope of every command instead, so that both can never say different things.
 */
#ifndef SLW_CLI_CLI_H
#define SLW_CLI_CLI_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/log.h"
#include "base/progress.h"

struct slw_buf;
struct slw_err;
struct slw_problems;
struct slw_service;

struct slw_cli_option {
	const char *name;     /* "session"; NULL ends a table */
	const char *argument; /* "ID"; NULL: a switch */
	const char *help;     /* N_() */
};

#define SLW_CLI_VALUES 64

struct slw_cli {
	const struct slw_command *command;
	/* what was given, in order */
	struct slw_cli_value {
		const struct slw_cli_option *option;
		const char *value; /* NULL: a switch */
	} values[SLW_CLI_VALUES];
	size_t value_count;
	const char **arguments;
	size_t argument_count;

	bool json, quiet;
	struct slw_service *service; /* opened by slw_cli_service() */
	bool late;		     /* the service reads its data files when told to */
	struct slw_progress progress;
	struct slw_progress_state *progress_state;
	struct slw_log log;
	json_t *result;	  /* of the command, or NULL */
	json_t *problems; /* array: what is wrong with an input, as data; or NULL */
	int exit_status;  /* set by a command that ends well but not with 0; else 0 */
};

struct slw_command {
	const char *name;      /* NULL ends the table; "" is the main job */
	const char *arguments; /* "ID [VERSION]" */
	int least, most;       /* number of arguments */
	const char *help;      /* N_(): one line */
	const char *more;      /* N_(): what --help adds; NULL: nothing */
	const struct slw_cli_option *options;
	/* 0, or -1 with err; then print() is called where --json is not given. NULL: nothing to show */
	int (*run)(struct slw_cli *cli, struct slw_err *err);
	void (*print)(struct slw_cli *cli, const json_t *result);
};

extern const struct slw_command slw_commands[];
extern const struct slw_cli_option slw_global_options[];
const struct slw_command *slw_command_find(const char *name);

/* The last value of an option, or NULL; whether a switch was given. */
const char *slw_cli_value(const struct slw_cli *cli, const char *name);
bool slw_cli_has(const struct slw_cli *cli, const char *name);
/* A number of an option: 0 and *out (fallback where it was not given), or -1. */
int slw_cli_number(const struct slw_cli *cli, const char *name, long fallback, long min, long max,
		   long *out, struct slw_err *err);

/* Splits argv; SLW_EUSAGE with the nearest name. */
int slw_cli_parse(struct slw_cli *cli, int argc, char **argv, struct slw_err *err);

/* Opens the service on first use. must_exist: a missing database is an error. */
int slw_cli_service(struct slw_cli *cli, bool must_exist, struct slw_err *err);

/* Opens it on no database: themes, texts and providers are data. */
int slw_cli_without_database(struct slw_cli *cli, struct slw_err *err);

/* A whole file of at most max bytes, or ("-") standard input, into an initialized buffer that has
 * that cap. */
int slw_cli_read(const char *path, size_t max, struct slw_buf *out, struct slw_err *err);

/* --- output ------------------------------------------------------------------------------ */

/* To stdout, safe on a terminal: texts of users lose control characters. */
void slw_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same to stderr, with the progress bar out of the way. */
void slw_complain(struct slw_cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The first of some keys on a line of their own; nothing for none. */
void slw_say_keys(const json_t *changed);

/* All problems on stderr, and kept for the envelope. */
void slw_cli_problems(struct slw_cli *cli, const struct slw_problems *problems);

void slw_cli_help(const struct slw_command *command); /* NULL: of the program */

/* The envelope (--json) or the human form, and errors; returns the exit status. */
int slw_cli_finish(struct slw_cli *cli, int rc, const struct slw_err *err);

/* Exit status of an error: design 2. */
int slw_exit_status(int code);

/* A bar on a terminal, a line at each tenth elsewhere, nothing with --quiet or --json. */
void slw_progress_start(struct slw_cli *cli);
void slw_progress_clear(struct slw_cli *cli);
void slw_progress_stop(struct slw_cli *cli);

#endif
