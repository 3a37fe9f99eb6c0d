#include "config.h"

#include "content/compose.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "content/bind.h"
#include "content/grammar.h"
#include "content/phrases.h"
#include "content/slots.h"

#include "base/banned.h"

#define SAID_BYTES   14 /* what is shorter may be part of another sentence */
#define ELIGIBLE_MAX 512

struct item {
	char *text;
	size_t part;
};

struct state {
	const struct slw_composition *given;
	const struct slw_content_type *type;
	struct slw_binding binding; /* which features and keywords are said */
	bool *used;		    /* by phrase */
	bool *groups;
	int *taken; /* by part */
	size_t *quoted;
	struct item *items;
	size_t item_count, item_cap;
	size_t size, most; /* words, or characters */
	struct slw_buf scratch;
};

static bool in_chars(const struct state *state)
{
	return state->type->words_max[1] == 0;
}

static size_t size_of(const struct state *state, const char *text)
{
	if (in_chars(state))
		return slw_text_chars(text) + (state->item_count > 0 ? 1 : 0);
	return slw_text_words(text);
}

/* Whether the first len bytes of part occur in text, whatever their case. */
static bool has_part(const char *text, const char *part, size_t len)
{
	for (; *text != '\0'; text++) {
		if ((*text | 0x20) == (*part | 0x20) && strncasecmp(text, part, len) == 0)
			return true;
	}
	return false;
}

/* The length of a text without its last signs. */
static size_t said_length(const char *text)
{
	size_t len = strlen(text);

	while (len > 0 && strchr(".!?:", text[len - 1]) != NULL)
		len--;
	return len;
}

/* Whether the text is one of those that are written. */
static bool is_said(const struct state *state, const char *text)
{
	size_t len = said_length(text);

	for (size_t i = 0; i < state->item_count; i++) {
		if (strncmp(state->items[i].text, text, len) == 0)
			return true;
	}
	return false;
}

/* Whether what the merchant wrote, if it is of some length, stands in what is written. */
static bool is_quoted(const struct state *state, const char *text)
{
	size_t len = said_length(text);

	for (size_t i = 0; i < state->item_count && len > SAID_BYTES; i++) {
		if (has_part(state->items[i].text, text, len))
			return true;
	}
	return false;
}

/* Adds the text if it fits and was not said. */
static bool offer(struct state *state, size_t part, const char *text)
{
	size_t size;

	if (is_said(state, text))
		return false;
	size = size_of(state, text);
	if (state->size + size > state->most)
		return false;
	state->size += size;
	SLW_GROW(state->items, state->item_count, state->item_cap);
	state->items[state->item_count++] = (struct item){ .text = slw_strdup(text), .part = part };
	state->taken[part]++;
	return true;
}

static size_t gcd(size_t a, size_t b)
{
	while (b != 0) {
		size_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* A step through count things that meets all of them and does not take neighbours in turn. */
static size_t step_for(size_t count)
{
	size_t step = count * 3 / 8 + 1;

	while (gcd(step, count) != 1)
		step++;
	return step;
}

static size_t salt_of(const char *name)
{
	size_t salt = 0;

	for (; *name != '\0'; name++)
		salt = salt * 31 + (unsigned char)*name;
	return salt;
}

static bool is_eligible(const struct state *state, const struct slw_phrase *phrase)
{
	return !state->used[phrase->id] &&
	       (phrase->tones == 0 || (phrase->tones & (1u << state->given->tone)) != 0) &&
	       (phrase->group < 0 || !state->groups[phrase->group]) &&
	       slw_phrase_fits(phrase, state->given->slots);
}

static bool try_phrase(struct state *state, size_t part, const struct slw_phrase *phrase,
		       size_t form)
{
	slw_buf_clear(&state->scratch);
	slw_phrase_write(phrase, state->given->language->grammar, state->given->slots, form,
			 &state->scratch);
	if (!offer(state, part, state->scratch.data))
		return false;
	state->used[phrase->id] = true;
	if (phrase->group >= 0)
		state->groups[phrase->group] = true;
	return true;
}

/* The phrases of the part's pool that may be said now; of an ordered one those of the first group. */
static size_t list_eligible(const struct state *state, size_t part,
			    const struct slw_phrase *eligible[ELIGIBLE_MAX])
{
	const struct slw_part *from = &state->given->plan->parts[part];
	size_t count = 0;

	for (size_t i = 0; i < from->pool->count && count < ELIGIBLE_MAX; i++) {
		const struct slw_phrase *phrase = &from->pool->phrases[i];

		if (is_eligible(state, phrase) &&
		    (!from->ordered || count == 0 || phrase->group == eligible[0]->group))
			eligible[count++] = phrase;
	}
	return count;
}

/*
 * The phrase is chosen by the variation among those that may be said now, so that neighbours differ
 * as long as the pool has others; alternatives begin further on. When all have had their turn, each
 * comes in another of its forms: as many texts differ as the pool has phrases times forms.
 */
static bool take_phrase(struct state *state, size_t part)
{
	const struct slw_composition *given = state->given;
	const struct slw_phrase *eligible[ELIGIBLE_MAX];
	size_t count = list_eligible(state, part, eligible), step, number, at;

	if (count == 0)
		return false;
	step = step_for(count);
	number = salt_of(given->plan->parts[part].pool->name) % 1000 + given->variation +
		 given->alternative * (count / 6 + 1);
	at = (number + (size_t)state->taken[part] * step) % count;
	for (size_t i = 0; i < count; i++, at = (at + step) % count) {
		size_t forms = eligible[at]->form_count;
		size_t form =
		    (number / count * step_for(forms) + eligible[at]->id * 7 + given->alternative) %
		    forms;

		if (try_phrase(state, part, eligible[at], form))
			return true;
	}
	if (given->plan->parts[part].ordered && eligible[0]->group >= 0) {
		/* this one is too long for what is left; the next may be shorter */
		state->groups[eligible[0]->group] = true;
		return take_phrase(state, part);
	}
	/* a title must be there, even if only a part of it fits */
	if (!in_chars(state) || state->item_count > 0)
		return false;
	slw_buf_clear(&state->scratch);
	slw_phrase_write(eligible[at], given->language->grammar, given->slots, 0, &state->scratch);
	slw_bind_cut(&state->scratch, state->most);
	return offer(state, part, state->scratch.data);
}

static bool take_quote(struct state *state, size_t part, const struct slw_slot_list *list)
{
	while (state->quoted[part] < list->count) {
		const char *sentence = list->text[state->quoted[part]++];

		if (!is_quoted(state, sentence) && offer(state, part, sentence))
			return true;
	}
	return false;
}

static bool said_anywhere(const struct state *state, const char *words)
{
	for (size_t i = 0; i < state->item_count; i++) {
		if (strcasestr(state->items[i].text, words) != NULL)
			return true;
	}
	return false;
}

static bool take_keyword(struct state *state, size_t part)
{
	const struct slw_slot_list *keywords = &state->given->slots->keywords;

	for (size_t i = 0; i < 2 * keywords->count; i++) {
		size_t index = i % keywords->count;
		bool near;

		if (state->binding.keyword_used[index])
			continue;
		if (said_anywhere(state, keywords->text[index])) {
			state->binding.keyword_used[index] = true;
			continue;
		}
		/* first those that belong to the subject, then the others */
		near = slw_bind_keyword(&state->binding, index);
		if (!near && i < keywords->count)
			continue;
		state->binding.keyword_used[index] = true;
		if (take_phrase(state, part))
			return true;
	}
	return false;
}

static bool take_feature(struct state *state, size_t part)
{
	size_t count = state->given->slots->features.count;

	for (size_t i = 0; i < count; i++) {
		size_t index = (i + state->given->alternative) % count;

		if (state->binding.feature_used[index])
			continue;
		state->binding.feature_used[index] = true;
		/* a list in the description is often the list of features, too */
		if (is_quoted(state, state->given->slots->features.text[index]))
			continue;
		slw_bind_feature(&state->binding, index,
				 state->given->variation + state->given->alternative);
		if (take_phrase(state, part)) {
			slw_bind_benefit_used(&state->binding);
			return true;
		}
	}
	return false;
}

static bool takes_rest(const struct state *state, size_t part)
{
	return strcmp(state->given->plan->parts[part].pool->name, "features_rest") == 0;
}

static bool take_rest(struct state *state, size_t part)
{
	slw_bind_rest(&state->binding);
	if (!take_phrase(state, part))
		return false;
	slw_bind_rest_used(&state->binding);
	return true;
}

static bool take(struct state *state, size_t part)
{
	struct slw_slots *slots = state->given->slots;

	switch (state->given->plan->parts[part].source) {
	case SLW_PART_FEATURE:
		return take_feature(state, part);
	case SLW_PART_KEYWORD:
		return take_keyword(state, part);
	case SLW_PART_DESCRIPTION:
		return take_quote(state, part, &slots->description);
	case SLW_PART_BUSINESS:
		return take_quote(state, part, &slots->business_description);
	case SLW_PART_COLLECTION:
		return take_quote(state, part, &slots->collection_description);
	case SLW_PART_STORY:
		return take_quote(state, part, &slots->story);
	case SLW_PART_PHRASES:
		break;
	}
	return takes_rest(state, part) ? take_rest(state, part) : take_phrase(state, part);
}

static void take_least(struct state *state, size_t part)
{
	int length = state->given->length;

	while (state->taken[part] < state->given->plan->parts[part].least[length]) {
		if (!take(state, part))
			return;
	}
}

/* One round over the parts; false if nothing could be added. */
static bool fill_round(struct state *state, size_t enough, bool beyond)
{
	const struct slw_plan *plan = state->given->plan;
	bool added = false;

	for (size_t i = 0; i < plan->count && state->size < enough; i++) {
		const struct slw_part *part = &plan->parts[i];
		bool more = state->taken[i] < part->most[state->given->length];

		/* beyond its plan a text only gets more of what it has several of */
		if (!more && beyond)
			more = part->source == SLW_PART_PHRASES &&
			       part->most[state->given->length] > 1;
		if (more && take(state, i))
			added = true;
	}
	return added;
}

static void choose(struct state *state)
{
	const struct slw_plan *plan = state->given->plan;
	size_t least = (size_t)state->type->words_min[state->given->length];
	size_t enough = state->most;

	if (!in_chars(state))
		enough =
		    least +
		    (state->most - least) *
			(40 + (state->given->variation * 7 + state->given->alternative * 13) % 30) /
			100;
	take_least(state, 0);
	take_least(state, plan->count - 1);
	for (size_t i = 1; i + 1 < plan->count; i++)
		take_least(state, i);
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->parts[i].first &&
		    state->taken[i] < plan->parts[i].most[state->given->length])
			take(state, i);
	}
	while (state->size < enough && fill_round(state, enough, false))
		continue;
	while (state->size < least && fill_round(state, least, true))
		continue;
}

static size_t items_in(const struct state *state, int paragraph)
{
	size_t count = 0;

	for (size_t i = 0; i < state->item_count; i++)
		count += state->given->plan->parts[state->items[i].part].paragraph == paragraph;
	return count;
}

static void assemble(const struct state *state, struct slw_buf *out)
{
	const struct slw_plan *plan = state->given->plan;
	int paragraph = -1;

	for (size_t part = 0; part < plan->count; part++) {
		for (size_t i = 0; i < state->item_count; i++) {
			int next = plan->parts[part].paragraph;
			bool joins = next == paragraph;

			if (state->items[i].part != part)
				continue;
			if (paragraph >= 0 && !joins && plan->join_short)
				joins = items_in(state, paragraph) == 1;
			if (paragraph >= 0)
				slw_buf_str(out, joins ? plan->separator : "\n\n");
			paragraph = next;
			slw_buf_str(out, state->items[i].text);
		}
	}
}

void slw_compose(const struct slw_composition *composition, struct slw_buf *out)
{
	const struct slw_language_data *language = composition->language;
	size_t parts = composition->plan->count;
	struct state state = { .given = composition, .type = composition->plan->type };

	state.used = slw_calloc(language->phrase_count, sizeof(*state.used));
	state.groups = slw_calloc((size_t)language->group_count + 1, sizeof(*state.groups));
	state.taken = slw_calloc(parts, sizeof(*state.taken));
	state.quoted = slw_calloc(parts, sizeof(*state.quoted));
	state.most = (size_t)(in_chars(&state) ? state.type->chars_max
					       : state.type->words_max[composition->length]);
	slw_buf_init(&state.scratch, 0);
	slw_binding_init(&state.binding, language, composition->slots);
	choose(&state);
	assemble(&state, out);

	for (size_t i = 0; i < state.item_count; i++)
		free(state.items[i].text);
	free(state.items);
	slw_binding_release(&state.binding);
	slw_buf_release(&state.scratch);
	free(state.quoted);
	free(state.taken);
	free(state.groups);
	free(state.used);
}
