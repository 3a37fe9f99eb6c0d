#include "config.h"

#include "service/likeness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/embed.h"
#include "service/flow.h"
#include "service/internal.h"
#include "store/embedding.h"

#include "base/banned.h"

#define KIND	 "shop"
#define TEXT_MAX 20000 /* bytes of what a shop says of itself */
#define PRODUCTS 40    /* the first ones say what it sells */
#define MOST	 10

struct shop {
	int64_t no, version, product_count;
	char id[SLW_UUID_SIZE];
	char *name;
	bool there; /* its vector is in the row */
};

struct shops {
	struct shop *items;
	size_t count, cap;
	char *maker; /* SLW_EMBED_BUILTIN, or of a model */
	size_t size; /* of a vector; 0: not known yet */
	float *rows; /* a vector for each */
};

/* --- what a shop says of itself ---------------------------------------------------------- */

static void add_text(struct slw_buf *out, const char *text)
{
	if (text == NULL || out->len > TEXT_MAX)
		return;
	slw_buf_str(out, text);
	slw_buf_char(out, '\n');
}

static void add_texts(struct slw_buf *out, const json_t *value)
{
	add_text(out, json_string_value(value));
	for (size_t i = 0; i < json_array_size(value); i++)
		add_texts(out, json_array_get(value, i));
}

static int add_product(void *context, const struct slw_product_row *row, struct slw_err *err)
{
	static const char *const keys[] = { "title", "product_type", "tags" };
	json_t *object = slw_row_object(row, err);

	for (size_t i = 0; object != NULL && i < SLW_COUNT(keys); i++)
		add_texts(context, json_object_get(object, keys[i]));
	json_decref(object);
	return object != NULL ? 0 : -1;
}

static int read_shop(struct slw_service *service, const struct slw_session *session,
		     struct slw_buf *out, struct slw_err *err)
{
	static const char *const answers[] = { "business.industry", "business.description",
					       "business.audience", "business.story" };
	struct slw_documents docs;
	const json_t *collections;
	int rc;

	slw_documents_init(&docs);
	rc = slw_flow_documents(service, session, 0, &docs, err);
	for (size_t i = 0; rc == 0 && i < SLW_COUNT(answers); i++)
		add_texts(out, slw_documents_get(&docs, answers[i]));
	collections = slw_documents_get(&docs, "products.collections");
	for (size_t i = 0; rc == 0 && i < json_array_size(collections); i++)
		add_text(out, slw_json_str(json_array_get(collections, i), "title", NULL));
	if (rc == 0)
		rc = slw_service_products(service, session->no, INT64_MIN, PRODUCTS, add_product,
					  out, err);
	slw_documents_release(&docs);
	return rc;
}

/* --- vectors ----------------------------------------------------------------------------- */

static int keep_shop(void *context, const struct slw_session *session)
{
	struct shops *shops = context;
	struct shop *shop;

	SLW_GROW(shops->items, shops->count, shops->cap);
	shop = &shops->items[shops->count++];
	*shop = (struct shop){ .no = session->no,
			       .version = session->version,
			       .product_count = session->product_count,
			       .name = slw_strdup(session->business_name) };
	memcpy(shop->id, session->id, sizeof(shop->id));
	return 0;
}

static int by_no(const void *a, const void *b)
{
	const struct shop *left = a, *right = b;

	return left->no < right->no ? -1 : left->no > right->no;
}

static float *row_of(const struct shops *shops, const struct shop *shop)
{
	return shops->rows + (size_t)(shop - shops->items) * shops->size;
}

static void set_size(struct shops *shops, size_t size)
{
	shops->size = size;
	if (shops->rows == NULL)
		shops->rows = slw_calloc(shops->count * size, sizeof(float));
}

/* One that was made of the present version. */
static int take_vector(void *context, const struct slw_embedding *embedding)
{
	struct shops *shops = context;
	struct shop key = { .no = embedding->session_no };
	struct shop *shop = bsearch(&key, shops->items, shops->count, sizeof(key), by_no);

	if (shop != NULL && embedding->store_version == shop->version &&
	    (shops->size == 0 || embedding->count == shops->size)) {
		set_size(shops, embedding->count);
		memcpy(row_of(shops, shop), embedding->vector, shops->size * sizeof(float));
		shop->there = true;
	}
	return 0;
}

static int put_vector(struct slw_service *service, const struct shops *shops, struct shop *shop,
		      struct slw_err *err)
{
	const struct slw_embedding embedding = { .session_no = shop->no,
						 .kind = KIND,
						 .model = shops->maker,
						 .store_version = shop->version,
						 .vector = row_of(shops, shop),
						 .count = shops->size };
	int rc = slw_store_embedding_put(service->store, &embedding, err);

	shop->there = rc == 0;
	return rc < 0 && err->code == SLW_ENOTFOUND ? 0 : rc; /* deleted since the list was read */
}

static int read_text(struct slw_service *service, struct shop *shop, struct slw_buf *text,
		     struct slw_err *err)
{
	struct slw_session session;
	int rc;

	slw_session_init(&session);
	rc = slw_store_session_get(service->store, shop->id, &session, err);
	if (rc == 0)
		rc = read_shop(service, &session, text, err);
	if (rc == 0)
		shop->version = session.version;
	slw_session_release(&session);
	return rc;
}

static int make_vector(struct slw_service *service, const struct shops *shops, struct shop *shop,
		       struct slw_err *err)
{
	struct slw_buf text;
	int rc;

	slw_buf_init(&text, 2 * TEXT_MAX);
	rc = read_text(service, shop, &text, err);
	/* what says nothing keeps a vector of nothing, so that it is not read each time */
	if (rc == 0) {
		slw_vectors_embed(service->vectors, text.data, row_of(shops, shop));
		rc = put_vector(service, shops, shop, err);
	} else if (err->code == SLW_ENOTFOUND) { /* deleted since the list was read */
		rc = 0;
	}
	slw_buf_release(&text);
	return rc;
}

/* In one transaction: a thousand new ones are one wait for the disk. */
static int make_vectors(struct slw_service *service, struct shops *shops, struct slw_err *err)
{
	size_t missing = 0;
	int rc;

	for (size_t i = 0; i < shops->count; i++)
		missing += !shops->items[i].there;
	if (missing == 0)
		return 0;
	if (slw_store_begin(service->store, err) < 0)
		return -1;
	rc = 0;
	for (size_t i = 0; rc == 0 && i < shops->count; i++)
		if (!shops->items[i].there)
			rc = make_vector(service, shops, &shops->items[i], err);
	if (rc == 0)
		rc = slw_store_commit(service->store, err);
	if (rc < 0)
		slw_store_rollback(service->store);
	return rc;
}

int slw_service_vectors(struct slw_service *service, struct slw_err *err)
{
	return service->vectors != NULL
		   ? 0
		   : slw_vectors_load(&service->vectors, service->data_folder, err);
}

/* --- by a model -------------------------------------------------------------------------- */

/* What those say that have no vector: at[i] is the shop of texts[i]. */
struct unsaid {
	char **texts;
	struct shop **at;
	size_t count;
};

static int read_unsaid(struct slw_service *service, struct shops *shops, struct unsaid *unsaid,
		       struct slw_err *err)
{
	unsaid->texts = slw_calloc(shops->count + 1, sizeof(*unsaid->texts));
	unsaid->at = slw_calloc(shops->count + 1, sizeof(struct shop *));
	for (size_t i = 0; i < shops->count; i++) {
		struct shop *shop = &shops->items[i];
		struct slw_buf text;
		int rc;

		if (shop->there)
			continue;
		slw_buf_init(&text, 2 * TEXT_MAX);
		rc = read_text(service, shop, &text, err);
		if (rc == 0 && text.len > 0) {
			unsaid->at[unsaid->count] = shop;
			unsaid->texts[unsaid->count++] = slw_buf_take(&text);
		}
		slw_buf_release(&text);
		if (rc < 0 && err->code != SLW_ENOTFOUND)
			return -1;
		*err = SLW_ERR_INIT;
	}
	return 0;
}

static int keep_vectors(struct slw_service *service, struct shops *shops,
			const struct unsaid *unsaid, const float *rows, struct slw_err *err)
{
	int rc = 0;

	if (slw_store_begin(service->store, err) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < unsaid->count; i++) {
		memcpy(row_of(shops, unsaid->at[i]), rows + i * shops->size,
		       shops->size * sizeof(float));
		rc = put_vector(service, shops, unsaid->at[i], err);
	}
	if (rc == 0)
		rc = slw_store_commit(service->store, err);
	if (rc < 0)
		slw_store_rollback(service->store);
	return rc;
}

/* The model is asked outside of a transaction. 1: it has another size now than what is stored. */
static int ask_vectors(struct slw_service *service, struct shops *shops, const char *provider,
		       struct slw_writer *writer, struct slw_err *err)
{
	struct unsaid unsaid = { 0 };
	float *rows = NULL;
	size_t size = 0;
	int rc = read_unsaid(service, shops, &unsaid, err);

	if (rc == 0 && unsaid.count > 0) {
		rows = slw_embed_ask(writer, provider, (const char *const *)unsaid.texts,
				     unsaid.count, &size, service->progress, err);
		if (rows == NULL)
			rc = -1;
		else if (shops->size != 0 && shops->size != size)
			rc = 1;
	}
	if (rc == 0 && rows != NULL) {
		set_size(shops, size);
		rc = keep_vectors(service, shops, &unsaid, rows, err);
	}
	for (size_t i = 0; i < unsaid.count; i++)
		free(unsaid.texts[i]);
	free(unsaid.texts);
	free(unsaid.at);
	free(rows);
	return rc;
}

static void forget(struct shops *shops)
{
	for (size_t i = 0; i < shops->count; i++)
		shops->items[i].there = false;
	free(shops->rows);
	shops->rows = NULL;
	shops->size = 0;
	free(shops->maker);
	shops->maker = NULL;
}

static int model_vectors(struct slw_service *service, struct shops *shops, const char *provider,
			 struct slw_err *err)
{
	struct slw_writer *writer;
	int rc;

	if (slw_service_writer(service, &writer, err) < 0)
		return -1;
	shops->maker = slw_embed_maker(writer, provider, err);
	if (shops->maker == NULL || slw_store_embedding_list(service->store, 0, KIND, shops->maker,
							     take_vector, shops, err) < 0)
		return -1;
	rc = ask_vectors(service, shops, provider, writer, err);
	if (rc == 1) { /* all of them anew */
		forget(shops);
		shops->maker = slw_embed_maker(writer, provider, err);
		rc = ask_vectors(service, shops, provider, writer, err);
	}
	return rc < 0 ? -1 : 0;
}

static int builtin_vectors(struct slw_service *service, struct shops *shops, struct slw_err *err)
{
	if (slw_service_vectors(service, err) < 0)
		return -1;
	shops->maker = slw_strdup(SLW_EMBED_BUILTIN);
	set_size(shops, SLW_EMBED_DIMENSIONS);
	if (slw_store_embedding_list(service->store, 0, KIND, shops->maker, take_vector, shops,
				     err) < 0)
		return -1;
	return make_vectors(service, shops, err);
}

static int vectors_by(struct slw_service *service, struct shops *shops, const char *provider,
		      struct slw_err *err)
{
	return strcmp(provider, "builtin") == 0 ? builtin_vectors(service, shops, err)
						: model_vectors(service, shops, provider, err);
}

static const char *const in_turn[] = { "openai", "local", "builtin" };

/* fallbacks: who did not make them, and why. */
static int any_vectors(struct slw_service *service, struct shops *shops, json_t *fallbacks,
		       struct slw_err *err)
{
	for (size_t i = 0; i < SLW_COUNT(in_turn); i++) {
		json_t *one;

		*err = SLW_ERR_INIT;
		if (vectors_by(service, shops, in_turn[i], err) == 0)
			return 0;
		if (err->code == SLW_ECANCELLED)
			return -1;
		forget(shops);
		one = json_object();
		slw_json_set_str(one, "provider", in_turn[i]);
		slw_json_set_str(one, "reason",
				 err->hint[0] != '\0' && err->code == SLW_EINVAL ? err->hint
										 : err->msg);
		slw_json_append(fallbacks, one);
	}
	return -1;
}

static int read_shops(struct slw_service *service, struct shops *shops, const char *provider,
		      json_t *fallbacks, struct slw_err *err)
{
	if (slw_store_session_list(service->store, NULL, NULL, 0, keep_shop, shops, err) < 0)
		return -1;
	if (shops->count > 1)
		qsort(shops->items, shops->count, sizeof(*shops->items), by_no);
	return strcmp(provider, "auto") == 0 ? any_vectors(service, shops, fallbacks, err)
					     : vectors_by(service, shops, provider, err);
}

static void release_shops(struct shops *shops)
{
	for (size_t i = 0; i < shops->count; i++)
		free(shops->items[i].name);
	free(shops->items);
	free(shops->maker);
	free(shops->rows);
}

/* --- which are alike --------------------------------------------------------------------- */

static json_t *shop_json(const struct shop *shop, float likeness)
{
	json_t *object = json_object();

	slw_json_set_str(object, "session_id", shop->id);
	slw_json_set_str(object, "business_name", shop->name);
	slw_json_set_int(object, "product_count", shop->product_count);
	slw_json_set(object, "likeness", json_real(round((double)likeness * 1000) / 1000));
	return object;
}

static json_t *find_like(const struct shops *shops, const struct slw_session *session, size_t most,
			 struct slw_err *err)
{
	struct shop key = { .no = session->no };
	const struct shop *own = bsearch(&key, shops->items, shops->count, sizeof(key), by_no);
	json_t *result, *list;
	struct slw_near *near;
	size_t found;

	if (own == NULL || shops->size == 0 ||
	    slw_embed_cosine(row_of(shops, own), row_of(shops, own), shops->size) <= 0) {
		slw_err_set(err, SLW_EINVAL, "%s", _("this session says nothing of its shop yet"));
		slw_err_hint(err, "%s",
			     _("Describe the business in step 1, or add products in step 2."));
		return NULL;
	}
	near = slw_calloc(most + 1, sizeof(*near));
	found = slw_embed_nearest(shops->rows, shops->count, shops->size, row_of(shops, own),
				  most + 1, near);
	result = json_object();
	list = json_array();
	slw_json_set_str(result, "like", session->id);
	slw_json_set_str(result, "model", shops->maker);
	slw_json_set(result, "sessions", list);
	for (size_t i = 0; i < found && json_array_size(list) < most; i++) {
		const struct shop *shop = &shops->items[near[i].index];
		const float *row = row_of(shops, shop);

		if (shop != own && slw_embed_cosine(row, row, shops->size) > 0)
			slw_json_append(list, shop_json(shop, near[i].cosine));
	}
	free(near);
	return result;
}

json_t *slw_service_like(struct slw_service *service, const struct slw_session *session,
			 const char *provider, size_t most, struct slw_err *err)
{
	json_t *fallbacks = json_array();
	struct shops shops = { 0 };
	json_t *result = NULL;

	if (read_shops(service, &shops, provider == NULL ? "builtin" : provider, fallbacks, err) ==
	    0)
		result = find_like(&shops, session, most == 0 ? MOST : most, err);
	if (result != NULL && json_array_size(fallbacks) > 0)
		slw_json_set(result, "fallbacks", json_incref(fallbacks));
	json_decref(fallbacks);
	release_shops(&shops);
	return result;
}

/* --- themes ------------------------------------------------------------------------------ */

static void embed_theme(const struct slw_service *service, const struct slw_theme *theme,
			float out[SLW_EMBED_DIMENSIONS])
{
	static const char *const keys[] = { "description", "keywords", "industries" };
	struct slw_buf text;

	slw_buf_init(&text, 2 * TEXT_MAX);
	for (size_t i = 0; i < SLW_COUNT(keys); i++)
		add_texts(&text, json_object_get(theme->data, keys[i]));
	slw_vectors_embed(service->vectors, text.data, out);
	slw_buf_release(&text);
}

int slw_service_theme_likeness(struct slw_service *service, const struct slw_session *session,
			       const char *language, double **out, struct slw_err *err)
{
	float own[SLW_EMBED_DIMENSIONS], other[SLW_EMBED_DIMENSIONS];
	struct slw_buf text;
	int rc = 0;

	if (strcmp(language, "en") != 0)
		return 0;
	slw_buf_init(&text, 2 * TEXT_MAX);
	if (slw_service_vectors(service, err) < 0 || read_shop(service, session, &text, err) < 0)
		rc = -1;
	if (rc == 0 && slw_vectors_embed(service->vectors, text.data, own)) {
		*out = slw_calloc(service->themes.count, sizeof(**out));
		for (size_t i = 0; i < service->themes.count; i++) {
			embed_theme(service, &service->themes.items[i], other);
			(*out)[i] = (double)slw_embed_cosine(own, other, SLW_EMBED_DIMENSIONS);
		}
	}
	slw_buf_release(&text);
	return rc;
}
