#include "config.h"

#include "content/analysis.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/analyzer.h"
#include "content/claims.h"
#include "content/content.h"
#include "content/language.h"
#include "content/spelling.h"
#include "content/stems.h"

#include "base/banned.h"

#define FILE_MAX	 (1024 * 1024)
#define WORDS_PER_MINUTE 200

/* --- data -------------------------------------------------------------------------------- */

static struct slw_words *words_of(const json_t *file, const char *key)
{
	struct slw_words *words = slw_words_new();

	slw_words_add_list(words, slw_json_array(file, key), 1);
	return words;
}

static struct slw_words *figures_of(const json_t *file, const char *key)
{
	struct slw_words *words = slw_words_new();
	const char *word;
	json_t *figure;

	json_object_foreach (slw_json_object(file, key), word, figure)
		slw_words_add(words, word, strlen(word), (float)json_number_value(figure));
	return words;
}

/* An optional file of the language; *out stays NULL where there is none. */
static int read_optional(json_t **out, const char *path, struct slw_err *err)
{
	struct slw_err why = SLW_ERR_INIT;

	*out = slw_json_file(path, FILE_MAX, &why);
	if (*out != NULL || why.code == SLW_ENOTFOUND)
		return 0;
	*err = why;
	err->code = SLW_EINTERNAL;
	return -1;
}

static void add_valence(struct slw_analyzer *analyzer, const char *word, size_t len, float figure)
{
	uint32_t stem;

	slw_words_add(analyzer->valence, word, len, figure);
	if (!analyzer->by_stem)
		return;
	stem = slw_stem(analyzer->stems, word, len, slw_words_hash(word, len));
	slw_words_add(analyzer->valence_stems, (const char *)&stem, sizeof(stem), figure);
}

/* Lines of a word, a tab and a figure. */
static int load_valences(struct slw_analyzer *analyzer, const char *path, struct slw_err *err)
{
	struct slw_err why = SLW_ERR_INIT;
	struct slw_buf text;
	int rc = 0;

	slw_buf_init(&text, 0);
	if (slw_file_read(path, FILE_MAX, &text, &why) < 0 && why.code != SLW_ENOTFOUND) {
		*err = why;
		err->code = SLW_EINTERNAL;
		rc = -1;
	}
	for (const char *line = text.data; rc == 0 && *line != '\0';) {
		size_t len = strcspn(line, "\n"), word = strcspn(line, "\t\n");
		char *end = NULL;
		float figure = word < len ? strtof(line + word + 1, &end) : 0;

		if (end == NULL || end != line + len)
			rc = slw_err_set(err, SLW_EINTERNAL, _("%s: cannot read \"%.*s\""), path,
					 (int)len, line);
		add_valence(analyzer, line, word, figure);
		line += len + (line[len] != '\0' ? 1 : 0);
	}
	slw_buf_release(&text);
	return rc;
}

static size_t load_endings(struct slw_endings *out, const json_t *list)
{
	size_t count = 0;

	for (size_t i = 0; i < json_array_size(list) && count < SLW_ENDINGS; i++) {
		const json_t *text = json_array_get(list, i);

		if (json_string_length(text) > 0)
			out[count++] = (struct slw_endings){ .text = json_string_value(text),
							     .len = json_string_length(text) };
	}
	return count;
}

static void load_reading(struct slw_analyzer *analyzer, const json_t *file)
{
	const json_t *data = slw_json_object(file, "readability");
	struct slw_reading *reading = &analyzer->reading;

	reading->base = json_number_value(json_object_get(data, "base"));
	reading->sentence = json_number_value(json_object_get(data, "sentence"));
	reading->word = json_number_value(json_object_get(data, "word"));
	reading->apart_count = load_endings(reading->apart, slw_json_array(data, "apart"));
	for (size_t i = 0; i < reading->apart_count; i++)
		reading->apart_starts[(unsigned char)reading->apart[i].text[0]] |=
		    UINT32_C(1) << (reading->apart[i].text[1] & 31);
	reading->silent_count = load_endings(reading->silent, slw_json_array(data, "silent"));
	for (const char *p = slw_json_str(data, "vowels", ""); *p != '\0'; p++)
		analyzer->vowel_bytes[(unsigned char)*p] = true;
}

static void load_words(struct slw_analyzer *analyzer, const json_t *file, const json_t *stop)
{
	analyzer->stop = words_of(stop, analyzer->code);
	analyzer->benefit = words_of(file, "benefit");
	analyzer->emotional = words_of(file, "emotional");
	analyzer->action = words_of(file, "call_to_action");
	analyzer->negations = words_of(file, "negations");
	analyzer->boosters = figures_of(file, "boosters");
	analyzer->idioms = figures_of(file, "idioms");
	analyzer->contrast = words_of(file, "contrast");
	analyzer->intensified = words_of(file, "intensified");
	analyzer->doubtless = words_of(file, "doubtless");
	analyzer->least = words_of(file, "least");
	analyzer->least_but = words_of(file, "least_but");
	analyzer->refusal = words_of(file, "refusal");
	analyzer->by_stem = slw_json_bool(file, "valence_by_stem", false);
	analyzer->elisions = slw_json_bool(file, "elisions", false);
	analyzer->valence = slw_words_new();
	analyzer->valence_stems = slw_words_new();
	load_reading(analyzer, file);
}

int slw_analyzer_open(struct slw_analyzer **out, const char *data_folder, const char *language,
		      struct slw_err *err)
{
	char *stop_path = slw_printf("%s/writer/stopwords.json", data_folder);
	char *path = slw_printf("%s/writer/analysis-%s.json", data_folder, language);
	char *valences = slw_printf("%s/writer/valence-%s.txt", data_folder, language);
	struct slw_analyzer *analyzer = slw_calloc(1, sizeof(*analyzer));
	json_t *stop = NULL;
	int rc = read_optional(&stop, stop_path, err);

	snprintf(analyzer->code, sizeof(analyzer->code), "%s", language);
	analyzer->stems = slw_stems_new(language);
	if (rc == 0)
		rc = read_optional(&analyzer->file, path, err);
	load_words(analyzer, analyzer->file, stop);
	if (rc == 0)
		rc = load_valences(analyzer, valences, err);
	if (rc == 0)
		rc = slw_languages_load(&analyzer->languages, data_folder, err);
	if (rc == 0)
		rc = slw_claims_open(&analyzer->claims, data_folder, language, analyzer->stop, err);
	if (rc == 0)
		*out = analyzer;
	else
		slw_analyzer_free(analyzer);
	json_decref(stop);
	free(valences);
	free(path);
	free(stop_path);
	return rc;
}

void slw_analyzer_spell(struct slw_analyzer *analyzer, bool on)
{
	if (on && analyzer->spelling == NULL)
		analyzer->spelling = slw_spelling_open(analyzer->code);
	if (on)
		return;
	slw_spelling_free(analyzer->spelling);
	analyzer->spelling = NULL;
}

static void free_words(struct slw_analyzer *analyzer)
{
	struct slw_words *const lists[] = {
		analyzer->stop,	       analyzer->benefit, analyzer->emotional,
		analyzer->action,      analyzer->valence, analyzer->boosters,
		analyzer->negations,   analyzer->idioms,  analyzer->contrast,
		analyzer->doubtless,   analyzer->least,	  analyzer->least_but,
		analyzer->intensified, analyzer->refusal, analyzer->valence_stems,
	};

	for (size_t i = 0; i < SLW_COUNT(lists); i++)
		slw_words_free(lists[i]);
}

void slw_analyzer_free(struct slw_analyzer *analyzer)
{
	if (analyzer == NULL)
		return;
	free_words(analyzer);
	slw_claims_free(analyzer->claims);
	slw_languages_free(analyzer->languages);
	slw_spelling_free(analyzer->spelling);
	slw_stems_free(analyzer->stems);
	slw_tokens_release(&analyzer->tokens);
	free(analyzer->stem_list);
	json_decref(analyzer->file);
	free(analyzer);
}

/* --- one text ---------------------------------------------------------------------------- */

uint32_t slw_analyzer_stem(struct slw_analyzer *analyzer, size_t token)
{
	const struct slw_token *of = &analyzer->tokens.list[token];

	if (analyzer->stem_list[token] == 0)
		analyzer->stem_list[token] = slw_stem(
		    analyzer->stems, analyzer->tokens.folded + of->offset, of->len, of->hash);
	return analyzer->stem_list[token];
}

static void read_text(struct slw_analyzer *analyzer, const char *text)
{
	slw_tokens_read(&analyzer->tokens, text);
	if (analyzer->tokens.count > analyzer->stem_cap) {
		analyzer->stem_cap = analyzer->tokens.count * 2;
		analyzer->stem_list = slw_realloc(analyzer->stem_list, analyzer->stem_cap,
						  sizeof(*analyzer->stem_list));
	}
	if (analyzer->tokens.count > 0)
		memset(analyzer->stem_list, 0,
		       analyzer->tokens.count * sizeof(*analyzer->stem_list));
}

/* "l'or" is "or", "qu'elle" is "elle": an apostrophe behind one or two letters. */
static void drop_elisions(struct slw_analyzer *analyzer)
{
	for (size_t i = 0; analyzer->elisions && i < analyzer->tokens.count; i++) {
		struct slw_token *token = &analyzer->tokens.list[i];
		const char *word = analyzer->tokens.folded + token->offset;

		for (size_t at = 1; at <= 2 && at + 1 < token->len; at++) {
			size_t sign = word[at] == '\'' ? 1 : 0;

			if (sign == 0 && at + 3 < token->len &&
			    memcmp(word + at, "\xE2\x80\x99", 3) == 0)
				sign = 3;
			if (sign == 0)
				continue;
			token->offset += at + sign;
			token->len -= at + sign;
			token->hash = slw_words_hash(word + at + sign, token->len);
			break;
		}
	}
}

static json_t *describe_sentiment(double score)
{
	json_t *sentiment = json_object();
	const char *label = "neutral";

	if (score >= 0.05)
		label = "positive";
	else if (score <= -0.05)
		label = "negative";
	slw_json_set(sentiment, "score", json_real(round(score * 1000) / 1000));
	slw_json_set_str(sentiment, "label", label);
	return sentiment;
}

void slw_analyze(struct slw_analyzer *analyzer, const char *text,
		 const struct slw_content_type *type, int length, const json_t *facts,
		 const json_t *keywords, struct slw_analysis *out)
{
	*out = (struct slw_analysis){ 0 };
	read_text(analyzer, text);
	out->claims = slw_claims_find(analyzer->claims, text, &analyzer->tokens, facts, keywords);
	out->language = slw_languages_find(analyzer->languages, text, &analyzer->tokens,
					   &out->language_confidence);
	drop_elisions(analyzer);
	out->parts =
	    slw_rate(analyzer, text, type, length, facts, keywords, &out->score, &out->readability);
	out->keywords = slw_keywords_find(analyzer, facts, keywords);
	out->sentiment = describe_sentiment(slw_sentiment_score(analyzer, text));
	out->words = analyzer->tokens.count;
	out->sentences = analyzer->tokens.sentences;
	out->reading_seconds = (long)(out->words * 60 / WORDS_PER_MINUTE);
}

void slw_analysis_release(struct slw_analysis *analysis)
{
	json_decref(analysis->parts);
	json_decref(analysis->keywords);
	json_decref(analysis->sentiment);
	json_decref(analysis->claims);
	*analysis = (struct slw_analysis){ 0 };
}

double slw_analyze_sentiment(struct slw_analyzer *analyzer, const char *text)
{
	read_text(analyzer, text);
	drop_elisions(analyzer);
	return slw_sentiment_score(analyzer, text);
}

const char *slw_analyze_language(struct slw_analyzer *analyzer, const char *text,
				 double *confidence)
{
	read_text(analyzer, text);
	return slw_languages_find(analyzer->languages, text, &analyzer->tokens, confidence);
}

json_t *slw_analyze_claims(struct slw_analyzer *analyzer, const char *text, const json_t *facts,
			   const json_t *keywords)
{
	read_text(analyzer, text);
	return slw_claims_find(analyzer->claims, text, &analyzer->tokens, facts, keywords);
}
