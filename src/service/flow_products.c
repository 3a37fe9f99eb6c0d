/* Single products of a session, a version per call. */
#include "config.h"

#include "service/flow.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/problem.h"
#include "product/product.h"
#include "service/internal.h"

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

static int commit_products(struct slw_service *service, struct slw_session *session,
			   const struct slw_edit *edit, struct product_edit *products,
			   struct slw_err *err)
{
	struct slw_documents docs;
	struct slw_commit commit = { .kind = edit->kind != NULL ? edit->kind : "edit",
				     .note = edit->note,
				     .expected = session->version,
				     .parent = edit->base_version,
				     .docs = &docs,
				     .before = &docs,
				     .products = write_products,
				     .context = products,
				     .event_type = "products_updated" };
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
static int check_unchanged(struct slw_service *service, const struct slw_session *session,
			   int64_t product_no, int64_t base_version,
			   struct slw_product_row *current, json_t **theirs, struct slw_err *err)
{
	int found = slw_store_product_get(service->store, session->no, product_no, current, err);

	if (found < 0)
		return -1;
	if (found == 0) {
		slw_err_set(err, SLW_ECONFLICT, _("product %lld was deleted in the meantime"),
			    (long long)product_no);
		return slw_err_hint(err, "%s", _("Save it as a new product to keep it."));
	}
	if (current->valid_from <= base_version)
		return 0;
	slw_err_set(err, SLW_ECONFLICT, _("product %s was changed by someone else in the meantime"),
		    current->handle);
	slw_err_hint(err, _("Version %lld has it; look at both and decide."),
		     (long long)current->valid_from);
	if (theirs != NULL) {
		struct slw_err ignored = SLW_ERR_INIT;

		*theirs = slw_row_object(current, &ignored);
	}
	return -1;
}

int slw_flow_product_put(struct slw_service *service, struct slw_session *session,
			 int64_t product_no, const json_t *object, int64_t rank,
			 const struct slw_edit *edit, int64_t *new_no, json_t **theirs,
			 struct slw_problems *problems, struct slw_err *err)
{
	struct slw_documents docs;
	struct slw_product_row row, current;
	struct product_edit products = { .rows = &row, .count = 1 };
	struct slw_product product;
	struct slw_check check;
	size_t errors = problems->errors;
	int rc = -1;

	slw_documents_init(&docs);
	slw_product_row_init(&row);
	slw_product_row_init(&current);
	slw_product_init(&product);
	if (slw_store_session_get(service->store, session->id, session, err) < 0 ||
	    slw_flow_documents(service, session, 0, &docs, err) < 0)
		goto out;
	check = slw_service_check(service, &docs);
	slw_check_product(object, "product", &docs, &check, problems);
	if (problems->errors > errors) {
		slw_problems_fail(problems, err);
		goto out;
	}
	if (product_no != 0 && check_unchanged(service, session, product_no, edit->base_version,
					       &current, theirs, err) < 0)
		goto out;
	slw_product_from_json(&product, object);
	row.product_no = product_no;
	row.rank = rank != 0 ? rank : current.rank;
	row.handle = slw_strdup(product.handle);
	row.data = slw_product_to_text(&product);
	if (commit_products(service, session, edit, &products, err) < 0)
		goto out;
	if (new_no != NULL)
		*new_no = row.product_no;
	rc = slw_store_draft_delete(service->store, session->no, service->user_id, row.product_no,
				    NULL, err);
out:
	slw_product_release(&product);
	slw_product_row_release(&row);
	slw_product_row_release(&current);
	slw_documents_release(&docs);
	return rc;
}

int slw_flow_product_remove(struct slw_service *service, struct slw_session *session,
			    int64_t product_no, const struct slw_edit *edit, struct slw_err *err)
{
	struct slw_product_row current;
	struct product_edit products = { .remove = product_no };
	int rc = -1;

	slw_product_row_init(&current);
	if (slw_store_session_get(service->store, session->id, session, err) == 0 &&
	    check_unchanged(service, session, product_no, edit->base_version, &current, NULL,
			    err) == 0)
		rc = commit_products(service, session, edit, &products, err);
	slw_product_row_release(&current);
	return rc;
}

struct neighbours {
	int64_t behind, product_no;
	int64_t before_rank, after_rank; /* ranks around the gap; 0 and INT64_MAX at the ends */
	bool passed;
};

static int look_for_gap(void *context, const struct slw_product_row *row)
{
	struct neighbours *gap = context;

	if (row->product_no == gap->product_no)
		return 0;
	if (gap->passed) {
		gap->after_rank = row->rank;
		return 1;
	}
	if (row->product_no == gap->behind) {
		gap->before_rank = row->rank;
		gap->passed = true;
	}
	return 0;
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

static int move_all(struct slw_service *service, struct slw_session *session, int64_t product_no,
		    int64_t behind, const struct slw_edit *edit, struct slw_err *err)
{
	struct renumber list = { 0 };
	struct product_edit products;
	int64_t rank = SLW_RANK_STEP;
	size_t moved = 0;
	int rc = slw_store_product_list(service->store, session->no, 0, INT64_MIN, 0, collect_row,
					&list, err);

	while (moved < list.count && list.rows[moved].product_no != product_no)
		moved++;
	if (rc == 0 && behind == 0 && moved < list.count) {
		list.rows[moved].rank = rank;
		rank += SLW_RANK_STEP;
	}
	for (size_t i = 0; rc == 0 && i < list.count; i++) {
		if (i == moved)
			continue;
		list.rows[i].rank = rank;
		rank += SLW_RANK_STEP;
		if (list.rows[i].product_no == behind && moved < list.count) {
			list.rows[moved].rank = rank;
			rank += SLW_RANK_STEP;
		}
	}
	products = (struct product_edit){ .rows = list.rows, .count = list.count };
	if (rc == 0)
		rc = commit_products(service, session, edit, &products, err);
	for (size_t i = 0; i < list.count; i++)
		slw_product_row_release(&list.rows[i]);
	free(list.rows);
	return rc;
}

int slw_flow_product_move(struct slw_service *service, struct slw_session *session,
			  int64_t product_no, int64_t behind, const struct slw_edit *edit,
			  struct slw_err *err)
{
	struct neighbours gap = { .behind = behind,
				  .product_no = product_no,
				  .before_rank = 0,
				  .after_rank = INT64_MAX,
				  .passed = behind == 0 };
	struct slw_product_row row;
	struct product_edit products = { .rows = &row, .count = 1 };
	int rc = -1;

	slw_product_row_init(&row);
	if (slw_store_session_get(service->store, session->id, session, err) < 0 ||
	    check_unchanged(service, session, product_no, edit->base_version, &row, NULL, err) <
		0 ||
	    slw_store_product_list(service->store, session->no, 0, INT64_MIN, 0, look_for_gap, &gap,
				   err) < 0)
		goto out;
	if (!gap.passed) {
		slw_err_set(err, SLW_ENOTFOUND, _("there is no product %lld to move it behind"),
			    (long long)behind);
		goto out;
	}
	if (gap.after_rank == INT64_MAX)
		row.rank = gap.before_rank + SLW_RANK_STEP;
	else
		row.rank = gap.before_rank + (gap.after_rank - gap.before_rank) / 2;
	if (row.rank > gap.before_rank && row.rank < gap.after_rank)
		rc = commit_products(service, session, edit, &products, err);
	else
		rc = move_all(service, session, product_no, behind, edit, err);
out:
	slw_product_row_release(&row);
	return rc;
}

int slw_flow_product_list(struct slw_service *service, const struct slw_session *session,
			  int64_t after_rank, size_t limit,
			  int (*each)(void *context, const struct slw_product_row *row),
			  void *context, struct slw_err *err)
{
	return slw_store_product_list(service->store, session->no, 0, after_rank, limit, each,
				      context, err);
}
