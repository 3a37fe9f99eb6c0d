#include "config.h"

#include "content/language.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uniname.h>
#include <unictype.h>
#include <unistr.h>

#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/words.h"

#include "base/banned.h"

#define FILE_MAX      (256 * 1024)
#define LANGUAGES_MAX 24  /* as many as a float's whole numbers have bits */
#define TOKENS_MAX    100 /* of the beginning of a text */
/* What one of them says. A small word that only one language has is as good as proof. */
#define WORD_WEIGHT   3.0
#define LETTER_WEIGHT 2.0
#define RUN_WEIGHT    0.15
#define ENOUGH	      1.0 /* with less than this the text says too little */
#define RUNS_BELOW    40  /* words: a longer text is told by its words alone */
#define WORDS_LEAST   8	  /* of a text that is judged by its small words alone */
#define HITS_LEAST    3	  /* small words of a language */

struct slw_languages {
	json_t *file;
	const char *codes[LANGUAGES_MAX];
	size_t count;
	struct slw_words *words, *letters, *runs; /* the figure has a bit for each language */
};

static void add_bit(struct slw_words *words, const char *text, size_t len, size_t language)
{
	float bits = 0;

	slw_words_find(words, text, len, &bits);
	slw_words_add(words, text, len, (float)((uint32_t)bits | 1u << language));
}

static size_t char_len(const char *p)
{
	size_t len = 1;

	while (((unsigned char)p[len] & 0xC0) == 0x80)
		len++;
	return len;
}

/* Calls each for every run of three characters of "_word_". */
static void walk_runs(const char *word, size_t len,
		      void (*each)(void *context, const char *run, size_t run_len), void *context)
{
	char framed[64];
	size_t at[64], count = 0;

	if (len + 3 > sizeof(framed))
		return;
	framed[0] = '_';
	memcpy(framed + 1, word, len);
	framed[len + 1] = '_';
	framed[len + 2] = '\0';
	for (const char *p = framed; *p != '\0'; p += char_len(p))
		at[count++] = (size_t)(p - framed);
	at[count] = len + 2;
	for (size_t i = 0; i + 3 <= count; i++)
		each(context, framed + at[i], at[i + 3] - at[i]);
}

struct learn {
	struct slw_words *runs;
	size_t language;
};

static void learn_run(void *context, const char *run, size_t len)
{
	const struct learn *learn = context;

	add_bit(learn->runs, run, len, learn->language);
}

static void load_language(struct slw_languages *languages, const json_t *language)
{
	struct learn learn = { .runs = languages->runs, .language = languages->count };
	static const char *const lists[] = { "words", "others" };

	for (size_t list = 0; list < SLW_COUNT(lists); list++) {
		const json_t *words = slw_json_array(language, lists[list]);

		for (size_t i = 0; i < json_array_size(words); i++) {
			const char *word = json_string_value(json_array_get(words, i));

			if (word == NULL)
				continue;
			if (list == 0)
				add_bit(languages->words, word, strlen(word), languages->count);
			walk_runs(word, strlen(word), learn_run, &learn);
		}
	}
	for (const char *p = slw_json_str(language, "letters", ""); *p != '\0'; p += char_len(p))
		add_bit(languages->letters, p, char_len(p), languages->count);
}

int slw_languages_load(struct slw_languages **out, const char *data_folder, struct slw_err *err)
{
	struct slw_languages *languages = slw_calloc(1, sizeof(*languages));
	char *path = slw_printf("%s/writer/languages.json", data_folder);
	struct slw_err why = SLW_ERR_INIT;
	const char *code;
	json_t *language;
	int rc = 0;

	languages->words = slw_words_new();
	languages->letters = slw_words_new();
	languages->runs = slw_words_new();
	languages->file = slw_json_file(path, FILE_MAX, &why);
	if (languages->file == NULL && why.code != SLW_ENOTFOUND) {
		*err = why;
		err->code = SLW_EINTERNAL;
		rc = -1;
	}
	json_object_foreach (languages->file, code, language) {
		if (languages->count == LANGUAGES_MAX) {
			rc = slw_err_set(err, SLW_EINTERNAL, _("%s: more than %d languages"), path,
					 LANGUAGES_MAX);
			break;
		}
		load_language(languages, language);
		languages->codes[languages->count++] = code;
	}
	free(path);
	if (rc == 0)
		*out = languages;
	else
		slw_languages_free(languages);
	return rc;
}

void slw_languages_free(struct slw_languages *languages)
{
	if (languages == NULL)
		return;
	slw_words_free(languages->words);
	slw_words_free(languages->letters);
	slw_words_free(languages->runs);
	json_decref(languages->file);
	free(languages);
}

struct guess {
	const struct slw_languages *languages;
	double scores[LANGUAGES_MAX];
	size_t hits[LANGUAGES_MAX]; /* its small words */
};

/* What many languages have says little. */
static void count_bits(struct guess *guess, float figure, double weight)
{
	uint32_t bits = (uint32_t)figure;
	double share = weight / (double)__builtin_popcount(bits);

	for (size_t i = 0; bits != 0; i++, bits >>= 1)
		guess->scores[i] += (bits & 1) != 0 ? share : 0;
}

static void count_run(void *context, const char *run, size_t len)
{
	struct guess *guess = context;
	float bits;

	if (slw_words_find(guess->languages->runs, run, len, &bits))
		count_bits(guess, bits, RUN_WEIGHT);
}

static void count_letters(struct guess *guess, const char *word, size_t len)
{
	float bits;

	for (size_t i = 0; i < len; i++) {
		size_t bytes;

		if ((unsigned char)word[i] < 0xC2)
			continue;
		bytes = char_len(word + i);
		if (slw_words_find(guess->languages->letters, word + i, bytes, &bits))
			count_bits(guess, bits, LETTER_WEIGHT);
	}
}

/* Scripts that one language, or a few that share no words, are written in. */
static const struct {
	const char *script;
	const char *codes; /* that may be written in it, apart by spaces; the first is the guess */
} scripts[] = {
	{ "Hiragana", "ja" },
	{ "Katakana", "ja" },
	{ "Hangul", "ko" },
	{ "Han", "zh ja" },
	{ "Arabic", "ar fa ur ps ug sd ku" },
	{ "Hebrew", "he yi" },
	{ "Greek", "el" },
	{ "Thai", "th" },
	{ "Devanagari", "hi mr ne sa" },
	{ "Bengali", "bn as" },
	{ "Tamil", "ta" },
	{ "Telugu", "te" },
	{ "Georgian", "ka" },
	{ "Armenian", "hy" },
	{ "Cyrillic", "ru uk bg sr mk be kk ky mn tg" },
};

/* How many letters are Latin, and how many of each script above. */
static size_t count_scripts(const char *text, size_t counts[SLW_COUNT(scripts)])
{
	const uint8_t *p = (const uint8_t *)text;
	size_t latin = 0;
	ucs4_t code;

	for (int len; (len = u8_mbtouc(&code, p, 8)) > 0 && code != 0; p += len) {
		const uc_script_t *script;

		if (code < 0x250) {
			latin += uc_is_property_alphabetic(code) ? 1 : 0;
			continue;
		}
		script = uc_script(code);
		for (size_t i = 0; script != NULL && i < SLW_COUNT(scripts); i++)
			counts[i] += strcmp(script->name, scripts[i].script) == 0;
	}
	return latin;
}

static bool has_code(const char *codes, const char *code)
{
	size_t len = strlen(code);

	for (const char *p = strstr(codes, code); p != NULL; p = strstr(p + 1, code)) {
		if ((p == codes || p[-1] == ' ') && (p[len] == ' ' || p[len] == '\0'))
			return true;
	}
	return false;
}

/* The script that most letters are of, or NULL for Latin and none. Kana says more than Han. */
static const char *main_script(const char *text)
{
	size_t counts[SLW_COUNT(scripts)] = { 0 }, best = 0, all;
	const char *p = text;

	/* most texts are Latin to the last letter: U+0250 and above, but for punctuation */
	while (*p != '\0' && ((unsigned char)*p < 0xC9 || (unsigned char)*p == 0xE2))
		p++;
	if (*p == '\0')
		return NULL;
	all = count_scripts(text, counts);
	for (size_t i = 0; i < SLW_COUNT(scripts); i++) {
		all += counts[i];
		if (counts[i] > counts[best])
			best = i;
	}
	if (counts[0] + counts[1] > 2)
		return counts[best] * 2 > all || counts[0] + counts[1] + counts[3] > all / 2
			   ? scripts[0].codes
			   : NULL;
	return counts[best] * 2 > all ? scripts[best].codes : NULL;
}

/* Each language's points, and how many of its small words there are. */
static void count(struct guess *guess, const struct slw_tokens *tokens, const char *codes)
{
	const struct slw_languages *languages = guess->languages;
	float bits;

	for (size_t i = 0; i < tokens->count && i < TOKENS_MAX; i++) {
		const struct slw_token *token = &tokens->list[i];
		const char *word = tokens->folded + token->offset;

		if (slw_words_find_hash(languages->words, word, token->len, token->hash, &bits)) {
			count_bits(guess, bits, WORD_WEIGHT);
			for (size_t k = 0; k < languages->count; k++)
				guess->hits[k] += (uint32_t)bits >> k & 1;
		}
		count_letters(guess, word, token->len);
		if (tokens->count < RUNS_BELOW)
			walk_runs(word, token->len, count_run, guess);
	}
	for (size_t i = 0; codes != NULL && i < languages->count; i++) {
		if (!has_code(codes, languages->codes[i])) {
			guess->scores[i] = 0;
			guess->hits[i] = 0;
		}
	}
}

static size_t best_of(const struct guess *guess)
{
	size_t best = 0;

	for (size_t i = 1; i < guess->languages->count; i++)
		if (guess->scores[i] > guess->scores[best])
			best = i;
	return best;
}

/* Of a script that one language, or one before all others, is written in. */
static const char *only_code(const char *codes)
{
	static const char *const only[] = { "ja", "ko", "zh", "el", "th" };

	for (size_t i = 0; codes != NULL && i < SLW_COUNT(only); i++)
		if (strncmp(codes, only[i], 2) == 0)
			return only[i];
	return "";
}

const char *slw_languages_find(const struct slw_languages *languages, const char *text,
			       const struct slw_tokens *tokens, double *confidence)
{
	struct guess guess = { .languages = languages };
	const char *codes = main_script(text);
	double second = 0;
	size_t best;

	count(&guess, tokens, codes);
	best = best_of(&guess);
	*confidence = only_code(codes)[0] != '\0' ? 1 : 0;
	if (languages->count == 0 || guess.scores[best] < ENOUGH)
		return only_code(codes);
	for (size_t i = 0; i < languages->count; i++)
		if (i != best && guess.scores[i] > second)
			second = guess.scores[i];
	*confidence = round(1000 * (guess.scores[best] - second) / guess.scores[best]) / 1000;
	return languages->codes[best];
}

const char *slw_languages_guess(const struct slw_languages *languages, const char *text)
{
	struct guess guess = { .languages = languages };
	const char *codes = main_script(text);
	const char *found = only_code(codes);
	struct slw_tokens tokens;
	size_t best;

	slw_tokens_init(&tokens, text);
	count(&guess, &tokens, codes);
	best = best_of(&guess);
	if (guess.hits[best] >= HITS_LEAST && tokens.count >= WORDS_LEAST &&
	    guess.hits[best] * 10 >= tokens.count)
		found = languages->codes[best];
	slw_tokens_release(&tokens);
	return found;
}

bool slw_languages_differ(const struct slw_languages *languages, const char *text,
			  const char *language)
{
	struct guess guess = { .languages = languages };
	const char *codes = main_script(text);
	struct slw_tokens tokens;
	bool known = false, differ = false;
	size_t most = 0, own = 0;

	if (codes != NULL && !has_code(codes, language))
		return true;
	slw_tokens_init(&tokens, text);
	count(&guess, &tokens, codes);
	for (size_t i = 0; i < languages->count; i++) {
		most = guess.hits[i] > most ? guess.hits[i] : most;
		if (strcmp(languages->codes[i], language) == 0) {
			own = guess.hits[i];
			known = true;
		}
	}
	/* near kin share their small words: only a clear lead says something */
	if (tokens.count >= WORDS_LEAST && most >= HITS_LEAST)
		differ = known
			     ? most > own * 2 + 2
			     : most * 4 >= tokens.count && codes == NULL &&
				   has_code("ja ko zh ar fa he el th hi bn ta te ka hy", language);
	slw_tokens_release(&tokens);
	return differ;
}
