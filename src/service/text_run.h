/*
 * Many texts of one session: started one after the other, written at the same time, stored as they
 * come. What a person edited or locked is left alone, also where that happened meanwhile.
 */
#ifndef SLW_SERVICE_TEXT_RUN_H
#define SLW_SERVICE_TEXT_RUN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "content/budget.h"
#include "content/content.h"
#include "model/documents.h"
#include "model/records.h"
#include "service/spent.h"

struct slw_service;

/* A text that is there already. */
struct slw_text_found {
	char *type, *subject;
	bool held;  /* locked, or changed by a person */
	bool asked; /* for, in this run */
	int64_t no;
	char hash[65], provider[40];
};

struct slw_text_run {
	struct slw_service *service;
	const struct slw_session *session;
	struct slw_writer *writer;
	struct slw_documents docs; /* resolved */
	const json_t *types;	   /* names that step 5 asks for */
	const char *provider, *model;
	bool only_missing, models; /* models: one may be asked */
	struct slw_budget budget;
	size_t most; /* at a time */

	struct slw_text_found *found; /* of the product, or of the shop and its collections */
	size_t found_count, found_cap;
	unsigned int variation; /* of what is written next */

	struct slw_content_row *rows; /* written, not stored yet */
	size_t count, cap;
	int64_t *gone; /* rows that nothing asks for any more */
	size_t gone_count, gone_cap;
	size_t pending;
	int64_t stored_at; /* monotonic */

	/* left: a cap forbade it. done, total: for the progress. */
	int64_t written, kept, failed, left, done, total;
	struct slw_spent spent;
	struct slw_err first; /* of the failed ones */
	json_t *failures, *by_type, *by_provider, *fallbacks;
};

/*
 * options (may be NULL) hold for this run alone: "provider", "model", "jobs", "max_tokens", "max_cost" (US
 * cents), "at_cap".
 */
int slw_text_run_open(struct slw_text_run *run, struct slw_service *service,
		      const struct slw_session *session, const json_t *options,
		      struct slw_err *err);
void slw_text_run_release(struct slw_text_run *run);

/* What is there of a product, or (0) of the shop and its collections: for what is written next. */
int slw_text_run_load(struct slw_text_run *run, int64_t product_no, struct slw_err *err);
/* Those of them that slw_text_run_write() was not asked for have no place any more. */
void slw_text_run_drop_unasked(struct slw_text_run *run);

bool slw_text_run_wants(const struct slw_text_run *run, const char *type);

struct slw_text_place {
	const char *type; /* of the table of types */
	enum slw_content_scope scope;
	json_t *facts; /* borrowed */
	int64_t product_no;
	const char *handle; /* of the product; NULL */
	const char *subject;
};

/*
 * One text: unless a person has changed it, or nothing that it depends on has changed. Waits while
 * there are as many on their way as there may be. A text that fails is no error here. -1: it was
 * cancelled, or the store failed.
 */
int slw_text_run_write(struct slw_text_run *run, const struct slw_text_place *place,
		       struct slw_err *err);
/* Waits for all and stores them; with an error that came before (err->code), what is there is stored
 * and the error stays. */
int slw_text_run_finish(struct slw_text_run *run, struct slw_err *err);

/* The result of slw_orchestrator_generate_all(). */
json_t *slw_text_run_result(struct slw_text_run *run);

#endif
