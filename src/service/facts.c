#include "config.h"

#include "service/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "integration/integration.h"
#include "product/product.h"
#include "service/flow.h"
#include "service/internal.h"

#include "base/banned.h"

static void count_variants(struct slw_session_facts *facts, const struct slw_product *product)
{
	bool available = false, priced = product->variant_count > 0, numbered = true;

	for (size_t i = 0; i < product->variant_count; i++) {
		const struct slw_variant *variant = &product->variants[i];

		available = available || slw_variant_available(variant);
		priced = priced && variant->price != SLW_MONEY_NONE;
		numbered = numbered && variant->sku != NULL;
	}
	facts->without_price += !priced;
	facts->without_sku += !numbered;
	facts->sold_out += !available;
}

static void count_collections(struct slw_session_facts *facts, const struct slw_product *product)
{
	json_t *all = slw_documents_get(&facts->full, "products.collections"), *collection;
	size_t i;

	json_array_foreach (all, i, collection)
		for (size_t k = 0; k < product->collection_count; k++)
			if (strcmp(slw_json_str(collection, "handle", ""),
				   product->collections[k]) == 0)
				facts->members[i]++;
}

void slw_session_facts_product(struct slw_session_facts *facts, const struct slw_product *product)
{
	if (product->status != SLW_PRODUCT_ACTIVE)
		return;
	facts->products++;
	facts->without_image += product->image_count == 0;
	count_variants(facts, product);
	count_collections(facts, product);
	facts->without_description +=
	    product->description == NULL || product->description[0] == '\0';
}

static int count_row(void *context, const struct slw_product_row *row, struct slw_err *err)
{
	json_t *object = slw_row_object(row, err);
	struct slw_product product;

	if (object == NULL)
		return -1;
	slw_product_init(&product);
	slw_product_from_json(&product, object);
	slw_session_facts_product(context, &product);
	slw_product_release(&product);
	json_decref(object);
	return 0;
}

static int count_text(void *context, const struct slw_content_row *row, const char *content)
{
	struct slw_session_facts *facts = context;

	(void)content;
	if (strcmp(row->state, "failed") == 0 || strcmp(row->state, "partial") == 0) {
		facts->unwritten++;
		return 0;
	}
	facts->texts++;
	facts->flagged += strcmp(row->state, "flagged") == 0;
	facts->vouched += strcmp(row->state, "approved") == 0;
	facts->weak += row->quality_score < 0.5;
	facts->described +=
	    row->product_no != 0 && strcmp(row->content_type, "product_description") == 0;
	return 0;
}

static void count_integrations(struct slw_session_facts *facts, const struct slw_catalog *catalog,
			       const char *folder)
{
	json_t *rows = slw_integrations_pending(catalog, &facts->full, folder), *row;
	size_t i;

	json_array_foreach (rows, i, row) {
		bool live = strcmp(slw_json_str(json_object_get(row, "configuration"), "mode", ""),
				   "live") == 0;

		facts->test_modes += !live;
		facts->unset_secrets += json_object_get(row, "missing") != NULL;
		if (strcmp(slw_json_str(row, "integration_type", ""), "payments") != 0)
			continue;
		facts->payments++;
		facts->payments_live += live;
	}
	json_decref(rows);
}

int slw_session_facts_begin(struct slw_session_facts *facts, struct slw_service *service,
			    const struct slw_session *session, struct slw_err *err)
{
	json_t *collections;

	*facts = (struct slw_session_facts){ 0 };
	slw_documents_init(&facts->docs);
	slw_documents_init(&facts->full);
	if (slw_flow_documents(service, session, 0, &facts->docs, err) < 0)
		return -1;
	slw_documents_resolve(&facts->docs, &facts->full);
	facts->completed = slw_flow_completed(service, session, &facts->docs);
	collections = slw_documents_get(&facts->full, "products.collections");
	facts->members = slw_calloc(json_array_size(collections), sizeof(*facts->members));
	return 0;
}

int slw_session_facts_end(struct slw_session_facts *facts, struct slw_service *service,
			  const struct slw_session *session, struct slw_err *err)
{
	json_t *collections = slw_documents_get(&facts->full, "products.collections"), *collection;
	size_t i;

	if (slw_store_content_brief(service->store, session->no, -1, count_text, facts, err) < 0 ||
	    slw_spent_load(service, session->no, &facts->spent, err) < 0)
		return -1;
	json_array_foreach (collections, i, collection) {
		if (facts->members[i] > 0)
			continue;
		if (facts->empty_collections++ == 0)
			facts->empty_collection =
			    slw_strdup(slw_json_str(collection, "handle", ""));
	}
	count_integrations(facts, &service->catalog, slw_session_folder(session));
	return 0;
}

int slw_session_facts_read(struct slw_session_facts *facts, struct slw_service *service,
			   const struct slw_session *session, struct slw_err *err)
{
	if (slw_session_facts_begin(facts, service, session, err) < 0 ||
	    slw_service_products(service, session->no, INT64_MIN, 0, count_row, facts, err) < 0)
		return -1;
	return slw_session_facts_end(facts, service, session, err);
}

void slw_session_facts_release(struct slw_session_facts *facts)
{
	slw_documents_release(&facts->docs);
	slw_documents_release(&facts->full);
	free(facts->empty_collection);
	free(facts->members);
}
