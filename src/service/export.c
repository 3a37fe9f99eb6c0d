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

struct output {
	struct slw_shop *shop;
	const struct slw_export_format *format; /* NULL: JSON */
	const struct slw_currency *currency;
	struct slw_buf buf;
	slw_export_write *write;
	void *context;
	uint64_t products, texts, bytes;
};

static int flush(struct output *output, size_t least, struct slw_err *err)
{
	if (output->buf.len < least || output->buf.len == 0)
		return 0;
	output->bytes += output->buf.len;
	if (output->write(output->context, output->buf.data, output->buf.len, err) < 0)
		return -1;
	slw_buf_clear(&output->buf);
	return 0;
}

static int add_product(void *context, const struct slw_product *product, struct slw_err *err)
{
	struct output *output = context;

	if (output->format != NULL) {
		output->format->product(&output->buf, product, output->currency);
	} else {
		char *text = slw_product_to_text(product);

		slw_buf_str(&output->buf, output->products > 0 ? ",\n" : "\n");
		slw_buf_str(&output->buf, text);
		free(text);
	}
	output->products++;
	return flush(output, FLUSH, err);
}

static void add_sections(struct output *output)
{
	slw_buf_str(&output->buf, "{\"format\":1,\"program\":\"" PACKAGE_NAME "\"");
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		char *text = slw_json_text(output->shop->docs.section[i]);

		slw_buf_printf(&output->buf, ",\n\"%s\":%s", slw_steps[i].key, text);
		free(text);
	}
	slw_buf_printf(&output->buf, ",\n\"theme_id\":\"%s\",\n\"items\":[",
		       output->shop->theme->id);
}

static int add_text(void *context, json_t *text, struct slw_err *err)
{
	struct output *output = context;
	char *line = slw_json_text(text);

	slw_buf_str(&output->buf, output->texts++ > 0 ? ",\n" : "\n");
	slw_buf_str(&output->buf, line);
	free(line);
	return flush(output, FLUSH, err);
}

static int add_texts(struct output *output, struct slw_err *err)
{
	struct slw_shop *shop = output->shop;

	slw_buf_str(&output->buf, "\n],\n\"texts\":[");
	if (slw_service_texts(shop->service, shop->session->no, add_text, output, err) < 0)
		return -1;
	slw_buf_str(&output->buf, "\n]}\n");
	return 0;
}

static int write_products(struct output *output, struct slw_err *err)
{
	if (output->format != NULL)
		output->format->header(&output->buf);
	else
		add_sections(output);
	if (slw_shop_products(output->shop, add_product, output, err) < 0)
		return -1;
	if (output->format == NULL && add_texts(output, err) < 0)
		return -1;
	return flush(output, 0, err);
}

/* The feed is rendered as one file to a sink. */
static int take_feed(void *context, const char *path, const void *data, size_t len,
		     struct slw_err *err)
{
	struct output *output = context;

	(void)path;
	output->bytes += len;
	return output->write(output->context, data, len, err);
}

static int write_feed(struct output *output, struct slw_err *err)
{
	struct slw_storefront_options options = { .docs = &output->shop->docs,
						  .look = output->shop->look,
						  .theme_id = output->shop->theme->id,
						  .data_folder =
						      output->shop->service->data_folder };
	struct slw_storefront_source source = slw_shop_source(output->shop);
	struct slw_storefront_sink sink = { .file = take_feed, .context = output };

	output->products = (uint64_t)output->shop->session->product_count;
	return slw_feed_render(&options, &source, &sink, "feed.xml", err);
}

int slw_export_write_to(struct slw_shop *shop, const char *format, slw_export_write *write,
			void *context, uint64_t *products, uint64_t *bytes, struct slw_err *err)
{
	static const char *const names[] = { "shopify_csv", "woocommerce_csv", "feed", "json" };
	struct output output = { .shop = shop, .write = write, .context = context };
	const char *near = slw_text_nearest(format, names, SLW_COUNT(names));
	int rc;

	output.currency = slw_documents_currency(&shop->docs);
	output.format = slw_export_find(format);
	if (output.format == NULL && strcmp(format, "feed") != 0 && strcmp(format, "json") != 0) {
		slw_err_set(err, SLW_EINVAL, _("there is no export format \"%s\""), format);
		if (near != NULL)
			return slw_err_hint(err, _("Did you mean \"%s\"?"), near);
		return slw_err_hint(err, "%s",
				    _("Formats are shopify_csv, woocommerce_csv, feed and json."));
	}
	slw_buf_init(&output.buf, 0);
	rc = strcmp(format, "feed") == 0 ? write_feed(&output, err) : write_products(&output, err);
	slw_buf_release(&output.buf);
	*products = output.products;
	*bytes = output.bytes;
	return rc;
}

json_t *
slw_export_run(struct slw_service *service, const struct slw_session *session, const char *format,
	       int (*write)(void *context, const void *data, size_t len, struct slw_err *err),
	       void *context, struct slw_err *err)
{
	struct slw_shop shop;
	json_t *result = NULL;
	uint64_t products, bytes;

	if (slw_shop_open(&shop, service, session, err) == 0 &&
	    slw_export_write_to(&shop, format, write, context, &products, &bytes, err) == 0) {
		result = json_object();
		slw_json_set_str(result, "format", format);
		slw_json_set_int(result, "products", (int64_t)products);
		slw_json_set_int(result, "bytes", (int64_t)bytes);
	}
	slw_shop_release(&shop);
	return result;
}
