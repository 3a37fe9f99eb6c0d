/*
 * What each screen looks like: the real program's cells, line by line, beside a text file. A row is
 * a screen; script/update-screens writes the files of all rows anew, to be looked at with git diff.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/place.h"
#include "screens/wizard.h"

#include "base/banned.h"

/* What the database holds. Made once, by the program's own commands; each row gets a copy. */
enum stores { NONE, ONE, MANY, STORES };

static const struct wizard_opts usual = { .columns = 80, .lines = 24 },
				small = { .columns = 40, .lines = 9 },
				tiny = { .columns = 39, .lines = 9 },
				large = { .columns = 120, .lines = 40 },
				ascii = { .columns = 80, .lines = 24, .lang = "C" },
				vt100 = {
					.columns = 80, .lines = 24, .lang = "C", .term = "vt100"
				};

static const struct look {
	const char *name; /* of the file in expected/ */
	const struct wizard_opts *on;
	enum stores stores;
	const char *session; /* opened by its name; NULL: the start view */
	const char *keys;    /* to get there */
	const char *until;   /* shown when it is there */
} looks[] = {
#define POTTERY ONE, "Alder"
	{ "start-empty", &usual, NONE, NULL, "", "New store" },
	{ "start", &usual, MANY, NULL, "", "Your stores" },
	{ "start-filter", &usual, MANY, NULL, "/ ne", "Filter: ne" },
	{ "start-filter-nothing", &usual, MANY, NULL, "/ x y z", "No store" },
	{ "start-help", &usual, MANY, NULL, "F1", "Here are the stores" },
	{ "start-delete", &usual, MANY, NULL, "Del", "cannot be undone" },

	{ "business-new", &usual, NONE, NULL, "M-n", "Business name" },
	{ "business", &usual, POTTERY, "M-1", "Business name" },
	{ "business-error", &usual, POTTERY, "M-1 C-u A < B Tab", "right form" },
	{ "business-missing", &usual, POTTERY, "M-1 C-u Tab", "is needed" },
	{ "business-apostrophe", &usual, POTTERY, "M-1 C-u Joe's Tab", "Joe" },
	{ "business-help", &usual, POTTERY, "M-1 F1", "F1 again" },
	{ "business-choice", &usual, POTTERY, "M-1 Tab Enter", "Type to filter" },
	{ "business-choice-filter", &usual, POTTERY, "M-1 Tab Enter h o", "ho" },
	{ "business-long-text", &usual, POTTERY, "M-1 Tab Tab", "Ctrl-O" },
	{ "business-keys", &usual, POTTERY, "M-1 Tab ?", "Keys" },
	{ "steps", &usual, POTTERY, "M-1 F2", "6  Search" },

	{ "products-empty", &usual, NONE, NULL, "M-n M-2", "no product yet" },
	{ "products", &usual, POTTERY, "M-2", "River Mug" },
	{ "products-filter", &usual, POTTERY, "M-2 / m u g", "Filter" },
	{ "products-marked", &usual, POTTERY, "M-2 Space Down Space", "marked" },
	{ "products-sorted", &usual, POTTERY, "M-2 s", "Title" },
	{ "products-bulk", &usual, POTTERY, "M-2 Space b", "Column" },
	{ "products-keys", &usual, POTTERY, "M-2 ?", "Move up" },
	{ "products-form", &usual, POTTERY, "M-2 Enter", "Title" },
	{ "products-delete", &usual, POTTERY, "M-2 Del", "Delete" },
	{ "products-options", &usual, POTTERY, "M-2 o", "Shipping" },
	{ "import", &usual, POTTERY, "M-2 i", "CSV" },
	{ "import-preflight", &usual, POTTERY, "M-2 i new.csv Enter", "new" },

	{ "theme", &usual, POTTERY, "M-3", "Atelier" },
	{ "theme-preview", &usual, POTTERY, "M-3 Space", "Shop now" },
	{ "theme-colour", &usual, POTTERY, "M-3 o Tab Tab", "contrast" },
	{ "theme-options", &usual, POTTERY, "M-3 o", "Colours" },

	{ "integrations", &usual, POTTERY, "M-4", "Stripe" },
	{ "integrations-form", &usual, POTTERY, "M-4 Enter Enter", "Publishable" },
	{ "integrations-one", &usual, POTTERY, "M-4 Enter", "Stripe" },

	{ "texts", &usual, POTTERY, "M-5", "Tagline" },
	{ "texts-one", &usual, POTTERY, "M-5 Enter", "written by" },
	{ "texts-one-large", &large, POTTERY, "M-5 Down Enter", "Alternative 1" },
	{ "texts-one-small", &small, POTTERY, "M-5 Down Enter", "Lock" },
	{ "texts-product", &usual, POTTERY, "M-5 PgDn Enter", "written by" },
	{ "texts-tone", &usual, POTTERY, "M-5 Enter o", "Tone" },
	{ "texts-choices", &usual, POTTERY, "M-5 o Enter", "Tagline" },
	{ "texts-options", &usual, POTTERY, "M-5 o", "Tone" },

	{ "search", &usual, POTTERY, "M-6", "Step 6" },
	{ "search-preview", &usual, POTTERY, "M-6 F7", "Preview" },
	{ "search-large", &large, POTTERY, "M-6", "In a search" },
	{ "search-small", &small, POTTERY, "M-6 Tab", "600 px" },

	{ "review", &usual, POTTERY, "F5", "Launch" },
	{ "launch", &usual, POTTERY, "F5 l", "Folder" },
	{ "launched", &usual, POTTERY, "F5 l Enter", "Launch 1 is done" },

	{ "journal", &usual, POTTERY, "F6", "What changed" },
	{ "journal-diff", &usual, POTTERY, "F6 Enter", "Go there" },

	{ "start-small", &small, MANY, NULL, "", "Your stores" },
	{ "business-small", &small, POTTERY, "M-1", "Business name" },
	{ "business-choice-small", &small, POTTERY, "M-1 Tab Enter", "Type to filter" },
	{ "products-small", &small, POTTERY, "M-2", "River Mug" },
	{ "theme-small", &small, POTTERY, "M-3", "Atelier" },
	{ "texts-small", &small, POTTERY, "M-5", "Tagline" },
	{ "review-small", &small, POTTERY, "F5", "Launch" },
	{ "too-small", &tiny, NONE, NULL, "", "too small" },

	{ "business-large", &large, POTTERY, "M-1", "Business name" },
	{ "products-large", &large, POTTERY, "M-2", "River Mug" },
	{ "theme-large", &large, POTTERY, "M-3", "Atelier" },
	{ "texts-large", &large, POTTERY, "M-5", "Tagline" },
	{ "review-large", &large, POTTERY, "F5", "Launch" },

	{ "start-ascii", &ascii, MANY, NULL, "", "Your stores" },
	{ "business-ascii", &ascii, POTTERY, "M-1", "Business name" },
	{ "products-ascii", &ascii, POTTERY, "M-2", "River Mug" },
	{ "theme-ascii", &ascii, POTTERY, "M-3", "Atelier" },
	{ "confirm-ascii", &ascii, MANY, NULL, "Del", "cannot be undone" },
	{ "business-vt100", &vt100, POTTERY, "M-1", "Business name" },
};

/* --- the folders -------------------------------------------------------------------------------- */

static char *made[STORES];

static void make(enum stores which, const char *const *examples)
{
	wizard_setup();
	for (size_t i = 0; examples[i] != NULL; i++)
		wizard_make_session(examples[i]);
	if (examples[0] != NULL) {
		slw_place_set_times(w.folder);
		/* a better writer is no other screen */
		slw_place_sql(
		    w.folder,
		    "UPDATE generated_content SET quality_score = 0.35 + no * 7 % 66 / 100.0,"
		    " state = CASE no % 9 WHEN 4 THEN 'flagged' ELSE 'generated' END");
	}
	made[which] = w.folder;
}

static void make_all(void)
{
	static const char *const none[] = { NULL }, *const one[] = { "pottery-us", NULL },
				 *const many[] = { "bikes-nl", "stationery-jp", "tea-de",
						   "pottery-us", NULL };

	make(NONE, none);
	make(ONE, one);
	make(MANY, many);
	w = (struct wizard){ .folder = NULL };
}

static void remove_all(void)
{
	for (size_t i = 0; i < STORES; i++)
		slw_place_remove(made[i]);
}

START_TEST(is_as_it_was)
{
	const struct look *look = &looks[_i];
	char *all = slw_printf("%s/.", made[look->stores]);
	const char *const copy[] = { "cp", "-a", all, ".", NULL };
	struct wizard_opts opts = *look->on;

	ck_assert_int_eq(slw_place_run(w.folder, copy, NULL), 0);
	free(all);
	slw_place_write(w.folder, "new.csv",
			"Handle,Title,Variant Price\nnew-bowl,Bowl,18.00\n"
			"creek-pitcher,Creek Pitcher,49.00\n,No handle,\n");
	opts.session = look->session;
	wizard_start(&opts);
	keys(look->keys);
	see(look->until);
	same_screen(look->name);
}
END_TEST

Suite *suite_looks(void);
Suite *suite_looks(void)
{
	Suite *suite = suite_create("looks");
	TCase *tcase = tcase_create("screens");

	tcase_add_unchecked_fixture(tcase, make_all, remove_all);
	tcase_add_checked_fixture(tcase, wizard_setup, wizard_teardown);
	tcase_add_loop_test(tcase, is_as_it_was, 0, (int)SLW_COUNT(looks));
	suite_add_tcase(suite, tcase);
	return suite;
}
