/* SIGINT and SIGTERM ask a run to stop where it can; a second one ends it at once. */
#ifndef SLW_CLI_SIGNALS_H
#define SLW_CLI_SIGNALS_H

#include <stdbool.h>

void slw_signals_install(void);
bool slw_signal_caught(void);

#endif
