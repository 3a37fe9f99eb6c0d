#include "config.h"

#include "unit/storefront/shop.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/answers.h"
#include "model/problem.h"

#include "base/banned.h"

const char test_shop_us[] = "business:\n"
			    "  business_name: Fern & Field\n"
			    "  industry: home_garden\n"
			    "  description: Hand-thrown pots for small gardens. Made to last.\n"
			    "  country: US\n"
			    "  currency: USD\n"
			    "  contact:\n"
			    "    email: hello@fern.example\n"
			    "    phone: +1 503 555 0134\n"
			    "  address:\n"
			    "    street: 12 Harbour Street\n"
			    "    city: Portland\n"
			    "    region: OR\n"
			    "    postal_code: \"97205\"\n";

const char test_shop_de[] = "business:\n"
			    "  business_name: Nordlicht Keramik\n"
			    "  industry: home_garden\n"
			    "  description: Keramik aus Hamburg.\n"
			    "  country: DE\n"
			    "  currency: EUR\n"
			    "  language: de\n"
			    "  contact:\n"
			    "    email: hallo@nordlicht.example\n"
			    "  address:\n"
			    "    street: Hafenstr. 12\n"
			    "    city: Hamburg\n"
			    "    postal_code: \"20359\"\n"
			    "  imprint:\n"
			    "    legal_name: Nordlicht Keramik GmbH\n"
			    "    vat_id: DE123456789\n"
			    "  privacy:\n"
			    "    contact_email: daten@nordlicht.example\n";

/* As ck_assert_msg(), also outside of a test. */
static void require(bool holds, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void require(bool holds, const char *format, ...)
{
	va_list args;

	if (holds)
		return;
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	abort();
}

const char *test_data_folder(void)
{
	return DATA_FOLDER;
}

static void read_products(struct test_shop *shop, const json_t *items)
{
	size_t count = json_array_size(items);

	shop->products = slw_calloc(count + 1, sizeof(*shop->products));
	shop->texts = slw_calloc(count + 1, sizeof(*shop->texts));
	shop->pay_links = slw_calloc(count + 1, sizeof(*shop->pay_links));
	for (size_t i = 0; i < count; i++) {
		json_t *full = slw_product_resolve(json_array_get(items, i), &shop->docs);

		slw_product_init(&shop->products[i]);
		slw_product_from_json(&shop->products[i], full);
		shop->texts[i] = json_object();
		json_decref(full);
	}
	shop->product_count = count;
}

void test_shop_theme(struct test_shop *shop, const char *id)
{
	const struct slw_theme *theme = slw_themes_find(&shop->themes, id);

	require(theme != NULL, "no theme %s", id);
	json_decref(shop->look);
	shop->look = slw_theme_look(theme, &shop->docs, NULL);
	shop->theme_id = theme->id;
}

void test_shop_init(struct test_shop *shop, const char *text)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_problems problems;
	struct slw_answers *answers = NULL;
	struct slw_buf why;

	*shop = (struct test_shop){ .err = SLW_ERR_INIT };
	require(slw_themes_load(&shop->themes, test_data_folder(), &err) == 0, "%s", err.msg);
	slw_problems_init(&problems);
	slw_buf_init(&why, 0);
	require(
	    slw_answers_read("shop.yaml", text, strlen(text), NULL, &answers, &problems, &err) == 0,
	    "%s", err.msg);
	for (size_t i = 0; i < problems.count; i++) {
		if (problems.items[i].severity != SLW_PROBLEM_ERROR)
			continue;
		slw_problem_text(&why, &problems.items[i]);
		slw_buf_char(&why, '\n');
	}
	require(why.len == 0, "%s", why.data);
	slw_documents_init(&shop->docs);
	slw_documents_resolve(slw_answers_documents(answers), &shop->docs);
	read_products(shop, slw_answers_products(answers));
	shop->shop_texts = json_object();
	test_shop_theme(shop, "linen");
	slw_buf_release(&why);
	slw_problems_release(&problems);
	slw_answers_free(answers);
}

void test_shop_release(struct test_shop *shop)
{
	test_shop_forget(shop);
	for (size_t i = 0; i < shop->product_count; i++) {
		slw_product_release(&shop->products[i]);
		json_decref(shop->texts[i]);
		json_decref(shop->pay_links[i]);
	}
	free(shop->products);
	free(shop->texts);
	free(shop->pay_links);
	json_decref(shop->shop_texts);
	json_decref(shop->look);
	slw_themes_release(&shop->themes);
	slw_documents_release(&shop->docs);
}

void test_shop_grow(struct test_shop *shop, size_t count)
{
	size_t have = shop->product_count;

	shop->products = slw_realloc(shop->products, count + 1, sizeof(*shop->products));
	shop->texts = slw_realloc(shop->texts, count + 1, sizeof(*shop->texts));
	shop->pay_links = slw_realloc(shop->pay_links, count + 1, sizeof(*shop->pay_links));
	for (size_t i = have; i < count; i++) {
		json_t *object = slw_product_to_json(&shop->products[i % have]);
		char *handle = slw_printf("%s-%zu", shop->products[i % have].handle, i);

		slw_json_set_str(object, "handle", handle);
		slw_product_init(&shop->products[i]);
		slw_product_from_json(&shop->products[i], object);
		shop->texts[i] = json_object();
		shop->pay_links[i] = NULL;
		free(handle);
		json_decref(object);
	}
	shop->product_count = count;
}

/* --- source and sink ------------------------------------------------------------------------- */

static const char *text(void *context, const char *type, const char *subject)
{
	const struct test_shop *shop = context;
	char key[600];

	snprintf(key, sizeof(key), "%s%s%s", type, subject[0] != '\0' ? ":" : "", subject);
	return slw_json_str(shop->shop_texts, key, NULL);
}

static int image(void *context, const char *src, struct slw_storefront_image *found)
{
	static _Thread_local char url[1024];
	const struct test_shop *shop = context;
	const char *name = strrchr(src, '/');

	if (!shop->has_images)
		return 0;
	if (strncmp(src, "https://", 8) == 0)
		snprintf(url, sizeof(url), "%s", src);
	else
		snprintf(url, sizeof(url), "/images/%s", name != NULL ? name + 1 : src);
	*found = (struct slw_storefront_image){ .url = url };
	if (strstr(url, ".svg") == NULL && strstr(url, "hero") == NULL)
		found->width = found->height = 900;
	return 1;
}

void test_shop_source(struct test_shop *shop, struct slw_storefront_source *source)
{
	*source = (struct slw_storefront_source){ text, image, shop };
}

int test_shop_products(struct test_shop *shop, test_shop_each *each, void *context,
		       struct slw_err *err)
{
	for (size_t i = 0; i < shop->product_count; i++) {
		struct slw_storefront_item item = { &shop->products[i], shop->texts[i],
						    shop->pay_links[i] };

		if (shop->products[i].status == SLW_PRODUCT_ACTIVE && each(context, &item, err) < 0)
			return -1;
	}
	return 0;
}

void test_shop_options(struct test_shop *shop, struct slw_storefront_options *options)
{
	*options = (struct slw_storefront_options){ .docs = &shop->docs,
						    .look = shop->look,
						    .theme_id = shop->theme_id,
						    .data_folder = test_data_folder() };
}

int test_shop_keep(void *context, const char *path, const void *data, size_t len,
		   struct slw_err *err)
{
	struct test_shop *shop = context;
	struct test_file *file;

	(void)err;
	SLW_GROW(shop->files, shop->file_count, shop->file_cap);
	file = &shop->files[shop->file_count++];
	file->path = slw_strdup(path);
	file->data = slw_strndup(data, len);
	file->len = len;
	return 0;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct test_file *)a)->path, ((const struct test_file *)b)->path);
}

static int add_to_catalogue(void *storefront, const struct slw_storefront_item *item,
			    struct slw_err *err)
{
	return slw_storefront_catalogue(storefront, item, err);
}

static int write_product(void *storefront, const struct slw_storefront_item *item,
			 struct slw_err *err)
{
	return slw_storefront_product(storefront, item, err);
}

int test_shop_write(struct test_shop *shop, const struct slw_storefront_options *options,
		    const struct slw_storefront_sink *sink, struct slw_err *err)
{
	struct slw_storefront *storefront = NULL;
	struct slw_storefront_source source;
	int rc = -1;

	test_shop_source(shop, &source);
	if (slw_storefront_open(&storefront, options, &source, sink, err) == 0 &&
	    test_shop_products(shop, add_to_catalogue, storefront, err) == 0 &&
	    slw_storefront_lists(storefront, err) == 0 &&
	    test_shop_products(shop, write_product, storefront, err) == 0)
		rc = slw_storefront_finish(storefront, &shop->result, err);
	slw_storefront_free(storefront);
	return rc;
}

int test_shop_render_from(struct test_shop *shop, const char *data_folder)
{
	struct slw_storefront_options options;
	struct slw_storefront_sink sink = { test_shop_keep, shop };
	int rc;

	test_shop_options(shop, &options);
	options.data_folder = data_folder;
	rc = test_shop_write(shop, &options, &sink, &shop->err);
	if (shop->file_count > 1)
		qsort(shop->files, shop->file_count, sizeof(*shop->files), by_path);
	return rc;
}

int test_shop_render(struct test_shop *shop)
{
	return test_shop_render_from(shop, test_data_folder());
}

void test_shop_forget(struct test_shop *shop)
{
	for (size_t i = 0; i < shop->file_count; i++) {
		free(shop->files[i].path);
		free(shop->files[i].data);
	}
	free(shop->files);
	shop->files = NULL;
	shop->file_count = shop->file_cap = 0;
}

const struct test_file *test_shop_file(const struct test_shop *shop, const char *path)
{
	struct test_file key = { .path = (char *)path };

	return shop->file_count == 0
		   ? NULL
		   : bsearch(&key, shop->files, shop->file_count, sizeof(*shop->files), by_path);
}

const char *test_shop_text(const struct test_shop *shop, const char *path)
{
	const struct test_file *file = test_shop_file(shop, path);

	require(file != NULL, "%s was not written", path);
	return file->data;
}
