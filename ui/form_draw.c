/* How a form looks: labels beside their fields, or above them where it is narrow. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/check.h"
#include "model/codes.h"
#include "ui/app.h"
#include "ui/form_internal.h"
#include "ui/widget.h"

#include "base/banned.h"

#define WIDE	    66 /* columns from which labels stand beside */
#define LABEL_WIDTH 28
#define FIELD_MAX   72

static const char *unit_of(const struct slw_form *form, const struct slw_field *field)
{
	const struct slw_currency *currency;

	if (field->type != SLW_FIELD_MONEY)
		return field->unit != NULL ? field->unit : "";
	currency = slw_documents_currency(slw_app_docs(form->options.app));
	return currency != NULL ? currency->code : "";
}

static int field_width(const struct slw_form *form, const struct slw_form_item *item, int room)
{
	int unit = slw_columns(unit_of(form, item->field));
	int width = room - (unit > 0 ? unit + 1 : 0);

	switch (item->field->type) {
	case SLW_FIELD_NUMBER:
	case SLW_FIELD_DECIMAL:
	case SLW_FIELD_MONEY:
	case SLW_FIELD_DATE:
		return width < 16 ? width : 16;
	case SLW_FIELD_COLOUR:
		return width < 10 ? width : 10;
	default:
		return width < FIELD_MAX ? width : FIELD_MAX;
	}
}

static bool shows_help(const struct slw_form *form, size_t i)
{
	return i == form->focus && form->height >= 10 && form->items[i].error == NULL;
}

/* New string. */
static char *error_text(const struct slw_form_item *item, const char *mark)
{
	return item->hint != NULL ? slw_printf("%s %s (%s)", mark, item->error, item->hint)
				  : slw_printf("%s %s", mark, item->error);
}

static int note_rows(const struct slw_form *form, size_t i, int width)
{
	const struct slw_form_item *item = &form->items[i];
	char *text;
	int rows;

	if (item->error != NULL) {
		text = error_text(item, "x");
		rows = slw_wrapped_rows(text, width);
		free(text);
		return rows;
	}
	return shows_help(form, i) && item->field->help != NULL
		   ? slw_wrapped_rows(_(item->field->help), width)
		   : 0;
}

/* Where everything stands, in rows of the whole form. */
static void layout(struct slw_form *form)
{
	bool wide = form->width >= WIDE;
	int y = 0;

	for (size_t i = 0; i < form->count; i++) {
		struct slw_form_item *item = &form->items[i];
		int indent = 2 + (item->depth > 1 ? 2 : 0);

		if (item->kind == SLW_FORM_GROUP && i > 0 && form->height >= 12)
			y++;
		item->y = y;
		item->widget_x = wide ? indent + LABEL_WIDTH : indent;
		item->widget_y = wide || item->kind != SLW_FORM_FIELD ? y : y + 1;
		item->widget_rows = 1;
		item->widget_width = form->width - item->widget_x - 2;
		if (item->kind == SLW_FORM_FIELD) {
			item->widget_width = field_width(form, item, item->widget_width);
			item->widget_rows = item->widget->ops->rows(
			    item->widget, item->widget_width, i == form->focus);
		}
		y = item->widget_y + item->widget_rows +
		    note_rows(form, i, form->width - item->widget_x - 2);
		item->rows = y - item->y;
	}
	form->total = y;
}

static void follow_focus(struct slw_form *form)
{
	const struct slw_form_item *item;
	int top;

	if (form->focus >= form->count)
		return;
	item = &form->items[form->focus];
	/* the title of a group comes with its first field */
	top = form->focus > 0 && form->items[form->focus - 1].kind == SLW_FORM_GROUP
		  ? form->items[form->focus - 1].y
		  : item->y;
	if (form->follow) {
		if (item->y + item->rows > form->scroll + form->height)
			form->scroll = item->y + item->rows - form->height;
		if (top < form->scroll)
			form->scroll = top;
		if (item->y + 1 > form->scroll + form->height)
			form->scroll = item->y + 1 - form->height;
	}
	form->follow = false;
	if (form->scroll > form->total - form->height)
		form->scroll = form->total - form->height;
	if (form->scroll < 0)
		form->scroll = 0;
}

static void draw_label(const struct slw_form *form, struct slw_pane pane,
		       const struct slw_form_item *item, bool focus)
{
	int indent = 2 + (item->depth > 1 ? 2 : 0);
	int width = form->width >= WIDE ? LABEL_WIDTH - 1 : pane.width - indent - 1;
	bool required = (item->field->flags & SLW_FIELD_REQUIRED) != 0;
	struct slw_style style = SLW_STYLE(focus ? SLW_ROLE_ACCENT : SLW_ROLE_LABEL);
	int x, y = item->y - form->scroll;

	if (focus)
		slw_draw_text(pane, 0, y, SLW_STYLE(SLW_ROLE_ACCENT),
			      slw_mark(pane.canvas, SLW_MARK_ARROW));
	else if (item->error != NULL)
		slw_draw_text(pane, 0, y, SLW_STYLE(SLW_ROLE_ERROR),
			      slw_mark(pane.canvas, SLW_MARK_ERROR));
	x = indent + slw_draw_fit(pane, indent, y, width - 2, style, _(item->field->label));
	if (required && item->saved != NULL && item->saved[0] == '\0' && item->placeholder == NULL)
		slw_draw_text(pane, x + 1, y, SLW_STYLE(SLW_ROLE_WARNING), "*");
}

static int hex(char c)
{
	return c >= '0' && c <= '9'		    ? c - '0'
	       : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
						    : -1;
}

static bool read_colour(const char *text, int rgb[3])
{
	size_t len = strlen(text);

	if (text[0] != '#' || (len != 7 && len != 4))
		return false;
	for (size_t i = 0; i < 3; i++) {
		int high = hex(text[len == 7 ? 1 + 2 * i : 1 + i]);
		int low = hex(text[len == 7 ? 2 + 2 * i : 1 + i]);

		if (high < 0 || low < 0)
			return false;
		rgb[i] = high * 16 + low;
	}
	return true;
}

/* Relative luminance as WCAG 2 has it, with 2.2 for its curve (within 1 %). */
static double luminance(const int rgb[3])
{
	static const double weight[] = { 0.2126, 0.7152, 0.0722 };
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double part = rgb[i] / 255.0;

		/* x^2.2 as x^2 * x^0.2, the latter by two steps of Newton */
		double root = 0.3 + 0.7 * part;

		for (int step = 0; step < 6 && part > 0; step++)
			root -= (root * root * root * root * root - part) /
				(5 * root * root * root * root);
		sum += weight[i] * (part > 0 ? part * part * root : 0);
	}
	return sum;
}

static void draw_swatch(struct slw_pane pane, int x, int y, const char *text)
{
	char contrast[80];
	double own;
	int rgb[3];

	if (!read_colour(text, rgb))
		return;
	own = luminance(rgb);
	slw_draw_text(
	    pane, x, y,
	    (struct slw_style){ .fg = own > 0.18 ? SLW_RGB(0, 0, 0) : SLW_RGB(255, 255, 255),
				.bg = SLW_RGB(rgb[0], rgb[1], rgb[2]) },
	    "  Aa  ");
	snprintf(contrast, sizeof(contrast), _("contrast: white %.1f, black %.1f"),
		 1.05 / (own + 0.05), (own + 0.05) / 0.05);
	slw_draw_fit(pane, x + 7, y, pane.width - x - 8, SLW_STYLE(SLW_ROLE_DIM), contrast);
}

static void draw_field(struct slw_form *form, struct slw_pane pane, struct slw_form_item *item,
		       bool focus)
{
	int y = item->widget_y - form->scroll, x = item->widget_x + item->widget_width;
	struct slw_pane inside =
	    slw_pane_scrolled(pane, item->widget_x, y, item->widget_width, item->widget_rows);

	item->widget->ops->draw(item->widget, inside, focus);
	if (item->field->type == SLW_FIELD_COLOUR)
		draw_swatch(pane, x + 1, y, item->widget->ops->value(item->widget, NULL));
	else if (unit_of(form, item->field)[0] != '\0')
		slw_draw_text(pane, x + 1, y, SLW_STYLE(SLW_ROLE_DIM), unit_of(form, item->field));
}

static void draw_note(const struct slw_form *form, struct slw_pane pane, size_t i)
{
	const struct slw_form_item *item = &form->items[i];
	int y = item->widget_y + item->widget_rows - form->scroll;
	int width = form->width - item->widget_x - 2;
	char *text;

	if (item->error != NULL) {
		text = error_text(item, slw_mark(pane.canvas, SLW_MARK_ERROR));
		slw_draw_wrapped(pane, item->widget_x, y, width, 0, SLW_STYLE(SLW_ROLE_ERROR),
				 text);
		free(text);
	} else if (shows_help(form, i) && item->field->help != NULL) {
		slw_draw_wrapped(pane, item->widget_x, y, width, 0, SLW_STYLE(SLW_ROLE_DIM),
				 _(item->field->help));
	}
}

static void draw_records(const struct slw_form *form, struct slw_pane pane,
			 const struct slw_form_item *item, bool focus)
{
	size_t count = json_array_size(slw_form_value(form, item));
	struct slw_style style = SLW_STYLE(focus ? SLW_ROLE_BUTTON_FOCUS : SLW_ROLE_TEXT);
	int y = item->y - form->scroll, x = item->widget_x;
	char text[80];

	if (count == 0)
		snprintf(text, sizeof(text), " %s ", _("none yet"));
	else
		snprintf(text, sizeof(text), P_(" %zu entry ", " %zu entries ", count), count);
	if (form->width < WIDE)
		x = pane.width - slw_columns(text) - 4;
	x += slw_draw_text(pane, x, y, style, text);
	slw_draw_text(pane, x + 1, y, SLW_STYLE(SLW_ROLE_DIM),
		      slw_mark(pane.canvas, SLW_MARK_ARROW));
	if (focus)
		slw_draw_cursor(pane, x - slw_columns(text) + 1, y);
}

void slw_form_draw(struct slw_form *form, struct slw_pane pane)
{
	if (form->width != pane.width || form->height != pane.height)
		form->follow = true;
	form->width = pane.width - 1; /* the last column is the scroll bar's */
	form->height = pane.height;
	layout(form);
	follow_focus(form);
	for (size_t i = 0; i < form->count; i++) {
		struct slw_form_item *item = &form->items[i];
		bool focus = i == form->focus;
		int y = item->y - form->scroll;

		if (y >= pane.height || y + item->rows < 0)
			continue;
		if (item->kind == SLW_FORM_GROUP) {
			int x = 1 + slw_draw_fit(pane, 1, y, form->width - 2,
						 SLW_STYLE(SLW_ROLE_TITLE), _(item->field->label));

			slw_draw_line(pane, x + 1, y, form->width - x - 2,
				      SLW_STYLE(SLW_ROLE_BORDER));
			continue;
		}
		draw_label(form, pane, item, focus);
		if (item->kind == SLW_FORM_RECORDS)
			draw_records(form, pane, item, focus);
		else
			draw_field(form, pane, item, focus);
		draw_note(form, pane, i);
	}
	slw_draw_scroll(pane, form->scroll, form->total, SLW_STYLE(SLW_ROLE_BORDER));
	form->width = pane.width;
}

size_t slw_form_at(const struct slw_form *form, int y)
{
	y += form->scroll;
	for (size_t i = 0; i < form->count; i++)
		if (y >= form->items[i].y && y < form->items[i].y + form->items[i].rows)
			return i;
	return SIZE_MAX;
}

/* --- help -------------------------------------------------------------------------------- */

static void bounds_help(const struct slw_field *field, struct slw_buf *text)
{
	if (field->pattern_help != NULL)
		slw_buf_printf(text, _("Form: %s.\n"), _(field->pattern_help));
	if (field->type == SLW_FIELD_TEXT || field->type == SLW_FIELD_LONG_TEXT)
		slw_buf_printf(text, _("At most %lld characters.\n"),
			       (long long)slw_field_max(field));
	else if (field->type == SLW_FIELD_NUMBER && field->max > 0)
		slw_buf_printf(text, _("From %lld to %lld.\n"), (long long)field->min,
			       (long long)field->max);
	else if (field->type == SLW_FIELD_LIST)
		slw_buf_printf(text, _("One entry on each line, at most %lld.\n"),
			       (long long)slw_field_max(field));
	else if (field->type == SLW_FIELD_MAP)
		slw_buf_str(text, _("On each line a name, a colon and a value.\n"));
	else if (field->type == SLW_FIELD_SECRET)
		slw_buf_str(text, _("It is stored encrypted. env:NAME or file:PATH names a place "
				    "that it is read from instead.\n"));
}

char *slw_form_help(const struct slw_form *form)
{
	const struct slw_form_item *item =
	    form->focus < form->count ? &form->items[form->focus] : NULL;
	struct slw_buf text;

	if (item == NULL)
		return NULL;
	slw_buf_init(&text, 0);
	slw_buf_printf(&text, "%s\n\n", _(item->field->label));
	if (item->field->help != NULL)
		slw_buf_printf(&text, "%s\n\n", _(item->field->help));
	bounds_help(item->field, &text);
	if (item->placeholder != NULL && item->placeholder[0] != '\0')
		slw_buf_printf(&text, _("Default: %s\n"), item->placeholder);
	if (item->field->example != NULL)
		slw_buf_printf(&text, _("For example: %s\n"), item->field->example);
	slw_buf_printf(&text, (item->field->flags & SLW_FIELD_REQUIRED) != 0
				  ? _("It is needed.\n")
				  : _("It may stay empty.\n"));
	slw_buf_printf(&text, _("In an answers file: %s\n\n"), slw_form_key(form));
	slw_buf_str(&text, _("F1 again shows the keys."));
	return slw_buf_take(&text);
}
