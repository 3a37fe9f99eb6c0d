/*
 * Many products of a session changed, or deleted, as one version that one undo takes back. Products
 * are read one after the other: memory does not grow with their number. Progress is reported, and
 * a call that is cancelled (SLW_ECANCELLED) has changed nothing.
 */
#ifndef SLW_SERVICE_BULK_H
#define SLW_SERVICE_BULK_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/bulk.h"

struct slw_edit;
struct slw_err;
struct slw_service;
struct slw_session;

#define SLW_BULK_EXAMPLES 20  /* told at most */
#define SLW_BULK_REFUSALS 200 /* told one by one at most; all are counted */

struct slw_bulk_request {
	struct slw_bulk bulk;	 /* its currency is that of the session */
	const int64_t *products; /* their numbers, each once; NULL: all of the shop */
	size_t product_count;
	bool dry_run; /* only tell what it would do */
};

/*
 * A product that may not be as the change would have it (a compare-at price that is not above the
 * price), or that was changed by someone else after edit->base_version, stays wholly as it is and is
 * told; the others are changed. Result: {"products": looked at, "changed", "values", "refused",
 * "examples": [{"title", "variant", "before", "after"}], "refusals": [{"product_no", "title",
 * "reason", "hint"}], "version"}; before and after are values of the column or null, and values counts
 * those that are others. Nothing to change makes no version. SLW_EINVAL: the operation does not fit
 * the column.
 */
json_t *slw_bulk_run(struct slw_service *service, struct slw_session *session,
		     const struct slw_bulk_request *request, const struct slw_edit *edit,
		     struct slw_err *err);

/* Deletes products, all or (SLW_ECONFLICT, one was changed after edit->base_version) none. Those that
 * are gone already are not missed. */
int slw_bulk_remove(struct slw_service *service, struct slw_session *session,
		    const int64_t *products, size_t count, const struct slw_edit *edit,
		    struct slw_err *err);

#endif
