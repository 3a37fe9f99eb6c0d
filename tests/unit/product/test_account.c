/*
 * The account of rows holds for any file: test_import() fails when a row is neither used nor skipped
 * with a problem of its own, or when a product comes out that may not be stored.
 */
#include "config.h"

#include "unit/suites.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/problem.h"
#include "product/export.h"
#include "unit/product/support.h"

#include "base/banned.h"

#define PRODUCTS 12

static char *sample(uint32_t seed, const struct slw_export_format *format)
{
	struct slw_product products[PRODUCTS];
	char *text;

	for (uint32_t i = 0; i < PRODUCTS; i++) {
		slw_product_init(&products[i]);
		test_random_product(&products[i], seed * 100 + i, 1 + i % 4);
	}
	text = test_export(format, products, PRODUCTS, "EUR");
	for (size_t i = 0; i < PRODUCTS; i++)
		slw_product_release(&products[i]);
	return text;
}

/* Changes, drops and repeats bytes behind the header. */
static size_t damage(char *text, size_t len, uint32_t *state)
{
	static const char bytes[] = "\",;\n\r\t-=0x\xC3\xFF\0\"\"";
	size_t header = strcspn(text, "\n") + 1;
	uint32_t count = 1 + test_random(state, 12);

	for (uint32_t i = 0; i < count && len > header + 2; i++) {
		size_t at = header + test_random(state, (uint32_t)(len - header - 1));
		size_t span = 1 + test_random(state, 40);

		if (at + span >= len)
			span = len - at - 1;
		switch (test_random(state, 3)) {
		case 0:
			text[at] = bytes[test_random(state, sizeof(bytes) - 1)];
			break;
		case 1:
			memmove(text + at, text + at + span, len - at - span);
			len -= span;
			break;
		default:
			memmove(text + header + (at - header) / 2, text + at, span);
		}
	}
	return len;
}

START_TEST(every_row_is_accounted_for_whatever_the_damage)
{
	uint32_t state = (uint32_t)_i + 77;

	for (uint32_t round = 0; round < 60; round++) {
		const struct slw_export_format *format =
		    round % 2 ? &slw_export_shopify : &slw_export_woocommerce;
		char *text = sample((uint32_t)_i * 60 + round, format);
		size_t len = damage(text, strlen(text), &state);
		struct test_import import;

		test_import(&import, text, len, "EUR", NULL);
		test_import_release(&import);
		free(text);
	}
}
END_TEST

/* Lines of text, without quoted newlines, in another order. */
static void shuffle(char **lines, size_t count, uint32_t seed)
{
	uint32_t state = seed;

	for (size_t i = count - 1; i > 0; i--) {
		size_t k = test_random(&state, (uint32_t)i + 1);
		char *line = lines[i];

		lines[i] = lines[k];
		lines[k] = line;
	}
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t split_lines(char *text, char **lines, size_t max)
{
	size_t count = 0;

	for (char *line; (line = strsep(&text, "\n")) != NULL && count < max;) {
		if (line[0] != '\0')
			lines[count++] = line;
	}
	return count;
}

/* Products sorted, since their order is that of the file. */
static char *sorted_products(struct test_import *import)
{
	char *lines[1000];
	size_t count = split_lines(import->products, lines, 1000);
	struct slw_buf out;

	qsort(lines, count, sizeof(*lines), compare_lines);
	slw_buf_init(&out, 0);
	for (size_t i = 0; i < count; i++)
		slw_buf_printf(&out, "%s\n", lines[i]);
	return slw_buf_take(&out);
}

START_TEST(a_shuffled_file_gives_the_same_products)
{
	static const char header[] =
	    "Title,URL handle,Option1 name,Option1 value,SKU,Price,Product image "
	    "URL,Image position\n";
	struct slw_buf text;
	struct test_import import;
	char *lines[900], *want, *got;
	size_t count = 0;

	slw_buf_init(&text, 0);
	for (int i = 0; i < 300; i++) {
		for (int k = 0; k < 3; k++)
			lines[count++] = slw_printf(
			    "%s%d,h-%d,%s,v%d,S%d-%d,%d,https://x.example/%d_%d.jpg,%d\n",
			    k == 0 ? "T" : "", i, i, k == 0 ? "Size" : "", k, i, k, i + k, i, k,
			    k + 1);
	}
	for (size_t i = 0; i < count; i++) {
		if (i % 3 != 0) /* the title stands on the first row alone */
			memmove(lines[i], strchr(lines[i], ','), strlen(strchr(lines[i], ',')) + 1);
	}
	slw_buf_str(&text, header);
	for (size_t i = 0; i < count; i++)
		slw_buf_str(&text, lines[i]);
	test_import(&import, text.data, text.len, "EUR", NULL);
	ck_assert_uint_eq(import.used, 900);
	want = sorted_products(&import);
	test_import_release(&import);
	shuffle(lines, count, (uint32_t)_i + 5);
	slw_buf_clear(&text);
	slw_buf_str(&text, header);
	for (size_t i = 0; i < count; i++)
		slw_buf_str(&text, lines[i]);
	test_import(&import, text.data, text.len, "EUR", NULL);
	got = sorted_products(&import);
	ck_assert(strcmp(got, want) == 0);
	test_import_release(&import);
	for (size_t i = 0; i < count; i++)
		free(lines[i]);
	free(want);
	free(got);
	slw_buf_release(&text);
}
END_TEST

START_TEST(a_product_can_be_given_back)
{
	static const char text[] = "Title,URL handle,Option1 name,Option1 value,Price\n"
				   "A,a,Size,S,1\n,a,,L,2\n,a,,L,3\nB,b,,,1\n";
	struct slw_import_options options = { .name = "x.csv" };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_problems problems;
	struct slw_product product;
	struct slw_import *import;
	uint64_t rows;
	int fd = test_file(text, sizeof(text) - 1);

	slw_problems_init(&problems);
	slw_product_init(&product);
	ck_assert_int_eq(slw_import_open(&import, fd, &options, &err), 0);
	ck_assert_int_eq(slw_import_next(import, &product, &rows, &problems, &err), 1);
	ck_assert_uint_eq(rows, 2);
	ck_assert_uint_eq(slw_import_skipped(import), 1);
	slw_import_reject(import, "SKU", "is taken", &problems);
	ck_assert_uint_eq(slw_import_skipped(import), 3);
	ck_assert_uint_eq(problems.errors, 3);
	ck_assert_int_eq(problems.items[1].line, 2);
	ck_assert_str_eq(problems.items[1].key, "SKU");
	ck_assert_str_eq(problems.items[1].message, "is taken");
	slw_import_reject(import, "SKU", "again", &problems); /* they are gone already */
	ck_assert_uint_eq(slw_import_skipped(import), 3);
	ck_assert_int_eq(slw_import_next(import, &product, &rows, &problems, &err), 1);
	ck_assert_int_eq(slw_import_next(import, &product, &rows, &problems, &err), 0);
	ck_assert_int_eq(slw_import_next(import, &product, &rows, &problems, &err), 0);
	slw_product_release(&product);
	slw_problems_release(&problems);
	slw_import_free(import);
	close(fd);
}
END_TEST

/* Files as shops have them, with what has to come out of each beside them. */
START_TEST(whole_files)
{
	static const char *const names[] = { "shopify", "shopify-older", "woocommerce", "kaffee" };
	char *path = slw_printf("%s/%s.csv", PRODUCT_FILES, names[_i]);
	char *expected = slw_printf("%s/%s.expected", PRODUCT_FILES, names[_i]);
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf text, want, got;
	struct test_import import;

	slw_buf_init(&text, 0);
	slw_buf_init(&want, 0);
	slw_buf_init(&got, 0);
	ck_assert_msg(slw_file_read(path, 1000000, &text, &err) == 0, "%s", err.msg);
	ck_assert_msg(slw_file_read(expected, 1000000, &want, &err) == 0, "%s", err.msg);
	test_import(&import, text.data, text.len, "EUR", NULL);
	ck_assert_msg(import.rc == 0, "%s", import.error);
	slw_buf_printf(&got, "%s\n%s\n%s%s", import.recognized, import.columns, import.problems,
		       import.products);
	ck_assert_str_eq(got.data, want.data);
	test_import_release(&import);
	slw_buf_release(&text);
	slw_buf_release(&want);
	slw_buf_release(&got);
	free(path);
	free(expected);
}
END_TEST

Suite *suite_account(void);
Suite *suite_account(void)
{
	Suite *suite = suite_create("account of rows");
	TCase *tc = tcase_create("all");

	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, every_row_is_accounted_for_whatever_the_damage, 0, 10);
	tcase_add_loop_test(tc, a_shuffled_file_gives_the_same_products, 0, 3);
	tcase_add_test(tc, a_product_can_be_given_back);
	tcase_add_loop_test(tc, whole_files, 0, 4);
	suite_add_tcase(suite, tc);
	return suite;
}
