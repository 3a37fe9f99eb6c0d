#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/codes.h"

#include "base/banned.h"

START_TEST(all_are_sorted_and_whole)
{
	size_t count;
	const struct slw_country *country = slw_countries(&count);
	const struct slw_currency *currency;
	const struct slw_language *language;

	ck_assert_uint_ge(count, 249);
	for (size_t i = 0; i < count; i++) {
		ck_assert_ptr_eq(slw_country_find(country[i].code), &country[i]);
		ck_assert_uint_eq(strlen(country[i].code), 2);
		ck_assert(slw_text_valid(country[i].name, strlen(country[i].name)));
		ck_assert_str_ne(country[i].name, "");
		ck_assert(country[i].currency[0] == '\0' ||
			  slw_currency_find(country[i].currency) != NULL);
		ck_assert(i == 0 || strcmp(country[i - 1].code, country[i].code) < 0);
	}
	currency = slw_currencies(&count);
	ck_assert_uint_ge(count, 140);
	for (size_t i = 0; i < count; i++) {
		ck_assert_ptr_eq(slw_currency_find(currency[i].code), &currency[i]);
		ck_assert(i == 0 || strcmp(currency[i - 1].code, currency[i].code) < 0);
		ck_assert_str_ne(currency[i].symbol, "");
	}
	language = slw_languages(&count);
	ck_assert_uint_ge(count, 183);
	for (size_t i = 0; i < count; i++) {
		ck_assert_ptr_eq(slw_language_find(language[i].code), &language[i]);
		ck_assert(i == 0 || strcmp(language[i - 1].code, language[i].code) < 0);
		ck_assert_ptr_null(strchr(language[i].name, ';'));
	}
}
END_TEST

START_TEST(unknown_codes_are_not_found)
{
	static const char *const codes[] = { NULL, "", "e", "eur", "EURO", "ZZ", "\xFF", "E" };

	for (size_t i = 0; i < SLW_COUNT(codes); i++) {
		ck_assert_ptr_null(slw_country_find(codes[i]));
		ck_assert_ptr_null(slw_currency_find(codes[i]));
		ck_assert_ptr_null(slw_language_find(codes[i]));
	}
	ck_assert_ptr_null(slw_country_find("UK"));
	ck_assert_ptr_null(slw_language_find("EN"));
}
END_TEST

static const struct {
	const char *code;
	int decimals;
	const char *symbol;
} currency_cases[] = {
	{ "EUR", 2, "€" },     { "USD", 2, "$" },   { "GBP", 2, "£" },	 { "JPY", 0, "¥" },
	{ "KRW", 0, "₩" },     { "VND", 0, "₫" },   { "CLP", 0, "$" },	 { "ISK", 0, "kr." },
	{ "XOF", 0, "F CFA" }, { "UYI", 0, "UYI" }, { "KWD", 3, "KWD" }, { "BHD", 3, "BHD" },
	{ "TND", 3, "TND" },   { "CLF", 4, "UF" },  { "UYW", 4, "UYW" }, { "CHF", 2, "CHF" },
	{ "MRU", 2, "UM" },    { "XCG", 2, "Cg" },
};

START_TEST(currencies_have_their_decimals)
{
	const struct slw_currency *currency = slw_currency_find(currency_cases[_i].code);

	ck_assert_ptr_nonnull(currency);
	ck_assert_int_eq(currency->decimals, currency_cases[_i].decimals);
	ck_assert_str_eq(currency->symbol, currency_cases[_i].symbol);
}
END_TEST

START_TEST(what_cannot_price_a_product_is_left_out)
{
	static const char *const codes[] = {
		"XXX", "XTS", "XAU", "XAG", "XDR", "BOV", "USN", "HRK"
	};

	for (size_t i = 0; i < SLW_COUNT(codes); i++)
		ck_assert_ptr_null(slw_currency_find(codes[i]));
}
END_TEST

#define ALL_GROUPS                                                                               \
	(SLW_COUNTRY_EU | SLW_COUNTRY_TAX_INCLUDED | SLW_COUNTRY_IMPRINT | SLW_COUNTRY_PRIVACY | \
	 SLW_COUNTRY_WITHDRAWAL)

static const struct {
	const char *code, *name, *currency;
	unsigned int groups;
} country_cases[] = {
	{ "DE", "Germany", "EUR", ALL_GROUPS },
	{ "HR", "Croatia", "EUR", ALL_GROUPS },
	{ "RE", "Réunion", "EUR", ALL_GROUPS },
	{ "NO", "Norway", "NOK", ALL_GROUPS & ~(unsigned int)SLW_COUNTRY_EU },
	{ "GB", "United Kingdom", "GBP", ALL_GROUPS & ~(unsigned int)SLW_COUNTRY_EU },
	{ "CH", "Switzerland", "CHF",
	  SLW_COUNTRY_TAX_INCLUDED | SLW_COUNTRY_IMPRINT | SLW_COUNTRY_PRIVACY },
	{ "AU", "Australia", "AUD", SLW_COUNTRY_TAX_INCLUDED },
	{ "NZ", "New Zealand", "NZD", SLW_COUNTRY_TAX_INCLUDED },
	{ "JP", "Japan", "JPY",
	  SLW_COUNTRY_TAX_INCLUDED | SLW_COUNTRY_IMPRINT | SLW_COUNTRY_PRIVACY },
	{ "KR", "South Korea", "KRW",
	  SLW_COUNTRY_TAX_INCLUDED | SLW_COUNTRY_IMPRINT | SLW_COUNTRY_PRIVACY },
	{ "US", "United States", "USD", 0 },
	{ "CA", "Canada", "CAD", SLW_COUNTRY_PRIVACY },
	{ "KW", "Kuwait", "KWD", 0 },
	{ "AQ", "Antarctica", "", 0 },
	{ "CD", "Congo (Kinshasa)", "CDF", SLW_COUNTRY_TAX_INCLUDED },
};

START_TEST(countries_have_their_rules)
{
	const struct slw_country *country = slw_country_find(country_cases[_i].code);

	ck_assert_ptr_nonnull(country);
	ck_assert_str_eq(country->name, country_cases[_i].name);
	ck_assert_str_eq(country->currency, country_cases[_i].currency);
	ck_assert_uint_eq(country->groups, country_cases[_i].groups);
}
END_TEST

START_TEST(groups_have_names)
{
	ck_assert_uint_eq(slw_country_group("eu"), SLW_COUNTRY_EU);
	ck_assert_uint_eq(slw_country_group("tax_included"), SLW_COUNTRY_TAX_INCLUDED);
	ck_assert_uint_eq(slw_country_group("imprint"), SLW_COUNTRY_IMPRINT);
	ck_assert_uint_eq(slw_country_group("privacy"), SLW_COUNTRY_PRIVACY);
	ck_assert_uint_eq(slw_country_group("withdrawal"), SLW_COUNTRY_WITHDRAWAL);
	ck_assert_uint_eq(slw_country_group("EU"), 0);
}
END_TEST

START_TEST(languages_have_names_and_directions)
{
	ck_assert_str_eq(slw_language_find("en")->name, "English");
	ck_assert_str_eq(slw_language_find("es")->name, "Spanish");
	ck_assert_str_eq(slw_language_find("nb")->name, "Norwegian Bokmål");
	ck_assert(!slw_language_find("en")->right_to_left);
	ck_assert(slw_language_find("ar")->right_to_left);
	ck_assert(slw_language_find("he")->right_to_left);
	ck_assert(slw_language_find("fa")->right_to_left);
	ck_assert(slw_language_find("ur")->right_to_left);
}
END_TEST

Suite *suite_codes(void);
Suite *suite_codes(void)
{
	Suite *suite = suite_create("codes");
	TCase *tc = tcase_create("all");

	tcase_add_test(tc, all_are_sorted_and_whole);
	tcase_add_test(tc, unknown_codes_are_not_found);
	tcase_add_loop_test(tc, currencies_have_their_decimals, 0, SLW_COUNT(currency_cases));
	tcase_add_test(tc, what_cannot_price_a_product_is_left_out);
	tcase_add_loop_test(tc, countries_have_their_rules, 0, SLW_COUNT(country_cases));
	tcase_add_test(tc, groups_have_names);
	tcase_add_test(tc, languages_have_names_and_directions);
	suite_add_tcase(suite, tc);
	return suite;
}
