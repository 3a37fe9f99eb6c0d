#include "config.h"

#include "unit/suites.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "unit/storefront/page.h"
#include "unit/storefront/shop.h"

#include "base/banned.h"

#define PRODUCTS                                       \
	"products:\n"                                  \
	"  shipping:\n"                                \
	"    zones:\n"                                 \
	"      - name: Home\n"                         \
	"        countries: [US]\n"                    \
	"        rates:\n"                             \
	"          - name: Parcel\n"                   \
	"            price: 4.90\n"                    \
	"  items:\n"                                   \
	"    - title: Pot & <Pan>\n"                   \
	"      description: <p>Red &amp; round.</p>\n" \
	"      vendor: Fern\n"                         \
	"      images: [a.jpg, b.jpg]\n"               \
	"      options:\n"                             \
	"        - name: Size\n"                       \
	"          values: [S, L]\n"                   \
	"      variants:\n"                            \
	"        - option_values: [S]\n"               \
	"          sku: POT-S\n"                       \
	"          barcode: \"4006381333931\"\n"       \
	"          price: 20.00\n"                     \
	"          compare_at_price: 25.00\n"          \
	"          inventory_quantity: 0\n"            \
	"        - option_values: [L]\n"               \
	"          price: 30.00\n"                     \
	"          weight: 350\n"                      \
	"    - title: Course\n"                        \
	"      price: 9.00\n"                          \
	"      requires_shipping: no\n"                \
	"seo:\n"                                       \
	"  base_url: https://fern.example\n"

static const struct {
	const char *text;
	size_t times;
} rows[] = {
	{ "<item>", 3 },
	{ "<g:id>POT-S</g:id>", 1 },
	{ "<g:id>pot-pan-2</g:id>", 1 },
	{ "<title>Pot &amp; &lt;Pan&gt;, S</title>", 1 },
	{ "<description>Red &amp; round.</description>", 2 },
	{ "<link>https://fern.example/products/pot-pan/</link>", 2 },
	{ "<g:image_link>https://fern.example/images/a.jpg</g:image_link>", 2 },
	{ "<g:additional_image_link>https://fern.example/images/b.jpg<", 2 },
	{ "<g:availability>out_of_stock</g:availability>", 1 },
	{ "<g:availability>in_stock</g:availability>", 2 },
	{ "<g:price>25.00 USD</g:price>", 1 },
	{ "<g:sale_price>20.00 USD</g:sale_price>", 1 },
	{ "<g:gtin>4006381333931</g:gtin>", 1 },
	{ "<g:identifier_exists>no</g:identifier_exists>", 2 },
	{ "<g:shipping_weight>350 g</g:shipping_weight>", 1 },
	{ "<g:shipping>", 2 }, /* not for what is not shipped */
	{ "<g:price>4.90 USD</g:price>", 2 },
};

struct feed {
	struct slw_feed *feed;
	struct slw_buf text;
};

static int add_product(void *context, const struct slw_storefront_item *item, struct slw_err *err)
{
	struct feed *feed = context;

	(void)err;
	slw_feed_product(feed->feed, item, &feed->text);
	return 0;
}

START_TEST(feed_has_an_item_for_each_variant)
{
	char *answers = slw_printf("%s%s", test_shop_us, PRODUCTS);
	struct slw_storefront_options options;
	struct slw_storefront_source source;
	struct test_shop shop;
	struct feed feed;

	slw_buf_init(&feed.text, 0);
	test_shop_init(&shop, answers);
	shop.has_images = true;
	test_shop_options(&shop, &options);
	test_shop_source(&shop, &source);
	ck_assert_msg(slw_feed_open(&feed.feed, &options, &source, &feed.text, &shop.err) == 0,
		      "%s", shop.err.msg);
	ck_assert_int_eq(test_shop_products(&shop, add_product, &feed, &shop.err), 0);
	slw_feed_end(&feed.text);
	for (size_t i = 0; i < SLW_COUNT(rows); i++)
		ck_assert_msg(page_count(feed.text.data, rows[i].text) == rows[i].times,
			      "%s: %zu\n%s", rows[i].text, page_count(feed.text.data, rows[i].text),
			      feed.text.data);
	slw_feed_free(feed.feed);
	slw_buf_release(&feed.text);
	test_shop_release(&shop);
	free(answers);
}
END_TEST

Suite *suite_feed(void);

Suite *suite_feed(void)
{
	Suite *suite = suite_create("feed");
	TCase *tc = tcase_create("feed");

	tcase_add_test(tc, feed_has_an_item_for_each_variant);
	suite_add_tcase(suite, tc);
	return suite;
}
