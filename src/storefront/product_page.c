/* The second pass over all products: their pages, and the index that the search reads. */
#include "config.h"

#include "storefront/render.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/escape.h"
#include "base/html.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "base/text.h"
#include "storefront/gtin.h"

#include "base/banned.h"

#define LOW_STOCK	5
#define RELATED_MAX	4
#define SEARCH_CHUNK	5000 /* products in one file of the search index */
#define META_MAX	160  /* characters of a description for search engines */
#define LONG_MAIL_COUNT 30   /* variants: above it an order e-mail has a subject alone */
#define MAIL_TITLE_MAX	120  /* characters */

static const char *text_of(const struct slw_storefront_item *item, const char *type)
{
	const char *text = slw_json_str(item->texts, type, NULL);

	return text != NULL && text[0] != '\0' ? text : NULL;
}

static const char *first_of(const char *a, const char *b)
{
	return a != NULL && a[0] != '\0' ? a : b;
}

/* --- buying ---------------------------------------------------------------------------------- */

static void mail_line(struct slw_buf *out, const char *text)
{
	slw_escape_url(out, text);
	slw_buf_str(out, "%0D%0A");
}

/* A mailto: address with the order written out (RFC 6068). */
static const char *order_mail(struct render *r, const struct view_product *product,
			      const struct view_variant *variant, bool with_body)
{
	char *title = slw_text_cut(slw_strdup(product->title), MAIL_TITLE_MAX);
	struct slw_buf out, line;
	const char *kept;

	slw_buf_init(&out, 0);
	slw_buf_init(&line, 0);
	slw_buf_printf(&line, "1 x %s", title);
	if (product->many)
		slw_buf_printf(&line, ", %s", variant->title);
	if (variant->sku != NULL)
		slw_buf_printf(&line, " (%s)", variant->sku);
	slw_buf_str(&out, "mailto:");
	slw_escape_url(&out, r->shop.email != NULL ? r->shop.email : "");
	slw_buf_str(&out, "?subject=");
	slw_escape_url(&out, slw_render_word(r, "Order"));
	slw_buf_str(&out, "%20");
	slw_escape_url(&out, line.data);
	if (with_body) {
		slw_buf_str(&out, "&body=");
		mail_line(&out, slw_render_word(r, "Hello, I would like to order:"));
		mail_line(&out, "");
		mail_line(&out, line.data);
		if (variant->price != NULL)
			mail_line(&out, variant->price);
		mail_line(&out, "");
		mail_line(&out, slw_render_word(r, "My name and address:"));
	}
	kept = slw_pool_str(&r->page, out.data);
	slw_buf_release(&line);
	slw_buf_release(&out);
	free(title);
	return kept;
}

static const char *pay_link(const struct slw_storefront_item *item, size_t index)
{
	char key[24];
	const char *url;

	if (item->pay_links == NULL)
		return NULL;
	snprintf(key, sizeof(key), "%zu", index);
	url = slw_json_str(item->pay_links, key, NULL);
	return url != NULL && strncmp(url, "https://", 8) == 0 ? url : NULL;
}

/* --- variants -------------------------------------------------------------------------------- */

/* Which value of each option it has, "0,2", for the script that follows the shopper's choice. */
static const char *choice_of(struct render *r, const struct slw_product *product,
			     const struct slw_variant *variant)
{
	const char *text = "";

	for (size_t i = 0; i < product->option_count; i++) {
		const struct slw_option *option = &product->options[i];
		size_t at = 0;

		while (at < option->value_count &&
		       (variant->option_values[i] == NULL ||
			strcmp(option->values[at], variant->option_values[i]) != 0))
			at++;
		text = slw_pool_printf(&r->page, "%s%s%zu", text, i > 0 ? "," : "", at);
	}
	return text;
}

static void set_stock(struct view_variant *view, const struct slw_variant *variant)
{
	int64_t left = variant->inventory_quantity;

	view->available = slw_variant_available(variant);
	view->tracked = left != SLW_NUMBER_NONE;
	if (!view->tracked || !view->available)
		return;
	view->backorder = left <= 0;
	view->low = left > 0 && left <= LOW_STOCK && !variant->continue_selling;
	view->left = left;
}

static void set_variant(struct render *r, struct view_variant *view,
			const struct slw_storefront_item *item, size_t index)
{
	const struct slw_product *product = item->product;
	const struct slw_variant *variant = &product->variants[index];
	const char *link = pay_link(item, index);
	char *title = slw_variant_title(variant, product->option_count);

	view->title = slw_pool_str(&r->page, title);
	free(title);
	if (view->title == NULL)
		view->title = slw_pool_printf(&r->page, "%zu", index + 1);
	view->number = (int64_t)index;
	view->sku = first_of(variant->sku, NULL);
	view->gtin = slw_gtin_valid(variant->barcode) ? variant->barcode : NULL;
	view->priced = variant->price != SLW_MONEY_NONE;
	view->minor = view->priced ? variant->price : 0;
	view->price = slw_render_money(r, &r->page, variant->price);
	view->amount = slw_render_amount(r, &r->page, variant->price);
	view->on_sale = view->priced && variant->compare_at_price != SLW_MONEY_NONE &&
			variant->compare_at_price > variant->price;
	if (view->on_sale)
		view->compare = slw_render_money(r, &r->page, variant->compare_at_price);
	view->choice = choice_of(r, product, variant);
	if (variant->image != NULL) {
		const struct view_image *image =
		    slw_render_image(r, &r->page, variant->image, NULL);

		if (image != NULL)
			view->image = image->external
					  ? image->url
					  : slw_pool_printf(&r->page, "../../%s", image->url);
	}
	set_stock(view, variant);
	view->pay = link != NULL;
	view->buy = link;
}

static void set_variants(struct render *r, struct view_product *view,
			 const struct slw_storefront_item *item)
{
	const struct slw_product *product = item->product;
	size_t count = product->variant_count;
	struct view_variant *variants = slw_pool_alloc(&r->page, (count + 1) * sizeof(*variants));

	for (size_t i = 0; i < count; i++) {
		set_variant(r, &variants[i], item, i);
		if (!variants[i].pay)
			variants[i].buy =
			    order_mail(r, view, &variants[i], count <= LONG_MAIL_COUNT);
		if (view->variant == NULL && variants[i].available)
			view->variant = &variants[i];
		if (product->variants[i].requires_shipping)
			view->shipped = true;
	}
	if (view->variant == NULL)
		view->variant = &variants[0];
	view->variants = (struct slw_tpl_list){ variants, count };
}

static void set_options(struct render *r, struct view_product *view,
			const struct slw_product *product)
{
	struct view_option *options =
	    slw_pool_alloc(&r->page, (product->option_count + 1) * sizeof(*options));

	for (size_t i = 0; i < product->option_count; i++) {
		const struct slw_option *option = &product->options[i];
		struct view_value *values =
		    slw_pool_alloc(&r->page, (option->value_count + 1) * sizeof(*values));

		for (size_t j = 0; j < option->value_count; j++)
			values[j] = (struct view_value){ .text = option->values[j],
							 .number = (int64_t)j,
							 .first = j == 0 };
		options[i] = (struct view_option){ .name = option->name,
						   .position = (int64_t)i,
						   .values = { values, option->value_count } };
	}
	view->options = (struct slw_tpl_list){ options, product->option_count };
}

static void set_offers(struct render *r, struct view_product *view,
		       const struct slw_product *product)
{
	int64_t low = SLW_MONEY_NONE, high = SLW_MONEY_NONE, weight = SLW_NUMBER_NONE;

	for (size_t i = 0; i < product->variant_count; i++) {
		const struct slw_variant *variant = &product->variants[i];

		if (variant->weight != SLW_NUMBER_NONE && variant->weight > weight)
			weight = variant->weight;
		if (variant->price == SLW_MONEY_NONE)
			continue;
		view->offer_count++;
		if (low == SLW_MONEY_NONE || variant->price < low)
			low = variant->price;
		if (high == SLW_MONEY_NONE || variant->price > high)
			high = variant->price;
	}
	view->priced = low != SLW_MONEY_NONE;
	view->low = slw_render_amount(r, &r->page, low);
	view->high = slw_render_amount(r, &r->page, high);
	if (view->shipped && view->priced)
		view->shipping_json = slw_render_shipping(r, low, weight);
}

/* --- pictures and texts ---------------------------------------------------------------------- */

static void set_images(struct render *r, struct view_product *view, const struct view_card *card,
		       const struct slw_storefront_item *item)
{
	const struct slw_product *product = item->product;
	struct view_image *images =
	    slw_pool_alloc(&r->page, (product->image_count + 1) * sizeof(*images));
	size_t count = 0;

	for (size_t i = 0; i < product->image_count; i++) {
		const char *alt =
		    first_of(product->images[i].alt, i == 0 ? text_of(item, "image_alt") : NULL);
		struct view_image *image = slw_render_image(r, &r->page, product->images[i].src,
							    alt != NULL ? alt : view->title);

		if (image != NULL)
			images[count++] = *image;
	}
	view->drawn = count == 0;
	if (count == 0) {
		images[count] = card->image;
		images[count++].alt = view->title;
	}
	view->image = &images[0];
	view->images = (struct slw_tpl_list){ images, count };
	if (count > 1)
		view->more_images = view->images;
}

static const char *plain_text(struct render *r, const char *html, size_t max)
{
	struct slw_buf plain;
	const char *kept;

	if (html == NULL)
		return NULL;
	slw_buf_init(&plain, 0);
	slw_html_text(&plain, html);
	if (slw_text_chars(plain.data) > max) {
		char *space;

		slw_text_cut(plain.data, max - 1);
		space = strrchr(plain.data, ' ');
		if (space != NULL)
			*space = '\0';
		plain.len = strlen(plain.data);
		slw_buf_str(&plain, "…");
	}
	kept = slw_pool_str(&r->page, plain.data);
	slw_buf_release(&plain);
	return kept;
}

static const char *set_description(struct render *r, struct view_product *view,
				   const struct slw_storefront_item *item)
{
	const char *text =
	    first_of(item->product->description, text_of(item, "product_description"));
	struct slw_buf html;

	if (text == NULL)
		return NULL;
	slw_buf_init(&html, 0);
	slw_html_clean(&html, text);
	view->description = slw_pool_str(&r->page, html.data);
	slw_buf_release(&html);
	view->plain = plain_text(r, text, 5000);
	return plain_text(r, view->plain, META_MAX);
}

static struct slw_tpl_list texts(struct render *r, char **from, size_t count)
{
	struct view_text *list = slw_pool_alloc(&r->page, (count + 1) * sizeof(*list));

	for (size_t i = 0; i < count; i++)
		list[i].text = from[i];
	return (struct slw_tpl_list){ list, count };
}

/* Where a card stands among the members of its collection, which are in ascending order. */
static size_t member_at(const struct render_collection *in, size_t number)
{
	size_t low = 0, high = in->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (in->members[middle] < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_related(const struct view_product *view, const struct view_card *card)
{
	const struct view_card *const *related = view->related.items;

	for (size_t i = 0; i < view->related.count; i++) {
		if (related[i] == card)
			return true;
	}
	return false;
}

/* The next ones in the same collection, then in the shop: so every product is related to by about
 * as many as it relates to. */
static void set_related(struct render *r, struct view_product *view, size_t number)
{
	const struct view_card **related = slw_pool_alloc(&r->page, RELATED_MAX * sizeof(*related));
	uint32_t group = r->cards[number].group;
	const struct render_collection *in = group != UINT32_MAX ? &r->collections[group] : NULL;
	size_t at = in != NULL ? member_at(in, number) : 0;

	view->related.items = related;
	for (size_t i = 1; in != NULL && i < in->count && view->related.count < RELATED_MAX; i++)
		related[view->related.count++] = &r->cards[in->members[(at + i) % in->count]];
	for (size_t i = 1; i < r->card_count && view->related.count < RELATED_MAX; i++) {
		const struct view_card *card = &r->cards[(number + i) % r->card_count];

		if (!is_related(view, card))
			related[view->related.count++] = card;
	}
}

static const char *condition_name(enum slw_condition condition)
{
	switch (condition) {
	case SLW_CONDITION_REFURBISHED:
		return "RefurbishedCondition";
	case SLW_CONDITION_USED:
		return "UsedCondition";
	case SLW_CONDITION_NEW:
		break;
	}
	return "NewCondition";
}

static void set_facts(struct render *r, struct view_product *view, const struct view_card *card,
		      const struct slw_product *product)
{
	struct view_link *link;

	view->title = card->title;
	view->path = card->path;
	view->vendor = first_of(product->vendor, NULL);
	view->type = first_of(product->product_type, NULL);
	view->price = card->price;
	view->compare = card->compare;
	view->from = card->from;
	view->on_sale = card->on_sale;
	view->sold_out = card->sold_out;
	view->many = product->variant_count > 1;
	view->condition = condition_name(product->condition);
	view->is_new = product->condition == SLW_CONDITION_NEW;
	view->is_used = product->condition == SLW_CONDITION_USED;
	view->is_refurbished = product->condition == SLW_CONDITION_REFURBISHED;
	view->features = texts(r, product->features, product->feature_count);
	view->tags = texts(r, product->tags, product->tag_count);
	if (card->group == UINT32_MAX)
		return;
	link = slw_pool_alloc(&r->page, sizeof(*link));
	link->name = r->collections[card->group].title;
	link->path =
	    slw_pool_printf(&r->page, "collections/%s/", r->collections[card->group].handle);
	view->collection = link;
}

/* --- the page -------------------------------------------------------------------------------- */

static int write_page(struct render *r, const struct view_product *view,
		      const struct slw_storefront_item *item, const char *summary,
		      struct slw_err *err)
{
	const struct slw_product *product = item->product;
	const char *title = first_of(product->seo_title, text_of(item, "meta_title"));
	const char *meta = first_of(product->seo_description, text_of(item, "meta_description"));
	struct view_page page = { .product = view, .type = "product", .price_amount = view->low };
	struct view_link crumbs[4] = { { .name = NULL } };
	size_t count = 0;

	if (title == NULL)
		title = slw_pool_printf(&r->page, "%s – %s", view->title, r->shop.name);
	if (view->collection != NULL)
		crumbs[count++] = *view->collection;
	else
		crumbs[count++] = (struct view_link){ .name = slw_render_word(r, "All products"),
						      .path = "products/" };
	crumbs[count++] = (struct view_link){ .name = view->title, .path = view->path };
	slw_render_page(r, &page, view->path, title, meta != NULL ? meta : summary);
	if (!view->drawn)
		page.social_image = view->image;
	slw_render_crumbs(r, &page, crumbs);
	r->result.products++;
	return slw_render_write(r, &page, TEMPLATE_PRODUCT, err);
}

static int write_drawing(struct render *r, const struct view_card *card, struct slw_err *err)
{
	struct slw_buf svg;
	char *handle = slw_strndup(card->path + strlen("products/"),
				   strlen(card->path) - strlen("products/") - 1);
	int rc;

	slw_buf_init(&svg, 0);
	slw_render_drawing(r, handle, &svg);
	rc = slw_render_file(r, card->image.url, svg.data, svg.len, err);
	slw_buf_release(&svg);
	free(handle);
	return rc;
}

/* --- search index ---------------------------------------------------------------------------- */

static int write_chunk(struct render *r, struct slw_err *err)
{
	char path[40];
	int rc;

	slw_buf_str(&r->search, "]\n");
	snprintf(path, sizeof(path), "search/%" PRId64 ".json", r->shop.chunks);
	rc = slw_render_file(r, path, r->search.data, r->search.len, err);
	r->shop.chunks++;
	r->search_count = 0;
	slw_buf_clear(&r->search);
	return rc;
}

static void search_string(struct slw_buf *out, const char *before, const char *text)
{
	slw_buf_str(out, before);
	slw_buf_char(out, '"');
	slw_escape_json_script(out, text != NULL ? text : "");
	slw_buf_char(out, '"');
}

/* [title, path, price, image, other words] */
static int add_to_search(struct render *r, const struct view_card *card,
			 const struct slw_product *product, struct slw_err *err)
{
	struct slw_buf words;

	slw_buf_init(&words, 400);
	if (product->product_type != NULL)
		slw_buf_str(&words, product->product_type);
	for (size_t i = 0; i < product->tag_count; i++) {
		slw_buf_char(&words, ' ');
		slw_buf_str(&words, product->tags[i]);
	}
	slw_buf_str(&r->search, r->search_count == 0 ? "[" : ",\n");
	search_string(&r->search, "[", card->title);
	search_string(&r->search, ",", card->path);
	search_string(&r->search, ",", card->price);
	search_string(&r->search, ",", card->image.url);
	search_string(&r->search, ",", words.data);
	slw_buf_char(&r->search, ']');
	slw_buf_release(&words);
	r->search_count++;
	return r->search_count == SEARCH_CHUNK ? write_chunk(r, err) : 0;
}

int slw_render_product(struct render *r, const struct slw_storefront_item *item,
		       struct slw_err *err)
{
	struct view_product view = { .title = NULL };
	const struct view_card *card;
	const char *summary;

	if (slw_progress_cancelled(r->options.progress))
		return slw_err_set(err, SLW_ECANCELLED, _("writing the shop was cancelled"));
	if (r->next == r->card_count)
		return slw_err_set(err, SLW_EINTERNAL,
				   _("the products changed while the shop was written"));
	card = &r->cards[r->next];
	set_facts(r, &view, card, item->product);
	set_images(r, &view, card, item);
	set_variants(r, &view, item);
	set_options(r, &view, item->product);
	set_offers(r, &view, item->product);
	summary = set_description(r, &view, item);
	set_related(r, &view, r->next);
	if (card->drawn && write_drawing(r, card, err) < 0)
		return -1;
	if (add_to_search(r, card, item->product, err) < 0)
		return -1;
	r->next++;
	if (r->next % 64 == 0)
		slw_progress_report(r->options.progress, _("writing product pages"), r->next,
				    r->card_count);
	return write_page(r, &view, item, summary, err);
}

int slw_render_search_end(struct render *r, struct slw_err *err)
{
	return r->search_count > 0 ? write_chunk(r, err) : 0;
}
