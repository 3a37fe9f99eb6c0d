#include "config.h"

#include "net/http_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utlist.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/uuid.h"

#include "base/banned.h"

#define REPLY_MAX (8 * 1024 * 1024)
#define NEVER	  INT64_MAX

static unsigned int or_else(unsigned int value, unsigned int otherwise)
{
	return value != 0 ? value : otherwise;
}

int slw_http_open(struct slw_http **out, const struct slw_http_options *options,
		  struct slw_err *err)
{
	static const struct slw_http_options none;
	const char *authorities = getenv("SSL_CERT_FILE");
	struct slw_http *http;

	if (slw_libcurl_load(err) < 0)
		return -1;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return slw_err_set(err, SLW_EINTERNAL, "%s", _("could not start libcurl"));
	http = slw_calloc(1, sizeof(*http));
	http->options = options != NULL ? *options : none;
	http->options.connect_ms = or_else(http->options.connect_ms, 10000);
	http->options.idle_ms = or_else(http->options.idle_ms, 15000);
	http->options.total_ms = or_else(http->options.total_ms, 60000);
	http->options.tries = or_else(http->options.tries, 3);
	http->options.max_calls = or_else(http->options.max_calls, 256);
	http->options.max_per_host = or_else(http->options.max_per_host, 32);
	http->next_due = NEVER;
	http->epoll = http->event = -1;
	http->multi = curl_multi_init();
	if (http->multi == NULL || slw_http_loop_open(http, err) < 0) {
		if (http->multi == NULL)
			slw_err_set(err, SLW_EINTERNAL, "%s", _("could not start libcurl"));
		slw_http_free(http);
		return -1;
	}
	curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, (long)http->options.max_calls);
	if (http->options.breakers == NULL)
		http->options.breakers = http->own_breakers = slw_breakers_new(0, 0);
	if (authorities != NULL && authorities[0] != '\0')
		http->authorities = slw_strdup(authorities);
	*out = http;
	return 0;
}

struct slw_breakers *slw_http_breakers(struct slw_http *http)
{
	return http->options.breakers;
}

/* --- the life of a transfer --- */

static void free_transfer(struct slw_http_transfer *transfer)
{
	for (size_t i = 0; i < transfer->header_count; i++) {
		struct slw_http_header *header = &transfer->headers[i];

		explicit_bzero((char *)header->value, strlen(header->value));
		free((char *)header->value);
		free((char *)header->name);
	}
	free(transfer->headers);
	free(transfer->method);
	free(transfer->url);
	free(transfer->body);
	free(transfer->breaker);
	free(transfer->idempotency);
	free((char *)transfer->call.idempotency_header);
	slw_http_reply_release(&transfer->reply);
	free(transfer);
}

static void due_at(struct slw_http *http, int64_t when)
{
	if (when < http->next_due)
		http->next_due = when;
}

void slw_http_had_enough(struct slw_http_transfer *transfer)
{
	transfer->enough_at = slw_clock_monotonic() + SLW_HTTP_END_MS;
	due_at(transfer->http, transfer->enough_at);
}

/* The host of a new URL, instead of the one before; takes origin. */
static void join_host(struct slw_http_transfer *transfer, char *origin)
{
	struct slw_http *http = transfer->http;
	struct slw_http_host *host;

	HASH_FIND_STR(http->hosts, origin, host);
	if (host == NULL) {
		host = slw_calloc(1, sizeof(*host));
		host->origin = slw_strdup(origin);
		HASH_ADD_KEYPTR(hh, http->hosts, host->origin, strlen(host->origin), host);
	}
	host->users++;
	transfer->host = host;
	free(origin);
}

static void leave_host(struct slw_http_transfer *transfer)
{
	struct slw_http_host *host = transfer->host;

	if (--host->users == 0) {
		HASH_DEL(transfer->http->hosts, host);
		free(host->origin);
		free(host);
	}
	transfer->host = NULL;
}

static const char *breaker_of(const struct slw_http_transfer *transfer)
{
	return transfer->breaker != NULL ? transfer->breaker : transfer->host->origin;
}

/* It is in no other list. */
static void end(struct slw_http_transfer *transfer)
{
	struct slw_http *http = transfer->http;

	transfer->state = SLW_HTTP_ENDED;
	if (transfer->began != 0)
		transfer->reply.ms = slw_clock_monotonic() - transfer->began;
	DL_APPEND(http->ended, transfer);
}

/* --- one try --- */

static void refuse(struct slw_http_transfer *transfer, int64_t now)
{
	struct slw_breaker_info info =
	    slw_breakers_look(transfer->http->options.breakers, breaker_of(transfer), now);

	if (transfer->ended.code == SLW_OK) {
		slw_http_fail(transfer, SLW_ENET,
			      _("it failed %u times in a row and is left alone"), info.failures);
		if (info.wait_ms > 0)
			slw_err_hint(&transfer->ended, _("It is asked again in %lld s."),
				     (long long)((info.wait_ms + 999) / 1000));
		else
			slw_err_hint(&transfer->ended, "%s", _("Try again in a moment."));
	}
	end(transfer);
}

/* Out of the queue and on its way, or at its end. */
static void begin(struct slw_http_transfer *transfer)
{
	struct slw_http *http = transfer->http;
	int64_t now = slw_clock_monotonic();

	if (transfer->began == 0) {
		transfer->began = now;
		transfer->deadline = now + (int64_t)transfer->call.total_ms;
	}
	if (!slw_breakers_enter(http->options.breakers, breaker_of(transfer), now,
				&transfer->probe)) {
		refuse(transfer, now);
		return;
	}
	transfer->ended = SLW_ERR_INIT;
	transfer->tried++;
	slw_http_prepare(transfer);
	if (curl_multi_add_handle(http->multi, transfer->easy) != CURLM_OK)
		slw_out_of_memory(0);
	transfer->state = SLW_HTTP_ACTIVE;
	transfer->host->active++;
	http->active_count++;
	DL_APPEND(http->active, transfer);
	due_at(http, transfer->deadline);
	due_at(http, now + (int64_t)transfer->call.idle_ms);
}

static void say(const struct slw_http_transfer *transfer, CURLcode result)
{
	static const char *const ends[] = {
		[SLW_HTTP_FINE] = "",
		[SLW_HTTP_LARGE_BODY] = ", too large",
		[SLW_HTTP_LARGE_HEAD] = ", head too large",
		[SLW_HTTP_PAGE_CUT] = ", cut",
		[SLW_HTTP_CALLBACK] = ", not wanted",
		[SLW_HTTP_IDLE] = ", nothing came",
		[SLW_HTTP_LATE] = ", too late",
		[SLW_HTTP_CANCELLED] = ", cancelled",
	};
	char *name = slw_url_shown(transfer->url);
	bool own = transfer->end != SLW_HTTP_FINE;

	slw_log_say(transfer->http->options.log, SLW_LOG_DEBUG,
		    "%s %s: %d, %lld ms, %zu bytes, try %u%s%s", transfer->method, name,
		    transfer->reply.status, (long long)(slw_clock_monotonic() - transfer->started),
		    transfer->reply.received, transfer->tried,
		    own || result == CURLE_OK ? ends[transfer->end] : ", ",
		    own || result == CURLE_OK ? "" : curl_easy_strerror(result));
	free(name);
}

/* Off the network: the connection of an answer that is not whole is closed. */
static void take_down(struct slw_http_transfer *transfer)
{
	struct slw_http *http = transfer->http;

	curl_multi_remove_handle(http->multi, transfer->easy);
	DL_DELETE(http->active, transfer);
	transfer->state = SLW_HTTP_ENDING;
	transfer->host->active--;
	http->active_count--;
	http->room = true;
}

/* Asks the server that a redirect names, or fails. target is libcurl's. */
static void redirect(struct slw_http_transfer *transfer, const char *target)
{
	struct slw_http *http = transfer->http;
	enum slw_url_verdict verdict;
	bool secure = false, other;
	char *origin = NULL, *next;

	if (transfer->hops >= SLW_HTTP_REDIRECTS) {
		slw_http_fail(transfer, SLW_ENET, _("more than %d redirects"), SLW_HTTP_REDIRECTS);
		end(transfer);
		return;
	}
	verdict = slw_url_judge(target, &origin, &secure);
	if (verdict == SLW_URL_FINE && transfer->secure && !secure)
		verdict = SLW_URL_SCHEME;
	other = verdict == SLW_URL_FINE && transfer->has_secret &&
		strcmp(origin, transfer->host->origin) != 0;
	if (verdict != SLW_URL_FINE || other) {
		next = slw_url_shown(target);
		slw_http_fail(transfer, SLW_ENET, _("it redirects to %s: %s"), next,
			      other ? _("a key is not sent to another host")
				    : slw_url_why_not(verdict));
		free(next);
		free(origin);
		end(transfer);
		return;
	}
	next = slw_strdup(target);
	free(transfer->url);
	transfer->url = next;
	transfer->secure = secure;
	transfer->hops++;
	transfer->tried = 0;
	leave_host(transfer);
	join_host(transfer, origin);
	transfer->state = SLW_HTTP_QUEUED;
	DL_PREPEND(transfer->host->queue, transfer);
	http->room = true;
}

static bool is_redirect(const struct slw_http_transfer *transfer, CURLcode result)
{
	int status = transfer->reply.status;

	return result == CURLE_OK && status >= 300 && status <= 399 && status != 304 &&
	       (strcmp(transfer->method, "GET") == 0 || strcmp(transfer->method, "HEAD") == 0) &&
	       (transfer->end == SLW_HTTP_FINE || transfer->end == SLW_HTTP_PAGE_CUT);
}

/* The same again after a pause, or the end with the error that was found. */
static void again_or_end(struct slw_http_transfer *transfer, int64_t pause, int64_t asked)
{
	struct slw_http *http = transfer->http;
	int64_t now = slw_clock_monotonic();

	if (asked > 0)
		transfer->reply.retry_at = slw_clock_now() + asked;
	if (pause >= 0 && now + pause >= transfer->deadline) {
		if (asked > 0)
			slw_http_say_later(transfer, asked);
		pause = -1;
	}
	if (pause < 0 ||
	    slw_breakers_look(http->options.breakers, breaker_of(transfer), now).state ==
		SLW_BREAKER_OPEN) {
		end(transfer);
		return;
	}
	transfer->state = SLW_HTTP_WAITING;
	transfer->again = now + pause;
	DL_APPEND(http->waiting, transfer);
	due_at(http, transfer->again);
}

/* What an unfinished stream still holds; not where nobody wants it. */
static void end_stream(struct slw_http_transfer *transfer)
{
	if (transfer->sse == NULL || transfer->body_kept || transfer->end == SLW_HTTP_CANCELLED ||
	    transfer->end == SLW_HTTP_CALLBACK)
		return;
	if (slw_sse_end(transfer->sse, &transfer->ended) < 0 && transfer->end != SLW_HTTP_CANCELLED)
		transfer->end = SLW_HTTP_CALLBACK;
}

/* A try is over, by libcurl or by us. */
static void finish(struct slw_http_transfer *transfer, CURLcode result)
{
	struct slw_http *http = transfer->http;
	struct slw_http_reply *reply = &transfer->reply;
	int64_t pause, asked;
	char *target = NULL;

	if (transfer->enough_at != 0 && transfer->end != SLW_HTTP_CANCELLED)
		transfer->end = SLW_HTTP_FINE;
	if (transfer->end == SLW_HTTP_PAGE_CUT || transfer->enough_at != 0)
		result = CURLE_OK;
	take_down(transfer);
	end_stream(transfer);
	reply->broken = reply->status >= 200 && reply->status <= 299 &&
			(result != CURLE_OK || transfer->end != SLW_HTTP_FINE);
	say(transfer, result);
	slw_breakers_leave(http->options.breakers, breaker_of(transfer), transfer->probe,
			   slw_http_outcome(transfer, result), slw_clock_monotonic());
	if (is_redirect(transfer, result))
		curl_easy_getinfo(transfer->easy, CURLINFO_REDIRECT_URL, &target);
	if (is_redirect(transfer, result)) {
		redirect(transfer, target != NULL ? target : "");
	} else {
		slw_http_judge(transfer, result);
		pause = slw_http_again(transfer, result, &asked);
		again_or_end(transfer, pause, asked);
	}
	slw_http_clean_up(transfer);
}

/* --- what the thread does --- */

/* Starts what the limits allow, one of each host in turn. */
static void start_queued(struct slw_http *http)
{
	bool some = http->room;

	http->room = false;
	while (some) {
		struct slw_http_host *host, *next;

		some = false;
		HASH_ITER (hh, http->hosts, host, next) {
			struct slw_http_transfer *transfer = host->queue;

			if (http->active_count >= http->options.max_calls)
				return;
			if (transfer == NULL || host->active >= http->options.max_per_host)
				continue;
			DL_DELETE(host->queue, transfer);
			/* to the end of the row, so that a busy host leaves others their turn */
			HASH_DEL(http->hosts, host);
			HASH_ADD_KEYPTR(hh, http->hosts, host->origin, strlen(host->origin), host);
			begin(transfer);
			some = true;
		}
	}
}

static void read_messages(struct slw_http *http)
{
	const CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(http->multi, &left)) != NULL) {
		struct slw_http_transfer *transfer = NULL;
		CURLcode result = message->data.result;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
		finish(transfer, result);
	}
}

static void stop(struct slw_http_transfer *transfer, enum slw_http_end why)
{
	transfer->end = why;
	finish(transfer, CURLE_ABORTED_BY_CALLBACK);
}

static void check_active(struct slw_http *http, int64_t now)
{
	struct slw_http_transfer *transfer, *next;

	DL_FOREACH_SAFE(http->active, transfer, next)
	{
		int64_t idle = transfer->last_data + (int64_t)transfer->call.idle_ms;

		if (now >= transfer->deadline ||
		    (transfer->enough_at != 0 && now >= transfer->enough_at)) {
			stop(transfer, SLW_HTTP_LATE);
		} else if (now >= idle) {
			stop(transfer, SLW_HTTP_IDLE);
		} else {
			due_at(http,
			       transfer->enough_at != 0 ? transfer->enough_at : transfer->deadline);
			due_at(http, idle);
		}
	}
}

static void check_waiting(struct slw_http *http, int64_t now)
{
	struct slw_http_transfer *transfer, *next;

	DL_FOREACH_SAFE(http->waiting, transfer, next)
	{
		if (now < transfer->again) {
			due_at(http, transfer->again);
			continue;
		}
		DL_DELETE(http->waiting, transfer);
		transfer->state = SLW_HTTP_QUEUED;
		DL_PREPEND(transfer->host->queue, transfer);
		http->room = true;
		due_at(http, transfer->deadline);
	}
}

/* Those that were asked before stand in front; what their last try brought stays their error. */
static void check_queued(struct slw_http *http, int64_t now)
{
	struct slw_http_host *host, *next_host;
	struct slw_http_transfer *transfer, *next;

	HASH_ITER (hh, http->hosts, host, next_host) {
		DL_FOREACH_SAFE(host->queue, transfer, next)
		{
			if (transfer->began == 0)
				break;
			if (now < transfer->deadline) {
				due_at(http, transfer->deadline);
				continue;
			}
			DL_DELETE(host->queue, transfer);
			transfer->end = SLW_HTTP_LATE;
			if (transfer->ended.code == SLW_OK)
				slw_http_judge(transfer, CURLE_OK);
			end(transfer);
		}
	}
}

static void check_times(struct slw_http *http)
{
	int64_t now = slw_clock_monotonic();

	if (now < http->next_due)
		return;
	http->next_due = NEVER;
	check_active(http, now);
	check_waiting(http, now);
	check_queued(http, now);
}

/* Those that were cancelled from within a callback of libcurl. */
static void sweep(struct slw_http *http)
{
	struct slw_http_transfer *transfer, *next;

	if (!http->sweep)
		return;
	http->sweep = false;
	DL_FOREACH_SAFE(http->active, transfer, next)
	{
		if (transfer->end == SLW_HTTP_CANCELLED)
			stop(transfer, SLW_HTTP_CANCELLED);
	}
}

static void deliver(struct slw_http *http)
{
	struct slw_http_transfer *transfer;

	while ((transfer = http->ended) != NULL) {
		DL_DELETE(http->ended, transfer);
		HASH_DEL(http->all, transfer);
		leave_host(transfer);
		if (transfer->done != NULL)
			transfer->done(transfer->done_context, &transfer->reply, &transfer->ended);
		free_transfer(transfer);
	}
}

static int sleep_ms(const struct slw_http *http, int timeout_ms)
{
	int64_t left;

	if (http->ended != NULL || timeout_ms < 0)
		return 0;
	if (http->next_due == NEVER)
		return timeout_ms;
	left = http->next_due - slw_clock_monotonic();
	return left < 0 ? 0 : left < timeout_ms ? (int)left : timeout_ms;
}

int slw_http_run(struct slw_http *http, int timeout_ms)
{
	assert(!http->in_run);
	http->in_run = true;
	start_queued(http);
	slw_http_loop_turn(http, sleep_ms(http, timeout_ms));
	read_messages(http);
	sweep(http);
	check_times(http);
	start_queued(http);
	deliver(http);
	http->in_run = false;
	return (int)HASH_COUNT(http->all);
}

/* --- to start and to cancel --- */

static bool is_token(const char *text)
{
	static const char letters[] = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	return text[0] != '\0' && text[strspn(text, letters)] == '\0';
}

static int check_call(const struct slw_http_call *call, struct slw_err *err)
{
	if ((call->method != NULL && !is_token(call->method)) ||
	    (call->idempotency_header != NULL && !is_token(call->idempotency_header)))
		return slw_err_set(err, SLW_EINVAL, "%s",
				   _("cannot ask: a method or header has no valid name"));
	for (size_t i = 0; i < call->header_count; i++) {
		const struct slw_http_header *header = &call->headers[i];

		if (!is_token(header->name))
			return slw_err_set(err, SLW_EINVAL, "%s",
					   _("cannot ask: a method or header has no valid name"));
		for (const char *p = header->value; *p != '\0'; p++) {
			if ((unsigned char)*p >= 0x20 && *p != 0x7F)
				continue;
			slw_err_set(err, SLW_EINVAL,
				    _("cannot ask: the header %s holds a control character"),
				    header->name);
			return slw_err_hint(
			    err, "%s", _("A key is one line without a line break at its end."));
		}
	}
	return 0;
}

/* Whose value is a secret, whether or not the caller says so. */
static const char *const secret_headers[] = { "Authorization", "Proxy-Authorization", "Cookie",
					      "X-Api-Key", "Api-Key" };

static bool is_secret(const struct slw_http_header *header)
{
	bool secret = header->secret;

	for (size_t i = 0; !secret && i < SLW_COUNT(secret_headers); i++)
		secret = strcasecmp(header->name, secret_headers[i]) == 0;
	return secret;
}

static struct slw_http_transfer *copy_call(struct slw_http *http, const struct slw_http_call *call)
{
	struct slw_http_transfer *transfer = slw_calloc(1, sizeof(*transfer));
	const char *method = call->body != NULL ? "POST" : "GET";

	transfer->http = http;
	transfer->number = ++http->last_number;
	transfer->call = *call;
	transfer->call.connect_ms = or_else(call->connect_ms, http->options.connect_ms);
	transfer->call.idle_ms = or_else(call->idle_ms, http->options.idle_ms);
	transfer->call.total_ms = or_else(call->total_ms, http->options.total_ms);
	transfer->call.tries = or_else(call->tries, http->options.tries);
	transfer->call.reply_max = call->reply_max != 0 ? call->reply_max : REPLY_MAX;
	transfer->method = slw_strdup(call->method != NULL ? call->method : method);
	transfer->url = slw_strdup(call->url);
	transfer->breaker = slw_strdup(call->breaker);
	if (call->body != NULL) {
		transfer->body = slw_strndup(call->body, call->body_len);
		transfer->body_len = call->body_len;
	}
	transfer->call.idempotency_header = slw_strdup(call->idempotency_header);
	if (call->idempotency_header != NULL) {
		transfer->idempotency = slw_malloc(SLW_UUID_SIZE);
		slw_uuid_v4(transfer->idempotency);
	}
	transfer->headers = slw_calloc(call->header_count, sizeof(*transfer->headers));
	transfer->header_count = call->header_count;
	for (size_t i = 0; i < call->header_count; i++) {
		transfer->headers[i].name = slw_strdup(call->headers[i].name);
		transfer->headers[i].value = slw_strdup(call->headers[i].value);
		transfer->headers[i].secret = is_secret(&call->headers[i]);
		transfer->has_secret |= transfer->headers[i].secret;
	}
	slw_http_reply_init(&transfer->reply);
	return transfer;
}

uint64_t slw_http_begin(struct slw_http *http, const struct slw_http_call *call,
			slw_http_done *done, void *context, struct slw_err *err)
{
	struct slw_http_transfer *transfer;
	enum slw_url_verdict verdict;
	char *origin = NULL;
	bool secure = false;

	assert(call->data == NULL || call->event == NULL);
	if (http->closing) {
		slw_err_set(err, SLW_ECANCELLED, "%s", _("it was cancelled"));
		return 0;
	}
	verdict = slw_url_judge(call->url, &origin, &secure);
	if (verdict != SLW_URL_FINE) {
		char *name = slw_url_shown(call->url);

		slw_err_set(err, SLW_EINVAL, _("cannot fetch \"%s\": %s"), name,
			    slw_url_why_not(verdict));
		free(name);
		return 0;
	}
	if (check_call(call, err) < 0) {
		free(origin);
		return 0;
	}
	transfer = copy_call(http, call);
	transfer->secure = secure;
	transfer->done = done;
	transfer->done_context = context;
	join_host(transfer, origin);
	HASH_ADD(hh, http->all, number, sizeof(transfer->number), transfer);
	DL_APPEND(transfer->host->queue, transfer);
	http->room = true;
	return transfer->number;
}

uint64_t slw_http_start(struct slw_http *http, const struct slw_http_call *call,
			struct slw_err *err)
{
	return slw_http_begin(http, call, call->done, call->context, err);
}

static void cancel(struct slw_http_transfer *transfer)
{
	struct slw_http *http = transfer->http;

	switch (transfer->state) {
	case SLW_HTTP_ENDED:
		return;
	case SLW_HTTP_ENDING:
		transfer->end = SLW_HTTP_CANCELLED;
		return;
	case SLW_HTTP_ACTIVE:
		if (http->in_curl) {
			transfer->end = SLW_HTTP_CANCELLED;
			http->sweep = true;
		} else {
			stop(transfer, SLW_HTTP_CANCELLED);
		}
		return;
	case SLW_HTTP_QUEUED:
		DL_DELETE(transfer->host->queue, transfer);
		break;
	case SLW_HTTP_WAITING:
		DL_DELETE(http->waiting, transfer);
		break;
	}
	transfer->end = SLW_HTTP_CANCELLED;
	slw_http_judge(transfer, CURLE_OK);
	end(transfer);
}

void slw_http_cancel(struct slw_http *http, uint64_t number)
{
	struct slw_http_transfer *transfer;

	HASH_FIND(hh, http->all, &number, sizeof(number), transfer);
	if (transfer != NULL)
		cancel(transfer);
}

void slw_http_free(struct slw_http *http)
{
	struct slw_http_transfer *transfer, *next;

	if (http == NULL)
		return;
	assert(!http->in_run);
	http->in_run = true;
	http->closing = true;
	HASH_ITER (hh, http->all, transfer, next)
		cancel(transfer);
	deliver(http);
	curl_multi_cleanup(http->multi); /* NULL is fine */
	slw_http_loop_close(http);
	curl_global_cleanup();
	slw_breakers_free(http->own_breakers);
	free(http->authorities);
	free(http);
}
