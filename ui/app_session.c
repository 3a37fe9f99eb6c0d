/* The open session: its answers, saves beside the screen, undo; and long work. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/problem.h"
#include "service/apply.h"
#include "service/conflict.h"
#include "service/flow.h"
#include "service/history.h"
#include "service/service.h"
#include "ui/app_internal.h"
#include "ui/dialog.h"
#include "ui/conflict.h"
#include "ui/form_internal.h"
#include "ui/job.h"
#include "ui/records.h"
#include "ui/task.h"
#include "ui/text_draft.h"
#include "ui/view.h"

#include "base/banned.h"

#define LARGE 500 /* products */

struct slw_service *slw_app_service(const struct slw_app *app)
{
	return app->service;
}

struct slw_session *slw_app_session(struct slw_app *app)
{
	return &app->session;
}

struct slw_documents *slw_app_docs(struct slw_app *app)
{
	return &app->docs;
}

unsigned int slw_app_completed(struct slw_app *app)
{
	if (!app->counted) {
		app->completed = app->session.no == 0
				     ? 0
				     : slw_flow_completed(app->service, &app->session, &app->docs);
		app->counted = true;
	}
	return app->completed;
}

void slw_app_tell_changed(struct slw_app *app)
{
	app->counted = false;
	for (int i = 0; i < app->view_count; i++)
		if (app->views[i]->ops->changed != NULL)
			app->views[i]->ops->changed(app->views[i]);
}

/* --- saves ------------------------------------------------------------------------------- */

struct save {
	struct slw_app_saver *saver;
	enum slw_section section;
	json_t *data;
	json_t *conflicts;	/* with what is mine as it was typed; NULL: none */
	struct slw_draft draft; /* field NULL: it is a section that is saved */
};

static void free_save(void *data)
{
	struct save *save = data;

	json_decref(save->data);
	json_decref(save->conflicts);
	slw_draft_release(&save->draft);
	free(save);
}

/* The first thing that is wrong, in words. */
static void first_problem(const struct slw_problems *problems, struct slw_err *err)
{
	if (err->code == SLW_EINVAL && problems->count > 0) {
		slw_err_set(err, SLW_EINVAL, "%s: %s", problems->items[0].key,
			    problems->items[0].message);
		if (problems->items[0].hint[0] != '\0')
			slw_err_hint(err, "%s", problems->items[0].hint);
	}
}

/* What is mine of a field that stays theirs is a draft of it, until it is decided. */
static void keep_mine(struct save *save, struct slw_service *service,
		      const struct slw_session *session)
{
	struct slw_documents mine;
	struct slw_err ignored = SLW_ERR_INIT;
	json_t *row;
	size_t i;

	slw_documents_init(&mine);
	json_decref(mine.section[save->section]);
	mine.section[save->section] = json_incref(save->data);
	json_array_foreach (save->conflicts, i, row) {
		const char *key = slw_json_str(row, "key", "");
		const struct slw_field *field = slw_steps_field(key, NULL);
		json_t *value = slw_documents_get(&mine, key);
		struct slw_check check = { .catalog = slw_service_catalog(service),
					   .currency = slw_documents_currency(&mine) };
		struct slw_draft draft = { .field = (char *)(uintptr_t)key,
					   .base_version = session->version };

		/* a row shows no secret; what is to be saved must have it */
		slw_json_set(row, "mine", value != NULL ? json_deep_copy(value) : json_null());
		if (field == NULL || !slw_conflict_has_draft(field))
			continue;
		draft.value = slw_form_text_of(field, value, &check);
		draft.cursor = (int64_t)slw_text_chars(draft.value);
		slw_flow_draft_put(service, session, &draft, &ignored);
		free(draft.value);
	}
	slw_documents_release(&mine);
}

static int run_save(void *data, struct slw_service *service, const struct slw_progress *progress,
		    json_t **result, struct slw_err *err)
{
	struct save *save = data;
	struct slw_edit edit = { .base_version = save->saver->base };
	struct slw_session session;
	struct slw_problems problems;
	int64_t version = 0;
	int rc;

	(void)progress;
	slw_session_init(&session);
	slw_problems_init(&problems);
	rc = slw_flow_find_session(service, save->saver->id, &session, err);
	if (rc == 0) {
		bool merged = session.version != edit.base_version;

		rc = slw_flow_merge_step(service, &session, save->section, save->data, &edit, true,
					 &version, &save->conflicts, &problems, err);
		first_problem(&problems, err);
		if (rc == 0) {
			keep_mine(save, service, &session);
			/* a merge took in what the screen does not show yet: it is read anew */
			if (!merged)
				save->saver->base = version;
			*result = json_object();
			slw_json_set_int(*result, "version", version);
			slw_json_set_int(*result, "step", session.current_step);
			slw_json_set_bool(*result, "merged", merged);
		}
	}
	slw_problems_release(&problems);
	slw_session_release(&session);
	return rc;
}

static void saved(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct slw_app *app = owner;
	struct save *save = data;

	if (strcmp(save->saver->id, app->session.id) != 0)
		return;
	if (save->conflicts != NULL && app->closing) {
		slw_app_reload(app);
		slw_app_conflict_left(app, save->conflicts);
	} else if (save->conflicts != NULL) {
		slw_app_conflict(app, json_incref(save->conflicts));
		slw_app_reload(app);
	} else if (err->code != SLW_OK) {
		slw_app_say_err(app, err);
	} else if (slw_json_bool(result, "merged", false) || save->section == SLW_INTEGRATIONS) {
		slw_app_reload(app); /* secrets have become references to the vault */
	} else {
		app->session.version = slw_json_int(result, "version", app->session.version);
		app->session.current_step =
		    (int)slw_json_int(result, "step", app->session.current_step);
		app->counted = false;
	}
}

static void add_save(struct slw_app *app, const struct save *what)
{
	struct save *save = slw_malloc(sizeof(*save));
	struct slw_job job = {
		.run = run_save, .done = saved, .free = free_save, .data = save, .owner = app
	};

	*save = *what;
	save->saver = &app->saver;
	app->keep = true;
	slw_jobs_add(app->saves, &job);
}

void slw_app_commit(struct slw_app *app, enum slw_section section)
{
	struct save save = { .section = section };

	if (app->session.no == 0)
		return;
	slw_documents_sort(&app->docs);
	save.data = json_deep_copy(app->docs.section[section]);
	app->counted = false;
	add_save(app, &save);
}

static int run_draft(void *data, struct slw_service *service, const struct slw_progress *progress,
		     json_t **result, struct slw_err *err)
{
	struct save *save = data;
	struct slw_session session;
	int rc;

	(void)progress;
	(void)result;
	slw_session_init(&session);
	rc = slw_flow_find_session(service, save->saver->id, &session, err);
	if (save->draft.base_version == 0)
		save->draft.base_version = session.version;
	if (rc == 0 && save->draft.value == NULL)
		rc = slw_flow_draft_drop(service, &session, save->draft.product_no,
					 save->draft.field, err);
	else if (rc == 0)
		rc = slw_flow_draft_put(service, &session, &save->draft, err);
	slw_session_release(&session);
	return rc;
}

void slw_app_draft(struct slw_app *app, const struct slw_draft *draft)
{
	struct save *save;
	struct slw_job job = { .run = run_draft, .free = free_save };

	if (app->session.no == 0)
		return;
	save = slw_calloc(1, sizeof(*save));
	save->saver = &app->saver;
	save->draft = *draft;
	save->draft.field = slw_strdup(draft->field);
	save->draft.value = slw_strdup(draft->value);
	if (draft->value != NULL && draft->value[0] != '\0')
		app->keep = true;
	job.data = save;
	slw_jobs_add(app->saves, &job);
}

void slw_app_flush(struct slw_app *app)
{
	slw_jobs_flush(app->saves);
}

/* --- opening and closing ----------------------------------------------------------------- */

static int read_session(struct slw_app *app, const char *id, struct slw_err *err)
{
	struct slw_session session;

	slw_session_init(&session);
	if (slw_flow_find_session(app->service, id, &session, err) < 0 ||
	    slw_flow_documents(app->service, &session, 0, &app->docs, err) < 0) {
		slw_session_release(&session);
		return -1;
	}
	slw_session_release(&app->session);
	app->session = session;
	slw_text_copy(app->saver.id, sizeof(app->saver.id), session.id);
	app->saver.base = session.version;
	app->counted = false;
	return 0;
}

void slw_app_reload(struct slw_app *app)
{
	struct slw_err err = SLW_ERR_INIT;
	char id[SLW_UUID_SIZE];

	if (app->session.no == 0)
		return;
	slw_app_flush(app);
	slw_text_copy(id, sizeof(id), app->session.id);
	if (read_session(app, id, &err) < 0)
		slw_app_say_err(app, &err);
	slw_app_tell_changed(app);
}

static int count_draft(void *context, const struct slw_draft *draft)
{
	if (draft->value != NULL && draft->value[0] != '\0')
		*(bool *)context = true;
	return 0;
}

/* A session that was opened and left without a word is not kept. */
void slw_app_close(struct slw_app *app)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_session empty;
	bool drafts = false;

	app->closing = true;
	slw_app_flush(app);
	slw_app_flush(app); /* what a conflict has left to save */
	app->closing = false;
	if (app->session.no != 0 && app->session.version == 0 && !app->keep &&
	    app->session.product_count == 0 &&
	    slw_flow_draft_list(app->service, &app->session, count_draft, &drafts, &err) == 0 &&
	    !drafts)
		slw_history_delete(app->service, &app->session, &err);
	slw_session_init(&empty);
	slw_session_release(&app->session);
	app->session = empty;
	slw_documents_release(&app->docs);
	slw_documents_init(&app->docs);
	app->keep = app->counted = false;
	app->step = 0;
}

int slw_app_open(struct slw_app *app, const char *id, struct slw_err *err)
{
	slw_app_close(app);
	return read_session(app, id, err);
}

int slw_app_create(struct slw_app *app, struct slw_err *err)
{
	struct slw_session session;

	slw_app_close(app);
	slw_session_init(&session);
	if (slw_flow_create_session(app->service, NULL, &session, err) < 0) {
		slw_session_release(&session);
		return -1;
	}
	slw_session_release(&app->session);
	app->session = session;
	slw_text_copy(app->saver.id, sizeof(app->saver.id), session.id);
	app->saver.base = session.version;
	return 0;
}

static json_t *run_undo(struct slw_service *service, struct slw_session *session,
			const json_t *args, struct slw_err *err)
{
	bool redo = slw_json_bool(args, "redo", false);
	json_t *result = redo ? slw_history_redo(service, session, err)
			      : slw_history_undo(service, session, err);

	if (result != NULL)
		slw_json_set_bool(result, "redo", redo);
	return result;
}

static void undone(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct slw_app *app = owner;
	const json_t *changed = slw_json_array(result, "changed");
	bool redo = slw_json_bool(result, "redo", false);

	(void)data;
	if (result == NULL) {
		slw_app_say_err(app, err);
		return;
	}
	slw_app_reload(app);
	if (json_array_size(changed) > 0 && json_is_string(json_array_get(changed, 0)))
		slw_app_say(app, SLW_ROLE_GOOD, redo ? _("Done again: %s") : _("Undone: %s"),
			    json_string_value(json_array_get(changed, 0)));
	else
		slw_app_say(app, SLW_ROLE_GOOD, "%s", redo ? _("Done again.") : _("Undone."));
}

void slw_app_undo(struct slw_app *app, bool redo)
{
	struct slw_task task = { .call = run_undo, .done = undone, .owner = app };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_view *top = slw_app_top(app);
	json_t *result;

	if (app->session.no == 0)
		return;
	if (top != NULL && top->ops->leave != NULL)
		top->ops->leave(top);
	slw_app_flush(app);
	task.args = json_object();
	slw_json_set_bool(task.args, "redo", redo);
	/* with many products it takes seconds, if it was many that were changed */
	if (app->session.product_count > LARGE) {
		slw_dialog_wait(app, redo ? _("Doing it again …") : _("Taking it back …"), &task);
		return;
	}
	result = run_undo(app->service, &app->session, task.args, &err);
	undone(app, NULL, result, &err);
	json_decref(result);
	json_decref(task.args);
}

/* --- long work --------------------------------------------------------------------------- */

uint64_t slw_app_job(struct slw_app *app, const struct slw_job *job)
{
	slw_app_flush(app);
	return slw_jobs_add(app->work, job);
}

uint64_t slw_app_search(struct slw_app *app, const struct slw_job *job)
{
	return slw_jobs_add(app->work, job);
}

void slw_app_job_cancel(struct slw_app *app, uint64_t number)
{
	slw_jobs_cancel(app->work, number);
}

void slw_app_forget(struct slw_app *app, const void *owner)
{
	slw_jobs_forget(app->saves, owner);
	slw_jobs_forget(app->work, owner);
}

/* --- coming back ------------------------------------------------------------------------- */

struct last_draft {
	char *field;
	int64_t product_no, updated_at;
};

static int newest(void *context, const struct slw_draft *draft)
{
	struct last_draft *last = context;

	if (draft->updated_at < last->updated_at)
		return 0;
	/* written in one go: the field says more than the product that it is in */
	if (last->field != NULL && draft->updated_at == last->updated_at &&
	    slw_draft_is_below(last->field, draft->field))
		return 0;
	free(last->field);
	last->field = slw_strdup(draft->field);
	last->product_no = draft->product_no;
	last->updated_at = draft->updated_at;
	return 0;
}

void slw_app_resume(struct slw_app *app)
{
	struct last_draft last = { .field = NULL };
	struct slw_err err = SLW_ERR_INIT;
	enum slw_section section;
	int step = app->session.current_step;

	slw_app_flush(app);
	if (slw_flow_draft_list(app->service, &app->session, newest, &last, &err) < 0)
		slw_app_say_err(app, &err);
	if (last.field == NULL || (!slw_text_resume(app, last.field) &&
				   !slw_records_resume(app, last.product_no, last.field))) {
		if (last.field != NULL && slw_steps_field(last.field, &section) != NULL)
			step = slw_steps[section].number;
		slw_app_go(app,
			   step < 1		   ? 1
			   : step > SLW_STEP_COUNT ? SLW_STEP_COUNT
						   : step,
			   last.field);
	}
	free(last.field);
}

void slw_app_demo(struct slw_app *app)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_session session;

	slw_app_close(app);
	slw_session_init(&session);
	if (slw_demo_apply(app->service, &session, &err) < 0 ||
	    slw_app_open(app, session.id, &err) < 0)
		slw_app_say_err(app, &err);
	else
		slw_app_go(app, 1, NULL);
	slw_session_release(&session);
}
