/* The products: a table that reads only the rows that it shows. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/records.h"
#include "service/flow.h"
#include "ui/app.h"
#include "ui/dialog.h"
#include "ui/job.h"
#include "ui/list.h"
#include "ui/product_index.h"
#include "ui/product_row.h"
#include "ui/records.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

/* So many are read at once, as quick as a key; the order of more is read beside the screen. */
#define AT_ONCE	   500
#define FILTER_MAX 200

struct products {
	struct slw_view view;
	struct slw_product_index index;
	bool partial; /* the index is only its beginning yet */
	uint64_t job; /* that reads the index; 0: none */
	struct slw_list list;
	struct slw_product_rows rows; /* that are seen */
	struct slw_buf filter;
	bool typing;	/* in the filter line */
	int64_t wanted; /* product that is to be current when the index is there; 0: none */
};

/* --- the index --------------------------------------------------------------------------- */

struct reading {
	char id[SLW_UUID_SIZE];
	char *filter;
	struct slw_product_index index;
};

static int read_index(void *data, struct slw_service *service, const struct slw_progress *progress,
		      json_t **result, struct slw_err *err)
{
	struct reading *reading = data;
	struct slw_session session;
	int rc;

	(void)progress;
	(void)result;
	slw_session_init(&session);
	rc = slw_flow_find_session(service, reading->id, &session, err);
	if (rc == 0)
		rc = slw_product_index_read(&reading->index, service, &session, reading->filter, 0,
					    err);
	slw_session_release(&session);
	return rc;
}

static void free_reading(void *data)
{
	struct reading *reading = data;

	slw_product_index_release(&reading->index);
	free(reading->filter);
	free(reading);
}

static void select_wanted(struct products *products)
{
	for (size_t i = 0; products->wanted != 0 && i < products->index.count; i++)
		if (products->index.items[i].no == products->wanted) {
			products->list.current = (int)i;
			products->wanted = 0;
		}
}

static void index_read(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct products *products = owner;
	struct reading *reading = data;

	(void)result;
	if (err->code == SLW_ECANCELLED)
		return;
	products->job = 0;
	if (err->code != SLW_OK) {
		slw_app_say_err(products->view.app, err);
		return;
	}
	slw_product_index_release(&products->index);
	products->index = reading->index;
	reading->index = (struct slw_product_index){ 0 };
	products->partial = false;
	slw_product_rows_forget(&products->rows);
	select_wanted(products);
}

static void start_reading(struct products *products)
{
	struct slw_app *app = products->view.app;
	struct reading *reading = slw_calloc(1, sizeof(*reading));
	struct slw_job job = { .run = read_index,
			       .done = index_read,
			       .free = free_reading,
			       .data = reading,
			       .owner = products };

	slw_text_copy(reading->id, sizeof(reading->id), slw_app_session(app)->id);
	reading->filter = slw_strdup(products->filter.data);
	products->job = slw_app_job(app, &job);
}

static int64_t current_no(const struct products *products)
{
	size_t at = (size_t)products->list.current;

	return at < products->index.count ? products->index.items[at].no : 0;
}

/* Reads the order anew; a large shop keeps what it shows until the new order is there. */
static void refresh(struct products *products, bool other_filter)
{
	struct slw_app *app = products->view.app;
	struct slw_session *session = slw_app_session(app);
	struct slw_product_index index = { 0 };
	struct slw_err err = SLW_ERR_INIT;
	bool large = session->product_count > AT_ONCE;

	if (products->wanted == 0)
		products->wanted = current_no(products);
	if (products->job != 0)
		slw_app_job_cancel(app, products->job);
	products->job = 0;
	slw_product_rows_forget(&products->rows);
	if (large)
		start_reading(products);
	if (large && (other_filter || products->index.count > 0))
		return;
	slw_app_flush(app);
	if (slw_product_index_read(&index, slw_app_service(app), session, products->filter.data,
				   large ? AT_ONCE : 0, &err) < 0)
		slw_app_say_err(app, &err);
	slw_product_index_release(&products->index);
	products->index = index;
	products->partial = large;
	if (!large) {
		select_wanted(products);
		products->wanted = 0;
	}
}

/* --- drawing ----------------------------------------------------------------------------- */

static void draw_head(const struct products *products, struct slw_pane pane)
{
	struct slw_session *session = slw_app_session(products->view.app);
	char *text;

	if (products->typing || products->filter.len > 0) {
		int x = 1 + slw_draw_text(pane, 1, 0, SLW_STYLE(SLW_ROLE_LABEL), _("Filter:")) + 1;
		int end =
		    x + slw_draw_fit(pane, x, 0, pane.width - x - 16,
				     SLW_STYLE(products->typing ? SLW_ROLE_FOCUS : SLW_ROLE_FIELD),
				     products->filter.data);

		if (products->typing)
			slw_draw_cursor(pane, end, 0);
		text = slw_printf(_("%zu of %lld"), products->index.count,
				  (long long)session->product_count);
		slw_draw_right(pane, pane.width - 1, 0, SLW_STYLE(SLW_ROLE_DIM),
			       products->job != 0 ? _("searching …") : text);
	} else {
		text = slw_printf(
		    P_("%lld product", "%lld products", (unsigned long)session->product_count),
		    (long long)session->product_count);
		slw_draw_fit(pane, 1, 0, pane.width - 2, SLW_STYLE(SLW_ROLE_TITLE), text);
	}
	free(text);
}

static void draw_none(const struct products *products, struct slw_pane pane)
{
	if (products->filter.len > 0)
		slw_draw_fit(pane, 1, 2, pane.width - 2, SLW_STYLE(SLW_ROLE_DIM),
			     products->job != 0 ? _("Searching …") : _("No product has that."));
	else
		slw_draw_wrapped(pane, 1, 2, pane.width - 2, 4, SLW_STYLE(SLW_ROLE_TEXT),
				 _("There is no product yet. Press a to add the first one, or i "
				   "to import a product file."));
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct products *products = (struct products *)view;
	struct slw_product_columns columns;
	int count = (int)products->index.count;

	draw_head(products, pane);
	slw_list_show(&products->list, count, 2, pane.height - 2);
	if (count == 0) {
		draw_none(products, pane);
		return;
	}
	slw_product_columns(&columns, pane.width - 1);
	slw_product_draw_head(&columns, slw_pane_part(pane, 0, 1, pane.width, 1));
	slw_product_rows_read(&products->rows, view->app, &products->index, products->list.first,
			      products->list.rows, products->filter.len == 0);
	for (int i = 0; i < products->list.rows && products->list.first + i < count; i++) {
		slw_product_draw(&columns, slw_pane_part(pane, 0, 2 + i, pane.width, 1), view->app,
				 slw_product_rows_at(&products->rows, products->list.first + i));
		if (products->list.first + i == products->list.current)
			slw_draw_style(pane, 0, 2 + i, pane.width - 1,
				       SLW_STYLE(SLW_ROLE_SELECTED));
	}
	slw_draw_scroll(slw_pane_part(pane, 0, 2, pane.width, products->list.rows),
			products->list.first, count, SLW_STYLE(SLW_ROLE_BORDER));
}

/* --- changing ---------------------------------------------------------------------------- */

static struct slw_edit edit_of(const struct products *products)
{
	slw_app_flush(products->view.app);
	return (struct slw_edit){ .base_version = slw_app_session(products->view.app)->version };
}

static const json_t *current_object(const struct products *products)
{
	return slw_product_rows_at(&products->rows, products->list.current);
}

static void edit_current(struct products *products)
{
	const json_t *object = current_object(products);

	if (object != NULL)
		slw_app_push(
		    products->view.app,
		    slw_view_product_new(products->view.app, current_no(products), object));
}

static void duplicate(struct products *products)
{
	const json_t *object = current_object(products);
	json_t *copy;

	if (object == NULL)
		return;
	copy = slw_flow_product_copy(object);
	slw_app_push(products->view.app, slw_view_product_new(products->view.app, 0, copy));
	json_decref(copy);
}

static void after_change(struct products *products, int rc, const struct slw_err *err)
{
	if (rc < 0)
		slw_app_say_err(products->view.app, err);
	else
		slw_app_reload(products->view.app);
	refresh(products, false);
}

static void remove_current(void *context)
{
	struct products *products = context;
	struct slw_app *app = products->view.app;
	struct slw_edit edit = edit_of(products);
	struct slw_err err = SLW_ERR_INIT;
	size_t at = (size_t)products->list.current;
	int rc = slw_flow_product_remove(slw_app_service(app), slw_app_session(app),
					 current_no(products), &edit, &err);

	if (rc == 0 && at < products->index.count) {
		products->index.count--;
		memmove(&products->index.items[at], &products->index.items[at + 1],
			(products->index.count - at) * sizeof(*products->index.items));
	}
	after_change(products, rc, &err);
}

static void ask_remove(struct products *products)
{
	const json_t *object = current_object(products);
	char *question;

	if (object == NULL)
		return;
	question = slw_printf(_("Delete \"%s\"?"), slw_json_str(object, "title", ""));
	slw_dialog_confirm(products->view.app, question, _("Delete"), remove_current, products);
	free(question);
}

static void move_current(struct products *products, int by)
{
	struct slw_app *app = products->view.app;
	struct slw_product_ref *items = products->index.items, moved;
	struct slw_edit edit;
	struct slw_err err = SLW_ERR_INIT;
	int at = products->list.current, to = at + by, rc;
	int behind = by < 0 ? at - 2 : at + 1;

	if (products->filter.len > 0) {
		slw_app_say(app, SLW_ROLE_WARNING, "%s",
			    _("Take the filter away first: only the whole shop has an order."));
		return;
	}
	if (products->partial || products->job != 0 || to < 0 || to >= (int)products->index.count)
		return;
	edit = edit_of(products);
	rc = slw_flow_product_move(slw_app_service(app), slw_app_session(app), items[at].no,
				   behind < 0 ? 0 : items[behind].no, &edit, &err);
	if (rc == 0) {
		moved = items[at];
		items[at] = items[to];
		items[to] = moved;
		products->list.current = to;
	}
	after_change(products, rc, &err);
}

/* --- keys -------------------------------------------------------------------------------- */

static void set_filter(struct products *products, size_t len)
{
	slw_buf_cut(&products->filter, len);
	products->list.current = 0;
	refresh(products, true);
}

static bool filter_command(struct products *products, enum slw_cmd cmd)
{
	switch (cmd) {
	case SLW_CMD_BACKSPACE:
		set_filter(products,
			   slw_cluster_before(products->filter.data, products->filter.len));
		return true;
	case SLW_CMD_KILL_START:
		set_filter(products, 0);
		return true;
	case SLW_CMD_ACCEPT:
		products->typing = false;
		return true;
	case SLW_CMD_BACK:
		products->typing = false;
		set_filter(products, 0);
		return true;
	default:
		return slw_list_command(&products->list, cmd);
	}
}

static void open_import(struct products *products)
{
	slw_app_push(products->view.app, slw_view_import_new(products->view.app));
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct products *products = (struct products *)view;

	if (products->typing)
		return filter_command(products, cmd);
	if (slw_list_command(&products->list, cmd))
		return true;
	switch (cmd) {
	case SLW_CMD_ACCEPT:
	case SLW_CMD_EDIT:
		edit_current(products);
		return true;
	case SLW_CMD_ADD:
		slw_app_push(view->app, slw_view_product_new(view->app, 0, NULL));
		return true;
	case SLW_CMD_COPY:
		duplicate(products);
		return true;
	case SLW_CMD_REMOVE:
		ask_remove(products);
		return true;
	case SLW_CMD_MOVE_UP:
		move_current(products, -1);
		return true;
	case SLW_CMD_MOVE_DOWN:
		move_current(products, 1);
		return true;
	case SLW_CMD_FILTER:
		products->typing = true;
		return true;
	case SLW_CMD_IMPORT:
		open_import(products);
		return true;
	case SLW_CMD_OPTIONS:
		slw_app_push(view->app, slw_view_step_new(view->app, 2, NULL));
		return true;
	case SLW_CMD_BACK:
		if (products->filter.len == 0)
			return false;
		set_filter(products, 0);
		return true;
	default:
		return false;
	}
}

static enum slw_context focus(const struct slw_view *view)
{
	return ((const struct products *)view)->typing ? SLW_CTX_FILTER : SLW_CTX_TABLE;
}

static bool offers(const struct slw_view *view, enum slw_cmd cmd)
{
	const struct products *products = (const struct products *)view;

	if (products->index.count > 0)
		return true;
	return cmd != SLW_CMD_ACCEPT && cmd != SLW_CMD_COPY && cmd != SLW_CMD_REMOVE &&
	       (cmd != SLW_CMD_FILTER || products->filter.len > 0);
}

static void text(struct slw_view *view, const char *typed, size_t len, bool pasted)
{
	struct products *products = (struct products *)view;

	(void)pasted;
	if (!products->typing || products->filter.len + len > FILTER_MAX)
		return;
	for (size_t i = 0; i < len; i++)
		slw_buf_char(&products->filter, typed[i] == '\n' ? ' ' : typed[i]);
	set_filter(products, products->filter.len);
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct products *products = (struct products *)view;
	int before = products->list.current;

	if (slw_list_mouse(&products->list, event) && before == products->list.current)
		edit_current(products);
}

static void enter(struct slw_view *view)
{
	slw_app_set_step(view->app, 2);
	refresh((struct products *)view, false);
}

static const char *title(const struct slw_view *view)
{
	(void)view;
	return _("Products");
}

static void free_view(struct slw_view *view)
{
	struct products *products = (struct products *)view;

	slw_app_forget(view->app, view);
	slw_product_index_release(&products->index);
	slw_product_rows_forget(&products->rows);
	slw_buf_release(&products->filter);
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
						  .changed = enter,
						  .title = title,
						  .free = free_view };

struct slw_view *slw_view_products_new(struct slw_app *app, const char *key)
{
	struct products *products;

	if (key != NULL && strcmp(key, "products.items") != 0)
		return slw_view_step_new(app, 2, key);
	products = slw_calloc(1, sizeof(*products));
	products->view = (struct slw_view){ .ops = &products_ops, .app = app };
	slw_buf_init(&products->filter, 0);
	return &products->view;
}
