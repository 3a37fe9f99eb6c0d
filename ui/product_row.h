/* The rows of the table of products: which columns fit, reading what is seen, drawing one. */
#ifndef SLW_UI_PRODUCT_ROW_H
#define SLW_UI_PRODUCT_ROW_H

#include <jansson.h>
#include <stdbool.h>

#include "ui/canvas.h"

struct slw_app;
struct slw_product_index;

struct slw_product_rows { /* starts as zeros */
	json_t **objects; /* NULL: it is gone */
	int first, count;
};

void slw_product_rows_forget(struct slw_product_rows *rows);
/* Makes rows hold count rows of the index from first on; contiguous: nothing is filtered out. */
void slw_product_rows_read(struct slw_product_rows *rows, struct slw_app *app,
			   const struct slw_product_index *index, int first, int count,
			   bool contiguous);
/* Borrowed, with its handle; NULL when it is not among those read. */
const json_t *slw_product_rows_at(const struct slw_product_rows *rows, int at);

struct slw_product_columns {
	int title, price, stock, variants, sku, status; /* widths; 0: not shown */
};
void slw_product_columns(struct slw_product_columns *columns, int width);
void slw_product_draw_head(const struct slw_product_columns *columns, struct slw_pane pane);
/* object may be NULL. */
void slw_product_draw(const struct slw_product_columns *columns, struct slw_pane pane,
		      struct slw_app *app, const json_t *object);

#endif
