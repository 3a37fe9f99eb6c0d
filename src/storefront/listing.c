/*
 * Lists of products: all of them, and those of each collection, in pages; lists that a person can
 * look through are there in other orders and by tag too, so that sorting and filtering need no
 * script. These variants are kept out of search engines.
 */
#include "config.h"

#include "storefront/render.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/html.h"
#include "base/i18n.h"
#include "base/mem.h"

#include "base/banned.h"

#define VARIANTS_MAX 480 /* products: above it a list has no other orders and no filters */
#define FILTERS_MAX  8
#define AROUND	     2 /* page numbers shown on each side of the current one */

enum order { ORDER_SHOP, ORDER_TITLE, ORDER_PRICE_UP, ORDER_PRICE_DOWN, ORDER__MAX };

static const struct {
	const char *key, *folder, *name;
} orders[ORDER__MAX] = {
	[ORDER_SHOP] = { "manual", "", "Featured" },
	[ORDER_TITLE] = { "title", "sort/title/", "By name" },
	[ORDER_PRICE_UP] = { "price_up", "sort/price-up/", "Price, low to high" },
	[ORDER_PRICE_DOWN] = { "price_down", "sort/price-down/", "Price, high to low" },
};

struct list {
	const char *path; /* "collections/pots/" */
	const char *name, *title, *description, *text;
	const struct view_link *crumbs;
	const struct view_card **cards; /* in the order of the shop */
	size_t count;
	enum order order; /* what it is shown in first */
	struct view_link filters[FILTERS_MAX + 1];
	uint32_t filter_tags[FILTERS_MAX];
	size_t filter_count;
};

/* --- order ----------------------------------------------------------------------------------- */

static int by_title(const void *a, const void *b)
{
	const struct view_card *x = *(const struct view_card *const *)a;
	const struct view_card *y = *(const struct view_card *const *)b;
	int order = strcasecmp(x->title, y->title);

	return order != 0 ? order : (x > y) - (x < y);
}

/* Without a price: last, in either direction. */
static int by_price(const struct view_card *x, const struct view_card *y, bool down)
{
	bool no_x = x->minor == SLW_MONEY_NONE, no_y = y->minor == SLW_MONEY_NONE;

	if (no_x != no_y)
		return no_x ? 1 : -1;
	if (x->minor != y->minor)
		return (x->minor > y->minor) == down ? -1 : 1;
	return (x > y) - (x < y);
}

static int by_price_up(const void *a, const void *b)
{
	return by_price(*(const struct view_card *const *)a, *(const struct view_card *const *)b,
			false);
}

static int by_price_down(const void *a, const void *b)
{
	return by_price(*(const struct view_card *const *)a, *(const struct view_card *const *)b,
			true);
}

static void sort(const struct view_card **cards, size_t count, enum order order)
{
	static int (*const compare[])(const void *, const void *) = {
		[ORDER_TITLE] = by_title,
		[ORDER_PRICE_UP] = by_price_up,
		[ORDER_PRICE_DOWN] = by_price_down,
	};

	if (order != ORDER_SHOP && count > 1)
		qsort(cards, count, sizeof(*cards), compare[order]);
}

/* --- one run of pages ------------------------------------------------------------------------ */

static const char *page_path(struct render *r, const char *base, size_t page)
{
	return page <= 1 ? base : slw_pool_printf(&r->page, "%spage/%zu/", base, page);
}

static struct view_link *page_link(struct render *r, const char *base, size_t page, size_t current)
{
	struct view_link *link = slw_pool_alloc(&r->page, sizeof(*link));

	link->name = slw_pool_printf(&r->page, "%zu", page);
	link->path = page_path(r, base, page);
	link->current = page == current;
	return link;
}

/* 1 ... 4 5 [6] 7 8 ... 20 */
static void set_pages(struct render *r, struct view_listing *listing, const char *base, size_t page,
		      size_t pages)
{
	struct view_link *links = slw_pool_alloc(&r->page, (2 * AROUND + 5) * sizeof(*links));
	size_t count = 0, last = 0;

	if (pages < 2)
		return;
	for (size_t n = 1; n <= pages; n++) {
		bool near = n + AROUND >= page && n <= page + AROUND;

		if (n != 1 && n != pages && !near)
			continue;
		if (n > last + 1)
			links[count++] = (struct view_link){ .gap = true };
		links[count++] = *page_link(r, base, n, page);
		last = n;
	}
	listing->pages = (struct slw_tpl_list){ links, count };
	if (page > 1)
		listing->previous = page_link(r, base, page - 1, page);
	if (page < pages)
		listing->next = page_link(r, base, page + 1, page);
}

static void set_choices(struct render *r, struct view_listing *listing, const struct list *list,
			const char *folder, int64_t total)
{
	struct view_link *sorts, *filters;

	if (list->count < 2 || list->count > VARIANTS_MAX)
		return;
	sorts = slw_pool_alloc(&r->page, ORDER__MAX * sizeof(*sorts));
	for (size_t i = 0; i < ORDER__MAX; i++) {
		enum order order = (enum order)((i + (size_t)list->order) % ORDER__MAX);
		const char *below = order == list->order ? "" : orders[order].folder;

		if (order == ORDER_SHOP && list->order != ORDER_SHOP)
			continue;
		sorts[listing->sorts.count++] = (struct view_link){
			.name = slw_render_word(r, orders[order].name),
			.path = slw_pool_printf(&r->page, "%s%s", list->path, below),
			.current = strcmp(below, folder) == 0,
		};
	}
	listing->sorts.items = sorts;
	if (list->filter_count == 0)
		return;
	filters = slw_pool_alloc(&r->page, (FILTERS_MAX + 1) * sizeof(*filters));
	filters[0] = (struct view_link){ .name = slw_render_word(r, "All"),
					 .path = list->path,
					 .count = total,
					 .current = strncmp(folder, "tag/", 4) != 0 };
	for (size_t i = 0; i < list->filter_count; i++) {
		const char *path = list->filters[i].path + strlen(list->path);

		filters[i + 1] = list->filters[i];
		filters[i + 1].current = strcmp(path, folder) == 0;
	}
	listing->filters = (struct slw_tpl_list){ filters, list->filter_count + 1 };
}

/* Writes the pages of some cards at list->path + folder. */
static int write_run(struct render *r, const struct list *list, const char *folder,
		     const struct view_card **cards, size_t count, const char *suffix,
		     struct slw_err *err)
{
	size_t per =
	    (size_t)slw_documents_int(r->options.docs, "theme.layout.products_per_page", 24);
	size_t pages = count == 0 ? 1 : (count + per - 1) / per;
	struct slw_buf html;
	int rc = 0;

	slw_buf_init(&html, 0);
	if (list->text != NULL)
		slw_html_clean(&html, list->text);
	for (size_t n = 1; n <= pages && rc == 0; n++) {
		struct view_page page = { .noindex = folder[0] != '\0' };
		struct view_listing listing = {
			.heading = list->name,
			.description = n == 1 ? html.data : NULL,
			.count = (int64_t)count,
			.page = (int64_t)n,
			.page_count = (int64_t)pages,
			.several = pages > 1,
		};
		size_t start = (n - 1) * per;
		const char *base = slw_pool_printf(&r->page, "%s%s", list->path, folder);
		const char *title = list->title;

		if (n > 1)
			title = slw_pool_printf(&r->page, "%s (%zu)", list->title, n);
		if (suffix != NULL)
			title = slw_pool_printf(&r->page, "%s: %s", title, suffix);
		listing.cards = (struct slw_tpl_list){ cards + start,
						       count - start < per ? count - start : per };
		set_pages(r, &listing, base, n, pages);
		set_choices(r, &listing, list, folder, (int64_t)list->count);
		page.listing = &listing;
		slw_render_page(r, &page, page_path(r, base, n), title, list->description);
		if (folder[0] != '\0')
			page.canonical =
			    slw_pool_printf(&r->page, "%s%s", r->shop.base, list->path);
		slw_render_crumbs(r, &page, list->crumbs);
		rc = slw_render_write(r, &page, TEMPLATE_LISTING, err);
	}
	slw_buf_release(&html);
	return rc;
}

/* --- filters --------------------------------------------------------------------------------- */

struct tally {
	uint32_t tag, count;
};

static int by_tag(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int by_count(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return (x->tag > y->tag) - (x->tag < y->tag);
}

/* The tags that part the list: on more than one product, and not on all. */
static void find_filters(struct render *r, struct list *list)
{
	uint32_t *tags;
	struct tally *tallies;
	size_t total = 0, at = 0, count = 0;

	if (list->count > VARIANTS_MAX)
		return;
	for (size_t i = 0; i < list->count; i++)
		total += list->cards[i]->tag_count;
	tags = slw_calloc(total + 1, sizeof(*tags));
	tallies = slw_calloc(total + 1, sizeof(*tallies));
	for (size_t i = 0; i < list->count; i++) {
		for (uint32_t j = 0; j < list->cards[i]->tag_count; j++)
			tags[at++] = list->cards[i]->tags[j];
	}
	qsort(tags, total, sizeof(*tags), by_tag);
	for (size_t i = 0; i < total; i++) {
		if (count == 0 || tallies[count - 1].tag != tags[i])
			tallies[count++].tag = tags[i];
		tallies[count - 1].count++;
	}
	qsort(tallies, count, sizeof(*tallies), by_count);
	for (size_t i = 0; i < count && list->filter_count < FILTERS_MAX; i++) {
		const struct render_tag *tag = &r->tags[tallies[i].tag];

		if (tallies[i].count < 2 || tallies[i].count >= list->count)
			continue;
		list->filter_tags[list->filter_count] = tallies[i].tag;
		list->filters[list->filter_count++] = (struct view_link){
			.name = tag->name,
			.path = slw_pool_printf(&r->pool, "%stag/%s/", list->path, tag->handle),
			.count = tallies[i].count,
		};
	}
	free(tags);
	free(tallies);
}

static bool has_tag(const struct view_card *card, uint32_t tag)
{
	for (uint32_t i = 0; i < card->tag_count; i++) {
		if (card->tags[i] == tag)
			return true;
	}
	return false;
}

static int write_filters(struct render *r, const struct list *list, const struct view_card **sorted,
			 struct slw_err *err)
{
	const struct view_card **some = slw_calloc(list->count + 1, sizeof(*some));
	int rc = 0;

	for (size_t i = 0; i < list->filter_count && rc == 0; i++) {
		const char *folder = list->filters[i].path + strlen(list->path);
		size_t count = 0;

		for (size_t j = 0; j < list->count; j++) {
			if (has_tag(sorted[j], list->filter_tags[i]))
				some[count++] = sorted[j];
		}
		rc = write_run(r, list, folder, some, count, list->filters[i].name, err);
	}
	free(some);
	return rc;
}

static int write_list(struct render *r, struct list *list, struct slw_err *err)
{
	const struct view_card **sorted = slw_calloc(list->count + 1, sizeof(*sorted));
	int rc = -1;

	find_filters(r, list);
	for (size_t i = 0; i < ORDER__MAX; i++) {
		enum order order = (enum order)i;
		const char *folder = order == list->order ? "" : orders[order].folder;
		bool first = order == list->order;

		if (!first &&
		    (order == ORDER_SHOP || list->count < 2 || list->count > VARIANTS_MAX))
			continue;
		memcpy(sorted, list->cards, list->count * sizeof(*sorted));
		sort(sorted, list->count, order);
		if (write_run(r, list, folder, sorted, list->count,
			      first ? NULL : slw_render_word(r, orders[order].name), err) < 0)
			goto out;
		if (first && write_filters(r, list, sorted, err) < 0)
			goto out;
	}
	rc = 0;
out:
	free(sorted);
	return rc;
}

/* --- which lists there are ------------------------------------------------------------------- */

static enum order order_of(const char *key)
{
	for (size_t i = 0; i < ORDER__MAX; i++) {
		if (strcmp(orders[i].key, key) == 0)
			return (enum order)i;
	}
	return ORDER_SHOP;
}

static const char *text(struct render *r, const char *type, const char *subject)
{
	const char *found =
	    r->source.text == NULL ? NULL : r->source.text(r->source.context, type, subject);

	return found != NULL && found[0] != '\0' ? slw_pool_str(&r->pool, found) : NULL;
}

static int write_all(struct render *r, struct slw_err *err)
{
	const char *name = slw_render_word(r, "All products");
	const struct view_link crumbs[] = { { .name = name, .path = "products/" },
					    { .name = NULL } };
	struct list list = { .path = "products/",
			     .name = name,
			     .title = slw_pool_printf(&r->pool, "%s – %s", name, r->shop.name),
			     .crumbs = crumbs,
			     .count = r->card_count };
	int rc;

	list.cards = slw_calloc(list.count + 1, sizeof(*list.cards));
	for (size_t i = 0; i < list.count; i++)
		list.cards[i] = &r->cards[i];
	rc = write_list(r, &list, err);
	free(list.cards);
	return rc;
}

static int write_collection(struct render *r, const struct render_collection *collection,
			    struct slw_err *err)
{
	const char *path = slw_pool_printf(&r->pool, "collections/%s/", collection->handle);
	const char *title = text(r, "meta_title", collection->handle);
	const struct view_link crumbs[] = { { .name = slw_render_word(r, "Collections"),
					      .path = "collections/" },
					    { .name = collection->title, .path = path },
					    { .name = NULL } };
	struct list list = { .path = path,
			     .name = collection->title,
			     .title = title,
			     .description = text(r, "meta_description", collection->handle),
			     .text = collection->description,
			     .crumbs = crumbs,
			     .count = collection->count,
			     .order = order_of(collection->sort) };
	int rc;

	if (list.title == NULL)
		list.title = slw_pool_printf(&r->pool, "%s – %s", collection->title, r->shop.name);
	if (list.text == NULL)
		list.text = text(r, "category_description", collection->handle);
	list.cards = slw_calloc(list.count + 1, sizeof(*list.cards));
	for (size_t i = 0; i < list.count; i++)
		list.cards[i] = &r->cards[collection->members[i]];
	rc = write_list(r, &list, err);
	free(list.cards);
	return rc;
}

const struct view_collection *slw_render_collections(struct render *r, size_t max, size_t *count)
{
	struct view_collection *views =
	    slw_pool_alloc(&r->page, (r->collection_count + 1) * sizeof(*views));

	*count = 0;
	for (size_t i = 0; i < r->collection_count && *count < max; i++) {
		const struct render_collection *collection = &r->collections[i];
		struct view_collection *view = &views[(*count)++];

		view->title = collection->title;
		view->path = slw_pool_printf(&r->page, "collections/%s/", collection->handle);
		view->image = collection->image;
		if (view->image == NULL && collection->count > 0)
			view->image = &r->cards[collection->members[0]].image;
		view->count = (int64_t)collection->count;
	}
	return views;
}

static int write_index(struct render *r, struct slw_err *err)
{
	struct view_listing listing = { .heading = slw_render_word(r, "Collections") };
	const struct view_link crumbs[] = { { .name = listing.heading, .path = "collections/" },
					    { .name = NULL } };
	struct view_page page = { .listing = &listing };

	listing.collections.items = slw_render_collections(r, SIZE_MAX, &listing.collections.count);
	slw_render_page(r, &page, "collections/",
			slw_pool_printf(&r->page, "%s – %s", listing.heading, r->shop.name), NULL);
	slw_render_crumbs(r, &page, crumbs);
	return slw_render_write(r, &page, TEMPLATE_COLLECTIONS, err);
}

int slw_render_lists(struct render *r, struct slw_err *err)
{
	if (write_all(r, err) < 0 || write_index(r, err) < 0)
		return -1;
	for (size_t i = 0; i < r->collection_count; i++) {
		if (write_collection(r, &r->collections[i], err) < 0)
			return -1;
	}
	r->result.collections = r->collection_count;
	return 0;
}
