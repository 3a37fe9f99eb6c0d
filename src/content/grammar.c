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
};

struct slw_grammar {
	json_t *data;
	struct slw_words *list[LIST__MAX];
	const char *and, * or, *comma; /* borrowed from data */
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

		*p++ = c >= 'A' && c <= 'Z' ? (char)(c + 32) : (char)c;
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

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
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

void slw_grammar_inside(const struct slw_grammar *grammar, struct slw_buf *out, const char *phrase)
{
	char first[WORD_MAX];
	const char *p = phrase;
	bool name = false;

	next_word(phrase, first);
	for (p++; *phrase != '\0' && *p != '\0' && *p != ' '; p++)
		name = name || is_capital(*p) || (*p >= '0' && *p <= '9');
	if (name || !is_capital(phrase[0]) || phrase[1] == '\0' || phrase[1] == ' ' ||
	    has(grammar, KEEP_CAPITAL, first)) {
		slw_buf_str(out, phrase);
		return;
	}
	slw_buf_char(out, (char)(phrase[0] + 32));
	slw_buf_str(out, phrase + 1);
}

void slw_grammar_verb(const struct slw_grammar *grammar, struct slw_buf *out, const char *phrase,
		      bool plural)
{
	char first[WORD_MAX];
	const char *rest = next_word(phrase, first);
	const char *many = slw_json_str(slw_json_object(grammar->data, "verbs"), first, first);

	slw_buf_str(out, plural ? many : first);
	slw_buf_str(out, rest);
}

void slw_grammar_list(const struct slw_grammar *grammar, struct slw_buf *out,
		      const char *const *items, size_t count, bool choice)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && i == count - 1)
			slw_buf_str(out, choice ? grammar->or : grammar->and);
		else if (i > 0)
			slw_buf_str(out, grammar->comma);
		slw_buf_str(out, items[i]);
	}
}

void slw_grammar_capital(struct slw_buf *out, const char *text)
{
	const uint8_t *p = (const uint8_t *)text;
	uint8_t upper[6];
	ucs4_t uc;
	int len, size;

	if (text[0] == '\0')
		return;
	len = u8_mbtouc(&uc, p, strlen(text));
	if (len < 1 || is_capital(text[len])) {
		slw_buf_str(out, text);
		return;
	}
	size = u8_uctomb(upper, uc_toupper(uc), sizeof(upper));
	if (size > 0)
		slw_buf_add(out, upper, (size_t)size);
	slw_buf_str(out, text + (size > 0 ? len : 0));
}
