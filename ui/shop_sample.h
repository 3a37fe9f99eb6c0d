/* What of the shop a miniature shows: its name, its first products. */
#ifndef SLW_UI_SHOP_SAMPLE_H
#define SLW_UI_SHOP_SAMPLE_H

#include "ui/miniature.h"

struct slw_app;
struct slw_documents;

struct slw_shop_sample { /* starts as zeros */
	char *titles[SLW_MINIATURE_PRODUCTS], *prices[SLW_MINIATURE_PRODUCTS];
	int count;
};

/* Reads the first products anew. */
void slw_shop_sample_read(struct slw_shop_sample *sample, struct slw_app *app);
void slw_shop_sample_release(struct slw_shop_sample *sample);
/* With the words of docs; all of it is borrowed from both. */
void slw_shop_sample_draw(const struct slw_shop_sample *sample, struct slw_pane pane,
			  const struct slw_documents *docs, const json_t *look);

#endif
