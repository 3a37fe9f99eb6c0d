#include "config.h"

#include "unit/suites.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "theme/check.h"
#include "theme/theme.h"

#include "base/banned.h"

static const char good[] =
    "{\"id\":\"plain\",\"name\":\"Plain\",\"description\":\"One.\",\"industries\":[\"pets\"],"
    "\"styles\":[\"minimal\"],\"features\":[\"variants\"],\"keywords\":[\"dog\"],"
    "\"colours\":{\"background\":\"#ffffff\",\"surface\":\"#f6f6f6\",\"text\":\"#111111\","
    "\"muted\":\"#555555\",\"border\":\"#dddddd\",\"primary\":\"#0b5cad\","
    "\"on_primary\":\"#ffffff\",\"accent\":\"#0a6f5c\",\"on_accent\":\"#ffffff\","
    "\"sale\":\"#b3261e\"},"
    "\"fonts\":{\"heading\":\"slab\",\"body\":\"system\",\"base_size\":16,\"scale\":1200,"
    "\"heading_weight\":700,\"heading_transform\":\"none\",\"letter_spacing\":0},"
    "\"space\":{\"unit\":8,\"radius\":4,\"max_width\":1200},"
    "\"layout\":{\"header\":\"left\",\"hero\":\"text\",\"grid\":\"three\",\"card\":\"plain\","
    "\"product\":\"gallery\",\"image_ratio\":\"square\"},"
    "\"customization_options\":[\"logo\",\"colours.primary\"],"
    "\"performance_data\":{\"measured\":null}}";

/* What damage does: a value (JSON) at a path of the good theme, or none to remove the key. */
static const struct {
	const char *record, *key, *value;
	const char *message; /* part of it; NULL: still fine */
	const char *hint;    /* part of it, or "" */
} damages[] = {
	{ "", "name", "\"Plain\"", NULL, "" },
	{ "", "name", NULL, "name: is missing", "" },
	{ "", "name", "\"\"", "name: is not one line", "" },
	{ "", "name", "\"a\\u001bb\"", "name: is not one line", "" },
	{ "", "name", "7", "name: is not text", "" },
	{ "", "id", "\"other\"", "but its folder is \"plain\"", "" },
	{ "", "colors", "{}", "theme: unknown key \"colors\"", "\"colours\"" },
	{ "", "industries", "[]", "industries: is not an array of 1 to", "" },
	{ "", "industries", "[\"pet\"]", "industries[0]: \"pet\" is not one", "\"pets\"" },
	{ "", "industries", "[\"pets\",\"pets\"]", "industries[1]: stands there twice", "" },
	{ "", "styles", "[\"minimalist\"]", "styles[0]: \"minimalist\"", "\"minimal\"" },
	{ "", "styles", "\"minimal\"", "styles: is not an array", "" },
	{ "", "features", "[\"varients\"]", "features[0]: \"varients\"", "\"variants\"" },
	{ "", "keywords", "[\"Dog\"]", "keywords[0]: is not a word", "" },
	{ "", "keywords", "[\"big dog\"]", "keywords[0]: is not a word", "" },
	{ "", "customization_options", "[\"colours.prime\"]", "has no field \"colours.prime\"",
	  "" },
	{ "", "colours", "[]", "colours: is not an object", "" },
	{ "", "dark", "{}", "dark.background: is missing", "" },
	{ "", "performance_data", "{}", "performance_data.measured: is missing", "" },
	{ "performance_data", "measured", "\"2026-11-23\"", NULL, "" },
	{ "performance_data", "measured", "\"2026-02-30\"", "measured: is neither a date", "" },
	{ "performance_data", "score", "99", "unknown key \"score\"", "" },
	{ "performance_data", "lighthouse", "{\"performance\":101}",
	  "lighthouse.performance: is not a whole number from 0 to 100", "" },
	{ "performance_data", "home", "{\"bytes\":1200}", "home.requests: is missing", "" },
	{ "colours", "text", "\"black\"", "colours.text: is not a colour", "" },
	{ "colours", "text", "\"#111\"", "colours.text: is not a colour", "" },
	{ "colours", "text", NULL, "colours.text: is missing", "" },
	{ "colours", "on_primray", "\"#ffffff\"", "unknown key \"on_primray\"", "\"on_primary\"" },
	{ "colours", "text", "\"#777777\"",
	  "text #777777 on background #ffffff has a contrast of 4.47, below 4.50", "darker" },
	{ "colours", "surface", "\"#cccccc\"", "primary #0b5cad on surface #cccccc", "darker" },
	{ "colours", "on_primary", "\"#8fc7ff\"", "on_primary #8fc7ff on primary #0b5cad", "" },
	{ "colours", "accent", "\"#f2d600\"", "on_accent #ffffff on accent #f2d600", "" },
	{ "colours", "sale", "\"#ff8a80\"", "sale #ff8a80 on background", "" },
	{ "fonts", "heading", "\"theme\"", "fonts.heading: is not a family", "" },
	{ "fonts", "heading", "\"slap\"", "fonts.heading: \"slap\"", "\"slab\"" },
	{ "fonts", "base_size", "8", "fonts.base_size: is not a whole number from 14 to 22", "" },
	{ "fonts", "base_size", "16.5", "fonts.base_size: is not a whole number", "" },
	{ "fonts", "heading_transform", "\"upper\"", "heading_transform: \"upper\"", "" },
	{ "space", "max_width", "\"wide\"", "space.max_width: is not a whole number", "" },
	{ "space", "gutter", "8", "space: unknown key \"gutter\"", "" },
	{ "layout", "grid", "\"five\"", "layout.grid: \"five\" is not one", "" },
	{ "layout", "hero", "\"banners\"", "layout.hero: \"banners\"", "\"banner\"" },
	{ "layout", "header", NULL, "layout.header: is missing", "" },
};

START_TEST(damage_is_named)
{
	struct slw_err err = SLW_ERR_INIT;
	json_t *data = slw_json_parse(good, strlen(good), "good", &err), *record;
	int rc;

	ck_assert_msg(data != NULL, "%s", err.msg);
	record = damages[_i].record[0] == '\0' ? data : json_object_get(data, damages[_i].record);
	if (damages[_i].value == NULL)
		json_object_del(record, damages[_i].key);
	else
		slw_json_set(
		    record, damages[_i].key,
		    slw_json_parse(damages[_i].value, strlen(damages[_i].value), "row", &err));
	rc = slw_theme_check(data, "plain", "plain/theme.json", &err);
	if (damages[_i].message == NULL) {
		ck_assert_msg(rc == 0, "%s", err.msg);
	} else {
		ck_assert_int_eq(rc, -1);
		ck_assert_int_eq(err.code, SLW_EINTERNAL);
		ck_assert_msg(strstr(err.msg, damages[_i].message) != NULL, "row %d: %s", _i,
			      err.msg);
		ck_assert_msg(strncmp(err.msg, "plain/theme.json: ", 18) == 0, "%s", err.msg);
		ck_assert_msg(strstr(err.hint, damages[_i].hint) != NULL, "row %d: %s", _i,
			      err.hint);
	}
	json_decref(data);
}
END_TEST

/* A data folder with one theme of this folder name and text. */
static char *make_folder(const char *id, const char *text, size_t len)
{
	struct slw_err err = SLW_ERR_INIT;
	char template[] = "/tmp/slw-themes-XXXXXX";
	char *root = slw_strdup(mkdtemp(template));
	char *folder = slw_printf("%s/themes/%s", root, id);
	char *file = slw_path_join(folder, "theme.json");

	ck_assert_int_eq(slw_folder_make(folder, 0755, &err), 0);
	if (text != NULL)
		ck_assert_int_eq(slw_file_replace(file, text, len, 0644, &err), 0);
	free(file);
	free(folder);
	return root;
}

static int load_folder(char *root, struct slw_err *err)
{
	struct slw_themes themes;
	struct slw_err ignored = SLW_ERR_INIT;
	int rc = slw_themes_load(&themes, root, err);

	if (rc == 0)
		slw_themes_release(&themes);
	slw_folder_remove(root, &ignored);
	free(root);
	return rc;
}

static const struct {
	const char *id, *text, *message;
} folders[] = {
	{ "plain", good, NULL },
	{ ".hidden", good, "holds no theme" },
	{ "Plain", good, "is not the name of a theme" },
	{ "two words", good, "is not the name of a theme" },
	{ "other", good, "id: is \"plain\", but its folder is \"other\"" },
	{ "plain", NULL, "theme.json" },
	{ "plain", "{\"id\":\n\"plain\",}", "line 2" },
	{ "plain", "{\"id\":\"a\",\"id\":\"b\"}", "theme.json" },
	{ "plain", "[]", "theme: is not an object" },
};

START_TEST(folders_are_checked)
{
	struct slw_err err = SLW_ERR_INIT;
	const char *text = folders[_i].text;
	int rc =
	    load_folder(make_folder(folders[_i].id, text, text == NULL ? 0 : strlen(text)), &err);

	if (folders[_i].message == NULL) {
		ck_assert_msg(rc == 0, "%s", err.msg);
		return;
	}
	ck_assert_int_eq(rc, -1);
	ck_assert_int_eq(err.code, SLW_EINTERNAL);
	ck_assert_msg(strstr(err.msg, folders[_i].message) != NULL, "row %d: %s", _i, err.msg);
}
END_TEST

START_TEST(large_files_and_links_out_are_refused)
{
	struct slw_err err = SLW_ERR_INIT;
	char *large = slw_calloc(70000, 1), *root, *link;

	memset(large, ' ', 70000);
	ck_assert_int_eq(load_folder(make_folder("plain", large, 70000), &err), -1);
	ck_assert_msg(strstr(err.msg, "is larger than") != NULL, "%s", err.msg);
	free(large);
	root = make_folder("plain", NULL, 0);
	link = slw_printf("%s/themes/plain/theme.json", root);
	ck_assert_int_eq(symlink("/etc/passwd", link), 0);
	free(link);
	err = SLW_ERR_INIT;
	ck_assert_int_eq(load_folder(root, &err), -1);
	ck_assert_int_eq(err.code, SLW_EINTERNAL);
	ck_assert_msg(strstr(err.msg, "line") == NULL, "the file was read: %s", err.msg);
}
END_TEST

START_TEST(our_themes_load_and_differ)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_themes themes;

	ck_assert_msg(slw_themes_load(&themes, DATA_FOLDER, &err) == 0, "%s", err.msg);
	ck_assert_uint_ge(themes.count, 8);
	for (size_t i = 0; i < themes.count; i++) {
		const json_t *a = themes.items[i].data;

		ck_assert_ptr_eq(slw_themes_find(&themes, themes.items[i].id), &themes.items[i]);
		ck_assert_msg(json_is_string(json_object_get(json_object_get(a, "performance_data"),
							     "measured")),
			      "%s was not measured: script/measure-themes", themes.items[i].id);
		for (size_t k = 0; k < i; k++) {
			const json_t *b = themes.items[k].data;

			ck_assert_int_lt(strcmp(themes.items[k].id, themes.items[i].id), 0);
			ck_assert(!json_equal(json_object_get(a, "layout"),
					      json_object_get(b, "layout")));
			ck_assert(
			    !json_equal(json_object_get(a, "fonts"), json_object_get(b, "fonts")));
			ck_assert(
			    !json_equal(json_object_get(a, "space"), json_object_get(b, "space")));
			ck_assert(!json_equal(json_object_get(a, "colours"),
					      json_object_get(b, "colours")));
		}
	}
	ck_assert_ptr_null(slw_themes_find(&themes, "nowhere"));
	ck_assert_ptr_null(slw_themes_find(&themes, NULL));
	slw_themes_release(&themes);
}
END_TEST

Suite *suite_load(void);
Suite *suite_load(void)
{
	Suite *suite = suite_create("load");
	TCase *tcase = tcase_create("load");

	tcase_add_loop_test(tcase, damage_is_named, 0, (int)SLW_COUNT(damages));
	tcase_add_loop_test(tcase, folders_are_checked, 0, (int)SLW_COUNT(folders));
	tcase_add_test(tcase, large_files_and_links_out_are_refused);
	tcase_add_test(tcase, our_themes_load_and_differ);
	suite_add_tcase(suite, tcase);
	return suite;
}
