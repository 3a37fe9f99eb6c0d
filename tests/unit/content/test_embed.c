#include "config.h"

#include "unit/suites.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "content/content.h"
#include "content/embed.h"
#include "unit/content/model_server.h"

#include "base/banned.h"

static struct slw_vectors *vectors;

static void load(void)
{
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_msg(slw_vectors_load(&vectors, DATA_FOLDER, &err) == 0, "%s", err.msg);
}

static void unload(void)
{
	slw_vectors_free(vectors);
}

static double likeness(const char *a, const char *b)
{
	float one[SLW_EMBED_DIMENSIONS], other[SLW_EMBED_DIMENSIONS];

	ck_assert(slw_vectors_embed(vectors, a, one));
	ck_assert(slw_vectors_embed(vectors, b, other));
	return (double)slw_embed_cosine(one, other, SLW_EMBED_DIMENSIONS);
}

/* The first is nearer to the second than to the third. */
static const struct {
	const char *text, *near, *far;
} rows[] = {
	{ "king", "queen", "potato" },
	{ "coffee", "tea", "engine" },
	{ "doctor", "nurse", "guitar" },
	{ "red", "blue", "government" },
	{ "bread and butter", "food", "software" },
	{ "shoes and clothing", "a fashion store", "a computer game" },
	{ "fresh fruit and vegetables", "organic food from the farm", "mobile phones" },
	{ "laptops, phones and tablets", "electronics and computers", "flowers for the garden" },
	{ "The cup is made of clay.", "A bowl of pottery.", "The bank raised its rates." },
	{ "toys for children", "games for kids", "wine from Italy" },
	{ "books to read", "novels by great writers", "car parts" },
	/* endings */
	{ "candles", "candle", "window" },
	{ "Painting", "paint", "river" },
	/* words without a vector are near by their letters */
	{ "Töpferei", "Töpfer", "Zahnarzt" },
	{ "Eine Schale aus Steinzeug", "Die Schalen aus Steinzeug", "Un vélo pour enfants" },
};

START_TEST(like_is_near_like)
{
	double near = likeness(rows[_i].text, rows[_i].near);
	double far = likeness(rows[_i].text, rows[_i].far);

	ck_assert_msg(near > far + 0.05, "%s: %s %.3f, %s %.3f", rows[_i].text, rows[_i].near, near,
		      rows[_i].far, far);
}
END_TEST

START_TEST(vectors_are_of_length_one_and_the_same_each_time)
{
	float one[SLW_EMBED_DIMENSIONS], again[SLW_EMBED_DIMENSIONS];

	for (size_t i = 0; i < SLW_COUNT(rows); i++) {
		ck_assert(slw_vectors_embed(vectors, rows[i].text, one));
		ck_assert(slw_vectors_embed(vectors, rows[i].text, again));
		ck_assert_mem_eq(one, again, sizeof(one));
		ck_assert(fabsf(slw_embed_cosine(one, one, SLW_EMBED_DIMENSIONS) - 1) < 1e-5F);
	}
}
END_TEST

START_TEST(no_words_are_no_vector)
{
	static const char *const nothing[] = { "", "  ", "!?", "\xE2\x80\x94" };
	float out[SLW_EMBED_DIMENSIONS];

	for (size_t i = 0; i < SLW_COUNT(nothing); i++) {
		ck_assert(!slw_vectors_embed(vectors, nothing[i], out));
		for (size_t k = 0; k < SLW_EMBED_DIMENSIONS; k++)
			ck_assert(out[k] == 0);
	}
}
END_TEST

START_TEST(files_that_are_damaged_are_told)
{
	struct slw_vectors *none = NULL;
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_int_eq(slw_vectors_load(&none, "/nonexistent", &err), -1);
	ck_assert_int_eq(err.code, SLW_EINTERNAL);
	ck_assert_ptr_null(none);
}
END_TEST

/* --- search ------------------------------------------------------------------------------ */

#define ROWS 997

static float drawn(unsigned int *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (float)(*seed >> 8) / (float)(1u << 24) - 0.5F;
}

static double naive(const float *a, const float *b)
{
	double sum = 0;

	for (size_t i = 0; i < SLW_EMBED_DIMENSIONS; i++)
		sum += (double)a[i] * (double)b[i];
	return sum;
}

static float *draw_rows(unsigned int seed)
{
	float *drawn_rows = slw_calloc(ROWS * SLW_EMBED_DIMENSIONS, sizeof(float));

	for (size_t i = 0; i < ROWS; i++) {
		float *row = drawn_rows + i * SLW_EMBED_DIMENSIONS, length;

		for (size_t k = 0; k < SLW_EMBED_DIMENSIONS; k++)
			row[k] = drawn(&seed);
		length = (float)sqrt(naive(row, row));
		for (size_t k = 0; k < SLW_EMBED_DIMENSIONS; k++)
			row[k] /= length;
	}
	return drawn_rows;
}

/* How many rows are nearer by the plain loop. */
static size_t nearer(const float *all, const float *query, double than)
{
	size_t count = 0;

	for (size_t i = 0; i < ROWS; i++)
		count += naive(all + i * SLW_EMBED_DIMENSIONS, query) > than + 1e-6;
	return count;
}

static const size_t mosts[] = { 0, 1, 5, 100, ROWS, ROWS + 10 };

START_TEST(finds_what_a_plain_loop_finds)
{
	float *all = draw_rows((unsigned int)_i + 1);
	struct slw_near *out = slw_calloc(ROWS + 11, sizeof(*out));
	size_t most = mosts[_i], found;
	const float *query = all + 37 * SLW_EMBED_DIMENSIONS;

	found = slw_embed_nearest(all, ROWS, SLW_EMBED_DIMENSIONS, query, most, out);
	ck_assert_uint_eq(found, most < ROWS ? most : ROWS);
	if (found > 0)
		ck_assert_uint_eq(out[0].index, 37);
	for (size_t i = 0; i < found; i++) {
		double cosine = naive(all + out[i].index * SLW_EMBED_DIMENSIONS, query);

		ck_assert(fabs(cosine - (double)out[i].cosine) < 1e-5);
		ck_assert_uint_le(nearer(all, query, cosine), i);
		ck_assert(i == 0 || out[i].cosine <= out[i - 1].cosine);
	}
	free(out);
	free(all);
}
END_TEST

/* --- by a model -------------------------------------------------------------------------- */

#define TWO(a, b) "{\"data\":[{\"index\":1,\"embedding\":" a "},{\"index\":0,\"embedding\":" b "}]}"

static const struct {
	struct model_answer answer;
	enum slw_code code;
} asked[] = {
	{ { 200, NULL, TWO("[0,5]", "[3,4.0]"), MODEL_CLOSES }, SLW_OK },
	{ { 200, NULL, TWO("[0,5,1]", "[3,4]"), MODEL_CLOSES }, SLW_ENET },
	{ { 200, NULL, TWO("[NaN,5]", "[3,4]"), MODEL_CLOSES }, SLW_ENET },
	{ { 200, NULL, TWO("[\"0\",5]", "[3,4]"), MODEL_CLOSES }, SLW_ENET },
	{ { 200, NULL, TWO("[1e300,5]", "[3,4]"), MODEL_CLOSES }, SLW_ENET },
	{ { 200, NULL, TWO("[0,0]", "[3,4]"), MODEL_CLOSES }, SLW_ENET },
	{ { 200, NULL, TWO("[]", "[]"), MODEL_CLOSES }, SLW_ENET },
	{ { 200, NULL, "{\"data\":[{\"index\":0,\"embedding\":[1]}]}", MODEL_CLOSES }, SLW_ENET },
	{ { 200, NULL,
	    "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":0,\"embedding\":[1]}]}",
	    MODEL_CLOSES },
	  SLW_ENET },
	{ { 200, NULL, "<html>", MODEL_CLOSES }, SLW_ENET },
	{ { 401, NULL, "{}", MODEL_CLOSES }, SLW_EAUTH },
	{ { 429, NULL, "{}", MODEL_CLOSES }, SLW_ELIMIT },
	{ { 200, NULL, "{", MODEL_HUGE }, SLW_ELIMIT },
};

START_TEST(a_model_makes_vectors)
{
	const struct model_answer answers[MODEL_ANSWERS] = { asked[_i].answer };
	const struct slw_writer_limits limits = { .total_ms = 5000, .tries = 1 };
	const char *const texts[] = { "a cup", "a pot" };
	struct slw_err err = SLW_ERR_INIT;
	struct model_server server;
	struct slw_writer *writer;
	char url[64], *maker;
	size_t size = 0;
	float *out;

	model_server_start(&server, answers);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d", server.port);
	setenv("LOCAL_LLM_URL", url, 1);
	setenv("STORE_WIZARD_LOCAL_EMBEDDING_MODEL", "nomic", 1);
	ck_assert_msg(slw_writer_open(&writer, DATA_FOLDER, &err) == 0, "%s", err.msg);
	slw_writer_limit(writer, &limits);
	maker = slw_embed_maker(writer, "local", &err);
	ck_assert_str_eq(maker, "local/nomic");
	out = slw_embed_ask(writer, "local", texts, 2, &size, NULL, &err);
	ck_assert_msg(err.code == asked[_i].code, "%d: %s", (int)err.code, err.msg);
	ck_assert((out != NULL) == (asked[_i].code == SLW_OK));
	ck_assert(strstr(server.seen->requests[0], "POST /v1/embeddings ") != NULL);
	ck_assert(strstr(server.seen->requests[0], "[\"a cup\",\"a pot\"]") != NULL);
	if (out != NULL) { /* in the order of the texts, of length 1 */
		ck_assert_uint_eq(size, 2);
		ck_assert(fabsf(out[0] - 0.6F) < 1e-6F && fabsf(out[1] - 0.8F) < 1e-6F);
		ck_assert(fabsf(out[2]) < 1e-6F && fabsf(out[3] - 1) < 1e-6F);
	}
	free(out);
	free(maker);
	slw_writer_free(writer);
	model_server_stop(&server);
	unsetenv("LOCAL_LLM_URL");
	unsetenv("STORE_WIZARD_LOCAL_EMBEDDING_MODEL");
}
END_TEST

Suite *suite_embed(void);

Suite *suite_embed(void)
{
	Suite *suite = suite_create("embed");
	TCase *tc = tcase_create("embed");

	tcase_add_loop_test(tc, a_model_makes_vectors, 0, (int)SLW_COUNT(asked));
	tcase_add_checked_fixture(tc, load, unload);
	tcase_add_loop_test(tc, like_is_near_like, 0, (int)SLW_COUNT(rows));
	tcase_add_test(tc, vectors_are_of_length_one_and_the_same_each_time);
	tcase_add_test(tc, no_words_are_no_vector);
	tcase_add_test(tc, files_that_are_damaged_are_told);
	tcase_add_loop_test(tc, finds_what_a_plain_loop_finds, 0, (int)SLW_COUNT(mosts));
	suite_add_tcase(suite, tc);
	return suite;
}
