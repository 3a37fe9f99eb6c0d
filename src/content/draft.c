#include "config.h"

#include "content/draft.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "content/judge.h"
#include "content/provider.h"
#include "content/reply.h"

#include "base/banned.h"

void slw_text_draft_release(struct slw_text_draft *draft)
{
	free(draft->content);
	json_decref(draft->alternatives);
	*draft = (struct slw_text_draft){ 0 };
}

static char *plain(const struct slw_provider_job *job, const char *raw)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_plain_text(&out, raw, job->type->words_max[1] == 0);
	return slw_buf_take(&out);
}

static bool is_listed(const struct slw_text_draft *draft, const char *text)
{
	const json_t *list = draft->alternatives;

	for (size_t i = 0; i < json_array_size(list); i++) {
		if (strcmp(json_string_value(json_array_get(list, i)), text) == 0)
			return true;
	}
	return strcmp(draft->content, text) == 0;
}

void slw_text_draft_read(const struct slw_languages *languages, const struct slw_provider_job *job,
			 const struct slw_model_reply *reply, struct slw_text_draft *draft)
{
	size_t most = (size_t)job->alternatives;
	enum slw_reply_shape shape;
	json_t *list, *one;
	char *raw;
	size_t i;

	shape = slw_reply_read(reply->text.data, reply->text.len, &raw, &list);
	draft->content = plain(job, raw);
	draft->alternatives = json_array();
	json_array_foreach (list, i, one) {
		char *other = plain(job, json_string_value(one));

		if (other[0] != '\0' && json_array_size(draft->alternatives) < most &&
		    !is_listed(draft, other))
			slw_json_append(draft->alternatives, slw_json_new_str(other));
		free(other);
	}
	draft->faults = slw_judge(languages, job, shape, reply->end, draft->content);
	json_decref(list);
	free(raw);
}
