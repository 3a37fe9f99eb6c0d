/* The table of keys: one meaning per screen, names, and text that is text. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "ui/event.h"
#include "ui/keys.h"

#include "base/banned.h"

/* A row without a label is another key of the one before it. */
static const char *label_of(size_t i)
{
	while (slw_keys[i].label == NULL)
		i--;
	return slw_keys[i].label;
}

/* Two rows for a key are one meaning if they do and say the same. */
static void no_key_twice(enum slw_context view, enum slw_context focus, const char *title)
{
	for (size_t i = slw_key_next(view, focus, 0); i < slw_key_count;
	     i = slw_key_next(view, focus, i + 1))
		for (size_t j = slw_key_next(view, focus, i + 1); j < slw_key_count;
		     j = slw_key_next(view, focus, j + 1)) {
			char name[SLW_KEY_NAME];

			slw_key_name(name, slw_keys[i].key);
			ck_assert_msg(slw_keys[i].key != slw_keys[j].key ||
					  (slw_keys[i].cmd == slw_keys[j].cmd &&
					   strcmp(label_of(i), label_of(j)) == 0),
				      "%s: %s is \"%s\" and \"%s\" (contexts %d and %d)", title,
				      name, label_of(i), label_of(j), slw_keys[i].context,
				      slw_keys[j].context);
		}
}

START_TEST(one_meaning)
{
	for (size_t i = 0; i < slw_key_screen_count; i++) {
		const struct slw_key_screen *screen = &slw_key_screens[i];

		no_key_twice(screen->view, SLW_CTX_NONE, screen->title);
		for (size_t f = 0; screen->focus[f] != SLW_CTX_NONE; f++)
			no_key_twice(screen->view, screen->focus[f], screen->title);
	}
}
END_TEST

START_TEST(every_context_is_on_a_screen)
{
	for (size_t i = 0; i < slw_key_count; i++) {
		uint8_t context = slw_keys[i].context;
		bool found = context == SLW_CTX_GLOBAL;

		for (size_t s = 0; s < slw_key_screen_count && !found; s++) {
			found = slw_key_screens[s].view == context;
			for (size_t f = 0; slw_key_screens[s].focus[f] != SLW_CTX_NONE; f++)
				found = found || slw_key_screens[s].focus[f] == context;
		}
		ck_assert_msg(found, "context %d of row %zu is on no screen", context, i);
	}
}
END_TEST

START_TEST(rows_are_whole)
{
	ck_assert_ptr_nonnull(slw_keys[0].label);
	for (size_t i = 0; i < slw_key_count; i++) {
		const struct slw_key_row *row = &slw_keys[i];
		bool same, rates;

		ck_assert_uint_ne(row->key, SLW_KEY_NONE);
		ck_assert_uint_ne(row->cmd, SLW_CMD_NONE);

		if (row->label != NULL)
			continue;
		same = slw_keys[i - 1].cmd == row->cmd;
		rates = row->cmd > SLW_CMD_RATE_1 && row->cmd <= SLW_CMD_RATE_5;
		ck_assert_msg(row->line == 0 && (same || rates) &&
				  slw_keys[i - 1].context == row->context,
			      "row %zu is no other key of the row before it", i);
	}
}
END_TEST

START_TEST(characters_are_text_in_fields)
{
	ck_assert_int_eq(slw_key_command(SLW_CTX_STEP, SLW_CTX_TEXT, '?'), SLW_CMD_NONE);
	ck_assert_int_eq(slw_key_command(SLW_CTX_STEP, SLW_CTX_YES_NO, '?'), SLW_CMD_KEYS);
	ck_assert_int_eq(slw_key_command(SLW_CTX_STEP, SLW_CTX_TEXT, SLW_KEY_ESC), SLW_CMD_BACK);
	ck_assert_int_eq(slw_key_command(SLW_CTX_STEP, SLW_CTX_TEXT, SLW_KEY_CTRL('W')),
			 SLW_CMD_KILL_WORD);
	ck_assert_int_eq(slw_key_command(SLW_CTX_START, SLW_CTX_NONE, SLW_KEY_F1), SLW_CMD_HELP);
}
END_TEST

/* A key that is typed as text stands in no line and no list of keys. */
START_TEST(text_is_no_key)
{
	for (size_t s = 0; s < slw_key_screen_count; s++)
		for (size_t f = 0; slw_key_screens[s].focus[f] != SLW_CTX_NONE; f++) {
			enum slw_context view = slw_key_screens[s].view;
			enum slw_context focus = slw_key_screens[s].focus[f];

			for (size_t i = slw_key_next(view, focus, 0); i < slw_key_count;
			     i = slw_key_next(view, focus, i + 1))
				ck_assert(!slw_context_takes_text(focus) ||
					  !slw_key_is_text(slw_keys[i].key));
		}
}
END_TEST

static const struct {
	uint32_t key;
	const char *name;
} names[] = {
	{ SLW_KEY_CTRL('A'), "Ctrl-A" },
	{ SLW_KEY_ALT | 'b', "Alt-B" },
	{ SLW_KEY_F1, "F1" },
	{ SLW_KEY_F12, "F12" },
	{ SLW_KEY_BACKTAB, "Shift-Tab" },
	{ SLW_KEY_CONTROL | SLW_KEY_LEFT, "Ctrl-Left" },
	{ '?', "?" },
	{ ' ', "Space" },
	{ SLW_KEY_ESC, "Esc" },
	{ 0xe9, "é" },
};

START_TEST(key_names)
{
	char name[SLW_KEY_NAME];

	slw_key_name(name, names[_i].key);
	ck_assert_str_eq(name, names[_i].name);
}
END_TEST

Suite *suite_keys(void);
Suite *suite_keys(void)
{
	Suite *suite = suite_create("keys");
	TCase *tc = tcase_create("keys");

	tcase_add_test(tc, one_meaning);
	tcase_add_test(tc, every_context_is_on_a_screen);
	tcase_add_test(tc, rows_are_whole);
	tcase_add_test(tc, characters_are_text_in_fields);
	tcase_add_test(tc, text_is_no_key);
	tcase_add_loop_test(tc, key_names, 0, sizeof(names) / sizeof(names[0]));
	suite_add_tcase(suite, tc);
	return suite;
}
