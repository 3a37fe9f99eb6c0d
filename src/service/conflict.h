/*
 * Both sides changed the same field, or the same product: who changed what, and what is left
 * to decide. Theirs is a version already; what is decided is saved as another on top of it.
 */
#ifndef SLW_SERVICE_CONFLICT_H
#define SLW_SERVICE_CONFLICT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/steps.h"

struct slw_edit;
struct slw_err;
struct slw_problems;
struct slw_service;
struct slw_session;

/*
 * slw_flow_update_step() that a conflict does not stop: a field that both sides changed stays as
 * theirs, all else is saved as one version. *conflicts becomes the rows of those fields, as of
 * slw_flow_update_step(), or NULL where there were none; what was mine is for the caller to keep (a row
 * shows no secret, data has it) until someone has decided.
 */
int slw_flow_merge_step(struct slw_service *service, struct slw_session *session,
			enum slw_section section, const json_t *data, const struct slw_edit *edit,
			bool advance, int64_t *version, json_t **conflicts,
			struct slw_problems *problems, struct slw_err *err);

/*
 * What is to be decided after slw_flow_product_put() was refused with SLW_ECONFLICT: {"theirs": the
 * version to begin from now, "deleted": true where the product is gone, "product": mine with what only
 * they changed taken in, "conflicts": rows as of slw_flow_update_step(), keys from the product on}.
 * Without conflicts "product" can be put as it is. New reference.
 */
json_t *slw_flow_product_conflict(struct slw_service *service, struct slw_session *session,
				  int64_t product_no, const json_t *mine, int64_t base_version,
				  struct slw_err *err);
/* Its "product" with what was decided: for each key of its conflicts {"take": "theirs"}, {"take":
 * "mine"} or {"value": any}, null for none. New reference. */
json_t *slw_flow_product_decide(const json_t *conflict, const json_t *choices);

/*
 * "description: was "A", is "B" now (anna, version 7), yours is "C"": a row of a conflict in words, for
 * where there is no screen. New string.
 */
char *slw_conflict_text(const json_t *row);

#endif
