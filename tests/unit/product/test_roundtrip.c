/* What is exported and read back is what it was. */
#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "product/export.h"
#include "unit/product/support.h"

#include "base/banned.h"

#define PRODUCTS 150

static const struct {
	const struct slw_export_format *format;
	const char *currency;
} formats[] = {
	{ &slw_export_shopify, "EUR" },	    { &slw_export_shopify, "JPY" },
	{ &slw_export_shopify, "KWD" },	    { &slw_export_woocommerce, "EUR" },
	{ &slw_export_woocommerce, "JPY" }, { &slw_export_woocommerce, "KWD" },
};

static char *as_lines(const struct slw_product *products, size_t count)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	for (size_t i = 0; i < count; i++) {
		char *text = slw_product_to_text(&products[i]);

		slw_buf_printf(&out, "%s\n", text);
		free(text);
	}
	return slw_buf_take(&out);
}

static void assert_same_lines(const char *want, const char *got)
{
	while (*want != '\0' || *got != '\0') {
		size_t a = strcspn(want, "\n"), b = strcspn(got, "\n");

		ck_assert_msg(a == b && memcmp(want, got, a) == 0, "want %.*s\ngot  %.*s", (int)a,
			      want, (int)b, got);
		want += a + (want[a] == '\n');
		got += b + (got[b] == '\n');
	}
}

START_TEST(exports_read_back_to_the_same_products)
{
	struct slw_product products[PRODUCTS];
	struct test_import import;
	char *want, *text;

	for (uint32_t i = 0; i < PRODUCTS; i++) {
		slw_product_init(&products[i]);
		test_random_product(&products[i], i + 1, i % 10 == 9 ? 100 : 1 + i % 3);
	}
	want = as_lines(products, PRODUCTS);
	text = test_export(formats[_i].format, products, PRODUCTS, formats[_i].currency);
	test_import(&import, text, strlen(text), formats[_i].currency, NULL);
	ck_assert_msg(import.rc == 0, "%s", import.error);
	ck_assert_str_eq(import.problems, "");
	assert_same_lines(want, import.products);
	test_import_release(&import);
	free(text);
	free(want);
	for (size_t i = 0; i < PRODUCTS; i++)
		slw_product_release(&products[i]);
}
END_TEST

START_TEST(formats_are_found_by_name)
{
	ck_assert_ptr_eq(slw_export_find("shopify_csv"), &slw_export_shopify);
	ck_assert_ptr_eq(slw_export_find("woocommerce_csv"), &slw_export_woocommerce);
	ck_assert_ptr_null(slw_export_find("csv"));
}
END_TEST

Suite *suite_roundtrip(void);
Suite *suite_roundtrip(void)
{
	Suite *suite = suite_create("export and import");
	TCase *tc = tcase_create("all");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, exports_read_back_to_the_same_products, 0, SLW_COUNT(formats));
	tcase_add_test(tc, formats_are_found_by_name);
	suite_add_tcase(suite, tc);
	return suite;
}
