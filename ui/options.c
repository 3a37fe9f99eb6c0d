#include "config.h"

#include "ui/options.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

void slw_options_init(struct slw_options *options)
{
	*options = (struct slw_options){ .items = NULL };
	slw_edit_init(&options->filter, 100);
}

void slw_options_release(struct slw_options *options)
{
	for (size_t i = 0; i < options->count; i++) {
		free(options->items[i].value);
		free(options->items[i].label);
		free(options->items[i].folded);
	}
	free(options->items);
	free(options->shown);
	slw_edit_release(&options->filter);
}

void slw_options_add(struct slw_options *options, const char *value, const char *label)
{
	struct slw_option *item;

	SLW_GROW(options->items, options->count, options->cap);
	item = &options->items[options->count++];
	*item = (struct slw_option){ .value = slw_strdup(value),
				     .label = slw_strdup(label != NULL ? label : value) };
}

struct slw_option *slw_options_find(const struct slw_options *options, const char *value)
{
	for (size_t i = 0; i < options->count; i++)
		if (strcmp(options->items[i].value, value) == 0)
			return &options->items[i];
	return NULL;
}

static bool matches(struct slw_option *item, const char *wanted)
{
	if (wanted[0] == '\0')
		return true;
	if (item->folded == NULL) {
		char *both = slw_printf("%s %s", item->value, item->label);

		item->folded = slw_text_fold(both);
		free(both);
	}
	return strstr(item->folded, wanted) != NULL;
}

/*
 * A choice whose value or label is the filter, or begins with it, comes before those that only hold
 * it; of two that begin with it the shorter is the likelier: "united s" is not the Minor Outlying
 * Islands.
 */
static int quality(const struct slw_option *item, const char *wanted)
{
	size_t len = strlen(wanted);

	if (len == 0)
		return 0;
	if (strcasecmp(item->value, wanted) == 0 || strcasecmp(item->label, wanted) == 0)
		return 3;
	return strncasecmp(item->label, wanted, len) == 0
		   ? 2
		   : strncasecmp(item->value, wanted, len) == 0;
}

static bool better(const struct slw_option *item, const struct slw_option *than, const char *wanted)
{
	int by = quality(item, wanted) - (than != NULL ? quality(than, wanted) : -1);

	return by > 0 ||
	       (by == 0 && wanted[0] != '\0' && strlen(item->label) < strlen(than->label));
}

static void apply_filter(struct slw_options *options)
{
	char *wanted = slw_text_fold(options->filter.text.data);
	const struct slw_option *best = NULL;

	free(options->shown);
	options->shown = slw_calloc(options->count + 1, sizeof(*options->shown));
	options->shown_count = options->current = options->first = 0;
	for (size_t i = 0; i < options->count; i++) {
		if (!matches(&options->items[i], wanted))
			continue;
		if (better(&options->items[i], best, wanted)) {
			best = &options->items[i];
			options->current = options->shown_count;
		}
		options->shown[options->shown_count++] = i;
	}
	free(wanted);
}

void slw_options_open(struct slw_options *options, const char *value)
{
	options->open = true;
	slw_edit_set(&options->filter, "", 0);
	apply_filter(options);
	for (size_t i = 0; i < options->shown_count; i++)
		if (strcmp(options->items[options->shown[i]].value, value) == 0)
			options->current = i;
}

void slw_options_close(struct slw_options *options)
{
	options->open = false;
}

int slw_options_rows(const struct slw_options *options)
{
	return options->count + 1 < SLW_OPTION_ROWS ? (int)options->count + 1 : SLW_OPTION_ROWS;
}

void slw_options_draw(struct slw_options *options, struct slw_pane pane, bool marks, bool any)
{
	struct slw_style filter = SLW_STYLE(SLW_ROLE_FOCUS);
	size_t height = pane.height > 1 ? (size_t)pane.height - 1 : 1;
	struct slw_pane list = slw_pane_part(pane, 0, 1, pane.width, pane.height - 1);
	int x;

	if (options->current < options->first)
		options->first = options->current;
	if (options->current >= options->first + height)
		options->first = options->current - height + 1;
	slw_draw_fill(pane, 0, 0, pane.width, pane.height, SLW_STYLE(SLW_ROLE_TEXT));
	slw_draw_fill(pane, 0, 0, pane.width, 1, filter);
	x = slw_draw_fit(pane, 0, 0, pane.width - 2, filter, options->filter.text.data);
	slw_draw_cursor(pane, x, 0);
	if (options->filter.text.len == 0)
		slw_draw_fit(pane, 0, 0, pane.width - 1, filter, _("Type to filter"));
	if (options->shown_count == 0)
		slw_draw_fit(list, 1, 0, pane.width - 2, SLW_STYLE(SLW_ROLE_WARNING),
			     any ? _("None of these: Enter takes it as you typed it.")
				 : _("Nothing matches."));
	for (size_t i = 0; i < height && options->first + i < options->shown_count; i++) {
		const struct slw_option *item = &options->items[options->shown[options->first + i]];
		bool current = options->first + i == options->current;
		struct slw_style style = SLW_STYLE(current ? SLW_ROLE_SELECTED : SLW_ROLE_TEXT);
		int y = (int)i;

		slw_draw_fill(list, 0, y, pane.width - 1, 1, style);
		x = 1;
		if (marks)
			x += slw_draw_text(
				 list, x, y, style,
				 slw_mark(pane.canvas, item->on ? SLW_MARK_ON : SLW_MARK_OFF)) +
			     1;
		x += slw_draw_fit(list, x, y, pane.width - x - 2, style, item->label);
		if (strcmp(item->label, item->value) != 0 && pane.width - x > 12)
			slw_draw_fit(list, x + 2, y, pane.width - x - 4,
				     current ? style : SLW_STYLE(SLW_ROLE_DIM), item->value);
	}
	slw_draw_scroll(list, (int)options->first, (int)options->shown_count,
			SLW_STYLE(SLW_ROLE_BORDER));
}

static void move(struct slw_options *options, long by)
{
	long to = (long)options->current + by, last = (long)options->shown_count - 1;

	options->current = to < 0 || last < 0 ? 0 : (size_t)(to > last ? last : to);
}

bool slw_options_command(struct slw_options *options, enum slw_cmd cmd)
{
	switch (cmd) {
	case SLW_CMD_UP:
		move(options, -1);
		return true;
	case SLW_CMD_DOWN:
		move(options, 1);
		return true;
	case SLW_CMD_PAGE_UP:
		move(options, -(SLW_OPTION_ROWS - 2));
		return true;
	case SLW_CMD_PAGE_DOWN:
		move(options, SLW_OPTION_ROWS - 2);
		return true;
	case SLW_CMD_HOME:
		options->current = 0;
		return true;
	case SLW_CMD_END:
		move(options, (long)options->count);
		return true;
	case SLW_CMD_BACKSPACE:
	case SLW_CMD_KILL_START:
		slw_edit_command(&options->filter, cmd);
		apply_filter(options);
		return true;
	default:
		return false;
	}
}

void slw_options_type(struct slw_options *options, const char *text, size_t len)
{
	if (memchr(text, '\n', len) != NULL)
		len = strcspn(text, "\n");
	slw_edit_insert(&options->filter, text, len);
	apply_filter(options);
}

struct slw_option *slw_options_current(const struct slw_options *options)
{
	return options->current < options->shown_count
		   ? &options->items[options->shown[options->current]]
		   : NULL;
}

bool slw_options_click(struct slw_options *options, int y)
{
	size_t at = options->first + (size_t)(y > 0 ? y - 1 : 0);

	if (y < 1 || at >= options->shown_count)
		return false;
	options->current = at;
	return true;
}
