/* One request, as libcurl runs it. */
#include "config.h"

#include "net/http_private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

static bool is_success(int status)
{
	return status >= 200 && status <= 299;
}

/* "Text/Plain; charset=utf-8" becomes "text/plain". New string. */
static char *media_type(const char *value)
{
	char *type = slw_strndup(value, strcspn(value, "; \t"));

	for (char *p = type; *p != '\0'; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 32);
	}
	return type;
}

static bool ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), end_len = strlen(end);

	return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

/* The head of an answer is whole; 100 and its like are followed by another. */
static bool take_head(struct slw_http_transfer *transfer)
{
	struct slw_http_reply *reply = &transfer->reply;
	char *type, *length;
	long status = 0;
	int64_t bytes;

	curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status < 200 || reply->type != NULL)
		return true;
	reply->status = (int)status;
	type = slw_http_reply_header(reply, "Content-Type");
	reply->type = media_type(type != NULL ? type : "");
	free(type);
	transfer->body_kept =
	    !is_success(reply->status) ||
	    (transfer->call.event != NULL
		 ? ends_with(reply->type, "json") || strcmp(reply->type, "text/html") == 0
		 : transfer->call.data == NULL);
	length = slw_http_reply_header(reply, "Content-Length");
	if (is_success(reply->status) && length != NULL &&
	    slw_parse_int(length, 0, INT64_MAX, &bytes) &&
	    (uint64_t)bytes > transfer->call.reply_max && strcmp(transfer->method, "HEAD") != 0)
		transfer->end = SLW_HTTP_LARGE_BODY;
	free(length);
	return transfer->end == SLW_HTTP_FINE;
}

static size_t receive_header(char *data, size_t size, size_t count, void *context)
{
	struct slw_http_transfer *transfer = context;
	size_t len = size * count;

	if (transfer->end != SLW_HTTP_FINE)
		return 0;
	transfer->last_data = slw_clock_monotonic();
	transfer->head_bytes += len;
	if (transfer->head_bytes > SLW_HTTP_HEAD_MAX) {
		transfer->end = SLW_HTTP_LARGE_HEAD;
		return 0;
	}
	if (len >= 5 && memcmp(data, "HTTP/", 5) == 0)
		slw_buf_clear(&transfer->reply.head);
	slw_buf_add(&transfer->reply.head, data, len);
	if (len <= 2 && (data[0] == '\r' || data[0] == '\n') && !take_head(transfer))
		return 0;
	return len;
}

static bool hand_over(struct slw_http_transfer *transfer, const char *data, size_t len)
{
	int rc;

	if (transfer->enough_at != 0)
		return true;
	transfer->delivered = true;
	if (transfer->sse != NULL)
		rc = slw_sse_feed(transfer->sse, data, len, &transfer->ended);
	else
		rc = transfer->call.data(transfer->call.context, data, len, &transfer->ended);
	if (transfer->end == SLW_HTTP_FINE && rc < 0)
		transfer->end = SLW_HTTP_CALLBACK;
	if (rc > 0)
		slw_http_had_enough(transfer);
	return transfer->end == SLW_HTTP_FINE;
}

static bool keep(struct slw_http_transfer *transfer, const char *data, size_t len)
{
	struct slw_buf *body = &transfer->reply.body;

	if (!is_success(transfer->reply.status) && body->len + len > SLW_HTTP_PAGE_MAX) {
		slw_buf_add(body, data, SLW_HTTP_PAGE_MAX - body->len);
		transfer->end = SLW_HTTP_PAGE_CUT;
		return false;
	}
	slw_buf_add(body, data, len);
	return true;
}

static size_t receive(char *data, size_t size, size_t count, void *context)
{
	struct slw_http_transfer *transfer = context;
	struct slw_http_reply *reply = &transfer->reply;
	size_t len = size * count;

	if (transfer->end != SLW_HTTP_FINE)
		return 0;
	transfer->last_data = slw_clock_monotonic();
	if (reply->received == 0)
		reply->first_ms = transfer->last_data - transfer->began;
	reply->received += len;
	if (is_success(reply->status) && reply->received > transfer->call.reply_max) {
		transfer->end = SLW_HTTP_LARGE_BODY;
		return 0;
	}
	if (transfer->body_kept ? keep(transfer, data, len) : hand_over(transfer, data, len))
		return len;
	return 0;
}

/* That a long body goes out is a sign of life, too. */
static int note_upload(void *context, curl_off_t down_all, curl_off_t down, curl_off_t up_all,
		       curl_off_t up)
{
	struct slw_http_transfer *transfer = context;

	(void)down_all;
	(void)down;
	(void)up_all;
	if (up != transfer->sent) {
		transfer->sent = up;
		transfer->last_data = slw_clock_monotonic();
	}
	return 0;
}

static void add_line(struct slw_http_transfer *transfer, const char *name, const char *value)
{
	/* libcurl's form of a header without a value */
	char *line = value[0] == '\0' ? slw_printf("%s;", name) : slw_printf("%s: %s", name, value);
	struct curl_slist *lines = curl_slist_append(transfer->lines, line);

	if (lines == NULL)
		slw_out_of_memory(strlen(line));
	transfer->lines = lines;
	explicit_bzero(line, strlen(line));
	free(line);
}

static void leave_out(struct slw_http_transfer *transfer, const char *line)
{
	struct curl_slist *lines = curl_slist_append(transfer->lines, line);

	if (lines == NULL)
		slw_out_of_memory(strlen(line));
	transfer->lines = lines;
}

static void prepare_headers(struct slw_http_transfer *transfer)
{
	bool typed = false;

	for (size_t i = 0; i < transfer->header_count; i++) {
		const struct slw_http_header *header = &transfer->headers[i];

		typed |= strcasecmp(header->name, "Content-Type") == 0;
		add_line(transfer, header->name, header->value);
	}
	if (transfer->idempotency != NULL)
		add_line(transfer, transfer->call.idempotency_header, transfer->idempotency);
	leave_out(transfer, "Expect:");
	if (!typed)
		leave_out(transfer, "Content-Type:"); /* libcurl would say that it is a form */
	curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->lines);
}

static void prepare_method(struct slw_http_transfer *transfer)
{
	CURL *easy = transfer->easy;

	if (strcmp(transfer->method, "HEAD") == 0) {
		curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
	} else if (transfer->body != NULL || strcmp(transfer->method, "POST") == 0) {
		curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)transfer->body_len);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDS,
				 transfer->body != NULL ? transfer->body : "");
		curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, note_upload);
		curl_easy_setopt(easy, CURLOPT_XFERINFODATA, transfer);
		curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
	}
	if (strcmp(transfer->method, "HEAD") != 0)
		curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, transfer->method);
}

static void prepare_safety(struct slw_http_transfer *transfer)
{
	CURL *easy = transfer->easy;

	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, transfer->secure ? "https" : "http");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L); /* judged one by one */
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	if (transfer->http->authorities != NULL)
		curl_easy_setopt(easy, CURLOPT_CAINFO, transfer->http->authorities);
	if (!transfer->secure)
		curl_easy_setopt(easy, CURLOPT_PROXY, ""); /* this machine needs none */
	/* Events must not wait in a decompressor. */
	if (transfer->call.event == NULL)
		curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
#if LIBCURL_VERSION_NUM >= 0x075700
	/* A name server that is silent must not hold up who cancels. */
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
}

void slw_http_prepare(struct slw_http_transfer *transfer)
{
	CURL *easy = curl_easy_init();
	struct slw_http_reply *reply = &transfer->reply;
	unsigned int tries = reply->tries;

	if (easy == NULL)
		slw_out_of_memory(0);
	slw_http_reply_release(reply);
	reply->tries = tries + 1;
	transfer->easy = easy;
	transfer->reason[0] = '\0';
	transfer->head_bytes = 0;
	transfer->sent = 0;
	transfer->body_kept = true;
	transfer->enough_at = 0;
	transfer->end = SLW_HTTP_FINE;
	transfer->started = transfer->last_data = slw_clock_monotonic();
	if (transfer->call.event != NULL)
		transfer->sse = slw_sse_new(0, transfer->call.event, transfer->call.context);
	curl_easy_setopt(easy, CURLOPT_URL, transfer->url);
	prepare_method(transfer);
	prepare_headers(transfer);
	prepare_safety(transfer);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "store-wizard/" PACKAGE_VERSION);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	/* No CURLOPT_PIPEWAIT: where a server speaks no HTTP/2 all would wait for the first answer. */
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)transfer->call.connect_ms);
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, receive_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->reason);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
}

void slw_http_clean_up(struct slw_http_transfer *transfer)
{
	curl_easy_cleanup(transfer->easy);
	transfer->easy = NULL;
	for (struct curl_slist *line = transfer->lines; line != NULL; line = line->next)
		explicit_bzero(line->data, strlen(line->data));
	curl_slist_free_all(transfer->lines);
	transfer->lines = NULL;
	slw_sse_free(transfer->sse);
	transfer->sse = NULL;
}
