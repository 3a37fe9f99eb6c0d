/*
 * Who writes. The built-in writer stands in provider/builtin.c. A model is one file in provider/ with
 * a struct slw_model_api, which is pure: it builds a request, reads a reply, reads an event of a
 * stream. engine.c asks over HTTP; text.c mends, falls back and counts. To add a model, write its
 * file, add it to the table in writer.c, and its prices to data/models/.
 */
#ifndef SLW_CONTENT_PROVIDER_H
#define SLW_CONTENT_PROVIDER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "content/content.h"

struct slw_err;
struct slw_http_header;

/* A request that was checked: nothing in it is NULL but model and keywords. */
struct slw_provider_job {
	const struct slw_content_type *type;
	enum slw_content_scope scope;
	const char *prompt, *system;
	const json_t *facts, *keywords;
	const char *language, *model;
	int length; /* 0 short, 1 medium, 2 long */
	int tone;   /* slw_tone_find() */
	unsigned int variation;
	int alternatives;
};

/* --- the built-in writer ----------------------------------------------------------------- */

struct slw_provider_result {
	char *content, *model;
	json_t *alternatives; /* array of strings */
};

struct slw_builtin;

/* data_folder holds what the program came with. SLW_EINTERNAL. */
int slw_builtin_open(struct slw_builtin **out, const char *data_folder, struct slw_err *err);
void slw_builtin_close(struct slw_builtin *builtin);
/* result is zeroed; its parts belong to the caller afterwards, also after a failure. */
int slw_builtin_write(struct slw_builtin *builtin, const struct slw_provider_job *job,
		      struct slw_provider_result *result, struct slw_err *err);

/* --- models ------------------------------------------------------------------------------ */

struct slw_model_message {
	const char *role; /* "user", "assistant"; the first and the last are the user's */
	const char *text;
};

struct slw_model_call {
	const char *model;
	const char *system;
	const struct slw_model_message *messages;
	size_t message_count;
	long max_tokens; /* of the reply */
	bool stream;
	/* The reply shall be a JSON object with "content" (string) and "alternatives" (strings); false
	 * where the model or the server does not take a schema. */
	bool schema;
};

struct slw_model_header {
	const char *name;
	char *value;
	bool secret; /* is wiped, and stands in no log */
};

struct slw_model_request {
	const char *path; /* behind the base URL: "/chat/completions" */
	struct slw_model_header headers[6];
	size_t header_count;
	char *body; /* JSON; NULL: a GET */
};

void slw_model_request_add(struct slw_model_request *request, const char *name, const char *value,
			   bool secret);
/* As net/http.h wants them: borrowed, as many as there is room for in a request. */
void slw_model_request_headers(const struct slw_model_request *request,
			       struct slw_http_header *out);
void slw_model_request_release(struct slw_model_request *request); /* wipes the secrets */

enum slw_model_end {
	SLW_MODEL_GOES_ON, /* of a stream: it ended before it said so */
	SLW_MODEL_STOP,
	SLW_MODEL_LENGTH, /* max_tokens were reached */
	SLW_MODEL_REFUSED,
};

/* What a model says, as it comes. text is bytes of a server; a JSON object where schema was set. */
struct slw_model_reply {
	struct slw_buf text;
	char *model; /* that answered; NULL: it did not say */
	char *error; /* the server's word for what went wrong in a stream; NULL: nothing did */
	long tokens_in, tokens_out; /* -1: it did not say */
	enum slw_model_end end;
	bool whole; /* of a stream: nothing comes any more, whether the server closes it or not */
};

void slw_model_reply_init(struct slw_model_reply *reply, size_t max);
void slw_model_reply_release(struct slw_model_reply *reply);

struct slw_model_api {
	const char *name, *label; /* "openai", "OpenAI" */
	/* Of the environment: the base URL, its key, which model; URL and key have a default or NULL. */
	const char *url_variable, *key_variable, *model_variable;
	/* The same for vectors of texts; variable NULL: it makes none. */
	const char *embedding_variable, *embedding_model;
	const char *url;  /* where url_variable is not set; NULL: not set up without it */
	const char *path; /* what a base URL of host and port alone lacks: "/v1", or "" */
	bool needs_key;
	bool slow; /* it may run on a small machine: five times the patience */
	/* key NULL: none. request is zeroed. call NULL: ask which models there are, with a GET. */
	void (*request)(const struct slw_model_call *call, const char *key,
			struct slw_model_request *request);
	/* A whole reply; false: it is none. */
	bool (*reply)(const json_t *body, struct slw_model_reply *reply);
	/* One event of a stream, in the words of net/sse.h; false: it cannot be read. */
	bool (*event)(const char *type, const char *data, size_t len,
		      struct slw_model_reply *reply);
};

/* --- vectors of texts (content/embed.h) -------------------------------------------------- */

size_t slw_embeddings_size(const char *model); /* that it is asked for; 0: it has its own */
/* key NULL: none. request is zeroed. */
void slw_embeddings_request(const char *model, const char *const *texts, size_t count,
			    const char *key, struct slw_model_request *request);
/* count rows of *size numbers, each row of length 1, in the order of the texts; *size 0 becomes that
 * of the first. NULL: a row is missing, of another size, too large, or not of numbers. */
float *slw_embeddings_reply(const json_t *body, size_t count, size_t *size);

extern const struct slw_model_api slw_model_openai, slw_model_anthropic, slw_model_local;

#endif
