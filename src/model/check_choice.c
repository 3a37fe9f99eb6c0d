/* Choices of fields, and the nearest name to one that is none. */
#include "config.h"

#include "model/check_internal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/catalog.h"
#include "model/codes.h"

#include "base/banned.h"

static void each_code(const struct slw_field *field,
		      void (*each)(void *context, const char *value, const char *label),
		      void *context)
{
	size_t count;

	if (field->source == SLW_CHOICES_COUNTRIES) {
		const struct slw_country *countries = slw_countries(&count);

		for (size_t i = 0; i < count; i++)
			each(context, countries[i].code, countries[i].name);
	} else if (field->source == SLW_CHOICES_CURRENCIES) {
		const struct slw_currency *currencies = slw_currencies(&count);

		for (size_t i = 0; i < count; i++)
			each(context, currencies[i].code, currencies[i].name);
	} else {
		const struct slw_language *languages = slw_languages(&count);

		for (size_t i = 0; i < count; i++)
			each(context, languages[i].code, languages[i].name);
	}
}

static void each_entry(const struct slw_field *field, const struct slw_catalog *catalog,
		       void (*each)(void *context, const char *value, const char *label),
		       void *context)
{
	if (field->source == SLW_CHOICES_THEMES) {
		each(context, "auto", _("The one that fits best"));
		for (size_t i = 0; catalog != NULL && i < catalog->theme_count; i++)
			each(context, catalog->themes[i].id, catalog->themes[i].name);
		return;
	}
	for (size_t i = 0; catalog != NULL && i < catalog->provider_count; i++)
		if (strcmp(catalog->providers[i].kind, field->kind) == 0)
			each(context, catalog->providers[i].id, catalog->providers[i].name);
}

void slw_field_choices(const struct slw_field *field, const struct slw_catalog *catalog,
		       void (*each)(void *context, const char *value, const char *label),
		       void *context)
{
	switch (field->source) {
	case SLW_CHOICES_COUNTRIES:
	case SLW_CHOICES_CURRENCIES:
	case SLW_CHOICES_LANGUAGES:
		each_code(field, each, context);
		break;
	case SLW_CHOICES_THEMES:
	case SLW_CHOICES_PROVIDERS:
		each_entry(field, catalog, each, context);
		break;
	case SLW_CHOICES_TABLE:
		for (const struct slw_choice *c = field->choices; c != NULL && c->value != NULL;
		     c++)
			each(context, c->value, _(c->label));
		break;
	}
}

struct finder {
	const char *text;
	size_t at, found;
};

static void find_one(void *context, const char *value, const char *label)
{
	struct finder *finder = context;

	(void)label;
	if (finder->found == SIZE_MAX && strcmp(value, finder->text) == 0)
		finder->found = finder->at;
	finder->at++;
}

size_t slw_choice_rank(const struct slw_field *field, const char *text,
		       const struct slw_catalog *catalog)
{
	struct finder finder = { .text = text, .found = SIZE_MAX };

	slw_field_choices(field, catalog, find_one, &finder);
	return finder.found;
}

/* Without the catalogue, what would be in it is taken on trust where it looks like a name. */
static bool is_choice(const struct slw_field *field, const char *text,
		      const struct slw_catalog *catalog)
{
	switch (field->source) {
	case SLW_CHOICES_COUNTRIES:
		return slw_country_find(text) != NULL;
	case SLW_CHOICES_CURRENCIES:
		return slw_currency_find(text) != NULL;
	case SLW_CHOICES_LANGUAGES:
		return slw_language_find(text) != NULL;
	case SLW_CHOICES_THEMES:
		if (catalog == NULL || strcmp(text, "auto") == 0)
			break;
		return slw_catalog_theme(catalog, text) != NULL;
	case SLW_CHOICES_PROVIDERS:
		if (catalog == NULL)
			break;
		return slw_catalog_provider(catalog, field->kind, text) != NULL;
	case SLW_CHOICES_TABLE:
		for (const struct slw_choice *c = field->choices; c != NULL && c->value != NULL;
		     c++)
			if (strcmp(c->value, text) == 0)
				return true;
		return false;
	}
	return text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
}

struct names {
	const char **values, **labels;
	size_t count, cap, label_cap;
};

static void collect(void *context, const char *value, const char *label)
{
	struct names *names = context;
	size_t count = names->count;

	SLW_GROW(names->values, names->count, names->cap);
	SLW_GROW(names->labels, count, names->label_cap);
	names->values[names->count] = value;
	names->labels[names->count] = label;
	names->count++;
}

/* Codes that people write and that ISO 3166-1 does not have. */
static const char *usual_country(const char *text)
{
	static const struct {
		const char *written, *code;
	} usual[] = { { "UK", "GB" }, { "uk", "GB" }, { "EL", "GR" }, { "USA", "US" } };

	for (size_t i = 0; i < SLW_COUNT(usual); i++)
		if (strcmp(usual[i].written, text) == 0)
			return usual[i].code;
	return NULL;
}

static const char *nearest(const struct slw_field *field, const char *text,
			   const struct names *names, const char **label)
{
	const char *value = slw_text_nearest(text, names->values, names->count);

	*label = NULL;
	if (value == NULL && field->source == SLW_CHOICES_COUNTRIES)
		value = usual_country(text);
	if (value == NULL) {
		const char *name = slw_text_nearest(text, names->labels, names->count);

		for (size_t i = 0; name != NULL && i < names->count; i++)
			if (names->labels[i] == name)
				value = names->values[i];
	}
	for (size_t i = 0; value != NULL && i < names->count; i++)
		if (strcmp(names->values[i], value) == 0)
			*label = names->labels[i];
	return value;
}

static void hint_choices(const struct slw_field *field, const char *text,
			 const struct slw_catalog *catalog, struct slw_err *err)
{
	struct names names = { .count = 0 };
	const char *value, *label;
	struct slw_buf list;

	slw_field_choices(field, catalog, collect, &names);
	value = nearest(field, text, &names, &label);
	slw_buf_init(&list, 250);
	if (value != NULL && label != NULL && strcmp(label, value) != 0) {
		slw_err_hint(err, _("did you mean \"%s\", %s?"), value, label);
	} else if (value != NULL) {
		slw_err_hint(err, _("did you mean \"%s\"?"), value);
	} else if (names.count == 0) {
		slw_err_hint(err, _("there is none to choose from"));
	} else if (names.count > 20) {
		slw_err_hint(err, _("write a code such as %s"),
			     field->example != NULL ? field->example : names.values[0]);
	} else {
		for (size_t i = 0; i < names.count; i++)
			slw_buf_printf(&list, "%s%s", i > 0 ? ", " : "", names.values[i]);
		slw_err_hint(err, _("one of: %s"), list.data);
	}
	slw_buf_release(&list);
	free(names.values);
	free(names.labels);
}

int slw_choice_check(const struct slw_field *field, const char *text,
		     const struct slw_catalog *catalog, const char **kind, struct slw_err *err)
{
	char shown[SLW_EXCERPT];

	if (is_choice(field, text, catalog))
		return 0;
	*kind = "choice";
	slw_excerpt(shown, text);
	switch (field->source) {
	case SLW_CHOICES_COUNTRIES:
		slw_err_set(err, SLW_EINVAL, _("\"%s\" is not a country code"), shown);
		break;
	case SLW_CHOICES_CURRENCIES:
		slw_err_set(err, SLW_EINVAL, _("\"%s\" is not a currency code"), shown);
		break;
	case SLW_CHOICES_LANGUAGES:
		slw_err_set(err, SLW_EINVAL, _("\"%s\" is not a language code"), shown);
		break;
	case SLW_CHOICES_THEMES:
		slw_err_set(err, SLW_EINVAL, _("there is no theme \"%s\""), shown);
		break;
	case SLW_CHOICES_PROVIDERS:
		slw_err_set(err, SLW_EINVAL, _("there is no provider \"%s\" for this"), shown);
		break;
	case SLW_CHOICES_TABLE:
		slw_err_set(err, SLW_EINVAL, _("\"%s\" is not one of the choices"), shown);
		break;
	}
	hint_choices(field, text, catalog, err);
	return -1;
}

const char *slw_field_nearest(const struct slw_field *table, const char *key)
{
	struct names names = { .count = 0 };
	const char *near;

	for (; table->key != NULL; table++)
		collect(&names, table->key, "");
	near = slw_text_nearest(key, names.values, names.count);
	free(names.values);
	free(names.labels);
	return near;
}
