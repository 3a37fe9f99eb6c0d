#include "config.h"

#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

#define MAX_DEPTH 64

/* 15 digits: what a person wrote as 0.85 is written as 0.85, and stays so at each rewrite. */
#define DUMP_FLAGS (JSON_ENCODE_ANY | JSON_REAL_PRECISION(15))

/* Where the 65th level opens, or NULL; jansson itself would recurse to 2048. */
static const char *find_too_deep(const char *text, size_t len)
{
	bool in_string = false;
	size_t depth = 0;

	for (const char *p = text; p < text + len; p++) {
		if (in_string) {
			if (*p == '\\')
				p++;
			else if (*p == '"')
				in_string = false;
		} else if (*p == '"') {
			in_string = true;
		} else if (*p == '[' || *p == '{') {
			if (++depth > MAX_DEPTH)
				return p;
		} else if (*p == ']' || *p == '}') {
			depth -= depth > 0 ? 1 : 0;
		}
	}
	return NULL;
}

static void find_position(const char *text, const char *at, int *line, int *column)
{
	*line = 1;
	*column = 1;
	for (; text < at; text++) {
		if (*text == '\n') {
			++*line;
			*column = 1;
		} else if (((unsigned char)*text & 0xC0) != 0x80) {
			++*column;
		}
	}
}

json_t *slw_json_parse(const char *text, size_t len, const char *what, struct slw_err *err)
{
	json_error_t why;
	const char *deep;
	json_t *value;

	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		len -= 3;
	}
	deep = find_too_deep(text, len);
	if (deep != NULL) {
		int line, column;

		find_position(text, deep, &line, &column);
		slw_err_set(err, SLW_EINVAL,
			    _("%s, line %d, column %d: nested deeper than %d levels"), what, line,
			    column, MAX_DEPTH);
		return NULL;
	}
	value = json_loadb(text, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
	if (value == NULL) {
		slw_err_set(err, SLW_EINVAL, _("%s, line %d, column %d: %s"), what,
			    why.line > 0 ? why.line : 1, why.column > 0 ? why.column : 1, why.text);
		return NULL;
	}
	return value;
}

json_t *slw_json_file(const char *path, size_t max, struct slw_err *err)
{
	struct slw_buf text;
	json_t *value = NULL;

	slw_buf_init(&text, 0);
	if (slw_file_read(path, max, &text, err) == 0)
		value = slw_json_parse(text.data, text.len, path, err);
	slw_buf_release(&text);
	return value;
}

char *slw_json_text(const json_t *value)
{
	char *text =
	    value == NULL ? slw_strdup("null") : json_dumps(value, DUMP_FLAGS | JSON_COMPACT);

	if (text == NULL)
		slw_out_of_memory(0);
	return text;
}

static int add_chunk(const char *chunk, size_t len, void *out)
{
	slw_buf_add(out, chunk, len);
	return 0;
}

char *slw_json_pretty(const json_t *value)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	if (value == NULL)
		slw_buf_str(&out, "null");
	else if (json_dump_callback(value, add_chunk, &out, DUMP_FLAGS | JSON_INDENT(2)) != 0)
		slw_out_of_memory(0);
	slw_buf_char(&out, '\n');
	return slw_buf_take(&out);
}

const char *slw_json_str(const json_t *object, const char *key, const char *fallback)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text != NULL ? text : fallback;
}

int64_t slw_json_int(const json_t *object, const char *key, int64_t fallback)
{
	const json_t *value = json_object_get(object, key);

	return json_is_integer(value) ? (int64_t)json_integer_value(value) : fallback;
}

bool slw_json_bool(const json_t *object, const char *key, bool fallback)
{
	const json_t *value = json_object_get(object, key);

	return json_is_boolean(value) ? json_is_true(value) : fallback;
}

json_t *slw_json_object(const json_t *object, const char *key)
{
	json_t *value = json_object_get(object, key);

	return json_is_object(value) ? value : NULL;
}

json_t *slw_json_array(const json_t *object, const char *key)
{
	json_t *value = json_object_get(object, key);

	return json_is_array(value) ? value : NULL;
}

json_t *slw_json_new_str(const char *text)
{
	size_t len = strlen(text);
	struct slw_buf mended;
	json_t *value;

	if (slw_text_valid(text, len)) {
		value = json_stringn_nocheck(text, len);
	} else {
		slw_buf_init(&mended, 0);
		slw_text_repair(&mended, text, len);
		value = json_stringn_nocheck(mended.data, mended.len);
		slw_buf_release(&mended);
	}
	if (value == NULL)
		slw_out_of_memory(len);
	return value;
}

void slw_json_set(json_t *object, const char *key, json_t *value)
{
	size_t len = strlen(key);
	struct slw_buf mended;
	int rc;

	if (slw_text_valid(key, len)) {
		rc = json_object_setn_new_nocheck(object, key, len, value);
	} else {
		slw_buf_init(&mended, 0);
		slw_text_repair(&mended, key, len);
		rc = json_object_setn_new_nocheck(object, mended.data, mended.len, value);
		slw_buf_release(&mended);
	}
	if (rc != 0)
		slw_out_of_memory(len);
}

void slw_json_append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		slw_out_of_memory(0);
}

void slw_json_set_str(json_t *object, const char *key, const char *value)
{
	if (value != NULL && value[0] != '\0')
		slw_json_set(object, key, slw_json_new_str(value));
}

void slw_json_set_int(json_t *object, const char *key, int64_t value)
{
	slw_json_set(object, key, json_integer(value));
}

void slw_json_set_bool(json_t *object, const char *key, bool value)
{
	slw_json_set(object, key, json_boolean(value));
}

/* Takes "[12]" at *path; NULL where it is not an index or the array is shorter. */
static json_t *step_index(const json_t *value, const char **path)
{
	size_t close = strcspn(*path, "]"), index = 0;

	if ((*path)[close] != ']' || close < 2 || close > 10)
		return NULL;
	for (size_t i = 1; i < close; i++) {
		if ((*path)[i] < '0' || (*path)[i] > '9')
			return NULL;
		index = index * 10 + (size_t)((*path)[i] - '0');
	}
	*path += close + 1;
	return json_array_get(value, index);
}

json_t *slw_json_path(const json_t *value, const char *path)
{
	json_t *at = (json_t *)value;

	while (at != NULL && *path != '\0') {
		if (*path == '[') {
			at = step_index(at, &path);
		} else {
			size_t len = strcspn(path, ".[");

			at = json_object_getn(at, path, len);
			path += len;
		}
		if (*path == '.' && path[1] != '\0' && path[1] != '[')
			path++;
		else if (*path != '\0' && *path != '[')
			return NULL;
	}
	return at;
}
