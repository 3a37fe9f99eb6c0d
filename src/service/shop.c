#include "config.h"

#include "service/shop.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "service/assets.h"
#include "service/flow.h"
#include "service/internal.h"

#include "base/banned.h"

static const char *usable(const struct slw_content_row *row, const char *content)
{
	/* what says more than the facts hold waits for the merchant's word */
	if (strcmp(row->state, "failed") == 0 || strcmp(row->state, "partial") == 0 ||
	    strcmp(row->state, "flagged") == 0)
		return NULL;
	return content;
}

static int keep_shop_text(void *context, const struct slw_content_row *row, const char *content)
{
	const char *text = usable(row, content);
	char *key;

	if (text == NULL)
		return 0;
	key = slw_printf("%s/%s", row->content_type, row->subject);
	slw_json_set_str(context, key, text);
	free(key);
	return 0;
}

int slw_shop_open(struct slw_shop *shop, struct slw_service *service,
		  const struct slw_session *session, struct slw_err *err)
{
	struct slw_documents docs;
	int rc = -1;

	*shop = (struct slw_shop){ .service = service, .session = session };
	shop->texts = json_object();
	slw_documents_init(&docs);
	slw_documents_init(&shop->docs);
	if (slw_flow_documents(service, session, 0, &docs, err) < 0 ||
	    slw_service_choose_theme(service, session, &shop->theme, err) < 0)
		goto out;
	slw_documents_resolve(&docs, &shop->docs);
	shop->look = slw_theme_look(shop->theme, &shop->docs, &shop->notes);
	rc = slw_store_content_brief(service->store, session->no, 0, keep_shop_text, shop->texts,
				     err);
out:
	slw_documents_release(&docs);
	return rc;
}

void slw_shop_release(struct slw_shop *shop)
{
	slw_documents_release(&shop->docs);
	json_decref(shop->look);
	json_decref(shop->notes);
	json_decref(shop->texts);
}

/* --- sources ----------------------------------------------------------------------------- */

static const char *source_text(void *context, const char *content_type, const char *subject)
{
	struct slw_shop *shop = context;
	char *key = slw_printf("%s/%s", content_type, subject);
	const char *text = slw_json_str(shop->texts, key, NULL);

	free(key);
	return text;
}

static int name_image(void *context, const char *src, struct slw_storefront_image *image)
{
	(void)context;
	*image = (struct slw_storefront_image){ .url = src };
	return 1;
}

static int source_image(void *context, const char *src, struct slw_storefront_image *image)
{
	struct slw_shop *shop = context;
	int rc;

	if (shop->assets == NULL)
		return name_image(context, src, image);
	rc = slw_assets_image(shop->assets, src, image, shop->image_error);
	return rc > 0;
}

struct slw_storefront_source slw_shop_source(struct slw_shop *shop)
{
	return (struct slw_storefront_source){ .text = source_text,
					       .image = source_image,
					       .context = shop };
}

struct slw_storefront_source slw_shop_export_source(struct slw_shop *shop)
{
	return (struct slw_storefront_source){ .text = source_text,
					       .image = name_image,
					       .context = shop };
}

/* --- products ---------------------------------------------------------------------------- */

struct visit {
	struct slw_shop *shop;
	bool texts;
	slw_shop_each *each;
	void *context;
};

void slw_shop_item_free(struct slw_shop_item *item)
{
	slw_product_release(&item->product);
	json_decref(item->texts);
	free(item);
}

static int keep_text(void *context, const struct slw_content_row *row, const char *content)
{
	slw_json_set_str(context, row->content_type, usable(row, content));
	return 0;
}

static struct slw_shop_item *read_item(const struct visit *visit, const struct slw_product_row *row,
				       struct slw_err *err)
{
	json_t *object = slw_row_object(row, err);
	struct slw_shop_item *item;

	if (object == NULL)
		return NULL;
	item = slw_calloc(1, sizeof(*item));
	slw_product_init(&item->product);
	slw_product_from_json(&item->product, object);
	json_decref(object);
	item->weight = sizeof(*item) + 2 * strlen(row->data);
	if (visit->texts && item->product.status == SLW_PRODUCT_ACTIVE) {
		item->texts = json_object();
		if (slw_store_content_brief(visit->shop->service->store, visit->shop->session->no,
					    row->product_no, keep_text, item->texts, err) < 0) {
			slw_shop_item_free(item);
			return NULL;
		}
	}
	item->item =
	    (struct slw_storefront_item){ .product = &item->product, .texts = item->texts };
	return item;
}

static int visit_product(void *context, const struct slw_product_row *row, struct slw_err *err)
{
	const struct visit *visit = context;
	struct slw_shop_item *item = read_item(visit, row, err);

	return item != NULL ? visit->each(visit->context, item, err) : -1;
}

int slw_shop_products(struct slw_shop *shop, bool texts, slw_shop_each *each, void *context,
		      struct slw_err *err)
{
	struct visit visit = { .shop = shop, .texts = texts, .each = each, .context = context };

	return slw_service_products(shop->service, shop->session->no, INT64_MIN, 0, visit_product,
				    &visit, err);
}
