/*
 * What a text claims that its facts do not hold. The phrases of claim_data.h and the numbers are
 * found in the text and in the facts alike; a claim holds where the same thing was found in the
 * facts, whatever its words, or where the answers on shipping and returns say so.
 */
#include "config.h"

#include "content/claims.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "content/claims_known.h"

#include "base/banned.h"

#define CLAIMS_MAX 50
#define BESIDE	   3 /* pieces between a number and the guarantee that it is of */

static const char *const kinds[SLW_CLAIM__MAX] = {
	[SLW_CLAIM_MATERIAL] = "material", [SLW_CLAIM_CERTIFICATE] = "certificate",
	[SLW_CLAIM_AWARD] = "award",	   [SLW_CLAIM_GUARANTEE] = "guarantee",
	[SLW_CLAIM_PROMISE] = "promise",   [SLW_CLAIM_ORIGIN] = "origin",
	[SLW_CLAIM_PROPERTY] = "property", [SLW_CLAIM_QUALIFIER] = "",
	[SLW_CLAIM_CONTEXT] = "",	   [SLW_CLAIM_NUMBER] = "number",
	[SLW_CLAIM_PRICE] = "price",
};

struct claim {
	size_t offset, len;
	enum slw_claim_kind kind;
};

struct slw_claims {
	struct slw_claim_data data;
	struct slw_known known;
	const struct slw_words *stop; /* what a number word does not count */
	/* of the text, kept for their memory */
	struct slw_tokens pieces;
	struct slw_claim_found *found;
	size_t count, cap;
	struct slw_numbers numbers;
	bool *skip; /* per piece */
	size_t skip_cap;
	struct claim *claims;
	size_t claim_count, claim_cap;
};

int slw_claims_open(struct slw_claims **out, const char *data_folder, const char *language,
		    const struct slw_words *stop, struct slw_err *err)
{
	struct slw_claims *claims = slw_calloc(1, sizeof(*claims));
	int rc = slw_claim_data_load(&claims->data, data_folder, language, err);

	if (rc == 0) {
		slw_known_init(&claims->known, &claims->data);
		claims->stop = stop;
		*out = claims;
	} else {
		slw_claim_data_release(&claims->data);
		free(claims);
	}
	return rc;
}

void slw_claims_free(struct slw_claims *claims)
{
	if (claims == NULL)
		return;
	slw_known_release(&claims->known);
	slw_claim_data_release(&claims->data);
	slw_tokens_release(&claims->pieces);
	free(claims->found);
	free(claims->numbers.list);
	free(claims->skip);
	free(claims->claims);
	free(claims);
}

static const struct slw_concept *concept_of(const struct slw_claims *claims,
					    const struct slw_claim_found *found)
{
	return &claims->data.concepts[found->concept];
}

static size_t sentence_of(const struct slw_claims *claims, const struct slw_claim_found *found)
{
	return claims->pieces.list[found->first].sentence;
}

/* --- what the text says ------------------------------------------------------------------ */

static void find_phrases(struct slw_claims *claims)
{
	struct slw_claim_found found;

	claims->count = 0;
	if (claims->pieces.count > claims->skip_cap) {
		claims->skip_cap = claims->pieces.count * 2;
		claims->skip = slw_realloc(claims->skip, claims->skip_cap, sizeof(*claims->skip));
	}
	if (claims->pieces.count > 0)
		memset(claims->skip, 0, claims->pieces.count * sizeof(*claims->skip));
	for (size_t i = 0; i < claims->pieces.count; i++) {
		bool context;

		if (!slw_claim_find(&claims->data, &claims->data.own, &claims->pieces, i, &found))
			continue;
		context = found.concept != SLW_CLAIM_HARMLESS &&
			  concept_of(claims, &found)->kind == SLW_CLAIM_CONTEXT;
		for (size_t k = found.first; k <= found.last && !context; k++)
			claims->skip[k] = true;
		if (found.concept != SLW_CLAIM_HARMLESS) {
			SLW_GROW(claims->found, claims->count, claims->cap);
			claims->found[claims->count++] = found;
		}
		i = found.last;
	}
}

/* What the sentence is about, by its phrases. */
static unsigned int contexts_of(const struct slw_claims *claims, size_t sentence)
{
	unsigned int contexts = 0;

	for (size_t i = 0; i < claims->count; i++)
		if (sentence_of(claims, &claims->found[i]) == sentence)
			contexts |= concept_of(claims, &claims->found[i])->context;
	return contexts;
}

/* --- numbers ----------------------------------------------------------------------------- */

static bool is_time(const struct slw_claims *claims, const struct slw_number *number)
{
	return number->unit != SLW_NO_UNIT && claims->data.units[number->unit].time;
}

static bool number_holds(const struct slw_claims *claims, const struct slw_number *number)
{
	const struct slw_known *known = &claims->known;
	unsigned int contexts = is_time(claims, number) ? contexts_of(claims, number->sentence) : 0;

	if (number->code && slw_known_word(known, &claims->pieces.list[number->first]))
		return true;
	if (isnan(number->value))
		return false;
	for (size_t i = 0; i < known->numbers.count; i++) {
		const struct slw_number *fact = &known->numbers.list[i];
		unsigned int about;

		if (!slw_number_equals(&claims->data, number, fact))
			continue;
		/* the days of the returns are none of the delivery */
		about = slw_known_context(known, fact->key);
		if (contexts == 0 || about == 0 || (contexts & about) != 0)
			return true;
	}
	return false;
}

static bool has_word(const struct slw_claims *claims, const struct slw_words *words,
		     const struct slw_token *piece)
{
	return slw_words_find_hash(words, claims->pieces.folded + piece->offset, piece->len,
				   piece->hash, NULL);
}

/* "comes with two pockets", "a set of four", "Seven pockets hold"; but not "think of three jobs". */
static bool is_had(const struct slw_claims *claims, const struct slw_number *number)
{
	const struct slw_token *first = &claims->pieces.list[number->first];

	if (number->first == 0 || first[-1].sentence != first->sentence)
		return number->value > 2;
	for (size_t back = 1; back <= 2 && back <= number->first; back++)
		if (first[-(ptrdiff_t)back].sentence == first->sentence &&
		    has_word(claims, claims->data.own.having, &first[-(ptrdiff_t)back]))
			return true;
	return false;
}

/*
 * Whether a number in words claims something. With a unit it does, but for "ten minutes" and the
 * article of "one day"; without one where something is had, and can be counted.
 */
static bool word_counts(const struct slw_claims *claims, const struct slw_number *number)
{
	const struct slw_token *last, *next;

	if (number->value <= 1)
		return false;
	if (number->unit != SLW_NO_UNIT)
		return strcmp(claims->data.units[number->unit].name, "minute") != 0;
	if (number->last + 1 >= claims->pieces.count || !is_had(claims, number))
		return false;
	last = &claims->pieces.list[number->last];
	next = &claims->pieces.list[number->last + 1];
	return next->sentence == last->sentence && next->offset == last->offset + last->len + 1 &&
	       next->len > 2 && !claims->skip[number->last + 1] &&
	       !has_word(claims, claims->stop, next) &&
	       !has_word(claims, claims->data.own.uncounted, next);
}

/* The nearest phrase of a kind within some pieces of the number, in its sentence. */
static struct slw_claim_found *beside(struct slw_claims *claims, const struct slw_number *number,
				      enum slw_claim_kind kind, size_t most)
{
	struct slw_claim_found *nearest = NULL;
	size_t least = most + 1;

	for (size_t i = 0; i < claims->count; i++) {
		struct slw_claim_found *found = &claims->found[i];
		size_t distance;

		if (concept_of(claims, found)->kind != kind ||
		    sentence_of(claims, found) != number->sentence)
			continue;
		if (found->first > number->last)
			distance = found->first - number->last - 1;
		else if (number->first > found->last)
			distance = number->first - found->last - 1;
		else
			distance = 0;
		if (distance < least) {
			least = distance;
			nearest = found;
		}
	}
	return nearest;
}

static void add_claim(struct slw_claims *claims, size_t offset, size_t end,
		      enum slw_claim_kind kind)
{
	SLW_GROW(claims->claims, claims->claim_count, claims->claim_cap);
	claims->claims[claims->claim_count++] =
	    (struct claim){ .offset = offset, .len = end - offset, .kind = kind };
}

static size_t start_of_piece(const struct slw_claims *claims, size_t piece)
{
	return claims->pieces.list[piece].offset;
}

static size_t end_of_piece(const struct slw_claims *claims, size_t piece)
{
	return claims->pieces.list[piece].offset + claims->pieces.list[piece].len;
}

/* The number and the phrase as one claim: "two-year warranty", "100% cotton". */
static void add_joined(struct slw_claims *claims, const struct slw_number *number,
		       struct slw_claim_found *found, enum slw_claim_kind kind)
{
	size_t from = start_of_piece(claims, found->first), to = end_of_piece(claims, found->last);

	found->done = true;
	if (number->offset < from)
		from = number->offset;
	if (number->offset + number->len > to)
		to = number->offset + number->len;
	add_claim(claims, from, to, kind);
}

static void check_number(struct slw_claims *claims, const struct slw_number *number)
{
	struct slw_claim_found *found = NULL;
	enum slw_claim_kind kind = SLW_CLAIM_NUMBER;
	bool percent = false;

	if (is_time(claims, number))
		found = beside(claims, number, SLW_CLAIM_GUARANTEE, BESIDE);
	if (number->word && found == NULL && !word_counts(claims, number))
		return;
	if (number_holds(claims, number))
		return;
	if (found != NULL) {
		add_joined(claims, number, found, SLW_CLAIM_GUARANTEE);
		return;
	}
	if (number->unit != SLW_NO_UNIT) {
		percent = strcmp(claims->data.units[number->unit].of, "percent") == 0;
		if (claims->data.units[number->unit].money)
			kind = SLW_CLAIM_PRICE;
		else if (is_time(claims, number) && contexts_of(claims, number->sentence) != 0)
			kind = SLW_CLAIM_PROMISE;
	}
	if (percent)
		found = beside(claims, number, SLW_CLAIM_MATERIAL, 1);
	if (found != NULL)
		add_joined(claims, number, found, SLW_CLAIM_MATERIAL);
	else
		add_claim(claims, number->offset, number->offset + number->len, kind);
}

/* --- phrases ----------------------------------------------------------------------------- */

/* Whether the sentence of the phrase has a number of the fact: "free from $120". */
static bool says_number_of(const struct slw_claims *claims, size_t sentence, const char *key)
{
	for (size_t i = 0; i < claims->numbers.count; i++) {
		if (claims->numbers.list[i].sentence != sentence)
			continue;
		for (size_t k = 0; k < claims->known.numbers.count; k++) {
			const struct slw_number *fact = &claims->known.numbers.list[k];

			if (fact->key != NULL && strcmp(fact->key, key) == 0 &&
			    slw_number_equals(&claims->data, &claims->numbers.list[i], fact))
				return true;
		}
	}
	return false;
}

static bool condition_holds(const struct slw_claims *claims, const json_t *condition,
			    const json_t *fact, size_t sentence)
{
	const json_t *is = json_object_get(condition, "is");

	if (is != NULL)
		return json_equal((json_t *)is, (json_t *)fact) == 1;
	if (json_object_get(condition, "at_most") != NULL)
		return json_is_integer(fact) &&
		       json_integer_value(fact) <= slw_json_int(condition, "at_most", 0);
	if (slw_json_bool(condition, "given", false))
		return true;
	return says_number_of(claims, sentence, slw_json_str(condition, "fact", ""));
}

/* 1: the answers say so; 0: they say otherwise; -1: they do not say. */
static int ask_answers(const struct slw_claims *claims, const struct slw_claim_found *found)
{
	const json_t *conditions = concept_of(claims, found)->answers;
	int told = -1;

	for (size_t i = 0; i < json_array_size(conditions); i++) {
		const json_t *condition = json_array_get(conditions, i);
		const json_t *fact =
		    json_object_get(claims->known.facts, slw_json_str(condition, "fact", ""));

		if (fact == NULL)
			continue;
		if (condition_holds(claims, condition, fact, sentence_of(claims, found)))
			return 1;
		told = 0;
	}
	return told;
}

/* The facts in their own words: in another language than the text they are known by no phrase. */
static bool is_quoted(const struct slw_claims *claims, const struct slw_claim_found *found)
{
	const struct slw_token *list = claims->pieces.list;
	size_t count = claims->pieces.count;

	return (found->first > 0 && slw_known_pair(&claims->known, &list[found->first - 1])) ||
	       (found->last + 1 < count && slw_known_pair(&claims->known, &list[found->last]));
}

/* "Can I return it?" promises nothing. */
static bool is_question(const struct slw_claims *claims, const char *text, size_t piece)
{
	const struct slw_token *list = claims->pieces.list;

	while (piece + 1 < claims->pieces.count && list[piece + 1].sentence == list[piece].sentence)
		piece++;
	text += list[piece].offset + list[piece].len;
	return text[strspn(text, "\")] \xC2\xA0\xE2\x80\xAF\xBB")] == '?';
}

static bool phrase_holds(const struct slw_claims *claims, const char *text,
			 const struct slw_claim_found *found)
{
	const struct slw_concept *concept = concept_of(claims, found);
	uint8_t known = claims->known.concepts[found->concept];
	int told;

	if (found->negated)
	return concept->kind != SLW_CLAIM_MATERIAL || (known & SLW_KNOWN_NO) != 0;
	told = ask_answers(claims, found);
	if (told >= 0)
		return told == 1 || is_question(claims, text, found->first);
	return (known & SLW_KNOWN_YES) != 0 || is_quoted(claims, found);
}

/* "solid oak" where the facts say oak: the qualifier is claimed, and stands at its material. */
static void check_qualifier(struct slw_claims *claims, size_t at)
{
	struct slw_claim_found *found = &claims->found[at], *other = NULL;

	if ((claims->known.concepts[found->concept] & SLW_KNOWN_YES) != 0)
		return;
	if (at + 1 < claims->count && claims->found[at + 1].first == found->last + 1)
		other = &claims->found[at + 1];
	if ((other == NULL || concept_of(claims, other)->kind != SLW_CLAIM_MATERIAL) && at > 0 &&
	    claims->found[at - 1].last + 1 == found->first)
		other = &claims->found[at - 1];
	if (other == NULL || concept_of(claims, other)->kind != SLW_CLAIM_MATERIAL || other->done ||
	    sentence_of(claims, other) != sentence_of(claims, found))
		return;
	other->done = true;
	if (other < found)
		add_claim(claims, start_of_piece(claims, other->first),
			  end_of_piece(claims, found->last), SLW_CLAIM_MATERIAL);
	else
		add_claim(claims, start_of_piece(claims, found->first),
			  end_of_piece(claims, other->last), SLW_CLAIM_MATERIAL);
}

static void check_phrases(struct slw_claims *claims, const char *text)
{
	for (size_t i = 0; i < claims->count; i++)
		if (concept_of(claims, &claims->found[i])->kind == SLW_CLAIM_QUALIFIER)
			check_qualifier(claims, i);
	for (size_t i = 0; i < claims->count; i++) {
		const struct slw_claim_found *found = &claims->found[i];
		enum slw_claim_kind kind = concept_of(claims, found)->kind;

		if (kind != SLW_CLAIM_QUALIFIER && kind != SLW_CLAIM_CONTEXT && !found->done &&
		    !phrase_holds(claims, text, found))
			add_claim(claims, start_of_piece(claims, found->first),
				  end_of_piece(claims, found->last), kind);
	}
}

/* --- all of it --------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	const struct claim *left = a, *right = b;

	if (left->offset != right->offset)
		return left->offset < right->offset ? -1 : 1;
	return left->len > right->len ? -1 : left->len < right->len;
}

static json_t *claims_json(struct slw_claims *claims, const char *text)
{
	json_t *array = json_array();
	size_t end = 0;

	if (claims->claim_count > 1)
		qsort(claims->claims, claims->claim_count, sizeof(*claims->claims), by_place);
	for (size_t i = 0; i < claims->claim_count && json_array_size(array) < CLAIMS_MAX; i++) {
		const struct claim *claim = &claims->claims[i];
		char *said;
		json_t *object;

		if (claim->offset + claim->len <= end) /* within the one before */
			continue;
		end = claim->offset + claim->len;
		said = slw_strndup(text + claim->offset, claim->len);
		object = json_object();
		slw_json_set_str(object, "text", said);
		slw_json_set_int(object, "offset", (int64_t)claim->offset);
		slw_json_set_int(object, "length", (int64_t)claim->len);
		slw_json_set_str(object, "kind", kinds[claim->kind]);
		slw_json_append(array, object);
		free(said);
	}
	return array;
}

json_t *slw_claims_find(struct slw_claims *claims, const char *text,
			const struct slw_tokens *tokens, const json_t *facts, const json_t *wanted)
{
	slw_tokens_split(&claims->pieces, tokens);
	find_phrases(claims);
	claims->numbers.count = 0;
	slw_numbers_scan(&claims->numbers, &claims->data, &claims->data.own, text, &claims->pieces,
			 claims->skip, false);
	claims->claim_count = 0;
	if (claims->count > 0 || claims->numbers.count > 0)
		slw_known_read(&claims->known, facts, wanted);
	for (size_t i = 0; i < claims->numbers.count; i++)
		check_number(claims, &claims->numbers.list[i]);
	check_phrases(claims, text);
	return claims_json(claims, text);
}
