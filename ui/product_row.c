#include "config.h"

#include "ui/product_row.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/records.h"
#include "service/flow.h"
#include "ui/app.h"
#include "ui/product_index.h"
#include "ui/value.h"

#include "base/banned.h"

/* --- reading ----------------------------------------------------------------------------- */

void slw_product_rows_forget(struct slw_product_rows *rows)
{
	for (int i = 0; i < rows->count; i++)
		json_decref(rows->objects[i]);
	free(rows->objects);
	*rows = (struct slw_product_rows){ 0 };
}

static int take_row(void *context, const struct slw_product_row *row)
{
	struct slw_product_rows *rows = context;
	json_t *object = json_loads(row->data, 0, NULL);

	if (object != NULL && json_object_get(object, "handle") == NULL)
		slw_json_set_str(object, "handle", row->handle);
	rows->objects[rows->count++] = object;
	return 0;
}

void slw_product_rows_read(struct slw_product_rows *rows, struct slw_app *app,
			   const struct slw_product_index *index, int first, int count,
			   bool contiguous)
{
	struct slw_err err = SLW_ERR_INIT;
	int rc = 0;

	if (count > (int)index->count - first)
		count = (int)index->count - first;
	if (rows->objects != NULL && rows->first == first && rows->count == count)
		return;
	slw_product_rows_forget(rows);
	if (count <= 0)
		return;
	rows->first = first;
	rows->objects = slw_calloc((size_t)count, sizeof(*rows->objects));
	for (int i = 0; rc == 0 && i < count; i = contiguous ? count : i + 1)
		rc = slw_flow_product_list(slw_app_service(app), slw_app_session(app),
					   index->items[first + i].rank - 1,
					   contiguous ? (size_t)count : 1, take_row, rows, &err);
	if (rc < 0)
		slw_app_say_err(app, &err);
}

const json_t *slw_product_rows_at(const struct slw_product_rows *rows, int at)
{
	if (at < rows->first || at >= rows->first + rows->count)
		return NULL;
	return rows->objects[at - rows->first];
}

/* --- drawing ----------------------------------------------------------------------------- */

void slw_product_columns(struct slw_product_columns *columns, int width)
{
	*columns = (struct slw_product_columns){ .price = width >= 60 ? 14 : 13 };
	if (width >= 56)
		columns->stock = 8;
	if (width >= 70)
		columns->status = 9;
	if (width >= 84)
		columns->variants = 9;
	if (width >= 96)
		columns->sku = 18;
	columns->title = width - 2 - columns->price - columns->stock - columns->status -
			 columns->variants - columns->sku;
}

static int put(struct slw_pane pane, int x, int width, enum slw_role role, const char *text,
	       bool right)
{
	if (width == 0)
		return x;
	if (right && slw_columns(text) < width)
		slw_draw_right(pane, x + width - 1, 0, SLW_STYLE(role), text);
	else
		slw_draw_fit(pane, x, 0, width - 1, SLW_STYLE(role), text);
	return x + width;
}

void slw_product_draw_head(const struct slw_product_columns *columns, struct slw_pane pane)
{
	int x = put(pane, 1, columns->title, SLW_ROLE_DIM, _("Title"), false);

	x = put(pane, x, columns->price, SLW_ROLE_DIM, _("Price"), true);
	x = put(pane, x, columns->stock, SLW_ROLE_DIM, _("Stock"), true);
	x = put(pane, x, columns->variants, SLW_ROLE_DIM, _("Variants"), true);
	x = put(pane, x + 1, columns->sku, SLW_ROLE_DIM, _("SKU"), false);
	put(pane, x, columns->status, SLW_ROLE_DIM, _("Status"), false);
}

/* The lowest price and the whole stock; false where there is none. */
static bool lowest_price(const json_t *object, int64_t *price, bool *differ)
{
	const json_t *variants = json_object_get(object, "variants"), *variant;
	bool found = false;
	size_t i;

	*differ = false;
	if (json_array_size(variants) == 0) {
		*price = slw_json_int(object, "price", 0);
		return json_object_get(object, "price") != NULL;
	}
	json_array_foreach (variants, i, variant) {
		int64_t one = slw_json_int(variant, "price", 0);

		if (json_object_get(variant, "price") == NULL)
			continue;
		*differ = *differ || (found && one != *price);
		*price = !found || one < *price ? one : *price;
		found = true;
	}
	return found;
}

static bool whole_stock(const json_t *object, int64_t *stock)
{
	const json_t *variants = json_object_get(object, "variants"), *variant;
	bool found = false;
	size_t i;

	*stock = slw_json_int(object, "inventory_quantity", 0);
	if (json_array_size(variants) == 0)
		return json_object_get(object, "inventory_quantity") != NULL;
	*stock = 0;
	json_array_foreach (variants, i, variant)
		if (json_object_get(variant, "inventory_quantity") != NULL) {
			*stock += slw_json_int(variant, "inventory_quantity", 0);
			found = true;
		}
	return found;
}

static int put_price(struct slw_pane pane, int x, int width, struct slw_app *app,
		     const json_t *object)
{
	int64_t price = 0;
	bool differ;
	char *text, *from;

	if (!lowest_price(object, &price, &differ))
		return put(pane, x, width, SLW_ROLE_ERROR, _("missing"), true);
	text = slw_value_money(app, price);
	from = slw_printf(_("from %s"), text);
	x = put(pane, x, width, SLW_ROLE_TEXT, differ ? from : text, true);
	free(from);
	free(text);
	return x;
}

static int put_number(struct slw_pane pane, int x, int width, enum slw_role role, int64_t number,
		      bool there)
{
	char *text = there ? slw_printf("%lld", (long long)number) : slw_strdup("");

	x = put(pane, x, width, role, text, true);
	free(text);
	return x;
}

void slw_product_draw(const struct slw_product_columns *columns, struct slw_pane pane,
		      struct slw_app *app, const json_t *object)
{
	const json_t *variants = json_object_get(object, "variants");
	const char *status = slw_json_str(object, "status", "active"), *sku;
	bool active = strcmp(status, "active") == 0, tracked;
	int64_t stock;
	int x;

	if (object == NULL)
		return;
	x = put(pane, 1, columns->title, active ? SLW_ROLE_TEXT : SLW_ROLE_DIM,
		slw_json_str(object, "title", ""), false);
	x = put_price(pane, x, columns->price, app, object);
	tracked = whole_stock(object, &stock);
	x = put_number(pane, x, columns->stock, stock <= 0 ? SLW_ROLE_WARNING : SLW_ROLE_TEXT,
		       stock, tracked);
	x = put_number(pane, x, columns->variants, SLW_ROLE_TEXT,
		       (int64_t)json_array_size(variants), json_array_size(variants) > 0);
	sku = slw_json_str(json_array_size(variants) > 0 ? json_array_get(variants, 0) : object,
			   "sku", "");
	x = put(pane, x + 1, columns->sku, SLW_ROLE_DIM, sku, false);
	put(pane, x, columns->status, active ? SLW_ROLE_GOOD : SLW_ROLE_DIM, status, false);
}
