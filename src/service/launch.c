#include "config.h"

#include "service/launch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/log.h"
#include "base/mem.h"
#include "product/export.h"
#include "service/assets.h"
#include "service/export.h"
#include "service/facts.h"
#include "service/flow.h"
#include "service/internal.h"
#include "service/launch_folder.h"
#include "service/orchestrator.h"
#include "service/report.h"
#include "service/shop.h"

#include "base/banned.h"

struct launch {
	struct slw_service *service;
	struct slw_session *session;
	const struct slw_launch_request *request;
	struct slw_shop shop;
	struct slw_assets *assets;
	struct slw_launch_folder *folder;
	struct slw_storefront_result pages;
	json_t *analysis, *next, *integrations;
	struct slw_err image_error;
};

static bool has_target(const struct launch *launch, const char *name)
{
	json_t *targets = slw_documents_get(&launch->shop.docs, "launch.targets"), *target;
	size_t i;

	json_array_foreach (targets, i, target)
		if (strcmp(json_string_value(target), name) == 0)
			return true;
	return false;
}

/* --- storefront -------------------------------------------------------------------------- */

static int write_page(void *context, const char *path, const void *data, size_t len,
		      struct slw_err *err)
{
	struct launch *launch = context;
	char *full = slw_path_join("storefront", path);
	int rc;

	rc = slw_launch_folder_file(launch->folder, full, data, len, err);
	free(full);
	if (rc == 0 && launch->image_error.code != SLW_OK) {
		*err = launch->image_error;
		rc = -1;
	}
	return rc;
}

static int write_storefront(struct launch *launch, struct slw_err *err)
{
	struct slw_storefront_options options = { .docs = &launch->shop.docs,
						  .look = launch->shop.look,
						  .theme_id = launch->shop.theme->id,
						  .data_folder = launch->service->data_folder,
						  .progress = launch->service->progress };
	struct slw_storefront_source source = slw_shop_source(&launch->shop);
	struct slw_storefront_sink sink = { .file = write_page, .context = launch };

	return slw_storefront_render(&options, &source, &sink, &launch->pages, err);
}

/* --- exports ----------------------------------------------------------------------------- */

static int write_piece(void *context, const void *data, size_t len, struct slw_err *err)
{
	return slw_launch_folder_add(context, data, len, err);
}

static int write_export(struct launch *launch, const char *format, const char *path,
			struct slw_err *err)
{
	uint64_t products, bytes;

	if (slw_launch_folder_begin(launch->folder, path, err) < 0 ||
	    slw_export_write_to(&launch->shop, format, write_piece, launch->folder, &products,
				&bytes, err) < 0)
		return -1;
	return slw_launch_folder_end(launch->folder, err);
}

static int write_exports(struct launch *launch, struct slw_err *err)
{
	static const struct {
		const char *target, *path;
	} exports[] = { { "shopify_csv", "exports/shopify-products.csv" },
			{ "woocommerce_csv", "exports/woocommerce-products.csv" },
			{ "feed", "exports/feed.xml" } };

	for (size_t i = 0; i < SLW_COUNT(exports); i++)
		if (has_target(launch, exports[i].target) &&
		    write_export(launch, exports[i].target, exports[i].path, err) < 0)
			return -1;
	return write_export(launch, "json", "store.json", err);
}

/* --- report ------------------------------------------------------------------------------ */

static json_t *warnings(const struct launch *launch)
{
	json_t *all = json_array();

	json_array_extend(all, launch->shop.notes);
	json_array_extend(all, slw_assets_warnings(launch->assets));
	return all;
}

static json_t *report_json(const struct launch *launch)
{
	json_t *report = json_object(), *counts = json_object();
	json_t *integrations = json_object_get(launch->integrations, "integrations");

	slw_json_set_str(report, "business_name", launch->session->business_name);
	slw_json_set_str(report, "theme", launch->shop.theme->name);
	slw_json_set_str(report, "theme_id", launch->shop.theme->id);
	slw_json_set_int(report, "readiness", slw_json_int(launch->analysis, "readiness", 0));
	slw_json_set(report, "checks", json_incref(json_object_get(launch->analysis, "checks")));
	slw_json_set(report, "recommendations",
		     json_incref(json_object_get(launch->next, "recommendations")));
	slw_json_set_int(counts, _("Products"), (int64_t)launch->pages.products);
	slw_json_set_int(counts, _("Collections"), (int64_t)launch->pages.collections);
	slw_json_set_int(counts, _("Pages"), (int64_t)launch->pages.pages);
	slw_json_set(report, "counts", counts);
	/* a dry run sets none up */
	slw_json_set(report, "integrations",
		     integrations != NULL ? json_incref(integrations) : json_array());
	slw_json_set(report, "warnings", warnings(launch));
	return report;
}

static int write_report(struct launch *launch, struct slw_err *err)
{
	json_t *report = report_json(launch);
	char *text = slw_json_pretty(report);
	struct slw_buf page;
	int rc;

	slw_buf_init(&page, 0);
	slw_report_html(&page, report);
	rc = slw_launch_folder_file(launch->folder, "report.json", text, strlen(text), err);
	if (rc == 0)
		rc =
		    slw_launch_folder_file(launch->folder, "report.html", page.data, page.len, err);
	slw_buf_release(&page);
	free(text);
	json_decref(report);
	return rc;
}

/* --- the whole --------------------------------------------------------------------------- */

/* The report and store.json speak of the launched store: the session is complete in them, whether
 * this is its first launch or a later one, so that both give the same bytes. */
static int read_state(struct launch *launch, struct slw_err *err)
{
	struct slw_session_facts facts;
	int rc = -1;

	if (launch->session->completed_at == 0)
		launch->session->completed_at = slw_clock_now();
	if (slw_session_facts_read(&facts, launch->service, launch->session, err) == 0) {
		launch->analysis = slw_readiness_json(&facts);
		launch->next = slw_advice_json(&facts, launch->session);
		rc = 0;
	}
	slw_session_facts_release(&facts);
	if (rc < 0 || launch->request->dry_run)
		return rc;
	launch->integrations =
	    slw_orchestrator_setup_integrations(launch->service, launch->session, err);
	return launch->integrations != NULL ? 0 : -1;
}

static int check_answers(const struct launch *launch, struct slw_err *err)
{
	if (launch->session->version == 0)
		return slw_err_set(err, SLW_EINVAL, "%s", _("nothing is answered yet"));
	if (slw_documents_str(&launch->shop.docs, "business.business_name", NULL) == NULL) {
		slw_err_set(err, SLW_EINVAL, "%s", _("business.business_name is not answered"));
		return slw_err_hint(err, "%s", _("A shop needs a name before it is launched."));
	}
	if (slw_documents_currency(&launch->shop.docs) == NULL) {
		slw_err_set(err, SLW_EINVAL, "%s", _("business.currency is not answered"));
		return slw_err_hint(err, "%s", _("Prices need a currency, such as EUR or USD."));
	}
	return 0;
}

static int record_launch(struct launch *launch, const struct slw_launch_counts *counts,
			 struct slw_err *err)
{
	json_t *data = json_object();
	int rc;

	slw_json_set_int(data, "launch", counts->number);
	slw_json_set_int(data, "version", launch->session->version);
	slw_json_set_int(data, "files", (int64_t)counts->files);
	rc = slw_store_begin(launch->service->store, err);
	if (rc == 0)
		rc = slw_store_session_update(launch->service->store, launch->session, err);
	if (rc == 0)
		rc = slw_store_event_add(launch->service->store, launch->session->no, "launched",
					 data, err);
	if (rc == 0)
		rc = slw_store_commit(launch->service->store, err);
	if (rc < 0)
		slw_store_rollback(launch->service->store);
	json_decref(data);
	return rc;
}

static json_t *result_json(const struct launch *launch, const struct slw_launch_counts *counts)
{
	json_t *result = json_object();
	char *storefront = slw_path_join(launch->request->out, "storefront");

	slw_json_set_int(result, "launch", counts->number);
	slw_json_set_str(result, "out", launch->request->out);
	if (has_target(launch, "storefront"))
		slw_json_set_str(result, "storefront", storefront);
	slw_json_set_int(result, "files", (int64_t)counts->files);
	slw_json_set_int(result, "bytes", (int64_t)counts->bytes);
	slw_json_set_int(result, "unchanged", (int64_t)counts->unchanged);
	slw_json_set_int(result, "pages", (int64_t)launch->pages.pages);
	slw_json_set_int(result, "products", (int64_t)launch->pages.products);
	slw_json_set_str(result, "theme_id", launch->shop.theme->id);
	slw_json_set(result, "targets",
		     json_incref(slw_documents_get(&launch->shop.docs, "launch.targets")));
	slw_json_set_int(result, "readiness", slw_json_int(launch->analysis, "readiness", 0));
	slw_json_set(result, "recommendations",
		     json_incref(json_object_get(launch->next, "recommendations")));
	slw_json_set(result, "warnings", warnings(launch));
	slw_json_set_bool(result, "dry_run", launch->request->dry_run);
	free(storefront);
	return result;
}

static int write_all(struct launch *launch, struct slw_err *err)
{
	struct slw_assets_options options = { .folder = slw_session_folder(launch->session),
					      .fetch = launch->request->fetch_images,
					      .progress = launch->service->progress };

	if (slw_launch_folder_open(&launch->folder, launch->request->out, launch->request->dry_run,
				   err) < 0)
		return -1;
	options.launch = launch->folder;
	launch->assets = slw_assets_new(&options);
	launch->shop.assets = launch->assets;
	launch->shop.image_error = &launch->image_error;
	if (has_target(launch, "storefront") && write_storefront(launch, err) < 0)
		return -1;
	launch->shop.assets = NULL; /* exports name images as the merchant does */
	if (write_exports(launch, err) < 0 || write_report(launch, err) < 0)
		return -1;
	return slw_launch_folder_commit(launch->folder, err);
}

json_t *slw_launch_run(struct slw_service *service, struct slw_session *session,
		       const struct slw_launch_request *request, struct slw_err *err)
{
	struct launch launch = { .service = service, .session = session, .request = request };
	struct slw_launch_counts counts;
	json_t *result = NULL;

	int64_t completed_at = session->completed_at;

	if (slw_shop_open(&launch.shop, service, session, err) < 0 ||
	    check_answers(&launch, err) < 0 || read_state(&launch, err) < 0 ||
	    write_all(&launch, err) < 0)
		goto out;
	slw_launch_folder_counts(launch.folder, &counts);
	if (!request->dry_run && record_launch(&launch, &counts, err) < 0)
		goto out;
	result = result_json(&launch, &counts);
out:
	if (result == NULL || request->dry_run)
		session->completed_at = completed_at;
	slw_launch_folder_free(launch.folder);
	slw_assets_free(launch.assets);
	slw_shop_release(&launch.shop);
	json_decref(launch.analysis);
	json_decref(launch.next);
	json_decref(launch.integrations);
	return result;
}

json_t *slw_launch_rollback(const char *out, struct slw_err *err)
{
	json_t *result;
	int now, was;

	if (slw_launch_folder_rollback(out, &now, &was, err) < 0)
		return NULL;
	result = json_object();
	slw_json_set_int(result, "launch", now);
	slw_json_set_int(result, "was", was);
	return result;
}
