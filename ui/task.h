/*
 * One service call about the open session, made beside the screen (job.h): the worker finds the
 * session by its ID, so that no record is shared between threads.
 */
#ifndef SLW_UI_TASK_H
#define SLW_UI_TASK_H

#include <jansson.h>
#include <stdint.h>

struct slw_app;
struct slw_err;
struct slw_service;
struct slw_session;

struct slw_task {
	/* On the worker's thread; a new reference, or NULL with err. session is newly read. */
	json_t *(*call)(struct slw_service *service, struct slw_session *session,
			const json_t *args, struct slw_err *err);
	json_t *args; /* taken over; may be NULL */
	/* As in struct slw_job. data is not for the view. */
	void (*done)(void *owner, void *data, json_t *result, const struct slw_err *err);
	void (*progress)(void *owner, const char *stage, uint64_t done, uint64_t total);
	void *owner;
};

/* The number for slw_app_job_cancel(). */
uint64_t slw_task_start(struct slw_app *app, const struct slw_task *task);

#endif
