#include "config.h"

#include "content/engine.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "net/http.h"
#include "net/sse.h"

#include "base/banned.h"

#define REPLY_MAX (1024u * 1024) /* bytes that a server may send */
#define TEXT_MAX  (256u * 1024)	 /* bytes of them that are words */

struct slw_question {
	struct slw_http *http;
	uint64_t number;
	const struct slw_endpoint *endpoint;
	struct slw_question_options options;
	struct slw_model_reply reply;
	bool asks_models, stream;
};

/* --- what is set up ---------------------------------------------------------------------- */

static char *environment(const char *name)
{
	const char *value = name == NULL ? NULL : getenv(name);

	return value == NULL || value[0] == '\0' ? NULL : slw_strdup(value);
}

/* The base URL without slashes at its end, and with the path that it lacks. */
static char *base_url(char *url, const char *path)
{
	const char *host = strstr(url, "://");
	size_t len = strlen(url);
	char *out;

	while (len > 0 && url[len - 1] == '/')
		url[--len] = '\0';
	host = host == NULL || host > url + len ? url : host + 3;
	out = slw_printf("%s%s", url, strchr(host, '/') == NULL ? path : "");
	free(url);
	return out;
}

void slw_endpoint_init(struct slw_endpoint *endpoint, const struct slw_model_api *api)
{
	char *url = environment(api->url_variable);

	*endpoint = (struct slw_endpoint){ .api = api,
					   .key = environment(api->key_variable),
					   .model = environment(api->model_variable) };
	if (url == NULL)
		url = slw_strdup(api->url);
	if (url != NULL)
		endpoint->url = base_url(url, api->path);
}

void slw_endpoint_release(struct slw_endpoint *endpoint)
{
	if (endpoint->key != NULL)
		explicit_bzero(endpoint->key, strlen(endpoint->key));
	free(endpoint->key);
	free(endpoint->url);
	free(endpoint->model);
	free(endpoint->refused);
	*endpoint = (struct slw_endpoint){ 0 };
}

char *slw_endpoint_missing(const struct slw_endpoint *endpoint)
{
	if (endpoint->url == NULL)
		return slw_printf(_("%s is not set"), endpoint->api->url_variable);
	if (endpoint->api->needs_key && endpoint->key == NULL)
		return slw_printf(_("%s is not set"), endpoint->api->key_variable);
	return NULL;
}

/* --- what comes -------------------------------------------------------------------------- */

static int take_event(void *context, const struct slw_sse_event *event, struct slw_err *err)
{
	struct slw_question *question = context;
	struct slw_model_reply *reply = &question->reply;
	const char *label = _(question->endpoint->api->label);
	size_t before = reply->text.len;

	if (event->unfinished && reply->end != SLW_MODEL_GOES_ON)
		return 0;
	if (!question->endpoint->api->event(event->type, event->data, event->len, reply))
		return slw_err_set(err, SLW_ENET, _("%s: an event of the stream is damaged"),
				   label);
	if (reply->error != NULL)
		return slw_err_set(err, SLW_ENET, _("%s broke the stream off: %.200s"), label,
				   reply->error);
	if (reply->text.over)
		return slw_err_set(err, SLW_ELIMIT, _("%s: the reply is larger than %u bytes"),
				   label, TEXT_MAX);
	if (reply->text.len != before)
		question->options.more(question->options.context, reply);
	return reply->whole ? 1 : 0; /* some servers keep the connection open */
}

/* The first model of a list: {"data": [{"id"}]}. */
static bool read_models(const json_t *body, struct slw_model_reply *reply)
{
	const char *name =
	    slw_json_str(json_array_get(slw_json_array(body, "data"), 0), "id", NULL);

	if (name != NULL)
		reply->model = slw_strdup(name);
	return slw_json_array(body, "data") != NULL || slw_json_array(body, "models") != NULL;
}

/* A reply in one piece, also to a question that wanted a stream. */
static int read_body(struct slw_question *question, const struct slw_buf *body, struct slw_err *err)
{
	const char *label = _(question->endpoint->api->label);
	struct slw_err why = SLW_ERR_INIT;
	json_t *json = slw_json_parse(body->data, body->len, label, &why);
	bool fine = json != NULL && (question->asks_models
					 ? read_models(json, &question->reply)
					 : question->endpoint->api->reply(json, &question->reply));

	json_decref(json);
	if (!fine) {
		slw_err_set(err, SLW_ENET, _("%s: the reply is damaged"), label);
		return slw_err_hint(err, _("Is %s the address of its API?"),
				    question->endpoint->url);
	}
	if (question->reply.text.over)
		return slw_err_set(err, SLW_ELIMIT, _("%s: the reply is larger than %u bytes"),
				   label, TEXT_MAX);
	return 0;
}

static void finish(void *context, struct slw_http_reply *http, const struct slw_err *err)
{
	struct slw_question *question = context;
	struct slw_model_reply *reply = &question->reply;
	struct slw_err why = *err;

	if (reply->whole)
		why = SLW_ERR_INIT;
	else if (why.code == SLW_OK && (!question->stream || http->body.len > 0))
		read_body(question, &http->body, &why);
	else if (why.code == SLW_OK && reply->end == SLW_MODEL_GOES_ON)
		slw_err_set(&why, SLW_ENET, _("%s: the stream ended too early"),
			    _(question->endpoint->api->label));
	question->options.done(question->options.context, reply, http->status, &why);
	slw_model_reply_release(reply);
	free(question);
}

/* --- asking ------------------------------------------------------------------------------ */

/* Some write the version into the base URL, and some do not. */
static char *join_url(const char *base, const char *path)
{
	size_t len = strlen(base);

	if (strncmp(path, "/v1/", 4) == 0 && len > 3 && strcmp(base + len - 3, "/v1") == 0)
		path += 3;
	return slw_printf("%s%s", base, path);
}

struct slw_question *slw_engine_ask(struct slw_http *http, const struct slw_endpoint *endpoint,
				    struct slw_model_call *call,
				    const struct slw_question_options *options, struct slw_err *err)
{
	struct slw_question *question = slw_calloc(1, sizeof(*question));
	struct slw_http_header headers[SLW_COUNT(((struct slw_model_request *)0)->headers)];
	struct slw_model_request request = { 0 };
	struct slw_http_call http_call = { 0 };
	unsigned int patience = endpoint->api->slow && call != NULL ? 5 : 1;
	char *url;

	*question = (struct slw_question){ .http = http,
					   .endpoint = endpoint,
					   .options = *options,
					   .asks_models = call == NULL,
					   .stream = call != NULL && options->more != NULL };
	slw_model_reply_init(&question->reply, TEXT_MAX);
	if (call != NULL)
		call->stream = question->stream;
	endpoint->api->request(call, endpoint->key, &request);
	slw_model_request_headers(&request, headers);
	url = join_url(endpoint->url, request.path);
	http_call = (struct slw_http_call){
		.url = url,
		.headers = headers,
		.header_count = request.header_count,
		.body = request.body,
		.body_len = request.body == NULL ? 0 : strlen(request.body),
		.reply_max = REPLY_MAX,
		.connect_ms = options->limits.connect_ms,
		.idle_ms = patience *
			   (question->stream ? options->limits.idle_ms : options->limits.total_ms),
		.total_ms = patience * options->limits.total_ms,
		.tries = options->limits.tries,
		.breaker = endpoint->api->name,
		.event = question->stream ? take_event : NULL,
		.done = finish,
		.context = question,
	};
	question->number = slw_http_start(http, &http_call, err);
	slw_model_request_release(&request);
	free(url);
	if (question->number == 0) {
		if (err->hint[0] == '\0')
			slw_err_hint(err, _("Look at %s."), endpoint->api->url_variable);
		slw_model_reply_release(&question->reply);
		free(question);
		return NULL;
	}
	return question;
}

void slw_question_cancel(struct slw_question *question)
{
	slw_http_cancel(question->http, question->number);
}
