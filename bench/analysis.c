/*
 * What the analysis of texts takes.
 *
 *     make bench/analysis && bench/analysis DATA-FOLDER [TEXTS [LANGUAGE]]
 *
 * The built-in writer writes 200 product descriptions of as many products; they are analyzed in turns,
 * TEXTS (20,000) in all. Prints one line of JSON: microseconds of user time of one text, texts a second
 * and core, and the same for its claims alone.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/analysis.h"
#include "content/content.h"

#include "base/banned.h"

#define PRODUCTS 200

struct sample {
	char *text;
	json_t *facts;
};

static double user_seconds(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6;
}

static json_t *product_facts(int no)
{
	static const char *const names[] = { "Bowl", "Wool Blanket", "Oak Shelf", "Desk Lamp",
					     "Notebook" };
	static const char *const features[] = { "frost-proof",	   "30 x 20 cm",
						"holds 500 ml",	   "2-year warranty",
						"dishwasher safe", "100% cotton",
						"made by hand" };
	char name[64];

	snprintf(name, sizeof(name), "%s %d", names[no % 5], no);
	return json_pack("{s:s,s:s,s:[s,s,s],s:s,s:s,s:i,s:i,s:b,s:b,s:i,s:s,s:s}", "product_name",
			 name, "category", "Home", "features", features[no % 7],
			 features[(no / 7 + 1) % 7], features[(no / 3 + 2) % 7], "business_name",
			 "Atelier", "business_description",
			 "Things for the house, chosen with care by three people who use them "
			 "themselves, and sent from a small shop at the river.",
			 "delivery_days_min", 2, "delivery_days_max", 5, "requires_shipping", 1,
			 "returns_accepted", 1, "return_days", 30, "free_shipping_over", "$120.00",
			 "shipping_price", "$9.50");
}

static void write_samples(struct sample *samples, const char *data_folder, const char *language)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_writer *writer = NULL;

	if (slw_writer_open(&writer, data_folder, &err) < 0)
		goto failed;
	for (int i = 0; i < PRODUCTS; i++) {
		struct slw_content_response response;
		struct slw_content_request request = { .content_type = "product_description",
						       .scope = SLW_CONTENT_PRODUCT,
						       .language = language,
						       .provider = "builtin",
						       .variation = (unsigned int)i };

		samples[i].facts = product_facts(i);
		request.facts = samples[i].facts;
		slw_content_response_init(&response);
		if (slw_writer_generate(writer, &request, &response, NULL, &err) < 0)
			goto failed;
		samples[i].text = slw_strdup(response.content);
		slw_content_response_release(&response);
	}
	slw_writer_free(writer);
	return;
failed:
	fprintf(stderr, "%s\n", err.msg);
	exit(1);
}

static double analyze_all(struct slw_analyzer *analyzer, const struct sample *samples, long texts)
{
	const struct slw_content_type *type = slw_content_type_find("product_description");
	double start = user_seconds();

	for (long i = 0; i < texts; i++) {
		const struct sample *sample = &samples[i % PRODUCTS];
		struct slw_analysis analysis;

		slw_analyze(analyzer, sample->text, type, 1, sample->facts, NULL, &analysis);
		slw_analysis_release(&analysis);
	}
	return user_seconds() - start;
}

static double find_claims(struct slw_analyzer *analyzer, const struct sample *samples, long texts,
			  size_t *claims)
{
	double start = user_seconds();

	for (long i = 0; i < texts; i++) {
		const struct sample *sample = &samples[i % PRODUCTS];
		json_t *found = slw_analyze_claims(analyzer, sample->text, sample->facts, NULL);

		*claims += json_array_size(found);
		json_decref(found);
	}
	return user_seconds() - start;
}

int main(int argc, char **argv)
{
	static struct sample samples[PRODUCTS];
	long texts = argc > 2 ? strtol(argv[2], NULL, 10) : 20000;
	const char *language = argc > 3 ? argv[3] : "en";
	struct slw_analyzer *analyzer = NULL;
	struct slw_err err = SLW_ERR_INIT;
	double whole, alone;
	size_t claims = 0;

	if (argc < 2 || texts < 1) {
		fprintf(stderr, "usage: analysis DATA-FOLDER [TEXTS [LANGUAGE]]\n");
		return 2;
	}
	write_samples(samples, argv[1], language);
	if (slw_analyzer_open(&analyzer, argv[1], language, &err) < 0) {
		fprintf(stderr, "%s\n", err.msg);
		return 1;
	}
	analyze_all(analyzer, samples, PRODUCTS);
	whole = analyze_all(analyzer, samples, texts);
	alone = find_claims(analyzer, samples, texts, &claims);
	printf("{\"texts\": %ld, \"us_each\": %.2f, \"texts_per_second\": %.0f, "
	       "\"claims_us_each\": %.2f, \"claims\": %zu}\n",
	       texts, whole * 1e6 / (double)texts, (double)texts / whole,
	       alone * 1e6 / (double)texts, claims);
	slw_analyzer_free(analyzer);
	for (size_t i = 0; i < PRODUCTS; i++) {
		free(samples[i].text);
		json_decref(samples[i].facts);
	}
	return 0;
}
