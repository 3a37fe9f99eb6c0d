#include "config.h"

#include "ui/product_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/records.h"
#include "service/flow.h"
#include "ui/app.h"
#include "ui/job.h"

#include "base/banned.h"

void slw_product_table_init(struct slw_product_table *table, struct slw_app *app)
{
	*table = (struct slw_product_table){ .app = app, .version = -1 };
	slw_buf_init(&table->filter, 0);
}

void slw_product_table_release(struct slw_product_table *table)
{
	if (table->job != 0)
		slw_app_job_cancel(table->app, table->job);
	slw_app_forget(table->app, table);
	slw_product_numbers_release(&table->index);
	slw_product_numbers_release(&table->marks);
	slw_product_rows_forget(&table->rows);
	slw_buf_release(&table->filter);
}

/* --- reading ----------------------------------------------------------------------------- */

struct reading {
	char id[SLW_UUID_SIZE];
	char *filter;
	struct slw_product_query query;
	struct slw_product_numbers index;
};

static int read_index(void *data, struct slw_service *service, const struct slw_progress *progress,
		      json_t **result, struct slw_err *err)
{
	struct reading *reading = data;
	struct slw_session session;
	int rc;

	(void)result;
	slw_session_init(&session);
	rc = slw_flow_find_session(service, reading->id, &session, err);
	if (rc == 0)
		rc = slw_product_index_read(&reading->index, service, &session, &reading->query,
					    progress, err);
	slw_session_release(&session);
	return rc;
}

static void free_reading(void *data)
{
	struct reading *reading = data;

	slw_product_numbers_release(&reading->index);
	free(reading->filter);
	free(reading);
}

static void select_wanted(struct slw_product_table *table)
{
	for (size_t i = 0; table->wanted != 0 && i < table->index.count; i++)
		if (table->index.items[i] == table->wanted) {
			table->list.current = (int)i;
			table->wanted = 0;
		}
	table->wanted = 0;
}

static void take(struct slw_product_table *table, struct slw_product_numbers *index)
{
	slw_product_numbers_release(&table->index);
	table->index = *index;
	*index = (struct slw_product_numbers){ 0 };
	slw_product_rows_forget(&table->rows);
}

static void index_read(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct slw_product_table *table = owner;
	struct reading *reading = data;

	(void)result;
	if (err->code == SLW_ECANCELLED)
		return;
	table->job = 0;
	if (err->code != SLW_OK) {
		slw_app_say_err(table->app, err);
		return;
	}
	take(table, &reading->index);
	select_wanted(table);
}

static void start_reading(struct slw_product_table *table)
{
	struct reading *reading = slw_calloc(1, sizeof(*reading));
	struct slw_job job = { .run = read_index,
			       .done = index_read,
			       .free = free_reading,
			       .data = reading,
			       .owner = table };

	slw_text_copy(reading->id, sizeof(reading->id), slw_app_session(table->app)->id);
	reading->filter = slw_strdup(table->filter.data);
	reading->query =
	    (struct slw_product_query){ .filter = reading->filter, .sort = table->sort };
	table->job = slw_app_search(table->app, &job);
}

void slw_product_table_read(struct slw_product_table *table)
{
	struct slw_session *session = slw_app_session(table->app);
	bool large = session->product_count > SLW_PRODUCTS_AT_ONCE;
	struct slw_product_query query = { .filter = table->filter.data,
					   .sort = table->sort,
					   .limit = large ? SLW_PRODUCTS_FIRST : 0 };
	struct slw_product_numbers index = { 0 };
	struct slw_err err = SLW_ERR_INIT;

	if (table->wanted == 0)
		table->wanted = slw_product_table_no(table);
	if (table->job != 0)
		slw_app_job_cancel(table->app, table->job);
	table->job = 0;
	table->version = session->version;
	if (large)
		start_reading(table);
	/* the first ones at once, where nothing has to be looked for */
	if (large &&
	    (query.filter[0] != '\0' || query.sort != SLW_SORT_SHOP || table->index.count > 0))
		return;
	if (slw_product_index_read(&index, slw_app_service(table->app), session, &query, NULL,
				   &err) < 0)
		slw_app_say_err(table->app, &err);
	take(table, &index);
	slw_product_numbers_release(&index);
	if (!large)
		select_wanted(table);
}

void slw_product_table_refresh(struct slw_product_table *table)
{
	slw_product_rows_forget(&table->rows);
	if (table->version != slw_app_session(table->app)->version)
		slw_product_table_read(table);
}

void slw_product_table_follow(struct slw_product_table *table)
{
	bool reading = table->job != 0;

	slw_product_rows_forget(&table->rows);
	table->version = slw_app_session(table->app)->version;
	if (reading)
		slw_product_table_read(table);
}

void slw_product_table_filter(struct slw_product_table *table, size_t len)
{
	slw_buf_cut(&table->filter, len);
	table->list.current = 0;
	slw_product_table_read(table);
}

void slw_product_table_sort(struct slw_product_table *table, enum slw_product_sort sort)
{
	table->sort = sort;
	slw_product_table_read(table);
}

/* --- what is seen ------------------------------------------------------------------------ */

static const char *const sorts[SLW_SORT__MAX] = {
	[SLW_SORT_SHOP] = N_("as in the shop"), [SLW_SORT_TITLE] = N_("by title"),
	[SLW_SORT_PRICE] = N_("by price"),	[SLW_SORT_STOCK] = N_("by stock"),
	[SLW_SORT_STATUS] = N_("by status"),
};

/* "filtered", "sorted": what stands at the right of the head. New string. */
static char *state_text(const struct slw_product_table *table, const char *busy)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	if (busy != NULL)
		slw_buf_str(&out, busy);
	else if (table->job != 0 && (table->filter.len > 0 || table->sort != SLW_SORT_SHOP))
		slw_buf_str(&out, _("searching …"));
	else if (table->filter.len > 0)
		slw_buf_printf(&out, _("%zu of %lld"), table->index.count,
			       (long long)slw_app_session(table->app)->product_count);
	if (table->marks.count > 0)
		slw_buf_printf(&out, "%s%zu %s", out.len > 0 ? ", " : "", table->marks.count,
			       _("marked"));
	if (table->sort != SLW_SORT_SHOP)
		slw_buf_printf(&out, "%s%s", out.len > 0 ? ", " : "", _(sorts[table->sort]));
	return slw_buf_take(&out);
}

void slw_product_table_head(const struct slw_product_table *table, struct slw_pane pane,
			    const char *busy)
{
	struct slw_session *session = slw_app_session(table->app);
	char *state = state_text(table, busy), *text;
	int width = slw_columns(state), right = pane.width - 2 - (width > 0 ? width + 1 : 0);

	if (table->typing || table->filter.len > 0) {
		int x = 1 + slw_draw_text(pane, 1, 0, SLW_STYLE(SLW_ROLE_LABEL), _("Filter:")) + 1;
		int end =
		    x + slw_draw_fit(pane, x, 0, right - x > 4 ? right - x : 4,
				     SLW_STYLE(table->typing ? SLW_ROLE_FOCUS : SLW_ROLE_FIELD),
				     table->filter.data);

		if (table->typing)
			slw_draw_cursor(pane, end, 0);
	} else {
		text = slw_printf(
		    P_("%lld product", "%lld products", (unsigned long)session->product_count),
		    (long long)session->product_count);
		slw_draw_fit(pane, 1, 0, right, SLW_STYLE(SLW_ROLE_TITLE), text);
		free(text);
	}
	if (width > 0)
		slw_draw_right(pane, pane.width - 1, 0, SLW_STYLE(SLW_ROLE_DIM), state);
	free(state);
}

void slw_product_table_draw(struct slw_product_table *table, struct slw_pane pane)
{
	struct slw_product_columns columns;
	int count = (int)table->index.count;

	slw_list_show(&table->list, count, 1, pane.height - 1);
	if (count == 0)
		return;
	slw_product_columns(&columns, pane.width - 1, table->marks.count > 0);
	slw_product_draw_head(&columns, slw_pane_part(pane, 0, 0, pane.width, 1), table->sort);
	slw_product_rows_read(&table->rows, table->app, &table->index, table->list.first,
			      table->list.rows);
	for (int i = 0; i < table->list.rows && table->list.first + i < count; i++) {
		int at = table->list.first + i;

		slw_product_draw(&columns, slw_pane_part(pane, 0, 1 + i, pane.width, 1), table->app,
				 slw_product_rows_at(&table->rows, at),
				 slw_product_is_marked(&table->marks, table->index.items[at]));
		if (at == table->list.current)
			slw_draw_style(pane, 0, 1 + i, pane.width - 1,
				       SLW_STYLE(SLW_ROLE_SELECTED));
	}
	slw_draw_scroll(slw_pane_part(pane, 0, 1, pane.width, table->list.rows), table->list.first,
			count, SLW_STYLE(SLW_ROLE_BORDER));
}

int64_t slw_product_table_no(const struct slw_product_table *table)
{
	size_t at = (size_t)table->list.current;

	return at < table->index.count ? table->index.items[at] : 0;
}

const json_t *slw_product_table_object(const struct slw_product_table *table)
{
	return slw_product_rows_at(&table->rows, table->list.current);
}
