#include "config.h"

#include "unit/suites.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "storefront/gtin.h"
#include "unit/storefront/page.h"
#include "unit/storefront/shop.h"

#include "base/banned.h"

#define PRODUCTS                                  \
	"products:\n"                             \
	"  collections:\n"                        \
	"    - title: Pots\n"                     \
	"      sort_order: price_up\n"            \
	"    - title: Empty\n"                    \
	"  shipping:\n"                           \
	"    handling_days_min: 1\n"              \
	"    handling_days_max: 3\n"              \
	"    zones:\n"                            \
	"      - name: Domestic\n"                \
	"        countries: [US, CA]\n"           \
	"        rates:\n"                        \
	"          - name: Standard\n"            \
	"            price: 4.90\n"               \
	"            free_over: 60.00\n"          \
	"            delivery_days_min: 2\n"      \
	"            delivery_days_max: 6\n"      \
	"      - name: World\n"                   \
	"        rest_of_world: yes\n"            \
	"        rates:\n"                        \
	"          - name: Air\n"                 \
	"            price: 25.00\n"              \
	"  returns:\n"                            \
	"    window_days: 45\n"                   \
	"    who_pays: merchant\n"                \
	"  items:\n"                              \
	"    - title: Clay Pot\n"                 \
	"      description: A pot of red clay.\n" \
	"      vendor: Fern\n"                    \
	"      product_type: Pots\n"              \
	"      tags: [clay, garden]\n"            \
	"      collections: [pots]\n"             \
	"      features: [frost-proof]\n"         \
	"      options:\n"                        \
	"        - name: Size\n"                  \
	"          values: [Small, Large]\n"      \
	"      variants:\n"                       \
	"        - option_values: [Small]\n"      \
	"          sku: POT-S\n"                  \
	"          price: 20.00\n"                \
	"          compare_at_price: 25.00\n"     \
	"          inventory_quantity: 3\n"       \
	"        - option_values: [Large]\n"      \
	"          sku: POT-L\n"                  \
	"          price: 70.00\n"                \
	"          inventory_quantity: 0\n"       \
	"    - title: Seeds\n"                    \
	"      price: 3.50\n"                     \
	"      sku: SEED-1\n"                     \
	"      barcode: \"4006381333931\"\n"      \
	"      tags: [garden]\n"                  \
	"      collections: [pots]\n"             \
	"    - title: Vase\n"                     \
	"      price: 99.00\n"                    \
	"      barcode: \"4006381333932\"\n"      \
	"      condition: used\n"                 \
	"      tags: [clay]\n"                    \
	"      collections: [pots]\n"             \
	"    - title: Kiln\n"                     \
	"      price: 900.00\n"                   \
	"      status: draft\n"

static struct test_shop shop;

static void make(const char *head, const char *tail)
{
	char *text = slw_printf("%s%s", head, tail);

	test_shop_init(&shop, text);
	free(text);
}

static void render(void)
{
	struct slw_buf faults;

	ck_assert_msg(test_shop_render(&shop) == 0, "%s", shop.err.msg);
	slw_buf_init(&faults, 0);
	page_check_all(&shop, &faults);
	ck_assert_msg(faults.len == 0, "%s", faults.data);
	slw_buf_release(&faults);
}

static bool has(const char *path, const char *text)
{
	return strstr(test_shop_text(&shop, path), text) != NULL;
}

static void open_shop(void)
{
	make(test_shop_us, PRODUCTS "seo:\n  base_url: https://fern.example/shop/\n");
	slw_json_set_str(shop.shop_texts, "tagline", "Pots that outlive the plant");
	slw_json_set_str(shop.shop_texts, "faq",
			 "Q: When?\nA: Soon.\nVery soon.\n\nQ: How?\nA: By van.\n");
	slw_json_set_str(shop.shop_texts, "about", "We throw pots.");
	slw_json_set_str(shop.texts[1], "product_description", "Written for the seeds.");
	slw_json_set_str(shop.texts[0], "product_description", "Not used.");
	shop.pay_links[1] = json_object();
	slw_json_set_str(shop.pay_links[1], "0", "https://pay.example/seeds");
	render();
}

static void close_shop(void)
{
	test_shop_release(&shop);
}

START_TEST(all_pages_are_there)
{
	static const char *const paths[] = { "index.html",
					     "products/index.html",
					     "products/clay-pot/index.html",
					     "products/seeds/index.html",
					     "products/sort/title/index.html",
					     "products/sort/price-up/index.html",
					     "products/tag/garden/index.html",
					     "collections/index.html",
					     "collections/pots/index.html",
					     "collections/pots/sort/title/index.html",
					     "collections/empty/index.html",
					     "about/index.html",
					     "faq/index.html",
					     "contact/index.html",
					     "search/index.html",
					     "search/0.json",
					     "cart/index.html",
					     "policies/shipping/index.html",
					     "policies/returns/index.html",
					     "policies/privacy/index.html",
					     "policies/terms/index.html",
					     "404.html",
					     "sitemap.xml",
					     "robots.txt",
					     "favicon.svg",
					     "assets/shop.css",
					     "assets/shop.js",
					     "images/drawn/seeds.svg" };

	for (size_t i = 0; i < SLW_COUNT(paths); i++)
		ck_assert_msg(test_shop_file(&shop, paths[i]) != NULL, "%s", paths[i]);
	ck_assert_ptr_null(test_shop_file(&shop, "products/kiln/index.html"));
	ck_assert_ptr_null(test_shop_file(&shop, "policies/imprint/index.html"));
	ck_assert_uint_eq(shop.result.products, 3);
	ck_assert_uint_eq(shop.result.collections, 2);
}
END_TEST

START_TEST(product_page_says_what_the_answers_hold)
{
	static const struct {
		const char *path, *text;
		bool there;
	} rows[] = {
		{ "products/clay-pot/index.html", "<p>A pot of red clay.</p>", true },
		{ "products/clay-pot/index.html", "Not used.", false },
		{ "products/clay-pot/index.html", "Only 3 left", true },
		{ "products/clay-pot/index.html", "<li>frost-proof</li>", true },
		{ "products/clay-pot/index.html", "data-choice=\"1\"", true },
		{ "products/clay-pot/index.html", "$25.00", true },
		{ "products/clay-pot/index.html",
		  "Shipping from $4.90, free over $60.00 (Domestic)", true },
		{ "products/clay-pot/index.html", "Free returns within 45 days", true },
		{ "products/clay-pot/index.html",
		  "mailto:hello%40fern.example?subject=Order%201%20x%20Clay%20Pot%2C%20Small",
		  true },
		{ "products/seeds/index.html", "<p>Written for the seeds.</p>", true },
		{ "products/seeds/index.html", "href=\"https://pay.example/seeds\"", true },
		{ "products/seeds/index.html", "SEED-1", true },
		{ "products/vase/index.html", "<dd>Used</dd>", true },
		{ "products/vase/index.html", "gtin", false }, /* wrong check digit */
		{ "index.html", "<h1 id=\"hero-heading\">Pots that outlive the plant</h1>", true },
		{ "index.html", "We throw pots.", true },
		{ "faq/index.html", "<h2>When?</h2>", true },
		{ "faq/index.html", "<p>Very soon.</p>", true },
		{ "contact/index.html", "href=\"tel:+15035550134\"", true },
		{ "products/index.html", "from $20.00", true },
		{ "collections/empty/index.html", "There is nothing here yet.", true },
		{ "products/index.html",
		  "rel=\"canonical\" href=\"https://fern.example/shop/products/\"", true },
		{ "products/index.html", "noindex", false },
		{ "products/tag/garden/index.html", "noindex", true },
		{ "products/tag/garden/index.html",
		  "rel=\"canonical\" href=\"https://fern.example/shop/products/\"", true },
		{ "cart/index.html", "noindex", true },
		{ "404.html", "href=\"/shop/products/\"", true },
		{ "robots.txt", "Sitemap: https://fern.example/shop/sitemap.xml", true },
		{ "sitemap.xml", "<loc>https://fern.example/shop/products/seeds/</loc>", true },
		{ "sitemap.xml", "/tag/", false },
		{ "sitemap.xml", "/cart/", false },
		{ "favicon.svg", ">F</text>", true },
	};

	for (size_t i = 0; i < SLW_COUNT(rows); i++)
		ck_assert_msg(has(rows[i].path, rows[i].text) == rows[i].there, "%s: %s%s",
			      rows[i].path, rows[i].there ? "" : "not ", rows[i].text);
}
END_TEST

static const char *str(const json_t *json, const char *path)
{
	const json_t *value = slw_json_path(json, path);

	return value != NULL && json_is_string(value) ? json_string_value(value) : "";
}

static int64_t num(const json_t *json, const char *path)
{
	return json_integer_value(slw_json_path(json, path));
}

START_TEST(product_json_holds_the_offer)
{
	json_t *json = page_json(test_shop_text(&shop, "products/seeds/index.html"), "Product");

	ck_assert_ptr_nonnull(json);
	ck_assert_str_eq(str(json, "name"), "Seeds");
	ck_assert_str_eq(str(json, "gtin"), "4006381333931");
	ck_assert_str_eq(str(json, "sku"), "SEED-1");
	ck_assert_str_eq(str(json, "description"), "Written for the seeds.");
	ck_assert_str_eq(str(json, "image[0]"), "https://fern.example/shop/images/drawn/seeds.svg");
	ck_assert_str_eq(str(json, "offers.@type"), "Offer");
	ck_assert_str_eq(str(json, "offers.price"), "3.50");
	ck_assert_str_eq(str(json, "offers.priceCurrency"), "USD");
	ck_assert_str_eq(str(json, "offers.availability"), "https://schema.org/InStock");
	ck_assert_str_eq(str(json, "offers.itemCondition"), "https://schema.org/NewCondition");
	/* the zone without countries cannot be told */
	ck_assert_uint_eq(json_array_size(slw_json_path(json, "offers.shippingDetails")), 1);
	ck_assert_str_eq(str(json, "offers.shippingDetails[0].shippingRate.value"), "4.90");
	ck_assert_str_eq(
	    str(json, "offers.shippingDetails[0].shippingDestination.addressCountry[1]"), "CA");
	ck_assert_int_eq(num(json, "offers.shippingDetails[0].deliveryTime.handlingTime.maxValue"),
			 3);
	ck_assert_int_eq(num(json, "offers.shippingDetails[0].deliveryTime.transitTime.minValue"),
			 2);
	ck_assert_int_eq(num(json, "offers.hasMerchantReturnPolicy.merchantReturnDays"), 45);
	ck_assert_str_eq(str(json, "offers.hasMerchantReturnPolicy.returnFees"),
			 "https://schema.org/FreeReturn");
	json_decref(json);
}
END_TEST

START_TEST(variants_are_an_aggregate)
{
	json_t *json = page_json(test_shop_text(&shop, "products/clay-pot/index.html"), "Product");
	json_t *vase = page_json(test_shop_text(&shop, "products/vase/index.html"), "Product");

	ck_assert_str_eq(str(json, "offers.@type"), "AggregateOffer");
	ck_assert_str_eq(str(json, "offers.lowPrice"), "20.00");
	ck_assert_str_eq(str(json, "offers.highPrice"), "70.00");
	ck_assert_int_eq(num(json, "offers.offerCount"), 2);
	ck_assert_str_eq(str(json, "offers.offers[1].sku"), "POT-L");
	ck_assert_str_eq(str(json, "offers.offers[1].availability"),
			 "https://schema.org/OutOfStock");
	ck_assert_str_eq(str(json, "brand.name"), "Fern");
	/* 99 is above the limit of free shipping */
	ck_assert_str_eq(str(vase, "offers.shippingDetails[0].shippingRate.value"), "0.00");
	ck_assert_str_eq(str(vase, "itemCondition"), "https://schema.org/UsedCondition");
	json_decref(json);
	json_decref(vase);
}
END_TEST

START_TEST(other_json)
{
	json_t *site = page_json(test_shop_text(&shop, "index.html"), "WebSite");
	json_t *who = page_json(test_shop_text(&shop, "index.html"), "OnlineStore");
	json_t *crumbs =
	    page_json(test_shop_text(&shop, "products/seeds/index.html"), "BreadcrumbList");

	ck_assert_str_eq(str(site, "potentialAction.target.urlTemplate"),
			 "https://fern.example/shop/search/?q={search_term_string}");
	ck_assert_str_eq(str(who, "address.addressCountry"), "US");
	ck_assert_str_eq(str(who, "@id"), "https://fern.example/shop/#organization");
	ck_assert_str_eq(str(crumbs, "itemListElement[1].item"),
			 "https://fern.example/shop/collections/pots/");
	ck_assert_str_eq(str(crumbs, "itemListElement[2].name"), "Seeds");
	json_decref(site);
	json_decref(who);
	json_decref(crumbs);
}
END_TEST

START_TEST(collections_are_sorted)
{
	const char *up = test_shop_text(&shop, "collections/pots/index.html");
	const char *down = test_shop_text(&shop, "collections/pots/sort/price-down/index.html");

	ck_assert(strstr(up, "products/seeds/") < strstr(up, "products/vase/"));
	ck_assert(strstr(down, "products/seeds/") > strstr(down, "products/vase/"));
	ck_assert_ptr_null(
	    strstr(test_shop_text(&shop, "products/tag/garden/index.html"), "card-title\">Vase"));
}
END_TEST

START_TEST(search_index_holds_every_product)
{
	json_t *index = json_loads(test_shop_text(&shop, "search/0.json"), 0, NULL);

	ck_assert_uint_eq(json_array_size(index), 3);
	ck_assert_str_eq(str(index, "[0][0]"), "Clay Pot");
	ck_assert_str_eq(str(index, "[0][1]"), "products/clay-pot/");
	ck_assert_str_eq(str(index, "[0][4]"), "Pots clay garden");
	json_decref(index);
}
END_TEST

/* --- other shops ----------------------------------------------------------------------------- */

START_TEST(without_an_address_nothing_is_indexed)
{
	make(test_shop_us, PRODUCTS);
	render();
	ck_assert(has("index.html", "<meta name=\"robots\" content=\"noindex\">"));
	ck_assert(has("index.html", "href=\"https://fern-field.example/\""));
	ck_assert(!has("robots.txt", "Sitemap"));
	ck_assert_ptr_null(test_shop_file(&shop, "sitemap.xml"));
	test_shop_release(&shop);
}
END_TEST

START_TEST(indexing_can_be_refused)
{
	make(test_shop_us, "seo:\n  base_url: https://fern.example\n  allow_indexing: no\n");
	render();
	ck_assert(has("index.html", "noindex"));
	ck_assert(has("robots.txt", "Disallow: /\n"));
	test_shop_release(&shop);
}
END_TEST

START_TEST(no_products)
{
	make(test_shop_us, "seo:\n  base_url: https://fern.example\n");
	render();
	ck_assert(has("index.html", "Opening soon"));
	ck_assert(has("products/index.html", "There is nothing here yet."));
	ck_assert_ptr_null(test_shop_file(&shop, "search/0.json"));
	ck_assert_ptr_null(test_shop_file(&shop, "faq/index.html"));
	test_shop_release(&shop);
}
END_TEST

START_TEST(german_shop)
{
	make(test_shop_de, "products:\n  items:\n    - title: Vase\n      price: 1299.00\n");
	render();
	ck_assert(has("index.html", "<html lang=\"de\" dir=\"ltr\">"));
	ck_assert(has("products/vase/index.html", "1.299,00\xC2\xA0€"));
	ck_assert(has("products/vase/index.html", "In den Warenkorb"));
	ck_assert(has("policies/imprint/index.html", "VAT identification number: DE123456789"));
	ck_assert(has("policies/returns/index.html", "lang=\"en\""));
	test_shop_release(&shop);
}
END_TEST

START_TEST(yen_has_no_decimals)
{
	make(test_shop_us, "products:\n  items:\n    - title: Pen\n      price: 1200\n");
	slw_documents_set(&shop.docs, "business.currency", slw_json_new_str("JPY"));
	shop.products[0].variants[0].price = 1200;
	render();
	ck_assert(has("products/pen/index.html", "\"price\":\"1200\""));
	ck_assert(has("index.html", "data-decimals=\"0\""));
	test_shop_release(&shop);
}
END_TEST

START_TEST(right_to_left)
{
	make(test_shop_us, "");
	slw_documents_set(&shop.docs, "business.language", slw_json_new_str("ar"));
	render();
	ck_assert(has("index.html", "<html lang=\"ar\" dir=\"rtl\">"));
	test_shop_release(&shop);
}
END_TEST

START_TEST(long_lists_are_paged)
{
	make(test_shop_us, PRODUCTS "seo:\n  base_url: https://fern.example\n"
				    "theme:\n  layout:\n    products_per_page: 6\n");
	shop.products[3].status = SLW_PRODUCT_ACTIVE;
	test_shop_grow(&shop, 600);
	render();
	ck_assert_ptr_nonnull(test_shop_file(&shop, "products/page/100/index.html"));
	ck_assert_ptr_null(test_shop_file(&shop, "products/page/101/index.html"));
	ck_assert(has("products/page/2/index.html", "aria-current=\"page\""));
	ck_assert(has("products/page/2/index.html",
		      "rel=\"canonical\" href=\"https://fern.example/products/page/2/\""));
	/* too long to look through, so not in other orders */
	ck_assert_ptr_null(test_shop_file(&shop, "products/sort/title/index.html"));
	ck_assert_uint_eq(page_count(test_shop_text(&shop, "products/index.html"), "card-title"),
			  6);
	test_shop_release(&shop);
}
END_TEST

START_TEST(same_input_same_bytes)
{
	char first[SLW_HASH_SIZE], second[SLW_HASH_SIZE];

	for (int i = 0; i < 2; i++) {
		struct slw_hash *hash = slw_hash_new();

		make(test_shop_us, PRODUCTS);
		render();
		for (size_t j = 0; j < shop.file_count; j++)
			slw_hash_add(hash, shop.files[j].data, shop.files[j].len);
		slw_hash_end(hash, i == 0 ? first : second);
		test_shop_release(&shop);
	}
	ck_assert_str_eq(first, second);
}
END_TEST

START_TEST(every_theme)
{
	for (size_t i = 0;; i++) {
		make(test_shop_us, PRODUCTS);
		if (i == shop.themes.count)
			break;
		test_shop_theme(&shop, shop.themes.items[i].id);
		render();
		ck_assert(has("assets/shop.css", "--colour-primary:#"));
		test_shop_release(&shop);
	}
	test_shop_release(&shop);
}
END_TEST

/* --- what can go wrong ----------------------------------------------------------------------- */

START_TEST(missing_and_damaged_templates_are_errors)
{
	char folder[] = "/tmp/slw-storefront-XXXXXX";
	struct slw_err err = SLW_ERR_INIT;
	char *below, *file;

	ck_assert_ptr_nonnull(mkdtemp(folder));
	make(test_shop_us, "");
	ck_assert_int_eq(test_shop_render_from(&shop, folder), -1);
	ck_assert_int_eq(shop.err.code, SLW_EINTERNAL);
	below = slw_path_join(folder, "storefront");
	file = slw_path_join(below, "home.html");
	ck_assert_int_eq(slw_folder_make(below, 0700, &err), 0);
	ck_assert_int_eq(slw_file_replace(file, "<p>{{titel}}", 12, 0600, &err), 0);
	ck_assert_int_eq(test_shop_render_from(&shop, folder), -1);
	ck_assert_int_eq(shop.err.code, SLW_EINTERNAL);
	ck_assert_ptr_nonnull(strstr(shop.err.msg, "template home:1:6: unknown name \"titel\""));
	ck_assert_int_eq(slw_folder_remove(folder, &err), 0);
	ck_assert_uint_eq(shop.file_count, 0);
	free(below);
	free(file);
	test_shop_release(&shop);
}
END_TEST

static const struct {
	const char *text;
	bool valid;
} gtins[] = { { "4006381333931", true },
	      { "4006381333932", false },
	      { "96385074", true },
	      { "036000291452", true },
	      { "10012345678902", true },
	      { "9780143007235", false },
	      { "9780143007234", true },
	      { "ABC", false },
	      { "", false },
	      { "0000000000000", false },
	      { NULL, false } };

START_TEST(check_digits)
{
	ck_assert_msg(slw_gtin_valid(gtins[_i].text) == gtins[_i].valid, "%s", gtins[_i].text);
}
END_TEST

Suite *suite_pages(void);

Suite *suite_pages(void)
{
	Suite *suite = suite_create("pages");
	TCase *one = tcase_create("one shop"), *others = tcase_create("other shops");

	tcase_add_checked_fixture(one, open_shop, close_shop);
	tcase_add_test(one, all_pages_are_there);
	tcase_add_test(one, product_page_says_what_the_answers_hold);
	tcase_add_test(one, product_json_holds_the_offer);
	tcase_add_test(one, variants_are_an_aggregate);
	tcase_add_test(one, other_json);
	tcase_add_test(one, collections_are_sorted);
	tcase_add_test(one, search_index_holds_every_product);
	suite_add_tcase(suite, one);
	tcase_set_timeout(others, 60);
	tcase_add_test(others, without_an_address_nothing_is_indexed);
	tcase_add_test(others, indexing_can_be_refused);
	tcase_add_test(others, no_products);
	tcase_add_test(others, german_shop);
	tcase_add_test(others, yen_has_no_decimals);
	tcase_add_test(others, right_to_left);
	tcase_add_test(others, long_lists_are_paged);
	tcase_add_test(others, same_input_same_bytes);
	tcase_add_test(others, every_theme);
	tcase_add_test(others, missing_and_damaged_templates_are_errors);
	tcase_add_loop_test(others, check_digits, 0, SLW_COUNT(gtins));
	suite_add_tcase(suite, others);
	return suite;
}
