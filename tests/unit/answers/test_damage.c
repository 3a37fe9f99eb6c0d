/* Kinds of damage, one a row: what is written, where it is told, and in which words. */
#include "config.h"

#include "unit/suites.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "unit/answers/support.h"

#include "base/banned.h"

/* Rows are put behind BASE (find NULL) or in place of a part of it. */
struct damage {
	const char *find, *put;
	int line, column;
	const char *key, *kind;
	const char *message, *hint; /* parts; NULL: not looked at */
	size_t more;		    /* other errors that come with it */
};

#define ITEMS "products:\n  items:\n    - title: Pot\n      price: 12\n"
#define VARIANTS                                                  \
	"products:\n  items:\n    - title: Pot\n      options:\n" \
	"        - name: Size\n          values: [S, M]\n"        \
	"      variants:\n        - option_values: [S]\n          price: 12\n"
#define ZONE(name, countries) \
	"      - name: " name "\n        " countries "\n        rates: [{name: Post, price: 5}]\n"
#define TEN    "a, a, a, a, a, a, a, a, a, a, "
#define STRIPE "integrations:\n  payments:\n    - provider: stripe\n      credentials:\n"

static const struct damage rows[] = {
	/* syntax */
	{ NULL, "\tseo: 1\n", 12, 1, "", "syntax", "a tab", "spaces", 0 },
	{ "  industry:", "\tindustry:", 3, 1, "", "syntax", "a tab", "spaces", 0 },
	{ "Fern", "\"Fern", 2, 18, "", "syntax", "quotation mark", NULL, 0 },
	{ "Fern", "'Joe's'", 2, 23, "", "syntax", "behind the closing", "apostrophe", 0 },
	{ "Fern", "Fern: Field", 2, 22, "", "syntax", "second colon", "in quotes", 0 },
	{ "Fern", "@fern", 2, 18, "", "syntax", "cannot begin", "in quotes", 0 },
	{ "Fern", "%fern", 2, 18, "", "syntax", "cannot begin", "in quotes", 0 },
	{ "Fern", "\"\\q\"", 2, 19, "", "syntax", "escape", "backslash", 0 },
	{ "  industry: home_garden", "   industry: home_garden", 2, 18, "", "syntax", "do not fit",
	  "indentation", 0 },
	{ "  industry: home_garden", "  industry home_garden", 3, 3, "", "syntax",
	  "without a colon", "key: value", 0 },
	{ NULL, "seo:\n  keywords: [a, b\nlaunch:\n  targets: [feed]\n", 13, 13, "", "syntax",
	  "[ or { is not closed", "]", 0 },
	{ NULL, "seo: {title: x\n", 12, 6, "", "syntax", "[ or { is not closed", "}", 0 },
	{ NULL, "---\nbusiness: {}\n", 12, 1, "", "syntax", "second document", "---", 0 },
	{ "Fern", "!!python/object:os.system Fern", 2, 18, "", "syntax", "python/object:os.system",
	  "take it out", 0 },
	{ "Fern", "!secret Fern", 2, 18, "", "syntax", "!secret", NULL, 0 },
	{ "Fern", "*name", 2, 18, "", "syntax", "no anchor", "write the value out", 0 },
	{ "Fern", "\"a\\0b\"", 2, 18, "", "syntax", "no text may have", NULL, 0 },
	{ "  description: Pots.\n", "  description: |\n", 5, 3, "", "syntax", "deeper than its key",
	  "indent it", 0 },
	{ NULL, "seo:\n  keywords:\n    - |\n    a\n", 15, 5, "", "syntax", "deeper than its key",
	  NULL, 0 },
	{ NULL, "seo:\n  description: |\n        \n    b\n", 14, 1, "", "syntax",
	  "not indented as its text", "alike", 0 },
	{ NULL, "? [seo, content]\n: 1\n", 12, 3, "", "syntax", "a key must be", NULL, 0 },
	/* keys */
	{ "industry:", "industri:", 3, 3, "business.industri", "unknown_key", "no such key",
	  "\"industry\"", 1 },
	{ NULL, "sseo:\n  title: x\n", 12, 1, "sseo", "unknown_key", "no such key", "\"seo\"", 0 },
	{ NULL, "theme:\n  announcement: x\n", 13, 3, "theme.announcement", "unknown_key", NULL,
	  "there is a \"theme.layout.announcement\"", 0 },
	{ NULL, "seo:\n  keywords: [" TEN TEN TEN TEN TEN "x]\n", 13, 13, "seo.keywords", "range",
	  "has 51 entries; at most 50", NULL, 0 },
	{ NULL, "launch:\n  when: now\n", 13, 3, "launch.when", "unknown_key", NULL, "targets", 0 },
	{ NULL, "  country: DE\n", 12, 3, "business.country", "duplicate_key", "given twice",
	  "line 5, column 3", 0 },
	{ NULL, "business:\n  country: DE\n", 12, 1, "business", "duplicate_key", "given twice",
	  "line 1, column 1", 0 },
	{ NULL, "seo:\n  <<: {title: x}\n", 13, 3, "seo.<<", "unknown_key", NULL, "YAML 1.2", 0 },
	{ "  country: US\n", "", 1, 1, "business.country", "missing", "required", "country: US",
	  0 },
	{ "    email: hi@example.com\n", "    name: Jo\n", 7, 3, "business.contact.email",
	  "missing", "required", NULL, 0 },
	{ NULL, "  imprint: {legal_name: x}\n", 12, 3, "business.imprint", "conflict",
	  "does not apply", "law", 0 },
	{ "country: US", "country: DE", 1, 1, "business.privacy.contact_email", "missing", NULL,
	  NULL, 1 },
	/* kinds of value */
	{ "Fern", "", 2, 3, "business.business_name", "type", "no value", "take the line out", 0 },
	{ "Fern", "null", 2, 18, "business.business_name", "type", "no value", NULL, 0 },
	{ "Fern", "true", 2, 18, "business.business_name", "type", "yes or no", "\"true\"", 0 },
	{ "Fern", "1984", 2, 18, "business.business_name", "type", "a number", "\"1984\"", 0 },
	{ "Fern", "\"  \"", 2, 18, "business.business_name", "range", "is empty", NULL, 0 },
	{ "Fern", "[Fern, Field]", 2, 18, "business.business_name", "type",
	  "a list, but a single value", "Fern & Field", 0 },
	{ "Fern", "{first: Fern}", 2, 18, "business.business_name", "type", "a mapping", NULL, 0 },
	{ NULL, "seo: all\n", 12, 6, "seo", "type", "a single value, but a mapping", NULL, 0 },
	{ NULL, "seo:\n  keywords: pots\n", 13, 13, "seo.keywords", "type", "a list is needed",
	  "[pots]", 0 },
	{ NULL, "products:\n  items:\n    title: Pot\n    price: 1\n", 14, 5, "products.items",
	  "type", "a list is needed", "\"- \"", 0 },
	{ NULL, "products:\n  items:\n    - Pot\n", 14, 7, "products.items[0]", "type", "a mapping",
	  NULL, 0 },
	{ NULL, "seo:\n  allow_indexing: maybe\n", 13, 19, "seo.allow_indexing", "type",
	  "neither yes nor no", "yes or no", 0 },
	{ NULL, "theme:\n  colours:\n    primary: #2f5d50\n", 14, 5, "theme.colours.primary",
	  "type", "# begins a comment", "put the colour in quotes", 0 },
	/* formats and limits of single values */
	{ "Fern", "Joe's", 2, 18, "business.business_name", "format", "right form", "Joe’s", 0 },
	{ "Fern", "<b>Fern</b>", 2, 18, "business.business_name", "format", NULL, "without <", 0 },
	{ "home_garden", "home & garden", 3, 13, "business.industry", "format", NULL, "letters",
	  0 },
	{ "US\n", "us\n", 5, 12, "business.country", "choice", "not a country code",
	  "\"US\", United States", 0 },
	{ "US\n", "Germany\n", 5, 12, "business.country", "choice", NULL, "\"DE\"", 0 },
	{ "US\n", "UK\n", 5, 12, "business.country", "choice", NULL, "\"GB\"", 0 },
	{ "USD", "DOLLAR", 6, 13, "business.currency", "choice", "not a currency code", NULL, 0 },
	{ "hi@example.com", "hi@example", 8, 12, "business.contact.email", "format",
	  "not an e-mail address", NULL, 0 },
	{ NULL, "  founded: 14 BC\n", 12, 12, "business.founded", "type", "whole number", NULL, 0 },
	{ NULL, "  founded: 3000\n", 12, 12, "business.founded", "range", "out of range",
	  "1000 to 2100", 0 },
	{ NULL, "seo:\n  base_url: www.example.com\n", 13, 13, "seo.base_url", "format", NULL,
	  "write https://www.example.com", 0 },
	{ NULL, "seo:\n  social_image: ../x.png\n", 13, 17, "seo.social_image", "format",
	  "leaves the folder", NULL, 0 },
	{ NULL, "seo:\n  social_image: /etc/passwd\n", 13, 17, "seo.social_image", "format",
	  "not a relative path", NULL, 0 },
	{ NULL, "theme:\n  theme_id: harbor\n", 13, 13, "theme.theme_id", "choice",
	  "no theme \"harbor\"", "\"harbour\"", 0 },
	{ NULL, "theme:\n  colours:\n    primary: teal\n", 14, 14, "theme.colours.primary",
	  "format", "not a colour", "#2f5d50", 0 },
	{ NULL, "launch:\n  targets: [feed, storefrnt]\n", 13, 19, "launch.targets[1]", "choice",
	  "not one of the choices", "\"storefront\"", 0 },
	{ NULL, "launch:\n  targets: [feed, feed]\n", 13, 19, "launch.targets[1]", "conflict",
	  "listed twice", NULL, 0 },
	{ NULL, "products:\n  tax: {rate: 19%}\n", 13, 15, "products.tax.rate", "type",
	  "not a decimal number", NULL, 0 },
	{ NULL, "products:\n  tax:\n    rate: 101\n", 14, 11, "products.tax.rate", "range",
	  "101 is out of range", "0 to 100 %", 0 },
	/* money */
	{ NULL, "products:\n  items:\n    - title: Pot\n      price: 12.505\n", 15, 14,
	  "products.items[0].price", "format", "12.505 has more decimals than USD has", "12.50",
	  0 },
	{ NULL, "products:\n  items:\n    - title: Pot\n      price: 1.299,00\n", 15, 14,
	  "products.items[0].price", "format", "1.299,00", "1299.00", 0 },
	{ NULL, "products:\n  items:\n    - title: Pot\n      price: $12\n", 15, 14,
	  "products.items[0].price", "format", NULL, NULL, 0 },
	{ NULL, "products:\n  items:\n    - title: Pot\n      price: -1\n", 15, 14,
	  "products.items[0].price", "range", "-1.00 is out of range", "0.00 or more", 0 },
	{ NULL, ITEMS "      compare_at_price: 11.99\n", 16, 25,
	  "products.items[0].compare_at_price", "conflict", "not above the price", NULL, 0 },
	/* products against each other and inside */
	{ NULL, "products:\n  items:\n    - title: Pot\n", 14, 7, "products.items[0].price",
	  "missing", "required", "24.50", 0 },
	{ NULL, ITEMS "    - title: POT\n      price: 1\n", 16, 14, "products.items[1].title",
	  "conflict", "the handle \"pot\"", "handle of its own", 0 },
	{ NULL, ITEMS "      sku: A\n    - title: Pan\n      price: 1\n      sku: A\n", 19, 12,
	  "products.items[1].sku", "conflict", "products.items[0] already", "once", 0 },
	{ NULL, ITEMS "      collections: [pot]\n  collections: [{title: Pots}]\n", 16, 21,
	  "products.items[0].collections[0]", "conflict", "no collection", "\"pots\"", 0 },
	{ NULL, VARIANTS "        - option_values: [L]\n          price: 12\n", 21, 27,
	  "products.items[0].variants[1].option_values[0]", "conflict", "\"L\" is not a value",
	  "values of the option", 0 },
	{ NULL, VARIANTS "        - option_values: [M, L]\n          price: 12\n", 21, 11,
	  "products.items[0].variants[1].option_values", "conflict", "has 2 values", "one value",
	  0 },
	{ NULL, VARIANTS "        - option_values: [S]\n          price: 12\n", 21, 11,
	  "products.items[0].variants[1].option_values", "conflict", "the same values", NULL, 0 },
	{ NULL, VARIANTS "      price: 12\n", 21, 14, "products.items[0].price", "conflict",
	  "does not apply", "variants", 0 },
	{ NULL, VARIANTS "          image: a.jpg\n", 21, 18, "products.items[0].variants[0].image",
	  "conflict", "among the images", NULL, 0 },
	{ NULL, "products:\n  collections:\n    - title: Pots\n    - title: pots\n", 15, 14,
	  "products.collections[1].title", "conflict", "the handle \"pots\"", NULL, 0 },
	/* shipping and returns */
	{ NULL, "products:\n  shipping:\n    handling_days_min: 5\n    handling_days_max: 1\n", 15,
	  24, "products.shipping.handling_days_max", "conflict", "below handling_days_min",
	  "at least 5", 0 },
	{ NULL, "products:\n  shipping:\n    handling_days_min: 5\n", 14, 24,
	  "products.shipping.handling_days_min", "conflict", "handling_days_max is 2",
	  "give handling_days_max too", 0 },
	{ NULL,
	  "products:\n  shipping:\n    zones:\n" ZONE("A", "countries: [DE, FR]")
	      ZONE("B", "countries: [AT, FR]"),
	  19, 25, "products.shipping.zones[1].countries[1]", "conflict",
	  "FR is in products.shipping.zones[0] already", "one zone", 0 },
	{ NULL,
	  "products:\n  shipping:\n    zones:\n" ZONE("A", "rest_of_world: yes")
	      ZONE("B", "rest_of_world: on"),
	  19, 24, "products.shipping.zones[1].rest_of_world", "conflict", "already", NULL, 0 },
	{ NULL, "products:\n  returns:\n    accepted: no\n    window_days: 30\n", 15, 18,
	  "products.returns.window_days", "conflict", "does not apply", "accepted is yes", 0 },
	/* integrations and secrets */
	{ NULL, "integrations:\n  payments:\n    - provider: strip\n", 14, 17,
	  "integrations.payments[0].provider", "choice", "no provider \"strip\"", "\"stripe\"", 0 },
	{ NULL, STRIPE "        secretkey: {env: K}\n", 16, 9,
	  "integrations.payments[0].credentials.secretkey", "unknown_key", "no such credential",
	  "\"secret_key\"", 1 },
	{ NULL, "integrations:\n  payments:\n    - provider: stripe\n", 14, 7,
	  "integrations.payments[0].credentials.secret_key", "missing", "required", NULL, 0 },
	{ NULL, STRIPE "        secret_key: {enf: K}\n", 16, 22,
	  "integrations.payments[0].credentials.secret_key", "unknown_key", NULL, "\"env\"", 0 },
	{ NULL, STRIPE "        secret_key: {env: $KEY}\n", 16, 27,
	  "integrations.payments[0].credentials.secret_key", "secret", "name of a variable", "no $",
	  0 },
	{ NULL, STRIPE "        secret_key: hunter2\n", 16, 21,
	  "integrations.payments[0].credentials.secret_key", "secret", "does not look like",
	  "sk_test_51H", 0 },
	{ NULL,
	  STRIPE "        secret_key: {env: K}\n    - provider: stripe\n"
		 "      credentials: {secret_key: {env: K}}\n",
	  17, 17, "integrations.payments[1].provider", "conflict", "listed twice", NULL, 0 },
};

/* Rows of warnings: nothing of them stops a launch. */
static const struct damage warnings[] = {
	{ NULL, STRIPE "        secret_key: sk_test_51Habc\n", 16, 21,
	  "integrations.payments[0].credentials.secret_key", "secret", "written here",
	  "{env: NAME}", 0 },
	{ NULL,
	  "integrations:\n  payments:\n    - provider: stripe\n      mode: live\n"
	  "      credentials:\n        secret_key: sk_test_51Habc\n",
	  17, 21, "integrations.payments[0].credentials.secret_key", "conflict", "for testing",
	  NULL, 0 },
	{ "country: US\n",
	  "country: FR\n  imprint: {legal_name: x}\n  privacy: {contact_email: a@b.fr}\n", 16, 18,
	  "products.returns.window_days", "conflict", "fewer than the 14", "14 or more", 0 },
	{ NULL, ITEMS "  collections:\n    - title: Pots\n", 17, 7, "products.collections[0]",
	  "conflict", "no product is in", NULL, 0 },
};

static char *build(const struct damage *row)
{
	const char *base = BASE, *at;
	struct slw_buf buf;

	slw_buf_init(&buf, 0);
	if (row->find == NULL) {
		slw_buf_str(&buf, base);
		slw_buf_str(&buf, row->put);
		return slw_buf_take(&buf);
	}
	at = strstr(base, row->find);
	ck_assert_msg(at != NULL, "\"%s\" is not in the base", row->find);
	slw_buf_add(&buf, base, (size_t)(at - base));
	slw_buf_str(&buf, row->put);
	slw_buf_str(&buf, at + strlen(row->find));
	if (row->line > 12)
		slw_buf_str(&buf, "products:\n  returns:\n    window_days: 7\n");
	return slw_buf_take(&buf);
}

static void check_row(const struct damage *row, enum slw_severity severity)
{
	char *text = build(row), *all;
	const struct slw_problem *problem;
	struct reading reading;
	size_t errors = severity == SLW_PROBLEM_ERROR ? row->more + 1 : 0;

	read_text(&reading, text);
	all = reading_text(&reading);
	ck_assert_msg(reading.answers != NULL, "%s\n%s", text, all);
	problem = find_problem(&reading, row->key, row->kind);
	ck_assert_msg(problem != NULL, "no %s problem of \"%s\" in\n%s\n%s", row->kind, row->key,
		      text, all);
	ck_assert_msg(problem->line == row->line && problem->column == row->column,
		      "not at %d:%d in\n%s\n%s", row->line, row->column, text, all);
	ck_assert_msg(row->message == NULL || strstr(problem->message, row->message) != NULL,
		      "\"%s\" is not said of\n%s\n%s", row->message, text, all);
	ck_assert_msg(row->hint == NULL || strstr(problem->hint, row->hint) != NULL,
		      "\"%s\" is not the hint of\n%s\n%s", row->hint, text, all);
	ck_assert_msg(problem->severity == severity && reading.problems.errors == errors,
		      "%zu errors, not %zu, in\n%s\n%s", reading.problems.errors, errors, text,
		      all);
	ck_assert_str_eq(problem->file, "shop.yaml");
	reading_release(&reading);
	free(text);
	free(all);
}

START_TEST(errors)
{
	check_row(&rows[_i], SLW_PROBLEM_ERROR);
}
END_TEST

START_TEST(only_warned)
{
	check_row(&warnings[_i], SLW_PROBLEM_WARNING);
}
END_TEST

/* Bytes that are no text at all: nothing is read, and the error has the place. */
static const struct {
	const char *bytes;
	size_t len;
	const char *message, *hint;
} no_text[] = {
	{ "a: 1\nb: caf\xE9\n", 12, "shop.yaml:2:7: not UTF-8 (byte 0xE9)", "Windows-1252" },
	{ "\xFF\xFE"
	  "a\0:\0",
	  6, "shop.yaml:1:1: not UTF-8 (byte 0xFF)", "UTF-16" },
	{ "\0a\0:\0 \0", 7, "shop.yaml:1:1: a NUL byte", "UTF-16" },
	{ "a: 1\nb: x\0y\n", 12, "shop.yaml:2:5: a NUL byte", "take it out" },
	{ "ä: \xC3", 5, "shop.yaml:1:4: not UTF-8", NULL },
};

START_TEST(is_no_text)
{
	struct reading reading;

	read_bytes(&reading, no_text[_i].bytes, no_text[_i].len);
	ck_assert_ptr_null(reading.answers);
	ck_assert_int_eq(reading.err.code, SLW_EINVAL);
	ck_assert_msg(strstr(reading.err.msg, no_text[_i].message) != NULL, "%s", reading.err.msg);
	ck_assert_msg(no_text[_i].hint == NULL ||
			  strstr(reading.err.hint, no_text[_i].hint) != NULL,
		      "%s", reading.err.hint);
	reading_release(&reading);
}
END_TEST

/* Whole files that say nothing that could be used. */
static const struct {
	const char *text;
	int line, column;
	const char *message;
} hollow[] = {
	{ "", 1, 1, "no answers" },
	{ "# nothing yet\n", 1, 1, "no answers" },
	{ "~\n", 1, 1, "no answers" },
	{ "just text\n", 1, 1, "not a mapping" },
	{ "- business\n", 1, 1, "not a mapping" },
	{ "\"\"", 1, 1, "not a mapping" },
};

START_TEST(is_hollow)
{
	struct reading reading;
	const struct slw_problem *problem;

	read_text(&reading, hollow[_i].text);
	ck_assert_ptr_nonnull(reading.answers);
	problem = find_problem(&reading, "", NULL);
	ck_assert_ptr_nonnull(problem);
	ck_assert_int_eq(problem->line, hollow[_i].line);
	ck_assert_int_eq(problem->column, hollow[_i].column);
	ck_assert_msg(strstr(problem->message, hollow[_i].message) != NULL, "%s", problem->message);
	reading_release(&reading);
}
END_TEST

/* Ten levels of ten aliases each stand for ten thousand million values. */
START_TEST(refuses_to_expand_aliases_without_end)
{
	struct reading reading;
	struct slw_buf text;

	slw_buf_init(&text, 0);
	slw_buf_str(&text, "seo:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (int i = 1; i < 10; i++) {
		slw_buf_printf(&text, "  a%d: &a%d [", i, i);
		for (int j = 0; j < 10; j++)
			slw_buf_printf(&text, "%s*a%d", j > 0 ? ", " : "", i - 1);
		slw_buf_str(&text, "]\n");
	}
	read_text(&reading, text.data);
	ck_assert_ptr_nonnull(find_problem(&reading, "", "syntax"));
	ck_assert_str_eq(find_problem(&reading, "", "syntax")->message,
			 "aliases stand for too much");
	reading_release(&reading);
	slw_buf_release(&text);
}
END_TEST

START_TEST(stops_at_deep_nesting)
{
	struct reading reading;
	struct slw_buf text;

	slw_buf_init(&text, 0);
	slw_buf_str(&text, "seo: ");
	for (int i = 0; i < 100000; i++)
		slw_buf_char(&text, '[');
	read_text(&reading, text.data);
	ck_assert_str_eq(find_problem(&reading, "", "syntax")->message,
			 "nested deeper than 64 levels");
	reading_release(&reading);
	slw_buf_release(&text);
}
END_TEST

START_TEST(goes_on_after_an_error_of_syntax)
{
	struct reading reading;
	const struct slw_problem *problem;

	read_text(&reading, "business:\n  business_name: \"Fern\n  country: US\n"
			    "theme:\n  style: natral\nseo:\n\ttitle: x\n  description: y\n"
			    "launch:\n  targets: [fed]\n");
	ck_assert_uint_eq(reading.problems.errors, 4);
	problem = find_problem(&reading, "theme.style", "choice");
	ck_assert_ptr_nonnull(problem);
	ck_assert_int_eq(problem->line, 5);
	problem = find_problem(&reading, "launch.targets[0]", "choice");
	ck_assert_ptr_nonnull(problem);
	ck_assert_int_eq(problem->line, 10);
	ck_assert_ptr_null(find_problem(&reading, "business.country", "missing"));
	reading_release(&reading);
}
END_TEST

START_TEST(secrets_are_in_no_message)
{
	static const char *const texts[] = {
		STRIPE "        secret_key: hunter2secret\n",
		STRIPE "        secret_key: {env: hunter2secret$}\n",
		STRIPE "        secret_key: {literal: hunter2secret}\n",
		STRIPE "        secret_key: [hunter2secret]\n",
		STRIPE "        secretkey: hunter2secret\n",
		STRIPE "        secret_key: {env: A, file: hunter2secret}\n",
		STRIPE "        secret_key: a\n        secret_key: hunter2secret\n",
		("integrations:\n  payments:\n    - provider: nobody\n      credentials:\n"
		 "        key: hunter2secret\n"),
	};

	for (size_t i = 0; i < SLW_COUNT(texts); i++) {
		struct reading reading;
		char *all;

		read_text(&reading, texts[i]);
		all = reading_text(&reading);
		ck_assert_msg(strstr(all, "hunter2") == NULL, "%s", all);
		reading_release(&reading);
		free(all);
	}
}
END_TEST

Suite *suite_damage(void);
Suite *suite_damage(void)
{
	Suite *suite = suite_create("damaged answers files");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, errors, 0, (int)SLW_COUNT(rows));
	tcase_add_loop_test(tc, only_warned, 0, (int)SLW_COUNT(warnings));
	tcase_add_loop_test(tc, is_no_text, 0, (int)SLW_COUNT(no_text));
	tcase_add_loop_test(tc, is_hollow, 0, (int)SLW_COUNT(hollow));
	tcase_add_test(tc, refuses_to_expand_aliases_without_end);
	tcase_add_test(tc, stops_at_deep_nesting);
	tcase_add_test(tc, goes_on_after_an_error_of_syntax);
	tcase_add_test(tc, secrets_are_in_no_message);
	suite_add_tcase(suite, tc);
	return suite;
}
