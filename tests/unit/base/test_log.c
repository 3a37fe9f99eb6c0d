/* Log and progress: what a caller hears of the core. */
#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/progress.h"

#include "base/banned.h"

static void keep(void *context, enum slw_log_level level, const char *text)
{
	slw_buf_printf(context, "%d:%s;", (int)level, text);
}

START_TEST(log_passes_what_matters_and_no_more)
{
	struct slw_buf lines;
	struct slw_log log = { .write = keep, .context = &lines, .least = SLW_LOG_INFO };
	struct slw_log silent = { .write = NULL };
	char huge[10000];

	slw_buf_init(&lines, 0);
	slw_log_say(&log, SLW_LOG_DEBUG, "not %d", 1);
	slw_log_say(&log, SLW_LOG_INFO, "%d things", 2);
	slw_log_say(&log, SLW_LOG_ERROR, "a\nb\x1b[31m\xff\xE2\x80\xAE");
	ck_assert_str_eq(lines.data, "1:2 things;3:a b[31m\xEF\xBF\xBD;");
	slw_log_say(NULL, SLW_LOG_ERROR, "x");
	slw_log_say(&silent, SLW_LOG_ERROR, "x");

	memset(huge, 'x', sizeof(huge) - 1);
	huge[sizeof(huge) - 1] = '\0';
	slw_buf_clear(&lines);
	slw_log_say(&log, SLW_LOG_INFO, "%s", huge);
	ck_assert_uint_lt(lines.len, sizeof(huge));
	slw_buf_release(&lines);
}
END_TEST

static void note(void *context, const char *stage, uint64_t done, uint64_t total)
{
	slw_buf_printf(context, "%s %llu/%llu;", stage, (unsigned long long)done,
		       (unsigned long long)total);
}

static bool stop(void *context)
{
	return ((struct slw_buf *)context)->len > 0;
}

START_TEST(progress_reports_and_is_asked)
{
	struct slw_buf seen;
	struct slw_progress progress = { .report = note, .cancelled = stop, .context = &seen };
	struct slw_progress none = { .report = NULL };

	slw_buf_init(&seen, 0);
	ck_assert(!slw_progress_cancelled(&progress));
	slw_progress_report(&progress, "importing", 3, 10);
	ck_assert_str_eq(seen.data, "importing 3/10;");
	ck_assert(slw_progress_cancelled(&progress));
	slw_progress_report(&none, "x", 1, 2);
	slw_progress_report(NULL, "x", 1, 2);
	ck_assert(!slw_progress_cancelled(&none));
	ck_assert(!slw_progress_cancelled(NULL));
	slw_buf_release(&seen);
}
END_TEST

Suite *suite_log(void);
Suite *suite_log(void)
{
	Suite *suite = suite_create("log and progress");
	TCase *tc = tcase_create("all");

	tcase_add_test(tc, log_passes_what_matters_and_no_more);
	tcase_add_test(tc, progress_reports_and_is_asked);
	suite_add_tcase(suite, tc);
	return suite;
}
