/* The types of text that have a format of their own. Each is written by hand, as products pass
 * here a hundred thousand at a time, and as a regular expression for the schema. */
#include "config.h"

#include "model/check_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/text.h"

#include "base/banned.h"

#define NO_SPACE " \\t\\r\\n"
#define HOST	 "[^" NO_SPACE "/?#@:\"<>\\\\]+(:[0-9]{1,5})?([/?#][^" NO_SPACE "\"<>\\\\]*)?"
#define MAILBOX	 "[^" NO_SPACE "@<>(),;:\"\\\\\\[\\]"

static const char *const patterns[SLW_FIELD_TYPE__MAX] = {
	[SLW_FIELD_COLOUR] = "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$",
	[SLW_FIELD_DATE] = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
	[SLW_FIELD_URL] = "^https?://" HOST "$",
	[SLW_FIELD_EMAIL] = "^" MAILBOX "]+@" MAILBOX ".]+(\\." MAILBOX ".]+)+$",
	[SLW_FIELD_PHONE] = "^(?=([^0-9]*[0-9]){5})[+(0-9][0-9+()./ -]*$",
	[SLW_FIELD_HANDLE] = "^[a-z0-9]+(-[a-z0-9]+)*$",
	[SLW_FIELD_FILE] = "^(https://" HOST "|(?!/)(?!(.*/)?\\.\\.(/|$))(?!.*://)[^\\\\\\r\\n]+)$",
};

const char *slw_format_pattern(enum slw_field_type type)
{
	return patterns[type];
}

const char *slw_excerpt(char out[SLW_EXCERPT], const char *text)
{
	const size_t room = 60 * 4 + 1; /* characters of at most four bytes */

	if (!slw_text_copy(out, room, text) || slw_text_chars(out) > 60) {
		slw_text_cut(out, 59);
		memcpy(out + strlen(out), "…", sizeof("…"));
	}
	return out;
}

bool slw_is_env_name(const char *text)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";

	return text[0] != '\0' && strchr(letters, text[0]) != NULL &&
	       text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"
				 "0123456789")] == '\0';
}

static int bad(const char **kind, struct slw_err *err, const char *text, const char *message,
	       const char *hint)
{
	char shown[SLW_EXCERPT];

	*kind = "format";
	slw_err_set(err, SLW_EINVAL, message, slw_excerpt(shown, text));
	return slw_err_hint(err, "%s", hint);
}

static bool is_hex(const char *text, size_t len)
{
	return strlen(text) == len && strspn(text, "0123456789abcdefABCDEF") == len;
}

static int check_colour(const char *text, const char **kind, struct slw_err *err)
{
	char shown[SLW_EXCERPT];

	if (text[0] == '#' && (is_hex(text + 1, 3) || is_hex(text + 1, 6)))
		return 0;
	*kind = "format";
	slw_err_set(err, SLW_EINVAL, _("\"%s\" is not a colour"), slw_excerpt(shown, text));
	if (is_hex(text, 3) || is_hex(text, 6))
		return slw_err_hint(err, _("write \"#%s\""), text);
	return slw_err_hint(err, _("write # and six hexadecimal digits: \"#2f5d50\""));
}

static bool is_date(const char *text)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int64_t year, month, day;
	char part[5] = "";

	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
		return false;
	memcpy(part, text, 4);
	if (!slw_parse_int(part, 0, 9999, &year))
		return false;
	memcpy(part, text + 5, 2);
	part[2] = '\0';
	if (!slw_parse_int(part, 1, 12, &month) || part[0] == '-')
		return false;
	memcpy(part, text + 8, 2);
	if (!slw_parse_int(part, 1, days[month - 1], &day) || part[0] == '-')
		return false;
	return month != 2 || day != 29 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

/* What follows "https://": a host, perhaps a port, and anything without white space. */
static bool is_host_and_path(const char *text)
{
	size_t len = strcspn(text, " \t\r\n/?#@:\"<>\\");

	if (len == 0)
		return false;
	text += len;
	if (*text == ':') {
		len = strspn(++text, "0123456789");
		if (len < 1 || len > 5)
			return false;
		text += len;
	}
	if (*text == '\0')
		return true;
	return strchr("/?#", *text) != NULL && text[strcspn(text, " \t\r\n\"<>\\")] == '\0';
}

static int check_url(const char *text, const char **kind, struct slw_err *err)
{
	char shown[SLW_EXCERPT];

	if (strncmp(text, "https://", 8) == 0 && is_host_and_path(text + 8))
		return 0;
	if (strncmp(text, "http://", 7) == 0 && is_host_and_path(text + 7))
		return 0;
	*kind = "format";
	slw_err_set(err, SLW_EINVAL, _("\"%s\" is not the address of a web page"),
		    slw_excerpt(shown, text));
	if (strstr(text, "://") == NULL && strchr(text, '.') != NULL && is_host_and_path(text))
		return slw_err_hint(err, _("write https://%s"), shown);
	return slw_err_hint(err, _("write it with https:// in front, without spaces"));
}

static bool is_email(const char *text)
{
	static const char no[] = " \t\r\n@<>(),;:\"\\[]";
	size_t len = strcspn(text, no);
	int dots = 0;

	if (len == 0 || text[len] != '@')
		return false;
	for (text += len + 1;; text++) {
		len = strcspn(text, " \t\r\n@<>(),;:\"\\[].");
		if (len == 0)
			return false;
		text += len;
		if (*text != '.')
			break;
		dots++;
	}
	return *text == '\0' && dots > 0;
}

static bool is_phone(const char *text)
{
	int digits = 0;

	if (strchr("+(0123456789", text[0]) == NULL)
		return false;
	for (; *text != '\0'; text++) {
		if (strchr("0123456789+()./ -", *text) == NULL)
			return false;
		digits += *text >= '0' && *text <= '9';
	}
	return digits >= 5;
}

static int check_handle(const char *text, const char **kind, struct slw_err *err)
{
	char shown[SLW_EXCERPT], *handle;

	if (slw_text_is_handle(text))
		return 0;
	handle = slw_text_handle(text);
	*kind = "format";
	slw_err_set(err, SLW_EINVAL, _("\"%s\" is not a handle: a-z, 0-9 and single hyphens only"),
		    slw_excerpt(shown, text));
	slw_err_hint(err, _("write %s"), slw_excerpt(shown, handle));
	free(handle);
	return -1;
}

/* True if a part between slashes is "..", which would leave the folder. */
static bool climbs(const char *path)
{
	for (;;) {
		size_t len = strcspn(path, "/");

		if (len == 2 && memcmp(path, "..", 2) == 0)
			return true;
		if (path[len] == '\0')
			return false;
		path += len + 1;
	}
}

static int check_file(const char *text, const char **kind, struct slw_err *err)
{
	if (strstr(text, "://") != NULL) {
		if (strncmp(text, "https://", 8) == 0 && is_host_and_path(text + 8))
			return 0;
		return bad(kind, err, text, _("\"%s\" is neither a file nor an https address"),
			   _("use https:// and no spaces, or a file below the answers file's "
			     "folder"));
	}
	if (text[strcspn(text, "\\\r\n")] != '\0')
		return bad(kind, err, text, _("\"%s\" is not a relative path"),
			   _("write / between folders, on one line"));
	if (text[0] == '/')
		return bad(kind, err, text, _("\"%s\" is not a relative path"),
			   _("put the file below the folder of the answers file and name it from "
			     "there"));
	if (climbs(text))
		return bad(kind, err, text, _("\"%s\" leaves the folder of the answers file"),
			   _("put the file below that folder; .. is not followed"));
	return 0;
}

int slw_format_check(enum slw_field_type type, const char *text, const char **kind,
		     struct slw_err *err)
{
	switch (type) {
	case SLW_FIELD_COLOUR:
		return check_colour(text, kind, err);
	case SLW_FIELD_URL:
		return check_url(text, kind, err);
	case SLW_FIELD_HANDLE:
		return check_handle(text, kind, err);
	case SLW_FIELD_FILE:
		return check_file(text, kind, err);
	case SLW_FIELD_DATE:
		if (is_date(text))
			return 0;
		return bad(kind, err, text, _("\"%s\" is not a date"),
			   _("write year, month, day: 2026-11-23"));
	case SLW_FIELD_EMAIL:
		if (is_email(text))
			return 0;
		return bad(kind, err, text, _("\"%s\" is not an e-mail address"),
			   _("write name@example.com, without a name or brackets around it"));
	case SLW_FIELD_PHONE:
		if (is_phone(text))
			return 0;
		return bad(kind, err, text, _("\"%s\" is not a telephone number"),
			   _("at least five digits, with + ( ) - . / and spaces: +1 503 555 0134"));
	default:
		return 0;
	}
}
