#include "config.h"

#include "ui/record_draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/records.h"
#include "model/steps.h"
#include "service/flow.h"
#include "ui/app.h"
#include "ui/records.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

void slw_product_draft_put(struct slw_app *app, int64_t product_no, const json_t *object,
			   int64_t base_version)
{
	struct slw_draft draft = { .product_no = product_no,
				   .field = (char[]){ SLW_DRAFT_PRODUCT },
				   .base_version = base_version };

	draft.value = slw_flow_draft_text(object);
	slw_app_draft(app, &draft);
	free(draft.value);
}

void slw_record_draft_drop(struct slw_app *app, int64_t product_no, const char *path)
{
	slw_app_draft(
	    app, &(struct slw_draft){ .product_no = product_no, .field = (char *)(uintptr_t)path });
}

struct search {
	int64_t product_no, base_version;
	json_t *found;
};

static int take_product(void *context, const struct slw_draft *draft)
{
	struct search *search = context;
	struct slw_err ignored = SLW_ERR_INIT;

	if (draft->product_no != search->product_no || strcmp(draft->field, SLW_DRAFT_PRODUCT) != 0)
		return 0;
	json_decref(search->found);
	search->found = slw_json_parse(draft->value, strlen(draft->value), draft->field, &ignored);
	search->base_version = draft->base_version;
	return 0;
}

json_t *slw_product_draft_get(struct slw_app *app, int64_t product_no, int64_t *base_version)
{
	struct search search = { .product_no = product_no };
	struct slw_err ignored = SLW_ERR_INIT;

	slw_app_flush(app);
	slw_flow_draft_list(slw_app_service(app), slw_app_session(app), take_product, &search,
			    &ignored);
	if (search.found != NULL && !json_is_object(search.found)) {
		json_decref(search.found);
		search.found = NULL;
	}
	if (search.found != NULL)
		*base_version = search.base_version;
	return search.found;
}

/* --- coming back ------------------------------------------------------------------------- */

/* The path of the next list in a path behind at, up to its index; NULL: there is no more. */
static char *next_list(const char *path, const char **at, int *index)
{
	const char *open = strchr(*at, '['), *close = open != NULL ? strchr(open, ']') : NULL;
	int64_t number;
	char *digits;
	bool well;

	if (close == NULL)
		return NULL;
	digits = slw_strndup(open + 1, (size_t)(close - open - 1));
	well = slw_parse_int(digits, 0, 100000, &number);
	free(digits);
	if (!well)
		return NULL;
	*index = (int)number;
	*at = close + 1;
	return slw_strndup(path, (size_t)(open - path));
}

static struct slw_view *open_product(struct slw_app *app, int64_t product_no)
{
	struct slw_product_row row;
	struct slw_err err = SLW_ERR_INIT;
	struct slw_view *view = NULL;
	json_t *object = NULL;

	slw_product_row_init(&row);
	if (product_no == 0) {
		view = slw_view_product_new(app, 0, NULL);
	} else if (slw_flow_product_get(slw_app_service(app), slw_app_session(app), product_no,
					&row, &err) > 0) {
		object = slw_json_parse(row.data, strlen(row.data), row.handle, &err);
		if (object != NULL)
			view = slw_view_product_new(app, product_no, object);
	}
	if (err.code != SLW_OK)
		slw_app_say_err(app, &err);
	json_decref(object);
	slw_product_row_release(&row);
	if (view != NULL)
		slw_app_push(app, view);
	return view;
}

/* The list, and its entry over it (one behind the last is a new one); NULL: there is no such entry. */
static struct slw_view *open_entry(struct slw_view *records, const char *list, int index)
{
	struct slw_app *app = records->app;
	struct slw_home *home = slw_records_home(records);
	int count = (int)json_array_size(slw_documents_get(home->docs, list));
	struct slw_view *record;

	slw_app_push(app, records);
	slw_records_select(records, index);
	if (index > count)
		return NULL;
	record = slw_view_record_new(home, list, index < count ? index : -1);
	slw_app_push(app, record);
	return record;
}

bool slw_records_resume(struct slw_app *app, int64_t product_no, const char *path)
{
	bool product = slw_draft_is_below(path, SLW_DRAFT_PRODUCT), first = true;
	struct slw_view *view = NULL;
	enum slw_section section;
	const char *at = path;
	int index;
	char *list;

	if (slw_steps_field(path, &section) == NULL)
		return false;
	while ((list = next_list(path, &at, &index)) != NULL) {
		if (first)
			slw_app_go(app, slw_steps[section].number, list);
		if (first && product)
			view = open_product(app, product_no);
		else
			view = open_entry(first ? slw_view_step_records_new(app, list)
						: slw_view_records_new(slw_record_home(view), list),
					  list, index);
		first = false;
		free(list);
		if (view == NULL)
			break;
	}
	if (view != NULL)
		slw_record_go(view, path);
	return !first;
}
