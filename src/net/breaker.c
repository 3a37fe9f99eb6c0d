#include "config.h"

#include "net/breaker.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "base/mem.h"

#include "base/banned.h"

#define LONGEST_PAUSE 8 /* times the first one */

struct breaker {
	char *name;
	unsigned int failures; /* in a row */
	unsigned int pauses;   /* what the pause is multiplied by; 0: closed */
	int64_t until;	       /* monotonic ms: the end of the pause */
	bool probing;	       /* the one call of a half open one is on its way */
	UT_hash_handle hh;
};

struct slw_breakers {
	pthread_mutex_t mutex;
	unsigned int failures, pause_ms;
	struct breaker *by_name;
};

struct slw_breakers *slw_breakers_new(unsigned int failures, unsigned int pause_ms)
{
	struct slw_breakers *breakers = slw_calloc(1, sizeof(*breakers));

	pthread_mutex_init(&breakers->mutex, NULL);
	breakers->failures = failures != 0 ? failures : 5;
	breakers->pause_ms = pause_ms != 0 ? pause_ms : 30000;
	return breakers;
}

void slw_breakers_free(struct slw_breakers *breakers)
{
	struct breaker *one, *next;

	if (breakers == NULL)
		return;
	HASH_ITER (hh, breakers->by_name, one, next) {
		HASH_DEL(breakers->by_name, one);
		free(one->name);
		free(one);
	}
	pthread_mutex_destroy(&breakers->mutex);
	free(breakers);
}

static struct breaker *find(struct slw_breakers *breakers, const char *name)
{
	struct breaker *one;

	HASH_FIND_STR(breakers->by_name, name, one);
	return one;
}

static enum slw_breaker_state state_of(const struct breaker *one, int64_t now)
{
	if (one->pauses == 0)
		return SLW_BREAKER_CLOSED;
	return now < one->until ? SLW_BREAKER_OPEN : SLW_BREAKER_HALF_OPEN;
}

bool slw_breakers_enter(struct slw_breakers *breakers, const char *name, int64_t now, bool *probe)
{
	struct breaker *one;
	bool may = true;

	*probe = false;
	pthread_mutex_lock(&breakers->mutex);
	one = find(breakers, name);
	if (one != NULL && one->pauses > 0) {
		may = state_of(one, now) == SLW_BREAKER_HALF_OPEN && !one->probing;
		one->probing |= may;
		*probe = may;
	}
	pthread_mutex_unlock(&breakers->mutex);
	return may;
}

static struct breaker *add(struct slw_breakers *breakers, const char *name)
{
	struct breaker *one = slw_calloc(1, sizeof(*one));

	one->name = slw_strdup(name);
	HASH_ADD_KEYPTR(hh, breakers->by_name, one->name, strlen(one->name), one);
	return one;
}

/*
 * The failure of a call that began before the breaker opened says nothing new, and does not make the
 * pause longer.
 */
static void failed(const struct slw_breakers *breakers, struct breaker *one, bool probe,
		   int64_t now)
{
	one->failures++;
	if (one->pauses == 0) {
		if (one->failures < breakers->failures)
			return;
		one->pauses = 1;
	} else if (probe) {
		one->pauses = one->pauses * 2 > LONGEST_PAUSE ? LONGEST_PAUSE : one->pauses * 2;
	} else {
		return;
	}
	one->until = now + (int64_t)breakers->pause_ms * one->pauses;
}

void slw_breakers_leave(struct slw_breakers *breakers, const char *name, bool probe,
			enum slw_breaker_outcome outcome, int64_t now)
{
	struct breaker *one;

	pthread_mutex_lock(&breakers->mutex);
	one = find(breakers, name);
	if (one != NULL && probe)
		one->probing = false;
	if (outcome == SLW_BREAKER_FAILURE)
		failed(breakers, one != NULL ? one : add(breakers, name), probe, now);
	else if (one != NULL && outcome == SLW_BREAKER_SUCCESS)
		one->failures = one->pauses = 0;
	pthread_mutex_unlock(&breakers->mutex);
}

struct slw_breaker_info slw_breakers_look(struct slw_breakers *breakers, const char *name,
					  int64_t now)
{
	struct slw_breaker_info info = { .state = SLW_BREAKER_CLOSED };
	const struct breaker *one;

	pthread_mutex_lock(&breakers->mutex);
	one = find(breakers, name);
	if (one != NULL) {
		info.state = state_of(one, now);
		info.failures = one->failures;
		info.wait_ms = info.state == SLW_BREAKER_OPEN ? one->until - now : 0;
	}
	pthread_mutex_unlock(&breakers->mutex);
	return info;
}

const char *slw_breaker_state_name(enum slw_breaker_state state)
{
	switch (state) {
	case SLW_BREAKER_OPEN:
		return "open";
	case SLW_BREAKER_HALF_OPEN:
		return "half_open";
	case SLW_BREAKER_CLOSED:
		break;
	}
	return "closed";
}
