/* A model of one's own: what llama.cpp, Ollama and vLLM serve. */
#include "config.h"

#include "base/i18n.h"
#include "content/provider.h"
#include "content/provider/chat.h"

#include "base/banned.h"

static void local_request(const struct slw_model_call *call, const char *key,
			  struct slw_model_request *request)
{
	slw_chat_request(call, key, "max_tokens", request);
}

const struct slw_model_api slw_model_local = {
	.name = "local",
	.label = N_("a model of your own"),
	.url_variable = "LOCAL_LLM_URL",
	.key_variable = "LOCAL_LLM_API_KEY",
	.model_variable = "STORE_WIZARD_LOCAL_MODEL",
	.embedding_variable = "STORE_WIZARD_LOCAL_EMBEDDING_MODEL",
	.path = "/v1",
	.slow = true,
	.request = local_request,
	.reply = slw_chat_reply,
	.event = slw_chat_event,
};
