/*
 * What the exact search over vectors takes, beside reading the same bytes, both in one run.
 *
 *     make bench/search && bench/search [VECTORS [ROUNDS]]
 *
 * Each round reads all rows once with a plain loop of sums in vectors, and searches them with
 * slw_embed_nearest() for the ten nearest of a vector that is not among them, in turns. Prints one line
 * of JSON with the medians in milliseconds of wall time, the bytes a second of the plain loop, and the
 * median of the rounds' ratios.
 */
#include "config.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "content/embed.h"

#include "base/banned.h"

#define ROUND_MAX 1000
#define SUMS	  4

static double now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void draw(float *row, uint64_t *state)
{
	float sum = 0;

	for (size_t i = 0; i < SLW_EMBED_DIMENSIONS; i++) {
		*state = *state * 6364136223846793005u + 1442695040888963407u;
		row[i] = (float)(*state >> 40) / (float)(1 << 24) - 0.5F;
		sum += row[i] * row[i];
	}
	for (size_t i = 0; i < SLW_EMBED_DIMENSIONS; i++)
		row[i] /= sqrtf(sum);
}

typedef uint64_t lanes __attribute__((vector_size(16)));

static uint64_t read_all(const float *rows, size_t bytes)
{
	lanes sums[SUMS] = { { 0 } }, value;
	const char *p = (const char *)rows;

	for (size_t at = 0; at + sizeof(sums) <= bytes; at += sizeof(sums)) {
		for (size_t i = 0; i < SUMS; i++) {
			memcpy(&value, p + at + i * sizeof(value), sizeof(value));
			sums[i] += value;
		}
	}
	for (size_t i = 1; i < SUMS; i++)
		sums[0] += sums[i];
	return sums[0][0] + sums[0][1];
}

static int compare(const void *a, const void *b)
{
	const double *left = a, *right = b;

	return *left < *right ? -1 : *left > *right;
}

static double median(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), compare);
	return values[count / 2];
}

int main(int argc, char **argv)
{
	size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
	size_t rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 101;
	static double reading[ROUND_MAX], searching[ROUND_MAX], ratios[ROUND_MAX];
	size_t bytes = count * SLW_EMBED_DIMENSIONS * sizeof(float);
	float *rows, query[SLW_EMBED_DIMENSIONS];
	struct slw_near near[10];
	uint64_t state = 1, sink = 0;

	if (count < 10 || rounds < 1 || rounds > ROUND_MAX) {
		fprintf(stderr, "usage: search [VECTORS [ROUNDS]], ROUNDS up to %d\n", ROUND_MAX);
		return 2;
	}
	rows = slw_malloc(bytes);
	for (size_t i = 0; i < count; i++)
		draw(rows + i * SLW_EMBED_DIMENSIONS, &state);
	draw(query, &state);
	for (size_t i = 0; i < rounds; i++) {
		double start = now_ms(), middle;

		sink += read_all(rows, bytes);
		middle = now_ms();
		sink += slw_embed_nearest(rows, count, SLW_EMBED_DIMENSIONS, query, 10, near) +
			near[0].index;
		searching[i] = now_ms() - middle;
		reading[i] = middle - start;
		ratios[i] = searching[i] / reading[i];
	}
	printf("{\"vectors\": %zu, \"rounds\": %zu, \"read_ms\": %.3f, \"search_ms\": %.3f, "
	       "\"ratio\": %.3f, \"read_gb_s\": %.2f, \"sink\": %u}\n",
	       count, rounds, median(reading, rounds), median(searching, rounds),
	       median(ratios, rounds), (double)bytes / 1e6 / median(reading, rounds),
	       (unsigned int)(sink & 1));
	free(rows);
	return 0;
}
