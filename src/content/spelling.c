#include "config.h"

#include "content/spelling.h"

#ifdef HAVE_HUNSPELL

#include <dlfcn.h>
#include <hunspell.h>
#include <stdlib.h>
#include <string.h>
#include <uniconv.h>
#include <unistd.h>

#include "base/mem.h"

#include "base/banned.h"

#define DICTIONARIES 3
#define WORD_MAX     80
#define KNOWN_CAP    8192 /* a power of two */

#define LIBRARY "libhunspell-1.7.so.0" /* the ABI of the header, since 2018 */

struct slw_spelling {
	/* Loaded when it is asked for: it brings the library of C++, and most runs spell nothing. */
	void *library;
	__typeof__(Hunspell_create) *create;
	__typeof__(Hunspell_destroy) *destroy;
	__typeof__(Hunspell_spell) *spell;
	__typeof__(Hunspell_get_dic_encoding) *encoding;
	struct dictionary {
		char *rules, *words; /* paths */
		Hunhandle *handle;   /* opened when it is asked for */
	} list[DICTIONARIES];
	size_t count;
	struct {
		uint32_t hash;
		uint8_t len, right;
	} known[KNOWN_CAP];
};

/* Regions whose spellings are all right; the first that is there comes first. */
static const struct {
	const char *language, *regions[6];
} dictionaries[] = {
	{ "en", { "en_US", "en_GB", "en_AU", "en_CA" } },
	{ "de", { "de_DE", "de_AT", "de_CH" } },
	{ "es", { "es_ES", "es_MX", "es_ANY", "es" } },
	{ "fr", { "fr_FR", "fr" } },
	{ "it", { "it_IT" } },
	{ "pt", { "pt_PT", "pt_BR" } },
	{ "nl", { "nl_NL", "nl" } },
	{ "sv", { "sv_SE" } },
	{ "da", { "da_DK" } },
	{ "no", { "nb_NO" } },
	{ "pl", { "pl_PL" } },
	{ "cs", { "cs_CZ" } },
};

static void add_dictionary(struct slw_spelling *spelling, const char *folder, size_t folder_len,
			   const char *region)
{
	struct dictionary *dictionary = &spelling->list[spelling->count];

	if (spelling->count == DICTIONARIES)
		return;
	dictionary->rules = slw_printf("%.*s/%s.aff", (int)folder_len, folder, region);
	dictionary->words = slw_printf("%.*s/%s.dic", (int)folder_len, folder, region);
	if (access(dictionary->rules, R_OK) == 0 && access(dictionary->words, R_OK) == 0) {
		spelling->count++;
		return;
	}
	free(dictionary->rules);
	free(dictionary->words);
	*dictionary = (struct dictionary){ 0 };
}

static bool has_region(const struct slw_spelling *spelling, const char *region)
{
	for (size_t i = 0; i < spelling->count; i++) {
		const char *name = strrchr(spelling->list[i].words, '/') + 1;

		if (strncmp(name, region, strlen(region)) == 0 && name[strlen(region)] == '.')
			return true;
	}
	return false;
}

/* ISO C has no cast from an object pointer to that of a function. */
static bool find_function(const struct slw_spelling *spelling, const char *name, void *function)
{
	void *found = dlsym(spelling->library, name);

	memcpy(function, &found, sizeof(found));
	return found != NULL;
}

static bool load_library(struct slw_spelling *spelling)
{
	spelling->library = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL);
	return spelling->library != NULL &&
	       find_function(spelling, "Hunspell_create", &spelling->create) &&
	       find_function(spelling, "Hunspell_destroy", &spelling->destroy) &&
	       find_function(spelling, "Hunspell_spell", &spelling->spell) &&
	       find_function(spelling, "Hunspell_get_dic_encoding", &spelling->encoding);
}

struct slw_spelling *slw_spelling_open(const char *language)
{
	struct slw_spelling *spelling = slw_calloc(1, sizeof(*spelling));
	const char *own = getenv("DICPATH");
	char *folders =
	    slw_printf("%s:/usr/share/hunspell:/usr/share/myspell/dicts", own == NULL ? "" : own);

	for (size_t i = 0; i < SLW_COUNT(dictionaries); i++) {
		const char *const *regions = dictionaries[i].regions;

		if (strcmp(dictionaries[i].language, language) != 0)
			continue;
		for (size_t r = 0; r < SLW_COUNT(dictionaries[i].regions) && regions[r]; r++) {
			for (const char *p = folders; *p != '\0'; p += *p != '\0') {
				size_t len = strcspn(p, ":");

				if (len > 0 && !has_region(spelling, regions[r]))
					add_dictionary(spelling, p, len, regions[r]);
				p += len;
			}
		}
	}
	free(folders);
	if (spelling->count > 0 && load_library(spelling))
		return spelling;
	slw_spelling_free(spelling);
	return NULL;
}

void slw_spelling_free(struct slw_spelling *spelling)
{
	if (spelling == NULL)
		return;
	for (size_t i = 0; i < spelling->count; i++) {
		if (spelling->list[i].handle != NULL)
			spelling->destroy(spelling->list[i].handle);
		free(spelling->list[i].rules);
		free(spelling->list[i].words);
	}
	if (spelling->library != NULL)
		dlclose(spelling->library);
	free(spelling);
}

static bool ask(const struct slw_spelling *spelling, struct dictionary *dictionary,
		const char *word)
{
	const char *encoding;
	char *encoded;
	size_t len = 0;
	bool right;

	if (dictionary->handle == NULL) {
		dictionary->handle = spelling->create(dictionary->rules, dictionary->words);
		if (dictionary->handle == NULL)
			slw_out_of_memory(0);
	}
	encoding = spelling->encoding(dictionary->handle);
	if (strcmp(encoding, "UTF-8") == 0)
		return spelling->spell(dictionary->handle, word) != 0;
	encoded = u8_conv_to_encoding(encoding, iconveh_error, (const uint8_t *)word,
				      strlen(word) + 1, NULL, NULL, &len);
	right = encoded != NULL && spelling->spell(dictionary->handle, encoded) != 0;
	free(encoded);
	return right;
}

bool slw_spelling_knows(struct slw_spelling *spelling, const char *word, size_t len, uint32_t hash)
{
	size_t at = hash & (KNOWN_CAP - 1);
	char copy[WORD_MAX + 1];
	bool right = false;

	if (len == 0 || len > WORD_MAX)
		return true;
	if (spelling->known[at].hash == hash && spelling->known[at].len == len)
		return spelling->known[at].right != 0;
	memcpy(copy, word, len);
	copy[len] = '\0';
	for (size_t i = 0; i < spelling->count && !right; i++)
		right = ask(spelling, &spelling->list[i], copy);
	spelling->known[at].hash = hash;
	spelling->known[at].len = (uint8_t)len;
	spelling->known[at].right = right;
	return right;
}

#else

#include "base/banned.h"

struct slw_spelling *slw_spelling_open(const char *language)
{
	(void)language;
	return NULL;
}

void slw_spelling_free(struct slw_spelling *spelling)
{
	(void)spelling;
}

bool slw_spelling_knows(struct slw_spelling *spelling, const char *word, size_t len, uint32_t hash)
{
	(void)spelling;
	(void)word;
	(void)len;
	(void)hash;
	return true;
}

#endif
