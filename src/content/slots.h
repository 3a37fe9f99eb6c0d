/*
 * What the phrases of the built-in writer can say about a subject: the facts, put into words of the
 * language. A slot without a value is a fact that is not known; a phrase that needs it is not used.
 * Some slots only say that something is so; their value is "".
 */
#ifndef SLW_CONTENT_SLOTS_H
#define SLW_CONTENT_SLOTS_H

#include <assert.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_grammar;
struct slw_lexicon;

enum slw_slot {
	SLW_SLOT_A_KEYWORD,
	SLW_SLOT_AUDIENCE,
	SLW_SLOT_BENEFIT,
	SLW_SLOT_CATEGORY,
	SLW_SLOT_CITY,
	SLW_SLOT_COLLECTION,
	SLW_SLOT_COUNTRY,
	SLW_SLOT_COUNTRY_IN,
	SLW_SLOT_DELIVERY_EXACT,
	SLW_SLOT_DELIVERY_MAX,
	SLW_SLOT_DELIVERY_MIN,
	SLW_SLOT_DELIVERY_RANGE,
	SLW_SLOT_EMAIL,
	SLW_SLOT_EXCEPTIONS,
	SLW_SLOT_FEATURE,
	SLW_SLOT_FEATURE_NOUN,
	SLW_SLOT_FEATURE_SENTENCE,
	SLW_SLOT_FEATURE_SINGLE,
	SLW_SLOT_FEATURE_STATE,
	SLW_SLOT_FEATURE_VERB,
	SLW_SLOT_FEATURE_WORD,
	SLW_SLOT_FEATURES_2,
	SLW_SLOT_FEATURES_REST,
	SLW_SLOT_FOUNDED,
	SLW_SLOT_FREE_HOME,
	SLW_SLOT_FREE_OVER,
	SLW_SLOT_FREE_OVER_PLAIN,
	SLW_SLOT_HANDLING_MAX,
	SLW_SLOT_HOME,
	SLW_SLOT_HOME_IN,
	SLW_SLOT_HOURS,
	SLW_SLOT_KEYWORD,
	SLW_SLOT_KEYWORD_ADJECTIVE,
	SLW_SLOT_KEYWORD_NEAR,
	SLW_SLOT_KEYWORD_NOUN,
	SLW_SLOT_KEYWORD_PLURAL,
	SLW_SLOT_KIND,
	SLW_SLOT_MORE_TITLES,
	SLW_SLOT_NO_RETURNS,
	SLW_SLOT_NOT_SHIPPED,
	SLW_SLOT_NOUN,
	SLW_SLOT_NOUN_FIRST,
	SLW_SLOT_OPTION_1,
	SLW_SLOT_OPTION_1_AND,
	SLW_SLOT_OPTION_1_VALUES,
	SLW_SLOT_OPTION_2,
	SLW_SLOT_OPTION_2_AND,
	SLW_SLOT_OPTION_2_VALUES,
	SLW_SLOT_PHONE,
	SLW_SLOT_PRODUCT,
	SLW_SLOT_REFURBISHED,
	SLW_SLOT_RETURN_DAYS,
	SLW_SLOT_RETURN_PAID,
	SLW_SLOT_RETURN_UNPAID,
	SLW_SLOT_RETURN_WAYS,
	SLW_SLOT_SAME_DAY,
	SLW_SLOT_SECOND_HAND,
	SLW_SLOT_SHIP_PRICE,
	SLW_SLOT_SHIPPED,
	SLW_SLOT_SHIPS_TO,
	SLW_SLOT_SHOP,
	SLW_SLOT_TAX_ADDED,
	SLW_SLOT_TAX_INCLUDED,
	SLW_SLOT_THE_PRODUCT,
	SLW_SLOT_THINGS,
	SLW_SLOT_TITLES,
	SLW_SLOT_TRADE,
	SLW_SLOT_VENDOR,
	SLW_SLOT_WORLDWIDE,
	SLW_SLOT__MAX
};

/* A set of slots. */
struct slw_slot_set {
	uint64_t bits[2];
};
static_assert(SLW_SLOT__MAX <= 128, "a set of slots has a bit for each");

static inline void slw_slot_set_add(struct slw_slot_set *set, int slot)
{
	set->bits[slot / 64] |= UINT64_C(1) << (slot % 64);
}

struct slw_slot_list {
	char **text;
	size_t count, cap;
};

struct slw_slots {
	const char *value[SLW_SLOT__MAX]; /* NULL: not known */
	struct slw_slot_set known;	  /* those whose value is not NULL */
	bool plural;			  /* the product is "they" */
	int noun_class;			  /* of the product's noun, or -1 */
	uint64_t topics;		  /* of the product: lexicon.h */
	/* what is said item by item: features, keywords, and sentences to quote */
	struct slw_slot_list features, keywords;
	struct slw_slot_list description, business_description, collection_description, story;
	struct slw_slot_list owned;
};

/* The slot of a name, or -1. */
int slw_slot_find(const char *name);

/* slots is filled and later given to slw_slots_release(). keywords may be NULL. */
void slw_slots_fill(struct slw_slots *slots, const struct slw_grammar *grammar,
		    const struct slw_lexicon *lexicon, const json_t *facts, const json_t *keywords);
void slw_slots_release(struct slw_slots *slots);

/* Copies text into what the slots own; NULL unsets. */
void slw_slots_set(struct slw_slots *slots, enum slw_slot slot, const char *text);
/* Takes a new text over. */
void slw_slots_own(struct slw_slots *slots, enum slw_slot slot, char *text);
/* The value "", or none. */
void slw_slots_flag(struct slw_slots *slots, enum slw_slot slot, bool is_so);

void slw_slot_list_add(struct slw_slot_list *list, char *text); /* takes text over */
void slw_slot_list_release(struct slw_slot_list *list);

/* Adds the sentences of a text that can stand in another text: 3 to 40 words, no links, no
 * shouting. The text may hold HTML. */
void slw_slots_sentences(struct slw_slot_list *list, const char *text);

#endif
