/*
 * What a model may say. However it looks, what comes out is valid UTF-8, the plain text has neither
 * control characters nor markup that a page would obey, and a stream gives no more than its bytes.
 */
#include "config.h"

#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "content/provider.h"
#include "content/reply.h"

#include "base/banned.h"

static void check_plain(const char *text, bool one_line)
{
	struct slw_buf plain;

	slw_buf_init(&plain, 0);
	slw_plain_text(&plain, text, one_line);
	if (!slw_text_valid(plain.data, plain.len) || slw_text_has_control(plain.data) ||
	    strchr(plain.data, '\t') != NULL || strstr(plain.data, "\n\n\n") != NULL ||
	    (one_line && strchr(plain.data, '\n') != NULL))
		abort();
	slw_buf_release(&plain);
}

static void check_texts(const char *data, size_t size)
{
	json_t *alternatives, *one;
	char *content;
	size_t i;

	slw_reply_read(data, size, &content, &alternatives);
	if (!slw_text_valid(content, strlen(content)))
		abort();
	check_plain(content, false);
	check_plain(content, true);
	json_array_foreach (alternatives, i, one)
		check_plain(json_string_value(one), false);
	json_decref(alternatives);
	free(content);
}

/* Byte by byte as all at once. */
static void check_stream(const char *data, size_t size)
{
	struct slw_reply_stream stream = { 0 };
	struct slw_buf pieces;

	slw_buf_init(&pieces, 0);
	for (size_t len = 1; len <= size; len++)
		slw_reply_stream_feed(&stream, data, len, &pieces);
	if (stream.at > size || pieces.len > 3 * size + 12)
		abort();
	slw_buf_release(&pieces);
}

static void check_api(const struct slw_model_api *api, const char *data, size_t size)
{
	struct slw_model_reply reply;
	struct slw_err err = SLW_ERR_INIT;
	json_t *body = slw_json_parse(data, size, "reply", &err);

	slw_model_reply_init(&reply, 4096);
	api->event("message", data, size, &reply);
	if (body != NULL)
		api->reply(body, &reply);
	if (reply.text.len > 4096)
		abort();
	json_decref(body);
	slw_model_reply_release(&reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* the text of an event ends with a NUL */
	char *text = slw_strndup((const char *)data, size);

	check_texts((const char *)data, size);
	if (size < 2000)
		check_stream((const char *)data, size);
	check_api(&slw_model_openai, text, strlen(text));
	check_api(&slw_model_anthropic, text, strlen(text));
	free(text);
	return 0;
}
