/* The wall clock, as milliseconds since 1970-01-01T00:00:00Z, and its text form. */
#ifndef SLW_BASE_CLOCK_H
#define SLW_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define SLW_TIME_SIZE 25 /* "2026-11-23T05:30:00.000Z" with the NUL */

int64_t slw_clock_now(void);
int64_t slw_clock_monotonic(void); /* ms; for durations only */
void slw_time_format(char out[SLW_TIME_SIZE], int64_t ms);
bool slw_time_parse(const char *text, int64_t *ms); /* the form above, exactly */
bool slw_date_valid(const char *text);		    /* YYYY-MM-DD of the Gregorian calendar */

#endif
