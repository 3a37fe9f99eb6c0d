#include "config.h"

#include "ui/text_job.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "base/text.h"
#include "model/records.h"
#include "service/flow.h"
#include "service/orchestrator.h"
#include "ui/app.h"
#include "ui/job.h"

#include "base/banned.h"

#define STREAM_MAX (256u * 1024)

struct slw_text_stream {
	pthread_mutex_t lock;
	int users;
	struct slw_buf text;
	const struct slw_progress *progress; /* of the job, while it runs: wakes the screen */
};

struct work {
	char id[SLW_UUID_SIZE];
	json_t *text, *options;
	struct slw_text_stream *stream;
};

char *slw_text_stream_read(struct slw_text_stream *stream)
{
	char *text;

	pthread_mutex_lock(&stream->lock);
	text = slw_strdup(stream->text.data);
	pthread_mutex_unlock(&stream->lock);
	return text;
}

void slw_text_stream_free(struct slw_text_stream *stream)
{
	int users;

	if (stream == NULL)
		return;
	pthread_mutex_lock(&stream->lock);
	users = --stream->users;
	pthread_mutex_unlock(&stream->lock);
	if (users > 0)
		return;
	pthread_mutex_destroy(&stream->lock);
	slw_buf_release(&stream->text);
	free(stream);
}

/* On the thread that writes. */
static void add_piece(void *context, const char *text, size_t len)
{
	struct slw_text_stream *stream = context;

	pthread_mutex_lock(&stream->lock);
	if (text == NULL)
		slw_buf_clear(&stream->text);
	else
		slw_buf_add(&stream->text, text, len);
	pthread_mutex_unlock(&stream->lock);
	slw_progress_report(stream->progress, _("Writing"), 0, 0);
}

static int run(void *data, struct slw_service *service, const struct slw_progress *progress,
	       json_t **result, struct slw_err *err)
{
	struct work *work = data;
	const struct slw_pieces pieces = { .piece = add_piece, .context = work->stream };
	struct slw_session session;
	int rc;

	work->stream->progress = progress;
	slw_session_init(&session);
	rc = slw_flow_find_session(service, work->id, &session, err);
	if (rc == 0)
		*result = slw_orchestrator_regenerate(service, &session, work->text, work->options,
						      &pieces, err);
	slw_session_release(&session);
	work->stream->progress = NULL;
	return *result != NULL ? 0 : -1;
}

static void free_work(void *data)
{
	struct work *work = data;

	json_decref(work->text);
	json_decref(work->options);
	slw_text_stream_free(work->stream);
	free(work);
}

uint64_t slw_text_job_start(struct slw_app *app, const struct slw_text_job *job,
			    struct slw_text_stream **stream)
{
	struct work *work = slw_calloc(1, sizeof(*work));
	const struct slw_job what = { .run = run,
				      .done = job->done,
				      .progress = job->progress,
				      .free = free_work,
				      .data = work,
				      .owner = job->owner };

	slw_text_copy(work->id, sizeof(work->id), slw_app_session(app)->id);
	work->text = json_deep_copy(job->text);
	work->options = json_deep_copy(job->options);
	work->stream = slw_calloc(1, sizeof(*work->stream));
	pthread_mutex_init(&work->stream->lock, NULL);
	slw_buf_init(&work->stream->text, STREAM_MAX);
	work->stream->users = stream != NULL ? 2 : 1;
	if (stream != NULL)
		*stream = work->stream;
	return slw_app_job(app, &what);
}

bool slw_text_is_held(const json_t *text)
{
	return slw_json_bool(text, "locked", false) ||
	       strcmp(slw_json_str(text, "state", ""), "edited") == 0;
}
