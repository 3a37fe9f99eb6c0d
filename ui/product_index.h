/*
 * The order of the shop's products, without their data: what a table of 100,000 of them needs to
 * know to read only the rows that it shows.
 */
#ifndef SLW_UI_PRODUCT_INDEX_H
#define SLW_UI_PRODUCT_INDEX_H

#include <stddef.h>
#include <stdint.h>

struct slw_err;
struct slw_service;
struct slw_session;

struct slw_product_index {
	struct slw_product_ref {
		int64_t rank, no;
	} * items;
	size_t count, cap;
};

void slw_product_index_release(struct slw_product_index *index);

/*
 * The first limit products (0: all) that have filter ("": any) in their title, handle, SKUs, vendor,
 * type or tags, without regard to case. index is empty; 0, or -1 with err.
 */
int slw_product_index_read(struct slw_product_index *index, struct slw_service *service,
			   const struct slw_session *session, const char *filter, size_t limit,
			   struct slw_err *err);

#endif
