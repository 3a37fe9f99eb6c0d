#include "config.h"

#include "content/provider/chat.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/provider.h"

#include "base/banned.h"

static json_t *typed(const char *type)
{
	json_t *schema = json_object();

	slw_json_set_str(schema, "type", type);
	return schema;
}

json_t *slw_reply_schema(void)
{
	json_t *schema = typed("object"), *properties = json_object(), *list = typed("array"),
	       *required = json_array();

	slw_json_set(properties, "content", typed("string"));
	slw_json_set(list, "items", typed("string"));
	slw_json_set(properties, "alternatives", list);
	slw_json_set(schema, "properties", properties);
	slw_json_append(required, json_string("content"));
	slw_json_append(required, json_string("alternatives"));
	slw_json_set(schema, "required", required);
	slw_json_set_bool(schema, "additionalProperties", false);
	return schema;
}

static void add_message(json_t *messages, const char *role, const char *text)
{
	json_t *message = json_object();

	slw_json_set_str(message, "role", role);
	slw_json_set(message, "content", slw_json_new_str(text));
	slw_json_append(messages, message);
}

static json_t *response_format(void)
{
	json_t *format = typed("json_schema"), *inner = json_object();

	slw_json_set_str(inner, "name", "texts");
	slw_json_set_bool(inner, "strict", true);
	slw_json_set(inner, "schema", slw_reply_schema());
	slw_json_set(format, "json_schema", inner);
	return format;
}

static char *body_of(const struct slw_model_call *call, const char *max_tokens)
{
	json_t *body = json_object(), *messages = json_array();
	char *text;

	slw_json_set_str(body, "model", call->model);
	add_message(messages, "system", call->system);
	for (size_t i = 0; i < call->message_count; i++)
		add_message(messages, call->messages[i].role, call->messages[i].text);
	slw_json_set(body, "messages", messages);
	slw_json_set_int(body, max_tokens, call->max_tokens);
	if (call->schema)
		slw_json_set(body, "response_format", response_format());
	if (call->stream) {
		json_t *options = json_object();

		slw_json_set_bool(body, "stream", true);
		slw_json_set_bool(options, "include_usage", true);
		slw_json_set(body, "stream_options", options);
	}
	text = slw_json_text(body);
	json_decref(body);
	return text;
}

void slw_chat_headers(const char *key, struct slw_model_request *request)
{
	if (key != NULL) {
		char *value = slw_printf("Bearer %s", key);

		slw_model_request_add(request, "Authorization", value, true);
		explicit_bzero(value, strlen(value));
		free(value);
	}
}

void slw_chat_request(const struct slw_model_call *call, const char *key, const char *max_tokens,
		      struct slw_model_request *request)
{
	slw_chat_headers(key, request);
	request->path = call == NULL ? "/models" : "/chat/completions";
	if (call == NULL)
		return;
	slw_model_request_add(request, "Content-Type", "application/json", false);
	slw_model_request_add(request, "Accept",
			      call->stream ? "text/event-stream" : "application/json", false);
	request->body = body_of(call, max_tokens);
}

/* What a message or a delta says, and why it ended, where it says so. */
static void read_choice(const json_t *choice, const char *part, struct slw_model_reply *reply)
{
	const json_t *message = slw_json_object(choice, part);
	const char *refusal = slw_json_str(message, "refusal", NULL);
	const char *why = slw_json_str(choice, "finish_reason", NULL);

	slw_buf_str(&reply->text, slw_json_str(message, "content", ""));
	/* one excludes the other */
	if (refusal != NULL && refusal[0] != '\0' &&
	    (reply->text.len == 0 || reply->end == SLW_MODEL_REFUSED)) {
		slw_buf_str(&reply->text, refusal);
		reply->end = SLW_MODEL_REFUSED;
	} else if (why != NULL && reply->end == SLW_MODEL_GOES_ON) {
		reply->end = strcmp(why, "content_filter") == 0 ? SLW_MODEL_REFUSED
			     : strcmp(why, "length") == 0	? SLW_MODEL_LENGTH
								: SLW_MODEL_STOP;
	}
}

static void read_rest(const json_t *body, struct slw_model_reply *reply)
{
	const json_t *usage = slw_json_object(body, "usage");
	const char *model = slw_json_str(body, "model", NULL);

	if (usage != NULL) {
		reply->tokens_in = (long)slw_json_int(usage, "prompt_tokens", -1);
		reply->tokens_out = (long)slw_json_int(usage, "completion_tokens", -1);
	}
	if (model != NULL && reply->model == NULL)
		reply->model = slw_strdup(model);
}

bool slw_chat_reply(const json_t *body, struct slw_model_reply *reply)
{
	const json_t *choice = json_array_get(slw_json_array(body, "choices"), 0);

	if (!json_is_object(slw_json_object(choice, "message")))
		return false;
	read_rest(body, reply);
	read_choice(choice, "message", reply);
	if (reply->end == SLW_MODEL_GOES_ON)
		reply->end = SLW_MODEL_STOP;
	return true;
}

/* {"error": {"message"}}, or {"error": "..."} as some local servers have it. */
static const char *error_of(const json_t *body)
{
	const json_t *error = json_object_get(body, "error");

	if (json_is_string(error))
		return json_string_value(error);
	return error == NULL || json_is_null(error) ? NULL : slw_json_str(error, "message", "");
}

bool slw_chat_event(const char *type, const char *data, size_t len, struct slw_model_reply *reply)
{
	struct slw_err ignored = SLW_ERR_INIT;
	const char *error;
	json_t *body;

	(void)type;
	if (len == 6 && memcmp(data, "[DONE]", 6) == 0) {
		if (reply->end == SLW_MODEL_GOES_ON)
			reply->end = SLW_MODEL_STOP;
		reply->whole = true;
		return true;
	}
	body = slw_json_parse(data, len, "event", &ignored);
	if (body == NULL)
		return false;
	error = error_of(body);
	if (error != NULL && reply->error == NULL)
		reply->error = slw_strdup(error);
	read_rest(body, reply);
	read_choice(json_array_get(slw_json_array(body, "choices"), 0), "delta", reply);
	json_decref(body);
	return true;
}
