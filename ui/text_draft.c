#include "config.h"

#include "ui/text_draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/records.h"
#include "service/flow.h"
#include "service/orchestrator.h"
#include "ui/app.h"
#include "ui/text_change.h"
#include "ui/views.h"

#include "base/banned.h"

static const char *const parts[] = { "content_type", "product_handle", "subject" };

/* "content.text[tagline][][]": none of the parts has a bracket. */
static char *field_of(const json_t *text)
{
	return slw_printf(SLW_DRAFT_TEXT "[%s][%s][%s]", slw_json_str(text, parts[0], ""),
			  slw_json_str(text, parts[1], ""), slw_json_str(text, parts[2], ""));
}

/* The parts again; new reference, NULL: it is another field. */
static json_t *text_of(const char *field)
{
	json_t *text = json_object();
	const char *at = field + strlen(SLW_DRAFT_TEXT);

	for (size_t i = 0; i < SLW_COUNT(parts); i++) {
		const char *end = strchr(at, ']');
		char *part;

		if (*at != '[' || end == NULL) {
			json_decref(text);
			return NULL;
		}
		part = slw_strndup(at + 1, (size_t)(end - at - 1));
		slw_json_set_str(text, parts[i], part);
		free(part);
		at = end + 1;
	}
	return text;
}

void slw_text_draft_put(struct slw_app *app, const json_t *text, const char *value, size_t cursor)
{
	char *field = field_of(text), *copy = value != NULL ? slw_strdup(value) : NULL;

	slw_app_draft(
	    app, &(struct slw_draft){ .field = field, .value = copy, .cursor = (int64_t)cursor });
	free(copy);
	free(field);
}

struct search {
	const char *field;
	char *value;
	size_t cursor;
};

static int find(void *context, const struct slw_draft *draft)
{
	struct search *search = context;

	if (draft->product_no != 0 || strcmp(draft->field, search->field) != 0)
		return 0;
	search->value = slw_strdup(draft->value);
	search->cursor = (size_t)draft->cursor;
	return 1;
}

char *slw_text_draft_get(struct slw_app *app, const json_t *text, size_t *cursor)
{
	struct slw_err ignored = SLW_ERR_INIT; /* the text itself is there */
	char *field = field_of(text);
	struct search search = { .field = field };

	slw_app_flush(app);
	slw_flow_draft_list(slw_app_service(app), slw_app_session(app), find, &search, &ignored);
	free(field);
	*cursor = search.cursor;
	return search.value;
}

bool slw_text_resume(struct slw_app *app, const char *field)
{
	struct slw_err ignored = SLW_ERR_INIT;
	json_t *wanted, *text, *nothing;

	if (!slw_draft_is_below(field, SLW_DRAFT_TEXT) || (wanted = text_of(field)) == NULL)
		return false;
	nothing = json_object();
	text = slw_orchestrator_text_change(slw_app_service(app), slw_app_session(app), wanted,
					    nothing, &ignored);
	if (text != NULL) {
		slw_app_go(app, slw_steps[SLW_CONTENT].number, NULL);
		slw_app_push(app, slw_view_text_new(app, text));
	}
	json_decref(nothing);
	json_decref(wanted);
	json_decref(text);
	return text != NULL;
}
