/* Files for other systems: product CSVs, the feed, and the whole store as JSON. */
#include "config.h"

#include "service/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/records.h"
#include "product/export.h"
#include "service/internal.h"
#include "service/launch.h"
#include "service/shop.h"

#include "base/banned.h"

#define FLUSH (256u * 1024)

struct kind;

struct slw_export {
	struct slw_shop *shop;
	const struct kind *kind;
	const struct slw_export_format *format; /* of a product file */
	struct slw_feed *feed;
	const struct slw_currency *currency;
	struct slw_buf buf;
	slw_export_write *write;
	void *context;
	uint64_t products, texts, bytes;
};

static int flush(struct slw_export *export, size_t least, struct slw_err *err)
{
	if (export->buf.len < least || export->buf.len == 0)
		return 0;
	export->bytes += export->buf.len;
	if (export->write(export->context, export->buf.data, export->buf.len, err) < 0)
		return -1;
	slw_buf_clear(&export->buf);
	return 0;
}

/* --- product files ----------------------------------------------------------------------- */

static int begin_rows(struct slw_export *export, struct slw_err *err)
{
	(void)err;
	export->format->header(&export->buf);
	return 0;
}

static void add_rows(struct slw_export *export, const struct slw_storefront_item *item)
{
	export->format->product(&export->buf, item->product, export->currency);
}

/* --- the feed ---------------------------------------------------------------------------- */

static int begin_feed(struct slw_export *export, struct slw_err *err)
{
	struct slw_storefront_options options = { .docs = &export->shop->docs,
						  .look = export->shop->look,
						  .theme_id = export->shop->theme->id,
						  .data_folder =
						      export->shop->service->data_folder };
	struct slw_storefront_source source = slw_shop_export_source(export->shop);

	return slw_feed_open(&export->feed, &options, &source, &export->buf, err);
}

static void add_to_feed(struct slw_export *export, const struct slw_storefront_item *item)
{
	if (item->product->status == SLW_PRODUCT_ACTIVE)
		slw_feed_product(export->feed, item, &export->buf);
}

static int end_feed(struct slw_export *export, struct slw_err *err)
{
	(void)err;
	slw_feed_end(&export->buf);
	return 0;
}

/* --- the whole store as JSON ------------------------------------------------------------- */

static int begin_json(struct slw_export *export, struct slw_err *err)
{
	(void)err;
	slw_buf_str(&export->buf, "{\"format\":1,\"program\":\"" PACKAGE_NAME "\"");
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		char *text = slw_json_text(export->shop->docs.section[i]);

		slw_buf_printf(&export->buf, ",\n\"%s\":%s", slw_steps[i].key, text);
		free(text);
	}
	slw_buf_printf(&export->buf, ",\n\"theme_id\":\"%s\",\n\"items\":[",
		       export->shop->theme->id);
	return 0;
}

static void add_to_json(struct slw_export *export, const struct slw_storefront_item *item)
{
	char *text = slw_product_to_text(item->product);

	slw_buf_str(&export->buf, export->products > 0 ? ",\n" : "\n");
	slw_buf_str(&export->buf, text);
	free(text);
}

static int add_text(void *context, json_t *text, struct slw_err *err)
{
	struct slw_export *export = context;
	char *line = slw_json_text(text);

	slw_buf_str(&export->buf, export->texts++ > 0 ? ",\n" : "\n");
	slw_buf_str(&export->buf, line);
	free(line);
	return flush(export, FLUSH, err);
}

static int end_json(struct slw_export *export, struct slw_err *err)
{
	struct slw_shop *shop = export->shop;

	slw_buf_str(&export->buf, "\n],\n\"texts\":[");
	if (slw_service_texts(shop->service, shop->session->no, add_text, export, err) < 0)
		return -1;
	slw_buf_str(&export->buf, "\n]}\n");
	return 0;
}

/* --- formats ----------------------------------------------------------------------------- */

static const struct kind {
	const char *name;
	bool texts; /* it says what was written for products */
	int (*begin)(struct slw_export *export, struct slw_err *err);
	void (*product)(struct slw_export *export, const struct slw_storefront_item *item);
	int (*end)(struct slw_export *export, struct slw_err *err); /* NULL: nothing */
} kinds[] = {
	{ "shopify_csv", false, begin_rows, add_rows, NULL },
	{ "woocommerce_csv", false, begin_rows, add_rows, NULL },
	{ "feed", true, begin_feed, add_to_feed, end_feed },
	{ "json", false, begin_json, add_to_json, end_json },
};

static const struct kind *find_kind(const char *format, struct slw_err *err)
{
	const char *names[SLW_COUNT(kinds)], *near;

	for (size_t i = 0; i < SLW_COUNT(kinds); i++) {
		names[i] = kinds[i].name;
		if (strcmp(format, kinds[i].name) == 0)
			return &kinds[i];
	}
	near = slw_text_nearest(format, names, SLW_COUNT(names));
	slw_err_set(err, SLW_EINVAL, _("there is no export format \"%s\""), format);
	if (near != NULL)
		slw_err_hint(err, _("Did you mean \"%s\"?"), near);
	else
		slw_err_hint(err, "%s",
			     _("Formats are shopify_csv, woocommerce_csv, feed and json."));
	return NULL;
}

int slw_export_open(struct slw_export **out, struct slw_shop *shop, const char *format,
		    slw_export_write *write, void *context, struct slw_err *err)
{
	const struct kind *kind = find_kind(format, err);
	struct slw_export *export;

	if (kind == NULL)
		return -1;
	export = slw_malloc(sizeof(*export));
	*export = (struct slw_export){ .shop = shop,
				       .kind = kind,
				       .format = slw_export_find(format),
				       .currency = slw_documents_currency(&shop->docs),
				       .write = write,
				       .context = context };
	slw_buf_init(&export->buf, 0);
	if (kind->begin(export, err) < 0) {
		slw_export_free(export);
		return -1;
	}
	*out = export;
	return 0;
}

int slw_export_product(struct slw_export *export, const struct slw_storefront_item *item,
		       struct slw_err *err)
{
	export->kind->product(export, item);
	export->products++;
	return flush(export, FLUSH, err);
}

int slw_export_finish(struct slw_export *export, struct slw_err *err)
{
	if (export->kind->end != NULL && export->kind->end(export, err) < 0)
		return -1;
	return flush(export, 0, err);
}

void slw_export_free(struct slw_export *export)
{
	if (export == NULL)
		return;
	slw_feed_free(export->feed);
	slw_buf_release(&export->buf);
	free(export);
}

static int add_product(void *context, struct slw_shop_item *item, struct slw_err *err)
{
	int rc = slw_export_product(context, &item->item, err);

	slw_shop_item_free(item);
	return rc;
}

json_t *
slw_export_run(struct slw_service *service, const struct slw_session *session, const char *format,
	       int (*write)(void *context, const void *data, size_t len, struct slw_err *err),
	       void *context, struct slw_err *err)
{
	struct slw_export *export = NULL;
	struct slw_shop shop;
	json_t *result = NULL;

	if (slw_shop_open(&shop, service, session, err) == 0 &&
	    slw_export_open(&export, &shop, format, write, context, err) == 0 &&
	    slw_shop_products(&shop, export->kind->texts, add_product, export, err) == 0 &&
	    slw_export_finish(export, err) == 0) {
		result = json_object();
		slw_json_set_str(result, "format", format);
		slw_json_set_int(result, "products", (int64_t) export->products);
		slw_json_set_int(result, "bytes", (int64_t) export->bytes);
	}
	slw_export_free(export);
	slw_shop_release(&shop);
	return result;
}
