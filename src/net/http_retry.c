/* Whether a call is tried again, and when. */
#include "config.h"

#include "net/http_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/text.h"

#include "base/banned.h"

#define FIRST_PAUSE 250
#define LAST_PAUSE  8000
#define ASKED_MAX   86400000 /* what a server may ask for */

int64_t slw_retry_after(const char *value, int64_t now)
{
	int64_t ms = -1;
	time_t date;

	if (value[0] != '\0' && strspn(value, "0123456789") == strlen(value)) {
		if (!slw_parse_int(value, 0, ASKED_MAX / 1000, &ms))
			return ASKED_MAX;
		return ms * 1000;
	}
	date = curl_getdate(value, NULL);
	if (date == (time_t)-1)
		return -1;
	ms = (int64_t)date > INT64_MAX / 1000 ? ASKED_MAX : (int64_t)date * 1000 - now;
	return ms < 0 ? 0 : ms > ASKED_MAX ? ASKED_MAX : ms;
}

int64_t slw_retry_pause(unsigned int tried, unsigned int random)
{
	int64_t most = tried > 5 ? LAST_PAUSE : (int64_t)FIRST_PAUSE << (tried > 0 ? tried - 1 : 0);

	if (most > LAST_PAUSE)
		most = LAST_PAUSE;
	return most * (int64_t)(random & 0xFFFF) / 0xFFFF;
}

static bool is_broken_connection(const struct slw_http_transfer *transfer, CURLcode result)
{
	long number = 0;

	switch (result) {
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_CONNECT:
	case CURLE_GOT_NOTHING:
	case CURLE_PARTIAL_FILE:
	case CURLE_RECV_ERROR:
	case CURLE_SEND_ERROR:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		return true;
	case CURLE_SSL_CONNECT_ERROR: /* cut off, or no common language? */
		curl_easy_getinfo(transfer->easy, CURLINFO_OS_ERRNO, &number);
		return number == ECONNRESET || number == EPIPE;
	default:
		return false;
	}
}

static int64_t asked_for(const struct slw_http_transfer *transfer)
{
	char *value = slw_http_reply_header(&transfer->reply, "Retry-After");
	int64_t ms = -1;

	if (value != NULL)
		ms = slw_retry_after(value, slw_clock_now());
	free(value);
	return ms;
}

int64_t slw_http_again(const struct slw_http_transfer *transfer, CURLcode result, int64_t *asked)
{
	int status = transfer->reply.status;
	bool idempotent =
	    strcmp(transfer->method, "GET") == 0 || strcmp(transfer->method, "HEAD") == 0;
	uint16_t random;
	int64_t pause;

	*asked = -1;
	if (transfer->end != SLW_HTTP_FINE && transfer->end != SLW_HTTP_PAGE_CUT)
		return -1;
	if (transfer->delivered)
		return -1;
	if (result == CURLE_OK) {
		if (status != 429 && (status < 500 || status > 599))
			return -1;
		if (slw_http_out_of_credit(transfer))
			return -1;
		*asked = asked_for(transfer);
	} else if (!is_broken_connection(transfer, result) ||
		   (!idempotent && status >= 200 && status <= 299)) {
		return -1;
	}
	if (transfer->tried >= transfer->call.tries)
		return -1;
	slw_random(&random, sizeof(random));
	pause = slw_retry_pause(transfer->tried, random);
	return *asked > 0 ? *asked + pause : pause;
}

enum slw_breaker_outcome slw_http_outcome(const struct slw_http_transfer *transfer, CURLcode result)
{
	switch (transfer->end) {
	case SLW_HTTP_CANCELLED:
		return SLW_BREAKER_NEITHER;
	case SLW_HTTP_IDLE:
		return SLW_BREAKER_FAILURE;
	case SLW_HTTP_LATE: /* it may have been on its way */
		return transfer->reply.received == 0 ? SLW_BREAKER_FAILURE : SLW_BREAKER_NEITHER;
	case SLW_HTTP_LARGE_BODY:
	case SLW_HTTP_LARGE_HEAD:
	case SLW_HTTP_CALLBACK:
		return SLW_BREAKER_SUCCESS;
	case SLW_HTTP_PAGE_CUT:
	case SLW_HTTP_FINE:
		break;
	}
	if (result != CURLE_OK || transfer->reply.status >= 500)
		return SLW_BREAKER_FAILURE;
	return SLW_BREAKER_SUCCESS;
}
