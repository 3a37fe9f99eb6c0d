#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/codes.h"
#include "model/money.h"

#include "base/banned.h"

#define NBSP  "\xC2\xA0"
#define NNBSP "\xE2\x80\xAF"

static const struct {
	const char *text, *currency;
	int64_t want;
} good[] = {
	{ "12", "EUR", 1200 },
	{ "12.5", "EUR", 1250 },
	{ "12.50", "EUR", 1250 },
	{ "12.500", "EUR", 1250 }, /* zeros beyond the decimals */
	{ "0", "EUR", 0 },
	{ "-0", "EUR", 0 },
	{ "-12.01", "EUR", -1201 },
	{ "007", "EUR", 700 },
	{ "1299", "JPY", 1299 },
	{ "1299.00", "JPY", 1299 },
	{ "1.234", "KWD", 1234 },
	{ "1.2345", "CLF", 12345 },
	{ "12.5", NULL, 1250 }, /* two decimals where the currency is not known */
	{ "999999999999.99", "EUR", SLW_MONEY_MAX },
	{ "99999999999999", "JPY", SLW_MONEY_MAX },
	{ "-999999999999.99", "EUR", -SLW_MONEY_MAX },
};

START_TEST(amounts_are_read)
{
	struct slw_err err = SLW_ERR_INIT;
	int64_t minor = 77;
	int rc = slw_money_parse(good[_i].text, slw_currency_find(good[_i].currency), &minor, &err);

	ck_assert_msg(rc == 0, "%s: %s", good[_i].text, err.msg);
	ck_assert_int_eq(minor, good[_i].want);
	ck_assert_int_eq(err.code, SLW_OK);
}
END_TEST

static const struct {
	const char *text, *currency, *msg, *hint;
} bad[] = {
	{ "12.505", "EUR", "12.505 has more decimals than EUR has (2)", "write 12.50 or 12.51" },
	{ "-12.505", "EUR", "-12.505 has more decimals than EUR has (2)",
	  "write -12.50 or -12.51" },
	{ "12.5", "JPY", "12.5 has more decimals than JPY has (0)", "write 12 or 13" },
	{ "1.23456", "CLF", "1.23456 has more decimals than CLF has (4)",
	  "write 1.2345 or 1.2346" },
	{ "1.299,00", "EUR", "\"1.299,00\" has a comma", "write 1299.00" },
	{ "1.299,00", "JPY", "\"1.299,00\" has a comma", "write 1299" },
	{ "1,299.00", "EUR", "\"1,299.00\" has a comma", "write 1299.00" },
	{ "1,299", "EUR", "\"1,299\" has a comma", "write 1299.00" },
	{ "1,299", "KWD", "\"1,299\" has a comma", "write 1.299" },
	{ "12,5", "EUR", "\"12,5\" has a comma", "write 12.50" },
	{ "-12,5", "EUR", "\"-12,5\" has a comma", "write -12.50" },
	{ ",5", "EUR", "\",5\" has a comma", "write 0.50" },
	{ "-,5", "EUR", "\"-,5\" has a comma", "write -0.50" },
	{ "1.299,000", "EUR", "\"1.299,000\" has a comma", "write 1299.00" },
	{ "1,299,000", "EUR", "\"1,299,000\" has a comma", "write 1299000.00" },
	{ "1.299.000", "EUR", "\"1.299.000\" is not an amount of money", "write 1299000.00" },
	{ "1 299.00", "EUR", "\"1 299.00\" is not an amount of money", "write 1299.00" },
	{ "$13.50", "USD", "\"$13.50\" is not an amount of money", "write 13.50" },
	{ "13.50 EUR", "EUR", "\"13.50 EUR\" is not an amount of money", "write 13.50" },
	{ "12.", "EUR", "\"12.\" is not an amount of money", "write 12.00" },
	{ ".5", "EUR", "\".5\" is not an amount of money", "write 0.50" },
	{ "+5", "EUR", "\"+5\" is not an amount of money", "write 5.00" },
	{ "1e3", "EUR", "\"1e3\" is not an amount of money", "write 12.50" },
	{ "0x10", "EUR", "\"0x10\" is not an amount of money", "write 12.50" },
	{ "free", "EUR", "\"free\" is not an amount of money", "write 12.50" },
	{ "-", "EUR", "\"-\" is not an amount of money", "write 12.50" },
	{ "--5", "EUR", "\"--5\" is not an amount of money", "write -5.00" },
	{ "", "EUR", "there is no amount", "write 12.50" },
	{ "1000000000000.00", "EUR", "1000000000000.00 is too large",
	  "999999999999.99 is the most" },
	{ "99999999999999999999999999", "JPY", "99999999999999999999999999 is too large",
	  "99999999999999 is the most" },
};

START_TEST(what_is_no_amount_is_said)
{
	struct slw_err err = SLW_ERR_INIT;
	int64_t minor = 77;

	ck_assert_int_eq(
	    slw_money_parse(bad[_i].text, slw_currency_find(bad[_i].currency), &minor, &err), -1);
	ck_assert_int_eq(err.code, SLW_EINVAL);
	ck_assert_str_eq(err.msg, bad[_i].msg);
	ck_assert_str_eq(err.hint, bad[_i].hint);
	ck_assert_int_eq(minor, 77);
}
END_TEST

START_TEST(a_text_of_any_length_is_an_error)
{
	struct slw_err err = SLW_ERR_INIT;
	char *text = slw_malloc(100001);
	int64_t minor;

	memset(text, '9', 100000);
	text[100000] = '\0';
	ck_assert_int_eq(slw_money_parse(text, NULL, &minor, &err), -1);
	text[50] = ',';
	ck_assert_int_eq(slw_money_parse(text, NULL, &minor, &err), -1);
	text[50] = '.';
	ck_assert_int_eq(slw_money_parse(text, NULL, &minor, &err), -1);
	memset(text, '0', 100000);
	text[50] = '.';
	ck_assert_int_eq(slw_money_parse(text, NULL, &minor, &err), 0);
	ck_assert_int_eq(minor, 0);
	free(text);
}
END_TEST

static const struct {
	int64_t minor;
	const char *currency, *want;
} plain[] = {
	{ 1250, "EUR", "12.50" },
	{ 5, "EUR", "0.05" },
	{ -5, "EUR", "-0.05" },
	{ 0, "EUR", "0.00" },
	{ 1299, "JPY", "1299" },
	{ 1234, "KWD", "1.234" },
	{ 12345, "CLF", "1.2345" },
	{ 1250, NULL, "12.50" },
	{ SLW_MONEY_MAX, "JPY", "99999999999999" },
	{ INT64_MIN, "EUR", "-92233720368547758.08" },
	{ INT64_MAX, "CLF", "922337203685477.5807" },
};

START_TEST(amounts_are_written)
{
	char out[SLW_MONEY_SIZE];

	slw_money_format(out, plain[_i].minor, slw_currency_find(plain[_i].currency));
	ck_assert_str_eq(out, plain[_i].want);
}
END_TEST

static const struct {
	int64_t minor;
	const char *currency, *language, *want;
} shown[] = {
	{ 129900, "USD", "en", "$1,299.00" },
	{ -129900, "USD", "en", "-$1,299.00" },
	{ 99, "USD", "en", "$0.99" },
	{ 0, "USD", "en", "$0.00" },
	{ 0, "EUR", "de", "0,00" NBSP "€" },
	{ 123456789, "GBP", "en", "£1,234,567.89" },
	{ 1299, "JPY", "en", "¥1,299" },
	{ 1250, "CHF", "en", "CHF" NBSP "12.50" },
	{ 12500, "KWD", "en", "KWD" NBSP "12.500" },
	{ 123456700, "INR", "en", "₹12,34,567.00" },
	{ 12345600, "INR", "hi", "₹1,23,456.00" },
	{ 129900, "EUR", "de", "1.299,00" NBSP "€" },
	{ 129900, "CHF", "de", "1.299,00" NBSP "CHF" },
	{ 129900, "EUR", "fr", "1" NNBSP "299,00" NBSP "€" },
	{ 129900, "EUR", "es", "1299,00" NBSP "€" },
	{ 1299900, "EUR", "es", "12.999,00" NBSP "€" },
	{ 129900, "MXN", "es", "$1,299.00" },
	{ 1299, "CLP", "es", "$1.299" },
	{ 129900, "EUR", "it", "1.299,00" NBSP "€" },
	{ 129900, "EUR", "nl", "€" NBSP "1.299,00" },
	{ 129900, "EUR", "pt", "1299,00" NBSP "€" },
	{ 129900, "BRL", "pt", "R$" NBSP "1.299,00" },
	{ 129900, "SEK", "sv", "1" NBSP "299,00" NBSP "kr" },
	{ 129900, "DKK", "da", "1.299,00" NBSP "kr." },
	{ 129900, "NOK", "nb", "1" NBSP "299,00" NBSP "kr" },
	{ 129900, "PLN", "pl", "1299,00" NBSP "zł" },
	{ 1299900, "PLN", "pl", "12" NBSP "999,00" NBSP "zł" },
	{ 129900, "CZK", "cs", "1" NBSP "299,00" NBSP "Kč" },
	{ 129900, "CZK", "en", "Kč" NBSP "1,299.00" },
	{ 1299, "JPY", "ja", "¥1,299" },
	{ 1299, "KRW", "ko", "₩1,299" },
	{ 129900, "TRY", "tr", "₺1.299,00" },
	{ 129900, "USD", "xx", "$1,299.00" }, /* the English form */
	{ 129900, "USD", NULL, "$1,299.00" },
	{ 129900, NULL, "de", "1.299,00" },
	{ INT64_MIN, "USD", "en", "-$92,233,720,368,547,758.08" },
};

START_TEST(amounts_are_shown_as_the_language_writes_them)
{
	struct slw_buf buf;

	slw_buf_init(&buf, 0);
	slw_money_display(&buf, shown[_i].minor, slw_currency_find(shown[_i].currency),
			  shown[_i].language);
	ck_assert_str_eq(buf.data, shown[_i].want);
	slw_buf_release(&buf);
}
END_TEST

static const struct {
	int64_t minor;
	int from, to, rc;
	int64_t want;
} scales[] = {
	{ 1200, 2, 0, 0, 12 },
	{ 12, 0, 2, 0, 1200 },
	{ 1250, 2, 3, 0, 12500 },
	{ 1250, 2, 0, -1, 77 },
	{ 12500, 3, 2, 0, 1250 },
	{ 12505, 3, 2, -1, 77 },
	{ -1200, 2, 0, 0, -12 },
	{ 0, 4, 0, 0, 0 },
	{ SLW_MONEY_MAX, 0, 2, -1, 77 },
	{ INT64_MAX, 0, 4, -1, 77 },
	{ INT64_MIN, 0, 4, -1, 77 },
	{ INT64_MAX, 2, 2, -1, 77 },
	{ SLW_MONEY_MAX, 2, 2, 0, SLW_MONEY_MAX },
	{ -SLW_MONEY_MAX, 2, 2, 0, -SLW_MONEY_MAX },
	{ -SLW_MONEY_MAX - 1, 2, 2, -1, 77 },
};

START_TEST(amounts_are_rescaled_exactly_or_not_at_all)
{
	int64_t out = 77;
	int rc = slw_money_rescale(scales[_i].minor, scales[_i].from, scales[_i].to, &out);

	ck_assert_int_eq(rc, scales[_i].rc);
	ck_assert_int_eq(out, scales[_i].want);
}
END_TEST

Suite *suite_money(void);
Suite *suite_money(void)
{
	Suite *suite = suite_create("money");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, amounts_are_read, 0, SLW_COUNT(good));
	tcase_add_loop_test(tc, what_is_no_amount_is_said, 0, SLW_COUNT(bad));
	tcase_add_test(tc, a_text_of_any_length_is_an_error);
	tcase_add_loop_test(tc, amounts_are_written, 0, SLW_COUNT(plain));
	tcase_add_loop_test(tc, amounts_are_shown_as_the_language_writes_them, 0, SLW_COUNT(shown));
	tcase_add_loop_test(tc, amounts_are_rescaled_exactly_or_not_at_all, 0, SLW_COUNT(scales));
	suite_add_tcase(suite, tc);
	return suite;
}
