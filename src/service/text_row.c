#include "config.h"

#include "service/text_row.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/content.h"
#include "model/records.h"
#include "service/spent.h"
#include "service/text_run.h"

#include "base/banned.h"

static void set(char **to, const char *text)
{
	free(*to);
	*to = slw_strdup(text != NULL ? text : "");
}

/* What it took, and what went wrong before it was there. */
static void add_circumstances(json_t *data, const struct slw_content_response *response)
{
	json_t *alternatives = slw_json_array(data, "alternatives");
	struct slw_spent spent = { 0 };

	slw_spent_add(&spent, response);
	slw_spent_json(data, &spent, false);
	if (response->tokens > 0)
		slw_json_set_int(data, "milliseconds", response->milliseconds);
	if (response->fallbacks != NULL)
		slw_json_set(data, "fallbacks", json_incref(response->fallbacks));
	if (response->problems != NULL)
		slw_json_set(data, "problems", json_incref(response->problems));
	if (response->draft != NULL) {
		slw_json_set_int(data, "draft", (int64_t)json_array_size(alternatives));
		slw_json_append(alternatives, json_string(response->draft));
	}
}

json_t *slw_text_data(const struct slw_content_response *response)
{
	json_t *data = json_object();

	slw_json_set(data, "content", json_string(response->content));
	slw_json_set(data, "alternatives",
		     response->draft == NULL ? json_incref(response->alternatives)
					     : json_copy(response->alternatives));
	slw_json_set(data, "parts", json_incref(response->parts));
	slw_json_set(data, "seo_keywords", json_incref(response->seo_keywords));
	slw_json_set(data, "sentiment", json_incref(response->sentiment));
	slw_json_set(data, "claims", json_incref(response->claims));
	add_circumstances(data, response);
	return data;
}

static void fill(struct slw_content_row *row, const struct slw_text_place *place,
		 const struct slw_content_response *response, int64_t version)
{
	slw_content_row_init(row);
	json_decref(row->content_data);
	row->content_data = NULL;
	json_decref(row->facts);
	row->facts = json_deep_copy(place->facts);
	row->product_no = place->product_no;
	set(&row->subject, place->subject);
	set(&row->content_type, place->type);
	set(&row->prompt_used, response->prompt_used);
	row->store_version = version;
	row->generated_at = slw_clock_now();
	row->updated_at = row->generated_at;
}

void slw_text_row_written(struct slw_content_row *row, const struct slw_text_place *place,
			  const struct slw_content_response *response, int64_t version)
{
	fill(row, place, response, version);
	row->content_data = slw_text_data(response);
	set(&row->prompt_hash, response->prompt_hash);
	set(&row->provider, response->provider);
	set(&row->model_used, response->model);
	row->quality_score = response->quality_score;
	set(&row->state, json_array_size(response->claims) > 0 ? "flagged" : "generated");
}

void slw_text_row_failed(struct slw_content_row *row, const struct slw_text_place *place,
			 const struct slw_content_response *response, const struct slw_err *failure,
			 int64_t version)
{
	json_t *error = json_object();

	fill(row, place, response, version);
	row->content_data = json_object();
	slw_json_set(row->content_data, "content", json_string(""));
	slw_json_set(row->content_data, "alternatives", json_array());
	slw_json_set_str(error, "code", slw_code_name(failure->code));
	slw_json_set_str(error, "message", failure->msg);
	slw_json_set_str(error, "hint", failure->hint);
	slw_json_set(row->content_data, "error", error);
	add_circumstances(row->content_data, response);
	set(&row->prompt_hash, "");
	set(&row->state, response->draft != NULL ? "partial" : "failed");
}
