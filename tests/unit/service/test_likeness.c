#include "config.h"

#include "unit/suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "service/flow.h"
#include "service/likeness.h"
#include "service/orchestrator.h"
#include "unit/service/fixture.h"
#include "unit/content/model_server.h"

#include "base/banned.h"

static struct fixture f;

static void setup(void)
{
	fixture_open(&f);
}

static void teardown(void)
{
	fixture_close(&f);
}

/* A new session of the business; fixture->session is it. */
static void shop(const char *products)
{
	char *path = fixture_answers(&f, "shop.yaml", products);

	slw_session_release(&f.session);
	slw_session_init(&f.session);
	json_decref(fixture_apply(&f, path));
	free(path);
}

#define PRODUCTS(a, b)                                           \
	"products:\n  items:\n"                                  \
	"    - {title: " a ", handle: one, sku: A1, price: 4}\n" \
	"    - {title: " b ", handle: two, sku: A2, price: 5}\n"

static char *like(size_t most)
{
	json_t *result = slw_service_like(f.service, &f.session, NULL, most, &f.err), *one;
	struct slw_buf out;
	size_t i;

	ck_assert_msg(result != NULL, "%s", f.err.msg);
	slw_buf_init(&out, 0);
	json_array_foreach (json_object_get(result, "sessions"), i, one) {
		double likeness = json_number_value(json_object_get(one, "likeness"));

		ck_assert(likeness > -1.001 && likeness < 1.001);
		ck_assert_str_ne(slw_json_str(one, "session_id", ""), f.session.id);
		slw_buf_printf(&out, "%s ", slw_json_str(one, "session_id", ""));
	}
	json_decref(result);
	return slw_buf_take(&out);
}

START_TEST(shops_of_one_trade_are_alike)
{
	char tea[SLW_UUID_SIZE], cars[SLW_UUID_SIZE], *alike, *wanted;

	shop(PRODUCTS("Green tea leaves", "Black tea from India"));
	memcpy(tea, f.session.id, sizeof(tea));
	shop(PRODUCTS("Car engine oil", "Truck tires and wheels"));
	memcpy(cars, f.session.id, sizeof(cars));
	shop(PRODUCTS("Coffee beans", "Herbal tea and a cup"));
	for (int twice = 0; twice < 2; twice++) { /* made, and then read from the store */
		alike = like(0);
		wanted = slw_printf("%s %s ", tea, cars);
		ck_assert_str_eq(alike, wanted);
		free(wanted);
		free(alike);
	}
	alike = like(1);
	ck_assert_uint_eq(strlen(alike), strlen(tea) + 1);
	free(alike);
	shop(PRODUCTS("Brake pads for cars", "Engine parts"));
	alike = like(1);
	ck_assert_int_eq(strncmp(alike, cars, strlen(cars)), 0);
	free(alike);
}
END_TEST

START_TEST(a_changed_shop_is_read_anew)
{
	char first[SLW_UUID_SIZE], *alike, *path;

	shop(PRODUCTS("Green tea leaves", "Black tea from India"));
	memcpy(first, f.session.id, sizeof(first));
	shop(PRODUCTS("Gold earrings", "Silver rings"));
	shop(PRODUCTS("Coffee beans", "Herbal tea and a cup"));
	alike = like(1);
	ck_assert_int_eq(strncmp(alike, first, strlen(first)), 0);
	free(alike);
	/* the tea shop sells car parts from now on */
	slw_session_release(&f.session);
	slw_session_init(&f.session);
	ck_assert_int_eq(slw_flow_find_session(f.service, first, &f.session, &f.err), 0);
	path = fixture_answers(&f, "shop.yaml", PRODUCTS("Car engine oil", "Truck tires"));
	json_decref(fixture_apply(&f, path));
	free(path);
	shop(PRODUCTS("Tea cups", "Tea pots"));
	alike = like(2);
	ck_assert_ptr_null(strstr(alike, first));
	free(alike);
}
END_TEST

#define TEXT                                                                                    \
	"A pot of clay for the windowsill, with a saucer, glazed in blue and made to last for " \
	"years."

static const struct {
	const char *one, *other;
	size_t pairs;
} descriptions[] = {
	{ TEXT, TEXT, 1 },
	{ TEXT, "<p>" TEXT "</p>", 1 },
	{ TEXT, "A lamp of brass for the desk, with a switch at its foot and a shade that turns.",
	  0 },
	{ "Short.", "Short.", 0 },
};

START_TEST(descriptions_that_are_almost_the_same_are_told)
{
	char *products = slw_printf("products:\n  items:\n"
				    "    - {title: One, sku: A1, price: 4, description: \"%s\"}\n"
				    "    - {title: Two, sku: A2, price: 5, description: \"%s\"}\n",
				    descriptions[_i].one, descriptions[_i].other);
	json_t *pairs;

	shop(products);
	pairs = slw_service_alike(f.service, &f.session, &f.err);
	ck_assert_ptr_nonnull(pairs);
	ck_assert_uint_eq(json_array_size(pairs), descriptions[_i].pairs);
	if (descriptions[_i].pairs > 0)
		ck_assert_str_eq(slw_json_str(json_array_get(pairs, 0), "other_handle", ""), "two");
	json_decref(pairs);
	free(products);
}
END_TEST

START_TEST(themes_are_near_what_they_are_made_for)
{
	double *likeness = NULL;
	json_t *themes, *theme, *reason;
	size_t i, k, with = 0;

	shop(PRODUCTS("Green tea leaves", "Black tea from India"));
	ck_assert_int_eq(slw_service_theme_likeness(f.service, &f.session, "de", &likeness, &f.err),
			 0);
	ck_assert_ptr_null(likeness);
	ck_assert_int_eq(slw_service_theme_likeness(f.service, &f.session, "en", &likeness, &f.err),
			 0);
	ck_assert_ptr_nonnull(likeness);
	free(likeness);
	themes = slw_orchestrator_recommend_themes(f.service, &f.session, NULL, NULL, &f.err);
	ck_assert_ptr_nonnull(themes);
	json_array_foreach (json_object_get(themes, "themes"), i, theme)
		json_array_foreach (json_object_get(theme, "reasons"), k, reason)
			with += strcmp(slw_json_str(reason, "criterion", ""), "likeness") == 0;
	ck_assert_uint_eq(with, json_array_size(json_object_get(themes, "themes")));
	json_decref(themes);
}
END_TEST

/* Of another size than what is stored, all are made anew; the built-in ones stay beside them. */
START_TEST(a_model_may_change_its_size)
{
	static const struct model_answer answers[MODEL_ANSWERS] = {
		{ 200, NULL, "{\"data\":[{\"embedding\":[3,4]},{\"embedding\":[4,3]}]}",
		  MODEL_CLOSES },
		{ 200, NULL, "{\"data\":[{\"embedding\":[1,0,0]}]}", MODEL_CLOSES },
		{ 200, NULL,
		  "{\"data\":[{\"embedding\":[0,1,0]},{\"embedding\":[0,0,1]},{\"embedding\":[0,2,"
		  "0]}]}",
		  MODEL_CLOSES },
	};
	static const struct {
		int products, asked; /* requests so far */
		double likeness;
	} steps[] = { { 2, 1, 0.96 }, { 0, 1, 0.96 }, { 1, 3, 1.0 }, { 0, 3, 1.0 } };
	struct model_server server;
	char url[64];

	model_server_start(&server, answers);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d", server.port);
	setenv("LOCAL_LLM_URL", url, 1);
	setenv("STORE_WIZARD_LOCAL_EMBEDDING_MODEL", "nomic", 1);
	for (size_t i = 0; i < SLW_COUNT(steps); i++) {
		json_t *result, *first;

		for (int k = 0; k < steps[i].products; k++)
			shop(PRODUCTS("Green tea leaves", "Black tea from India"));
		result = slw_service_like(f.service, &f.session, "local", 1, &f.err);
		ck_assert_msg(result != NULL, "%s", f.err.msg);
		ck_assert_str_eq(slw_json_str(result, "model", ""), "local/nomic");
		first = json_array_get(json_object_get(result, "sessions"), 0);
		ck_assert_double_eq_tol(json_number_value(json_object_get(first, "likeness")),
					steps[i].likeness, 0.001);
		ck_assert_int_eq(server.seen->count, steps[i].asked);
		json_decref(result);
		free(like(1));
	}
	model_server_stop(&server);
	unsetenv("LOCAL_LLM_URL");
	unsetenv("STORE_WIZARD_LOCAL_EMBEDDING_MODEL");
}
END_TEST

Suite *suite_likeness(void);

Suite *suite_likeness(void)
{
	Suite *suite = suite_create("likeness");
	TCase *tc = tcase_create("all");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, a_model_may_change_its_size);
	tcase_add_test(tc, shops_of_one_trade_are_alike);
	tcase_add_test(tc, a_changed_shop_is_read_anew);
	tcase_add_loop_test(tc, descriptions_that_are_almost_the_same_are_told, 0,
			    (int)SLW_COUNT(descriptions));
	tcase_add_test(tc, themes_are_near_what_they_are_made_for);
	suite_add_tcase(suite, tc);
	return suite;
}
