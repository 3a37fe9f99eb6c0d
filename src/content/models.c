#include "config.h"

#include "content/models.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

#define FILE_MAX  (256 * 1024)
#define TOKENS	  1000000
#define PRICE_MAX 100000 /* dollars per million tokens */

struct table {
	char *provider; /* the name of the file */
	json_t *file;
	const char *fallback;
	struct slw_model_info *list;
	size_t count;
};

struct slw_models {
	struct table *tables;
	size_t count, cap;
};

/* "0.15" as millionths. */
static bool read_price(const char *text, int64_t *out)
{
	const char *point = text == NULL ? NULL : strchr(text, '.');
	size_t whole = text == NULL ? 0 : point == NULL ? strlen(text) : (size_t)(point - text);
	char digits[32] = "";
	int64_t value;

	if (whole == 0 || whole > 6 || (point != NULL && strlen(point + 1) > 6))
		return false;
	snprintf(digits, sizeof(digits), "%.*s%s%.*s", (int)whole, text,
		 point == NULL ? "" : point + 1, 6 - (int)(point == NULL ? 0 : strlen(point + 1)),
		 "000000");
	if (!slw_parse_int(digits, 0, (int64_t)PRICE_MAX * TOKENS, &value))
		return false;
	*out = value;
	return true;
}

static bool read_model(const json_t *object, struct slw_model_info *info)
{
	*info = (struct slw_model_info){
		.model = slw_json_str(object, "model", NULL),
		.context = (long)slw_json_int(object, "context", 0),
		.reply = (long)slw_json_int(object, "reply", 0),
		.thinking = (long)slw_json_int(object, "thinking", 0),
		.schema = slw_json_bool(object, "schema", false),
	};
	return info->model != NULL && info->context > 0 && info->reply > 0 && info->thinking >= 0 &&
	       read_price(slw_json_str(object, "input", NULL), &info->input) &&
	       read_price(slw_json_str(object, "output", NULL), &info->output);
}

static int read_table(struct table *table, const char *path, struct slw_err *err)
{
	const json_t *list = slw_json_array(table->file, "models");

	table->fallback = slw_json_str(table->file, "default", NULL);
	table->list = slw_calloc(json_array_size(list) + 1, sizeof(*table->list));
	for (; table->count < json_array_size(list); table->count++) {
		if (!read_model(json_array_get(list, table->count), &table->list[table->count]))
			return slw_err_set(err, SLW_EINTERNAL, _("%s: model %zu is damaged"), path,
					   table->count + 1);
	}
	return 0;
}

static int load_table(struct slw_models *models, const char *folder, const char *name,
		      struct slw_err *err)
{
	size_t len = strlen(name);
	struct table *table;
	char *path;
	int rc = -1;

	if (len < 6 || strcmp(name + len - 5, ".json") != 0)
		return 0;
	path = slw_path_join(folder, name);
	SLW_GROW(models->tables, models->count, models->cap);
	table = &models->tables[models->count];
	*table = (struct table){ .file = slw_json_file(path, FILE_MAX, err) };
	if (table->file == NULL) {
		err->code = SLW_EINTERNAL;
	} else {
		table->provider = slw_strndup(name, len - 5);
		models->count++;
		rc = read_table(table, path, err);
	}
	free(path);
	return rc;
}

int slw_models_load(struct slw_models **out, const char *data_folder, struct slw_err *err)
{
	struct slw_models *models = slw_calloc(1, sizeof(*models));
	char *folder = slw_path_join(data_folder, "models");
	char **names = NULL;
	size_t count = 0;
	int rc = slw_folder_list(folder, &names, &count, err);

	if (rc < 0)
		err->code = SLW_EINTERNAL;
	for (size_t i = 0; i < count && rc == 0; i++)
		rc = load_table(models, folder, names[i], err);
	slw_names_free(names, count);
	free(folder);
	if (rc == 0)
		*out = models;
	else
		slw_models_free(models);
	return rc;
}

void slw_models_free(struct slw_models *models)
{
	if (models == NULL)
		return;
	for (size_t i = 0; i < models->count; i++) {
		free(models->tables[i].provider);
		free(models->tables[i].list);
		json_decref(models->tables[i].file);
	}
	free(models->tables);
	free(models);
}

static const struct table *find_table(const struct slw_models *models, const char *provider)
{
	for (size_t i = 0; i < models->count; i++) {
		if (strcmp(models->tables[i].provider, provider) == 0)
			return &models->tables[i];
	}
	return NULL;
}

/* Behind the name a date or "latest", never a word: "gpt-4o" is not "gpt-4o-mini". */
static bool is_edition(const char *rest)
{
	return rest[0] == '\0' || strcmp(rest, "-latest") == 0 ||
	       ((rest[0] == '-' || rest[0] == '@') && strspn(rest + 1, "0123456789") >= 4);
}

const struct slw_model_info *slw_models_find(const struct slw_models *models, const char *provider,
					     const char *model)
{
	const struct table *table = find_table(models, provider);
	const struct slw_model_info *best = NULL;
	size_t best_len = 0;

	for (size_t i = 0; table != NULL && i < table->count; i++) {
		const char *name = table->list[i].model;
		size_t len = strlen(name);

		if (len > best_len && strncmp(model, name, len) == 0 && is_edition(model + len)) {
			best = &table->list[i];
			best_len = len;
		}
	}
	return best;
}

const char *slw_models_default(const struct slw_models *models, const char *provider)
{
	const struct table *table = find_table(models, provider);

	return table == NULL ? NULL : table->fallback;
}

int64_t slw_model_cost(const struct slw_model_info *info, int64_t tokens_in, int64_t tokens_out)
{
	return (tokens_in * info->input + tokens_out * info->output + TOKENS - 1) / TOKENS;
}
