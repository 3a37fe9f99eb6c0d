#include "config.h"

#include "content/bind.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "content/grammar.h"
#include "content/phrases.h"
#include "content/slots.h"
#include "content/words.h"

#include "base/banned.h"

#define REST_MAX   6
#define REST_CHARS 60 /* of a feature that is named in a list */

void slw_binding_init(struct slw_binding *binding, const struct slw_language_data *language,
		      struct slw_slots *slots)
{
	*binding =
	    (struct slw_binding){ .language = language, .slots = slots, .benefit = SIZE_MAX };
	binding->feature_used = slw_calloc(slots->features.count, sizeof(bool));
	binding->in_rest = slw_calloc(slots->features.count, sizeof(bool));
	binding->keyword_used = slw_calloc(slots->keywords.count, sizeof(bool));
	binding->benefit_used = slw_calloc(language->benefit_count, sizeof(bool));
}

void slw_binding_release(struct slw_binding *binding)
{
	free(binding->feature_used);
	free(binding->in_rest);
	free(binding->keyword_used);
	free(binding->benefit_used);
}

/* The benefit of the first match of up to three words in a feature, hyphens joining or not. */
static size_t match_benefit(const struct slw_words *matches, const struct slw_tokens *tokens)
{
	float index;

	for (size_t i = 0; i < tokens->count; i++) {
		const struct slw_token *from = &tokens->list[i];
		const char *word = tokens->folded + from->offset;

		for (size_t n = 3; n > 0; n--) {
			const struct slw_token *to = from + n - 1;

			if (i + n <= tokens->count &&
			    slw_words_find(matches, word, to->offset + to->len - from->offset,
					   &index))
				return (size_t)index;
		}
		for (size_t start = 0; start < from->len;) {
			const char *hyphen = memchr(word + start, '-', from->len - start);
			size_t end = hyphen == NULL ? from->len : (size_t)(hyphen - word);

			if (slw_words_find(matches, word + start, end - start, &index))
				return (size_t)index;
			start = end + 1;
		}
	}
	return SIZE_MAX;
}

static size_t find_benefit(const struct slw_binding *binding, const char *feature)
{
	struct slw_tokens tokens;
	size_t found;

	slw_tokens_init(&tokens, feature);
	found = match_benefit(binding->language->benefit_words, &tokens);
	slw_tokens_release(&tokens);
	return found != SIZE_MAX && binding->benefit_used[found] ? SIZE_MAX : found;
}

static void set_inside(struct slw_binding *binding, enum slw_slot slot, const char *text)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_grammar_inside(binding->language->grammar, &out, text);
	slw_slots_set(binding->slots, slot, out.data);
	slw_buf_release(&out);
}

void slw_bind_feature(struct slw_binding *binding, size_t index, unsigned int choice)
{
	const struct slw_grammar *grammar = binding->language->grammar;
	struct slw_slots *slots = binding->slots;
	const char *feature = slots->features.text[index];
	enum slw_clause clause = slw_grammar_clause(grammar, feature);
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_slots_flag(slots, SLW_SLOT_FEATURE_STATE, clause == SLW_CLAUSE_STATE);
	slw_slots_flag(slots, SLW_SLOT_FEATURE_VERB, clause == SLW_CLAUSE_VERB);
	slw_slots_flag(slots, SLW_SLOT_FEATURE_NOUN, clause == SLW_CLAUSE_NOUN);
	slw_slots_flag(slots, SLW_SLOT_FEATURE_SENTENCE, clause == SLW_CLAUSE_SENTENCE);
	slw_slots_flag(slots, SLW_SLOT_FEATURE_WORD, strchr(feature, ' ') == NULL);
	slw_slots_flag(slots, SLW_SLOT_FEATURE_SINGLE,
		       slw_grammar_noun(grammar, feature) != SLW_NOUN_PLURAL);
	if (clause == SLW_CLAUSE_VERB)
		slw_grammar_verb(grammar, &out, feature, slots->plural);
	else if (clause == SLW_CLAUSE_SENTENCE)
		slw_buf_str(&out, feature);
	else
		slw_grammar_inside(grammar, &out, feature);
	slw_slots_set(slots, SLW_SLOT_FEATURE, out.data);

	binding->benefit = find_benefit(binding, feature);
	slw_slots_set(slots, SLW_SLOT_BENEFIT, NULL);
	if (binding->benefit != SIZE_MAX) {
		const struct slw_benefit *benefit = &binding->language->benefits[binding->benefit];

		slw_buf_clear(&out);
		slw_phrase_write(&benefit->phrases[choice % benefit->count], grammar, slots, choice,
				 &out);
		slw_slots_set(slots, SLW_SLOT_BENEFIT, out.data);
	}
	slw_buf_release(&out);
}

void slw_bind_benefit_used(struct slw_binding *binding)
{
	if (binding->benefit != SIZE_MAX)
		binding->benefit_used[binding->benefit] = true;
}

/* Whether a word of the keyword, but for short ones and its ending, is in what is said of the
 * subject. */
static bool is_near(const struct slw_slots *slots, const char *keyword)
{
	static const enum slw_slot said[] = { SLW_SLOT_PRODUCT, SLW_SLOT_CATEGORY,
					      SLW_SLOT_COLLECTION, SLW_SLOT_TITLES,
					      SLW_SLOT_FEATURES_2 };
	struct slw_tokens tokens;
	bool near =
	    slots->value[SLW_SLOT_PRODUCT] == NULL && slots->value[SLW_SLOT_COLLECTION] == NULL;

	slw_tokens_init(&tokens, keyword);
	for (size_t t = 0; t < tokens.count && !near; t++) {
		size_t len = tokens.list[t].len;
		char *stem =
		    slw_strndup(tokens.folded + tokens.list[t].offset, len > 5 ? len - 2 : len);

		for (size_t i = 0; i < SLW_COUNT(said) && len >= 3 && !near; i++) {
			const char *text = slots->value[said[i]];

			near = text != NULL && strcasestr(text, stem) != NULL;
		}
		free(stem);
	}
	slw_tokens_release(&tokens);
	return near;
}

bool slw_bind_keyword(struct slw_binding *binding, size_t index)
{
	const struct slw_grammar *grammar = binding->language->grammar;
	struct slw_slots *slots = binding->slots;
	const char *keyword = slots->keywords.text[index];
	enum slw_noun noun = slw_grammar_noun(grammar, keyword);
	bool near = is_near(slots, keyword);

	set_inside(binding, SLW_SLOT_KEYWORD, keyword);
	slw_slots_flag(slots, SLW_SLOT_KEYWORD_ADJECTIVE, noun == SLW_NOUN_ADJECTIVE);
	slw_slots_flag(slots, SLW_SLOT_KEYWORD_NOUN, noun != SLW_NOUN_ADJECTIVE);
	slw_slots_flag(slots, SLW_SLOT_KEYWORD_PLURAL, noun == SLW_NOUN_PLURAL);
	slw_slots_flag(slots, SLW_SLOT_KEYWORD_NEAR, near);
	if (noun == SLW_NOUN_SINGULAR) {
		struct slw_buf out;

		slw_buf_init(&out, 0);
		slw_grammar_a(grammar, &out, slots->value[SLW_SLOT_KEYWORD]);
		slw_slots_set(slots, SLW_SLOT_A_KEYWORD, out.data);
		slw_buf_release(&out);
	} else {
		slw_slots_set(slots, SLW_SLOT_A_KEYWORD, slots->value[SLW_SLOT_KEYWORD]);
	}
	return near;
}

void slw_bind_rest(struct slw_binding *binding)
{
	const struct slw_grammar *grammar = binding->language->grammar;
	const struct slw_slot_list *features = &binding->slots->features;
	struct slw_slot_list rest = { 0 };
	struct slw_buf out;

	slw_buf_init(&out, 0);
	for (size_t i = 0; i < features->count; i++) {
		struct slw_buf inside;

		binding->in_rest[i] = !binding->feature_used[i] && rest.count < REST_MAX &&
				      slw_text_chars(features->text[i]) <= REST_CHARS &&
				      strchr(features->text[i], ',') == NULL;
		if (!binding->in_rest[i])
			continue;
		slw_buf_init(&inside, 0);
		slw_grammar_inside(grammar, &inside, features->text[i]);
		slw_slot_list_add(&rest, slw_buf_take(&inside));
	}
	slw_grammar_list(grammar, &out, (const char *const *)rest.text, rest.count, false);
	slw_slots_set(binding->slots, SLW_SLOT_FEATURES_REST, rest.count > 0 ? out.data : NULL);
	slw_slot_list_release(&rest);
	slw_buf_release(&out);
}

void slw_bind_rest_used(struct slw_binding *binding)
{
	for (size_t i = 0; i < binding->slots->features.count; i++)
		binding->feature_used[i] = binding->feature_used[i] || binding->in_rest[i];
}

void slw_bind_cut(struct slw_buf *text, size_t chars)
{
	char *space;

	if (slw_text_chars(text->data) <= chars)
		return;
	slw_text_cut(text->data, chars);
	space = strrchr(text->data, ' ');
	if (space != NULL && space > text->data)
		*space = '\0';
	slw_buf_cut(text, strlen(text->data));
	while (text->len > 0 && strchr(" ,;:|", text->data[text->len - 1]) != NULL)
		slw_buf_cut(text, text->len - 1);
}
