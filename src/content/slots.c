#include "config.h"

#include "content/slots.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/html.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "content/grammar.h"
#include "content/lexicon.h"
#include "model/codes.h"

#include "base/banned.h"

#define NAME_CHARS	60 /* of a product in running text */
#define FEATURE_WORDS	40
#define FEATURE_CHARS	240 /* of one that is longer */
#define FEATURE_SHORT	40  /* characters: two of them go into a meta description */
#define AUDIENCE_WORDS	12
#define COUNTRIES_NAMED 12
#define VALUES_NAMED	6
#define TITLES_NAMED	3
#define MARKUP_DEPTH	3 /* of entities within entities */
#define SENTENCES_MAX	40

static const char *const names[SLW_SLOT__MAX] = {
	[SLW_SLOT_A_KEYWORD] = "a_keyword",
	[SLW_SLOT_AUDIENCE] = "audience",
	[SLW_SLOT_BENEFIT] = "benefit",
	[SLW_SLOT_CATEGORY] = "category",
	[SLW_SLOT_CITY] = "city",
	[SLW_SLOT_COLLECTION] = "collection",
	[SLW_SLOT_COUNTRY] = "country",
	[SLW_SLOT_COUNTRY_IN] = "country_in",
	[SLW_SLOT_DELIVERY_EXACT] = "delivery_exact",
	[SLW_SLOT_DELIVERY_MAX] = "delivery_max",
	[SLW_SLOT_DELIVERY_MIN] = "delivery_min",
	[SLW_SLOT_DELIVERY_RANGE] = "delivery_range",
	[SLW_SLOT_EMAIL] = "email",
	[SLW_SLOT_EXCEPTIONS] = "exceptions",
	[SLW_SLOT_FEATURE] = "feature",
	[SLW_SLOT_FEATURE_NOUN] = "feature_noun",
	[SLW_SLOT_FEATURE_SENTENCE] = "feature_sentence",
	[SLW_SLOT_FEATURE_SINGLE] = "feature_single",
	[SLW_SLOT_FEATURE_STATE] = "feature_state",
	[SLW_SLOT_FEATURE_VERB] = "feature_verb",
	[SLW_SLOT_FEATURE_WORD] = "feature_word",
	[SLW_SLOT_FEATURES_2] = "features_2",
	[SLW_SLOT_FEATURES_REST] = "features_rest",
	[SLW_SLOT_FOUNDED] = "founded",
	[SLW_SLOT_FREE_HOME] = "free_home",
	[SLW_SLOT_FREE_OVER] = "free_over",
	[SLW_SLOT_FREE_OVER_PLAIN] = "free_over_plain",
	[SLW_SLOT_HANDLING_MAX] = "handling_max",
	[SLW_SLOT_HOME] = "home",
	[SLW_SLOT_HOME_IN] = "home_in",
	[SLW_SLOT_HOURS] = "hours",
	[SLW_SLOT_KEYWORD] = "keyword",
	[SLW_SLOT_KEYWORD_ADJECTIVE] = "keyword_adjective",
	[SLW_SLOT_KEYWORD_NEAR] = "keyword_near",
	[SLW_SLOT_KEYWORD_NOUN] = "keyword_noun",
	[SLW_SLOT_KEYWORD_PLURAL] = "keyword_plural",
	[SLW_SLOT_KIND] = "kind",
	[SLW_SLOT_MORE_TITLES] = "more_titles",
	[SLW_SLOT_NO_RETURNS] = "no_returns",
	[SLW_SLOT_NOT_SHIPPED] = "not_shipped",
	[SLW_SLOT_NOUN] = "noun",
	[SLW_SLOT_NOUN_FIRST] = "noun_first",
	[SLW_SLOT_OPTION_1] = "option_1",
	[SLW_SLOT_OPTION_1_AND] = "option_1_and",
	[SLW_SLOT_OPTION_1_VALUES] = "option_1_values",
	[SLW_SLOT_OPTION_2] = "option_2",
	[SLW_SLOT_OPTION_2_AND] = "option_2_and",
	[SLW_SLOT_OPTION_2_VALUES] = "option_2_values",
	[SLW_SLOT_PHONE] = "phone",
	[SLW_SLOT_PRODUCT] = "product",
	[SLW_SLOT_REFURBISHED] = "refurbished",
	[SLW_SLOT_RETURN_DAYS] = "return_days",
	[SLW_SLOT_RETURN_PAID] = "return_paid",
	[SLW_SLOT_RETURN_UNPAID] = "return_unpaid",
	[SLW_SLOT_RETURN_WAYS] = "return_ways",
	[SLW_SLOT_SAME_DAY] = "same_day",
	[SLW_SLOT_SECOND_HAND] = "second_hand",
	[SLW_SLOT_SHIP_PRICE] = "ship_price",
	[SLW_SLOT_SHIPPED] = "shipped",
	[SLW_SLOT_SHIPS_TO] = "ships_to",
	[SLW_SLOT_SHOP] = "shop",
	[SLW_SLOT_TAX_ADDED] = "tax_added",
	[SLW_SLOT_TAX_INCLUDED] = "tax_included",
	[SLW_SLOT_THE_PRODUCT] = "the_product",
	[SLW_SLOT_THINGS] = "things",
	[SLW_SLOT_TITLES] = "titles",
	[SLW_SLOT_TRADE] = "trade",
	[SLW_SLOT_VENDOR] = "vendor",
	[SLW_SLOT_WORLDWIDE] = "worldwide",
};

int slw_slot_find(const char *name)
{
	for (int i = 0; i < SLW_SLOT__MAX; i++) {
		if (strcmp(names[i], name) == 0)
			return i;
	}
	return -1;
}

void slw_slot_list_add(struct slw_slot_list *list, char *text)
{
	SLW_GROW(list->text, list->count, list->cap);
	list->text[list->count++] = text;
}

void slw_slot_list_release(struct slw_slot_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->text[i]);
	free(list->text);
	*list = (struct slw_slot_list){ 0 };
}

void slw_slots_own(struct slw_slots *slots, enum slw_slot slot, char *text)
{
	slots->value[slot] = text;
	if (text == NULL) {
		slots->known.bits[slot / 64] &= ~(UINT64_C(1) << (slot % 64));
		return;
	}
	slw_slot_list_add(&slots->owned, text);
	slw_slot_set_add(&slots->known, (int)slot);
}

void slw_slots_set(struct slw_slots *slots, enum slw_slot slot, const char *text)
{
	slw_slots_own(slots, slot, slw_strdup(text));
}

void slw_slots_flag(struct slw_slots *slots, enum slw_slot slot, bool is_so)
{
	slw_slots_own(slots, slot, NULL);
	if (!is_so)
		return;
	slots->value[slot] = "";
	slw_slot_set_add(&slots->known, (int)slot);
}

/* The text without markup, also where entities hide it, one in the other. */
static void add_plain(struct slw_buf *out, const char *text)
{
	struct slw_buf from;

	slw_buf_init(&from, 0);
	slw_buf_str(out, text);
	for (int i = 0; i < MARKUP_DEPTH && strpbrk(out->data, "<&") != NULL; i++) {
		slw_buf_clear(&from);
		slw_buf_str(&from, out->data);
		slw_buf_clear(out);
		slw_html_text(out, from.data);
	}
	slw_buf_release(&from);
}

/* One line of plain text without control characters and white space at its ends; NULL if empty. */
static char *clean_line(const char *text)
{
	struct slw_buf line, plain;
	char *trimmed;

	if (text == NULL)
		return NULL;
	slw_buf_init(&line, 0);
	slw_buf_init(&plain, 0);
	add_plain(&plain, text);
	slw_text_display(&line, plain.data, true);
	trimmed = slw_text_trim(line.data);
	slw_buf_release(&plain);
	slw_buf_release(&line);
	if (trimmed[0] != '\0')
		return trimmed;
	free(trimmed);
	return NULL;
}

static void cut_end_signs(char *text)
{
	size_t len = strlen(text);

	while (len > 0 && strchr(".,;:!? \t", text[len - 1]) != NULL)
		text[--len] = '\0';
}

static void cut_at_word(char *text, size_t chars)
{
	char *space;

	if (slw_text_chars(text) <= chars)
		return;
	slw_text_cut(text, chars);
	space = strrchr(text, ' ');
	if (space != NULL && space > text)
		*space = '\0';
	cut_end_signs(text);
}

/* A name as it is said: without what a shop adds behind "|", "(" or " - ". */
static char *short_name(const char *title)
{
	static const char *const stops[] = { " | ", " (", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ",
					     ", ",  ": " };
	char *name = clean_line(title);

	if (name == NULL)
		return NULL;
	for (size_t i = 0; i < SLW_COUNT(stops); i++) {
		char *stop = strstr(name, stops[i]);

		if (stop != NULL && stop - name >= 4)
			*stop = '\0';
	}
	cut_at_word(name, NAME_CHARS);
	cut_end_signs(name);
	if (name[0] == '\0') {
		free(name);
		return clean_line(title);
	}
	return name;
}

static void set_text(struct slw_slots *slots, enum slw_slot slot, const json_t *facts,
		     const char *key)
{
	slw_slots_own(slots, slot, clean_line(slw_json_str(facts, key, NULL)));
}

static void set_number(struct slw_slots *slots, enum slw_slot slot, const json_t *facts,
		       const char *key)
{
	int64_t number = slw_json_int(facts, key, -1);

	if (number > 0)
		slw_slots_own(slots, slot, slw_printf("%lld", (long long)number));
	else
		set_text(slots, slot, facts, key);
}

/* Adds the entries of an array of texts, or of one text with commas, semicolons or lines. */
static void add_items(struct slw_slot_list *list, const json_t *value)
{
	const char *text = json_string_value(value);

	for (size_t i = 0; i < json_array_size(value); i++) {
		char *item = clean_line(json_string_value(json_array_get(value, i)));

		if (item != NULL)
			slw_slot_list_add(list, item);
	}
	while (text != NULL && *text != '\0') {
		size_t len = strcspn(text, ",;\n");
		char *part = slw_strndup(text, len), *item = clean_line(part);

		if (item != NULL)
			slw_slot_list_add(list, item);
		free(part);
		text += len + (text[len] != '\0' ? 1 : 0);
	}
}

/* A line that ends as a sentence does; NULL if empty. */
static char *ended_line(const char *text)
{
	char *line = clean_line(text), *ended;
	size_t end = line == NULL ? 0 : strlen(line);

	if (end == 0 || strchr(".!?", line[end - 1]) != NULL)
		return line;
	cut_end_signs(line);
	ended = slw_printf("%s.", line);
	free(line);
	return ended;
}

/* Whether a text can stand in another: no shouting, no addresses, no signs of code. */
static bool is_sayable(const char *text)
{
	size_t small = 0, capital = 0;

	for (const char *p = text; *p != '\0'; p++) {
		small += *p >= 'a' && *p <= 'z' ? 1 : 0;
		capital += *p >= 'A' && *p <= 'Z' ? 1 : 0;
	}
	return (capital <= small || slw_text_words(text) < 3) && strstr(text, "!!") == NULL &&
	       strpbrk(text, "@<>{}[]|#") == NULL && strstr(text, "http") == NULL &&
	       strstr(text, "www.") == NULL;
}

static bool is_quotable(const char *sentence)
{
	size_t words = slw_text_words(sentence);

	return words >= 3 && words <= 40 && is_sayable(sentence);
}

static void add_sentence(struct slw_slot_list *list, const char *start, size_t len)
{
	char *raw = slw_strndup(start, len), *line = ended_line(raw);

	free(raw);
	if (line != NULL && is_quotable(line))
		slw_slot_list_add(list, line);
	else
		free(line);
}

void slw_slots_sentences(struct slw_slot_list *list, const char *text)
{
	struct slw_buf plain;
	const char *start;

	if (text == NULL || text[0] == '\0')
		return;
	slw_buf_init(&plain, 0);
	slw_html_text(&plain, text);
	start = plain.data;
	for (const char *p = start; list->count < SENTENCES_MAX; p++) {
		bool end = *p == '\0' || *p == '\n';

		if (!end && strchr(".!?", *p) != NULL && (p[1] == ' ' || p[1] == '\n'))
			end = p > start + 3; /* "e. g." and "Mr." are short */
		if (!end)
			continue;
		add_sentence(list, start, (size_t)(p - start) + (*p != '\0' && *p != '\n'));
		if (*p == '\0')
			break;
		start = p + 1;
	}
	slw_buf_release(&plain);
}

/* The items as one text: "a, b and c"; NULL where there are none. */
static char *join(const struct slw_grammar *grammar, const struct slw_slot_list *list, size_t from,
		  size_t max, bool choice)
{
	size_t count = list->count > from ? list->count - from : 0;
	struct slw_buf out;

	if (count == 0)
		return NULL;
	slw_buf_init(&out, 0);
	slw_grammar_list(grammar, &out, (const char *const *)list->text + from,
			 count < max ? count : max, choice);
	return slw_buf_take(&out);
}

static char *inside(const struct slw_grammar *grammar, char *text)
{
	struct slw_buf out;

	if (text == NULL)
		return NULL;
	slw_buf_init(&out, 0);
	cut_end_signs(text);
	slw_grammar_inside(grammar, &out, text);
	free(text);
	return slw_buf_take(&out);
}

/* "Clay pot" is "clay pot" within a sentence; "Wool Socks" and "Aurora" are names and stay. */
static char *running_name(const struct slw_grammar *grammar, const char *name)
{
	const char *space = strchr(name, ' ');

	if (space == NULL)
		return slw_strdup(name);
	for (const char *p = space; p != NULL; p = strchr(p + 1, ' ')) {
		if (p[1] < 'a' || p[1] > 'z')
			return slw_strdup(name);
	}
	return inside(grammar, slw_strdup(name));
}

/* The name with its article and the quotation marks of the language. */
static char *the_name(const struct slw_grammar *grammar, const char *name, bool plural)
{
	char *running = running_name(grammar, name);
	struct slw_buf the;

	slw_buf_init(&the, 0);
	slw_grammar_the(grammar, &the, running, plural);
	free(running);
	return slw_buf_take(&the);
}

/* A name in one line, short, with the inner quotation marks of the language; NULL if empty. */
static char *said_name(const struct slw_grammar *grammar, const char *title)
{
	char *name = short_name(title);
	struct slw_buf quoted;

	if (name == NULL)
		return NULL;
	slw_buf_init(&quoted, 0);
	slw_grammar_name(grammar, &quoted, name);
	free(name);
	return slw_buf_take(&quoted);
}

/* The name of a maker as it is said; NULL for an account's name such as "partners-demo". */
static char *maker_name(const struct slw_grammar *grammar, const char *vendor)
{
	bool has_capital = false;

	for (const char *p = vendor; *p != '\0'; p++)
		has_capital = has_capital || !(*p == '-' || *p == '_' || (*p >= 'a' && *p <= 'z') ||
					       (*p >= '0' && *p <= '9'));
	return has_capital || strpbrk(vendor, "-_0123456789") == NULL ? said_name(grammar, vendor)
								      : NULL;
}

static void fill_kind(struct slw_slots *slots, const struct slw_grammar *grammar,
		      const struct slw_lexicon *lexicon, const json_t *facts)
{
	const char *name = slots->value[SLW_SLOT_PRODUCT];
	struct slw_subject subject;

	slw_lexicon_subject(lexicon, name, facts, &subject);
	slots->topics = subject.topics;
	slots->noun_class = subject.noun_class;
	slots->plural = subject.noun_class >= 0
			    ? slw_grammar_class_is_plural(grammar, subject.noun_class)
			    : slw_grammar_noun(grammar, name) == SLW_NOUN_PLURAL;
	if (subject.noun_class >= 0)
		slw_slots_set(slots, SLW_SLOT_NOUN, subject.noun);
	slw_slots_flag(slots, SLW_SLOT_NOUN_FIRST, subject.noun_class >= 0 && subject.noun_first);
	slw_slots_flag(slots, SLW_SLOT_KIND, subject.topics != 0);
}

/* The merchant's own word for what it is: what a taxonomy in English calls it is no word for a text
 * in another language. */
static void fill_category(struct slw_slots *slots, const struct slw_grammar *grammar,
			  const json_t *facts)
{
	const char *category = slw_json_str(facts, "category", NULL);
	const char *taxonomy = slw_json_str(facts, "product_category", NULL);
	size_t len = category == NULL ? 0 : strlen(category);

	if (category == NULL ||
	    (taxonomy != NULL && slw_json_str(facts, "product_type", NULL) == NULL &&
	     strlen(taxonomy) >= len && strcmp(taxonomy + strlen(taxonomy) - len, category) == 0 &&
	     !slw_grammar_owns(grammar, taxonomy)))
		return;
	slw_slots_own(slots, SLW_SLOT_CATEGORY, said_name(grammar, category));
}

/* The name of a product; where it is nothing but markup, that is its name, without the brackets. */
static char *product_name(const struct slw_grammar *grammar, const char *title)
{
	char *name = said_name(grammar, title), *bare;

	if (name != NULL || title == NULL)
		return name;
	bare = slw_strdup(title);
	for (char *p = bare; *p != '\0'; p++)
		if (*p == '<' || *p == '>')
			*p = ' ';
	name = said_name(grammar, bare);
	free(bare);
	return name;
}

static void fill_product(struct slw_slots *slots, const struct slw_grammar *grammar,
			 const struct slw_lexicon *lexicon, const json_t *facts)
{
	const char *condition = slw_json_str(facts, "condition", "new");
	const char *vendor = slw_json_str(facts, "vendor", "");
	bool shipped;

	slots->noun_class = -1;
	slw_slots_own(slots, SLW_SLOT_PRODUCT,
		      product_name(grammar, slw_json_str(facts, "product_name", NULL)));
	if (slots->value[SLW_SLOT_PRODUCT] == NULL)
		return;
	fill_kind(slots, grammar, lexicon, facts);
	slw_slots_own(slots, SLW_SLOT_THE_PRODUCT,
		      the_name(grammar, slots->value[SLW_SLOT_PRODUCT], slots->plural));
	fill_category(slots, grammar, facts);
	if (strcmp(vendor, slw_json_str(facts, "business_name", "")) != 0)
		slw_slots_own(slots, SLW_SLOT_VENDOR, maker_name(grammar, vendor));
	slw_slots_flag(slots, SLW_SLOT_REFURBISHED, strcmp(condition, "refurbished") == 0);
	slw_slots_flag(slots, SLW_SLOT_SECOND_HAND, strcmp(condition, "used") == 0);
	shipped = slw_json_bool(facts, "requires_shipping", true);
	slw_slots_flag(slots, SLW_SLOT_SHIPPED, shipped);
	slw_slots_flag(slots, SLW_SLOT_NOT_SHIPPED, !shipped);
}

/* What an option is called in this language, where it is a common one. */
static char *option_name(const struct slw_grammar *grammar, const char *label)
{
	const json_t *known = slw_grammar_data(grammar, "option_names");
	char *key = slw_text_fold(label);
	const char *name = slw_json_str(known, key, NULL);

	free(key);
	return name != NULL ? slw_strdup(name) : inside(grammar, slw_strdup(label));
}

static void fill_option(struct slw_slots *slots, const struct slw_grammar *grammar,
			const json_t *option, enum slw_slot name, enum slw_slot values,
			enum slw_slot and_values)
{
	struct slw_slot_list list = { 0 };
	char *label = clean_line(slw_json_str(option, "name", NULL));

	add_items(&list, json_object_get(option, "values"));
	if (label != NULL && list.count > 1 && strcmp(label, "Title") != 0) {
		slw_slots_own(slots, name, option_name(grammar, label));
		if (list.count <= VALUES_NAMED) {
			slw_slots_own(slots, values, join(grammar, &list, 0, VALUES_NAMED, true));
			slw_slots_own(slots, and_values,
				      join(grammar, &list, 0, VALUES_NAMED, false));
		}
	}
	free(label);
	slw_slot_list_release(&list);
}

/* The features that can be said, at most FEATURE_WORDS long, but for the product's name itself. */
static void add_features(struct slw_slots *slots, const json_t *value)
{
	const char *name = slots->value[SLW_SLOT_PRODUCT];
	struct slw_slot_list given = { 0 };

	add_items(&given, value);
	for (size_t i = 0; i < given.count; i++) {
		char *feature = given.text[i];

		if (slw_text_words(feature) > FEATURE_WORDS)
			cut_at_word(feature, FEATURE_CHARS);
		cut_end_signs(feature);
		if (slw_text_words(feature) > 0 && is_sayable(feature) &&
		    (name == NULL || strcasecmp(feature, name) != 0))
			slw_slot_list_add(&slots->features, slw_strdup(feature));
	}
	slw_slot_list_release(&given);
}

static void fill_features(struct slw_slots *slots, const struct slw_grammar *grammar,
			  const json_t *facts)
{
	struct slw_slot_list two = { 0 };

	add_features(slots, json_object_get(facts, "features"));
	for (size_t i = 0; i < slots->features.count && two.count < 2; i++) {
		const char *feature = slots->features.text[i];

		if (slw_text_chars(feature) <= FEATURE_SHORT)
			slw_slot_list_add(&two, inside(grammar, slw_strdup(feature)));
	}
	slw_slots_own(slots, SLW_SLOT_FEATURES_2, join(grammar, &two, 0, 2, false));
	slw_slot_list_release(&two);
}

static void fill_keywords(struct slw_slots *slots, const json_t *keywords)
{
	struct slw_slot_list given = { 0 };

	add_items(&given, keywords);
	for (size_t i = 0; i < given.count; i++) {
		if (slw_text_words(given.text[i]) > 0)
			slw_slot_list_add(&slots->keywords, slw_strdup(given.text[i]));
	}
	slw_slot_list_release(&given);
}

/* "the United States" for "US"; NULL if the language has no word for it. */
static const char *country_name(const struct slw_grammar *grammar, const char *code)
{
	const char *name = slw_json_str(slw_grammar_data(grammar, "countries"), code, NULL);
	const struct slw_country *country = slw_country_find(code);

	if (name != NULL || country == NULL ||
	    !json_is_true(slw_grammar_data(grammar, "countries_in_english")))
		return name;
	return country->name;
}

/* "in the United States"; NULL if it is not known how to say it. */
static char *in_country(const struct slw_grammar *grammar, const char *code)
{
	const char *said = slw_json_str(slw_grammar_data(grammar, "countries_in"), code, NULL);
	const char *in = json_string_value(slw_grammar_data(grammar, "in"));
	const char *name = country_name(grammar, code);

	if (said != NULL || name == NULL || in == NULL)
		return slw_strdup(said);
	return slw_printf("%s %s", in, name);
}

static void fill_shipping(struct slw_slots *slots, const struct slw_grammar *grammar,
			  const json_t *facts)
{
	const json_t *countries = slw_json_array(facts, "ships_to");
	int64_t least = slw_json_int(facts, "delivery_days_min", 0);
	int64_t most = slw_json_int(facts, "delivery_days_max", 0);
	struct slw_slot_list named = { 0 };
	const char *home = slw_json_str(facts, "delivery_country", "");

	slw_slots_set(slots, SLW_SLOT_HOME, country_name(grammar, home));
	slw_slots_own(slots, SLW_SLOT_HOME_IN, in_country(grammar, home));
	set_number(slots, SLW_SLOT_DELIVERY_MIN, facts, "delivery_days_min");
	set_number(slots, SLW_SLOT_DELIVERY_MAX, facts, "delivery_days_max");
	slw_slots_flag(slots, SLW_SLOT_DELIVERY_RANGE, least > 0 && least < most);
	slw_slots_flag(slots, SLW_SLOT_DELIVERY_EXACT, most > 0 && least == most);
	set_number(slots, SLW_SLOT_HANDLING_MAX, facts, "handling_days_max");
	slw_slots_flag(slots, SLW_SLOT_SAME_DAY, slw_json_int(facts, "handling_days_max", -1) == 0);
	set_text(slots, SLW_SLOT_SHIP_PRICE, facts, "shipping_price");
	slw_slots_flag(slots, SLW_SLOT_FREE_HOME, slw_json_bool(facts, "shipping_free", false));
	set_text(slots, SLW_SLOT_FREE_OVER, facts, "free_shipping_over");
	slw_slots_flag(slots, SLW_SLOT_FREE_OVER_PLAIN, slots->value[SLW_SLOT_FREE_OVER] != NULL);
	slw_slots_flag(slots, SLW_SLOT_WORLDWIDE, slw_json_bool(facts, "ships_worldwide", false));
	for (size_t i = 0; i < json_array_size(countries); i++) {
		const char *code = json_string_value(json_array_get(countries, i));
		const char *name = code == NULL ? NULL : country_name(grammar, code);

		if (name != NULL)
			slw_slot_list_add(&named, slw_strdup(name));
	}
	/* all of them or none: a list with gaps would say that it ships to fewer */
	if (named.count == json_array_size(countries) && named.count <= COUNTRIES_NAMED &&
	    slots->value[SLW_SLOT_WORLDWIDE] == NULL)
		slw_slots_own(slots, SLW_SLOT_SHIPS_TO,
			      join(grammar, &named, 0, named.count, false));
	slw_slot_list_release(&named);
}

static void fill_returns(struct slw_slots *slots, const struct slw_grammar *grammar,
			 const json_t *facts)
{
	const json_t *methods = slw_json_array(facts, "return_methods");
	const char *payer = slw_json_str(facts, "return_paid_by", "");
	struct slw_slot_list ways = { 0 };

	slw_slots_flag(slots, SLW_SLOT_NO_RETURNS, !slw_json_bool(facts, "returns_accepted", true));
	if (slots->value[SLW_SLOT_NO_RETURNS] != NULL)
		return;
	set_number(slots, SLW_SLOT_RETURN_DAYS, facts, "return_days");
	slw_slots_flag(slots, SLW_SLOT_RETURN_PAID, strcmp(payer, "merchant") == 0);
	slw_slots_flag(slots, SLW_SLOT_RETURN_UNPAID, strcmp(payer, "customer") == 0);
	for (size_t i = 0; i < json_array_size(methods); i++) {
		const char *way = json_string_value(json_array_get(methods, i));

		way = way == NULL
			  ? NULL
			  : slw_json_str(slw_grammar_data(grammar, "return_ways"), way, NULL);
		if (way != NULL)
			slw_slot_list_add(&ways, slw_strdup(way));
	}
	slw_slots_own(slots, SLW_SLOT_RETURN_WAYS, join(grammar, &ways, 0, ways.count, true));
	slw_slot_list_release(&ways);
	if (slw_grammar_owns(grammar, slw_json_str(facts, "return_exceptions", "")))
		slw_slots_own(slots, SLW_SLOT_EXCEPTIONS,
			      ended_line(slw_json_str(facts, "return_exceptions", NULL)));
}

static void fill_shop(struct slw_slots *slots, const struct slw_grammar *grammar,
		      const json_t *facts)
{
	const json_t *trade = slw_json_array(slw_grammar_data(grammar, "industries"),
					     slw_json_str(facts, "industry", ""));
	const json_t *included = json_object_get(facts, "prices_include_tax");
	const char *country = slw_json_str(facts, "country", "");
	char *audience = inside(grammar, clean_line(slw_json_str(facts, "audience", NULL)));

	set_text(slots, SLW_SLOT_SHOP, facts, "business_name");
	if (audience != NULL && slw_text_words(audience) > 0 &&
	    slw_text_words(audience) <= AUDIENCE_WORDS &&
	    strpbrk(audience, ".;:!?<>{}[]@|") == NULL && strstr(audience, "http") == NULL &&
	    slw_grammar_owns(grammar, audience))
		slw_slots_set(slots, SLW_SLOT_AUDIENCE, audience);
	free(audience);
	slw_slots_set(slots, SLW_SLOT_TRADE, json_string_value(json_array_get(trade, 0)));
	slw_slots_set(slots, SLW_SLOT_THINGS, json_string_value(json_array_get(trade, 1)));
	set_number(slots, SLW_SLOT_FOUNDED, facts, "founded");
	set_text(slots, SLW_SLOT_CITY, facts, "city");
	slw_slots_set(slots, SLW_SLOT_COUNTRY, country_name(grammar, country));
	slw_slots_own(slots, SLW_SLOT_COUNTRY_IN, in_country(grammar, country));
	set_text(slots, SLW_SLOT_EMAIL, facts, "contact_email");
	set_text(slots, SLW_SLOT_PHONE, facts, "contact_phone");
	if (slw_grammar_owns(grammar, slw_json_str(facts, "contact_hours", "")))
		set_text(slots, SLW_SLOT_HOURS, facts, "contact_hours");
	slw_slots_flag(slots, SLW_SLOT_TAX_INCLUDED, json_is_true(included));
	slw_slots_flag(slots, SLW_SLOT_TAX_ADDED, json_is_false(included));
}

static void fill_collection(struct slw_slots *slots, const struct slw_grammar *grammar,
			    const json_t *facts)
{
	const json_t *titles = slw_json_array(facts, "product_titles");
	struct slw_slot_list named = { 0 };

	slw_slots_own(slots, SLW_SLOT_COLLECTION,
		      said_name(grammar, slw_json_str(facts, "collection_name", NULL)));
	for (size_t i = 0; i < json_array_size(titles) && named.count < TITLES_NAMED; i++) {
		char *name = said_name(grammar, json_string_value(json_array_get(titles, i)));

		if (name != NULL)
			slw_slot_list_add(
			    &named, the_name(grammar, name,
					     slw_grammar_noun(grammar, name) == SLW_NOUN_PLURAL));
		free(name);
	}
	slw_slots_own(slots, SLW_SLOT_TITLES, join(grammar, &named, 0, TITLES_NAMED, false));
	slw_slots_flag(slots, SLW_SLOT_MORE_TITLES,
		       named.count > 1 && json_array_size(titles) > named.count);
	slw_slot_list_release(&named);
}

/* The sentences of a fact, if it is in the language of the text. */
static void fill_sentences(struct slw_slot_list *list, const struct slw_grammar *grammar,
			   const json_t *facts, const char *key)
{
	const char *text = slw_json_str(facts, key, "");

	if (text[0] != '\0' && slw_grammar_owns(grammar, text))
		slw_slots_sentences(list, text);
}

void slw_slots_fill(struct slw_slots *slots, const struct slw_grammar *grammar,
		    const struct slw_lexicon *lexicon, const json_t *facts, const json_t *keywords)
{
	const json_t *options = slw_json_array(facts, "options");

	*slots = (struct slw_slots){ 0 };
	fill_product(slots, grammar, lexicon, facts);
	fill_features(slots, grammar, facts);
	fill_option(slots, grammar, json_array_get(options, 0), SLW_SLOT_OPTION_1,
		    SLW_SLOT_OPTION_1_VALUES, SLW_SLOT_OPTION_1_AND);
	fill_option(slots, grammar, json_array_get(options, 1), SLW_SLOT_OPTION_2,
		    SLW_SLOT_OPTION_2_VALUES, SLW_SLOT_OPTION_2_AND);
	fill_shop(slots, grammar, facts);
	fill_shipping(slots, grammar, facts);
	fill_returns(slots, grammar, facts);
	fill_collection(slots, grammar, facts);
	fill_keywords(slots, keywords);
	fill_sentences(&slots->description, grammar, facts, "description");
	fill_sentences(&slots->business_description, grammar, facts, "business_description");
	fill_sentences(&slots->collection_description, grammar, facts, "collection_description");
	fill_sentences(&slots->story, grammar, facts, "story");
}

void slw_slots_release(struct slw_slots *slots)
{
	slw_slot_list_release(&slots->features);
	slw_slot_list_release(&slots->keywords);
	slw_slot_list_release(&slots->description);
	slw_slot_list_release(&slots->business_description);
	slw_slot_list_release(&slots->collection_description);
	slw_slot_list_release(&slots->story);
	slw_slot_list_release(&slots->owned);
}
