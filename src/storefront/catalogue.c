/* The first pass over all products: what lists need of each, and what is in which collection. */
#include "config.h"

#include "storefront/render.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "base/text.h"
#include "storefront/index.h"

#include "base/banned.h"

#define TAGS_MAX 8 /* of one product, for filters */

static const char *unique_handle(struct render *r, struct render_index *index, const char *wanted)
{
	char *made = slw_text_is_handle(wanted != NULL ? wanted : "")
			 ? slw_strdup(wanted)
			 : slw_text_handle(wanted != NULL ? wanted : "");
	const char *handle = slw_pool_str(&r->pool, made);

	for (unsigned int n = 2; slw_index_get(index, handle) != SLW_INDEX_NONE; n++)
		handle = slw_pool_printf(&r->pool, "%s-%u", made, n);
	free(made);
	return handle;
}

static const char *text_of(const struct slw_storefront_item *item, const char *type)
{
	return slw_json_str(item->texts, type, NULL);
}

static void set_prices(struct render *r, struct view_card *card, const struct slw_product *product)
{
	int64_t low = SLW_MONEY_NONE, high = SLW_MONEY_NONE, compare = SLW_MONEY_NONE;

	card->sold_out = true;
	for (size_t i = 0; i < product->variant_count; i++) {
		const struct slw_variant *variant = &product->variants[i];

		if (slw_variant_available(variant))
			card->sold_out = false;
		if (variant->price == SLW_MONEY_NONE)
			continue;
		if (low == SLW_MONEY_NONE || variant->price < low) {
			low = variant->price;
			compare = variant->compare_at_price;
		}
		if (high == SLW_MONEY_NONE || variant->price > high)
			high = variant->price;
	}
	card->minor = low;
	card->from = high > low;
	card->price = slw_render_money(r, &r->pool, low);
	card->on_sale = low != SLW_MONEY_NONE && compare != SLW_MONEY_NONE && compare > low;
	if (card->on_sale && !card->from)
		card->compare = slw_render_money(r, &r->pool, compare);
}

static void set_image(struct render *r, struct view_card *card,
		      const struct slw_storefront_item *item, const char *handle)
{
	const struct slw_product *product = item->product;
	struct view_image *image = NULL;
	const char *alt = NULL;

	for (size_t i = 0; i < product->image_count && image == NULL; i++) {
		alt = product->images[i].alt;
		if (alt == NULL && i == 0)
			alt = text_of(item, "image_alt");
		image = slw_render_image(r, &r->page, product->images[i].src, alt);
	}
	if (image != NULL) {
		card->image = *image;
		card->image.url = slw_pool_str(&r->pool, image->url);
		card->image.alt = slw_pool_str(&r->pool, alt);
		return;
	}
	card->drawn = true;
	card->image = (struct view_image){
		.url = slw_pool_printf(&r->pool, "images/drawn/%s.svg", handle),
		.alt = "",
		.width = 800,
		.height = 800,
	};
}

static uint32_t tag_number(struct render *r, const char *name)
{
	char *handle = slw_text_handle(name);
	uint32_t number = slw_index_get(r->tag_index, handle);

	if (number == SLW_INDEX_NONE) {
		number = (uint32_t)r->tag_count;
		SLW_GROW(r->tags, r->tag_count, r->tag_cap);
		r->tags[r->tag_count++] =
		    (struct render_tag){ .name = slw_pool_str(&r->pool, name),
					 .handle = slw_pool_str(&r->pool, handle) };
		slw_index_put(r->tag_index, r->tags[number].handle, number);
	}
	free(handle);
	return number;
}

static void set_tags(struct render *r, struct view_card *card, const struct slw_product *product)
{
	uint32_t numbers[TAGS_MAX];
	size_t count = 0;

	for (size_t i = 0; i < product->tag_count && count < TAGS_MAX; i++) {
		if (product->tags[i][0] != '\0')
			numbers[count++] = tag_number(r, product->tags[i]);
	}
	if (count == 0)
		return;
	card->tags = slw_pool_alloc(&r->pool, count * sizeof(*card->tags));
	memcpy(card->tags, numbers, count * sizeof(*card->tags));
	card->tag_count = (uint32_t)count;
}

static void set_collections(struct render *r, struct view_card *card,
			    const struct slw_product *product)
{
	uint32_t number = (uint32_t)r->card_count;

	card->group = UINT32_MAX;
	for (size_t i = 0; i < product->collection_count; i++) {
		uint32_t at = slw_index_get(r->collection_index, product->collections[i]);
		struct render_collection *collection;

		if (at == SLW_INDEX_NONE)
			continue;
		collection = &r->collections[at];
		if (card->group == UINT32_MAX)
			card->group = at;
		if (collection->count > 0 && collection->members[collection->count - 1] == number)
			continue; /* named twice */
		SLW_GROW(collection->members, collection->count, collection->cap);
		collection->members[collection->count++] = number;
	}
}

int slw_render_card(struct render *r, const struct slw_storefront_item *item, struct slw_err *err)
{
	const struct slw_product *product = item->product;
	struct view_card card = { .vendor = NULL };
	const char *handle;

	if (slw_progress_cancelled(r->options.progress))
		return slw_err_set(err, SLW_ECANCELLED, _("writing the shop was cancelled"));
	handle = unique_handle(r, r->handles,
			       product->handle != NULL ? product->handle : product->title);
	slw_index_put(r->handles, handle, (uint32_t)r->card_count);
	card.title = slw_pool_str(&r->pool, product->title != NULL ? product->title : handle);
	card.path = slw_pool_printf(&r->pool, "products/%s/", handle);
	if (r->shop.show_vendor)
		card.vendor = slw_pool_str(&r->pool, product->vendor);
	set_prices(r, &card, product);
	set_image(r, &card, item, handle);
	set_tags(r, &card, product);
	set_collections(r, &card, product);
	SLW_GROW(r->cards, r->card_count, r->card_cap);
	r->cards[r->card_count++] = card;
	slw_pool_clear(&r->page);
	return 0;
}

static void read_collections(struct render *r)
{
	json_t *collections = slw_json_array(r->options.docs->section[SLW_PRODUCTS], "collections");
	struct render_index *seen = r->collection_index;
	size_t index;
	json_t *entry;

	r->collections = slw_calloc(json_array_size(collections) + 1, sizeof(*r->collections));
	json_array_foreach (collections, index, entry) {
		const char *title = slw_json_str(entry, "title", "");
		const char *handle = slw_json_str(entry, "handle", title);
		struct render_collection *collection = &r->collections[r->collection_count];

		if (slw_index_get(seen, handle) != SLW_INDEX_NONE)
			continue;
		*collection = (struct render_collection){
			.title = title,
			.handle = unique_handle(r, seen, handle),
			.description = slw_json_str(entry, "description", NULL),
			.sort = slw_json_str(entry, "sort_order", "manual"),
			.image = slw_render_image(r, &r->pool, slw_json_str(entry, "image", NULL),
						  title),
		};
		slw_index_put(seen, collection->handle, (uint32_t)r->collection_count++);
	}
}

void slw_render_catalogue(struct render *r)
{
	r->handles = slw_index_new();
	r->tag_index = slw_index_new();
	r->collection_index = slw_index_new();
	read_collections(r);
}

void slw_render_catalogue_release(struct render *r)
{
	for (size_t i = 0; i < r->collection_count; i++)
		free(r->collections[i].members);
	free(r->collections);
	free(r->cards);
	free(r->tags);
	slw_index_free(r->handles);
	slw_index_free(r->tag_index);
	slw_index_free(r->collection_index);
}
