#include "config.h"

#include "product/product.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

#include "base/banned.h"

void slw_variant_init(struct slw_variant *variant)
{
	*variant = (struct slw_variant){ .price = SLW_MONEY_NONE,
					 .compare_at_price = SLW_MONEY_NONE,
					 .cost_per_item = SLW_MONEY_NONE,
					 .inventory_quantity = SLW_NUMBER_NONE,
					 .weight = SLW_NUMBER_NONE,
					 .requires_shipping = true,
					 .taxable = true };
}

void slw_variant_release(struct slw_variant *variant)
{
	for (size_t i = 0; i < SLW_OPTION_MAX; i++)
		free(variant->option_values[i]);
	free(variant->sku);
	free(variant->barcode);
	free(variant->image);
	slw_variant_init(variant);
}

void slw_product_init(struct slw_product *product)
{
	*product =
	    (struct slw_product){ .status = SLW_PRODUCT_ACTIVE, .condition = SLW_CONDITION_NEW };
}

static void free_texts(char **texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(texts[i]);
	free(texts);
}

void slw_product_release(struct slw_product *product)
{
	char *const texts[] = { product->title,	       product->handle,
				product->description,  product->vendor,
				product->product_type, product->product_category,
				product->seo_title,    product->seo_description };

	for (size_t i = 0; i < SLW_COUNT(texts); i++)
		free(texts[i]);
	free_texts(product->features, product->feature_count);
	free_texts(product->tags, product->tag_count);
	free_texts(product->collections, product->collection_count);
	for (size_t i = 0; i < product->option_count; i++) {
		free(product->options[i].name);
		free_texts(product->options[i].values, product->options[i].value_count);
	}
	for (size_t i = 0; i < product->variant_count; i++)
		slw_variant_release(&product->variants[i]);
	free(product->variants);
	for (size_t i = 0; i < product->image_count; i++) {
		free(product->images[i].src);
		free(product->images[i].alt);
	}
	free(product->images);
	slw_product_init(product);
}

size_t slw_product_skus(const struct slw_product *product, const char ***skus)
{
	const char **list = slw_malloc((product->variant_count + 1) * sizeof(*list));
	size_t count = 0;

	for (size_t i = 0; i < product->variant_count; i++) {
		const char *sku = product->variants[i].sku;

		if (sku != NULL && sku[0] != '\0')
			list[count++] = sku;
	}
	*skus = list;
	return count;
}

char *slw_variant_title(const struct slw_variant *variant, size_t option_count)
{
	struct slw_buf buf;

	slw_buf_init(&buf, 0);
	for (size_t i = 0; i < option_count && i < SLW_OPTION_MAX; i++) {
		if (variant->option_values[i] == NULL)
			continue;
		if (buf.len > 0)
			slw_buf_str(&buf, " / ");
		slw_buf_str(&buf, variant->option_values[i]);
	}
	return slw_buf_take(&buf);
}

bool slw_variant_available(const struct slw_variant *variant)
{
	return variant->inventory_quantity == SLW_NUMBER_NONE || variant->inventory_quantity > 0 ||
	       variant->continue_selling;
}
