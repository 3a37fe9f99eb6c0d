#include "config.h"

#include "content/writer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "content/analysis.h"
#include "content/language.h"
#include "content/models.h"
#include "content/phrases.h"
#include "content/prompt.h"
#include "content/provider.h"
#include "net/breaker.h"
#include "net/http.h"

#include "base/banned.h"

#define ALTERNATIVES_MAX 5

/* In the order that "auto" asks them; the built-in writer comes last. */
static const struct slw_model_api *const apis[] = { &slw_model_openai, &slw_model_anthropic,
						    &slw_model_local };
static_assert(SLW_COUNT(apis) == SLW_MODEL_COUNT, "as many as there are endpoints");

void slw_content_response_init(struct slw_content_response *response)
{
	*response = (struct slw_content_response){ 0 };
}

void slw_content_response_release(struct slw_content_response *response)
{
	free(response->content);
	json_decref(response->alternatives);
	json_decref(response->parts);
	json_decref(response->seo_keywords);
	json_decref(response->sentiment);
	json_decref(response->claims);
	free(response->provider);
	free(response->model);
	free(response->prompt_used);
	json_decref(response->fallbacks);
	json_decref(response->problems);
	free(response->draft);
	slw_content_response_init(response);
}

int slw_writer_open(struct slw_writer **out, const char *data_folder, struct slw_err *err)
{
	struct slw_writer *writer = slw_calloc(1, sizeof(*writer));

	writer->data_folder = slw_strdup(data_folder);
	for (size_t i = 0; i < SLW_MODEL_COUNT; i++)
		slw_endpoint_init(&writer->endpoints[i], apis[i]);
	slw_writer_limit(writer, &(struct slw_writer_limits){ 0 });
	if (slw_prompts_load(&writer->prompts, data_folder, err) < 0 ||
	    slw_models_load(&writer->models, data_folder, err) < 0 ||
	    slw_languages_load(&writer->languages, data_folder, err) < 0 ||
	    slw_builtin_open(&writer->builtin, data_folder, err) < 0) {
		slw_writer_free(writer);
		return -1;
	}
	*out = writer;
	return 0;
}

void slw_writer_limit(struct slw_writer *writer, const struct slw_writer_limits *limits)
{
	struct slw_writer_limits *own = &writer->limits;
	unsigned int texts = own->texts;

	*own = *limits;
	own->connect_ms = own->connect_ms == 0 ? 10000 : own->connect_ms;
	own->idle_ms = own->idle_ms == 0 ? 30000 : own->idle_ms;
	own->total_ms = own->total_ms == 0 ? 120000 : own->total_ms;
	own->tries = own->tries == 0 ? 3 : own->tries;
	own->texts = own->texts == 0 ? 8 : own->texts;
	if (own->texts != texts && writer->text_count == 0) {
		slw_http_free(writer->http); /* it is opened with its own limits */
		writer->http = NULL;
	}
}

int slw_writer_http(struct slw_writer *writer, struct slw_err *err)
{
	const struct slw_http_options options = { .max_calls = writer->limits.texts,
						  .max_per_host = writer->limits.texts,
						  .log = writer->limits.log };

	return writer->http != NULL ? 0 : slw_http_open(&writer->http, &options, err);
}

void slw_writer_free(struct slw_writer *writer)
{
	if (writer == NULL)
		return;
	writer->closing = true;
	slw_writer_cancel(writer);
	slw_http_free(writer->http);
	for (size_t i = 0; i < SLW_MODEL_COUNT; i++)
		slw_endpoint_release(&writer->endpoints[i]);
	slw_builtin_close(writer->builtin);
	slw_languages_free(writer->languages);
	slw_models_free(writer->models);
	for (size_t i = 0; i < writer->analyzer_count; i++)
		slw_analyzer_free(writer->analyzers[i].analyzer);
	free(writer->analyzers);
	slw_prompts_free(writer->prompts);
	free(writer->data_folder);
	free(writer);
}

static int find_analyzer(struct slw_writer *writer, const char *language, struct slw_analyzer **out,
			 struct slw_err *err)
{
	struct slw_analyzer *analyzer = NULL;
	size_t at = writer->analyzer_count;

	for (size_t i = 0; i < at; i++) {
		if (strcmp(writer->analyzers[i].code, language) == 0) {
			*out = writer->analyzers[i].analyzer;
			return 0;
		}
	}
	if (slw_analyzer_open(&analyzer, writer->data_folder, language, err) < 0)
		return -1;
	SLW_GROW(writer->analyzers, at, writer->analyzer_cap);
	snprintf(writer->analyzers[at].code, sizeof(writer->analyzers[at].code), "%s", language);
	writer->analyzers[at].analyzer = analyzer;
	writer->analyzer_count++;
	*out = analyzer;
	return 0;
}

static int find_length(const char *name)
{
	static const char *const lengths[] = { "short", "medium", "long" };

	for (int i = 0; i < 3; i++) {
		if (strcmp(lengths[i], name == NULL ? "medium" : name) == 0)
			return i;
	}
	return -1;
}

/* Two or three small letters: it becomes part of a file name. */
static bool is_language_code(const char *code)
{
	size_t len = strspn(code, "abcdefghijklmnopqrstuvwxyz");

	return code[len] == '\0' && len >= 2 && len <= 3;
}

static bool is_provider(const char *name)
{
	bool found = name == NULL || strcmp(name, "auto") == 0 || strcmp(name, "builtin") == 0;

	for (size_t i = 0; i < SLW_COUNT(apis) && !found; i++)
		found = strcmp(apis[i]->name, name) == 0;
	return found;
}

int slw_writer_check(const struct slw_writer *writer, const struct slw_content_request *request,
		     struct slw_provider_job *job, struct slw_err *err)
{
	*job = (struct slw_provider_job){
		.type = slw_content_type_find(request->content_type),
		.facts = request->facts,
		.keywords = request->keywords,
		.language = request->language == NULL ? "en" : request->language,
		.model = request->model,
		.length = find_length(request->length),
		.tone = slw_tone_find(request->tone),
		.variation = request->variation,
		.alternatives = request->alternatives,
	};
	if (job->type == NULL)
		return slw_err_set(err, SLW_EINVAL, _("there is no content type \"%s\""),
				   request->content_type == NULL ? "" : request->content_type);
	if (job->length < 0)
		return slw_err_set(err, SLW_EINVAL,
				   _("the length must be short, medium or long, not \"%s\""),
				   request->length);
	if (job->tone < 0)
		return slw_err_set(err, SLW_EINVAL, _("there is no tone \"%s\""), request->tone);
	if (!is_language_code(job->language))
		return slw_err_set(err, SLW_EINVAL, _("\"%s\" is not a code of a language"),
				   job->language);
	if (job->alternatives < 0 || job->alternatives > ALTERNATIVES_MAX)
		return slw_err_set(err, SLW_EINVAL, _("there are 0 to %d alternatives, not %d"),
				   ALTERNATIVES_MAX, job->alternatives);
	if (!is_provider(request->provider)) {
		slw_err_set(err, SLW_EINVAL, _("there is no provider \"%s\""), request->provider);
		return slw_err_hint(err, "%s",
				    _("There are auto, openai, anthropic, local and builtin."));
	}
	return slw_prompt_check(writer->prompts, job->type, request, &job->scope, err);
}

int slw_writer_analyze(struct slw_writer *writer, const struct slw_provider_job *job,
		       struct slw_content_response *response, struct slw_err *err)
{
	struct slw_analyzer *analyzer;
	struct slw_analysis analysis;

	if (find_analyzer(writer, job->language, &analyzer, err) < 0)
		return -1;
	slw_analyze(analyzer, response->content, job->type, job->length, job->facts, job->keywords,
		    &analysis);
	response->quality_score = analysis.score;
	response->parts = json_incref(analysis.parts);
	response->seo_keywords = json_incref(analysis.keywords);
	response->sentiment = json_incref(analysis.sentiment);
	response->claims = json_incref(analysis.claims);
	slw_analysis_release(&analysis);
	return 0;
}

int slw_writer_hash(struct slw_writer *writer, const struct slw_content_request *request,
		    char out[65], struct slw_err *err)
{
	struct slw_provider_job job;
	char *prompt;

	if (slw_writer_check(writer, request, &job, err) < 0)
		return -1;
	prompt = slw_prompt_fill(writer->prompts, job.type, request);
	slw_hash_bytes(prompt, strlen(prompt), out);
	free(prompt);
	return 0;
}

bool slw_writer_has_model(const struct slw_writer *writer)
{
	bool has = false;

	for (size_t i = 0; i < SLW_MODEL_COUNT && !has; i++) {
		char *missing = slw_endpoint_missing(&writer->endpoints[i]);

		has = missing == NULL;
		free(missing);
	}
	return has;
}

/* --- what is set up, and whether it answers ---------------------------------------------- */

struct probe {
	bool done;
	char *model;
	struct slw_err err;
};

static void probed(void *context, struct slw_model_reply *reply, int status,
		   const struct slw_err *err)
{
	struct probe *probe = context;

	(void)status;
	probe->done = true;
	probe->model = slw_strdup(reply->model);
	probe->err = *err;
}

/* Asks which models there are: that needs the address, the key and nothing else. */
static void ask_models(struct slw_writer *writer, const struct slw_endpoint *endpoint,
		       const struct slw_progress *progress, json_t *info)
{
	struct probe probe = { .err = SLW_ERR_INIT };
	struct slw_question_options options = { .limits = writer->limits,
						.done = probed,
						.context = &probe };
	struct slw_question *question = NULL;

	options.limits.tries = 1;
	options.limits.total_ms = options.limits.connect_ms;
	if (slw_writer_http(writer, &probe.err) == 0)
		question = slw_engine_ask(writer->http, endpoint, NULL, &options, &probe.err);
	for (bool cancelled = false; question != NULL && !probe.done;) {
		slw_http_run(writer->http, 50);
		if (!cancelled && !probe.done && slw_progress_cancelled(progress)) {
			slw_question_cancel(question);
			cancelled = true;
		}
	}
	slw_json_set_bool(info, "answers", probe.err.code == SLW_OK);
	slw_json_set_str(info, "error", probe.err.msg);
	slw_json_set_str(info, "hint", probe.err.hint);
	if (json_object_get(info, "model") == NULL)
		slw_json_set_str(info, "model", probe.model);
	free(probe.model);
}

/* Whether it is left alone: net/breaker.h. */
static void add_breaker(const struct slw_writer *writer, const char *name, json_t *info)
{
	struct slw_breaker_info breaker;

	if (writer->http == NULL)
		return;
	breaker = slw_breakers_look(slw_http_breakers(writer->http), name, slw_clock_monotonic());
	if (breaker.state == SLW_BREAKER_CLOSED)
		return;
	slw_json_set_str(info, "breaker", slw_breaker_state_name(breaker.state));
	slw_json_set(info, "again_ms", json_integer(breaker.wait_ms));
}

json_t *slw_writer_providers(struct slw_writer *writer, bool ask,
			     const struct slw_progress *progress)
{
	json_t *list = json_array(), *info;

	for (size_t i = 0; i < SLW_MODEL_COUNT; i++) {
		const struct slw_endpoint *endpoint = &writer->endpoints[i];
		const char *model = endpoint->model;
		char *missing = slw_endpoint_missing(endpoint);

		if (model == NULL)
			model = slw_models_default(writer->models, endpoint->api->name);
		info = json_object();
		slw_json_set_str(info, "name", endpoint->api->name);
		slw_json_set_str(info, "label", _(endpoint->api->label));
		slw_json_set_bool(info, "configured", missing == NULL);
		slw_json_set_str(info, "reason", missing);
		if (missing == NULL) {
			slw_json_set_str(info, "url", endpoint->url);
			slw_json_set_str(info, "model", model);
			if (ask)
				ask_models(writer, endpoint, progress, info);
			add_breaker(writer, endpoint->api->name, info);
		}
		slw_json_append(list, info);
		free(missing);
	}
	info = json_object();
	slw_json_set_str(info, "name", "builtin");
	slw_json_set_str(info, "label", _("the built-in writer"));
	slw_json_set_bool(info, "configured", true);
	if (ask)
		slw_json_set_bool(info, "answers", true);
	slw_json_append(list, info);
	return list;
}
