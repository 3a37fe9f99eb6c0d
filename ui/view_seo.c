/* Step 6: the form of its fields, and how the shop will look in a search and when it is shared. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/documents.h"
#include "ui/app.h"
#include "ui/form.h"
#include "ui/records.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

/* What search engines show before they cut, as the help of the fields says. */
#define TITLE_CHARS	  60
#define DESCRIPTION_CHARS 155
#define BESIDE		  90 /* columns from which the preview stands beside the form */

struct seo {
	struct slw_view view;
	struct slw_form *form;
	bool alone; /* the preview takes the whole screen */
};

/* --- preview ----------------------------------------------------------------------------- */

struct preview {
	const char *title, *description;
	char *host;
	bool own_title, own_description, has_image;
};

static void read_preview(const struct seo *seo, struct preview *preview)
{
	const struct slw_documents *docs = slw_app_docs(seo->view.app);
	const char *url = slw_documents_str(docs, "seo.base_url", "https://your-shop.example");
	const char *host = strstr(url, "://");

	host = host != NULL ? host + 3 : url;
	preview->host = slw_strndup(host, strcspn(host, "/"));
	preview->own_title = slw_documents_get(docs, "seo.title") != NULL;
	preview->own_description = slw_documents_get(docs, "seo.description") != NULL;
	preview->title = slw_documents_str(
	    docs, "seo.title", slw_documents_str(docs, "business.business_name", _("Your shop")));
	preview->description = slw_documents_str(
	    docs, "seo.description", slw_documents_str(docs, "business.description", ""));
	preview->has_image = slw_documents_get(docs, "seo.social_image") != NULL;
}

static int draw_count(struct slw_pane pane, int y, const char *label, const char *text, bool own,
		      size_t best)
{
	size_t chars = slw_text_chars(text);
	char *line = own ? slw_printf(_("%s: %zu of about %zu characters%s"), label, chars, best,
				      chars > best ? _(", the end is cut off") : "")
			 : slw_printf(_("%s: not given, taken from step 1"), label);

	slw_draw_fit(pane, 1, y, pane.width - 2,
		     SLW_STYLE(!own	      ? SLW_ROLE_DIM
			       : chars > best ? SLW_ROLE_WARNING
					      : SLW_ROLE_GOOD),
		     line);
	free(line);
	return y + 1;
}

/* A text as it is cut behind so many characters. */
static char *shortened(const char *text, size_t chars)
{
	char *copy = slw_strdup(text), *cut;

	if (slw_text_chars(copy) <= chars)
		return copy;
	slw_text_cut(copy, chars);
	cut = slw_printf("%s…", copy);
	free(copy);
	return cut;
}

static int draw_search(const struct preview *preview, struct slw_pane pane, int y)
{
	char *title = shortened(preview->title, TITLE_CHARS);
	char *description = shortened(preview->description, DESCRIPTION_CHARS);
	int width = pane.width - 4;
	const struct slw_style link = { .role = SLW_ROLE_ACCENT, .attrs = SLW_UNDERLINE };

	slw_draw_fit(pane, 1, y++, pane.width - 2, SLW_STYLE(SLW_ROLE_TITLE), _("In a search"));
	slw_draw_fit(pane, 2, y++, width, SLW_STYLE(SLW_ROLE_DIM), preview->host);
	y += slw_draw_wrapped(pane, 2, y, width, 2, link, title);
	y += slw_draw_wrapped(pane, 2, y, width, 4, SLW_STYLE(SLW_ROLE_TEXT), description);
	free(description);
	free(title);
	return y + 1;
}

static void draw_social(const struct preview *preview, struct slw_pane pane, int y)
{
	int width = pane.width - 2 > 48 ? 48 : pane.width - 2;
	int left = pane.height - y - 1, image = left - 6 > 5 ? 5 : left - 6;
	const struct slw_style plane = { .role = SLW_ROLE_DIM, .attrs = SLW_REVERSE };

	if (left < 6)
		return;
	slw_draw_fit(pane, 1, y++, pane.width - 2, SLW_STYLE(SLW_ROLE_TITLE),
		     _("When it is shared"));
	if (image < 0)
		image = 0;
	slw_draw_box(pane, 1, y, width, image + 5, SLW_STYLE(SLW_ROLE_BORDER), NULL);
	slw_draw_fill(pane, 2, y + 1, width - 2, image, plane);
	if (image > 0)
		slw_draw_fit(pane, 3, y + 1 + image / 2, width - 4, plane,
			     preview->has_image ? _("your image for social networks")
						: _("no image yet: a product's is taken"));
	y += image + 1;
	slw_draw_fit(pane, 3, y++, width - 4, SLW_STYLE(SLW_ROLE_DIM), preview->host);
	slw_draw_fit(pane, 3, y++, width - 4,
		     (struct slw_style){ .role = SLW_ROLE_TEXT, .attrs = SLW_BOLD },
		     preview->title);
	slw_draw_fit(pane, 3, y, width - 4, SLW_STYLE(SLW_ROLE_TEXT), preview->description);
}

static void draw_preview(const struct seo *seo, struct slw_pane pane)
{
	struct preview preview;
	int y;

	read_preview(seo, &preview);
	y = draw_search(&preview, pane, 0);
	y = draw_count(pane, y, _("Title"), preview.title, preview.own_title, TITLE_CHARS);
	y = draw_count(pane, y, _("Description"), preview.description, preview.own_description,
		       DESCRIPTION_CHARS);
	draw_social(&preview, pane, y + 1);
	free(preview.host);
}

/* --- the view ---------------------------------------------------------------------------- */

static void commit(void *context, const json_t *record, const char *key)
{
	struct seo *seo = context;
	struct slw_documents *docs = slw_app_docs(seo->view.app);

	(void)key;
	json_decref(docs->section[SLW_SEO]);
	docs->section[SLW_SEO] = json_deep_copy(record);
	slw_app_commit(seo->view.app, SLW_SEO);
}

static void open_list(void *context, const struct slw_field *field, const char *path)
{
	struct seo *seo = context;

	(void)field;
	slw_app_push(seo->view.app, slw_view_step_records_new(seo->view.app, path));
}

static enum slw_context focus(const struct slw_view *view)
{
	const struct seo *seo = (const struct seo *)view;

	return seo->alone ? SLW_CTX_NONE : slw_form_focus(seo->form);
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct seo *seo = (struct seo *)view;
	int form = pane.width * 11 / 20;

	if (seo->alone) {
		draw_preview(seo, pane);
	} else if (pane.width < BESIDE) {
		slw_form_draw(seo->form, pane);
	} else {
		slw_form_draw(seo->form, slw_pane_part(pane, 0, 0, form, pane.height));
		draw_preview(seo,
			     slw_pane_part(pane, form + 1, 0, pane.width - form - 1, pane.height));
	}
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct seo *seo = (struct seo *)view;

	if (cmd == SLW_CMD_OPTIONS) {
		if (!seo->alone && !slw_form_leave(seo->form))
			return true;
		seo->alone = !seo->alone;
		return true;
	}
	if (!seo->alone && slw_form_command(seo->form, cmd))
		return true;
	if (!seo->alone && (cmd == SLW_CMD_ACCEPT || cmd == SLW_CMD_NEXT)) {
		slw_app_push(view->app, slw_view_review_new(view->app)); /* behind the last field */
		return true;
	}
	if (!seo->alone)
		return false;
	if (cmd != SLW_CMD_BACK)
		return false;
	seo->alone = false;
	return true;
}

static void text(struct slw_view *view, const char *typed, size_t len, bool pasted)
{
	struct seo *seo = (struct seo *)view;

	if (!seo->alone)
		slw_form_text(seo->form, typed, len, pasted);
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct seo *seo = (struct seo *)view;

	if (!seo->alone)
		slw_form_mouse(seo->form, event);
}

static void refresh(struct slw_view *view)
{
	struct seo *seo = (struct seo *)view;

	slw_app_set_step(view->app, 6);
	slw_form_set(seo->form, slw_app_docs(view->app)->section[SLW_SEO]);
}

static void leave(struct slw_view *view)
{
	struct seo *seo = (struct seo *)view;

	slw_form_tick(seo->form);
	slw_form_leave(seo->form);
}

static void tick(struct slw_view *view)
{
	slw_form_tick(((struct seo *)view)->form);
}

static char *help(const struct slw_view *view)
{
	return slw_form_help(((const struct seo *)view)->form);
}

static void free_view(struct slw_view *view)
{
	struct seo *seo = (struct seo *)view;

	slw_app_forget(view->app, view);
	slw_form_free(seo->form);
	free(seo);
}

static const struct slw_view_ops seo_ops = { .name = "seo",
					     .context = SLW_CTX_SEO,
					     .focus = focus,
					     .draw = draw,
					     .command = command,
					     .text = text,
					     .mouse = mouse,
					     .enter = refresh,
					     .changed = refresh,
					     .leave = leave,
					     .tick = tick,
					     .help = help,
					     .free = free_view };

struct slw_view *slw_view_seo_new(struct slw_app *app, const char *key)
{
	struct seo *seo;
	struct slw_form_options options = { .app = app,
					    .fields = slw_steps[SLW_SEO].fields,
					    .path = slw_steps[SLW_SEO].key,
					    .commit = commit,
					    .open_records = open_list };

	if (key != NULL && strncmp(key, "seo", 3) != 0)
		return slw_view_step_new(app, 6, key);
	seo = slw_calloc(1, sizeof(*seo));
	seo->view = (struct slw_view){ .ops = &seo_ops, .app = app };
	options.context = seo;
	seo->form = slw_form_new(&options);
	refresh(&seo->view);
	if (key != NULL)
		slw_form_go(seo->form, key);
	slw_form_restore(seo->form);
	return &seo->view;
}
