#include "config.h"

#include "content/analysis.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "content/analyzer.h"
#include "content/content.h"

#include "base/banned.h"

#define FILE_MAX	 (1024 * 1024)
#define WORDS_PER_MINUTE 200
#define REPEAT_SLOTS	 2048

static struct slw_words *words_of(const json_t *file, const char *key)
{
	struct slw_words *words = slw_words_new();

	slw_words_add_list(words, slw_json_array(file, key), 1);
	return words;
}

static void load_boosters(struct slw_words *words, const json_t *boosters)
{
	const char *word;
	json_t *figure;

	json_object_foreach ((json_t *)boosters, word, figure)
		slw_words_add(words, word, strlen(word), (float)json_number_value(figure));
}

static void load_claims(struct slw_words *words, const json_t *claims)
{
	static const char *const kinds[] = { [SLW_CLAIM_MATERIAL] = "material",
					     [SLW_CLAIM_CERTIFICATE] = "certificate",
					     [SLW_CLAIM_GUARANTEE] = "guarantee",
					     [SLW_CLAIM_PROMISE] = "promise" };

	for (size_t i = 0; i < SLW_COUNT(kinds); i++)
		slw_words_add_list(words, slw_json_array(claims, kinds[i]), (float)i);
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

/* Lines of a word, a tab and a figure. */
static int load_valences(struct slw_words *words, const char *path, struct slw_err *err)
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
		slw_words_add(words, line, word, figure);
		line += len + (line[len] != '\0' ? 1 : 0);
	}
	slw_buf_release(&text);
	return rc;
}

int slw_analyzer_open(struct slw_analyzer **out, const char *data_folder, const char *language,
		      struct slw_err *err)
{
	char *stop_path = slw_printf("%s/writer/stopwords.json", data_folder);
	char *path = slw_printf("%s/writer/analysis-%s.json", data_folder, language);
	char *valences = slw_printf("%s/writer/valence-%s.txt", data_folder, language);
	struct slw_analyzer *analyzer = slw_calloc(1, sizeof(*analyzer));
	json_t *stop = NULL, *file = NULL;
	int rc = read_optional(&stop, stop_path, err);

	if (rc == 0)
		rc = read_optional(&file, path, err);
	analyzer->stop = words_of(stop, language);
	analyzer->negations = words_of(file, "negations");
	analyzer->benefit = words_of(file, "benefit");
	analyzer->emotional = words_of(file, "emotional");
	analyzer->action = words_of(file, "call_to_action");
	analyzer->boosters = slw_words_new();
	load_boosters(analyzer->boosters, slw_json_object(file, "boosters"));
	analyzer->claims = slw_words_new();
	load_claims(analyzer->claims, slw_json_object(file, "claims"));
	analyzer->implied = json_incref(slw_json_object(file, "implied"));
	analyzer->valence = slw_words_new();
	if (rc == 0)
		rc = load_valences(analyzer->valence, valences, err);
	if (rc == 0)
		*out = analyzer;
	else
		slw_analyzer_free(analyzer);
	json_decref(file);
	json_decref(stop);
	free(valences);
	free(path);
	free(stop_path);
	return rc;
}

void slw_analyzer_free(struct slw_analyzer *analyzer)
{
	if (analyzer == NULL)
		return;
	slw_words_free(analyzer->stop);
	slw_words_free(analyzer->valence);
	slw_words_free(analyzer->boosters);
	slw_words_free(analyzer->negations);
	slw_words_free(analyzer->benefit);
	slw_words_free(analyzer->emotional);
	slw_words_free(analyzer->action);
	slw_words_free(analyzer->claims);
	json_decref(analyzer->implied);
	free(analyzer);
}

static double clamp(double value)
{
	if (value < 0)
		return 0;
	return value > 1 ? 1 : value;
}

static bool is_in(const struct slw_words *words, const struct slw_tokens *tokens, size_t at)
{
	return slw_words_find(words, tokens->folded + tokens->list[at].offset, tokens->list[at].len,
			      NULL);
}

static double rate_length(const char *text, const struct slw_content_type *type, int length)
{
	double least = type->words_min[length], most = type->words_max[length];
	double size;

	if (type->words_max[1] == 0) {
		size = (double)slw_text_chars(text);
		least = type->chars_max > 125 ? type->chars_max * 0.3 : 8;
		most = type->chars_max;
	} else {
		size = (double)slw_text_words(text);
	}
	if (size < least)
		return clamp(size / least);
	return size <= most ? 1 : clamp(1 - (size - most) / most);
}

/* Keywords that occur, less what is said too often (more than one word in 25). */
static double rate_keywords(const struct slw_tokens *tokens, const json_t *wanted)
{
	size_t count = json_array_size(wanted), found = 0, wasted = 0;

	for (size_t i = 0; i < count; i++) {
		struct slw_tokens keyword;
		size_t times = 0;

		slw_tokens_init(&keyword, json_string_value(json_array_get(wanted, i)));
		for (const char *p = tokens->folded;
		     keyword.count > 0 && (p = strstr(p, keyword.folded)) != NULL; p++)
			times++;
		found += times > 0 ? 1 : 0;
		wasted += times > 2 + tokens->count / 25 ? 1 : 0;
		slw_tokens_release(&keyword);
	}
	/* a text needs two or three of them, not all of a long list */
	return clamp((double)found / (double)(count < 3 ? count : 3) - 0.25 * (double)wasted);
}

/* Björnsson's LIX: words a sentence, and long words in a hundred. Up to 40 is easy to read. */
static double rate_readability(const struct slw_tokens *tokens)
{
	size_t longer = 0;
	double lix;

	for (size_t i = 0; i < tokens->count; i++)
		longer += tokens->list[i].len > 6 ? 1 : 0;
	lix = (double)tokens->count / (double)tokens->sentences +
	      100.0 * (double)longer / (double)tokens->count;
	return clamp(1 - (lix - 40) / 35);
}

/* Words of the list in a hundred, against what a good text has. */
static double rate_words(const struct slw_tokens *tokens, const struct slw_words *words,
			 double wanted)
{
	size_t count = 0;

	for (size_t i = 0; i < tokens->count; i++)
		count += is_in(words, tokens, i) ? 1 : 0;
	return clamp(100.0 * (double)count / (double)tokens->count / wanted);
}

/* Whether the last sentence asks for something: such a word among its first, or any in it. */
static double rate_action(const struct slw_tokens *tokens, const struct slw_words *action)
{
	double best = 0;
	size_t last = tokens->sentences - 1, in_sentence = 0;

	for (size_t i = 0; i < tokens->count; i++) {
		if (tokens->list[i].sentence != last)
			continue;
		if (is_in(action, tokens, i))
			best = in_sentence < 4 || best > 0.8 ? 1 : 0.8;
		in_sentence++;
	}
	return best;
}

static bool is_repeated(uint32_t seen[REPEAT_SLOTS], const char *run, size_t len)
{
	uint32_t hash = 2166136261u;
	size_t at;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)run[i]) * 16777619u;
	hash |= hash == 0; /* 0 is a free slot */
	for (at = hash % REPEAT_SLOTS; seen[at] != 0; at = (at + 1) % REPEAT_SLOTS) {
		if (seen[at] == hash)
			return true;
	}
	seen[at] = hash;
	return false;
}

/* Runs of three words that were there before. A long text is judged by its beginning. */
static double rate_repetition(const struct slw_tokens *tokens)
{
	uint32_t seen[REPEAT_SLOTS] = { 0 };
	size_t runs = 0, repeated = 0;

	for (size_t i = 0; i + 2 < tokens->count && runs < REPEAT_SLOTS / 2; i++, runs++) {
		const struct slw_token *from = &tokens->list[i], *to = &tokens->list[i + 2];

		if (is_repeated(seen, tokens->folded + from->offset,
				to->offset + to->len - from->offset))
			repeated++;
	}
	return runs == 0 ? 1 : clamp(1 - 2.5 * (double)repeated / (double)runs);
}

struct rating {
	json_t *parts;
	double sum, weights;
};

static void rate(struct rating *rating, const char *name, double value, double weight)
{
	value = round(value * 1000) / 1000;
	slw_json_set(rating->parts, name, json_real(value));
	rating->sum += value * weight;
	rating->weights += weight;
}

/* Texts that sell are asked for benefits, feeling and a call; those that inform are not. */
static bool sells(const struct slw_content_type *type)
{
	static const char *const informing[] = { "faq", "image_alt", "meta_title", "tagline" };

	for (size_t i = 0; i < SLW_COUNT(informing); i++) {
		if (strcmp(informing[i], type->name) == 0)
			return false;
	}
	return true;
}

static void rate_all(struct rating *rating, const struct slw_analyzer *analyzer, const char *text,
		     const struct slw_tokens *tokens, const struct slw_content_type *type,
		     int length, const json_t *keywords)
{
	rate(rating, "length", rate_length(text, type, length), 2);
	if (tokens->count == 0)
		return;
	if (json_array_size(keywords) > 0 && type->words_max[1] > 0)
		rate(rating, "keywords", rate_keywords(tokens, keywords), 1.5);
	if (type->words_max[1] > 0) {
		rate(rating, "readability", rate_readability(tokens), 1.5);
		rate(rating, "repetition", rate_repetition(tokens), 1.5);
	}
	if (!sells(type))
		return;
	if (slw_words_count(analyzer->benefit) > 0 && type->words_max[1] > 0)
		rate(rating, "benefits", rate_words(tokens, analyzer->benefit, 6), 1);
	if (slw_words_count(analyzer->emotional) > 0 && type->words_max[1] > 0)
		rate(rating, "emotion", rate_words(tokens, analyzer->emotional, 3), 1);
	if (slw_words_count(analyzer->action) > 0 && strcmp(type->name, "welcome_email") != 0)
		rate(rating, "call_to_action", rate_action(tokens, analyzer->action), 1.5);
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

void slw_analyze(const struct slw_analyzer *analyzer, const char *text,
		 const struct slw_content_type *type, int length, const json_t *facts,
		 const json_t *keywords, struct slw_analysis *out)
{
	struct rating rating = { .parts = json_object() };
	struct slw_tokens tokens;

	slw_tokens_init(&tokens, text);
	rate_all(&rating, analyzer, text, &tokens, type, length, keywords);
	*out = (struct slw_analysis){ .parts = rating.parts };
	out->score = round(1000 * rating.sum / rating.weights) / 1000;
	out->keywords = slw_keywords_find(analyzer, &tokens, facts, keywords);
	out->sentiment = describe_sentiment(slw_sentiment_score(analyzer, &tokens));
	out->claims = slw_claims_find(analyzer, text, &tokens, facts, keywords);
	out->reading_seconds = (long)(tokens.count * 60 / WORDS_PER_MINUTE);
	slw_tokens_release(&tokens);
}

void slw_analysis_release(struct slw_analysis *analysis)
{
	json_decref(analysis->parts);
	json_decref(analysis->keywords);
	json_decref(analysis->sentiment);
	json_decref(analysis->claims);
	*analysis = (struct slw_analysis){ 0 };
}

double slw_analyze_sentiment(const struct slw_analyzer *analyzer, const char *text)
{
	struct slw_tokens tokens;
	double score;

	slw_tokens_init(&tokens, text);
	score = slw_sentiment_score(analyzer, &tokens);
	slw_tokens_release(&tokens);
	return score;
}
