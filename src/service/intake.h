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
	SLW_INTAKE_REJECTED, /* a handle or SKU that another product has; reason says which */
	SLW_INTAKE_RESULT__MAX
};

struct slw_intake {
	struct slw_service *service;
	int64_t session_no, version; /* version 0: look only, write nothing */
	bool may_exist;		     /* products can be there already: look for them */
	bool keep_order; /* the file's order is the shop's: what is out of order moves to the end */
	int64_t last_rank;
	uint64_t counts[SLW_INTAKE_RESULT__MAX];
	unsigned char *seen; /* bit per product number that the file has */
	size_t seen_size;
	char reason[320], column[32]; /* of the last rejection */
};

void slw_intake_release(struct slw_intake *intake);

/*
 * Matches by handle, then by SKU. A product that was matched by SKU keeps its handle. Returns an
 * enum slw_intake_result, or -1.
 */
int slw_intake_product(struct slw_intake *intake, struct slw_product *product, struct slw_err *err);

/* Removes the current products that the file did not have. *removed is how many. */
int slw_intake_remove_others(struct slw_intake *intake, uint64_t *removed, struct slw_err *err);

#endif
