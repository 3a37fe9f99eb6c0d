/* What writer.c and text.c share; nothing else includes it. */
#ifndef SLW_CONTENT_WRITER_H
#define SLW_CONTENT_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "content/content.h"
#include "content/engine.h"
#include "content/provider.h"

struct slw_analyzer;
struct slw_http;
struct slw_languages;
struct slw_models;
struct slw_prompts;
struct slw_text;

#define SLW_MODEL_COUNT 3

struct slw_writer {
	char *data_folder;
	struct slw_prompts *prompts;
	struct slw_models *models;
	struct slw_languages *languages;
	struct slw_builtin *builtin;
	struct slw_endpoint endpoints[SLW_MODEL_COUNT]; /* in the order that auto asks them */
	struct slw_writer_limits limits;
	struct slw_http *http;	/* opened when a model is first asked */
	struct slw_text *texts; /* on their way */
	size_t text_count;
	bool closing;
	struct {
		char code[8];
		struct slw_analyzer *analyzer;
	} * analyzers; /* by language, opened when first asked for */
	size_t analyzer_count, analyzer_cap;
};

/* The client, opened on first use. */
int slw_writer_http(struct slw_writer *writer, struct slw_err *err);

/* A request as a provider gets it, but for the prompt. */
int slw_writer_check(const struct slw_writer *writer, const struct slw_content_request *request,
		     struct slw_provider_job *job, struct slw_err *err);

/* Measures response->content; what the content was before does not matter. */
int slw_writer_analyze(struct slw_writer *writer, const struct slw_provider_job *job,
		       struct slw_content_response *response, struct slw_err *err);

#endif
