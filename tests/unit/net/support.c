#include "config.h"

#include "unit/net/support.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "net/sse.h"

#include "base/banned.h"

struct server server;
struct slw_http *http;
struct slw_buf log_text;

static void note_line(void *context, enum slw_log_level level, const char *text)
{
	(void)context;
	(void)level;
	slw_buf_printf(&log_text, "%s\n", text);
}

static const struct slw_log log_to_text = { .write = note_line };

void support_reopen(struct slw_http_options options)
{
	struct slw_err err = SLW_ERR_INIT;

	slw_http_free(http);
	options.log = &log_to_text;
	ck_assert_int_eq(slw_http_open(&http, &options, &err), 0);
}

/* The machine's proxies are not for these servers. */
static const char *const proxies[] = { "https_proxy", "HTTPS_PROXY", "all_proxy",
				       "ALL_PROXY",   "no_proxy",    "NO_PROXY" };

void support_load(void)
{
	for (size_t i = 0; i < SLW_COUNT(proxies); i++)
		unsetenv(proxies[i]);
	server_start(&server);
	slw_buf_init(&log_text, 0);
	http = NULL;
	support_reopen((struct slw_http_options){
	    .connect_ms = 2000, .idle_ms = 400, .total_ms = 4000, .tries = 3 });
}

void support_unload(void)
{
	slw_http_free(http);
	slw_buf_release(&log_text);
	server_stop(&server);
}

const char *address(const char *path)
{
	static char url[512];

	snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", server.port, path);
	return url;
}

void result_init(struct result *result)
{
	*result = (struct result){ .err = SLW_ERR_INIT };
	slw_http_reply_init(&result->reply);
	slw_buf_init(&result->text, 0);
}

void result_release(struct result *result)
{
	slw_http_reply_release(&result->reply);
	slw_buf_release(&result->text);
}

static int had_one(struct result *result, struct slw_err *err)
{
	result->had++;
	if (result->ack != NULL)
		atomic_fetch_add(&result->ack->seen->acknowledged, 1);
	if (result->cancel != 0 && result->had >= result->cancel_at)
		slw_http_cancel(http, result->cancel);
	if (result->refuse_after != 0 && result->had >= result->refuse_after)
		return slw_err_set(err, SLW_EPARTIAL, "that is enough");
	return result->enough_after != 0 && result->had >= result->enough_after ? 1 : 0;
}

int on_data(void *context, const char *data, size_t len, struct slw_err *err)
{
	struct result *result = context;

	slw_buf_add(&result->text, data, len);
	return had_one(result, err);
}

int on_event(void *context, const struct slw_sse_event *event, struct slw_err *err)
{
	struct result *result = context;

	slw_buf_printf(&result->text, "%s%s;", event->unfinished ? "?" : "", event->data);
	return had_one(result, err);
}

void on_done(void *context, struct slw_http_reply *reply, const struct slw_err *err)
{
	struct result *result = context;

	result->done++;
	slw_http_reply_release(&result->reply);
	result->reply = *reply;
	slw_http_reply_init(reply);
	result->err = *err;
}
