#include "config.h"

#include "ui/product_row.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/records.h"
#include "model/steps.h"
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

static json_t *read_row(struct slw_app *app, int64_t product_no, struct slw_err *err)
{
	struct slw_product_row row;
	json_t *object = NULL;

	slw_product_row_init(&row);
	if (slw_flow_product_get(slw_app_service(app), slw_app_session(app), product_no, &row,
				 err) > 0)
		object = json_loads(row.data, 0, NULL);
	if (object != NULL && json_object_get(object, "handle") == NULL)
		slw_json_set_str(object, "handle", row.handle);
	slw_product_row_release(&row);
	return object;
}

void slw_product_rows_read(struct slw_product_rows *rows, struct slw_app *app,
			   const struct slw_product_numbers *index, int first, int count)
{
	struct slw_err err = SLW_ERR_INIT;

	if (count > (int)index->count - first)
		count = (int)index->count - first;
	if (rows->objects != NULL && rows->first == first && rows->count == count)
		return;
	slw_product_rows_forget(rows);
	if (count <= 0)
		return;
	rows->first = first;
	rows->count = count;
	rows->objects = slw_calloc((size_t)count, sizeof(*rows->objects));
	for (int i = 0; err.code == SLW_OK && i < count; i++)
		rows->objects[i] = read_row(app, index->items[first + i], &err);
	if (err.code != SLW_OK)
		slw_app_say_err(app, &err);
}

const json_t *slw_product_rows_at(const struct slw_product_rows *rows, int at)
{
	if (at < rows->first || at >= rows->first + rows->count)
		return NULL;
	return rows->objects[at - rows->first];
}

/* --- drawing ----------------------------------------------------------------------------- */

#define MARK_WIDTH    4
#define PROBLEM_WIDTH 2 /* of the column of titles */
#define TITLE_MIN     26

/* Which columns there are, the first to come first, where the title has its place. */
void slw_product_columns(struct slw_product_columns *columns, int width, bool marks)
{
	const struct {
		int *column, width, title;
	} more[] = {
		{ &columns->stock, 8, 20 },    { &columns->status, 15, TITLE_MIN },
		{ &columns->variants, 9, 26 }, { &columns->sku, 18, 30 },
		{ &columns->compare, 14, 36 }, { &columns->type, 18, 40 },
		{ &columns->vendor, 20, 44 },
	};

	*columns = (struct slw_product_columns){ .mark = marks ? MARK_WIDTH : 0 };
	columns->price = width >= 60 ? 14 : 13;
	columns->title = width - 2 - columns->mark - columns->price;
	for (size_t i = 0; i < SLW_COUNT(more); i++) {
		if (columns->title - more[i].width < more[i].title)
			break;
		*more[i].column = more[i].width;
		columns->title -= more[i].width;
	}
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

static int put_head(struct slw_pane pane, int x, int width, const char *text, bool right,
		    bool sorted)
{
	return put(pane, x, width, sorted ? SLW_ROLE_ACCENT : SLW_ROLE_DIM, text, right);
}

void slw_product_draw_head(const struct slw_product_columns *columns, struct slw_pane pane,
			   enum slw_product_sort sort)
{
	int x = 1 + columns->mark;

	put_head(pane, x + PROBLEM_WIDTH, columns->title - PROBLEM_WIDTH, _("Title"), false,
		 sort == SLW_SORT_TITLE);
	x = put_head(pane, x + columns->title, columns->vendor, _("Vendor"), false, false);
	x = put_head(pane, x, columns->type, _("Type"), false, false);
	x = put_head(pane, x, columns->price, _("Price"), true, sort == SLW_SORT_PRICE);
	x = put_head(pane, x, columns->compare, _("Compare at"), true, false);
	x = put_head(pane, x, columns->stock, _("Stock"), true, sort == SLW_SORT_STOCK);
	x = put_head(pane, x, columns->variants, _("Variants"), true, false);
	x = put_head(pane, x + 1, columns->sku, _("SKU"), false, false);
	put_head(pane, x, columns->status, _("Status"), false, sort == SLW_SORT_STATUS);
}

/* The lowest price and the whole stock; false where there is none. */
bool slw_product_lowest_price(const json_t *object, int64_t *price, bool *differ)
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

bool slw_product_whole_stock(const json_t *object, int64_t *stock)
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

	if (!slw_product_lowest_price(object, &price, &differ))
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

static const char *status_label(const char *status)
{
	const struct slw_choice *choice = slw_field_find(slw_product_fields, "status")->choices;

	while (choice->value != NULL && strcmp(choice->value, status) != 0)
		choice++;
	return choice->value != NULL ? _(choice->label) : status;
}

static int put_title(const struct slw_product_columns *columns, struct slw_pane pane,
		     const json_t *object, bool marked)
{
	bool active = strcmp(slw_json_str(object, "status", "active"), "active") == 0, differ;
	int64_t price;
	int x = 1 + columns->mark;

	if (columns->mark > 0)
		slw_draw_text(pane, 1, 0, SLW_STYLE(marked ? SLW_ROLE_ACCENT : SLW_ROLE_DIM),
			      slw_mark(pane.canvas, marked ? SLW_MARK_ON : SLW_MARK_OFF));
	if (!slw_product_lowest_price(object, &price, &differ))
		slw_draw_text(pane, x, 0, SLW_STYLE(SLW_ROLE_ERROR),
			      slw_mark(pane.canvas, SLW_MARK_ERROR));
	else if (active && json_array_size(json_object_get(object, "images")) == 0)
		slw_draw_text(pane, x, 0, SLW_STYLE(SLW_ROLE_WARNING),
			      slw_mark(pane.canvas, SLW_MARK_WARNING));
	put(pane, x + PROBLEM_WIDTH, columns->title - PROBLEM_WIDTH,
	    active ? SLW_ROLE_TEXT : SLW_ROLE_DIM, slw_json_str(object, "title", ""), false);
	return x + columns->title;
}

static int put_compare(struct slw_pane pane, int x, int width, struct slw_app *app,
		       const json_t *object)
{
	const json_t *variants = json_object_get(object, "variants");
	const json_t *from = json_array_size(variants) > 0 ? json_array_get(variants, 0) : object;
	const json_t *compare = json_object_get(from, "compare_at_price");
	char *text = json_is_integer(compare) ? slw_value_money(app, json_integer_value(compare))
					      : slw_strdup("");

	x = put(pane, x, width, SLW_ROLE_DIM, text, true);
	free(text);
	return x;
}

void slw_product_draw(const struct slw_product_columns *columns, struct slw_pane pane,
		      struct slw_app *app, const json_t *object, bool marked)
{
	const json_t *variants = json_object_get(object, "variants");
	const char *status = slw_json_str(object, "status", "active"), *sku;
	bool tracked;
	int64_t stock;
	int x;

	if (object == NULL)
		return;
	x = put_title(columns, pane, object, marked);
	x = put(pane, x, columns->vendor, SLW_ROLE_TEXT, slw_json_str(object, "vendor", ""), false);
	x = put(pane, x, columns->type, SLW_ROLE_TEXT, slw_json_str(object, "product_type", ""),
		false);
	x = put_price(pane, x, columns->price, app, object);
	x = put_compare(pane, x, columns->compare, app, object);
	tracked = slw_product_whole_stock(object, &stock);
	x = put_number(pane, x, columns->stock, stock <= 0 ? SLW_ROLE_WARNING : SLW_ROLE_TEXT,
		       stock, tracked);
	x = put_number(pane, x, columns->variants, SLW_ROLE_TEXT,
		       (int64_t)json_array_size(variants), json_array_size(variants) > 0);
	sku = slw_json_str(json_array_size(variants) > 0 ? json_array_get(variants, 0) : object,
			   "sku", "");
	x = put(pane, x + 1, columns->sku, SLW_ROLE_DIM, sku, false);
	put(pane, x, columns->status, strcmp(status, "active") == 0 ? SLW_ROLE_GOOD : SLW_ROLE_DIM,
	    status_label(status), false);
}
