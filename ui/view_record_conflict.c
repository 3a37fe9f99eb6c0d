/* A product that someone else changed while it was edited. */
#include "config.h"

#include <stddef.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/check.h"
#include "model/records.h"
#include "model/steps.h"
#include "service/conflict.h"
#include "service/service.h"
#include "ui/app.h"
#include "ui/conflict.h"
#include "ui/form.h"
#include "ui/form_internal.h"
#include "ui/view_record.h"

#include "base/banned.h"

/* Goes on from theirs, with this product in place of it. */
static void go_on_from(struct record *record, json_t *product)
{
	if (slw_json_bool(record->conflict, "deleted", false))
		record->home.product_no = 0;
	record->base_version = slw_json_int(record->conflict, "theirs", 0);
	json_decref(record->conflict);
	record->conflict = NULL;
	slw_documents_set(&record->docs, record->path, product);
	slw_form_set(record->form, slw_record_value(record));
}

static void conflict_decided(void *context, const json_t *rows, const json_t *choices)
{
	struct record *record = context;
	const char *whole = slw_json_str(json_object_get(choices, ""), "take", "");

	(void)rows;
	if (strcmp(whole, "theirs") == 0) { /* it is gone, and shall be */
		record->changed = false;
		record->kept = true;
		slw_app_pop(record->view.app);
		return;
	}
	go_on_from(record, slw_flow_product_decide(record->conflict, choices));
	if (slw_record_keep(record))
		slw_app_say(record->view.app, SLW_ROLE_GOOD, "%s",
			    _("Saved as you decided, on top of theirs."));
}

/* What is mine of the fields in question is a draft of the product. */
static void conflict_left(void *context, const json_t *rows)
{
	struct record *record = context;
	struct slw_app *app = record->view.app;
	const struct slw_check check = { .catalog = slw_service_catalog(slw_app_service(app)),
					 .currency = slw_documents_currency(slw_app_docs(app)) };
	const json_t *row;
	size_t i;

	json_array_foreach ((json_t *)(uintptr_t)rows, i, row) {
		const char *key = slw_json_str(row, "key", "");
		const struct slw_field *field = slw_field_find(slw_product_fields, key);
		struct slw_draft draft = { .product_no = record->home.product_no };

		if (field == NULL || !slw_conflict_has_draft(field))
			continue;
		draft.field = slw_printf("%s.%s", record->path, key);
		draft.value = slw_form_text_of(field, json_object_get(row, "mine"), &check);
		draft.cursor = (int64_t)slw_text_chars(draft.value);
		slw_app_draft(app, &draft);
		slw_draft_release(&draft);
	}
	slw_app_say(app, SLW_ROLE_WARNING, "%s",
		    _("Theirs holds. Yours is not saved; it is kept as a draft in its field."));
}

/*
 * Someone else changed it too: what they alone changed is taken in, the rest is shown side by side.
 * True when it is saved with that.
 */
bool slw_record_settle(struct record *record)
{
	struct slw_app *app = record->view.app;
	struct slw_err err = SLW_ERR_INIT;
	struct slw_conflict_options options = { .prefix = SLW_RECORD_PRODUCTS "[0].",
						.decided = conflict_decided,
						.left = conflict_left,
						.context = record };

	json_decref(record->conflict);
	record->conflict = slw_flow_product_conflict(
	    slw_app_service(app), slw_app_session(app), record->home.product_no,
	    slw_record_value(record), record->base_version, &err);
	if (record->conflict == NULL) {
		slw_app_say_err(app, &err);
		return false;
	}
	options.rows = json_deep_copy(json_object_get(record->conflict, "conflicts"));
	options.title = slw_json_str(slw_record_value(record), "title", NULL);
	if (json_array_size(options.rows) == 0) {
		json_decref(options.rows);
		go_on_from(record, json_incref(json_object_get(record->conflict, "product")));
		return slw_record_keep(record);
	}
	if (!record->leaving && slw_app_top(app) == &record->view) {
		slw_app_push(app, slw_view_conflict_new(app, &options));
		return false;
	}
	conflict_left(record, options.rows);
	json_decref(options.rows);
	return false;
}
