/* The items of a form: which fields apply now, with a widget for each. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/catalog.h"
#include "model/codes.h"
#include "service/service.h"
#include "ui/app.h"
#include "ui/choice.h"
#include "ui/form_internal.h"
#include "ui/long_text.h"
#include "ui/multi_choice.h"
#include "ui/secret_field.h"
#include "ui/text_field.h"
#include "ui/widget.h"
#include "ui/yes_no.h"

#include "base/banned.h"

#define LONG_ROWS 8

struct build {
	struct slw_form *form;
	struct slw_form_item *old;
	size_t old_count;
	size_t cap;
};

void slw_form_drop(struct slw_form_item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (items[i].widget != NULL)
			items[i].widget->ops->free(items[i].widget);
		free(items[i].path);
		free(items[i].saved);
		free(items[i].placeholder);
		free(items[i].error);
		free(items[i].hint);
		free(items[i].drafted);
		if (items[i].made != NULL) {
			free((char *)(uintptr_t)items[i].made->key);
			free(items[i].made);
		}
	}
	free(items);
}

struct slw_check slw_form_check(const struct slw_form *form)
{
	return (struct slw_check){ slw_service_catalog(slw_app_service(form->options.app)),
				   slw_documents_currency(slw_app_docs(form->options.app)) };
}

char *slw_form_full_path(const struct slw_form *form, const struct slw_form_item *item)
{
	return form->path[0] != '\0' ? slw_printf("%s.%s", form->path, item->path)
				     : slw_strdup(item->path);
}

const json_t *slw_form_parent(const struct slw_form *form, const struct slw_form_item *item)
{
	const char *dot = strrchr(item->path, '.');
	const json_t *parent;
	char *path;

	if (dot == NULL)
		return form->record;
	path = slw_strndup(item->path, (size_t)(dot - item->path));
	parent = slw_json_path(form->record, path);
	free(path);
	return parent;
}

json_t *slw_form_value(const struct slw_form *form, const struct slw_form_item *item)
{
	return slw_json_path(form->record, item->path);
}

static void add_choice(void *context, const char *value, const char *label)
{
	slw_choice_add(context, value, label);
}

static void add_multi(void *context, const char *value, const char *label)
{
	slw_multi_choice_add(context, value, label);
}

static struct slw_widget *make_widget(struct slw_form *form, const struct slw_field *field)
{
	const struct slw_catalog *catalog = slw_service_catalog(slw_app_service(form->options.app));
	struct slw_widget *widget;

	switch (field->type) {
	case SLW_FIELD_LONG_TEXT:
		return slw_long_text_new(slw_field_max(field), LONG_ROWS);
	case SLW_FIELD_LIST:
	case SLW_FIELD_MAP:
		return slw_long_text_new(0, LONG_ROWS);
	case SLW_FIELD_YES_NO:
		return slw_yes_no_new();
	case SLW_FIELD_SECRET:
		return slw_secret_field_new();
	case SLW_FIELD_MULTI_CHOICE:
		widget = slw_multi_choice_new();
		slw_field_choices(field, catalog, add_multi, widget);
		return widget;
	case SLW_FIELD_CHOICE:
		widget = slw_choice_new((field->flags & SLW_FIELD_OPEN) != 0);
		slw_field_choices(field, catalog, add_choice, widget);
		return widget;
	case SLW_FIELD_TEXT:
		if (field->choices != NULL || field->source != SLW_CHOICES_TABLE) {
			widget = slw_choice_new((field->flags & SLW_FIELD_OPEN) != 0);
			slw_field_choices(field, catalog, add_choice, widget);
			return widget;
		}
		return slw_text_field_new(slw_field_max(field));
	default:
		return slw_text_field_new(0);
	}
}

static void show_default(struct slw_form *form, struct slw_form_item *item)
{
	struct slw_check check = slw_form_check(form);
	json_t *value = slw_field_default(item->field, slw_form_parent(form, item),
					  slw_app_docs(form->options.app));

	free(item->placeholder);
	item->placeholder = value != NULL ? slw_form_text_of(item->field, value, &check) : NULL;
	json_decref(value);
	item->widget->placeholder = item->placeholder;
}

void slw_form_refresh(struct slw_form *form, struct slw_form_item *item, bool always)
{
	struct slw_check check = slw_form_check(form);
	size_t cursor;
	const char *typed = item->widget->ops->value(item->widget, &cursor);
	char *text = slw_form_text_of(item->field, slw_form_value(form, item), &check);
	bool pending = item->saved != NULL && strcmp(typed, item->saved) != 0;

	if (item->saved == NULL || always || (!pending && strcmp(text, item->saved) != 0)) {
		item->widget->ops->set(item->widget, text, always ? cursor : SLW_CURSOR_END);
		free(item->error);
		item->error = NULL;
	}
	free(item->saved);
	item->saved = text;
	show_default(form, item);
}

static struct slw_form_item *add(struct build *build, enum slw_form_kind kind,
				 const struct slw_field *field, const char *path, int depth)
{
	struct slw_form *form = build->form;
	struct slw_form_item *item;

	SLW_GROW(form->items, form->count, form->cap);
	item = &form->items[form->count++];
	for (size_t i = 0; i < build->old_count; i++) {
		if (build->old[i].path != NULL && build->old[i].kind == kind &&
		    strcmp(build->old[i].path, path) == 0 &&
		    build->old[i].field->type == field->type) {
			*item = build->old[i];
			build->old[i] = (struct slw_form_item){ .path = NULL };
			if (item->made == NULL)
				item->field = field;
			return item;
		}
	}
	*item = (struct slw_form_item){
		.kind = kind, .field = field, .path = slw_strdup(path), .depth = depth
	};
	if (kind == SLW_FORM_FIELD)
		item->widget = make_widget(form, field);
	return item;
}

/* The fields of an account there, which the catalogue of providers names. */
static void add_credentials(struct build *build, const struct slw_field *field,
			    const json_t *record, const char *path, int depth)
{
	const struct slw_catalog_provider *provider =
	    slw_catalog_provider(slw_service_catalog(slw_app_service(build->form->options.app)),
				 field->kind, slw_json_str(record, "provider", ""));

	for (size_t i = 0; provider != NULL && i < provider->credential_count; i++) {
		const struct slw_catalog_credential *from = &provider->credentials[i];
		struct slw_field *made = slw_calloc(1, sizeof(*made));
		char *inner = slw_printf("%s.%s", path, from->key);
		struct slw_form_item *item;

		*made =
		    (struct slw_field){ .key = slw_strdup(from->key),
					.type = from->secret ? SLW_FIELD_SECRET : SLW_FIELD_TEXT,
					.flags = from->required ? SLW_FIELD_REQUIRED : 0,
					.pattern = from->pattern,
					.label = from->label,
					.help = from->help,
					.example = from->example };
		item = add(build, SLW_FORM_FIELD, made, inner, depth);
		if (item->made == NULL) {
			item->made = made;
		} else {
			free((char *)(uintptr_t)made->key);
			free(made);
		}
		free(inner);
	}
}

static bool is_hidden(const struct slw_form *form, const struct slw_field *field, int depth)
{
	const char *const *hidden = form->options.hidden;

	if ((field->flags & SLW_FIELD_INPUT) != 0)
		return true;
	if (field->type == SLW_FIELD_RECORDS && form->options.open_records == NULL)
		return true;
	for (; depth == 0 && hidden != NULL && *hidden != NULL; hidden++)
		if (strcmp(*hidden, field->key) == 0)
			return true;
	return false;
}

static void add_fields(struct build *build, const struct slw_field *table, const json_t *record,
		       const char *prefix, int depth)
{
	const struct slw_documents *docs = slw_app_docs(build->form->options.app);

	for (const struct slw_field *field = table; field->key != NULL; field++) {
		char *path;

		if (is_hidden(build->form, field, depth) || !slw_field_applies(field, record, docs))
			continue;
		path = prefix[0] != '\0' ? slw_printf("%s.%s", prefix, field->key)
					 : slw_strdup(field->key);
		if (field->type == SLW_FIELD_RECORD) {
			add(build, SLW_FORM_GROUP, field, path, depth);
			add_fields(build, field->fields, slw_json_object(record, field->key), path,
				   depth + 1);
		} else if (field->type == SLW_FIELD_RECORDS) {
			add(build, SLW_FORM_RECORDS, field, path, depth);
		} else if (field->type == SLW_FIELD_CREDENTIALS) {
			add_credentials(build, field, record, path, depth);
		} else {
			add(build, SLW_FORM_FIELD, field, path, depth);
		}
		free(path);
	}
}

void slw_form_build(struct slw_form *form)
{
	struct build build = { .form = form, .old = form->items, .old_count = form->count };
	char *focused =
	    form->focus < form->count ? slw_strdup(form->items[form->focus].path) : NULL;

	form->items = NULL;
	form->count = form->cap = 0;
	add_fields(&build, form->options.fields, form->record, "", 0);
	slw_form_drop(build.old, build.old_count);
	for (size_t i = 0; i < form->count; i++) {
		if (form->items[i].kind == SLW_FORM_FIELD)
			slw_form_refresh(form, &form->items[i], false);
		if (focused != NULL && strcmp(form->items[i].path, focused) == 0)
			form->focus = i;
	}
	if (form->focus >= form->count)
		form->focus = form->count > 0 ? form->count - 1 : 0;
	while (form->focus + 1 < form->count && form->items[form->focus].kind == SLW_FORM_GROUP)
		form->focus++;
	free(focused);
}
