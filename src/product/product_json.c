/* Products to and from the JSON that slw_product_fields defines. product_text.c writes the same. */
#include "config.h"

#include "product/product.h"

#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "product/product_names.h"

#include "base/banned.h"

const char *const slw_product_statuses[] = { [SLW_PRODUCT_ACTIVE] = "active",
					     [SLW_PRODUCT_DRAFT] = "draft",
					     [SLW_PRODUCT_ARCHIVED] = "archived",
					     NULL };

const char *const slw_product_conditions[] = { [SLW_CONDITION_NEW] = "new",
					       [SLW_CONDITION_REFURBISHED] = "refurbished",
					       [SLW_CONDITION_USED] = "used",
					       NULL };

int slw_product_name_find(const char *const *names, const char *name)
{
	for (int i = 0; name != NULL && names[i] != NULL; i++) {
		if (strcmp(names[i], name) == 0)
			return i;
	}
	return -1;
}

/* --- from JSON ---------------------------------------------------------------------------- */

static char *text_of(const json_t *object, const char *key)
{
	const char *text = slw_json_str(object, key, NULL);

	return text == NULL || text[0] == '\0' ? NULL : slw_strdup(text);
}

static size_t texts_of(const json_t *object, const char *key, char ***out)
{
	const json_t *array = slw_json_array(object, key);
	size_t size = json_array_size(array), count = 0;

	*out = NULL;
	if (size == 0)
		return 0;
	*out = slw_malloc(size * sizeof(**out));
	for (size_t i = 0; i < size; i++) {
		const char *text = json_string_value(json_array_get(array, i));

		if (text != NULL)
			(*out)[count++] = slw_strdup(text);
	}
	return count;
}

static void variant_from_json(struct slw_variant *variant, const json_t *object)
{
	const json_t *values = slw_json_array(object, "option_values");
	const char *policy = slw_json_str(object, "inventory_policy", "deny");

	slw_variant_init(variant);
	for (size_t i = 0; i < SLW_OPTION_MAX && i < json_array_size(values); i++)
		variant->option_values[i] =
		    slw_strdup(json_string_value(json_array_get(values, i)));
	variant->sku = text_of(object, "sku");
	variant->barcode = text_of(object, "barcode");
	variant->price = slw_json_int(object, "price", SLW_MONEY_NONE);
	variant->compare_at_price = slw_json_int(object, "compare_at_price", SLW_MONEY_NONE);
	variant->cost_per_item = slw_json_int(object, "cost_per_item", SLW_MONEY_NONE);
	variant->inventory_quantity = slw_json_int(object, "inventory_quantity", SLW_NUMBER_NONE);
	variant->continue_selling = strcmp(policy, "continue") == 0;
	variant->weight = slw_json_int(object, "weight", SLW_NUMBER_NONE);
	variant->requires_shipping = slw_json_bool(object, "requires_shipping", true);
	variant->taxable = slw_json_bool(object, "taxable", true);
}

static void options_from_json(struct slw_product *product, const json_t *object)
{
	const json_t *options = slw_json_array(object, "options");

	for (size_t i = 0; i < SLW_OPTION_MAX && i < json_array_size(options); i++) {
		const json_t *option = json_array_get(options, i);
		struct slw_option *to = &product->options[i];

		to->name = slw_strdup(slw_json_str(option, "name", ""));
		to->value_count = texts_of(option, "values", &to->values);
		product->option_count++;
	}
}

static void variants_from_json(struct slw_product *product, const json_t *object)
{
	const json_t *variants = slw_json_array(object, "variants");
	size_t count = json_array_size(variants);

	product->variant_count = count == 0 ? 1 : count;
	product->variants = slw_calloc(product->variant_count, sizeof(*product->variants));
	if (count == 0) {
		variant_from_json(&product->variants[0], object);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		const json_t *variant = json_array_get(variants, i);

		variant_from_json(&product->variants[i], variant);
		product->variants[i].image = text_of(variant, "image");
	}
}

static void images_from_json(struct slw_product *product, const json_t *object)
{
	const json_t *images = slw_json_array(object, "images");
	size_t count = json_array_size(images);

	if (count == 0)
		return;
	product->images = slw_calloc(count, sizeof(*product->images));
	product->image_count = count;
	for (size_t i = 0; i < count; i++) {
		const json_t *image = json_array_get(images, i);

		product->images[i].src = slw_strdup(slw_json_str(image, "src", ""));
		product->images[i].alt = text_of(image, "alt");
	}
}

void slw_product_from_json(struct slw_product *product, const json_t *object)
{
	int status =
	    slw_product_name_find(slw_product_statuses, slw_json_str(object, "status", NULL));
	int condition =
	    slw_product_name_find(slw_product_conditions, slw_json_str(object, "condition", NULL));

	slw_product_release(product);
	product->title = text_of(object, "title");
	product->handle = text_of(object, "handle");
	product->description = text_of(object, "description");
	product->feature_count = texts_of(object, "features", &product->features);
	product->vendor = text_of(object, "vendor");
	product->product_type = text_of(object, "product_type");
	product->product_category = text_of(object, "product_category");
	product->tag_count = texts_of(object, "tags", &product->tags);
	product->collection_count = texts_of(object, "collections", &product->collections);
	if (status >= 0)
		product->status = (enum slw_product_status)status;
	if (condition >= 0)
		product->condition = (enum slw_condition)condition;
	options_from_json(product, object);
	variants_from_json(product, object);
	images_from_json(product, object);
	product->seo_title = text_of(object, "seo_title");
	product->seo_description = text_of(object, "seo_description");
}

/* --- to JSON ------------------------------------------------------------------------------ */

static json_t *texts_json(char *const *texts, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		slw_json_append(array, slw_json_new_str(texts[i]));
	return array;
}

static void set_texts(json_t *object, const char *key, char *const *texts, size_t count)
{
	if (count > 0)
		slw_json_set(object, key, texts_json(texts, count));
}

static void set_number(json_t *object, const char *key, int64_t value)
{
	if (value != SLW_NUMBER_NONE)
		slw_json_set_int(object, key, value);
}

static void set_variant(json_t *object, const struct slw_variant *variant)
{
	slw_json_set_str(object, "sku", variant->sku);
	slw_json_set_str(object, "barcode", variant->barcode);
	set_number(object, "price", variant->price);
	set_number(object, "compare_at_price", variant->compare_at_price);
	set_number(object, "cost_per_item", variant->cost_per_item);
	set_number(object, "inventory_quantity", variant->inventory_quantity);
	if (variant->continue_selling)
		slw_json_set_str(object, "inventory_policy", "continue");
	set_number(object, "weight", variant->weight);
	if (!variant->requires_shipping)
		slw_json_set_bool(object, "requires_shipping", false);
	if (!variant->taxable)
		slw_json_set_bool(object, "taxable", false);
}

static json_t *options_json(const struct slw_product *product)
{
	json_t *array = json_array();

	for (size_t i = 0; i < product->option_count; i++) {
		const struct slw_option *option = &product->options[i];
		json_t *item = json_object();

		slw_json_set_str(item, "name", option->name);
		set_texts(item, "values", option->values, option->value_count);
		slw_json_append(array, item);
	}
	return array;
}

static json_t *variants_json(const struct slw_product *product)
{
	json_t *array = json_array();

	for (size_t i = 0; i < product->variant_count; i++) {
		const struct slw_variant *variant = &product->variants[i];
		json_t *item = json_object(), *values = json_array();

		for (size_t k = 0; k < product->option_count; k++)
			slw_json_append(values, slw_json_new_str(variant->option_values[k] == NULL
								     ? ""
								     : variant->option_values[k]));
		slw_json_set(item, "option_values", values);
		set_variant(item, variant);
		slw_json_set_str(item, "image", variant->image);
		slw_json_append(array, item);
	}
	return array;
}

static json_t *images_json(const struct slw_product *product)
{
	json_t *array = json_array();

	for (size_t i = 0; i < product->image_count; i++) {
		json_t *item = json_object();

		slw_json_set_str(item, "src", product->images[i].src);
		slw_json_set_str(item, "alt", product->images[i].alt);
		slw_json_append(array, item);
	}
	return array;
}

json_t *slw_product_to_json(const struct slw_product *product)
{
	json_t *object = json_object();

	slw_json_set_str(object, "title", product->title);
	slw_json_set_str(object, "handle", product->handle);
	slw_json_set_str(object, "description", product->description);
	set_texts(object, "features", product->features, product->feature_count);
	slw_json_set_str(object, "vendor", product->vendor);
	slw_json_set_str(object, "product_type", product->product_type);
	slw_json_set_str(object, "product_category", product->product_category);
	set_texts(object, "tags", product->tags, product->tag_count);
	set_texts(object, "collections", product->collections, product->collection_count);
	if (product->status != SLW_PRODUCT_ACTIVE)
		slw_json_set_str(object, "status", slw_product_statuses[product->status]);
	if (product->condition != SLW_CONDITION_NEW)
		slw_json_set_str(object, "condition", slw_product_conditions[product->condition]);
	if (product->option_count > 0) {
		slw_json_set(object, "options", options_json(product));
		slw_json_set(object, "variants", variants_json(product));
	} else if (product->variant_count > 0) {
		set_variant(object, &product->variants[0]);
	}
	if (product->image_count > 0)
		slw_json_set(object, "images", images_json(product));
	slw_json_set_str(object, "seo_title", product->seo_title);
	slw_json_set_str(object, "seo_description", product->seo_description);
	return object;
}
