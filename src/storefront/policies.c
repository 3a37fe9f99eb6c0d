/*
 * Shipping, returns, privacy, terms and imprint, from the answers alone: nothing is promised that
 * was not answered, and what the law gives consumers is stated where the shop's country has it. In
 * English; pages say so to the browser where the shop speaks another language.
 */
#include "config.h"

#include "storefront/storefront.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/codes.h"
#include "model/documents.h"
#include "model/money.h"

#include "base/banned.h"

#define WITHDRAWAL_DAYS 14 /* Directive 2011/83/EU, article 9 */

struct policy {
	const struct slw_documents *docs;
	unsigned int groups; /* of the shop's country */
	const char *name, *email;
	json_t *sections;   /* borrowed */
	json_t *paragraphs; /* of the newest section; borrowed */
};

static void section(struct policy *policy, const char *heading)
{
	json_t *object = json_object();

	policy->paragraphs = json_array();
	slw_json_set_str(object, "heading", heading);
	slw_json_set(object, "paragraphs", policy->paragraphs);
	slw_json_append(policy->sections, object);
}

static void say(struct policy *policy, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void say(struct policy *policy, const char *format, ...)
{
	va_list args;
	char *text = NULL;
	int len;

	va_start(args, format);
	len = vasprintf(&text, format, args);
	va_end(args);
	if (len < 0)
		slw_out_of_memory(0);
	slw_json_append(policy->paragraphs, slw_json_new_str(text));
	free(text);
}

static const char *doc(const struct policy *policy, const char *path)
{
	return slw_documents_str(policy->docs, path, NULL);
}

static int64_t number(const struct policy *policy, const char *path, int64_t fallback)
{
	return slw_documents_int(policy->docs, path, fallback);
}

static char *range(int64_t min, int64_t max)
{
	return max <= min ? slw_printf("%" PRId64, max)
			  : slw_printf("%" PRId64 " to %" PRId64, min, max);
}

static void add_money(const struct policy *policy, struct slw_buf *out, int64_t minor)
{
	const struct slw_currency *currency = slw_documents_currency(policy->docs);

	if (currency != NULL)
		slw_money_display(out, minor, currency, "en");
}

/* --- shipping -------------------------------------------------------------------------------- */

static void say_rate(struct policy *policy, const json_t *rate)
{
	int64_t price = slw_json_int(rate, "price", 0);
	int64_t free_over = slw_json_int(rate, "free_over", SLW_MONEY_NONE);
	int64_t weight = slw_json_int(rate, "max_weight", 0);
	char *days = range(slw_json_int(rate, "delivery_days_min", 2),
			   slw_json_int(rate, "delivery_days_max", 5));
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_buf_printf(&out, "%s: ", slw_json_str(rate, "name", "Shipping"));
	if (price == 0)
		slw_buf_str(&out, "free");
	else
		add_money(policy, &out, price);
	if (price > 0 && free_over != SLW_MONEY_NONE) {
		slw_buf_str(&out, ", free for orders of ");
		add_money(policy, &out, free_over);
		slw_buf_str(&out, " and more");
	}
	if (weight > 0 && weight % 1000 == 0)
		slw_buf_printf(&out, ", up to %" PRId64 " kg", weight / 1000);
	else if (weight > 0)
		slw_buf_printf(&out, ", up to %" PRId64 " g", weight);
	slw_buf_printf(&out, ". Delivery takes %s days once the order is on its way.", days);
	say(policy, "%s", out.data);
	slw_buf_release(&out);
	free(days);
}

static void say_zone(struct policy *policy, const json_t *zone)
{
	json_t *countries = slw_json_array(zone, "countries"), *code, *rate;
	struct slw_buf out;
	size_t index;

	section(policy, slw_json_str(zone, "name", "Shipping"));
	slw_buf_init(&out, 0);
	json_array_foreach (countries, index, code) {
		const struct slw_country *country = slw_country_find(json_string_value(code));

		slw_buf_printf(&out, "%s%s", index > 0 ? ", " : "",
			       country != NULL ? country->name : json_string_value(code));
	}
	if (out.len > 0)
		say(policy, "We ship to: %s.", out.data);
	else
		say(policy, "%s",
		    "We ship to all countries that no other rate on this page names.");
	slw_buf_release(&out);
	json_array_foreach (slw_json_array(zone, "rates"), index, rate)
		say_rate(policy, rate);
}

static void say_shipping(struct policy *policy)
{
	json_t *zones =
	    slw_json_array(slw_documents_get(policy->docs, "products.shipping"), "zones");
	int64_t most = number(policy, "products.shipping.handling_days_max", 2);
	char *days = range(number(policy, "products.shipping.handling_days_min", 0), most);
	size_t index;
	json_t *zone;

	section(policy, "How soon an order leaves");
	if (most == 0)
		say(policy, "%s", "Orders leave us on the same working day.");
	else
		say(policy, "We need %s working days to prepare an order before it leaves.", days);
	json_array_foreach (zones, index, zone)
		say_zone(policy, zone);
	if (json_array_size(zones) == 0) {
		section(policy, "Where we ship");
		say(policy, "Please ask us at %s for shipping to your address before you order.",
		    policy->email);
	}
	section(policy, "Questions about a delivery");
	say(policy, "Write to %s with your order and we will find out where it is.", policy->email);
	free(days);
}

/* --- returns --------------------------------------------------------------------------------- */

static void say_withdrawal(struct policy *policy, bool merchant_pays)
{
	section(policy, "Right of withdrawal for consumers");
	say(policy,
	    "If you buy as a consumer, you may withdraw from the contract within %d days without "
	    "giving a reason. The period ends %d days after you, or someone you name who is not "
	    "the "
	    "carrier, received the goods; with goods that arrive in parts, the last of them.",
	    WITHDRAWAL_DAYS, WITHDRAWAL_DAYS);
	say(policy,
	    "To withdraw, send us a clear statement before the period ends, for example by e-mail "
	    "to "
	    "%s. You may use the form below, but need not.",
	    policy->email);
	say(policy, "%s",
	    "We pay back what you paid, with the costs of the cheapest standard delivery that we "
	    "offer, without undue delay and within 14 days of your statement, by the means of "
	    "payment that you used, at no cost to you. We may wait until we have the goods back or "
	    "you have shown that you sent them.");
	say(policy,
	    "Send the goods back within 14 days of your statement. %s You are liable for a loss in "
	    "value only where it comes from handling beyond what is needed to see what the goods "
	    "are "
	    "like and how they work.",
	    merchant_pays ? "We bear the direct cost of sending them back."
			  : "You bear the direct cost of sending them back.");
	say(policy, "%s",
	    "The law excepts some contracts from this right, among them those for goods made to "
	    "your "
	    "specification, goods that spoil quickly, sealed goods that for reasons of health or "
	    "hygiene are not suited to be returned once opened, and digital content whose supply "
	    "began with your consent.");
	section(policy, "Model withdrawal form");
	say(policy,
	    "To %s, %s: I hereby give notice that I withdraw from my contract of sale of the "
	    "following goods: (goods). Ordered on (date), received on (date). Name, address and "
	    "date "
	    "of the consumer, and signature if this form is on paper.",
	    policy->name, policy->email);
}

static void say_methods(struct policy *policy)
{
	static const struct {
		const char *key, *text;
	} ways[] = { { "by_mail", "by mail" },
		     { "in_store", "in our store" },
		     { "at_kiosk", "at a drop-off point" } };
	json_t *methods =
		   slw_json_array(slw_documents_get(policy->docs, "products.returns"), "methods"),
	       *method;
	struct slw_buf out;
	size_t index;

	slw_buf_init(&out, 0);
	json_array_foreach (methods, index, method) {
		for (size_t i = 0; i < SLW_COUNT(ways); i++) {
			if (strcmp(ways[i].key, json_string_value(method)) == 0)
				slw_buf_printf(&out, "%s%s", out.len > 0 ? ", or " : "",
					       ways[i].text);
		}
	}
	if (out.len > 0)
		say(policy, "You can return goods %s. Write to %s first, so that we expect them.",
		    out.data, policy->email);
	slw_buf_release(&out);
}

static void say_returns(struct policy *policy)
{
	bool accepted = slw_documents_bool(policy->docs, "products.returns.accepted", true);
	const char *exceptions = doc(policy, "products.returns.exceptions");
	const char *payer = doc(policy, "products.returns.who_pays");
	bool merchant_pays = accepted && payer != NULL && strcmp(payer, "merchant") == 0;
	bool right = (policy->groups & SLW_COUNTRY_WITHDRAWAL) != 0;

	if (accepted) {
		section(policy, "Our returns");
		say(policy,
		    "You can return goods within %" PRId64 " days of delivery, unused and in their "
		    "original state. %s",
		    number(policy, "products.returns.window_days", 30),
		    merchant_pays ? "We pay for the shipping of what you send back."
				  : "You pay for the shipping of what you send back.");
		say_methods(policy);
		if (exceptions != NULL)
			say(policy, "Excepted from these returns: %s", exceptions);
		if (right)
			say(policy, "%s",
			    "The rights below are yours by law, beside these returns.");
	} else {
		section(policy, "Returns");
		say(policy, "%s",
		    right ? "We take nothing back beyond what the law gives you. Your right of "
			    "withdrawal is described below."
			  : "We do not accept returns, other than where the law gives you the "
			    "right.");
	}
	if (right)
		say_withdrawal(policy, merchant_pays);
	section(policy, "If something is wrong");
	say(policy,
	    "If goods are faulty, damaged or not what you ordered, write to %s. Your legal rights "
	    "because of defects are not touched by anything on this page.",
	    policy->email);
}

/* --- privacy --------------------------------------------------------------------------------- */

static char *address_line(const struct policy *policy)
{
	static const char *const parts[] = { "business.address.street", "business.address.line2",
					     "business.address.postal_code",
					     "business.address.city", "business.address.region" };
	const struct slw_country *country = slw_country_find(doc(policy, "business.country"));
	struct slw_buf out;

	slw_buf_init(&out, 0);
	for (size_t i = 0; i < SLW_COUNT(parts); i++) {
		const char *part = doc(policy, parts[i]);

		if (part == NULL)
			continue;
		/* "22767 Hamburg", not "22767, Hamburg" */
		slw_buf_printf(&out, "%s%s", out.len == 0 ? "" : i == 3 ? " " : ", ", part);
	}
	if (country != NULL)
		slw_buf_printf(&out, "%s%s", out.len > 0 ? ", " : "", country->name);
	return slw_buf_take(&out);
}

static void say_responsible(struct policy *policy)
{
	const char *legal = doc(policy, "business.imprint.legal_name");
	const char *contact = doc(policy, "business.privacy.contact_name");
	const char *email = doc(policy, "business.privacy.contact_email");
	const char *officer = doc(policy, "business.privacy.data_protection_officer");
	char *address = address_line(policy);

	section(policy, "Who is responsible");
	say(policy, "%s, %s, %s.", legal != NULL ? legal : policy->name, address, policy->email);
	if (email != NULL)
		say(policy, "For questions about your personal data: %s, %s.",
		    contact != NULL ? contact : policy->name, email);
	if (officer != NULL)
		say(policy, "Data protection officer: %s.", officer);
	free(address);
}

static void say_privacy(struct policy *policy)
{
	const char *email = doc(policy, "business.privacy.contact_email");
	bool payments = slw_documents_get(policy->docs, "integrations.payments") != NULL;

	if (email == NULL)
		email = policy->email;
	say_responsible(policy);
	section(policy, "When you visit this site");
	say(policy, "%s",
	    "The pages set no cookies. Your cart is kept in your own browser and is sent to nobody "
	    "until you order. The server that delivers the pages may keep technical records, such "
	    "as the address of your connection, for as long as its operation and security need.");
	section(policy, "When you order or write to us");
	say(policy, "%s",
	    "We use your name, address, e-mail address and what you ordered or wrote to answer "
	    "you, "
	    "to carry out the contract, and to keep the records that tax and commercial law ask "
	    "for. "
	    "The carrier gets what it needs to deliver.");
	if (payments)
		say(policy, "%s",
		    "Where you pay through a payment link, you enter your payment details on the "
		    "pages of the payment provider; we do not see them.");
	section(policy, "Your rights");
	if ((policy->groups & SLW_COUNTRY_PRIVACY) != 0) {
		say(policy,
		    "You may ask for access to your data, for its correction, erasure, restriction "
		    "or "
		    "transfer, and you may object to its use. Write to %s.",
		    email);
		say(policy, "%s",
		    "Orders are processed to carry out a contract, records are kept to meet legal "
		    "duties, and technical records serve our legitimate interest in a working site "
		    "(article 6(1)(b), (c) and (f) GDPR or the law that corresponds to it). You "
		    "may "
		    "complain to a data protection authority.");
	} else {
		say(policy,
		    "You may ask what we know about you, and for correction or deletion, at %s.",
		    email);
	}
}

/* --- terms ----------------------------------------------------------------------------------- */

static void say_prices(struct policy *policy)
{
	const struct slw_currency *currency = slw_documents_currency(policy->docs);
	bool registered = slw_documents_bool(policy->docs, "products.tax.registered", true);
	bool included = slw_documents_bool(policy->docs, "products.tax.prices_include_tax", false);
	const char *rate = doc(policy, "products.tax.rate");

	section(policy, "Prices");
	if (currency != NULL)
		say(policy, "Prices are in %s (%s).", currency->name, currency->code);
	if (registered && included && rate != NULL)
		say(policy,
		    "They include tax at the standard rate of %s %%, where no other rate "
		    "applies. Shipping is added.",
		    rate);
	else if (registered && included)
		say(policy, "%s", "They include tax. Shipping is added.");
	else if (registered)
		say(policy, "%s",
		    "Tax is not included and is added where it is due, as is shipping.");
	else
		say(policy, "%s", "We charge no value added or sales tax. Shipping is added.");
}

static void say_terms(struct policy *policy)
{
	const char *legal = doc(policy, "business.imprint.legal_name");
	char *address = address_line(policy);

	section(policy, "Who sells");
	say(policy, "You buy from %s, %s.", legal != NULL ? legal : policy->name, address);
	free(address);
	section(policy, "How a contract is made");
	say(policy, "%s",
	    "What the shop shows is an invitation to order. When you send an order by e-mail, you "
	    "offer to buy; the contract is made when we confirm your order. When you buy through a "
	    "payment link, it is made when your payment is confirmed.");
	say(policy, "%s",
	    "If an order cannot be filled, because goods are sold out or a price on the site is an "
	    "obvious mistake, we tell you at once and pay back what you have paid.");
	say_prices(policy);
	section(policy, "Delivery and returns");
	say(policy, "%s",
	    "The pages on shipping and on returns of this site are part of these terms.");
	section(policy, "Defects and liability");
	say(policy, "%s",
	    "The law on faulty goods applies. Nothing in these terms limits rights that consumers "
	    "have by mandatory law of the country in which they live.");
}

/* --- imprint --------------------------------------------------------------------------------- */

static void say_imprint(struct policy *policy)
{
	static const struct {
		const char *path, *label;
	} lines[] = {
		{ "business.imprint.representative", "Represented by" },
		{ "business.contact.email", "E-mail" },
		{ "business.contact.phone", "Telephone" },
		{ "business.imprint.register", "Register" },
		{ "business.imprint.vat_id", "VAT identification number" },
		{ "business.imprint.supervisory_authority", "Supervisory authority" },
	};
	const char *legal = doc(policy, "business.imprint.legal_name");
	char *address = address_line(policy);

	section(policy, "Who runs this shop");
	say(policy, "%s", legal != NULL ? legal : policy->name);
	say(policy, "%s", address);
	for (size_t i = 0; i < SLW_COUNT(lines); i++) {
		const char *value = doc(policy, lines[i].path);

		if (value != NULL)
			say(policy, "%s: %s", lines[i].label, value);
	}
	free(address);
}

json_t *slw_policies(const struct slw_documents *docs)
{
	static const struct {
		const char *handle, *title;
		void (*say)(struct policy *policy);
		unsigned int group; /* only in countries of this group; 0: everywhere */
	} kinds[] = {
		{ "shipping", "Shipping", say_shipping, 0 },
		{ "returns", "Returns", say_returns, 0 },
		{ "privacy", "Privacy", say_privacy, 0 },
		{ "terms", "Terms of sale", say_terms, 0 },
		{ "imprint", "Imprint", say_imprint, SLW_COUNTRY_IMPRINT },
	};
	const struct slw_country *country =
	    slw_country_find(slw_documents_str(docs, "business.country", NULL));
	struct policy policy = {
		.docs = docs,
		.groups = country != NULL ? country->groups : 0,
		.name = slw_documents_str(docs, "business.business_name", "the shop"),
		.email = slw_documents_str(docs, "business.contact.email", "our e-mail address"),
	};
	json_t *policies = json_array();

	for (size_t i = 0; i < SLW_COUNT(kinds); i++) {
		json_t *object = json_object();

		if (kinds[i].group != 0 && (policy.groups & kinds[i].group) == 0) {
			json_decref(object);
			continue;
		}
		policy.sections = json_array();
		slw_json_set_str(object, "handle", kinds[i].handle);
		slw_json_set_str(object, "title", kinds[i].title);
		slw_json_set(object, "sections", policy.sections);
		slw_json_append(policies, object);
		kinds[i].say(&policy);
	}
	return policies;
}
