/* What the models share: requests and replies. */
#include "config.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "content/provider.h"
#include "net/http.h"

#include "base/banned.h"

void slw_model_request_add(struct slw_model_request *request, const char *name, const char *value,
			   bool secret)
{
	assert(request->header_count < SLW_COUNT(request->headers));
	request->headers[request->header_count++] =
	    (struct slw_model_header){ .name = name, .value = slw_strdup(value), .secret = secret };
}

void slw_model_request_headers(const struct slw_model_request *request, struct slw_http_header *out)
{
	for (size_t i = 0; i < request->header_count; i++)
		out[i] = (struct slw_http_header){ .name = request->headers[i].name,
						   .value = request->headers[i].value,
						   .secret = request->headers[i].secret };
}

void slw_model_request_release(struct slw_model_request *request)
{
	for (size_t i = 0; i < request->header_count; i++) {
		struct slw_model_header *header = &request->headers[i];

		if (header->secret)
			explicit_bzero(header->value, strlen(header->value));
		free(header->value);
	}
	free(request->body);
	*request = (struct slw_model_request){ 0 };
}

void slw_model_reply_init(struct slw_model_reply *reply, size_t max)
{
	*reply = (struct slw_model_reply){ .tokens_in = -1, .tokens_out = -1 };
	slw_buf_init(&reply->text, max);
}

void slw_model_reply_release(struct slw_model_reply *reply)
{
	slw_buf_release(&reply->text);
	free(reply->model);
	free(reply->error);
	*reply = (struct slw_model_reply){ 0 };
}
