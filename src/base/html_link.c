#include "config.h"

#include "base/html_link.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unictype.h>
#include <unistr.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/html_token.h"
#include "base/text.h"

#include "base/banned.h"

#define LINK_MAX 2000

/* Resolves references; drops tab and newline, which browsers drop before they read a scheme. */
static void decode(struct slw_buf *out, const char *p, size_t len)
{
	const char *end = p + len;

	while (p < end) {
		uint32_t code = (unsigned char)*p;
		size_t used = 0;
		uint8_t bytes[6];

		if (*p == '&')
			used = slw_html_entity(p, (size_t)(end - p), true, &code);
		p += used > 0 ? used : 1;
		if (code == '\t' || code == '\n' || code == '\r')
			continue;
		if (used > 0)
			slw_buf_add(out, bytes, (size_t)u8_uctomb(bytes, code, sizeof(bytes)));
		else
			slw_buf_char(out, (char)code);
	}
}

/* The length of "https://", "http://" or "mailto:" at the start, or 0. */
static size_t allowed_scheme(const char *link)
{
	static const char *const schemes[] = { "https://", "http://", "mailto:" };

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		size_t len = strlen(schemes[i]);

		if (strncasecmp(link, schemes[i], len) == 0)
			return len;
	}
	return 0;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* What RFC 3986 lets stand as it is behind the host. */
static bool stands(const char *p, bool in_fragment)
{
	unsigned char c = (unsigned char)*p;

	if (c == '%')
		return is_hex(p[1]) && is_hex(p[2]);
	if (c == '#')
		return !in_fragment;
	return c > ' ' && c < 0x7F && strchr("\"<>\\^`{|}[]", c) == NULL;
}

static void encode(struct slw_buf *out, const char *rest)
{
	bool in_fragment = false;

	for (const char *p = rest; *p != '\0'; p++) {
		if (stands(p, in_fragment))
			slw_buf_char(out, *p);
		else
			slw_buf_printf(out, "%%%02X", (unsigned char)*p);
		in_fragment = in_fragment || *p == '#';
	}
}

static size_t label_chars(const char *host, size_t len)
{
	const uint8_t *p = (const uint8_t *)host, *end = p + len;
	ucs4_t uc;
	int step;

	/* letters beyond ASCII are left to the browser, which knows Punycode */
	for (; p < end; p += step) {
		step = u8_mbtouc(&uc, p, (size_t)(end - p));
		if (uc != '.' && uc != '-' && uc != '_' &&
		    !uc_is_general_category_withtable(uc, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M |
							      UC_CATEGORY_MASK_N))
			break;
	}
	return (size_t)(p - (const uint8_t *)host);
}

/*
 * The length of a name or IP address with its port; 0 if it is none. A user name before it is
 * none either: what it is used for is to make "https://bank.example@other.example".
 */
static size_t host_length(const char *rest)
{
	size_t len = strcspn(rest, "/?#"), host, port;

	if (rest[0] == '[') {
		host = 1 + strspn(rest + 1, "0123456789abcdefABCDEF:.");
		if (rest[host] != ']' || host < 3)
			return 0;
		host++;
	} else {
		host = label_chars(rest, len);
	}
	port = rest[host] == ':' ? 1 + strspn(rest + host + 1, "0123456789") : 0;
	return host > 0 && port != 1 && port <= 6 && host + port == len ? len : 0;
}

char *slw_html_link(const char *value, size_t len)
{
	struct slw_buf decoded, mended, link;
	char *trimmed = NULL, *result = NULL;
	size_t scheme, host;
	bool mail;

	slw_buf_init(&decoded, LINK_MAX);
	slw_buf_init(&mended, LINK_MAX);
	slw_buf_init(&link, LINK_MAX);
	if (len > LINK_MAX * 8)
		goto out;
	decode(&decoded, value, len);
	slw_text_repair(&mended, decoded.data, decoded.len);
	trimmed = slw_text_trim(mended.data);
	scheme = allowed_scheme(trimmed);
	if (decoded.over || mended.over || scheme == 0 || slw_text_has_control(trimmed))
		goto out;
	mail = (trimmed[0] | 0x20) == 'm';
	host = mail ? 0 : host_length(trimmed + scheme);
	if (mail ? trimmed[scheme] == '\0' : host == 0)
		goto out;
	for (size_t i = 0; i < scheme; i++)
		slw_buf_char(&link,
			     (char)(trimmed[i] >= 'A' && trimmed[i] <= 'Z' ? trimmed[i] - 'A' + 'a'
									   : trimmed[i]));
	slw_buf_add(&link, trimmed + scheme, host);
	encode(&link, trimmed + scheme + host);
	if (!link.over)
		result = slw_buf_take(&link);
out:
	free(trimmed);
	slw_buf_release(&link);
	slw_buf_release(&mended);
	slw_buf_release(&decoded);
	return result;
}
