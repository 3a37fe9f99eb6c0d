#include "config.h"

#include "net/sse.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

#define DEFAULT_MAX (1024 * 1024)
#define TYPE_MAX    256 /* bytes of a type and of an id; longer ones are left out */
#define RETRY_MAX   86400000

static const char mark[] = "\xEF\xBB\xBF"; /* the byte order mark that a stream may begin with */

struct slw_sse {
	slw_sse_callback *callback;
	void *context;
	struct slw_buf line, data, type, id, clean;
	int64_t retry;
	size_t marked;	/* bytes of the mark that were seen; 3: it is over */
	bool after_cr;	/* an LF now belongs to the line before */
	bool some_data; /* a data line came, be it empty */
	bool final;	/* nothing more comes out */
};

struct slw_sse *slw_sse_new(size_t max, slw_sse_callback *callback, void *context)
{
	struct slw_sse *sse = slw_calloc(1, sizeof(*sse));

	if (max == 0)
		max = DEFAULT_MAX;
	sse->callback = callback;
	sse->context = context;
	sse->retry = -1;
	slw_buf_init(&sse->line, max);
	slw_buf_init(&sse->data, max);
	slw_buf_init(&sse->type, 0);
	slw_buf_init(&sse->id, 0);
	slw_buf_init(&sse->clean, 0);
	return sse;
}

void slw_sse_free(struct slw_sse *sse)
{
	if (sse == NULL)
		return;
	slw_buf_release(&sse->line);
	slw_buf_release(&sse->data);
	slw_buf_release(&sse->type);
	slw_buf_release(&sse->id);
	slw_buf_release(&sse->clean);
	free(sse);
}

int64_t slw_sse_retry(const struct slw_sse *sse)
{
	return sse->retry;
}

/* What is no UTF-8, and a NUL, becomes U+FFFD. */
static void add_clean(struct slw_buf *to, const char *text, size_t len)
{
	const char *nul;

	while ((nul = memchr(text, '\0', len)) != NULL) {
		size_t before = (size_t)(nul - text);

		slw_text_repair(to, text, before);
		slw_buf_str(to, "\xEF\xBF\xBD");
		text = nul + 1;
		len -= before + 1;
	}
	slw_text_repair(to, text, len);
}

/* A blank line: the event is whole. Without data there is none, but its type is forgotten. */
static int dispatch(struct slw_sse *sse, bool unfinished, struct slw_err *err)
{
	struct slw_sse_event event = { .type = sse->type.len > 0 ? sse->type.data : "message",
				       .id = sse->id.data,
				       .data = sse->data.data,
				       .len = sse->data.len,
				       .unfinished = unfinished };
	int rc = 0;

	if (sse->some_data) {
		if (!slw_text_valid(event.data, event.len)) {
			slw_buf_clear(&sse->clean);
			add_clean(&sse->clean, event.data, event.len);
			event.data = sse->clean.data;
			event.len = sse->clean.len;
		}
		rc = sse->callback(sse->context, &event, err);
	}
	slw_buf_clear(&sse->data);
	slw_buf_clear(&sse->type);
	sse->some_data = false;
	return rc;
}

static void set_retry(struct slw_sse *sse, const char *value, size_t len)
{
	int64_t number = 0;

	if (len == 0)
		return;
	for (size_t i = 0; i < len; i++) {
		if (value[i] < '0' || value[i] > '9')
			return;
		number = number * 10 + (value[i] - '0');
		if (number > RETRY_MAX)
			number = RETRY_MAX;
	}
	sse->retry = number;
}

static void set_text(struct slw_buf *to, const char *value, size_t len)
{
	slw_buf_clear(to);
	if (len <= TYPE_MAX)
		add_clean(to, value, len);
}

static void add_data(struct slw_sse *sse, const char *value, size_t len)
{
	if (sse->some_data)
		slw_buf_char(&sse->data, '\n');
	slw_buf_add(&sse->data, value, len);
	sse->some_data = true;
}

static void take_field(struct slw_sse *sse, const char *name, size_t name_len, const char *value,
		       size_t len)
{
	if (name_len == 4 && memcmp(name, "data", 4) == 0)
		add_data(sse, value, len);
	else if (name_len == 5 && memcmp(name, "event", 5) == 0)
		set_text(&sse->type, value, len);
	else if (name_len == 2 && memcmp(name, "id", 2) == 0 && memchr(value, '\0', len) == NULL)
		set_text(&sse->id, value, len);
	else if (name_len == 5 && memcmp(name, "retry", 5) == 0)
		set_retry(sse, value, len);
}

/* The line without its end; one that begins with a colon is a comment. */
static void take_line(struct slw_sse *sse)
{
	const char *line = sse->line.data, *colon = memchr(line, ':', sse->line.len);
	size_t name_len = colon == NULL ? sse->line.len : (size_t)(colon - line);
	const char *value = line + name_len, *end = line + sse->line.len;

	if (colon == line)
		return;
	if (colon != NULL)
		value++;
	if (value < end && *value == ' ')
		value++;
	take_field(sse, line, name_len, value, (size_t)(end - value));
}

static int too_long(const struct slw_sse *sse, struct slw_err *err)
{
	return slw_err_set(err, SLW_ELIMIT, _("an event of the stream is larger than %zu bytes"),
			   sse->line.max);
}

static int end_line(struct slw_sse *sse, struct slw_err *err)
{
	int rc = 0;

	if (sse->line.len == 0) {
		rc = dispatch(sse, false, err);
	} else {
		take_line(sse);
		if (sse->data.over)
			rc = too_long(sse, err);
	}
	slw_buf_clear(&sse->line);
	return rc;
}

/* Leaves a byte order mark at the very beginning out, which may come in pieces. */
static size_t skip_mark(struct slw_sse *sse, const char *data, size_t len)
{
	size_t at = 0;

	while (sse->marked < 3 && at < len) {
		if (data[at] != mark[sse->marked]) {
			slw_buf_add(&sse->line, mark, sse->marked); /* it was none */
			sse->marked = 3;
			break;
		}
		sse->marked++;
		at++;
	}
	return at;
}

static size_t line_length(const char *data, size_t len)
{
	const char *lf = memchr(data, '\n', len);
	const char *cr = memchr(data, '\r', lf != NULL ? (size_t)(lf - data) : len);

	return cr != NULL ? (size_t)(cr - data) : lf != NULL ? (size_t)(lf - data) : len;
}

static int feed(struct slw_sse *sse, const char *data, size_t len, struct slw_err *err)
{
	for (size_t at = skip_mark(sse, data, len); at < len;) {
		size_t run;
		int rc;

		if (sse->after_cr && data[at] == '\n') {
			sse->after_cr = false;
			at++;
			continue;
		}
		sse->after_cr = false;
		run = line_length(data + at, len - at);
		slw_buf_add(&sse->line, data + at, run);
		if (sse->line.over)
			return too_long(sse, err);
		at += run;
		if (at == len)
			break;
		sse->after_cr = data[at++] == '\r';
		rc = end_line(sse, err);
		if (rc != 0)
			return rc;
	}
	return 0;
}

int slw_sse_feed(struct slw_sse *sse, const char *data, size_t len, struct slw_err *err)
{
	int rc;

	if (sse->final)
		return slw_err_set(err, SLW_EINTERNAL, "%s", _("the stream has ended before"));
	rc = feed(sse, data, len, err);
	sse->final = rc != 0;
	return rc;
}

int slw_sse_end(struct slw_sse *sse, struct slw_err *err)
{
	if (sse->final)
		return 0;
	sse->final = true;
	if (sse->line.len > 0) {
		take_line(sse);
		if (sse->data.over)
			return too_long(sse, err);
	}
	return dispatch(sse, true, err);
}
