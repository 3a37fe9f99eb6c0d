#include "config.h"

#include "ui/shop_sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/documents.h"
#include "model/records.h"
#include "service/flow.h"
#include "ui/app.h"
#include "ui/value.h"

#include "base/banned.h"

struct reading {
	struct slw_shop_sample *sample;
	struct slw_app *app;
};

void slw_shop_sample_release(struct slw_shop_sample *sample)
{
	for (int i = 0; i < sample->count; i++) {
		free(sample->titles[i]);
		free(sample->prices[i]);
	}
	*sample = (struct slw_shop_sample){ 0 };
}

static int take_product(void *context, const struct slw_product_row *row)
{
	struct reading *reading = context;
	struct slw_shop_sample *sample = reading->sample;
	json_t *object = json_loads(row->data, 0, NULL);
	const json_t *variants = json_object_get(object, "variants");
	const json_t *price = json_object_get(
	    json_array_size(variants) > 0 ? json_array_get(variants, 0) : object, "price");
	int at = sample->count++;

	sample->titles[at] = slw_strdup(slw_json_str(object, "title", ""));
	if (json_is_integer(price))
		sample->prices[at] = slw_value_money(reading->app, json_integer_value(price));
	json_decref(object);
	return sample->count == SLW_MINIATURE_PRODUCTS;
}

void slw_shop_sample_read(struct slw_shop_sample *sample, struct slw_app *app)
{
	struct reading reading = { .sample = sample, .app = app };
	struct slw_err err = SLW_ERR_INIT;

	slw_shop_sample_release(sample);
	if (slw_flow_product_list(slw_app_service(app), slw_app_session(app), INT64_MIN,
				  SLW_MINIATURE_PRODUCTS, take_product, &reading, &err) < 0)
		slw_app_say_err(app, &err);
}

void slw_shop_sample_draw(const struct slw_shop_sample *sample, struct slw_pane pane,
			  const struct slw_documents *docs, const json_t *look)
{
	struct slw_miniature shop = {
		.look = look,
		.name = slw_documents_str(docs, "business.business_name", _("Your shop")),
		.announcement = slw_documents_str(docs, "theme.layout.announcement", NULL),
		.heading = slw_documents_str(
		    docs, "theme.layout.hero_heading",
		    slw_documents_str(docs, "business.description", _("Welcome to the shop")))
	};

	for (int i = 0; i < sample->count; i++) {
		shop.titles[i] = sample->titles[i];
		shop.prices[i] = sample->prices[i];
	}
	slw_miniature_draw(pane, &shop);
}
