#include "config.h"

#include "content/words.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

#include "base/banned.h"

/* Small, because a look-up costs what its memory costs. */
struct entry {
	uint32_t at, len; /* of the word among the letters; len 0: free */
	uint32_t hash;
	float figure;
};

struct slw_words {
	struct entry *entries;
	size_t count, cap; /* cap is a power of two */
	struct slw_buf letters;
	/* A bit for a hash of each word, four for each entry: most of what is looked for is not there,
	 * and this much stays in the processor's nearest cache. */
	uint64_t *filter;
	unsigned int shift;
};

uint32_t slw_words_hash(const char *word, size_t len)
{
	uint32_t hash = SLW_WORDS_HASH; /* FNV-1a */

	for (size_t i = 0; i < len; i++)
		hash = SLW_WORDS_MORE(hash, word[i]);
	return hash;
}

struct slw_words *slw_words_new(void)
{
	struct slw_words *words = slw_calloc(1, sizeof(*words));

	words->cap = 128;
	words->entries = slw_calloc(words->cap, sizeof(*words->entries));
	words->filter = slw_calloc(words->cap / 16, sizeof(*words->filter));
	words->shift = 32 - 9; /* 2^9 is four times the cap */
	slw_buf_init(&words->letters, 0);
	return words;
}

void slw_words_free(struct slw_words *words)
{
	if (words == NULL)
		return;
	slw_buf_release(&words->letters);
	free(words->entries);
	free(words->filter);
	free(words);
}

static uint32_t filter_bit(const struct slw_words *words, uint32_t hash)
{
	return (hash * UINT32_C(0x9E3779B1)) >> words->shift;
}

static void mark(struct slw_words *words, uint32_t hash)
{
	uint32_t bit = filter_bit(words, hash);

	words->filter[bit / 64] |= UINT64_C(1) << (bit % 64);
}

/* The entry of the word, or the free one where it belongs. */
static struct entry *place_of(const struct slw_words *words, const char *word, size_t len,
			      uint32_t hash)
{
	size_t at = hash & (words->cap - 1);

	for (;; at = (at + 1) & (words->cap - 1)) {
		struct entry *entry = &words->entries[at];

		if (entry->len == 0 || (entry->hash == hash && entry->len == len &&
					memcmp(words->letters.data + entry->at, word, len) == 0))
			return entry;
	}
}

static void grow(struct slw_words *words)
{
	struct entry *old = words->entries;
	size_t cap = words->cap;

	words->cap = cap * 2;
	words->entries = slw_calloc(words->cap, sizeof(*words->entries));
	free(words->filter);
	words->filter = slw_calloc(words->cap / 16, sizeof(*words->filter));
	words->shift--;
	for (size_t i = 0; i < cap; i++) {
		if (old[i].len == 0)
			continue;
		*place_of(words, words->letters.data + old[i].at, old[i].len, old[i].hash) = old[i];
		mark(words, old[i].hash);
	}
	free(old);
}

void slw_words_add(struct slw_words *words, const char *word, size_t len, float figure)
{
	uint32_t hash = slw_words_hash(word, len);
	struct entry *entry;

	if (len == 0)
		return;
	if (words->count * 2 >= words->cap)
		grow(words);
	entry = place_of(words, word, len, hash);
	if (entry->len == 0) {
		*entry = (struct entry){ .at = (uint32_t)words->letters.len,
					 .len = (uint32_t)len,
					 .hash = hash };
		slw_buf_add(&words->letters, word, len);
		mark(words, hash);
		words->count++;
	}
	entry->figure = figure;
}

void slw_words_add_list(struct slw_words *words, const json_t *list, float figure)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *word = json_array_get(list, i);

		if (json_is_string(word))
			slw_words_add(words, json_string_value(word), json_string_length(word),
				      figure);
	}
}

size_t slw_words_count(const struct slw_words *words)
{
	return words->count;
}

bool slw_words_find(const struct slw_words *words, const char *word, size_t len, float *figure)
{
	return slw_words_find_hash(words, word, len, slw_words_hash(word, len), figure);
}

bool slw_words_find_hash(const struct slw_words *words, const char *word, size_t len, uint32_t hash,
			 float *figure)
{
	uint32_t bit = filter_bit(words, hash);
	const struct entry *entry;

	if ((words->filter[bit / 64] >> (bit % 64) & 1) == 0)
		return false;
	entry = place_of(words, word, len, hash);
	if (entry->len > 0 && figure != NULL)
		*figure = entry->figure;
	return entry->len > 0;
}

bool slw_words_have(const struct slw_words *words, const char *word)
{
	return slw_words_find(words, word, strlen(word), NULL);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * How many bytes of a word are at p, 0 for none. Letters beyond ASCII count as such, but for the
 * signs of Latin-1, of U+2000 to U+2BFF, and pictures.
 */
static size_t letter_at(const char *p)
{
	unsigned char c = (unsigned char)p[0], next;

	if (c < 0x80)
		return ((unsigned char)((c | 0x20) - 'a') < 26) | ((unsigned char)(c - '0') < 10);
	next = (unsigned char)p[1];
	if (c == 0xC2)
		return next == 0xAA || next == 0xB5 || next == 0xBA ? 2 : 0;
	if (c == 0xC3 && (next == 0x97 || next == 0xB7))
		return 0; /* the signs of multiplication and division */
	if (c == 0xE2 && next < 0xB0)
		return 0; /* punctuation, currencies, arrows, signs */
	if (c == 0xF0 && next == 0x9F)
		return 0; /* pictures */
	if (c == 0xE3 && next == 0x80)
		return 0;
	return 1;
}

/* Bytes of a sign that may stand between two letters of one word: ' ’ - and . , / in a number. */
static size_t joint_at(const char *p, const char *text)
{
	size_t len = 0;

	if (*p == '\'' || *p == '-')
		len = 1;
	else if (memcmp(p, "\xE2\x80\x99", strnlen(p, 3)) == 0 && strnlen(p, 3) == 3)
		len = 3;
	else if ((*p == '.' || *p == ',' || *p == '/') && p > text && is_digit(p[-1]) &&
		 is_digit(p[1]))
		len = 1;
	return len > 0 && letter_at(p + len) > 0 ? len : 0;
}

/* Capitals of ASCII, of Latin-1, and Œ. */
static void fold(char *to, const char *text)
{
	for (; *text != '\0'; text++, to++) {
		unsigned char c = (unsigned char)*text, next = (unsigned char)text[1];

		*to = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
		if ((c == 0xC3 && next >= 0x80 && next <= 0x9E && next != 0x97) ||
		    (c == 0xC5 && next == 0x92)) {
			*++to = (char)(c == 0xC3 ? next + 0x20 : next + 1);
			text++;
		}
	}
	*to = '\0';
}

/* Whether a sentence ends with the sign at p. */
static bool ends_sentence(const char *p)
{
	if (*p == '\n')
		return true;
	return (*p == '.' || *p == '!' || *p == '?') &&
	       (p[1] == '\0' || p[1] == ' ' || p[1] == '\n' || p[1] == '"');
}

static void add_token(struct slw_tokens *tokens, size_t offset, size_t len, size_t sentence)
{
	SLW_GROW(tokens->list, tokens->count, tokens->cap);
	tokens->list[tokens->count++] =
	    (struct slw_token){ .offset = offset,
				.len = len,
				.sentence = sentence,
				.hash = slw_words_hash(tokens->folded + offset, len) };
}

static void make_space(struct slw_tokens *tokens, size_t len)
{
	if (len + 1 > tokens->space) {
		tokens->space = len + 1 > 2 * tokens->space ? len + 1 : 2 * tokens->space;
		tokens->folded = slw_realloc(tokens->folded, tokens->space, 1);
	}
	tokens->count = 0;
	tokens->sentences = 0;
}

void slw_tokens_read(struct slw_tokens *tokens, const char *text)
{
	const char *p = text;
	bool fresh = true; /* no word of the present sentence yet */

	make_space(tokens, strlen(text));
	fold(tokens->folded, text);
	while (*p != '\0') {
		const char *start = p;
		size_t step = letter_at(p);

		if (step == 0) {
			if (ends_sentence(p))
				fresh = true;
			/* the whole character: its later bytes would look like letters */
			for (p++; ((unsigned char)*p & 0xC0) == 0x80; p++)
				continue;
			continue;
		}
		while (step > 0) {
			p += step;
			step = letter_at(p);
			if (step == 0)
				step = joint_at(p, text);
		}
		if (fresh)
			tokens->sentences++;
		fresh = false;
		add_token(tokens, (size_t)(start - text), (size_t)(p - start),
			  tokens->sentences - 1);
	}
}

void slw_tokens_init(struct slw_tokens *tokens, const char *text)
{
	*tokens = (struct slw_tokens){ 0 };
	slw_tokens_read(tokens, text);
}

/* Bytes of a hyphen or an apostrophe within a word. */
static size_t split_at(const char *p)
{
	if (*p == '-' || *p == '\'')
		return 1;
	return p[0] == '\xE2' && p[1] == '\x80' && p[2] == '\x99' ? 3 : 0;
}

/* Whether a word has a sign that it is taken apart at. */
static bool is_joined(const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (word[i] == '-' || word[i] == '\'' || word[i] == '\xE2')
			return true;
	return false;
}

static void split_token(struct slw_tokens *pieces, const struct slw_token *token)
{
	size_t at = token->offset, end = token->offset + token->len;

	for (size_t stop = at; at < end; stop++) {
		size_t sign = stop == end ? 1 : split_at(pieces->folded + stop);

		if (sign == 0)
			continue;
		if (stop > at)
			add_token(pieces, at, stop - at, token->sentence);
		stop += sign - 1;
		at = stop + 1;
	}
}

void slw_tokens_split(struct slw_tokens *pieces, const struct slw_tokens *tokens)
{
	size_t len = strlen(tokens->folded);

	make_space(pieces, len);
	memcpy(pieces->folded, tokens->folded, len + 1);
	pieces->sentences = tokens->sentences;
	for (size_t i = 0; i < tokens->count; i++) {
		const struct slw_token *token = &tokens->list[i];

		if (is_joined(tokens->folded + token->offset, token->len)) {
			split_token(pieces, token);
			continue;
		}
		SLW_GROW(pieces->list, pieces->count, pieces->cap);
		pieces->list[pieces->count++] = *token;
	}
}

void slw_tokens_release(struct slw_tokens *tokens)
{
	free(tokens->folded);
	free(tokens->list);
	*tokens = (struct slw_tokens){ 0 };
}
