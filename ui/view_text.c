/* One text: its words, what its score is made of, its alternatives; edit, lock, rate. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/documents.h"
#include "ui/app.h"
#include "ui/dialog.h"
#include "ui/long_text.h"
#include "ui/text_change.h"
#include "ui/text_draft.h"
#include "ui/text_job.h"
#include "ui/view_text.h"
#include "ui/widget.h"

#include "base/banned.h"

#define TEXT_MAX  20000
#define EDIT_ROWS 200

/* Takes over changes; false: refused, and told. */
static bool change(struct slw_text_view *text, json_t *changes)
{
	json_t *result = slw_text_change(text->view.app, text->text, changes);

	if (result == NULL)
		return false;
	json_decref(text->text);
	text->text = result;
	return true;
}

/* --- editing ----------------------------------------------------------------------------- */

static void edit(struct slw_text_view *text, const char *words, size_t cursor)
{
	text->editor = slw_long_text_new(TEXT_MAX, EDIT_ROWS);
	text->editor->ops->set(text->editor, words, cursor);
	text->shown = -1;
}

/* What is typed comes back, whatever the end was. */
static void keep_draft(struct slw_view *view)
{
	struct slw_text_view *text = (struct slw_text_view *)view;
	const char *typed;
	size_t cursor;

	if (text->editor == NULL)
		return;
	typed = text->editor->ops->value(text->editor, &cursor);
	if (text->drafted != NULL && strcmp(text->drafted, typed) == 0 &&
	    text->drafted_cursor == cursor)
		return;
	free(text->drafted);
	text->drafted = slw_strdup(typed);
	text->drafted_cursor = cursor;
	slw_text_draft_put(view->app, text->text, typed, cursor);
}

static void drop_editor(struct slw_text_view *text)
{
	text->editor->ops->free(text->editor);
	text->editor = NULL;
	free(text->drafted);
	text->drafted = NULL;
}

/* False: refused, and told; it goes on. */
static bool end_edit(struct slw_text_view *text)
{
	const char *typed = text->editor->ops->value(text->editor, NULL);
	json_t *changes;

	if (strcmp(typed, slw_text_view_words(text)) != 0) {
		changes = json_object();
		slw_json_set(changes, "content", slw_json_new_str(typed));
		if (!change(text, changes))
			return false;
		slw_app_say(text->view.app, SLW_ROLE_GOOD, "%s",
			    _("Kept. It is not written over any more."));
	}
	slw_text_draft_put(text->view.app, text->text, NULL, 0);
	drop_editor(text);
	return true;
}

static void edit_outside(struct slw_text_view *text)
{
	struct slw_err err = SLW_ERR_INIT;
	char *typed =
	    slw_app_editor(text->view.app,
			   text->editor != NULL ? text->editor->ops->value(text->editor, NULL)
						: slw_text_view_words(text),
			   &err);

	if (typed == NULL) {
		slw_app_say_err(text->view.app, &err);
		return;
	}
	if (text->editor == NULL)
		edit(text, typed, 0);
	text->editor->ops->set(text->editor, typed, 0);
	free(typed);
	end_edit(text);
}

/* --- writing anew ------------------------------------------------------------------------ */

static void words_came(void *owner, const char *stage, uint64_t done, uint64_t total)
{
	(void)owner; /* the next frame has them */
	(void)stage;
	(void)done;
	(void)total;
}

static void written(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct slw_text_view *text = owner;
	struct slw_app *app = text->view.app;

	(void)data;
	text->writing = 0;
	slw_text_stream_free(text->stream);
	text->stream = NULL;
	text->first = 0;
	text->shown = -1;
	if (err->code == SLW_ECANCELLED) {
		slw_app_say(app, SLW_ROLE_WARNING, "%s", _("Stopped. The text is as it was."));
		return;
	}
	if (result == NULL) {
		slw_app_say_err(app, err);
		return;
	}
	json_decref(text->text);
	text->text = json_incref(result);
	slw_app_say(app, SLW_ROLE_GOOD, "%s",
		    _("Written anew. The one before is among the alternatives."));
}

static void start_writing(void *context)
{
	struct slw_text_view *text = context;
	const struct slw_text_job job = { .text = text->text,
					  .options = text->options,
					  .done = written,
					  .progress = words_came,
					  .owner = text };

	if (text->writing == 0)
		text->writing = slw_text_job_start(text->view.app, &job, &text->stream);
}

/* Over what a person wrote or locked only when they say so. options is taken over. */
static void write_anew(struct slw_text_view *text, json_t *options)
{
	json_decref(text->options);
	text->options = options;
	if (!slw_text_is_held(text->text)) {
		start_writing(text);
		return;
	}
	slw_json_set_bool(options, "over", true);
	slw_dialog_confirm(text->view.app,
			   slw_json_bool(text->text, "locked", false)
			       ? _("This text is locked. Write another in its place? It stays "
				   "as an alternative.")
			       : _("These words are yours. Write others in their place? Yours "
				   "stay as an alternative."),
			   _("Write it anew"), start_writing, text);
}

static void options_given(void *context, const json_t *record)
{
	static const char *const names[] = { "tone", "length", "provider" };
	json_t *options = json_object();

	for (size_t i = 0; i < SLW_COUNT(names); i++)
		slw_json_set_str(options, names[i], slw_json_str(record, names[i], NULL));
	write_anew(context, options);
}

static void ask_options(struct slw_text_view *text)
{
	const struct slw_field *const fields[] = { slw_steps_field("content.tone", NULL),
						   slw_steps_field("content.length", NULL),
						   slw_steps_field("content.provider", NULL),
						   NULL };

	slw_dialog_fields(text->view.app, _("Write anew, in another tone"), fields, "content",
			  slw_app_docs(text->view.app)->section[SLW_CONTENT], options_given, text);
}

static void vouch(void *context)
{
	struct slw_text_view *text = context;
	json_t *changes = json_object();

	slw_json_set_bool(changes, "approved", true);
	if (change(text, changes))
		slw_app_say(text->view.app, SLW_ROLE_GOOD, "%s",
			    _("It is published on your word. v takes it back."));
}

/* "25 years", "organic" */
static char *claims_in_words(const struct slw_text_view *text)
{
	const json_t *claim;
	struct slw_buf out;
	size_t i;

	slw_buf_init(&out, 400);
	json_array_foreach ((json_t *)(uintptr_t)slw_text_view_data(text, "claims"), i, claim)
		slw_buf_printf(&out, "%s\"%s\"", i > 0 ? ", " : "",
			       slw_json_str(claim, "text", ""));
	return slw_buf_take(&out);
}

/* Takes the word back, or asks for it. */
static void ask_vouch(struct slw_text_view *text)
{
	const char *state = slw_json_str(text->text, "state", "");
	json_t *changes;
	char *question, *claims;

	if (strcmp(state, "approved") == 0) {
		changes = json_object();
		slw_json_set_bool(changes, "approved", false);
		change(text, changes);
	} else if (strcmp(state, "flagged") == 0) {
		claims = claims_in_words(text);
		question = slw_printf(_("This text says %s, and your facts do not. Shall it be "
					"published on your word?"),
				      claims);
		slw_dialog_confirm(text->view.app, question, _("Keep it: I vouch for it"), vouch,
				   text);
		free(question);
		free(claims);
	} else {
		slw_app_say(text->view.app, SLW_ROLE_DIM, "%s",
			    _("It needs no one's word: your facts hold what it says."));
	}
}

/* --- keys -------------------------------------------------------------------------------- */

static enum slw_context focus(const struct slw_view *view)
{
	const struct slw_text_view *text = (const struct slw_text_view *)view;

	if (text->writing != 0)
		return SLW_CTX_WORK;
	return text->editor != NULL ? text->editor->ops->context(text->editor) : SLW_CTX_NONE;
}

static bool offers(const struct slw_view *view, enum slw_cmd cmd)
{
	const struct slw_text_view *text = (const struct slw_text_view *)view;
	const char *state = slw_json_str(text->text, "state", "");

	if (text->writing != 0 && (cmd == SLW_CMD_APPROVE || cmd == SLW_CMD_ALTERNATIVE ||
				   cmd == SLW_CMD_APPLY || cmd == SLW_CMD_NEXT_STEP))
		return false;
	switch (cmd) {
	case SLW_CMD_APPROVE:
		return strcmp(state, "flagged") == 0 || strcmp(state, "approved") == 0;
	case SLW_CMD_ALTERNATIVE:
		return json_array_size(slw_text_view_data(text, "alternatives")) > 0;
	case SLW_CMD_APPLY:
		return text->shown >= 0;
	case SLW_CMD_EDIT:
	case SLW_CMD_GENERATE:
	case SLW_CMD_OPTIONS:
	case SLW_CMD_LOCK:
		return text->editor == NULL && text->writing == 0;
	default:
		return true;
	}
}

/* While it is being written: Esc stops it, too. */
static bool work_command(struct slw_text_view *text, enum slw_cmd cmd)
{
	if (cmd == SLW_CMD_CANCEL || cmd == SLW_CMD_BACK)
		slw_app_job_cancel(text->view.app, text->writing);
	else if (cmd == SLW_CMD_HELP || cmd == SLW_CMD_KEYS || cmd == SLW_CMD_QUIT ||
		 cmd == SLW_CMD_REDRAW || cmd == SLW_CMD_SUSPEND)
		return false;
	return true;
}

static void take_alternative(struct slw_text_view *text)
{
	json_t *changes;

	if (text->shown < 0) {
		slw_app_say(text->view.app, SLW_ROLE_DIM, "%s", _("Look at an alternative first."));
		return;
	}
	changes = json_object();
	slw_json_set_int(changes, "alternative", text->shown);
	if (change(text, changes))
		slw_app_say(text->view.app, SLW_ROLE_GOOD, "%s", _("Taken."));
	text->shown = -1;
}

static void next_alternative(struct slw_text_view *text)
{
	text->follow = true;
	if (++text->shown >= (int)json_array_size(slw_text_view_data(text, "alternatives")))
		text->shown = -1;
}

static bool scroll(struct slw_text_view *text, enum slw_cmd cmd)
{
	int by = cmd == SLW_CMD_UP	    ? -1
		 : cmd == SLW_CMD_DOWN	    ? 1
		 : cmd == SLW_CMD_PAGE_UP   ? -10
		 : cmd == SLW_CMD_PAGE_DOWN ? 10
					    : 0;

	text->first = text->first + by < 0 ? 0 : text->first + by;
	return by != 0;
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct slw_text_view *text = (struct slw_text_view *)view;
	json_t *changes;

	if (text->writing != 0)
		return work_command(text, cmd);
	if (cmd == SLW_CMD_EDITOR) {
		edit_outside(text);
		return true;
	}
	if (text->editor != NULL) {
		if (cmd == SLW_CMD_BACK) {
			end_edit(text);
			return true;
		}
		return text->editor->ops->command(text->editor, cmd);
	}
	if (scroll(text, cmd))
		return true;
	changes = slw_text_changes(text->text, cmd);
	if (changes != NULL) {
		change(text, changes);
		return true;
	}
	switch (cmd) {
	case SLW_CMD_APPLY:
		take_alternative(text);
		return true;
	case SLW_CMD_EDIT:
		edit(text, slw_text_view_words(text), 0);
		return true;
	case SLW_CMD_ALTERNATIVE:
		next_alternative(text);
		return true;
	case SLW_CMD_GENERATE:
		write_anew(text, json_object());
		return true;
	case SLW_CMD_OPTIONS:
		ask_options(text);
		return true;
	case SLW_CMD_APPROVE:
		ask_vouch(text);
		return true;
	case SLW_CMD_BACK:
		if (text->shown < 0)
			return false;
		text->shown = -1;
		text->follow = true;
		return true;
	default:
		return false;
	}
}

static void typed_text(struct slw_view *view, const char *typed, size_t len, bool pasted)
{
	struct slw_text_view *text = (struct slw_text_view *)view;

	if (text->editor != NULL)
		text->editor->ops->text(text->editor, typed, len, pasted);
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct slw_text_view *text = (struct slw_text_view *)view;

	if (text->editor != NULL) {
		if (text->editor->ops->mouse != NULL)
			text->editor->ops->mouse(text->editor, event);
	} else if (event->kind == SLW_MOUSE_WHEEL_UP) {
		scroll(text, SLW_CMD_UP);
	} else if (event->kind == SLW_MOUSE_WHEEL_DOWN) {
		scroll(text, SLW_CMD_DOWN);
	}
}

static char *help(const struct slw_view *view)
{
	(void)view;
	return slw_strdup(_(
	    "One text of the shop, how it scores, and its alternatives. e edits it here, Ctrl-O in "
	    "your editor; what you wrote is never written over unless you say so.\n\na goes "
	    "through the alternatives, t takes the one that is marked. w writes the text anew, o "
	    "with another tone or length; the one before becomes an alternative.\n\nWords that "
	    "your facts do not hold are marked. Such a text is not published until you edit it, "
	    "add the fact, or vouch for it with v.\n\n1 to 5 rate it, l locks it.\n\nF1 again "
	    "shows the keys."));
}

/* What is typed is kept when one goes elsewhere, if it can be. */
static void leave(struct slw_view *view)
{
	struct slw_text_view *text = (struct slw_text_view *)view;

	if (text->editor != NULL)
		end_edit(text);
}

static const char *title(const struct slw_view *view)
{
	return slw_text_type_label(
	    slw_json_str(((const struct slw_text_view *)view)->text, "content_type", ""));
}

static void free_view(struct slw_view *view)
{
	struct slw_text_view *text = (struct slw_text_view *)view;

	slw_app_forget(view->app, view);
	if (text->editor != NULL)
		drop_editor(text);
	slw_text_stream_free(text->stream);
	json_decref(text->options);
	json_decref(text->text);
	free(text);
}

static const struct slw_view_ops text_ops = { .name = "text",
					      .context = SLW_CTX_TEXTS,
					      .focus = focus,
					      .offers = offers,
					      .draw = slw_text_view_draw,
					      .command = command,
					      .text = typed_text,
					      .mouse = mouse,
					      .leave = leave,
					      .tick = keep_draft,
					      .title = title,
					      .help = help,
					      .free = free_view };

struct slw_view *slw_view_text_new(struct slw_app *app, const json_t *text)
{
	struct slw_text_view *view = slw_calloc(1, sizeof(*view));
	size_t cursor;
	char *draft;

	view->view = (struct slw_view){ .ops = &text_ops, .app = app };
	view->text = json_deep_copy(text);
	view->shown = -1;
	draft = slw_text_draft_get(app, text, &cursor);
	if (draft != NULL)
		edit(view, draft, cursor);
	free(draft);
	return &view->view;
}
