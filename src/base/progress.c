#include "config.h"

#include "base/progress.h"

#include <stddef.h>

#include "base/banned.h"

void slw_progress_report(const struct slw_progress *progress, const char *stage, uint64_t done,
			 uint64_t total)
{
	if (progress != NULL && progress->report != NULL)
		progress->report(progress->context, stage, done, total);
}

bool slw_progress_cancelled(const struct slw_progress *progress)
{
	return progress != NULL && progress->cancelled != NULL &&
	       progress->cancelled(progress->context);
}
