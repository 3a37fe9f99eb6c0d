/*
 * Products as rows with a span of versions. Within the change of version v, a product's earlier
 * row ends at v (valid_to = v) and its new one begins there; taking a change back within the same
 * change joins them again, so that products_changed counts real differences.
 */
#include "config.h"

#include "store/sqlite.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"

#include "base/banned.h"

#define COLUMNS "product_no, valid_from, valid_to, rank, handle, data"

static const char sql_insert[] =
    "INSERT INTO products(session_id, product_no, valid_from, rank, handle, data)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
static const char sql_delete[] =
    "DELETE FROM products WHERE session_id = ?1 AND product_no = ?2 AND valid_from = ?3";
/* the row that holds at a version; rows before it end where it begins */
static const char sql_at[] =
    "SELECT " COLUMNS " FROM products WHERE session_id = ?1 AND product_no = ?2"
    " AND valid_from <= ?3 ORDER BY valid_from DESC LIMIT 1";
static const char sql_end[] = "UPDATE products SET valid_to = ?4"
			      " WHERE session_id = ?1 AND product_no = ?2 AND valid_from = ?3";
static const char sql_handle_owner[] =
    "SELECT product_no FROM products"
    " WHERE session_id = ?1 AND handle = ?2 AND valid_to IS NULL";
static const char sql_last_rank[] =
    "SELECT max(rank) FROM products WHERE session_id = ?1 AND valid_to IS NULL";
static const char sql_sku_insert[] =
    "INSERT INTO skus(session_id, sku, product_no) VALUES (?1, ?2, ?3)";
static const char sql_sku_owner[] =
    "SELECT product_no FROM skus WHERE session_id = ?1 AND sku = ?2";
static const char sql_sku_delete[] = "DELETE FROM skus WHERE session_id = ?1 AND product_no = ?2";
static const char sql_by_handle[] =
    "SELECT " COLUMNS " FROM products WHERE session_id = ?1 AND handle = ?2"
    " AND valid_to IS NULL";
static const char sql_list_now[] =
    "SELECT " COLUMNS " FROM products WHERE session_id = ?1 AND rank > ?2 AND valid_to IS NULL"
    " ORDER BY rank, product_no LIMIT ?3";
/* two walks in order of rank, each along its own index, merged */
static const char sql_list_at[] =
    "SELECT " COLUMNS " FROM products WHERE session_id = ?1 AND rank > ?2 AND valid_to IS NULL"
    " AND valid_from <= ?4"
    " UNION ALL SELECT " COLUMNS " FROM products WHERE session_id = ?1 AND rank > ?2"
    " AND valid_to IS NOT NULL AND valid_from <= ?4 AND valid_to > ?4"
    " ORDER BY rank, product_no LIMIT ?3";
/*
 * Numbers that have a row which began or ended behind version ?2 and up to ?3. The indexes are
 * named because the planner would rather walk the whole shop in order than sort the few it finds.
 */
static const char sql_touched[] =
    "SELECT product_no FROM products INDEXED BY products_began"
    " WHERE session_id = ?1 AND valid_from > ?2 AND valid_from <= ?3"
    " UNION SELECT product_no FROM products INDEXED BY products_ended"
    " WHERE session_id = ?1 AND valid_to > ?2 AND valid_to <= ?3 AND valid_to IS NOT NULL"
    " ORDER BY 1";
static const char sql_differs[] =
    "SELECT a.product_no IS NULL OR b.product_no IS NULL"
    " OR (a.rank, a.handle, a.data) IS NOT (b.rank, b.handle, b.data)"
    " FROM (SELECT 1) LEFT JOIN products AS a ON a.session_id = ?1 AND a.product_no = ?2"
    " AND a.valid_from <= ?3 AND (a.valid_to IS NULL OR a.valid_to > ?3)"
    " LEFT JOIN products AS b ON b.session_id = ?1 AND b.product_no = ?2"
    " AND b.valid_from <= ?4 AND (b.valid_to IS NULL OR b.valid_to > ?4)"
    " WHERE a.product_no IS NOT NULL OR b.product_no IS NOT NULL";

static void borrow_row(sqlite3_stmt *stmt, struct slw_product_row *row)
{
	row->product_no = sqlite3_column_int64(stmt, 0);
	row->valid_from = sqlite3_column_int64(stmt, 1);
	row->valid_to = sqlite3_column_int64(stmt, 2);
	row->rank = sqlite3_column_int64(stmt, 3);
	row->handle = slw_sqlite_borrow(stmt, 4);
	row->data = slw_sqlite_borrow(stmt, 5);
}

static void copy_row(sqlite3_stmt *stmt, struct slw_product_row *out)
{
	struct slw_product_row row;

	borrow_row(stmt, &row);
	slw_product_row_release(out);
	*out = row;
	out->handle = slw_strdup(row.handle);
	out->data = slw_strdup(row.data);
}

/* Takes one row; 1, 0 or -1. */
static int fetch_row(struct slw_sqlite *db, sqlite3_stmt *stmt, struct slw_product_row *out,
		     struct slw_err *err)
{
	int rc = stmt == NULL ? -1 : slw_sqlite_step(db, stmt, err);

	if (rc == 1)
		copy_row(stmt, out);
	slw_sqlite_give(db, stmt);
	return rc;
}

int slw_sqlite_product_at(struct slw_store *store, int64_t session_no, int64_t product_no,
			  int64_t version, struct slw_product_row *out, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	int64_t at = version == 0 ? INT64_MAX : version;
	sqlite3_stmt *stmt =
	    slw_sqlite_take(db, sql_at, VALUES(INT(session_no), INT(product_no), INT(at)), err);
	int rc = stmt == NULL ? -1 : slw_sqlite_step(db, stmt, err);

	if (rc == 1) {
		int64_t valid_to = sqlite3_column_int64(stmt, 2);

		rc = valid_to == 0 || valid_to > at;
	}
	if (rc == 1)
		copy_row(stmt, out);
	slw_sqlite_give(db, stmt);
	return rc;
}

int slw_sqlite_product_by_handle(struct slw_store *store, int64_t session_no, const char *handle,
				 struct slw_product_row *out, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);

	return fetch_row(
	    db, slw_sqlite_take(db, sql_by_handle, VALUES(INT(session_no), TEXT(handle)), err), out,
	    err);
}

int slw_sqlite_product_by_sku(struct slw_store *store, int64_t session_no, const char *sku,
			      struct slw_product_row *out, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	int64_t owner = 0;
	int rc = slw_sqlite_int(db, sql_sku_owner, VALUES(INT(session_no), TEXT(sku)), &owner, err);

	return rc == 1 ? slw_sqlite_product_at(store, session_no, owner, 0, out, err) : rc;
}

int slw_sqlite_product_list(struct slw_store *store, int64_t session_no, int64_t version,
			    int64_t after_rank, size_t limit,
			    int (*each)(void *context, const struct slw_product_row *row),
			    void *context, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	int64_t most = limit == 0 || limit > INT64_MAX ? -1 : (int64_t)limit;
	struct slw_product_row row;
	sqlite3_stmt *stmt;
	int rc;

	if (version == 0)
		stmt = slw_sqlite_take(db, sql_list_now,
				       VALUES(INT(session_no), INT(after_rank), INT(most)), err);
	else
		stmt = slw_sqlite_take(
		    db, sql_list_at,
		    VALUES(INT(session_no), INT(after_rank), INT(most), INT(version)), err);
	if (stmt == NULL)
		return -1;
	while ((rc = slw_sqlite_step(db, stmt, err)) == 1) {
		borrow_row(stmt, &row);
		rc = 0;
		if (each(context, &row) != 0)
			break;
	}
	slw_sqlite_give(db, stmt);
	return rc;
}

/* 1 or 0, or -1: whether a product has another rank, handle or data at b than at a. */
static int differs(struct slw_sqlite *db, int64_t session_no, int64_t product_no, int64_t a,
		   int64_t b, struct slw_err *err)
{
	int64_t different = 0;
	int rc = slw_sqlite_int(db, sql_differs,
				VALUES(INT(session_no), INT(product_no), INT(a), INT(b)),
				&different, err);

	return rc == 1 ? different != 0 : rc;
}

int slw_sqlite_product_changes(struct slw_store *store, int64_t session_no, int64_t a, int64_t b,
			       int (*each)(void *context, int64_t product_no), void *context,
			       struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	sqlite3_stmt *stmt =
	    slw_sqlite_take(db, sql_touched, VALUES(INT(session_no), INT(a), INT(b)), err);
	int rc;

	if (stmt == NULL)
		return -1;
	while ((rc = slw_sqlite_step(db, stmt, err)) == 1) {
		int64_t product_no = sqlite3_column_int64(stmt, 0);

		rc = differs(db, session_no, product_no, a, b, err);
		if (rc < 0)
			break;
		if (rc == 1 && each(context, product_no) != 0) {
			rc = 0;
			break;
		}
	}
	slw_sqlite_give(db, stmt);
	return rc;
}

/* --- writing ----------------------------------------------------------------------------- */

/* Says whose SKU it is. Returns -1. */
static int sku_taken(struct slw_sqlite *db, const char *sku, const char *handle, int64_t owner,
		     struct slw_err *err)
{
	struct slw_product_row row;

	slw_product_row_init(&row);
	if (slw_sqlite_product_at(&db->base, db->base.change.session_no, owner, 0, &row, err) >= 0)
		slw_store_sku_taken(err, sku, handle, row.handle != NULL ? row.handle : "?");
	slw_product_row_release(&row);
	return -1;
}

/* Everything that would clash, before anything is written. */
static int check_clashes(struct slw_sqlite *db, const struct slw_product_row *row,
			 const char *const *skus, size_t sku_count, struct slw_err *err)
{
	int64_t session_no = db->base.change.session_no, owner = 0;
	int rc = slw_sqlite_int(db, sql_handle_owner, VALUES(INT(session_no), TEXT(row->handle)),
				&owner, err);

	if (rc < 0)
		return -1;
	if (rc == 1 && owner != row->product_no)
		return slw_store_handle_taken(err, row->handle, row->product_no, owner);
	for (size_t i = 0; i < sku_count; i++) {
		rc = slw_sqlite_int(db, sql_sku_owner, VALUES(INT(session_no), TEXT(skus[i])),
				    &owner, err);
		if (rc < 0)
			return -1;
		if (rc == 1 && owner != row->product_no)
			return sku_taken(db, skus[i], row->handle, owner, err);
		for (size_t j = 0; j < i; j++)
			if (strcmp(skus[i], skus[j]) == 0)
				return slw_store_sku_twice(err, skus[i], row->handle);
	}
	return 0;
}

static int insert_row(struct slw_sqlite *db, const struct slw_product_row *row, struct slw_err *err)
{
	const struct slw_change *change = &db->base.change;

	return slw_sqlite_run(db, sql_insert,
			      VALUES(INT(change->session_no), INT(row->product_no),
				     INT(change->version), INT(row->rank), TEXT(row->handle),
				     TEXT(row->data)),
			      err) < 0
		   ? -1
		   : 0;
}

static int insert_skus(struct slw_sqlite *db, int64_t product_no, const char *const *skus,
		       size_t sku_count, struct slw_err *err)
{
	for (size_t i = 0; i < sku_count; i++)
		if (slw_sqlite_run(
			db, sql_sku_insert,
			VALUES(INT(db->base.change.session_no), TEXT(skus[i]), INT(product_no)),
			err) < 0)
			return -1;
	return 0;
}

static int delete_skus(struct slw_sqlite *db, int64_t product_no, struct slw_err *err)
{
	return slw_sqlite_run(db, sql_sku_delete,
			      VALUES(INT(db->base.change.session_no), INT(product_no)), err) < 0
		   ? -1
		   : 0;
}

static int delete_row(struct slw_sqlite *db, int64_t product_no, struct slw_err *err)
{
	const struct slw_change *change = &db->base.change;

	return slw_sqlite_run(
		   db, sql_delete,
		   VALUES(INT(change->session_no), INT(product_no), INT(change->version)), err) < 0
		   ? -1
		   : 0;
}

/* Ends a row at the version of this change (or, with 0, makes it the current one again). */
static int end_row(struct slw_sqlite *db, const struct slw_product_row *row, int64_t valid_to,
		   struct slw_err *err)
{
	return slw_sqlite_run(db, sql_end,
			      VALUES(INT(db->base.change.session_no), INT(row->product_no),
				     INT(row->valid_from), TIME(valid_to)),
			      err) < 0
		   ? -1
		   : 0;
}

static int take_rank(struct slw_sqlite *db, int64_t *rank, struct slw_err *err)
{
	struct slw_change *change = &db->base.change;
	int64_t last = 0;

	if (change->next_rank == 0) {
		if (slw_sqlite_int(db, sql_last_rank, VALUES(INT(change->session_no)), &last, err) <
		    0)
			return -1;
		change->next_rank = (last > 0 ? last : 0) + SLW_RANK_STEP;
	}
	if (*rank == 0)
		*rank = change->next_rank;
	if (*rank >= change->next_rank && *rank <= INT64_MAX - SLW_RANK_STEP)
		change->next_rank = *rank + SLW_RANK_STEP;
	return 0;
}

/*
 * A new product of an import: there is nothing to end, and clashes are rare, so the indexes are
 * asked only when one of them refuses.
 */
static int put_new(struct slw_sqlite *db, struct slw_product_row *row, const char *const *skus,
		   size_t sku_count, struct slw_err *err)
{
	struct slw_change *change = &db->base.change;

	row->product_no = change->next_product_no;
	if (insert_row(db, row, err) == 0 &&
	    insert_skus(db, row->product_no, skus, sku_count, err) == 0) {
		change->next_product_no++;
		change->product_count++;
		change->products_changed++;
		return 0;
	}
	if (slw_sqlite_is_duplicate(db) && delete_skus(db, row->product_no, err) == 0 &&
	    delete_row(db, row->product_no, err) == 0) {
		row->product_no = 0;
		check_clashes(db, row, skus, sku_count, err);
	}
	row->product_no = 0;
	return -1;
}

static bool is_same(const struct slw_product_row *a, const struct slw_product_row *b)
{
	return a->rank == b->rank && strcmp(a->handle, b->handle) == 0 &&
	       strcmp(a->data, b->data) == 0;
}

/*
 * Writes the row of a product that has, or had, others: current is the row that holds now, before
 * the one that held at the version before, with product_no 0 where there is none.
 */
static int replace_row(struct slw_sqlite *db, struct slw_product_row *row,
		       const struct slw_product_row *current, const struct slw_product_row *before,
		       struct slw_err *err)
{
	struct slw_change *change = &db->base.change;
	bool counted = before->product_no != 0 ? before->valid_to == change->version
					       : current->product_no != 0;
	int rc = 0;

	if (current->product_no != 0 && is_same(row, current)) {
		row->valid_from = current->valid_from;
		return 0;
	}
	if (current->product_no == 0)
		change->product_count++;
	else if (current->valid_from == change->version)
		rc = delete_row(db, row->product_no, err);
	else
		rc = end_row(db, current, change->version, err);
	if (rc < 0)
		return -1;
	if (before->product_no != 0 && counted && is_same(row, before)) {
		change->products_changed--;
		row->valid_from = before->valid_from;
		return end_row(db, before, 0, err);
	}
	change->products_changed += counted ? 0 : 1;
	return insert_row(db, row, err);
}

/* The row of the version that this change began from. */
static int row_before(struct slw_sqlite *db, int64_t product_no, struct slw_product_row *out,
		      struct slw_err *err)
{
	const struct slw_change *change = &db->base.change;

	if (change->version == 1)
		return 0;
	return slw_sqlite_product_at(&db->base, change->session_no, product_no, change->version - 1,
				     out, err);
}

static int put_over(struct slw_sqlite *db, struct slw_product_row *row, const char *const *skus,
		    size_t sku_count, const struct slw_product_row *current, struct slw_err *err)
{
	struct slw_change *change = &db->base.change;
	struct slw_product_row before;
	int rc = -1;

	slw_product_row_init(&before);
	if (check_clashes(db, row, skus, sku_count, err) < 0 ||
	    row_before(db, row->product_no, &before, err) < 0)
		goto out;
	if (change->next_product_no <= row->product_no)
		change->next_product_no = row->product_no + 1;
	if (delete_skus(db, row->product_no, err) == 0 &&
	    replace_row(db, row, current, &before, err) == 0)
		rc = insert_skus(db, row->product_no, skus, sku_count, err);
out:
	slw_product_row_release(&before);
	return rc;
}

int slw_sqlite_product_put(struct slw_store *store, struct slw_product_row *row,
			   const char *const *skus, size_t sku_count, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	struct slw_product_row current, wanted = *row;
	int rc = 0;

	slw_product_row_init(&current);
	if (row->product_no != 0)
		rc = slw_sqlite_product_at(store, store->change.session_no, row->product_no, 0,
					   &current, err);
	if (rc == 1 && wanted.rank == 0)
		wanted.rank = current.rank;
	if (rc >= 0)
		rc = take_rank(db, &wanted.rank, err);
	if (rc == 0) {
		wanted.valid_from = store->change.version;
		wanted.valid_to = 0;
		rc = row->product_no == 0 ? put_new(db, &wanted, skus, sku_count, err)
					  : put_over(db, &wanted, skus, sku_count, &current, err);
	}
	if (rc == 0)
		*row = wanted;
	slw_product_row_release(&current);
	return rc;
}

int slw_sqlite_product_remove(struct slw_store *store, int64_t product_no, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	struct slw_change *change = &store->change;
	struct slw_product_row current, before;
	int rc;

	slw_product_row_init(&current);
	slw_product_row_init(&before);
	rc = slw_sqlite_product_at(store, change->session_no, product_no, 0, &current, err);
	if (rc == 0)
		slw_store_no_product(err, product_no);
	if (rc <= 0 || row_before(db, product_no, &before, err) < 0) {
		rc = -1;
		goto out;
	}
	rc = delete_skus(db, product_no, err);
	if (rc == 0 && current.valid_from == change->version)
		rc = delete_row(db, product_no, err);
	else if (rc == 0)
		rc = end_row(db, &current, change->version, err);
	if (rc == 0) {
		change->product_count--;
		if (before.product_no == 0)
			change->products_changed--;
		else if (current.valid_from < change->version)
			change->products_changed++;
	}
out:
	slw_product_row_release(&current);
	slw_product_row_release(&before);
	return rc;
}
