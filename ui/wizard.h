/* The wizard on a terminal: what `store-wizard` without a command runs. */
#ifndef SLW_UI_WIZARD_H
#define SLW_UI_WIZARD_H

struct slw_err;
struct slw_service;

struct slw_wizard_options {
	struct slw_service *service; /* borrowed */
	const char *database;	     /* as given, for the workers; NULL: the usual one */
	const char *session;	     /* opened at once; NULL: the start view */
};

/* 0 when the user left, also by SIGTERM or SIGHUP (*signal is then its number, else 0). */
int slw_wizard_run(const struct slw_wizard_options *options, int *signal, struct slw_err *err);

#endif
