/* One column changed: what fits which, exact amounts, and one product. */
#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/bulk.h"
#include "model/check.h"
#include "model/codes.h"
#include "model/money.h"
#include "model/steps.h"

#include "base/banned.h"

/* The operand as a person types it. */
static json_t *operand(const struct slw_field *column, enum slw_bulk_op op, const char *text,
		       const struct slw_currency *currency)
{
	struct slw_field field = slw_bulk_operand(column, op);
	struct slw_check check = { .currency = currency };
	struct slw_err err = SLW_ERR_INIT;
	json_t *value = NULL;

	if (field.key == NULL)
		return NULL;
	if (field.type == SLW_FIELD_LIST)
		return json_loads(text, 0, NULL);
	ck_assert_msg(slw_field_parse(&field, text, &check, &value, &err) == 0, "%s: %s", text,
		      err.msg);
	return value;
}

static const struct {
	const char *column, *op, *value, *round, *currency;
	int64_t before, after;
} amounts[] = {
	{ "price", "set", "5", "exact", "EUR", 1200, 500 },
	{ "price", "add", "0.50", "exact", "EUR", 1200, 1250 },
	{ "price", "add", "-0.50", "exact", "EUR", 1200, 1150 },
	{ "price", "add", "-20", "exact", "EUR", 1200, -800 },	   /* the check refuses it */
	{ "price", "percent", "10", "exact", "EUR", 1999, 2199 },  /* 21.989 */
	{ "price", "percent", "-10", "exact", "EUR", 1995, 1796 }, /* 17.955 */
	{ "price", "percent", "-33.333333", "exact", "EUR", 300, 200 },
	{ "price", "percent", "-100", "exact", "EUR", 1999, 0 },
	{ "price", "percent", "1000", "exact", "EUR", SLW_MONEY_MAX, SLW_MONEY_MAX *INT64_C(11) },
	{ "price", "multiply", "1.19", "exact", "EUR", 1000, 1190 },
	{ "price", "multiply", "1.195", "exact", "EUR", 1, 1 },
	{ "price", "multiply", "1000", "exact", "EUR", SLW_MONEY_MAX,
	  SLW_MONEY_MAX *INT64_C(1000) },
	{ "price", "multiply", "0.000001", "exact", "EUR", SLW_MONEY_MAX, 100000000 },
	{ "price", "multiply", "1", "five", "EUR", 1232, 1230 },
	{ "price", "multiply", "1", "five", "EUR", 1233, 1235 },
	{ "price", "multiply", "1.0001", "five", "EUR", 12325, 12325 },
	{ "price", "multiply", "1", "ten", "EUR", 1235, 1240 }, /* as near: the higher one */
	{ "price", "multiply", "1", "whole", "EUR", 1249, 1200 },
	{ "price", "multiply", "1", "whole", "EUR", 1250, 1300 },
	{ "price", "multiply", "1", "99", "EUR", 1250, 1299 },
	{ "price", "multiply", "1", "99", "EUR", 1248, 1199 },
	{ "price", "multiply", "1", "99", "EUR", 20, 99 }, /* never below nothing */
	{ "price", "multiply", "1", "95", "EUR", 1246, 1295 },
	{ "price", "multiply", "1", "95", "EUR", 1244, 1195 },
	{ "price", "multiply", "1", "99", "KWD", 12400, 11990 },
	{ "price", "percent", "10", "99", "EUR", 0, 0 }, /* what is free stays free */
	{ "price", "percent", "10", "ten", "JPY", 1234, 1360 },
	{ "price", "add", "1", "99", "EUR", 1200, 1299 },
	{ "inventory_quantity", "add", "-3", "99", "EUR", 2, -1 },
	{ "inventory_quantity", "percent", "50", "99", "EUR", 3, 5 },
	{ "inventory_quantity", "percent", "50", "99", "EUR", -3, -5 },
	{ "weight", "multiply", "0.5", "exact", "EUR", 351, 176 },
};

START_TEST(amounts_are_exact)
{
	struct slw_bulk bulk = { .column = slw_bulk_column(amounts[_i].column),
				 .op = (enum slw_bulk_op)slw_bulk_op_find(amounts[_i].op),
				 .round =
				     (enum slw_bulk_round)slw_bulk_round_find(amounts[_i].round),
				 .currency = slw_currency_find(amounts[_i].currency) };
	json_t *product = json_object();
	size_t changed;

	ck_assert(slw_bulk_op_fits(bulk.column, bulk.op));
	bulk.operand = operand(bulk.column, bulk.op, amounts[_i].value, bulk.currency);
	slw_json_set_int(product, amounts[_i].column, amounts[_i].before);
	changed = slw_bulk_apply(&bulk, product, NULL, NULL);
	ck_assert_int_eq(slw_json_int(product, amounts[_i].column, -77), amounts[_i].after);
	ck_assert_uint_eq(changed, amounts[_i].before != amounts[_i].after);
	json_decref((json_t *)(uintptr_t)bulk.operand);
	json_decref(product);
}
END_TEST

static const struct {
	const char *column, *op, *value, *before, *after;
	size_t changed;
} products[] = {
	{ "vendor", "set", "Fern", "{'title':'A'}", "{'title':'A','vendor':'Fern'}", 1 },
	{ "vendor", "set", "Fern", "{'vendor':'Fern'}", "{'vendor':'Fern'}", 0 },
	{ "vendor", "clear", "", "{'vendor':'Fern'}", "{}", 1 },
	{ "vendor", "clear", "", "{}", "{}", 0 },
	{ "status", "set", "active", "{}", "{}", 0 }, /* what it is without an answer */
	{ "status", "set", "draft", "{}", "{'status':'draft'}", 1 },
	{ "taxable", "set", "yes", "{}", "{}", 0 },
	{ "taxable", "set", "no", "{'variants':[{},{'taxable':false}]}",
	  "{'variants':[{'taxable':false},{'taxable':false}]}", 1 },
	/* what has no price gets none by a percentage */
	{ "price", "percent", "10", "{'variants':[{'price':100},{}]}",
	  "{'variants':[{'price':110},{}]}", 1 },
	{ "price", "set", "3", "{'variants':[{'price':100},{}]}",
	  "{'variants':[{'price':300},{'price':300}]}", 2 },
	{ "price", "reduce", "20", "{'price':1000}", "{'price':800,'compare_at_price':1000}", 1 },
	{ "price", "reduce", "20", "{'price':1000,'compare_at_price':900}",
	  "{'price':800,'compare_at_price':1000}", 1 },
	{ "price", "reduce", "20", "{'price':1000,'compare_at_price':1200}",
	  "{'price':800,'compare_at_price':1200}", 1 },
	{ "price", "reduce", "0", "{'price':1000}", "{'price':1000}", 0 },
	{ "tags", "set", "['a','b']", "{'tags':['c']}", "{'tags':['a','b']}", 1 },
	{ "tags", "include", "['a','b']", "{'tags':['b','c']}", "{'tags':['b','c','a']}", 1 },
	{ "tags", "include", "['a','a']", "{}", "{'tags':['a']}", 1 },
	{ "tags", "include", "['b']", "{'tags':['b']}", "{'tags':['b']}", 0 },
	{ "tags", "exclude", "['b']", "{'tags':['a','b']}", "{'tags':['a']}", 1 },
	{ "tags", "exclude", "['a','b']", "{'tags':['a','b']}", "{}", 1 },
	{ "tags", "exclude", "['x']", "{}", "{}", 0 },
	/* of the product itself, whatever variants it has */
	{ "vendor", "set", "Fern", "{'variants':[{'price':1}]}",
	  "{'variants':[{'price':1}],'vendor':'Fern'}", 1 },
};

static json_t *object(const char *text)
{
	char *copy = slw_strdup(text);
	json_t *value;

	for (char *at = copy; *at != '\0'; at++)
		if (*at == '\'')
			*at = '"';
	value = json_loads(copy, JSON_DECODE_ANY, NULL);
	ck_assert_ptr_nonnull(value);
	free(copy);
	return value;
}

START_TEST(products_are_changed)
{
	struct slw_bulk bulk = { .column = slw_bulk_column(products[_i].column),
				 .op = (enum slw_bulk_op)slw_bulk_op_find(products[_i].op) };
	json_t *product = object(products[_i].before), *wanted = object(products[_i].after);
	json_t *value;
	char *text;

	value = products[_i].value[0] == '['
		    ? object(products[_i].value)
		    : operand(bulk.column, bulk.op, products[_i].value, NULL);
	bulk.operand = value;
	ck_assert_uint_eq(slw_bulk_apply(&bulk, product, NULL, NULL), products[_i].changed);
	text = slw_json_text(product);
	ck_assert_msg(json_equal(product, wanted), "%s", text);
	free(text);
	json_decref(value);
	json_decref(product);
	json_decref(wanted);
}
END_TEST

static const struct {
	const char *column, *op;
	bool fits;
} fits[] = {
	{ "price", "clear", false }, /* it is required */
	{ "compare_at_price", "clear", true },
	{ "price", "reduce", true },
	{ "compare_at_price", "reduce", false },
	{ "vendor", "percent", false },
	{ "vendor", "include", false },
	{ "tags", "include", true },
	{ "tags", "multiply", false },
	{ "inventory_quantity", "add", true },
	{ "status", "set", true },
};

START_TEST(operations_fit_columns)
{
	const struct slw_field *column = slw_bulk_column(fits[_i].column);

	ck_assert_int_eq(slw_bulk_op_fits(column, (enum slw_bulk_op)slw_bulk_op_find(fits[_i].op)),
			 fits[_i].fits);
}
END_TEST

/* What tells one product from another is no column to change. */
START_TEST(own_fields_are_no_columns)
{
	static const char *const own[] = { "title", "handle",  "sku",	   "barcode",
					   "image", "options", "variants", "no_such" };

	for (size_t i = 0; i < SLW_COUNT(own); i++)
		ck_assert_ptr_null(slw_bulk_column(own[i]));
	for (const struct slw_field *field = slw_product_fields; field->key != NULL; field++)
		if ((field->flags & SLW_FIELD_BULK) != 0)
			ck_assert_msg(field->type != SLW_FIELD_RECORDS, "%s", field->key);
}
END_TEST

START_TEST(roundings_fit_currencies)
{
	const struct slw_currency *yen = slw_currency_find("JPY");

	ck_assert(!slw_bulk_round_fits(SLW_BULK_99, yen));
	ck_assert(!slw_bulk_round_fits(SLW_BULK_WHOLE, yen));
	ck_assert(slw_bulk_round_fits(SLW_BULK_TEN, yen));
	ck_assert(slw_bulk_round_fits(SLW_BULK_99, NULL));
}
END_TEST

Suite *suite_bulk(void);
Suite *suite_bulk(void)
{
	Suite *suite = suite_create("bulk");
	TCase *tc = tcase_create("bulk");

	tcase_add_loop_test(tc, amounts_are_exact, 0, SLW_COUNT(amounts));
	tcase_add_loop_test(tc, products_are_changed, 0, SLW_COUNT(products));
	tcase_add_loop_test(tc, operations_fit_columns, 0, SLW_COUNT(fits));
	tcase_add_test(tc, own_fields_are_no_columns);
	tcase_add_test(tc, roundings_fit_currencies);
	suite_add_tcase(suite, tc);
	return suite;
}
