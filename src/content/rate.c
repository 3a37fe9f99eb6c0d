/* How good a text is, part by part: each 0 to 1, and their weighted mean. */
#include "config.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "content/analyzer.h"
#include "content/content.h"
#include "content/spelling.h"

#include "base/banned.h"

#define REPEAT_SLOTS 2048
/* Flesch figures: from here on a text is easy for everybody, and up to here it is for scholars */
#define READING_EASY 60.0
#define READING_HARD 10.0

static double clamp(double value)
{
	if (value < 0)
		return 0;
	return value > 1 ? 1 : value;
}

static bool is_in(const struct slw_analyzer *analyzer, const struct slw_words *words, size_t at)
{
	const struct slw_token *token = &analyzer->tokens.list[at];

	return slw_words_find_hash(words, analyzer->tokens.folded + token->offset, token->len,
				   token->hash, NULL);
}

static double rate_length(const char *text, const struct slw_tokens *tokens,
			  const struct slw_content_type *type, int length)
{
	double least = type->words_min[length], most = type->words_max[length];
	double size;

	if (type->words_max[1] == 0) {
		size = (double)slw_text_chars(text);
		least = type->chars_max > 125 ? type->chars_max * 0.3 : 8;
		most = type->chars_max;
	} else {
		size = (double)tokens->count;
	}
	if (size < least)
		return clamp(size / least);
	return size <= most ? 1 : clamp(1 - (size - most) / most);
}

/* Keywords that occur, less what is said too often (more than one word in 25). */
static double rate_keywords(struct slw_analyzer *analyzer, const json_t *wanted)
{
	size_t count = json_array_size(wanted), found = 0, wasted = 0;

	for (size_t i = 0; i < count; i++) {
		const char *keyword = json_string_value(json_array_get(wanted, i));
		size_t times = keyword == NULL ? 0 : slw_keyword_count(analyzer, keyword);

		found += times > 0 ? 1 : 0;
		wasted += times > 2 + analyzer->tokens.count / 25 ? 1 : 0;
	}
	/* a text needs two or three of them, not all of a long list */
	return clamp((double)found / (double)(count < 3 ? count : 3) - 0.25 * (double)wasted);
}

/* --- readability ------------------------------------------------------------------------- */

/* Pairs of vowels that are two syllables ("oa" of "boa" in Spanish). */
static size_t count_apart(const struct slw_reading *reading, const char *word, size_t len)
{
	size_t count = 0;

	for (size_t at = 0; at + 1 < len; at++) {
		if ((reading->apart_starts[(unsigned char)word[at]] >> (word[at + 1] & 31) & 1) ==
		    0)
			continue;
		for (size_t i = 0; i < reading->apart_count; i++)
			count +=
			    reading->apart[i].len <= len - at &&
			    memcmp(word + at, reading->apart[i].text, reading->apart[i].len) == 0;
	}
	return count;
}

static bool is_silent(const struct slw_reading *reading, const char *word, size_t len)
{
	for (size_t i = 0; i < reading->silent_count; i++) {
		const struct slw_endings *end = &reading->silent[i];

		if (len > end->len && word[len - 1] == end->text[end->len - 1] &&
		    memcmp(word + len - end->len, end->text, end->len) == 0)
			return true;
	}
	return false;
}

/* Runs of vowels, as an estimate. The bytes of letters beyond ASCII count as vowels where the
 * language's vowels have them. */
static size_t count_syllables(const struct slw_analyzer *analyzer, const char *word, size_t len)
{
	const struct slw_reading *reading = &analyzer->reading;
	size_t count = 0;
	bool inside = false;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)word[i];
		/* 0xC3 leads most of them; its second byte says which it is */
		bool vowel = c == 0xC3 || c == 0xC5
				 ? i + 1 < len && analyzer->vowel_bytes[(unsigned char)word[i + 1]]
				 : analyzer->vowel_bytes[c];

		count += vowel && !inside;
		inside = vowel;
	}
	count += count_apart(reading, word, len);
	if (count > 1 && is_silent(reading, word, len))
		count--;
	return count > 0 ? count : 1;
}

static double flesch(const struct slw_analyzer *analyzer)
{
	const struct slw_tokens *tokens = &analyzer->tokens;
	size_t syllables = 0;

	for (size_t i = 0; i < tokens->count; i++)
		syllables += count_syllables(analyzer, tokens->folded + tokens->list[i].offset,
					     tokens->list[i].len);
	return analyzer->reading.base -
	       analyzer->reading.sentence * (double)tokens->count / (double)tokens->sentences -
	       analyzer->reading.word * (double)syllables / (double)tokens->count;
}

/* Björnsson's LIX, for languages without a formula: words a sentence, and long words in a hundred.
 * Up to 40 is easy to read. */
static double lix(const struct slw_tokens *tokens)
{
	size_t longer = 0;

	for (size_t i = 0; i < tokens->count; i++)
		longer += tokens->list[i].len > 6 ? 1 : 0;
	return (double)tokens->count / (double)tokens->sentences +
	       100.0 * (double)longer / (double)tokens->count;
}

static double rate_readability(const struct slw_analyzer *analyzer, double *readability)
{
	if (analyzer->reading.base <= 0)
		return clamp(1 - (lix(&analyzer->tokens) - 40) / 35);
	*readability = flesch(analyzer);
	return clamp((*readability - READING_HARD) / (READING_EASY - READING_HARD));
}

/* --- words ------------------------------------------------------------------------------- */

/* Words of the list in a hundred, against what a good text has. */
static double rate_words(const struct slw_analyzer *analyzer, const struct slw_words *words,
			 double wanted)
{
	size_t count = 0;

	for (size_t i = 0; i < analyzer->tokens.count; i++)
		count += is_in(analyzer, words, i) ? 1 : 0;
	return clamp(100.0 * (double)count / (double)analyzer->tokens.count / wanted);
}

/* Whether the last sentence asks for something: such a word among its first, or any in it. */
static double rate_action(const struct slw_analyzer *analyzer)
{
	const struct slw_tokens *tokens = &analyzer->tokens;
	double best = 0;
	size_t last = tokens->sentences - 1, in_sentence = 0;

	for (size_t i = 0; i < tokens->count; i++) {
		if (tokens->list[i].sentence != last)
			continue;
		if (is_in(analyzer, analyzer->action, i))
			best = in_sentence < 4 || best > 0.8 ? 1 : 0.8;
		in_sentence++;
	}
	return best;
}

static bool is_repeated(uint32_t seen[REPEAT_SLOTS], uint32_t hash)
{
	size_t at;

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
		uint32_t hash = tokens->list[i].hash;

		hash = (hash * 16777619u) ^ tokens->list[i + 1].hash;
		hash = (hash * 16777619u) ^ tokens->list[i + 2].hash;
		repeated += is_repeated(seen, hash);
	}
	return runs == 0 ? 1 : clamp(1 - 2.5 * (double)repeated / (double)runs);
}

/* --- spelling ---------------------------------------------------------------------------- */

static bool has_digit(const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (word[i] >= '0' && word[i] <= '9')
			return true;
	return false;
}

static void add_names(struct slw_words *names, const json_t *value, int depth)
{
	const char *key;
	json_t *entry;

	if (json_is_string(value)) {
		struct slw_tokens tokens;

		slw_tokens_init(&tokens, json_string_value(value));
		for (size_t i = 0; i < tokens.count; i++)
			slw_words_add(names, tokens.folded + tokens.list[i].offset,
				      tokens.list[i].len, 0);
		slw_tokens_release(&tokens);
	}
	if (depth > 8)
		return;
	for (size_t i = 0; i < json_array_size(value); i++)
		add_names(names, json_array_get(value, i), depth + 1);
	json_object_foreach ((json_t *)value, key, entry)
		add_names(names, entry, depth + 1);
}

/* Words that no dictionary has, but for those of the facts and names: one in 20 is a bad text. */
static double rate_spelling(struct slw_analyzer *analyzer, const char *text, const json_t *facts)
{
	const struct slw_tokens *tokens = &analyzer->tokens;
	struct slw_words *names = NULL;
	size_t wrong = 0;

	for (size_t i = 0; i < tokens->count; i++) {
		const struct slw_token *token = &tokens->list[i];
		const char *word = text + token->offset;
		/* a capital within a sentence begins a name, in most languages */
		bool name = i > 0 && tokens->list[i - 1].sentence == token->sentence &&
			    word[0] >= 'A' && word[0] <= 'Z';

		if (name || has_digit(word, token->len) ||
		    slw_spelling_knows(analyzer->spelling, word, token->len,
				       slw_words_hash(word, token->len)))
			continue;
		if (names == NULL) {
			names = slw_words_new();
			add_names(names, facts, 0);
		}
		wrong += !is_in(analyzer, names, i);
	}
	slw_words_free(names);
	return clamp(1 - 20.0 * (double)wrong / (double)tokens->count);
}

/* --- all of them ------------------------------------------------------------------------- */

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

static void rate_parts(struct rating *rating, struct slw_analyzer *analyzer, const char *text,
		       const struct slw_content_type *type, int length, const json_t *facts,
		       const json_t *keywords, double *readability)
{
	bool prose = type->words_max[1] > 0;

	rate(rating, "length", rate_length(text, &analyzer->tokens, type, length), 2);
	if (analyzer->tokens.count == 0)
		return;
	if (json_array_size(keywords) > 0 && prose)
		rate(rating, "keywords", rate_keywords(analyzer, keywords), 1.5);
	if (prose) {
		rate(rating, "readability", rate_readability(analyzer, readability), 1.5);
		rate(rating, "repetition", rate_repetition(&analyzer->tokens), 1.5);
	}
	if (analyzer->spelling != NULL)
		rate(rating, "spelling", rate_spelling(analyzer, text, facts), 1);
	if (!sells(type))
		return;
	if (slw_words_count(analyzer->benefit) > 0 && prose)
		rate(rating, "benefits", rate_words(analyzer, analyzer->benefit, 6), 1);
	if (slw_words_count(analyzer->emotional) > 0 && prose)
		rate(rating, "emotion", rate_words(analyzer, analyzer->emotional, 3), 1);
	if (slw_words_count(analyzer->action) > 0 && strcmp(type->name, "welcome_email") != 0)
		rate(rating, "call_to_action", rate_action(analyzer), 1.5);
}

json_t *slw_rate(struct slw_analyzer *analyzer, const char *text,
		 const struct slw_content_type *type, int length, const json_t *facts,
		 const json_t *keywords, double *score, double *readability)
{
	struct rating rating = { .parts = json_object() };

	*readability = NAN;
	rate_parts(&rating, analyzer, text, type, length, facts, keywords, readability);
	*score = round(1000 * rating.sum / rating.weights) / 1000;
	return rating.parts;
}
