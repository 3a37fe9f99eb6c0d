/* Texts that want to be more than text, in every field that a page shows. */
#include "config.h"

#include "unit/suites.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "unit/storefront/page.h"
#include "unit/storefront/shop.h"

#include "base/banned.h"

static const char *const texts[] = {
	"<script>alert(1)</script>",
	"\"><img src=x onerror=alert(1)>",
	"'><svg/onload=alert(1)>",
	"</title></script></style></textarea><form>x",
	"--><!--",
	"]]>&amp;&lt;&#60;",
	"\\\"\\u003c/script>",
	"\xE2\x80\xAE"
	"txet\xE2\x80\xAC \xF0\x9F\x8C\xB1 \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D",
	"{{name}} {{>head}} {{",
	"%00%0d%0aSet-Cookie: a=b",
	"\n\n\t  \r\n",
	"a\x01\x08"
	"b",
	"vbscript:x data:text/html,<b>",
};

static struct test_shop shop;

static void set(char **field, const char *text)
{
	free(*field);
	*field = slw_strdup(text);
}

static void fill_product(struct slw_product *product, const char *text)
{
	set(&product->title, text);
	set(&product->vendor, text);
	set(&product->product_type, text);
	set(&product->tags[0], text);
	set(&product->features[0], text);
	set(&product->options[0].name, text);
	set(&product->options[0].values[0], text);
	set(&product->variants[0].option_values[0], text);
	set(&product->variants[0].sku, text);
	set(&product->variants[0].barcode, text);
	set(&product->images[0].alt, text);
	set(&product->images[0].src, text);
}

static void fill_shop(const char *text)
{
	static const char *const paths[] = {
		"business.business_name",
		"business.description",
		"business.contact.email",
		"business.contact.phone",
		"business.contact.name",
		"business.contact.hours",
		"business.address.street",
		"business.address.city",
		"theme.layout.announcement",
		"theme.layout.hero_heading",
		"theme.layout.hero_image",
		"theme.logo",
		"seo.title",
		"seo.description",
		"seo.base_url",
		"seo.social.facebook",
		"products.returns.exceptions",
	};
	static const char *const types[] = {
		"tagline",	   "about",	      "faq", "category_description:pots",
		"meta_title:pots", "meta_description"
	};

	for (size_t i = 0; i < SLW_COUNT(paths); i++)
		slw_documents_set(&shop.docs, paths[i], slw_json_new_str(text));
	slw_json_set_bool(slw_documents_get(&shop.docs, "theme.layout"), "show_vendor", true);
	for (size_t i = 0; i < SLW_COUNT(types); i++)
		slw_json_set_str(shop.shop_texts, types[i], text);
	slw_json_set_str(json_array_get(slw_documents_get(&shop.docs, "products.collections"), 0),
			 "title", text);
	slw_json_set_str(shop.texts[0], "meta_title", text);
	slw_json_set_str(shop.texts[0], "product_description", text);
	shop.pay_links[0] = json_object();
	slw_json_set_str(shop.pay_links[0], "1", text);
}

static void open_shop(void)
{
	char *answers = slw_printf("%s%s", test_shop_us,
				   "products:\n"
				   "  collections:\n"
				   "    - title: Pots\n"
				   "  items:\n"
				   "    - title: Pot\n"
				   "      tags: [clay]\n"
				   "      features: [red]\n"
				   "      collections: [pots]\n"
				   "      images: [a.jpg]\n"
				   "      options:\n"
				   "        - name: Size\n"
				   "          values: [S, L]\n"
				   "      variants:\n"
				   "        - option_values: [S]\n"
				   "          price: 1.00\n"
				   "        - option_values: [L]\n"
				   "          price: 2.00\n"
				   "    - title: Twin\n      price: 1.00\n      tags: [a]\n"
				   "    - title: Twin\n      price: 1.00\n      tags: [a]\n"
				   "      handle: twin-2\n");

	test_shop_init(&shop, answers);
	free(answers);
	shop.has_images = true;
}

static void close_shop(void)
{
	test_shop_release(&shop);
}

static void check(const char *text)
{
	static const char *const forbidden[] = { "<script>",
						 "<img src=x",
						 "<svg/",
						 "<form>x",
						 "</style",
						 "\x01",
						 "href=\"javascript:",
						 "href=\"vbscript:",
						 "href=\"data:" };
	struct slw_buf faults;

	ck_assert_msg(test_shop_render(&shop) == 0, "%s", shop.err.msg);
	slw_buf_init(&faults, 0);
	if (strstr(text, "{{") == NULL)
		page_check_all(&shop, &faults);
	for (size_t i = 0; i < shop.file_count; i++) {
		const struct test_file *file = &shop.files[i];

		if (strstr(file->path, ".html") == NULL)
			continue;
		for (size_t j = 0; j < SLW_COUNT(forbidden); j++) {
			if (strstr(file->data, forbidden[j]) != NULL)
				slw_buf_printf(&faults, "%s: %s\n", file->path, forbidden[j]);
		}
	}
	ck_assert_msg(faults.len == 0, "%s gives\n%s", text, faults.data);
	slw_buf_release(&faults);
}

START_TEST(in_every_field)
{
	fill_product(&shop.products[0], texts[_i]);
	fill_shop(texts[_i]);
	check(texts[_i]);
}
END_TEST

START_TEST(in_descriptions)
{
	set(&shop.products[0].description, texts[_i]);
	check(texts[_i]);
}
END_TEST

START_TEST(ten_thousand_characters)
{
	char *text = slw_malloc(10001);

	memset(text, 'w', 10000);
	text[10000] = '\0';
	fill_product(&shop.products[0], text);
	set(&shop.products[0].description, text);
	fill_shop(text);
	check(text);
	free(text);
}
END_TEST

START_TEST(nothing_but_a_title)
{
	struct slw_product *product = &shop.products[0];
	char *title = slw_strdup("Bare");

	slw_product_release(product);
	slw_product_init(product);
	product->title = title;
	product->variants = slw_calloc(1, sizeof(*product->variants));
	product->variant_count = 1;
	slw_variant_init(&product->variants[0]);
	check("");
	ck_assert_ptr_nonnull(
	    strstr(test_shop_text(&shop, "products/bare/index.html"), "Price on request"));
}
END_TEST

START_TEST(the_same_handle_twice)
{
	set(&shop.products[1].handle, "twin");
	set(&shop.products[2].handle, "twin");
	check("");
	ck_assert_ptr_nonnull(test_shop_file(&shop, "products/twin/index.html"));
	ck_assert_ptr_nonnull(test_shop_file(&shop, "products/twin-2/index.html"));
}
END_TEST

START_TEST(a_handle_that_is_a_path)
{
	set(&shop.products[0].handle, "../../etc/passwd");
	check("");
	for (size_t i = 0; i < shop.file_count; i++)
		ck_assert_ptr_null(strstr(shop.files[i].path, ".."));
}
END_TEST

Suite *suite_hostile(void);

Suite *suite_hostile(void)
{
	Suite *suite = suite_create("hostile");
	TCase *tc = tcase_create("hostile");

	tcase_add_checked_fixture(tc, open_shop, close_shop);
	tcase_add_loop_test(tc, in_every_field, 0, SLW_COUNT(texts));
	tcase_add_loop_test(tc, in_descriptions, 0, SLW_COUNT(texts));
	tcase_add_test(tc, ten_thousand_characters);
	tcase_add_test(tc, nothing_but_a_title);
	tcase_add_test(tc, the_same_handle_twice);
	tcase_add_test(tc, a_handle_that_is_a_path);
	suite_add_tcase(suite, tc);
	return suite;
}
