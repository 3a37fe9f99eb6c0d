#include "config.h"

#include "service/import_job.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "model/documents.h"
#include "product/import.h"
#include "product/product.h"

#include "base/banned.h"

/* Every row that is left out is told, up to here. */
#define PROBLEMS_MAX 200000

int slw_import_job_open(struct slw_import_job *job, int fd, const char *name,
			const struct slw_currency *currency, const json_t *map, struct slw_err *err)
{
	struct slw_import_options options = { .name = name, .currency = currency, .map = map };

	*job = (struct slw_import_job){ .fd = fd, .name = slw_strdup(name) };
	slw_problems_init(&job->problems);
	if (slw_import_open(&job->import, fd, &options, err) < 0)
		return -1;
	if (slw_import_info(job->import)->rows > 0)
		return 0;
	slw_err_set(err, SLW_EINVAL, _("%s has a header and no rows"), name);
	return slw_err_hint(err, "%s", _("Each row below the header is a product or a variant."));
}

void slw_import_job_release(struct slw_import_job *job)
{
	slw_import_free(job->import);
	slw_problems_release(&job->problems);
	if (job->name != NULL)
		close(job->fd);
	free(job->name);
	*job = (struct slw_import_job){ .fd = -1 };
}

static int take(struct slw_import_job *job, struct slw_intake *intake, struct slw_product *product,
		uint64_t rows, struct slw_err *err)
{
	int result = intake != NULL ? slw_intake_product(intake, product, err) : SLW_INTAKE_CREATED;

	if (result < 0)
		return -1;
	if (result == SLW_INTAKE_REJECTED)
		slw_import_reject(job->import, intake->column, intake->reason, &job->problems);
	job->rows[result] += rows;
	job->products[result]++;
	return 0;
}

int slw_import_job_run(struct slw_import_job *job, struct slw_intake *intake,
		       const struct slw_progress *progress, struct slw_err *err)
{
	const struct slw_import_info *info = slw_import_info(job->import);
	struct slw_product product;
	uint64_t rows = 0, done = 0, count = 0;
	int rc;

	slw_product_init(&product);
	while ((rc = slw_import_next(job->import, &product, &rows, &job->problems, err)) > 0) {
		rc = take(job, intake, &product, rows, err);
		if (rc < 0)
			break;
		done += rows;
		if (++count % 256 != 0)
			continue;
		slw_progress_report(progress, _("importing products"), done, info->rows);
		if (slw_progress_cancelled(progress)) {
			rc = slw_err_set(err, SLW_ECANCELLED, "%s", _("the import was stopped"));
			slw_err_hint(err, "%s", _("Nothing of it was kept."));
			break;
		}
	}
	slw_product_release(&product);
	slw_problems_sort(&job->problems);
	return rc;
}

void slw_import_job_collections(const struct slw_import_job *job, struct slw_documents *docs)
{
	json_t *all = slw_documents_get(docs, "products.collections"), *met, *known;
	size_t i, k;

	json_array_foreach ((json_t *)slw_import_collections(job->import), i, met) {
		const char *handle = slw_json_str(met, "handle", "");
		bool there = false;

		json_array_foreach (all, k, known)
			if (strcmp(slw_json_str(known, "handle", ""), handle) == 0)
				there = true;
		if (there)
			continue;
		if (all == NULL) {
			all = json_array();
			slw_documents_set(docs, "products.collections", all);
		}
		slw_json_append(all, json_deep_copy(met));
	}
}

static json_t *skip_json(const struct slw_problem *problem)
{
	json_t *skip = json_object();

	slw_json_set_int(skip, "line", problem->line);
	slw_json_set(skip, "column", json_string(problem->key));
	slw_json_set(skip, "reason", json_string(problem->message));
	if (problem->hint[0] != '\0')
		slw_json_set(skip, "hint", json_string(problem->hint));
	return skip;
}

static json_t *rows_json(const struct slw_import_job *job)
{
	json_t *rows = json_object();
	uint64_t unchanged = job->rows[SLW_INTAKE_UNCHANGED];

	slw_json_set_int(rows, "in", (int64_t)slw_import_info(job->import)->rows);
	slw_json_set_int(rows, "created", (int64_t)job->rows[SLW_INTAKE_CREATED]);
	slw_json_set_int(rows, "updated", (int64_t)job->rows[SLW_INTAKE_UPDATED]);
	slw_json_set_int(rows, "skipped", (int64_t)(slw_import_skipped(job->import) + unchanged));
	slw_json_set_int(rows, "unchanged", (int64_t)unchanged);
	return rows;
}

static json_t *products_json(const struct slw_import_job *job)
{
	json_t *products = json_object();

	slw_json_set_int(products, "created", (int64_t)job->products[SLW_INTAKE_CREATED]);
	slw_json_set_int(products, "updated", (int64_t)job->products[SLW_INTAKE_UPDATED]);
	slw_json_set_int(products, "unchanged", (int64_t)job->products[SLW_INTAKE_UNCHANGED]);
	slw_json_set_int(products, "rejected", (int64_t)job->products[SLW_INTAKE_REJECTED]);
	return products;
}

json_t *slw_import_job_report(const struct slw_import_job *job)
{
	const struct slw_import_info *info = slw_import_info(job->import);
	json_t *report = json_object(), *skips = json_array(), *warnings = json_array();
	char mark[2] = { 0, 0 };

	slw_json_set(report, "file", json_string(job->name));
	slw_json_set_str(report, "dialect", _(info->dialect_name));
	slw_json_set_str(report, "encoding", info->encoding);
	mark[0] = info->delimiter;
	slw_json_set_str(report, "delimiter", info->delimiter == '\t' ? "tab" : mark);
	mark[0] = info->decimal_mark;
	slw_json_set_str(report, "decimal_mark", mark);
	slw_json_set(report, "columns", json_incref(info->columns));
	slw_json_set(report, "rows", rows_json(job));
	slw_json_set(report, "products", products_json(job));
	for (size_t i = 0; i < job->problems.count; i++) {
		const struct slw_problem *problem = &job->problems.items[i];

		slw_json_append(problem->severity == SLW_PROBLEM_ERROR ? skips : warnings,
				skip_json(problem));
	}
	slw_json_set(report, "skips", skips);
	slw_json_set_int(report, "skips_total", (int64_t)job->problems.errors);
	slw_json_set(report, "warnings", warnings);
	return report;
}
