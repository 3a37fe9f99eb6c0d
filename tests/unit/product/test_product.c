#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/steps.h"
#include "product/product.h"
#include "unit/product/support.h"

#include "base/banned.h"

static json_t *parse(const char *text)
{
	struct slw_err err = SLW_ERR_INIT;
	json_t *value = slw_json_parse(text, strlen(text), "test", &err);

	ck_assert_msg(value != NULL, "%s", err.msg);
	return value;
}

/* A product with a value that is no default for every field. */
static const char all_of_it[] =
    "{\"title\":\"Pot\",\"handle\":\"pot\",\"description\":\"Clay\",\"features\":[\"fired\"],"
    "\"vendor\":\"V\",\"product_type\":\"T\",\"product_category\":\"C\",\"tags\":[\"a\"],"
    "\"collections\":[\"c\"],\"status\":\"draft\",\"condition\":\"used\",%s"
    "\"images\":[{\"src\":\"a.jpg\",\"alt\":\"A\"}],\"seo_title\":\"S\",\"seo_description\":\"D\"}";
static const char one_variant[] =
    "\"sku\":\"1\",\"barcode\":\"2\",\"price\":3,\"compare_at_price\":4,\"cost_per_item\":1,"
    "\"inventory_quantity\":0,\"inventory_policy\":\"continue\",\"weight\":7,"
    "\"requires_shipping\":false,\"taxable\":false,";
static const char two_variants[] =
    "\"options\":[{\"name\":\"Size\",\"values\":[\"S\",\"L\"]}],\"variants\":["
    "{\"option_values\":[\"S\"],\"sku\":\"1\",\"barcode\":\"2\",\"price\":3,"
    "\"compare_at_price\":4,\"cost_per_item\":1,\"inventory_quantity\":-5,"
    "\"inventory_policy\":\"continue\",\"weight\":7,\"requires_shipping\":false,"
    "\"taxable\":false,\"image\":\"a.jpg\"},{\"option_values\":[\"L\"],\"price\":5}],";

static char *product_text(const char *middle)
{
	return slw_printf(all_of_it, middle);
}

START_TEST(json_and_struct_are_the_same)
{
	const char *const middles[] = { one_variant, two_variants, "\"price\":5," };
	char *text = product_text(middles[_i]), *again, *written;
	json_t *object = parse(text), *back;
	struct slw_product product;

	slw_product_init(&product);
	slw_product_from_json(&product, object);
	back = slw_product_to_json(&product);
	again = slw_json_text(back);
	written = slw_product_to_text(&product);
	ck_assert_str_eq(again, text);
	ck_assert_str_eq(written, text);
	slw_product_release(&product);
	json_decref(object);
	json_decref(back);
	free(text);
	free(again);
	free(written);
}
END_TEST

/* A field that the tables have and the struct does not would be lost by every import. */
START_TEST(every_field_of_the_table_is_kept)
{
	char *text = product_text(one_variant), *with = product_text(two_variants);
	json_t *object = parse(text), *variants = parse(with);
	json_t *variant = json_array_get(json_object_get(variants, "variants"), 0);
	const struct slw_field *field;
	const char *key;
	json_t *value;

	for (field = slw_product_fields; field->key != NULL; field++)
		ck_assert_msg(json_object_get(object, field->key) != NULL ||
				  json_object_get(variants, field->key) != NULL,
			      "%s is not in the test", field->key);
	for (field = slw_variant_fields; field->key != NULL; field++)
		ck_assert_msg(json_object_get(variant, field->key) != NULL, "%s is not in the test",
			      field->key);
	json_object_foreach (object, key, value)
		ck_assert_ptr_nonnull(slw_field_find(slw_product_fields, key));
	json_object_foreach (variant, key, value)
		ck_assert_ptr_nonnull(slw_field_find(slw_variant_fields, key));
	json_decref(object);
	json_decref(variants);
	free(text);
	free(with);
}
END_TEST

START_TEST(text_is_what_jansson_writes)
{
	struct slw_product product;

	slw_product_init(&product);
	for (uint32_t seed = 1; seed < 300; seed++) {
		json_t *tree;
		char *a, *b;

		test_random_product(&product, seed, 1 + seed % 7);
		if (seed % 5 == 0) {
			free(product.title);
			product.title = slw_strdup("\x01\x1f\b\f\n\r\t/\\\"\x7f\xC2\x85 \xFF\xC3");
		}
		tree = slw_product_to_json(&product);
		a = slw_json_text(tree);
		b = slw_product_to_text(&product);
		ck_assert_str_eq(a, b);
		json_decref(tree);
		free(a);
		free(b);
	}
	slw_product_release(&product);
}
END_TEST

START_TEST(names_and_availability)
{
	struct slw_variant variant;
	struct slw_product product = { .variants = &variant, .variant_count = 1 };
	const char **skus;
	char *title;

	slw_variant_init(&variant);
	ck_assert(slw_variant_available(&variant));
	variant.inventory_quantity = 0;
	ck_assert(!slw_variant_available(&variant));
	variant.continue_selling = true;
	ck_assert(slw_variant_available(&variant));
	variant.option_values[0] = slw_strdup("Small");
	variant.option_values[1] = slw_strdup("Red");
	title = slw_variant_title(&variant, 2);
	ck_assert_str_eq(title, "Small / Red");
	free(title);
	title = slw_variant_title(&variant, 0);
	ck_assert_str_eq(title, "");
	free(title);
	ck_assert_uint_eq(slw_product_skus(&product, &skus), 0);
	free(skus);
	variant.sku = slw_strdup("A");
	ck_assert_uint_eq(slw_product_skus(&product, &skus), 1);
	ck_assert_str_eq(skus[0], "A");
	free(skus);
	slw_variant_release(&variant);
}
END_TEST

Suite *suite_product(void);
Suite *suite_product(void)
{
	Suite *suite = suite_create("product");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, json_and_struct_are_the_same, 0, 3);
	tcase_add_test(tc, every_field_of_the_table_is_kept);
	tcase_add_test(tc, text_is_what_jansson_writes);
	tcase_add_test(tc, names_and_availability);
	suite_add_tcase(suite, tc);
	return suite;
}
