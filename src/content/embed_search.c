/*
 * Exact search. A vector is 25 times four floats; four sums that do not wait for each other keep the
 * loads going, so that the search takes what reading the rows takes. The vectors of GCC and Clang are
 * lowered to what the machine has.
 */
#include "config.h"

#include <string.h>

#include "content/embed.h"

#include "base/banned.h"

#define LANES 4
#define SUMS  4

typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));

static inline lanes load(const float *p)
{
	lanes value;

	memcpy(&value, p, sizeof(value));
	return value;
}

static inline float product(const float *restrict a, const float *restrict b)
{
	lanes sums[SUMS] = { { 0 } }, sum;
	size_t i = 0;

	for (; i + SUMS * LANES <= SLW_EMBED_DIMENSIONS; i += SUMS * LANES) {
		sums[0] += load(a + i) * load(b + i);
		sums[1] += load(a + i + LANES) * load(b + i + LANES);
		sums[2] += load(a + i + 2 * LANES) * load(b + i + 2 * LANES);
		sums[3] += load(a + i + 3 * LANES) * load(b + i + 3 * LANES);
	}
	for (; i < SLW_EMBED_DIMENSIONS; i += LANES)
		sums[0] += load(a + i) * load(b + i);
	sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
	return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

_Static_assert(SLW_EMBED_DIMENSIONS % LANES == 0, "whole lanes");

float slw_embed_cosine(const float *a, const float *b)
{
	return product(a, b);
}

/* Keeps out sorted, best first; count is below most, or the last one falls out. */
static size_t insert(struct slw_near *out, size_t count, size_t most, struct slw_near one)
{
	size_t at = count < most ? count : most - 1;

	while (at > 0 && out[at - 1].cosine < one.cosine) {
		out[at] = out[at - 1];
		at--;
	}
	out[at] = one;
	return count < most ? count + 1 : count;
}

size_t slw_embed_nearest(const float *rows, size_t count, const float *query, size_t most,
			 struct slw_near *out)
{
	float own[SLW_EMBED_DIMENSIONS];
	size_t found = 0;

	if (most == 0)
		return 0;
	memcpy(own, query, sizeof(own));
	for (size_t i = 0; i < count; i++) {
		float cosine = product(rows + i * SLW_EMBED_DIMENSIONS, own);

		if (found < most || cosine > out[most - 1].cosine)
			found = insert(out, found, most,
				       (struct slw_near){ .index = i, .cosine = cosine });
	}
	return found;
}
