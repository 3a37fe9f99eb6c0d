/*
 * Where the core says what happened without printing: the program installs one sink at its start.
 * Without a sink nothing is written. Never pass a secret or a whole prompt.
 */
#ifndef SLW_BASE_LOG_H
#define SLW_BASE_LOG_H

enum slw_log_level { SLW_LOG_DEBUG, SLW_LOG_INFO, SLW_LOG_WARNING, SLW_LOG_ERROR };

struct slw_log {
	void (*write)(void *context, enum slw_log_level level, const char *text);
	void *context;
	enum slw_log_level least; /* less important lines are not formatted */
};

/* log may be NULL. */
void slw_log_say(const struct slw_log *log, enum slw_log_level level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
