/*
 * Anthropic's messages: https://docs.anthropic.com/en/api/messages. A reply of a schema is the input
 * of a tool that the model has to use.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/provider.h"
#include "content/provider/chat.h"

#include "base/banned.h"

#define TOOL "write_texts"

static json_t *make_tools(void)
{
	json_t *tools = json_array(), *tool = json_object();

	slw_json_set_str(tool, "name", TOOL);
	slw_json_set_str(tool, "description", "Hands over the text and its alternatives.");
	slw_json_set(tool, "input_schema", slw_reply_schema());
	slw_json_append(tools, tool);
	return tools;
}

static json_t *make_choice(void)
{
	json_t *choice = json_object();

	slw_json_set_str(choice, "type", "tool");
	slw_json_set_str(choice, "name", TOOL);
	return choice;
}

static char *body_of(const struct slw_model_call *call)
{
	json_t *body = json_object(), *messages = json_array();
	char *text;

	slw_json_set_str(body, "model", call->model);
	slw_json_set_int(body, "max_tokens", call->max_tokens);
	slw_json_set_str(body, "system", call->system);
	for (size_t i = 0; i < call->message_count; i++) {
		json_t *message = json_object();

		slw_json_set_str(message, "role", call->messages[i].role);
		slw_json_set(message, "content", slw_json_new_str(call->messages[i].text));
		slw_json_append(messages, message);
	}
	slw_json_set(body, "messages", messages);
	if (call->schema) {
		slw_json_set(body, "tools", make_tools());
		slw_json_set(body, "tool_choice", make_choice());
	}
	if (call->stream)
		slw_json_set_bool(body, "stream", true);
	text = slw_json_text(body);
	json_decref(body);
	return text;
}

static void anthropic_request(const struct slw_model_call *call, const char *key,
			      struct slw_model_request *request)
{
	if (key != NULL)
		slw_model_request_add(request, "x-api-key", key, true);
	slw_model_request_add(request, "anthropic-version", "2023-06-01", false);
	request->path = call == NULL ? "/v1/models" : "/v1/messages";
	if (call == NULL)
		return;
	slw_model_request_add(request, "Content-Type", "application/json", false);
	slw_model_request_add(request, "Accept",
			      call->stream ? "text/event-stream" : "application/json", false);
	request->body = body_of(call);
}

static void read_end(const json_t *object, struct slw_model_reply *reply)
{
	const char *why = slw_json_str(object, "stop_reason", NULL);

	if (why != NULL)
		reply->end = strcmp(why, "refusal") == 0      ? SLW_MODEL_REFUSED
			     : strcmp(why, "max_tokens") == 0 ? SLW_MODEL_LENGTH
							      : SLW_MODEL_STOP;
}

static void read_usage(const json_t *object, struct slw_model_reply *reply)
{
	const json_t *usage = slw_json_object(object, "usage");

	reply->tokens_in = (long)slw_json_int(usage, "input_tokens", reply->tokens_in);
	reply->tokens_out = (long)slw_json_int(usage, "output_tokens", reply->tokens_out);
}

static void read_model(const json_t *object, struct slw_model_reply *reply)
{
	const char *model = slw_json_str(object, "model", NULL);

	if (model != NULL && reply->model == NULL)
		reply->model = slw_strdup(model);
}

static bool anthropic_reply(const json_t *body, struct slw_model_reply *reply)
{
	const json_t *blocks = slw_json_array(body, "content");

	if (blocks == NULL)
		return false;
	for (size_t i = 0; i < json_array_size(blocks); i++) {
		const json_t *block = json_array_get(blocks, i);
		const json_t *input = slw_json_object(block, "input");

		if (input != NULL) {
			char *text = slw_json_text(input);

			/* what was said before the tool was used is no part of it */
			slw_buf_cut(&reply->text, 0);
			slw_buf_str(&reply->text, text);
			free(text);
			break;
		}
		slw_buf_str(&reply->text, slw_json_str(block, "text", ""));
	}
	read_model(body, reply);
	read_usage(body, reply);
	read_end(body, reply);
	if (reply->end == SLW_MODEL_GOES_ON)
		reply->end = SLW_MODEL_STOP;
	return true;
}

static bool anthropic_event(const char *type, const char *data, size_t len,
			    struct slw_model_reply *reply)
{
	struct slw_err ignored = SLW_ERR_INIT;
	json_t *body = slw_json_parse(data, len, "event", &ignored);
	const json_t *delta = slw_json_object(body, "delta");

	type = slw_json_str(body, "type", type);
	if (strcmp(type, "content_block_start") == 0 &&
	    strcmp(slw_json_str(slw_json_object(body, "content_block"), "type", ""), "tool_use") ==
		0) {
		slw_buf_cut(&reply->text, 0);
	} else if (strcmp(type, "content_block_delta") == 0) {
		slw_buf_str(&reply->text, slw_json_str(delta, "text", ""));
		slw_buf_str(&reply->text, slw_json_str(delta, "partial_json", ""));
	} else if (strcmp(type, "message_start") == 0) {
		read_model(slw_json_object(body, "message"), reply);
		read_usage(slw_json_object(body, "message"), reply);
	} else if (strcmp(type, "message_delta") == 0) {
		read_usage(body, reply);
		read_end(delta, reply);
	} else if (strcmp(type, "message_stop") == 0) {
		reply->end = reply->end == SLW_MODEL_GOES_ON ? SLW_MODEL_STOP : reply->end;
		reply->whole = true;
	} else if (strcmp(type, "error") == 0 && reply->error == NULL) {
		reply->error =
		    slw_strdup(slw_json_str(slw_json_object(body, "error"), "message", ""));
	}
	json_decref(body);
	return body != NULL;
}

const struct slw_model_api slw_model_anthropic = {
	.name = "anthropic",
	.label = "Anthropic",
	.url_variable = "ANTHROPIC_BASE_URL",
	.key_variable = "ANTHROPIC_API_KEY",
	.model_variable = "STORE_WIZARD_ANTHROPIC_MODEL",
	.url = "https://api.anthropic.com",
	.path = "",
	.needs_key = true,
	.request = anthropic_request,
	.reply = anthropic_reply,
	.event = anthropic_event,
};
