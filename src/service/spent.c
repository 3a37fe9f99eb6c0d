#include "config.h"

#include "service/spent.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/content.h"
#include "service/internal.h"
#include "service/orchestrator.h"

#include "base/banned.h"

#define EVENT "content_spent"

void slw_spent_add(struct slw_spent *spent, const struct slw_content_response *response)
{
	spent->tokens_in += response->tokens_in;
	spent->tokens_out += response->tokens_out;
	spent->cost += response->cost;
	spent->cost_unknown = spent->cost_unknown || response->cost_unknown;
}

char *slw_cost_text(int64_t cost)
{
	char *text =
	    slw_printf("%lld.%06lld", (long long)(cost / 1000000), (long long)(cost % 1000000));
	size_t len = strlen(text);

	while (text[len - 1] == '0' && text[len - 3] != '.')
		text[--len] = '\0';
	return text;
}

static bool is_nothing(const struct slw_spent *spent)
{
	return spent->tokens_in == 0 && spent->tokens_out == 0 && spent->cost == 0;
}

void slw_spent_json(json_t *object, const struct slw_spent *spent, bool always)
{
	json_t *tokens;
	char *cost;

	if (is_nothing(spent) && !always)
		return;
	tokens = json_object();
	slw_json_set_int(tokens, "in", spent->tokens_in);
	slw_json_set_int(tokens, "out", spent->tokens_out);
	slw_json_set(object, "tokens", tokens);
	if (spent->cost_unknown)
		return;
	cost = slw_cost_text(spent->cost);
	slw_json_set_str(object, "cost", cost);
	free(cost);
}

int slw_spent_record(struct slw_service *service, int64_t session_no, const struct slw_spent *spent,
		     struct slw_err *err)
{
	json_t *data;
	int rc;

	if (is_nothing(spent))
		return 0;
	data = json_object();
	slw_json_set_int(data, "tokens_in", spent->tokens_in);
	slw_json_set_int(data, "tokens_out", spent->tokens_out);
	slw_json_set_int(data, "cost_millionths", spent->cost);
	if (spent->cost_unknown)
		slw_json_set_bool(data, "cost_unknown", true);
	rc = slw_store_event_add(service->store, session_no, EVENT, data, err);
	json_decref(data);
	return rc;
}

static int add_event(void *context, const struct slw_event *event)
{
	struct slw_spent *spent = context;

	spent->tokens_in += slw_json_int(event->event_data, "tokens_in", 0);
	spent->tokens_out += slw_json_int(event->event_data, "tokens_out", 0);
	spent->cost += slw_json_int(event->event_data, "cost_millionths", 0);
	spent->cost_unknown =
	    spent->cost_unknown || slw_json_bool(event->event_data, "cost_unknown", false);
	return 0;
}

int slw_spent_load(struct slw_service *service, int64_t session_no, struct slw_spent *out,
		   struct slw_err *err)
{
	*out = (struct slw_spent){ 0 };
	return slw_store_event_list(service->store, session_no, EVENT, add_event, out, err);
}

json_t *slw_orchestrator_spent(struct slw_service *service, const struct slw_session *session,
			       struct slw_err *err)
{
	struct slw_spent spent;
	json_t *result;

	if (slw_spent_load(service, session->no, &spent, err) < 0)
		return NULL;
	result = json_object();
	slw_spent_json(result, &spent, true);
	return result;
}
