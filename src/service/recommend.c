/* Themes and integrations of a session. */
#include "config.h"

#include "service/orchestrator.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "integration/integration.h"
#include "service/flow.h"
#include "service/internal.h"
#include "service/likeness.h"

#include "base/banned.h"

/* Whether products have variants and images is told by the first ones. */
#define SAMPLE 50

struct sample {
	bool variants, images;
};

static int look_at_product(void *context, const struct slw_product_row *row, struct slw_err *err)
{
	struct sample *sample = context;
	json_t *object = slw_row_object(row, err);

	if (object == NULL)
		return -1;
	if (json_array_size(json_object_get(object, "variants")) > 1)
		sample->variants = true;
	if (json_array_size(json_object_get(object, "images")) > 0)
		sample->images = true;
	json_decref(object);
	return 0;
}

/* full (may be NULL): whose own colours and layout the look is to have. */
static json_t *score_json(const struct slw_theme_score *score, const struct slw_documents *full)
{
	const json_t *data = score->theme->data;
	json_t *object = json_object(), *value;
	static const char *const copied[] = { "description",	  "industries",
					      "styles",		  "features",
					      "performance_data", "customization_options" };

	slw_json_set_str(object, "id", score->theme->id);
	slw_json_set_str(object, "name", score->theme->name);
	slw_json_set(object, "score", json_real(score->score));
	slw_json_set(object, "reasons", json_incref(score->reasons));
	slw_json_set(object, "changes", json_incref(score->changes));
	for (size_t i = 0; i < SLW_COUNT(copied); i++) {
		value = json_object_get(data, copied[i]);
		slw_json_set(object, copied[i], value != NULL ? json_incref(value) : json_null());
	}
	if (full != NULL)
		slw_json_set(object, "look", slw_theme_look(score->theme, full, NULL));
	return object;
}

static int keep_scores(struct slw_service *service, const struct slw_session *session,
		       const struct slw_theme_score *scores, size_t count, const char *industry,
		       const char *chosen, struct slw_err *err)
{
	struct slw_theme_row *rows = slw_calloc(count, sizeof(*rows));
	int rc;

	for (size_t i = 0; i < count; i++) {
		json_t *customizations = json_object();

		slw_json_set(customizations, "reasons", json_incref(scores[i].reasons));
		if (strcmp(scores[i].theme->id, chosen) == 0)
			slw_json_set_bool(customizations, "chosen", true);
		rows[i].theme_id = slw_strdup(scores[i].theme->id);
		rows[i].theme_name = slw_strdup(scores[i].theme->name);
		rows[i].industry_category = slw_strdup(industry != NULL ? industry : "");
		rows[i].recommendation_score = scores[i].score;
		rows[i].performance_data =
		    json_deep_copy(json_object_get(scores[i].theme->data, "performance_data"));
		rows[i].customizations = customizations;
		rows[i].created_at = slw_clock_now();
	}
	rc = slw_store_begin(service->store, err);
	if (rc == 0)
		rc = slw_store_theme_replace(service->store, session->no, rows, count, err);
	if (rc == 0)
		rc = slw_store_commit(service->store, err);
	if (rc < 0)
		slw_store_rollback(service->store);
	for (size_t i = 0; i < count; i++)
		slw_theme_row_release(&rows[i]);
	free(rows);
	return rc;
}

static int read_criteria(struct slw_service *service, const struct slw_session *session,
			 struct slw_documents *full, struct slw_theme_criteria *criteria,
			 struct slw_err *err)
{
	struct slw_documents docs;
	struct sample sample = { 0 };
	int rc;

	slw_documents_init(&docs);
	rc = slw_flow_documents(service, session, 0, &docs, err);
	if (rc == 0)
		rc = slw_service_products(service, session->no, INT64_MIN, SAMPLE, look_at_product,
					  &sample, err);
	slw_documents_resolve(&docs, full);
	slw_theme_criteria_from(criteria, full, (size_t)session->product_count, sample.variants,
				sample.images);
	slw_documents_release(&docs);
	return rc;
}

/* *likeness holds what criteria borrows. */
static int add_likeness(struct slw_service *service, const struct slw_session *session,
			const struct slw_documents *full, struct slw_theme_criteria *criteria,
			double **likeness, struct slw_err *err)
{
	int rc = slw_service_theme_likeness(
	    service, session, slw_documents_str(full, "business.language", "en"), likeness, err);

	criteria->likeness = *likeness;
	criteria->themes = &service->themes;
	return rc;
}

int slw_service_choose_theme(struct slw_service *service, const struct slw_session *session,
			     const struct slw_theme **theme, struct slw_err *err)
{
	struct slw_theme_criteria criteria = { 0 };
	struct slw_theme_score *scores = NULL;
	struct slw_documents full;
	double *likeness = NULL;
	const char *wanted;
	int rc;

	slw_documents_init(&full);
	rc = read_criteria(service, session, &full, &criteria, err);
	wanted = slw_documents_str(&full, "theme.theme_id", "auto");
	if (rc == 0 && strcmp(wanted, "auto") == 0)
		rc = add_likeness(service, session, &full, &criteria, &likeness, err);
	if (rc == 0 && strcmp(wanted, "auto") != 0) {
		*theme = slw_themes_find(&service->themes, wanted);
		if (*theme == NULL)
			rc = slw_err_set(err, SLW_ENOTFOUND, _("there is no theme \"%s\""), wanted);
	} else if (rc == 0) {
		slw_themes_rank(&service->themes, &criteria, &scores);
		*theme = scores[0].theme;
		slw_theme_scores_free(scores, service->themes.count);
	}
	free(likeness);
	slw_documents_release(&full);
	return rc;
}

json_t *slw_orchestrator_recommend_themes(struct slw_service *service,
					  const struct slw_session *session, const char *industry,
					  const char *style, struct slw_err *err)
{
	struct slw_theme_criteria criteria = { 0 };
	struct slw_theme_score *scores = NULL;
	struct slw_documents full;
	json_t *result = NULL, *themes = json_array();
	double *likeness = NULL;
	const char *chosen;

	slw_documents_init(&full);
	if (session != NULL &&
	    (read_criteria(service, session, &full, &criteria, err) < 0 ||
	     add_likeness(service, session, &full, &criteria, &likeness, err) < 0))
		goto out;
	if (industry != NULL)
		criteria.industry = industry;
	if (style != NULL)
		criteria.style = style;
	slw_themes_rank(&service->themes, &criteria, &scores);
	for (size_t i = 0; i < service->themes.count; i++)
		slw_json_append(themes, score_json(&scores[i], session != NULL ? &full : NULL));
	chosen = slw_documents_str(&full, "theme.theme_id", "auto");
	if (strcmp(chosen, "auto") == 0)
		chosen = scores[0].theme->id;
	if (session != NULL && keep_scores(service, session, scores, service->themes.count,
					   criteria.industry, chosen, err) < 0)
		goto out;
	result = json_object();
	slw_json_set(result, "themes", json_incref(themes));
	slw_json_set_int(result, "total", (int64_t)service->themes.count);
	slw_json_set_int(result, "page", 1);
	if (session != NULL)
		slw_json_set_str(result, "chosen", chosen);
out:
	if (scores != NULL)
		slw_theme_scores_free(scores, service->themes.count);
	json_decref(themes);
	free(likeness);
	slw_documents_release(&full);
	return result;
}

/* Colours that meet on every page. */
static const struct {
	const char *label, *on, *under;
} pairs[] = {
	{ N_("Text"), "text", "background" },
	{ N_("Links"), "primary", "background" },
	{ N_("Buttons"), "on_primary", "primary" },
};

static json_t *contrasts(const json_t *look)
{
	const json_t *colours = json_object_get(look, "colours");
	json_t *list = json_array();

	for (size_t i = 0; i < SLW_COUNT(pairs); i++) {
		json_t *one = json_object();
		char *ratio =
		    slw_printf("%.1f", slw_contrast(slw_json_str(colours, pairs[i].on, ""),
						    slw_json_str(colours, pairs[i].under, "")));

		slw_json_set_str(one, "label", _(pairs[i].label));
		slw_json_set_str(one, "ratio", ratio);
		slw_json_append(list, one);
		free(ratio);
	}
	return list;
}

json_t *slw_orchestrator_theme_look(struct slw_service *service, const char *theme_id,
				    const struct slw_documents *docs)
{
	const struct slw_theme *theme = slw_themes_find(&service->themes, theme_id);
	struct slw_documents full;
	json_t *result, *look, *notes = NULL;

	if (theme == NULL)
		return NULL;
	slw_documents_init(&full);
	slw_documents_resolve(docs, &full);
	look = slw_theme_look(theme, &full, &notes);
	slw_documents_release(&full);
	result = json_object();
	slw_json_set(result, "look", look);
	slw_json_set(result, "notes", notes != NULL ? notes : json_array());
	slw_json_set(result, "contrast", contrasts(look));
	return result;
}

/* --- integrations ------------------------------------------------------------------------ */

struct stale {
	const json_t *wanted;
	json_t *gone; /* {"type", "provider"} that the answers no longer name */
};

static int look_for_stale(void *context, const struct slw_integration_row *row)
{
	struct stale *stale = context;
	json_t *one;
	size_t i;

	json_array_foreach (stale->wanted, i, one)
		if (strcmp(slw_json_str(one, "integration_type", ""), row->integration_type) == 0 &&
		    strcmp(slw_json_str(one, "provider_name", ""), row->provider_name) == 0)
			return 0;
	one = json_object();
	slw_json_set_str(one, "type", row->integration_type);
	slw_json_set_str(one, "provider", row->provider_name);
	slw_json_append(stale->gone, one);
	return 0;
}

static int put_integration(struct slw_service *service, const struct slw_session *session,
			   const json_t *one, struct slw_err *err)
{
	struct slw_integration_row row = {
		.integration_type = slw_strdup(slw_json_str(one, "integration_type", "")),
		.provider_name = slw_strdup(slw_json_str(one, "provider_name", "")),
		.status = slw_strdup(slw_json_str(one, "status", "pending")),
		.configuration = json_deep_copy(json_object_get(one, "configuration")),
		.error_message = slw_strdup(slw_json_str(one, "message", "")),
		.created_at = slw_clock_now(),
	};
	int rc;

	row.updated_at = row.created_at;
	rc = slw_store_integration_put(service->store, session->no, &row, err);
	slw_integration_row_release(&row);
	return rc;
}

json_t *slw_orchestrator_setup_integrations(struct slw_service *service,
					    const struct slw_session *session, struct slw_err *err)
{
	struct slw_documents docs, full;
	struct stale stale = { .gone = json_array() };
	json_t *rows = NULL, *one, *result = NULL;
	size_t i;
	int rc;

	slw_documents_init(&docs);
	slw_documents_init(&full);
	rc = slw_flow_documents(service, session, 0, &docs, err);
	slw_documents_resolve(&docs, &full);
	rows = slw_integrations_pending(&service->catalog, &full, slw_session_folder(session));
	stale.wanted = rows;
	if (rc == 0)
		rc = slw_store_integration_list(service->store, session->no, look_for_stale, &stale,
						err);
	if (rc == 0)
		rc = slw_store_begin(service->store, err);
	json_array_foreach (stale.gone, i, one)
		if (rc == 0)
			rc = slw_store_integration_delete(service->store, session->no,
							  slw_json_str(one, "type", ""),
							  slw_json_str(one, "provider", ""), err);
	json_array_foreach (rows, i, one)
		if (rc == 0)
			rc = put_integration(service, session, one, err);
	if (rc == 0)
		rc = slw_store_commit(service->store, err);
	if (rc < 0)
		slw_store_rollback(service->store);
	if (rc == 0) {
		result = json_object();
		slw_json_set(result, "integrations", json_incref(rows));
	}
	json_decref(rows);
	json_decref(stale.gone);
	slw_documents_release(&docs);
	slw_documents_release(&full);
	return result;
}

json_t *slw_orchestrator_providers(struct slw_service *service)
{
	json_t *result = json_object(), *providers = json_array();

	for (size_t i = 0; i < service->catalog.provider_count; i++) {
		const struct slw_catalog_provider *provider = &service->catalog.providers[i];
		json_t *object = json_object(), *credentials = json_array();

		for (size_t k = 0; k < provider->credential_count; k++) {
			const struct slw_catalog_credential *known = &provider->credentials[k];
			json_t *credential = json_object();

			slw_json_set_str(credential, "key", known->key);
			slw_json_set_str(credential, "label", known->label);
			slw_json_set_str(credential, "help", known->help);
			slw_json_set_bool(credential, "required", known->required);
			slw_json_set_bool(credential, "secret", known->secret);
			slw_json_append(credentials, credential);
		}
		slw_json_set_str(object, "kind", provider->kind);
		slw_json_set_str(object, "id", provider->id);
		slw_json_set_str(object, "name", provider->name);
		slw_json_set(object, "credentials", credentials);
		slw_json_append(providers, object);
	}
	slw_json_set(result, "providers", providers);
	return result;
}
