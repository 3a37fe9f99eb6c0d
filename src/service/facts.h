/*
 * What is true of a session, counted once, for the readiness checks and the recommendations; nothing
 * outside src/service/ includes it.
 */
#ifndef SLW_SERVICE_FACTS_H
#define SLW_SERVICE_FACTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/records.h"
#include "service/spent.h"

struct slw_err;
struct slw_product;
struct slw_service;

struct slw_session_facts {
	struct slw_documents docs, full; /* as answered, and resolved */
	unsigned int completed;		 /* slw_flow_completed() */
	int64_t products;		 /* active ones */
	int64_t without_price, without_image, without_description, without_sku, sold_out;
	int64_t empty_collections;
	char *empty_collection;	      /* handle of the first one; NULL: none */
	int64_t texts, flagged, weak; /* texts; with claims; with a score below 0.5 */
	struct slw_spent spent;	      /* on texts, by all runs */
	int64_t unwritten;	      /* texts that failed */
	int64_t described;	      /* products with a generated description */
	int64_t vouched;	      /* texts with claims that are published on someone's word */
	int64_t payments, payments_live; /* of step 4 */
	int64_t test_modes;		 /* integrations in test mode */
	int64_t unset_secrets;		 /* integrations that say what is missing */
	int64_t *members;		 /* active products of each collection, in their order */
};

int slw_session_facts_read(struct slw_session_facts *facts, struct slw_service *service,
			   const struct slw_session *session, struct slw_err *err);

/* The same for a caller that goes through the products anyway: begin, each of them, end. */
int slw_session_facts_begin(struct slw_session_facts *facts, struct slw_service *service,
			    const struct slw_session *session, struct slw_err *err);
void slw_session_facts_product(struct slw_session_facts *facts, const struct slw_product *product);
int slw_session_facts_end(struct slw_session_facts *facts, struct slw_service *service,
			  const struct slw_session *session, struct slw_err *err);
void slw_session_facts_release(struct slw_session_facts *facts);

/* What slw_orchestrator_analyze_store() and slw_flow_recommendations() say; new references. */
json_t *slw_readiness_json(const struct slw_session_facts *facts);
json_t *slw_advice_json(const struct slw_session_facts *facts, const struct slw_session *session);

/* A check of launch readiness: a row of the table in checks.c. */
enum slw_check_status { SLW_CHECK_OK, SLW_CHECK_WARNING, SLW_CHECK_ERROR };

struct slw_readiness_check {
	const char *id, *name; /* name: N_() */
	int weight;	       /* of 100 in all */
	int step;	       /* where it is mended */
	const char *key;       /* the field there */
	enum slw_check_status (*status)(const struct slw_session_facts *facts);
	/* What is wrong and how to mend it, where the status is not OK. New strings. */
	char *(*message)(const struct slw_session_facts *facts);
	const char *fix; /* N_() */
	const char *why; /* N_(): why it matters, for recommendations */
};

extern const struct slw_readiness_check slw_readiness_checks[]; /* ends with id NULL */

/* 0 to 100: what the checks that hold weigh; a warning counts half. */
int slw_readiness(const struct slw_session_facts *facts);

#endif
