/* All texts of a session by a model: resumed, capped, failed, and edited meanwhile. */
#include "config.h"

#include "unit/suites.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "service/orchestrator.h"
#include "service/service.h"
#include "unit/content/model_server.h"
#include "unit/service/fixture.h"

#include "base/banned.h"

#define TEXTS 9 /* of the answers below */
#define WRITTEN                                                                                 \
	"{\"model\":\"gpt-4o-mini\",\"choices\":[{\"message\":{\"content\":\"{\\\"content\\\":" \
	"\\\"Q: From a model?\\\\nA: Yes.\\\",\\\"alternatives\\\":[\\\"Another one\\\"]}\"},"  \
	"\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1000,"                       \
	"\"completion_tokens\":100}}"

static const struct model_answer good[MODEL_ANSWERS] = { { 200, NULL, WRITTEN, 0 } };
static const struct model_answer refused[MODEL_ANSWERS] = { { 401, NULL, "{}", 0 } };

static struct fixture f;
static struct model_server server;

static void begin(const struct model_answer *answers, const struct slw_progress *progress)
{
	char url[64], *path;

	unsetenv("ANTHROPIC_API_KEY");
	unsetenv("LOCAL_LLM_URL");
	setenv("OPENAI_API_KEY", "sk-secret", 1);
	model_server_start(&server, answers);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d", server.port);
	setenv("OPENAI_BASE_URL", url, 1);
	fixture_open(&f);
	path = fixture_answers(&f, "a.yaml",
			       "products:\n"
			       "  items:\n"
			       "    - title: Clay pot\n"
			       "      price: 12.00\n"
			       "    - title: Clay bowl\n"
			       "      price: 13.00\n"
			       "content:\n"
			       "  types: [tagline, meta_title, meta_description, social_post, "
			       "image_alt, blog_post]\n"
			       "  alternatives: 1\n");
	json_decref(fixture_apply(&f, path));
	free(path);
	if (progress != NULL)
		fixture_progress(&f, progress);
}

static void end(void)
{
	fixture_close(&f);
	model_server_stop(&server);
	unsetenv("OPENAI_API_KEY");
	unsetenv("OPENAI_BASE_URL");
}

static json_t *run(const char *options)
{
	json_t *given = json_loads(options, 0, NULL), *result;

	ck_assert_ptr_nonnull(given);
	result = slw_orchestrator_generate_run(f.service, &f.session, given, &f.err);
	json_decref(given);
	return result;
}

static void check_counts(const json_t *result, int written, int kept, int failed, int left)
{
	ck_assert_msg(result != NULL, "%s", f.err.msg);
	ck_assert_int_eq(slw_json_int(result, "written", -1), written);
	ck_assert_int_eq(slw_json_int(result, "kept", -1), kept);
	ck_assert_int_eq(slw_json_int(result, "failed", -1), failed);
	ck_assert_int_eq(slw_json_int(result, "left", -1), left);
}

/* How many stored texts are in this state and from this provider (NULL: any). */
static int count(const char *state, const char *provider)
{
	json_t *texts = slw_orchestrator_texts(f.service, &f.session, &f.err), *one;
	int found = 0;
	size_t i;

	ck_assert_ptr_nonnull(texts);
	json_array_foreach (texts, i, one)
		found +=
		    (state == NULL || strcmp(slw_json_str(one, "state", ""), state) == 0) &&
		    (provider == NULL || strcmp(slw_json_str(one, "provider", ""), provider) == 0);
	json_decref(texts);
	return found;
}

START_TEST(a_model_writes_and_is_asked_once)
{
	json_t *result, *texts, *data;
	int asked;

	begin(good, NULL);
	result = run("{\"jobs\": 3}");
	check_counts(result, TEXTS, 0, 0, 0);
	ck_assert_int_eq(slw_json_int(json_object_get(result, "by_provider"), "openai", 0), TEXTS);
	json_decref(result);
	asked = server.seen->count;
	texts = slw_orchestrator_texts(f.service, &f.session, &f.err);
	data = json_object_get(json_array_get(texts, 0), "content_data");
	ck_assert_int_ge(slw_json_int(json_object_get(data, "tokens"), "in", 0), 1000);
	ck_assert_str_ne(slw_json_str(data, "cost", ""), "");
	ck_assert(json_object_get(data, "milliseconds") != NULL);
	json_decref(texts);
	result = slw_orchestrator_spent(f.service, &f.session, &f.err);
	ck_assert_int_eq(slw_json_int(json_object_get(result, "tokens"), "out", 0), 100 * asked);
	json_decref(result);
	/* what is there is current */
	result = run("{}");
	check_counts(result, 0, TEXTS, 0, 0);
	ck_assert_int_eq(server.seen->count, asked);
	json_decref(result);
	/* also with a name of who wrote it, but not with that of another */
	result = run("{\"provider\": \"openai\"}");
	check_counts(result, 0, TEXTS, 0, 0);
	json_decref(result);
	result = run("{\"provider\": \"builtin\"}");
	check_counts(result, TEXTS, 0, 0, 0);
	json_decref(result);
	end();
}
END_TEST

static bool stop_after_four(void *context)
{
	(void)context;
	return server.seen->count >= 4;
}

START_TEST(a_run_that_was_stopped_goes_on)
{
	const struct slw_progress stopping = { .cancelled = stop_after_four }, none = { 0 };
	json_t *result;
	int stored, asked;

	begin(good, &stopping);
	ck_assert_ptr_null(run("{\"jobs\": 1}"));
	ck_assert_int_eq(f.err.code, SLW_ECANCELLED);
	stored = count(NULL, NULL);
	ck_assert_int_gt(stored, 0);
	ck_assert_int_lt(stored, TEXTS);
	ck_assert_int_eq(count(NULL, "openai"), stored);
	fixture_progress(&f, &none);
	f.err = SLW_ERR_INIT;
	asked = server.seen->count;
	result = run("{}");
	check_counts(result, TEXTS - stored, stored, 0, 0);
	ck_assert_int_ge(server.seen->count - asked, TEXTS - stored);
	ck_assert_int_eq(count(NULL, "openai"), TEXTS);
	json_decref(result);
	end();
}
END_TEST

START_TEST(a_failure_stands_at_its_text)
{
	json_t *result, *texts, *one;

	begin(refused, NULL);
	result = run("{\"provider\": \"openai\", \"jobs\": 1}");
	check_counts(result, 0, 0, TEXTS, 0);
	ck_assert_int_eq((int)json_array_size(json_object_get(result, "failures")), TEXTS);
	ck_assert_int_eq(server.seen->count, 1);
	json_decref(result);
	ck_assert_int_eq(count("failed", NULL), TEXTS);
	texts = slw_orchestrator_texts(f.service, &f.session, &f.err);
	one = json_array_get(texts, 0);
	ck_assert_str_eq(slw_json_str(slw_json_path(one, "content_data.error"), "code", ""),
			 "credentials");
	json_decref(texts);
	/* the next run tries again, and the failure is gone */
	result = run("{}");
	check_counts(result, TEXTS, 0, 0, 0);
	ck_assert_int_eq(count("failed", NULL), 0);
	ck_assert_int_eq(count(NULL, "builtin"), TEXTS);
	one = json_array_get(json_object_get(result, "fallbacks"), 0);
	ck_assert_str_eq(slw_json_str(one, "provider", ""), "openai");
	ck_assert_int_eq(slw_json_int(one, "count", 0), TEXTS);
	json_decref(result);
	/* a text that is there is better than none */
	result = run("{\"provider\": \"openai\"}");
	check_counts(result, 0, 0, TEXTS, 0);
	ck_assert_int_eq(count(NULL, "builtin"), TEXTS);
	json_decref(result);
	end();
}
END_TEST

static struct slw_service *other;

static void edit_once(void *context, const char *stage, uint64_t done, uint64_t total)
{
	bool *edited = context;
	json_t *text, *what, *result;
	struct slw_err err = SLW_ERR_INIT;

	(void)stage;
	(void)done;
	(void)total;
	if (*edited || server.seen->count == 0)
		return;
	*edited = true;
	text = json_pack("{s:s}", "content_type", "blog_post");
	what = json_pack("{s:s}", "content", "My own words.");
	result = slw_orchestrator_text_change(other, &f.session, text, what, &err);
	ck_assert_msg(result != NULL, "%s", err.msg);
	json_decref(result);
	json_decref(what);
	json_decref(text);
}

START_TEST(what_a_person_writes_meanwhile_stays)
{
	bool edited = false;
	const struct slw_progress editing = { .report = edit_once, .context = &edited };
	json_t *result;

	begin(good, &editing);
	json_decref(run("{\"provider\": \"builtin\"}"));
	other = fixture_second(&f);
	result = run("{\"provider\": \"openai\", \"jobs\": 8}");
	ck_assert_msg(result != NULL, "%s", f.err.msg);
	ck_assert(edited);
	json_decref(result);
	ck_assert_int_eq(count("edited", NULL), 1);
	ck_assert_int_eq(count(NULL, "openai"), TEXTS - 1);
	slw_service_close(other);
	end();
}
END_TEST

static const struct {
	const char *options;
	int written, failed, left;
	bool model; /* some are a model's */
} caps[] = {
	{ "{\"max_tokens\": 8000, \"jobs\": 4}", TEXTS, 0, 0, true },
	{ "{\"max_tokens\": 10}", TEXTS, 0, 0, false },
	{ "{\"max_tokens\": 10, \"at_cap\": \"leave\"}", 0, 0, TEXTS, false },
	{ "{\"max_cost\": 1000}", TEXTS, 0, 0, true },
};

START_TEST(a_cap_of_a_run_holds)
{
	json_t *result;
	bool capped = strstr(caps[_i].options, "max_tokens") != NULL;

	begin(good, NULL);
	result = run(caps[_i].options);
	check_counts(result, caps[_i].written, 0, caps[_i].failed, caps[_i].left);
	ck_assert(slw_json_bool(result, "cap_reached", false) == capped);
	ck_assert((count(NULL, "openai") > 0) == caps[_i].model);
	if (capped)
		ck_assert_int_le(slw_json_int(json_object_get(result, "tokens"), "in", 0) +
				     slw_json_int(json_object_get(result, "tokens"), "out", 0),
				 8000);
	/* nothing stands where nothing was tried */
	ck_assert_int_eq(count(NULL, NULL), TEXTS - caps[_i].left);
	json_decref(result);
	end();
}
END_TEST

START_TEST(a_cap_of_the_session_holds_for_all_runs)
{
	json_t *result;
	char *path;
	int asked;

	begin(good, NULL);
	json_decref(run("{}"));
	asked = server.seen->count;
	path = fixture_answers(&f, "b.yaml",
			       "products:\n"
			       "  items:\n"
			       "    - title: Clay pot\n"
			       "      price: 12.00\n"
			       "content:\n"
			       "  types: [tagline, about, faq]\n"
			       "  max_tokens: 2000\n");
	json_decref(fixture_apply(&f, path));
	free(path);
	result = run("{\"provider\": \"openai\"}");
	ck_assert(slw_json_bool(result, "cap_reached", false));
	ck_assert_int_eq(server.seen->count, asked);
	json_decref(result);
	end();
}
END_TEST

/* --- one on request ---------------------------------------------------------------------- */

static json_t *write_one(const char *name, const char *provider)
{
	json_t *request = json_pack("{s:s,s:{s:s},s:{s:s}}", "content_type", "tagline", "inputs",
				    "business_name", name, "options", "provider", provider);
	json_t *result = slw_orchestrator_generate_content(f.service, request, NULL, &f.err);

	json_decref(request);
	ck_assert_msg(result != NULL, "%s", f.err.msg);
	return result;
}

START_TEST(the_same_request_costs_no_second_call)
{
	static const struct model_answer line[MODEL_ANSWERS] = {
		{ 200, NULL,
		  "{\"choices\":[{\"message\":{\"content\":\"{\\\"content\\\":\\\"Clay\\\"}\"}}]}",
		  0 }
	};
	json_t *first, *second;

	begin(line, NULL);
	first = write_one("Alder", "openai");
	ck_assert_int_eq(server.seen->count, 1);
	second = write_one("Alder", "openai");
	ck_assert_int_eq(server.seen->count, 1);
	ck_assert_str_eq(slw_json_str(second, "content", ""), slw_json_str(first, "content", "-"));
	ck_assert(slw_json_bool(second, "cached", false));
	ck_assert_int_eq(slw_json_int(json_object_get(second, "tokens"), "in", -1), 0);
	json_decref(second);
	second = write_one("Birch", "openai");
	ck_assert_int_eq(server.seen->count, 2);
	json_decref(second);
	second = write_one("Alder", "builtin");
	ck_assert_str_eq(slw_json_str(second, "provider", ""), "builtin");
	json_decref(second);
	json_decref(first);
	end();
}
END_TEST

Suite *suite_text_run(void);

Suite *suite_text_run(void)
{
	Suite *suite = suite_create("text run");
	TCase *tc = tcase_create("text run");

	tcase_add_test(tc, a_model_writes_and_is_asked_once);
	tcase_add_test(tc, a_run_that_was_stopped_goes_on);
	tcase_add_test(tc, a_failure_stands_at_its_text);
	tcase_add_test(tc, what_a_person_writes_meanwhile_stays);
	tcase_add_loop_test(tc, a_cap_of_a_run_holds, 0, sizeof(caps) / sizeof(caps[0]));
	tcase_add_test(tc, a_cap_of_the_session_holds_for_all_runs);
	tcase_add_test(tc, the_same_request_costs_no_second_call);
	suite_add_tcase(suite, tc);
	return suite;
}
