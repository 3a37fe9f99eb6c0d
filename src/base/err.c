#include "config.h"

#include "base/err.h"

#include <stdio.h>
#include <string.h>

#include "base/banned.h"

static const char *const code_names[] = {
	[SLW_OK] = "ok",
	[SLW_EUSAGE] = "usage",
	[SLW_EINVAL] = "invalid",
	[SLW_ENOTFOUND] = "not_found",
	[SLW_EAMBIGUOUS] = "ambiguous",
	[SLW_ECONFLICT] = "conflict",
	[SLW_ESTORE] = "storage",
	[SLW_ELOCKED] = "locked",
	[SLW_EIO] = "io",
	[SLW_ENET] = "network",
	[SLW_ETIMEOUT] = "timeout",
	[SLW_EAUTH] = "credentials",
	[SLW_ELIMIT] = "limit",
	[SLW_EPARTIAL] = "partial",
	[SLW_ECANCELLED] = "cancelled",
	[SLW_ENOTSUP] = "not_supported",
	[SLW_EINTERNAL] = "internal",
};
_Static_assert(sizeof(code_names) / sizeof(code_names[0]) == SLW_CODE__MAX, "one name per code");

/*
 * A cut in the middle of a UTF-8 sequence, or a control character that came in with a file name,
 * must not reach a terminal.
 */
static void make_safe(char *text)
{
	size_t len = strlen(text), i = len, back = 0;

	while (i > 0 && back < 4 && ((unsigned char)text[i - 1] & 0xC0) == 0x80) {
		i--;
		back++;
	}
	if (i > 0 && (unsigned char)text[i - 1] >= 0xC0) {
		unsigned char lead = (unsigned char)text[i - 1];
		size_t want = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;

		if (back < want)
			text[i - 1] = '\0';
	}
	for (char *p = text; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
			*p = '?';
		/* U+0080 to U+009F are control characters too: C2 80 to C2 9F */
		if (c == 0xC2 && (unsigned char)p[1] >= 0x80 && (unsigned char)p[1] <= 0x9F) {
			p[0] = '?';
			p[1] = '?';
		}
	}
}

int slw_err_vset(struct slw_err *err, enum slw_code code, const char *format, va_list args)
{
	char text[sizeof(err->msg)];

	/* by way of a copy: an argument may point into err itself */
	vsnprintf(text, sizeof(text), format, args);
	make_safe(text);
	memcpy(err->msg, text, sizeof(text));
	err->code = code;
	err->hint[0] = '\0';
	return -1;
}

int slw_err_set(struct slw_err *err, enum slw_code code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	slw_err_vset(err, code, format, args);
	va_end(args);
	return -1;
}

int slw_err_errno(struct slw_err *err, enum slw_code code, int errnum, const char *format, ...)
{
	char space[128] = "";
	const char *reason;
	va_list args;
	size_t len;

	va_start(args, format);
	slw_err_vset(err, code, format, args);
	va_end(args);
	/* GNU's strerror_r(), which configure asks for: the text may be elsewhere than in space */
	reason = strerror_r(errnum, space, sizeof(space));
	len = strlen(err->msg);
	snprintf(err->msg + len, sizeof(err->msg) - len, ": %s", reason);
	make_safe(err->msg);
	return -1;
}

int slw_err_hint(struct slw_err *err, const char *format, ...)
{
	char text[sizeof(err->hint)];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	make_safe(text);
	memcpy(err->hint, text, sizeof(text));
	return -1;
}

int slw_err_prefix(struct slw_err *err, const char *format, ...)
{
	char text[sizeof(err->msg)];
	va_list args;
	size_t len;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	len = strlen(text);
	snprintf(text + len, sizeof(text) - len, ": %s", err->msg);
	make_safe(text);
	memcpy(err->msg, text, sizeof(text));
	return -1;
}

const char *slw_code_name(enum slw_code code)
{
	return code >= SLW_OK && code < SLW_CODE__MAX ? code_names[code] : "internal";
}
