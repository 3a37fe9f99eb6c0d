#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/problem.h"

#include "base/banned.h"

static void place(struct slw_problem *problem, const char *file, int line, int column)
{
	free(problem->file);
	problem->file = slw_strdup(file);
	problem->line = line;
	problem->column = column;
}

START_TEST(texts_say_where_what_and_how_to_mend)
{
	struct slw_problems problems;
	struct slw_problem *problem;
	struct slw_buf buf;
	json_t *json, *want;

	slw_problems_init(&problems);
	slw_buf_init(&buf, 0);
	problem =
	    slw_problems_addf(&problems, SLW_PROBLEM_ERROR, "range", "products.items[2].price",
			      "%s has more decimals than %s has (%d)", "12.505", "EUR", 2);
	slw_problem_hint(problem, "write %s or %s", "12.50", "12.51");
	place(problem, "shop.yaml", 14, 12);
	slw_problem_text(&buf, problem);
	ck_assert_str_eq(buf.data, "shop.yaml:14:12: products.items[2].price: 12.505 has more "
				   "decimals than EUR has (2) (write 12.50 or 12.51)");
	json = slw_problem_json(problem);
	want = json_pack(
	    "{s:s,s:s,s:s,s:i,s:i,s:s,s:s,s:s}", "severity", "error", "kind", "range", "file",
	    "shop.yaml", "line", 14, "column", 12, "key", "products.items[2].price", "message",
	    "12.505 has more decimals than EUR has (2)", "hint", "write 12.50 or 12.51");
	ck_assert(json_equal(json, want));
	json_decref(json);
	json_decref(want);

	problem =
	    slw_problems_add(&problems, SLW_PROBLEM_WARNING, "secret", "", "it is open", NULL);
	slw_buf_clear(&buf);
	slw_problem_text(&buf, problem);
	ck_assert_str_eq(buf.data, "warning: it is open");
	json = slw_problem_json(problem);
	want = json_pack("{s:s,s:s,s:s}", "severity", "warning", "kind", "secret", "message",
			 "it is open");
	ck_assert(json_equal(json, want));
	json_decref(json);
	json_decref(want);

	place(problem, "x.csv", 0, 0);
	slw_buf_clear(&buf);
	slw_problem_text(&buf, problem);
	ck_assert_str_eq(buf.data, "x.csv: warning: it is open");
	place(problem, "x.csv", 3, 0);
	slw_buf_clear(&buf);
	slw_problem_text(&buf, problem);
	ck_assert_str_eq(buf.data, "x.csv:3: warning: it is open");
	json = slw_problems_json(&problems);
	ck_assert_uint_eq(json_array_size(json), 2);
	ck_assert_str_eq(slw_json_str(json_array_get(json, 0), "severity", ""), "error");
	ck_assert_int_eq(slw_json_int(json_array_get(json, 1), "line", 0), 3);
	json_decref(json);
	ck_assert_uint_eq(problems.errors, 1);
	slw_buf_release(&buf);
	slw_problems_release(&problems);
}
END_TEST

START_TEST(texts_are_harmless_on_a_terminal)
{
	struct slw_problems problems;
	struct slw_problem *problem;
	struct slw_buf buf;

	slw_problems_init(&problems);
	slw_buf_init(&buf, 0);
	problem = slw_problems_add(&problems, SLW_PROBLEM_ERROR, "type", "a\x1b[2Jb",
				   "one\ntwo\tthree\x7F\xC2\x9B"
				   "31m\xE2\x80\xAE",
				   "\x07");
	place(problem, "evil\x1b]0;x\x07.yaml", 1, 1);
	ck_assert_str_eq(problem->key, "a [2Jb");
	ck_assert_str_eq(problem->message, "one two three  31m");
	ck_assert_str_eq(problem->hint, " ");
	slw_problem_text(&buf, problem);
	for (const char *p = buf.data; *p != '\0'; p++)
		ck_assert((unsigned char)*p >= 0x20);
	slw_buf_release(&buf);
	slw_problems_release(&problems);
}
END_TEST

START_TEST(what_is_quoted_is_cut)
{
	struct slw_problems problems;
	struct slw_problem *problem;
	char *text = slw_malloc(1000001);

	memset(text, 'x', 1000000);
	text[1000000] = '\0';
	slw_problems_init(&problems);
	problem = slw_problems_addf(&problems, SLW_PROBLEM_ERROR, "type", text, "\"%s\"", text);
	ck_assert_uint_eq(strlen(problem->message), 1000);
	ck_assert_uint_eq(strlen(problem->key), 1000);
	slw_problems_release(&problems);
	free(text);
}
END_TEST

START_TEST(more_than_the_most_are_counted)
{
	struct slw_problems problems;

	slw_problems_init(&problems);
	problems.max = 2;
	for (int i = 0; i < 5; i++) {
		struct slw_problem *problem =
		    slw_problems_addf(&problems, SLW_PROBLEM_ERROR, "type", "", "number %d", i);
		ck_assert((problem != NULL) == (i < 2));
		slw_problem_hint(problem, "none");
	}
	slw_problems_add(&problems, SLW_PROBLEM_WARNING, "type", "", "a warning", "");
	ck_assert_uint_eq(problems.count, 2);
	ck_assert_uint_eq(problems.errors, 5);
	ck_assert_uint_eq(problems.dropped, 4);
	slw_problems_release(&problems);
	ck_assert_uint_eq(problems.errors, 0);
}
END_TEST

START_TEST(sorted_by_place_then_as_found)
{
	static const struct {
		const char *file;
		int line, column;
		const char *name;
	} rows[] = {
		{ "b", 1, 1, "f" }, { NULL, 0, 0, "h" }, { "a", 2, 1, "d" },  { "a", 1, 9, "b" },
		{ "a", 0, 0, "i" }, { "a", 1, 10, "c" }, { NULL, 0, 0, "j" }, { "a", 1, 2, "a" },
		{ "a", 2, 1, "e" }, { NULL, 0, 0, "k" }, { "b", 10, 1, "g" },
	};
	struct slw_problems problems;
	char order[SLW_COUNT(rows) + 1] = "";

	slw_problems_init(&problems);
	slw_problems_sort(&problems); /* none */
	for (size_t i = 0; i < SLW_COUNT(rows); i++)
		place(
		    slw_problems_add(&problems, SLW_PROBLEM_ERROR, "type", "", rows[i].name, NULL),
		    rows[i].file, rows[i].line, rows[i].column);
	slw_problems_sort(&problems);
	for (size_t i = 0; i < SLW_COUNT(rows); i++)
		order[i] = problems.items[i].message[0];
	ck_assert_str_eq(order, "abcdefghijk");
	slw_problems_release(&problems);
}
END_TEST

Suite *suite_problem(void);
Suite *suite_problem(void)
{
	Suite *suite = suite_create("problem");
	TCase *tc = tcase_create("all");

	tcase_add_test(tc, texts_say_where_what_and_how_to_mend);
	tcase_add_test(tc, texts_are_harmless_on_a_terminal);
	tcase_add_test(tc, what_is_quoted_is_cut);
	tcase_add_test(tc, more_than_the_most_are_counted);
	tcase_add_test(tc, sorted_by_place_then_as_found);
	suite_add_tcase(suite, tc);
	return suite;
}
