/*
 * The order of the products in the table, without their data: what a table of 100,000 of them needs to
 * know to read only the rows that it shows. And which of them are marked.
 */
#ifndef SLW_UI_PRODUCT_INDEX_H
#define SLW_UI_PRODUCT_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_err;
struct slw_progress;
struct slw_service;
struct slw_session;

/* By what the table is sorted; the shop keeps its own order. */
enum slw_product_sort {
	SLW_SORT_SHOP, /* as in the shop */
	SLW_SORT_TITLE,
	SLW_SORT_PRICE, /* lowest first; without one, last */
	SLW_SORT_STOCK, /* fewest first; not tracked, last */
	SLW_SORT_STATUS,
	SLW_SORT__MAX
};

struct slw_product_numbers { /* starts as zeros */
	int64_t *items;
	size_t count, cap;
};

void slw_product_numbers_release(struct slw_product_numbers *numbers);
/* Makes to the same as from. */
void slw_product_numbers_copy(struct slw_product_numbers *to,
			      const struct slw_product_numbers *from);
void slw_product_numbers_remove(struct slw_product_numbers *numbers, size_t at);

struct slw_product_query {
	const char *filter; /* "": any */
	enum slw_product_sort sort;
	size_t limit; /* 0: all; else so many as in the shop, without regard to sort */
};

/*
 * The products that have the filter in their title, handle, SKUs, vendor, type or tags, without regard
 * to case. index is empty; 0, or -1 with err (SLW_ECANCELLED). progress may be NULL.
 */
int slw_product_index_read(struct slw_product_numbers *index, struct slw_service *service,
			   const struct slw_session *session, const struct slw_product_query *query,
			   const struct slw_progress *progress, struct slw_err *err);

/* Marks are numbers in ascending order. */
bool slw_product_is_marked(const struct slw_product_numbers *marks, int64_t product_no);
void slw_product_mark(struct slw_product_numbers *marks, int64_t product_no, bool marked);
/* All of the index, or, if they are, none of it. */
void slw_product_mark_all(struct slw_product_numbers *marks,
			  const struct slw_product_numbers *index);

#endif
