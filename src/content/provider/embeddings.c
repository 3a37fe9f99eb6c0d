/* What OpenAI's API of embeddings asks and answers; llama.cpp, Ollama and vLLM speak it too. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "content/embed.h"
#include "content/provider.h"
#include "content/provider/chat.h"

#include "base/banned.h"

/* The models that can be asked for a size; others refuse to be. */
size_t slw_embeddings_size(const char *model)
{
	return strncmp(model, "text-embedding-3", 16) == 0 ? SLW_EMBED_DIMENSIONS : 0;
}

void slw_embeddings_request(const char *model, const char *const *texts, size_t count,
			    const char *key, struct slw_model_request *request)
{
	json_t *body = json_object(), *input = json_array();
	size_t size = slw_embeddings_size(model);

	slw_chat_headers(key, request);
	slw_model_request_add(request, "Content-Type", "application/json", false);
	request->path = "/embeddings";
	slw_json_set_str(body, "model", model);
	for (size_t i = 0; i < count; i++)
		slw_json_append(input, slw_json_new_str(texts[i]));
	slw_json_set(body, "input", input);
	slw_json_set_str(body, "encoding_format", "float");
	if (size > 0)
		slw_json_set_int(body, "dimensions", (int64_t)size);
	request->body = slw_json_text(body);
	json_decref(body);
}

/* Of length 1; false: something in it is no number, or it is all zero. */
static bool read_vector(const json_t *list, size_t size, float *out)
{
	double sum = 0, length;

	for (size_t i = 0; i < size; i++) {
		const json_t *number = json_array_get(list, i);
		double value = json_number_value(number);

		if (!json_is_number(number) || !(fabs(value) < 1e6))
			return false;
		sum += value * value;
	}
	length = sqrt(sum);
	if (!(length > 1e-9))
		return false;
	for (size_t i = 0; i < size; i++)
		out[i] = (float)(json_number_value(json_array_get(list, i)) / length);
	return true;
}

float *slw_embeddings_reply(const json_t *body, size_t count, size_t *size)
{
	const json_t *data = slw_json_array(body, "data");
	bool *seen = slw_calloc(count, sizeof(*seen));
	bool fine = count > 0 && json_array_size(data) == count;
	float *rows = NULL;

	if (fine && *size == 0)
		*size = json_array_size(slw_json_array(json_array_get(data, 0), "embedding"));
	fine = fine && *size > 0 && *size <= SLW_EMBED_MOST;
	if (fine)
		rows = slw_calloc(count * *size, sizeof(*rows));
	for (size_t i = 0; fine && i < count; i++) {
		const json_t *one = json_array_get(data, i);
		const json_t *list = slw_json_array(one, "embedding");
		int64_t at = slw_json_int(one, "index", (int64_t)i);

		fine = at >= 0 && (uint64_t)at < count && !seen[at] &&
		       json_array_size(list) == *size &&
		       read_vector(list, *size, rows + (size_t)at * *size);
		if (fine)
			seen[at] = true;
	}
	free(seen);
	if (fine)
		return rows;
	free(rows);
	return NULL;
}
