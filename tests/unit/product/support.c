#include "config.h"

#include "unit/product/support.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/check.h"
#include "model/codes.h"
#include "model/documents.h"
#include "model/problem.h"
#include "product/export.h"

#include "base/banned.h"

int test_file(const void *data, size_t len)
{
	int fd = memfd_create("test", MFD_CLOEXEC);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, data, len), (ssize_t)len);
	return fd;
}

static char *list_columns(const json_t *columns)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	for (size_t i = 0; i < json_array_size(columns); i++) {
		const json_t *column = json_array_get(columns, i);

		slw_buf_printf(&out, "%s%s=%s", i == 0 ? "" : ", ",
			       slw_json_str(column, "column", "?"),
			       slw_json_str(column, "field", "-"));
	}
	return slw_buf_take(&out);
}

static char *list_problems(struct slw_problems *problems)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_problems_sort(problems);
	for (size_t i = 0; i < problems->count; i++) {
		const struct slw_problem *problem = &problems->items[i];

		slw_buf_printf(&out, "%d %s: %s%s\n", problem->line, problem->key,
			       problem->severity == SLW_PROBLEM_WARNING ? "warning: " : "",
			       problem->message);
	}
	return slw_buf_take(&out);
}

/* What an import hands out may be stored; http images are for the service to judge. */
static void check_product(const struct slw_product *product, const char *text,
			  const struct slw_check *check)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_problems problems;
	struct slw_documents docs;
	struct slw_buf why;
	json_t *object = slw_json_parse(text, strlen(text), "product", &err);
	json_t *tree = slw_product_to_json(product);
	char *written = slw_json_text(tree);

	ck_assert_msg(object != NULL, "%s: %s", err.msg, text);
	ck_assert_str_eq(text, written);
	slw_problems_init(&problems);
	slw_documents_init(&docs);
	slw_buf_init(&why, 0);
	if (strstr(text, "\"http:") == NULL)
		slw_check_product(object, "product", &docs, check, &problems);
	for (size_t i = 0; i < problems.count; i++)
		slw_problem_text(&why, &problems.items[i]);
	ck_assert_msg(problems.errors == 0, "%s\n%s", why.data, text);
	slw_buf_release(&why);
	slw_documents_release(&docs);
	slw_problems_release(&problems);
	json_decref(tree);
	free(written);
	json_decref(object);
}

static void read_products(struct test_import *out, struct slw_import *import,
			  const struct slw_check *check)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_product product;
	struct slw_problems problems;
	struct slw_buf text;
	uint64_t rows;
	int rc;

	slw_problems_init(&problems);
	slw_product_init(&product);
	slw_buf_init(&text, 0);
	while ((rc = slw_import_next(import, &product, &rows, &problems, &err)) == 1) {
		char *line = slw_product_to_text(&product);

		check_product(&product, line, check);
		slw_buf_printf(&text, "%s\n", line);
		free(line);
		out->used += rows;
	}
	ck_assert_msg(rc == 0, "%s", err.msg);
	out->skipped = slw_import_skipped(import);
	ck_assert_uint_eq(out->used + out->skipped, out->rows);
	/* Each skipped row has a problem of its own. */
	ck_assert_uint_eq(problems.errors, out->skipped);
	out->products = slw_buf_take(&text);
	out->problems = list_problems(&problems);
	slw_product_release(&product);
	slw_problems_release(&problems);
}

void test_import(struct test_import *out, const void *data, size_t len, const char *currency,
		 const char *map)
{
	struct slw_err err = SLW_ERR_INIT;
	json_t *mapping = map == NULL ? NULL : slw_json_parse(map, strlen(map), "map", &err);
	struct slw_import_options options = { .name = "test.csv",
					      .currency = slw_currency_find(currency),
					      .map = mapping };
	struct slw_check check = { .currency = options.currency };
	struct slw_import *import;
	int fd = test_file(data, len);

	*out = (struct test_import){ .rows = 0 };
	out->rc = slw_import_open(&import, fd, &options, &err);
	if (out->rc < 0) {
		out->error = slw_printf("%s (%s)", err.msg, err.hint);
	} else {
		const struct slw_import_info *info = slw_import_info(import);

		out->rows = info->rows;
		out->columns = list_columns(info->columns);
		out->recognized =
		    slw_printf("%s %s %c %c", info->dialect_name, info->encoding,
			       info->delimiter == '\t' ? 't' : info->delimiter, info->decimal_mark);
		read_products(out, import, &check);
		out->collections = slw_json_text(slw_import_collections(import));
		slw_import_free(import);
	}
	json_decref(mapping);
	close(fd);
}

void test_import_release(struct test_import *import)
{
	free(import->error);
	free(import->products);
	free(import->problems);
	free(import->recognized);
	free(import->columns);
	free(import->collections);
	*import = (struct test_import){ .rows = 0 };
}

uint32_t test_random(uint32_t *state, uint32_t below)
{
	uint32_t x = *state == 0 ? 1 : *state;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	*state = x;
	return x % below;
}

/* --- random products ----------------------------------------------------------------------- */

static const char *const words[] = { "pot",	 "\"quoted\"", "Größe",	    "=cmd|' /C calc'!A0",
				     "日本",	 "emoji 🪴", "a;b",	    "tab and space",
				     "O'Reilly", "50% & more", "<b>x</b>",  "-5",
				     "+1",	 "@home",      "it\u2019s", "c:\\new" };

static char *random_text(uint32_t *state, bool comma, bool several_lines)
{
	struct slw_buf out;
	uint32_t count = 1 + test_random(state, 4);

	slw_buf_init(&out, 0);
	for (uint32_t i = 0; i < count; i++) {
		if (i > 0)
			slw_buf_str(&out, several_lines && test_random(state, 2) ? "\n"
					  : comma && test_random(state, 2)	 ? ", "
										 : " ");
		slw_buf_str(&out, words[test_random(state, SLW_COUNT(words))]);
	}
	return slw_buf_take(&out);
}

static char *maybe(uint32_t *state, char *text)
{
	if (test_random(state, 3) > 0)
		return text;
	free(text);
	return NULL;
}

static size_t random_list(uint32_t *state, char ***out, uint32_t max, const char *format)
{
	size_t count = test_random(state, max + 1);

	*out = count == 0 ? NULL : slw_malloc(count * sizeof(**out));
	for (size_t i = 0; i < count; i++) {
		char *text = random_text(state, false, false);

		(*out)[i] = slw_printf(format, text, (unsigned int)i);
		free(text);
	}
	return count;
}

static void random_variant(struct slw_variant *variant, uint32_t *state, uint32_t seed, size_t i)
{
	slw_variant_init(variant);
	if (test_random(state, 4) > 0)
		variant->sku = slw_printf("%sSKU-%u-%zu", i % 5 == 4 ? "=" : "", seed, i);
	if (test_random(state, 2))
		variant->barcode = slw_printf("40%011u", test_random(state, 1000000));
	variant->price = test_random(state, 5) == 0 ? 0 : test_random(state, 10000000);
	if (test_random(state, 3) == 0)
		variant->compare_at_price = variant->price + 1 + test_random(state, 100000);
	if (test_random(state, 3) == 0)
		variant->cost_per_item = test_random(state, 100000);
	if (test_random(state, 2))
		variant->inventory_quantity = (int64_t)test_random(state, 2000) - 50;
	variant->continue_selling = test_random(state, 4) == 0;
	if (test_random(state, 2))
		variant->weight = 1 + test_random(state, 100000);
	variant->requires_shipping = test_random(state, 4) > 0;
	variant->taxable = test_random(state, 4) > 0;
}

static void random_images(struct slw_product *product, uint32_t *state, uint32_t seed)
{
	product->image_count = test_random(state, 5);
	product->images = slw_calloc(product->image_count + 1, sizeof(*product->images));
	for (size_t i = 0; i < product->image_count; i++) {
		product->images[i].src =
		    i % 2 ? slw_printf("images/%u, %zu.jpg", seed, i)
			  : slw_printf("https://cdn.example/a,b/%u_%zu@2x.jpg?v=1&w=2", seed, i);
		product->images[i].alt = maybe(state, random_text(state, true, false));
	}
}

/* Options with the values that the variants have, in the order in which they have them. */
static void random_options(struct slw_product *product, uint32_t *state, size_t variants)
{
	size_t inner = variants < 4 ? 1 : 4;

	product->option_count = variants < 4 ? 1 : 2;
	product->options[0].name = slw_strdup("Size, =of it");
	product->options[1].name = product->option_count == 2 ? slw_strdup("Farbe") : NULL;
	for (size_t i = 0; i < variants; i++) {
		struct slw_variant *variant = &product->variants[i];

		variant->option_values[0] = slw_printf("=%zu, \"XL\"", i / inner);
		if (product->option_count == 2)
			variant->option_values[1] = slw_printf("rot %zu", i % inner);
		if (product->image_count > 0 && test_random(state, 2))
			variant->image = slw_strdup(
			    product->images[test_random(state, (uint32_t)product->image_count)]
				.src);
	}
	for (size_t k = 0; k < product->option_count; k++) {
		struct slw_option *option = &product->options[k];
		size_t count = k == 0 ? (variants + inner - 1) / inner : inner;

		option->values = slw_malloc(count * sizeof(*option->values));
		for (size_t i = 0; i < count; i++)
			option->values[option->value_count++] =
			    slw_strdup(product->variants[k == 0 ? i * inner : i].option_values[k]);
	}
}

void test_random_product(struct slw_product *product, uint32_t seed, size_t variants)
{
	uint32_t state = seed * 2654435761u + 12345;
	char *title = random_text(&state, true, false);

	slw_product_release(product);
	product->title = title;
	product->handle = slw_printf("product-%u", seed);
	product->description = maybe(&state, random_text(&state, true, true));
	product->vendor = maybe(&state, random_text(&state, true, false));
	product->product_type = maybe(&state, random_text(&state, true, false));
	product->product_category = maybe(&state, slw_strdup("Home & Garden > Pots, all"));
	product->feature_count = random_list(&state, &product->features, 4, "%s, no. %u");
	product->tag_count = random_list(&state, &product->tags, 5, "%s %u");
	if (test_random(&state, 2)) {
		product->collections = slw_malloc(2 * sizeof(*product->collections));
		product->collections[0] = slw_strdup("garden-pots");
		product->collections[1] = slw_strdup("summer-2026");
		product->collection_count = 2;
	}
	product->status = (enum slw_product_status)test_random(&state, 3);
	product->condition = (enum slw_condition)test_random(&state, 3);
	random_images(product, &state, seed);
	product->variant_count = variants;
	product->variants = slw_calloc(variants, sizeof(*product->variants));
	for (size_t i = 0; i < variants; i++)
		random_variant(&product->variants[i], &state, seed, i);
	if (variants > 1 || test_random(&state, 2))
		random_options(product, &state, variants);
	product->seo_title = maybe(&state, random_text(&state, true, false));
	product->seo_description = maybe(&state, random_text(&state, true, false));
}

char *test_export(const struct slw_export_format *format, const struct slw_product *products,
		  size_t count, const char *currency)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	format->header(&out);
	for (size_t i = 0; i < count; i++)
		format->product(&out, &products[i], slw_currency_find(currency));
	return slw_buf_take(&out);
}
