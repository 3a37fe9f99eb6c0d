/* Choices: listed with numbers; taken by number, value, label or the beginning of a label. */
#include "config.h"

#include "cli/plain.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "model/check.h"
#include "service/service.h"

#include "base/banned.h"

#define MATCHES_SHOWN 10

struct choices {
	struct slw_choice *items; /* borrowed texts */
	size_t count, cap;
};

static void add(void *context, const char *value, const char *label)
{
	struct choices *choices = context;

	SLW_GROW(choices->items, choices->count, choices->cap);
	choices->items[choices->count++] = (struct slw_choice){ value, label };
}

static struct choices collect(const struct slw_plain *plain, const struct slw_field *field)
{
	struct choices choices = { .items = NULL };

	slw_field_choices(field, slw_service_catalog(plain->cli->service), add, &choices);
	return choices;
}

/* Codes of countries, currencies and languages are too many to be read out at each question. */
static bool is_listed(const struct slw_field *field)
{
	return field->source == SLW_CHOICES_TABLE || field->source == SLW_CHOICES_THEMES ||
	       field->source == SLW_CHOICES_PROVIDERS;
}

void slw_plain_choices(const struct slw_plain *plain, const struct slw_field *field)
{
	struct choices choices = collect(plain, field);

	if (!is_listed(field))
		slw_plain_say(plain, 2, "%s", _("a code, a name, or the beginning of a name"));
	for (size_t i = 0; is_listed(field) && i < choices.count; i++)
		slw_plain_say(plain, 2, "%zu %s: %s", i + 1, choices.items[i].value,
			      choices.items[i].label);
	free(choices.items);
}

static bool begins_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

/* The choice with this value or label in any case, or the only one that a label begins so of. */
static size_t find(const struct choices *choices, const char *folded, size_t *matches)
{
	size_t found = choices->count;

	*matches = 0;
	for (size_t i = 0; i < choices->count; i++) {
		char *value = slw_text_fold(choices->items[i].value);
		char *label = slw_text_fold(choices->items[i].label);
		bool is_it = strcmp(value, folded) == 0 || strcmp(label, folded) == 0;
		bool begins = begins_with(label, folded) || begins_with(value, folded);

		free(value);
		free(label);
		if (is_it) {
			*matches = 1;
			return i;
		}
		if (begins && (*matches)++ == 0)
			found = i;
	}
	return found;
}

static void tell_matches(const struct slw_plain *plain, const struct choices *choices,
			 const char *folded, size_t matches)
{
	size_t shown = 0;

	slw_plain_say(plain, 0, _("%zu choices begin so:"), matches);
	for (size_t i = 0; i < choices->count && shown < MATCHES_SHOWN; i++) {
		char *label = slw_text_fold(choices->items[i].label);
		char *value = slw_text_fold(choices->items[i].value);

		if (begins_with(label, folded) || begins_with(value, folded)) {
			slw_plain_say(plain, 2, "%s: %s", choices->items[i].value,
				      choices->items[i].label);
			shown++;
		}
		free(label);
		free(value);
	}
}

char *slw_plain_choose(const struct slw_plain *plain, const struct slw_field *field,
		       const char *text)
{
	struct choices choices = collect(plain, field);
	char *trimmed = slw_text_trim(text), *folded = slw_text_fold(trimmed), *chosen = NULL;
	size_t matches = 0, found = choices.count;
	int64_t number;

	if (is_listed(field) && slw_parse_int(trimmed, 1, (int64_t)choices.count, &number))
		found = (size_t)number - 1;
	else if (folded[0] != '\0')
		found = find(&choices, folded, &matches);
	/* where choices are suggestions, what only begins like one is an answer of its own */
	if (matches > 1 && (field->flags & SLW_FIELD_OPEN) == 0)
		tell_matches(plain, &choices, folded, matches);
	else if (found < choices.count && matches <= 1 &&
		 ((field->flags & SLW_FIELD_OPEN) == 0 || matches == 0 ||
		  strcasecmp(choices.items[found].value, trimmed) == 0 ||
		  strcasecmp(choices.items[found].label, trimmed) == 0))
		chosen = slw_strdup(choices.items[found].value);
	else
		chosen = slw_strdup(trimmed);
	free(choices.items);
	free(folded);
	free(trimmed);
	return chosen;
}
