/* Drawing, read back as text. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "ui/canvas.h"

#include "base/banned.h"

static const struct slw_style plain = { .role = SLW_ROLE_TEXT };

static void expect(struct slw_canvas *canvas, const char *want)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_canvas_dump(canvas, &out);
	ck_assert_str_eq(out.data, want);
	slw_buf_release(&out);
	slw_canvas_release(canvas);
}

static const struct {
	const char *text;
	int x, columns;
	const char *want; /* of eight columns */
} texts[] = {
	{ "abc", 0, 3, "abc\n" },
	{ "abc", 6, 3, "      ab\n" }, /* cut at the right */
	{ "abc", -1, 3, "bc\n" },      /* and at the left */
	{ "日本", 0, 4, "日本\n" },    /* two columns each */
	{ "日", 7, 2, "\n" },	       /* no half of a character */
	{ "日x", -1, 3, " x\n" },
	{ "e\xcc\x81x", 0, 2, "e\xcc\x81x\n" }, /* combining: one column */
	{ "a\x1b[31mb", 0, 6, "a[31mb\n" },	/* no escape comes through */
	{ "a\xe2\x80\xae"
	  "b",
	  0, 2, "ab\n" }, /* no override of the direction */
	{ "a\xff"
	  "b",
	  0, 3,
	  "a\xef\xbf\xbd"
	  "b\n" }, /* bytes of no character */
	{ "a\tb\nc", 0, 5, "a b c\n" },
	{ "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", 0, 4,
	  "\xf0\x9f\x91\xa9\xf0\x9f\x91\xa7\n" }, /* no joiner: terminals differ */
	{ "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", 0, 4, "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d\n" },
};

START_TEST(line_of_text)
{
	struct slw_canvas canvas;

	slw_canvas_init(&canvas, 8, 1);
	ck_assert_int_eq(
	    slw_draw_text(slw_pane_all(&canvas), texts[_i].x, 0, plain, texts[_i].text),
	    texts[_i].columns);
	expect(&canvas, texts[_i].want);
}
END_TEST

START_TEST(half_of_a_wide_character)
{
	struct slw_canvas canvas;
	struct slw_pane pane;

	slw_canvas_init(&canvas, 6, 1);
	pane = slw_pane_all(&canvas);
	slw_draw_text(pane, 0, 0, plain, "日本語");
	slw_draw_text(pane, 1, 0, plain, "x"); /* its other half becomes a space */
	slw_draw_text(pane, 4, 0, plain, "y");
	expect(&canvas, " x本y\n");
}
END_TEST

START_TEST(fits)
{
	struct slw_canvas canvas;

	slw_canvas_init(&canvas, 8, 2);
	ck_assert_int_eq(slw_draw_fit(slw_pane_all(&canvas), 0, 0, 5, plain, "pottery"), 5);
	ck_assert_int_eq(slw_draw_fit(slw_pane_all(&canvas), 0, 1, 4, plain, "日本語"), 3);
	expect(&canvas, "pott…\n日…\n");
}
END_TEST

static const struct {
	const char *text;
	int width, rows;
	const char *want;
} wraps[] = {
	{ "one two three", 8, 2, "one two\nthree\n\n" },
	{ "one\n\ntwo", 8, 3, "one\n\ntwo\n" },
	{ "unbreakableword", 8, 2, "unbreaka\nbleword\n\n" },
	{ "12345678 x", 8, 2, "12345678\nx\n\n" }, /* the space falls behind the row */
	{ "日本語日本", 5, 3, "日本\n語日\n本\n" },
};

START_TEST(wrapped)
{
	struct slw_canvas canvas;

	slw_canvas_init(&canvas, 8, 3);
	ck_assert_int_eq(slw_draw_wrapped(slw_pane_all(&canvas), 0, 0, wraps[_i].width, 0, plain,
					  wraps[_i].text),
			 wraps[_i].rows);
	ck_assert_int_eq(slw_wrapped_rows(wraps[_i].text, wraps[_i].width), wraps[_i].rows);
	expect(&canvas, wraps[_i].want);
}
END_TEST

START_TEST(panes_clip)
{
	struct slw_canvas canvas;
	struct slw_pane pane, below;

	slw_canvas_init(&canvas, 8, 4);
	pane = slw_pane_part(slw_pane_all(&canvas), 2, 1, 4, 2);
	slw_draw_text(pane, 0, -1, plain, "above");
	slw_draw_text(pane, -1, 0, plain, "abcdefgh");
	below = slw_pane_scrolled(pane, 0, 1, 4, 5); /* ends below the pane */
	slw_draw_text(below, 0, 0, plain, "in");
	slw_draw_text(below, 0, 1, plain, "out");
	expect(&canvas, "\n  bcde\n  in\n\n");
}
END_TEST

START_TEST(boxes_and_bars)
{
	struct slw_canvas canvas;
	struct slw_pane pane;

	slw_canvas_init(&canvas, 10, 4);
	pane = slw_pane_all(&canvas);
	slw_draw_box(pane, 0, 0, 10, 3, plain, "Go");
	slw_draw_bar(pane, 0, 3, 8, plain, 9, 16);
	expect(&canvas, "┌─ Go ───┐\n│        │\n└────────┘\n━━━━╸───\n");
}
END_TEST

START_TEST(ascii_alone)
{
	struct slw_canvas canvas;
	struct slw_pane pane;

	slw_canvas_init(&canvas, 10, 5);
	canvas.ascii = true;
	pane = slw_pane_all(&canvas);
	slw_draw_box(pane, 0, 0, 10, 3, plain, NULL);
	slw_draw_bar(pane, 0, 3, 8, plain, 1, 2);
	slw_draw_fit(pane, 0, 4, 4, plain, "pottery");
	for (int i = 0; i < SLW_MARK__MAX; i++)
		for (const char *c = slw_mark(&canvas, (enum slw_mark)i); *c != '\0'; c++)
			ck_assert_int_lt((unsigned char)*c, 0x80);
	expect(&canvas, "+--------+\n|        |\n+--------+\n####....\npot~\n");
}
END_TEST

START_TEST(clusters)
{
	const char *text = "e\xcc\x81\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7x";
	size_t len = strlen(text), first, second;
	int columns;

	first = slw_cluster(text, len, &columns);
	ck_assert_uint_eq(first, 3);
	ck_assert_int_eq(columns, 1);
	second = slw_cluster(text + first, len - first, &columns);
	ck_assert_uint_eq(second, 11); /* a family is one step of the cursor */
	ck_assert_uint_eq(slw_cluster_before(text, first + second), second);
	ck_assert_uint_eq(slw_cluster_before(text, first), first);
	ck_assert_uint_eq(slw_cluster_before(text, 0), 0);
}
END_TEST

Suite *suite_canvas(void);
Suite *suite_canvas(void)
{
	Suite *suite = suite_create("canvas");
	TCase *tc = tcase_create("canvas");

	tcase_add_loop_test(tc, line_of_text, 0, sizeof(texts) / sizeof(texts[0]));
	tcase_add_loop_test(tc, wrapped, 0, sizeof(wraps) / sizeof(wraps[0]));
	tcase_add_test(tc, half_of_a_wide_character);
	tcase_add_test(tc, fits);
	tcase_add_test(tc, panes_clip);
	tcase_add_test(tc, boxes_and_bars);
	tcase_add_test(tc, ascii_alone);
	tcase_add_test(tc, clusters);
	suite_add_tcase(suite, tc);
	return suite;
}
