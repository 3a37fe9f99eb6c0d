/* Conflicts of the open session: what was decided is saved, and what is left is a draft or a version. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/records.h"
#include "model/steps.h"
#include "ui/app_internal.h"
#include "ui/conflict.h"
#include "ui/view.h"

#include "base/banned.h"

bool slw_conflict_has_draft(const struct slw_field *field)
{
	return field->type != SLW_FIELD_RECORDS && field->type != SLW_FIELD_RECORD &&
	       field->type != SLW_FIELD_SECRET && field->type != SLW_FIELD_CREDENTIALS;
}

/* Takes the reference; NULL and null remove. */
static void set(struct slw_app *app, const char *key, json_t *value)
{
	if (json_is_null(value)) {
		json_decref(value);
		value = NULL;
	}
	slw_documents_set(&app->docs, key, value);
}

/* Saves the sections that are marked. */
static void commit(struct slw_app *app, const bool marked[SLW_SECTION__MAX])
{
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		if (marked[i])
			slw_app_commit(app, (enum slw_section)i);
}

static void decided(void *context, const json_t *rows, const json_t *choices)
{
	struct slw_app *app = context;
	bool changed[SLW_SECTION__MAX] = { false };
	const json_t *row;
	size_t i;

	json_array_foreach ((json_t *)(uintptr_t)rows, i, row) {
		const char *key = slw_json_str(row, "key", "");
		const json_t *choice = json_object_get(choices, key);
		json_t *value = json_object_get(choice, "value");
		enum slw_section section;
		const struct slw_field *field = slw_steps_field(key, &section);

		if (field == NULL)
			continue;
		if (strcmp(slw_json_str(choice, "take", ""), "mine") == 0)
			value = json_object_get(row, "mine");
		if (value != NULL) {
			set(app, key, json_deep_copy(value));
			changed[section] = true;
		}
		if (slw_conflict_has_draft(field))
			slw_app_draft(app, &(struct slw_draft){ .field = (char *)(uintptr_t)key });
	}
	commit(app, changed);
	slw_app_tell_changed(app);
	slw_app_say(app, SLW_ROLE_GOOD, "%s", _("Saved as you decided, on top of theirs."));
}

/*
 * Of a field, yours is a draft. A list of records has none: it becomes a version, and theirs is put on
 * top of it again, so that the journal has both.
 */
void slw_app_conflict_left(struct slw_app *app, const json_t *rows)
{
	bool changed[SLW_SECTION__MAX] = { false };
	json_t *theirs = json_object();
	const json_t *row;
	size_t i, drafts = 0;

	for (int turn = 0; turn < 2; turn++) {
		json_array_foreach ((json_t *)(uintptr_t)rows, i, row) {
			const char *key = slw_json_str(row, "key", "");
			enum slw_section section;
			const struct slw_field *field = slw_steps_field(key, &section);
			json_t *now = slw_documents_get(&app->docs, key);

			if (field == NULL || slw_conflict_has_draft(field)) {
				drafts += turn == 0;
				continue;
			}
			if (turn == 0)
				slw_json_set(theirs, key,
					     now != NULL ? json_deep_copy(now) : json_null());
			set(app, key,
			    json_deep_copy(turn == 0 ? json_object_get(row, "mine")
						     : json_object_get(theirs, key)));
			changed[section] = true;
		}
		commit(app, changed);
	}
	json_decref(theirs);
	slw_app_say(app, SLW_ROLE_WARNING, "%s",
		    drafts == json_array_size(rows)
			? _("Theirs holds. Yours is kept as a draft in its field.")
			: _("Theirs holds. Yours is a version of its own: F6 has it."));
}

static void left(void *context, const json_t *rows)
{
	slw_app_conflict_left(context, rows);
}

/* To the field that has the draft, where a step was open. */
static void back(void *context, const json_t *rows)
{
	struct slw_app *app = context;
	const char *key = slw_json_str(json_array_get(rows, 0), "key", "");
	enum slw_section section;

	if (app->view_count == 2 && slw_steps_field(key, &section) != NULL)
		slw_app_go(app, slw_steps[section].number, key);
}

void slw_app_conflict(struct slw_app *app, json_t *rows)
{
	const struct slw_conflict_options options = {
		.rows = rows, .decided = decided, .left = left, .back = back, .context = app
	};

	for (int i = 0; i < app->view_count; i++)
		if (slw_view_conflict_add(app->views[i], app, rows))
			return;
	slw_app_push(app, slw_view_conflict_new(app, &options));
}
