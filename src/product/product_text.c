/*
 * The JSON of a product as text, written straight from the struct: an import of 100,000 rows spends
 * its time here, and a tree of jansson values costs several times as much. A test holds it to the
 * bytes of slw_json_text(slw_product_to_json()).
 */
#include "config.h"

#include "product/product.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "product/product_names.h"

#include "base/banned.h"

/* Bytes of text up to the first that JSON cannot hold as it is. */
static size_t plain_run(const char *text)
{
	size_t i = 0;

	while ((unsigned char)text[i] >= 0x20 && text[i] != '"' && text[i] != '\\')
		i++;
	return i;
}

static void add_escaped(struct slw_buf *out, const char *text)
{
	for (;;) {
		size_t run = plain_run(text);
		char c;

		slw_buf_add(out, text, run);
		text += run;
		c = *text++;
		switch (c) {
		case '\0':
			return;
		case '"':
			slw_buf_str(out, "\\\"");
			break;
		case '\\':
			slw_buf_str(out, "\\\\");
			break;
		case '\b':
			slw_buf_str(out, "\\b");
			break;
		case '\f':
			slw_buf_str(out, "\\f");
			break;
		case '\n':
			slw_buf_str(out, "\\n");
			break;
		case '\r':
			slw_buf_str(out, "\\r");
			break;
		case '\t':
			slw_buf_str(out, "\\t");
			break;
		default:
			slw_buf_printf(out, "\\u%04X", (unsigned int)c);
		}
	}
}

static void add_string(struct slw_buf *out, const char *text)
{
	size_t len = strlen(text), ascii = slw_text_ascii(text, len);

	slw_buf_char(out, '"');
	if (slw_text_valid(text + ascii, len - ascii)) {
		add_escaped(out, text);
	} else {
		struct slw_buf mended;

		slw_buf_init(&mended, 0);
		slw_text_repair(&mended, text, len);
		add_escaped(out, mended.data);
		slw_buf_release(&mended);
	}
	slw_buf_char(out, '"');
}

/* "key": behind a comma, unless the object has just been opened. */
static void add_key(struct slw_buf *out, const char *key)
{
	if (out->data[out->len - 1] != '{')
		slw_buf_char(out, ',');
	slw_buf_char(out, '"');
	slw_buf_str(out, key);
	slw_buf_add(out, "\":", 2);
}

static void add_text(struct slw_buf *out, const char *key, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	add_key(out, key);
	add_string(out, text);
}

static void add_number(struct slw_buf *out, const char *key, int64_t value)
{
	char digits[24];
	int n = 0;
	uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;

	if (value == SLW_NUMBER_NONE)
		return;
	add_key(out, key);
	do {
		digits[n++] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (value < 0)
		slw_buf_char(out, '-');
	while (n > 0)
		slw_buf_char(out, digits[--n]);
}

static void add_list(struct slw_buf *out, const char *key, char *const *texts, size_t count)
{
	if (count == 0)
		return;
	add_key(out, key);
	slw_buf_char(out, '[');
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			slw_buf_char(out, ',');
		add_string(out, texts[i] == NULL ? "" : texts[i]);
	}
	slw_buf_char(out, ']');
}

static void add_false(struct slw_buf *out, const char *key)
{
	add_key(out, key);
	slw_buf_str(out, "false");
}

static void add_variant(struct slw_buf *out, const struct slw_variant *variant)
{
	add_text(out, "sku", variant->sku);
	add_text(out, "barcode", variant->barcode);
	add_number(out, "price", variant->price);
	add_number(out, "compare_at_price", variant->compare_at_price);
	add_number(out, "cost_per_item", variant->cost_per_item);
	add_number(out, "inventory_quantity", variant->inventory_quantity);
	if (variant->continue_selling)
		add_text(out, "inventory_policy", "continue");
	add_number(out, "weight", variant->weight);
	if (!variant->requires_shipping)
		add_false(out, "requires_shipping");
	if (!variant->taxable)
		add_false(out, "taxable");
}

static void add_options(struct slw_buf *out, const struct slw_product *product)
{
	add_key(out, "options");
	for (size_t i = 0; i < product->option_count; i++) {
		slw_buf_str(out, i == 0 ? "[{" : ",{");
		add_text(out, "name", product->options[i].name);
		add_list(out, "values", product->options[i].values,
			 product->options[i].value_count);
		slw_buf_char(out, '}');
	}
	slw_buf_char(out, ']');
}

static void add_variants(struct slw_buf *out, const struct slw_product *product)
{
	add_key(out, "variants");
	slw_buf_char(out, '[');
	for (size_t i = 0; i < product->variant_count; i++) {
		slw_buf_str(out, i == 0 ? "{" : ",{");
		add_list(out, "option_values", product->variants[i].option_values,
			 product->option_count);
		add_variant(out, &product->variants[i]);
		add_text(out, "image", product->variants[i].image);
		slw_buf_char(out, '}');
	}
	slw_buf_char(out, ']');
}

static void add_images(struct slw_buf *out, const struct slw_product *product)
{
	if (product->image_count == 0)
		return;
	add_key(out, "images");
	for (size_t i = 0; i < product->image_count; i++) {
		slw_buf_str(out, i == 0 ? "[{" : ",{");
		add_text(out, "src", product->images[i].src);
		add_text(out, "alt", product->images[i].alt);
		slw_buf_char(out, '}');
	}
	slw_buf_char(out, ']');
}

char *slw_product_to_text(const struct slw_product *product)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_buf_char(&out, '{');
	add_text(&out, "title", product->title);
	add_text(&out, "handle", product->handle);
	add_text(&out, "description", product->description);
	add_list(&out, "features", product->features, product->feature_count);
	add_text(&out, "vendor", product->vendor);
	add_text(&out, "product_type", product->product_type);
	add_text(&out, "product_category", product->product_category);
	add_list(&out, "tags", product->tags, product->tag_count);
	add_list(&out, "collections", product->collections, product->collection_count);
	if (product->status != SLW_PRODUCT_ACTIVE)
		add_text(&out, "status", slw_product_statuses[product->status]);
	if (product->condition != SLW_CONDITION_NEW)
		add_text(&out, "condition", slw_product_conditions[product->condition]);
	if (product->option_count > 0) {
		add_options(&out, product);
		add_variants(&out, product);
	} else if (product->variant_count > 0) {
		add_variant(&out, &product->variants[0]);
	}
	add_images(&out, product);
	add_text(&out, "seo_title", product->seo_title);
	add_text(&out, "seo_description", product->seo_description);
	slw_buf_char(&out, '}');
	return slw_buf_take(&out);
}
