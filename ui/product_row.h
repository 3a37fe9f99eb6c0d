/* The rows of the table of products: which columns fit, reading what is seen, drawing one. */
#ifndef SLW_UI_PRODUCT_ROW_H
#define SLW_UI_PRODUCT_ROW_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "ui/canvas.h"
#include "ui/product_index.h"

struct slw_app;

struct slw_product_rows { /* starts as zeros */
	json_t **objects; /* NULL: it is gone */
	int first, count;
};

void slw_product_rows_forget(struct slw_product_rows *rows);
/* Makes rows hold count rows of the index from first on. */
void slw_product_rows_read(struct slw_product_rows *rows, struct slw_app *app,
			   const struct slw_product_numbers *index, int first, int count);
/* Borrowed, with its handle; NULL when it is not among those read. */
const json_t *slw_product_rows_at(const struct slw_product_rows *rows, int at);

/* The lowest price of its variants, or its own, and whether they differ; the whole stock. False:
 * there is none. */
bool slw_product_lowest_price(const json_t *object, int64_t *price, bool *differ);
bool slw_product_whole_stock(const json_t *object, int64_t *stock);

struct slw_product_columns {
	int mark, title, vendor, type, price, compare, stock, variants, sku, status;
	/* widths; 0: not shown */
};
/* marks: there is a column of marks. */
void slw_product_columns(struct slw_product_columns *columns, int width, bool marks);
void slw_product_draw_head(const struct slw_product_columns *columns, struct slw_pane pane,
			   enum slw_product_sort sort);
/* object may be NULL: it is gone. What keeps shoppers from it is marked before the title. */
void slw_product_draw(const struct slw_product_columns *columns, struct slw_pane pane,
		      struct slw_app *app, const json_t *object, bool marked);

#endif
