/*
 * One text on its way: who is asked, what is done with the reply, who is asked next.
 *
 *	next_provider()  the built-in writer writes at once and ends it; a model is asked
 *	ask()		 reserves what it may take, or waits until others have given back
 *	answered()	 counts; judges; has it mended once; else ends it, or goes to the next provider
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "base/text.h"
#include "content/budget.h"
#include "content/draft.h"
#include "content/judge.h"
#include "content/models.h"
#include "content/prompt.h"
#include "content/reply.h"
#include "content/writer.h"
#include "net/http.h"

#include "base/banned.h"

#define BYTES_PER_TOKEN 3     /* for estimates: fewer than any language of ours has */
#define SHOWN_MAX	8192  /* bytes of a faulty reply that the model sees again */
#define LIMITED_MOST	5     /* texts that a server may put off, each after its retries */
#define REFUSED_MS	60000 /* how long a refused key is not tried again */
#define MODEL_UNKNOWN	(-1)

struct slw_text {
	struct slw_text *next, **link; /* in the writer's list */
	struct slw_writer *writer;
	slw_writer_done *done;
	void *context;
	struct slw_content_request
	    request; /* what it points to is owned, but for budget and context */
	struct slw_provider_job job;
	struct slw_content_response response;
	int64_t start;

	bool any;	 /* provider is auto */
	size_t provider; /* index; SLW_MODEL_COUNT is the built-in writer */
	struct slw_question *question;
	bool waits;   /* for others to give back what they reserved */
	bool mending; /* the second question to this provider */
	bool seeks_model;
	bool without_schema; /* was asked again, because the server refused the schema */
	bool again;	     /* was asked again, because the reply was damaged */
	int64_t reserved_tokens, reserved_cost;
	struct slw_text_draft best;
	char *last; /* the faulty reply, raw; NULL: there was none */
	unsigned int last_faults;
	struct slw_reply_stream stream;
};

static void next_provider(struct slw_text *text);
static void ask(struct slw_text *text);

/* --- its life ---------------------------------------------------------------------------- */

static void copy_request(struct slw_text *text, const struct slw_content_request *request)
{
	struct slw_content_request *own = &text->request;

	*own = *request;
	own->content_type = slw_strdup(request->content_type);
	own->facts = json_incref((json_t *)request->facts);
	own->tone = slw_strdup(request->tone);
	own->length = slw_strdup(request->length);
	own->language = slw_strdup(request->language);
	own->keywords = json_incref((json_t *)request->keywords);
	own->provider = slw_strdup(request->provider);
	own->model = slw_strdup(request->model);
}

static void free_text(struct slw_text *text)
{
	free((char *)text->request.content_type);
	json_decref((json_t *)text->request.facts);
	free((char *)text->request.tone);
	free((char *)text->request.length);
	free((char *)text->request.language);
	json_decref((json_t *)text->request.keywords);
	free((char *)text->request.provider);
	free((char *)text->request.model);
	slw_content_response_release(&text->response);
	slw_text_draft_release(&text->best);
	free(text->last);
	free(text);
}

/* Calls back and is gone. */
static void end(struct slw_text *text, const struct slw_err *err)
{
	struct slw_content_response *response = &text->response;

	response->milliseconds = (long)(slw_clock_monotonic() - text->start);
	*text->link = text->next;
	if (text->next != NULL)
		text->next->link = text->link;
	text->writer->text_count--;
	if (err->code != SLW_OK) {
		free(response->content);
		response->content = NULL;
	}
	text->done(text->context, response, err);
	free_text(text);
}

static void end_well(struct slw_text *text)
{
	struct slw_err err = SLW_ERR_INIT;

	if (slw_writer_analyze(text->writer, &text->job, &text->response, &err) == 0)
		text->response.quality_score *= slw_judge_worth(text->best.faults);
	end(text, &err);
}

static struct slw_endpoint *endpoint_of(const struct slw_text *text)
{
	return &text->writer->endpoints[text->provider];
}

static void add_fallback(struct slw_text *text, const char *reason)
{
	json_t *fallback = json_object();

	if (text->response.fallbacks == NULL)
		text->response.fallbacks = json_array();
	slw_json_set_str(fallback, "provider", endpoint_of(text)->api->name);
	slw_json_set_str(fallback, "reason", reason);
	slw_json_append(text->response.fallbacks, fallback);
}

/* This provider does not write it: the next one does, or nobody. */
static void give_up(struct slw_text *text, const struct slw_err *why)
{
	if (!text->any || why->code == SLW_ECANCELLED) {
		end(text, why);
		return;
	}
	add_fallback(text, why->msg);
	text->provider++;
	next_provider(text);
}

/* --- the built-in writer ----------------------------------------------------------------- */

static void write_builtin(struct slw_text *text)
{
	struct slw_content_response *response = &text->response;
	struct slw_provider_result result = { 0 };
	struct slw_err err = SLW_ERR_INIT;
	int rc = slw_builtin_write(text->writer->builtin, &text->job, &result, &err);

	slw_text_draft_release(&text->best);
	free(response->model);
	response->content = result.content;
	response->alternatives = result.alternatives;
	response->model = result.model;
	response->provider = slw_strdup("builtin");
	if (rc < 0) {
		end(text, &err);
		return;
	}
	if (text->request.piece != NULL)
		text->request.piece(text->request.piece_context, response->content,
				    strlen(response->content));
	end_well(text);
}

/* --- asking a model ---------------------------------------------------------------------- */

/* A name belongs to one of the providers: with "auto" to the one whose table knows it, and to no other. */
static const char *model_of(const struct slw_text *text)
{
	const struct slw_models *models = text->writer->models;
	const struct slw_endpoint *endpoint = endpoint_of(text);
	const char *wanted = text->request.model;
	bool known = false;

	for (size_t i = 0; wanted != NULL && text->any && i < SLW_MODEL_COUNT && !known; i++)
		known =
		    slw_models_find(models, text->writer->endpoints[i].api->name, wanted) != NULL;
	if (wanted != NULL && wanted[0] != '\0' &&
	    (!text->any || !known || slw_models_find(models, endpoint->api->name, wanted) != NULL))
		return wanted;
	return endpoint->model != NULL ? endpoint->model
				       : slw_models_default(models, endpoint->api->name);
}

/* Tokens of a reply: of the longest text that is wanted, so often as it is wanted, twice over. */
static long reply_tokens(const struct slw_provider_job *job, const struct slw_model_info *info)
{
	long words = job->type->words_max[1] == 0 ? job->type->chars_max / 4
						  : job->type->words_max[job->length];
	long tokens =
	    200 + words * 4 * (1 + job->alternatives) + (info == NULL ? 0 : info->thinking);

	return info != NULL && tokens > info->reply ? info->reply : tokens;
}

static void forget_stream(struct slw_text *text)
{
	if (text->stream.state != SLW_STREAM_BEGINS && text->request.piece != NULL)
		text->request.piece(text->request.piece_context, NULL, 0);
	text->stream = (struct slw_reply_stream){ 0 };
}

static void more_came(void *context, const struct slw_model_reply *reply)
{
	struct slw_text *text = context;
	struct slw_buf raw, safe;

	slw_buf_init(&raw, 0);
	slw_buf_init(&safe, 0);
	slw_reply_stream_feed(&text->stream, reply->text.data, reply->text.len, &raw);
	slw_text_display(&safe, raw.data, false);
	if (safe.len > 0)
		text->request.piece(text->request.piece_context, safe.data, safe.len);
	slw_buf_release(&safe);
	slw_buf_release(&raw);
}

static void answered(void *context, struct slw_model_reply *reply, int status,
		     const struct slw_err *err);

/* The first message: the prompt, and how to reply. New string. */
static char *first_message(const struct slw_text *text)
{
	return slw_printf("%s\nReply with nothing but a JSON object: {\"content\": the text, "
			  "\"alternatives\": [%d other versions of it, each by the same rules]}.\n",
			  text->job.prompt, text->job.alternatives);
}

static int send_question(struct slw_text *text, const char *model, const char *first, long most,
			 bool schema, struct slw_err *err)
{
	struct slw_question_options options = { .limits = text->writer->limits,
						.more =
						    text->request.piece != NULL ? more_came : NULL,
						.done = answered,
						.context = text };
	struct slw_model_message messages[3] = { { "user", first } };
	struct slw_model_call call = { .model = model,
				       .system = text->job.system,
				       .messages = messages,
				       .message_count = 1,
				       .max_tokens = most,
				       .schema = schema };
	struct slw_buf mending;
	char *both = NULL;

	slw_buf_init(&mending, 0);
	if (text->mending) {
		slw_judge_ask(text->last_faults, &text->job,
			      text->best.content == NULL ? "" : text->best.content, &mending);
		if (text->last[0] == '\0') {
			both = slw_printf("%s\n%s", first, mending.data);
			messages[0].text = both;
		} else {
			messages[1] = (struct slw_model_message){ "assistant", text->last };
			messages[2] = (struct slw_model_message){ "user", mending.data };
			call.message_count = 3;
		}
	}
	text->question =
	    slw_engine_ask(text->writer->http, endpoint_of(text), &call, &options, err);
	free(both);
	slw_buf_release(&mending);
	return text->question == NULL ? -1 : 0;
}

/* What to say where a cap forbids a question. */
static void cap_reached(const struct slw_text *text, enum slw_budget_answer answer,
			const char *model, struct slw_err *err)
{
	switch (answer) {
	case SLW_BUDGET_TOKENS:
		slw_err_set(err, SLW_ELIMIT, _("the cap of %lld tokens is reached"),
			    (long long)text->request.budget->max_tokens);
		break;
	case SLW_BUDGET_PRICE:
		slw_err_set(
		    err, SLW_ELIMIT,
		    _("the price of the model \"%s\" is not known, and there is a cap on costs"),
		    model);
		break;
	default:
		slw_err_set(err, SLW_ELIMIT, _("the cap of %lld.%02lld USD is reached"),
			    (long long)(text->request.budget->max_cost / 1000000),
			    (long long)(text->request.budget->max_cost / 10000 % 100));
		break;
	}
	slw_err_hint(err, "%s",
		     _("Raise it in step 5, or let the built-in writer write the rest."));
}

/* The merchant chose what holds then: the built-in writer, or nobody. */
static void stop_at_cap(struct slw_text *text, const struct slw_err *why)
{
	text->response.capped = true;
	if (text->request.budget->leave) {
		end(text, why);
		return;
	}
	add_fallback(text, why->msg);
	text->provider = SLW_MODEL_COUNT;
	next_provider(text);
}

static void end_best(struct slw_text *text);

/* A question that may not be asked: a text that came before is kept as it is. */
static void not_asked(struct slw_text *text, const struct slw_err *why, bool cap)
{
	if (text->mending && (text->best.faults & SLW_FAULTS_FATAL) == 0)
		end_best(text);
	else if (cap)
		stop_at_cap(text, why);
	else
		give_up(text, why);
}

static int64_t price(const struct slw_text *text, const struct slw_model_info *info,
		     int64_t tokens_in, int64_t tokens_out)
{
	if (endpoint_of(text)->api == &slw_model_local)
		return 0;
	return info == NULL ? MODEL_UNKNOWN : slw_model_cost(info, tokens_in, tokens_out);
}

static void ask_with(struct slw_text *text, const char *model)
{
	const struct slw_model_info *info =
	    slw_models_find(text->writer->models, endpoint_of(text)->api->name, model);
	char *first = first_message(text);
	long most = reply_tokens(&text->job, info);
	int64_t in = (int64_t)(strlen(first) + strlen(text->job.system) +
			       (text->last == NULL ? 0 : strlen(text->last) + 600)) /
			 BYTES_PER_TOKEN +
		     300;
	int64_t cost = price(text, info, in, most);
	enum slw_budget_answer answer = SLW_BUDGET_FINE;
	struct slw_err err = SLW_ERR_INIT;
	/* a server of one's own takes a schema until it refuses one */
	bool schema = !endpoint_of(text)->no_schema && (info == NULL || info->schema);

	if (text->request.budget != NULL)
		answer = slw_budget_reserve(text->request.budget, in + most, cost);
	text->waits = answer == SLW_BUDGET_LATER;
	if (answer == SLW_BUDGET_FINE) {
		text->reserved_tokens = in + most;
		text->reserved_cost = cost < 0 ? 0 : cost;
		if (send_question(text, model, first, most, schema, &err) < 0) {
			if (text->request.budget != NULL)
				slw_budget_settle(text->request.budget, text->reserved_tokens,
						  text->reserved_cost, 0, 0, false);
			not_asked(text, &err, false);
		}
	} else if (answer != SLW_BUDGET_LATER) {
		cap_reached(text, answer, model, &err);
		not_asked(text, &err, true);
	}
	free(first);
}

/* Which model a server of one's own has is asked once. */
static void found_model(void *context, struct slw_model_reply *reply, int status,
			const struct slw_err *err)
{
	struct slw_text *text = context;
	struct slw_endpoint *endpoint = endpoint_of(text);
	struct slw_err why = *err;

	(void)status;
	text->question = NULL;
	if (why.code == SLW_OK && reply->model == NULL) {
		slw_err_set(&why, SLW_ENET, _("%s names no model"), endpoint->url);
		slw_err_hint(&why, _("Name it in step 5 or in %s."), endpoint->api->model_variable);
	}
	if (why.code != SLW_OK) {
		give_up(text, &why);
		return;
	}
	if (endpoint->model == NULL)
		endpoint->model = slw_strdup(reply->model);
	ask(text);
}

static void ask(struct slw_text *text)
{
	const struct slw_endpoint *endpoint = endpoint_of(text);
	struct slw_question_options options = { .limits = text->writer->limits,
						.done = found_model,
						.context = text };
	struct slw_err err = SLW_ERR_INIT;
	const char *model;

	if (text->writer->closing) {
		slw_err_set(&err, SLW_ECANCELLED, "%s", _("writing was stopped"));
		end(text, &err);
		return;
	}
	if (endpoint->refused != NULL && slw_clock_monotonic() < endpoint->refused_until) {
		err = *endpoint->refused;
		give_up(text, &err);
		return;
	}
	if (slw_writer_http(text->writer, &err) < 0) {
		give_up(text, &err);
		return;
	}
	model = model_of(text);
	if (model != NULL) {
		ask_with(text, model);
		return;
	}
	text->question = slw_engine_ask(text->writer->http, endpoint, NULL, &options, &err);
	if (text->question == NULL)
		give_up(text, &err);
}

static void next_provider(struct slw_text *text)
{
	text->mending = text->without_schema = text->again = false;
	free(text->last);
	text->last = NULL;
	slw_text_draft_release(&text->best);
	forget_stream(text);
	for (; text->provider < SLW_MODEL_COUNT; text->provider++) {
		char *missing = slw_endpoint_missing(endpoint_of(text));
		struct slw_err err = SLW_ERR_INIT;

		if (missing == NULL) {
			ask(text);
			return;
		}
		if (!text->any) {
			slw_err_set(&err, SLW_ENOTSUP, _("the provider \"%s\" is not set up: %s"),
				    endpoint_of(text)->api->name, missing);
			slw_err_hint(&err, "%s",
				     _("Set it, or choose \"builtin\", or \"auto\" for the best "
				       "there is."));
		}
		free(missing);
		if (err.code != SLW_OK) {
			end(text, &err);
			return;
		}
	}
	write_builtin(text);
}

/* --- a reply ----------------------------------------------------------------------------- */

static void count(struct slw_text *text, const struct slw_model_reply *reply, int status)
{
	struct slw_content_response *response = &text->response;
	const char *model = model_of(text);
	const struct slw_model_info *info =
	    model == NULL
		? NULL
		: slw_models_find(text->writer->models, endpoint_of(text)->api->name, model);
	long in = reply->tokens_in, out = reply->tokens_out;
	int64_t cost;

	/* a server that answered well and does not count is counted for */
	if (in <= 0)
		in = status >= 200 && status <= 299
			 ? (long)(strlen(text->job.prompt) + strlen(text->job.system)) /
			       BYTES_PER_TOKEN
			 : 0;
	if (out <= 0)
		out = (long)(reply->text.len + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
	cost = price(text, info, in, out);
	response->tokens_in += in;
	response->tokens_out += out;
	response->tokens += in + out;
	response->cost += cost < 0 ? 0 : cost;
	response->cost_unknown = response->cost_unknown || (cost < 0 && in + out > 0);
	if (text->request.budget != NULL)
		slw_budget_settle(text->request.budget, text->reserved_tokens, text->reserved_cost,
				  in + out, cost < 0 ? 0 : cost, cost < 0 && in + out > 0);
}

/* The better of the two is kept. */
static void keep_draft(struct slw_text *text, struct slw_text_draft *draft)
{
	if (text->best.content == NULL ||
	    slw_judge_worth(draft->faults) >= slw_judge_worth(text->best.faults)) {
		slw_text_draft_release(&text->best);
		text->best = *draft;
	} else {
		slw_text_draft_release(draft);
	}
}

static void end_best(struct slw_text *text)
{
	struct slw_content_response *response = &text->response;

	response->content = text->best.content;
	response->alternatives = text->best.alternatives;
	response->problems = slw_judge_problems(text->best.faults);
	response->provider = slw_strdup(endpoint_of(text)->api->name);
	text->best.content = NULL;
	text->best.alternatives = NULL;
	if (response->model == NULL)
		response->model = slw_strdup(model_of(text));
	end_well(text);
}

/* A model that wrote no text, asked twice. */
static void end_fatal(struct slw_text *text)
{
	struct slw_err err = SLW_ERR_INIT;

	slw_err_set(&err, text->best.faults & SLW_FAULT_REFUSED ? SLW_EINVAL : SLW_ENET, "%s: %s",
		    _(endpoint_of(text)->api->label), slw_judge_reason(text->best.faults));
	slw_err_hint(&err, "%s", _("Look at the facts, or choose another model or provider."));
	give_up(text, &err);
}

/* A stream that broke: what came is kept apart. */
static void keep_broken(struct slw_text *text, const struct slw_model_reply *reply)
{
	struct slw_text_draft draft = { 0 };

	if (text->response.draft != NULL || reply->text.len == 0)
		return;
	slw_text_draft_read(text->writer->languages, &text->job, reply, &draft);
	if (draft.content[0] != '\0') {
		text->response.draft = draft.content;
		draft.content = NULL;
	}
	slw_text_draft_release(&draft);
}

static void failed(struct slw_text *text, const struct slw_model_reply *reply, int status,
		   const struct slw_err *err)
{
	struct slw_endpoint *endpoint = endpoint_of(text);

	if ((status == 400 || status == 422) && !endpoint->no_schema && !text->without_schema) {
		/* the schema may be what it does not take; once without shows it */
		text->without_schema = true;
		endpoint->no_schema = true;
		ask(text);
		return;
	}
	if (text->without_schema && (status == 400 || status == 422))
		endpoint->no_schema = false; /* that was not it */
	/* half a JSON: a second try may bring all of it */
	if (status >= 200 && status <= 299 && err->code == SLW_ENET && reply->text.len == 0 &&
	    !text->again) {
		text->again = true;
		ask(text);
		return;
	}
	if (status >= 200 && status <= 299)
		keep_broken(text, reply);
	endpoint->limited = status == 429 ? endpoint->limited + 1 : 0;
	if (err->code == SLW_EAUTH || status == 402 || endpoint->limited >= LIMITED_MOST) {
		free(endpoint->refused);
		endpoint->refused = slw_malloc(sizeof(*err));
		*endpoint->refused = *err;
		endpoint->refused_until = slw_clock_monotonic() + REFUSED_MS;
	}
	not_asked(text, err, false);
}

static void take_model(struct slw_text *text, const struct slw_model_reply *reply)
{
	struct slw_buf safe;

	if (reply->model == NULL)
		return;
	slw_buf_init(&safe, 0);
	slw_text_display(&safe, reply->model, true);
	slw_text_cut(safe.data, 50);
	free(text->response.model);
	text->response.model = slw_buf_take(&safe);
}

/* Others may have been waiting for what this one did not take. */
static void wake_waiting(struct slw_writer *writer)
{
	struct slw_text *text = writer->texts, *next;

	for (; text != NULL; text = next) {
		next = text->next;
		if (text->waits && text->question == NULL)
			ask(text);
	}
}

static void judge_reply(struct slw_text *text, struct slw_model_reply *reply)
{
	struct slw_text_draft draft = { 0 };
	unsigned int faults;

	slw_text_draft_read(text->writer->languages, &text->job, reply, &draft);
	faults = draft.faults;
	if (text->best.content == NULL || faults == 0 ||
	    slw_judge_worth(faults) >= slw_judge_worth(text->best.faults))
		take_model(text, reply);
	keep_draft(text, &draft);
	endpoint_of(text)->limited = 0;
	if (faults != 0 && !text->mending) {
		struct slw_buf valid;

		slw_buf_init(&valid, 0);
		slw_text_repair(&valid, reply->text.data,
				reply->text.len < SHOWN_MAX ? reply->text.len : SHOWN_MAX);
		text->last = slw_buf_take(&valid);
		text->last_faults = faults;
		text->mending = true;
		forget_stream(text);
		ask(text);
	} else if (text->best.faults & SLW_FAULTS_FATAL) {
		end_fatal(text);
	} else {
		end_best(text);
	}
}

static void answered(void *context, struct slw_model_reply *reply, int status,
		     const struct slw_err *err)
{
	struct slw_text *text = context;
	struct slw_writer *writer = text->writer;

	text->question = NULL;
	count(text, reply, status);
	if (err->code != SLW_OK)
		failed(text, reply, status, err);
	else
		judge_reply(text, reply);
	if (!writer->closing)
		wake_waiting(writer);
}

/* --- for callers ------------------------------------------------------------------------- */

static size_t find_provider(const struct slw_writer *writer, const char *name)
{
	size_t i = 0;

	while (i < SLW_MODEL_COUNT && strcmp(writer->endpoints[i].api->name, name) != 0)
		i++;
	return i;
}

int slw_writer_start(struct slw_writer *writer, const struct slw_content_request *request,
		     slw_writer_done *done, void *context, struct slw_err *err)
{
	struct slw_text *text = slw_calloc(1, sizeof(*text));
	struct slw_content_response *response = &text->response;

	text->writer = writer;
	text->done = done;
	text->context = context;
	text->start = slw_clock_monotonic();
	copy_request(text, request);
	if (slw_writer_check(writer, &text->request, &text->job, err) < 0) {
		free_text(text);
		return -1;
	}
	text->any = request->provider == NULL || strcmp(request->provider, "auto") == 0;
	text->provider = text->any ? 0 : find_provider(writer, request->provider);
	response->prompt_used = slw_prompt_fill(writer->prompts, text->job.type, &text->request);
	slw_hash_bytes(response->prompt_used, strlen(response->prompt_used), response->prompt_hash);
	text->job.prompt = response->prompt_used;
	text->job.system = slw_prompts_system(writer->prompts);
	text->link = &writer->texts;
	while (*text->link != NULL)
		text->link = &(*text->link)->next;
	*text->link = text;
	writer->text_count++;
	next_provider(text);
	return 0;
}

size_t slw_writer_run(struct slw_writer *writer, int timeout_ms)
{
	if (writer->text_count > 0 && writer->http != NULL)
		slw_http_run(writer->http, timeout_ms);
	return writer->text_count;
}

void slw_writer_cancel(struct slw_writer *writer)
{
	struct slw_text *text, *next;
	struct slw_err err = SLW_ERR_INIT;
	bool was = writer->closing;

	writer->closing = true; /* nothing new is asked */
	slw_err_set(&err, SLW_ECANCELLED, "%s", _("writing was stopped"));
	for (text = writer->texts; text != NULL; text = next) {
		next = text->next;
		if (text->question != NULL)
			slw_question_cancel(text->question);
		else
			end(text, &err);
	}
	while (writer->text_count > 0)
		slw_http_run(writer->http, 50);
	writer->closing = was;
}

struct wanted {
	struct slw_content_response *response;
	struct slw_err err;
	bool done;
};

static void take_response(void *context, struct slw_content_response *response,
			  const struct slw_err *err)
{
	struct wanted *wanted = context;

	*wanted->response = *response;
	slw_content_response_init(response);
	wanted->err = *err;
	wanted->done = true;
}

int slw_writer_generate(struct slw_writer *writer, const struct slw_content_request *request,
			struct slw_content_response *response, const struct slw_progress *progress,
			struct slw_err *err)
{
	struct wanted wanted = { .response = response, .err = SLW_ERR_INIT };

	if (slw_writer_start(writer, request, take_response, &wanted, err) < 0)
		return -1;
	while (!wanted.done) {
		slw_writer_run(writer, 50);
		if (!wanted.done && slw_progress_cancelled(progress))
			slw_writer_cancel(writer);
	}
	if (wanted.err.code == SLW_OK)
		return 0;
	*err = wanted.err;
	return -1;
}
