/* What a text claims that its facts do not hold: figures, materials, certificates, promises. */
#include "config.h"

#include "content/analyzer.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"

#include "base/banned.h"

#define PHRASE_WORDS 3
#define CLAIMS_MAX   50

static const char *const kinds[SLW_CLAIM__MAX] = {
	[SLW_CLAIM_MATERIAL] = "material",   [SLW_CLAIM_CERTIFICATE] = "certificate",
	[SLW_CLAIM_GUARANTEE] = "guarantee", [SLW_CLAIM_PROMISE] = "promise",
	[SLW_CLAIM_NUMBER] = "number",
};

/* What is known, as words and as one text for phrases. */
struct known {
	struct slw_words *words;
	struct slw_buf text; /* folded, words apart by one space */
};

static void add_known_text(struct known *known, const char *text)
{
	struct slw_tokens tokens;

	slw_tokens_init(&tokens, text);
	for (size_t i = 0; i < tokens.count; i++) {
		const char *word = tokens.folded + tokens.list[i].offset;
		size_t len = tokens.list[i].len, start = 0;

		slw_words_add(known->words, word, len, 0);
		slw_buf_char(&known->text, ' ');
		slw_buf_add(&known->text, word, len);
		/* "1200-degree" and "100%-cotton" also say their parts */
		for (size_t p = 0; p <= len; p++) {
			if (p < len && word[p] != '-')
				continue;
			slw_words_add(known->words, word + start, p - start, 0);
			start = p + 1;
		}
	}
	slw_buf_char(&known->text, ' ');
	slw_tokens_release(&tokens);
}

static void add_known(struct known *known, const json_t *value)
{
	const char *key;
	json_t *entry;

	if (json_is_string(value))
		add_known_text(known, json_string_value(value));
	for (size_t i = 0; i < json_array_size(value); i++)
		add_known(known, json_array_get(value, i));
	json_object_foreach ((json_t *)value, key, entry)
		add_known(known, entry);
	if (json_is_integer(value)) {
		char *digits = slw_printf("%lld", (long long)json_integer_value(value));

		add_known_text(known, digits);
		free(digits);
	}
}

static bool has_digit(const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (word[i] >= '0' && word[i] <= '9')
			return true;
	}
	return false;
}

/* The digits at the start of a word such as "500ml": what a fact "500 ml" says. */
static bool knows_number(const struct known *known, const char *word, size_t len)
{
	size_t digits = strspn(word, "0123456789.,");

	return slw_words_find(known->words, word, len, NULL) ||
	       (digits > 0 && digits < len && slw_words_find(known->words, word, digits, NULL));
}

static bool knows_phrase(const struct known *known, const char *phrase, size_t words)
{
	char *framed;
	bool found;

	if (words == 1 && slw_words_have(known->words, phrase))
		return true;
	framed = slw_printf(" %s ", phrase);
	found = strstr(known->text.data, framed) != NULL;
	free(framed);
	return found;
}

static void add_claim(json_t *claims, const char *text, const struct slw_token *from,
		      const struct slw_token *to, enum slw_claim_kind kind)
{
	char *said = slw_strndup(text + from->offset, to->offset + to->len - from->offset);
	json_t *claim = json_object();

	slw_json_set_str(claim, "text", said);
	slw_json_set_int(claim, "offset", (int64_t)from->offset);
	slw_json_set_str(claim, "kind", kinds[kind]);
	slw_json_append(claims, claim);
	free(said);
}

/* The longest phrase of the lists that begins at the word; 0 where there is none. */
static size_t find_phrase(const struct slw_analyzer *analyzer, const struct slw_tokens *tokens,
			  size_t at, char *phrase, size_t size, enum slw_claim_kind *kind)
{
	size_t found = 0, len = 0;
	float figure;

	for (size_t words = 1; words <= PHRASE_WORDS && at + words <= tokens->count; words++) {
		const struct slw_token *token = &tokens->list[at + words - 1];

		if (token->sentence != tokens->list[at].sentence || len + token->len + 2 > size)
			break;
		if (words > 1)
			phrase[len++] = ' ';
		memcpy(phrase + len, tokens->folded + token->offset, token->len);
		len += token->len;
		if (slw_words_find(analyzer->claims, phrase, len, &figure)) {
			found = len;
			*kind = (enum slw_claim_kind)(int)figure;
		}
	}
	phrase[found] = '\0';
	return found;
}

/* "free shipping" is no claim of its own where the facts say from which order value on. */
static void add_implied(struct known *known, const json_t *implied, const json_t *facts)
{
	const char *key;
	json_t *phrases;

	json_object_foreach ((json_t *)implied, key, phrases) {
		const json_t *fact = json_object_get(facts, key);

		if (fact != NULL && !json_is_false(fact) && !json_is_null(fact))
			add_known(known, phrases);
	}
}

json_t *slw_claims_find(const struct slw_analyzer *analyzer, const char *text,
			const struct slw_tokens *tokens, const json_t *facts, const json_t *wanted)
{
	struct known known = { .words = slw_words_new() };
	json_t *claims = json_array();

	slw_buf_init(&known.text, 0);
	add_known(&known, facts);
	add_known(&known, wanted);
	add_implied(&known, analyzer->implied, facts);
	for (size_t i = 0; i < tokens->count && json_array_size(claims) < CLAIMS_MAX; i++) {
		const struct slw_token *token = &tokens->list[i];
		const char *word = tokens->folded + token->offset;
		enum slw_claim_kind kind = SLW_CLAIM_MATERIAL;
		char phrase[128];
		size_t words = 1;

		if (has_digit(word, token->len)) {
			if (!knows_number(&known, word, token->len))
				add_claim(claims, text, token, token, SLW_CLAIM_NUMBER);
			continue;
		}
		if (find_phrase(analyzer, tokens, i, phrase, sizeof(phrase), &kind) == 0)
			continue;
		for (const char *p = phrase; *p != '\0'; p++)
			words += *p == ' ' ? 1 : 0;
		if (!knows_phrase(&known, phrase, words))
			add_claim(claims, text, token, &tokens->list[i + words - 1], kind);
		i += words - 1;
	}
	slw_buf_release(&known.text);
	slw_words_free(known.words);
	return claims;
}
