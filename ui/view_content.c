/* The texts of the shop: how good each is, and writing those that are missing. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "service/orchestrator.h"
#include "ui/app.h"
#include "ui/dialog.h"
#include "ui/list.h"
#include "ui/task.h"
#include "ui/text_change.h"
#include "ui/text_job.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

struct content {
	struct slw_view view;
	struct slw_list list;
	json_t *texts; /* without their words; NULL until they are there */
	bool reading, again;
	uint64_t writing; /* the job; 0: none */
	json_t *one;	  /* the text that is asked about, or written alone; NULL: all */
	char *stage;
	uint64_t done, total;
};

/* --- the texts --------------------------------------------------------------------------- */

static void start_reading(struct content *content);

/* The words stay behind: of 10,000 products they are many. */
static json_t *read_texts(struct slw_service *service, struct slw_session *session,
			  const json_t *args, struct slw_err *err)
{
	json_t *texts = slw_orchestrator_texts(service, session, err), *text;
	size_t i;

	(void)args;
	json_array_foreach (texts, i, text)
		json_object_del(text, "content_data");
	return texts;
}

static void texts_read(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct content *content = owner;

	(void)data;
	content->reading = false;
	if (result == NULL) {
		slw_app_say_err(content->view.app, err);
	} else {
		json_decref(content->texts);
		content->texts = json_incref(result);
	}
	if (content->again)
		start_reading(content);
}

static void start_reading(struct content *content)
{
	const struct slw_task task = { .call = read_texts, .done = texts_read, .owner = content };

	content->again = content->reading;
	if (content->reading)
		return;
	content->reading = true;
	slw_task_start(content->view.app, &task);
}

static void refresh(struct slw_view *view)
{
	slw_app_set_step(view->app, 5);
	start_reading((struct content *)view);
}

/* --- writing ----------------------------------------------------------------------------- */

static json_t *write_all(struct slw_service *service, struct slw_session *session,
			 const json_t *args, struct slw_err *err)
{
	(void)args;
	return slw_orchestrator_generate_all(service, session, err);
}

static void writing_goes_on(void *owner, const char *stage, uint64_t done, uint64_t total)
{
	struct content *content = owner;

	free(content->stage);
	content->stage = slw_strdup(stage);
	content->done = done;
	content->total = total;
}

static void written(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct content *content = owner;
	struct slw_app *app = content->view.app;
	int64_t failed = slw_json_int(result, "failed", 0);

	(void)data;
	content->writing = 0;
	if (result == NULL)
		slw_app_say_err(app, err);
	else
		slw_app_say(app, failed > 0 ? SLW_ROLE_WARNING : SLW_ROLE_GOOD,
			    _("%lld written, %lld kept, %lld failed. %s"),
			    (long long)slw_json_int(result, "written", 0),
			    (long long)slw_json_int(result, "kept", 0), (long long)failed,
			    slw_json_str(result, "first_failure", ""));
	start_reading(content);
}

static void start_writing(struct content *content)
{
	const struct slw_task task = {
		.call = write_all, .done = written, .progress = writing_goes_on, .owner = content
	};

	if (content->writing != 0)
		return;
	writing_goes_on(content, _("Writing"), 0, 0);
	content->writing = slw_task_start(content->view.app, &task);
}

/* One, or all that are there, anew. */
static json_t *rewrite_all(struct slw_service *service, struct slw_session *session,
			   const json_t *args, struct slw_err *err)
{
	return slw_orchestrator_regenerate_all(service, session, NULL, args, err);
}

static void start_rewriting(void *context)
{
	struct content *content = context;
	const struct slw_task task = {
		.call = rewrite_all, .done = written, .progress = writing_goes_on, .owner = content
	};

	if (content->writing != 0)
		return;
	writing_goes_on(content, _("Writing"), 0, 0);
	content->writing = slw_task_start(content->view.app, &task);
}

static void one_written(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct content *content = owner;
	struct slw_app *app = content->view.app;

	(void)data;
	content->writing = 0;
	if (err->code == SLW_ECANCELLED)
		slw_app_say(app, SLW_ROLE_WARNING, "%s", _("Stopped. The text is as it was."));
	else if (result == NULL)
		slw_app_say_err(app, err);
	else
		slw_app_say(app, SLW_ROLE_GOOD, "%s",
			    _("Written anew. The one before is among its alternatives."));
	start_reading(content);
}

static void start_one(void *context)
{
	struct content *content = context;
	json_t *options = json_object();
	const struct slw_text_job job = {
		.text = content->one, .options = options, .done = one_written, .owner = content
	};

	slw_json_set_bool(options, "over", true); /* it was asked, where it had to be */
	if (content->writing == 0) {
		writing_goes_on(content, _("Writing"), 0, 0);
		content->writing = slw_text_job_start(content->view.app, &job, NULL);
	}
	json_decref(options);
}

static void rewrite_one(struct content *content, const json_t *text)
{
	json_decref(content->one);
	content->one = json_deep_copy(text);
	if (slw_text_is_held(text))
		slw_dialog_confirm(content->view.app,
				   _("This text is yours or locked. Write another in its place? It "
				     "stays as an alternative."),
				   _("Write it anew"), start_one, content);
	else
		start_one(content);
}

static void ask_rewrite_all(struct content *content)
{
	size_t count = 0, i;
	json_t *text;
	char *question;

	json_array_foreach (content->texts, i, text)
		count += !slw_text_is_held(text);
	if (count == 0)
		return;
	question = slw_printf(P_("Write %zu text anew? It stays as an alternative. What you edited "
				 "or locked stays as it is.",
				 "Write %zu texts anew? Each stays as an alternative. What you "
				 "edited or locked stays as it is.",
				 (unsigned long)count),
			      count);
	slw_dialog_confirm(content->view.app, question, _("Write them anew"), start_rewriting,
			   content);
	free(question);
}

/* --- drawing ----------------------------------------------------------------------------- */

static void draw_head(const struct content *content, struct slw_pane pane)
{
	char *text;
	int x;

	if (content->writing == 0) {
		text = slw_printf(
		    P_("%zu text", "%zu texts", (unsigned long)json_array_size(content->texts)),
		    json_array_size(content->texts));
		slw_draw_fit(pane, 1, 0, pane.width - 2, SLW_STYLE(SLW_ROLE_TITLE), text);
	} else {
		text = content->total > 0 ? slw_printf(_("%s: %llu of %llu"), content->stage,
						       (unsigned long long)content->done,
						       (unsigned long long)content->total)
					  : slw_strdup(content->stage);
		x = 2 + slw_draw_fit(pane, 1, 0, pane.width - 2, SLW_STYLE(SLW_ROLE_TITLE), text);
		if (content->total > 0 && x + 8 < pane.width)
			slw_draw_bar(pane, x, 0, pane.width - x - 1 < 40 ? pane.width - x - 1 : 40,
				     SLW_STYLE(SLW_ROLE_ACCENT), content->done, content->total);
	}
	free(text);
}

static void draw_text(struct slw_pane pane, int y, const json_t *text)
{
	int state = 26, label = (pane.width - state) / 2 < 32 ? (pane.width - state) / 2 : 32;
	int about = pane.width - state - label - 3;

	if (pane.width < 70) {
		label = pane.width - 16;
		about = 0;
	}
	slw_draw_fit(pane, 1, y, label - 1, SLW_STYLE(SLW_ROLE_TEXT),
		     slw_text_type_label(slw_json_str(text, "content_type", "")));
	if (about > 0)
		slw_draw_fit(pane, 1 + label, y, about, SLW_STYLE(SLW_ROLE_DIM),
			     slw_text_about(text));
	slw_text_draw_state(pane, about > 0 ? 2 + label + about : 1 + label, y, text);
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct content *content = (struct content *)view;
	int count = (int)json_array_size(content->texts);

	draw_head(content, pane);
	slw_list_show(&content->list, count, 1, pane.height - 1);
	if (count == 0)
		slw_draw_wrapped(pane, 1, 2, pane.width - 2, 4, SLW_STYLE(SLW_ROLE_TEXT),
				 content->texts == NULL
				     ? _("Reading your texts …")
				     : _("There are no texts yet. Press g and the wizard writes "
					 "them; o says which, and how."));
	for (int i = 0; i < content->list.rows && content->list.first + i < count; i++) {
		draw_text(pane, 1 + i,
			  json_array_get(content->texts, (size_t)(content->list.first + i)));
		if (content->list.first + i == content->list.current)
			slw_draw_style(pane, 0, 1 + i, pane.width - 1,
				       SLW_STYLE(SLW_ROLE_SELECTED));
	}
	slw_draw_scroll(slw_pane_part(pane, 0, 1, pane.width, content->list.rows),
			content->list.first, count, SLW_STYLE(SLW_ROLE_BORDER));
}

/* --- keys -------------------------------------------------------------------------------- */

static json_t *current(const struct content *content)
{
	return json_array_get(content->texts, (size_t)content->list.current);
}

static void open_text(struct content *content)
{
	struct slw_app *app = content->view.app;
	json_t *text;

	if (current(content) == NULL)
		return;
	text = slw_text_change(app, current(content), json_object());
	if (text != NULL)
		slw_app_push(app, slw_view_text_new(app, text));
	json_decref(text);
}

/* Takes over changes. */
static void change(struct content *content, json_t *changes)
{
	json_t *result = slw_text_change(content->view.app, current(content), changes);

	if (result == NULL)
		return;
	json_object_del(result, "content_data");
	json_array_set_new(content->texts, (size_t)content->list.current, result);
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct content *content = (struct content *)view;
	json_t *changes;

	if (slw_list_command(&content->list, cmd))
		return true;
	if (current(content) != NULL) {
		changes = slw_text_changes(current(content), cmd);
		if (changes != NULL) {
			change(content, changes);
			return true;
		}
	}
	switch (cmd) {
	case SLW_CMD_ACCEPT:
	case SLW_CMD_EDIT:
		open_text(content);
		return true;
	case SLW_CMD_GENERATE_ALL:
		start_writing(content);
		return true;
	case SLW_CMD_GENERATE:
		if (current(content) != NULL)
			rewrite_one(content, current(content));
		return true;
	case SLW_CMD_REWRITE_ALL:
		ask_rewrite_all(content);
		return true;
	case SLW_CMD_BACK:
		if (content->writing == 0)
			return false;
		slw_app_job_cancel(view->app, content->writing);
		return true;
	case SLW_CMD_CANCEL:
		if (content->writing != 0)
			slw_app_job_cancel(view->app, content->writing);
		return true;
	case SLW_CMD_OPTIONS:
		slw_app_push(view->app, slw_view_step_new(view->app, 5, NULL));
		return true;
	default:
		return false;
	}
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct content *content = (struct content *)view;
	int before = content->list.current;

	if (slw_list_mouse(&content->list, event) && before == content->list.current)
		open_text(content);
}

static enum slw_context focus(const struct slw_view *view)
{
	return ((const struct content *)view)->writing != 0 ? SLW_CTX_WORK : SLW_CTX_NONE;
}

static bool offers(const struct slw_view *view, enum slw_cmd cmd)
{
	const struct content *content = (const struct content *)view;

	if (cmd == SLW_CMD_GENERATE_ALL)
		return content->writing == 0;
	if (cmd == SLW_CMD_GENERATE || cmd == SLW_CMD_REWRITE_ALL)
		return content->writing == 0 && current(content) != NULL;
	return (cmd != SLW_CMD_ACCEPT && cmd != SLW_CMD_LOCK) || current(content) != NULL;
}

static void free_view(struct slw_view *view)
{
	struct content *content = (struct content *)view;

	slw_app_forget(view->app, view);
	json_decref(content->texts);
	json_decref(content->one);
	free(content->stage);
	free(content);
}

static const struct slw_view_ops content_ops = { .name = "content",
						 .context = SLW_CTX_CONTENT,
						 .focus = focus,
						 .offers = offers,
						 .draw = draw,
						 .command = command,
						 .mouse = mouse,
						 .enter = refresh,
						 .changed = refresh,
						 .free = free_view };

struct slw_view *slw_view_content_new(struct slw_app *app, const char *key)
{
	struct content *content;

	if (key != NULL)
		return slw_view_step_new(app, 5, key);
	content = slw_calloc(1, sizeof(*content));
	content->view = (struct slw_view){ .ops = &content_ops, .app = app };
	return &content->view;
}
