/*
 * A session as the storefront and the exports read it: resolved answers, the theme's look, products
 * and texts as they stand. Nothing outside src/service/ includes it.
 */
#ifndef SLW_SERVICE_SHOP_H
#define SLW_SERVICE_SHOP_H

#include <stdbool.h>

#include "model/documents.h"
#include "storefront/storefront.h"

struct slw_assets;
struct slw_err;
struct slw_service;
struct slw_session;
struct slw_theme;

struct slw_shop {
	struct slw_service *service;
	const struct slw_session *session;
	struct slw_documents docs; /* resolved */
	const struct slw_theme *theme;
	json_t *look, *notes;	     /* notes: colours that were moved, as sentences */
	json_t *texts;		     /* of shop and collections: "type/subject" -> text */
	struct slw_assets *assets;   /* of pages; borrowed, NULL: images are named, not looked at */
	struct slw_err *image_error; /* of a callback that cannot return one */
};

int slw_shop_open(struct slw_shop *shop, struct slw_service *service,
		  const struct slw_session *session, struct slw_err *err);
void slw_shop_release(struct slw_shop *shop);

/* What pages read, and what exports read: these name images as the merchant does. */
struct slw_storefront_source slw_shop_source(struct slw_shop *shop);
struct slw_storefront_source slw_shop_export_source(struct slw_shop *shop);

/* A product and what pages and exports read beside it; it holds all of its own. */
struct slw_shop_item {
	struct slw_storefront_item item; /* of the next two */
	struct slw_product product;
	json_t *texts;
	size_t weight; /* bytes, about */
};
void slw_shop_item_free(struct slw_shop_item *item);

/*
 * Every product in the order of the shop, drafts and archived ones too; with its texts if they are
 * wanted and it is active. each() takes the item over, and returns -1 to stop with its error.
 */
typedef int slw_shop_each(void *context, struct slw_shop_item *item, struct slw_err *err);
int slw_shop_products(struct slw_shop *shop, bool texts, slw_shop_each *each, void *context,
		      struct slw_err *err);

#endif
