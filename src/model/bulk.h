/*
 * One column of many products changed at once: which columns, what can be done to each, and how it
 * changes one product. Money and numbers are whole; a factor is exact until the result is rounded.
 *
 * A column of variants ("price") is changed in every variant of a product that has some. What has no
 * value yet is set by SET and REDUCE alone: a percentage of nothing is nothing.
 */
#ifndef SLW_MODEL_BULK_H
#define SLW_MODEL_BULK_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/field.h"

struct slw_currency;

enum slw_bulk_op {
	SLW_BULK_SET,
	SLW_BULK_CLEAR,	   /* not what is required */
	SLW_BULK_ADD,	   /* money, numbers; less where it is negative */
	SLW_BULK_PERCENT,  /* more by so many per cent, less where it is negative */
	SLW_BULK_MULTIPLY, /* by a decimal factor */
	SLW_BULK_REDUCE,   /* price: less by so many per cent, the old one as compare-at price */
	SLW_BULK_INCLUDE,  /* lists: the entries that are not there yet, at the end */
	SLW_BULK_EXCLUDE,  /* lists: without these entries */
	SLW_BULK_OP__MAX
};

/* What money becomes after ADD, PERCENT, MULTIPLY and REDUCE: the nearest such price, the higher one
 * of two that are as near. Nothing stays nothing. */
enum slw_bulk_round {
	SLW_BULK_EXACT, /* to the minor unit: 12.34 */
	SLW_BULK_FIVE,	/* 12.35 */
	SLW_BULK_TEN,	/* 12.30 */
	SLW_BULK_WHOLE, /* 12.00 */
	SLW_BULK_95,	/* 11.95 */
	SLW_BULK_99,	/* 11.99 */
	SLW_BULK_ROUND__MAX
};

/* Value and label of each, in order of the enum; a choice of NULL ends them. */
extern const struct slw_choice slw_bulk_ops[SLW_BULK_OP__MAX + 1];
extern const struct slw_choice slw_bulk_rounds[SLW_BULK_ROUND__MAX + 1];
/* The one of that value, or -1. */
int slw_bulk_op_find(const char *value);
int slw_bulk_round_find(const char *value);

/* A product field that can be changed for many products, or NULL. */
const struct slw_field *slw_bulk_column(const char *key);
bool slw_bulk_op_fits(const struct slw_field *column, enum slw_bulk_op op);
/* False: the currency has no such prices. currency NULL: two decimals. */
bool slw_bulk_round_fits(enum slw_bulk_round round, const struct slw_currency *currency);
bool slw_bulk_rounds_off(const struct slw_field *column, enum slw_bulk_op op); /* asks for one */
/* What the operation needs to be told, as a field, whose key is the column's where it is a value of
 * it ("vendor"), and else says what it is ("percent"). key NULL: nothing. */
struct slw_field slw_bulk_operand(const struct slw_field *column, enum slw_bulk_op op);

struct slw_bulk {
	const struct slw_field *column;
	enum slw_bulk_op op;
	const json_t *operand; /* canonical, of slw_bulk_operand(); NULL where it has no key */
	enum slw_bulk_round round;
	const struct slw_currency *currency; /* NULL: two decimals */
};

/* variant is borrowed: the product itself where it has none. before and after may be NULL. */
typedef void slw_bulk_each(void *context, const json_t *variant, const json_t *before,
			   const json_t *after);

/* Changes a product object that was checked; returns how many of its values are others now, and
 * tells each (may be NULL) of them. Whether the product may be kept so is not looked at. */
size_t slw_bulk_apply(const struct slw_bulk *bulk, json_t *product, slw_bulk_each *each,
		      void *context);

#endif
