#include "config.h"

#include "content/content.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/analysis.h"
#include "content/phrases.h"
#include "content/prompt.h"
#include "content/provider.h"

#include "base/banned.h"

#define ALTERNATIVES_MAX 5

/* In the order that "auto" asks them. ops is NULL for those that this version does not have. */
static const struct {
	const char *name;
	const struct slw_provider_ops *ops;
} providers[] = {
	{ "openai", NULL },
	{ "anthropic", NULL },
	{ "local", NULL },
	{ "builtin", &slw_provider_builtin },
};

struct slw_writer {
	char *data_folder;
	struct slw_prompts *prompts;
	void *opened[SLW_COUNT(providers)];
	struct {
		char code[8];
		struct slw_analyzer *analyzer;
	} * analyzers; /* by language, opened when first asked for */
	size_t analyzer_count, analyzer_cap;
};

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
	slw_content_response_init(response);
}

int slw_writer_open(struct slw_writer **out, const char *data_folder, struct slw_err *err)
{
	struct slw_writer *writer = slw_calloc(1, sizeof(*writer));
	int rc = slw_prompts_load(&writer->prompts, data_folder, err);

	writer->data_folder = slw_strdup(data_folder);
	for (size_t i = 0; i < SLW_COUNT(providers) && rc == 0; i++) {
		if (providers[i].ops != NULL)
			rc = providers[i].ops->open(&writer->opened[i], data_folder, err);
	}
	if (rc == 0)
		*out = writer;
	else
		slw_writer_free(writer);
	return rc;
}

void slw_writer_free(struct slw_writer *writer)
{
	if (writer == NULL)
		return;
	for (size_t i = 0; i < SLW_COUNT(providers); i++) {
		if (providers[i].ops != NULL)
			providers[i].ops->close(writer->opened[i]);
	}
	for (size_t i = 0; i < writer->analyzer_count; i++)
		slw_analyzer_free(writer->analyzers[i].analyzer);
	free(writer->analyzers);
	slw_prompts_free(writer->prompts);
	free(writer->data_folder);
	free(writer);
}

static int find_analyzer(struct slw_writer *writer, const char *language,
			 const struct slw_analyzer **out, struct slw_err *err)
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

/* A request as a provider gets it, but for the prompt. */
static int check(const struct slw_writer *writer, const struct slw_content_request *request,
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
	return slw_prompt_check(writer->prompts, job->type, request, &job->scope, err);
}

/* The index of the provider that is to write, or -1. */
static int choose(const struct slw_writer *writer, const char *name,
		  const struct slw_provider_job *job, struct slw_err *err)
{
	bool any = name == NULL || strcmp(name, "auto") == 0;
	int last = (int)SLW_COUNT(providers) - 1;

	for (int i = 0; i <= last; i++) {
		const struct slw_provider_ops *ops = providers[i].ops;

		if (any && (i == last || (ops != NULL && ops->ready(writer->opened[i], job))))
			return i;
		if (any || strcmp(providers[i].name, name) != 0)
			continue;
		if (ops != NULL)
			return i;
		slw_err_set(err, SLW_ENOTSUP,
			    _("the provider \"%s\" is not part of this version yet"), name);
		return slw_err_hint(err,
				    _("Choose \"builtin\", or \"auto\" for the best there is."));
	}
	return slw_err_set(err, SLW_EINVAL, _("there is no provider \"%s\""), name);
}

static int analyze(struct slw_writer *writer, const struct slw_provider_job *job,
		   struct slw_content_response *response, struct slw_err *err)
{
	const struct slw_analyzer *analyzer;
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

int slw_writer_generate(struct slw_writer *writer, const struct slw_content_request *request,
			struct slw_content_response *response, struct slw_err *err)
{
	int64_t start = slw_clock_monotonic();
	struct slw_provider_result result = { 0 };
	struct slw_provider_job job;
	int chosen, rc;

	if (check(writer, request, &job, err) < 0)
		return -1;
	chosen = choose(writer, request->provider, &job, err);
	if (chosen < 0)
		return -1;
	response->prompt_used = slw_prompt_fill(writer->prompts, job.type, request);
	slw_hash_bytes(response->prompt_used, strlen(response->prompt_used), response->prompt_hash);
	job.prompt = response->prompt_used;
	rc = providers[chosen].ops->write(writer->opened[chosen], &job, &result, err);
	response->content = result.content;
	response->alternatives = result.alternatives;
	response->model = result.model;
	response->tokens = result.tokens;
	response->provider = slw_strdup(providers[chosen].name);
	if (rc == 0)
		rc = analyze(writer, &job, response, err);
	if (rc == 0)
		response->milliseconds = (long)(slw_clock_monotonic() - start);
	else
		slw_content_response_release(response);
	return rc;
}

int slw_writer_hash(struct slw_writer *writer, const struct slw_content_request *request,
		    char out[65], struct slw_err *err)
{
	struct slw_provider_job job;
	char *prompt;

	if (check(writer, request, &job, err) < 0)
		return -1;
	prompt = slw_prompt_fill(writer->prompts, job.type, request);
	slw_hash_bytes(prompt, strlen(prompt), out);
	free(prompt);
	return 0;
}
