/*
 * Streams of events. The first byte says where the rest is cut; the same events must come out as from
 * the whole, each valid UTF-8 and within the cap.
 */
#include "config.h"

#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/text.h"
#include "net/sse.h"

#include "base/banned.h"

#define CAP 4096

static int note(void *context, const struct slw_sse_event *event, struct slw_err *err)
{
	struct slw_buf *out = context;

	(void)err;
	if (event->data[event->len] != '\0' || !slw_text_valid(event->data, event->len) ||
	    !slw_text_valid(event->type, strlen(event->type)) ||
	    !slw_text_valid(event->id, strlen(event->id)) || event->len > 3 * CAP)
		abort();
	slw_buf_printf(out, "%s|%s|%d|", event->type, event->id, event->unfinished);
	slw_buf_add(out, event->data, event->len);
	slw_buf_char(out, '\n');
	return 0;
}

static void run(struct slw_buf *out, const char *data, size_t size, size_t piece)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_sse *sse = slw_sse_new(CAP, note, out);
	int rc = 0;

	for (size_t at = 0; rc == 0 && at < size; at += piece) {
		size_t len = size - at < piece ? size - at : piece;
		char *copy = slw_strndup(data + at, len);

		rc = slw_sse_feed(sse, copy, len, &err);
		free(copy);
	}
	if (slw_sse_end(sse, &err) < 0)
		rc = -1;
	slw_buf_printf(out, "%d %lld", rc, (long long)slw_sse_retry(sse));
	slw_sse_free(sse);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slw_buf whole, cut;

	if (size == 0)
		return 0;
	slw_buf_init(&whole, 0);
	slw_buf_init(&cut, 0);
	run(&whole, (const char *)data + 1, size - 1, size);
	run(&cut, (const char *)data + 1, size - 1, (size_t)data[0] % 16 + 1);
	if (whole.len != cut.len || memcmp(whole.data, cut.data, cut.len) != 0)
		abort();
	slw_buf_release(&cut);
	slw_buf_release(&whole);
	return 0;
}
