/* Values of a form as text and back: scalars by model/check.h, lists a line for each entry. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/form_internal.h"
#include "ui/widget.h"

#include "base/banned.h"

char *slw_form_text_of(const struct slw_field *field, const json_t *value,
		       const struct slw_check *check)
{
	struct slw_buf text;
	const char *key;
	json_t *entry;
	size_t i;

	slw_buf_init(&text, 0);
	if (value == NULL) {
		return slw_buf_take(&text);
	} else if (field->type == SLW_FIELD_LIST) {
		json_array_foreach (value, i, entry) {
			if (i > 0)
				slw_buf_char(&text, '\n');
			slw_field_format(field->item, entry, check, &text);
		}
	} else if (field->type == SLW_FIELD_MAP) {
		json_object_foreach ((json_t *)(uintptr_t)value, key, entry) {
			slw_buf_printf(&text, "%s%s: %s", text.len > 0 ? "\n" : "", key,
				       json_is_string(entry) ? json_string_value(entry) : "");
		}
	} else {
		slw_field_format(field, value, check, &text);
	}
	return slw_buf_take(&text);
}

/* Calls each() for the lines of text that are not empty, trimmed. */
static int each_line(const char *text, int (*each)(void *context, char *line, struct slw_err *err),
		     void *context, struct slw_err *err)
{
	int rc = 0;

	while (rc == 0 && *text != '\0') {
		size_t len = strcspn(text, "\n");
		char *raw = slw_strndup(text, len), *line = slw_text_trim(raw);

		if (line[0] != '\0')
			rc = each(context, line, err);
		free(line);
		free(raw);
		text += len + (text[len] == '\n');
	}
	return rc;
}

struct lines {
	const struct slw_field *field;
	const struct slw_check *check;
	json_t *value;
};

static int list_line(void *context, char *line, struct slw_err *err)
{
	struct lines *lines = context;
	json_t *entry = NULL;

	if (slw_field_parse(lines->field->item, line, lines->check, &entry, err) < 0) {
		slw_err_prefix(err, "\"%s\"", line);
		return -1;
	}
	slw_json_append(lines->value, entry);
	return 0;
}

static int map_line(void *context, char *line, struct slw_err *err)
{
	struct lines *lines = context;
	char *colon = strchr(line, ':'), *key, *value;

	if (colon == NULL) {
		slw_err_set(err, SLW_EINVAL, _("\"%s\" has no colon"), line);
		return slw_err_hint(err, "%s",
				    _("Write a name, a colon and a value on each line."));
	}
	*colon = '\0';
	key = slw_text_trim(line);
	value = slw_text_trim(colon + 1);
	slw_json_set_str(lines->value, key, value);
	free(key);
	free(value);
	return 0;
}

int slw_form_parse(const struct slw_field *field, const char *text, const struct slw_check *check,
		   json_t **value, struct slw_err *err)
{
	struct lines lines = { .field = field, .check = check };
	char *trimmed = slw_text_trim(text);
	bool empty = trimmed[0] == '\0';
	int rc;

	free(trimmed);
	*value = NULL;
	if (empty)
		return 0;
	if (field->type != SLW_FIELD_LIST && field->type != SLW_FIELD_MAP)
		return slw_field_parse(field, text, check, value, err);
	lines.value = field->type == SLW_FIELD_LIST ? json_array() : json_object();
	rc = each_line(text, field->type == SLW_FIELD_LIST ? list_line : map_line, &lines, err);
	if (rc < 0)
		json_decref(lines.value);
	else
		*value = lines.value;
	return rc;
}

void slw_form_store(json_t *record, const char *path, json_t *value)
{
	const char *dot = strchr(path, '.');
	char *key;
	json_t *inner;

	if (dot == NULL) {
		if (value != NULL)
			slw_json_set(record, path, value);
		else
			json_object_del(record, path);
		return;
	}
	key = slw_strndup(path, (size_t)(dot - path));
	inner = json_object_get(record, key);
	if (!json_is_object(inner) && value != NULL) {
		slw_json_set(record, key, json_object());
		inner = json_object_get(record, key);
	}
	if (json_is_object(inner)) {
		slw_form_store(inner, dot + 1, value);
		if (json_object_size(inner) == 0)
			json_object_del(record, key);
	}
	free(key);
}

json_t *slw_form_typed_record(const struct slw_form *form)
{
	struct slw_check check = slw_form_check(form);
	json_t *record = json_deep_copy(form->record);

	for (size_t i = 0; i < form->count; i++) {
		const struct slw_form_item *item = &form->items[i];
		struct slw_err ignored = SLW_ERR_INIT;
		const char *text;
		json_t *value;

		if (item->kind != SLW_FORM_FIELD || item->field->type == SLW_FIELD_SECRET)
			continue;
		text = item->widget->ops->value(item->widget, NULL);
		if (strcmp(text, item->saved) != 0 &&
		    slw_form_parse(item->field, text, &check, &value, &ignored) == 0)
			slw_form_store(record, item->path, value);
	}
	return record;
}
