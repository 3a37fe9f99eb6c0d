/* What the tests of calls share: a server and a client for each test. */
#ifndef SLW_TESTS_NET_SUPPORT_H
#define SLW_TESTS_NET_SUPPORT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "net/http.h"
#include "unit/net/server.h"

extern struct server server;
extern struct slw_http *http;
extern struct slw_buf log_text; /* what the client logged, a line each */

void support_load(void); /* connect 2 s, idle 400 ms, total 4 s, 3 tries */
void support_unload(void);

/* The client again, with other options; log is set. */
void support_reopen(struct slw_http_options options);

/* The address of a path; static, one at a time. */
const char *address(const char *path);

/* What a call brought. */
struct result {
	struct slw_http_reply reply;
	struct slw_err err;
	int done;
	struct slw_buf text; /* what the data or event callback had; events end in ";" */
	struct server *ack;  /* each event is acknowledged there */
	int had;	     /* events or pieces */
	int refuse_after;    /* so many: -1; 0: none is refused */
	int enough_after;    /* so many: 1; 0: it takes what comes */
	uint64_t cancel;     /* the call of this number is cancelled at the event */
	int cancel_at;	     /* of this number and the later ones */
};
void result_init(struct result *result);
void result_release(struct result *result);

/* Callbacks whose context is a struct result. */
int on_data(void *context, const char *data, size_t len, struct slw_err *err);
int on_event(void *context, const struct slw_sse_event *event, struct slw_err *err);
void on_done(void *context, struct slw_http_reply *reply, const struct slw_err *err);

#endif
