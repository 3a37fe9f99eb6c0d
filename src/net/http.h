/*
 * HTTP out: the only module that knows libcurl. https everywhere; plain http to loopback only.
 */
#ifndef SLW_NET_HTTP_H
#define SLW_NET_HTTP_H

#include <stddef.h>

struct slw_buf;
struct slw_err;
struct slw_http;
struct slw_log;
struct slw_progress;

struct slw_http_options {
	unsigned int connect_ms; /* 0 means 10000 */
	unsigned int idle_ms;	 /* nothing received for so long; 0 means 15000 */
	unsigned int total_ms;	 /* 0 means 60000 */
	unsigned int tries;	 /* on 429, 5xx and broken connections; 0 means 3 */
	const struct slw_log *log;
};

/* One client: keeps connections; not thread-safe. */
int slw_http_open(struct slw_http **out, const struct slw_http_options *options,
		  struct slw_err *err);
void slw_http_free(struct slw_http *http);

/*
 * GET into out (with the cap out->max, which must be set). *type (may be NULL) becomes the malloc'd
 * media type without parameters. Follows at most 5 redirects, never to plain http or to another
 * scheme (on loopback, http may redirect to http there). SLW_ENET, SLW_ETIMEOUT (idle_ms, total_ms
 * over all tries), SLW_ELIMIT (too large; 429 to the last), SLW_ENOTFOUND (404, 410), SLW_EAUTH (401, 403),
 * SLW_ECANCELLED, SLW_EINVAL (not an https URL).
 */
int slw_http_get(struct slw_http *http, const char *url, struct slw_buf *out, char **type,
		 const struct slw_progress *progress, struct slw_err *err);

#endif
