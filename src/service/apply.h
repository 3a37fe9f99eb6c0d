/*
 * Whole files into sessions: an answers file, a product CSV; and a session out as an answers file.
 */
#ifndef SLW_SERVICE_APPLY_H
#define SLW_SERVICE_APPLY_H

#include <jansson.h>
#include <stdbool.h>

#include "model/answers.h"
#include "model/records.h"

struct slw_err;
struct slw_problems;
struct slw_service;

/* A checked answers file, with its product files looked through. */
struct slw_plan;

/*
 * Reads FILE ("-": standard input, relative files are then below the current folder) and all that it
 * names: product files (preflight, every row accounted for), images, secrets. Problems of all of them are added in one pass;
 * *out is set also when there are errors. Without a database: catalog and data alone. SLW_ENOTFOUND,
 * SLW_EIO, SLW_ELIMIT, SLW_EINVAL when the file cannot be looked at at all.
 */
int slw_plan_open(struct slw_plan **out, const char *path, const struct slw_catalog *catalog,
		  struct slw_problems *problems, struct slw_err *err);
void slw_plan_free(struct slw_plan *plan);
/* The paste block of missing keys; "" if none. Borrowed. */
const char *slw_plan_missing(const struct slw_plan *plan);
/* {"business_name", "products", "imports": [import report], "targets", "theme_id"} */
json_t *slw_plan_json(const struct slw_plan *plan);

/*
 * Commits the plan as one version: into a new session (session->no is 0; *session becomes it) or onto a
 * standing one, which is brought to what the file says, its products too. Result: {"session_id",
 * "version", "changed": [keys], "products": {"created", "updated", "moved", "removed",
 * "unchanged", "rejected", "total"}, "imports": [...], "rejected": [{"handle", "reason"}]}. The plan must have no errors.
 */
json_t *slw_plan_apply(struct slw_service *service, struct slw_plan *plan,
		       struct slw_session *session, struct slw_err *err);

/* Applies the example that comes with the program: into a new session (session->no is 0).
 * SLW_ENOTFOUND: the examples are not installed. */
int slw_demo_apply(struct slw_service *service, struct slw_session *session, struct slw_err *err);

struct slw_import_request {
	const char *path;
	const json_t *map;    /* header -> field; may be NULL */
	const char *currency; /* ISO 4217, for a session that has none yet; NULL: two decimals */
	bool dry_run;	      /* preflight: nothing is written */
};

/*
 * Product CSV into a session as one version, which undo takes back as one. Result: {"file",
 * "dialect", "encoding", "delimiter", "decimal_mark", "columns", "rows": {"in", "created", "updated",
 * "skipped", "unchanged"}, "products": {"created", "updated", "unchanged"}, "skips": [{"line",
 * "column", "reason"}], "skips_total", "warnings", "version"}; in = created + updated + skipped, and
 * rows that would change nothing are skipped as "unchanged". session->no 0: into a new one.
 */
json_t *slw_import_run(struct slw_service *service, struct slw_session *session,
		       const struct slw_import_request *request, struct slw_err *err);

/*
 * What the columns of a product CSV would be read as, for a person to look at and to mend by a map;
 * nothing is written. Result: as slw_import_survey() (product/import.h) has it, with "fields": what a
 * map can name, array of {"field", "label"}.
 */
json_t *slw_import_columns(const char *path, const json_t *map, struct slw_err *err);

/* Writes the session as an answers file; secrets as references. */
int slw_export_answers(struct slw_service *service, const struct slw_session *session,
		       const struct slw_answers_sink *sink, struct slw_err *err);

#endif
