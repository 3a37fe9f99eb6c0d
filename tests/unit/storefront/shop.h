/* What the tests of the storefront share: a shop from an answers file, rendered into memory. */
#ifndef SLW_TESTS_STOREFRONT_SHOP_H
#define SLW_TESTS_STOREFRONT_SHOP_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/documents.h"
#include "product/product.h"
#include "storefront/storefront.h"
#include "theme/theme.h"

struct test_file {
	char *path, *data;
	size_t len;
};

struct test_shop {
	struct slw_documents docs; /* resolved */
	struct slw_product *products;
	json_t **texts, **pay_links; /* of each product */
	size_t product_count;
	json_t *shop_texts; /* "type" or "type:subject" -> text */
	bool has_images;    /* every image of a product is found, as images/NAME */
	struct slw_themes themes;
	json_t *look;
	const char *theme_id;

	struct test_file *files; /* what was rendered, sorted by path */
	size_t file_count, file_cap;
	struct slw_storefront_result result;
	struct slw_err err;
};

/* The project's data/ folder. */
const char *test_data_folder(void);

/* From the text of an answers file; problems in it fail the test. */
void test_shop_init(struct test_shop *shop, const char *answers);
void test_shop_release(struct test_shop *shop);
/* Copies of the last product under handles of their own, until there are count. */
void test_shop_grow(struct test_shop *shop, size_t count);
void test_shop_theme(struct test_shop *shop, const char *id);

int test_shop_render(struct test_shop *shop);
int test_shop_render_from(struct test_shop *shop, const char *data_folder);
/* The sink that keeps files; context is the shop. */
int test_shop_keep(void *context, const char *path, const void *data, size_t len,
		   struct slw_err *err);
void test_shop_forget(struct test_shop *shop); /* the files */
/* NULL when there is no such file. */
const struct test_file *test_shop_file(const struct test_shop *shop, const char *path);
/* The text of a file that is there, else the test fails. */
const char *test_shop_text(const struct test_shop *shop, const char *path);

void test_shop_source(struct test_shop *shop, struct slw_storefront_source *source);
void test_shop_options(struct test_shop *shop, struct slw_storefront_options *options);

/* Each active product, in order, to one reader. */
typedef int test_shop_each(void *context, const struct slw_storefront_item *item,
			   struct slw_err *err);
int test_shop_products(struct test_shop *shop, test_shop_each *each, void *context,
		       struct slw_err *err);
/* All pages to a sink; what came of it is in shop->result. */
int test_shop_write(struct test_shop *shop, const struct slw_storefront_options *options,
		    const struct slw_storefront_sink *sink, struct slw_err *err);

/* The start of an answers file: a shop in the US in dollars, and one in Germany in euros. */
extern const char test_shop_us[], test_shop_de[];

#endif
