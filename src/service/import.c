/* store-wizard import: a product file into a session, as one version. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "service/apply.h"

#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/codes.h"
#include "product/import.h"
#include "service/flow.h"
#include "service/import_job.h"
#include "service/internal.h"

#include "base/banned.h"

struct run {
	struct slw_import_job job;
	struct slw_documents docs, before;
	bool may_exist;
};

static int import_products(void *context, struct slw_service *service, int64_t session_no,
			   int64_t version, struct slw_err *err)
{
	struct run *run = context;
	struct slw_intake intake = { .service = service,
				     .session_no = session_no,
				     .version = version,
				     .may_exist = run->may_exist };
	int rc = slw_import_job_run(&run->job, &intake, service->progress, err);

	slw_intake_release(&intake);
	slw_import_job_collections(&run->job, &run->docs);
	return rc;
}

static char *import_note(void *context)
{
	const struct run *run = context;
	const uint64_t *products = run->job.products;

	return slw_printf(_("imported %s: %llu created, %llu updated, %llu unchanged"),
			  run->job.name, (unsigned long long)products[SLW_INTAKE_CREATED],
			  (unsigned long long)products[SLW_INTAKE_UPDATED],
			  (unsigned long long)products[SLW_INTAKE_UNCHANGED]);
}

static json_t *import_event(void *context)
{
	const struct run *run = context;
	json_t *report = slw_import_job_report(&run->job), *data = json_object();

	slw_json_set(data, "file", json_incref(json_object_get(report, "file")));
	slw_json_set(data, "rows", json_incref(json_object_get(report, "rows")));
	json_decref(report);
	return data;
}

static bool import_changed(void *context)
{
	const struct run *run = context;

	return run->job.products[SLW_INTAKE_CREATED] + run->job.products[SLW_INTAKE_UPDATED] > 0;
}

static int open_file(const char *path, int *fd, struct slw_err *err)
{
	struct stat status;

	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (*fd < 0) {
		slw_err_errno(err, errno == ENOENT ? SLW_ENOTFOUND : SLW_EIO, errno,
			      _("could not open %s"), path);
		return slw_err_hint(err, "%s", _("Check the path and its permissions."));
	}
	if (fstat(*fd, &status) < 0 || !S_ISREG(status.st_mode)) {
		close(*fd);
		*fd = -1;
		slw_err_set(err, SLW_EINVAL, _("%s is not a file"), path);
		return slw_err_hint(err, "%s", _("Save what a pipe or a program gives first."));
	}
	return 0;
}

/* The currency that prices are read in; set in the answers where they have none. */
static int choose_currency(struct run *run, const char *code, const struct slw_currency **out,
			   struct slw_err *err)
{
	const struct slw_currency *own = slw_documents_currency(&run->docs);

	*out = own;
	if (code == NULL)
		return 0;
	*out = slw_currency_find(code);
	if (*out == NULL) {
		slw_err_set(err, SLW_EINVAL, _("\"%s\" is not a currency code"), code);
		return slw_err_hint(err, "%s", _("Write a code of ISO 4217, such as EUR or USD."));
	}
	if (own != NULL && own != *out)
		return slw_err_set(err, SLW_EINVAL,
				   _("the prices of this session are in %s, not %s"), own->code,
				   code);
	if (own == NULL)
		slw_documents_set(&run->docs, "business.currency", json_string(code));
	return 0;
}

static int commit_import(struct slw_service *service, struct slw_session *session, struct run *run,
			 int64_t *version, struct slw_err *err)
{
	struct slw_commit commit = { .kind = "import",
				     .expected = session->version,
				     .parent = session->version,
				     .docs = &run->docs,
				     .before = &run->before,
				     .products = import_products,
				     .context = run,
				     .event_type = "imported",
				     .event_data = import_event,
				     .make_note = import_note,
				     .keep = import_changed };

	return slw_service_commit(service, session, &commit, version, NULL, err);
}

static int look_through(struct slw_service *service, const struct slw_session *session,
			struct run *run, struct slw_err *err)
{
	struct slw_intake intake = { .service = service,
				     .session_no = session->no,
				     .may_exist = run->may_exist };
	int rc = slw_import_job_run(&run->job, &intake, service->progress, err);

	slw_intake_release(&intake);
	return rc;
}

json_t *slw_import_run(struct slw_service *service, struct slw_session *session,
		       const struct slw_import_request *request, struct slw_err *err)
{
	struct run run = { .may_exist = session->product_count > 0 };
	const struct slw_currency *currency;
	const char *name = strrchr(request->path, '/');
	json_t *report = NULL;
	int64_t version = session->version;
	int fd;

	run.job.fd = -1;
	slw_documents_init(&run.docs);
	slw_documents_init(&run.before);
	if (session->no != 0 && slw_flow_documents(service, session, 0, &run.docs, err) < 0)
		goto out;
	slw_documents_copy(&run.before, &run.docs);
	if (choose_currency(&run, request->currency, &currency, err) < 0 ||
	    open_file(request->path, &fd, err) < 0)
		goto out;
	if (slw_import_job_open(&run.job, fd, name != NULL ? name + 1 : request->path, currency,
				request->map, err) < 0)
		goto out;
	if (request->dry_run ? look_through(service, session, &run, err) < 0
			     : commit_import(service, session, &run, &version, err) < 0)
		goto out;
	report = slw_import_job_report(&run.job);
	if (!request->dry_run) {
		slw_json_set_str(report, "session_id", session->id);
		slw_json_set_int(report, "version", version);
	}
out:
	slw_import_job_release(&run.job);
	slw_documents_release(&run.docs);
	slw_documents_release(&run.before);
	return report;
}

json_t *slw_import_columns(const char *path, const json_t *map, struct slw_err *err)
{
	const char *name = strrchr(path, '/');
	struct slw_import_options options = { .name = name != NULL ? name + 1 : path, .map = map };
	json_t *survey;
	int fd;

	if (open_file(path, &fd, err) < 0)
		return NULL;
	survey = slw_import_survey(fd, &options, err);
	close(fd);
	if (survey != NULL)
		slw_json_set(survey, "fields", slw_import_fields());
	return survey;
}
