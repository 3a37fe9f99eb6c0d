/* How one text looks: alternatives beside it where there is room, else all one below the other. */
#include "config.h"

#include <limits.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "ui/text_change.h"
#include "ui/text_draw.h"
#include "ui/text_job.h"
#include "ui/view_text.h"
#include "ui/widget.h"

#include "base/banned.h"

#define COLUMN	    50 /* columns of a text beside another */
#define COLUMNS_MAX 5
#define CLAIM_ROWS  4

const json_t *slw_text_view_data(const struct slw_text_view *text, const char *key)
{
	return json_object_get(slw_json_object(text->text, "content_data"), key);
}

const char *slw_text_view_words(const struct slw_text_view *text)
{
	const char *words = json_string_value(slw_text_view_data(text, "content"));

	return words != NULL ? words : "";
}

static const char *alternative(const struct slw_text_view *text, int number)
{
	const char *words = json_string_value(
	    json_array_get(slw_text_view_data(text, "alternatives"), (size_t)number));

	return words != NULL ? words : "";
}

static void draw_head(const struct slw_text_view *text, struct slw_pane pane)
{
	int count = (int)json_array_size(slw_text_view_data(text, "alternatives"));
	char *head;

	int room = pane.width - 4 - slw_text_draw_state(pane, 1, 0, text->text);

	if (text->writing != 0)
		head = slw_strdup(_("writing …"));
	else if (room < 22)
		head = slw_printf("%d/%d", text->shown + 1, count);
	else if (text->shown >= 0)
		head = slw_printf(_("alternative %d of %d"), text->shown + 1, count);
	else
		head = slw_printf(P_("%d alternative", "%d alternatives", (unsigned long)count),
				  count);
	if (slw_columns(head) <= room)
		slw_draw_right(pane, pane.width - 1, 0,
			       SLW_STYLE(text->shown >= 0 || text->writing != 0 ? SLW_ROLE_ACCENT
										: SLW_ROLE_DIM),
			       head);
	free(head);
}

/* What the facts do not hold, in words; returns the rows. */
static int draw_claims(const struct slw_text_view *text, struct slw_pane pane, int y, int most)
{
	const json_t *claims = slw_text_view_data(text, "claims"), *claim;
	size_t i;
	int rows = 0;

	json_array_foreach ((json_t *)(uintptr_t)claims, i, claim) {
		char *line;

		if (rows == most)
			break;
		line = slw_printf(_("Your facts do not say: %s"), slw_json_str(claim, "text", ""));
		slw_draw_fit(pane, 1, y + rows++, pane.width - 2, SLW_STYLE(SLW_ROLE_WARNING),
			     line);
		free(line);
	}
	return rows;
}

static void draw_source(const struct slw_text_view *text, struct slw_pane pane, int y)
{
	char *source = slw_text_source(text->text);

	slw_draw_fit(pane, 1, y, pane.width - 2, SLW_STYLE(SLW_ROLE_DIM), source);
	free(source);
}

static void stop_at_end(struct slw_text_view *text, int rows, int height)
{
	if (text->first > rows - height)
		text->first = rows > height ? rows - height : 0;
}

/* With its head. */
static void draw_alternative(const struct slw_text_view *text, struct slw_pane pane, int x, int y,
			     int width, int i)
{
	bool shown = i == text->shown;
	char *head = slw_printf(_("Alternative %d"), i + 1);

	slw_draw_fit(pane, x, y, width,
		     (struct slw_style){ .role = shown ? SLW_ROLE_ACCENT : SLW_ROLE_LABEL,
					 .attrs = shown ? SLW_BOLD : 0 },
		     head);
	free(head);
	slw_text_draw_words(pane, x, y + 1, width, SLW_STYLE(shown ? SLW_ROLE_TEXT : SLW_ROLE_DIM),
			    alternative(text, i), NULL);
}

/* Beside the text, the alternatives: dealt out to the other columns, in each one below the other. */
struct deal {
	int columns, width;
	int rows[COLUMNS_MAX]; /* that are used */
	int begin;	       /* row of the one that is shown */
};

static int alternative_rows(const struct slw_text_view *text, const struct deal *deal, int i)
{
	return 2 + slw_wrapped_rows(alternative(text, i), deal->width - 2);
}

/* The column with the most room; pane NULL: it is only measured. */
static void deal_out(const struct slw_text_view *text, struct deal *deal,
		     const struct slw_pane *pane)
{
	int count = (int)json_array_size(slw_text_view_data(text, "alternatives"));

	deal->rows[0] = 1 + slw_wrapped_rows(slw_text_view_words(text), deal->width - 2);
	for (int i = 1; i < deal->columns; i++)
		deal->rows[i] = 0;
	for (int i = 0; i < count; i++) {
		int column = 1;

		for (int k = 2; k < deal->columns; k++)
			if (deal->rows[k] < deal->rows[column])
				column = k;
		if (i == text->shown)
			deal->begin = deal->rows[column];
		if (pane != NULL)
			draw_alternative(text, *pane, 1 + column * deal->width,
					 deal->rows[column] - text->first, deal->width - 2, i);
		deal->rows[column] += alternative_rows(text, deal, i);
	}
}

static void draw_beside(struct slw_text_view *text, struct slw_pane pane, int columns)
{
	struct deal deal = { .columns = columns, .width = (pane.width - 2) / columns };
	int rows = 0;

	deal_out(text, &deal, NULL);
	for (int i = 0; i < columns; i++)
		rows = deal.rows[i] > rows ? deal.rows[i] : rows;
	if (text->follow)
		text->first = text->shown < 0 ? 0 : deal.begin;
	text->follow = false;
	stop_at_end(text, rows, pane.height);
	slw_draw_fit(pane, 1, -text->first, deal.width - 2,
		     SLW_STYLE(text->shown < 0 ? SLW_ROLE_ACCENT : SLW_ROLE_LABEL), _("The text"));
	slw_text_draw_words(pane, 1, 1 - text->first, deal.width - 2, SLW_STYLE(SLW_ROLE_TEXT),
			    slw_text_view_words(text), slw_text_view_data(text, "claims"));
	deal_out(text, &deal, &pane);
	slw_draw_scroll(pane, text->first, rows, SLW_STYLE(SLW_ROLE_BORDER));
}

/* Where an alternative begins, in rows of the whole; -1: the end of all. */
static int row_of(const struct slw_text_view *text, int wanted, int width)
{
	int row = slw_wrapped_rows(slw_text_view_words(text), width) +
		  (int)json_array_size(slw_text_view_data(text, "claims"));

	for (int i = 0; i < (int)json_array_size(slw_text_view_data(text, "alternatives")); i++) {
		if (i == wanted)
			return row + 1;
		row += 2 + slw_wrapped_rows(alternative(text, i), width);
	}
	return row;
}

/* All one below the other: the text, what it claims, the alternatives, the score. */
static void draw_below(struct slw_text_view *text, struct slw_pane pane)
{
	int width = pane.width - 3,
	    count = (int)json_array_size(slw_text_view_data(text, "alternatives")), y;
	int rows = row_of(text, -1, width) + 2 +
		   slw_text_parts_rows(pane.width, slw_text_view_data(text, "parts"));

	if (text->follow)
		text->first = text->shown < 0 ? 0 : row_of(text, text->shown, width);
	text->follow = false;
	stop_at_end(text, rows, pane.height);
	y = -text->first;
	y += slw_text_draw_words(pane, 1, y, width, SLW_STYLE(SLW_ROLE_TEXT),
				 slw_text_view_words(text), slw_text_view_data(text, "claims"));
	y += draw_claims(text, pane, y, INT_MAX);
	for (int i = 0; i < count; i++) {
		draw_alternative(text, pane, 1, ++y, width, i);
		y += 1 + slw_wrapped_rows(alternative(text, i), width);
	}
	y += 1 + slw_text_draw_parts(pane, y + 1, slw_text_view_data(text, "parts"));
	draw_source(text, pane, y);
	slw_draw_scroll(pane, text->first, rows, SLW_STYLE(SLW_ROLE_BORDER));
}

static void draw_stream(struct slw_text_view *text, struct slw_pane pane)
{
	char *words = slw_text_stream_read(text->stream);
	int rows = slw_wrapped_rows(words, pane.width - 3);

	text->first = rows > pane.height ? rows - pane.height : 0;
	slw_text_draw_words(pane, 1, -text->first, pane.width - 3, SLW_STYLE(SLW_ROLE_TEXT), words,
			    NULL);
	free(words);
}

void slw_text_view_draw(struct slw_view *view, struct slw_pane pane)
{
	struct slw_text_view *text = (struct slw_text_view *)view;
	int columns = pane.width / COLUMN,
	    most = 1 + (int)json_array_size(slw_text_view_data(text, "alternatives"));
	int parts = slw_text_parts_rows(pane.width, slw_text_view_data(text, "parts")), bottom,
	    claims;

	if (text->editor != NULL) {
		text->editor->ops->draw(text->editor, pane, true);
		return;
	}
	draw_head(text, pane);
	pane = slw_pane_part(pane, 0, 1, pane.width, pane.height - 1);
	if (columns > most)
		columns = most;
	if (columns > COLUMNS_MAX)
		columns = COLUMNS_MAX;
	if (text->stream != NULL) {
		draw_stream(text, pane);
	} else if (columns < 2 || pane.height < 14) {
		draw_below(text, pane);
	} else {
		claims = (int)json_array_size(slw_text_view_data(text, "claims"));
		claims = claims > CLAIM_ROWS ? CLAIM_ROWS : claims;
		bottom = pane.height - parts - claims - 1;
		draw_beside(text, slw_pane_part(pane, 0, 0, pane.width, bottom - 1), columns);
		bottom += draw_claims(text, pane, bottom, CLAIM_ROWS);
		bottom += slw_text_draw_parts(pane, bottom, slw_text_view_data(text, "parts"));
		draw_source(text, pane, bottom);
	}
}
