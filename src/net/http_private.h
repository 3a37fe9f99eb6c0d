/*
 * What the files http*.c share. http.c runs the calls, http_loop.c waits for the network; http_try.c is one request by libcurl;
 * http_retry.c says whether there is another one; http_error.c what to say where there is none;
 * http_url.c which addresses may be asked; http_send.c waits for one answer; http_libcurl.c loads it.
 */
#ifndef SLW_NET_HTTP_PRIVATE_H
#define SLW_NET_HTTP_PRIVATE_H

#include <uthash.h>

#include "base/err.h"
#include "net/breaker.h"
#include "net/http.h"
#include "net/http_libcurl.h"
#include "net/sse.h"

#define SLW_HTTP_REDIRECTS 5
#define SLW_HTTP_HEAD_MAX  (64 * 1024)
#define SLW_HTTP_END_MS	   200	       /* for the end of a stream whose last event has come */
#define SLW_HTTP_PAGE_MAX  (64 * 1024) /* of the body of an answer that is not 2xx */

/* --- http_url.c --- */

enum slw_url_verdict { SLW_URL_FINE, SLW_URL_BROKEN, SLW_URL_SCHEME, SLW_URL_PLAIN, SLW_URL_LOGIN };

/*
 * Whether a URL may be asked: https, or http to this machine; without a name and password. Where it is
 * fine, *origin is a new string "scheme://host:port" and *secure says whether it is https.
 */
enum slw_url_verdict slw_url_judge(const char *url, char **origin, bool *secure);
const char *slw_url_why_not(enum slw_url_verdict verdict); /* translated */
/* For texts: without a query and a login, which may hold a secret, and cut. New string. */
char *slw_url_shown(const char *url);

/* --- a call on its way --- */

enum slw_http_state {
	SLW_HTTP_QUEUED,
	SLW_HTTP_ACTIVE,
	SLW_HTTP_ENDING, /* a try is over, and what follows is being found out */
	SLW_HTTP_WAITING,
	SLW_HTTP_ENDED,
};

/* What ended a try, beside what libcurl says. */
enum slw_http_end {
	SLW_HTTP_FINE,
	SLW_HTTP_LARGE_BODY,
	SLW_HTTP_LARGE_HEAD,
	SLW_HTTP_PAGE_CUT, /* enough was seen of an answer that is not 2xx */
	SLW_HTTP_CALLBACK, /* a callback did not want more: its error is in ended */
	SLW_HTTP_IDLE,
	SLW_HTTP_LATE,
	SLW_HTTP_CANCELLED,
};

struct slw_http_host;

struct slw_http_transfer {
	struct slw_http *http;
	uint64_t number;
	enum slw_http_state state;
	struct slw_http_transfer *prev, *next; /* in the list of its state */
	UT_hash_handle hh;		       /* of all, by number */

	/* what is asked; strings are its own */
	char *method, *url, *body, *breaker, *idempotency;
	size_t body_len;
	struct slw_http_header *headers;
	size_t header_count;
	struct slw_http_call call; /* numbers and callbacks; other pointers are not used */
	slw_http_done *done;	   /* the caller's, or that of slw_http_send() */
	void *done_context;
	bool secure, has_secret;
	struct slw_http_host *host;

	/* over all tries */
	int64_t began, deadline; /* monotonic ms; 0: it was not asked yet */
	int64_t again;		 /* WAITING: when to ask again */
	unsigned int tried;	 /* at this URL */
	unsigned int hops;	 /* redirects that were followed */
	bool delivered;		 /* the data or event callback had something */
	struct slw_http_reply reply;
	struct slw_err ended; /* what done() gets */

	/* this try */
	CURL *easy;
	struct curl_slist *lines; /* headers, as libcurl takes them */
	char reason[CURL_ERROR_SIZE];
	struct slw_sse *sse;
	int64_t started, last_data;
	curl_off_t sent;
	size_t head_bytes;
	bool probe; /* for the breaker */
	bool entered;
	bool body_kept;	   /* the callbacks do not get it */
	int64_t enough_at; /* a callback had all: when it ends at the latest, monotonic ms; or 0 */
	enum slw_http_end end;
};

/* One scheme, host and port. */
struct slw_http_host {
	char *origin;
	unsigned int active, users;	 /* on their way; in all */
	struct slw_http_transfer *queue; /* list */
	UT_hash_handle hh;
};

struct slw_http {
	struct slw_http_options options;
	struct slw_breakers *own_breakers;
	char *authorities; /* a file of certificates beside the system's; NULL */
	CURLM *multi;
	int epoll, event; /* descriptors; writing to the second wakes the first */
	int64_t curl_due; /* when libcurl wants its turn; monotonic ms; INT64_MAX: it does not */
	uint64_t last_number;
	struct slw_http_transfer *all; /* by number */
	struct slw_http_host *hosts;
	struct slw_http_transfer *active, *waiting, *ended; /* lists */
	unsigned int active_count;
	int64_t next_due; /* nothing becomes due before; monotonic ms */
	bool in_curl;	  /* a callback of libcurl is running: its handles must stay */
	bool sweep;	  /* transfers were cancelled meanwhile */
	bool in_run;
	bool room;    /* start_queued() may find something to do */
	bool closing; /* nothing new begins */
};

/* --- http.c --- */

/* slw_http_start() with another done callback, which has a context of its own. */
uint64_t slw_http_begin(struct slw_http *http, const struct slw_http_call *call,
			slw_http_done *done, void *context, struct slw_err *err);

/* Nothing more is wanted of the answer: it is whole. */
void slw_http_had_enough(struct slw_http_transfer *transfer);

/* --- http_loop.c --- */

int slw_http_loop_open(struct slw_http *http, struct slw_err *err);
void slw_http_loop_close(struct slw_http *http);
/* Waits for at most so many ms, and lets libcurl do what there is to do. */
void slw_http_loop_turn(struct slw_http *http, int most);

/* --- http_try.c --- */

/* Makes transfer->easy ready for one request. */
void slw_http_prepare(struct slw_http_transfer *transfer);
/* Frees what slw_http_prepare() made. */
void slw_http_clean_up(struct slw_http_transfer *transfer);

/* --- http_retry.c --- */

/*
 * The value of Retry-After (seconds or an HTTP date) as ms from now (ms since 1970); at most a day; -1
 * where it says nothing.
 */
int64_t slw_retry_after(const char *value, int64_t now);
/* At least and at most so long is waited before the try after "tried": with random in 0..65535. */
int64_t slw_retry_pause(unsigned int tried, unsigned int random);
/* Whether the same may be asked again: ms to wait, or -1. *asked is what the server wants, or -1. */
int64_t slw_http_again(const struct slw_http_transfer *transfer, CURLcode result, int64_t *asked);
enum slw_breaker_outcome slw_http_outcome(const struct slw_http_transfer *transfer,
					  CURLcode result);

/* --- http_error.c --- */

/* Fills transfer->ended, unless the answer is a whole 2xx. */
void slw_http_judge(struct slw_http_transfer *transfer, CURLcode result);
/* As slw_err_set(), with what was asked before it. */
int slw_http_fail(struct slw_http_transfer *transfer, enum slw_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The server wants to be left alone for longer than there is time. */
void slw_http_say_later(struct slw_http_transfer *transfer, int64_t asked);
/* Whether an answer says that the account has no credit. */
bool slw_http_out_of_credit(const struct slw_http_transfer *transfer);

#endif
