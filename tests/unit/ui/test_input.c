/* Bytes of terminals into events. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "ui/input.h"

#include "base/banned.h"

static const struct {
	const char *bytes;
	uint32_t keys[4]; /* ends with 0 */
} rows[] = {
	{ "ab", { 'a', 'b' } },
	{ "\xc3\xa9", { 0xe9 } },
	{ "\xe6\x97\xa5", { 0x65e5 } },
	{ "\xff", { 0xfffd } },
	{ "\r", { SLW_KEY_ENTER } },
	{ "\n", { SLW_KEY_ENTER } },
	{ "\t", { SLW_KEY_TAB } },
	{ "\x7f", { SLW_KEY_BACKSPACE } },
	{ "\b", { SLW_KEY_BACKSPACE } },
	{ "\x01", { SLW_KEY_CTRL('A') } },
	{ "\033", { SLW_KEY_ESC } },
	{ "\033\033", { SLW_KEY_ESC, SLW_KEY_ESC } },
	{ "\033b", { SLW_KEY_ALT | 'b' } },
	{ "\033[", { SLW_KEY_ALT | '[' } },
	{ "\033O", { SLW_KEY_ALT | 'O' } },
	{ "\033[A", { SLW_KEY_UP } },
	{ "\033OA", { SLW_KEY_UP } },
	{ "\033[1;5C", { SLW_KEY_CONTROL | SLW_KEY_RIGHT } },
	{ "\033[1;3D", { SLW_KEY_ALT | SLW_KEY_LEFT } },
	{ "\033[Z", { SLW_KEY_BACKTAB } },
	{ "\033[3~", { SLW_KEY_DELETE } },
	{ "\033[5~\033[6~", { SLW_KEY_PAGE_UP, SLW_KEY_PAGE_DOWN } },
	{ "\033OP", { SLW_KEY_F1 } },	/* xterm, vt100 */
	{ "\033[[A", { SLW_KEY_F1 } },	/* the console */
	{ "\033[11~", { SLW_KEY_F1 } }, /* rxvt */
	{ "\033[24~", { SLW_KEY_F12 } },
	{ "\033[1~\033[7~", { SLW_KEY_HOME, SLW_KEY_HOME } },
	{ "\033[99~x", { 'x' } },	 /* a key that we do not know */
	{ "\033[?1;2cx", { 'x' } },	 /* an answer of the terminal */
	{ "\033[<35;1;1Mx", { 'x' } },	 /* motion */
	{ "\033[\x01x", { 0x01, 'x' } }, /* damaged */
	{ "\033Xy", { SLW_KEY_ALT | 'X', 'y' } },
};

START_TEST(keys)
{
	struct slw_input input;
	struct slw_ui_event event;

	slw_input_init(&input, true);
	slw_input_feed(&input, rows[_i].bytes, strlen(rows[_i].bytes));
	for (size_t i = 0; rows[_i].keys[i] != 0; i++) {
		int rc = slw_input_next(&input, false, &event);

		if (rc < 0)
			rc = slw_input_next(&input, true, &event);
		ck_assert_msg(rc == 1 && event.key == rows[_i].keys[i], "row %d, key %zu: %d %#x",
			      _i, i, rc, (unsigned int)event.key);
		ck_assert_int_eq(event.kind, SLW_EVENT_KEY);
	}
	ck_assert_int_eq(slw_input_next(&input, true, &event), 0);
	slw_input_release(&input);
}
END_TEST

/* However the bytes are cut, the events are the same. */
START_TEST(byte_by_byte)
{
	struct slw_input input;
	struct slw_ui_event event;
	const char *bytes = "\033[1;5C\xe6\x97\xa5\033OP";
	const uint32_t want[] = { SLW_KEY_CONTROL | SLW_KEY_RIGHT, 0x65e5, SLW_KEY_F1 };
	size_t count = 0;

	slw_input_init(&input, true);
	for (; *bytes != '\0'; bytes++) {
		slw_input_feed(&input, bytes, 1);
		while (slw_input_next(&input, false, &event) == 1)
			ck_assert_uint_eq(event.key, want[count++]);
	}
	ck_assert_uint_eq(count, 3);
	slw_input_release(&input);
}
END_TEST

START_TEST(paste_is_no_keys)
{
	struct slw_input input;
	struct slw_ui_event event;
	static const char *const parts[] = { "\033[200~one\rtwo\033[", "A\x11\xff\033[2", "01~z" };

	slw_input_init(&input, true);
	for (size_t i = 0; i < 2; i++) {
		slw_input_feed(&input, parts[i], strlen(parts[i]));
		ck_assert_int_eq(slw_input_next(&input, false, &event), 0);
	}
	slw_input_feed(&input, parts[2], strlen(parts[2]));
	ck_assert_int_eq(slw_input_next(&input, false, &event), 1);
	ck_assert_int_eq(event.kind, SLW_EVENT_PASTE);
	ck_assert_str_eq(event.text, "one\ntwo\033[A\x11\xef\xbf\xbd");
	ck_assert_int_eq(slw_input_next(&input, false, &event), 1);
	ck_assert_uint_eq(event.key, 'z');
	slw_input_release(&input);
}
END_TEST

static const struct {
	const char *bytes;
	struct slw_mouse mouse;
} mice[] = {
	{ "\033[<0;5;3M", { SLW_MOUSE_PRESS, 4, 2 } },
	{ "\033[<0;5;3m", { SLW_MOUSE_RELEASE, 4, 2 } },
	{ "\033[<64;1;1M", { SLW_MOUSE_WHEEL_UP, 0, 0 } },
	{ "\033[<65;300;100M", { SLW_MOUSE_WHEEL_DOWN, 299, 99 } },
	{ "\033[M %#", { SLW_MOUSE_PRESS, 4, 2 } }, /* X10 */
};

START_TEST(mouse)
{
	struct slw_input input;
	struct slw_ui_event event;

	slw_input_init(&input, true);
	slw_input_feed(&input, mice[_i].bytes, strlen(mice[_i].bytes));
	ck_assert_int_eq(slw_input_next(&input, false, &event), 1);
	ck_assert_int_eq(event.kind, SLW_EVENT_MOUSE);
	ck_assert_int_eq(event.mouse.kind, mice[_i].mouse.kind);
	ck_assert_int_eq(event.mouse.x, mice[_i].mouse.x);
	ck_assert_int_eq(event.mouse.y, mice[_i].mouse.y);
	slw_input_release(&input);
}
END_TEST

START_TEST(described_keys_come_first)
{
	struct slw_input input;
	struct slw_ui_event event;

	slw_input_init(&input, true);
	slw_input_key(&input, "\033[A", SLW_KEY_F5);
	slw_input_key(&input, NULL, SLW_KEY_F6);
	slw_input_feed(&input, "\033[A", 3);
	ck_assert_int_eq(slw_input_next(&input, false, &event), 1);
	ck_assert_uint_eq(event.key, SLW_KEY_F5);
	slw_input_release(&input);
}
END_TEST

Suite *suite_input(void);
Suite *suite_input(void)
{
	Suite *suite = suite_create("input");
	TCase *tc = tcase_create("input");

	tcase_add_loop_test(tc, keys, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tc, byte_by_byte);
	tcase_add_test(tc, paste_is_no_keys);
	tcase_add_loop_test(tc, mouse, 0, sizeof(mice) / sizeof(mice[0]));
	tcase_add_test(tc, described_keys_come_first);
	suite_add_tcase(suite, tc);
	return suite;
}
