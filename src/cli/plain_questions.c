/* What is asked of a record: its table with the groups opened and what does not apply left out. */
#include "config.h"

#include "cli/plain.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "model/catalog.h"
#include "model/check.h"
#include "model/steps.h"
#include "service/service.h"

#include "base/banned.h"

void slw_plain_questions_release(struct slw_plain_questions *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->items[i].path);
		free(list->items[i].group);
	}
	free(list->items);
	*list = (struct slw_plain_questions){ .items = NULL };
}

static void add(struct slw_plain_questions *list, const struct slw_field *field, const char *record,
		const struct slw_field *of)
{
	SLW_GROW(list->items, list->count, list->cap);
	list->items[list->count++] =
	    (struct slw_plain_question){ .field = *field,
					 .path = slw_printf("%s.%s", record, field->key),
					 .group = slw_strdup(record),
					 .of = of };
}

/* The keys that a provider wants, as its entry in the catalogue has them. */
static void add_credentials(const struct slw_plain *plain, const struct slw_plain_place *place,
			    struct slw_plain_questions *list, const struct slw_field *field,
			    const char *record)
{
	const json_t *entry = slw_documents_get(place->docs, record);
	const struct slw_catalog_provider *provider =
	    slw_catalog_provider(slw_service_catalog(plain->cli->service), field->kind,
				 slw_json_str(entry, "provider", ""));
	char *path = slw_printf("%s.%s", record, field->key);

	for (size_t i = 0; provider != NULL && i < provider->credential_count; i++) {
		struct slw_field as_field = slw_credential_field(&provider->credentials[i]);

		add(list, &as_field, path, field);
	}
	free(path);
}

static void add_record(const struct slw_plain *plain, const struct slw_plain_place *place,
		       struct slw_plain_questions *list, const struct slw_field *table,
		       const char *path, const struct slw_field *of)
{
	for (const struct slw_field *field = table; field->key != NULL; field++) {
		const json_t *record = slw_documents_get(place->docs, path);

		if (!slw_field_applies(field, record, place->docs))
			continue;
		if (field->type == SLW_FIELD_RECORD) {
			char *below = slw_printf("%s.%s", path, field->key);

			add_record(plain, place, list, field->fields, below, field);
			free(below);
		} else if (field->type == SLW_FIELD_CREDENTIALS) {
			add_credentials(plain, place, list, field, path);
		} else {
			add(list, field, path, of);
		}
	}
}

void slw_plain_list(const struct slw_plain *plain, const struct slw_plain_place *place,
		    struct slw_plain_questions *list)
{
	slw_plain_questions_release(list);
	add_record(plain, place, list, place->table, place->path, NULL);
}

/* True if path is this one, or a record that it is in, or ends with it at a dot. */
static bool matches(const char *path, const char *wanted)
{
	size_t len = strlen(path), most = strlen(wanted);

	if (strncmp(path, wanted, most) == 0)
		return path[most] == '\0' || path[most] == '.' || path[most] == '[';
	return len > most && path[len - most - 1] == '.' && strcmp(path + len - most, wanted) == 0;
}

size_t slw_plain_find(const struct slw_plain_questions *list, const char *path)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i].path, path) == 0)
			return i;
	for (size_t i = 0; i < list->count; i++)
		if (matches(list->items[i].path, path))
			return i;
	/* below a question that is a list: its entries */
	for (size_t i = 0; i < list->count; i++) {
		size_t len = strlen(list->items[i].path);

		if (strncmp(path, list->items[i].path, len) == 0 &&
		    (path[len] == '[' || path[len] == '.'))
			return i;
	}
	return list->count;
}

static char *find_key(const struct slw_field *table, const char *path, const char *key)
{
	char *found = NULL;

	for (; table->key != NULL && found == NULL; table++) {
		char *below = slw_printf("%s.%s", path, table->key);

		if (strcmp(table->key, key) == 0)
			found = slw_strdup(below);
		else if (table->type == SLW_FIELD_RECORD)
			found = find_key(table->fields, below, key);
		free(below);
	}
	return found;
}

char *slw_plain_resolve(const char *target)
{
	char *found = NULL;

	if (slw_section_find(target) >= 0 || slw_steps_field(target, NULL) != NULL)
		return slw_strdup(target);
	for (int i = 0; i < SLW_SECTION__MAX && found == NULL; i++) {
		char *path = slw_printf("%s.%s", slw_steps[i].key, target);

		if (slw_steps_field(path, NULL) != NULL)
			found = slw_strdup(path);
		free(path);
	}
	for (int i = 0; i < SLW_SECTION__MAX && found == NULL; i++)
		found = find_key(slw_steps[i].fields, slw_steps[i].key, target);
	return found;
}

char *slw_plain_path(const struct slw_plain_place *place, const char *path)
{
	static const char own[] = "products.items[0]";

	if (place->product == NULL || strncmp(path, own, sizeof(own) - 1) != 0)
		return slw_strdup(path);
	return slw_printf("products.items[%zu]%s", place->product->index, path + sizeof(own) - 1);
}

static void list_values(const struct slw_plain *plain, const struct slw_field *field,
			const json_t *value, struct slw_buf *out)
{
	json_t *entry;
	size_t i;

	json_array_foreach (value, i, entry) {
		slw_buf_str(out, i > 0 ? ", " : "");
		if (field->item != NULL)
			slw_plain_value(plain, field->item, entry, out);
	}
}

void slw_plain_value(const struct slw_plain *plain, const struct slw_field *field,
		     const json_t *value, struct slw_buf *out)
{
	struct slw_check check = { .catalog = slw_service_catalog(plain->cli->service),
				   .currency = slw_documents_currency(&plain->docs) };

	if (field->type == SLW_FIELD_RECORDS)
		slw_buf_printf(out, P_("%zu entry", "%zu entries", json_array_size(value)),
			       json_array_size(value));
	else if (field->type == SLW_FIELD_LIST)
		list_values(plain, field, value, out);
	else if (json_object_get(value, "vault") != NULL ||
		 json_object_get(value, "literal") != NULL)
		slw_buf_str(out, _("kept sealed"));
	else
		slw_field_format(field, value, &check, out);
}
