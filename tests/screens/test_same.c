/* The same answers, typed into the wizard, given line by line, and from a file, make the same store. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/place.h"
#include "screens/wizard.h"

#include "base/banned.h"

/* The answers of the session, in the three forms. */
static const char file[] = "business:\n"
			   "  business_name: Fern & Field\n"
			   "  industry: home_garden\n"
			   "  description: Clay pots and seeds.\n"
			   "  country: US\n"
			   "  currency: USD\n"
			   "  contact:\n"
			   "    email: hello@example.com\n"
			   "  address:\n"
			   "    street: 12 Harbour Street\n"
			   "    city: Portland\n"
			   "products:\n"
			   "  items:\n"
			   "    - title: Clay pot\n"
			   "      features: [frost-proof, fired twice]\n"
			   "      sku: P-1\n"
			   "      price: 24.50\n"
			   "      inventory_quantity: 7\n"
			   "  shipping:\n"
			   "    zones:\n"
			   "      - name: Home\n"
			   "        countries: [US]\n"
			   "        rates:\n"
			   "          - name: Standard\n"
			   "            price: 5.00\n"
			   "  returns:\n"
			   "    window_days: 14\n"
			   "theme:\n"
			   "  style: natural\n"
			   "  theme_id: linen\n"
			   "  colours:\n"
			   "    primary: \"#2f5d50\"\n"
			   "integrations:\n"
			   "  payments:\n"
			   "    - provider: stripe\n"
			   "      mode: test\n"
			   "      credentials:\n"
			   "        secret_key: {env: STRIPE_SECRET_KEY}\n"
			   "content:\n"
			   "  tone: plain\n"
			   "seo:\n"
			   "  base_url: https://fern.example.com\n"
			   "  title: Fern & Field, clay pots\n";

/* The field of this label has the focus. */
static void field(const char *label)
{
	char *here = slw_printf("› %s", label);

	for (int tabs = 0; tabs < 60 && !slw_terminal_shows(w.t, here); tabs++)
		keys("Tab");
	if (!slw_terminal_shows(w.t, here))
		fail_screen("there is no field \"%s\"", label);
	free(here);
}

static void answer(const char *label, const char *text)
{
	field(label);
	slw_terminal_type(w.t, text);
	keys("Tab");
}

/* Each line is what a question of plain mode is answered. */
static const char lines[] =
    "Fern & Field\nhome_garden\nClay pots and seeds.\n:jump country\nUS\nUSD\n"
    ":jump email\nhello@example.com\n:jump business.address.street\n"
    "12 Harbour Street\n\nPortland\n"
    ":jump products.items\nadd\nClay pot\n:jump features\n"
    "frost-proof\nfired twice\n\n:jump sku\nP-1\n:jump price\n24.50\n"
    ":jump inventory_quantity\n7\n:next\ndone\n"
    ":jump products.shipping.zones\nadd\nHome\nUS\n:jump rates\nadd\nStandard\n"
    "5\n:next\ndone\n:next\ndone\n"
    ":jump window_days\n14\n:jump theme\nnatural\nlinen\n#2f5d50\n"
    ":jump payments\nadd\nstripe\ntest\nenv:STRIPE_SECRET_KEY\n:next\ndone\n"
    ":jump content.tone\nplain\n"
    ":jump base_url\nhttps://fern.example.com\nFern & Field, clay pots\n:quit\n";

/* What is in the session of each database, as answers and as a shop; prints where they differ. */
static const char compare[] =
    "exec 2>&1\n"
    "\"$0\" --plain --database sqlite:lines.db <lines.txt >lines.log || { tail lines.log; exit 1; "
    "}\n"
    "\"$0\" --answers shop.yaml --database sqlite:file.db --out file --quiet || exit 1\n"
    "for way in file typed lines; do\n"
    "	[ $way = typed ] && url= || url=\"--database sqlite:$way.db\"\n"
    "	\"$0\" answers Fern $url >$way.yaml || exit 1\n"
    "	\"$0\" --answers $way.yaml --database sqlite:$way-again.db --out $way-shop --quiet || exit "
    "1\n"
    "	diff -u file.yaml $way.yaml && diff -r file/current/ $way-shop/current/ || exit 1\n"
    "done\n";

static void same(void)
{
	const char *const argv[] = { "sh", "-c", compare, PROGRAM, NULL };
	char *out = NULL;

	slw_place_write(w.folder, "shop.yaml", file);
	slw_place_write(w.folder, "lines.txt", lines);
	if (slw_place_run(w.folder, argv, &out) != 0)
		fail_screen("the three ways differ:\n%s", out);
	free(out);
}

START_TEST(typed_line_by_line_and_from_a_file)
{
	wizard_start(NULL);
	wizard_new();
	answer("Business name", "Fern & Field");
	answer("Industry", "home_garden");
	answer("Description", "Clay pots and seeds.");
	answer("Country", "united s");
	answer("Currency", "USD");
	answer("E-mail address", "hello@example.com");
	answer("Street", "12 Harbour Street");
	answer("City", "Portland");
	keys("F4 a");
	answer("Title", "Clay pot");
	field("Features");
	keys("frost-proof Enter");
	type("fired twice");
	answer("SKU", "P-1");
	answer("Price", "24.50");
	answer("In stock", "7");
	keys("Esc o");
	field("Zones");
	keys("Enter a");
	answer("Zone", "Home");
	field("Countries");
	type("US");
	field("Rates");
	keys("Enter a");
	answer("Rate", "Standard");
	answer("Price", "5");
	keys("Esc Esc Esc Esc");
	answer("Returns window", "14");
	keys("M-3 o");
	answer("Style", "natural");
	answer("Theme", "linen");
	answer("Primary colour", "#2f5d50");
	keys("M-4 Enter a");
	answer("Provider", "stripe");
	answer("Mode", "test");
	answer("Secret key", "env:STRIPE_SECRET_KEY");
	keys("M-5 o");
	answer("Tone", "plain");
	keys("M-6");
	answer("Address of the shop", "https://fern.example.com");
	answer("Title", "Fern & Field, clay pots");
	wizard_quit();
	same();
}
END_TEST

Suite *suite_same(void);
Suite *suite_same(void)
{
	Suite *suite = suite_create("same");
	TCase *tc = tcase_create("same");

	tcase_add_checked_fixture(tc, wizard_setup, wizard_teardown);
	tcase_add_test(tc, typed_line_by_line_and_from_a_file);
	suite_add_tcase(suite, tc);
	return suite;
}
