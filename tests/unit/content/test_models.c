#include "config.h"

#include "unit/suites.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/err.h"
#include "base/json.h"
#include "content/budget.h"
#include "content/content.h"
#include "content/models.h"
#include "content/provider.h"

#include "base/banned.h"

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

/* --- prices ------------------------------------------------------------------------------ */

static const struct {
	const char *provider, *model, *found; /* NULL: none */
} names[] = {
	{ "openai", "gpt-4o", "gpt-4o" },
	{ "openai", "gpt-4o-2024-08-06", "gpt-4o" },
	{ "openai", "gpt-4o-mini", "gpt-4o-mini" },
	{ "openai", "gpt-4o-mini-2024-07-18", "gpt-4o-mini" },
	{ "openai", "gpt-4", "gpt-4" },
	{ "openai", "gpt-4-0613", "gpt-4" },
	{ "openai", "gpt-4o-audio", NULL },
	{ "openai", "gpt", NULL },
	{ "openai", "", NULL },
	{ "anthropic", "claude-3-5-haiku-latest", "claude-3-5-haiku" },
	{ "anthropic", "claude-sonnet-4-5-20250929", "claude-sonnet-4-5" },
	{ "anthropic", "gpt-4o", NULL },
	{ "local", "llama3", NULL },
};

START_TEST(finds_models)
{
	const struct slw_model_info *info;
	struct slw_err err = SLW_ERR_INIT;
	struct slw_models *models;

	ck_assert_msg(slw_models_load(&models, DATA_FOLDER, &err) == 0, "%s", err.msg);
	info = slw_models_find(models, names[_i].provider, names[_i].model);
	if (names[_i].found == NULL)
		ck_assert(info == NULL);
	else
		ck_assert_str_eq(info->model, names[_i].found);
	ck_assert_str_eq(slw_models_default(models, "openai"), "gpt-4o-mini");
	ck_assert(slw_models_default(models, "local") == NULL);
	slw_models_free(models);
}
END_TEST

START_TEST(rounds_costs_up)
{
	const struct slw_model_info info = { .input = 150000, .output = 600000 };

	ck_assert_int_eq(slw_model_cost(&info, 1000000, 0), 150000);
	ck_assert_int_eq(slw_model_cost(&info, 1000, 500), 450);
	ck_assert_int_eq(slw_model_cost(&info, 1, 0), 1);
	ck_assert_int_eq(slw_model_cost(&info, 0, 0), 0);
}
END_TEST

/* --- caps -------------------------------------------------------------------------------- */

START_TEST(a_cap_is_never_passed)
{
	struct slw_budget budget = { .max_tokens = 1000, .max_cost = 500 };

	ck_assert_int_eq(slw_budget_reserve(&budget, 600, 100), SLW_BUDGET_FINE);
	/* fits alone, but not beside the one that is on its way */
	ck_assert_int_eq(slw_budget_reserve(&budget, 600, 100), SLW_BUDGET_LATER);
	ck_assert(!budget.reached);
	slw_budget_settle(&budget, 600, 100, 300, 50, false);
	ck_assert_int_eq(slw_budget_reserve(&budget, 600, 100), SLW_BUDGET_FINE);
	slw_budget_settle(&budget, 600, 100, 600, 100, false);
	ck_assert_int_eq(slw_budget_reserve(&budget, 101, 1), SLW_BUDGET_TOKENS);
	ck_assert(budget.reached);
	ck_assert_int_eq(slw_budget_reserve(&budget, 100, 400), SLW_BUDGET_COST);
	ck_assert_int_eq(slw_budget_reserve(&budget, 1, -1), SLW_BUDGET_PRICE);
	ck_assert_int_eq(budget.tokens, 900);
	ck_assert_int_eq(budget.cost, 150);
	ck_assert_int_eq(budget.reserved_tokens, 0);
	ck_assert_int_eq(budget.reserved_cost, 0);
}
END_TEST

/* --- requests ---------------------------------------------------------------------------- */

static const struct slw_model_message messages[] = { { "user", "Write." },
						     { "assistant", "No \xFF" },
						     { "user", "Again." } };

static const struct {
	const struct slw_model_api *api;
	bool schema, stream;
	const char *path, *header, *value;
	const char *parts[5]; /* of the body */
	const char *without;
} requests[] = {
	{ &slw_model_openai,
	  true,
	  false,
	  "/chat/completions",
	  "Authorization",
	  "Bearer sk-test",
	  { "\"model\":\"m\"", "\"role\":\"system\",\"content\":\"Be brief.\"",
	    "\"max_completion_tokens\":700", "\"strict\":true", "\"role\":\"assistant\"" },
	  "\"stream\"" },
	{ &slw_model_openai,
	  false,
	  true,
	  "/chat/completions",
	  "Authorization",
	  "Bearer sk-test",
	  { "\"stream\":true", "\"include_usage\":true" },
	  "response_format" },
	{ &slw_model_local,
	  true,
	  false,
	  "/chat/completions",
	  "Authorization",
	  "Bearer sk-test",
	  { "\"max_tokens\":700", "\"json_schema\"" },
	  "max_completion_tokens" },
	{ &slw_model_anthropic,
	  true,
	  true,
	  "/v1/messages",
	  "x-api-key",
	  "sk-test",
	  { "\"system\":\"Be brief.\"", "\"max_tokens\":700", "\"input_schema\"",
	    "\"tool_choice\":{\"type\":\"tool\",\"name\":\"write_texts\"}", "\"stream\":true" },
	  "\"role\":\"system\"" },
	{ &slw_model_anthropic,
	  false,
	  false,
	  "/v1/messages",
	  "anthropic-version",
	  "2023-06-01",
	  { "\"role\":\"assistant\"" },
	  "tool" },
};

START_TEST(builds_requests)
{
	const struct slw_model_call call = { .model = "m",
					     .system = "Be brief.",
					     .messages = messages,
					     .message_count = 3,
					     .max_tokens = 700,
					     .stream = requests[_i].stream,
					     .schema = requests[_i].schema };
	struct slw_model_request request = { 0 };
	struct slw_err err = SLW_ERR_INIT;
	bool found = false;
	json_t *body;

	requests[_i].api->request(&call, "sk-test", &request);
	ck_assert_str_eq(request.path, requests[_i].path);
	for (size_t i = 0; i < request.header_count; i++) {
		bool key = strstr(request.headers[i].value, "sk-test") != NULL;

		ck_assert(request.headers[i].secret == key);
		if (strcmp(request.headers[i].name, requests[_i].header) == 0) {
			ck_assert_str_eq(request.headers[i].value, requests[_i].value);
			found = true;
		}
	}
	ck_assert(found);
	body = slw_json_parse(request.body, strlen(request.body), "body", &err);
	ck_assert_msg(body != NULL, "%s", err.msg);
	for (size_t i = 0; i < 5 && requests[_i].parts[i] != NULL; i++)
		ck_assert_msg(strstr(request.body, requests[_i].parts[i]) != NULL, "%s: %s",
			      requests[_i].parts[i], request.body);
	ck_assert_msg(strstr(request.body, requests[_i].without) == NULL, "%s", request.body);
	ck_assert(strstr(request.body, "sk-test") == NULL);
	json_decref(body);
	slw_model_request_release(&request);
}
END_TEST

/* --- replies and events ------------------------------------------------------------------ */

static const struct {
	const struct slw_model_api *api;
	const char *body, *text; /* text NULL: it is no reply */
	enum slw_model_end end;
	long in, out;
} bodies[] = {
	{ &slw_model_openai,
	  "{\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":"
	  "\"stop\"}],"
	  "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}",
	  "Hi", SLW_MODEL_STOP, 5, 2 },
	{ &slw_model_openai,
	  "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"No.\"},\"finish_reason\":"
	  "\"stop\"}]}",
	  "No.", SLW_MODEL_REFUSED, -1, -1 },
	{ &slw_model_openai,
	  "{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"content_filter\"}]}",
	  "", SLW_MODEL_REFUSED, -1, -1 },
	{ &slw_model_openai,
	  "{\"choices\":[{\"message\":{\"content\":\"Hal\"},\"finish_reason\":\"length\"}]}", "Hal",
	  SLW_MODEL_LENGTH, -1, -1 },
	{ &slw_model_openai, "{\"choices\":[]}", NULL, 0, 0, 0 },
	{ &slw_model_openai, "[]", NULL, 0, 0, 0 },
	{ &slw_model_anthropic,
	  "{\"content\":[{\"type\":\"text\",\"text\":\"I use "
	  "it.\"},{\"type\":\"tool_use\",\"name\":"
	  "\"write_texts\",\"input\":{\"content\":\"Hi\"}}],\"stop_reason\":\"tool_use\",\"usage\":"
	  "{"
	  "\"input_tokens\":7,\"output_tokens\":3}}",
	  "{\"content\":\"Hi\"}", SLW_MODEL_STOP, 7, 3 },
	{ &slw_model_anthropic,
	  "{\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"stop_reason\":\"max_tokens\"}",
	  "Hi", SLW_MODEL_LENGTH, -1, -1 },
	{ &slw_model_anthropic, "{\"content\":[],\"stop_reason\":\"refusal\"}", "",
	  SLW_MODEL_REFUSED, -1, -1 },
	{ &slw_model_anthropic, "{\"type\":\"error\"}", NULL, 0, 0, 0 },
};

START_TEST(reads_replies)
{
	json_t *body = json_loads(bodies[_i].body, 0, NULL);
	struct slw_model_reply reply;
	bool fine;

	ck_assert(body != NULL);
	slw_model_reply_init(&reply, 1000);
	fine = bodies[_i].api->reply(body, &reply);
	ck_assert(fine == (bodies[_i].text != NULL));
	if (fine) {
		ck_assert_str_eq(reply.text.data, bodies[_i].text);
		ck_assert_int_eq(reply.end, bodies[_i].end);
		ck_assert_int_eq(reply.tokens_in, bodies[_i].in);
		ck_assert_int_eq(reply.tokens_out, bodies[_i].out);
	}
	slw_model_reply_release(&reply);
	json_decref(body);
}
END_TEST

static const struct {
	const struct slw_model_api *api;
	const char *events[8];
	const char *text, *error;
	enum slw_model_end end;
	bool whole;
	long in, out;
} streams[] = {
	{ &slw_model_openai,
	  { "{\"model\":\"m\",\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
	    "{\"choices\":[{\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}",
	    "{\"choices\":[{\"delta\":{\"content\":\"lo\"}}]}",
	    "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
	    "{\"choices\":[],\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":2}}", "[DONE]" },
	  "Hello",
	  NULL,
	  SLW_MODEL_STOP,
	  true,
	  4,
	  2 },
	{ &slw_model_openai,
	  { "{\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}",
	    "{\"error\":{\"message\":\"overloaded\"}}" },
	  "Hel",
	  "overloaded",
	  SLW_MODEL_GOES_ON,
	  false,
	  -1,
	  -1 },
	{ &slw_model_anthropic,
	  { "{\"type\":\"message_start\",\"message\":{\"model\":\"c\",\"usage\":{\"input_tokens\":"
	    "9}}}",
	    "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":"
	    "\"Ahem\"}}",
	    "{\"type\":\"content_block_start\",\"content_block\":{\"type\":\"tool_use\"}}",
	    "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"input_json_delta\","
	    "\"partial_json\":\"{}\"}}",
	    "{\"type\":\"ping\"}",
	    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":{"
	    "\"output_tokens\":6}}",
	    "{\"type\":\"message_stop\"}" },
	  "{}",
	  NULL,
	  SLW_MODEL_STOP,
	  true,
	  9,
	  6 },
	{ &slw_model_anthropic,
	  { "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":"
	    "\"Overloaded\"}}" },
	  "",
	  "Overloaded",
	  SLW_MODEL_GOES_ON,
	  false,
	  -1,
	  -1 },
};

START_TEST(reads_streams)
{
	struct slw_model_reply reply;

	slw_model_reply_init(&reply, 1000);
	for (size_t i = 0; i < 8 && streams[_i].events[i] != NULL; i++)
		ck_assert(streams[_i].api->event("message", streams[_i].events[i],
						 strlen(streams[_i].events[i]), &reply));
	ck_assert_str_eq(reply.text.data, streams[_i].text);
	ck_assert_int_eq(reply.end, streams[_i].end);
	ck_assert(reply.whole == streams[_i].whole);
	ck_assert_int_eq(reply.tokens_in, streams[_i].in);
	ck_assert_int_eq(reply.tokens_out, streams[_i].out);
	if (streams[_i].error == NULL)
		ck_assert(reply.error == NULL);
	else
		ck_assert_str_eq(reply.error, streams[_i].error);
	ck_assert(!streams[_i].api->event("message", "{\"half", 6, &reply));
	slw_model_reply_release(&reply);
}
END_TEST

/* --- servers: whether they are set up, answer, and are left alone ------------------------- */

static struct slw_writer *writer;
static int taken; /* a port where nobody listens, and nobody else will */

static void load(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(address);
	struct slw_err err = SLW_ERR_INIT;
	char url[64];

	taken = socket(AF_INET, SOCK_STREAM, 0);
	ck_assert_int_eq(bind(taken, (struct sockaddr *)&address, size), 0);
	ck_assert_int_eq(getsockname(taken, (struct sockaddr *)&address, &size), 0);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d", ntohs(address.sin_port));
	setenv("LOCAL_LLM_URL", url, 1);
	unsetenv("OPENAI_API_KEY");
	unsetenv("ANTHROPIC_API_KEY");
	ck_assert_msg(slw_writer_open(&writer, DATA_FOLDER, &err) == 0, "%s", err.msg);
}

static void unload(void)
{
	slw_writer_free(writer);
	close(taken);
}

static const json_t *find(const json_t *list, const char *name)
{
	const json_t *one;
	size_t i;

	json_array_foreach (list, i, one) {
		if (strcmp(slw_json_str(one, "name", ""), name) == 0)
			return one;
	}
	ck_abort_msg("%s is missing", name);
	return NULL;
}

START_TEST(says_what_is_missing)
{
	json_t *list = slw_writer_providers(writer, false, NULL);

	ck_assert(!slw_json_bool(find(list, "openai"), "configured", true));
	ck_assert_str_eq(slw_json_str(find(list, "openai"), "reason", ""),
			 "OPENAI_API_KEY is not set");
	ck_assert(slw_json_bool(find(list, "local"), "configured", false));
	ck_assert(slw_json_bool(find(list, "builtin"), "configured", false));
	json_decref(list);
}
END_TEST

START_TEST(a_dead_server_is_left_alone)
{
	const json_t *local;
	json_t *list = slw_writer_providers(writer, true, NULL);

	local = find(list, "local");
	ck_assert(!slw_json_bool(local, "answers", true));
	ck_assert_msg(strstr(slw_json_str(local, "error", ""), "nothing answers there") != NULL,
		      "%s", slw_json_str(local, "error", ""));
	ck_assert_ptr_null(json_object_get(local, "breaker")); /* once is no pattern */
	for (int i = 1; i < 5; i++) {
		json_decref(list);
		list = slw_writer_providers(writer, true, NULL);
	}
	local = find(list, "local");
	ck_assert_str_eq(slw_json_str(local, "breaker", ""), "open");
	ck_assert_int_gt(slw_json_int(local, "again_ms", 0), 0);
	json_decref(list);
}
END_TEST

Suite *suite_models(void);

Suite *suite_models(void)
{
	Suite *suite = suite_create("models");
	TCase *tc = tcase_create("models"), *servers = tcase_create("servers");

	tcase_add_loop_test(tc, finds_models, 0, ROWS(names));
	tcase_add_test(tc, rounds_costs_up);
	tcase_add_test(tc, a_cap_is_never_passed);
	tcase_add_loop_test(tc, builds_requests, 0, ROWS(requests));
	tcase_add_loop_test(tc, reads_replies, 0, ROWS(bodies));
	tcase_add_loop_test(tc, reads_streams, 0, ROWS(streams));
	suite_add_tcase(suite, tc);
	tcase_add_checked_fixture(servers, load, unload);
	tcase_add_test(servers, says_what_is_missing);
	tcase_add_test(servers, a_dead_server_is_left_alone);
	suite_add_tcase(suite, servers);
	return suite;
}
