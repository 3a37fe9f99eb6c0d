/* What a path can go on to. */
#include "config.h"

#include "unit/suites.h"

#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "service/files.h"
#include "unit/service/fixture.h"

#include "base/banned.h"

static struct fixture f;

static void setup(void)
{
	static const char *const names[] = { "Shirts.csv", "shoes.TSV", "shop.txt", "notes.md",
					     ".hidden.csv" };
	char *path;

	fixture_open(&f);
	for (size_t i = 0; i < SLW_COUNT(names); i++)
		free(fixture_file(&f, names[i], "x"));
	free(fixture_file(&f, "t\xc3\xa9.csv", "x"));
	free(fixture_file(&f, "t\xc3\xa8.csv", "x"));
	free(fixture_file(&f, "bad\xff.csv", "x"));
	path = slw_printf("%s/shelf", f.folder);
	ck_assert_int_eq(mkdir(path, 0755), 0);
	free(path);
}

static void teardown(void)
{
	fixture_close(&f);
}

static const struct {
	const char *typed;
	bool only_folders;
	const char *whole, *names; /* behind the folder */
} cases[] = {
	{ "sh", false, "sh", "Shirts.csv shoes.TSV shop.txt shelf/" },
	{ "sho", false, "sho", "shoes.TSV shop.txt" },
	{ "SHIR", false, "Shirts.csv", "Shirts.csv" },
	{ "she", false, "shelf/", "shelf/" },
	{ "sh", true, "shelf/", "shelf/" },
	{ "t", false, "t", "t\xc3\xa8.csv t\xc3\xa9.csv" }, /* never half a character */
	{ ".h", false, ".hidden.csv", ".hidden.csv" },
	{ "notes", false, "notes", "" },
	{ "no/such/", false, "no/such/", "" },
	{ "bad", false, "bad", "" },
};

START_TEST(paths_go_on)
{
	char *typed = slw_printf("%s/%s", f.folder, cases[_i].typed);
	char *whole = slw_printf("%s/%s", f.folder, cases[_i].whole);
	json_t *result = slw_files_list(typed, cases[_i].only_folders), *one;
	struct slw_buf names;
	size_t i;

	slw_buf_init(&names, 0);
	json_array_foreach (json_object_get(result, "entries"), i, one)
		slw_buf_printf(&names, "%s%s%s", i > 0 ? " " : "", slw_json_str(one, "name", ""),
			       slw_json_bool(one, "folder", false) ? "/" : "");
	ck_assert_str_eq(names.data, cases[_i].names);
	ck_assert_str_eq(slw_json_str(result, "path", ""), whole);
	slw_buf_release(&names);
	json_decref(result);
	free(typed);
	free(whole);
}
END_TEST

START_TEST(many_are_counted)
{
	char *typed;
	json_t *result;

	for (int i = 0; i < SLW_FILES_MAX + 20; i++) {
		char *name = slw_printf("many-%03d.csv", i);

		free(fixture_file(&f, name, "x"));
		free(name);
	}
	typed = slw_printf("%s/m", f.folder);
	result = slw_files_list(typed, false);
	ck_assert_uint_eq(json_array_size(json_object_get(result, "entries")), SLW_FILES_MAX);
	ck_assert_int_eq(slw_json_int(result, "more", 0), 20);
	json_decref(result);
	free(typed);
}
END_TEST

Suite *suite_files(void);
Suite *suite_files(void)
{
	Suite *suite = suite_create("files");
	TCase *tc = tcase_create("files");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, paths_go_on, 0, SLW_COUNT(cases));
	tcase_add_test(tc, many_are_counted);
	suite_add_tcase(suite, tc);
	return suite;
}
