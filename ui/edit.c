#include "config.h"

#include "ui/edit.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/canvas.h"
#include "ui/widget.h"

#include "base/banned.h"

void slw_edit_init(struct slw_edit_line *line, int64_t max)
{
	*line = (struct slw_edit_line){ .max = (size_t)max };
	slw_buf_init(&line->text, 0);
}

static void wipe(char *text, size_t len)
{
	explicit_bzero(text, len);
}

static void forget_undo(struct slw_edit_line *line)
{
	while (line->undo_count > 0)
		free(line->undo[--line->undo_count].text);
	line->typing = false;
}

void slw_edit_release(struct slw_edit_line *line)
{
	forget_undo(line);
	if (line->secret && line->text.cap > 0)
		wipe(line->text.data, line->text.cap);
	slw_buf_release(&line->text);
}

static void keep_undo(struct slw_edit_line *line, bool typing)
{
	bool joins = typing && line->typing;

	line->typing = typing;
	if (joins || line->secret)
		return;
	if (line->undo_count == SLW_EDIT_UNDO) {
		free(line->undo[0].text);
		memmove(&line->undo[0], &line->undo[1],
			(SLW_EDIT_UNDO - 1) * sizeof(line->undo[0]));
		line->undo_count--;
	}
	line->undo[line->undo_count].text = slw_strdup(line->text.data);
	line->undo[line->undo_count++].cursor = line->cursor;
}

static size_t byte_of(const char *text, size_t len, size_t chars)
{
	size_t at = 0;

	while (chars-- > 0 && at < len) {
		int bytes = u8_mblen((const uint8_t *)text + at, len - at);

		at += bytes > 0 ? (size_t)bytes : 1;
	}
	return at;
}

static size_t count(const char *text, size_t len)
{
	return u8_mbsnlen((const uint8_t *)text, len);
}

static void changed(struct slw_edit_line *line)
{
	line->chars = count(line->text.data, line->text.len);
	line->changes++;
}

void slw_edit_set(struct slw_edit_line *line, const char *text, size_t cursor)
{
	forget_undo(line);
	if (line->secret && line->text.cap > 0)
		wipe(line->text.data, line->text.cap);
	slw_buf_clear(&line->text);
	slw_text_repair(&line->text, text, strlen(text));
	changed(line);
	line->cursor = cursor == SLW_CURSOR_END ? line->text.len
						: byte_of(line->text.data, line->text.len, cursor);
}

size_t slw_edit_cursor(const struct slw_edit_line *line)
{
	return line->cursor == line->text.len ? line->chars : count(line->text.data, line->cursor);
}

/* Puts text between from and to in place of what is there. */
static void replace(struct slw_edit_line *line, size_t from, size_t to, const char *text,
		    size_t len)
{
	char *rest = slw_strndup(line->text.data + to, line->text.len - to);
	size_t rest_len = line->text.len - to;

	line->chars -= count(line->text.data + from, to - from);
	line->chars += count(text, len);
	line->changes++;
	slw_buf_cut(&line->text, from);
	slw_buf_add(&line->text, text, len);
	slw_buf_add(&line->text, rest, rest_len);
	line->cursor = from + len;
	if (line->secret)
		wipe(rest, rest_len);
	free(rest);
}

void slw_edit_insert(struct slw_edit_line *line, const char *text, size_t len)
{
	size_t room = line->max > line->chars ? line->max - line->chars : 0;
	struct slw_buf clean;

	slw_buf_init(&clean, 0);
	for (size_t i = 0; i < len;) {
		int bytes = u8_mblen((const uint8_t *)text + i, len - i);
		unsigned char c = (unsigned char)text[i];

		if (bytes <= 0)
			bytes = 1;
		else if (c >= 0x20 || c == '\n')
			slw_buf_add(&clean, text + i, (size_t)bytes);
		else if (c == '\t')
			slw_buf_char(&clean, ' ');
		i += (size_t)bytes;
	}
	slw_buf_cut(&clean, byte_of(clean.data, clean.len, room));
	if (clean.len > 0) {
		keep_undo(line, clean.len <= 8 && clean.data[0] != ' ');
		replace(line, line->cursor, line->cursor, clean.data, clean.len);
	}
	if (line->secret)
		wipe(clean.data, clean.len);
	slw_buf_release(&clean);
}

static bool word_char(const struct slw_edit_line *line, size_t at)
{
	ucs4_t c;

	u8_mbtouc(&c, (const uint8_t *)line->text.data + at, line->text.len - at);
	return uc_is_property_alphabetic(c) || uc_is_property_numeric(c) || (c >= '0' && c <= '9');
}

static size_t before(const struct slw_edit_line *line, size_t at)
{
	return at - slw_cluster_before(line->text.data, at);
}

static size_t behind(const struct slw_edit_line *line, size_t at)
{
	return at + slw_cluster(line->text.data + at, line->text.len - at, NULL);
}

static size_t word_left(const struct slw_edit_line *line)
{
	size_t at = line->cursor;

	while (at > 0 && !word_char(line, before(line, at)))
		at = before(line, at);
	while (at > 0 && word_char(line, before(line, at)))
		at = before(line, at);
	return at;
}

static size_t word_right(const struct slw_edit_line *line)
{
	size_t at = line->cursor;

	while (at < line->text.len && !word_char(line, at))
		at = behind(line, at);
	while (at < line->text.len && word_char(line, at))
		at = behind(line, at);
	return at;
}

/* As a shell's Ctrl-W: back to white space. */
static size_t blank_left(const struct slw_edit_line *line)
{
	size_t at = line->cursor;
	const char *text = line->text.data;

	while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\n'))
		at--;
	while (at > 0 && text[at - 1] != ' ' && text[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_start(const struct slw_edit_line *line)
{
	size_t at = line->cursor;

	while (at > 0 && line->text.data[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(const struct slw_edit_line *line)
{
	return line->cursor + strcspn(line->text.data + line->cursor, "\n");
}

static bool erase(struct slw_edit_line *line, size_t from, size_t to)
{
	if (from == to)
		return true;
	keep_undo(line, false);
	replace(line, from, to, "", 0);
	return true;
}

static bool undo(struct slw_edit_line *line)
{
	struct slw_edit_state *state;

	if (line->undo_count == 0)
		return true;
	state = &line->undo[--line->undo_count];
	slw_buf_clear(&line->text);
	slw_buf_str(&line->text, state->text);
	changed(line);
	line->cursor = state->cursor;
	line->typing = false;
	free(state->text);
	return true;
}

bool slw_edit_command(struct slw_edit_line *line, enum slw_cmd cmd)
{
	size_t at = line->cursor;

	switch (cmd) {
	case SLW_CMD_LEFT:
		line->cursor = before(line, at);
		break;
	case SLW_CMD_RIGHT:
		line->cursor = behind(line, at);
		break;
	case SLW_CMD_WORD_LEFT:
		line->cursor = word_left(line);
		break;
	case SLW_CMD_WORD_RIGHT:
		line->cursor = word_right(line);
		break;
	case SLW_CMD_HOME:
		line->cursor = line_start(line);
		break;
	case SLW_CMD_END:
		line->cursor = line_end(line);
		break;
	case SLW_CMD_BACKSPACE:
		return erase(line, before(line, at), at);
	case SLW_CMD_DELETE:
		return erase(line, at, behind(line, at));
	case SLW_CMD_KILL_WORD:
		return erase(line, blank_left(line), at);
	case SLW_CMD_KILL_START:
		return erase(line, line_start(line), at);
	case SLW_CMD_KILL_END:
		return erase(line, at, line_end(line));
	case SLW_CMD_TEXT_UNDO:
		return undo(line);
	default:
		return false;
	}
	line->typing = false;
	return true;
}
