#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

#include "base/banned.h"

static const struct {
	int64_t ms;
	const char *text;
} times[] = {
	{ 0, "1970-01-01T00:00:00.000Z" },
	{ 1, "1970-01-01T00:00:00.001Z" },
	{ -1, "1969-12-31T23:59:59.999Z" },
	{ 951782399999, "2000-02-28T23:59:59.999Z" },
	{ 951782400000, "2000-02-29T00:00:00.000Z" },
	{ 951868800000, "2000-03-01T00:00:00.000Z" },
	{ 1795411800000, "2026-11-23T05:30:00.000Z" },
	{ 4107542400000, "2100-03-01T00:00:00.000Z" }, /* no leap day in 2100 */
	{ -62135596800000, "0001-01-01T00:00:00.000Z" },
	{ 253402300799999, "9999-12-31T23:59:59.999Z" },
};

START_TEST(time_there_and_back)
{
	char text[SLW_TIME_SIZE];
	int64_t ms = 42;

	slw_time_format(text, times[_i].ms);
	ck_assert_str_eq(text, times[_i].text);
	ck_assert(slw_time_parse(text, &ms));
	ck_assert_int_eq(ms, times[_i].ms);
}
END_TEST

START_TEST(every_day_of_400_years_counts_one)
{
	char text[SLW_TIME_SIZE];
	int64_t ms;

	for (int64_t day = -146097 / 2; day < 146097 / 2; day++) {
		slw_time_format(text, day * 86400000);
		ck_assert(slw_time_parse(text, &ms));
		ck_assert_int_eq(ms, day * 86400000);
	}
}
END_TEST

START_TEST(times_out_of_range_are_clamped)
{
	char text[SLW_TIME_SIZE];

	slw_time_format(text, INT64_MIN);
	ck_assert_str_eq(text, "0001-01-01T00:00:00.000Z");
	slw_time_format(text, INT64_MAX);
	ck_assert_str_eq(text, "9999-12-31T23:59:59.999Z");
}
END_TEST

static const char *const no_times[] = {
	"",
	"2026-11-23",
	"2026-11-23T05:30:00Z",
	"2026-11-23T05:30:00.000",
	"2026-11-23T05:30:00.000Zx",
	"2026-11-23 05:30:00.000Z",
	"2026-11-23t05:30:00.000z",
	"2026-11-23T05:30:00.000+00:00",
	"2026-11-23T24:00:00.000Z",
	"2026-11-23T05:60:00.000Z",
	"2026-11-23T05:30:60.000Z",
	"2026-02-29T05:30:00.000Z",
	"2026-00-10T05:30:00.000Z",
	"0000-01-01T00:00:00.000Z",
	"-026-01-01T00:00:00.000Z",
	"2026-11-23T05:30:00.0\xD9\xA1Z",
};

START_TEST(no_time)
{
	int64_t ms = 42;

	ck_assert_msg(!slw_time_parse(no_times[_i], &ms), "%s", no_times[_i]);
	ck_assert_int_eq(ms, 42);
}
END_TEST

static const struct {
	const char *text;
	bool valid;
} dates[] = {
	{ "2026-11-23", true },	 { "2024-02-29", true },   { "2000-02-29", true },
	{ "0001-01-01", true },	 { "9999-12-31", true },   { "2025-02-29", false },
	{ "1900-02-29", false }, { "2026-04-31", false },  { "2026-13-01", false },
	{ "2026-00-01", false }, { "2026-01-00", false },  { "0000-01-01", false },
	{ "2026-1-1", false },	 { "2026-01-011", false }, { "2026/01/01", false },
	{ "", false },		 { "2026-01-01T", false }, { " 2026-01-01", false },
};

START_TEST(date)
{
	ck_assert_msg(slw_date_valid(dates[_i].text) == dates[_i].valid, "%s", dates[_i].text);
}
END_TEST

START_TEST(clocks_run)
{
	int64_t began = slw_clock_monotonic();

	ck_assert_int_gt(slw_clock_now(), 1700000000000);
	ck_assert_int_ge(slw_clock_monotonic(), began);
}
END_TEST

Suite *suite_clock(void);
Suite *suite_clock(void)
{
	Suite *suite = suite_create("clock");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, time_there_and_back, 0, (int)SLW_COUNT(times));
	tcase_add_test(tc, every_day_of_400_years_counts_one);
	tcase_add_test(tc, times_out_of_range_are_clamped);
	tcase_add_loop_test(tc, no_time, 0, (int)SLW_COUNT(no_times));
	tcase_add_loop_test(tc, date, 0, (int)SLW_COUNT(dates));
	tcase_add_test(tc, clocks_run);
	suite_add_tcase(suite, tc);
	return suite;
}
