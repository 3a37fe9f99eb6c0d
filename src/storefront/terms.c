/*
 * Shipping and returns as the answers have them, for JSON-LD (schema.org OfferShippingDetails and
 * MerchantReturnPolicy) and as one sentence beside a product. policies.c says the same at length.
 */
#include "config.h"

#include "storefront/render.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/codes.h"
#include "model/money.h"

#include "base/banned.h"

#define WITHDRAWAL_DAYS	 14 /* Directive 2011/83/EU, article 9 */
#define RETURN_COUNTRIES 50 /* more than that, search engines do not read */

static void key_string(struct slw_buf *out, const char *before, const char *value)
{
	slw_buf_str(out, before);
	slw_buf_char(out, '"');
	slw_escape_json_script(out, value);
	slw_buf_char(out, '"');
}

static void countries_json(struct slw_buf *out, const json_t *countries, size_t max)
{
	size_t index;
	json_t *code;

	slw_buf_char(out, '[');
	json_array_foreach (countries, index, code) {
		if (index == max)
			break;
		key_string(out, index > 0 ? "," : "", json_string_value(code));
	}
	slw_buf_char(out, ']');
}

static void days_json(struct slw_buf *out, const char *key, int64_t min, int64_t max)
{
	slw_buf_printf(out,
		       "\"%s\":{\"@type\":\"QuantitativeValue\",\"minValue\":%" PRId64
		       ",\"maxValue\":%" PRId64 ",\"unitCode\":\"DAY\"}",
		       key, min, max);
}

static const char *rate_json(struct render *r, const json_t *zone, const json_t *rate,
			     int64_t price)
{
	const struct slw_documents *docs = r->options.docs;
	const json_t *countries = slw_json_array(zone, "countries");
	char amount[SLW_MONEY_SIZE];
	const char *text;
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_money_format(amount, price, r->currency);
	slw_buf_printf(&out,
		       "{\"@type\":\"OfferShippingDetails\",\"shippingRate\":{\"@type\":"
		       "\"MonetaryAmount\",\"value\":\"%s\",\"currency\":\"%s\"}",
		       amount, r->currency->code);
	if (json_array_size(countries) > 0) {
		slw_buf_str(&out, ",\"shippingDestination\":{\"@type\":\"DefinedRegion\","
				  "\"addressCountry\":");
		countries_json(&out, countries, SIZE_MAX);
		slw_buf_char(&out, '}');
	}
	slw_buf_str(&out, ",\"deliveryTime\":{\"@type\":\"ShippingDeliveryTime\",");
	days_json(&out, "handlingTime",
		  slw_documents_int(docs, "products.shipping.handling_days_min", 0),
		  slw_documents_int(docs, "products.shipping.handling_days_max", 2));
	slw_buf_char(&out, ',');
	days_json(&out, "transitTime", slw_json_int(rate, "delivery_days_min", 2),
		  slw_json_int(rate, "delivery_days_max", 5));
	slw_buf_str(&out, "}}");
	text = slw_pool_str(&r->pool, out.data);
	slw_buf_release(&out);
	return text;
}

/* A zone "rest of the world" names no countries, so it has no form in JSON-LD, unless it is the
 * only one: then it means everywhere. */
static bool is_told(const json_t *zones, const json_t *zone)
{
	return json_array_size(slw_json_array(zone, "countries")) > 0 ||
	       json_array_size(zones) == 1;
}

static void set_rates(struct render *r, const json_t *zones)
{
	size_t i, j, count = 0;
	json_t *zone, *rate;

	json_array_foreach (zones, i, zone)
		count += json_array_size(slw_json_array(zone, "rates"));
	r->rates = slw_pool_alloc(&r->pool, (count + 1) * sizeof(*r->rates));
	json_array_foreach (zones, i, zone) {
		if (!is_told(zones, zone))
			continue;
		json_array_foreach (slw_json_array(zone, "rates"), j, rate) {
			r->rates[r->rate_count++] = (struct render_rate){
				.paid = rate_json(r, zone, rate, slw_json_int(rate, "price", 0)),
				.free = rate_json(r, zone, rate, 0),
				.free_over = slw_json_int(rate, "free_over", SLW_MONEY_NONE),
				.max_weight = slw_json_int(rate, "max_weight", SLW_NUMBER_NONE),
			};
		}
	}
}

const char *slw_render_shipping(struct render *r, int64_t price, int64_t weight)
{
	struct slw_buf out;
	const char *text;

	slw_buf_init(&out, 0);
	for (size_t i = 0; i < r->rate_count; i++) {
		const struct render_rate *rate = &r->rates[i];
		bool is_free = rate->free_over != SLW_MONEY_NONE && price != SLW_MONEY_NONE &&
			       price >= rate->free_over;

		if (rate->max_weight != SLW_NUMBER_NONE && weight != SLW_NUMBER_NONE &&
		    weight > rate->max_weight)
			continue;
		slw_buf_char(&out, out.len == 0 ? '[' : ',');
		slw_buf_str(&out, is_free ? rate->free : rate->paid);
	}
	if (out.len > 0)
		slw_buf_char(&out, ']');
	text = slw_pool_str(&r->page, out.data);
	slw_buf_release(&out);
	return text;
}

/* --- returns --------------------------------------------------------------------------------- */

static void add_method(struct slw_buf *out, const json_t *methods)
{
	static const struct {
		const char *key, *name;
	} names[] = { { "by_mail", "ReturnByMail" },
		      { "in_store", "ReturnInStore" },
		      { "at_kiosk", "ReturnAtKiosk" } };
	size_t index, count = 0;
	json_t *method;

	json_array_foreach (methods, index, method) {
		for (size_t i = 0; i < SLW_COUNT(names); i++) {
			if (strcmp(json_string_value(method), names[i].key) == 0)
				slw_buf_printf(out, "%s\"https://schema.org/%s\"",
					       count++ > 0 ? "," : ",\"returnMethod\":[",
					       names[i].name);
		}
	}
	slw_buf_str(out, count > 0 ? "]" : ",\"returnMethod\":\"https://schema.org/ReturnByMail\"");
}

/* All countries that are shipped to by name, else the shop's own. */
static void add_return_countries(struct render *r, struct slw_buf *out, const char *home)
{
	json_t *shipping = slw_json_object(r->options.docs->section[SLW_PRODUCTS], "shipping");
	json_t *all = json_array(), *zone, *code;
	size_t i, j;

	json_array_foreach (slw_json_array(shipping, "zones"), i, zone) {
		json_array_foreach (slw_json_array(zone, "countries"), j, code)
			slw_json_append(all, json_incref(code));
	}
	if (json_array_size(all) == 0 && home != NULL)
		slw_json_append(all, slw_json_new_str(home));
	slw_buf_str(out, ",\"applicableCountry\":");
	countries_json(out, all, RETURN_COUNTRIES);
	json_decref(all);
}

static void set_returns(struct render *r)
{
	const struct slw_documents *docs = r->options.docs;
	const char *home = slw_documents_str(docs, "business.country", NULL);
	const struct slw_country *country = slw_country_find(home);
	bool right = country != NULL && (country->groups & SLW_COUNTRY_WITHDRAWAL) != 0;
	bool accepted = slw_documents_bool(docs, "products.returns.accepted", true);
	int64_t days = slw_documents_int(docs, "products.returns.window_days", 30);
	const char *payer = slw_documents_str(docs, "products.returns.who_pays", "customer");
	struct slw_buf out;

	if (right && (!accepted || days < WITHDRAWAL_DAYS))
		days = WITHDRAWAL_DAYS;
	slw_buf_init(&out, 0);
	slw_buf_str(&out, "{\"@type\":\"MerchantReturnPolicy\"");
	add_return_countries(r, &out, home);
	if (accepted || right) {
		slw_buf_printf(&out,
			       ",\"returnPolicyCategory\":\"https://schema.org/"
			       "MerchantReturnFiniteReturnWindow\",\"merchantReturnDays\":%" PRId64,
			       days);
		add_method(&out,
			   slw_json_array(slw_documents_get(docs, "products.returns"), "methods"));
		slw_buf_printf(&out, ",\"returnFees\":\"https://schema.org/%s\"",
			       accepted && strcmp(payer, "merchant") == 0
				   ? "FreeReturn"
				   : "ReturnFeesCustomerResponsibility");
	} else {
		slw_buf_str(&out, ",\"returnPolicyCategory\":\"https://schema.org/"
				  "MerchantReturnNotPermitted\"");
	}
	key_string(&out, ",\"merchantReturnLink\":", r->shop.base);
	slw_buf_cut(&out, out.len - 1);
	slw_buf_str(&out, "policies/returns/\"}");
	r->shop.returns_json = slw_pool_str(&r->pool, out.data);
	slw_buf_release(&out);

	r->shop.return_days = accepted || right ? days : 0;
	r->shop.returns_free = accepted && strcmp(payer, "merchant") == 0;
}

/* --- notes ----------------------------------------------------------------------------------- */

/* The cheapest rate of the first zone, and from when it is free. */
static void set_shipping_note(struct render *r, const json_t *zones)
{
	const json_t *zone = json_array_get(zones, 0), *cheapest = NULL;
	int64_t price;
	size_t index;
	json_t *rate;

	json_array_foreach (slw_json_array(zone, "rates"), index, rate) {
		if (cheapest == NULL ||
		    slw_json_int(rate, "price", 0) < slw_json_int(cheapest, "price", 0))
			cheapest = rate;
	}
	if (cheapest == NULL)
		return;
	price = slw_json_int(cheapest, "price", 0);
	r->shop.shipping_is_free = price == 0;
	r->shop.shipping_price = slw_render_money(r, &r->pool, price);
	if (price > 0)
		r->shop.shipping_free = slw_render_money(
		    r, &r->pool, slw_json_int(cheapest, "free_over", SLW_MONEY_NONE));
	if (json_array_size(zones) > 1)
		r->shop.shipping_zone = slw_json_str(zone, "name", NULL);
}

void slw_render_terms(struct render *r)
{
	json_t *shipping = slw_json_object(r->options.docs->section[SLW_PRODUCTS], "shipping");
	json_t *zones = slw_json_array(shipping, "zones");

	set_rates(r, zones);
	set_returns(r);
	set_shipping_note(r, zones);
}

/* --- who runs the shop ----------------------------------------------------------------------- */

static void add_address(struct render *r, struct slw_buf *out)
{
	static const struct {
		const char *path, *key;
	} parts[] = {
		{ "business.address.street", "streetAddress" },
		{ "business.address.city", "addressLocality" },
		{ "business.address.region", "addressRegion" },
		{ "business.address.postal_code", "postalCode" },
		{ "business.country", "addressCountry" },
	};

	slw_buf_str(out, ",\"address\":{\"@type\":\"PostalAddress\"");
	for (size_t i = 0; i < SLW_COUNT(parts); i++) {
		const char *value = slw_documents_str(r->options.docs, parts[i].path, NULL);

		if (value == NULL)
			continue;
		slw_buf_printf(out, ",\"%s\":", parts[i].key);
		key_string(out, "", value);
	}
	slw_buf_char(out, '}');
}

static void add_profiles(struct render *r, struct slw_buf *out)
{
	const struct view_link *links = r->shop.social.items;

	for (size_t i = 0; i < r->shop.social.count; i++)
		key_string(out, i == 0 ? ",\"sameAs\":[" : ",", links[i].path);
	if (r->shop.social.count > 0)
		slw_buf_char(out, ']');
}

const char *slw_render_organization(struct render *r)
{
	const struct slw_documents *docs = r->options.docs;
	const struct view_shop *shop = &r->shop;
	const char *vat = slw_documents_str(docs, "business.imprint.vat_id", NULL);
	const char *legal = slw_documents_str(docs, "business.imprint.legal_name", NULL);
	struct slw_buf out;
	const char *text;

	slw_buf_init(&out, 0);
	slw_buf_str(&out, "{\"@context\":\"https://schema.org\",\"@type\":\"OnlineStore\"");
	key_string(&out, ",\"@id\":", shop->base);
	slw_buf_cut(&out, out.len - 1);
	slw_buf_str(&out, "#organization\"");
	key_string(&out, ",\"name\":", shop->name);
	key_string(&out, ",\"url\":", shop->base);
	if (legal != NULL)
		key_string(&out, ",\"legalName\":", legal);
	if (vat != NULL)
		key_string(&out, ",\"vatID\":", vat);
	if (shop->email != NULL)
		key_string(&out, ",\"email\":", shop->email);
	if (shop->phone != NULL)
		key_string(&out, ",\"telephone\":", shop->phone);
	if (shop->logo != NULL) {
		key_string(&out, ",\"logo\":", shop->logo->external ? "" : shop->base);
		slw_buf_cut(&out, out.len - 1);
		slw_escape_json_script(&out, shop->logo->url);
		slw_buf_char(&out, '"');
	}
	add_address(r, &out);
	add_profiles(r, &out);
	slw_buf_str(&out, ",\"hasMerchantReturnPolicy\":");
	slw_buf_str(&out, shop->returns_json);
	slw_buf_char(&out, '}');
	text = slw_pool_str(&r->pool, out.data);
	slw_buf_release(&out);
	return text;
}
