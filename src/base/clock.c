#include "config.h"

#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/banned.h"

#define DAY_MS 86400000

static int64_t read_clock(clockid_t id)
{
	struct timespec ts = { 0 };

	clock_gettime(id, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t slw_clock_now(void)
{
	return read_clock(CLOCK_REALTIME);
}

int64_t slw_clock_monotonic(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

/*
 * Days since 1970-01-01 of a Gregorian date, and back. Counted in eras of 400 years whose year
 * begins in March, so that the leap day is the last of its year.
 */
static int64_t days_from_date(int64_t year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - 719468;
}

static void date_from_days(int64_t days, int *year, int *month, int *day)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t shifted = (5 * doy + 2) / 153;

	*day = (int)(doy - (153 * shifted + 2) / 5 + 1);
	*month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
	*year = (int)(yoe + era * 400 + (*month <= 2 ? 1 : 0));
}

void slw_time_format(char out[SLW_TIME_SIZE], int64_t ms)
{
	const int64_t least = days_from_date(1, 1, 1) * DAY_MS;
	const int64_t most = days_from_date(10000, 1, 1) * DAY_MS - 1;
	char text[64];
	int64_t days, rest;
	int year, month, day;

	ms = ms < least ? least : ms > most ? most : ms;
	days = ms / DAY_MS;
	rest = ms % DAY_MS;
	if (rest < 0) {
		days--;
		rest += DAY_MS;
	}
	date_from_days(days, &year, &month, &day);
	snprintf(text, sizeof(text), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", year, month, day,
		 (int)(rest / 3600000), (int)(rest / 60000 % 60), (int)(rest / 1000 % 60),
		 (int)(rest % 1000));
	memcpy(out, text, SLW_TIME_SIZE);
}

/* True if text starts as the shape says: 'd' stands for a digit, anything else for itself. */
static bool has_shape(const char *text, const char *shape)
{
	for (; *shape != '\0'; shape++, text++) {
		if (*shape == 'd' ? *text < '0' || *text > '9' : *text != *shape)
			return false;
	}
	return true;
}

static int number(const char *text, int digits)
{
	int value = 0;

	while (digits-- > 0)
		value = value * 10 + (*text++ - '0');
	return value;
}

static bool date_exists(const char *text)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year = number(text, 4), month = number(text + 5, 2), day = number(text + 8, 2);
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (year < 1 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= lengths[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool slw_time_parse(const char *text, int64_t *ms)
{
	int hour, minute, second;

	if (!has_shape(text, "dddd-dd-ddTdd:dd:dd.dddZ") || text[SLW_TIME_SIZE - 1] != '\0' ||
	    !date_exists(text))
		return false;
	hour = number(text + 11, 2);
	minute = number(text + 14, 2);
	second = number(text + 17, 2);
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	*ms = days_from_date(number(text, 4), number(text + 5, 2), number(text + 8, 2)) * DAY_MS +
	      ((hour * 60 + minute) * 60 + second) * (int64_t)1000 + number(text + 20, 3);
	return true;
}

bool slw_date_valid(const char *text)
{
	return has_shape(text, "dddd-dd-dd") && text[10] == '\0' && date_exists(text);
}
