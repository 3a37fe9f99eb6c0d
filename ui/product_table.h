/*
 * The table of products: filter, sort, marks, which is current. It reads the order beside the screen
 * where there are many, and only the rows that are seen.
 */
#ifndef SLW_UI_PRODUCT_TABLE_H
#define SLW_UI_PRODUCT_TABLE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "ui/list.h"
#include "ui/product_index.h"
#include "ui/product_row.h"

struct slw_app;

/* So many are read at once, as quick as a key; the order of more is read beside the screen. */
#define SLW_PRODUCTS_AT_ONCE 500
/* Of more, so many are there until then: what the largest window shows. */
#define SLW_PRODUCTS_FIRST 120

struct slw_product_table {
	struct slw_app *app;
	struct slw_product_numbers index, marks;
	struct slw_list list;
	struct slw_product_rows rows; /* that are seen */
	struct slw_buf filter;
	bool typing; /* in the filter line */
	enum slw_product_sort sort;
	uint64_t job;	 /* that reads the index; 0: none */
	int64_t wanted;	 /* product that is to be current when the index is there; 0: none */
	int64_t version; /* of the session that the index is of; -1: of none */
};

void slw_product_table_init(struct slw_product_table *table, struct slw_app *app);
void slw_product_table_release(struct slw_product_table *table);

/* Reads the order anew; a large shop keeps what it shows until the new order is there. */
void slw_product_table_read(struct slw_product_table *table);
/* Reads it only if the shop is another version now. */
void slw_product_table_refresh(struct slw_product_table *table);
/* The index was changed here as the shop was: what is being read is of before. */
void slw_product_table_follow(struct slw_product_table *table);

void slw_product_table_filter(struct slw_product_table *table, size_t len); /* cut to len */
void slw_product_table_sort(struct slw_product_table *table, enum slw_product_sort sort);

/* One line: how many there are, or the filter; busy (may be NULL): what goes on. */
void slw_product_table_head(const struct slw_product_table *table, struct slw_pane pane,
			    const char *busy);
/* The names of the columns, and rows; nothing when there are none. */
void slw_product_table_draw(struct slw_product_table *table, struct slw_pane pane);

int64_t slw_product_table_no(const struct slw_product_table *table); /* current; 0: none */
/* Borrowed until the next frame; NULL: none, or gone. */
const json_t *slw_product_table_object(const struct slw_product_table *table);

#endif
