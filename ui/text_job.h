/*
 * One text written anew beside the screen, with its words as they come. The stream is shared with the
 * thread that writes, and outlives the view that looks at it.
 */
#ifndef SLW_UI_TEXT_JOB_H
#define SLW_UI_TEXT_JOB_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct slw_app;
struct slw_err;
struct slw_text_stream;

struct slw_text_job {
	const json_t *text;    /* which: as of slw_orchestrator_regenerate(); copied */
	const json_t *options; /* may be NULL; copied */
	/* On the screen's thread; result is the text, or NULL with err. */
	void (*done)(void *owner, void *data, json_t *result, const struct slw_err *err);
	/* More words are there. May be NULL. */
	void (*progress)(void *owner, const char *stage, uint64_t done, uint64_t total);
	void *owner;
};

/* The number for slw_app_job_cancel(). *stream (may be NULL) is to be freed by the caller. */
uint64_t slw_text_job_start(struct slw_app *app, const struct slw_text_job *job,
			    struct slw_text_stream **stream);

/* What has come so far; new string. */
char *slw_text_stream_read(struct slw_text_stream *stream);
void slw_text_stream_free(struct slw_text_stream *stream); /* NULL is fine */

/* Whether it was edited or locked: it is written over only when that was asked. */
bool slw_text_is_held(const json_t *text);

#endif
