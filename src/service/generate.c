/* Texts: one on request, and all that a session asks for and does not have. */
#include "config.h"

#include "service/orchestrator.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/progress.h"
#include "base/text.h"
#include "content/budget.h"
#include "product/product.h"
#include "service/flow.h"
#include "service/internal.h"
#include "service/spent.h"

#include "base/banned.h"

#define PAGE 200

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

json_t *slw_orchestrator_generate_content(struct slw_service *service, const json_t *request,
					  const struct slw_pieces *pieces, struct slw_err *err)
{
	const json_t *options = slw_json_object(request, "options");
	const char *type = slw_json_str(request, "content_type", NULL);
	struct slw_budget budget = {
		.max_tokens = slw_json_int(options, "max_tokens", 0),
		.max_cost = slw_json_int(options, "max_cost", 0) * SLW_CENT,
	};
	struct slw_content_response response;
	struct slw_writer *writer;
	json_t *result = NULL;
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
	slw_content_response_init(&response);
	if (slw_service_writer(service, &writer, err) == 0 &&
	    slw_writer_generate(writer, &wanted, &response, service->progress, err) == 0)
		result = response_json(&response, type);
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

/* --- all that a session asks for --------------------------------------------------------- */

struct batch {
	struct slw_service *service;
	struct slw_session *session;
	struct slw_writer *writer;
	struct slw_documents docs; /* resolved */
	const json_t *types;	   /* names that step 5 asks for */
	bool only_missing;
	struct slw_content_row *rows; /* written, not stored yet */
	size_t count, cap;
	int64_t *gone; /* rows that nothing asks for any more */
	size_t gone_count, gone_cap;
	int64_t written, kept, failed;
	json_t *by_type;
	unsigned int variation;
	struct slw_err first; /* of the failed ones */
	struct existing *existing;
	size_t existing_count, existing_cap;
};

static bool wants(const struct batch *batch, const char *type)
{
	json_t *name;
	size_t i;

	json_array_foreach (batch->types, i, name)
		if (strcmp(json_string_value(name), type) == 0)
			return true;
	return false;
}

/* A text that is there already. */
struct existing {
	char *type, *subject;
	bool held;  /* locked, or changed by a person */
	bool asked; /* for, in this run */
	int64_t no;
	char hash[65], provider[40];
};

static int keep_existing(void *context, const struct slw_content_row *row, const char *content)
{
	struct batch *batch = context;
	struct existing *existing;

	(void)content;
	SLW_GROW(batch->existing, batch->existing_count, batch->existing_cap);
	existing = &batch->existing[batch->existing_count++];
	*existing = (struct existing){
		.type = slw_strdup(row->content_type),
		.subject = slw_strdup(row->subject),
		.held = row->locked || strcmp(row->state, "edited") == 0,
		.no = row->no,
	};
	slw_text_copy(existing->hash, sizeof(existing->hash),
		      row->prompt_hash != NULL ? row->prompt_hash : "");
	slw_text_copy(existing->provider, sizeof(existing->provider),
		      row->provider != NULL ? row->provider : "");
	return 0;
}

static void forget_existing(struct batch *batch)
{
	for (size_t i = 0; i < batch->existing_count; i++) {
		free(batch->existing[i].type);
		free(batch->existing[i].subject);
	}
	batch->existing_count = 0;
}

/* The texts of a product, or (0) of the shop and its collections, for write_text(). */
static int load_existing(struct batch *batch, int64_t product_no, struct slw_err *err)
{
	forget_existing(batch);
	return slw_store_content_brief(batch->service->store, batch->session->no, product_no,
				       keep_existing, batch, err);
}

static struct existing *find_existing(const struct batch *batch, const char *type,
				      const char *subject)
{
	for (size_t i = 0; i < batch->existing_count; i++)
		if (strcmp(batch->existing[i].type, type) == 0 &&
		    strcmp(batch->existing[i].subject, subject) == 0)
			return &batch->existing[i];
	return NULL;
}

/* Texts that were written once and have no place now: the product has its own, step 5 asks for
 * others, the collection is gone. */
static void drop_unasked(struct batch *batch)
{
	for (size_t i = 0; i < batch->existing_count; i++) {
		if (batch->existing[i].asked || batch->existing[i].held)
			continue;
		SLW_GROW(batch->gone, batch->gone_count, batch->gone_cap);
		batch->gone[batch->gone_count++] = batch->existing[i].no;
	}
}

static json_t *content_data(const struct slw_content_response *response)
{
	json_t *data = json_object();

	slw_json_set(data, "content", json_string(response->content));
	slw_json_set(data, "alternatives", json_incref(response->alternatives));
	slw_json_set(data, "parts", json_incref(response->parts));
	slw_json_set(data, "seo_keywords", json_incref(response->seo_keywords));
	slw_json_set(data, "sentiment", json_incref(response->sentiment));
	slw_json_set(data, "claims", json_incref(response->claims));
	return data;
}

static void keep_row(struct batch *batch, const struct slw_content_request *request,
		     const struct slw_content_response *response, int64_t no, int64_t product_no,
		     const char *subject)
{
	struct slw_content_row *row;

	SLW_GROW(batch->rows, batch->count, batch->cap);
	row = &batch->rows[batch->count++];
	slw_content_row_init(row);
	json_decref(row->content_data);
	json_decref(row->facts);
	row->no = no;
	row->product_no = product_no;
	free(row->subject);
	row->subject = slw_strdup(subject);
	free(row->content_type);
	row->content_type = slw_strdup(request->content_type);
	row->content_data = content_data(response);
	free(row->prompt_used);
	row->prompt_used = slw_strdup(response->prompt_used);
	free(row->prompt_hash);
	row->prompt_hash = slw_strdup(response->prompt_hash);
	free(row->provider);
	row->provider = slw_strdup(response->provider);
	free(row->model_used);
	row->model_used = slw_strdup(response->model);
	row->facts = json_deep_copy(request->facts);
	row->quality_score = response->quality_score;
	free(row->state);
	row->state = slw_strdup(json_array_size(response->claims) > 0 ? "flagged" : "generated");
	row->store_version = batch->session->version;
	row->generated_at = slw_clock_now();
	row->updated_at = row->generated_at;
}

/*
 * A built-in text depends on its place among the others, too. With that in its hash, a session that
 * has changed has the texts that a new one with the same answers would have. A text of a model is
 * paid for: that it has moved is no reason to write it again.
 */
static void mark_place(const struct batch *batch, const char *provider, char hash[65])
{
	char *text;

	if (strcmp(provider, "builtin") != 0)
		return;
	text = slw_printf("%s %u", hash, batch->variation);
	slw_hash_bytes(text, strlen(text), hash);
	free(text);
}

/* Whether what is there is what would be written. */
static bool is_current(const struct batch *batch, const struct slw_content_request *request,
		       const struct existing *existing)
{
	struct slw_err ignored = SLW_ERR_INIT;
	char hash[65];

	if (slw_writer_hash(batch->writer, request, hash, &ignored) < 0)
		return false;
	mark_place(batch, existing->provider, hash);
	return strcmp(hash, existing->hash) == 0;
}

/* One text: unless a person has changed it, or nothing that it depends on has changed. */
static void write_text(struct batch *batch, const char *type, enum slw_content_scope scope,
		       const json_t *facts, int64_t product_no, const char *subject)
{
	struct slw_content_request request = {
		.content_type = type,
		.scope = scope,
		.facts = facts,
		.tone = slw_documents_str(&batch->docs, "content.tone", NULL),
		.length = slw_documents_str(&batch->docs, "content.length", NULL),
		.language = slw_documents_str(&batch->docs, "content.language", NULL),
		.keywords = slw_documents_get(&batch->docs, "content.keywords"),
		.alternatives = (int)slw_documents_int(&batch->docs, "content.alternatives", 2),
		.provider = slw_documents_str(&batch->docs, "content.provider", NULL),
		.model = slw_documents_str(&batch->docs, "content.model", NULL),
		.variation = batch->variation,
	};
	struct existing *existing = find_existing(batch, type, subject);
	struct slw_content_response response;
	struct slw_err failure = SLW_ERR_INIT;

	if (existing != NULL)
		existing->asked = true;
	if (existing != NULL && (existing->held || is_current(batch, &request, existing))) {
		batch->kept++;
		return;
	}
	slw_content_response_init(&response);
	if (slw_writer_generate(batch->writer, &request, &response, NULL, &failure) == 0) {
		mark_place(batch, response.provider, response.prompt_hash);
		keep_row(batch, &request, &response, existing != NULL ? existing->no : 0,
			 product_no, subject);
		batch->written++;
		slw_json_set_int(batch->by_type, type, slw_json_int(batch->by_type, type, 0) + 1);
	} else {
		slw_log_say(batch->service->log, SLW_LOG_WARNING, "%s: %s", type, failure.msg);
		if (batch->failed++ == 0)
			batch->first = failure;
	}
	slw_content_response_release(&response);
}

static int store_rows(struct batch *batch, struct slw_err *err)
{
	int rc = 0;

	if (batch->count == 0 && batch->gone_count == 0)
		return 0;
	if (slw_store_begin(batch->service->store, err) < 0)
		rc = -1;
	for (size_t i = 0; i < batch->count; i++) {
		if (rc == 0)
			rc = slw_store_content_put(batch->service->store, batch->session->no,
						   &batch->rows[i], err);
		slw_content_row_release(&batch->rows[i]);
	}
	batch->count = 0;
	for (size_t i = 0; rc == 0 && i < batch->gone_count; i++)
		rc = slw_store_content_delete(batch->service->store, batch->session->no,
					      batch->gone[i], err);
	batch->gone_count = 0;
	if (rc == 0)
		rc = slw_store_commit(batch->service->store, err);
	if (rc < 0)
		slw_store_rollback(batch->service->store);
	return rc;
}

/* Whether a product needs this text: what it has itself is not written again. */
static bool product_needs(const struct batch *batch, const struct slw_product *product,
			  const char *type)
{
	bool missing = true;

	if (!wants(batch, type))
		return false;
	if (strcmp(type, "product_description") == 0)
		missing = product->description == NULL || product->description[0] == '\0';
	else if (strcmp(type, "meta_title") == 0)
		missing = product->seo_title == NULL;
	else if (strcmp(type, "meta_description") == 0)
		missing = product->seo_description == NULL;
	else if (strcmp(type, "image_alt") == 0) {
		missing = false;
		for (size_t i = 0; i < product->image_count; i++)
			missing = missing || product->images[i].alt == NULL;
		return missing; /* beside one that is given, another is of no use */
	}
	return missing || !batch->only_missing;
}

static int write_product(struct batch *batch, const struct slw_product_row *row,
			 struct slw_err *err)
{
	static const char *const types[] = { "product_description", "meta_title",
					     "meta_description", "image_alt" };
	json_t *object = slw_row_object(row, err), *facts = NULL;
	struct slw_product product;
	int rc;

	if (object == NULL)
		return -1;
	slw_product_init(&product);
	slw_product_from_json(&product, object);
	rc = load_existing(batch, row->product_no, err);
	for (size_t i = 0; rc == 0 && i < SLW_COUNT(types); i++) {
		if (!product_needs(batch, &product, types[i]))
			continue;
		if (facts == NULL)
			facts = slw_content_product_facts(&product, &batch->docs);
		write_text(batch, types[i], SLW_CONTENT_PRODUCT, facts, row->product_no, "");
	}
	if (rc == 0)
		drop_unasked(batch);
	batch->variation++;
	json_decref(facts);
	slw_product_release(&product);
	json_decref(object);
	return rc;
}

struct page {
	struct slw_product_row rows[PAGE];
	size_t count;
};

static int collect_row(void *context, const struct slw_product_row *row)
{
	struct page *page = context;
	struct slw_product_row *mine = &page->rows[page->count++];

	*mine = *row;
	mine->handle = slw_strdup(row->handle);
	mine->data = slw_strdup(row->data);
	return 0;
}

static int write_products(struct batch *batch, struct slw_err *err)
{
	struct page *page = slw_malloc(sizeof(*page));
	int64_t after = INT64_MIN;
	uint64_t done = 0;
	int rc;

	do {
		page->count = 0;
		rc = slw_store_product_list(batch->service->store, batch->session->no, 0, after,
					    PAGE, collect_row, page, err);
		for (size_t i = 0; i < page->count; i++) {
			after = page->rows[i].rank;
			if (rc == 0)
				rc = write_product(batch, &page->rows[i], err);
			slw_product_row_release(&page->rows[i]);
		}
		done += page->count;
		slw_progress_report(batch->service->progress, _("writing texts"), done,
				    (uint64_t)batch->session->product_count);
		if (rc == 0 && slw_progress_cancelled(batch->service->progress)) {
			rc = slw_err_set(err, SLW_ECANCELLED, "%s", _("writing was stopped"));
			slw_err_hint(err, "%s",
				     _("What was written is kept; run it again to go on."));
		}
		if (rc == 0 ? batch->count >= PAGE : err->code == SLW_ECANCELLED) {
			struct slw_err failure = SLW_ERR_INIT;

			if (store_rows(batch, &failure) < 0) {
				*err = failure;
				rc = -1;
			}
		}
	} while (rc == 0 && page->count == PAGE);
	free(page);
	return rc;
}

/* The titles of some products of each collection, and how many there are. */
struct membership {
	const char *handle;
	char *titles[5];
	size_t title_count, count;
};

struct memberships {
	struct membership *items;
	size_t count;
};

static int count_members(void *context, const struct slw_product_row *row, struct slw_err *err)
{
	struct memberships *memberships = context;
	json_t *object = slw_row_object(row, err), *name;
	size_t i;

	if (object == NULL)
		return -1;
	json_array_foreach (json_object_get(object, "collections"), i, name) {
		for (size_t k = 0; k < memberships->count; k++) {
			struct membership *one = &memberships->items[k];

			if (strcmp(one->handle, json_string_value(name)) != 0)
				continue;
			one->count++;
			if (one->title_count < SLW_COUNT(one->titles))
				one->titles[one->title_count++] =
				    slw_strdup(slw_json_str(object, "title", ""));
		}
	}
	json_decref(object);
	return 0;
}

static void write_collection(struct batch *batch, const json_t *collection,
			     const struct membership *members)
{
	const char *description = slw_json_str(collection, "description", "");
	const char *handle = members->handle;
	json_t *facts = slw_content_collection_facts(collection, members->count,
						     (const char *const *)members->titles,
						     members->title_count, &batch->docs);

	if (wants(batch, "category_description") &&
	    (description[0] == '\0' || !batch->only_missing))
		write_text(batch, "category_description", SLW_CONTENT_COLLECTION, facts, 0, handle);
	if (wants(batch, "meta_title"))
		write_text(batch, "meta_title", SLW_CONTENT_COLLECTION, facts, 0, handle);
	if (wants(batch, "meta_description"))
		write_text(batch, "meta_description", SLW_CONTENT_COLLECTION, facts, 0, handle);
	batch->variation++;
	json_decref(facts);
}

static int write_collections(struct batch *batch, struct slw_err *err)
{
	json_t *all = slw_documents_get(&batch->docs, "products.collections"), *collection;
	struct memberships memberships = { .count = json_array_size(all) };
	size_t i;
	int rc;

	if (memberships.count == 0)
		return 0;
	memberships.items = slw_calloc(memberships.count, sizeof(*memberships.items));
	json_array_foreach (all, i, collection)
		memberships.items[i].handle = slw_json_str(collection, "handle", "");
	rc = slw_service_products(batch->service, batch->session->no, INT64_MIN, 0, count_members,
				  &memberships, err);
	batch->variation = 0;
	json_array_foreach (all, i, collection) {
		if (rc == 0)
			write_collection(batch, collection, &memberships.items[i]);
		for (size_t k = 0; k < memberships.items[i].title_count; k++)
			free(memberships.items[i].titles[k]);
	}
	free(memberships.items);
	return rc;
}

static void write_shop(struct batch *batch)
{
	static const struct {
		const char *type, *given; /* given: the answer that takes its place */
	} texts[] = {
		{ "tagline", NULL },
		{ "about", NULL },
		{ "meta_title", "seo.title" },
		{ "meta_description", "seo.description" },
		{ "faq", NULL },
		{ "welcome_email", NULL },
		{ "social_post", NULL },
		{ "blog_post", NULL },
	};
	json_t *facts = slw_content_shop_facts(&batch->docs);

	batch->variation = 0;
	for (size_t i = 0; i < SLW_COUNT(texts); i++) {
		if (!wants(batch, texts[i].type) ||
		    (texts[i].given != NULL && batch->only_missing &&
		     slw_documents_get(&batch->docs, texts[i].given) != NULL))
			continue;
		write_text(batch, texts[i].type, SLW_CONTENT_SHOP, facts, 0, "");
	}
	json_decref(facts);
}

json_t *slw_orchestrator_generate_all(struct slw_service *service, struct slw_session *session,
				      struct slw_err *err)
{
	struct batch batch = { .service = service, .session = session, .by_type = json_object() };
	struct slw_documents docs;
	json_t *result = NULL;

	slw_documents_init(&docs);
	slw_documents_init(&batch.docs);
	if (slw_service_writer(service, &batch.writer, err) < 0 ||
	    slw_flow_documents(service, session, 0, &docs, err) < 0)
		goto out;
	slw_documents_resolve(&docs, &batch.docs);
	batch.types = slw_documents_get(&batch.docs, "content.types");
	batch.only_missing =
	    strcmp(slw_documents_str(&batch.docs, "content.scope", "missing"), "missing") == 0;
	if (slw_store_content_prune(service->store, session->no, NULL, err) < 0 ||
	    write_products(&batch, err) < 0 || load_existing(&batch, 0, err) < 0 ||
	    write_collections(&batch, err) < 0)
		goto out;
	write_shop(&batch);
	drop_unasked(&batch);
	if (store_rows(&batch, err) < 0)
		goto out;
	result = json_object();
	slw_json_set_int(result, "written", batch.written);
	slw_json_set_int(result, "kept", batch.kept);
	slw_json_set_int(result, "failed", batch.failed);
	if (batch.failed > 0)
		slw_json_set_str(result, "first_failure", batch.first.msg);
	slw_json_set(result, "by_type", json_incref(batch.by_type));
out:
	for (size_t i = 0; i < batch.count; i++)
		slw_content_row_release(&batch.rows[i]);
	free(batch.rows);
	forget_existing(&batch);
	free(batch.existing);
	free(batch.gone);
	json_decref(batch.by_type);
	slw_documents_release(&docs);
	slw_documents_release(&batch.docs);
	return result;
}
