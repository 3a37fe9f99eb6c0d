/*
 * How long work reports and is stopped. The caller's functions are called on the worker's thread,
 * often: they must be quick. Any member, or the pointer to the struct, may be NULL.
 */
#ifndef SLW_BASE_PROGRESS_H
#define SLW_BASE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct slw_progress {
	/* stage is a translated phrase ("importing products"); total is 0 when not known */
	void (*report)(void *context, const char *stage, uint64_t done, uint64_t total);
	bool (*cancelled)(void *context);
	void *context;
};

void slw_progress_report(const struct slw_progress *progress, const char *stage, uint64_t done,
			 uint64_t total);
bool slw_progress_cancelled(const struct slw_progress *progress);

#endif
