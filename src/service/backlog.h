/*
 * Work done in order by one thread of its own: who makes files does not wait for the disk. Nothing
 * outside src/service/ includes it.
 */
#ifndef SLW_SERVICE_BACKLOG_H
#define SLW_SERVICE_BACKLOG_H

#include <stddef.h>

struct slw_backlog;
struct slw_err;

typedef int slw_backlog_run(void *context, const char *name, const void *data, size_t len,
			    struct slw_err *err);

/* The thread begins with the first work; where there can be none, work is done at once. */
struct slw_backlog *slw_backlog_new(size_t most); /* bytes that may wait */

/*
 * Has run() called with copies of name and data, after all that was added before. Waits while more than
 * the most wait already. After a failure nothing more is run, and this and slw_backlog_finish()
 * return -1 with that failure.
 */
int slw_backlog_add(struct slw_backlog *backlog, slw_backlog_run *run, void *context,
		    const char *name, const void *data, size_t len, struct slw_err *err);

/*
 * The same for a thing that is handed over: run() gets it as context and frees it; where it is not run
 * any more, drop() does. weight: bytes that it holds, about. Where this returns -1 it was dropped.
 */
int slw_backlog_give(struct slw_backlog *backlog, int (*run)(void *thing, struct slw_err *err),
		     void (*drop)(void *thing), void *thing, size_t weight, struct slw_err *err);

/* Waits until all is done. More may be added afterwards. */
int slw_backlog_finish(struct slw_backlog *backlog, struct slw_err *err);

/* Drops what waits, and ends the thread. NULL is fine. */
void slw_backlog_free(struct slw_backlog *backlog);

#endif
