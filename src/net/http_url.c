#include "config.h"

#include "net/http_private.h"

#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"

#include "base/banned.h"

#define URL_MAX	  8192
#define SHOWN_MAX 200

static bool is_loopback(const char *host)
{
	unsigned int a, b, c, d;
	char end;

	if (strcasecmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0)
		return true;
	return sscanf(host, "%3u.%3u.%3u.%3u%c", &a, &b, &c, &d, &end) == 4 && a == 127 &&
	       b < 256 && c < 256 && d < 256;
}

enum slw_url_verdict slw_url_judge(const char *url, char **origin, bool *secure)
{
	char *scheme = NULL, *host = NULL, *user = NULL, *port = NULL;
	CURLU *parts = curl_url();
	enum slw_url_verdict verdict = SLW_URL_FINE;

	if (parts == NULL)
		slw_out_of_memory(0);
	if (strlen(url) > URL_MAX ||
	    curl_url_set(parts, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK ||
	    curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK) {
		verdict = SLW_URL_BROKEN;
	} else {
		*secure = strcmp(scheme, "https") == 0;
		if (!*secure && strcmp(scheme, "http") != 0)
			verdict = SLW_URL_SCHEME;
		else if (curl_url_get(parts, CURLUPART_HOST, &host, 0) != CURLUE_OK ||
			 curl_url_get(parts, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) !=
			     CURLUE_OK)
			verdict = SLW_URL_BROKEN;
		else if (!*secure && !is_loopback(host))
			verdict = SLW_URL_PLAIN;
		else if (curl_url_get(parts, CURLUPART_USER, &user, 0) == CURLUE_OK)
			verdict = SLW_URL_LOGIN;
	}
	if (verdict == SLW_URL_FINE)
		*origin = slw_printf("%s://%s:%s", scheme, host, port);
	curl_free(scheme);
	curl_free(host);
	curl_free(user);
	curl_free(port);
	curl_url_cleanup(parts);
	return verdict;
}

const char *slw_url_why_not(enum slw_url_verdict verdict)
{
	switch (verdict) {
	case SLW_URL_SCHEME:
		return _("only https is fetched");
	case SLW_URL_PLAIN:
		return _("plain http is for this machine only");
	case SLW_URL_LOGIN:
		return _("it holds a user name");
	case SLW_URL_BROKEN:
	case SLW_URL_FINE:
		break;
	}
	return _("it is not a URL");
}

char *slw_url_shown(const char *url)
{
	size_t len = strcspn(url, "?#");
	const char *rest = strstr(url, "://"), *end = url + len, *at = NULL;

	rest = rest != NULL && rest + 3 <= end ? rest + 3 : url;
	/* the last one: a password may hold another */
	for (const char *p = rest; p < end && *p != '/'; p++) {
		if (*p == '@')
			at = p;
	}
	if (at == NULL)
		return slw_strndup(url, len < SHOWN_MAX ? len : SHOWN_MAX);
	len = (size_t)(end - (at + 1));
	return slw_printf("%.*s%.*s", (int)(rest - url), url,
			  (int)(len < SHOWN_MAX ? len : SHOWN_MAX), at + 1);
}
