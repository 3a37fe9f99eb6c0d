#include "config.h"

#include "store/memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"

#include "base/banned.h"

/* The row that holds at a version (0: now), or NULL. */
static struct slw_product_row *find_row(struct slw_memory_session *session, int64_t product_no,
					int64_t version)
{
	for (size_t i = 0; session != NULL && i < session->products.count; i++) {
		struct slw_product_row *row = &session->products.at[i];

		if (row->product_no != product_no)
			continue;
		if (version == 0 ? row->valid_to == 0
				 : row->valid_from <= version &&
				       (row->valid_to == 0 || row->valid_to > version))
			return row;
	}
	return NULL;
}

static struct slw_product_row *find_handle(struct slw_memory_session *session, const char *handle)
{
	for (size_t i = 0; session != NULL && i < session->products.count; i++) {
		struct slw_product_row *row = &session->products.at[i];

		if (row->valid_to == 0 && strcmp(row->handle, handle) == 0)
			return row;
	}
	return NULL;
}

static struct slw_product_row *find_sku(struct slw_memory_session *session, const char *sku)
{
	for (size_t i = 0; session != NULL && i < session->skus.count; i++)
		if (strcmp(session->skus.at[i].sku, sku) == 0)
			return find_row(session, session->skus.at[i].product_no, 0);
	return NULL;
}

static int give_row(const struct slw_product_row *found, struct slw_product_row *out)
{
	if (found == NULL)
		return 0;
	slw_product_row_release(out);
	slw_memory_copy_product(out, found);
	return 1;
}

int slw_memory_product_at(struct slw_store *store, int64_t session_no, int64_t product_no,
			  int64_t version, struct slw_product_row *out, struct slw_err *err)
{
	(void)err;
	return give_row(find_row(slw_memory_find(store, session_no, NULL), product_no, version),
			out);
}

int slw_memory_product_by_handle(struct slw_store *store, int64_t session_no, const char *handle,
				 struct slw_product_row *out, struct slw_err *err)
{
	(void)err;
	return give_row(find_handle(slw_memory_find(store, session_no, NULL), handle), out);
}

int slw_memory_product_by_sku(struct slw_store *store, int64_t session_no, const char *sku,
			      struct slw_product_row *out, struct slw_err *err)
{
	(void)err;
	return give_row(find_sku(slw_memory_find(store, session_no, NULL), sku), out);
}

static int by_rank(const void *a, const void *b)
{
	const struct slw_product_row *const *one = a, *const *two = b;

	if ((*one)->rank != (*two)->rank)
		return (*one)->rank < (*two)->rank ? -1 : 1;
	return (*one)->product_no < (*two)->product_no ? -1 : 1;
}

int slw_memory_product_list(struct slw_store *store, int64_t session_no, int64_t version,
			    int64_t after_rank, size_t limit,
			    int (*each)(void *context, const struct slw_product_row *row),
			    void *context, struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, NULL);
	const struct slw_product_row **found;
	size_t count = 0;

	(void)err;
	if (session == NULL)
		return 0;
	found = slw_calloc(session->products.count, sizeof(const struct slw_product_row *));
	for (size_t i = 0; i < session->products.count; i++) {
		const struct slw_product_row *row = &session->products.at[i];

		if (row->rank > after_rank && find_row(session, row->product_no, version) == row)
			found[count++] = row;
	}
	qsort(found, count, sizeof(*found), by_rank);
	for (size_t i = 0; i < count && (limit == 0 || i < limit); i++)
		if (each(context, found[i]) != 0)
			break;
	free(found);
	return 0;
}

static bool is_same(const struct slw_product_row *a, const struct slw_product_row *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return a->rank == b->rank && strcmp(a->handle, b->handle) == 0 &&
	       strcmp(a->data, b->data) == 0;
}

int slw_memory_product_changes(struct slw_store *store, int64_t session_no, int64_t a, int64_t b,
			       int (*each)(void *context, int64_t product_no), void *context,
			       struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, NULL);

	(void)err;
	if (session == NULL)
		return 0;
	for (int64_t no = 1; no < session->next_product_no; no++) {
		/* there is no version 0; asking for it would mean "now" */
		const struct slw_product_row *before = a > 0 ? find_row(session, no, a) : NULL;

		if (!is_same(before, find_row(session, no, b)) && each(context, no) != 0)
			break;
	}
	return 0;
}

/* --- writing ----------------------------------------------------------------------------- */

static int check_clashes(struct slw_memory_session *session, const struct slw_product_row *row,
			 const char *const *skus, size_t sku_count, struct slw_err *err)
{
	const struct slw_product_row *owner = find_handle(session, row->handle);

	if (owner != NULL && owner->product_no != row->product_no)
		return slw_store_handle_taken(err, row->handle, row->product_no, owner->product_no);
	for (size_t i = 0; i < sku_count; i++) {
		owner = find_sku(session, skus[i]);
		if (owner != NULL && owner->product_no != row->product_no)
			return slw_store_sku_taken(err, skus[i], row->handle, owner->handle);
		for (size_t j = 0; j < i; j++)
			if (strcmp(skus[i], skus[j]) == 0)
				return slw_store_sku_twice(err, skus[i], row->handle);
	}
	return 0;
}

static void delete_skus(struct slw_memory_session *session, int64_t product_no)
{
	for (size_t i = 0; i < session->skus.count;) {
		if (session->skus.at[i].product_no != product_no) {
			i++;
			continue;
		}
		free(session->skus.at[i].sku);
		SLW_MEMORY_DROP(session->skus, i);
	}
}

static void set_skus(struct slw_memory_session *session, int64_t product_no,
		     const char *const *skus, size_t sku_count)
{
	delete_skus(session, product_no);
	for (size_t i = 0; i < sku_count; i++) {
		struct slw_memory_sku *sku = SLW_MEMORY_ADD(session->skus);

		sku->sku = slw_strdup(skus[i]);
		sku->product_no = product_no;
	}
}

/* Whether the product differs, as things stand, from what it was before the change. */
static bool differs(const struct slw_change *change, struct slw_memory_session *session,
		    int64_t product_no)
{
	const struct slw_product_row *before =
	    change->version > 1 ? find_row(session, product_no, change->version - 1) : NULL;

	return !is_same(before, find_row(session, product_no, 0));
}

/* Ends the current row, or takes it away where this change made it. */
static void end_current(const struct slw_change *change, struct slw_memory_session *session,
			int64_t product_no)
{
	struct slw_product_row *row = find_row(session, product_no, 0);

	if (row == NULL)
		return;
	if (row->valid_from < change->version) {
		row->valid_to = change->version;
		return;
	}
	slw_product_row_release(row);
	SLW_MEMORY_DROP(session->products, row - session->products.at);
}

static int64_t last_rank(const struct slw_memory_session *session)
{
	int64_t last = 0;

	for (size_t i = 0; i < session->products.count; i++)
		if (session->products.at[i].valid_to == 0 && session->products.at[i].rank > last)
			last = session->products.at[i].rank;
	return last;
}

static void set_row(const struct slw_change *change, struct slw_memory_session *session,
		    struct slw_product_row *row)
{
	struct slw_product_row *before;

	end_current(change, session, row->product_no);
	before =
	    change->version > 1 ? find_row(session, row->product_no, change->version - 1) : NULL;
	if (before != NULL && is_same(before, row)) {
		before->valid_to = 0;
		row->valid_from = before->valid_from;
	} else {
		slw_memory_copy_product(SLW_MEMORY_ADD(session->products), row);
	}
}

int slw_memory_product_put(struct slw_store *store, struct slw_product_row *row,
			   const char *const *skus, size_t sku_count, struct slw_err *err)
{
	struct slw_change *change = &store->change;
	struct slw_memory_session *session = slw_memory_find(store, change->session_no, err);
	const struct slw_product_row *current;
	bool counted;

	if (session == NULL || check_clashes(session, row, skus, sku_count, err) < 0)
		return -1;
	if (row->product_no == 0)
		row->product_no = change->next_product_no;
	if (change->next_product_no <= row->product_no)
		change->next_product_no = row->product_no + 1;
	current = find_row(session, row->product_no, 0);
	if (row->rank == 0)
		row->rank = current != NULL ? current->rank : last_rank(session) + SLW_RANK_STEP;
	row->valid_from = change->version;
	row->valid_to = 0;
	change->product_count += current == NULL;
	counted = differs(change, session, row->product_no);
	set_row(change, session, row);
	change->products_changed += differs(change, session, row->product_no) - counted;
	set_skus(session, row->product_no, skus, sku_count);
	return 0;
}

int slw_memory_product_remove(struct slw_store *store, int64_t product_no, struct slw_err *err)
{
	struct slw_change *change = &store->change;
	struct slw_memory_session *session = slw_memory_find(store, change->session_no, err);
	bool counted;

	if (session == NULL)
		return -1;
	if (find_row(session, product_no, 0) == NULL)
		return slw_store_no_product(err, product_no);
	counted = differs(change, session, product_no);
	end_current(change, session, product_no);
	change->products_changed += differs(change, session, product_no) - counted;
	change->product_count--;
	delete_skus(session, product_no);
	return 0;
}
