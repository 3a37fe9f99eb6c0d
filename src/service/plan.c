/* An answers file with all that it names: looked through in one pass, then applied as one version. */
#include "config.h"

#include "service/apply.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/problem.h"
#include "product/product.h"
#include "service/flow.h"
#include "service/import_job.h"
#include "service/internal.h"
#include "service/plan_check.h"

#include "base/banned.h"

struct slw_plan {
	char *path, *folder; /* folder: absolute, that relative files are below */
	struct slw_answers *answers;
	char *missing;
	json_t *preflights; /* reports */
};

void slw_plan_free(struct slw_plan *plan)
{
	if (plan == NULL)
		return;
	slw_answers_free(plan->answers);
	json_decref(plan->preflights);
	free(plan->missing);
	free(plan->folder);
	free(plan->path);
	free(plan);
}

const char *slw_plan_missing(const struct slw_plan *plan)
{
	return plan->missing;
}

/* --- reading ----------------------------------------------------------------------------- */

static int read_input(const char *path, struct slw_buf *text, struct slw_err *err)
{
	char space[65536];
	ssize_t got;

	if (strcmp(path, "-") != 0)
		return slw_file_read(path, SLW_ANSWERS_MAX, text, err);
	while ((got = read(STDIN_FILENO, space, sizeof(space))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return slw_err_errno(err, SLW_EIO, errno, "%s",
					     _("could not read standard input"));
		slw_buf_add(text, space, (size_t)got);
	}
	if (text->over)
		return slw_err_set(err, SLW_ELIMIT, _("standard input is larger than %d MiB"),
				   SLW_ANSWERS_MAX / (1024 * 1024));
	return 0;
}

static char *absolute_folder(const char *path)
{
	char *folder = strcmp(path, "-") == 0 ? slw_strdup(".") : slw_path_folder(path);
	char *real = realpath(folder, NULL);

	if (real == NULL)
		return folder;
	free(folder);
	return real;
}

static void place(const struct slw_plan *plan, struct slw_problem *problem, const char *path)
{
	char *at;
	int line, column, found;

	if (problem == NULL)
		return;
	free(problem->file);
	problem->file = slw_strdup(plan->path);
	at = slw_strdup(path);
	found = slw_answers_position(plan->answers, at, &line, &column);
	/* where one value stands for a record, "images[0].src" is the entry itself */
	if (found < 0 && strrchr(at, '.') != NULL) {
		*strrchr(at, '.') = '\0';
		found = slw_answers_position(plan->answers, at, &line, &column);
	}
	if (found == 0) {
		problem->line = line;
		problem->column = column;
	}
	free(at);
}

/* One product file: what it would give, as warnings at its own lines, and its collections. */
static void preflight(struct slw_plan *plan, const json_t *import, size_t index,
		      struct slw_documents *docs, struct slw_problems *problems)
{
	const char *file = slw_json_str(import, "file", "");
	char *path = slw_printf("products.imports[%zu].file", index);
	struct slw_err err = SLW_ERR_INIT;
	struct slw_import_job job = { .fd = -1 };
	int fd = slw_file_open_below(plan->folder, file, &err);

	if (fd < 0 ||
	    slw_import_job_open(&job, fd, file, slw_documents_currency(docs),
				json_object_get(import, "map"), &err) < 0 ||
	    slw_import_job_run(&job, NULL, NULL, &err) < 0) {
		place(
		    plan,
		    slw_problems_add(problems, SLW_PROBLEM_ERROR, "file", path, err.msg, err.hint),
		    path);
	} else {
		for (size_t i = 0; i < job.problems.count; i++) {
			const struct slw_problem *found = &job.problems.items[i];
			struct slw_problem *added =
			    slw_problems_add(problems, SLW_PROBLEM_WARNING, found->kind, found->key,
					     found->message, found->hint);

			if (added != NULL) {
				added->file = slw_path_join(plan->folder, file);
				added->line = found->line;
			}
		}
		slw_import_job_collections(&job, docs);
		slw_json_append(plan->preflights, slw_import_job_report(&job));
	}
	slw_import_job_release(&job);
	free(path);
}

int slw_plan_open(struct slw_plan **out, const char *path, const struct slw_catalog *catalog,
		  struct slw_problems *problems, struct slw_err *err)
{
	struct slw_plan *plan = slw_calloc(1, sizeof(*plan));
	struct slw_documents *docs;
	struct slw_buf text, missing;
	size_t i;
	json_t *import;
	int rc = -1;

	slw_buf_init(&text, SLW_ANSWERS_MAX);
	slw_buf_init(&missing, 0);
	plan->path = slw_strdup(path);
	plan->folder = absolute_folder(path);
	plan->preflights = json_array();
	if (read_input(path, &text, err) < 0 ||
	    slw_answers_read(path, text.data, text.len, catalog, &plan->answers, problems, err) < 0)
		goto out;
	docs = slw_answers_documents(plan->answers);
	slw_answers_missing(plan->answers, problems, &missing);
	plan->missing = slw_buf_take(&missing);
	json_array_foreach (slw_answers_imports(plan->answers), i, import)
		preflight(plan, import, i, docs, problems);
	for (size_t k =
		 slw_plan_check_files(plan->folder, slw_answers_numbered(plan->answers),
				      slw_answers_numbered_products(plan->answers), problems);
	     k < problems->count; k++)
		place(plan, &problems->items[k], problems->items[k].key);
	slw_problems_sort(problems);
	*out = plan;
	plan = NULL;
	rc = 0;
out:
	slw_buf_release(&text);
	slw_buf_release(&missing);
	slw_plan_free(plan);
	return rc;
}

json_t *slw_plan_json(const struct slw_plan *plan)
{
	const struct slw_documents *docs = slw_answers_documents(plan->answers);
	struct slw_documents full;
	json_t *result = json_object();

	slw_documents_init(&full);
	slw_documents_resolve(docs, &full);
	slw_json_set_str(result, "business_name",
			 slw_documents_str(docs, "business.business_name", ""));
	slw_json_set_int(result, "products",
			 (int64_t)json_array_size(slw_answers_products(plan->answers)));
	slw_json_set(result, "imports", json_incref(plan->preflights));
	slw_json_set_str(result, "theme_id", slw_documents_str(&full, "theme.theme_id", "auto"));
	slw_json_set(result, "targets", json_incref(slw_documents_get(&full, "launch.targets")));
	slw_documents_release(&full);
	return result;
}

/* --- applying ---------------------------------------------------------------------------- */

struct application {
	struct slw_plan *plan;
	struct slw_documents *docs;
	bool standing; /* the session was there before */
	uint64_t counts[SLW_INTAKE_RESULT__MAX], removed;
	json_t *reports, *rejected;
};

static int take_items(struct application *application, struct slw_intake *intake,
		      struct slw_err *err)
{
	json_t *items = slw_answers_products(application->plan->answers), *item;
	struct slw_product product;
	size_t i;
	int rc = 0;

	slw_product_init(&product);
	json_array_foreach (items, i, item) {
		slw_product_from_json(&product, item);
		rc = slw_intake_product(intake, &product, err);
		if (rc == SLW_INTAKE_REJECTED) {
			json_t *why = json_object();

			slw_json_set(why, "handle", json_string(product.handle));
			slw_json_set(why, "reason", json_string(intake->reason));
			slw_json_append(application->rejected, why);
		}
		if (rc < 0)
			break;
	}
	slw_product_release(&product);
	return rc < 0 ? -1 : 0;
}

static int take_imports(struct application *application, struct slw_intake *intake,
			const struct slw_progress *progress, struct slw_err *err)
{
	struct slw_plan *plan = application->plan;
	json_t *import;
	size_t i;
	int rc = 0;

	json_array_foreach (slw_answers_imports(plan->answers), i, import) {
		const char *file = slw_json_str(import, "file", "");
		struct slw_import_job job = { .fd = -1 };
		int fd = slw_file_open_below(plan->folder, file, err);

		if (fd < 0 ||
		    slw_import_job_open(&job, fd, file, slw_documents_currency(application->docs),
					json_object_get(import, "map"), err) < 0 ||
		    slw_import_job_run(&job, intake, progress, err) < 0)
			rc = -1;
		else
			slw_json_append(application->reports, slw_import_job_report(&job));
		slw_import_job_release(&job);
		if (rc < 0)
			return slw_err_prefix(err, "%s", file);
	}
	return 0;
}

static int apply_products(void *context, struct slw_service *service, int64_t session_no,
			  int64_t version, struct slw_err *err)
{
	struct application *application = context;
	struct slw_plan *plan = application->plan;
	size_t sources = json_array_size(slw_answers_imports(plan->answers)) +
			 (json_array_size(slw_answers_products(plan->answers)) > 0);
	struct slw_intake intake = { .service = service,
				     .session_no = session_no,
				     .version = version,
				     .may_exist = application->standing || sources > 1,
				     .whole = true };
	int rc = take_items(application, &intake, err);

	if (rc == 0)
		rc = take_imports(application, &intake, service->progress, err);
	if (rc == 0 && application->standing)
		rc = slw_intake_finish(&intake, err);
	application->removed = intake.removed;
	memcpy(application->counts, intake.counts, sizeof(application->counts));
	slw_intake_release(&intake);
	return rc;
}

static bool products_changed(void *context)
{
	const struct application *application = context;
	const uint64_t *counts = application->counts;

	return counts[SLW_INTAKE_CREATED] + counts[SLW_INTAKE_UPDATED] + counts[SLW_INTAKE_MOVED] +
		   application->removed >
	       0;
}

static char *application_note(void *context)
{
	const struct application *application = context;
	const char *name = strrchr(application->plan->path, '/');

	return slw_printf(_("from %s"), name != NULL ? name + 1 : application->plan->path);
}

static json_t *application_json(const struct application *application,
				const struct slw_session *session, int64_t version, json_t *changed)
{
	static const char *const names[] = { [SLW_INTAKE_CREATED] = "created",
					     [SLW_INTAKE_UPDATED] = "updated",
					     [SLW_INTAKE_UNCHANGED] = "unchanged",
					     [SLW_INTAKE_MOVED] = "moved",
					     [SLW_INTAKE_REJECTED] = "rejected" };
	json_t *result = json_object(), *products = json_object();

	slw_json_set_str(result, "session_id", session->id);
	slw_json_set_int(result, "version", version);
	slw_json_set(result, "changed", json_incref(changed));
	for (size_t i = 0; i < SLW_COUNT(names); i++)
		slw_json_set_int(products, names[i], (int64_t)application->counts[i]);
	slw_json_set_int(products, "removed", (int64_t)application->removed);
	slw_json_set_int(products, "total", session->product_count);
	slw_json_set(result, "products", products);
	slw_json_set(result, "imports", json_incref(application->reports));
	slw_json_set(result, "rejected", json_incref(application->rejected));
	return result;
}

/* Where relative images are, for later launches of the session; only on this machine. */
static void remember_folder(struct slw_session *session, const char *folder)
{
	if (!json_is_object(session->metadata)) {
		json_decref(session->metadata);
		session->metadata = json_object();
	}
	slw_json_set_str(session->metadata, "folder", folder);
}

json_t *slw_plan_apply(struct slw_service *service, struct slw_plan *plan,
		       struct slw_session *session, struct slw_err *err)
{
	struct slw_documents before, docs;
	int current_step = session->current_step;
	struct application application = { .plan = plan,
					   .docs = &docs,
					   .standing = session->no != 0,
					   .reports = json_array(),
					   .rejected = json_array() };
	struct slw_commit commit = { .kind = "answers",
				     .docs = &docs,
				     .before = &before,
				     .products = apply_products,
				     .context = &application,
				     .event_type = "answers_applied",
				     .make_note = application_note,
				     .keep = products_changed };
	json_t *result = NULL, *changed = NULL;
	int64_t version;

	slw_documents_init(&before);
	slw_documents_init(&docs);
	slw_documents_copy(&docs, slw_answers_documents(plan->answers));
	slw_documents_sort(&docs);
	remember_folder(session, plan->folder);
	if (session->no != 0 && slw_flow_documents(service, session, 0, &before, err) < 0)
		goto out;
	session->current_step = SLW_STEP_COUNT;
	commit.expected = session->version;
	commit.parent = session->version;
	if (slw_service_commit(service, session, &commit, &version, &changed, err) < 0) {
		session->current_step = current_step;
		if (err->code == SLW_ECONFLICT)
			slw_conflict_stale(service, session, err);
		goto out;
	}
	result = application_json(&application, session, version, changed);
out:
	json_decref(changed);
	json_decref(application.reports);
	json_decref(application.rejected);
	slw_documents_release(&before);
	slw_documents_release(&docs);
	return result;
}

/* --- a session out ----------------------------------------------------------------------- */

#define PAGE 200

struct pages {
	struct slw_service *service;
	const struct slw_session *session;
	int64_t after;
	json_t *page; /* products not given out yet */
	size_t next;
	bool last;
};

static int fill_page(void *context, const struct slw_product_row *row, struct slw_err *err)
{
	struct pages *pages = context;
	json_t *object = slw_row_object(row, err);

	if (object == NULL)
		return -1;
	pages->after = row->rank;
	slw_json_append(pages->page, object);
	return 0;
}

static int next_product(void *context, const json_t **product, struct slw_err *err)
{
	struct pages *pages = context;

	if (pages->next == json_array_size(pages->page)) {
		if (pages->last)
			return 0;
		json_array_clear(pages->page);
		pages->next = 0;
		if (slw_service_products(pages->service, pages->session->no, pages->after, PAGE,
					 fill_page, pages, err) < 0)
			return -1;
		pages->last = json_array_size(pages->page) < PAGE;
		if (json_array_size(pages->page) == 0)
			return 0;
	}
	*product = json_array_get(pages->page, pages->next++);
	return 1;
}

int slw_export_answers(struct slw_service *service, const struct slw_session *session,
		       const struct slw_answers_sink *sink, struct slw_err *err)
{
	struct pages pages = {
		.service = service, .session = session, .after = INT64_MIN, .page = json_array()
	};
	struct slw_answers_source source = { .next = next_product, .context = &pages };
	struct slw_documents docs;
	int rc;

	slw_documents_init(&docs);
	rc = slw_flow_documents(service, session, 0, &docs, err);
	if (rc == 0)
		rc = slw_answers_write(&docs, &source, sink, err);
	slw_documents_release(&docs);
	json_decref(pages.page);
	return rc;
}
