/* What the columns of a file would be read as. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "product/import.h"
#include "unit/product/support.h"
#include "unit/suites.h"

#include "base/banned.h"

static const struct {
	const char *what, *file, *map, *survey; /* columns and what is missing, as JSON */
} rows[] = {
	{ "what is known for sure", "Title,Price,Colour of it\nCup,4.50,\nBowl,5.00,\n", NULL,
	  "{\"own\":true,\"columns\":["
	  "{\"column\":\"Title\",\"field\":\"title\",\"likely\":false,\"samples\":[\"Cup\","
	  "\"Bowl\"]},"
	  "{\"column\":\"Price\",\"field\":\"price\",\"likely\":false,\"samples\":[\"4.50\",\"5."
	  "00\"]},"
	  "{\"column\":\"Colour of it\",\"field\":null,\"likely\":false,\"samples\":[]}],"
	  "\"missing\":[]}" },
	{ "what the cells look like", "What;How much\nCup;4,50\nCup;4,50\nBowl;5,00\n", NULL,
	  "{\"own\":true,\"columns\":["
	  "{\"column\":\"What\",\"field\":\"title\",\"likely\":true,\"samples\":[\"Cup\",\"Bowl\"]}"
	  ","
	  "{\"column\":\"How "
	  "much\",\"field\":\"price\",\"likely\":true,\"samples\":[\"4,50\",\"5,00\"]}],"
	  "\"missing\":[\"title\",\"price\"]}" },
	{ "what was mapped", "What,Sum\nCup,x\n", "{\"What\":\"title\",\"Sum\":\"skip\"}",
	  "{\"own\":true,\"columns\":["
	  "{\"column\":\"What\",\"field\":\"title\",\"likely\":false,\"samples\":[\"Cup\"]},"
	  "{\"column\":\"Sum\",\"field\":null,\"likely\":false,\"samples\":[\"x\"]}],"
	  "\"missing\":[\"price\"]}" },
	{ "three samples, of one line each", "a\n1\n2\n3\n4\n", NULL,
	  "{\"own\":true,\"columns\":[{\"column\":\"a\",\"field\":\"price\",\"likely\":true,"
	  "\"samples\":[\"1\",\"2\",\"3\"]}],\"missing\":[\"title\",\"price\"]}" },
	{ "an empty file", "", NULL, NULL },
	{ "a map of a column that is not there", "a\n1\n", "{\"b\":\"title\"}", NULL },
};

START_TEST(columns_are_surveyed)
{
	struct slw_err err = SLW_ERR_INIT;
	json_t *map = rows[_i].map == NULL ? NULL : json_loads(rows[_i].map, 0, NULL), *survey;
	struct slw_import_options options = { .name = "test.csv", .map = map };
	int fd = test_file(rows[_i].file, strlen(rows[_i].file));
	char *text;

	survey = slw_import_survey(fd, &options, &err);
	if (rows[_i].survey == NULL) {
		ck_assert_ptr_null(survey);
		ck_assert_int_eq(err.code, SLW_EINVAL);
	} else {
		ck_assert_msg(survey != NULL, "%s: %s", rows[_i].what, err.msg);
		json_object_del(survey, "dialect");
		json_object_del(survey, "encoding");
		json_object_del(survey, "delimiter");
		text = slw_json_text(survey);
		ck_assert_str_eq(text, rows[_i].survey);
		free(text);
	}
	json_decref(survey);
	json_decref(map);
	close(fd);
}
END_TEST

/* Whatever is offered can be said in a map. */
START_TEST(fields_can_be_mapped)
{
	json_t *fields = slw_import_fields(), *one;
	size_t i;

	ck_assert_uint_gt(json_array_size(fields), 20);
	json_array_foreach (fields, i, one) {
		struct slw_err err = SLW_ERR_INIT;
		json_t *map = json_pack("{s:s}", "a", slw_json_str(one, "field", ""));
		struct slw_import_options options = { .name = "test.csv", .map = map };
		int fd = test_file("a\n1\n", 4);
		json_t *survey = slw_import_survey(fd, &options, &err);

		ck_assert_msg(survey != NULL, "%s: %s", slw_json_str(one, "field", ""), err.msg);
		ck_assert_str_ne(slw_json_str(one, "label", ""), "");
		json_decref(survey);
		json_decref(map);
		close(fd);
	}
	json_decref(fields);
}
END_TEST

Suite *suite_survey(void);
Suite *suite_survey(void)
{
	Suite *suite = suite_create("survey");
	TCase *tc = tcase_create("survey");

	tcase_add_loop_test(tc, columns_are_surveyed, 0, SLW_COUNT(rows));
	tcase_add_test(tc, fields_can_be_mapped);
	suite_add_tcase(suite, tc);
	return suite;
}
