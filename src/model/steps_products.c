/* Step 2: what is sold, and how it is shipped, returned and taxed. */
#include "config.h"

#include "model/steps_tables.h"

#include <stddef.h>

#include "base/i18n.h"

#include "base/banned.h"

static const struct slw_choice statuses[] = { { "active", N_("On sale") },
					      { "draft", N_("Not shown yet") },
					      { "archived", N_("No longer sold") },
					      { NULL, NULL } };

static const struct slw_choice conditions[] = { { "new", N_("New") },
						{ "refurbished", N_("Refurbished") },
						{ "used", N_("Used") },
						{ NULL, NULL } };

static const struct slw_choice inventory_policies[] = { { "deny", N_("Stop selling at zero") },
							{ "continue", N_("Go on selling at zero") },
							{ NULL, NULL } };

static const struct slw_choice payers[] = { { "customer", N_("The customer") },
					    { "merchant", N_("The shop") },
					    { NULL, NULL } };

static const struct slw_choice return_methods[] = { { "by_mail", N_("By mail") },
						    { "in_store", N_("In the store") },
						    { "at_kiosk", N_("At a drop-off point") },
						    { NULL, NULL } };

static const struct slw_choice sort_orders[] = { { "manual", N_("As listed") },
						 { "title", N_("By title") },
						 { "price_up", N_("Cheapest first") },
						 { "price_down", N_("Most expensive first") },
						 { NULL, NULL } };

static const struct slw_field text_item = { .type = SLW_FIELD_TEXT, .max = 255 };
static const struct slw_field feature_item = { .type = SLW_FIELD_TEXT, .max = 500 };
static const struct slw_field handle_item = { .type = SLW_FIELD_HANDLE };

static const struct slw_field country_item = { .type = SLW_FIELD_CHOICE,
					       .source = SLW_CHOICES_COUNTRIES };

/*
 * What can be said of one variant. A product without options has one variant, and says these at
 * its own level; the canonical form is the same: the keys stand where they were given.
 */
#define VARIANT_FIELDS(condition, price_flags)                                              \
	{ .key = "sku",                                                                     \
	  .type = SLW_FIELD_TEXT,                                                           \
	  .max = 255,                                                                       \
	  .when = condition,                                                                \
	  .label = N_("SKU"),                                                               \
	  .help = N_("Your own number for the article; each is used once."),                \
	  .example = "POT-S-RED" },                                                         \
	    { .key = "barcode",                                                             \
	      .type = SLW_FIELD_TEXT,                                                       \
	      .max = 255,                                                                   \
	      .when = condition,                                                            \
	      .label = N_("Barcode"),                                                       \
	      .help = N_("GTIN: EAN, UPC or ISBN."),                                        \
	      .example = "\"4006381333931\"" },                                             \
	    { .key = "price",                                                               \
	      .type = SLW_FIELD_MONEY,                                                      \
	      .flags = price_flags,                                                         \
	      .when = condition,                                                            \
	      .label = N_("Price"),                                                         \
	      .help = N_("In the currency of the shop, with a point before the decimals."), \
	      .example = "24.50" },                                                         \
	    { .key = "compare_at_price",                                                    \
	      .type = SLW_FIELD_MONEY,                                                      \
	      .flags = SLW_FIELD_BULK,                                                      \
	      .when = condition,                                                            \
	      .label = N_("Compare-at price"),                                              \
	      .help = N_("The price before a reduction; above the price."),                 \
	      .example = "29.00" },                                                         \
	    { .key = "cost_per_item",                                                       \
	      .type = SLW_FIELD_MONEY,                                                      \
	      .flags = SLW_FIELD_BULK,                                                      \
	      .when = condition,                                                            \
	      .label = N_("Cost per item"),                                                 \
	      .help = N_("What it costs you. Never shown to shoppers."),                    \
	      .example = "8.00" },                                                          \
	    { .key = "inventory_quantity",                                                  \
	      .type = SLW_FIELD_NUMBER,                                                     \
	      .flags = SLW_FIELD_BULK,                                                      \
	      .min = -1000000000,                                                           \
	      .max = 1000000000,                                                            \
	      .when = condition,                                                            \
	      .unit = "pieces",                                                             \
	      .label = N_("In stock"),                                                      \
	      .help = N_("How many there are. Without it, stock is not tracked."),          \
	      .example = "12" },                                                            \
	    { .key = "inventory_policy",                                                    \
	      .type = SLW_FIELD_CHOICE,                                                     \
	      .flags = SLW_FIELD_BULK,                                                      \
	      .choices = inventory_policies,                                                \
	      .fallback = "deny",                                                           \
	      .when = condition,                                                            \
	      .label = N_("When sold out"),                                                 \
	      .help = N_("Whether it can be ordered when none is left."),                   \
	      .example = "deny" },                                                          \
	    { .key = "weight",                                                              \
	      .type = SLW_FIELD_NUMBER,                                                     \
	      .flags = SLW_FIELD_BULK,                                                      \
	      .max = 100000000,                                                             \
	      .when = condition,                                                            \
	      .unit = "g",                                                                  \
	      .label = N_("Weight"),                                                        \
	      .help = N_("In grams, with packaging."),                                      \
	      .example = "350" },                                                           \
	    { .key = "requires_shipping",                                                   \
	      .type = SLW_FIELD_YES_NO,                                                     \
	      .flags = SLW_FIELD_BULK,                                                      \
	      .fallback = "yes",                                                            \
	      .when = condition,                                                            \
	      .label = N_("Is shipped"),                                                    \
	      .help = N_("No for downloads and services."),                                 \
	      .example = "yes" },                                                           \
	{                                                                                   \
		.key = "taxable", .type = SLW_FIELD_YES_NO, .flags = SLW_FIELD_BULK,        \
		.fallback = "yes", .when = condition, .label = N_("Taxed"),                 \
		.help = N_("Whether tax is charged on it."), .example = "yes"               \
	}

#define ALWAYS                              \
	{                                   \
		SLW_WHEN_ALWAYS, NULL, NULL \
	}
#define WITHOUT_VARIANTS                           \
	{                                          \
		SLW_WHEN_NOT_SET, "variants", NULL \
	}

/* clang-format off */
const struct slw_field slw_variant_fields[] = {
	{ .key = "option_values",
	  .type = SLW_FIELD_LIST,
	  .flags = SLW_FIELD_REQUIRED,
	  .min = 1,
	  .max = 3,
	  .item = &text_item,
	  .label = N_("Option values"),
	  .help = N_("One value for each option of the product, in the order of the options."),
	  .example = "[Small, Red]" },
	VARIANT_FIELDS(ALWAYS, SLW_FIELD_REQUIRED | SLW_FIELD_BULK),
	{ .key = "image",
	  .type = SLW_FIELD_FILE,
	  .label = N_("Image of the variant"),
	  .help = N_("One of the images of the product."),
	  .example = "images/pot-red.jpg" },
	{ .key = NULL }
};
/* clang-format on */

static const struct slw_field options[] = {
	{ .key = "name",
	  .type = SLW_FIELD_TEXT,
	  .flags = SLW_FIELD_REQUIRED,
	  .max = 255,
	  .label = N_("Option"),
	  .help = N_("What shoppers choose: Size, Colour."),
	  .example = "Size" },
	{ .key = "values",
	  .type = SLW_FIELD_LIST,
	  .flags = SLW_FIELD_REQUIRED,
	  .min = 1,
	  .max = 2048,
	  .item = &text_item,
	  .label = N_("Values"),
	  .help = N_("All values that it can have, in the order that shoppers see."),
	  .example = "[Small, Large]" },
	{ .key = NULL }
};

static const struct slw_field images[] = {
	{ .key = "src",
	  .type = SLW_FIELD_FILE,
	  .flags = SLW_FIELD_REQUIRED,
	  .label = N_("Image"),
	  .help = N_("A file below the folder of the answers file, or an https URL."),
	  .example = "images/pot.jpg" },
	{ .key = "alt",
	  .type = SLW_FIELD_TEXT,
	  .max = 512,
	  .label = N_("Alternative text"),
	  .help = N_("What the image shows, for those who cannot see it."),
	  .example = "Red clay pot with a fern" },
	{ .key = NULL }
};

/* clang-format off */
const struct slw_field slw_product_fields[] = {
	{ .key = "title",
	  .type = SLW_FIELD_TEXT,
	  .flags = SLW_FIELD_REQUIRED,
	  .min = 1,
	  .max = 255,
	  .label = N_("Title"),
	  .help = N_("The name of the product."),
	  .example = "Clay pot" },
	{ .key = "handle",
	  .type = SLW_FIELD_HANDLE,
	  .derived = SLW_DERIVED_HANDLE,
	  .label = N_("Handle"),
	  .help = N_("The last part of the product's address. Made from the title where it is absent."),
	  .example = "clay-pot" },
	{ .key = "description",
	  .type = SLW_FIELD_LONG_TEXT,
	  .max = 65535,
	  .label = N_("Description"),
	  .help = N_("Plain text, or simple HTML as shop systems export it."),
	  .example = "A pot of unglazed clay." },
	{ .key = "features",
	  .type = SLW_FIELD_LIST,
	  .flags = SLW_FIELD_BULK,
	  .max = 50,
	  .item = &feature_item,
	  .label = N_("Features"),
	  .help = N_("Facts about the product. The texts say nothing that is not given."),
	  .example = "[fired at 1200 degrees, frost-proof]" },
	{ .key = "vendor",
	  .type = SLW_FIELD_TEXT,
	  .flags = SLW_FIELD_BULK,
	  .max = 255,
	  .label = N_("Vendor"),
	  .help = N_("Maker or brand."),
	  .example = "Fern & Field" },
	{ .key = "product_type",
	  .type = SLW_FIELD_TEXT,
	  .flags = SLW_FIELD_BULK,
	  .max = 255,
	  .label = N_("Product type"),
	  .help = N_("Your own word for the kind of product."),
	  .example = "Pots" },
	{ .key = "product_category",
	  .type = SLW_FIELD_TEXT,
	  .flags = SLW_FIELD_BULK,
	  .max = 500,
	  .label = N_("Product category"),
	  .help = N_("Its place in a standard taxonomy, with > between the levels."),
	  .example = "Home & Garden > Lawn & Garden > Gardening > Pots & Planters" },
	{ .key = "tags",
	  .type = SLW_FIELD_LIST,
	  .flags = SLW_FIELD_BULK,
	  .max = 250,
	  .item = &text_item,
	  .label = N_("Tags"),
	  .help = N_("Words to filter by."),
	  .example = "[clay, garden]" },
	{ .key = "collections",
	  .type = SLW_FIELD_LIST,
	  .flags = SLW_FIELD_BULK,
	  .max = 250,
	  .item = &handle_item,
	  .label = N_("Collections"),
	  .help = N_("Handles of the collections that it belongs to."),
	  .example = "[pots]" },
	{ .key = "status",
	  .type = SLW_FIELD_CHOICE,
	  .flags = SLW_FIELD_BULK,
	  .choices = statuses,
	  .fallback = "active",
	  .label = N_("Status"),
	  .help = N_("Only active products are in the shop."),
	  .example = "active" },
	{ .key = "condition",
	  .type = SLW_FIELD_CHOICE,
	  .flags = SLW_FIELD_BULK,
	  .choices = conditions,
	  .fallback = "new",
	  .label = N_("Condition"),
	  .help = N_("New, refurbished or used."),
	  .example = "new" },
	VARIANT_FIELDS(WITHOUT_VARIANTS, SLW_FIELD_REQUIRED | SLW_FIELD_BULK),
	{ .key = "options",
	  .type = SLW_FIELD_RECORDS,
	  .max = 3,
	  .fields = options,
	  .label = N_("Options"),
	  .help = N_("What shoppers choose between, three at most."), },
	{ .key = "variants",
	  .type = SLW_FIELD_RECORDS,
	  .max = 2048,
	  .fields = slw_variant_fields,
	  .label = N_("Variants"),
	  .help = N_("One for each combination of option values that you sell."), },
	{ .key = "images",
	  .type = SLW_FIELD_RECORDS,
	  .max = 250,
	  .fields = images,
	  .shorthand = "src",
	  .label = N_("Images"),
	  .help = N_("The first one stands for the product in lists."), },
	{ .key = "seo_title",
	  .type = SLW_FIELD_TEXT,
	  .max = 255,
	  .label = N_("Title for search engines"),
	  .help = N_("About 60 characters. The title is used where it is absent."),
	  .example = "Clay pot for ferns" },
	{ .key = "seo_description",
	  .type = SLW_FIELD_TEXT,
	  .max = 1000,
	  .label = N_("Description for search engines"),
	  .help = N_("About 155 characters."),
	  .example = "An unglazed clay pot, frost-proof, in two sizes." },
	{ .key = NULL }
};
/* clang-format on */

const struct slw_field slw_collection_fields[] = {
	{ .key = "title",
	  .type = SLW_FIELD_TEXT,
	  .flags = SLW_FIELD_REQUIRED,
	  .min = 1,
	  .max = 255,
	  .label = N_("Title"),
	  .help = N_("The name of the collection."),
	  .example = "Pots" },
	{ .key = "handle",
	  .type = SLW_FIELD_HANDLE,
	  .derived = SLW_DERIVED_HANDLE,
	  .label = N_("Handle"),
	  .help = N_("The last part of its address; products name it."),
	  .example = "pots" },
	{ .key = "description",
	  .type = SLW_FIELD_LONG_TEXT,
	  .max = 5000,
	  .label = N_("Description"),
	  .help = N_("What belongs in it. Written for you where it is absent."),
	  .example = "Pots for indoors and outdoors." },
	{ .key = "image",
	  .type = SLW_FIELD_FILE,
	  .label = N_("Image"),
	  .help = N_("A file below the folder of the answers file, or an https URL."),
	  .example = "images/pots.jpg" },
	{ .key = "sort_order",
	  .type = SLW_FIELD_CHOICE,
	  .choices = sort_orders,
	  .fallback = "manual",
	  .label = N_("Order"),
	  .help = N_("How its products are sorted."),
	  .example = "manual" },
	{ .key = NULL }
};

static const struct slw_field map_item = { .type = SLW_FIELD_TEXT, .max = 255 };

static const struct slw_field imports[] = {
	{ .key = "file",
	  .type = SLW_FIELD_FILE,
	  .flags = SLW_FIELD_REQUIRED,
	  .label = N_("Product file"),
	  .help = N_("A CSV file below the folder of the answers file."),
	  .example = "products.csv" },
	{ .key = "map",
	  .type = SLW_FIELD_MAP,
	  .max = 200,
	  .item = &map_item,
	  .label = N_("Columns"),
	  .help = N_("Which field a column is, where its header does not say so."),
	  .example = "{Artikel: title}" },
	{ .key = NULL }
};

static const struct slw_field rates[] = { { .key = "name",
					    .type = SLW_FIELD_TEXT,
					    .flags = SLW_FIELD_REQUIRED,
					    .max = 120,
					    .label = N_("Rate"),
					    .help = N_("What shoppers read: Standard, Express."),
					    .example = "Standard" },
					  { .key = "price",
					    .type = SLW_FIELD_MONEY,
					    .flags = SLW_FIELD_REQUIRED,
					    .label = N_("Price"),
					    .help = N_("What shipping costs. 0 for free shipping."),
					    .example = "4.90" },
					  { .key = "free_over",
					    .type = SLW_FIELD_MONEY,
					    .label = N_("Free over"),
					    .help = N_(
						"Orders of this value and more are shipped free."),
					    .example = "60.00" },
					  { .key = "max_weight",
					    .type = SLW_FIELD_NUMBER,
					    .min = 1,
					    .max = 100000000,
					    .unit = "g",
					    .label = N_("Up to weight"),
					    .help = N_("Only for orders of at most this weight."),
					    .example = "5000" },
					  { .key = "delivery_days_min",
					    .type = SLW_FIELD_NUMBER,
					    .max = 180,
					    .unit = "days",
					    .fallback = "2",
					    .label = N_("Delivery from"),
					    .help = N_("Days on the way, at the least."),
					    .example = "2" },
					  { .key = "delivery_days_max",
					    .type = SLW_FIELD_NUMBER,
					    .max = 180,
					    .unit = "days",
					    .fallback = "5",
					    .label = N_("Delivery to"),
					    .help = N_("Days on the way, at the most."),
					    .example = "5" },
					  { .key = NULL } };

static const struct slw_field zones[] = {
	{ .key = "name",
	  .type = SLW_FIELD_TEXT,
	  .flags = SLW_FIELD_REQUIRED,
	  .max = 120,
	  .label = N_("Zone"),
	  .help = N_("Your name for it."),
	  .example = "Domestic" },
	{ .key = "countries",
	  .type = SLW_FIELD_LIST,
	  .max = 249,
	  .item = &country_item,
	  .when = { SLW_WHEN_NOT_EQUALS, "rest_of_world", "yes" },
	  .flags = SLW_FIELD_REQUIRED,
	  .min = 1,
	  .label = N_("Countries"),
	  .help = N_("Codes of ISO 3166-1. A country is in one zone only."),
	  .example = "[US, CA]" },
	{ .key = "rest_of_world",
	  .type = SLW_FIELD_YES_NO,
	  .fallback = "no",
	  .label = N_("Rest of the world"),
	  .help = N_("All countries that no other zone names."),
	  .example = "no" },
	{ .key = "rates",
	  .type = SLW_FIELD_RECORDS,
	  .flags = SLW_FIELD_REQUIRED,
	  .min = 1,
	  .max = 20,
	  .fields = rates,
	  .label = N_("Rates"),
	  .help = N_("What shipping to this zone costs.") },
	{ .key = NULL }
};

static const struct slw_field shipping[] = {
	{ .key = "handling_days_min",
	  .type = SLW_FIELD_NUMBER,
	  .max = 90,
	  .unit = "days",
	  .fallback = "0",
	  .label = N_("Handling from"),
	  .help = N_("Working days until an order is on its way, at the least."),
	  .example = "0" },
	{ .key = "handling_days_max",
	  .type = SLW_FIELD_NUMBER,
	  .max = 90,
	  .unit = "days",
	  .fallback = "2",
	  .label = N_("Handling to"),
	  .help = N_("Working days until an order is on its way, at the most."),
	  .example = "2" },
	{ .key = "zones",
	  .type = SLW_FIELD_RECORDS,
	  .max = 50,
	  .fields = zones,
	  .label = N_("Zones"),
	  .help = N_("Where you ship to and at which price.") },
	{ .key = NULL }
};

#define ACCEPTED                                   \
	{                                          \
		SLW_WHEN_EQUALS, "accepted", "yes" \
	}

static const struct slw_field returns[] = {
	{ .key = "accepted",
	  .type = SLW_FIELD_YES_NO,
	  .fallback = "yes",
	  .label = N_("Returns accepted"),
	  .help = N_("In the EU and the UK, shoppers may withdraw within 14 days in any case."),
	  .example = "yes" },
	{ .key = "window_days",
	  .type = SLW_FIELD_NUMBER,
	  .min = 1,
	  .max = 365,
	  .unit = "days",
	  .fallback = "30",
	  .when = ACCEPTED,
	  .label = N_("Returns window"),
	  .help = N_("How long after delivery a product can be sent back."),
	  .example = "30" },
	{ .key = "who_pays",
	  .type = SLW_FIELD_CHOICE,
	  .choices = payers,
	  .fallback = "customer",
	  .when = ACCEPTED,
	  .label = N_("Who pays for returns"),
	  .help = N_("Who pays the shipping of what is sent back."),
	  .example = "customer" },
	{ .key = "methods",
	  .type = SLW_FIELD_MULTI_CHOICE,
	  .choices = return_methods,
	  .fallback = "by_mail",
	  .when = ACCEPTED,
	  .label = N_("Ways to return"),
	  .help = N_("How products come back."),
	  .example = "[by_mail]" },
	{ .key = "exceptions",
	  .type = SLW_FIELD_LONG_TEXT,
	  .max = 1000,
	  .when = ACCEPTED,
	  .label = N_("Exceptions"),
	  .help = N_("What cannot be returned, in your own words."),
	  .example = "Cut fabric and opened cosmetics." },
	{ .key = NULL }
};

static const struct slw_field tax[] = {
	{ .key = "registered",
	  .type = SLW_FIELD_YES_NO,
	  .fallback = "yes",
	  .label = N_("Charges tax"),
	  .help = N_("No for small businesses that are exempt from VAT or sales tax."),
	  .example = "yes" },
	{ .key = "prices_include_tax",
	  .type = SLW_FIELD_YES_NO,
	  .derived = SLW_DERIVED_TAX_INCLUDED,
	  .when = { SLW_WHEN_EQUALS, "registered", "yes" },
	  .label = N_("Prices include tax"),
	  .help = N_("Usual where VAT or GST is shown in consumer prices."),
	  .example = "no" },
	{ .key = "rate",
	  .type = SLW_FIELD_DECIMAL,
	  .max = 100000,
	  .unit = "%",
	  .when = { SLW_WHEN_EQUALS, "registered", "yes" },
	  .label = N_("Standard rate"),
	  .help = N_("In percent, for the note beside prices."),
	  .example = "19" },
	{ .key = NULL }
};

const struct slw_field slw_products_fields[] = {
	{ .key = "imports",
	  .type = SLW_FIELD_RECORDS,
	  .flags = SLW_FIELD_INPUT,
	  .max = 20,
	  .fields = imports,
	  .shorthand = "file",
	  .label = N_("Product files"),
	  .help = N_("CSV files of Shopify, WooCommerce or any other kind, read in this order.") },
	{ .key = "items",
	  .type = SLW_FIELD_RECORDS,
	  .flags = SLW_FIELD_INPUT,
	  .max = 1000000,
	  .fields = slw_product_fields,
	  .label = N_("Products"),
	  .help = N_("Products that are written down here.") },
	{ .key = "collections",
	  .type = SLW_FIELD_RECORDS,
	  .max = 1000,
	  .fields = slw_collection_fields,
	  .label = N_("Collections"),
	  .help = N_("Groups of products, in the order of the menu.") },
	{ .key = "shipping",
	  .type = SLW_FIELD_RECORD,
	  .fields = shipping,
	  .label = N_("Shipping"),
	  .help = N_("Where you ship, how fast and at which price.") },
	{ .key = "returns",
	  .type = SLW_FIELD_RECORD,
	  .fields = returns,
	  .label = N_("Returns"),
	  .help = N_("What shoppers may send back, how long and who pays.") },
	{ .key = "tax",
	  .type = SLW_FIELD_RECORD,
	  .fields = tax,
	  .label = N_("Tax"),
	  .help = N_("How prices are shown.") },
	{ .key = NULL }
};
