/*
 * A product as C structs, for the work that touches all of them (import, export, rendering). Its
 * JSON form is defined by slw_product_fields; money is in minor units of the shop's currency.
 * Strings are owned; an absent text is NULL, an absent list has a count of 0.
 */
#ifndef SLW_PRODUCT_PRODUCT_H
#define SLW_PRODUCT_PRODUCT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SLW_OPTION_MAX	3
#define SLW_MONEY_NONE	INT64_MIN /* no price given */
#define SLW_NUMBER_NONE INT64_MIN

struct slw_variant {
	char *option_values[SLW_OPTION_MAX]; /* as many as the product has options */
	char *sku, *barcode;
	int64_t price, compare_at_price, cost_per_item; /* minor units or SLW_MONEY_NONE */
	int64_t inventory_quantity;			/* SLW_NUMBER_NONE: not tracked */
	bool continue_selling;				/* inventory_policy is "continue" */
	int64_t weight;					/* g or SLW_NUMBER_NONE */
	bool requires_shipping, taxable;
	char *image; /* src of one of the product's images, or NULL */
};

struct slw_image {
	char *src, *alt;
};

struct slw_option {
	char *name;
	char **values;
	size_t value_count;
};

enum slw_product_status { SLW_PRODUCT_ACTIVE, SLW_PRODUCT_DRAFT, SLW_PRODUCT_ARCHIVED };
enum slw_condition { SLW_CONDITION_NEW, SLW_CONDITION_REFURBISHED, SLW_CONDITION_USED };

struct slw_product {
	char *title, *handle, *description;
	char *vendor, *product_type, *product_category;
	char **features, **tags, **collections;
	size_t feature_count, tag_count, collection_count;
	enum slw_product_status status;
	enum slw_condition condition;
	struct slw_option options[SLW_OPTION_MAX];
	size_t option_count; /* 0: one variant, without option values */
	struct slw_variant *variants;
	size_t variant_count; /* at least 1 after from_json */
	struct slw_image *images;
	size_t image_count;
	char *seo_title, *seo_description;
};

void slw_product_init(struct slw_product *product);
void slw_product_release(struct slw_product *product);
void slw_variant_init(struct slw_variant *variant); /* nothing given, shipped, taxed */
void slw_variant_release(struct slw_variant *variant);

/*
 * From a product object that was checked (slw_check_product); product is initialized and loses what
 * it had. Fields that the struct does not know are not kept, so do not write back what was read for
 * rendering.
 */
void slw_product_from_json(struct slw_product *product, const json_t *object);
/* Canonical: keys in table order, defaults and absent values left out, a single variant without
 * options at the product's own level. New reference. */
json_t *slw_product_to_json(const struct slw_product *product);
/* The same as compact text, byte for byte what slw_json_text(slw_product_to_json()) gives; without
 * building the tree. Free with free(). */
char *slw_product_to_text(const struct slw_product *product);

/* The SKUs of all variants, borrowed; *skus is malloc'd. */
size_t slw_product_skus(const struct slw_product *product, const char ***skus);

/* "Small / Red", new string; "" without options. */
char *slw_variant_title(const struct slw_variant *variant, size_t option_count);
/* False when it is tracked, at zero and must not be sold. */
bool slw_variant_available(const struct slw_variant *variant);

#endif
