/* Every shop of examples/ is read without a problem, and every file that it names is there. */
#include "config.h"

#include "unit/suites.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "integration/integration.h"
#include "model/answers.h"
#include "model/catalog.h"
#include "model/documents.h"
#include "model/problem.h"
#include "product/import.h"
#include "product/product.h"
#include "theme/theme.h"

#include "base/banned.h"

static const char *const shops[] = { "bikes-nl", "pottery-us", "stationery-jp", "tea-de" };

static struct slw_catalog catalog;

static void load(void)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_themes themes;

	memset(&catalog, 0, sizeof(catalog));
	ck_assert_msg(slw_providers_load(&catalog, DATA_FOLDER, &err) == 0, "%s", err.msg);
	ck_assert_msg(slw_themes_load(&themes, DATA_FOLDER, &err) == 0, "%s", err.msg);
	catalog.themes = slw_calloc(themes.count, sizeof(*catalog.themes));
	for (size_t i = 0; i < themes.count; i++) {
		catalog.themes[i].id = slw_strdup(themes.items[i].id);
		catalog.themes[i].name = slw_strdup(themes.items[i].name);
	}
	catalog.theme_count = themes.count;
	slw_themes_release(&themes);
}

static void release(void)
{
	slw_catalog_release(&catalog);
}

static void check_file(const char *shop, const char *name)
{
	struct slw_err err = SLW_ERR_INIT;
	int fd = slw_file_open_below(EXAMPLES, name, &err);

	ck_assert_msg(fd >= 0, "%s names %s: %s", shop, name, err.msg);
	close(fd);
}

/* Every text of the value that looks like a file below the examples. */
static void check_files(const char *shop, const json_t *value, size_t *count)
{
	const char *key, *text = json_string_value(value);
	size_t at;
	json_t *member;

	if (text != NULL && strncmp(text, shop, strlen(shop)) == 0 && text[strlen(shop)] == '/') {
		check_file(shop, text);
		++*count;
	}
	if (json_is_object(value))
		json_object_foreach ((json_t *)value, key, member)
			check_files(shop, member, count);
	json_array_foreach (value, at, member)
		check_files(shop, member, count);
}

START_TEST(reads_without_a_problem)
{
	const char *shop = shops[_i];
	char *path = slw_printf("%s/%s.yaml", EXAMPLES, shop);
	struct slw_err err = SLW_ERR_INIT;
	struct slw_problems problems;
	struct slw_answers *answers = NULL;
	struct slw_buf text, said;
	size_t files = 0;

	slw_buf_init(&text, 0);
	slw_buf_init(&said, 0);
	slw_problems_init(&problems);
	ck_assert_msg(slw_file_read(path, SLW_ANSWERS_MAX, &text, &err) == 0, "%s", err.msg);
	ck_assert_msg(
	    slw_answers_read(path, text.data, text.len, &catalog, &answers, &problems, &err) == 0,
	    "%s", err.msg);
	for (size_t i = 0; i < problems.count; i++) {
		slw_problem_text(&said, &problems.items[i]);
		slw_buf_char(&said, '\n');
	}
	ck_assert_msg(problems.count == 0, "%s", said.data);
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		check_files(shop, slw_answers_documents(answers)->section[i], &files);
	check_files(shop, slw_answers_products(answers), &files);
	check_files(shop, slw_answers_imports(answers), &files);
	ck_assert_uint_gt(files, 3);
	slw_answers_free(answers);
	slw_problems_release(&problems);
	slw_buf_release(&said);
	slw_buf_release(&text);
	free(path);
}
END_TEST

/* What the CSV files hold, and what of it the shop must know. */
static const struct {
	const char *shop, *file, *dialect;
	size_t products;
} imports[] = {
	{ "bikes-nl", "bikes-nl/products.csv", "WooCommerce", 11 },
	{ "tea-de", "tea-de/products.csv", "Shopify", 12 },
};

static bool has_collection(const json_t *collections, const char *handle)
{
	size_t at;
	json_t *collection;

	json_array_foreach (collections, at, collection)
		if (strcmp(slw_json_str(collection, "handle", ""), handle) == 0)
			return true;
	return false;
}

static size_t read_products(struct slw_import *import, const char *shop, const json_t *collections)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_problems problems;
	struct slw_product product;
	size_t count = 0;
	uint64_t rows, sum = 0;
	int rc;

	slw_problems_init(&problems);
	slw_product_init(&product);
	while ((rc = slw_import_next(import, &product, &rows, &problems, &err)) == 1) {
		count++;
		sum += rows;
		ck_assert_msg(product.image_count > 0, "%s has no picture", product.title);
		for (size_t i = 0; i < product.image_count; i++)
			check_file(shop, product.images[i].src);
		ck_assert_msg(product.collection_count > 0, "%s is in no collection",
			      product.title);
		for (size_t i = 0; i < product.collection_count; i++)
			ck_assert_msg(has_collection(collections, product.collections[i]), "%s: %s",
				      product.title, product.collections[i]);
	}
	ck_assert_msg(rc == 0, "%s", err.msg);
	ck_assert_msg(problems.count == 0, "%s: %s", problems.items[0].key,
		      problems.items[0].message);
	ck_assert_uint_eq(sum, slw_import_info(import)->rows);
	slw_product_release(&product);
	slw_problems_release(&problems);
	return count;
}

START_TEST(every_row_of_a_product_file_counts)
{
	char *path = slw_printf("%s/%s.yaml", EXAMPLES, imports[_i].shop);
	struct slw_import_options options = { .name = imports[_i].file };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_import *import = NULL;
	struct slw_answers *answers = NULL;
	struct slw_problems problems;
	struct slw_buf text;
	const json_t *collections;
	int fd = slw_file_open_below(EXAMPLES, imports[_i].file, &err);

	ck_assert_msg(fd >= 0, "%s", err.msg);
	slw_buf_init(&text, 0);
	slw_problems_init(&problems);
	ck_assert_int_eq(slw_file_read(path, SLW_ANSWERS_MAX, &text, &err), 0);
	ck_assert_int_eq(
	    slw_answers_read(path, text.data, text.len, &catalog, &answers, &problems, &err), 0);
	collections = slw_documents_get(slw_answers_documents(answers), "products.collections");
	ck_assert_msg(slw_import_open(&import, fd, &options, &err) == 0, "%s", err.msg);
	ck_assert_str_eq(slw_import_info(import)->dialect_name, imports[_i].dialect);
	ck_assert_uint_eq(read_products(import, imports[_i].shop, collections),
			  imports[_i].products);
	ck_assert_uint_eq(slw_import_skipped(import), 0);
	slw_import_free(import);
	close(fd);
	slw_answers_free(answers);
	slw_problems_release(&problems);
	slw_buf_release(&text);
	free(path);
}
END_TEST

/* No file of the folder is missing from the list above. */
START_TEST(all_examples_are_tested)
{
	struct slw_err err = SLW_ERR_INIT;
	size_t count, found = 0;
	char **names;

	ck_assert_msg(slw_folder_list(EXAMPLES, &names, &count, &err) == 0, "%s", err.msg);
	for (size_t i = 0; i < count; i++) {
		const char *end = strstr(names[i], ".yaml");
		bool known = false;

		if (end == NULL)
			continue;
		for (size_t k = 0; k < SLW_COUNT(shops); k++)
			known = known || strncmp(names[i], shops[k], strlen(shops[k])) == 0;
		ck_assert_msg(known, "%s is not tested", names[i]);
		found++;
	}
	ck_assert_uint_eq(found, SLW_COUNT(shops));
	slw_names_free(names, count);
}
END_TEST

static Suite *suite_examples(void)
{
	Suite *suite = suite_create("examples");
	TCase *tcase = tcase_create("examples");

	tcase_add_checked_fixture(tcase, load, release);
	tcase_add_loop_test(tcase, reads_without_a_problem, 0, (int)SLW_COUNT(shops));
	tcase_add_loop_test(tcase, every_row_of_a_product_file_counts, 0, (int)SLW_COUNT(imports));
	tcase_add_test(tcase, all_examples_are_tested);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	static slw_suite_maker *const makers[] = { suite_examples, NULL };

	return slw_run_suites(makers);
}
