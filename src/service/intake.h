/*
 * Products from a file into a version, one after the other: which are new, which differ, which are
 * there already. Shared by answers files and product imports; nothing outside src/service/ includes it.
 */
#ifndef SLW_SERVICE_INTAKE_H
#define SLW_SERVICE_INTAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_err;
struct slw_product;
struct slw_service;

enum slw_intake_result {
	SLW_INTAKE_CREATED,
	SLW_INTAKE_UPDATED,
	SLW_INTAKE_UNCHANGED,
	SLW_INTAKE_MOVED,    /* the same, at another place of the shop */
	SLW_INTAKE_REJECTED, /* a handle or SKU that another product has; reason says which */
	SLW_INTAKE_RESULT__MAX
};

struct slw_intake_place {
	int64_t product_no, rank;
	enum slw_intake_result result;
};

struct slw_intake {
	struct slw_service *service;
	int64_t session_no, version; /* version 0: look only, write nothing */
	bool may_exist;		     /* products can be there already: look for them */
	/* The file is the whole shop: it gives handles and order, and what it does not have goes
	 * (slw_intake_finish()). */
	bool whole;
	uint64_t counts[SLW_INTAKE_RESULT__MAX], removed;
	struct slw_intake_place *places; /* in the file's order, for whole */
	size_t place_count, place_cap;
	unsigned char *seen; /* bit per product number that the file has */
	size_t seen_size;
	char reason[320], column[32]; /* of the last rejection */
};

void slw_intake_release(struct slw_intake *intake);

/*
 * Matches by handle, then by SKU. A product that was matched by SKU keeps its handle, unless the
 * file is the whole shop. Returns an enum slw_intake_result (never MOVED), or -1.
 */
int slw_intake_product(struct slw_intake *intake, struct slw_product *product, struct slw_err *err);

/* Of a whole shop: removes the products that the file did not have, and puts the others in order. */
int slw_intake_finish(struct slw_intake *intake, struct slw_err *err);

/* The second half of it (intake_order.c). */
int slw_intake_set_order(struct slw_intake *intake, struct slw_err *err);

#endif
