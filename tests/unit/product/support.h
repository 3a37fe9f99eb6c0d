/* What the tests of products share: a file made of text, and all that an import says about it. */
#ifndef SLW_TESTS_PRODUCT_SUPPORT_H
#define SLW_TESTS_PRODUCT_SUPPORT_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "product/import.h"
#include "product/product.h"

struct slw_export_format;

/* A descriptor of an unnamed file with these bytes. */
int test_file(const void *data, size_t len);

struct test_import {
	int rc;		  /* of slw_import_open() */
	char *error;	  /* "message (hint)", when it failed */
	char *products;	  /* their JSON, one a line */
	char *problems;	  /* "LINE COLUMN: message", one a line, warnings with "warning: " */
	char *recognized; /* "Shopify UTF-8 , ." */
	char *columns;	  /* "Title=title, Foo=-" */
	char *collections;
	uint64_t rows, used, skipped;
};

/* map is a JSON object as text, or NULL. Fails the test when a row is not accounted for, or a
 * product is not as slw_check_product() wants it. */
void test_import(struct test_import *out, const void *data, size_t len, const char *currency,
		 const char *map);
void test_import_release(struct test_import *import);

/* Random numbers that are the same on every run. */
uint32_t test_random(uint32_t *state, uint32_t below);
/* A product of the given seed that both export formats can carry whole. */
void test_random_product(struct slw_product *product, uint32_t seed, size_t variants);

/* Export of products [0, count) as one text. */
char *test_export(const struct slw_export_format *format, const struct slw_product *products,
		  size_t count, const char *currency);

#endif
