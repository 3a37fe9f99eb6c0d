/* Single products of a session, a version per call. */
#include "config.h"

#include "service/flow.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/problem.h"
#include "product/product.h"
#include "service/internal.h"

#include "base/banned.h"

/* What a single change does to the product rows. */
struct product_edit {
	struct slw_product_row *rows; /* put in this order */
	size_t count;
	int64_t remove; /* product number, or 0 */
};

static int write_products(void *context, struct slw_service *service, int64_t session_no,
			  int64_t version, struct slw_err *err)
{
	struct product_edit *edit = context;

	if (edit->remove != 0)
		return slw_store_product_remove(service->store, session_no, version, edit->remove,
						err);
	for (size_t i = 0; i < edit->count; i++)
		if (slw_service_put_row(service, session_no, version, &edit->rows[i], err) < 0)
			return -1;
	return 0;
}

/* One call, which may have to begin anew. */
struct change {
	struct slw_service *service;
	struct slw_session *session;
	const struct slw_edit *edit;
	int64_t product_no;
	bool refused;	      /* by a conflict that stays however often one looks */
	const json_t *object; /* of a put, as the next three */
	int64_t rank, new_no;
	json_t **theirs;
	int64_t behind; /* of a move */
};

/* Another process may commit between our look and our commit; then look again. */
static int run_change(struct change *change,
		      int (*attempt)(struct change *change, struct slw_err *err),
		      struct slw_err *err)
{
	struct slw_err failure;
	int rc;

	for (int tries = 0; tries < SLW_TRIES; tries++) {
		failure = SLW_ERR_INIT;
		rc = slw_store_session_get(change->service->store, change->session->id,
					   change->session, &failure);
		if (rc == 0)
			rc = attempt(change, &failure);
		if (rc == 0 || failure.code != SLW_ECONFLICT || change->refused)
			break;
	}
	if (rc < 0)
		*err = failure;
	return rc;
}

static int commit_products(struct change *change, struct product_edit *products,
			   struct slw_err *err)
{
	struct slw_service *service = change->service;
	struct slw_session *session = change->session;
	const struct slw_edit *edit = change->edit;
	struct slw_documents docs;
	struct slw_commit commit = {
		.kind = edit->kind != NULL ? edit->kind : "edit",
		.note = edit->note,
		.expected = session->version,
		.parent = session->version,
		.docs = &docs,
		.before = &docs,
		.products = write_products,
		.context = products,
		.event_type = "products_updated",
		/* a move leaves what is being typed alone */
		.draft_product =
		    change->object != NULL || products->remove != 0 ? change->product_no : 0,
		.draft_new = change->object != NULL && change->product_no == 0
	};
	int64_t version;
	int rc;

	slw_documents_init(&docs);
	rc = slw_flow_documents(service, session, 0, &docs, err);
	if (rc == 0)
		rc = slw_service_commit(service, session, &commit, &version, NULL, err);
	slw_documents_release(&docs);
	return rc;
}

/* A product that changed since the edit began is a conflict; one that did not is not, whatever
 * else has happened to the session. */
static int check_unchanged(struct change *change, struct slw_product_row *current,
			   struct slw_err *err)
{
	int found = slw_store_product_get(change->service->store, change->session->no,
					  change->product_no, current, err);

	if (found < 0)
		return -1;
	if (found > 0 && current->valid_from <= change->edit->base_version)
		return 0;
	change->refused = true;
	if (found == 0) {
		slw_err_set(err, SLW_ECONFLICT, _("product %lld was deleted in the meantime"),
			    (long long)change->product_no);
		return slw_err_hint(err, "%s", _("Save it as a new product to keep it."));
	}
	slw_err_set(err, SLW_ECONFLICT, _("product %s was changed by someone else in the meantime"),
		    current->handle);
	slw_err_hint(err, _("Version %lld has it; look at both and decide."),
		     (long long)current->valid_from);
	if (change->theirs != NULL) {
		struct slw_err ignored = SLW_ERR_INIT;

		*change->theirs = slw_row_object(current, &ignored);
	}
	return -1;
}

static int try_put(struct change *change, struct slw_err *err)
{
	struct slw_product_row row, current;
	struct product_edit products = { .rows = &row, .count = 1 };
	struct slw_product product;
	int rc = -1;

	slw_product_row_init(&row);
	slw_product_row_init(&current);
	slw_product_init(&product);
	if (change->product_no != 0 && check_unchanged(change, &current, err) < 0)
		goto out;
	slw_product_from_json(&product, change->object);
	row.product_no = change->product_no;
	row.rank = change->rank != 0 ? change->rank : current.rank;
	row.handle = slw_strdup(product.handle);
	row.data = slw_product_to_text(&product);
	rc = commit_products(change, &products, err);
	change->new_no = row.product_no;
out:
	slw_product_release(&product);
	slw_product_row_release(&row);
	slw_product_row_release(&current);
	return rc;
}

/*
 * The product with a handle, in table order: its own, or what its title makes with the first number
 * behind it that no other product has. Without a title there is none, which the check tells. New
 * reference; NULL with err.
 */
static json_t *with_handle(struct slw_service *service, const struct slw_session *session,
			   const struct slw_documents *docs, int64_t product_no,
			   const json_t *object, struct slw_err *err)
{
	const struct slw_field *field = slw_field_find(slw_product_fields, "handle");
	json_t *result = slw_product_sorted(object), *value = NULL, *named;
	char *handle;
	int found = 1;

	if (json_object_get(object, "handle") == NULL)
		value = slw_field_default(field, object, docs);
	if (value == NULL)
		return result;
	handle = slw_strdup(json_string_value(value));
	for (unsigned int number = 2; found > 0; number++) {
		struct slw_product_row row;

		slw_product_row_init(&row);
		found = slw_store_product_by_handle(service->store, session->no, handle, &row, err);
		if (found > 0 && row.product_no == product_no)
			found = 0; /* its own */
		slw_product_row_release(&row);
		if (found > 0) {
			free(handle);
			handle = slw_printf("%s-%u", json_string_value(value), number);
		}
	}
	slw_json_set_str(result, "handle", handle);
	named = found == 0 ? slw_product_sorted(result) : NULL;
	json_decref(result);
	json_decref(value);
	free(handle);
	return named;
}

int slw_flow_product_put(struct slw_service *service, struct slw_session *session,
			 int64_t product_no, const json_t *object, int64_t rank,
			 const struct slw_edit *edit, int64_t *new_no, json_t **theirs,
			 struct slw_problems *problems, struct slw_err *err)
{
	struct change change = { .service = service,
				 .session = session,
				 .edit = edit,
				 .product_no = product_no,
				 .rank = rank,
				 .theirs = theirs };
	struct slw_documents docs;
	struct slw_check check;
	json_t *named = NULL;
	size_t errors = problems->errors;
	int rc = -1;

	slw_documents_init(&docs);
	if (slw_store_session_get(service->store, session->id, session, err) < 0 ||
	    slw_flow_documents(service, session, 0, &docs, err) < 0)
		goto out;
	named = with_handle(service, session, &docs, product_no, object, err);
	if (named == NULL)
		goto out;
	change.object = named;
	check = slw_service_check(service, &docs);
	slw_check_product(named, "product", &docs, &check, problems);
	if (problems->errors > errors)
		slw_problems_fail(problems, err);
	else
		rc = run_change(&change, try_put, err);
	if (rc == 0 && new_no != NULL)
		*new_no = change.new_no;
out:
	json_decref(named);
	slw_documents_release(&docs);
	return rc;
}

static int try_remove(struct change *change, struct slw_err *err)
{
	struct slw_product_row current;
	struct product_edit products = { .remove = change->product_no };
	int rc;

	slw_product_row_init(&current);
	rc = check_unchanged(change, &current, err);
	if (rc == 0)
		rc = commit_products(change, &products, err);
	slw_product_row_release(&current);
	return rc;
}

json_t *slw_flow_product_copy(const json_t *object)
{
	char *title = slw_printf(_("%s (copy)"), slw_json_str(object, "title", ""));
	json_t *copy = json_deep_copy(object), *variant;
	size_t i;

	slw_json_set_str(copy, "title", title);
	json_object_del(copy, "handle");
	json_object_del(copy, "sku");
	json_object_del(copy, "barcode");
	json_array_foreach (json_object_get(copy, "variants"), i, variant) {
		json_object_del(variant, "sku");
		json_object_del(variant, "barcode");
	}
	free(title);
	return copy;
}

int slw_flow_product_remove(struct slw_service *service, struct slw_session *session,
			    int64_t product_no, const struct slw_edit *edit, struct slw_err *err)
{
	struct change change = {
		.service = service, .session = session, .edit = edit, .product_no = product_no
	};

	return run_change(&change, try_remove, err);
}

/* The ranks around the place that a product moves to; INT64_MAX behind the last one. */
struct gap {
	int64_t before, after;
	int64_t next_no; /* the product that stands there now */
};

static int look_behind(void *context, const struct slw_product_row *row)
{
	struct gap *gap = context;

	gap->after = row->rank;
	gap->next_no = row->product_no;
	return 1;
}

static int find_gap(const struct change *change, struct gap *gap, struct slw_err *err)
{
	struct slw_store *store = change->service->store;
	int64_t session_no = change->session->no;
	struct slw_product_row row;
	int found = 1;

	*gap = (struct gap){ .after = INT64_MAX };
	slw_product_row_init(&row);
	if (change->behind != 0)
		found = slw_store_product_get(store, session_no, change->behind, &row, err);
	gap->before = row.rank;
	slw_product_row_release(&row);
	if (found == 0)
		return slw_err_set(err, SLW_ENOTFOUND,
				   _("there is no product %lld to move it behind"),
				   (long long)change->behind);
	if (found < 0)
		return -1;
	return slw_store_product_list(store, session_no, 0,
				      change->behind != 0 ? gap->before : INT64_MIN, 1, look_behind,
				      gap, err);
}

/* No room between two ranks: every product gets a new one, in steps again. */
struct renumber {
	struct slw_product_row *rows;
	size_t count, cap;
};

static int collect_row(void *context, const struct slw_product_row *row)
{
	struct renumber *list = context;
	struct slw_product_row *copy;

	SLW_GROW(list->rows, list->count, list->cap);
	copy = &list->rows[list->count++];
	*copy = *row;
	copy->handle = slw_strdup(row->handle);
	copy->data = slw_strdup(row->data);
	return 0;
}

static void renumber_rows(struct renumber *list, int64_t product_no, int64_t behind)
{
	int64_t rank = SLW_RANK_STEP;
	size_t moved = 0;

	while (moved < list->count && list->rows[moved].product_no != product_no)
		moved++;
	if (behind == 0 && moved < list->count) {
		list->rows[moved].rank = rank;
		rank += SLW_RANK_STEP;
	}
	for (size_t i = 0; i < list->count; i++) {
		if (i == moved)
			continue;
		list->rows[i].rank = rank;
		rank += SLW_RANK_STEP;
		if (list->rows[i].product_no == behind && moved < list->count) {
			list->rows[moved].rank = rank;
			rank += SLW_RANK_STEP;
		}
	}
}

static int move_all(struct change *change, struct slw_err *err)
{
	struct renumber list = { 0 };
	struct product_edit products;
	int rc = slw_store_product_list(change->service->store, change->session->no, 0, INT64_MIN,
					0, collect_row, &list, err);

	renumber_rows(&list, change->product_no, change->behind);
	products = (struct product_edit){ .rows = list.rows, .count = list.count };
	if (rc == 0)
		rc = commit_products(change, &products, err);
	for (size_t i = 0; i < list.count; i++)
		slw_product_row_release(&list.rows[i]);
	free(list.rows);
	return rc;
}

static int try_move(struct change *change, struct slw_err *err)
{
	struct slw_product_row row;
	struct product_edit products = { .rows = &row, .count = 1 };
	struct gap gap;
	int rc = -1;

	slw_product_row_init(&row);
	if (check_unchanged(change, &row, err) < 0 || find_gap(change, &gap, err) < 0)
		goto out;
	if (gap.next_no == change->product_no) { /* it stands there already */
		rc = 0;
		goto out;
	}
	if (gap.after == INT64_MAX)
		row.rank = gap.before + SLW_RANK_STEP;
	else
		row.rank = gap.before + (gap.after - gap.before) / 2;
	if (row.rank > gap.before && row.rank < gap.after)
		rc = commit_products(change, &products, err);
	else
		rc = move_all(change, err);
out:
	slw_product_row_release(&row);
	return rc;
}

int slw_flow_product_move(struct slw_service *service, struct slw_session *session,
			  int64_t product_no, int64_t behind, const struct slw_edit *edit,
			  struct slw_err *err)
{
	struct change change = { .service = service,
				 .session = session,
				 .edit = edit,
				 .product_no = product_no,
				 .behind = behind };

	if (product_no == behind)
		return slw_err_set(err, SLW_EINVAL, "%s",
				   _("a product cannot be moved behind itself"));
	return run_change(&change, try_move, err);
}

int slw_flow_product_get(struct slw_service *service, const struct slw_session *session,
			 int64_t product_no, struct slw_product_row *out, struct slw_err *err)
{
	return slw_store_product_get(service->store, session->no, product_no, out, err);
}

int slw_flow_product_list(struct slw_service *service, const struct slw_session *session,
			  int64_t after_rank, size_t limit,
			  int (*each)(void *context, const struct slw_product_row *row),
			  void *context, struct slw_err *err)
{
	return slw_store_product_list(service->store, session->no, 0, after_rank, limit, each,
				      context, err);
}
