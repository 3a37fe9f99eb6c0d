#include "config.h"

#include "unit/suites.h"

#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"

#include "base/banned.h"

static const struct {
	const char *why, *text;
	const char *says; /* a part of the error, or NULL where the text is fine */
} texts[] = {
	{ "an object", "{\"a\": 1}", NULL },
	{ "a value alone", "12", NULL },
	{ "a byte order mark of an editor", "\xEF\xBB\xBF{}", NULL },
	{ "brackets in a string do not nest",
	  "[\"\\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
	  "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"]",
	  NULL },
	{ "empty", "", "line 1, column 1" },
	{ "cut short", "{\"a\":\n [1,}", "line 2, column 5" },
	{ "more behind it", "{} {}", "line 1" },
	{ "the same key twice", "{\"a\":1,\n\"a\":2}", "line 2" },
	{ "NUL", "[\"\\u0000\"]", "line 1" },
	{ "half of a surrogate pair", "[\"\\uD800\"]", "line 1" },
	{ "pair turned around", "[\"\\uDC00\\uD800\"]", "line 1" },
	{ "bytes that are no UTF-8", "[\"\xff\"]", "line 1" },
	{ "over-long slash", "[\"\xC0\xAF\"]", "line 1" },
	{ "control character in a string", "[\"a\nb\"]", "line 1" },
	{ "single quotes", "{'a': 1}", "line 1" },
	{ "comment", "/* x */ {}", "line 1" },
	{ "number that no integer holds", "[99999999999999999999]", "line 1" },
	{ "number that no double holds", "[1e999]", "line 1" },
};

START_TEST(parses_or_says_where)
{
	struct slw_err err = SLW_ERR_INIT;
	const char *text = texts[_i].text;
	json_t *value = slw_json_parse(text, strlen(text), "file x", &err);

	if (texts[_i].says == NULL) {
		ck_assert_msg(value != NULL, "%s: %s", texts[_i].why, err.msg);
		ck_assert_int_eq(err.code, SLW_OK);
	} else {
		ck_assert_msg(value == NULL, "%s: taken", texts[_i].why);
		ck_assert_int_eq(err.code, SLW_EINVAL);
		ck_assert_msg(strstr(err.msg, texts[_i].says) != NULL, "%s: %s", texts[_i].why,
			      err.msg);
		ck_assert_ptr_nonnull(strstr(err.msg, "file x"));
	}
	json_decref(value);
}
END_TEST

static char *nested(size_t levels)
{
	char *text = slw_malloc(levels * 2 + 1);

	memset(text, '[', levels);
	memset(text + levels, ']', levels);
	text[levels * 2] = '\0';
	return text;
}

START_TEST(nesting_is_capped)
{
	static const struct {
		size_t levels;
		bool fine;
	} rows[] = { { 64, true }, { 65, false }, { 1000000, false } };
	struct slw_err err = SLW_ERR_INIT;
	char *text = nested(rows[_i].levels);
	json_t *value = slw_json_parse(text, strlen(text), "x", &err);

	ck_assert((value != NULL) == rows[_i].fine);
	if (!rows[_i].fine)
		ck_assert_ptr_nonnull(strstr(err.msg, "line 1, column 65"));
	json_decref(value);
	free(text);
}
END_TEST

START_TEST(text_is_stable_and_in_order)
{
	json_t *object = json_object();
	char *text;

	slw_json_set_str(object, "z", "é \"q\"");
	slw_json_set_int(object, "a", INT64_MIN);
	slw_json_set_bool(object, "m", false);
	slw_json_set(object, "score", json_real(0.85));
	slw_json_set(object, "list", json_array());
	slw_json_append(slw_json_array(object, "list"), json_null());
	text = slw_json_text(object);
	ck_assert_str_eq(text, "{\"z\":\"é \\\"q\\\"\",\"a\":-9223372036854775808,\"m\":false,"
			       "\"score\":0.85,\"list\":[null]}");
	free(text);
	json_object_clear(object);
	slw_json_set_int(object, "a", 1);
	text = slw_json_pretty(object);
	ck_assert_str_eq(text, "{\n  \"a\": 1\n}\n");
	free(text);
	text = slw_json_text(NULL);
	ck_assert_str_eq(text, "null");
	free(text);
	text = slw_json_pretty(json_object_get(object, "none"));
	ck_assert_str_eq(text, "null\n");
	free(text);
	json_decref(object);
}
END_TEST

static const struct {
	const char *in, *want;
} mended[] = {
	{ "plain", "plain" },
	{ "é日😀", "é日😀" },
	{ "a\xff"
	  "b",
	  "a\xEF\xBF\xBD"
	  "b" },
	{ "\xC3", "\xEF\xBF\xBD" },
	{ "long enough ascii\xE9 t\xE9", "long enough ascii\xEF\xBF\xBD t\xEF\xBF\xBD" },
	{ "\xED\xA0\x80", "\xEF\xBF\xBD" }, /* a surrogate */
	{ "\xF4\x90\x80\x80", "\xEF\xBF\xBD" },
};

START_TEST(setters_mend_what_is_not_utf8)
{
	json_t *object = json_object();
	char *text;

	slw_json_set_str(object, "k", mended[_i].in);
	ck_assert_str_eq(slw_json_str(object, "k", "absent"), mended[_i].want);
	slw_json_set_bool(object, mended[_i].in, true);
	ck_assert(slw_json_bool(object, mended[_i].want, false));
	text = slw_json_text(object); /* fails inside if a byte slipped through */
	free(text);
	json_decref(object);
}
END_TEST

START_TEST(empty_text_sets_and_removes_nothing)
{
	json_t *object = json_object();

	slw_json_set_str(object, "a", "x");
	slw_json_set_str(object, "a", NULL);
	slw_json_set_str(object, "a", "");
	slw_json_set_str(object, "b", "");
	ck_assert_str_eq(slw_json_str(object, "a", ""), "x");
	ck_assert_uint_eq(json_object_size(object), 1);
	json_decref(object);
}
END_TEST

START_TEST(getters_fall_back)
{
	struct slw_err err = SLW_ERR_INIT;
	const char *text =
	    "{\"s\":\"x\",\"i\":7,\"t\":true,\"n\":null,\"r\":1.5,\"o\":{},\"l\":[]}";
	json_t *o = slw_json_parse(text, strlen(text), "x", &err);

	ck_assert_str_eq(slw_json_str(o, "s", "f"), "x");
	ck_assert_str_eq(slw_json_str(o, "i", "f"), "f");
	ck_assert_str_eq(slw_json_str(o, "n", "f"), "f");
	ck_assert_str_eq(slw_json_str(o, "absent", "f"), "f");
	ck_assert_ptr_null(slw_json_str(NULL, "s", NULL));
	ck_assert_int_eq(slw_json_int(o, "i", 1), 7);
	ck_assert_int_eq(slw_json_int(o, "r", 1), 1);
	ck_assert_int_eq(slw_json_int(NULL, "i", 1), 1);
	ck_assert(slw_json_bool(o, "t", false));
	ck_assert(slw_json_bool(o, "i", true));
	ck_assert(!slw_json_bool(o, "absent", false));
	ck_assert_ptr_nonnull(slw_json_object(o, "o"));
	ck_assert_ptr_null(slw_json_object(o, "l"));
	ck_assert_ptr_nonnull(slw_json_array(o, "l"));
	ck_assert_ptr_null(slw_json_array(o, "o"));
	ck_assert_ptr_null(slw_json_array(NULL, "o"));
	json_decref(o);
}
END_TEST

static const struct {
	const char *path, *want; /* compact text, or NULL if there is nothing */
} paths[] = {
	{ "", "{\"a\":{\"b\":\"x\"},\"v\":[{\"sku\":\"1\"},[2,[3]]]}" },
	{ "a", "{\"b\":\"x\"}" },
	{ "a.b", "\"x\"" },
	{ "v[0].sku", "\"1\"" },
	{ "v[1][1][0]", "3" },
	{ "a.b.c", NULL },
	{ "a.", NULL },
	{ ".a", NULL },
	{ "a..b", NULL },
	{ "a[0]", NULL },
	{ "v.0", NULL },
	{ "v[2]", NULL },
	{ "v[-1]", NULL },
	{ "v[]", NULL },
	{ "v[0", NULL },
	{ "v[0]sku", NULL },
	{ "v[99999999999999999999]", NULL },
	{ "b", NULL },
};

START_TEST(finds_by_path)
{
	struct slw_err err = SLW_ERR_INIT;
	const char *text = paths[0].want;
	json_t *root = slw_json_parse(text, strlen(text), "x", &err);
	const json_t *found = slw_json_path(root, paths[_i].path);
	char *got = slw_json_text(found);

	ck_assert_msg(paths[_i].want == NULL ? found == NULL : strcmp(got, paths[_i].want) == 0,
		      "%s: %s", paths[_i].path, got);
	ck_assert_ptr_null(slw_json_path(NULL, "a"));
	free(got);
	json_decref(root);
}
END_TEST

START_TEST(reads_a_file_and_names_it)
{
	char folder[] = "/tmp/slw-json-XXXXXX", *path;
	struct slw_err err = SLW_ERR_INIT;
	json_t *value;

	ck_assert_ptr_nonnull(mkdtemp(folder));
	path = slw_path_join(folder, "a.json");
	ck_assert_int_eq(slw_file_replace(path, "{\"a\":1}", 7, 0600, &err), 0);
	value = slw_json_file(path, 7, &err);
	ck_assert_int_eq(slw_json_int(value, "a", 0), 1);
	json_decref(value);
	ck_assert_ptr_null(slw_json_file(path, 6, &err));
	ck_assert_int_eq(err.code, SLW_ELIMIT);
	ck_assert_int_eq(slw_file_replace(path, "{\"a\":", 5, 0600, &err), 0);
	ck_assert_ptr_null(slw_json_file(path, 100, &err));
	ck_assert_ptr_nonnull(strstr(err.msg, "a.json"));
	ck_assert_int_eq(slw_folder_remove(folder, &err), 0);
	ck_assert_ptr_null(slw_json_file(path, 100, &err));
	ck_assert_int_eq(err.code, SLW_ENOTFOUND);
	free(path);
}
END_TEST

Suite *suite_json(void);
Suite *suite_json(void)
{
	Suite *suite = suite_create("json");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, parses_or_says_where, 0, (int)SLW_COUNT(texts));
	tcase_add_loop_test(tc, nesting_is_capped, 0, 3);
	tcase_add_test(tc, text_is_stable_and_in_order);
	tcase_add_loop_test(tc, setters_mend_what_is_not_utf8, 0, (int)SLW_COUNT(mended));
	tcase_add_test(tc, empty_text_sets_and_removes_nothing);
	tcase_add_test(tc, getters_fall_back);
	tcase_add_loop_test(tc, finds_by_path, 0, (int)SLW_COUNT(paths));
	tcase_add_test(tc, reads_a_file_and_names_it);
	suite_add_tcase(suite, tc);
	return suite;
}
