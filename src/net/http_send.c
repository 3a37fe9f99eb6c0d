/* Answers, and the calls that wait for one. */
#include "config.h"

#include "net/http_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/progress.h"

#include "base/banned.h"

#define CANCEL_MS 50 /* how soon a cancelled call is noticed where nothing wakes it */

void slw_http_reply_init(struct slw_http_reply *reply)
{
	*reply = (struct slw_http_reply){ .first_ms = -1 };
	slw_buf_init(&reply->head, SLW_HTTP_HEAD_MAX);
	slw_buf_init(&reply->body, 0);
}

void slw_http_reply_release(struct slw_http_reply *reply)
{
	free(reply->type);
	slw_buf_release(&reply->head);
	slw_buf_release(&reply->body);
	slw_http_reply_init(reply);
}

char *slw_http_reply_header(const struct slw_http_reply *reply, const char *name)
{
	size_t name_len = strlen(name);
	char *found = NULL;

	for (const char *line = reply->head.data; *line != '\0';) {
		size_t len = strcspn(line, "\r\n");

		if (len > name_len && line[name_len] == ':' &&
		    strncasecmp(line, name, name_len) == 0) {
			const char *value = line + name_len + 1, *end = line + len;

			while (value < end && (*value == ' ' || *value == '\t'))
				value++;
			while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
				end--;
			free(found);
			found = slw_strndup(value, (size_t)(end - value));
		}
		line += len;
		line += strspn(line, "\r\n");
	}
	return found;
}

struct waiting {
	struct slw_http_reply *reply;
	struct slw_err err;
	bool done;
};

static void take_reply(void *context, struct slw_http_reply *reply, const struct slw_err *err)
{
	struct waiting *waiting = context;

	slw_http_reply_release(waiting->reply);
	*waiting->reply = *reply;
	slw_http_reply_init(reply);
	waiting->err = *err;
	waiting->done = true;
}

int slw_http_send(struct slw_http *http, const struct slw_http_call *call,
		  struct slw_http_reply *reply, const struct slw_progress *progress,
		  struct slw_err *err)
{
	struct waiting waiting = { .reply = reply, .err = SLW_ERR_INIT };
	uint64_t number;

	assert(!http->in_run);
	number = slw_http_begin(http, call, take_reply, &waiting, err);
	if (number == 0)
		return -1;
	while (!waiting.done) {
		if (slw_progress_cancelled(progress))
			slw_http_cancel(http, number);
		slw_http_run(http, CANCEL_MS);
	}
	if (waiting.err.code == SLW_OK)
		return 0;
	*err = waiting.err;
	return -1;
}

int slw_http_get(struct slw_http *http, const char *url, struct slw_buf *out, char **type,
		 const struct slw_progress *progress, struct slw_err *err)
{
	struct slw_http_call call = { .url = url, .reply_max = out->max - out->len };
	struct slw_http_reply reply;
	int rc;

	assert(out->max > 0);
	if (out->len >= out->max)
		return slw_err_set(err, SLW_ELIMIT, "%s", _("there is no room for more"));
	slw_http_reply_init(&reply);
	rc = slw_http_send(http, &call, &reply, progress, err);
	if (rc == 0) {
		slw_buf_add(out, reply.body.data, reply.body.len);
		if (type != NULL) {
			*type = reply.type;
			reply.type = NULL;
		}
	}
	slw_http_reply_release(&reply);
	return rc;
}
