/*
 * WizardFlowManager of the specification: sessions and their steps.
 */
#ifndef SLW_SERVICE_FLOW_H
#define SLW_SERVICE_FLOW_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/records.h"
#include "model/steps.h"

struct slw_err;
struct slw_problems;
struct slw_service;

/* preferences (may be NULL) become the session's configuration. *out is initialized by the caller. */
int slw_flow_create_session(struct slw_service *service, const json_t *preferences,
			    struct slw_session *out, struct slw_err *err);

/*
 * By ID, unambiguous prefix of it (4 characters and more), or business name (whole, or an
 * unambiguous beginning; without regard to case). SLW_ENOTFOUND with the nearest names as a hint,
 * SLW_EAMBIGUOUS with the matches.
 */
int slw_flow_find_session(struct slw_service *service, const char *name, struct slw_session *out,
			  struct slw_err *err);

/* The answers at a version (0: now). docs is initialized; all empty before the first commit. */
int slw_flow_documents(struct slw_service *service, const struct slw_session *session,
		       int64_t version, struct slw_documents *docs, struct slw_err *err);

/* Steps that have all they need: bit n-1 for step n. A step that was never looked at is not done. */
unsigned int slw_flow_completed(const struct slw_service *service,
				const struct slw_session *session,
				const struct slw_documents *docs);

/*
 * {"session_id", "business_name", "current_step", "version", "configuration": {"business": {...},
 * "products": {..., "items": [...]}, ...}, "progress": {"completed_steps": [...], "total_steps": 6},
 * "product_count", "created_at", "updated_at", "completed_at"}. with_products: items too.
 */
json_t *slw_flow_session_json(struct slw_service *service, const struct slw_session *session,
			      bool with_products, struct slw_err *err);
/* {"sessions": [...]}: the same of each without items, most recently changed first. */
json_t *slw_flow_sessions_json(struct slw_service *service, const char *filter, size_t limit,
			       struct slw_err *err);

/* The rows alone, most recently changed first, for a list that is to be there at once. filter and limit
 * as of slw_store_session_list(), configuration and metadata NULL; non-zero from each() stops. */
int slw_flow_session_list(struct slw_service *service, const char *filter, size_t limit,
			  int (*each)(void *context, const struct slw_session *session),
			  void *context, struct slw_err *err);

struct slw_edit {
	int64_t base_version; /* that the edit began from */
	const char *kind;     /* of struct slw_version; NULL: "edit" */
	const char *note;     /* NULL: none */
};

/*
 * Replaces one section by data (canonical, checked here: SLW_EINVAL and problems filled) as one
 * version. When the newest version is not base_version, the fields that changed on one side only are
 * merged; else SLW_ECONFLICT, and *conflicts (may be NULL) becomes the array of
 * slw_journal_merge(), each row with who changed it: "version", "author", "changed_at";
 * session->version is theirs then, see conflict.h. *version (may be NULL) is the new one, or the newest when nothing changed.
 * With advance, current_step moves on when the step is complete. Drafts of the section are dropped.
 */
int slw_flow_update_step(struct slw_service *service, struct slw_session *session,
			 enum slw_section section, const json_t *data, const struct slw_edit *edit,
			 bool advance, int64_t *version, json_t **conflicts,
			 struct slw_problems *problems, struct slw_err *err);
/* The same for all sections at once. */
int slw_flow_update(struct slw_service *service, struct slw_session *session,
		    const struct slw_documents *docs, const struct slw_edit *edit, int64_t *version,
		    json_t **conflicts, struct slw_problems *problems, struct slw_err *err);

/* All that is wrong with or missing from a step (1 to 6); 0 also when there are problems. */
int slw_flow_validate_step(struct slw_service *service, const struct slw_session *session, int step,
			   struct slw_problems *problems, struct slw_err *err);

/*
 * What to do next and why, most useful first: {"recommendations": [{"id", "step", "key",
 * "title", "reason", "priority"}]}.
 */
json_t *slw_flow_recommendations(struct slw_service *service, const struct slw_session *session,
				 struct slw_err *err);

/* --- products, a version per call -------------------------------------------------------- */

/*
 * product_no 0 adds (at the end, or at rank). object is canonical and is checked here; without a
 * handle it gets a free one from its title. A product that was
 * changed since base_version is SLW_ECONFLICT with *theirs (may be NULL) its newest form.
 */
int slw_flow_product_put(struct slw_service *service, struct slw_session *session,
			 int64_t product_no, const json_t *object, int64_t rank,
			 const struct slw_edit *edit, int64_t *new_no, json_t **theirs,
			 struct slw_problems *problems, struct slw_err *err);
/* A copy to put as a new product: "TITLE (copy)", without what must be another's alone (handle, SKUs,
 * barcodes). New reference. */
json_t *slw_flow_product_copy(const json_t *object);
int slw_flow_product_remove(struct slw_service *service, struct slw_session *session,
			    int64_t product_no, const struct slw_edit *edit, struct slw_err *err);
/* Moves a product behind another (0: to the front); writes one row, unless ranks have run out. */
int slw_flow_product_move(struct slw_service *service, struct slw_session *session,
			  int64_t product_no, int64_t behind, const struct slw_edit *edit,
			  struct slw_err *err);
/* A current product by its number: 1 found (*out initialized by the caller), 0 not, -1. */
int slw_flow_product_get(struct slw_service *service, const struct slw_session *session,
			 int64_t product_no, struct slw_product_row *out, struct slw_err *err);
/* In order of the shop, from after_rank on (INT64_MIN: the first); non-zero from each() stops. */
int slw_flow_product_list(struct slw_service *service, const struct slw_session *session,
			  int64_t after_rank, size_t limit,
			  int (*each)(void *context, const struct slw_product_row *row),
			  void *context, struct slw_err *err);

/*
 * --- drafts ------------------------------------------------------------------------------
 *
 * What is being typed in a field, by its path. A product is at SLW_DRAFT_PRODUCT, whichever it is (0: one
 * that is new): "products.items[0].title" is a field of it, "products.items[0].variants[1].sku" one of
 * its second variant. The draft of that path itself is the whole product as JSON
 * (slw_flow_draft_text()), while it cannot be saved. Every front end uses these, so that what was begun
 * in one goes on in another.
 */
#define SLW_DRAFT_PRODUCT "products.items[0]"
/* A text of the shop that is edited: "content.text[TYPE][PRODUCT HANDLE][SUBJECT]". */
#define SLW_DRAFT_TEXT "content.text"

int slw_flow_draft_put(struct slw_service *service, const struct slw_session *session,
		       const struct slw_draft *draft, struct slw_err *err);
/* Of one field, which is as it was saved, and of all below it. */
int slw_flow_draft_drop(struct slw_service *service, const struct slw_session *session,
			int64_t product_no, const char *field, struct slw_err *err);
/* A record as the value of its draft; secrets are left out. New string. */
char *slw_flow_draft_text(const json_t *record);
int slw_flow_draft_list(struct slw_service *service, const struct slw_session *session,
			int (*each)(void *context, const struct slw_draft *draft), void *context,
			struct slw_err *err);

#endif
