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
#include "base/progress.h"
#include "product/export.h"
#include "service/assets.h"
#include "service/backlog.h"
#include "service/export.h"
#include "service/facts.h"
#include "service/flow.h"
#include "service/internal.h"
#include "service/launch_folder.h"
#include "service/orchestrator.h"
#include "service/report.h"
#include "service/shop.h"

#include "base/banned.h"

#define EXPORTS 4

struct launch {
	struct slw_service *service;
	struct slw_session *session;
	const struct slw_launch_request *request;
	struct slw_shop shop;
	struct slw_assets *assets;
	struct slw_launch_folder *folder;
	struct slw_session_facts facts;
	struct slw_storefront *storefront; /* NULL: it is not asked for */
	struct {
		struct slw_export *export;
		struct slw_launch_stream *stream;
	} exports[EXPORTS];
	size_t export_count;
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

static int open_storefront(struct launch *launch, struct slw_err *err)
{
	struct slw_storefront_options options = { .docs = &launch->shop.docs,
						  .look = launch->shop.look,
						  .theme_id = launch->shop.theme->id,
						  .data_folder = launch->service->data_folder,
						  .progress = launch->service->progress };
	struct slw_storefront_source source = slw_shop_source(&launch->shop);
	struct slw_storefront_sink sink = { .file = write_page, .context = launch };

	return slw_storefront_open(&launch->storefront, &options, &source, &sink, err);
}

/* --- exports ----------------------------------------------------------------------------- */

static int write_piece(void *context, const void *data, size_t len, struct slw_err *err)
{
	return slw_launch_stream_write(context, data, len, err);
}

static int open_export(struct launch *launch, const char *format, const char *path,
		       struct slw_err *err)
{
	struct slw_launch_stream *stream;
	struct slw_export *export;

	if (slw_launch_stream_open(&stream, launch->folder, path, err) < 0 ||
	    slw_export_open(&export, &launch->shop, format, write_piece, stream, err) < 0)
		return -1;
	launch->exports[launch->export_count].export = export;
	launch->exports[launch->export_count++].stream = stream;
	return 0;
}

static int open_exports(struct launch *launch, struct slw_err *err)
{
	static const struct {
		const char *format, *path;
		bool always;
	} exports[EXPORTS] = {
		{ "shopify_csv", "exports/shopify-products.csv", false },
		{ "woocommerce_csv", "exports/woocommerce-products.csv", false },
		{ "feed", "exports/feed.xml", false },
		{ "json", "store.json", true },
	};

	for (size_t i = 0; i < EXPORTS; i++)
		if ((exports[i].always || has_target(launch, exports[i].format)) &&
		    open_export(launch, exports[i].format, exports[i].path, err) < 0)
			return -1;
	return 0;
}

static int close_exports(struct launch *launch, struct slw_err *err)
{
	if (slw_launch_folder_finish(launch->folder, err) < 0)
		return -1;
	for (size_t i = 0; i < launch->export_count; i++)
		if (slw_export_finish(launch->exports[i].export, err) < 0 ||
		    slw_launch_stream_close(launch->exports[i].stream, err) < 0)
			return -1;
	return 0;
}

/* A product on its way to the exports, which the folder's thread makes. */
struct exported {
	struct launch *launch;
	struct slw_shop_item *item;
};

static void drop_exported(void *thing)
{
	struct exported *exported = thing;

	slw_shop_item_free(exported->item);
	free(exported);
}

static int export_product(void *thing, struct slw_err *err)
{
	struct exported *exported = thing;
	struct launch *launch = exported->launch;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < launch->export_count; i++)
		rc = slw_export_product(launch->exports[i].export, &exported->item->item, err);
	drop_exported(exported);
	return rc;
}

/* --- products ---------------------------------------------------------------------------- */

static bool has_page(const struct launch *launch, const struct slw_shop_item *item)
{
	return launch->storefront != NULL && item->product.status == SLW_PRODUCT_ACTIVE;
}

/* The first time: what is true of all of them, and what lists say of each. */
static int count_product(void *context, struct slw_shop_item *item, struct slw_err *err)
{
	struct launch *launch = context;
	int rc = 0;

	slw_session_facts_product(&launch->facts, &item->product);
	if (has_page(launch, item))
		rc = slw_storefront_catalogue(launch->storefront, &item->item, err);
	slw_shop_item_free(item);
	return rc;
}

/* The second time: its page, and its place in each export. */
static int write_product(void *context, struct slw_shop_item *item, struct slw_err *err)
{
	struct launch *launch = context;
	struct exported *exported;
	int rc = 0;

	if (slw_progress_cancelled(launch->service->progress))
		rc = slw_err_set(err, SLW_ECANCELLED, "%s", _("the launch was cancelled"));
	else if (has_page(launch, item))
		rc = slw_storefront_product(launch->storefront, &item->item, err);
	if (rc < 0) {
		slw_shop_item_free(item);
		return -1;
	}
	exported = slw_malloc(sizeof(*exported));
	*exported = (struct exported){ .launch = launch, .item = item };
	return slw_backlog_give(slw_launch_folder_backlog(launch->folder), export_product,
				drop_exported, exported, item->weight, err);
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
	slw_spent_json(report, &launch->facts.spent, false);
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

/* The report and store.json speak of the launched store: the session is complete in them, whether
 * this is its first launch or a later one, so that both give the same bytes. */
static int set_up(struct launch *launch, struct slw_err *err)
{
	if (launch->session->completed_at == 0)
		launch->session->completed_at = slw_clock_now();
	if (launch->request->dry_run)
		return 0;
	launch->integrations =
	    slw_orchestrator_setup_integrations(launch->service, launch->session, err);
	return launch->integrations != NULL ? 0 : -1;
}

static int open_all(struct launch *launch, struct slw_err *err)
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
	return has_target(launch, "storefront") ? open_storefront(launch, err) : 0;
}

static int count_all(struct launch *launch, struct slw_err *err)
{
	bool pages = launch->storefront != NULL;

	if (slw_shop_products(&launch->shop, pages, count_product, launch, err) < 0 ||
	    slw_session_facts_end(&launch->facts, launch->service, launch->session, err) < 0)
		return -1;
	launch->analysis = slw_readiness_json(&launch->facts);
	launch->next = slw_advice_json(&launch->facts, launch->session);
	return pages ? slw_storefront_lists(launch->storefront, err) : 0;
}

static int write_all(struct launch *launch, struct slw_err *err)
{
	if (open_all(launch, err) < 0 || count_all(launch, err) < 0 ||
	    open_exports(launch, err) < 0 ||
	    slw_shop_products(&launch->shop, true, write_product, launch, err) < 0 ||
	    close_exports(launch, err) < 0)
		return -1;
	if (launch->storefront != NULL &&
	    slw_storefront_finish(launch->storefront, &launch->pages, err) < 0)
		return -1;
	if (write_report(launch, err) < 0)
		return -1;
	return slw_launch_folder_commit(launch->folder, err);
}

static void release(struct launch *launch)
{
	slw_launch_folder_free(launch->folder); /* its thread may be at the exports */
	for (size_t i = 0; i < launch->export_count; i++)
		slw_export_free(launch->exports[i].export);
	slw_storefront_free(launch->storefront);
	slw_assets_free(launch->assets);
	slw_session_facts_release(&launch->facts);
	slw_shop_release(&launch->shop);
	json_decref(launch->analysis);
	json_decref(launch->next);
	json_decref(launch->integrations);
}

json_t *slw_launch_run(struct slw_service *service, struct slw_session *session,
		       const struct slw_launch_request *request, struct slw_err *err)
{
	struct launch launch = { .service = service, .session = session, .request = request };
	struct slw_launch_counts counts;
	json_t *result = NULL;

	int64_t completed_at = session->completed_at;

	if (slw_shop_open(&launch.shop, service, session, err) < 0 ||
	    check_answers(&launch, err) < 0 || set_up(&launch, err) < 0 ||
	    slw_session_facts_begin(&launch.facts, service, session, err) < 0 ||
	    write_all(&launch, err) < 0)
		goto out;
	slw_launch_folder_counts(launch.folder, &counts);
	if (!request->dry_run && record_launch(&launch, &counts, err) < 0)
		goto out;
	result = result_json(&launch, &counts);
out:
	if (result == NULL || request->dry_run)
		session->completed_at = completed_at;
	release(&launch);
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
