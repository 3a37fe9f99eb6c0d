#include "config.h"

#include "ui/text_change.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/steps.h"
#include "service/orchestrator.h"
#include "ui/app.h"

#include "base/banned.h"

const char *slw_text_type_label(const char *content_type)
{
	const struct slw_field *field = slw_steps_field("content.types", NULL);

	for (const struct slw_choice *choice = field->choices; choice->value != NULL; choice++)
		if (strcmp(choice->value, content_type) == 0)
			return _(choice->label);
	return content_type;
}

const char *slw_text_about(const json_t *text)
{
	const char *handle = slw_json_str(text, "product_handle", NULL);

	return handle != NULL ? handle : slw_json_str(text, "subject", _("the shop"));
}

json_t *slw_text_change(struct slw_app *app, const json_t *text, json_t *changes)
{
	struct slw_err err = SLW_ERR_INIT;
	json_t *result;

	slw_app_flush(app);
	result = slw_orchestrator_text_change(slw_app_service(app), slw_app_session(app), text,
					      changes, &err);
	if (result == NULL)
		slw_app_say_err(app, &err);
	json_decref(changes);
	return result;
}

json_t *slw_text_changes(const json_t *text, enum slw_cmd cmd)
{
	int64_t rating = (int64_t)cmd - SLW_CMD_RATE_1 + 1;
	json_t *changes;

	if (cmd != SLW_CMD_LOCK && (cmd < SLW_CMD_RATE_1 || cmd > SLW_CMD_RATE_5))
		return NULL;
	changes = json_object();
	if (cmd == SLW_CMD_LOCK)
		slw_json_set_bool(changes, "locked", !slw_json_bool(text, "locked", false));
	else
		slw_json_set_int(changes, "user_rating",
				 slw_json_int(text, "user_rating", 0) == rating ? 0 : rating);
	return changes;
}

int slw_text_draw_state(struct slw_pane pane, int x, int y, const json_t *text)
{
	int score = (int)lround(json_number_value(json_object_get(text, "quality_score")) * 100);
	int64_t rating = slw_json_int(text, "user_rating", 0);
	const char *state = slw_json_str(text, "state", ""), *lock;
	char *number = slw_printf("%4d", score);
	int from = x;

	slw_draw_bar(pane, x, y, 8,
		     SLW_STYLE(score >= 70   ? SLW_ROLE_GOOD
			       : score >= 50 ? SLW_ROLE_WARNING
					     : SLW_ROLE_ERROR),
		     (uint64_t)score, 100);
	x += 8;
	x += slw_draw_text(pane, x, y, SLW_STYLE(SLW_ROLE_TEXT), number) + 1;
	free(number);
	lock = slw_mark(pane.canvas, SLW_MARK_LOCK);
	if (slw_json_bool(text, "locked", false))
		slw_draw_text(pane, x, y, SLW_STYLE(SLW_ROLE_ACCENT), lock);
	x += slw_columns(lock) + 1;
	number = slw_printf("%lld/5", (long long)rating);
	slw_draw_fit(pane, x, y, 3, SLW_STYLE(SLW_ROLE_ACCENT), rating > 0 ? number : "");
	free(number);
	x += 4;
	if (strcmp(state, "flagged") == 0)
		x += slw_draw_text(pane, x, y, SLW_STYLE(SLW_ROLE_WARNING), _("flagged"));
	else if (strcmp(state, "approved") == 0)
		x += slw_draw_text(pane, x, y, SLW_STYLE(SLW_ROLE_DIM), _("vouched"));
	else if (strcmp(state, "edited") == 0)
		x += slw_draw_text(pane, x, y, SLW_STYLE(SLW_ROLE_DIM), _("yours"));
	return x - from;
}
