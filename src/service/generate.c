/* One text on request, and who may write it. */
#include "config.h"

#include "service/orchestrator.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "cache/cache.h"
#include "content/budget.h"
#include "service/internal.h"
#include "service/spent.h"

#include "base/banned.h"

static json_t *response_json(const struct slw_content_response *response, const char *type)
{
	struct slw_spent spent = { 0 };
	json_t *object = json_object();

	slw_json_set_str(object, "content_type", type);
	slw_json_set(object, "content", json_string(response->content));
	slw_json_set(object, "alternatives", json_incref(response->alternatives));
	slw_json_set(object, "quality_score", json_real(response->quality_score));
	slw_json_set(object, "parts", json_incref(response->parts));
	slw_json_set(object, "seo_keywords", json_incref(response->seo_keywords));
	slw_json_set(object, "sentiment", json_incref(response->sentiment));
	slw_json_set(object, "claims", json_incref(response->claims));
	slw_json_set_str(object, "provider", response->provider);
	slw_json_set_str(object, "model", response->model);
	slw_spent_add(&spent, response);
	slw_spent_json(object, &spent, true);
	if (response->fallbacks != NULL)
		slw_json_set(object, "fallbacks", json_incref(response->fallbacks));
	if (response->problems != NULL)
		slw_json_set(object, "problems", json_incref(response->problems));
	slw_json_set_str(object, "draft", response->draft);
	return object;
}

static enum slw_content_scope scope_of(const char *type)
{
	const struct slw_content_type *known = slw_content_type_find(type);

	if (known == NULL || (known->scopes & (1u << SLW_CONTENT_PRODUCT)) != 0)
		return SLW_CONTENT_PRODUCT;
	return known->scopes & (1u << SLW_CONTENT_COLLECTION) ? SLW_CONTENT_COLLECTION
							      : SLW_CONTENT_SHOP;
}

/* Whether a model would be asked: what the built-in writer writes costs nothing. */
static bool may_cost(const struct slw_writer *writer, const struct slw_content_request *request)
{
	return slw_writer_has_model(writer) &&
	       (request->provider == NULL || strcmp(request->provider, "builtin") != 0);
}

/* The key of all that decides the reply; false where the request is wrong. */
static bool cache_key(struct slw_writer *writer, const struct slw_content_request *request,
		      char key[SLW_CACHE_CONTENT_KEY_SIZE])
{
	struct slw_err ignored = SLW_ERR_INIT;
	json_t *options;
	char hash[65];

	if (slw_writer_hash(writer, request, hash, &ignored) < 0)
		return false;
	options = json_object();
	slw_json_set_str(options, "type", request->content_type);
	slw_json_set_int(options, "alternatives", request->alternatives);
	slw_json_set(options, "providers", slw_writer_providers(writer, false, NULL));
	slw_cache_content_key(key, request->provider == NULL ? "auto" : request->provider,
			      request->model, hash, options);
	json_decref(options);
	return true;
}

/* What was written for the same request a short while ago: new reference, NULL if nothing was. */
static json_t *take_cached(struct slw_service *service, const char *key,
			   const struct slw_pieces *pieces)
{
	const struct slw_spent nothing = { 0 };
	struct slw_err ignored = SLW_ERR_INIT;
	json_t *result = NULL;
	struct slw_buf text;
	const char *content;

	slw_buf_init(&text, 0);
	if (slw_cache_get(service->cache, key, &text, &ignored) == 1)
		result = slw_json_parse(text.data, text.len, "cache", &ignored);
	slw_buf_release(&text);
	content = slw_json_str(result, "content", "");
	if (result != NULL && pieces != NULL && pieces->piece != NULL)
		pieces->piece(pieces->context, content, strlen(content));
	if (result != NULL) {
		slw_spent_json(result, &nothing, true);
		slw_json_set_bool(result, "cached", true);
	}
	return result;
}

/* Of what a model wrote, only what is as it was asked for. */
static void keep_cached(struct slw_service *service, const char *key,
			const struct slw_content_response *response, const json_t *result)
{
	struct slw_err ignored = SLW_ERR_INIT;
	char *text;

	if (response->tokens == 0 || response->fallbacks != NULL || response->problems != NULL)
		return;
	text = slw_json_text(result);
	slw_cache_put(service->cache, key, text, strlen(text), &ignored);
	free(text);
}

json_t *slw_orchestrator_generate_content(struct slw_service *service, const json_t *request,
					  const struct slw_pieces *pieces, struct slw_err *err)
{
	const json_t *options = slw_json_object(request, "options");
	const char *type = slw_json_str(request, "content_type", NULL);
	struct slw_budget budget = {
		.max_tokens = slw_json_int(options, "max_tokens", 0),
		.max_cost = slw_json_int(options, "max_cost", 0) * SLW_CENT,
	};
	char key[SLW_CACHE_CONTENT_KEY_SIZE];
	struct slw_content_response response;
	struct slw_writer *writer;
	json_t *result = NULL;
	bool keyed;
	struct slw_content_request wanted = {
		.content_type = type,
		.scope = scope_of(type),
		.facts = json_object_get(request, "inputs"),
		.tone = slw_json_str(options, "tone", NULL),
		.length = slw_json_str(options, "length", NULL),
		.language = slw_json_str(options, "language", NULL),
		.keywords = slw_json_array(options, "keywords"),
		.alternatives = (int)slw_json_int(options, "alternatives", 2),
		.provider = slw_json_str(options, "provider", NULL),
		.model = slw_json_str(options, "model", NULL),
		.piece = pieces != NULL ? pieces->piece : NULL,
		.piece_context = pieces != NULL ? pieces->context : NULL,
		.budget = &budget,
	};

	if (type == NULL || !json_is_object(wanted.facts)) {
		slw_err_set(err, SLW_EINVAL, "%s", _("a text needs content_type and inputs"));
		return NULL;
	}
	if (slw_service_writer(service, &writer, err) < 0)
		return NULL;
	keyed = may_cost(writer, &wanted) && cache_key(writer, &wanted, key);
	result = keyed ? take_cached(service, key, pieces) : NULL;
	if (result != NULL)
		return result;
	slw_content_response_init(&response);
	if (slw_writer_generate(writer, &wanted, &response, service->progress, err) == 0) {
		result = response_json(&response, type);
		if (keyed)
			keep_cached(service, key, &response, result);
	}
	slw_content_response_release(&response);
	return result;
}

json_t *slw_orchestrator_writers(struct slw_service *service, bool ask, struct slw_err *err)
{
	struct slw_writer *writer;
	json_t *result;

	if (slw_service_writer(service, &writer, err) < 0)
		return NULL;
	result = json_object();
	slw_json_set(result, "providers", slw_writer_providers(writer, ask, service->progress));
	return result;
}
