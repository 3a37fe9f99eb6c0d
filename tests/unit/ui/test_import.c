/* A product file: finding it, its columns, what it would do, and doing it. */
#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/mem.h"
#include "ui/app.h"
#include "ui/event.h"
#include "ui/view.h"
#include "ui/views.h"
#include "unit/ui/stage.h"

#include "base/banned.h"

static const char own[] = "Nr;Bezeichnung;Xyz;Notiz\n"
			  "K1;Kanne;12,50;neu\n"
			  "T1;Tasse;4,00;\n"
			  "T2;Teller;teuer;\n";

static void file(const char *name, const char *text)
{
	free(fixture_file(&f, name, text));
}

static void open_import(void)
{
	slw_app_push(app, slw_view_products_new(app, NULL));
	press('i');
	show(100, 30);
}

static void type_path(const char *name)
{
	type(f.folder);
	type("/");
	type(name);
}

START_TEST(a_file_is_found)
{
	file("shirts.csv", "title,price\nA,1\n");
	file("shoes.csv", "title,price\nA,1\n");
	file("notes.md", "no product file");
	open_import();
	type_path("sh");
	show(100, 30);
	has("shirts.csv");
	has("shoes.csv");
	has_not("notes.md");
	press(SLW_KEY_TAB); /* as far as they are the same */
	type("i");
	press(SLW_KEY_TAB);
	show(100, 30);
	has("/shirts.csv");
	has_not("shoes.csv");
	press(SLW_KEY_ENTER);
	show(100, 30);
	has("What importing shirts.csv would do");
}
END_TEST

START_TEST(one_is_chosen_from_the_list)
{
	file("a.csv", "title,price\nAlpha,1\n");
	file("b.csv", "title,price\nBeta,1\n");
	open_import();
	type_path("");
	press(SLW_KEY_DOWN);
	press(SLW_KEY_DOWN);
	press(SLW_KEY_ENTER);
	show(100, 30);
	has("What importing b.csv would do");
}
END_TEST

static const struct {
	const char *name, *text, *says;
} wrong[] = {
	{ "none.csv", NULL, "could not open" },
	{ "empty.csv", "", "empty" },
	{ "header.csv", "title,price\n", "has a header and no rows" },
	{ "binary.csv", "title,price\nA\001\002\003\004,1\n\377\376\001,\001", "" },
};

/* At the field, which stays as it was typed. */
START_TEST(wrong_files_are_told_at_the_field)
{
	if (wrong[_i].text != NULL)
		file(wrong[_i].name, wrong[_i].text);
	open_import();
	type_path(wrong[_i].name);
	press(SLW_KEY_ENTER);
	show(100, 30);
	has("Import products");
	has(wrong[_i].says);
	if (wrong[_i].says[0] != '\0')
		has("Product file");
}
END_TEST

/* Nothing is known of the columns but what they hold: a person says it, then sees what it does. */
START_TEST(columns_are_mapped)
{
	file("own.csv", own);
	open_import();
	type_path("own.csv");
	press(SLW_KEY_ENTER);
	show(100, 40);
	has("What is each column of the file?");
	has("Bezeichnung");
	has("In the file: K1 \xc2\xb7 T1 \xc2\xb7 T2");
	press(SLW_KEY_ENTER);
	type("SKU");
	press(SLW_KEY_ENTER);
	press(SLW_KEY_ENTER);
	type("Title");
	press(SLW_KEY_ENTER);
	show(100, 40);
	press(SLW_KEY_F7);
	show(100, 40);
	has("No column is the field \"Price\" yet");
	press(SLW_KEY_ENTER);
	type("Price");
	press(SLW_KEY_ENTER);
	press(SLW_KEY_F7);
	show(100, 40);
	has("What importing own.csv would do");
	has("Products: 2 new");
	has("Rows: 3 read, 1 left out");
	has("line 4, Xyz");
	press(SLW_KEY_ESC); /* back to the columns */
	show(100, 40);
	has("What is each column");
	press(SLW_KEY_F7);
	press(SLW_KEY_ENTER);
	show(100, 40);
	has("own.csv is imported");
	press(SLW_KEY_ENTER);
	show(100, 30);
	has("5 products");
	has("Kanne");
	has("$12.50");
}
END_TEST

/* What is known is not asked; m shows it all the same. */
START_TEST(known_columns_are_not_asked)
{
	file("known.csv", "title,price\nKanne,12.50\n");
	open_import();
	type_path("known.csv");
	press(SLW_KEY_ENTER);
	show(100, 30);
	has("What importing known.csv would do");
	has("m Columns");
	press('m');
	show(100, 30);
	has("What is each column");
	press(SLW_KEY_ESC);
	show(100, 30);
	has("Product file");
}
END_TEST

Suite *suite_import(void);
Suite *suite_import(void)
{
	Suite *suite = suite_create("import");
	TCase *tcase = tcase_create("import");

	tcase_add_checked_fixture(tcase, stage_open, stage_close);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, a_file_is_found);
	tcase_add_test(tcase, one_is_chosen_from_the_list);
	tcase_add_loop_test(tcase, wrong_files_are_told_at_the_field, 0, SLW_COUNT(wrong));
	tcase_add_test(tcase, columns_are_mapped);
	tcase_add_test(tcase, known_columns_are_not_asked);
	suite_add_tcase(suite, tcase);
	return suite;
}
