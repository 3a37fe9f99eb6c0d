/* Asks a model for vectors of texts: in batches, one after the other. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/embed.h"
#include "content/writer.h"
#include "net/http.h"

#include "base/banned.h"

#define BATCH	  64	      /* texts in one request */
#define TEXT_MAX  8000	      /* bytes of a text: never more tokens than a model takes */
#define REPLY_MAX (8u << 20)  /* bytes of a reply */
#define NUMBERS	  (16u << 20) /* of all vectors together */

static const char *model_of(const struct slw_model_api *api)
{
	const char *name = getenv(api->embedding_variable);

	return name == NULL || name[0] == '\0' ? api->embedding_model : name;
}

static int not_set_up(const struct slw_model_api *api, const char *why, struct slw_err *err)
{
	slw_err_set(err, SLW_EINVAL, _("%s is not set up"), _(api->label));
	return slw_err_hint(err, "%s", why);
}

static const struct slw_endpoint *find(const struct slw_writer *writer, const char *provider,
				       struct slw_err *err)
{
	for (size_t i = 0; i < SLW_MODEL_COUNT; i++) {
		const struct slw_endpoint *endpoint = &writer->endpoints[i];
		const struct slw_model_api *api = endpoint->api;
		char *missing;

		if (strcmp(api->name, provider) != 0 || api->embedding_variable == NULL)
			continue;
		missing = slw_endpoint_missing(endpoint);
		if (missing == NULL && model_of(api) == NULL)
			missing = slw_printf(_("%s is not set"), api->embedding_variable);
		if (missing == NULL)
			return endpoint;
		not_set_up(api, missing, err);
		free(missing);
		return NULL;
	}
	slw_err_set(err, SLW_EINVAL, _("there is no provider \"%s\" of vectors"), provider);
	slw_err_hint(err, "%s", _("There are auto, openai, local and builtin."));
	return NULL;
}

char *slw_embed_maker(const struct slw_writer *writer, const char *provider, struct slw_err *err)
{
	const struct slw_endpoint *endpoint = find(writer, provider, err);

	return endpoint == NULL ? NULL : slw_printf("%s/%s", provider, model_of(endpoint->api));
}

static float *read_reply(const struct slw_endpoint *endpoint, const struct slw_buf *body,
			 size_t count, size_t *size, struct slw_err *err)
{
	const char *label = _(endpoint->api->label);
	struct slw_err why = SLW_ERR_INIT;
	json_t *json = slw_json_parse(body->data, body->len, label, &why);
	float *rows = json == NULL ? NULL : slw_embeddings_reply(json, count, size);

	json_decref(json);
	if (rows == NULL) {
		slw_err_set(err, SLW_ENET, _("%s: the reply does not hold the vectors"), label);
		slw_err_hint(err, _("Does %s make vectors of texts?"), model_of(endpoint->api));
	}
	return rows;
}

static float *ask(struct slw_writer *writer, const struct slw_endpoint *endpoint,
		  const char *const *texts, size_t count, size_t *size,
		  const struct slw_progress *progress, struct slw_err *err)
{
	struct slw_http_header headers[SLW_COUNT(((struct slw_model_request *)0)->headers)];
	unsigned int patience = endpoint->api->slow ? 5 : 1;
	struct slw_model_request request = { 0 };
	struct slw_http_reply reply;
	float *rows = NULL;
	char *url;

	slw_embeddings_request(model_of(endpoint->api), texts, count, endpoint->key, &request);
	slw_model_request_headers(&request, headers);
	url = slw_printf("%s%s", endpoint->url, request.path);
	slw_http_reply_init(&reply);
	if (slw_http_send(writer->http,
			  &(struct slw_http_call){ .url = url,
						   .headers = headers,
						   .header_count = request.header_count,
						   .body = request.body,
						   .body_len = strlen(request.body),
						   .reply_max = REPLY_MAX,
						   .connect_ms = writer->limits.connect_ms,
						   .idle_ms = patience * writer->limits.total_ms,
						   .total_ms = patience * writer->limits.total_ms,
						   .tries = writer->limits.tries,
						   .breaker = endpoint->api->name },
			  &reply, progress, err) == 0)
		rows = read_reply(endpoint, &reply.body, count, size, err);
	slw_http_reply_release(&reply);
	slw_model_request_release(&request);
	free(url);
	return rows;
}

/* Not in the middle of a letter. */
static char *cut(const char *text)
{
	size_t len = strlen(text);

	if (len > TEXT_MAX)
		for (len = TEXT_MAX; len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80;)
			len--;
	return slw_strndup(text, len);
}

float *slw_embed_ask(struct slw_writer *writer, const char *provider, const char *const *texts,
		     size_t count, size_t *size, const struct slw_progress *progress,
		     struct slw_err *err)
{
	const struct slw_endpoint *endpoint = find(writer, provider, err);
	float *all = NULL;

	if (endpoint == NULL || slw_writer_http(writer, err) < 0)
		return NULL;
	*size = slw_embeddings_size(model_of(endpoint->api));
	for (size_t at = 0; at < count; at += BATCH) {
		size_t some = count - at < BATCH ? count - at : BATCH;
		char *batch[BATCH];
		float *rows;

		for (size_t i = 0; i < some; i++)
			batch[i] = cut(texts[at + i]);
		rows = ask(writer, endpoint, (const char *const *)batch, some, size, progress, err);
		for (size_t i = 0; i < some; i++)
			free(batch[i]);
		if (rows != NULL && all == NULL && count <= NUMBERS / *size)
			all = slw_calloc(count * *size, sizeof(*all));
		if (rows != NULL && all == NULL)
			slw_err_set(err, SLW_ELIMIT, _("vectors of %zu texts are too many"), count);
		if (rows == NULL || all == NULL) {
			free(rows);
			free(all);
			return NULL;
		}
		memcpy(all + at * *size, rows, some * *size * sizeof(*all));
		free(rows);
	}
	return all;
}
