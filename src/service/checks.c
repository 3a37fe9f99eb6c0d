/*
 * The named checks of launch readiness. To add one, add a row; HACKING.md lists what follows.
 */
#include "config.h"

#include "service/facts.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"

#include "base/banned.h"

#define STATUS(name, expression)                                                          \
	static enum slw_check_status name##_status(const struct slw_session_facts *facts) \
	{                                                                                 \
		return (expression);                                                      \
	}
#define MESSAGE(name, ...)                                                 \
	static char *name##_message(const struct slw_session_facts *facts) \
	{                                                                  \
		(void)facts;                                               \
		return slw_printf(__VA_ARGS__);                            \
	}

static enum slw_check_status all_or(int64_t bad, enum slw_check_status otherwise)
{
	return bad == 0 ? SLW_CHECK_OK : otherwise;
}

STATUS(business, facts->completed & 1u ? SLW_CHECK_OK : SLW_CHECK_ERROR)
MESSAGE(business, "%s", _("something about the business is missing"))

STATUS(products, facts->products > 0 ? SLW_CHECK_OK : SLW_CHECK_ERROR)
MESSAGE(products, "%s", _("no product is on sale"))

STATUS(prices, all_or(facts->without_price, SLW_CHECK_ERROR))
MESSAGE(prices,
	P_("%lld product has no price", "%lld products have no price",
	   (unsigned long)facts->without_price),
	(long long)facts->without_price)

STATUS(shipping, json_array_size(slw_documents_get(&facts->docs, "products.shipping.zones")) > 0
		     ? SLW_CHECK_OK
		     : SLW_CHECK_ERROR)
MESSAGE(shipping, "%s", _("it is not said where you ship to and at which price"))

STATUS(returns, json_object_size(slw_documents_get(&facts->docs, "products.returns")) > 0
		    ? SLW_CHECK_OK
		    : SLW_CHECK_WARNING)
MESSAGE(returns, "%s", _("nothing is said about returns; the usual 30 days are promised"))

STATUS(payments, facts->payments > 0 ? SLW_CHECK_OK : SLW_CHECK_WARNING)
MESSAGE(payments, "%s", _("there is no payment provider; orders come by e-mail"))

STATUS(live, facts->test_modes == 0 ? SLW_CHECK_OK : SLW_CHECK_WARNING)
MESSAGE(live,
	P_("%lld integration is in test mode", "%lld integrations are in test mode",
	   (unsigned long)facts->test_modes),
	(long long)facts->test_modes)

STATUS(secrets, all_or(facts->unset_secrets, SLW_CHECK_WARNING))
MESSAGE(secrets,
	P_("%lld integration lacks a credential", "%lld integrations lack credentials",
	   (unsigned long)facts->unset_secrets),
	(long long)facts->unset_secrets)

STATUS(address,
       slw_documents_get(&facts->docs, "seo.base_url") != NULL ? SLW_CHECK_OK : SLW_CHECK_ERROR)
MESSAGE(address, "%s", _("the address of the shop is not known, so search engines are kept out"))

STATUS(indexing, slw_documents_bool(&facts->full, "seo.allow_indexing", true) ? SLW_CHECK_OK
									      : SLW_CHECK_WARNING)
MESSAGE(indexing, "%s", _("search engines are asked not to list the shop"))

STATUS(images, all_or(facts->without_image, SLW_CHECK_WARNING))
MESSAGE(images,
	P_("%lld product has no image", "%lld products have no image",
	   (unsigned long)facts->without_image),
	(long long)facts->without_image)

STATUS(descriptions,
       facts->without_description > facts->described ? SLW_CHECK_WARNING : SLW_CHECK_OK)
MESSAGE(descriptions, _("%lld products have no description"),
	(long long)(facts->without_description - facts->described))

STATUS(claims, all_or(facts->flagged, SLW_CHECK_WARNING))
MESSAGE(claims,
	P_("%lld text says something that your facts do not hold",
	   "%lld texts say something that your facts do not hold", (unsigned long)facts->flagged),
	(long long)facts->flagged)

STATUS(texts, all_or(facts->unwritten, SLW_CHECK_WARNING))
MESSAGE(texts,
	P_("%lld text could not be written", "%lld texts could not be written",
	   (unsigned long)facts->unwritten),
	(long long)facts->unwritten)

STATUS(skus, all_or(facts->without_sku, SLW_CHECK_WARNING))
MESSAGE(skus,
	P_("%lld product has a variant without a SKU", "%lld products have variants without a SKU",
	   (unsigned long)facts->without_sku),
	(long long)facts->without_sku)

STATUS(stock, facts->products > 0 && facts->sold_out == facts->products ? SLW_CHECK_ERROR
	      : facts->sold_out > 0					? SLW_CHECK_WARNING
									: SLW_CHECK_OK)
MESSAGE(stock,
	P_("%lld product is sold out", "%lld products are sold out",
	   (unsigned long)facts->sold_out),
	(long long)facts->sold_out)

STATUS(collections, all_or(facts->empty_collections, SLW_CHECK_WARNING))
MESSAGE(collections, _("the collection %s has no product"), facts->empty_collection)

#define CHECK(check_id, check_weight, check_step, check_key, check_name, check_fix, check_why)   \
	{                                                                                        \
		.id = #check_id, .name = check_name, .weight = check_weight, .step = check_step, \
		.key = check_key, .status = check_id##_status, .message = check_id##_message,    \
		.fix = check_fix, .why = check_why                                               \
	}

/* The weights add up to 100; a test holds that. */
const struct slw_readiness_check slw_readiness_checks[] = {
	CHECK(business, 15, 1, "business", N_("Business details"),
	      N_("Answer what step 1 still asks for."),
	      N_("Shoppers and the law want to know who sells.")),
	CHECK(products, 15, 2, "products.items", N_("Products"),
	      N_("Add a product, or import a product file."),
	      N_("A shop without a product cannot take an order.")),
	CHECK(prices, 10, 2, "products.items", N_("Prices"),
	      N_("Give each product or variant a price."),
	      N_("What has no price cannot be ordered.")),
	CHECK(shipping, 10, 2, "products.shipping.zones", N_("Shipping"),
	      N_("Add a shipping zone with a rate."),
	      N_("Shoppers leave when they cannot see what shipping costs.")),
	CHECK(address, 10, 6, "seo.base_url", N_("Address of the shop"),
	      N_("Set seo.base_url to where the shop will be."),
	      N_("Search engines, feeds and shared links need the full address.")),
	CHECK(payments, 8, 4, "integrations.payments", N_("Payments"),
	      N_("Add a payment provider in step 4."), N_("Most shoppers want to pay at once.")),
	CHECK(returns, 5, 2, "products.returns", N_("Returns"),
	      N_("Say how long and who pays in products.returns."),
	      N_("A clear returns policy is read before the first order.")),
	CHECK(stock, 5, 2, "products.items", N_("Stock"),
	      N_("Raise inventory_quantity, or let it be sold at zero."),
	      N_("What is sold out cannot be ordered.")),
	CHECK(descriptions, 4, 5, "content.types", N_("Descriptions"),
	      N_("Let step 5 write product_description."),
	      N_("Texts sell, and search engines read them.")),
	CHECK(images, 5, 2, "products.items", N_("Images"), N_("Add an image to each product."),
	      N_("Products with a picture are bought more often.")),
	CHECK(live, 3, 4, "integrations", N_("Live mode"),
	      N_("Set mode: live with live keys when the tests are done."),
	      N_("Test keys take no real money.")),
	CHECK(secrets, 3, 4, "integrations", N_("Credentials"),
	      N_("Set the variables that the integrations name."),
	      N_("A provider cannot be called without its keys.")),
	CHECK(texts, 1, 5, "content", N_("Texts"),
	      N_("Let step 5 write them again, or choose another writer."),
	      N_("Their places in the shop stay empty.")),
	CHECK(claims, 1, 5, "content", N_("Claims in texts"),
	      N_("Read the flagged texts; edit them, add the fact, or vouch for it."),
	      N_("A promise that does not hold costs trust, and can be unlawful.")),
	CHECK(indexing, 2, 6, "seo.allow_indexing", N_("Search engines"),
	      N_("Set seo.allow_indexing to yes."), N_("A shop that is not listed is not found.")),
	CHECK(skus, 2, 2, "products.items", N_("SKUs"), N_("Give each variant a SKU."),
	      N_("Orders, stock and later imports are matched by SKU.")),
	CHECK(collections, 1, 2, "products.collections", N_("Collections"),
	      N_("Put products into it, or take it out."), N_("An empty page disappoints.")),
	{ .id = NULL },
};

int slw_readiness(const struct slw_session_facts *facts)
{
	int halves = 0;

	for (const struct slw_readiness_check *check = slw_readiness_checks; check->id != NULL;
	     check++) {
		enum slw_check_status status = check->status(facts);

		halves += check->weight * (status == SLW_CHECK_OK	 ? 2
					   : status == SLW_CHECK_WARNING ? 1
									 : 0);
	}
	return halves / 2;
}
