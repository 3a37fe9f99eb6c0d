/*
 * What the built-in writer takes: descriptions of products, as a run over a catalogue writes them.
 *
 *     make bench/writer && bench/writer [TEXTS [ROUNDS]]
 *
 * Each round writes TEXTS (10,000) descriptions of medium length in each language, of 40 made-up
 * products with a shop around them, first by the writer alone and then by slw_writer_generate(): prompt
 * and its hash, text, analysis. Prints one line of JSON with the medians in descriptions a second of
 * user CPU time on one thread, so that other programs do not count.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/content.h"
#include "content/phrases.h"
#include "content/provider.h"

#include "base/banned.h"

#define PRODUCTS  40
#define ROUND_MAX 100

static const char *const languages[] = { "en", "de", "es", "fr" };

static const char *const titles[][8] = {
	{ "Wool Socks", "Clay Pot", "Oak Table", "Black Leather Bag", "Vanilla Candle",
	  "Silver Ring", "Green Tea", "Notebook A5" },
	{ "Wollsocken", "Blumentopf", "Tisch aus Eiche", "Lederrucksack", "Duftkerze Vanille",
	  "Ohrringe", "Kr\xC3\xA4utertee", "Notizbuch A5" },
	{ "Calcetines de lana", "Macetero", "Mesa de roble", "Mochila", "Vela de vainilla",
	  "Pendientes", "T\xC3\xA9 verde", "Cuaderno A5" },
	{ "Chaussettes en laine", "Jardini\xC3\xA8re", "Table en ch\xC3\xAAne", "Sac",
	  "Bougie \xC3\xA0 la vanille", "Bague", "Th\xC3\xA9 vert", "Carnet A5" },
};

static json_t *make_facts(size_t language, unsigned int n)
{
	static const char *const features[] = { "vegan", "300 ml", "LED", "USB-C", "A5" };
	json_t *facts = json_object(), *list = json_array();

	slw_json_set_str(facts, "product_name", titles[language][n % 8]);
	for (unsigned int i = 0; i < n % 6; i++)
		slw_json_append(list, slw_json_new_str(features[(n + i) % SLW_COUNT(features)]));
	slw_json_set(facts, "features", list);
	slw_json_set_str(facts, "category", "Aurora");
	slw_json_set_str(facts, "business_name", "Rowan & Reed");
	slw_json_set_str(facts, "contact_email", "hello@rowan.example");
	slw_json_set_str(facts, "delivery_country", "DE");
	slw_json_set_int(facts, "delivery_days_min", 2);
	slw_json_set_int(facts, "delivery_days_max", 4);
	slw_json_set_int(facts, "return_days", 30);
	slw_json_set_str(facts, "free_shipping_over", "45");
	slw_json_set(facts, "options",
		     json_pack("[{s:s,s:[s,s,s]}]", "name", "Size", "values", "S", "M", "L"));
	return facts;
}

static double cpu_seconds(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6;
}

static void die(const struct slw_err *err)
{
	fprintf(stderr, "%s\n", err->msg);
	exit(1);
}

static double write_alone(struct slw_builtin *builtin, json_t *const facts[PRODUCTS],
			  const char *language, unsigned int count)
{
	struct slw_provider_job job = { .type = slw_content_type_find("product_description"),
					.scope = SLW_CONTENT_PRODUCT,
					.language = language,
					.length = 1,
					.tone = slw_tone_find(NULL) };
	double start = cpu_seconds();

	for (unsigned int n = 0; n < count; n++) {
		struct slw_provider_result result = { 0 };
		struct slw_err err = SLW_ERR_INIT;

		job.facts = facts[n % PRODUCTS];
		job.variation = n;
		if (slw_builtin_write(builtin, &job, &result, &err) < 0)
			die(&err);
		free(result.content);
		free(result.model);
		json_decref(result.alternatives);
	}
	return count / (cpu_seconds() - start);
}

static double write_whole(struct slw_writer *writer, json_t *const facts[PRODUCTS],
			  const char *language, unsigned int count)
{
	struct slw_content_request request = { .content_type = "product_description",
					       .scope = SLW_CONTENT_PRODUCT,
					       .language = language,
					       .provider = "builtin" };
	double start = cpu_seconds();

	for (unsigned int n = 0; n < count; n++) {
		struct slw_content_response response;
		struct slw_err err = SLW_ERR_INIT;

		request.facts = facts[n % PRODUCTS];
		request.variation = n;
		slw_content_response_init(&response);
		if (slw_writer_generate(writer, &request, &response, NULL, &err) < 0)
			die(&err);
		slw_content_response_release(&response);
	}
	return count / (cpu_seconds() - start);
}

static int by_size(const void *a, const void *b)
{
	const double *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

static double median(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), by_size);
	return values[count / 2];
}

static void measure(struct slw_builtin *builtin, struct slw_writer *writer, size_t language,
		    unsigned int count, size_t rounds)
{
	double alone[ROUND_MAX], whole[ROUND_MAX];
	json_t *facts[PRODUCTS];

	for (unsigned int n = 0; n < PRODUCTS; n++)
		facts[n] = make_facts(language, n);
	for (size_t round = 0; round < rounds; round++) {
		alone[round] = write_alone(builtin, facts, languages[language], count);
		whole[round] = write_whole(writer, facts, languages[language], count);
	}
	printf("%s\"%s\": {\"written\": %.0f, \"with_analysis\": %.0f}", language > 0 ? ", " : "{",
	       languages[language], median(alone, rounds), median(whole, rounds));
	for (unsigned int n = 0; n < PRODUCTS; n++)
		json_decref(facts[n]);
}

int main(int argc, char **argv)
{
	unsigned int count = argc > 1 ? (unsigned int)strtoul(argv[1], NULL, 10) : 10000;
	size_t rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 3;
	struct slw_builtin *builtin = NULL;
	struct slw_writer *writer = NULL;
	struct slw_err err = SLW_ERR_INIT;

	if (count == 0 || rounds == 0 || rounds > ROUND_MAX) {
		fprintf(stderr, "usage: writer [TEXTS [ROUNDS]]\n");
		return 2;
	}
	if (slw_builtin_open(&builtin, DATA_FOLDER, &err) < 0 ||
	    slw_writer_open(&writer, DATA_FOLDER, &err) < 0)
		die(&err);
	for (size_t i = 0; i < SLW_COUNT(languages); i++)
		measure(builtin, writer, i, count, rounds);
	puts("}");
	slw_writer_free(writer);
	slw_builtin_close(builtin);
	return 0;
}
