/*
 * What the texts of one run may take, in tokens and in money, and what they took. Several texts on
 * their way share one: each reserves what it may take at most before it asks, and gives back what it
 * did not take, so that a cap is never passed by what was foreseen.
 */
#ifndef SLW_CONTENT_BUDGET_H
#define SLW_CONTENT_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

/* Money is in millionths of a US dollar, as the price table has it. */
struct slw_budget {
	int64_t max_tokens; /* 0: no cap */
	int64_t max_cost;   /* 0: no cap */
	/* What the built-in writer does not write in place of a model when a cap is reached stays
	 * undone. */
	bool leave;

	/* From here on kept by slw_budget_*(); all 0 at the beginning. */
	int64_t tokens, cost;			/* were taken */
	int64_t reserved_tokens, reserved_cost; /* may be taken by those on their way */
	bool cost_unknown;			/* a part of it had no known price */
	bool reached;				/* something was not asked for because of a cap */
};

enum slw_budget_answer {
	SLW_BUDGET_FINE,  /* and reserved */
	SLW_BUDGET_LATER, /* it may fit when those on their way are done */
	SLW_BUDGET_TOKENS,
	SLW_BUDGET_COST,  /* this cap is reached */
	SLW_BUDGET_PRICE, /* there is a cap in money, and no price is known */
};

/* cost -1: not known. */
enum slw_budget_answer slw_budget_reserve(struct slw_budget *budget, int64_t tokens, int64_t cost);
/* Gives a reservation back and counts what was taken; unknown: the price is. */
void slw_budget_settle(struct slw_budget *budget, int64_t reserved_tokens, int64_t reserved_cost,
		       int64_t tokens, int64_t cost, bool unknown);

#endif
