#include "config.h"

#include "content/budget.h"

#include <stddef.h>

#include "base/banned.h"

static bool fits(int64_t max, int64_t taken, int64_t reserved, int64_t more)
{
	return max == 0 || taken + reserved + more <= max;
}

enum slw_budget_answer slw_budget_reserve(struct slw_budget *budget, int64_t tokens, int64_t cost)
{
	enum slw_budget_answer answer = SLW_BUDGET_FINE;

	if (budget->max_cost > 0 && cost < 0)
		answer = SLW_BUDGET_PRICE;
	cost = cost < 0 ? 0 : cost;
	if (answer != SLW_BUDGET_FINE)
		;
	else if (!fits(budget->max_tokens, budget->tokens, 0, tokens))
		answer = SLW_BUDGET_TOKENS;
	else if (!fits(budget->max_cost, budget->cost, 0, cost))
		answer = SLW_BUDGET_COST;
	else if (!fits(budget->max_tokens, budget->tokens, budget->reserved_tokens, tokens) ||
		 !fits(budget->max_cost, budget->cost, budget->reserved_cost, cost))
		return SLW_BUDGET_LATER;
	if (answer != SLW_BUDGET_FINE) {
		budget->reached = true;
		return answer;
	}
	budget->reserved_tokens += tokens;
	budget->reserved_cost += cost;
	return SLW_BUDGET_FINE;
}

void slw_budget_settle(struct slw_budget *budget, int64_t reserved_tokens, int64_t reserved_cost,
		       int64_t tokens, int64_t cost, bool unknown)
{
	budget->reserved_tokens -= reserved_tokens;
	budget->reserved_cost -= reserved_cost;
	budget->tokens += tokens;
	budget->cost += cost;
	budget->cost_unknown = budget->cost_unknown || unknown;
}
