/*
 * The built-in writer: phrases of data/writer/LANGUAGE.json, filled with the facts. The same request
 * gives the same text. Where little more than a name is known, the text is about such things: how
 * they are used, chosen and looked after; of this one nothing is said that nobody said.
 */
#include "config.h"

#include "content/provider.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/compose.h"
#include "content/phrases.h"
#include "content/slots.h"

#include "base/banned.h"

struct slw_builtin {
	struct slw_language_data **languages;
	size_t count, cap;
};

void slw_builtin_close(struct slw_builtin *builtin)
{
	if (builtin == NULL)
		return;
	for (size_t i = 0; i < builtin->count; i++)
		slw_language_free(builtin->languages[i]);
	free(builtin->languages);
	free(builtin);
}

/* "en.json": phrases of a language are called by its code. */
static bool is_language_file(const char *name)
{
	return strlen(name) == 7 && name[0] >= 'a' && name[0] <= 'z' &&
	       strcmp(name + 2, ".json") == 0;
}

int slw_builtin_open(struct slw_builtin **out, const char *data_folder, struct slw_err *err)
{
	char *folder = slw_path_join(data_folder, "writer");
	struct slw_builtin *builtin = slw_calloc(1, sizeof(*builtin));
	char **names = NULL;
	size_t count = 0;
	int rc = slw_folder_list(folder, &names, &count, err);

	if (rc < 0)
		err->code = SLW_EINTERNAL;
	for (size_t i = 0; i < count && rc == 0; i++) {
		char *path;

		if (!is_language_file(names[i]))
			continue;
		path = slw_path_join(folder, names[i]);
		SLW_GROW(builtin->languages, builtin->count, builtin->cap);
		rc = slw_language_load(&builtin->languages[builtin->count], path, err);
		builtin->count += rc == 0 ? 1 : 0;
		free(path);
	}
	if (rc == 0)
		*out = builtin;
	else
		slw_builtin_close(builtin);
	slw_names_free(names, count);
	free(folder);
	return rc;
}

static const struct slw_language_data *language_of(const struct slw_builtin *builtin,
						   const char *code)
{
	for (size_t i = 0; i < builtin->count; i++) {
		if (strcmp(builtin->languages[i]->code, code) == 0)
			return builtin->languages[i];
	}
	return NULL;
}

static bool can_write(const struct slw_builtin *builtin, const struct slw_provider_job *job)
{
	const struct slw_language_data *language = language_of(builtin, job->language);

	return language != NULL && slw_language_plan(language, job->type, job->scope, 0) != NULL;
}

static char *write_one(const struct slw_language_data *language, const struct slw_provider_job *job,
		       unsigned int alternative)
{
	struct slw_composition composition = { .language = language,
					       .plan = slw_language_plan(
						   language, job->type, job->scope,
						   job->variation + alternative),
					       .length = job->length,
					       .tone = job->tone,
					       .variation = job->variation,
					       .alternative = alternative };
	struct slw_slots slots;
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_slots_fill(&slots, language->grammar, language->lexicon, job->facts, job->keywords);
	composition.slots = &slots;
	slw_compose(&composition, &out);
	slw_slots_release(&slots);
	return slw_buf_take(&out);
}

static bool is_new(const struct slw_provider_result *result, const char *text)
{
	for (size_t i = 0; i < json_array_size(result->alternatives); i++) {
		if (strcmp(json_string_value(json_array_get(result->alternatives, i)), text) == 0)
			return false;
	}
	return strcmp(result->content, text) != 0;
}

int slw_builtin_write(struct slw_builtin *builtin, const struct slw_provider_job *job,
		      struct slw_provider_result *result, struct slw_err *err)
{
	const struct slw_language_data *language = language_of(builtin, job->language);

	if (!can_write(builtin, job)) {
		slw_err_set(err, SLW_ENOTSUP, _("the built-in writer has no phrases for \"%s\""),
			    job->language);
		return slw_err_hint(err, _("Choose another language or another provider."));
	}
	result->model = slw_printf("builtin-%s", language->code);
	result->content = write_one(language, job, 0);
	result->alternatives = json_array();
	if (result->content[0] == '\0')
		return slw_err_set(err, SLW_EINVAL,
				   _("there are too few facts for a text of the type %s"),
				   job->type->name);
	/* a short kind of text has few forms: look a little further for others */
	for (unsigned int i = 1;
	     i <= 12 && json_array_size(result->alternatives) < (size_t)job->alternatives; i++) {
		char *text = write_one(language, job, i);

		if (is_new(result, text))
			slw_json_append(result->alternatives, slw_json_new_str(text));
		free(text);
	}
	return 0;
}
