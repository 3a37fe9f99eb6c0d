#include "config.h"

#include "content/language.h"

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

#define FILE_MAX    (256 * 1024)
#define WORDS_LEAST 8 /* of a text that can be judged */
#define HITS_LEAST  3 /* small words of a language */

struct language {
	const char *code;
	struct slw_words *words;
};

struct slw_languages {
	json_t *file;
	struct language *list;
	size_t count;
};

int slw_languages_load(struct slw_languages **out, const char *data_folder, struct slw_err *err)
{
	struct slw_languages *languages = slw_calloc(1, sizeof(*languages));
	char *path = slw_path_join(data_folder, "writer/languages.json");
	const char *code;
	json_t *words;
	int rc = -1;

	languages->file = slw_json_file(path, FILE_MAX, err);
	if (languages->file == NULL) {
		err->code = SLW_EINTERNAL;
		goto out;
	}
	languages->list =
	    slw_calloc(json_object_size(languages->file) + 1, sizeof(*languages->list));
	json_object_foreach (languages->file, code, words) {
		struct language *one = &languages->list[languages->count++];

		*one = (struct language){ .code = code, .words = slw_words_new() };
		slw_words_add_list(one->words, words, 1);
		if (slw_words_count(one->words) == 0) {
			slw_err_set(err, SLW_EINTERNAL, _("%s: \"%s\" has no words"), path, code);
			goto out;
		}
	}
	rc = 0;
	*out = languages;
out:
	if (rc < 0)
		slw_languages_free(languages);
	free(path);
	return rc;
}

void slw_languages_free(struct slw_languages *languages)
{
	if (languages == NULL)
		return;
	for (size_t i = 0; i < languages->count; i++)
		slw_words_free(languages->list[i].words);
	free(languages->list);
	json_decref(languages->file);
	free(languages);
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

/* Hits of one language's small words. */
static size_t count_hits(const struct language *language, const struct slw_tokens *tokens)
{
	size_t hits = 0;

	for (size_t i = 0; i < tokens->count; i++)
		hits += slw_words_find(language->words, tokens->folded + tokens->list[i].offset,
				       tokens->list[i].len, NULL);
	return hits;
}

static const struct language *best_by_words(const struct slw_languages *languages,
					    const struct slw_tokens *tokens, const char *codes,
					    size_t *hits)
{
	const struct language *best = NULL;

	*hits = 0;
	for (size_t i = 0; i < languages->count; i++) {
		size_t n;

		if (codes != NULL && !has_code(codes, languages->list[i].code))
			continue;
		n = count_hits(&languages->list[i], tokens);
		if (n > *hits) {
			*hits = n;
			best = &languages->list[i];
		}
	}
	return best;
}

const char *slw_languages_guess(const struct slw_languages *languages, const char *text)
{
	const char *codes = main_script(text);
	const struct language *best;
	struct slw_tokens tokens;
	const char *guess = "";
	size_t hits;

	slw_tokens_init(&tokens, text);
	best = best_by_words(languages, &tokens, codes, &hits);
	if (best != NULL && hits >= HITS_LEAST && tokens.count >= WORDS_LEAST &&
	    hits * 10 >= tokens.count)
		guess = best->code;
	else if (codes != NULL)
		guess = strncmp(codes, "ja", 2) == 0   ? "ja"
			: strncmp(codes, "ko", 2) == 0 ? "ko"
			: strncmp(codes, "zh", 2) == 0 ? "zh"
			: strncmp(codes, "el", 2) == 0 ? "el"
			: strncmp(codes, "th", 2) == 0 ? "th"
						       : "";
	slw_tokens_release(&tokens);
	return guess;
}

bool slw_languages_differ(const struct slw_languages *languages, const char *text,
			  const char *language)
{
	const char *codes = main_script(text);
	size_t hits, own = 0;
	const struct language *best;
	struct slw_tokens tokens;
	bool known = false, differ = false;

	if (codes != NULL && !has_code(codes, language))
		return true;
	slw_tokens_init(&tokens, text);
	best = best_by_words(languages, &tokens, codes, &hits);
	for (size_t i = 0; i < languages->count; i++) {
		if (strcmp(languages->list[i].code, language) == 0) {
			own = count_hits(&languages->list[i], &tokens);
			known = true;
		}
	}
	/* near kin share their small words: only a clear lead says something */
	if (best != NULL && tokens.count >= WORDS_LEAST && hits >= HITS_LEAST)
		differ =
		    known ? hits > own * 2 + 2
			  : hits * 4 >= tokens.count && codes == NULL &&
				(has_code("ja ko zh ar fa he el th hi bn ta te ka hy", language));
	slw_tokens_release(&tokens);
	return differ;
}
