#include "config.h"

#include "service/intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "product/product.h"
#include "service/internal.h"

#include "base/banned.h"

void slw_intake_release(struct slw_intake *intake)
{
	free(intake->seen);
	intake->seen = NULL;
	intake->seen_size = 0;
	free(intake->places);
	intake->places = NULL;
	intake->place_count = intake->place_cap = 0;
}

static void mark_seen(struct slw_intake *intake, int64_t product_no)
{
	size_t byte = (size_t)product_no / 8;

	if (byte >= intake->seen_size) {
		size_t size = byte * 2 + 64;

		intake->seen = slw_realloc(intake->seen, size, 1);
		memset(intake->seen + intake->seen_size, 0, size - intake->seen_size);
		intake->seen_size = size;
	}
	intake->seen[byte] |= (unsigned char)(1u << (product_no % 8));
}

static bool was_seen(const struct slw_intake *intake, int64_t product_no)
{
	size_t byte = (size_t)product_no / 8;

	return byte < intake->seen_size && (intake->seen[byte] & (1u << (product_no % 8)));
}

/* The product that this one is, as it stands: 1, 0 or -1. */
static int find_existing(struct slw_intake *intake, const struct slw_product *product,
			 const char *const *skus, size_t sku_count, struct slw_product_row *row,
			 struct slw_err *err)
{
	struct slw_store *store = intake->service->store;
	int found =
	    slw_store_product_by_handle(store, intake->session_no, product->handle, row, err);

	for (size_t i = 0; found == 0 && i < sku_count; i++)
		found = slw_store_product_by_sku(store, intake->session_no, skus[i], row, err);
	return found;
}

static int reject(struct slw_intake *intake, const char *column, const char *reason)
{
	slw_text_copy(intake->column, sizeof(intake->column), column);
	slw_text_copy(intake->reason, sizeof(intake->reason), reason);
	intake->counts[SLW_INTAKE_REJECTED]++;
	return SLW_INTAKE_REJECTED;
}

static int reject_sku(struct slw_intake *intake, const char *sku, const char *owner)
{
	char reason[320];

	snprintf(reason, sizeof(reason), _("SKU %s belongs to %s already"), sku, owner);
	return reject(intake, "sku", reason);
}

/* A product whose own turn has not come does not stand in the way of a whole shop. */
static int make_way(struct slw_intake *intake, int64_t product_no, struct slw_err *err)
{
	if (intake->version != 0 &&
	    slw_store_product_remove(intake->service->store, intake->session_no, intake->version,
				     product_no, err) < 0)
		return -1;
	intake->removed++;
	return 0;
}

/* A SKU that belongs to another product than the one that this is. 1 when it was rejected. */
static int check_skus(struct slw_intake *intake, int64_t product_no, const char *const *skus,
		      size_t sku_count, struct slw_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < sku_count; i++) {
		struct slw_product_row row;
		int found;

		slw_product_row_init(&row);
		found = slw_store_product_by_sku(intake->service->store, intake->session_no,
						 skus[i], &row, err);
		if (found < 0) {
			rc = -1;
		} else if (found > 0 && row.product_no != product_no) {
			if (intake->whole && !was_seen(intake, row.product_no))
				rc = make_way(intake, row.product_no, err);
			else
				rc = reject_sku(intake, skus[i], row.handle) < 0 ? -1 : 1;
		}
		slw_product_row_release(&row);
	}
	return rc;
}

/* Counts it, and remembers where it stands. */
static int taken(struct slw_intake *intake, const struct slw_product_row *row,
		 enum slw_intake_result result)
{
	intake->counts[result]++;
	if (row->product_no != 0)
		mark_seen(intake, row->product_no);
	if (intake->whole) {
		SLW_GROW(intake->places, intake->place_count, intake->place_cap);
		intake->places[intake->place_count++] = (struct slw_intake_place){
			.product_no = row->product_no, .rank = row->rank, .result = result
		};
	}
	return (int)result;
}

static int write_row(struct slw_intake *intake, struct slw_product_row *row,
		     const char *const *skus, size_t sku_count, struct slw_err *err)
{
	if (intake->version == 0)
		return 0;
	return slw_store_product_put(intake->service->store, intake->session_no, intake->version,
				     row, skus, sku_count, err);
}

/* Takes over text. */
static int update(struct slw_intake *intake, struct slw_product_row *existing, const char *handle,
		  char *text, const char *const *skus, size_t sku_count, struct slw_err *err)
{
	if (strcmp(existing->data, text) == 0 && strcmp(existing->handle, handle) == 0) {
		free(text);
		return taken(intake, existing, SLW_INTAKE_UNCHANGED);
	}
	free(existing->data);
	existing->data = text;
	free(existing->handle);
	existing->handle = slw_strdup(handle);
	if (write_row(intake, existing, skus, sku_count, err) < 0)
		return -1;
	return taken(intake, existing, SLW_INTAKE_UPDATED);
}

/* Takes over text. */
static int create(struct slw_intake *intake, const char *handle, char *text,
		  const char *const *skus, size_t sku_count, struct slw_err *err)
{
	struct slw_product_row row;
	int rc;

	slw_product_row_init(&row);
	row.handle = slw_strdup(handle);
	row.data = text;
	rc = write_row(intake, &row, skus, sku_count, err);
	if (rc == 0)
		rc = taken(intake, &row, SLW_INTAKE_CREATED);
	slw_product_row_release(&row);
	return rc;
}

int slw_intake_product(struct slw_intake *intake, struct slw_product *product, struct slw_err *err)
{
	struct slw_product_row existing;
	const char **skus = NULL;
	size_t count = slw_product_skus(product, &skus);
	int found = 0, rc = -1, refused;

	slw_product_row_init(&existing);
	if (intake->may_exist)
		found = find_existing(intake, product, skus, count, &existing, err);
	if (found < 0)
		goto out;
	if (found > 0 && was_seen(intake, existing.product_no)) {
		char reason[320];

		snprintf(reason, sizeof(reason), _("the file has %s twice"), existing.handle);
		rc = reject(intake, "handle", reason);
		goto out;
	}
	if (intake->may_exist) {
		refused = check_skus(intake, found > 0 ? existing.product_no : 0, skus, count, err);
		if (refused != 0) {
			rc = refused < 0 ? -1 : SLW_INTAKE_REJECTED;
			goto out;
		}
	}
	if (found > 0 && !intake->whole && strcmp(product->handle, existing.handle) != 0) {
		free(product->handle);
		product->handle = slw_strdup(existing.handle);
	}
	if (found > 0)
		rc = update(intake, &existing, product->handle, slw_product_to_text(product), skus,
			    count, err);
	else
		rc =
		    create(intake, product->handle, slw_product_to_text(product), skus, count, err);
out:
	slw_product_row_release(&existing);
	free(skus);
	return rc;
}

/* --- what the file does not have --------------------------------------------------------- */

struct others {
	const struct slw_intake *intake;
	int64_t *numbers;
	size_t count, cap;
};

static int collect_other(void *context, const struct slw_product_row *row)
{
	struct others *others = context;

	if (was_seen(others->intake, row->product_no))
		return 0;
	SLW_GROW(others->numbers, others->count, others->cap);
	others->numbers[others->count++] = row->product_no;
	return 0;
}

static int remove_others(struct slw_intake *intake, struct slw_err *err)
{
	struct others others = { .intake = intake };
	struct slw_store *store = intake->service->store;
	int rc = slw_store_product_list(store, intake->session_no, 0, INT64_MIN, 0, collect_other,
					&others, err);

	for (size_t i = 0; rc == 0 && i < others.count; i++)
		rc = slw_store_product_remove(store, intake->session_no, intake->version,
					      others.numbers[i], err);
	intake->removed += others.count;
	free(others.numbers);
	return rc;
}

int slw_intake_finish(struct slw_intake *intake, struct slw_err *err)
{
	if (remove_others(intake, err) < 0)
		return -1;
	return slw_intake_set_order(intake, err);
}
