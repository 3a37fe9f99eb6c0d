#include "config.h"

#include "content/claim_data.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/words.h"

#include "base/banned.h"

#define FILE_MAX   (1024 * 1024)
#define OPEN_LEAST 3 /* bytes of the beginning of a word */

static const char *const kind_keys[SLW_CLAIM_LISTED] = {
	[SLW_CLAIM_MATERIAL] = "material", [SLW_CLAIM_CERTIFICATE] = "certificate",
	[SLW_CLAIM_AWARD] = "award",	   [SLW_CLAIM_GUARANTEE] = "guarantee",
	[SLW_CLAIM_PROMISE] = "promise",   [SLW_CLAIM_ORIGIN] = "origin",
	[SLW_CLAIM_PROPERTY] = "property", [SLW_CLAIM_QUALIFIER] = "qualifier",
	[SLW_CLAIM_CONTEXT] = "context",
};

static int damaged(const char *what, const char *name, struct slw_err *err)
{
	return slw_err_set(err, SLW_EINTERNAL, _("claims of the writer: %s: \"%s\""), what, name);
}

/* --- phrases ------------------------------------------------------------------------------ */

static size_t begin_bit(const char *word)
{
	return slw_words_hash(word, OPEN_LEAST) & 0xFFFF;
}

/* A phrase taken apart; false: it has too many words, or too short an open one. */
static bool read_phrase(struct slw_claim_phrase *phrase, const char *text)
{
	phrase->count = 0;
	while (*text != '\0') {
		struct slw_claim_word *word = &phrase->words[phrase->count];
		size_t len = strcspn(text, " -'");

		if (len == 0 || phrase->count == SLW_CLAIM_WORDS)
			return false;
		*word = (struct slw_claim_word){ .text = text, .len = len };
		if (text[len - 1] == '*') {
			word->open = true;
			word->len--;
		}
		if (word->open && word->len < OPEN_LEAST)
			return false;
		phrase->count++;
		text += len;
		text += *text != '\0' ? 1 : 0;
	}
	return phrase->count > 0;
}

static int add_phrase(struct slw_lexicon *lexicon, const char *text, size_t concept,
		      struct slw_err *err)
{
	struct slw_claim_phrase phrase = { .concept = concept };
	const struct slw_claim_word *first = &phrase.words[0];
	struct slw_words *index;
	float figure;

	if (!read_phrase(&phrase, text))
		return damaged(_("not a phrase"), text, err);
	index = first->open ? lexicon->open : lexicon->exact;
	if (slw_words_find(index, first->text, first->len, &figure))
		phrase.next = (size_t)figure + 1;
	if (first->open) {
		size_t bit = begin_bit(first->text);

		lexicon->begins[bit / 8] |= (uint8_t)(1u << (bit % 8));
	}
	slw_words_add(index, first->text, first->len, (float)lexicon->count);
	SLW_GROW(lexicon->phrases, lexicon->count, lexicon->cap);
	lexicon->phrases[lexicon->count++] = phrase;
	return 0;
}

/* value: a phrase or an array of them */
static int add_phrases(struct slw_lexicon *lexicon, const json_t *value, size_t concept,
		       struct slw_err *err)
{
	int rc = 0;

	if (json_is_string(value))
		return add_phrase(lexicon, json_string_value(value), concept, err);
	for (size_t i = 0; rc == 0 && i < json_array_size(value); i++) {
		const char *text = json_string_value(json_array_get(value, i));

		rc = text != NULL ? add_phrase(lexicon, text, concept, err)
				  : damaged(_("not a phrase"), "", err);
	}
	return rc;
}

static bool word_matches(const struct slw_claim_word *word, const struct slw_tokens *pieces,
			 size_t at)
{
	const struct slw_token *piece = &pieces->list[at];

	return (word->open ? piece->len >= word->len : piece->len == word->len) &&
	       memcmp(pieces->folded + piece->offset, word->text, word->len) == 0;
}

/* The longest of the phrases that begin alike, of at least *least words; then *least is one more. */
static void match_chain(const struct slw_lexicon *lexicon, float first,
			const struct slw_tokens *pieces, size_t at, size_t *least,
			const struct slw_claim_phrase **found)
{
	for (size_t next = (size_t)first + 1; next != 0; next = lexicon->phrases[next - 1].next) {
		const struct slw_claim_phrase *phrase = &lexicon->phrases[next - 1];
		size_t i = 1;

		if (phrase->count < *least || at + phrase->count > pieces->count ||
		    pieces->list[at + phrase->count - 1].sentence != pieces->list[at].sentence)
			continue;
		while (i < phrase->count && word_matches(&phrase->words[i], pieces, at + i))
			i++;
		if (i == phrase->count) {
			*least = phrase->count + 1;
			*found = phrase;
		}
	}
}

size_t slw_claim_match(const struct slw_lexicon *lexicon, const struct slw_tokens *pieces,
		       size_t at, size_t *concept, size_t *rest)
{
	const struct slw_token *piece = &pieces->list[at];
	const char *word = pieces->folded + piece->offset;
	const struct slw_claim_phrase *found = NULL;
	uint32_t hash = SLW_WORDS_HASH;
	size_t least = 1, bit;
	float first;

	if (slw_words_find_hash(lexicon->exact, word, piece->len, piece->hash, &first))
		match_chain(lexicon, first, pieces, at, &least, &found);
	bit = piece->len >= OPEN_LEAST ? begin_bit(word) : 0;
	if (piece->len >= OPEN_LEAST && (lexicon->begins[bit / 8] >> (bit % 8) & 1) != 0) {
		for (size_t len = 1; len <= piece->len; len++) {
			hash = SLW_WORDS_MORE(hash, word[len - 1]);
			if (len < OPEN_LEAST ||
			    !slw_words_find_hash(lexicon->open, word, len, hash, &first))
				continue;
			/* of phrases as long, the one with the longer beginning says more */
			if (found != NULL && found->words[0].open)
				least = found->count;
			match_chain(lexicon, first, pieces, at, &least, &found);
		}
	}
	if (found == NULL)
		return 0;
	*concept = found->concept;
	*rest = pieces->list[at + found->count - 1].len - found->words[found->count - 1].len;
	return found->count;
}

/* --- units ------------------------------------------------------------------------------- */

static int load_units(struct slw_claim_data *data, struct slw_err *err)
{
	const char *name, *text;
	json_t *value;

	json_object_foreach (slw_json_object(data->neutral, "units"), name, value) {
		struct slw_unit unit = { .name = name, .of = slw_json_str(value, "of", "") };

		unit.scale = json_number_value(json_object_get(value, "is"));
		unit.money = strncmp(unit.of, "money", 5) == 0;
		unit.time = strcmp(unit.of, "time") == 0;
		if (unit.scale <= 0)
			return damaged(_("a unit without a scale"), name, err);
		SLW_GROW(data->units, data->unit_count, data->unit_cap);
		slw_words_add(data->unit_names, name, strlen(name), (float)data->unit_count);
		data->units[data->unit_count++] = unit;
	}
	json_object_foreach (slw_json_object(data->neutral, "symbols"), text, value) {
		struct slw_symbol symbol = { .text = text, .len = strlen(text) };
		float unit;

		if (!json_is_string(value) ||
		    !slw_words_find(data->unit_names, json_string_value(value),
				    json_string_length(value), &unit))
			return damaged(_("a sign without a unit"), text, err);
		symbol.unit = (size_t)unit;
		SLW_GROW(data->symbols, data->symbol_count, data->symbol_cap);
		data->symbols[data->symbol_count++] = symbol;
	}
	return 0;
}

static int add_unit_words(struct slw_claim_data *data, struct slw_words *units, const json_t *file,
			  struct slw_err *err)
{
	const char *name;
	json_t *words;

	json_object_foreach (slw_json_object(file, "unit_words"), name, words) {
		float unit;

		if (!slw_words_find(data->unit_names, name, strlen(name), &unit))
			return damaged(_("words of an unknown unit"), name, err);
		slw_words_add_list(units, words, unit);
	}
	return 0;
}

/* --- concepts ---------------------------------------------------------------------------- */

unsigned int slw_claim_context(const char *name)
{
	if (name == NULL)
		return 0;
	if (strcmp(name, "returns") == 0)
		return SLW_ABOUT_RETURNS;
	return strcmp(name, "delivery") == 0 ? SLW_ABOUT_DELIVERY : 0;
}

static size_t concept_of(struct slw_claim_data *data, const char *name, enum slw_claim_kind kind)
{
	float figure;

	if (slw_words_find(data->concept_names, name, strlen(name), &figure))
		return (size_t)figure;
	slw_words_add(data->concept_names, name, strlen(name), (float)data->concept_count);
	SLW_GROW(data->concepts, data->concept_count, data->concept_cap);
	data->concepts[data->concept_count] = (struct slw_concept){
		.name = name,
		.kind = kind,
		.context = slw_claim_context(
		    slw_json_str(slw_json_object(data->neutral, "concept_contexts"), name, NULL)),
		.answers = slw_json_array(slw_json_object(data->neutral, "answers"), name)
	};
	return data->concept_count++;
}

static int add_concepts(struct slw_claim_data *data, struct slw_lexicon *lexicon,
			const json_t *file, struct slw_err *err)
{
	const json_t *kinds = slw_json_object(file, "concepts");
	const char *name;
	json_t *phrases;

	for (int kind = 0; kind < SLW_CLAIM_LISTED; kind++) {
		json_object_foreach (slw_json_object(kinds, kind_keys[kind]), name, phrases) {
			size_t concept = concept_of(data, name, (enum slw_claim_kind)kind);

			if (add_phrases(lexicon, phrases, concept, err) < 0)
				return -1;
		}
	}
	return add_phrases(lexicon, json_object_get(file, "harmless"), SLW_CLAIM_HARMLESS, err);
}

static void link_includes(struct slw_claim_data *data)
{
	const char *name;
	json_t *list;
	float figure;

	json_object_foreach (slw_json_object(data->neutral, "includes"), name, list) {
		struct slw_concept *concept;

		if (!slw_words_find(data->concept_names, name, strlen(name), &figure))
			continue;
		concept = &data->concepts[(size_t)figure];
		free(concept->includes);
		concept->includes = slw_calloc(json_array_size(list), sizeof(size_t));
		concept->include_count = 0;
		for (size_t i = 0; i < json_array_size(list); i++) {
			const char *other = json_string_value(json_array_get(list, i));

			if (other != NULL &&
			    slw_words_find(data->concept_names, other, strlen(other), &figure))
			concept->includes[concept->include_count++] = (size_t)figure;
		}
	}
}

/* --- files ------------------------------------------------------------------------------- */

static void lexicon_init(struct slw_lexicon *lexicon)
{
	lexicon->exact = slw_words_new();
	lexicon->open = slw_words_new();
	lexicon->numbers = slw_words_new();
	lexicon->units = slw_words_new();
	lexicon->negations = slw_words_new();
	lexicon->negations_after = slw_words_new();
	lexicon->ranges = slw_words_new();
	lexicon->suffixes = slw_words_new();
	lexicon->having = slw_words_new();
	lexicon->uncounted = slw_words_new();
}

static void lexicon_release(struct slw_lexicon *lexicon)
{
	for (size_t i = 0; i < lexicon->file_count; i++)
		json_decref(lexicon->files[i]);
	free(lexicon->files);
	free(lexicon->phrases);
	slw_words_free(lexicon->exact);
	slw_words_free(lexicon->open);
	slw_words_free(lexicon->numbers);
	slw_words_free(lexicon->units);
	slw_words_free(lexicon->negations);
	slw_words_free(lexicon->negations_after);
	slw_words_free(lexicon->ranges);
	slw_words_free(lexicon->suffixes);
	slw_words_free(lexicon->having);
	slw_words_free(lexicon->uncounted);
}

static int add_file(struct slw_claim_data *data, struct slw_lexicon *lexicon, json_t *file,
		    struct slw_err *err)
{
	const char *word;
	json_t *value;

	SLW_GROW(lexicon->files, lexicon->file_count, lexicon->file_cap);
	lexicon->files[lexicon->file_count++] = json_incref(file);
	json_object_foreach (slw_json_object(file, "numbers"), word, value)
		slw_words_add(lexicon->numbers, word, strlen(word),
			      (float)json_number_value(value));
	slw_words_add_list(lexicon->negations, slw_json_array(file, "negations"), 0);
	slw_words_add_list(lexicon->negations_after, slw_json_array(file, "negations_after"), 0);
	slw_words_add_list(lexicon->ranges, slw_json_array(file, "ranges"), 0);
	slw_words_add_list(lexicon->having, slw_json_array(file, "having"), 0);
	slw_words_add_list(lexicon->uncounted, slw_json_array(file, "uncounted"), 0);
	slw_words_add_list(lexicon->suffixes, slw_json_array(file, "number_suffixes"), 0);
	if (add_unit_words(data, lexicon->units, file, err) < 0)
		return -1;
	return add_concepts(data, lexicon, file, err);
}

static int load_file(struct slw_claim_data *data, const char *folder, const char *name, bool own,
		     struct slw_err *err)
{
	char *path = slw_path_join(folder, name);
	json_t *file = slw_json_file(path, FILE_MAX, err);
	int rc = file != NULL ? add_file(data, &data->all, file, err) : -1;

	if (rc == 0 && own)
		rc = add_file(data, &data->own, file, err);
	if (rc < 0) {
		slw_err_prefix(err, "%s", path);
		err->code = SLW_EINTERNAL;
	}
	json_decref(file);
	free(path);
	return rc;
}

/* claims-de.json and its neighbours. */
static int load_languages(struct slw_claim_data *data, const char *folder, const char *language,
			  struct slw_err *err)
{
	char *own = slw_printf("claims-%s.json", language), **names = NULL;
	size_t count = 0;
	int rc = slw_folder_list(folder, &names, &count, err);

	for (size_t i = 0; rc == 0 && i < count; i++) {
		if (strncmp(names[i], "claims-", 7) == 0)
			rc = load_file(data, folder, names[i], strcmp(names[i], own) == 0, err);
	}
	slw_names_free(names, count);
	free(own);
	return rc;
}

int slw_claim_data_load(struct slw_claim_data *data, const char *data_folder, const char *language,
			struct slw_err *err)
{
	char *folder = slw_path_join(data_folder, "writer");
	char *path = slw_path_join(folder, "claims.json");
	struct slw_err why = SLW_ERR_INIT;
	int rc = 0;

	*data = (struct slw_claim_data){ 0 };
	data->concept_names = slw_words_new();
	data->unit_names = slw_words_new();
	lexicon_init(&data->own);
	lexicon_init(&data->all);
	data->neutral = slw_json_file(path, FILE_MAX, &why);
	if (data->neutral == NULL && why.code != SLW_ENOTFOUND) {
		*err = why;
		err->code = SLW_EINTERNAL;
		rc = -1;
	}
	if (rc == 0 && data->neutral != NULL) {
		rc = load_units(data, err);
		if (rc == 0)
			rc = add_file(data, &data->own, data->neutral, err);
		if (rc == 0)
			rc = add_file(data, &data->all, data->neutral, err);
		if (rc == 0)
			rc = load_languages(data, folder, language, err);
		link_includes(data);
	}
	free(path);
	free(folder);
	return rc;
}

void slw_claim_data_release(struct slw_claim_data *data)
{
	for (size_t i = 0; i < data->concept_count; i++)
		free(data->concepts[i].includes);
	free(data->concepts);
	free(data->units);
	free(data->symbols);
	slw_words_free(data->concept_names);
	slw_words_free(data->unit_names);
	if (data->own.exact != NULL) {
		lexicon_release(&data->own);
		lexicon_release(&data->all);
	}
	json_decref(data->neutral);
	*data = (struct slw_claim_data){ 0 };
}
