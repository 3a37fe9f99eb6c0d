/* The products: a table to add, edit, copy, move, mark and delete in. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/problem.h"
#include "model/records.h"
#include "service/bulk.h"
#include "service/flow.h"
#include "ui/app.h"
#include "ui/bulk.h"
#include "ui/dialog.h"
#include "ui/product_table.h"
#include "ui/records.h"
#include "ui/task.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

#define FILTER_MAX 200

struct products {
	struct slw_view view;
	struct slw_product_table table;
	bool own;	   /* the index was changed here as the shop was */
	uint64_t deleting; /* job; 0: none */
};

/* --- drawing ----------------------------------------------------------------------------- */

static void draw_none(const struct products *products, struct slw_pane pane)
{
	if (products->table.filter.len > 0)
		slw_draw_fit(pane, 1, 2, pane.width - 2, SLW_STYLE(SLW_ROLE_DIM),
			     products->table.job != 0 ? _("Searching …")
						      : _("No product has that."));
	else
		slw_draw_wrapped(pane, 1, 2, pane.width - 2, 4, SLW_STYLE(SLW_ROLE_TEXT),
				 _("There is no product yet. Press a to add the first one, or i "
				   "to import a product file."));
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct products *products = (struct products *)view;

	slw_product_table_head(&products->table, slw_pane_part(pane, 0, 0, pane.width, 1),
			       products->deleting != 0 ? _("deleting …") : NULL);
	slw_product_table_draw(&products->table,
			       slw_pane_part(pane, 0, 1, pane.width, pane.height - 1));
	if (products->table.index.count == 0)
		draw_none(products, pane);
}

/* --- changing ---------------------------------------------------------------------------- */

static struct slw_edit edit_of(const struct products *products)
{
	slw_app_flush(products->view.app);
	return (struct slw_edit){ .base_version = slw_app_session(products->view.app)->version };
}

static void edit_current(struct products *products)
{
	const json_t *object = slw_product_table_object(&products->table);

	if (object != NULL)
		slw_app_push(products->view.app,
			     slw_view_product_new(products->view.app,
						  slw_product_table_no(&products->table), object));
}

/* The copy is stored at once, so that nothing of it is lost, and is open to be changed. */
static void duplicate(struct products *products)
{
	const json_t *object = slw_product_table_object(&products->table);
	struct slw_app *app = products->view.app;
	struct slw_err err = SLW_ERR_INIT;
	struct slw_problems problems;
	struct slw_edit edit;
	int64_t product_no = 0;
	json_t *copy;

	if (object == NULL)
		return;
	edit = edit_of(products);
	copy = slw_flow_product_copy(object);
	slw_problems_init(&problems);
	if (slw_flow_product_put(slw_app_service(app), slw_app_session(app), 0, copy, 0, &edit,
				 &product_no, NULL, &problems, &err) < 0) {
		slw_app_say_err(app, &err);
	} else {
		slw_app_reload(app);
		slw_app_push(app, slw_view_product_new(app, product_no, copy));
		slw_app_say(app, SLW_ROLE_GOOD, "%s",
			    _("This is the copy, at the end of the shop."));
	}
	slw_problems_release(&problems);
	json_decref(copy);
}

/* The index is as the shop is now, or (rc is -1) as it was. */
static void follow(struct products *products, int rc, const struct slw_err *err)
{
	struct slw_app *app = products->view.app;

	if (rc < 0) {
		slw_app_reload(app);
		slw_app_say_err(app, err);
		return;
	}
	products->own = true;
	slw_app_reload(app);
	products->own = false;
	slw_product_table_follow(&products->table);
}

static void remove_current(void *context)
{
	struct products *products = context;
	struct slw_product_table *table = &products->table;
	struct slw_app *app = products->view.app;
	struct slw_edit edit = edit_of(products);
	struct slw_err err = SLW_ERR_INIT;
	int64_t product_no = slw_product_table_no(table);
	int rc = slw_flow_product_remove(slw_app_service(app), slw_app_session(app), product_no,
					 &edit, &err);

	if (rc == 0) {
		slw_product_numbers_remove(&table->index, (size_t)table->list.current);
		slw_product_mark(&table->marks, product_no, false);
		slw_app_say(app, SLW_ROLE_GOOD, "%s", _("Deleted. F8 brings it back."));
	}
	follow(products, rc, &err);
}

static json_t *numbers_json(const struct slw_product_numbers *numbers)
{
	json_t *list = json_array();

	for (size_t i = 0; i < numbers->count; i++)
		slw_json_append(list, json_integer(numbers->items[i]));
	return list;
}

static json_t *run_remove(struct slw_service *service, struct slw_session *session,
			  const json_t *args, struct slw_err *err)
{
	struct slw_edit edit = { .base_version = slw_json_int(args, "base", 0) };
	const json_t *list = json_object_get(args, "products"), *one;
	int64_t *numbers = slw_calloc(json_array_size(list), sizeof(*numbers));
	json_t *result = NULL;
	size_t i;

	json_array_foreach (list, i, one)
		numbers[i] = json_integer_value(one);
	if (slw_bulk_remove(service, session, numbers, json_array_size(list), &edit, err) == 0) {
		result = json_object();
		slw_json_set_int(result, "count", (int64_t)json_array_size(list));
	}
	free(numbers);
	return result;
}

static void removed(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct products *products = owner;
	long long count = (long long)slw_json_int(result, "count", 0);

	(void)data;
	products->deleting = 0;
	slw_product_numbers_release(&products->table.marks);
	slw_app_reload(products->view.app);
	if (result == NULL)
		slw_app_say_err(products->view.app, err);
	else
		slw_app_say(products->view.app, SLW_ROLE_GOOD,
			    P_("%lld product deleted. F8 brings it back.",
			       "%lld products deleted. F8 brings them back.", (unsigned long)count),
			    count);
}

static void remove_marked(void *context)
{
	struct products *products = context;
	struct slw_task task = { .call = run_remove, .done = removed, .owner = products };

	task.args = json_object();
	slw_json_set_int(task.args, "base", edit_of(products).base_version);
	slw_json_set(task.args, "products", numbers_json(&products->table.marks));
	products->deleting = slw_task_start(products->view.app, &task);
}

static void ask_remove(struct products *products)
{
	size_t marked = products->table.marks.count;
	const json_t *object = slw_product_table_object(&products->table);
	char *question;

	if (products->deleting != 0 || (object == NULL && marked == 0))
		return;
	if (marked > 0)
		question = slw_printf(
		    P_("Delete the marked product?", "Delete the %zu marked products?", marked),
		    marked);
	else
		question = slw_printf(_("Delete \"%s\"?"), slw_json_str(object, "title", ""));
	slw_dialog_confirm(products->view.app, question, _("Delete"),
			   marked > 0 ? remove_marked : remove_current, products);
	free(question);
}

/*
 * The two products that change places are neighbours here and may be far apart in the shop: the upper
 * one goes behind the lower one, past those that the filter hides. One row is written.
 */
static void move_current(struct products *products, int by)
{
	struct slw_product_table *table = &products->table;
	struct slw_app *app = products->view.app;
	int64_t *items = table->index.items, upper;
	int at = table->list.current, to = at + by, first = by < 0 ? to : at;
	struct slw_edit edit;
	struct slw_err err = SLW_ERR_INIT;
	int rc;

	if (table->sort != SLW_SORT_SHOP) {
		slw_app_say(app, SLW_ROLE_WARNING, "%s",
			    _("Sorted: press s until it is as in the shop, then move."));
		return;
	}
	if (to < 0 || to >= (int)table->index.count)
		return;
	edit = edit_of(products);
	upper = items[first];
	rc = slw_flow_product_move(slw_app_service(app), slw_app_session(app), upper,
				   items[first + 1], &edit, &err);
	if (rc == 0) {
		items[first] = items[first + 1];
		items[first + 1] = upper;
		table->list.current = to;
	}
	follow(products, rc, &err);
}

static void mark_current(struct products *products)
{
	struct slw_product_table *table = &products->table;
	int64_t product_no = slw_product_table_no(table);

	if (product_no == 0)
		return;
	slw_product_mark(&table->marks, product_no,
			 !slw_product_is_marked(&table->marks, product_no));
	slw_list_command(&table->list, SLW_CMD_DOWN);
}

static void change_many(struct products *products)
{
	const struct slw_product_table *table = &products->table;
	const struct slw_bulk_scope scope = { .shown = &table->index,
					      .marked = &table->marks,
					      .filtered = table->filter.len > 0 };

	if (products->table.job != 0 && scope.filtered)
		slw_app_say(products->view.app, SLW_ROLE_WARNING, "%s",
			    _("Still searching; try again when it is done."));
	else
		slw_app_push(products->view.app, slw_view_bulk_new(products->view.app, &scope));
}

/* --- keys -------------------------------------------------------------------------------- */

static bool filter_command(struct products *products, enum slw_cmd cmd)
{
	struct slw_product_table *table = &products->table;

	switch (cmd) {
	case SLW_CMD_BACKSPACE:
		slw_product_table_filter(
		    table,
		    table->filter.len - slw_cluster_before(table->filter.data, table->filter.len));
		return true;
	case SLW_CMD_KILL_START:
		slw_product_table_filter(table, 0);
		return true;
	case SLW_CMD_ACCEPT:
		products->table.typing = false;
		return true;
	case SLW_CMD_BACK:
		products->table.typing = false;
		slw_product_table_filter(table, 0);
		return true;
	default:
		return slw_list_command(&table->list, cmd);
	}
}

/* Esc takes back what narrows the table before it leaves it. */
static bool back(struct products *products)
{
	struct slw_product_table *table = &products->table;

	if (table->filter.len > 0)
		slw_product_table_filter(table, 0);
	else if (table->marks.count > 0)
		slw_product_numbers_release(&table->marks);
	else
		return false;
	return true;
}

static bool open_command(struct products *products, enum slw_cmd cmd)
{
	struct slw_app *app = products->view.app;

	switch (cmd) {
	case SLW_CMD_ACCEPT:
	case SLW_CMD_EDIT:
		edit_current(products);
		return true;
	case SLW_CMD_ADD:
		slw_app_push(app, slw_view_product_new(app, 0, NULL));
		return true;
	case SLW_CMD_COPY:
		duplicate(products);
		return true;
	case SLW_CMD_BULK:
		change_many(products);
		return true;
	case SLW_CMD_IMPORT:
		slw_app_push(app, slw_view_import_new(app));
		return true;
	case SLW_CMD_OPTIONS:
		slw_app_push(app, slw_view_step_new(app, 2, NULL));
		return true;
	default:
		return false;
	}
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct products *products = (struct products *)view;
	struct slw_product_table *table = &products->table;

	if (products->table.typing)
		return filter_command(products, cmd);
	if (slw_list_command(&table->list, cmd) || open_command(products, cmd))
		return true;
	switch (cmd) {
	case SLW_CMD_REMOVE:
		ask_remove(products);
		return true;
	case SLW_CMD_MOVE_UP:
	case SLW_CMD_MOVE_DOWN:
		move_current(products, cmd == SLW_CMD_MOVE_UP ? -1 : 1);
		return true;
	case SLW_CMD_MARK:
		mark_current(products);
		return true;
	case SLW_CMD_MARK_ALL:
		slw_product_mark_all(&table->marks, &table->index);
		return true;
	case SLW_CMD_SORT:
		slw_product_table_sort(table,
				       (enum slw_product_sort)((table->sort + 1) % SLW_SORT__MAX));
		return true;
	case SLW_CMD_FILTER:
		products->table.typing = true;
		return true;
	case SLW_CMD_BACK:
		return back(products);
	default:
		return false;
	}
}

static enum slw_context focus(const struct slw_view *view)
{
	return ((const struct products *)view)->table.typing ? SLW_CTX_FILTER : SLW_CTX_TABLE;
}

static bool offers(const struct slw_view *view, enum slw_cmd cmd)
{
	const struct products *products = (const struct products *)view;

	if (products->table.typing || products->table.index.count > 0)
		return true;
	return cmd != SLW_CMD_ACCEPT && cmd != SLW_CMD_COPY && cmd != SLW_CMD_REMOVE &&
	       cmd != SLW_CMD_BULK && cmd != SLW_CMD_MARK && cmd != SLW_CMD_SORT &&
	       (cmd != SLW_CMD_FILTER || products->table.filter.len > 0);
}

static void text(struct slw_view *view, const char *typed, size_t len, bool pasted)
{
	struct products *products = (struct products *)view;
	struct slw_buf *filter = &products->table.filter;

	(void)pasted;
	if (!products->table.typing || filter->len + len > FILTER_MAX)
		return;
	for (size_t i = 0; i < len; i++)
		slw_buf_char(filter, typed[i] == '\n' ? ' ' : typed[i]);
	slw_product_table_filter(&products->table, filter->len);
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct products *products = (struct products *)view;
	int before = products->table.list.current;
	struct slw_mouse inside = *event;

	inside.y -= 1;
	if (slw_list_mouse(&products->table.list, &inside) &&
	    before == products->table.list.current)
		edit_current(products);
}

static void enter(struct slw_view *view)
{
	slw_app_set_step(view->app, 2);
	slw_product_table_refresh(&((struct products *)view)->table);
}

static void changed(struct slw_view *view)
{
	struct products *products = (struct products *)view;

	if (!products->own)
		slw_product_table_refresh(&products->table);
}

static const char *title(const struct slw_view *view)
{
	(void)view;
	return _("Products");
}

static char *help(const struct slw_view *view)
{
	(void)view;
	return slw_strdup(_(
	    "The products of the shop, in its order. Enter edits one, a adds one, d makes a copy, "
	    "Del deletes. K and J move it up and down, past the products that a filter hides. s "
	    "sorts the table by another column; the shop keeps its order.\n\n"
	    "Space marks a product, * all of them. b changes a column of many products: of those "
	    "that are marked, those that the filter shows, or all. Del deletes those that are "
	    "marked.\n\n"
	    "An x before the title: it has no price. A ! before it: it has no image."));
}

static void free_view(struct slw_view *view)
{
	struct products *products = (struct products *)view;

	slw_app_forget(view->app, view);
	slw_product_table_release(&products->table);
	free(products);
}

static const struct slw_view_ops products_ops = { .name = "products",
						  .context = SLW_CTX_PRODUCTS,
						  .focus = focus,
						  .offers = offers,
						  .draw = draw,
						  .command = command,
						  .text = text,
						  .mouse = mouse,
						  .enter = enter,
						  .changed = changed,
						  .title = title,
						  .help = help,
						  .free = free_view };

struct slw_view *slw_view_products_new(struct slw_app *app, const char *key)
{
	struct products *products;

	if (key != NULL && strcmp(key, "products.items") != 0)
		return slw_view_step_new(app, 2, key);
	products = slw_calloc(1, sizeof(*products));
	products->view = (struct slw_view){ .ops = &products_ops, .app = app };
	slw_product_table_init(&products->table, app);
	return &products->view;
}
