#include "config.h"

#include "unit/suites.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "product/csv.h"
#include "unit/product/support.h"

#include "base/banned.h"

/* All rows as "LINE:a|b|c", an error as "LINE!CODE", with a newline behind each. */
static char *read_all(const char *text, size_t len, char delimiter)
{
	int fd = test_file(text, len);
	struct slw_csv *csv = slw_csv_new(fd, delimiter);
	struct slw_csv_row row;
	struct slw_buf out;

	slw_buf_init(&out, 0);
	for (;;) {
		struct slw_err err = SLW_ERR_INIT;
		uint64_t line;
		int got = slw_csv_next(csv, &row, &err);

		if (got == 0)
			break;
		if (got < 0) {
			slw_csv_damage(csv, &line);
			slw_buf_printf(&out, "%llu!%s\n", (unsigned long long)line,
				       slw_code_name(err.code));
			continue;
		}
		slw_buf_printf(&out, "%llu:", (unsigned long long)row.line);
		for (size_t i = 0; i < row.count; i++)
			slw_buf_printf(&out, "%s%s", i == 0 ? "" : "|", row.fields[i]);
		slw_buf_char(&out, '\n');
	}
	slw_csv_free(csv);
	close(fd);
	return slw_buf_take(&out);
}

static const struct {
	const char *text, *want;
	char delimiter;
} cases[] = {
	{ "", "", ',' },
	{ "a", "1:a\n", ',' },
	{ "a,b\n1,2\n", "1:a|b\n2:1|2\n", ',' },
	{ "a,b\r\n1,2\r\n", "1:a|b\n2:1|2\n", ',' },
	{ "a,b\r1,2\r", "1:a|b\n2:1|2\n", ',' },
	{ "a;b\n1,5;2", "1:a|b\n2:1,5|2\n", ';' },
	{ "a\tb\n", "1:a|b\n", '\t' },
	{ "a,\n,\n", "1:a|\n2:|\n", ',' },
	{ "\n\na\n\r\nb\n", "3:a\n5:b\n", ',' },
	{ "\"\"\n", "1:\n", ',' }, /* a quoted empty field is a row */
	{ "\"a,b\",c\n", "1:a,b|c\n", ',' },
	{ "\"a\"\"b\",\"\"\"\"\n", "1:a\"b|\"\n", ',' },
	{ "\"a\nb\r\nc\",d\ne\n", "1:a\nb\r\nc|d\n4:e\n", ',' },
	{ "5\" pipe,x\n", "1:5\" pipe|x\n", ',' },
	{ " \"a\",b\n", "1: \"a\"|b\n", ',' },
	{ "\"a\"", "1:a\n", ',' },
	{ "a,\"b", "1!invalid\n", ',' },
	{ "a,\"b\nc,d\ne,f\n", "1!invalid\n2:c|d\n3:e|f\n", ',' },
	{ "a,\"b\nc,\"d\"\ne,f\n", "1!invalid\n2:c|d\n3:e|f\n", ',' },
	{ "\"a\"x,b\nc,d\n", "1!invalid\n2:c|d\n", ',' },
	{ "a,\"b\r\nc,\"d\"\r\n", "1!invalid\n2:c|d\n", ',' },
};

START_TEST(rows_and_damage)
{
	char *got = read_all(cases[_i].text, strlen(cases[_i].text), cases[_i].delimiter);

	ck_assert_str_eq(got, cases[_i].want);
	free(got);
}
END_TEST

START_TEST(nul_bytes_damage_their_row_only)
{
	static const char text[] = "a,b\nc\0d,e\n\"f\0g\",h\ni,j\n";
	char *got = read_all(text, sizeof(text) - 1, ',');

	ck_assert_str_eq(got, "1:a|b\n2!invalid\n3!invalid\n4:i|j\n");
	free(got);
}
END_TEST

/* A field of 10 MB, in all its forms, costs its own row. */
START_TEST(what_is_too_large_is_skipped_whole)
{
	static const struct {
		const char *begin, *end, *want;
		char filler;
	} large[] = {
		{ "a\n\"", "\",x\nb\n", "1:a\n2!limit\n3:b\n", 'x' },
		{ "a\n", ",x\nb\n", "1:a\n2!limit\n3:b\n", 'x' },
		{ "a\n\"", "\",x\nb\n", "1:a\n2!limit\n10000003:b\n", '\n' },
		{ "a\n", "x\nb\n", "1:a\n2!limit\n3:b\n", ',' },
		{ "a\n\"", "", "1:a\n2!invalid\n", 'x' },
		{ "a\n\"", "\nb\n", "1:a\n2!invalid\n3:b\n", 'x' },
	};
	size_t filler = 10000000, begin = strlen(large[_i].begin), end = strlen(large[_i].end);
	char *text = slw_malloc(begin + filler + end), *got;

	memcpy(text, large[_i].begin, begin);
	memset(text + begin, large[_i].filler, filler);
	memcpy(text + begin + filler, large[_i].end, end);
	got = read_all(text, begin + filler + end, ',');
	ck_assert_str_eq(got, large[_i].want);
	free(got);
	free(text);
}
END_TEST

/* Rows of every length, so that each byte of a row meets the end of a block once. */
START_TEST(rows_cross_blocks_of_reading)
{
	struct slw_buf text, want;
	char *got;

	slw_buf_init(&text, 0);
	slw_buf_init(&want, 0);
	for (int i = 0; i < 3000; i++) {
		slw_buf_printf(&text, "\"%d \"\"q\"\"\n%0*d\",%d\r\n", i, 1 + i % 601, i, i);
		slw_buf_printf(&want, "%d:%d \"q\"\n%0*d|%d\n", 2 * i + 1, i, 1 + i % 601, i, i);
	}
	got = read_all(text.data, text.len, ',');
	ck_assert_str_eq(got, want.data);
	free(got);
	slw_buf_release(&text);
	slw_buf_release(&want);
}
END_TEST

START_TEST(goes_back_to_rows_that_were_read)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_csv_row row;
	struct slw_buf text;
	struct slw_csv *csv;
	uint64_t offsets[5000];
	uint32_t state = 7;
	int fd;

	slw_buf_init(&text, 0);
	for (int i = 0; i < 5000; i++)
		slw_buf_printf(&text, "%d,\"%0*d\"\n", i, 1 + i % 97, i);
	fd = test_file(text.data, text.len);
	csv = slw_csv_new(fd, ',');
	for (size_t i = 0; i < 5000; i++) {
		ck_assert_int_eq(slw_csv_next(csv, &row, &err), 1);
		ck_assert_uint_eq(row.line, i + 1);
		offsets[i] = row.offset;
	}
	for (size_t i = 0; i < 5000; i++) {
		/* some neighbours, some far away */
		uint32_t at = i % 3 == 0 ? test_random(&state, 5000) : (uint32_t)(i + i % 5) % 5000;
		char number[16];

		slw_csv_seek(csv, offsets[at], at + 1);
		ck_assert_int_eq(slw_csv_next(csv, &row, &err), 1);
		snprintf(number, sizeof(number), "%u", at);
		ck_assert_str_eq(row.fields[0], number);
		ck_assert_uint_eq(row.line, at + 1);
	}
	slw_csv_free(csv);
	close(fd);
	slw_buf_release(&text);
}
END_TEST

Suite *suite_csv(void);
Suite *suite_csv(void)
{
	Suite *suite = suite_create("csv");
	TCase *tc = tcase_create("all");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, rows_and_damage, 0, SLW_COUNT(cases));
	tcase_add_test(tc, nul_bytes_damage_their_row_only);
	tcase_add_loop_test(tc, what_is_too_large_is_skipped_whole, 0, 6);
	tcase_add_test(tc, rows_cross_blocks_of_reading);
	tcase_add_test(tc, goes_back_to_rows_that_were_read);
	suite_add_tcase(suite, tc);
	return suite;
}
