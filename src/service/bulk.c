#include "config.h"

#include "service/bulk.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "model/documents.h"
#include "model/problem.h"
#include "product/product.h"
#include "service/flow.h"
#include "service/internal.h"

#include "base/banned.h"

#define PAGE 256 /* products that are read at once, and between two looks at a cancellation */

/* One pass over the products. */
struct run {
	struct slw_service *service;
	struct slw_session *session;
	const struct slw_bulk_request *request;
	const struct slw_edit *edit;
	struct slw_bulk bulk;
	struct slw_documents docs;
	struct slw_check check;
	int64_t version; /* that the changed rows begin at; 0: only look */
	size_t looked, changed, values, refused;
	json_t *examples, *refusals;
	json_t *found; /* examples of the product that is looked at */
	const char *title;
};

static void clear_report(struct run *run)
{
	json_decref(run->examples);
	json_decref(run->refusals);
	run->examples = json_array();
	run->refusals = json_array();
	run->looked = run->changed = run->values = run->refused = 0;
}

/* --- one product ------------------------------------------------------------------------- */

static void refuse(struct run *run, int64_t product_no, const char *title, const char *reason,
		   const char *hint)
{
	json_t *one;

	run->refused++;
	if (json_array_size(run->refusals) >= SLW_BULK_REFUSALS)
		return;
	one = json_object();
	slw_json_set_int(one, "product_no", product_no);
	slw_json_set(one, "title", slw_json_new_str(title));
	slw_json_set(one, "reason", slw_json_new_str(reason));
	slw_json_set_str(one, "hint", hint);
	slw_json_append(run->refusals, one);
}

static char *variant_title(const json_t *variant)
{
	struct slw_buf title;
	json_t *value;
	size_t i;

	slw_buf_init(&title, 0);
	json_array_foreach (json_object_get(variant, "option_values"), i, value)
		slw_buf_printf(&title, "%s%s", i > 0 ? " / " : "", json_string_value(value));
	return slw_buf_take(&title);
}

static json_t *value_or_null(const json_t *value)
{
	return value != NULL ? json_deep_copy(value) : json_null();
}

static void note_example(void *context, const json_t *variant, const json_t *before,
			 const json_t *after)
{
	struct run *run = context;
	json_t *one;
	char *title;

	if (json_array_size(run->examples) + json_array_size(run->found) >= SLW_BULK_EXAMPLES)
		return;
	one = json_object();
	title = variant_title(variant);
	slw_json_set_str(one, "title", run->title);
	slw_json_set_str(one, "variant", title);
	slw_json_set(one, "before", value_or_null(before));
	slw_json_set(one, "after", value_or_null(after));
	slw_json_append(run->found, one);
	free(title);
}

/* The words of the first problem: which variant it is, and what is wrong with it. */
static void refuse_for(struct run *run, const struct slw_product_row *row, const char *title,
		       const struct slw_problems *problems)
{
	for (size_t i = 0; i < problems->count; i++) {
		const struct slw_problem *problem = &problems->items[i];
		char *reason;

		if (problem->severity != SLW_PROBLEM_ERROR)
			continue;
		reason = slw_printf("%s: %s", problem->key, problem->message);
		refuse(run, row->product_no, title, reason, problem->hint);
		free(reason);
		return;
	}
}

static int put(struct run *run, const struct slw_product_row *row, const json_t *object,
	       struct slw_err *err)
{
	struct slw_product_row fresh = { .product_no = row->product_no, .rank = row->rank };
	struct slw_product product;
	const char **skus = NULL;
	size_t count;
	int rc;

	slw_product_init(&product);
	slw_product_from_json(&product, object);
	count = slw_product_skus(&product, &skus);
	fresh.handle = slw_strdup(row->handle);
	fresh.data = slw_product_to_text(&product);
	rc = slw_store_product_put(run->service->store, run->session->no, run->version, &fresh,
				   skus, count, err);
	free(skus);
	slw_product_release(&product);
	slw_product_row_release(&fresh);
	return rc;
}

/* A product as it would be: kept, or refused whole. */
static int take(struct run *run, const struct slw_product_row *row, json_t *object, size_t values,
		struct slw_err *err)
{
	struct slw_problems problems;
	int rc = 0;

	slw_problems_init(&problems);
	slw_check_product(object, "", &run->docs, &run->check, &problems);
	if (problems.errors > 0) {
		refuse_for(run, row, slw_json_str(object, "title", row->handle), &problems);
	} else {
		run->changed++;
		run->values += values;
		json_array_extend(run->examples, run->found);
		if (run->version != 0)
			rc = put(run, row, object, err);
	}
	slw_problems_release(&problems);
	return rc;
}

static int look_at(struct run *run, const struct slw_product_row *row, struct slw_err *err)
{
	json_t *object = slw_row_object(row, err);
	size_t values;
	int rc = 0;

	if (object == NULL)
		return -1;
	run->looked++;
	run->title = slw_json_str(object, "title", row->handle);
	run->found = json_array();
	values = slw_bulk_apply(&run->bulk, object, note_example, run);
	if (values > 0 && row->valid_from > run->edit->base_version)
		refuse(run, row->product_no, run->title,
		       _("was changed by someone else in the meantime"), NULL);
	else if (values > 0)
		rc = take(run, row, object, values, err);
	json_decref(run->found);
	run->found = NULL;
	json_decref(object);
	return rc;
}

/* --- all of them ------------------------------------------------------------------------- */

static int report(struct run *run, size_t total, struct slw_err *err)
{
	const struct slw_progress *progress = run->service->progress;

	slw_progress_report(progress, _("changing products"), run->looked, total);
	if (!slw_progress_cancelled(progress))
		return 0;
	slw_err_set(err, SLW_ECANCELLED, "%s", _("the change was stopped"));
	return slw_err_hint(err, "%s", _("Nothing of it was kept."));
}

static int look_at_chosen(struct run *run, struct slw_err *err)
{
	const struct slw_bulk_request *request = run->request;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < request->product_count; i++) {
		struct slw_product_row row;
		int found;

		slw_product_row_init(&row);
		found = slw_store_product_get(run->service->store, run->session->no,
					      request->products[i], &row, err);
		if (found > 0)
			rc = look_at(run, &row, err);
		else if (found < 0)
			rc = -1;
		else
			refuse(run, request->products[i], "",
			       _("was deleted by someone else in the meantime"), NULL);
		slw_product_row_release(&row);
		if (rc == 0 && i % PAGE == 0)
			rc = report(run, request->product_count, err);
	}
	return rc;
}

/* A list may not be written to while it is read: it is read in pages, each copied. */
struct page {
	struct slw_product_row rows[PAGE];
	size_t count;
};

static int copy_row(void *context, const struct slw_product_row *row)
{
	struct page *page = context;
	struct slw_product_row *copy = &page->rows[page->count++];

	*copy = *row;
	copy->handle = slw_strdup(row->handle);
	copy->data = slw_strdup(row->data);
	return 0;
}

static int look_at_page(struct run *run, struct page *page, int64_t *after, struct slw_err *err)
{
	int rc = slw_store_product_list(run->service->store, run->session->no, 0, *after, PAGE,
					copy_row, page, err);

	for (size_t i = 0; i < page->count; i++) {
		*after = page->rows[i].rank;
		if (rc == 0)
			rc = look_at(run, &page->rows[i], err);
		slw_product_row_release(&page->rows[i]);
	}
	return rc;
}

static int look_at_all(struct run *run, struct slw_err *err)
{
	struct page *page = slw_calloc(1, sizeof(*page));
	int64_t after = INT64_MIN;
	int rc;

	do {
		page->count = 0;
		rc = look_at_page(run, page, &after, err);
		if (rc == 0)
			rc = report(run, (size_t)run->session->product_count, err);
	} while (rc == 0 && page->count == PAGE);
	free(page);
	return rc;
}

static int look_at_products(struct run *run, struct slw_err *err)
{
	clear_report(run);
	return run->request->products != NULL ? look_at_chosen(run, err) : look_at_all(run, err);
}

/* --- as a version ------------------------------------------------------------------------ */

static int write_products(void *context, struct slw_service *service, int64_t session_no,
			  int64_t version, struct slw_err *err)
{
	struct run *run = context;

	(void)service;
	(void)session_no;
	run->version = version;
	return look_at_products(run, err);
}

static bool is_changed(void *context)
{
	return ((const struct run *)context)->changed > 0;
}

static char *make_note(void *context)
{
	const struct run *run = context;

	return slw_printf(
	    P_("%s of %zu product changed", "%s of %zu products changed", run->changed),
	    _(run->bulk.column->label), run->changed);
}

static int read_answers(struct run *run, struct slw_err *err)
{
	if (slw_store_session_get(run->service->store, run->session->id, run->session, err) < 0 ||
	    slw_flow_documents(run->service, run->session, 0, &run->docs, err) < 0)
		return -1;
	run->check = slw_service_check(run->service, &run->docs);
	run->bulk.currency = run->check.currency;
	return 0;
}

/* Another process may commit between our look and our commit; then look again. */
static int commit(struct run *run, struct slw_commit *commit, int64_t *version, struct slw_err *err)
{
	struct slw_err failure;
	int rc;

	for (int tries = 0; tries < SLW_TRIES; tries++) {
		failure = SLW_ERR_INIT;
		rc = read_answers(run, &failure);
		commit->expected = commit->parent = run->session->version;
		if (rc == 0)
			rc = slw_service_commit(run->service, run->session, commit, version, NULL,
						&failure);
		if (rc == 0 || failure.code != SLW_ECONFLICT || run->refused > 0)
			break;
	}
	if (rc < 0)
		*err = failure;
	return rc;
}

static struct slw_commit commit_of(struct run *run)
{
	return (struct slw_commit){ .kind = run->edit->kind != NULL ? run->edit->kind : "edit",
				    .note = run->edit->note,
				    .docs = &run->docs,
				    .before = &run->docs,
				    .context = run,
				    .event_type = "products_updated" };
}

static int check_request(const struct slw_bulk *bulk, struct slw_err *err)
{
	if ((bulk->column->flags & SLW_FIELD_BULK) == 0 ||
	    !slw_bulk_op_fits(bulk->column, bulk->op))
		return slw_err_set(err, SLW_EINVAL, _("%s cannot be changed like that"),
				   _(bulk->column->label));
	if (slw_bulk_operand(bulk->column, bulk->op).key != NULL && bulk->operand == NULL)
		return slw_err_set(err, SLW_EINVAL, _("%s: no new value is given"),
				   _(bulk->column->label));
	return 0;
}

json_t *slw_bulk_run(struct slw_service *service, struct slw_session *session,
		     const struct slw_bulk_request *request, const struct slw_edit *edit,
		     struct slw_err *err)
{
	struct run run = { .service = service,
			   .session = session,
			   .request = request,
			   .edit = edit,
			   .bulk = request->bulk };
	struct slw_commit change = commit_of(&run);
	int64_t version = 0;
	json_t *result = NULL;
	int rc;

	change.products = write_products;
	change.keep = is_changed;
	change.make_note = make_note;
	slw_documents_init(&run.docs);
	rc = check_request(&run.bulk, err);
	if (rc == 0 && request->dry_run) {
		rc = read_answers(&run, err) < 0 ? -1 : look_at_products(&run, err);
		version = session->version;
	} else if (rc == 0) {
		rc = commit(&run, &change, &version, err);
	}
	if (rc == 0) {
		result = json_object();
		slw_json_set_int(result, "products", (int64_t)run.looked);
		slw_json_set_int(result, "changed", (int64_t)run.changed);
		slw_json_set_int(result, "values", (int64_t)run.values);
		slw_json_set_int(result, "refused", (int64_t)run.refused);
		slw_json_set(result, "examples", json_incref(run.examples));
		slw_json_set(result, "refusals", json_incref(run.refusals));
		slw_json_set_int(result, "version", version);
	}
	json_decref(run.examples);
	json_decref(run.refusals);
	slw_documents_release(&run.docs);
	return result;
}

/* --- deleting ---------------------------------------------------------------------------- */

static int remove_one(struct run *run, int64_t product_no, struct slw_err *err)
{
	struct slw_product_row row;
	int rc;

	slw_product_row_init(&row);
	rc = slw_store_product_get(run->service->store, run->session->no, product_no, &row, err);
	if (rc > 0 && row.valid_from > run->edit->base_version) {
		slw_err_set(err, SLW_ECONFLICT,
			    _("product %s was changed by someone else in the meantime"),
			    row.handle);
		slw_err_hint(err, "%s", _("Look at it, then delete again."));
		run->refused++;
		rc = -1;
	} else if (rc > 0) {
		rc = slw_store_product_remove(run->service->store, run->session->no, run->version,
					      product_no, err);
		run->changed++;
	}
	slw_product_row_release(&row);
	return rc;
}

static int remove_products(void *context, struct slw_service *service, int64_t session_no,
			   int64_t version, struct slw_err *err)
{
	struct run *run = context;
	const struct slw_bulk_request *request = run->request;
	int rc = 0;

	(void)service;
	(void)session_no;
	run->version = version;
	run->looked = run->changed = 0;
	for (; rc == 0 && run->looked < request->product_count; run->looked++) {
		rc = remove_one(run, request->products[run->looked], err);
		if (rc == 0 && run->looked % PAGE == 0)
			rc = report(run, request->product_count, err);
	}
	return rc;
}

static char *make_remove_note(void *context)
{
	const struct run *run = context;

	return slw_printf(P_("%zu product deleted", "%zu products deleted", run->changed),
			  run->changed);
}

int slw_bulk_remove(struct slw_service *service, struct slw_session *session,
		    const int64_t *products, size_t count, const struct slw_edit *edit,
		    struct slw_err *err)
{
	const struct slw_bulk_request request = { .products = products, .product_count = count };
	struct run run = {
		.service = service, .session = session, .request = &request, .edit = edit
	};
	struct slw_commit change = commit_of(&run);
	int64_t version;
	int rc;

	change.products = remove_products;
	change.keep = is_changed;
	change.make_note = make_remove_note;
	slw_documents_init(&run.docs);
	rc = commit(&run, &change, &version, err);
	slw_documents_release(&run.docs);
	return rc;
}
