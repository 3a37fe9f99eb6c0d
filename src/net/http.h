/*
 * HTTP out: the only module that knows libcurl. https everywhere, plain http to loopback only; the
 * server's certificate is always verified. Proxies come from the environment (https_proxy, no_proxy
 * ...), further authorities from the file that SSL_CERT_FILE names.
 *
 * A struct slw_http runs any number of calls on one thread; make one for each thread. Nothing here
 * locks, but for slw_http_wakeup() and the breakers that several of them may share.
 *
 *	slw_http_start(http, &call, &err);		as often as wanted; returns at once
 *	while (slw_http_run(http, 1000) > 0)		callbacks come from in here
 *		;
 *
 * or, for one answer, slw_http_send(). Callbacks may start and cancel calls, and nothing else of http.
 */
#ifndef SLW_NET_HTTP_H
#define SLW_NET_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct slw_breakers;
struct slw_err;
struct slw_http;
struct slw_log;
struct slw_progress;
struct slw_sse_event;

struct slw_http_options {
	unsigned int connect_ms; /* name, connection and TLS; 0 means 10000 */
	unsigned int idle_ms;	 /* nothing received for so long; 0 means 15000 */
	/* All tries and the pauses between them, from when the call leaves the queue; 0: 60000 */
	unsigned int total_ms;
	unsigned int tries;	   /* on 429, 5xx and broken connections; 0 means 3 */
	unsigned int max_calls;	   /* at a time, the others queue; 0 means 256 */
	unsigned int max_per_host; /* of them to one scheme, host and port; 0 means 32 */
	/* Shared by several clients and threads, net/breaker.h; NULL: this client has its own. */
	struct slw_breakers *breakers;
	const struct slw_log *log; /* one line for each try, at debug level; outlives the client */
};

int slw_http_open(struct slw_http **out, const struct slw_http_options *options,
		  struct slw_err *err);
/* Calls that are not done end with SLW_ECANCELLED: their done callbacks come from in here. */
void slw_http_free(struct slw_http *http);
/* What the options name, or the client's own. Borrowed. */
struct slw_breakers *slw_http_breakers(struct slw_http *http);

struct slw_http_header {
	const char *name, *value;
	/* Wiped afterwards, in no text and no log, never sent to another host than that of the URL. */
	bool secret;
};

/* What came. In a done callback it is borrowed; *mine = *reply; slw_http_reply_init(reply) takes it. */
struct slw_http_reply {
	int status; /* of the last try; 0: none came */
	char *type; /* media type, lower case, without parameters; NULL before a status came */
	/* The head as it came, capped: slw_http_reply_header() reads it. */
	struct slw_buf head;
	/*
	 * The body, or what came of it, but for what the data or event callback took: with those it is
	 * empty unless the status is not 2xx or, for events, the type is JSON or HTML. Of a status that
	 * is not 2xx at most 64 KiB. Bytes of a server: not text until it was looked at.
	 */
	struct slw_buf body;
	size_t received;    /* bytes of body, after decompression, of the last try */
	unsigned int tries; /* how often the server was asked; 0: a breaker forbade it */
	int64_t ms;	    /* from leaving the queue to the end */
	int64_t first_ms;   /* until the first byte of the body of the last try; -1: none */
	bool broken;	    /* an answer of status 2xx began and did not end */
	int64_t retry_at;   /* the server asks not to come before: ms since 1970; 0: it did not */
};
void slw_http_reply_init(struct slw_http_reply *reply);
void slw_http_reply_release(struct slw_http_reply *reply);
/* The last header of this name (case-insensitive) in the last head, trimmed. New string or NULL. */
char *slw_http_reply_header(const struct slw_http_reply *reply, const char *name);

typedef void slw_http_done(void *context, struct slw_http_reply *reply, const struct slw_err *err);

/* Everything is copied by slw_http_start(); 0 and NULL are fine everywhere but in url. */
struct slw_http_call {
	const char *method; /* upper case; NULL: GET, or POST where there is a body */
	const char *url;
	const struct slw_http_header *headers;
	size_t header_count;
	const void *body;
	size_t body_len;
	size_t reply_max; /* bytes of body after decompression; 0: 8 MiB */
	unsigned int connect_ms, idle_ms, total_ms, tries; /* 0: the client's */
	/* Such as "Idempotency-Key": sent with one random UUID, the same at each try. */
	const char *idempotency_header;
	const char *breaker; /* name of the breaker; NULL: scheme://host:port */

	/*
	 * At most one of these two: a 2xx body as it arrives, before the call returns to the network. 0
	 * goes on; 1 says that this was all: the call is a success, however its connection ends, which
	 * is waited for 200 ms so that it can serve another call; -1 with err set ends it with that error. data: bytes, decompressed. event:
	 * server-sent events (net/sse.h); the body is not asked for in compressed form.
	 */
	int (*data)(void *context, const char *data, size_t len, struct slw_err *err);
	int (*event)(void *context, const struct slw_sse_event *event, struct slw_err *err);
	/*
	 * Exactly once for each call that was started, after everything else, from slw_http_run() or
	 * slw_http_free(). err->code is SLW_OK where a whole 2xx answer came.
	 */
	slw_http_done *done;
	void *context;
};

/*
 * Begins a call: checks it and queues it. Returns its number, never 0; or 0 with SLW_EINVAL: not an
 * https URL, a header with a line break, a method that is none. No callback comes from in here.
 *
 * What the call ends with (msg says what was asked, hint how to mend it):
 *	SLW_OK		a whole 2xx answer
 *	SLW_EAUTH	401, 403
 *	SLW_ENOTFOUND	404, 410
 *	SLW_ELIMIT	larger than reply_max (declared or received), a head over 64 KiB, an event over
 *			its cap; 429 to the last or for longer than total_ms; 402 and other words for an
 *			account without credit; 413
 *	SLW_ETIMEOUT	connect_ms, idle_ms or total_ms are over; 408, 504
 *	SLW_ENET	name, connection, TLS, a broken answer, any other status, a redirect that must not
 *			be followed, a breaker that is open
 *	SLW_ECANCELLED	slw_http_cancel(), slw_http_free()
 *	any		what the data or event callback gave
 * Texts of the server stand in msg without control characters, secrets and markup, and capped.
 *
 * Redirects: of GET and HEAD at most 5, never to plain http (on loopback, http may go to http there)
 * nor, with a secret header, to another host. Other methods are never redirected.
 *
 * Tried again, after a random pause that doubles (250 ms, at most 8 s) and not before what Retry-After
 * asks: 429 (but for an empty account), 5xx, broken connections. Not once a byte was handed to data
 * or event; a method other than GET and HEAD not once a 2xx answer began. Where the server asks for
 * more than is left of total_ms the call fails at once, and hint and retry_at say when to come back.
 */
uint64_t slw_http_start(struct slw_http *http, const struct slw_http_call *call,
			struct slw_err *err);

/*
 * Ends a call at once: its connection is closed, no data and no event comes any more, and done comes
 * from the next slw_http_run(), with SLW_ECANCELLED. A number that is done already is fine.
 */
void slw_http_cancel(struct slw_http *http, uint64_t number);

/*
 * One round of work: waits until the network, a pause or a limit asks for something, but not for more
 * than timeout_ms nor beyond slw_http_wakeup(), does it, and returns how many calls are not done. With
 * none it sleeps as well: a thread may wait here for its next work.
 */
int slw_http_run(struct slw_http *http, int timeout_ms);

/*
 * Ends the sleep of slw_http_run(), or the next one if there is none. For any thread, as long as http
 * is open; the one call that other threads may make. To cancel from another thread: set a flag of your
 * own, wake up, and cancel where run() returns.
 */
void slw_http_wakeup(struct slw_http *http);

/*
 * One call and its answer; call->done is not used. reply was initialized; what came is in it also after
 * a failure; release it. Returns within 50 ms when progress says that it is cancelled, at once when
 * slw_http_wakeup() comes with it. Other calls of http go on meanwhile.
 */
int slw_http_send(struct slw_http *http, const struct slw_http_call *call,
		  struct slw_http_reply *reply, const struct slw_progress *progress,
		  struct slw_err *err);

/*
 * GET appended to out (with the cap out->max, which must be set); nothing after a failure. *type (may
 * be NULL) becomes the malloc'd media type. Errors as above.
 */
int slw_http_get(struct slw_http *http, const char *url, struct slw_buf *out, char **type,
		 const struct slw_progress *progress, struct slw_err *err);

#endif
