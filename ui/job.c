#include "config.h"

#include "ui/job.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/progress.h"
#include "base/text.h"
#include "service/service.h"

#include "base/banned.h"

struct entry {
	struct entry *next;
	struct slw_job job;
	uint64_t number;
	bool cancelled, forgotten, finished;
	bool told; /* progress that was not handed out yet */
	char stage[160];
	uint64_t done, total;
	json_t *result;
	struct slw_err err;
};

struct slw_jobs {
	char *database, *data_folder;
	pthread_mutex_t lock;
	pthread_cond_t change;
	pthread_t thread;
	bool started, stopping;
	struct entry *first, **last; /* all that is queued, runs or was not handed out */
	struct entry *running;	     /* borrowed */
	uint64_t count;
	int pipe[2];
	struct slw_service *service; /* the worker's */
};

struct slw_jobs *slw_jobs_new(const char *database, const char *data_folder)
{
	struct slw_jobs *jobs = slw_calloc(1, sizeof(*jobs));

	jobs->database = slw_strdup(database);
	jobs->data_folder = slw_strdup(data_folder);
	jobs->last = &jobs->first;
	pthread_mutex_init(&jobs->lock, NULL);
	pthread_cond_init(&jobs->change, NULL);
	if (pipe2(jobs->pipe, O_NONBLOCK | O_CLOEXEC) < 0)
		jobs->pipe[0] = jobs->pipe[1] = -1;
	return jobs;
}

static void wake(struct slw_jobs *jobs)
{
	ssize_t written = write(jobs->pipe[1], "", 1);

	(void)written; /* full: it is readable already */
}

/* --- on the worker's thread -------------------------------------------------------------- */

static void report(void *context, const char *stage, uint64_t done, uint64_t total)
{
	struct slw_jobs *jobs = context;

	pthread_mutex_lock(&jobs->lock);
	if (jobs->running != NULL) {
		slw_text_copy(jobs->running->stage, sizeof(jobs->running->stage), stage);
		jobs->running->done = done;
		jobs->running->total = total;
		if (!jobs->running->told)
			wake(jobs);
		jobs->running->told = true;
	}
	pthread_mutex_unlock(&jobs->lock);
}

static bool cancelled(void *context)
{
	struct slw_jobs *jobs = context;
	bool is;

	pthread_mutex_lock(&jobs->lock);
	is = jobs->running != NULL && jobs->running->cancelled;
	pthread_mutex_unlock(&jobs->lock);
	return is;
}

static void run(struct slw_jobs *jobs, struct entry *entry, const struct slw_progress *progress)
{
	struct slw_service_options options = { .database = jobs->database,
					       .data_folder = jobs->data_folder,
					       .progress = progress };
	struct slw_err err = SLW_ERR_INIT;

	if (jobs->service == NULL && slw_service_open(&jobs->service, &options, &err) < 0)
		entry->err = err;
	else if (entry->job.run(entry->job.data, jobs->service, progress, &entry->result, &err) < 0)
		entry->err = err;
}

static struct entry *next_entry(struct slw_jobs *jobs)
{
	struct entry *entry = jobs->first;

	while (entry != NULL && entry->finished)
		entry = entry->next;
	return entry;
}

static void *work(void *context)
{
	struct slw_jobs *jobs = context;
	struct slw_progress progress = { .report = report,
					 .cancelled = cancelled,
					 .context = jobs };

	pthread_mutex_lock(&jobs->lock);
	for (;;) {
		struct entry *entry = next_entry(jobs);

		if (entry == NULL && jobs->stopping)
			break;
		if (entry == NULL) {
			pthread_cond_wait(&jobs->change, &jobs->lock);
			continue;
		}
		jobs->running = entry;
		if (entry->cancelled) {
			slw_err_set(&entry->err, SLW_ECANCELLED, "%s", _("cancelled"));
		} else {
			pthread_mutex_unlock(&jobs->lock);
			run(jobs, entry, &progress);
			pthread_mutex_lock(&jobs->lock);
		}
		jobs->running = NULL;
		entry->finished = true;
		wake(jobs);
		pthread_cond_broadcast(&jobs->change);
	}
	pthread_mutex_unlock(&jobs->lock);
	slw_service_close(jobs->service);
	jobs->service = NULL;
	return NULL;
}

/* --- on the screen's thread -------------------------------------------------------------- */

/* Signals belong to the screen's thread, but for those of a crash: whoever crashes, the terminal is given
 * back. */
static bool start(struct slw_jobs *jobs)
{
	static const int own[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
	sigset_t all, saved;
	int rc;

	sigfillset(&all);
	for (size_t i = 0; i < SLW_COUNT(own); i++)
		sigdelset(&all, own[i]);
	pthread_sigmask(SIG_BLOCK, &all, &saved);
	rc = pthread_create(&jobs->thread, NULL, work, jobs);
	pthread_sigmask(SIG_SETMASK, &saved, NULL);
	return rc == 0;
}

uint64_t slw_jobs_add(struct slw_jobs *jobs, const struct slw_job *job)
{
	struct entry *entry = slw_calloc(1, sizeof(*entry));
	uint64_t number;

	entry->job = *job;
	pthread_mutex_lock(&jobs->lock);
	number = entry->number = ++jobs->count;
	*jobs->last = entry;
	jobs->last = &entry->next;
	if (!jobs->started)
		jobs->started = start(jobs);
	if (!jobs->started) {
		slw_err_set(&entry->err, SLW_EINTERNAL, "%s", _("could not start a thread"));
		entry->finished = true;
		wake(jobs);
	}
	pthread_cond_broadcast(&jobs->change);
	pthread_mutex_unlock(&jobs->lock);
	return number;
}

void slw_jobs_cancel(struct slw_jobs *jobs, uint64_t number)
{
	pthread_mutex_lock(&jobs->lock);
	for (struct entry *entry = jobs->first; entry != NULL; entry = entry->next)
		if (number == 0 || entry->number == number)
			entry->cancelled = true;
	pthread_mutex_unlock(&jobs->lock);
}

void slw_jobs_forget(struct slw_jobs *jobs, const void *owner)
{
	pthread_mutex_lock(&jobs->lock);
	for (struct entry *entry = jobs->first; entry != NULL; entry = entry->next)
		if (entry->job.owner == owner)
			entry->forgotten = true;
	pthread_mutex_unlock(&jobs->lock);
}

int slw_jobs_fd(const struct slw_jobs *jobs)
{
	return jobs->pipe[0];
}

static void finish(struct entry *entry)
{
	if (entry->job.done != NULL && !entry->forgotten)
		entry->job.done(entry->job.owner, entry->job.data, entry->result, &entry->err);
	json_decref(entry->result);
	if (entry->job.free != NULL)
		entry->job.free(entry->job.data);
	free(entry);
}

/* The first entry that is finished, taken out of the queue; or NULL. */
static struct entry *take_finished(struct slw_jobs *jobs)
{
	struct entry *entry;

	pthread_mutex_lock(&jobs->lock);
	entry = jobs->first;
	if (entry != NULL && entry->finished) {
		jobs->first = entry->next;
		if (jobs->first == NULL)
			jobs->last = &jobs->first;
	} else {
		entry = NULL;
	}
	pthread_mutex_unlock(&jobs->lock);
	return entry;
}

static void hand_out_progress(struct slw_jobs *jobs)
{
	struct entry copy = { .told = false };

	pthread_mutex_lock(&jobs->lock);
	if (jobs->running != NULL && jobs->running->told && !jobs->running->forgotten) {
		copy = *jobs->running;
		jobs->running->told = false;
	}
	pthread_mutex_unlock(&jobs->lock);
	if (copy.told && copy.job.progress != NULL)
		copy.job.progress(copy.job.owner, copy.stage, copy.done, copy.total);
}

void slw_jobs_deliver(struct slw_jobs *jobs)
{
	struct entry *entry;
	char bytes[64];

	while (read(jobs->pipe[0], bytes, sizeof(bytes)) > 0)
		;
	hand_out_progress(jobs);
	while ((entry = take_finished(jobs)) != NULL)
		finish(entry);
}

void slw_jobs_flush(struct slw_jobs *jobs)
{
	pthread_mutex_lock(&jobs->lock);
	while (next_entry(jobs) != NULL)
		pthread_cond_wait(&jobs->change, &jobs->lock);
	pthread_mutex_unlock(&jobs->lock);
	slw_jobs_deliver(jobs);
}

void slw_jobs_free(struct slw_jobs *jobs)
{
	struct entry *entry;

	if (jobs == NULL)
		return;
	pthread_mutex_lock(&jobs->lock);
	jobs->stopping = true;
	pthread_cond_broadcast(&jobs->change);
	pthread_mutex_unlock(&jobs->lock);
	if (jobs->started)
		pthread_join(jobs->thread, NULL);
	while ((entry = take_finished(jobs)) != NULL)
		finish(entry);
	close(jobs->pipe[0]);
	close(jobs->pipe[1]);
	pthread_cond_destroy(&jobs->change);
	pthread_mutex_destroy(&jobs->lock);
	free(jobs->database);
	free(jobs->data_folder);
	free(jobs);
}
