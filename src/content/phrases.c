#include "config.h"

#include "content/phrases.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/grammar.h"
#include "content/lexicon.h"
#include "content/phrase.h"
#include "content/slots.h"
#include "content/words.h"

#include "base/banned.h"

#define FILE_MAX (1024 * 1024)

static const char *const tones[] = { "professional", "friendly", "playful",
				     "luxurious",    "bold",	 "plain" };

static const char *const sources[] = {
	[SLW_PART_FEATURE] = "feature",
	[SLW_PART_KEYWORD] = "keyword",
	[SLW_PART_DESCRIPTION] = "description",
	[SLW_PART_BUSINESS] = "business_description",
	[SLW_PART_COLLECTION] = "collection_description",
	[SLW_PART_STORY] = "story",
};

static const char *const scopes[] = { [SLW_CONTENT_PRODUCT] = "product",
				      [SLW_CONTENT_COLLECTION] = "collection",
				      [SLW_CONTENT_SHOP] = "shop" };

/* What is needed while a file is read: the names of its groups. */
struct loading {
	struct slw_language_data *language;
	char **groups;
	size_t group_count, group_cap;
	struct slw_err *err;
};

int slw_tone_find(const char *name)
{
	for (size_t i = 0; i < SLW_COUNT(tones); i++) {
		if (strcmp(tones[i], name == NULL ? "friendly" : name) == 0)
			return (int)i;
	}
	return -1;
}

static int fault(struct loading *loading, const char *what, const char *where)
{
	return slw_err_set(loading->err, SLW_EINTERNAL, "%s: %s", where, what);
}

static int group_of(struct loading *loading, const char *name)
{
	if (name == NULL)
		return -1;
	for (size_t i = 0; i < loading->group_count; i++) {
		if (strcmp(loading->groups[i], name) == 0)
			return (int)i;
	}
	SLW_GROW(loading->groups, loading->group_count, loading->group_cap);
	loading->groups[loading->group_count] = slw_strdup(name);
	return (int)loading->group_count++;
}

static int load_conditions(struct loading *loading, struct slw_slot_set *out, const json_t *list,
			   const char *where)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *name = json_string_value(json_array_get(list, i));
		int slot = name == NULL ? -1 : slw_slot_find(name);

		if (slot < 0)
			return fault(loading, _("there is no such condition"),
				     name == NULL ? where : name);
		slw_slot_set_add(out, slot);
	}
	return 0;
}

static int load_topics(struct loading *loading, struct slw_phrase *phrase, const json_t *list,
		       const char *where)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *name = json_string_value(json_array_get(list, i));
		int topic = name == NULL ? -1 : slw_lexicon_topic(loading->language->lexicon, name);

		if (topic < 0)
			return fault(loading, _("there is no such topic"),
				     name == NULL ? where : name);
		phrase->topics |= UINT64_C(1) << topic;
	}
	return 0;
}

static int load_phrase(struct loading *loading, struct slw_phrase *phrase, const json_t *from,
		       const char *where)
{
	const char *text =
	    json_is_string(from) ? json_string_value(from) : slw_json_str(from, "text", "");
	const json_t *suited = slw_json_array(from, "tone");

	if (!slw_phrase_compile(phrase, text, slw_grammar_classes(loading->language->grammar)))
		return slw_err_set(loading->err, SLW_EINTERNAL,
				   _("%s: cannot understand the phrase \"%s\""), where, text);
	phrase->id = loading->language->phrase_count++;
	phrase->group = group_of(loading, slw_json_str(from, "group", NULL));
	if (load_conditions(loading, &phrase->needs, slw_json_array(from, "if"), where) < 0 ||
	    load_conditions(loading, &phrase->avoids, slw_json_array(from, "unless"), where) < 0 ||
	    load_topics(loading, phrase, slw_json_array(from, "about"), where) < 0)
		return -1;
	for (size_t i = 0; i < json_array_size(suited); i++) {
		const char *name = json_string_value(json_array_get(suited, i));
		int tone = name == NULL ? -1 : slw_tone_find(name);

		if (tone < 0)
			return fault(loading, _("there is no such tone"), where);
		phrase->tones |= 1u << tone;
	}
	return 0;
}

static int load_phrases(struct loading *loading, struct slw_phrase **out, size_t *count,
			const json_t *list, const char *where)
{
	if (json_array_size(list) == 0)
		return fault(loading, _("must be a list of phrases"), where);
	*out = slw_calloc(json_array_size(list), sizeof(**out));
	for (size_t i = 0; i < json_array_size(list); i++) {
		++*count;
		if (load_phrase(loading, &(*out)[i], json_array_get(list, i), where) < 0)
			return -1;
	}
	return 0;
}

static int load_pools(struct loading *loading, const json_t *pools)
{
	struct slw_language_data *language = loading->language;
	const char *name;
	json_t *list;

	language->pools = slw_calloc(json_object_size(pools), sizeof(*language->pools));
	json_object_foreach ((json_t *)pools, name, list) {
		struct slw_pool *pool = &language->pools[language->pool_count++];

		pool->name = slw_strdup(name);
		if (load_phrases(loading, &pool->phrases, &pool->count, list, name) < 0)
			return -1;
	}
	return language->pool_count > 0 ? 0 : fault(loading, _("is missing"), "pools");
}

static int load_benefits(struct loading *loading, const json_t *list)
{
	struct slw_language_data *language = loading->language;

	language->benefit_words = slw_words_new();
	language->benefits = slw_calloc(json_array_size(list), sizeof(*language->benefits));
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *from = json_array_get(list, i);
		const json_t *words = slw_json_array(from, "match");
		struct slw_benefit *benefit = &language->benefits[language->benefit_count++];

		for (size_t w = 0; w < json_array_size(words); w++) {
			const char *word = json_string_value(json_array_get(words, w));

			/* the first to claim a word keeps it */
			if (word != NULL && !slw_words_have(language->benefit_words, word))
				slw_words_add(language->benefit_words, word, strlen(word),
					      (float)i);
		}
		if (load_phrases(loading, &benefit->phrases, &benefit->count,
				 slw_json_array(from, "text"), "benefits") < 0)
			return -1;
		for (size_t p = 0; p < benefit->count; p++)
			benefit->phrases[p].inside = true;
	}
	return 0;
}

static bool load_counts(int out[3], const json_t *list)
{
	for (size_t i = 0; i < 3; i++) {
		const json_t *number = json_array_get(list, i);

		if (!json_is_integer(number))
			return false;
		out[i] = (int)json_integer_value(number);
	}
	return true;
}

static int load_part(struct loading *loading, struct slw_part *part, const json_t *from)
{
	const struct slw_language_data *language = loading->language;
	const char *pool = slw_json_str(from, "pool", NULL);
	const char *source = slw_json_str(from, "source", NULL);

	part->paragraph = (int)slw_json_int(from, "paragraph", 0);
	part->first = slw_json_bool(from, "first", false);
	part->ordered = slw_json_bool(from, "ordered", false);
	for (size_t i = 0; source != NULL && i < SLW_COUNT(sources); i++) {
		if (sources[i] != NULL && strcmp(sources[i], source) == 0)
			part->source = (enum slw_part_source)i;
	}
	if (source != NULL && part->source == SLW_PART_PHRASES)
		return fault(loading, _("there is no such source"), source);
	for (size_t i = 0; pool != NULL && i < language->pool_count; i++) {
		if (strcmp(language->pools[i].name, pool) == 0)
			part->pool = &language->pools[i];
	}
	if ((part->pool == NULL) != (part->source >= SLW_PART_DESCRIPTION))
		return fault(loading, _("there is no such pool"), pool == NULL ? "parts" : pool);
	if (!load_counts(part->least, slw_json_array(from, "least")) ||
	    !load_counts(part->most, slw_json_array(from, "most")))
		return fault(loading, _("\"least\" and \"most\" need three numbers"), "parts");
	return 0;
}

static int load_plan(struct loading *loading, struct slw_plan *plan, const json_t *from)
{
	const char *scope = slw_json_str(from, "scope", "");
	const json_t *parts = slw_json_array(from, "parts");
	bool known = false;

	plan->type = slw_content_type_find(slw_json_str(from, "type", ""));
	for (size_t i = 0; i < SLW_COUNT(scopes); i++) {
		if (strcmp(scopes[i], scope) == 0) {
			plan->scope = (enum slw_content_scope)i;
			known = true;
		}
	}
	if (plan->type == NULL || !known || (plan->type->scopes & (1u << plan->scope)) == 0)
		return fault(loading, _("there is no such type or scope"), "plans");
	plan->join_short = slw_json_bool(from, "join_short", false);
	plan->separator = slw_strdup(slw_json_str(from, "item_separator", " "));
	if (json_array_size(parts) == 0)
		return fault(loading, _("a plan needs parts"), "plans");
	plan->parts = slw_calloc(json_array_size(parts), sizeof(*plan->parts));
	for (size_t i = 0; i < json_array_size(parts); i++) {
		if (load_part(loading, &plan->parts[plan->count++], json_array_get(parts, i)) < 0)
			return -1;
	}
	return 0;
}

static int load_plans(struct loading *loading, const json_t *list)
{
	struct slw_language_data *language = loading->language;

	language->plans = slw_calloc(json_array_size(list), sizeof(*language->plans));
	for (size_t i = 0; i < json_array_size(list); i++) {
		if (load_plan(loading, &language->plans[language->plan_count++],
			      json_array_get(list, i)) < 0)
			return -1;
	}
	for (size_t i = 0; i < language->plan_count; i++) {
		const struct slw_plan *plan = &language->plans[i];

		for (size_t k = i + 2; k < language->plan_count; k++) {
			if (language->plans[k].type == plan->type &&
			    language->plans[k].scope == plan->scope &&
			    (plan[1].type != plan->type || plan[1].scope != plan->scope))
				return fault(loading, _("plans of one type must stand together"),
					     plan->type->name);
		}
	}
	return language->plan_count > 0 ? 0 : fault(loading, _("is missing"), "plans");
}

int slw_language_load(struct slw_language_data **out, const char *path, struct slw_err *err)
{
	struct slw_language_data *language = slw_calloc(1, sizeof(*language));
	struct loading loading = { .language = language, .err = err };
	json_t *file = slw_json_file(path, FILE_MAX, err);
	int rc = -1;

	if (file == NULL)
		goto out;
	language->code = slw_strdup(slw_json_str(file, "language", ""));
	if (slw_grammar_load(&language->grammar, slw_json_object(file, "grammar"), err) == 0 &&
	    slw_lexicon_load(&language->lexicon, slw_json_array(file, "topics"), language->grammar,
			     err) == 0 &&
	    load_pools(&loading, slw_json_object(file, "pools")) == 0 &&
	    load_benefits(&loading, slw_json_array(file, "benefits")) == 0 &&
	    load_plans(&loading, slw_json_array(file, "plans")) == 0)
		rc = 0;
	else
		slw_err_prefix(err, "%s", path);
	language->group_count = (int)loading.group_count;
out:
	for (size_t i = 0; i < loading.group_count; i++)
		free(loading.groups[i]);
	free(loading.groups);
	json_decref(file);
	if (rc == 0)
		*out = language;
	else
		slw_language_free(language);
	return rc;
}

static void free_phrases(struct slw_phrase *phrases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		slw_phrase_release(&phrases[i]);
	free(phrases);
}

void slw_language_free(struct slw_language_data *language)
{
	if (language == NULL)
		return;
	for (size_t i = 0; i < language->pool_count; i++) {
		free_phrases(language->pools[i].phrases, language->pools[i].count);
		free(language->pools[i].name);
	}
	for (size_t i = 0; i < language->benefit_count; i++) {
		struct slw_benefit *benefit = &language->benefits[i];

		free_phrases(benefit->phrases, benefit->count);
	}
	for (size_t i = 0; i < language->plan_count; i++) {
		free(language->plans[i].parts);
		free(language->plans[i].separator);
	}
	free(language->pools);
	free(language->benefits);
	slw_words_free(language->benefit_words);
	free(language->plans);
	free(language->code);
	slw_lexicon_free(language->lexicon);
	slw_grammar_free(language->grammar);
	free(language);
}

const struct slw_plan *slw_language_plan(const struct slw_language_data *language,
					 const struct slw_content_type *type,
					 enum slw_content_scope scope, unsigned int variation)
{
	const struct slw_plan *first = NULL;
	unsigned int count = 0;

	for (size_t i = 0; i < language->plan_count; i++) {
		if (language->plans[i].type != type || language->plans[i].scope != scope)
			continue;
		first = first == NULL ? &language->plans[i] : first;
		count++;
	}
	/* those of one type and scope stand together */
	return first == NULL ? NULL : first + variation % count;
}
