#include "config.h"

#include "base/html_link.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
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

/* What RFC 3987 lets stand as it is; brackets belong to an IPv6 host alone. */
static bool stands(const char *p, bool in_host, bool in_fragment)
{
	unsigned char c = (unsigned char)*p;

	if (c == '%')
		return is_hex(p[1]) && is_hex(p[2]);
	if (c == '[' || c == ']')
		return in_host;
	if (c == '#')
		return !in_fragment;
	return c > ' ' && c != 0x7F && strchr("\"<>\\^`{|}", c) == NULL;
}

static void encode(struct slw_buf *out, const char *link, size_t scheme)
{
	bool in_host = scheme != strlen("mailto:"), in_fragment = false;

	for (const char *p = link + scheme; *p != '\0'; p++) {
		if (*p == '/' || *p == '?' || *p == '#')
			in_host = false;
		if (stands(p, in_host, in_fragment))
			slw_buf_char(out, *p);
		else
			slw_buf_printf(out, "%%%02X", (unsigned char)*p);
		in_fragment = in_fragment || *p == '#';
	}
}

/* A web address needs a host; mail may go without an address, to be filled in. */
static bool has_target(const char *rest, bool mail)
{
	return rest[0] != '\0' && (strchr("/?#\\", rest[0]) == NULL || (mail && rest[0] == '?'));
}

char *slw_html_link(const char *value, size_t len)
{
	struct slw_buf decoded, mended, link;
	char *trimmed = NULL, *result = NULL;
	size_t scheme;

	slw_buf_init(&decoded, LINK_MAX);
	slw_buf_init(&mended, LINK_MAX);
	slw_buf_init(&link, LINK_MAX);
	if (len > LINK_MAX * 8)
		goto out;
	decode(&decoded, value, len);
	slw_text_repair(&mended, decoded.data, decoded.len);
	trimmed = slw_text_trim(mended.data);
	scheme = allowed_scheme(trimmed);
	if (decoded.over || mended.over || scheme == 0 || slw_text_has_control(trimmed) ||
	    !has_target(trimmed + scheme, scheme == strlen("mailto:")))
		goto out;
	for (size_t i = 0; i < scheme; i++)
		slw_buf_char(&link,
			     (char)(trimmed[i] >= 'A' && trimmed[i] <= 'Z' ? trimmed[i] - 'A' + 'a'
									   : trimmed[i]));
	encode(&link, trimmed, scheme);
	if (!link.over)
		result = slw_buf_take(&link);
out:
	free(trimmed);
	slw_buf_release(&link);
	slw_buf_release(&mended);
	slw_buf_release(&decoded);
	return result;
}
