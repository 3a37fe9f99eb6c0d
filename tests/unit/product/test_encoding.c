/* One file in all encodings is one and the same. */
#include "config.h"

#include "unit/suites.h"

#include <iconv.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "product/encoding.h"
#include "unit/product/support.h"

#include "base/banned.h"

static const char text[] = "Titel;Preis;Beschreibung\r\nGröße „L“ – Šál;12,50;5 € für Œuvre…\r\n"
			   "Tee;3,00;\"zwei\r\nZeilen\"\r\n";

/* By iconv, which the code itself does without: the two have to agree. */
static size_t encode(const char *encoding, const char *from, char *to, size_t size)
{
	iconv_t cd = iconv_open(encoding, "UTF-8");
	char *in = (char *)from, *out = to;
	size_t left = strlen(from), room = size;

	ck_assert_ptr_ne(cd, (iconv_t)-1);
	ck_assert_uint_eq(iconv(cd, &in, &left, &out, &room), 0);
	iconv_close(cd);
	return size - room;
}

static const struct {
	const char *encoding, *mark, *recognized;
	size_t mark_len;
} encodings[] = {
	{ "UTF-8", "", "own columns UTF-8 ; ,", 0 },
	{ "UTF-8", "\xEF\xBB\xBF", "own columns UTF-8 ; ,", 3 },
	{ "UTF-16LE", "\xFF\xFE", "own columns UTF-16LE ; ,", 2 },
	{ "UTF-16BE", "\xFE\xFF", "own columns UTF-16BE ; ,", 2 },
	{ "UTF-16LE", "", "own columns UTF-16LE ; ,", 0 },
	{ "UTF-16BE", "", "own columns UTF-16BE ; ,", 0 },
	{ "CP1252", "", "own columns Windows-1252 ; ,", 0 },
};

START_TEST(encodings_are_recognized)
{
	struct test_import plain, import;
	char bytes[1024];
	size_t len = encodings[_i].mark_len;

	memcpy(bytes, encodings[_i].mark, len);
	len += encode(encodings[_i].encoding, text, bytes + len, sizeof(bytes) - len);
	test_import(&plain, text, sizeof(text) - 1, "EUR", NULL);
	test_import(&import, bytes, len, "EUR", NULL);
	ck_assert_msg(import.rc == 0, "%s", import.error);
	ck_assert_str_eq(import.recognized, encodings[_i].recognized);
	ck_assert_str_eq(import.products, plain.products);
	ck_assert_uint_eq(import.used, 2);
	test_import_release(&plain);
	test_import_release(&import);
}
END_TEST

START_TEST(large_files_cross_blocks)
{
	struct test_import plain, import;
	struct slw_buf large;
	char *bytes;
	size_t len, room;

	slw_buf_init(&large, 0);
	slw_buf_str(&large, "title;price\n");
	for (int i = 0; i < 20000; i++)
		slw_buf_printf(&large, "Größe %d %s;%d,50\n", i, i % 7 == 0 ? "𝄞" : "", i);
	room = large.len * 3;
	bytes = slw_malloc(room);
	len = encode(_i == 0 ? "UTF-16LE" : "UTF-16BE", large.data, bytes, room);
	test_import(&plain, large.data, large.len, "EUR", NULL);
	test_import(&import, bytes, len, "EUR", NULL);
	ck_assert_uint_eq(plain.used, 20000);
	ck_assert_str_eq(import.products, plain.products);
	test_import_release(&plain);
	test_import_release(&import);
	free(bytes);
	slw_buf_release(&large);
}
END_TEST

START_TEST(windows_1252_is_what_iconv_says)
{
	iconv_t cd = iconv_open("UCS-4LE", "CP1252");

	for (unsigned int i = 1; i < 256; i++) {
		char byte = (char)i, *in = &byte;
		uint32_t want = 0;
		char *out = (char *)&want;
		size_t left = 1, room = sizeof(want);

		if (iconv(cd, &in, &left, &out, &room) != 0)
			want = 0xFFFD;
		ck_assert_uint_eq(slw_encoding_windows_1252((unsigned char)i), want);
		iconv(cd, NULL, NULL, NULL, NULL);
	}
	iconv_close(cd);
}
END_TEST

/* A few bad bytes in a file that is otherwise UTF-8 do not turn the rest of it into nonsense. */
START_TEST(damaged_utf8_costs_its_rows)
{
	static const char damaged[] = "title,price\nGröße,1\nÄpfel,2\nK\xE4se,3\nÖl und Übel,4\n";
	struct test_import import;

	test_import(&import, damaged, sizeof(damaged) - 1, "EUR", NULL);
	ck_assert_str_eq(import.recognized, "own columns UTF-8 , .");
	ck_assert_str_eq(import.problems,
			 "4 : the row is not valid UTF-8, as the rest of the file is\n");
	ck_assert_uint_eq(import.used, 3);
	test_import_release(&import);
}
END_TEST

START_TEST(a_pipe_is_read_to_its_end)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_encoded encoded;
	struct slw_buf head;
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(write(ends[1], "title,price\n", 12), 12);
	close(ends[1]);
	ck_assert_msg(slw_encoding_open(ends[0], &encoded, &err) == 0, "%s", err.msg);
	ck_assert(encoded.owned);
	ck_assert_int_eq(slw_encoding_head(&encoded, 100, &head, &err), 0);
	ck_assert_str_eq(head.data, "title,price\n");
	slw_buf_release(&head);
	slw_encoding_release(&encoded);
	close(ends[0]);
}
END_TEST

START_TEST(what_is_no_text_is_refused)
{
	static const struct {
		const char *bytes;
		size_t len;
	} files[] = { { "%PDF-1.7 ...", 12 },
		      { "\x1F\x8B\x08 ...", 7 },
		      { "a\1\2\3\4\5,b\n1,2\n", 14 },
		      { "\xD0\xCF\x11\xE0\xA1\xB1", 6 } };
	struct test_import import;

	test_import(&import, files[_i].bytes, files[_i].len, "EUR", NULL);
	ck_assert_int_eq(import.rc, -1);
	ck_assert_ptr_nonnull(strstr(import.error, "CSV (UTF-8)"));
	test_import_release(&import);
}
END_TEST

Suite *suite_encoding(void);
Suite *suite_encoding(void)
{
	Suite *suite = suite_create("encoding");
	TCase *tc = tcase_create("all");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, encodings_are_recognized, 0, SLW_COUNT(encodings));
	tcase_add_loop_test(tc, large_files_cross_blocks, 0, 2);
	tcase_add_test(tc, windows_1252_is_what_iconv_says);
	tcase_add_test(tc, damaged_utf8_costs_its_rows);
	tcase_add_test(tc, a_pipe_is_read_to_its_end);
	tcase_add_loop_test(tc, what_is_no_text_is_refused, 0, 4);
	suite_add_tcase(suite, tc);
	return suite;
}
