/* One text anew, because someone asks for it; what was there stays as an alternative. */
#include "config.h"

#include "service/orchestrator.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/progress.h"
#include "product/product.h"
#include "service/flow.h"
#include "service/internal.h"
#include "service/text_row.h"
#include "service/text_run.h"

#include "base/banned.h"

#define ALTERNATIVES_MAX 12   /* that a text keeps, the older ones go */
#define TURN_STEP	 7919 /* between the variations of one place: no neighbour has the same */

/* What one text is about. */
struct subject {
	const struct slw_documents *docs; /* resolved; borrowed */
	enum slw_content_scope scope;
	json_t *facts;
	int64_t product_no;
	const char *handle, *name; /* of the product, of the collection; NULL, "" */
	unsigned int place;	   /* as slw_orchestrator_generate_all() counts */
};

/* --- facts ------------------------------------------------------------------------------- */

struct count {
	const char *handle;  /* of the collection, or of the product that stops it */
	unsigned int before; /* products before that one */
	char *titles[5];
	size_t title_count, members;
	json_t *product;
	int64_t product_no;
};

static int find_product(void *context, const struct slw_product_row *row, struct slw_err *err)
{
	struct count *count = context;

	if (strcmp(row->handle, count->handle) != 0) {
		count->before++;
		return 0;
	}
	count->product = slw_row_object(row, err);
	count->product_no = row->product_no;
	return count->product != NULL ? 1 : -1;
}

static int product_subject(struct slw_service *service, const struct slw_session *session,
			   struct subject *subject, struct slw_err *err)
{
	struct count count = { .handle = subject->handle };
	struct slw_product product;

	if (slw_service_products(service, session->no, INT64_MIN, 0, find_product, &count, err) < 0)
		return -1;
	if (count.product == NULL)
		return slw_err_set(err, SLW_ENOTFOUND, _("there is no product \"%s\""),
				   subject->handle);
	slw_product_init(&product);
	slw_product_from_json(&product, count.product);
	subject->facts = slw_content_product_facts(&product, subject->docs);
	subject->product_no = count.product_no;
	subject->place = count.before;
	slw_product_release(&product);
	json_decref(count.product);
	return 0;
}

static int count_member(void *context, const struct slw_product_row *row, struct slw_err *err)
{
	struct count *count = context;
	json_t *object = slw_row_object(row, err), *name;
	size_t i;

	if (object == NULL)
		return -1;
	json_array_foreach (json_object_get(object, "collections"), i, name) {
		if (strcmp(json_string_value(name), count->handle) != 0)
			continue;
		count->members++;
		if (count->title_count < SLW_COUNT(count->titles))
			count->titles[count->title_count++] =
			    slw_strdup(slw_json_str(object, "title", ""));
	}
	json_decref(object);
	return 0;
}

static int collection_subject(struct slw_service *service, const struct slw_session *session,
			      struct subject *subject, struct slw_err *err)
{
	json_t *all = slw_documents_get(subject->docs, "products.collections"), *one;
	struct count count = { .handle = subject->name };
	const json_t *collection = NULL;
	size_t i;
	int rc;

	json_array_foreach (all, i, one) {
		if (strcmp(slw_json_str(one, "handle", ""), subject->name) != 0)
			continue;
		collection = one;
		subject->place = (unsigned int)i;
	}
	if (collection == NULL)
		return slw_err_set(err, SLW_ENOTFOUND, _("there is no collection \"%s\""),
				   subject->name);
	rc = slw_service_products(service, session->no, INT64_MIN, 0, count_member, &count, err);
	if (rc == 0)
		subject->facts = slw_content_collection_facts(collection, count.members,
							      (const char *const *)count.titles,
							      count.title_count, subject->docs);
	for (i = 0; i < count.title_count; i++)
		free(count.titles[i]);
	return rc;
}

static int read_subject(struct slw_service *service, const struct slw_session *session,
			const json_t *text, struct subject *subject, struct slw_err *err)
{
	const char *type = slw_json_str(text, "content_type", "");
	const struct slw_content_type *known = slw_content_type_find(type);

	subject->handle = slw_json_str(text, "product_handle", NULL);
	subject->name = slw_json_str(text, "subject", "");
	subject->scope = subject->handle != NULL    ? SLW_CONTENT_PRODUCT
			 : subject->name[0] != '\0' ? SLW_CONTENT_COLLECTION
						    : SLW_CONTENT_SHOP;
	if (known == NULL || (known->scopes & (1u << subject->scope)) == 0)
		return slw_err_set(err, SLW_EINVAL, _("there is no text \"%s\" about this"), type);
	if (subject->scope == SLW_CONTENT_PRODUCT)
		return product_subject(service, session, subject, err);
	if (subject->scope == SLW_CONTENT_COLLECTION)
		return collection_subject(service, session, subject, err);
	subject->facts = slw_content_shop_facts(subject->docs);
	return 0;
}

/* --- writing ----------------------------------------------------------------------------- */

static const char *option(const json_t *options, const struct subject *subject, const char *name)
{
	char *key = slw_printf("content.%s", name);
	const char *value =
	    slw_json_str(options, name, slw_documents_str(subject->docs, key, NULL));

	free(key);
	return value;
}

/* What step 5 would ask for, with options in place of some of it. */
static struct slw_content_request request_of(const struct subject *subject, const char *type,
					     const json_t *options)
{
	return (struct slw_content_request){
		.content_type = type,
		.scope = subject->scope,
		.facts = subject->facts,
		.tone = option(options, subject, "tone"),
		.length = option(options, subject, "length"),
		.language = option(NULL, subject, "language"),
		.keywords = slw_documents_get(subject->docs, "content.keywords"),
		.alternatives = (int)slw_documents_int(subject->docs, "content.alternatives", 2),
		.provider = option(options, subject, "provider"),
		.model = option(options, subject, "model"),
		.variation = subject->place,
	};
}

static bool has_string(const json_t *list, const char *wanted)
{
	const json_t *one;
	size_t i;

	json_array_foreach ((json_t *)(uintptr_t)list, i, one)
		if (strcmp(json_string_value(one), wanted) == 0)
			return true;
	return false;
}

static void add_alternative(json_t *list, const char *current, const char *text)
{
	if (text != NULL && strcmp(text, current) != 0 && !has_string(list, text) &&
	    json_array_size(list) < ALTERNATIVES_MAX)
		slw_json_append(list, slw_json_new_str(text));
}

/* The new ones, then the text that was there, then its alternatives. */
static json_t *all_alternatives(const struct slw_content_response *response, const json_t *before)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (response->alternatives, i, one)
		add_alternative(list, response->content, json_string_value(one));
	add_alternative(list, response->content, slw_json_str(before, "content", NULL));
	json_array_foreach (json_object_get(before, "alternatives"), i, one)
		if ((int64_t)i != slw_json_int(before, "draft", -1))
			add_alternative(list, response->content, json_string_value(one));
	return list;
}

static void replace(char **field, const char *text)
{
	free(*field);
	*field = slw_strdup(text != NULL ? text : "");
}

static void fill_data(struct slw_content_row *row, const struct slw_content_response *response,
		      const json_t *options, int64_t turn)
{
	static const char *const names[] = { "tone", "length" };
	json_t *data = slw_text_data(response);

	slw_json_set(data, "alternatives", all_alternatives(response, row->content_data));
	json_object_del(data, "draft"); /* what came of a broken stream is not kept beside a text */
	slw_json_set_int(data, "turn", turn);
	for (size_t i = 0; i < SLW_COUNT(names); i++)
		slw_json_set_str(data, names[i], slw_json_str(options, names[i], NULL));
	json_decref(row->content_data);
	row->content_data = data;
}

/*
 * The hash is that of the text that step 5 asks for: until an answer changes that the text depends on,
 * it is the current one, and writing all that is missing leaves it alone.
 */
static int fill_row(struct slw_service *service, const struct subject *subject, const char *type,
		    const struct slw_content_response *response, struct slw_content_row *row,
		    struct slw_err *err)
{
	struct slw_content_request usual = request_of(subject, type, NULL);
	char hash[65];

	if (slw_writer_hash(service->writer, &usual, hash, err) < 0)
		return -1;
	slw_text_mark_place(response->provider, subject->place, hash);
	replace(&row->prompt_hash, hash);
	replace(&row->prompt_used, response->prompt_used);
	replace(&row->provider, response->provider);
	replace(&row->model_used, response->model);
	replace(&row->content_type, type);
	replace(&row->subject, subject->name);
	replace(&row->state, json_array_size(response->claims) > 0 ? "flagged" : "generated");
	json_decref(row->facts);
	row->facts = json_deep_copy(subject->facts);
	row->product_no = subject->product_no;
	row->quality_score = response->quality_score;
	row->user_rating = 0; /* it was that of the text before */
	row->generated_at = slw_clock_now();
	return 0;
}

/* SLW_EINVAL where it must not be written over. */
static int may_write(const struct slw_content_row *row, const json_t *options, struct slw_err *err)
{
	bool edited = strcmp(row->state != NULL ? row->state : "", "edited") == 0;

	if ((!edited && !row->locked) || slw_json_bool(options, "over", false))
		return 0;
	slw_err_set(err, SLW_EINVAL,
		    row->locked ? _("the text \"%s\" is locked") : _("the text \"%s\" was edited"),
		    row->content_type);
	return slw_err_hint(err, "%s",
			    _("Say that it shall be written over; it stays as an "
			      "alternative."));
}

static int check_stopped(const struct slw_service *service, struct slw_err *err)
{
	return slw_progress_cancelled(service->progress)
		   ? slw_err_set(err, SLW_ECANCELLED, "%s", _("writing was stopped"))
		   : 0;
}

static int write_row(struct slw_service *service, const struct slw_session *session,
		     const json_t *text, const json_t *options, const struct slw_pieces *pieces,
		     struct slw_content_row *row, struct slw_err *err)
{
	const char *type = slw_json_str(text, "content_type", "");
	struct subject subject = { .facts = NULL };
	struct slw_content_request request;
	struct slw_content_response response;
	struct slw_text_run run;
	struct slw_err ignored = SLW_ERR_INIT;
	int64_t turn = slw_json_int(row->content_data, "turn", 0) + 1;
	int rc = -1, written;

	slw_content_response_init(&response);
	if (slw_text_run_open(&run, service, session, options, err) < 0)
		goto out;
	subject.docs = &run.docs;
	if (read_subject(service, session, text, &subject, err) < 0 ||
	    check_stopped(service, err) < 0)
		goto out;
	request = request_of(&subject, type, options);
	request.variation += (unsigned int)(turn % 100000) * TURN_STEP;
	request.budget = &run.budget;
	if (pieces != NULL) {
		request.piece = pieces->piece;
		request.piece_context = pieces->context;
	}
	written = slw_writer_generate(run.writer, &request, &response, service->progress, err);
	/* what it took counts, whether something came of it or not */
	slw_spent_add(&run.spent, &response);
	if (slw_spent_record(service, session->no, &run.spent, &ignored) < 0)
		slw_log_say(service->log, SLW_LOG_WARNING, "%s", ignored.msg);
	if (written < 0 || check_stopped(service, err) < 0)
		goto out;
	fill_data(row, &response, options, turn);
	rc = fill_row(service, &subject, type, &response, row, err);
	row->store_version = session->version;
out:
	slw_content_response_release(&response);
	slw_text_run_release(&run);
	json_decref(subject.facts);
	return rc;
}

json_t *slw_orchestrator_regenerate(struct slw_service *service, struct slw_session *session,
				    const json_t *text, const json_t *options,
				    const struct slw_pieces *pieces, struct slw_err *err)
{
	struct slw_content_row row;
	struct slw_err failure = SLW_ERR_INIT;
	json_t *result = NULL;

	slw_content_row_init(&row);
	if (slw_text_find(service, session, text, &row, &failure) < 0 &&
	    failure.code != SLW_ENOTFOUND)
		*err = failure;
	else if (may_write(&row, options, err) == 0 &&
		 write_row(service, session, text, options, pieces, &row, err) == 0 &&
		 slw_store_content_put(service->store, session->no, &row, err) == 0)
		result = slw_text_json(&row, slw_json_str(text, "product_handle", NULL));
	slw_content_row_release(&row);
	return result;
}

/* --- all of them ------------------------------------------------------------------------- */

struct run {
	const char *content_type; /* NULL: any */
	json_t *names;
};

/* The names alone: of 10,000 products the words are many. */
static int add_name(void *context, json_t *text, struct slw_err *err)
{
	static const char *const keys[] = { "content_type", "product_handle", "subject" };
	struct run *run = context;
	json_t *name;

	(void)err;
	if (run->content_type != NULL &&
	    strcmp(run->content_type, slw_json_str(text, "content_type", "")) != 0)
		return 0;
	name = json_object();
	for (size_t i = 0; i < SLW_COUNT(keys); i++)
		slw_json_set_str(name, keys[i], slw_json_str(text, keys[i], NULL));
	slw_json_set_bool(name, "held",
			  slw_json_bool(text, "locked", false) ||
			      strcmp(slw_json_str(text, "state", ""), "edited") == 0);
	slw_json_append(run->names, name);
	return 0;
}

json_t *slw_orchestrator_regenerate_all(struct slw_service *service, struct slw_session *session,
					const char *content_type, const json_t *options,
					struct slw_err *err)
{
	struct run run = { .content_type = content_type, .names = json_array() };
	int64_t written = 0, kept = 0, failed = 0;
	struct slw_err failure = SLW_ERR_INIT, first = SLW_ERR_INIT;
	bool over = slw_json_bool(options, "over", false);
	json_t *result = NULL, *name, *text;
	size_t i, count;

	if (content_type != NULL && slw_content_type_find(content_type) == NULL) {
		slw_err_set(err, SLW_EINVAL, _("there is no type of text \"%s\""), content_type);
		goto out;
	}
	if (slw_service_texts(service, session->no, add_name, &run, err) < 0)
		goto out;
	count = json_array_size(run.names);
	json_array_foreach (run.names, i, name) {
		slw_progress_report(service->progress, _("writing texts"), i, count);
		if (slw_json_bool(name, "held", false) && !over) {
			kept++;
			continue;
		}
		failure = SLW_ERR_INIT;
		text = slw_orchestrator_regenerate(service, session, name, options, NULL, &failure);
		written += text != NULL;
		json_decref(text);
		if (failure.code == SLW_ECANCELLED) {
			*err = failure;
			slw_err_hint(err, _("%lld of %zu are written anew."), (long long)written,
				     count);
			goto out;
		}
		if (failure.code != SLW_OK && failed++ == 0)
			first = failure;
	}
	result = json_object();
	slw_json_set_int(result, "written", written);
	slw_json_set_int(result, "kept", kept);
	slw_json_set_int(result, "failed", failed);
	if (failed > 0)
		slw_json_set_str(result, "first_failure", first.msg);
out:
	json_decref(run.names);
	return result;
}

bool slw_orchestrator_is_of_shop(const char *content_type)
{
	const struct slw_content_type *type = slw_content_type_find(content_type);

	return type != NULL && (type->scopes & (1u << SLW_CONTENT_SHOP)) != 0;
}
