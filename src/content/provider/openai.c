/* OpenAI's chat completions. */
#include "config.h"

#include "content/provider.h"
#include "content/provider/chat.h"

#include "base/banned.h"

static void openai_request(const struct slw_model_call *call, const char *key,
			   struct slw_model_request *request)
{
	/* "max_tokens" is refused by the models that think */
	slw_chat_request(call, key, "max_completion_tokens", request);
}

const struct slw_model_api slw_model_openai = {
	.name = "openai",
	.label = "OpenAI",
	.url_variable = "OPENAI_BASE_URL",
	.key_variable = "OPENAI_API_KEY",
	.model_variable = "STORE_WIZARD_OPENAI_MODEL",
	.embedding_variable = "STORE_WIZARD_OPENAI_EMBEDDING_MODEL",
	.embedding_model = "text-embedding-3-small",
	.url = "https://api.openai.com/v1",
	.path = "/v1",
	.needs_key = true,
	.request = openai_request,
	.reply = slw_chat_reply,
	.event = slw_chat_event,
};
