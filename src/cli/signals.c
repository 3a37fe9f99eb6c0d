#include "config.h"

#include "cli/signals.h"

#include <signal.h>
#include <stddef.h>

#include "base/banned.h"

/* What a signal handler may write: the one mutable global of the program. */
static volatile sig_atomic_t caught;

static void on_signal(int number)
{
	(void)number;
	caught = 1;
}

void slw_signals_install(void)
{
	struct sigaction action = { .sa_handler = on_signal };

	sigemptyset(&action.sa_mask);
	action.sa_flags = (int)SA_RESETHAND; /* the second one has its usual effect */
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	action.sa_handler = SIG_IGN; /* a closed pipe is an error of write() */
	action.sa_flags = 0;
	sigaction(SIGPIPE, &action, NULL);
}

bool slw_signal_caught(void)
{
	return caught != 0;
}
