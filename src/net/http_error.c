/* What is said where a call has no whole answer. */
#include "config.h"

#include "net/http_private.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/html.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

#define SAID_MAX   160 /* characters of a server's own words */
#define ALIKE	   4   /* bytes at the beginning of a key that give it away */
#define SHORT_WORD 6   /* bytes; values of a query below this are no secrets */

int slw_http_fail(struct slw_http_transfer *transfer, enum slw_code code, const char *format, ...)
{
	char *name = slw_url_shown(transfer->url);
	struct slw_err why = SLW_ERR_INIT;
	va_list args;

	va_start(args, format);
	slw_err_vset(&why, code, format, args);
	va_end(args);
	if (strcmp(transfer->method, "GET") == 0 || strcmp(transfer->method, "HEAD") == 0)
		slw_err_set(&transfer->ended, code, _("could not fetch %s: %s"), name, why.msg);
	else
		slw_err_set(&transfer->ended, code, _("could not ask %s: %s"), name, why.msg);
	free(name);
	return -1;
}

/* --- what the server said --- */

static bool in_word(char c)
{
	return isalnum((unsigned char)c) || (c != '\0' && strchr("_-*.+/=~", c) != NULL);
}

/*
 * Replaces each word that holds the secret or, where "alike" is more than 0, begins with so many of
 * its bytes: servers quote a refused key with stars in its middle.
 */
static void hide(struct slw_buf *text, const char *secret, size_t alike)
{
	size_t len = strlen(secret);
	struct slw_buf out;

	if (len == 0)
		return;
	if (alike == 0 || alike > len)
		alike = len;
	slw_buf_init(&out, 0);
	for (const char *p = text->data; *p != '\0';) {
		bool begins = p == text->data || !in_word(p[-1]);

		if (strncmp(p, secret, begins ? alike : len) == 0) {
			p += strncmp(p, secret, len) == 0 ? len : alike;
			while (in_word(*p))
				p++;
			slw_buf_str(&out, "***");
		} else {
			slw_buf_char(&out, *p++);
		}
	}
	slw_buf_release(text);
	*text = out;
}

/* The values of the query, as they stand and decoded. */
static void hide_query(struct slw_buf *text, const char *url)
{
	const char *at = url + strcspn(url, "?#");

	while (*at == '?' || *at == '&') {
		size_t len = strcspn(++at, "&#");
		const char *equals = memchr(at, '=', len);
		char *value = equals == NULL
				  ? slw_strndup(at, len)
				  : slw_strndup(equals + 1, len - (size_t)(equals + 1 - at));
		char *decoded = curl_easy_unescape(NULL, value, 0, NULL);

		if (len >= SHORT_WORD) {
			hide(text, value, 0);
			hide(text, decoded != NULL ? decoded : "", 0);
		}
		curl_free(decoded);
		free(value);
		at += len;
	}
}

static void hide_secrets(const struct slw_http_transfer *transfer, struct slw_buf *text)
{
	for (size_t i = 0; i < transfer->header_count; i++) {
		const char *value = transfer->headers[i].value, *last = strrchr(value, ' ');

		if (!transfer->headers[i].secret)
			continue;
		/* of "Bearer KEY" the KEY */
		hide(text, last != NULL ? last + 1 : value, ALIKE);
	}
	hide_query(text, transfer->url);
}

/* Where the usual servers put a sentence. */
static const char *const places[] = { "error.message",	   "message",		"error", "detail",
				      "error_description", "errors[0].message", "title" };

static void find_words(const struct slw_http_reply *reply, struct slw_buf *text)
{
	struct slw_err ignored = SLW_ERR_INIT;
	json_t *value = slw_json_parse(reply->body.data, reply->body.len, "", &ignored);
	const char *found = NULL;

	for (size_t i = 0; value != NULL && found == NULL && i < SLW_COUNT(places); i++)
		found = json_string_value(slw_json_path(value, places[i]));
	if (found != NULL)
		slw_buf_str(text, found);
	else if (reply->type != NULL && strcmp(reply->type, "text/html") == 0)
		slw_html_text(text, reply->body.data);
	else
		slw_text_repair(text, reply->body.data, strlen(reply->body.data));
	json_decref(value);
}

/* A sentence of the server, fit to be shown; "" if it said nothing. New string. */
static char *words_of(const struct slw_http_transfer *transfer)
{
	struct slw_buf text, safe;
	char *out;

	slw_buf_init(&text, 0);
	slw_buf_init(&safe, 0);
	find_words(&transfer->reply, &text);
	hide_secrets(transfer, &text);
	slw_text_display(&safe, text.data, true);
	out = slw_text_trim(safe.data);
	slw_text_cut(out, SAID_MAX);
	slw_buf_release(&safe);
	slw_buf_release(&text);
	return out;
}

/* --- by status --- */

static const char *const credit_words[] = { "insufficient_quota", "billing", "credit balance" };

bool slw_http_out_of_credit(const struct slw_http_transfer *transfer)
{
	const struct slw_http_reply *reply = &transfer->reply;

	if (reply->status == 402)
		return true;
	if (reply->status != 400 && reply->status != 403 && reply->status != 429)
		return false;
	for (size_t i = 0; i < SLW_COUNT(credit_words); i++) {
		if (strcasestr(reply->body.data, credit_words[i]) != NULL)
			return true;
	}
	return false;
}

static const struct {
	int from, to;
	enum slw_code code;
	const char *hint;
} statuses[] = {
	{ 300, 399, SLW_ENET, N_("Set the address to the one that it names now.") },
	{ 401, 401, SLW_EAUTH, N_("Check the key: it is wrong, revoked, or of another account.") },
	{ 403, 403, SLW_EAUTH, N_("Check what the key may do, and from where.") },
	{ 404, 404, SLW_ENOTFOUND, N_("Check the address, and the name of what is asked for.") },
	{ 410, 410, SLW_ENOTFOUND, N_("Check the address, and the name of what is asked for.") },
	{ 408, 408, SLW_ETIMEOUT, N_("Try again later.") },
	{ 413, 413, SLW_ELIMIT, N_("Ask for less at a time.") },
	{ 429, 429, SLW_ELIMIT, N_("Wait a while, or ask for less at a time.") },
	{ 504, 504, SLW_ETIMEOUT, N_("The server has trouble of its own: try again later.") },
	{ 500, 599, SLW_ENET, N_("The server has trouble of its own: try again later.") },
	{ 0, 999, SLW_ENET, "" },
};

static void judge_status(struct slw_http_transfer *transfer)
{
	int status = transfer->reply.status;
	char *words = words_of(transfer);
	size_t row = 0;

	while (status < statuses[row].from || status > statuses[row].to)
		row++;
	if (slw_http_out_of_credit(transfer)) {
		slw_http_fail(transfer, SLW_ELIMIT, _("the server answered %d: %s"), status,
			      words[0] != '\0' ? words : _("the account has no credit"));
		slw_err_hint(&transfer->ended, "%s",
			     _("The account has no credit left or has reached its limit: see the "
			       "provider's page on billing."));
	} else {
		if (words[0] != '\0')
			slw_http_fail(transfer, statuses[row].code, _("the server answered %d: %s"),
				      status, words);
		else
			slw_http_fail(transfer, statuses[row].code, _("the server answered %d"),
				      status);
		slw_err_hint(&transfer->ended, "%s",
			     statuses[row].hint[0] != '\0' ? _(statuses[row].hint) : "");
	}
	free(words);
}

void slw_http_say_later(struct slw_http_transfer *transfer, int64_t asked)
{
	char when[SLW_TIME_SIZE];

	slw_time_format(when, transfer->reply.retry_at);
	slw_http_fail(transfer, transfer->reply.status == 429 ? SLW_ELIMIT : SLW_ENET,
		      _("the server answered %d and asks to wait for %lld s"),
		      transfer->reply.status, (long long)((asked + 999) / 1000));
	/* the date and the time of day, without the fractions */
	slw_err_hint(&transfer->ended, _("Try again after %.10s %.8s UTC."), when, when + 11);
}

/* --- by libcurl's result --- */

/* Words of libcurl and its TLS library, and what helps. */
static const struct {
	const char *words, *hint;
} certificates[] = {
	{ "self-signed",
	  N_("Its certificate is signed by nobody that this machine trusts: check the "
	     "address, or name the authority's file in SSL_CERT_FILE.") },
	{ "self signed",
	  N_("Its certificate is signed by nobody that this machine trusts: check the "
	     "address, or name the authority's file in SSL_CERT_FILE.") },
	{ "issuer", N_("Its certificate is signed by nobody that this machine trusts: check the "
		       "address, or name the authority's file in SSL_CERT_FILE.") },
	{ "expired", N_("Its certificate is out of date: tell the server's owner, and check this "
			"machine's clock.") },
	{ "not yet valid", N_("Check this machine's clock.") },
	{ "subject name", N_("Its certificate is for another name: check the address.") },
	{ "", N_("Check the address: the server does not prove who it is.") },
};

static void judge_certificate(struct slw_http_transfer *transfer, const char *reason)
{
	size_t row = 0;

	slw_http_fail(transfer, SLW_ENET, _("its certificate is not accepted: %s"), reason);
	while (strcasestr(reason, certificates[row].words) == NULL)
		row++;
	slw_err_hint(&transfer->ended, "%s", _(certificates[row].hint));
}

/* libcurl names what it could not connect to: where that is not the server it is the proxy. */
static bool is_proxy_named(const struct slw_http_transfer *transfer)
{
	const char *host = strstr(transfer->host->origin, "://") + 3;
	char *name = slw_strndup(host, (size_t)(strrchr(host, ':') - host));
	bool named = strncmp(transfer->reason, "Failed to connect to ", 21) == 0 &&
		     strcasestr(transfer->reason, name) == NULL && name[0] != '[';

	free(name);
	return named;
}

static void judge_connection(struct slw_http_transfer *transfer)
{
	long number = 0;

	if (is_proxy_named(transfer)) {
		slw_http_fail(transfer, SLW_ENET, "%s", _("nothing answers at the proxy"));
		slw_err_hint(&transfer->ended, "%s", _("Check https_proxy in the environment."));
		return;
	}
	curl_easy_getinfo(transfer->easy, CURLINFO_OS_ERRNO, &number);
	switch (number) {
	case ECONNREFUSED:
		slw_http_fail(transfer, SLW_ENET, "%s", _("nothing answers there"));
		slw_err_hint(&transfer->ended, "%s",
			     _("Start the server, or correct its address and port."));
		break;
	case ENETUNREACH:
	case EHOSTUNREACH:
	case ENETDOWN:
		slw_http_fail(transfer, SLW_ENET, "%s", _("there is no way to it"));
		slw_err_hint(&transfer->ended, "%s", _("Is this machine online?"));
		break;
	default:
		slw_http_fail(transfer, SLW_ENET, "%s",
			      transfer->reason[0] != '\0' ? transfer->reason
							  : _("it could not be connected"));
		slw_err_hint(&transfer->ended, "%s",
			     _("Is this machine online? Check the address, too."));
	}
}

static void judge_head(struct slw_http_transfer *transfer)
{
	slw_http_fail(transfer, SLW_ELIMIT, _("its head is larger than %d bytes"),
		      SLW_HTTP_HEAD_MAX);
}

static void judge_result(struct slw_http_transfer *transfer, CURLcode result)
{
	const char *reason =
	    transfer->reason[0] != '\0' ? transfer->reason : curl_easy_strerror(result);

	switch (result) {
	case CURLE_COULDNT_RESOLVE_PROXY:
		slw_http_fail(transfer, SLW_ENET, "%s", _("the proxy's name could not be found"));
		slw_err_hint(&transfer->ended, "%s", _("Check https_proxy in the environment."));
		break;
	case CURLE_COULDNT_RESOLVE_HOST:
		slw_http_fail(transfer, SLW_ENET, "%s", _("its name could not be found"));
		slw_err_hint(&transfer->ended, "%s",
			     _("Is this machine online? Check the address, too."));
		break;
	case CURLE_COULDNT_CONNECT:
		judge_connection(transfer);
		break;
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_ISSUER_ERROR:
		judge_certificate(transfer, reason);
		break;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SSL_CIPHER:
		slw_http_fail(transfer, SLW_ENET, _("no secure connection: %s"), reason);
		slw_err_hint(&transfer->ended, "%s",
			     _("Does the server speak https on this port, with TLS 1.2 or later?"));
		break;
	case CURLE_OUT_OF_MEMORY: /* a line of the head that libcurl does not take */
#if LIBCURL_VERSION_NUM >= 0x080600
	case CURLE_TOO_LARGE:
#endif
		judge_head(transfer);
		break;
	case CURLE_SSL_CACERT_BADFILE:
		slw_http_fail(transfer, SLW_ENET, _("no secure connection: %s"), reason);
		slw_err_hint(&transfer->ended, "%s", _("Check the file that SSL_CERT_FILE names."));
		break;
	case CURLE_OPERATION_TIMEDOUT: /* the only time that is libcurl's to watch */
		slw_http_fail(transfer, SLW_ETIMEOUT, _("no connection within %u ms"),
			      transfer->call.connect_ms);
		slw_err_hint(&transfer->ended, "%s",
			     _("Is this machine online? Check the address, too."));
		break;
	default:
		if (transfer->reply.broken)
			slw_http_fail(transfer, SLW_ENET,
				      _("the answer broke off after %zu bytes: %s"),
				      transfer->reply.received, reason);
		else
			slw_http_fail(transfer, SLW_ENET, "%s", reason);
		slw_err_hint(&transfer->ended, "%s", _("Try again."));
	}
}

static void judge_time(struct slw_http_transfer *transfer)
{
	bool idle = transfer->end == SLW_HTTP_IDLE;
	unsigned int ms = idle ? transfer->call.idle_ms : transfer->call.total_ms;
	size_t bytes = transfer->reply.received;

	if (transfer->reply.broken && bytes > 0)
		slw_http_fail(
		    transfer, SLW_ETIMEOUT,
		    idle ? _("the answer broke off after %zu bytes: nothing came for %u ms")
			 : _("the answer broke off after %zu bytes: it took over %u ms"),
		    bytes, ms);
	else
		slw_http_fail(transfer, SLW_ETIMEOUT,
			      idle ? _("nothing came for %u ms") : _("it took over %u ms"), ms);
	slw_err_hint(&transfer->ended, "%s", _("The server is slow: try again later."));
}

void slw_http_judge(struct slw_http_transfer *transfer, CURLcode result)
{
	switch (transfer->end) {
	case SLW_HTTP_CANCELLED:
		slw_http_fail(transfer, SLW_ECANCELLED, "%s", _("it was cancelled"));
		return;
	case SLW_HTTP_LARGE_BODY:
		slw_http_fail(transfer, SLW_ELIMIT, _("it is larger than %zu bytes"),
			      transfer->call.reply_max);
		return;
	case SLW_HTTP_LARGE_HEAD:
		judge_head(transfer);
		return;
	case SLW_HTTP_IDLE:
	case SLW_HTTP_LATE:
		judge_time(transfer);
		return;
	case SLW_HTTP_CALLBACK: /* its words stand */
		return;
	case SLW_HTTP_FINE:
	case SLW_HTTP_PAGE_CUT:
		break;
	}
	if (result != CURLE_OK)
		judge_result(transfer, result);
	else if (transfer->reply.status < 200 || transfer->reply.status > 299)
		judge_status(transfer);
}
