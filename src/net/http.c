#include "config.h"

#include "net/http.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/progress.h"

#include "base/banned.h"

#define REDIRECTS   5
#define POLL_MS	    100 /* how soon a cancelled call notices */
#define FIRST_WAIT  250 /* ms before the second try; doubles */
#define DISCARD_MAX (64 * 1024)
#define URL_MAX	    8192

struct slw_http {
	struct slw_http_options options;
	CURLM *multi;
	CURL *easy;
	char reason[CURL_ERROR_SIZE];
};

/* One call of slw_http_get(): several requests, where it is redirected or tried again. */
struct call {
	struct slw_http *http;
	const struct slw_progress *progress;
	struct slw_buf *out;
	size_t start;	   /* length of out before */
	size_t discarded;  /* bytes of an answer that is not wanted */
	int64_t deadline;  /* monotonic ms */
	int64_t last_data; /* when something was received last */
	bool too_large, idle, late, cancelled;
};

int slw_http_open(struct slw_http **out, const struct slw_http_options *options,
		  struct slw_err *err)
{
	struct slw_http *http;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return slw_err_set(err, SLW_EINTERNAL, _("could not start libcurl"));
	http = slw_calloc(1, sizeof(*http));
	if (options != NULL)
		http->options = *options;
	if (http->options.connect_ms == 0)
		http->options.connect_ms = 10000;
	if (http->options.idle_ms == 0)
		http->options.idle_ms = 15000;
	if (http->options.total_ms == 0)
		http->options.total_ms = 60000;
	if (http->options.tries == 0)
		http->options.tries = 3;
	http->multi = curl_multi_init();
	http->easy = curl_easy_init();
	if (http->multi == NULL || http->easy == NULL) {
		slw_http_free(http);
		return slw_err_set(err, SLW_EINTERNAL, _("could not start libcurl"));
	}
	*out = http;
	return 0;
}

void slw_http_free(struct slw_http *http)
{
	if (http == NULL)
		return;
	curl_easy_cleanup(http->easy);
	curl_multi_cleanup(http->multi);
	curl_global_cleanup();
	free(http);
}

static bool is_loopback(const char *host)
{
	unsigned int a, b, c, d;
	char end;

	if (strcasecmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0)
		return true;
	return sscanf(host, "%3u.%3u.%3u.%3u%c", &a, &b, &c, &d, &end) == 4 && a == 127 &&
	       b < 256 && c < 256 && d < 256;
}

enum verdict { URL_FINE, URL_BROKEN, URL_SCHEME, URL_PLAIN, URL_LOGIN };

/* Whether a URL may be fetched: https, or http to this machine; without a name and password. */
static enum verdict judge(const char *url, bool *secure)
{
	char *scheme = NULL, *host = NULL, *user = NULL;
	CURLU *parts = curl_url();
	enum verdict verdict = URL_FINE;

	if (parts == NULL)
		slw_out_of_memory(0);
	if (strlen(url) > URL_MAX ||
	    curl_url_set(parts, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK ||
	    curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK) {
		verdict = URL_BROKEN;
	} else {
		*secure = strcmp(scheme, "https") == 0;
		if (!*secure && strcmp(scheme, "http") != 0)
			verdict = URL_SCHEME;
		else if (curl_url_get(parts, CURLUPART_HOST, &host, 0) != CURLUE_OK)
			verdict = URL_BROKEN;
		else if (!*secure && !is_loopback(host))
			verdict = URL_PLAIN;
		else if (curl_url_get(parts, CURLUPART_USER, &user, 0) == CURLUE_OK)
			verdict = URL_LOGIN;
	}
	curl_free(scheme);
	curl_free(host);
	curl_free(user);
	curl_url_cleanup(parts);
	return verdict;
}

static const char *why_not(enum verdict verdict)
{
	switch (verdict) {
	case URL_SCHEME:
		return _("only https is fetched");
	case URL_PLAIN:
		return _("plain http is for this machine only");
	case URL_LOGIN:
		return _("it holds a user name");
	case URL_BROKEN:
	case URL_FINE:
		break;
	}
	return _("it is not a URL");
}

/* For messages: without the query, which may hold a secret, and without a login. New string. */
static char *shown(const char *url)
{
	size_t len = strcspn(url, "?#");
	const char *rest = strstr(url, "://"), *at;

	if (rest == NULL || len > 300)
		return slw_strndup(url, len < 300 ? len : 300);
	rest += 3;
	at = memchr(rest, '@', strcspn(rest, "/?#"));
	if (at != NULL)
		return slw_printf("%.*s%.*s", (int)(rest - url), url,
				  (int)(len - (size_t)(at + 1 - url)), at + 1);
	return slw_strndup(url, len);
}

static size_t receive(char *data, size_t size, size_t count, void *context)
{
	struct call *call = context;
	size_t len = size * count;
	long status = 0;

	call->last_data = slw_clock_monotonic();
	curl_easy_getinfo(call->http->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status < 200 || status > 299) {
		call->discarded += len;
		return call->discarded <= DISCARD_MAX ? len : 0;
	}
	if (call->out->len + len > call->out->max) {
		call->too_large = true;
		return 0;
	}
	slw_buf_add(call->out, data, len);
	return len;
}

/* A header is a sign of life, too. */
static size_t receive_header(char *data, size_t size, size_t count, void *context)
{
	struct call *call = context;

	(void)data;
	call->last_data = slw_clock_monotonic();
	return size * count;
}

static void prepare(struct call *call, const char *url, bool secure)
{
	CURL *easy = call->http->easy;

	curl_easy_reset(easy);
	call->http->reason[0] = '\0';
	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, secure ? "https" : "http");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L); /* judged one by one */
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "store-wizard/" PACKAGE_VERSION);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)call->http->options.connect_ms);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, call);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, receive_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, call);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, call->http->reason);
	if (!secure)
		curl_easy_setopt(easy, CURLOPT_PROXY, ""); /* this machine needs none */
}

/* Whether to go on; sets what ended it. */
static bool goes_on(struct call *call)
{
	int64_t now = slw_clock_monotonic();

	call->cancelled = slw_progress_cancelled(call->progress);
	call->late = now >= call->deadline;
	call->idle = now - call->last_data >= (int64_t)call->http->options.idle_ms;
	return !call->cancelled && !call->late && !call->idle;
}

static int poll_ms(const struct call *call, int64_t most)
{
	int64_t left = call->deadline - slw_clock_monotonic();

	if (left < most)
		most = left < 0 ? 0 : left;
	return (int)(most < POLL_MS ? most : POLL_MS);
}

/* Runs the prepared request; the result is meaningless where goes_on() ended it. */
static CURLcode run(struct call *call)
{
	struct slw_http *http = call->http;
	CURLcode result = CURLE_ABORTED_BY_CALLBACK;
	int running = 1, left;
	const CURLMsg *message;

	call->last_data = slw_clock_monotonic();
	curl_multi_add_handle(http->multi, http->easy);
	while (curl_multi_perform(http->multi, &running) == CURLM_OK && running > 0) {
		if (!goes_on(call))
			break;
		curl_multi_poll(http->multi, NULL, 0, poll_ms(call, POLL_MS), NULL);
	}
	while ((message = curl_multi_info_read(http->multi, &left)) != NULL) {
		if (message->msg == CURLMSG_DONE)
			result = message->data.result;
	}
	curl_multi_remove_handle(http->multi, http->easy);
	return result;
}

/* Sleeps, but for being cancelled; false then, and when the deadline comes first. */
static bool wait_ms(struct call *call, int64_t ms)
{
	int64_t until = slw_clock_monotonic() + ms;

	if (until >= call->deadline)
		return false;
	for (int64_t now = slw_clock_monotonic(); now < until; now = slw_clock_monotonic()) {
		if (slw_progress_cancelled(call->progress)) {
			call->cancelled = true;
			return false;
		}
		curl_multi_poll(call->http->multi, NULL, 0, poll_ms(call, until - now), NULL);
	}
	return true;
}

static bool is_broken_connection(CURLcode result)
{
	switch (result) {
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
	case CURLE_GOT_NOTHING:
	case CURLE_PARTIAL_FILE:
	case CURLE_RECV_ERROR:
	case CURLE_SEND_ERROR:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		return true;
	default:
		return false;
	}
}

/* How long to wait before trying again, or -1 where that would not help. */
static int64_t pause_before_next(const struct call *call, CURLcode result, long status,
				 unsigned int tried)
{
	curl_off_t asked = 0;
	int64_t pause = (int64_t)FIRST_WAIT << tried;
	uint16_t jitter;

	if (call->too_large || call->cancelled || call->late || call->idle)
		return -1;
	if (!is_broken_connection(result) &&
	    !(result == CURLE_OK && (status == 429 || (status >= 500 && status <= 599))))
		return -1;
	slw_random(&jitter, sizeof(jitter));
	pause = pause / 2 + pause * (jitter % 1000) / 1000;
	if (result == CURLE_OK)
		curl_easy_getinfo(call->http->easy, CURLINFO_RETRY_AFTER, &asked);
	return asked > 0 && (int64_t)asked * 1000 > pause ? (int64_t)asked * 1000 : pause;
}

static int fail_status(const char *url, long status, struct slw_err *err)
{
	enum slw_code code = SLW_ENET;

	if (status == 404 || status == 410)
		code = SLW_ENOTFOUND;
	else if (status == 401 || status == 403)
		code = SLW_EAUTH;
	else if (status == 429)
		code = SLW_ELIMIT;
	return slw_err_set(err, code, _("could not fetch %s: the server answered %ld"), url,
			   status);
}

/* The end of a call that has no answer. url is fit to be shown. */
static int fail(const struct call *call, const char *url, CURLcode result, struct slw_err *err)
{
	const char *reason = call->http->reason;

	if (call->cancelled)
		return slw_err_set(err, SLW_ECANCELLED, _("fetching %s was cancelled"), url);
	if (call->too_large)
		return slw_err_set(err, SLW_ELIMIT, _("%s is larger than %zu bytes"), url,
				   call->out->max - call->start);
	if (call->idle)
		return slw_err_set(err, SLW_ETIMEOUT,
				   _("could not fetch %s: nothing came for %u ms"), url,
				   call->http->options.idle_ms);
	if (call->late || result == CURLE_OPERATION_TIMEDOUT)
		return slw_err_set(err, SLW_ETIMEOUT, _("could not fetch %s: it took too long"),
				   url);
	return slw_err_set(err, SLW_ENET, _("could not fetch %s: %s"), url,
			   reason[0] != '\0' ? reason : curl_easy_strerror(result));
}

/* Asks one URL until there is an answer, as often as it may. 0 with its status, or -1. */
static int ask(struct call *call, const char *url, bool secure, long *status, struct slw_err *err)
{
	char *name = shown(url);
	CURLcode result = CURLE_OK;
	int rc = -1;

	for (unsigned int tried = 0;; tried++) {
		int64_t pause;

		slw_buf_cut(call->out, call->start);
		call->discarded = 0;
		*status = 0;
		prepare(call, url, secure);
		result = run(call);
		curl_easy_getinfo(call->http->easy, CURLINFO_RESPONSE_CODE, status);
		if (result == CURLE_WRITE_ERROR && call->discarded > DISCARD_MAX)
			result = CURLE_OK; /* enough was seen of an error page */
		slw_log_say(call->http->options.log, SLW_LOG_DEBUG, "GET %s: %ld, %s", name,
			    *status, curl_easy_strerror(result));
		pause = pause_before_next(call, result, *status, tried);
		if (pause < 0 || tried + 1 >= call->http->options.tries || !wait_ms(call, pause))
			break;
	}
	if (call->cancelled || call->too_large || call->idle || call->late || result != CURLE_OK)
		fail(call, name, result, err);
	else
		rc = 0;
	free(name);
	return rc;
}

/* The target of a redirect, new string; NULL with an error where it must not be followed. */
static char *next_url(struct call *call, const char *from, bool was_secure, bool *secure,
		      struct slw_err *err)
{
	char *target = NULL, *name, *next;
	enum verdict verdict;

	curl_easy_getinfo(call->http->easy, CURLINFO_REDIRECT_URL, &target);
	verdict = target == NULL ? URL_BROKEN : judge(target, secure);
	if (verdict == URL_FINE && was_secure && !*secure)
		verdict = URL_SCHEME;
	if (verdict == URL_FINE)
		return slw_strdup(target);
	name = shown(from);
	next = shown(target == NULL ? "" : target);
	slw_err_set(err, SLW_ENET, _("%s redirects to %s: %s"), name, next, why_not(verdict));
	free(next);
	free(name);
	return NULL;
}

static char *media_type(CURL *easy)
{
	char *type = NULL, *out;
	size_t len;

	curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
	if (type == NULL)
		return slw_strdup("");
	len = strcspn(type, "; \t");
	out = slw_strndup(type, len);
	for (char *p = out; *p != '\0'; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 32);
	}
	return out;
}

static int follow(struct call *call, const char *first, bool secure, struct slw_err *err)
{
	char *url = slw_strdup(first), *name;
	int rc = -1;

	for (int hops = 0; hops <= REDIRECTS; hops++) {
		bool was_secure = secure;
		long status;
		char *next;

		if (ask(call, url, secure, &status, err) < 0)
			goto out;
		if (status >= 200 && status <= 299) {
			rc = 0;
			goto out;
		}
		name = shown(url);
		if (status < 300 || status > 399 || status == 304)
			fail_status(name, status, err);
		free(name);
		if (err->code != SLW_OK)
			goto out;
		next = next_url(call, url, was_secure, &secure, err);
		if (next == NULL)
			goto out;
		free(url);
		url = next;
	}
	name = shown(first);
	slw_err_set(err, SLW_ENET, _("could not fetch %s: more than %d redirects"), name,
		    REDIRECTS);
	free(name);
out:
	free(url);
	return rc;
}

int slw_http_get(struct slw_http *http, const char *url, struct slw_buf *out, char **type,
		 const struct slw_progress *progress, struct slw_err *err)
{
	struct call call = { .http = http,
			     .progress = progress,
			     .out = out,
			     .start = out->len,
			     .deadline = slw_clock_monotonic() + (int64_t)http->options.total_ms };
	struct slw_err why = SLW_ERR_INIT;
	enum verdict verdict;
	bool secure = false;

	assert(out->max > 0);
	verdict = judge(url, &secure);
	if (verdict != URL_FINE) {
		char *name = shown(url);

		slw_err_set(err, SLW_EINVAL, _("cannot fetch \"%s\": %s"), name, why_not(verdict));
		free(name);
		return -1;
	}
	if (follow(&call, url, secure, &why) < 0) {
		*err = why;
		slw_buf_cut(out, call.start);
		return -1;
	}
	if (type != NULL)
		*type = media_type(http->easy);
	return 0;
}
