/*
 * Facts from answers. Their names are the variables of the prompts (data/prompts/); what is not
 * answered is absent. Prices of products are left out: they change more often than texts should.
 */
#include "config.h"

#include "content/content.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/html.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/codes.h"
#include "model/documents.h"
#include "model/money.h"
#include "product/product.h"

#include "base/banned.h"

#define TEXT_MAX    4000 /* bytes of a description or story among the facts */
#define TITLES_MAX  12
#define VALUES_MAX  30
#define COUNTRY_MAX 60

static void copy(json_t *to, const char *key, const json_t *from, const char *from_key)
{
	json_t *value = json_object_get(from, from_key);

	if (value == NULL || json_is_null(value) ||
	    (json_is_string(value) && json_string_value(value)[0] == '\0'))
		return;
	slw_json_set(to, key, json_incref(value));
}

/* Text that may be HTML, as plain text. */
static void set_plain(json_t *to, const char *key, const char *html)
{
	struct slw_buf text;
	size_t len;

	if (html == NULL || html[0] == '\0')
		return;
	slw_buf_init(&text, 0);
	slw_html_text(&text, html);
	len = text.len < TEXT_MAX ? text.len : TEXT_MAX;
	while (len < text.len && len > 0 && ((unsigned char)text.data[len] & 0xC0) == 0x80)
		len--;
	slw_buf_cut(&text, len);
	slw_json_set_str(to, key, text.data);
	slw_buf_release(&text);
}

static void set_money(json_t *to, const char *key, const json_t *from, const char *from_key,
		      const struct slw_documents *docs)
{
	const struct slw_currency *currency = slw_documents_currency(docs);
	const json_t *amount = json_object_get(from, from_key);
	struct slw_buf text;

	if (currency == NULL || !json_is_integer(amount))
		return;
	slw_buf_init(&text, 0);
	slw_money_display(&text, json_integer_value(amount), currency,
			  slw_documents_str(docs, "content.language",
					    slw_documents_str(docs, "business.language", "en")));
	slw_json_set_str(to, key, text.data);
	slw_buf_release(&text);
}

static bool has_country(const json_t *zone, const char *code)
{
	const json_t *countries = slw_json_array(zone, "countries");

	for (size_t i = 0; i < json_array_size(countries); i++) {
		const char *listed = json_string_value(json_array_get(countries, i));

		if (listed != NULL && strcmp(listed, code) == 0)
			return true;
	}
	return false;
}

/* The zone that shoppers of the shop's own country are in; NULL where it does not ship there. */
static const json_t *home_zone(const json_t *zones, const char *country)
{
	for (size_t i = 0; i < json_array_size(zones); i++) {
		if (has_country(json_array_get(zones, i), country))
			return json_array_get(zones, i);
	}
	for (size_t i = 0; i < json_array_size(zones); i++) {
		if (slw_json_bool(json_array_get(zones, i), "rest_of_world", false))
			return json_array_get(zones, i);
	}
	return NULL;
}

/* Of the first rate that every order can have: one with a limit of weight says too little. */
static void add_home_rate(json_t *facts, const json_t *zone, const struct slw_documents *docs)
{
	const json_t *rates = slw_json_array(zone, "rates"), *rate = NULL;

	for (size_t i = 0; i < json_array_size(rates) && rate == NULL; i++) {
		if (json_object_get(json_array_get(rates, i), "max_weight") == NULL)
			rate = json_array_get(rates, i);
	}
	if (rate == NULL)
		return;
	slw_json_set_str(facts, "delivery_country",
			 slw_documents_str(docs, "business.country", NULL));
	copy(facts, "delivery_days_min", rate, "delivery_days_min");
	copy(facts, "delivery_days_max", rate, "delivery_days_max");
	if (slw_json_int(rate, "price", -1) == 0) {
		slw_json_set_bool(facts, "shipping_free", true);
		return;
	}
	set_money(facts, "shipping_price", rate, "price", docs);
	set_money(facts, "free_shipping_over", rate, "free_over", docs);
}

static void add_countries(json_t *facts, const json_t *zones)
{
	json_t *all = json_array();
	bool worldwide = false;

	for (size_t z = 0; z < json_array_size(zones); z++) {
		const json_t *zone = json_array_get(zones, z);
		const json_t *countries = slw_json_array(zone, "countries");

		worldwide = worldwide || slw_json_bool(zone, "rest_of_world", false);
		for (size_t i = 0; i < json_array_size(countries); i++) {
			if (json_array_size(all) < COUNTRY_MAX)
				slw_json_append(all, json_incref(json_array_get(countries, i)));
		}
	}
	if (worldwide)
		slw_json_set_bool(facts, "ships_worldwide", true);
	if (json_array_size(all) > 0 && !worldwide)
		slw_json_set(facts, "ships_to", json_incref(all));
	json_decref(all);
}

static void add_service(json_t *facts, const struct slw_documents *docs)
{
	const json_t *shipping = slw_documents_get(docs, "products.shipping");
	const json_t *returns = slw_documents_get(docs, "products.returns");
	const json_t *zones = slw_json_array(shipping, "zones");
	const json_t *home = home_zone(zones, slw_documents_str(docs, "business.country", ""));

	if (json_array_size(zones) > 0) {
		copy(facts, "handling_days_min", shipping, "handling_days_min");
		copy(facts, "handling_days_max", shipping, "handling_days_max");
		add_countries(facts, zones);
	}
	if (home != NULL)
		add_home_rate(facts, home, docs);
	copy(facts, "returns_accepted", returns, "accepted");
	if (slw_json_bool(returns, "accepted", false)) {
		copy(facts, "return_days", returns, "window_days");
		copy(facts, "return_paid_by", returns, "who_pays");
		copy(facts, "return_methods", returns, "methods");
		copy(facts, "return_exceptions", returns, "exceptions");
	}
	if (slw_documents_bool(docs, "products.tax.registered", false))
		copy(facts, "prices_include_tax", slw_documents_get(docs, "products.tax"),
		     "prices_include_tax");
}

json_t *slw_content_shop_facts(const struct slw_documents *docs)
{
	const json_t *business = docs->section[SLW_BUSINESS];
	const json_t *contact = slw_json_object(business, "contact");
	const json_t *address = slw_json_object(business, "address");
	json_t *facts = json_object();

	copy(facts, "business_name", business, "business_name");
	set_plain(facts, "business_description", slw_json_str(business, "description", NULL));
	copy(facts, "industry", business, "industry");
	copy(facts, "audience", business, "audience");
	copy(facts, "voice", business, "brand_voice");
	set_plain(facts, "story", slw_json_str(business, "story", NULL));
	copy(facts, "founded", business, "founded");
	copy(facts, "city", address, "city");
	copy(facts, "country", business, "country");
	copy(facts, "contact_email", contact, "email");
	copy(facts, "contact_phone", contact, "phone");
	copy(facts, "contact_hours", contact, "hours");
	add_service(facts, docs);
	return facts;
}

static json_t *texts_of(char *const *texts, size_t count, size_t max)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count && i < max; i++)
		slw_json_append(list, slw_json_new_str(texts[i]));
	return list;
}

static void set_texts(json_t *to, const char *key, char *const *texts, size_t count)
{
	if (count > 0)
		slw_json_set(to, key, texts_of(texts, count, SIZE_MAX));
}

static void add_options(json_t *facts, const struct slw_product *product)
{
	json_t *options = json_array();

	for (size_t i = 0; i < product->option_count; i++) {
		const struct slw_option *from = &product->options[i];
		json_t *option = json_object();

		slw_json_set_str(option, "name", from->name);
		slw_json_set(option, "values",
			     texts_of(from->values, from->value_count, VALUES_MAX));
		slw_json_append(options, option);
	}
	if (json_array_size(options) > 0)
		slw_json_set(facts, "options", json_incref(options));
	json_decref(options);
}

/* The title of a collection of the shop; NULL if there is none with that handle. */
static const char *collection_title(const struct slw_documents *docs, const char *handle)
{
	const json_t *collections = slw_documents_get(docs, "products.collections");

	for (size_t i = 0; i < json_array_size(collections); i++) {
		const json_t *collection = json_array_get(collections, i);

		if (strcmp(slw_json_str(collection, "handle", ""), handle) == 0)
			return slw_json_str(collection, "title", NULL);
	}
	return NULL;
}

/* The merchant's own word, else the last level of the taxonomy, else the first collection. */
static void add_category(json_t *facts, const struct slw_product *product, const json_t *titles)
{
	const char *category = product->product_type;

	if (category == NULL && product->product_category != NULL) {
		const char *last = strrchr(product->product_category, '>');

		category = last == NULL ? product->product_category : last + 1;
		category += strspn(category, " ");
	}
	if (category == NULL || category[0] == '\0')
		category = json_string_value(json_array_get(titles, 0));
	slw_json_set_str(facts, "category", category);
}

json_t *slw_content_product_facts(const struct slw_product *product,
				  const struct slw_documents *docs)
{
	static const char *const conditions[] = { [SLW_CONDITION_NEW] = "new",
						  [SLW_CONDITION_REFURBISHED] = "refurbished",
						  [SLW_CONDITION_USED] = "used" };
	json_t *facts = slw_content_shop_facts(docs), *titles = json_array();
	bool shipped = product->variant_count == 0;

	slw_json_set_str(facts, "product_name", product->title);
	for (size_t i = 0; i < product->collection_count; i++) {
		const char *title = collection_title(docs, product->collections[i]);

		if (title != NULL)
			slw_json_append(titles, slw_json_new_str(title));
	}
	add_category(facts, product, titles);
	if (json_array_size(titles) > 0)
		slw_json_set(facts, "collections", json_incref(titles));
	json_decref(titles);
	slw_json_set_str(facts, "product_type", product->product_type);
	slw_json_set_str(facts, "product_category", product->product_category);
	slw_json_set_str(facts, "vendor", product->vendor);
	set_plain(facts, "description", product->description);
	set_texts(facts, "features", product->features, product->feature_count);
	set_texts(facts, "tags", product->tags, product->tag_count);
	add_options(facts, product);
	slw_json_set_str(facts, "condition", conditions[product->condition]);
	for (size_t i = 0; i < product->variant_count; i++)
		shipped = shipped || product->variants[i].requires_shipping;
	slw_json_set_bool(facts, "requires_shipping", shipped);
	return facts;
}

json_t *slw_content_collection_facts(const json_t *collection, size_t product_count,
				     const char *const *titles, size_t title_count,
				     const struct slw_documents *docs)
{
	json_t *facts = slw_content_shop_facts(docs), *named = json_array();

	copy(facts, "collection_name", collection, "title");
	set_plain(facts, "collection_description", slw_json_str(collection, "description", NULL));
	slw_json_set_int(facts, "product_count", (int64_t)product_count);
	for (size_t i = 0; i < title_count && i < TITLES_MAX; i++)
		slw_json_append(named, slw_json_new_str(titles[i]));
	if (json_array_size(named) > 0)
		slw_json_set(facts, "product_titles", json_incref(named));
	json_decref(named);
	return facts;
}
