/*
 * What reading a product file takes, beside libcsv (Debian: libcsv-dev), both in one run.
 *
 *     make bench/csv && bench/csv FILE.csv [ROUNDS]
 *
 * Each round reads FILE with libcsv (fields counted and thrown away), with slw_csv_next(), and imports
 * it with slw_import_next() and slw_product_to_text(): both passes, encoding and all. Prints one line of
 * JSON with the medians in milliseconds of wall time; memory is the peak of the whole process.
 */
#include "config.h"

#include <csv.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/codes.h"
#include "model/problem.h"
#include "product/csv.h"
#include "product/import.h"

#include "base/banned.h"

#define ROUND_MAX 100

static int open_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		perror(path);
		exit(1);
	}
	return fd;
}

static void count_field(void *text, size_t len, void *count)
{
	(void)text;
	(void)len;
	++*(size_t *)count;
}

static void end_row(int c, void *count)
{
	(void)c;
	(void)count;
}

static size_t with_libcsv(const char *path)
{
	static char block[256 * 1024];
	struct csv_parser parser;
	size_t fields = 0;
	int fd = open_file(path);
	ssize_t n;

	csv_init(&parser, 0);
	while ((n = read(fd, block, sizeof(block))) > 0)
		csv_parse(&parser, block, (size_t)n, count_field, end_row, &fields);
	csv_fini(&parser, count_field, end_row, &fields);
	csv_free(&parser);
	close(fd);
	return fields;
}

static size_t with_ours(const char *path)
{
	int fd = open_file(path);
	struct slw_csv *csv = slw_csv_new(fd, ',');
	struct slw_err err = SLW_ERR_INIT;
	struct slw_csv_row row;
	size_t fields = 0;

	while (slw_csv_next(csv, &row, &err) != 0)
		fields += row.count;
	slw_csv_free(csv);
	close(fd);
	return fields;
}

static size_t with_import(const char *path)
{
	struct slw_import_options options = { .name = path, .currency = slw_currency_find("EUR") };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_problems problems;
	struct slw_product product;
	struct slw_import *import;
	size_t products = 0;
	uint64_t rows;
	int fd = open_file(path);

	slw_problems_init(&problems);
	slw_product_init(&product);
	if (slw_import_open(&import, fd, &options, &err) < 0) {
		fprintf(stderr, "%s\n", err.msg);
		exit(1);
	}
	while (slw_import_next(import, &product, &rows, &problems, &err) == 1) {
		free(slw_product_to_text(&product));
		products++;
	}
	slw_import_free(import);
	slw_product_release(&product);
	slw_problems_release(&problems);
	close(fd);
	return products;
}

static double milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

int main(int argc, char **argv)
{
	static size_t (*const ways[])(const char *) = { with_libcsv, with_ours, with_import };
	static const char *const names[] = { "libcsv", "slw_csv", "slw_import" };
	int rounds = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 5;
	double times[3][ROUND_MAX];
	size_t counts[3] = { 0 };
	struct rusage usage;

	if (argc < 2 || rounds < 1 || rounds > ROUND_MAX) {
		fprintf(stderr, "usage: csv FILE.csv [ROUNDS]\n");
		return 2;
	}
	for (int round = 0; round < rounds; round++) {
		for (size_t i = 0; i < 3; i++) {
			double begin = milliseconds();

			counts[i] = ways[i](argv[1]);
			times[i][round] = milliseconds() - begin;
		}
	}
	getrusage(RUSAGE_SELF, &usage);
	printf("{");
	for (size_t i = 0; i < 3; i++) {
		qsort(times[i], (size_t)rounds, sizeof(times[i][0]), compare);
		printf("\"%s_ms\":%.1f,", names[i], times[i][rounds / 2]);
	}
	printf("\"fields\":%zu,\"products\":%zu,\"memory_kib\":%ld}\n", counts[1], counts[2],
	       usage.ru_maxrss);
	return counts[0] == counts[1] ? 0 : 1;
}
