/*
 * Asks a model over HTTP: what provider/NAME.c says is sent and read, with the limits, the key and the
 * base URL of this run.
 */
#ifndef SLW_CONTENT_ENGINE_H
#define SLW_CONTENT_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "content/content.h"
#include "content/provider.h"

struct slw_err;
struct slw_http;
struct slw_progress;

/* A provider of models as it is set up in the environment. */
struct slw_endpoint {
	const struct slw_model_api *api;
	char *url;   /* without a slash at its end; NULL: not set up */
	char *key;   /* NULL: none */
	char *model; /* of the environment, or the first that the server named; NULL: not known */
	bool no_schema;	      /* the server refused one */
	unsigned int limited; /* texts in a row that ended with a 429 */
	/* The key was refused, the account is empty, or it was too many in a row: why, and until when
	 * nobody asks again (slw_clock_monotonic()). */
	struct slw_err *refused;
	int64_t refused_until;
};

void slw_endpoint_init(struct slw_endpoint *endpoint, const struct slw_model_api *api);
void slw_endpoint_release(struct slw_endpoint *endpoint); /* wipes the key */
/* What is missing, such as "OPENAI_API_KEY is not set"; NULL: nothing. A new string. */
char *slw_endpoint_missing(const struct slw_endpoint *endpoint);

struct slw_question; /* on its way */

struct slw_question_options {
	struct slw_writer_limits limits;
	/* Something new is in reply->text; NULL: ask for no stream. */
	void (*more)(void *context, const struct slw_model_reply *reply);
	/*
	 * Once. err->code is SLW_OK where a whole reply came; otherwise reply has what came of it. status
	 * is HTTP's, 0: none. For a question after the models (call NULL) reply->model is the first.
	 */
	void (*done)(void *context, struct slw_model_reply *reply, int status,
		     const struct slw_err *err);
	void *context;
};

/* call is used in here alone; call->stream is set from options->more. NULL with err: no URL. done
 * comes from slw_http_run(). */
struct slw_question *slw_engine_ask(struct slw_http *http, const struct slw_endpoint *endpoint,
				    struct slw_model_call *call,
				    const struct slw_question_options *options,
				    struct slw_err *err);
/* done comes from the next slw_http_run(), with SLW_ECANCELLED. */
void slw_question_cancel(struct slw_question *question);

#endif
