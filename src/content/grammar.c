#include "config.h"

#include "content/grammar.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unistr.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "content/words.h"

#include "base/banned.h"

#define WORD_MAX 64 /* bytes of a word that lists and endings are asked about */

#define SENTENCE_WORDS 11 /* a feature of as many words stands alone */

enum list {
	DETERMINERS,
	HEAD_ENDS,
	PLURAL_WORDS,
	SINGULAR_WORDS,
	MASS_WORDS,
	COUNTABLE,
	ADJECTIVES,
	PARTICIPLES,
	PARTICIPLE_FOLLOWS,
	KEEP_CAPITAL,
	JOINS,
	TRAILS,
	OWN,
	FOREIGN,
	ELISIONS,
	UNELIDED,
	MUTE_H,
	LIST__MAX
};

static const char *const list_keys[LIST__MAX] = {
	[DETERMINERS] = "determiners",
	[HEAD_ENDS] = "head_ends",
	[PLURAL_WORDS] = "plural_words",
	[SINGULAR_WORDS] = "singular_words",
	[MASS_WORDS] = "mass_words",
	[COUNTABLE] = "countable_exceptions",
	[ADJECTIVES] = "adjective_words",
	[PARTICIPLES] = "participles",
	[PARTICIPLE_FOLLOWS] = "participle_follows",
	[KEEP_CAPITAL] = "keep_capital",
	[JOINS] = "joining_words",
	[TRAILS] = "trailing_words",
	[OWN] = "own_words",
	[FOREIGN] = "foreign_words",
	[ELISIONS] = "elisions",
	[UNELIDED] = "unelided_words",
	[MUTE_H] = "mute_h_words",
};

struct slw_grammar {
	json_t *data;
	struct slw_words *list[LIST__MAX];
	const char *and, * or, *comma; /* borrowed from data, as are the following */
	const json_t *classes, *plural_classes, *contractions, *quotes, *own_endings;
	bool needs_evidence, lower_listed;
};

int slw_grammar_load(struct slw_grammar **out, const json_t *data, struct slw_err *err)
{
	static const char *const needed[] = { "and", "or", "comma" };
	struct slw_grammar *grammar;

	if (!json_is_object(data))
		return slw_err_set(err, SLW_EINTERNAL, _("\"grammar\" is missing"));
	for (size_t i = 0; i < SLW_COUNT(needed); i++) {
		if (slw_json_str(data, needed[i], NULL) == NULL)
			return slw_err_set(err, SLW_EINTERNAL, _("\"grammar.%s\" is missing"),
					   needed[i]);
	}
	grammar = slw_calloc(1, sizeof(*grammar));
	grammar->data = json_incref((json_t *)data);
	grammar->and = slw_json_str(data, "and", "");
	grammar->or = slw_json_str(data, "or", "");
	grammar->comma = slw_json_str(data, "comma", "");
	grammar->classes = slw_json_array(data, "classes");
	grammar->plural_classes = slw_json_array(data, "plural_classes");
	grammar->contractions = slw_json_array(data, "contractions");
	grammar->quotes = slw_json_array(data, "inner_quotes");
	grammar->own_endings = slw_json_array(data, "own_endings");
	grammar->needs_evidence = slw_json_bool(data, "needs_evidence", false);
	grammar->lower_listed = slw_json_bool(data, "lower_listed", false);
	for (size_t i = 0; i < LIST__MAX; i++) {
		grammar->list[i] = slw_words_new();
		slw_words_add_list(grammar->list[i], slw_json_array(data, list_keys[i]), 0);
	}
	*out = grammar;
	return 0;
}

void slw_grammar_free(struct slw_grammar *grammar)
{
	if (grammar == NULL)
		return;
	for (size_t i = 0; i < LIST__MAX; i++)
		slw_words_free(grammar->list[i]);
	json_decref(grammar->data);
	free(grammar);
}

const json_t *slw_grammar_data(const struct slw_grammar *grammar, const char *key)
{
	return json_object_get(grammar->data, key);
}

size_t slw_grammar_classes(const struct slw_grammar *grammar)
{
	return json_array_size(grammar->classes);
}

static int index_of(const json_t *list, const char *name)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *one = json_string_value(json_array_get(list, i));

		if (one != NULL && strcmp(one, name) == 0)
			return (int)i;
	}
	return -1;
}

int slw_grammar_class(const struct slw_grammar *grammar, const char *name)
{
	return index_of(grammar->classes, name);
}

bool slw_grammar_class_is_plural(const struct slw_grammar *grammar, int number)
{
	const char *name =
	    number < 0 ? NULL : json_string_value(json_array_get(grammar->classes, (size_t)number));

	return name != NULL && index_of(grammar->plural_classes, name) >= 0;
}

bool slw_grammar_is(const struct slw_grammar *grammar, enum slw_word what, const char *word,
		    size_t len)
{
	static const enum list lists[] = { [SLW_WORD_ENDS_HEAD] = HEAD_ENDS,
					   [SLW_WORD_JOINS] = JOINS,
					   [SLW_WORD_TRAILS] = TRAILS };

	return slw_words_find(grammar->list[lists[what]], word, len, NULL);
}

/* The word at the start of text, folded, without signs at its ends; returns where the next is. */
static const char *next_word(const char *text, char word[WORD_MAX])
{
	size_t len, start = 0;
	char *p = word;

	text += strspn(text, " \t\n");
	len = strcspn(text, " \t\n");
	while (start < len && strchr("\"'(", text[start]) != NULL)
		start++;
	for (size_t i = start; i < len && p < word + WORD_MAX - 1; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c >= 'A' && c <= 'Z')
			*p++ = (char)(c + 32);
		else if (p > word && (unsigned char)p[-1] == 0xC3 && c >= 0x80 && c <= 0x9E &&
			 c != 0x97)
			*p++ = (char)(c + 0x20); /* the capital letters of Latin-1 */
		else
			*p++ = (char)c;
	}
	while (p > word && strchr(".,;:!?\"')", p[-1]) != NULL)
		p--;
	*p = '\0';
	return text + len;
}

static bool ends_in(const struct slw_grammar *grammar, const char *key, const char *word)
{
	const json_t *endings = slw_json_array(grammar->data, key);
	size_t len = strlen(word);

	for (size_t i = 0; i < json_array_size(endings); i++) {
		const char *ending = json_string_value(json_array_get(endings, i));
		size_t end = ending == NULL ? 0 : strlen(ending);

		if (end > 0 && len > end + 1 && strcmp(word + len - end, ending) == 0)
			return true;
	}
	return false;
}

static bool has_own_letters(const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)word[i] == 0xC3)
			return true;
	}
	return false;
}

static bool has_own_ending(const struct slw_grammar *grammar, const char *word, size_t len)
{
	for (size_t i = 0; i < json_array_size(grammar->own_endings); i++) {
		const json_t *ending = json_array_get(grammar->own_endings, i);
		size_t end = json_string_length(ending);

		if (len > end + 2 && end > 0 &&
		    memcmp(word + len - end, json_string_value(ending), end) == 0)
			return true;
	}
	return false;
}

bool slw_grammar_owns(const struct slw_grammar *grammar, const char *text)
{
	struct slw_tokens tokens;
	size_t own = 0, foreign = 0;

	slw_tokens_init(&tokens, text);
	for (size_t i = 0; i < tokens.count; i++) {
		const char *word = tokens.folded + tokens.list[i].offset;
		size_t len = tokens.list[i].len;

		if (slw_words_find(grammar->list[FOREIGN], word, len, NULL))
			foreign++;
		else if (slw_words_find(grammar->list[OWN], word, len, NULL) ||
			 (grammar->needs_evidence &&
			  (has_own_letters(word, len) || has_own_ending(grammar, word, len))))
			own++;
	}
	slw_tokens_release(&tokens);
	return own > foreign || (own == foreign && !grammar->needs_evidence);
}

static bool begins_with(const struct slw_grammar *grammar, const char *key, const char *word)
{
	const json_t *starts = slw_json_array(grammar->data, key);

	for (size_t i = 0; i < json_array_size(starts); i++) {
		const char *start = json_string_value(json_array_get(starts, i));

		if (start != NULL && strncmp(word, start, strlen(start)) == 0)
			return true;
	}
	return false;
}

static bool has(const struct slw_grammar *grammar, enum list list, const char *word)
{
	return slw_words_have(grammar->list[list], word);
}

/* The last word before "for", "with" ...: what the phrase is a kind of. Returns the word count. */
static size_t find_head(const struct slw_grammar *grammar, const char *phrase, char head[WORD_MAX])
{
	char word[WORD_MAX];
	size_t count = 0;

	head[0] = '\0';
	while (*phrase != '\0') {
		phrase = next_word(phrase, word);
		if (word[0] == '\0')
			continue;
		if (count > 0 && has(grammar, HEAD_ENDS, word))
			break;
		/* "Socks 3-Pack", "Pots 12 cm": the figure is not the noun */
		if (count > 0 && word[0] >= '0' && word[0] <= '9' && strchr(word, '-') == NULL)
			break;
		memcpy(head, word, sizeof(word));
		count++;
	}
	return count;
}

static enum slw_noun noun_of(const struct slw_grammar *grammar, const char *head)
{
	if (has(grammar, PLURAL_WORDS, head))
		return SLW_NOUN_PLURAL;
	if (has(grammar, SINGULAR_WORDS, head))
		return SLW_NOUN_SINGULAR;
	if (has(grammar, MASS_WORDS, head))
		return SLW_NOUN_MASS;
	if (strlen(head) > 2 && ends_in(grammar, "plural_endings", head) &&
	    !ends_in(grammar, "singular_endings", head))
		return SLW_NOUN_PLURAL;
	if (has(grammar, COUNTABLE, head))
		return SLW_NOUN_SINGULAR;
	return ends_in(grammar, "mass_endings", head) ? SLW_NOUN_MASS : SLW_NOUN_SINGULAR;
}

enum slw_noun slw_grammar_noun(const struct slw_grammar *grammar, const char *phrase)
{
	char head[WORD_MAX], last[WORD_MAX];
	const char *p = phrase;

	find_head(grammar, phrase, head);
	do {
		p = next_word(p, last);
	} while (p[strspn(p, " \t\n")] != '\0');
	if (has(grammar, ADJECTIVES, last) || ends_in(grammar, "adjective_endings", last))
		return SLW_NOUN_ADJECTIVE;
	return noun_of(grammar, head);
}

static bool is_verb(const struct slw_grammar *grammar, const char *word)
{
	return slw_json_str(slw_json_object(grammar->data, "verbs"), word, NULL) != NULL;
}

enum slw_clause slw_grammar_clause(const struct slw_grammar *grammar, const char *phrase)
{
	char first[WORD_MAX], second[WORD_MAX], last[WORD_MAX];
	const char *rest = next_word(phrase, first), *p = rest;
	size_t words = slw_text_words(phrase);
	size_t len = strlen(phrase);

	next_word(rest, second);
	memcpy(last, first, sizeof(last));
	while (p[strspn(p, " \t\n")] != '\0')
		p = next_word(p, last);
	if (words >= SENTENCE_WORDS || (words > 4 && len > 0 && strchr(".!?", phrase[len - 1])))
		return SLW_CLAUSE_SENTENCE;
	if (is_verb(grammar, first) && second[0] != '\0')
		return SLW_CLAUSE_VERB;
	if (has(grammar, PARTICIPLES, first) &&
	    (second[0] == '\0' || has(grammar, PARTICIPLE_FOLLOWS, second)))
		return SLW_CLAUSE_STATE;
	if (words <= 3 && (has(grammar, ADJECTIVES, last) || has(grammar, PARTICIPLES, last) ||
			   ends_in(grammar, "adjective_endings", last)))
		return SLW_CLAUSE_STATE;
	return SLW_CLAUSE_NOUN;
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

void slw_grammar_the(const struct slw_grammar *grammar, struct slw_buf *out, const char *phrase,
		     bool plural)
{
	const json_t *article = slw_json_array(grammar->data, "the");
	const char *the = json_string_value(json_array_get(article, plural ? 1 : 0));
	char first[WORD_MAX];
	size_t len;

	next_word(phrase, first);
	len = strlen(first);
	if (the != NULL && !has(grammar, DETERMINERS, first) &&
	    !(len > 2 && strcmp(first + len - 2, "'s") == 0) &&
	    !(len > 4 && strcmp(first + len - 4, "\xE2\x80\x99s") == 0))
		slw_buf_printf(out, "%s ", the);
	slw_buf_str(out, phrase);
}

/* Whether the first word is spoken as letters: "LED", "USB-C". */
static bool is_spelled(const char *phrase)
{
	return is_capital(phrase[0]) &&
	       (is_capital(phrase[1]) || phrase[1] == '-' || phrase[1] == '\0');
}

void slw_grammar_a(const struct slw_grammar *grammar, struct slw_buf *out, const char *phrase)
{
	const json_t *article = slw_json_array(grammar->data, "article");
	char first[WORD_MAX];
	bool an;

	next_word(phrase, first);
	if (has(grammar, DETERMINERS, first)) {
		slw_buf_str(out, phrase);
		return;
	}
	if (is_spelled(phrase))
		an = strchr(slw_json_str(grammar->data, "an_capitals", ""), phrase[0]) != NULL;
	else if (first[0] >= '0' && first[0] <= '9')
		an = begins_with(grammar, "an_digits", first);
	else if (begins_with(grammar, "an_before", first))
		an = true;
	else
		an = first[0] != '\0' && strchr("aeiou", first[0]) != NULL &&
		     !begins_with(grammar, "a_before", first);
	if (json_array_size(article) == 2)
		slw_buf_printf(out, "%s ", json_string_value(json_array_get(article, an ? 1 : 0)));
	slw_buf_str(out, phrase);
}

/* Appends text with its first character changed by change. */
static void add_changed(struct slw_buf *out, const char *text, ucs4_t (*change)(ucs4_t))
{
	uint8_t first[6];
	ucs4_t uc;
	int len, size;

	if (text[0] == '\0')
		return;
	len = u8_mbtouc(&uc, (const uint8_t *)text, strlen(text));
	size = len < 1 ? 0 : u8_uctomb(first, change(uc), sizeof(first));
	if (size > 0)
		slw_buf_add(out, first, (size_t)size);
	slw_buf_str(out, text + (size > 0 ? len : 0));
}

/* Whether a word that begins a phrase stays as it is in the middle of a sentence. */
static bool keeps_capital(const struct slw_grammar *grammar, const char *phrase)
{
	char first[WORD_MAX];
	const char *p = phrase;

	next_word(phrase, first);
	for (p++; *phrase != '\0' && *p != '\0' && *p != ' '; p++) {
		if (is_capital(*p) || (*p >= '0' && *p <= '9'))
			return true;
	}
	if (phrase[0] == '\0' || phrase[1] == '\0' || phrase[1] == ' ' ||
	    has(grammar, KEEP_CAPITAL, first))
		return true;
	return grammar->lower_listed && !has(grammar, ADJECTIVES, first) &&
	       !has(grammar, PARTICIPLES, first) && !ends_in(grammar, "adjective_endings", first);
}

void slw_grammar_inside(const struct slw_grammar *grammar, struct slw_buf *out, const char *phrase)
{
	if (keeps_capital(grammar, phrase))
		slw_buf_str(out, phrase);
	else
		add_changed(out, phrase, uc_tolower);
}

void slw_grammar_verb(const struct slw_grammar *grammar, struct slw_buf *out, const char *phrase,
		      bool plural)
{
	char first[WORD_MAX];
	const json_t *pronouns = slw_json_object(grammar->data, "plural_pronouns");
	char word[WORD_MAX];
	const char *rest = next_word(phrase, first);
	const char *many = slw_json_str(slw_json_object(grammar->data, "verbs"), first, first);

	slw_buf_str(out, plural ? many : first);
	while (*rest != '\0') {
		const char *start = rest + strspn(rest, " \t\n");
		const char *other;

		rest = next_word(rest, word);
		other = plural ? slw_json_str(pronouns, word, NULL) : NULL;
		slw_buf_char(out, ' ');
		if (other != NULL && strlen(word) == (size_t)(rest - start))
			slw_buf_str(out, other);
		else
			slw_buf_add(out, start, (size_t)(rest - start));
	}
}

/* The word before the last item: "y", or "e" before one that begins with the same sound. Rules are
 * lists of the other word and of the beginnings that ask for it. */
static const char *joining_word(const struct slw_grammar *grammar, const char *next, bool choice)
{
	const char *usual = choice ? grammar->or : grammar->and;
	const json_t *rule = slw_json_array(grammar->data, choice ? "or_before" : "and_before");
	char first[WORD_MAX];

	if (json_array_size(rule) == 0)
		return usual;
	next_word(next, first);
	if (begins_with(grammar, choice ? "or_not_before" : "and_not_before", first) ||
	    !begins_with(grammar, choice ? "or_before" : "and_before", first))
		return usual;
	return json_string_value(json_array_get(rule, 0));
}

void slw_grammar_list(const struct slw_grammar *grammar, struct slw_buf *out,
		      const char *const *items, size_t count, bool choice)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && i == count - 1)
			slw_buf_str(out, joining_word(grammar, items[i], choice));
		else if (i > 0)
			slw_buf_str(out, grammar->comma);
		slw_buf_str(out, items[i]);
	}
}

void slw_grammar_capital(struct slw_buf *out, const char *text)
{
	/* "iPhone" stays */
	if (text[0] != '\0' && is_capital(text[1]))
		slw_buf_str(out, text);
	else
		add_changed(out, text, uc_toupper);
}

/* Whether out ends in the word "before" and a space, alone or after a space or an opening sign. */
static bool ends_in_word(const struct slw_buf *out, const char *before, size_t len)
{
	return out->len >= len && memcmp(out->data + out->len - len, before, len) == 0 &&
	       (out->len == len || strchr(" (\n", out->data[out->len - len - 1]) != NULL);
}

static bool begins_with_vowel(const struct slw_grammar *grammar, const char *text)
{
	/* after lower case, the letters of Latin-1 from a with grave accent on */
	static const char vowels[] = "aaaaaaaceeeeiiii_nooooo_ouuuu";
	char first[WORD_MAX];
	ucs4_t uc;

	next_word(text, first);
	if (text[0] == '\0' || has(grammar, UNELIDED, first) ||
	    u8_mbtouc(&uc, (const uint8_t *)text, strlen(text)) < 1)
		return false;
	uc = uc_tolower(uc);
	if (uc == 'h')
		return has(grammar, MUTE_H, first);
	if (uc >= 0xE0 && uc < 0xE0 + sizeof(vowels) - 1)
		uc = (ucs4_t)vowels[uc - 0xE0];
	return (uc < 0x80 && uc > 0 && strchr("aeiou", (int)uc) != NULL) || uc == 0x153;
}

/* The word before the end of out, which is a space; 0 if there is none. */
static size_t last_word(const struct slw_buf *out, const char **word)
{
	size_t end = out->len, start;

	if (end == 0 || out->data[end - 1] != ' ')
		return 0;
	start = --end;
	while (start > 0 && strchr(" (\n", out->data[start - 1]) == NULL)
		start--;
	*word = out->data + start;
	return end - start;
}

void slw_grammar_join(const struct slw_grammar *grammar, struct slw_buf *out, const char *text)
{
	const char *word;
	size_t len;

	for (size_t i = 0; i < json_array_size(grammar->contractions); i++) {
		const json_t *rule = json_array_get(grammar->contractions, i);
		const char *before = json_string_value(json_array_get(rule, 0));
		const char *article = json_string_value(json_array_get(rule, 1));
		const char *both = json_string_value(json_array_get(rule, 2));

		if (both != NULL && ends_in_word(out, before, strlen(before)) &&
		    strncmp(text, article, strlen(article)) == 0) {
			slw_buf_cut(out, out->len - strlen(before));
			slw_buf_str(out, both);
			text += strlen(article);
			break;
		}
	}
	len = last_word(out, &word);
	if (len > 0 && slw_words_find(grammar->list[ELISIONS], word, len, NULL) &&
	    begins_with_vowel(grammar, text)) {
		slw_buf_cut(out, out->len - 2); /* the vowel and the space */
		slw_buf_str(out, "\xE2\x80\x99");
	}
	slw_buf_str(out, text);
}

void slw_grammar_name(const struct slw_grammar *grammar, struct slw_buf *out, const char *name)
{
	const char *open = json_string_value(json_array_get(grammar->quotes, 0));
	const char *close = json_string_value(json_array_get(grammar->quotes, 1));
	size_t marks = 0;

	for (const char *p = name; *p != '\0'; p++)
		marks += *p == '"' ? 1 : 0;
	if (close == NULL || marks % 2 != 0) {
		slw_buf_str(out, name);
		return;
	}
	marks = 0;
	for (const char *p = name; *p != '\0'; p++) {
		if (*p != '"')
			slw_buf_char(out, *p);
		else
			slw_buf_str(out, marks++ % 2 == 0 ? open : close);
	}
}
