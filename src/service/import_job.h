/* One product file on its way in, and its report; nothing outside src/service/ includes it. */
#ifndef SLW_SERVICE_IMPORT_JOB_H
#define SLW_SERVICE_IMPORT_JOB_H

#include <jansson.h>
#include <stdint.h>

#include "model/problem.h"
#include "service/intake.h"

struct slw_currency;
struct slw_documents;
struct slw_err;
struct slw_import;
struct slw_progress;

struct slw_import_job {
	char *name;
	int fd; /* owned */
	struct slw_import *import;
	struct slw_problems problems;
	uint64_t rows[SLW_INTAKE_RESULT__MAX];
	uint64_t products[SLW_INTAKE_RESULT__MAX];
};

/* Takes over fd. The job is released with slw_import_job_release() also when this fails. */
int slw_import_job_open(struct slw_import_job *job, int fd, const char *name,
			const struct slw_currency *currency, const json_t *map,
			struct slw_err *err);
void slw_import_job_release(struct slw_import_job *job);

/* All products of the file, into the intake; NULL: looked at only, and counted as created. */
int slw_import_job_run(struct slw_import_job *job, struct slw_intake *intake,
		       const struct slw_progress *progress, struct slw_err *err);

/* Adds the collections that the file names and docs does not have yet. */
void slw_import_job_collections(const struct slw_import_job *job, struct slw_documents *docs);

/* As slw_import_run() describes it, without "version". New reference. */
json_t *slw_import_job_report(const struct slw_import_job *job);

#endif
