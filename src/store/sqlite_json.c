/*
 * json_valid() for the CHECKs of the tables. SQLite's own is not marked as harmless before 3.41,
 * so that a schema may not call it while schemas are not trusted; this one takes its place on our
 * connections. It says what RFC 8259 says and builds nothing.
 */
#include "config.h"

#include "store/sqlite.h"

#include <string.h>

#include "base/err.h"

#include "base/banned.h"

#define MAX_DEPTH 128

struct scan {
	const char *at;
	const char *end;
	int depth;
};

static void skip_space(struct scan *scan)
{
	while (scan->at < scan->end &&
	       (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\r' || *scan->at == '\t'))
		scan->at++;
}

static bool take(struct scan *scan, char c)
{
	if (scan->at == scan->end || *scan->at != c)
		return false;
	scan->at++;
	return true;
}

static bool scan_word(struct scan *scan, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(scan->end - scan->at) < len || memcmp(scan->at, word, len) != 0)
		return false;
	scan->at += len;
	return true;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool scan_escape(struct scan *scan)
{
	if (scan->at == scan->end)
		return false;
	if (*scan->at++ != 'u')
		return memchr("\"\\/bfnrt", scan->at[-1], 8) != NULL;
	for (int i = 0; i < 4; i++, scan->at++)
		if (scan->at == scan->end || !is_hex(*scan->at))
			return false;
	return true;
}

static bool scan_string(struct scan *scan)
{
	if (!take(scan, '"'))
		return false;
	while (scan->at < scan->end) {
		unsigned char c = (unsigned char)*scan->at++;

		if (c == '"')
			return true;
		if (c < 0x20 || (c == '\\' && !scan_escape(scan)))
			return false;
	}
	return false;
}

static bool scan_digits(struct scan *scan)
{
	const char *start = scan->at;

	while (scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9')
		scan->at++;
	return scan->at > start;
}

static bool scan_number(struct scan *scan)
{
	take(scan, '-');
	if (!take(scan, '0') && !scan_digits(scan))
		return false;
	if (take(scan, '.') && !scan_digits(scan))
		return false;
	if (take(scan, 'e') || take(scan, 'E')) {
		if (!take(scan, '+'))
			take(scan, '-');
		return scan_digits(scan);
	}
	return true;
}

static bool scan_value(struct scan *scan);

static bool scan_members(struct scan *scan, char close, bool keys)
{
	if (++scan->depth > MAX_DEPTH)
		return false;
	skip_space(scan);
	if (!take(scan, close)) {
		do {
			skip_space(scan);
			if (keys) {
				if (!scan_string(scan))
					return false;
				skip_space(scan);
				if (!take(scan, ':'))
					return false;
			}
			if (!scan_value(scan))
				return false;
		} while (take(scan, ','));
		if (!take(scan, close))
			return false;
	}
	scan->depth--;
	return true;
}

static bool scan_value(struct scan *scan)
{
	bool valid;

	skip_space(scan);
	if (scan->at == scan->end)
		return false;
	switch (*scan->at) {
	case '{':
		scan->at++;
		valid = scan_members(scan, '}', true);
		break;
	case '[':
		scan->at++;
		valid = scan_members(scan, ']', false);
		break;
	case '"':
		valid = scan_string(scan);
		break;
	case 't':
		valid = scan_word(scan, "true");
		break;
	case 'f':
		valid = scan_word(scan, "false");
		break;
	case 'n':
		valid = scan_word(scan, "null");
		break;
	default:
		valid = scan_number(scan);
	}
	skip_space(scan);
	return valid;
}

static void json_valid(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct scan scan = { .depth = 0 };

	(void)count;
	if (sqlite3_value_type(values[0]) == SQLITE_NULL)
		return;
	scan.at = (const char *)sqlite3_value_text(values[0]);
	if (scan.at == NULL)
		return;
	scan.end = scan.at + sqlite3_value_bytes(values[0]);
	sqlite3_result_int(context, scan_value(&scan) && scan.at == scan.end);
}

int slw_sqlite_add_json(struct slw_sqlite *db, struct slw_err *err)
{
	int rc = sqlite3_create_function_v2(db->db, "json_valid", 1,
					    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
					    NULL, json_valid, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : slw_sqlite_fail(db, rc, err);
}
