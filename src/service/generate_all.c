/* All texts that a session asks for and does not have. */
#include "config.h"

#include "service/orchestrator.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "product/product.h"
#include "service/internal.h"
#include "service/text_run.h"

#include "base/banned.h"

#define PAGE 200

static const char *const product_types[] = { "product_description", "meta_title",
					     "meta_description", "image_alt" };
static const char *const collection_types[] = { "category_description", "meta_title",
						"meta_description" };
static const struct {
	const char *type, *given; /* given: the answer that takes its place */
} shop_texts[] = {
	{ "tagline", NULL },
	{ "about", NULL },
	{ "meta_title", "seo.title" },
	{ "meta_description", "seo.description" },
	{ "faq", NULL },
	{ "welcome_email", NULL },
	{ "social_post", NULL },
	{ "blog_post", NULL },
};

/* Whether a product needs this text: what it has itself is not written again. */
static bool product_needs(const struct slw_text_run *run, const struct slw_product *product,
			  const char *type)
{
	bool missing = true;

	if (!slw_text_run_wants(run, type))
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
	return missing || !run->only_missing;
}

static int write_product(struct slw_text_run *run, const struct slw_product_row *row,
			 struct slw_err *err)
{
	json_t *object = slw_row_object(row, err), *facts = NULL;
	struct slw_product product;
	int rc;

	if (object == NULL)
		return -1;
	slw_product_init(&product);
	slw_product_from_json(&product, object);
	rc = slw_text_run_load(run, row->product_no, err);
	for (size_t i = 0; rc == 0 && i < SLW_COUNT(product_types); i++) {
		struct slw_text_place place = { .type = product_types[i],
						.scope = SLW_CONTENT_PRODUCT,
						.product_no = row->product_no,
						.handle = row->handle,
						.subject = "" };

		if (!product_needs(run, &product, place.type)) {
			run->done += slw_text_run_wants(run, place.type);
			continue;
		}
		if (facts == NULL)
			facts = slw_content_product_facts(&product, &run->docs);
		place.facts = facts;
		rc = slw_text_run_write(run, &place, err);
	}
	if (rc == 0)
		slw_text_run_drop_unasked(run);
	slw_progress_report(run->service->progress, _("writing texts"), (uint64_t)run->done,
			    (uint64_t)run->total);
	run->variation++;
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

static int write_products(struct slw_text_run *run, struct slw_err *err)
{
	struct page *page = slw_malloc(sizeof(*page));
	int64_t after = INT64_MIN;
	int rc;

	do {
		page->count = 0;
		rc = slw_store_product_list(run->service->store, run->session->no, 0, after, PAGE,
					    collect_row, page, err);
		for (size_t i = 0; i < page->count; i++) {
			after = page->rows[i].rank;
			if (rc == 0)
				rc = write_product(run, &page->rows[i], err);
			slw_product_row_release(&page->rows[i]);
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

static int write_collection(struct slw_text_run *run, const json_t *collection,
			    const struct membership *members, struct slw_err *err)
{
	bool described = slw_json_str(collection, "description", "")[0] != '\0';
	struct slw_text_place place = { .scope = SLW_CONTENT_COLLECTION,
					.subject = members->handle };
	int rc = 0;

	place.facts = slw_content_collection_facts(collection, members->count,
						   (const char *const *)members->titles,
						   members->title_count, &run->docs);
	for (size_t i = 0; rc == 0 && i < SLW_COUNT(collection_types); i++) {
		place.type = collection_types[i];
		if (!slw_text_run_wants(run, place.type))
			continue;
		if (i == 0 && described && run->only_missing)
			run->done++;
		else
			rc = slw_text_run_write(run, &place, err);
	}
	run->variation++;
	json_decref(place.facts);
	return rc;
}

static int write_collections(struct slw_text_run *run, struct slw_err *err)
{
	json_t *all = slw_documents_get(&run->docs, "products.collections"), *collection;
	struct memberships memberships = { .count = json_array_size(all) };
	size_t i;
	int rc;

	if (memberships.count == 0)
		return 0;
	memberships.items = slw_calloc(memberships.count, sizeof(*memberships.items));
	json_array_foreach (all, i, collection)
		memberships.items[i].handle = slw_json_str(collection, "handle", "");
	rc = slw_service_products(run->service, run->session->no, INT64_MIN, 0, count_members,
				  &memberships, err);
	run->variation = 0;
	json_array_foreach (all, i, collection) {
		if (rc == 0)
			rc = write_collection(run, collection, &memberships.items[i], err);
		for (size_t k = 0; k < memberships.items[i].title_count; k++)
			free(memberships.items[i].titles[k]);
	}
	free(memberships.items);
	return rc;
}

static int write_shop(struct slw_text_run *run, struct slw_err *err)
{
	struct slw_text_place place = { .scope = SLW_CONTENT_SHOP, .subject = "" };
	int rc = 0;

	place.facts = slw_content_shop_facts(&run->docs);
	run->variation = 0;
	for (size_t i = 0; rc == 0 && i < SLW_COUNT(shop_texts); i++) {
		place.type = shop_texts[i].type;
		if (!slw_text_run_wants(run, place.type))
			continue;
		if (shop_texts[i].given != NULL && run->only_missing &&
		    slw_documents_get(&run->docs, shop_texts[i].given) != NULL)
			run->done++;
		else
			rc = slw_text_run_write(run, &place, err);
	}
	json_decref(place.facts);
	return rc;
}

/* How many texts there may be at most, for the progress. */
static int64_t count_texts(const struct slw_text_run *run)
{
	int64_t products = 0, collections = 0, shop = 0;

	for (size_t i = 0; i < SLW_COUNT(product_types); i++)
		products += slw_text_run_wants(run, product_types[i]);
	for (size_t i = 0; i < SLW_COUNT(collection_types); i++)
		collections += slw_text_run_wants(run, collection_types[i]);
	for (size_t i = 0; i < SLW_COUNT(shop_texts); i++)
		shop += slw_text_run_wants(run, shop_texts[i].type);
	return products * run->session->product_count + shop +
	       collections *
		   (int64_t)json_array_size(slw_documents_get(&run->docs, "products.collections"));
}

json_t *slw_orchestrator_generate_run(struct slw_service *service, struct slw_session *session,
				      const json_t *options, struct slw_err *err)
{
	struct slw_err failure = SLW_ERR_INIT;
	struct slw_text_run run;
	json_t *result = NULL;

	if (slw_text_run_open(&run, service, session, options, err) == 0) {
		run.total = count_texts(&run);
		if (slw_store_content_prune(service->store, session->no, NULL, &failure) == 0 &&
		    write_products(&run, &failure) == 0 &&
		    slw_text_run_load(&run, 0, &failure) == 0 &&
		    write_collections(&run, &failure) == 0 && write_shop(&run, &failure) == 0)
			slw_text_run_drop_unasked(&run);
		if (slw_text_run_finish(&run, &failure) == 0)
			result = slw_text_run_result(&run);
		else
			*err = failure;
	}
	slw_text_run_release(&run);
	return result;
}

json_t *slw_orchestrator_generate_all(struct slw_service *service, struct slw_session *session,
				      struct slw_err *err)
{
	return slw_orchestrator_generate_run(service, session, NULL, err);
}
