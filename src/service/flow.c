#include "config.h"

#include "service/flow.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/codes.h"
#include "model/journal.h"
#include "model/problem.h"
#include "service/conflict.h"
#include "service/internal.h"

#include "base/banned.h"

int slw_flow_create_session(struct slw_service *service, const json_t *preferences,
			    struct slw_session *out, struct slw_err *err)
{
	memcpy(out->user_id, service->user_id, sizeof(out->user_id));
	if (preferences != NULL) {
		json_decref(out->configuration);
		out->configuration = json_deep_copy(preferences);
	}
	if (out->business_name == NULL)
		out->business_name = slw_strdup("");
	if (slw_store_session_create(service->store, out, err) < 0)
		return -1;
	return slw_store_event_add(service->store, out->no, "session_created", NULL, err);
}

/* --- finding ----------------------------------------------------------------------------- */

enum match { MATCH_NONE, MATCH_NAME_BEGIN, MATCH_ID_BEGIN, MATCH_NAME };

struct search {
	const char *wanted;
	char *folded;
	enum match best;
	size_t count;		/* of matches as good as the best */
	char id[SLW_UUID_SIZE]; /* of one of them */
	struct slw_buf names;	/* of the best matches, for the message */
	const char **known;
	size_t known_count, known_cap;
};

static enum match match_session(const struct search *search, const struct slw_session *session)
{
	char *name = slw_text_fold(session->business_name);
	enum match match = MATCH_NONE;

	if (strcmp(name, search->folded) == 0)
		match = MATCH_NAME;
	else if (strlen(search->wanted) >= 4 &&
		 strncasecmp(session->id, search->wanted, strlen(search->wanted)) == 0)
		match = MATCH_ID_BEGIN;
	else if (strncmp(name, search->folded, strlen(search->folded)) == 0)
		match = MATCH_NAME_BEGIN;
	free(name);
	return match;
}

static int look_at(void *context, const struct slw_session *session)
{
	struct search *search = context;
	enum match match = match_session(search, session);

	SLW_GROW(search->known, search->known_count, search->known_cap);
	search->known[search->known_count++] = slw_strdup(session->business_name);
	if (match == MATCH_NONE || match < search->best)
		return 0;
	if (match > search->best) {
		search->best = match;
		search->count = 0;
		slw_buf_clear(&search->names);
	}
	search->count++;
	slw_text_copy(search->id, sizeof(search->id), session->id);
	if (search->count <= 5)
		slw_buf_printf(&search->names, "%s%.18s (%s)", search->count > 1 ? ", " : "",
			       session->id, session->business_name);
	return 0;
}

static int not_found(const struct search *search, struct slw_err *err)
{
	const char *near = slw_text_nearest(search->wanted, search->known, search->known_count);

	slw_err_set(err, SLW_ENOTFOUND, _("there is no session \"%s\""), search->wanted);
	if (near != NULL)
		return slw_err_hint(err, _("Did you mean \"%s\"?"), near);
	return slw_err_hint(err, "%s", _("\"store-wizard sessions\" lists them."));
}

int slw_flow_find_session(struct slw_service *service, const char *name, struct slw_session *out,
			  struct slw_err *err)
{
	struct search search = { .wanted = name };
	int rc = -1;

	if (slw_uuid_valid(name))
		return slw_store_session_get(service->store, name, out, err);
	slw_buf_init(&search.names, 0);
	search.folded = slw_text_fold(name);
	if (slw_store_session_list(service->store, NULL, NULL, 0, look_at, &search, err) < 0)
		goto out;
	if (search.count == 0 || name[0] == '\0')
		not_found(&search, err);
	else if (search.count > 1) {
		slw_err_set(err, SLW_EAMBIGUOUS, _("\"%s\" matches %zu sessions: %s"), name,
			    search.count, search.names.data);
		slw_err_hint(err, "%s", _("Say more of the ID."));
	} else {
		rc = slw_store_session_get(service->store, search.id, out, err);
	}
out:
	for (size_t i = 0; i < search.known_count; i++)
		free((char *)search.known[i]);
	free(search.known);
	free(search.folded);
	slw_buf_release(&search.names);
	return rc;
}

/* --- looking ----------------------------------------------------------------------------- */

int slw_flow_documents(struct slw_service *service, const struct slw_session *session,
		       int64_t version, struct slw_documents *docs, struct slw_err *err)
{
	struct slw_version row;
	int rc;

	if (session->version == 0 && version == 0) {
		struct slw_documents empty;

		slw_documents_init(&empty);
		slw_documents_copy(docs, &empty);
		slw_documents_release(&empty);
		return 0;
	}
	slw_version_init(&row);
	rc = slw_store_version_get(service->store, session->no, version, &row, err);
	if (rc == 0)
		slw_documents_copy(docs, &row.docs);
	slw_version_release(&row);
	return rc;
}

static bool step_complete(const struct slw_service *service, const struct slw_session *session,
			  const struct slw_documents *docs, int step)
{
	struct slw_check check = slw_service_check(service, docs);
	struct slw_problems problems;
	bool seen = step < session->current_step || session->completed_at != 0, complete;

	slw_problems_init(&problems);
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		if (slw_steps[i].number != step)
			continue;
		seen = seen || json_object_size(docs->section[i]) > 0;
		slw_check_section((enum slw_section)i, docs, &check, &problems);
	}
	complete = seen && problems.errors == 0;
	if (step == slw_steps[SLW_PRODUCTS].number && session->product_count == 0)
		complete = false;
	slw_problems_release(&problems);
	return complete;
}

unsigned int slw_flow_completed(const struct slw_service *service,
				const struct slw_session *session, const struct slw_documents *docs)
{
	unsigned int done = 0;

	for (int step = 1; step <= SLW_STEP_COUNT; step++)
		if (step_complete(service, session, docs, step))
			done |= 1u << (step - 1);
	return done;
}

static void set_time(json_t *object, const char *key, int64_t ms)
{
	char text[SLW_TIME_SIZE];

	if (ms == 0) {
		slw_json_set(object, key, json_null());
		return;
	}
	slw_time_format(text, ms);
	slw_json_set_str(object, key, text);
}

static int collect_product(void *context, const struct slw_product_row *row, struct slw_err *err)
{
	json_t *object = slw_row_object(row, err);

	if (object == NULL)
		return -1;
	slw_json_append(context, object);
	return 0;
}

static json_t *progress_json(unsigned int done)
{
	json_t *progress = json_object(), *steps = json_array();

	for (int step = 1; step <= SLW_STEP_COUNT; step++)
		if (done & (1u << (step - 1)))
			slw_json_append(steps, json_integer(step));
	slw_json_set(progress, "completed_steps", steps);
	slw_json_set_int(progress, "total_steps", SLW_STEP_COUNT);
	return progress;
}

json_t *slw_flow_session_json(struct slw_service *service, const struct slw_session *session,
			      bool with_products, struct slw_err *err)
{
	json_t *object = json_object(), *configuration = json_object(), *items = json_array();
	struct slw_documents docs;
	int rc;

	slw_documents_init(&docs);
	rc = slw_flow_documents(service, session, 0, &docs, err);
	if (rc == 0 && with_products)
		rc = slw_service_products(service, session->no, INT64_MIN, 0, collect_product,
					  items, err);
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		slw_json_set(configuration, slw_steps[i].key, json_incref(docs.section[i]));
	if (with_products)
		slw_json_set(docs.section[SLW_PRODUCTS], "items", json_incref(items));
	slw_json_set(object, "session_id", slw_json_new_str(session->id));
	slw_json_set(object, "business_name", json_string(session->business_name));
	slw_json_set_int(object, "current_step", session->current_step);
	slw_json_set_int(object, "version", session->version);
	slw_json_set(object, "progress",
		     progress_json(slw_flow_completed(service, session, &docs)));
	slw_json_set_int(object, "product_count", session->product_count);
	set_time(object, "created_at", session->created_at);
	set_time(object, "updated_at", session->updated_at);
	set_time(object, "completed_at", session->completed_at);
	slw_json_set(object, "configuration", configuration);
	slw_documents_release(&docs);
	json_decref(items);
	if (rc < 0) {
		json_decref(object);
		return NULL;
	}
	return object;
}

struct session_ids {
	char (*items)[SLW_UUID_SIZE];
	size_t count, cap;
};

static int collect_id(void *context, const struct slw_session *session)
{
	struct session_ids *ids = context;

	SLW_GROW(ids->items, ids->count, ids->cap);
	slw_text_copy(ids->items[ids->count++], SLW_UUID_SIZE, session->id);
	return 0;
}

/* NULL with SLW_ENOTFOUND where it is gone. */
static json_t *session_json_of(struct slw_service *service, const char *id, struct slw_err *err)
{
	struct slw_session session;
	json_t *one = NULL;

	slw_session_init(&session);
	if (slw_store_session_get(service->store, id, &session, err) == 0)
		one = slw_flow_session_json(service, &session, false, err);
	slw_session_release(&session);
	return one;
}

json_t *slw_flow_sessions_json(struct slw_service *service, const char *filter, size_t limit,
			       struct slw_err *err)
{
	struct session_ids ids = { 0 };
	json_t *result = json_object(), *sessions = json_array();
	int rc = slw_store_session_list(service->store, NULL, filter, limit, collect_id, &ids, err);

	slw_json_set(result, "sessions", sessions);
	for (size_t i = 0; i < ids.count && rc == 0; i++) {
		struct slw_err why = SLW_ERR_INIT;
		json_t *one = session_json_of(service, ids.items[i], &why);

		if (one != NULL) {
			slw_json_append(sessions, one);
		} else if (why.code != SLW_ENOTFOUND) { /* else deleted since the list was read */
			*err = why;
			rc = -1;
		}
	}
	free(ids.items);
	if (rc < 0) {
		json_decref(result);
		return NULL;
	}
	return result;
}

int slw_flow_session_list(struct slw_service *service, const char *filter, size_t limit,
			  int (*each)(void *context, const struct slw_session *session),
			  void *context, struct slw_err *err)
{
	return slw_store_session_list(service->store, NULL, filter, limit, each, context, err);
}

/* --- editing ----------------------------------------------------------------------------- */

static int fail_on_blocking(const struct slw_problems *problems, struct slw_err *err)
{
	for (size_t i = 0; i < problems->count; i++) {
		const struct slw_problem *problem = &problems->items[i];

		if (!slw_problem_blocks(problem))
			continue;
		slw_err_set(err, SLW_EINVAL, "%s: %s", problem->key, problem->message);
		return slw_err_hint(err, "%s", problem->hint);
	}
	return 0;
}

/* Prices are minor units: another number of decimals would make other prices of them. */
static int check_currency(const struct slw_session *session, const struct slw_documents *before,
			  const struct slw_documents *after, struct slw_err *err)
{
	const struct slw_currency *was = slw_documents_currency(before);
	const struct slw_currency *is = slw_documents_currency(after);
	int decimals = was != NULL ? was->decimals : 2; /* as an import without a currency reads */

	if (is == NULL || is->decimals == decimals || session->product_count == 0)
		return 0;
	slw_err_set(err, SLW_EINVAL,
		    _("business.currency: %lld products have prices with %d decimals; %s has %d"),
		    (long long)session->product_count, decimals, is->code, is->decimals);
	return slw_err_hint(
	    err, "%s",
	    _("Write the session out with \"store-wizard answers\", change currency "
	      "and prices there, and apply the file with --session."));
}

/* What is saved: all sections (-1) or one, which may complete its step. */
struct update {
	const struct slw_documents *edited;
	const struct slw_documents *base; /* of the merge; NULL: those of edit->base_version */
	const struct slw_edit *edit;
	int section;
	bool advance;
	json_t *conflicts;
};

/* What is to be saved: the edit itself, or the edit merged with what came in between. */
static int merge_edit(struct slw_service *service, const struct slw_session *session,
		      struct update *update, const struct slw_documents *head,
		      struct slw_documents *out, struct slw_err *err)
{
	int64_t base_version = update->edit->base_version;
	const struct slw_documents *base = update->base;
	struct slw_documents read;
	json_t *found = NULL;
	int rc = -1;

	if (base == NULL && base_version == session->version) {
		slw_documents_copy(out, update->edited);
		return 0;
	}
	slw_documents_init(&read);
	if (base == NULL && base_version > 0 &&
	    slw_flow_documents(service, session, base_version, &read, err) < 0)
		goto out;
	if (slw_journal_merge(base != NULL ? base : &read, head, update->edited, out, &found) ==
	    0) {
		rc = 0;
		goto out;
	}
	slw_conflict_who(service, session, base_version, found);
	slw_conflict_fail(session, found, err);
	update->conflicts = json_incref(found);
out:
	json_decref(found);
	slw_documents_release(&read);
	return rc;
}

static void advance_step(const struct slw_service *service, struct slw_session *session,
			 const struct update *update, const struct slw_documents *docs)
{
	int step = update->section >= 0 ? slw_steps[update->section].number : 0;

	if (update->advance && session->current_step == step && step < SLW_STEP_COUNT &&
	    (slw_flow_completed(service, session, docs) & (1u << (step - 1))))
		session->current_step = step + 1;
}

static int try_update(struct slw_service *service, struct slw_session *session,
		      struct update *update, int64_t *version, struct slw_problems *problems,
		      struct slw_err *err)
{
	const struct slw_edit *edit = update->edit;
	struct slw_documents head, merged;
	struct slw_commit commit = { .kind = edit->kind != NULL ? edit->kind : "edit",
				     .note = edit->note,
				     .event_type = "step_updated",
				     .draft_section =
					 update->section >= 0 ? slw_steps[update->section].key : "",
				     .docs = &merged,
				     .before = &head };
	struct slw_check check;
	int rc = -1;

	slw_documents_init(&head);
	slw_documents_init(&merged);
	if (slw_flow_documents(service, session, 0, &head, err) < 0 ||
	    merge_edit(service, session, update, &head, &merged, err) < 0)
		goto out;
	slw_documents_sort(&merged);
	check = slw_service_check(service, &merged);
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		if (!json_equal(head.section[i], merged.section[i]))
			slw_check_section((enum slw_section)i, &merged, &check, problems);
	if (fail_on_blocking(problems, err) < 0 || check_currency(session, &head, &merged, err) < 0)
		goto out;
	advance_step(service, session, update, &merged);
	commit.expected = session->version;
	commit.parent = session->version;
	rc = slw_service_commit(service, session, &commit, version, NULL, err);
out:
	slw_documents_release(&head);
	slw_documents_release(&merged);
	return rc;
}

/* Another process may commit between our look and our commit; then look again. */
static int run_update(struct slw_service *service, struct slw_session *session,
		      struct update *update, int64_t *version, json_t **conflicts,
		      struct slw_problems *problems, struct slw_err *err)
{
	struct slw_err failure;
	int64_t number = 0;
	int rc, current_step = session->current_step;

	for (int tries = 0; tries < SLW_TRIES; tries++) {
		failure = SLW_ERR_INIT;
		rc = slw_store_session_get(service->store, session->id, session, &failure);
		if (current_step > session->current_step)
			session->current_step = current_step;
		if (rc == 0)
			rc = try_update(service, session, update, &number, problems, &failure);
		if (rc == 0 || failure.code != SLW_ECONFLICT || update->conflicts != NULL)
			break;
	}
	if (rc < 0)
		*err = failure;
	else if (version != NULL)
		*version = number;
	if (conflicts != NULL) {
		json_decref(*conflicts);
		*conflicts = json_incref(update->conflicts);
	}
	json_decref(update->conflicts);
	return rc;
}

int slw_flow_update(struct slw_service *service, struct slw_session *session,
		    const struct slw_documents *docs, const struct slw_edit *edit, int64_t *version,
		    json_t **conflicts, struct slw_problems *problems, struct slw_err *err)
{
	struct update update = { .edited = docs, .edit = edit, .section = -1 };

	return run_update(service, session, &update, version, conflicts, problems, err);
}

int slw_flow_update_step(struct slw_service *service, struct slw_session *session,
			 enum slw_section section, const json_t *data, const struct slw_edit *edit,
			 bool advance, int64_t *version, json_t **conflicts,
			 struct slw_problems *problems, struct slw_err *err)
{
	struct slw_documents docs;
	struct update update = {
		.edited = &docs, .edit = edit, .section = (int)section, .advance = advance
	};
	int rc = 0;

	slw_documents_init(&docs);
	if (edit->base_version > 0)
		rc = slw_flow_documents(service, session, edit->base_version, &docs, err);
	json_decref(docs.section[section]);
	docs.section[section] = json_deep_copy(data);
	if (rc == 0)
		rc = run_update(service, session, &update, version, conflicts, problems, err);
	slw_documents_release(&docs);
	return rc;
}

/* Where both sides changed a field, the edit takes theirs, as if it had begun from there. */
static int take_theirs(struct slw_service *service, const struct slw_session *session,
		       const json_t *rows, struct slw_documents *base, struct slw_documents *mine,
		       struct slw_err *err)
{
	struct slw_documents theirs;
	const json_t *row;
	size_t i;
	int rc;

	slw_documents_init(&theirs);
	rc = slw_flow_documents(service, session, session->version, &theirs, err);
	json_array_foreach ((json_t *)(uintptr_t)rows, i, row) {
		const char *key = slw_json_str(row, "key", "");
		json_t *now = slw_documents_get(&theirs, key);

		slw_documents_set(mine, key, now != NULL ? json_deep_copy(now) : NULL);
		slw_documents_set(base, key, now != NULL ? json_deep_copy(now) : NULL);
	}
	slw_documents_release(&theirs);
	return rc;
}

int slw_flow_merge_step(struct slw_service *service, struct slw_session *session,
			enum slw_section section, const json_t *data, const struct slw_edit *edit,
			bool advance, int64_t *version, json_t **conflicts,
			struct slw_problems *problems, struct slw_err *err)
{
	struct slw_documents base, mine;
	struct slw_err failure = SLW_ERR_INIT;
	json_t *rows = NULL;
	bool is_settled = false;
	int rc = 0;

	slw_documents_init(&base);
	slw_documents_init(&mine);
	if (edit->base_version > 0)
		rc = slw_flow_documents(service, session, edit->base_version, &base, &failure);
	slw_documents_copy(&mine, &base);
	json_decref(mine.section[section]);
	mine.section[section] = json_deep_copy(data);
	for (int tries = 0; rc == 0 && !is_settled && tries < SLW_TRIES; tries++) {
		struct update update = { .edited = &mine,
					 .base = &base,
					 .edit = edit,
					 .section = (int)section,
					 .advance = advance };
		json_t *found = NULL;

		failure = SLW_ERR_INIT;
		rc = run_update(service, session, &update, version, &found, problems, &failure);
		is_settled = found == NULL;
		if (is_settled)
			continue;
		rc = take_theirs(service, session, found, &base, &mine, &failure);
		slw_conflict_add(&rows, found);
		json_decref(found);
	}
	if (rc == 0 && !is_settled)
		rc = slw_conflict_fail(session, rows, &failure);
	if (rc < 0)
		*err = failure;
	json_decref(*conflicts);
	*conflicts = rows;
	slw_documents_release(&base);
	slw_documents_release(&mine);
	return rc;
}

int slw_flow_validate_step(struct slw_service *service, const struct slw_session *session, int step,
			   struct slw_problems *problems, struct slw_err *err)
{
	struct slw_documents docs;
	struct slw_check check;
	int rc;

	if (step < 1 || step > SLW_STEP_COUNT)
		return slw_err_set(err, SLW_EINVAL, _("there is no step %d; steps are 1 to %d"),
				   step, SLW_STEP_COUNT);
	slw_documents_init(&docs);
	rc = slw_flow_documents(service, session, 0, &docs, err);
	check = slw_service_check(service, &docs);
	for (int i = 0; rc == 0 && i < SLW_SECTION__MAX; i++)
		if (slw_steps[i].number == step)
			slw_check_section((enum slw_section)i, &docs, &check, problems);
	if (rc == 0 && step == slw_steps[SLW_PRODUCTS].number && session->product_count == 0)
		slw_problems_add(problems, SLW_PROBLEM_ERROR, "missing", "products.items",
				 _("there is no product yet"),
				 _("add one, or import a product file"));
	slw_documents_release(&docs);
	return rc;
}

/* --- drafts ------------------------------------------------------------------------------ */

int slw_flow_draft_put(struct slw_service *service, const struct slw_session *session,
		       const struct slw_draft *draft, struct slw_err *err)
{
	const struct slw_field *field = slw_steps_field(draft->field, NULL);

	if (field == NULL && draft->product_no == 0 &&
	    !slw_draft_is_below(draft->field, SLW_DRAFT_TEXT))
		return slw_err_set(err, SLW_EINVAL, _("there is no field \"%s\""), draft->field);
	if (field != NULL &&
	    (field->type == SLW_FIELD_SECRET || field->type == SLW_FIELD_CREDENTIALS))
		return slw_err_set(err, SLW_EINVAL, _("%s is secret and is not kept as a draft"),
				   draft->field);
	return slw_store_draft_put(service->store, session->no, service->user_id, draft, err);
}

struct below {
	const char *field;
	int64_t product_no;
	char **found;
	size_t count, cap;
};

static int collect_below(void *context, const struct slw_draft *draft)
{
	struct below *below = context;

	if (draft->product_no != below->product_no ||
	    !slw_draft_is_below(draft->field, below->field))
		return 0;
	SLW_GROW(below->found, below->count, below->cap);
	below->found[below->count++] = slw_strdup(draft->field);
	return 0;
}

int slw_flow_draft_drop(struct slw_service *service, const struct slw_session *session,
			int64_t product_no, const char *field, struct slw_err *err)
{
	struct below below = { .field = field, .product_no = product_no };
	int rc = slw_store_draft_list(service->store, session->no, service->user_id, collect_below,
				      &below, err);

	for (size_t i = 0; i < below.count; i++) {
		if (rc == 0)
			rc = slw_store_draft_delete(service->store, session->no, service->user_id,
						    product_no, below.found[i], err);
		free(below.found[i]);
	}
	free(below.found);
	return rc;
}

/* What stands for a secret until it is in the vault goes no further than the screen. */
static void drop_literals(json_t *value)
{
	const char *key;
	json_t *child;
	void *next;
	size_t i;

	json_array_foreach (value, i, child)
		drop_literals(child);
	json_object_foreach_safe(value, next, key, child)
	{
		if (json_object_get(child, "literal") != NULL)
			json_object_del(value, key);
		else
			drop_literals(child);
	}
}

char *slw_flow_draft_text(const json_t *record)
{
	json_t *copy = json_deep_copy(record);
	char *text;

	drop_literals(copy);
	text = slw_json_text(copy);
	json_decref(copy);
	return text;
}

int slw_flow_draft_list(struct slw_service *service, const struct slw_session *session,
			int (*each)(void *context, const struct slw_draft *draft), void *context,
			struct slw_err *err)
{
	return slw_store_draft_list(service->store, session->no, service->user_id, each, context,
				    err);
}
