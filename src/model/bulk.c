#include "config.h"

#include "model/bulk.h"

#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/check.h"
#include "model/codes.h"
#include "model/money.h"
#include "model/steps.h"

#include "base/banned.h"

#define MICRO	 INT64_C(1000000) /* a DECIMAL is read in millionths */
#define PER_CENT (100 * MICRO)

#define OF(type) (1u << SLW_FIELD_##type)
#define AMOUNTS	 (OF(MONEY) | OF(NUMBER))

const struct slw_choice slw_bulk_ops[SLW_BULK_OP__MAX + 1] = {
	[SLW_BULK_SET] = { "set", N_("Set to") },
	[SLW_BULK_CLEAR] = { "clear", N_("Clear") },
	[SLW_BULK_ADD] = { "add", N_("Add, or take off with a minus") },
	[SLW_BULK_PERCENT] = { "percent", N_("Change by per cent") },
	[SLW_BULK_MULTIPLY] = { "multiply", N_("Multiply by") },
	[SLW_BULK_REDUCE] = { "reduce", N_("Sale: less by per cent, old price as compare-at") },
	[SLW_BULK_INCLUDE] = { "include", N_("Add to the list") },
	[SLW_BULK_EXCLUDE] = { "exclude", N_("Take out of the list") },
};

static const unsigned int op_types[SLW_BULK_OP__MAX] = {
	[SLW_BULK_SET] = ~0u,	       [SLW_BULK_CLEAR] = ~0u,
	[SLW_BULK_ADD] = AMOUNTS,      [SLW_BULK_PERCENT] = AMOUNTS,
	[SLW_BULK_MULTIPLY] = AMOUNTS, [SLW_BULK_REDUCE] = OF(MONEY), /* of the price alone */
	[SLW_BULK_INCLUDE] = OF(LIST), [SLW_BULK_EXCLUDE] = OF(LIST),
};

const struct slw_choice slw_bulk_rounds[SLW_BULK_ROUND__MAX + 1] = {
	[SLW_BULK_EXACT] = { "exact", N_("To the smallest coin") },
	[SLW_BULK_FIVE] = { "five", N_("To 5 of the smallest coin") },
	[SLW_BULK_TEN] = { "ten", N_("To 10 of the smallest coin") },
	[SLW_BULK_WHOLE] = { "whole", N_("To whole amounts") },
	[SLW_BULK_95] = { "95", N_("To prices that end in .95") },
	[SLW_BULK_99] = { "99", N_("To prices that end in .99") },
};

static int find(const struct slw_choice *choices, const char *value)
{
	for (int i = 0; value != NULL && choices[i].value != NULL; i++)
		if (strcmp(choices[i].value, value) == 0)
			return i;
	return -1;
}

int slw_bulk_op_find(const char *value)
{
	return find(slw_bulk_ops, value);
}

int slw_bulk_round_find(const char *value)
{
	return find(slw_bulk_rounds, value);
}

const struct slw_field *slw_bulk_column(const char *key)
{
	const struct slw_field *field = slw_field_find(slw_product_fields, key);

	return field != NULL && (field->flags & SLW_FIELD_BULK) != 0 ? field : NULL;
}

bool slw_bulk_op_fits(const struct slw_field *column, enum slw_bulk_op op)
{
	if (op == SLW_BULK_CLEAR && (column->flags & SLW_FIELD_REQUIRED) != 0)
		return false;
	if (op == SLW_BULK_REDUCE && strcmp(column->key, "price") != 0)
		return false;
	return (op_types[op] & (1u << column->type)) != 0;
}

static int decimals_of(const struct slw_currency *currency)
{
	return currency != NULL ? currency->decimals : 2;
}

bool slw_bulk_round_fits(enum slw_bulk_round round, const struct slw_currency *currency)
{
	int decimals = decimals_of(currency);

	if (round == SLW_BULK_EXACT || round == SLW_BULK_FIVE || round == SLW_BULK_TEN)
		return true;
	return round == SLW_BULK_WHOLE ? decimals > 0 : decimals >= 2;
}

bool slw_bulk_rounds_off(const struct slw_field *column, enum slw_bulk_op op)
{
	return column->type == SLW_FIELD_MONEY &&
	       (op == SLW_BULK_ADD || op == SLW_BULK_PERCENT || op == SLW_BULK_MULTIPLY ||
		op == SLW_BULK_REDUCE);
}

struct slw_field slw_bulk_operand(const struct slw_field *column, enum slw_bulk_op op)
{
	struct slw_field field = *column;

	field.flags = SLW_FIELD_REQUIRED | (column->flags & SLW_FIELD_OPEN);
	field.when = (struct slw_when){ .test = SLW_WHEN_ALWAYS };
	field.fallback = NULL;
	field.derived = SLW_DERIVED_NONE;
	if (field.type == SLW_FIELD_LIST && field.min < 1)
		field.min = 1;
	field.label = field.type == SLW_FIELD_LIST ? N_("Entries") : N_("New value");
	switch (op) {
	case SLW_BULK_CLEAR:
		field.key = NULL;
		break;
	case SLW_BULK_ADD:
		field.key = "amount";
		field.max = slw_field_max(column);
		field.min = -field.max;
		field.label = N_("How much");
		field.help = N_("Is added to each; with a minus before it, it is taken off.");
		field.example = "-2";
		break;
	case SLW_BULK_PERCENT:
	case SLW_BULK_REDUCE:
		field.key = op == SLW_BULK_REDUCE ? "reduction" : "percent";
		field.type = SLW_FIELD_DECIMAL;
		field.min = op == SLW_BULK_REDUCE ? 0 : -100 * INT64_C(1000);
		field.max = op == SLW_BULK_REDUCE ? 100 * INT64_C(1000) : 1000 * INT64_C(1000);
		field.unit = "%";
		field.label = N_("Per cent");
		field.help = op == SLW_BULK_REDUCE
				 ? N_("20 makes 80.00 of 100.00, which becomes the compare-at "
				      "price unless a higher one is there.")
				 : N_("10 makes 110.00 of 100.00, -10 makes 90.00 of it.");
		field.example = op == SLW_BULK_REDUCE ? "20" : "-10";
		break;
	case SLW_BULK_MULTIPLY:
		field.key = "factor";
		field.type = SLW_FIELD_DECIMAL;
		field.min = 0;
		field.max = 1000 * INT64_C(1000);
		field.unit = NULL;
		field.label = N_("Factor");
		field.help = N_("1.19 makes 119.00 of 100.00.");
		field.example = "1.19";
		break;
	default:
		break;
	}
	return field;
}

/* --- amounts ----------------------------------------------------------------------------- */

/* whole + part / PER_CENT, whole and part not negative: where a product of money and a factor lies. */
struct amount {
	int64_t whole, part;
};

/* amount x factor / denominator. amount is at most SLW_MONEY_MAX, factor 11 x PER_CENT, and the
 * denominator MICRO or PER_CENT: amount is taken apart, so that nothing passes 63 bits. */
static struct amount scale(int64_t amount, int64_t factor, int64_t denominator)
{
	int64_t rest = amount % denominator * factor;

	return (struct amount){ .whole = amount / denominator * factor + rest / denominator,
				.part = rest % denominator * (PER_CENT / denominator) };
}

static int64_t power(int decimals)
{
	int64_t value = 1;

	while (decimals-- > 0)
		value *= 10;
	return value;
}

/* The nearest n x step - less. */
static int64_t nearest(struct amount amount, int64_t step, int64_t less)
{
	int64_t above = amount.whole + less, rest = above % step;
	int64_t result = above - rest - less;

	/* rest + part >= step / 2 */
	if (2 * (rest * PER_CENT + amount.part) >= step * PER_CENT)
		result += step;
	return result < 0 ? result + step : result;
}

static int64_t round_off(const struct slw_bulk *bulk, struct amount amount)
{
	int decimals = decimals_of(bulk->currency);
	int64_t unit = power(decimals);

	if (bulk->column->type != SLW_FIELD_MONEY || (amount.whole == 0 && amount.part == 0))
		return nearest(amount, 1, 0);
	switch (bulk->round) {
	case SLW_BULK_FIVE:
		return nearest(amount, 5, 0);
	case SLW_BULK_TEN:
		return nearest(amount, 10, 0);
	case SLW_BULK_WHOLE:
		return nearest(amount, unit, 0);
	case SLW_BULK_95:
		return nearest(amount, unit, 5 * power(decimals - 2));
	case SLW_BULK_99:
		return nearest(amount, unit, power(decimals - 2));
	default:
		return nearest(amount, 1, 0);
	}
}

/* Less than nothing is as far below it as more is above. */
static int64_t scaled(const struct slw_bulk *bulk, int64_t before, int64_t factor,
		      int64_t denominator)
{
	int64_t size = before < 0 ? -before : before;
	int64_t after = round_off(bulk, scale(size, factor, denominator));

	return before < 0 ? -after : after;
}

static int64_t new_amount(const struct slw_bulk *bulk, int64_t before)
{
	int64_t micro = 0, sum;

	if (bulk->op == SLW_BULK_ADD) {
		sum = before + json_integer_value(bulk->operand);
		/* what is below nothing is refused as it is */
		return sum <= 0 ? sum : round_off(bulk, (struct amount){ .whole = sum });
	}
	slw_decimal_read(json_string_value(bulk->operand), &micro);
	if (bulk->op == SLW_BULK_MULTIPLY)
		return scaled(bulk, before, micro, MICRO);
	return scaled(bulk, before, PER_CENT + (bulk->op == SLW_BULK_REDUCE ? -micro : micro),
		      PER_CENT);
}

/* --- values ------------------------------------------------------------------------------ */

static bool lists(const json_t *list, const json_t *entry)
{
	json_t *one;
	size_t i;

	json_array_foreach (list, i, one)
		if (json_equal(one, entry))
			return true;
	return false;
}

static json_t *new_list(const struct slw_bulk *bulk, const json_t *before)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (before, i, one)
		if (bulk->op == SLW_BULK_INCLUDE || !lists(bulk->operand, one))
			slw_json_append(list, json_deep_copy(one));
	json_array_foreach (bulk->operand, i, one)
		if (bulk->op == SLW_BULK_INCLUDE && !lists(list, one))
			slw_json_append(list, json_deep_copy(one));
	if (json_array_size(list) > 0)
		return list;
	json_decref(list);
	return NULL;
}

/* New reference; NULL: no value. */
static json_t *new_value(const struct slw_bulk *bulk, const json_t *before)
{
	switch (bulk->op) {
	case SLW_BULK_SET:
		return json_deep_copy(bulk->operand);
	case SLW_BULK_CLEAR:
		return NULL;
	case SLW_BULK_INCLUDE:
	case SLW_BULK_EXCLUDE:
		return new_list(bulk, before);
	default:
		return json_is_integer(before)
			   ? json_integer(new_amount(bulk, json_integer_value(before)))
			   : json_deep_copy(before);
	}
}

/* A sale shows what it cost before it. */
static void keep_old_price(json_t *variant, const json_t *before, const json_t *after)
{
	const json_t *compare = json_object_get(variant, "compare_at_price");

	if (json_integer_value(after) < json_integer_value(before) &&
	    (compare == NULL || json_integer_value(compare) < json_integer_value(before)))
		slw_json_set_int(variant, "compare_at_price", json_integer_value(before));
}

/* What stands for an absent value: setting it changes nothing. */
static bool is_default(const struct slw_field *column, const json_t *value)
{
	if (value == NULL)
		return true;
	if (column->fallback == NULL)
		return false;
	if (json_is_boolean(value))
		return json_is_true(value) == (strcmp(column->fallback, "yes") == 0);
	return json_is_string(value) && strcmp(json_string_value(value), column->fallback) == 0;
}

static size_t change(const struct slw_bulk *bulk, json_t *record, slw_bulk_each *each,
		     void *context)
{
	const char *key = bulk->column->key;
	json_t *before = json_incref(json_object_get(record, key));
	json_t *after = new_value(bulk, before);
	bool same = json_equal(before, after) ||
		    (is_default(bulk->column, before) && is_default(bulk->column, after));

	if (!same) {
		if (after == NULL)
			json_object_del(record, key);
		else
			slw_json_set(record, key, json_incref(after));
		if (bulk->op == SLW_BULK_REDUCE)
			keep_old_price(record, before, after);
		if (each != NULL)
			each(context, record, before, after);
	}
	json_decref(before);
	json_decref(after);
	return same ? 0 : 1;
}

size_t slw_bulk_apply(const struct slw_bulk *bulk, json_t *product, slw_bulk_each *each,
		      void *context)
{
	json_t *variants = slw_json_array(product, "variants"), *variant;
	size_t changed = 0, i;

	if (json_array_size(variants) == 0 ||
	    slw_field_find(slw_variant_fields, bulk->column->key) == NULL)
		return change(bulk, product, each, context);
	json_array_foreach (variants, i, variant)
		changed += change(bulk, variant, each, context);
	return changed;
}
