/*
 * The API of chat completions, which OpenAI made and llama.cpp, Ollama, vLLM and many others speak:
 * https://platform.openai.com/docs/api-reference/chat
 */
#ifndef SLW_CONTENT_PROVIDER_CHAT_H
#define SLW_CONTENT_PROVIDER_CHAT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct slw_model_call;
struct slw_model_reply;
struct slw_model_request;

/* The key, where there is one. */
void slw_chat_headers(const char *key, struct slw_model_request *request);
/* max_tokens: what the server calls the most tokens of a reply. */
void slw_chat_request(const struct slw_model_call *call, const char *key, const char *max_tokens,
		      struct slw_model_request *request);
bool slw_chat_reply(const json_t *body, struct slw_model_reply *reply);
bool slw_chat_event(const char *type, const char *data, size_t len, struct slw_model_reply *reply);

/* The schema of a reply: {"content", "alternatives"}; new reference. */
json_t *slw_reply_schema(void);

#endif
