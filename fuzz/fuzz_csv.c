/*
 * Harness for product files: any bytes are read or refused, every row is used or skipped with a problem of
 * its own, what comes out is a product, and the same products come back from both exports' files.
 */
#include "config.h"

#include "fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/codes.h"
#include "model/problem.h"
#include "product/csv.h"
#include "product/export.h"
#include "product/import.h"

#include "base/banned.h"

static int file_of(const void *data, size_t size)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		fuzz_fail("no memory file", "");
	return fd;
}

/* Reads by both passes' means: to the end, then each row again from where it was said to be. */
static void check_csv(int fd, char delimiter)
{
	struct slw_csv *csv = slw_csv_new(fd, delimiter), *other = slw_csv_new(fd, delimiter);
	struct slw_csv_row row, again;
	struct slw_err err = SLW_ERR_INIT;
	int got;

	while ((got = slw_csv_next(csv, &row, &err)) != 0) {
		if (got < 0)
			continue;
		slw_csv_seek(other, row.offset, row.line);
		if (slw_csv_next(other, &again, &err) != 1 || again.count != row.count ||
		    again.line != row.line)
			fuzz_fail("a row is not where it was", row.fields[0]);
		for (size_t i = 0; i < row.count; i++) {
			if (strcmp(row.fields[i], again.fields[i]) != 0)
				fuzz_fail("a row reads differently", row.fields[i]);
		}
	}
	slw_csv_free(csv);
	slw_csv_free(other);
}

/* Imports; exports each product in both formats where out is given. Returns the number of products. */
static size_t check_import(int fd, struct slw_buf *out)
{
	struct slw_import_options options = { .name = "fuzz.csv",
					      .currency = slw_currency_find("EUR") };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_problems problems;
	struct slw_product product;
	struct slw_import *import;
	uint64_t rows, used = 0;
	size_t count = 0;
	int rc;

	if (slw_import_open(&import, fd, &options, &err) < 0) {
		if (err.msg[0] == '\0')
			fuzz_fail("refused without a reason", "");
		return 0;
	}
	slw_problems_init(&problems);
	slw_product_init(&product);
	while ((rc = slw_import_next(import, &product, &rows, &problems, &err)) == 1) {
		used += rows;
		count++;
		if (product.title == NULL || product.handle == NULL || product.variant_count == 0)
			fuzz_fail("half a product", product.handle);
		free(slw_product_to_text(&product));
		if (out != NULL) {
			slw_export_shopify.product(&out[0], &product, options.currency);
			slw_export_woocommerce.product(&out[1], &product, options.currency);
		}
	}
	if (rc < 0)
		fuzz_fail("a file of memory fails", err.msg);
	if (used + slw_import_skipped(import) != slw_import_info(import)->rows)
		fuzz_fail("rows are lost", "");
	if (problems.errors != slw_import_skipped(import))
		fuzz_fail("a row is skipped without a reason", "");
	slw_product_release(&product);
	slw_problems_release(&problems);
	slw_import_free(import);
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slw_buf out[2];
	size_t count;
	int fd = file_of(data, size);

	check_csv(fd, ',');
	check_csv(fd, ';');
	slw_buf_init(&out[0], 0);
	slw_buf_init(&out[1], 0);
	slw_export_shopify.header(&out[0]);
	slw_export_woocommerce.header(&out[1]);
	count = check_import(fd, out);
	close(fd);
	for (size_t i = 0; i < SLW_COUNT(out); i++) {
		fd = file_of(out[i].data, out[i].len);
		if (check_import(fd, NULL) != count)
			fuzz_fail("an export does not read back", out[i].data);
		close(fd);
		slw_buf_release(&out[i]);
	}
	return 0;
}
