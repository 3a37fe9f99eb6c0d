/*
 * What a text is about: runs of words between stop words (RAKE, Rose et al. 2010), scored by how
 * often their words come and in how long runs; what the facts or the wanted keywords name counts
 * double. Words are compared by their stems: "clay pots" and "clay pot" are one.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "content/analyzer.h"
#include "content/stems.h"

#include "base/banned.h"

#define PHRASES_MAX 200
#define WORDS_MAX   3
#define KEYWORDS    8
#define SUBJECT_CAP 512 /* stems of the subject; a power of two */

struct phrase {
	size_t first, count; /* words */
	uint32_t hash;	     /* of the stems */
	double score;
	int times;
};

/* A set of stems. More than it has room for are passed over. */
struct subject {
	uint32_t stems[SUBJECT_CAP];
	size_t count;
	struct slw_tokens tokens;
};

static bool is_stop(const struct slw_analyzer *analyzer, size_t at)
{
	const struct slw_token *token = &analyzer->tokens.list[at];
	const char *word = analyzer->tokens.folded + token->offset;

	return token->len < 3 || (word[0] >= '0' && word[0] <= '9') ||
	       slw_words_find_hash(analyzer->stop, word, token->len, token->hash, NULL);
}

/* Whether two words are apart by one space alone, so that they can be one phrase. */
static bool follows(const struct slw_tokens *tokens, size_t at)
{
	const struct slw_token *before = &tokens->list[at - 1];

	return before->sentence == tokens->list[at].sentence &&
	       before->offset + before->len + 1 == tokens->list[at].offset &&
	       tokens->folded[before->offset + before->len] == ' ';
}

static size_t find_phrases(struct slw_analyzer *analyzer, struct phrase *phrases)
{
	const struct slw_tokens *tokens = &analyzer->tokens;
	size_t count = 0;

	for (size_t i = 0; i < tokens->count;) {
		struct phrase phrase = { .first = i, .times = 1, .hash = SLW_WORDS_HASH };
		bool known = false;

		while (i < tokens->count && !is_stop(analyzer, i) && phrase.count < WORDS_MAX &&
		       (phrase.count == 0 || follows(tokens, i))) {
			phrase.hash = (phrase.hash ^ slw_analyzer_stem(analyzer, i)) * 16777619u;
			phrase.count++;
			i++;
		}
		if (phrase.count == 0) {
			i++;
			continue;
		}
		for (size_t p = 0; p < count && !known; p++) {
			known = phrases[p].hash == phrase.hash && phrases[p].count == phrase.count;
			phrases[p].times += known ? 1 : 0;
		}
		if (!known && count < PHRASES_MAX)
			phrases[count++] = phrase;
	}
	return count;
}

/* Where a stem is, or the free place where it belongs. */
static uint32_t *place_of(struct subject *subject, uint32_t stem)
{
	size_t at = stem & (SUBJECT_CAP - 1);

	while (subject->stems[at] != 0 && subject->stems[at] != stem)
		at = (at + 1) & (SUBJECT_CAP - 1);
	return &subject->stems[at];
}

/* The words of the subject: its name, category, features, tags, and the keywords asked for. */
static void add_subject(struct slw_analyzer *analyzer, struct subject *subject, const json_t *value)
{
	for (size_t i = 0; i < json_array_size(value); i++)
		add_subject(analyzer, subject, json_array_get(value, i));
	if (!json_is_string(value))
		return;
	slw_tokens_read(&subject->tokens, json_string_value(value));
	for (size_t i = 0; i < subject->tokens.count && subject->count < SUBJECT_CAP / 2; i++) {
		const struct slw_token *token = &subject->tokens.list[i];
		uint32_t stem = slw_stem(analyzer->stems, subject->tokens.folded + token->offset,
					 token->len, token->hash);
		uint32_t *place = place_of(subject, stem);

		subject->count += *place == 0;
		*place = stem;
	}
}

static void read_subject(struct slw_analyzer *analyzer, struct subject *subject,
			 const json_t *facts, const json_t *wanted)
{
	static const char *const keys[] = { "product_name", "category",	       "features",
					    "tags",	    "collection_name", "product_type" };

	for (size_t i = 0; i < SLW_COUNT(keys); i++)
		add_subject(analyzer, subject, json_object_get(facts, keys[i]));
	add_subject(analyzer, subject, wanted);
}

static void score(struct slw_analyzer *analyzer, struct phrase *phrase, struct subject *subject)
{
	size_t named = 0;

	for (size_t i = 0; i < phrase->count; i++)
		named += *place_of(subject, slw_analyzer_stem(analyzer, phrase->first + i)) != 0;
	phrase->score = (double)phrase->times * (double)phrase->count + 4.0 * (double)named;
}

static char *spell(const struct slw_tokens *tokens, const struct phrase *phrase)
{
	const struct slw_token *from = &tokens->list[phrase->first];
	const struct slw_token *to = &tokens->list[phrase->first + phrase->count - 1];

	return slw_strndup(tokens->folded + from->offset, to->offset + to->len - from->offset);
}

size_t slw_keyword_count(struct slw_analyzer *analyzer, const char *keyword)
{
	const struct slw_tokens *tokens = &analyzer->tokens;
	uint32_t stems[16];
	struct slw_tokens words;
	size_t count = 0, times = 0, same;

	slw_tokens_init(&words, keyword);
	for (size_t i = 0; i < words.count && count < SLW_COUNT(stems); i++)
		stems[count++] = slw_stem(analyzer->stems, words.folded + words.list[i].offset,
					  words.list[i].len, words.list[i].hash);
	slw_tokens_release(&words);
	for (size_t i = 0; count > 0 && i + count <= tokens->count; i++) {
		for (same = 0; same < count; same++)
			if (slw_analyzer_stem(analyzer, i + same) != stems[same])
				break;
		times += same == count;
	}
	return times;
}

/* Wanted keywords that the text holds come first, as they were written. */
static void add_wanted(struct slw_analyzer *analyzer, json_t *out, const json_t *wanted)
{
	for (size_t i = 0; i < json_array_size(wanted) && json_array_size(out) < KEYWORDS; i++) {
		const char *keyword = json_string_value(json_array_get(wanted, i));
		struct slw_tokens folded;

		if (keyword == NULL || slw_keyword_count(analyzer, keyword) == 0)
			continue;
		slw_tokens_init(&folded, keyword);
		slw_json_append(out, slw_json_new_str(folded.folded));
		slw_tokens_release(&folded);
	}
}

static bool has_text(const json_t *list, const char *text)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		if (strcmp(json_string_value(json_array_get(list, i)), text) == 0)
			return true;
	}
	return false;
}

json_t *slw_keywords_find(struct slw_analyzer *analyzer, const json_t *facts, const json_t *wanted)
{
	struct phrase phrases[PHRASES_MAX];
	size_t count = find_phrases(analyzer, phrases);
	struct subject subject = { .count = 0 };
	json_t *out = json_array();

	read_subject(analyzer, &subject, facts, wanted);
	add_wanted(analyzer, out, wanted);
	for (size_t i = 0; i < count; i++)
		score(analyzer, &phrases[i], &subject);
	while (json_array_size(out) < KEYWORDS) {
		struct phrase *best = NULL;
		char *text;

		for (size_t i = 0; i < count; i++) {
			if (phrases[i].score > 0 &&
			    (best == NULL || phrases[i].score > best->score))
				best = &phrases[i];
		}
		if (best == NULL)
			break;
		text = spell(&analyzer->tokens, best);
		best->score = 0;
		if (!has_text(out, text))
			slw_json_append(out, slw_json_new_str(text));
		free(text);
	}
	slw_tokens_release(&subject.tokens);
	return out;
}
