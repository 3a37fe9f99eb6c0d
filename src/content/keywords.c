/*
 * What a text is about: runs of words between stop words (RAKE, Rose et al. 2010), scored by how
 * often their words come and in how long runs; what the facts or the wanted keywords name counts
 * double.
 */
#include "config.h"

#include "content/analyzer.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"

#include "base/banned.h"

#define PHRASES_MAX 200
#define WORDS_MAX   3
#define KEYWORDS    8

struct phrase {
	size_t first, count; /* words */
	double score;
	int times;
};

static bool is_stop(const struct slw_analyzer *analyzer, const struct slw_tokens *tokens, size_t at)
{
	const struct slw_token *token = &tokens->list[at];

	return token->len < 3 ||
	       slw_words_find(analyzer->stop, tokens->folded + token->offset, token->len, NULL);
}

/* Whether two words are apart by one space alone, so that they can be one phrase. */
static bool follows(const struct slw_tokens *tokens, size_t at)
{
	const struct slw_token *before = &tokens->list[at - 1];

	return before->sentence == tokens->list[at].sentence &&
	       before->offset + before->len + 1 == tokens->list[at].offset &&
	       tokens->folded[before->offset + before->len] == ' ';
}

static bool same_words(const struct slw_tokens *tokens, const struct phrase *a,
		       const struct phrase *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct slw_token *one = &tokens->list[a->first + i];
		const struct slw_token *other = &tokens->list[b->first + i];

		if (one->len != other->len || memcmp(tokens->folded + one->offset,
						     tokens->folded + other->offset, one->len) != 0)
			return false;
	}
	return true;
}

static size_t find_phrases(const struct slw_analyzer *analyzer, const struct slw_tokens *tokens,
			   struct phrase *phrases)
{
	size_t count = 0;

	for (size_t i = 0; i < tokens->count;) {
		struct phrase phrase = { .first = i, .times = 1 };
		bool known = false;

		while (i < tokens->count && !is_stop(analyzer, tokens, i) &&
		       phrase.count < WORDS_MAX && (phrase.count == 0 || follows(tokens, i))) {
			phrase.count++;
			i++;
		}
		if (phrase.count == 0) {
			i++;
			continue;
		}
		for (size_t p = 0; p < count && !known; p++) {
			known = same_words(tokens, &phrases[p], &phrase);
			phrases[p].times += known ? 1 : 0;
		}
		if (!known && count < PHRASES_MAX)
			phrases[count++] = phrase;
	}
	return count;
}

/* The words of the subject: its name, category, features, tags, and the keywords asked for. */
static void add_subject(struct slw_words *subject, const json_t *value)
{
	struct slw_tokens tokens;

	for (size_t i = 0; i < json_array_size(value); i++)
		add_subject(subject, json_array_get(value, i));
	if (!json_is_string(value))
		return;
	slw_tokens_init(&tokens, json_string_value(value));
	for (size_t i = 0; i < tokens.count; i++)
		slw_words_add(subject, tokens.folded + tokens.list[i].offset, tokens.list[i].len,
			      1);
	slw_tokens_release(&tokens);
}

static struct slw_words *subject_of(const json_t *facts, const json_t *wanted)
{
	static const char *const keys[] = { "product_name", "category",	       "features",
					    "tags",	    "collection_name", "product_type" };
	struct slw_words *subject = slw_words_new();

	for (size_t i = 0; i < SLW_COUNT(keys); i++)
		add_subject(subject, json_object_get(facts, keys[i]));
	add_subject(subject, wanted);
	return subject;
}

static void score(struct phrase *phrase, const struct slw_tokens *tokens,
		  const struct slw_words *subject)
{
	size_t named = 0;

	for (size_t i = 0; i < phrase->count; i++) {
		const struct slw_token *token = &tokens->list[phrase->first + i];

		if (slw_words_find(subject, tokens->folded + token->offset, token->len, NULL))
			named++;
	}
	phrase->score = (double)phrase->times * (double)phrase->count + 4.0 * (double)named;
}

static char *spell(const struct slw_tokens *tokens, const struct phrase *phrase)
{
	const struct slw_token *from = &tokens->list[phrase->first];
	const struct slw_token *to = &tokens->list[phrase->first + phrase->count - 1];

	return slw_strndup(tokens->folded + from->offset, to->offset + to->len - from->offset);
}

/* Wanted keywords that the text holds come first, as they were written. */
static void add_wanted(json_t *out, const struct slw_tokens *tokens, const json_t *wanted)
{
	for (size_t i = 0; i < json_array_size(wanted) && json_array_size(out) < KEYWORDS; i++) {
		const char *keyword = json_string_value(json_array_get(wanted, i));
		struct slw_tokens folded;

		if (keyword == NULL)
			continue;
		slw_tokens_init(&folded, keyword);
		if (folded.count > 0 && strstr(tokens->folded, folded.folded) != NULL)
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

json_t *slw_keywords_find(const struct slw_analyzer *analyzer, const struct slw_tokens *tokens,
			  const json_t *facts, const json_t *wanted)
{
	struct phrase phrases[PHRASES_MAX];
	size_t count = find_phrases(analyzer, tokens, phrases);
	struct slw_words *subject = subject_of(facts, wanted);
	json_t *out = json_array();

	add_wanted(out, tokens, wanted);
	for (size_t i = 0; i < count; i++)
		score(&phrases[i], tokens, subject);
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
		text = spell(tokens, best);
		best->score = 0;
		if (!has_text(out, text))
			slw_json_append(out, slw_json_new_str(text));
		free(text);
	}
	slw_words_free(subject);
	return out;
}
