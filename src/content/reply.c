#include "config.h"

#include "content/reply.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

#define DEPTH	   32	/* of objects and arrays in each other */
#define TEXTS_MAX  16	/* alternatives that are kept */
#define SEARCH_MAX 4096 /* bytes before the content in which a stream looks for it */

/* Names that models give to the text where nobody holds them to a schema. */
static const char *const content_names[] = { "content", "text", "description", "output", NULL };
static const char *const list_names[] = { "alternatives", "alternative", "variants", NULL };

struct reader {
	const char *p, *end;
	bool cut; /* the end came too early */
	struct slw_buf content;
	json_t *alternatives;
	bool found;
};

static bool is_among(const char *name, const char *const *names)
{
	for (; *names != NULL; names++) {
		if (strcmp(*names, name) == 0)
			return true;
	}
	return false;
}

static void skip_space(struct reader *r)
{
	while (r->p < r->end && strchr(" \t\r\n", *r->p) != NULL)
		r->p++;
}

/* Four hexadecimal digits at p, or -1. */
static int hex4(const char *p, const char *end)
{
	int value = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		const char *digits = "0123456789abcdef", *at;
		char c = p[i];

		at = c == '\0' ? NULL : strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c);
		if (at == NULL)
			return -1;
		value = value * 16 + (int)(at - digits);
	}
	return value;
}

static void add_code(struct slw_buf *out, uint32_t code)
{
	uint8_t bytes[6];
	int len = u8_uctomb(bytes, code == 0 ? 0xFFFD : code, sizeof(bytes));

	if (len > 0)
		slw_buf_add(out, bytes, (size_t)len);
	else
		slw_buf_str(out, "\xEF\xBF\xBD");
}

/* The bytes of an escape at p (a backslash), 0 where it is not whole yet. */
static size_t read_escape(const char *p, const char *end, struct slw_buf *out)
{
	static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
	const char *at;
	int high, low;

	if (end - p < 2)
		return 0;
	if (p[1] != 'u') {
		at = p[1] == '\0' ? NULL : strchr(from, p[1]);
		slw_buf_char(out, at == NULL ? p[1] : to[at - from]);
		return 2;
	}
	if (end - p < 6)
		return 0;
	high = hex4(p + 2, end);
	if (high < 0) {
		slw_buf_char(out, 'u');
		return 2;
	}
	if (high < 0xD800 || high > 0xDBFF) {
		add_code(out, (uint32_t)high);
		return 6;
	}
	if (end - p < 12 && (end - p < 7 || p[6] == '\\') && (end - p < 8 || p[7] == 'u'))
		return 0;
	low = end - p >= 12 && p[6] == '\\' && p[7] == 'u' ? hex4(p + 8, end) : -1;
	if (low < 0xDC00 || low > 0xDFFF) {
		add_code(out, 0xFFFD);
		return 6;
	}
	add_code(out, 0x10000 + (((uint32_t)high & 0x3FF) << 10) + ((uint32_t)low & 0x3FF));
	return 12;
}

/* A string at p (its quote), to behind its end; newlines may stand in it. */
static void read_string(struct reader *r, struct slw_buf *out)
{
	r->p++;
	while (r->p < r->end && *r->p != '"') {
		size_t len = 1;

		if (*r->p == '\\') {
			len = read_escape(r->p, r->end, out);
			if (len == 0) {
				r->p = r->end;
				break;
			}
		} else {
			slw_buf_char(out, *r->p);
		}
		r->p += len;
	}
	if (r->p == r->end)
		r->cut = true;
	else
		r->p++;
}

static void read_value(struct reader *r, const char *name, int depth);

static void read_members(struct reader *r, int depth)
{
	struct slw_buf name;

	slw_buf_init(&name, 200);
	for (r->p++; r->p < r->end;) {
		skip_space(r);
		if (r->p < r->end && *r->p == '}') {
			r->p++;
			goto out;
		}
		if (r->p < r->end && *r->p == '"') {
			slw_buf_clear(&name);
			read_string(r, &name);
			skip_space(r);
			if (r->p < r->end && *r->p == ':') {
				r->p++;
				read_value(r, name.data, depth);
			}
		} else if (r->p < r->end) {
			r->p++; /* a comma, or what does not belong here */
		}
	}
	r->cut = true;
out:
	slw_buf_release(&name);
}

static void read_entries(struct reader *r, const char *name, int depth)
{
	for (r->p++; r->p < r->end;) {
		skip_space(r);
		if (r->p < r->end && *r->p == ']') {
			r->p++;
			return;
		}
		if (r->p < r->end && *r->p == ',')
			r->p++;
		else if (r->p < r->end)
			read_value(r, name, depth);
	}
	r->cut = true;
}

static void keep_string(struct reader *r, const char *name)
{
	struct slw_buf text;

	slw_buf_init(&text, 0);
	read_string(r, &text);
	if (is_among(name, content_names) && !r->found) {
		slw_buf_add(&r->content, text.data, text.len);
		r->found = true;
	} else if (is_among(name, list_names) && text.len > 0 &&
		   json_array_size(r->alternatives) < TEXTS_MAX && !r->cut) {
		slw_json_append(r->alternatives, slw_json_new_str(text.data));
	}
	slw_buf_release(&text);
}

static void read_value(struct reader *r, const char *name, int depth)
{
	skip_space(r);
	if (r->p == r->end) {
		r->cut = true;
	} else if (*r->p == '"') {
		keep_string(r, name);
	} else if ((*r->p == '{' || *r->p == '[') && depth >= DEPTH) {
		r->p = r->end;
		r->cut = true;
	} else if (*r->p == '{') {
		read_members(r, depth + 1);
	} else if (*r->p == '[') {
		read_entries(r, name, depth + 1);
	} else {
		size_t start = (size_t)(r->end - r->p);

		while (r->p < r->end && strchr(",}]\"", *r->p) == NULL)
			r->p++;
		if (r->p < r->end && start == (size_t)(r->end - r->p))
			r->p++; /* a stray bracket: on, in any case */
	}
}

/* Without the lines "```json" and "```" around it. */
static void strip_fence(const char **text, size_t *len)
{
	const char *p = *text, *end = p + *len;

	while (p < end && strchr(" \t\r\n", *p) != NULL)
		p++;
	while (end > p && strchr(" \t\r\n", end[-1]) != NULL)
		end--;
	if (end - p >= 3 && memcmp(p, "```", 3) == 0) {
		const char *line = memchr(p, '\n', (size_t)(end - p));

		p = line == NULL ? end : line + 1;
		if (end - p >= 3 && memcmp(end - 3, "```", 3) == 0)
			end -= 3;
	}
	*text = p;
	*len = (size_t)(end - p);
}

enum slw_reply_shape slw_reply_read(const char *text, size_t len, char **content,
				    json_t **alternatives)
{
	enum slw_reply_shape shape = SLW_REPLY_PROSE;
	struct reader r = { .alternatives = json_array() };
	struct slw_buf valid;
	const char *body;

	slw_buf_init(&valid, 0);
	slw_buf_init(&r.content, 0);
	slw_text_repair(&valid, text, len);
	body = valid.data;
	len = valid.len;
	strip_fence(&body, &len);
	r.end = body + len;
	r.p = len == 0 ? NULL : memchr(body, '{', len);
	if (r.p != NULL)
		read_value(&r, "", 0);
	if (r.found) {
		shape = r.cut ? SLW_REPLY_CUT : SLW_REPLY_OBJECT;
	} else {
		json_array_clear(r.alternatives);
		slw_buf_add(&r.content, body, len);
		/* half an object that does not come to its text is no text */
		if (len > 0 && body[0] == '{')
			slw_buf_clear(&r.content);
	}
	if (r.content.data[strspn(r.content.data, " \t\r\n")] == '\0')
		shape = SLW_REPLY_EMPTY;
	*content = slw_buf_take(&r.content);
	*alternatives = r.alternatives;
	slw_buf_release(&valid);
	return shape;
}

/* --- as it comes ------------------------------------------------------------------------- */

/* The length without a character that is not whole yet. */
static size_t whole_chars(const char *text, size_t len)
{
	size_t back = 0;

	while (back < 3 && back < len && ((unsigned char)text[len - 1 - back] & 0xC0) == 0x80)
		back++;
	if (back < len) {
		unsigned char lead = (unsigned char)text[len - 1 - back];
		size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;

		if (need > back + 1)
			return len - 1 - back;
	}
	return len;
}

/* To behind the quote that opens the content; false where it has not come. */
static bool find_content(struct slw_reply_stream *stream, const char *text, size_t len)
{
	static const char name[] = "\"content\"";
	const char *at = memmem(text, len < SEARCH_MAX ? len : SEARCH_MAX, name, sizeof(name) - 1);
	size_t i;

	if (at == NULL)
		return false;
	i = (size_t)(at - text) + sizeof(name) - 1;
	while (i < len && strchr(" \t\r\n:", text[i]) != NULL)
		i++;
	if (i == len || text[i] != '"')
		return false;
	stream->at = i + 1;
	return true;
}

static void feed_string(struct slw_reply_stream *stream, const char *text, size_t len,
			struct slw_buf *out)
{
	size_t whole = whole_chars(text, len);

	while (stream->at < whole) {
		size_t used = 1;

		if (text[stream->at] == '"') {
			stream->state = SLW_STREAM_OVER;
			return;
		}
		if (text[stream->at] == '\\') {
			used = read_escape(text + stream->at, text + len, out);
			if (used == 0)
				return;
		} else {
			slw_buf_char(out, text[stream->at]);
		}
		stream->at += used;
	}
}

void slw_reply_stream_feed(struct slw_reply_stream *stream, const char *text, size_t len,
			   struct slw_buf *out)
{
	size_t start = 0;

	if (stream->state == SLW_STREAM_BEGINS) {
		while (start < len && strchr(" \t\r\n", text[start]) != NULL)
			start++;
		if (start == len)
			return;
		/* a code fence holds the object that was asked for */
		stream->state =
		    text[start] == '{' || text[start] == '`' ? SLW_STREAM_OBJECT : SLW_STREAM_PROSE;
		stream->at = start;
	}
	if (stream->state == SLW_STREAM_OBJECT && find_content(stream, text, len))
		stream->state = SLW_STREAM_CONTENT;
	if (stream->state == SLW_STREAM_CONTENT) {
		feed_string(stream, text, len, out);
	} else if (stream->state == SLW_STREAM_PROSE) {
		size_t whole = whole_chars(text, len);

		if (whole > stream->at) {
			slw_buf_add(out, text + stream->at, whole - stream->at);
			stream->at = whole;
		}
	}
}
