#include "config.h"

#include "ui/task.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/records.h"
#include "service/flow.h"
#include "ui/app.h"
#include "ui/job.h"

#include "base/banned.h"

struct work {
	char id[SLW_UUID_SIZE];
	struct slw_task task;
};

static int run_work(void *data, struct slw_service *service, const struct slw_progress *progress,
		    json_t **result, struct slw_err *err)
{
	struct work *work = data;
	struct slw_session session;
	int rc;

	(void)progress; /* the service has it */
	slw_session_init(&session);
	rc = slw_flow_find_session(service, work->id, &session, err);
	if (rc == 0) {
		*result = work->task.call(service, &session, work->task.args, err);
		rc = *result != NULL ? 0 : -1;
	}
	slw_session_release(&session);
	return rc;
}

static void free_work(void *data)
{
	struct work *work = data;

	json_decref(work->task.args);
	free(work);
}

uint64_t slw_task_start(struct slw_app *app, const struct slw_task *task)
{
	struct work *work = slw_calloc(1, sizeof(*work));
	struct slw_job job = { .run = run_work,
			       .done = task->done,
			       .progress = task->progress,
			       .free = free_work,
			       .data = work,
			       .owner = task->owner };

	work->task = *task;
	slw_text_copy(work->id, sizeof(work->id), slw_app_session(app)->id);
	return slw_app_job(app, &job);
}
