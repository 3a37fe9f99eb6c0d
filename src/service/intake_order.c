/* The shop in the order of a file, with as few rows written as can be. */
#include "config.h"

#include "service/intake.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "service/internal.h"

#include "base/banned.h"

#define NONE SIZE_MAX

/* Products in the file's order, and the rank that each of them has or is to have. */
struct order {
	const struct slw_intake_place *places;
	size_t count;
	int64_t *rank; /* to be */
	bool *stays;
};

static bool is_sorted(const struct slw_intake *intake)
{
	for (size_t i = 1; i < intake->place_count; i++)
		if (intake->places[i].rank <= intake->places[i - 1].rank)
			return false;
	return true;
}

/* How many of the sequences' last ranks are below rank; they ascend. */
static size_t below(const struct order *order, const size_t *last, size_t length, int64_t rank)
{
	size_t low = 0, high = length;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (order->places[last[middle]].rank < rank)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Marks a longest ascending sequence: the products that may stay where they are. */
static void mark_staying(struct order *order)
{
	size_t *last = slw_calloc(order->count, sizeof(*last));
	size_t *before = slw_calloc(order->count, sizeof(*before));
	size_t length = 0;

	for (size_t i = 0; i < order->count; i++) {
		size_t at = below(order, last, length, order->places[i].rank);

		before[i] = at > 0 ? last[at - 1] : NONE;
		last[at] = i;
		if (at == length)
			length++;
	}
	for (size_t i = length > 0 ? last[length - 1] : NONE; i != NONE; i = before[i])
		order->stays[i] = true;
	free(before);
	free(last);
}

/* Ranks for the products from first to before end, between those that stay. False: no room. */
static bool fill_gap(struct order *order, size_t first, size_t end)
{
	int64_t low = first > 0 ? order->rank[first - 1] : 0, step = SLW_RANK_STEP;
	int64_t places = (int64_t)(end - first) + 1;

	if (end < order->count)
		step = (order->rank[end] - low) / places;
	if (step < 1)
		return false;
	for (size_t i = first; i < end; i++)
		order->rank[i] = low + step * (int64_t)(i - first + 1);
	return true;
}

static void give_ranks(struct order *order)
{
	bool room = true;

	for (size_t i = 0; i < order->count; i++)
		order->rank[i] = order->places[i].rank;
	for (size_t i = 0; room && i < order->count; i++) {
		size_t end = i;

		while (end < order->count && !order->stays[end])
			end++;
		if (end > i)
			room = fill_gap(order, i, end);
		i = end;
	}
	for (size_t i = 0; !room && i < order->count; i++)
		order->rank[i] = SLW_RANK_STEP * (int64_t)(i + 1);
}

static int write_rank(struct slw_intake *intake, int64_t product_no, int64_t rank,
		      struct slw_err *err)
{
	struct slw_product_row row;
	int rc;

	slw_product_row_init(&row);
	rc = slw_store_product_get(intake->service->store, intake->session_no, product_no, &row,
				   err);
	if (rc > 0) {
		row.rank = rank;
		rc = slw_service_put_row(intake->service, intake->session_no, intake->version, &row,
					 err);
	}
	slw_product_row_release(&row);
	return rc < 0 ? -1 : 0;
}

int slw_intake_set_order(struct slw_intake *intake, struct slw_err *err)
{
	struct order order = { .places = intake->places, .count = intake->place_count };
	int rc = 0;

	if (is_sorted(intake))
		return 0;
	order.rank = slw_calloc(order.count, sizeof(*order.rank));
	order.stays = slw_calloc(order.count, sizeof(*order.stays));
	mark_staying(&order);
	give_ranks(&order);
	for (size_t i = 0; rc == 0 && i < order.count; i++) {
		const struct slw_intake_place *place = &order.places[i];

		if (order.rank[i] == place->rank)
			continue;
		rc = write_rank(intake, place->product_no, order.rank[i], err);
		if (place->result == SLW_INTAKE_UNCHANGED) {
			intake->counts[SLW_INTAKE_UNCHANGED]--;
			intake->counts[SLW_INTAKE_MOVED]++;
		}
	}
	free(order.stays);
	free(order.rank);
	return rc;
}
