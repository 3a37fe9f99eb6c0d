/*
 * Harness for the analysis of texts: any bytes as the text, and their second half as its facts.
 */
#include "config.h"

#include "fuzz/fuzz.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "content/analysis.h"
#include "content/content.h"

#include "base/banned.h"

static void expect(bool holds, const char *what, const char *result)
{
	if (!holds)
		fuzz_fail(what, result);
}

static void check_claims(const json_t *claims, const char *text)
{
	size_t len = strlen(text), end = 0;

	expect(json_array_size(claims) <= 50, "more than fifty claims", text);
	for (size_t i = 0; i < json_array_size(claims); i++) {
		const json_t *claim = json_array_get(claims, i);
		const char *said = slw_json_str(claim, "text", "");
		size_t offset = (size_t)slw_json_int(claim, "offset", -1);
		size_t bytes = (size_t)slw_json_int(claim, "length", 0);

		expect(bytes > 0 && offset <= len && bytes <= len - offset, "outside of the text",
		       said);
		expect(offset + bytes > end, "not in the order of their places", said);
		expect(strlen(said) == bytes && memcmp(said, text + offset, bytes) == 0,
		       "not what stands there", said);
		expect(slw_json_str(claim, "kind", "")[0] != '\0', "no kind", said);
		end = offset + bytes;
	}
}

static void check_analysis(struct slw_analyzer *analyzer, const char *text, const json_t *facts,
			   const json_t *keywords)
{
	static const char *const types[] = { "product_description", "meta_title", "faq" };
	struct slw_analysis analysis;

	for (size_t i = 0; i < SLW_COUNT(types); i++) {
		double sentiment;
		const char *part;
		json_t *value;

		slw_analyze(analyzer, text, slw_content_type_find(types[i]), (int)i, facts,
			    keywords, &analysis);
		sentiment = json_number_value(json_object_get(analysis.sentiment, "score"));
		expect(analysis.score >= 0 && analysis.score <= 1, "a score out of range", text);
		expect(sentiment >= -1 && sentiment <= 1, "a sentiment out of range", text);
		expect(json_array_size(analysis.keywords) <= 8, "too many keywords", text);
		expect(analysis.language_confidence >= 0 && analysis.language_confidence <= 1,
		       "a confidence out of range", text);
		json_object_foreach (analysis.parts, part, value)
			expect(json_number_value(value) >= 0 && json_number_value(value) <= 1,
			       "a part out of range", part);
		check_claims(analysis.claims, text);
		slw_analysis_release(&analysis);
	}
}

static struct slw_analyzer *open_analyzer(const char *language)
{
	struct slw_analyzer *analyzer = NULL;
	struct slw_err err = SLW_ERR_INIT;

	if (slw_analyzer_open(&analyzer, DATA_FOLDER, language, &err) < 0)
		fuzz_fail("cannot open", err.msg);
	return analyzer;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const languages[] = { "en", "de", "es", "fr", "xx" };
	static struct slw_analyzer *analyzers[SLW_COUNT(languages)];
	size_t which = size > 0 ? data[0] % SLW_COUNT(languages) : 0;
	json_t *facts = json_object(), *keywords = json_array();
	struct slw_buf text;

	slw_buf_init(&text, 0);
	for (size_t i = 0; i < size; i++) /* a text has no NUL */
		slw_buf_char(&text, data[i] == '\0' ? ' ' : (char)data[i]);
	if (analyzers[which] == NULL)
		analyzers[which] = open_analyzer(languages[which]);
	slw_json_set_str(facts, "description", text.data + text.len / 2);
	slw_json_append(keywords, slw_json_new_str(text.data + text.len - text.len / 4));
	if (slw_text_valid(text.data, text.len)) {
		check_analysis(analyzers[which], text.data, facts, keywords);
		check_analysis(analyzers[which], text.data, NULL, NULL);
	} else { /* not promised to make sense, but to stay within its memory */
		json_decref(slw_analyze_claims(analyzers[which], text.data, facts, keywords));
		slw_analyze_sentiment(analyzers[which], text.data);
	}
	slw_buf_release(&text);
	json_decref(facts);
	json_decref(keywords);
	return 0;
}
