/* The rules between fields of a section, and between sections. */
#include "config.h"

#include "model/check_internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/codes.h"
#include "model/documents.h"
#include "model/problem.h"

#include "base/banned.h"

#define WITHDRAWAL_DAYS 14

/* The answer, or the default of the field table. path names the field, from the top. */
static int64_t effective(const json_t *record, const char *path, const char *key)
{
	const json_t *value = json_object_get(record, key);
	const struct slw_field *table = slw_steps_field(path, NULL), *field = NULL;
	int64_t number = 0;

	if (json_is_integer(value))
		return json_integer_value(value);
	if (table != NULL)
		field = slw_field_find(table->fields, key);
	if (field != NULL && field->fallback != NULL)
		slw_parse_int(field->fallback, INT64_MIN, INT64_MAX, &number);
	return number;
}

/* The longer end of a span of days must not be below the shorter one, defaults included. */
static void rule_span(struct slw_checker *checker, const json_t *record, const char *path,
		      const char *low, const char *high)
{
	int64_t min = effective(record, path, low), max = effective(record, path, high);
	const char *key = json_object_get(record, high) != NULL ? high : low;

	if (max >= min || json_object_get(record, key) == NULL)
		return;
	slw_problem_hint(slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict", key,
					     _("%s is %" PRId64 ", below %s with %" PRId64), high,
					     max, low, min),
			 key == high ? _("make %s at least %" PRId64)
				     : _("give %s too, at least %" PRId64),
			 high, min);
}

static void rule_rates(struct slw_checker *checker, const json_t *rates)
{
	json_t *rate;
	size_t i, len;

	json_array_foreach (rates, i, rate) {
		len = slw_checker_index(checker, i);
		rule_span(checker, rate, "products.shipping.zones.rates", "delivery_days_min",
			  "delivery_days_max");
		if (slw_json_int(rate, "price", -1) == 0 && json_object_get(rate, "free_over"))
			slw_checker_problem(checker, SLW_PROBLEM_WARNING, "conflict", "free_over",
					    _("this rate is free for every order"));
		slw_buf_cut(&checker->path, len);
	}
}

/* A country that two zones name would have two prices. seen: code to number of its zone. */
static void rule_countries(struct slw_checker *checker, const json_t *countries, size_t zone,
			   json_t *seen)
{
	json_t *code;
	size_t i, len, end;

	len = slw_checker_key(checker, "countries");
	json_array_foreach (countries, i, code) {
		const char *text = json_string_value(code);
		const json_t *before;

		if (text == NULL)
			continue;
		before = json_object_get(seen, text);
		end = slw_checker_index(checker, i);
		if (before != NULL && json_integer_value(before) == (json_int_t)zone)
			slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict", NULL,
					    _("%s is listed twice"), text);
		else if (before != NULL)
			slw_problem_hint(
			    slw_checker_problem(
				checker, SLW_PROBLEM_ERROR, "conflict", NULL,
				_("%s is in products.shipping.zones[%" PRId64 "] already"), text,
				(int64_t)json_integer_value(before)),
			    _("a country is in one zone only"));
		else
			slw_json_set_int(seen, text, (int64_t)zone);
		slw_buf_cut(&checker->path, end);
	}
	slw_buf_cut(&checker->path, len);
}

static void rule_zones(struct slw_checker *checker, const json_t *zones)
{
	json_t *seen = json_object(), *zone;
	size_t i, len, end, world = SIZE_MAX;

	json_array_foreach (zones, i, zone) {
		len = slw_checker_index(checker, i);
		rule_countries(checker, slw_json_array(zone, "countries"), i, seen);
		if (slw_json_bool(zone, "rest_of_world", false)) {
			if (world != SIZE_MAX)
				slw_checker_problem(
				    checker, SLW_PROBLEM_ERROR, "conflict", "rest_of_world",
				    _("products.shipping.zones[%zu] is the rest of the world "
				      "already"),
				    world);
			else
				world = i;
		}
		end = slw_checker_key(checker, "rates");
		rule_rates(checker, slw_json_array(zone, "rates"));
		slw_buf_cut(&checker->path, end);
		slw_buf_cut(&checker->path, len);
	}
	json_decref(seen);
}

static void rule_shipping(struct slw_checker *checker, const json_t *shipping)
{
	size_t len = slw_checker_key(checker, "shipping"), end;

	rule_span(checker, shipping, "products.shipping", "handling_days_min", "handling_days_max");
	end = slw_checker_key(checker, "zones");
	rule_zones(checker, slw_json_array(shipping, "zones"));
	slw_buf_cut(&checker->path, end);
	slw_buf_cut(&checker->path, len);
}

/* Where the law gives 14 days to withdraw, a shorter window helps nobody. */
static void rule_returns(struct slw_checker *checker, const json_t *returns)
{
	const struct slw_country *country = slw_country_find(
	    checker->docs == NULL ? NULL
				  : slw_documents_str(checker->docs, "business.country", NULL));
	size_t len;

	if (country == NULL || (country->groups & SLW_COUNTRY_WITHDRAWAL) == 0)
		return;
	len = slw_checker_key(checker, "returns");
	if (!slw_json_bool(returns, "accepted", true))
		slw_problem_hint(
		    slw_checker_problem(checker, SLW_PROBLEM_WARNING, "conflict", "accepted",
					_("shoppers in %s may withdraw within %d days in any case"),
					country->name, WITHDRAWAL_DAYS),
		    _("the policy page says so"));
	else if (slw_json_int(returns, "window_days", WITHDRAWAL_DAYS) < WITHDRAWAL_DAYS)
		slw_problem_hint(
		    slw_checker_problem(
			checker, SLW_PROBLEM_WARNING, "conflict", "window_days",
			_("%" PRId64 " days are fewer than the %d that the law of %s gives"),
			slw_json_int(returns, "window_days", 0), WITHDRAWAL_DAYS, country->name),
		    _("write %d or more"), WITHDRAWAL_DAYS);
	slw_buf_cut(&checker->path, len);
}

/* The handle of a collection or product: its own, or the one that its title gives. New or NULL. */
static char *handle_of(const json_t *record)
{
	const char *handle = slw_json_str(record, "handle", NULL);
	const char *title = slw_json_str(record, "title", NULL);

	if (handle != NULL)
		return slw_strdup(handle);
	return title != NULL ? slw_text_handle(title) : NULL;
}

/* place: "products.items", for the text. */
static void rule_handle(struct slw_checker *checker, const json_t *record, size_t index,
			const char *place, json_t *seen)
{
	char *handle = handle_of(record);
	const json_t *before;
	bool own = json_object_get(record, "handle") != NULL;

	if (handle == NULL)
		return;
	before = json_object_get(seen, handle);
	if (before != NULL)
		slw_problem_hint(
		    slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict",
					own ? "handle" : "title",
					_("the handle \"%s\" is that of %s[%" PRId64 "] already"),
					handle, place, (int64_t)json_integer_value(before)),
		    own ? _("each handle is used once") : _("give it a handle of its own"));
	else
		slw_json_set_int(seen, handle, (int64_t)index);
	free(handle);
}

static void rule_collections(struct slw_checker *checker, const json_t *collections)
{
	json_t *seen = json_object(), *collection;
	size_t i, len = slw_checker_key(checker, "collections"), end;

	json_array_foreach (collections, i, collection) {
		end = slw_checker_index(checker, i);
		rule_handle(checker, collection, i, "products.collections", seen);
		slw_buf_cut(&checker->path, end);
	}
	slw_buf_cut(&checker->path, len);
	json_decref(seen);
}

/* Keys for trying out and keys for business say which they are; the text is shown nowhere. */
static void rule_mode(struct slw_checker *checker, const json_t *record)
{
	json_t *credentials = json_object_get(record, "credentials"), *value;
	bool live = strcmp(slw_json_str(record, "mode", "test"), "live") == 0;
	const char *key;
	size_t len = slw_checker_key(checker, "credentials");

	json_object_foreach (credentials, key, value) {
		const char *text = json_is_string(value) ? json_string_value(value)
							 : slw_json_str(value, "literal", "");

		if (strstr(text, live ? "_test_" : "_live_") != NULL)
			slw_checker_problem(checker, SLW_PROBLEM_WARNING, "conflict", key,
					    live ? _("mode is live, but this is a key for testing")
						 : _("mode is test, but this is a live key"));
	}
	slw_buf_cut(&checker->path, len);
}

static void rule_integrations(struct slw_checker *checker, const json_t *section)
{
	for (const struct slw_field *kind = slw_steps[SLW_INTEGRATIONS].fields; kind->key != NULL;
	     kind++) {
		json_t *seen = json_object(), *record;
		size_t i, len = slw_checker_key(checker, kind->key), end;

		json_array_foreach (json_object_get(section, kind->key), i, record) {
			const char *provider = slw_json_str(record, "provider", NULL);

			end = slw_checker_index(checker, i);
			if (provider != NULL && json_object_get(seen, provider) != NULL)
				slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict",
						    "provider", _("%s is listed twice"), provider);
			else if (provider != NULL)
				slw_json_set_int(seen, provider, (int64_t)i);
			rule_mode(checker, record);
			slw_buf_cut(&checker->path, end);
		}
		slw_buf_cut(&checker->path, len);
		json_decref(seen);
	}
}

void slw_rules_section(struct slw_checker *checker, enum slw_section section)
{
	const json_t *record = checker->docs->section[section];

	if (section == SLW_PRODUCTS) {
		rule_collections(checker, slw_json_array(record, "collections"));
		rule_shipping(checker, slw_json_object(record, "shipping"));
		rule_returns(checker, slw_json_object(record, "returns"));
	} else if (section == SLW_INTEGRATIONS) {
		rule_integrations(checker, record);
	}
}

/* --- products of one answers file against each other ------------------------------------------ */

struct items {
	json_t *handles, *skus; /* to the number of the product */
	json_t *used;		/* handles of collections that a product names */
	const char **defined;	/* handles of the collections, in order; owned */
	size_t defined_count;
};

static void rule_sku(struct slw_checker *checker, const json_t *record, size_t index,
		     struct items *items)
{
	const char *sku = slw_json_str(record, "sku", NULL);
	const json_t *before = sku != NULL ? json_object_get(items->skus, sku) : NULL;

	if (sku == NULL)
		return;
	if (before == NULL)
		slw_json_set_int(items->skus, sku, (int64_t)index);
	else if (json_integer_value(before) != (json_int_t)index)
		slw_problem_hint(
		    slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict", "sku",
					_("\"%s\" is in products.items[%" PRId64 "] already"), sku,
					(int64_t)json_integer_value(before)),
		    _("each SKU is used once"));
}

static void rule_member(struct slw_checker *checker, const json_t *product, struct items *items)
{
	size_t i, j, len = slw_checker_key(checker, "collections"), end;
	json_t *entry;

	json_array_foreach (json_object_get(product, "collections"), i, entry) {
		const char *handle = json_string_value(entry), *near;
		struct slw_problem *problem;

		if (handle == NULL)
			continue;
		for (j = 0; j < items->defined_count; j++)
			if (strcmp(items->defined[j], handle) == 0)
				break;
		slw_json_set_bool(items->used, handle, true);
		if (j < items->defined_count)
			continue;
		end = slw_checker_index(checker, i);
		problem = slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict", NULL,
					      _("no collection has the handle \"%s\""), handle);
		near = slw_text_nearest(handle, items->defined, items->defined_count);
		if (near != NULL)
			slw_problem_hint(problem, _("did you mean \"%s\"?"), near);
		else
			slw_problem_hint(problem, _("add it to products.collections"));
		slw_buf_cut(&checker->path, end);
	}
	slw_buf_cut(&checker->path, len);
}

static void rule_item(struct slw_checker *checker, const json_t *product, size_t index,
		      struct items *items)
{
	size_t i, len, end;
	json_t *variant;

	rule_handle(checker, product, index, "products.items", items->handles);
	rule_sku(checker, product, index, items);
	len = slw_checker_key(checker, "variants");
	json_array_foreach (json_object_get(product, "variants"), i, variant) {
		end = slw_checker_index(checker, i);
		rule_sku(checker, variant, index, items);
		slw_buf_cut(&checker->path, end);
	}
	slw_buf_cut(&checker->path, len);
	rule_member(checker, product, items);
}

static void collect_collections(struct items *items, const json_t *collections)
{
	json_t *collection;
	size_t i;

	items->defined = slw_calloc(json_array_size(collections) + 1, sizeof(*items->defined));
	json_array_foreach (collections, i, collection) {
		char *handle = handle_of(collection);

		items->defined[items->defined_count++] = handle != NULL ? handle : slw_strdup("");
	}
}

void slw_rules_items(struct slw_checker *checker, const json_t *products, bool imports)
{
	struct items items = { json_object(), json_object(), json_object(), NULL, 0 };
	size_t i, len;
	json_t *product;

	collect_collections(&items,
			    slw_json_array(checker->docs->section[SLW_PRODUCTS], "collections"));
	len = slw_checker_key(checker, "items");
	json_array_foreach (products, i, product) {
		size_t end = slw_checker_index(checker, i);

		rule_item(checker, product, i, &items);
		slw_buf_cut(&checker->path, end);
	}
	slw_buf_cut(&checker->path, len);
	len = slw_checker_key(checker, "collections");
	for (i = 0; i < items.defined_count; i++) {
		size_t end = slw_checker_index(checker, i);

		if (!imports && json_array_size(products) > 0 && items.defined[i][0] != '\0' &&
		    json_object_get(items.used, items.defined[i]) == NULL)
			slw_checker_problem(checker, SLW_PROBLEM_WARNING, "conflict", NULL,
					    _("no product is in the collection \"%s\""),
					    items.defined[i]);
		slw_buf_cut(&checker->path, end);
		free((char *)items.defined[i]);
	}
	slw_buf_cut(&checker->path, len);
	free(items.defined);
	json_decref(items.handles);
	json_decref(items.skus);
	json_decref(items.used);
}
