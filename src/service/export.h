/* Exports of a shop, for the launch and for slw_export_run(). */
#ifndef SLW_SERVICE_EXPORT_H
#define SLW_SERVICE_EXPORT_H

#include <stddef.h>

struct slw_err;
struct slw_shop;

struct slw_export;
struct slw_storefront_item;

typedef int slw_export_write(void *context, const void *data, size_t len, struct slw_err *err);

/*
 * format: "shopify_csv", "woocommerce_csv", "feed", "json". SLW_EINVAL: there is no such format. Then
 * each product of slw_shop_products(), and the end; write() is called with some 256 KiB at a time.
 */
int slw_export_open(struct slw_export **out, struct slw_shop *shop, const char *format,
		    slw_export_write *write, void *context, struct slw_err *err);
int slw_export_product(struct slw_export *export, const struct slw_storefront_item *item,
		       struct slw_err *err);
int slw_export_finish(struct slw_export *export, struct slw_err *err);
void slw_export_free(struct slw_export *export); /* NULL is fine */

#endif
