/* The draft of a product that cannot be saved as it is; see flow.h. */
#ifndef SLW_UI_RECORD_DRAFT_H
#define SLW_UI_RECORD_DRAFT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct slw_app;

/* Keeps it, beside the screen. base_version: that the edit began from. */
void slw_product_draft_put(struct slw_app *app, int64_t product_no, const json_t *object,
			   int64_t base_version);
/* Drops drafts: what is at path, and all below it. */
void slw_record_draft_drop(struct slw_app *app, int64_t product_no, const char *path);
/* New reference, and the version that it began from; NULL: there is none. */
json_t *slw_product_draft_get(struct slw_app *app, int64_t product_no, int64_t *base_version);

#endif
