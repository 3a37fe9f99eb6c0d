/*
 * A reader of server-sent events (text/event-stream), as the HTML standard's section 9.2.6 says:
 * https://html.spec.whatwg.org/multipage/server-sent-events.html. Pure: bytes in, events out, cut
 * anywhere. An event comes out with the byte that ends it; a CR is not waited upon for its LF.
 */
#ifndef SLW_NET_SSE_H
#define SLW_NET_SSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_err;
struct slw_sse;

/* Everything is valid UTF-8 (what was not became U+FFFD), borrowed, and gone after the callback. */
struct slw_sse_event {
	const char *type; /* "message" where the stream says nothing */
	const char *data; /* the data lines, apart by LF; a NUL follows */
	size_t len;
	const char *id; /* the last id that the stream named; "" */
	/*
	 * The stream ended without the blank line: the standard drops such an event. It comes for those
	 * servers that end so; its last line may be cut.
	 */
	bool unfinished;
};

/* Returns 0 to go on, 1 where that was the last one, or -1 with err set. */
typedef int slw_sse_callback(void *context, const struct slw_sse_event *event, struct slw_err *err);

/* max: bytes of a line, and of an event's data; 0 means 1 MiB. Never NULL. */
struct slw_sse *slw_sse_new(size_t max, slw_sse_callback *callback, void *context);
void slw_sse_free(struct slw_sse *sse);

/*
 * The next bytes. 0, or what the callback returned, or -1 with SLW_ELIMIT: a line or an event over the
 * cap. Other than 0 is final: nothing more comes out.
 */
int slw_sse_feed(struct slw_sse *sse, const char *data, size_t len, struct slw_err *err);

/* The stream is over: what is left comes out as an unfinished event, if it holds data. */
int slw_sse_end(struct slw_sse *sse, struct slw_err *err);

/* What the stream's last "retry" asks for, in ms; -1: nothing. At most a day. */
int64_t slw_sse_retry(const struct slw_sse *sse);

#endif
