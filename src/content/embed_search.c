/*
 * Exact search. Vectors are mostly 25 times four floats; four sums that do not wait for each other keep the
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

static inline float product(const float *restrict a, const float *restrict b, size_t size)
{
	lanes sums[SUMS] = { { 0 } }, sum;
	float rest = 0;
	size_t i = 0;

	for (; size - i >= SUMS * LANES; i += SUMS * LANES) {
		sums[0] += load(a + i) * load(b + i);
		sums[1] += load(a + i + LANES) * load(b + i + LANES);
		sums[2] += load(a + i + 2 * LANES) * load(b + i + 2 * LANES);
		sums[3] += load(a + i + 3 * LANES) * load(b + i + 3 * LANES);
	}
	for (; size - i >= LANES; i += LANES)
		sums[0] += load(a + i) * load(b + i);
	for (; i < size; i++)
		rest += a[i] * b[i];
	sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
	return (sum[0] + sum[1]) + (sum[2] + sum[3]) + rest;
}

float slw_embed_cosine(const float *a, const float *b, size_t size)
{
	return product(a, b, size);
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

size_t slw_embed_nearest(const float *rows, size_t count, size_t size, const float *query,
			 size_t most, struct slw_near *out)
{
	size_t found = 0;

	if (most == 0)
		return 0;
	for (size_t i = 0; i < count; i++) {
		float cosine = size == SLW_EMBED_DIMENSIONS
				   ? product(rows + i * size, query, SLW_EMBED_DIMENSIONS)
				   : product(rows + i * size, query, size);

		if (found < most || cosine > out[most - 1].cosine)
			found = insert(out, found, most,
				       (struct slw_near){ .index = i, .cosine = cosine });
	}
	return found;
}
