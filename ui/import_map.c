#include "config.h"

#include "ui/import_map.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/steps.h"
#include "ui/form.h"

#include "base/banned.h"

#define SKIP "skip"

struct slw_import_map {
	json_t *survey, *record; /* record: "c0" -> key of a field, or SKIP */
	struct slw_choice *choices;
	size_t count; /* columns; fields has a row for each, and one that ends them */
	struct slw_field *fields;
	struct slw_form *form;
};

bool slw_import_map_asks(const json_t *survey)
{
	const json_t *one;
	size_t i;

	if (json_array_size(json_object_get(survey, "missing")) > 0)
		return true;
	if (!slw_json_bool(survey, "own", false))
		return false;
	json_array_foreach (json_object_get(survey, "columns"), i, one)
		if (slw_json_bool(one, "likely", false) || slw_json_str(one, "field", NULL) == NULL)
			return true;
	return false;
}

static void make_choices(struct slw_import_map *map)
{
	json_t *fields = json_object_get(map->survey, "fields"), *one;
	size_t i;

	map->choices = slw_calloc(json_array_size(fields) + 2, sizeof(*map->choices));
	map->choices[0] = (struct slw_choice){ SKIP, N_("Leave it out") };
	json_array_foreach (fields, i, one)
		map->choices[i + 1] = (struct slw_choice){ slw_json_str(one, "field", ""),
							   slw_json_str(one, "label", "") };
}

/* "Kanne, Tasse, Krug" */
static char *samples_of(const json_t *column)
{
	struct slw_buf text;
	json_t *one;
	size_t i;

	slw_buf_init(&text, 0);
	json_array_foreach (json_object_get(column, "samples"), i, one)
		slw_buf_printf(&text, "%s%s", i > 0 ? " \xc2\xb7 " : "", json_string_value(one));
	return slw_buf_take(&text);
}

static const json_t *column_at(const struct slw_import_map *map, size_t i)
{
	return json_array_get(json_object_get(map->survey, "columns"), i);
}

/* Column 1 is "c0" in the record. A column without a name cannot be named. */
static void add_column(struct slw_import_map *map, size_t i)
{
	const json_t *column = column_at(map, i);
	const char *name = slw_json_str(column, "column", "");
	const char *field = slw_json_str(column, "field", SKIP);
	char *key, *samples;

	if (name[0] == '\0')
		return;
	key = slw_printf("c%zu", i);
	samples = samples_of(column);
	slw_json_set_str(map->record, key, field);
	map->fields[map->count++] = (struct slw_field){
		.key = key,
		.type = SLW_FIELD_CHOICE,
		.choices = map->choices,
		.fallback = SKIP,
		.label = slw_strdup(name),
		.help = samples[0] != '\0' ? slw_printf(_("In the file: %s"), samples)
					   : slw_strdup(_("Empty in the first rows.")),
	};
	free(samples);
}

static void committed(void *context, const json_t *record, const char *key)
{
	struct slw_import_map *map = context;

	(void)key;
	json_decref(map->record);
	map->record = json_deep_copy(record);
}

struct slw_import_map *slw_import_map_new(struct slw_app *app, const json_t *survey)
{
	struct slw_import_map *map = slw_calloc(1, sizeof(*map));
	struct slw_form_options options = {
		.app = app, .path = "", .product_no = -1, .commit = committed, .context = map
	};
	size_t count;

	map->survey = json_deep_copy(survey);
	map->record = json_object();
	count = json_array_size(json_object_get(map->survey, "columns"));
	map->fields = slw_calloc(count + 1, sizeof(*map->fields));
	make_choices(map);
	for (size_t i = 0; i < count; i++)
		add_column(map, i);
	options.fields = map->fields;
	map->form = slw_form_new(&options);
	slw_form_set(map->form, map->record);
	return map;
}

void slw_import_map_free(struct slw_import_map *map)
{
	if (map == NULL)
		return;
	slw_form_free(map->form);
	for (size_t i = 0; i < map->count; i++) {
		free((char *)(uintptr_t)map->fields[i].key);
		free((char *)(uintptr_t)map->fields[i].label);
		free((char *)(uintptr_t)map->fields[i].help);
	}
	free(map->fields);
	free(map->choices);
	json_decref(map->record);
	json_decref(map->survey);
	free(map);
}

struct slw_form *slw_import_map_form(const struct slw_import_map *map)
{
	return map->form;
}

static const json_t *column_of(const struct slw_import_map *map, size_t i)
{
	return column_at(map, (size_t)strtoul(map->fields[i].key + 1, NULL, 10));
}

json_t *slw_import_map_json(const struct slw_import_map *map)
{
	json_t *result = json_object();

	for (size_t i = 0; i < map->count; i++) {
		const json_t *column = column_of(map, i);
		const char *proposed = slw_json_str(column, "field", SKIP);
		const char *chosen = slw_json_str(map->record, map->fields[i].key, SKIP);

		if (strcmp(proposed, chosen) != 0 || slw_json_bool(column, "likely", false))
			slw_json_set_str(result, slw_json_str(column, "column", ""), chosen);
	}
	if (json_object_size(result) > 0)
		return result;
	json_decref(result);
	return NULL;
}

const char *slw_import_map_missing(const struct slw_import_map *map)
{
	static const char *const needed[] = { "title", "price" };

	for (size_t n = 0; n < SLW_COUNT(needed); n++) {
		bool found = false;

		for (size_t i = 0; i < map->count && !found; i++)
			found = strcmp(slw_json_str(map->record, map->fields[i].key, SKIP),
				       needed[n]) == 0;
		if (!found)
			return _(slw_field_find(slw_product_fields, needed[n])->label);
	}
	return NULL;
}

char *slw_import_map_help(const struct slw_import_map *map)
{
	const char *key = slw_form_key(map->form);

	for (size_t i = 0; i < map->count; i++)
		if (strcmp(map->fields[i].key, key) == 0)
			return slw_printf(
			    _("%s\n\n%s\n\nEnter opens the list of what the column can be; type to "
			      "find one in it. What is left out is not imported. The title "
			      "and the price have to be among the columns. F7 looks through "
			      "the file; nothing is written yet."),
			    map->fields[i].label, map->fields[i].help);
	return NULL;
}
