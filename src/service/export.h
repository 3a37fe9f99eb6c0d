/* Exports of a shop, for the launch and for slw_export_run(). */
#ifndef SLW_SERVICE_EXPORT_H
#define SLW_SERVICE_EXPORT_H

#include <stddef.h>
#include <stdint.h>

struct slw_err;
struct slw_shop;

typedef int slw_export_write(void *context, const void *data, size_t len, struct slw_err *err);

/* format: "shopify_csv", "woocommerce_csv", "feed", "json". SLW_EINVAL: there is no such format. */
int slw_export_write_to(struct slw_shop *shop, const char *format, slw_export_write *write,
			void *context, uint64_t *products, uint64_t *bytes, struct slw_err *err);

#endif
