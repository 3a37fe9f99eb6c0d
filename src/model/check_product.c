/* The rules inside one product. */
#include "config.h"

#include "model/check_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "model/problem.h"

#include "base/banned.h"

static void rule_compare_at(struct slw_checker *checker, const json_t *record)
{
	const json_t *price = json_object_get(record, "price");
	const json_t *before = json_object_get(record, "compare_at_price");

	if (!json_is_integer(price) || !json_is_integer(before) ||
	    json_integer_value(before) > json_integer_value(price))
		return;
	slw_problem_hint(slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict",
					     "compare_at_price", _("is not above the price")),
			 _("it is the price before a reduction; leave it out where there is none"));
}

static bool lists(const json_t *array, const char *text)
{
	json_t *entry;
	size_t i;

	json_array_foreach (array, i, entry)
		if (json_is_string(entry) && strcmp(json_string_value(entry), text) == 0)
			return true;
	return false;
}

/* The same text twice in a list. */
static void rule_distinct(struct slw_checker *checker, const json_t *values)
{
	json_t *seen = json_object(), *entry;
	size_t i, end;

	json_array_foreach (values, i, entry) {
		const char *text = json_string_value(entry);

		if (text == NULL)
			continue;
		end = slw_checker_index(checker, i);
		if (json_object_get(seen, text) != NULL)
			slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict", NULL,
					    _("\"%s\" is listed twice"), text);
		slw_buf_cut(&checker->path, end);
		slw_json_set_bool(seen, text, true);
	}
	json_decref(seen);
}

static void rule_options(struct slw_checker *checker, const json_t *options)
{
	json_t *seen = json_object(), *option;
	size_t i, len = slw_checker_key(checker, "options"), end;

	json_array_foreach (options, i, option) {
		const char *name = slw_json_str(option, "name", NULL);

		end = slw_checker_index(checker, i);
		if (name != NULL && json_object_get(seen, name) != NULL)
			slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict", "name",
					    _("two options have the name \"%s\""), name);
		if (name != NULL)
			slw_json_set_bool(seen, name, true);
		slw_checker_key(checker, "values");
		rule_distinct(checker, slw_json_array(option, "values"));
		slw_buf_cut(&checker->path, end);
	}
	slw_buf_cut(&checker->path, len);
	json_decref(seen);
}

/* One value for each option, each among the values of its option. */
static void rule_values(struct slw_checker *checker, const json_t *values, const json_t *options)
{
	size_t i, len = slw_checker_key(checker, "option_values"), end;
	json_t *value;

	if (json_array_size(values) != json_array_size(options))
		slw_problem_hint(slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict", NULL,
						     _("has %zu values, but the product has %zu "
						       "options"),
						     json_array_size(values),
						     json_array_size(options)),
				 _("give one value for each option, in their order"));
	json_array_foreach (values, i, value) {
		const json_t *option = json_array_get(options, i);
		const char *text = json_string_value(value);

		if (text == NULL || !json_is_object(option) ||
		    lists(slw_json_array(option, "values"), text))
			continue;
		end = slw_checker_index(checker, i);
		slw_problem_hint(
		    slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict", NULL,
					_("\"%s\" is not a value of the option \"%s\""), text,
					slw_json_str(option, "name", "")),
		    _("add it to the values of the option"));
		slw_buf_cut(&checker->path, end);
	}
	slw_buf_cut(&checker->path, len);
}

static void rule_image(struct slw_checker *checker, const json_t *variant, const json_t *images)
{
	const char *image = slw_json_str(variant, "image", NULL);
	json_t *entry;
	size_t i;

	if (image == NULL)
		return;
	json_array_foreach (images, i, entry)
		if (strcmp(slw_json_str(entry, "src", ""), image) == 0)
			return;
	slw_problem_hint(slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict", "image",
					     _("\"%s\" is not among the images of the product"),
					     image),
			 _("add it to images"));
}

/* Adds what tells one variant from the others to the set; false if it is in there already. */
static bool is_new(json_t *seen, const json_t *values)
{
	char *text = slw_json_text(values);
	bool fresh = json_object_get(seen, text) == NULL;

	slw_json_set_bool(seen, text, true);
	free(text);
	return fresh;
}

static void rule_variants(struct slw_checker *checker, const json_t *product)
{
	const json_t *options = slw_json_array(product, "options");
	const json_t *images = slw_json_array(product, "images");
	json_t *combinations = json_object(), *skus = json_object(), *variant;
	size_t i, len = slw_checker_key(checker, "variants"), end;

	json_array_foreach (json_object_get(product, "variants"), i, variant) {
		const json_t *values = slw_json_array(variant, "option_values");
		const json_t *sku = json_object_get(variant, "sku");

		end = slw_checker_index(checker, i);
		rule_compare_at(checker, variant);
		rule_image(checker, variant, images);
		if (values != NULL && json_is_array(options))
			rule_values(checker, values, options);
		if (values != NULL && !is_new(combinations, values))
			slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict", "option_values",
					    _("another variant has the same values"));
		if (sku != NULL && !is_new(skus, sku))
			slw_problem_hint(slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict",
							     "sku",
							     _("another variant has the same SKU")),
					 _("each SKU is used once"));
		slw_buf_cut(&checker->path, end);
	}
	slw_buf_cut(&checker->path, len);
	json_decref(combinations);
	json_decref(skus);
}

void slw_rules_product(struct slw_checker *checker, const json_t *product)
{
	bool options = json_array_size(json_object_get(product, "options")) > 0;
	bool variants = json_array_size(json_object_get(product, "variants")) > 0;

	rule_compare_at(checker, product);
	if (options)
		rule_options(checker, json_object_get(product, "options"));
	if (variants)
		rule_variants(checker, product);
	if (options && !variants && !checker->damaged)
		slw_problem_hint(slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict",
						     "options", _("there are no variants")),
				 _("list the combinations that you sell in variants"));
	if (variants && !options && !checker->damaged)
		slw_problem_hint(slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict",
						     "variants", _("there are no options")),
				 _("say in options what shoppers choose between"));
}
