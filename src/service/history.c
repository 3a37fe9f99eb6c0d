#include "config.h"

#include "service/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/journal.h"
#include "service/flow.h"
#include "service/internal.h"

#include "base/banned.h"

#define DIFF_PRODUCTS 1000

/* --- log --------------------------------------------------------------------------------- */

static json_t *version_json(const struct slw_version *version)
{
	json_t *object = json_object();
	char time[SLW_TIME_SIZE];

	slw_time_format(time, version->created_at);
	slw_json_set_int(object, "version", version->version);
	slw_json_set_int(object, "parent", version->parent);
	slw_json_set(object, "kind", slw_json_new_str(version->kind));
	slw_json_set(object, "author", slw_json_new_str(version->author));
	slw_json_set(object, "note", slw_json_new_str(version->note));
	slw_json_set(object, "changed",
		     version->changed != NULL ? json_incref(version->changed) : json_array());
	slw_json_set_int(object, "products_changed", version->products_changed);
	slw_json_set_int(object, "product_count", version->product_count);
	slw_json_set_str(object, "created_at", time);
	return object;
}

static int collect_version(void *context, const struct slw_version *version)
{
	slw_json_append(context, version_json(version));
	return 0;
}

json_t *slw_history_log(struct slw_service *service, const struct slw_session *session,
			size_t limit, struct slw_err *err)
{
	json_t *result = json_object(), *versions = json_array();

	slw_json_set(result, "versions", versions);
	if (slw_store_version_list(service->store, session->no, limit, collect_version, versions,
				   err) < 0) {
		json_decref(result);
		return NULL;
	}
	return result;
}

/* --- diff -------------------------------------------------------------------------------- */

struct numbers {
	int64_t *items;
	size_t count, cap;
};

static int collect_number(void *context, int64_t product_no)
{
	struct numbers *numbers = context;

	SLW_GROW(numbers->items, numbers->count, numbers->cap);
	numbers->items[numbers->count++] = product_no;
	return 0;
}

static json_t *field_changes(const json_t *before, const json_t *after)
{
	json_t *fields = json_array();
	const struct slw_field *field;

	for (field = slw_product_fields; field->key != NULL; field++) {
		json_t *was = json_object_get(before, field->key);
		json_t *is = json_object_get(after, field->key), *change;

		if (was == is || (was != NULL && is != NULL && json_equal(was, is)))
			continue;
		change = json_object();
		slw_json_set_str(change, "key", field->key);
		slw_json_set(change, "before", was != NULL ? json_incref(was) : json_null());
		slw_json_set(change, "after", is != NULL ? json_incref(is) : json_null());
		slw_json_append(fields, change);
	}
	return fields;
}

/* Version 0 is the empty beginning here; to the store it would be the newest. */
static int product_at(struct slw_service *service, int64_t session_no, int64_t product_no,
		      int64_t version, struct slw_product_row *out, struct slw_err *err)
{
	return version == 0 ? 0
			    : slw_store_product_at(service->store, session_no, product_no, version,
						   out, err);
}

/* A product at two versions; NULL when they are the same. -1 is told by *failed. */
static json_t *product_change(struct slw_service *service, const struct slw_session *session,
			      int64_t product_no, int64_t a, int64_t b, bool *failed,
			      struct slw_err *err)
{
	struct slw_product_row before, after;
	json_t *was = NULL, *is = NULL, *change = NULL;
	int had, has;

	slw_product_row_init(&before);
	slw_product_row_init(&after);
	*failed = true;
	had = product_at(service, session->no, product_no, a, &before, err);
	if (had < 0)
		goto out;
	has = product_at(service, session->no, product_no, b, &after, err);
	if (has < 0 || (had > 0 && (was = slw_row_object(&before, err)) == NULL) ||
	    (has > 0 && (is = slw_row_object(&after, err)) == NULL))
		goto out;
	*failed = false;
	if (had == has && (had == 0 || (json_equal(was, is) && before.rank == after.rank)))
		goto out;
	change = json_object();
	slw_json_set(change, "handle", slw_json_new_str(has > 0 ? after.handle : before.handle));
	slw_json_set(change, "title",
		     slw_json_new_str(slw_json_str(has > 0 ? is : was, "title", "")));
	slw_json_set_str(change, "change", had == 0 ? "added" : has == 0 ? "removed" : "changed");
	slw_json_set(change, "fields", had > 0 && has > 0 ? field_changes(was, is) : json_array());
	if (had > 0 && has > 0 && before.rank != after.rank)
		slw_json_set_bool(change, "moved", true);
out:
	json_decref(was);
	json_decref(is);
	slw_product_row_release(&before);
	slw_product_row_release(&after);
	return change;
}

json_t *slw_history_diff(struct slw_service *service, const struct slw_session *session, int64_t a,
			 int64_t b, struct slw_err *err)
{
	json_t *result = json_object(), *products = json_array();
	struct slw_documents before, after;
	struct numbers numbers = { 0 };
	int64_t total = 0, low = a < b ? a : b, high = a < b ? b : a;
	bool failed = true;

	slw_documents_init(&before);
	slw_documents_init(&after);
	slw_json_set_int(result, "from", a);
	slw_json_set_int(result, "to", b);
	if ((a > 0 && slw_flow_documents(service, session, a, &before, err) < 0) ||
	    (b > 0 && slw_flow_documents(service, session, b, &after, err) < 0) ||
	    (a != b && slw_store_product_changes(service->store, session->no, low, high,
						 collect_number, &numbers, err) < 0))
		goto out;
	failed = false;
	for (size_t i = 0; !failed && i < numbers.count; i++) {
		json_t *change =
		    product_change(service, session, numbers.items[i], a, b, &failed, err);

		if (change != NULL && total++ < DIFF_PRODUCTS)
			slw_json_append(products, json_incref(change));
		json_decref(change);
	}
	slw_json_set(result, "fields", slw_journal_diff(&before, &after));
	slw_json_set(result, "products", json_incref(products));
	slw_json_set_int(result, "products_total", total);
out:
	free(numbers.items);
	json_decref(products);
	slw_documents_release(&before);
	slw_documents_release(&after);
	if (failed) {
		json_decref(result);
		return NULL;
	}
	return result;
}

/* --- going back -------------------------------------------------------------------------- */

struct revert {
	int64_t from, to; /* versions: now, and the one to be like */
	struct numbers numbers;
	int64_t changed;
};

/* First all that are in the way go, then the old ones come: handles may have been exchanged. */
static int revert_products(void *context, struct slw_service *service, int64_t session_no,
			   int64_t version, struct slw_err *err)
{
	struct revert *revert = context;
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < revert->numbers.count; i++) {
		struct slw_product_row row;

		slw_product_row_init(&row);
		rc = slw_store_product_get(service->store, session_no, revert->numbers.items[i],
					   &row, err);
		if (rc > 0)
			rc = slw_store_product_remove(service->store, session_no, version,
						      revert->numbers.items[i], err);
		slw_product_row_release(&row);
	}
	for (size_t i = 0; rc >= 0 && i < revert->numbers.count; i++) {
		struct slw_product_row row;

		slw_product_row_init(&row);
		rc = product_at(service, session_no, revert->numbers.items[i], revert->to, &row,
				err);
		if (rc > 0)
			rc = slw_service_put_row(service, session_no, version, &row, err);
		slw_product_row_release(&row);
		revert->changed++;
	}
	return rc < 0 ? -1 : 0;
}

static json_t *revert_to(struct slw_service *service, struct slw_session *session, int64_t to,
			 const char *kind, int64_t parent, struct slw_err *err)
{
	struct revert revert = { .from = session->version, .to = to };
	struct slw_documents now, then;
	char *note = to > 0 ? slw_printf(_("as in version %lld"), (long long)to)
			    : slw_strdup(_("as before the first version"));
	struct slw_commit commit = { .kind = kind,
				     .note = note,
				     .expected = session->version,
				     .parent = parent,
				     .docs = &then,
				     .before = &now,
				     .products = revert_products,
				     .context = &revert,
				     .event_type = "restored" };
	json_t *result = NULL, *changed = NULL;
	int64_t version;

	slw_documents_init(&now);
	slw_documents_init(&then);
	if (slw_flow_documents(service, session, 0, &now, err) < 0 ||
	    (to > 0 && slw_flow_documents(service, session, to, &then, err) < 0) ||
	    slw_store_product_changes(service->store, session->no, to, session->version,
				      collect_number, &revert.numbers, err) < 0 ||
	    slw_service_commit(service, session, &commit, &version, &changed, err) < 0)
		goto out;
	result = json_object();
	slw_json_set_int(result, "version", version);
	slw_json_set_int(result, "equals", to);
	slw_json_set_str(result, "kind", kind);
	slw_json_set(result, "changed", json_incref(changed));
	slw_json_set_int(result, "products_changed", revert.changed);
out:
	json_decref(changed);
	free(revert.numbers.items);
	free(note);
	slw_documents_release(&now);
	slw_documents_release(&then);
	return result;
}

/*
 * An undo or redo has as its parent the version that it equals; so the version that counts is found
 * by following parents while they are undos, and what was before it is its own parent. Version 0 is
 * the session before its first version.
 */
struct line {
	struct step {
		int64_t version, parent;
		bool walks; /* an undo or redo */
	} * items;	    /* newest first */
	size_t count, cap;
};

static int collect_step(void *context, const struct slw_version *version)
{
	struct line *line = context;

	SLW_GROW(line->items, line->count, line->cap);
	line->items[line->count++] = (struct step){
		.version = version->version,
		.parent = version->parent,
		.walks = strcmp(version->kind, "undo") == 0 || strcmp(version->kind, "redo") == 0,
	};
	return 0;
}

static int by_version(const void *key, const void *item)
{
	int64_t version = *(const int64_t *)key, other = ((const struct step *)item)->version;

	return version == other ? 0 : version > other ? -1 : 1;
}

static const struct step *find_step(const struct line *line, int64_t version)
{
	if (line->count == 0)
		return NULL;
	return bsearch(&version, line->items, line->count, sizeof(*line->items), by_version);
}

/* The version that counts; 0 for the state before the first, -1 when it was compacted away. */
static int64_t counts(const struct line *line, int64_t version)
{
	while (version > 0) {
		const struct step *step = find_step(line, version);

		if (step == NULL)
			return -1;
		if (!step->walks)
			return version;
		version = step->parent;
	}
	return 0;
}

static int read_line(struct slw_service *service, struct slw_session *session, struct line *line,
		     struct slw_err *err)
{
	if (slw_store_session_get(service->store, session->id, session, err) < 0)
		return -1;
	return slw_store_version_list(service->store, session->no, 0, collect_step, line, err);
}

/* The version that an undo goes back to; -1 if there is none. */
static int64_t before_head(const struct line *line, const struct slw_session *session)
{
	int64_t now = counts(line, session->version);
	const struct step *step = now > 0 ? find_step(line, now) : NULL;

	return step != NULL ? counts(line, step->parent) : -1;
}

/* The newest version that was made from the one that counts; only an undo leaves one ahead. */
static int64_t after_head(const struct line *line, const struct slw_session *session)
{
	int64_t now = counts(line, session->version);
	const struct step *head = find_step(line, session->version);

	if (head == NULL || !head->walks || now < 0)
		return -1;
	for (size_t i = 0; i < line->count; i++) {
		const struct step *step = &line->items[i];

		if (!step->walks && step->version > now && counts(line, step->parent) == now)
			return step->version;
	}
	return -1;
}

json_t *slw_history_undo(struct slw_service *service, struct slw_session *session,
			 struct slw_err *err)
{
	struct line line = { 0 };
	json_t *result = NULL;
	int64_t to;

	if (read_line(service, session, &line, err) == 0) {
		to = before_head(&line, session);
		if (to >= 0)
			result = revert_to(service, session, to, "undo", to, err);
		else
			slw_err_set(err, SLW_EINVAL, "%s", _("there is nothing to undo"));
	}
	free(line.items);
	return result;
}

json_t *slw_history_redo(struct slw_service *service, struct slw_session *session,
			 struct slw_err *err)
{
	struct line line = { 0 };
	json_t *result = NULL;
	int64_t to;

	if (read_line(service, session, &line, err) == 0) {
		to = after_head(&line, session);
		if (to > 0)
			result = revert_to(service, session, to, "redo", to, err);
		else
			slw_err_set(err, SLW_EINVAL, "%s", _("there is nothing to redo"));
	}
	free(line.items);
	return result;
}

json_t *slw_history_restore(struct slw_service *service, struct slw_session *session,
			    int64_t version, struct slw_err *err)
{
	if (slw_store_session_get(service->store, session->id, session, err) < 0)
		return NULL;
	if (version < 1 || version > session->version) {
		slw_err_set(err, SLW_ENOTFOUND, _("there is no version %lld"), (long long)version);
		slw_err_hint(err, _("Versions are 1 to %lld; \"store-wizard log\" lists them."),
			     (long long)session->version);
		return NULL;
	}
	if (version == session->version) {
		slw_err_set(err, SLW_EINVAL, _("version %lld is the newest already"),
			    (long long)version);
		return NULL;
	}
	return revert_to(service, session, version, "restore", session->version, err);
}

/* --- whole sessions ---------------------------------------------------------------------- */

struct copy {
	int64_t from_no;
	struct slw_product_row *rows; /* a page: reading and writing do not mix */
	size_t count, cap;
};

#define COPY_PAGE 500

static int collect_row(void *context, const struct slw_product_row *row)
{
	struct copy *copy = context;
	struct slw_product_row *mine;

	SLW_GROW(copy->rows, copy->count, copy->cap);
	mine = &copy->rows[copy->count++];
	*mine = *row;
	mine->handle = slw_strdup(row->handle);
	mine->data = slw_strdup(row->data);
	return 0;
}

struct texts {
	struct slw_content_row *rows; /* of one product */
	size_t count, cap;
};

static int collect_text(void *context, const struct slw_content_row *row)
{
	struct texts *texts = context;
	struct slw_content_row *mine;

	SLW_GROW(texts->rows, texts->count, texts->cap);
	mine = &texts->rows[texts->count++];
	*mine = *row;
	mine->no = 0;
	mine->id[0] = '\0';
	mine->subject = slw_strdup(row->subject);
	mine->content_type = slw_strdup(row->content_type);
	mine->content_data = json_incref(row->content_data);
	mine->prompt_used = slw_strdup(row->prompt_used);
	mine->prompt_hash = slw_strdup(row->prompt_hash);
	mine->provider = slw_strdup(row->provider);
	mine->model_used = slw_strdup(row->model_used);
	mine->facts = json_incref(row->facts);
	mine->state = slw_strdup(row->state);
	return 0;
}

/* Texts of a product, or (0) of the shop. Product numbers are the same in the copy. */
static int copy_texts(struct slw_service *service, int64_t from_no, int64_t to_no, int64_t version,
		      int64_t product_no, struct slw_err *err)
{
	struct texts texts = { 0 };
	int rc = slw_store_content_list(service->store, from_no, NULL, NULL, product_no,
					collect_text, &texts, err);

	for (size_t i = 0; i < texts.count; i++) {
		texts.rows[i].store_version = version;
		if (rc == 0)
			rc = slw_store_content_put(service->store, to_no, &texts.rows[i], err);
		slw_content_row_release(&texts.rows[i]);
	}
	free(texts.rows);
	return rc;
}

static int copy_product(struct slw_service *service, int64_t from_no, int64_t to_no,
			int64_t version, struct slw_product_row *row, struct slw_err *err)
{
	int64_t product_no = row->product_no;

	if (slw_service_put_row(service, to_no, version, row, err) < 0)
		return -1;
	return copy_texts(service, from_no, to_no, version, product_no, err);
}

static int copy_products(void *context, struct slw_service *service, int64_t session_no,
			 int64_t version, struct slw_err *err)
{
	struct copy *copy = context;
	int64_t after = INT64_MIN;
	int rc = copy_texts(service, copy->from_no, session_no, version, 0, err);

	do {
		copy->count = 0;
		if (rc == 0)
			rc = slw_store_product_list(service->store, copy->from_no, 0, after,
						    COPY_PAGE, collect_row, copy, err);
		for (size_t i = 0; i < copy->count; i++) {
			after = copy->rows[i].rank;
			if (rc == 0)
				rc = copy_product(service, copy->from_no, session_no, version,
						  &copy->rows[i], err);
			slw_product_row_release(&copy->rows[i]);
		}
	} while (rc == 0 && copy->count == COPY_PAGE);
	return rc;
}

int slw_history_copy(struct slw_service *service, const struct slw_session *session,
		     const char *business_name, struct slw_session *out, struct slw_err *err)
{
	struct copy copy = { .from_no = session->no };
	struct slw_documents docs, empty;
	struct slw_commit commit = { .kind = "copy",
				     .docs = &docs,
				     .before = &empty,
				     .products = copy_products,
				     .context = &copy,
				     .event_type = "session_copied" };
	char *note = slw_printf(_("copy of %s"),
				session->business_name != NULL ? session->business_name : "");
	int64_t version;
	int rc = -1;

	slw_documents_init(&docs);
	slw_documents_init(&empty);
	commit.note = note;
	if (slw_flow_documents(service, session, 0, &docs, err) < 0)
		goto out;
	if (business_name != NULL) {
		const struct slw_field *field = slw_steps_field("business.business_name", NULL);
		struct slw_check check = slw_service_check(service, &docs);
		json_t *name = NULL;

		if (slw_field_parse(field, business_name, &check, &name, err) < 0)
			goto out;
		slw_documents_set(&docs, "business.business_name", name);
	}
	json_decref(out->configuration);
	out->configuration = json_deep_copy(session->configuration);
	json_decref(out->metadata);
	out->metadata = json_deep_copy(session->metadata);
	out->current_step = session->current_step;
	rc = slw_service_commit(service, out, &commit, &version, NULL, err);
out:
	free(copy.rows);
	free(note);
	slw_documents_release(&docs);
	slw_documents_release(&empty);
	return rc;
}

int slw_history_delete(struct slw_service *service, const struct slw_session *session,
		       struct slw_err *err)
{
	return slw_store_session_delete(service->store, session->no, err);
}
