/*
 * Work beside the screen: a worker thread with a service handle of its own, first in first out.
 * Progress and results come over a pipe and are handed out on the screen's thread.
 */
#ifndef SLW_UI_JOB_H
#define SLW_UI_JOB_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct slw_err;
struct slw_jobs;
struct slw_progress;
struct slw_service;

/* What is to be done. All pointers may be NULL but run. */
struct slw_job {
	/* On the worker's thread: 0, or -1 with err. *result is a new reference or left NULL. Long
	 * ones look at slw_job_cancelled() or hand progress on (it is the service's too). */
	int (*run)(void *data, struct slw_service *service, const struct slw_progress *progress,
		   json_t **result, struct slw_err *err);
	/* On the screen's thread; result is borrowed. err->code is SLW_OK on success. */
	void (*done)(void *owner, void *data, json_t *result, const struct slw_err *err);
	void (*progress)(void *owner, const char *stage, uint64_t done, uint64_t total);
	void (*free)(void *data); /* on the screen's thread, after done, always */
	void *data;
	void *owner; /* a view; see slw_jobs_forget() */
};

/* database: as of slw_service_options, copied. The thread starts with the first job. */
struct slw_jobs *slw_jobs_new(const char *database, const char *data_folder);
/* Waits for what is queued (a cancelled job ends where it can). NULL is fine. */
void slw_jobs_free(struct slw_jobs *jobs);

/* Queues a copy of *job; returns its number, 1 and up. */
uint64_t slw_jobs_add(struct slw_jobs *jobs, const struct slw_job *job);
/* SLW_ECANCELLED in done(); 0: all that is queued. */
void slw_jobs_cancel(struct slw_jobs *jobs, uint64_t number);
/* The owner dies: no done() or progress() of its jobs is called any more; they go on. */
void slw_jobs_forget(struct slw_jobs *jobs, const void *owner);
/* Waits until all that is queued is done and hands it out. For short work (saves) alone. */
void slw_jobs_flush(struct slw_jobs *jobs);

int slw_jobs_fd(const struct slw_jobs *jobs); /* readable when there is something to hand out */
void slw_jobs_deliver(struct slw_jobs *jobs); /* calls done() and progress() */

#endif
