#include "config.h"

#include "service/plan_check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/documents.h"
#include "model/field.h"
#include "model/problem.h"
#include "model/steps.h"

#include "base/banned.h"

struct walk {
	const char *folder;
	struct slw_problems *problems;
};

static void check_file(const struct walk *walk, const char *name, const char *path)
{
	struct slw_err err = SLW_ERR_INIT;
	int fd;

	if (strncmp(name, "https://", 8) == 0 || strncmp(name, "http://", 7) == 0)
		return;
	fd = slw_file_open_below(walk->folder, name, &err);
	if (fd >= 0)
		close(fd);
	else
		slw_problems_add(walk->problems, SLW_PROBLEM_ERROR, "file", path, err.msg,
				 err.hint[0] != '\0'
				     ? err.hint
				     : _("files are looked for below the folder of the answers "
					 "file"));
}

static void check_secret(const struct walk *walk, const json_t *value, const char *path)
{
	const char *env = slw_json_str(value, "env", NULL),
		   *file = slw_json_str(value, "file", NULL);
	const char *set = env != NULL ? getenv(env) : NULL;
	char *at = file != NULL ? slw_path_from(walk->folder, file) : NULL;
	struct slw_problem *problem = NULL;

	if (env != NULL && (set == NULL || set[0] == '\0'))
		problem = slw_problems_addf(walk->problems, SLW_PROBLEM_WARNING, "secret", path,
					    _("the environment variable %s is not set"), env);
	else if (at != NULL && access(at, R_OK) != 0)
		problem = slw_problems_addf(walk->problems, SLW_PROBLEM_WARNING, "secret", path,
					    _("the file %s cannot be read"), file);
	slw_problem_hint(problem, "%s", _("it is needed when the provider is called"));
	free(at);
}

static void check_table(const struct walk *walk, const struct slw_field *table,
			const json_t *record, const char *prefix);

static void check_field(const struct walk *walk, const struct slw_field *field, const json_t *value,
			const char *path)
{
	const char *key;
	json_t *entry;
	size_t i;

	if (field->type == SLW_FIELD_FILE && json_is_string(value)) {
		check_file(walk, json_string_value(value), path);
	} else if (field->type == SLW_FIELD_SECRET) {
		check_secret(walk, value, path);
	} else if (field->type == SLW_FIELD_CREDENTIALS) {
		json_object_foreach ((json_t *)value, key, entry) {
			char *below = slw_printf("%s.%s", path, key);

			if (json_is_object(entry))
				check_secret(walk, entry, below);
			free(below);
		}
	} else if (field->type == SLW_FIELD_RECORD) {
		check_table(walk, field->fields, value, path);
	} else if (field->type == SLW_FIELD_RECORDS) {
		json_array_foreach (value, i, entry) {
			char *below = slw_printf("%s[%zu]", path, i);

			check_table(walk, field->fields, entry, below);
			free(below);
		}
	}
}

static void check_table(const struct walk *walk, const struct slw_field *table,
			const json_t *record, const char *prefix)
{
	for (; table->key != NULL; table++) {
		json_t *value = json_object_get(record, table->key);
		char *path;

		if (value == NULL)
			continue;
		path = slw_printf("%s.%s", prefix, table->key);
		check_field(walk, table, value, path);
		free(path);
	}
}

size_t slw_plan_check_files(const char *folder, const struct slw_documents *docs,
			    const json_t *products, struct slw_problems *problems)
{
	struct walk walk = { .folder = folder, .problems = problems };
	size_t first = problems->count, i;
	json_t *product;

	for (int k = 0; k < SLW_SECTION__MAX; k++)
		check_table(&walk, slw_steps[k].fields, docs->section[k], slw_steps[k].key);
	json_array_foreach (products, i, product) {
		char *path = slw_printf("products.items[%zu]", i);

		check_table(&walk, slw_product_fields, product, path);
		free(path);
	}
	return first;
}
