#include "config.h"

#include "ui/text_draw.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"

#include "base/banned.h"

#define PART_WIDTH 30 /* of a part with its bar */
#define PART_LABEL 15

/* --- words ------------------------------------------------------------------------------- */

/* Where a claim stands: as it was told, or else where its words are; SIZE_MAX: nowhere. */
static size_t place_of(const char *words, const json_t *claim)
{
	const char *said = slw_json_str(claim, "text", "");
	int64_t offset = slw_json_int(claim, "offset", -1);
	size_t len = strlen(said);
	const char *found;

	if (len == 0)
		return SIZE_MAX;
	if (offset >= 0 && (size_t)offset + len <= strlen(words) &&
	    memcmp(words + offset, said, len) == 0)
		return (size_t)offset;
	found = strstr(words, said);
	return found != NULL ? (size_t)(found - words) : SIZE_MAX;
}

/* The part of a row that a claim covers, drawn over it. */
static void mark_row(struct slw_pane pane, int x, int y, int width, const char *row, size_t len,
		     size_t from, size_t to)
{
	const struct slw_style style = { .role = SLW_ROLE_WARNING,
					 .attrs = SLW_UNDERLINE | SLW_BOLD };
	char *before;
	int column;

	if (from >= len || to <= from)
		return;
	before = slw_strndup(row, from);
	column = slw_columns(before);
	free(before);
	if (column < width)
		slw_draw_bytes(pane, x + column, y, width - column, style, row + from,
			       (to < len ? to : len) - from);
}

int slw_text_draw_words(struct slw_pane pane, int x, int y, int width, struct slw_style style,
			const char *words, const json_t *claims)
{
	const char *at = words;
	size_t next, i;
	json_t *claim;
	int rows = 0;

	for (; *at != '\0'; at += next, rows++) {
		size_t len = slw_wrap(at, width, &next), start = (size_t)(at - words);

		if (y + rows < 0 || y + rows >= pane.height)
			continue;
		slw_draw_bytes(pane, x, y + rows, width, style, at, len);
		json_array_foreach ((json_t *)(uintptr_t)claims, i, claim) {
			size_t place = place_of(words, claim), end;

			if (place == SIZE_MAX || place >= start + len)
				continue;
			end = place + strlen(slw_json_str(claim, "text", ""));
			if (end > start)
				mark_row(pane, x, y + rows, width, at, len,
					 place > start ? place - start : 0, end - start);
		}
	}
	return rows;
}

/* --- score ------------------------------------------------------------------------------- */

static const struct {
	const char *key, *label;
} part_names[] = { { "length", N_("length") },
		   { "keywords", N_("keywords") },
		   { "readability", N_("easy to read") },
		   { "benefits", N_("benefits") },
		   { "emotion", N_("emotion") },
		   { "call_to_action", N_("call to action") },
		   { "repetition", N_("no repetition") },
		   { "spelling", N_("spelling") } };

static const char *part_label(const char *key)
{
	for (size_t i = 0; i < SLW_COUNT(part_names); i++)
		if (strcmp(part_names[i].key, key) == 0)
			return _(part_names[i].label);
	return key;
}

static int part_columns(int width)
{
	return width > 2 * PART_WIDTH ? width / PART_WIDTH : width >= 2 * PART_WIDTH ? 2 : 1;
}

int slw_text_parts_rows(int width, const json_t *parts)
{
	int columns = part_columns(width - 1), count = (int)json_object_size(parts);

	return (count + columns - 1) / columns;
}

int slw_text_draw_parts(struct slw_pane pane, int y, const json_t *parts)
{
	int columns = part_columns(pane.width - 1), i = 0;
	const char *key;
	json_t *value;

	json_object_foreach ((json_t *)(uintptr_t)parts, key, value) {
		int x = 1 + i % columns * PART_WIDTH, row = y + i / columns;
		int part = (int)lround(json_number_value(value) * 100);
		char *number = slw_printf("%3d", part);

		slw_draw_fit(pane, x, row, PART_LABEL, SLW_STYLE(SLW_ROLE_LABEL), part_label(key));
		slw_draw_bar(pane, x + PART_LABEL + 1, row, 8,
			     SLW_STYLE(part >= 70   ? SLW_ROLE_GOOD
				       : part >= 50 ? SLW_ROLE_WARNING
						    : SLW_ROLE_ERROR),
			     (uint64_t)(part < 0 ? 0 : part), 100);
		slw_draw_text(pane, x + PART_LABEL + 10, row, SLW_STYLE(SLW_ROLE_TEXT), number);
		free(number);
		i++;
	}
	return (i + columns - 1) / columns;
}

/* Tokens are one number, or those that were read and written. */
static int64_t tokens_of(const json_t *data)
{
	const json_t *tokens = json_object_get(data, "tokens");

	return json_is_object(tokens)
		   ? slw_json_int(tokens, "in", 0) + slw_json_int(tokens, "out", 0)
		   : slw_json_int(data, "tokens", 0);
}

char *slw_text_source(const json_t *text)
{
	const json_t *data = json_object_get(text, "content_data");
	const char *provider = slw_json_str(text, "provider", ""),
		   *model = slw_json_str(text, "model_used", "");
	const char *cost = slw_json_str(data, "cost", NULL),
		   *tone = slw_json_str(data, "tone", NULL);
	int64_t tokens = tokens_of(data);
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_buf_printf(&out, _("written by %s"), provider);
	if (*model != '\0' && strcmp(model, provider) != 0)
		slw_buf_printf(&out, " %s", model);
	if (tone != NULL)
		slw_buf_printf(&out, ", %s", tone);
	if (tokens > 0)
		slw_buf_printf(&out, P_(", %lld token", ", %lld tokens", (unsigned long)tokens),
			       (long long)tokens);
	if (cost != NULL)
		slw_buf_printf(&out, ", %s USD", cost);
	return slw_buf_take(&out);
}
