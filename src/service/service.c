#include "config.h"

#include "service/service.h"

#include <assert.h>
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "cache/cache.h"
#include "content/embed.h"
#include "integration/integration.h"
#include "model/journal.h"
#include "model/problem.h"
#include "product/product.h"
#include "service/flow.h"
#include "service/internal.h"

#include "base/banned.h"

char *slw_service_default_database(void)
{
	const char *url = getenv("DATABASE_URL"), *data = getenv("XDG_DATA_HOME");
	const char *home = getenv("HOME");

	if (url != NULL && url[0] != '\0')
		return slw_strdup(url);
	if (data != NULL && data[0] == '/')
		return slw_printf("sqlite:%s/store-wizard/wizard.db", data);
	return slw_printf("sqlite:%s/.local/share/store-wizard/wizard.db",
			  home != NULL && home[0] == '/' ? home : ".");
}

static char *login_name(void)
{
	char space[4096];
	struct passwd entry, *found = NULL;

	if (getpwuid_r(getuid(), &entry, space, sizeof(space), &found) == 0 && found != NULL)
		return slw_strdup(found->pw_name);
	return slw_printf("uid %ld", (long)getuid());
}

/* The themes of the catalogue are those that were loaded; the catalogue owns copies. */
static void list_themes(struct slw_catalog *catalog, const struct slw_themes *themes)
{
	catalog->themes = slw_calloc(themes->count, sizeof(*catalog->themes));
	catalog->theme_count = themes->count;
	for (size_t i = 0; i < themes->count; i++) {
		catalog->themes[i].id = slw_strdup(themes->items[i].id);
		catalog->themes[i].name = slw_strdup(themes->items[i].name);
	}
}

int slw_service_catalog_load(struct slw_catalog *catalog, const char *data_folder,
			     struct slw_err *err)
{
	struct slw_themes themes = { 0 };
	char *folder = data_folder != NULL ? slw_strdup(data_folder) : slw_data_folder(err);
	int rc = -1;

	if (folder == NULL)
		return -1;
	if (slw_themes_load(&themes, folder, err) == 0) {
		list_themes(catalog, &themes);
		rc = slw_providers_load(catalog, folder, err);
		if (rc < 0)
			slw_catalog_release(catalog);
	}
	slw_themes_release(&themes);
	free(folder);
	return rc;
}

int slw_service_ready(struct slw_service *service, struct slw_err *err)
{
	if (service->ready)
		return 0;
	if (slw_themes_load(&service->themes, service->data_folder, err) < 0)
		return -1;
	list_themes(&service->catalog, &service->themes);
	if (slw_providers_load(&service->catalog, service->data_folder, err) < 0)
		return -1;
	service->ready = true;
	return 0;
}

int slw_service_open(struct slw_service **out, const struct slw_service_options *options,
		     struct slw_err *err)
{
	struct slw_service *service = slw_calloc(1, sizeof(*service));
	char *url = options->database != NULL ? slw_strdup(options->database)
					      : slw_service_default_database();
	struct slw_store_options store = { .create = !options->read_only, .migrate = true };
	int rc = -1;

	service->log = options->log;
	service->progress = options->progress;
	service->own_cache = options->cache == NULL ? slw_cache_memory(NULL) : NULL;
	service->cache = options->cache == NULL ? service->own_cache : options->cache;
	service->author = options->author != NULL ? slw_strdup(options->author) : login_name();
	service->data_folder =
	    options->data_folder != NULL ? slw_strdup(options->data_folder) : slw_data_folder(err);
	if (service->data_folder == NULL)
		goto out;
	if (!options->late && slw_service_ready(service, err) < 0)
		goto out;
	if (slw_store_open(&service->store, url, &store, err) < 0 ||
	    slw_store_user(service->store, service->user_id, err) < 0)
		goto out;
	*out = service;
	service = NULL;
	rc = 0;
out:
	slw_service_close(service);
	free(url);
	return rc;
}

void slw_service_close(struct slw_service *service)
{
	if (service == NULL)
		return;
	slw_store_close(service->store);
	slw_vectors_free(service->vectors);
	slw_writer_free(service->writer);
	slw_cache_free(service->own_cache);
	slw_vault_free(service->vault);
	slw_themes_release(&service->themes);
	slw_catalog_release(&service->catalog);
	free(service->data_folder);
	free(service->author);
	free(service);
}

const struct slw_catalog *slw_service_catalog(const struct slw_service *service)
{
	assert(service->ready);
	return &service->catalog;
}

json_t *slw_service_database_state(struct slw_service *service, struct slw_err *err)
{
	struct slw_migration_state state;
	json_t *result;
	char *summary;

	if (slw_store_migration_state(service->store, &state, err) < 0)
		return NULL;
	result = json_object();
	summary = slw_printf(_("%s, migration %d of %d"), slw_store_scheme(service->store),
			     state.applied, state.available);
	slw_json_set_str(result, "scheme", slw_store_scheme(service->store));
	slw_json_set_int(result, "applied", state.applied);
	slw_json_set_int(result, "available", state.available);
	slw_json_set_str(result, "summary", summary);
	free(summary);
	return result;
}

int slw_service_writer(struct slw_service *service, struct slw_writer **out, struct slw_err *err)
{
	const struct slw_writer_limits limits = { .log = service->log };

	if (service->writer == NULL) {
		if (slw_writer_open(&service->writer, service->data_folder, err) < 0)
			return -1;
		slw_writer_limit(service->writer, &limits);
	}
	*out = service->writer;
	return 0;
}

struct slw_check slw_service_check(const struct slw_service *service,
				   const struct slw_documents *docs)
{
	return (struct slw_check){ .catalog = &service->catalog,
				   .currency = slw_documents_currency(docs) };
}

int slw_problems_fail(const struct slw_problems *problems, struct slw_err *err)
{
	for (size_t i = 0; i < problems->count; i++) {
		const struct slw_problem *problem = &problems->items[i];

		if (problem->severity != SLW_PROBLEM_ERROR)
			continue;
		slw_err_set(err, SLW_EINVAL, "%s%s%s", problem->key, problem->key[0] ? ": " : "",
			    problem->message);
		return slw_err_hint(err, "%s", problem->hint);
	}
	return slw_err_set(err, SLW_EINVAL, "%s", _("the input is invalid"));
}

json_t *slw_row_object(const struct slw_product_row *row, struct slw_err *err)
{
	json_t *object = slw_json_parse(row->data, strlen(row->data), row->handle, err);

	if (object == NULL) {
		slw_err_prefix(err, _("product %s is damaged in the database"), row->handle);
		err->code = SLW_ESTORE;
	}
	return object;
}

struct visit {
	int (*each)(void *context, const struct slw_product_row *row, struct slw_err *err);
	void *context;
	struct slw_err *err;
	bool failed;
};

static int visit_row(void *context, const struct slw_product_row *row)
{
	struct visit *visit = context;
	int rc = visit->each(visit->context, row, visit->err);

	visit->failed = rc < 0;
	return rc;
}

int slw_service_products(struct slw_service *service, int64_t session_no, int64_t after_rank,
			 size_t limit,
			 int (*each)(void *context, const struct slw_product_row *row,
				     struct slw_err *err),
			 void *context, struct slw_err *err)
{
	struct visit visit = { .each = each, .context = context, .err = err };
	int rc = slw_store_product_list(service->store, session_no, 0, after_rank, limit, visit_row,
					&visit, err);

	return visit.failed ? -1 : rc;
}

int slw_service_put_row(struct slw_service *service, int64_t session_no, int64_t version,
			struct slw_product_row *row, struct slw_err *err)
{
	struct slw_product product;
	const char **skus = NULL;
	json_t *object = slw_row_object(row, err);
	size_t count;
	int rc;

	if (object == NULL)
		return -1;
	slw_product_init(&product);
	slw_product_from_json(&product, object);
	count = slw_product_skus(&product, &skus);
	rc = slw_store_product_put(service->store, session_no, version, row, skus, count, err);
	free(skus);
	slw_product_release(&product);
	json_decref(object);
	return rc;
}

const char *slw_session_folder(const struct slw_session *session)
{
	return slw_json_str(session->metadata, "folder", NULL);
}

void slw_session_copy(struct slw_session *to, const struct slw_session *from)
{
	char *name = slw_strdup(from->business_name);
	json_t *configuration = json_deep_copy(from->configuration);
	json_t *metadata = json_deep_copy(from->metadata);

	slw_session_release(to);
	*to = *from;
	to->business_name = name;
	to->configuration = configuration;
	to->metadata = metadata;
}

/* --- commits ----------------------------------------------------------------------------- */

/* Seals every {"literal": VALUE} below value; the reference stays in its place. */
static int seal(struct slw_service *service, json_t *value, struct slw_err *err)
{
	const char *literal = json_string_value(json_object_get(value, "literal"));
	char id[SLW_VAULT_ID_SIZE];
	void *sealed = NULL;
	size_t len, i;
	json_t *child;
	const char *key;

	if (json_is_array(value)) {
		json_array_foreach (value, i, child)
			if (seal(service, child, err) < 0)
				return -1;
		return 0;
	}
	if (literal == NULL || json_object_size(value) != 1) {
		json_object_foreach (value, key, child)
			if (seal(service, child, err) < 0)
				return -1;
		return 0;
	}
	if (service->vault == NULL && slw_vault_open(&service->vault, NULL, err) < 0)
		return -1;
	if (slw_vault_seal(service->vault, literal, id, &sealed, &len, err) < 0)
		return -1;
	if (slw_store_vault_put(service->store, id, sealed, len, err) < 0) {
		free(sealed);
		return -1;
	}
	free(sealed);
	json_object_clear(value);
	slw_json_set_str(value, "vault", id);
	return 0;
}

static int write_version(struct slw_service *service, struct slw_session *session,
			 const struct slw_commit *commit, int64_t number, json_t *changed,
			 struct slw_err *err)
{
	struct slw_version version;
	json_t *data = NULL;
	char *note = NULL;
	int rc = -1;

	slw_version_init(&version);
	if (commit->make_note != NULL)
		note = commit->make_note(commit->context);
	version.version = number;
	version.parent = commit->parent;
	version.kind = slw_strdup(commit->kind);
	version.author = slw_strdup(service->author);
	version.note = note != NULL ? note : slw_strdup(commit->note != NULL ? commit->note : "");
	json_decref(version.changed);
	version.changed = json_incref(changed);
	slw_documents_copy(&version.docs, commit->docs);
	if (slw_store_change_end(service->store, session->no, &version,
				 slw_documents_str(commit->docs, "business.business_name", ""),
				 err) < 0)
		goto out;
	if (commit->event_data != NULL)
		data = commit->event_data(commit->context);
	rc = slw_store_event_add(service->store, session->no, commit->event_type, data, err);
out:
	json_decref(data);
	slw_version_release(&version);
	return rc;
}

struct draft_fields {
	const struct slw_commit *commit;
	char **fields;
	size_t count, cap;
};

/* A draft in an entry of a list is of no use once the list is another one. */
static bool list_is_as_it_was(const struct slw_commit *commit, const char *field)
{
	char *list = slw_strndup(field, strcspn(field, "["));
	const json_t *before = slw_documents_get(commit->before, list);
	const json_t *after = slw_documents_get(commit->docs, list);
	bool same = before == after || json_equal(before, after);

	free(list);
	return same;
}

/* Products are no answers: a draft of one goes when it is put. */
static int collect_draft(void *context, const struct slw_draft *draft)
{
	struct draft_fields *found = context;
	const struct slw_commit *commit = found->commit;
	bool goes = commit->draft_new && slw_draft_is_below(draft->field, SLW_DRAFT_PRODUCT);

	if (draft->product_no != 0)
		return 0;
	if (commit->draft_section != NULL &&
	    (commit->draft_section[0] == '\0' ||
	     slw_draft_is_below(draft->field, commit->draft_section)))
		goes = goes || strchr(draft->field, '[') == NULL ||
		       !list_is_as_it_was(commit, draft->field);
	if (!goes)
		return 0;
	SLW_GROW(found->fields, found->count, found->cap);
	found->fields[found->count++] = slw_strdup(draft->field);
	return 0;
}

static int drop_drafts(struct slw_service *service, int64_t session_no,
		       const struct slw_commit *commit, struct slw_err *err)
{
	struct draft_fields found = { .commit = commit };
	int rc = 0;

	if (commit->draft_section != NULL || commit->draft_new)
		rc = slw_store_draft_list(service->store, session_no, service->user_id,
					  collect_draft, &found, err);
	for (size_t i = 0; i < found.count; i++) {
		if (rc == 0)
			rc = slw_store_draft_delete(service->store, session_no, service->user_id, 0,
						    found.fields[i], err);
		free(found.fields[i]);
	}
	free(found.fields);
	if (rc == 0 && commit->draft_product != 0)
		rc = slw_store_draft_delete(service->store, session_no, service->user_id,
					    commit->draft_product, NULL, err);
	return rc;
}

/* Nothing of it is a version; yet the session may be at another step, and its drafts go. */
static int end_unchanged(struct slw_service *service, struct slw_session *session,
			 const struct slw_commit *commit, struct slw_err *err)
{
	struct slw_session stored;
	int rc;

	slw_store_rollback(service->store);
	slw_session_init(&stored);
	rc = slw_store_session_get(service->store, session->id, &stored, err);
	if (rc == 0 && (stored.current_step != session->current_step ||
			!json_equal(stored.metadata, session->metadata)))
		rc = slw_store_session_update(service->store, session, err);
	if (rc == 0)
		rc = drop_drafts(service, session->no, commit, err);
	slw_session_release(&stored);
	return rc;
}

static int end_changed(struct slw_service *service, struct slw_session *session,
		       const struct slw_commit *commit, int64_t number, json_t *changed,
		       struct slw_err *err)
{
	struct slw_session fresh;
	int rc = -1;

	slw_session_init(&fresh);
	if (write_version(service, session, commit, number, changed, err) == 0 &&
	    drop_drafts(service, session->no, commit, err) == 0 &&
	    slw_store_session_update(service->store, session, err) == 0 &&
	    slw_store_session_get(service->store, session->id, &fresh, err) == 0)
		rc = slw_store_commit(service->store, err);
	if (rc == 0)
		slw_session_copy(session, &fresh);
	slw_session_release(&fresh);
	return rc;
}

static int create_session(struct slw_service *service, struct slw_session *session,
			  struct slw_err *err)
{
	int step = session->current_step;

	if (slw_flow_create_session(service, NULL, session, err) < 0)
		return -1;
	if (step > 0)
		session->current_step = step;
	return 0;
}

static bool has_changed(const struct slw_commit *commit, const json_t *keys)
{
	return json_array_size(keys) > 0 ||
	       (commit->keep != NULL ? commit->keep(commit->context) : commit->products != NULL);
}

int slw_service_commit(struct slw_service *service, struct slw_session *session,
		       const struct slw_commit *commit, int64_t *version, json_t **changed,
		       struct slw_err *err)
{
	bool create = session->no == 0;
	json_t *keys = NULL;
	int64_t number;
	int rc = -1;

	if (slw_store_begin(service->store, err) < 0)
		return -1;
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		if (seal(service, commit->docs->section[i], err) < 0)
			goto out;
	if ((create && create_session(service, session, err) < 0) ||
	    slw_store_change_begin(service->store, session->no, commit->expected, &number, err) <
		0 ||
	    (commit->products != NULL &&
	     commit->products(commit->context, service, session->no, number, err) < 0))
		goto out;
	/* only now: what came in with the products may have added collections */
	keys = slw_journal_changed(commit->before, commit->docs);
	if (create || has_changed(commit, keys)) {
		rc = end_changed(service, session, commit, number, keys, err);
	} else {
		number = commit->expected;
		rc = end_unchanged(service, session, commit, err);
	}
out:
	if (rc < 0) {
		slw_store_rollback(service->store);
		if (create) {
			session->no = 0;
			session->id[0] = '\0';
		}
	} else {
		*version = number;
		if (changed != NULL)
			*changed = json_incref(keys);
	}
	json_decref(keys);
	return rc;
}
