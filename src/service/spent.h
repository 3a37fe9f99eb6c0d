/* What texts took: of one text in its result and its row, of a session in its events. */
#ifndef SLW_SERVICE_SPENT_H
#define SLW_SERVICE_SPENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct slw_content_response;
struct slw_err;
struct slw_service;

#define SLW_CENT 10000 /* of a US dollar, in millionths */

struct slw_spent {
	int64_t tokens_in, tokens_out;
	int64_t cost; /* millionths of a US dollar */
	bool cost_unknown;
};

void slw_spent_add(struct slw_spent *spent, const struct slw_content_response *response);

/* Sets "tokens" {"in", "out"} and, where it is known, "cost" ("0.000123", US dollars). Nothing where
 * nothing was spent, but for always. */
void slw_spent_json(json_t *object, const struct slw_spent *spent, bool always);
/* The decimal text of millionths: "0.0123", two places at least. New string. */
char *slw_cost_text(int64_t cost);

/* Records it for the session; nothing where nothing was spent. */
int slw_spent_record(struct slw_service *service, int64_t session_no, const struct slw_spent *spent,
		     struct slw_err *err);
/* All that was recorded for the session. */
int slw_spent_load(struct slw_service *service, int64_t session_no, struct slw_spent *out,
		   struct slw_err *err);

#endif
