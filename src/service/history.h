/*
 * The journal of a session as users meet it: log, diff, undo, redo, restore; and whole sessions:
 * copy and delete. Undo appends a version that equals an earlier one, so nothing is ever lost.
 */
#ifndef SLW_SERVICE_HISTORY_H
#define SLW_SERVICE_HISTORY_H

#include <jansson.h>
#include <stdint.h>

struct slw_err;
struct slw_service;
struct slw_session;

/* {"versions": [{"version", "parent", "kind", "author", "note", "changed", "products_changed",
 * "created_at"}]}, newest first. limit 0: all. */
json_t *slw_history_log(struct slw_service *service, const struct slw_session *session,
			size_t limit, struct slw_err *err);

/* {"from", "to", "fields": [{"key", "before", "after"}], "products": [{"handle", "title",
 * "change": "added|removed|changed", "fields": [...]}], "products_total"}; at most 1000 products
 * are listed. */
json_t *slw_history_diff(struct slw_service *service, const struct slw_session *session, int64_t a,
			 int64_t b, struct slw_err *err);

/* Each appends one version and gives {"version", "equals", "kind", "changed", "products_changed"}.
 * SLW_EINVAL when there is nothing to undo or redo. */
json_t *slw_history_undo(struct slw_service *service, struct slw_session *session,
			 struct slw_err *err);
json_t *slw_history_redo(struct slw_service *service, struct slw_session *session,
			 struct slw_err *err);
json_t *slw_history_restore(struct slw_service *service, struct slw_session *session,
			    int64_t version, struct slw_err *err);

/* A new session with the answers, products and texts of this one, and a journal of its own. */
int slw_history_copy(struct slw_service *service, const struct slw_session *session,
		     const char *business_name, struct slw_session *out, struct slw_err *err);
int slw_history_delete(struct slw_service *service, const struct slw_session *session,
		       struct slw_err *err);

#endif
