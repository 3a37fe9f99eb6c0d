#include "config.h"

#include "store/memory.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/mem.h"

#include "base/banned.h"

int slw_memory_change_begin(struct slw_store *store, int64_t session_no, int64_t expected,
			    struct slw_err *err)
{
	const struct slw_memory_session *session = slw_memory_find(store, session_no, err);

	if (session == NULL)
		return -1;
	if (session->row.version != expected)
		return slw_store_stale(err, expected, session->row.version);
	store->change = (struct slw_change){
		.session_no = session_no,
		.version = expected + 1,
		.next_product_no = session->next_product_no,
		.product_count = session->row.product_count,
	};
	return 0;
}

int slw_memory_change_end(struct slw_store *store, struct slw_version *version,
			  const char *business_name, struct slw_err *err)
{
	const struct slw_change *change = &store->change;
	struct slw_memory_session *session = slw_memory_find(store, change->session_no, err);

	if (session == NULL)
		return -1;
	version->products_changed = change->products_changed;
	version->product_count = change->product_count;
	version->created_at = slw_clock_now();
	slw_memory_copy_version(SLW_MEMORY_ADD(session->versions), version, true);
	session->row.version = change->version;
	session->row.product_count = change->product_count;
	session->row.updated_at = version->created_at;
	session->next_product_no = change->next_product_no;
	free(session->row.business_name);
	session->row.business_name = slw_strdup(business_name);
	return 0;
}

int slw_memory_version_get(struct slw_store *store, int64_t session_no, int64_t version,
			   struct slw_version *out, struct slw_err *err)
{
	const struct slw_memory_session *session = slw_memory_find(store, session_no, NULL);

	for (size_t i = session != NULL ? session->versions.count : 0; i-- > 0;) {
		const struct slw_version *found = &session->versions.at[i];

		if (version == 0 || found->version == version) {
			slw_version_release(out);
			slw_memory_copy_version(out, found, true);
			return 0;
		}
	}
	return slw_store_no_version(err, version);
}

int slw_memory_version_list(struct slw_store *store, int64_t session_no, size_t limit,
			    int (*each)(void *context, const struct slw_version *version),
			    void *context, struct slw_err *err)
{
	const struct slw_memory_session *session = slw_memory_find(store, session_no, NULL);
	size_t count = session != NULL ? session->versions.count : 0;

	(void)err;
	for (size_t i = 0; i < count && (limit == 0 || i < limit); i++) {
		struct slw_version version;
		int stop;

		slw_memory_copy_version(&version, &session->versions.at[count - 1 - i], false);
		stop = each(context, &version);
		slw_version_release(&version);
		if (stop != 0)
			break;
	}
	return 0;
}

static bool is_kept(int64_t version, const int64_t *keep, size_t keep_count)
{
	for (size_t i = 0; i < keep_count; i++)
		if (keep[i] == version)
			return true;
	return false;
}

static bool is_needed(const struct slw_memory_session *session, const struct slw_product_row *row)
{
	if (row->valid_to == 0)
		return true;
	for (size_t i = 0; i < session->versions.count; i++) {
		int64_t version = session->versions.at[i].version;

		if (version >= row->valid_from && version < row->valid_to)
			return true;
	}
	return false;
}

int slw_memory_compact(struct slw_store *store, int64_t session_no, int64_t keep_after,
		       const int64_t *keep, size_t keep_count, int64_t *dropped,
		       struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, session_no, NULL);

	(void)err;
	if (session == NULL)
		return 0;
	for (size_t i = 0; i + 1 < session->versions.count;) {
		struct slw_version *version = &session->versions.at[i];

		if (version->version > keep_after || is_kept(version->version, keep, keep_count)) {
			i++;
			continue;
		}
		slw_version_release(version);
		SLW_MEMORY_DROP(session->versions, i);
		++*dropped;
	}
	for (size_t i = 0; i < session->products.count;) {
		if (is_needed(session, &session->products.at[i])) {
			i++;
			continue;
		}
		slw_product_row_release(&session->products.at[i]);
		SLW_MEMORY_DROP(session->products, i);
	}
	return 0;
}
