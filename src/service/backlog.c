#include "config.h"

#include "service/backlog.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"

#include "base/banned.h"

struct work {
	struct work *next;
	slw_backlog_run *run; /* NULL: a thing was given */
	int (*run_thing)(void *thing, struct slw_err *err);
	void (*drop)(void *thing);
	void *context; /* or the thing */
	size_t weight, len;
	char *data;  /* behind the name */
	char name[]; /* and its NUL */
};

struct slw_backlog {
	pthread_t thread;
	pthread_mutex_t lock;	 /* of all below */
	pthread_cond_t more;	 /* work came, or the end */
	pthread_cond_t progress; /* work was done */
	struct work *first, **last;
	size_t most, waiting; /* bytes */
	bool started, busy, ends;
	struct slw_err failure;
};

struct slw_backlog *slw_backlog_new(size_t most)
{
	struct slw_backlog *backlog = slw_calloc(1, sizeof(*backlog));

	backlog->most = most;
	backlog->last = &backlog->first;
	backlog->failure = SLW_ERR_INIT;
	pthread_mutex_init(&backlog->lock, NULL);
	pthread_cond_init(&backlog->more, NULL);
	pthread_cond_init(&backlog->progress, NULL);
	return backlog;
}

/* With the lock held; NULL: there is none. */
static struct work *take(struct slw_backlog *backlog)
{
	struct work *work = backlog->first;

	if (work == NULL)
		return NULL;
	backlog->first = work->next;
	if (backlog->first == NULL)
		backlog->last = &backlog->first;
	backlog->waiting -= work->weight;
	return work;
}

static int run_work(const struct work *work, struct slw_err *err)
{
	if (work->run != NULL)
		return work->run(work->context, work->name, work->data, work->len, err);
	return work->run_thing(work->context, err);
}

static void drop_work(struct work *work)
{
	if (work->run == NULL)
		work->drop(work->context);
}

static void *do_work(void *context)
{
	struct slw_backlog *backlog = context;
	struct work *work;

	pthread_mutex_lock(&backlog->lock);
	for (;;) {
		struct slw_err err = SLW_ERR_INIT;
		int rc = 0;

		while (backlog->first == NULL && !backlog->ends)
			pthread_cond_wait(&backlog->more, &backlog->lock);
		work = take(backlog);
		if (work == NULL)
			break;
		if (backlog->failure.code == SLW_OK && !backlog->ends) {
			backlog->busy = true;
			pthread_mutex_unlock(&backlog->lock);
			rc = run_work(work, &err);
			pthread_mutex_lock(&backlog->lock);
			backlog->busy = false;
		} else {
			drop_work(work);
		}
		if (rc < 0)
			backlog->failure = err;
		free(work);
		pthread_cond_signal(&backlog->progress);
	}
	pthread_mutex_unlock(&backlog->lock);
	return NULL;
}

/* With the lock held. */
static int failed(const struct slw_backlog *backlog, struct slw_err *err)
{
	if (backlog->failure.code == SLW_OK)
		return 0;
	*err = backlog->failure;
	return -1;
}

/* Takes over the work. */
static int add(struct slw_backlog *backlog, struct work *work, struct slw_err *err)
{
	int rc;

	if (!backlog->started) {
		backlog->started = pthread_create(&backlog->thread, NULL, do_work, backlog) == 0;
		if (!backlog->started) {
			rc = run_work(work, err);
			free(work);
			return rc;
		}
	}
	pthread_mutex_lock(&backlog->lock);
	while (backlog->waiting > 0 && backlog->waiting + work->weight > backlog->most)
		pthread_cond_wait(&backlog->progress, &backlog->lock);
	rc = failed(backlog, err);
	if (rc == 0) {
		*backlog->last = work;
		backlog->last = &work->next;
		backlog->waiting += work->weight;
		pthread_cond_signal(&backlog->more);
	} else {
		drop_work(work);
		free(work);
	}
	pthread_mutex_unlock(&backlog->lock);
	return rc;
}

int slw_backlog_add(struct slw_backlog *backlog, slw_backlog_run *run, void *context,
		    const char *name, const void *data, size_t len, struct slw_err *err)
{
	size_t name_size = strlen(name) + 1;
	struct work *work = slw_malloc(sizeof(*work) + name_size + len);

	*work = (struct work){ .run = run, .context = context, .weight = len, .len = len };
	work->data = work->name + name_size;
	memcpy(work->name, name, name_size);
	if (len > 0)
		memcpy(work->data, data, len);
	return add(backlog, work, err);
}

int slw_backlog_give(struct slw_backlog *backlog, int (*run)(void *thing, struct slw_err *err),
		     void (*drop)(void *thing), void *thing, size_t weight, struct slw_err *err)
{
	struct work *work = slw_malloc(sizeof(*work));

	*work = (struct work){ .run_thing = run, .drop = drop, .context = thing, .weight = weight };
	return add(backlog, work, err);
}

int slw_backlog_finish(struct slw_backlog *backlog, struct slw_err *err)
{
	int rc;

	pthread_mutex_lock(&backlog->lock);
	while (backlog->first != NULL || backlog->busy)
		pthread_cond_wait(&backlog->progress, &backlog->lock);
	rc = failed(backlog, err);
	pthread_mutex_unlock(&backlog->lock);
	return rc;
}

void slw_backlog_free(struct slw_backlog *backlog)
{
	if (backlog == NULL)
		return;
	if (backlog->started) {
		pthread_mutex_lock(&backlog->lock);
		backlog->ends = true;
		pthread_cond_signal(&backlog->more);
		pthread_mutex_unlock(&backlog->lock);
		pthread_join(backlog->thread, NULL);
	}
	pthread_cond_destroy(&backlog->progress);
	pthread_cond_destroy(&backlog->more);
	pthread_mutex_destroy(&backlog->lock);
	free(backlog);
}
