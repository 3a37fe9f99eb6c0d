#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

/* Some letters of a long name before the part that a row is about: past any 8-byte step. */
#define LONG "abcdefghijklmnopqrstuvwxyz"

static const struct {
	const char *text;
	size_t bytes;
	bool valid;
} validity[] = {
	{ "", 0, true },
	{ LONG, 26, true },
	{ LONG "é", 28, true },
	{ "\xF0\x9F\x98\x80", 4, true },
	{ "a\0b", 3, false },
	{ LONG "\0", 27, false },
	{ "\x80", 1, false },
	{ LONG "\xff", 27, false },
	{ "\xC3", 1, false },
	{ "\xC0\x80", 2, false }, /* over-long NUL */
	{ "\xC1\xBF", 2, false },
	{ "\xE0\x80\xAF", 3, false },
	{ "\xED\xA0\x80", 3, false },	  /* surrogate */
	{ "\xF4\x90\x80\x80", 4, false }, /* above U+10FFFF */
	{ "\xF8\x88\x80\x80\x80", 5, false },
};

START_TEST(valid_or_not)
{
	ck_assert_msg(slw_text_valid(validity[_i].text, validity[_i].bytes) == validity[_i].valid,
		      "row %d", _i);
}
END_TEST

START_TEST(ascii_prefix_at_every_place)
{
	for (size_t len = 0; len < 40; len++) {
		for (size_t at = 0; at <= len; at++) {
			char text[41];

			memset(text, 'x', sizeof(text));
			text[at] = (char)0xC3;
			ck_assert_uint_eq(slw_text_ascii(text, len), at < len ? at : len);
		}
	}
}
END_TEST

static const struct {
	const char *text;
	size_t chars, columns, words;
} counts[] = {
	{ "", 0, 0, 0 },
	{ "abc def", 7, 7, 2 },
	{ LONG LONG, 52, 52, 1 },
	{ "naïve café", 10, 10, 2 },
	{ "e\xCC\x81t\xCC\x81", 4, 2, 1 }, /* combining accents take no cell */
	{ "日本語", 3, 6, 1 },
	{ "😀 x", 3, 4, 1 },
	{ "a\tb\x1b", 4, 2, 2 },
	{ "a\xff"
	  "b",
	  3, 3, 2 }, /* as the U+FFFD that would replace it */
	{ "\x80\x80\x80", 3, 3, 0 },
	{ "don't well-known isn’t", 22, 22, 3 },
	{ "- -- ' — . , 3 4.5", 18, 18, 3 },
	{ "  one\n\ntwo\xC2\xA0three  ", 18, 16, 3 },
	{ "Привет, мир", 11, 11, 2 },
};

START_TEST(counted)
{
	ck_assert_msg(slw_text_chars(counts[_i].text) == counts[_i].chars, "%s: %zu chars",
		      counts[_i].text, slw_text_chars(counts[_i].text));
	ck_assert_msg(slw_text_columns(counts[_i].text) == counts[_i].columns, "%s: %zu columns",
		      counts[_i].text, slw_text_columns(counts[_i].text));
	ck_assert_msg(slw_text_words(counts[_i].text) == counts[_i].words, "%s: %zu words",
		      counts[_i].text, slw_text_words(counts[_i].text));
}
END_TEST

static const struct {
	const char *text;
	size_t size;
	const char *want;
	bool fits;
} copies[] = {
	{ "abc", 4, "abc", true },
	{ "abc", 3, "ab", false },
	{ "abc", 1, "", false },
	{ "aé", 4, "aé", true },
	{ "aé", 3, "a", false },
	{ "a日", 4, "a", false },
	{ "a日", 3, "a", false },
	{ "😀", 4, "", false },
	{ "😀", 5, "😀", true },
	{ "", 1, "", true },
	{ "\x80\x80\x80\x80\x80", 4, "\x80\x80\x80", false },
};

START_TEST(copied_whole_or_cut_at_a_character)
{
	char to[8] = "?";

	ck_assert(slw_text_copy(to, copies[_i].size, copies[_i].text) == copies[_i].fits);
	ck_assert_str_eq(to, copies[_i].want);
	to[0] = '?';
	ck_assert(!slw_text_copy(to, 0, "x"));
	ck_assert_int_eq(to[0], '?');
}
END_TEST

static const struct {
	const char *text;
	size_t chars;
	const char *want;
} cuts[] = {
	{ "abc", 5, "abc" },  { "abc", 3, "abc" },   { "abc", 2, "ab" },
	{ "abc", 0, "" },     { "éé", 2, "éé" },     { "éé", 1, "é" },
	{ "a日b", 2, "a日" }, { "日本", 3, "日本" }, { "\xff\xff", 1, "\xff" },
};

START_TEST(cut)
{
	char *text = slw_strdup(cuts[_i].text);

	ck_assert_str_eq(slw_text_cut(text, cuts[_i].chars), cuts[_i].want);
	free(text);
}
END_TEST

static const struct {
	const char *text, *want;
} trims[] = {
	{ "", "" },
	{ "  ", "" },
	{ " a b ", "a b" },
	{ "\t\r\n a", "a" },
	{ "\xE3\x80\x80\xC2\xA0x\xE2\x80\x83\xE2\x80\xA8", "x" },
	{ " \xff ", "\xff" },
	{ "\xE2\x80\x8Bx", "\xE2\x80\x8Bx" }, /* a zero-width space is none */
};

START_TEST(trimmed)
{
	char *got = slw_text_trim(trims[_i].text);

	ck_assert_str_eq(got, trims[_i].want);
	free(got);
}
END_TEST

static const struct {
	const char *text, *lines, *line;
	bool control;
} shown[] = {
	{ "plain", "plain", "plain", false },
	{ "a\n\tb", "a\n\tb", "a  b", false },
	{ "a\r\nb", "a\nb", "a b", true },
	{ "\x1b[31mred\x07", "[31mred", "[31mred", true },
	{ "\x1b]0;title\x07", "]0;title", "]0;title", true },
	{ "\x7f", "", "", true },
	{ "\xC2\x9B"
	  "31m",
	  "31m", "31m", true },					   /* CSI as one C1 character */
	{ "x\xE2\x80\xAEtxt.exe", "xtxt.exe", "xtxt.exe", false }, /* U+202E */
	{ "\xE2\x81\xA6x\xE2\x81\xA9", "x", "x", false },	   /* U+2066, U+2069 */
	{ "\x9B"
	  "31m",
	  "\xEF\xBF\xBD"
	  "31m",
	  "\xEF\xBF\xBD"
	  "31m",
	  false },
	{ "a\xE2\x80\xA8"
	  "b",
	  "a\xE2\x80\xA8"
	  "b",
	  "a b", false }, /* U+2028 */
	{ "שלום עולם", "שלום עולם", "שלום עולם", false },
	{ "😀é", "😀é", "😀é", false },
	{ "\xE2\x80", "\xEF\xBF\xBD", "\xEF\xBF\xBD", false },
};

START_TEST(harmless_on_a_terminal)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_text_display(&out, shown[_i].text, false);
	ck_assert_msg(strcmp(out.data, shown[_i].lines) == 0, "row %d: %s", _i, out.data);
	slw_buf_clear(&out);
	slw_text_display(&out, shown[_i].text, true);
	ck_assert_msg(strcmp(out.data, shown[_i].line) == 0, "row %d: %s", _i, out.data);
	ck_assert_msg(slw_text_has_control(shown[_i].text) == shown[_i].control, "row %d", _i);
	slw_buf_release(&out);
}
END_TEST

static const struct {
	const char *a, *b;
	bool same;
} folds[] = {
	{ "Tea", "tEA", true },
	{ "É", "e\xCC\x81", true },
	{ "Straße", "STRASSE", true },
	{ "ΣΑΣ", "σας", true },
	{ "İ", "i", false },
	{ "Å", "\xE2\x84\xAB", true }, /* the sign of the ångström */
	{ "ﬁ", "FI", true },
	{ "tea", "teas", false },
	{ "x\xff", "X\xEF\xBF\xBD", true },
	{ "", "", true },
};

START_TEST(folded)
{
	char *a = slw_text_fold(folds[_i].a), *b = slw_text_fold(folds[_i].b);

	ck_assert_msg((strcmp(a, b) == 0) == folds[_i].same, "%s %s", a, b);
	free(a);
	free(b);
}
END_TEST

static const struct {
	const char *text, *handle;
} handles[] = {
	{ "Tea Pot", "tea-pot" },
	{ "  --Tea__Pot!! ", "tea-pot" },
	{ "Men's Shirt", "mens-shirt" },
	{ "Men’s Shirt", "mens-shirt" },
	{ "Crème Brûlée", "creme-brulee" },
	{ "cre\xCC\x80me", "creme" },
	{ "Große Äpfel & Öl", "grosse-apfel-ol" },
	{ "ẞ", "ss" },
	{ "Ærø Œuvre Łódź Đorđe Ħal Þór ıI İ", "aero-oeuvre-lodz-dorde-hal-thor-ii-i" },
	{ "Tiếng Việt", "tieng-viet" },
	{ "ﬁne ½ Ⅳ ① ＡＢＣ", "fine-1-2-iv-1-abc" },
	{ "100% café™", "100-cafetm" },
	{ "../../etc/passwd", "etc-passwd" },
	{ "<script>alert(1)</script>", "script-alert-1-script" },
	{ "a\xff"
	  "b",
	  "a-b" },
	{ "a\xC2\xAD"
	  "b",
	  "ab" }, /* a soft hyphen is not there */
	{ "茶 tea", "tea" },
	{ "日本", "item-cf2abf0c" },
	{ "😀", "item-f0443a34" },
	{ "", "item-e3b0c442" },
	{ "---", "item-cb3f91d5" },
};

START_TEST(handle)
{
	char *got = slw_text_handle(handles[_i].text);
	char *again = slw_text_handle(got);

	ck_assert_msg(strcmp(got, handles[_i].handle) == 0, "%s: %s", handles[_i].text, got);
	ck_assert(slw_text_is_handle(got));
	ck_assert_str_eq(again, got);
	free(got);
	free(again);
}
END_TEST

START_TEST(handles_end_at_255_bytes)
{
	static const char *const units[] = { "x", "x ", "ab ", "é", "ẞ", "日a" };

	for (size_t i = 0; i < SLW_COUNT(units); i++) {
		struct slw_buf text;
		char *got;

		slw_buf_init(&text, 0);
		while (text.len < 100000)
			slw_buf_str(&text, units[i]);
		got = slw_text_handle(text.data);
		ck_assert_msg(slw_text_is_handle(got), "%s", got);
		ck_assert_uint_ge(strlen(got), 253);
		free(got);
		slw_buf_release(&text);
	}
}
END_TEST

START_TEST(is_a_handle)
{
	static const struct {
		const char *text;
		bool is;
	} rows[] = { { "a", true },   { "tea-pot-2", true }, { "", false },    { "-a", false },
		     { "a-", false }, { "a--b", false },     { "A", false },   { "a_b", false },
		     { "é", false },  { "a b", false },	     { "a\n", false }, { "-", false } };
	char longest[257];

	for (size_t i = 0; i < SLW_COUNT(rows); i++)
		ck_assert_msg(slw_text_is_handle(rows[i].text) == rows[i].is, "%s", rows[i].text);
	memset(longest, 'x', 256);
	longest[256] = '\0';
	ck_assert(!slw_text_is_handle(longest));
	longest[255] = '\0';
	ck_assert(slw_text_is_handle(longest));
}
END_TEST

static const struct {
	const char *a, *b;
	size_t limit, want;
} distances[] = {
	{ "", "", 0, 0 },
	{ "a", "A", 0, 0 },
	{ "ca", "abc", 9, 2 },
	{ "naem", "name", 9, 1 },
	{ "kitten", "sitting", 9, 3 },
	{ "", "abc", 9, 3 },
	{ "abc", "", 2, SIZE_MAX },
	{ "kitten", "sitting", 2, SIZE_MAX },
	{ "é", "e", 1, 1 },
	{ "日本", "本日", 9, 1 },
	{ "abcdef", "badcfe", 9, 3 },
	{ "STRASSE", "straße", 0, 0 },
	{ "a\xff", "a\xfe", 9, 0 },
	{ "aaaa", "aa", 9, 2 },
};

START_TEST(distance)
{
	size_t ab = slw_text_distance(distances[_i].a, distances[_i].b, distances[_i].limit);
	size_t ba = slw_text_distance(distances[_i].b, distances[_i].a, distances[_i].limit);

	ck_assert_msg(ab == distances[_i].want, "%s %s: %zu", distances[_i].a, distances[_i].b, ab);
	ck_assert_uint_eq(ab, ba);
}
END_TEST

START_TEST(distance_of_huge_texts_is_not_measured)
{
	char *a = slw_malloc(1000001), *b = slw_malloc(1000001);

	memset(a, 'a', 1000000);
	memset(b, 'b', 1000000);
	a[1000000] = b[1000000] = '\0';
	ck_assert_uint_eq(slw_text_distance(a, b, SIZE_MAX), SIZE_MAX);
	ck_assert_uint_eq(slw_text_distance(a, a, 0), 0);
	free(a);
	free(b);
}
END_TEST

static const struct {
	const char *text, *want;
} nearest[] = {
	{ "price", "price" },
	{ "Prise", "price" },
	{ "prcie", "price" },
	{ "quantty", "quantity" },
	{ "compareat", "compare_at" },
	{ "qy", NULL },
	{ "zzzzz", NULL },
	{ "", NULL },
	{ "pric", "price" },
	{ "prices", "price" },
	{ "skus", "sku" },
};

START_TEST(did_you_mean)
{
	static const char *const names[] = { "price", "prize", "quantity", "compare_at", "sku" };
	const char *got = slw_text_nearest(nearest[_i].text, names, SLW_COUNT(names));

	if (nearest[_i].want == NULL)
		ck_assert_msg(got == NULL, "%s: %s", nearest[_i].text, got);
	else
		ck_assert_str_eq(got, nearest[_i].want);
	ck_assert_ptr_null(slw_text_nearest("x", NULL, 0));
}
END_TEST

static const struct {
	const char *text;
	int64_t min, max;
	bool good;
	int64_t want;
} ints[] = {
	{ "0", 0, 0, true, 0 },
	{ "007", 0, 9, true, 7 },
	{ "-0", 0, 0, true, 0 },
	{ "9223372036854775807", INT64_MIN, INT64_MAX, true, INT64_MAX },
	{ "-9223372036854775808", INT64_MIN, INT64_MAX, true, INT64_MIN },
	{ "9223372036854775808", INT64_MIN, INT64_MAX, false, 0 },
	{ "-9223372036854775809", INT64_MIN, INT64_MAX, false, 0 },
	{ "99999999999999999999999", INT64_MIN, INT64_MAX, false, 0 },
	{ "11", 0, 10, false, 0 },
	{ "-1", 0, 10, false, 0 },
	{ "", 0, 10, false, 0 },
	{ "-", -9, 9, false, 0 },
	{ "+1", 0, 10, false, 0 },
	{ " 1", 0, 10, false, 0 },
	{ "1 ", 0, 10, false, 0 },
	{ "1.0", 0, 10, false, 0 },
	{ "0x1", 0, 10, false, 0 },
	{ "١", 0, 10, false, 0 }, /* an Arabic digit */
};

START_TEST(integer)
{
	int64_t got = 42;
	bool good = slw_parse_int(ints[_i].text, ints[_i].min, ints[_i].max, &got);

	ck_assert_msg(good == ints[_i].good, "%s", ints[_i].text);
	ck_assert_int_eq(got, good ? ints[_i].want : 42);
}
END_TEST

Suite *suite_text(void);
Suite *suite_text(void)
{
	Suite *suite = suite_create("text");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, valid_or_not, 0, (int)SLW_COUNT(validity));
	tcase_add_test(tc, ascii_prefix_at_every_place);
	tcase_add_loop_test(tc, counted, 0, (int)SLW_COUNT(counts));
	tcase_add_loop_test(tc, copied_whole_or_cut_at_a_character, 0, (int)SLW_COUNT(copies));
	tcase_add_loop_test(tc, cut, 0, (int)SLW_COUNT(cuts));
	tcase_add_loop_test(tc, trimmed, 0, (int)SLW_COUNT(trims));
	tcase_add_loop_test(tc, harmless_on_a_terminal, 0, (int)SLW_COUNT(shown));
	tcase_add_loop_test(tc, folded, 0, (int)SLW_COUNT(folds));
	tcase_add_loop_test(tc, handle, 0, (int)SLW_COUNT(handles));
	tcase_add_test(tc, handles_end_at_255_bytes);
	tcase_add_test(tc, is_a_handle);
	tcase_add_loop_test(tc, distance, 0, (int)SLW_COUNT(distances));
	tcase_add_test(tc, distance_of_huge_texts_is_not_measured);
	tcase_add_loop_test(tc, did_you_mean, 0, (int)SLW_COUNT(nearest));
	tcase_add_loop_test(tc, integer, 0, (int)SLW_COUNT(ints));
	suite_add_tcase(suite, tc);
	return suite;
}
