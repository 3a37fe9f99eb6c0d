/*
 * Circuit breakers: a server that failed so often in a row is left alone for a while, and then asked
 * once. Each has a name, such as a provider's or "https://host:443". May be shared between threads.
 *
 *	closed    every call goes through; so many failures in a row open it
 *	open      none goes through until the pause is over
 *	half open one goes through: its success closes, its failure opens it for twice as long
 *		  (at most 8 times the first pause)
 *
 * A failure is no connection, a broken one, a timeout, a 5xx. That a server refuses (4xx, 429) is an
 * answer: it closes the breaker.
 */
#ifndef SLW_NET_BREAKER_H
#define SLW_NET_BREAKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_breakers;

enum slw_breaker_state { SLW_BREAKER_CLOSED, SLW_BREAKER_OPEN, SLW_BREAKER_HALF_OPEN };

enum slw_breaker_outcome {
	SLW_BREAKER_SUCCESS,
	SLW_BREAKER_FAILURE,
	SLW_BREAKER_NEITHER, /* it was cancelled, say: nothing is known */
};

struct slw_breaker_info {
	enum slw_breaker_state state;
	unsigned int failures; /* in a row */
	int64_t wait_ms;       /* open: until it is half open; else 0 */
};

/* failures: in a row, 0 means 5; pause_ms: 0 means 30000. */
struct slw_breakers *slw_breakers_new(unsigned int failures, unsigned int pause_ms);
void slw_breakers_free(struct slw_breakers *breakers);

/*
 * Whether a call may go through. now is slw_clock_monotonic(). One that may needs one
 * slw_breakers_leave(), which takes *probe again: it is the one call of a half open breaker.
 */
bool slw_breakers_enter(struct slw_breakers *breakers, const char *name, int64_t now, bool *probe);
void slw_breakers_leave(struct slw_breakers *breakers, const char *name, bool probe,
			enum slw_breaker_outcome outcome, int64_t now);

/* A name that was never used is closed. */
struct slw_breaker_info slw_breakers_look(struct slw_breakers *breakers, const char *name,
					  int64_t now);

/* "closed", "open", "half_open" */
const char *slw_breaker_state_name(enum slw_breaker_state state);

#endif
