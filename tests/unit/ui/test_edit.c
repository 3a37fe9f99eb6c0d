/* Editing text: rows of commands and typing, with the cursor written as |. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "ui/edit.h"
#include "ui/widget.h"

#include "base/banned.h"

static const struct {
	const char *text; /* | is the cursor */
	enum slw_cmd cmd;
	const char *want;
} rows[] = {
	{ "one two|", SLW_CMD_KILL_WORD, "one |" },
	{ "one two |", SLW_CMD_KILL_WORD, "one |" },
	{ "one| two", SLW_CMD_KILL_WORD, "| two" },
	{ "one| two", SLW_CMD_KILL_START, "| two" },
	{ "one| two", SLW_CMD_KILL_END, "one|" },
	{ "a\nb|c\nd", SLW_CMD_KILL_START, "a\n|c\nd" }, /* the line alone */
	{ "a\nb|c\nd", SLW_CMD_KILL_END, "a\nb|\nd" },
	{ "a\nb|c\nd", SLW_CMD_HOME, "a\n|bc\nd" },
	{ "a\nb|c\nd", SLW_CMD_END, "a\nbc|\nd" },
	{ "one two|", SLW_CMD_WORD_LEFT, "one |two" },
	{ "one, |two", SLW_CMD_WORD_LEFT, "|one, two" },
	{ "|one two", SLW_CMD_WORD_RIGHT, "one| two" },
	{ "e\xcc\x81|", SLW_CMD_BACKSPACE, "|" }, /* a cluster as one */
	{ "|e\xcc\x81x", SLW_CMD_DELETE, "|x" },
	{ "|e\xcc\x81x", SLW_CMD_RIGHT, "e\xcc\x81|x" },
	{ "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7|", SLW_CMD_BACKSPACE, "|" },
	{ "|ab", SLW_CMD_LEFT, "|ab" },
	{ "ab|", SLW_CMD_RIGHT, "ab|" },
	{ "|ab", SLW_CMD_BACKSPACE, "|ab" },
	{ "ab|", SLW_CMD_DELETE, "ab|" },
};

static void put(struct slw_edit_line *line, const char *marked)
{
	char text[200];
	const char *bar = strchr(marked, '|');
	size_t before = (size_t)(bar - marked);

	snprintf(text, sizeof(text), "%.*s%s", (int)before, marked, bar + 1);
	slw_edit_set(line, text, SLW_CURSOR_END);
	line->cursor = before;
}

static void expect(const struct slw_edit_line *line, const char *want)
{
	char text[200];

	snprintf(text, sizeof(text), "%.*s|%s", (int)line->cursor, line->text.data,
		 line->text.data + line->cursor);
	ck_assert_str_eq(text, want);
}

START_TEST(commands)
{
	struct slw_edit_line line;

	slw_edit_init(&line, 100);
	put(&line, rows[_i].text);
	ck_assert(slw_edit_command(&line, rows[_i].cmd));
	expect(&line, rows[_i].want);
	slw_edit_release(&line);
}
END_TEST

START_TEST(typing)
{
	struct slw_edit_line line;

	slw_edit_init(&line, 5);
	slw_edit_insert(&line, "日本", 6);
	slw_edit_insert(&line, "\x1b\x01", 2); /* controls are no text */
	slw_edit_insert(&line, "abcdef", 6);   /* five characters and no more */
	expect(&line, "日本abc|");
	ck_assert_uint_eq(slw_edit_cursor(&line), 5);
	slw_edit_set(&line, "日本", 1);
	expect(&line, "日|本");
	slw_edit_release(&line);
}
END_TEST

START_TEST(undo)
{
	struct slw_edit_line line;

	slw_edit_init(&line, 100);
	slw_edit_insert(&line, "a", 1);
	slw_edit_insert(&line, "b", 1); /* one word is taken back at once */
	slw_edit_insert(&line, " ", 1);
	slw_edit_insert(&line, "c", 1);
	slw_edit_command(&line, SLW_CMD_KILL_START);
	expect(&line, "|");
	slw_edit_command(&line, SLW_CMD_TEXT_UNDO);
	expect(&line, "ab c|");
	slw_edit_command(&line, SLW_CMD_TEXT_UNDO);
	slw_edit_command(&line, SLW_CMD_TEXT_UNDO);
	expect(&line, "ab|");
	slw_edit_command(&line, SLW_CMD_TEXT_UNDO);
	slw_edit_command(&line, SLW_CMD_TEXT_UNDO);
	expect(&line, "|");
	slw_edit_release(&line);
}
END_TEST

Suite *suite_edit(void);
Suite *suite_edit(void)
{
	Suite *suite = suite_create("edit");
	TCase *tc = tcase_create("edit");

	tcase_add_loop_test(tc, commands, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tc, typing);
	tcase_add_test(tc, undo);
	suite_add_tcase(suite, tc);
	return suite;
}
