#include "config.h"

#include "content/claims_known.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"

#include "base/banned.h"

#define DEPTH_MAX 16

/* --- words ------------------------------------------------------------------------------- */

static void add_hash(struct slw_known *known, uint32_t hash)
{
	size_t at;

	hash |= hash == 0;
	for (at = hash & (known->cap - 1); known->hashes[at] != 0; at = (at + 1) & (known->cap - 1))
		if (known->hashes[at] == hash)
			return;
	known->hashes[at] = hash;
	known->count++;
}

static void make_room(struct slw_known *known)
{
	uint32_t *old = known->hashes;
	size_t cap = known->cap;

	if (known->count * 2 < cap)
		return;
	known->cap = cap == 0 ? 2048 : cap * 2;
	known->hashes = slw_calloc(known->cap, sizeof(*known->hashes));
	known->count = 0;
	for (size_t i = 0; i < cap; i++)
		if (old[i] != 0)
			add_hash(known, old[i]);
	free(old);
}

/* Of a word and the next one. */
static uint32_t pair_hash(const struct slw_token *token)
{
	return token[0].hash * 31 + token[1].hash;
}

static bool has_hash(const struct slw_known *known, uint32_t hash)
{
	hash |= hash == 0;
	for (size_t at = hash & (known->cap - 1); known->hashes[at] != 0;
	     at = (at + 1) & (known->cap - 1))
		if (known->hashes[at] == hash)
			return true;
	return false;
}

bool slw_known_word(const struct slw_known *known, const struct slw_token *token)
{
	return has_hash(known, token->hash);
}

bool slw_known_pair(const struct slw_known *known, const struct slw_token *token)
{
	return token[0].sentence == token[1].sentence && has_hash(known, pair_hash(token));
}

/* --- phrases ----------------------------------------------------------------------------- */

static bool has_word(const struct slw_words *words, const struct slw_tokens *pieces, size_t at)
{
	const struct slw_token *token = &pieces->list[at];

	return slw_words_find_hash(words, pieces->folded + token->offset, token->len, token->hash,
				   NULL);
}

/* "not waterproof", "plastic free", "plastikfrei" */
static bool is_negated(const struct slw_lexicon *lexicon, const struct slw_tokens *pieces,
		       const struct slw_claim_found *found, size_t rest)
{
	const struct slw_token *last = &pieces->list[found->last];
	size_t sentence = last->sentence;

	for (size_t back = 1; back <= 2 && back <= found->first; back++)
		if (pieces->list[found->first - back].sentence == sentence &&
		    has_word(lexicon->negations, pieces, found->first - back))
			return true;
	if (found->last + 1 < pieces->count && pieces->list[found->last + 1].sentence == sentence &&
	    has_word(lexicon->negations_after, pieces, found->last + 1))
		return true;
	for (size_t len = 3; len <= rest && len <= 4; len++)
		if (slw_words_find(lexicon->negations_after,
				   pieces->folded + last->offset + last->len - len, len, NULL))
			return true;
	return false;
}

bool slw_claim_find(const struct slw_claim_data *data, const struct slw_lexicon *lexicon,
		    const struct slw_tokens *pieces, size_t at, struct slw_claim_found *out)
{
	size_t rest = 0, concept = 0;
	size_t count = slw_claim_match(lexicon, pieces, at, &concept, &rest);

	if (count == 0)
		return false;
	*out = (struct slw_claim_found){ .first = at, .last = at + count - 1, .concept = concept };
	if (concept != SLW_CLAIM_HARMLESS && data->concepts[concept].kind != SLW_CLAIM_QUALIFIER &&
	    data->concepts[concept].kind != SLW_CLAIM_CONTEXT)
		out->negated = is_negated(lexicon, pieces, out, rest);
	return true;
}

/* --- facts ------------------------------------------------------------------------------- */

static void hold(struct slw_known *known, size_t concept, uint8_t how, int depth)
{
	const struct slw_concept *of = &known->data->concepts[concept];

	if ((known->concepts[concept] & how) != 0 || depth > DEPTH_MAX)
		return;
	known->concepts[concept] |= how;
	for (size_t i = 0; how == SLW_KNOWN_YES && i < of->include_count; i++)
		hold(known, of->includes[i], how, depth + 1);
}

static void read_text(struct slw_known *known, const char *text, bool numbers)
{
	const struct slw_lexicon *lexicon = &known->data->all;
	size_t from = known->numbers.count, free_from = 0;
	struct slw_claim_found found;

	slw_tokens_read(&known->tokens, text);
	slw_tokens_split(&known->pieces, &known->tokens);
	for (size_t i = 0; i < known->pieces.count; i++) {
		make_room(known);
		add_hash(known, known->pieces.list[i].hash);
		if (i + 1 < known->pieces.count)
			add_hash(known, pair_hash(&known->pieces.list[i]));
		if (i < free_from ||
		    !slw_claim_find(known->data, lexicon, &known->pieces, i, &found))
			continue;
		free_from = found.last + 1; /* "vegan leather" is no leather */
		if (found.concept != SLW_CLAIM_HARMLESS)
			hold(known, found.concept, found.negated ? SLW_KNOWN_NO : SLW_KNOWN_YES, 0);
	}
	if (!numbers)
		return;
	slw_numbers_scan(&known->numbers, known->data, lexicon, text, &known->pieces, NULL, true);
	for (size_t i = from; i < known->numbers.count; i++) {
		struct slw_number *number = &known->numbers.list[i];

		number->key = known->key;
		if (number->unit == SLW_NO_UNIT)
			number->unit = known->unit;
	}
}

static void add_number(struct slw_known *known, double value)
{
	SLW_GROW(known->numbers.list, known->numbers.count, known->numbers.cap);
	known->numbers.list[known->numbers.count++] = (struct slw_number){
		.value = value, .other = value, .unit = known->unit, .key = known->key
	};
}

/* What the key of a fact says: "warranty_years": 2 has a warranty, and the unit of its number. */
static void read_key(struct slw_known *known, const char *key)
{
	const char *unit =
	    slw_json_str(slw_json_object(known->data->neutral, "key_units"), key, NULL);
	float figure;

	known->unit = SLW_NO_UNIT;
	for (size_t i = 0; i < known->pieces.count && known->unit == SLW_NO_UNIT; i++) {
		const struct slw_token *token = &known->pieces.list[i];

		if (slw_words_find_hash(known->data->all.units,
					known->pieces.folded + token->offset, token->len,
					token->hash, &figure))
			known->unit = (size_t)figure;
	}
	if (unit != NULL && slw_words_find(known->data->unit_names, unit, strlen(unit), &figure))
		known->unit = (size_t)figure;
}

/* False for null, false, "" and "no": what the key names is not so. */
static bool says_yes(const struct slw_known *known, const json_t *value)
{
	if (json_is_string(value))
		return json_string_length(value) > 0 &&
		       !slw_words_find(known->data->all.negations, json_string_value(value),
				       json_string_length(value), NULL);
	return json_is_true(value) || json_is_number(value) || json_is_object(value) ||
	       json_array_size(value) > 0;
}

static void read_value(struct slw_known *known, const json_t *value, int depth);

static void read_member(struct slw_known *known, const char *key, const json_t *value, int depth)
{
	size_t unit = known->unit;

	if (depth == 0)
		known->key = key;
	if (says_yes(known, value)) {
		read_text(known, key, false);
		read_key(known, key);
		read_value(known, value, depth + 1);
	}
	known->unit = unit;
}

static void read_value(struct slw_known *known, const json_t *value, int depth)
{
	const char *key;
	json_t *entry;

	if (depth > DEPTH_MAX)
		return;
	if (json_is_string(value))
		read_text(known, json_string_value(value), true);
	else if (json_is_number(value))
		add_number(known, json_number_value(value));
	for (size_t i = 0; i < json_array_size(value); i++)
		read_value(known, json_array_get(value, i), depth + 1);
	json_object_foreach ((json_t *)value, key, entry)
		read_member(known, key, entry, depth);
}

void slw_known_init(struct slw_known *known, const struct slw_claim_data *data)
{
	*known = (struct slw_known){ .data = data };
	known->concepts = slw_calloc(data->concept_count + 1, 1);
	make_room(known);
}

void slw_known_release(struct slw_known *known)
{
	free(known->concepts);
	free(known->hashes);
	free(known->numbers.list);
	slw_tokens_release(&known->tokens);
	slw_tokens_release(&known->pieces);
}

void slw_known_read(struct slw_known *known, const json_t *facts, const json_t *wanted)
{
	memset(known->concepts, 0, known->data->concept_count);
	memset(known->hashes, 0, known->cap * sizeof(*known->hashes));
	known->count = 0;
	known->numbers.count = 0;
	known->facts = facts;
	known->key = NULL;
	known->unit = SLW_NO_UNIT;
	read_value(known, facts, 0);
	known->key = NULL;
	known->unit = SLW_NO_UNIT;
	read_value(known, wanted, 1);
}

unsigned int slw_known_context(const struct slw_known *known, const char *key)
{
	if (key == NULL)
		return 0;
	return slw_claim_context(
	    slw_json_str(slw_json_object(known->data->neutral, "key_contexts"), key, NULL));
}
