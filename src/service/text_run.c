#include "config.h"

#include "service/text_run.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/progress.h"
#include "base/text.h"
#include "model/check.h"
#include "service/flow.h"
#include "service/internal.h"
#include "service/text_row.h"

#include "base/banned.h"

#define STORE_ROWS   200  /* are stored together */
#define STORE_MS     1000 /* what was paid for is not kept in memory for longer */
#define FAILURES_MAX 50	  /* that are listed */
#define MOST	     8

/* A text on its way. */
struct pending {
	struct slw_text_run *run;
	struct slw_text_place place; /* facts, handle and subject are owned */
	int64_t no;		     /* of the row that is there; 0: none */
	bool has_text;		     /* ... which says something */
	unsigned int variation;
};

/* --- what a run may take ----------------------------------------------------------------- */

static int64_t smaller(int64_t a, int64_t b)
{
	return a == 0 || (b != 0 && b < a) ? b : a;
}

/* What is left of a cap of the session; 1 where nothing is, which no text fits into. */
static int64_t rest(int64_t cap, int64_t spent)
{
	return cap == 0 ? 0 : cap > spent ? cap - spent : 1;
}

static int set_budget(struct slw_text_run *run, const json_t *options, struct slw_err *err)
{
	const char *cost = slw_documents_str(&run->docs, "content.max_cost", NULL);
	const char *at_cap =
	    slw_json_str(options, "at_cap", slw_documents_str(&run->docs, "content.at_cap", ""));
	int64_t most = 0;
	struct slw_spent spent;

	if (slw_spent_load(run->service, run->session->no, &spent, err) < 0)
		return -1;
	if (cost != NULL)
		slw_decimal_read(cost, &most);
	run->budget.max_tokens =
	    smaller(rest(slw_documents_int(&run->docs, "content.max_tokens", 0),
			 spent.tokens_in + spent.tokens_out),
		    slw_json_int(options, "max_tokens", 0));
	run->budget.max_cost =
	    smaller(rest(most, spent.cost), slw_json_int(options, "max_cost", 0) * SLW_CENT);
	run->budget.leave = strcmp(at_cap, "leave") == 0;
	return 0;
}

int slw_text_run_open(struct slw_text_run *run, struct slw_service *service,
		      const struct slw_session *session, const json_t *options, struct slw_err *err)
{
	struct slw_documents docs;
	int rc = -1;

	*run = (struct slw_text_run){ .service = service, .session = session };
	run->failures = json_array();
	run->by_type = json_object();
	run->by_provider = json_object();
	run->fallbacks = json_array();
	slw_documents_init(&docs);
	slw_documents_init(&run->docs);
	if (slw_service_writer(service, &run->writer, err) < 0 ||
	    slw_flow_documents(service, session, 0, &docs, err) < 0)
		goto out;
	slw_documents_resolve(&docs, &run->docs);
	run->types = slw_documents_get(&run->docs, "content.types");
	run->only_missing =
	    strcmp(slw_documents_str(&run->docs, "content.scope", "missing"), "missing") == 0;
	run->provider = slw_json_str(options, "provider",
				     slw_documents_str(&run->docs, "content.provider", "auto"));
	run->model =
	    slw_json_str(options, "model", slw_documents_str(&run->docs, "content.model", NULL));
	run->models = strcmp(run->provider, "builtin") != 0 &&
		      (strcmp(run->provider, "auto") != 0 || slw_writer_has_model(run->writer));
	run->most = (size_t)slw_json_int(options, "jobs", MOST);
	run->stored_at = slw_clock_monotonic();
	slw_writer_limit(run->writer, &(struct slw_writer_limits){ .texts = (unsigned int)run->most,
								   .log = service->log });
	rc = set_budget(run, options, err);
out:
	slw_documents_release(&docs);
	return rc;
}

static void forget_found(struct slw_text_run *run)
{
	for (size_t i = 0; i < run->found_count; i++) {
		free(run->found[i].type);
		free(run->found[i].subject);
	}
	run->found_count = 0;
}

void slw_text_run_release(struct slw_text_run *run)
{
	if (run->pending > 0)
		slw_writer_cancel(run->writer);
	for (size_t i = 0; i < run->count; i++)
		slw_content_row_release(&run->rows[i]);
	free(run->rows);
	forget_found(run);
	free(run->found);
	free(run->gone);
	json_decref(run->failures);
	json_decref(run->by_type);
	json_decref(run->by_provider);
	json_decref(run->fallbacks);
	slw_documents_release(&run->docs);
}

/* --- what is there ----------------------------------------------------------------------- */

static bool is_held(const struct slw_content_row *row)
{
	return row->locked || strcmp(row->state, "edited") == 0;
}

static int keep_found(void *context, const struct slw_content_row *row, const char *content)
{
	struct slw_text_run *run = context;
	struct slw_text_found *found;

	(void)content;
	SLW_GROW(run->found, run->found_count, run->found_cap);
	found = &run->found[run->found_count++];
	*found = (struct slw_text_found){
		.type = slw_strdup(row->content_type),
		.subject = slw_strdup(row->subject),
		.held = is_held(row),
		.no = row->no,
	};
	slw_text_copy(found->hash, sizeof(found->hash),
		      row->prompt_hash != NULL ? row->prompt_hash : "");
	slw_text_copy(found->provider, sizeof(found->provider),
		      row->provider != NULL ? row->provider : "");
	return 0;
}

int slw_text_run_load(struct slw_text_run *run, int64_t product_no, struct slw_err *err)
{
	forget_found(run);
	return slw_store_content_brief(run->service->store, run->session->no, product_no,
				       keep_found, run, err);
}

static struct slw_text_found *find(const struct slw_text_run *run, const char *type,
				   const char *subject)
{
	for (size_t i = 0; i < run->found_count; i++)
		if (strcmp(run->found[i].type, type) == 0 &&
		    strcmp(run->found[i].subject, subject) == 0)
			return &run->found[i];
	return NULL;
}

void slw_text_run_drop_unasked(struct slw_text_run *run)
{
	for (size_t i = 0; i < run->found_count; i++) {
		if (run->found[i].asked || run->found[i].held)
			continue;
		SLW_GROW(run->gone, run->gone_count, run->gone_cap);
		run->gone[run->gone_count++] = run->found[i].no;
	}
}

bool slw_text_run_wants(const struct slw_text_run *run, const char *type)
{
	json_t *name;
	size_t i;

	json_array_foreach (run->types, i, name)
		if (strcmp(json_string_value(name), type) == 0)
			return true;
	return false;
}

void slw_text_mark_place(const char *provider, unsigned int variation, char hash[65])
{
	char *text;

	if (strcmp(provider, "builtin") != 0)
		return;
	text = slw_printf("%s %u", hash, variation);
	slw_hash_bytes(text, strlen(text), hash);
	free(text);
}

/* Whether who wrote it is who would write it now. What the built-in writer wrote because no model
 * answered is tried again; what another model wrote stays where any may write. */
static bool is_from_right_provider(const struct slw_text_run *run, const char *provider)
{
	if (strcmp(run->provider, "auto") == 0)
		return !run->models || strcmp(provider, "builtin") != 0;
	return strcmp(run->provider, provider) == 0;
}

/* Whether what is there is what would be written. One that failed has no hash. */
static bool is_current(const struct slw_text_run *run, const struct slw_content_request *request,
		       const struct slw_text_found *found)
{
	struct slw_err ignored = SLW_ERR_INIT;
	char hash[65];

	if (found->hash[0] == '\0' || !is_from_right_provider(run, found->provider) ||
	    slw_writer_hash(run->writer, request, hash, &ignored) < 0)
		return false;
	slw_text_mark_place(found->provider, run->variation, hash);
	return strcmp(hash, found->hash) == 0;
}

/* --- storing ----------------------------------------------------------------------------- */

struct lookup {
	bool held;
	int64_t no;
};

static int look_at(void *context, const struct slw_content_row *row)
{
	struct lookup *lookup = context;

	lookup->held = is_held(row);
	lookup->no = row->no;
	return 1;
}

/* A model takes its time: what a person did meanwhile counts. 1: leave it alone. */
static int is_taken(struct slw_text_run *run, struct slw_content_row *row, struct slw_err *err)
{
	struct lookup lookup = { 0 };

	if (!run->models)
		return 0;
	if (slw_store_content_list(run->service->store, run->session->no, row->content_type,
				   row->subject, row->product_no, look_at, &lookup, err) < 0)
		return -1;
	row->no = lookup.no;
	return lookup.held;
}

static int store_row(struct slw_text_run *run, struct slw_content_row *row, struct slw_err *err)
{
	int taken = is_taken(run, row, err);

	if (taken != 0)
		return taken < 0 ? -1 : 0;
	return slw_store_content_put(run->service->store, run->session->no, row, err);
}

static int store(struct slw_text_run *run, struct slw_err *err)
{
	struct slw_store *to = run->service->store;
	int rc = 0;

	run->stored_at = slw_clock_monotonic();
	if (run->count == 0 && run->gone_count == 0)
		return 0;
	if (slw_store_begin(to, err) < 0)
		rc = -1;
	for (size_t i = 0; i < run->count; i++) {
		if (rc == 0)
			rc = store_row(run, &run->rows[i], err);
		slw_content_row_release(&run->rows[i]);
	}
	run->count = 0;
	for (size_t i = 0; rc == 0 && i < run->gone_count; i++)
		rc = slw_store_content_delete(to, run->session->no, run->gone[i], err);
	run->gone_count = 0;
	if (rc == 0)
		rc = slw_store_commit(to, err);
	if (rc < 0)
		slw_store_rollback(to);
	return rc;
}

static struct slw_content_row *new_row(struct slw_text_run *run)
{
	SLW_GROW(run->rows, run->count, run->cap);
	return &run->rows[run->count++];
}

/* --- one text ---------------------------------------------------------------------------- */

static void count_up(json_t *object, const char *key)
{
	slw_json_set_int(object, key, slw_json_int(object, key, 0) + 1);
}

static json_t *find_fallback(const struct slw_text_run *run, const json_t *one)
{
	json_t *known;
	size_t i;

	json_array_foreach (run->fallbacks, i, known)
		if (strcmp(slw_json_str(known, "provider", ""),
			   slw_json_str(one, "provider", "")) == 0 &&
		    strcmp(slw_json_str(known, "reason", ""), slw_json_str(one, "reason", "")) == 0)
			return known;
	return NULL;
}

/* The same provider for the same reason counts as one, with how often. */
static void count_fallbacks(struct slw_text_run *run, const json_t *fallbacks)
{
	json_t *one;
	size_t i;

	json_array_foreach (fallbacks, i, one) {
		json_t *known = find_fallback(run, one);

		if (known == NULL && json_array_size(run->fallbacks) < FAILURES_MAX) {
			known = json_deep_copy(one);
			slw_json_append(run->fallbacks, known);
		}
		if (known != NULL)
			count_up(known, "count");
	}
}

static void note_failure(struct slw_text_run *run, const struct slw_text_place *place,
			 const struct slw_err *failure)
{
	json_t *object;

	slw_log_say(run->service->log, SLW_LOG_INFO, "%s: %s", place->type, failure->msg);
	if (run->first.code == SLW_OK)
		run->first = *failure;
	if (json_array_size(run->failures) >= FAILURES_MAX)
		return;
	object = json_object();
	slw_json_set_str(object, "content_type", place->type);
	slw_json_set_str(object, "product_handle", place->handle);
	slw_json_set_str(object, "subject", place->subject);
	slw_json_set_str(object, "code", slw_code_name(failure->code));
	slw_json_set_str(object, "message", failure->msg);
	slw_json_set_str(object, "hint", failure->hint);
	slw_json_append(run->failures, object);
}

static void free_pending(struct pending *pending)
{
	json_decref(pending->place.facts);
	free((char *)pending->place.handle);
	free((char *)pending->place.subject);
	free(pending);
}

static void text_failed(struct slw_text_run *run, const struct pending *pending,
			const struct slw_content_response *response, const struct slw_err *failure)
{
	struct slw_content_row *row;

	if (failure->code == SLW_ECANCELLED)
		return;
	note_failure(run, &pending->place, failure);
	if (response->capped) {
		run->left++;
		return;
	}
	run->failed++;
	/* a text that is there stays: it is better than none */
	if (pending->has_text)
		return;
	row = new_row(run);
	slw_text_row_failed(row, &pending->place, response, failure, run->session->version);
	row->no = pending->no;
}

static void text_done(void *context, struct slw_content_response *response,
		      const struct slw_err *failure)
{
	struct pending *pending = context;
	struct slw_text_run *run = pending->run;
	struct slw_content_row *row;

	run->pending--;
	run->done++;
	slw_spent_add(&run->spent, response);
	count_fallbacks(run, response->fallbacks);
	if (failure->code != SLW_OK) {
		text_failed(run, pending, response, failure);
	} else {
		slw_text_mark_place(response->provider, pending->variation, response->prompt_hash);
		row = new_row(run);
		slw_text_row_written(row, &pending->place, response, run->session->version);
		row->no = pending->no;
		run->written++;
		count_up(run->by_type, pending->place.type);
		count_up(run->by_provider, response->provider);
	}
	free_pending(pending);
}

static void report(const struct slw_text_run *run)
{
	slw_progress_report(run->service->progress, _("writing texts"), (uint64_t)run->done,
			    (uint64_t)run->total);
}

/* Until at most so many are on their way; stores what came. */
static int wait_for(struct slw_text_run *run, size_t most, struct slw_err *err)
{
	for (;;) {
		int64_t since = slw_clock_monotonic() - run->stored_at;

		if (slw_progress_cancelled(run->service->progress)) {
			slw_err_set(err, SLW_ECANCELLED, "%s", _("writing was stopped"));
			return slw_err_hint(err, "%s",
					    _("What was written is kept; run it again to go on."));
		}
		if ((run->count >= STORE_ROWS || (run->count > 0 && since >= STORE_MS)) &&
		    store(run, err) < 0)
			return -1;
		if (run->pending <= most)
			return 0;
		slw_writer_run(run->writer, 50);
		report(run);
	}
}

int slw_text_run_write(struct slw_text_run *run, const struct slw_text_place *place,
		       struct slw_err *err)
{
	const struct slw_documents *docs = &run->docs;
	struct slw_content_request request = {
		.content_type = place->type,
		.scope = place->scope,
		.facts = place->facts,
		.tone = slw_documents_str(docs, "content.tone", NULL),
		.length = slw_documents_str(docs, "content.length", NULL),
		.language = slw_documents_str(docs, "content.language", NULL),
		.keywords = slw_documents_get(docs, "content.keywords"),
		.alternatives = (int)slw_documents_int(docs, "content.alternatives", 2),
		.provider = run->provider,
		.model = run->model,
		.variation = run->variation,
		.budget = &run->budget,
	};
	struct slw_text_found *found = find(run, place->type, place->subject);
	struct slw_err failure = SLW_ERR_INIT;
	struct pending *pending;

	if (found != NULL)
		found->asked = true;
	if (found != NULL && (found->held || is_current(run, &request, found))) {
		run->kept++;
		run->done++;
		return 0;
	}
	if (wait_for(run, run->most - 1, err) < 0)
		return -1;
	pending = slw_malloc(sizeof(*pending));
	*pending = (struct pending){ .run = run,
				     .place = *place,
				     .no = found != NULL ? found->no : 0,
				     .has_text = found != NULL && found->hash[0] != '\0',
				     .variation = run->variation };
	pending->place.facts = json_incref(place->facts);
	pending->place.handle = slw_strdup(place->handle);
	pending->place.subject = slw_strdup(place->subject);
	run->pending++;
	if (slw_writer_start(run->writer, &request, text_done, pending, &failure) < 0) {
		struct slw_content_response none;

		slw_content_response_init(&none);
		text_done(pending, &none, &failure);
	}
	return 0;
}

int slw_text_run_finish(struct slw_text_run *run, struct slw_err *err)
{
	struct slw_err failure = SLW_ERR_INIT;

	if (err->code == SLW_OK)
		wait_for(run, 0, err);
	if (run->pending > 0)
		slw_writer_cancel(run->writer);
	report(run);
	/* also of a run that was stopped: it is paid for */
	if (store(run, &failure) < 0 ||
	    slw_spent_record(run->service, run->session->no, &run->spent, &failure) < 0)
		*err = err->code == SLW_OK || err->code == SLW_ECANCELLED ? failure : *err;
	return err->code == SLW_OK ? 0 : -1;
}

json_t *slw_text_run_result(struct slw_text_run *run)
{
	json_t *result = json_object();

	slw_json_set_int(result, "written", run->written);
	slw_json_set_int(result, "kept", run->kept);
	slw_json_set_int(result, "failed", run->failed);
	slw_json_set_int(result, "left", run->left);
	if (run->first.code != SLW_OK)
		slw_json_set_str(result, "first_failure", run->first.msg);
	if (json_array_size(run->failures) > 0)
		slw_json_set(result, "failures", json_incref(run->failures));
	slw_json_set(result, "by_type", json_incref(run->by_type));
	slw_json_set(result, "by_provider", json_incref(run->by_provider));
	if (json_array_size(run->fallbacks) > 0)
		slw_json_set(result, "fallbacks", json_incref(run->fallbacks));
	if (run->budget.reached)
		slw_json_set_bool(result, "cap_reached", true);
	slw_spent_json(result, &run->spent, true);
	return result;
}
